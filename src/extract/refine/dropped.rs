//! Which of the trained layer's findings are dropped: no part of the article, headings, names, labels.

use crate::extract::direct;
use crate::extract::strip::lower;
use crate::model::{Article, Attribution, Span};
use crate::seeds::{Class, Lexicon};
use crate::text::{Document, WordKind};

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

/// True for a cue that is a colon and nothing else.
fn is_colon(doc: &Document<'_>, cue: Span) -> bool {
    cue.of(doc.text).trim() == ":"
}

/// "HALM: Senator Brand dismissed reports of a rift.": a town in capitals before a colon, the only such line, is where it was written.
pub(super) fn is_dateline(doc: &Document<'_>, attribution: &Attribution) -> bool {
    let ([cue], Some(source), [content, ..]) = (&attribution.cue[..], attribution.source, &attribution.content[..])
    else {
        return false;
    };
    let shouted = |words: &str| words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
    let tag = |p: &Span| p.of(doc.text).split_once(':').is_some_and(|(before, _)| shouted(before));
    is_colon(doc, *cue)
        && shouted(source.of(doc.text))
        && doc.quote_at(content.start).is_none()
        && doc.paragraphs.iter().any(|p| p.start == source.start)
        && doc.paragraphs.iter().filter(|p| tag(p)).count() == 1
}

/// "HARBOUR: Hale; Brand, Moss": who plays.
pub(super) fn is_line_up(doc: &Document<'_>, attribution: &Attribution) -> bool {
    let ([cue], [content]) = (&attribution.cue[..], &attribution.content[..]) else { return false };
    let words = doc.words_in(*content);
    let name = |w: usize| doc.words[w].kind == WordKind::Mark || doc.word(w).starts_with(char::is_uppercase);
    is_colon(doc, *cue)
        && doc.quote_at(content.start).is_none()
        && words.clone().any(|w| doc.words[w].kind == WordKind::Mark)
        && words.clone().all(name)
}

/// "“…” ¶ Brand (Harbour List): “…”": a colon leads on to what stands behind it.
pub(super) fn is_before_colon(doc: &Document<'_>, attribution: &Attribution) -> bool {
    let ([cue], [content, ..]) = (&attribution.cue[..], &attribution.content[..]) else { return false };
    is_colon(doc, *cue) && content.end <= cue.start
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

/// "released a video of | herself riding a mule": a picture of who shows it says nothing.
pub(super) fn is_picture(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let [content] = attribution.content[..] else { return false };
    let words = doc.words_in(content);
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let myself = |w: usize| w < words.end && lexicon.sets.reflexives.contains(&*lower(doc.word(w)));
    // "aired an ad of | himself riding a mule"
    if doc.quote_at(content.start).is_none() && myself(words.start) {
        return true;
    }
    words.len() > 3
        && class(words.start).any(Class::DETERMINER)
        && doc.quote_at(content.start).is_none()
        && class(words.start + 2).any(Class::LINKER)
        && myself(words.start + 3)
}

/// "Please note that …": the reader is asked, nobody says it.
pub(super) fn is_plea(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue.first() else { return false };
    let Some(sentence) = doc.sentence_at(cue.start).map(|s| doc.words_of(s)) else { return false };
    let verb = doc.words_in(*cue).start;
    let plea = |w: usize| lexicon.sets.pleas.contains(&*lower(doc.word(w)));
    plea(sentence.start) && verb <= sentence.start + 2 && !doc.is_quoted(verb)
}

/// Words from a verb to what makes another verb of it, at most: "stelt Ann Brand, directeur van de haven, | gerust".
const LONGEST_SPLIT: usize = 16;

/// "stelt Brand | gerust", "wist Brand het publiek | te lokken": with what ends the clause the verb is another one, which reports nothing.
pub(super) fn is_other_verb(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let [cue] = attribution.cue[..] else { return false };
    let words = doc.words_in(cue);
    let word = |w: usize| lower(doc.word(w));
    let Some(sentence) = doc.sentence_at(cue.start).map(|s| doc.words_of(s)).filter(|_| words.len() == 1) else {
        return false;
    };
    let sets = &lexicon.sets;
    let outside = |w: &usize| !doc.is_quoted(*w);
    let mut near = (words.end..sentence.end.min(words.end + LONGEST_SPLIT)).filter(outside);
    // "vindt de markt | plaats | in het bos"
    let clause_ends = |w: usize| {
        let led = || lexicon.class(&word(w + 1)).any(Class::PREPOSITION);
        w + 1 >= sentence.end || doc.words[w + 1].kind == WordKind::Mark || led()
    };
    // "in | plaats van", "de | plaats"
    let led = |w: usize| lexicon.class(&word(w - 1)).any(Class::PREPOSITION.or(Class::DETERMINER));
    let split = sets
        .splits
        .iter()
        .filter(|s| *word(words.start) == *s[0])
        .any(|s| near.clone().any(|w| *word(w) == *s[1] && !led(w) && clause_ends(w)));
    let managing = sets.managing.contains(&*word(words.start))
        && near.clone().all(|w| !lexicon.class(&word(w)).any(Class::COMPLEMENTIZER))
        && near.any(|w| lexicon.class(&word(w)).any(Class::INFINITIVE) && w + 2 <= sentence.end && clause_ends(w + 1));
    split || managing
}

/// Words of the longest title.
const LONGEST_TITLE: usize = 9;

/// "talks about the study | ‘The Peat of Tomorrow’": the title of a document, behind its noun.
pub(super) fn is_title(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let [content] = attribution.content[..] else { return false };
    let mut quotes = doc.quotes_in(content).map(|q| &doc.quotes[q]);
    let (Some(quote), None) = (quotes.next(), quotes.next()) else { return false };
    let inner = quote.inner.of(doc.text);
    let words = doc.words_in(quote.inner);
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let at = doc.words_in(quote.span).start;
    let before = |k: usize| at.checked_sub(k);
    // "a leaflet | entitled ‘…’"
    let named = before(1).is_some_and(|w| lexicon.sets.naming.contains(&*lower(doc.word(w))));
    let entitled =
        named && before(2).is_some_and(|w| class(w).any(Class::DOCUMENT)) && inner.starts_with(char::is_uppercase);
    if entitled && doc.words_in(content).next().is_some_and(|w| class(w).any(Class::DETERMINER)) {
        return true;
    }
    let noun = before(1).is_some_and(|w| class(w).any(Class::DOCUMENT) && doc.words[w].span.end < quote.span.start);
    let led = before(2).is_some_and(|w| class(w).any(Class::DETERMINER))
        && before(3).is_some_and(|w| {
            class(w).any(Class::PREPOSITION.or(Class::LINKER)) && !doc.word(w).starts_with(char::is_uppercase)
                || content.start >= quote.span.start && class(w).any(Class::PREPOSITION)
        });
    noun && led
        && quote.close.is_some()
        && (1..=LONGEST_TITLE).contains(&words.len())
        && inner.starts_with(char::is_uppercase)
        && !inner.ends_with(['.', ',', '!', '?', '…'])
        && !words.clone().any(|w| class(w).any(Class::AUXILIARY))
}

/// Words from who published something to the month, at most: "— Evening Post, | 3 May".
const LONGEST_DATE: usize = 3;

/// "“Bridge closed” — Evening Post, 3 May 2019": where an article stands, nobody's words.
pub(super) fn is_reference(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let ([cue], Some(source)) = (&attribution.cue[..], attribution.source) else { return false };
    let end = doc.words_in(source).end;
    let dash = matches!(cue.of(doc.text), "-" | "–" | "—" | "―");
    let month = |w: usize| lexicon.times.month(&lower(doc.word(w))).is_some();
    dash && doc.words.get(end).is_some_and(|_| doc.word(end) == ",")
        && (end + 1..doc.words.len().min(end + 1 + LONGEST_DATE)).any(month)
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
