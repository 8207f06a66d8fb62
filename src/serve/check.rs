//! The check page: did anybody say this, in these words? One quotation, or every quotation of a draft.

use super::ask::{Ask, Params};
use super::layout::{Frame, Place, frame};
use super::parts::{self, line};
use super::problem::Problem;
use super::site::Site;
use super::words::Language;
use crate::compare::difference::Run;
use crate::compare::{Answer, Checker, Verdict, draft};
use crate::dump::plain;
use axum::response::Response;
use maud::{Markup, html};

/// Quotations of a draft that are checked; more is a book.
pub(super) const MOST: usize = 100;

/// `/check`, with a quotation in the address or a draft in a form.
pub(super) fn page(site: &Site, ask: &Ask, form: &Params) -> Result<Response, Problem> {
    let words = ask.language.words();
    let get = |key: &str| form.get(key).or_else(|| ask.params.get(key)).unwrap_or_default().trim().to_owned();
    let (text, by) = (get("text"), get("by"));
    let content = html! {
        h1 { (words.check_title) }
        p.lead { (words.check_lead) }
        div.asking {
            form.check action="/check" method="post" {
                label for="text" { (words.check_text) }
                textarea #text name="text" rows="5" maxlength="500000" required { "\n" (text) }
                label for="by" { (words.check_by) }
                input #by type="text" name="by" value=(by) maxlength="200" autocomplete="off";
                button.button { (words.check_button) }
            }
            @if !text.is_empty() { (answers(site, &text, &by, ask.language)?) }
        }
    };
    Ok(frame(site, &Frame::at(ask, words.nav_check, Place::Check), &content))
}

/// The quotations of a text: what stands between quotation marks, or else the text itself.
pub(super) fn quotations(text: &str) -> Vec<String> {
    let mut found = draft::quotations(text);
    if found.is_empty() {
        found.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    found
}

fn answers(site: &Site, text: &str, by: &str, language: Language) -> Result<Markup, Problem> {
    let words = language.words();
    let view = site.view()?;
    let by = Some(by.to_owned()).filter(|by| !by.is_empty());
    let checker = Checker::new(&view.store, &site.setup.seeds.speakers, by)?;
    let all = quotations(text);
    let mut shown = Vec::new();
    for quotation in all.iter().take(MOST) {
        let mut answer = checker.check(quotation)?;
        answer.claim.iter_mut().for_each(|claim| view.people.identify(claim));
        shown.push(answer);
    }
    Ok(html! {
        section.answers #answers aria-label=(words.check_answers) {
            h2 { (language.count(shown.len(), (words.quotation_one, words.quotation_many))) }
            @if all.len() > MOST { p.about { (words.check_most) } }
            ol.hits { @for found in &shown { li.hit { (answer(found, language)) } } }
        }
    })
}

/// A sign for each verdict, so that no colour is needed.
const fn sign(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Verbatim => ("good", "✓"),
        Verdict::Translated | Verdict::Indirect | Verdict::Altered => ("half", "≈"),
        Verdict::Unnamed | Verdict::Unattributed => ("half", "?"),
        Verdict::Another | Verdict::Unsaid | Verdict::Nowhere => ("bad", "✗"),
    }
}

fn answer(found: &Answer, language: Language) -> Markup {
    let words = language.words();
    let (name, means) = words.verdict(found.verdict);
    let (class, sign) = sign(found.verdict);
    html! {
        p.asked { "“" (line(&found.quotation)) "”" }
        p class={ "verdict " (class) } { span.sign aria-hidden="true" { (sign) } " " strong { (name) } }
        p.about { (means) @if found.trimmed { " " (words.trimmed) } }
        @if !found.difference.is_empty() {
            p.difference aria-label=(words.difference) { @for run in &found.difference { (change(run)) " " } }
            p.about {
                @if found.difference.iter().any(|run| matches!(run, Run::Added(_))) { ins { (words.added) } " " }
                @if found.difference.iter().any(|run| matches!(run, Run::Dropped(_))) { del { (words.dropped) } }
            }
        }
        @if let Some(claim) = &found.claim { (parts::claim(claim, &line(&claim.text), language)) }
        @if let Some(passage) = &found.unattributed {
            article.claim {
                blockquote.words.indirect lang=[parts::code(&passage.article)] { (line(&passage.text)) }
                p.about {
                    (parts::about(&passage.article, language)) " · "
                    a href=(parts::article_link(&passage.article)) { (line(&parts::title(&passage.article))) }
                }
            }
        }
    }
}

/// A run of words that both have, or one of them.
pub(super) fn change(run: &Run) -> Markup {
    match run {
        Run::Same(text) => html! { span { (plain::line(text)) } },
        Run::Added(text) => html! { ins { (plain::line(text)) } },
        Run::Dropped(text) => html! { del { (plain::line(text)) } },
    }
}
