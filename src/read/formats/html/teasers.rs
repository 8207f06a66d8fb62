//! Lines of an article that are nothing but a link to another story: "Lees ook", "SEE MORE: …", the list below the last paragraph.

use dom_query::{Document, NodeRef};
use rustc_hash::FxHashSet;

/// What such a line may be.
const LINES: &str = "p, li, h2, h3, h4, h5, h6, div";
/// What shows that an element is more than one line.
const BLOCKS: [&str; 15] =
    ["p", "div", "ul", "ol", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article"];
/// Nodes of the largest line that is looked at.
const MAX_NODES: usize = 40;
/// Bytes of the longest headline of another story.
const MAX_BYTES: usize = 200;
/// Words of the shortest one: names and words are linked in articles too.
const MIN_WORDS: usize = 4;
/// Words of the longest lead ("READ MORE ON THIS:").
const LEAD_WORDS: usize = 5;
/// Tenths of a line that are linked in one that is nothing else.
const TENTHS: usize = 9;

/// The words of these lines. They are looked for before the main content is, and cut behind: how much of a block is links is what tells the content
/// from the rest of a page.
pub(super) fn lines(document: &Document) -> FxHashSet<String> {
    let found = document.select(LINES);
    let quoted = |node: &NodeRef| node.ancestors_it(None).any(|above| above.has_name("blockquote"));
    found.nodes().iter().filter(|node| is_teaser(node) && !quoted(node)).map(plain).collect()
}

/// A text whose paragraphs are separated by empty lines, without those that are such a line.
pub(super) fn without(text: String, lines: &FxHashSet<String>) -> String {
    let stays = |paragraph: &&str| {
        let bare = paragraph.trim_start_matches(['-', '•', '*', ' ']);
        !lines.contains(*paragraph) && !lines.contains(bare)
    };
    if lines.is_empty() || text.split("\n\n").all(|paragraph| stays(&paragraph)) {
        return text;
    }
    text.split("\n\n").filter(stays).collect::<Vec<_>>().join("\n\n")
}

fn is_teaser(line: &NodeRef) -> bool {
    let mut links = Vec::new();
    for (at, inner) in line.descendants_it().enumerate() {
        if at == MAX_NODES || BLOCKS.iter().any(|block| inner.has_name(block)) {
            return false;
        }
        if inner.has_name("a") && leads_away(&inner) {
            links.push(inner);
        }
    }
    let Some(last) = links.last() else { return false };
    let text = plain(line);
    if text.len() > MAX_BYTES || text.ends_with(['.', '!', '”', '"', '’']) {
        return false;
    }
    let linked: Vec<String> = links.iter().map(plain).collect();
    let words = |text: &str| text.split_whitespace().count();
    let bytes: usize = linked.iter().map(String::len).sum();
    if bytes * 10 >= text.len() * TENTHS {
        return words(&text) >= MIN_WORDS;
    }
    let last = plain(last);
    let lead = text.strip_suffix(last.as_str()).map(str::trim_end);
    lead.is_some_and(|lead| lead.ends_with(':') && words(lead) <= LEAD_WORDS) && words(&last) >= MIN_WORDS
}

/// True for a link to another page, not to a place on this one.
fn leads_away(link: &NodeRef) -> bool {
    link.attr("href").is_some_and(|href| !href.is_empty() && !href.starts_with('#'))
}

fn plain(node: &NodeRef) -> String {
    node.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_another_story_goes_and_a_sentence_with_a_link_stays() {
        let left = |html: &str| {
            let document = Document::from(html);
            let text = document.select("body").formatted_text();
            without(text.split_whitespace().collect::<Vec<_>>().join(" "), &lines(&document))
        };
        assert_eq!(left("<p><a href='/a'>Mayor sorry for closed swimming pool</a></p>"), "");
        let text = "It opens in May.\n\n- Pool to open in May, says mayor\n\nSo he said.";
        let list = Document::from("<ul><li><a href='/b'>Pool to open in May, says mayor</a></ul>");
        assert_eq!(without(text.into(), &lines(&list)), "It opens in May.\n\nSo he said.");
        assert_eq!(left("<p><strong>READ MORE: <a href='/a'>Mayor sorry for closed pool</a></strong></p>"), "");
        for kept in [
            "<p>The mayor <a href='/a'>said sorry for the closed pool</a> on Friday.</p>",
            "<p><a href='/a'>The mayor said sorry for the closed pool.</a></p>",
            "<h2><a href='#part'>What the mayor had promised</a></h2>",
            "<p>Source: <a href='/a'>Oeverpost</a></p>",
            "<blockquote><p><a href='/a'>Nobody knows what it will cost</a></p></blockquote>",
        ] {
            assert_ne!(left(kept), "", "{kept}");
        }
    }
}
