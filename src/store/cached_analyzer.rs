//! An analyzer that remembers what became of a word: a text has few words, and the same ones again and again; a stemmer takes its time for each.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream};

/// Words that are remembered: nine of ten in an article are among so many that stood last.
const PLACES: usize = 8192;
/// Bytes of the longest word that is, and of the longest term.
const BYTES: usize = 16;

/// What became of a word.
#[derive(Clone, Copy)]
struct Known {
    /// The word's bytes; none of them is zero. Zero: nothing is known yet.
    word: u128,
    term: [u8; BYTES],
    length: u8,
}

/// An analyzer with its memory. It cuts a text into runs of letters and figures, as tantivy's simple tokenizer does, and gives each to the analyzer alone:
/// one whose filters look at one word at a time comes to the same.
pub(super) struct CachedAnalyzer {
    analyzer: TextAnalyzer,
    /// Empty until the first word.
    known: Vec<Known>,
    token: Token,
}

impl Clone for CachedAnalyzer {
    /// The same analyzer, with nothing in its memory.
    fn clone(&self) -> Self {
        Self::new(self.analyzer.clone())
    }
}

impl CachedAnalyzer {
    pub(super) fn new(analyzer: TextAnalyzer) -> Self {
        Self { analyzer, known: Vec::new(), token: Token::default() }
    }

    /// The terms of `text`.
    pub(super) fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        if self.known.is_empty() {
            self.known = vec![Known { word: 0, term: [0; BYTES], length: 0 }; PLACES];
        }
        self.token.reset();
        Stream { text, at: 0, words: self }
    }

    /// Puts the term of `word` into the token; false where it is left out.
    fn term(&mut self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let mut padded = [0; BYTES];
        let Some(room) = padded.get_mut(..bytes.len()) else { return self.analyze(word) };
        room.copy_from_slice(bytes);
        let number = u128::from_le_bytes(padded);
        let place = place(number);
        let known = &self.known[place];
        if known.word == number
            && let Ok(term) = std::str::from_utf8(&known.term[..usize::from(known.length)])
        {
            self.token.text.push_str(term);
            return true;
        }
        if !self.analyze(word) {
            return false;
        }
        let term = self.token.text.as_bytes();
        let known = &mut self.known[place];
        if let Some(room) = known.term.get_mut(..term.len()) {
            room.copy_from_slice(term);
            (known.word, known.length) = (number, term.len() as u8);
        }
        true
    }

    fn analyze(&mut self, word: &str) -> bool {
        let mut stream = self.analyzer.token_stream(word);
        let found = stream.advance();
        if found {
            self.token.text.push_str(&stream.token().text);
        }
        found
    }
}

/// Where a word is remembered.
const fn place(word: u128) -> usize {
    let halves = (word as u64).rotate_left(5) ^ ((word >> 64) as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (halves.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - PLACES.trailing_zeros())) as usize
}

/// The terms of one text.
pub(super) struct Stream<'a> {
    text: &'a str,
    at: usize,
    words: &'a mut CachedAnalyzer,
}

impl Stream<'_> {
    /// The end of the run from byte `from` on of characters that are letters and figures, or that are none.
    fn run(&self, from: usize, alphanumeric: bool) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            while bytes.get(at).is_some_and(|byte| byte.is_ascii() && byte.is_ascii_alphanumeric() == alphanumeric) {
                at += 1;
            }
            match self.text[at..].chars().next() {
                Some(c) if !c.is_ascii() && c.is_alphanumeric() == alphanumeric => at += c.len_utf8(),
                _ => return at,
            }
        }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            self.words.token.text.clear();
            self.words.token.position = self.words.token.position.wrapping_add(1);
            let start = self.run(self.at, false);
            let end = self.run(start, true);
            self.at = end;
            if start == end {
                return false;
            }
            if self.words.term(&self.text[start..end]) {
                (self.words.token.offset_from, self.words.token.offset_to) = (start, end);
                return true;
            }
        }
    }

    fn token(&self) -> &Token {
        &self.words.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.words.token
    }
}

#[cfg(test)]
mod tests {
    use super::CachedAnalyzer;
    use crate::store::analyze;
    use tantivy::tokenizer::{Token, TokenStream};

    fn all(mut stream: impl TokenStream) -> Vec<Token> {
        let mut all = Vec::new();
        while stream.advance() {
            all.push(stream.token().clone());
        }
        all
    }

    proptest::proptest! {
        #[test]
        fn the_terms_are_the_analyzers(
            text in "([a-z]{1,3}(ing|tion|s|en|heid)?|[A-Z]{2,4}|Zoë’s|ß|[ .,’_-]|[0-9]{1,5}|漢字|İ|ŉ|\u{301}|a{95,120}|onafhankelijkheidsstrijder){0,60}"
        ) {
            for language in ["en", "nl", "tr", "ar", ""] {
                let mut plain = analyze::analyzer(language);
                let mut remembering = CachedAnalyzer::new(analyze::analyzer(language));
                // Once into an empty memory, once out of it.
                for _ in 0..2 {
                    proptest::prop_assert_eq!(all(plain.token_stream(&text)), all(remembering.token_stream(&text)));
                }
            }
        }
    }
}
