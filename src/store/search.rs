//! Which documents fit a query best, and where.

use super::compile::{Compiled, Scope, Sought};
use super::hits::{Hit, Scored, article_and_text};
use super::snippet::Snippet;
use super::stored_claims::Claims;
use super::{Filter, Store, StoredArticle, syntax};
use crate::error::Result;
use crate::model::record::{ArticleRecord, ClaimRecord};
use crate::seeds::Speakers;
use std::collections::BTreeSet;
use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, Occur, Query};

/// An article that fits a query.
#[derive(Clone, Debug)]
pub struct ArticleHit {
    /// The article.
    pub article: StoredArticle,
    /// How well it fits (BM25); comparable within one answer only.
    pub score: f32,
    /// Where.
    pub snippet: Snippet,
}

/// A claim that fits a query.
#[derive(Clone, Debug)]
pub struct ClaimHit {
    /// The claim.
    pub claim: ClaimRecord,
    /// How well it fits (BM25); comparable within one answer only.
    pub score: f32,
    /// Where.
    pub snippet: Snippet,
}

/// Hits, and how many there are without the limit.
#[derive(Clone, Debug)]
pub struct Found<T> {
    /// The best ones, best first.
    pub hits: Vec<T>,
    /// All that fit.
    pub total: usize,
    /// How many stand in copies: of those that fit, or, where the copies are left out, besides.
    pub in_copies: usize,
}

/// What [`Store::best`] finds.
struct Best {
    hits: Vec<Hit>,
    total: usize,
    in_copies: usize,
    sought: Sought,
}

impl Store {
    /// The articles that fit `query`, best first; `limit` 0 gives all. A speaker whom `known` lists is found by every name.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn search_articles(
        &self,
        query: &str,
        filter: &Filter,
        known: &Speakers,
        limit: usize,
    ) -> Result<Found<ArticleHit>> {
        let compiled = self.compile(&syntax::parse(query)?, Scope::Articles, known)?;
        let allowed = self.articles_query(filter)?;
        let Best { hits, total, in_copies, sought } = self.best(compiled, allowed, filter.collapse, limit)?;
        let hits = hits.into_iter().map(|(score, address)| self.article_hit(score, address, filter.collapse, &sought));
        Ok(Found { hits: hits.collect::<Result<_>>()?, total, in_copies })
    }

    /// The claims that fit `query`, best first; `limit` 0 gives all. A speaker whom `known` lists is found by every name.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn search_claims(
        &self,
        query: &str,
        filter: &Filter,
        known: &Speakers,
        limit: usize,
    ) -> Result<Found<ClaimHit>> {
        let compiled = self.compile(&syntax::parse(query)?, Scope::Claims, known)?;
        let allowed = self.claims_query(filter)?;
        let Best { hits: best, total, in_copies, sought } = self.best(compiled, allowed, filter.collapse, limit)?;
        let claims = Claims::new(self, best.iter().map(|(_, address)| *address).collect());
        let claims = claims.with_copies(filter.collapse, in_copies);
        let hits = best.iter().zip(claims).map(|(&(score, _), claim)| {
            let claim = claim?;
            let snippet = Snippet::new(&claim.text, claim.article.language.as_deref(), &sought);
            Ok(ClaimHit { claim, score, snippet })
        });
        Ok(Found { hits: hits.collect::<Result<_>>()?, total, in_copies })
    }

    /// The articles that fit `query`, best first and at most `limit`, each with its whole text.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn article_texts(
        &self,
        query: &str,
        filter: &Filter,
        known: &Speakers,
        limit: usize,
    ) -> Result<Vec<(ArticleRecord, String)>> {
        let compiled = self.compile(&syntax::parse(query)?, Scope::Articles, known)?;
        let best = self.best(compiled, self.articles_query(filter)?, filter.collapse, limit)?.hits;
        let whole = |(_, address): (f32, DocAddress)| {
            let (article, text) = article_and_text(self, address)?;
            Ok((article.article, text))
        };
        best.into_iter().map(whole).collect()
    }

    pub(super) fn article_hit(
        &self,
        score: f32,
        address: DocAddress,
        collapsed: bool,
        sought: &Sought,
    ) -> Result<ArticleHit> {
        let (mut article, text) = article_and_text(self, address)?;
        self.mark(&mut article.article, collapsed)?;
        let snippet = Snippet::new(&text, article.article.language.as_deref(), sought);
        Ok(ArticleHit { article, score, snippet })
    }

    /// The best hits; among equals those that come first in the collection.
    fn best(&self, compiled: Compiled, allowed: Box<dyn Query>, collapse: bool, limit: usize) -> Result<Best> {
        let query = BooleanQuery::new(vec![(Occur::Must, compiled.query), (Occur::Must, allowed)]);
        let sought = compiled.sought;
        let mut hits = self.matching(&query, Scored)?;
        let (left, in_copies) = self.collapsed(hits.iter().map(|(_, address)| *address).collect())?;
        if collapse {
            let left: BTreeSet<DocAddress> = left.into_iter().collect();
            hits.retain(|(_, address)| left.contains(address));
        }
        let total = hits.len();
        let limit = if limit == 0 { total } else { limit.min(total) };
        if limit == 0 {
            return Ok(Best { hits: Vec::new(), total, in_copies, sought });
        }
        if limit < total {
            let (_, (least, _), _) = hits.select_nth_unstable_by(limit - 1, |a, b| b.0.total_cmp(&a.0));
            let least = *least;
            hits.retain(|(score, _)| *score >= least);
        }
        let addresses: Vec<DocAddress> = hits.iter().map(|(_, address)| *address).collect();
        let mut placed: Vec<_> = self.places(&addresses)?.into_iter().zip(hits).collect();
        placed.sort_unstable_by(|(a, x), (b, y)| y.0.total_cmp(&x.0).then_with(|| a.cmp(b)));
        placed.truncate(limit);
        Ok(Best { hits: placed.into_iter().map(|(_, hit)| hit).collect(), total, in_copies, sought })
    }
}
