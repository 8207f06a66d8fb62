//! The card of a claim: the words, who says them and how that is known, when, where, and how to cite them.

use super::article::named;
use super::ask::Ask;
use super::layout::{Frame, Place, frame};
use super::parts::{self, kind, line};
use super::problem::Problem;
use super::site::Site;
use super::words::Language;
use super::{cite, correct, elsewhere};
use crate::dump::plain;
use crate::model::record::ClaimRecord;
use axum::response::Response;
use maud::{Markup, html};

/// `/claim/{article}/{claim}`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let mut claim = named(site, ask.part(1), ask.part(2))?;
    let view = site.view()?;
    let elsewhere = elsewhere::section(site, &view, &mut claim, ask)?;
    let title = cite::title(&claim, ask.language);
    let content = html! {
        div.sheet {
            div { (card(&claim, ask.language)) (elsewhere) }
            div { (cite::section(&claim, ask.language)) (correct::section(site, &claim, ask.language)?) }
        }
    };
    Ok(frame(site, &Frame::at(ask, &title, Place::Elsewhere), &content))
}

fn card(claim: &ClaimRecord, language: Language) -> Markup {
    let words = language.words();
    html! {
        article.card {
            h1.who { (parts::says(claim, words)) }
            blockquote class={ (parts::kind_class(claim.kind)) " large" } lang=[parts::code(&claim.article)] { (line(&claim.text)) }
            (parts::warnings(claim, words))
            p.context lang=[parts::code(&claim.article)] { (sentence(claim)) }
            p.about {
                (parts::about(&claim.article, language)) " · "
                a href={ (parts::article_link(&claim.article)) "#t-" (claim.id) } { (line(&parts::title(&claim.article))) }
            }
            (facts(claim, language))
        }
    }
}

/// The sentence that the claim stands in, where it tells more than the claim.
fn sentence(claim: &ClaimRecord) -> Markup {
    let (sentence, said) = (plain::line(&claim.sentence.text), plain::line(&claim.text));
    match sentence.split_once(&said) {
        Some((before, after)) if !before.is_empty() || !after.is_empty() => {
            html! { bdi { (before) strong { (said) } (after) } }
        }
        Some(_) => html! {},
        None => html! { bdi { (sentence) } },
    }
}

/// What is known of the claim, and how.
fn facts(claim: &ClaimRecord, language: Language) -> Markup {
    let words = language.words();
    let speaker = &claim.speaker;
    html! {
        dl.facts {
            dt { (words.speaker) }
            dd {
                (words.speaker_type(speaker.kind)) ", " (words.resolved(speaker.resolved))
                @if let Some(mention) = &speaker.mention { ": “" (line(mention)) "”" }
                " (" (language.percent(speaker.confidence)) ")"
            }
            @if !speaker.candidates.is_empty() {
                dt { (words.candidates) }
                dd {
                    @for (at, candidate) in speaker.candidates.iter().enumerate() {
                        @if at > 0 { ", " }
                        (line(&candidate.name)) " (" (language.percent(candidate.confidence)) ")"
                    }
                }
            }
            dt { (words.kind) } dd { (kind(claim.kind, words)) @if claim.verbatim { ", " (words.verbatim_word) } }
            dt { (words.stance) } dd { (words.stance(claim.stance)) }
            dt { (words.said_when) }
            dd {
                @match &claim.said_on {
                    Some(when) => {
                        time datetime=(when.from) { (language.day(&when.from)) }
                        @if when.to != when.from { " – " time datetime=(when.to) { (language.day(&when.to)) } }
                        " (“" (line(&when.text)) "”)"
                    }
                    None => (words.text_does_not_tell),
                }
            }
            dt { (words.published_when) }
            dd { @match &claim.article.date { Some(day) => time datetime=(day) { (language.day(day)) }, None => (words.undated) } }
            dt { (words.confidence) } dd { (language.percent(claim.confidence)) }
            dt { (words.permanent) } dd { a href=(parts::claim_link(claim)) { (claim.id) } }
        }
    }
}
