//! What happens around every answer: who may not ask is refused, time is bounded, and a browser is told what it may do with it.

use super::ask::Ask;
use super::problem::Problem;
use super::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// Seconds that an answer may take.
const ANSWER: Duration = Duration::from_secs(20);

/// Seconds that an upload may take.
const UPLOAD: Duration = Duration::from_secs(600);

/// Everything is this page's own, and nothing runs or is painted that stands in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Checks a request before anything of it is read, answers it in bounded time, and says in the answer what a browser may do with it.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let limit = if request.uri().path() == "/add" { UPLOAD } else { ANSWER };
    let language = Ask::of(request.uri(), request.headers()).language;
    let is_api = request.uri().path().starts_with("/api/");
    let shown = |problem: Problem| if is_api { problem.json() } else { problem.page(&site, language) };
    let mut response = if let Some(way_in) = site.guard.lets_in(&request) {
        way_in
    } else if let Some(problem) = site.guard.refuses(&request) {
        shown(problem)
    } else {
        match tokio::time::timeout(limit, next.run(request)).await {
            Ok(response) => response,
            Err(_) => shown(Problem::late()),
        }
    };
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Other sites hear nothing; to this one a browser tells where a form comes from, which `no-referrer` would hide.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
