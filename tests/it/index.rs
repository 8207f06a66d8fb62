use super::place::{Place, SPICKETT, each};
use std::time::{Duration, SystemTime};

#[test]
fn a_summary_and_then_nothing_to_do() {
    let place = Place::with_news();
    let first = place.run(&["index", "news"]).done();
    assert_eq!(first.stdout, "");
    for line in [
        "articles   3\n",
        "claims     5 by 3 speakers\n",
        "languages  en 2, nl 1\n",
        "try next   whosaid claims --speaker '",
    ] {
        assert!(first.stderr.contains(line), "{line:?} in {}", first.stderr);
    }
    assert!(first.stderr.lines().all(|line| line.chars().count() <= 80), "{}", first.stderr);
    let again = place.run(&["index", "news"]).done();
    assert_eq!(again.stderr, "nothing to do: 3 files, all unchanged\n");
    assert_eq!(place.run(&["index", "news", "-q"]).done().stderr, "");
}

#[test]
fn status_shows_the_figures_of_the_run() {
    let place = Place::new();
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let run = place.run(&["index", corpus]).done();
    let line = |text: &str| text.lines().find(|line| line.starts_with("claims ")).map(ToOwned::to_owned);
    let claims = line(&run.stderr).expect("a line");
    assert!(claims.contains(" speakers; left out: ") && claims.contains(" attitudes"), "{claims}");
    assert_eq!(line(&place.run(&["status"]).done().stdout), Some(claims));
}

#[test]
fn a_changed_file_is_replaced_as_a_whole() {
    let place = Place::indexed();
    place.write("news/rt.md", SPICKETT.replace("not easing sanctions", "thinking about pancakes"));
    let later = SystemTime::now() + Duration::from_secs(5);
    std::fs::File::options()
        .append(true)
        .open(place.at("news/rt.md"))
        .and_then(|f| f.set_modified(later))
        .expect("a time");
    let run = place.run(&["index", "news"]).done();
    assert!(run.stderr.contains("articles   1 (2 more files unchanged)"), "{}", run.stderr);
    assert_eq!(place.run(&["search", "\"are not easing\""]).status, 1);
    assert_eq!(place.run(&["search", "pancakes", "--json"]).done().lines().len(), 1);
    let claims = place.run(&["claims"]).done().lines();
    assert_eq!(claims.len(), 5);
}

/// The claims of one article that lies in the folders `one` and `two`; `beside` adds what lies beside it.
fn claims_of_two_folders(beside: impl Fn(&Place, &str)) -> Vec<serde_json::Value> {
    let place = Place::new();
    let text = "Harbour to stay open\n\n“We will keep it open until May,” Mayor Ilse Brand said on Monday.\n";
    for folder in ["one", "two"] {
        place.write(&format!("{folder}/a.txt"), text);
        beside(&place, folder);
    }
    place.run(&["index", "one", "two"]).done();
    place.run(&["claims", "--limit", "0"]).done().lines()
}

#[test]
fn one_article_in_two_folders_keeps_its_claims_in_both() {
    let claims = claims_of_two_folders(|_, _| {});
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[0], claims[1], "the same name, the same text: the same claim");
    assert_eq!(claims[0]["article"]["title"], "Harbour to stay open");
}

#[test]
fn one_article_in_two_folders_has_what_is_told_of_it_in_each() {
    let claims = claims_of_two_folders(|place, folder| {
        place.write(&format!("{folder}/a.txt.json"), format!("{{\"author\": \"{folder}\"}}"));
    });
    let authors: Vec<_> = claims.iter().map(|claim| &claim["article"]["author"]).collect();
    assert_eq!(authors, ["one", "two"]);
}

#[test]
fn what_is_gone_stays_until_it_is_pruned() {
    let place = Place::indexed();
    std::fs::remove_dir_all(place.at("news/nl")).expect("removed");
    place.run(&["index", "news"]).done();
    assert_eq!(place.run(&["search", "*", "--json"]).done().lines().len(), 3);
    let run = place.run(&["index", "--prune", "news"]).done();
    assert!(run.stderr.contains("1 removed"), "{}", run.stderr);
    assert_eq!(place.run(&["search", "*", "--json"]).done().lines().len(), 2);
    std::fs::remove_dir_all(place.at("news")).expect("removed");
    place.run(&["index", "--prune", "news"]).done();
    assert_eq!(place.run(&["search", "*"]).status, 1);
}

#[test]
fn pruning_leaves_other_folders_alone() {
    let place = Place::indexed();
    place.write("more/a.md", SPICKETT);
    place.run(&["index", "more"]).done();
    std::fs::remove_file(place.at("news/rt.md")).expect("removed");
    place.run(&["index", "--prune", "more"]).done();
    assert_eq!(place.run(&["search", "*", "--json"]).done().lines().len(), 4);
    place.run(&["index", "--prune"]).done();
    assert_eq!(place.run(&["search", "*", "--json"]).done().lines().len(), 3);
}

#[test]
fn a_bad_file_is_a_warning_and_a_row_and_is_not_tried_again() {
    let place = Place::with_news();
    place.write("news/broken.json", "{\"title\": ");
    place.write("news/empty.txt", "");
    let run = place.run(&["index", "news"]).done();
    assert!(run.stderr.contains("warning: empty.txt: the file is empty\n"), "{}", run.stderr);
    assert!(run.stderr.contains("warning: broken.json"), "{}", run.stderr);
    assert!(run.stderr.contains("skipped    2: `whosaid status` says why\n"), "{}", run.stderr);
    let status = place.run(&["status", "--json"]).done().json();
    assert_eq!(status["articles"], 3);
    assert_eq!(each(status["skipped"].as_array().expect("rows"), "/path"), ["broken.json", "empty.txt"]);
    assert_eq!(status["skipped"][1]["cause"], "the file is empty");
    assert!(place.run(&["status"]).done().stdout.contains("\n  empty.txt: the file is empty\n"));
    assert!(place.run(&["index", "news"]).done().stderr.starts_with("nothing to do: 5 files"));
    place.write("news/empty.txt", SPICKETT);
    place.run(&["index", "news"]).done();
    assert_eq!(place.run(&["status", "--json"]).done().json()["skipped"].as_array().map(Vec::len), Some(1));
}

#[test]
fn strict_makes_a_bad_file_an_error_but_indexes_the_rest() {
    let place = Place::with_news();
    place.write("news/empty.txt", "");
    assert_eq!(place.run(&["index", "--strict", "news"]).status, 2);
    assert_eq!(place.run(&["search", "*", "--json"]).done().lines().len(), 3);
    assert_eq!(place.run(&["extract", "--strict", "news"]).status, 2);
    assert_eq!(place.run(&["extract", "news"]).status, 0);
}

#[test]
fn without_claims_first_and_with_them_later() {
    let place = Place::with_news();
    let run = place.run(&["index", "--no-claims", "news"]).done();
    assert!(!run.stderr.contains("claims "), "{}", run.stderr);
    assert_eq!(place.run(&["claims"]).status, 1);
    assert_eq!(place.run(&["search", "sanctions", "--json"]).done().lines().len(), 2);
    place.run(&["index", "news"]).done();
    assert_eq!(place.run(&["claims"]).done().lines().len(), 5);
    assert!(place.run(&["index", "--no-claims", "news"]).done().stderr.starts_with("nothing to do"));
}

#[test]
fn two_threads_write_what_one_writes() {
    let place = Place::new();
    for number in 0..60 {
        place.write(
            &format!("news/{number}.md"),
            SPICKETT.replace("Sean Spickett", &format!("Speaker {}", ["Ann", "Bob", "Cleo"][number % 3])),
        );
    }
    let mut answers = Vec::new();
    for threads in ["1", "2", "5"] {
        let index = format!("index-{threads}");
        place.run(&["index", "news", "--index", &index, "--threads", threads]).done();
        let ask = |command: &[&str]| {
            place.run(&[command, &["--index", &index, "--threads", threads][..]].concat()).done().stdout
        };
        answers.push([
            ask(&["claims"]),
            ask(&["search", "sanctions OR policy", "--json", "--limit", "0"]),
            ask(&["search", "--claims", "*", "--json", "--limit", "7"]),
            ask(&["speakers", "--json"]),
            place.run(&["extract", "news", "--threads", threads]).done().stdout,
        ]);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    assert!(answers[0].iter().all(|answer| !answer.is_empty()));
    // Who a speaker is in other articles, what is a copy and what is the same statement, the index alone can tell.
    let without_ids = |answer: &str| -> Vec<serde_json::Value> {
        let mut claims: Vec<_> = answer.lines().map(|line| serde_json::from_str(line).expect("a claim")).collect();
        claims.iter_mut().for_each(|claim: &mut serde_json::Value| {
            claim["speaker"].as_object_mut().expect("a speaker").remove("id");
            claim.as_object_mut().expect("a claim").remove("cluster");
            claim["article"].as_object_mut().expect("an article").remove("duplicate_of");
        });
        claims
    };
    assert_eq!(without_ids(&answers[0][0]), without_ids(&answers[0][4]), "the index gives what the extraction gave");
}

#[test]
fn a_second_writer_is_told_who_the_first_is() {
    let place = Place::indexed();
    let first =
        whosaid::store::Writer::open(&place.at(".whosaid"), whosaid::store::Limits::default()).expect("the lock");
    place.write("news/new.md", SPICKETT);
    let run = place.run(&["index", "news"]);
    assert_eq!(run.status, 2);
    assert_eq!(
        run.stderr,
        format!(
            "error: .whosaid: another whosaid (process {}) is writing to this index\n\
             hint: wait until it has finished, or name another index with --index; searching still works\n",
            std::process::id()
        )
    );
    place.run(&["search", "sanctions"]).done();
    drop(first);
    place.run(&["index", "news"]).done();
}

#[test]
fn the_index_may_lie_among_the_articles() {
    let place = Place::with_news();
    place.run(&["index", "news", "--index", "news/my-index"]).done();
    let again = place.run(&["index", "news", "--index", "news/my-index"]).done();
    assert_eq!(again.stderr, "nothing to do: 3 files, all unchanged\n");
    let run =
        Place::ended(place.program().args(["search", "*", "--json"]).env("WHOSAID_INDEX", "news/my-index")).done();
    assert_eq!(run.lines().len(), 3);
}

#[test]
fn a_file_with_several_articles_is_replaced_as_one() {
    let place = Place::new();
    let record = |title: &str| {
        format!(
            "{{\"title\": \"{title}\", \"text\": \"“The talks in Geneva go on,” said Ann Lee on Monday. It was a long day for all.\"}}\n"
        )
    };
    place.write("all.jsonl", (1..=12).map(|n| record(&format!("No {n}"))).collect::<String>());
    place.run(&["index", "all.jsonl"]).done();
    let found = place.run(&["search", "*", "--json"]).done().lines();
    let paths = each(&found, "/article/path");
    assert_eq!((paths.len(), paths[1], paths[11]), (12, "all.jsonl#2", "all.jsonl#12"));
    place.write("all.jsonl", record("One") + "not json\n");
    place.run(&["index", "--force", "all.jsonl"]).done();
    assert_eq!(place.run(&["search", "*", "--json"]).done().lines().len(), 1);
    let status = place.run(&["status", "--json"]).done().json();
    assert_eq!(status["skipped"].as_array().map(Vec::len), Some(1), "{status}");
}

/// News among files that are not read, some of which do not count.
fn news_and_other_files() -> Place {
    let place = Place::with_news();
    for name in ["report.doc", "nl/RAPPORT.DOC", "nl/letter.pages", "picture.png", "NOTICE", "table.dbf.gz"] {
        place.write(&format!("news/{name}"), "%");
    }
    // Hidden, beside an article and used, a sidecar of nothing.
    place.write("news/.hidden.doc", "%");
    place.write("news/.folder/deep.doc", "%");
    place.write("news/rt.md.json", "{\"author\": \"A. Lind\"}");
    place.write("news/nl/anp.meta.json", "{\"author\": \"B. Lind\"}");
    place.write("news/gone.meta.json", "{\"author\": \"C. Lind\"}");
    place
}

#[test]
fn what_is_not_read_is_counted_by_ending() {
    let place = news_and_other_files();
    let counted = "not read   2 .doc, 1 .dbf.gz, 1 .meta.json, 1 .pages, 1 without an ending\n";
    let run = place.run(&["index", "--hidden", "--exclude", "*.png", "news"]).done();
    assert!(run.stderr.contains(counted), "{}", run.stderr);
    assert!(run.stderr.contains("hint: ") && run.stderr.contains("soffice"), "{}", run.stderr);
    assert!(run.stderr.lines().all(|line| line.chars().count() <= 80), "{}", run.stderr);
    let status = place.run(&["status"]).done().stdout;
    assert!(status.contains(counted) && status.contains("soffice"), "{status}");
    let rows = place.run(&["status", "--json"]).done().json()["unread"].clone();
    assert_eq!(rows[0], serde_json::json!({"ending": "doc", "files": 2}), "{rows}");
    assert_eq!(rows[4], serde_json::json!({"ending": null, "files": 1}), "{rows}");
    let again = place.run(&["index", "--hidden", "--exclude", "*.png", "news"]).done();
    assert!(again.stderr.starts_with("nothing to do: 3 files, all unchanged\nnot read   2 .doc, "), "{}", again.stderr);
    let run = place.run(&["extract", "--exclude", "*.png", "news"]).done();
    assert!(run.stderr.starts_with(counted), "{}", run.stderr);
    assert!(run.stderr.contains("soffice"), "{}", run.stderr);
    let run = place.run(&["extract", "--include", "*.md", "news"]).done();
    assert_eq!(run.stderr, "");
}

#[test]
fn what_is_not_read_follows_the_folder() {
    let place = news_and_other_files();
    let unread = || {
        let rows = place.run(&["status", "--json"]).done().json()["unread"].clone();
        let row = |row: &serde_json::Value| format!("{} {}", row["files"], row["ending"].as_str().unwrap_or("-"));
        rows.as_array().expect("a list").iter().map(row).collect::<Vec<_>>().join(", ")
    };
    place.run(&["index", "news"]).done();
    assert_eq!(unread(), "2 doc, 1 dbf.gz, 1 meta.json, 1 pages, 1 png, 1 -");
    // A folder in a folder is not counted twice.
    place.run(&["index", "news/nl"]).done();
    assert_eq!(unread(), "2 doc, 1 dbf.gz, 1 meta.json, 1 pages, 1 png, 1 -");
    std::fs::remove_file(place.at("news/nl/RAPPORT.DOC")).expect("removed");
    place.write("other/scan.tiff", "%");
    place.write("other/a.md", SPICKETT);
    place.run(&["index", "other"]).done();
    assert_eq!(
        unread(),
        "2 doc, 1 dbf.gz, 1 meta.json, 1 pages, 1 png, 1 tiff, 1 -",
        "other folders are not looked at"
    );
    place.run(&["index", "news"]).done();
    assert_eq!(unread(), "1 dbf.gz, 1 doc, 1 meta.json, 1 pages, 1 png, 1 tiff, 1 -");
    place.run(&["index", "--exclude", "*.{doc,png}", "news"]).done();
    assert_eq!(unread(), "1 dbf.gz, 1 meta.json, 1 pages, 1 tiff, 1 -");
    std::fs::remove_dir_all(place.at("other")).expect("removed");
    place.run(&["index", "--prune"]).done();
    assert_eq!(unread(), "1 dbf.gz, 1 meta.json, 1 pages, 1 -");
    let articles = place.run(&["search", "*", "--json"]).done().lines();
    assert_eq!(articles.len(), 3);
}

#[test]
fn strict_does_not_pass_over_what_is_not_read() {
    let place = Place::with_news();
    place.write("news/report.doc", "x");
    for (arguments, status) in [
        (&["index", "--strict", "news"][..], 2),
        (&["index", "--strict", "news"], 2),
        (&["index", "--strict", "--exclude", "*.doc", "news"], 0),
        (&["index", "news"], 0),
        (&["extract", "--strict", "news"], 2),
        (&["extract", "--strict", "--exclude", "*.doc", "news"], 0),
        (&["extract", "news"], 0),
    ] {
        assert_eq!(place.run(arguments).status, status, "{arguments:?}");
    }
    let only = Place::new();
    only.write("scans/a.doc", "x");
    let run = only.run(&["index", "scans"]).done();
    assert!(run.stderr.contains("no articles found") && run.stderr.contains("not read   1 .doc"), "{}", run.stderr);
    assert_eq!(only.run(&["status", "--json"]).done().json()["unread"][0]["ending"], "doc");
    assert_eq!(only.run(&["extract", "--strict", "scans"]).status, 2);
}
