//! A claim as a citation: plain text, Markdown, JSON, linked data, a stub of a review.

use super::parts;
use super::words::Language;
use crate::dump::{Dumper, Format, Layout, jsonld, plain};
use crate::model::Kind;
use crate::model::record::ClaimRecord;
use maud::{Markup, html};
use serde::Serialize;

/// Who said it, for the title of a page.
pub(super) fn title(claim: &ClaimRecord, language: Language) -> String {
    format!("{}: {}", name(claim, language), plain::cut(&claim.text, 70))
}

fn name(claim: &ClaimRecord, language: Language) -> String {
    let speaker = &claim.speaker;
    let unnamed = || speaker.label.as_deref().or(speaker.mention.as_deref());
    let name = speaker.name.as_deref().or_else(unnamed).unwrap_or(language.words().nobody_named);
    plain::line(name)
}

/// Who, in which words, where and when; what is no quotation gets no quotation marks of its own.
fn parts_of(claim: &ClaimRecord, language: Language) -> [String; 4] {
    let words = language.words();
    let speaker = &claim.speaker;
    let role = speaker.role.as_deref().map_or_else(String::new, |role| format!(", {}", plain::line(role)));
    let cue = claim.cue.as_ref().map_or_else(String::new, |cue| format!(" ({})", plain::line(&cue.text)));
    let said = plain::line(&claim.text);
    let bare = !said.starts_with(['"', '“', '„', '‘', '«', '\'']);
    let said = if claim.kind == Kind::Direct && bare { format!("“{said}”") } else { said };
    let article = &claim.article;
    let place = [
        Some(parts::title(article)),
        article.source.as_deref().map(plain::line),
        article.date.as_deref().map(|day| language.day(day)),
        article.translated.then(|| words.machine_translated.to_lowercase()),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    [format!("{}{role}{cue}", name(claim, language)), said, place.join(", "), words.kind(claim.kind).to_lowercase()]
}

/// As plain text.
pub(super) fn text(claim: &ClaimRecord, language: Language) -> String {
    let [who, said, place, kind] = parts_of(claim, language);
    format!("{who}: {said} [{kind}] — {place}")
}

/// As Markdown.
pub(super) fn markdown(claim: &ClaimRecord, language: Language) -> String {
    let [who, said, place, kind] = parts_of(claim, language).map(|text| escaped(&text));
    format!("> {said}\n>\n> — **{who}** ({kind}), {place}")
}

/// What Markdown would take for its own, or a page that shows it for markup.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '!' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// As indented JSON.
fn indented(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    match plain::indented_json(&mut out, value) {
        Ok(()) => String::from_utf8_lossy(&out).trim_end().to_owned(),
        Err(_) => String::new(),
    }
}

/// As linked data: the document that an export of this claim alone would be.
fn linked(claim: ClaimRecord) -> String {
    let layout = Layout { width: 0, explain: false, on_terminal: false, bom: false };
    let mut dumper = Dumper::new(Vec::new(), Format::Jsonld, layout);
    let document = dumper.write(claim).and_then(|()| dumper.finish());
    let document: Option<serde_json::Value> = document.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    document.map(|document| indented(&document)).unwrap_or_default()
}

/// The claim as others may see it.
fn public(claim: &ClaimRecord) -> ClaimRecord {
    let mut claim = claim.clone();
    claim.explain = None;
    parts::outside(&mut claim);
    claim
}

/// The part of a claim's page that is there to be copied.
pub(super) fn section(claim: &ClaimRecord, language: Language) -> Markup {
    let words = language.words();
    let public = public(claim);
    let ways = [
        ("text", words.as_text, text(claim, language)),
        ("markdown", "Markdown", markdown(claim, language)),
        ("json", "JSON", indented(&public)),
        ("review", words.as_review, indented(&jsonld::review(&public))),
        ("jsonld", "JSON-LD", linked(public)),
    ];
    html! {
        section.cite aria-labelledby="cite" {
            h2 #cite { (words.cite) }
            @for (at, (id, name, content)) in ways.iter().enumerate() {
                details open[at == 0] {
                    summary { (name) }
                    pre #{ "cite-" (id) } tabindex="0" { (content) }
                    button.button.small type="button" data-copy={ "cite-" (id) } data-done=(words.copied) hidden { (words.copy) }
                }
            }
        }
    }
}
