//! One file a format: text to articles with what they declare.

pub mod archive;
pub mod csv;
pub mod html;
pub mod json;
pub mod mail;
pub mod markdown;
pub mod office;
pub mod text;
mod tree;
