//! The same statement elsewhere: a part of a claim's card, and a page with all wordings of a statement, word by word.

use super::article::is_id;
use super::ask::Ask;
use super::check::change;
use super::layout::{Frame, Place, frame};
use super::parts::{self, kind, line};
use super::problem::Problem;
use super::site::Site;
use super::words::{Language, Words};
use crate::answers::View;
use crate::compare::difference::Run;
use crate::compare::drift::{Change, Comparison, Matter, against, compare};
use crate::compare::wording::words as wording;
use crate::compare::{Cluster, Identities, told};
use crate::model::Wanted;
use crate::model::record::ClaimRecord;
use crate::store::Filter;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Wordings on a claim's card; the rest is a click away.
const ON_A_CARD: usize = 5;
/// Wordings on a page of their own: what is told more often is told in the same words.
const ON_A_PAGE: usize = 200;

impl Words {
    const fn matter(&self, matter: Matter) -> &'static str {
        match matter {
            Matter::Negation => self.negation,
            Matter::Modality => self.modality,
            Matter::Scope => self.scope,
            Matter::Condition => self.condition,
            Matter::Hedge => self.hedge,
            Matter::Number => self.figure,
        }
    }
}

/// The claims of a cluster, as an article's page has them.
pub(super) fn members(
    site: &Site,
    view: &View,
    identities: &Identities,
    cluster: &Cluster,
) -> Result<Vec<ClaimRecord>, Problem> {
    let everything = Filter { wanted: Wanted::ALL, ..Filter::default() };
    let mut claims = identities.clusters.claims(&view.store, cluster, &everything)?;
    let corrections = site.corrections()?;
    for claim in &mut claims {
        identities.identify(claim);
        corrections.tell(claim);
        parts::outside(claim);
        claim.explain = None;
    }
    Ok(claims)
}

/// The part of a claim's card that tells where else the statement stands.
pub(super) fn section(site: &Site, view: &Arc<View>, claim: &mut ClaimRecord, ask: &Ask) -> Result<Markup, Problem> {
    let words = ask.language.words();
    let Some(identities) = site.identities(view)? else {
        return Ok(html! { section.elsewhere { h2 { (words.elsewhere) } p.about { (words.still_comparing) } } });
    };
    let Some(cluster) = identities.clusters.of_claim(&claim.id).filter(|cluster| cluster.articles > 1) else {
        return Ok(html! {});
    };
    claim.cluster = Some(cluster.id());
    let claim = &*claim;
    let mut others = members(site, view, &identities, cluster)?;
    others.retain(|other| other.id != claim.id);
    others.sort_by_key(|other| (told::published(other), other.id.clone()));
    let differs = others.iter().any(|other| wording(&other.text) != wording(&claim.text));
    Ok(html! {
        section.elsewhere aria-labelledby="elsewhere" {
            h2 #elsewhere { (words.elsewhere) }
            p.lead { (words.also_in) " " (places(claim, &others, ask.language)) ": " (if differs { words.wording_differs } else { words.same_wording }) }
            ol.variants { @for other in others.iter().take(ON_A_CARD) { li { (variant(site, claim, other, ask.language)) } } }
            p.block {
                a.button.quiet href={ "/cluster/" (cluster.id()) } { (words.all_wordings) " (" (ask.language.number(others.len() + 1)) ")" }
            }
        }
    })
}

/// In how many outlets and articles a statement stands besides the one at hand.
fn places(claim: &ClaimRecord, others: &[ClaimRecord], language: Language) -> String {
    let words = language.words();
    let own = claim.article.source.as_deref();
    let outlets: BTreeSet<&str> = others.iter().filter_map(|other| other.article.source.as_deref()).collect();
    let outlets = outlets.into_iter().filter(|outlet| Some(*outlet) != own).count();
    let articles: BTreeSet<&str> = others.iter().map(|other| other.article.id.as_str()).collect();
    let articles = articles.into_iter().filter(|id| *id != claim.article.id).count();
    if outlets > 0 {
        language.count(outlets, (words.outlet_one, words.outlet_many))
    } else {
        language.count(articles, (words.article_one, words.article_many))
    }
}

/// Another wording, held against the claim at hand.
fn variant(site: &Site, claim: &ClaimRecord, other: &ClaimRecord, language: Language) -> Markup {
    let (difference, changes) = against(claim, other, site.setup.seeds);
    wording_of(other, &difference, &changes, language)
}

/// A wording: its words with what differs, what of that matters, and where it stands.
fn wording_of(claim: &ClaimRecord, difference: &[Run], changes: &[Change], language: Language) -> Markup {
    let words = language.words();
    html! {
        blockquote class=(parts::kind_class(claim.kind)) lang=[parts::code(&claim.article)] {
            @if difference.is_empty() { (line(&claim.text)) } @else { bdi { @for run in difference { (change(run)) " " } } }
        }
        @if !changes.is_empty() {
            ul.changes {
                @for change in changes { li { strong { (words.matter(change.matter)) } ": " (side(&change.from)) " → " (side(&change.to)) } }
            }
        }
        (parts::warnings(claim, words))
        p.about {
            (kind(claim.kind, words)) " · " (parts::about(&claim.article, language)) " · "
            a href=(parts::claim_link(claim)) { (line(&parts::title(&claim.article))) }
        }
    }
}

fn side(words: &[String]) -> Markup {
    if words.is_empty() {
        html! { "–" }
    } else {
        html! { "“" (line(&words.join(", "))) "”" }
    }
}

/// A statement in all its wordings, as `whosaid compare` has it.
pub(super) fn comparison(
    site: &Site,
    view: &Arc<View>,
    id: &str,
    identities: &Identities,
) -> Result<Comparison, Problem> {
    let found = if is_id(id, 'k') { identities.cluster(id)? } else { None };
    let cluster = found.ok_or_else(Problem::missing)?;
    let claims = members(site, view, identities, cluster)?;
    let speaker = told::speaker(&claims, identities);
    Ok(compare(&cluster.id(), speaker, claims, site.setup.seeds))
}

/// `/cluster/{id}`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let view = site.view()?;
    let words = ask.language.words();
    let identities = site.all_identities(&view)?;
    let found = comparison(site, &view, ask.part(1), &identities)?;
    let speaker = found.speaker.as_deref().unwrap_or(words.nobody_named);
    let title = format!("{speaker}: {}", words.in_wordings);
    let shown = found.variants.len().min(ON_A_PAGE);
    // Where all are of one day, none is the earliest.
    let told_apart = found.variants.iter().any(|variant| !variant.earliest);
    let content = html! {
        h1 { (line(speaker)) }
        p.lead {
            (ask.language.count(found.variants.len(), (words.wording_one, words.wording_many))) ", " (words.earliest_first) ". "
            ins { (words.added_here) } " " del { (words.dropped_here) }
        }
        ol.variants.wide {
            @for variant in &found.variants[..shown] {
                li id=(variant.claim.id) {
                    p.marks {
                        @if variant.earliest && told_apart { span.flag { (words.earliest) } " " }
                        @if variant.reference { span.flag { (words.reference) } " " }
                        @if variant.claim.verbatim { span.flag { (words.verbatim_word) } " " }
                        @if !variant.cites.is_empty() { span.flag { (words.cites) " " (line(&variant.cites.join(", "))) } }
                    }
                    (wording_of(&variant.claim, &variant.difference, &variant.changes, ask.language))
                }
            }
        }
        @if shown < found.variants.len() { p.about { (words.first_wordings) " " (ask.language.number(shown)) } }
    };
    Ok(frame(site, &Frame::at(ask, &title, Place::Elsewhere), &content))
}
