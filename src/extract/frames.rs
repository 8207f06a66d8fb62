//! Attributions around their cues: where the source stands, and which words are said.
//!
//! Each rule has a name, which every claim carries (`--explain`): `quote-before` is `“…,” Brand said`, `clause-after` is `Brand said that …`.

use super::cues::{self, Found, FoundPhrase};
use super::phrases::{Phrase, Phrases};
use super::strip::{Item, Strip};
use crate::model::{Attribution, Span, Stance};
use crate::seeds::cues::Side;
use crate::seeds::{Class, Takes};

/// Items between a verb and its "that" ("told reporters on Monday that").
const LONGEST_DETOUR: usize = 16;
/// Items behind a trailing attribution ("…, Brand told the station on Monday.").
const LONGEST_TRAILER: usize = 10;
/// Words of the shortest reported clause.
const SHORTEST_CLAUSE: usize = 3;

/// An attribution and the items it was found in.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The attribution.
    pub attribution: Attribution,
    /// Items of source and cue together.
    pub core: (usize, usize),
    /// Items of the content, in pieces.
    pub content: Vec<(usize, usize)>,
    /// It takes over the subject of another clause.
    pub inherited: bool,
}

/// The frames of a strip, in the order of their cues.
#[must_use]
pub fn frames(strip: &Strip<'_>, phrases: Phrases<'_>) -> Vec<Frame> {
    let finder = Finder { strip, phrases, items: &strip.items };
    let mut out = Vec::new();
    for found in cues::phrases(strip, phrases.lexicon) {
        out.extend(finder.by_phrase(&found));
    }
    let verbs = cues::verbs(strip, phrases.lexicon);
    for found in &verbs {
        if out.iter().any(|f: &Frame| f.core.0 <= found.verb && found.verb < f.core.1) {
            continue;
        }
        if let Some(frame) = finder.by_verb(found, &verbs, &out) {
            out.push(frame);
        }
    }
    out.sort_by_key(|f| f.core);
    finder.trim_at_neighbours(&mut out);
    out
}

struct Finder<'f, 'a> {
    strip: &'f Strip<'a>,
    phrases: Phrases<'f>,
    items: &'f [Item<'a>],
}

/// A verb's subject.
struct Subject {
    phrase: Option<Phrase>,
    inherited: bool,
    /// Its items, when it stands elsewhere in the sentence.
    elsewhere: Option<Span>,
}

impl Finder<'_, '_> {
    // ---- sources -------------------------------------------------------------------------------------------------

    /// The verb's subject: before it, behind it, or that of the clause it joins.
    fn subject(&self, found: &Found, done: &[Frame]) -> Option<Subject> {
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
    fn left_subject(&self, at: usize) -> Option<Phrase> {
        let mut last = at.checked_sub(1)?;
        loop {
            let item = &self.items[last];
            if item.class.any(Class::ADVERB.or(Class::TIME)) && item.is_word() && !item.class.any(Class::PRONOUN) {
                last = last.checked_sub(1)?;
            } else if item.class.any(Class::PREPOSITION) && self.items[last + 1].class.any(Class::TIME) {
                last = last.checked_sub(1)?;
            } else {
                break;
            }
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
    fn may_invert(&self, found: &Found, phrase: &Phrase) -> bool {
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

    fn opens_clause(&self, at: usize) -> bool {
        at == 0 || {
            let before = &self.items[at - 1];
            before.mark
                || before.quote.is_some()
                || before
                    .class
                    .any(Class::COMPLEMENTIZER.or(Class::SUBORDINATOR).or(Class::BREAKER).or(Class::COORDINATOR))
        }
    }

    fn skip_adverbs(&self, from: usize) -> usize {
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

    // ---- verbs ---------------------------------------------------------------------------------------------------

    fn by_verb(&self, found: &Found, all: &[Found], done: &[Frame]) -> Option<Frame> {
        if self.negated_or_infinitive(found) {
            return None;
        }
        let subject = self.subject(found, done)?;
        let source = match subject.phrase {
            Some(p) => self.strip.span_of(p.start, p.end),
            None => subject.elsewhere,
        };
        let core = match subject.phrase {
            Some(p) => (p.start.min(found.start), p.end.max(found.end)),
            None => (found.start, found.end),
        };
        let core = found.particle.map_or(core, |(_, to)| (core.0, core.1.max(to)));
        let (content, rule, confidence) = self.content(found, core, &subject, all)?;
        Some(self.frame(
            content,
            core,
            source,
            found.spans(self.strip),
            found.stance,
            rule,
            confidence,
            subject.inherited,
        ))
    }

    /// "to say", "did not say": nothing is reported.
    fn negated_or_infinitive(&self, found: &Found) -> bool {
        let before = found.verb.checked_sub(1).map(|b| &self.items[b]);
        before.is_some_and(|b| b.is_word() && matches!(&*b.lower, "to" | "te" | "not"))
    }

    fn content(
        &self,
        found: &Found,
        core: (usize, usize),
        subject: &Subject,
        all: &[Found],
    ) -> Option<(Vec<(usize, usize)>, &'static str, f64)> {
        let takes = found.takes;
        let end = self.clause_end(core.1);
        // What follows is said?
        let after = self.after(found, core, end, all);
        if let Some((piece, "quote-after" | "quote-after-mixed", _)) = &after
            && piece.1 > piece.0
            && takes.any(Takes::QUOTE.or(Takes::CALL))
        {
            return after.map(|(p, rule, c)| (vec![p], rule, c));
        }
        if takes.any(Takes::QUOTE)
            && !subject.inherited
            && let Some(pieces) = self.quote_before(core)
        {
            return Some((pieces, "quote-before", 0.95));
        }
        if let Some((piece, rule, confidence)) = after {
            return Some((vec![piece], rule, confidence));
        }
        if takes.any(Takes::THAT.or(Takes::BARE).or(Takes::QUOTE)) && !subject.inherited {
            return self.clause_before(core, end).map(|p| (vec![p], "clause-before", 0.85));
        }
        None
    }

    /// `“…,” Brand said`: the quotation right before source and cue, with what belongs to it.
    fn quote_before(&self, core: (usize, usize)) -> Option<Vec<(usize, usize)>> {
        let mut at = core.0;
        while at > 0 && (self.items[at - 1].parts()) {
            at -= 1;
        }
        let quote = at.checked_sub(1)?;
        self.items[quote].quote?;
        // Words of the same sentence before it are said too: The plan is “dead,” Brand said.
        let mut start = quote;
        while start > 0 && !self.ends_clause(start - 1) {
            start -= 1;
        }
        while start < quote
            && (self.items[start].mark || self.items[start].class.any(Class::COORDINATOR.or(Class::BREAKER)))
        {
            start += 1;
        }
        if self.strip.words(start, quote) < 2 && !self.items[start..quote].iter().any(|i| i.quote.is_some()) {
            start = quote;
        }
        let mut pieces = vec![(start, quote + 1)];
        // “…,” Brand said. “…”: what goes on in the strip.
        let mut next = core.1;
        while self.items.get(next).is_some_and(|i| i.is(",") || i.is(".") || i.is(":")) {
            next += 1;
        }
        while next > core.1 && self.items.get(next).is_some_and(|i| i.quote.is_some()) {
            pieces.push((next, next + 1));
            next += 1;
            while self.items.get(next).is_some_and(|i| i.is(".") || i.is(",")) {
                next += 1;
            }
        }
        Some(pieces)
    }

    /// True for what a sentence or another attribution ends with.
    fn ends_clause(&self, at: usize) -> bool {
        matches!(&*self.items[at].lower, "." | ";" | ":" | "!" | "?") && self.items[at].mark
    }

    /// What follows source and cue: a quotation, a that-clause, a clause, a noun phrase, an infinitive.
    fn after(
        &self,
        found: &Found,
        core: (usize, usize),
        end: usize,
        all: &[Found],
    ) -> Option<((usize, usize), &'static str, f64)> {
        let takes = found.takes;
        let from = core.1;
        let wants_clause = takes.any(Takes::THAT.or(Takes::BARE));
        // A colon, a quotation: at once, or behind an addressee or a place.
        for at in from..self.items.len().min(from + LONGEST_DETOUR) {
            let item = &self.items[at];
            if item.quote.is_some() && takes.any(Takes::QUOTE.or(Takes::CALL).or(Takes::THAT)) {
                let introduced = at == from || self.items[at - 1].is(":") || self.items[at - 1].is(",");
                let direct = introduced && self.items[from..at].iter().all(|i| !i.class.any(Class::COMPLEMENTIZER));
                if direct && takes.any(Takes::QUOTE.or(Takes::CALL)) && (at == from || self.only_detour(from, at)) {
                    return Some(self.quote_after(at));
                }
                break;
            }
            if item.class.any(Class::COMPLEMENTIZER) && wants_clause && self.only_detour(from, at) {
                let end = self.clause_end(at + 1);
                return self.piece(at, end).map(|p| (p, "clause-after", 0.9));
            }
            if item.class.any(Class::QUESTIONER)
                && takes.any(Takes::WHETHER.or(Takes::ADDRESSEE))
                && at > from.saturating_sub(1)
                && self.only_detour(from, at)
            {
                let end = self.clause_end(at + 1);
                return self.piece(at, end).map(|p| (p, "question-after", 0.75));
            }
            if item.mark && !item.is(",") && !item.is(":") || all.iter().any(|f| f.verb == at && at > from + 1) {
                break;
            }
        }
        let start = self.skip_times(from);
        let first = self.items.get(start)?;
        if takes.any(Takes::BARE) && start < end && self.opens_bare_clause(start, end) {
            return self.piece(start, end).map(|p| (p, "bare-clause-after", 0.7));
        }
        if takes.any(Takes::TO)
            && (matches!(&*first.lower, "to" | "te" | "om")
                || takes.any(Takes::NOUN)
                || self.has_infinitive(start, end))
        {
            return self.piece(start, end).map(|p| (p, "infinitive-after", 0.6));
        }
        if takes.any(Takes::NOUN.or(Takes::CALL))
            && first.is_word()
            && !first.class.any(Class::AUXILIARY)
            && !(first.class.any(Class::PREPOSITION) && found.tail == 0)
        {
            return self
                .piece(start, end)
                .filter(|p| self.strip.words(p.0, p.1) >= 2)
                .map(|p| (p, "object-after", 0.65));
        }
        None
    }

    /// A quotation at `at`, and the clause it goes on in: said “there has been every sign” that Trump …
    fn quote_after(&self, at: usize) -> ((usize, usize), &'static str, f64) {
        let next = at + 1;
        let goes_on =
            self.items.get(next).is_some_and(|i| i.is_word() && !i.class.any(Class::CLOSER)) && !self.closed_inside(at);
        if goes_on {
            let end = self.clause_end(next);
            return ((at, end.max(next)), "quote-after-mixed", 0.9);
        }
        let mut end = next;
        // “…” “…” in a row.
        while self.items.get(end).is_some_and(|i| i.quote.is_some()) {
            end += 1;
        }
        ((at, end), "quote-after", 0.95)
    }

    /// True when the quotation's last inner character ends a sentence or a clause.
    fn closed_inside(&self, at: usize) -> bool {
        matches!(&*self.items[at].lower, "." | "," | "!" | "?" | "…")
    }

    /// True when `from..to` holds only what may stand between a verb and its clause: an addressee, a time, a place.
    fn only_detour(&self, from: usize, to: usize) -> bool {
        if from >= to {
            return true;
        }
        let mut at = from;
        while at < to {
            let item = &self.items[at];
            if item.is(",")
                || item.is(":")
                || item.class.any(Class::ADVERB.or(Class::TIME))
                || !item.is_word() && item.quote.is_none()
            {
                at += 1;
                continue;
            }
            if item.class.any(Class::AUXILIARY.or(Class::SUBORDINATOR).or(Class::RELATIVE).or(Class::BREAKER))
                && !item.class.any(Class::DETERMINER.or(Class::PREPOSITION))
            {
                return false;
            }
            at += 1;
        }
        true
    }

    fn skip_times(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(item) = self.items.get(at) {
            let time =
                item.is_word() && item.class.any(Class::TIME.or(Class::ADVERB)) && !item.class.any(Class::PRONOUN);
            let leads =
                item.class.any(Class::PREPOSITION) && self.items.get(at + 1).is_some_and(|n| n.class.any(Class::TIME));
            if !(time || leads) {
                break;
            }
            at += 1;
        }
        at
    }

    /// True when a clause without "that" starts here: a subject, and a verb behind it.
    fn opens_bare_clause(&self, start: usize, end: usize) -> bool {
        let first = &self.items[start];
        if !first.is_word() && first.quote.is_none() || self.strip.words(start, end) < SHORTEST_CLAUSE {
            return false;
        }
        if first.class.any(Class::PREPOSITION) && !first.is_name() {
            // "said in a statement": a clause only if a comma and a subject follow, which is not worth the risk.
            return false;
        }
        !first.class.any(Class::BREAKER.or(Class::RELATIVE).or(Class::COORDINATOR).or(Class::AUXILIARY))
            || first.class.any(Class::DETERMINER)
    }

    fn has_infinitive(&self, start: usize, end: usize) -> bool {
        self.items[start.min(end)..end].iter().any(|i| i.is_word() && matches!(&*i.lower, "te" | "to"))
    }

    /// `The harbour is closed, Brand said.`: the clause before, when nothing but a trailer follows.
    fn clause_before(&self, core: (usize, usize), end: usize) -> Option<(usize, usize)> {
        if self.strip.words(core.1, end) > LONGEST_TRAILER || self.items.get(core.1).is_some_and(|i| i.is(":")) {
            return None;
        }
        let comma = core.0.checked_sub(1).filter(|&c| self.items[c].is(",") || self.items[c].is_dash())?;
        let mut start = comma;
        while start > 0 && !self.ends_clause(start - 1) {
            start -= 1;
        }
        while start < comma
            && (self.items[start].mark || self.items[start].class.any(Class::COORDINATOR.or(Class::BREAKER)))
        {
            start += 1;
        }
        (self.strip.words(start, comma) >= SHORTEST_CLAUSE).then_some((start, comma))
    }

    /// The end of a clause that starts at `from`: the sentence's, or a comma before words that are no longer said.
    fn clause_end(&self, from: usize) -> usize {
        let mut end = self.items.len();
        for at in from..self.items.len() {
            let item = &self.items[at];
            if item.mark && matches!(&*item.lower, ";" | "!" | "?") {
                end = at;
                break;
            }
            if item.mark && item.lower == "." && at + 1 < self.items.len() && self.items[at + 1].capital {
                end = at;
                break;
            }
            if item.is(",") && self.items.get(at + 1).is_some_and(|n| n.class.any(Class::CLOSER)) && at > from {
                end = at;
                break;
            }
        }
        while end > from && self.items[end - 1].mark && !matches!(&*self.items[end - 1].lower, ")" | "]" | "%") {
            end -= 1;
        }
        end
    }

    fn piece(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        (from < to && self.strip.words(from, to) >= 2).then_some((from, to))
    }

    // ---- phrases -------------------------------------------------------------------------------------------------

    fn by_phrase(&self, found: &FoundPhrase) -> Option<Frame> {
        if found.side == Side::Alone {
            return None;
        }
        let verb_second = self.phrases.lexicon.compounds;
        let source = self.phrases.starting(self.strip, found.end, verb_second)?;
        let source = if found.start == 0 && !verb_second {
            self.with_closed_apposition(source)
        } else {
            self.phrases.with_apposition(self.strip, source)
        };
        let core = (found.start, source.end);
        let spans: Vec<Span> = self.strip.span_of(found.start, found.end).into_iter().collect();
        let source_span = self.strip.span_of(source.start, source.end);
        let mut from = source.end;
        while self.items.get(from).is_some_and(|i| i.parts() || i.is(":")) {
            from += 1;
        }
        let end = self.clause_end(from.min(self.items.len()));
        let opens = (0..found.start).all(|i| {
            !self.items[i].is_word() || self.items[i].class.any(Class::BREAKER.or(Class::COORDINATOR).or(Class::ADVERB))
        });
        let quoted = found.start.checked_sub(1).is_some_and(|b| {
            self.items[b].quote.is_some() || self.items[b].parts() && b > 0 && self.items[b - 1].quote.is_some()
        });
        let (content, rule) = if quoted {
            (self.quote_before(core)?, "according-to-quote")
        } else if opens {
            (vec![self.piece(from, end)?], "according-to")
        } else {
            let mut start = found.start;
            while start > 0 && !self.ends_clause(start - 1) {
                start -= 1;
            }
            let mut before = found.start;
            while before > start
                && (self.items[before - 1].parts() || self.items[before - 1].class.any(Class::COMPLEMENTIZER))
            {
                before -= 1;
            }
            while start < before && self.items[start].mark {
                start += 1;
            }
            let mut pieces = Vec::new();
            if self.strip.words(start, before) >= 1 {
                pieces.push((start, before));
            }
            if self.strip.words(from, end) >= 1 {
                pieces.push((from, end));
            }
            (pieces, "according-to-within")
        };
        if content.is_empty() {
            return None;
        }
        Some(self.frame(content, core, source_span, spans, found.stance, rule, 0.85, false))
    }

    /// "According to Brand, the mayor, the harbour …": an apposition that a second comma closes.
    fn with_closed_apposition(&self, source: Phrase) -> Phrase {
        let longer = self.phrases.with_apposition(self.strip, source);
        let closed = self.items.get(longer.end).is_some_and(Item::parts);
        let rest = self.strip.words(longer.end, self.items.len());
        if closed && rest >= SHORTEST_CLAUSE && longer.end - source.end <= 10 { longer } else { source }
    }

    // ---- together ------------------------------------------------------------------------------------------------

    #[allow(clippy::too_many_arguments, reason = "the parts of an attribution")]
    fn frame(
        &self,
        content: Vec<(usize, usize)>,
        core: (usize, usize),
        source: Option<Span>,
        cue: Vec<Span>,
        stance: Stance,
        rule: &'static str,
        confidence: f64,
        inherited: bool,
    ) -> Frame {
        let spans = content.iter().filter_map(|&(a, b)| self.strip.span_of(a, b)).collect();
        Frame {
            attribution: Attribution {
                source,
                cue,
                content: spans,
                stance,
                found_by: rule,
                confidence,
                continues: None,
            },
            core,
            content,
            inherited,
        }
    }

    /// A content that runs into the source or cue of the next attribution ends before it: "A denied it and B doubted it".
    fn trim_at_neighbours(&self, frames: &mut Vec<Frame>) {
        let cores: Vec<(usize, usize)> = frames.iter().map(|f| f.core).collect();
        for (n, frame) in frames.iter_mut().enumerate() {
            for (m, &(start, _)) in cores.iter().enumerate() {
                if m == n || start <= frame.core.0 {
                    continue;
                }
                let joined =
                    start > 0 && (self.items[start - 1].class.any(Class::COORDINATOR) || self.items[start - 1].is(";"));
                if !joined {
                    continue;
                }
                for piece in &mut frame.content {
                    if piece.0 < start && start < piece.1 && frame.core.1 <= piece.0 {
                        let mut end = start - 1;
                        while end > piece.0 && self.items[end - 1].mark {
                            end -= 1;
                        }
                        piece.1 = end.max(piece.0 + 1);
                    }
                }
                frame.attribution.content =
                    frame.content.iter().filter_map(|&(a, b)| self.strip.span_of(a, b)).collect();
            }
        }
        // One clause, one attribution by rule: of two with the same content the first verb's stands.
        let mut seen: Vec<Vec<(usize, usize)>> = Vec::new();
        frames.retain(|f| {
            let fresh = !seen.contains(&f.content);
            seen.push(f.content.clone());
            fresh
        });
    }
}
