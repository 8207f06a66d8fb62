//! The files that pages load.

use super::ask::Ask;
use super::layout::{ICON, SCRIPT, STYLE};
use super::problem::Problem;
use super::reply;
use super::site::Site;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use std::sync::Arc;

/// A file that pages load.
pub(super) async fn asset(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let (kind, content) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "page.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return Problem::missing().page(&site, Ask::of(&uri, &headers).language),
    };
    let mut response = reply::bytes(kind, content);
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}
