//! A line of a head by itself: the names in it, and who signs.

use super::byline;
use super::form;
use super::words::Words;
use crate::read::lines::is_name;
use crate::seeds::Seeds;

/// What stands between the parts of such a line.
const SEPARATORS: [char; 8] = ['|', '•', '·', '/', ',', ';', '–', '—'];
/// Words of a person's name, without small ones.
const PERSONS: std::ops::RangeInclusive<usize> = 2..=3;

/// What a line of a head holds.
#[derive(Debug, Default)]
pub(crate) struct HeadLine<'t> {
    /// Names of several words that may be an outlet's.
    pub names: Vec<&'t str>,
    /// Who signs.
    pub author: Option<String>,
}

/// Reads lines of heads, in any language.
pub(crate) struct HeadReader<'s>(Words<'s>);

impl<'s> HeadReader<'s> {
    pub(crate) fn new(seeds: &'s Seeds) -> Self {
        Self(Words::new(None, seeds))
    }

    /// What stands in `line`.
    pub(crate) fn line<'t>(&self, line: &'t str) -> HeadLine<'t> {
        let author = byline::read(line, true, &self.0).and_then(|told| told.author);
        let names = line.split(SEPARATORS).map(str::trim).filter(|part| self.may_be_an_outlets(part)).collect();
        HeadLine { names, author }
    }

    /// True for what might be somebody's name: two or three words, letters alone.
    pub(crate) fn is_persons(&self, name: &str) -> bool {
        let capitals = name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        PERSONS.contains(&capitals) && is_name(name, &self.0.list(|w| &w.particles))
    }

    fn may_be_an_outlets(&self, part: &str) -> bool {
        let names = &self.0.seeds.names;
        let capitals = part.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
        let own = capitals.filter(|word| !self.0.has(|w| &w.determiners, word)).count();
        let first = part.split_whitespace().next().unwrap_or_default();
        own > 1
            && form::is_name(part, &self.0)
            && !part.contains(|c: char| c.is_ascii_digit())
            && !names.is_given(first)
            && !names.is_place(part)
    }
}
