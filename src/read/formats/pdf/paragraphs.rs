//! From the blocks of pages to one text: running heads go, lines become paragraphs, and what a column or a page cut in two is one again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::layout::{self, Line, Word};

/// Lines at the top and at the bottom of a page that may be running heads.
const EDGE: usize = 2;
/// A running head stands on so many pages of ten.
const OFTEN: usize = 3;
/// A line that ends so many sizes before the others ends its paragraph, where a sentence ends with it.
const SHORT: f64 = 2.5;
/// A line that begins so many sizes behind the others begins one.
const INDENT: f64 = 0.7;

/// Letters of the longest word of which a part may stand on the line before.
const LONGEST: usize = 60;

/// The text of a document.
pub fn text(pages: Vec<Vec<Word>>) -> String {
    let pages = without_heads(pages);
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    for block in pages.into_iter().flat_map(layout::blocks) {
        for (at, lines) in in_paragraphs(block).into_iter().enumerate() {
            match paragraphs.last_mut() {
                Some(before) if at == 0 && goes_on(before, &lines) => before.extend(lines),
                _ => paragraphs.push(lines),
            }
        }
    }
    let hyphened = hyphened(&paragraphs);
    let whole: Vec<String> = paragraphs.iter().map(|lines| joined(lines, &hyphened)).collect();
    whole.join("\n\n")
}

/// True where a paragraph that ended with a block goes on in the next one.
fn goes_on(before: &[String], next: &[String]) -> bool {
    let ends = before.last().and_then(|line| line.chars().next_back());
    let begins = next.first().and_then(|line| line.chars().next());
    let open = ends.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '-' | '\u{ad}' | '–'));
    open && begins.is_some_and(char::is_lowercase)
}

/// Pages without what stands at their edges again and again, and without their numbers.
fn without_heads(mut pages: Vec<Vec<Word>>) -> Vec<Vec<Word>> {
    let edges: Vec<Vec<(f64, String)>> = pages.iter().map(|words| edge(words)).collect();
    let mut count: FxHashMap<&str, usize> = FxHashMap::default();
    for edge in &edges {
        let once: FxHashSet<&str> = edge.iter().map(|(_, text)| text.as_str()).collect();
        #[expect(clippy::iter_over_hash_type, reason = "counting knows no order")]
        for text in once {
            *count.entry(text).or_default() += 1;
        }
    }
    let least = 2.max(pages.len() * OFTEN / 10);
    for (words, edge) in pages.iter_mut().zip(&edges) {
        for (y, text) in edge {
            let number = text.contains('#') && !text.contains(char::is_alphabetic);
            if number || count.get(text.as_str()).is_some_and(|pages| *pages >= least) {
                words.retain(|word| (word.y - y).abs() > 0.5 * word.size);
            }
        }
    }
    pages
}

/// The first and the last lines of a page with their places; each number in them is `#`.
fn edge(words: &[Word]) -> Vec<(f64, String)> {
    let lines = layout::lines(words.to_vec());
    let last = lines.len().saturating_sub(EDGE).max(EDGE.min(lines.len()));
    let of_line = |line: &Line| {
        let mut text = String::with_capacity(line.text.len());
        for c in line.text.chars() {
            match c {
                '0'..='9' if text.ends_with('#') => {}
                '0'..='9' => text.push('#'),
                c => text.push(c),
            }
        }
        (line.y, text)
    };
    lines.iter().take(EDGE).chain(&lines[last..]).map(of_line).collect()
}

/// The lines of a block, paragraph by paragraph.
fn in_paragraphs(lines: Vec<Line>) -> Vec<Vec<String>> {
    let left = lines.iter().map(|line| line.x).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.end).fold(f64::NEG_INFINITY, f64::max);
    let mut steps: Vec<f64> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
    steps.sort_by(f64::total_cmp);
    let step = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines {
        let begins = before.as_ref().is_none_or(|before| {
            let indented = line.x - left > INDENT * line.size && before.x - left < INDENT * line.size;
            let apart = line.y - before.y > 1.3 * step;
            let other = (line.size - before.size).abs() > 0.15 * before.size;
            let short = right - before.end > SHORT * before.size && ends_a_sentence(&before.text);
            indented || apart || other || short
        });
        match paragraphs.last_mut() {
            Some(paragraph) if !begins => paragraph.push(line.text.clone()),
            _ => paragraphs.push(vec![line.text.clone()]),
        }
        before = Some(line);
    }
    paragraphs
}

fn ends_a_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“']);
    bare.ends_with(['.', '!', '?', '…', ':'])
}

/// Words that have a hyphen within a line: they keep it at the end of one.
fn hyphened(paragraphs: &[Vec<String>]) -> FxHashSet<String> {
    let words = paragraphs.iter().flatten().flat_map(|line| line.split_whitespace());
    words.filter_map(|word| Some(bare(word).to_lowercase()).filter(|w| w.contains('-') && !w.ends_with('-'))).collect()
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A paragraph on one line.
fn joined(lines: &[String], hyphened: &FxHashSet<String>) -> String {
    let mut out = String::new();
    for line in lines {
        let hyphen = out.strip_suffix(['-', '\u{ad}', '‐']).filter(|head| head.ends_with(char::is_alphabetic));
        match hyphen {
            Some(head) if line.starts_with(char::is_lowercase) => {
                let first = head.len()
                    - head
                        .chars()
                        .rev()
                        .take(LONGEST)
                        .take_while(|c| !c.is_whitespace())
                        .map(char::len_utf8)
                        .sum::<usize>();
                let first = &head[first..];
                let second = line.split_whitespace().next().unwrap_or(line);
                let whole = format!("{first}-{second}");
                let keeps = hyphened.contains(&bare(&whole).to_lowercase());
                out.truncate(head.len());
                if keeps {
                    out.push('-');
                }
            }
            // "Noord-" before "Holland", "A-" before "4".
            Some(_) => {}
            None if out.is_empty() => {}
            None => out.push(' '),
        }
        out.push_str(line);
    }
    out.replace('\u{ad}', "")
}
