//! Names as the trained layer saw them: whole, with what they name.
//!
//! What it saw is widened to the end of its run of capitals, for a name never ends inside one; a title before it is its role.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::brackets::{self, Explained};
use super::initials;
use super::mention::NameMention;
use super::names::LONGEST_NAME;
use super::tokens::{FUNCTION, NOUN, View};
use crate::model::SpeakerType;
use crate::seeds::Class;
use crate::tagging::Reading;
use crate::tagging::mentions::{Form, Kind};
use crate::text::small;

/// A name less probable than this is none.
const LIKELY: f64 = 0.2;
/// The same for one with a given name and a word with a capital behind it: its form speaks for it as well.
const LIKELY_FORM: f64 = 0.04;
/// Letters of the shortest word in capitals that is looked at as a word: shorter ones are initials of bodies.
const LONG_WORD: usize = 6;
/// A single word at least so probable is somebody's name.
const SURE: f64 = 0.5;
/// Particles between the two parts of a name that the trained layer saw apart, at most: "Ronald | van het | Zand".
const PARTICLES: usize = 3;
/// Words from an office to the body it is of, at most: "director of sales at".
const OFFICE: usize = 4;
/// Words of a nickname in marks inside a name, at most.
const NICKNAME: usize = 2;
/// Capitalised words that a name is widened by, at most, on each side: more are a list or a headline.
const WIDENED: usize = 3;
/// Words from the end of a body's name to what a linker adds, at most: "of the".
const LINK: usize = 2;
/// Letters of what follows a hyphen in a given name, at most: "Jong-un", "Min-jae". What is longer makes a noun of the name.
const LONGEST_SYLLABLE: usize = 4;

/// The names of a text that the trained layer has read, in order, disjoint.
pub(super) fn names(view: &View, reading: &Reading, explained: &[Explained]) -> Vec<NameMention> {
    let seen: Vec<(Range<usize>, Kind, f64)> = reading
        .mentions
        .iter()
        .filter(|m| m.form == Form::Name || m.form == Form::Noun && is_camel(view, &view.within(m.span)))
        .map(|m| (one_line(view, view.within(m.span)), m.kind, m.probability))
        .collect();
    let surnames = sure_surnames(view, &seen);
    let codes = brackets::stock_codes(view);
    let seen = seen
        .into_iter()
        .filter(|(tokens, kind, p)| {
            let last = &view.tokens[tokens.end - 1].lower;
            let form = *kind == Kind::Person && (has_form(view, tokens) || tokens.len() > 1 && surnames.contains(last));
            let given = || view.seeds.names.is_given(&view.tokens[tokens.start].lower);
            let ordinary =
                tokens.len() == 1 && (view.is_ordinary(tokens.start) && !given() || is_shouted(view, tokens.start));
            let code = codes.iter().any(|c| c.start <= tokens.start && tokens.start < c.end);
            !code && *p >= if form { LIKELY_FORM } else { LIKELY } && !is_office(view, tokens) && !ordinary
        })
        .collect();
    let seen = brackets::widened(view, repeated(view, initials::added(view, seen)), explained);
    let mut seen = one_kind_a_name(view, seen);
    let singles: HashSet<Cow<str>> = seen
        .iter()
        .filter(|s| s.0.len() == 1 && s.1 == Kind::Person)
        .map(|s| view.tokens[s.0.start].lower.clone())
        .collect();
    let alone = |i: usize| singles.contains(&view.tokens[i].lower);
    // "Oppenheim Baudry" of a list or a heading, where both are surnames of others.
    let surnames: HashSet<Cow<str>> = seen
        .iter()
        .filter(|s| s.0.len() > 1 && s.1 == Kind::Person && has_form(view, &s.0))
        .map(|s| view.tokens[s.0.end - 1].lower.clone())
        .collect();
    let two_surnames = |t: &Range<usize>| {
        t.len() == 2 && !has_form(view, t) && t.clone().all(|i| surnames.contains(&view.tokens[i].lower))
    };
    let mut out: Vec<NameMention> = Vec::new();
    let mut next = 0;
    while let Some((tokens, kind, probability)) = seen.get(next).cloned() {
        next += 1;
        let mut found = tokens;
        while let Some((more, ..)) = seen.get(next).filter(|more| {
            goes_on(view, &found, &more.0, kind)
                || kind == Kind::Organization && more.1 == kind && is_coordinated(view, &found, &more.0)
                || kind == Kind::Person && more.1 == kind && person_goes_on(view, &found, &more.0)
        }) {
            found.end = more.end;
            next += 1;
        }
        let (found, kind) = match firm_end(view, &found).filter(|_| kind != Kind::Place) {
            Some(end) => (found.start..end, Kind::Organization),
            None if kind == Kind::Organization => match member_end(view, &found) {
                Some(end) => (found.start..end, Kind::Person),
                None => (found, kind),
            },
            None if kind == Kind::Person => (found.start..nickname_end(view, &found).unwrap_or(found.end), kind),
            None => (found, kind),
        };
        while seen.get(next).is_some_and(|s| s.0.start < found.end) {
            next += 1;
        }
        let before = out.last().map_or(0, |m| m.tokens.end);
        let after = seen.get(next).map_or(view.tokens.len(), |n| n.0.start);
        let found = match two_in_one(view, &found, kind) {
            Some(at) => {
                // The person is looked at in the next round, the body now.
                next -= 1;
                seen[next] = (at..found.end, Kind::Person, probability);
                found.start..at
            }
            None => found,
        };
        let after = if found.end < after { seen.get(next).map_or(view.tokens.len(), |n| n.0.start) } else { after };
        let Some(tokens) = whole(view, found, before..after).filter(|t| !is_noun(view, t)) else { continue };
        let named = kind;
        let (tokens, kind) = match kind {
            Kind::Person => (person(view, tokens, alone), SpeakerType::Person),
            Kind::Organization | Kind::Group | Kind::Place => (body(view, tokens), SpeakerType::Organization),
            Kind::Other | Kind::Unknown => continue,
        };
        if kind == SpeakerType::Person && two_surnames(&tokens) {
            continue;
        }
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

/// "THE WITNESS:": a word of everyday in capitals alone, which the text writes as a name nowhere.
fn is_shouted(view: &View, token: usize) -> bool {
    let t = &view.tokens[token];
    t.acronym
        && t.lower.chars().count() >= LONG_WORD
        && crate::language::truecase::is_small(&view.lexicon.code, &t.lower)
        && !view.tokens.iter().any(|other| other.lower == t.lower && other.capital && !other.acronym && !other.first)
}

/// "OptiGroup": one word with a capital inside is a name, whatever the trained layer takes it for.
fn is_camel(view: &View, tokens: &Range<usize>) -> bool {
    let word = view.tokens.get(tokens.start).map_or("", |t| t.span.of(view.doc.text));
    let inner = word.char_indices().skip(1).any(|(i, c)| c.is_uppercase() && word[..i].ends_with(char::is_lowercase));
    tokens.len() == 1 && inner && word.starts_with(char::is_uppercase)
}

/// Single words that the trained layer is sure to be persons.
fn sure_surnames<'v>(view: &'v View, seen: &[(Range<usize>, Kind, f64)]) -> HashSet<Cow<'v, str>> {
    let sure = seen.iter().filter(|s| s.0.len() == 1 && s.1 == Kind::Person && s.2 >= SURE);
    sure.map(|s| view.tokens[s.0.start].lower.clone()).collect()
}

/// A name up to the end of its paragraph: "Jane Doe | Doe" is a caption and a sentence.
fn one_line(view: &View, tokens: Range<usize>) -> Range<usize> {
    let paragraph = view.paragraph(tokens.start);
    let end = tokens.clone().find(|&i| view.paragraph(i) != paragraph).unwrap_or(tokens.end);
    tokens.start..end
}

/// "director of the Haven Council | Jane Doe": where a person's name begins that the trained layer took for the end of a body's, whose office is told
/// before it.
fn two_in_one(view: &View, name: &Range<usize>, kind: Kind) -> Option<usize> {
    let given = |i: usize| view.tokens[i].capital && view.seeds.names.is_given(&view.tokens[i].lower);
    if kind != Kind::Organization || given(name.start) {
        return None;
    }
    // A given name, or the second word before the end, behind the noun for the body: "Haven Council | Tamsin Ollerton".
    let behind = name.end.checked_sub(2).filter(|&i| {
        let noun = i > name.start && view.is(i - 1, Class::BODY);
        let word = |i: usize| {
            view.is(i, Class::BODY) || crate::language::truecase::is_small(&view.lexicon.code, &view.tokens[i].lower)
        };
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

/// A given name, and a word with a capital behind it.
fn has_form(view: &View, tokens: &Range<usize>) -> bool {
    let given = |i: usize| {
        let t = &view.tokens[i];
        t.capital && (t.initial || view.seeds.names.is_given(&t.lower))
    };
    tokens.clone().find(|&i| given(i)).is_some_and(|g| (g + 1..tokens.end).any(|i| view.tokens[i].capital))
}

/// "Wethouder", "Secretary": an office alone, which names nobody, unless somebody in the text is called so.
fn is_office(view: &View, tokens: &Range<usize>) -> bool {
    let t = &view.tokens[tokens.start];
    let surname = || {
        view.tokens.windows(2).any(|w| w[1].lower == t.lower && w[1].capital && view.seeds.names.is_given(&w[0].lower))
    };
    tokens.len() == 1
        && t.class.any(Class::TITLE)
        && !t.acronym
        && !view.seeds.names.is_given(&t.lower)
        && (t.first || view.tokens.get(tokens.end).is_some_and(|n| n.capital || view.is(tokens.end, Class::LINKER)))
        && !surname()
}

/// With the surnames that stand alone elsewhere in the text and that the trained layer has not seen there: "… asked Jane May. May said that".
fn repeated(view: &View, mut seen: Vec<(Range<usize>, Kind, f64)>) -> Vec<(Range<usize>, Kind, f64)> {
    let mut surnames: HashMap<Cow<str>, f64> = HashMap::default();
    for (tokens, _, p) in seen.iter().filter(|s| s.0.len() > 1 && s.1 == Kind::Person && has_form(view, &s.0)) {
        let best = surnames.entry(view.tokens[tokens.end - 1].lower.clone()).or_default();
        *best = best.max(*p);
    }
    if surnames.is_empty() {
        return seen;
    }
    let mut more = Vec::new();
    let mut next = 0;
    for (i, t) in view.tokens.iter().enumerate() {
        while seen.get(next).is_some_and(|s| s.0.end <= i) {
            next += 1;
        }
        let Some(&p) = surnames.get(&t.lower).filter(|_| t.capital && !t.initial) else { continue };
        // "Alderman Van Wageren": with what stands before a surname.
        let mut start = i;
        while start > 0 && view.joined(start - 1) && view.seeds.names.is_particle(&view.tokens[start - 1].lower) {
            start -= 1;
        }
        let free = seen.get(next).is_none_or(|s| s.0.start > i);
        let neighbour = |k: Option<usize>| {
            k.and_then(|k| view.tokens.get(k)).is_some_and(|n| n.capital && !n.first && n.sentence == t.sentence)
        };
        // What is a word as well begins a sentence with its verb behind it: "May denied".
        let word = t.class.any(FUNCTION) || t.first && !view.capitals.contains(&*t.lower);
        let spoken = view.is(i + 1, Class::CUE) && view.joined(i);
        let titled = start.checked_sub(1).is_some_and(|k| view.is(k, Class::TITLE.or(Class::PERSON)));
        let alone = (titled || !neighbour(start.checked_sub(1))) && !neighbour(Some(i + 1));
        if free && alone && (!word || spoken) && !view.headline[t.sentence] {
            more.push((start..i + 1, Kind::Person, p));
        }
    }
    seen.extend(more);
    seen.sort_by_key(|s| s.0.start);
    seen
}

/// Where a person's whole name stands in the text, its first and its last word alone mean that person, whatever the trained layer took them for.
fn one_kind_a_name(view: &View, mut seen: Vec<(Range<usize>, Kind, f64)>) -> Vec<(Range<usize>, Kind, f64)> {
    let lower = |i: usize| view.tokens[i].lower.clone();
    let mut parts: HashMap<Cow<str>, f64> = HashMap::default();
    for (tokens, kind, p) in seen.iter().filter(|s| s.0.len() > 1 && s.1 == Kind::Person) {
        debug_assert_eq!(*kind, Kind::Person);
        for part in [tokens.start, tokens.end - 1] {
            let best = parts.entry(lower(part)).or_default();
            *best = best.max(*p);
        }
    }
    for (tokens, kind, p) in seen.iter_mut().filter(|s| s.0.len() == 1 && s.1 != Kind::Person) {
        let raw = view.tokens[tokens.start].span.of(view.doc.text);
        let Some(&whole) = parts.get(&lower(tokens.start)).filter(|_| !view.seeds.names.is_place(raw)) else {
            continue;
        };
        *kind = Kind::Person;
        *p = p.max(whole);
    }
    seen
}

/// "Ronald | van het | Zand", "Robert | (Bob) | Tindall": a person's name that goes on behind particles, or with a nickname in marks.
fn person_goes_on(view: &View, name: &Range<usize>, more: &Range<usize>) -> bool {
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
fn member_end(view: &View, name: &Range<usize>) -> Option<usize> {
    let given = |i: usize| view.tokens[i].initial || view.seeds.names.is_given(&view.tokens[i].lower);
    let small = |i: usize| !view.tokens[i].capital;
    let surname = (name.start + 1..name.end).find(|&i| !small(i) && !given(i))?;
    let before = |i: usize| given(i) || small(i) && view.seeds.names.is_particle(&view.tokens[i].lower);
    let whole = given(name.start) && (name.start..surname).all(before) && !view.is(surname, Class::BODY);
    let linked = surname + 2 < name.end && small(surname + 1) && view.is(surname + 1, Class::LINKER);
    (whole && linked).then_some(surname + 1)
}

/// The end of a firm's name whose two names an ampersand joins: "Holman & | Sax".
fn firm_end(view: &View, name: &Range<usize>) -> Option<usize> {
    let raw = |i: usize| view.tokens.get(i).map_or("", |t| t.span.of(view.doc.text));
    let capital = |i: usize| view.tokens.get(i).is_some_and(|t| t.capital && !t.first);
    if (name.start + 1..name.end).any(|i| raw(i) == "&") {
        return Some(name.end);
    }
    (raw(name.end) == "&" && capital(name.end + 1) && view.joined(name.end - 1) && view.joined(name.end))
        .then(|| name.end + 2)
}

/// The end of a name whose last word is a nickname with its mark still open: "Robert (Bob | ) Tindall".
fn nickname_end(view: &View, name: &Range<usize>) -> Option<usize> {
    let raw = |i: usize| view.tokens.get(i).map_or("", |t| t.span.of(view.doc.text));
    let given = |i: usize| view.tokens[i].initial || view.seeds.names.is_given(&view.tokens[i].lower);
    let mark = |i: usize| matches!(raw(i), "(" | "\"" | "“" | "„" | "‘");
    let closes = |i: usize| matches!(raw(i), ")" | "\"" | "”" | "’");
    // "Leonard | "Duke" Pasco": the mark stands behind the name, or is the last of it.
    let behind = if name.len() > 1 && mark(name.end - 1) { name.end - 1 } else { name.end };
    if behind == name.start + 1 && given(name.start) && mark(behind) && view.joined(name.start) {
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
fn is_coordinated(view: &View, name: &Range<usize>, more: &Range<usize>) -> bool {
    name.len() == 1
        && more.start == name.end + 1
        && view.is(name.end, Class::COORDINATOR)
        && (view.joined(name.start) && view.joined(name.end))
        && crate::language::truecase::is_small(&view.lexicon.code, &view.tokens[name.start].lower)
        && !view.tokens[name.start].acronym
        && !view.is(name.start, NOUN)
        && view.is(more.end - 1, Class::BODY)
        && view.tokens[more.end - 1].capital
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

/// A body's name without the noun before it: "US magazine | Mobile PC".
fn body(view: &View, tokens: Range<usize>) -> Range<usize> {
    let noun = |i: usize| !view.tokens[i].capital && view.is(i, Class::BODY) && view.tokens[i + 1].capital;
    let start = (tokens.start..tokens.end - 1).rfind(|&i| noun(i)).map_or(tokens.start, |i| i + 1);
    start..tokens.end
}

/// A person's name without the title, the role or the origin before it, and without the body behind it ("Ilse Brand van de Waterbond").
fn person(view: &View, mut tokens: Range<usize>, alone: impl Fn(usize) -> bool) -> Range<usize> {
    let names = &view.seeds.names;
    let given = |i: usize| view.tokens[i].initial || names.is_given(&view.tokens[i].lower);
    // "… Said Ann Brand": a reporting verb with a sentence's capital, though some are called so.
    if tokens.len() > 2 && view.tokens[tokens.start].first && view.is(tokens.start, Class::CUE) {
        tokens.start += 1;
    }
    // "Harpist Jane Doe": what would be small inside a sentence is no name.
    while tokens.len() > 1
        && view.is_ordinary(tokens.start)
        && !given(tokens.start)
        && view.tokens[tokens.start + 1].capital
    {
        tokens.start += 1;
    }
    while tokens.len() > 1 && !given(tokens.start) {
        let t = &view.tokens[tokens.start];
        let origin = view.lexicon.people.is_demonym(&t.lower);
        let role = t.class.any(Class::TITLE.or(Class::PERSON).or(Class::GROUP));
        if !(role || origin) || !view.tokens[tokens.start + 1].capital {
            break;
        }
        tokens.start += 1;
    }
    // "Ecuador Lenín Moreno", where a word between was lost.
    if tokens.len() > 2 && !given(tokens.start) && names.is_place(view.tokens[tokens.start].span.of(view.doc.text)) {
        tokens.start += 1;
    }
    // The same where the trained layer took both together: "of State Michael Smit", "DL Jane Doe".
    if let Some(first) = (tokens.start + 1..tokens.end - 1).find(|&i| given(i) && !view.tokens[i].initial)
        && !given(tokens.start)
        && view.tokens[first - 1].capital
    {
        let led = tokens.start > 0 && view.is(tokens.start - 1, Class::LINKER.or(Class::PREPOSITION));
        let office = (tokens.start..first).any(|i| {
            let t = &view.tokens[i];
            t.acronym || t.class.any(Class::TITLE.or(Class::PERSON)) || view.lexicon.people.is_demonym(&t.lower)
        });
        if led || office {
            tokens.start = first;
        }
    }
    // "Snel van Financiën", "Ronaldo de Spaanse": who stands alone elsewhere in the text has the name before the linker.
    if tokens.len() > 2
        && !given(tokens.start)
        && !names.is_particle(&view.tokens[tokens.start].lower)
        && view.is(tokens.start + 1, Class::LINKER.or(Class::DETERMINER))
        && !view.tokens[tokens.start + 1].capital
        && alone(tokens.start)
        && !alone(tokens.end - 1)
    {
        tokens.end = tokens.start + 1;
    }
    let particle = |i: usize| !view.tokens[i].capital && names.is_particle(&view.tokens[i].lower);
    // A given name and a surname are a whole name: a linker behind them tells of where they are.
    let surname = (tokens.start + 1..tokens.end).find(|&i| view.tokens[i].capital && !given(i) && !particle(i));
    // "Edward Holm KC", "Ada Brand NSA": what is all capitals behind a whole name is none of it.
    while tokens.len() > 2
        && view.tokens[tokens.end - 1].acronym
        && !view.tokens[tokens.end - 2].acronym
        && !names.is_generation(&view.tokens[tokens.end - 1].lower)
        && !view.headline[view.tokens[tokens.start].sentence]
    {
        tokens.end -= 1;
    }
    let linker = |i: usize| !view.tokens[i].capital && view.is(i, Class::LINKER);
    if let Some(link) = surname.and_then(|surname| (surname + 1..tokens.end).find(|&i| linker(i))) {
        tokens.end = link;
    }
    tokens
}

/// True for words that say what or from where somebody is, capital or not: "the Union Minister", "de Italiaanse".
fn is_noun(view: &View, tokens: &Range<usize>) -> bool {
    let given = |i: usize| initials::is_initial(view, i) || view.seeds.names.is_given(&view.tokens[i].lower);
    let last = &view.tokens[tokens.end - 1];
    let origin = |i: usize| view.lexicon.people.is_demonym(&view.tokens[i].lower) && !view.tokens[i].acronym;
    let determiner = |i: usize| view.is(i, Class::DETERMINER);
    let titled = last.class.any(Class::TITLE.or(Class::PERSON)) && !last.class.any(Class::BODY) && !last.acronym;
    // "Minister of Defense", "Secretary of State": an office and what it is of.
    let first = &view.tokens[tokens.start];
    let office = tokens.len() > 2
        && first.class.any(Class::TITLE.or(Class::PERSON))
        && !first.class.any(Class::BODY)
        && !first.acronym
        && view.is(tokens.start + 1, Class::LINKER)
        && !tokens.clone().any(given);
    // "Officials", "Holm Democrats": several people.
    let group = last.class.any(Class::GROUP) && !last.class.any(Class::BODY) && !last.acronym && !given(tokens.end - 1);
    let people = group && (tokens.len() == 1 || tokens.len() == 2 && !given(tokens.start));
    office
        || people
        || tokens.clone().all(|i| origin(i) || determiner(i))
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
        t.letters && !t.span.of(view.doc.text).contains(char::is_uppercase) && !view.seeds.names.is_generation(&t.lower)
    };
    while tokens.len() > 1 && small_end(tokens.end - 1) && view.tokens[tokens.start].capital {
        tokens.end -= 1;
    }
    // "OM)": a bracket that nothing opened.
    let raw = |i: usize| view.tokens[i].span.of(view.doc.text);
    while tokens.len() > 1 && raw(tokens.end - 1) == ")" && !tokens.clone().any(|i| raw(i) == "(") {
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
    // "FC Hoorn-Veerdam": two who play or talk, both named elsewhere, are not one.
    let two = |i: usize| {
        let (a, b) = view.tokens[i].span.of(view.doc.text).split_once('-').unwrap_or_default();
        let named = |half: &str| half.starts_with(char::is_uppercase) && view.capitals.contains(&*small(half));
        named(a) && named(b)
    };
    if two(tokens.end - 1) && !view.seeds.names.is_given(&view.tokens[tokens.start].lower) {
        return None;
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
        // "Secretary of State | Michael Smit", "VP of sales at Norvane | Jane Doe": what a linker leads in is no part of a name with a given name.
        let office = before > room.start
            && view.is(before - 1, Class::LINKER.or(Class::PREPOSITION))
            && view.seeds.names.is_given(&view.tokens[tokens.start].lower)
            && !view.seeds.names.is_given(&t.lower);
        // "Jockey | Nina Brand": a given name begins a name.
        let whole = t.first && view.seeds.names.is_given(&view.tokens[tokens.start].lower);
        if !belongs(view, before)
            || office
            || whole
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
    let first = t.first && (!t.class.is_empty() || crate::language::truecase::is_small(&view.lexicon.code, &t.lower));
    t.capital && !first && (t.initial || t.acronym || between || !t.class.any(FUNCTION))
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
