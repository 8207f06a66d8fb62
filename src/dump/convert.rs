//! From bytes inside to code points outside: [`Claim`]s become [`ClaimRecord`]s.

use crate::model::record::{
    ArticleRecord, CLAIM_SCHEMA, CandidateRecord, ClaimRecord, CodePoints, CueRecord, ExplainRecord, SaidOnRecord,
    SpeakerRecord, TextRecord,
};
use crate::model::{Article, Claim, Span};
use crate::text::cut;
use crate::text::offsets::Offsets;
use std::sync::Arc;

/// The article as it stands in each of its claims.
#[must_use]
pub fn article_record(article: &Article) -> ArticleRecord {
    let meta = &article.meta;
    ArticleRecord {
        id: article.id.clone(),
        path: article.path.clone(),
        title: meta.title.clone(),
        source: meta.source.clone(),
        author: meta.author.clone(),
        date: meta.date.clone(),
        published: meta.published.clone(),
        language: article.language.clone().or_else(|| article.language_found.clone()),
        translated: article.translated,
        translated_score: two_digits(article.translated_score),
        duplicate_of: None,
        copies: Vec::new(),
    }
}

/// The claims of an article as records, in the order of their first span, each with an id that no other claim of the article has.
#[must_use]
pub fn claim_records(article: &Article, claims: &[Claim]) -> Vec<ClaimRecord> {
    let outside = Arc::new(article_record(article));
    let view = View { text: &article.text, offsets: Offsets::new(&article.text) };
    let mut records: Vec<ClaimRecord> = claims.iter().map(|claim| view.record(claim, &outside)).collect();
    records.sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| cue_spans(a).cmp(cue_spans(b))));
    let mut taken = std::collections::BTreeSet::new();
    for record in &mut records {
        let mut nth = 0_u32;
        record.id = claim_id(record, nth);
        while !taken.insert(record.id.clone()) {
            nth += 1;
            record.id = claim_id(record, nth);
        }
    }
    records
}

fn cue_spans(record: &ClaimRecord) -> &[CodePoints] {
    record.cue.as_ref().map_or(&[], |cue| &cue.spans)
}

/// A hash of what the claim is; `nth` tells apart claims that are the same in all of it.
fn claim_id(record: &ClaimRecord, nth: u32) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(record.article.id.as_bytes());
    let mut spans = |spans: &[CodePoints]| {
        hasher.update(&(spans.len() as u64).to_le_bytes());
        for [start, end] in spans {
            hasher.update(&(*start as u64).to_le_bytes());
            hasher.update(&(*end as u64).to_le_bytes());
        }
    };
    spans(&record.spans);
    spans(cue_spans(record));
    spans(record.speaker.span.as_slice());
    hasher.update(&nth.to_le_bytes());
    format!("c-{}", &hasher.finalize().to_hex()[..16])
}

/// Two digits are what a probability of ours is worth.
fn two_digits(probability: f64) -> f64 {
    (probability.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

/// An article's text, and its code points.
struct View<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

impl View<'_> {
    fn record(&self, claim: &Claim, article: &Arc<ArticleRecord>) -> ClaimRecord {
        let found = &claim.attribution;
        let first = found.content.first().map_or(0, |span| span.start);
        let last = found.content.last().map_or(0, |span| span.end);
        ClaimRecord {
            schema: CLAIM_SCHEMA.to_owned(),
            id: String::new(),
            kind: claim.kind,
            text: cut::joined(self.text, found.content.iter().copied()),
            spans: self.code_points(&found.content),
            cue: (!found.cue.is_empty()).then(|| CueRecord {
                text: cut::joined(self.text, found.cue.iter().copied()),
                spans: self.code_points(&found.cue),
            }),
            stance: found.stance,
            speaker: SpeakerRecord {
                id: None,
                name: claim.speaker.name.clone(),
                mention: claim.speaker.mention.map(|span| span.of(self.text).to_owned()),
                span: claim.speaker.mention.map(|span| self.code_point_span(span)),
                role: claim.speaker.role.clone(),
                kind: claim.speaker.kind,
                resolved: claim.speaker.resolved,
                label: claim.speaker.label.clone(),
                confidence: two_digits(claim.speaker.confidence),
                candidates: claim
                    .speaker
                    .candidates
                    .iter()
                    .map(|(name, p)| CandidateRecord { name: name.clone(), confidence: two_digits(*p) })
                    .collect(),
            },
            said_on: claim.said_on.as_ref().map(|when| SaidOnRecord {
                from: when.from.clone(),
                to: when.to.clone(),
                text: when.span.of(self.text).to_owned(),
            }),
            sentence: TextRecord {
                text: claim.sentence.of(self.text).to_owned(),
                span: self.code_point_span(claim.sentence),
            },
            prefix: cut::before(self.text, first).to_owned(),
            suffix: cut::after(self.text, last).to_owned(),
            verbatim: claim.verbatim,
            confidence: two_digits(claim.confidence),
            likely: claim.likely,
            article: Arc::clone(article),
            cluster: None,
            explain: Some(ExplainRecord {
                found_by: found.found_by,
                content: two_digits(found.confidence),
                said: claim.said.map(two_digits),
                speaker: claim.speaker.why.clone(),
            }),
            correction: None,
        }
    }

    fn code_points(&self, spans: &[Span]) -> Vec<CodePoints> {
        spans.iter().map(|span| self.code_point_span(*span)).collect()
    }

    fn code_point_span(&self, span: Span) -> CodePoints {
        [self.offsets.code_point(span.start), self.offsets.code_point(span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attribution, Kind, Resolved, Rule, SaidOn, Speaker, SpeakerType, Stance};

    fn span(text: &str, piece: &str) -> Span {
        let start = text.find(piece).expect("the piece stands in the text");
        Span::new(start, start + piece.len())
    }

    fn example() -> (Article, Claim) {
        let text = "Zoë’s 😀 day.\nOn Monday Zoë said “it is fine”, and so on.".to_owned();
        let claim = Claim {
            kind: Kind::Direct,
            attribution: Attribution {
                source: None,
                cue: vec![span(&text, "said")],
                content: vec![span(&text, "it is fine")],
                stance: Stance::Asserts,
                found_by: Rule::Colon,
                confidence: 0.9,
                continues: None,
            },
            speaker: Speaker {
                name: Some("Zoë".into()),
                mention: None,
                role: None,
                kind: SpeakerType::Person,
                resolved: Resolved::Named,
                why: "named".into(),
                ..Speaker::default()
            },
            said_on: Some(SaidOn {
                from: "2017-02-06".into(),
                to: "2017-02-06".into(),
                span: span(&text, "On Monday"),
            }),
            sentence: span(&text, "On Monday Zoë said “it is fine”, and so on."),
            verbatim: true,
            confidence: 0.966,
            said: None,
            likely: true,
        };
        (Article { id: "a-1".into(), path: "x.txt".into(), text, ..Article::default() }, claim)
    }

    #[test]
    fn spans_count_code_points_and_cut_out_the_text() {
        let (article, claim) = example();
        let records = claim_records(&article, &[claim]);
        let record = &records[0];
        let points: Vec<char> = article.text.chars().collect();
        let cut = |[s, e]: CodePoints| points[s..e].iter().collect::<String>();
        assert_eq!(cut(record.spans[0]), record.text);
        assert_eq!(cut(record.sentence.span), record.sentence.text);
        assert_eq!(record.text, "it is fine");
        assert!((record.confidence - 0.97).abs() < 1e-12);
        assert!(record.prefix.ends_with("said “") && record.prefix.chars().count() <= cut::CONTEXT);
        assert_eq!(record.suffix, "”, and so on.");
        assert!(record.id.starts_with("c-") && record.id.len() == 18);
    }

    #[test]
    fn equal_claims_have_ids_of_their_own_and_the_order_is_that_of_the_text() {
        let (article, claim) = example();
        let mut earlier = claim.clone();
        earlier.attribution.content = vec![span(&article.text, "day")];
        let records = claim_records(&article, &[claim.clone(), claim, earlier]);
        assert_eq!(records[0].text, "day");
        assert_ne!(records[1].id, records[2].id);
    }
}
