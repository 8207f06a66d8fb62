//! A text cut into paragraphs, sentences and words, its quotation marks paired.

use crate::model::Span;
use crate::text::paragraphs;
use crate::text::quotes::{self, Quote};
use crate::text::sentences::{self, Abbreviations};
use crate::text::words::{self, Word};

/// A text and its parts. Everything is in the order of the text; spans are bytes of [`Document::text`].
#[derive(Debug)]
pub struct Document<'a> {
    /// The text, whole.
    pub text: &'a str,
    /// Paragraphs, trimmed.
    pub paragraphs: Vec<Span>,
    /// Sentences, trimmed; each lies in one paragraph.
    pub sentences: Vec<Span>,
    /// Words and marks; each lies in one sentence.
    pub words: Vec<Word>,
    /// Quotations, by their start; a nested one follows the one around it.
    pub quotes: Vec<Quote>,
    /// The paragraph of each sentence.
    paragraph_of: Vec<usize>,
    /// The first word of each sentence, and the number of words at the end.
    first_word: Vec<usize>,
    /// The numbers of the quotations of depth 0.
    outer: Vec<usize>,
}

impl<'a> Document<'a> {
    /// Cuts `text`. Linear in its length.
    #[must_use]
    pub fn new(text: &'a str, abbreviations: &Abbreviations) -> Self {
        let paragraphs = paragraphs::paragraphs(text);
        let mut found = Vec::new();
        quotes::quotes(text, &paragraphs, &mut found);
        let mut sentences = Vec::new();
        let mut paragraph_of = Vec::new();
        for (p, &paragraph) in paragraphs.iter().enumerate() {
            let from = found.partition_point(|q| q.span.start < paragraph.start);
            let to = found.partition_point(|q| q.span.start < paragraph.end);
            sentences::sentences(text, paragraph, &found[from..to], abbreviations, &mut sentences);
            paragraph_of.resize(sentences.len(), p);
        }
        let mut all = Vec::new();
        let mut first_word = Vec::with_capacity(sentences.len() + 1);
        for &sentence in &sentences {
            first_word.push(all.len());
            words::words(text, sentence, &mut all);
        }
        first_word.push(all.len());
        let outer = (0..found.len()).filter(|&q| found[q].depth == 0).collect();
        Self { text, paragraphs, sentences, words: all, quotes: found, paragraph_of, first_word, outer }
    }

    /// The paragraph that sentence `sentence` stands in.
    #[must_use]
    pub fn paragraph_of(&self, sentence: usize) -> usize {
        self.paragraph_of[sentence]
    }

    /// The numbers of the words of a sentence.
    #[must_use]
    pub fn words_of(&self, sentence: usize) -> std::ops::Range<usize> {
        self.first_word[sentence]..self.first_word[sentence + 1]
    }

    /// The sentence that word `word` stands in.
    #[must_use]
    pub fn sentence_of_word(&self, word: usize) -> usize {
        self.first_word.partition_point(|&f| f <= word).saturating_sub(1).min(self.sentences.len().saturating_sub(1))
    }

    /// The sentence that holds byte `at`, or the next one after it.
    #[must_use]
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let s = self.sentences.partition_point(|s| s.end <= at);
        (s < self.sentences.len()).then_some(s)
    }

    /// The numbers of the words that touch `span`.
    #[must_use]
    pub fn words_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.words.partition_point(|w| w.span.end <= span.start);
        let to = self.words.partition_point(|w| w.span.start < span.end);
        from..to.max(from)
    }

    /// The text of word `word`.
    #[must_use]
    pub fn word(&self, word: usize) -> &'a str {
        self.words[word].span.of(self.text)
    }

    /// The innermost outer quotation (depth 0) that holds byte `at`.
    #[must_use]
    pub fn quote_at(&self, at: usize) -> Option<&Quote> {
        let to = self.outer.partition_point(|&q| self.quotes[q].span.start <= at);
        to.checked_sub(1).map(|o| &self.quotes[self.outer[o]]).filter(|q| q.span.holds(at))
    }

    /// The numbers of the outer quotations (depth 0) that begin in `span`.
    pub fn quotes_in(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.outer.partition_point(|&q| self.quotes[q].span.start < span.start);
        self.outer[from..].iter().copied().take_while(move |&q| self.quotes[q].span.start < span.end)
    }
}
