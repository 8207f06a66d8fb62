//! A page of an answer: all that fits, the best of it in some order, without looking at more than is shown.

use super::collapse::leave_out;
use super::compile::{Compiled, Scope, Sought};
use super::hits::{All, Hit, Scored};
use super::rows::Rows;
use super::search::{ArticleHit, ClaimHit};
use super::snippet::Snippet;
use super::stored_claims::Claims;
use super::strings::Place;
use super::{Filter, Store, syntax};
use crate::error::Result;
use crate::seeds::Speakers;
use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, Occur, Query};

/// What an answer is ordered by. Among equals, what comes first in the collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// How well it fits.
    #[default]
    Relevance,
    /// The day of publication, the last first; what has none, at the end.
    Newest,
    /// The day of publication, the first first; what has none, at the end.
    Oldest,
}

/// All that fits a query and a filter.
#[derive(Debug)]
pub struct Selection {
    /// By segment and, within it, by document.
    hits: Vec<Hit>,
    sought: Sought,
    /// Copies are left out.
    collapsed: bool,
    in_copies: usize,
}

impl Selection {
    /// How many there are.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.hits.len()
    }

    /// How many are left out because they stand in copies of other articles.
    #[must_use]
    pub const fn in_copies(&self) -> usize {
        self.in_copies
    }

    /// Where they are, by segment and document.
    pub(super) fn addresses(&self) -> impl Iterator<Item = DocAddress> + '_ {
        self.hits.iter().map(|(_, address)| *address)
    }
}

impl Store {
    /// All claims that fit.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn select_claims(&self, query: &str, filter: &Filter, known: &Speakers) -> Result<Selection> {
        let compiled = self.compile(&syntax::parse(query)?, Scope::Claims, known)?;
        self.select(compiled, self.claims_query(filter)?, filter.collapse, true)
    }

    /// The same, only to be counted: nobody asks how well they fit.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn select_claims_unranked(&self, query: &str, filter: &Filter, known: &Speakers) -> Result<Selection> {
        let compiled = self.compile(&syntax::parse(query)?, Scope::Claims, known)?;
        self.select(compiled, self.claims_query(filter)?, filter.collapse, false)
    }

    /// All articles that fit.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn select_articles(&self, query: &str, filter: &Filter, known: &Speakers) -> Result<Selection> {
        let compiled = self.compile(&syntax::parse(query)?, Scope::Articles, known)?;
        self.select(compiled, self.articles_query(filter)?, filter.collapse, true)
    }

    /// The same, only to be counted.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn select_articles_unranked(&self, query: &str, filter: &Filter, known: &Speakers) -> Result<Selection> {
        let compiled = self.compile(&syntax::parse(query)?, Scope::Articles, known)?;
        self.select(compiled, self.articles_query(filter)?, filter.collapse, false)
    }

    fn select(&self, compiled: Compiled, allowed: Box<dyn Query>, collapsed: bool, ranked: bool) -> Result<Selection> {
        let query = BooleanQuery::new(vec![(Occur::Must, compiled.query), (Occur::Must, allowed)]);
        let mut hits: Vec<Hit> = if ranked {
            self.matching(&query, Scored)?
        } else {
            self.matching(&query, All)?.into_iter().map(|address| (0.0, address)).collect()
        };
        hits.sort_unstable_by_key(|(_, address)| *address);
        let mut in_copies = 0;
        if collapsed {
            let gone = self.copies_among(hits.iter().map(|(_, address)| *address))?;
            in_copies = gone.len();
            leave_out(&mut hits, gone);
        }
        Ok(Selection { hits, sought: compiled.sought, collapsed, in_copies })
    }

    /// At most `limit` claims of a selection, from the one numbered `from` on.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn claims_of(&self, selection: &Selection, order: Order, from: usize, limit: usize) -> Result<Vec<ClaimHit>> {
        let page = self.page(selection, order, from, limit)?;
        let claims = Claims::new(self, page.iter().map(|(_, address)| *address).collect())
            .with_copies(selection.collapsed, selection.in_copies);
        let hit = |(&(score, _), claim): (&Hit, Result<_>)| {
            let claim: crate::model::record::ClaimRecord = claim?;
            let snippet = Snippet::new(&claim.text, claim.article.language.as_deref(), &selection.sought);
            Ok(ClaimHit { claim, score, snippet })
        };
        page.iter().zip(claims).map(hit).collect()
    }

    /// At most `limit` articles of a selection, from the one numbered `from` on.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn articles_page(
        &self,
        selection: &Selection,
        order: Order,
        from: usize,
        limit: usize,
    ) -> Result<Vec<ArticleHit>> {
        let page = self.page(selection, order, from, limit)?;
        page.into_iter()
            .map(|(score, address)| self.article_hit(score, address, selection.collapsed, &selection.sought))
            .collect()
    }

    /// Every claim of a selection: paths in order, each article's claims as they stand in it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn claims_in_order(&self, selection: &Selection) -> Result<Claims<'_>> {
        let addresses: Vec<DocAddress> = selection.addresses().collect();
        let mut placed: Vec<(Place, DocAddress)> = self.places(&addresses)?.into_iter().zip(addresses).collect();
        placed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(Claims::new(self, placed.into_iter().map(|(_, address)| address).collect())
            .with_copies(selection.collapsed, selection.in_copies))
    }

    fn page(&self, selection: &Selection, order: Order, from: usize, limit: usize) -> Result<Vec<Hit>> {
        let wanted = from.saturating_add(limit).min(selection.hits.len());
        if wanted <= from {
            return Ok(Vec::new());
        }
        let mut best = Vec::new();
        for group in selection.hits.chunk_by(|a, b| a.1.segment_ord == b.1.segment_ord) {
            best.extend(self.best_of_segment(group, order, wanted)?);
        }
        best.sort_unstable_by_key(|(rank, (_, address))| (*rank, *address));
        if let Some((last, _)) = best.get(wanted - 1) {
            let last = *last;
            best.truncate(best.partition_point(|(rank, _)| *rank <= last));
        }
        // Where documents belong is asked of those alone that nothing else tells apart.
        let mut page = Vec::with_capacity(best.len());
        for equals in best.chunk_by(|a, b| a.0 == b.0) {
            let mut hits: Vec<Hit> = equals.iter().map(|(_, hit)| *hit).collect();
            if hits.len() > 1 && page.len() < wanted {
                let addresses: Vec<DocAddress> = hits.iter().map(|(_, address)| *address).collect();
                let mut placed: Vec<(Place, Hit)> = self.places(&addresses)?.into_iter().zip(hits).collect();
                placed.sort_by(|a, b| a.0.cmp(&b.0));
                hits = placed.into_iter().map(|(_, hit)| hit).collect();
            }
            page.append(&mut hits);
        }
        Ok(page.into_iter().take(wanted).skip(from).collect())
    }

    /// The `wanted` best of one segment, each with its rank, in no order.
    fn best_of_segment(&self, hits: &[Hit], order: Order, wanted: usize) -> Result<Vec<(u64, Hit)>> {
        let rows = self.documents()?;
        let mut ranked: Vec<(u64, Hit)> = hits.iter().map(|hit| (rank(order, hit, rows), *hit)).collect();
        if ranked.len() <= wanted {
            return Ok(ranked);
        }
        let (_, (last, _), _) = ranked.select_nth_unstable_by_key(wanted - 1, |(rank, _)| *rank);
        let last = *last;
        let (mut best, mut equal): (Vec<_>, Vec<_>) =
            ranked.into_iter().filter(|(rank, _)| *rank <= last).partition(|(rank, _)| *rank < last);
        let missing = wanted - best.len();
        if equal.len() > missing {
            equal.select_nth_unstable_by_key(missing - 1, |(_, (_, address))| rows.of(*address).place);
            equal.truncate(missing);
        }
        best.append(&mut equal);
        Ok(best)
    }
}

/// The smaller, the sooner it is shown.
fn rank(order: Order, hit: &Hit, rows: &Rows) -> u64 {
    let day = || rows.of(hit.1).day();
    match order {
        // Of numbers that are not negative, the bits are in the order of the numbers.
        Order::Relevance => u64::from(!hit.0.max(0.0).to_bits()),
        Order::Newest => day().map_or(u64::MAX, |day| u64::MAX - 1 - day),
        Order::Oldest => day().unwrap_or(u64::MAX),
    }
}
