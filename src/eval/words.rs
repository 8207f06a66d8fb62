//! The words of a text as numbered pieces, and spans as sets of those numbers.

use crate::model::record::CodePoints;
use crate::text::offsets::Offsets;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Letters, digits and underscore, with inner apostrophes and hyphens.
static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+(?:['’\u{2010}\u{2011}-][\p{L}\p{N}_]+)*").ok());

/// Numbers of words.
pub type WordSet = BTreeSet<usize>;

/// Where the words of a text stand, in code points.
#[derive(Clone, Debug, Default)]
pub struct Words {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Words {
    /// Cuts a text into words.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let offsets = Offsets::new(text);
        let mut words = Self::default();
        for found in WORD.iter().flat_map(|word| word.find_iter(text)) {
            words.starts.push(offsets.code_point(found.start()));
            words.ends.push(offsets.code_point(found.end()));
        }
        words
    }

    /// The words that spans touch.
    #[must_use]
    pub fn touched(&self, spans: &[CodePoints]) -> WordSet {
        let mut set = WordSet::new();
        for [start, end] in spans.iter().filter(|[start, end]| start < end) {
            let first = self.ends.partition_point(|word_end| word_end <= start);
            let last = self.starts.partition_point(|word_start| word_start < end);
            set.extend(first..last);
        }
        set
    }
}

/// The words of a name that tell it from others: without case, articles and titles.
#[must_use]
pub fn of_name(name: &str) -> Vec<String> {
    const LITTLE: [&str; 11] = ["the", "a", "an", "de", "het", "een", "mr", "mrs", "ms", "dr", "president"];
    let words = WORD.iter().flat_map(|word| word.find_iter(name)).map(|word| word.as_str().to_lowercase());
    words.filter(|word| !LITTLE.contains(&word.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_the_words_it_touches() {
        let words = Words::new("Zoë’s “U-turn”, he said.");
        assert_eq!(words.touched(&[[0, 1]]), [0].into());
        assert_eq!(words.touched(&[[5, 15]]), [1].into());
        assert_eq!(words.touched(&[[5, 8], [16, 18]]), [1, 2].into());
        assert!(words.touched(&[[14, 15], [3, 3]]).is_empty());
    }
}
