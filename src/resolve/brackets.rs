//! What stands in brackets behind a name: a short form, "Harbour Workers' Union (HWU)", or a stock code, "(HWC.N)".
//!
//! The long form is found by its letters, from the last to the first (Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in
//! biomedical text", 2003). Where the letters do not fit, a body's name right before the bracket is the long form if the short one comes again.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::mention::NameMention;
use super::tokens::View;
use crate::model::SpeakerType;
use crate::tagging::mentions::Kind;
use crate::text::small;

/// Letters of a short form: fewer are somebody's initials, more are a word in capitals.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;
/// Words of a long form beyond the letters of its short one, at most (as in the paper).
const MORE_WORDS: usize = 5;
/// How probable a mention is that only its explanation tells of.
const EXPLAINED: f64 = 0.6;

/// Tokens of a stock code with its brackets, at most.
const CODE: usize = 7;

/// A short form in brackets, and the words before it that it is short for, where its letters tell.
pub(super) struct Explained {
    long: Option<Range<usize>>,
    bracket: usize,
    short: usize,
}

/// All explanations of a text, in order.
pub(super) fn explained(view: &View) -> Vec<Explained> {
    let mut out = Vec::new();
    for open in 1..view.tokens.len().saturating_sub(2) {
        let short = open + 1;
        if !view.reads(open, "(") || !view.reads(open + 2, ")") || !is_short(view, short) {
            continue;
        }
        out.push(Explained { long: long_form(view, open, short), bracket: open, short });
    }
    out
}

/// The stock codes of a text with their brackets, in order: capitals and digits, a full stop, the letters of an exchange.
pub(super) fn stock_codes(view: &View) -> Vec<Range<usize>> {
    let capitals = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let code = |inside: &str| {
        inside.split_once('.').is_some_and(|(firm, exchange)| {
            capitals(firm) && (1..=2).contains(&exchange.len()) && exchange.chars().all(|c| c.is_ascii_uppercase())
        })
    };
    (0..view.tokens.len())
        .filter(|&open| view.reads(open, "("))
        .filter_map(|open| {
            let close = (open + 2..view.tokens.len().min(open + CODE)).find(|&i| view.reads(i, ")"))?;
            code(view.text(&(open + 1..close))).then_some(open..close + 1)
        })
        .collect()
}

/// "HWU", "NMa": one word, most of it in capitals.
fn is_short(view: &View, token: usize) -> bool {
    let t = &view.tokens[token];
    let raw = t.span.of(view.doc.text);
    let capitals = raw.chars().filter(|c| c.is_uppercase()).count();
    t.capital && LETTERS.contains(&raw.chars().count()) && raw.chars().all(char::is_alphanumeric) && capitals > 1
}

/// The words before `open` whose letters the short form takes, from a word with a capital that begins with its first letter.
fn long_form(view: &View, open: usize, short: usize) -> Option<Range<usize>> {
    let short = small(view.tokens[short].span.of(view.doc.text));
    let letters: Vec<char> = short.chars().collect();
    let sentence = view.sentence(view.tokens[open].sentence);
    let from = open.saturating_sub((letters.len() + MORE_WORDS).min(2 * letters.len())).max(sentence.start);
    let mut rest = &letters[..];
    for i in (from..open).rev() {
        if i + 1 < open && !view.joined(i) {
            return None;
        }
        let word: Vec<char> = view.tokens[i].lower.chars().collect();
        let mut at = word.len();
        while at > 0 {
            at -= 1;
            let [before @ .., last] = rest else { break };
            // The first letter begins a word.
            if word[at] == *last && (!before.is_empty() || at == 0) {
                rest = before;
            }
        }
        if rest.is_empty() {
            return (view.tokens[i].capital && open - i > 1).then_some(i..open);
        }
    }
    None
}

/// The mentions of a text with those that its explanations tell of: the long forms whole, and the short ones wherever they stand.
pub(super) fn widened(
    view: &View,
    mut seen: Vec<(Range<usize>, Kind, f64)>,
    explained: &[Explained],
) -> Vec<(Range<usize>, Kind, f64)> {
    let mut bodies: HashSet<&str> = HashSet::default();
    for e in explained {
        let Some(long) = &e.long else { continue };
        let over = |r: &Range<usize>| r.start < long.end && long.start < r.end;
        if seen.iter().any(|(r, kind, _)| over(r) && *kind == Kind::Person && r.end == long.end) {
            continue; // "John F. Kennedy (JFK)"
        }
        bodies.insert(view.tokens[e.short].span.of(view.doc.text));
        let best = seen.iter().filter(|s| over(&s.0)).map(|s| s.2).fold(EXPLAINED, f64::max);
        seen.retain(|s| !over(&s.0));
        seen.push((long.clone(), Kind::Organization, best));
    }
    if bodies.is_empty() {
        return seen;
    }
    seen.sort_by_key(|s| s.0.start);
    let mut more = Vec::new();
    for (i, t) in view.tokens.iter().enumerate().filter(|(_, t)| t.capital) {
        let next = seen.partition_point(|s| s.0.end <= i);
        if bodies.contains(t.span.of(view.doc.text)) && seen.get(next).is_none_or(|s| !s.0.contains(&i)) {
            more.push((i..i + 1, Kind::Organization, EXPLAINED));
        }
    }
    seen.extend(more);
    seen.sort_by_key(|s| s.0.start);
    seen
}

/// Pairs of names, in small letters, of which the text says that the first is short for the second.
pub(super) fn pairs(view: &View, mentions: &[NameMention], explained: &[Explained]) -> HashSet<(String, String)> {
    if explained.is_empty() {
        return HashSet::default();
    }
    let mut times: HashMap<&str, usize> = HashMap::default();
    for t in view.tokens.iter().filter(|t| t.capital) {
        *times.entry(t.span.of(view.doc.text)).or_default() += 1;
    }
    let mut out = HashSet::default();
    for e in explained {
        let raw = view.tokens[e.short].span.of(view.doc.text);
        let before = mentions.partition_point(|m| m.tokens.end <= e.bracket).checked_sub(1).map(|m| &mentions[m]);
        let Some(long) = before.filter(|m| m.tokens.end == e.bracket && m.kind == SpeakerType::Organization) else {
            continue;
        };
        let again = times.get(raw).is_some_and(|&n| n > 1);
        if e.long.is_some() || again && !long.place && !view.seeds.names.is_place(raw) {
            out.insert((raw.to_lowercase(), long.span.of(view.doc.text).to_lowercase()));
        }
    }
    out
}
