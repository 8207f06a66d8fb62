//! Where Unicode's rules (UAX 29) bound words and sentences, asked only where the answer is not plain.
//!
//! The rules look at every character's class in a table. Most of a text is letters and spaces, for which the answer is known without.

use unicode_segmentation::UnicodeSegmentation;

/// The pieces between word bounds with their places, as [`UnicodeSegmentation::split_word_bound_indices`] has them; of white space not all.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while bytes.get(from) == Some(&b' ') && stands_alone(bytes, from) {
            from += 1;
        }
        let at = from;
        from = chunk_end(bytes, at);
        (at < from).then_some((at, &text[at..from]))
    })
    .flat_map(|(at, chunk)| {
        let plain = chunk.bytes().all(|b| b.is_ascii_alphanumeric());
        let whole = plain.then_some((at, chunk));
        let ruled = (!plain).then(|| chunk.split_word_bound_indices().map(move |(i, piece)| (at + i, piece)));
        whole.into_iter().chain(ruled.into_iter().flatten())
    })
}

/// The end of what stands together from `at` on: the next space behind which a word may begin for itself.
fn chunk_end(bytes: &[u8], at: usize) -> usize {
    (at..bytes.len()).find(|&i| bytes[i] == b' ' && stands_alone(bytes, i)).unwrap_or(bytes.len())
}

/// True for a space that what follows it does not combine with.
fn stands_alone(bytes: &[u8], space: usize) -> bool {
    bytes.get(space + 1).is_none_or(u8::is_ascii) || is_plain_start(&bytes[space + 1..])
}

/// True for the bytes of a Latin letter or of the commonest marks of news: none of them combines with what stands before, none ends a sentence.
fn is_plain_start(bytes: &[u8]) -> bool {
    match bytes {
        [0xC3..=0xC9, ..] => true,                                         // À … ɏ
        [0xE2, 0x80, 0x93..=0x94 | 0x98..=0x9A | 0x9C..=0x9E, ..] => true, // – — ‘ ’ ‚ “ ” „
        _ => false,
    }
}

/// The ends of sentences, as [`UnicodeSegmentation::split_sentence_bound_indices`] has them: the rules are asked from the last letter before a mark
/// that may end one.
pub(super) fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let mut last = 0;
    let mut rules = None;
    std::iter::from_fn(move || {
        if last == text.len() {
            return None;
        }
        match plain(text, last) {
            Plain::All => {
                last = text.len();
                return Some(last);
            }
            // A letter or digit: nothing before it counts.
            Plain::To(letter) => rules = Some((letter, text[letter..].split_sentence_bound_indices())),
            Plain::No => {}
        }
        let (from, rules) = rules.get_or_insert_with(|| (0, text.split_sentence_bound_indices()));
        let (at, piece) = rules.next()?;
        last = *from + at + piece.len();
        Some(last)
    })
}

/// How far no sentence can end.
enum Plain {
    /// To the end of the text.
    All,
    /// To this letter or digit at least.
    To(usize),
    /// There is no letter or digit in it.
    No,
}

fn plain(text: &str, from: usize) -> Plain {
    let bytes = text.as_bytes();
    let (mut at, mut letter) = (from, None);
    while at < bytes.len() {
        match bytes[at] {
            b if b.is_ascii_alphanumeric() => letter = Some(at),
            b' '..=b'~' if !matches!(bytes[at], b'.' | b'!' | b'?') => {}
            0xC3..=0xC9 => at += 1,
            0xE2 if is_plain_start(&bytes[at..]) => at += 2,
            _ => return letter.map_or(Plain::No, Plain::To),
        }
        at += 1;
    }
    Plain::All
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_as_unicode_has_them(text in "[a-zA-Z0-9.,:;'’“”\"_é\u{301}\u{200d}\u{a0}\u{3000}ß🇳🇱😀א \n\r-]{0,24}") {
            // White space is no word, nor is what combines with it.
            let of = |(at, word): (usize, &str)| (!word.starts_with(char::is_whitespace)).then(|| (at, word.to_owned()));
            let theirs: Vec<_> = text.split_word_bound_indices().filter_map(of).collect();
            prop_assert_eq!(words(&text).filter_map(of).collect::<Vec<_>>(), theirs);
        }

        #[test]
        fn sentences_as_unicode_has_them(text in "[a-zA-Z0-9.!?,:;'’“”\"()é\u{301}\u{200d}\u{a0}\u{2028}\u{2024}。א \n\r-]{0,24}") {
            let theirs: Vec<usize> = text.split_sentence_bound_indices().map(|(at, s)| at + s.len()).collect();
            prop_assert_eq!(sentence_ends(&text).collect::<Vec<_>>(), theirs);
        }
    }
}
