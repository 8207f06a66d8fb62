//! Reporting expressions: verbs with what they take, fixed phrases, and openings that point back to the sentence before.

use rustc_hash::FxHashMap;

use serde::Deserialize;

use super::Problems;
use crate::model::Stance;

/// What a reporting verb takes, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takes(pub u16);

impl Takes {
    /// Words in quotation marks.
    pub const QUOTE: Self = Self(1);
    /// A clause with "that".
    pub const THAT: Self = Self(1 << 1);
    /// A clause without "that".
    pub const BARE: Self = Self(1 << 2);
    /// Somebody between verb and clause.
    pub const ADDRESSEE: Self = Self(1 << 3);
    /// An indirect question.
    pub const WHETHER: Self = Self(1 << 4);
    /// A noun phrase.
    pub const NOUN: Self = Self(1 << 5);
    /// A noun phrase and what it is called.
    pub const CALL: Self = Self(1 << 6);
    /// An infinitive.
    pub const TO: Self = Self(1 << 7);

    const NAMES: &[(&str, Self)] = &[
        ("addressee", Self::ADDRESSEE),
        ("bare", Self::BARE),
        ("call", Self::CALL),
        ("np", Self::NOUN),
        ("quote", Self::QUOTE),
        ("that", Self::THAT),
        ("to", Self::TO),
        ("whether", Self::WHETHER),
    ];

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the two share a complement.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A reporting verb.
#[derive(Clone, Debug)]
pub struct Verb {
    /// Its first form.
    pub lemma: String,
    /// What the speaker does.
    pub stance: Stance,
    /// What follows it.
    pub takes: Takes,
    /// What always goes with it: a particle ("vol") or words ("made | clear").
    pub tail: Vec<String>,
}

/// Where a phrase stands to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Before it ("according to X").
    Before,
    /// It has none; the source is the clause's subject ("naar eigen zeggen").
    Alone,
    /// On both sides of a possessive, for which [`HOLE`] stands ("in X's view").
    Around,
}

/// Stands for a possessive in a phrase: "in * view".
pub const HOLE: &str = "*";

/// An expression that is no verb.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Its words, in small letters, [`HOLE`] among them where its source stands inside.
    pub words: Vec<String>,
    /// What the speaker does.
    pub stance: Stance,
    /// Where its source stands.
    pub side: Side,
}

/// A sentence with its cue, or with none: tests run them.
#[derive(Clone, Debug)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The cue that must be found; `None` when none may be.
    pub cue: Option<String>,
}

/// All reporting expressions of a language.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    /// The verbs.
    pub verbs: Vec<Verb>,
    /// The phrases by their first word, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    /// Openings of a sentence whose content is the sentence before it, in words.
    pub pointers: Vec<Vec<String>>,
    /// Sentences that tests run.
    pub examples: Vec<Example>,
    by_form: FxHashMap<String, Vec<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CuesFile {
    #[serde(default)]
    group: Vec<Group>,
    #[serde(default)]
    phrase: Vec<PhraseEntry>,
    #[serde(default)]
    pointer: Vec<PointerEntry>,
    #[serde(default)]
    example: Vec<ExampleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    stance: Stance,
    takes: Vec<String>,
    verbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    text: String,
    stance: Stance,
    #[serde(rename = "where")]
    side: Side,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointerEntry {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleEntry {
    text: String,
    cue: Option<String>,
}

impl Cues {
    /// The verbs that have this form (in small letters), those with a tail first: "gives" is "gives … away" before it is "gives".
    pub fn verbs_with(&self, form: &str) -> impl Iterator<Item = &Verb> {
        self.by_form.get(form).into_iter().flatten().map(|&i| &self.verbs[i])
    }

    /// The phrases that begin with a word (in small letters), longest first.
    pub fn phrases_from(&self, word: &str) -> impl Iterator<Item = &Phrase> {
        self.phrases.get(word).into_iter().flatten()
    }

    /// All forms, in no order.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.by_form.keys().map(String::as_str)
    }

    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<CuesFile>(name, text) else { return };
        for group in file.group {
            let mut takes = Takes::default();
            for word in &group.takes {
                match Takes::NAMES.iter().find(|(n, _)| n == word) {
                    Some((_, t)) => takes.0 |= t.0,
                    None => problems.note(name, text, &format!("\"{word}\""), format!("\"{word}\" is no complement")),
                }
            }
            for line in &group.verbs {
                let (forms, tail) = line.split_once('|').unwrap_or((line, ""));
                let Some(lemma) = forms.split_whitespace().next() else {
                    problems.note(name, text, line, "a verb without forms");
                    continue;
                };
                let tail: Vec<String> = tail.split_whitespace().map(str::to_owned).collect();
                let number = self.verbs.len();
                self.verbs.push(Verb { lemma: lemma.to_owned(), stance: group.stance, takes, tail });
                for form in forms.split_whitespace() {
                    let known = self.by_form.entry(form.to_owned()).or_default();
                    if !known.contains(&number) {
                        known.push(number);
                    }
                }
            }
        }
        for entry in file.phrase {
            let words = words(&entry.text);
            let Some(first) = words.first() else { continue };
            let list = self.phrases.entry(first.clone()).or_default();
            let place = list.partition_point(|p| p.words.len() >= words.len());
            list.insert(place, Phrase { words, stance: entry.stance, side: entry.side });
        }
        self.pointers.extend(file.pointer.iter().map(|p| words(&p.text)));
        self.examples.extend(file.example.into_iter().map(|e| Example { text: e.text, cue: e.cue }));
        self.pointers.sort_by_key(|p| std::cmp::Reverse(p.len()));
        let verbs = &self.verbs;
        #[allow(clippy::iter_over_hash_type, reason = "each list is sorted on its own")]
        for list in self.by_form.values_mut() {
            list.sort_by_key(|&i| (std::cmp::Reverse(verbs[i].tail.len()), i));
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}
