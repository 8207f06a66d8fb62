//! Where what is known of an article was taken from.

use serde::{Deserialize, Serialize};

/// What told a title, an outlet, an author, a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The article's own text: its head, its byline, its foot.
    Text,
    /// The text, where other texts of the folder tell the same.
    Recurring,
    /// What the file declares: fields of a record, front matter, the elements of a news format, the head of a mail.
    File,
    /// JSON-LD in a web page.
    LinkedData,
    /// The `meta` elements of a web page, its address, its other elements.
    Page,
    /// A file beside the article.
    Sidecar,
    /// The folder: its sidecar or its name.
    Folder,
    /// The name of the file.
    FileName,
}

/// Where each was taken from; `None` for what is not known, or of which nobody noted it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Origin>,
    /// The outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Origin>,
    /// The author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Origin>,
    /// The day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Origin>,
}

impl Origins {
    /// True where nothing is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
