//! What the trained layer found, tidied by what the lexicon knows: its labels are decided word by word, and some words cannot be right.

use super::stance;
use super::strip::lower;
use crate::model::{Article, Attribution, Kind, Span};
use crate::seeds::{Class, Lexicon};
use crate::text::Document;

/// The model's attributions without what cannot stand: those in boilerplate, those without a cue that are no
/// quotation (for one that is, [`super::loose`] knows who has the floor), pieces of a cue that belong to no verb of it, days and adverbs behind a source.
#[must_use]
pub fn refine(article: &Article, doc: &Document<'_>, lexicon: &Lexicon, model: Vec<Attribution>) -> Vec<Attribution> {
    model
        .into_iter()
        .filter(|a| {
            (!a.cue.is_empty() || a.source.is_none() && super::kind(doc, a) != Kind::Indirect)
                && !in_boilerplate(article, a)
        })
        .map(|mut a| {
            if a.cue.len() > 1 && !is_split_verb(doc, lexicon, &a.cue) {
                drop_second_verb(&mut a);
            }
            a.source = a.source.and_then(|s| trim_source(doc, lexicon, s));
            a.stance = stance::of(doc, lexicon, &a.cue).unwrap_or(a.stance);
            a
        })
        .collect()
}

/// True when any part of it stands in what is no part of the article.
fn in_boilerplate(article: &Article, attribution: &Attribution) -> bool {
    attribution.content.iter().chain(&attribution.cue).any(|part| {
        let at = article.boilerplate.partition_point(|b| b.end <= part.start);
        article.boilerplate.get(at).is_some_and(|b| b.start < part.end)
    })
}

/// True when the later pieces are the particle or companion of a verb in the first: "hield … vol".
fn is_split_verb(doc: &Document<'_>, lexicon: &Lexicon, cue: &[Span]) -> bool {
    let words = |span: Span| doc.words_in(span).map(|w| lower(doc.word(w))).collect::<Vec<_>>();
    let later: Vec<_> = cue[1..].iter().flat_map(|&c| words(c)).collect();
    words(cue[0]).iter().any(|w| {
        lexicon.cues.verbs_with(w).any(|v| !v.tail.is_empty() && later.iter().all(|l| v.tail.iter().any(|t| t == l)))
            || lexicon.class(w).any(Class::AUXILIARY) && later.iter().any(|l| lexicon.class(l).any(Class::CUE))
    })
}

/// Leaves the first of two verbs, and the content that stands before the second: "told them that …, but declined to …" is two.
fn drop_second_verb(attribution: &mut Attribution) {
    let second = attribution.cue[1].start;
    attribution.cue.truncate(1);
    if attribution.content[0].start < second {
        attribution.content.retain(|c| c.start < second);
    }
}

/// A source without the days and adverbs at its ends, and without the place or occasion behind a name ("Brand in a talk with …"); `None` when
/// nothing is left that could speak.
fn trim_source(doc: &Document<'_>, lexicon: &Lexicon, source: Span) -> Option<Span> {
    const NOUNS: Class = Class(Class::PERSON.0 | Class::GROUP.0 | Class::BODY.0 | Class::DOCUMENT.0 | Class::TITLE.0);
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let capital = |w: usize| doc.word(w).starts_with(char::is_uppercase);
    let loose = |w: usize| {
        class(w).any(Class::TIME.or(Class::ADVERB)) && !class(w).any(Class::PRONOUN.or(Class::DETERMINER))
            || doc.word(w) == ","
    };
    let words = doc.words_in(source);
    let (mut first, mut last) = (words.start, words.end);
    let occasion = (first + 1..last).find(|&w| {
        let before = class(w - 1);
        let name = capital(w - 1) && !before.any(NOUNS);
        class(w).any(Class::PREPOSITION)
            && !class(w).any(Class::LINKER)
            && !capital(w)
            && (name || before.any(NOUNS) && !class(w).any(Class::LOOSE_LINKER))
    });
    last = occasion.unwrap_or(last);
    while first < last && loose(last - 1) && !(capital(last - 1) && last - 1 > first) {
        last -= 1;
    }
    while first < last && loose(first) {
        first += 1;
    }
    (first < last).then(|| doc.words[first].span.cover(doc.words[last - 1].span))
}
