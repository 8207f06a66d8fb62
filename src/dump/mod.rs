//! What claims look like outside: bytes become code points ([`convert`]), records become JSON Lines, JSON, CSV, columns, a spreadsheet, a quote sheet or a table ([`writer`]).
//!
//! Nothing here knows where the output goes; [`target`] alone opens files, and [`plain`] keeps a terminal safe from what articles contain.

pub(crate) mod bulk;
pub(crate) mod bytes;
#[cfg(feature = "arrow")]
#[doc(hidden)]
pub mod columns;
#[doc(hidden)]
pub mod convert;
pub(crate) mod csv;
pub(crate) mod format;
pub(crate) mod jsonld;
pub(crate) mod plain;
pub(crate) mod sheet;
pub(crate) mod table;
pub(crate) mod target;
pub(crate) mod writer;
#[cfg(feature = "cli")]
pub(crate) mod xlsx;

pub use convert::{article_record, claim_records};
pub use format::Format;
pub use target::Target;
pub use writer::{Dumper, Layout};
