//! Markdown: the text is the body behind the front matter, as it stands there.

use crate::read::{Loaded, RawArticle, ReadOptions, front_matter};

/// The one article of a Markdown file.
#[must_use]
pub fn read(path: &str, text: String, options: &ReadOptions) -> Loaded {
    let (meta, text) = match front_matter::split(&text) {
        Some((value, at)) => (options.fields.meta(&value, options.seeds), text[at..].to_owned()),
        None => (crate::model::Meta::default(), text),
    };
    Loaded {
        articles: vec![RawArticle { path: path.to_owned(), record: None, text, meta, text_is_file: false }],
        skipped: Vec::new(),
    }
}
