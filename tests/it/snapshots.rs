//! Sample articles with their claims marked, as a person reads them: a change of the extraction shows as a change of these.
//!
//! `cargo insta review`, or `INSTA_UPDATE=always cargo test snapshots`, takes over what was found.

use std::fmt::Write as _;
use std::path::Path;
use whosaid::claims::claims;
use whosaid::model::{Article, Claim, Span};
use whosaid::seeds::Seeds;

#[test]
fn an_english_article() {
    insta::assert_snapshot!(marked("en/harbour.txt", "en"));
}

#[test]
fn two_people_of_one_name() {
    insta::assert_snapshot!(marked("en/two-hallorans.txt", "en"));
}

#[test]
fn a_dutch_article() {
    insta::assert_snapshot!(marked("nl/zeedijk.txt", "nl"));
}

#[test]
fn a_machine_translated_article() {
    insta::assert_snapshot!(marked("mt/grain.txt", "en"));
}

/// Each claim's sentence, its source underlined with `s`, its cue with `q`, its content with `c`.
fn marked(path: &str, language: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(path);
    let text = std::fs::read_to_string(file).expect("a sample article");
    let article = Article { text, language: Some(language.to_owned()), ..Article::default() };
    let mut out = String::new();
    for claim in claims(&article, Seeds::built_in()) {
        let name = claim.speaker.name.as_deref().unwrap_or("(nobody named)");
        let how =
            format!("{:?}, {:?}, {:?}", claim.kind, claim.attribution.stance, claim.speaker.resolved).to_lowercase();
        writeln!(out, "{name} ({how})").expect("writing to a string");
        underlined(&article.text, &claim, &mut out);
        out.push('\n');
    }
    out
}

fn underlined(text: &str, claim: &Claim, out: &mut String) {
    let mut at = claim.sentence.start;
    for line in claim.sentence.of(text).split('\n') {
        let mut marks = String::new();
        for (i, _) in line.char_indices() {
            let byte = at + i;
            let holds = |spans: &[Span]| spans.iter().any(|s| s.holds(byte));
            marks.push(match () {
                () if holds(&claim.attribution.cue) => 'q',
                () if claim.speaker.mention.is_some_and(|m| m.holds(byte)) => 's',
                () if holds(&claim.attribution.content) => 'c',
                () => ' ',
            });
        }
        at += line.len() + 1;
        let _ = writeln!(out, "  {line}\n  {}", marks.trim_end());
    }
}
