//! The headline: a short line near the top that is no sentence of the body, no date, caption or section.

use super::outlet;
use super::words::{HEAD_LINES, Words};
use crate::model::Span;
use crate::read::lines::{Line, is_name};
use crate::text::boundary::floor;

/// Bytes of the longest headline: the longest of 840 US news articles has 170.
const MAX_BYTES: usize = 240;
/// Words of the longest headline that ends in a full stop: longer ones are sentences.
const MAX_STOPPED_WORDS: usize = 18;
/// Letters from which a word is capitalised in a headline of capitals ("Refuses To Expel").
const LONG_WORD: usize = 4;
/// The share of long words that such a headline capitalises.
const MIN_CAPITALS: f64 = 0.8;
/// Bytes of the text in which the words of a name are looked for.
const BODY_BYTES: usize = 20_000;
/// Words of the name of a section on the way to an article.
const WAY_WORDS: usize = 3;
/// Words of a caption that is a mere name ("Angela Merkel").
const MAX_CAPTION_WORDS: usize = 4;

/// The headline, and what stands beside it: captions, sections, its own repetition.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: Option<Span>,
    pub marked: Vec<Span>,
    /// The line with which the text begins.
    pub body: usize,
}

/// Looks at the lines above the first paragraph. `None` where there are none.
pub(super) fn find(text: &str, lines: &[Line], is_meta: &[bool], marked: &[Span], words: &Words) -> Option<Head> {
    let particles = words.list(|w| &w.particles);
    let mut candidates: Vec<usize> = Vec::new();
    let mut body = None;
    for (at, line) in lines.iter().enumerate().take(HEAD_LINES) {
        if is_meta[at] || marked.contains(&line.span) {
            continue;
        }
        if !headline(at, lines, words) {
            body = Some(at);
            break;
        }
        candidates.push(at);
    }
    // Without a paragraph below there is nothing that a line could be the headline of.
    let body = body?;
    let rest = &text[lines[body].span.start..];
    let section = |line: &Line| is_section(line.text, words);
    let caption = |line: &Line| {
        line.words() <= MAX_CAPTION_WORDS
            && is_name(line.text, &particles)
            && (line.words() == 1 || memchr::memmem::find(rest.as_bytes(), line.text.as_bytes()).is_some())
    };
    let mut head = Head { body, ..Head::default() };
    let full: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|at| lines[*at].words() > 1 && !section(&lines[*at]) && !caption(&lines[*at]))
        .collect();
    let repeated = |at: &&usize| full.iter().filter(|other| lines[**other].text == lines[**at].text).count() > 1;
    let signed = |at: &&usize| outlet::in_title(lines[**at].text, words).is_some();
    let title = full.iter().find(repeated).or_else(|| full.iter().find(signed));
    // "Karin van den Berg" above the headline is who wrote it.
    let own = |at: &&usize| !is_person(lines[**at].text, rest, words);
    let title = title.or_else(|| full.iter().find(own)).or_else(|| full.first()).copied();
    head.title = title.map(|at| lines[at].span);
    for at in candidates {
        let line = &lines[at];
        let again = title.is_some_and(|t| t != at && lines[t].text == line.text);
        if again || (Some(at) != title && (section(line) || caption(line))) {
            head.marked.push(line.span);
        }
    }
    Some(head)
}

/// True for a section's name, and for the way to it: "Home > News > Politics".
fn is_section(line: &str, words: &Words) -> bool {
    let named = |part: &str| words.has(|w| &w.sections, part.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut way = line.split(['>', '›', '»']);
    let first = way.next().is_some_and(named);
    let mut more = way.peekable();
    named(line) || (first && more.peek().is_some() && more.all(|part| part.split_whitespace().count() <= WAY_WORDS))
}

/// Words of the shortest headline behind a section.
const HEADLINE_WORDS: usize = 3;

/// Bytes of the section in front of a headline, with the mark between them: "Opinion | Who pays for the dyke?".
pub(super) fn section_before(headline: &str, words: &Words) -> usize {
    let cut = [" | ", " • ", " · "].iter().find_map(|mark| {
        let (section, rest) = headline.split_once(mark)?;
        let whole = words.has(|w| &w.sections, section.trim()) && rest.split_whitespace().count() >= HEADLINE_WORDS;
        whole.then(|| headline.len() - rest.trim_start().len())
    });
    cut.unwrap_or(0)
}

/// The line of the head that is an author's name: beside the date or under the headline, or above it with a given name that is known; and no word
/// of it stands in the text.
pub(super) fn signature(
    text: &str,
    lines: &[Line],
    is_meta: &[bool],
    title: Option<Span>,
    body: usize,
    words: &Words,
) -> Option<usize> {
    let is_title = |at: usize| title.is_some_and(|title| title.overlaps(lines[at].span));
    let free = |at: &usize| !is_meta[*at] && !is_title(*at);
    let beside = |at: &usize| {
        let before = at.checked_sub(1).is_some_and(|before| is_meta[before] || is_title(before));
        let given = |line: &str| line.split_whitespace().next().is_some_and(|word| words.seeds.names.is_given(word));
        let above = at + 1 < lines.len() && is_title(at + 1) && given(lines[*at].text);
        before || above || is_meta.get(at + 1).copied().unwrap_or(false)
    };
    let rest = &text[lines[body].span.start..];
    (0..body.min(HEAD_LINES)).filter(free).filter(beside).find(|at| is_person(lines[*at].text, rest, words))
}

/// True for a name of two to six words of which none stands in `body`, whatever its case: what a text is about stands in it.
fn is_person(line: &str, body: &str, words: &Words) -> bool {
    let count = line.split_whitespace().count();
    if !(2..=6).contains(&count) || line.ends_with('.') || !is_name(line, &words.list(|w| &w.particles)) {
        return false;
    }
    let particle = |word: &str| words.has(|w| &w.particles, word);
    if words.has(|w| &w.sections, line)
        || line.split_whitespace().any(|word| words.has(|w| &w.determiners, word) && !particle(word))
    {
        return false;
    }
    let body = body[..floor(body, BODY_BYTES)].to_lowercase();
    let stands = |word: &str| memchr::memmem::find(body.as_bytes(), word.to_lowercase().as_bytes()).is_some();
    line.split_whitespace().filter(|word| !particle(word) && word.len() > 2).all(|word| !stands(word))
}

/// True when the line may be a headline; else it is the body's first.
fn headline(at: usize, lines: &[Line], words: &Words) -> bool {
    let line = &lines[at];
    if line.text.len() > MAX_BYTES || at + 1 >= lines.len() {
        return false;
    }
    let below = lines[at + 1..].iter().take(HEAD_LINES).map(|l| l.text.len()).max().unwrap_or(0);
    let quoted = line.text.ends_with(['"', '”', '’', '\'', '»']);
    match line.stop() {
        None | Some('…') => true,
        Some(':' | ',') => false,
        // Sentences look like this, headlines now and then: only where a longer paragraph follows, and not behind another.
        Some(_) if below <= line.text.len() => false,
        Some(';') => line.before_gap && line.words() <= MAX_STOPPED_WORDS,
        Some('.') => {
            let stopped = line.before_gap && line.words() <= MAX_STOPPED_WORDS;
            stopped && !two_sentences(line.text) && (capitals(line) || !determined(line, words))
        }
        Some(_) => {
            let open = lines[at + 1].stop().is_none();
            line.words() <= MAX_STOPPED_WORDS
                && (line.before_gap || capitals(line) || open || quoted && at == 0)
                && !two_sentences(line.text)
        }
    }
}

/// True when a full stop, no initial or abbreviation of three letters ("N.Y. debate", "Gov. Doe"), stands inside.
fn two_sentences(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        word.chars().count() > 3 && !word.contains('.')
    })
}

/// True when nearly every long word is capitalised.
fn capitals(line: &Line) -> bool {
    let long: Vec<&str> = line
        .text
        .split_whitespace()
        .skip(1)
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= LONG_WORD)
        .collect();
    let upper = long.iter().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let enough = upper as f64 >= MIN_CAPITALS * long.len() as f64;
    long.len() > 1 && enough
}

fn determined(line: &Line, words: &Words) -> bool {
    // "The Latest: …": a kicker is no part of it.
    let text = line.text.split_once(": ").map_or(line.text, |(_, behind)| behind);
    text.split(|c: char| !c.is_alphanumeric()).any(|w| words.has(|t| &t.determiners, w))
}
