//! The index as it is now: opened again when somebody has written to it.

use super::kept::{Answered, Kept, Known};
use super::later::Later;
use crate::compare::Identities;
use crate::error::Result;
use crate::people::People;
use crate::seeds::{Seeds, Speakers};
use crate::store::facets::Facets;
use crate::store::folder::{self, State};
use crate::store::persons::Persons;
use crate::store::{Called, Filter, Status, Store};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// The index at one commit, and who is who in it.
pub struct View {
    /// The index.
    pub store: Store,
    /// Its speakers.
    pub people: Arc<People>,
    persons: Persons,
    called: Known,
    status: OnceLock<Status>,
    kept: Kept,
    identities: Later<Identities>,
}

impl View {
    /// Opens the index in `folder`; `known` are speakers with their aliases.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn open(folder: &Path, known: &Speakers) -> Result<Self> {
        let store = Store::open(folder)?;
        let people = store.people(known)?;
        let persons = store.persons(&people)?;
        Ok(Self {
            store,
            people,
            persons,
            called: Known::default(),
            status: OnceLock::new(),
            kept: Kept::default(),
            identities: Later::default(),
        })
    }

    /// What the index holds, in numbers: counted once.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn status(&self, known: &Speakers) -> Result<&Status> {
        if let Some(status) = self.status.get() {
            return Ok(status);
        }
        let status = self.store.status(known)?;
        Ok(self.status.get_or_init(|| status))
    }

    /// Who is who, and which claims are the same statement elsewhere. The latter takes a look at every claim, so it is found out once, in a thread of
    /// its own; `None` for who has not the `patience` to wait for it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn identities(self: &Arc<Self>, seeds: &'static Seeds, patience: Duration) -> Result<Option<Arc<Identities>>> {
        let view = Arc::clone(self);
        self.identities.get(patience, move || Identities::with(&view.store, Arc::clone(&view.people), seeds))
    }

    /// All claims, or articles, that fit a query and a filter, best first where somebody asks for the best.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn answer(&self, query: &str, filter: &Filter, claims: bool, known: &Speakers) -> Result<Arc<Answered>> {
        let question = format!("{claims} {filter:?} {query}");
        self.kept.find(&question).map_or_else(
            || {
                let selection = if claims {
                    self.store.select_claims(query, filter, known)?
                } else {
                    self.store.select_articles(query, filter, known)?
                };
                Ok(self.kept.keep(question, selection))
            },
            Ok,
        )
    }

    /// The same, only to be counted, which takes less time.
    ///
    /// # Errors
    /// When the query is malformed or the index damaged.
    pub fn counted(&self, query: &str, filter: &Filter, claims: bool, known: &Speakers) -> Result<Arc<Answered>> {
        let ranked = format!("{claims} {filter:?} {query}");
        let question = format!("counted {ranked}");
        self.kept.find(&ranked).or_else(|| self.kept.find(&question)).map_or_else(
            || {
                let selection = if claims {
                    self.store.select_claims_unranked(query, filter, known)?
                } else {
                    self.store.select_articles_unranked(query, filter, known)?
                };
                Ok(self.kept.keep(question, selection))
            },
            Ok,
        )
    }

    /// How an answer divides.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn facets(&self, answer: &Answered) -> Result<Arc<Facets>> {
        if let Some(facets) = answer.facets.get() {
            return Ok(Arc::clone(facets));
        }
        let facets = Arc::new(self.store.facets(&answer.selection, &self.persons)?);
        Ok(Arc::clone(answer.facets.get_or_init(|| facets)))
    }

    /// What speakers do with the claims of an answer, and nothing else of it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn stances(&self, answer: &Answered) -> Result<Vec<(String, usize)>> {
        if let Some(facets) = answer.facets.get() {
            return Ok(facets.stances.clone());
        }
        if let Some(stances) = answer.stances.get() {
            return Ok(stances.clone());
        }
        let stances = self.store.stances(&answer.selection)?;
        Ok(answer.stances.get_or_init(|| stances).clone())
    }

    /// A filter with all that its speaker is called.
    #[must_use]
    pub fn spelled(&self, mut filter: Filter, known: &Speakers) -> Filter {
        if let Some(typed) = &filter.speaker {
            filter.called = self.called.of(typed, || Called::of(&self.people, typed, known));
        }
        filter
    }
}

/// The newest view of an index. While one question opens it again, the others wait: they all want it.
pub struct Current {
    folder: PathBuf,
    open: Mutex<Option<(State, Arc<View>)>>,
}

impl Current {
    /// Of the index in `folder`, which is opened when it is asked for.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, open: Mutex::new(None) }
    }

    /// The view of the last commit.
    ///
    /// # Errors
    /// When there is no index, or it is damaged.
    pub fn view(&self, known: &Speakers) -> Result<Arc<View>> {
        // Before opening: what is written meanwhile is seen by the next question.
        let now = folder::state(&self.folder);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(now), Some((seen, view))) = (&now, &*open)
            && now == seen
        {
            return Ok(Arc::clone(view));
        }
        let view = Arc::new(View::open(&self.folder, known)?);
        *open = now.map(|now| (now, Arc::clone(&view)));
        Ok(view)
    }
}
