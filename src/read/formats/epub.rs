//! EPUB: its chapters in the order in which they are read. A short book is one article; of a longer one, or of the issue of a newspaper, each
//! chapter is one.

use std::fs::File;
use std::io::{Cursor, Read, Seek};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader as Xml, XmlVersion};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};
use zip::ZipArchive;

use super::html;
use crate::error::{Error, Result};
use crate::model::Meta;
use crate::read::compressed::too_large;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, Skipped, package};

/// The file that says where the list of chapters is.
pub const CONTAINER: &str = "META-INF/container.xml";
/// The file that says what is encrypted.
const ENCRYPTION: &str = "META-INF/encryption.xml";
/// What LibreOffice and calibre write where nobody told them a title or an author.
const UNTOLD: [&str; 3] = ["unknown", "unknown title", "unknown author"];
/// What stands in the first bytes of every EPUB (its own `mimetype`, uncompressed).
const MARK: &[u8] = b"application/epub+zip";
/// Letters of a book that is one article.
const SHORT: usize = 20_000;
/// Letters of a chapter that is more than a title page: a shorter one goes to what follows.
const CHAPTER: usize = 200;
/// Times the largest article that a book may be.
const LARGER: u64 = 16;

/// Electronic books.
pub struct Epub;

impl Reader for Epub {
    fn name(&self) -> &'static str {
        "EPUB"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        let head = &content[..content.len().min(4096)];
        head.starts_with(package::MAGIC)
            && (memchr::memmem::find(head, MARK).is_some()
                || memchr::memmem::find(content, CONTAINER.as_bytes()).is_some())
    }

    fn in_parts(&self) -> bool {
        true
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        book(path, Cursor::new(content), options)
    }

    fn read_file(&self, path: &str, file: &File, options: &ReadOptions) -> Option<Result<Loaded>> {
        // What only is called so goes the way of its content.
        let mut head = [0; 4];
        let zip = (&mut &*file).read_exact(&mut head).is_ok() && head == *package::MAGIC;
        (&mut &*file).rewind().ok()?;
        zip.then(|| book(path, file, options))
    }
}

fn book(path: &str, content: impl Read + Seek, options: &ReadOptions) -> Result<Loaded> {
    let mut zip = package::open(content)?;
    let none = |what: &str| Error::new(format!("not an EPUB, or a damaged one: {what}"));
    let container = part(&mut zip, CONTAINER, options)?.ok_or_else(|| none("it does not say where its list is"))?;
    let list = list_in(&container).ok_or_else(|| none("it does not say where its list is"))?;
    let opf = part(&mut zip, &list, options)?.ok_or_else(|| none("its list of chapters is missing"))?;
    let book = Book::of(&opf, &list)?;
    let locked = part(&mut zip, ENCRYPTION, options)?.unwrap_or_default();
    let mut loaded = Loaded::default();
    let (mut chapters, mut bytes) = (Vec::new(), 0);
    for name in &book.spine {
        if locked.contains(&format!("\"{name}\"")) {
            return Err(Error::new("it is encrypted").hint("a book with copy protection cannot be read"));
        }
        let Some(page) = part(&mut zip, name, options)? else { continue };
        match html::chapter(&page) {
            Ok(chapter) => {
                bytes += chapter.text.len() as u64;
                chapters.push(chapter);
            }
            Err(error) => loaded.skipped.push(Skipped::of(&format!("{path}!/{name}"), &error)),
        }
        if bytes > options.max_bytes.saturating_mul(LARGER) {
            return Err(too_large(Some(bytes), options.max_bytes.saturating_mul(LARGER)));
        }
    }
    articles(path, &book.meta(options), chapters, options, &mut loaded);
    if loaded.articles.is_empty() && loaded.skipped.is_empty() {
        return Err(Error::new("no text in this book"));
    }
    Ok(loaded)
}

fn part<R: Read + Seek>(zip: &mut ZipArchive<R>, name: &str, options: &ReadOptions) -> Result<Option<String>> {
    let bytes = package::part(zip, name, options.max_bytes)?;
    bytes.map(|bytes| Ok(crate::read::decode::decode(&bytes, true)?.text)).transpose()
}

fn articles(path: &str, book: &Meta, chapters: Vec<html::Chapter>, options: &ReadOptions, loaded: &mut Loaded) {
    let long = chapters.iter().map(|chapter| chapter.text.len()).sum::<usize>() > SHORT;
    let mut text = String::new();
    let mut heading = None;
    let last = chapters.len();
    for (at, chapter) in chapters.into_iter().enumerate() {
        if !text.is_empty() && !chapter.text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&chapter.text);
        heading = chapter.heading.or(heading);
        if (long && text.len() >= CHAPTER || at + 1 == last) && !text.trim().is_empty() {
            let number = loaded.articles.len() + 1;
            let (text, heading) = (std::mem::take(&mut text), heading.take());
            let shown = if long { format!("{path}#{number}") } else { path.to_owned() };
            if text.len() as u64 > options.max_bytes {
                let error = too_large(Some(text.len() as u64), options.max_bytes);
                loaded.skipped.push(Skipped::of(&shown, &error));
                continue;
            }
            let title = if long { heading } else { book.title.clone() };
            let meta = Meta { title, ..book.clone() };
            let record = long.then_some(number);
            loaded.articles.push(RawArticle {
                path: shown,
                record,
                text,
                meta,
                text_is_file: false,
                ..RawArticle::default()
            });
        }
    }
}

/// Where the list of chapters is.
fn list_in(container: &str) -> Option<String> {
    let mut xml = Xml::from_str(container);
    loop {
        match xml.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if local(&tag) == "rootfile" => return attribute(&tag, "full-path"),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The list: the names of the chapters' files in order, and what the book declares.
#[derive(Default)]
struct Book {
    spine: Vec<String>,
    declared: Map<String, Value>,
}

impl Book {
    fn of(opf: &str, path: &str) -> Result<Self> {
        let mut xml = Xml::from_str(opf);
        let (mut book, mut files) = (Self::default(), FxHashMap::default());
        let (mut order, mut inside, mut words) = (Vec::new(), None, String::new());
        loop {
            let damaged = |e: quick_xml::Error| Error::new(format!("the list of chapters is damaged: {e}"));
            match xml.read_event().map_err(damaged)? {
                Event::Start(tag) | Event::Empty(tag) => match local(&tag) {
                    "item" => {
                        if let (Some(id), Some(href)) = (attribute(&tag, "id"), attribute(&tag, "href")) {
                            files.insert(id, beside(path, &href));
                        }
                    }
                    "itemref" if attribute(&tag, "linear").as_deref() != Some("no") => {
                        order.extend(attribute(&tag, "idref"));
                    }
                    name @ ("title" | "creator" | "publisher" | "date" | "language") => {
                        inside = Some(name.to_owned());
                        words.clear();
                    }
                    _ => {}
                },
                Event::Text(text) => words.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => words.push(crate::read::xml::character(&entity)),
                Event::End(_) => {
                    if let Some(name) = inside.take() {
                        book.declared.entry(name).or_insert_with(|| Value::from(words.trim()));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let mut seen = FxHashSet::default();
        book.spine = order.iter().filter_map(|id| files.get(id)).filter(|name| seen.insert(*name)).cloned().collect();
        Ok(book)
    }

    fn meta(&self, options: &ReadOptions) -> Meta {
        let mut meta = options.fields.meta(&Value::Object(self.declared.clone()), options.seeds);
        // The program that makes books of newspapers puts itself in that place.
        meta.source = meta.source.filter(|source| !source.eq_ignore_ascii_case("calibre"));
        let told = |text: &String| !UNTOLD.iter().any(|word| text.eq_ignore_ascii_case(word));
        (meta.title, meta.author) = (meta.title.filter(told), meta.author.filter(told));
        meta
    }
}

fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    let name: &str = tag.name().into_inner();
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes().flatten();
    let found = all.find(|attribute| attribute.key.into_inner() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// The file that `href` names in a file at `path`.
fn beside(path: &str, href: &str) -> String {
    let href = decoded(href.split('#').next().unwrap_or(href));
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `a%20b` → `a b`.
fn decoded(href: &str) -> String {
    let (bytes, mut at) = (href.as_bytes(), 0);
    let mut out = Vec::with_capacity(bytes.len());
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| *byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests;
