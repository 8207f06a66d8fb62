//! What whoever was asked for is called.

/// What whoever was asked for is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Names, whole.
    pub names: Vec<String>,
    /// What was typed is somebody's whole name: other names that hold its words are others'.
    pub whole: bool,
    /// A surname that is somebody's in one article: the name, the article's id.
    pub in_article: Vec<(String, String)>,
}
