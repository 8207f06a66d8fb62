//! Near-duplicates: how many edited copies are found, and how many articles are taken for one that are none.

use super::place::{Place, each};
use std::path::Path;
use whosaid::duplicates::{Member, Sketch, leaders};

/// Paragraphs of every article that this repository has, long ones alone: what is shorter is no article.
fn articles() -> Vec<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["corpus/en", "corpus/nl", "training/en", "training/nl"].map(|folder| root.join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
    let mut paths: Vec<_> =
        files.map(|file| file.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let texts = paths.iter().map(|path| std::fs::read_to_string(path).expect("an article"));
    let paragraphs =
        |text: String| text.split("\n\n").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect::<Vec<_>>();
    texts.map(paragraphs).filter(|all| all.len() > 5 && all.join(" ").split_whitespace().count() > 150).collect()
}

const WIRE: &str =
    "(Northern Desk) — This story is from a syndicated feed and has not been edited by our staff. All rights reserved.";
const FOOTER: &str = "Follow the Sandholm Courier for more news from the harbour, the council and the region. Do you have a tip? Write to the newsroom. \
    The Courier is a member of the Press Council and keeps its code. Subscribe to our newsletter and get the five stories of the day in your inbox.";
const LEDE: &str = "It was the talk of the town all day long: what many had feared for weeks has now come to pass, as became clear late on Tuesday evening.";

/// What outlets do with a story that they take over.
fn copies(all: &[String]) -> Vec<(&'static str, String)> {
    let whole = all.join("\n\n");
    let words = |paragraphs: &[String]| paragraphs.iter().map(|p| p.split_whitespace().count()).sum::<usize>();
    let half = (1..=all.len()).find(|n| 2 * words(&all[..*n]) >= words(all)).expect("the whole is more than half");
    let figures: String = whole
        .split_inclusive(' ')
        .enumerate()
        .map(|(n, word)| if n % 40 == 17 { "17 ".to_owned() } else { word.to_owned() })
        .collect();
    vec![
        ("cut at the end", all[..half].join("\n\n")),
        ("another headline", format!("Nobody saw this coming\n\n{}", all[1..].join("\n\n"))),
        ("another lede", format!("{}\n\n{LEDE}\n\n{}", all[0], all[2..].join("\n\n"))),
        ("wire lines", format!("{WIRE}\n\n{whole}\n\n{WIRE}")),
        ("figures", figures),
        ("all of it", format!("News\n\n{LEDE}\n\n{}\n\n{FOOTER}", all[2..all.len() - 1].join("\n\n"))),
    ]
}

/// What looks like a copy and is none.
fn decoys(all: &[String], [one, two]: [Vec<String>; 2]) -> Vec<(&'static str, String)> {
    let background = &all[all.len() - all.len().div_ceil(4)..];
    vec![
        ("the same boilerplate", format!("{WIRE}\n\n{}\n\n{FOOTER}", one.join("\n\n"))),
        ("a follow-up with the background", format!("{}\n\n{}", two.join("\n\n"), background.join("\n\n"))),
    ]
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures, for `cargo test edited_copies -- --nocapture`")]
fn edited_copies_are_found_and_others_are_not() {
    let originals = articles();
    assert!(originals.len() > 15, "{} articles; help: the corpus has moved", originals.len());
    let mut members = Vec::new();
    // Which original each is a copy of, and what was done to it.
    let mut wanted: Vec<(Option<usize>, &str)> = Vec::new();
    let mut add = |text: &str, day: u64, of: Option<usize>, what: &'static str| {
        members.push(Member {
            id: format!("a-{:05}", members.len()).into(),
            day: Some(day),
            sketch: Sketch::of(text, &[]),
        });
        wanted.push((of, what));
    };
    for all in &originals {
        add(&all.join("\n\n"), 1, None, "original");
    }
    for (n, all) in originals.iter().enumerate() {
        for (what, text) in copies(all) {
            add(&text, 2, Some(n), what);
        }
        let turned: Vec<String> = originals[(n + 1) % originals.len()].iter().rev().cloned().collect();
        // Turned round and with every third word another, it is another article of the same language; each time in another way.
        let altered = |at: usize, word: &'static str| -> Vec<String> {
            let other = move |p: &String| {
                let words = p.split(' ').enumerate().map(|(n, w)| if n % 3 == at { word } else { w });
                words.collect::<Vec<_>>().join(" ")
            };
            turned.iter().map(other).collect()
        };
        for (what, text) in decoys(all, [altered(1, "quay"), altered(2, "pier")]) {
            add(&text, 3, None, what);
        }
    }
    let found = leaders(&members);
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for ((leader, (of, what)), n) in found.iter().zip(&wanted).zip(0..) {
        match (leader, of) {
            (Some(leader), Some(of)) if leader == of => right += 1,
            (Some(leader), _) => wrong.push(format!("{n} {what}: taken for a copy of {leader}")),
            (None, Some(_)) => missed.push(*what),
            (None, None) => {}
        }
    }
    let precision = f64::from(right) / f64::from(right + wrong.len() as i32);
    let recall = f64::from(right) / wanted.iter().filter(|(of, _)| of.is_some()).count() as f64;
    println!("{} articles, {} texts: precision {precision:.3}, recall {recall:.3}", originals.len(), wanted.len());
    missed.sort_unstable();
    for what in missed.chunk_by(|a, b| a == b) {
        println!("missed {} of {}: {}", what.len(), originals.len(), what[0]);
    }
    println!("{}", wrong.join("\n"));
    assert!(precision >= 0.98 && recall >= 0.95, "precision {precision:.3}, recall {recall:.3}\n{}", wrong.join("\n"));
}

const STORY: &str = "Harbour closes until spring

The harbour of Sandholm closes until spring because the quay is no longer safe, the council decided on Monday evening after a long debate.

“We ran out of reasons to keep it open,” said Mayor Dorothea Quill. She added that nobody knows yet who will pay for the repairs.

“They warned us two years ago and we did nothing,” said councillor Abel Strand, who voted against the plan with three others.

The engineers will report to the council on Thursday, and the fishing boats have to leave by the end of the month.
";

fn story(source: &str, date: &str, text: &str) -> String {
    format!("---\nsource: {source}\ndate: {date}\n---\n\n{text}")
}

fn place() -> Place {
    let place = Place::new();
    place.write("news/b.md", story("Courier", "2021-06-07", STORY));
    place.write(
        "news/a.md",
        story("Tribune", "2021-06-08", &STORY.replace("Harbour closes until spring", "Boats must go")),
    );
    place.write(
        "news/c.md",
        story("Echo", "2021-06-07", "Mayor stays\n\n“I stay,” said Mayor Dorothea Quill on Tuesday."),
    );
    place.run(&["index", "news"]).done();
    place
}

#[test]
fn a_copy_says_what_it_is_a_copy_of_and_keeps_its_outlet_and_day() {
    let place = place();
    let claims = place.run(&["claims"]).done();
    let lines = claims.lines();
    let original =
        lines.iter().find(|c| c["article"]["path"] == "b.md").expect("the original")["article"]["id"].clone();
    for claim in &lines {
        let article = &claim["article"];
        let copy = article["path"] == "a.md";
        assert_eq!(article["duplicate_of"], if copy { original.clone() } else { serde_json::Value::Null }, "{claim}");
        assert!(!copy || article["source"] == "Tribune" && article["date"] == "2021-06-08", "{claim}");
    }
    assert!(claims.stderr.contains("3 claims of these stand in copies"), "{}", claims.stderr);
    let collapsed = place.run(&["claims", "--collapse"]).done();
    assert_eq!(each(&collapsed.lines(), "/article/path"), ["b.md", "b.md", "b.md", "c.md"]);
    assert_eq!(collapsed.lines()[0]["article"]["copies"][0]["source"], "Tribune");
    assert!(collapsed.stderr.contains("besides, 3 claims stand in copies"), "{}", collapsed.stderr);
    let tribune = place.run(&["claims", "--collapse", "--source", "Tribune"]).done().lines();
    assert_eq!(each(&tribune, "/article/path"), ["a.md", "a.md", "a.md"], "the earliest that the filter lets through");
}

#[test]
fn search_speakers_and_status_count_both() {
    let place = place();
    let found = place.run(&["search", "harbour", "--json"]).done();
    assert_eq!(
        (found.lines().len(), found.stderr.contains("1 article of these is a copy")),
        (2, true),
        "{}",
        found.stderr
    );
    let one = place.run(&["search", "harbour", "--collapse"]).done();
    assert!(one.stdout.contains("also in Tribune (2021-06-08)"), "{}", one.stdout);
    assert_eq!(
        place.run(&["search", "harbour", "--collapse", "--claims", "--json"]).status,
        1,
        "no claim has the word"
    );
    let rows = place.run(&["speakers", "--json"]).done().lines();
    let quill = rows.iter().find(|row| row["name"] == "Dorothea Quill").expect("Quill");
    assert_eq!((&quill["articles"], &quill["stories"]), (&3.into(), &2.into()), "{quill}");
    let rows = place.run(&["speakers", "--json", "--collapse"]).done().lines();
    let quill = rows.iter().find(|row| row["name"] == "Dorothea Quill").expect("Quill");
    assert_eq!((&quill["articles"], &quill["stories"]), (&2.into(), &2.into()), "{quill}");
    assert_eq!(place.run(&["status", "--json"]).done().json()["copies"], 1);
}

#[test]
fn the_groups_are_the_same_whatever_the_order() {
    let (one, two) = (place(), Place::new());
    for name in ["news/c.md", "news/a.md", "news/b.md"] {
        two.write(name, std::fs::read(one.at(name)).expect("an article"));
        two.run(&["index", "news"]).done();
    }
    assert_eq!(two.run(&["claims"]).done().stdout, one.run(&["claims"]).done().stdout);
    std::fs::remove_file(two.at("news/b.md")).expect("gone");
    two.run(&["index", "news", "--prune"]).done();
    let left = two.run(&["claims"]).done().stdout;
    assert!(!left.contains("duplicate_of"), "{left}");
}
