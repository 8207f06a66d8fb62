//! A comparison as one HTML file to send to a colleague: nothing is fetched, nothing runs.

use super::difference::Run;
use super::drift::{Change, Comparison, Variant};
use std::fmt::Write as _;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#1b1b1b;background:#fff}\
    h1{font-size:1.3em}article{border-top:1px solid #bbb;padding:.6em 0}header{color:#555;font-size:.9em}\
    q,blockquote{quotes:none}blockquote{margin:.4em 0;font-family:Georgia,serif}ins{background:#d6f5d6;text-decoration:none}\
    del{background:#f9d9d9}ul{margin:.2em 0;padding-left:1.2em}li{color:#8a2c00}";

/// The page.
#[must_use]
pub fn html(comparison: &Comparison) -> String {
    let speaker = escaped(comparison.speaker.as_deref().unwrap_or("a speaker whom no article names"));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>What {speaker} said, in {} wordings</title>\n\
        <style>{STYLE}</style>\n</head>\n<body>\n<h1>What {speaker} said</h1>\n<p>{} wordings, the earliest first. Each is held against the \
        reference of its language: <ins>added</ins>, <del>dropped</del>. Cluster {}.</p>\n",
        comparison.variants.len(),
        comparison.variants.len(),
        escaped(&comparison.cluster)
    );
    comparison.variants.iter().for_each(|variant| article(&mut page, variant));
    page.push_str("</body>\n</html>\n");
    page
}

fn article(page: &mut String, variant: &Variant) {
    let article = &variant.claim.article;
    let about: Vec<String> = [article.date.as_deref(), article.source.as_deref(), article.title.as_deref()]
        .into_iter()
        .flatten()
        .map(escaped)
        .chain(marks(variant).into_iter().map(|mark| format!("<strong>{}</strong>", escaped(&mark))))
        .collect();
    let language = escaped(article.language.as_deref().unwrap_or(""));
    let _ = write!(page, "<article>\n<header>{}</header>\n<blockquote lang=\"{language}\">", about.join(" · "));
    if variant.difference.is_empty() {
        page.push_str(&escaped(&variant.claim.text));
    } else {
        let shown = variant.difference.iter().map(|run| match run {
            Run::Same(words) => escaped(words),
            Run::Added(words) => format!("<ins>{}</ins>", escaped(words)),
            Run::Dropped(words) => format!("<del>{}</del>", escaped(words)),
        });
        page.push_str(&shown.collect::<Vec<_>>().join(" "));
    }
    page.push_str("</blockquote>\n");
    if !variant.changes.is_empty() {
        let items = variant.changes.iter().map(|change| format!("<li>{}</li>", escaped(&sentence(change))));
        let _ = writeln!(page, "<ul>{}</ul>", items.collect::<String>());
    }
    let _ = writeln!(page, "<header>{}</header>\n</article>", escaped(&article.path));
}

/// What is known of a wording, in words.
#[must_use]
pub fn marks(variant: &Variant) -> Vec<String> {
    let claim = &variant.claim;
    let mut marks = Vec::new();
    let mut mark = |yes: bool, name: &str| {
        if yes {
            marks.push(name.to_owned())
        }
    };
    mark(variant.earliest, "earliest");
    mark(claim.verbatim, "verbatim");
    mark(claim.kind == crate::model::Kind::Indirect, "indirect");
    mark(claim.article.translated, "machine-translated");
    mark(variant.reference, "reference");
    marks.extend(variant.cites.iter().map(|outlet| format!("cites {outlet}")));
    marks
}

/// A change in words: "modality: may → will".
#[must_use]
pub fn sentence(change: &Change) -> String {
    let side = |words: &[String]| if words.is_empty() { "(nothing)".to_owned() } else { words.join(", ") };
    format!("{}: {} → {}", change.matter.name(), side(&change.from), side(&change.to))
}

/// Text in HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
