//! Markdown: the text is the body behind the front matter, as it stands there; a quotation with a name below it, or with a
//! lead-in above it, gets its marks, and an interview with bold questions its letters.

use super::interview::{self, QUESTION_BYTES, Turn};
use crate::error::Result;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, front_matter, text_of};
use crate::seeds::Seeds;

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
    let text = interviewed(&text, options.seeds).unwrap_or(text);
    Loaded {
        articles: vec![RawArticle {
            path: path.to_owned(),
            record: None,
            text,
            meta,
            text_is_file: false,
            ..RawArticle::default()
        }],
        skipped: Vec::new(),
    }
}

/// Blocks of `>` whose last line is a name behind a dash, written as a quotation that is signed: `“…” — Name`.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut block: Vec<&str> = Vec::new();
    let mut led_in = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with('>') {
            block.push(line);
        } else {
            flush(&mut block, led_in, &mut out);
            if !line.trim().is_empty() {
                led_in = line.trim_end().ends_with(':');
            }
            out.push_str(line);
        }
    }
    flush(&mut block, led_in, &mut out);
    out
}

/// Writes a block; `led_in` where a line that ends with a colon stands above it.
fn flush(block: &mut Vec<&str>, led_in: bool, out: &mut String) {
    let bare = |line: &str| line.trim_start_matches('>').trim().to_owned();
    let name =
        block.last().map(|line| bare(line)).filter(|name| name.starts_with(['—', '–']) || name.starts_with("-- "));
    let rest = block.len().saturating_sub(usize::from(name.is_some()));
    let words: Vec<String> = block.iter().take(rest).map(|line| bare(line)).collect();
    let plain = |words: &[String]| {
        words.iter().any(|line| !line.is_empty()) && !words.iter().any(|line| line.contains(['“', '”', '"', '>']))
    };
    match name {
        Some(name) if plain(&words) => {
            out.push('“');
            out.push_str(words.join("\n").trim());
            out.push_str("” ");
            out.push_str(&name);
            out.push('\n');
        }
        None if led_in && plain(&words) => {
            // A mark opens each paragraph, and the last one closes.
            out.push('“');
            out.push_str(words.join("\n").trim().replace("\n\n", "\n\n“").as_str());
            out.push_str("”\n");
        }
        _ => out.extend(block.iter().copied()),
    }
    block.clear();
}

/// The text with letters before questions and answers; `None` where it is no interview.
fn interviewed(text: &str, seeds: &Seeds) -> Option<String> {
    let paragraphs: Vec<&str> = text.split_inclusive("\n\n").collect();
    let mut turns: Vec<(usize, Turn)> = Vec::new();
    let mut open = false;
    for (at, paragraph) in paragraphs.iter().map(|p| p.trim()).enumerate() {
        if let Some(question) = question(paragraph) {
            turns.push((at, Turn { question, answer: Vec::new() }));
            open = true;
        } else if paragraph.starts_with(['#', '>', '|', '!', '-', '*', '_']) {
            open = false;
        } else if let Some((_, turn)) = turns.last_mut().filter(|_| open && !paragraph.is_empty()) {
            open = turn.answer.is_empty() || interview::goes_on(paragraph);
            if open {
                turn.answer.push(paragraph.to_owned());
            }
        }
    }
    turns.retain(|(_, turn)| !turn.answer.is_empty());
    let (places, mut turns): (Vec<usize>, Vec<Turn>) = turns.into_iter().unzip();
    // What follows the first paragraph of the last answer may be about the interview.
    turns.last_mut()?.answer.truncate(1);
    let letters = interview::letters(&turns, seeds)?;
    let mut out = String::with_capacity(text.len() + 8 * paragraphs.len());
    let mut answers = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if let Ok(turn) = places.binary_search(&at) {
            out.push_str(&letters.question);
            answers = turns[turn].answer.len();
        } else if answers > 0 && !paragraph.trim().is_empty() {
            out.push_str(&letters.answer);
            answers -= 1;
        }
        out.push_str(paragraph);
    }
    Some(out)
}

/// A bold paragraph, or a heading that asks.
fn question(paragraph: &str) -> Option<String> {
    if paragraph.len() > QUESTION_BYTES || paragraph.contains('\n') {
        return None;
    }
    let heading = paragraph.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim());
    if let Some(heading) = heading.filter(|heading| interview::asks(heading)) {
        return Some(heading.to_owned());
    }
    let bold = ["**", "__"].into_iter().find_map(|mark| paragraph.strip_prefix(mark)?.strip_suffix(mark))?;
    (!bold.is_empty() && !bold.contains("**")).then(|| bold.to_owned())
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
        assert_eq!(
            quoted("Lindall wrote:\n\n> Half are hollow.\n>\n> The rest leans.\n\nB.\n"),
            "Lindall wrote:\n\n“Half are hollow.\n\n“The rest leans.”\n\nB.\n"
        );
        for same in ["> Half are hollow.\n", "> — Bo\n", "> “Half are hollow.”\n> — Bo Lindall\n", "> > a\n> — b\n"]
        {
            assert_eq!(quoted(same), same);
        }
    }

    #[test]
    fn bold_questions_get_letters() {
        let text = "Intro.\n\n**Why?**\n\nI had no choice.\n\nNobody had.\n\n**And now?**\n\nI wait.\n\n**When?**\n\nI hope in May.\n\nBo Lindall is a diver.\n";
        let wanted = "Intro.\n\nQ: **Why?**\n\nA: I had no choice.\n\nA: Nobody had.\n\nQ: **And now?**\n\nA: I wait.\n\nQ: **When?**\n\nA: I hope in May.\n\nBo Lindall is a diver.\n";
        assert_eq!(interviewed(text, Seeds::built_in()).as_deref(), Some(wanted));
        assert_eq!(interviewed(&text.replace("I ", "They "), Seeds::built_in()), None);
        assert_eq!(interviewed("", Seeds::built_in()), None);
    }
}
