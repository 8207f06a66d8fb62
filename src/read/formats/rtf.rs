//! RTF: paragraphs separated by empty lines. A reader of our own: the crates for it know neither code pages nor what is hidden, and news databases
//! export both. An export is cut into its articles. What was deleted under change tracking, hidden text, notes and running heads are left out.

mod words;

use encoding_rs::{Encoding, WINDOWS_1252};

use self::words::{Token, tokens};
use crate::error::{Error, Result};
use crate::model::Meta;
use crate::read::compressed::too_large;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, exports};
use rustc_hash::FxHashMap;

/// What every document begins with.
const MAGIC: &[u8] = b"{\\rtf";
/// Groups inside each other: real documents have a dozen or two.
const DEEPEST: usize = 1000;
/// Groups that hold nothing of the article; those that begin with `\*` are left out too.
const LEFT_OUT: [&str; 22] = [
    "annotation",
    "atnauthor",
    "atnid",
    "colortbl",
    "filetbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "fldinst",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listtable",
    "objdata",
    "pict",
    "revtbl",
    "stylesheet",
    "xe",
];

/// Documents in Rich Text Format.
pub struct Rtf;

impl Reader for Rtf {
    fn name(&self) -> &'static str {
        "RTF"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        content.starts_with(MAGIC)
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        let text = text(content)?;
        if text.is_empty() {
            return Err(Error::new("no text in this document"));
        }
        if text.len() as u64 > options.max_bytes {
            return Err(too_large(Some(text.len() as u64), options.max_bytes));
        }
        if let Some(documents) = exports::read(path, &text, options) {
            return Ok(documents);
        }
        let article = RawArticle {
            path: path.to_owned(),
            record: None,
            text,
            meta: Meta::default(),
            text_is_file: false,
            ..RawArticle::default()
        };
        Ok(Loaded { articles: vec![article], skipped: Vec::new() })
    }
}

/// The paragraphs of a document, separated by empty lines.
fn text(content: &[u8]) -> Result<String> {
    if !content.starts_with(MAGIC) {
        return Err(Error::new("not RTF, whatever its name says").hint("is the file complete?"));
    }
    let mut page = Page::default();
    let mut open = vec![Group::default()];
    for token in tokens(content) {
        let group = open.last_mut().ok_or_else(|| Error::new("the document is damaged"))?;
        match token {
            Token::Open => {
                let inner = Group { fresh: true, ..group.clone() };
                open.push(inner);
                if open.len() > DEEPEST {
                    return Err(Error::new(format!("groups nested deeper than {DEEPEST}")));
                }
            }
            Token::Close => {
                page.flush();
                open.pop();
                if open.len() == 1 {
                    return Ok(page.end());
                }
            }
            Token::Star => group.left_out = true,
            Token::Word(word, number) => page.word(word, number, group),
            Token::Byte(byte) => page.byte(byte, group),
        }
        if !matches!(token, Token::Open | Token::Close)
            && let Some(group) = open.last_mut()
        {
            group.fresh = false;
        }
    }
    Err(Error::new("the document ends too early").hint("is the file complete?"))
}

/// What holds within a pair of braces.
#[derive(Clone)]
struct Group {
    left_out: bool,
    hidden: bool,
    deleted: bool,
    /// The table of fonts, which tells their code pages.
    fonts: bool,
    /// The font of the text, or in the table the one that is described.
    font: i32,
    /// Characters that stand behind a `\u` for those who do not know it.
    instead: i32,
    /// Nothing stands in it yet.
    fresh: bool,
}

impl Default for Group {
    fn default() -> Self {
        let (left_out, hidden, deleted, fonts, fresh) = (false, false, false, false, false);
        Self { left_out, hidden, deleted, fonts, font: -1, instead: 1, fresh }
    }
}

/// The text so far.
struct Page {
    out: String,
    paragraph: String,
    /// Bytes of a code page, which may take several for a character; and which page.
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    /// Halves of characters that `\u` writes in two.
    units: Vec<u16>,
    /// Characters to pass over.
    pass: i32,
    usual: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            out: String::new(),
            paragraph: String::new(),
            bytes: Vec::new(),
            encoding: WINDOWS_1252,
            units: Vec::new(),
            pass: 0,
            usual: WINDOWS_1252,
            fonts: FxHashMap::default(),
        }
    }
}

impl Page {
    fn word(&mut self, word: &str, number: Option<i32>, group: &mut Group) {
        if group.fresh && LEFT_OUT.contains(&word) {
            group.left_out = true;
        }
        let on = number != Some(0);
        match word {
            "fonttbl" => (group.fonts, group.left_out) = (true, true),
            "f" => group.font = number.unwrap_or(-1),
            "deff" if group.font < 0 => group.font = number.unwrap_or(-1),
            "fcharset" if group.fonts => {
                if let Some(encoding) = words::charset(number.unwrap_or(0)) {
                    self.fonts.insert(group.font, encoding);
                }
            }
            "ansicpg" => self.usual = words::code_page(number.unwrap_or(0)).unwrap_or(self.usual),
            "mac" => self.usual = encoding_rs::MACINTOSH,
            "pc" => self.usual = encoding_rs::IBM866,
            "v" => group.hidden = on,
            "deleted" => group.deleted = on,
            "plain" => (group.hidden, group.deleted) = (false, false),
            "uc" => group.instead = number.unwrap_or(1).clamp(0, 100),
            "u" => {
                self.pass = 0;
                self.unit(number.unwrap_or(0), group);
                self.pass = group.instead;
            }
            "par" | "sect" | "page" | "row" | "column" if group.shown() => self.next(),
            _ => {
                if self.pass > 0 && words::stands_for(word).is_some() {
                    self.pass -= 1;
                } else if let Some(stands_for) = words::stands_for(word).filter(|_| group.shown()) {
                    self.flush();
                    self.paragraph.push_str(stands_for);
                }
            }
        }
    }

    /// A UTF-16 unit; those above 32,767 are written as negative numbers.
    fn unit(&mut self, number: i32, group: &Group) {
        if !group.shown() {
            return;
        }
        self.decode();
        let unit = u16::try_from(number.rem_euclid(1 << 16)).unwrap_or(0xfffd);
        // Symbols of old fonts lie where Unicode has a place for private use.
        self.units.push(if (0xf020..=0xf0ff).contains(&unit) { unit - 0xf000 } else { unit });
    }

    fn byte(&mut self, byte: u8, group: &Group) {
        if self.pass > 0 {
            self.pass -= 1;
            return;
        }
        if !group.shown() || byte == 0 {
            return;
        }
        self.halves();
        let encoding = self.fonts.get(&group.font).copied().unwrap_or(self.usual);
        if encoding != self.encoding {
            self.decode();
            self.encoding = encoding;
        }
        self.bytes.push(byte);
    }

    fn decode(&mut self) {
        if !self.bytes.is_empty() {
            self.paragraph.push_str(&self.encoding.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
    }

    fn halves(&mut self) {
        if !self.units.is_empty() {
            self.paragraph.push_str(&String::from_utf16_lossy(&self.units));
            self.units.clear();
        }
    }

    /// Bytes come before units only where a unit has flushed them.
    fn flush(&mut self) {
        self.decode();
        self.halves();
    }

    fn next(&mut self) {
        self.flush();
        let paragraph = self.paragraph.trim();
        if !paragraph.is_empty() {
            if !self.out.is_empty() {
                self.out.push_str("\n\n");
            }
            self.out.push_str(paragraph);
        }
        self.paragraph.clear();
    }

    fn end(mut self) -> String {
        self.next();
        self.out
    }
}

impl Group {
    const fn shown(&self) -> bool {
        !(self.left_out || self.hidden || self.deleted)
    }
}

#[cfg(test)]
mod tests;
