//! What claims look like outside: bytes become code points ([`convert`]), records become JSON Lines, JSON, CSV, a spreadsheet, a quote sheet or a table ([`writer`]).
//!
//! Nothing here knows where the output goes; [`target`] alone opens files, and [`plain`] keeps a terminal safe from what articles contain.

pub mod convert;
pub mod csv;
pub mod format;
pub mod jsonld;
pub mod plain;
pub mod sheet;
pub mod table;
pub mod target;
pub mod writer;
#[cfg(feature = "cli")]
pub mod xlsx;

pub use convert::{article_record, claim_records};
pub use format::Format;
pub use target::Target;
pub use writer::{Dumper, Layout};
