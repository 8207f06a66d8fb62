//! Claims in columns, for reading.

use super::plain;
use crate::model::record::ClaimRecord;

/// The narrowest table that is still readable, in columns.
const NARROWEST: usize = 60;
/// Columns of a date, `YYYY-MM-DD`.
const DATE: usize = 10;
/// Columns of the kind: `direct`, `mixed`, `indir.`
const KIND: usize = 6;

/// The widths of the columns that depend on the terminal.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    speaker: usize,
    source: usize,
    text: usize,
}

impl Columns {
    /// Columns for a terminal that is `width` columns wide.
    #[must_use]
    pub fn new(width: usize) -> Self {
        let width = width.max(NARROWEST);
        let speaker = (width / 5).clamp(12, 28);
        let source = (width / 8).clamp(8, 20);
        let gaps = 4;
        Self { speaker, source, text: width - speaker - source - DATE - KIND - gaps }
    }

    /// The line above the claims.
    #[must_use]
    pub fn header(self) -> String {
        self.row("SPEAKER", "DATE", "SOURCE", "KIND", "CLAIM")
    }

    /// One claim on one line.
    #[must_use]
    pub fn claim(self, claim: &ClaimRecord) -> String {
        let speaker = claim.speaker.name.as_deref().map_or_else(
            || {
                let label = claim.speaker.label.as_deref().or(claim.speaker.mention.as_deref());
                label.map_or_else(|| "?".to_owned(), |label| format!("({label})"))
            },
            ToOwned::to_owned,
        );
        let kind = match claim.kind {
            crate::model::Kind::Direct => "direct",
            crate::model::Kind::Mixed => "mixed",
            crate::model::Kind::Indirect => "indir.",
        };
        let source = claim.article.source.as_deref().unwrap_or("-");
        self.row(&speaker, claim.article.date.as_deref().unwrap_or("-"), source, kind, &claim.text)
    }

    fn row(self, speaker: &str, date: &str, source: &str, kind: &str, text: &str) -> String {
        let line = [
            plain::cell(speaker, self.speaker),
            plain::cell(date, DATE),
            plain::cell(source, self.source),
            plain::cell(kind, KIND),
            plain::cut(text, self.text),
        ]
        .join(" ");
        line.trim_end().to_owned()
    }
}
