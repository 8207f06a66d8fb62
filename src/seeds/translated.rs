//! Turns of phrase that tell a machine's translation (`<lang>/translated.toml`), with how often they were counted.

use std::sync::OnceLock;

use regex::RegexSet;
use serde::Deserialize;

use super::boilerplate::Example;
use super::expression::Expression;
use super::{Problems, file};

/// What one phrase may add, in log-odds: counts of a handful of texts tell no more.
const MOST: f64 = 3.0;

/// One turn of phrase.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// How it is told to the user.
    pub name: String,
    /// Log-odds that it adds where it is found, from its counts.
    pub weight: f64,
    regex: Expression,
    /// What it must match and what not.
    pub examples: Vec<Example>,
}

/// The phrases of one language.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// In the order of the file.
    pub phrases: Vec<Phrase>,
    /// All of them at once, to leave most articles after one pass.
    any: OnceLock<Option<RegexSet>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    /// Texts that were looked through.
    machine: u32,
    human: u32,
    news: u32,
    phrase: Vec<RawPhrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhrase {
    name: String,
    regex: toml::Spanned<String>,
    /// Texts that have it.
    machine: u32,
    human: u32,
    news: u32,
    #[serde(default, rename = "example")]
    examples: Vec<Example>,
}

impl Phrases {
    /// Reads `name` with the content `text`.
    #[must_use]
    pub fn parse(name: &str, text: &str, problems: &mut Problems) -> Self {
        let raw: Raw = file::read(name, text, problems);
        let mut phrases: Vec<Phrase> = Vec::new();
        for one in raw.phrase {
            let at = one.regex.span().start;
            let mut wrong = |what: &str| file::report(name, text, at, &format!("“{}” {what}", one.name), problems);
            if phrases.iter().any(|p| p.name == one.name) {
                wrong("is listed twice");
            }
            if one.machine > raw.machine || one.human > raw.human || one.news > raw.news {
                wrong("is counted in more texts than were looked through (the numbers on top of the file)");
            }
            let hits = one.examples.iter().filter(|e| e.hit.is_some()).count();
            if hits == 0 || hits == one.examples.len() {
                wrong("needs an example that matches and one that must not");
            }
            let regex = Expression::new(format!("(?-i:{})", one.regex.get_ref()));
            if let Err(error) = regex.check() {
                wrong(&format!("is no expression: {error}"));
                continue;
            }
            let others = share(one.human, raw.human).midpoint(share(one.news, raw.news));
            let weight = (share(one.machine, raw.machine) / others).ln();
            phrases.push(Phrase { name: one.name, weight: weight.clamp(-MOST, MOST), regex, examples: one.examples });
        }
        Self { phrases, any: OnceLock::new() }
    }

    /// The phrases that stand in one of the parts of an article.
    #[must_use]
    pub fn found(&self, parts: &[&str]) -> Vec<&Phrase> {
        let any = || RegexSet::new(self.phrases.iter().map(|p| p.regex.as_str())).ok();
        let Some(any) = self.any.get_or_init(any) else { return Vec::new() };
        let mut found = vec![false; self.phrases.len()];
        for part in parts {
            any.matches(part).into_iter().for_each(|number| found[number] = true);
        }
        self.phrases.iter().zip(found).filter_map(|(phrase, found)| found.then_some(phrase)).collect()
    }
}

/// A share, half a text added: what was never seen is not impossible.
fn share(part: u32, whole: u32) -> f64 {
    (f64::from(part) + 0.5) / (f64::from(whole) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use crate::seeds::{Problems, Seeds};

    #[test]
    fn examples() {
        for (language, lexicon) in &Seeds::built_in().languages {
            let names = |text: &str| -> Vec<&str> {
                lexicon.translated.found(&[text]).iter().map(|p| p.name.as_str()).collect()
            };
            for phrase in &lexicon.translated.phrases {
                for example in &phrase.examples {
                    if let Some(hit) = &example.hit {
                        assert!(
                            names(hit).contains(&phrase.name.as_str()),
                            "{language}: “{}” must match: {hit}\nhelp: widen its regex in seeds/",
                            phrase.name
                        );
                    }
                    if let Some(miss) = &example.miss {
                        assert!(
                            !names(miss).contains(&phrase.name.as_str()),
                            "{language}: “{}” must not match: {miss}\nhelp: narrow its regex in seeds/",
                            phrase.name
                        );
                    }
                }
                assert!(phrase.weight > 0.5, "{language}: “{}” tells nothing\nhelp: take it out", phrase.name);
            }
        }
    }

    #[test]
    fn counts_that_cannot_be_are_told() {
        let mut problems = Problems::default();
        let text = "machine = 10\nhuman = 10\nnews = 10\n[[phrase]]\nname = \"x\"\nregex = '''(x'''\nmachine = 11\nhuman = 0\nnews = 0\n";
        assert!(Phrases::parse("en/translated.toml", text, &mut problems).phrases.is_empty());
        let all = problems.to_string();
        assert!(all.contains("en/translated.toml:6:9: “x” is counted in more texts"), "{all}");
        assert!(all.contains("needs an example") && all.contains("is no expression"), "{all}");
    }
}
