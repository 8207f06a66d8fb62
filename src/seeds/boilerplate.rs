//! What is no part of an article (`boilerplate.toml`, `<lang>/boilerplate.toml`).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};
use serde::Deserialize;

use super::{Problems, file};

/// Compiled patterns of one file may take this many bytes: twice what the largest built-in file needs.
const SIZE_LIMIT: usize = 64 << 20;
/// Memory for the states of a set's automaton, in bytes, for each thread: with the usual 2 MB they are thrown away and made again all the time.
const DFA_LIMIT: usize = 8 << 20;

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
    /// For each kind of place, the patterns that hold there: made when the first line of that kind is seen.
    sets: [OnceLock<Option<Set>>; Place::KINDS],
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

impl Place {
    const KINDS: usize = 8;

    fn kind(self) -> usize {
        usize::from(self.head) | usize::from(self.foot) << 1 | usize::from(self.long) << 2
    }
}

/// The patterns that hold at a kind of place.
#[derive(Clone, Debug)]
struct Set {
    /// Their numbers.
    patterns: Vec<usize>,
    /// All of them at once, word boundaries left out: which may match. (With a Unicode word boundary in it a set is ten times slower on any line that
    /// is not plain ASCII, and most have a curly quotation mark.)
    wide: RegexSet,
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
            match RegexBuilder::new(&source).case_insensitive(true).size_limit(SIZE_LIMIT).build() {
                Ok(regex) => {
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
        Self { patterns, sets: Default::default(), teaser: raw.teaser, dummy: raw.dummy }
    }

    /// The patterns that hold at `place` and match `line` (without white space at its ends), in the order of the file.
    #[must_use]
    pub fn matching(&self, line: &str, place: Place) -> Vec<&Pattern> {
        let matches = |i: &usize| self.patterns[*i].regex.is_match(line);
        let found: Vec<usize> = match self.sets[place.kind()].get_or_init(|| self.set(place)) {
            Some(set) => set.wide.matches(line).into_iter().map(|i| set.patterns[i]).filter(matches).collect(),
            // A pattern of a user's that is sound alone and too large together with the others.
            None => (0..self.patterns.len()).filter(|&i| self.patterns[i].holds(place)).filter(matches).collect(),
        };
        found.into_iter().map(|i| &self.patterns[i]).collect()
    }

    fn set(&self, place: Place) -> Option<Set> {
        let patterns: Vec<usize> = (0..self.patterns.len()).filter(|&i| self.patterns[i].holds(place)).collect();
        let wide: Option<Vec<String>> = patterns.iter().map(|&i| widened(self.patterns[i].regex.as_str())).collect();
        let wide = RegexSetBuilder::new(wide?).size_limit(SIZE_LIMIT).dfa_size_limit(DFA_LIMIT).build().ok()?;
        Some(Set { patterns, wide })
    }
}

/// An expression that matches wherever `source` does, case ignored, without word boundaries.
fn widened(source: &str) -> Option<String> {
    let parsed = ParserBuilder::new().case_insensitive(true).build().parse(source);
    parsed.map(|hir| without_boundaries(&hir).to_string()).ok()
}

fn without_boundaries(hir: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(without_boundaries).collect();
    match hir.kind() {
        HirKind::Look(Look::WordUnicode | Look::WordAscii) => Hir::empty(),
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(without_boundaries(&repetition.sub)), ..repetition.clone() })
        }
        HirKind::Capture(capture) => without_boundaries(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
        _ => hir.clone(),
    }
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
