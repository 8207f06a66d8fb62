//! Which names are one body's: what comes down to one name in whatever language, and a short form of capitals with the only long name that it is made of.

use super::sets::Sets;
use crate::seeds::Speakers;
use any_ascii::any_ascii;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Letters of the shortest short form: of two, too many bodies have the same.
const SHORTEST: usize = 3;

/// Joins the names that are one body's; `is_person` tells of which names nothing is to be done.
pub(super) fn join(printed: &[&Arc<str>], is_person: &impl Fn(usize) -> bool, known: &Speakers, sets: &mut Sets) {
    let bodies: Vec<usize> = (0..printed.len()).filter(|&number| !is_person(number)).collect();
    let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
    for &number in &bodies {
        if let Some(key) = known.bodies.key(printed[number]) {
            sets.join(number, *firsts.entry(key).or_insert(number));
        }
    }
    let (short, long): (Vec<usize>, Vec<usize>) = bodies.into_iter().partition(|&number| is_short(printed[number]));
    // Of each long name the short forms that it may have, by their first letter: few are left to compare.
    let mut by_letter: BTreeMap<char, Vec<(usize, Vec<String>)>> = BTreeMap::new();
    for number in long {
        let words = words(printed[number]);
        if let (Some(letter), true) = (words.first().and_then(|word| word.chars().next()), words.len() > 1) {
            by_letter.entry(letter).or_default().push((number, words));
        }
    }
    let mut pairs = Vec::new();
    for &number in &short {
        let letters = any_ascii(printed[number]).to_lowercase();
        let fits = |words: &[String]| is_made_of(&letters, words, known);
        let all = letters.chars().next().and_then(|letter| by_letter.get(&letter)).into_iter().flatten();
        let found: Vec<usize> = all.filter(|(_, words)| fits(words)).map(|(number, _)| *number).collect();
        let bodies: BTreeSet<usize> = found.iter().map(|&number| sets.of(number)).collect();
        if let (1, Some(&body)) = (bodies.len(), bodies.first()) {
            pairs.push((number, body));
        }
    }
    // Two short forms of one long name, and nobody knows whether they are one body.
    for &(number, body) in &pairs {
        if pairs.iter().all(|&(other, to)| to != body || sets.of(other) == sets.of(number)) {
            sets.join(number, body);
        }
    }
}

fn is_short(name: &str) -> bool {
    name.chars().count() >= SHORTEST && name.chars().all(char::is_uppercase)
}

fn words(name: &str) -> Vec<String> {
    let flat = any_ascii(name).to_lowercase();
    flat.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a short form has the first letters of all words but the small ones, in order; letters from inside a word may stand between them ("Rijksinstituut").
fn is_made_of(letters: &str, words: &[String], known: &Speakers) -> bool {
    fn fits(letters: &[u8], words: &[String], known: &Speakers) -> bool {
        let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
        let small = known.bodies.is_small(word);
        if small && fits(letters, rest, known) {
            return true;
        }
        if letters.first() != word.as_bytes().first() {
            return false;
        }
        // One letter of the word, or a second one from inside it.
        fits(&letters[1..], rest, known)
            || !small
                && letters.get(1).is_some_and(|second| word.as_bytes()[1..].contains(second))
                && fits(&letters[2..], rest, known)
    }
    letters.is_ascii() && fits(letters.as_bytes(), words, known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds::Seeds;

    fn sets_of(names: &[&str]) -> Vec<usize> {
        let mut names: Vec<Arc<str>> = names.iter().map(|name| Arc::from(*name)).collect();
        let order = names.clone();
        names.sort();
        let printed: Vec<&Arc<str>> = names.iter().collect();
        let mut sets = Sets::new(names.len());
        join(&printed, &|_| false, &Seeds::built_in().speakers, &mut sets);
        order.iter().map(|name| names.iter().position(|n| n == name).map_or(0, |at| sets.of(at))).collect()
    }

    #[test]
    fn one_body_in_several_names() {
        for one in [
            ["foreign ministry of Marania", "ministerie van Buitenlandse Zaken van Marania"],
            ["Russian foreign ministry", "Ministry of Foreign Affairs of Russia"],
            ["Amerikaanse ministerie van Defensie", "US defense ministry"],
            ["RIVM", "Rijksinstituut voor Volksgezondheid en Milieu"],
            ["CBS", "Centraal Bureau voor de Statistiek"],
            ["Europese Commissie", "European Commission"],
            ["Port Authority of Wexmouth", "Wexmouth Port Authority"],
            ["NVWA", "Nederlandse Voedsel- en Warenautoriteit"],
        ] {
            let sets = sets_of(&one);
            assert_eq!(sets[0], sets[1], "{one:?}");
        }
    }

    #[test]
    fn two_bodies() {
        for two in [
            ["foreign ministry of Marania", "foreign ministry of Ostrava"],
            ["Foreign Ministry", "Ministry of Foreign Affairs"],
            ["RIVM", "Rijksdienst voor Ondernemend Nederland"],
            ["UN", "Union of Nurses"],
            ["Bank of Ilva", "Bank of Orm"],
            ["CBS", "Central Bank"],
        ] {
            let sets = sets_of(&two);
            assert_ne!(sets[0], sets[1], "{two:?}");
        }
        let sets = sets_of(&["ABC", "Aldbury Bakers Company", "Association of Bridge Constructors"]);
        assert!(sets[0] != sets[1] && sets[0] != sets[2] && sets[1] != sets[2], "what may be two is neither");
    }
}
