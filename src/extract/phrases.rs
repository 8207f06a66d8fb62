//! Noun phrases that can be a source: found from their end (a subject before its verb) or from their start (one behind it).
//!
//! No parser: closed classes, nouns for people and bodies, and capitals decide where a phrase ends.

use super::strip::{Item, Strip};
use crate::seeds::{Class, Lexicon, Names};
use std::ops::Range;

/// Items of the longest apposition that is taken along: longer ones are clauses of their own.
const LONGEST_APPOSITION: usize = 26;
/// Items of the longest noun phrase without its appositions.
const LONGEST_PHRASE: usize = 22;
/// Particles in a row inside a name, with room to spare ("van de den").
const MOST_PARTICLES: usize = 16;
/// Items between two brackets inside a phrase: "(43)", "(GroenLinks-PvdA)".
const LONGEST_BRACKET: usize = 6;
/// Small words without a known class that may stand before a known noun ("a long-time local official").
const LOOSE_WORDS: usize = 4;

/// Finds noun phrases in strips.
#[derive(Clone, Copy, Debug)]
pub struct Phrases<'s> {
    /// The language.
    pub lexicon: &'s Lexicon,
    /// Names in general.
    pub names: &'s Names,
}

/// A noun phrase: items `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// First item.
    pub start: usize,
    /// One past the last item.
    pub end: usize,
}

const STOPS: Class = Class(
    Class::SUBORDINATOR.0
        | Class::COMPLEMENTIZER.0
        | Class::RELATIVE.0
        | Class::BREAKER.0
        | Class::AUXILIARY.0
        | Class::ADVERB.0
        | Class::TIME.0,
);

/// Words behind which a phrase is not whole.
const FUNCTION: Class = Class(Class::PREPOSITION.0 | Class::COORDINATOR.0 | Class::DETERMINER.0);

impl Phrases<'_> {
    /// The noun phrase that ends with item `last`, without appositions.
    #[must_use]
    pub fn ending(&self, strip: &Strip<'_>, last: usize) -> Option<Phrase> {
        let items = &strip.items;
        let end = last + 1;
        let tail = items.get(last)?;
        if tail.class.any(Class::PRONOUN) && !tail.class.any(Class::DETERMINER) || self.is_subject_pronoun(tail) {
            return Some(Phrase { start: last, end });
        }
        let mut start = end;
        let mut at = last;
        let mut loose = 0;
        loop {
            if end - at > LONGEST_PHRASE {
                break;
            }
            let item = &items[at];
            let leftmost = items.get(start).filter(|_| start < end);
            if item.is(")") {
                match (at.saturating_sub(LONGEST_BRACKET).max(1)..at).rev().find(|&o| items[o].is("(")) {
                    Some(open) => {
                        start = open;
                        at = open - 1;
                        continue;
                    }
                    None => break,
                }
            }
            if item.mark && !matches!(&*item.lower, "&" | "/" | "%") || item.quote.is_some() {
                break;
            }
            let inner = at > 0 && self.continues_name(items, at);
            if let Some((from, next)) = self.function_word_before(items, at, start..end, inner) {
                start = from;
                match next {
                    Some(next) => {
                        at = next;
                        continue;
                    }
                    None => break,
                }
            }
            if item.class.any(STOPS)
                && !inner
                && !(item.capital && at > 0 && !item.class.any(Class::TIME) && item.is_name())
            {
                break;
            }
            if item.class.any(Class::CUE) && !item.is_noun() && !item.capital && !self.after_determiner(items, at) {
                break;
            }
            if item.is_name() || item.is_noun() || inner || &*item.lower == "'s" || &*item.lower == "'" {
                start = at;
            } else {
                // A small word of no known class: part of the phrase behind a determiner or before a known noun, else not.
                let before_name = leftmost.is_some_and(|l| l.is_name() && !l.is_noun());
                if before_name || loose >= LOOSE_WORDS {
                    break;
                }
                loose += 1;
                start = at;
            }
            if at == 0 {
                break;
            }
            at -= 1;
        }
        let start = self.trimmed(items, start, end, loose);
        self.valid(items, start, end).then_some(Phrase { start, end })
    }

    /// What a determiner, a preposition or a coordinator at `at` does to a phrase read from its end, of which there is `phrase` so far: where it begins
    /// then, and the item to go on with, if any. `None` for another word.
    fn function_word_before(
        &self,
        items: &[Item<'_>],
        at: usize,
        phrase: Range<usize>,
        inner: bool,
    ) -> Option<(usize, Option<usize>)> {
        let item = &items[at];
        if item.class.any(Class::DETERMINER) && !inner {
            // "the head | of | the agency": on behind a linker with a noun before it.
            return Some((at, self.linked(items, at)));
        }
        let goes_on = if item.class.any(Class::PREPOSITION) && !inner && !item.is_name() {
            let before = at.checked_sub(1).map(|b| &items[b]);
            let fits = before.is_some_and(|b| {
                (item.class.any(Class::LINKER) && self.nominal(b))
                    || (item.class.any(Class::LOOSE_LINKER) && b.is_noun() && !b.class.any(Class::DOCUMENT))
            });
            fits && !phrase.is_empty()
        } else if item.class.any(Class::COORDINATOR) {
            let leftmost = items.get(phrase.start).filter(|_| !phrase.is_empty());
            at > 0
                && leftmost.is_some_and(|l| l.is_name() || l.is_noun() || l.class.any(Class::DETERMINER))
                && (items[at - 1].is_name() || items[at - 1].is_noun())
        } else {
            return None;
        };
        Some(if goes_on { (at, at.checked_sub(1)) } else { (phrase.start, None) })
    }

    /// The noun phrase that starts with item `first`, without appositions. In `before_verb` a run of unknown small words gives its last
    /// one to the verb ("Volgens de boeren | wijzigt het …").
    #[must_use]
    pub fn starting(&self, strip: &Strip<'_>, first: usize, before_verb: bool) -> Option<Phrase> {
        let items = &strip.items;
        let head = items.get(first)?;
        if self.is_subject_pronoun(head) {
            return Some(Phrase { start: first, end: first + 1 });
        }
        if head.quote.is_some() || head.class.any(Class::COMPLEMENTIZER) {
            return None;
        }
        let mut at = first;
        let mut seen = false; // a name or a known noun
        let mut run = 0; // unknown small words since the last determiner or linker
        while at < items.len() && at - first < LONGEST_PHRASE {
            let item = &items[at];
            let inner = at > first && self.continues_name(items, at);
            if inner {
                at += 1;
                continue;
            }
            if item.is("(") && seen {
                match items[at..].iter().take(LONGEST_BRACKET + 1).position(|i| i.is(")")) {
                    Some(close) => {
                        at += close + 1;
                        continue;
                    }
                    None => break,
                }
            }
            if item.mark && !matches!(&*item.lower, "&" | "/") || item.quote.is_some() {
                break;
            }
            match self.function_word_behind(items, first..at, seen, run, before_verb) {
                Some(true) => {
                    run = 0;
                    at += 1;
                    continue;
                }
                Some(false) => break,
                None => {}
            }
            if item.class.any(STOPS) && !(item.capital && at > first && item.is_name()) {
                break;
            }
            // "de gemeente | te horen"
            if item.class.any(Class::INFINITIVE) && !item.capital && at > first {
                break;
            }
            if item.class.any(Class::CUE) && !item.is_noun() && !item.capital && at > first {
                break;
            }
            if item.is_name() || item.is_noun() || &*item.lower == "'s" {
                seen = true;
                run = 0;
            } else {
                let opened = at > first
                    && (items[at - 1].class.any(Class::DETERMINER)
                        || items[at - 1].class.any(Class::LINKER)
                        || run > 0
                        || !seen);
                if at > first && !opened {
                    break;
                }
                run += 1;
                if run > LOOSE_WORDS {
                    break;
                }
            }
            at += 1;
        }
        // The last of several unknown words before a function word is the verb.
        if before_verb && run >= 2 && items.get(at).is_some_and(|i| !i.class.any(Class::AUXILIARY) && i.is_word()) {
            at -= 1;
        }
        let hangs = |i: &Item<'_>| i.class.any(FUNCTION) && !i.is_name();
        while at > first && hangs(&items[at - 1]) {
            at -= 1;
        }
        (at > first && self.valid(items, first, at)).then_some(Phrase { start: first, end: at })
    }

    /// Whether a phrase read from its start goes on with the determiner, preposition or coordinator behind `phrase`. `None` for another word.
    fn function_word_behind(
        &self,
        items: &[Item<'_>],
        phrase: Range<usize>,
        seen: bool,
        run: usize,
        before_verb: bool,
    ) -> Option<bool> {
        let (first, at) = (phrase.start, phrase.end);
        let item = &items[at];
        if item.class.any(Class::DETERMINER) && !item.capital_name(at, first) {
            return Some(at == first || items[at - 1].class.any(FUNCTION));
        }
        if item.class.any(Class::PREPOSITION) && !item.is_name() {
            let open = at > first && (seen || run > 0) && self.opens_phrase(items, at + 1);
            let fits = || {
                item.class.any(Class::LINKER)
                    || (item.class.any(Class::LOOSE_LINKER) && before_verb && items[at - 1].is_noun())
            };
            return Some(open && fits());
        }
        let next = items.get(at + 1);
        item.class.any(Class::COORDINATOR).then(|| seen && next.is_some_and(|n| n.is_name() || n.is_noun()))
    }

    /// The end of `phrase` with the apposition behind it: `, former head of the agency` up to the next comma or the sentence's end.
    #[must_use]
    pub fn with_apposition(&self, strip: &Strip<'_>, phrase: Phrase) -> Phrase {
        let items = &strip.items;
        if !items.get(phrase.end).is_some_and(Item::parts) || !self.is_apposition(items, phrase.end + 1) {
            return phrase;
        }
        let from = phrase.end + 1;
        let end = (from..items.len()).find(|&i| {
            items[i].parts()
                || items[i].quote.is_some()
                || items[i].mark && matches!(&*items[i].lower, "." | ":" | ";" | "!" | "?")
        });
        match end.unwrap_or(items.len()) {
            end if end - from <= LONGEST_APPOSITION && end > from => Phrase { start: phrase.start, end },
            _ => phrase,
        }
    }

    /// The phrase with an apposition that ends with the comma or dash at `comma`: "Brand, the mayor |,| said".
    #[must_use]
    pub fn around_apposition(&self, strip: &Strip<'_>, comma: usize) -> Option<Phrase> {
        let items = &strip.items;
        let mut tried = 0;
        for open in (0..comma).rev() {
            if comma - open > LONGEST_APPOSITION || items[open].quote.is_some() || items[open].is(".") {
                return None;
            }
            if !items[open].parts() || items[open].is_dash() != items[comma].is_dash() {
                continue;
            }
            tried += 1;
            if tried > 3 {
                return None;
            }
            if open > 0
                && self.is_apposition(items, open + 1)
                && let Some(head) = self.ending(strip, open - 1)
                && (items[head.start..head.end].iter().any(|i| i.is_name() || i.is_noun()))
            {
                let head = self.with_title_before(strip, head);
                return Some(Phrase { start: head.start, end: comma });
            }
        }
        None
    }

    /// "a former UK diplomat, | Craig Murray": a role before a name, parted by a comma.
    #[must_use]
    pub fn with_title_before(&self, strip: &Strip<'_>, name: Phrase) -> Phrase {
        let items = &strip.items;
        let pure = items[name.start..name.end].iter().all(|i| i.is_name() || self.names.is_particle(&i.lower));
        if !pure || name.start < 2 || !items[name.start - 1].is(",") {
            return name;
        }
        match self.ending(strip, name.start - 2) {
            Some(role)
                if items[role.start..role.end].iter().any(|i| i.class.any(Class::PERSON.or(Class::TITLE)))
                    && (items[role.start].class.any(Class::DETERMINER)
                        || role.start == 0
                        || items[role.start - 1].parts()) =>
            {
                Phrase { start: role.start, end: name.end }
            }
            _ => name,
        }
    }

    /// True when what starts at `at` describes somebody: "a doctor", "who …", "former head", "43".
    fn is_apposition(&self, items: &[Item<'_>], at: usize) -> bool {
        let Some(first) = items.get(at) else { return false };
        if first.class.any(Class::RELATIVE)
            || first.lower.chars().all(|c| c.is_ascii_digit()) && !first.lower.is_empty()
        {
            return true;
        }
        if first.class.any(Class::CUE) && !first.is_noun()
            || first.class.any(
                Class::PREPOSITION.or(Class::SUBORDINATOR).or(Class::BREAKER).or(Class::PRONOUN).or(Class::AUXILIARY),
            ) && !first.class.any(Class::DETERMINER)
        {
            return false;
        }
        let window = &items[at..items.len().min(at + 8)];
        let reach = window.iter().position(|i| i.mark || i.quote.is_some()).unwrap_or(window.len());
        window[..reach].iter().any(Item::is_noun) || first.class.any(Class::DETERMINER) && reach >= 2
    }

    /// True for a pronoun that can be a subject and is no determiner here.
    fn is_subject_pronoun(&self, item: &Item<'_>) -> bool {
        item.class.any(Class::PRONOUN)
            && self.lexicon.pronoun(&item.lower).is_some()
            && !item.class.any(Class::DETERMINER)
    }

    /// Something a linker can hang on.
    fn nominal(&self, item: &Item<'_>) -> bool {
        item.is_word()
            && !item.class.any(STOPS)
            && !item.class.any(Class::PREPOSITION.or(Class::DETERMINER).or(Class::PRONOUN))
            && (item.is_name() || item.is_noun() || !item.class.any(Class::CUE))
    }

    /// The item before the linker that stands before `at`, when the phrase goes on there.
    fn linked(&self, items: &[Item<'_>], at: usize) -> Option<usize> {
        let linker = at.checked_sub(1)?;
        let before = linker.checked_sub(1)?;
        let (l, b) = (&items[linker], &items[before]);
        let fits = (l.class.any(Class::LINKER) && self.nominal(b)) || (l.class.any(Class::LOOSE_LINKER) && b.is_noun());
        if fits {
            return Some(before);
        }
        // "the ministry and the embassy"
        (l.class.any(Class::COORDINATOR) && (b.is_noun() || b.is_name())).then_some(before)
    }

    /// True for a small word inside a name: "Karin | van der | Burg", "J. | van 't | Hof".
    fn continues_name(&self, items: &[Item<'_>], at: usize) -> bool {
        if !self.names.is_particle(&items[at].lower) {
            return false;
        }
        let other = |i: &&Item<'_>| !self.names.is_particle(&i.lower) || i.capital;
        let before = items[..at].iter().rev().take(MOST_PARTICLES).find(other);
        let after = items[at + 1..].iter().take(MOST_PARTICLES).find(other);
        // A given name or an initial before, not a role: "Karin van der Burg", but "burgemeester van Breda".
        after.is_some_and(|i| i.is_name())
            && before.is_some_and(|i| {
                i.is_name() && !i.is_noun() && (self.names.gender(&i.lower).is_some() || is_initial(&i.lower))
            })
    }

    fn after_determiner(&self, items: &[Item<'_>], at: usize) -> bool {
        at > 0 && items[at - 1].class.any(Class::DETERMINER)
    }

    fn opens_phrase(&self, items: &[Item<'_>], at: usize) -> bool {
        items.get(at).is_some_and(|i| {
            i.is_word() && (i.is_name() || i.is_noun() || i.class.any(Class::DETERMINER) || self.nominal(i))
        })
    }

    /// Drops small words of no class at the start when no determiner opens the phrase.
    fn trimmed(&self, items: &[Item<'_>], start: usize, end: usize, loose: usize) -> usize {
        let mut start = start;
        while start < end && (items[start].class.any(Class::COORDINATOR) || &*items[start].lower == "'s") {
            start += 1;
        }
        if loose == 0 || start >= end || items[start].class.any(Class::DETERMINER) {
            return start;
        }
        // "yesterday local officials": small words are kept only where a known noun or a name follows at once.
        let anchor =
            (start..end).find(|&i| items[i].is_name() || items[i].is_noun() || items[i].class.any(Class::DETERMINER));
        match anchor {
            Some(a) if a - start > 1 => a - 1,
            Some(_) => start,
            None => end,
        }
    }

    /// A source holds a name, a noun for people or bodies, a pronoun, or a noun behind a determiner.
    fn valid(&self, items: &[Item<'_>], start: usize, end: usize) -> bool {
        let phrase = &items[start..end];
        let named = phrase.iter().any(|i| i.is_name() || i.is_noun());
        let determined = phrase.len() >= 2 && phrase[0].class.any(Class::DETERMINER) && phrase[1].is_word();
        named || determined || phrase.len() == 1 && phrase[0].class.any(Class::PRONOUN)
    }
}

impl Item<'_> {
    /// A capitalised determiner inside a phrase is a part of a name ("Den Haag", "The Hague").
    fn capital_name(&self, at: usize, first: usize) -> bool {
        self.capital && at > first
    }
}

/// "J.", "A.M."
fn is_initial(word: &str) -> bool {
    word.len() <= 6 && word.split('.').all(|p| p.chars().count() <= 1)
}
