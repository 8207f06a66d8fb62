//! Words that running text writes small, for what a capital at the beginning of a sentence says of them: nothing (truecasing; Lita et al., "tRuEcasIng",
//! ACL 2003). Counted over tens of thousands of news articles (`training/truecase.py`).

/// For each language two letters, a count, and that many hashes, rising.
static WORDS: &[u8] = include_bytes!("../../models/truecase.bin");
/// Bytes of a language's head.
const HEAD: usize = 6;
/// Bytes of a hash.
const HASH: usize = 4;

/// True for a word that running text of this language writes with a small letter. `word` is in small letters, its apostrophe straight.
#[must_use]
pub fn is_small(language: &str, word: &str) -> bool {
    let Some(hashes) = of(WORDS, language) else { return false };
    let wanted = fnv(word);
    let at = |i: usize| number(&hashes[i * HASH..]);
    let (mut low, mut high) = (0, hashes.len() / HASH);
    while low < high {
        let middle = low.midpoint(high);
        match at(middle).cmp(&wanted) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

/// The hashes of a language.
fn of<'w>(mut words: &'w [u8], language: &str) -> Option<&'w [u8]> {
    while words.len() >= HEAD {
        let end = HEAD + number(&words[2..]) as usize * HASH;
        if &words[..2] == language.as_bytes() {
            return words.get(HEAD..end);
        }
        words = words.get(end..)?;
    }
    None
}

fn number(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// FNV-1a (Fowler, Noll and Vo), 32 bits.
fn fnv(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |h, byte| (h ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_small_and_names_are_not() {
        for (language, word) in [("en", "officials"), ("en", "striker"), ("nl", "bewoners"), ("nl", "daar")] {
            assert!(is_small(language, word), "{word}");
        }
        for (language, word) in
            [("en", "washington"), ("en", "officialss"), ("nl", "rutte"), ("fr", "officials"), ("en", "")]
        {
            assert!(!is_small(language, word), "{word}");
        }
    }

    #[test]
    fn the_file_is_whole() {
        let rising = |hashes: &[u8]| hashes.chunks_exact(HASH).map(number).is_sorted();
        let (en, nl) = (of(WORDS, "en").expect("English"), of(WORDS, "nl").expect("Dutch"));
        assert!(rising(en) && rising(nl));
        assert_eq!(2 * HEAD + en.len() + nl.len(), WORDS.len());
        assert_eq!(of(&WORDS[..100], "nl"), None, "a file cut short holds nothing more");
    }
}
