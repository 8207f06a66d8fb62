//! An article: its text, unchanged, and what is known about it.

use super::{Origin, Origins, Span};

/// What a format, a sidecar or the text itself tells about an article. Nothing here is a guess from outside of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The headline.
    pub title: Option<String>,
    /// The outlet or agency.
    pub source: Option<String>,
    /// The author or authors, as one line.
    pub author: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Day and time of publication, `YYYY-MM-DDTHH:MM`, as the article prints it.
    pub published: Option<String>,
    /// A language that the article declares (ISO 639-1).
    pub language: Option<String>,
    /// Where the article was found.
    pub url: Option<String>,
    /// Whether the article says of itself that a machine translated it.
    pub translated: Option<bool>,
    /// Where each was taken from.
    pub from: Origins,
}

impl Meta {
    /// The same, where all of which nothing else is noted was taken from `origin`.
    #[must_use]
    pub fn taken_from(mut self, origin: Origin) -> Self {
        let told = [
            (&mut self.from.title, self.title.is_some()),
            (&mut self.from.source, self.source.is_some()),
            (&mut self.from.author, self.author.is_some()),
            (&mut self.from.date, self.date.is_some()),
        ];
        for (from, is_there) in told {
            *from = from.filter(|_| is_there).or(is_there.then_some(origin));
        }
        self
    }
}

/// One article as the stages see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// `a-` and 16 hexadecimal digits: a hash of path and text.
    pub id: String,
    /// The path as shown: relative to the folder that was named, `/` between its parts; `#n` behind it for the n-th record of a file that holds several.
    pub path: String,
    /// The text that every span counts in.
    pub text: String,
    /// Title, outlet, author, date, …
    pub meta: Meta,
    /// The headline's place in the text, where it stands there.
    pub title_span: Option<Span>,
    /// The language found, among those that have seeds; `None` when it is another.
    pub language: Option<String>,
    /// The language found among all that the detector knows (ISO 639-1, else 639-3), for the record of what was skipped.
    pub language_found: Option<String>,
    /// How sure the language is, in 0..=1.
    pub language_confidence: f64,
    /// Whether a machine translated it, as far as we dare to say.
    pub translated: bool,
    /// Probability that a machine translated it, in 0..=1.
    pub translated_score: f64,
    /// Why: named signals with their weight, the strongest first.
    pub translated_signals: Vec<(String, f64)>,
    /// Places that are no part of the article (icon lists, share lines, author blurbs …), in order, disjoint.
    pub boilerplate: Vec<Span>,
}
