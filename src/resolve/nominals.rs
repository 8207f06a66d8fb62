//! People and bodies that the text speaks of without a name: "the diplomat", "een woordvoerder van de gemeente".

use std::ops::Range;

use super::mention::NameMention;
use super::roles::left;
use super::tokens::{FUNCTION, NOUN, View};
use crate::seeds::Class;

/// Words before a noun that may belong to it.
const BEFORE: usize = 5;
/// Words behind a noun that may belong to it.
const BEHIND: usize = 6;

/// "of …" behind "of …", at most.
const CHAIN: usize = 8;

/// A noun phrase that names nobody.
#[derive(Clone, Debug)]
pub(super) struct Nominal {
    /// Its noun.
    pub noun: usize,
    /// Its words without the determiner, with what "of …" adds.
    pub words: Range<usize>,
    /// Its determiner.
    pub determiner: Option<usize>,
}

/// All of them, in the order of the text.
pub(super) fn find(view: &View, mentions: &[NameMention]) -> Vec<Nominal> {
    let mut out = Vec::new();
    let wanted = Class::PERSON.or(Class::GROUP).or(Class::BODY).or(Class::DOCUMENT);
    let mut next = 0;
    for noun in 0..view.tokens.len() {
        while mentions.get(next).is_some_and(|m| m.tokens.end <= noun) {
            next += 1;
        }
        let named = mentions.get(next).is_some_and(|m| m.tokens.start <= noun || m.role.contains(&noun));
        let t = &view.tokens[noun];
        let aged = view.lexicon.people.age(&t.lower).is_some() && !view.is(noun + 1, NOUN);
        if named
            || !(t.class.any(wanted) || aged)
            || (view.joined(noun) && view.is(noun + 1, NOUN))
            || before_name(view, mentions, next, noun)
        {
            continue;
        }
        let floor = view.sentence(t.sentence).start.max(noun.saturating_sub(BEFORE));
        let start = left(view, noun, floor);
        let determiner =
            start.checked_sub(1).filter(|&d| d >= floor && view.is(d, Class::DETERMINER) && view.joined(d));
        if determiner.is_none() && !t.class.any(Class::GROUP) {
            continue;
        }
        let words = start..behind(view, noun);
        out.push(Nominal { noun, words, determiner });
    }
    out
}

/// "spokesman Jan Smit": the noun belongs to the name behind it.
fn before_name(view: &View, mentions: &[NameMention], next: usize, noun: usize) -> bool {
    let m = mentions.iter().skip(next).take(2).find(|m| m.tokens.start > noun);
    m.is_some_and(|m| {
        let start = m.tokens.start.min(if m.role.is_empty() { m.tokens.start } else { m.role.start });
        start == noun + 1 && view.joined(noun) && !view.is(noun, Class::DOCUMENT)
    })
}

/// The end of what "of …" adds to a noun.
fn behind(view: &View, noun: usize) -> usize {
    let mut end = noun + 1;
    let mut links = 0;
    while links < CHAIN
        && view.joined(end - 1)
        && view.tokens.get(end).is_some_and(|t| view.lexicon.people.is_complement_link(&t.lower))
    {
        links += 1;
        let mut i = end + 1;
        while i < end + BEHIND
            && view.joined(i - 1)
            && view.tokens[i].letters
            && (view.is(i, Class::DETERMINER) && i <= end + 2
                || !view.is(i, FUNCTION.or(Class::CUE))
                || view.tokens[i].capital)
            && !view.is(i, Class::LINKER)
        {
            let t = &view.tokens[i];
            i += 1;
            if !t.capital
                && !t.class.any(Class::DETERMINER)
                && !view.lexicon.people.is_demonym(&t.lower)
                && !view.lexicon.people.is_modifier(&t.lower)
            {
                break;
            }
        }
        if i == end + 1 || view.is(i - 1, Class::DETERMINER) {
            break;
        }
        end = i;
    }
    end
}
