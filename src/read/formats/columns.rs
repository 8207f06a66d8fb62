//! Parquet and Arrow: a row an article, its columns are the fields of a record, as in CSV and JSON Lines.
//!
//! Rows become lines of JSON, a batch at a time, and are read as such: a file of any size takes the memory of a batch and of one article.

use std::fs::File;
use std::io::{Cursor, Read, Seek};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_json::LineDelimitedWriter;
use arrow_schema::ArrowError;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::json;
use crate::error::{Error, Result, guarded};
use crate::read::reader::Separation;
use crate::read::{Loaded, ReadOptions, Reader};

/// Rows that are made lines at a time.
const BATCH: usize = 64;

const PARQUET: &[u8] = b"PAR1";
const ARROW_FILE: &[u8] = b"ARROW1";
/// An Arrow stream begins so: the mark of a message, and behind its length the first of its table.
const ARROW_STREAM: &[u8] = &[0xFF, 0xFF, 0xFF, 0xFF];

/// A row an article, in columns on disk.
pub struct Parquet;

/// The same as a program hands it to another: a stream or a file of Arrow's.
pub struct Arrow;

impl Reader for Parquet {
    fn name(&self) -> &'static str {
        "Parquet"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["parquet", "pq"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        content.starts_with(PARQUET)
    }

    fn separation(&self) -> Option<Separation> {
        Some(Separation::Rows)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        read(path, content, options)
    }
}

impl Reader for Arrow {
    fn name(&self) -> &'static str {
        "Arrow"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["arrow", "arrows", "feather"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        content.starts_with(ARROW_FILE) || content.starts_with(ARROW_STREAM)
    }

    fn separation(&self) -> Option<Separation> {
        Some(Separation::Rows)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        read(path, content, options)
    }
}

fn read(path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
    let batches = if content.starts_with(PARQUET) {
        parquet(bytes::Bytes::copy_from_slice(content))?
    } else {
        arrow(Cursor::new(content.to_vec()))?
    };
    let mut text = String::new();
    // Columns may hold far more than they take: what is larger is read from its file, row by row.
    let most = options.max_bytes;
    Lines::new(batches).take(most.saturating_add(1)).read_to_string(&mut text)?;
    if text.len() as u64 > most {
        return Err(Error::new(format!("the table holds more than {most} bytes"))
            .hint("name its file, which is read row by row"));
    }
    if text.is_empty() {
        return Err(Error::new("the table has no rows"));
    }
    Ok(json::read_lines(path, &text, options))
}

/// The rows of an open file as lines of JSON.
///
/// # Errors
/// When it is no such file, or is damaged.
pub fn lines(mut file: File) -> Result<Box<dyn Read + Send>> {
    let mut begins = [0; 4];
    file.read_exact(&mut begins)?;
    file.rewind()?;
    let open = || if begins == PARQUET { parquet(file) } else { arrow(file) };
    let batches = guarded(open).unwrap_or_else(|| Err(Error::new("the file is damaged")))?;
    Ok(Box::new(Lines::new(batches)))
}

/// The rows of an Arrow stream or file in memory as lines of JSON.
///
/// # Errors
/// As [`lines`].
pub fn rows(content: Vec<u8>) -> Result<impl Read> {
    let open = || arrow(Cursor::new(content));
    Ok(Lines::new(guarded(open).unwrap_or_else(|| Err(Error::new("the table is damaged")))?))
}

type Batches = Box<dyn RecordBatchReader + Send>;

fn parquet(file: impl parquet::file::reader::ChunkReader + 'static) -> Result<Batches> {
    let damaged =
        |error: parquet::errors::ParquetError| Error::new(format!("the Parquet file cannot be read: {error}"));
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(damaged)?;
    Ok(Box::new(builder.with_batch_size(BATCH).build().map_err(damaged)?))
}

fn arrow(mut file: impl Read + Seek + Send + 'static) -> Result<Batches> {
    let damaged = |error: ArrowError| Error::new(format!("the Arrow file cannot be read: {error}"));
    let mut begins = [0; 4];
    file.read_exact(&mut begins)?;
    file.rewind()?;
    if begins == ARROW_STREAM {
        return Ok(Box::new(StreamReader::try_new(file, None).map_err(damaged)?));
    }
    Ok(Box::new(FileReader::try_new(file, None).map_err(damaged)?))
}

/// Batches as lines of JSON.
struct Lines {
    batches: Batches,
    text: Cursor<Vec<u8>>,
}

impl Lines {
    fn new(batches: Batches) -> Self {
        Self { batches, text: Cursor::default() }
    }

    fn next(&mut self) -> std::io::Result<bool> {
        // The libraries' own checks let some damage through to where they panic.
        let next = guarded(|| self.batches.next()).ok_or_else(|| std::io::Error::other("the file is damaged"))?;
        let next = next.transpose().map_err(std::io::Error::other)?;
        let Some(batch): Option<RecordBatch> = next else { return Ok(false) };
        let mut lines = LineDelimitedWriter::new(Vec::new());
        lines.write(&batch).and_then(|()| lines.finish()).map_err(std::io::Error::other)?;
        self.text = Cursor::new(lines.into_inner());
        Ok(true)
    }
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.text.read(buffer)?;
            if count > 0 || buffer.is_empty() || !self.next()? {
                return Ok(count);
            }
        }
    }
}
