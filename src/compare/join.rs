//! From pairs that are one statement to clusters: the surest pairs first, and two clusters become one where their claims are alike on average. Never two
//! claims in one cluster that exclude each other.

use std::collections::BTreeMap;

/// Members of a cluster that are held against those of another before the two become one.
const HELD: usize = 8;
/// The odds that these have to have on average: one claim that is like two statements does not make them one.
const ON_AVERAGE: f32 = -1.0;
/// The odds of a pair that needs no others: a claim that has another one whole has its cluster as well.
const SURE: f32 = 2.0;

/// A pair of claims, and the logarithm of the odds that both are one statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// How sure.
    pub odds: f32,
    /// The one, by its number.
    pub a: usize,
    /// The other.
    pub b: usize,
}

/// Claims in their clusters.
#[derive(Debug)]
pub struct Joined {
    /// The cluster of each claim.
    own: Vec<usize>,
    /// Of the clusters of two and more.
    members: BTreeMap<usize, Vec<usize>>,
}

impl Joined {
    /// Every claim by itself.
    #[must_use]
    pub fn new(claims: usize) -> Self {
        Self { own: (0..claims).collect(), members: BTreeMap::new() }
    }

    /// Joins what belongs together, the surest first; `odds` tells of two claims how sure it is that they are one, and nothing
    /// where no cluster may have both.
    pub fn join(&mut self, mut edges: Vec<Edge>, odds: impl Fn(usize, usize) -> Option<f32>) {
        edges.sort_by(|x, y| y.odds.total_cmp(&x.odds).then_with(|| (x.a, x.b).cmp(&(y.a, y.b))));
        for Edge { a, b, odds: own } in edges {
            let (x, y) = (self.own[a], self.own[b]);
            if x == y {
                continue;
            }
            // Of two claims the pair itself has told.
            let are_two = !self.members.contains_key(&x) && !self.members.contains_key(&y);
            if are_two || self.are_alike(x, y, own >= SURE, &odds) {
                let (to, from) = (x.min(y), x.max(y));
                let moved = self.members.remove(&from).unwrap_or_else(|| vec![from]);
                moved.iter().for_each(|&claim| self.own[claim] = to);
                let members = self.members.entry(to).or_insert_with(|| vec![to]);
                members.extend(moved);
                members.sort_unstable();
            }
        }
    }

    fn are_alike(&self, x: usize, y: usize, is_sure: bool, odds: impl Fn(usize, usize) -> Option<f32>) -> bool {
        let held =
            |set: usize| self.members.get(&set).map_or_else(|| vec![set], |all| all[..all.len().min(HELD)].to_vec());
        let (mut sum, mut pairs) = (0.0, 0.0);
        let others = held(y);
        for one in held(x) {
            for &other in &others {
                let Some(odds) = odds(one, other) else { return false };
                sum += odds;
                pairs += 1.0;
            }
        }
        is_sure || sum >= ON_AVERAGE * pairs
    }

    /// The clusters of two and more, each in order.
    pub fn clusters(&self) -> impl Iterator<Item = &[usize]> {
        self.members.values().map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excludes_each_other_stays_apart_and_the_surest_goes_first() {
        let edge = |a, b, odds| Edge { odds, a, b };
        let mut joined = Joined::new(5);
        let edges = vec![edge(1, 2, 1.0), edge(0, 1, 3.0), edge(3, 4, 0.5)];
        joined.join(edges, |a, b| ((a.min(b), a.max(b)) != (0, 2)).then_some(1.0));
        assert_eq!(joined.clusters().collect::<Vec<_>>(), [&[0, 1][..], &[3, 4]]);
    }

    #[test]
    fn a_claim_that_is_like_two_statements_does_not_make_them_one() {
        let edge = |a, b, odds| Edge { odds, a, b };
        let edges = || vec![edge(0, 1, 3.0), edge(2, 3, 3.0), edge(1, 2, 0.5)];
        let mut joined = Joined::new(4);
        joined.join(edges(), |a, b| Some(if (a, b) == (1, 2) { 0.5 } else { -4.0 }));
        assert_eq!(joined.clusters().collect::<Vec<_>>(), [&[0, 1][..], &[2, 3]]);
        let mut joined = Joined::new(4);
        joined.join(edges(), |_, _| Some(0.5));
        assert_eq!(joined.clusters().collect::<Vec<_>>(), [&[0, 1, 2, 3][..]]);
        let mut joined = Joined::new(4);
        joined.join(vec![edge(0, 1, 3.0), edge(1, 2, 2.5)], |a, b| Some(if (a, b) == (0, 2) { -9.0 } else { 2.5 }));
        assert_eq!(joined.clusters().collect::<Vec<_>>(), [&[0, 1, 2][..]]);
    }
}
