//! Articles as the index keeps them, and how one is named.

use super::Store;
use super::hits::{article_and_text, json};
use super::schema::What;
use super::stored::StoredArticle;
use super::stored_claims::Claims;
use super::strings::Place;
use crate::error::{Error, Result};
use crate::model::record::ClaimRecord;
use std::collections::BTreeSet;
use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, Occur, Query, RegexQuery};

/// An article with its text and its claims.
#[derive(Clone, Debug)]
pub struct WholeArticle {
    /// What the index keeps of it.
    pub stored: StoredArticle,
    /// Its text, whole.
    pub text: String,
    /// Its claims, in order.
    pub claims: Vec<ClaimRecord>,
}

impl Store {
    /// The article with this id, id prefix or path; `None` where there is none.
    ///
    /// # Errors
    /// When several articles fit, or the index is damaged.
    pub fn article(&self, named: &str) -> Result<Option<WholeArticle>> {
        for query in self.ways_to_name(named) {
            let query = BooleanQuery::new(vec![(Occur::Must, self.is(What::Article)), (Occur::Must, query)]);
            let found = self.placed(&query)?;
            let Some((place, first)) = found.first() else { continue };
            let (mut stored_article, text) = article_and_text(self, *first)?;
            self.mark(&mut stored_article.article, false)?;
            if found.len() > 1 {
                self.only_one(named, &found, &self.articles_of(&query)?)?;
            }
            let claims = self.claims_at(place, &stored_article.article.id)?;
            return Ok(Some(WholeArticle { stored: stored_article, text, claims }));
        }
        Ok(None)
    }

    /// The article with exactly this id; the first of several that are the same text.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn article_of_id(&self, id: &str) -> Result<Option<WholeArticle>> {
        let query = BooleanQuery::new(vec![
            (Occur::Must, self.is(What::Article)),
            (Occur::Must, self.term(self.fields.id, id)),
        ]);
        let Some((place, first)) = self.placed(&query)?.into_iter().next() else { return Ok(None) };
        let (stored_article, text) = article_and_text(self, first)?;
        let claims = self.claims_at(&place, id)?;
        Ok(Some(WholeArticle { stored: stored_article, text, claims }))
    }

    /// Whether articles that a name fits are one: the same record again and again in a file is, the same text in two files may have other metadata.
    fn only_one(&self, named: &str, found: &[(Place, DocAddress)], ids: &[String]) -> Result<()> {
        /// Articles that a hint names.
        const SHOWN: usize = 5;
        let error = Error::new(format!("`{named}` fits {} articles", found.len()));
        if ids.len() > 1 {
            let shown = found.iter().take(SHOWN).map(|(_, address)| json::<StoredArticle>(self, *address));
            let list = shown
                .map(|other| other.map(|other| format!("{} {}", other.article.id, other.article.path)))
                .collect::<Result<Vec<_>>>()?;
            return Err(error.hint(format!("name one of them by its id: {}", list.join(", "))));
        }
        let files: BTreeSet<&str> = found.iter().map(|(place, _)| place.article().0).collect();
        if files.len() > 1 {
            let list: Vec<&str> = files.into_iter().take(SHOWN).collect();
            return Err(error.hint(format!("name one of them by its file: {}", list.join(", "))));
        }
        Ok(())
    }

    /// From the most exact way to the least.
    fn ways_to_name(&self, named: &str) -> Vec<Box<dyn Query>> {
        let fields = &self.fields;
        let mut ways = vec![self.term(fields.id, named), self.term(fields.path, named)];
        if let Ok(absolute) = std::path::absolute(named) {
            ways.push(self.term(fields.file, &super::files::key(&absolute)));
        }
        if let Some(inner) = named.strip_prefix("./") {
            ways.push(self.term(fields.path, inner));
        }
        let digits = named.strip_prefix("a-").unwrap_or(named);
        if !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            && let Ok(query) = RegexQuery::from_pattern(&format!("a-{}.*", digits.to_ascii_lowercase()), fields.id)
        {
            ways.push(Box::new(query));
        }
        ways
    }

    /// The claims of the article at a place, which has this id.
    fn claims_at(&self, article: &Place, id: &str) -> Result<Vec<ClaimRecord>> {
        let query = BooleanQuery::new(vec![
            (Occur::Must, self.is(What::Claim)),
            (Occur::Must, self.term(self.fields.article, id)),
        ]);
        let there = self.placed(&query)?.into_iter().filter(|(place, _)| place.article() == article.article());
        Claims::new(self, there.map(|(_, address)| address).collect()).collect()
    }
}
