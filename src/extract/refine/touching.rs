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
    let found = words.fronted(source).or_else(|| words.document(content));
    if let Some((name, cue)) = found
        && name.start != source.start
        && !attribution.content.iter().any(|c| c.overlaps(name))
    {
        attribution.source = Some(name);
        if let Some(cue) = cue {
            attribution.cue = vec![cue];
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
        self.doc.quote_at(self.doc.words[word].span.start).is_some()
    }

    fn is_capital(&self, word: usize) -> bool {
        self.doc.word(word).starts_with(char::is_uppercase)
    }

    /// A verb that reports, and no noun besides.
    fn reports(&self, word: usize) -> bool {
        !self.is_capital(word)
            && !self.is_quoted(word)
            && self.is(word, Class::CUE)
            && !self.is(word, Class::PERSON.or(Class::BODY).or(Class::TITLE))
    }

    /// The end of a person's name that begins at `start`, small words before a given name aside.
    fn name(&self, start: usize) -> Option<usize> {
        let end = self.sentence.end;
        let small = |w: &usize| {
            !self.is_mark(*w)
                && !self.is_capital(*w)
                && self.is(*w, Class::PERSON.or(Class::TITLE).or(Class::DETERMINER))
        };
        let first = (start..end.min(start + LONGEST_NAME)).find(|w| !small(w))?;
        let given = self.is_capital(first) && self.phrases.names.is_given(&lower(self.doc.word(first)));
        let part = |w: &usize| {
            !self.is_mark(*w)
                && !self.is_quoted(*w)
                && (self.is_capital(*w) || self.phrases.names.is_particle(&lower(self.doc.word(*w))))
        };
        let last = (first..end.min(first + LONGEST_NAME)).take_while(part).filter(|&w| self.is_capital(w)).last()?;
        (given && last > first).then_some(last + 1)
    }

    fn span(&self, from: usize, to: usize) -> Span {
        self.doc.words[from].span.cover(self.doc.words[to - 1].span)
    }

    /// "According to Holm, | Pell | said …", "Volgens Holm | zei | Pell …": the source stands in a phrase that a preposition opens, and the verb has a subject of its own.
    fn fronted(&self, source: Span) -> Option<(Span, Option<Span>)> {
        let inside = self.doc.words_in(source);
        // "Unlike Holm, Pell" as one source: the phrase before the comma is what opens the sentence.
        let comma = inside.clone().find(|&w| self.doc.word(w) == ",");
        let opens = inside.start == self.sentence.start && comma.is_some();
        let opening = self.sentence.start..if opens { inside.start + 1 } else { inside.start };
        if opening.is_empty() {
            return None;
        }
        let first = lower(self.doc.word(opening.start));
        let led = (1..=LONGEST_OPENING).contains(&opening.len())
            && !opening.clone().any(|w| self.is_mark(w) || self.is_quoted(w) || self.reports(w))
            && (self.is(opening.end - 1, Class::PREPOSITION.or(Class::LINKER))
                || opening.len() == 1 && self.phrases.lexicon.sets.fronting.contains(&*first));
        if !led {
            return None;
        }
        let next = comma.unwrap_or(inside.end);
        if next >= self.sentence.end || self.is_quoted(next) {
            return None;
        }
        if self.doc.word(next) == "," {
            let end = self.name(next + 1)?;
            return (end < self.sentence.end && self.reports(end))
                .then(|| (self.span(next + 1, end), Some(self.doc.words[end].span)));
        }
        if !self.phrases.lexicon.compounds || !self.reports(next) {
            return None;
        }
        let adverb = |w: &usize| self.is(*w, Class::ADVERB.or(Class::TIME)) && !self.is_capital(*w);
        let start = (next + 1..self.sentence.end.min(next + 2 + ADVERBS)).find(|w| !adverb(w))?;
        let end = self.name(start)?;
        Some((self.span(start, end), Some(self.doc.words[next].span)))
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
        if self.is(before, Class::PREPOSITION.or(Class::LINKER)) {
            return None;
        }
        let by = noun + 1;
        let linked = by < colon && !self.is_capital(by) && self.is(by, Class::LINKER.or(Class::PREPOSITION));
        let end = self.name(by + 1).filter(|&e| e <= colon && colon - e <= LONGEST_TAIL)?;
        linked.then(|| (self.span(by + 1, end), None))
    }
}
