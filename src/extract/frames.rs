//! Attributions around their cues: where the source stands, and which words are said.
//!
//! Each rule has a name, which every claim carries (`--explain`): `quote-before` is `“…,” Brand said`, `clause-after` is `Brand said that …`.

use super::clause::{Finder, Frame, SHORTEST_CLAUSE};
use super::cues::{self, Found, FoundPhrase};
use super::phrases::{Phrase, Phrases};
use super::strip::{Item, Strip};
use crate::model::{Attribution, Rule, Span, Stance};
use crate::seeds::cues::Side;
use crate::seeds::{Class, Takes};

/// Items of the longest sentence that the rules look at: what is longer is a list or a broken file, and the rules look back and forth in a sentence.
const LONGEST_SENTENCE: usize = 1_000;

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
        let (content, rule, confidence) = self.content(found, core, &subject, all)?;
        Some(self.frame(content, core, source, found.spans(self.strip), found.stance, rule, confidence))
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
        let verb_second = self.phrases.lexicon.compounds;
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
        Some(self.frame(content, core, source_span, spans, found.stance, rule, 0.85))
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
        if closed && rest >= SHORTEST_CLAUSE && longer.end - source.end <= 10 { longer } else { source }
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
