//! One file a format: text to articles with what they declare.

pub(crate) mod archive;
#[cfg(feature = "arrow")]
pub(crate) mod columns;
pub(crate) mod csv;
pub(crate) mod epub;
pub(crate) mod feed;
pub(crate) mod html;
mod interview;
pub(crate) mod json;
pub(crate) mod mail;
pub(crate) mod markdown;
pub(crate) mod newsml;
pub(crate) mod nitf;
pub(crate) mod office;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
pub(crate) mod rtf;
pub mod text;
mod tree;
pub(crate) mod warc;
