//! Who is who in the index: the names of its speakers, article by article, and all that one of them is called.

use super::called::Called;
use super::hits::All;
use super::schema::What;
use super::strings::Strings;
use super::{Filter, Store, names};
use crate::error::Result;
use crate::people::{Asked, People, Sighting};
use crate::seeds::Speakers;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file beside the index.
const NAME: &str = "people.bin";

impl Store {
    /// Who is who, by every claim of the index, whatever a filter leaves out: an answer has the same people whichever claims it has. Taken from beside
    /// the index where it was found out before, else found out and kept.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn people(&self, known: &Speakers) -> Result<Arc<People>> {
        let found = || -> Result<Arc<People>> {
            let makers = [People::makers(), known.digest().to_vec()].concat();
            if let Some(kept) = self.derived(NAME, &makers).and_then(|bytes| People::from_bytes(&bytes)) {
                return Ok(Arc::new(kept));
            }
            let people = self.find_people(known)?;
            self.keep_derived(NAME, &makers, &people.to_bytes());
            Ok(Arc::new(people))
        };
        match self.people.get() {
            Some((digest, people)) if digest == known.digest() => Ok(Arc::clone(people)),
            // With other seeds than those who asked first.
            Some(_) => found(),
            None => {
                let people = found()?;
                Ok(Arc::clone(&self.people.get_or_init(|| (known.digest().to_vec(), Arc::clone(&people))).1))
            }
        }
    }

    fn find_people(&self, known: &Speakers) -> Result<People> {
        let mut addresses = self.matching(&*self.is(What::Claim), All)?;
        addresses.sort_unstable();
        let mut counts = BTreeMap::new();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let docs = group.iter().map(|address| address.doc_id);
            self.sight(group[0].segment_ord, docs, &mut counts).map_err(|error| self.damaged(&error))?;
        }
        let sightings: Vec<Sighting> = counts
            .into_iter()
            .map(|((name, article, person), claims)| Sighting { name, article, person, claims })
            .collect();
        Ok(People::new(&sightings, known))
    }

    fn sight(
        &self,
        segment: u32,
        docs: impl Iterator<Item = u32>,
        counts: &mut BTreeMap<(Arc<str>, Arc<str>, bool), usize>,
    ) -> tantivy::Result<()> {
        let fast = self.searcher.segment_reader(segment).fast_fields();
        let strings = |name: &str| fast.str(name).map(Strings::new);
        let (mut speaker, mut article) = (strings("speaker")?, strings("article")?);
        let mut kind = strings("speaker_type")?;
        for doc in docs {
            let Some(name) = speaker.of(doc)? else { continue };
            let is_person = kind.of(doc)?.is_some_and(|kind| &*kind == "person");
            *counts.entry((name, article.of(doc)?.unwrap_or_default(), is_person)).or_default() += 1;
        }
        Ok(())
    }

    /// All that the speakers are called who may be meant: by their id, one of their spellings, an alias on file, or a spelling that is nowhere in the index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn called(&self, typed: &str, known: &Speakers) -> Result<Called> {
        let people = self.people(known)?;
        Ok(Called::of(&people, typed, known))
    }

    /// The filter, with all that the speaker who was typed is called in this index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn spelled(&self, filter: Filter, known: &Speakers) -> Result<Filter> {
        if filter.speaker.is_none() {
            return Ok(filter);
        }
        let people = self.people(known)?;
        Ok(filter.spelled(&people, known))
    }
}

impl Called {
    /// All that those of `people` are called who may be meant by what was typed.
    #[must_use]
    pub fn of(people: &People, typed: &str, known: &Speakers) -> Self {
        let (asked, aliases) = match people.by_id(typed) {
            Some(person) => (Asked { persons: vec![person], ..Asked::default() }, Vec::new()),
            None => {
                let aliases = names::known(known, typed);
                (people.called(typed, &aliases, known), aliases)
            }
        };
        let mut called = Self { whole: asked.whole, ..Self::default() };
        called.names.extend(asked.names.iter().map(ToString::to_string));
        for person in asked.persons {
            called.names.extend(person.spellings.iter().map(ToString::to_string));
            let pairs = people.surnames_of(person).into_iter();
            called.in_article.extend(pairs.map(|(name, article)| (name.to_string(), article.to_string())));
        }
        called.names.extend(aliases);
        called.names.sort_unstable();
        called.names.dedup();
        called
    }
}

impl Filter {
    /// The same, with all that the speaker who was typed is called in an index with these people.
    #[must_use]
    pub fn spelled(mut self, people: &People, known: &Speakers) -> Self {
        if let Some(typed) = &self.speaker {
            self.called = Called::of(people, typed, known);
        }
        self
    }
}
