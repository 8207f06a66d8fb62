//! A place where a name stands.

use std::ops::Range;

use crate::model::{Span, SpeakerType};

/// A place where a name stands.
#[derive(Clone, Debug)]
pub(super) struct NameMention {
    /// The name's words.
    pub tokens: Range<usize>,
    /// The capitalised title or role before it in the same run, empty where none is.
    pub role: Range<usize>,
    /// Bytes of the name.
    pub span: Span,
    /// A genitive ("Putin's").
    pub genitive: bool,
    /// Whole in quotation marks ("the company "Teploset"").
    pub marked: bool,
    /// What shape and neighbours say it is.
    pub kind: SpeakerType,
    /// A word that is capital only because its sentence begins with it, as far as this place tells.
    pub weak: bool,
    /// A common noun with a capital: a name only if somebody bears it.
    pub noun: bool,
    /// A town or a country, as the trained layer saw it.
    pub place: bool,
    /// How probable it is that this is a name and these are its words.
    pub probability: f64,
}
