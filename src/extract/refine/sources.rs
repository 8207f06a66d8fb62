//! Who says it: where the source of a finding begins and ends, and who hears rather than speaks.

use super::contents::one_paragraph;
use crate::extract::strip::lower;
use crate::model::{Attribution, Rule, Span};
use crate::seeds::{Class, Lexicon, Takes};
use crate::text::{Document, WordKind};

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
    // "is heard | saying": who is heard speaks.
    let passive = |w: usize| class(w).any(Class::PASSIVE);
    let hears = words.clone().any(|w| class(w).any(Class::HEARS)) && !words.clone().any(passive);
    if source.start > first.start {
        // "The mayor was told by the keepers that …": the mayor is no part of it.
        let told = words.clone().any(|w| class(w).any(Class::TOLD)) && words.clone().any(passive);
        let behind = |c: &Span| c.start > source.start;
        if told && attribution.content.iter().any(behind) {
            attribution.content.retain(behind);
        }
        // "“…”, kreeg Brand | van de rechter te horen": the subject behind its verb hears as well.
        let subject = doc.words_in(source);
        let led = |w: usize| lexicon.people.is_author_link(&lower(doc.word(w)));
        if hears && first.end <= source.start && !subject.start.checked_sub(1).is_some_and(led) {
            let end = if source.end <= last.start { words.end } else { subject.end };
            let agent = said_by(doc, lexicon, attribution, subject.start..end);
            hand_over(attribution, agent);
        }
        return;
    }
    let before = words.start.checked_sub(1).filter(|&b| doc.words[b].span.start >= source.end);
    // "was called", not "was calling"
    let calls = |w: usize| {
        let word = lower(doc.word(w));
        !lexicon.sets.is_progressive(&word) && lexicon.cues.verbs_with(&word).any(|v| v.takes.any(Takes::CALL))
    };
    let in_passive = words.clone().chain(before).any(passive);
    if words.clone().any(calls) && in_passive {
        // "was called “a liar” | by Brand"
        let sentence = doc.sentence_at(first.start).map_or(words.end, |s| doc.words_of(s).end);
        let agent = called_by(doc, lexicon, attribution, words.end..sentence);
        hand_over(attribution, agent);
        return;
    }
    let told = words.clone().any(|w| class(w).any(Class::TOLD)) && in_passive;
    if !told && !hears {
        return;
    }
    let agent = said_by(doc, lexicon, attribution, words.start..(words.end + LONGEST_AGENT).min(doc.words.len()));
    hand_over(attribution, agent);
}

/// "Those who want a ban", "Some", "Anderen": people of whom the text names nobody.
pub fn unnamed(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let Some(words) = attribution.source.map(|s| doc.words_in(s)) else { return };
    let first = lower(doc.word(words.start));
    let several = lexicon.sets.several.contains(&*first) && words.len() == 1;
    if several || lexicon.sets.those.contains(&*first) && words.len() > 1 {
        attribution.found_by = Rule::Unnamed;
    }
}

/// Gives an attribution to who says it; where that is not told, to nobody with a name.
fn hand_over(attribution: &mut Attribution, agent: Option<Span>) {
    attribution.source = agent;
    if agent.is_none() {
        attribution.found_by = Rule::Unnamed;
    }
}

/// Behind "by" or "from" among `words`, before the content: "were told | by | the mayor".
fn said_by(
    doc: &Document<'_>,
    lexicon: &Lexicon,
    attribution: &Attribution,
    words: std::ops::Range<usize>,
) -> Option<Span> {
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let start = doc.words.get(words.start)?.span.start;
    let content = attribution.content.iter().map(|c| c.start).find(|&c| c > start).unwrap_or(usize::MAX);
    let from = words
        .clone()
        .find(|&w| doc.words[w].span.start < content && lexicon.people.is_author_link(&lower(doc.word(w))))?
        + 1;
    // "were notified by | text message": how, not by whom.
    let document = |w: usize| class(w).any(Class::DOCUMENT) && !class(w).any(Class::PERSON.or(Class::BODY));
    let capital = |w: usize| doc.word(w).starts_with(char::is_uppercase);
    let bare = from < doc.words.len() && !capital(from) && !class(from).any(Class::DETERMINER);
    if bare && (from..from + 2).any(|w| w < doc.words.len() && document(w)) {
        return None;
    }
    // "kregen van de gemeente | te horen"
    let outside = |w: &usize| {
        doc.words[*w].span.start < content
            && !attribution.cue.iter().skip(1).any(|c| c.overlaps(doc.words[*w].span))
            && !(*w > from && class(*w).any(Class::INFINITIVE))
    };
    let end = (from..words.end).take_while(outside).last()? + 1;
    Some(doc.span_of(from..end))
}

/// Behind "by", which is no part of what somebody is called: "was called “a liar” | by | Brand". The content ends before it.
fn called_by(
    doc: &Document<'_>,
    lexicon: &Lexicon,
    attribution: &mut Attribution,
    words: std::ops::Range<usize>,
) -> Option<Span> {
    let quoted = |w: usize| doc.is_quoted(w);
    let agent = |w: usize| {
        let word = lower(doc.word(w));
        lexicon.people.is_author_link(&word) && !lexicon.people.is_complement_link(&word)
    };
    let by = words.clone().find(|&w| !quoted(w) && agent(w))?;
    let plain = |w: &usize| doc.words[*w].kind != WordKind::Mark && !quoted(*w);
    let end = (by + 1..words.end.min(by + 1 + LONGEST_AGENT)).take_while(plain).last()? + 1;
    let at = doc.words[by].span.start;
    for content in &mut attribution.content {
        if content.start < at && at < content.end {
            *content = Span::new(content.start, at).trim(doc.text);
        }
    }
    attribution.content.retain(|c| c.start < at && !c.is_empty());
    if attribution.content.is_empty() {
        let called = words.start..by;
        attribution.content.extend((!called.is_empty()).then(|| doc.span_of(called.start..by)));
    }
    (!attribution.content.is_empty()).then(|| doc.span_of(by + 1..end))
}

/// "Asked about the fire, answered | captain Ann Brand | : …": a participle or an adverb before the cue is nobody, who says it stands behind.
pub(super) fn inverted(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [.., cue], [content, ..]) = (attribution.source, &attribution.cue[..], &attribution.content[..])
    else {
        return;
    };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let words = doc.words_in(source);
    // "Drie weken geleden | verzekerde Brand": a time.
    let time = is_ago(doc, lexicon, words.clone());
    let nobody = time
        || words.len() == 1
            && class(words.start).any(Class::CUE.or(Class::ADVERB))
            && !class(words.start).any(Class::PRONOUN.or(Class::DETERMINER).or(Class::PERSON).or(Class::BODY));
    if !nobody || source.end > cue.start || content.start < cue.end {
        return;
    }
    let between = doc.words_in(*cue).end..doc.words_in(*content).start;
    let end = between.clone().find(|&w| matches!(doc.word(w), ":" | ",")).unwrap_or(between.end);
    let who = between.start..end;
    // "waterkundige | Ann Brand | nog"
    let named = || time && who.clone().any(|w| doc.word(w).starts_with(char::is_uppercase));
    let begins = || {
        let word = doc.word(who.start);
        word.starts_with(char::is_uppercase)
            || class(who.start).any(Class::DETERMINER.or(Class::TITLE).or(Class::PERSON).or(Class::BODY))
    };
    if (1..=LONGEST_INVERTED).contains(&who.len()) && (begins() || named()) {
        let loose =
            |w: &usize| class(*w).any(Class::ADVERB.or(Class::TIME)) && !doc.word(*w).starts_with(char::is_uppercase);
        let end = who.end - who.clone().rev().take_while(loose).count();
        if who.start < end {
            attribution.source = Some(doc.span_of(who.start..end));
        }
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
    last = name_end(doc, lexicon, first..last).unwrap_or(last);
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
    // "HALM, 4 May - | Brand Shipping Co": where and when it was written.
    let dash = (first..last).find(|&w| matches!(doc.word(w), "-" | "–" | "—" | "--"));
    let dated = |w: usize| doc.words[w].kind == WordKind::Number || lexicon.times.month(&lower(doc.word(w))).is_some();
    if let Some(dash) = dash.filter(|&d| d + 1 < last && capital(first) && (first..d).any(dated)) {
        first = dash + 1;
    }
    // "On | 21 April | railway chief Ann Brand": a day before who says it.
    let day =
        |w: usize| doc.words[w].kind == WordKind::Number && lexicon.times.month(&lower(doc.word(w + 1))).is_some();
    if first + 2 < last && day(first) {
        first += 2;
    }
    // "een | berekening": an article without its noun. Before a verb it speaks for itself: "some say".
    const GOES_ON: Class = Class(Class::CUE.0 | Class::AUXILIARY.0 | Class::PREPOSITION.0 | Class::COORDINATOR.0);
    let article = |w: usize| class(w).any(Class::DETERMINER) && !class(w).any(Class::PRONOUN) && !capital(w);
    let cut = (first..last).all(article)
        && doc.words.get(last).is_some_and(|next| {
            doc.word(last).starts_with(char::is_alphabetic)
                && !class(last).any(GOES_ON)
                && !cue.iter().any(|c| c.overlaps(next.span))
        });
    (first < last && !cut).then(|| doc.span_of(first..last))
}

/// "Curtis Brand | de minister", "Ann Brand | een held": the end of a name of two words and more, where small words stand behind it that nothing links to it.
fn name_end(doc: &Document<'_>, lexicon: &Lexicon, source: std::ops::Range<usize>) -> Option<usize> {
    if !lexicon.compounds {
        return None;
    }
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let capital = |w: usize| doc.word(w).starts_with(char::is_uppercase);
    let word = |w: usize| doc.words[w].kind != WordKind::Mark;
    let first = source.clone().find(|&w| capital(w) && !class(w).any(Class::DETERMINER.or(Class::TITLE)))?;
    // "Steef de Wit": what goes on with a capital, behind small words, is the name; "Brands | zoon": a genitive.
    let mut end = first + 1;
    let inside = |w: usize| word(w) && (capital(w) || class(w).any(Class::LINKER.or(Class::DETERMINER)));
    while let Some(next) = (end..source.end.min(end + 1 + PARTICLES)).take_while(|&w| inside(w)).find(|&w| capital(w)) {
        end = next + 1;
    }
    let next = (end < source.end).then_some(end)?;
    let goes_on = (next..source.end).take_while(|&w| word(w)).any(capital);
    let determined = class(next).any(Class::DETERMINER) && !class(next).any(Class::LINKER);
    let linked = class(next)
        .any(Class::LINKER.or(Class::PREPOSITION).or(Class::COORDINATOR).or(Class::RELATIVE).or(Class::LOOSE_LINKER));
    let genitive = lower(doc.word(end - 1)).ends_with('s') && !determined;
    (end >= first + 2 && word(next) && !goes_on && (determined || !linked) && !genitive).then_some(end)
}

/// Small words inside a name, at most: "van der".
const PARTICLES: usize = 2;

/// "two weeks ago": a number, a unit, and what counts back.
fn is_ago(doc: &Document<'_>, lexicon: &Lexicon, words: std::ops::Range<usize>) -> bool {
    let times = &lexicon.times;
    let word = |w: usize| lower(doc.word(w));
    words.len() == 3
        && times.number(&word(words.start)).is_some()
        && times.unit(&word(words.start + 1)).is_some()
        && times.is_ago(&word(words.start + 2))
}
