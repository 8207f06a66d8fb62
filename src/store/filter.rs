//! Which documents the user wants: the filters that all questions share.

use super::called::Called;
use super::hits::one_of;
use super::schema::What;
use super::{Member, Store, names};
use crate::error::Result;
use crate::model::record::term;
use crate::model::{Kind, Stance, Wanted};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

pub use super::days::{End, typed_date};

/// What to leave out. The default leaves out what is no claim, and nothing else ([`Wanted`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words of the name that a claim's own speaker has, in its article or in the index.
    pub speaker: Option<String>,
    /// What whoever `speaker` may be is called in the index ([`Store::spelled`]).
    pub called: Called,
    /// An outlet.
    pub source: Option<String>,
    /// A language (ISO 639-1).
    pub language: Option<String>,
    /// Whether a machine translated the article.
    pub translated: Option<bool>,
    /// Direct, indirect or mixed.
    pub kind: Option<Kind>,
    /// What the speaker does with the content.
    pub stance: Option<Stance>,
    /// First day of publication, `YYYYMMDD`.
    pub since: Option<u64>,
    /// Last day of publication, `YYYYMMDD`.
    pub until: Option<u64>,
    /// What counts as a claim.
    pub wanted: Wanted,
    /// Of articles that are copies of one another, only the earliest that the rest of the filter lets through.
    pub collapse: bool,
    /// Only these claims: those of a cluster.
    pub members: Option<Vec<Member>>,
}

type Clauses = Vec<(Occur, Box<dyn Query>)>;

impl Filter {
    /// True when it says something of claims, so that an article must have such a claim.
    #[must_use]
    pub const fn asks_for_claims(&self) -> bool {
        self.speaker.is_some()
            || self.kind.is_some()
            || self.stance.is_some()
            || self.wanted.min_confidence.is_some()
            || self.members.is_some()
    }
}

impl Store {
    /// The claims that a filter lets through.
    pub(super) fn claims_query(&self, filter: &Filter) -> Result<Box<dyn Query>> {
        let fields = &self.fields;
        let mut clauses = self.article_clauses(What::Claim, filter)?;
        if let Some(typed) = &filter.speaker {
            clauses.push((Occur::Must, self.said_by(typed, &filter.called)));
        }
        if let Some(members) = &filter.members {
            clauses.push((Occur::Must, self.any_of(members)));
        }
        if let Some(kind) = &filter.kind {
            clauses.push((Occur::Must, self.term(fields.kind, &term(kind))));
        }
        match &filter.stance {
            Some(stance) => clauses.push((Occur::Must, self.term(fields.stance, &term(stance)))),
            None => {
                for (kept, stance) in
                    [(filter.wanted.attitudes, Stance::Attitude), (filter.wanted.unsaid, Stance::Unsaid)]
                {
                    if !kept {
                        clauses.push((Occur::MustNot, self.term(fields.stance, &term(&stance))));
                    }
                }
            }
        }
        match filter.wanted.min_confidence {
            Some(least) if least <= 0.0 => {}
            Some(least) => {
                let bound = Bound::Included(Term::from_field_f64(fields.confidence, least));
                clauses.push((Occur::Must, Box::new(RangeQuery::new(bound, Bound::Unbounded))));
            }
            None => {
                let likely = Term::from_field_bool(fields.likely, true);
                clauses.push((Occur::Must, Box::new(TermQuery::new(likely, IndexRecordOption::Basic))));
            }
        }
        Ok(without_score(clauses))
    }

    /// The articles that a filter lets through: where it says something of claims, those with at least one such claim.
    pub(super) fn articles_query(&self, filter: &Filter) -> Result<Box<dyn Query>> {
        let mut clauses = self.article_clauses(What::Article, filter)?;
        if filter.asks_for_claims() {
            let articles = self.articles_of(&*self.claims_query(filter)?)?;
            clauses.push((Occur::Must, one_of(self.fields.article, &articles)));
        }
        Ok(without_score(clauses))
    }

    fn article_clauses(&self, what: What, filter: &Filter) -> Result<Clauses> {
        let fields = &self.fields;
        let mut clauses: Clauses = vec![(Occur::Must, self.is(what))];
        if let Some(typed) = &filter.source {
            let found = names::sources(&self.terms(fields.source)?, typed);
            clauses.push((Occur::Must, one_of(fields.source, &found)));
        }
        if let Some(language) = &filter.language {
            clauses.push((Occur::Must, self.term(fields.language, &language.to_ascii_lowercase())));
        }
        if let Some(translated) = filter.translated {
            let term = Term::from_field_bool(fields.translated, translated);
            clauses.push((Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::Basic))));
        }
        if filter.since.is_some() || filter.until.is_some() {
            let bound = |day: Option<u64>| {
                day.map_or(Bound::Unbounded, |day| Bound::Included(Term::from_field_u64(fields.day, day)))
            };
            clauses.push((Occur::Must, Box::new(RangeQuery::new(bound(filter.since), bound(filter.until)))));
        }
        Ok(clauses)
    }
}

/// Filters decide whether, not how well.
fn without_score(clauses: Clauses) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(clauses)), 0.0))
}
