//! Files on their way into the index, one after the other, each wholly or not at all.

use super::SyncOptions;
use crate::compare::sketch::Sketcher;
use crate::duplicates::Sketch;
use crate::error::Result;
use crate::pipeline::{Analysed, Outcome};
use crate::read::Entry;
use crate::seeds::Seeds;
use crate::store::write::NewArticle;
use crate::store::{FileRow, SkippedRow, StoredArticle, Writer};
use std::collections::BTreeMap;

/// What came of files, as it goes into an index.
pub struct Intake<'a> {
    /// The index.
    pub writer: Writer,
    known: BTreeMap<String, FileRow>,
    seeds: &'a Seeds,
    options: SyncOptions<'a>,
    sketcher: Sketcher<'a>,
    /// The file of which more is to come.
    open: Option<FileRow>,
    files: usize,
}

impl<'a> Intake<'a> {
    /// Into an index that has the files `known`.
    #[must_use]
    pub fn new(writer: Writer, known: BTreeMap<String, FileRow>, seeds: &'a Seeds, options: SyncOptions<'a>) -> Self {
        Self { writer, known, seeds, options, sketcher: Sketcher::new(seeds), open: None, files: 0 }
    }

    /// Files that are wholly there.
    #[must_use]
    pub const fn files(&self) -> usize {
        self.files
    }

    /// Takes what came of a file, or of a piece of one.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, entry: &Entry, outcome: &Outcome) -> Result<()> {
        let mut row = match self.open.take() {
            Some(row) => row,
            None => self.begin(entry, outcome.more)?,
        };
        let stored: Vec<StoredArticle> = outcome.articles.iter().map(|article| self.stored(article)).collect();
        let sketcher = &mut self.sketcher;
        let mut sketched = |new: &Analysed| -> Vec<Option<Vec<u8>>> {
            new.claims.iter().map(|claim| Some(sketcher.sketch(claim)?.to_bytes())).collect()
        };
        let sketches: Vec<_> = outcome.articles.iter().map(&mut sketched).collect();
        let articles: Vec<NewArticle<'_>> = outcome
            .articles
            .iter()
            .zip(stored.iter().zip(&sketches))
            .map(|(new, (article, sketches))| NewArticle {
                article,
                text: &new.article.text,
                claims: &new.claims,
                sketch: Sketch::of(&new.article.text, &new.article.boilerplate),
                sketches,
            })
            .collect();
        self.writer.articles(&row, row.articles, &articles)?;
        row.articles += articles.len();
        row.claims += outcome.articles.iter().map(|article| article.claims.len()).sum::<usize>();
        row.skipped.extend(
            outcome
                .failures
                .iter()
                .map(|failure| SkippedRow { path: failure.path.clone(), cause: failure.cause.clone() }),
        );
        if outcome.more {
            self.open = Some(row);
            return Ok(());
        }
        self.writer.file(&row)?;
        self.files += 1;
        Ok(())
    }

    /// The row of a file that is about to be added; what the index has of it goes.
    fn begin(&mut self, entry: &Entry, more: bool) -> Result<FileRow> {
        let row = self.options.row(entry);
        if self.known.contains_key(&row.absolute) {
            if more {
                // So that the way back from the middle of it leads here.
                self.writer.commit()?;
            }
            self.writer.remove(&row.absolute);
        }
        Ok(row)
    }

    /// A large file that was left in the middle is not in the index, or is there as it was before.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn leave_out_what_is_not_whole(&mut self) -> Result<()> {
        match self.open.take() {
            Some(row) if self.known.contains_key(&row.absolute) => self.writer.rollback()?,
            Some(row) => self.writer.remove(&row.absolute),
            None => {}
        }
        Ok(())
    }

    fn stored(&self, new: &Analysed) -> StoredArticle {
        let article = &new.article;
        let seeded = article.language.as_deref().is_some_and(|code| self.seeds.languages.contains_key(code));
        StoredArticle {
            article: crate::dump::article_record(article),
            url: article.meta.url.clone(),
            from: article.meta.from,
            seeded,
            translated_signals: article.translated_signals.clone(),
        }
    }
}
