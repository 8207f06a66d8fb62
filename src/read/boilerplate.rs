//! Places that are no part of the article: what the seeds' patterns mark, dummy text, and link teasers run into a paragraph.

use super::lines::Line;
use crate::model::Span;
use crate::seeds::Seeds;
use crate::seeds::boilerplate::{Boilerplate, Dummy, Marks, Place, Teaser};

/// Lines of the head: titles, bylines, share bars.
const HEAD_LINES: usize = 8;
/// Lines of the foot: author blurbs, share bars, links. The longest blurbs of the studied pages have five lines, with four of a page's own below.
const FOOT_LINES: usize = 10;
/// The share of an article's lines that its foot may be: in an article of five lines the first three are no foot.
const FOOT_SHARE: usize = 2;
/// Bytes of the longest line that is boilerplate as a whole; paragraphs are longer, and icon lists (which know their own mark) too.
const MAX_LINE: usize = 900;
/// Words of dummy text that a line needs, and their share: Latin mottos and names have two or three of them.
const DUMMY_WORDS: usize = 5;
/// Words of a line that are looked at.
const DUMMY_LOOK: usize = 24;
/// See [`DUMMY_WORDS`]; in per cent.
const DUMMY_SHARE: usize = 60;
/// Colons of a run-in teaser: "Who said it: what" is how machine-translated sites write headlines, and several of them stand in one "sentence".
const TEASER_COLONS: usize = 2;
/// Bytes of the longest run of teasers.
const TEASER_BYTES: usize = 600;

/// The marked places among `lines`, in no order, perhaps overlapping: see [`disjoint`].
#[must_use]
pub fn find(lines: &[Line], hint: Option<&str>, seeds: &Seeds) -> Vec<Span> {
    let own = hint.and_then(|code| seeds.languages.get(code)).map(|l| &l.boilerplate);
    let languages: Vec<&Boilerplate> =
        own.map_or_else(|| seeds.languages.values().map(|l| &l.boilerplate).collect(), |own| vec![own]);
    let foot = lines.len() - FOOT_LINES.min(lines.len().div_ceil(FOOT_SHARE)).min(lines.len().saturating_sub(1));
    let mut spans = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let place = Place { head: at < HEAD_LINES, foot: at >= foot, long: line.text.len() > MAX_LINE };
        let mut whole = dummy(line.text, &seeds.boilerplate.dummy);
        let patterns = match languages[..] {
            [] => seeds.boilerplate.matching(line.text, place),
            [first, ref others @ ..] => {
                let mut patterns = first.matching_with(&seeds.boilerplate, line.text, place);
                patterns.extend(others.iter().flat_map(|other| other.matching(line.text, place)));
                patterns
            }
        };
        for pattern in patterns {
            match pattern.marks {
                Marks::Line => whole = true,
                Marks::Match => {
                    let places = pattern.regex.find_iter(line.text);
                    spans.extend(places.map(|m| Span::new(line.span.start + m.start(), line.span.start + m.end())));
                }
            }
        }
        if whole {
            spans.push(line.span);
        } else {
            for boilerplate in &languages {
                spans.extend(teasers(line, &boilerplate.teaser));
            }
        }
    }
    spans
}

/// In order, overlaps joined, none over `keep` (the headline).
#[must_use]
pub fn disjoint(mut spans: Vec<Span>, keep: Option<Span>) -> Vec<Span> {
    spans.retain(|s| !s.is_empty() && keep.is_none_or(|k| !k.overlaps(*s)));
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.end > span.start => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

fn dummy(line: &str, dummy: &Dummy) -> bool {
    let mut all = 0;
    let mut known = 0;
    let mut lower = String::new();
    for word in line.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        all += 1;
        if dummy.perhaps(word) {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            known += usize::from(dummy.words.contains(&lower));
        }
        // Two dozen words tell.
        if all == DUMMY_LOOK {
            break;
        }
        // What is left of the look cannot make it enough: most lines end here.
        let most = known + DUMMY_LOOK - all;
        if most < DUMMY_WORDS || most * 100 < DUMMY_LOOK * DUMMY_SHARE {
            return false;
        }
    }
    known >= DUMMY_WORDS && known * 100 >= all * DUMMY_SHARE
}

/// "sentences" of a paragraph that are headlines of other articles, one run into the next: the mark of a medium in brackets or a quotation stands where a
/// headline ends and, with no full stop, the next begins with a capital small word; and colons as no sentence has them.
fn teasers(line: &Line, teaser: &Teaser) -> Vec<Span> {
    let text = line.text;
    let mut found = Vec::new();
    if memchr::memmem::find_iter(text.as_bytes(), ": ").take(TEASER_COLONS).count() < TEASER_COLONS {
        return found;
    }
    let mut from = 0;
    // A paragraph has real sentences around; a line that is nothing but headlines may be a headline itself.
    for (at, c) in text.char_indices().chain([(text.len(), '.')]) {
        if !".!?".contains(c) {
            continue;
        }
        let end = (at + c.len_utf8()).min(text.len());
        if end < text.len() && !text[end..].starts_with(char::is_whitespace) {
            continue;
        }
        let sentence = Span::new(from, end).trim(text);
        from = end;
        let words = sentence.of(text);
        if words.len() <= TEASER_BYTES && words.len() < text.len() && runs_on(words, teaser) {
            found.push(Span::new(line.span.start + sentence.start, line.span.start + sentence.end));
        }
    }
    found
}

fn runs_on(sentence: &str, teaser: &Teaser) -> bool {
    if sentence.matches(": ").count() < TEASER_COLONS {
        return false;
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let medium = pair[0].strip_prefix(['(', '[']).and_then(|w| w.strip_suffix([')', ']']));
        let capital = pair[1].trim_start_matches(['"', '“', '«', '\'', '‘']).starts_with(char::is_uppercase);
        let medium = medium.is_some_and(|m| teaser.media.contains(&m.to_lowercase()));
        // A small word with a capital, and nothing before it that ends a sentence or opens a quotation.
        let opener = teaser.openers.contains(&pair[1].to_lowercase()) && pair[0].ends_with(char::is_lowercase);
        capital && (medium || opener)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::lines::lines;

    #[test]
    fn teasers_and_dummy_text_as_the_seeds_say() {
        let seeds = Seeds::built_in();
        for (code, language) in &seeds.languages {
            for example in &language.boilerplate.teaser.examples {
                let (text, hit) =
                    example.hit.as_ref().map_or((example.miss.as_deref().unwrap_or(""), false), |h| (h.as_str(), true));
                let text = format!("A real sentence. {text} Another real sentence.");
                let marked = find(&lines(&text, 0), Some(code), seeds);
                assert_eq!(!marked.is_empty(), hit, "{code}: {text}");
            }
        }
        for example in &seeds.boilerplate.dummy.examples {
            assert!(example.hit.as_deref().is_none_or(|t| dummy(t, &seeds.boilerplate.dummy)), "{example:?}");
            assert!(example.miss.as_deref().is_none_or(|t| !dummy(t, &seeds.boilerplate.dummy)), "{example:?}");
        }
    }

    #[test]
    fn spans_are_joined() {
        let span = Span::new;
        assert_eq!(
            disjoint(vec![span(5, 9), span(0, 3), span(2, 4), span(10, 12)], Some(span(11, 13))),
            [span(0, 4), span(5, 9)]
        );
    }
}
