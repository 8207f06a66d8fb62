//! Folders that nobody keeps on purpose: each odd thing is indexed or a row that says why not, and everything beside it is indexed.

use super::place::{Place, SPICKETT, each};
use serde_json::Value;

/// The rows of what was skipped, as path and cause.
fn skipped(place: &Place) -> Vec<(String, String)> {
    let status = place.run(&["status", "--json"]).done().json();
    let rows = status["skipped"].as_array().expect("a list").clone();
    let text = |row: &Value, key: &str| row[key].as_str().expect("text").to_owned();
    rows.iter().map(|row| (text(row, "path"), text(row, "cause"))).collect()
}

/// The paths of the articles in the index.
fn articles(place: &Place) -> Vec<String> {
    let lines = place.run(&["search", "*", "--json", "--limit", "0"]).done().lines();
    let mut paths: Vec<String> = each(&lines, "/article/path").into_iter().map(ToOwned::to_owned).collect();
    paths.sort();
    paths
}

#[cfg(unix)]
fn fifo(path: &std::path::Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo");
    assert!(made.success(), "mkfifo {}", path.display());
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_a_row() {
    let place = Place::with_news();
    std::fs::create_dir_all(place.at("news/folder.txt/inner")).expect("a folder");
    place.write("news/folder.txt/inner/a.md", SPICKETT);
    fifo(&place.at("news/pipe.txt"));
    fifo(&place.at("news/pipe"));
    let _socket = std::os::unix::net::UnixListener::bind(place.at("news/socket.txt")).expect("a socket");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, place.at(name)).expect("a link");
    link("..", "news/up");
    link("..", "news/up.txt");
    link("loop.txt", "news/loop.txt");
    link("rt.md", "news/twin.md");
    link("/dev/zero", "news/endless.txt");
    // A sidecar that is no file is none.
    fifo(&place.at("news/rt.md.json"));
    fifo(&place.at("news/nl/anp.meta.json"));
    let run = place.run(&["index", "news"]).done();
    assert_eq!(articles(&place), ["folder.txt/inner/a.md", "guardian.md", "nl/anp.md", "rt.md"]);
    let link = "a symbolic link, not followed";
    let pipe = "a named pipe, not a file";
    let expected = [
        ("endless.txt", link),
        ("loop.txt", link),
        ("nl/anp.meta.json", pipe),
        ("pipe", pipe),
        ("pipe.txt", pipe),
        ("rt.md.json", pipe),
        ("socket.txt", "a socket, not a file"),
        ("twin.md", link),
        ("up.txt", link),
    ];
    assert_eq!(skipped(&place), expected.map(|(path, cause)| (path.to_owned(), cause.to_owned())));
    assert!(run.stderr.contains("warning: pipe.txt: a named pipe, not a file\n"), "{}", run.stderr);
    for (named, cause) in
        [("news/pipe.txt", pipe), ("/dev/null", "a device, not a file"), ("news/socket.txt", "a socket, not a file")]
    {
        let run = place.run(&["extract", named]);
        assert!(run.stderr.contains(&format!("warning: {named}: {cause}\n")), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn names_that_no_keyboard_writes() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let name = |bytes: &[u8]| place.at("news").join(std::ffi::OsStr::from_bytes(bytes));
    std::fs::create_dir_all(name(b"de\x1b]0;x\x07ep\n")).expect("a folder");
    let long = [b"l".repeat(251), b".txt".to_vec()].concat();
    let names: [&[u8]; 9] = [
        b"line\nfeed.txt",
        b"\x1b[31mred.txt",
        b"\xff\xfe.txt",
        b"\xff\xfd.txt",
        b"de\x1b]0;x\x07ep\n/a.txt",
        "mark\u{202e}txt.exe.txt".as_bytes(),
        b"-rf.txt",
        b"*?[a].txt",
        &long,
    ];
    for (number, bytes) in names.iter().enumerate() {
        let text = format!("“We are not easing sanctions number {number},” said Sean Spickett. He left the town.\n");
        std::fs::write(name(bytes), text).expect("a file");
    }
    let run = place.run(&["index", "news"]).done();
    assert!(run.stderr.starts_with("articles   9\n"), "{}", run.stderr);
    assert_eq!(skipped(&place), []);
    let lines = place.run(&["claims", "--format", "jsonl", "--limit", "0"]).done().lines();
    assert_eq!(lines.len(), 9);
    let paths = each(&lines, "/article/path");
    for shown in [
        "line\\nfeed.txt",
        "\\u{1b}[31mred.txt",
        "\u{fffd}\u{fffd}.txt",
        "de\\u{1b}]0;x\\u{7}ep\\n/a.txt",
        "-rf.txt",
        "*?[a].txt",
    ] {
        assert!(paths.contains(&shown), "{shown} in {paths:?}");
    }
    // Two names that are no text stay two files, and a second run finds nothing new.
    let again = place.run(&["index", "news"]).done();
    assert_eq!(again.stderr, "nothing to do: 9 files, all unchanged\n");
}

#[test]
fn contents_that_are_no_article() {
    let place = Place::with_news();
    place.write("news/empty.txt", "");
    place.write("news/blank.txt", " \n\u{feff}\n\t");
    place.write("news/nul.txt", "“No,” said Ann Brand.\0");
    place.write("news/nuls.txt", [0; 5000]);
    place.write(
        "news/cut.txt",
        b"\xe2\x80\x9cWe stay here and that is all there is to it,\xe2\x80\x9d said Zo\xc3\xab M\xc3 of the town.",
    );
    place.write("news/latin.txt", b"De burgemeester zei dat \xe9\xe9n caf\xe9 genoeg is voor de hele stad.");
    place.write("news/image.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    place.write("news/deep.json", "[".repeat(100_000));
    place.write("news/deep.html", "<div>".repeat(100_000));
    place.write("news/half.json", "{\"text\": \"no");
    place.write("news/bomb.txt.gz", b"\x1f\x8b\x08\x00abc");
    let run = place.run(&["index", "news"]).done();
    let rows = skipped(&place);
    let cause = |path: &str| rows.iter().find(|row| row.0 == path).map_or("-", |row| row.1.as_str());
    for (path, expected) in [
        ("empty.txt", "the file is empty"),
        ("nul.txt", "not text (binary data)"),
        ("nuls.txt", "not text (binary data)"),
        ("image.md", "not text (binary data)"),
        ("deep.html", "elements nested deeper than 400"),
    ] {
        assert_eq!(cause(path), expected, "{path}: {rows:?}");
    }
    assert!(cause("deep.json").contains("not JSON: recursion limit exceeded"), "{rows:?}");
    assert!(cause("half.json").contains("not JSON: EOF while parsing a string"), "{rows:?}");
    assert!(cause("bomb.txt.gz").starts_with("cannot decompress: "), "{rows:?}");
    let found = articles(&place);
    for path in ["cut.txt", "latin.txt", "guardian.md", "nl/anp.md", "rt.md"] {
        assert!(found.iter().any(|f| f == path), "{path} in {found:?}\n{}", run.stderr);
    }
    assert_eq!(rows.len() + found.len(), 14, "every file is one or the other: {rows:?} {found:?}");
}

#[test]
fn entities_are_no_bomb() {
    let place = Place::new();
    let mut page = "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY a0 \"ha\">".to_owned();
    for n in 1..30 {
        page += &format!("<!ENTITY a{n} \"&a{0};&a{0};\">", n - 1);
    }
    page += "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>";
    page += "<html><body><article><h1>News</h1><p>“We stay in the town and the harbour is shut,” said Ann Brand. &a29; &file;</p></article></body></html>";
    for name in ["news/a.xhtml", "news/a.html"] {
        place.write(name, &page);
    }
    place.run(&["index", "news"]).done();
    let whole = place.run(&["show", "--json", "a.xhtml"]).done().json();
    let text = whole["text"].as_str().expect("text");
    assert!(text.contains("said Ann Brand. &a29; &file;") && text.len() < 3000, "{text}");
}

#[test]
fn one_name_in_many_folders() {
    // 10,000 by hand; see fuzz/README.md.
    const FOLDERS: usize = 300;
    let place = Place::new();
    for n in 0..FOLDERS {
        place.write(&format!("news/{n}/a.txt"), format!("The harbour was shut on day {n}, the mayor said."));
    }
    let deep = "d/".repeat(150);
    place.write(&format!("news/{deep}a.txt"), "The harbour was shut for ever, the mayor said.");
    let run = place.run(&["index", "news"]).done();
    assert!(run.stderr.starts_with(&format!("articles   {}\n", FOLDERS + 1)), "{}", run.stderr);
    assert_eq!(skipped(&place), []);
    let run = place.run(&["show", "a.txt"]);
    assert_eq!(run.status, 1, "no path is that short: {}", run.stderr);
    place.run(&["show", "17/a.txt"]).done();
}
