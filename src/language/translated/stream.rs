//! Text → tokens → symbols: function words and other common words stand for themselves, the rest for its shape or ending.

use super::model::Model;
use super::symbols::{CLASSES, ENDINGS, MARKS, first_class};
use super::words::{any_word, plain_word};

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
    /// For a word: the number of its lower-case form.
    pub number: u64,
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

/// Quotation marks of all sorts are one, and so are dashes: outlets differ in them, not writers.
const fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '`' => '\'',
        '–' | '—' | '―' => '—',
        other => other,
    }
}

/// The number of the mark that a character is, among [`MARKS`].
fn mark_number(mark: char) -> usize {
    /// For the characters of one byte.
    const PLAIN: [u8; 128] = {
        let mut numbers = [MARKS.len() as u8 - 1; 128];
        let mut number = 0;
        while number < MARKS.len() {
            if MARKS[number].is_ascii() {
                numbers[MARKS[number] as usize] = number as u8;
            }
            number += 1;
        }
        numbers
    };
    match PLAIN.get(mark as usize) {
        Some(number) => usize::from(*number),
        None => MARKS.iter().position(|&m| m == mark).unwrap_or(MARKS.len() - 1),
    }
}

/// The character at byte `at`.
#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// A word: where it ends, how many characters it has, where its last apostrophe ends, and whether it is made of plain letters and apostrophes.
struct Word {
    end: usize,
    length: u16,
    apostrophe: Option<usize>,
    plain: bool,
}

impl Word {
    /// The word that begins at byte `start` with a letter.
    fn at(part: &str, start: usize) -> Self {
        let bytes = part.as_bytes();
        let mut word = Self { end: start, length: 0, apostrophe: None, plain: true };
        let alphabetic = |at: usize| char_at(part, at).is_some_and(char::is_alphabetic);
        loop {
            let from = word.end;
            while bytes.get(word.end).is_some_and(u8::is_ascii_alphabetic) {
                word.end += 1;
            }
            word.length = word.length.saturating_add(u16::try_from(word.end - from).unwrap_or(u16::MAX));
            let Some(c) = char_at(part, word.end) else { return word };
            let after = word.end + c.len_utf8();
            if matches!(c, '\'' | '’') {
                if !alphabetic(after) {
                    return word;
                }
                word.apostrophe = Some(after);
            } else if !c.is_alphabetic() {
                return word;
            }
            word.plain &= c.is_ascii();
            word.length = word.length.saturating_add(1);
            word.end = after;
        }
    }
}

/// The tokens of an article's parts, read as far as somebody wants them.
pub(super) struct Tokens<'a> {
    model: &'a Model,
    parts: std::slice::Iter<'a, &'a str>,
    /// What is left of the part that is being read.
    rest: &'a str,
    /// White space, a line break, the end of a sentence came last: after it, a capital letter tells nothing.
    spaced: bool,
    new_line: bool,
    begins: bool,
    room: Vec<u8>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(model: &'a Model, parts: &'a [&'a str]) -> Self {
        Self { model, parts: parts.iter(), rest: "", spaced: true, new_line: true, begins: true, room: Vec::new() }
    }

    /// Adds tokens to `tokens`, up to the end or so many words; returns how many words they were.
    pub(super) fn read(&mut self, most: usize, tokens: &mut Vec<Token>) -> usize {
        let mut words = 0;
        while words < most {
            if self.rest.is_empty() {
                let Some(part) = self.parts.next() else { break };
                (self.rest, self.spaced, self.new_line) = (part, true, true);
            }
            words += self.part(most - words, tokens);
        }
        words
    }

    /// The same in the part at hand.
    fn part(&mut self, most: usize, tokens: &mut Vec<Token>) -> usize {
        let (part, mut at, mut words) = (self.rest, 0, 0);
        while let Some(c) = char_at(part, at) {
            if c.is_whitespace() {
                self.spaced = true;
                if c == '\n' || c == '\r' {
                    self.new_line = true;
                    self.begins = true;
                }
                at += c.len_utf8();
                continue;
            }
            if c.is_alphabetic() {
                if words == most {
                    break;
                }
                words += 1;
            }
            let token = Token {
                kind: Kind::Mark,
                symbol: 0,
                spaced: std::mem::replace(&mut self.spaced, false),
                new_line: std::mem::replace(&mut self.new_line, false),
                capital: false,
                number: 0,
                length: 0,
                ending: Ending::None,
                mark: '\0',
            };
            let (token, end) = self.token(token, part, at, c);
            tokens.push(token);
            at = end;
        }
        self.rest = &part[at..];
        words
    }

    /// The token that begins at byte `at` with `c`, and where it ends.
    #[inline]
    fn token(&mut self, mut token: Token, part: &str, mut at: usize, c: char) -> (Token, usize) {
        let bytes = part.as_bytes();
        if c.is_alphabetic() {
            let word = Word::at(part, at);
            let text = &part[at..word.end];
            token.kind = Kind::Word;
            token.length = word.length;
            token.capital = c.is_uppercase();
            token.number = if word.plain { plain_word(text.as_bytes()) } else { any_word(text, &mut self.room) };
            token.ending = word.apostrophe.map_or(Ending::None, |after| match &part[after..word.end] {
                "s" => Ending::S,
                "t" | "re" | "ve" | "ll" | "d" | "m" => Ending::Contraction,
                _ => Ending::None,
            });
            token.symbol = match self.model.word(token.number) {
                Some(symbol) => symbol,
                None => class(text, token.length, token.capital, self.begins),
            };
            self.begins = false;
            at = word.end;
        } else if c.is_ascii_digit() {
            let (mut inner, mut digits) = (false, 1);
            at += 1;
            while let Some(&byte) = bytes.get(at) {
                if byte.is_ascii_digit() {
                    digits += 1;
                } else if matches!(byte, b'.' | b',' | b':') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
                    inner = true;
                } else {
                    break;
                }
                at += 1;
            }
            let ordinal = matches!(bytes.get(at..at + 2), Some(b"st" | b"nd" | b"rd" | b"th"))
                && !char_at(part, at + 2).is_some_and(char::is_alphabetic);
            if ordinal {
                at += 2;
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
            self.begins = false;
        } else {
            let mark = plain(c);
            token.mark = mark;
            token.symbol = (mark_number(mark) * 2 + usize::from(token.spaced)) as u16;
            if matches!(mark, '.' | '!' | '?' | ':' | '"') {
                self.begins = true;
            }
            at += c.len_utf8();
        }
        (token, at)
    }
}

/// The class of a word that is not in the vocabulary.
fn class(word: &str, length: u16, capital: bool, begins: bool) -> u16 {
    let class = if length > 1 && capital && word.chars().all(|c| !c.is_lowercase()) {
        4
    } else if capital && !begins {
        5
    } else {
        ending(word.as_bytes()).map_or(6, |n| n + ENDINGS)
    };
    (first_class() + class) as u16
}

/// The first of the endings that a word has, with more than two bytes before it.
fn ending(word: &[u8]) -> Option<usize> {
    /// For each last letter, a bit for each ending that has it: nearly all others are out at once.
    const LAST: [u32; 256] = {
        let mut last = [0; 256];
        let mut number = ENDINGS;
        while number < CLASSES.len() {
            let class = CLASSES[number].as_bytes();
            last[class[class.len() - 1] as usize] |= 1 << (number - ENDINGS);
            number += 1;
        }
        last
    };
    let mut bits = LAST[usize::from(word.last()?.to_ascii_lowercase())];
    while bits != 0 {
        let number = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        let ending = &CLASSES[ENDINGS + number].as_bytes()[1..];
        if word.len() > ending.len() + 2 && word[word.len() - ending.len()..].eq_ignore_ascii_case(ending) {
            return Some(number);
        }
    }
    None
}
