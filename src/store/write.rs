//! Replacing what a file gave.
//!
//! A commit falls between files, never inside one. What stands between two commits is lost in a crash, and is read again by the next run,
//! for a file's row is written with its last article.

use super::queue::{Queue, Waiting};
use super::schema::{Fields, What};
use super::stored::StoredArticle;
use super::stored_claims::StoredClaim;
use super::{FileRow, Store, analyze, days, folder, names};
use crate::duplicates::Sketch;
use crate::error::{Error, Result};
use crate::model::record::{ArticleRecord, ClaimRecord};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

/// What a writer may take, and how much a crash may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads that build segments, at most.
    pub threads: usize,
    /// Bytes of memory for them and for what waits for them.
    pub memory: usize,
    /// Bytes of article text between two commits. A commit takes some 50 ms.
    pub commit_bytes: usize,
    /// Time between two commits, as long as something is written.
    pub commit_every: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { threads: 1, memory: 128 << 20, commit_bytes: 512 << 20, commit_every: Duration::from_secs(60) }
    }
}

/// Bytes of what every document repeats: paths, ids, headline, names.
const ABOUT: usize = 1 << 10;

/// The one writer of an index; a second one is refused as long as this one lives.
pub struct Writer {
    folder: PathBuf,
    index: Index,
    fields: Fields,
    writer: IndexWriter<Waiting>,
    queue: Queue,
    limits: Limits,
    pending: usize,
    committed: Instant,
}

/// An article with all that the index keeps of it.
pub struct NewArticle<'a> {
    /// What is shown of it.
    pub article: &'a StoredArticle,
    /// Its text, whole.
    pub text: &'a str,
    /// Its claims, in order.
    pub claims: &'a [ClaimRecord],
    /// What its words look like.
    pub sketch: Sketch,
    /// Each claim as it is compared with others; nothing for those that are not.
    pub sketches: &'a [Option<Vec<u8>>],
}

impl Writer {
    /// Opens the index in `folder` for writing, and makes it where there is none.
    ///
    /// # Errors
    /// When another process writes to it, when another version made it, or when the folder holds something else.
    pub fn open(folder: &Path, limits: Limits) -> Result<Self> {
        // A quarter for documents that wait; the rest is tantivy's.
        let waiting = limits.memory / 4;
        let (index, writer) = folder::open_or_create(folder, limits.threads, limits.memory - waiting)?;
        let fields = Fields::of(&index.schema()).map_err(|error| super::damage::damaged(folder, &error))?;
        // What a run that was killed had begun to write takes room, and is of no use.
        let _ = writer.garbage_collect_files().wait();
        let folder = folder.to_path_buf();
        Ok(Self {
            folder,
            index,
            fields,
            writer,
            queue: Queue::new(waiting),
            limits,
            pending: 0,
            committed: Instant::now(),
        })
    }

    /// The index as of the last commit.
    ///
    /// # Errors
    /// When its files are damaged.
    pub fn store(&self) -> Result<Store> {
        Store::of(&self.folder, &self.index)
    }

    /// Forgets a file with all its articles and claims.
    pub fn remove(&mut self, absolute: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.file, absolute));
    }

    /// Adds articles of a file, the first of them its `first`-th. The file's row comes last ([`Writer::file`]).
    ///
    /// # Errors
    /// When the disk is full or the index damaged.
    pub fn articles(&mut self, file: &FileRow, first: usize, articles: &[NewArticle<'_>]) -> Result<()> {
        let mut json = Vec::new();
        for (record, article) in (first as u64..).zip(articles) {
            let document = self.article(file, record, article)?;
            self.push(document, 2 * article.text.len())?;
            for (ordinal, claim) in article.claims.iter().enumerate() {
                let document = self.claim(file, record, ordinal as u64, article, claim, &mut json)?;
                self.push(document, 4 * claim.text.len())?;
            }
            self.pending += article.text.len();
        }
        Ok(())
    }

    /// Adds the row of a file, and with it all that was added of it. [`Writer::remove`] the file before its first article, where the index
    /// knows it. Commits when it is time.
    ///
    /// # Errors
    /// When the disk is full or the index damaged.
    pub fn file(&mut self, file: &FileRow) -> Result<()> {
        let fields = &self.fields;
        let mut document = self.document(What::File, file, 0, 0);
        document.add_u64(fields.size, file.size);
        if let Some(modified) = file.modified {
            document.add_i64(fields.modified, modified);
        }
        document.add_text(fields.stamp, &file.stamp);
        document.add_bool(fields.with_claims, file.with_claims);
        document.add_u64(fields.articles, file.articles as u64);
        document.add_u64(fields.claims, file.claims as u64);
        if !file.skipped.is_empty() {
            document.add_u64(fields.skipped, file.skipped.len() as u64);
            document.add_text(fields.json, to_json(&file.skipped)?);
        } else if !file.unread.is_empty() {
            document.add_u64(fields.unread, file.unread.files() as u64);
            document.add_text(fields.json, to_json(&file.unread)?);
        }
        self.push(document, 0)?;
        self.pending += 1;
        if self.pending >= self.limits.commit_bytes || self.committed.elapsed() >= self.limits.commit_every {
            self.commit()?;
        }
        Ok(())
    }

    /// Makes everything so far visible and lasting.
    ///
    /// # Errors
    /// When the disk is full or the index damaged; the last commit stays as it was.
    pub fn commit(&mut self) -> Result<()> {
        self.writer.commit().map_err(|error| folder::failed(&self.folder, &error))?;
        (self.pending, self.committed) = (0, Instant::now());
        Ok(())
    }

    /// Goes back to the last commit.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn rollback(&mut self) -> Result<()> {
        self.writer.rollback().map_err(|error| folder::failed(&self.folder, &error))?;
        (self.pending, self.committed) = (0, Instant::now());
        Ok(())
    }

    /// Lets others write, without the wait for segments to be merged.
    pub fn abandon(self) {
        let Self { index, writer, .. } = self;
        drop(writer);
        // What was written since the last commit takes room on a disk that may be full.
        if let Ok(writer) = index.writer_with_num_threads::<TantivyDocument>(1, folder::LEAST_MEMORY) {
            let _ = writer.garbage_collect_files().wait();
        }
    }

    /// Commits, waits until segments are merged, and lets others write.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        self.writer.wait_merging_threads().map_err(|error| folder::failed(&self.folder, &error))
    }

    fn push(&self, document: TantivyDocument, bytes: usize) -> Result<()> {
        let waiting = self.queue.enter(document, bytes);
        self.writer.add_document(waiting).map_err(|error| folder::failed(&self.folder, &error))?;
        Ok(())
    }

    /// A document of a file with room for what is added to it, about `bytes` of its own.
    fn document(&self, what: What, file: &FileRow, record: u64, bytes: usize) -> TantivyDocument {
        let mut document = TantivyDocument::with_capacity(bytes + ABOUT);
        document.add_text(self.fields.what, what.term());
        document.add_text(self.fields.file, &file.absolute);
        document.add_text(self.fields.place, &file.path);
        document.add_u64(self.fields.record, record);
        document
    }

    fn about(&self, document: &mut TantivyDocument, article: &ArticleRecord) {
        let fields = &self.fields;
        document.add_text(fields.article, &article.id);
        document.add_bool(fields.translated, article.translated);
        if let Some(source) = &article.source {
            document.add_text(fields.source, source);
        }
        if let Some(language) = &article.language {
            document.add_text(fields.language, language);
        }
        if let Some(day) = article.date.as_deref().and_then(days::day_number) {
            document.add_u64(fields.day, day);
        }
    }

    fn article(&self, file: &FileRow, record: u64, new: &NewArticle<'_>) -> Result<TantivyDocument> {
        let fields = &self.fields;
        let article = &new.article.article;
        let mut document = self.document(What::Article, file, record, 2 * new.text.len());
        self.about(&mut document, article);
        document.add_text(fields.id, &article.id);
        document.add_text(fields.path, &article.path);
        if let Some(title) = &article.title {
            document.add_text(fields.title, analyze::tagged(article.language.as_deref(), title));
        }
        document.add_text(fields.body, analyze::tagged(article.language.as_deref(), new.text));
        document.add_text(fields.seeded, if new.article.seeded { "yes" } else { "no" });
        document.add_text(fields.json, to_json(new.article)?);
        document.add_text(fields.text, new.text);
        if !new.sketch.is_empty() {
            document.add_bytes(fields.sketch, &new.sketch.to_bytes());
        }
        Ok(document)
    }

    fn claim(
        &self,
        file: &FileRow,
        record: u64,
        ordinal: u64,
        new: &NewArticle<'_>,
        claim: &ClaimRecord,
        json: &mut Vec<u8>,
    ) -> Result<TantivyDocument> {
        let fields = &self.fields;
        json.clear();
        serde_json::to_writer(&mut *json, &StoredClaim::of(claim)).map_err(|error| Error::new(error.to_string()))?;
        let mut document = self.document(What::Claim, file, record, json.len() + claim.text.len());
        self.about(&mut document, &new.article.article);
        document.add_u64(fields.ordinal, ordinal);
        document.add_text(fields.body, analyze::tagged(claim.article.language.as_deref(), &claim.text));
        document.add_text(fields.kind, crate::model::record::term(&claim.kind));
        document.add_text(fields.stance, crate::model::record::term(&claim.stance));
        document.add_text(fields.speaker_type, crate::model::record::term(&claim.speaker.kind));
        document.add_f64(fields.confidence, claim.confidence);
        document.add_bool(fields.likely, claim.likely);
        if let Some(Some(sketch)) = usize::try_from(ordinal).ok().and_then(|at| new.sketches.get(at)) {
            document.add_bytes(fields.claim_sketch, sketch);
        }
        if let Some(name) = claim.speaker.known_as() {
            document.add_text(fields.speaker, name);
        }
        for word in names::of_claim(&claim.speaker) {
            document.add_text(fields.who, word);
        }
        document.add_text(fields.json, str::from_utf8(json).map_err(|error| Error::new(error.to_string()))?);
        Ok(document)
    }
}

fn to_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::new(error.to_string()))
}
