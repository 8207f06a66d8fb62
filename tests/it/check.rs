//! `whosaid check`: the verdict on a quotation, and what it never says.

use super::place::Place;

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
    assert_eq!(run.status == 1, answer["verdict"] == "nowhere", "{}", run.stderr);
    answer["verdict"].as_str().expect("a verdict").to_owned()
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
