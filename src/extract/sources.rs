//! Where a verb's source stands: before it, behind it, or as the subject of the clause that it joins.

use super::clause::{Finder, Frame, Subject};
use super::cues::Found;
use super::phrases::Phrase;
use super::strip::Item;
use crate::seeds::Class;

impl Finder<'_, '_> {
    /// The verb's subject: before it, behind it, or that of the clause it joins.
    pub(super) fn subject(&self, found: &Found, done: &[Frame]) -> Option<Subject> {
        let at = found.start;
        let left = self.left_subject(at);
        let comma_before = at > 0 && (self.items[at - 1].parts() || self.items[at - 1].quote.is_some());
        if let Some(phrase) = left {
            return Some(Subject { phrase: Some(phrase), inherited: false, elsewhere: None });
        }
        if comma_before
            && self.items[at - 1].parts()
            && let Some(phrase) = self.phrases.around_apposition(self.strip, at - 1)
            && self.opens_clause(phrase.start)
        {
            return Some(Subject { phrase: Some(phrase), inherited: false, elsewhere: None });
        }
        let behind = self.skip_adverbs(found.end.max(found.verb + 1));
        if behind - found.end <= 2
            && let Some(phrase) = self.phrases.starting(self.strip, behind, false)
            && self.may_invert(found, &phrase)
        {
            let phrase = self.phrases.with_apposition(self.strip, phrase);
            return Some(Subject { phrase: Some(phrase), inherited: false, elsewhere: None });
        }
        // ", adding that …", "…, maar zei wel dat …": the subject of the clause before.
        let joins = at > 0
            && (self.items[at - 1].parts()
                || self.items[at - 1].quote.is_some()
                || self.items[at - 1].class.any(Class::CLOSER.or(Class::BREAKER).or(Class::COORDINATOR)));
        let joins = joins || {
            let mut k = at;
            while k > 0 && self.items[k - 1].class.any(Class::ADVERB) {
                k -= 1;
            }
            k < at && k > 0 && self.items[k - 1].class.any(Class::BREAKER.or(Class::COORDINATOR).or(Class::CLOSER))
        };
        if joins {
            let before = done.iter().rev().find(|f| f.core.0 < at);
            if let Some(source) = before.and_then(|f| f.attribution.source) {
                return Some(Subject { phrase: None, inherited: true, elsewhere: Some(source) });
            }
            let first = self.items.iter().position(Item::is_word)?;
            let lead = self.phrases.starting(self.strip, first, true)?;
            if lead.end < at {
                let span = self.strip.span_of(lead.start, lead.end);
                return Some(Subject { phrase: None, inherited: true, elsewhere: span });
            }
        }
        None
    }

    /// The noun phrase right before the verb group, adverbs and "on Friday" aside.
    pub(super) fn left_subject(&self, at: usize) -> Option<Phrase> {
        let mut last = at.checked_sub(1)?;
        loop {
            let item = &self.items[last];
            let adverb =
                item.class.any(Class::ADVERB.or(Class::TIME)) && item.is_word() && !item.class.any(Class::PRONOUN);
            let before_time = item.class.any(Class::PREPOSITION) && self.items[last + 1].class.any(Class::TIME);
            if !(adverb || before_time) {
                break;
            }
            last = last.checked_sub(1)?;
        }
        let mut phrase = self.phrases.ending(self.strip, last)?;
        if phrase.start > 0
            && self.items[phrase.start - 1].class.any(Class::PREPOSITION)
            && !self.items[phrase.start].class.any(Class::PRONOUN)
        {
            // "in Moscow said": the object of a preposition is no subject.
            return None;
        }
        phrase = self.phrases.with_title_before(self.strip, phrase);
        Some(phrase)
    }

    /// True when a phrase behind the verb can be its subject.
    pub(super) fn may_invert(&self, found: &Found, phrase: &Phrase) -> bool {
        let named = self.items[phrase.start..phrase.end].iter().any(|i| i.is_name() || i.is_noun());
        let pronoun = phrase.end - phrase.start == 1 && self.items[phrase.start].class.any(Class::PRONOUN);
        if !named && !pronoun && !self.phrases.lexicon.compounds {
            return false;
        }
        let at = found.start;
        let before_mark = at > 0 && (self.items[at - 1].parts() || self.items[at - 1].quote.is_some());
        let ends_sentence = |i: usize| self.items.get(i).is_none_or(|x| x.mark);
        // Where the verb comes second, whatever stands first may be followed by verb and subject.
        self.phrases.lexicon.compounds || before_mark || at == 0 && ends_sentence(phrase.end)
    }

    pub(super) fn opens_clause(&self, at: usize) -> bool {
        at == 0 || {
            let before = &self.items[at - 1];
            before.mark
                || before.quote.is_some()
                || before
                    .class
                    .any(Class::COMPLEMENTIZER.or(Class::SUBORDINATOR).or(Class::BREAKER).or(Class::COORDINATOR))
        }
    }

    pub(super) fn skip_adverbs(&self, from: usize) -> usize {
        let mut at = from;
        while self
            .items
            .get(at)
            .is_some_and(|i| i.is_word() && i.class.any(Class::ADVERB) && !i.class.any(Class::PRONOUN))
        {
            at += 1;
        }
        at
    }
}
