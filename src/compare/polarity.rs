//! Does one claim deny what the other says? A negation counts where it stands: only against the words of its own clause.

use super::ready::Ready;
use super::sketch::Token;

/// Part of a negated clause that has to stand in the other claim, by weight.
const THERE: f32 = 0.5;
/// Part of that which stands there without the negation.
const TURNED: f32 = 0.7;
/// How alike two words are that mean about the same.
const ALIKE: f32 = 0.4;
/// How much words tell that are no mere "it is".
const TELLING: f32 = 0.45;

/// True where a negated clause of the one stands in the other, and is not negated there.
pub fn contradict(a: &Ready, b: &Ready, near: impl Fn(Token, Token) -> f32 + Copy) -> bool {
    denies(a, b, near) || denies(b, a, near)
}

fn denies(a: &Ready, b: &Ready, near: impl Fn(Token, Token) -> f32 + Copy) -> bool {
    let all: f32 = a.weighed().map(|(_, weight)| weight).sum();
    let words: Vec<(Token, f32)> = a.weighed().collect();
    let mut from = 0;
    a.sketch.clauses.iter().any(|clause| {
        let words = &words[std::mem::replace(&mut from, clause.end).min(words.len())..clause.end.min(words.len())];
        if clause.negated == a.sketch.denies {
            return false;
        }
        let (mut clause, mut agrees, mut turned) = (0.0, 0.0, 0.0);
        for (token, weight) in words {
            clause += weight;
            match found(*token, b, near) {
                Some((alike, true)) => agrees += weight * alike,
                Some((alike, false)) => turned += weight * alike,
                None => {}
            }
        }
        let there = agrees + turned;
        there >= THERE * clause && turned >= TURNED * there && (turned >= TELLING || 2.0 * clause >= all)
    })
}

/// How much a word is like one of the other claim, and whether that one is negated.
fn found(token: Token, b: &Ready, near: impl Fn(Token, Token) -> f32) -> Option<(f32, bool)> {
    let others = || b.sketch.tokens.iter().zip(b.negated());
    if others().any(|(other, _)| token.meets(*other)) {
        return Some((1.0, others().any(|(other, negated)| token.meets(*other) && *negated)));
    }
    let alike = others().map(|(other, negated)| (near(token, *other), *negated));
    alike.filter(|(alike, _)| *alike >= ALIKE).max_by(|x, y| x.0.total_cmp(&y.0))
}
