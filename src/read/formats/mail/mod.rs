//! Mail: newsletters (`.eml`), mailboxes (`.mbox`), and web pages that a browser saved as one file (MHTML).

pub mod mailbox;
mod message;
mod saved;

use std::fs::File;
use std::io::{Cursor, Read};

use mail_parser::{Message, MessageParser};

use crate::error::{Error, Result, guarded};
use crate::read::compressed::too_large;
use crate::read::reader::Container;
use crate::read::{Loaded, ReadOptions, Reader};

pub use message::read as message;

/// Bytes of one mail with all that is attached: what mail servers let pass. Of its text only `--memory` is asked.
pub const MOST: u64 = 32 << 20;
/// Bytes in which the fields are looked for that tell a mail from a text.
const HEAD: usize = 16 << 10;

/// A mail.
pub struct Eml;

impl Reader for Eml {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["eml"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        fields(content).is_some_and(|fields| fields.is_mail())
    }

    fn in_parts(&self) -> bool {
        true
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        message(path, None, content, options)
    }

    fn read_file(&self, path: &str, file: &File, options: &ReadOptions) -> Option<Result<Loaded>> {
        of_file(file, options, |content| crate::read::parse(path, content, options))
    }
}

/// A saved web page with what belongs to it.
pub struct Mhtml;

impl Reader for Mhtml {
    fn name(&self) -> &'static str {
        "saved page (MHTML)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["mhtml", "mht"]
    }

    fn is(&self, content: &[u8]) -> bool {
        fields(content).is_some_and(|fields| fields.is_page())
    }

    fn in_parts(&self) -> bool {
        true
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        saved::read(path, content, options)
    }

    fn read_file(&self, path: &str, file: &File, options: &ReadOptions) -> Option<Result<Loaded>> {
        of_file(file, options, |content| crate::read::parse(path, content, options))
    }
}

/// Many mails, one behind the other.
pub struct Mbox;

impl Reader for Mbox {
    fn name(&self) -> &'static str {
        "mailbox"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["mbox"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        mailbox::is(content)
    }

    fn container(&self) -> Option<Container> {
        Some(Container::Mailbox)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        let mut loaded = Loaded::default();
        for mail in mailbox::Mails::new(Cursor::new(content), MOST.max(options.max_bytes)) {
            let (number, bytes) = mail?;
            let of_mail = mailbox::load(path, number, bytes, options);
            loaded.articles.extend(of_mail.articles);
            loaded.skipped.extend(of_mail.skipped);
        }
        if loaded.articles.is_empty() && loaded.skipped.is_empty() {
            return Err(Error::new("no mail in this mailbox"));
        }
        Ok(loaded)
    }
}

/// Reads a file that may be larger than its text.
fn of_file(file: &File, options: &ReadOptions, read: impl FnOnce(&[u8]) -> Result<Loaded>) -> Option<Result<Loaded>> {
    let size = file.metadata().ok()?.len();
    let most = MOST.max(options.max_bytes);
    if size <= options.max_bytes {
        return None;
    }
    if size > most {
        return Some(Err(too_large(Some(size), most)));
    }
    let mut bytes = Vec::new();
    Some(file.take(most).read_to_end(&mut bytes).map_err(Error::from).and_then(|_| read(&bytes)))
}

/// The parts of a mail.
fn parsed(content: &[u8]) -> Result<Message<'_>> {
    // The parser is another crate's: a mail that breaks it must not break the run.
    guarded(|| MessageParser::default().parse(content))
        .unwrap_or(None)
        .filter(|mail| !mail.headers().is_empty())
        .ok_or_else(|| Error::new("not a mail, whatever its name says").hint("is the file complete?"))
}

/// Which of the fields that count stand before the first empty line.
#[derive(Default)]
struct Fields {
    from: bool,
    /// Only what mail programs and servers write.
    machine: bool,
    related: bool,
    location: bool,
}

impl Fields {
    fn is_mail(&self) -> bool {
        self.from && self.machine && !self.is_page()
    }

    fn is_page(&self) -> bool {
        self.machine && self.related && (self.location || self.from)
    }
}

/// `None` where the content does not begin with fields.
fn fields(content: &[u8]) -> Option<Fields> {
    let head = &content[..content.len().min(HEAD)];
    let mut found = Fields::default();
    for (number, line) in head.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line).to_ascii_lowercase();
        if line.is_empty() && number > 0 {
            break;
        }
        let continued = matches!(line.first(), Some(b' ' | b'\t'));
        let colon = line.iter().position(|byte| *byte == b':');
        let name = colon.map(|at| &line[..at]).filter(|name| name.iter().all(|b| b.is_ascii_graphic()));
        if number == 0 && (continued || name.is_none()) {
            return None;
        }
        found.related |= memchr::memmem::find(&line, b"multipart/related").is_some();
        match name.filter(|_| !continued) {
            Some(b"from") => found.from = true,
            Some(b"message-id" | b"mime-version" | b"received" | b"return-path" | b"delivered-to") => {
                found.machine = true
            }
            Some(b"snapshot-content-location" | b"content-location") => found.location = true,
            _ => {}
        }
    }
    // A newsletter with pictures is related parts too; only a saved page says so and has no addressee that a server knew.
    found.related &=
        memchr::memmem::find(head, b"\nReceived:").is_none() && memchr::memmem::find(head, b"\nTo:").is_none();
    Some(found)
}

#[cfg(test)]
mod tests;
