//! A claim as one row of comma-separated values.

use crate::model::record::ClaimRecord;
use serde::Serialize;
use std::borrow::Cow;

/// What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text of an article as a cell. What a spreadsheet would compute gets an apostrophe in front, and is text.
fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) { format!("'{text}").into() } else { text.into() }
}

/// One row; the names of its fields are the header. Lists of spans are JSON, as in the claim itself; whatever an article can say goes through `cell`.
#[derive(Serialize)]
pub struct Row<'a> {
    id: &'a str,
    speaker: Option<Cow<'a, str>>,
    role: Option<Cow<'a, str>>,
    #[serde(rename = "type")]
    speaker_type: crate::model::SpeakerType,
    mention: Option<Cow<'a, str>>,
    resolved: crate::model::Resolved,
    kind: crate::model::Kind,
    stance: crate::model::Stance,
    text: Cow<'a, str>,
    cue: Option<Cow<'a, str>>,
    said_from: Option<&'a str>,
    said_to: Option<&'a str>,
    verbatim: bool,
    confidence: f64,
    start: usize,
    end: usize,
    spans: String,
    sentence: Cow<'a, str>,
    article: &'a str,
    path: Cow<'a, str>,
    title: Option<Cow<'a, str>>,
    source: Option<Cow<'a, str>>,
    author: Option<Cow<'a, str>>,
    date: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    translated: bool,
    translated_score: f64,
    label: Option<Cow<'a, str>>,
    speaker_confidence: f64,
    correction: Option<&'static str>,
    corrected_speaker: Option<Cow<'a, str>>,
    note: Option<Cow<'a, str>>,
    speaker_id: Option<&'a str>,
    cluster: Option<&'a str>,
}

impl<'a> From<&'a ClaimRecord> for Row<'a> {
    fn from(claim: &'a ClaimRecord) -> Self {
        Self::of(claim, cell)
    }
}

impl<'a> Row<'a> {
    /// A row for what computes nothing: every text as it stands.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the program asks for it"))]
    #[must_use]
    pub fn plain(claim: &'a ClaimRecord) -> Self {
        Self::of(claim, Cow::Borrowed)
    }

    fn of(claim: &'a ClaimRecord, cell: fn(&'a str) -> Cow<'a, str>) -> Self {
        let article = &claim.article;
        Self {
            id: &claim.id,
            speaker: claim.speaker.name.as_deref().map(cell),
            role: claim.speaker.role.as_deref().map(cell),
            speaker_type: claim.speaker.kind,
            mention: claim.speaker.mention.as_deref().map(cell),
            resolved: claim.speaker.resolved,
            kind: claim.kind,
            stance: claim.stance,
            text: cell(&claim.text),
            cue: claim.cue.as_ref().map(|cue| cell(&cue.text)),
            said_from: claim.said_on.as_ref().map(|when| when.from.as_str()),
            said_to: claim.said_on.as_ref().map(|when| when.to.as_str()),
            verbatim: claim.verbatim,
            confidence: claim.confidence,
            start: claim.spans.first().map_or(0, |span| span[0]),
            end: claim.spans.last().map_or(0, |span| span[1]),
            spans: serde_json::to_string(&claim.spans).unwrap_or_default(),
            sentence: cell(&claim.sentence.text),
            article: &article.id,
            path: cell(&article.path),
            title: article.title.as_deref().map(cell),
            source: article.source.as_deref().map(cell),
            author: article.author.as_deref().map(cell),
            date: article.date.as_deref(),
            published: article.published.as_deref(),
            language: article.language.as_deref(),
            translated: article.translated,
            translated_score: article.translated_score,
            label: claim.speaker.label.as_deref().map(cell),
            speaker_confidence: claim.speaker.confidence,
            correction: claim.correction.as_ref().map(|correction| correction.says.term()),
            corrected_speaker: claim.correction.as_ref().and_then(|c| c.speaker.as_deref()).map(cell),
            note: claim.correction.as_ref().and_then(|c| c.note.as_deref()).map(cell),
            speaker_id: claim.speaker.id.as_deref(),
            cluster: claim.cluster.as_deref(),
        }
    }
}

/// The header alone, for a dump without claims.
pub const HEADER: &str = "id,speaker,role,type,mention,resolved,kind,stance,text,cue,said_from,said_to,verbatim,confidence,\
    start,end,spans,sentence,article,path,title,source,author,date,published,language,translated,translated_score,label,speaker_confidence,\
    correction,corrected_speaker,note,speaker_id,cluster";

#[cfg(test)]
mod tests {
    use crate::dump::{Dumper, Format, Layout};
    use crate::model::record::ClaimRecord;

    /// The second line of a CSV dump of a claim with these words, speaker and headline.
    fn row(words: &str) -> Vec<String> {
        let claim: ClaimRecord = serde_json::from_value(serde_json::json!({
            "schema": "whosaid/claim/1", "id": "c-1", "kind": "direct", "text": words, "spans": [[0, 1]],
            "cue": {"text": words, "spans": [[0, 1]]}, "stance": "asserts",
            "speaker": {"name": words, "mention": words, "span": [0, 1], "role": words, "type": "person", "resolved": "named",
                "label": words, "confidence": 0.9, "candidates": []},
            "said_on": null, "sentence": {"text": words, "span": [0, 1]}, "prefix": "", "suffix": "", "verbatim": true,
            "confidence": 0.9,
            "article": {"id": "a-1", "path": words, "title": words, "source": words, "author": words, "date": null,
                "published": null, "language": "en", "translated": false, "translated_score": 0.1},
        }))
        .expect("a claim");
        let layout = Layout { width: 80, explain: false, on_terminal: false, bom: false };
        let mut dumper = Dumper::new(Vec::new(), Format::Csv, layout);
        dumper.write(claim).expect("in memory");
        let csv = dumper.finish().expect("in memory");
        let mut reader = ::csv::Reader::from_reader(&csv[..]);
        let record = reader.records().next().expect("a row").expect("CSV");
        record.iter().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"] {
            let cells = row(formula);
            let safe = format!("'{formula}");
            assert_eq!(
                cells.iter().filter(|cell| **cell == safe).count(),
                11,
                "every text of the claim begins with an apostrophe: {cells:?}"
            );
            assert!(
                cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])),
                "a spreadsheet would compute one of {cells:?}; help: a new column of text goes through `cell`"
            );
        }
        let plain = row("a = b, “c” - d");
        assert_eq!(plain.iter().filter(|cell| *cell == "a = b, “c” - d").count(), 11, "{plain:?}");
    }
}
