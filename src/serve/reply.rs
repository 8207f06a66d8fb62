//! Answers that are no pages: JSON, files, the way to another page.

use super::problem::Problem;
use super::words::Language;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;

/// The type of JSON.
pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Bytes of some type.
pub(super) fn bytes(kind: &'static str, content: impl Into<Body>) -> Response {
    let mut response = Response::new(content.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A value as JSON.
pub(super) fn json(value: &impl Serialize) -> Response {
    let mut out = Vec::new();
    match crate::dump::plain::json(&mut out, value) {
        Ok(()) => bytes("application/json", out),
        Err(_) => Problem::broken().json(),
    }
}

/// To another page, after something was done. `path` is one of ours.
pub(super) fn see(path: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(value) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

impl Problem {
    /// As JSON, in English: for scripts.
    pub fn json(&self) -> Response {
        let body = serde_json::json!({"error": self.cause(Language::English.words()), "hint": self.hint()});
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, JSON);
        response
    }
}
