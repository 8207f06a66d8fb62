//! From files to the index: which files it lacks, and how what they hold gets in.
//!
//! | module | the question it answers |
//! | --- | --- |
//! | [`plan`] | which files are new or changed, which are gone? |
//! | [`intake`] | how does what came of a file replace what the index has of it? |
//! | [`folder`] | a folder of articles that others add to: what is new in it? |

pub mod folder;
pub(crate) mod intake;
pub(crate) mod plan;

pub use intake::Intake;
pub use plan::{Plan, SyncOptions};
