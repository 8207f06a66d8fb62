//! What whoever was asked for is called.

/// What whoever was asked for is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Names, whole.
    pub names: Vec<String>,
    /// A surname that is somebody's in one article: the name, the article's id.
    pub in_article: Vec<(String, String)>,
}
