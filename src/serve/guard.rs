//! Who may ask: this machine's own browser, for its own page. What others' pages make a browser send is refused.
//!
//! A name that somebody points at 127.0.0.1 (DNS rebinding) is not the name of this page, so `Host` is checked. A form on another page (cross-site
//! request forgery) has another `Origin`. Where other machines can reach the page, every request needs the token.

use super::ask::{Params, cookie};
use super::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::Response;
use std::net::IpAddr;

/// The cookie that holds the token.
const TOKEN_COOKIE: &str = "whosaid";

/// What has to be right about a request.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    /// What everybody has to show, where others can reach the page.
    pub token: Option<String>,
}

impl Guard {
    /// For a page at this address.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new(address: IpAddr) -> crate::Result<Self> {
        Ok(Self { token: if address.is_loopback() { None } else { Some(token()?) } })
    }

    /// Why a request is refused.
    pub fn refuses(&self, request: &Request) -> Option<Problem> {
        let headers = request.headers();
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        if self.token.is_none() && !is_this_machine(host) {
            return Some(Problem::refused("this page answers to 127.0.0.1 and localhost alone"));
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) && !is_own(headers, host) {
            return Some(Problem::refused("this was sent by another page"));
        }
        let token = self.token.as_deref()?;
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
        let shown = bearer.or_else(|| cookie(headers, TOKEN_COOKIE)).unwrap_or_default();
        (!same(shown, token)).then(Problem::token)
    }

    /// The way in: an address with the token is answered with a cookie that holds it, and the address without it.
    pub fn lets_in(&self, request: &Request) -> Option<Response> {
        let token = self.token.as_deref()?;
        let params = Params::parse(request.uri().query()?.as_bytes());
        if !same(params.get("token")?, token) || request.method() != Method::GET {
            return None;
        }
        // One slash in front: with two, it would be another machine's address.
        let path = format!("/{}", request.uri().path().trim_start_matches(['/', '\\']));
        let set = format!("{TOKEN_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax");
        Response::builder()
            .status(StatusCode::SEE_OTHER)
            .header(header::LOCATION, params.without(&["token"]).link(&path))
            .header(header::SET_COOKIE, set)
            .body(axum::body::Body::empty())
            .ok()
    }
}

/// True for a `Host` that no other machine can be called: whatever the port, so that a forwarded one works.
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    let Some(name) = name else { return false };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// True for what a page of this very site sends, or something that is no browser: every browser names the origin of what it posts.
fn is_own(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match text(header::ORIGIN) {
        Some(origin) => origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host)),
        None => {
            let site = text(HeaderName::from_static("sec-fetch-site"));
            matches!(site, None | Some("same-origin" | "none")) && !headers.contains_key(header::REFERER)
                || site == Some("same-origin")
        }
    }
}

/// 128 bits that nobody can guess.
fn token() -> crate::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| crate::Error::new(format!("the system gives no random numbers: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Takes as long for a token that is nearly right as for any other: hashes are compared.
fn same(shown: &str, token: &str) -> bool {
    blake3::hash(shown.as_bytes()) == blake3::hash(token.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_names_of_this_machine() {
        for host in ["127.0.0.1:8417", "localhost", "LOCALHOST:1", "[::1]:8417", "127.0.0.2"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in
            ["", "evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "[::2]:1", "10.0.0.1", "[", "0"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn only_forms_of_this_page() {
        let own = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v)));
            is_own(&pairs.collect(), "127.0.0.1:8417")
        };
        assert!(own(&[("origin", "http://127.0.0.1:8417")]));
        assert!(own(&[]), "a script is no browser");
        assert!(own(&[("sec-fetch-site", "same-origin"), ("referer", "http://127.0.0.1:8417/add")]));
        assert!(!own(&[("origin", "http://evil.example")]));
        assert!(!own(&[("origin", "null")]));
        assert!(!own(&[("origin", "http://127.0.0.1:9999")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("referer", "http://evil.example/")]));
    }
}
