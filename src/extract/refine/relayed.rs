//! "The Gazette quoted Brand as saying …": an outlet passes on what another said, and the words are the other's.

use crate::extract::strip::lower;
use crate::model::{Attribution, Span};
use crate::seeds::{Class, Lexicon};
use crate::text::{Document, WordKind};

/// Words of who is quoted, with titles and an apposition, at most.
const LONGEST_QUOTED: usize = 14;
/// Words from the beginning of a cue to its verb, at most: "has been quoted".
const LONGEST_VERB: usize = 3;

/// Gives an attribution to who is quoted; does nothing where nobody quotes another.
pub fn relayed(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let sets = &lexicon.sets;
    let Some(first) = attribution.cue.first() else { return };
    let Some(sentence) = doc.sentence_at(first.start).map(|s| doc.words_of(s)) else { return };
    let from = doc.words_in(*first).start;
    let small = |w: usize| lower(doc.word(w));
    let cites = |w: usize| sets.citing.contains(&*small(w));
    let relays = |w: &usize| cites(*w) || sets.relays.contains(&*small(*w));
    // "quoted | Brand, the mayor, | as saying", where "as saying" or "saying" alone was taken for the cue.
    let linked = sets.relay_links.contains(&*small(from)) || sets.relayed.contains(&*small(from));
    let back = sentence.start.max(from.saturating_sub(LONGEST_QUOTED))..if linked { from } else { sentence.start };
    let here = (from..(from + LONGEST_VERB).min(sentence.end)).find(relays);
    let Some(verb) = here.or_else(|| back.rev().find(relays)) else { return clip(doc, lexicon, attribution) };
    let quoted = |w: usize| doc.is_quoted(w);
    let said = |w: usize| w < sentence.end && !quoted(w) && sets.relayed.contains(&*small(w));
    if let Some(of) = words_of(doc, lexicon, attribution, sentence.start, verb) {
        let quoted = attribution.content.iter().any(|c| !c.overlaps(of));
        attribution.content.retain(|c| !quoted || !c.overlaps(of));
        attribution.source = Some(of);
        return;
    }
    // "as saying"; "saying" alone, right behind whom it is of: "recalled her mother saying", not "recalled the day, saying".
    let ends = |w: usize| {
        if sets.relay_links.contains(&*small(w)) && said(w + 1) {
            return Some((w, w + 2));
        }
        // "citeert Brand: “…”"
        if doc.word(w) == ":" && w > verb + 1 && w + 1 < sentence.end && quoted(w + 1) && cites(verb) {
            return Some((w, w + 1));
        }
        let bare = w > verb + 1 && said(w) && !(verb + 1..w).any(|w| doc.words[w].kind == WordKind::Mark);
        bare.then_some((w, w + 1))
    };
    let Some((link, end)) =
        (verb + 1..(verb + 1 + LONGEST_QUOTED).min(sentence.end)).take_while(|&w| !quoted(w)).find_map(ends)
    else {
        return;
    };
    let said = Span::new(doc.words[link].span.start, doc.words[end - 1].span.end);
    let class = |w: usize| lexicon.class(&small(w));
    let passive =
        (sentence.start.max(verb.saturating_sub(LONGEST_VERB - 1))..verb).any(|w| class(w).any(Class::PASSIVE));
    // "quoted | by Reuters | as saying"
    let by = lexicon.people.is_author_link(&small(verb + 1)) || class(verb + 1).any(Class::PREPOSITION.or(Class::TIME));
    if link > verb + 1 && !passive && !by {
        // "quoted | Brand | as saying"
        let Some(content) = behind(doc, attribution, &(verb..end), sentence.end) else { return };
        attribution.content = content;
        attribution.source = Some(doc.span_of(verb + 1..link));
        attribution.cue = vec![doc.words[verb].span];
        attribution.cue.extend((doc.word(link) != ":").then_some(said));
    } else if attribution.source.is_some_and(|s| s.start >= doc.words[verb].span.end) {
        // "Brand | was quoted as saying | by the Gazette"
        let auxiliary = |w: &usize| class(*w).any(Class::PASSIVE.or(Class::AUXILIARY));
        let auxiliary = (sentence.start..verb).rev().take_while(auxiliary).last();
        attribution.source = auxiliary.and_then(|a| subject(doc, sentence.start, a)).or(attribution.source);
    }
}

/// "the words of | Brand | are cited by the agency": the words are whose they are called.
fn words_of(
    doc: &Document<'_>,
    lexicon: &Lexicon,
    attribution: &Attribution,
    start: usize,
    verb: usize,
) -> Option<Span> {
    let small = |w: usize| lower(doc.word(w));
    let class = |w: usize| lexicon.class(&small(w));
    // "the portal cites the words of | Brand"
    let said_of = |w: usize| lexicon.sets.utterances.contains(&*small(w)) && class(w + 1).any(Class::LINKER);
    let end = doc.sentence_at(doc.words[verb].span.start).map_or(verb, |s| doc.words_of(s).end);
    if let Some(noun) = (verb + 1..end.min(verb + 4)).find(|&w| w + 2 < end && said_of(w)) {
        let plain = |w: &usize| doc.words[*w].kind != WordKind::Mark && !doc.is_quoted(*w);
        let last = (noun + 2..end.min(noun + 2 + LONGEST_QUOTED)).take_while(plain).last()?;
        return Some(doc.span_of(noun + 2..last + 1));
    }
    attribution.source.filter(|s| s.start >= doc.words[verb].span.end)?;
    let passive = (start.max(verb.saturating_sub(LONGEST_VERB - 1))..verb).find(|&w| class(w).any(Class::PASSIVE))?;
    let whole = subject(doc, start, passive)?;
    let words = doc.words_in(whole);
    let noun = words.clone().find(|&w| w + 2 < words.end && said_of(w))?;
    Some(doc.span_of(noun + 2..words.end))
}

/// Words from the beginning of a content to "saying", at most: "a video of her former deputy Brand saying".
const LONGEST_CLIP: usize = 10;

/// "posted | a clip of Brand saying “…”": the words are whose clip it is.
fn clip(doc: &Document<'_>, lexicon: &Lexicon, attribution: &mut Attribution) {
    let (Some(source), [content]) = (attribution.source, &attribution.content[..]) else { return };
    let words = doc.words_in(*content);
    let class = |w: usize| lexicon.class(&lower(doc.word(w)));
    let capital = |w: usize| doc.word(w).starts_with(char::is_uppercase);
    let quoted = |w: usize| doc.is_quoted(w);
    let plain = |w: &usize| !quoted(*w) && doc.words[*w].kind != WordKind::Mark;
    if source.end > content.start || !words.clone().next().is_some_and(|w| class(w).any(Class::DETERMINER)) {
        return;
    }
    let near = words.start..words.end.min(words.start + LONGEST_CLIP);
    let said = near.take_while(plain).find(|&w| lexicon.sets.relayed.contains(&*lower(doc.word(w))));
    let Some(said) = said.filter(|&w| w + 1 < words.end && capital(w - 1)) else { return };
    let Some(link) = (words.start..said).find(|&w| class(w).any(Class::LINKER) && !capital(w)) else { return };
    let Some(content) = behind(doc, attribution, &(said..said + 1), words.end) else { return };
    attribution.content = content;
    attribution.source = Some(doc.span_of(link + 1..said));
    attribution.cue = vec![doc.words[said].span];
}

/// The contents without what `said` takes of them, a range of words; where nothing is left, the rest of the sentence. `None` for an empty one.
fn behind(
    doc: &Document<'_>,
    attribution: &Attribution,
    said: &std::ops::Range<usize>,
    end: usize,
) -> Option<Vec<Span>> {
    let is_mark = |w: &usize| doc.words[*w].kind == WordKind::Mark && !doc.is_quoted(*w);
    let from = (said.end..end).find(|w| !is_mark(w));
    let taken = doc.span_of(said.start..said.end);
    let mut out = Vec::with_capacity(attribution.content.len());
    for content in &attribution.content {
        if !content.overlaps(taken) {
            out.push(*content);
        } else if let Some(from) = from.map(|w| doc.words[w].span.start).filter(|&from| content.end > from) {
            out.push(Span::new(from, content.end));
        }
    }
    if out.is_empty() {
        let last = (from?..end).rev().find(|w| !is_mark(w)).filter(|&last| last > from.unwrap_or(last))?;
        out.push(doc.words[from?].span.cover(doc.words[last].span));
    }
    Some(out)
}

/// The words between a mark, or the sentence's beginning, and its verb.
fn subject(doc: &Document<'_>, start: usize, verb: usize) -> Option<Span> {
    let floor = start.max(verb.saturating_sub(LONGEST_QUOTED));
    let outside = |w: &usize| doc.words[*w].kind != WordKind::Mark && !doc.is_quoted(*w);
    let first = (floor..verb).rev().take_while(outside).last()?;
    Some(doc.span_of(first..verb))
}

#[cfg(test)]
mod tests {
    use crate::model::{Attribution, Rule, Span, Stance};
    use crate::seeds::Seeds;
    use crate::text::Document;

    /// Source and content of what the trained layer might have found: `[source]`, `{cue}`, `<content>`.
    fn relayed(marked: &str) -> (String, String) {
        let (mut text, mut open, mut spans) = (String::new(), Vec::new(), [Span::new(0, 0); 3]);
        for c in marked.chars() {
            match c {
                '[' | '{' | '<' => open.push(text.len()),
                ']' => spans[0] = Span::new(open.pop().expect("opened"), text.len()),
                '}' => spans[1] = Span::new(open.pop().expect("opened"), text.len()),
                '>' => spans[2] = Span::new(open.pop().expect("opened"), text.len()),
                c => text.push(c),
            }
        }
        let lexicon = &Seeds::built_in().languages["en"];
        let doc = Document::new(&text, &lexicon.abbreviations);
        let mut attribution = Attribution {
            source: Some(spans[0]),
            cue: vec![spans[1]],
            content: vec![spans[2]],
            stance: Stance::Asserts,
            found_by: Rule::Model,
            confidence: 0.9,
            continues: None,
        };
        super::relayed(&doc, lexicon, &mut attribution);
        let show = |s: Span| text[s.start..s.end].to_owned();
        (attribution.source.map(show).unwrap_or_default(), show(attribution.content[0]))
    }

    #[test]
    fn the_words_are_whose_they_are() {
        for (marked, source, content) in [
            (
                "<“The gas will come,”> [the Gazette] {quoted} Ada Brand as saying on Monday.",
                "Ada Brand",
                "“The gas will come,”",
            ),
            (
                "<“The gas will come,”> Ada Brand {was quoted as saying} by [the Gazette].",
                "Ada Brand",
                "“The gas will come,”",
            ),
            ("[Ada Brand] {recalled} <her mother saying: “No.”>", "her mother", "“No.”"),
            ("[The Gazette] {quotes} mayor Ada Brand: <“No.”>", "mayor Ada Brand", "“No.”"),
            ("[Ada Brand] {recalled} the day, saying <it rained>.", "Ada Brand", "it rained"),
            (
                "[The Gazette] {quoted} <minister Ada Brand> as saying that the gas will come.",
                "minister Ada Brand",
                "that the gas will come",
            ),
            (
                "[The Gazette] {quoted} <a spokesman as saying: “The gas will come.”>",
                "a spokesman",
                "“The gas will come.”",
            ),
            (
                "<“The gas will come,”> Ada Brand {was quoted} by [the Gazette] as saying.",
                "Ada Brand",
                "“The gas will come,”",
            ),
            (
                "<“The gas will come,”> [Ada Brand] {was quoted as saying} on Monday.",
                "Ada Brand",
                "“The gas will come,”",
            ),
            (
                "The Gazette quoted [Ada Brand, a baker,] {as saying} <that the gas will come>.",
                "Ada Brand, a baker,",
                "that the gas will come",
            ),
            ("[Ruth Pell] {posted} <a clip of Ada Brand saying “no”>.", "Ada Brand", "“no”"),
            ("[Ruth Pell] {regretted} <a lack of time, saying “no”>.", "Ruth Pell", "a lack of time, saying “no”"),
            (
                "[Ada Brand] {said} <the Gazette had quoted her as saying no>.",
                "Ada Brand",
                "the Gazette had quoted her as saying no",
            ),
        ] {
            assert_eq!(relayed(marked), (source.to_owned(), content.to_owned()), "{marked}");
        }
    }
}
