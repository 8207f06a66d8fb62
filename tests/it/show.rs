use super::place::{Place, SPICKETT};

#[test]
fn an_article_by_id_by_prefix_and_by_path() {
    let place = Place::indexed();
    let whole = place.run(&["show", "--json", "rt.md"]).done().json();
    let id = whole["id"].as_str().expect("an id");
    for named in [id, &id[..8], &id[2..9], "news/rt.md", "./news/rt.md"] {
        assert_eq!(place.run(&["show", "--json", named]).done().json(), whole, "{named}");
    }
    assert_eq!(whole["title"], "US eases some restrictions");
    assert_eq!(whole["claims"].as_array().map(Vec::len), Some(2));
    let text: Vec<char> = whole["text"].as_str().expect("text").chars().collect();
    let span = &whole["claims"][0]["spans"][0];
    let [start, end] = [0, 1].map(|at| usize::try_from(span[at].as_u64().expect("a number")).expect("an offset"));
    assert_eq!(text[start..end].iter().collect::<String>(), whole["claims"][0]["text"].as_str().expect("text"));
}

#[test]
fn colours_mark_the_parts() {
    let place = Place::indexed();
    let plain = place.run(&["show", "rt.md"]).done().stdout;
    assert!(plain.contains("\n  1. Sean Spickett said "), "{plain}");
    assert!(!plain.contains('\u{1b}'));
    let colours = place.run(&["show", "rt.md", "--color", "always"]).done().stdout;
    assert!(colours.contains("\u{1b}[33msaid\u{1b}[0m"), "{colours:?}");
}

#[test]
fn none_and_several() {
    let place = Place::indexed();
    let run = place.run(&["show", "nothing.txt"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert_eq!(
        run.stderr,
        "no article `nothing.txt` in the index\nhint: `whosaid search '*'` lists articles with their ids and paths\n"
    );
    place.write("more/rt.md", SPICKETT.replace("RT", "TASS"));
    place.run(&["index", "more"]).done();
    let run = place.run(&["show", "rt.md"]);
    assert_eq!(run.status, 2);
    let hint = format!("hint: name one of them by its file: {}", place.at("more/rt.md").display());
    assert!(run.stderr.starts_with(&format!("error: `rt.md` fits 2 articles\n{hint}")), "{}", run.stderr);
    assert_eq!(place.run(&["show", "more/rt.md", "--json"]).done().json()["source"], "TASS");
    place.write("more/rt.md", SPICKETT.replace("sanctions", "pancakes"));
    place.run(&["index", "more"]).done();
    let run = place.run(&["show", "rt.md"]);
    assert_eq!(run.status, 2);
    let hint = "hint: name one of them by its id: a-";
    assert!(run.stderr.starts_with(&format!("error: `rt.md` fits 2 articles\n{hint}")), "{}", run.stderr);
}

#[test]
fn a_record_that_comes_twice_is_one_article() {
    let place = Place::new();
    place
        .write("a.jsonl", "{\"title\": \"Home\", \"text\": \"“We go home now,” Ann Lee said on Monday.\"}\n".repeat(2));
    place.run(&["index", "a.jsonl"]).done();
    let claims = place.run(&["claims"]).done().lines();
    let ids: std::collections::BTreeSet<_> = claims.iter().map(|claim| claim["article"]["id"].as_str()).collect();
    for id in ids {
        let shown = place.run(&["show", id.expect("an id"), "--json"]).done().json();
        assert_eq!(shown["claims"].as_array().map(Vec::len), Some(1), "{shown}");
    }
    assert_eq!(claims.len(), 2);
}

#[test]
fn articles_without_seeds_say_so() {
    let place = Place::new();
    place.write("fr.txt", "Le ministre a déclaré jeudi que les sanctions contre la Russie resteraient en vigueur jusqu’à la fin de l’année prochaine, et que le gouvernement français ne changerait pas de politique.\n");
    place.run(&["index", "fr.txt"]).done();
    let status = place.run(&["status"]).done().stdout;
    assert!(status.contains("no claims  1 article in `fr`: there are no seeds for this language\n"), "{status}");
    assert!(place.run(&["show", "fr.txt"]).done().stdout.ends_with("no claims: there are no seeds for its language\n"));
}
