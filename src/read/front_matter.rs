//! Front matter: `---` lines around `key: value` (flat YAML), or `+++` lines around TOML.

use serde_json::{Map, Value};

/// Front matter that goes on longer is a text that begins with a rule.
const MAX_LINES: usize = 200;
/// Lists inside each other: flat YAML has one, and a reader that calls itself for each has an end.
const DEEPEST: usize = 4;

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

/// Flat YAML: scalars, lists, and one level of keys inside; `None` at the first line that is neither.
fn yaml(text: &str) -> Option<Value> {
    let mut all = Map::new();
    let mut last = String::new();
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let inside = line.starts_with([' ', '\t']);
        if let Some(item) = bare.strip_prefix("- ").filter(|_| !last.is_empty()) {
            let entry = all.entry(last.clone()).or_insert(Value::Null);
            if !entry.is_array() {
                *entry = Value::Array(Vec::new());
            }
            let item = item.strip_prefix("name:").unwrap_or(item);
            entry.as_array_mut()?.push(scalar(item, DEEPEST));
            continue;
        }
        let pair = bare.split_once(':').filter(|(k, v)| key(k) && (v.is_empty() || v.starts_with([' ', '\t'])));
        match pair {
            Some((k, v)) if inside && !last.is_empty() => {
                if let Some(Value::Object(object)) = all.get_mut(&last) {
                    object.insert(k.to_owned(), scalar(v, DEEPEST));
                } else if all.get(&last).is_some_and(Value::is_null) {
                    all.insert(last.clone(), Value::Object(Map::from_iter([(k.to_owned(), scalar(v, DEEPEST))])));
                }
            }
            Some((k, v)) if !inside => {
                k.clone_into(&mut last);
                all.insert(last.clone(), scalar(v, DEEPEST));
            }
            // A value that goes on in the next line.
            _ if inside && !last.is_empty() => {
                if let Some(Value::String(value)) = all.get_mut(&last) {
                    if matches!(value.as_str(), ">" | "|" | ">-" | "|-") {
                        value.clear();
                    } else {
                        value.push(' ');
                    }
                    value.push_str(bare);
                }
            }
            _ => return None,
        }
    }
    Some(Value::Object(all))
}

fn key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c)) && key.split(' ').count() <= 3
}

fn scalar(text: &str, deepest: usize) -> Value {
    let text = text.trim();
    if deepest > 0
        && let Some(list) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'))
    {
        return Value::Array(list.split(',').map(|v| scalar(v, deepest - 1)).filter(|v| !v.is_null()).collect());
    }
    let bare = ['"', '\''].iter().find_map(|q| text.strip_prefix(*q)?.strip_suffix(*q)).unwrap_or(text);
    if bare.is_empty() || bare == "~" || bare == "null" { Value::Null } else { Value::String(bare.to_owned()) }
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
    fn a_rule_is_none() {
        for text in ["---\nThe mayor resigned.\n---\n", "---\n", "", "--- a", "+++\nx\n+++\n", "---\n---\n"] {
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
