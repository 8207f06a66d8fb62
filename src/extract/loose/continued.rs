//! Quotations that nothing claims: by whom the one before is, or the one after.

use super::pool::sort;
use crate::extract::direct::{is_direct, is_heading};
use crate::extract::strip::Strip;
use crate::model::{Attribution, Rule, Span, Stance};
use crate::text::{Document, Quote};
use foldhash::{HashMap, HashSet};

/// Words of the shortest quotation that can stand for itself without a cue: shorter ones are titles and scare quotes.
const SHORTEST_QUOTE: usize = 4;

/// Quotations that nothing claims yet: a further piece of the attribution before, or one of their own by the same speaker.
pub(super) fn add(doc: &Document<'_>, strips: &[Strip<'_>], found: &mut Vec<Attribution>) {
    let taken: HashSet<usize> = found.iter().flat_map(|a| &a.content).flat_map(|&piece| doc.quotes_in(piece)).collect();
    let mut extra: Vec<Attribution> = Vec::new();
    // Paragraph and attribution of the speaker who has the floor.
    let mut floor: Option<(usize, usize)> = None;
    // The attribution that was asked last whether it is direct, and the answer: a further quotation changes nothing of it.
    let mut asked: Option<(usize, bool)> = None;
    let mut next = 0;
    for strip in strips {
        while next < found.len() && found[next].content.first().is_some_and(|c| c.start < strip.span.end) {
            let own = found[next].cue.first().map_or(found[next].content[0].start, |c| c.start);
            if found[next].found_by == Rule::Unnamed {
                floor = None;
            } else if found[next].cue.is_empty() && found[next].source.is_none() {
                // A quotation that the model found without a cue.
                found[next].continues = floor.filter(|f| strip.paragraph <= f.0 + 1).map(|f| f.1);
                floor = floor.map(|f| (strip.paragraph, f.1));
            } else if strip.span.holds(own) || strip.span.holds(found[next].content[0].start) {
                floor = Some((strip.paragraph, next));
            }
            next += 1;
        }
        let loose: Vec<usize> = strip.items.iter().filter_map(|i| i.quote).filter(|q| !taken.contains(q)).collect();
        if loose.is_empty() || !strip.only_quotes() {
            continue;
        }
        for q in loose {
            let quote = &doc.quotes[q];
            if doc.words_in(quote.inner).len() < SHORTEST_QUOTE && !ends_sentence(doc, quote) {
                continue;
            }
            if is_heading(doc, quote.span) {
                continue;
            }
            let Some((paragraph, speaker)) = floor else {
                // One that the next paragraphs go on with: who says it may be told there.
                if quote.close.is_none() || quote.continued {
                    extra.push(quotation(quote, Rule::OpenQuote, 0.75, None));
                }
                continue;
            };
            // In the next paragraph only a whole paragraph of quotation goes on; further off nothing does.
            if strip.paragraph > paragraph + 1 {
                continue;
            }
            let same_paragraph = strip.paragraph == paragraph;
            let direct = match asked {
                Some((of, direct)) if of == speaker => direct,
                _ => is_direct(doc, &found[speaker]),
            };
            asked = Some((speaker, direct));
            if same_paragraph && direct && !found[speaker].cue.is_empty() {
                found[speaker].content.push(quote.span);
                continue;
            }
            extra.push(quotation(quote, Rule::ContinuedQuote, if same_paragraph { 0.85 } else { 0.75 }, Some(speaker)));
            floor = Some((strip.paragraph, speaker));
        }
    }
    insert(found, extra);
}

/// A quotation without a source of its own.
fn quotation(quote: &Quote, found_by: Rule, confidence: f64, continues: Option<usize>) -> Attribution {
    Attribution {
        source: None,
        cue: Vec::new(),
        content: vec![quote.span],
        stance: Stance::Asserts,
        found_by,
        confidence,
        continues,
    }
}

/// Adds what is new; what `continues` points at keeps its place.
fn insert(found: &mut Vec<Attribution>, extra: Vec<Attribution>) {
    // Places move when the list is sorted again: remember what each points at by its first content.
    let keys: Vec<(Span, Option<Span>)> = found.iter().map(|a| (a.content[0], a.cue.first().copied())).collect();
    found.extend(extra);
    sort(found);
    let place: HashMap<(Span, Option<Span>), usize> =
        found.iter().enumerate().map(|(n, a)| ((a.content[0], a.cue.first().copied()), n)).collect();
    for attribution in found.iter_mut() {
        attribution.continues = attribution.continues.and_then(|c| place.get(&keys[c]).copied());
    }
}

fn ends_sentence(doc: &Document<'_>, quote: &Quote) -> bool {
    quote.inner.of(doc.text).ends_with(['.', '!', '?', '…'])
}

/// Paragraphs of one quotation that opens anew in each and is closed in the last: their source is the one told there.
pub(super) fn carried_back(doc: &Document<'_>, found: &mut [Attribution]) {
    let paragraph = |span: Span| doc.paragraph_at(span.start);
    for n in (1..found.len()).rev() {
        let Some(source) =
            found[n].source.filter(|_| !found[n].cue.is_empty() || found[n].found_by == Rule::CarriedBack)
        else {
            continue;
        };
        let Some(here) = paragraph(found[n].content[0]) else { continue };
        let opens = doc.quote_at(found[n].content[0].start).is_some_and(|q| q.span.start == found[n].content[0].start);
        let before = &mut found[n - 1];
        let open = before.content.last().and_then(|c| doc.quotes_in(*c).last()).map(|q| &doc.quotes[q]);
        let goes_on = open.is_some_and(|q| q.close.is_none())
            && before.content.last().and_then(|&c| paragraph(c)).is_some_and(|p| p + 1 == here);
        if opens && goes_on && before.source.is_none() && before.cue.is_empty() && before.continues.is_none() {
            before.source = Some(source);
            before.found_by = Rule::CarriedBack;
        }
    }
}
