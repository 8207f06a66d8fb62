//! Names that their form tells of: initials, particles, a surname ("A. van den Berg").

use std::ops::Range;

use super::tokens::{FUNCTION, View};
use crate::tagging::mentions::Kind;

/// How probable a name is of which only its form tells.
const BY_FORM: f64 = 0.5;
/// Initials and particles before a surname, at most.
const BEFORE: usize = 6;

/// The mentions of a text with the names that begin with an initial and that the trained layer has not seen.
pub(super) fn added(view: &View, mut seen: Vec<(Range<usize>, Kind, f64)>) -> Vec<(Range<usize>, Kind, f64)> {
    let mut more = Vec::new();
    let mut from = 0;
    while let Some(start) = (from..view.tokens.len()).find(|&i| is_initial(view, i)) {
        from = start + 1;
        let Some(end) = end(view, start) else { continue };
        from = end;
        let next = seen.partition_point(|s| s.0.end <= start);
        let over = |s: &Range<usize>| s.start < end;
        match seen.get(next) {
            Some((tokens, ..)) if over(tokens) && tokens.start <= start => {}
            // "Berg" alone, or "Berg van Bond Spoor": the name begins before it.
            Some((tokens, Kind::Person, _)) if over(tokens) && tokens.end >= end => seen[next].0.start = start,
            Some((tokens, ..)) if over(tokens) => {}
            _ => more.push((start..end, Kind::Person, BY_FORM)),
        }
    }
    if !more.is_empty() {
        seen.extend(more);
        seen.sort_by_key(|s| s.0.start);
    }
    seen
}

/// "A.", not "U.S."
pub(super) fn is_initial(view: &View, token: usize) -> bool {
    let t = &view.tokens[token];
    t.initial && t.span.of(view.doc.text).matches('.').count() == 1
}

/// The end of the name that begins with an initial at `start`: behind the surname.
fn end(view: &View, start: usize) -> Option<usize> {
    let names = &view.seeds.names;
    let surname = (start + 1..view.tokens.len().min(start + BEFORE)).find(|&i| {
        let t = &view.tokens[i];
        let particle = !t.capital && names.is_particle(&t.lower);
        !is_initial(view, i) && !particle
    })?;
    let t = &view.tokens[surname];
    let whole = (start..surname).all(|i| view.joined(i));
    let word = t.capital && t.letters && !t.acronym && !t.class.any(FUNCTION) && t.span.len() > 2;
    (whole && word && !view.headline[t.sentence]).then_some(surname + 1)
}
