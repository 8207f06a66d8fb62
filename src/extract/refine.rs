//! What the trained layer found, tidied by what the lexicon knows: its labels are decided word by word, and some words cannot be right.

use super::stance;
use super::strip::lower;
use crate::model::{Article, Attribution, Kind, Span};
use crate::seeds::{Class, Lexicon};
use crate::text::Document;

/// Words from the beginning of a time to what follows it, at most.
const LONGEST_AGO: usize = 6;

/// Words from a cue to the end of who says it, at most.
const LONGEST_AGENT: usize = 14;

/// The model's attributions without what cannot stand: those in boilerplate, those without a cue that are no
/// quotation (for one that is, [`super::loose`] knows who has the floor), pieces of a cue that belong to no verb of it, days and adverbs behind a source.
#[must_use]
pub fn refine(article: &Article, doc: &Document<'_>, lexicon: &Lexicon, model: Vec<Attribution>) -> Vec<Attribution> {
    model
        .into_iter()
        .filter(|a| {
            (!a.cue.is_empty() || a.source.is_none() && super::kind::kind(doc, a) != Kind::Indirect)
                && !in_boilerplate(article, a)
                && !is_quoted_name(doc, a)
                && !is_label(doc, lexicon, a)
                && !is_naming(doc, lexicon, a)
                && !is_heading(doc, a)
        })
        .map(|mut a| {
            if a.cue.len() > 1 && !is_split_verb(doc, lexicon, &a.cue) {
                drop_second_verb(&mut a);
            }
            a.source = a.source.filter(|&s| !is_quoted_words(doc, lexicon, s, &a.cue));
            a.source = a.source.and_then(|s| trim_source(doc, lexicon, s, &a.cue)).map(|s| survey(doc, lexicon, s));
            if let [content] = a.content[..] {
                let content = if ends_in(doc, content) { one_paragraph(doc, content, &a.cue) } else { content };
                a.content[0] = trim_time(doc, lexicon, first_quotation(doc, content));
                author(doc, lexicon, &mut a);
                interrupted(doc, lexicon, &mut a);
                inverted(doc, lexicon, &mut a);
                if has_own_sentence(doc, lexicon, &a) {
                    (a.source, a.cue) = (None, Vec::new());
                }
            }
            a.stance = stance::of(doc, lexicon, &a.cue).unwrap_or(a.stance);
            a
        })
        .collect()
}

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
        let outside = |w: usize| {
            doc.words[w].span.start < content && !attribution.cue[1..].iter().any(|c| c.overlaps(doc.words[w].span))
        };
        let end = (from..behind.end).take_while(|&w| outside(w)).last()? + 1;
        Some(doc.words[from].span.cover(doc.words[end - 1].span))
    });
}

/// "‘AN EMPTY CHAIR’": a quotation in capitals that is all of its paragraph is a heading.
fn is_heading(doc: &Document<'_>, attribution: &Attribution) -> bool {
    let [content] = attribution.content[..] else { return false };
    attribution.cue.is_empty() && super::loose::is_heading(doc, content)
}

/// A content that begins with a whole quotation, sentence and all, is that quotation: "It reads: | “We stay.” | We watched it all."
fn first_quotation(doc: &Document<'_>, content: Span) -> Span {
    let Some(quote) = doc.quote_at(content.start).filter(|q| q.span.start == content.start && q.close.is_some()) else {
        return content;
    };
    let rest = doc.text.get(quote.span.end..content.end).unwrap_or("");
    let ends = quote.inner.of(doc.text).ends_with(['.', '!', '?', '…']);
    let another = rest.trim_start().starts_with(char::is_uppercase) && doc.words_in(quote.inner).len() > 2;
    let quoted = doc.quotes_in(Span::new(quote.span.end, content.end.max(quote.span.end))).next().is_some();
    if ends && another && !quoted { quote.span } else { content }
}

/// Words of the shortest clause that a cue takes.
const SHORTEST_CLAUSE: usize = 4;

/// `“We stay.” | The club said it had rented the hall.`: a quotation that ends with its full stop has no part in the sentence behind it, whose cue has
/// words of its own.
fn has_own_sentence(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    let (Some(source), [cue], [content]) = (attribution.source, &attribution.cue[..], &attribution.content[..]) else {
        return false;
    };
    let text = doc.text;
    let Some(quote) = doc.quotes_in(*content).last().map(|q| &doc.quotes[q]) else { return false };
    let stopped = quote.close.is_some() && quote.span.end == content.end && quote.inner.of(text).ends_with('.');
    let behind = text.get(content.end..source.start).is_some_and(|b| b.trim().is_empty());
    let begins = source.of(text).starts_with(char::is_uppercase);
    // "He told The Times on Monday": to whom is no clause.
    let told = doc.words_in(*cue).any(|w| lexicon.class(&lower(doc.word(w))).any(Class::TOLD));
    if !stopped || !behind || !begins || told || cue.start < source.end {
        return false;
    }
    let end = doc.sentence_at(cue.start).map_or(cue.end, |s| doc.sentences[s].end);
    let rest = doc.words_in(Span::new(cue.end, end.max(cue.end)));
    let clause = |w: usize| {
        lexicon.class(&lower(doc.word(w))).any(Class::PRONOUN.or(Class::DETERMINER))
            || doc.word(w).starts_with(char::is_uppercase)
    };
    rest.len() >= SHORTEST_CLAUSE && clause(rest.start)
}

/// Words of who says it between a cue and its content, at most.
const LONGEST_INVERTED: usize = 10;

/// "Asked about the fire, answered | captain Ann Brand | : …": a participle or an adverb before the cue is nobody, who says it stands behind.
fn inverted(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
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

/// Words of the longest "by …" behind a document.
const LONGEST_AUTHOR: usize = 8;

/// "According to a study | by Halden University, …": who wrote it belongs to the source.
fn author(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [content]) = (attribution.source, &attribution.content[..]) else { return };
    let words = doc.words_in(*content);
    let last = doc.words_in(source).next_back();
    let document = last.is_some_and(|w| lexicon.class(&lower(doc.word(w))).any(Class::DOCUMENT));
    let by = |w: usize| lexicon.people.is_author_link(&lower(doc.word(w)));
    if !document || words.len() < 3 || last.is_none_or(|l| l + 1 != words.start) || !by(words.start) {
        return;
    }
    let comma = (words.start + 2..words.end.min(words.start + LONGEST_AUTHOR)).find(|&w| doc.word(w) == ",");
    if let Some(comma) = comma.filter(|&c| c + 1 < words.end) {
        attribution.source = Some(source.cover(doc.words[comma - 1].span));
        attribution.content = vec![Span::new(doc.words[comma + 1].span.start, content.end)];
    }
}

/// "The bridge will, Brand said, | stay closed": what goes on behind a cue that parts an auxiliary from its verb is said as well.
fn interrupted(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [content], [cue]) = (attribution.source, &attribution.content[..], &attribution.cue[..]) else {
        return;
    };
    let last = doc.words_in(*content).next_back();
    let parted = last.is_some_and(|w| lexicon.class(&lower(doc.word(w))).any(Class::AUXILIARY));
    let end = source.cover(*cue).end;
    let between = doc.text.get(content.end..source.start.min(cue.start)).unwrap_or("");
    let Some(rest) = doc.text.get(end..).and_then(|t| t.strip_prefix(',')).filter(|_| parted && between.trim() == ",")
    else {
        return;
    };
    let start = doc.text.len() - rest.trim_start().len();
    let sentence = doc.sentence_at(start).map(|s| doc.sentences[s]);
    if let Some(sentence) = sentence.filter(|s| s.holds(content.start) && s.end > start) {
        let inside = Span::new(start, sentence.end).of(doc.text).trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        const ANOTHER: Class = Class(
            Class::SUBORDINATOR.0 | Class::BREAKER.0 | Class::COORDINATOR.0 | Class::CLOSER.0 | Class::RELATIVE.0,
        );
        let class = |w: usize| lexicon.class(&lower(doc.word(w)));
        let rest = Span::new(start, start + inside);
        let mut words = doc.words_in(rest);
        let another =
            words.clone().next().is_none_or(|w| class(w).any(ANOTHER)) || words.any(|w| class(w).any(Class::CUE));
        if !another && doc.quotes_in(rest).next().is_none() {
            attribution.content.push(rest);
        }
    }
}

/// True where the first paragraph of a content ends a sentence or a quotation: what follows is another one's, or goes on by itself.
fn ends_in(doc: &Document<'_>, content: Span) -> bool {
    let paragraph = doc.sentence_at(content.start).map(|s| doc.paragraphs[doc.paragraph_of(s)]);
    paragraph.is_some_and(|p| {
        p.end < content.end && p.of(doc.text).trim_end().ends_with(['.', '!', '?', '…', '”', '"', '’', '\'', '»'])
    })
}

/// A source or content in one paragraph: the part that stands with the cue, of one without a cue the first.
fn one_paragraph(doc: &Document<'_>, source: Span, cue: &[Span]) -> Span {
    let paragraph = |at: usize| doc.sentence_at(at).map(|s| doc.paragraph_of(s));
    let (first, last) = (paragraph(source.start), paragraph(source.end.saturating_sub(1)));
    if first == last {
        return source;
    }
    let own = cue.first().map_or(first, |c| paragraph(c.start));
    let wanted = if own == last { last } else { first };
    let Some(part) = wanted.map(|p| doc.paragraphs[p]) else { return source };
    let (start, end) = (source.start.max(part.start), source.end.min(part.end));
    if start < end { Span::new(start, end).trim(doc.text) } else { source }
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

/// Content without the time before its "that": "said two weeks ago that …".
fn trim_time(doc: &Document<'_>, lexicon: &Lexicon, content: Span) -> Span {
    let words = doc.words_in(content);
    let that = (words.start + 1..words.end.min(words.start + LONGEST_AGO + 1))
        .find(|&w| lexicon.class(&lower(doc.word(w))).any(Class::COMPLEMENTIZER));
    let times = &lexicon.times;
    let is_time = |w: usize| {
        let word = lower(doc.word(w));
        times.number(&word).is_some()
            || times.unit(&word).is_some()
            || times.is_ago(&word)
            || times.weekday(&word).is_some()
            || times.month(&word).is_some()
            || times.is_lead(&word)
            || times.is_previous(&word)
            || lexicon.class(&word).any(Class::TIME)
            || word.bytes().all(|b| b.is_ascii_digit())
    };
    match that {
        Some(that) if (words.start..that).all(is_time) => Span::new(doc.words[that].span.start, content.end),
        _ => content,
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

/// True when what seems to be said is the name of who says it, in quotation marks and right beside the verb: `"The Harbour Post" writes`.
/// What is said has a mark of its own before the closing one, or a word in small letters.
fn is_quoted_name(doc: &Document<'_>, attribution: &Attribution) -> bool {
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

/// Words of somebody's quotation, neither a name nor a noun nor a pronoun, beside a cue outside of it: nobody who speaks.
fn is_quoted_words(doc: &Document<'_>, lexicon: &Lexicon, source: Span, cue: &[Span]) -> bool {
    const SPEAKS: Class =
        Class(Class::PERSON.0 | Class::GROUP.0 | Class::BODY.0 | Class::DOCUMENT.0 | Class::TITLE.0 | Class::PRONOUN.0);
    let Some(quote) = doc.quote_at(source.start) else { return false };
    cue.iter().all(|c| !quote.span.overlaps(*c))
        && doc.words_in(source).all(|w| {
            let word = doc.word(w);
            !word.starts_with(char::is_uppercase) && !lexicon.class(&lower(word)).any(SPEAKS)
        })
}

/// "BYLINE: Ann Brand", "Goals: Brand (2)": a label and what stands behind it.
fn is_label(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
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
fn is_naming(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
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

/// "a poll of | 900 voters": who was asked says nothing, the poll does.
fn survey(doc: &Document<'_>, lexicon: &Lexicon, source: Span) -> Span {
    let words = doc.words_in(source);
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let Some(of) = words.start.checked_sub(1).filter(|&w| class(w).any(Class::PREPOSITION)) else { return source };
    let Some(noun) = of.checked_sub(1).filter(|&w| lexicon.sets.surveys.contains(&*lower(doc.word(w)))) else {
        return source;
    };
    let first = noun.checked_sub(1).filter(|&w| class(w).any(Class::DETERMINER)).unwrap_or(noun);
    doc.words[first].span.cover(source)
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
fn trim_source(doc: &Document<'_>, lexicon: &Lexicon, source: Span, cue: &[Span]) -> Option<Span> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stance;
    use crate::seeds::Seeds;

    /// What is left of an attribution that the trained layer may have found: its parts as words of the text.
    fn refined(text: &str, source: &str, cue: &str, content: &str) -> Option<(Option<String>, String)> {
        let lexicon = &Seeds::built_in().languages["en"];
        let doc = Document::new(text, &lexicon.abbreviations);
        let span = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).expect("a part of the text");
        let found = Attribution {
            source: (!source.is_empty()).then(|| span(source)),
            cue: vec![span(cue)],
            content: vec![span(content)],
            stance: Stance::Asserts,
            found_by: "model",
            confidence: 0.9,
            continues: None,
        };
        let left = refine(&Article::default(), &doc, lexicon, vec![found]).pop()?;
        let show = |s: Span| text[s.start..s.end].to_owned();
        Some((left.source.map(show), show(left.content[0])))
    }

    #[test]
    fn the_name_of_a_paper_is_not_what_it_writes() {
        let left = |text, content| refined(text, "", "writes", content).is_some();
        assert!(!left("The dam is safe, \"The Harbour Post\" writes.", "\"The Harbour Post\""));
        assert!(left("\"No More Boats,\" writes Ann Brand.", "\"No More Boats,\""));
        assert!(left("\"Enough of this\" writes Ann Brand.", "\"Enough of this\""));
    }

    #[test]
    fn an_article_without_its_noun_is_no_source() {
        let text = "According to a count of the port, ten boats sank.";
        let source = |source| refined(text, source, "According to", "ten boats sank").expect("it stays").0;
        assert_eq!(source("a"), None);
        assert_eq!(source("a count of the port").as_deref(), Some("a count of the port"));
        let some = refined("Some say that ten boats sank, and some deny it.", "some", "deny", "it");
        assert_eq!(some.expect("it stays").0.as_deref(), Some("some"));
    }

    #[test]
    fn it_may_stand_for_nobody() {
        let nobody = |text: &str, cue: &str| {
            let lexicon = &Seeds::built_in().languages["en"];
            let doc = Document::new(text, &lexicon.abbreviations);
            let at = text.find(cue).expect("the cue");
            is_nobody(&doc, lexicon, Span::new(0, 2), &[Span::new(at, at + cue.len())])
        };
        assert!(nobody("It was also noted that the dam is safe.", "was also noted"));
        assert!(!nobody("It has noted that the dam is safe.", "has noted"));
        assert!(!nobody("It was asked whether the dam is safe.", "was asked"));
    }
}
