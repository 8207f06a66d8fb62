//! A clause that is searched for an attribution: what the rules look at, and what they find.

use super::phrases::{Phrase, Phrases};
use super::strip::{Item, Strip};
use crate::model::{Attribution, Span};

/// An attribution and the items it was found in.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The attribution.
    pub attribution: Attribution,
    /// Items of source and cue together.
    pub core: (usize, usize),
    /// Items of the content, in pieces.
    pub content: Vec<(usize, usize)>,
}

/// Searches one sentence; the rules of sources and contents are its methods.
pub(super) struct Finder<'f, 'a> {
    pub(super) strip: &'f Strip<'a>,
    pub(super) phrases: Phrases<'f>,
    pub(super) items: &'f [Item<'a>],
}

/// A verb's subject.
pub(super) struct Subject {
    pub(super) phrase: Option<Phrase>,
    pub(super) inherited: bool,
    /// Its items, when it stands elsewhere in the sentence.
    pub(super) elsewhere: Option<Span>,
}

/// Confidence where the words can hardly mean anything else, though nobody but the rule sees it.
pub(super) const NOTHING_ELSE: f64 = 0.9;

/// Words of the shortest reported clause.
pub(super) const SHORTEST_CLAUSE: usize = 3;
