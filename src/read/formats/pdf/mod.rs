//! PDF: a page is characters at places. Here they become paragraphs again: columns one after the other, words that were cut at a line's end whole,
//! running heads and page numbers left out.

mod glyphs;
mod layout;
mod paragraphs;
mod safe;

use std::fs::File;
use std::io::Read;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pdf_extract::Document;

use self::glyphs::Glyphs;
use self::layout::Word;
use crate::error::{Error, Result, guarded};
use crate::model::Meta;
use crate::read::compressed::too_large;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, Skipped};

/// Bytes of a file: most of them are pictures. Of its text only `--memory` is asked.
const MOST: u64 = 64 << 20;
/// Pages of a document.
const PAGES: usize = 5_000;
/// Characters of a document.
const CHARACTERS: usize = 20_000_000;
/// How long a document may take.
const LONGEST: Duration = Duration::from_secs(60);
/// What the reader of another crate may need where things are nested.
const STACK: usize = 32 << 20;
/// Of a hundred characters, how many may be none that anybody could read.
const UNREADABLE: usize = 30;

/// PDF documents.
pub struct Pdf;

impl Reader for Pdf {
    fn name(&self) -> &'static str {
        "PDF"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn is(&self, content: &[u8]) -> bool {
        // Some bytes may stand before it; a page or a text that tells of PDF has words there.
        let head = &content[..content.len().min(64)];
        memchr::memmem::find(head, b"%PDF-").is_some_and(|at| !head[..at].iter().any(u8::is_ascii_alphanumeric))
    }

    fn in_parts(&self) -> bool {
        true
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        document(path, content.to_vec(), options)
    }

    fn read_file(&self, path: &str, file: &File, options: &ReadOptions) -> Option<Result<Loaded>> {
        let size = file.metadata().ok()?.len();
        if size <= options.max_bytes {
            return None;
        }
        if size > MOST {
            return Some(Err(too_large(Some(size), MOST)));
        }
        // Of those that take much memory, one at a time.
        static LARGE: Mutex<()> = Mutex::new(());
        let _alone = LARGE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::new();
        let read = file.take(MOST).read_to_end(&mut bytes).map_err(Error::from);
        Some(read.and_then(|_| if self.is(&bytes) { document(path, bytes, options) } else { Err(none()) }))
    }
}

fn none() -> Error {
    Error::new("not a PDF, whatever its name says").hint("is the file complete?")
}

/// Reads a document in a thread of its own: the reader is another crate's, and a document made for it might keep it busy without end.
fn document(path: &str, content: Vec<u8>, options: &ReadOptions) -> Result<Loaded> {
    let (sender, receiver) = sync_channel(1);
    let most = options.max_bytes;
    let work = move || drop(sender.send(guarded(|| pages(&content, most)).unwrap_or_else(|| Err(broken()))));
    std::thread::Builder::new().stack_size(STACK).spawn(work)?;
    let pages = match receiver.recv_timeout(LONGEST) {
        Ok(pages) => pages?,
        Err(RecvTimeoutError::Timeout) => {
            return Err(Error::new(format!("this PDF takes more than {} seconds", LONGEST.as_secs()))
                .hint("convert it to text: `pdftotext a.pdf`"));
        }
        Err(RecvTimeoutError::Disconnected) => return Err(broken()),
    };
    let text = paragraphs::text(pages.words);
    if text.is_empty() {
        return Err(match (pages.broken, pages.pictures) {
            (1.., _) => broken(),
            (0, true) => {
                Error::new("no text in this PDF: its pages are images").hint("run OCR first: `ocrmypdf a.pdf b.pdf`")
            }
            (0, false) => Error::new("no text in this PDF"),
        });
    }
    let strange = |c: &char| matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}') || c.is_control() && *c != '\n';
    if text.chars().filter(strange).count() * 100 > text.chars().count() * UNREADABLE {
        let error = Error::new("the text of this PDF cannot be decoded: its fonts do not say which letters they draw");
        return Err(error.hint("run OCR on its pages: `ocrmypdf --force-ocr a.pdf b.pdf`"));
    }
    if text.len() as u64 > options.max_bytes {
        return Err(too_large(Some(text.len() as u64), options.max_bytes));
    }
    let mut loaded = Loaded::default();
    if pages.broken > 0 {
        let (broken, all) = (pages.broken, pages.all);
        let error = Error::new(format!("{broken} of {all} pages could not be read"));
        loaded.skipped.push(Skipped::of(path, &error.hint("convert it to text: `pdftotext a.pdf`")));
    }
    let meta = Meta::default();
    loaded.articles.push(RawArticle {
        path: path.to_owned(),
        record: None,
        text,
        meta,
        text_is_file: false,
        ..RawArticle::default()
    });
    Ok(loaded)
}

fn broken() -> Error {
    Error::new("the PDF reader failed on this file").hint("convert it to text: `pdftotext a.pdf`")
}

/// What stands on the pages of a document.
struct Pages {
    words: Vec<Vec<Word>>,
    all: usize,
    broken: usize,
    pictures: bool,
}

fn pages(content: &[u8], most: u64) -> Result<Pages> {
    safe::before(content)?;
    let damaged =
        |e: &dyn std::fmt::Display| Error::new(format!("the PDF is damaged: {e}")).hint("is the file complete?");
    let mut doc = guarded(|| Document::load_mem(content)).ok_or_else(broken)?.map_err(|e| damaged(&e))?;
    // With an empty password most are only locked against changes.
    if doc.is_encrypted() && !guarded(|| doc.decrypt("").is_ok()).unwrap_or(false) {
        return Err(Error::new("it is encrypted").hint("save it without its password"));
    }
    let pictures = safe::after(&mut doc)?;
    let numbers: Vec<u32> = doc.get_pages().into_keys().take(PAGES + 1).collect();
    if numbers.is_empty() {
        return Err(damaged(&"it has no pages"));
    }
    if numbers.len() > PAGES {
        return Err(Error::new(format!("more than {PAGES} pages")).hint("convert it to text: `pdftotext a.pdf`"));
    }
    let mut pages = Pages { words: Vec::new(), all: numbers.len(), broken: 0, pictures };
    let mut glyphs = Glyphs::new(usize::try_from(most).unwrap_or(usize::MAX).min(CHARACTERS), LONGEST);
    for number in numbers {
        let read = guarded(|| pdf_extract::output_doc_page(&doc, &mut glyphs, number).is_ok());
        pages.broken += usize::from(read != Some(true));
        pages.words.push(layout::words(glyphs.take()));
        if glyphs.is_over() {
            return Err(too_large(None, most.min(CHARACTERS as u64)));
        }
    }
    Ok(pages)
}

#[cfg(test)]
mod tests;
