//! The filters as somebody typed them: the flags of a command, the fields of a form, the parameters of an address.

use crate::error::Error;
use crate::model::Wanted;
use crate::store::days::{End, typed_date};
use crate::store::{Called, Filter};
use serde::de::DeserializeOwned;

/// What was typed to leave out claims; the names are those of the flags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// Words of a name, an alias, or a speaker's id.
    pub speaker: Option<String>,
    /// An outlet.
    pub source: Option<String>,
    /// A language of articles.
    pub lang: Option<String>,
    /// `yes` or `no`.
    pub translated: Option<String>,
    /// `direct`, `indirect` or `mixed`.
    pub kind: Option<String>,
    /// `asserts`, `denies`, …
    pub stance: Option<String>,
    /// A year, month or day.
    pub since: Option<String>,
    /// A year, month or day.
    pub until: Option<String>,
    /// A probability.
    pub min_confidence: Option<f64>,
    /// Also attitudes.
    pub attitudes: bool,
    /// Also what was not said.
    pub unsaid: bool,
}

/// Something that was typed means nothing.
#[derive(Debug)]
pub struct Wrong {
    /// Where: the name of a field of [`Typed`], as a flag has it.
    pub field: &'static str,
    /// Why.
    pub error: Box<Error>,
}

impl Wrong {
    /// What was typed in a field means nothing.
    #[must_use]
    pub fn new(field: &'static str, error: Error) -> Self {
        Self { field, error: Box::new(error) }
    }
}

impl Typed {
    /// What it means. Who a speaker may be is left open ([`Filter::spelled`]).
    ///
    /// # Errors
    /// What means nothing.
    pub fn filter(&self) -> Result<Filter, Wrong> {
        let date = |text: &Option<String>, field: &'static str, end: End| {
            text.as_deref().map(|text| typed_date(text, end)).transpose().map_err(|error| Wrong::new(field, error))
        };
        Ok(Filter {
            collapse: false,
            members: None,
            speaker: self.speaker.clone(),
            called: Called::default(),
            source: self.source.clone(),
            language: self.lang.clone(),
            translated: yes_or_no(self.translated.as_deref())?,
            kind: named("kind", self.kind.as_deref(), "direct, indirect and mixed")?,
            stance: named(
                "stance",
                self.stance.as_deref(),
                "asserts, denies, believes, questions, demands, promises, attitude and unsaid",
            )?,
            since: date(&self.since, "since", End::Since)?,
            until: date(&self.until, "until", End::Until)?,
            wanted: self.wanted()?,
        })
    }

    /// Which claims count at all.
    ///
    /// # Errors
    /// When the least confidence is no probability.
    pub fn wanted(&self) -> Result<Wanted, Wrong> {
        match self.min_confidence {
            Some(least) if !(0.0..=1.0).contains(&least) => {
                let cause = format!("{least} is not a probability: give a number from 0 to 1");
                Err(Wrong::new("min-confidence", Error::new(cause)))
            }
            min_confidence => Ok(Wanted { attitudes: self.attitudes, unsaid: self.unsaid, min_confidence }),
        }
    }
}

fn yes_or_no(typed: Option<&str>) -> Result<Option<bool>, Wrong> {
    match typed {
        None => Ok(None),
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some(other) => Err(unknown("translated", other, "yes and no")),
    }
}

fn named<T: DeserializeOwned>(field: &'static str, typed: Option<&str>, known: &str) -> Result<Option<T>, Wrong> {
    let Some(typed) = typed else { return Ok(None) };
    let value = serde_json::Value::String(typed.to_owned());
    serde_json::from_value(value).map(Some).map_err(|_| unknown(field, typed, known))
}

fn unknown(field: &'static str, typed: &str, known: &str) -> Wrong {
    Wrong::new(field, Error::new(format!("there is no `{typed}`")).hint(format!("there are {known}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Stance};

    #[test]
    fn what_was_typed_means_a_filter_or_says_what_is_wrong() {
        let typed = Typed {
            kind: Some("mixed".into()),
            stance: Some("unsaid".into()),
            translated: Some("no".into()),
            until: Some("2021".into()),
            ..Typed::default()
        };
        let filter = typed.filter().expect("a filter");
        assert_eq!((filter.kind, filter.stance), (Some(Kind::Mixed), Some(Stance::Unsaid)));
        assert_eq!((filter.translated, filter.until), (Some(false), Some(20_211_231)));
        let wrong = |typed: Typed| typed.filter().map_err(|wrong| wrong.field).err();
        assert_eq!(wrong(Typed { kind: Some("Mixed".into()), ..Typed::default() }), Some("kind"));
        assert_eq!(wrong(Typed { translated: Some("maybe".into()), ..Typed::default() }), Some("translated"));
        assert_eq!(wrong(Typed { since: Some("soon".into()), ..Typed::default() }), Some("since"));
        assert_eq!(wrong(Typed { min_confidence: Some(1.5), ..Typed::default() }), Some("min-confidence"));
        assert_eq!(wrong(Typed { min_confidence: Some(f64::NAN), ..Typed::default() }), Some("min-confidence"));
    }
}
