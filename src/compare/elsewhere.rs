//! A quotation that stands in no article in these words: whether a claim in another language says the same.

use super::clusters::one;
use super::pair::Judge;
use super::ready::Ready;
use super::sketch::{Sketch, Sketcher, Token};
use crate::error::Result;
use crate::model::Kind;
use crate::model::record::ClaimRecord;
use crate::seeds::Seeds;
use crate::store::Store;
use std::cmp::Reverse;
use tantivy::DocAddress;

/// How much surer than for two claims of one speaker: here nobody tells who speaks, or when.
const SURER: f32 = 1.2;
/// Words of a quotation that is worth looking for.
const FEWEST: usize = 4;

/// The claim that says in another language what a quotation says; `None` where none does.
///
/// # Errors
/// When the index is damaged.
pub fn translation(store: &Store, seeds: &Seeds, quotation: &str) -> Result<Option<ClaimRecord>> {
    let Some(sought) = sketch(seeds, quotation).filter(|sketch| sketch.tokens.len() >= FEWEST) else { return Ok(None) };
    let judge = Judge::new(seeds);
    let code = str::from_utf8(&sought.language).unwrap_or_default();
    let words = Sketcher::new(seeds).tokens(code, quotation).0;
    let (language, sought) = (sought.language, judge.ready(sought, u32::MAX));
    let mut best: Option<(f32, Reverse<u64>, DocAddress)> = None;
    store.sketches(|found| {
        let Some(sketch) = Sketch::from_bytes(found.bytes).filter(|sketch| sketch.language != language) else { return };
        if let Some(odds) = same(&judge, &sought, sketch) {
            let this = (odds.0, odds.1, found.address);
            if best.as_ref().is_none_or(|best| (this.0, this.1) > (best.0, best.1)) {
                best = Some(this);
            }
        }
    })?;
    let Some((_, _, address)) = best else { return Ok(None) };
    let claim = one(store, address)?;
    Ok(claim.filter(|claim| {
        let language = claim.article.language.as_deref().unwrap_or_default();
        in_order(&words, &Sketcher::new(seeds).tokens(language, &claim.text).0)
    }))
}

/// Whether both have most words, and mostly in the same order: the words of a sentence backwards are not that sentence.
fn in_order(a: &[Token], b: &[Token]) -> bool {
    let places: Vec<usize> = a.iter().filter_map(|word| b.iter().position(|other| word.meets(*other))).collect();
    // A table of words finds something alike in anything: most words of the shorter one have their fellow in the other.
    if places.len() < FEWEST || 2 * places.len() < a.len().max(b.len()) {
        return false;
    }
    let pairs = || places.iter().enumerate().flat_map(|(n, x)| places[n + 1..].iter().map(move |y| (x, y)));
    pairs().filter(|(x, y)| x < y).count() > pairs().filter(|(x, y)| x > y).count()
}

fn same(judge: &Judge, sought: &Ready, mut sketch: Sketch) -> Option<(f32, Reverse<u64>)> {
    // Kind and date are the article's; a quotation by itself has neither.
    (sketch.kind, sketch.translated, sketch.said, sketch.published) = (Kind::Indirect, false, None, None);
    let claim = Reverse(sketch.claim);
    let ready = judge.ready(sketch, 0);
    let verdict = judge.judge(sought, &ready);
    (verdict.odds >= judge.threshold() + SURER && !verdict.conflict).then_some((verdict.odds, claim))
}

/// The quotation in the language that knows most of its words.
fn sketch(seeds: &Seeds, quotation: &str) -> Option<Sketch> {
    let mut sketcher = Sketcher::new(seeds);
    let all = ["en", "nl"].map(|code| (code, sketcher.tokens(code, quotation)));
    let known = |tokens: &[Token]| tokens.iter().filter(|token| token.is_known()).count();
    let (code, (tokens, clauses)) = all.into_iter().max_by_key(|(code, (tokens, _))| (known(tokens), *code == "en"))?;
    let bytes = code.as_bytes();
    Some(Sketch {
        claim: 0,
        said: None,
        published: None,
        language: [bytes[0], bytes[1]],
        kind: Kind::Indirect,
        translated: false,
        denies: false,
        tokens,
        clauses,
    })
}
