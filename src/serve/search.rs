//! The search page: one box, two views of one answer, and how the answer divides.

use super::ask::Ask;
use super::facets::{self, Group};
use super::layout::{Frame, Place, frame};
use super::parts::{self, about, article_link, line, snippet};
use super::problem::Problem;
use super::query::{EVERYTHING, Search};
use super::site::Site;
use super::words::Language;
use super::{export, reply};
use crate::answers::View;
use crate::store::selection::Order;
use crate::store::{ArticleHit, ClaimHit};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// Hits on a page.
const ON_A_PAGE: usize = 20;

/// `/`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let view = site.view()?;
    let mut search = Search::of(&ask.params);
    search.collapse = ask.params.get("copies").is_none();
    let turn = site.turn();
    let (status, found) = match found(site, ask, &view, &search) {
        Ok(found) => (StatusCode::OK, found),
        // A query in the making is often wrong: the box stays where it is.
        Err(problem) if problem.status == StatusCode::BAD_REQUEST => (problem.status, wrong(&problem, ask)),
        Err(problem) => return Err(problem),
    };
    drop(turn);
    let mut response = if ask.params.get("part").is_some() {
        reply::bytes("text/html; charset=utf-8", found.into_string())
    } else {
        let words = ask.language.words();
        let content = html! {
            (search_box(ask, &search))
            div #found { (found) }
        };
        frame(site, &Frame::at(ask, words.nav_search, Place::Search), &content)
    };
    *response.status_mut() = status;
    Ok(response)
}

fn wrong(problem: &Problem, ask: &Ask) -> Markup {
    let words = ask.language.words();
    html! {
        div.empty role="status" {
            h2 { (words.query_wrong) }
            // Causes and hints are in English alone.
            @match (ask.language, problem.hint()) {
                (Language::English, Some(hint)) => p { (problem.cause(words)) " – " (hint) },
                _ => { p { (words.query_help) } p.about lang="en" { (problem.cause(words)) } },
            }
        }
    }
}

fn search_box(ask: &Ask, search: &Search) -> Markup {
    let words = ask.language.words();
    let shown = if search.query == EVERYTHING { "" } else { &search.query };
    let kept = ask.params.without(&["q", "page", "part", "lang"]);
    html! {
        h1.visually-hidden { (words.tagline) }
        form.search #search action="/" role="search" {
            label.visually-hidden for="q" { (words.search_label) }
            input #q type="search" name="q" value=(shown) placeholder=(words.search_label) maxlength="2000"
                autocomplete="off" spellcheck="false" autofocus[shown.is_empty() && ask.params.all().is_empty()];
            button.button { (words.search_button) }
            @for (key, value) in kept.all() { input type="hidden" name=(key) value=(value); }
        }
        p.hint { (words.search_hint) }
    }
}

/// The answer: how it divides, and a page of it.
fn found(site: &Site, ask: &Ask, view: &View, search: &Search) -> Result<Markup, Problem> {
    let words = ask.language.words();
    let answer = search.answer(site, view, &search.typed)?;
    let selection = &answer.selection;
    let groups = facets::groups(site, ask, view, search, &view.facets(&answer)?)?;
    let total = selection.total();
    let from = (search.page - 1).saturating_mul(ON_A_PAGE);
    let hits = if search.claims {
        let mut hits = view.store.claims_of(selection, search.order, from, ON_A_PAGE)?;
        let corrections = site.corrections()?;
        for hit in &mut hits {
            view.people.identify(&mut hit.claim);
            corrections.tell(&mut hit.claim);
        }
        claims(&hits, ask.language)
    } else {
        articles(&view.store.articles_page(selection, search.order, from, ON_A_PAGE)?, ask.language)
    };
    // What nobody is quoted with may stand in an article.
    let elsewhere = if total == 0 && search.claims {
        let number = search.of_articles().counted(site, view, &search.typed)?.selection.total();
        (number > 0).then(|| (number, articles_link(ask)))
    } else {
        None
    };
    let names =
        if search.claims { (words.claim_one, words.claim_many) } else { (words.article_one, words.article_many) };
    Ok(html! {
        div.columns {
            aside.facets aria-label=(words.refine) {
                input.visually-hidden #refine type="checkbox";
                label.button.refine for="refine" { (words.refine) }
                div.groups { @for group in &groups { (group.html(ask)) } (days(ask)) }
            }
            section.results aria-label=(names.1) {
                div.bar {
                    (views(ask, search))
                    p.total role="status" { (ask.language.count(total, names)) }
                    (orders(ask, search))
                }
                (active(ask, &groups))
                (copies(ask, selection.in_copies()))
                @if total == 0 {
                    div.empty {
                        h2 { (words.nothing_found) }
                        @if let Some((number, link)) = &elsewhere {
                            p { (words.in_articles) " " a href=(link) { (ask.language.count(*number, (words.article_one, words.article_many))) } "." }
                        }
                        p { (words.nothing_hint) }
                    }
                } @else {
                    ol.hits start=(from + 1) { (hits) }
                    (pages(ask, search, total))
                    (export::links(ask, search.collapse))
                }
            }
        }
    })
}

fn claims(hits: &[ClaimHit], language: Language) -> Markup {
    html! { @for hit in hits { li.hit { (parts::claim(&hit.claim, &snippet(&hit.snippet), language)) } } }
}

fn articles(hits: &[ArticleHit], language: Language) -> Markup {
    let words = language.words();
    html! {
        @for hit in hits {
            @let article = &hit.article.article;
            li.hit {
                article.found {
                    h2 { a.open href=(article_link(article)) { (line(&parts::title(article))) } }
                    p.snippet lang=[parts::code(article)] { (snippet(&hit.snippet)) }
                    p.about {
                        (about(article, language))
                        (parts::copies(article, words))
                        @if article.translated { " · " span.flag { (words.machine_translated) } }
                    }
                }
            }
        }
    }
}

/// How much is folded away, and the way to it.
fn copies(ask: &Ask, folded: usize) -> Markup {
    let words = ask.language.words();
    let base = ask.params.without(&["copies", "page", "part"]);
    html! {
        @if folded > 0 {
            p.about { (words.in_copies) " " (ask.language.number(folded)) ". " a href=(base.with("copies", "all").link("/")) { (words.show_copies) } }
        } @else if ask.params.get("copies").is_some() {
            p.about { a href=(base.link("/")) { (words.fold_copies) } }
        }
    }
}

/// The same search, of articles.
fn articles_link(ask: &Ask) -> String {
    ask.params.without(&["view", "page", "part"]).with("view", "articles").link("/")
}

fn views(ask: &Ask, search: &Search) -> Markup {
    let words = ask.language.words();
    let claims = ask.params.without(&["view", "page", "part"]).link("/");
    let articles = articles_link(ask);
    html! {
        nav.views aria-label=(words.nav_search) {
            a href=(claims) aria-current=[search.claims.then_some("true")] { (words.claims) }
            a href=(articles) aria-current=[(!search.claims).then_some("true")] { (words.articles) }
        }
    }
}

fn orders(ask: &Ask, search: &Search) -> Markup {
    let words = ask.language.words();
    let base = ask.params.without(&["sort", "page", "part"]);
    let all = [
        ("relevance", Order::Relevance, words.sort_relevance),
        ("newest", Order::Newest, words.sort_newest),
        ("oldest", Order::Oldest, words.sort_oldest),
    ];
    html! {
        nav.orders aria-label=(words.sort) {
            @for (value, order, name) in all {
                a href=(base.with("sort", value).link("/")) aria-current=[(search.order == order).then_some("true")] { (name) }
            }
        }
    }
}

/// The filters that are on, each with the way to take it off.
fn active(ask: &Ask, groups: &[Group]) -> Markup {
    let words = ask.language.words();
    let mut chips: Vec<(String, String)> = Vec::new();
    for group in groups {
        if let Some(label) = group.active() {
            chips.push((label, ask.params.without(&[group.key, "page", "part"]).link("/")));
        }
    }
    for key in ["since", "until"] {
        if let Some(value) = ask.params.get(key) {
            let name = if key == "since" { words.since } else { words.until };
            chips.push((format!("{name} {value}"), ask.params.without(&[key, "page", "part"]).link("/")));
        }
    }
    html! {
        @if !chips.is_empty() {
            ul.chips {
                @for (label, link) in &chips {
                    li { a href=(link) { span.visually-hidden { (words.remove) ": " } (line(label)) span aria-hidden="true" { " ×" } } }
                }
                @if chips.len() > 1 {
                    li { a.plain href=(ask.params.without(&[&facets::KEYS[..], &["since", "until", "page", "part"]].concat()).link("/")) { (words.clear) } }
                }
            }
        }
    }
}

/// From which day to which.
fn days(ask: &Ask) -> Markup {
    let words = ask.language.words();
    let kept = ask.params.without(&["since", "until", "page", "part", "lang"]);
    html! {
        form.days action="/" {
            @for (key, value) in kept.all() { input type="hidden" name=(key) value=(value); }
            @for (key, name) in [("since", words.since), ("until", words.until)] {
                label { (name) input name=(key) value=(ask.params.get(key).unwrap_or_default()) placeholder="2024-01" maxlength="10" inputmode="numeric"; }
            }
            button.button.small { (words.apply) }
        }
    }
}

fn pages(ask: &Ask, search: &Search, total: usize) -> Markup {
    let words = ask.language.words();
    let last = total.div_ceil(ON_A_PAGE);
    let to = |page: usize| ask.params.without(&["part"]).with("page", &page.to_string()).link("/");
    html! {
        @if last > 1 {
            nav.pages aria-label=(words.page) {
                @if search.page > 1 { a rel="prev" href=(to((search.page - 1).min(last))) { "← " (words.previous) } }
                span { (words.page) " " (ask.language.number(search.page)) " " (words.of) " " (ask.language.number(last)) }
                @if search.page < last { a rel="next" href=(to(search.page + 1)) { (words.next) " →" } }
            }
        }
    }
}
