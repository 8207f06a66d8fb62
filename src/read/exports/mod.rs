//! Exports of news databases: many documents in one text, each with labels around it that are no part of the article.
//!
//! A text is one only where the mark that parts documents stands alone on a line, and what is around it looks like the service's own.

mod factiva;
mod nexis;

use super::{Loaded, RawArticle, ReadOptions, Skipped};
use crate::model::Meta;
use crate::seeds::Seeds;

/// One document of an export: where it begins, what is declared, and the article's text.
struct Document {
    /// Its first line in the export, from 1.
    line: usize,
    meta: Meta,
    text: String,
}

/// The articles of an export; `None` where `text` is none.
pub(in crate::read) fn read(path: &str, text: &str, options: &ReadOptions) -> Option<Loaded> {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let documents = nexis::documents(&lines, options).or_else(|| factiva::documents(&lines, options))?;
    let many = documents.len() > 1;
    let mut loaded = Loaded::default();
    for (n, document) in documents.into_iter().enumerate() {
        let shown = if many { format!("{path}#{}", n + 1) } else { path.to_owned() };
        if document.text.is_empty() {
            loaded.skipped.push(Skipped {
                place: Some((document.line, 1)),
                ..Skipped::new(path, format!("document {} of this export has no text", n + 1))
            });
            continue;
        }
        loaded.articles.push(RawArticle {
            path: shown,
            record: many.then_some(n + 1),
            text: document.text,
            meta: document.meta,
            text_is_file: false,
            ..RawArticle::default()
        });
    }
    Some(loaded)
}

/// Bytes of the longest line of a page that may be a mark.
const MARK: usize = 80;

/// True where a mark that parts the documents of an export stands in `page` (HTML), so that it is worth cutting into lines.
pub(in crate::read) fn marked(page: &str, seeds: &Seeds) -> bool {
    let exports = &seeds.exports;
    let words = exports.factiva.document.iter().chain(&exports.nexis.counted);
    words.flat_map(|word| [capital(word), word.to_uppercase()]).any(|word| {
        memchr::memmem::find_iter(page.as_bytes(), &word).any(|at| {
            let line = words_around(page, at).replace("&nbsp;", " ");
            factiva::is_number(&line, &exports.factiva) || nexis::begins(&line, &exports.nexis)
        })
    })
}

fn capital(word: &str) -> String {
    word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect()
}

/// What stands between two tags, around byte `at` of a page; nothing where that is long.
fn words_around(page: &str, at: usize) -> &str {
    let edge = |b: &u8| matches!(b, b'<' | b'>' | b'\n');
    let bytes = page.as_bytes();
    let from = bytes[at.saturating_sub(MARK)..at].iter().rposition(edge).map(|n| at.saturating_sub(MARK) + n + 1);
    let to = bytes[at..bytes.len().min(at + MARK)].iter().position(edge).map(|n| at + n);
    from.zip(to).and_then(|(from, to)| page.get(from..to)).unwrap_or_default()
}

/// The lines as paragraphs, without what is empty at both ends; of several empty lines one is left.
fn joined(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut gap = false;
    for line in lines {
        if line.is_empty() {
            gap = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if gap { "\n\n" } else { "\n" });
        }
        out.push_str(line);
        gap = false;
    }
    out
}

/// Words with one space between them; `None` where there are none.
fn words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// True where `list` holds `word`, whatever the case.
fn has(list: &[String], word: &str) -> bool {
    // Marks are short; the lines of an article need not be folded.
    word.len() <= 40 && list.contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests;
