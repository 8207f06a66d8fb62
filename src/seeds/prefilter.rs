//! Which of many expressions may match a line, found in one pass over it.
//!
//! Hardly any line holds what an expression requires ([`Required`]), and an expression that is not tried costs nothing, not even to be compiled.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::required_literals::{ALIASES, Required};

/// Bytes of a required string that are looked for: no more are needed to be rare.
const LOOK: usize = 10;

/// Finds the expressions that may match.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefilter {
    /// Expressions that may match anything.
    always: Vec<usize>,
    /// Strings at the beginning of a line, in order, each with the expressions that require it.
    begins: Vec<(Vec<u8>, Vec<usize>)>,
    /// Strings anywhere; none where there are too many to build the automaton.
    holds: Option<AhoCorasick>,
    /// For each of them, the expressions that require it.
    owners: Vec<Vec<usize>>,
}

impl Prefilter {
    /// For expressions without flags, case ignored.
    pub(super) fn new<'s>(sources: impl Iterator<Item = &'s str>) -> Self {
        let (mut begins, mut holds) = (Strings::new(), Strings::new());
        let mut always = Vec::new();
        let mut count = 0;
        for (number, source) in sources.enumerate() {
            count += 1;
            match Required::of(source) {
                Some(required) => {
                    add(&mut begins, required.begins, number);
                    add(&mut holds, required.holds, number);
                }
                None => always.push(number),
            }
        }
        for alias in ALIASES {
            holds.insert(alias.as_bytes().to_vec(), (0..count).collect());
        }
        let listed = |(string, owners): (Vec<u8>, BTreeSet<usize>)| (string, owners.into_iter().collect());
        let begins = begins.into_iter().map(listed).collect();
        let (strings, owners) = holds.into_iter().map(listed).unzip();
        let strings: Vec<Vec<u8>> = strings;
        let holds = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(strings)
            .inspect_err(|_| always = (0..count).collect())
            .ok();
        Self { always, begins, holds, owners }
    }

    /// Calls `with` for each expression that may match `line`, perhaps more than once.
    pub(super) fn each(&self, line: &str, mut with: impl FnMut(usize)) {
        let line = line.as_bytes();
        self.always.iter().copied().for_each(&mut with);
        if let Some(first) = line.first().map(u8::to_ascii_lowercase) {
            let from = self.begins.partition_point(|(string, _)| string[0] < first);
            for (string, owners) in self.begins[from..].iter().take_while(|(string, _)| string[0] == first) {
                if line.get(..string.len()).is_some_and(|head| head.eq_ignore_ascii_case(string)) {
                    owners.iter().copied().for_each(&mut with);
                }
            }
        }
        for found in self.holds.iter().flat_map(|holds| holds.find_overlapping_iter(line)) {
            self.owners[found.pattern()].iter().copied().for_each(&mut with);
        }
    }
}

/// Each string, and the expressions that require it.
type Strings = BTreeMap<Vec<u8>, BTreeSet<usize>>;

fn add(strings: &mut Strings, required: Vec<String>, number: usize) {
    let mut short: Vec<Vec<u8>> =
        required.into_iter().map(|string| string.as_bytes()[..string.len().min(LOOK)].to_vec()).collect();
    short.sort_unstable();
    // One that begins with another adds nothing to it.
    short.dedup_by(|longer, shorter| longer.starts_with(shorter));
    for string in short {
        strings.entry(string).or_default().insert(number);
    }
}
#[cfg(test)]
mod tests {
    use super::Prefilter;

    #[test]
    fn lets_through_what_may_match_and_little_else() {
        let prefilter = Prefilter::new([r"^share this.*$", r".*\bcookies\b.*", r"\d+"].into_iter());
        let of = |line: &str| {
            let mut found = Vec::new();
            prefilter.each(line, |n| found.push(n));
            found.sort_unstable();
            found
        };
        assert_eq!(of("SHARE THIS, please"), [0, 2]);
        assert_eq!(of("to share this"), [2]);
        assert_eq!(of("Cookies and cOOkies"), [1, 1, 2]);
        assert_eq!(of("\u{17f}hare this"), [0, 1, 2, 2], "an s to the expression");
    }
}
