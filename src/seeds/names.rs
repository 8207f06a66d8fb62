//! Given names, the small words inside names, and places that stand for governments.

use rustc_hash::{FxHashMap, FxHashSet};

use serde::Deserialize;

use super::{Gender, Problems};
use crate::text::small;

/// Letters of a given name that is known without its accents as well, at least: shorter ones are words.
const SHORTEST_PLAIN: usize = 4;

/// What is known of names in general.
#[derive(Debug, Default)]
pub struct Names {
    given: FxHashMap<String, Gender>,
    either: FxHashSet<String>,
    particles: FxHashSet<String>,
    places: FxHashSet<String>,
    countries: FxHashSet<String>,
    /// The first words of places of all kinds, towns too.
    place_words: FxHashSet<String>,
    male_endings: Vec<String>,
    female_endings: Vec<String>,
    weak_particles: FxHashSet<String>,
    old_articles: FxHashSet<String>,
    generations: FxHashSet<String>,
    honorifics: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    #[serde(default)]
    male: String,
    #[serde(default)]
    female: String,
    #[serde(default)]
    either: String,
    #[serde(default)]
    particles: String,
    #[serde(default)]
    male_endings: String,
    #[serde(default)]
    female_endings: String,
    #[serde(default)]
    weak_particles: String,
    #[serde(default)]
    old_articles: String,
    #[serde(default)]
    generations: String,
    #[serde(default)]
    honorifics: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    names: Vec<String>,
    #[serde(default)]
    countries: Vec<String>,
    #[serde(default)]
    towns: String,
}

impl Names {
    /// The gender of a given name; `None` for names that are unknown or given to both.
    #[must_use]
    pub fn gender(&self, given: &str) -> Option<Gender> {
        self.given.get(&*small(given)).copied()
    }

    /// The gender that a surname's ending tells ("Ivanova"); `None` when it tells none.
    #[must_use]
    pub fn surname_gender(&self, surname: &str) -> Option<Gender> {
        let folded = small(surname);
        let ends = |list: &[String]| list.iter().any(|e| folded.len() > e.len() + 1 && folded.ends_with(e.as_str()));
        if ends(&self.female_endings) { Some(Gender::Female) } else { ends(&self.male_endings).then_some(Gender::Male) }
    }

    /// True for a given name, of whatever gender.
    #[must_use]
    pub fn is_given(&self, word: &str) -> bool {
        let word = small(word);
        let one = |w: &str| self.given.contains_key(w) || self.either.contains(w);
        // "Jean-Laurent", not "Thomas-Greenfield".
        one(&word) || word.split_once('-').is_some_and(|(a, b)| one(a) && one(b))
    }

    /// Every given name, in small ASCII letters.
    pub(super) fn all_given(&self) -> impl Iterator<Item = String> + '_ {
        self.given.keys().chain(&self.either).map(|name| any_ascii::any_ascii(name))
    }

    /// The small words inside names, and the endings of courtesy.
    pub(super) fn around_names(&self) -> (FxHashSet<String>, Vec<String>) {
        (self.particles.clone(), self.honorifics.clone())
    }

    /// True for a particle that is also an everyday preposition ("in"): part of a name only with a capital.
    #[must_use]
    pub fn is_weak_particle(&self, word: &str) -> bool {
        self.weak_particles.contains(word)
    }

    /// True for an article that makes a name's of a weak particle before it: "in 't Veld".
    #[must_use]
    pub fn is_old_article(&self, word: &str) -> bool {
        self.old_articles.contains(word) || word.contains('’') && self.old_articles.contains(&word.replace('’', "'"))
    }

    /// True for what stands behind a surname: "Jr".
    #[must_use]
    pub fn is_generation(&self, word: &str) -> bool {
        self.generations.contains(word)
    }

    /// The name without an ending of courtesy ("Tanaka-san").
    #[must_use]
    pub fn plain<'a>(&self, name: &'a str) -> &'a str {
        self.honorifics.iter().find_map(|h| name.strip_suffix(h.as_str())).unwrap_or(name)
    }

    /// True for a country or another place that is no person.
    #[must_use]
    pub fn is_place(&self, name: &str) -> bool {
        self.countries.contains(name) || self.places.contains(name)
    }

    /// True for the first word of a place's name, a small town's too.
    #[must_use]
    pub fn begins_place(&self, word: &str) -> bool {
        self.place_words.contains(word)
    }

    /// True for the small words inside names: "van", "der", "al".
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        let small = small(word);
        self.particles.contains(&*small) || small.contains('’') && self.particles.contains(&small.replace('’', "'"))
    }

    /// True for a place or seat that stands for a government ("Moscow", "Kremlin").
    #[must_use]
    pub fn is_seat(&self, name: &str) -> bool {
        self.places.contains(name)
    }

    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<NamesFile>(name, text) else { return };
        for (list, gender) in [(&file.male, Gender::Male), (&file.female, Gender::Female)] {
            for given in list.split_whitespace() {
                if self.given.insert(given.to_owned(), gender).is_some_and(|g| g != gender) {
                    self.given.remove(given);
                    problems.note(name, text, &format!(" {given} "), format!("\"{given}\" is in both lists"));
                }
            }
        }
        let own = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        self.either.extend(own(&file.either));
        self.add_plain();
        self.particles.extend(own(&file.particles));
        self.male_endings.extend(own(&file.male_endings));
        self.female_endings.extend(own(&file.female_endings));
        self.weak_particles.extend(own(&file.weak_particles));
        self.old_articles.extend(own(&file.old_articles));
        self.generations.extend(own(&file.generations));
        self.honorifics.extend(own(&file.honorifics));
    }

    /// "Hervé" is written "Herve" as well.
    fn add_plain(&mut self) {
        let accented = self.given.iter().filter(|(name, _)| !name.is_ascii() && name.chars().count() >= SHORTEST_PLAIN);
        let plain: Vec<(String, Gender)> =
            accented.map(|(name, &gender)| (any_ascii::any_ascii(name).to_lowercase(), gender)).collect();
        for (name, gender) in plain {
            if !self.either.contains(&name) {
                self.given.entry(name).or_insert(gender);
            }
        }
    }

    pub(super) fn read_places(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<PlacesFile>(name, text) else { return };
        let first = |name: &String| name.split_whitespace().next().unwrap_or_default().to_owned();
        self.place_words.extend(file.names.iter().chain(&file.countries).map(first));
        self.place_words.extend(file.towns.split_whitespace().map(str::to_owned));
        self.places.extend(file.names);
        self.countries.extend(file.countries);
    }
}
