//! Who speaks, and a colon: headlines, transcripts, interviews.

use super::pool::Pool;
use crate::extract::phrases::Phrases;
use crate::extract::strip::{Item, Strip};
use crate::model::{Rule, Span};
use crate::seeds::Class;
use foldhash::HashMap;

/// Items of the longest speaker tag before a colon.
const LONGEST_TAG: usize = 7;

/// Items of the longest time in brackets before a tag.
const LONGEST_TIME: usize = 10;

/// Items between a speaker's name and the colon, the comma included.
const LONGEST_ASIDE: usize = 4;

/// Paragraphs of an interview that begin with a tag that comes again.
const LEAST_TURNS: usize = 3;

/// `Brand: “I stay”` as a headline, `Brand: “…”` in the text.
pub(super) fn quotations(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    for strip in strips {
        let items = &strip.items;
        let Some(tag) = Tag::of(strip, phrases) else { continue };
        if items[tag.colon + 1].quote.is_none() {
            continue;
        }
        let mut end = tag.colon + 2;
        while items.get(end).is_some_and(|i| i.quote.is_some()) {
            end += 1;
        }
        if let Some(content) = strip.span_of(tag.colon + 1, end) {
            found.claim_quote(Some(tag.source), vec![tag.cue], vec![content], Rule::Colon);
        }
    }
}

/// `BRAND: I stay.` in a transcript, and `Brand: I stay.` in an interview, where such tags open one paragraph after another: all of the paragraph
/// behind the tag is said, whatever else was found in it.
pub(super) fn speeches(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    let mut tags: Vec<(usize, Tag, Vec<&str>)> = Vec::new();
    let mut often: HashMap<Vec<&str>, usize> = HashMap::default();
    for (n, strip) in strips.iter().enumerate().filter(|(_, s)| s.first || behind_time(s) > 0) {
        if let Some(tag) = Tag::of(strip, phrases).filter(|tag| strip.items[tag.colon + 1].quote.is_none()) {
            let name: Vec<&str> = strip.items[tag.from..tag.colon].iter().map(|i| &*i.lower).collect();
            *often.entry(name.clone()).or_default() += 1;
            tags.push((n, tag, name));
        }
    }
    let interview = often.values().filter(|&&times| times > 1).sum::<usize>() >= LEAST_TURNS;
    let timed = tags.iter().filter(|(_, tag, _)| tag.from > 0).count() >= LEAST_TURNS;
    // Two who each open a paragraph by their whole names, one behind the other.
    let whole = |(n, tag, name): &(usize, Tag, Vec<&str>)| {
        let all = strips[*n].items[tag.from..tag.colon].iter().all(|i| i.capital);
        all && name.len() > 1 && phrases.names.is_given(name[0])
    };
    let in_turn = |a: usize, b: usize| match (tags.get(a), tags.get(b)) {
        (Some(a), Some(b)) => whole(a) && whole(b) && a.2 != b.2 && strips[a.0].paragraph + 1 == strips[b.0].paragraph,
        _ => false,
    };
    // "ACCRA: The minister …": one tag in capitals, of whom the text says no more, is where it was written.
    let shouted = |(n, tag, _): &(usize, Tag, Vec<&str>)| {
        strips[*n].items[tag.from..tag.colon].iter().all(|i| i.shouted || i.is("."))
    };
    let transcript = tags.iter().filter(|t| shouted(t)).count() > 1;
    let named = |name: &[&str]| {
        let is = |i: &Item<'_>| i.capital && !i.shouted && name.last().is_some_and(|last| i.lower == *last);
        strips.iter().any(|s| s.items.iter().any(is))
    };
    for (k, (n, tag, name)) in tags.iter().enumerate() {
        let strip = &strips[*n];
        let items = &strip.items[tag.from..tag.colon];
        let turn = (interview && often[name] > 1 || timed && tag.from > 0) && items.iter().all(|i| i.capital)
            || in_turn(k, k + 1)
            || k.checked_sub(1).is_some_and(|before| in_turn(before, k));
        if !turn && (!shouted(&tags[k]) || !transcript && !named(name)) {
            continue;
        }
        let next = tags.get(k + 1).map_or(strips.len(), |t| t.0);
        let rest = strips[n + 1..next].iter().take_while(|s| s.paragraph == strip.paragraph).last();
        let Some(content) = strip.span_of(tag.colon + 1, strip.items.len()) else { continue };
        // "Harbour: Hale; Brand, Moss": who plays.
        if strip.items[tag.colon + 1..].iter().all(|i| i.mark || i.capital) && strip.items.len() > tag.colon + 2 {
            continue;
        }
        found.replace(Some(tag.source), tag.cue, rest.map_or(content, |last| content.cover(last.span)));
    }
}

/// A speaker's name or noun, and a colon, at the beginning of a strip.
struct Tag {
    /// Where it begins: behind a time in brackets.
    from: usize,
    colon: usize,
    source: Span,
    cue: Span,
}

impl Tag {
    fn of(strip: &Strip<'_>, phrases: Phrases<'_>) -> Option<Self> {
        let items = &strip.items;
        let from = behind_time(strip);
        // "Brand: …", and in a list of answers "Brand, Greens – “…”".
        let mark = |(k, i): (usize, &Item<'_>)| {
            let dash = i.is_dash() && strip.first && items.get(from + k + 1).is_some_and(|q| q.quote.is_some());
            i.is(":") || dash
        };
        let colon = from + items[from..].iter().take(LONGEST_TAG + 1).enumerate().position(mark)?;
        items.get(colon + 1)?;
        let sets = &phrases.lexicon.sets;
        let label = |i: &Item<'_>| {
            let word = i.lower.trim_end_matches('.');
            sets.labels.contains(word) || sets.questions.contains(word) || sets.answers.contains(word)
        };
        if colon == from
            || colon == from + 1 && label(&items[from])
            || items[from..colon].iter().any(|i| i.quote.is_some())
            || !items[from..colon].iter().any(|i| i.is_name() || i.is_noun())
            || items[colon].is(":") && items[colon].span.start != items[colon - 1].span.end
        {
            return None;
        }
        // "OUDERMEER: The lock is shut.": where it was written.
        if items[from..colon].iter().all(|i| i.shouted || i.mark)
            && phrases.names.begins_place(&title_case(&items[from].lower))
        {
            return None;
        }
        // "Brand, laughing: “…”"
        let quoted = items[colon + 1].quote.is_some();
        let aside = |end: usize| quoted && items[end].is(",") && colon - end <= LONGEST_ASIDE;
        // "MS. BRAND: …"
        let titled = items[from].class.any(Class::TITLE) && items[from + 1].is(".");
        let name = if titled { from + 2 } else { from };
        // "TE BRAND: …"
        let particle = items[name..colon].iter().all(|i| i.shouted) && phrases.names.is_particle(&items[name].lower);
        let end = if particle && colon > name + 1 {
            colon
        } else {
            let source = phrases.starting(strip, name, false);
            source.map(|p| p.end).filter(|&end| end == colon || end < colon && aside(end))?
        };
        Some(Self { from, colon, source: strip.span_of(from, end)?, cue: items[colon].span })
    }
}

/// The item behind a time in brackets at the beginning of a strip: `[00:01:10] Brand: …`; 0 where there is none.
fn behind_time(strip: &Strip<'_>) -> usize {
    let items = &strip.items;
    if !items.first().is_some_and(|i| i.is("[") || i.is("(")) {
        return 0;
    }
    let close = items.iter().take(LONGEST_TIME).position(|i| i.is("]") || i.is(")"));
    let figures =
        |i: &Item<'_>| i.mark || i.lower.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b','));
    close.filter(|&c| items[1..c].iter().all(figures)).map_or(0, |c| c + 1)
}

/// A word with a capital in front.
fn title_case(small: &str) -> String {
    let mut chars = small.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
