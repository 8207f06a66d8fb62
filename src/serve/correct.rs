//! Corrections on a claim's card: what readers said of it, and the form to say more.

use super::article;
use super::ask::{Ask, Params};
use super::parts::{self, claim_link, line};
use super::problem::Problem;
use super::reply;
use super::site::Site;
use super::words::{Language, Words};
use crate::answers::corrections::{self, Correction, GoldLine};
use crate::model::Wanted;
use crate::model::record::{ClaimRecord, Judgement};
use axum::response::Response;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The part of a claim's page that is about corrections.
pub(super) fn section(site: &Site, claim: &ClaimRecord, language: Language) -> Result<Markup, Problem> {
    let words = language.words();
    let all = site.corrections()?;
    let history = all.of(&claim.id);
    if site.setup.read_only && history.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        section.corrections aria-labelledby="corrections" {
            h2 #corrections { (words.corrections) }
            @if !history.is_empty() { ol.history { @for entry in history.iter().rev() { (past(entry, language)) } } }
            @if !site.setup.read_only { (form(claim, words)) }
        }
    })
}

fn past(entry: &Correction, language: Language) -> Markup {
    let words = language.words();
    let correction = &entry.correction;
    let day = correction.at.get(..10).unwrap_or_default();
    html! {
        li {
            strong { (words.judgement(correction.says)) } @if let Some(name) = &correction.speaker { ": " (line(name)) }
            " · " time datetime=(correction.at) { (language.day(day)) }
            @if let Some(note) = &correction.note { p.note { bdi { (crate::dump::plain::lines(note)) } } }
        }
    }
}

fn form(claim: &ClaimRecord, words: &Words) -> Markup {
    let choices = [Judgement::Right, Judgement::WrongSpeaker, Judgement::NotAClaim];
    html! {
        form.correct action=(claim_link(claim)) method="post" {
            fieldset {
                legend { (words.what_do_you_say) }
                @for choice in choices {
                    label { input type="radio" name="says" value=(choice.term()) required; " " (words.judgement(choice)) }
                }
            }
            label for="speaker" { (words.who_instead) }
            input #speaker type="text" name="speaker" maxlength="300" autocomplete="off";
            label for="note" { (words.note) }
            textarea #note name="note" rows="2" maxlength=(corrections::LONGEST) { "\n" }
            button.button { (words.save) }
            p.hint { (words.kept_beside) }
        }
    }
}

/// What a form or a script says of a claim.
pub(super) fn keep(site: &Site, article: &str, id: &str, form: &Params) -> Result<Correction, Problem> {
    if site.setup.read_only {
        return Err(Problem::read_only());
    }
    let claim = article::named(site, article, id)?;
    let says = form.get("says").and_then(Judgement::of_term).ok_or_else(|| {
        Problem::wrong("`says` is missing", Some("it is one of right, wrong-speaker and not-a-claim"))
    })?;
    let correction = Correction::new(&claim, says, form.get("speaker"), form.get("note"))?;
    site.correct(&correction)?;
    Ok(correction)
}

/// The form of a claim's card.
pub(super) fn take(site: &Site, ask: &Ask, form: &Params) -> Result<Response, Problem> {
    keep(site, ask.part(1), ask.part(2), form)?;
    Ok(reply::see(&format!("/claim/{}/{}#corrections", ask.part(1), ask.part(2))))
}

/// A line of gold annotations.
#[derive(Serialize)]
struct GoldDoc<'a> {
    doc: &'a str,
    attributions: Vec<GoldLine>,
}

/// Corrections as gold annotations, an article a line: what readers confirmed or put right; or, `optional`, the claims of those articles that nobody
/// has judged, which an evaluation may find or not.
pub(super) fn gold(site: &Site, optional: bool) -> Result<Vec<u8>, Problem> {
    let all = site.corrections()?;
    let mut docs: BTreeMap<&str, (&str, Vec<GoldLine>)> = BTreeMap::new();
    for entry in all.last() {
        let (_, lines) = docs.entry(&entry.doc).or_insert_with(|| (&entry.article, Vec::new()));
        if !optional {
            lines.extend(entry.gold.clone());
        }
    }
    if optional {
        let view = site.view()?;
        let judged: BTreeSet<&str> = all.last().map(|entry| entry.claim.as_str()).collect();
        for (article, lines) in docs.values_mut() {
            let Some(whole) = view.store.article_of_id(article)? else { continue };
            let open =
                whole.claims.iter().filter(|claim| Wanted::ALL.keeps(claim) && !judged.contains(claim.id.as_str()));
            lines.extend(open.map(|claim| GoldLine::of(claim, claim.speaker.name.clone())));
        }
    }
    let mut out = Vec::new();
    for (doc, (_, mut attributions)) in docs {
        let doc = parts::below(doc);
        attributions.sort_by(|a, b| a.content.cmp(&b.content));
        crate::dump::plain::json(&mut out, &GoldDoc { doc, attributions }).map_err(|_| Problem::broken())?;
    }
    Ok(out)
}
