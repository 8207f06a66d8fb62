//! What is no part of an article (`boilerplate.toml`, `<lang>/boilerplate.toml`).

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::{Problems, file};

/// Compiled patterns of one file may take this many bytes: twice what the largest built-in file needs.
const SIZE_LIMIT: usize = 64 << 20;

/// What a match marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Marks {
    /// The pattern matches a whole line, and the line is marked.
    Line,
    /// Only what the pattern matches is marked.
    Match,
}

/// Where in the article a pattern holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Everywhere.
    Any,
    /// In the first lines.
    Head,
    /// In the last lines.
    Foot,
}

/// A text that a pattern must match, or must not.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// It must match.
    pub hit: Option<String>,
    /// It must not.
    pub miss: Option<String>,
}

/// One pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Its name, for `seeds check` and tests.
    pub name: String,
    /// What a match marks.
    pub marks: Marks,
    /// Where it holds.
    pub zone: Zone,
    /// It holds for lines as long as a paragraph too.
    pub long: bool,
    /// The expression; for [`Marks::Line`] it is anchored at both ends.
    pub regex: Regex,
    /// What it must match and what not.
    pub examples: Vec<Example>,
}

/// Words that show a link teaser run into a paragraph.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Teaser {
    /// Small words that open a headline, lower case.
    pub openers: Vec<String>,
    /// Names of media in brackets, lower case.
    pub media: Vec<String>,
    /// What must be found and what not.
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
}

/// Words of dummy text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dummy {
    /// Lower case.
    pub words: BTreeSet<String>,
    /// What must be found and what not.
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
}

/// The boilerplate of one language, or of all.
#[derive(Clone, Debug, Default)]
pub struct Boilerplate {
    /// In the order of the file.
    pub patterns: Vec<Pattern>,
    /// All patterns at once: which of them match a line.
    set: Option<RegexSet>,
    /// Link teasers.
    pub teaser: Teaser,
    /// Dummy text.
    pub dummy: Dummy,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    pattern: Vec<RawPattern>,
    teaser: Teaser,
    dummy: Dummy,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPattern {
    name: String,
    marks: Marks,
    zone: Zone,
    #[serde(default)]
    long: bool,
    regex: toml::Spanned<String>,
    #[serde(default, rename = "example")]
    examples: Vec<Example>,
}

impl Boilerplate {
    /// Reads `name` with the content `text`.
    #[must_use]
    pub fn parse(name: &str, text: &str, problems: &mut Problems) -> Self {
        let raw: Raw = file::read(name, text, problems);
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut sources = Vec::new();
        for one in raw.pattern {
            let at = one.regex.span().start;
            if patterns.iter().any(|p| p.name == one.name) {
                file::report(name, text, at, &format!("a second pattern “{}”", one.name), problems);
            }
            let hits = one.examples.iter().filter(|e| e.hit.is_some()).count();
            if hits == 0 || hits == one.examples.len() {
                file::report(
                    name,
                    text,
                    at,
                    &format!("“{}” needs an example that matches and one that must not", one.name),
                    problems,
                );
            }
            let source = match one.marks {
                Marks::Line => format!("^(?:{})$", one.regex.get_ref()),
                Marks::Match => one.regex.get_ref().clone(),
            };
            match RegexBuilder::new(&source).case_insensitive(true).size_limit(SIZE_LIMIT).build() {
                Ok(regex) => {
                    sources.push(source);
                    patterns.push(Pattern {
                        name: one.name,
                        marks: one.marks,
                        zone: one.zone,
                        long: one.long,
                        regex,
                        examples: one.examples,
                    });
                }
                Err(error) => file::report(name, text, at, &format!("“{}”: {error}", one.name), problems),
            }
        }
        let set = RegexSetBuilder::new(&sources).case_insensitive(true).size_limit(SIZE_LIMIT).build();
        let set = set.map_err(|error| file::report(name, text, 0, &error.to_string(), problems)).ok();
        Self { patterns, set, teaser: raw.teaser, dummy: raw.dummy }
    }

    /// The patterns that match `line` (a line without white space at its ends), in the order of the file.
    pub fn matching<'a>(&'a self, line: &str) -> impl Iterator<Item = &'a Pattern> + use<'a> {
        let hits = self.set.as_ref().map(|set| set.matches(line).into_iter().collect::<Vec<_>>()).unwrap_or_default();
        hits.into_iter().map(|i| &self.patterns[i])
    }
}

#[cfg(test)]
mod tests {
    use crate::seeds::Seeds;

    #[test]
    fn examples() {
        let seeds = Seeds::built_in();
        for (file, boilerplate) in std::iter::once(("all", &seeds.boilerplate))
            .chain(seeds.languages.iter().map(|(l, x)| (l.as_str(), &x.boilerplate)))
        {
            assert!(!boilerplate.patterns.is_empty(), "{file}: no patterns");
            for pattern in &boilerplate.patterns {
                for example in &pattern.examples {
                    if let Some(hit) = &example.hit {
                        assert!(
                            boilerplate.matching(hit).any(|p| p.name == pattern.name),
                            "{file}: “{}” must match: {hit}\nhelp: widen its regex in seeds/",
                            pattern.name
                        );
                    }
                    if let Some(miss) = &example.miss {
                        assert!(
                            !boilerplate.matching(miss).any(|p| p.name == pattern.name),
                            "{file}: “{}” must not match: {miss}\nhelp: narrow its regex in seeds/",
                            pattern.name
                        );
                    }
                }
            }
        }
    }
}
