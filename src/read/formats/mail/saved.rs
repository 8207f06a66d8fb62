//! A web page that a browser saved as one file: its first page, read as any page is.

use mail_parser::{MimeHeaders, PartType};

use super::parsed;
use crate::error::{Error, Result};
use crate::read::formats::html;
use crate::read::{Loaded, ReadOptions};

/// The article of a saved page.
///
/// # Errors
/// When there is none.
pub fn read(path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
    let saved = parsed(content)?;
    let page = saved.parts.iter().find_map(|part| match &part.body {
        PartType::Html(page) => Some((part, page)),
        _ => None,
    });
    let Some((part, page)) = page else { return Err(Error::new("no page in this file")) };
    let mut loaded = html::read(path, page, options)?;
    let location = saved.header_raw("Snapshot-Content-Location").or_else(|| part.content_location());
    let url = location.map(str::trim).filter(|url| url.starts_with("http")).map(ToOwned::to_owned);
    let subject = saved.subject().map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    for article in &mut loaded.articles {
        article.meta.title = article.meta.title.take().or_else(|| subject.clone().filter(|title| !title.is_empty()));
        article.meta.source = article.meta.source.take().or_else(|| {
            let known = url.as_deref().and_then(|url| options.seeds.outlets.of_url(url));
            known.map(|outlet| outlet.name.clone())
        });
        article.meta.url = article.meta.url.take().or_else(|| url.clone());
    }
    Ok(loaded)
}
