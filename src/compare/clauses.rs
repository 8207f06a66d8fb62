//! How far a negation reaches: the clauses of a claim, as far as its marks and conjunctions tell, each with whether it is negated.

/// A run of a claim's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The number of the word behind its last one.
    pub end: usize,
    /// Whether it is negated: "nobody" and "not" in one clause are no negation.
    pub negated: bool,
    /// Whether a sentence ends with it.
    pub ends_sentence: bool,
}

/// Cuts a claim into clauses while its words go by.
#[derive(Debug, Default)]
pub struct Cutter {
    done: Vec<Clause>,
    negations: usize,
    /// Where in this clause the last "and" or "or" stood.
    coordinated: Option<usize>,
}

impl Cutter {
    /// A negation before word number `at`. What a coordinating conjunction holds together has one negation, or as many clauses as negations: "is no
    /// secret and was never hidden".
    pub fn negation(&mut self, at: usize) {
        if let Some(cut) = self.coordinated.take_if(|cut| *cut < at) {
            self.cut(cut, false);
        }
        self.negations += 1;
    }

    /// A coordinating conjunction before word number `at`.
    pub fn coordinator(&mut self, at: usize) {
        self.coordinated = Some(at);
    }

    /// The end of a clause before word number `at`.
    pub fn cut(&mut self, at: usize, ends_sentence: bool) {
        self.coordinated = None;
        let from = self.done.last().map_or(0, |last| last.end);
        if at <= from {
            // "No, …": what has no words of its own goes with what follows.
            if let Some(last) = self.done.last_mut() {
                last.ends_sentence |= ends_sentence;
            }
            return;
        }
        let clause = Clause { end: at, negated: self.negations % 2 == 1, ends_sentence };
        self.negations = 0;
        match self.done.last_mut() {
            Some(last) if !last.negated && !clause.negated && !last.ends_sentence => *last = clause,
            _ => self.done.push(clause),
        }
    }

    /// The clauses of a claim of so many words.
    #[must_use]
    pub fn finish(mut self, words: usize) -> Vec<Clause> {
        self.cut(words, true);
        // A negation that nothing follows: "It rains? No."
        if self.negations % 2 == 1
            && let Some(last) = self.done.last_mut()
        {
            last.negated = !last.negated;
        }
        self.done
    }
}

/// Of each word, whether its clause is negated.
#[must_use]
pub fn negated(clauses: &[Clause], words: usize) -> Vec<bool> {
    let mut out = Vec::with_capacity(words);
    for clause in clauses {
        out.resize(clause.end.min(words), clause.negated);
    }
    out.resize(words, false);
    out
}
