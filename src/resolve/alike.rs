//! Whether two names are one: parts, initials, acronyms, turned order, near spellings.

use std::borrow::Cow;

use super::entity::Entity;
use super::tokens::View;
use crate::model::SpeakerType;
use crate::seeds::speakers::fold;
use crate::text::small;
use foldhash::HashMap;

/// How two names may be one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// All of it, initials and order aside.
    Same,
    /// One is a part of the other.
    Part,
    /// Spelt alike.
    Near,
}

/// Names that share a word, looked at for being one: keeps the work linear.
const LOOKED_AT: usize = 300;
/// Names of one first letter, looked at for near spellings.
const ALIKE: usize = 60;

/// Entities by what their names share, so that not every name is held against every other.
#[derive(Default)]
pub(super) struct Index<'e> {
    by_key: HashMap<Cow<'e, str>, Vec<usize>>,
    by_start: HashMap<char, Vec<usize>>,
}

impl<'e> Index<'e> {
    /// Remembers entity number `at`, with its [`keys`].
    pub fn add(&mut self, entity: &Entity, keys: Vec<Cow<'e, str>>, at: usize) {
        for key in keys {
            let list = self.by_key.entry(key).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        for start in entity.words.iter().filter_map(|w| first_sound(w)) {
            let list = self.by_start.entry(start).or_default();
            if list.last() != Some(&at) && list.len() < ALIKE {
                list.push(at);
            }
        }
    }

    /// The entities that share a word with this name, and those one of whose words begins alike; both in order.
    pub fn candidates(&self, entity: &Entity, keys: &[Cow<'e, str>]) -> (Vec<usize>, Vec<usize>) {
        let mut exact: Vec<usize> = keys
            .iter()
            .filter_map(|k| self.by_key.get(k))
            .flat_map(|list| list.iter().copied().take(LOOKED_AT))
            .collect();
        let mut alike: Vec<usize> =
            entity.words.iter().filter_map(|w| self.by_start.get(&first_sound(w)?)).flatten().copied().collect();
        for list in [&mut exact, &mut alike] {
            list.sort_unstable();
            list.dedup();
        }
        (exact, alike)
    }
}

/// What two forms of one name share: a word, all letters, or the initials.
pub(super) fn keys(entity: &Entity) -> Vec<Cow<'_, str>> {
    let mut keys: Vec<Cow<'_, str>> = Vec::with_capacity(entity.words.len() + 3);
    keys.extend(entity.words.iter().map(|word| Cow::Borrowed(word.as_str())));
    if entity.words.len() > 1 {
        keys.push(Cow::Owned(entity.words.concat()));
    }
    keys.push(Cow::Owned(capitals(&entity.name).to_lowercase()));
    keys.push(small(&entity.name));
    keys
}

/// The capitals that its words begin with.
fn capitals(name: &str) -> String {
    name.split([' ', '-']).filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect()
}

/// Whether the first name may be a form of the second.
pub(super) fn related(view: &View, short: &Entity, long: &Entity, how: Relation) -> bool {
    use SpeakerType::{Organization, Person};
    // A surname alone looks like a body's name; what is named whole tells which it is.
    let surname = short.words.len() == 1
        && long.kind == Person
        && long.words.len() > 1
        && long.words.last() == short.words.first();
    let tail = short.words.len() > 1 && long.words.ends_with(&short.words); // "Royal Bergmans Tilder"
    let clash = matches!((short.kind, long.kind), (Person, Organization) | (Organization, Person)) && !surname && !tail;
    if clash || short.place || long.place {
        return false;
    }
    let (a, b) = (&short.words, &long.words);
    if a.len() == 1 && a[0].len() == 1 && short.name.chars().all(char::is_alphanumeric) {
        return false;
    }
    match how {
        Relation::Same => {
            a.len() > 1
                && b.len() > 1
                && (a.last() == b.last()
                    && opens(&a[0], &b[0])
                    && long.kind != Organization
                    && short.kind != Organization)
                || same_letters(a, b)
                || turned(a, b)
        }
        Relation::Part => {
            let cut = long.name.rsplit_once('-').filter(|(f, _)| f.contains(' ')).map(|(f, _)| fold(f));
            let tail = |w: &[String]| w.len() > a.len() && w.ends_with(a);
            tail(b)
                || (a.len() > 1 || short.gender.is_none() || long.gender.is_none() || short.gender == long.gender)
                    && b.len() > 1
                    && b.starts_with(a)
                    && !view.lexicon.people.is_demonym(&a[0])
                    && (a.len() == 1 || long.kind != Person)
                    && (long.kind != Person || a[0].len() > 1)
                || cut.is_some_and(|c| c.split(' ').map(str::to_owned).collect::<Vec<_>>().ends_with(a))
                || a.len() == 1 && b.len() > 2 && long.kind == Person && b[1..].contains(&a[0]) && a[0].len() > 3
                || acronym(short, long)
                || glued(short, long)
                || a.len() == 1
                    && b.len() > 2
                    && long.kind == Organization
                    && short.determined
                    && b[1..].contains(&a[0])
        }
        Relation::Near => {
            if long.kind == Organization || short.kind == Organization {
                return false;
            }
            let n = a.len();
            if n > b.len() || n == 0 {
                return false;
            }
            let tail = &b[b.len() - n..];
            let pairs_near = a.iter().zip(tail).all(|(x, y)| x == y || near(x, y) || (n > 1 && opens(x, y)));
            let around = n > 1 && near(&a[n - 1], &b[b.len() - 1]) && (opens(&a[0], &b[0]) || near(&a[0], &b[0]));
            pairs_near || around || genitive(a, tail)
        }
    }
}

/// "H" opens "Henk"; equal names open each other.
fn opens(a: &str, b: &str) -> bool {
    a == b || ((a.len() == 1 || b.len() == 1) && a.chars().next() == b.chars().next())
}

/// "Ruttes" is "Rutte" with a genitive.
fn genitive(a: &[String], tail: &[String]) -> bool {
    matches!((a, tail), ([x], [y]) if x.strip_suffix('s') == Some(y) && y.len() >= 4)
}

/// The same words in another order ("Xu Wenbo", "Wen-bo Xu").
pub(super) fn turned(a: &[String], b: &[String]) -> bool {
    if a.len() < 2 || b.len() < 2 || a.len().max(b.len()) > 3 {
        return false;
    }
    (1..a.len()).any(|i| {
        let turned = a[i..].iter().chain(&a[..i]);
        letters(a) == letters(b) && turned.flat_map(|w| w.bytes()).eq(b.iter().flat_map(|w| w.bytes()))
    })
}

/// Whether the words have the same letters in the same order, wherever they are parted.
pub(super) fn same_letters(a: &[String], b: &[String]) -> bool {
    letters(a) == letters(b) && a.iter().flat_map(|w| w.bytes()).eq(b.iter().flat_map(|w| w.bytes()))
}

fn letters(words: &[String]) -> usize {
    words.iter().map(String::len).sum()
}

/// Spelt alike: the same first letter and few slips for their length.
fn near(a: &str, b: &str) -> bool {
    /// Letters from which one, two, three slips are forgiven; measured on re-transliterated names.
    const SLIPS: [(usize, usize); 3] = [(11, 3), (8, 2), (5, 1)];
    /// Bytes of a word that is compared letter by letter, which takes the square of its length.
    const LONGEST: usize = 64;
    let length = a.chars().count().min(b.chars().count());
    let allowed = SLIPS.iter().find(|(from, _)| length >= *from).map_or(0, |(_, slips)| *slips);
    if allowed == 0 {
        return false;
    }
    if a.len().abs_diff(b.len()) > 2 * allowed || a.len().max(b.len()) > LONGEST {
        return false;
    }
    if a.chars().next() != b.chars().next() && first_sound(a) != first_sound(b) {
        return false;
    }
    few_slips(a, b, allowed) || {
        let (x, y) = (sound(a), sound(b));
        few_slips(&x, &y, (allowed + usize::from(length >= 9)).saturating_sub(1)) || (x == y && x.len() >= 4)
    }
}

/// At most so many letters are left out, put in, changed or swapped.
fn few_slips(a: &str, b: &str, most: usize) -> bool {
    if a.is_ascii() && b.is_ascii() {
        // Each slip explains one letter that only one of the two has: cheaper to count than slips are.
        let mut counts = [0_i32; 128];
        a.bytes().for_each(|c| counts[usize::from(c)] += 1);
        b.bytes().for_each(|c| counts[usize::from(c)] -= 1);
        let (of_a, of_b) = counts.iter().fold((0, 0), |(x, y), &n| (x + n.max(0), y + (-n).max(0)));
        if of_a.max(of_b).unsigned_abs() as usize > most {
            return false;
        }
    }
    strsim::damerau_levenshtein(a, b) <= most
}

/// Letters that transliterations confuse, made one.
fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in sounded(word).chars().map(made_one) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// The first letter of [`sound`].
fn first_sound(word: &str) -> Option<char> {
    sounded(word).chars().next().map(made_one)
}

/// What of a word is sounded: "ye" begins as "e" does.
fn sounded(word: &str) -> &str {
    word.strip_prefix('y').filter(|r| r.starts_with('e')).unwrap_or(word)
}

const fn made_one(letter: char) -> char {
    match letter {
        'y' | 'j' => 'i',
        'w' => 'v',
        'k' | 'q' => 'c',
        'z' => 's',
        other => other,
    }
}

/// "Frans Bauer" of "Frans Bauer Leugentje": a whole name that stands as often without the word that a lost line break put behind it.
pub(super) fn glued(short: &Entity, long: &Entity) -> bool {
    short.words.len() > 1
        && short.words.len() + 1 == long.words.len()
        && long.words.starts_with(&short.words)
        && long.kind == SpeakerType::Person
        && short.seen >= long.seen
        && short.words.iter().all(|w| w.len() > 1)
}

/// "FT" for "Financial Times".
fn acronym(short: &Entity, long: &Entity) -> bool {
    if short.name.len() < 2
        || !short.name.chars().all(char::is_uppercase)
        || long.kind == SpeakerType::Person && long.gender.is_some()
    {
        return false;
    }
    capitals(&long.name) == short.name
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counting_letters_misses_no_slip(a in "[a-dé]{0,9}", b in "[a-dé]{0,9}", most in 0..4_usize) {
            prop_assert_eq!(few_slips(&a, &b, most), strsim::damerau_levenshtein(&a, &b) <= most);
        }
    }
}
