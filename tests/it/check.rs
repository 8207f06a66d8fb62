//! `whosaid check`: the verdict on a quotation, and what it never says.

use super::place::{Place, altered};
use serde_json::Value;
use std::path::Path;

const QUAY: &str = "---\ndate: 2021-03-04\nsource: Wexmouth Echo\n---\n\
    “We will close the north quay in April,” said Dorothea Quill, the harbour engineer. “Nobody has to leave the town.”\n\n\
    Abel Strand, a pilot, told reporters: “The repairs may cost four million crowns.”\n";

fn indexed() -> Place {
    let place = Place::new();
    place.write("quay/echo.md", QUAY);
    place.run(&["index", "quay"]).done();
    place
}

fn verdict(place: &Place, arguments: &[&str]) -> String {
    let run = place.run(&[&["check", "--json"], arguments].concat());
    let answer = run.lines().remove(0);
    let verdict = answer["verdict"].as_str().expect("a verdict").to_owned();
    let found = ["verbatim", "translated", "indirect", "altered"].contains(&verdict.as_str());
    assert_eq!(run.status, i32::from(!found), "{verdict}: {}", run.stderr);
    verdict
}

#[test]
fn each_verdict() {
    let place = indexed();
    for (arguments, expected) in [
        (vec!["We will close the north quay in April"], "verbatim"),
        (vec!["\"we will close   the north quay…\"", "--by", "Quill"], "verbatim"),
        (vec!["We will close the north quay in April", "--by", "Abel Strand"], "another"),
        (vec!["We will not close the north quay in April"], "altered"),
        (vec!["The repairs will cost four million crowns."], "altered"),
        (vec!["The repairs may cost five million crowns."], "altered"),
        (vec!["close the north quay in April. Nobody has to leave the town"], "altered"),
        (vec!["The mayor has sold the lighthouse to a circus"], "nowhere"),
    ] {
        assert_eq!(verdict(&place, &arguments), expected, "{arguments:?}");
    }
}

#[test]
fn a_changed_word_is_shown() {
    let run = indexed().run(&["check", "The repairs will cost four million crowns"]).done();
    assert!(run.stdout.contains("The repairs [-may-] {+will+} cost four million crowns"), "{}", run.stdout);
}

#[test]
fn a_quotation_without_words_is_an_error() {
    let run = indexed().run(&["check", "…"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("no words"), "{}", run.stderr);
}

/// The words of a claim of the corpus, in one piece and with somebody named.
fn pieces(place: &Place) -> Vec<Value> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    place.run(&["index", corpus.to_str().expect("UTF-8")]).done();
    let claims = place.run(&["claims", "--format", "jsonl"]).done().lines();
    let whole = |claim: &Value| claim["spans"].as_array().is_some_and(|spans| spans.len() == 1);
    let long = |claim: &Value| claim["text"].as_str().is_some_and(|text| (6..50).contains(&text.split(' ').count()));
    claims.into_iter().filter(|claim| whole(claim) && long(claim) && claim["speaker"]["name"].is_string()).collect()
}

/// A text on one line.
fn spaced(text: &Value) -> String {
    text.as_str().expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The verdicts on one line each, by the speaker who is named.
fn verdicts(place: &Place, lines: &[String], by: &[&str]) -> Vec<String> {
    let run = place.run_with_input(&[&["check", "--json", "-"], by].concat(), lines.join("\n"));
    let answers = run.lines();
    assert_eq!(answers.len(), lines.len(), "{}", run.stderr);
    answers.iter().map(|answer| answer["verdict"].as_str().expect("a verdict").to_owned()).collect()
}

/// True, altered by one word, of another speaker and made up: the corpus's own claims, each by itself.
#[test]
fn the_corpus_is_known_by_its_words() {
    let place = Place::new();
    let claims = pieces(&place);
    assert!(claims.len() > 60, "{} claims", claims.len());
    let texts: Vec<String> = claims.iter().map(|claim| spaced(&claim["text"])).collect();
    let expected = |claim: &Value| match () {
        () if claim["article"]["translated"] == true => "translated",
        () if claim["verbatim"] == true => "verbatim",
        () => "indirect",
    };
    let mut wrong = Vec::new();
    let mut hold = |texts: &[String], got: Vec<String>, expected: &dyn Fn(usize) -> &'static str| {
        for (number, verdict) in got.into_iter().enumerate().filter(|(number, verdict)| verdict != expected(*number)) {
            wrong.push(format!("{verdict}, not {}: {}", expected(number), texts[number]));
        }
    };
    hold(&texts, verdicts(&place, &texts, &[]), &|number| expected(&claims[number]));
    let others = verdicts(&place, &texts, &["--by", "Ottoline Nobody"]);
    hold(&texts, others, &|_| "another");
    let altered: Vec<String> = texts.iter().map(|text| altered(text)).collect();
    hold(&altered, verdicts(&place, &altered, &[]), &|_| "altered");
    let backwards: Vec<String> = texts.iter().map(|text| text.split(' ').rev().collect::<Vec<_>>().join(" ")).collect();
    let made_up = verdicts(&place, &backwards, &[]);
    assert!(made_up.iter().all(|verdict| !["verbatim", "translated", "indirect"].contains(&verdict.as_str())));
    hold(&backwards, made_up, &|_| "nowhere");
    let asked = 4 * texts.len();
    assert!(wrong.len() * 20 <= asked, "{} of {asked} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn words_that_nobody_is_found_to_say_are_told_with_their_place() {
    let place = Place::new();
    place.write("a.txt", "The harbour – closed since autumn – opens on Monday for boats of all sizes.\n");
    place.run(&["index", "a.txt"]).done();
    let run = place.run(&["check", "--json", "harbour closed since autumn opens on Monday"]);
    let answer = &run.lines()[0];
    assert_eq!((run.status, &answer["verdict"]), (1, &Value::from("unattributed")), "{}", run.stdout);
    assert_eq!(answer["unattributed"]["span"], serde_json::json!([4, 51]));
}

#[test]
fn each_quotation_of_a_draft_is_checked() {
    let place = indexed();
    place.write("draft.txt", "Quill said: “We will close the north quay in April.” A “paper shield”.\n\n“Nobody has to leave this town”, she said.\n");
    let run = place.run(&["check", "--json", "--draft", "draft.txt"]);
    let answers = run.lines();
    assert_eq!(super::place::each(&answers, "/verdict"), ["verbatim", "altered"]);
    assert_eq!(run.status, 0);
    place.write("none.txt", "No quotations.");
    assert_eq!(place.run(&["check", "--draft", "none.txt"]).status, 1);
    let missing = place.run(&["check", "--draft", "missing.txt"]);
    assert!(missing.status == 2 && missing.stderr.contains("missing.txt") && missing.stderr.contains("hint"));
}
