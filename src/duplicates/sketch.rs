//! What an article's words look like, in a hundred and some bytes: two sketches tell how much of their shingles two articles share.

use crate::model::Span;

/// Values of a sketch: the share of equal ones is off by 0.04 at most, two times in three.
pub(super) const BINS: usize = 128;
/// Words of a shingle: a changed word changes three.
const SHINGLE: usize = 3;
/// Shingles below which a text is a copy only where all of them are the same.
const SHORT: usize = 24;
/// Share of common shingles among all (Jaccard index) from which two articles are copies.
const ALIKE: f64 = 0.36;
/// The same where nearly all of the shorter one stands in the longer one: what was cut at its end.
const ALIKE_WITHIN: f64 = 0.2;
/// Share of the shorter one's shingles that is "nearly all".
const WITHIN: f64 = 0.75;
/// Shingles of the shorter one from which that counts.
const WITHIN_FROM: usize = 60;

/// How many shingles an article has, and the least hash in each bin, one byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch {
    shingles: u32,
    pub(super) bins: [u8; BINS],
}

impl Sketch {
    /// The sketch of a text without the stretches (in order) that are no part of the article.
    #[must_use]
    pub fn of(text: &str, left_out: &[Span]) -> Self {
        let mut least = [u32::MAX; BINS];
        let mut words = [0_u64; SHINGLE];
        let (mut number, mut from) = (0_usize, 0);
        let mut take = |piece: &str| {
            each_word(piece, |word| {
                words.rotate_left(1);
                words[SHINGLE - 1] = word;
                number += 1;
                if number >= SHINGLE {
                    let hash = mix(words.iter().fold(0, |hash: u64, word| mixed(hash, *word)));
                    let bin = &mut least[(hash >> (u64::BITS - BINS.trailing_zeros())) as usize];
                    *bin = (*bin).min(hash as u32 & (u32::MAX >> 1));
                }
            });
        };
        for span in left_out {
            if let Some(piece) = text.get(from..span.start) {
                take(piece);
            }
            from = from.max(span.end);
        }
        take(text.get(from..).unwrap_or_default());
        let shingles = number.saturating_sub(SHINGLE - 1);
        Self { shingles: u32::try_from(shingles).unwrap_or(u32::MAX), bins: filled(&least) }
    }

    /// True where there are too few words to tell anything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.shingles == 0
    }

    /// The sketch as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.shingles.to_le_bytes()[..], &self.bins].concat()
    }

    /// The sketch that these bytes are.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (shingles, bins) = bytes.split_first_chunk::<4>()?;
        Some(Self { shingles: u32::from_le_bytes(*shingles), bins: bins.try_into().ok()? })
    }

    /// Share of common shingles, where the two are copies of one story.
    #[must_use]
    pub fn alike(&self, other: &Self) -> Option<f64> {
        let equal = self.bins.iter().zip(&other.bins).filter(|(a, b)| a == b).count();
        let (fewer, more) = (self.shingles.min(other.shingles) as usize, self.shingles.max(other.shingles) as usize);
        if fewer < SHORT {
            return (equal == BINS && fewer == more).then_some(1.0);
        }
        // One in 256 is equal by chance.
        let share = ((equal as f64 / BINS as f64 - 1.0 / 256.0) * 256.0 / 255.0).max(0.0);
        let common = share / (1.0 + share) * (fewer + more) as f64;
        let within = fewer >= WITHIN_FROM && share >= ALIKE_WITHIN && common / fewer as f64 >= WITHIN;
        (share >= ALIKE || within).then_some(share)
    }
}

/// Calls `take` with a hash of each word: letters and figures, case aside.
fn each_word(text: &str, mut take: impl FnMut(u64)) {
    let mut hash = 0_u64;
    let mut add = |c: char| {
        if c.is_alphanumeric() {
            let small = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            hash = mixed(hash, u64::from(small) + 1);
        } else if hash != 0 {
            take(std::mem::take(&mut hash));
        }
    };
    text.chars().for_each(&mut add);
    add(' ');
}

const fn mixed(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// Spreads what differs over all bits (the end of MurmurHash3).
const fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

/// One byte a bin; an empty one takes what the next full one has, marked by how far that is.
fn filled(least: &[u32; BINS]) -> [u8; BINS] {
    let mut out = [0; BINS];
    for (at, byte) in out.iter_mut().enumerate() {
        let full = (0..BINS).find(|far| least[(at + far) % BINS] != u32::MAX);
        if let Some(far) = full {
            *byte = mix(u64::from(least[(at + far) % BINS]) + ((far as u64) << 32)) as u8;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("word{n} ")).collect()
    }

    #[test]
    fn tells_the_share_of_what_is_common() {
        let whole = Sketch::of(&text(0, 400), &[]);
        let near = |other: &str| whole.alike(&Sketch::of(other, &[]));
        assert_eq!(near(&text(0, 400).to_uppercase()), Some(1.0));
        assert!(near(&text(0, 300)).is_some_and(|share| (0.65..0.85).contains(&share)), "cut by a quarter");
        assert!(near(&text(0, 160)).is_some(), "cut by more than half");
        assert_eq!(near(&text(250, 650)), None, "a third is common");
        assert_eq!(near(&text(400, 800)), None);
    }

    #[test]
    fn what_is_no_part_of_the_article_does_not_count() {
        let marked = format!("{} {}", text(0, 100), text(500, 600));
        let at = marked.find("word500").expect("the clutter");
        let sketch = Sketch::of(&marked, &[Span::new(at, marked.len())]);
        assert_eq!(sketch, Sketch::of(&text(0, 100), &[]));
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        assert_eq!(Sketch::from_bytes(b"abc"), None);
    }

    #[test]
    fn short_texts_are_copies_only_where_they_are_the_same() {
        let short = |text: &str| Sketch::of(text, &[]);
        assert!(short("").is_empty() && short("two words").is_empty());
        let same = short("The quay is shut until spring.");
        assert_eq!(same.alike(&short("The quay is shut until spring")), Some(1.0));
        assert_eq!(same.alike(&short("The quay is shut until autumn")), None);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text: String, a: u8, b: u8) {
            let _ = Sketch::of(&text, &[Span::new(a as usize, a as usize + b as usize)]);
        }
    }
}
