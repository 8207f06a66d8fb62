//! The marks by which exports of news databases part documents and their fields (`exports.toml`).

use serde::Deserialize;

use super::{Problems, file};

/// What is known of exports; all of it lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Exports {
    /// Nexis and LexisNexis.
    pub nexis: Nexis,
    /// Factiva.
    pub factiva: Factiva,
}

/// The marks of Nexis and LexisNexis.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Nexis {
    /// What is counted where a document begins ("3 of 20 documents").
    pub counted: Vec<String>,
    /// Between the two numbers ("of").
    pub of: Vec<String>,
    /// What is counted where a page begins.
    pub pages: Vec<String>,
    /// Alone on a line: a document ends.
    pub ends: Vec<String>,
    /// Alone on a line: the text begins.
    pub body: Vec<String>,
    /// Alone on a line: the text has ended.
    pub foot: Vec<String>,
    /// Labels of a cover page.
    pub cover: Vec<String>,
    /// Labels of the headline.
    pub title: Vec<String>,
    /// Labels of the author.
    pub author: Vec<String>,
    /// Labels of the address.
    pub url: Vec<String>,
    /// Labels of what is none of these, above the text.
    pub above: Vec<String>,
    /// The same, behind the text where they are written in capitals.
    pub below: Vec<String>,
    /// The same, behind the text however they are written.
    pub behind: Vec<String>,
    /// What a line about rights begins with.
    pub rights: Vec<String>,
    /// Words of a line that names an edition.
    pub editions: Vec<String>,
}

/// The marks of Factiva.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Factiva {
    /// In front of a document's number.
    pub document: Vec<String>,
    /// Behind the number of words.
    pub words: Vec<String>,
    /// Codes of the headline.
    pub title: Vec<String>,
    /// Codes of the author.
    pub author: Vec<String>,
    /// Codes of the day.
    pub date: Vec<String>,
    /// Codes of the time.
    pub time: Vec<String>,
    /// Codes of the outlet.
    pub source: Vec<String>,
    /// Codes of the text.
    pub text: Vec<String>,
    /// Codes of what is none of these.
    pub other: Vec<String>,
}

impl Exports {
    /// Reads `name` with the content `text`.
    #[must_use]
    pub fn parse(name: &str, text: &str, problems: &mut Problems) -> Self {
        file::read(name, text, problems)
    }
}
