//! Which of the names that the trained layer has seen are names.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::joined;
use crate::resolve::brackets::{self, Explained};
use crate::resolve::initials;
use crate::resolve::tokens::{FUNCTION, View};
use crate::seeds::Class;
use crate::tagging::Reading;
use crate::tagging::mentions::{Form, Kind};

/// A name less probable than this is none.
const LIKELY: f64 = 0.2;

/// The same for one with a given name and a word with a capital behind it: its form speaks for it as well.
const LIKELY_FORM: f64 = 0.04;

/// Letters of the shortest word in capitals that is looked at as a word: shorter ones are initials of bodies.
const LONG_WORD: usize = 6;

/// A single word at least so probable is somebody's name.
const SURE: f64 = 0.5;
/// Words of a name behind a title that the trained layer has not seen.
const TITLED: std::ops::RangeInclusive<usize> = 2..=3;
/// Letters of a currency before a sum, at most: "Rs", "US".
const LONGEST_CURRENCY: usize = 3;
/// Words from the town to what ends a dateline, at most: "HALM, 4 May (Harbour Press) –".
const LONGEST_DATELINE: usize = 8;

/// The names that the trained layer has seen, with what they name and how probable that is, in order, disjoint.
pub(super) fn names(view: &View, reading: &Reading, explained: &[Explained]) -> Vec<(Range<usize>, Kind, f64)> {
    let seen: Vec<(Range<usize>, Kind, f64)> = reading
        .mentions
        .iter()
        .filter(|m| m.form == Form::Name || m.form == Form::Noun && is_camel(view, &view.within(m.span)))
        .map(|m| (one_line(view, view.within(m.span)), m.kind, m.probability))
        .collect();
    let surnames = sure_surnames(view, &seen);
    let codes = brackets::stock_codes(view);
    let sure = sure_names(view, &seen);
    let goes_on = ends_with_linker(view, &seen);
    let seen = seen
        .into_iter()
        .map(|(tokens, kind, p)| {
            let best = sure.get(words(view, &tokens)).map_or(p, |&best| p.max(best));
            (tokens, kind, best)
        })
        .enumerate()
        .filter(|(n, (tokens, kind, p))| {
            let last = &view.tokens[tokens.end - 1].lower;
            let person =
                *kind == Kind::Person && (has_form(view, tokens) || tokens.len() > 1 && surnames.contains(last));
            let form = person || goes_on[*n];
            let given = || view.seeds.names.is_given(&view.tokens[tokens.start].lower);
            let ordinary =
                tokens.len() == 1 && (view.is_ordinary(tokens.start) && !given() || is_shouted(view, tokens.start));
            let code = codes.iter().any(|c| c.start <= tokens.start && tokens.start < c.end);
            let nobody = is_amount(words(view, tokens)) || *kind == Kind::Person && is_dateline(view, tokens);
            !code && !nobody && *p >= if form { LIKELY_FORM } else { LIKELY } && !is_office(view, tokens) && !ordinary
        })
        .map(|(_, name)| name)
        .collect();
    let seen = titled(view, seen);
    let seen = brackets::widened(view, repeated(view, initials::added(view, seen)), explained);
    one_kind_a_name(view, seen)
}

/// Adds "Dionigi Brand" of "archbishop Dionigi Brand of Halm", where the trained layer has seen no name behind the title.
fn titled(view: &View, seen: Vec<(Range<usize>, Kind, f64)>) -> Vec<(Range<usize>, Kind, f64)> {
    let word = |i: usize| {
        view.tokens.get(i).is_some_and(|t| t.capital && t.letters && !t.acronym && t.class.is_empty())
            && !view.is_small(i)
            // "Burger King | Holdings Inc"
            && !view.seeds.names.is_generation(&view.tokens[i].lower)
            && !view.lexicon.abbreviations.sometimes.contains(&*view.tokens[i].lower)
            && !view.seeds.names.is_place(view.tokens[i].span.of(view.doc.text))
            && !view.lexicon.people.is_demonym(&view.tokens[i].lower)
    };
    let mut added = Vec::new();
    let mut next = 0;
    for i in (0..view.tokens.len()).filter(|&i| view.is(i, Class::TITLE) && !view.is(i, Class::BODY.or(Class::GROUP))) {
        while seen.get(next).is_some_and(|s| s.0.end <= i) {
            next += 1;
        }
        let mut end = i + 1;
        while end < i + 1 + TITLED.end() && word(end) && view.joined(end - 1) {
            end += 1;
        }
        let free = seen.get(next).is_none_or(|s| s.0.start >= end);
        let closed = !view.tokens.get(end).is_some_and(|t| t.capital && view.joined(end - 1));
        if free && closed && TITLED.contains(&(end - i - 1)) && !view.headline[view.tokens[i].sentence] {
            added.push((i + 1..end, Kind::Person, LIKELY));
        }
    }
    if added.is_empty() {
        return seen;
    }
    let mut all = seen;
    all.extend(added);
    all.sort_by_key(|s| s.0.start);
    all
}

/// "N3.6bn", "Rs4.7": a sum, whatever letters stand around its figures.
fn is_amount(word: &str) -> bool {
    let figures = word.trim_start_matches(char::is_alphabetic);
    let unit = figures.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let sum = &figures[..figures.len() - unit.len()];
    let currency = word.len() - figures.len() <= LONGEST_CURRENCY;
    sum.starts_with(|c: char| c.is_ascii_digit())
        && currency
        && unit.chars().all(char::is_lowercase)
        && (!unit.is_empty() || sum.contains(['.', ',']))
}

/// "HALMSTAD-WEST: The minister …", "HALM, 4 May – …": where it was written, at the beginning of a paragraph and nowhere else.
fn is_dateline(view: &View, tokens: &Range<usize>) -> bool {
    let start = tokens.start;
    let opens = start.checked_sub(1).is_none_or(|b| view.paragraph(b) != view.paragraph(start));
    let raw = |i: usize| view.tokens[i].span.of(view.doc.text);
    let ends = |i: usize| matches!(raw(i), ":" | "-" | "–" | "—" | "--");
    let end = view.tokens.len().min(tokens.end + LONGEST_DATELINE);
    let mark = (tokens.end..end).take_while(|&i| view.paragraph(i) == view.paragraph(start)).find(|&i| ends(i));
    let same = |i: usize| view.tokens[i].lower == view.tokens[start].lower && i != start;
    opens
        && tokens.clone().all(|i| view.tokens[i].acronym || !view.tokens[i].letters)
        && mark.is_some_and(|m| view.tokens.get(m + 1).is_some_and(|next| !next.speech))
        && !(0..view.tokens.len()).any(same)
}

/// "THE WITNESS:": a word of everyday in capitals alone, which the text writes as a name nowhere.
fn is_shouted(view: &View, token: usize) -> bool {
    let t = &view.tokens[token];
    t.acronym
        && t.lower.chars().count() >= LONG_WORD
        && view.is_small(token)
        && !view.tokens.iter().any(|other| other.lower == t.lower && other.capital && !other.acronym && !other.first)
}

/// "OptiGroup": one word with a capital inside is a name, whatever the trained layer takes it for.
fn is_camel(view: &View, tokens: &Range<usize>) -> bool {
    let word = view.tokens.get(tokens.start).map_or("", |t| t.span.of(view.doc.text));
    let inner = word.char_indices().skip(1).any(|(i, c)| c.is_uppercase() && word[..i].ends_with(char::is_lowercase));
    tokens.len() == 1 && inner && word.starts_with(char::is_uppercase)
}

/// Single words that the trained layer is sure to be persons.
fn sure_surnames<'v>(view: &'v View, seen: &[(Range<usize>, Kind, f64)]) -> HashSet<Cow<'v, str>> {
    let sure = seen.iter().filter(|s| s.0.len() == 1 && s.1 == Kind::Person && s.2 >= SURE);
    sure.map(|s| view.tokens[s.0.start].lower.clone()).collect()
}

/// What stands at some place of the text.
fn words<'v>(view: &View<'v>, tokens: &Range<usize>) -> &'v str {
    view.span(tokens).of(view.doc.text)
}

/// Names of several words that are likely at some place of the text, and how likely: they are names at every other.
fn sure_names<'v>(view: &View<'v>, seen: &[(Range<usize>, Kind, f64)]) -> HashMap<&'v str, f64> {
    let mut out: HashMap<&str, f64> = HashMap::default();
    for (tokens, _, p) in seen.iter().filter(|s| s.0.len() > 1 && !view.headline[view.tokens[s.0.start].sentence]) {
        let best = out.entry(words(view, tokens)).or_default();
        *best = best.max(*p);
    }
    out
}

/// Which bodies' names a linker ends, with a likely one right behind: "Harbour Observatory for | Human Rights".
fn ends_with_linker(view: &View, seen: &[(Range<usize>, Kind, f64)]) -> Vec<bool> {
    let linked = |s: &(Range<usize>, Kind, f64)| s.1 == Kind::Organization && joined::ends_with_linker(view, &s.0);
    let mut out: Vec<bool> = seen
        .windows(2)
        .map(|w| linked(&w[0]) && w[1].1 == Kind::Organization && w[1].2 >= LIKELY && w[1].0.start == w[0].0.end)
        .collect();
    out.resize(seen.len(), false);
    out
}

/// A name up to the end of its paragraph: "Jane Doe | Doe" is a caption and a sentence.
fn one_line(view: &View, tokens: Range<usize>) -> Range<usize> {
    let paragraph = view.paragraph(tokens.start);
    let end = tokens.clone().find(|&i| view.paragraph(i) != paragraph).unwrap_or(tokens.end);
    tokens.start..end
}

/// A given name, and a word with a capital behind it.
pub(super) fn has_form(view: &View, tokens: &Range<usize>) -> bool {
    let given = |i: usize| {
        let t = &view.tokens[i];
        t.capital && (t.initial || view.seeds.names.is_given(&t.lower))
    };
    tokens.clone().find(|&i| given(i)).is_some_and(|g| (g + 1..tokens.end).any(|i| view.tokens[i].capital))
}

/// "Wethouder", "Secretary": an office alone, which names nobody, unless somebody in the text is called so.
fn is_office(view: &View, tokens: &Range<usize>) -> bool {
    let t = &view.tokens[tokens.start];
    let surname = || {
        view.tokens.windows(2).any(|w| w[1].lower == t.lower && w[1].capital && view.seeds.names.is_given(&w[0].lower))
    };
    // "Curator | of the Wetlands Museum"
    let led = view.is(tokens.end, Class::LINKER) && t.class.any(Class::PERSON) && view.is_small(tokens.start);
    tokens.len() == 1
        && (t.class.any(Class::TITLE) || led)
        && !t.acronym
        && !view.seeds.names.is_given(&t.lower)
        && (t.first || view.tokens.get(tokens.end).is_some_and(|n| n.capital || view.is(tokens.end, Class::LINKER)))
        && !surname()
}

/// With the surnames that stand alone elsewhere in the text and that the trained layer has not seen there: "… asked Jane May. May said that".
fn repeated(view: &View, mut seen: Vec<(Range<usize>, Kind, f64)>) -> Vec<(Range<usize>, Kind, f64)> {
    let mut surnames: HashMap<Cow<str>, f64> = HashMap::default();
    for (tokens, _, p) in seen.iter().filter(|s| s.0.len() > 1 && s.1 == Kind::Person && has_form(view, &s.0)) {
        let best = surnames.entry(view.tokens[tokens.end - 1].lower.clone()).or_default();
        *best = best.max(*p);
    }
    if surnames.is_empty() {
        return seen;
    }
    let mut more = Vec::new();
    let mut next = 0;
    for (i, t) in view.tokens.iter().enumerate() {
        while seen.get(next).is_some_and(|s| s.0.end <= i) {
            next += 1;
        }
        let Some(&p) = surnames.get(&t.lower).filter(|_| t.capital && !t.initial) else { continue };
        // "Alderman Van Wageren": with what stands before a surname.
        let mut start = i;
        while start > 0 && view.joined(start - 1) && view.seeds.names.is_particle(&view.tokens[start - 1].lower) {
            start -= 1;
        }
        let free = seen.get(next).is_none_or(|s| s.0.start > i);
        let neighbour = |k: Option<usize>| {
            k.and_then(|k| view.tokens.get(k)).is_some_and(|n| n.capital && !n.first && n.sentence == t.sentence)
        };
        // What is a word as well begins a sentence with its verb behind it: "May denied".
        let word = t.class.any(FUNCTION) || t.first && !view.capitals.contains(&*t.lower);
        let spoken = view.is(i + 1, Class::CUE) && view.joined(i);
        let titled = start.checked_sub(1).is_some_and(|k| view.is(k, Class::TITLE.or(Class::PERSON)));
        let alone = (titled || !neighbour(start.checked_sub(1))) && !neighbour(Some(i + 1));
        if free && alone && (!word || spoken) && !view.headline[t.sentence] {
            more.push((start..i + 1, Kind::Person, p));
        }
    }
    seen.extend(more);
    seen.sort_by_key(|s| s.0.start);
    seen
}

/// Where a person's whole name stands in the text, its first and its last word alone mean that person, whatever the trained layer took them for.
fn one_kind_a_name(view: &View, mut seen: Vec<(Range<usize>, Kind, f64)>) -> Vec<(Range<usize>, Kind, f64)> {
    let lower = |i: usize| view.tokens[i].lower.clone();
    let mut parts: HashMap<Cow<str>, f64> = HashMap::default();
    for (tokens, kind, p) in seen.iter().filter(|s| s.0.len() > 1 && s.1 == Kind::Person) {
        debug_assert_eq!(*kind, Kind::Person);
        for part in [tokens.start, tokens.end - 1] {
            let best = parts.entry(lower(part)).or_default();
            *best = best.max(*p);
        }
    }
    for (tokens, kind, p) in seen.iter_mut().filter(|s| s.0.len() == 1 && s.1 != Kind::Person) {
        let raw = view.tokens[tokens.start].span.of(view.doc.text);
        let Some(&whole) = parts.get(&lower(tokens.start)).filter(|_| !view.seeds.names.is_place(raw)) else {
            continue;
        };
        *kind = Kind::Person;
        *p = p.max(whole);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::is_amount;

    #[test]
    fn a_sum_is_nobody() {
        for sum in ["N3.6bn", "Rs4.7", "US12,000", "R5m", "3.5"] {
            assert!(is_amount(sum), "{sum}");
        }
        for name in ["G20", "U2", "BBC1", "7-Eleven", "3M", "Mercedes3.5x"] {
            assert!(!is_amount(name), "{name}");
        }
    }
}
