//! The document's words as resolution sees them: initials and elided particles are one word, each with its class.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{Article, Span};
use crate::seeds::{Class, Lexicon, Seeds};
use crate::text::{Document, Quote, WordKind, small};
use foldhash::HashSet;

/// Bytes of a quotation from which it counts as speech: shorter ones are names, titles and scare quotes.
const SPEECH: usize = 40;
/// Share of capitalised long words from which a sentence is set like a headline.
const HEADLINE_SHARE: f64 = 0.65;
/// Letters of a word that is long enough to have a capital in a headline.
const LONG: usize = 4;
/// Paragraphs among which a headline stands: a date, an icon list or an outlet may come first.
const TOP: usize = 3;

/// Classes that a word has only when it is no name and no noun.
pub(super) const FUNCTION: Class = Class(
    Class::DETERMINER.0
        | Class::PREPOSITION.0
        | Class::PRONOUN.0
        | Class::COMPLEMENTIZER.0
        | Class::RELATIVE.0
        | Class::SUBORDINATOR.0
        | Class::AUXILIARY.0
        | Class::ADVERB.0
        | Class::TIME.0
        | Class::COORDINATOR.0
        | Class::BREAKER.0
        | Class::QUESTIONER.0,
);
/// Nouns for who speaks.
pub(super) const NOUN: Class = Class(Class::PERSON.0 | Class::GROUP.0 | Class::BODY.0 | Class::DOCUMENT.0);

/// One word or mark.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// Where it stands.
    pub span: Span,
    /// In small letters, apostrophes straight, without the full stop of an abbreviation.
    pub lower: Cow<'a, str>,
    /// What the lexicon knows of it.
    pub class: Class,
    /// Its sentence.
    pub sentence: usize,
    /// Letters, and not a mark or a number.
    pub letters: bool,
    /// Begins with a capital.
    pub capital: bool,
    /// "J.", "R.V."
    pub initial: bool,
    /// Two or more letters, all capitals, no full stop.
    pub acronym: bool,
    /// The first word of its sentence.
    pub first: bool,
    /// Stands in a quotation long enough to be speech.
    pub speech: bool,
}

/// A document with its words classed, and all that is known.
pub(super) struct View<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text, cut.
    pub doc: &'a Document<'a>,
    /// Its language.
    pub lexicon: &'a Lexicon,
    /// Everything that is known.
    pub seeds: &'a Seeds,
    /// Its words.
    pub tokens: Vec<Token<'a>>,
    /// For each sentence, whether it is set like a headline.
    pub headline: Vec<bool>,
    /// Words in small letters that have a capital where no sentence begins.
    pub capitals: HashSet<Cow<'a, str>>,
    /// Words in small letters that a particle stands before, where no sentence begins.
    pub behind_particle: HashSet<Cow<'a, str>>,
    first_of: Vec<usize>,
    /// For the first paragraphs, whether they are no sentences.
    top: Vec<bool>,
}

impl<'a> View<'a> {
    /// True for a word that begins its sentence and would be small elsewhere: its capital tells nothing. A word that has a capital inside a sentence of
    /// this text is a name here.
    pub fn is_ordinary(&self, token: usize) -> bool {
        let t = &self.tokens[token];
        t.first && !self.capitals.contains(&t.lower) && self.is_small(token)
    }

    /// True for a word that running text of this language writes small.
    pub fn is_small(&self, token: usize) -> bool {
        crate::language::truecase::is_small(&self.lexicon.code, &self.tokens[token].lower)
    }

    /// Classes the words of `doc`.
    pub fn new(article: &'a Article, doc: &'a Document<'a>, lexicon: &'a Lexicon, seeds: &'a Seeds) -> Self {
        let mut view = Self {
            article,
            doc,
            lexicon,
            seeds,
            tokens: Vec::with_capacity(doc.words.len()),
            headline: Vec::with_capacity(doc.sentences.len()),
            capitals: HashSet::default(),
            behind_particle: HashSet::default(),
            first_of: Vec::with_capacity(doc.sentences.len() + 1),
            top: doc.paragraphs.iter().take(TOP).map(|p| !ends_sentence(p.of(doc.text))).collect(),
        };
        let mut quotes = Around { rest: &doc.quotes, last: None };
        for sentence in 0..doc.sentences.len() {
            view.first_of.push(view.tokens.len());
            view.read_sentence(sentence, &mut quotes);
            let range = view.first_of[sentence]..view.tokens.len();
            let shouted = view.tokens[range.clone()].iter().filter(|t| t.acronym).count();
            if shouted >= LONG && 2 * shouted > range.len() {
                view.tokens[range.clone()].iter_mut().for_each(|t| t.acronym = false);
            }
            let long = view.tokens[range].iter().filter(|t| t.letters && t.span.len() >= LONG);
            let (all, capital) = long.fold((0, 0), |(a, c), t| (a + 1, c + usize::from(t.capital)));
            let stops = doc.sentences[sentence]
                .of(doc.text)
                .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.')
                .ends_with('.');
            view.headline.push(!stops && all >= LONG && capital as f64 >= HEADLINE_SHARE * all as f64);
        }
        view.first_of.push(view.tokens.len());
        for (i, t) in view.tokens.iter().enumerate() {
            if !t.capital || t.first || view.headline[t.sentence] {
                continue;
            }
            view.capitals.insert(t.lower.clone());
            if i > 1 && !t.acronym && seeds.names.is_particle(&view.tokens[i - 1].lower) {
                let before = &view.tokens[i - 2];
                let given = before.capital
                    || before.class.any(Class::PERSON.or(Class::TITLE))
                    || seeds.names.is_particle(&before.lower);
                if !view.tokens[i - 1].first && given {
                    view.behind_particle.insert(t.lower.clone());
                }
            }
        }
        view
    }

    fn read_sentence(&mut self, sentence: usize, quotes: &mut Around<'a>) {
        let doc = self.doc;
        let text = doc.text;
        let mut words = doc.words_of(sentence).peekable();
        let mut first = true;
        while let Some(w) = words.next() {
            let word = doc.words[w];
            let mut span = word.span;
            let mut letters = word.kind == WordKind::Letters;
            let next = words.peek().map(|&n| doc.words[n]).filter(|n| n.span.start == span.end);
            let mut stop = false;
            if let Some(next) = next {
                let (a, b) = (span.of(text), next.span.of(text));
                let elided = matches!(a, "'" | "’" | "‘" | "`")
                    && matches!(b, "t" | "s" | "n" | "T" | "S" | "N")
                    && !text[..span.start].ends_with(char::is_alphanumeric);
                let mut of_a = a.chars();
                let one = of_a.next().is_some_and(char::is_uppercase) && of_a.next().is_none();
                stop = b == "." && letters && (one || self.lexicon.abbreviations.always.contains(&*small(a)));
                if elided || stop {
                    span = span.cover(next.span);
                    letters = true;
                    words.next();
                }
            }
            let raw = span.of(text);
            let mut lower = small(if stop { &raw[..raw.len() - 1] } else { raw });
            if lower.bytes().any(|b| b == b'`' || !b.is_ascii()) && lower.contains(['’', '‘', '`']) {
                lower = Cow::Owned(lower.replace(['’', '‘', '`'], "'"));
            }
            let capital =
                letters && raw.trim_start_matches(['\'', '’', '‘']).chars().next().is_some_and(char::is_uppercase);
            let initial = capital && raw.ends_with('.') && raw.split('.').all(|p| p.chars().count() <= 1);
            let acronym = letters
                && !raw.contains('.')
                && raw.chars().all(|c| !c.is_lowercase())
                && raw.chars().filter(|c| c.is_alphabetic()).count() >= 2;
            let class = if initial { Class::default() } else { self.lexicon.class(&lower) };
            let speech = quotes.at(span.start).is_some_and(|q| q.span.len() >= SPEECH);
            let (is_first, is_word) = (first && (letters || word.kind == WordKind::Number), letters);
            if is_first || is_word {
                first = false;
            }
            let token =
                Token { span, lower, class, sentence, letters, capital, initial, acronym, first: is_first, speech };
            self.tokens.push(token);
        }
    }

    /// The numbers of the tokens of a sentence.
    pub fn sentence(&self, sentence: usize) -> Range<usize> {
        self.first_of[sentence]..self.first_of[sentence + 1]
    }

    /// The numbers of the tokens that touch `span`.
    pub fn within(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.end <= span.start);
        let to = self.tokens.partition_point(|t| t.span.start < span.end);
        from..to.max(from)
    }

    /// The bytes of a range of tokens; empty at the text's start for none.
    pub fn span(&self, range: &Range<usize>) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|e| self.tokens.get(e))) {
            (Some(a), Some(b)) if range.start < range.end => a.span.cover(b.span),
            _ => Span::new(0, 0),
        }
    }

    /// The text of a range of tokens.
    pub fn text(&self, range: &Range<usize>) -> &'a str {
        self.span(range).of(self.doc.text)
    }

    /// The paragraph of a token.
    pub fn paragraph(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(0, |t| self.doc.paragraph_of(t.sentence))
    }

    /// True for a token of the headline, or of a line on top that is no sentence.
    pub fn is_headline(&self, token: usize) -> bool {
        let Some(t) = self.tokens.get(token) else { return false };
        if self.article.title_span.is_some_and(|s| s.contains(t.span)) {
            return true;
        }
        self.top.get(self.doc.paragraph_of(t.sentence)).is_some_and(|&top| top)
    }

    /// The token at byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.within(Span::new(at, at + 1)).start
    }

    /// True for the name of who wrote the article.
    pub fn is_author(&self, name: &str) -> bool {
        self.article.meta.author.as_deref().is_some_and(|author| author.contains(name))
    }

    /// True when nothing but spaces stands between token `i` and the next one, and both are of one sentence.
    pub fn joined(&self, i: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens.get(i), self.tokens.get(i + 1)) else { return false };
        a.sentence == b.sentence
            && self.doc.text[a.span.end..b.span.start].chars().all(|c| c.is_whitespace() && c != '\n' && c != '\r')
    }

    /// True for a token with one of the classes.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.tokens.get(i).is_some_and(|t| t.class.any(class))
    }

    /// True for a token with these small letters.
    pub fn reads(&self, i: usize, lower: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| t.lower == lower)
    }

    /// True for a genitive's ending ("'s").
    pub fn genitive(&self, i: usize) -> bool {
        i > 0 && self.tokens.get(i).is_some_and(|t| t.lower == "'s" && t.span.start == self.tokens[i - 1].span.end)
    }
}

/// The outer quotation around one byte after another: [`Document::quote_at`] for who goes through the text in order.
struct Around<'a> {
    rest: &'a [Quote],
    last: Option<&'a Quote>,
}

impl<'a> Around<'a> {
    fn at(&mut self, at: usize) -> Option<&'a Quote> {
        while let Some((quote, rest)) = self.rest.split_first()
            && quote.span.start <= at
        {
            if quote.depth == 0 {
                self.last = Some(quote);
            }
            self.rest = rest;
        }
        self.last.filter(|q| q.span.holds(at))
    }
}

/// True for text that ends as a sentence does, closing marks aside.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?')).ends_with(['.', '!', '?'])
}
