//! What a pronoun can stand for.

use serde::Deserialize;

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// A man.
    Male,
    /// A woman.
    Female,
    /// A thing or a body.
    Thing,
    /// Whoever speaks: "I".
    Speaker,
    /// Anybody.
    Any,
}

/// How many a pronoun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    /// One.
    One,
    /// Several.
    Many,
    /// Either.
    Any,
}
