//! What the numbers are that speak for a candidate or against it.

/// Numbers that speak for a candidate or against it.
pub const EVIDENCE: usize = column::MORE + column::MORE_NUMBERS;

/// What speaks for a candidate, in the order of `Case::evidence`.
pub type Evidence = [f32; EVIDENCE];

/// Columns that have a meaning outside of the scorer, or for nobody as well; `training/who.py` has them, too.
pub(super) mod column {
    /// The walk's own answer; then the same by name, by noun, by pronoun, without a source.
    pub const PICK: usize = 0;
    /// Log-probability that the trained layer gives it, and whether it saw a mention at all.
    pub const MEANING: usize = 5;
    /// Others between.
    pub const BETWEEN: usize = 33;
    /// The source is a pronoun; a noun without a name; there is none.
    pub const PRONOUN: usize = 36;
    /// See above.
    pub const NOUN: usize = 37;
    /// See above.
    pub const SILENT: usize = 38;
    /// This is nobody.
    pub const NOBODY: usize = 39;
    /// Words of the source beside the name.
    pub const WORDS: usize = 41;
    /// Log-odds of the content, and whether the trained layer found it.
    pub const CONTENT: usize = 42;
    /// Of what is the same for all candidates: persons among them, definite, indefinite, possessed, a noun for a body, a noun for a person;
    /// without a source, whether the sentence before stands in the same paragraph, and whether it names anybody.
    pub const CLAIM: usize = 44;
    /// Of these, whether it is definite.
    pub const DEFINITE: usize = 1;
    /// Of the candidate's place among all: from here on.
    pub const PLACE: usize = 52;
    /// Whether the source's noun takes up somebody told ([`super::anaphora`]); the same once more for nobody.
    pub const NOUNS: usize = 64;
    /// Of a source without a name, what the trained layer takes it for (a person, a body, a group), and how long the text is; then of the
    /// candidate, whether it is of that kind, or of another, whether it is the only one of its kind in the text, and the last one told.
    pub const MORE: usize = NOUNS + 2 * crate::resolve::anaphora::NUMBERS;
    /// How many these are.
    pub const MORE_NUMBERS: usize = 8;
    /// Of these, how many are the same for all candidates.
    pub const MORE_SAME: usize = 4;
}
