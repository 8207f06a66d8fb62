//! Small sets of words that one rule asks for each.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The table `[sets]` of `words.toml`: words in small letters, separated by spaces.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SetsTable {
    labels: String,
    questions: String,
    answers: String,
    truths: String,
    refuting: String,
    naming: String,
    surveys: String,
    agreeing: String,
    fakes: String,
    references: String,
    relays: String,
    relay_links: String,
    relayed: String,
    citing: String,
    fronting: String,
    companions: String,
    failing: String,
    misquoting: String,
    wrongly: String,
    proving: String,
    reflexives: String,
    managing: String,
    utterances: String,
    founding: String,
    like: String,
    progressive: String,
    nominatives: String,
    pleas: String,
    seeming: String,
    against: String,
    those: String,
    several: String,
    splits: Vec<String>,
    silence: String,
    inversions: String,
    others: Vec<String>,
}

/// Words that one rule asks for.
#[derive(Clone, Debug, Default)]
pub struct Sets {
    /// Stand before a colon and name nobody who speaks: "byline", "breaking".
    pub labels: FxHashSet<String>,
    /// Stand before an interviewer's words: "Q".
    pub questions: FxHashSet<String>,
    /// Stand before the words of who is asked: "A".
    pub answers: FxHashSet<String>,
    /// What a negation makes a refutation of: "it is not true that".
    pub truths: FxHashSet<String>,
    /// What refutes by itself: "it is false that".
    pub refuting: FxHashSet<String>,
    /// Verbs that give something its name: "named the boat “Hope”".
    pub naming: FxHashSet<String>,
    /// Documents that tell what those asked said: "a poll of 900 voters".
    pub surveys: FxHashSet<String>,
    /// Verbs of somebody who is quoted next: "Her deputy disagrees. “…”".
    pub agreeing: FxHashSet<String>,
    /// What words are that nobody said: "a doctored video claims that Brand said".
    pub fakes: FxHashSet<String>,
    /// Headings of lists of what was read: no quotation below them is anybody's.
    pub references: FxHashSet<String>,
    /// Verbs of an outlet that passes on what another said: "quoted Brand as saying".
    pub relays: FxHashSet<String>,
    /// What stands behind who is quoted: "as".
    pub relay_links: FxHashSet<String>,
    /// What stands behind that: "saying".
    pub relayed: FxHashSet<String>,
    /// The same, where a colon is enough: "quotes Brand: “…”".
    pub citing: FxHashSet<String>,
    /// Open a phrase before the subject, as prepositions do: "Unlike Holm, Brand said".
    pub fronting: FxHashSet<String>,
    /// Companions of a verb that are prepositions elsewhere: "read out a letter".
    pub companions: FxHashSet<String>,
    /// What somebody does who does not say it: "neglected to report".
    pub failing: FxHashSet<String>,
    /// Verbs of whoever passes on what was not said: "misquoted".
    pub misquoting: FxHashSet<String>,
    /// What makes such a verb of one that quotes: "wrongly quoted".
    pub wrongly: FxHashSet<String>,
    /// Verbs that a negation makes a refutation of: "het klopt niet dat".
    pub proving: FxHashSet<String>,
    /// Pronouns of who shows a picture: "a video of herself".
    pub reflexives: FxHashSet<String>,
    /// Verbs that an infinitive makes "manage" of: "wist hem te vinden".
    pub managing: FxHashSet<String>,
    /// What is said, counted: "not a word".
    pub utterances: FxHashSet<String>,
    /// People whose noun a body's name begins with: "Friends of the Dam", "Doctors for Peace".
    pub founding: FxHashSet<String>,
    /// Open a clause of what somebody says as well: "As Brand noted, the dam held".
    pub like: FxHashSet<String>,
    /// Endings of verbs whose subject does something, whatever auxiliary is before them: "is calling".
    progressive: FxHashSet<String>,
    /// Pronouns that are never an object, where the language has the subject behind the verb.
    pub nominatives: FxHashSet<String>,
    /// Ask the reader: "Please note that".
    pub pleas: FxHashSet<String>,
    /// Verbs of what only looks so: "appears to say".
    pub seeming: FxHashSet<String>,
    /// Stand between two who play or go to law: "Holm v Brand".
    pub against: FxHashSet<String>,
    /// Begin a phrase for people of whom nobody is named: "those who want a ban".
    pub those: FxHashSet<String>,
    /// Stand alone for such people: "some", "others".
    pub several: FxHashSet<String>,
    /// A verb and what makes another of it: "stelt gerust".
    pub splits: Vec<Vec<String>>,
    /// Open a condition that has no "if": "Should Brand say so".
    pub inversions: FxHashSet<String>,
    /// What is said where nothing is: "nothing".
    pub silence: FxHashSet<String>,
    /// Openings of a sentence after which somebody unnamed speaks: "Not everyone".
    pub others: Vec<Vec<String>>,
}

impl Sets {
    /// True for a verb, in small letters, whose ending says that its subject does something: "calling".
    #[must_use]
    pub fn is_progressive(&self, verb: &str) -> bool {
        self.progressive.iter().any(|end| verb.ends_with(end.as_str()))
    }

    pub(super) fn extend(&mut self, table: &SetsTable) {
        for (set, words) in [
            (&mut self.labels, &table.labels),
            (&mut self.questions, &table.questions),
            (&mut self.answers, &table.answers),
            (&mut self.truths, &table.truths),
            (&mut self.refuting, &table.refuting),
            (&mut self.naming, &table.naming),
            (&mut self.surveys, &table.surveys),
            (&mut self.agreeing, &table.agreeing),
            (&mut self.fakes, &table.fakes),
            (&mut self.references, &table.references),
            (&mut self.relays, &table.relays),
            (&mut self.relay_links, &table.relay_links),
            (&mut self.relayed, &table.relayed),
            (&mut self.citing, &table.citing),
            (&mut self.fronting, &table.fronting),
            (&mut self.companions, &table.companions),
            (&mut self.failing, &table.failing),
            (&mut self.misquoting, &table.misquoting),
            (&mut self.wrongly, &table.wrongly),
            (&mut self.proving, &table.proving),
            (&mut self.reflexives, &table.reflexives),
            (&mut self.managing, &table.managing),
            (&mut self.utterances, &table.utterances),
            (&mut self.founding, &table.founding),
            (&mut self.like, &table.like),
            (&mut self.progressive, &table.progressive),
            (&mut self.nominatives, &table.nominatives),
            (&mut self.pleas, &table.pleas),
            (&mut self.seeming, &table.seeming),
            (&mut self.against, &table.against),
            (&mut self.those, &table.those),
            (&mut self.several, &table.several),
            (&mut self.silence, &table.silence),
            (&mut self.inversions, &table.inversions),
        ] {
            set.extend(words.split_whitespace().map(str::to_owned));
        }
        let pair = |s: &String| s.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        self.splits.extend(table.splits.iter().map(pair).filter(|s| s.len() == 2));
        self.others.extend(table.others.iter().map(|o| o.split_whitespace().map(str::to_owned).collect()));
    }
}
