//! Words by Unicode's rules (UAX 29), joined and cut as news needs it.
//!
//! Hyphenated words are one ("Kremlin-woordvoerder"), a genitive is two ("Kremlin" + "’s"), initials keep their full stops ("U.S.", "R.V."),
//! doubled marks are one (",,", "''", "...").

use crate::model::Span;
use crate::text::boundary::floor;
use crate::text::{bounds, mend};

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Begins with a letter.
    Letters,
    /// Begins with a digit.
    Number,
    /// Anything else.
    Mark,
}

/// One word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: WordKind,
}

/// Bytes of the longest word: what goes on longer is no word of a language, and is cut, so that a number of words says how much text they are.
const LONGEST: usize = 256;

/// The words of `span`, in order, appended to `out`.
pub fn words(text: &str, span: Span, out: &mut Vec<Word>) {
    let first = out.len();
    for (at, piece) in bounds::words(span.of(text)).flat_map(cut).flat_map(at_colons) {
        let start = span.start + at;
        let Some(c) = piece.chars().next() else { continue };
        if c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}' {
            continue;
        }
        let word = Word { span: Span::new(start, start + piece.len()), kind: kind(c) };
        if out.len() > first && joins(text, &mut out[first..], word) {
            continue;
        }
        push_split(text, word, out);
    }
}

/// A word in pieces of at most [`LONGEST`] bytes.
fn cut((at, word): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let to = floor(word, from + LONGEST);
        let piece = (at + from, &word[from..to]);
        from = to;
        (!piece.1.is_empty()).then_some(piece)
    })
}

/// "Read:Brand" in three: a colon with a capital right behind it joins nothing ("EU:n" stays one).
fn at_colons((at, word): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let colon = move |from: usize| {
        let mut all = word[from..].match_indices(':').map(move |(i, _)| from + i);
        all.find(|&i| i > 0 && word[i + 1..].starts_with(char::is_uppercase))
    };
    let mut from = 0;
    std::iter::from_fn(move || {
        let to = match colon(from) {
            Some(i) if i == from => i + 1,
            Some(i) => i,
            None => word.len(),
        };
        let piece = (at + from, &word[from..to]);
        from = to;
        (!piece.1.is_empty()).then_some(piece)
    })
}

fn kind(c: char) -> WordKind {
    if c.is_alphabetic() {
        WordKind::Letters
    } else if c.is_numeric() {
        WordKind::Number
    } else {
        WordKind::Mark
    }
}

/// Joins `word` to the words before it where the two are one; says whether it did.
fn joins(text: &str, before: &mut [Word], word: Word) -> bool {
    let Some(last) = before.last_mut() else { return false };
    if last.span.end != word.span.start || last.span.len() + word.span.len() > LONGEST {
        return false;
    }
    let (a, b) = (last.span.of(text), word.span.of(text));
    let doubled = matches!((a, b), (",", ",") | ("'", "'") | ("`", "`") | ("-", "-") | (".", ".") | ("..", "."));
    // "U.S" + ".": a full stop after letters that already hold one.
    let initials = b == "." && last.kind == WordKind::Letters && a.contains('.') && !a.ends_with('.');
    // "Kremlin" "-" + "woordvoerder": the hyphen became part of the word before.
    let after_hyphen = a.ends_with('-') && a.len() > 1 && last.kind != WordKind::Mark && word.kind != WordKind::Mark;
    let hyphen = matches!(b, "-" | "\u{2010}" | "\u{2011}")
        && last.kind != WordKind::Mark
        && text[word.span.end..].starts_with(|c: char| c.is_alphanumeric());
    let after_other_hyphen =
        a.ends_with(['\u{2010}', '\u{2011}']) && last.kind != WordKind::Mark && word.kind != WordKind::Mark;
    if doubled || initials || hyphen || after_hyphen || after_other_hyphen {
        last.span.end = word.span.end;
        return true;
    }
    false
}

/// Pushes a word, its genitive cut off.
fn push_split(text: &str, word: Word, out: &mut Vec<Word>) {
    let piece = word.span.of(text);
    if !piece.ends_with(['s', 'S']) {
        return out.push(word);
    }
    for tail in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = piece.strip_suffix(tail)
            && stem.ends_with(char::is_alphanumeric)
        {
            let cut = word.span.start + stem.len();
            out.push(Word { span: Span::new(word.span.start, cut), kind: word.kind });
            out.push(Word { span: Span::new(cut, word.span.end), kind: WordKind::Letters });
            return;
        }
    }
    if !piece.is_ascii() && piece.contains(mend::fills) {
        return push_filled(piece, word, out);
    }
    out.push(word);
}

/// The same for a word with fills: they belong to the mark before them.
#[cold]
fn push_filled(piece: &str, word: Word, out: &mut Vec<Word>) {
    let stem = piece.strip_suffix(['s', 'S']).and_then(|p| p.trim_end_matches(mend::fills).strip_suffix(['\'', '’']));
    match stem {
        Some(stem) if stem.trim_end_matches(mend::fills).ends_with(char::is_alphanumeric) => {
            let cut = word.span.start + stem.len();
            out.push(Word { span: Span::new(word.span.start, cut), kind: word.kind });
            out.push(Word { span: Span::new(cut, word.span.end), kind: WordKind::Letters });
        }
        _ => out.push(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        words(text, Span::new(0, text.len()), &mut out);
        out.into_iter().map(|w| w.span.of(text)).collect()
    }

    #[test]
    fn joined_and_cut() {
        assert_eq!(cut("Kremlin-woordvoerder zei"), ["Kremlin-woordvoerder", "zei"]);
        assert_eq!(cut("The Kremlin’s U.S. plan."), ["The", "Kremlin", "’s", "U.S.", "plan", "."]);
        assert_eq!(cut(",,Nee'', zei hij..."), [",,", "Nee", "''", ",", "zei", "hij", "..."]);
        assert_eq!(cut("full -scale don't"), ["full", "-", "scale", "don't"]);
        let endless = "é".repeat(LONGEST);
        assert_eq!(cut(&endless), [&endless[..LONGEST], &endless[LONGEST..]]);
        assert!(cut(&"a-".repeat(1000)).iter().all(|w| w.len() <= LONGEST));
        assert_eq!(cut("so-called \"x\""), ["so-called", "\"", "x", "\""]);
    }
}
