//! Language-blind tools on text: offsets, paragraphs, sentences, words, quotation marks.
//!
//! [`Document`] puts them together: `"Dit klopt," zei ze. Meer niet.` has one paragraph, two sentences, eleven words and one quotation.

mod bounds;
pub mod cut;
pub mod document;
mod entities;
mod lost;
mod meant;
mod mend;
mod mojibake;
pub mod offsets;
pub mod paragraphs;
pub mod quotes;
mod seams;
pub mod sentences;
pub mod small;
pub mod words;

pub use document::Document;
pub use offsets::Offsets;
pub use quotes::Quote;
pub use sentences::Abbreviations;
pub use small::small;
pub use words::{Word, WordKind};
