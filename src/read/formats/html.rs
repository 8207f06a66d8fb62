//! Web pages: what is no article is cut away first, then the main content is found, paragraphs separated by empty lines.
//! An export of a news database is cut into its articles.

mod clutter;
mod cut;
mod days;
mod declared;
mod export;
mod interviews;
mod linked;
mod quoted;
mod teasers;

use std::sync::LazyLock;

use dom_smoothie::{Config, Readability, TextMode};

use regex::Regex;
use rustc_hash::FxHashSet;

use super::tree;
use crate::error::{Error, Result, guarded};
use crate::model::Meta;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, text_of};

/// Bytes among which a page begins: browsers write a comment in front.
const BEGIN: usize = 4 << 10;
/// The share of the prose that is left after cutting and that the article has at least: one in so many bytes. Less, and names misled.
const FOUND_SHARE: usize = 2;

/// Web pages.
pub struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "web page"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        begins(content)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        read(path, &text_of(content, true)?, options)
    }
}

/// True where content begins as a page does, whatever the file is called: comments and what XML has before it aside.
fn begins(content: &[u8]) -> bool {
    let mut rest = content[..content.len().min(BEGIN)].trim_ascii_start();
    rest = rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest).trim_ascii_start();
    while let Some(close) = [(&b"<!--"[..], &b"-->"[..]), (&b"<?"[..], &b"?>"[..])]
        .into_iter()
        .find_map(|(open, close)| rest.starts_with(open).then_some(close))
    {
        let Some(end) = memchr::memmem::find(rest, close) else { return false };
        rest = rest[end + close.len()..].trim_ascii_start();
    }
    let opens = |tag: &[u8]| {
        let (name, behind) = rest.split_at(tag.len().min(rest.len()));
        name.eq_ignore_ascii_case(tag) && behind.first().is_some_and(|b| b.is_ascii_whitespace() || *b == b'>')
    };
    opens(b"<!doctype html") || opens(b"<html") || opens(b"<head") || opens(b"<body")
}

/// The article of a page, or those of an export.
///
/// # Errors
/// When the page holds no text, or is larger than its reader may take (`tree`).
pub fn read(path: &str, html: &str, options: &ReadOptions) -> Result<Loaded> {
    if let Some(Some(documents)) = guarded(|| export::articles(path, html, options)) {
        return Ok(documents);
    }
    // The parser is another crate's: a page that breaks it must not break the run.
    let (text, meta) = guarded(|| page(html, options))
        .unwrap_or_else(|| Err(Error::new("the HTML reader failed on this page").hint("save the article as text")))?;
    if text.is_empty() {
        return Err(Error::new("no text on this page"));
    }
    Ok(Loaded {
        articles: vec![RawArticle {
            path: path.to_owned(),
            record: None,
            text,
            meta,
            text_is_file: false,
            ..RawArticle::default()
        }],
        skipped: Vec::new(),
    })
}

/// The text of a piece of HTML, paragraphs separated by empty lines.
#[must_use]
pub fn plain(html: &str) -> String {
    let read = guarded(|| {
        let document = tree::parse(html).ok()?;
        document.select("script, style").remove();
        Some(tidy(&document.formatted_text()))
    });
    read.flatten().unwrap_or_else(|| html.to_owned())
}

/// A page that is all text, as a chapter of a book is.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// What it is called.
    pub heading: Option<String>,
    /// All of its text, paragraphs separated by empty lines.
    pub text: String,
}

/// A chapter of a book. It is XML, in which elements may close themselves that HTML closes by a tag.
///
/// # Errors
/// When it is larger than its reader may take (`tree`).
pub fn chapter(html: &str) -> Result<Chapter> {
    static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
        let elements = "a|b|div|em|i|iframe|p|script|span|strong|style|textarea|title";
        Regex::new(&format!(r"<({elements})(\s[^<>]*)?/>")).unwrap_or_else(|_| unreachable!("a pattern that is tested"))
    });
    let html = EMPTY.replace_all(html, "<$1$2></$1>");
    let read = guarded(|| {
        let doc = tree::parse(&html)?;
        let heading = doc.select_single("h1, h2, h3").text();
        let heading = Some(tidy(&heading).replace("\n\n", " ")).filter(|heading| !heading.is_empty());
        Ok(Chapter { heading, text: tidy(&doc.select("body").formatted_text()) })
    });
    read.unwrap_or_else(|| Err(Error::new("the HTML reader failed on this page").hint("save the article as text")))
}

fn page(html: &str, options: &ReadOptions) -> Result<(String, Meta)> {
    let mut reader = open(html)?;
    let linked = linked::article(&reader.doc);
    let meta = declared::meta(&reader, linked.as_ref(), html, options);
    let (prose, teasers) = prepare(&reader, options);
    let mut text = content(&mut reader);
    if text.len() * FOUND_SHARE < prose {
        let mut reader = open(html)?;
        quoted::mark(&reader.doc);
        cut::never(&reader.doc);
        cut::show(&reader.doc);
        let light = content(&mut reader);
        if light.len() > text.len() * FOUND_SHARE {
            text = light;
        }
    }
    text = teasers::without(text, &teasers);
    // The publisher's own copy of the text wins where the page gives less than half of it (text loaded later, a paywall).
    let spoken = linked.as_ref().and_then(|l| l.get("articleBody")?.as_str()).map(spoken).unwrap_or_default();
    if text.len() * 2 < spoken.len() {
        text = spoken;
    }
    if text.is_empty() {
        let reader = open(html)?;
        prepare(&reader, options);
        text = tidy(&reader.doc.select("body").formatted_text());
    }
    Ok((text, meta))
}

/// Marks what the eye sees without words, and cuts what is no article. Returns how much prose is left, and the lines that lead to other stories.
fn prepare(reader: &Readability, options: &ReadOptions) -> (usize, FxHashSet<String>) {
    quoted::mark(&reader.doc);
    let prose = cut::without_clutter(&reader.doc);
    let teasers = teasers::lines(&reader.doc);
    interviews::mark(&reader.doc, options.seeds);
    (prose, teasers)
}

fn open(html: &str) -> Result<Readability> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    Readability::with_document(tree::parse(html)?, None, Some(config)).map_err(|e| Error::new(e.to_string()))
}

fn content(reader: &mut Readability) -> String {
    reader.parse().map(|article| tidy(&article.text_content)).unwrap_or_default()
}

/// The text that JSON-LD holds: it may be HTML, and its paragraphs may have run together.
fn spoken(body: &str) -> String {
    if body.contains("</p>") || body.contains("<br") {
        return plain(body);
    }
    if body.contains('\n') {
        return tidy(body);
    }
    let mut apart = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    let mut word = 0;
    let mut stopped = false;
    while let Some(c) = chars.next() {
        apart.push(c);
        let next = chars.peek().copied().unwrap_or(' ');
        stopped = (matches!(c, '.' | '!' | '?') && word > 2) || (stopped && matches!(c, '"' | '”' | '’'));
        // Behind "no.“We", with nothing between, a paragraph ended; "U.S.A" and "3.5" have no word before.
        if stopped
            && (next.is_uppercase()
                || matches!(next, '“' | '„')
                || (next == '"' && matches!(c, '.' | '!' | '?') && opens(&chars)))
        {
            apart.push('\n');
            stopped = false;
        }
        word = if c.is_lowercase() { word + 1 } else { 0 };
    }
    tidy(&apart)
}

/// True where a straight mark has a capital behind it: it opens a quotation.
fn opens(chars: &std::iter::Peekable<std::str::Chars>) -> bool {
    chars.clone().nth(1).is_some_and(char::is_uppercase)
}

/// One space between words, an empty line between paragraphs; what only tells a browser where to break a word is gone.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let before = out.len();
        for word in line.split_whitespace() {
            let invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}');
            if word.chars().all(invisible) {
                continue;
            }
            out.push_str(if out.is_empty() {
                ""
            } else if out.len() == before {
                "\n\n"
            } else {
                " "
            });
            if word.contains(invisible) {
                out.extend(word.chars().filter(|c| !invisible(*c)));
            } else {
                out.push_str(word);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
