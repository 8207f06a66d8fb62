//! The formats that claims leave in.

use super::bulk::Engine;
#[cfg(feature = "arrow")]
use super::columns::Packing;
use super::sheet::Markup;
use crate::error::Error;
use std::fmt;
use std::str::FromStr;

/// A format of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
    /// Comma-separated values with a header line.
    Csv,
    /// Columns for reading, as wide as the terminal.
    Table,
    /// A spreadsheet.
    #[cfg(feature = "cli")]
    Xlsx,
    /// A quote sheet for reading and printing.
    Sheet(Markup),
    /// Linked data: schema.org and W3C Web Annotation.
    Jsonld,
    /// Stubs of schema.org `ClaimReview`, one JSON array.
    ClaimReview,
    /// Columns: an Arrow stream, or a Parquet file.
    #[cfg(feature = "arrow")]
    Columns(Packing),
    /// What the bulk interface of a search engine takes.
    Bulk(Engine),
}

impl Format {
    /// Every format, with the name that `--format` takes.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("jsonl", Self::Jsonl),
        ("json", Self::Json),
        ("csv", Self::Csv),
        #[cfg(feature = "cli")]
        ("xlsx", Self::Xlsx),
        #[cfg(feature = "arrow")]
        ("parquet", Self::Columns(Packing::Parquet)),
        #[cfg(feature = "arrow")]
        ("arrow", Self::Columns(Packing::Arrow)),
        ("markdown", Self::Sheet(Markup::Markdown)),
        ("html", Self::Sheet(Markup::Html)),
        ("table", Self::Table),
        ("jsonld", Self::Jsonld),
        ("claimreview", Self::ClaimReview),
        ("elasticsearch", Self::Bulk(Engine::Elasticsearch)),
        ("quickwit", Self::Bulk(Engine::Quickwit)),
    ];

    /// Whether it is for programs alone: a terminal cannot show it.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        match self {
            #[cfg(feature = "cli")]
            Self::Xlsx => true,
            #[cfg(feature = "arrow")]
            Self::Columns(_) => true,
            _ => false,
        }
    }

    /// The format that a file's name asks for, by its extension.
    #[must_use]
    pub fn of_file(path: &std::path::Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            #[cfg(feature = "cli")]
            "xlsx" => Some(Self::Xlsx),
            "md" | "markdown" => Some(Self::Sheet(Markup::Markdown)),
            "html" | "htm" => Some(Self::Sheet(Markup::Html)),
            #[cfg(feature = "arrow")]
            "parquet" | "pq" => Some(Self::Columns(Packing::Parquet)),
            #[cfg(feature = "arrow")]
            "arrow" | "arrows" => Some(Self::Columns(Packing::Arrow)),
            "txt" => Some(Self::Table),
            "jsonld" => Some(Self::Jsonld),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let wanted = name.to_ascii_lowercase();
        Self::ALL.iter().find(|(known, _)| *known == wanted).map(|(_, format)| *format).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|(known, _)| *known).collect();
            Error::new(format!("unknown format `{name}`")).hint(format!("there are {}", names.join(", ")))
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::ALL.iter().find(|(_, format)| format == self).map_or("", |(name, _)| name))
    }
}
