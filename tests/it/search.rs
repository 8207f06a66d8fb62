use super::place::{Place, each};

fn titles(place: &Place, arguments: &[&str]) -> Vec<String> {
    let run = place.run(&[&["search", "--json"], arguments].concat());
    assert!(run.status < 2, "{}", run.stderr);
    assert_eq!(run.status == 1, run.stdout.is_empty());
    let mut titles: Vec<String> = each(&run.lines(), "/article/title").into_iter().map(ToOwned::to_owned).collect();
    titles.sort();
    titles
}

const RT: &str = "US eases some restrictions";
const GUARDIAN: &str = "Tariffs & trade war";
const ANP: &str = "Geen nieuwe sancties";

#[test]
fn words_in_any_form_phrases_and_operators() {
    let place = Place::indexed();
    for (query, expected) in [
        ("sancties", vec![ANP]),
        ("sanctie", vec![ANP]),
        ("sanction", vec![GUARDIAN, RT]),
        ("SANCTIONS", vec![GUARDIAN, RT]),
        ("sanctions trade", vec![GUARDIAN]),
        ("\"trade war\"", vec![GUARDIAN]),
        ("\"war trade\"", vec![]),
        ("moscow OR tariffs", vec![GUARDIAN, RT]),
        ("sanctions NOT trade", vec![RT]),
        ("sanctions -trade", vec![RT]),
        ("sanct*", vec![ANP, GUARDIAN, RT]),
        ("title:tariff", vec![GUARDIAN]),
        ("title:sanctions", vec![]),
        ("speaker:muller", vec![GUARDIAN]),
        ("source:guardian", vec![GUARDIAN]),
        ("(moscow OR tariffs) -source:rt", vec![GUARDIAN]),
        ("*", vec![ANP, GUARDIAN, RT]),
        ("* -sanctions", vec![ANP]),
        ("* NOT \"trade war\"", vec![ANP, RT]),
        ("* NOT \"trade war\" NOT \"weer in de stad\" NOT \"van kracht\"", vec![RT]),
        ("* -\"war trade\"", vec![ANP, GUARDIAN, RT]),
    ] {
        assert_eq!(titles(&place, &[query]), expected, "{query}");
    }
    assert_eq!(titles(&place, &["trade", "war"]), [GUARDIAN], "words need no quotation marks of the shell");
}

#[test]
fn a_word_has_the_stem_of_the_language_it_stands_in() {
    let place = Place::indexed();
    place.write("news/fish.md", "---\ntitle: Fish\n---\n\n“We sold the last herring before noon,” said Ann Lee.\n");
    place.write("news/fee.md", "---\ntitle: Fee\n---\n\n“I will give her the fee back before noon,” said Ann Lee.\n");
    place.run(&["index", "news"]).done();
    // In Dutch, its stem is the English "her".
    assert_eq!(titles(&place, &["herring"]), ["Fish"]);
    assert_eq!(titles(&place, &["title:fish OR herring"]), ["Fish"]);
    let claims = place.run(&["search", "--claims", "--json", "herring"]).done().lines();
    assert_eq!(each(&claims, "/snippet"), ["“We sold the last <b>herring</b> before noon,”"]);
}

#[test]
fn a_hit_is_an_article_a_score_and_a_snippet() {
    let place = Place::indexed();
    let hits = place.run(&["search", "--json", "nobody"]).done().lines();
    let hit = &hits[0];
    let keys: Vec<&str> = hit.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["article", "score", "snippet"]);
    assert!(hit["score"].as_f64().expect("a score") > 0.0);
    assert!(hit["snippet"].as_str().expect("a snippet").contains("helps <b>nobody</b> in the world"), "{hit}");
    let claim = &place.run(&["claims", "--source", "guardian"]).done().lines()[0];
    assert_eq!(claim["article"], hit["article"]);
}

#[test]
fn claims_are_searched_by_what_was_said() {
    let place = Place::indexed();
    let hits = place.run(&["search", "--claims", "--json", "sanctions"]).done().lines();
    assert_eq!(each(&hits, "/claim/speaker/name"), ["Sean Spickett", "Sean Spickett"]);
    assert!(hits.iter().all(|hit| hit["snippet"].as_str().is_some_and(|s| s.contains("<b>sanctions</b>"))));
    assert!(hits.iter().all(|hit| hit["claim"].get("explain").is_none()));
    let hits = place.run(&["search", "--claims", "--json", "--explain", "policy speaker:velkov"]).done().lines();
    assert_eq!(hits.len(), 1);
    assert!(hits[0]["claim"]["explain"]["found_by"].is_string());
}

#[test]
fn claims_are_searched_by_headline_and_outlet_of_their_article() {
    let place = Place::indexed();
    let all = place.run(&["search", "--claims", "--json", "--limit", "0", "*"]).done().lines();
    let of = |title: &str| each(&all, "/claim/article/title").into_iter().filter(|t| *t == title).count();
    assert!(of(GUARDIAN) > 0 && of(RT) > 0);
    for (query, title) in [
        ("title:tariff", GUARDIAN),
        ("title:\"trade war\"", GUARDIAN),
        ("title:restr*", RT),
        ("source:guardian", GUARDIAN),
        ("source:guard*", GUARDIAN),
        ("* -source:guardian -title:nieuwe", RT),
    ] {
        let hits = place.run(&["search", "--claims", "--json", "--limit", "0", query]).done().lines();
        let titles = each(&hits, "/claim/article/title");
        assert_eq!(titles, vec![title; of(title)], "{query}");
    }
    assert_eq!(place.run(&["search", "--claims", "title:war source:rt"]).status, 1);
    assert_eq!(place.run(&["search", "--claims", "source:gua"]).status, 1);
}

#[test]
fn people_read_bold_words_and_pipes_none() {
    let place = Place::indexed();
    let plain = place.run(&["search", "nobody"]).done();
    assert!(
        plain.stdout.starts_with("Tariffs & trade war\n  The Guardian · 2018-03-10 · en · guardian.md · a-"),
        "{}",
        plain.stdout
    );
    assert!(!plain.stdout.contains('\u{1b}'));
    assert!(plain.stdout.lines().all(|line| line.chars().count() <= 80), "{}", plain.stdout);
    let colours = place.run(&["search", "nobody", "--color", "always"]).done();
    assert!(colours.stdout.contains("\u{1b}[1mnobody\u{1b}[0m"), "{:?}", colours.stdout);
}

#[test]
fn a_limit_says_how_many_there_are() {
    let place = Place::indexed();
    let run = place.run(&["search", "*", "--limit", "1", "--json"]).done();
    assert_eq!((run.lines().len(), run.stderr.as_str()), (1, "1 of 3 articles; --limit 0 shows all\n"));
}

#[test]
fn control_characters_of_articles_do_not_reach_the_terminal() {
    let place = Place::new();
    let text = "“We \u{1b}[31mwill \u{202e}never leave the union,” said Ann Lee on Monday.";
    place.write("bad.json", serde_json::json!({"title": "Title \u{1b}]0;owned\u{7}", "text": text}).to_string());
    place.run(&["index", "bad.json"]).done();
    for command in [
        &["search", "union"][..],
        &["search", "--claims", "*"],
        &["show", "bad.json"],
        &["claims", "--format", "table"],
        &["extract", "bad.json", "--format", "table"],
    ] {
        let run = place.run(command).done();
        assert!(!run.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{command:?}: {:?}", run.stdout);
    }
}
