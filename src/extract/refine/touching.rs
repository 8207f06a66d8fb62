//! Another name stands nearer to the words than the source: "According to Holm, Pell said: “…”", "showed a letter from Pell: “…”". The words are Pell's.

use crate::extract::phrases::Phrases;
use crate::extract::strip::lower;
use crate::model::{Attribution, Span};
use crate::seeds::Class;
use crate::text::{Document, WordKind};

/// Words of a name with what is before it ("judge Ruth Pell"), at most.
const LONGEST_NAME: usize = 6;
/// Words from the beginning of a sentence to the name in its first phrase, at most: "In tegenstelling tot".
const LONGEST_OPENING: usize = 4;
/// Adverbs between a verb and its subject behind it, at most: "zegt nu ook Pell".
const ADVERBS: usize = 2;
/// Auxiliaries and adverbs between a subject and its verb, at most: "Pell | has now also | said".
const AUXILIARIES: usize = 3;
/// Words of an apposition behind a name, its commas included, at most.
const LONGEST_APPOSITION: usize = 12;
/// Words of a subject without a name, its article included, at most: "de regionale luchtmacht".
const LONGEST_NOUN: usize = 4;
/// Words of who says it between a quotation and its verb, at most: "Harbour coach Ruth Pell".
const LONGEST_INQUIT: usize = 8;
/// Words from "what" to the colon, at most: "remembered what Pell had once told him in the office:".
const LONGEST_RECALLED: usize = 12;
/// Words between a name and the colon, at most: "a letter from Pell | that read".
const LONGEST_TAIL: usize = 2;

/// The words of one sentence.
struct Words<'d, 't> {
    doc: &'d Document<'t>,
    phrases: Phrases<'d>,
    sentence: std::ops::Range<usize>,
}

/// Gives an attribution to who stands nearest, where grammar leaves nobody else.
pub fn touching(doc: &Document<'_>, phrases: Phrases<'_>, attribution: &mut Attribution) {
    let (Some(source), Some(content)) = (attribution.source, attribution.content.first().copied()) else { return };
    let Some(sentence) = doc.sentence_at(source.start).map(|s| doc.words_of(s)) else { return };
    if !sentence.contains(&doc.words_in(content).start) {
        return;
    }
    let words = Words { doc, phrases, sentence };
    let found = words
        .pronoun(source, content, &attribution.cue)
        .or_else(|| words.fronted(source, &attribution.cue))
        .or_else(|| words.apposed(source, content, &attribution.cue))
        .or_else(|| words.inquit(source, content, &attribution.cue))
        .or_else(|| words.document(content))
        .or_else(|| words.recalled(content, &attribution.cue));
    if let Some((name, cue)) = found
        && name != source
    {
        attribution.source = Some(name);
        if let Some(cue) = cue {
            attribution.cue = vec![cue];
        }
        // "what Pell had told him" is no part of what Pell told.
        for piece in &mut attribution.content {
            if piece.contains(name) {
                let quoted = doc.words_in(*piece).find(|&w| doc.is_quoted(w));
                piece.start = quoted.map_or(piece.start, |w| doc.words[w].span.start);
                if piece.start < name.start
                    && let Some(quote) = doc.quote_at(piece.start)
                {
                    piece.end = piece.end.min(quote.span.end);
                }
            }
        }
    }
}

impl Words<'_, '_> {
    fn class(&self, word: usize) -> Class {
        self.phrases.lexicon.class(&lower(self.doc.word(word)))
    }

    fn is(&self, word: usize, class: Class) -> bool {
        self.class(word).any(class)
    }

    fn is_mark(&self, word: usize) -> bool {
        self.doc.words[word].kind == WordKind::Mark
    }

    fn is_quoted(&self, word: usize) -> bool {
        self.doc.is_quoted(word)
    }

    fn is_capital(&self, word: usize) -> bool {
        self.doc.word(word).starts_with(char::is_uppercase)
    }

    /// A verb that reports, and no noun besides.
    fn reports(&self, word: usize) -> bool {
        !self.is_capital(word)
            && !self.is_quoted(word)
            && self.is(word, Class::CUE)
            && !self.is(word, Class::PERSON.or(Class::BODY).or(Class::TITLE).or(Class::AUXILIARY).or(Class::PASSIVE))
    }

    /// The end of a person's name that begins at `start`, small words before a given name aside.
    fn name(&self, start: usize) -> Option<usize> {
        let end = self.sentence.end;
        let small = |w: &usize| {
            !self.is_mark(*w)
                && !self.is_capital(*w)
                && self.is(*w, Class::PERSON.or(Class::TITLE).or(Class::DETERMINER))
        };
        let title =
            |w: &usize| self.is(*w, Class::TITLE) && self.is_capital(*w) && *w + 1 < end && self.is_capital(*w + 1);
        let mut first = (start..end.min(start + LONGEST_NAME)).find(|w| !small(w) && !title(w))?;
        let begins = |w: usize| self.is_capital(w) && self.phrases.names.is_given(&lower(self.doc.word(w)));
        // "Baker | Ruth Pell", where a sentence begins.
        if first == self.sentence.start && !begins(first) && first + 1 < end && begins(first + 1) {
            first += 1;
        }
        // "Archbishop | Deogratias Pell": behind a title, whatever the list of given names knows.
        let led = first > start && self.is(first - 1, Class::TITLE) && self.is_capital(first);
        let given = begins(first) || led;
        let part = |w: &usize| {
            !self.is_mark(*w)
                && !self.is_quoted(*w)
                && (self.is_capital(*w) || self.phrases.names.is_particle(&lower(self.doc.word(*w))))
        };
        let last = (first..end.min(first + LONGEST_NAME)).take_while(part).filter(|&w| self.is_capital(w)).last()?;
        (given && last > first).then_some(last + 1)
    }

    fn span(&self, from: usize, to: usize) -> Span {
        self.doc.span_of(from..to)
    }

    /// The verb that reports behind a subject, auxiliaries and adverbs aside.
    fn verb_behind(&self, subject: usize) -> Option<usize> {
        let end = self.sentence.end.min(subject + AUXILIARIES + 1);
        let helps = |w: &usize| {
            !self.is_mark(*w)
                && !self.is_capital(*w)
                && self.is(*w, Class::AUXILIARY.or(Class::ADVERB).or(Class::TIME))
                && !self.reports(*w)
        };
        (subject..end).find(|w| !helps(w)).filter(|&w| self.reports(w))
    }

    /// The end of a subject that begins at `start`: a person's name, or an article with the noun for a person or a body, and a name behind it.
    fn subject(&self, start: usize) -> Option<usize> {
        if let Some(end) = self.name(start) {
            return Some(end);
        }
        let end = self.sentence.end;
        if start >= end || self.is_mark(start) || self.is_quoted(start) {
            return None;
        }
        // "Op Facebook zeggen | buurtbewoners"
        if self.is(start, Class::GROUP) && !self.is_capital(start) {
            return Some(start + 1);
        }
        if !self.is(start, Class::DETERMINER) {
            return None;
        }
        let word = |w: &usize| !self.is_mark(*w) && !self.is_quoted(*w) && !self.is(*w, Class::PREPOSITION);
        let noun = (start + 1..end.min(start + LONGEST_NOUN))
            .take_while(word)
            .find(|&w| self.is(w, Class::PERSON.or(Class::BODY).or(Class::GROUP).or(Class::TITLE)))?;
        let name = |w: &usize| !self.is_mark(*w) && self.is_capital(*w);
        Some((noun + 1..end.min(noun + 1 + LONGEST_NAME)).take_while(name).last().map_or(noun + 1, |last| last + 1))
    }

    /// "According to Holm, | Pell | said …", "Sentencing Holm, judge | Pell | said …", "Volgens Holm | zei | Pell …": the source stands in a phrase before
    /// the clause, and the verb has a subject of its own.
    fn fronted(&self, source: Span, cue: &[Span]) -> Option<(Span, Option<Span>)> {
        let inside = self.doc.words_in(source);
        // "Unlike Holm, Pell" as one source: the phrase before the comma is what opens the sentence.
        let comma = inside.clone().find(|&w| self.doc.word(w) == ",");
        let next = comma.unwrap_or(inside.end);
        if next >= self.sentence.end || self.is_quoted(next) {
            return None;
        }
        if self.doc.word(next) == "," {
            let end = self.name(next + 1)?;
            // "Dr Ruth Pell, | head of the clinic, | admitted"
            let closed = (end + 1..self.sentence.end.min(end + LONGEST_APPOSITION)).find(|&w| self.doc.word(w) == ",");
            let behind = closed.filter(|_| self.doc.word(end) == ",").and_then(|c| self.verb_behind(c + 1));
            let verb = self.verb_behind(end).or(behind)?;
            let own = cue.iter().any(|c| c.overlaps(self.doc.words[verb].span));
            return (own || self.leads(&inside)).then(|| (self.span(next + 1, end), Some(self.doc.words[verb].span)));
        }
        if !self.phrases.lexicon.compounds || !self.reports(next) || !self.leads(&inside) {
            return None;
        }
        let adverb = |w: &usize| self.is(*w, Class::ADVERB.or(Class::TIME)) && !self.is_capital(*w);
        let start = (next + 1..self.sentence.end.min(next + 2 + ADVERBS)).find(|w| !adverb(w))?;
        // "Volgens Holm eist | de bank": whom a phrase that reports leads in reports what the bank says.
        let opening = self.sentence.start..inside.start;
        let end = if self.is_phrase(&opening) { self.name(start) } else { self.subject(start) }?;
        Some((self.span(start, end), Some(self.doc.words[next].span)))
    }

    /// True for the words of a phrase that reports: "according to".
    fn is_phrase(&self, words: &std::ops::Range<usize>) -> bool {
        let word = |k: usize| lower(self.doc.word(words.start + k));
        let first = word(0);
        let mut known = self.phrases.lexicon.cues.phrases_from(&first);
        known.any(|p| p.words.len() == words.len() && (0..words.len()).all(|k| p.words[k] == *word(k)))
    }

    /// True where a preposition leads the source in at the beginning of the sentence: "In a letter to | Holm", "Anders dan | Holm".
    fn leads(&self, inside: &std::ops::Range<usize>) -> bool {
        let start = self.sentence.start;
        let leader = Class::PREPOSITION.or(Class::LINKER);
        let fronting = |w: usize| self.phrases.lexicon.sets.fronting.contains(&*lower(self.doc.word(w)));
        // Where the trained layer took the preposition along, up to the name.
        let own = || inside.clone().skip(1).find(|&w| self.is_capital(w)).unwrap_or(start);
        let name = if inside.start == start { own() } else { inside.start };
        let opening = start..name;
        (1..=LONGEST_OPENING).contains(&opening.len())
            && !opening.clone().any(|w| self.is_mark(w) || self.is_quoted(w) || self.reports(w))
            && (inside.start > start || self.is(start, leader) || fronting(name - 1))
            && (self.is(name - 1, leader) || fronting(name - 1))
    }

    /// "verweet | ze | premier Holm dat …": a pronoun that is no object, right behind its verb, is the subject.
    fn pronoun(&self, source: Span, content: Span, cue: &[Span]) -> Option<(Span, Option<Span>)> {
        let at = self.doc.words_in(*cue.first()?).end;
        let is = at < self.sentence.end && self.phrases.lexicon.sets.nominatives.contains(&*lower(self.doc.word(at)));
        let inside = self.doc.words_in(source);
        // "ze premier Holm" as one source.
        let whole = inside.start == at && inside.len() > 1;
        let behind = (inside.start == at + 1 || whole) && content.start > source.start;
        (is && behind && !self.is_quoted(at)).then(|| (self.doc.words[at].span, None))
    }

    /// "| Holm, | a member of the board, asked Pell whether …": the subject opens the sentence, and what stands behind the verb is whom it is said to.
    fn apposed(&self, source: Span, content: Span, cue: &[Span]) -> Option<(Span, Option<Span>)> {
        let [cue] = cue else { return None };
        let verb = self.doc.words_in(*cue);
        let behind = source.start > cue.end && content.start >= source.end;
        let comma = verb.start.checked_sub(1).filter(|&c| self.sentence.contains(&c) && self.doc.word(c) == ",")?;
        // "Councillor Ruth Pell": behind an office any capitals.
        let titled = || {
            let start = self.sentence.start;
            let capital = |w: &usize| !self.is_mark(*w) && self.is_capital(*w);
            let last = (start + 1..comma.min(start + LONGEST_NAME)).take_while(capital).last()?;
            self.is(start, Class::PERSON.or(Class::TITLE)).then_some(last + 1)
        };
        let end = self.name(self.sentence.start).or_else(titled);
        let end = end.filter(|&e| behind && e < comma && self.doc.word(e) == ",")?;
        let plain = |w: usize| !self.is_quoted(w) && !self.reports(w) && !matches!(self.doc.word(w), ":" | ";" | ".");
        (end + 1..comma).all(plain).then(|| (self.span(self.sentence.start, end), None))
    }

    /// "“…,” said | Pell |, according to the Gazette": the words are whose inquit touches them.
    fn inquit(&self, source: Span, content: Span, cue: &[Span]) -> Option<(Span, Option<Span>)> {
        let [cue] = cue else { return None };
        let quote = self.doc.quote_at(content.start)?.span;
        if !self.is_phrase(&self.doc.words_in(*cue)) || source.start < cue.end || quote.end > cue.start {
            return None;
        }
        let behind = self.doc.words_in(Span::new(quote.end, cue.start));
        let from = behind.clone().find(|&w| !self.is_mark(w))?;
        let verb = (from..behind.end).find(|&w| self.reports(w))?;
        let who = if verb == from {
            let comma = (verb + 1..behind.end).find(|&w| self.is_mark(w)).unwrap_or(behind.end);
            verb + 1..comma
        } else {
            from..verb
        };
        let somebody = |w: usize| self.is_capital(w) || self.is(w, Class::PRONOUN.or(Class::PERSON).or(Class::BODY));
        let plain = |w: usize| !self.is_mark(w) && !self.is_quoted(w);
        ((1..=LONGEST_INQUIT).contains(&who.len()) && who.clone().all(plain) && who.clone().any(somebody))
            .then(|| (self.span(who.start, who.end), Some(self.doc.words[verb].span)))
    }

    /// "remembered what | Pell | had told him: “…”": what is quoted is what the other said.
    fn recalled(&self, content: Span, cue: &[Span]) -> Option<(Span, Option<Span>)> {
        let first = self.doc.words_in(content).find(|&w| self.is_quoted(w))?;
        let colon = first.checked_sub(1).filter(|&c| self.sentence.contains(&c) && self.doc.word(c) == ":")?;
        let floor = self.sentence.start.max(colon.saturating_sub(LONGEST_RECALLED));
        let what = (floor..colon).rev().find(|&w| {
            !self.is_mark(w) && self.is(w, Class::QUESTIONER) && self.name(w + 1).is_some_and(|end| end < colon)
        })?;
        let end = self.name(what + 1)?;
        let verb = (end..colon).find(|&w| self.reports(w) || self.is(w, Class::TOLD))?;
        let before =
            cue.iter().all(|c| c.start < self.doc.words[what].span.start || c.overlaps(self.doc.words[verb].span));
        let plain = !(what..colon).any(|w| self.is_quoted(w) || self.is_mark(w));
        (before && plain).then(|| (self.span(what + 1, end), Some(self.doc.words[verb].span)))
    }

    /// "showed a letter from | Pell | that read: “…”": a document's author right before the colon; the document is what somebody shows.
    fn document(&self, content: Span) -> Option<(Span, Option<Span>)> {
        let first = self.doc.words_in(content).start;
        let colon = first.checked_sub(1).filter(|&c| self.sentence.contains(&c) && self.doc.word(c) == ":")?;
        let quoted = self.doc.quote_at(self.doc.words[first].span.start).is_some();
        if !quoted {
            return None;
        }
        let floor = self.sentence.start.max(colon.saturating_sub(LONGEST_NAME + LONGEST_TAIL + 2));
        let noun = (floor..colon).rev().find(|&w| !self.is_mark(w) && self.is(w, Class::DOCUMENT))?;
        // "responded to a post by Pell": a preposition before the document leaves the words to the subject.
        let phrase = |w: &usize| {
            !self.is_mark(*w) && !self.is(*w, Class::DETERMINER) && !self.is(*w, Class::PREPOSITION.or(Class::LINKER))
        };
        let determiner = (floor..noun).rev().find(|w| !phrase(w)).filter(|&w| self.is(w, Class::DETERMINER))?;
        let before = determiner.checked_sub(1).filter(|w| self.sentence.contains(w))?;
        // "read | out | a statement by Pell": a companion of the verb leads nothing in.
        let companion = self.phrases.lexicon.sets.companions.contains(&*lower(self.doc.word(before)));
        if self.is(before, Class::PREPOSITION.or(Class::LINKER)) && !companion {
            return None;
        }
        let by = noun + 1;
        let linked = by < colon && !self.is_capital(by) && self.is(by, Class::LINKER.or(Class::PREPOSITION));
        let end = self.name(by + 1).filter(|&e| e <= colon && colon - e <= LONGEST_TAIL)?;
        linked.then(|| (self.span(by + 1, end), None))
    }
}
