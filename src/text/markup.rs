//! Marks of layout that were left in a plain text: tags of HTML (`<b>`, `</p>`), and the asterisks around what Markdown prints bold.

use crate::text::meant::Meant;

/// Tags that stand in running text, and what they stand around.
const TAGS: [&str; 16] =
    ["a", "b", "i", "u", "em", "br", "p", "div", "span", "strong", "font", "small", "sub", "sup", "h2", "h3"];
/// Bytes of a tag with its attributes, at most.
const LONGEST_TAG: usize = 300;
/// Bytes of what is printed bold, at most.
const LONGEST_BOLD: usize = 200;

/// The tag that begins `text`.
pub(super) fn tag(text: &str) -> Option<Meant> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let known = TAGS.iter().any(|t| t.eq_ignore_ascii_case(&inner[..name]));
    let behind = inner[name..].starts_with(['>', ' ', '/']);
    let end = text.bytes().take(LONGEST_TAG).position(|b| matches!(b, b'>' | b'\n'))?;
    (known && behind && text.as_bytes()[end] == b'>').then_some(Meant { char: ' ', length: end + 1 })
}

/// The two asterisks at byte `at`, where others open or close what stands between them on the same line.
pub(super) fn bold(text: &str, at: usize) -> Option<Meant> {
    let behind = text[at..].strip_prefix("**")?;
    let before = &text[..at];
    let word = |c: char| !c.is_whitespace() && c != '*';
    // A line that ends is as far as bold goes.
    let ahead = || {
        let line = behind.bytes().take(LONGEST_BOLD).position(|b| b == b'\n').unwrap_or(behind.len().min(LONGEST_BOLD));
        behind.as_bytes()[..line].windows(3).any(|w| !w[0].is_ascii_whitespace() && w[0] != b'*' && &w[1..] == b"**")
    };
    let back = || {
        let from = before.len()
            - before
                .bytes()
                .rev()
                .take(LONGEST_BOLD)
                .position(|b| b == b'\n')
                .unwrap_or(before.len().min(LONGEST_BOLD));
        before.as_bytes()[from..].windows(3).any(|w| &w[..2] == b"**" && !w[2].is_ascii_whitespace() && w[2] != b'*')
    };
    let opens = behind.starts_with(word) && !before.ends_with(|c: char| c.is_alphanumeric() || c == '*') && ahead();
    let closes = before.ends_with(word) && !behind.starts_with(|c: char| c.is_alphanumeric() || c == '*') && back();
    (opens || closes).then_some(Meant { char: ' ', length: 2 })
}
