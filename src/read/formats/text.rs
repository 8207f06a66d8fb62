//! Plain text: the article's text is the decoded file, whole and unchanged; front matter stays in it and is read too.

use crate::error::Result;
use crate::read::{Loaded, RawArticle, ReadOptions, Reader, front_matter, text_of};

/// Plain text.
pub struct Text;

impl Reader for Text {
    fn name(&self) -> &'static str {
        "plain text"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        Ok(read(path, text_of(content, false)?, options))
    }
}

/// The one article of a text file.
#[must_use]
pub fn read(path: &str, text: String, options: &ReadOptions) -> Loaded {
    let meta =
        front_matter::split(&text).map(|(value, _)| options.fields.meta(&value, options.seeds)).unwrap_or_default();
    Loaded {
        articles: vec![RawArticle { path: path.to_owned(), record: None, text, meta, text_is_file: true }],
        skipped: Vec::new(),
    }
}
