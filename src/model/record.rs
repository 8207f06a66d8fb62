//! What leaves the program: claims and articles as JSON, with offsets in code points.
//!
//! These are the shapes that scripts rely on; `schema/claim.schema.json` describes them. The conversion from bytes happens in `dump`.

use super::{Kind, Resolved, Rule, SpeakerType, Stance};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The schema's name, in every claim.
pub const CLAIM_SCHEMA: &str = "whosaid/claim/1";

/// A half-open range of Unicode code points, as `[start, end]`.
pub type CodePoints = [usize; 2];

/// A claim as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// Always [`CLAIM_SCHEMA`].
    pub schema: String,
    /// `c-` and 16 hexadecimal digits.
    pub id: String,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// The spans' text, joined by ` … `.
    pub text: String,
    /// Where the content stands.
    pub spans: Vec<CodePoints>,
    /// The reporting expression, or null.
    pub cue: Option<CueRecord>,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// Who said it.
    pub speaker: SpeakerRecord,
    /// When it was said, or null.
    pub said_on: Option<SaidOnRecord>,
    /// The sentence it stands in.
    pub sentence: TextRecord,
    /// Up to 32 code points before the first span.
    pub prefix: String,
    /// Up to 32 code points after the last span.
    pub suffix: String,
    /// True only for direct words of an article that no machine translated.
    pub verbatim: bool,
    /// Probability that content and speaker are right, in 0..=1.
    pub confidence: f64,
    /// More likely right than wrong; with nobody named, as far as its content goes, and always for a quotation. What is not is left out by default.
    #[serde(skip)]
    pub likely: bool,
    /// The article it stands in.
    pub article: Arc<ArticleRecord>,
    /// `k-` and 16 hexadecimal digits: the same for the same statement elsewhere in an index; nothing where it is told once, or there is no index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// How it was found; only with `--explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain: Option<ExplainRecord>,
    /// What a reader last said of it; nothing where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<CorrectionRecord>,
}

/// What a reader says of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRecord {
    /// Right, somebody else's, no claim.
    pub says: Judgement,
    /// Who said it instead, or null.
    pub speaker: Option<String>,
    /// Why, or null.
    pub note: Option<String>,
    /// When the reader said so, as `YYYY-MM-DDTHH:MM:SSZ`.
    pub at: String,
}

/// What a reader can say of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// It is as the claim has it.
    Right,
    /// Somebody else said it.
    WrongSpeaker,
    /// Nobody said this.
    NotAClaim,
}

impl Judgement {
    /// As it stands in JSON.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::WrongSpeaker => "wrong-speaker",
            Self::NotAClaim => "not-a-claim",
        }
    }

    /// What stands so in JSON.
    #[must_use]
    pub fn of_term(term: &str) -> Option<Self> {
        [Self::Right, Self::WrongSpeaker, Self::NotAClaim].into_iter().find(|known| known.term() == term)
    }
}

/// The reporting expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CueRecord {
    /// The spans' text, joined by ` … `.
    pub text: String,
    /// One span, or two where it is split.
    pub spans: Vec<CodePoints>,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRecord {
    /// `s-` and 16 hexadecimal digits, the same in every article of an index; nothing where nobody is named, no body is told apart from others of its kind, or there is no index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The canonical name, or null.
    pub name: Option<String>,
    /// What to show where there is no name, or null.
    pub label: Option<String>,
    /// The words in this article that name the speaker of this claim, or null.
    pub mention: Option<String>,
    /// Where they stand.
    pub span: Option<CodePoints>,
    /// What the speaker is, or null.
    pub role: Option<String>,
    /// Person, organisation, …
    #[serde(rename = "type")]
    pub kind: SpeakerType,
    /// How the name was found.
    pub resolved: Resolved,
    /// Probability that the name is right, or that nobody who has one is meant, in 0..=1.
    pub confidence: f64,
    /// Where the name is null for doubt, the likeliest ones, at most two.
    pub candidates: Vec<CandidateRecord>,
}

impl SpeakerRecord {
    /// By what the speaker is known in other articles: the name, or what a body is called where that tells which body it is ("the foreign ministry of
    /// Marania", not "the ministry" nor "police").
    #[must_use]
    pub fn known_as(&self) -> Option<&str> {
        self.name.as_deref().or_else(|| {
            let label = self.label.as_deref().filter(|_| self.kind == SpeakerType::Organization)?;
            let is_capital = |word: &str| word.starts_with(char::is_uppercase);
            let (first, rest) = label.split_once(' ')?;
            // The first word of a sentence has a capital, too; behind an article it has one of its own.
            let behind = |mention: &String| mention.len() > label.len() && mention.contains(label);
            let own = is_capital(first) && self.mention.as_ref().is_some_and(behind);
            (own || rest.split(' ').any(is_capital)).then_some(label)
        })
    }
}

/// Somebody who may have said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// The canonical name.
    pub name: String,
    /// Probability that it is this one, in 0..=1.
    pub confidence: f64,
}

/// When it was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaidOnRecord {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    /// The words that tell it.
    pub text: String,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextRecord {
    /// Its words.
    pub text: String,
    /// Where they stand.
    pub span: CodePoints,
}

/// The article of a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleRecord {
    /// `a-` and 16 hexadecimal digits.
    pub id: String,
    /// Where the file lies, relative to the folder that was named.
    pub path: String,
    /// The headline, or null.
    pub title: Option<String>,
    /// The outlet or agency, or null.
    pub source: Option<String>,
    /// The author, or null.
    pub author: Option<String>,
    /// The day of publication, or null.
    pub date: Option<String>,
    /// Day and time of publication, or null.
    pub published: Option<String>,
    /// The language (ISO 639-1), or null.
    pub language: Option<String>,
    /// Whether a machine translated it.
    pub translated: bool,
    /// Probability that a machine translated it, in 0..=1, rounded to two digits.
    pub translated_score: f64,
    /// Of an index: the id of the article of which this one is a copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// With `--collapse`: the articles that are left out because they tell the same in the same words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<CopyRecord>,
}

/// An article that tells what another one tells, in the same words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CopyRecord {
    /// Its id.
    pub id: String,
    /// Its outlet, or null.
    pub source: Option<String>,
    /// Its day of publication, or null.
    pub date: Option<String>,
}

/// How a claim was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplainRecord {
    /// The rule or model.
    pub found_by: Rule,
    /// Probability that content and source are right, whoever the source is, in 0..=1.
    pub content: f64,
    /// Probability that it was said, rather than denied, asked, announced or imagined, in 0..=1; null without a cue.
    pub said: Option<f64>,
    /// How the speaker was resolved, in words.
    pub speaker: String,
}
/// An enumeration's value as it stands in JSON: "asserts".
#[must_use]
pub fn term(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}
