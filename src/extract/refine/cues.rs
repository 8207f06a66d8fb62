//! Cues of several pieces: one verb, or two.

use crate::extract::strip::lower;
use crate::model::{Attribution, Span};
use crate::seeds::{Class, Lexicon};
use crate::text::Document;

/// True when the later pieces are the particle or companion of a verb in the first: "hield … vol".
pub(super) fn is_split_verb(doc: &Document<'_>, lexicon: &Lexicon, cue: &[Span]) -> bool {
    let words = |span: Span| doc.words_in(span).map(|w| lower(doc.word(w))).collect::<Vec<_>>();
    let later: Vec<_> = cue[1..].iter().flat_map(|&c| words(c)).collect();
    words(cue[0]).iter().any(|w| {
        lexicon.cues.verbs_with(w).any(|v| !v.tail.is_empty() && later.iter().all(|l| v.tail.iter().any(|t| t == l)))
            || lexicon.class(w).any(Class::AUXILIARY) && later.iter().any(|l| lexicon.class(l).any(Class::CUE))
    })
}

/// Leaves the first of two verbs, and the content that stands before the second: "told them that …, but declined to …" is two.
pub(super) fn drop_second_verb(attribution: &mut Attribution) {
    let second = attribution.cue[1].start;
    attribution.cue.truncate(1);
    if attribution.content[0].start < second {
        attribution.content.retain(|c| c.start < second);
    }
}
