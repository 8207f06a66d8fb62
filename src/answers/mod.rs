//! What every front asks of an index, and what it gets: the command line and the web page alike.
//!
//! | module | the question it answers |
//! | --- | --- |
//! | [`typed`] | which claims does the user want, in whatever form it was typed? |
//! | [`view`] | what does the index hold now, and who is who in it? |
//! | [`corrections`] | what do readers say of claims? |
//! | [`shapes`] | what do answers look like as JSON? |
//! | [`kept`] | which answers are asked for again and again? |
//! | `later` | what takes a while, and is found out once? |
//! | [`marks`] | what does each stretch of an article's text do? |

pub(crate) mod corrections;
pub(crate) mod kept;
mod later;
pub(crate) mod marks;
pub(crate) mod shapes;
pub(crate) mod typed;
pub(crate) mod view;

pub use corrections::{Correction, Corrections};
pub use typed::{Typed, Wrong};
pub use view::{Current, View};
