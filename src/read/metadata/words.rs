//! What words tell metadata in the language of an article, or in any.

use crate::read::dates::DateReader;
use crate::seeds::Seeds;
use crate::seeds::metadata::MetadataWords;

/// Lines at the top in which a date, an author or the headline is looked for: the longest heads of scraped pages have nine.
pub const HEAD_LINES: usize = 12;

/// The words of the hinted language, then those of the others.
pub(crate) struct Words<'a> {
    pub tables: Vec<&'a MetadataWords>,
    pub seeds: &'a Seeds,
    pub dates: DateReader<'a>,
    /// Outlets that are known by recurring in other articles.
    pub recurring: &'a [String],
}

impl<'a> Words<'a> {
    pub fn new(hint: Option<&str>, seeds: &'a Seeds) -> Self {
        let own = hint.and_then(|code| seeds.languages.get(code));
        let tables =
            own.map_or_else(|| seeds.languages.values().map(|l| &l.metadata).collect(), |own| vec![&own.metadata]);
        Self { tables, seeds, dates: DateReader::new(hint, seeds), recurring: &[] }
    }

    pub fn each(&self, pick: fn(&MetadataWords) -> &Vec<String>) -> impl Iterator<Item = &'a String> {
        self.tables.iter().flat_map(move |t| pick(t))
    }

    pub fn list(&self, pick: fn(&MetadataWords) -> &Vec<String>) -> Vec<&'a String> {
        self.each(pick).collect()
    }

    pub fn has(&self, pick: fn(&MetadataWords) -> &Vec<String>, word: &str) -> bool {
        let word = word.to_lowercase();
        self.tables.iter().any(|t| pick(t).contains(&word))
    }
}
