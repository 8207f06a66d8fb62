//! Which claims are held against one another: few for each, whatever the collection holds.
//!
//! Of a speaker with few claims, all. Else those that were published about the same time, and those that share one of a claim's rarest words, of each the
//! nearest in time: the work grows with the number of claims, not with its square.

use super::ready::Ready;
use super::sketch::Token;
use rustc_hash::FxHashMap;

/// Claims of one speaker that are all held against one another.
const FEW: usize = 48;
/// Claims before one in time that it is held against.
const NEIGHBOURS: usize = 24;
/// Days within which they are neighbours.
const DAYS: i32 = 10;
/// Words by which others are looked for.
const WORDS: usize = 5;
/// Claims with such a word that are looked at, the nearest in time.
const HOLDERS: usize = 16;
/// How little a word may tell by which others are looked for.
const TELLING: f32 = 0.45;
/// Claims that share no telling word are compared where they are as alike as wholes.
const ALIKE: f32 = 0.45;

/// The pairs among the claims of one speaker, who are in order of time.
#[must_use]
pub fn pairs(claims: &[Ready]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut wanted = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        wanted.clear();
        if claims.len() <= FEW {
            wanted.extend(0..at);
        } else {
            let near = |&other: &usize| claims[other].gap(claim).is_none_or(|days| days <= DAYS);
            wanted.extend((at.saturating_sub(NEIGHBOURS)..at).filter(near));
            for (token, _) in rarest(claim) {
                for code in [token.code, token.other] {
                    let known = holders.entry(code).or_default();
                    wanted.extend(known.iter().rev().take(HOLDERS));
                    if known.last() != Some(&at) {
                        known.push(at);
                    }
                    if token.code == token.other {
                        break;
                    }
                }
            }
            wanted.sort_unstable();
            wanted.dedup();
        }
        pairs.extend(wanted.iter().filter(|&&other| is_worth_it(&claims[other], claim)).map(|&other| (other, at)));
    }
    pairs
}

fn rarest(claim: &Ready) -> Vec<(Token, f32)> {
    let mut words: Vec<(Token, f32)> = claim.weighed().filter(|(_, weight)| *weight >= TELLING).collect();
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.dedup();
    words.truncate(WORDS);
    words
}

/// Two claims that share a telling word, or are much alike as wholes.
fn is_worth_it(a: &Ready, b: &Ready) -> bool {
    a.alike(b) >= ALIKE
        || a.weighed()
            .any(|(token, weight)| weight >= TELLING && b.sketch.tokens.iter().any(|other| token.meets(*other)))
}

/// Runs of four words, of each claim the two with the least hash (`MinHash`, Broder 1997): claims with the same words share them mostly, whoever speaks.
#[must_use]
pub fn shingles(tokens: &[Token]) -> Vec<u64> {
    const LENGTH: usize = 4;
    const KEPT: usize = 2;
    let hash = |run: &[Token]| {
        run.iter().fold(0xCBF2_9CE4_8422_2325_u64, |sum, token| {
            (sum ^ u64::from(token.code)).wrapping_mul(0x0100_0000_01B3).rotate_left(29)
        })
    };
    let mut hashes: Vec<u64> = tokens.windows(LENGTH).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEPT);
    hashes
}
