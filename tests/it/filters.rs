use super::place::{Place, each};

/// The texts of the claims that flags let through, each by its first two words.
fn claims(place: &Place, flags: &[&str]) -> Vec<String> {
    let run = place.run(&[&["claims"], flags].concat());
    assert!(run.status < 2, "{}", run.stderr);
    assert_eq!(run.status == 1, run.stdout.is_empty());
    let two = |text: &str| text.trim_matches(['“', '”']).split(' ').take(2).collect::<Vec<_>>().join(" ");
    each(&run.lines(), "/text").into_iter().map(two).collect()
}

const TRADE: &str = "A trade";
const WORK: &str = "The sanctions";
const BLIJVEN: &str = "De sancties";
const EASING: &str = "We are";
const NOTHING: &str = "Nothing has";

#[test]
fn each_filter_lets_its_own_through() {
    let place = Place::indexed();
    for (flags, expected) in [
        (&[][..], vec![TRADE, WORK, BLIJVEN, EASING, NOTHING]),
        (&["--speaker", "spickett"], vec![WORK, EASING]),
        (&["--speaker", "Spickett, SEAN"], vec![WORK, EASING]),
        (&["--speaker", "zoe muller"], vec![TRADE]),
        (&["--speaker", "velkov DMITRY"], vec![BLIJVEN, NOTHING]),
        (&["--speaker", "Велков"], vec![BLIJVEN, NOTHING]),
        (&["--speaker", "Nobody"], vec![]),
        (&["--source", "rt"], vec![EASING, NOTHING]),
        (&["--source", "guardian"], vec![TRADE, WORK]),
        (&["--lang", "nl"], vec![BLIJVEN]),
        (&["--lang", "EN"], vec![TRADE, WORK, EASING, NOTHING]),
        (&["--kind", "indirect"], vec![]),
        (&["--kind", "direct", "--lang", "nl"], vec![BLIJVEN]),
        (&["--stance", "denies"], vec![]),
        (&["--since", "2018"], vec![TRADE, WORK]),
        (&["--until", "2017-02"], vec![BLIJVEN, EASING, NOTHING]),
        (&["--since", "2017-02-03", "--until", "2017-02-03"], vec![BLIJVEN]),
        (&["--translated", "yes"], vec![]),
        (&["--translated", "no"], vec![TRADE, WORK, BLIJVEN, EASING, NOTHING]),
        (&["--min-confidence", "1.0"], vec![]),
        (&["--limit", "2"], vec![TRADE, WORK]),
    ] {
        assert_eq!(claims(&place, flags), expected, "{flags:?}");
    }
}

#[test]
fn articles_are_filtered_by_their_claims() {
    let place = Place::indexed();
    let paths = |flags: &[&str]| {
        let run = place.run(&[&["search", "*", "--json"], flags].concat());
        each(&run.lines(), "/article/path").into_iter().map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(paths(&["--speaker", "spickett"]), ["guardian.md", "rt.md"]);
    assert_eq!(paths(&["--speaker", "velkov", "--lang", "nl"]), ["nl/anp.md"]);
    assert_eq!(paths(&["--kind", "indirect"]), [""; 0]);
}

#[test]
fn speakers_are_counted() {
    let place = Place::indexed();
    let rows = place.run(&["speakers", "--json"]).done().lines();
    assert_eq!(each(&rows, "/name"), ["Dmitry Velkov", "Sean Spickett", "Zoë Müller"]);
    let spickett = &rows[1];
    assert_eq!((&spickett["claims"], &spickett["articles"]), (&2.into(), &2.into()));
    assert_eq!((spickett["first"].as_str(), spickett["last"].as_str()), (Some("2017-02-02"), Some("2018-03-10")));
    assert_eq!(each(spickett["sources"].as_array().expect("a list"), "/source"), ["RT", "The Guardian"]);
    let table = place.run(&["speakers", "--source", "anp"]).done().stdout;
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains("Dmitry Velkov") && table.contains("ANP 1"), "{table}");
    assert!(place.run(&["speakers"]).done().stdout.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn nothing_found_says_why() {
    let place = Place::indexed();
    for (command, message) in [
        (
            &["claims", "--speaker", "Spackett"][..],
            "no claims found\nhint: nobody in the index is called `Spackett`; did you mean `Sean Spickett`?\n",
        ),
        (
            &["claims", "--source", "RTT"],
            "no claims found\nhint: no article in the index is from `RTT`; did you mean `RT`?\n",
        ),
        (
            &["speakers", "--lang", "fr"],
            "no speakers found\nhint: the index holds articles in en, nl; there is none in `fr`\n",
        ),
        (&["search", "unheard"], "no articles found\n"),
        (&["search", "unheard", "--since", "2017"], "no articles found\nhint: leave out a filter, or widen it\n"),
    ] {
        let run = place.run(command);
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (1, "", message), "{command:?}");
    }
}

#[test]
fn a_known_speaker_is_one_person_in_any_spelling() {
    let place = Place::new();
    place.write("a.txt", "“The river is high and it will stay so for days,” said Jana Nowakova.\n");
    place.write("b.txt", "“The river is lower than it was in the summer,” said Johanna Novakova.\n");
    let known = "[[speaker]]\nname = \"Jana Nowakova\"\naliases = [\"Johanna Novakova\"]\n";
    place.write("mine/speakers.mine.toml", known);
    place.run(&["--seeds", "mine", "index", "a.txt", "b.txt"]).done();
    let rows = place.run(&["--seeds", "mine", "speakers", "--json"]).done().lines();
    assert_eq!(each(&rows, "/name"), ["Jana Nowakova"]);
    assert_eq!(rows[0]["claims"], 2);
    // Without that knowledge they are two: no rule makes one given name of the other.
    assert_eq!(place.run(&["speakers", "--json"]).done().lines().len(), 2);
}

/// Two speakers, of whom one names the other in the words that name himself.
fn two_who_met() -> Place {
    let place = Place::new();
    place.write(
        "news/met.txt",
        "The ministers met in Velmar\n\n\
         “The talks went well and they will go on in the spring,” said President Barnaby Okoro, who had met Chancellor Nora Feldman.\n\n\
         “We will not give up the harbour for anything,” said Nora Feldman.\n",
    );
    place.write(
        "news/beside.txt",
        "A long evening in Velmar\n\n\
         “Nobody in this house wants another vote on it,” said Barnaby Okoro, standing beside Nora Feldman.\n",
    );
    place.write(
        "news/quiet.txt",
        "A quiet day in Velmar\n\n“I have nothing to add to what was said,” said Barnaby Okoro on Friday.\n",
    );
    place
}

#[test]
fn a_claim_is_found_by_its_own_speaker_alone() {
    let place = two_who_met();
    place.run(&["index", "news"]).done();
    for typed in ["Nora Feldman", "Feldman", "FELDMAN, nora"] {
        let found = place.run(&["claims", "--speaker", typed]).done().lines();
        assert_eq!(each(&found, "/speaker/name"), ["Nora Feldman"], "--speaker {typed}");
    }
    assert_eq!(place.run(&["claims", "--speaker", "okoro"]).done().lines().len(), 3);
    let rows = place.run(&["speakers", "--json", "--speaker", "Feldman"]).done().lines();
    assert_eq!(each(&rows, "/name"), ["Nora Feldman"]);
    for query in ["speaker:\"Nora Feldman\"", "speaker:feldman", "speaker:Feld*", "speaker:\"Feldman, Nora\""] {
        let found = place.run(&["search", "--json", "--claims", query]).done().lines();
        assert_eq!(each(&found, "/claim/speaker/name"), ["Nora Feldman"], "search --claims {query}");
        let found = place.run(&["search", "--json", query]).done().lines();
        assert_eq!(each(&found, "/article/path"), ["met.txt"], "search {query}");
    }
    let found = place.run(&["search", "--json", "*", "--speaker", "Feldman"]).done().lines();
    assert_eq!(each(&found, "/article/path"), ["met.txt"]);
    let found = place.run(&["search", "--json", "* -speaker:feldman"]).done().lines();
    assert_eq!(found.len(), 2);
}

#[test]
fn who_is_only_met_is_nobody_who_spoke() {
    let place = two_who_met();
    place.run(&["index", "news/beside.txt", "news/quiet.txt"]).done();
    for command in [&["claims", "--speaker", "Feldman"][..], &["speakers", "--speaker", "Feldman"]] {
        let run = place.run(command);
        assert_eq!(run.status, 1, "{command:?}: {}", run.stdout);
        let hint = "hint: nobody in the index is called `Feldman`; `whosaid speakers` lists everybody\n";
        assert!(run.stderr.ends_with(hint), "{command:?}: {}", run.stderr);
    }
    assert_eq!(place.run(&["search", "--claims", "speaker:Feldman"]).status, 1);
}

#[test]
fn a_known_speaker_is_found_by_every_alias() {
    let place = Place::new();
    place.write("a.txt", "“The river is high and it will stay so for days,” said Jana Nowakova.\n");
    place.write("b.txt", "“The river is lower than it was in the summer,” said Yana Novakova.\n");
    place.write("c.txt", "“The river is what it always was and will be,” said Petra Novakova.\n");
    let known = "[[speaker]]\nname = \"Jana Nowakova\"\naliases = [\"Yana Novakova\", \"Iron Lady\"]\n";
    place.write("mine/speakers.mine.toml", known);
    for seeds in [&["--seeds", "mine"][..], &[]] {
        place.run(&[seeds, &["index", "a.txt", "b.txt", "c.txt"]].concat()).done();
        for typed in ["Jana Nowakova", "yana", "iron lady"] {
            let found = place.run(&["--seeds", "mine", "claims", "--speaker", typed]).done().lines();
            assert_eq!(each(&found, "/article/path"), ["a.txt", "b.txt"], "--speaker {typed}");
            let query = format!("speaker:\"{typed}\"");
            let found = place.run(&["--seeds", "mine", "search", "--claims", "--json", &query]).done().lines();
            assert_eq!(found.len(), 2, "search --claims {query}");
        }
    }
}
