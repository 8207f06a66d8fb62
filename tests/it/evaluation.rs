use super::place::Place;

const TEXT: &str = "“We will leave the union in March,” said Zoë Müller.\n";

/// A gold file for [`TEXT`], its offsets found by the words.
fn gold(content: &str) -> String {
    let span = |piece: &str| {
        let start = TEXT[..TEXT.find(piece).expect("the piece")].chars().count();
        serde_json::json!([[start, start + piece.chars().count()]])
    };
    let one = serde_json::json!({
        "kind": "direct", "source": span("Zoë Müller"), "cue": span("said"), "content": span(content), "speaker": "Zoë Müller",
    });
    serde_json::json!({"doc": "a.txt", "attributions": [one]}).to_string() + "\n"
}

#[test]
fn a_perfect_extraction_scores_one() {
    let place = Place::new();
    place.write("texts/a.txt", TEXT);
    place.write("gold.jsonl", gold("We will leave the union in March"));
    let report = place.run(&["eval", "gold.jsonl", "--texts", "texts", "--json"]).done().json();
    for scores in [&report["all"]["measures"]["source_soft"], &report["languages"]["en"]["kinds"]["direct"]] {
        assert_eq!(scores, &serde_json::json!({"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1, "predicted": 1}));
    }
    assert_eq!(report["all"]["speaker_names"]["accuracy"], 1.0);
    let table = place.run(&["eval", "gold.jsonl", "--texts", "texts"]).done().stdout;
    assert!(table.contains("  attribution (source_soft)  100.0 100.0 100.0      1      1\n"), "{table}");
}

#[test]
fn a_score_below_its_floor_fails() {
    let place = Place::new();
    place.write("texts/a.txt", TEXT);
    place.write("gold.jsonl", gold("March"));
    place.write("floors.json", "{\"en\": {\"all\": 0.5, \"direct\": 0.0}}");
    let run = place.run(&["eval", "gold.jsonl", "--texts", "texts", "--floors", "floors.json"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "error: F1 of all attributions in `en` is below its floor 0.5000: 0.0000\n");
    place.write("gold.jsonl", gold("We will leave the union in March"));
    place.run(&["eval", "gold.jsonl", "--texts", "texts", "--floors", "floors.json"]).done();
}

#[test]
fn wrong_gold_tells_its_line() {
    let place = Place::new();
    place.write("texts/a.txt", TEXT);
    place.write("gold.jsonl", gold("March") + "{\"doc\": 3}\n");
    let run = place.run(&["eval", "gold.jsonl", "--texts", "texts"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.starts_with("error: gold.jsonl:2:9: invalid type: integer `3`, expected a string\nhint: "),
        "{}",
        run.stderr
    );
    place.write("gold.jsonl", gold("March").replace("a.txt", "b.txt"));
    let run = place.run(&["eval", "gold.jsonl", "--texts", "texts"]);
    assert!(run.stderr.starts_with("error: texts/b.txt: "), "{}", run.stderr);
}
