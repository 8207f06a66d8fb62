//! Archives: read in place, by the real program.

use super::place::{Place, SANCTIES, SPICKETT, TARIFFS, each};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const XZ: &[u8] = include_bytes!("fixtures/formats/news.tar.xz");
const BZ2: &[u8] = include_bytes!("fixtures/formats/news.tar.bz2");
const GZ: &[u8] = include_bytes!("fixtures/formats/news.tar.gz");
/// Made by `zip`: `a.txt` with a password, `b.txt` without.
const LOCKED: &[u8] = include_bytes!("fixtures/formats/locked.zip");

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(content).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

fn news() -> Vec<u8> {
    zipped(&[("2017/rt.md", SPICKETT.as_bytes()), ("nl/anp.md", SANCTIES.as_bytes()), ("logo.png", b"x")])
}

#[test]
fn archives_are_read_in_place() {
    let place = Place::new();
    place.write("news/a.zip", news());
    place.write("news/b.tar.xz", XZ);
    place.write("news/c.tbz2", BZ2);
    place.write("news/d.tar", GZ);
    place.write("news/e.tar.zst", zstd::encode_all(&flate2_of(GZ)[..], 1).expect("in memory"));
    place.write("news/f.zip", zipped(&[("in.tar.xz", XZ), ("g.md.gz", b"\x1f\x8b\x08 no gzip")]));
    let run = place.run(&["extract", "news"]).done();
    let claims = run.lines();
    let mut paths = each(&claims, "/article/path");
    paths.dedup();
    let long = format!("long/{}long-name.txt", "very-".repeat(30));
    let mut wanted = vec!["a.zip!/2017/rt.md".to_owned(), "a.zip!/nl/anp.md".to_owned()];
    for archive in ["b.tar.xz", "c.tbz2", "d.tar", "e.tar.zst", "f.zip!/in.tar.xz"] {
        wanted.extend([format!("{archive}!/a.txt"), format!("{archive}!/{long}")]);
    }
    assert_eq!(paths, wanted);
    assert!(run.stderr.contains("a.zip: 1 file is not in a format that is read: 1 .png"), "{}", run.stderr);
    assert!(run.stderr.contains("f.zip!/g.md.gz: cannot decompress"), "{}", run.stderr);
    let one = place.run_with_input(&["extract", "-"], XZ).done().lines();
    assert_eq!(each(&one, "/speaker/name"), ["Dorothea Quill", "Anton Brill"], "on standard input too");
    assert_eq!(place.run(&["extract", "--strict", "news"]).status, 2);
}

fn flate2_of(gz: &[u8]) -> Vec<u8> {
    let mut tar = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(gz), &mut tar).expect("in memory");
    tar
}

#[test]
fn a_changed_archive_is_replaced_and_an_unchanged_one_skipped() {
    let place = Place::new();
    place.write("news/a.zip", news());
    place.run(&["index", "news"]).done();
    let again = place.run(&["index", "news"]).done();
    assert!(again.stderr.contains("nothing to do: 1 file, unchanged"), "{}", again.stderr);
    let shown = place.run(&["show", "--json", "a.zip!/2017/rt.md"]).done().json();
    assert_eq!(shown["source"], "RT");
    assert_eq!(shown["claims"].as_array().expect("claims").len(), 2);
    place.write("news/a.zip", zipped(&[("2018/guardian.md", TARIFFS.as_bytes())]));
    place.run(&["index", "news"]).done();
    let articles = place.run(&["search", "*", "--json", "--limit", "0"]).done().lines();
    assert_eq!(each(&articles, "/article/path"), ["a.zip!/2018/guardian.md"]);
    let status = place.run(&["status", "--json"]).done().json();
    assert_eq!(status["skipped"].as_array().expect("rows").len(), 0, "{status}");
    std::fs::remove_file(place.at("news/a.zip")).expect("removed");
    place.run(&["index", "--prune", "news"]).done();
    assert_eq!(place.run(&["search", "*"]).status, 1);
}

#[test]
fn what_an_archive_holds_back_is_a_row() {
    let place = Place::new();
    let whole = news();
    place.write("news/cut.zip", &whole[..whole.len() - 40]);
    place.write("news/cut.tar.xz", &XZ[..XZ.len() / 2]);
    place.write("news/empty.zip", "");
    place.write("news/empty.tar", vec![0; 10_240]);
    place.write("news/locked.zip", LOCKED);
    place.write("news/out.zip", zipped(&[("../../out.txt", b"A."), ("in.txt", b"He said so.")]));
    place.write("news/bomb.zip", zipped(&[("a.txt", &vec![b' '; 20_000_000]), ("in.txt", b"He said so.")]));
    let mut many = zipped(&[("in.txt", b"He said so.")]);
    let end = many.len() - 12;
    many[end..end + 2].copy_from_slice(&u16::MAX.to_le_bytes());
    place.write("news/many.zip", many);
    place.run(&["index", "news"]).done();
    let status = place.run(&["status", "--json"]).done().json();
    let rows = status["skipped"].as_array().expect("rows");
    let rows: Vec<String> =
        each(rows, "/path").iter().zip(each(rows, "/cause")).map(|(p, c)| format!("{p}: {c}")).collect();
    let expected = [
        "bomb.zip!/a.txt: 20.0 MB in one article",
        "cut.tar.xz: cannot decompress",
        "cut.zip: cannot be unpacked",
        "empty.tar: an archive with no files",
        "empty.zip: not an archive, whatever its name says",
        "locked.zip!/a.txt: it is encrypted",
        "many.zip: more than 65534 files in one archive",
        "out.zip!/../../out.txt: its name points outside the archive",
    ];
    assert_eq!(rows.len(), expected.len(), "{rows:#?}");
    for (row, expected) in rows.iter().zip(expected) {
        assert!(row.starts_with(expected), "{row} is not {expected}");
    }
    let articles = place.run(&["search", "*", "--json"]).done().lines();
    let mut paths = each(&articles, "/article/path");
    paths.sort_unstable();
    assert_eq!(paths, ["bomb.zip!/in.txt", "locked.zip!/b.txt", "out.zip!/in.txt"]);
    assert!(!place.at("out.txt").exists());
}
