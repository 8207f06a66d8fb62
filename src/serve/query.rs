//! What is sought, as an address says it.

use super::ask::Params;
use super::problem::Problem;
use super::site::Site;
use crate::answers::kept::Answered;
use crate::answers::{Typed, View, Wrong};
use crate::store::Filter;
use crate::store::selection::Order;
use std::sync::Arc;

/// The query for everything.
pub(super) const EVERYTHING: &str = "*";

/// What is sought, as the address says it.
pub(super) struct Search {
    /// The query.
    pub query: String,
    /// What is left out.
    pub typed: Typed,
    /// Claims, rather than the articles they stand in.
    pub claims: bool,
    /// In which order.
    pub order: Order,
    /// Of articles that are copies of one another, only the earliest.
    pub collapse: bool,
    /// Which page of the answer, from 1.
    pub page: usize,
}

impl Search {
    /// The same of articles, the first page.
    pub fn of_articles(&self) -> Self {
        Self {
            query: self.query.clone(),
            typed: self.typed.clone(),
            claims: false,
            order: self.order,
            page: 1,
            ..*self
        }
    }

    /// What the parameters of an address mean.
    pub fn of(params: &Params) -> Self {
        let query = params.get("q").map_or(EVERYTHING, str::trim).to_owned();
        let order = match params.get("sort") {
            Some("newest") => Order::Newest,
            Some("oldest") => Order::Oldest,
            Some("relevance") => Order::Relevance,
            _ if query == EVERYTHING => Order::Newest,
            _ => Order::Relevance,
        };
        Self {
            typed: typed(params),
            claims: params.get("view") != Some("articles"),
            page: params.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
            collapse: params.get("collapse").is_some(),
            query,
            order,
        }
    }

    /// The claims or articles that fit with this filter.
    pub fn answer(&self, site: &Site, view: &View, typed: &Typed) -> Result<Arc<Answered>, Problem> {
        let filter = Filter { collapse: self.collapse, ..filter(site, view, typed)? };
        Ok(view.answer(&self.query, &filter, self.claims, &site.setup.seeds.speakers)?)
    }

    /// The same, only to be counted.
    pub fn counted(&self, site: &Site, view: &View, typed: &Typed) -> Result<Arc<Answered>, Problem> {
        let filter = Filter { collapse: self.collapse, ..filter(site, view, typed)? };
        Ok(view.counted(&self.query, &filter, self.claims, &site.setup.seeds.speakers)?)
    }
}

/// The filters of an address; `language` is that of articles, `lang` of the interface.
pub(super) fn typed(params: &Params) -> Typed {
    let get = |key: &str| params.get(key).map(|value| value.trim().to_owned());
    Typed {
        speaker: get("speaker"),
        source: get("source"),
        lang: get("language"),
        translated: get("translated"),
        kind: get("kind"),
        stance: get("stance"),
        since: get("since"),
        until: get("until"),
        min_confidence: params.get("min-confidence").map(|text| text.trim().parse().unwrap_or(f64::NAN)),
        attitudes: params.get("attitudes").is_some(),
        unsaid: params.get("unsaid").is_some(),
    }
}

/// What was typed, as the index understands it.
pub(super) fn filter(site: &Site, view: &View, typed: &Typed) -> Result<Filter, Problem> {
    let filter = typed.filter().map_err(wrong_field)?;
    Ok(view.spelled(filter, &site.setup.seeds.speakers))
}

/// A field of the address that means nothing.
pub(super) fn wrong_field(wrong: Wrong) -> Problem {
    Problem::wrong(format!("{}: {}", wrong.field, wrong.error.cause()), wrong.error.advice())
}
