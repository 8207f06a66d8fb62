//! Markdown: the text is the body behind the front matter, as it stands there; a quotation with a name below it gets its marks.

use crate::error::Result;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, front_matter, text_of};

/// Markdown.
pub struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        Ok(read(path, text_of(content, false)?, options))
    }
}

/// The one article of a Markdown file.
#[must_use]
pub fn read(path: &str, text: String, options: &ReadOptions) -> Loaded {
    let (meta, text) = match front_matter::split(&text) {
        Some((value, at)) => (options.fields.meta(&value, options.seeds), text[at..].to_owned()),
        None => (crate::model::Meta::default(), text),
    };
    let text = if text.contains("\n> ") || text.starts_with("> ") { quoted(&text) } else { text };
    Loaded {
        articles: vec![RawArticle { path: path.to_owned(), record: None, text, meta, text_is_file: false }],
        skipped: Vec::new(),
    }
}

/// Blocks of `>` whose last line is a name behind a dash, written as a quotation that is signed: `“…” — Name`.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut block: Vec<&str> = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.starts_with('>') {
            block.push(line);
        } else {
            flush(&mut block, &mut out);
            out.push_str(line);
        }
    }
    flush(&mut block, &mut out);
    out
}

fn flush(block: &mut Vec<&str>, out: &mut String) {
    let bare = |line: &str| line.trim_start_matches('>').trim().to_owned();
    let name =
        block.last().map(|line| bare(line)).filter(|name| name.starts_with(['—', '–']) || name.starts_with("-- "));
    let words: Vec<String> = block.iter().take(block.len().saturating_sub(1)).map(|line| bare(line)).collect();
    match name {
        Some(name)
            if words.iter().any(|line| !line.is_empty())
                && !words.iter().any(|line| line.contains(['“', '”', '"', '>'])) =>
        {
            out.push('“');
            out.push_str(words.join("\n").trim());
            out.push_str("” ");
            out.push_str(&name);
            out.push('\n');
        }
        _ => out.extend(block.iter().copied()),
    }
    block.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_blocks_get_marks() {
        assert_eq!(
            quoted("A.\n\n> Half are hollow.\n> — Bo Lindall\n\nB.\n"),
            "A.\n\n“Half are hollow.” — Bo Lindall\n\nB.\n"
        );
        for same in ["> Half are hollow.\n", "> — Bo\n", "> “Half are hollow.”\n> — Bo Lindall\n", "> > a\n> — b\n"]
        {
            assert_eq!(quoted(same), same);
        }
    }
}
