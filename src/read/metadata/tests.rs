use std::fmt::Write as _;

use super::*;

fn found(text: &str, hint: &str) -> Found {
    find(text, Some(hint), Seeds::built_in())
}

fn marked(text: &str, hint: &str) -> Vec<String> {
    found(text, hint).boilerplate.iter().map(|s| s.of(text).to_owned()).collect()
}

const BODY: &str = "The mayor of Exampleton resigned on Monday, after the council had voted against her budget twice in a month.\n\nShe thanked the people who had worked with her.\n";

/// Title, date or time, author, outlet.
fn four(text: &str, hint: &str) -> [String; 4] {
    let meta = found(text, hint).meta;
    [meta.title, meta.published.or(meta.date), meta.author, meta.source].map(|f| f.unwrap_or_else(|| "-".into()))
}

#[test]
fn heads() {
    for (head, hint, expected) in [
        (
            "7 Mar, 2016 18:40\n\nMayor resigns after vote\n\n",
            "en",
            ["Mayor resigns after vote", "2016-03-07T18:40", "-", "-"],
        ),
        (
            "Monday, March 07, 2016\n\nMayor Goes\n\nMayor Goes\n\nby Jane Doe\n\n",
            "en",
            ["Mayor Goes", "2016-03-07", "Jane Doe", "-"],
        ),
        ("Politics\n\nMayor resigns after vote - Reuters\n\n", "en", ["Mayor resigns after vote", "-", "-", "Reuters"]),
        (
            "Redactie − 03/04/16, 22:32 − bron: ANP\n\n© EPA. Het stadhuis van Voorbeeld.\n\n",
            "nl",
            ["-", "2016-04-03T22:32", "Redactie", "ANP"],
        ),
        (
            "Burgemeester stapt op\nDoor Karin van den Berg\nGepubliceerd op 7 maart 2016 om 9.05 uur\n",
            "nl",
            ["Burgemeester stapt op", "2016-03-07T09:05", "Karin van den Berg", "-"],
        ),
        (
            "Mayor resigns after vote\nBy JANE DOE and JOHN ROE, Reuters\nPublished: 2:30 p.m. ET March 7, 2016 | Updated: March 8, 2016\n",
            "en",
            ["Mayor resigns after vote", "2016-03-07T14:30", "JANE DOE and JOHN ROE", "Reuters"],
        ),
        (
            "Mayor Resigns After Budget Vote.\n\nEXAMPLETON, March 7 (UPI) — ",
            "en",
            ["Mayor Resigns After Budget Vote.", "-", "-", "UPI"],
        ),
        ("AMSTERDAM (ANP) - ", "nl", ["-", "-", "-", "ANP"]),
        ("", "en", ["-", "-", "-", "-"]),
        ("By the way, on 7 March 2016 it rained.\n", "en", ["-", "-", "-", "-"]),
        (
            "Mayor resigns after vote\nLast updated on 7 March 2016\n",
            "en",
            ["Mayor resigns after vote", "2016-03-07", "-", "-"],
        ),
    ] {
        assert_eq!(four(&format!("{head}{BODY}"), hint), expected, "{head}");
    }
}

#[test]
fn outlets_and_authors_beside_each_other() {
    for (head, hint, expected) in [
        (
            "Mayor resigns after vote\nJane Doe for Skarv Tribune\n6th August, 2019\n",
            "en",
            ["Mayor resigns after vote", "2019-08-06", "Jane Doe", "Skarv Tribune"],
        ),
        (
            "Mayor resigns after vote\n06/08/2019 | Skarv Tribune | Jane Doe\n",
            "en",
            ["Mayor resigns after vote", "-", "Jane Doe", "Skarv Tribune"],
        ),
        (
            "Mayor resigns after vote\nSkarv Now | 6 August 2019 | Jane Doe\n",
            "en",
            ["Mayor resigns after vote", "2019-08-06", "Jane Doe", "Skarv Now"],
        ),
        (
            "Mayor resigns after vote\nJohn Roe | 6 August 2019 | Jane Doe\n",
            "en",
            ["Mayor resigns after vote", "2019-08-06", "John Roe, Jane Doe", "-"],
        ),
        (
            "Burgemeester stapt op\nSkarv Nu - 6 augustus 2019 - Karin van den Berg\n",
            "nl",
            ["Burgemeester stapt op", "2019-08-06", "Karin van den Berg", "Skarv Nu"],
        ),
        (
            "Karin van den Berg\nBurgemeester stapt op\nSkarvse Courant\n6 augustus 2019\n",
            "nl",
            ["Burgemeester stapt op", "2019-08-06", "Karin van den Berg", "Skarvse Courant"],
        ),
        (
            "Burgemeester stapt op\nDoor onze correspondent Karin van den Berg\nSkarvse Courant, 6 augustus 2019\n",
            "nl",
            ["Burgemeester stapt op", "2019-08-06", "Karin van den Berg", "Skarvse Courant"],
        ),
        (
            "Uit de Skarvse Courant van dinsdag 6 augustus 2019\n\nBurgemeester stapt op\n",
            "nl",
            ["Burgemeester stapt op", "2019-08-06", "-", "Skarvse Courant"],
        ),
        (
            "Opinie | Wie betaalt de dijk?\nSkarvse Courant, 6 augustus 2019\n",
            "nl",
            ["Wie betaalt de dijk?", "2019-08-06", "-", "Skarvse Courant"],
        ),
        (
            "Why the mayor had to go\nAnalysis by Jane Doe, Skarv Tribune\n",
            "en",
            ["Why the mayor had to go", "-", "Jane Doe", "Skarv Tribune"],
        ),
    ] {
        assert_eq!(four(&format!("{head}\n{BODY}"), hint), expected, "{head}");
    }
}

#[test]
fn an_outlet_that_speaks_of_itself() {
    let source = |text: &str, hint: &str| four(&format!("{BODY}\n{text}\n"), hint)[3].clone();
    assert_eq!(source("It is over, a former diplomat has told RT.", "en"), "RT");
    assert_eq!(source("It is over, she told Reuters on Monday.", "en"), "Reuters");
    assert_eq!(source("It is over, she told reporters.", "en"), "-");
    assert_eq!(source("It is over, she told CNN on Monday.", "en"), "-");
    assert_eq!(source("She told Reuters so, and told Politico the reverse.", "en"), "-");
    assert_eq!(source("In an interview with Reuters she said so. She told Reuters more.", "en"), "-");
    assert_eq!(source("\"Het is voorbij\", zegt ze tegen NU.nl.", "nl"), "NU.nl");
    assert_eq!(source("Ze stemde tegen NU.nl.", "nl"), "-");
}

#[test]
fn feet_and_captions_are_marked() {
    let text = format!(
        "Monday 7 March 2016\n\nMayor Goes After Vote\n\nJane Doe\n\n{BODY}\nThe mayor, Jane Doe, said no more.\n\nMore text here, for the length of it.\n\nSHARE THIS\n\nAuthor:\n\nEtiam at libero iaculis, mollis justo non, blandit augue.\n\n0 comments:\n"
    );
    assert_eq!(
        marked(&text, "en"),
        [
            "Monday 7 March 2016",
            "Jane Doe",
            "SHARE THIS",
            "Author:",
            "Etiam at libero iaculis, mollis justo non, blandit augue.",
            "0 comments:"
        ]
    );
}

#[test]
fn front_matter_of_a_text_file_is_marked() {
    let text = format!("---\ntitle: A\n---\nMayor resigns after vote\n{BODY}");
    assert_eq!(marked(&text, "en"), ["---\ntitle: A\n---"]);
    assert_eq!(four(&text, "en")[0], "Mayor resigns after vote");
}

#[test]
fn declared_wins_and_keeps_its_day() {
    let declared = Meta { date: Some("2016-01-01".into()), title: Some("A".into()), ..Meta::default() };
    let found = Meta {
        date: Some("2016-01-02".into()),
        published: Some("2016-01-02T10:00".into()),
        title: Some("B".into()),
        source: Some("RT".into()),
        ..Meta::default()
    };
    let merged = merge(declared, found);
    assert_eq!(
        (merged.date.as_deref(), merged.published, merged.title.as_deref(), merged.source.as_deref()),
        (Some("2016-01-01"), None, Some("A"), Some("RT"))
    );
}

/// A head of `tests/heads/heads.toml`.
#[derive(serde::Deserialize)]
struct Case {
    lang: String,
    head: String,
    title: Option<String>,
    date: Option<String>,
    author: Option<String>,
    outlet: Option<String>,
}

const NIEUWS: &str = "De veerdienst tussen Skarv en Vlissum stopt na dertig jaar, omdat het schip te oud is en er geen geld is voor een nieuw.\n\nDe reizigers moeten vanaf dan met de bus over de brug.\n";

/// How many heads are read right and wrong, by field; a wrong one is worse than none.
#[test]
fn heads_of_many_layouts() {
    #[derive(serde::Deserialize)]
    struct Cases {
        head: Vec<Case>,
    }
    let cases: Cases = toml::from_str(include_str!("../../../tests/heads/heads.toml")).expect("cases");
    let (mut right, mut wrong, mut rows) = ([0; 4], [0; 4], String::new());
    for case in &cases.head {
        let body = if case.lang == "nl" { NIEUWS } else { BODY };
        let meta = found(&format!("{}{body}", case.head), &case.lang).meta;
        let pairs = [
            ("title", &case.title, meta.title),
            ("date", &case.date, meta.date),
            ("author", &case.author, meta.author),
            ("outlet", &case.outlet, meta.source),
        ];
        for (field, (name, wanted, got)) in pairs.into_iter().enumerate() {
            if *wanted == got {
                right[field] += usize::from(got.is_some());
            } else {
                let _ = writeln!(rows, "{name}: {wanted:?}, found {got:?} in\n{}", case.head);
                wrong[field] += usize::from(got.is_some());
            }
        }
    }
    let enough = right.iter().zip(RIGHT).all(|(right, least)| *right >= least) && wrong == WRONG;
    assert!(enough, "title, date, author, outlet: right {right:?} of {RIGHT:?}, wrong {wrong:?}\n{rows}");
}

/// Title, date, author and outlet that are read right today, and wrong.
const RIGHT: [usize; 4] = [69, 63, 32, 52];
const WRONG: [usize; 4] = [0, 0, 0, 0];

proptest::proptest! {
    #[test]
    fn spans_slice_and_are_in_order(text in "(\\PC|\n|\r|by |told RT|\\(ANP\\) - |3 May 2016|: |\\. |\"|\\(video\\) After |é|İ){0,60}", hint in "en|nl|xx") {
        let found = found(&text, &hint);
        let mut last = 0;
        for span in &found.boilerplate {
            proptest::prop_assert!(span.start >= last && span.end > span.start);
            let _ = span.of(&text);
            last = span.end;
        }
        if let Some(span) = found.title_span { let _ = span.of(&text); }
    }
}
