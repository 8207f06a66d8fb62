//! Paragraphs that repeat words of a quotation and end with a bare name.

use crate::extract::phrases::Phrases;
use crate::extract::strip::{Strip, lower};
use crate::model::{Attribution, Rule, Stance};
use crate::text::Document;

/// Words of the shortest pull quote.
const SHORTEST_PULL: usize = 5;

/// Paragraphs that may be pull quotes: an article has a few, and each is looked for in all quotations.
const MOST_PULLS: usize = 200;

/// A paragraph that repeats words of a quotation and ends with a bare name.
pub(super) fn add(doc: &Document<'_>, strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Vec<Attribution>) {
    let mut quoted: Option<String> = None;
    let mut looked_for = 0;
    for strip in strips.iter().filter(|s| s.first) {
        let items = &strip.items;
        if items.iter().any(|i| i.quote.is_some()) || items.last().is_none_or(|i| i.mark) || items.len() < SHORTEST_PULL
        {
            continue;
        }
        let mut name = items.len();
        while name > 0
            && (items[name - 1].is_name() || phrases.names.is_particle(&items[name - 1].lower) && name < items.len())
        {
            name -= 1;
        }
        while items.get(name).is_some_and(|i| !i.capital) {
            name += 1;
        }
        if name + 2 > items.len() || strip.words(0, name) < SHORTEST_PULL {
            continue;
        }
        looked_for += 1;
        if looked_for > MOST_PULLS {
            break;
        }
        let quoted = quoted.get_or_insert_with(|| {
            doc.quotes
                .iter()
                .filter(|q| q.depth == 0)
                .map(|q| plain(q.inner.of(doc.text)))
                .collect::<Vec<_>>()
                .join(" | ")
        });
        let mut last = name;
        while last > 0 && items[last - 1].mark {
            last -= 1;
        }
        let (Some(content), Some(who)) = (strip.span_of(0, last), strip.span_of(name, items.len())) else { continue };
        if quoted.contains(&plain(content.of(doc.text))) {
            found.push(Attribution {
                source: Some(who),
                cue: Vec::new(),
                content: vec![content],
                stance: Stance::Asserts,
                found_by: Rule::PullQuote,
                confidence: 0.9,
                continues: None,
            });
        }
    }
}

/// Words in small letters, one space between them.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(|w| lower(w).into_owned()).collect::<Vec<_>>().join(" ")
}
