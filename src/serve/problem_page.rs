//! What cannot be answered, as a page.

use super::ask::Ask;
use super::layout::{Frame, frame};
use super::problem::Problem;
use super::site::Site;
use super::words::Language;
use axum::response::Response;
use maud::html;

impl Problem {
    /// As whoever asks wants it: a page, or JSON for scripts.
    pub fn to(&self, site: &Site, ask: &Ask) -> Response {
        if ask.part(0) == "api" { self.json() } else { self.page(site, ask.language) }
    }

    /// As a page.
    pub fn page(&self, site: &Site, language: Language) -> Response {
        let words = language.words();
        let body = html! {
            section.problem {
                h1 { (self.cause(words)) }
                @if let Some(hint) = self.hint() { p { (hint) } }
                p { a href="/" { (words.back_to_search) } }
            }
        };
        let mut response = frame(site, &Frame::of(language, words.problem), &body);
        *response.status_mut() = self.status;
        response
    }
}
