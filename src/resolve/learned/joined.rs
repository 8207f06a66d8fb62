//! Names that the trained layer has cut in two, and two that it took for one.

use std::ops::Range;

use crate::resolve::tokens::{FUNCTION, NOUN, View};
use crate::seeds::Class;
use crate::tagging::mentions::Kind;

/// Particles between the two parts of a name that the trained layer saw apart, at most: "Ronald | van het | Zand".
const PARTICLES: usize = 3;

/// Words from an office to the body it is of, at most: "director of sales at".
const OFFICE: usize = 4;

/// Words of a nickname in marks inside a name, at most.
const NICKNAME: usize = 2;

/// Words from the end of a body's name to what a linker adds, at most: "of the".
const LINK: usize = 2;

/// "director of the Haven Council | Jane Doe": where a person's name begins that the trained layer took for the end of a body's, whose office is told
/// before it.
pub(super) fn two_in_one(view: &View, name: &Range<usize>, kind: Kind) -> Option<usize> {
    let given = |i: usize| view.tokens[i].capital && view.seeds.names.is_given(&view.tokens[i].lower);
    // "Friends of | Ann Brand", where a sentence begins.
    let people = view.tokens[name.start].first
        && view.is(name.start, Class::GROUP)
        && name.len() > 2
        && view.is(name.start + 1, Class::LINKER)
        && (given(name.start + 2)
            || view.tokens[name.start + 2].capital
                && !view.lexicon.sets.founding.contains(&*view.tokens[name.start].lower));
    if people {
        return Some(name.start + 2);
    }
    if kind == Kind::Person {
        // "Holm (Transport) and | Brand": two with their offices.
        let close = (name.start + 1..name.end).find(|&i| view.reads(i, ")"))?;
        let next = close + 2;
        let two = view.is(close + 1, Class::COORDINATOR) && next < name.end && view.tokens[next].capital;
        return two.then_some(next);
    }
    if kind != Kind::Organization || given(name.start) {
        return None;
    }
    // A given name, or the second word before the end, behind the noun for the body: "Haven Council | Tamsin Ollerton".
    let behind = name.end.checked_sub(2).filter(|&i| {
        let noun = i > name.start && view.is(i - 1, Class::BODY);
        let word = |i: usize| view.is(i, Class::BODY) || view.is_small(i);
        noun && !word(i) && !word(i + 1)
    });
    let at = (name.start + 1..name.end.saturating_sub(1)).find(|&i| given(i)).or(behind)?;
    let one_word = at == name.start + 1 && view.is(name.start, Class::BODY); // "Stichting Anne Frank"
    let mut before = name.start.checked_sub(1)?;
    if view.is(before, Class::DETERMINER) {
        before = before.checked_sub(1)?;
    }
    let led = view.is(before, Class::LINKER.or(Class::PREPOSITION)) && view.joined(before);
    let office = (before.saturating_sub(OFFICE)..before).any(|i| view.is(i, Class::TITLE.or(Class::PERSON)));
    (led && office && !one_word && (at..name.end).all(|i| view.tokens[i].capital && !view.is(i, Class::BODY)))
        .then_some(at)
}

/// "Ronald | van het | Zand", "Robert | (Bob) | Tindall": a person's name that goes on behind particles, or with a nickname in marks.
pub(super) fn person_goes_on(view: &View, name: &Range<usize>, more: &Range<usize>) -> bool {
    let names = &view.seeds.names;
    let given = |i: usize| view.tokens[i].initial || names.is_given(&view.tokens[i].lower);
    let small = |i: usize| view.tokens[i].letters && !view.tokens[i].capital;
    let mut end = name.end;
    while end > name.start + 1 && small(end - 1) {
        end -= 1; // "Ronald van": its particle is one of those between
    }
    // "Wout | van | Aert", where the text has "Van Aert" elsewhere.
    let known = end == name.start + 1 && view.behind_particle.contains(&view.tokens[more.start].lower);
    let given = |i: usize| given(i) || known;
    // "Ren | Guifang": the family's name first.
    let family = !view.lexicon.compounds
        && name.len() == 1
        && more.len() == 1
        && more.start == name.end
        && view.joined(name.start)
        && !given(name.start)
        && names.is_given(&view.tokens[more.start].lower);
    if family {
        return true;
    }
    if !(name.start..end).all(given) || view.tokens[end - 1].sentence != view.tokens[more.start].sentence {
        return false;
    }
    let between = end..more.start;
    // "Aud | Rasmus", where the text has "Rasmus" elsewhere.
    if between.is_empty() && name.len() == 1 && more.len() == 1 && view.joined(end - 1) {
        return true;
    }
    let particle = |i: usize| {
        let t = &view.tokens[i];
        names.is_particle(&t.lower) || i > end && t.class.any(Class::DETERMINER)
    };
    let mark = |i: usize| matches!(view.tokens[i].span.of(view.doc.text), "(" | "\"" | "“" | "„" | "‘" | "'");
    let closed = |i: usize| matches!(view.tokens[i].span.of(view.doc.text), ")" | "\"" | "”" | "“" | "’" | "'");
    match between.len() {
        1 if mark(end) => {
            // The mark closes behind a word or two, and a surname follows.
            let close = (more.start + 1..=more.start + NICKNAME).find(|&i| i < view.tokens.len() && closed(i));
            close.is_some_and(|c| view.tokens.get(c + 1).is_some_and(|t| t.capital) && view.joined(c))
        }
        1..=PARTICLES => {
            between.clone().all(|i| small(i) && particle(i))
                && !view.lexicon.people.is_demonym(&view.tokens[more.start].lower)
                && !view.is(more.start, FUNCTION)
                && (end - 1..more.start).all(|i| view.joined(i))
                && (more.len() == 1 || known)
        }
        _ => false,
    }
}

/// "A. van den Berg | van Bond Spoor": the end of a person's name that the trained layer took for a body's together with the body behind it.
pub(super) fn member_end(view: &View, name: &Range<usize>) -> Option<usize> {
    let given = |i: usize| view.tokens[i].initial || view.seeds.names.is_given(&view.tokens[i].lower);
    let small = |i: usize| !view.tokens[i].capital;
    let surname = (name.start + 1..name.end).find(|&i| !small(i) && !given(i))?;
    let before = |i: usize| given(i) || small(i) && view.seeds.names.is_particle(&view.tokens[i].lower);
    let whole = given(name.start) && (name.start..surname).all(before) && !view.is(surname, Class::BODY);
    let linked = surname + 2 < name.end && small(surname + 1) && view.is(surname + 1, Class::LINKER);
    (whole && linked).then_some(surname + 1)
}

/// The end of a firm's name whose two names an ampersand joins: "Holman & | Sax".
pub(super) fn firm_end(view: &View, name: &Range<usize>) -> Option<usize> {
    let raw = |i: usize| view.tokens.get(i).map_or("", |t| t.span.of(view.doc.text));
    let capital = |i: usize| view.tokens.get(i).is_some_and(|t| t.capital && !t.first);
    if (name.start + 1..name.end).any(|i| raw(i) == "&") {
        return Some(name.end);
    }
    (raw(name.end) == "&" && capital(name.end + 1) && view.joined(name.end - 1) && view.joined(name.end))
        .then(|| name.end + 2)
}

/// The end of a name whose last word is a nickname with its mark still open: "Robert (Bob | ) Tindall".
pub(super) fn nickname_end(view: &View, name: &Range<usize>) -> Option<usize> {
    let raw = |i: usize| view.tokens.get(i).map_or("", |t| t.span.of(view.doc.text));
    let given = |i: usize| view.tokens[i].initial || view.seeds.names.is_given(&view.tokens[i].lower);
    let mark = |i: usize| matches!(raw(i), "(" | "\"" | "“" | "„" | "‘");
    let closes = |i: usize| matches!(raw(i), ")" | "\"" | "”" | "’");
    // "Leonard | "Duke" Pasco": the mark stands behind the name, or is the last of it.
    let behind = if name.len() > 1 && mark(name.end - 1) { name.end - 1 } else { name.end };
    // A given name, or two capitals around a capital in marks, none of which running text writes small.
    let first = given(name.start) || !view.tokens[name.start].first && !view.is_small(name.start);
    if behind == name.start + 1 && first && mark(behind) && view.joined(name.start) {
        let close = (behind + 2..=behind + 1 + NICKNAME).find(|&i| closes(i));
        let surname =
            close.map(|c| c + 1).filter(|&s| view.tokens.get(s).is_some_and(|t| t.capital) && view.joined(s - 1));
        let nickname = view.tokens.get(behind + 1).is_some_and(|t| t.capital);
        return surname.filter(|_| nickname).map(|s| s + 1);
    }
    let open = (name.start + 1..name.end).find(|&i| mark(i))?;
    let closed = |i: usize| matches!(raw(i), ")" | "\"" | "”" | "“" | "’");
    if (open + 1..name.end).any(closed) || !closed(name.end) {
        return None;
    }
    let surname = name.end + 1;
    view.tokens.get(surname).filter(|t| t.capital && view.joined(name.end)).map(|_| surname + 1)
}

/// "Securities | and | Exchange Commission": a word of everyday with a capital, and a body's noun behind "and".
pub(super) fn is_coordinated(view: &View, name: &Range<usize>, more: &Range<usize>) -> bool {
    name.len() == 1
        && more.start == name.end + 1
        && view.is(name.end, Class::COORDINATOR)
        && (view.joined(name.start) && view.joined(name.end))
        && view.is_small(name.start)
        && !view.tokens[name.start].acronym
        && !view.is(name.start, NOUN)
        && view.is(more.end - 1, Class::BODY)
        && view.tokens[more.end - 1].capital
}

/// "Observatory for | Human Rights": the linker is the last word of the first part.
pub(super) fn ends_with_linker(view: &View, name: &Range<usize>) -> bool {
    let last = name.end - 1;
    name.len() > 1 && view.is(last, Class::LINKER) && !view.tokens[last].capital
}

/// "Velmond | Shoe Co": two parts of one run of capitals.
pub(super) fn is_one_run(view: &View, name: &Range<usize>, more: &Range<usize>) -> bool {
    let plain = |i: usize| {
        let t = &view.tokens[i];
        let hyphen = t.span.of(view.doc.text).contains('-'); // "Atlanta-based"
        t.letters && t.capital && !t.acronym && !hyphen && !t.class.any(Class::DETERMINER)
    };
    let body = |i: usize| view.is(i, Class::BODY) || view.seeds.names.is_generation(&view.tokens[i].lower);
    // "Sri Lankan | authorities": an origin.
    let noun = view.joined(more.end - 1)
        && view.tokens.get(more.end).is_some_and(|t| t.letters && !t.capital)
        && view.is(more.end, NOUN);
    more.start == name.end
        && !noun
        && name.clone().chain(more.clone()).any(body)
        && !view.lexicon.people.is_demonym(&view.tokens[name.start].lower)
        && !view.is_ordinary(name.start)
        && view.joined(name.end - 1)
        && name.clone().chain(more.clone()).all(plain)
        && !view.genitive(name.end)
        && !view.headline[view.tokens[name.start].sentence]
}

/// "Committee | on | Taxation", "Raad | voor de | Kleine Vaart": a body's name whose noun a linker follows, and what it links.
pub(super) fn goes_on(view: &View, name: &Range<usize>, more: &Range<usize>, kind: Kind) -> bool {
    let last = name.end - 1;
    let ends =
        kind == Kind::Organization && more.start == name.end && (view.joined(last) && ends_with_linker(view, name));
    ends || kind == Kind::Organization
        && (name.end + 1..=name.end + LINK).contains(&more.start)
        && name.clone().any(|i| view.is(i, Class::BODY) && view.tokens[i].capital)
        && view.is(name.end, Class::LINKER)
        && (name.end - 1..more.start).all(|i| view.joined(i))
        && (name.end + 1..more.start).all(|i| view.is(i, Class::DETERMINER))
        && !view.seeds.names.is_given(&view.tokens[more.start].lower)
}
