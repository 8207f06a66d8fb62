//! From sketches to copies: locality-sensitive hashing finds who may be alike, and each joins the earliest article that it is a copy of.

use rayon::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;

use super::sketch::{BINS, Sketch};

/// Values that two sketches must share, in the same place, to be compared. Two copies that have half of their shingles in common are missed once in 250 times.
const ROWS: usize = 3;
/// Of what shares them, the first so many, and as many right before: boilerplate that is common to a thousand articles costs no thousand comparisons each.
const NEAR: usize = 12;

/// An article that may be a copy, or have some.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id; no two members have the same.
    pub id: Arc<str>,
    /// The day of publication, as a number that sorts.
    pub day: Option<u64>,
    /// Its words.
    pub sketch: Sketch,
}

/// Of which other member each one is a copy: of the earliest that is alike, the one with the smallest id among those of a day. What has no day comes last.
#[must_use]
pub fn leaders(members: &[Member]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..members.len()).filter(|at| !members[*at].sketch.is_empty()).collect();
    order.sort_by_key(|at| (members[*at].day.is_none(), members[*at].day, &members[*at].id));
    let sketches: Vec<&Sketch> = order.iter().map(|at| &members[*at].sketch).collect();
    let mut pairs: Vec<(u32, u32)> =
        (0..BINS / ROWS).into_par_iter().flat_map_iter(|band| alike(&sketches, band)).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let mut out = vec![None; members.len()];
    for (own, first) in firsts(&sketches, &pairs).into_iter().enumerate() {
        out[order[own]] = first.map(|first| order[first as usize]);
    }
    out
}

/// Of which earlier one each is a copy, all of them in the order of time. Pairs (a later one, an earlier one) are those that are alike, sorted.
#[must_use]
pub fn firsts(sketches: &[&Sketch], pairs: &[(u32, u32)]) -> Vec<Option<u32>> {
    let mut leader: Vec<Option<u32>> = vec![None; sketches.len()];
    let share = |a: u32, b: u32| sketches[a as usize].alike(sketches[b as usize]);
    for copies in pairs.chunk_by(|a, b| a.0 == b.0) {
        let own = copies[0].0;
        // Whoever is like a copy may be one too.
        let first = |(_, other): &(u32, u32)| leader[*other as usize].unwrap_or(*other);
        let found = copies.iter().map(first).filter_map(|first| Some((share(own, first)?, std::cmp::Reverse(first))));
        let best = found.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        leader[own as usize] = best.map(|(_, first)| first.0);
    }
    leader
}

/// What of a sketch must be the same in another one for the two to be compared: one value for each band, and any of them will do.
pub fn bands(sketch: &Sketch) -> impl Iterator<Item = u32> {
    (0..BINS / ROWS).map(|band| value(sketch, band))
}

fn value(sketch: &Sketch, band: usize) -> u32 {
    sketch.bins[band * ROWS..(band + 1) * ROWS].iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte))
}

/// Articles that share the value of a band, as they come by in the order of time.
#[derive(Debug)]
pub struct Bucket<T> {
    first: Vec<T>,
    last: VecDeque<T>,
}

impl<T> Default for Bucket<T> {
    fn default() -> Self {
        Self { first: Vec::new(), last: VecDeque::new() }
    }
}

impl<T> Bucket<T> {
    /// Those that the next one is compared with.
    pub fn near(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(&self.last)
    }

    /// The next one has come by.
    pub fn add(&mut self, next: T) {
        if self.first.len() < NEAR {
            self.first.push(next);
            return;
        }
        if self.last.len() == NEAR {
            self.last.pop_front();
        }
        self.last.push_back(next);
    }
}

/// Pairs that are alike among those that share the values of a band: the later one, the earlier one.
fn alike(sketches: &[&Sketch], band: usize) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u32, u32)> = (0..).zip(sketches).map(|(own, sketch)| (value(sketch, band), own)).collect();
    keys.sort_unstable();
    let mut pairs = Vec::new();
    for shared in keys.chunk_by(|a, b| a.0 == b.0).filter(|shared| shared.len() > 1) {
        let mut bucket = Bucket::default();
        for &(_, own) in shared {
            let alike = |other: &&u32| sketches[own as usize].alike(sketches[**other as usize]).is_some();
            pairs.extend(bucket.near().filter(alike).map(|&other| (own, other)));
            bucket.add(own);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(id: usize, day: Option<u64>, text: &str) -> Member {
        Member { id: format!("a-{id}").into(), day, sketch: Sketch::of(text, &[]) }
    }

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("w{n} ")).collect()
    }

    #[test]
    fn the_earliest_is_the_original_whatever_the_order() {
        let mut members = vec![
            member(1, None, &words(0, 200)),
            member(2, Some(20_210_608), &words(0, 180)),
            member(3, Some(20_210_607), &words(10, 200)),
            member(4, Some(20_210_601), &words(900, 1100)),
            member(5, None, ""),
        ];
        let told = |members: &[Member]| {
            let id = |at: usize| members[at].id.to_string();
            let mut told: Vec<_> = leaders(members).into_iter().enumerate().map(|(n, l)| (id(n), l.map(id))).collect();
            told.sort();
            told.into_iter().map(|(_, leader)| leader.unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(told(&members), ["a-3", "a-3", "", "", ""]);
        for turn in 0..members.len() {
            members.rotate_left(1);
            assert_eq!(told(&members), ["a-3", "a-3", "", "", ""], "turned by {turn}");
        }
        members.reverse();
        assert_eq!(told(&members), ["a-3", "a-3", "", "", ""]);
    }

    #[test]
    fn a_copy_of_a_copy_is_no_copy() {
        // A live story, each time with a third of it new: its end has nothing of its beginning.
        let members: Vec<Member> = (0..6).map(|n| member(n, Some(n as u64), &words(n * 60, n * 60 + 200))).collect();
        let found = leaders(&members);
        assert_eq!(found[0], None);
        assert_ne!(found[5], Some(0), "{found:?}");
    }

    #[test]
    fn the_first_and_those_right_before_are_near() {
        let mut bucket = Bucket::default();
        for place in 0..100_usize {
            let near: Vec<usize> = bucket.near().copied().collect();
            let right_before = place.saturating_sub(NEAR).max(NEAR.min(place));
            assert_eq!(near, (0..place.min(NEAR)).chain(right_before..place).collect::<Vec<_>>());
            bucket.add(place);
        }
    }

    #[test]
    fn thousands_of_copies_take_no_time() {
        let members: Vec<Member> = (0..5000).map(|n| member(n, None, &words(0, 100))).collect();
        assert_eq!(leaders(&members).iter().flatten().count(), 4999);
    }
}
