//! Heads in many layouts (`tests/heads`): how many are read right, field by field. Nobody mends the reader for one head; a kind that goes wrong is mended.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use super::find;
use crate::seeds::Seeds;

#[derive(Deserialize)]
struct Set {
    head: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    text: String,
    title: Option<String>,
    source: Option<String>,
    author: Option<String>,
    date: Option<String>,
}

/// What stands below each head: it tells nothing of its outlet, author or day.
const ENGLISH: &str = "Residents of the quarter say they learned of the decision from a notice on a lamp post. Nobody had rung a bell.\n\nA spokesman for the authority said that letters had gone out in time. \"We did what the rules ask of us,\" he said. He could not say how many had arrived.\n\nThe case goes to a committee next week, which may take until the summer.\n";
const DUTCH: &str = "Bewoners van de wijk zeggen dat ze het besluit op een briefje aan een lantaarnpaal lazen. Niemand had aangebeld.\n\nEen woordvoerder van de dienst zei dat de brieven op tijd waren verstuurd. \"Wij hebben gedaan wat de regels vragen\", zei hij. Hoeveel er waren aangekomen kon hij niet zeggen.\n\nDe zaak gaat volgende week naar een commissie, die er tot de zomer over kan doen.\n";

/// Right, wrong, missing.
type Score = [usize; 3];

/// The heads of a set, scored field by field, and what goes wrong.
fn score(name: &str) -> (BTreeMap<&'static str, Score>, String) {
    let mut wrong = String::new();
    let path = format!("{}/tests/heads/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let set: Set = toml::from_str(&std::fs::read_to_string(&path).expect(&path)).expect(&path);
    let mut scores = BTreeMap::new();
    for case in &set.head {
        let (hint, body) = if case.id.starts_with("nl-") { ("nl", DUTCH) } else { ("en", ENGLISH) };
        let text = format!("{}\n{body}", case.text.trim_start());
        let meta = find(&text, Some(hint), Seeds::built_in()).meta;
        let fields = [
            ("title", &case.title, &meta.title),
            ("source", &case.source, &meta.source),
            ("author", &case.author, &meta.author),
            ("date", &case.date, &meta.date),
        ];
        for (field, gold, got) in fields {
            let of: &mut Score = scores.entry(field).or_default();
            let same = got.as_deref().map(plain) == gold.as_deref().map(plain);
            let at = if same { 0 } else { 1 + usize::from(got.is_none()) };
            // Who is named in two ways ("Redactie") is not scored where the head names nobody.
            if field == "author" && gold.is_none() {
                continue;
            }
            of[at] += 1;
            if !same {
                let _ = writeln!(wrong, "{}: {field} is {gold:?}, read as {got:?}", case.id);
            }
        }
    }
    (scores, wrong)
}

/// Case and marks never matter.
fn plain(text: &str) -> String {
    let words = text.to_lowercase().replace(" and ", ", ").replace(" en ", ", ");
    words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn heads_in_many_layouts() {
    for set in ["dev", "kept", "more"] {
        let (scores, wrong) = score(set);
        let share = |field: &str, at: usize| {
            let all = scores[field];
            all[at] * 100 / all.iter().sum::<usize>().max(1)
        };
        let floors = [("date", 92), ("source", 85), ("title", 92), ("author", 80)];
        for (field, floor) in floors {
            assert!(
                share(field, 0) >= floor,
                "{set}: {field} is right in {} %, not in {floor} %\n{wrong}",
                share(field, 0)
            );
        }
        assert!(share("source", 1) <= 4, "{set}: {} % of the outlets are wrong\n{wrong}", share("source", 1));
    }
}
