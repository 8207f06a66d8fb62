//! What nouns tell of persons: gender, and words around names that are no part of them.

use rustc_hash::FxHashSet;

use serde::Deserialize;

use super::{Gender, Problems};

/// Nouns for persons in one language.
#[derive(Debug, Default)]
pub struct People {
    male: FxHashSet<String>,
    female: FxHashSet<String>,
    male_endings: Vec<String>,
    female_endings: Vec<String>,
    neutral_endings: Vec<String>,
    modifiers: FxHashSet<String>,
    demonyms: FxHashSet<String>,
    member_endings: Vec<String>,
    pairs: FxHashSet<String>,
    kin: FxHashSet<String>,
    others: FxHashSet<String>,
    authors: FxHashSet<String>,
    name_links: FxHashSet<String>,
    counting: FxHashSet<String>,
    offices: FxHashSet<String>,
    accused: FxHashSet<String>,
    place_links: FxHashSet<String>,
    any_body: FxHashSet<String>,
    complements: FxHashSet<String>,
    press: FxHashSet<String>,
    anybody: FxHashSet<String>,
    indefinite: FxHashSet<String>,
    ages: Vec<String>,
    plural_verbs: Vec<String>,
    and: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct PeopleFile {
    male: String,
    female: String,
    male_endings: String,
    female_endings: String,
    neutral_endings: String,
    modifiers: String,
    demonyms: String,
    member_endings: String,
    pair_nouns: String,
    relation_nouns: String,
    other_words: String,
    author_prepositions: String,
    name_links: String,
    counting: String,
    offices: String,
    accused: String,
    place_links: String,
    generic_organizations: String,
    complements: String,
    press_nouns: String,
    generic_persons: String,
    indefinite: String,
    ages: String,
    plural_verbs: String,
    and: String,
}

/// Keys that had another name.
const RENAMED: &[(&str, &str)] = &[
    ("any_body", "generic_organizations"),
    ("anybody", "generic_persons"),
    ("authors", "author_prepositions"),
    ("kin", "relation_nouns"),
    ("others", "other_words"),
    ("pairs", "pair_nouns"),
    ("press", "press_nouns"),
];

impl People {
    /// The gender that a noun or title tells; `None` when it tells none.
    #[must_use]
    pub fn gender(&self, noun: &str) -> Option<Gender> {
        let last = noun.rsplit('-').next().unwrap_or(noun);
        for word in [noun, last] {
            if self.male.contains(word) {
                return Some(Gender::Male);
            }
            if self.female.contains(word) {
                return Some(Gender::Female);
            }
        }
        let ends = |list: &[String]| list.iter().any(|e| noun.len() > e.len() && noun.ends_with(e.as_str()));
        if ends(&self.neutral_endings) || self.neutral_endings.iter().any(|e| e == noun) {
            None
        } else if ends(&self.female_endings) {
            Some(Gender::Female)
        } else if ends(&self.male_endings) {
            Some(Gender::Male)
        } else {
            None
        }
    }

    /// True for a word before a noun or name that is no part of a name: "former".
    #[must_use]
    pub fn is_modifier(&self, word: &str) -> bool {
        self.modifiers.contains(word)
    }

    /// True for where somebody is from or belongs to, as adjective or noun: "Ukrainian", "VVD'er".
    #[must_use]
    pub fn is_demonym(&self, word: &str) -> bool {
        self.demonyms.contains(word) || self.member_endings.iter().any(|e| word.ends_with(e.as_str()))
    }

    /// True for a noun for two who were named together: "duo".
    #[must_use]
    pub fn is_pair(&self, word: &str) -> bool {
        self.pairs.contains(word)
    }

    /// True for a noun that says whose somebody is: "neighbour", "wife".
    #[must_use]
    pub fn is_kin(&self, word: &str) -> bool {
        self.kin.contains(word)
    }

    /// True for a word that says it is not the one before: "another".
    #[must_use]
    pub fn is_other(&self, word: &str) -> bool {
        self.others.contains(word)
    }

    /// True for a preposition between a document and who wrote it: "by".
    #[must_use]
    pub fn is_author_link(&self, word: &str) -> bool {
        self.authors.contains(word)
    }

    /// True for a preposition inside names of bodies: "of".
    #[must_use]
    pub fn is_name_link(&self, word: &str) -> bool {
        self.name_links.contains(word)
    }

    /// True for a preposition that says whose or whence somebody is: "from".
    #[must_use]
    pub fn is_complement_link(&self, word: &str) -> bool {
        self.complements.contains(word)
    }

    /// True for a noun that may stand for a body of whatever kind: "the company".
    #[must_use]
    pub fn is_any_body(&self, word: &str) -> bool {
        self.any_body.contains(word)
    }

    /// True for a preposition that places stand behind: "in".
    #[must_use]
    pub fn is_place_link(&self, word: &str) -> bool {
        self.place_links.contains(word)
    }

    /// True for a noun for whom the press calls by initials: "the suspect".
    #[must_use]
    pub fn is_accused(&self, word: &str) -> bool {
        self.accused.contains(word)
    }

    /// True for a noun for an office that an article may speak of without introducing who holds it: "the judge".
    #[must_use]
    pub fn is_office(&self, word: &str) -> bool {
        self.offices.contains(word)
    }

    /// True for a number or quantity that belongs to what a group is called: "two".
    #[must_use]
    pub fn is_counting(&self, word: &str) -> bool {
        self.counting.contains(word)
    }

    /// True for a determiner of what was not spoken of before: "a".
    #[must_use]
    pub fn is_indefinite(&self, word: &str) -> bool {
        self.indefinite.contains(word)
    }

    /// The age in a word like "43-year-old".
    #[must_use]
    pub fn age(&self, word: &str) -> Option<u32> {
        let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &word[..word.len() - tail.len()];
        self.ages.iter().any(|a| a == tail).then(|| digits.parse().ok())?
    }

    /// True for a verb form that goes with several persons, where its ending tells.
    #[must_use]
    pub fn is_plural_verb(&self, verb: &str) -> bool {
        self.plural_verbs.iter().any(|e| verb.len() > e.len() && verb.ends_with(e.as_str()))
    }

    /// True for a noun that may stand for anybody of its gender: "the man".
    #[must_use]
    pub fn is_anybody(&self, noun: &str) -> bool {
        self.anybody.contains(noun)
    }

    /// True for a noun that may stand for the outlet of an article: "the newspaper".
    #[must_use]
    pub fn is_press(&self, noun: &str) -> bool {
        self.press.contains(noun)
    }

    /// What joins two names, with a space on either side.
    #[must_use]
    pub fn and(&self) -> &str {
        &self.and
    }

    /// True when verb endings tell the number in this language.
    #[must_use]
    pub fn verbs_tell_number(&self) -> bool {
        !self.plural_verbs.is_empty()
    }

    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        if problems.renamed(name, text, RENAMED) {
            return;
        }
        let Some(file) = problems.read::<PeopleFile>(name, text) else { return };
        let own = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        self.male.extend(own(&file.male));
        self.female.extend(own(&file.female));
        self.male_endings.extend(own(&file.male_endings));
        self.member_endings.extend(own(&file.member_endings));
        self.female_endings.extend(own(&file.female_endings));
        self.neutral_endings.extend(own(&file.neutral_endings));
        self.modifiers.extend(own(&file.modifiers));
        self.demonyms.extend(own(&file.demonyms));
        self.pairs.extend(own(&file.pair_nouns));
        self.kin.extend(own(&file.relation_nouns));
        self.others.extend(own(&file.other_words));
        self.authors.extend(own(&file.author_prepositions));
        self.name_links.extend(own(&file.name_links));
        self.counting.extend(own(&file.counting));
        self.offices.extend(own(&file.offices));
        self.accused.extend(own(&file.accused));
        self.place_links.extend(own(&file.place_links));
        self.any_body.extend(own(&file.generic_organizations));
        self.complements.extend(own(&file.complements));
        self.press.extend(own(&file.press_nouns));
        self.anybody.extend(own(&file.generic_persons));
        self.indefinite.extend(own(&file.indefinite));
        self.ages.extend(own(&file.ages));
        if !file.and.is_empty() {
            self.and = format!(" {} ", file.and);
        }
        self.plural_verbs.extend(own(&file.plural_verbs));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_key_is_told_its_new_name() {
        let mut problems = Problems::default();
        People::default().read("nl/people.toml", "male = \"heer\"\nauthors = \"van\"\n", &mut problems);
        assert!(problems.to_string().starts_with("nl/people.toml:2:1: `authors` is called `author_prepositions` now"));
    }
}
