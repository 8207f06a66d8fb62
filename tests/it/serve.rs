//! The page: every route, what it shows, what it changes.

use super::browser::Served;
use super::place::{Place, SANCTIES, each};
use serde_json::Value;
use std::time::{Duration, Instant};

/// The ids of an article, a claim in it, and that claim's speaker.
fn ids(served: &Served, query: &str) -> (String, String, String) {
    let found = served.get(&format!("/api/v1/claims?{query}")).expect(200).json();
    let claim = &found["claims"][0];
    let text = |pointer: &str| {
        claim.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}: {found}")).to_owned()
    };
    (text("/article/id"), text("/id"), text("/speaker/id"))
}

#[test]
fn every_page_is_there_in_both_languages() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    let (article, claim, speaker) = ids(&served, "speaker=Spickett&source=RT");
    for (path, en, nl) in [
        ("/".to_owned(), "Narrow down", "Verfijnen"),
        ("/?view=articles&q=sanctions".to_owned(), "Newest first", "Nieuwste eerst"),
        (format!("/article/{article}"), "We are not easing sanctions", "uitspraken"),
        (format!("/claim/{article}/{claim}"), "Permanent link", "Vaste link"),
        ("/speakers".to_owned(), "Sean Spickett", "Sprekers"),
        (format!("/speaker/{speaker}"), "Newest claims", "Nieuwste uitspraken"),
        ("/overview".to_owned(), "What could not be read", "Wat niet te lezen was"),
        ("/check?text=The+sanctions+work+as+they+were+meant+to".to_owned(), "Verbatim", "Letterlijk"),
        ("/add".to_owned(), "Drop files here", "Zet bestanden hier neer"),
    ] {
        let page = served.get(&path).expect(200).text();
        assert!(page.contains(en), "{path}: no `{en}` in {page}");
        let join = if path.contains('?') { '&' } else { '?' };
        let page = served.get(&format!("{path}{join}lang=nl")).expect(200);
        assert!(page.text().contains(nl), "{path}: no `{nl}` in {}", page.text());
        assert_eq!(page.header("set-cookie"), Some("lang=nl; Path=/; Max-Age=31536000; SameSite=Lax"));
        let page = served.ask("GET", &path, &[("Accept-Language", "nl-BE,nl;q=0.9")], b"").expect(200).text();
        assert!(page.contains("<html lang=\"nl\">"), "{path}");
    }
    for (path, kind) in [
        ("style.css", "text/css; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        assert_eq!(served.get(&format!("/assets/{path}")).expect(200).header("content-type"), Some(kind));
    }
    for path in [
        "/nowhere",
        "/article/a-0000000000000000",
        "/article/x",
        "/article/",
        &format!("/claim/{article}/c-0000000000000000"),
        "/speaker/s-0000000000000000",
        "/assets/../Cargo.toml",
        "/assets/x",
    ] {
        assert!(served.get(path).expect(404).text().contains("There is nothing here"), "{path}");
    }
}

#[test]
fn facets_count_what_their_links_find() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    let facets = served.get("/api/v1/facets").expect(200).json();
    let all = served.get("/api/v1/claims").expect(200).json();
    assert_eq!(facets["total"], all["total"]);
    assert!(all["total"].as_u64() >= Some(5), "{all}");
    let mut looked_at = 0;
    for (group, key, value) in [
        ("speakers", "speaker", "id"),
        ("sources", "source", "value"),
        ("kinds", "kind", "value"),
        ("stances", "stance", "value"),
        ("languages", "lang", "value"),
    ] {
        for row in facets[group].as_array().expect("a list") {
            let value = row[value].as_str().expect("text").replace(' ', "+");
            let found = served.get(&format!("/api/v1/claims?{key}={value}")).expect(200).json();
            assert_eq!(found["total"], row["claims"], "{key}={value}");
            looked_at += 1;
        }
    }
    for row in facets["months"].as_array().expect("a list") {
        let month = row["value"].as_str().expect("text");
        let found = served.get(&format!("/api/v1/claims?since={month}&until={month}")).expect(200).json();
        assert_eq!(found["total"], row["claims"], "{month}");
    }
    assert!(looked_at > 8, "{facets}");
    // The page has the numbers, and a chosen value leaves the others of its group to choose from.
    let page = served.get("/?source=RT").expect(200).text();
    assert!(page.contains("The Guardian") && page.contains("2 claims"), "{page}");
}

#[test]
fn words_that_nobody_said_are_found_in_articles() {
    let place = Place::new();
    place.write(
        "news/a.md",
        "---\ntitle: Noon\n---\n\nThe paddle steamer left at noon.\n\n“We stay ashore,” said Ann Lee.\n",
    );
    place.run(&["index", "news"]).done();
    let served = Served::start(&place, &[]);
    let page = served.get("/?q=steamer").expect(200).text();
    assert!(page.contains("Nothing found") && page.contains("These words do appear in"), "{page}");
    assert!(page.contains("1 article") && page.contains("view=articles"), "{page}");
    let page = served.get("/?q=zeppelin").expect(200).text();
    assert!(page.contains("Nothing found") && !page.contains("These words do appear in"), "{page}");
}

#[test]
fn pages_of_an_answer_have_everything_once() {
    let place = Place::new();
    for number in 0..30 {
        place.write(&format!("news/{number:02}.md"), format!("---\ntitle: No {number}\ndate: 2017-02-{:02}\n---\n\n“The quay number {number} is closed to everybody now,” said Ann Lee.\n", number % 3 + 1));
    }
    place.run(&["index", "news"]).done();
    let served = Served::start(&place, &[]);
    for sort in ["relevance", "newest", "oldest"] {
        let all = served.get(&format!("/api/v1/claims?sort={sort}&limit=1000")).expect(200).json();
        let all =
            each(all["claims"].as_array().expect("a list"), "/id").iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(all.len(), 30);
        let mut paged = Vec::new();
        for offset in (0..30).step_by(7) {
            let page = served.get(&format!("/api/v1/claims?sort={sort}&limit=7&offset={offset}")).expect(200).json();
            paged.extend(each(page["claims"].as_array().expect("a list"), "/id").iter().map(ToString::to_string));
        }
        assert_eq!(paged, all, "{sort}");
    }
    // As the command has them.
    let lines = place.run(&["claims"]).done().lines();
    let shown = served.get("/api/v1/claims?limit=1000").expect(200).json();
    assert_eq!(shown["claims"].as_array().expect("a list"), &lines);
    let newest = served.get("/api/v1/claims?sort=newest&limit=11").expect(200).json();
    let days = each(newest["claims"].as_array().expect("a list"), "/article/date").join(" ");
    assert!(days.starts_with("2017-02-03") && days.ends_with("2017-02-02"), "{days}");
    assert!(served.get("/?page=2").expect(200).text().contains("Page 2 of 2"));
    assert!(served.get("/?page=99999999999999999999").expect(200).text().contains("30 claims"));
}

#[test]
fn exports_are_what_the_command_writes() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    for format in ["jsonl", "json", "csv"] {
        let run = place.run(&["claims", "--format", format, "--speaker", "Spickett"]).done();
        let file = served.get(&format!("/export?format={format}&speaker=Spickett")).expect(200);
        assert_eq!(file.text(), run.stdout, "{format}");
        let name = format!("attachment; filename=\"claims.{format}\"");
        assert_eq!(file.header("content-disposition"), Some(name.as_str()));
    }
    assert!(served.get("/export?format=table").expect(200).text().contains("Spickett"));
    served.get("/export?format=doc").expect(400);
    assert_eq!(served.get("/export?format=json&speaker=Nobody").expect(200).text().trim(), "[]");
}

#[test]
fn a_statement_leads_to_its_other_wordings() {
    let place = Place::new();
    let told = |title: &str, day: &str, outlet: &str, text: &str| {
        format!("---\ntitle: {title}\ndate: 2023-03-{day}\nsource: {outlet}\n---\n\n{text}\n")
    };
    let whole = "“We will close the northern quay until the breakwater has been repaired,” said Dorothea Quill, the chief engineer.";
    let part = "Dorothea Quill, the chief engineer, said that the authority may close the northern quay until the breakwater has been repaired.";
    place.write("news/a.md", told("Shut", "02", "The Courier", whole));
    place.write("news/b.md", told("Closing", "03", "Coast Daily", part));
    place.run(&["index", "news"]).done();
    let served = Served::start(&place, &[]);
    let found = served.get("/api/v1/claims?q=quay&source=The+Courier").expect(200).json();
    let claim = &found["claims"][0];
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("text; in {found}")).to_owned();
    let (article, id, cluster) = (text(&claim["article"]["id"]), text(&claim["id"]), text(&claim["cluster"]));
    let card = served.get(&format!("/claim/{article}/{id}")).expect(200).text();
    for part in ["Also in 1 outlet: the wording differs", "<del>We will</del>", "ClaimReview", "JSON-LD"] {
        assert!(card.contains(part), "no `{part}` in {card}");
    }
    let page = served.get(&format!("/cluster/{cluster}?lang=nl")).expect(200).text();
    assert!(page.contains("2 bewoordingen") && page.contains("Hoe zeker"), "{page}");
    let compared = served.get(&format!("/api/v1/clusters/{cluster}")).expect(200).json();
    let mut run = place.run(&["compare", &cluster, "--format", "json"]).done().json();
    for variant in run["variants"].as_array_mut().expect("a list") {
        variant["claim"].as_object_mut().expect("a claim").remove("explain");
    }
    assert_eq!(compared, run);
    let speaker = text(&claim["speaker"]["id"]);
    let page = served.get(&format!("/speaker/{speaker}")).expect(200).text();
    assert!(page.contains("Repeated most often") && page.contains("2 articles"), "{page}");
    for missing in ["k-0000000000000000", "k-", "x"] {
        served.get(&format!("/cluster/{missing}")).expect(404);
        served.get(&format!("/api/v1/clusters/{missing}")).expect(404);
    }
}

#[test]
fn copies_are_folded_on_the_page_and_nowhere_else() {
    let place = Place::new();
    let story = "The northern quay stays shut for another month, and nobody who lives beside it has been told why that is.\n\n\
        “We were promised a date, and we are still waiting for somebody to name one,” said Dorothea Quill, who mends nets there.\n\n\
        The ferry to the islands leaves from the old pier instead, twice a day, with room for forty people and their bicycles.\n";
    for (day, outlet) in [("02", "The Courier"), ("03", "Coast Daily")] {
        let head = format!("---\ntitle: Still shut\ndate: 2023-03-{day}\nsource: {outlet}\n---\n\n");
        place.write(&format!("news/{day}.md"), head + story);
    }
    place.run(&["index", "news"]).done();
    let served = Served::start(&place, &[]);
    let page = served.get("/?q=waiting").expect(200).text();
    assert!(
        page.contains("1 claim<") && page.contains("Hidden, because") && page.contains("Also in <a href"),
        "{page}"
    );
    let page = served.get("/?q=waiting&copies=all").expect(200).text();
    assert!(page.contains("2 claims<") && page.contains("Hide copies"), "{page}");
    assert_eq!(served.get("/api/v1/claims?q=waiting").expect(200).json()["total"], 2);
    assert_eq!(served.get("/export?q=waiting&format=jsonl&collapse=1").expect(200).text().lines().count(), 1);
}

#[test]
fn corrections_stay_and_go_out_with_the_claims() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    let (article, claim, _) = ids(&served, "speaker=Velkov&lang=en");
    let card = format!("/claim/{article}/{claim}");
    let answer = served.post(&card, "says=wrong-speaker&speaker=Ann+Lee&note=%3Cb%3Esee+page+3").expect(303);
    assert_eq!(answer.header("location"), Some(format!("{card}#corrections").as_str()));
    let page = served.get(&card).expect(200).text();
    assert!(page.contains("wrong speaker") && page.contains("&lt;b&gt;see page 3"), "{page}");
    assert!(served.get("/?speaker=Velkov&language=en").text().contains("Ann Lee"));
    let (other, right, _) = ids(&served, "speaker=Spickett&source=RT");
    served.post(&format!("/api/v1/claims/{other}/{right}/corrections"), "says=right").expect(200);
    served.post(&card, "says=perhaps").expect(400);
    served.post("/claim/a-0000000000000000/c-0000000000000000", "says=right").expect(404);
    // Beside the index, and no run of `index` touches them.
    let file = place.at(".whosaid.corrections.jsonl");
    let before = std::fs::read(&file).expect("the file");
    place.run(&["index", "news", "--force"]).done();
    assert_eq!(std::fs::read(&file).expect("the file"), before);
    let lines = place.run(&["claims", "--speaker", "Velkov", "--lang", "en"]).done().lines();
    assert_eq!(lines[0]["correction"]["speaker"], "Ann Lee");
    assert!(place.run(&["claims", "--format", "csv"]).done().stdout.contains("wrong-speaker,Ann Lee,<b>see page 3"));
    // As gold.
    std::fs::write(place.at("gold.jsonl"), served.get("/export?format=gold").expect(200).body).expect("a file");
    std::fs::write(place.at("more.jsonl"), served.get("/export?format=gold-optional").expect(200).body)
        .expect("a file");
    let run = place.run(&["eval", "gold.jsonl", "--texts", "news", "--optional", "more.jsonl", "--json"]).done();
    assert!(run.stdout.contains("\"source_soft\""), "{}", run.stdout);
}

#[test]
fn what_is_uploaded_can_be_searched() {
    let place = Place::with_news();
    std::fs::remove_dir_all(place.at("news/nl")).expect("removed");
    place.run(&["index", "news"]).done();
    let served = Served::start(&place, &[]);
    let before = served.get("/api/v1/claims?lang=nl").expect(200).json();
    assert_eq!(before["total"], 0);
    let files = [("../../anp.md", SANCTIES), ("odd.exe", "MZ"), ("broken.json", "{\"text\": ")];
    assert_eq!(served.upload(&files).expect(303).header("location"), Some("/add"));
    let start = Instant::now();
    let progress = loop {
        let progress = served.get("/api/v1/adding").expect(200).json();
        if progress["running"] == false {
            break progress;
        }
        assert!(start.elapsed() < Duration::from_secs(120), "{progress}");
        std::thread::sleep(Duration::from_millis(100));
    };
    assert_eq!((&progress["articles"], &progress["error"]), (&Value::from(1), &Value::Null), "{progress}");
    assert_eq!(each(progress["failures"].as_array().expect("a list"), "/path").len(), 2, "{progress}");
    assert!(place.at(".whosaid.added/anp.md").is_file());
    let after = served.get("/api/v1/claims?lang=nl").expect(200).json();
    assert_eq!(after["total"], 1, "{after}");
    assert_eq!(after["claims"][0]["article"]["path"], "anp.md");
    assert!(served.get("/add").expect(200).text().contains("odd.exe"));
    // It stays: the folder is no folder of vanished files, and not walked with the others.
    place.run(&["index", ".", "--prune"]).done();
    assert_eq!(served.get("/api/v1/claims?lang=nl").expect(200).json()["total"], 1);
}

#[test]
fn the_page_sees_what_is_indexed_meanwhile() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    assert_eq!(served.get("/api/v1/claims?q=lighthouse").expect(200).json()["total"], 0);
    place
        .write("news/new.md", "---\ntitle: New\n---\n\n“The lighthouse is dark since Monday evening,” said Ann Lee.\n");
    place.run(&["index", "news"]).done();
    assert_eq!(served.get("/api/v1/claims?q=lighthouse").expect(200).json()["total"], 1);
}

#[test]
fn the_interface_is_as_described() {
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    let (article, claim, _) = ids(&served, "speaker=Spickett");
    let described = served.get("/api/v1/openapi.json").expect(200).json();
    let paths = described["paths"].as_object().expect("paths");
    assert!(paths.len() > 9, "{paths:?}");
    // Whether there is a cluster to ask for is `a_statement_leads_to_its_other_wordings`'s question.
    for (path, methods) in paths.iter().filter(|(path, _)| !path.starts_with("/clusters/")) {
        let path = path.replace("{article}", &article).replace("{claim}", &claim).replace("{id}", &article);
        for method in methods.as_object().expect("methods").keys() {
            let answer = match (method.as_str(), path.as_str()) {
                ("get", "/check") => served.get("/api/v1/check?text=the+sanctions+work"),
                ("get", path) => served.get(&format!("/api/v1{path}")),
                ("post", path) => served.post(&format!("/api/v1{path}"), "says=right&text=the+sanctions+work"),
                other => panic!("{other:?}"),
            };
            let answer = answer.expect(200);
            let required =
                methods.pointer(&format!("/{method}/responses/200/content/application~1json/schema/required"));
            for field in required.and_then(Value::as_array).into_iter().flatten() {
                assert!(answer.json().get(field.as_str().expect("a name")).is_some(), "{method} {path}: no {field}");
            }
        }
    }
    // The same claims as the schema describes.
    let schema: Value = serde_json::from_str(include_str!("../../schema/claim.schema.json")).expect("the schema");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let found = served.get("/api/v1/claims?min-confidence=0&attitudes=1&unsaid=1").expect(200).json();
    for claim in found["claims"].as_array().expect("a list") {
        assert!(schema.is_valid(claim), "{claim}");
    }
    for wrong in [
        "q=%28",
        "kind=loud",
        "since=soon",
        "limit=-1",
        "limit=x",
        "limit=1001",
        "offset=x",
        "sort=best",
        "min-confidence=2",
        "translated=perhaps",
        "q=%00%22",
    ] {
        let answer = served.get(&format!("/api/v1/claims?{wrong}")).expect(400).json();
        assert!(answer["error"].as_str().is_some_and(|error| !error.is_empty()), "{wrong}: {answer}");
    }
    let hint = |query: &str| served.get(&format!("/api/v1/articles?{query}")).expect(400).json()["hint"].to_string();
    assert!(hint("sort=best").contains("relevance, newest and oldest"), "{}", hint("sort=best"));
    assert!(hint("limit=5000").contains("0 to 1000"), "{}", hint("limit=5000"));
    assert_eq!(served.get("/api/v1/nothing").expect(404).json()["error"], "There is nothing here");
    assert!(served.get("/api/v1/status").expect(200).json().get("index").is_none());
}

#[test]
fn without_an_index_or_a_port_it_says_so() {
    let place = Place::new();
    let run = place.run(&["serve", "--no-open", "--port", "0"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("there is no index here"), "{}", run.stderr);
    let place = Place::indexed();
    let served = Served::start(&place, &[]);
    let run = place.run(&["serve", "--no-open", "--port", &served.port.to_string()]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("cannot listen at 127.0.0.1:") && run.stderr.contains("--port"), "{}", run.stderr);
}

#[test]
fn an_article_tells_where_its_head_was_taken_from() {
    let place = Place::new();
    let said = "“The quay is closed to everybody until further notice,” said Ann Lee on the ferry this morning.";
    place.write("news/a.md", format!("---\ntitle: Quay closed\n---\n\nBy Ian Brook\n\n{said}\n"));
    place.write("news/a.md.json", r#"{"date": "2019-03-04"}"#);
    let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry stays", "datePublished": "2019-05-06"}</script>"#;
    let long = format!("<p>{said}</p>").repeat(4);
    place.write("news/b.html", format!("<html lang=en><head><title>Ferry stays</title>{linked}<meta property=og:site_name content='The Gull'></head><body><article><h1>Ferry stays</h1>{long}</article></body></html>"));
    place.run(&["index", "news"]).done();
    let served = Served::start(&place, &[]);
    let all = served.get("/api/v1/articles").expect(200).json();
    let from = |path: &str| {
        let all = all["articles"].as_array().expect("a list");
        let article = all.iter().map(|found| &found["article"]).find(|article| article["path"] == path).expect("it");
        let id = article["id"].as_str().expect("text");
        let page = served.get(&format!("/article/{id}")).expect(200).text();
        (served.get(&format!("/api/v1/articles/{id}")).expect(200).json()["from"].clone(), page)
    };
    let (own, page) = from("a.md");
    assert_eq!(own, serde_json::json!({"title": "file", "author": "text", "date": "sidecar"}));
    assert!(
        page.contains("the file's own metadata (headline)") && page.contains("a file next to the article (date)"),
        "{page}"
    );
    let (own, page) = from("b.html");
    assert_eq!(own, serde_json::json!({"title": "linked-data", "source": "page", "date": "linked-data"}));
    assert!(page.contains("JSON-LD (headline, date)"), "{page}");
}
