//! A text cut into paragraphs, sentences and words, its quotation marks paired.

use rustc_hash::FxHashMap;

use crate::model::Span;
use crate::text::boundary::ceil;
use crate::text::quotes::{Pairing, Quote};
use crate::text::sentences::{self, Abbreviations};
use crate::text::words::{self, Word};
use crate::text::{lost, mend, paragraphs, seams};

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
    /// The damaged words, as they were meant.
    read_as: FxHashMap<usize, String>,
}

impl<'a> Document<'a> {
    /// Cuts `text`. Linear in its length.
    #[must_use]
    pub fn new(text: &'a str, abbreviations: &Abbreviations) -> Self {
        let mended = mend::mended(text);
        let (real, text) = (text, &*mended.text);
        let seams = seams::seams(text, abbreviations);
        let paragraphs = paragraphs::paragraphs(text);
        let mut quotes = Vec::new();
        let mut pairing = Pairing::default();
        let mut sentences = Vec::new();
        let mut paragraph_of = Vec::new();
        let of = |p: Span| &seams[seams.partition_point(|&s| s < p.start)..seams.partition_point(|&s| s < p.end)];
        for (p, &paragraph) in paragraphs.iter().enumerate() {
            let (quote, sentence) = (quotes.len(), sentences.len());
            pairing.paragraph(text, paragraph, &mut quotes);
            sentences::sentences(text, paragraph, &quotes[quote..], of(paragraph), abbreviations, &mut sentences);
            if pairing.left_open {
                pairing.left_open = lost::close(text, paragraph, &sentences[sentence..], &mut quotes[quote..]);
            }
            if lost::open(text, paragraph, &sentences[sentence..], &pairing.lost, quote, &mut quotes) {
                // Sentences tell where a lost mark stood, and closing marks where sentences end.
                sentences.truncate(sentence);
                sentences::sentences(text, paragraph, &quotes[quote..], of(paragraph), abbreviations, &mut sentences);
            }
            paragraph_of.resize(sentences.len(), p);
        }
        let mut all = Vec::new();
        let mut first_word = Vec::with_capacity(sentences.len() + 1);
        for &sentence in &sentences {
            first_word.push(all.len());
            words::words(text, sentence, &mut all);
        }
        first_word.push(all.len());
        let outer = (0..quotes.len()).filter(|&q| quotes[q].depth == 0).collect();
        let mut read_as = FxHashMap::default();
        if mended.unseen {
            for (w, word) in all.iter_mut().enumerate() {
                let meant = mend::seen(word.span.of(text));
                word.span = on_characters(real, word.span);
                if !meant.is_empty() && meant != word.span.of(real) {
                    read_as.insert(w, meant.into_owned());
                }
            }
            sentences.iter_mut().for_each(|s| *s = on_characters(real, *s));
            for quote in &mut quotes {
                quote.span = on_characters(real, quote.span);
                quote.inner = on_characters(real, quote.inner);
            }
        }
        Self { text: real, paragraphs, sentences, words: all, quotes, paragraph_of, first_word, outer, read_as }
    }

    /// The paragraph that sentence `sentence` stands in.
    #[must_use]
    pub fn paragraph_of(&self, sentence: usize) -> usize {
        self.paragraph_of[sentence]
    }

    /// The paragraph of the sentence that holds byte `at`, or of the next one after it.
    #[must_use]
    pub fn paragraph_at(&self, at: usize) -> Option<usize> {
        self.sentence_at(at).map(|s| self.paragraph_of(s))
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

    /// Word `word` as it was meant: `don’t` where the text has `don&rsquo;t`.
    #[must_use]
    pub fn word(&self, word: usize) -> &str {
        let damaged = if self.read_as.is_empty() { None } else { self.read_as.get(&word) };
        damaged.map_or_else(|| self.words[word].span.of(self.text), String::as_str)
    }

    /// The innermost outer quotation (depth 0) that holds byte `at`.
    #[must_use]
    pub fn quote_at(&self, at: usize) -> Option<&Quote> {
        let to = self.outer.partition_point(|&q| self.quotes[q].span.start <= at);
        to.checked_sub(1).map(|o| &self.quotes[self.outer[o]]).filter(|q| q.span.holds(at))
    }

    /// True for a word, by its number, inside a quotation.
    #[must_use]
    pub fn is_quoted(&self, word: usize) -> bool {
        self.quote_at(self.words[word].span.start).is_some()
    }

    /// From the first of the words of a range, which is not empty, to the last.
    #[must_use]
    pub fn span_of(&self, words: std::ops::Range<usize>) -> Span {
        self.words[words.start].span.cover(self.words[words.end - 1].span)
    }

    /// The numbers of the outer quotations (depth 0) that begin in `span`.
    pub fn quotes_in(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.outer.partition_point(|&q| self.quotes[q].span.start < span.start);
        self.outer[from..].iter().copied().take_while(move |&q| self.quotes[q].span.start < span.end)
    }
}

/// The span with bounds between characters of `text`: inside a character that was misread, the mended text may have others.
fn on_characters(text: &str, span: Span) -> Span {
    Span::new(ceil(text, span.start), ceil(text, span.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let doc = Document::new(text, &Abbreviations::default());
        (0..doc.words.len()).map(|w| doc.word(w).to_owned()).collect()
    }

    #[test]
    fn damage_is_seen_through() {
        let meant = ["“", "I", "don’t", "know", ",", "”", "said", "Zoë", "’s", "son", "."];
        for text in [
            "&ldquo;I don&rsquo;t know,&rdquo; said Zo&euml;&rsquo;s son.",
            "&#8220;I don&#8217;t know,&#x201D; said Zo&#235;&#8217;s son.",
            "&amp;ldquo;I don&amp;rsquo;t know,&amp;rdquo; said Zoë’s son.",
            "â€œI donâ€™t know,â€\u{9d} said ZoÃ«â€™s son.",
            "“I don’t\u{a0}know,” sa\u{ad}id Zo\u{200b}ë’s s\u{2060}on.",
        ] {
            assert_eq!(words(text), meant, "{text}");
            let doc = Document::new(text, &Abbreviations::default());
            assert_eq!(doc.quotes.len(), 1, "{text}");
            assert!(doc.quotes[0].close.is_some_and(|c| c == doc.words[5].span), "{text}");
            assert!(doc.quotes[0].inner.of(text).ends_with("know,"), "{text}");
        }
        assert_eq!(
            Document::new("It&rsquo;s&nbsp;&quot;ours&quot;.", &Abbreviations::default()).words[2].span,
            Span::new(16, 22)
        );
    }

    proptest! {
        #[test]
        fn everything_slices(text in "(&ldquo;|&rdquo;|&nbsp;|&amp;quot;|&#233;|â€œ|â€|™|\u{9d}|Ã«|«|\u{ad}|\u{200b}|\u{feff}|[a-zA-Z.,!?\"“”‘’' ]|é|\n|year\\.The|😀){0,40}") {
            let doc = Document::new(&text, &Abbreviations::default());
            let mut last = 0;
            for (w, word) in doc.words.iter().enumerate() {
                prop_assert!(word.span.start >= last && text.get(word.span.start..word.span.end).is_some());
                prop_assert!(!doc.word(w).is_empty());
                last = word.span.end;
            }
            let quotes = doc.quotes.iter().flat_map(|q| [q.span, q.inner].into_iter().chain(q.close));
            for span in doc.paragraphs.iter().chain(&doc.sentences).copied().chain(quotes) {
                prop_assert!(text.get(span.start..span.end).is_some());
            }
            for (s, &sentence) in doc.sentences.iter().enumerate() {
                prop_assert!(doc.words_of(s).all(|w| sentence.contains(doc.words[w].span)));
            }
        }
    }
}
