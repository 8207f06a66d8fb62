//! The claims of the index, in the order of the collection.

use super::hits::All;
use super::stored_claims::Claims;
use super::strings::Strings;
use super::{Filter, Store};
use crate::error::Result;
use std::collections::BTreeSet;
use tantivy::collector::Count;
use tantivy::query::Query;

impl Store {
    /// The claims that a filter lets through: paths in order, each article's claims as they stand in it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn claims(&self, filter: &Filter) -> Result<Claims<'_>> {
        let found = self.in_order(&*self.claims_query(filter)?)?;
        let (left, in_copies) = self.collapsed(found.clone())?;
        Ok(Claims::new(self, if filter.collapse { left } else { found }).with_copies(filter.collapse, in_copies))
    }

    /// How many claims a filter lets through.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn count_claims(&self, filter: &Filter) -> Result<usize> {
        self.matching(&*self.claims_query(filter)?, Count)
    }

    /// The ids of the articles that the claims of a query stand in.
    pub(super) fn articles_of(&self, query: &dyn Query) -> Result<Vec<String>> {
        let mut addresses = self.matching(query, All)?;
        addresses.sort_unstable();
        let mut ids = BTreeSet::new();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let fast = self.searcher.segment_reader(group[0].segment_ord).fast_fields();
            let mut column = Strings::new(fast.str("article").map_err(|error| self.damaged(&error))?);
            for address in group {
                ids.extend(column.of(address.doc_id).map_err(|error| self.damaged(&error.into()))?);
            }
        }
        Ok(ids.iter().map(ToString::to_string).collect())
    }
}
