//! What is no part of the article is cut out of a page's tree, as far as that leaves the article whole.

use super::clutter;
use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// What a page hides until a script shows it.
const HIDDEN: &str = "[hidden], [aria-hidden='true'], [style*='display'], [style*='visibility']";
/// The part of the page's prose that clutter may be: one in so many bytes.
const SHARE: usize = 4;
/// Bytes of running text, outside of links, from which it is prose: menus and labels are shorter.
const PROSE_BYTES: usize = 40;
/// Tenths of a page's prose from which on one story is the page.
const STORY_TENTHS: usize = 7;
/// Bytes of prose of a story that is followed by another one.
const STORY_BYTES: usize = 300;

/// Cuts scripts, consent dialogs and everything by which class or role is clutter and holds little. Returns the bytes of prose that are left.
pub(super) fn without_clutter(document: &Document) -> usize {
    never(document);
    let prose = Prose::of(document);
    let mut left = prose.all;
    for node in clutter::clutter(document) {
        let own = prose.in_node(&node);
        if own * SHARE < prose.all || own == 0 {
            // One that stands in another is counted twice: the sum is a measure, not an account.
            left = left.saturating_sub(own);
            node.remove_from_parent();
        } else if node.has_name("noscript") {
            // One that was never closed in a page's head holds the page.
            node.rename("div");
        }
    }
    show(document);
    other_stories(document, &prose);
    outside(document, &prose);
    left
}

/// Cuts what is never an article.
pub(super) fn never(document: &Document) {
    for node in clutter::never(document) {
        node.remove_from_parent();
    }
}

/// Cuts what stands outside of the one story that a page marks as its own, where that is most of the page.
fn outside(document: &Document, prose: &Prose) {
    let stories = document.select("article:has(h1)");
    let [story] = stories.nodes() else { return };
    let own = prose.in_node(story);
    if own < STORY_BYTES || own * 10 < prose.all * STORY_TENTHS {
        return;
    }
    let mut node = *story;
    while let Some(parent) = node.parent().filter(|parent| !parent.has_name("html")) {
        for other in parent.children() {
            if other.id != node.id && prose.in_node(&other) > 0 {
                other.remove_from_parent();
            }
        }
        node = parent;
    }
}

/// Shows what hides prose: the reader leaves out what is hidden.
pub(super) fn show(document: &Document) {
    for node in document.select(HIDDEN).nodes() {
        node.remove_attrs(&["hidden", "aria-hidden", "style"]);
    }
}

/// Cuts the stories that follow the page's own: endless pages load them below.
fn other_stories(document: &Document, prose: &Prose) {
    let stories = document.select("article:has(h1)");
    let mut stories = stories.nodes().iter();
    let Some(first) = stories.next().filter(|first| prose.in_node(first) >= STORY_BYTES) else { return };
    for other in stories {
        if !other.ancestors_it(None).any(|above| above.id == first.id)
            && !first.ancestors_it(None).any(|above| above.id == other.id)
        {
            other.remove_from_parent();
        }
    }
}

/// How much prose each element holds.
struct Prose {
    of: FxHashMap<NodeId, usize>,
    all: usize,
}

impl Prose {
    fn of(document: &Document) -> Self {
        let root = document.root();
        let mut of = FxHashMap::default();
        let mut open: Vec<(NodeId, usize)> = Vec::new();
        let mut all = 0;
        let mut node = root;
        loop {
            if node.is_text() {
                all += bytes(&node);
            }
            if !node.has_name("a")
                && let Some(child) = node.first_child()
            {
                open.push((node.id, all));
                node = child;
                continue;
            }
            while node.next_sibling().is_none() {
                let (Some((id, before)), Some(parent)) = (open.pop(), node.parent()) else { return Self { of, all } };
                if all > before {
                    of.insert(id, all - before);
                }
                node = parent;
                if open.is_empty() {
                    return Self { of, all };
                }
            }
            let Some(next) = node.next_sibling() else { return Self { of, all } };
            node = next;
        }
    }

    fn in_node(&self, node: &NodeRef) -> usize {
        self.of.get(&node.id).copied().unwrap_or(0)
    }
}

fn bytes(node: &NodeRef) -> usize {
    let text = node.text();
    let length = text.trim().len();
    if length < PROSE_BYTES { 0 } else { length }
}
