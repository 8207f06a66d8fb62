//! An article's lines, and what can be told from the shape of one.

use crate::model::Span;

/// A line that holds more than white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its bytes, without white space at the ends.
    pub span: Span,
    /// Its words.
    pub text: &'a str,
    /// An empty line (or the text's begin) stands before it.
    pub after_gap: bool,
    /// An empty line (or the text's end) follows.
    pub before_gap: bool,
}

/// The lines of `text` from byte `from` on that hold more than white space.
#[must_use]
pub fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut found: Vec<Line> = Vec::new();
    let mut gap = true;
    let mut at = from;
    for whole in text[from..].split_inclusive('\n') {
        let span = Span::new(at, at + whole.len()).trim(text);
        at += whole.len();
        if span.is_empty() {
            gap = true;
            if let Some(last) = found.last_mut() {
                last.before_gap = true;
            }
        } else {
            found.push(Line { span, text: span.of(text), after_gap: gap, before_gap: false });
            gap = false;
        }
    }
    if let Some(last) = found.last_mut() {
        last.before_gap = true;
    }
    found
}

impl Line<'_> {
    /// Its number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// The mark that ends it, closing quotation marks and brackets aside; `None` where a word ends it.
    #[must_use]
    pub fn stop(&self) -> Option<char> {
        self.text
            .trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '“'])
            .chars()
            .next_back()
            .filter(|c| ".!?…:;,".contains(*c))
    }
}

/// True for one to six words that look like a name: capitals, initials, particles ("van der"), no figures.
#[must_use]
pub fn is_name(text: &str, particles: &[&String]) -> bool {
    let mut count = 0;
    let mut capitals = 0;
    for word in text.split_whitespace() {
        count += 1;
        let shape = word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c));
        if !shape || count > 6 {
            return false;
        }
        if word.starts_with(char::is_uppercase) || word.chars().nth(2).is_some_and(char::is_uppercase) {
            capitals += 1;
        } else if !particles.iter().any(|p| p.as_str() == word) {
            return false;
        }
    }
    capitals > 0
}
