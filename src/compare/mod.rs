//! The same words elsewhere: where a quotation stands, and how the wording that is nearest to it differs.
//!
//! | module | the question it answers |
//! | --- | --- |
//! | [`wording`] | which words count when two wordings are compared? |
//! | [`difference`] | what was added, dropped, changed? |
//! | [`draft`] | what did a writer put between quotation marks? |
//! | [`check`] | did anybody say this, in these words? |

pub mod check;
pub mod difference;
pub mod draft;
pub mod wording;

pub use check::{Answer, Checker, Passage, Verdict};
