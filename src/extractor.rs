//! The front door of the library: from a text, or a folder, to its claims.
//!
//! ```
//! use whosaid::Extractor;
//!
//! let extractor = Extractor::new();
//! let found = extractor.article("“We stay open,” Ann Brand said on Monday.").language("en").extract()?;
//! for claim in found.claims() {
//!     println!("{}\t{}", claim.speaker_name().unwrap_or("?"), claim.text());
//! }
//! assert_eq!(found.claims()[0].speaker_name(), Some("Ann Brand"));
//! # Ok::<(), whosaid::Error>(())
//! ```

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::dump::bytes::ByteOffsets;
use crate::error::{Error, ErrorKind, Result};
use crate::model::record::ClaimRecord;
use crate::model::{Article, Kind, Meta, Resolved, Rule, Span, SpeakerType, Stance, Wanted};
use crate::pipeline::{self, Analysed, Settings};
use crate::read::{self, RawArticle, ReadOptions, Walk, WalkOptions};
use crate::seeds::Seeds;
use crate::tagging;

/// Finds claims. Cheap to clone; may be shared between threads.
///
/// What the commands leave out by default, it leaves out: attitudes, what was not said, what is more likely wrong than right
/// ([`Extractor::wanted`] changes that).
#[derive(Clone, Debug, Default)]
pub struct Extractor {
    seeds: Option<Arc<Seeds>>,
    wanted: Wanted,
}

impl Extractor {
    /// With the seeds and the model that are compiled in.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With seeds of one's own, as [`Seeds::load`] reads them from a folder.
    #[must_use]
    pub fn with_seeds(seeds: Seeds) -> Self {
        Self { seeds: Some(Arc::new(seeds)), wanted: Wanted::default() }
    }

    /// Which claims are wanted.
    ///
    /// ```
    /// use whosaid::{Extractor, model::Wanted};
    ///
    /// let all = Extractor::new().wanted(Wanted::ALL);
    /// let found = all.article("Ann Brand never said that the lock was shut.").language("en").extract()?;
    /// assert!(found.claims().iter().all(|c| c.stance() == whosaid::model::Stance::Unsaid));
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    #[must_use]
    pub const fn wanted(mut self, wanted: Wanted) -> Self {
        self.wanted = wanted;
        self
    }

    /// An article's text, unchanged: every span counts in it. What is known of it can be told before [`ArticleText::extract`].
    #[must_use]
    pub fn article<'e, 't>(&'e self, text: &'t str) -> ArticleText<'e, 't> {
        ArticleText { extractor: self, text, path: String::new(), meta: Meta::default() }
    }

    /// Reads a file, or all files of a folder, on all cores, in the order of their paths: any format that `whosaid formats` lists. `each` gets every
    /// article; what could not be read comes back.
    ///
    /// ```no_run
    /// let unread = whosaid::Extractor::new().folder("articles", |found| {
    ///     println!("{}: {} claims", found.article().path, found.claims().len());
    /// })?;
    /// for error in unread {
    ///     eprintln!("{error}");
    /// }
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    ///
    /// # Errors
    /// When there is nothing at `path` ([`ErrorKind::NotFound`]).
    pub fn folder(&self, path: impl AsRef<Path>, mut each: impl FnMut(Found)) -> Result<Vec<Error>> {
        let mut unread = Vec::new();
        self.try_folder(path, |outcome| {
            match outcome {
                Ok(found) => each(found),
                Err(error) => unread.push(error),
            }
            ControlFlow::Continue(())
        })?;
        Ok(unread)
    }

    /// The same, for who wants what could not be read when it comes up, or may have enough: `each` gets both, and ends the reading with
    /// [`ControlFlow::Break`].
    ///
    /// # Errors
    /// When there is nothing at `path` ([`ErrorKind::NotFound`]).
    pub fn try_folder(&self, path: impl AsRef<Path>, each: impl FnMut(Result<Found>) -> ControlFlow<()>) -> Result<()> {
        self.each(&Self::walk(path.as_ref())?, each);
        Ok(())
    }

    /// The same of one file that is called `name` instead of its path: what its articles' ids are made of.
    ///
    /// # Errors
    /// As [`Extractor::try_folder`].
    #[doc(hidden)]
    pub fn try_file(
        &self,
        path: impl AsRef<Path>,
        name: &str,
        each: impl FnMut(Result<Found>) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut walk = Self::walk(path.as_ref())?;
        for shown in
            walk.entries.iter_mut().map(|entry| &mut entry.display).chain(walk.skipped.iter_mut().map(|s| &mut s.path))
        {
            name.clone_into(shown);
        }
        self.each(&walk, each);
        Ok(())
    }

    fn walk(path: &Path) -> Result<Walk> {
        tagging::kernel()?;
        if !path.exists() {
            return Err(Error::new("no such file or folder").at(path).kind_of(ErrorKind::NotFound));
        }
        Ok(read::walk(&[path.to_path_buf()], &WalkOptions::default()))
    }

    fn each(&self, walk: &Walk, mut each: impl FnMut(Result<Found>) -> ControlFlow<()>) {
        for skipped in &walk.skipped {
            if each(Err(skipped.error())).is_break() {
                return;
            }
        }
        // Whoever has enough has it for good: that is no error.
        let _: Result<(), ()> = pipeline::run(&walk.entries, &self.settings(), &|| false, |_, outcome| {
            let failures = outcome.failures.into_iter().map(|failure| Err(failure.error));
            let articles = outcome.articles.into_iter().map(|analysed| Ok(self.found(analysed)));
            failures.chain(articles).try_for_each(&mut each).is_continue().then_some(()).ok_or(())
        });
    }

    fn seeds(&self) -> &Seeds {
        self.seeds.as_deref().unwrap_or_else(|| Seeds::built_in())
    }

    /// How it reads, for the Python package.
    #[doc(hidden)]
    #[must_use]
    pub fn settings(&self) -> Settings<'_> {
        Settings {
            seeds: self.seeds(),
            read: ReadOptions { seeds: self.seeds(), ..ReadOptions::default() },
            claims: true,
        }
    }

    fn found(&self, analysed: Analysed) -> Found {
        let Analysed { article, claims } = analysed;
        let bytes = ByteOffsets::of(&article.text, &claims);
        let claims =
            claims.into_iter().filter(|c| self.wanted.keeps(c)).map(|record| Claim::new(record, &bytes)).collect();
        Found { article, claims }
    }
}

/// An article on its way in: its text, and what is known of it.
#[derive(Clone, Debug)]
pub struct ArticleText<'e, 't> {
    extractor: &'e Extractor,
    text: &'t str,
    path: String,
    meta: Meta,
}

impl ArticleText<'_, '_> {
    /// Its language, ISO 639-1; found in the text unless told.
    #[must_use]
    pub fn language(mut self, code: impl Into<String>) -> Self {
        self.meta.language = Some(code.into());
        self
    }

    /// The day of its publication: "on Monday" counts from it.
    #[must_use]
    pub fn date(mut self, date: Date) -> Self {
        self.meta.date = Some(date.to_string());
        self
    }

    /// The outlet.
    #[must_use]
    pub fn source(mut self, outlet: impl Into<String>) -> Self {
        self.meta.source = Some(outlet.into());
        self
    }

    /// The headline.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.meta.title = Some(title.into());
        self
    }

    /// Who wrote it.
    #[must_use]
    pub fn author(mut self, author: impl Into<String>) -> Self {
        self.meta.author = Some(author.into());
        self
    }

    /// What to call it: part of what the ids of article and claims are made of.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Finds the claims. What was not told of the article is looked for in its text, as the commands do.
    ///
    /// # Errors
    /// When the language that was told has no seeds ([`ErrorKind::Language`]), or `WHOSAID_KERNEL` names no kernel of this machine
    /// ([`tagging::kernel`]). A text in another language, when none was told, gives no claims and no error: [`Found::language`] is `None`.
    pub fn extract(self) -> Result<Found> {
        tagging::kernel()?;
        let seeds = self.extractor.seeds();
        if let Some(code) = self.meta.language.as_ref().filter(|code| !seeds.languages.contains_key(*code)) {
            let known = seeds.languages.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(Error::new(format!("no seeds for the language \"{code}\""))
                .hint(format!("there are seeds for {known}; a folder of your own adds a language"))
                .kind_of(ErrorKind::Language));
        }
        let told = self.meta.language.clone();
        let raw = RawArticle {
            path: self.path,
            record: None,
            text: self.text.to_owned(),
            meta: self.meta,
            text_is_file: true,
            ..RawArticle::default()
        };
        let mut settings = self.extractor.settings();
        settings.claims = told.is_none();
        let mut analysed = pipeline::analyse(raw, &settings);
        if told.is_some() {
            // What somebody says of a language counts more here than what the letters say.
            analysed.article.language = told;
            analysed.claims = crate::dump::claim_records(
                &analysed.article,
                &crate::claims::claims(&analysed.article, self.extractor.seeds()),
            );
        }
        Ok(self.extractor.found(analysed))
    }
}

/// An article with the claims found in it.
#[derive(Clone, Debug)]
pub struct Found {
    article: Article,
    claims: Vec<Claim>,
}

impl Found {
    /// The article: its text, title, outlet, author, date; what was found of them where nothing was told.
    #[must_use]
    pub const fn article(&self) -> &Article {
        &self.article
    }

    /// Its language, ISO 639-1; `None` for one without seeds.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.article.language.as_deref()
    }

    /// The day of publication.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.article.meta.date.as_deref()?.parse().ok()
    }

    /// The claims, in the order of the text.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The claims as owned values.
    #[must_use]
    pub fn into_claims(self) -> Vec<Claim> {
        self.claims
    }
}

/// Who said what, and where exactly it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    record: ClaimRecord,
    spans: Vec<Span>,
    cue: Vec<Span>,
    mention: Option<Span>,
}

impl Claim {
    fn new(record: ClaimRecord, bytes: &ByteOffsets) -> Self {
        let all = |spans: &[[usize; 2]]| spans.iter().map(|s| bytes.span(*s)).collect();
        Self {
            spans: all(&record.spans),
            cue: record.cue.as_ref().map(|c| all(&c.spans)).unwrap_or_default(),
            mention: record.speaker.span.map(|s| bytes.span(s)),
            record,
        }
    }

    /// What is said: the content's pieces, joined by `" … "`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.record.text
    }

    /// Where it stands, in bytes of the article's text.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Where it stands, in code points of the article's text, as the commands print it: `[start, end]`, end exclusive.
    #[must_use]
    pub fn code_points(&self) -> &[[usize; 2]] {
        &self.record.spans
    }

    /// The speaker's name; `None` where the text does not tell, or not surely enough.
    #[must_use]
    pub fn speaker_name(&self) -> Option<&str> {
        self.record.speaker.name.as_deref()
    }

    /// What to show where there is no name: "spokesman", "several residents".
    #[must_use]
    pub fn speaker_label(&self) -> Option<&str> {
        self.record.speaker.label.as_deref()
    }

    /// What the article says the speaker is.
    #[must_use]
    pub fn speaker_role(&self) -> Option<&str> {
        self.record.speaker.role.as_deref()
    }

    /// Person, organization, …
    #[must_use]
    pub const fn speaker_type(&self) -> SpeakerType {
        self.record.speaker.kind
    }

    /// How the name was found.
    #[must_use]
    pub const fn resolved(&self) -> Resolved {
        self.record.speaker.resolved
    }

    /// The words that name the speaker here, and where they stand in bytes.
    #[must_use]
    pub fn mention(&self) -> Option<(&str, Span)> {
        self.record.speaker.mention.as_deref().zip(self.mention)
    }

    /// The reporting words: "said", "according to".
    #[must_use]
    pub fn cue(&self) -> Option<&str> {
        self.record.cue.as_ref().map(|c| c.text.as_str())
    }

    /// Where the cue stands, in bytes; one or two pieces, none for a quotation that goes on.
    #[must_use]
    pub fn cue_spans(&self) -> &[Span] {
        &self.cue
    }

    /// Direct, indirect or mixed.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.record.kind
    }

    /// What the speaker does with it: asserts, denies, …
    #[must_use]
    pub const fn stance(&self) -> Stance {
        self.record.stance
    }

    /// The first and the last day on which it may have been said.
    #[must_use]
    pub fn said_on(&self) -> Option<(Date, Date)> {
        let when = self.record.said_on.as_ref()?;
        Some((when.from.parse().ok()?, when.to.parse().ok()?))
    }

    /// By what it was found: the trained model, or which rule.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        Some(self.record.explain.as_ref()?.found_by)
    }

    /// True for the direct words of an article that no machine translated.
    #[must_use]
    pub const fn is_verbatim(&self) -> bool {
        self.record.verbatim
    }

    /// The probability that content and speaker are right, in 0..=1.
    #[must_use]
    pub const fn confidence(&self) -> f64 {
        self.record.confidence
    }

    /// The claim as the commands print it (`schema/claim-1.json`).
    #[must_use]
    pub const fn record(&self) -> &ClaimRecord {
        &self.record
    }

    /// The same, as an owned value.
    #[must_use]
    pub fn into_record(self) -> ClaimRecord {
        self.record
    }
}

#[cfg(test)]
mod tests;
