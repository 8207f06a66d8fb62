//! Which documents the user wants: the filters that all questions share.

use super::hits::one_of;
use super::schema::What;
use super::{Called, Member, Store, names};
use crate::error::{Error, Result};
use crate::model::record::term;
use crate::model::{Kind, Stance, Wanted};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

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

/// One end of a range of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The first day that counts.
    Since,
    /// The last day that counts.
    Until,
}

/// A date that a user typed, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as the number `YYYYMMDD`: the first day of it, or the last.
///
/// # Errors
/// When it is none of the three, or no day of the calendar.
pub fn typed_date(text: &str, end: End) -> Result<u64> {
    let fail = || {
        Error::new(format!("`{text}` is no date"))
            .hint("a date is a year, a month or a day: 2017, 2017-02 or 2017-02-03")
    };
    let parts: Vec<&str> = text.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !matches!(widths.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
        return Err(fail());
    }
    let number = |at: usize, or: i16| parts.get(at).map_or(Ok(or), |part| part.parse::<i16>().map_err(|_| fail()));
    let (year, month) = (number(0, 0)?, number(1, if end == End::Since { 1 } else { 12 })?);
    let (month, day) = (i8::try_from(month).map_err(|_| fail())?, i8::try_from(number(2, 1)?).map_err(|_| fail())?);
    let date = jiff::civil::Date::new(year, month, day).map_err(|_| fail())?;
    let date = if end == End::Until && parts.len() < 3 { date.last_of_month() } else { date };
    day_number(&date.to_string()).ok_or_else(fail)
}

/// `YYYY-MM-DD` as the number `YYYYMMDD`.
#[must_use]
pub fn day_number(date: &str) -> Option<u64> {
    let mut parts = date.get(..10)?.split('-');
    let mut next = || parts.next()?.parse::<u64>().ok();
    Some(next()? * 10_000 + next()? * 100 + next()?)
}

/// The number `YYYYMMDD` as `YYYY-MM-DD`.
#[must_use]
pub fn day_text(day: u64) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_date_is_a_year_a_month_or_a_day() {
        let both = |text| (typed_date(text, End::Since).ok(), typed_date(text, End::Until).ok());
        assert_eq!(both("2017"), (Some(20_170_101), Some(20_171_231)));
        assert_eq!(both("2016-02"), (Some(20_160_201), Some(20_160_229)));
        assert_eq!(both("2017-02-03"), (Some(20_170_203), Some(20_170_203)));
        for wrong in ["", "17", "2017-13", "2017-02-30", "2017-2-3", "03-02-2017", "yesterday", "2017-02-03T10:00"] {
            assert_eq!(both(wrong), (None, None), "{wrong}");
        }
    }

    #[test]
    fn days_are_numbers_that_sort() {
        assert_eq!(day_number("2017-02-03"), Some(20_170_203));
        assert_eq!(day_text(20_170_203), "2017-02-03");
        assert_eq!(day_number("soon"), None);
    }
}
