//! What the text says somebody is: "spokesman Jan Smit", "Jan Smit, a doctor", and who is meant by "the doctor".

use std::ops::Range;

use super::entity::{Entity, Meant, Role};
use super::mention::NameMention;
use super::tokens::{FUNCTION, NOUN, View};
use crate::model::SpeakerType;
use crate::seeds::Class;

/// Words between a role's noun and the name it belongs to, at most.
const FAR: usize = 14;
/// Bytes of the longest role: every claim of its holder repeats it.
const LONGEST: usize = 512;
/// Roles of one entity: the press calls somebody three or four things, and each is held against every noun.
const MOST: usize = 32;

/// Adds to each entity the roles that stand beside its names.
pub(super) fn collect(view: &View, mentions: &[NameMention], meant: &[Meant], entities: &mut [Entity]) {
    for (mention, meant) in mentions.iter().zip(meant) {
        let [entity] = meant[..] else { continue };
        if let Some(role) = before(view, mention).and_then(|r| role_of(view, &r))
            && !entities[entity].place
        {
            add(&mut entities[entity], role);
        }
        if let Some(role) = before_comma(view, mention).and_then(|r| role_of(view, &r))
            && !entities[entity].place
        {
            add(&mut entities[entity], role);
        }
        if !mention.genitive
            && let Some(role) = behind(view, mention).and_then(|r| role_of(view, &r))
        {
            add(&mut entities[entity], role);
        } else if !mention.genitive
            && let Some((role, body)) = indefinite(view, mention)
        {
            let e = &mut entities[entity];
            if body && e.kind == SpeakerType::Person && !e.gender_told {
                (e.kind, e.gender) = (SpeakerType::Organization, None); // "Kotwal Brand, an insurer,"
            }
            add(e, role);
        }
    }
}

/// Adds a role, unless it is there.
pub(super) fn add(entity: &mut Entity, role: Role) {
    if entity.roles.len() < MOST && !entity.roles.iter().any(|r| r.head == role.head && r.words == role.words) {
        entity.roles.push(role);
    }
}

/// The words of a role that ends where the name begins.
pub(super) fn before(view: &View, mention: &NameMention) -> Option<Range<usize>> {
    let mut end = mention.tokens.start;
    let floor = end.saturating_sub(FAR);
    while end > floor && matches!(&*view.tokens[end - 1].lower, "\"" | "“" | "„" | "'" | "‘" | "«") {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|&l| view.joined(l) || l + 1 < mention.tokens.start)?;
    if view.tokens[last].sentence != view.tokens.get(mention.tokens.start)?.sentence {
        return None;
    }
    if view.is(last, Class::PERSON.or(Class::TITLE)) {
        return Some(left(view, last, floor)..end);
    }
    if mention.tokens.len() > 1
        && let Some(noun) = chain(view, end)
    {
        return Some(left(view, noun, floor)..end);
    }
    view.is(last, Class::BODY).then(|| left(view, last, floor)..end)
}

/// "head of the ministry of defence Jansen": the noun for a person that a preposition follows, when such a phrase ends at `end`.
pub(super) fn chain(view: &View, end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    if view.is(last, FUNCTION)
        || !view.tokens[last].letters
        || !view.joined(last)
        || view.is(last, Class::PERSON.or(Class::TITLE)) && !view.is(last, Class::BODY)
    {
        return None;
    }
    let floor = end.saturating_sub(FAR);
    let mut i = last;
    while i > floor {
        i -= 1;
        let t = &view.tokens[i];
        if t.class.any(Class::PERSON) && view.is(i + 1, Class::LINKER) {
            return Some(i);
        }
        let goes_on = t.letters
            && (t.class.any(Class::LINKER.or(Class::DETERMINER).or(Class::COORDINATOR))
                || !t.class.any(FUNCTION.or(Class::CUE))
                || t.capital);
        if !goes_on || t.sentence != view.tokens[last].sentence {
            return None;
        }
    }
    None
}

/// The first word of the noun phrase whose noun is `noun`, its determiner left out.
pub(super) fn left(view: &View, noun: usize, floor: usize) -> usize {
    let mut start = noun;
    while start > floor {
        let t = &view.tokens[start - 1];
        let same = t.sentence == view.tokens[noun].sentence && view.joined(start - 1);
        let word = t.letters || t.span.of(view.doc.text).chars().all(|c| c.is_ascii_digit());
        if !same
            || !word
            || (t.class.any(FUNCTION) && !t.acronym)
            || (t.class.any(Class::CUE) && !t.class.any(NOUN) && !t.capital)
        {
            break;
        }
        start -= 1;
    }
    start
}

/// "The city's mayor, | Ann Brand, | was not warned": the words before a name that stands between commas, or at the sentence's end.
fn before_comma(view: &View, mention: &NameMention) -> Option<Range<usize>> {
    let comma = mention.role.start.min(mention.tokens.start).checked_sub(1).filter(|&c| view.reads(c, ","))?;
    let end = mention.tokens.end;
    let sentence = view.sentence(view.tokens[comma].sentence);
    let closed = view.reads(end, ",") || view.reads(end, "(") || end >= sentence.end || view.reads(end, ".");
    let noun = comma.checked_sub(1).filter(|&n| n >= sentence.start && view.is(n, Class::PERSON.or(Class::TITLE)))?;
    let start = left(view, noun, comma.saturating_sub(FAR).max(sentence.start));
    // A list of people has no article: "the guide, Ann Brand, …", but not "pilots, Ann Brand, …".
    let led = start.checked_sub(1).is_some_and(|d| view.is(d, Class::DETERMINER) || view.genitive(d));
    (closed && led && !view.is(noun, Class::GROUP)).then_some(start..comma)
}

/// ", a brokerage," behind a name: a noun with an indefinite article tells what somebody is, whatever the lexicon knows of it; and whether it is a body.
fn indefinite(view: &View, mention: &NameMention) -> Option<(Role, bool)> {
    let comma = mention.tokens.end;
    let sentence = view.sentence(view.tokens.get(comma)?.sentence);
    let article = view.tokens.get(comma + 1).filter(|t| t.class.any(Class::DETERMINER))?;
    if !view.reads(comma, ",") || !view.lexicon.people.is_indefinite(&article.lower) {
        return None;
    }
    let end = sentence.end.min(comma + 2 + FAR);
    let stop = (comma + 2..end).find(|&i| !view.tokens[i].letters || view.is(i, FUNCTION)).unwrap_or(end);
    let ended = stop >= sentence.end
        || matches!(&*view.tokens[stop].lower, "," | "." | ")")
        || view.is(stop, Class::LINKER.or(Class::PREPOSITION).or(Class::RELATIVE));
    let head = stop.checked_sub(1).filter(|&h| h > comma + 1 && !view.tokens[h].capital && ended)?;
    let words = (comma + 2..head).map(|i| view.tokens[i].lower.to_string()).collect();
    let role = Role { head: view.tokens[head].lower.to_string(), words, span: Some(view.span(&(comma + 2..head + 1))) };
    let body = view.is(head, Class::BODY) && !view.is(head, Class::PERSON);
    (view.span(&(comma + 2..head + 1)).len() <= LONGEST).then_some((role, body))
}

/// The words of an apposition behind a name: ", a doctor at the hospital,".
fn behind(view: &View, mention: &NameMention) -> Option<Range<usize>> {
    let mut comma = mention.tokens.end;
    if view.reads(comma, "(") {
        // "Jan Jansen (43), …" or "Jan Jansen (voorzitter)".
        let close = (comma..(comma + 6).min(view.tokens.len())).find(|&i| view.reads(i, ")"))?;
        if (comma..close).any(|i| view.is(i, Class::PERSON)) {
            return noun_phrase(view, comma + 1, close);
        }
        comma = close + 1;
    }
    if view.reads(comma, ",") && view.reads(comma + 2, ",") && !view.tokens[comma + 1].letters {
        comma += 2; // ", 44, doctor"
    }
    if !view.reads(comma, ",") {
        return None;
    }
    let sentence = view.tokens[comma].sentence;
    let end = (comma + 1..(comma + 1 + FAR).min(view.tokens.len()))
        .find(|&i| {
            view.tokens[i].sentence != sentence
                || !view.tokens[i].letters && !view.reads(i, "-")
                || view.is(i, Class::RELATIVE)
        })
        .unwrap_or((comma + 1 + FAR).min(view.tokens.len()));
    noun_phrase(view, comma + 1, end)
}

/// The noun phrase that begins at `from` and has a noun for a person before any verb or preposition.
fn noun_phrase(view: &View, from: usize, end: usize) -> Option<Range<usize>> {
    let mut i = from;
    while i < end && (view.is(i, Class::DETERMINER) || view.is(i, Class::ADVERB)) {
        i += 1;
    }
    let start = i;
    while i < end {
        let t = &view.tokens[i];
        if t.class.any(Class::PERSON) && !view.is(i + 1, Class::PERSON) {
            let stop = (i + 1..end)
                .find(|&k| view.is(k, Class::CUE.or(Class::AUXILIARY)) && !view.tokens[k].capital)
                .unwrap_or(end);
            return Some(start..stop);
        }
        if (t.class.any(FUNCTION) && !t.capital) || !t.letters {
            return None;
        }
        i += 1;
    }
    None
}

/// A role of these words.
pub(super) fn role_of(view: &View, range: &Range<usize>) -> Option<Role> {
    if range.is_empty() || view.span(range).len() > LONGEST {
        return None;
    }
    let head = head_of(view, range)?;
    let words = range
        .clone()
        .filter(|&i| i != head)
        .map(|i| &view.tokens[i])
        .filter(|t| t.letters && (t.acronym || !t.class.any(FUNCTION)) && !view.lexicon.people.is_modifier(&t.lower))
        .map(|t| t.lower.to_string())
        .collect();
    Some(Role { head: view.tokens[head].lower.to_string(), words, span: Some(view.span(range)) })
}

/// The noun of a phrase: the last noun before its first preposition.
pub(super) fn head_of(view: &View, range: &Range<usize>) -> Option<usize> {
    let stop = range
        .clone()
        .find(|&i| i > range.start && view.is(i, Class::LINKER.or(Class::PREPOSITION)) && !view.is(i, NOUN))
        .unwrap_or(range.end);
    let nouns = |class: Class| (range.start..stop).rev().find(|&i| view.is(i, class));
    nouns(Class::PERSON).or_else(|| nouns(NOUN.or(Class::TITLE)))
}

/// True when `noun` can stand for somebody whose noun is `known`: the same, the end of a compound, or a wider word.
pub(super) fn noun_fits(view: &View, noun: &str, known: &str) -> bool {
    /// Bytes of the shortest noun that may end a compound.
    const SHORTEST: usize = 4;
    let plain = |w: &'_ str| w.rfind('-').map_or(0, |i| i + 1);
    let (a, b) = (&noun[plain(noun)..], &known[plain(known)..]);
    let compounds = view.lexicon.compounds;
    let ends = |long: &str, short: &str| {
        compounds && short.len() >= SHORTEST && long.len() > short.len() && long.ends_with(short)
    };
    if noun == known || a == b || ends(b, a) || ends(a, b) {
        return true;
    }
    let stands = |x: &str, y: &str| {
        view.lexicon.stands_for.get(x).is_some_and(|s| s.contains(y) || (compounds && s.iter().any(|w| ends(y, w))))
    };
    // A compound stands for what its head stands for.
    let head = |(i, _): (usize, char)| a.len() - i >= SHORTEST && stands(&a[i..], b);
    stands(a, b) || (compounds && a.char_indices().skip(1).any(head))
}
