//! The stretch of a text where what was looked for stands, and which words of it those are.

use super::analyze;
use super::compile::Sought;
use crate::text::boundary::floor;

/// Bytes of a snippet, more or less: two or three lines of a terminal.
const LENGTH: usize = 180;
/// Bytes shown before the first word found.
const BEFORE: usize = 50;

/// A stretch of text with marked places, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Pieces in order; true for what was looked for.
    pub pieces: Vec<(String, bool)>,
}

impl Snippet {
    /// The best stretch of `text`: the one with most different terms that were looked for, the earliest of equals; the beginning where none is.
    #[must_use]
    pub fn new(text: &str, language: Option<&str>, sought: &Sought) -> Self {
        let found = places(text, language.unwrap_or_default(), sought);
        let (from, to) = stretch(text, best(&found));
        let mut snippet = Self::default();
        if !text[..from].trim_start().is_empty() {
            snippet.push("… ", false);
        }
        let mut at = from;
        for place in found.iter().filter(|place| from <= place.start && place.end <= to) {
            snippet.push(&text[at..place.start], false);
            snippet.push(&text[place.start..place.end], true);
            at = place.end;
        }
        snippet.push(&text[at..to], false);
        if to < text.trim_end().len() {
            snippet.push(" …", false);
        }
        snippet
    }

    /// As HTML: the words found in `<b>`, everything else escaped.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = String::new();
        for (text, marked) in &self.pieces {
            out.push_str(if *marked { "<b>" } else { "" });
            for c in text.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '"' => out.push_str("&quot;"),
                    '\'' => out.push_str("&#39;"),
                    c => out.push(c),
                }
            }
            out.push_str(if *marked { "</b>" } else { "" });
        }
        out
    }

    /// Adds a piece, runs of white space made one space.
    fn push(&mut self, text: &str, marked: bool) {
        let mut line = String::with_capacity(text.len());
        let mut space = self.pieces.last().is_some_and(|(last, _)| last.ends_with(' '));
        for c in text.chars() {
            if c.is_whitespace() {
                if !space {
                    line.push(' ');
                }
                space = true;
            } else {
                line.push(c);
                space = false;
            }
        }
        if !line.is_empty() {
            self.pieces.push((line, marked));
        }
    }
}

/// A word that was looked for.
struct Place {
    start: usize,
    end: usize,
    term: String,
}

fn places(text: &str, language: &str, sought: &Sought) -> Vec<Place> {
    if *sought == Sought::default() {
        return Vec::new();
    }
    let mut analyzer = analyze::analyzer(language);
    let mut stream = analyzer.token_stream(text);
    let mut places = Vec::new();
    while stream.advance() {
        let token = stream.token();
        if sought.has(language, &token.text) {
            places.push(Place { start: token.offset_from, end: token.offset_to, term: token.text.clone() });
        }
    }
    places
}

/// Where the best stretch begins.
fn best(places: &[Place]) -> usize {
    let worth = |first: usize| {
        let inside = places[first..].iter().take_while(|place| place.end <= places[first].start + LENGTH - BEFORE);
        let mut terms: Vec<&str> = inside.map(|place| place.term.as_str()).collect();
        let all = terms.len();
        terms.sort_unstable();
        terms.dedup();
        (terms.len(), all.min(4))
    };
    let first = (0..places.len()).max_by_key(|&first| (worth(first), std::cmp::Reverse(first)));
    first.map_or(0, |first| places[first].start)
}

/// A stretch around `at` that begins and ends between words: as much as there is room for, where that is near the end.
fn stretch(text: &str, at: usize) -> (usize, usize) {
    let trimmed = text.len() - text.trim_start().len();
    let mut from = floor(text, at.saturating_sub(BEFORE).min(text.trim_end().len().saturating_sub(LENGTH)));
    if from <= trimmed {
        from = trimmed;
    } else if let Some(space) = text[from..at].find(char::is_whitespace) {
        from += space;
        from += text[from..].len() - text[from..].trim_start().len();
    } else {
        from = at;
    }
    let end = text.trim_end().len().max(from);
    let mut to = floor(text, (from + LENGTH).min(end));
    if to < end
        && let Some(space) = text[from..to].rfind(char::is_whitespace).filter(|space| *space > LENGTH / 2)
    {
        to = from + space;
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(terms: &[&str]) -> Sought {
        let terms: std::collections::BTreeSet<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        Sought { terms: ["", "en"].map(|language| (language.to_owned(), terms.clone())).into(), ..Sought::default() }
    }

    #[test]
    fn marks_what_was_sought_and_escapes_the_rest() {
        let snippet = Snippet::new("The <EU> eased\n\nsanctions & more.", Some("en"), &sought(&["sanction"]));
        assert_eq!(snippet.html(), "The &lt;EU&gt; eased <b>sanctions</b> &amp; more.");
    }

    #[test]
    fn shows_the_place_where_the_words_stand_together() {
        let text = format!("war {} trade war is here {}", "filler ".repeat(80), "more ".repeat(80));
        let html = Snippet::new(&text, Some("en"), &sought(&["trade", "war"])).html();
        assert!(html.starts_with("… ") && html.ends_with(" …"), "{html}");
        assert!(html.contains("<b>trade</b> <b>war</b>"), "{html}");
    }

    #[test]
    fn what_is_short_is_shown_whole() {
        let text = "that it had promised the Skarv Islands a larger share of next year's herring";
        let html = Snippet::new(text, Some("en"), &sought(&["her"])).html();
        assert_eq!(html, text.replace('\'', "&#39;"), "the stem of another word is no mark");
        let html = Snippet::new(text, Some("en"), &sought(&["herring"])).html();
        assert!(html.starts_with("that it had") && html.ends_with("<b>herring</b>"), "{html}");
    }

    #[test]
    fn any_text_has_a_snippet() {
        for text in ["", "   ", "é", &"é".repeat(500), "a\u{0}b"] {
            let _ = Snippet::new(text, None, &sought(&["é", "e"]));
        }
        assert_eq!(Snippet::new("  plain  ", None, &Sought::default()).html(), "plain");
    }
}
