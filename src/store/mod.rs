//! What the index holds: a tantivy index in a folder, with files, articles and claims as documents of one schema.
//!
//! | module | the question it answers |
//! | --- | --- |
//! | [`schema`] | which fields has a document? |
//! | [`analyze`] | how does text become terms, language by language? |
//! | [`folder`] | is this an index, of our version, and who writes to it? |
//! | [`directory`] | how is it read where nothing may be written? |
//! | [`files`] | which files were read, and which of them are unchanged? |
//! | [`mod@write`] | how is a file's content replaced? |
//! | [`queue`] | how much text waits to be written? |
//! | [`syntax`], [`compile`] | what does a query mean, in words and in terms? |
//! | [`filter`], [`names`], [`days`] | which documents does the user want? |
//! | [`people`] | who is who, and what are they called? |
//! | [`duplicates`] | which articles are copies of others? |
//! | [`sketches`] | what is kept of a claim for comparing it with others? |
//! | [`derived`] | what was made of the whole index, and may be used again? |
//! | [`hits`] | which documents match, in which order? |
//! | [`standing`], [`sets`] | which articles do some claims stand in, and what does every question let through? |
//! | [`rows`], [`numbered`] | what are many answers counted and ordered by? |
//! | [`columns`] | what does a segment keep by document? |
//! | [`labels`] | which outlets and languages are there, over all segments? |
//! | [`persons`] | which person is each name of a segment? |
//! | [`search`], [`snippet`] | which of them fit best, and where? |
//! | [`selection`], [`facets`] | which of them are on a page, and how does the whole divide? |
//! | [`claims`], [`articles`], [`speakers`], [`status`] | the answers |
//!
//! A file, its articles and their claims are replaced together, in one commit: there is nothing to keep in step, and nothing to repair after a crash.

#[doc(hidden)]
pub mod analyze;
#[doc(hidden)]
pub mod articles;
mod cached_analyzer;
mod called;
#[doc(hidden)]
pub mod claims;
mod collapse;
mod columns;
pub(crate) mod compile;
mod damage;
pub(crate) mod days;
mod derived;
pub(crate) mod directory;
#[doc(hidden)]
pub mod duplicates;
mod excluded;
pub(crate) mod facets;
pub(crate) mod files;
#[doc(hidden)]
pub mod filter;
#[doc(hidden)]
pub mod folder;
pub(crate) mod hits;
mod labels;
mod merging;
pub(crate) mod names;
mod numbered;
mod opened;
pub(crate) mod people;
pub(crate) mod persons;
pub(crate) mod queue;
mod rows;
#[doc(hidden)]
pub mod schema;
pub(crate) mod search;
pub(crate) mod selection;
mod sets;
pub(crate) mod sketches;
pub(crate) mod snippet;
pub(crate) mod speakers;
mod standing;
#[doc(hidden)]
pub mod status;
mod stored;
mod stored_claims;
pub(crate) mod strings;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod write;

use crate::error::{Error, Result};
use crate::people::People;
use damage::damaged;
use schema::Fields;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use tantivy::{Index, Searcher};

pub use called::Called;
pub use duplicates::Duplicates;
pub use files::{FileRow, SkippedRow};
pub use filter::Filter;
pub use search::{ArticleHit, ClaimHit};
pub use sketches::{Member, Sketched};
pub use speakers::{SourceCount, SpeakerRow};
pub use status::Status;
pub use stored::StoredArticle;
pub use stored_claims::Claims;
pub use write::{Limits, Writer};

/// An index, open for questions. It shows the index as it was when it was opened.
pub struct Store {
    folder: PathBuf,
    fields: Fields,
    searcher: Searcher,
    opened: columns::Opened,
    /// Where documents belong, as far as it was asked.
    placing: Mutex<strings::Placing>,
    sources: OnceLock<labels::Labels>,
    languages: OnceLock<labels::Labels>,
    duplicates: OnceLock<Duplicates>,
    articles: OnceLock<sets::Articles>,
    rows: OnceLock<rows::Rows>,
    /// Sets of documents that were asked for a moment ago.
    sets: sets::Sets,
    /// Who is who, and the digest of the seeds that tell it.
    people: OnceLock<(Vec<u8>, Arc<People>)>,
}

impl Store {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    /// When there is none, when another version made it, or when its files are damaged.
    pub fn open(folder: &Path) -> Result<Self> {
        let index = folder::open(folder)?;
        Self::of(folder, &index)
    }

    /// The index as it is after the last commit.
    pub(crate) fn of(folder: &Path, index: &Index) -> Result<Self> {
        let fields = Fields::of(&index.schema()).map_err(|error| damaged(folder, &error))?;
        let reader = index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| damaged(folder, &error))?;
        let searcher = reader.searcher();
        Ok(Self {
            folder: folder.to_path_buf(),
            fields,
            opened: columns::Opened::of(&searcher),
            searcher,
            placing: Mutex::default(),
            sources: OnceLock::new(),
            languages: OnceLock::new(),
            people: OnceLock::new(),
            duplicates: OnceLock::new(),
            articles: OnceLock::new(),
            rows: OnceLock::new(),
            sets: sets::Sets::default(),
        })
    }

    /// The folder the index lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// True when both show the same commit, so that what was read from one holds for the other.
    #[must_use]
    pub fn shows_the_same_as(&self, other: &Self) -> bool {
        self.searcher.generation().segments() == other.searcher.generation().segments()
    }

    /// How many articles there are.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn count_articles(&self) -> Result<usize> {
        self.matching(&*self.is(schema::What::Article), tantivy::collector::Count)
    }

    /// Every term of a field that is indexed as a whole, in order, each once.
    fn terms(&self, field: tantivy::schema::Field) -> Result<Vec<String>> {
        let mut terms = std::collections::BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).map_err(|error| self.damaged(&error))?;
            let mut stream = inverted.terms().stream().map_err(|error| self.damaged(&error.into()))?;
            while stream.advance() {
                if let Ok(term) = std::str::from_utf8(stream.key()) {
                    terms.insert(term.to_owned());
                }
            }
        }
        Ok(terms.into_iter().collect())
    }

    fn damaged(&self, error: &tantivy::TantivyError) -> Error {
        damaged(&self.folder, error)
    }
}
