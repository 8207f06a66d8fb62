//! Messages as users see them, whole.

use super::place::Place;

#[track_caller]
fn fails(place: &Place, command: &[&str], message: &str) {
    let run = place.run(command);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (2, "", message), "{command:?}");
}

#[test]
fn no_index() {
    let place = Place::new();
    let message = "error: .whosaid: there is no index here\n\
                   hint: `whosaid index PATH...` makes one; --index DIR or WHOSAID_INDEX names another place\n";
    for command in [&["search", "x"][..], &["claims"], &["speakers"], &["show", "x"], &["status"]] {
        fails(&place, command, message);
    }
    assert!(!place.at(".whosaid").exists(), "asking makes no index");
}

#[test]
fn wrong_values() {
    let place = Place::indexed();
    fails(
        &place,
        &["search", "a \"b"],
        "error: malformed query, column 3: a quotation mark is not closed\n\
         hint: a query is words and \"phrases\", joined by AND, OR and NOT; quote what should be taken literally\n",
    );
    fails(
        &place,
        &["search", "speker:x"],
        "error: malformed query, column 1: unknown field `speker:`\n\
         hint: did you mean `speaker:`? To look for the words themselves, quote them\n",
    );
    fails(
        &place,
        &["search", "…"],
        "error: the query has no words to search for\nhint: a word has letters or digits; `*` matches everything\n",
    );
    fails(
        &place,
        &["claims", "--since", "yesterday"],
        "error: --since: `yesterday` is no date\nhint: a date is a year, a month or a day: 2017, 2017-02 or 2017-02-03\n",
    );
    fails(
        &place,
        &["claims", "--format", "wordperfect"],
        "error: --format: unknown format `wordperfect`\nhint: there are jsonl, json, csv, xlsx, parquet, arrow, markdown, html, table, jsonld, claimreview, elasticsearch, quickwit\n",
    );
    fails(
        &place,
        &["claims", "--min-confidence", "7"],
        "error: --min-confidence: 7 is not a probability: give a number from 0 to 1\n",
    );
    fails(&place, &["extract", "nowhere"], "error: nowhere: no such file or folder\n");
    fails(&place, &["index", "news", "nowhere"], "error: nowhere: no such file or folder\n");
    fails(
        &place,
        &["extract", "-", "news"],
        "error: `-` reads one article from standard input and can't be combined with other paths\n",
    );
    let run = place.run(&["claims", "--kind", "spoken"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("[possible values: direct, indirect, mixed]"), "{}", run.stderr);
    let run = place.run(&["clams", "x"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("a similar subcommand exists: 'claims'"), "{}", run.stderr);
}

#[test]
fn an_index_that_is_none_or_not_ours() {
    let place = Place::with_news();
    place.write("stuff/photo.jpg", "x");
    fails(
        &place,
        &["index", "news", "--index", "stuff"],
        "error: stuff: the folder holds other files, not a whosaid index\n\
         hint: name an empty or new folder with --index\n",
    );
    place.run(&["index", "news"]).done();
    place.write(".whosaid/whosaid.json", "{\"layout\": 99, \"program\": \"9.0.0\"}");
    let message = format!(
        "error: .whosaid: the index was made by whosaid 9.0.0 with layout 99; this program reads layout {}\n\
         hint: remove the folder and run `whosaid index` again, or name another with --index\n",
        whosaid::store::schema::VERSION
    );
    fails(&place, &["search", "x"], &message);
    fails(&place, &["index", "news"], &message);
}

#[test]
fn seeds_are_checked() {
    let place = Place::new();
    let run = place.run(&["seeds", "check"]).done();
    assert_eq!(run.stderr, "the built-in seeds have no problems: en, nl\n");
    place.write("mine/nl/words.toml", "[words]\ndeterminers = 3\n");
    for command in [&["seeds", "check", "mine"][..], &["--seeds", "mine", "seeds", "check"]] {
        let run = place.run(command);
        assert_eq!(run.status, 2);
        assert!(run.stderr.starts_with("error: nl/words.toml:2:15: "), "{}", run.stderr);
        assert!(run.stderr.ends_with("1 problem\n"), "{}", run.stderr);
    }
    place.write("a.txt", "x");
    let run = place.run(&["extract", "a.txt", "--seeds", "mine"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: nl/words.toml:2:15: "), "{}", run.stderr);
}
