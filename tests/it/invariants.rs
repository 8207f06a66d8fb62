//! What holds for every claim, whatever the article: on the sample corpus and on texts made up of its paragraphs.

use std::path::Path;

use whosaid::claims::claims;
use whosaid::dump::claim_records;
use whosaid::model::record::ClaimRecord;
use whosaid::model::{Article, Kind};
use whosaid::seeds::Seeds;

/// The texts of the corpus with their languages.
fn texts() -> Vec<(String, &'static str)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut out = Vec::new();
    for (folder, language) in [("en", "en"), ("mt", "en"), ("nl", "nl")] {
        for entry in std::fs::read_dir(corpus.join(folder)).expect("a folder of the corpus").flatten() {
            if entry.path().extension().is_some_and(|e| e == "txt") {
                out.push((std::fs::read_to_string(entry.path()).expect("a text"), language));
            }
        }
    }
    assert!(out.len() >= 20, "help: corpus/ holds {} texts", out.len());
    out
}

fn found(text: &str, language: &str) -> Vec<ClaimRecord> {
    let article = Article { text: text.to_owned(), language: Some(language.to_owned()), ..Article::default() };
    claim_records(&article, &claims(&article, Seeds::built_in()))
}

/// The same text with every line break lost.
fn on_one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// What is wrong with the claims of a text.
fn faults(text: &str, claims: &[ClaimRecord]) -> Vec<String> {
    let mut out = Vec::new();
    let points: Vec<char> = text.chars().collect();
    let mut quoted: Vec<(usize, usize, &str)> = Vec::new();
    for claim in claims {
        for span in &claim.spans {
            if points[span[0]..span[1]].iter().collect::<String>().trim().is_empty() {
                out.push(format!("an empty content: {}", claim.text));
            }
        }
        let Some(name) = &claim.speaker.name else { continue };
        let pair = name.contains(" and ") || name.contains(" en ");
        let known = Seeds::built_in().speakers.find(name).is_some();
        let stands = text.split_whitespace().collect::<Vec<_>>().join(" ").contains(name.as_str());
        if !pair && !known && !stands {
            out.push(format!("a name that the article has not: {name}"));
        }
        if !name.chars().any(char::is_uppercase) {
            out.push(format!("a name without a capital: {name}"));
        }
        if claim.kind == Kind::Direct {
            for span in &claim.spans {
                if let Some(other) = quoted.iter().find(|q| q.0 < span[1] && span[0] < q.1 && q.2 != name) {
                    out.push(format!("{name} and {} say the same quotation", other.2));
                }
                quoted.push((span[0], span[1], name));
            }
        }
    }
    out
}

#[test]
fn on_every_text_of_the_corpus() {
    for (text, language) in texts() {
        for text in [on_one_line(&text), text] {
            assert_eq!(faults(&text, &found(&text, language)), [""; 0], "{}", &text[..80.min(text.len())]);
        }
    }
}

/// Of quotations whose speaker has a name, as many keep it when the line breaks are lost.
#[test]
fn speakers_stay_when_line_breaks_are_lost() {
    let (mut all, mut kept) = (0, 0);
    for (text, language) in texts() {
        let (before, after) = (found(&text, language), found(&on_one_line(&text), language));
        for claim in before.iter().filter(|c| c.kind == Kind::Direct && c.speaker.name.is_some() && c.likely) {
            all += 1;
            let same =
                |c: &&ClaimRecord| c.spans.iter().any(|s| claim.spans.iter().any(|t| s[0] < t[1] && t[0] < s[1]));
            kept += usize::from(after.iter().filter(same).any(|c| c.speaker.name == claim.speaker.name));
        }
    }
    assert!(all > 40 && kept * 100 >= all * SHARE, "{kept} of {all}");
}

/// Percent; measured when it was set.
const SHARE: usize = 80;
