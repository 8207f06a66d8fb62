//! The article page: the text in full, every claim underlined in place, and the claims beside it.

use super::ask::Ask;
use super::layout::{Frame, Place, frame};
use super::parts::{self, kind, line};
use super::problem::Problem;
use super::site::Site;
use super::words::{Language, Words};
use crate::answers::marks::{Role, Stretch, marks};
use crate::dump::plain;
use crate::model::record::{ArticleRecord, ClaimRecord};
use crate::model::{Kind, Origin, Span, Stance, Wanted};
use crate::read::metadata;
use crate::store::StoredArticle;
use crate::store::articles::WholeArticle;
use crate::text::paragraphs::paragraphs;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Paragraphs among which the headline stands, where the text has it.
const HEAD: usize = 5;

/// True for the id of an article (`a-…`), a claim (`c-…`) or a speaker (`s-…`).
pub(super) fn is_id(text: &str, kind: char) -> bool {
    let digits = text.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-'));
    digits.is_some_and(|digits| digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// An article of the index, its claims with their speakers' ids.
pub(super) fn whole(site: &Site, id: &str) -> Result<WholeArticle, Problem> {
    if !is_id(id, 'a') {
        return Err(Problem::missing());
    }
    let view = site.view()?;
    let mut whole = view.store.article_of_id(id)?.ok_or_else(Problem::missing)?;
    let corrections = site.corrections()?;
    for claim in &mut whole.claims {
        view.people.identify(claim);
        corrections.tell(claim);
    }
    Ok(whole)
}

/// `/article/{id}`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let mut whole = whole(site, ask.part(1))?;
    let everything = ask.params.get("all").is_some();
    let wanted = if everything { Wanted::ALL } else { Wanted { unsaid: true, ..Wanted::default() } };
    let all = whole.claims.len();
    whole.claims.retain(|claim| wanted.keeps(claim));
    let words = ask.language.words();
    let article = &whole.stored.article;
    let title = parts::title(article);
    let left_out = all - whole.claims.len();
    let content = html! {
        article.reading {
            header.head {
                h1 lang=[parts::code(article)] { (line(&title)) }
                (head(&whole, ask.language))
                @if article.translated { ul.warnings { li { (words.translated_means) } } }
                @if !whole.claims.is_empty() { (legend(words)) }
            }
            div.sides {
                div.text lang=[parts::code(article)] { (text(&whole, &title, &clutter(site, &whole))) }
                aside.beside aria-label=(words.claims) {
                    h2 { (ask.language.count(whole.claims.len(), (words.claim_one, words.claim_many))) }
                    @if whole.claims.is_empty() { p.about { (if whole.stored.seeded { words.no_claims } else { words.no_seeds }) } }
                    ol { @for claim in &whole.claims { (beside(claim, words)) } }
                    @if everything {
                        p.about { a href=(parts::article_link(article)) { (words.hide_unlikely) } }
                    } @else if left_out > 0 {
                        p.about { a href={ (parts::article_link(article)) "?all=1" } { (words.show_unlikely) " (" (ask.language.number(left_out)) ")" } }
                    }
                }
            }
        }
    };
    Ok(frame(site, &Frame::at(ask, &title, Place::Elsewhere), &content))
}

/// The head as it was read.
fn head(whole: &WholeArticle, language: Language) -> Markup {
    let words = language.words();
    let article = &whole.stored.article;
    let url = whole.stored.url.as_deref().filter(|url| is_web(url));
    html! {
        p.about {
            (parts::about(article, language))
            @if let Some(author) = &article.author { " · " (words.by) " " (line(author)) }
        }
        p.about {
            @if let Some(time) = published(article) { (words.published) " " (time) " · " }
            @if let Some(url) = url { a href=(url) rel="noopener noreferrer nofollow external" { (words.original) } " · " }
            span.path { (line(&parts::path(article))) }
        }
        @let taken = taken(&whole.stored, words);
        @if !taken.is_empty() { p.about.taken { (words.taken_from) ": " (taken.join(" · ")) } }
    }
}

/// Where headline, outlet, author and date were taken from; what has the same origin stands together.
fn taken(stored: &StoredArticle, words: &Words) -> Vec<String> {
    let from = &stored.from;
    let mut told: Vec<(Origin, Vec<String>)> = Vec::new();
    for (name, origin) in [
        (words.headline, from.title),
        (words.outlet, from.source),
        (words.author, from.author),
        (words.date, from.date),
    ] {
        let Some(origin) = origin else { continue };
        let name = name.to_lowercase();
        match told.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, names)) => names.push(name),
            None => told.push((origin, vec![name])),
        }
    }
    told.into_iter().map(|(origin, names)| format!("{} ({})", origin_name(origin, words), names.join(", "))).collect()
}

const fn origin_name(origin: Origin, words: &Words) -> &'static str {
    match origin {
        Origin::Text => words.from_text,
        Origin::Recurring => words.from_recurring,
        Origin::File => words.from_file,
        Origin::LinkedData => words.from_linked,
        Origin::Page => words.from_page,
        Origin::Sidecar => words.from_sidecar,
        Origin::Folder => words.from_folder,
        Origin::FileName => words.from_file_name,
    }
}

/// Day and time as the article prints them, where it prints a time.
fn published(article: &ArticleRecord) -> Option<String> {
    let published = article.published.as_deref()?;
    published.contains('T').then(|| plain::line(&published.replace('T', " ")))
}

/// True for addresses that a browser opens as a page, and does not run.
fn is_web(url: &str) -> bool {
    let begin = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (begin.starts_with("https://") || begin.starts_with("http://"))
        && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// What the lines under the text mean.
fn legend(words: &Words) -> Markup {
    html! {
        p.legend {
            span.by { (words.legend_speaker) } " " span.cue-mark { (words.legend_cue) }
            @for (class, name) in [("said direct", words.direct), ("said mixed", words.mixed), ("said indirect", words.indirect)] {
                " " span class=(class) { (name) }
            }
        }
    }
}

/// The text, paragraph by paragraph, without the headline that already stands above it.
fn text(whole: &WholeArticle, title: &str, clutter: &[Span]) -> Markup {
    let mut seen = BTreeSet::new();
    let mut paragraphs = cut(whole);
    let is_title = |(_, pieces): &(Span, Vec<Stretch>)| {
        pieces.iter().all(|piece| piece.claim.is_none())
            && plain::line(&pieces.iter().map(|piece| piece.text.as_str()).collect::<String>()) == title
    };
    if let Some(at) = paragraphs.iter().take(HEAD).position(is_title) {
        paragraphs.remove(at);
    }
    html! {
        @for (span, pieces) in &paragraphs {
            p.clutter[is_covered(*span, &whole.text, clutter)] { @for piece in pieces { (stretch(piece, &whole.claims, &mut seen)) } }
        }
    }
}

/// What is no part of the article: share bars, icon names, other articles' headlines; and the lines of its head, which stand above it.
fn clutter(site: &Site, whole: &WholeArticle) -> Vec<Span> {
    metadata::find(&whole.text, whole.stored.article.language.as_deref(), site.setup.seeds).boilerplate
}

/// True where nothing but these spans stands in one.
fn is_covered(span: Span, text: &str, by: &[Span]) -> bool {
    let blank = |from: usize, to: usize| text.get(from..to).is_some_and(|between| between.trim().is_empty());
    let mut at = span.start;
    for cover in by.iter().filter(|cover| cover.end > span.start && cover.start < span.end) {
        if cover.start > at && !blank(at, cover.start) {
            return false;
        }
        at = cover.end;
    }
    at > span.start && (at >= span.end || blank(at, span.end))
}

/// The stretches of each paragraph.
fn cut(whole: &WholeArticle) -> Vec<(Span, Vec<Stretch>)> {
    let mut starts: Vec<usize> = paragraphs(&whole.text).iter().map(|span| span.start).collect();
    starts.push(whole.text.len());
    let mut starts = starts.into_iter().filter(|start| *start > 0).peekable();
    let mut all: Vec<(Span, Vec<Stretch>)> = vec![(Span::new(0, 0), Vec::new())];
    let mut at = 0;
    for stretch in marks(&whole.text, &whole.claims) {
        let mut rest = stretch.text.as_str();
        while !rest.is_empty() {
            let end = starts.peek().map_or(rest.len(), |start| (start - at).min(rest.len()));
            let (now, later) = rest.split_at(end);
            at += end;
            if let Some((span, pieces)) = all.last_mut() {
                pieces.push(Stretch { text: now.to_owned(), ..stretch });
                span.end = at;
            }
            rest = later;
            if starts.next_if(|start| *start <= at).is_some() {
                all.push((Span::new(at, at), Vec::new()));
            }
        }
    }
    all.retain(|(_, pieces)| pieces.iter().any(|piece| !piece.text.trim().is_empty()));
    all
}

fn stretch(piece: &Stretch, claims: &[ClaimRecord], seen: &mut BTreeSet<usize>) -> Markup {
    let shown = plain::lines(&piece.text);
    let Some((number, claim)) = piece.claim.and_then(|number| Some((number, claims.get(number)?))) else {
        return html! { (shown) };
    };
    let (to, anchor) = (format!("#{}", claim.id), format!("t-{}", claim.id));
    match piece.role {
        Role::None => html! { (shown) },
        Role::Source => html! { span.by { (shown) } },
        Role::Cue => html! { span.cue-mark { (shown) } },
        Role::Content => {
            let id = seen.insert(number).then_some(anchor);
            html! { a class=(said(claim)) id=[id] href=(to) data-claim=(claim.id) { (shown) } }
        }
    }
}

fn said(claim: &ClaimRecord) -> &'static str {
    match (claim.stance, claim.kind) {
        (Stance::Unsaid, _) => "said unsaid",
        (_, Kind::Direct) => "said direct",
        (_, Kind::Mixed) => "said mixed",
        (_, Kind::Indirect) => "said indirect",
    }
}

/// A claim beside the text.
fn beside(claim: &ClaimRecord, words: &Words) -> Markup {
    html! {
        li #(claim.id) data-claim=(claim.id) {
            p.who { (parts::says(claim, words)) }
            p.gist { a href={ "#t-" (claim.id) } { (line(&cut_short(&claim.text))) } }
            p.about {
                (kind(claim.kind, words))
                @if claim.stance != Stance::Asserts { " · " span.stance { (words.stance(claim.stance)) } }
                @if parts::is_uncertain(&claim.speaker) { " · " span.flag { (words.uncertain) } }
                @if claim.correction.is_some() { " · " (parts::flag(claim, words)) }
                " · " a href=(parts::claim_link(claim)) { (words.open_claim) }
            }
        }
    }
}

/// As much of a claim as tells which it is.
fn cut_short(text: &str) -> String {
    const LONGEST: usize = 160;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

/// The claim that a path names, by its article's id and its own.
pub(super) fn named(site: &Site, article: &str, id: &str) -> Result<ClaimRecord, Problem> {
    if !is_id(id, 'c') {
        return Err(Problem::missing());
    }
    let found = whole(site, article)?.claims.into_iter().find(|claim| claim.id == id);
    found.ok_or_else(Problem::missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_pages_are_links() {
        for url in ["https://example.org/a", "HTTP://example.org"] {
            assert!(is_web(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https:/x",
            "//example.org",
            " https://x",
            "https://x\ny",
            "é",
            "",
        ] {
            assert!(!is_web(url), "{url}");
        }
    }

    #[test]
    fn a_paragraph_is_clutter_where_all_of_it_is() {
        let text = "share tweet\nprint\n\nThe news.";
        let bars = [Span::new(0, 11), Span::new(12, 17)];
        assert!(is_covered(Span::new(0, 19), text, &bars));
        assert!(!is_covered(Span::new(0, 19), text, &bars[..1]));
        assert!(!is_covered(Span::new(19, 28), text, &bars));
        assert!(!is_covered(Span::new(19, 28), text, &[]));
    }

    #[test]
    fn ids_are_ids() {
        assert!(is_id("a-0123456789abcdef", 'a'));
        for text in ["a-0123", "c-0123456789abcdef", "a-0123456789abcdeg", "", "../../etc/passwd"] {
            assert!(!is_id(text, 'a'), "{text}");
        }
    }
}
