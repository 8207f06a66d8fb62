//! The overview: what the index holds, over time, and what it does not hold, with the reasons.

use super::ask::Ask;
use super::layout::{Frame, Place, frame};
use super::parts::{inner_path, line};
use super::problem::Problem;
use super::query::EVERYTHING;
use super::site::Site;
use super::timeline::{Row, timeline, typed_month};
use super::words::Language;
use crate::store::{Filter, Status};
use axum::response::Response;
use maud::{Markup, html};

/// Rows of a list.
const LISTED: usize = 12;
/// Files that could not be read and are listed.
const SKIPPED: usize = 200;

/// `/overview`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let view = site.view()?;
    let words = ask.language.words();
    let known = &site.setup.seeds.speakers;
    let status = view.status(known)?;
    let answer = view.counted(EVERYTHING, &Filter::default(), true, known)?;
    let facets = view.facets(&answer)?;
    let row = Row { label: String::new(), months: facets.months.clone() };
    let link = |from: u64, to: u64| format!("/?since={}&until={}", typed_month(from), typed_month(to));
    let outlets: Vec<Counted> = status
        .sources
        .iter()
        .map(|outlet| Counted {
            label: outlet.source.as_deref().map_or_else(|| html! { span.unnamed { (words.no_outlet) } }, line),
            link: outlet.source.as_deref().map(|source| link_to("source", source)),
            count: outlet.articles,
        })
        .collect();
    let languages: Vec<Counted> = status
        .languages
        .iter()
        .map(|row| Counted {
            label: html! {
                (row.language.as_deref().map_or(words.unknown, |code| ask.language.language(code)))
                @if !row.seeds { " " span.flag { (words.search_only) } }
            },
            link: row.language.as_deref().map(|code| link_to("language", code)),
            count: row.articles,
        })
        .collect();
    let content = html! {
        h1 { (words.nav_overview) }
        (numbers(status, ask.language))
        @if !facets.months.is_empty() { section { h2 { (words.claims_over_time) } (timeline(&[row], ask.language, &link)) } }
        section.twin {
            (counted(words.outlets_by_articles, &outlets, ask.language))
            (counted(words.languages_by_articles, &languages, ask.language))
        }
        (skipped(status, ask.language))
    };
    Ok(frame(site, &Frame::at(ask, words.nav_overview, Place::Overview), &content))
}

fn link_to(key: &str, value: &str) -> String {
    super::ask::Params::default().with(key, value).with("view", "articles").link("/")
}

struct Counted {
    label: Markup,
    link: Option<String>,
    count: usize,
}

fn numbers(status: &Status, language: Language) -> Markup {
    let words = language.words();
    let day = |day: &Option<String>| day.as_deref().map(|day| language.day(day));
    let all = [
        (words.articles, status.articles),
        (words.claims, status.claims),
        (words.nav_speakers, status.speakers),
        (words.machine_translated, status.translated),
    ];
    html! {
        dl.numbers { @for (name, number) in all { div { dt { (name) } dd { (language.number(number)) } } } }
        @if let (Some(first), Some(last)) = (day(&status.first), day(&status.last)) { p.lead { (first) " – " (last) } }
        @let aside = status.aside;
        p.about {
            (words.left_out) " "
            (language.number(aside.unlikely)) " " (words.left_unlikely) ", "
            a href="/?stance=attitude" { (language.number(aside.attitudes)) " " (words.left_attitudes) } ", "
            a href="/?stance=unsaid" { (language.number(aside.unsaid)) " " (words.left_unsaid) }
        }
    }
}

fn counted(title: &str, rows: &[Counted], language: Language) -> Markup {
    let words = language.words();
    let list = |rows: &[Counted]| {
        html! {
            ul { @for row in rows {
                li { a href=[row.link.as_deref()] { span.value { (row.label) } span.count { (language.number(row.count)) } } }
            } }
        }
    };
    let (shown, rest) = rows.split_at(rows.len().min(LISTED));
    html! {
        div.group {
            h2 { (title) }
            (list(shown))
            @if !rest.is_empty() { details { summary { (language.number(rest.len())) " " (words.more) } (list(rest)) } }
        }
    }
}

/// What could not be read, and why.
fn skipped(status: &Status, language: Language) -> Markup {
    let words = language.words();
    let unread = status.unread.most_first();
    html! {
        section {
            h2 { (words.skipped) }
            @if status.skipped.is_empty() && unread.is_empty() { p.about { (words.nothing_skipped) } }
            @if !status.skipped.is_empty() {
                div.scroll tabindex="0" role="region" aria-label=(words.skipped) {
                    table {
                        thead { tr { th scope="col" { (words.file) } th scope="col" { (words.reason) } } }
                        tbody { @for row in status.skipped.iter().take(SKIPPED) {
                            tr { th scope="row" { (line(&inner_path(&row.path))) } td { (line(&row.cause)) } }
                        } }
                    }
                }
                @if status.skipped.len() > SKIPPED { p.about { (language.number(status.skipped.len() - SKIPPED)) " " (words.more) } }
            }
            @if !unread.is_empty() {
                p.about {
                    (words.unread) " "
                    @for (at, (ending, files)) in unread.iter().enumerate() {
                        @if at > 0 { ", " }
                        (language.number(*files)) " " (ending.map_or_else(|| words.no_ending.to_owned(), |ending| format!(".{}", crate::dump::plain::line(ending))))
                    }
                }
            }
        }
    }
}
