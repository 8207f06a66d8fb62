//! Which of the trained layer's findings are dropped: no part of the article, headings, names, labels.

use crate::extract::direct;
use crate::extract::strip::lower;
use crate::model::{Article, Attribution, Span};
use crate::seeds::{Class, Lexicon};
use crate::text::Document;

/// True when any part of it stands in what is no part of the article.
pub(super) fn in_boilerplate(article: &Article, attribution: &Attribution) -> bool {
    attribution.content.iter().chain(&attribution.cue).any(|part| {
        let at = article.boilerplate.partition_point(|b| b.end <= part.start);
        article.boilerplate.get(at).is_some_and(|b| b.start < part.end)
    })
}

/// "‘AN EMPTY CHAIR’": a quotation in capitals that is all of its paragraph is a heading.
pub(super) fn is_heading(doc: &Document<'_>, attribution: &Attribution) -> bool {
    let [content] = attribution.content[..] else { return false };
    attribution.cue.is_empty() && direct::is_heading(doc, content)
}

/// True when what seems to be said is the name of who says it, in quotation marks and right beside the verb: `"The Harbour Post" writes`.
/// What is said has a mark of its own before the closing one, or a word in small letters.
pub(super) fn is_quoted_name(doc: &Document<'_>, attribution: &Attribution) -> bool {
    let ([content], Some(cue)) = (&attribution.content[..], attribution.cue.first()) else { return false };
    let Some(quote) = doc.quote_at(content.start) else { return false };
    let between = doc.text.get(content.end..cue.start).unwrap_or("-");
    let mut words =
        doc.words_in(*content).map(|w| doc.word(w)).filter(|w| w.starts_with(char::is_alphanumeric)).peekable();
    quote.span.end >= content.end
        && between.trim().is_empty()
        && words.peek().is_some()
        && words.all(|w| w.starts_with(char::is_uppercase))
        && !doc.words_in(*content).any(|w| matches!(doc.word(w), "," | "." | "!" | "?" | "…"))
}

/// "BYLINE: Ann Brand", "Goals: Brand (2)": a label and what stands behind it.
pub(super) fn is_label(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let ([cue], Some(source)) = (&attribution.cue[..], attribution.source) else { return false };
    let words = doc.words_in(source);
    let sets = &lexicon.sets;
    cue.of(doc.text) == ":" && words.len() == 1 && {
        let word = lower(doc.word(words.start));
        sets.labels.contains(&*word) || sets.questions.contains(&*word) || sets.answers.contains(&*word)
    }
}

/// Words of the longest name that something is given.
const LONGEST_GIVEN: usize = 4;

/// "named the boat “Hope”", "noemde de zaal “De Lantaarn”": what stands in marks is a name that something gets, for it has a capital and no verb.
pub(super) fn is_naming(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let cue = |c: &Span| doc.words_in(*c).any(|w| lexicon.sets.naming.contains(&*lower(doc.word(w))));
    let [content] = attribution.content[..] else { return false };
    if !attribution.cue.iter().any(cue) {
        return false;
    }
    let mut quotes = doc.quotes_in(content).map(|q| &doc.quotes[q]);
    let (Some(quote), None) = (quotes.next(), quotes.next()) else { return false };
    let words = doc.words_in(quote.inner);
    let small = |w: usize| doc.word(w).starts_with(char::is_lowercase);
    let mark = |w: usize| !doc.word(w).starts_with(char::is_alphanumeric);
    let before = doc.words_in(Span::new(content.start, quote.span.start));
    let thing = before.clone().next().is_some_and(|w| lexicon.class(&lower(doc.word(w))).any(Class::DETERMINER));
    thing
        && before.len() > 1
        && (1..=LONGEST_GIVEN).contains(&words.len())
        && !words.clone().any(mark)
        && !small(words.start)
        && !words
            .clone()
            .any(|w| small(w) && !lexicon.class(&lower(doc.word(w))).any(Class::PREPOSITION.or(Class::DETERMINER)))
}
