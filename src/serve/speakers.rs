//! Who speaks: the list of all speakers.

use super::ask::Ask;
use super::layout::{Frame, Place, frame};
use super::parts::line;
use super::problem::Problem;
use super::site::Site;
use super::words::Language;
use crate::store::{Filter, SpeakerRow, names};
use axum::response::Response;
use maud::{Markup, html};

/// Speakers on a page of the list.
const ON_A_PAGE: usize = 100;

/// `/speakers`
pub(super) fn list(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let view = site.view()?;
    let words = ask.language.words();
    let all = view.store.speakers_of(&Filter::default(), &view.people)?;
    let sought = ask.params.get("name").unwrap_or_default();
    let wanted = names::words(sought);
    let fits = |row: &&SpeakerRow| {
        let spelt =
            |name: &String| wanted.iter().all(|word| names::words(name).iter().any(|own| own.starts_with(word)));
        std::iter::once(&row.name).chain(&row.spellings).any(spelt)
    };
    let found: Vec<&SpeakerRow> = all.rows.iter().filter(fits).collect();
    let page = ask.params.get("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
    let from = (page - 1).saturating_mul(ON_A_PAGE).min(found.len());
    let shown = &found[from..found.len().min(from + ON_A_PAGE)];
    let link = |page: usize| ask.params.with("page", &page.to_string()).link("/speakers");
    let content = html! {
        h1 { (words.nav_speakers) }
        p.lead { (ask.language.count(found.len(), (words.speaker_one, words.speaker_many))) }
        form.narrow action="/speakers" {
            label for="name" { (words.speaker_name) }
            div.search { input #name type="search" name="name" value=(sought) maxlength="200"; button.button { (words.search_button) } }
        }
        (table(shown, ask.language))
        nav.pages {
            @if page > 1 { a rel="prev" href=(link(page - 1)) { "← " (words.previous) } }
            @if from + ON_A_PAGE < found.len() { a rel="next" href=(link(page + 1)) { (words.next) " →" } }
        }
    };
    Ok(frame(site, &Frame::at(ask, words.nav_speakers, Place::Speakers), &content))
}

fn table(rows: &[&SpeakerRow], language: Language) -> Markup {
    let words = language.words();
    let day = |day: &Option<String>| day.as_deref().map_or_else(|| "–".to_owned(), |day| language.day(day));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.nav_speakers) {
            table {
                thead { tr {
                    th scope="col" { (words.speaker) } th.number scope="col" { (words.claims) } th.number scope="col" { (words.articles) }
                    th.number scope="col" { (words.outlets) } th scope="col" { (words.first) } th scope="col" { (words.last) }
                } }
                tbody {
                    @for row in rows {
                        tr.hit {
                            th scope="row" {
                                a.open.name href={ "/speaker/" (row.id) } { (line(&row.name)) }
                                @let others: Vec<&str> = row.spellings.iter().filter(|name| **name != row.name).map(String::as_str).take(3).collect();
                                @if !others.is_empty() { div.about { (words.also) " " (line(&others.join(", "))) } }
                            }
                            td.number { (language.number(row.claims)) } td.number { (language.number(row.articles)) }
                            td.number { (language.number(row.sources.len())) } td { (day(&row.first)) } td { (day(&row.last)) }
                        }
                    }
                }
            }
        }
    }
}
