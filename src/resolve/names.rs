//! Names in a text: capitalised runs with their particles and initials, cut from the titles, roles and places around them.

use std::cell::LazyCell;

use super::mention::NameMention;
use super::runs::cut;
use super::tokens::{FUNCTION, NOUN, Token, View};
use crate::model::{Span, SpeakerType};
use crate::seeds::Class;
use foldhash::HashSet;

/// Capitalised words in a row that can be one name: more are a list or a broken file, and a run is looked at again and again.
const LONGEST_RUN: usize = 32;
/// Bytes of the longest name: every claim of its bearer repeats it.
pub(super) const LONGEST_NAME: usize = 256;
/// Particles in a row inside a name, with room to spare ("van de den").
const MOST_PARTICLES: usize = 8;

/// All names, in the order of the text, disjoint. A name begins or ends where one of the `sources` does, never across.
pub(super) fn find(view: &View, sources: &[Span]) -> Vec<NameMention> {
    let mut all = Vec::new();
    let mut cuts: Vec<usize> = sources.iter().flat_map(|&s| [view.within(s).start, view.within(s).end]).collect();
    cuts.sort_unstable();
    for sentence in 0..view.doc.sentences.len() {
        let range = view.sentence(sentence);
        let mut i = range.start;
        while i < range.end {
            if !starts(view, i) {
                i += 1;
                continue;
            }
            let next = cuts.get(cuts.partition_point(|&c| c <= i)).map_or(range.end, |&c| c.min(range.end));
            let next = next.min(i + LONGEST_RUN);
            let end = extend(view, i, next);
            cut(view, i..end, &mut all);
            i = end.max(i + 1);
        }
    }
    all.retain(|m| m.span.len() <= LONGEST_NAME);
    settle(view, all, &cuts)
}

/// A token that may stand in a name.
fn may_be_name(view: &View, i: usize) -> bool {
    let t = &view.tokens[i];
    if !t.capital {
        return false;
    }
    if t.class.any(FUNCTION) && !t.initial && !t.acronym {
        // "Almere's Door Vinkenoog", "Huisarts Nu": a capital that no sentence, quotation or calendar asks for.
        let asked = t.first
            || view.headline[t.sentence]
            || t.class.any(Class::TIME.or(Class::PRONOUN))
            || !view.tokens[i - 1].letters;
        let beside = view.tokens[i.saturating_sub(1)].capital && !view.tokens[i.saturating_sub(1)].class.any(FUNCTION)
            || view.tokens.get(i + 1).is_some_and(|n| n.capital && !n.class.any(FUNCTION))
                && !view.seeds.names.is_particle(&t.lower);
        return !asked && beside && view.joined(i - 1) && !view.seeds.names.is_particle(&t.lower);
    }
    !(t.first && t.class.any(Class::CUE) && !view.seeds.names.is_given(&t.lower))
}

fn starts(view: &View, i: usize) -> bool {
    let t = &view.tokens[i];
    if may_be_name(view, i) {
        return !(t.first && view.lexicon.people.is_modifier(&t.lower));
    }
    // "Van den Berg", "De Roos", "'t Hof": a capital particle, or one that a name must follow.
    t.capital
        && particles(view, i).is_some_and(|end| {
            let name = &view.tokens[end].lower;
            !view.lexicon.people.is_demonym(name) && (!t.first || view.behind_particle.contains(name))
        })
}

/// The first token behind the particles that begin at `i`, when a capitalised word follows them.
pub(super) fn particles(view: &View, i: usize) -> Option<usize> {
    let mut end = i;
    let names = &view.seeds.names;
    // "van het Zand": an article behind a particle.
    let fits = |at: usize| {
        view.tokens.get(at).is_some_and(|t| {
            t.letters && (names.is_particle(&t.lower) || at > i && !t.capital && t.class.any(Class::DETERMINER))
        })
    };
    while fits(end) && view.joined(end) {
        // "in", "op": inside a name only with a capital.
        let old = view.tokens.get(end + 1).is_some_and(|t| names.is_old_article(&t.lower));
        let weak = names.is_weak_particle(&view.tokens[end].lower) && !view.tokens[end].capital && !old;
        if weak || end - i == MOST_PARTICLES {
            return None;
        }
        end += 1;
    }
    let next = view.tokens.get(end)?;
    (end > i && next.capital && !next.first && (next.class.is_empty() || !next.class.any(FUNCTION))).then_some(end)
}

/// The end of the run that begins at `from`.
fn extend(view: &View, from: usize, end: usize) -> usize {
    let mut i = particles(view, from).map_or(from, |p| p) + 1;
    while i < end && view.joined(i - 1) {
        let t = &view.tokens[i];
        let linked = (from..i).any(|k| view.is(k, Class::LINKER));
        if view.genitive(i)
            || linked && view.seeds.names.is_given(&t.lower) && view.tokens.get(i + 1).is_some_and(|n| n.capital)
        {
            break;
        }
        let closes = t.capital
            && !t.first
            && view.doc.quote_at(t.span.start).is_some_and(|q| q.inner.trim(view.doc.text).end == t.span.end);
        if may_be_name(view, i) || (t.capital && t.acronym) || view.seeds.names.is_generation(&t.lower) || closes {
            i += 1;
        } else if matches!(&*t.lower, "'")
            && i + 1 < end
            && view.tokens[i + 1].capital
            && view.tokens[i - 1].lower.ends_with('s')
            && t.span.start == view.tokens[i - 1].span.end
            && view.joined(i)
        {
            i += 2; // "Carriers' Union"
        } else if t.lower == "&" && i + 1 < end && view.tokens[i + 1].capital {
            i += 2;
        } else if let Some(next) = particles(view, i).filter(|_| takes_particle(view, from, i)) {
            i = next + 1;
        } else if let Some(next) = links(view, from, i, end) {
            i = next + 1;
        } else {
            break;
        }
    }
    i
}

/// True when the words before may be given names, so that a particle goes on with the name.
fn takes_particle(view: &View, from: usize, at: usize) -> bool {
    let names = &view.seeds.names;
    let start = (from..at).rev().take_while(|&i| !view.is(i, NOUN.or(Class::TITLE))).last().unwrap_or(at);
    let words = &view.tokens[start..at];
    let given = |t: &Token| t.initial || names.is_given(&t.lower) || t.lower.split('-').all(|p| names.is_given(p));
    if view.tokens[at].class.is_empty() || view.tokens[at].capital && !view.headline[view.tokens[at].sentence] {
        return true; // "Koen Vande Walle"
    }
    match words {
        [.., a, b] if given(b) && !given(a) && !b.initial => true, // "Dendrochronologist Sara van 't Hof"
        [] => true,                                                // "minister Van Dalsum"
        [t] => given(t) || (!t.acronym && !names.is_place(t.span.of(view.doc.text))),
        more => more.iter().all(given),
    }
}

/// "Ministry of Defense", "Planbureau voor de Leefomgeving": the end of what goes on behind a body's noun.
fn links(view: &View, from: usize, at: usize, end: usize) -> Option<usize> {
    if !view.is(at, Class::LINKER) && !view.is(at, Class::COORDINATOR) {
        return None;
    }
    let body = (from..at).any(|i| view.is(i, Class::BODY) && view.tokens[i].capital);
    if !body {
        return None;
    }
    let mut next = at + 1;
    while next < end && next < at + 3 && view.is(next, Class::DETERMINER) && view.joined(next - 1) {
        next += 1;
    }
    let t = view.tokens.get(next).filter(|_| next < end && view.joined(next - 1))?;
    if view.is(at, Class::COORDINATOR) {
        // "Ministry of Trade and Industry", not "the Ministry and Jansen".
        let linked = (from..at).any(|i| view.is(i, Class::LINKER));
        return (linked
            && t.capital
            && !t.class.any(FUNCTION)
            && !view.seeds.names.is_given(&t.lower)
            && !person_before(view, from))
        .then_some(next);
    }
    (t.capital && !t.class.any(FUNCTION) && !view.seeds.names.is_given(&t.lower) && linkable(view, at)).then_some(next)
}

fn person_before(view: &View, from: usize) -> bool {
    view.is(from, Class::PERSON)
}

/// Of the linkers only those that names go on with: "of" and "for", "van" and "voor".
fn linkable(view: &View, at: usize) -> bool {
    view.lexicon.people.is_name_link(&view.tokens[at].lower)
}

/// Drops words that only their place made capital: nothing else in the text says that they are names.
fn settle(view: &View, all: Vec<NameMention>, cuts: &[usize]) -> Vec<NameMention> {
    let strong: HashSet<&str> = all
        .iter()
        .filter(|m| !m.weak && !m.noun && !view.headline[view.tokens[m.tokens.start].sentence])
        .flat_map(|m| view.tokens[m.tokens.clone()].iter().filter(|t| t.capital).map(|t| &*t.lower))
        .collect();
    let surnames: HashSet<&str> = all
        .iter()
        .filter(|m| m.tokens.len() > 1 && m.kind != SpeakerType::Organization)
        .map(|m| view.tokens[m.tokens.end - 1].lower.as_ref())
        .collect();
    // Seldom asked, and all the words of the text.
    let small: LazyCell<HashSet<&str>, _> =
        LazyCell::new(|| view.tokens.iter().filter(|t| t.letters && !t.capital).map(|t| &*t.lower).collect());
    let keep = |m: &NameMention| {
        let first = &view.tokens[m.tokens.start];
        if m.noun {
            return surnames.contains(&*first.lower);
        }
        let source = cuts.binary_search(&m.tokens.start).is_ok();
        if view.headline[first.sentence] && m.tokens.len() == 1 && !m.marked {
            return source || strong.contains(&*first.lower) || first.acronym;
        }
        if !m.weak || strong.contains(&*first.lower) {
            return true;
        }
        source && first.class.is_empty() && !small.contains(&*first.lower)
            || view.doc.text[m.span.end..].starts_with(':')
    };
    let names: HashSet<&str> = all
        .iter()
        .filter(|m| !view.headline[view.tokens[m.tokens.start].sentence])
        .map(|m| m.span.of(view.doc.text))
        .collect();
    let kept: Vec<Option<NameMention>> = all
        .iter()
        .filter(|m| keep(m))
        .map(|m| {
            let known = |i: usize| strong.contains(view.tokens[i].lower.as_ref());
            let headline = view.headline[view.tokens[m.tokens.start].sentence] && m.tokens.len() > 1;
            if !headline || m.marked || names.contains(m.span.of(view.doc.text)) || m.tokens.clone().all(known) {
                return Some(m.clone());
            }
            // In a headline where every word has a capital, only what the text names elsewhere.
            let start = m.tokens.clone().find(|&i| known(i))?;
            let end = (start..m.tokens.end).find(|&i| !known(i)).unwrap_or(m.tokens.end);
            let tokens = start..end;
            Some(NameMention { span: view.span(&tokens), genitive: view.genitive(end), tokens, ..m.clone() })
        })
        .collect();
    kept.into_iter().flatten().collect()
}
