//! What a format is: a reader, one file each in [`super::formats`]. A file's content decides where it leaves no doubt, else the ending of its name.

use std::fs::File;

#[cfg(feature = "arrow")]
use super::formats::columns;
#[cfg(feature = "pdf")]
use super::formats::pdf;
use super::formats::{archive, csv, epub, feed, html, json, mail, markdown, newsml, nitf, office, rtf, text, warc};
use super::{Loaded, ReadOptions, compressed};
use crate::error::Result;

/// How the records of a large file are told apart, where it need not be read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separation {
    /// A record a line.
    Lines,
    /// The elements of a JSON array.
    Array,
    /// Rows of columns, which are made lines of JSON first.
    #[cfg(feature = "arrow")]
    Rows,
    /// The records of a WARC file that hold web pages.
    Warc,
    /// The same of all WARC files in a package.
    Wacz,
}

/// What holds other files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A mailbox.
    Mailbox,
}

/// A format that is read.
pub trait Reader: Sync {
    /// Its name, for people.
    fn name(&self) -> &'static str;

    /// The endings of its files, in small letters, without the dot; the usual one first.
    fn endings(&self) -> &'static [&'static str];

    /// True when one file may hold several articles.
    fn many(&self) -> bool {
        false
    }

    /// True when content that begins so is of this format without any doubt, whatever the file is called.
    fn is(&self, _content: &[u8]) -> bool {
        false
    }

    /// How a large file can be read in pieces.
    fn separation(&self) -> Option<Separation> {
        None
    }

    /// What it is, where its files are read one by one, each by a reader of its own.
    fn container(&self) -> Option<Container> {
        None
    }

    /// The articles in the content of a file.
    ///
    /// # Errors
    /// When it gives none at all.
    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded>;

    /// True where [`Reader::read_file`] reads it: then a file may be larger than its text.
    fn in_parts(&self) -> bool {
        false
    }

    /// The articles of an open file of which only parts are wanted; `None` where its content is to be read whole.
    fn read_file(&self, _path: &str, _file: &File, _options: &ReadOptions) -> Option<Result<Loaded>> {
        None
    }
}

/// Every format, those that are likelier first.
pub const READERS: &[&dyn Reader] = &[
    &text::Text,
    &markdown::Markdown,
    &html::Html,
    &json::Json,
    &json::JsonLines,
    &csv::Csv,
    &feed::Feed,
    &newsml::NewsMl,
    &nitf::Nitf,
    &warc::Warc,
    &warc::Wacz,
    &office::Docx,
    &office::Odt,
    #[cfg(feature = "pdf")]
    &pdf::Pdf,
    &rtf::Rtf,
    &epub::Epub,
    &mail::Eml,
    &mail::Mbox,
    &mail::Mhtml,
    &archive::Zip,
    &archive::Tar,
    #[cfg(feature = "arrow")]
    &columns::Parquet,
    #[cfg(feature = "arrow")]
    &columns::Arrow,
];

/// The format of a file of this name, `.gz` and its like aside.
#[must_use]
pub fn of_name(name: &str) -> Option<&'static dyn Reader> {
    let name = name.to_ascii_lowercase();
    let name = compressed::ENDINGS.into_iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let ending = name.rsplit_once('.')?.1;
    READERS.iter().copied().find(|reader| reader.endings().contains(&ending))
}

/// The format of a file's content: what it is without doubt, else what its name says, else plain text.
#[must_use]
pub fn of_content(name: &str, content: &[u8]) -> &'static dyn Reader {
    READERS.iter().copied().find(|reader| reader.is(content)).or_else(|| of_name(name)).unwrap_or(&text::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_content_tell_the_format() {
        let name = |name: &str| of_name(name).map(Reader::name);
        assert_eq!(name("a.TXT.gz"), Some("plain text"));
        assert_eq!(name("a.ndjson.zst"), Some("JSON Lines"));
        assert_eq!((name("a"), name("a.png"), name("txt")), (None, None, None));
        assert_eq!(of_content("-", b"He said so.").name(), "plain text");
        assert_eq!(of_content("a.md", b"He said so.").name(), "Markdown");
        for page in
            ["<!DOCTYPE html><p>So.", "\u{feff} <!-- saved -->\n<HTML lang='en'>", "<?xml version='1.0'?><html>"]
        {
            assert_eq!(of_content("a.txt", page.as_bytes()).name(), "web page", "{page}");
        }
        for text in
            ["<headline> is a tag.", "<p align='center'>", "He wrote <html>.", "<!-- never closed <html>", "<html"]
        {
            assert_eq!(of_content("a.txt", text.as_bytes()).name(), "plain text", "{text}");
        }
        #[cfg(feature = "pdf")]
        assert_eq!(of_content("a.html", b"%PDF-1.7\n").name(), "PDF");
        assert_eq!(of_content("a.doc", b"{\\rtf1 So.}").name(), "RTF");
    }

    #[test]
    fn no_ending_is_of_two_formats() {
        let mut endings: Vec<&str> = READERS.iter().flat_map(|reader| reader.endings()).copied().collect();
        let all = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), all);
    }
}
