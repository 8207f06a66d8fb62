use super::place::{Place, SPICKETT, each};
use std::process::Stdio;

#[test]
fn a_folder_in_path_order_as_json_lines() {
    let place = Place::with_news();
    let claims = place.run(&["extract", "news"]).done().lines();
    assert_eq!(each(&claims, "/article/path"), ["guardian.md", "guardian.md", "nl/anp.md", "rt.md", "rt.md"]);
    assert!(!place.at(".whosaid").exists());
    assert!(claims.iter().all(|claim| claim.get("explain").is_none()));
    let explained = place.run(&["extract", "--explain", "news/rt.md"]).done().lines();
    assert!(explained.iter().all(|claim| claim["explain"]["speaker"].is_string()));
    assert_eq!(each(&explained, "/article/path"), ["news/rt.md", "news/rt.md"]);
}

#[test]
fn spans_cut_out_the_text_of_the_file() {
    let place = Place::new();
    let text = "Zoë’s 😀 day\r\n\r\n“We will leave the union in March,” said Zoë Müller.\r\n";
    place.write("a.txt", text);
    let claims = place.run(&["extract", "a.txt"]).done().lines();
    assert_eq!(claims.len(), 1);
    let points: Vec<char> = text.chars().collect();
    let cut = |span: &serde_json::Value| {
        let end = |at: usize| usize::try_from(span[at].as_u64().expect("a number")).expect("an offset");
        points[end(0)..end(1)].iter().collect::<String>()
    };
    let claim = &claims[0];
    assert_eq!(cut(&claim["spans"][0]), claim["text"].as_str().expect("text"));
    assert_eq!(cut(&claim["cue"]["spans"][0]), "said");
    assert_eq!(cut(&claim["speaker"]["span"]), "Zoë Müller");
    assert_eq!(cut(&claim["sentence"]["span"]), claim["sentence"]["text"].as_str().expect("text"));
}

#[test]
fn standard_input_is_one_article() {
    let place = Place::new();
    let claims = place.run_with_input(&["extract", "-"], SPICKETT).done().lines();
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[0]["article"]["path"], "-");
    let run = place.run_with_input(&["extract", "-"], "");
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert_eq!(run.stderr, "warning: -: the file is empty\n");
    assert_eq!(place.run_with_input(&["extract", "--strict", "-"], "").status, 2);
}

#[test]
fn every_format() {
    let place = Place::with_news();
    let run = |format: &str| place.run(&["extract", "news", "--format", format]).done();
    let lines = run("jsonl").lines();
    assert_eq!(run("json").json().as_array(), Some(&lines));
    let csv = run("csv").stdout;
    assert!(csv.starts_with("id,speaker,role,type,mention,resolved,kind,stance,text,cue,"), "{csv}");
    assert_eq!(csv.lines().count(), 6);
    let table = run("table").stdout;
    assert!(table.starts_with("SPEAKER") && table.lines().all(|line| line.chars().count() <= 80), "{table}");
    place.write("none/a.txt", "The road to the village was long and wet, and the rain went on through the night.\n");
    let none = |format: &str| place.run(&["extract", "none", "--format", format]).done().stdout;
    assert_eq!((none("jsonl").as_str(), none("json").as_str()), ("", "[]\n"));
    assert_eq!(none("csv").trim_end(), csv.lines().next().expect("a header"));
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let place = Place::with_news();
    let run = place.run(&["extract", "news", "-o", "out.json"]).done();
    assert_eq!(run.stdout, "");
    let text = std::fs::read_to_string(place.at("out.json")).expect("the file");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON").as_array().map(Vec::len), Some(5));
    place.write("kept.csv", "old");
    assert_eq!(place.run(&["claims", "-o", "kept.csv"]).status, 2);
    assert_eq!(std::fs::read_to_string(place.at("kept.csv")).expect("the file"), "old");
    let strays = std::fs::read_dir(place.path())
        .expect("a folder")
        .filter(|e| e.as_ref().is_ok_and(|e| e.file_name().to_string_lossy().starts_with(".whosaid-")))
        .count();
    assert_eq!(strays, 0);
}

#[test]
fn attitudes_are_left_out_unless_asked_for() {
    let place = Place::new();
    place.write("a.txt", "“We will stay in the union for good,” said Ann Lee on Monday.\n\nThe mayor of the town backs the plan to widen the road, and Ann Lee wants to win the vote.\n");
    let stances = |flags: &[&str]| {
        let run = place.run(&[&["extract", "a.txt"], flags].concat()).done();
        each(&run.lines(), "/stance").into_iter().map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert!(!stances(&[]).contains(&"attitude".to_owned()));
    assert!(stances(&["--attitudes"]).len() >= stances(&[]).len());
    place.run(&["index", "a.txt"]).done();
    let indexed = |flags: &[&str]| place.run(&[&["claims"], flags].concat()).done().lines().len();
    assert_eq!(indexed(&[]), stances(&[]).len());
    assert_eq!(indexed(&["--attitudes"]), stances(&["--attitudes"]).len());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Place::new();
    for number in 0..400 {
        place.write(&format!("news/{number}.md"), SPICKETT);
    }
    place.run(&["index", "news", "-q"]).done();
    for command in [
        &["extract", "news"][..],
        &["claims"],
        &["search", "*", "--limit", "0"],
        &["search", "*", "--json", "--limit", "0"],
    ] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_whosaid"))
            .args(command)
            .current_dir(place.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(
            (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
            (Some(0), ""),
            "{command:?}"
        );
    }
}

/// `-o /dev/null` writes to the device; it must never be replaced by a file. (A link to it stands in for it here: it is what would be replaced.)
#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_stays_one() {
    let place = Place::with_news();
    std::os::unix::fs::symlink("/dev/null", place.at("null")).expect("a link");
    place.run(&["extract", "news", "-o", "null"]).done();
    let link = std::fs::symlink_metadata(place.at("null")).expect("it is there");
    assert!(link.is_symlink(), "help: dump::Target replaced what is no file");
}
