//! Documents as rows of numbers, read from columns and postings once.

use super::Store;
use super::columns::Columns;
use super::rows::{NO_TERM, NONE, Row, Rows};
use crate::error::Result;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED};

impl Store {
    /// What is known of each document, read once.
    pub(super) fn documents(&self) -> Result<&Rows> {
        if let Some(rows) = self.rows.get() {
            return Ok(rows);
        }
        let kinds: Vec<String> = self.terms(self.fields.kind)?;
        let stances: Vec<String> = self.terms(self.fields.stance)?;
        let mut by_segment = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let mut rows = self.columns_as_rows(segment, reader.max_doc())?;
            let terms =
                terms(reader, self.fields.kind, &kinds, |doc, term| rows[doc as usize].kind = term).and_then(|()| {
                    terms(reader, self.fields.stance, &stances, |doc, term| rows[doc as usize].stance = term)
                });
            terms.map_err(|error| self.damaged(&error))?;
            by_segment.push(rows);
        }
        Ok(self.rows.get_or_init(|| Rows { by_segment, kinds, stances }))
    }

    fn columns_as_rows(&self, segment: u32, documents: DocId) -> Result<Vec<Row>> {
        let sources = self.labels(&self.sources, |columns| columns.source.as_ref())?;
        let languages = self.labels(&self.languages, |columns| columns.language.as_ref())?;
        let columns = self.columns(segment)?;
        let text = |column: &Option<StrColumn>, doc| column.as_ref().and_then(|column| column.ords().first(doc));
        let small = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(NONE);
        let mut rows: Vec<Row> = (0..documents)
            .map(|doc| Row {
                article: small(text(&columns.article, doc)),
                speaker: small(text(&columns.speaker, doc)),
                source: small(text(&columns.source, doc).and_then(|own| sources.place(segment, own))),
                language: small(text(&columns.language, doc).and_then(|own| languages.place(segment, own))),
                day: small(columns.day.as_ref().and_then(|day| day.first(doc))),
                translated: columns.translated.as_ref().and_then(|column| column.first(doc)) == Some(true),
                ..Row::EMPTY
            })
            .collect();
        let mut order: Vec<DocId> = (0..documents).collect();
        order.sort_by_cached_key(|doc| columns.place_of(*doc));
        (0..).zip(order).for_each(|(place, doc)| rows[doc as usize].place = place);
        Ok(rows)
    }
}

impl Columns {
    /// What documents of a segment are ordered by: the numbers of strings in a column are in the order of the strings.
    pub fn place_of(&self, doc: DocId) -> [Option<u64>; 4] {
        let number = |column: Option<&Column<u64>>| column.and_then(|column| column.first(doc));
        let text = |column: &Option<StrColumn>| number(column.as_ref().map(|column| column.ords()));
        [text(&self.place), text(&self.file), number(self.record.as_ref()), number(self.ordinal.as_ref())]
    }
}

/// Shows each document that has a term of a field, with the term's place among `all`.
fn terms(reader: &SegmentReader, field: Field, all: &[String], mut each: impl FnMut(DocId, u8)) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(field)?;
    for (term, name) in (0..NO_TERM).zip(all) {
        let term_info = inverted.get_term_info(&tantivy::Term::from_field_text(field, name))?;
        let Some(info) = term_info else { continue };
        let mut postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            each(doc, term);
            doc = postings.advance();
        }
    }
    Ok(())
}
