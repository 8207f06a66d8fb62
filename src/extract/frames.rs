//! Attributions around their cues: where the source stands, and which words are said.
//!
//! Each rule has a name, which every claim carries (`--explain`): `quote-before` is `“…,” Brand said`, `clause-after` is `Brand said that …`.

use super::clause::{Finder, Frame, NOTHING_ELSE, SHORTEST_CLAUSE, Subject};
use super::contents::Said;
use super::cues::{self, Found, FoundPhrase};
use super::phrases::{Phrase, Phrases};
use super::strip::{Item, Strip};
use crate::model::{Attribution, Rule, Span, Stance};
use crate::seeds::cues::Side;
use crate::seeds::{Class, Gender, Takes};

/// Items of the longest sentence that the rules look at: what is longer is a list or a broken file, and the rules look back and forth in a sentence.
const LONGEST_SENTENCE: usize = 1_000;

/// Bytes of the shortest quotation beside a verb that the seeds do not know: shorter ones are titles.
const SHORTEST_QUOTATION: usize = 18;
/// Items of the longest clause before the comma: "As Brand told the paper in an interview on Monday,".
const LONGEST_AS_CLAUSE: usize = 16;
/// Items from "as" to its verb, where no noun is known, at most.
const LONGEST_AS_SUBJECT: usize = 6;
/// Items of an apposition that a comma closes: "In the view of Brand, a keeper who has counted birds here since 1981, they".
const LONGEST_CLOSED: usize = 20;
/// Items of the longest subject that source and cue part from its verb: "Most of the boats, says Brand, are".
const LONGEST_SUBJECT: usize = 7;
/// Words of such a verb with its companion, at most: "shot right back".
const LONGEST_VERB: usize = 3;

/// The frames of a strip, in the order of their cues.
#[must_use]
pub fn frames(strip: &Strip<'_>, phrases: Phrases<'_>) -> Vec<Frame> {
    if strip.items.len() > LONGEST_SENTENCE {
        return Vec::new();
    }
    let finder = Finder { strip, phrases, items: &strip.items };
    let mut out = Vec::new();
    for found in cues::phrases(strip, phrases.lexicon) {
        out.extend(finder.by_phrase(&found));
    }
    out.extend(finder.hearings());
    let verbs = cues::verbs(strip, phrases.lexicon);
    out.extend(finder.as_clause(&verbs));
    for found in &verbs {
        if out.iter().any(|f: &Frame| f.core.0 <= found.verb && found.verb < f.core.1) {
            continue;
        }
        if let Some(frame) = finder.by_verb(found, &verbs, &out) {
            out.push(frame);
        }
    }
    let unknown = finder.unknown_verbs(&out);
    out.extend(unknown);
    out.sort_by_key(|f| f.core);
    finder.trim_at_neighbours(&mut out);
    out
}

/// A sentence that only leads in: "He put it so:" and a quotation in the next paragraph. Its source, its cue and the stance.
#[must_use]
pub fn lead_in(strip: &Strip<'_>, phrases: Phrases<'_>) -> Option<(Option<Span>, Vec<Span>, Stance)> {
    if strip.items.len() > LONGEST_SENTENCE || !strip.items.last()?.is(":") {
        return None;
    }
    let finder = Finder { strip, phrases, items: &strip.items };
    let verbs = cues::verbs(strip, phrases.lexicon);
    let Some(found) = verbs.iter().rev().find(|f| f.takes.any(Takes::QUOTE) && !finder.negated_or_infinitive(f)) else {
        return finder.somebody_and_colon();
    };
    let subject = finder.subject(found, &[])?;
    let source = subject.phrase.and_then(|p| strip.span_of(p.start, p.end)).or(subject.elsewhere);
    Some((source, found.spans(strip), found.stance))
}

impl Finder<'_, '_> {
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
        let (content, rule, confidence) =
            self.around(found, core, &subject).or_else(|| self.content(found, core, &subject, all))?;
        Some(self.frame(content, core, source, found.spans(self.strip), found.stance, rule, confidence))
    }

    /// "As Brand noted on Monday, | the lock is shut": what the main clause says is what somebody said as well.
    fn as_clause(&self, verbs: &[Found]) -> Option<Frame> {
        let first = self.items.first().filter(|i| i.is_word())?;
        if !self.phrases.lexicon.sets.like.contains(&*first.lower) {
            return None;
        }
        let comma = self.items.iter().take(LONGEST_AS_CLAUSE).position(|i| i.is(","))?;
        let plain = self.items[..comma].iter().all(|i| i.quote.is_none() && !i.is(":"));
        let found = verbs.iter().find(|f| f.end <= comma && f.takes.any(Takes::THAT.or(Takes::BARE)))?;
        // "As the fire | claims lives,": with an object it is no saying, unless somebody hears.
        let next = &self.items[found.particle.map_or(found.end, |p| p.1.max(found.end))];
        let leads = next.is(",") || next.class.any(Class::PREPOSITION.or(Class::TIME).or(Class::ADVERB));
        let inverted = found.start == 1;
        if !(leads || inverted || found.takes.any(Takes::ADDRESSEE)) || !self.is_finite(found) {
            return None;
        }
        // Whatever stands between "as" and the verb, behind an article: "as the ombudswoman told …".
        let determined = (3..=LONGEST_AS_SUBJECT).contains(&found.start) && self.items[1].class.any(Class::DETERMINER);
        let left = found.start.checked_sub(1).and_then(|last| self.phrases.ending(self.strip, last));
        let left = left.filter(|p| p.start == 1).or(determined.then_some(Phrase { start: 1, end: found.start }));
        let behind =
            || self.phrases.starting(self.strip, found.end, false).filter(|p| found.start == 1 && p.end <= comma);
        let source = left.or_else(behind)?;
        // "As I write this": the writer's own.
        let own =
            self.phrases.lexicon.pronoun(&self.items[source.start].lower).is_some_and(|p| p.gender == Gender::Speaker);
        let content = self.piece(comma + 1, self.clause_end(comma + 1))?;
        let joined = self.items[content.0].class.any(Class::COORDINATOR.or(Class::BREAKER).or(Class::SUBORDINATOR));
        if !plain
            || own
            || joined
            || self.negated_or_infinitive(found)
            || self.strip.words(content.0, content.1) < SHORTEST_CLAUSE
        {
            return None;
        }
        let core = (0, comma + 1);
        let source = self.strip.span_of(source.start, source.end);
        Some(self.frame(vec![content], core, source, found.spans(self.strip), found.stance, Rule::AsClause, 0.85))
    }

    /// “…,” | shot back Ann Brand: a quotation that leads on with a comma, a verb that the seeds do not know, and a name.
    fn unknown_verbs(&self, done: &[Frame]) -> Vec<Frame> {
        let mut out = Vec::new();
        for q in 0..self.items.len() {
            let item = &self.items[q];
            let opens = q.checked_sub(1).is_none_or(|b| self.ends_clause(b));
            let outside = self.items.get(q + 1).is_some_and(|i| i.is(","));
            if item.quote.is_none() || !opens || !(outside || item.lower == ",") || item.span.len() < SHORTEST_QUOTATION
            {
                continue;
            }
            let from = q + 1 + usize::from(outside);
            let letters = |i: &Item<'_>| i.lower.starts_with(char::is_alphabetic);
            let verb = |i: &Item<'_>| i.is_word() && letters(i) && !i.capital && i.class.is_empty();
            let companions = &self.phrases.lexicon.sets.companions;
            let small = |i: &Item<'_>| {
                let companion = i.class.any(Class::ADVERB) || companions.contains(&*i.lower);
                i.is_word() && !i.capital && (i.class.is_empty() || companion)
            };
            let Some(words) = self
                .items
                .get(from)
                .filter(|i| verb(i))
                .map(|_| self.items[from + 1..].iter().take(LONGEST_VERB - 1).take_while(|i| small(i)).count() + 1)
            else {
                continue;
            };
            let at = from + words;
            let Some(name) = self.phrases.starting(self.strip, at, false) else { continue };
            let named = self.items[name.start..name.end].iter().all(|i| i.is_name() || i.mark || !i.capital)
                && self.items[name.start].is_name()
                && !self.items[name.start].is_noun();
            let core = (from, name.end);
            // "“…,” harbour pilot Ann Brand | said": the verb stands behind; "“…”, nodigt Brand | haar uit": what goes with it.
            let verb_behind = self.items.get(name.end).is_some_and(|i| {
                let object = self.phrases.lexicon.compounds && i.class.any(Class::PRONOUN);
                i.is_word()
                    && !object
                    && !i.class.any(
                        Class::PREPOSITION
                            .or(Class::RELATIVE)
                            .or(Class::ADVERB)
                            .or(Class::TIME)
                            .or(Class::SUBORDINATOR),
                    )
            });
            if !named || verb_behind || done.iter().any(|f| f.core.0 < core.1 && core.0 < f.core.1) {
                continue;
            }
            let cue = self.strip.span_of(from, at).into_iter().collect();
            let source = self.strip.span_of(name.start, name.end);
            let content = vec![(q, q + 1)];
            out.push(self.frame(content, core, source, cue, Stance::Asserts, Rule::QuoteBefore, 0.85));
        }
        out
    }

    /// "The song, | said Ann Brand, | was old": a subject without its verb, source and cue between commas, and the rest of the clause.
    fn around(&self, found: &Found, core: (usize, usize), subject: &Subject) -> Option<Said> {
        let behind = subject.phrase.filter(|p| p.start >= found.end)?;
        let comma = core.0.checked_sub(1).filter(|&c| self.items[c].is(",") && found.start == core.0)?;
        let start = (0..comma).rev().take_while(|&i| !self.ends_clause(i)).last()?;
        let rest = core.1 + 1;
        let closed = self.items.get(core.1).is_some_and(|i| i.is(","));
        let plain = |i: &Item<'_>| {
            i.is_word() && !i.class.any(Class::AUXILIARY.or(Class::CUE).or(Class::SUBORDINATOR).or(Class::PRONOUN))
        };
        let named = self.items[behind.start..behind.end].iter().any(Item::is_name);
        let subject = (1..=LONGEST_SUBJECT).contains(&(comma - start))
            && self.items[start..comma].iter().all(plain)
            && (self.items[start].class.any(Class::DETERMINER) || self.items[start].is_name());
        let verb = self.items.get(rest).is_some_and(|i| i.is_word() && !i.capital && i.class.any(Class::AUXILIARY));
        let end = self.clause_end(rest.min(self.items.len()));
        (named
            && closed
            && self.is_finite(found)
            && subject
            && verb
            && found.takes.any(Takes::THAT.or(Takes::BARE))
            && rest < end)
            .then(|| (vec![(start, comma), (rest, end)], Rule::ClauseAround, 0.85))
    }

    /// "And from the chairwoman, Ann Brand:" has no verb.
    fn somebody_and_colon(&self) -> Option<(Option<Span>, Vec<Span>, Stance)> {
        let colon = self.items.len() - 1;
        let from = self.items.iter().position(|i| !i.class.any(Class::COORDINATOR.or(Class::BREAKER)))?;
        let source = self.phrases.starting(self.strip, from + 1, false)?;
        let source = self.phrases.with_apposition(self.strip, source);
        let leads = self.phrases.lexicon.people.is_author_link(&self.items[from].lower) && source.end == colon;
        let cue = self.strip.span_of(colon, colon + 1).into_iter().collect();
        leads.then(|| (self.strip.span_of(source.start, source.end), cue, Stance::Asserts))
    }

    /// "to say", "did not say": nothing is reported.
    fn negated_or_infinitive(&self, found: &Found) -> bool {
        let before = found.verb.checked_sub(1).map(|b| &self.items[b]);
        before.is_some_and(|b| b.is_word() && b.class.any(Class::INFINITIVE.or(Class::NEGATION)))
    }

    fn by_phrase(&self, found: &FoundPhrase) -> Option<Frame> {
        if found.side == Side::Alone {
            return None;
        }
        let (source, behind) = self.source_of(found)?;
        let core = (found.start, behind);
        let spans = found.spans(self.strip);
        let source_span = self.strip.span_of(source.start, source.end);
        let mut from = behind;
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
            (self.quote_before(core)?, Rule::AccordingToQuote)
        } else if opens {
            (vec![self.piece(from, end)?], Rule::AccordingTo)
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
            // "boats which, according to the Post, | the council had cleared": the rest of the sentence is the writer's.
            let relative = before > 0 && self.items[before - 1].class.any(Class::RELATIVE) && from < end;
            if self.strip.words(start, before) >= 1 && !relative {
                pieces.push((start, before));
            }
            if self.strip.words(from, end) >= 1 {
                pieces.push((from, end));
            }
            (pieces, Rule::AccordingToWithin)
        };
        if content.is_empty() {
            return None;
        }
        // "according to plan": a bare noun is hardly anybody.
        let first = &self.items[source.start];
        let told = first.is_name() || first.class.any(Class::DETERMINER.or(Class::PRONOUN));
        let confidence = if told { NOTHING_ELSE } else { 0.85 };
        Some(self.frame(content, core, source_span, spans, found.stance, rule, confidence))
    }

    /// The source of a phrase, and where what is behind both begins.
    fn source_of(&self, found: &FoundPhrase) -> Option<(Phrase, usize)> {
        let verb_second = self.phrases.lexicon.compounds;
        if let Some((start, end)) = found.hole {
            // "in their view | of the sea"
            let goes_on = self.items.get(found.end).is_some_and(|next| {
                next.is_word()
                    && (next.class.any(Class::PREPOSITION) || !verb_second && next.class.any(Class::COORDINATOR))
            });
            return (!goes_on).then_some((Phrase { start, end }, found.end));
        }
        let source = self.phrases.starting(self.strip, found.end, verb_second)?;
        // "according to plan", "volgens de regels": nobody's words.
        let somebody =
            |i: &Item<'_>| i.is_name() || i.is_noun() || i.class.any(Class::PRONOUN) && !i.class.any(Class::DETERMINER);
        if !self.items[source.start..source.end].iter().any(somebody) {
            return None;
        }
        let source = self.with_author(source);
        let source = if found.start == 0 && !verb_second {
            self.with_closed_apposition(source)
        } else {
            self.phrases.with_apposition(self.strip, source)
        };
        Some((source, source.end))
    }

    /// "According to a study | by the university, …"
    fn with_author(&self, source: Phrase) -> Phrase {
        let document = self.items[source.end - 1].class.any(Class::DOCUMENT);
        let by = |i: &Item<'_>| i.is_word() && self.phrases.lexicon.people.is_author_link(&i.lower);
        if !document || !self.items.get(source.end).is_some_and(by) {
            return source;
        }
        let author = self.phrases.starting(self.strip, source.end + 1, false);
        author.map_or(source, |a| Phrase { start: source.start, end: a.end })
    }

    /// "According to Brand, the mayor, the harbour …": an apposition that a second comma closes.
    fn with_closed_apposition(&self, source: Phrase) -> Phrase {
        let longer = self.phrases.with_apposition(self.strip, source);
        let closed = self.items.get(longer.end).is_some_and(Item::parts);
        let rest = self.strip.words(longer.end, self.items.len());
        if closed && rest >= SHORTEST_CLAUSE && longer.end - source.end <= LONGEST_CLOSED { longer } else { source }
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of an attribution")]
    fn frame(
        &self,
        content: Vec<(usize, usize)>,
        core: (usize, usize),
        source: Option<Span>,
        cue: Vec<Span>,
        stance: Stance,
        rule: Rule,
        confidence: f64,
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
