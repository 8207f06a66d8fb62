//! A sentence as the rules see it: its words with their classes, each quotation folded into one item.
//!
//! Sentences that one quotation spans are one strip: `“We stay. We wait,” Brand said.` is `[“…”] [Brand] [said] [.]`.

use std::borrow::Cow;

use crate::model::Span;
use crate::seeds::{Class, Lexicon};
use crate::text::{Document, WordKind, small};

/// One word, one mark, or one whole quotation.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Where it stands.
    pub span: Span,
    /// Its words in small letters; of a quotation the last character inside its marks.
    pub lower: Cow<'a, str>,
    /// What the lexicon knows of it.
    pub class: Class,
    /// It begins with a capital.
    pub capital: bool,
    /// It is all capitals: "BRAND".
    pub shouted: bool,
    /// It is a quotation: its number in the document.
    pub quote: Option<usize>,
    /// It is a mark, not a word.
    pub mark: bool,
}

impl Item<'_> {
    /// True for this very mark.
    #[must_use]
    pub fn is(&self, mark: &str) -> bool {
        self.mark && self.lower == mark
    }

    /// True for dashes that stand between words.
    #[must_use]
    pub fn is_dash(&self) -> bool {
        self.mark && matches!(&*self.lower, "-" | "--" | "–" | "—" | "―" | "−")
    }

    /// True for a comma or a dash: what an apposition stands between.
    #[must_use]
    pub fn parts(&self) -> bool {
        self.is(",") || self.is_dash()
    }

    /// True when it is neither mark nor quotation.
    #[must_use]
    pub fn is_word(&self) -> bool {
        !self.mark && self.quote.is_none()
    }

    /// A noun for people, a body or a document.
    #[must_use]
    pub fn is_noun(&self) -> bool {
        const NOUNS: Class =
            Class(Class::PERSON.0 | Class::GROUP.0 | Class::BODY.0 | Class::DOCUMENT.0 | Class::TITLE.0);
        self.class.any(NOUNS)
    }

    /// A capitalised word that no closed class claims.
    #[must_use]
    pub fn is_name(&self) -> bool {
        const CLOSED: Class = Class(
            Class::DETERMINER.0
                | Class::PREPOSITION.0
                | Class::COMPLEMENTIZER.0
                | Class::RELATIVE.0
                | Class::SUBORDINATOR.0
                | Class::ADVERB.0
                | Class::TIME.0
                | Class::COORDINATOR.0
                | Class::BREAKER.0
                | Class::PRONOUN.0,
        );
        self.is_word() && self.capital && !self.class.any(CLOSED)
    }
}

/// Consecutive sentences that belong together.
#[derive(Clone, Debug)]
pub struct Strip<'a> {
    /// The items, in order.
    pub items: Vec<Item<'a>>,
    /// The sentences' span.
    pub span: Span,
    /// The paragraph it stands in.
    pub paragraph: usize,
    /// It opens its paragraph.
    pub first: bool,
}

impl Strip<'_> {
    /// The span of items `from..to`; `None` when there are none.
    #[must_use]
    pub fn span_of(&self, from: usize, to: usize) -> Option<Span> {
        let to = to.min(self.items.len());
        (from < to).then(|| self.items[from].span.cover(self.items[to - 1].span))
    }

    /// The number of words among items `from..to`; a quotation counts as two.
    #[must_use]
    pub fn words(&self, from: usize, to: usize) -> usize {
        let range = from.min(self.items.len())..to.min(self.items.len()).max(from.min(self.items.len()));
        self.items[range].iter().map(|i| if i.quote.is_some() { 2 } else { usize::from(!i.mark) }).sum()
    }

    /// True when it holds nothing but quotations and marks.
    #[must_use]
    pub fn only_quotes(&self) -> bool {
        self.items.iter().all(|i| i.quote.is_some() || i.mark) && self.items.iter().any(|i| i.quote.is_some())
    }
}

/// The strips of a document, in order. Sentences inside `skip` (boilerplate) are left out.
#[must_use]
pub fn strips<'a>(doc: &Document<'a>, lexicon: &Lexicon, skip: &[Span]) -> Vec<Strip<'a>> {
    let mut out: Vec<Strip<'a>> = Vec::new();
    let mut s = 0;
    let mut last_paragraph = usize::MAX;
    let mut quote = 0;
    while s < doc.sentences.len() {
        let paragraph = doc.paragraph_of(s);
        let mut span = doc.sentences[s];
        let mut end = s + 1;
        // Take in the sentences that an outer quotation reaches into.
        while quote < doc.quotes.len() && doc.quotes[quote].span.end <= span.start {
            quote += 1;
        }
        let mut q = quote;
        while q < doc.quotes.len() && doc.quotes[q].span.start < span.end {
            let reach = doc.quotes[q].span.end;
            while end < doc.sentences.len() && doc.paragraph_of(end) == paragraph && doc.sentences[end].start < reach {
                span = span.cover(doc.sentences[end]);
                end += 1;
            }
            q += 1;
        }
        let skipped = {
            let at = skip.partition_point(|b| b.end <= span.start);
            skip.get(at).is_some_and(|b| b.start <= span.start && span.start < b.end)
        };
        if !skipped {
            let items = items(doc, lexicon, span);
            out.push(Strip { items, span, paragraph, first: paragraph != last_paragraph });
        }
        last_paragraph = paragraph;
        s = end;
    }
    out
}

fn items<'a>(doc: &Document<'a>, lexicon: &Lexicon, span: Span) -> Vec<Item<'a>> {
    let words = doc.words_in(span);
    let mut out = Vec::with_capacity(words.len());
    let mut quotes = doc.quotes_in(span).peekable();
    let mut inside = span.start;
    for w in words {
        let word = doc.words[w];
        if word.span.start < inside {
            continue;
        }
        if let Some(&q) = quotes.peek()
            && doc.quotes[q].span.start <= word.span.start
        {
            quotes.next();
            let quote = doc.quotes[q].span;
            inside = quote.end;
            out.push(Item {
                span: quote,
                lower: Cow::Borrowed(last_char(doc.quotes[q].inner.of(doc.text))),
                class: Class::default(),
                capital: false,
                shouted: false,
                quote: Some(q),
                mark: false,
            });
            if word.span.start < inside {
                continue;
            }
        }
        let text = word.span.of(doc.text);
        let lower = lower(text);
        let class = lexicon.class(&lower);
        let capital = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let letters = text.chars().filter(|c| c.is_alphabetic()).take(2).count();
        let shouted = letters == 2 && !text.chars().any(char::is_lowercase);
        let mark = word.kind == WordKind::Mark;
        out.push(Item { span: word.span, class, lower, capital, shouted, quote: None, mark });
    }
    out
}

fn last_char(text: &str) -> &str {
    text.char_indices().next_back().map_or("", |(i, _)| &text[i..])
}

/// Small letters and straight apostrophes; borrowed where the text has them so.
#[must_use]
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        small(text)
    } else if text.chars().any(|c| c.is_uppercase() || c == '’') {
        Cow::Owned(text.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(text)
    }
}
