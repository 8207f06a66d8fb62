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
        let mut clauses = self.article_clauses(filter)?;
        clauses.push((Occur::Must, self.what_counts(filter)?));
        if let Some(typed) = &filter.speaker {
            clauses.push((Occur::Must, self.said_by(typed, &filter.called)));
        }
        if let Some(members) = &filter.members {
            clauses.push((Occur::Must, self.any_of(members)));
        }
        if let Some(kind) = &filter.kind {
            clauses.push((Occur::Must, self.term(fields.kind, &term(kind))));
        }
        if let Some(stance) = &filter.stance {
            clauses.push((Occur::Must, self.term(fields.stance, &term(stance))));
        }
        Ok(without_score(clauses))
    }

    /// What counts as a claim: the same for nearly every question, so it is found once where many are asked.
    fn what_counts(&self, filter: &Filter) -> Result<Box<dyn Query>> {
        let (wanted, fields) = (filter.wanted, &self.fields);
        let mut clauses: Clauses = vec![(Occur::Must, self.is(What::Claim))];
        for (kept, stance) in [(wanted.attitudes, Stance::Attitude), (wanted.unsaid, Stance::Unsaid)] {
            if !kept && filter.stance.is_none() {
                clauses.push((Occur::MustNot, self.term(fields.stance, &term(&stance))));
            }
        }
        match wanted.min_confidence {
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
        let query = BooleanQuery::new(clauses);
        // A least probability is typed: there are as many as numbers.
        if self.rows.get().is_none() || wanted.min_confidence.is_some_and(|least| least > 0.0) {
            return Ok(Box::new(query));
        }
        let what = format!("{wanted:?}, any stance: {}", filter.stance.is_some());
        Ok(Box::new(self.sets.of(&what, || self.set_of(&query))?))
    }

    /// The articles that a filter lets through: where it says something of claims, those with at least one such claim.
    pub(super) fn articles_query(&self, filter: &Filter) -> Result<Box<dyn Query>> {
        let mut clauses = self.article_clauses(filter)?;
        clauses.push((Occur::Must, self.is(What::Article)));
        if filter.asks_for_claims() {
            let find = || self.articles_with(&*self.claims_query(filter)?);
            let articles = self.sets.of(&format!("articles of {filter:?}"), find)?;
            clauses.push((Occur::Must, Box::new(articles)));
        }
        Ok(without_score(clauses))
    }

    /// What a filter says of articles.
    fn article_clauses(&self, filter: &Filter) -> Result<Clauses> {
        let fields = &self.fields;
        let mut clauses: Clauses = Vec::new();
        if let Some(typed) = &filter.source {
            let found = names::sources(&self.terms(fields.source)?, typed);
            clauses.push((Occur::Must, one_of(fields.source, &found)));
        }
        if let Some(language) = &filter.language {
            clauses.push((Occur::Must, self.in_any_of(&[language.to_ascii_lowercase()])?));
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
