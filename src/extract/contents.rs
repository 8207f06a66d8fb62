//! Which words are said: the quotation or clause before source and cue, or what follows them.

use super::clause::{Finder, NOTHING_ELSE, SHORTEST_CLAUSE, Subject};
use super::cues::Found;
use super::join::RULE_ALONE;
use crate::model::{Rule, Stance};
use crate::seeds::{Class, Takes};

/// Items between a verb and its "that" ("told reporters on Monday that").
const LONGEST_DETOUR: usize = 16;

/// Items behind a trailing attribution ("…, Brand told the station on Monday.").
const LONGEST_TRAILER: usize = 10;

/// Pieces of content as items, the rule that found them, its confidence.
pub(super) type Said = (Vec<(usize, usize)>, Rule, f64);

impl Finder<'_, '_> {
    pub(super) fn content(
        &self,
        found: &Found,
        core: (usize, usize),
        subject: &Subject,
        all: &[Found],
    ) -> Option<Said> {
        let takes = found.takes;
        let end = self.clause_end(core.1);
        // What follows is said?
        let after = self.after(found, core, end, all);
        // “…,” Brand said: “…”: a comma that closes a quotation leads on to whose it is.
        if let Some((piece, Rule::QuoteAfter | Rule::QuoteAfterMixed, _)) = &after
            && takes.any(Takes::QUOTE)
            && !subject.inherited
            && self.comma_closes(core)
            && let Some(mut pieces) = self.quote_before(core)
        {
            pieces.retain(|p| p.0 < core.0);
            pieces.push(*piece);
            return Some((pieces, Rule::QuoteBefore, 0.95));
        }
        if let Some((piece, Rule::QuoteAfter | Rule::QuoteAfterMixed, _)) = &after
            && piece.1 > piece.0
            && takes.any(Takes::QUOTE.or(Takes::CALL))
        {
            return after.map(|(p, rule, c)| (vec![p], rule, c));
        }
        if takes.any(Takes::QUOTE)
            && !subject.inherited
            && let Some(pieces) = self.quote_before(core)
        {
            return Some((pieces, Rule::QuoteBefore, 0.95));
        }
        if let Some((piece, rule, confidence)) = after {
            return Some((vec![piece], rule, confidence));
        }
        if takes.any(Takes::THAT.or(Takes::BARE).or(Takes::QUOTE)) && !subject.inherited {
            // "The lock is shut, Brand said on Monday.": nothing else can be meant.
            let last = takes.any(Takes::BARE)
                && takes.any(Takes::QUOTE)
                && self.skip_times(core.1) + 1 >= self.items.len()
                && self.is_finite(found)
                && subject.phrase.is_some_and(|p| p.start <= found.start || self.items[p.start].is_name());
            let confidence = if last { NOTHING_ELSE } else { 0.85 };
            return self.clause_before(core, end).map(|p| (vec![p], Rule::ClauseBefore, confidence));
        }
        None
    }

    /// `“…,” Brand said`: the quotation right before source and cue, with what belongs to it.
    pub(super) fn quote_before(&self, core: (usize, usize)) -> Option<Vec<(usize, usize)>> {
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

    /// True where a quotation right before source and cue, the first of its sentence, ends with a comma, inside its marks or behind them.
    fn comma_closes(&self, core: (usize, usize)) -> bool {
        let Some(before) = core.0.checked_sub(1) else { return false };
        let outside = self.items[before].is(",");
        let quote = if outside { before.checked_sub(1) } else { Some(before) };
        let Some(quote) = quote.filter(|&q| self.items[q].quote.is_some()) else { return false };
        (outside || self.items[quote].lower == ",") && quote.checked_sub(1).is_none_or(|b| self.ends_clause(b))
    }

    /// True for a verb in small letters that is no participle: "said", not "saying".
    pub(super) fn is_finite(&self, found: &Found) -> bool {
        let item = &self.items[found.verb];
        !item.capital && !self.phrases.lexicon.sets.is_progressive(&item.lower)
    }

    /// True for what a sentence or another attribution ends with.
    pub(super) fn ends_clause(&self, at: usize) -> bool {
        matches!(&*self.items[at].lower, "." | ";" | ":" | "!" | "?") && self.items[at].mark
    }

    /// What follows source and cue: a quotation, a that-clause, a clause, a noun phrase, an infinitive.
    pub(super) fn after(
        &self,
        found: &Found,
        core: (usize, usize),
        end: usize,
        all: &[Found],
    ) -> Option<((usize, usize), Rule, f64)> {
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
                return self.piece(at, end).map(|p| (p, Rule::ClauseAfter, 0.9));
            }
            if item.class.any(Class::QUESTIONER)
                && takes.any(Takes::WHETHER.or(Takes::ADDRESSEE))
                && at > from.saturating_sub(1)
                && self.only_detour(from, at)
            {
                let end = self.clause_end(at + 1);
                return self.piece(at, end).map(|p| (p, Rule::QuestionAfter, 0.75));
            }
            if item.mark && !item.is(",") && !item.is(":") || all.iter().any(|f| f.verb == at && at > from + 1) {
                break;
            }
        }
        let start = self.skip_times(from);
        let first = self.items.get(start)?;
        if takes.any(Takes::BARE) && start < end && self.opens_bare_clause(start, end) {
            return self.piece(start, end).map(|p| (p, Rule::BareClauseAfter, 0.7));
        }
        if takes.any(Takes::TO)
            && (first.class.any(Class::INFINITIVE) || takes.any(Takes::NOUN) || self.has_infinitive(start, end))
        {
            return self.piece(start, end).map(|p| (p, Rule::InfinitiveAfter, 0.6));
        }
        if takes.any(Takes::NOUN.or(Takes::CALL))
            && first.is_word()
            && !first.class.any(Class::AUXILIARY)
            && !(first.class.any(Class::PREPOSITION) && found.tail == 0)
        {
            // "ruled out": with its companion the verb can be no other word, nor a noun.
            let sure = found.tail > 0 && found.stance != Stance::Attitude;
            return self
                .piece(start, end)
                .filter(|p| self.strip.words(p.0, p.1) >= 2)
                .map(|p| (p, Rule::ObjectAfter, if sure { RULE_ALONE } else { 0.65 }));
        }
        None
    }

    /// A quotation at `at`, and the clause it goes on in: said “there is every reason” to wait …
    pub(super) fn quote_after(&self, at: usize) -> ((usize, usize), Rule, f64) {
        let next = at + 1;
        let goes_on =
            self.items.get(next).is_some_and(|i| i.is_word() && !i.class.any(Class::CLOSER)) && !self.closed_inside(at);
        if goes_on {
            let end = self.clause_end(next);
            return ((at, end.max(next)), Rule::QuoteAfterMixed, 0.9);
        }
        let mut end = next;
        // “…” “…” in a row.
        while self.items.get(end).is_some_and(|i| i.quote.is_some()) {
            end += 1;
        }
        ((at, end), Rule::QuoteAfter, 0.95)
    }

    /// True when the quotation's last inner character ends a sentence or a clause.
    pub(super) fn closed_inside(&self, at: usize) -> bool {
        matches!(&*self.items[at].lower, "." | "," | "!" | "?" | "…")
    }

    /// True when `from..to` holds only what may stand between a verb and its clause: an addressee, a time, a place.
    pub(super) fn only_detour(&self, from: usize, to: usize) -> bool {
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

    pub(super) fn skip_times(&self, from: usize) -> usize {
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
    pub(super) fn opens_bare_clause(&self, start: usize, end: usize) -> bool {
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

    pub(super) fn has_infinitive(&self, start: usize, end: usize) -> bool {
        self.items[start.min(end)..end].iter().any(|i| i.is_word() && i.class.any(Class::INFINITIVE))
    }

    /// `The harbour is closed, Brand said.`: the clause before, when nothing but a trailer follows.
    pub(super) fn clause_before(&self, core: (usize, usize), end: usize) -> Option<(usize, usize)> {
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
    pub(super) fn clause_end(&self, from: usize) -> usize {
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

    pub(super) fn piece(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        (from < to && self.strip.words(from, to) >= 2).then_some((from, to))
    }
}
