//! Files made by writers of their formats that are not ours (`fixtures/formats/make.py`): read as they are, cut, called something else, and locked.

use super::place::{Place, each};
use std::collections::BTreeSet;
use std::path::Path;

const SAID: &str = "“I will stay until spring,”";
const SAYS: &str = "Dorothea Quill";

/// Files that nobody can read.
const LOCKED: [&str; 4] = ["locked-aes.zip", "locked.docx", "locked.pdf", "locked.zip"];
/// Not one of these: other tests have them.
const OTHERS: [&str; 4] = ["columns.pdf", "make.py", "open.pdf", "scan.pdf"];

/// The files with the article, by name.
fn files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/formats");
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| {
            let path = entry.expect("a file").path();
            (path.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&path).expect("readable"))
        })
        .filter(|(name, _)| !OTHERS.contains(&name.as_str()) && !LOCKED.contains(&name.as_str()))
        .filter(|(name, _)| !name.starts_with("news."))
        .filter(|(name, _)| cfg!(feature = "pdf") || !name.ends_with(".pdf"))
        .filter(|(name, _)| {
            cfg!(feature = "arrow") || ![".parquet", ".feather", ".arrows"].iter().any(|ending| name.ends_with(ending))
        })
        .collect();
    files.sort();
    files
}

/// The file of a path: what stands before the place in it.
fn file(path: &str) -> String {
    path.split(['#', '!']).next().unwrap_or_default().to_owned()
}

/// The files of which something was read, and of which there are rows, with their causes.
fn outcome(place: &Place) -> (BTreeSet<String>, Vec<(String, String)>) {
    place.run(&["index", "news"]).done();
    let articles = place.run(&["search", "*", "--json", "--limit", "0"]).lines();
    let read = each(&articles, "/article/path").into_iter().map(file).collect();
    let status = place.run(&["status", "--json"]).done().json();
    let rows = status["skipped"].as_array().expect("rows");
    let rows = each(rows, "/path").into_iter().map(file).zip(each(rows, "/cause").into_iter().map(str::to_owned));
    (read, rows.collect())
}

#[test]
fn each_is_read_whole() {
    let files = files();
    assert!(files.len() >= 20, "{} files: the folder of fixtures is not complete", files.len());
    let place = Place::new();
    for (name, content) in &files {
        place.write(&format!("news/{name}"), content);
    }
    let run = place.run(&["extract", "news"]).done();
    assert_eq!(run.stderr, "");
    let claims = run.lines();
    for (name, _) in &files {
        let own: Vec<_> = claims
            .iter()
            .filter(|claim| file(claim["article"]["path"].as_str().unwrap_or_default()) == *name)
            .cloned()
            .collect();
        assert!(!own.is_empty() && each(&own, "/text")[0] == SAID, "{name}: {own:#?}");
        assert_eq!(each(&own, "/speaker/name")[0], SAYS, "{name}");
        let told = |field: &str| own[0]["article"][field].as_str().map(str::to_owned);
        // What a package of text alone does not declare, nobody guesses.
        let bare = ["python-docx.", "odfpy.", "office.", "ebooklib."].iter().any(|maker| name.starts_with(maker));
        assert_eq!(told("title").as_deref(), Some("Mayor stays until spring"), "{name}");
        if !bare {
            assert_eq!(told("source").as_deref(), Some("Harbour Courier"), "{name}");
            assert_eq!(told("date").as_deref(), Some("2017-02-06"), "{name}");
        }
    }
}

#[test]
fn what_is_cut_is_read_as_far_as_it_goes_or_is_a_row() {
    let place = Place::new();
    let mut all = BTreeSet::new();
    for (name, content) in files() {
        for (part, length) in
            [("1", content.len() / 4), ("2", content.len() / 2), ("3", content.len() * 3 / 4), ("4", content.len() - 1)]
        {
            let path = format!("{part}/{name}");
            place.write(&format!("news/{path}"), &content[..length]);
            all.insert(path);
        }
    }
    let (read, rows) = outcome(&place);
    let told: BTreeSet<String> = read.into_iter().chain(rows.iter().map(|(path, _)| path.clone())).collect();
    assert_eq!(told, all, "every file gives an article or a row");
    for (path, cause) in &rows {
        assert!(!cause.is_empty() && !cause.contains("reader failed"), "{path}: {cause}");
    }
}

#[test]
fn content_tells_the_format_whatever_the_name_says() {
    /// Tables of text look like text.
    const TEXTS: [&str; 2] = ["python.csv", "python.tsv"];
    let place = Place::new();
    let mut all = BTreeSet::new();
    for (name, content) in files().into_iter().filter(|(name, _)| !TEXTS.contains(&name.as_str())) {
        for ending in ["txt", "html", "json", "docx", "zip", "eml"] {
            let path = format!("{}.{ending}", name.replace('.', "-"));
            // A package that holds a list of itself as well, which is no article.
            if path == "crawl-wacz.zip" {
                continue;
            }
            place.write(&format!("news/{path}"), &content);
            all.insert(path);
        }
    }
    let (read, rows) = outcome(&place);
    assert_eq!(rows, []);
    assert_eq!(read, all);
}

#[test]
fn what_is_empty_is_a_row() {
    let place = Place::new();
    let formats = place.run(&["formats", "--json"]).done().json();
    let mut all = BTreeSet::new();
    for ending in
        formats.as_array().expect("formats").iter().flat_map(|row| row["endings"].as_array().expect("endings"))
    {
        for packed in ["", ".gz", ".zst", ".xz", ".bz2"] {
            let name = format!("a.{}{packed}", ending.as_str().expect("text"));
            place.write(&format!("news/{name}"), "");
            all.insert(name);
        }
    }
    let (read, rows) = outcome(&place);
    assert_eq!((read.len(), rows.into_iter().map(|(path, _)| path).collect::<BTreeSet<_>>()), (0, all));
}

#[test]
fn what_is_locked_says_so() {
    let place = Place::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/formats");
    let locked = LOCKED.into_iter().filter(|name| cfg!(feature = "pdf") || !name.ends_with(".pdf"));
    let locked: BTreeSet<String> = locked.map(str::to_owned).collect();
    for name in &locked {
        place.write(&format!("news/{name}"), std::fs::read(folder.join(name)).expect("a fixture"));
    }
    let (_, rows) = outcome(&place);
    let said: BTreeSet<String> =
        rows.iter().filter(|(_, cause)| cause.contains("encrypted")).map(|(path, _)| path.clone()).collect();
    assert_eq!(said, locked, "{rows:?}");
}
