//! Nothing that an article, a name or a query holds is obeyed by a terminal: it is shown.

use super::place::{Place, Run};
use std::process::Command;

/// What a terminal would act on: a colour, a title, a link, a bell, a C1 control, a backspace, a carriage return, overrides of direction, what is invisible.
const HOSTILE: &str =
    "\u{1b}[31m\u{1b}]0;t\u{7}\u{1b}]8;;http://x\u{1b}\\\u{9b}2J\u{85}\u{8}\u{202e}\u{2066}\u{200b}\u{feff}\u{7f}";

/// An article all of whose parts are hostile; the names are read from front matter, record and text.
fn place() -> Place {
    let place = Place::new();
    let body = format!(
        "“We are not easing the sanctions {HOSTILE} at all,” said Sean Spickett.\n\nשלום לכולם, אמר דוד לוי. می\u{200c}خواهم.\n"
    );
    let record = |title: &str| {
        serde_json::json!({"title": format!("Title{HOSTILE}{title}"), "source": format!("Outlet{HOSTILE}"), "author": format!("Ann{HOSTILE}Brand"),
            "url": format!("https://example.org/{HOSTILE}"), "date": "2017-02-03", "text": body})
    };
    place.write("news/a.json", record("A").to_string());
    place.write("news/b\u{9b}31m\u{202e}.json", record("B").to_string());
    place.write("news/bad\u{9b}31m\u{1b}[31m\u{202e}.json", format!("{{\"text{HOSTILE}\": "));
    place.write("news/bad2.json", "{\"text\": 3}");
    place.write("mine/nl/words.toml", format!("[words]\n\"determiners{}\" = 3\n", "\u{9b}31m"));
    place.write("gold.jsonl", format!("{{\"doc\": \"a\", \"attributions\": 3, \"x\": \"{}\"}}\n", "\u{9b}31m"));
    place
}

/// Every command that shows anything, the hostile words among its arguments where they can be.
const COMMANDS: &[&[&str]] = &[
    &["index", "news"],
    &["index", "news", "--force"],
    &["index", "no\u{9b}31m\u{1b}[31m\u{202e}thing"],
    &["search", "sanctions"],
    &["search", "sanctions", "--json"],
    &["search", "sanctions", "--claims"],
    &["search", "sanctions", "--claims", "--json"],
    &["search", "\u{1b}[31m\u{9b}31m\u{202e}("],
    &["search", "no\u{1b}[31m\u{9b}31m\u{202e}:x"],
    &["claims"],
    &["claims", "--format", "table"],
    &["claims", "--format", "json"],
    &["claims", "--format", "jsonl", "--explain"],
    &["claims", "--speaker", "no\u{1b}[31m\u{9b}31m\u{202e}body"],
    &["claims", "--source", "no\u{1b}[31m\u{9b}31m\u{202e}thing"],
    &["claims", "--kind", "no\u{1b}[31m\u{9b}31m\u{202e}kind"],
    &["claims", "--format", "no\u{1b}[31m\u{9b}31m\u{202e}"],
    &["claims", "--since", "no\u{1b}[31m\u{9b}31m\u{202e}"],
    &["extract", "news"],
    &["extract", "news", "--format", "table"],
    &["extract", "news", "--format", "json"],
    &["speakers"],
    &["speakers", "--json"],
    &["show", "a.json"],
    &["show", "a.json", "--explain"],
    &["show", "a.json", "--json"],
    &["show", "no\u{1b}[31m\u{9b}31m\u{202e}"],
    &["status"],
    &["status", "--json"],
    &["seeds", "check", "mine"],
    &["eval", "gold.jsonl", "--texts", "news"],
    &["no\u{1b}[31m\u{9b}31m\u{202e}command"],
];

/// The program's own styles, which the tests ask for nowhere else, taken out.
fn without_styles(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 2..];
        let end = behind.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(behind.len());
        // What sets a style, but for the red that the hostile words ask for; and how a progress bar moves and clears its line.
        let style =
            behind[end..].starts_with('m') && &behind[..end] != "31" || behind[end..].starts_with(['A', 'B', 'K']);
        out.push_str(if style { "" } else { "\u{1b}[" });
        rest = if style { &behind[end + 1..] } else { behind };
    }
    out + rest
}

#[track_caller]
fn safe(text: &str, command: &[&str]) {
    let bad = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}\u{200b}\u{feff}".contains(c);
    if let Some(at) = text.find(bad) {
        let from = text[..at].char_indices().rev().nth(60).map_or(0, |(i, _)| i);
        let to = text[at..].char_indices().nth(60).map_or(text.len(), |(i, _)| at + i);
        panic!("{command:?} lets {:?} through: {:?}", text[at..].chars().next(), &text[from..to]);
    }
}

#[test]
fn nothing_raw_in_a_pipe() {
    let place = place();
    for command in COMMANDS {
        let Run { stdout, stderr, .. } = place.run(command);
        safe(&stdout, command);
        safe(&stderr, command);
        assert!(!(stdout + &stderr).is_empty(), "{command:?} says something");
    }
    for command in COMMANDS.iter().filter(|c| c.first() != Some(&"extract") && c.last() != Some(&"--json")) {
        let run = place.run(&[command, &["--color", "always"][..]].concat());
        safe(&without_styles(&run.stdout), command);
        // An error's name is red.
        safe(&without_styles(&run.stderr.replace("\u{1b}[1m\u{1b}[31merror:", "error:")), command);
    }
}

#[test]
fn the_words_themselves_are_still_there() {
    let place = place();
    place.run(&["index", "news"]).done();
    let shown = place.run(&["show", "a.json"]).done().stdout;
    assert!(shown.contains("sanctions \u{fffd}[31m\u{fffd}]0;t\u{fffd}"), "{shown}");
    assert!(shown.contains("שלום לכולם, אמר דוד לוי. می\u{200c}خواهم."), "right-to-left text stays: {shown}");
    let json = place.run(&["show", "a.json", "--json"]).done();
    assert!(
        json.stdout.contains("\\u009b2J\\u0085") && json.stdout.contains("\\u202e\\u2066\\u200b\\ufeff\\u007f"),
        "{}",
        json.stdout
    );
    assert!(json.json()["text"].as_str().expect("text").contains(HOSTILE), "JSON says what the article says");
    // CSV into a pipe or a file is data, as the article has it.
    let csv = place.run(&["claims", "--format", "csv"]).done().stdout;
    assert!(csv.contains("sanctions \u{1b}[31m\u{1b}]0;t\u{7}") && csv.contains('\u{202e}'), "{csv}");
}

/// Runs the program with a terminal for all that it says, where the system has `script` to make one.
#[cfg(target_os = "linux")]
fn on_terminal(place: &Place, command: &[&str]) -> Option<String> {
    let quoted = |word: &str| format!("'{}'", word.replace('\'', "'\\''"));
    let line: Vec<String> =
        std::iter::once(env!("CARGO_BIN_EXE_whosaid")).chain(command.iter().copied()).map(quoted).collect();
    let output = Command::new("script")
        .args(["-qc", &line.join(" "), "/dev/null"])
        .current_dir(place.path())
        .env_remove("WHOSAID_INDEX")
        .env_remove("NO_COLOR")
        .env("TERM", "xterm")
        .stdin(std::process::Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_raw_on_a_terminal() {
    let place = place();
    let csv: &[&[&str]] = &[&["claims", "--format", "csv"], &["extract", "news", "--format", "csv"]];
    for command in COMMANDS.iter().chain(csv) {
        let Some(shown) = on_terminal(&place, command) else { return };
        // The terminal itself writes "\r\n" for a line feed; a progress bar clears its line and hides behind a carriage return.
        let shown = shown.replace("\r\n", "\n").replace("\u{1b}[1m\u{1b}[31merror:", "error:");
        let shown = without_styles(&shown).replace('\r', "").replace("^@", "");
        safe(&shown, command);
        assert!(!shown.is_empty(), "{command:?} says something");
    }
}
