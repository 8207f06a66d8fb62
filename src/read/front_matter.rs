//! Front matter: `---` lines around YAML, or `+++` lines around TOML.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// Front matter that goes on longer is a text that begins with a rule.
const MAX_LINES: usize = 200;
/// Lists and keys inside each other: whoever writes front matter needs no more.
const DEEPEST: usize = 16;

/// The front matter of `text` as a JSON object, and the byte at which the body begins; `None` where there is none.
#[must_use]
pub fn split(text: &str) -> Option<(Value, usize)> {
    let fence = ["---", "+++"].into_iter().find(|f| text.lines().next().is_some_and(|l| l.trim_end() == *f))?;
    let mut at = 0;
    let mut head = 0;
    for (number, line) in text.split_inclusive('\n').enumerate().take(MAX_LINES) {
        if number == 0 {
            head = line.len();
        } else if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            let inner = &text[head..at];
            let value = if fence == "---" { yaml(inner)? } else { toml::from_str::<Value>(inner).ok()? };
            return value.as_object().is_some_and(|o| !o.is_empty()).then_some((value, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// YAML as JSON: every scalar is a string, as it was written. A value with a colon in it is often written without marks, which is no YAML: such lines
/// are read with marks put around it.
fn yaml(text: &str) -> Option<Value> {
    let value = events(text).or_else(|| events(&with_marks(text)))?;
    value.as_object()?.keys().all(|k| key(k)).then_some(value)
}

/// The first document of a YAML text; `None` where it is none, or nested too deeply.
fn events(text: &str) -> Option<Value> {
    let mut parser = Parser::new_from_str(text);
    let mut open: Vec<Open> = Vec::new();
    loop {
        let whole = match parser.next_event()?.ok()?.0 {
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::Alias(_) => Value::Null,
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() == DEEPEST => return None,
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Keys(Map::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop()? {
                Open::List(list) => Value::Array(list),
                Open::Keys(keys, _) => Value::Object(keys),
            },
            Event::DocumentEnd | Event::StreamEnd => return None,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => continue,
        };
        match open.last_mut() {
            None => return Some(whole),
            Some(Open::List(list)) => list.push(whole),
            Some(Open::Keys(keys, key)) => match (key.take(), whole) {
                (Some(key), value) => drop(keys.insert(key, value)),
                (None, Value::String(name)) => *key = Some(name),
                (None, _) => return None,
            },
        }
    }
}

/// What is being read, with the key whose value comes next.
enum Open {
    List(Vec<Value>),
    Keys(Map<String, Value>, Option<String>),
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    let nothing = text.is_empty() || style == ScalarStyle::Plain && matches!(text, "~" | "null");
    if nothing { Value::Null } else { Value::String(text.to_owned()) }
}

/// The same with marks around the values of lines that are read otherwise without, and with spaces for tabs before them.
fn with_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        let bare = line.trim_start();
        out.extend(line[..line.len() - bare.len()].chars().map(|c| if c == '\t' { ' ' } else { c }));
        let value = bare.split_once(": ").map(|(key, value)| (key, value.trim())).filter(|(_, value)| !is_whole(value));
        match value {
            Some((key, value)) => out.extend([key, ": '", &value.replace('\'', "''"), "'"]),
            None => out.push_str(bare),
        }
        out.push('\n');
    }
    out
}

/// True for a value that has its own marks or brackets, or goes on in the next lines.
fn is_whole(value: &str) -> bool {
    let mut chars = value.chars();
    let (first, last) = (chars.next(), chars.next_back());
    matches!(
        (first, last),
        (Some('"'), Some('"')) | (Some('\''), Some('\'')) | (Some('['), Some(']')) | (Some('{'), Some('}'))
    ) || matches!(value, "" | ">" | "|" | ">-" | "|-")
}

fn key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c)) && key.split(' ').count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn yaml_and_toml() {
        let text = "---\ntitle: \"A: b\"\nauthors:\n  - Jane\n  - John\nsource:\n  name: RT\ntags: [a, b]\n---\nBody";
        let (value, at) = split(text).expect("front matter");
        assert_eq!(
            value,
            json!({"title": "A: b", "authors": ["Jane", "John"], "source": {"name": "RT"}, "tags": ["a", "b"]})
        );
        assert_eq!(&text[at..], "Body");
        let (value, _) = split("+++\ntitle = 'A'\r\n+++\r\nBody").expect("front matter");
        assert_eq!(value, json!({"title": "A"}));
    }

    #[test]
    fn what_site_generators_write() {
        let text = "---\ntitle: >-\n  The lock\n  is shut\ndate: 2021-06-07 # a Monday\nnumber: 007\nauthor:\n  - name: Ann Brand\n    role: editor\n\
            params: {outlet: {name: 'Harbour Post'}}\nempty:\ndraft: ~\n---\nBody";
        let value = json!({
            "title": "The lock is shut", "date": "2021-06-07", "number": "007", "author": [{"name": "Ann Brand", "role": "editor"}],
            "params": {"outlet": {"name": "Harbour Post"}}, "empty": null, "draft": null,
        });
        assert_eq!(split(text).expect("front matter").0, value);
    }

    #[test]
    fn values_without_the_marks_that_they_need() {
        let text = "---\ntitle: The lock: it's shut\nlead: \"No,\" she said\nauthor: @ann\nsource:\n\tname: Harbour: Post\n---\nBody";
        let value = json!({
            "title": "The lock: it's shut", "lead": "\"No,\" she said", "author": "@ann", "source": {"name": "Harbour: Post"},
        });
        assert_eq!(split(text).expect("front matter").0, value);
    }

    #[test]
    fn a_rule_is_none() {
        for text in [
            "---\nThe mayor resigned.\n---\n",
            "---\nWhat she said of it was: no.\n---\n",
            "---\n",
            "",
            "--- a",
            "+++\nx\n+++\n",
            "---\n---\n",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn lists_in_lists_come_to_an_end() {
        for (open, close) in [("[", "]"), ("[", ""), ("{", "}"), ("a = [", "]")] {
            for fence in ["---", "+++"] {
                let text = format!("{fence}\na: {}{}\n{fence}\nBody", open.repeat(50_000), close.repeat(50_000));
                let _ = split(&text);
                let _ = split(&text.replacen("a: ", "a = ", 1));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(---|\\+\\+\\+)\n(.|\n){0,80}\n(---|\\+\\+\\+)\n.{0,9}") {
            if let Some((_, at)) = split(&text) { let _ = &text[at..]; }
        }
    }
}
