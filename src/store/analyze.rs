//! How text becomes terms: lower case, without accents, stemmed by the article's language.
//!
//! All languages share one field. The field's analyzer reads a tag in front of the text ([`tagged`]) and stems accordingly;
//! a query is analyzed once for each language the index holds, and each outcome is looked for in articles of that language.

use super::cached_analyzer::CachedAnalyzer;
use tantivy::tokenizer::{
    AsciiFoldingFilter, BoxTokenStream, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
    Tokenizer, TokenizerManager,
};

/// Name of the analyzer of tagged text.
pub const TAGGED: &str = "whosaid-tagged";

/// Encloses the tag; a private-use character, which is no part of any word.
const TAG: char = '\u{E000}';

/// Longer words, in bytes, are no words (tantivy itself takes up to 65,530).
const LONGEST: usize = 100;

/// The languages that have a stemmer, by ISO 639-1 code.
const STEMMERS: &[(&str, Language)] = &[
    ("ar", Language::Arabic),
    ("da", Language::Danish),
    ("de", Language::German),
    ("el", Language::Greek),
    ("en", Language::English),
    ("es", Language::Spanish),
    ("fi", Language::Finnish),
    ("fr", Language::French),
    ("hu", Language::Hungarian),
    ("it", Language::Italian),
    ("nl", Language::Dutch),
    ("no", Language::Norwegian),
    ("pt", Language::Portuguese),
    ("ro", Language::Romanian),
    ("ru", Language::Russian),
    ("sv", Language::Swedish),
    ("ta", Language::Tamil),
    ("tr", Language::Turkish),
];

/// Text with the language it shall be stemmed by.
#[must_use]
pub fn tagged(language: Option<&str>, text: &str) -> String {
    format!("{TAG}{}{TAG}{text}", language.unwrap_or_default())
}

/// The analyzer for a language; for one without stemmer, words in lower case without accents.
#[must_use]
pub fn analyzer(language: &str) -> TextAnalyzer {
    let plain = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter);
    match STEMMERS.iter().find(|(code, _)| *code == language) {
        Some((_, stemmer)) => plain.filter(Stemmer::new(*stemmer)).build(),
        None => plain.build(),
    }
}

/// The terms of a text in a language, in order.
#[must_use]
pub fn terms(language: &str, text: &str) -> Vec<String> {
    let mut analyzer = analyzer(language);
    let mut stream = analyzer.token_stream(text);
    let mut terms = Vec::new();
    while stream.advance() {
        terms.push(stream.token().text.clone());
    }
    terms
}

/// Tells tantivy our analyzers.
pub fn register(manager: &TokenizerManager) {
    manager.register(TAGGED, TextAnalyzer::builder(Tagged::new()).build());
}

/// Chooses the analyzer by the tag in front of the text.
#[derive(Clone)]
struct Tagged {
    stemming: Vec<(&'static str, CachedAnalyzer)>,
    plain: CachedAnalyzer,
}

impl Tagged {
    fn new() -> Self {
        let of = |code| CachedAnalyzer::new(analyzer(code));
        Self { stemming: STEMMERS.iter().map(|(code, _)| (*code, of(code))).collect(), plain: of("") }
    }
}

impl Tokenizer for Tagged {
    type TokenStream<'a> = BoxTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BoxTokenStream<'a> {
        let (language, body) = text.strip_prefix(TAG).and_then(|rest| rest.split_once(TAG)).unwrap_or(("", text));
        match self.stemming.iter_mut().find(|(code, _)| *code == language) {
            Some((_, analyzer)) => BoxTokenStream::new(analyzer.token_stream(body)),
            None => BoxTokenStream::new(self.plain.token_stream(body)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_their_other_forms() {
        assert_eq!(terms("nl", "sancties"), terms("nl", "Sanctie"));
        assert_eq!(terms("en", "sanctions"), terms("en", "sanction"));
        assert_eq!(terms("", "Zoë’s café"), ["zoe", "s", "cafe"]);
    }

    #[test]
    fn the_tag_chooses_the_stemmer_and_is_no_term() {
        let mut analyzer = TextAnalyzer::builder(Tagged::new()).build();
        let mut of = |text: &str| {
            let mut stream = analyzer.token_stream(text);
            let mut out = Vec::new();
            while stream.advance() {
                out.push(stream.token().text.clone());
            }
            out
        };
        assert_eq!(of(&tagged(Some("nl"), "de sancties")), terms("nl", "de sancties"));
        assert_eq!(of(&tagged(None, "de sancties")), ["de", "sancties"]);
        assert_eq!(of("untagged"), ["untagged"]);
    }
}
