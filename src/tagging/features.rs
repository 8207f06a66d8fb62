//! What the network sees of a word: rows of one table, summed.
//!
//! Trainer and program share this code: `examples/dump_features.rs` prints what it gives, and nothing else computes it.
//! Marks of quotation are seen by what they do, not by how they look: a paired opening mark is `“` whatever the outlet prints.

use crate::text::{Document, Quote, WordKind};
use foldhash::HashSet;

/// Rows for whole words; row 0 stands for a word that training never saw.
pub const WORDS: u32 = 1 << 16;
const PREFIXES: u32 = 1 << 12;
const SUFFIXES: u32 = 1 << 13;
const ENDINGS: u32 = 1 << 11;
const SHAPES: u32 = 1 << 10;
const QUOTE_STATES: u32 = STATES * DISTANCES;
const STATES: u32 = 5;
const DISTANCES: u32 = 9;
const PLACES: u32 = 16;
const LANGUAGES: u32 = 4;
/// Bits of lexicon classes, each with a row of its own; behind them those of [`Bits`].
pub const CLASSES: u32 = 22;

/// What is known of a word besides its lexicon classes: bits behind the first sixteen.
pub struct Bits;

impl Bits {
    /// A given name.
    pub const GIVEN: u32 = 1 << 16;
    /// A place, alone or as the beginning of its name.
    pub const PLACE: u32 = 1 << 17;
    /// A small word inside names.
    pub const PARTICLE: u32 = 1 << 18;
    /// A word for who or what is from somewhere.
    pub const DEMONYM: u32 = 1 << 19;
    /// A capitalised word that the document has in small letters, too.
    const ALSO_SMALL: u32 = 1 << 20;
    /// A capitalised word that has its capital where no sentence begins, too.
    const ALSO_INSIDE: u32 = 1 << 21;
}

const PREFIX: u32 = WORDS;
const SUFFIX: u32 = PREFIX + PREFIXES;
const ENDING: u32 = SUFFIX + SUFFIXES;
const SHAPE: u32 = ENDING + ENDINGS;
const BEFORE: u32 = SHAPE + SHAPES;
const AFTER: u32 = BEFORE + QUOTE_STATES;
const PLACE: u32 = AFTER + QUOTE_STATES;
const LANGUAGE: u32 = PLACE + PLACES;
const CLASS: u32 = LANGUAGE + LANGUAGES;
/// Rows of the table.
pub const ROWS: u32 = CLASS + CLASSES;

/// Rows that every word has; those of its classes come on top.
pub const COLUMNS: usize = 9;

/// Words of the longest sequence that the network reads at once: longer paragraphs are cut, at a sentence where one ends in time.
pub const LONGEST: usize = 400;
/// Words of the longest sequence that more paragraphs are added to: who speaks, and whether a quotation goes on, stands in the paragraphs around.
const PACKED: usize = 300;
/// A paragraph of fewer words is likely a heading.
const SHORT: usize = 8;
/// Characters of a shape: more tell nothing.
const SHAPE_LENGTH: usize = 8;

/// A sequence for the network: consecutive words, whole paragraphs where they are not too long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// Number of its first word in the document.
    pub first: usize,
    /// For each word, its rows.
    pub rows: Vec<[u32; COLUMNS]>,
    /// For each word, the bits of its lexicon classes.
    pub classes: Vec<u32>,
    /// For each word, the number of its sentence in the document.
    pub sentences: Vec<u32>,
    /// For each word, what quotation marks make of it.
    pub quoted: Vec<Quoted>,
}

impl Window {
    /// An empty window with room for so many words.
    fn with_room(words: usize) -> Self {
        Self {
            first: 0,
            rows: Vec::with_capacity(words),
            classes: Vec::with_capacity(words),
            sentences: Vec::with_capacity(words),
            quoted: Vec::with_capacity(words),
        }
    }

    /// True where the words were looked up as Dutch.
    #[must_use]
    pub fn is_dutch(&self) -> bool {
        self.rows.first().is_some_and(|r| r[8] == LANGUAGE + 1)
    }

    /// All rows of a word, those of its classes at the end.
    pub fn all_rows(&self, word: usize) -> impl Iterator<Item = u32> + Clone + '_ {
        let mut classes = self.classes[word];
        let bits = std::iter::from_fn(move || {
            let bit = classes.trailing_zeros();
            classes &= classes.wrapping_sub(1);
            (bit < CLASSES).then(|| class_row(bit))
        });
        self.rows[word].iter().copied().chain(bits)
    }
}

/// Where a word stands to quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quoted {
    /// Outside.
    #[default]
    No,
    /// Inside a quotation that is closed.
    Inside,
    /// An opening mark of a quotation that is closed.
    Open,
    /// A closing mark.
    Close,
    /// A mark that opens a quotation which nothing closes.
    Stray,
    /// Inside a quotation that its paragraph ends.
    Unclosed,
}

impl Quoted {
    /// True for words and marks of a quotation.
    #[must_use]
    pub const fn is_quoted(self) -> bool {
        !matches!(self, Self::No)
    }

    const fn state(self) -> u32 {
        match self {
            Self::No => 0,
            Self::Inside => 1,
            Self::Open | Self::Close => 2,
            Self::Stray => 3,
            Self::Unclosed => 4,
        }
    }

    const fn is_mark(self) -> bool {
        matches!(self, Self::Open | Self::Close | Self::Stray)
    }
}

/// The row of a lexicon class bit, in `0..CLASSES`.
#[must_use]
pub const fn class_row(bit: u32) -> u32 {
    CLASS + bit
}

/// The windows of a document, in order. `classes` gives the lexicon classes and [`Bits`] of a word, as it is and in small letters. Linear in the text's length.
pub fn windows(document: &Document<'_>, language: &str, classes: impl Fn(&str, &str) -> u32) -> Vec<Window> {
    let seen = Seen::new(document);
    let quoted = quoted(document);
    let (before, after) = distances(document, &quoted);
    let language = LANGUAGE + u32::from(language == "nl");
    let mut out = Vec::new();
    let mut scratch = Scratch::default();
    let mut sentence = 0;
    let mut window = Window::default();
    while sentence < document.sentences.len() {
        let paragraph = document.paragraph_of(sentence);
        let from = sentence;
        while sentence < document.sentences.len() && document.paragraph_of(sentence) == paragraph {
            sentence += 1;
        }
        let words = document.words_of(from).start..document.words_of(sentence - 1).end;
        let place = if paragraph == 0 {
            1
        } else if words.len() < SHORT {
            2
        } else {
            0
        };
        if !window.rows.is_empty() && window.rows.len() + words.len() > PACKED {
            out.push(std::mem::take(&mut window));
        }
        for s in from..sentence {
            let words = document.words_of(s);
            if !window.rows.is_empty() && window.rows.len() + words.len() > LONGEST {
                out.push(std::mem::take(&mut window));
            }
            for (i, word) in words.clone().enumerate() {
                if window.rows.len() == LONGEST {
                    out.push(std::mem::take(&mut window));
                }
                if window.rows.is_empty() {
                    window = Window::with_room(words.len().max(PACKED));
                    window.first = word;
                }
                let start = match (i, s == from) {
                    (0, true) => 2,
                    (0, false) => 1,
                    _ => 0,
                };
                let mut rows = scratch.rows(document.word(word), quoted[word]);
                rows[5] = BEFORE + quoted[word].state() * DISTANCES + before[word];
                rows[6] = AFTER + quoted[word].state() * DISTANCES + after[word];
                rows[7] = PLACE + 3 * place + start;
                rows[8] = language;
                window.rows.push(rows);
                let (text, mark) = (document.word(word), quoted[word].is_mark());
                window.classes.push(if mark {
                    0
                } else {
                    classes(text, &scratch.folded) | seen.bits(text, &scratch.folded)
                });
                window.sentences.push(u32::try_from(s).unwrap_or(u32::MAX));
                window.quoted.push(quoted[word]);
            }
        }
    }
    if !window.rows.is_empty() {
        out.push(window);
    }
    out
}

/// How the words of a document are written elsewhere in it.
struct Seen<'a> {
    /// Words that begin with a small letter.
    small: HashSet<&'a str>,
    /// Words that begin with a capital inside a sentence: behind a word, not behind a mark.
    inside: HashSet<&'a str>,
}

impl<'a> Seen<'a> {
    fn new(document: &'a Document<'_>) -> Self {
        let mut seen = Self { small: HashSet::default(), inside: HashSet::default() };
        for sentence in 0..document.sentences.len() {
            let mut after_word = false;
            for word in document.words_of(sentence) {
                let letters = document.words[word].kind == WordKind::Letters;
                let text = document.word(word);
                if letters && text.starts_with(char::is_lowercase) {
                    seen.small.insert(text);
                } else if letters && after_word {
                    seen.inside.insert(text);
                }
                after_word = letters;
            }
        }
        seen
    }

    /// The bits of a capitalised word; `folded` is the same in small letters.
    fn bits(&self, word: &str, folded: &str) -> u32 {
        if !word.starts_with(char::is_uppercase) {
            return 0;
        }
        let bit = |holds: bool, bit: u32| if holds { bit } else { 0 };
        bit(self.small.contains(folded), Bits::ALSO_SMALL) | bit(self.inside.contains(word), Bits::ALSO_INSIDE)
    }
}

/// What the quotations of depth 0 make of every word.
fn quoted(document: &Document<'_>) -> Vec<Quoted> {
    let mut out = vec![Quoted::No; document.words.len()];
    for quote in document.quotes.iter().filter(|q| q.depth == 0) {
        let closed = quote.close.is_some();
        for word in document.words_in(quote.span) {
            out[word] = role(document, word, quote, closed);
        }
    }
    out
}

fn role(document: &Document<'_>, word: usize, quote: &Quote, closed: bool) -> Quoted {
    let at = document.words[word].span;
    if at.start < quote.inner.start {
        if closed { Quoted::Open } else { Quoted::Stray }
    } else if quote.close.is_some_and(|c| at.overlaps(c)) {
        Quoted::Close
    } else if closed {
        Quoted::Inside
    } else {
        Quoted::Unclosed
    }
}

/// For every word, how far the last mark before it and the next mark behind it are in its paragraph, in buckets: 0 none, 8 the mark itself.
fn distances(document: &Document<'_>, quoted: &[Quoted]) -> (Vec<u32>, Vec<u32>) {
    let mut before = vec![0; quoted.len()];
    let mut after = vec![0; quoted.len()];
    let mut start = 0;
    for s in 0..document.sentences.len() {
        let last = s + 1 == document.sentences.len() || document.paragraph_of(s + 1) != document.paragraph_of(s);
        if !last {
            continue;
        }
        let end = document.words_of(s).end;
        let mut mark = None;
        for word in start..end {
            if quoted[word].is_mark() {
                mark = Some(word);
            }
            before[word] = bucket(mark.map(|m| word - m));
        }
        mark = None;
        for word in (start..end).rev() {
            if quoted[word].is_mark() {
                mark = Some(word);
            }
            after[word] = bucket(mark.map(|m| m - word));
        }
        start = end;
    }
    (before, after)
}

const fn bucket(distance: Option<usize>) -> u32 {
    match distance {
        None => 0,
        Some(0) => 8,
        Some(1) => 2,
        Some(2) => 3,
        Some(3) => 4,
        Some(4..=6) => 5,
        Some(7..=12) => 6,
        Some(_) => 7,
    }
}

/// Buffers that are used again for every word.
#[derive(Default)]
struct Scratch {
    /// The word in small letters, digits as 0, apostrophes straight.
    folded: String,
    shape: String,
}

impl Scratch {
    /// The rows that the word alone decides.
    fn rows(&mut self, word: &str, quoted: Quoted) -> [u32; COLUMNS] {
        let word = match quoted {
            Quoted::Open => "“",
            Quoted::Close => "”",
            Quoted::Stray => "\"",
            _ => word,
        };
        self.folded.clear();
        self.shape.clear();
        let (mut last, mut run, mut length) = ('\0', 0, 0);
        for c in word.chars() {
            match c {
                '’' | '‘' => self.folded.push('\''),
                c if c.is_ascii() => self.folded.push(if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() }),
                c if c.is_numeric() => self.folded.push('0'),
                c => self.folded.extend(c.to_lowercase()),
            }
            let class = if c.is_uppercase() {
                'X'
            } else if c.is_lowercase() {
                'x'
            } else if c.is_numeric() {
                'd'
            } else {
                c
            };
            run = if class == last { run + 1 } else { 1 };
            last = class;
            if run <= 3 && length < SHAPE_LENGTH {
                self.shape.push(class);
                length += 1;
            }
        }
        let folded = self.folded.as_str();
        let first = |n: usize| folded.char_indices().nth(n).map_or(folded, |(i, _)| &folded[..i]);
        let final_ = |n: usize| folded.char_indices().rev().nth(n - 1).map_or(folded, |(i, _)| &folded[i..]);
        [
            1 + hash(0, folded) % (WORDS - 1),
            PREFIX + hash(1, first(3)) % PREFIXES,
            SUFFIX + hash(2, final_(3)) % SUFFIXES,
            ENDING + hash(3, final_(2)) % ENDINGS,
            SHAPE + hash(4, &self.shape) % SHAPES,
            0,
            0,
            0,
            0,
        ]
    }
}

/// The row of a word by itself, outside quotation marks.
pub fn word_row(word: &str) -> u32 {
    Scratch::default().rows(word, Quoted::No)[0]
}

/// FNV-1a with murmur's last steps: the same on every machine. The model's weights depend on it.
fn hash(salt: u8, text: &str) -> u32 {
    let mut h = 0x811C_9DC5_u32;
    for b in std::iter::once(salt).chain(text.bytes()) {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^= h >> 16;
    h = h.wrapping_mul(0x85EB_CA6B);
    h ^= h >> 13;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Abbreviations;

    fn seen(text: &str) -> Vec<Window> {
        windows(&Document::new(text, &Abbreviations::default()), "en", |_, _| 0)
    }

    #[test]
    fn marks_are_seen_by_what_they_do() {
        let straight = seen("\"We won,\" said Brand.");
        for other in ["“We won,” said Brand.", "„We won,” said Brand.", "«We won,» said Brand."] {
            assert_eq!(seen(other), straight, "help: {other} must look like straight marks");
        }
        assert_eq!(
            straight[0].quoted[..5],
            [Quoted::Open, Quoted::Inside, Quoted::Inside, Quoted::Inside, Quoted::Close]
        );
        assert_eq!(straight[0].quoted[5], Quoted::No);
    }

    #[test]
    fn long_paragraphs_are_cut_at_sentences() {
        let text = "One two three four five six seven eight nine. ".repeat(100);
        let windows = seen(&text);
        assert_eq!(windows.iter().map(|w| w.rows.len()).sum::<usize>(), 1000);
        assert!(windows.iter().all(|w| w.rows.len() == LONGEST || w.rows.len() == 200));
        let endless = seen(&"word ".repeat(1001));
        assert_eq!(endless.iter().map(|w| w.rows.len()).collect::<Vec<_>>(), [400, 400, 201]);
        assert_eq!(endless[2].first, 800);
    }

    #[test]
    fn rows_stay_in_the_table() {
        for window in seen("Ünïcode 1234 „x” — 😀 U.S. don’t\n\nIJsland’s “half") {
            assert!(window.rows.iter().flatten().all(|&r| r < ROWS));
        }
    }
}
