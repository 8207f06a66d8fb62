//! What a cue says of its speaker's stance, by the seeds.

use super::strip::lower;
use crate::model::{Span, Stance};
use crate::seeds::{Class, Lexicon};
use crate::text::Document;

/// The stance of a cue's verb; `None` when the cue holds no verb that the seeds know.
#[must_use]
pub fn of(doc: &Document<'_>, lexicon: &Lexicon, cue: &[Span]) -> Option<Stance> {
    let words: Vec<_> = cue.iter().flat_map(|&c| doc.words_in(c)).map(|w| lower(doc.word(w))).collect();
    let known = |word: &str| {
        let mut verbs = lexicon.cues.verbs_with(word);
        verbs
            .find(|v| v.tail.iter().all(|t| words.iter().any(|w| w == t || w.starts_with(t.as_str()) && w == word)))
            .map(|v| v.stance)
    };
    // The last verb that means something: in "has been said to fear" it is "fear"; an auxiliary that is a cue elsewhere counts last.
    // "denied saying": the denial counts, whatever is denied.
    let first = words.iter().find(|w| !lexicon.class(w).any(Class::AUXILIARY)).and_then(|w| known(w));
    if first == Some(Stance::Denies) {
        return first;
    }
    let (main, helping): (Vec<_>, Vec<_>) = words.iter().partition(|w| !lexicon.class(w).any(Class::AUXILIARY));
    // "wrote | back": what goes with a verb is no verb of its own.
    let (with, verbs): (Vec<_>, Vec<_>) = main.iter().partition(|w| lexicon.sets.companions.contains(&****w));
    verbs.iter().rev().chain(helping.iter().rev()).chain(with.iter()).find_map(|w| known(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds::Seeds;

    #[test]
    fn what_goes_with_a_verb_is_none() {
        let lexicon = &Seeds::built_in().languages["en"];
        let stance = |cue: &str| of(&Document::new(cue, &lexicon.abbreviations), lexicon, &[Span::new(0, cue.len())]);
        assert_eq!(stance("wrote back"), Some(Stance::Asserts));
        assert_eq!(stance("shot back"), Some(Stance::Asserts));
        assert_eq!(stance("backs"), Some(Stance::Attitude));
        assert_eq!(stance("denied saying"), Some(Stance::Denies));
    }
}
