use super::*;
use crate::read::{ReadOptions, pieces};
use zip::write::SimpleFileOptions;

const SAID: &str = "“We stay,” said Ann Brand.";

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(content).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        // Written as it is: the crate's own setter refuses what leads out.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tar.append(&header, *content).expect("in memory");
    }
    tar.into_inner().expect("in memory")
}

/// Articles as `path: text`, rows as `path: cause`.
fn read(name: &str, content: &[u8], bounds: Bounds) -> (Vec<String>, Vec<String>) {
    let options = ReadOptions { max_bytes: bounds.file, ..ReadOptions::default() };
    let (mut articles, mut rows) = (Vec::new(), Vec::new());
    let kind = kind(name, content).expect("an archive");
    unpack(name, kind, Box::new(Cursor::new(content)), bounds, &mut |piece| {
        let loaded = pieces::load(piece, &options);
        articles.extend(loaded.articles.into_iter().map(|a| format!("{}: {}", a.path, a.text)));
        rows.extend(loaded.skipped.into_iter().map(|s| format!("{}: {}", s.path, s.cause)));
        true
    });
    (articles, rows)
}

fn usual() -> Bounds {
    Bounds::of(1, 100_000)
}

#[test]
fn each_file_is_read_as_what_it_is() {
    let page = format!("<html><body><p>{SAID}</p></body></html>");
    let lines = "{\"text\": \"A.\"}\n{\"text\": \"B.\"}\n";
    let files: [(&str, &[u8]); 6] = [
        ("./n/a.txt", SAID.as_bytes()),
        ("n\\b.html", page.as_bytes()),
        ("c.jsonl", lines.as_bytes()),
        (".hidden.txt", b"x"),
        ("__MACOSX/a.txt", b"x"),
        ("p.png", b"x"),
    ];
    let wanted = [
        format!("x!/n/a.txt: {SAID}"),
        format!("x!/n/b.html: {SAID}"),
        "x!/c.jsonl#1: A.".to_owned(),
        "x!/c.jsonl#2: B.".to_owned(),
    ];
    for archive in [zipped(&files), tarred(&files)] {
        let (articles, rows) = read("x", &archive, usual());
        assert_eq!(articles, wanted);
        assert_eq!(rows, ["x: 1 file is not in a format that is read: 1 .png"]);
    }
}

#[test]
fn what_needs_no_memory_may_be_large() {
    let lines: String = (0..30_000).map(|n| format!("{{\"text\": \"Number {n}.\"}}\n")).collect();
    let inner = zipped(&[("l.jsonl", lines.as_bytes()), ("a.txt", SAID.as_bytes())]);
    let random: Vec<u8> = (0_u32..5000).flat_map(|n| blake3::hash(&n.to_le_bytes()).as_bytes().to_owned()).collect();
    let spooled =
        tarred(&[("i.zip", &inner), ("r.txt", &random), ("p.tar", &tarred(&[("b.txt", b"B."), ("r.bin", &random)]))]);
    let (articles, rows) = read("x.tar", &spooled, usual());
    assert_eq!(articles.len(), 30_002, "{rows:?}");
    assert_eq!(articles[30_001], "x.tar!/p.tar!/b.txt: B.");
    assert!(rows[0].contains("x.tar!/r.txt: 0.2 MB in one article"), "{rows:?}");
}

#[test]
fn bounds_are_rows_and_cost_nothing_before_them() {
    let nested = (0..5).fold(SAID.as_bytes().to_vec(), |inner, n| {
        zipped(&[(if n == 0 { "a.txt" } else { "z.zip" }, &inner), ("b.txt", b"B.")])
    });
    let (articles, rows) = read("x.zip", &nested, usual());
    assert_eq!(articles.len(), 4, "{articles:?}");
    assert_eq!(rows, ["x.zip!/z.zip!/z.zip!/z.zip!/z.zip: archives inside each other, more than 4 deep"]);

    let many: Vec<(String, &[u8])> = (0..50).map(|n| (format!("{n}.txt"), &b"B."[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let (articles, rows) = read("x.tar", &tarred(&many), Bounds { files: 20, ..usual() });
    assert_eq!(
        (articles.len(), rows.as_slice()),
        (20, &["x.tar: more than 20 files in one archive: the rest is not read".to_owned()][..])
    );

    let zeros = vec![b' '; 90_000];
    for archive in [
        zipped(&[("a.txt", SAID.as_bytes()), ("b.txt", &zeros), ("c.txt", &zeros), ("d.txt", SAID.as_bytes())]),
        tarred(&[("a.txt", SAID.as_bytes()), ("b.png", &zeros), ("c.png", &zeros), ("d.txt", SAID.as_bytes())]),
    ] {
        let (articles, rows) = read("x", &archive, Bounds { all: 150_000, ..usual() });
        assert_eq!(articles.len(), 1);
        assert!(rows.iter().any(|row| row.starts_with("x: it unpacks to more than 0 MB")), "{rows:?}");
    }
}

#[test]
fn names_lead_nowhere() {
    let out: [(&str, &[u8]); 5] = [
        ("../a.txt", b"A."),
        ("/etc/a.txt", b"A."),
        ("C:\\a.txt", b"A."),
        ("a/../../b.txt", b"A."),
        ("a\u{1b}[2J.txt", b"A."),
    ];
    for archive in [zipped(&out), tarred(&out)] {
        let (articles, rows) = read("x", &archive, usual());
        assert_eq!(articles, ["x!/a\\u{1b}[2J.txt: A."]);
        assert_eq!(rows.len(), 4, "{rows:?}");
        assert!(rows.iter().all(|row| row.ends_with("its name points outside the archive")), "{rows:?}");
    }
}

#[test]
fn damage_is_a_row() {
    let text = SAID.repeat(100);
    let files: [(&str, &[u8]); 2] = [("a.txt", text.as_bytes()), ("b.txt", text.as_bytes())];
    let tar = tarred(&files);
    let (articles, rows) = read("x.tar", &tar[..tar.len() / 2], usual());
    assert!(articles.len() == 1 && rows[0] == "x.tar!/b.txt: cannot be unpacked: the archive ends in it", "{rows:?}");
    assert!(rows[1].starts_with("x.tar: cannot be unpacked"), "{rows:?}");
    let zip = zipped(&files);
    let (articles, rows) = read("x.zip", &zip[..zip.len() / 2], usual());
    assert!(articles.is_empty() && rows[0].contains("cannot be unpacked"), "{rows:?}");
    let mut wrong = zip;
    wrong[60] ^= 0xff;
    let (articles, rows) = read("x.zip", &wrong, usual());
    assert!(articles.len() == 1 && rows[0].starts_with("x.zip!/a.txt: cannot be unpacked"), "{rows:?}");
    assert_eq!(read("x.zip", &zipped(&[]), usual()).1, ["x.zip: an archive with no files"]);
}

#[test]
fn rows_have_an_end() {
    let many: Vec<String> = (0..150).map(|n| format!("../{n}.txt")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"A."[..])).collect();
    let (_, rows) = read("x.zip", &zipped(&many), usual());
    assert_eq!(rows.len(), 101);
    assert_eq!(rows[100], "x.zip: 50 more files in it could not be read");
}

#[test]
fn long_names_take_no_memory() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(3 << 20);
    header.set_cksum();
    tar.append(&header, std::io::repeat(b'a').take(3 << 20)).expect("in memory");
    let (_, rows) = read("x.tar", &tar.into_inner().expect("in memory"), usual());
    assert_eq!(rows, ["x.tar: cannot be unpacked: a name that is longer than 1 MB"]);
}

proptest::proptest! {
    #[test]
    fn never_panics(cut in 0_usize..2000, flip in 0_usize..2000, to in 0_u8..=255, zip in proptest::bool::ANY) {
        let files: [(&str, &[u8]); 2] = [("a.txt", SAID.as_bytes()), ("b.jsonl", b"{\"text\": \"B.\"}")];
        let mut archive = if zip { zipped(&files) } else { tarred(&files) };
        if let Some(byte) = archive.get_mut(flip) {
            *byte = to;
        }
        archive.truncate(cut.max(4));
        if let Some(kind) = kind("x.tar", &archive) {
            unpack("x", kind, Box::new(Cursor::new(archive)), usual(), &mut |_| true);
        }
    }
}
