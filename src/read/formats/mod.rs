//! One file a format: text to articles with what they declare.

pub mod csv;
pub mod feed;
pub mod html;
pub mod json;
pub mod markdown;
pub mod newsml;
pub mod nitf;
pub mod office;
pub mod text;
mod tree;
pub mod warc;
