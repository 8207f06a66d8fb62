//! A claim: who said what, and where exactly it stands.
//!
//! The terms are those of PolNeAR (Newell, Margolin & Ruths, LREC 2018): an *attribution* has a *source*, a *cue* and a *content*.

use super::{Rule, Span};
use serde::{Deserialize, Serialize};

/// How much of the content stands inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// A part.
    Mixed,
}

/// What the speaker does with the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Stance {
    /// States it.
    #[default]
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Thinks, expects, hopes or fears it.
    Believes,
    /// Asks or doubts it.
    Questions,
    /// Asks or orders that it be done.
    Demands,
    /// Says that the speaker will do it.
    Promises,
    /// Reports no statement, but a wish, an endorsement or an opinion.
    Attitude,
    /// Was not said, or is only asked about, expected or imagined: "never said that", "will announce", "Did she say that?".
    Unsaid,
}

/// How the canonical name of a speaker was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Resolved {
    /// The mention is the name.
    Named,
    /// The mention is a shorter or other form of the name.
    Alias,
    /// The mention is a pronoun.
    Pronoun,
    /// The mention is a role ("the diplomat").
    Role,
    /// No mention: the quotation goes on.
    Continued,
    /// Not resolved, or no mention.
    #[default]
    None,
}

/// What kind of speaker it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SpeakerType {
    /// One person.
    Person,
    /// A body, an outlet, a government or the place that stands for it.
    Organization,
    /// Several people.
    Group,
    /// A paper, a report, a law.
    Document,
    /// Not known.
    #[default]
    Unknown,
}

/// Source, cue and content, before anybody asked who the source is.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name the source; `None` where nothing does.
    pub source: Option<Span>,
    /// The reporting expression, one or two pieces; empty for a quotation that goes on or a pull quote.
    pub cue: Vec<Span>,
    /// What is said, in pieces, in the order of the text; never empty.
    pub content: Vec<Span>,
    /// What the cue says of the speaker's stance.
    pub stance: Stance,
    /// Which rule or model found it (for `--explain`).
    pub found_by: Rule,
    /// Probability that content and source are right, in 0..=1.
    pub confidence: f64,
    /// For a quotation without cue: the index of the attribution whose speaker goes on.
    pub continues: Option<usize>,
}

/// Who said it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speaker {
    /// The canonical name, or `None` where the text does not tell.
    pub name: Option<String>,
    /// What to show where there is no name: the words for who speaks, without article ("spokesman", "several aides").
    pub label: Option<String>,
    /// How probable it is that the name is right, or that nobody who has a name is meant, in 0..=1.
    pub confidence: f64,
    /// The likeliest names where the name is `None` for doubt, at most two, each with its probability.
    pub candidates: Vec<(String, f64)>,
    /// Where the article names the speaker of this claim.
    pub mention: Option<Span>,
    /// What the article (or the seeds, for the article's date) says the speaker is.
    pub role: Option<String>,
    /// Person, organisation, …
    pub kind: SpeakerType,
    /// How the name was found.
    pub resolved: Resolved,
    /// The steps, in words (for `--explain`).
    pub why: String,
}

impl Speaker {
    /// Takes the name back: it becomes the likeliest candidate.
    pub fn doubt(&mut self) {
        let Some(name) = self.name.take() else { return };
        self.candidates.insert(0, (name, self.confidence));
        self.candidates.truncate(2);
        self.confidence = 1.0 - self.confidence;
        self.role = None;
        self.resolved = Resolved::None;
        "nobody is likely enough".clone_into(&mut self.why);
    }
}

/// When it was said, as the text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidOn {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    /// The words that tell it.
    pub span: Span,
}

/// One claim of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// Source, cue and content.
    pub attribution: Attribution,
    /// Who said it.
    pub speaker: Speaker,
    /// When it was said.
    pub said_on: Option<SaidOn>,
    /// The sentence (or sentences) in which cue or content stands.
    pub sentence: Span,
    /// True only for the direct words of an article that no machine translated.
    pub verbatim: bool,
    /// Probability that content and speaker are right, in 0..=1.
    pub confidence: f64,
    /// Probability that it was said at all, in 0..=1; `None` without a cue, and in languages that the trained layer does not know.
    pub said: Option<f64>,
    /// See [`record::ClaimRecord::likely`](super::record::ClaimRecord::likely).
    pub likely: bool,
}
