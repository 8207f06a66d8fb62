//! Quotations that HTML marks and the eye sees without quotation marks: they get marks, and the name that stands below them.

use std::fmt::Write as _;

use dom_query::{Document, Matcher, NodeRef};

/// Who is quoted, inside of a block quotation.
const NAMES: &str = "cite, footer, figcaption, [class*='quote-author'], [class*='quote__author'], [class*='quote-source'], [class*='attribution']";
/// Bytes of the longest line that names who is quoted.
const NAME_BYTES: usize = 160;
/// Nodes before a block among which its lead-in stands: white space stands between.
const LEAD_NODES: usize = 4;
/// Nodes of the largest block that is looked at.
const MAX_NODES: usize = 500;
/// Opening and closing marks that a quotation brings of its own.
const MARKS: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', '‟'];

/// Writes the marks into the tree.
pub(super) fn mark(document: &Document) {
    for quoted in document.select("q").nodes() {
        if !quoted.text().trim().starts_with(MARKS) {
            quoted.prepend_html("“");
            quoted.append_html("”");
        }
    }
    for block in document.select("blockquote").nodes() {
        if block.descendants_it().take(MAX_NODES + 1).count() <= MAX_NODES && block.parent().is_some() {
            mark_block(block);
        }
    }
}

fn mark_block(block: &NodeRef) {
    let inner: Vec<NodeRef> = block.descendants_it().collect();
    if inner.iter().any(|node| node.has_name("blockquote")) {
        return;
    }
    let figure = block.parent().filter(|parent| parent.has_name("figure"));
    let name = name_of(block, figure.as_ref());
    let led_in = || lead_in(figure.as_ref().unwrap_or(block));
    if name.is_none() && !led_in() {
        return;
    }
    let paragraphs = paragraphs(block);
    let Some(last) = paragraphs.len().checked_sub(1) else { return };
    let mut html = String::new();
    for (at, words) in paragraphs.iter().enumerate() {
        let open = if words.starts_with(MARKS) { "" } else { "“" };
        let close = if at < last || words.ends_with(MARKS) { "" } else { "”" };
        let _ = write!(html, "<p>{open}{}{close}", escaped(words));
        if at == last
            && let Some(name) = &name
        {
            let _ = write!(html, " — {}", escaped(name));
        }
        html.push_str("</p>");
    }
    figure.unwrap_or(*block).replace_with_html(html);
}

/// Takes the line that tells whose words these are out of the block.
fn name_of(block: &NodeRef, figure: Option<&NodeRef>) -> Option<String> {
    let element = named(block).or_else(|| named(figure?));
    let name = match element {
        Some(element) => {
            let name = line(&element.text());
            element.remove_from_parent();
            name
        }
        None => posted(block)?,
    };
    let name = name.trim_start_matches(['—', '–', '-', '~', ' ']).to_owned();
    (!name.is_empty() && name.len() <= NAME_BYTES && name.contains(char::is_alphabetic)).then_some(name)
}

/// The element that tells whose words an element holds.
fn named<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let names = Matcher::new(NAMES).ok()?;
    node.descendants_it().find(|inner| inner.is_element() && inner.is_match(&names))
}

/// "— Name (@handle) date" behind the paragraphs of an embedded post.
fn posted(block: &NodeRef) -> Option<String> {
    let mut name = String::new();
    let mut gone = Vec::new();
    for child in block.children() {
        if child.has_name("p") || child.has_name("div") {
            name.clear();
            gone.clear();
            continue;
        }
        let words = line(&child.text());
        if name.is_empty() && words.is_empty() {
            continue;
        }
        // The day is the post's, not the name's.
        let comma = if child.has_name("a") && !name.is_empty() { ", " } else { " " };
        if !name.is_empty() {
            name.push_str(comma);
        }
        name.push_str(&words);
        gone.push(child);
    }
    let named = name.starts_with(['—', '–', '-']);
    if named {
        for node in gone {
            node.remove_from_parent();
        }
    }
    named.then_some(name)
}

/// True where a paragraph that ends with a colon stands before the block.
fn lead_in(block: &NodeRef) -> bool {
    let mut before = block.prev_sibling();
    for _ in 0..LEAD_NODES {
        let Some(node) = before else { break };
        let text = node.text();
        if !text.trim().is_empty() {
            return text.trim_end().ends_with(':');
        }
        before = node.prev_sibling();
    }
    false
}

fn paragraphs(block: &NodeRef) -> Vec<String> {
    let own: Vec<String> = block
        .descendants_it()
        .filter(|node| node.has_name("p"))
        .map(|node| line(&node.text()))
        .filter(|words| !words.is_empty())
        .collect();
    if own.is_empty() { vec![line(&block.text())].into_iter().filter(|words| !words.is_empty()).collect() } else { own }
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
