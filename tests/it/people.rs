//! One speaker under many spellings, across the articles of an index.

use super::place::{Place, each};
use serde_json::Value;

fn article(source: &str, day: u32, paragraphs: &[&str]) -> String {
    format!("---\nsource: {source}\ndate: 2021-03-{day:02}\n---\n\n{}\n", paragraphs.join("\n\n"))
}

fn indexed() -> Place {
    let place = Place::new();
    let quay = "“We will close the north quay in April,” said Dmitry Velkov, the harbour engineer.";
    let kade = "“De noordkade gaat in april dicht en blijft dicht”, zei Dmitrij Welkow, de havenmeester.";
    let murrays = [
        ("a", "“The wall has held for forty years,” said Craig Murray, a pilot."),
        ("b", "“The wall will not last the decade,” said Jim Murray, a skipper."),
        ("c", "“Nobody has asked the fishermen about it,” Murray said."),
    ];
    place.write("news/quay.md", article("Echo", 4, &[quay]));
    place.write("news/kade.md", article("Bode", 5, &[kade]));
    for (name, paragraph) in murrays {
        place.write(&format!("news/{name}.md"), article("Courier", 6, &[paragraph]));
    }
    place.run(&["index", "news"]).done();
    place
}

fn row<'a>(rows: &'a [Value], name: &str) -> &'a Value {
    rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no {name} in {rows:?}"))
}

#[test]
fn a_row_a_person_with_all_spellings() {
    let rows = indexed().run(&["speakers", "--json"]).done().lines();
    assert_eq!(rows.len(), 4, "{rows:?}");
    let velkov = row(&rows, "Dmitrij Welkow");
    assert_eq!(velkov["spellings"], serde_json::json!(["Dmitrij Welkow", "Dmitry Velkov"]));
    assert_eq!((&velkov["claims"], &velkov["articles"]), (&2.into(), &2.into()));
    let table = indexed().run(&["speakers"]).done().stdout;
    assert!(
        table.contains("\n  also: Dmitry Velkov\n") && table.contains("\n  may be: Craig Murray, Jim Murray\n"),
        "{table}"
    );
    let open = row(&rows, "Murray");
    assert_eq!(open["candidates"], serde_json::json!(["Craig Murray", "Jim Murray"]));
}

#[test]
fn any_spelling_finds_all_claims_and_they_have_one_id() {
    let place = indexed();
    for typed in ["Dmitry Velkov", "Welkow", "Velkov, Dmitri", "D. Velkov", "Дмитрий Велков"] {
        let claims = place.run(&["claims", "--speaker", typed]).done().lines();
        let ids = each(&claims, "/speaker/id");
        assert!(ids.len() == 2 && ids[0] == ids[1] && ids[0].starts_with("s-"), "{typed}: {ids:?}");
    }
    let hits = place.run(&["search", "--claims", "--json", "speaker:Welkow"]).done().lines();
    assert_eq!(hits.len(), 2);
    assert_eq!(place.run(&["claims", "--speaker", "Craig Murray"]).done().lines().len(), 1);
    let said = place.run(&["check", "--json", "We will close the north quay in April", "--by", "Dmitri Welkow"]).done();
    assert_eq!(said.lines()[0]["verdict"], "verbatim");
}

#[test]
fn the_same_people_whatever_the_order_of_indexing() {
    let place = indexed();
    let first = place.run(&["speakers", "--json"]).done().stdout;
    let other = Place::new();
    for name in ["c", "kade", "b", "quay", "a"] {
        let path = format!("news/{name}.md");
        other.write(&path, std::fs::read(place.at(&path)).expect("an article"));
        other.run(&["index", "news"]).done();
    }
    assert_eq!(other.run(&["speakers", "--json"]).done().stdout, first);
}

#[test]
fn a_whole_name_asks_for_nobody_whose_name_goes_on() {
    let place = Place::new();
    for (file, name) in [
        ("a", "Ann Brandt"),
        ("b", "Ann Brandt Jr."),
        ("c", "the Ann Brandt Foundation"),
        ("d", "Mayor Ann Brandt"),
        ("e", "Ann J. Brandt"),
    ] {
        place.write(
            &format!("news/{file}.md"),
            format!("---\ntitle: {file}\n---\n\n“The quay number {file} is closed to everybody now,” said {name}.\n"),
        );
    }
    place.run(&["index", "news"]).done();
    let files = |name: &str| {
        let found = place.run(&["claims", "--speaker", name]).done().lines();
        let mut found: Vec<String> =
            each(&found, "/article/path").iter().map(|p| p.trim_end_matches(".md").to_owned()).collect();
        found.sort();
        found.concat()
    };
    assert_eq!(files("ann brandt"), "ade");
    assert_eq!(files("Ann Brandt Jr."), "b");
    let all = files("Brandt");
    assert!(["a", "b", "d", "e"].iter().all(|file| all.contains(file)), "{all}");
}

#[test]
fn who_is_who_is_kept_beside_the_index_and_found_again_where_the_file_is_damaged_or_stale() {
    let place = indexed();
    let kept = place.at(".whosaid/people.bin");
    let rows = |place: &Place| place.run(&["speakers", "--json"]).done().stdout;
    let told = rows(&place);
    let whole = std::fs::read(&kept).expect("whoever asks first keeps it");
    let mut flipped = whole.clone();
    *flipped.last_mut().expect("bytes") ^= 1;
    for damaged in [&b""[..], b"nobody", &whole[..whole.len() - 3], &flipped] {
        std::fs::write(&kept, damaged).expect("written");
        assert_eq!(rows(&place), told);
        assert_eq!(std::fs::read(&kept).expect("kept"), whole, "made again");
    }
    // A run that was killed while it wrote.
    std::fs::write(place.at(".whosaid/people.bin.new"), &whole[..9]).expect("written");
    assert_eq!(rows(&place), told);
    // Other seeds: the skipper is known by another name.
    let speaker = "[[speaker]]\nname = \"Captain Jim\"\naliases = [\"Jim Murray\"]\n";
    place.write("seeds/speakers.ours.toml", speaker);
    let ours = place.run(&["speakers", "--json", "--seeds", "seeds"]).done().lines();
    assert!(each(&ours, "/name").contains(&"Captain Jim"), "{ours:?}");
    assert_eq!(rows(&place), told, "and with the built-in ones as before");
    // A claim more.
    place.write("news/d.md", article("Courier", 7, &["“It stays open,” said Jim Murray, a skipper."]));
    place.run(&["index", "news"]).done();
    let after = place.run(&["speakers", "--json"]).done().lines();
    assert_eq!(row(&after, "Jim Murray")["claims"], 2, "what is stale is not used");
}

#[test]
fn whoever_may_not_write_asks_all_the_same() {
    let place = indexed();
    let told = place.run(&["speakers", "--json"]).done().stdout;
    let kept = place.at(".whosaid/people.bin");
    std::fs::remove_file(&kept).expect("removed");
    // A folder of that name takes no file.
    std::fs::create_dir(&kept).expect("a folder");
    assert_eq!(place.run(&["speakers", "--json"]).done().stdout, told);
    assert!(!place.at(".whosaid/people.bin.new").exists());
}
