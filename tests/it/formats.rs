use super::place::Place;

#[test]
fn what_is_read_is_listed() {
    let place = Place::new();
    let table = place.run(&["formats"]).done().stdout;
    assert!(table.contains("plain text    .txt .text              one\n"), "{table}");
    let rows = place.run(&["formats", "--json"]).done().json();
    let lines = rows.as_array().expect("a list").iter().find(|row| row["format"] == "JSON Lines").expect("JSON Lines");
    assert_eq!(*lines, serde_json::json!({"format": "JSON Lines", "endings": ["jsonl", "ndjson"], "many": true}));
    for row in rows.as_array().expect("a list") {
        for ending in row["endings"].as_array().expect("endings") {
            let ending = ending.as_str().expect("a string");
            place.write(&format!("all/a.{ending}"), "");
            assert!(table.contains(&format!(".{ending} ")), "{ending} in {table}");
        }
    }
    assert!(!place.run(&["extract", "all"]).done().stderr.contains("not read"), "every ending that is listed is read");
}
