//! From a query's words to the index's terms.

use super::Store;
use super::excluded::Excluded;
use super::hits::one_of;
use super::syntax::{Expression, Part};
use super::{analyze, names};
use crate::error::{Error, Result};
use crate::seeds::Speakers;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// How much more a word in the headline counts than one in the text.
const TITLE_BOOST: f32 = 2.0;

/// Stands for the language of articles whose language nobody knows.
const NO_LANGUAGE: &str = "";

/// What a query looks for in titles and texts, to be shown in snippets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Whole terms, by the language of the article: each has its own stems.
    pub terms: BTreeMap<String, BTreeSet<String>>,
    /// Beginnings of words, in lower-case ASCII.
    pub prefixes: BTreeSet<String>,
}

impl Sought {
    /// True when a term of a text in this language is among what is looked for; the language is empty where nobody knows it.
    #[must_use]
    pub fn has(&self, language: &str, term: &str) -> bool {
        let terms = self.terms.get(language).or_else(|| self.terms.get(NO_LANGUAGE));
        terms.is_some_and(|terms| terms.contains(term)) || self.prefixes.iter().any(|prefix| term.starts_with(prefix))
    }
}

/// Whether words without a field look into titles too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Title and text: articles.
    Articles,
    /// The claim's own words.
    Claims,
}

/// A query in the index's terms.
pub struct Compiled {
    /// What tantivy shall look for.
    pub query: Box<dyn Query>,
    /// What snippets shall show.
    pub sought: Sought,
}

impl Store {
    /// Compiles a query, with the stemmers of all languages that the index holds; `known` are the speakers of the seeds.
    ///
    /// # Errors
    /// When it holds no word at all.
    pub(super) fn compile(&self, expression: &Expression, scope: Scope, known: &Speakers) -> Result<Compiled> {
        let known_languages = || self.languages.get().map(|labels| labels.all().map(ToOwned::to_owned).collect());
        let mut languages: Vec<String> = known_languages().map_or_else(|| self.terms(self.fields.language), Ok)?;
        languages.push(NO_LANGUAGE.to_owned());
        let mut compiler = Compiler { store: self, languages, known, scope, sought: Sought::default(), negated: false };
        let query = compiler.expression(expression)?.ok_or_else(|| {
            Error::new("the query has no words to search for")
                .hint("a word has letters or digits; `*` matches everything")
        })?;
        Ok(Compiled { query, sought: compiler.sought })
    }
}

struct Compiler<'a> {
    store: &'a Store,
    languages: Vec<String>,
    known: &'a Speakers,
    scope: Scope,
    sought: Sought,
    negated: bool,
}

type Boxed = Box<dyn Query>;

impl Compiler<'_> {
    /// `None` for what holds no word: it excludes nothing and finds nothing.
    fn expression(&mut self, expression: &Expression) -> Result<Option<Boxed>> {
        Ok(match expression {
            Expression::All => Some(Box::new(AllQuery)),
            Expression::Text(part, text) => self.text(*part, text)?,
            Expression::Prefix(part, begin) => self.prefix(*part, begin)?,
            Expression::And(sides) => self.all_of(sides)?,
            Expression::Or(sides) => {
                let mut queries = Vec::new();
                for side in sides {
                    queries.extend(self.expression(side)?);
                }
                any(queries)
            }
            Expression::Not(_) => self.all_of(std::slice::from_ref(expression))?,
        })
    }

    fn all_of(&mut self, sides: &[Expression]) -> Result<Option<Boxed>> {
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        for side in sides {
            if let Expression::Not(inner) = side {
                self.negated = !self.negated;
                let query = self.expression(inner);
                self.negated = !self.negated;
                clauses.extend(query?.map(|query| (Occur::MustNot, Box::new(Excluded(query)) as Boxed)));
            } else {
                clauses.extend(self.expression(side)?.map(|query| (Occur::Must, query)));
            }
        }
        if clauses.is_empty() {
            return Ok(None);
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Some(Box::new(BooleanQuery::new(clauses))))
    }

    /// Every way the languages see the words, each in articles of those languages: "herring" has a stem in Dutch that is the English "her".
    fn text(&mut self, part: Part, text: &str) -> Result<Option<Boxed>> {
        match part {
            Part::Any | Part::Title => {}
            Part::Speaker => {
                let spoken = self.store.said_by(text, &self.store.called(text, self.known)?);
                return if names::words(text).is_empty() { Ok(None) } else { self.in_scope(part, spoken).map(Some) };
            }
            Part::Source => {
                let sought = analyze::terms("", text);
                let fits = |words: &[String]| words.windows(sought.len()).any(|run| run == sought);
                return if sought.is_empty() { Ok(None) } else { self.outlets(fits).map(Some) };
            }
        }
        let mut ways: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
        for language in &self.languages {
            ways.entry(analyze::terms(language, text)).or_default().push(language.clone());
        }
        let mut queries = Vec::new();
        for (way, languages) in ways.iter().filter(|(way, _)| !way.is_empty()) {
            self.seek(part, |sought| {
                for language in languages {
                    sought.terms.entry(language.clone()).or_default().extend(way.iter().cloned());
                }
            });
            let found = self.fields(part).into_iter().map(|(field, boost)| {
                let query = terms_in(field, way);
                if boost == 1.0 { query } else { Box::new(BoostQuery::new(query, boost)) as Boxed }
            });
            if let Some(found) = any(found.collect()) {
                queries.push(self.in_languages(languages, found)?);
            }
        }
        any(queries).map(|query| self.in_scope(part, query)).transpose()
    }

    /// What of a query stands in articles of these languages, with the same scores.
    fn in_languages(&self, languages: &[String], query: Boxed) -> Result<Boxed> {
        if languages.len() == self.languages.len() {
            return Ok(query);
        }
        // Articles without a language have no term for that: they are those of none of the others.
        let (occur, listed): (Occur, Vec<String>) = if languages.iter().any(|language| language == NO_LANGUAGE) {
            (Occur::MustNot, self.languages.iter().filter(|language| !languages.contains(language)).cloned().collect())
        } else {
            (Occur::Must, languages.to_vec())
        };
        let listed = Box::new(ConstScoreQuery::new(self.store.in_any_of(&listed)?, 0.0));
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, query), (occur, listed)])))
    }

    /// Headlines are on articles: of claims, those in an article that fits. Speakers are on claims: of articles, those with a claim that fits.
    fn in_scope(&self, part: Part, query: Boxed) -> Result<Boxed> {
        if !matches!((part, self.scope), (Part::Title, Scope::Claims) | (Part::Speaker, Scope::Articles)) {
            return Ok(query);
        }
        if self.scope == Scope::Articles {
            return Ok(Box::new(self.store.articles_with(&*query)?));
        }
        let articles = self.store.articles_of(&*query)?;
        Ok(one_of(self.store.fields.article, &articles))
    }

    /// What is from an outlet whose name has the words that `fits` wants.
    fn outlets(&self, fits: impl Fn(&[String]) -> bool) -> Result<Boxed> {
        let mut names = self.store.terms(self.store.fields.source)?;
        names.retain(|name| fits(&analyze::terms("", name)));
        Ok(one_of(self.store.fields.source, &names))
    }

    fn prefix(&mut self, part: Part, begin: &str) -> Result<Option<Boxed>> {
        let mut words = match part {
            Part::Speaker => names::words(begin).into_iter().collect(),
            _ => analyze::terms("", begin),
        };
        let Some(last) = words.pop() else { return Ok(None) };
        if !words.is_empty() {
            return Err(Error::new(format!("`{begin}*` is more than one word"))
                .hint("the star stands for the end of a single word"));
        }
        if part == Part::Source {
            return self.outlets(|words| words.iter().any(|word| word.starts_with(&last))).map(Some);
        }
        self.seek(part, |sought| {
            sought.prefixes.insert(last.clone());
        });
        let mut queries: Vec<Boxed> = Vec::new();
        for (field, _) in self.fields(part) {
            // The terms of our analyzers are letters and digits: nothing in them is special to a pattern.
            match RegexQuery::from_pattern(&format!("{last}.*"), field) {
                Ok(query) => queries.push(Box::new(query)),
                Err(_) => queries.push(Box::new(EmptyQuery)),
            }
        }
        any(queries).map(|query| self.in_scope(part, query)).transpose()
    }

    fn seek(&mut self, part: Part, add: impl FnOnce(&mut Sought)) {
        if !self.negated && matches!(part, Part::Any | Part::Title) {
            add(&mut self.sought);
        }
    }

    fn fields(&self, part: Part) -> Vec<(Field, f32)> {
        let fields = &self.store.fields;
        match (part, self.scope) {
            (Part::Any, Scope::Articles) => vec![(fields.body, 1.0), (fields.title, TITLE_BOOST)],
            (Part::Any, Scope::Claims) => vec![(fields.body, 1.0)],
            (Part::Title, _) => vec![(fields.title, 1.0)],
            (Part::Speaker, _) => vec![(fields.who, 1.0)],
            // By its whole names: [`Compiler::outlets`].
            (Part::Source, _) => Vec::new(),
        }
    }
}

fn terms_in(field: Field, words: &[String]) -> Boxed {
    let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    if terms.len() == 1 {
        Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs))
    } else {
        Box::new(PhraseQuery::new(terms))
    }
}

fn any(mut queries: Vec<Boxed>) -> Option<Boxed> {
    match queries.len() {
        0 => None,
        1 => Some(queries.remove(0)),
        _ => Some(Box::new(BooleanQuery::union(queries))),
    }
}
