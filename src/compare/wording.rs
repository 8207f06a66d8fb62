//! Words as they are compared: without quotation marks, stops and ellipses; case, numbers, `%` and `?` stay, for they change what is said.

use crate::model::Span;

/// Marks that are no part of what is said.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '`')
        || matches!(c, '.' | ',' | ';' | ':' | '!' | '(' | ')' | '[' | ']' | '…' | '–' | '—')
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    placed(text).into_iter().map(|(word, _)| word).collect()
}

/// The words of a text, in order, each with where it stands.
fn placed(text: &str) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '…' | '—' | '–')) {
        let inner = piece.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace());
        let start = at + piece.len() - inner.len();
        let inner = inner.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace());
        if inner.chars().any(|c| c.is_alphanumeric() || c == '%') {
            out.push((inner.replace('’', "'"), Span::new(start, start + inner.len())));
        }
        at += piece.len();
    }
    out
}

/// What parts a word from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Nothing that counts.
    None,
    /// A comma, a dash, a bracket.
    Clause,
    /// A full stop, a question mark.
    Sentence,
}

/// The words of a text, in order, each with what parts it from the next.
#[must_use]
pub fn broken(text: &str) -> Vec<(String, Break)> {
    let placed = placed(text);
    let starts: Vec<usize> = placed.iter().map(|(_, span)| span.start).skip(1).chain([text.len()]).collect();
    let between = |gap: &str| {
        if gap.contains(['.', '!', '?', '…']) {
            Break::Sentence
        } else if gap.contains([',', ';', ':', '–', '—', '(', ')', '[', ']']) {
            Break::Clause
        } else {
            Break::None
        }
    };
    placed.into_iter().zip(starts).map(|((word, span), next)| (word, between(&text[span.end..next]))).collect()
}

/// Where `sought` stands in a text, word by word, marks and spaces aside.
#[must_use]
pub fn place(sought: &[String], text: &str) -> Option<Span> {
    let (words, spans): (Vec<String>, Vec<Span>) = placed(text).into_iter().unzip();
    let first = find(sought, &words)?;
    Some(Span::new(spans[first].start, spans[first + sought.len() - 1].end))
}

/// Where `sought` stands in `words`, word by word; the case of the first letter of the first word is free on both sides.
#[must_use]
pub fn find(sought: &[String], words: &[String]) -> Option<usize> {
    let (first, rest) = sought.split_first()?;
    words.windows(sought.len()).position(|run| same_but_case(first, &run[0]) && *rest == run[1..])
}

/// The same, the case of the first letter aside.
#[must_use]
pub fn same_but_case(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    match (a.next(), b.next()) {
        (Some(x), Some(y)) => x.to_lowercase().eq(y.to_lowercase()) && a.as_str() == b.as_str(),
        (x, y) => x == y,
    }
}

/// The pieces of a text that stand inside double quotation marks. A text that begins inside of them does so with its closing mark first.
#[must_use]
pub fn quoted(text: &str) -> Vec<&str> {
    let opens = |c: char| matches!(c, '“' | '„' | '«');
    let mark = |c: char| opens(c) || matches!(c, '”' | '»' | '"');
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| mark(*c)).collect();
    let mut pieces = Vec::new();
    let mut from = marks.first().filter(|(_, c)| matches!(c, '”' | '»')).map(|_| 0);
    for (at, c) in marks {
        match from.take() {
            Some(start) => pieces.push(&text[start..at]),
            None => from = Some(at + c.len_utf8()),
        }
    }
    pieces.extend(from.map(|start| &text[start..]));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_spaces_never_matter() {
        assert_eq!(words("“We’ll  rebuild … the quay,”"), words("We'll rebuild the quay."));
        assert_ne!(words("a rise of 5%"), words("a rise of 5"));
        assert_ne!(words("It is over?"), words("It is over."));
    }

    #[test]
    fn a_place_is_that_of_the_words_without_the_marks_around_them() {
        let text = "She said: “We’ll close – perhaps –  the quay.” It rained.";
        let found = place(&words("we'll close perhaps the quay"), text).map(|span| span.of(text));
        assert_eq!(found, Some("We’ll close – perhaps –  the quay"));
        assert_eq!(place(&words("close the quay"), text), None);
    }

    #[test]
    fn what_parts_words_is_told() {
        let parts: Vec<Break> =
            broken("We wait (here), then 5,000 go. Why?").into_iter().map(|(_, then)| then).collect();
        use Break::{Clause, None, Sentence};
        assert_eq!(parts, [None, Clause, Clause, None, None, Sentence, None]);
    }

    #[test]
    fn only_the_first_letter_is_free_in_case() {
        assert_eq!(find(&words("The quay"), &words("close the quay")), Some(1));
        assert_eq!(find(&words("told US"), &words("told us")), None);
        assert_eq!(find(&[], &words("close the quay")), None);
    }

    #[test]
    fn quoted_pieces_are_those_between_marks() {
        assert_eq!(quoted("that it “was never” a punishment"), ["was never"]);
        assert_eq!(quoted("was never” a punishment"), ["was never"]);
        assert_eq!(quoted("nothing here"), Vec::<&str>::new());
    }
}
