//! A number for each word, its lower-case form hashed: eight letters at a time, for every word of every article is.

/// The golden ratio, and a prime of the same length.
const FACTORS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];
/// The bit that small letters have and capitals lack; an apostrophe has it too.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// The number of a word of the letters a to z, large or small, and straight apostrophes.
pub(super) fn plain_word(word: &[u8]) -> u64 {
    number(word, SMALL)
}

/// The number of any word; a curly apostrophe is a straight one. `room` is written over.
pub(super) fn any_word(word: &str, room: &mut Vec<u8>) -> u64 {
    room.clear();
    let mut buffer = [0; 4];
    for c in word.chars() {
        if c.is_ascii() {
            room.push(c.to_ascii_lowercase() as u8);
        } else if c == '’' {
            room.push(b'\'');
        } else {
            for lower in c.to_lowercase() {
                room.extend_from_slice(lower.encode_utf8(&mut buffer).as_bytes());
            }
        }
    }
    number(room, 0)
}

/// `with` is set in every byte.
fn number(bytes: &[u8], with: u64) -> u64 {
    let mix = |state: u64, n: u64| {
        let state = (state ^ n).wrapping_mul(FACTORS[0]);
        state ^ state >> 32
    };
    let four =
        |at: usize| bytes[at..].first_chunk().map_or(0, |four| u64::from(u32::from_le_bytes(*four) | with as u32));
    let eight = |at: usize| bytes[at..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight) | with);
    let mut state = (bytes.len() as u64).wrapping_mul(FACTORS[1]);
    match bytes.len() {
        0 => {}
        // The first, the middle and the last; of one or two letters some twice.
        1..4 => {
            let of = |at: usize| u64::from(bytes[at] | with as u8);
            state = mix(state, of(0) | of(bytes.len() / 2) << 8 | of(bytes.len() - 1) << 16);
        }
        4..8 => state = mix(state, four(0) | four(bytes.len() - 4) << 32),
        length => {
            let mut at = 0;
            while at + 8 < length {
                state = mix(state, eight(at));
                at += 8;
            }
            state = mix(state, eight(length - 8));
        }
    }
    state.wrapping_mul(FACTORS[1])
}

#[cfg(test)]
mod tests {
    use super::{any_word, plain_word};
    use std::collections::BTreeMap;

    #[test]
    fn the_case_of_letters_makes_no_difference() {
        let mut room = Vec::new();
        for word in ["I", "Of", "THE", "That", "it's", "Wouldn't", "Announcements", "Intercontinentally"] {
            let lower = any_word(&word.to_lowercase(), &mut room);
            assert_eq!(plain_word(word.as_bytes()), lower, "{word}");
            assert_eq!(any_word(&word.replace('\'', "’"), &mut room), lower, "{word}");
        }
        assert_eq!(any_word("ÉTÉ", &mut room), any_word("été", &mut room));
    }

    #[test]
    fn words_that_differ_have_numbers_that_differ() {
        let mut seen: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
        for first in b'a'..=b'z' {
            for second in b'a'..=b'z' {
                for length in 1..20_usize {
                    let mut word: Vec<u8> = (0..length).map(|n| if n % 3 == 0 { first } else { second }).collect();
                    word[length / 2] = first;
                    if let Some(other) = seen.insert(plain_word(&word), word.clone()) {
                        assert_eq!(other, word);
                    }
                }
            }
        }
    }
}
