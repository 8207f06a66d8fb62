//! The seed files compiled in.

use std::collections::BTreeMap;

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../../seeds/", $name)))),*] };
}

/// Every built-in seed file: name relative to `/seeds`, and its text.
pub(super) const FILES: &[(&str, &str)] = files![
    "bodies.toml",
    "boilerplate.toml",
    "dates.toml",
    "en/boilerplate.toml",
    "en/cues.toml",
    "en/dates.toml",
    "en/metadata.toml",
    "en/people.toml",
    "en/roles.toml",
    "en/times.toml",
    "en/translated.toml",
    "en/wording.toml",
    "en/words.toml",
    "exports.toml",
    "names.toml",
    "nl/boilerplate.toml",
    "nl/cues.toml",
    "nl/dates.toml",
    "nl/metadata.toml",
    "nl/people.toml",
    "nl/roles.toml",
    "nl/times.toml",
    "nl/wording.toml",
    "nl/words.toml",
    "outlets.toml",
    "places.toml",
    "speakers.toml",
    "spellings.toml",
];

/// True for a file that is compiled in, as it is there.
pub(super) fn is_built_in(name: &str, text: &str) -> bool {
    FILES.iter().any(|(known, content)| *known == name && *content == text)
}

/// Name and text of each.
pub(super) fn built_in_files() -> BTreeMap<String, String> {
    FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}
