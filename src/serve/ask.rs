//! What a request asks for: its path, its parameters, and the language that its page shall have.

use super::words::Language;
use axum::http::{HeaderMap, Uri, header};

/// The cookie that remembers the language of the interface.
pub(super) const LANGUAGE_COOKIE: &str = "lang";

/// A question of a browser or a script.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// The parts of the path, as they stand: ids need no escapes, and what has some is not found.
    pub path: Vec<String>,
    /// The parameters of the address.
    pub params: Params,
    /// The language of the interface.
    pub language: Language,
    /// The language was chosen by this very request.
    pub chosen: bool,
}

impl Ask {
    /// Of a request's address and headers.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let params = Params::parse(uri.query().unwrap_or_default().as_bytes());
        let chosen = params.get("lang").and_then(Language::of_code);
        let language = chosen.or_else(|| cookie(headers, LANGUAGE_COOKIE).and_then(Language::of_code));
        let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self {
            path: uri.path().split('/').skip(1).map(ToOwned::to_owned).collect(),
            language: language.unwrap_or_else(|| Language::accepted(accepted().unwrap_or_default())),
            chosen: chosen.is_some(),
            params,
        }
    }

    /// A part of the path.
    pub fn part(&self, at: usize) -> &str {
        self.path.get(at).map_or("", String::as_str)
    }

    /// The path, whole.
    pub fn path(&self) -> String {
        format!("/{}", self.path.join("/"))
    }
}

/// The value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Parameters in order. Empty ones say nothing: a form sends every field that it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Params {
    said: Vec<(String, String)>,
    /// The keys of the others.
    empty: Vec<String>,
}

impl Params {
    /// Of an address or a form.
    pub fn parse(bytes: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(bytes).into_owned();
        let (empty, said): (Vec<_>, Vec<_>) = pairs.partition(|(_, value)| value.trim().is_empty());
        Self { said, empty: empty.into_iter().map(|(key, _)| key).collect() }
    }

    /// Whether a key is there without a value.
    pub fn is_empty(&self, key: &str) -> bool {
        self.empty.iter().any(|known| known == key)
    }

    /// The first value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.said.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// The same without these keys.
    #[must_use]
    pub fn without(&self, keys: &[&str]) -> Self {
        let said = self.said.iter().filter(|(key, _)| !keys.contains(&key.as_str())).cloned().collect();
        Self { said, ..Self::default() }
    }

    /// The same with this value alone for a key.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut all = self.without(&[key]);
        all.said.push((key.to_owned(), value.to_owned()));
        all
    }

    /// Every key and value.
    pub fn all(&self) -> &[(String, String)] {
        &self.said
    }

    /// The address of a path with these parameters.
    pub fn link(&self, path: &str) -> String {
        if self.said.is_empty() {
            return path.to_owned();
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.said).finish();
        format!("{path}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_go_in_and_out() {
        let params = Params::parse("q=a%26b+%C3%A9&kind=&page=2".as_bytes());
        assert_eq!(params.get("q"), Some("a&b é"));
        assert_eq!(params.get("kind"), None);
        assert_eq!(params.with("page", "3").link("/"), "/?q=a%26b+%C3%A9&page=3");
        assert_eq!(params.without(&["q", "page"]).link("/"), "/");
        assert_eq!(Params::parse(b"q=%ff%00").get("q"), Some("\u{fffd}\u{0}"));
    }

    #[test]
    fn the_language_is_chosen_remembered_or_accepted() {
        let ask = |uri: &str, cookie: &str, accepts: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookie.parse().expect("a header"));
            headers.insert(header::ACCEPT_LANGUAGE, accepts.parse().expect("a header"));
            Ask::of(&uri.parse().expect("an address"), &headers).language
        };
        assert_eq!(ask("/?lang=nl", "lang=en", "en"), Language::Dutch);
        assert_eq!(ask("/", "a=b; lang=nl", "en"), Language::Dutch);
        assert_eq!(ask("/", "", "fr, nl-BE;q=0.8, en;q=0.7"), Language::Dutch);
        assert_eq!(ask("/?lang=xx", "", "de"), Language::English);
    }
}
