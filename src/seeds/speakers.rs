//! Speakers known by name: aliases, transliterations, and their roles by period.

use rustc_hash::FxHashMap;

use serde::Deserialize;

use super::bodies::Bodies;
pub use super::folded::fold;
use super::{Gender, Problems, Spellings};

/// A role, and when it was held.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// In words.
    pub role: String,
    /// The language of the words (ISO 639-1).
    pub lang: String,
    /// Nouns by which an article may call who holds it ("diplomat").
    #[serde(default)]
    pub words: String,
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub to: Option<String>,
}

/// A speaker known by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownSpeaker {
    /// The name under which claims of all articles come together.
    pub name: String,
    /// Of whom pronouns speak.
    pub gender: Option<Gender>,
    /// Other spellings and names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Roles by period.
    #[serde(default)]
    pub roles: Vec<Role>,
}

impl KnownSpeaker {
    /// The role in `lang` on `date` (`YYYY-MM-DD`); without a date, none: a role without its time is a guess.
    #[must_use]
    pub fn role_on(&self, lang: &str, date: Option<&str>) -> Option<&Role> {
        let date = date?;
        self.roles.iter().find(|r| {
            r.lang == lang && r.from.as_deref().is_none_or(|f| f <= date) && r.to.as_deref().is_none_or(|t| date <= t)
        })
    }
}

/// All known speakers.
#[derive(Debug, Default)]
pub struct Speakers {
    /// How names are spelled.
    pub spellings: Spellings,
    /// What bodies are called.
    pub bodies: Bodies,
    all: Vec<KnownSpeaker>,
    by_name: FxHashMap<String, usize>,
    /// A hash of every seed file that tells of names.
    pub(super) digest: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeakersFile {
    #[serde(default)]
    speaker: Vec<KnownSpeaker>,
}

impl Speakers {
    /// The speaker who is called so, in any of the spellings on file (case and accents aside).
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&KnownSpeaker> {
        self.number(name).map(|i| &self.all[i])
    }

    /// The place of that speaker among [`Speakers::all`].
    #[must_use]
    pub fn number(&self, name: &str) -> Option<usize> {
        self.by_name.get(&fold(name)).copied()
    }

    /// All of them, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[KnownSpeaker] {
        &self.all
    }

    /// Another one where the seeds tell anything else of names: what was made with other seeds is told by it.
    #[must_use]
    pub fn digest(&self) -> &[u8] {
        &self.digest
    }

    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<SpeakersFile>(name, text) else { return };
        for speaker in file.speaker {
            let number = self.all.len();
            for alias in std::iter::once(&speaker.name).chain(&speaker.aliases) {
                if let Some(other) = self.by_name.insert(fold(alias), number)
                    && other != number
                {
                    let cause = format!("\"{alias}\" also names {}", self.all[other].name);
                    problems.note(name, text, &format!("\"{alias}\""), cause);
                }
            }
            self.all.push(speaker);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use crate::seeds::Seeds;

    #[test]
    fn names_are_folded_to_words_of_small_letters() {
        let folds = ["O'Neil-Brand, J.R.", "Ó'Neil–Brand, J.R.", " o neil  BRAND j r "].map(fold);
        assert_eq!(folds, ["o neil brand j r"; 3]);
        assert_eq!(fold("…"), fold("."));
    }

    #[test]
    fn any_spelling_finds_the_speaker() {
        let speakers = &Seeds::built_in().speakers;
        for name in ["Dmitri Peskov", "DMITRY PESKOV", "Дмитрий Песков"] {
            assert_eq!(speakers.find(name).map(|s| s.name.as_str()), Some("Dmitry Peskov"), "{name}");
        }
        let spicer = speakers.find("Sean Spicer").and_then(|s| s.role_on("en", Some("2017-02-02")));
        assert_eq!(spicer.map(|r| r.role.as_str()), Some("White House Press Secretary"));
        assert!(speakers.find("Nobody At All").is_none());
    }
}
