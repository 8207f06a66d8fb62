//! The tree of a page, given up before it outgrows its bounds.
//!
//! Only the parser knows what a tag is: scripts and comments hold what looks like tags, drawings close themselves, and a paragraph closes the one
//! before. So the parser itself is watched: it gets the page in small pieces, and after each its own tree is measured.
//!
//! Two fifths of a news page are scripts and styles that nobody reads: where the parser is about to take one for text, it gets the end of it at once.

use std::cell::Cell;

use dom_query::{Document, NodeId};
use html5ever::TokenizerResult;
use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use crate::error::{Error, Result};
use crate::text::boundary::ceil;

/// Elements inside each other: the reader walks the tree by recursion, and a page nested deeper is made, not written.
const MAX_DEPTH: usize = 400;
/// Elements that the parser may have open, or remember to open again, while it reads. Each tag is held against them.
const MAX_OPEN: usize = 2 * MAX_DEPTH;
/// Nodes that a page may become: a paragraph opens again every emphasis that was left open before it, and so a page that leaves hundreds open
/// grows by the square of its length.
const MAX_NODES: usize = 2_000_000;
/// Attributes of one element: the parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 1_000;
/// Bytes of a tag from which on its attributes are counted; a shorter one has not many more than it may have.
const LONG_TAG: usize = 2 << 10;
/// Bytes that the parser gets at once.
const PIECE: usize = 1 << 10;

/// Parses a page. Scripts that hold no JSON, and styles, are there without what they hold, or with its first bytes.
///
/// # Errors
/// When its elements are nested too deeply, there are too many of them, or one has too many attributes.
pub fn parse(html: &str) -> Result<Document> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let sink = Watched {
        builder: TreeBuilder::new(Document::default(), options),
        came: Cell::new(false),
        idle: Cell::new(None),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut tag = OpenTag::default();
    let mut pieces = Pieces { html, at: 0 };
    while let Some((at, piece)) = pieces.next() {
        tokenizer.sink.came.set(false);
        queue.push_back(StrTendril::from_slice(piece));
        // Nobody runs the scripts, and the page is decoded already.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        tag.saw(at, piece, tokenizer.sink.came.get());
        if tag.has_too_many_attributes(html, at + piece.len()) {
            return Err(refused(format!("an element with more than {MAX_ATTRIBUTES} attributes")));
        }
        tokenizer.sink.check()?;
        if let Some(end) = tokenizer.sink.idle.take() {
            pieces.skip_to(end);
        }
    }
    tokenizer.end();
    tokenizer.sink.check()?;
    let document = tokenizer.sink.builder.sink;
    if depth(&document) > MAX_DEPTH { Err(too_deep()) } else { Ok(document) }
}

fn refused(cause: String) -> Error {
    Error::new(cause).hint("save the article as text")
}

fn too_deep() -> Error {
    refused(format!("elements nested deeper than {MAX_DEPTH}"))
}

/// The tree as it grows.
struct Watched {
    builder: TreeBuilder<NodeId, Document>,
    /// A tag, a comment or text has come of the last piece.
    came: Cell<bool>,
    /// How what nobody reads ends, where the parser has come to its begin.
    idle: Cell<Option<&'static str>>,
}

impl Watched {
    fn check(&self) -> Result<()> {
        let open = Open(Cell::new(0));
        self.builder.trace_handles(&open);
        if open.0.get() > MAX_OPEN {
            return Err(too_deep());
        }
        if self.builder.sink.tree.len() > MAX_NODES {
            return Err(refused(format!("more than {MAX_NODES} elements")));
        }
        Ok(())
    }
}

impl TokenSink for Watched {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if !matches!(token, Token::ParseError(_)) {
            self.came.set(true);
        }
        let idle = match &token {
            Token::TagToken(tag) => idle(tag),
            _ => None,
        };
        let next = self.builder.process_token(token, line);
        // Elsewhere (in a drawing, say) the same tag begins an element like any other.
        if let TokenSinkResult::RawData(RawKind::ScriptData | RawKind::Rawtext) = next {
            self.idle.set(idle);
        }
        next
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts what the parser holds on to.
struct Open(Cell<usize>);

impl Tracer for Open {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// How an element ends that nobody reads: a style, or a script that holds no JSON.
fn idle(tag: &Tag) -> Option<&'static str> {
    let json = || {
        let kind = tag.attrs.iter().find(|attribute| &*attribute.name.local == "type");
        kind.is_some_and(|kind| kind.value.to_ascii_lowercase().contains("json"))
    };
    match &*tag.name {
        _ if tag.kind != TagKind::StartTag => None,
        "style" => Some("</style"),
        "script" if !json() => Some("</script"),
        _ => None,
    }
}

/// A page in pieces, each with its place. Every `<` is a piece by itself: what comes of it belongs to what stands before, and only there a tag begins.
struct Pieces<'p> {
    html: &'p str,
    at: usize,
}

impl<'p> Iterator for Pieces<'p> {
    type Item = (usize, &'p str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.html.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = match memchr::memchr(b'<', rest.as_bytes()) {
            Some(0) => 1,
            mark => ceil(rest, mark.unwrap_or(rest.len()).min(PIECE)),
        };
        let piece = (self.at, &rest[..length]);
        self.at += length;
        Some(piece)
    }
}

impl Pieces<'_> {
    /// Goes on at the next `end` ("</script"), if there is one. A script that opens a comment may hold its own end: it is left to the parser.
    fn skip_to(&mut self, end: &str) {
        let rest = &self.html.as_bytes()[self.at..];
        for mark in memchr::memchr_iter(b'<', rest) {
            let tag = &rest[mark..];
            if tag.starts_with(b"<!--") {
                return;
            }
            if tag.get(..end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(end.as_bytes())) {
                self.at += mark;
                return;
            }
        }
    }
}

/// The tag, or the comment, that the parser is in the middle of: nothing comes of it before its end.
#[derive(Default)]
struct OpenTag {
    /// Where its `<` stands.
    start: Option<usize>,
    /// Its attributes were counted.
    counted: bool,
}

impl OpenTag {
    /// The parser got a piece, and something `came` of it or not.
    const fn saw(&mut self, at: usize, piece: &str, came: bool) {
        if piece.as_bytes()[0] == b'<' {
            if self.start.is_none() {
                *self = Self { start: Some(at), counted: false };
            }
        } else if came {
            self.start = None;
        }
    }

    /// True for a long tag with too many attributes, of which the parser has seen what stands before `end`.
    fn has_too_many_attributes(&mut self, html: &str, end: usize) -> bool {
        let Some(start) = self.start.filter(|start| !self.counted && end - start > LONG_TAG) else { return false };
        self.counted = true;
        let tag = &html.as_bytes()[start + 1..];
        let tag = tag.strip_prefix(b"/").unwrap_or(tag);
        let name = tag.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>')).unwrap_or(tag.len());
        tag[0].is_ascii_alphabetic() && attributes(&tag[name..]) > MAX_ATTRIBUTES
    }
}

/// How many attributes a tag has whose name ends where `rest` begins. More than too many are not counted.
fn attributes(rest: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    let solid = |at: usize| rest[at..].iter().position(|b| !b.is_ascii_whitespace()).map(|n| at + n);
    while let Some(&b) = rest.get(at) {
        if b == b'>' || count > MAX_ATTRIBUTES {
            break;
        }
        if b.is_ascii_whitespace() || b == b'/' {
            at += 1;
            continue;
        }
        count += 1;
        // Its name, an equals sign, its value.
        let name = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'/' | b'>');
        at += 1 + rest[at + 1..].iter().position(name).unwrap_or(rest.len() - at - 1);
        let Some(sign) = solid(at).filter(|&s| rest[s] == b'=') else { continue };
        let Some(from) = solid(sign + 1) else { break };
        let quote = rest[from];
        at = if quote == b'"' || quote == b'\'' {
            rest[from + 1..].iter().position(|&b| b == quote).map_or(rest.len(), |n| from + 2 + n)
        } else {
            let ends = |b: &u8| b.is_ascii_whitespace() || *b == b'>';
            rest[from..].iter().position(ends).map_or(rest.len(), |n| from + n)
        };
    }
    count
}

/// Elements inside each other, where there are most.
fn depth(document: &Document) -> usize {
    let (mut node, mut depth, mut deepest) = (document.root(), 0, 0);
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            deepest = if node.is_element() { deepest.max(depth) } else { deepest };
            continue;
        }
        // The next one, or that of what it stands in.
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                deepest = if node.is_element() { deepest.max(depth) } else { deepest };
                break;
            }
            match node.parent() {
                Some(parent) if depth > 0 => (node, depth) = (parent, depth - 1),
                _ => return deepest,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted() {
        let of = |tag: &str| attributes(tag.as_bytes());
        assert_eq!(of(">"), 0);
        assert_eq!(of(" class=\"a b c\" hidden data-x = 'y > z' id=7/>x y"), 4);
        assert_eq!(of(" a=\"never closed"), 1);
        assert_eq!(of(" a= "), 1);
        assert_eq!(of(" =x=1>"), 1);
        assert_eq!(of(&" a".repeat(5_000)), MAX_ATTRIBUTES + 1);
    }

    #[test]
    fn depth_is_that_of_the_tree() {
        let of = |html: &str| depth(&parse(html).expect("a page"));
        // Every page has html and body.
        assert_eq!(of("a"), 2);
        assert_eq!(of("<p>a<p>b<p>c"), 3);
        assert_eq!(of("<div><div>a</div><div>b</div></div><i>c</i>"), 4);
        assert_eq!(of("<div/><div/>"), 4, "HTML knows no self-closed elements");
        assert_eq!(of("<svg><path/><path/></svg>"), 4, "drawings do");
    }

    #[test]
    fn pieces_make_the_page() {
        let html = format!("é<p>{}<!-- < --></p", "é".repeat(2_000));
        let all: Vec<(usize, &str)> = Pieces { html: &html, at: 0 }.collect();
        assert_eq!(all.iter().map(|(_, piece)| *piece).collect::<String>(), html);
        assert!(all.iter().all(|(at, piece)| html[*at..].starts_with(piece)));
        assert!(all.iter().all(|(_, piece)| *piece == "<" || !piece.contains('<')), "{all:?}");
    }

    #[test]
    fn what_nobody_reads_is_skipped() {
        let long = "x\n".repeat(PIECE);
        let of = |html: &str| parse(html).expect("a page").html().to_string();
        let script = of(&format!("<script>if (a < b) {{ {long} }}</SCRIPT ><p>a"));
        assert!(script.len() < PIECE && script.contains("</script>") && script.contains("<p>a</p>"), "{script}");
        assert!(!of(&format!("<style>a {{}} {long}</style>b")).contains(&long));
        for read in [
            format!("<script type='application/ld+json'>{long}</script>"),
            format!("<script><!--<script>{long}</script>--></script>"),
            format!("<svg><style>{long}</style></svg>"),
            format!("<script>{long}"),
        ] {
            assert!(of(&read).contains(&long), "{read}");
        }
    }

    /// The page without what scripts and styles hold.
    fn emptied(page: &Document) -> String {
        page.select("script, style").set_text("");
        page.html().to_string()
    }

    proptest::proptest! {
        /// A parser that gets the page in pieces makes the same of it.
        #[test]
        fn pieces_change_nothing(html in "(<[a-z/!]{0,6}( class=\"?ad)?>?|<!--|-->|</?(script|style|title|svg|table|b)>|&(amp|lt)?;?|[a-zé\r\n\" ]{0,8}){0,30}") {
            let whole = emptied(&Document::from(html.as_str()));
            proptest::prop_assert_eq!(emptied(&parse(&html).expect("a small page")), whole);
        }
    }
}
