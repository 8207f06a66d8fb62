//! Replacing what a file gave.

use super::articles::StoredArticle;
use super::schema::{Fields, What};
use super::{FileRow, Store, analyze, filter, folder, names};
use crate::error::{Error, Result};
use crate::model::Resolved;
use crate::model::record::{ArticleRecord, ClaimRecord};
use std::path::{Path, PathBuf};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

/// Bytes of article text between two commits: what a crash can cost. A commit takes some 50 ms.
const COMMIT_EVERY: usize = 256 << 20;

/// The one writer of an index; a second one is refused as long as this one lives.
pub struct Writer {
    folder: PathBuf,
    index: Index,
    fields: Fields,
    writer: IndexWriter,
    pending: usize,
}

/// An article with all that the index keeps of it.
pub struct NewArticle<'a> {
    /// What is shown of it.
    pub article: &'a StoredArticle,
    /// Its text, whole.
    pub text: &'a str,
    /// Its claims, in order.
    pub claims: &'a [ClaimRecord],
}

impl Writer {
    /// Opens the index in `folder` for writing, and makes it where there is none.
    ///
    /// # Errors
    /// When another process writes to it, when another version made it, or when the folder holds something else.
    pub fn open(folder: &Path, threads: usize) -> Result<Self> {
        let (index, writer) = folder::open_or_create(folder, threads)?;
        let fields = Fields::of(&index.schema()).map_err(|error| super::damaged(folder, &error))?;
        Ok(Self { folder: folder.to_path_buf(), index, fields, writer, pending: 0 })
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

    /// Adds a file with its articles; [`Writer::remove`] it before, where the index knows it.
    ///
    /// # Errors
    /// When the disk is full or the index damaged.
    pub fn add(&mut self, file: &FileRow, articles: &[NewArticle<'_>]) -> Result<()> {
        let mut document = self.document(What::File, file, 0);
        document.add_text(self.fields.json, to_json(file)?);
        self.push(document)?;
        for (record, article) in articles.iter().enumerate() {
            let document = self.article(file, record as u64, article)?;
            self.push(document)?;
            for (ordinal, claim) in article.claims.iter().enumerate() {
                let document = self.claim(file, record as u64, ordinal as u64, article, claim)?;
                self.push(document)?;
            }
            self.pending += article.text.len();
        }
        if self.pending >= COMMIT_EVERY {
            self.commit()?;
        }
        Ok(())
    }

    /// Makes everything so far visible and lasting.
    ///
    /// # Errors
    /// When the disk is full or the index damaged; the last commit stays as it was.
    pub fn commit(&mut self) -> Result<()> {
        self.pending = 0;
        self.writer.commit().map_err(|error| failed(&self.folder, &error))?;
        Ok(())
    }

    /// Commits, waits until segments are merged, and lets others write.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        self.writer.wait_merging_threads().map_err(|error| failed(&self.folder, &error))
    }

    fn push(&self, document: TantivyDocument) -> Result<()> {
        self.writer.add_document(document).map_err(|error| failed(&self.folder, &error))?;
        Ok(())
    }

    fn document(&self, what: What, file: &FileRow, record: u64) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.what, what.term());
        document.add_text(self.fields.file, &file.absolute);
        document.add_text(self.fields.place, &file.path);
        document.add_u64(self.fields.record, record);
        document
    }

    fn about(&self, document: &mut TantivyDocument, article: &ArticleRecord) {
        let fields = &self.fields;
        document.add_text(fields.path, &article.path);
        document.add_text(fields.article, &article.id);
        document.add_bool(fields.translated, article.translated);
        if let Some(title) = &article.title {
            document.add_text(fields.title, analyze::tagged(article.language.as_deref(), title));
        }
        if let Some(source) = &article.source {
            document.add_text(fields.source, source);
            document.add_text(fields.outlet, source);
        }
        if let Some(language) = &article.language {
            document.add_text(fields.language, language);
        }
        if let Some(day) = article.date.as_deref().and_then(filter::day_number) {
            document.add_u64(fields.day, day);
        }
    }

    fn article(&self, file: &FileRow, record: u64, new: &NewArticle<'_>) -> Result<TantivyDocument> {
        let fields = &self.fields;
        let article = &new.article.article;
        let mut document = self.document(What::Article, file, record);
        self.about(&mut document, article);
        document.add_text(fields.id, &article.id);
        document.add_text(fields.body, analyze::tagged(article.language.as_deref(), new.text));
        document.add_text(fields.seeded, if new.article.seeded { "yes" } else { "no" });
        let mut speakers: Vec<&str> = new.claims.iter().filter_map(|claim| claim.speaker.name.as_deref()).collect();
        speakers.sort_unstable();
        speakers.dedup();
        for speaker in speakers {
            document.add_text(fields.who, speaker);
        }
        document.add_text(fields.json, to_json(new.article)?);
        document.add_text(fields.text, new.text);
        Ok(document)
    }

    fn claim(
        &self,
        file: &FileRow,
        record: u64,
        ordinal: u64,
        new: &NewArticle<'_>,
        claim: &ClaimRecord,
    ) -> Result<TantivyDocument> {
        let fields = &self.fields;
        let mut document = self.document(What::Claim, file, record);
        self.about(&mut document, &new.article.article);
        document.add_u64(fields.ordinal, ordinal);
        document.add_text(fields.id, &claim.id);
        document.add_text(fields.body, analyze::tagged(claim.article.language.as_deref(), &claim.text));
        document.add_text(fields.kind, filter::term(&claim.kind));
        document.add_text(fields.stance, filter::term(&claim.stance));
        document.add_text(fields.speaker_type, filter::term(&claim.speaker.kind));
        document.add_f64(fields.confidence, claim.confidence);
        if let Some(name) = &claim.speaker.name {
            document.add_text(fields.speaker, name);
            document.add_text(fields.who, name);
            document.add_text(fields.spelling, names::spelling(name, name));
            if let (Some(mention), Resolved::Named | Resolved::Alias) = (&claim.speaker.mention, claim.speaker.resolved)
            {
                document.add_text(fields.who, mention);
                document.add_text(fields.spelling, names::spelling(mention, name));
            }
        }
        document.add_text(fields.json, to_json(claim)?);
        Ok(document)
    }
}

fn to_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::new(error.to_string()))
}

fn failed(folder: &Path, error: &tantivy::TantivyError) -> Error {
    Error::new(format!("the index cannot be written: {error}"))
        .at(folder)
        .hint("what was committed before is still there; is the disk full?")
}
