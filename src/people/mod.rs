//! One speaker under many spellings: which names of a collection are one person's.
//!
//! | module | the question it answers |
//! | --- | --- |
//! | `name` | what is given name, particle, surname, generation? |
//! | `alike` | may two names be one person's? |
//! | `family` | of all names with one surname, which are one person's? |
//! | `person` | what is somebody's id, and which name is shown? |
//! | `bodies` | which names are one ministry's, agency's, union's? |
//! | `sets` | which of many came together? |
//! | `saved` | how is who is who kept beside an index? |
//!
//! Two spellings of one name are one person. A name that says less ("J. Quill", "Quill") joins where one candidate is left: in the article for a
//! surname alone, else in the collection. What is left open stays by itself, and says who it may be.

mod alike;
mod bodies;
mod family;
mod name;
mod person;
mod saved;
mod sets;

#[cfg(test)]
mod tests;

use crate::model::record::ClaimRecord;
use crate::seeds::Speakers;
use crate::seeds::speakers::fold;
use alike::{Relation, relation};
use family::{Entry, Family};
use name::Name;
pub use person::Person;
use person::Told;
use sets::Sets;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names of one surname that are held against one another; those beyond it, in the order of the alphabet, stay by themselves.
const LARGEST: usize = 400;

/// How often a name speaks in an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The name.
    pub name: Arc<str>,
    /// The article.
    pub article: Arc<str>,
    /// Whether it is a person's name, as far as the article tells.
    pub person: bool,
    /// How many claims.
    pub claims: usize,
}

/// Who may be meant by what was typed.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    /// With all that they are called.
    pub persons: Vec<&'a Person>,
    /// Names that are meant as they stand.
    pub names: Vec<Arc<str>>,
    /// What was typed is somebody's whole name: with further words behind it, it is another's.
    pub whole: bool,
}

/// Who is who in a collection.
#[derive(Debug, Default)]
pub struct People {
    all: Vec<Person>,
    by_name: BTreeMap<Arc<str>, usize>,
    /// Where an article tells whom a surname stands for: name, article.
    in_article: BTreeMap<(Arc<str>, Arc<str>), usize>,
}

impl People {
    /// Finds out who is who. The same for the same sightings in any order.
    #[must_use]
    pub fn new(sightings: &[Sighting], known: &Speakers) -> Self {
        let mut tallies: BTreeMap<&Arc<str>, (usize, usize)> = BTreeMap::new();
        let mut articles: BTreeMap<&Arc<str>, BTreeSet<&Arc<str>>> = BTreeMap::new();
        for sighting in sightings {
            let tally = tallies.entry(&sighting.name).or_default();
            tally.0 += sighting.claims;
            tally.1 += if sighting.person { sighting.claims } else { 0 };
            articles.entry(&sighting.article).or_default().insert(&sighting.name);
        }
        let printed: Vec<&Arc<str>> = tallies.keys().copied().collect();
        let counts: Vec<usize> = tallies.values().map(|tally| tally.0).collect();
        let is_person = |(name, (all, persons)): (&&Arc<str>, &(usize, usize))| {
            2 * persons > *all && !known.bodies.is_after_somebody(name)
        };
        let persons: Vec<bool> = tallies.iter().map(is_person).collect();
        let entries: Vec<Entry> =
            printed.iter().map(|name| Entry { name: Name::parse(name, known), known: known.number(name) }).collect();
        let mut sets = Sets::new(entries.len());
        let open = join(&printed, &entries, &persons, known, &mut sets);
        let told = Told { printed: &printed, counts: &counts, entries: &entries, known };
        let mut people = Self::default();
        let mut taken = BTreeSet::new();
        let mut own = vec![0; entries.len()];
        let numbers: Vec<usize> = (0..entries.len()).collect();
        let resolved = resolve(&open, &sets);
        let mut whole = sets.clone();
        resolved.iter().for_each(|&(bare, to)| whole.join(bare, to));
        for group in whole.groups(&numbers) {
            group.iter().for_each(|&number| own[number] = people.all.len());
            let person = told.person(&group, persons[group[0]], &mut taken);
            people.all.push(person);
        }
        people.by_name = printed.iter().zip(&own).map(|(name, at)| (Arc::clone(name), *at)).collect();
        for (bare, candidates) in &open {
            let at = own[*bare];
            let left: BTreeSet<usize> = candidates.iter().map(|&to| own[to]).filter(|to| *to != at).collect();
            people.all[at].candidates = left.into_iter().map(|to| Arc::clone(&people.all[to].name)).collect();
        }
        people.look_into_articles(sightings, &articles, &open, &own, &printed);
        people
    }

    /// In an article that names one of the candidates whole, the surname is that one.
    fn look_into_articles(
        &mut self,
        sightings: &[Sighting],
        articles: &BTreeMap<&Arc<str>, BTreeSet<&Arc<str>>>,
        open: &[(usize, Vec<usize>)],
        own: &[usize],
        printed: &[&Arc<str>],
    ) {
        let open: BTreeMap<&Arc<str>, &Vec<usize>> = open.iter().map(|(bare, to)| (printed[*bare], to)).collect();
        for sighting in sightings {
            let (Some(candidates), Some(there)) = (open.get(&sighting.name), articles.get(&sighting.article)) else {
                continue;
            };
            let named = candidates.iter().filter(|&&to| there.contains(printed[to]));
            let left: BTreeSet<usize> = named.map(|&to| own[to]).collect();
            if left.len() == 1 {
                let place = (Arc::clone(&sighting.name), Arc::clone(&sighting.article));
                self.in_article.extend(left.first().map(|&to| (place, to)));
            }
        }
    }

    /// Everybody, in no order that means anything.
    #[must_use]
    pub fn all(&self) -> &[Person] {
        &self.all
    }

    /// Who may be meant by what was typed: words of one of the spellings in any order, an alias, another spelling of one of them.
    #[must_use]
    pub fn called(&self, typed: &str, aliases: &[String], known: &Speakers) -> Asked<'_> {
        let folded = fold(typed);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut asked = Asked::default();
        if words.is_empty() {
            return asked;
        }
        let aliases: BTreeSet<String> = aliases.iter().map(|alias| fold(alias)).collect();
        let name = Name::parse(typed, known);
        // "D. Peskov" asks for Dmitry Peskov; "Dmitry Peskov" does not ask for every D. Peskov.
        let is_spelling = |other: &Name| match relation(&name, other, known) {
            Relation::Same => true,
            Relation::Compatible => name.fullness() < other.fullness(),
            Relation::Apart => false,
        };
        asked.whole = words.len() > 1 && self.all.iter().any(|p| p.spellings.iter().any(|s| fold(s) == folded));
        for person in &self.all {
            let mut is_meant = false;
            for spelling in &person.spellings {
                let own = fold(spelling);
                let parts: Vec<&str> = own.split(' ').collect();
                let by_words = if asked.whole {
                    ends_with(spelling, &parts, &words)
                } else {
                    words.iter().all(|word| parts.contains(word))
                };
                // "Ann J. Brand" is Ann Brand, "Ann Brand Foundation" is not.
                let may_be_spelling = person.is_person && (!asked.whole || parts.last() == words.last());
                is_meant |= own == folded
                    || by_words && (person.is_person || !asked.whole)
                    || aliases.contains(&own)
                    || may_be_spelling && is_spelling(&Name::parse(spelling, known));
                // "Cole and Ann Brand" may be called something else as well that is not Ann Brand's.
                if by_words {
                    asked.names.push(Arc::clone(spelling));
                }
            }
            if is_meant {
                asked.persons.push(person);
            }
        }
        asked
    }

    /// Tells in a claim of the index who its speaker is.
    pub fn identify(&self, claim: &mut ClaimRecord) {
        if let Some(name) = claim.speaker.known_as() {
            claim.speaker.id = self.of(name, &claim.article.id).map(|person| person.id.clone());
        }
    }

    /// Who a name is in an article.
    #[must_use]
    pub fn of(&self, name: &str, article: &str) -> Option<&Person> {
        let place = (Arc::from(name), Arc::from(article));
        self.number(&place.0, &place.1).map(|number| &self.all[number])
    }

    /// The person with this id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Person> {
        self.all.iter().find(|person| person.id == id)
    }

    /// The place of that person among [`People::all`].
    #[must_use]
    pub fn number(&self, name: &Arc<str>, article: &Arc<str>) -> Option<usize> {
        let here = || self.in_article.get(&(Arc::clone(name), Arc::clone(article)));
        let found = if self.in_article.is_empty() { None } else { here() };
        found.or_else(|| self.by_name.get(name)).copied()
    }

    /// Where an article tells whom a surname stands for: name, article, the place among [`People::all`].
    pub fn in_articles(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.in_article.iter().map(|((name, article), &number)| (&**name, &**article, number))
    }

    /// The articles in which a surname alone stands for a person, by the surname.
    #[must_use]
    pub fn surnames_of(&self, person: &Person) -> Vec<(Arc<str>, Arc<str>)> {
        let is_of = |number: &usize| self.all[*number].id == person.id;
        self.in_article.iter().filter(|(_, number)| is_of(number)).map(|(place, _)| place.clone()).collect()
    }
}

/// True where a name, of these folded words, ends with the ones typed, or goes on with a small word: "President Ann Brand", "Ann Brand and Lee Holm", not
/// "Ann Brand Jr.".
fn ends_with(name: &str, words: &[&str], typed: &[&str]) -> bool {
    let Some(at) = words.windows(typed.len()).position(|run| run == typed) else { return false };
    let behind = at + typed.len();
    let written: Vec<&str> = name.split_whitespace().collect();
    behind == words.len() || written.len() == words.len() && written[behind].starts_with(char::is_lowercase)
}

/// Joins the names that are one; gives the bare surnames with the names that each may stand for.
fn join(
    printed: &[&Arc<str>],
    entries: &[Entry],
    persons: &[bool],
    known: &Speakers,
    sets: &mut Sets,
) -> Vec<(usize, Vec<usize>)> {
    let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
    let mut surnames = Sets::new(entries.len());
    for (number, entry) in entries.iter().enumerate() {
        let same =
            entry.known.map_or_else(|| format!("{} {}", persons[number], fold(printed[number])), |k| format!("#{k}"));
        sets.join(number, *firsts.entry(same).or_insert(number));
        if persons[number] || entry.known.is_some() {
            let keys = entry.name.surname.iter().flat_map(|part| known.spellings.keys(part));
            let father_s = entry.name.father_s(known).map(|surname| known.spellings.keys(surname));
            for key in keys.chain(father_s.into_iter().flatten()).chain(turned(&entry.name, known)) {
                surnames.join(number, *firsts.entry(format!("~{key}")).or_insert(number));
            }
        }
    }
    bodies::join(printed, &|n| persons[n] || entries[n].known.is_some(), known, sets);
    let named: Vec<usize> = (0..entries.len()).filter(|&n| persons[n] || entries[n].known.is_some()).collect();
    let mut open = Vec::new();
    for group in surnames.groups(&named) {
        let family = Family::new(&group[..group.len().min(LARGEST)], entries, known);
        family.join(sets);
        open.extend(family.candidates());
    }
    open
}

/// The bare surnames for which one person is left in the whole collection.
fn resolve(open: &[(usize, Vec<usize>)], sets: &Sets) -> Vec<(usize, usize)> {
    let only = |candidates: &[usize]| {
        let left: BTreeSet<usize> = candidates.iter().map(|&to| sets.of(to)).collect();
        left.first().copied().filter(|_| left.len() == 1)
    };
    open.iter().filter_map(|(bare, candidates)| Some((*bare, only(candidates)?))).collect()
}

/// What "Orban Viktor" and "Viktor Orban" have in common.
fn turned(name: &Name, known: &Speakers) -> Option<String> {
    let ([given], [surname]) = (&name.given[..], &name.surname[..]) else { return None };
    let mut both = [known.spellings.plain(given), known.spellings.plain(surname)];
    both.sort_unstable();
    Some(both.join(","))
}
