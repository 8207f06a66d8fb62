//! Documents of word processors: DOCX (Word) and ODT (LibreOffice). The text is their paragraphs, separated by empty lines;
//! what was deleted under change tracking, comments, notes and running heads are left out.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};

use quick_xml::Reader as Xml;
use quick_xml::events::Event;

use crate::error::{Error, Result};
use crate::model::Meta;
use crate::read::xml::{self, DEEPEST};
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, exports, package};

/// What a document's XML calls things.
struct Terms {
    /// The file in the package that holds the text.
    part: &'static str,
    paragraphs: &'static [&'static str],
    /// Elements whose characters are text; empty: all in a paragraph.
    texts: &'static [&'static str],
    /// Elements that hold nothing of the article.
    left_out: &'static [&'static str],
}

const DOCX: Terms = Terms {
    part: "word/document.xml",
    paragraphs: &["w:p"],
    texts: &["w:t"],
    left_out: &["w:del", "w:moveFrom", "mc:Fallback"],
};
const ODT: Terms = Terms {
    part: "content.xml",
    paragraphs: &["text:p", "text:h"],
    texts: &[],
    left_out: &["text:tracked-changes", "office:annotation", "text:note", "office:forms"],
};
/// What stands in the first bytes of every ODT (its own `mimetype`, uncompressed).
const ODT_MARK: &[u8] = b"application/vnd.oasis.opendocument.text";
/// What a file in the form of old begins with, the bytes of its head, and how many of its list of parts are looked at.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const COMPOUND_HEAD: usize = 512;
const COMPOUND_LIST: u64 = 4096;
/// The part that holds a document with a password.
const LOCKED: &str = "EncryptedPackage";
/// How much of a document is looked at for its kind.
const HEAD: usize = 4096;

/// Word documents.
pub struct Docx;

impl Reader for Docx {
    fn name(&self) -> &'static str {
        "Word"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        // The list of files at the end of a package names them all.
        content.starts_with(package::MAGIC) && memchr::memmem::find(content, DOCX.part.as_bytes()).is_some()
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        whole(path, content, options)
    }

    fn in_parts(&self) -> bool {
        true
    }

    fn read_file(&self, path: &str, file: &File, options: &ReadOptions) -> Option<Result<Loaded>> {
        parts(path, file, options)
    }
}

/// Documents of LibreOffice.
pub struct Odt;

impl Reader for Odt {
    fn name(&self) -> &'static str {
        "OpenDocument"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["odt"]
    }

    fn many(&self) -> bool {
        true
    }

    fn is(&self, content: &[u8]) -> bool {
        let head = &content[..content.len().min(HEAD)];
        head.starts_with(package::MAGIC) && memchr::memmem::find(head, ODT_MARK).is_some()
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        whole(path, content, options)
    }

    fn in_parts(&self) -> bool {
        true
    }

    fn read_file(&self, path: &str, file: &File, options: &ReadOptions) -> Option<Result<Loaded>> {
        parts(path, file, options)
    }
}

fn whole(path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
    let other = || Error::new("not a document of Word or LibreOffice, but another package of files");
    document(path, Cursor::new(content), options)?.ok_or_else(other)
}

/// What only is called so goes the way of its content.
fn parts(path: &str, file: &File, options: &ReadOptions) -> Option<Result<Loaded>> {
    let mut head = Vec::new();
    (&mut &*file).take(COMPOUND.len() as u64).read_to_end(&mut head).ok()?;
    (&mut &*file).rewind().ok()?;
    let own = head.starts_with(package::MAGIC) || head == COMPOUND;
    let read = own.then(|| document(path, file, options)).and_then(Result::transpose);
    (&mut &*file).rewind().ok()?;
    read
}

/// The document; `None` where the content is another package of files.
fn document(path: &str, mut content: impl Read + Seek, options: &ReadOptions) -> Result<Option<Loaded>> {
    if let Some(error) = compound(&mut content)? {
        return Err(error);
    }
    let mut package = package::open(content)
        .map_err(|e| e.hint("is it complete, and not encrypted? open it, and save it without a password"))?;
    // Which of the two it is, its package tells: the ending may be wrong.
    for terms in [&DOCX, &ODT] {
        if let Some(xml) = package::part(&mut package, terms.part, options.max_bytes)? {
            return article(path, &xml, terms, options).map(Some);
        }
    }
    Ok(None)
}

/// What is wrong with a file in the form that Word had before 2007, in which a document with a password still stands.
fn compound(content: &mut (impl Read + Seek)) -> Result<Option<Error>> {
    let mut head = Vec::new();
    content.by_ref().take(COMPOUND_HEAD as u64).read_to_end(&mut head)?;
    let mut found = None;
    if head.len() == COMPOUND_HEAD && head.starts_with(COMPOUND) {
        // A sector is 2^9 or 2^12 bytes long; the first of the list of parts is told in the head.
        let sector = 1_u64 << u16::from_le_bytes([head[30], head[31]]).clamp(9, 12);
        let first = u32::from_le_bytes([head[48], head[49], head[50], head[51]]);
        content.seek(SeekFrom::Start((u64::from(first) + 1) * sector))?;
        let mut list = Vec::new();
        content.by_ref().take(COMPOUND_LIST).read_to_end(&mut list)?;
        let locked: Vec<u8> = LOCKED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        found = Some(if memchr::memmem::find(&list, &locked).is_some() {
            Error::new("it is encrypted").hint("open it, and save it without a password")
        } else {
            Error::new("a document of Word before 2007, whatever its name says").hint("open it, and save it as DOCX")
        });
    }
    content.rewind()?;
    Ok(found)
}

/// The article in the part of a package that holds the text, or those of an export.
fn article(path: &str, xml: &[u8], terms: &Terms, options: &ReadOptions) -> Result<Loaded> {
    let text = text(xml, terms)?;
    if text.is_empty() {
        return Err(Error::new("no text in this document"));
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

/// The paragraphs of a document, separated by empty lines.
fn text(xml: &[u8], terms: &Terms) -> Result<String> {
    let damaged = |what: &dyn std::fmt::Display| Error::new(format!("the document is damaged or encrypted: {what}"));
    let xml = std::str::from_utf8(xml).map_err(|e| damaged(&e))?;
    let mut reader = Xml::from_str(xml);
    let mut page = Page::new(terms);
    loop {
        match reader.read_event().map_err(|e| damaged(&e))? {
            Event::Start(tag) => page.open(name(tag.name().as_ref()))?,
            Event::Empty(tag) => {
                page.mark(name(tag.name().as_ref()));
                if name(tag.name().as_ref()) == "text:s" {
                    page.add(" ");
                }
            }
            Event::End(tag) => page.close(name(tag.name().as_ref())),
            Event::Text(words) => page.add(&words.xml10_content()),
            Event::CData(words) => page.add(&words.xml10_content()),
            Event::GeneralRef(entity) => page.add(xml::character(&entity).encode_utf8(&mut [0; 4])),
            Event::Eof if page.depth > 0 => return Err(damaged(&"it ends too early")),
            Event::Eof => return Ok(page.end()),
            _ => {}
        }
    }
}

fn name<B: AsRef<[u8]> + ?Sized>(bytes: &B) -> &str {
    std::str::from_utf8(bytes.as_ref()).unwrap_or_default()
}

/// The text so far.
struct Page<'a> {
    terms: &'a Terms,
    out: String,
    paragraph: String,
    depth: usize,
    paragraphs: usize,
    texts: usize,
    /// The depth of the outermost element that is left out.
    left_out: Option<usize>,
}

impl<'a> Page<'a> {
    fn new(terms: &'a Terms) -> Self {
        let (out, paragraph) = (String::new(), String::new());
        Self { terms, out, paragraph, depth: 0, paragraphs: 0, texts: 0, left_out: None }
    }

    fn open(&mut self, name: &str) -> Result<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Error::new(format!("elements nested deeper than {DEEPEST}")));
        }
        if self.terms.left_out.contains(&name) && self.left_out.is_none() {
            self.left_out = Some(self.depth);
        }
        self.texts += usize::from(self.terms.texts.contains(&name));
        if self.left_out.is_none() && self.terms.paragraphs.contains(&name) {
            // A box of text stands inside of a paragraph, and has its own.
            self.next();
            self.paragraphs += 1;
        }
        self.mark(name);
        Ok(())
    }

    fn close(&mut self, name: &str) {
        // A paragraph of a comment does not end the one that it stands in.
        if self.left_out.is_none() && self.terms.paragraphs.contains(&name) {
            self.next();
            self.paragraphs = self.paragraphs.saturating_sub(1);
        }
        if self.left_out == Some(self.depth) {
            self.left_out = None;
        }
        self.depth = self.depth.saturating_sub(1);
        self.texts = self.texts.saturating_sub(usize::from(self.terms.texts.contains(&name)));
    }

    /// Tabulators and line breaks are elements.
    fn mark(&mut self, name: &str) {
        let mark = match name {
            "w:tab" | "text:tab" => '\t',
            "w:br" | "w:cr" | "text:line-break" => '\n',
            "w:noBreakHyphen" => '-',
            _ => return,
        };
        if self.left_out.is_none() && self.paragraphs > 0 {
            self.paragraph.push(mark);
        }
    }

    fn add(&mut self, words: &str) {
        let text = self.terms.texts.is_empty() || self.texts > 0;
        if self.left_out.is_none() && self.paragraphs > 0 && text {
            self.paragraph.push_str(words);
        }
    }

    fn next(&mut self) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    /// A package with one file, which is all that is read.
    fn package(name: &str, xml: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(xml.as_bytes()).expect("in memory");
        zip.finish().expect("in memory").into_inner()
    }

    fn docx(body: &str) -> Vec<u8> {
        package(DOCX.part, &format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>"))
    }

    fn read(reader: &dyn Reader, content: &[u8]) -> Result<String> {
        let options = ReadOptions { max_bytes: 100_000, ..ReadOptions::default() };
        reader.read("a", content, &options).map(|loaded| loaded.articles[0].text.clone())
    }

    #[test]
    fn paragraphs_of_a_word_document() {
        let body = "<w:p><w:pPr><w:tabs><w:pStyle/></w:tabs></w:pPr><w:r><w:t>Mayor</w:t></w:r><w:r><w:t xml:space=\"preserve\"> stays</w:t></w:r></w:p><w:p/>
            <w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>&#8220;I stay&#x201D;, she &amp; he said.</w:t><w:br/><w:t>So.</w:t></w:r></w:p>";
        let content = docx(body);
        assert!(Docx.is(&content) && !Odt.is(&content));
        assert_eq!(read(&Docx, &content).expect("a document"), "Mayor stays\n\n“I stay”, she & he said.\nSo.");
    }

    #[test]
    fn paragraphs_of_an_opendocument_text() {
        let xml = "<office:document-content><office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
            <text:h>Mayor stays</text:h><text:p>“I <text:span>stay</text:span>”,<text:s/>she said<office:annotation><text:p>check</text:p></office:annotation>.</text:p></office:text></office:body></office:document-content>";
        let text = read(&Odt, &package(ODT.part, xml)).expect("a document");
        assert_eq!(text, "Mayor stays\n\n“I stay”, she said.");
    }

    #[test]
    fn an_export_in_a_document_is_cut_into_its_articles() {
        let paragraph = |line: &str| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
        let body: String = ["A", "B"]
            .iter()
            .flat_map(|title| {
                [title, "Courier", "June 7, 2021 Monday", "Length: 9 words", "Body", "So it is.", "End of Document"]
            })
            .map(paragraph)
            .collect();
        let articles = Docx.read("x.docx", &docx(&body), &ReadOptions::default()).expect("an export").articles;
        let told: Vec<_> =
            articles.iter().map(|a| (a.path.as_str(), a.meta.title.as_deref(), a.text.as_str())).collect();
        assert_eq!(told, [("x.docx#1", Some("A"), "So it is."), ("x.docx#2", Some("B"), "So it is.")]);
    }

    #[test]
    fn made_documents_are_errors() {
        let whole = docx("<w:p><w:r><w:t>Yes, he said.</w:t></w:r></w:p>");
        let compound = |list: &[u8]| [COMPOUND, &[0; COMPOUND_HEAD - COMPOUND.len()], list].concat();
        let entities = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><w:document><w:p><w:t>A&c;B</w:t></w:p></w:document>";
        for (what, content, cause) in [
            ("empty", Vec::new(), "cannot be unpacked"),
            ("text", b"He said so.".to_vec(), "cannot be unpacked"),
            ("encrypted by Word", compound(b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "it is encrypted"),
            ("of old", compound(b"W\0o\0r\0d\0"), "a document of Word before 2007"),
            ("of old, and cut", COMPOUND.to_vec(), "cannot be unpacked"),
            ("cut", whole[..whole.len() / 2].to_vec(), "cannot be unpacked"),
            ("another package", package("a.txt", "He said so."), "another package of files"),
            ("no text", docx(""), "no text in this document"),
            ("a bomb", docx(&"<w:p/>".repeat(1_000_000)), "in one article; the limit is"),
            ("deep", docx(&"<w:p>".repeat(1000)), "nested deeper than 400"),
            ("no XML", package(DOCX.part, "<w:p><w:t>a</w:p>"), "damaged or encrypted"),
            ("ends early", package(DOCX.part, "<w:document><w:p>"), "damaged or encrypted"),
        ] {
            let error = read(&Docx, &content).expect_err(what).to_string();
            assert!(error.contains(cause), "{what}: {error}");
        }
        assert_eq!(read(&Docx, &package(DOCX.part, entities)).expect("a document"), "A B", "no entity is opened");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(xml in "(<w:p>|</w:p>|<w:t>|</w:t>|<w:del>|</w:del>|<w:br/>|&amp;|&#0;|&x;|[a-zé<>&]){0,40}") {
            let _ = text(xml.as_bytes(), &DOCX);
            let _ = text(xml.as_bytes(), &ODT);
        }
    }
}
