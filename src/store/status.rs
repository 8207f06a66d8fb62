//! What the index holds, in numbers, and what it does not hold, with the reasons.

use super::days::day_text;
use super::hits::All;
use super::schema::What;
use super::strings::Strings;
use super::{SkippedRow, Store, folder};
use crate::error::Result;
use crate::model::Stance;
use crate::model::wanted::Aside;
use crate::read::Endings;
use crate::seeds::Speakers;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::collector::Count;

/// The index in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Where it lies.
    pub index: String,
    /// Bytes on disk.
    pub bytes: u64,
    /// Files read.
    pub files: usize,
    /// Bytes of those files.
    pub file_bytes: u64,
    /// Articles.
    pub articles: usize,
    /// Those of them that are copies of others.
    pub copies: usize,
    /// Claims, without what is left out by default.
    pub claims: usize,
    /// What is left out by default.
    pub aside: Aside,
    /// Speakers of the claims with a name.
    pub speakers: usize,
    /// Articles that a machine translated.
    pub translated: usize,
    /// Day of the first dated article.
    pub first: Option<String>,
    /// Day of the last dated article.
    pub last: Option<String>,
    /// Outlets, most articles first.
    pub sources: Vec<Outlet>,
    /// Languages, most articles first.
    pub languages: Vec<Language>,
    /// What gave nothing, and why, by path.
    pub skipped: Vec<SkippedRow>,
    /// Files that were found and not read, as of the last look at each folder.
    #[serde(serialize_with = "by_ending")]
    pub unread: Endings,
}

fn by_ending<S: Serializer>(unread: &Endings, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Row<'a> {
        ending: Option<&'a str>,
        files: usize,
    }
    serializer.collect_seq(unread.most_first().into_iter().map(|(ending, files)| Row { ending, files }))
}

/// Articles of one outlet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outlet {
    /// The outlet; null where the articles do not tell.
    pub source: Option<String>,
    /// How many articles.
    pub articles: usize,
}

/// Articles of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Language {
    /// ISO 639-1, else 639-3; null where none was recognised.
    pub language: Option<String>,
    /// How many articles.
    pub articles: usize,
    /// Whether there are seeds for it: without, no claims are found.
    pub seeds: bool,
}

impl Store {
    /// Counts everything; a speaker whom `known` lists is one person.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn status(&self, known: &Speakers) -> Result<Status> {
        let mut status =
            Status { index: self.folder.display().to_string(), bytes: folder::size(&self.folder), ..Status::default() };
        let statements = super::Filter::default();
        status.claims = self.count_claims(&statements)?;
        let of = |stance: Stance| {
            self.matching(&*self.term(self.fields.stance, &crate::model::record::term(&stance)), Count)
        };
        let (attitudes, unsaid) = (of(Stance::Attitude)?, of(Stance::Unsaid)?);
        let unlikely = self.matching(&*self.is(What::Claim), Count)? - status.claims - attitudes - unsaid;
        status.aside = Aside { attitudes, unsaid, unlikely };
        status.speakers = self.speakers(&statements, known)?.rows.len();
        for row in self.files()?.into_values() {
            status.files += usize::from(row.articles > 0);
            status.file_bytes += if row.articles > 0 { row.size } else { 0 };
            status.skipped.extend(row.skipped);
            status.unread.add(&row.unread);
        }
        status.skipped.sort_by(|a, b| (&a.path, &a.cause).cmp(&(&b.path, &b.cause)));
        self.tally_articles(&mut status)?;
        status.copies = self.duplicates()?.copies();
        Ok(status)
    }

    fn tally_articles(&self, status: &mut Status) -> Result<()> {
        let mut addresses = self.matching(&*self.is(What::Article), All)?;
        addresses.sort_unstable();
        status.articles = addresses.len();
        let mut tally = Tally::default();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let docs = group.iter().map(|address| address.doc_id);
            self.tally(group[0].segment_ord, docs, &mut tally).map_err(|error| self.damaged(&error))?;
        }
        status.translated = tally.translated;
        status.first = tally.days.map(|(first, _)| day_text(first));
        status.last = tally.days.map(|(_, last)| day_text(last));
        status.sources = tally
            .sources
            .into_iter()
            .map(|(source, articles)| Outlet { source: source.as_deref().map(ToOwned::to_owned), articles })
            .collect();
        status.sources.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.source.cmp(&b.source)));
        status.languages = tally
            .languages
            .into_iter()
            .map(|((language, seeds), articles)| Language {
                language: language.as_deref().map(ToOwned::to_owned),
                articles,
                seeds,
            })
            .collect();
        status.languages.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.language.cmp(&b.language)));
        Ok(())
    }

    fn tally(&self, segment: u32, docs: impl Iterator<Item = u32>, tally: &mut Tally) -> tantivy::Result<()> {
        let fast = self.searcher.segment_reader(segment).fast_fields();
        let mut source = Strings::new(fast.str("source")?);
        let mut language = Strings::new(fast.str("language")?);
        let mut seeded = Strings::new(fast.str("seeded")?);
        let day = fast.column_opt::<u64>("day")?;
        let translated = fast.column_opt::<bool>("translated")?;
        for doc in docs {
            *tally.sources.entry(source.of(doc)?).or_default() += 1;
            let seeds = seeded.of(doc)?.is_some_and(|seeded| &*seeded == "yes");
            *tally.languages.entry((language.of(doc)?, seeds)).or_default() += 1;
            tally.translated += usize::from(translated.as_ref().and_then(|column| column.first(doc)).unwrap_or(false));
            if let Some(day) = day.as_ref().and_then(|day| day.first(doc)) {
                let (first, last) = tally.days.unwrap_or((day, day));
                tally.days = Some((first.min(day), last.max(day)));
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct Tally {
    translated: usize,
    days: Option<(u64, u64)>,
    sources: BTreeMap<Option<Arc<str>>, usize>,
    languages: BTreeMap<(Option<Arc<str>>, bool), usize>,
}
