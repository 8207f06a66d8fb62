//! Who says it: where the source of a finding begins and ends, and who hears rather than speaks.

use super::contents::one_paragraph;
use crate::extract::strip::lower;
use crate::model::{Attribution, Span};
use crate::seeds::{Class, Lexicon};
use crate::text::Document;

/// Words from the beginning of a time to what follows it, at most.
const LONGEST_AGO: usize = 6;

/// Words from a cue to the end of who says it, at most.
const LONGEST_AGENT: usize = 14;

/// Words of who says it between a cue and its content, at most.
const LONGEST_INVERTED: usize = 10;

/// "Villagers were told by the mayor that …": the subject hears, and who says it stands behind "by", or is not told.
pub fn hearer(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [first, .., last] | [first @ last]) = (attribution.source, &attribution.cue[..]) else { return };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let words = doc.words_in(first.cover(*last));
    if source.start > first.start {
        // "The mayor was told by the keepers that …": the mayor is no part of it.
        let told =
            words.clone().any(|w| class(w).any(Class::TOLD)) && words.clone().any(|w| class(w).any(Class::PASSIVE));
        let behind = |c: &Span| c.start > source.start;
        if told && attribution.content.iter().any(behind) {
            attribution.content.retain(behind);
        }
        return;
    }
    let passive = |w: usize| class(w).any(Class::PASSIVE.or(Class::AUXILIARY));
    let before = words.start.checked_sub(1).filter(|&b| doc.words[b].span.start >= source.end);
    let told = words.clone().any(|w| class(w).any(Class::TOLD)) && words.clone().chain(before).any(passive);
    if !told && !words.clone().any(|w| class(w).any(Class::HEARS)) {
        return;
    }
    let content = attribution.content.iter().map(|c| c.start).find(|&c| c > source.start).unwrap_or(usize::MAX);
    let behind = words.start..(words.end + LONGEST_AGENT).min(doc.words.len());
    let agent = behind
        .clone()
        .find(|&w| doc.words[w].span.start < content && lexicon.people.is_author_link(&lower(doc.word(w))))
        .map(|by| by + 1);
    attribution.source = agent.and_then(|from| {
        // "kregen van de gemeente | te horen"
        let outside = |w: usize| {
            doc.words[w].span.start < content
                && !attribution.cue[1..].iter().any(|c| c.overlaps(doc.words[w].span))
                && !(w > from && class(w).any(Class::INFINITIVE))
        };
        let end = (from..behind.end).take_while(|&w| outside(w)).last()? + 1;
        Some(doc.words[from].span.cover(doc.words[end - 1].span))
    });
}

/// "Asked about the fire, answered | captain Ann Brand | : …": a participle or an adverb before the cue is nobody, who says it stands behind.
pub(super) fn inverted(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [.., cue], [content, ..]) = (attribution.source, &attribution.cue[..], &attribution.content[..])
    else {
        return;
    };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let words = doc.words_in(source);
    let nobody = words.len() == 1
        && class(words.start).any(Class::CUE.or(Class::ADVERB))
        && !class(words.start).any(Class::PRONOUN.or(Class::DETERMINER).or(Class::PERSON).or(Class::BODY));
    if !nobody || source.end > cue.start || content.start < cue.end {
        return;
    }
    let between = doc.words_in(*cue).end..doc.words_in(*content).start;
    let end = between.clone().find(|&w| matches!(doc.word(w), ":" | ",")).unwrap_or(between.end);
    let who = between.start..end;
    let begins = || {
        let word = doc.word(who.start);
        word.starts_with(char::is_uppercase)
            || class(who.start).any(Class::DETERMINER.or(Class::TITLE).or(Class::PERSON).or(Class::BODY))
    };
    if (1..=LONGEST_INVERTED).contains(&who.len()) && begins() {
        attribution.source = Some(doc.words[who.start].span.cover(doc.words[who.end - 1].span));
    }
}

/// True when the pronoun stands for nobody: "it was reported that …".
pub fn is_nobody(doc: &Document<'_>, lexicon: &Lexicon, source: Span, cue: &[Span]) -> bool {
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let mut verbs = cue.iter().flat_map(|&c| doc.words_in(c)).map(class);
    doc.words_in(source).all(|w| class(w).any(Class::EXPLETIVE))
        && verbs.any(|c| c.any(Class::PASSIVE))
        && verbs.next_back().is_some_and(|c| c.any(Class::IMPERSONAL))
}

/// Words of somebody's quotation, neither a name nor a noun nor a pronoun, beside a cue outside of it: nobody who speaks.
pub(super) fn is_quoted_words(doc: &Document<'_>, lexicon: &Lexicon, source: Span, cue: &[Span]) -> bool {
    const SPEAKS: Class =
        Class(Class::PERSON.0 | Class::GROUP.0 | Class::BODY.0 | Class::DOCUMENT.0 | Class::TITLE.0 | Class::PRONOUN.0);
    let Some(quote) = doc.quote_at(source.start) else { return false };
    cue.iter().all(|c| !quote.span.overlaps(*c))
        && doc.words_in(source).all(|w| {
            let word = doc.word(w);
            !word.starts_with(char::is_uppercase) && !lexicon.class(&lower(word)).any(SPEAKS)
        })
}

/// "a poll of | 900 voters": who was asked says nothing, the poll does.
pub(super) fn survey(doc: &Document<'_>, lexicon: &Lexicon, source: Span) -> Span {
    let words = doc.words_in(source);
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let Some(of) = words.start.checked_sub(1).filter(|&w| class(w).any(Class::PREPOSITION)) else { return source };
    let Some(noun) = of.checked_sub(1).filter(|&w| lexicon.sets.surveys.contains(&*lower(doc.word(w)))) else {
        return source;
    };
    let first = noun.checked_sub(1).filter(|&w| class(w).any(Class::DETERMINER)).unwrap_or(noun);
    doc.words[first].span.cover(source)
}

/// A source without the days and adverbs at its ends, and without the place or occasion behind a name ("Brand in a talk with …"); `None` when
/// nothing is left that could speak.
pub(super) fn trimmed(doc: &Document<'_>, lexicon: &Lexicon, source: Span, cue: &[Span]) -> Option<Span> {
    const NOUNS: Class = Class(Class::PERSON.0 | Class::GROUP.0 | Class::BODY.0 | Class::DOCUMENT.0 | Class::TITLE.0);
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let capital = |w: usize| doc.word(w).starts_with(char::is_uppercase);
    let loose = |w: usize| {
        class(w).any(Class::TIME.or(Class::ADVERB)) && !class(w).any(Class::PRONOUN.or(Class::DETERMINER))
            || doc.word(w) == ","
    };
    let words = doc.words_in(one_paragraph(doc, source, cue));
    let (mut first, mut last) = (words.start, words.end);
    let occasion = (first + 1..last).find(|&w| {
        // "Brand senior on Monday | at the Harbour Radio"
        let noun = (first..w).rev().find(|&b| !class(b).any(Class::TIME) || b == first).unwrap_or(w - 1);
        let before = class(noun);
        let name = capital(noun) && !before.any(NOUNS);
        class(w).any(Class::PREPOSITION)
            && !class(w).any(Class::LINKER)
            && !capital(w)
            && (name || before.any(NOUNS) && !class(w).any(Class::LOOSE_LINKER))
    });
    // "Brand | himself", "vraagt Brand | zich af", "she | to the paper": what stands behind a name or a pronoun without a comma is no part of it.
    let behind = (first + 1..last).find(|&w| {
        let own = |w: usize| class(w).any(Class::PRONOUN) && !class(w).any(Class::DETERMINER) && !capital(w);
        capital(w - 1) && !class(w - 1).any(NOUNS) && own(w) && !class(w).any(Class::RELATIVE)
            || w == first + 1
                && own(first)
                && !class(first).any(Class::RELATIVE)
                && (class(w).any(Class::PREPOSITION) || capital(w)) // "verweet ze | Brand dat"
    });
    last = occasion.unwrap_or(last).min(behind.unwrap_or(last));
    // "vraagt Brand | zich af": what always goes with the verb.
    let tail = |w: usize| {
        let word = lower(doc.word(w));
        let cues = cue.iter().flat_map(|&c| doc.words_in(c));
        !capital(w)
            && cues
                .into_iter()
                .any(|c| lexicon.cues.verbs_with(&lower(doc.word(c))).any(|v| v.tail.iter().any(|t| *t == *word)))
    };
    while last > first + 1 && tail(last - 1) {
        last -= 1;
    }
    // "kregen van de gemeente | te horen"
    if last > first + 2 && class(last - 2).any(Class::INFINITIVE) && !capital(last - 1) && !capital(last - 2) {
        last -= 2;
    }
    while first < last && loose(last - 1) && !(capital(last - 1) && last - 1 > first) {
        last -= 1;
    }
    while first < last && loose(first) {
        first += 1;
    }
    first = (first + 1..last.min(first + LONGEST_AGO)).find(|&w| is_ago(doc, lexicon, first..w)).unwrap_or(first);
    // "een | berekening": an article without its noun. Before a verb it speaks for itself: "some say".
    const GOES_ON: Class = Class(Class::CUE.0 | Class::AUXILIARY.0 | Class::PREPOSITION.0 | Class::COORDINATOR.0);
    let article = |w: usize| class(w).any(Class::DETERMINER) && !class(w).any(Class::PRONOUN) && !capital(w);
    let cut = (first..last).all(article)
        && doc.words.get(last).is_some_and(|next| {
            doc.word(last).starts_with(char::is_alphabetic)
                && !class(last).any(GOES_ON)
                && !cue.iter().any(|c| c.overlaps(next.span))
        });
    (first < last && !cut).then(|| doc.words[first].span.cover(doc.words[last - 1].span))
}

/// "two weeks ago": a number, a unit, and what counts back.
fn is_ago(doc: &Document<'_>, lexicon: &Lexicon, words: std::ops::Range<usize>) -> bool {
    let times = &lexicon.times;
    let word = |w: usize| lower(doc.word(w));
    words.len() == 3
        && times.number(&word(words.start)).is_some()
        && times.unit(&word(words.start + 1)).is_some()
        && times.is_ago(&word(words.start + 2))
}
