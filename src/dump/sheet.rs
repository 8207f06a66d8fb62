//! A quote sheet: claims for reading and printing, as Markdown or as a page of HTML. Each says who, how sure, in which outlet, on which day, where it
//! stands, and whether the words are the speaker's own.

use super::plain;
use crate::model::Kind;
use crate::model::record::ClaimRecord;
use std::fmt::Write as _;

/// What a sheet is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// Above the claims of a page.
const HTML_HEAD: &str = "<!DOCTYPE html>
<html>
<head>
<meta charset=\"utf-8\">
<title>Quotations</title>
<style>
body { font: 11pt/1.4 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
section { break-inside: avoid; border-top: 1px solid #bbb; padding: .6em 0; }
blockquote { font-size: 13pt; margin: .3em 0 .5em; }
p { margin: .2em 0; }
.own { color: #444; }
.warning { font-weight: bold; }
</style>
</head>
<body>
<h1>Quotations</h1>
";
const HTML_END: &str = "</body>\n</html>\n";
const MARKDOWN_HEAD: &str = "# Quotations\n";

impl Markup {
    /// What stands above the claims.
    #[must_use]
    pub const fn head(self) -> &'static str {
        match self {
            Self::Markdown => MARKDOWN_HEAD,
            Self::Html => HTML_HEAD,
        }
    }

    /// What stands below them.
    #[must_use]
    pub const fn end(self) -> &'static str {
        match self {
            Self::Markdown => "",
            Self::Html => HTML_END,
        }
    }

    /// One claim.
    #[must_use]
    pub fn claim(self, claim: &ClaimRecord) -> String {
        let parts = Parts::of(claim);
        let safe = |text: &str| self.safe(text);
        let (who, place) = (safe(&parts.who), safe(&parts.place));
        let (text, sure) = (safe(&parts.text), safe(&parts.sure));
        let role = parts.role.as_deref().map_or_else(String::new, |role| format!(", {}", safe(role)));
        let told = role + &parts.cue.as_deref().map_or_else(String::new, |cue| format!(" ({})", safe(cue)));
        let about = parts.about.iter().map(|part| safe(part)).collect::<Vec<_>>().join(" · ");
        match self {
            Self::Markdown => {
                let mut out = format!("\n> {text}\n\n**{who}**{told}  \n{about}  \n{place}  \n{sure}");
                for (note, warning) in &parts.notes {
                    let mark = if *warning { "**" } else { "" };
                    let _ = write!(out, "  \n{mark}{}{mark}", safe(note));
                }
                out + "\n\n---\n"
            }
            Self::Html => {
                let mut out = format!(
                    "<section>\n<blockquote>{text}</blockquote>\n<p><strong>{who}</strong>{told}</p>\n<p>{about}</p>\n<p>{place}</p>\n<p>{sure}</p>\n"
                );
                for (note, warning) in &parts.notes {
                    let class = if *warning { "warning" } else { "own" };
                    let _ = writeln!(out, "<p class=\"{class}\">{}</p>", safe(note));
                }
                out + "</section>\n"
            }
        }
    }

    /// Words of an article as text of the sheet: nothing in them is markup.
    fn safe(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        for c in plain::line(text).chars() {
            match (self, c) {
                (_, '&') => out.push_str("&amp;"),
                (_, '<') => out.push_str("&lt;"),
                (_, '>') => out.push_str("&gt;"),
                (Self::Html, '"') => out.push_str("&quot;"),
                (Self::Markdown, c)
                    if c.is_ascii_punctuation() && !",:;'\"%/()?&".contains(c) && self.is_mark(c, &out) =>
                {
                    out.push('\\');
                    out.push(c);
                }
                (_, c) => out.push(c),
            }
        }
        out
    }

    /// True where a character may mean something in Markdown: full stops, hyphens and plus signs at the beginning alone.
    fn is_mark(self, c: char, before: &str) -> bool {
        match c {
            '.' => !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()),
            '-' | '+' => before.is_empty(),
            _ => true,
        }
    }
}

/// What a sheet says of a claim, in words.
struct Parts {
    text: String,
    who: String,
    role: Option<String>,
    /// The reporting words.
    cue: Option<String>,
    /// Outlet, day, headline.
    about: Vec<String>,
    place: String,
    sure: String,
    /// Each a line; true for what nobody may overlook.
    notes: Vec<(&'static str, bool)>,
}

impl Parts {
    fn of(claim: &ClaimRecord) -> Self {
        let (speaker, article) = (&claim.speaker, &claim.article);
        let named = speaker.name.as_deref().or(speaker.label.as_deref()).or(speaker.mention.as_deref());
        let about =
            [article.source.as_deref().unwrap_or("outlet unknown"), article.date.as_deref().unwrap_or("no date")];
        let about = about.into_iter().chain(article.title.as_deref()).map(str::to_owned).collect();
        let spans: Vec<String> = claim.spans.iter().map(|[start, end]| format!("{start}–{end}")).collect();
        let place = format!("{}, characters {}", article.path, spans.join(" and "));
        let sure = format!("{:.0} % sure of these words and this speaker", claim.confidence * 100.0);
        let mut notes = Vec::new();
        if article.translated {
            notes.push(("Machine-translated: these are not the speaker's own words.", true));
        }
        notes.push(match claim.kind {
            Kind::Direct if claim.verbatim => ("In quotation marks in the article.", false),
            Kind::Direct => ("In quotation marks in the article, which is machine-translated.", false),
            Kind::Mixed => ("Partly in quotation marks; the rest is the article's words.", false),
            Kind::Indirect => ("Not in quotation marks: these are the article's words.", false),
        });
        if speaker.name.is_none() {
            notes.push(("The article does not name the speaker, or leaves it in doubt.", false));
        }
        let who = named.unwrap_or("Nobody named").to_owned();
        let (role, cue) = (speaker.role.clone(), claim.cue.as_ref().map(|cue| cue.text.clone()));
        Self { text: claim.text.clone(), who, role, cue, about, place, sure, notes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(text: &str, translated: bool) -> ClaimRecord {
        serde_json::from_value(serde_json::json!({
            "schema": "whosaid/claim/1", "id": "c-1", "kind": "direct", "text": text, "spans": [[10, 20], [30, 40]],
            "cue": {"text": "said", "spans": [[0, 1]]}, "stance": "asserts",
            "speaker": {"name": "Dorothea Quill", "mention": "Quill", "span": [0, 1], "role": "Mayor", "type": "person", "resolved": "named",
                "label": null, "confidence": 0.9, "candidates": []},
            "said_on": null, "sentence": {"text": text, "span": [0, 1]}, "prefix": "", "suffix": "", "verbatim": !translated,
            "confidence": 0.97,
            "article": {"id": "a-1", "path": "news/a.txt", "title": "Quay <b>shut</b>", "source": "Courier", "author": null, "date": "2021-06-07",
                "published": null, "language": "en", "translated": translated, "translated_score": 0.9},
        }))
        .expect("a claim")
    }

    #[test]
    fn says_all_that_a_reader_must_know() {
        for markup in [Markup::Markdown, Markup::Html] {
            let sheet = markup.claim(&claim("It stays shut.", true));
            for told in [
                "It stays shut.",
                "Dorothea Quill",
                "Mayor",
                "(said)",
                "Courier · 2021-06-07",
                "news/a.txt, characters 10–20 and 30–40",
                "97 % sure of these words and this speaker",
                "Machine-translated: these are not",
            ] {
                assert!(sheet.replace('\\', "").contains(told), "{told} in {sheet}");
            }
            assert!(!markup.claim(&claim("It.", false)).contains("Machine-translated"));
        }
    }

    #[test]
    fn nothing_that_an_article_says_is_markup() {
        let words = "<script>x()</script> *a* [b](c) `d` | \u{1b}[31m\n- e & f";
        let html = Markup::Html.claim(&claim(words, false));
        assert!(
            !html.contains("<script")
                && !html.contains('\u{1b}')
                && !html.contains("<b>")
                && html.contains("e &amp; f"),
            "{html}"
        );
        let markdown = Markup::Markdown.claim(&claim(words, false));
        assert!(markdown.contains("\\*a\\* \\[b\\](c) \\`d\\` \\|") && !markdown.contains("<script"), "{markdown}");
        assert!(Markup::Markdown.claim(&claim("1. May", false)).contains("> 1\\. May"));
        assert!(Markup::Markdown.claim(&claim("- so", false)).contains("> \\- so"));
    }
}
