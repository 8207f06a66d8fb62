//! Metadata beside an article: for `x.txt` the file `x.txt.json`, else `x.meta.json`, with the fields of a JSON record ([`super::fields`]) and no text.
//!
//! A sidecar wins over the front matter, and both win over what the text seems to say.

use std::path::{Path, PathBuf};

use super::{Format, ReadOptions, compressed, decode};
use crate::error::{Error, Result};
use crate::model::Meta;

/// A sidecar is small: one that is larger is something else.
const MAX_BYTES: u64 = 1 << 20;

/// The sidecar of the article at `path`, if there is one.
#[must_use]
pub fn beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?;
    let mut whole = name.to_os_string();
    whole.push(".json");
    let mut stem = Path::new(name).file_stem()?.to_os_string();
    stem.push(".meta.json");
    [whole, stem].into_iter().map(|n| path.with_file_name(n)).find(|p| p != path && p.is_file())
}

/// True when `path` is the sidecar of a file beside it, and no article.
#[must_use]
pub fn is_sidecar(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|n| n.to_str()) else { return false };
    if name.ends_with(".meta.json") {
        return true;
    }
    name.strip_suffix(".json").is_some_and(|of| Format::of(of).is_some() && path.with_file_name(of).is_file())
}

/// Reads the sidecar at `path`.
///
/// # Errors
/// When it is no JSON object.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Meta> {
    let bytes = compressed::read_file(path, MAX_BYTES)?;
    let text = decode::decode(&bytes, false)?.text;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|e| Error::new(e.to_string()))?;
    if !value.is_object() {
        return Err(Error::new("expected a JSON object"));
    }
    Ok(options.fields.meta(&value, options.seeds))
}
