//! From pairs that are one statement to clusters: the surest pairs first, and never two claims in one cluster that exclude each other.

/// Members of a cluster that are held against those of another before the two become one.
const HELD: usize = 8;

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
    members: Vec<Vec<usize>>,
}

impl Joined {
    /// Every claim by itself.
    #[must_use]
    pub fn new(claims: usize) -> Self {
        Self { own: (0..claims).collect(), members: (0..claims).map(|claim| vec![claim]).collect() }
    }

    /// Joins what belongs together, the surest first; `fits` tells of two claims whether one cluster may have both.
    pub fn join(&mut self, mut edges: Vec<Edge>, fits: impl Fn(usize, usize) -> bool) {
        edges.sort_by(|x, y| y.odds.total_cmp(&x.odds).then_with(|| (x.a, x.b).cmp(&(y.a, y.b))));
        for Edge { a, b, .. } in edges {
            let (x, y) = (self.own[a], self.own[b]);
            if x == y {
                continue;
            }
            let held = |set: usize| self.members[set].iter().take(HELD);
            if held(x).all(|&one| held(y).all(|&other| fits(one, other))) {
                let (to, from) = (x.min(y), x.max(y));
                let moved = std::mem::take(&mut self.members[from]);
                moved.iter().for_each(|&claim| self.own[claim] = to);
                self.members[to].extend(moved);
                self.members[to].sort_unstable();
            }
        }
    }

    /// The clusters of two and more, each in order.
    pub fn clusters(&self) -> impl Iterator<Item = &[usize]> {
        self.members.iter().map(Vec::as_slice).filter(|members| members.len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excludes_each_other_stays_apart_and_the_surest_goes_first() {
        let edge = |a, b, odds| Edge { odds, a, b };
        let mut joined = Joined::new(5);
        joined.join(vec![edge(1, 2, 1.0), edge(0, 1, 3.0), edge(3, 4, 0.5)], |a, b| (a.min(b), a.max(b)) != (0, 2));
        assert_eq!(joined.clusters().collect::<Vec<_>>(), [&[0, 1][..], &[3, 4]]);
    }
}
