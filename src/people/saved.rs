//! Who is who as bytes, for being kept beside an index.

use super::{People, Person};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Counts the changes of the bytes, and of what the same names come to: what another form made is made again.
const FORM: u8 = 1;

/// All that cannot be told from the rest.
#[derive(Serialize, Deserialize)]
struct Saved<'a> {
    all: Cow<'a, [Person]>,
    /// Name, article, number of the person.
    in_article: Vec<(Arc<str>, Arc<str>, usize)>,
}

impl People {
    /// What the bytes depend on besides names and seeds.
    #[must_use]
    pub fn makers() -> Vec<u8> {
        [env!("CARGO_PKG_VERSION").as_bytes(), &[FORM]].concat()
    }

    /// As bytes; the same for the same people.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let places = self.in_article.iter();
        let in_article = places.map(|((name, article), &number)| (Arc::clone(name), Arc::clone(article), number));
        let saved = Saved { all: Cow::Borrowed(&self.all), in_article: in_article.collect() };
        serde_json::to_vec(&saved).unwrap_or_default()
    }

    /// Of such bytes; `None` where they are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let saved: Saved<'_> = serde_json::from_slice(bytes).ok()?;
        let all = saved.all.into_owned();
        let named = all.iter().enumerate();
        let by_name = named.flat_map(|(at, person)| person.spellings.iter().map(move |name| (Arc::clone(name), at)));
        let by_name = by_name.collect();
        let is_somebody = |(name, article, number)| (number < all.len()).then_some(((name, article), number));
        let in_article = saved.in_article.into_iter().map(is_somebody).collect::<Option<_>>()?;
        Some(Self { all, by_name, in_article })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sighting;
    use super::*;
    use crate::seeds::Seeds;

    #[test]
    fn people_come_back_as_they_were() {
        let seen = |name: &str, article: &str| Sighting {
            name: name.into(),
            article: article.into(),
            person: !name.contains("Ministry"),
            claims: 1,
        };
        let names = [
            ("Ann Brand", "a"),
            ("Lee Brand", "b"),
            ("Brand", "a"),
            ("Brand", "c"),
            ("Dmitri Peskov", "d"),
            ("Dmitry Peskow", "e"),
            ("Ministry of Harbours", "e"),
        ];
        let people = People::new(&names.map(|(name, article)| seen(name, article)), &Seeds::built_in().speakers);
        let bytes = people.to_bytes();
        let back = People::from_bytes(&bytes).expect("people");
        assert_eq!((back.all(), back.to_bytes()), (people.all(), bytes.clone()));
        for (name, article) in names {
            assert_eq!(back.of(name, article), people.of(name, article), "{name}");
        }
        assert_eq!(back.of("Brand", "a").map(|person| &*person.name), Some("Ann Brand"));
        assert!(People::from_bytes(&bytes[..bytes.len() - 1]).is_none() && People::from_bytes(b"").is_none());
        let nobody = br#"{"all":[],"in_article":[["Brand","a",0]]}"#;
        assert!(People::from_bytes(nobody).is_none(), "the number of nobody");
    }
}
