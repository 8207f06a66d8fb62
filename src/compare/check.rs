//! Did anybody say this, in these words? The claims of an index that share words with a quotation, and what the nearest of them makes of it.

use super::difference::{Run, difference};
use super::elsewhere::translation;
use super::wording::{find, place, quoted, words};
use crate::error::{Error, Result};
use crate::model::record::{ArticleRecord, ClaimRecord, CodePoints};
use crate::model::{Kind, Stance, Wanted};
use crate::seeds::{Seeds, Speakers};
use crate::store::{Called, Filter, Store, names};
use crate::text::Offsets;
use serde::Serialize;

/// Claims that are looked at, the best by their words.
const LOOKED_AT: usize = 200;
/// Articles that are looked at where no claim has the words.
const ARTICLES: usize = 20;
/// Words of a quotation that are searched for.
const SEARCHED: usize = 60;
/// Part of the words of both that an altered quotation shares with the stretch it comes from.
const ALTERED: f64 = 0.6;

/// What stands between the pieces of a claim's text.
const GAP: &str = " … ";

/// What is known of a quotation, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Somebody's own words, as they stand.
    Verbatim,
    /// These words, in an article that a machine translated, or the same in another language: not the speaker's own.
    Translated,
    /// These words, but as an article reports them, outside of quotation marks.
    Indirect,
    /// Other words, like these.
    Altered,
    /// These words or others like them, of somebody whom the article does not name.
    Unnamed,
    /// These words or others like them, but of somebody else.
    Another,
    /// An article tells that this was not said, or only asks or expects it.
    Unsaid,
    /// These words stand in an article, but in no claim: nobody there is found to say them.
    Unattributed,
    /// Neither in a claim of the index nor, in these words, in an article.
    Nowhere,
}

impl Verdict {
    /// True when these words, or others like them, are what was asked for: said, and by whom they are said to be.
    #[must_use]
    pub const fn is_found(self) -> bool {
        matches!(self, Self::Verbatim | Self::Translated | Self::Indirect | Self::Altered)
    }
}

/// The answer for one quotation.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// What was asked for.
    pub quotation: String,
    /// What is known of it.
    pub verdict: Verdict,
    /// True when the claim says more than the quotation: what was left out may matter.
    pub trimmed: bool,
    /// Word by word, from what the claim has to what the quotation has; empty where the words are the same.
    pub difference: Vec<Run>,
    /// The claim that decides.
    pub claim: Option<ClaimRecord>,
    /// Where the words stand in an article when no claim has them.
    pub unattributed: Option<Passage>,
}

/// A stretch of an article.
#[derive(Clone, Debug, Serialize)]
pub struct Passage {
    /// The article.
    pub article: ArticleRecord,
    /// Where in its text.
    pub span: CodePoints,
    /// What stands there.
    pub text: String,
}

/// Checks quotations against an index.
pub struct Checker<'a> {
    store: &'a Store,
    known: &'a Speakers,
    by: Option<(String, Called)>,
    translating: Option<&'a Seeds>,
}

impl<'a> Checker<'a> {
    /// A checker of what `by` said, or anybody; `known` are speakers with their aliases.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(store: &'a Store, known: &'a Speakers, by: Option<String>) -> Result<Self> {
        let called = by.map(|by| store.called(&by, known).map(|called| (by, called))).transpose()?;
        Ok(Self { store, known, by: called, translating: None })
    }

    /// Also looks for the same in another language, where these words stand nowhere.
    #[must_use]
    pub const fn translating(mut self, seeds: &'a Seeds) -> Self {
        self.translating = Some(seeds);
        self
    }

    /// What is known of a quotation.
    ///
    /// # Errors
    /// When the quotation has no words, or the index is damaged.
    pub fn check(&self, quotation: &str) -> Result<Answer> {
        let sought = words(quotation);
        if sought.is_empty() {
            return Err(Error::new("the quotation has no words").hint("give the words of the quotation"));
        }
        let query: Vec<String> =
            sought.iter().take(SEARCHED).map(|word| format!("\"{}\"", word.replace(['"', '\\'], " "))).collect();
        let everything = Filter { wanted: Wanted::ALL, ..Filter::default() };
        let found = self.store.search_claims(&query.join(" OR "), &everything, self.known, LOOKED_AT)?;
        let nowhere = Answer {
            quotation: quotation.to_owned(),
            verdict: Verdict::Nowhere,
            trimmed: false,
            difference: Vec::new(),
            claim: None,
            unattributed: None,
        };
        let answers = found.hits.into_iter().filter_map(|hit| self.against(quotation, &sought, hit.claim));
        // The same words before other words, whoever said them; of equals the one that search puts first, and that is the same in every run.
        let key = |answer: &Answer| (!answer.difference.is_empty(), answer.verdict);
        let best = answers.min_by(|(a, x), (b, y)| key(a).cmp(&key(b)).then(y.total_cmp(x)));
        if let Some((answer, _)) = best {
            return Ok(answer);
        }
        if let Some(passage) = self.unattributed(&sought)? {
            return Ok(Answer { verdict: Verdict::Unattributed, unattributed: Some(passage), ..nowhere });
        }
        let translated = self.translating.map(|seeds| translation(self.store, seeds, quotation)).transpose()?.flatten();
        Ok(match translated {
            Some(claim) => {
                let verdict = if self.is_asked_for(&claim) { Verdict::Translated } else { Verdict::Another };
                Answer { verdict, claim: Some(claim), ..nowhere }
            }
            None => nowhere,
        })
    }

    /// Where the words stand in an article.
    fn unattributed(&self, sought: &[String]) -> Result<Option<Passage>> {
        let terms: Vec<String> = sought.iter().take(SEARCHED).map(|word| word.replace(['"', '\\'], " ")).collect();
        let query = format!("\"{}\"", terms.join(" "));
        let texts = self.store.article_texts(&query, &Filter::default(), self.known, ARTICLES)?;
        let passage = |(article, text): (ArticleRecord, String)| {
            let span = place(sought, &text)?;
            let offsets = Offsets::new(&text);
            let points = [offsets.code_point(span.start), offsets.code_point(span.end)];
            Some(Passage { article, span: points, text: span.of(&text).to_owned() })
        };
        Ok(texts.into_iter().find_map(passage))
    }

    /// What one claim makes of the quotation, and the part of the words that both share.
    fn against(&self, quotation: &str, sought: &[String], claim: ClaimRecord) -> Option<(Answer, f64)> {
        // Pieces of a claim are no one stretch: what stands on both sides of "said Brand" was not said in one go.
        let pieces: Vec<Vec<String>> = claim.text.split(GAP).map(words).collect();
        let exact = pieces.iter().any(|piece| find(sought, piece).is_some());
        let theirs = pieces.join(&GAP.trim().to_owned());
        let (runs, shared) = if exact { (Vec::new(), sought.len()) } else { nearest(sought, &theirs) };
        #[allow(clippy::cast_precision_loss)]
        let part = shared as f64 / (sought.len() + dropped(&runs)) as f64;
        if part < ALTERED {
            return None;
        }
        let verdict = if claim.stance == Stance::Unsaid {
            Verdict::Unsaid
        } else if self.by.is_some() && claim.speaker.name.is_none() {
            Verdict::Unnamed
        } else if !self.is_asked_for(&claim) {
            Verdict::Another
        } else if !exact {
            Verdict::Altered
        } else if claim.article.translated {
            Verdict::Translated
        } else if claim.verbatim
            || claim.kind == Kind::Mixed
                && quoted(&claim.text).into_iter().any(|piece| find(sought, &words(piece)).is_some())
        {
            Verdict::Verbatim
        } else {
            Verdict::Indirect
        };
        let trimmed = exact && theirs.len() > sought.len();
        let quotation = quotation.to_owned();
        Some((Answer { quotation, verdict, trimmed, difference: runs, claim: Some(claim), unattributed: None }, part))
    }

    fn is_asked_for(&self, claim: &ClaimRecord) -> bool {
        let Some((by, called)) = &self.by else { return true };
        let typed = names::words(by);
        let own = names::of_claim(&claim.speaker);
        !typed.is_empty() && typed.is_subset(&own)
            || claim.speaker.name.as_ref().is_some_and(|name| {
                let here = (name.clone(), claim.article.id.clone());
                called.names.contains(name) || called.in_article.contains(&here)
            })
    }
}

/// The difference to the stretch of `theirs` that is nearest: what stands before its first and behind its last shared word is left out.
fn nearest(sought: &[String], theirs: &[String]) -> (Vec<Run>, usize) {
    let (mut runs, shared) = difference(sought, theirs);
    if matches!(runs.last(), Some(Run::Dropped(_))) {
        runs.pop();
    }
    if matches!(runs.first(), Some(Run::Dropped(_))) {
        runs.remove(0);
    }
    (runs, shared)
}

/// Words that only the claim has.
fn dropped(runs: &[Run]) -> usize {
    let count = |run: &Run| if let Run::Dropped(words) = run { words.split(' ').count() } else { 0 };
    runs.iter().map(count).sum()
}
