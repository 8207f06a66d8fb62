//! Who speaks: the list of all speakers, and a page for each.

use super::article::is_id;
use super::ask::Ask;
use super::layout::{Frame, Place, frame};
use super::parts::{self, kind, line};
use super::problem::Problem;
use super::query::EVERYTHING;
use super::site::Site;
use super::timeline::{Row, timeline, typed_month};
use super::words::Language;
use crate::answers::View;
use crate::compare::wording::words as wording;
use crate::model::record::ClaimRecord;
use crate::people::Person;
use crate::store::facets::Facets;
use crate::store::selection::Order;
use crate::store::{Called, Filter, SpeakerRow, names};
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Speakers on a page of the list.
const ON_A_PAGE: usize = 100;
/// Claims that a speaker's page looks at for roles and repetitions: the newest.
const LOOKED_AT: usize = 500;
/// Outlets with a row of their own.
const OUTLETS: usize = 6;
/// Words from which the same statement is the same: "yes" and "we will see" are anybody's.
const STATEMENT: usize = 4;
/// Things of a kind that are listed.
const LISTED: usize = 8;

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

/// `/speaker/{id}`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let id = ask.part(1);
    let view = site.view()?;
    let person = is_id(id, 's').then(|| view.people.by_id(id)).flatten().ok_or_else(Problem::missing)?;
    let words = ask.language.words();
    let known = &site.setup.seeds.speakers;
    let filter =
        Filter { speaker: Some(id.to_owned()), called: Called::of(&view.people, id, known), ..Filter::default() };
    let selection = view.store.select_claims(EVERYTHING, &filter, known)?;
    let facets = view.store.facets(&selection, &view.people)?;
    let newest = view.store.claims_of(&selection, Order::Newest, 0, LOOKED_AT)?;
    let newest: Vec<ClaimRecord> = newest
        .into_iter()
        .map(|mut hit| {
            view.people.identify(&mut hit.claim);
            hit.claim
        })
        .collect();
    let search = format!("/?speaker={id}");
    let content = html! {
        h1 { (line(&person.name)) }
        p.lead {
            (ask.language.count(facets.total, (words.claim_one, words.claim_many)))
            @if !facets.sources.is_empty() { " · " (ask.language.count(facets.sources.len(), (words.outlet_one, words.outlet_many))) }
        }
        (facts(person, &newest, ask.language))
        p.block { a.button href=(search) { (words.search_speaker) } }
        (months(site, ask, &view, &filter, &facets)?)
        (divided(&facets, &search, ask.language))
        (repeated(&newest, ask.language))
        section {
            h2 { (words.newest_claims) }
            ol.hits { @for claim in newest.iter().take(LISTED) { li.hit { (parts::claim(claim, &line(&claim.text), ask.language)) } } }
            @if facets.total > LISTED { p.block { a href=(search) { (words.all_claims) " (" (ask.language.number(facets.total)) ")" } } }
        }
    };
    Ok(frame(site, &Frame::at(ask, &person.name, Place::Speakers), &content))
}

/// Spellings, roles, and who else it may be.
fn facts(person: &Person, claims: &[ClaimRecord], language: Language) -> Markup {
    let words = language.words();
    let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
    claims
        .iter()
        .filter_map(|claim| claim.speaker.role.as_deref())
        .for_each(|role| *roles.entry(role).or_default() += 1);
    let mut roles: Vec<(&str, usize)> = roles.into_iter().collect();
    roles.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let roles: Vec<&str> = roles.into_iter().map(|(role, _)| role).take(LISTED).collect();
    let others = person.spellings.iter().filter(|spelling| **spelling != person.name);
    let spellings: Vec<&str> = others.map(AsRef::as_ref).take(2 * LISTED).collect();
    let candidates: Vec<&str> = person.candidates.iter().map(AsRef::as_ref).collect();
    html! {
        dl.facts {
            @for (name, values) in [(words.spellings, spellings), (words.roles, roles), (words.may_be, candidates)] {
                @if !values.is_empty() {
                    dt { (name) }
                    dd { @for (at, value) in values.iter().enumerate() { @if at > 0 { " · " } (line(value)) } }
                }
            }
        }
    }
}

/// A row of months for each of the outlets that have most.
fn months(site: &Site, ask: &Ask, view: &View, filter: &Filter, facets: &Facets) -> Result<Markup, Problem> {
    if facets.months.is_empty() {
        return Ok(html! {});
    }
    let words = ask.language.words();
    let known = &site.setup.seeds.speakers;
    let mut rows = vec![Row { label: words.all_outlets.to_owned(), months: facets.months.clone() }];
    if facets.sources.len() > 1 {
        for (source, _) in facets.sources.iter().take(OUTLETS) {
            let there = Filter { source: Some(source.clone()), ..filter.clone() };
            let selection = view.store.select_claims(EVERYTHING, &there, known)?;
            let months = view.store.facets(&selection, &view.people)?.months;
            rows.push(Row { label: crate::dump::plain::line(source), months });
        }
    }
    let id = filter.speaker.as_deref().unwrap_or_default();
    let link = |from: u64, to: u64| format!("/?speaker={id}&since={}&until={}", typed_month(from), typed_month(to));
    Ok(html! { section { h2 { (words.by_month) } (timeline(&rows, ask.language, &link)) } })
}

/// How the claims are quoted, and what the speaker does with them.
fn divided(facets: &Facets, search: &str, language: Language) -> Markup {
    let words = language.words();
    let of = |key: &'static str, counts: &[(String, usize)]| -> Vec<(String, String, usize)> {
        counts.iter().map(|(value, count)| (format!("{search}&{key}={value}"), value.clone(), *count)).collect()
    };
    let named = |value: &str| {
        let value = serde_json::Value::String(value.to_owned());
        let stance = serde_json::from_value(value.clone()).map(|stance| html! { (words.stance(stance)) });
        stance.or_else(|_| serde_json::from_value(value).map(|value| kind(value, words))).unwrap_or_default()
    };
    html! {
        section.twin {
            @for (title, counts) in [(words.kind, of("kind", &facets.kinds)), (words.stance, of("stance", &facets.stances))] {
                div.group {
                    h2 { (title) }
                    ul { @for (link, value, count) in &counts {
                        li { a href=(link) { span.value { (named(value)) } span.count { (language.number(*count)) } } }
                    } }
                }
            }
        }
    }
}

/// What is said in the same words more than once.
fn repeated(claims: &[ClaimRecord], language: Language) -> Markup {
    let words = language.words();
    let mut told: BTreeMap<Vec<String>, Vec<&ClaimRecord>> = BTreeMap::new();
    for claim in claims {
        let wording = wording(&claim.text);
        if wording.len() >= STATEMENT {
            told.entry(wording).or_default().push(claim);
        }
    }
    let mut told: Vec<Vec<&ClaimRecord>> = told.into_values().filter(|claims| claims.len() > 1).collect();
    told.sort_by_key(|claims| std::cmp::Reverse(claims.len()));
    html! {
        @if !told.is_empty() {
            section {
                h2 { (words.repeated) }
                ol.hits {
                    @for claims in told.iter().take(LISTED) {
                        li.hit {
                            blockquote class=(parts::kind_class(claims[0].kind)) { a.open href=(parts::claim_link(claims[0])) { (line(&claims[0].text)) } }
                            p.about {
                                (language.number(claims.len())) " × · "
                                @for (at, claim) in claims.iter().take(LISTED).enumerate() {
                                    @if at > 0 { "; " }
                                    a href=(parts::claim_link(claim)) { (parts::about(&claim.article, language)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
