//! Names as the trained layer saw them: whole, with what they name.
//!
//! What it saw is widened to the end of its run of capitals, for a name never ends inside one; a title before it is its role.

mod edges;
mod joined;
mod seen;

use std::borrow::Cow;
use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::brackets::Explained;
use super::mention::NameMention;
use super::names::LONGEST_NAME;
use super::tokens::View;
use crate::model::SpeakerType;
use crate::tagging::Reading;
use crate::tagging::mentions::Kind;

/// The names of a text that the trained layer has read, in order, disjoint.
pub(super) fn names(view: &View, reading: &Reading, explained: &[Explained]) -> Vec<NameMention> {
    let mut seen = seen::names(view, reading, explained);
    let singles: HashSet<Cow<str>> = seen
        .iter()
        .filter(|s| s.0.len() == 1 && s.1 == Kind::Person)
        .map(|s| view.tokens[s.0.start].lower.clone())
        .collect();
    let alone = |i: usize| singles.contains(&view.tokens[i].lower);
    // "Oppenheim Baudry" of a list or a heading, where both are surnames of others.
    let surnames: HashSet<Cow<str>> = seen
        .iter()
        .filter(|s| s.0.len() > 1 && s.1 == Kind::Person && seen::has_form(view, &s.0))
        .map(|s| view.tokens[s.0.end - 1].lower.clone())
        .collect();
    let mut often: HashMap<&str, usize> = HashMap::default();
    for s in &seen {
        *often.entry(view.text(&s.0)).or_default() += 1;
    }
    let two_surnames = |t: &Range<usize>| {
        t.len() == 2 && !seen::has_form(view, t) && t.clone().all(|i| surnames.contains(&view.tokens[i].lower))
    };
    let mut out: Vec<NameMention> = Vec::new();
    let mut next = 0;
    while let Some((tokens, kind, probability)) = seen.get(next).cloned() {
        next += 1;
        let parts = next;
        let (found, kind) = extended(view, &seen, &often, &mut next, tokens, kind);
        // What goes on is as likely as its likeliest part.
        let probability = seen[parts..next].iter().fold(probability, |best, part| best.max(part.2));
        while seen.get(next).is_some_and(|s| s.0.start < found.end) {
            next += 1;
        }
        let before = out.last().map_or(0, |m| m.tokens.end);
        let after = seen.get(next).map_or(view.tokens.len(), |n| n.0.start);
        let found = match joined::two_in_one(view, &found, kind) {
            Some(at) => {
                // The person is looked at in the next round, the body now.
                next -= 1;
                seen[next] = (at..found.end, Kind::Person, probability);
                found.start..at
            }
            None => found,
        };
        let after = if found.end < after { seen.get(next).map_or(view.tokens.len(), |n| n.0.start) } else { after };
        // "De Waard" is no innkeeper where the text has a Jan de Waard.
        let surname = |t: &Range<usize>| {
            let particles = t.start..t.end - 1;
            surnames.contains(&view.tokens[t.end - 1].lower)
                && particles.into_iter().all(|i| view.seeds.names.is_particle(&view.tokens[i].lower))
        };
        let noun = |t: &Range<usize>| edges::is_noun(view, t) && !surname(t);
        let Some(tokens) = edges::whole(view, found, before..after).filter(|t| !noun(t)) else {
            continue;
        };
        let tokens = edges::one_surname(view, tokens);
        let named = kind;
        let (tokens, kind) = match kind {
            Kind::Person => (edges::person(view, tokens, alone), SpeakerType::Person),
            Kind::Organization | Kind::Group | Kind::Place => (edges::body(view, tokens), SpeakerType::Organization),
            Kind::Other | Kind::Unknown => continue,
        };
        if kind == SpeakerType::Person && (two_surnames(&tokens) || edges::is_shouted_line(view, &tokens)) {
            continue;
        }
        let role = edges::titles(view, &tokens, before);
        let span = edges::without_genitive(view, view.span(&tokens));
        if span.len() > LONGEST_NAME {
            continue;
        }
        out.push(NameMention {
            genitive: view.genitive(tokens.end),
            marked: false,
            weak: false,
            noun: false,
            place: named == Kind::Place,
            probability,
            tokens,
            role,
            span,
            kind,
        });
    }
    out
}

/// A name with all that the trained layer has cut off it. `next` is the first one seen behind it.
fn extended(
    view: &View,
    seen: &[(Range<usize>, Kind, f64)],
    often: &HashMap<&str, usize>,
    next: &mut usize,
    tokens: Range<usize>,
    kind: Kind,
) -> (Range<usize>, Kind) {
    let mut found = tokens;
    // What stands by itself elsewhere is a name by itself.
    let once = |part: &Range<usize>| often.get(view.text(part)).is_none_or(|&times| times < 2);
    while let Some((more, ..)) = seen.get(*next).filter(|more| {
        joined::goes_on(view, &found, &more.0, kind)
            || kind == Kind::Organization && more.1 == kind && joined::is_coordinated(view, &found, &more.0)
            || kind == Kind::Organization
                && more.1 == kind
                && once(&found)
                && once(&more.0)
                && joined::is_one_run(view, &found, &more.0)
            || kind == Kind::Person && more.1 == kind && joined::person_goes_on(view, &found, &more.0)
    }) {
        found.end = more.end;
        *next += 1;
    }
    match joined::firm_end(view, &found).filter(|_| kind != Kind::Place) {
        Some(end) => (found.start..end, Kind::Organization),
        None if kind == Kind::Organization => match joined::member_end(view, &found) {
            Some(end) => (found.start..end, Kind::Person),
            None => (found, kind),
        },
        None if kind == Kind::Person => (found.start..joined::nickname_end(view, &found).unwrap_or(found.end), kind),
        None => (found, kind),
    }
}
