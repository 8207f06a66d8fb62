//! Whether a noun can stand for somebody whose noun is known: "the minister" for a prime minister, "agency" for a ministry.

use super::tokens::View;
use rustc_hash::FxHashSet;

/// Bytes of the shortest noun that may end a compound.
const SHORTEST: usize = 4;

/// A noun, and what it may stand for: looked up once, held against many.
pub(super) struct Fits<'n> {
    noun: &'n str,
    /// Behind its last hyphen.
    plain: &'n str,
    /// What it stands for; a compound stands for what its head stands for.
    stands_for: Vec<&'n FxHashSet<String>>,
    /// The language writes compounds as one word.
    compounds: bool,
}

impl<'n> Fits<'n> {
    /// Of a noun in small letters.
    pub fn new(view: &View<'n>, noun: &'n str) -> Self {
        let (plain, compounds) = (plain(noun), view.lexicon.compounds);
        let heads = plain.char_indices().skip(1).map(|(i, _)| &plain[i..]);
        let heads = heads.take_while(|head| compounds && head.len() >= SHORTEST);
        let stands_for = std::iter::once(plain).chain(heads).filter_map(|head| view.lexicon.stands_for.get(head));
        Self { noun, plain, stands_for: stands_for.collect(), compounds }
    }

    /// True when it can stand for somebody whose noun is `known`: the same, the end of a compound, or a wider word.
    pub fn fits(&self, known: &str) -> bool {
        let (a, b) = (self.plain, plain(known));
        self.noun == known
            || a == b
            || self.ends(b, a)
            || self.ends(a, b)
            || self
                .stands_for
                .iter()
                .any(|all| all.contains(b) || self.compounds && all.iter().any(|w| self.ends(b, w)))
    }

    /// True for a compound that ends with the other noun.
    fn ends(&self, long: &str, short: &str) -> bool {
        self.compounds && short.len() >= SHORTEST && long.len() > short.len() && long.ends_with(short)
    }
}

/// A noun without what a hyphen puts before it.
fn plain(noun: &str) -> &str {
    &noun[noun.rfind('-').map_or(0, |i| i + 1)..]
}
