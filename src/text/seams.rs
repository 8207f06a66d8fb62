//! Where a sentence begins without a space before it: `this year.The council`, and `this yearThe council` where the stop was lost as well.
//!
//! A name or an address that is cut costs more than a sentence that goes on too long: in doubt there is no seam. Marks of quotation need none:
//! Unicode's rules end a sentence at `said.“`, and `sentences` sees to it that the mark begins the next one.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::text::boundary::ceil;
use crate::text::sentences::Abbreviations;
use crate::text::small;

/// Bytes on either side of a seam that are looked at: longer words are no words.
const REACH: usize = 64;
/// Bytes that are looked through at once: hardly any of them hold a seam.
const CHUNK: usize = 32;
/// Letters of a word that is no abbreviation, though nothing else is known of it.
const WORD: usize = 4;
/// Seams from which a text is one that has lost its spaces; letters of a word that then ends a sentence.
const LOST: usize = 3;
const SHORT: usize = 3;
/// Letters from which the same holds for a word with a capital: "Gebr", "Prof" are as long as the ones above.
const NAME: usize = 5;

/// The bytes at which a sentence begins right behind a letter or a full stop, in order. Linear in the text's length.
pub(super) fn seams(text: &str, abbreviations: &Abbreviations) -> Vec<usize> {
    let bytes = text.as_bytes();
    let view = View { text, abbreviations, free: OnceCell::new() };
    let (mut out, mut doubtful) = (Vec::new(), Vec::new());
    let mut from = 0;
    while from < bytes.len() {
        let to = (from + CHUNK).min(bytes.len());
        if any(&bytes[from..(to + 2).min(bytes.len())]) {
            for i in from..to {
                let at = |n: usize| bytes.get(i + n).copied().unwrap_or_default();
                if !may(at(0), at(1), at(2)) {
                    continue;
                }
                let stop = at(1) == b'.';
                let at = i + 1 + usize::from(stop);
                if !text.is_char_boundary(at) {
                    continue;
                }
                if if stop { view.after_stop(at) } else { view.without_stop(at) } {
                    out.push(at);
                } else if stop {
                    doubtful.push(at);
                }
            }
        }
        from = to;
    }
    // A text that has lost its spaces lost them everywhere.
    if out.len() >= LOST && !doubtful.is_empty() {
        out.extend(doubtful.into_iter().filter(|&at| view.perhaps(at)));
        out.sort_unstable();
    }
    out
}

/// False where no byte may be the last before a seam: without a branch, for the processor looks at many bytes at once.
fn any(bytes: &[u8]) -> bool {
    let Some(bytes) = bytes.first_chunk::<{ CHUNK + 2 }>() else { return true };
    let mut found = false;
    for i in 0..CHUNK {
        found |= may(bytes[i], bytes[i + 1], bytes[i + 2]);
    }
    found
}

/// True for three bytes that may stand around a seam.
const fn may(a: u8, b: u8, c: u8) -> bool {
    may_end(a) & (may_begin(b) | ((b == b'.') & may_begin(c)))
}

/// True for the last byte of a small letter, and of much else.
const fn may_end(b: u8) -> bool {
    b.is_ascii_lowercase() | (b >= 0x80)
}

/// True for the first byte of a capital of Latin, and of some other letters.
const fn may_begin(b: u8) -> bool {
    b.is_ascii_uppercase() | (b == 0xC3)
}

struct View<'a> {
    text: &'a str,
    abbreviations: &'a Abbreviations,
    /// How often each word stands free in the text, as it is written.
    free: OnceCell<FxHashMap<&'a str, usize>>,
}

impl<'a> View<'a> {
    /// True when a sentence begins at `at`, behind a full stop.
    fn after_stop(&self, at: usize) -> bool {
        let Some((left, right)) = self.around(at - 1, at) else { return false };
        let length = left.chars().count();
        let plain = left.chars().all(|c| c.is_lowercase());
        let word = plain || left.chars().skip(1).all(char::is_lowercase);
        let folded = small(left);
        if length < 2 || !word || self.abbreviations.always.contains(&*folded) {
            return false;
        }
        if self.starts(right) {
            return true;
        }
        if self.abbreviations.sometimes.contains(&*folded) {
            return false;
        }
        let long = length >= if plain { WORD } else { NAME };
        let is_word = long || plain && (self.is_free(left) || self.abbreviations.starters.contains(left));
        let begins = self.is_free(right) || plain && capitalised(right) && right.chars().count() >= WORD;
        is_word && begins
    }

    /// True when a sentence may begin at `at`, behind a full stop, whatever the words are.
    fn perhaps(&self, at: usize) -> bool {
        let Some((left, right)) = self.around(at - 1, at) else { return false };
        let word = left.chars().skip(1).all(char::is_lowercase) && left.chars().count() >= SHORT;
        let folded = small(left);
        let abbreviated =
            self.abbreviations.always.contains(&*folded) || self.abbreviations.sometimes.contains(&*folded);
        word && !abbreviated && capitalised(right)
    }

    /// True when a sentence begins at `at`, behind a small letter.
    fn without_stop(&self, at: usize) -> bool {
        let Some((left, right)) = self.around(at, at) else { return false };
        let length = left.chars().count();
        if length < 2 || !left.chars().all(char::is_lowercase) || !capitalised(right) || right.chars().count() < 2 {
            return false;
        }
        let known = self.abbreviations.starters.contains(left) || self.is_free(left);
        let begins = self.starts(right) || length >= WORD && self.is_free(right);
        // What is written so twice is a name.
        known && begins && !self.is_twice(&self.text[at - left.len()..at + right.len()])
    }

    /// The word that ends at `end` and the one that begins at `begin`, where both are nothing else.
    fn around(&self, end: usize, begin: usize) -> Option<(&'a str, &'a str)> {
        let before = &self.text[ceil(self.text, end.saturating_sub(REACH))..end];
        let letters = before.trim_end_matches(char::is_alphabetic);
        let left = &before[letters.len()..];
        let opens = |c: char| c.is_whitespace() || "([{-–—“”\"„«»'‘’,;:!?…".contains(c);
        if left.is_empty() || !(letters.ends_with(opens) || end == left.len()) {
            return None;
        }
        let after = &self.text[begin..ceil(self.text, begin + REACH)];
        let rest = after.trim_start_matches(char::is_alphabetic);
        let right = &after[..after.len() - rest.len()];
        let mut chars = rest.chars();
        let closed = match chars.next() {
            Some('.') => !chars.next().is_some_and(|c| c.is_alphanumeric() && !c.is_uppercase()),
            Some(c) => c.is_whitespace() || "-–—“”\"»'‘’,;:!?…".contains(c),
            None => begin + right.len() == self.text.len(),
        };
        (closed && !right.is_empty()).then_some((left, right))
    }

    /// True for a word that begins sentences, with a capital.
    fn starts(&self, word: &str) -> bool {
        (capitalised(word) || word.chars().count() == 1) && self.abbreviations.starters.contains(&*small(word))
    }

    fn is_free(&self, word: &str) -> bool {
        self.count(word) > 0
    }

    fn is_twice(&self, word: &str) -> bool {
        self.count(word) > 1
    }

    fn count(&self, word: &str) -> usize {
        self.free.get_or_init(|| free(self.text)).get(word).copied().unwrap_or_default()
    }
}

/// True for a capital with small letters behind it.
fn capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && word.chars().count() > 1 && letters.all(char::is_lowercase)
}

/// The words that stand free: no full stop joins them to others.
fn free(text: &str) -> FxHashMap<&str, usize> {
    let mut counts = FxHashMap::default();
    let mut behind = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let (start, end) = (behind, behind + word.len());
        behind = end + text[end..].chars().next().map_or(0, char::len_utf8);
        let joins = |c: char| matches!(c, '.' | '@' | '/' | '_' | '&' | '#');
        let bound = text[end..].strip_prefix(joins).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if !word.is_empty() && word.len() < REACH && !text[..start].ends_with(joins) && !bound {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn abbreviations() -> Abbreviations {
        Abbreviations {
            always: ["mr", "dr", "st", "prof"].map(str::to_owned).into_iter().collect(),
            sometimes: ["inc", "a.m"].map(str::to_owned).into_iter().collect(),
            starters: ["the", "he", "de", "het", "in", "i"].map(str::to_owned).into_iter().collect(),
        }
    }

    /// The text with `|` at its seams.
    fn cut(text: &str) -> String {
        let mut out = text.to_owned();
        for at in seams(text, &abbreviations()).into_iter().rev() {
            out.insert(at, '|');
        }
        out
    }

    #[test]
    fn a_text_that_lost_its_spaces_lost_them_everywhere() {
        let glued = "They met.The mayor spoke.He left.The gate was opened by Ann Cole.Walter Brand saw the fog.Fishermen laughed.";
        assert_eq!(cut(glued).matches('|').count(), 5);
        assert_eq!(cut("The gate was opened by Ann Cole.Walter Brand saw it.").matches('|').count(), 0);
    }

    #[test]
    fn a_stop_and_no_space() {
        for (text, meant) in [
            ("Dit kost dit jaar.De gemeente betaalt.", "Dit kost dit jaar.|De gemeente betaalt."),
            ("It costs less this year.The council pays.", "It costs less this year.|The council pays."),
            ("Ze wonen in Oudermeer.Het is er stil.", "Ze wonen in Oudermeer.|Het is er stil."),
            ("They left early.Nobody came.Nobody stayed.", "They left early.|Nobody came.|Nobody stayed."),
            ("Op het café.Éénmaal per jaar.", "Op het café.|Éénmaal per jaar."),
            (
                "Ask the UN. He asked.UN officials know of peace.UN.",
                "Ask the UN. He asked.|UN officials know of peace.|UN.",
            ),
            ("So it was.I left it to Inc.The rest", "So it was.|I left it to Inc.|The rest"),
        ] {
            assert_eq!(cut(text), meant);
        }
    }

    #[test]
    fn no_stop_and_no_space() {
        for (text, meant) in [
            (
                "Het jaar is om. Dit kost dit jaarDe gemeente betaalt.",
                "Het jaar is om. Dit kost dit jaar|De gemeente betaalt.",
            ),
            (
                "The year is over. It costs less this yearThe council",
                "The year is over. It costs less this year|The council",
            ),
            (
                "Brand left last year. It was a bad yearBrand said so.",
                "Brand left last year. It was a bad year|Brand said so.",
            ),
        ] {
            assert_eq!(cut(text), meant);
        }
    }

    #[test]
    fn names_and_addresses_stay_whole() {
        for text in [
            "See www.Example.com, Booking.com, bol.Com and file report.Pdf or Node.JS of the U.S.Army at 9 a.M. The end.",
            "J.P.Morgan, e.V.Hamburg, St.Pieter, Prof.Dr.Smit, mr.De Wit, john.Smith@example.com, Ph.D. students",
            "YouTube, iPhone, DigiD, McDonald, LinkedIn, eBay, GroenLinks, VodafoneZiggo, easyJet, PlayStation, inHolland.",
            "Jet flew. It was easy: easyJet flew. The easyJet.",
            "In Holland, inHolland. De deBuren en Buren. Het i.Het",
            "Groups: groups.The@example, a/year.The, x_year.The, year.The/a, year.The.html",
        ] {
            assert_eq!(cut(text), text);
        }
    }

    proptest! {
        #[test]
        fn seams_lie_between_letters(text in "(year|The|De|jaar|[.!?\"“” @/]|[a-zA-Zé]|É|\u{ad}|😀){0,24}") {
            let seams = seams(&text, &abbreviations());
            prop_assert!(seams.is_sorted());
            for at in seams {
                prop_assert!(text[at..].starts_with(char::is_uppercase));
                prop_assert!(text[..at].ends_with(|c: char| c == '.' || c.is_lowercase()));
            }
        }
    }
}
