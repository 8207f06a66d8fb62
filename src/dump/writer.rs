//! Records into a format, one at a time.

use super::bulk;
#[cfg(feature = "arrow")]
use super::columns;
use super::csv::{HEADER, Row};
use super::format::Format;
use super::jsonld::{self, Graph};
use super::plain;
use super::table::Columns;
#[cfg(feature = "cli")]
use super::xlsx::Sheets;
use crate::model::record::ClaimRecord;
use std::io::{self, Write};

/// How a dump looks, apart from its format.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns of the terminal (tables).
    pub width: usize,
    /// Whether each claim says how it was found.
    pub explain: bool,
    /// Whether a terminal shows it. CSV is data everywhere else, and has every control character that the article has.
    pub on_terminal: bool,
    /// Whether CSV begins with a byte-order mark, by which Excel knows UTF-8.
    pub bom: bool,
}

/// Writes claims in one format. Call [`Dumper::finish`] at the end: an array wants its bracket.
pub struct Dumper<W: Write> {
    out: W,
    format: Format,
    layout: Layout,
    columns: Columns,
    #[cfg(feature = "cli")]
    sheets: Sheets,
    graph: Graph,
    #[cfg(feature = "arrow")]
    packed: Option<columns::Columns>,
    written: usize,
}

impl<W: Write> Dumper<W> {
    /// A dump into `out`.
    pub fn new(out: W, format: Format, layout: Layout) -> Self {
        Self {
            out,
            format,
            layout,
            columns: Columns::new(layout.width),
            #[cfg(feature = "cli")]
            sheets: Sheets::new(),
            graph: Graph::default(),
            #[cfg(feature = "arrow")]
            packed: None,
            written: 0,
        }
    }

    /// How many claims were written.
    pub const fn written(&self) -> usize {
        self.written
    }

    /// Writes one claim.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn write(&mut self, mut claim: ClaimRecord) -> io::Result<()> {
        if !self.layout.explain {
            claim.explain = None;
        }
        let first = self.written == 0;
        self.written += 1;
        match self.format {
            Format::Jsonl => plain::json(&mut self.out, &claim),
            Format::Json => {
                self.out.write_all(if first { b"[\n" } else { b",\n" })?;
                serde_json::to_writer(plain::SafeJson::new(&mut self.out), &claim).map_err(Into::into)
            }
            Format::ClaimReview => {
                self.out.write_all(if first { b"[\n" } else { b",\n" })?;
                let review = jsonld::review(&claim);
                serde_json::to_writer_pretty(plain::SafeJson::new(&mut self.out), &review).map_err(Into::into)
            }
            Format::Jsonld => self.graph.claim(&mut self.out, &claim),
            Format::Csv => self.csv(&Row::from(&claim), first),
            #[cfg(feature = "cli")]
            Format::Xlsx => self.sheets.add(&claim),
            Format::Bulk(engine) => bulk::claim(engine, &claim, &mut self.out),
            #[cfg(feature = "arrow")]
            Format::Columns(packing) => {
                let packed = columns::begun(&mut self.packed, packing, self.layout.explain)?;
                packed.write(claim, &mut self.out)
            }
            Format::Sheet(markup) => {
                if first {
                    self.out.write_all(markup.head().as_bytes())?;
                }
                self.out.write_all(markup.claim(&claim).as_bytes())
            }
            Format::Table => {
                if first {
                    writeln!(self.out, "{}", self.columns.header())?;
                }
                writeln!(self.out, "{}", self.columns.claim(&claim))
            }
        }
    }

    /// Makes what was written so far visible: a reader of a stream wants each article's claims when they are there.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Closes what is open and gives the output back.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn finish(mut self) -> io::Result<W> {
        match (self.format, self.written) {
            (Format::Json | Format::ClaimReview, 0) => self.out.write_all(b"[]\n")?,
            (Format::Json | Format::ClaimReview, _) => self.out.write_all(b"\n]\n")?,
            (Format::Csv, 0) => {
                self.bom()?;
                writeln!(self.out, "{HEADER}")?;
            }
            #[cfg(feature = "cli")]
            (Format::Xlsx, _) => self.sheets.finish(&mut self.out)?,
            (Format::Sheet(markup), written) => {
                let head = if written == 0 { markup.head() } else { "" };
                write!(self.out, "{head}{}", markup.end())?;
            }
            (Format::Jsonld, _) => self.graph.finish(&mut self.out)?,
            #[cfg(feature = "arrow")]
            (Format::Columns(packing), _) => {
                columns::begun(&mut self.packed, packing, self.layout.explain)?;
                if let Some(packed) = self.packed.take() {
                    packed.finish(&mut self.out)?;
                }
            }
            _ => {}
        }
        self.out.flush()?;
        Ok(self.out)
    }

    fn bom(&mut self) -> io::Result<()> {
        if self.layout.bom { self.out.write_all("\u{FEFF}".as_bytes()) } else { Ok(()) }
    }

    fn csv(&mut self, row: &Row<'_>, first: bool) -> io::Result<()> {
        if first {
            self.bom()?;
        }
        let mut line = ::csv::WriterBuilder::new().has_headers(first).from_writer(Vec::new());
        line.serialize(row).map_err(io::Error::other)?;
        let line = line.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        if self.layout.on_terminal {
            return self.out.write_all(plain::lines(&String::from_utf8_lossy(&line)).as_bytes());
        }
        self.out.write_all(&line)
    }
}
