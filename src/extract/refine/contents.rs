//! Where the content of a finding begins and ends.

use crate::extract::strip::lower;
use crate::model::{Attribution, Span};
use crate::seeds::{Class, Lexicon, Takes};
use crate::text::{Document, WordKind};

/// Words from the beginning of a time to the "that" behind it, at most.
const LONGEST_TIME: usize = 6;

/// Words of the shortest clause that a cue takes.
const SHORTEST_CLAUSE: usize = 4;

/// Words from the beginning of another clause to its verb, at most: "but parents of the younger children claim".
const LONGEST_SPEAKER: usize = 9;

/// Words of the longest subject that a verb parts from its own verb: "The song, said Brand, was old".
const LONGEST_SUBJECT: usize = 5;

/// Words of the longest "by …" behind a document.
const LONGEST_AUTHOR: usize = 8;

/// A content that begins with a whole quotation, sentence and all, is that quotation: "It reads: | “We stay.” | We watched it all."
pub(super) fn first_quotation(doc: &Document<'_>, content: Span) -> Span {
    let Some(quote) = doc.quote_at(content.start).filter(|q| q.span.start == content.start && q.close.is_some()) else {
        return content;
    };
    let rest = doc.text.get(quote.span.end..content.end).unwrap_or("");
    let ends = quote.inner.of(doc.text).ends_with(['.', '!', '?', '…']);
    let another = rest.trim_start().starts_with(char::is_uppercase) && doc.words_in(quote.inner).len() > 2;
    let quoted = doc.quotes_in(Span::new(quote.span.end, content.end.max(quote.span.end))).next().is_some();
    if ends && another && !quoted { quote.span } else { content }
}

/// `“We stay.” | The club said it had rented the hall.`: a quotation that ends with its full stop has no part in the sentence behind it, whose cue has
/// words of its own.
pub(super) fn has_own_sentence(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
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

/// "According to a study | by Halden University, …": who wrote it belongs to the source.
pub(super) fn author(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
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

/// "The bridge will, Brand said, | stay closed": what goes on behind a cue that parts an auxiliary, or a whole predicate, from its subject is said as well.
pub(super) fn interrupted(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [content], [cue]) = (attribution.source, &attribution.content[..], &attribution.cue[..]) else {
        return;
    };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let subject = is_subject(doc, lexicon, *content) && source.start > cue.start;
    let last = doc.words_in(*content).next_back();
    let parted = subject || last.is_some_and(|w| class(w).any(Class::AUXILIARY));
    let between = doc.text.get(content.end..source.start.min(cue.start)).unwrap_or("");
    // "told Ann Brand, | ate its hay": the source that the trained layer has read on beyond its comma.
    let comma = doc.words_in(source).find(|&w| subject && doc.word(w) == ",");
    let own = comma.map_or(source, |w| Span::new(source.start, doc.words[w - 1].span.end));
    let end = own.cover(*cue).end;
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
        let rest = Span::new(start, start + inside);
        let mut words = doc.words_in(rest);
        let opens = |w: usize| class(w).any(ANOTHER) || subject && !is_predicate(doc, lexicon, w);
        let another = words.clone().next().is_none_or(opens) || !subject && words.any(|w| class(w).any(Class::CUE));
        if !another && doc.quotes_in(rest).next().is_none() {
            attribution.content.push(rest);
            attribution.source = Some(own);
        }
    }
}

/// "The song", at the beginning of a sentence: an article, and no verb behind it.
fn is_subject(doc: &Document<'_>, lexicon: &Lexicon, content: Span) -> bool {
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let words = doc.words_in(content);
    let opens = doc.sentence_at(content.start).is_some_and(|s| doc.sentences[s].start == content.start);
    opens
        && words.len() <= LONGEST_SUBJECT
        && words.clone().next().is_some_and(|w| class(w).any(Class::DETERMINER))
        && !words.clone().any(|w| class(w).any(Class::AUXILIARY.or(Class::CUE)) || doc.word(w) == ",")
}

/// True for a word that a subject's verb may be: an auxiliary, or a small word that is no noun for who speaks and no function word.
fn is_predicate(doc: &Document<'_>, lexicon: &Lexicon, word: usize) -> bool {
    const OTHER: Class = Class(
        Class::PERSON.0
            | Class::GROUP.0
            | Class::BODY.0
            | Class::TITLE.0
            | Class::DETERMINER.0
            | Class::PREPOSITION.0
            | Class::PRONOUN.0
            | Class::TIME.0,
    );
    let class = lexicon.class(&lower(doc.word(word)));
    class.any(Class::AUXILIARY) || doc.word(word).starts_with(char::is_lowercase) && !class.any(OTHER)
}

/// True where the first paragraph of a content ends a sentence or a quotation: what follows is another one's, or goes on by itself.
pub(super) fn ends_in(doc: &Document<'_>, content: Span) -> bool {
    let paragraph = doc.paragraph_at(content.start).map(|p| doc.paragraphs[p]);
    paragraph.is_some_and(|p| {
        p.end < content.end && p.of(doc.text).trim_end().ends_with(['.', '!', '?', '…', '”', '"', '’', '\'', '»'])
    })
}

/// Of pieces in several paragraphs those that stand with the cue: a quotation that opens anew in the next paragraph goes on by itself.
pub(super) fn with_cue(doc: &Document<'_>, attribution: &mut Attribution) {
    let (Some(cue), true) = (attribution.cue.first(), attribution.content.len() > 1) else { return };
    let paragraph = |at: usize| doc.paragraph_at(at);
    let own = paragraph(cue.start);
    let opens = |c: &Span| doc.quote_at(c.start).is_some_and(|q| q.span.start == c.start);
    if attribution.content.iter().any(|c| paragraph(c.start) == own) {
        attribution.content.retain(|c| paragraph(c.start) == own || !opens(c));
    }
}

/// `“A,” he said. | “B,” snapped Brand.`: a quotation that opens another sentence, and leads on in it with a comma, is not said by the verb before.
pub(super) fn another_inquit(doc: &Document<'_>, attribution: &mut Attribution) {
    let Some(cue) = attribution.cue.first().copied().filter(|_| attribution.content.len() > 1) else { return };
    let own = doc.sentence_at(cue.start);
    let leads_on = |piece: &Span| {
        let Some(quote) = doc.quote_at(piece.start).filter(|q| q.span.start == piece.start && q.close.is_some()) else {
            return false;
        };
        let Some(sentence) = doc.sentence_at(piece.start).filter(|&s| Some(s) != own) else { return false };
        let span = doc.sentences[sentence];
        let behind = doc.text.get(quote.span.end..span.end).unwrap_or("").trim_start();
        let comma = quote.inner.of(doc.text).ends_with(',') || behind.starts_with(',');
        piece.start > cue.end
            && span.start == quote.span.start
            && comma
            && behind.trim_start_matches([',', ' ']).starts_with(char::is_alphabetic)
    };
    if attribution.content.iter().any(|c| !leads_on(c)) {
        attribution.content.retain(|c| !leads_on(c));
    }
}

/// "According to Holm, the lock is safe; | the keepers claim that it leaks": another clause with a speaker of its own is not what the first one says.
pub(super) fn another_speaker(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let Some(cue) = attribution.cue.first().copied() else { return };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let quoted = |w: usize| doc.is_quoted(w);
    let small = |w: usize| !doc.word(w).starts_with(char::is_uppercase);
    let joins = |w: usize| {
        let next = class(w + 1);
        let colon = doc.word(w) == ":" && next.any(Class::DETERMINER) && !quoted(w + 1);
        !quoted(w) && (doc.word(w) == ";" || colon)
            || doc.word(w) == "," && next.any(Class::BREAKER) && !next.any(Class::RELATIVE)
    };
    let somebody = |w: &usize| {
        let noun = class(*w).any(Class::PERSON.or(Class::GROUP).or(Class::BODY).or(Class::TITLE));
        noun || doc.word(*w).starts_with(char::is_uppercase) && !class(*w).any(Class::TIME.or(Class::DETERMINER))
    };
    let reports = |w: usize| {
        class(w).any(Class::CUE)
            && small(w)
            && !class(w)
                .any(Class::AUXILIARY.or(Class::PERSON).or(Class::BODY).or(Class::PREPOSITION).or(Class::DOCUMENT))
            && (w + 1..w + 4).any(|n| {
                n < doc.words.len() && class(n).any(Class::COMPLEMENTIZER.or(Class::DETERMINER).or(Class::PRONOUN))
            })
    };
    // "is clean, but parents claim | the freezers are broken": what another verb stands right before.
    let another = |w: usize| {
        w.checked_sub(1).is_some_and(|b| reports(b) && !attribution.cue.iter().any(|c| c.overlaps(doc.words[b].span)))
    };
    let first = attribution.content.first().copied();
    let kept = |c: &Span| {
        Some(*c) == first || c.start < cue.end || quoted(doc.words_in(*c).start) || !another(doc.words_in(*c).start)
    };
    let pieces: Vec<Span> = attribution.content.iter().copied().filter(kept).collect();
    attribution.content = pieces;
    for piece in &mut attribution.content {
        let words = doc.words_in(*piece);
        if piece.start < cue.end || quoted(words.start) {
            continue;
        }
        let cut = (words.start + SHORTEST_CLAUSE - 1..words.end.saturating_sub(SHORTEST_CLAUSE)).find(|&w| {
            let verb = (w + 1..words.end.min(w + LONGEST_SPEAKER)).take_while(|&v| !quoted(v)).find(|&v| reports(v));
            joins(w) && verb.is_some_and(|v| (w + 1..v).any(|s| somebody(&s)))
        });
        if let Some(cut) = cut {
            *piece = doc.span_of(words.start..cut);
        }
    }
}

/// Words of what somebody says that something is, at most: "according to Brand | a dud".
const LONGEST_APPOSED: usize = 10;

/// "The shell, according to Holm | a dud, | lies in the ditch": all that is said is what stands behind the name, up to the comma.
pub(super) fn apposed(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [_, _, ..], [cue]) = (attribution.source, &attribution.content[..], &attribution.cue[..]) else {
        return;
    };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let (first, next) = (doc.words_in(*cue).start, doc.words_in(source).end);
    let comma = first.checked_sub(1).is_some_and(|w| doc.word(w) == ",");
    let known = lexicon.cues.phrases_from(&lower(doc.word(first))).next().is_some();
    let determined = next < doc.words.len() && class(next).any(Class::DETERMINER) && source.start > cue.start;
    let close = (next..doc.words.len().min(next + LONGEST_APPOSED)).find(|&w| doc.words[w].kind == WordKind::Mark);
    let Some(close) = close.filter(|&w| comma && known && determined && doc.word(w) == "," && w > next + 1) else {
        return;
    };
    attribution.content = vec![doc.span_of(next..close)];
}

/// "boats which, according to the Post, | the council had cleared": what the cue interrupts is the relative clause alone.
pub(super) fn relative(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [content, more @ ..]) = (attribution.source, &attribution.content[..]) else { return };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    // "berths that, according to the Post, | inspectors had condemned"
    let that = |w: usize| class(w).any(Class::COMPLEMENTIZER) && w > 0 && !class(w - 1).any(Class::CUE);
    let Some(last) = doc.words_in(*content).next_back().filter(|&w| class(w).any(Class::RELATIVE) || that(w)) else {
        return;
    };
    if doc.words_in(*content).len() < 2 || doc.words.get(last + 1).is_none_or(|_| doc.word(last + 1) != ",") {
        return;
    }
    if !more.is_empty() {
        attribution.content.remove(0);
        return;
    }
    let Some(sentence) = doc.sentence_at(content.start).map(|s| doc.sentences[s]) else { return };
    let comma = doc.words_in(Span::new(source.start, sentence.end.max(source.start))).find(|&w| doc.word(w) == ",");
    let Some(comma) = comma.filter(|&c| doc.words[c].span.start > source.start) else { return };
    let rest = Span::new(doc.words[comma].span.end, sentence.end).trim(doc.text);
    let inside = rest.of(doc.text).trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if doc.words_in(rest).len() >= SHORTEST_CLAUSE - 1 {
        attribution.source = Some(Span::new(source.start, doc.words[comma].span.start));
        attribution.content = vec![Span::new(rest.start, rest.start + inside)];
    }
}

/// "Officials tell Harbour Radio | each form will be read": a name between a verb that has hearers and a clause is who hears.
pub(super) fn addressee(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [.., cue], [content]) = (attribution.source, &attribution.cue[..], &attribution.content[..])
    else {
        return;
    };
    let words = doc.words_in(*content);
    let verb = doc.words_in(*cue).next_back();
    let hears = verb.is_some_and(|v| {
        let form = lower(doc.word(v));
        let mut verbs = lexicon.cues.verbs_with(&form);
        v + 1 == words.start && verbs.any(|v| v.takes.any(Takes::ADDRESSEE))
    });
    if !hears || source.end > cue.start || lexicon.compounds {
        return;
    }
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let capital = |w: usize| doc.word(w).starts_with(char::is_uppercase);
    // "the | Harbour Gazette"
    let article = usize::from(class(words.start).any(Class::DETERMINER) && !capital(words.start));
    let name = words.clone().skip(article).take_while(|&w| capital(w)).count();
    let next = words.start + article + name;
    let clause = |w: usize| lexicon.class(&lower(doc.word(w))).any(Class::PRONOUN.or(Class::DETERMINER));
    if name > 0 && next + SHORTEST_CLAUSE <= words.end && clause(next) {
        attribution.content[0] = Span::new(doc.words[next].span.start, content.end);
    }
}

/// A source or content in one paragraph: the part that stands with the cue, of one without a cue the first.
pub(super) fn one_paragraph(doc: &Document<'_>, source: Span, cue: &[Span]) -> Span {
    let paragraph = |at: usize| doc.paragraph_at(at);
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

/// Content without the time before its "that": "said two weeks ago that …".
pub(super) fn trim_time(doc: &Document<'_>, lexicon: &Lexicon, content: Span) -> Span {
    let words = doc.words_in(content);
    let that = (words.start + 1..words.end.min(words.start + LONGEST_TIME + 1))
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
