//! What is told of a person: an id, the name that is shown, the spellings.

use super::family::Entry;
use crate::seeds::Speakers;
use crate::seeds::speakers::fold;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All names of a collection, in the order of the alphabet.
pub(super) struct Told<'a> {
    /// As they are printed.
    pub printed: &'a [&'a Arc<str>],
    /// How many claims each has.
    pub counts: &'a [usize],
    /// In their parts.
    pub entries: &'a [Entry],
    /// Speakers with a name of their own.
    pub known: &'a Speakers,
}

impl Told<'_> {
    /// The person who has these names; `taken` are the ids of others.
    pub fn person(&self, group: &[usize], is_person: bool, taken: &mut BTreeSet<String>) -> Person {
        let mut order = group.to_vec();
        order.sort_by(|&a, &b| self.counts[b].cmp(&self.counts[a]).then_with(|| self.printed[a].cmp(self.printed[b])));
        let speaker = group.iter().find_map(|&number| self.entries[number].known);
        let speaker = speaker.map(|number| &self.known.all()[number]);
        let has_given = |number: &&usize| self.entries[**number].name.fullness().0 > 1;
        let shown = order.iter().find(has_given).or_else(|| order.first());
        let name = match (speaker, shown) {
            (Some(speaker), _) => Arc::from(speaker.name.as_str()),
            (None, Some(&number)) => Arc::clone(self.printed[number]),
            (None, None) => Arc::from(""),
        };
        let is_person = is_person || speaker.is_some();
        let identity = match speaker {
            Some(speaker) => fold(&speaker.name),
            None => self.identity(group, is_person),
        };
        let mut id = hashed(is_person, &identity);
        let mut nth = 0;
        while !taken.insert(id.clone()) {
            nth += 1;
            id = hashed(is_person, &format!("{identity}\0{nth}"));
        }
        let spellings = order.iter().map(|&number| Arc::clone(self.printed[number])).collect();
        Person { id, is_person, name, spellings, candidates: Vec::new() }
    }

    /// What the fullest name comes down to: the same for most spellings, so that a new one seldom changes the id.
    fn identity(&self, group: &[usize], is_person: bool) -> String {
        let words = |number: usize| {
            let name = &self.entries[number].name;
            let words = name.given.iter().chain(&name.particles).chain(&name.surname);
            let plain = words.map(|word| self.known.spellings.plain(word));
            plain.chain(name.generation.clone()).collect::<Vec<_>>().join(" ")
        };
        let told = |&number: &usize| {
            let told = if is_person { words(number) } else { fold(self.printed[number]) };
            (Reverse(self.entries[number].name.fullness()), told)
        };
        group.iter().map(told).min().map(|(_, told)| told).unwrap_or_default()
    }
}

fn hashed(is_person: bool, identity: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(if is_person { b"person\0" } else { b"body\0\0\0" });
    hasher.update(identity.as_bytes());
    format!("s-{}", &hasher.finalize().to_hex()[..16])
}

/// A speaker of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// `s-` and 16 hexadecimal digits: the same in every article.
    pub id: String,
    /// Whether it is one person, rather than a body or a group.
    pub is_person: bool,
    /// The name to show.
    pub name: Arc<str>,
    /// Every spelling, the most frequent first.
    pub spellings: Vec<Arc<str>>,
    /// Who a surname alone may be, where several are left.
    pub candidates: Vec<Arc<str>>,
}
