//! Names as the trained layer saw them: whole, with what they name.
//!
//! What it saw is widened to the end of its run of capitals, for a name never ends inside one; a title before it is its role.

use std::ops::Range;

use super::names::{LONGEST_NAME, NameMention};
use super::tokens::{FUNCTION, View};
use crate::model::SpeakerType;
use crate::seeds::Class;
use crate::tagging::Reading;
use crate::tagging::mentions::{Form, Kind};
use crate::text::small;

/// A name less probable than this is none.
const LIKELY: f64 = 0.2;
/// Capitalised words that a name is widened by, at most, on each side: more are a list or a headline.
const WIDENED: usize = 3;
/// Words from the end of a body's name to what a linker adds, at most: "of the".
const LINK: usize = 2;
/// Letters of what follows a hyphen in a given name, at most: "Jong-un", "Min-jae". What is longer makes a noun of the name.
const LONGEST_SYLLABLE: usize = 4;

/// The names of a text that the trained layer has read, in order, disjoint.
pub(super) fn names(view: &View, reading: &Reading) -> Vec<NameMention> {
    let seen: Vec<(Range<usize>, Kind, f64)> = reading
        .mentions
        .iter()
        .filter(|m| m.form == Form::Name && m.probability >= LIKELY)
        .map(|m| (view.within(m.span), m.kind, m.probability))
        .collect();
    let mut out: Vec<NameMention> = Vec::new();
    let mut next = 0;
    while let Some((tokens, kind, probability)) = seen.get(next).cloned() {
        next += 1;
        let mut found = tokens;
        while let Some((more, ..)) = seen.get(next).filter(|more| goes_on(view, &found, &more.0, kind)) {
            found.end = more.end;
            next += 1;
        }
        let before = out.last().map_or(0, |m| m.tokens.end);
        let after = seen.get(next).map_or(view.tokens.len(), |n| n.0.start);
        let Some(tokens) = whole(view, found, before..after).filter(|t| !is_noun(view, t)) else { continue };
        let (tokens, kind) = match kind {
            Kind::Person => (person(view, tokens), SpeakerType::Person),
            Kind::Organization | Kind::Group | Kind::Place => (tokens, SpeakerType::Organization),
            Kind::Other | Kind::Unknown => continue,
        };
        let role = titles(view, &tokens, before);
        let span = view.span(&tokens);
        if span.len() > LONGEST_NAME {
            continue;
        }
        out.push(NameMention {
            genitive: view.genitive(tokens.end),
            marked: false,
            weak: false,
            noun: false,
            place: seen[next - 1].1 == Kind::Place,
            probability,
            tokens,
            role,
            span,
            kind,
        });
    }
    out
}

/// "Committee | on | Taxation", "Raad | voor de | Kleine Vaart": a body's name whose noun a linker follows, and what it links.
fn goes_on(view: &View, name: &Range<usize>, more: &Range<usize>, kind: Kind) -> bool {
    kind == Kind::Organization
        && (name.end + 1..=name.end + LINK).contains(&more.start)
        && name.clone().any(|i| view.is(i, Class::BODY) && view.tokens[i].capital)
        && view.is(name.end, Class::LINKER)
        && (name.end - 1..more.start).all(|i| view.joined(i))
        && (name.end + 1..more.start).all(|i| view.is(i, Class::DETERMINER))
        && !view.seeds.names.is_given(&view.tokens[more.start].lower)
}

/// A person's name without the title, the role or the origin before it, and without the body behind it ("Ilse Brand van de Waterbond").
fn person(view: &View, mut tokens: Range<usize>) -> Range<usize> {
    let names = &view.seeds.names;
    let given = |i: usize| view.tokens[i].initial || names.is_given(&view.tokens[i].lower);
    // "… Said Ann Brand": a reporting verb with a sentence's capital, though some are called so.
    if tokens.len() > 2 && view.tokens[tokens.start].first && view.is(tokens.start, Class::CUE) {
        tokens.start += 1;
    }
    while tokens.len() > 1 && !given(tokens.start) {
        let t = &view.tokens[tokens.start];
        let origin = view.lexicon.people.is_demonym(&t.lower);
        if !(t.class.any(Class::TITLE.or(Class::PERSON)) || origin) || !view.tokens[tokens.start + 1].capital {
            break;
        }
        tokens.start += 1;
    }
    let particle = |i: usize| !view.tokens[i].capital && names.is_particle(&view.tokens[i].lower);
    // A given name and a surname are a whole name: a linker behind them tells of where they are.
    let surname = (tokens.start + 1..tokens.end).find(|&i| view.tokens[i].capital && !given(i) && !particle(i));
    let linker = |i: usize| !view.tokens[i].capital && view.is(i, Class::LINKER);
    if let Some(link) = surname.and_then(|surname| (surname + 1..tokens.end).find(|&i| linker(i))) {
        tokens.end = link;
    }
    tokens
}

/// True for words that say what or from where somebody is, capital or not: "the Union Minister", "de Italiaanse".
fn is_noun(view: &View, tokens: &Range<usize>) -> bool {
    let given = |i: usize| view.tokens[i].initial || view.seeds.names.is_given(&view.tokens[i].lower);
    let last = &view.tokens[tokens.end - 1];
    let origin = |i: usize| view.lexicon.people.is_demonym(&view.tokens[i].lower) && !view.tokens[i].acronym;
    let determiner = |i: usize| view.is(i, Class::DETERMINER);
    let titled = last.class.any(Class::TITLE.or(Class::PERSON)) && !last.class.any(Class::BODY) && !last.acronym;
    tokens.clone().all(|i| origin(i) || determiner(i))
        || tokens.len() > 1 && titled && !tokens.clone().any(given) && tokens.clone().all(|i| view.tokens[i].letters)
}

/// The name's tokens: without titles, genitives and marks at its edges, with the capitals that go on. `None` where nothing is left.
fn whole(view: &View, mut tokens: Range<usize>, room: Range<usize>) -> Option<Range<usize>> {
    tokens.start = tokens.start.max(room.start);
    tokens.end = tokens.end.min(room.end);
    while tokens.len() > 1
        && (view.genitive(tokens.end - 1) || !view.tokens[tokens.end - 1].letters && !closes(view, tokens.end - 1))
    {
        tokens.end -= 1;
    }
    // "Olij | vrijdagmiddag": what has no capital ends no name.
    let small_end = |i: usize| {
        let t = &view.tokens[i];
        t.letters
            && t.span.of(view.doc.text).starts_with(char::is_lowercase)
            && !view.seeds.names.is_generation(&t.lower)
    };
    while tokens.len() > 1 && small_end(tokens.end - 1) && view.tokens[tokens.start].capital {
        tokens.end -= 1;
    }
    while tokens.len() > 1 && (!view.tokens[tokens.start].letters && view.tokens[tokens.start].span.len() == 1) {
        tokens.start += 1;
    }
    if tokens.is_empty() {
        return None;
    }
    let compound = |i: usize| {
        let (name, rest) = view.tokens[i].span.of(view.doc.text).split_once('-').unwrap_or_default();
        rest.starts_with(char::is_lowercase) && rest.len() > LONGEST_SYLLABLE && view.capitals.contains(&*small(name))
    };
    if tokens.len() == 1 && compound(tokens.start) {
        return None; // "Brand-zaak"
    }
    if view.headline[view.tokens[tokens.start].sentence] {
        return Some(tokens);
    }
    if let Some(end) =
        super::names::particles(view, tokens.end).filter(|&end| end < room.end && view.joined(tokens.end - 1))
        && tokens.len() == 1
        && view.seeds.names.is_given(&view.tokens[tokens.start].lower)
    {
        tokens.end = end + 1; // "Gerard | in 't Hout"
    }
    tokens.start = with_particles(view, tokens.start, room.start);
    for _ in 0..WIDENED {
        let after = tokens.end < room.end && view.joined(tokens.end - 1) && belongs(view, tokens.end);
        if !after {
            break;
        }
        tokens.end += 1;
    }
    for _ in 0..WIDENED {
        let Some(before) = tokens.start.checked_sub(1).filter(|&b| b >= room.start && view.joined(b)) else { break };
        let t = &view.tokens[before];
        if !belongs(view, before)
            || t.class.any(Class::TITLE.or(Class::PERSON).or(Class::GROUP))
            || view.lexicon.people.is_demonym(&t.lower)
        {
            break;
        }
        tokens.start -= 1;
    }
    Some(tokens)
}

/// Where a name begins whose particles stand before `start`: "Gerard | van der | Veen", "Ter | Brugge".
fn with_particles(view: &View, start: usize, floor: usize) -> usize {
    let names = &view.seeds.names;
    let mut at = start;
    while at > floor && view.joined(at - 1) && names.is_particle(&view.tokens[at - 1].lower) {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|&b| b >= floor && view.joined(b)).map(|b| &view.tokens[b]);
    if before.is_some_and(|t| t.capital && (t.initial || names.is_given(&t.lower))) {
        return at - 1;
    }
    let t = &view.tokens[at];
    let own = at < start
        && t.capital
        && !names.is_weak_particle(&t.lower)
        && (!t.first || view.behind_particle.contains(&view.tokens[start].lower) || !view.is(at, Class::PREPOSITION));
    if own { at } else { start }
}

/// A number or a mark that a name may end with: "Formule 1", "Yahoo!".
fn closes(view: &View, token: usize) -> bool {
    view.tokens[token].span.of(view.doc.text).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '!' | ')'))
}

/// A capitalised word that no function explains.
fn belongs(view: &View, token: usize) -> bool {
    let t = &view.tokens[token];
    // "the Sydney Morning Herald": between capitals, days and hours are names.
    let between = token > 0
        && view.tokens[token - 1].capital
        && !view.tokens[token - 1].first
        && view.tokens.get(token + 1).is_some_and(|n| n.capital)
        && view.joined(token)
        && !t.class.any(Class::DETERMINER.or(Class::PREPOSITION).or(Class::PRONOUN));
    t.capital && !t.first && (t.initial || t.acronym || between || !t.class.any(FUNCTION))
}

/// The capitalised title or role before a name.
fn titles(view: &View, name: &Range<usize>, room: usize) -> Range<usize> {
    let mut start = name.start;
    while let Some(before) = start.checked_sub(1).filter(|&b| b >= room && view.joined(b)) {
        if !view.tokens[before].capital || !view.is(before, Class::TITLE.or(Class::PERSON)) {
            break;
        }
        start = before;
    }
    start..name.start
}
