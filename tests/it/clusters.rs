//! The same statement elsewhere: how often clusters are right on a corpus of ours, and that they do not depend on the order of indexing.

use super::place::{Place, altered, each};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A claim of the gold: its article, its cluster, its words.
struct Gold {
    path: String,
    cluster: String,
    words: BTreeSet<String>,
    text: String,
}

fn words(text: &str) -> BTreeSet<String> {
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}

/// The articles of a marked file, without their marks, and what is marked in them.
fn corpus(marked: &str) -> (Vec<(String, String)>, Vec<Gold>) {
    let (mut articles, mut gold) = (Vec::new(), Vec::new());
    for part in marked.split("\n=== ").skip(1) {
        let (head, body) = part.split_once('\n').expect("a head");
        let [name, outlet, date] = head.split(" | ").collect::<Vec<_>>()[..] else { panic!("{head}") };
        let path = format!("{name}.md");
        let mut text = String::new();
        for piece in body.split("[[") {
            match piece.split_once("]]") {
                Some((claim, rest)) => {
                    let (cluster, claim) = claim.split_once('|').expect("a cluster");
                    gold.push(Gold {
                        path: path.clone(),
                        cluster: cluster.to_owned(),
                        words: words(claim),
                        text: claim.to_owned(),
                    });
                    text.push_str(claim);
                    text.push_str(rest);
                }
                None => text.push_str(piece),
            }
        }
        let (title, text) = text.trim().split_once('\n').expect("a title");
        let article = format!("---\ntitle: \"{title}\"\nsource: {outlet}\ndate: {date}\n---\n\n{}\n", text.trim());
        articles.push((format!("news/{path}"), article));
    }
    (articles, gold)
}

/// What was found of each claim of the gold: gold cluster, cluster, language, speaker's id.
struct Seen {
    article: String,
    gold: String,
    cluster: String,
    language: String,
    speaker: String,
}

fn seen(claims: &[Value], gold: &[Gold]) -> Vec<Seen> {
    let mut out = Vec::new();
    for claim in claims {
        let own = words(claim["text"].as_str().expect("text"));
        let path = claim["article"]["path"].as_str().expect("a path");
        let shared = |g: &&Gold| own.intersection(&g.words).count() * 2 >= own.len().min(g.words.len());
        let most = |g: &&Gold| own.intersection(&g.words).count();
        let Some(found) = gold.iter().filter(|g| g.path == path).filter(shared).max_by_key(most) else { continue };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        out.push(Seen {
            article: path.to_owned(),
            gold: found.cluster.clone(),
            cluster: text(&claim["cluster"]),
            language: text(&claim["article"]["language"]),
            speaker: text(&claim["speaker"]["id"]),
        });
    }
    out
}

/// Right, found, gold: pairs of claims of different articles.
#[derive(Default)]
struct Pairs {
    right: usize,
    found: usize,
    gold: usize,
}

impl Pairs {
    fn count(&mut self, found: bool, gold: bool) {
        self.right += usize::from(found && gold);
        self.found += usize::from(found);
        self.gold += usize::from(gold);
    }

    #[allow(clippy::cast_precision_loss)]
    fn scores(&self) -> (f64, f64) {
        (self.right as f64 / self.found.max(1) as f64, self.right as f64 / self.gold.max(1) as f64)
    }
}

fn speaker(cluster: &str) -> &str {
    cluster.split_once('.').map_or(cluster, |(name, _)| name)
}

/// Precision and recall of pairs, of those across languages, and of claims of one speaker.
#[expect(clippy::print_stderr, reason = "the figures, for `cargo test clusters -- --nocapture`")]
fn measure(marked: &str) -> [(f64, f64); 3] {
    let (articles, gold) = corpus(marked);
    let place = Place::new();
    articles.iter().for_each(|(path, text)| place.write(path, text));
    place.run(&["index", "news"]).done();
    let claims = place.run(&["claims"]).done().lines();
    let seen = seen(&claims, &gold);
    let [mut all, mut across, mut speakers] = [Pairs::default(), Pairs::default(), Pairs::default()];
    let mut wrong: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (at, a) in seen.iter().enumerate() {
        for b in seen[..at].iter().filter(|b| a.article != b.article) {
            let found = !a.cluster.is_empty() && a.cluster == b.cluster;
            let same = a.gold == b.gold;
            all.count(found, same);
            if a.language != b.language {
                across.count(found, same);
            }
            if found != same {
                *wrong.entry((a.gold.clone(), b.gold.clone())).or_default() += 1;
            }
            if !a.speaker.is_empty() && !b.speaker.is_empty() {
                speakers.count(a.speaker == b.speaker, speaker(&a.gold) == speaker(&b.gold));
            }
        }
    }
    let scores = [all.scores(), across.scores(), speakers.scores()];
    eprintln!("{} claims of {} in the gold: {scores:.3?}; {wrong:?}", seen.len(), gold.len());
    scores
}

#[track_caller]
fn at_least(found: [(f64, f64); 3], floors: [(f64, f64); 3]) {
    for ((what, found), floor) in ["pairs", "across languages", "speakers"].iter().zip(found).zip(floors) {
        assert!(
            found.0 >= floor.0 && found.1 >= floor.1,
            "{what}: precision and recall {found:.3?}, floors {floor:.3?}"
        );
    }
}

#[test]
fn clusters_are_right_on_the_half_they_were_fitted_to() {
    let found = measure(include_str!("../clusters/first.txt"));
    at_least(found, [(0.95, 0.8), (0.9, 0.7), (1.0, 0.95)]);
}

#[test]
fn clusters_are_right_on_the_half_that_no_weight_was_fitted_to() {
    let found = measure(include_str!("../clusters/second.txt"));
    at_least(found, [(0.95, 0.8), (0.95, 0.78), (1.0, 0.94)]);
}

#[test]
fn clusters_are_right_on_articles_written_before_anything_was_measured_on_them() {
    let found = measure(include_str!("../clusters/third.txt"));
    at_least(found, [(0.95, 0.6), (0.95, 0.6), (0.95, 0.9)]);
}

/// The first stories of the corpus.
fn story() -> Vec<(String, String)> {
    let (mut articles, _) = corpus(include_str!("../clusters/first.txt"));
    articles.truncate(10);
    articles
}

#[test]
fn the_same_bytes_whatever_the_order_of_indexing() {
    let place = Place::new();
    story().iter().for_each(|(path, text)| place.write(path, text));
    place.run(&["index", "news"]).done();
    let other = Place::new();
    for (path, text) in story().iter().rev() {
        other.write(path, text);
        other.run(&["index", "news"]).done();
    }
    for command in [&["claims"][..], &["clusters", "--json"], &["clusters"]] {
        assert_eq!(place.run(command).done().stdout, other.run(command).done().stdout, "{command:?}");
    }
}

#[test]
fn a_cluster_is_listed_and_filters_by_its_id() {
    let place = Place::new();
    story().iter().for_each(|(path, text)| place.write(path, text));
    place.run(&["index", "news"]).done();
    let rows = place.run(&["clusters", "--json", "--speaker", "Tarn"]).done().lines();
    let row = rows.iter().find(|row| row["articles"] == 3).unwrap_or_else(|| panic!("{rows:?}"));
    assert_eq!(row["speaker"], "Lydia Tarn");
    assert_eq!(row["languages"], serde_json::json!(["en", "nl"]));
    let id = row["id"].as_str().expect("an id");
    for command in [&["claims", "--cluster"][..], &["search", "--claims", "--json", "*", "--cluster"]] {
        let claims = place.run(&[command, &[id]].concat()).done().lines();
        assert_eq!(claims.len(), 3, "{command:?}");
    }
    let claims = place.run(&["claims", "--cluster", &id[..8]]).done().lines();
    assert!(each(&claims, "/cluster").iter().all(|found| *found == id));
    assert_eq!(place.run(&["search", "*", "--json", "--cluster", id]).done().lines().len(), 3);
    assert_eq!(place.run(&["speakers", "--json", "--cluster", id]).done().lines().len(), 1);
    let table = place.run(&["clusters", "--limit", "1"]).done();
    assert!(table.stdout.starts_with("k-") && table.stderr.contains("--limit 0 shows all"), "{}", table.stdout);
    let none = place.run(&["claims", "--cluster", "k-0000000000000000"]);
    assert_eq!(none.status, 1);
    assert!(none.stderr.contains("`whosaid clusters` lists them"), "{}", none.stderr);
}

/// Two outlets, two statements of one speaker: partial quotations with a negation in one alone.
fn partial() -> Place {
    let place = Place::new();
    let article = |name: &str, outlet: &str, day: u32, text: &str| {
        place.write(
            &format!("news/{name}.md"),
            format!("---\nsource: {outlet}\ndate: 2021-06-{day:02}\n---\n\n{text}\n"),
        );
    };
    let first = "Council spokeswoman Ines Corbel answered questions on Tuesday. “From what I have seen it is the usual yearly inspection,” Corbel said. She noted that this was no fine, and not a raid on the brewery.\n\n\
        Asked about the ferry, harbour master Rolf Aker said that one should first read what the report is about before answering in public.";
    article("a", "Harbour Courier", 8, first);
    let second = "Ines Corbel called the visit “the usual yearly inspection, not a raid on the brewery.”\n\n\
        “We have to read what the report is all about. If you look at the ferry contracts, the islands never signed a bad one,” harbour master Rolf Aker said.";
    article("b", "Daily Beacon", 9, second);
    let third = "Rolf Aker said that the islands had signed a bad ferry contract.";
    article("c", "Evening Mail", 9, third);
    place.run(&["index", "news"]).done();
    place
}

#[test]
fn a_negation_in_a_part_that_the_other_leaves_out_keeps_nothing_apart() {
    let rows = partial().run(&["clusters", "--json"]).done().lines();
    assert_eq!(each(&rows, "/speaker"), ["Ines Corbel", "Rolf Aker"], "{rows:?}");
    assert!(rows.iter().all(|row| row["articles"] == 2), "{rows:?}");
    // What the second outlet puts into one sentence, the first tells in two.
    assert_eq!(rows[0]["claims"], 3, "{rows:?}");
}

#[test]
fn clusters_are_kept_beside_the_index_and_found_again_where_the_file_is_damaged_or_stale() {
    let place = partial();
    let all = |place: &Place| place.run(&["claims"]).done().stdout;
    let kept = place.at(".whosaid/clusters.bin");
    let whole = std::fs::read(&kept).expect("`index` keeps clusters");
    let told = all(&place);
    assert_eq!(all(&place), told);
    let mut flipped = whole.clone();
    *flipped.last_mut().expect("bytes") ^= 1;
    for damaged in [&b""[..], b"no clusters", &whole[..whole.len() - 3], &flipped] {
        std::fs::write(&kept, damaged).expect("written");
        assert_eq!(all(&place), told);
        assert_eq!(std::fs::read(&kept).expect("kept"), whole, "made again");
    }
    // A run that was killed while it wrote.
    std::fs::write(place.at(".whosaid/clusters.bin.new"), &whole[..9]).expect("written");
    assert_eq!(all(&place), told);
    std::fs::remove_file(place.at("news/b.md")).expect("removed");
    place.run(&["index", "--prune", "news"]).done();
    assert_eq!(place.run(&["clusters"]).status, 1, "what is stale is not used");
}

/// One statement in four outlets: by the speaker's own words, cut, sharpened, and in Dutch.
fn drifting() -> Place {
    let place = Place::new();
    let article = |name: &str, outlet: &str, day: u32, text: &str| {
        let front = format!("---\nsource: {outlet}\ndate: 2021-03-{day:02}\n---\n\n");
        place.write(&format!("news/{name}.md"), format!("{front}{text}\n"));
    };
    let own = "“We may close some of the 40 harbours in April if the money runs out,” harbour master Lydia Tarn said on Thursday.";
    article("a", "Harbour Courier", 4, own);
    let cut = "Lydia Tarn told the Harbour Courier that the port may close some of the 40 harbours in April.";
    article("b", "Daily Beacon", 5, cut);
    article("c", "Evening Mail", 6, "Lydia Tarn said that the port will close all of the 40 harbours in April.");
    let dutch = "Lydia Tarn zei dat de haven misschien enkele van de 40 havens in april sluit als het geld op is.";
    article("d", "Havenbode", 7, dutch);
    place.run(&["index", "news"]).done();
    place
}

#[test]
fn a_comparison_tells_what_drifted() {
    let place = drifting();
    let id = place.run(&["clusters", "--json"]).done().lines()[0]["id"].as_str().expect("an id").to_owned();
    let told = place.run(&["compare", &id, "--format", "json"]).done().json();
    let variants = told["variants"].as_array().expect("variants");
    assert_eq!(each(variants, "/claim/article/path"), ["a.md", "b.md", "c.md", "d.md"]);
    assert_eq!((&told["speaker"], &variants[0]["earliest"]), (&"Lydia Tarn".into(), &true.into()));
    assert_eq!(variants[1]["cites"], serde_json::json!(["Harbour Courier"]));
    let matters = |variant: &Value| each(variant["changes"].as_array().expect("changes"), "/matter").join(" ");
    assert_eq!((matters(&variants[1]), matters(&variants[2])), ("condition".into(), "modality scope condition".into()));
    assert_eq!(variants[3]["difference"], serde_json::json!([]), "no English wording is held against a Dutch one");
    let table = place.run(&["compare", &id[..8]]).done().stdout;
    for shown in
        ["modality: may → will", "scope: some → all", "condition: if → (nothing)", "earliest, verbatim, reference"]
    {
        assert!(table.contains(shown), "{shown} is not in {table}");
    }
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let claim = variants[0]["claim"]["id"].as_str().expect("an id");
    assert_eq!(place.run(&["compare", claim]).done().stdout, table);
    place.run(&["compare", &id, "--format", "html", "-o", "drift.html"]).done();
    let page = std::fs::read_to_string(place.at("drift.html")).expect("a page");
    assert!(page.contains("will</ins>") && page.ends_with("</html>\n") && !page.contains("<script"), "{page}");
    let none = place.run(&["compare", "k-ffffffffffffffff"]);
    assert_eq!(none.status, 1);
}

#[test]
fn a_timeline_tells_by_outlet_and_what_may_contradict() {
    let place = Place::new();
    story().iter().for_each(|(path, text)| place.write(path, text));
    let later = "---\nsource: Island News\ndate: 2021-02-01\n---\n\nA village will be flooded after all, minister Pavel Drozdov said.\n";
    place.write("news/z.md", later);
    place.run(&["index", "news"]).done();
    let told = place.run(&["speakers", "Drozdov", "--timeline", "--format", "json"]).done().json();
    let claims = told["claims"].as_array().expect("claims");
    let dates = each(claims, "/date");
    assert!(claims.len() >= 7 && dates.is_sorted(), "{dates:?}");
    let tensions = told["tensions"].as_array().expect("tensions");
    let later = each(tensions, "/later/source");
    assert_eq!(later, ["Island News"], "{told}");
    let table = place.run(&["speakers", "Drozdov", "--timeline"]).done().stdout;
    assert!(table.contains("one column per day with claims") && table.contains("May contradict each other"), "{table}");
    let svg = place.run(&["speakers", "Drozdov", "--timeline", "--format", "svg"]).done().stdout;
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("<circle"), "{svg}");
    assert_eq!(place.run(&["speakers", "Nobody Known", "--timeline"]).status, 1);
    assert_eq!(place.run(&["speakers", "--timeline"]).status, 2);
}

/// Sentences of 200: the second half's own, altered by one word, of another speaker, in Dutch where the index holds English alone, and the first half's,
/// which nobody said here.
#[test]
#[expect(clippy::print_stderr, reason = "the figures, for `cargo test sentences -- --nocapture`")]
fn sentences_get_the_right_verdict() {
    let whole = Place::new();
    let (articles, _) = corpus(include_str!("../clusters/second.txt"));
    articles.iter().for_each(|(path, text)| whole.write(path, text));
    whole.run(&["index", "news"]).done();
    let claims = whole.run(&["claims"]).done().lines();
    let is = |claim: &&Value, code: &str| claim["article"]["language"] == code;
    let dutch: BTreeSet<&str> =
        claims.iter().filter(|c| is(c, "nl")).filter_map(|c| c["article"]["path"].as_str()).collect();
    let place = Place::new();
    let english = articles.iter().filter(|(path, _)| !dutch.contains(path.trim_start_matches("news/")));
    english.for_each(|(path, text)| place.write(path, text));
    place.run(&["index", "news"]).done();
    let text = |claim: &Value| claim["text"].as_str().unwrap_or_default().trim_matches(['“', '”', ',']).to_owned();
    let long = |text: &String| text.split(' ').count() >= 5 && !text.contains('…');
    let untranslated = |c: &&Value| is(c, "en") && c["article"]["translated"] == false;
    let own: Vec<&Value> = claims.iter().filter(|c| untranslated(c) && long(&text(c))).take(40).collect();
    let truly: Vec<String> = own.iter().map(|claim| text(claim)).collect();
    let altered: Vec<String> = truly.iter().map(|text| altered(text)).collect();
    let told: BTreeSet<&str> = claims.iter().filter(|c| is(c, "en")).filter_map(|c| c["cluster"].as_str()).collect();
    let foreign = claims.iter().filter(|c| is(c, "nl") && c["cluster"].as_str().is_some_and(|id| told.contains(id)));
    let foreign: Vec<String> = foreign.map(text).filter(long).take(40).collect();
    let (_, first) = corpus(include_str!("../clusters/first.txt"));
    let invented: Vec<String> =
        first.into_iter().map(|gold| gold.text).filter(long).take(200 - 3 * 40 - foreign.len()).collect();
    let ask = |lines: &[String], by: &[&str]| -> Vec<String> {
        let run = place.run_with_input(&[&["check", "--json", "-"], by].concat(), lines.join("\n"));
        let answers = run.lines();
        assert_eq!(answers.len(), lines.len(), "{}", run.stderr);
        each(&answers, "/verdict").into_iter().map(ToOwned::to_owned).collect()
    };
    let mut wrong = Vec::new();
    let mut hold = |lines: &[String], got: Vec<String>, right: &[&str]| {
        let pairs = lines.iter().zip(got).filter(|(_, verdict)| !right.contains(&verdict.as_str()));
        wrong.extend(pairs.map(|(line, verdict)| format!("{verdict}, not {}: {line}", right[0])));
    };
    hold(&truly, ask(&truly, &[]), &["verbatim", "indirect"]);
    hold(&altered, ask(&altered, &[]), &["altered"]);
    hold(&truly, ask(&truly, &["--by", "Ottoline Nobody"]), &["another"]);
    hold(&foreign, ask(&foreign, &[]), &["translated"]);
    let nowhere = ask(&invented, &[]);
    assert!(!nowhere.iter().any(|verdict| verdict == "verbatim"), "{nowhere:?}");
    hold(&invented, nowhere, &["nowhere", "unattributed"]);
    let asked = 3 * truly.len() + foreign.len() + invented.len();
    eprintln!("{} of {asked} wrong ({} in Dutch):\n{}", wrong.len(), foreign.len(), wrong.join("\n"));
    assert!(asked == 200 && wrong.len() * 20 <= asked, "{} of {asked} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
