//! Archives of the web: WARC (`.warc`, `.warc.gz`, as Common Crawl writes them) and WACZ (a zip package with WARC files in it), read record by record.
//! Only web pages that a server answered with (status 200) are articles; pictures, scripts, redirects and the crawler's own notes are passed over.

mod http;
mod package;
mod records;

pub use package::contents;
pub use records::{begins, next};

use super::formats::html;
use super::records::Record;
use super::{Loaded, RawArticle, ReadOptions, Skipped, compressed, decode};
use crate::error::{Error, Result};

/// Every page of an archive that is in memory whole.
///
/// # Errors
/// When it holds no page, or its first record is damaged.
pub fn read(path: &str, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
    let (mut loaded, mut content, mut number) = (Loaded::default(), content, 0);
    let mut failed = None;
    loop {
        match next(&mut content, options.max_bytes, &mut number) {
            Ok(Some(record)) => {
                let page = load(path, &record, options);
                loaded.articles.extend(page.articles);
                loaded.skipped.extend(page.skipped);
            }
            Ok(None) => break,
            Err(error) => {
                failed = Some(Error::from(error));
                break;
            }
        }
    }
    match failed {
        Some(error) if loaded == Loaded::default() => Err(error),
        Some(error) => {
            loaded.skipped.push(Skipped::new(path, error.cause()));
            Ok(loaded)
        }
        None if loaded == Loaded::default() => Err(no_pages()),
        None => Ok(loaded),
    }
}

/// An archive without any page.
#[must_use]
pub fn no_pages() -> Error {
    Error::new("no web pages in this archive").hint("only HTML responses with status 200 are read")
}

/// The article in a record, or why there is none.
#[must_use]
pub fn load(path: &str, record: &Record, options: &ReadOptions) -> Loaded {
    let shown = format!("{path}#{}", record.number);
    match page(&shown, record, options) {
        Ok(article) => Loaded { articles: vec![article], ..Loaded::default() },
        Err(error) => Loaded { skipped: vec![Skipped::new(shown, error.cause())], ..Loaded::default() },
    }
}

fn page(shown: &str, record: &Record, options: &ReadOptions) -> Result<RawArticle> {
    if record.size > options.max_bytes {
        return Err(compressed::too_large(Some(record.size), options.max_bytes));
    }
    let (head, block) = records::parts(&record.bytes).ok_or_else(|| Error::new("damaged"))?;
    let response = http::response(block).ok_or_else(|| Error::new("not the response of a web server"))?;
    let body = http::body(&response, options.max_bytes)?;
    let encoding = http::charset(&response).filter(|_| std::str::from_utf8(&body).is_err());
    let text = match encoding {
        Some(encoding) => encoding.decode(&body).0.into_owned(),
        None => decode::decode(&body, true)?.text,
    };
    let url = records::value(head, "WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
    let text = match &url {
        // The page's own address counts more.
        Some(url) if !text.contains("canonical") && !url.contains(['"', '<', '&']) => {
            format!("<link rel=\"canonical\" href=\"{url}\">{text}")
        }
        _ => text,
    };
    let mut article =
        html::read(shown, &text, options)?.articles.pop().ok_or_else(|| Error::new("no text on this page"))?;
    article.record = Some(record.number);
    let meta = &mut article.meta;
    meta.url = meta.url.take().or(url);
    // A day after the crawl is none.
    if let (Some(day), Some(crawled)) = (&meta.date, records::value(head, "WARC-Date").and_then(|date| date.get(..10)))
        && day.as_str() > crawled
    {
        (meta.date, meta.published) = (None, None);
    }
    Ok(article)
}

#[cfg(test)]
mod tests;
