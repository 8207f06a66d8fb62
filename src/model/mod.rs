//! The nouns: what an article and a claim are. No behaviour that needs more than themselves.
//!
//! Inside the program a place is a [`Span`] of bytes; the records ([`record`]) that leave it count code points.

pub(crate) mod article;
pub(crate) mod claim;
pub(crate) mod origin;
pub(crate) mod probability;
#[doc(hidden)]
pub mod record;
pub(crate) mod rule;
pub(crate) mod span;
pub(crate) mod wanted;

pub use article::{Article, Meta};
pub use claim::{Attribution, Claim, Kind, Resolved, SaidOn, Speaker, SpeakerType, Stance};
pub use origin::{Origin, Origins};
pub use rule::Rule;
pub use span::Span;
pub use wanted::Wanted;
