//! Claims in columns that other programs map into memory: Arrow's streams, and Parquet files.
//!
//! The columns are those of a claim's JSON, under the same names and as deeply nested; days are days. `schema/claims.arrow.json` is the same for scripts.

use crate::model::record::{CLAIM_SCHEMA, ClaimRecord};
use arrow_array::{Array as _, ArrayRef, RecordBatch, StructArray, make_array};
use arrow_ipc::writer::StreamWriter;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Claims of a batch: enough to be quick, few enough to wait for.
const BATCH: usize = 1024;
/// Bytes that a group of rows of a Parquet file may take in memory before it is written.
const GROUP: usize = 16 << 20;

/// How columns are laid down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Arrow's IPC stream, batch by batch.
    Arrow,
    /// One Parquet file.
    Parquet,
}

fn optional(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

fn always(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, false)
}

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(always("item", of)))
}

/// `[start, end]`.
fn span() -> DataType {
    list(DataType::Int64)
}

fn record(fields: Vec<Field>) -> DataType {
    DataType::Struct(Fields::from(fields))
}

fn speaker() -> DataType {
    use DataType::{Float64, Utf8};
    record(vec![
        optional("id", Utf8),
        optional("name", Utf8),
        optional("label", Utf8),
        optional("mention", Utf8),
        optional("span", span()),
        optional("role", Utf8),
        always("type", Utf8),
        always("resolved", Utf8),
        always("confidence", Float64),
        always("candidates", list(record(vec![always("name", Utf8), always("confidence", Float64)]))),
    ])
}

fn article() -> DataType {
    use DataType::{Boolean, Date32, Float64, Utf8};
    record(vec![
        always("id", Utf8),
        always("path", Utf8),
        optional("title", Utf8),
        optional("source", Utf8),
        optional("author", Utf8),
        optional("date", Date32),
        // As the article prints it, without a zone: no instant.
        optional("published", Utf8),
        optional("language", Utf8),
        always("translated", Boolean),
        always("translated_score", Float64),
        optional("duplicate_of", Utf8),
        optional("copies", list(record(vec![always("id", Utf8), optional("source", Utf8), optional("date", Date32)]))),
    ])
}

fn correction() -> DataType {
    use DataType::Utf8;
    record(vec![always("says", Utf8), optional("speaker", Utf8), optional("note", Utf8), always("at", Utf8)])
}

/// The columns of claims; with `explain`, also how each was found.
#[must_use]
pub fn schema(explain: bool) -> Schema {
    use DataType::{Boolean, Date32, Float64, Utf8};
    let mut fields = vec![
        always("schema", Utf8),
        always("id", Utf8),
        always("kind", Utf8),
        always("text", Utf8),
        always("spans", list(span())),
        optional("cue", record(vec![always("text", Utf8), always("spans", list(span()))])),
        always("stance", Utf8),
        always("speaker", speaker()),
        optional("said_on", record(vec![always("from", Date32), always("to", Date32), always("text", Utf8)])),
        always("sentence", record(vec![always("text", Utf8), always("span", span())])),
        always("prefix", Utf8),
        always("suffix", Utf8),
        always("verbatim", Boolean),
        always("confidence", Float64),
        always("article", article()),
        optional("cluster", Utf8),
        optional("correction", correction()),
    ];
    if explain {
        let how = vec![
            always("found_by", Utf8),
            always("content", Float64),
            optional("said", Float64),
            always("speaker", Utf8),
        ];
        fields.push(optional("explain", record(how)));
    }
    let version: std::collections::HashMap<String, String> = [("schema".to_owned(), CLAIM_SCHEMA.to_owned())].into();
    Schema::new_with_metadata(fields, version)
}

/// Bytes on their way: the writer puts them in, whoever owns the output takes them out.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn drain(&self, out: &mut impl Write) -> io::Result<()> {
        let bytes = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        out.write_all(&bytes)
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

enum Writer {
    Arrow(Box<StreamWriter<Buffer>>),
    Parquet(Box<ArrowWriter<Buffer>>),
}

/// Claims on their way into columns.
pub struct Columns {
    decoder: Decoder,
    waiting: Vec<ClaimRecord>,
    writer: Writer,
    buffer: Buffer,
}

impl Columns {
    /// For no claim yet.
    ///
    /// # Errors
    /// When the library refuses the schema; a test sees to it that it does not.
    pub fn new(packing: Packing, explain: bool) -> io::Result<Self> {
        let schema: SchemaRef = Arc::new(schema(explain));
        let buffer = Buffer::default();
        let decoder = ReaderBuilder::new(Arc::clone(&schema)).with_batch_size(BATCH).build_decoder().map_err(wrong)?;
        let writer = match packing {
            Packing::Arrow => Writer::Arrow(Box::new(StreamWriter::try_new(buffer.clone(), &schema).map_err(wrong)?)),
            Packing::Parquet => {
                let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
                let file = ArrowWriter::try_new(buffer.clone(), schema, Some(properties.build()));
                Writer::Parquet(Box::new(file.map_err(io::Error::other)?))
            }
        };
        Ok(Self { decoder, waiting: Vec::new(), writer, buffer })
    }

    /// Takes one claim; what is ready goes to `out`.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn write(&mut self, claim: ClaimRecord, out: &mut impl Write) -> io::Result<()> {
        self.waiting.push(claim);
        if self.waiting.len() < BATCH {
            return Ok(());
        }
        self.batch()?;
        self.buffer.drain(out)
    }

    fn batch(&mut self) -> io::Result<()> {
        self.decoder.serialize(&self.waiting).map_err(wrong)?;
        self.waiting.clear();
        let Some(batch) = self.decoder.flush().map_err(wrong)? else { return Ok(()) };
        let batch = filled(&batch).map_err(wrong)?;
        match &mut self.writer {
            Writer::Arrow(stream) => stream.write(&batch).map_err(wrong),
            Writer::Parquet(file) => {
                file.write(&batch).map_err(io::Error::other)?;
                if file.in_progress_size() > GROUP { file.flush().map_err(io::Error::other) } else { Ok(()) }
            }
        }
    }

    /// The rest, and the end.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        self.batch()?;
        match self.writer {
            Writer::Arrow(mut stream) => stream.finish().map_err(wrong)?,
            Writer::Parquet(file) => drop(file.close().map_err(io::Error::other)?),
        }
        self.buffer.drain(out)
    }
}

/// The same batch, where what is never empty is nowhere empty: below a record that is not there, the decoder leaves nulls, and Parquet's writer in
/// C++ refuses them.
fn filled(batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| fill(field, column));
    RecordBatch::try_new(Arc::clone(&schema), columns.collect::<Result<_, _>>()?)
}

fn fill(field: &Field, column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    if let Some(record) = column.as_any().downcast_ref::<StructArray>() {
        let parts = record.fields().iter().zip(record.columns()).map(|(field, part)| fill(field, part));
        let nulls = record.nulls().filter(|_| field.is_nullable()).cloned();
        return Ok(Arc::new(StructArray::try_new(record.fields().clone(), parts.collect::<Result<_, _>>()?, nulls)?));
    }
    if field.is_nullable() || column.nulls().is_none() {
        return Ok(Arc::clone(column));
    }
    Ok(make_array(column.to_data().into_builder().nulls(None).build()?))
}

/// The columns of a dump, begun now if they are not.
///
/// # Errors
/// As [`Columns::new`].
pub fn begun(columns: &mut Option<Columns>, packing: Packing, explain: bool) -> io::Result<&mut Columns> {
    match columns {
        Some(columns) => Ok(columns),
        None => Ok(columns.insert(Columns::new(packing, explain)?)),
    }
}

fn wrong(error: ArrowError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A field in the JSON that the Arrow project's implementations exchange.
    fn told(field: &Field) -> Value {
        let (kind, children) = match field.data_type() {
            DataType::Utf8 => (json!({"name": "utf8"}), vec![]),
            DataType::Boolean => (json!({"name": "bool"}), vec![]),
            DataType::Float64 => (json!({"name": "floatingpoint", "precision": "DOUBLE"}), vec![]),
            DataType::Int64 => (json!({"name": "int", "bitWidth": 64, "isSigned": true}), vec![]),
            DataType::Date32 => (json!({"name": "date", "unit": "DAY"}), vec![]),
            DataType::List(item) => (json!({"name": "list"}), vec![told(item)]),
            DataType::Struct(fields) => (json!({"name": "struct"}), fields.iter().map(|f| told(f)).collect()),
            other => panic!("{other}; help: teach the test this type"),
        };
        json!({"name": field.name(), "nullable": field.is_nullable(), "type": kind, "children": children})
    }

    #[test]
    fn the_published_schema_is_this_one() {
        let fields: Vec<Value> = schema(true).fields().iter().map(|field| told(field)).collect();
        let ours = json!({"fields": fields, "metadata": [{"key": "schema", "value": CLAIM_SCHEMA}]});
        let published: Value =
            serde_json::from_str(include_str!("../../schema/claims.arrow.json")).expect("the published schema is JSON");
        assert!(
            ours == published,
            "help: schema/claims.arrow.json should be\n{}",
            serde_json::to_string_pretty(&ours).expect("JSON")
        );
    }

    #[test]
    fn a_record_that_is_not_there_has_no_empty_parts() {
        let cue = |text: Option<&str>| match text {
            Some(text) => json!({"cue": {"text": text, "spans": [[1, 2]]}}),
            None => json!({"cue": null}),
        };
        let schema = Arc::new(Schema::new(vec![schema(false).field_with_name("cue").expect("a column").clone()]));
        let mut decoder = ReaderBuilder::new(schema).build_decoder().expect("a decoder");
        decoder.serialize(&[cue(Some("said")), cue(None)]).expect("rows");
        let batch = filled(&decoder.flush().expect("rows").expect("a batch")).expect("a batch");
        let cue = batch.column(0).as_any().downcast_ref::<StructArray>().expect("a record");
        assert_eq!((cue.null_count(), cue.is_null(1)), (1, true));
        assert!(cue.columns().iter().all(|part| part.null_count() == 0));
    }

    /// Names of all fields, with dots where they are nested.
    fn names(at: &str, fields: &Fields, out: &mut Vec<String>) {
        for field in fields {
            let name = format!("{at}{}", field.name());
            if let DataType::Struct(inner) = field.data_type() {
                names(&format!("{name}."), inner, out);
            }
            out.push(name);
        }
    }

    #[test]
    fn every_field_of_a_claim_is_a_column() {
        let published: Value = serde_json::from_str(include_str!("../../schema/claim.schema.json")).expect("JSON");
        let mut ours = Vec::new();
        names("", schema(true).fields(), &mut ours);
        let object =
            |value: &Value| value["properties"].as_object().expect("properties").keys().cloned().collect::<Vec<_>>();
        let mut wanted = object(&published);
        for part in ["speaker", "article"] {
            let inner = &published["properties"][part];
            let inner = inner["$ref"]
                .as_str()
                .map_or(inner, |name| &published["$defs"][name.rsplit('/').next().expect("a name")]);
            wanted.extend(object(inner).iter().map(|name| format!("{part}.{name}")));
        }
        wanted.retain(|name| !ours.contains(name));
        assert!(
            wanted.is_empty(),
            "{wanted:?} are in claim.schema.json alone; help: add them to `schema`, and to schema/claims.arrow.json"
        );
    }
}
