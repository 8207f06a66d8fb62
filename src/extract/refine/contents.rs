//! Where the content of a finding begins and ends.

use crate::extract::strip::lower;
use crate::model::{Attribution, Span};
use crate::seeds::{Class, Lexicon, Takes};
use crate::text::Document;

/// Words from the beginning of a time to the "that" behind it, at most.
const LONGEST_TIME: usize = 6;

/// Words of the shortest clause that a cue takes.
const SHORTEST_CLAUSE: usize = 4;

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

/// "The bridge will, Brand said, | stay closed": what goes on behind a cue that parts an auxiliary from its verb is said as well.
pub(super) fn interrupted(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
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

/// "boats which, according to the Post, | the council had cleared": what the cue interrupts is the relative clause alone.
pub(super) fn relative(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [content, more @ ..]) = (attribution.source, &attribution.content[..]) else { return };
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let Some(last) = doc.words_in(*content).next_back().filter(|&w| class(w).any(Class::RELATIVE)) else { return };
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
    let capital = |w: usize| doc.word(w).starts_with(char::is_uppercase);
    let name = words.clone().take_while(|&w| capital(w)).count();
    let next = words.start + name;
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
