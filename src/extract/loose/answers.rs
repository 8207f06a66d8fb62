//! Questions and answers that a letter or a word marks.

use super::pool::Pool;
use crate::extract::phrases::Phrases;
use crate::extract::strip::Strip;
use rustc_hash::FxHashSet;

/// Questions, and answers, of an interview.
const LEAST_TURNS: usize = 3;

/// `Q: …` and `A: …`, where both come in a text: what stands behind the answer's letter is said, by whoever is asked.
pub(super) fn add(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    let sets = &phrases.lexicon.sets;
    // "Q." may be an initial: it counts only where questions and answers alternate.
    let opens = |strip: &Strip<'_>, set: &FxHashSet<String>, stop: &str| match &strip.items[..] {
        [letter, mark, _, ..] => {
            strip.first && letter.capital && set.contains(letter.lower.trim_end_matches('.')) && mark.is(stop)
        }
        _ => false,
    };
    let often = |set, stop| strips.iter().filter(|s| opens(s, set, stop)).take(LEAST_TURNS).count();
    let stops: Vec<&str> = [(":", 1), (".", 2)]
        .into_iter()
        .filter(|&(stop, least)| often(&sets.questions, stop) >= least && often(&sets.answers, stop) >= least)
        .map(|s| s.0)
        .collect();
    let mark = |strip: &Strip<'_>, set| stops.iter().any(|stop| opens(strip, set, stop));
    for (n, strip) in strips.iter().enumerate() {
        if mark(strip, &sets.questions) {
            let all = strips[n..].iter().take_while(|s| s.paragraph == strip.paragraph).last().unwrap_or(strip);
            found.clear(strip.span.cover(all.span));
        } else if mark(strip, &sets.answers) {
            let rest = strips[n + 1..].iter().take_while(|s| s.paragraph == strip.paragraph).last();
            let Some(content) = strip.span_of(2, strip.items.len()) else { continue };
            found.replace(None, strip.items[1].span, rest.map_or(content, |last| content.cover(last.span)));
        }
    }
}
