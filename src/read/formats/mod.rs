//! One file a format: text to articles with what they declare.

pub mod archive;
pub mod csv;
pub mod epub;
pub mod feed;
pub mod html;
mod interview;
pub mod json;
pub mod mail;
pub mod markdown;
pub mod newsml;
pub mod nitf;
pub mod office;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod rtf;
pub mod text;
mod tree;
pub mod warc;
