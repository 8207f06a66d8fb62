//! Text → tokens → symbols: function words and other common words stand for themselves, the rest for its shape or ending.

use super::model::Model;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Mark,
}

/// A token with all that the features need of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// The symbol's number in [`Model::name`].
    pub symbol: u16,
    /// White space stands before it.
    pub spaced: bool,
    /// A line break stands before it.
    pub new_line: bool,
    /// For a word: it begins with a capital letter.
    pub capital: bool,
    /// For a word: a hash of its lower-case form.
    pub hash: u64,
    /// For a word: its length in characters.
    pub length: u16,
    /// For a word: its ending after an apostrophe.
    pub ending: Ending,
    /// For a mark: the character, quotation marks and dashes made equal.
    pub mark: char,
}

/// What follows the apostrophe of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    None,
    /// "'s"
    S,
    /// "n't", "'re", "'ve", "'ll", "'d", "'m"
    Contraction,
}

/// Marks with a symbol each; what is not among them is the last.
pub(super) const MARKS: &[char] = &[
    '.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '-', '—', '/', '&', '$', '%', '@', '#', '*', '[', ']', '…', '+',
    '~',
];

/// Classes of the words and numbers that don't stand for themselves. The endings are tried in this order.
pub(super) const CLASSES: &[&str] = &[
    "‹year›",
    "‹1,000›",
    "‹number›",
    "‹25th›",
    "‹CAPITALS›",
    "‹Name›",
    "‹other›",
    "-ing",
    "-ed",
    "-ly",
    "-tion",
    "-sion",
    "-ment",
    "-ness",
    "-ity",
    "-ies",
    "-ers",
    "-er",
    "-al",
    "-ive",
    "-ous",
    "-able",
    "-ible",
    "-est",
    "-ful",
    "-ism",
    "-ist",
    "-ence",
    "-ance",
    "-ure",
    "-s",
    "-e",
    "-y",
];
/// The first ending among [`CLASSES`].
const ENDINGS: usize = 7;

/// Each mark has two symbols: unspaced (even) and spaced (odd).
pub(super) const fn first_class() -> usize {
    MARKS.len() * 2
}

/// The first symbol that is a word of the vocabulary.
pub(super) const fn first_word() -> usize {
    first_class() + CLASSES.len()
}

/// FNV-1a, 64 bits, on the lower-case form; the same in `training/translated.py`'s model file.
pub(super) fn hash(word: &str) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    let mut byte = |b: u8| state = (state ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    for c in word.chars() {
        if c.is_ascii() {
            byte(c.to_ascii_lowercase() as u8);
        } else if c == '’' {
            byte(b'\'');
        } else {
            let mut buffer = [0; 4];
            for lower in c.to_lowercase() {
                lower.encode_utf8(&mut buffer).bytes().for_each(&mut byte);
            }
        }
    }
    state
}

/// Quotation marks of all sorts are one, and so are dashes: outlets differ in them, not writers.
const fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '`' => '\'',
        '–' | '—' | '―' => '—',
        other => other,
    }
}

/// The tokens of the parts, up to `most` words.
pub(super) fn tokens(model: &Model, parts: &[&str], most: usize) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(parts.iter().map(|p| p.len() / 5).sum::<usize>().min(most * 2));
    let mut words = 0;
    // The next word begins a sentence: its capital letter tells nothing.
    let mut begins = true;
    for part in parts {
        let mut rest = part.char_indices().peekable();
        let (mut spaced, mut new_line) = (true, true);
        while let Some((at, c)) = rest.next() {
            if c.is_whitespace() {
                spaced = true;
                if c == '\n' || c == '\r' {
                    new_line = true;
                    begins = true;
                }
                continue;
            }
            let mut token = Token {
                kind: Kind::Mark,
                symbol: 0,
                spaced,
                new_line,
                capital: false,
                hash: 0,
                length: 0,
                ending: Ending::None,
                mark: '\0',
            };
            (spaced, new_line) = (false, false);
            if c.is_alphabetic() {
                let mut end = at + c.len_utf8();
                let mut length = 1_u16;
                let mut apostrophe = None;
                while let Some(&(next, d)) = rest.peek() {
                    if !d.is_alphabetic() {
                        let after = next + d.len_utf8();
                        if !matches!(d, '\'' | '’') || !part[after..].starts_with(char::is_alphabetic) {
                            break;
                        }
                        apostrophe = Some(after);
                    }
                    length = length.saturating_add(1);
                    end = next + d.len_utf8();
                    rest.next();
                }
                let word = &part[at..end];
                token.kind = Kind::Word;
                token.length = length;
                token.capital = c.is_uppercase();
                token.hash = hash(word);
                token.ending = apostrophe.map_or(Ending::None, |a| match &part[a..end] {
                    "s" => Ending::S,
                    "t" | "re" | "ve" | "ll" | "d" | "m" => Ending::Contraction,
                    _ => Ending::None,
                });
                token.symbol = match model.word(token.hash) {
                    Some(symbol) => symbol,
                    None => class(word, length, token.capital, begins),
                };
                begins = false;
                words += 1;
                if words > most {
                    return tokens;
                }
            } else if c.is_ascii_digit() {
                let (mut inner, mut digits) = (false, 1);
                let bytes = part.as_bytes();
                while let Some(&(next, d)) = rest.peek() {
                    if d.is_ascii_digit() {
                        digits += 1;
                    } else if matches!(d, '.' | ',' | ':') && bytes.get(next + 1).is_some_and(u8::is_ascii_digit) {
                        inner = true;
                    } else {
                        break;
                    }
                    rest.next();
                }
                let ordinal = rest.peek().is_some_and(|&(next, _)| {
                    let tail = &bytes[next..];
                    [b"st", b"nd", b"rd", b"th"].iter().any(|s| tail.starts_with(*s))
                        && !part[next + 2..].starts_with(char::is_alphabetic)
                });
                if ordinal {
                    rest.next();
                    rest.next();
                }
                token.kind = Kind::Number;
                let class = if ordinal {
                    3
                } else if inner {
                    1
                } else if digits == 4 {
                    0
                } else {
                    2
                };
                token.symbol = (first_class() + class) as u16;
                begins = false;
            } else {
                let mark = plain(c);
                let number = MARKS.iter().position(|&m| m == mark).unwrap_or(MARKS.len() - 1);
                token.mark = mark;
                token.symbol = (number * 2 + usize::from(token.spaced)) as u16;
                if matches!(mark, '.' | '!' | '?' | ':' | '"') {
                    begins = true;
                }
            }
            tokens.push(token);
        }
    }
    tokens
}

/// The class of a word that is not in the vocabulary.
fn class(word: &str, length: u16, capital: bool, begins: bool) -> u16 {
    let class = if length > 1 && capital && word.chars().all(|c| !c.is_lowercase()) {
        4
    } else if capital && !begins {
        5
    } else {
        let fits = |ending: &str| {
            let bytes = word.as_bytes();
            bytes.len() > ending.len() + 2
                && bytes[bytes.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
        };
        CLASSES[ENDINGS..].iter().position(|e| fits(&e[1..])).map_or(6, |n| n + ENDINGS)
    };
    (first_class() + class) as u16
}
