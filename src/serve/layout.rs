//! What every page has: its head, the way to the other pages, the files it loads.

use super::ask::{Ask, LANGUAGE_COOKIE, Params};
use super::reply;
use super::site::Site;
use super::words::{Language, Words};
use crate::dump::plain;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};
use std::sync::LazyLock;

/// The style sheet.
pub(super) const STYLE: &str = include_str!("assets/style.css");
/// The script.
pub(super) const SCRIPT: &str = include_str!("assets/page.js");
/// The icon.
pub(super) const ICON: &str = include_str!("assets/icon.svg");

/// Changes with the files, which a browser may otherwise keep for as long as it wants.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let all = [STYLE, SCRIPT, ICON].concat();
    blake3::hash(all.as_bytes()).to_hex()[..12].to_owned()
});

/// A part of the site, as its navigation has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Search.
    Search,
    /// The speakers.
    Speakers,
    /// The overview.
    Overview,
    /// The check.
    Check,
    /// Adding articles.
    Add,
    /// None of the others.
    Elsewhere,
}

/// What a page says of itself.
pub(super) struct Frame<'a> {
    language: Language,
    title: &'a str,
    place: Place,
    /// The address of this page, without the language.
    here: Option<(String, Params)>,
    chosen: bool,
    /// Load the page again after so many seconds.
    again: Option<u32>,
}

impl<'a> Frame<'a> {
    /// A page that no address leads back to.
    pub const fn of(language: Language, title: &'a str) -> Self {
        Self { language, title, place: Place::Elsewhere, here: None, chosen: false, again: None }
    }

    /// A page that was asked for.
    pub fn at(ask: &Ask, title: &'a str, place: Place) -> Self {
        let here = Some((ask.path(), ask.params.without(&["lang", "part"])));
        Self { place, here, chosen: ask.chosen, ..Self::of(ask.language, title) }
    }

    /// Loaded again after so many seconds, where no script does it better.
    #[must_use]
    pub const fn again(mut self, seconds: Option<u32>) -> Self {
        self.again = seconds;
        self
    }
}

/// A whole page around its content.
pub(super) fn frame(site: &Site, frame: &Frame<'_>, content: &Markup) -> Response {
    let words = frame.language.words();
    let page = html! {
        (DOCTYPE)
        html lang=(frame.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if let Some(seconds) = frame.again { noscript { meta http-equiv="refresh" content=(seconds); } }
                title { (plain::line(frame.title)) " · whosaid" }
                link rel="icon" href={ "/assets/icon.svg?v=" (*VERSION) } type="image/svg+xml";
                link rel="stylesheet" href={ "/assets/style.css?v=" (*VERSION) };
                script src={ "/assets/page.js?v=" (*VERSION) } defer {}
            }
            body {
                a.skip href="#main" { (words.skip) }
                (top(site, frame, words))
                main #main tabindex="-1" { (content) }
                (foot(frame, words))
            }
        }
    };
    let mut response = reply::bytes("text/html; charset=utf-8", page.into_string());
    if frame.chosen {
        let cookie = format!("{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", frame.language.code());
        response.headers_mut().extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (header::SET_COOKIE, cookie)));
    }
    response
}

fn top(site: &Site, frame: &Frame<'_>, words: &Words) -> Markup {
    let link = |place: Place, path: &str, name: &str, short: &str| {
        html! {
            a href=(path) aria-current=[(frame.place == place).then_some("page")] {
                @if name == short { (name) } @else { span.wide { (name) } span.phone { (short) } }
            }
        }
    };
    html! {
        header.top {
            a.brand href="/" title=(words.tagline) { span.mark aria-hidden="true" { "“" } "whosaid" }
            @if frame.place != Place::Search {
                form.find action="/" role="search" {
                    input type="search" name="q" id="q" aria-label=(words.search_label)
                        placeholder=(words.search_label) maxlength="2000" autocomplete="off";
                }
            }
            nav aria-label="whosaid" {
                (link(Place::Search, "/", words.nav_search, words.nav_search))
                (link(Place::Speakers, "/speakers", words.nav_speakers, words.nav_speakers))
                (link(Place::Overview, "/overview", words.nav_overview, words.nav_overview))
                (link(Place::Check, "/check", words.nav_check, words.short_check))
                @if !site.setup.read_only { (link(Place::Add, "/add", words.nav_add, words.short_add)) }
            }
        }
    }
}

fn foot(frame: &Frame<'_>, words: &Words) -> Markup {
    let other = frame.here.as_ref().map(|(path, params)| params.with("lang", words.other_language_code).link(path));
    html! {
        footer.foot {
            p { (words.local) }
            p {
                @if let Some(other) = other {
                    a href=(other) lang=(words.other_language_code) hreflang=(words.other_language_code) { (words.other_language) }
                    " · "
                }
                button.link type="button" data-keys="" hidden { (words.keys) }
            }
        }
        dialog #keys aria-labelledby="keys-title" {
            h2 #keys-title { (words.keys) }
            dl {
                dt { kbd { "/" } } dd { (words.key_search) }
                dt { kbd { "j" } " " kbd { "k" } } dd { (words.key_next) }
                dt { kbd { "Enter" } } dd { (words.key_open) }
                dt { kbd { "?" } } dd { (words.key_help) }
            }
            form method="dialog" { button.button { (words.close) } }
        }
    }
}
