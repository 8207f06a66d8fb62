//! The same words elsewhere: where a quotation stands, and how the wording that is nearest to it differs.
//!
//! | module | the question it answers |
//! | --- | --- |
//! | [`wording`] | which words count when two wordings are compared? |
//! | [`difference`] | what was added, dropped, changed? |
//! | [`draft`] | what did a writer put between quotation marks? |
//! | [`check`] | did anybody say this, in these words? |
//! | [`elsewhere`] | does a claim in another language say this? |
//! | [`table`] | what does a word mean, in either language? |
//! | [`sketch`] | what is kept of a claim for comparing it with others? |
//! | [`candidates`] | which claims are held against one another? |
//! | [`clauses`] | how far does a negation reach? |
//! | [`ready`] | what of a claim is counted once for many comparisons? |
//! | [`polarity`] | does one claim deny what the other says? |
//! | [`align`] | how much of the words of one claim stands in another? |
//! | [`pair`] | are two claims of one speaker the same statement? |
//! | [`mod@join`] | from pairs to clusters |
//! | [`clusters`] | which claims of an index are the same statement? |
//! | [`identities`] | who speaks in a claim, and where else does it stand? |
//! | [`drift`] | how does a statement's wording change, and does it matter? |
//! | [`page`] | a comparison to send to a colleague |
//! | [`timeline`], [`plot`] | what did somebody say over time? |
//! | [`saved`] | how are clusters kept beside an index? |
//! | [`told`] | how often is each statement told, where and when? |

pub(crate) mod align;
pub mod candidates;
pub(crate) mod check;
pub mod clauses;
pub(crate) mod clusters;
pub(crate) mod difference;
pub(crate) mod draft;
pub(crate) mod drift;
pub(crate) mod elsewhere;
pub(crate) mod identities;
pub(crate) mod join;
pub(crate) mod page;
pub mod pair;
pub(crate) mod plot;
pub(crate) mod polarity;
pub mod ready;
pub(crate) mod saved;
pub mod sketch;
pub(crate) mod table;
pub(crate) mod timeline;
pub(crate) mod told;
pub mod wording;

pub use check::{Answer, Checker, Passage, Verdict};
pub use clusters::{Cluster, Clusters};
pub use identities::Identities;
pub use told::ClusterRow;
