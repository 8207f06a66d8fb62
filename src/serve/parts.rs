//! Pieces of pages: a claim, an article's line, a word of warning. Whatever an article says is made safe here.

use super::words::{Language, Words};
use crate::dump::plain;
use crate::model::record::{ArticleRecord, ClaimRecord, Judgement, SpeakerRecord};
use crate::model::{Kind, Stance};
use crate::store::snippet::Snippet;
use maud::{Markup, html};
use std::path::Path;

/// Copies of an article that are named.
const COPIES: usize = 4;
/// Probability from which a speaker's name needs no word of warning.
const CERTAIN: f64 = 0.8;

/// A line of an article's words. Its direction is its own: what it holds turns nothing around it.
pub(super) fn line(text: &str) -> Markup {
    html! { bdi { (plain::line(text)) } }
}

/// Where an article lies, as far as that is anybody's business: below the folder that was named.
pub(super) fn path(article: &ArticleRecord) -> String {
    inner_path(&article.path)
}

/// The same of any path that the index shows.
pub(super) fn inner_path(shown: &str) -> String {
    plain::line(below(shown))
}

/// The same, as it stands in data.
pub(super) fn below(shown: &str) -> &str {
    let outside = Path::new(shown).is_absolute() || shown.starts_with(['.', '~', '\\']) || shown.contains(":\\");
    if outside { shown.rsplit(['/', '\\']).next().unwrap_or_default() } else { shown }
}

/// A claim as it leaves this machine: without the path of a file that lies outside of the folder that was named.
pub(super) fn outside(claim: &mut ClaimRecord) {
    if below(&claim.article.path) != claim.article.path {
        outside_article(std::sync::Arc::make_mut(&mut claim.article));
    }
}

/// The same of an article.
pub(super) fn outside_article(article: &mut ArticleRecord) {
    article.path = below(&article.path).to_owned();
}

/// An article's headline, or what else there is.
pub(super) fn title(article: &ArticleRecord) -> String {
    article.title.as_deref().map_or_else(|| path(article), plain::line)
}

/// The page of an article.
pub(super) fn article_link(article: &ArticleRecord) -> String {
    format!("/article/{}", article.id)
}

/// The page of a claim, which stays the same.
pub(super) fn claim_link(claim: &ClaimRecord) -> String {
    format!("/claim/{}/{}", claim.article.id, claim.id)
}

/// Who speaks: a link where it is somebody with a name.
pub(super) fn who(speaker: &SpeakerRecord, words: &Words) -> Markup {
    let name = speaker.name.as_deref().map(line);
    let unnamed = || speaker.label.as_deref().or(speaker.mention.as_deref());
    html! {
        @match (name, &speaker.id) {
            (Some(name), Some(id)) => a.name href={ "/speaker/" (id) } { (name) },
            (Some(name), None) => span.name { (name) },
            (None, _) => span.name.unnamed { @match unnamed() { Some(label) => (line(label)), None => (words.nobody_named) } },
        }
        @if let Some(role) = &speaker.role { span.role { ", " (line(role)) } }
    }
}

/// Who says it, and with which words that is told.
pub(super) fn says(claim: &ClaimRecord, words: &Words) -> Markup {
    html! {
        (who(&claim.speaker, words))
        @if let Some(cue) = &claim.cue { @if claim.speaker.role.is_some() { span.role { "," } } " " span.cue { (line(&inside(&cue.text))) } }
    }
}

/// A cue that begins its sentence, as it stands inside of one: "Volgens" is "volgens".
fn inside(cue: &str) -> String {
    let mut chars = cue.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => cue.to_owned(),
    }
}

/// Direct, mixed or indirect: a sign and a word, so that no colour is needed.
pub(super) fn kind(kind: Kind, words: &Words) -> Markup {
    let (class, sign) = match kind {
        Kind::Direct => ("kind direct", "“ ”"),
        Kind::Mixed => ("kind mixed", "“ …"),
        Kind::Indirect => ("kind indirect", "…"),
    };
    html! { span class=(class) { span.sign aria-hidden="true" { (sign) } " " (words.kind(kind)) } }
}

/// The class of a claim's own words.
pub(super) const fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "words direct",
        Kind::Mixed => "words mixed",
        Kind::Indirect => "words indirect",
    }
}

/// True where the name, or that there is none, is not sure.
pub(super) fn is_uncertain(speaker: &SpeakerRecord) -> bool {
    !speaker.candidates.is_empty() || speaker.name.is_some() && speaker.confidence < CERTAIN
}

/// What a reader must know before using a claim.
pub(super) fn warnings(claim: &ClaimRecord, words: &Words) -> Markup {
    let notes = [
        (claim.stance == Stance::Unsaid, words.unsaid_means),
        (claim.article.translated, words.translated_means),
        (is_uncertain(&claim.speaker), words.uncertain),
    ];
    html! {
        @if notes.iter().any(|(is, _)| *is) {
            ul.warnings { @for (_, note) in notes.iter().filter(|(is, _)| *is) { li { (note) } } }
        }
    }
}

/// Outlet, day and language on one line.
pub(super) fn about(article: &ArticleRecord, language: Language) -> Markup {
    let words = language.words();
    html! {
        @match &article.source { Some(source) => span.outlet { (line(source)) }, None => span.outlet.unnamed { (words.no_outlet) } }
        " · "
        @match &article.date {
            Some(day) => time datetime=(day) { (language.day(day)) },
            None => span { (words.undated) },
        }
        @if let Some(code) = &article.language { " · " span { (language.language(code)) } }
    }
}

/// Where else an article stands in much the same words.
pub(super) fn copies(article: &ArticleRecord, words: &Words) -> Markup {
    html! {
        @if !article.copies.is_empty() {
            " · " span.flag {
                (words.also_in) " "
                @for (at, copy) in article.copies.iter().take(COPIES).enumerate() {
                    @if at > 0 { ", " }
                    a href={ "/article/" (copy.id) } { @match &copy.source { Some(source) => (line(source)), None => (words.no_outlet) } }
                }
                @if article.copies.len() > COPIES { " …" }
            }
        }
    }
}

/// A stretch of text with what was looked for.
pub(super) fn snippet(snippet: &Snippet) -> Markup {
    html! { bdi { @for (text, marked) in &snippet.pieces { @if *marked { mark { (plain::lines(text)) } } @else { (plain::lines(text)) } } } }
}

/// The code of an article's language, for what is in it.
pub(super) fn code(article: &ArticleRecord) -> Option<&str> {
    article.language.as_deref().filter(|code| code.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// A claim in a list.
pub(super) fn claim(claim: &ClaimRecord, shown: &Markup, language: Language) -> Markup {
    let words = language.words();
    html! {
        article.claim {
            p.who { (says(claim, words)) }
            blockquote class=(kind_class(claim.kind)) lang=[code(&claim.article)] { a.open href=(claim_link(claim)) { (shown) } }
            (warnings(claim, words))
            p.about {
                (kind(claim.kind, words)) " · "
                @if claim.stance != Stance::Asserts && claim.stance != Stance::Unsaid { span.stance { (words.stance(claim.stance)) } " · " }
                (about(&claim.article, language)) " · "
                a.source href={ (article_link(&claim.article)) "#t-" (claim.id) } { (line(&title(&claim.article))) }
                (copies(&claim.article, words))
                @if claim.correction.is_some() { " · " (flag(claim, words)) }
            }
        }
    }
}

impl Words {
    /// What a reader says of a claim.
    pub const fn judgement(&self, says: Judgement) -> &'static str {
        match says {
            Judgement::Right => self.right,
            Judgement::WrongSpeaker => self.wrong_speaker,
            Judgement::NotAClaim => self.not_a_claim,
        }
    }
}

/// What a reader last said, for a claim in a list.
pub(super) fn flag(claim: &ClaimRecord, words: &Words) -> Markup {
    html! {
        @if let Some(correction) = &claim.correction {
            span.flag.corrected { (words.reader_says) ": " (words.judgement(correction.says)) @if let Some(name) = &correction.speaker { " (" (line(name)) ")" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_stands_inside_of_a_sentence() {
        for (cue, shown) in
            [("Volgens", "volgens"), ("has said", "has said"), ("DENIES", "DENIES"), ("É", "É"), ("", "")]
        {
            assert_eq!(inside(cue), shown);
        }
    }

    #[test]
    fn a_path_tells_nothing_of_the_machine() {
        for (shown, inner) in [
            ("en/a.txt", "en/a.txt"),
            ("/home/somebody/a.txt", "a.txt"),
            ("../secret/a.txt#2", "a.txt#2"),
            ("C:\\Users\\a.txt", "a.txt"),
            ("a\u{202e}b.txt", "a\u{fffd}b.txt"),
        ] {
            assert_eq!(inner_path(shown), inner);
        }
    }

    #[test]
    fn what_an_article_says_is_no_markup() {
        let shown = line("<script>alert(1)</script>\u{202e}&\"'").into_string();
        assert_eq!(shown, "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;\u{fffd}&amp;&quot;'</bdi>");
    }
}
