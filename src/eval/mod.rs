//! How good is it? Attributions found, against gold ones.
//!
//! Spans are compared as sets of words ([`words`]), so that marks and spaces at their edges never matter; predicted and gold attributions are paired
//! one to one ([`pairs`]), and each pair counts for the measures it satisfies ([`score`]). [`floors`] keep the scores from sinking.

#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the program asks for it"))]
pub(crate) mod floors;
pub mod gold;
pub(crate) mod pairs;
pub mod score;
pub mod words;

pub use gold::{Gold, GoldDoc};
pub use score::{Report, Scores};
