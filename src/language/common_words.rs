//! How many words of a sample are among the commonest of each language.
//!
//! Words are those of Unicode's rules (UAX 29). Nearly all of them stand between spaces with nothing but marks around, and need no rules.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

/// The table of commonest words: the languages, and for each word a bit for every language that has it.
struct Words {
    languages: Vec<&'static str>,
    by_word: HashMap<&'static str, u32>,
    /// Those of at most eight bytes, as a number, where the number's [`spread`] says or in the next free place; no bits: free.
    short: Vec<(u64, u32)>,
    /// Bytes of the longest.
    longest: usize,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut languages = Vec::new();
    let mut by_word: HashMap<&'static str, u32> = HashMap::new();
    let mut all = Vec::new();
    for line in include_str!("common_words.txt").lines().filter(|l| !l.starts_with('#')) {
        if let Some((code, words)) = line.split_once(':') {
            let bit = 1 << languages.len();
            languages.push(code);
            for word in words.split_whitespace() {
                all.push(word);
                *by_word.entry(word).or_default() |= bit;
            }
        }
    }
    let longest = all.iter().map(|word| word.len()).max().unwrap_or(0);
    let mut table = Words { languages, by_word, short: vec![(0, 0); SHORT], longest };
    for word in all.iter().filter(|word| word.len() <= 8) {
        let number = packed(word.as_bytes());
        if let Some(place) = table.place(number) {
            table.short[place] = (number, table.by_word[word]);
        }
    }
    table
});

/// Places for short words: several for each.
const SHORT: usize = 4096;

impl Words {
    /// Where a short word stands, or would stand.
    fn place(&self, number: u64) -> Option<usize> {
        let from = spread(number);
        (from..from + SHORT).map(|at| at % SHORT).find(|&at| self.short[at].1 == 0 || self.short[at].0 == number)
    }

    fn bits(&self, word: &str) -> u32 {
        self.by_word.get(word).copied().unwrap_or(0)
    }

    fn short(&self, number: u64) -> u32 {
        self.place(number).map_or(0, |place| self.short[place].1)
    }
}

/// Where the search for a short word begins.
const fn spread(number: u64) -> usize {
    (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SHORT.trailing_zeros())) as usize
}

/// At most eight bytes as one number, letters made small; none of them is zero.
fn packed(word: &[u8]) -> u64 {
    word.iter().rev().fold(0, |number, byte| number << 8 | u64::from(byte.to_ascii_lowercase()))
}

/// Marks that stand around words and are never part of one there.
const AROUND: [char; 9] = ['“', '”', '„', '‘', '’', '–', '—', '…', '•'];

/// The words of a sample: how many, and how many of them are among the commonest, by language.
struct Tally {
    table: &'static Words,
    words: usize,
    hits: Vec<u32>,
}

impl Tally {
    fn add(&mut self, bits: u32, times: u32) {
        let mut bits = bits;
        while bits != 0 {
            self.hits[bits.trailing_zeros() as usize] += times;
            bits &= bits - 1;
        }
    }

    /// Adds the words of a text without white space in it.
    fn chunk(&mut self, chunk: &str) {
        let bare = bare(chunk);
        if !plain(bare.as_bytes()) {
            return self.by_rule(chunk);
        }
        if bare.is_empty() {
            return;
        }
        self.words += 1;
        if bare.len() <= 8 {
            self.add(self.table.short(packed(bare.as_bytes())), 1);
        } else if bare.len() <= self.table.longest {
            self.add(self.table.bits(&bare.to_ascii_lowercase()), 1);
        }
    }

    fn by_rule(&mut self, chunk: &str) {
        let lower = chunk.to_lowercase().replace('’', "'");
        for word in lower.unicode_words() {
            if !word.chars().all(char::is_numeric) {
                self.words += 1;
                self.add(self.table.bits(word), 1);
            }
        }
    }
}

/// What stands between plain white space.
fn chunks(sample: &str) -> impl Iterator<Item = &str> {
    let mut rest = sample;
    std::iter::from_fn(move || {
        let start = rest.bytes().position(|byte| !space(byte))?;
        let end = rest[start..].bytes().position(space).map_or(rest.len(), |length| start + length);
        let chunk = &rest[start..end];
        rest = &rest[end..];
        Some(chunk)
    })
}

#[inline]
const fn space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}

/// A chunk without the marks around it.
fn bare(chunk: &str) -> &str {
    let mark = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_punctuation() && *byte != b'_');
    let mut bare = chunk;
    loop {
        while mark(bare.as_bytes().first()) {
            bare = &bare[1..];
        }
        match bare.as_bytes().first() {
            Some(byte) if !byte.is_ascii() && bare.starts_with(AROUND) => bare = bare.trim_start_matches(AROUND),
            _ => break,
        }
    }
    loop {
        while mark(bare.as_bytes().last()) {
            bare = &bare[..bare.len() - 1];
        }
        match bare.as_bytes().last() {
            Some(byte) if !byte.is_ascii() && bare.ends_with(AROUND) => bare = bare.trim_end_matches(AROUND),
            _ => return bare,
        }
    }
}

/// True for letters from a to z with single apostrophes between them.
fn plain(word: &[u8]) -> bool {
    let mut before = b'\'';
    word.iter().all(|&byte| {
        let fits = byte.is_ascii_alphabetic() || byte == b'\'' && before != b'\'';
        before = byte;
        fits
    })
}

/// How many words the sample has, and for every language of the table the share of them that are among its commonest; best first.
pub(super) fn shares(sample: &str) -> (usize, Vec<(&'static str, f64)>) {
    let table = &*WORDS;
    let mut tally = Tally { table, words: 0, hits: vec![0; table.languages.len()] };
    let mut article = false;
    for chunk in chunks(sample) {
        article |= chunk.len() <= "’n".len() && ["'n", "'N", "’n", "’N"].contains(&chunk);
        tally.chunk(chunk);
    }
    if article {
        // The Afrikaans article: its mark is no part of a word to the segmenter.
        let times = sample.to_lowercase().replace('’', "'").matches(" 'n ").count();
        tally.add(table.bits("'n"), times as u32);
    }
    let Tally { words, hits, .. } = tally;
    let mut shares: Vec<_> =
        table.languages.iter().zip(hits).map(|(&code, n)| (code, f64::from(n) / words.max(1) as f64)).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    (words, shares)
}

#[cfg(test)]
mod tests {
    use super::{Tally, WORDS, chunks, packed, shares};

    /// What the rules alone say of the whole sample.
    fn by_rule(sample: &str) -> (usize, Vec<u32>) {
        let mut tally = Tally { table: &WORDS, words: 0, hits: vec![0; WORDS.languages.len()] };
        tally.by_rule(sample);
        (tally.words, tally.hits)
    }

    fn by_chunk(sample: &str) -> (usize, Vec<u32>) {
        let mut tally = Tally { table: &WORDS, words: 0, hits: vec![0; WORDS.languages.len()] };
        chunks(sample).for_each(|chunk| tally.chunk(chunk));
        (tally.words, tally.hits)
    }

    #[test]
    fn tables_are_in_order() {
        assert!(WORDS.languages.is_sorted(), "help: keep common_words.txt sorted by code");
        assert!(WORDS.languages.len() <= 32, "one bit a language");
        assert!(WORDS.by_word.len() < super::SHORT / 2, "room for all of them");
        for (word, bits) in WORDS.by_word.iter().collect::<std::collections::BTreeMap<_, _>>() {
            if word.len() <= 8 {
                assert_eq!(WORDS.short(packed(word.as_bytes())), *bits, "{word}");
            }
        }
    }

    #[test]
    fn the_afrikaans_article_counts() {
        let of = |sample: &str| shares(sample).1.into_iter().find(|share| share.0 == "af").map(|share| share.1);
        assert!(of("dit was ’n groot dag") > of("dit was een groot dag"));
    }

    proptest::proptest! {
        #[test]
        fn chunks_have_the_words_of_the_whole(
            sample in "([a-zA-Z]{1,9}|['’.,:;_-]|[ \n\r\t]|[“”‘„–—…•()?!]|[0-9]{1,4}|it's|d'un|l’on|U\\.S\\.|éÉß|ΣΑΣ|И|漢|ア|\u{301}|\u{200d}|\u{ad}|İ|ſ|\u{a0}|\u{2028}|🇳|the |de |'n ){0,40}"
        ) {
            proptest::prop_assert_eq!(by_chunk(&sample), by_rule(&sample));
        }

        #[test]
        fn any_text(sample in "\\PC{0,60}( \\PC{0,9}){0,5}") {
            proptest::prop_assert_eq!(by_chunk(&sample), by_rule(&sample));
        }
    }
}
