//! A claim as one row of comma-separated values.

use crate::model::record::ClaimRecord;
use serde::Serialize;

/// One row; the names of its fields are the header. Lists of spans are JSON, as in the claim itself.
#[derive(Serialize)]
pub struct Row<'a> {
    id: &'a str,
    speaker: Option<&'a str>,
    role: Option<&'a str>,
    #[serde(rename = "type")]
    speaker_type: crate::model::SpeakerType,
    mention: Option<&'a str>,
    resolved: crate::model::Resolved,
    kind: crate::model::Kind,
    stance: crate::model::Stance,
    text: &'a str,
    cue: Option<&'a str>,
    said_from: Option<&'a str>,
    said_to: Option<&'a str>,
    verbatim: bool,
    confidence: f64,
    start: usize,
    end: usize,
    spans: String,
    sentence: &'a str,
    article: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    source: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    translated: bool,
    translated_score: f64,
}

impl<'a> From<&'a ClaimRecord> for Row<'a> {
    fn from(claim: &'a ClaimRecord) -> Self {
        let article = &claim.article;
        Self {
            id: &claim.id,
            speaker: claim.speaker.name.as_deref(),
            role: claim.speaker.role.as_deref(),
            speaker_type: claim.speaker.kind,
            mention: claim.speaker.mention.as_deref(),
            resolved: claim.speaker.resolved,
            kind: claim.kind,
            stance: claim.stance,
            text: &claim.text,
            cue: claim.cue.as_ref().map(|cue| cue.text.as_str()),
            said_from: claim.said_on.as_ref().map(|when| when.from.as_str()),
            said_to: claim.said_on.as_ref().map(|when| when.to.as_str()),
            verbatim: claim.verbatim,
            confidence: claim.confidence,
            start: claim.spans.first().map_or(0, |span| span[0]),
            end: claim.spans.last().map_or(0, |span| span[1]),
            spans: serde_json::to_string(&claim.spans).unwrap_or_default(),
            sentence: &claim.sentence.text,
            article: &article.id,
            path: &article.path,
            title: article.title.as_deref(),
            source: article.source.as_deref(),
            author: article.author.as_deref(),
            date: article.date.as_deref(),
            published: article.published.as_deref(),
            language: article.language.as_deref(),
            translated: article.translated,
            translated_score: article.translated_score,
        }
    }
}

/// The header alone, for a dump without claims.
pub const HEADER: &str = "id,speaker,role,type,mention,resolved,kind,stance,text,cue,said_from,said_to,verbatim,confidence,\
    start,end,spans,sentence,article,path,title,source,author,date,published,language,translated,translated_score";
