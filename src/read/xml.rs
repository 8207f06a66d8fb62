//! XML as a tree, for documents that are small: feeds and agency formats. Entities that a document defines itself are never opened: they can grow without end.

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::decode;
use crate::error::{Error, Result};

/// Elements inside each other: real documents have a dozen or two.
pub const DEEPEST: usize = 400;
/// Elements of one document: a feed of a thousand articles has some tens of thousands.
const MOST: usize = 200_000;
/// Where a document declares its encoding, and what it is.
const HEAD: usize = 2048;

/// An element with what it holds.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name as it is written, with its prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Its name without the prefix.
    #[must_use]
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of an attribute that holds something.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter().filter(|(own, value)| local(own) == name && !value.trim().is_empty());
        all.next().map(|(_, value)| value.trim())
    }

    /// The elements right below.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The first element right below that has this name, with or without a prefix.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.local() == name)
    }

    /// The first element of this name anywhere below.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.children().find_map(|child| if child.local() == name { Some(child) } else { child.find(name) })
    }

    /// Every element of this name, the outermost ones.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&Self> {
        let below = |child: &'_ Self| -> bool { child.local() == name };
        self.children().flat_map(|child| if below(child) { vec![child] } else { child.all(name) }).collect()
    }

    /// The text, as it stands.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    /// The text in one line; `None` where there is none.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let words = self.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    fn add_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.add_text(out),
            }
        }
    }

    /// The elements of these names that hold something, each a paragraph.
    #[must_use]
    pub fn paragraphs(&self, names: &[&str], left_out: &[&str]) -> String {
        let mut out = Vec::new();
        self.add_paragraphs(names, left_out, &mut out);
        out.join("\n\n")
    }

    fn add_paragraphs(&self, names: &[&str], left_out: &[&str], out: &mut Vec<String>) {
        for child in self.children().filter(|child| !left_out.contains(&child.local())) {
            if names.contains(&child.local()) {
                out.extend(child.words());
            } else {
                child.add_paragraphs(names, left_out, out);
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The name, without its prefix, of the outermost element of what looks like XML.
#[must_use]
pub fn root(content: &[u8]) -> Option<String> {
    let head = decoded(&content[..content.len().min(HEAD)]).ok()?;
    let mut rest = head.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        rest = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            // A DOCTYPE with declarations of its own has marks inside.
            let end = rest.find('>')?;
            match rest.find('[').filter(|at| *at < end) {
                Some(_) => rest.split_once("]>").or_else(|| rest.split_once("] >"))?.1,
                None => &rest[end + 1..],
            }
        } else {
            break;
        }
        .trim_start();
    }
    let name = rest.strip_prefix('<')?.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    (!name.is_empty()).then(|| local(name).to_owned())
}

/// The text of a document: as it is marked, as it declares, as it looks.
fn decoded(content: &[u8]) -> Result<String> {
    let head = String::from_utf8_lossy(&content[..content.len().min(HEAD)]);
    let declared = head.split("?>").next().filter(|prolog| prolog.trim_start().starts_with("<?xml"));
    let label = declared.and_then(|prolog| {
        let value = prolog.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
        value.strip_prefix(['"', '\''])?.split(['"', '\'']).next().map(str::to_owned)
    });
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match encoding {
        Some(encoding) if std::str::from_utf8(content).is_err() => Ok(encoding.decode(content).0.into_owned()),
        _ => Ok(decode::decode(content, false)?.text),
    }
}

/// The outermost element of a document.
///
/// # Errors
/// When it is damaged or cut, or has more elements, or deeper ones, than a document has.
pub fn parse(content: &[u8]) -> Result<Element> {
    let damaged = |what: &dyn std::fmt::Display| Error::new(format!("the XML is damaged or cut: {what}"));
    let text = decoded(content)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}').trim_start());
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|e| damaged(&e))?;
        let (tag, empty) = match event {
            Event::Start(tag) => (tag, false),
            Event::Empty(tag) => (tag, true),
            Event::End(_) => {
                let Some(element) = open.pop() else { return Err(damaged(&"a closing tag without an opening one")) };
                match open.last_mut() {
                    Some(parent) => parent.nodes.push(Node::Element(element)),
                    None => return Ok(element),
                }
                continue;
            }
            Event::Text(words) => {
                add(&mut open, &words.xml10_content());
                continue;
            }
            Event::CData(words) => {
                add(&mut open, &words.xml10_content());
                continue;
            }
            Event::GeneralRef(entity) => {
                add(&mut open, character(&entity).encode_utf8(&mut [0; 4]));
                continue;
            }
            Event::Eof => return Err(damaged(&"it ends too early")),
            _ => continue,
        };
        count += 1;
        if count > MOST {
            return Err(Error::new(format!("more than {MOST} elements in one document")));
        }
        if open.len() >= DEEPEST {
            return Err(Error::new(format!("elements nested deeper than {DEEPEST}")));
        }
        let element = element(&tag);
        match (empty, open.last_mut()) {
            (false, _) => open.push(element),
            (true, Some(parent)) => parent.nodes.push(Node::Element(element)),
            (true, None) => return Ok(element),
        }
    }
}

fn add(open: &mut [Element], words: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.nodes.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => element.nodes.push(Node::Text(words.to_owned())),
    }
}

fn element(tag: &BytesStart<'_>) -> Element {
    let name = |name: &dyn AsRef<[u8]>| String::from_utf8_lossy(name.as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        // A value with an entity of its own stays as it is written.
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| name(&attribute.value.as_bytes()), std::borrow::Cow::into_owned);
        attributes.push((name(&attribute.key.as_ref()), value));
    }
    Element { name: name(&tag.name().as_ref()), attributes, nodes: Vec::new() }
}

/// The character that an entity stands for; a space for those that a document defines by itself.
pub(in crate::read) fn character(entity: &BytesRef<'_>) -> char {
    if let Ok(Some(found)) = entity.resolve_char_ref() {
        return found;
    }
    let name: &str = entity.as_ref();
    match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_with_its_texts() {
        let xml = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"<x>\">]><!-- c --><n:a x='1&amp;2'><b>I &lt;stay&#x21;</b><c><![CDATA[<p>So.</p>]]></c>&b;</n:a>";
        let tree = parse(xml).expect("XML");
        assert_eq!((tree.local(), tree.attribute("x")), ("a", Some("1&2")));
        assert_eq!(tree.child("b").map(Element::text).as_deref(), Some("I <stay!"));
        assert_eq!(tree.child("c").map(Element::text).as_deref(), Some("<p>So.</p>"));
        assert_eq!(root(xml).as_deref(), Some("a"));
        assert_eq!((root(b"He said so."), root(b"<!-- x"), root(b"")), (None, None, None));
    }

    #[test]
    fn made_documents_are_errors() {
        let cause = |xml: &str| parse(xml.as_bytes()).expect_err(xml).to_string();
        assert!(cause(&"<a>".repeat(1000)).contains("deeper than 400"));
        assert!(cause(&format!("<a>{}", "<b/>".repeat(300_000))).contains("more than 200000"));
        assert!(cause("<a><b></a>").contains("damaged or cut") && cause("<a>x").contains("too early"));
        assert!(cause("").contains("too early"));
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbb\"><!ENTITY c \"&b;&b;\">]><a>x&c;y</a>";
        assert_eq!(parse(bomb.as_bytes()).expect("XML").text(), "x y");
    }

    #[test]
    fn the_declared_encoding_counts() {
        let page = encoding_rs::WINDOWS_1252.encode("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Zoë</a>").0;
        assert_eq!(parse(&page).expect("XML").text(), "Zoë");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(xml in "(<a>|</a>|<b x='1'/>|<!--|-->|<\\?xml|\\?>|<!DOCTYPE|\\[|\\]>|&amp;|&#0;|&x;|<!\\[CDATA\\[|[a-zé<>&]){0,40}") {
            let _ = (root(xml.as_bytes()), parse(xml.as_bytes()));
        }
    }
}
