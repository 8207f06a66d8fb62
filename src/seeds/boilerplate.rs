//! What is no part of an article (`boilerplate.toml`, `<lang>/boilerplate.toml`).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

use super::built_in::is_built_in;
use super::expression::Expression;
use super::prefilter::Prefilter;
use super::{Problems, file};

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
    pub regex: Expression,
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
    /// For each two letters that may begin one of the words, a bit for each length in bytes.
    #[serde(skip)]
    lengths: OnceLock<Vec<u32>>,
}

impl Dummy {
    /// True where `word` may be one of the words, whatever its case; most others are told by how they begin and how long they are.
    #[must_use]
    pub fn perhaps(&self, word: &str) -> bool {
        let lengths = self.lengths.get_or_init(|| {
            let mut lengths = vec![0; LETTERS * LETTERS];
            for word in &self.words {
                if let Some(place) = place(word) {
                    lengths[place] |= length(word);
                }
            }
            lengths
        });
        // What is not of plain letters may become so in lower case.
        !word.is_ascii() || place(word).is_none_or(|place| lengths[place] & length(word) != 0)
    }
}

/// Letters from a to z.
const LETTERS: usize = 26;

/// A number for the two letters that begin a word.
fn place(word: &str) -> Option<usize> {
    let letter = |at: usize| {
        let byte = word.as_bytes().get(at)?.to_ascii_lowercase();
        byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'))
    };
    Some(letter(0)? * LETTERS + letter(1)?)
}

/// A bit for a word's length; the longest share one.
fn length(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// The boilerplate of one language, or of all.
#[derive(Clone, Debug, Default)]
pub struct Boilerplate {
    /// In the order of the file.
    pub patterns: Vec<Pattern>,
    /// Which patterns may match a line: made when the first line is seen.
    prefilter: OnceLock<Prefilter>,
    /// The same for these patterns behind those of all languages.
    with_all: OnceLock<Prefilter>,
    /// Link teasers.
    pub teaser: Teaser,
    /// Dummy text.
    pub dummy: Dummy,
}

/// Where a line stands, and what it is: only the patterns that hold there are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Among the first lines.
    pub head: bool,
    /// Among the last lines.
    pub foot: bool,
    /// As long as a paragraph.
    pub long: bool,
}

impl Pattern {
    const fn holds(&self, place: Place) -> bool {
        let here = match self.zone {
            Zone::Any => true,
            Zone::Head => place.head,
            Zone::Foot => place.foot,
        };
        here && (!place.long || self.long || matches!(self.marks, Marks::Match))
    }
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
            let regex = Expression::new(source);
            // The built-in files are sound, as tests show; compiling all of them takes longer than reading a hundred articles.
            let checked = if is_built_in(name, text) { Ok(()) } else { regex.check() };
            match checked {
                Ok(()) => {
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
        Self { patterns, prefilter: OnceLock::new(), with_all: OnceLock::new(), teaser: raw.teaser, dummy: raw.dummy }
    }

    /// The patterns that hold at `place` and match `line` (without white space at its ends), in the order of the file.
    #[must_use]
    pub fn matching(&self, line: &str, place: Place) -> Vec<&Pattern> {
        matching(&self.prefilter, &[&self.patterns], line, place)
    }

    /// The same with the patterns of all languages before these, in one look at the line; `all` is the same at every call.
    #[must_use]
    pub fn matching_with<'a>(&'a self, all: &'a Self, line: &str, place: Place) -> Vec<&'a Pattern> {
        matching(&self.with_all, &[&all.patterns, &self.patterns], line, place)
    }
}

fn matching<'a>(
    prefilter: &OnceLock<Prefilter>,
    lists: &[&'a [Pattern]],
    line: &str,
    place: Place,
) -> Vec<&'a Pattern> {
    let patterns = || lists.iter().copied().flatten();
    let prefilter = prefilter.get_or_init(|| Prefilter::new(patterns().map(|p| p.regex.as_str())));
    let mut found: Vec<usize> = Vec::new();
    prefilter.each(line, |number| {
        if !found.contains(&number) {
            found.push(number);
        }
    });
    found.sort_unstable();
    let matches = |pattern: &&Pattern| pattern.holds(place) && pattern.regex.is_match(line);
    found.into_iter().filter_map(|number| patterns().nth(number)).filter(matches).collect()
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::seeds::Seeds;

    #[test]
    fn examples() {
        let seeds = Seeds::built_in();
        let place = Place { head: true, foot: true, long: false };
        for (file, boilerplate) in std::iter::once(("all", &seeds.boilerplate))
            .chain(seeds.languages.iter().map(|(l, x)| (l.as_str(), &x.boilerplate)))
        {
            assert!(!boilerplate.patterns.is_empty(), "{file}: no patterns");
            for pattern in &boilerplate.patterns {
                for example in &pattern.examples {
                    if let Some(hit) = &example.hit {
                        assert!(
                            boilerplate.matching(hit, place).iter().any(|p| p.name == pattern.name),
                            "{file}: “{}” must match: {hit}\nhelp: widen its regex in seeds/",
                            pattern.name
                        );
                    }
                    if let Some(miss) = &example.miss {
                        assert!(
                            !boilerplate.matching(miss, place).iter().any(|p| p.name == pattern.name),
                            "{file}: “{}” must not match: {miss}\nhelp: narrow its regex in seeds/",
                            pattern.name
                        );
                    }
                }
            }
        }
    }
}
