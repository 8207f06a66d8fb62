//! A speaker's page: spellings and roles, when and where, what is told again and again, and what may contradict what.

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
use crate::compare::Identities;
use crate::compare::timeline::opposed;
use crate::compare::told::published;
use crate::model::record::ClaimRecord;
use crate::people::Person;
use crate::store::facets::Facets;
use crate::store::selection::{Order, Selection};
use crate::store::{Called, Filter};
use axum::response::Response;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Claims that the page looks at for roles, repetitions and contradictions: the newest.
const LOOKED_AT: usize = 1_000;
/// Outlets with a row of their own.
const OUTLETS: usize = 6;
/// Things of a kind that are listed.
const LISTED: usize = 8;

/// `/speaker/{id}`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let id = ask.part(1);
    let view = site.view()?;
    let person = is_id(id, 's').then(|| view.people.by_id(id)).flatten().ok_or_else(Problem::missing)?;
    let words = ask.language.words();
    let known = &site.setup.seeds.speakers;
    let filter =
        Filter { speaker: Some(id.to_owned()), called: Called::of(&view.people, id, known), ..Filter::default() };
    let answer = view.answer(EVERYTHING, &filter, true, known)?;
    let facets = view.facets(&answer)?;
    let identities = site.identities(&view)?;
    let newest = newest(site, &view, &answer.selection, identities.as_deref())?;
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
        @if let Some(identities) = &identities {
            (repeated(&newest, identities, ask.language))
            (tensions(site, &newest, ask.language))
        } @else {
            section { h2 { (words.repeated) } p.about { (words.still_comparing) } }
        }
        @if facets.total > LOOKED_AT { p.about { (words.looked_at) " " (ask.language.number(LOOKED_AT)) } }
        section {
            h2 { (words.newest_claims) }
            ol.hits { @for claim in newest.iter().take(LISTED) { li.hit { (parts::claim(claim, &line(&claim.text), ask.language)) } } }
            @if facets.total > LISTED { p.block { a href=(search) { (words.all_claims) " (" (ask.language.number(facets.total)) ")" } } }
        }
    };
    Ok(frame(site, &Frame::at(ask, &person.name, Place::Speakers), &content))
}

/// The newest claims of a speaker, each with the cluster it belongs to.
fn newest(
    site: &Site,
    view: &View,
    selection: &Selection,
    identities: Option<&Identities>,
) -> Result<Vec<ClaimRecord>, Problem> {
    let corrections = site.corrections()?;
    let hits = view.store.claims_of(selection, Order::Newest, 0, LOOKED_AT)?;
    let told = hits.into_iter().map(|hit| {
        let mut claim = hit.claim;
        match identities {
            Some(identities) => identities.identify(&mut claim),
            None => view.people.identify(&mut claim),
        }
        corrections.tell(&mut claim);
        claim
    });
    Ok(told.collect())
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
            let months = view.facets(&*view.counted(EVERYTHING, &there, true, known)?)?.months.clone();
            rows.push(Row { label: crate::dump::plain::line(source), months });
        }
    }
    let id = filter.speaker.as_deref().unwrap_or_default();
    let link = |from: u64, to: u64| format!("/?speaker={id}&since={}&until={}", typed_month(from), typed_month(to));
    Ok(html! { section { h2 { (words.over_time) } (timeline(&rows, ask.language, &link)) } })
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

/// The statements that most articles tell, each once.
fn repeated(claims: &[ClaimRecord], identities: &Identities, language: Language) -> Markup {
    let words = language.words();
    let mut told: BTreeMap<&str, Vec<&ClaimRecord>> = BTreeMap::new();
    for claim in claims {
        if let Some(cluster) = &claim.cluster {
            told.entry(cluster).or_default().push(claim);
        }
    }
    let articles = |claims: &[&ClaimRecord]| -> usize {
        claims.iter().map(|claim| &claim.article.id).collect::<BTreeSet<_>>().len()
    };
    let mut told: Vec<(usize, Vec<&ClaimRecord>)> =
        told.into_values().map(|claims| (articles(&claims), claims)).filter(|(articles, _)| *articles > 1).collect();
    told.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x[0].cluster.cmp(&y[0].cluster)));
    html! {
        @if !told.is_empty() {
            section {
                h2 { (words.repeated) }
                ol.hits { @for (articles, claims) in told.iter().take(LISTED) { li.hit { (statement(*articles, claims, identities, language)) } } }
            }
        }
    }
}

/// One statement: the speaker's own words where an article has them, of those the earliest.
fn statement(articles: usize, claims: &[&ClaimRecord], identities: &Identities, language: Language) -> Markup {
    let words = language.words();
    let mut claims = claims.to_vec();
    claims.sort_by_key(|claim| (!claim.verbatim, published(claim), &claim.id));
    let Some(best) = claims.first() else { return html! {} };
    let outlets: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.article.source.as_deref()).collect();
    let days: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.article.date.as_deref()).collect();
    let link = identities.clusters.of_claim(&best.id).map(|cluster| format!("/cluster/{}", cluster.id()));
    html! {
        blockquote class=(parts::kind_class(best.kind)) lang=[parts::code(&best.article)] { a.open href=(parts::claim_link(best)) { (line(&best.text)) } }
        p.about {
            a href=[link] { (language.count(articles, (words.article_one, words.article_many))) }
            @for outlet in outlets.iter().take(LISTED) { " · " (line(outlet)) }
            @if let (Some(first), Some(last)) = (days.first(), days.last()) {
                " · " time datetime=(first) { (language.day(first)) }
                @if first != last { " – " time datetime=(last) { (language.day(last)) } }
            }
        }
    }
}

/// Pairs of claims that may contradict each other: candidates, never verdicts.
fn tensions(site: &Site, newest: &[ClaimRecord], language: Language) -> Markup {
    let words = language.words();
    let mut claims = newest.to_vec();
    claims.sort_by_key(|claim| (published(claim), claim.id.clone()));
    let found = opposed(&claims, site.setup.seeds);
    html! {
        @if !found.is_empty() {
            section.tensions {
                h2 { (words.tensions) }
                p.lead { (words.tensions_mean) }
                ol.hits {
                    @for (earlier, later) in found.iter().take(LISTED) {
                        li.hit.pair {
                            @for claim in [&claims[*earlier], &claims[*later]] { (parts::claim(claim, &line(&claim.text), language)) }
                        }
                    }
                }
            }
        }
    }
}
