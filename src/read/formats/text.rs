//! Plain text: the article's text is the decoded file, whole and unchanged; front matter stays in it and is read too.
//! An export of a news database is cut into its articles.

use crate::error::Result;
use crate::read::exports;
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

    fn many(&self) -> bool {
        true
    }

    fn read(&self, path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
        Ok(read(path, text_of(content, false)?, options))
    }
}

/// The one article of a text file, or those of an export.
#[must_use]
pub fn read(path: &str, text: String, options: &ReadOptions) -> Loaded {
    if let Some(documents) = exports::read(path, &text, options) {
        return documents;
    }
    let meta =
        front_matter::split(&text).map(|(value, _)| options.fields.meta(&value, options.seeds)).unwrap_or_default();
    Loaded {
        articles: vec![RawArticle {
            path: path.to_owned(),
            record: None,
            text,
            meta,
            text_is_file: true,
            ..RawArticle::default()
        }],
        skipped: Vec::new(),
    }
}
