//! Who said what, when, in which outlet, and where exactly it stands: attributed claims from a folder of news articles.
//!
//! The way of the data: **file → article → sentences → claims → index → answers**.
//! A module uses only those above its own in this list (a test keeps it so):
//!
//! | module | the question it answers |
//! | --- | --- |
//! | [`error`] | what went wrong, where, and what to do? |
//! | [`model`] | what is an article, an attribution, a claim? |
//! | [`text`] | where are paragraphs, sentences, words, quotation marks? |
//! | [`seeds`] | what do we know of a language, of names, of outlets? |
//! | [`read`] | which files, and what articles stand in them? |
//! | [`people`] | which names are one person's? |
//! | [`duplicates`] | which articles are copies of one another? |
//! | [`store`] | what does the index hold? |
//! | [`dump`] | what do claims look like outside? |
//! | [`language`] | which language, and did a machine translate it? |
//! | [`tagging`] | what does the trained model see in the text? |
//! | [`extract`] | which attributions stand in the text? |
//! | [`resolve`] | who is the source, and when was it said? |
//! | [`claims`] | from an article to its claims: attributions, joined and resolved |
//! | [`pipeline`] | from files to articles with their claims, on all cores |
//! | [`extractor`] | the library's front door: from a text to its claims |
//! | [`compare`] | where does this stand, and in which words? |
//! | [`indexing`] | which files does the index lack, and how do they get in? |
//! | [`answers`] | what does every front ask of an index, and what does it get? |
//! | [`eval`] | how good is it? |
//! | [`serve`] | what does a web page show of it? |
//! | [`cli`] | what did the user ask for? |

// The tables of modules lead to the inside of the crate, for whoever reads its source.
#![allow(rustdoc::private_intra_doc_links)]

#[cfg(feature = "store")]
#[doc(hidden)]
pub mod answers;
#[doc(hidden)]
pub mod claims;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "store")]
#[doc(hidden)]
pub mod compare;
pub mod dump;
#[doc(hidden)]
pub mod duplicates;
pub mod error;
#[doc(hidden)]
pub mod eval;
#[doc(hidden)]
pub mod extract;
pub mod extractor;
#[cfg(feature = "store")]
pub(crate) mod indexing;
#[doc(hidden)]
pub mod language;
pub mod model;
#[doc(hidden)]
pub mod people;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod read;
#[doc(hidden)]
pub mod resolve;
pub mod seeds;
#[cfg(feature = "serve")]
pub(crate) mod serve;
#[cfg(feature = "store")]
pub mod store;
#[doc(hidden)]
pub mod tagging;
#[doc(hidden)]
pub mod text;

pub use error::{Error, ErrorKind, Result};
pub use extractor::{Claim, Extractor, Found};
pub use jiff::civil::Date;

/// The README's example, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
