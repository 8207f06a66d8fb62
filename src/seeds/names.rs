//! Given names, the small words inside names, and places that stand for governments.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{Gender, Problems};

/// What is known of names in general.
#[derive(Debug, Default)]
pub struct Names {
    given: HashMap<String, Gender>,
    particles: HashSet<String>,
    places: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    #[serde(default)]
    male: String,
    #[serde(default)]
    female: String,
    #[serde(default)]
    particles: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    names: Vec<String>,
}

impl Names {
    /// The gender of a given name; `None` for names that are unknown or given to both.
    #[must_use]
    pub fn gender(&self, given: &str) -> Option<Gender> {
        self.given.get(&given.to_lowercase()).copied()
    }

    /// True for the small words inside names: "van", "der", "al".
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(&word.to_lowercase().replace('’', "'"))
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
                    problems.note(name, text, &format!(" {given} "), format!("\"{given}\" stands in both lists"));
                }
            }
        }
        self.particles.extend(file.particles.split_whitespace().map(str::to_owned));
    }

    pub(super) fn read_places(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<PlacesFile>(name, text) else { return };
        self.places.extend(file.names);
    }
}
