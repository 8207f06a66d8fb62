//! Language-blind tools on text: offsets, paragraphs, sentences, words, quotation marks.
//!
//! [`Document`] puts them together: `"Dit klopt," zei ze. Meer niet.` has one paragraph, two sentences, eleven words and one quotation.

pub(crate) mod boundary;
mod bounds;
pub(crate) mod cut;
pub(crate) mod document;
mod entities;
mod lost;
mod markup;
mod meant;
mod mend;
mod mojibake;
pub(crate) mod offsets;
pub(crate) mod paragraphs;
pub(crate) mod quotes;
mod seams;
pub(crate) mod sentences;
pub(crate) mod small;
pub mod words;

pub use document::Document;
pub(crate) use mend::seen;
pub use offsets::Offsets;
pub use quotes::Quote;
pub use sentences::Abbreviations;
pub use small::small;
pub use words::{Word, WordKind};
