//! Reporting expressions in a strip: verbs with their auxiliaries and particles, phrases, openings that point back.

use super::strip::{Item, Strip};
use crate::model::{Span, Stance};
use crate::seeds::cues::{HOLE, Side};
use crate::seeds::{Class, Gender, Lexicon, Takes};

/// Items of the longest owner before "'s" in a phrase: "in the former harbour minister Ada Brand's view".
const LONGEST_OWNER: usize = 8;

/// A reporting verb found.
#[derive(Clone, Debug)]
pub struct Found {
    /// First item of the verb group (its first auxiliary, or the verb).
    pub start: usize,
    /// The verb itself.
    pub verb: usize,
    /// One past the last item of the group, as far as it is in one piece.
    pub end: usize,
    /// Items of the particle that stands apart.
    pub particle: Option<(usize, usize)>,
    /// What it takes.
    pub takes: Takes,
    /// What the speaker does.
    pub stance: Stance,
    /// How many words its fixed companion has.
    pub tail: usize,
}

impl Found {
    /// Where the cue stands, in one piece or two.
    #[must_use]
    pub fn spans(&self, strip: &Strip<'_>) -> Vec<Span> {
        let mut out: Vec<Span> = strip.span_of(self.start, self.end).into_iter().collect();
        if let Some((from, to)) = self.particle {
            out.extend(strip.span_of(from, to));
        }
        out
    }
}

/// A phrase found: items `start..end`.
#[derive(Clone, Debug)]
pub struct FoundPhrase {
    /// First item.
    pub start: usize,
    /// One past the last item.
    pub end: usize,
    /// The possessive inside, without its ending: its source.
    pub hole: Option<(usize, usize)>,
    /// What the speaker does.
    pub stance: Stance,
    /// Where its source stands.
    pub side: Side,
}

impl FoundPhrase {
    /// Where the cue stands, in one piece, or in two around a possessive.
    #[must_use]
    pub fn spans(&self, strip: &Strip<'_>) -> Vec<Span> {
        let (first, behind) = self.hole.unwrap_or((self.end, self.end));
        [strip.span_of(self.start, first), strip.span_of(behind, self.end)].into_iter().flatten().collect()
    }
}

/// The reporting verbs of a strip, in order.
#[must_use]
pub fn verbs(strip: &Strip<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let items = &strip.items;
    let mut out: Vec<Found> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if !item.class.any(Class::CUE) || !item.is_word() || item.capital && at > 0 && !opens_clause(strip, at) {
            continue;
        }
        if out.last().is_some_and(|f| f.end > at || f.particle.is_some_and(|(a, b)| a <= at && at < b))
            || is_noun(strip, at)
        {
            continue;
        }
        for verb in lexicon.cues.verbs_with(&item.lower) {
            let Some((end, particle)) = tail(strip, at, &verb.tail, lexicon.gap) else { continue };
            let start = group_start(strip, at);
            out.push(Found {
                start,
                verb: at,
                end,
                particle,
                takes: verb.takes,
                stance: verb.stance,
                tail: verb.tail.len(),
            });
            break;
        }
    }
    out
}

/// The phrases ("according to", "in her view") of a strip, in order.
#[must_use]
pub fn phrases(strip: &Strip<'_>, lexicon: &Lexicon) -> Vec<FoundPhrase> {
    let items = &strip.items;
    let mut out = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let hit = lexicon.cues.phrases_from(&items[at].lower).find_map(|p| {
            let (end, hole) = spelled(strip, lexicon, at, &p.words)?;
            Some(FoundPhrase { start: at, end, hole, stance: p.stance, side: p.side })
        });
        match hit {
            Some(found) => {
                at = found.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

/// Where the words of a phrase end that begin at `at`, and the possessive among them.
fn spelled(
    strip: &Strip<'_>,
    lexicon: &Lexicon,
    at: usize,
    words: &[String],
) -> Option<(usize, Option<(usize, usize)>)> {
    let (mut end, mut hole) = (at, None);
    for word in words {
        if word == HOLE {
            let (last, next) = possessive(strip, lexicon, end)?;
            hole = Some((end, last));
            end = next;
        } else {
            strip.items.get(end).filter(|i| i.is_word() && i.lower == word.as_str())?;
            end += 1;
        }
    }
    Some((end, hole))
}

/// "her", "Ada Brand | 's": where a possessive that begins at `at` ends, and where what follows begins. The writer's own ("my") is none.
fn possessive(strip: &Strip<'_>, lexicon: &Lexicon, at: usize) -> Option<(usize, usize)> {
    let items = &strip.items;
    let first = items.get(at).filter(|i| i.is_word())?;
    if first.class.any(Class::DETERMINER)
        && let Some(pronoun) = lexicon.pronoun(&first.lower)
    {
        return (pronoun.gender != Gender::Speaker).then_some((at + 1, at + 1));
    }
    let word = |i: &&Item<'_>| i.is_word() && i.lower != "'s" && i.lower != "’s";
    let end = at + items[at..].iter().take(LONGEST_OWNER).take_while(word).count();
    let genitive = items.get(end).is_some_and(|i| i.lower == "'s" || i.lower == "’s");
    let named = items[at..end].iter().any(|i| i.is_name() || i.is_noun());
    let plain = items[at..end].iter().all(|i| !i.class.any(Class::PREPOSITION.or(Class::CUE)) || i.capital);
    (genitive && named && plain).then_some((end, end + 1))
}

/// The number of items of the opening that makes this strip report the one before it ("Dat zegt …"); `None` when it has none.
#[must_use]
pub fn pointer(strip: &Strip<'_>, lexicon: &Lexicon) -> Option<usize> {
    lexicon.cues.pointers.iter().find_map(|words| {
        let mut at = 0;
        for (k, word) in words.iter().enumerate() {
            // "This was announced | on Friday | by": a time may stand before the last word.
            while k + 1 == words.len() && k > 0 && is_time(strip, at) {
                at += 1;
            }
            strip.items.get(at).filter(|i| i.is_word() && i.lower == word.as_str())?;
            at += 1;
        }
        Some(at)
    })
}

/// A word for a time, or the preposition before one.
fn is_time(strip: &Strip<'_>, at: usize) -> bool {
    let time = |i: usize| strip.items.get(i).is_some_and(|x| x.class.any(Class::TIME));
    time(at) || strip.items.get(at).is_some_and(|x| x.class.any(Class::PREPOSITION)) && time(at + 1)
}

/// True when a capital at `at` is that of a clause's first word.
fn opens_clause(strip: &Strip<'_>, at: usize) -> bool {
    strip.items[at - 1].mark || strip.items[at - 1].quote.is_some()
}

/// A form that is a noun here: behind a determiner, a preposition or an adjective-like name.
fn is_noun(strip: &Strip<'_>, at: usize) -> bool {
    let items = &strip.items;
    let Some(before) = at.checked_sub(1).map(|b| &items[b]) else {
        return false;
    };
    let determined = before.class.any(Class::DETERMINER)
        && !before.class.any(Class::PRONOUN.or(Class::COMPLEMENTIZER).or(Class::RELATIVE));
    let object = before.class.any(Class::PREPOSITION)
        && !before.class.any(Class::ADVERB.or(Class::PRONOUN).or(Class::SUBORDINATOR));
    let next_is_noun = items.get(at + 1).is_some_and(|n| n.class.any(Class::LINKER)) && items[at].is_noun();
    determined || object || &*before.lower == "'s" || next_is_noun
}

/// The items of a verb's companion: right behind it (they lengthen the group) or apart within `gap` words.
fn tail(strip: &Strip<'_>, at: usize, tail: &[String], gap: usize) -> Option<(usize, Option<(usize, usize)>)> {
    let items = &strip.items;
    let Some(first) = tail.first() else { return Some((at + 1, None)) };
    // A joined form ("volhield", "uitgelegd") carries its particle.
    if tail.len() == 1 && items[at].lower.starts_with(first.as_str()) && items[at].lower.len() > first.len() + 2 {
        return Some((at + 1, None));
    }
    for from in at + 1..items.len().min(at + 2 + gap) {
        if items[from].quote.is_some() || items[from].mark || items[from].class.any(Class::COMPLEMENTIZER) {
            return None;
        }
        let all = tail.iter().enumerate().all(|(k, w)| items.get(from + k).is_some_and(|i| i.lower == w.as_str()));
        if all {
            let end = from + tail.len();
            return Some(if from == at + 1 { (end, None) } else { (at + 1, Some((from, end))) });
        }
    }
    None
}

/// The first auxiliary right before the verb, adverbs between them aside.
fn group_start(strip: &Strip<'_>, verb: usize) -> usize {
    let items = &strip.items;
    let mut start = verb;
    let mut at = verb;
    while at > 0 {
        let before = &items[at - 1];
        if !before.is_word() || before.capital && at > 1 {
            break;
        }
        if before.class.any(Class::AUXILIARY) {
            start = at - 1;
        } else if !before.class.any(Class::ADVERB) {
            break;
        }
        at -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::strip::strips;
    use crate::seeds::Seeds;
    use crate::text::Document;

    #[test]
    fn the_examples_of_the_seeds_hold() {
        let mut count = 0;
        for (code, lexicon) in &Seeds::built_in().languages {
            for example in &lexicon.cues.examples {
                count += 1;
                let doc = Document::new(&example.text, &lexicon.abbreviations);
                let strips = strips(&doc, lexicon, &[]);
                let text = |spans: Vec<Span>| spans.iter().map(|s| s.of(&example.text)).collect::<Vec<_>>().join(" ");
                let mut found: Vec<String> = Vec::new();
                for strip in &strips {
                    found.extend(verbs(strip, lexicon).iter().map(|f| text(f.spans(strip))));
                    found.extend(phrases(strip, lexicon).iter().map(|p| text(p.spans(strip))));
                }
                match &example.cue {
                    Some(cue) => assert!(
                        found.contains(cue),
                        "{code}: {:?}: expected the cue {cue:?}, found {found:?}\nhelp: add the form to seeds/{code}/cues.toml",
                        example.text
                    ),
                    None => {
                        assert!(found.is_empty(), "{code}: {:?}: found {found:?} where nothing reports", example.text)
                    }
                }
            }
        }
        assert!(count >= 9, "each language's cues carry examples");
    }
}
