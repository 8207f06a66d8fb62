//! Cuts a run of capitalised words into names, and the titles, roles and places before them.

use std::ops::Range;

use super::mention::NameMention;
use super::roles;
use super::tokens::{FUNCTION, NOUN, View};
use crate::model::SpeakerType;
use crate::seeds::Class;

/// Words of a quotation that is a name rather than speech.
const LONGEST_MARKED: usize = 5;
/// Letters of the longest acronym.
const LONGEST_ACRONYM: usize = 7;

/// How often a name is right that rules alone see, where the trained layer knows no language.
const UNTAUGHT: f64 = 0.7;

/// Cuts a run into names and what stands before them.
pub(super) fn cut(view: &View, run: Range<usize>, out: &mut Vec<NameMention>) {
    let names = &view.seeds.names;
    if run.is_empty() {
        return;
    }
    let text = view.text(&run);
    if names.is_seat(text) || names.is_place(text) {
        push(view, run.clone(), run.start..run.start, SpeakerType::Organization, out);
        return;
    }
    let start = name_start(view, &run);
    if only_nouns(view, &run, start, out) || office_of_a_country(view, &run, start) {
        return;
    }
    let body = (start..run.end).any(|i| {
        view.is(i, Class::BODY) && !view.tokens[i].acronym && !(i > start && particle_at(view, i - 1, run.end))
    });
    if body && !is_given(view, start) {
        push(view, start..run.end, run.start..start, SpeakerType::Organization, out);
        return;
    }
    if !cut_inside(view, &run, start, out) {
        push(view, start..run.end, run.start..start, SpeakerType::Unknown, out);
    }
}

/// A given name, or an initial.
fn is_given(view: &View, at: usize) -> bool {
    view.seeds.names.is_given(&view.tokens[at].lower) || view.tokens[at].initial
}

/// Where a run's name begins: behind a title or role, the last one that something follows.
fn name_start(view: &View, run: &Range<usize>) -> usize {
    let names = &view.seeds.names;
    let mut start = run.start;
    if !is_given(view, run.start) || view.is(run.start, Class::TITLE) {
        let last = (run.start..run.end - 1).rev().find(|&i| {
            let linked =
                (view.is(i + 1, Class::LINKER) || particle_at(view, i + 1, run.end)) && !view.tokens[i + 1].capital;
            view.is(i, Class::TITLE.or(Class::PERSON).or(Class::GROUP)) && !linked
        });
        if let Some(last) = last {
            start = last + 1;
        }
        // "Vakbond Zorgkracht" where a sentence begins: a language that writes compounds puts no such noun before its own name.
        let first = &view.tokens[run.start];
        if start == run.start
            && view.lexicon.compounds
            && first.first
            && first.class.any(Class::BODY)
            && run.len() > 1
            && !first.acronym
            && !view.capitals.contains(&first.lower)
            && view.tokens[start + 1].capital
            && !names.is_given(&first.lower)
        {
            start += 1;
        }
        let bodies = (start..run.end).any(|i| view.is(i, Class::BODY));
        while !bodies && start + 1 < run.end && view.lexicon.people.is_modifier(&view.tokens[start].lower) {
            start += 1;
        }
    }
    start
}

/// True where a run is nouns that happen to have capitals: no name, or one that only `settle` can tell.
fn only_nouns(view: &View, run: &Range<usize>, start: usize, out: &mut Vec<NameMention>) -> bool {
    if (start..run.end).all(|i| view.is(i, NOUN.or(Class::TITLE)) && !view.tokens[i].acronym)
        && !(run.end - start == 1 && start > run.start && !view.is(start, Class::TITLE))
    {
        // "Ministry", "Mayor": a noun that happens to have a capital.
        let t = &view.tokens[start];
        let named = t.span.of(view.doc.text).split('-').skip(1).any(|p| p.starts_with(char::is_uppercase))
            || marks_around(view, &(start..run.end));
        if run.end - start == 1 && !named {
            // It may be a surname ("Keizer"): `settle` looks whether somebody is called so.
            if start == run.start && !determined(view, start) {
                push(view, start..run.end, run.start..start, SpeakerType::Unknown, out);
                if let Some(m) = out.last_mut() {
                    m.noun = true;
                }
            }
            return true;
        }
        if !named && !(start..run.end).any(|i| view.is(i, Class::BODY)) {
            return true;
        }
    }
    false
}

/// "Ukrainian Ambassador", "Foreign Minister": an office, and nobody's name.
fn office_of_a_country(view: &View, run: &Range<usize>, start: usize) -> bool {
    if start == run.start
        && !run.clone().any(|i| is_given(view, i))
        && view.is(run.end - 1, Class::TITLE.or(Class::PERSON))
        && run.len() > 1
    {
        let first = &view.tokens[start];
        let modified = view.lexicon.people.is_demonym(&first.lower)
            || first.acronym
            || view.seeds.names.is_place(first.span.of(view.doc.text))
            || view.lexicon.people.is_modifier(&first.lower);
        return view.is(run.end - 1, Class::TITLE) || modified;
    }
    false
}

/// Cuts a run whose name begins inside of it, behind a place or an office; false where it is one name.
fn cut_inside(view: &View, run: &Range<usize>, start: usize, out: &mut Vec<NameMention>) -> bool {
    let names = &view.seeds.names;
    let given = |i: usize| is_given(view, i);
    // "Pacific Affairs Daniel Russell", "Rijnsburger Barry K.": a given name inside begins the name.
    let inside = (start + 1..run.end.saturating_sub(1)).find(|&i| {
        given(i)
            && !view.tokens[i].initial
            && !given(i - 1)
            && !view.tokens[i - 1].initial
            && !particle_at(view, i - 1, run.end)
    });
    if let Some(at) = inside
        && (start..at).any(|i| {
            names.is_place(view.tokens[i].span.of(view.doc.text))
                || view.lexicon.people.is_demonym(&view.tokens[i].lower)
                || at - start >= 2
                || determined(view, start)
                || office_of(view, start)
                || behind_noun(view, start)
                || (view.tokens[start].first && !view.capitals.contains(&view.tokens[start].lower))
        })
    {
        if !view.lexicon.people.is_demonym(&view.tokens[start].lower) {
            push(view, start..at, start..start, SpeakerType::Unknown, out);
        }
        push(view, at..run.end, start..at, SpeakerType::Person, out);
        return true;
    }
    if run.end - start >= 3 && inside.is_none() && office_of(view, start) && !given(start) {
        push(view, start..start + 1, start..start, SpeakerType::Unknown, out);
        push(view, start + 1..run.end, start..start + 1, SpeakerType::Person, out);
        return true; // "mayor of Doubravice Květoslav Rybníček"
    }
    // "Ukraine Alexey Reznikov", "Nederlandse Demi Lansbergen".
    if run.end - start >= 3 {
        let first = &view.tokens[start];
        let (place, demonym) = (
            names.is_place(first.span.of(view.doc.text)),
            view.lexicon.people.is_demonym(&first.lower) && !given(start),
        );
        if place || demonym {
            if place {
                push(view, start..start + 1, start..start, SpeakerType::Organization, out);
            }
            push(view, start + 1..run.end, run.start..start + 1, SpeakerType::Unknown, out);
            return true;
        }
    }
    run.end - start == 1 && view.lexicon.people.is_demonym(&view.tokens[start].lower) && !view.tokens[start].acronym
}

/// "Secretary of State Michael Smit": the word belongs to the office before it.
fn office_of(view: &View, at: usize) -> bool {
    at > 1 && view.is(at - 1, Class::LINKER) && view.is(at - 2, Class::PERSON.or(Class::TITLE)) && view.joined(at - 1)
}

/// True when quotation marks stand around exactly these words.
fn marks_around(view: &View, tokens: &Range<usize>) -> bool {
    let span = view.span(tokens);
    view.doc.quote_at(span.start).is_some_and(|q| {
        tokens.len() <= LONGEST_MARKED && q.inner.trim(view.doc.text) == span && !view.tokens[tokens.start].speech
    })
}

/// "street Sadovaya Nina Smit": the first word names what the common noun before it is.
fn behind_noun(view: &View, at: usize) -> bool {
    at > 0
        && view.joined(at - 1)
        && view.tokens[at - 1].letters
        && !view.tokens[at - 1].capital
        && !view.is(at - 1, FUNCTION.or(Class::PERSON).or(Class::TITLE).or(Class::CUE))
}

/// "BRUSSEL - ", "PARIS (AFP) – ": where the article was written.
fn dateline(view: &View, i: usize) -> bool {
    view.tokens.get(i).is_some_and(|t| matches!(&*t.lower, "-" | "–" | "—" | "(" | "/" | "--"))
}

fn particle_at(view: &View, i: usize, end: usize) -> bool {
    i < end && view.seeds.names.is_particle(&view.tokens[i].lower)
}

fn determined(view: &View, at: usize) -> bool {
    at > 0 && view.is(at - 1, Class::DETERMINER)
}

fn push(view: &View, tokens: Range<usize>, role: Range<usize>, kind: SpeakerType, out: &mut Vec<NameMention>) {
    if tokens.is_empty() {
        return;
    }
    let names = &view.seeds.names;
    let (first, last) = (&view.tokens[tokens.start], &view.tokens[tokens.end - 1]);
    let span = view.span(&tokens);
    let before = tokens.start.checked_sub(1).map(|i| &view.tokens[i]);
    let marked = marks_around(view, &tokens);
    let dateline = tokens.clone().all(|i| view.tokens[i].acronym)
        && first.first
        && last.span.len() > LONGEST_ACRONYM / 2
        && dateline(view, tokens.end);
    let kind = match kind {
        SpeakerType::Unknown if dateline => return,
        SpeakerType::Unknown if marked => SpeakerType::Organization,
        SpeakerType::Unknown if first.initial || names.is_given(&first.lower) => SpeakerType::Person,
        SpeakerType::Unknown if last.initial && tokens.len() == 2 => SpeakerType::Person,
        SpeakerType::Unknown if tokens.len() == 1 && first.acronym && first.span.len() <= LONGEST_ACRONYM => {
            SpeakerType::Organization
        }
        SpeakerType::Unknown
            if !role.is_empty()
                && view.is(role.end - 1, Class::PERSON.or(Class::TITLE))
                && !view.is(role.end - 1, Class::BODY) =>
        {
            SpeakerType::Person
        }
        SpeakerType::Unknown
            if role.is_empty()
                && before.is_some_and(|b| {
                    b.sentence == first.sentence
                        && b.class.any(Class::PERSON.or(Class::TITLE))
                        && !b.class.any(Class::BODY)
                }) =>
        {
            SpeakerType::Person
        }
        SpeakerType::Unknown if tokens.len() > 1 && role.is_empty() && roles::chain(view, tokens.start).is_some() => {
            SpeakerType::Person
        }
        SpeakerType::Unknown if before.is_some_and(|b| b.sentence == first.sentence && b.class.any(Class::BODY)) => {
            SpeakerType::Organization
        }
        other => other,
    };
    let weak = first.first
        && tokens.len() == 1
        && role.is_empty()
        && !names.is_given(&first.lower)
        && !first.initial
        && !first.acronym
        && !marked
        && kind == SpeakerType::Unknown;
    let genitive = view.genitive(tokens.end);
    out.push(NameMention {
        tokens,
        role,
        span,
        genitive,
        marked,
        kind,
        weak,
        noun: false,
        place: false,
        probability: UNTAUGHT,
    });
}
