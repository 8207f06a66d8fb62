//! The words by which an article tells its own title, author, outlet and date (`<lang>/metadata.toml`).

use serde::Deserialize;

use super::{Problems, file};

/// The metadata words of one language; all of them lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetadataWords {
    /// In front of an author ("by").
    pub author_labels: Vec<String>,
    /// In front of an outlet ("source").
    pub source_labels: Vec<String>,
    /// In front of a headline ("title").
    pub title_labels: Vec<String>,
    /// In front of what tells none of these ("length").
    pub other_labels: Vec<String>,
    /// Words of which, with figures, such a part consists ("page 4").
    pub measures: Vec<String>,
    /// Between an author and the outlet or the place ("for").
    pub joiners: Vec<String>,
    /// In front of an outlet where nothing else stands before it ("from").
    pub from: Vec<String>,
    /// Words that begin or end the names of outlets ("gazette").
    pub outlet_words: Vec<String>,
    /// Endings of words that name outlets ("krant").
    pub outlet_endings: Vec<String>,
    /// In front of the day of publication ("published on").
    pub date_labels: Vec<String>,
    /// In front of a later day ("last updated").
    pub update_labels: Vec<String>,
    /// Authors that are the newsroom itself ("staff").
    pub newsroom: Vec<String>,
    /// What an author is ("correspondent").
    pub author_roles: Vec<String>,
    /// Small words inside of names ("van der").
    pub particles: Vec<String>,
    /// Words that a headline seldom holds and a paragraph nearly always ("the").
    pub determiners: Vec<String>,
    /// Between a speaker and the outlet that hears it ("told").
    pub told: Vec<String>,
    /// The same, in the form in which an outlet speaks of itself ("has told").
    pub told_perfect: Vec<String>,
    /// Behind an outlet: another one tells it ("host").
    pub told_not_after: Vec<String>,
    /// One of these must stand in the sentence too, where `told` is only a preposition.
    pub told_verbs: Vec<String>,
    /// Names of sections that stand alone above a headline ("Politics").
    pub sections: Vec<String>,
}

impl MetadataWords {
    /// Reads `name` with the content `text`.
    #[must_use]
    pub fn parse(name: &str, text: &str, problems: &mut Problems) -> Self {
        if problems.renamed(name, text, &[("told_needs", "told_verbs")]) {
            return Self::default();
        }
        file::read(name, text, problems)
    }
}
