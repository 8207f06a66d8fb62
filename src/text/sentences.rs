//! Sentences by Unicode's rules (UAX 29), joined where an abbreviation ended none, and kept whole with their closing quotation mark.

use std::collections::HashSet;

use crate::model::Span;
use crate::text::quotes::Quote;
use unicode_segmentation::UnicodeSegmentation;

/// Words with a full stop that ends no sentence, in small letters and without the full stop. The seeds fill it.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    /// Never the end of a sentence ("mr", "gov").
    pub always: HashSet<String>,
    /// The end of a sentence only when one of `starters` follows ("u.s", "inc").
    pub sometimes: HashSet<String>,
    /// Words in small letters that begin a sentence more often than they follow an abbreviation ("the", "he").
    pub starters: HashSet<String>,
}

/// The sentences of a paragraph, trimmed, in order, appended to `out`. `quotes` are the paragraph's, in order.
pub fn sentences(text: &str, paragraph: Span, quotes: &[Quote], abbreviations: &Abbreviations, out: &mut Vec<Span>) {
    let mut start = paragraph.start;
    let mut closing = quotes.iter().filter_map(|q| q.close).collect::<Vec<_>>();
    closing.sort_unstable();
    for (at, piece) in paragraph.of(text).split_sentence_bound_indices() {
        let mut end = paragraph.start + at + piece.len();
        if end <= start {
            continue; // moved behind it already
        }
        if end < paragraph.end {
            if let Some(mark) = closing_mark_at(text, end, &closing) {
                end = mark.end;
            }
            let rest = text[end..paragraph.end].trim_start();
            if !rest.is_empty() && (!ends(text, Span::new(start, end), rest, abbreviations)) {
                continue;
            }
        }
        let span = Span::new(start, end).trim(text);
        if !span.is_empty() {
            out.push(span);
        }
        start = end;
    }
    let rest = Span::new(start.min(paragraph.end), paragraph.end).trim(text);
    if !rest.is_empty() {
        out.push(rest);
    }
}

/// The closing mark that stands at `at`, white space aside (`point. "`).
fn closing_mark_at(text: &str, at: usize, closing: &[Span]) -> Option<Span> {
    let next = closing.get(closing.partition_point(|m| m.start < at))?;
    text[at..next.start].trim().is_empty().then_some(*next)
}

/// True when the words of `span` end a sentence, given what follows.
fn ends(text: &str, span: Span, rest: &str, abbreviations: &Abbreviations) -> bool {
    let body = span.of(text).trim_end();
    if rest.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')')) {
        return false;
    }
    let Some(body) = body.strip_suffix('.') else { return true };
    let from = body
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘'))
        .map_or(0, |i| i + body[i..].chars().next().map_or(1, char::len_utf8));
    let last = &body[from..];
    let mut letters = last.chars();
    if letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && last != "I" {
        return false; // an initial
    }
    let folded = last.to_lowercase();
    if abbreviations.always.contains(&folded) {
        return false;
    }
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let initials = last.contains('.') && last.split('.').all(|p| p.chars().count() == 1);
    if abbreviations.sometimes.contains(&folded) || initials {
        return next.is_empty() || abbreviations.starters.contains(&next);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::quotes;

    fn cut(text: &str) -> Vec<&str> {
        let abbreviations = Abbreviations {
            always: ["mr".to_owned(), "dr".to_owned()].into(),
            sometimes: ["inc".to_owned()].into(),
            starters: ["the".to_owned(), "he".to_owned()].into(),
        };
        let whole = Span::new(0, text.len());
        let mut found = Vec::new();
        quotes::quotes(text, &[whole], &mut found);
        let mut out = Vec::new();
        sentences(text, whole, &found, &abbreviations, &mut out);
        out.into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn abbreviations_and_initials_go_on() {
        assert_eq!(cut("Mr. Brand left. The U.S. Army stayed."), ["Mr. Brand left.", "The U.S. Army stayed."]);
        assert_eq!(cut("He lives in the U.S. He works."), ["He lives in the U.S.", "He works."]);
        assert_eq!(cut("J. Brand and R.V. Smit left."), ["J. Brand and R.V. Smit left."]);
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        assert_eq!(
            cut("It ended \"at some point. \" According to him."),
            ["It ended \"at some point. \"", "According to him."]
        );
        assert_eq!(cut("“Will it?” asked Brand. “No.”"), ["“Will it?” asked Brand.", "“No.”"]);
    }
}
