//! Exports of news databases as one page: its lines are those of the same export as text.

use dom_query::NodeRef;

use super::tree;
use crate::read::{Loaded, ReadOptions, exports};

/// Elements that begin a line.
const LINES: [&str; 8] = ["div", "li", "tr", "table", "ul", "ol", "dt", "dd"];
/// Elements with an empty line before and behind them.
const PARAGRAPHS: [&str; 10] = ["p", "article", "section", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"];
/// What no line is made of.
const LEFT_OUT: [&str; 5] = ["script", "style", "head", "template", "svg"];

/// The articles of an export; `None` where the page is none.
pub(super) fn articles(path: &str, html: &str, options: &ReadOptions) -> Option<Loaded> {
    if !exports::marked(html, options.seeds) {
        return None;
    }
    let document = tree::parse(html).ok()?;
    exports::read(path, &lines(&document.root()), options)
}

/// The page line by line; cells of a row are parted by a tab.
fn lines(root: &NodeRef) -> String {
    let mut page = Page::default();
    let mut open: Vec<NodeRef> = Vec::new();
    let mut node = *root;
    loop {
        page.enter(&node);
        if let Some(child) = node.first_child().filter(|_| !LEFT_OUT.iter().any(|name| node.has_name(name))) {
            open.push(node);
            node = child;
            continue;
        }
        page.leave(&node);
        while node.next_sibling().is_none() {
            let Some(parent) = open.pop() else { return page.out };
            page.leave(&parent);
            node = parent;
        }
        let Some(next) = node.next_sibling() else { return page.out };
        node = next;
    }
}

/// The lines so far.
#[derive(Default)]
struct Page {
    out: String,
    /// White space stands before the next word.
    space: bool,
}

impl Page {
    fn enter(&mut self, node: &NodeRef) {
        if node.is_text() {
            self.words(&node.text());
        } else if node.has_name("br") {
            self.end_line(1);
        } else if (node.has_name("td") || node.has_name("th")) && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\t');
            self.space = false;
        } else {
            self.leave(node);
        }
    }

    fn leave(&mut self, node: &NodeRef) {
        if PARAGRAPHS.iter().any(|name| node.has_name(name)) {
            self.end_line(2);
        } else if LINES.iter().any(|name| node.has_name(name)) {
            self.end_line(1);
        }
    }

    fn words(&mut self, text: &str) {
        self.space |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if self.space && !self.out.is_empty() && !self.out.ends_with(['\n', '\t']) {
                self.out.push(' ');
            }
            self.out.push_str(word);
            self.space = true;
        }
        self.space = text.ends_with(char::is_whitespace) || (text.trim().is_empty() && self.space);
    }

    /// Ends the line, with an empty one behind it where `breaks` is two.
    fn end_line(&mut self, breaks: usize) {
        self.space = false;
        let here = self.out.len() - self.out.trim_end_matches('\n').len();
        if !self.out.is_empty() {
            self.out.push_str(&"\n\n"[..breaks.saturating_sub(here)]);
        }
    }
}
