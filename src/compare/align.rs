//! How much of the words of one claim stands in another: the same words first, which costs little, then words that are alike.

use super::ready::Ready;

/// What the most alike of two different words counts.
pub const NEAR: f32 = 0.85;
/// So that nothing is divided by nothing.
const LEAST: f32 = 0.05;

/// How much of the words of a claim stands in another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Part of the words that is there, by weight, words that are alike among them.
    pub soft: f32,
    /// Without those.
    pub exact: f32,
    /// What both have, told by how rare it is.
    pub shared: f32,
    /// The rarest word that is not there.
    pub missing: f32,
}

/// The words of a claim that stand in another as they are.
#[derive(Debug)]
pub struct Same {
    /// Of each word, whether it does.
    pub there: Vec<bool>,
    /// How many of the words are one of the other's, each as often as it stands.
    pub common: usize,
    exact: f32,
    shared: f32,
    /// What the words tell together that are not there, but may be like one that is, and the most that one of them does, squared.
    open: (f32, f32),
    /// The most that a word tells, squared, that is not there and like no other: a name, a figure.
    lost: f32,
}

impl Same {
    /// The words of `a` that stand in `b`, each word of `b` taken once.
    #[must_use]
    pub fn of(a: &Ready, b: &Ready) -> Self {
        let mut taken = vec![false; b.sketch.tokens.len()];
        let there = Vec::with_capacity(a.sketch.tokens.len());
        let mut same = Self { there, common: 0, exact: 0.0, shared: 0.0, open: (0.0, 0.0), lost: 0.0 };
        for (token, weight) in a.weighed() {
            let mut met = false;
            let free = b.sketch.tokens.iter().zip(&mut taken).find_map(|(other, taken)| {
                let meets = token.meets(*other);
                met |= meets;
                (meets && !*taken).then_some(taken)
            });
            same.common += usize::from(met);
            same.there.push(free.is_some());
            match free {
                Some(taken) => {
                    *taken = true;
                    same.exact += weight;
                    same.shared += weight * weight;
                }
                None if token.has_vector() => {
                    same.open = (same.open.0 + weight, same.open.1.max(weight * weight));
                }
                None => same.lost = same.lost.max(weight * weight),
            }
        }
        same.exact /= a.total.max(LEAST);
        same.open.0 /= a.total.max(LEAST);
        same
    }

    /// The least and the most that each part may come to, whatever words are alike.
    #[must_use]
    pub fn bounds(&self) -> (Alignment, Alignment) {
        let (exact, shared) = (self.exact, self.shared);
        let low = Alignment { soft: exact, exact, shared, missing: self.lost.max(self.open.1 * (1.0 - NEAR)) };
        let high = Alignment { soft: exact + self.open.0 * NEAR, missing: self.lost.max(self.open.1), ..low };
        (low, high)
    }

    /// The whole, where `alike` tells of each word of `a` how much the one of the other claim counts that is most like it.
    #[must_use]
    pub fn with(&self, a: &Ready, alike: &[f32]) -> Alignment {
        let mut found = Alignment { exact: self.exact, shared: self.shared, ..Alignment::default() };
        for (((_, weight), is_there), &alike) in a.weighed().zip(&self.there).zip(alike) {
            let alike = if *is_there { 1.0 } else { alike };
            found.soft += weight * alike;
            found.missing = found.missing.max(weight * weight * (1.0 - alike));
        }
        found.soft /= a.total.max(LEAST);
        found
    }
}
