//! Which language an article is in, and whether a machine translated it.
//!
//! [`detect()`] asks whatlang and the commonest words of the article for its language, and answers `None` for one that has no seeds.
//! [`translated::score`] tells how much an English article reads like a machine's translation, and by which signals.
//!
//! ```
//! use whosaid::language::detect;
//!
//! let text = "De woordvoerder zei donderdag dat de sancties niet worden verlicht, en dat het beleid hetzelfde blijft.";
//! let found = detect(None, text, &[], &["en", "nl"]);
//! assert_eq!(found.language.as_deref(), Some("nl"));
//! ```

mod common_words;
mod detect;
mod parts;
pub mod translated;
pub(crate) mod truecase;

pub use detect::{Detected, Look, detect, look};
pub use translated::Translated;
