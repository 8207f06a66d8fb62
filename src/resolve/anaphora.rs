//! Whether a noun with "the" takes up somebody whose name was told ("the singer") or brings in somebody new ("the court"): learned by the word, from the
//! articles that the tagger is trained on (`training/nouns.py`); for other words by what the seeds say of them.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::tokens::View;
use crate::error::{Error, Result};
use crate::seeds::Class;

/// The table: language, noun, log-odds beside those of all nouns.
static TABLE: &str = include_str!("../../models/nouns.json");
/// What [`evidence`] gives.
pub(super) const NUMBERS: usize = 6;
/// Letters of the shortest noun that is looked for at the end of a compound.
const SHORTEST: usize = 4;

type Nouns = FxHashMap<String, FxHashMap<String, f64>>;

fn table() -> &'static Nouns {
    static NOUNS: OnceLock<Nouns> = OnceLock::new();
    NOUNS.get_or_init(|| match read(TABLE) {
        Ok(nouns) => nouns,
        Err(error) => panic!("models/nouns.json: {error}"),
    })
}

fn read(text: &str) -> Result<Nouns> {
    serde_json::from_str(text).map_err(|e| Error::new(e.to_string()))
}

/// Log-odds of a noun, by itself or, where the language writes compounds as one word, by its end.
fn of(view: &View, noun: &str) -> Option<f64> {
    let nouns = table().get(view.lexicon.code.as_str())?;
    let digits = |c: char| c.is_ascii_digit();
    let noun: Cow<str> = match (noun.find(digits), noun.rfind(digits)) {
        (Some(first), Some(last)) => format!("{}#{}", &noun[..first], &noun[last + 1..]).into(),
        _ => noun.into(),
    };
    if let Some(&odds) = nouns.get(&*noun) {
        return Some(odds);
    }
    if !view.lexicon.compounds {
        return None;
    }
    let ends = noun.char_indices().skip(1).map(|(i, _)| &noun[i..]).take_while(|end| end.len() >= SHORTEST);
    ends.into_iter().find_map(|end| nouns.get(end).copied())
}

/// Of a source without a name: the log-odds and whether the word is known, then for a definite one whether it is an office, another noun for a person or a
/// body, an age or an origin ("the 19-year-old", "the Dane"), or none of these.
pub(super) fn evidence(view: &View, noun: usize, definite: bool) -> [f64; NUMBERS] {
    let is = |b: bool| if b { 1.0 } else { 0.0 };
    let Some(t) = view.tokens.get(noun).filter(|_| definite) else { return [0.0; NUMBERS] };
    let people = &view.lexicon.people;
    // Whom the press calls by initials, the walk through the text knows.
    let odds = of(view, &t.lower).filter(|_| !people.is_accused(&t.lower));
    let office = people.is_office(&t.lower);
    let told = t.class.any(Class::PERSON.or(Class::BODY).or(Class::TITLE));
    let origin = people.age(&t.lower).is_some() || people.is_demonym(&t.lower);
    [
        odds.unwrap_or(0.0),
        is(odds.is_some()),
        is(office),
        is(told && !office),
        is(origin),
        is(odds.is_none() && !told && !origin),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let nouns = read(TABLE).expect("sound");
        assert!(nouns["en"]["court"] < 0.0 && nouns["en"]["singer"] > 0.0);
        assert!(nouns["nl"]["rechtbank"] < 0.0 && nouns["nl"]["zangeres"] > 0.0);
        assert!(read("{\"en\": 1}").is_err());
    }
}
