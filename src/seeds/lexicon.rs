//! What is known of one language: word classes, abbreviations, pronouns, reporting expressions.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use serde::Deserialize;

use super::grammar::{Gender, Number};
use super::{Cues, People, Problems, Times, Wording};
use crate::text::Abbreviations;

/// Word classes, as a set of bits. The lower sixteen are features of the trained layer: their order is part of its model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Class(pub u32);

impl Class {
    /// A form of a reporting verb.
    pub const CUE: Self = Self(1);
    /// A noun for a person.
    pub const PERSON: Self = Self(1 << 1);
    /// A noun for several persons.
    pub const GROUP: Self = Self(1 << 2);
    /// A noun for a body.
    pub const BODY: Self = Self(1 << 3);
    /// A noun for a document.
    pub const DOCUMENT: Self = Self(1 << 4);
    /// A title before a name.
    pub const TITLE: Self = Self(1 << 5);
    /// A personal pronoun.
    pub const PRONOUN: Self = Self(1 << 6);
    /// An article or other determiner.
    pub const DETERMINER: Self = Self(1 << 7);
    /// A preposition.
    pub const PREPOSITION: Self = Self(1 << 8);
    /// "that", "dat".
    pub const COMPLEMENTIZER: Self = Self(1 << 9);
    /// A relative pronoun.
    pub const RELATIVE: Self = Self(1 << 10);
    /// A subordinating conjunction.
    pub const SUBORDINATOR: Self = Self(1 << 11);
    /// A common finite verb.
    pub const AUXILIARY: Self = Self(1 << 12);
    /// An adverb that may stand between a subject and its verb.
    pub const ADVERB: Self = Self(1 << 13);
    /// A day, a month, a part of the day.
    pub const TIME: Self = Self(1 << 14);
    /// A coordinating conjunction.
    pub const COORDINATOR: Self = Self(1 << 15);
    /// A preposition that goes on with a noun phrase.
    pub const LINKER: Self = Self(1 << 16);
    /// "but", "maar".
    pub const BREAKER: Self = Self(1 << 17);
    /// A word that opens an indirect question.
    pub const QUESTIONER: Self = Self(1 << 18);
    /// A word that begins a part of the sentence that is no longer said.
    pub const CLOSER: Self = Self(1 << 19);

    /// A preposition that does so only behind a noun for people or bodies.
    pub const LOOSE_LINKER: Self = Self(1 << 20);

    /// A word before an infinitive: "to", "te".
    pub const INFINITIVE: Self = Self(1 << 21);
    /// "not", "niet".
    pub const NEGATION: Self = Self(1 << 22);
    /// Makes a saying none: "never", "didn't".
    pub const UNSAYING: Self = Self(1 << 28);
    /// Stands for nobody, or opens a phrase that does: "nobody", "neither", Dutch "geen".
    pub const NOBODY: Self = Self(1 << 29);
    /// Opens a condition: "if".
    pub const CONDITIONAL: Self = Self(1 << 30);
    /// A participle whose subject in the passive is who hears it: "told", "informed".
    pub const TOLD: Self = Self(1 << 26);
    /// A verb whose subject is who hears it: Dutch "hoorde", "vernam", and "kreeg … te horen".
    pub const HEARS: Self = Self(1 << 27);
    /// A pronoun that may stand for nobody: "it", "er".
    pub const EXPLETIVE: Self = Self(1 << 23);
    /// A participle that reports without a speaker behind such a pronoun: "noted", "gemeld".
    pub const IMPERSONAL: Self = Self(1 << 24);
    /// What makes a passive of it: "is", "wordt".
    pub const PASSIVE: Self = Self(1 << 25);

    /// True when the two share a class.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the word belongs to no class.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A personal pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Of whom.
    pub gender: Gender,
    /// How many.
    pub number: Number,
}

/// What is known of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// ISO 639-1.
    pub code: String,
    /// What is no part of an article.
    pub boilerplate: super::boilerplate::Boilerplate,
    /// Months, weekdays, order of figures.
    pub dates: super::dates::Dates,
    /// How an article tells its title, author, outlet and date.
    pub metadata: super::metadata::MetadataWords,
    /// Full stops that end no sentence.
    pub abbreviations: Abbreviations,
    /// Reporting expressions.
    pub cues: Cues,
    /// What nouns tell of persons.
    pub people: People,
    /// What changes a statement when it changes.
    pub wording: Wording,
    /// Words for times.
    pub times: Times,
    /// What tells a machine's translation.
    pub translated: super::translated::Phrases,
    /// Words that one rule asks for each.
    pub sets: super::sets::Sets,
    /// What a body's noun may stand for: "agency" for a ministry.
    pub stands_for: FxHashMap<String, FxHashSet<String>>,
    /// The language writes compounds as one word: "gemeentewoordvoerder" is a "woordvoerder".
    pub compounds: bool,
    /// Words that may stand between a reporting verb and its particle or fixed companion.
    pub gap: usize,
    classes: FxHashMap<String, Class>,
    /// The last bytes of nouns that may end a compound: most words end otherwise.
    heads: FxHashSet<[u8; END]>,
    pronouns: FxHashMap<String, Pronoun>,
}

/// Letters of the shortest noun that is looked for at the end of a compound: shorter ones end too many other words.
const SHORTEST_HEAD: usize = 5;
/// Bytes of a word's end that are looked at first, no more than the shortest such noun has.
const END: usize = 4;
/// Classes that a compound takes from its head.
const NOUNS: u32 = Class::PERSON.0 | Class::GROUP.0 | Class::BODY.0 | Class::DOCUMENT.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    #[serde(default)]
    compounds: bool,
    #[serde(default)]
    gap: usize,
    #[serde(default)]
    abbreviations: AbbreviationsTable,
    #[serde(default)]
    pronoun: Vec<PronounEntry>,
    #[serde(default)]
    words: BTreeMap<String, String>,
    #[serde(default)]
    sets: super::sets::SetsTable,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AbbreviationsTable {
    always: String,
    sometimes: String,
    starters: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounEntry {
    forms: String,
    gender: Gender,
    number: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesFile {
    #[serde(default)]
    titles: String,
    #[serde(default)]
    persons: String,
    #[serde(default)]
    groups: String,
    #[serde(default)]
    bodies: String,
    #[serde(default)]
    documents: String,
    #[serde(default)]
    stands_for: BTreeMap<String, String>,
}

/// Names of the word lists in `words.toml`, and the class each gives.
const LISTS: &[(&str, Class)] = &[
    ("adverbs", Class::ADVERB),
    ("auxiliaries", Class::AUXILIARY),
    ("clause_conjunctions", Class::BREAKER),
    ("complementizers", Class::COMPLEMENTIZER),
    ("conditionals", Class::CONDITIONAL),
    ("content_boundaries", Class::CLOSER),
    ("coordinators", Class::COORDINATOR),
    ("determiners", Class::DETERMINER),
    ("expletives", Class::EXPLETIVE),
    ("hears", Class::HEARS),
    ("impersonals", Class::IMPERSONAL),
    ("infinitives", Class::INFINITIVE),
    ("linkers", Class(Class::LINKER.0 | Class::PREPOSITION.0)),
    ("modifier_prepositions", Class(Class::LOOSE_LINKER.0 | Class::PREPOSITION.0)),
    ("negations", Class::NEGATION),
    ("nobodies", Class::NOBODY),
    ("passives", Class::PASSIVE),
    ("prepositions", Class::PREPOSITION),
    ("question_words", Class::QUESTIONER),
    ("relatives", Class::RELATIVE),
    ("subordinators", Class::SUBORDINATOR),
    ("time", Class::TIME),
    ("told", Class::TOLD),
    ("unsaying", Class::UNSAYING),
];

/// Lists of `words.toml` that had another name before, and the one they have now.
const RENAMED: &[(&str, &str)] = &[
    ("breakers", "clause_conjunctions"),
    ("closers", "content_boundaries"),
    ("loose_linkers", "modifier_prepositions"),
    ("questioners", "question_words"),
];

impl Lexicon {
    /// An empty lexicon.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), ..Self::default() }
    }

    /// The classes of a word; `word` is in small letters, its apostrophe straight or curly.
    #[must_use]
    pub fn class(&self, word: &str) -> Class {
        if let Some(&class) = self.classes.get(word) {
            return class;
        }
        self.head_class(word)
    }

    /// The classes of a compound's last part: "oud-minister", "gemeentewoordvoerder".
    fn head_class(&self, word: &str) -> Class {
        if let Some((_, head)) = word.rsplit_once('-')
            && let Some(class) = self.classes.get(head)
        {
            return Class(class.0 & NOUNS);
        }
        if !self.compounds || !word.as_bytes().last_chunk().is_some_and(|end| self.heads.contains(end)) {
            return Class::default();
        }
        let starts = word.char_indices().map(|(i, _)| i).skip(3);
        for at in starts.take_while(|&i| word.len() - i >= SHORTEST_HEAD) {
            if let Some(class) = self.classes.get(&word[at..])
                && class.0 & NOUNS != 0
            {
                return Class(class.0 & NOUNS);
            }
        }
        Class::default()
    }

    /// What a pronoun (in small letters) can stand for; `None` for other words.
    #[must_use]
    pub fn pronoun(&self, word: &str) -> Option<Pronoun> {
        self.pronouns.get(word).copied()
    }

    pub(super) fn read_words(&mut self, name: &str, text: &str, problems: &mut Problems) {
        if problems.renamed(name, text, RENAMED) {
            return;
        }
        let Some(file) = problems.read::<WordsFile>(name, text) else { return };
        self.compounds |= file.compounds;
        self.gap = self.gap.max(file.gap);
        for (list, words) in &file.words {
            match LISTS.iter().find(|(l, _)| l == list) {
                Some((_, class)) => self.add(words, *class),
                None => problems.note(name, text, list, format!("no word list is called \"{list}\"")),
            }
        }
        self.sets.extend(&file.sets);
        let own = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        self.abbreviations.always.extend(own(&file.abbreviations.always));
        self.abbreviations.sometimes.extend(own(&file.abbreviations.sometimes));
        self.abbreviations.starters.extend(own(&file.abbreviations.starters));
        for entry in file.pronoun {
            self.add(&entry.forms, Class::PRONOUN);
            for form in entry.forms.split_whitespace() {
                self.pronouns.insert(form.to_owned(), Pronoun { gender: entry.gender, number: entry.number });
            }
        }
    }

    pub(super) fn read_roles(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<RolesFile>(name, text) else { return };
        self.add(&file.titles, Class::TITLE);
        self.add(&file.persons, Class::PERSON);
        self.add(&file.groups, Class::GROUP);
        self.add(&file.bodies, Class::BODY);
        self.add(&file.documents, Class::DOCUMENT);
        for (word, others) in file.stands_for {
            self.stands_for.entry(word).or_default().extend(others.split_whitespace().map(str::to_owned));
        }
    }

    pub(super) fn read_cues(&mut self, name: &str, text: &str, problems: &mut Problems) {
        self.cues.read(name, text, problems);
    }

    /// Marks the forms of reporting verbs among the words, once every file is read.
    pub(super) fn finish(&mut self) {
        let forms: Vec<String> = self.cues.forms().map(str::to_owned).collect();
        for form in forms {
            let class = self.classes.entry(form).or_default();
            *class = class.or(Class::CUE);
        }
        let nouns = self.classes.iter().filter(|(word, class)| class.0 & NOUNS != 0 && word.len() >= SHORTEST_HEAD);
        self.heads = nouns.filter_map(|(word, _)| word.as_bytes().last_chunk().copied()).collect();
    }

    fn add(&mut self, words: &str, class: Class) {
        for word in words.split_whitespace() {
            let known = self.classes.entry(word.to_owned()).or_default();
            *known = known.or(class);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::seeds::{Class, Seeds};

    #[test]
    fn compounds_take_the_class_of_their_head() {
        let nl = &Seeds::built_in().languages["nl"];
        assert!(nl.class("kremlin-woordvoerder").any(Class::PERSON));
        assert!(nl.class("gemeentewoordvoerder").any(Class::PERSON));
        assert!(nl.class("woningcorporatie").any(Class::BODY));
        assert!(nl.class("tafel").is_empty());
        let en = &Seeds::built_in().languages["en"];
        assert!(en.class("ex-president").any(Class::PERSON));
        assert!(en.class("said").any(Class::CUE));
    }
}
