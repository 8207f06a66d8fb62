//! Which articles are copies of one another: the same wire story in twenty outlets, cut, with another headline, with figures brought up to date.
//!
//! Each article has a sketch of its word shingles (MinHash with one permutation); articles whose sketches share a few values are compared (locality-sensitive
//! hashing), and join the earliest that they are a copy of. What comes out depends on the articles alone, never on the order in which they came.
//! [`leaders`] does it for articles that are in memory; [`bands`], [`Bucket`] and [`firsts`] are its steps, for where they are not.
//!
//! ```
//! use whosaid::duplicates::{Member, Sketch, leaders};
//!
//! let story = "The harbour of Sandholm closes until spring because the quay is no longer safe, said Mayor Dorothea Quill on Monday, and \
//!     nobody knows who pays for it; the council will meet on Thursday to hear the engineers, who warned it two years ago.";
//! let member = |id: &str, text: &str| Member { id: id.into(), day: None, sketch: Sketch::of(text, &[]) };
//! let members = [member("a-2", &format!("{story} (Sandholm Wire)")), member("a-1", story), member("a-3", "Another story.")];
//! assert_eq!(leaders(&members), [Some(1), None, None]);
//! ```

mod groups;
mod sketch;

pub use groups::{Bucket, Member, bands, firsts, leaders};
pub use sketch::Sketch;
