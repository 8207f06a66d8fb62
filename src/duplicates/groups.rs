//! From sketches to copies: locality-sensitive hashing finds who may be alike, and each joins the earliest article that it is a copy of.

use rayon::prelude::*;
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
    let mut leader: Vec<Option<u32>> = vec![None; order.len()];
    let share = |a: u32, b: u32| sketches[a as usize].alike(sketches[b as usize]);
    for copies in pairs.chunk_by(|a, b| a.0 == b.0) {
        let own = copies[0].0;
        // Whoever is like a copy may be one too.
        let first = |(_, other): &(u32, u32)| leader[*other as usize].unwrap_or(*other);
        let found = copies.iter().map(first).filter_map(|first| Some((share(own, first)?, std::cmp::Reverse(first))));
        let best = found.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        leader[own as usize] = best.map(|(_, first)| first.0);
    }
    let mut out = vec![None; members.len()];
    for (own, first) in leader.into_iter().enumerate() {
        out[order[own]] = first.map(|first| order[first as usize]);
    }
    out
}

/// Pairs that are alike among those that share the values of a band: the later one, the earlier one.
fn alike(sketches: &[&Sketch], band: usize) -> Vec<(u32, u32)> {
    let key = |sketch: &Sketch| {
        sketch.bins[band * ROWS..(band + 1) * ROWS].iter().fold(0_u32, |key, byte| key << 8 | u32::from(*byte))
    };
    let mut keys: Vec<(u32, u32)> = (0..).zip(sketches).map(|(own, sketch)| (key(sketch), own)).collect();
    keys.sort_unstable();
    let mut pairs = Vec::new();
    for bucket in keys.chunk_by(|a, b| a.0 == b.0) {
        for (place, &(_, own)) in bucket.iter().enumerate() {
            let near = place.saturating_sub(NEAR).max(NEAR.min(place));
            for &(_, other) in bucket[..place.min(NEAR)].iter().chain(&bucket[near..place]) {
                if sketches[own as usize].alike(sketches[other as usize]).is_some() {
                    pairs.push((own, other));
                }
            }
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
    fn thousands_of_copies_take_no_time() {
        let members: Vec<Member> = (0..5000).map(|n| member(n, None, &words(0, 100))).collect();
        assert_eq!(leaders(&members).iter().flatten().count(), 4999);
    }
}
