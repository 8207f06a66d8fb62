//! A claim as the index keeps it: where its parts stand. Their words are in the article's text, and what is known of the article is kept once, with it.

use super::Store;
use super::hits::{All, article_and_text, json};
use super::strings::Place;
use crate::error::{Error, Result};
use crate::model::record::{
    ArticleRecord, CLAIM_SCHEMA, CandidateRecord, ClaimRecord, CodePoints, CueRecord, ExplainRecord, SaidOnRecord,
    SpeakerRecord, TextRecord,
};
use crate::model::{Kind, Resolved, Span, SpeakerType, Stance};
use crate::text::{Offsets, cut};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use tantivy::DocAddress;

/// What a claim has of its own.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredClaim<'a> {
    id: Cow<'a, str>,
    /// The id of its article.
    article: Cow<'a, str>,
    kind: Kind,
    spans: Cow<'a, [CodePoints]>,
    cue: Option<Cow<'a, [CodePoints]>>,
    stance: Stance,
    name: Option<Cow<'a, str>>,
    /// The words that name the speaker stand here.
    mention: Option<CodePoints>,
    role: Option<Cow<'a, str>>,
    speaker: SpeakerType,
    resolved: Resolved,
    label: Option<Cow<'a, str>>,
    name_confidence: f64,
    candidates: Cow<'a, [CandidateRecord]>,
    said_on: Option<Cow<'a, SaidOnRecord>>,
    sentence: CodePoints,
    verbatim: bool,
    confidence: f64,
    likely: bool,
    explain: Option<Cow<'a, ExplainRecord>>,
}

impl<'a> StoredClaim<'a> {
    /// What is kept of a claim.
    pub(super) fn of(claim: &'a ClaimRecord) -> Self {
        Self {
            id: Cow::Borrowed(&claim.id),
            article: Cow::Borrowed(&claim.article.id),
            kind: claim.kind,
            spans: Cow::Borrowed(&claim.spans),
            cue: claim.cue.as_ref().map(|cue| Cow::Borrowed(&cue.spans[..])),
            stance: claim.stance,
            name: claim.speaker.name.as_deref().map(Cow::Borrowed),
            mention: claim.speaker.span,
            role: claim.speaker.role.as_deref().map(Cow::Borrowed),
            speaker: claim.speaker.kind,
            resolved: claim.speaker.resolved,
            label: claim.speaker.label.as_deref().map(Cow::Borrowed),
            name_confidence: claim.speaker.confidence,
            candidates: Cow::Borrowed(&claim.speaker.candidates),
            likely: claim.likely,
            said_on: claim.said_on.as_ref().map(Cow::Borrowed),
            sentence: claim.sentence.span,
            verbatim: claim.verbatim,
            confidence: claim.confidence,
            explain: claim.explain.as_ref().map(Cow::Borrowed),
        }
    }

    /// The whole claim again.
    fn whole(self, article: &Arc<ArticleRecord>, text: &str, offsets: &Offsets<'_>) -> ClaimRecord {
        let bytes = |span: &CodePoints| Span::new(offsets.byte(span[0]), offsets.byte(span[1]));
        let words = |spans: &[CodePoints]| cut::joined(text, spans.iter().map(bytes));
        let (first, last) = (self.spans.first().map_or(0, |s| s[0]), self.spans.last().map_or(0, |s| s[1]));
        ClaimRecord {
            schema: CLAIM_SCHEMA.to_owned(),
            id: self.id.into_owned(),
            kind: self.kind,
            text: words(&self.spans),
            cue: self.cue.map(|spans| CueRecord { text: words(&spans), spans: spans.into_owned() }),
            stance: self.stance,
            speaker: SpeakerRecord {
                id: None,
                name: self.name.map(Cow::into_owned),
                mention: self.mention.map(|span| bytes(&span).of(text).to_owned()),
                span: self.mention,
                role: self.role.map(Cow::into_owned),
                kind: self.speaker,
                resolved: self.resolved,
                label: self.label.map(Cow::into_owned),
                confidence: self.name_confidence,
                candidates: self.candidates.into_owned(),
            },
            said_on: self.said_on.map(Cow::into_owned),
            sentence: TextRecord { text: bytes(&self.sentence).of(text).to_owned(), span: self.sentence },
            prefix: cut::before(text, offsets.byte(first)).to_owned(),
            suffix: cut::after(text, offsets.byte(last)).to_owned(),
            verbatim: self.verbatim,
            confidence: self.confidence,
            likely: self.likely,
            article: Arc::clone(article),
            cluster: None,
            explain: self.explain.map(Cow::into_owned),
            correction: None,
            spans: self.spans.into_owned(),
        }
    }
}

/// The claims at some addresses, made whole. Those of one article that follow one another share the look at it.
pub struct Claims<'s> {
    store: &'s Store,
    addresses: std::vec::IntoIter<DocAddress>,
    /// Belongs to another article than those before it.
    next: Option<(DocAddress, StoredClaim<'static>)>,
    ready: VecDeque<ClaimRecord>,
    /// Tell of each article which others are left out.
    collapsed: bool,
    in_copies: usize,
}

impl<'s> Claims<'s> {
    pub(super) fn new(store: &'s Store, addresses: Vec<DocAddress>) -> Self {
        Self {
            store,
            addresses: addresses.into_iter(),
            next: None,
            ready: VecDeque::new(),
            collapsed: false,
            in_copies: 0,
        }
    }

    pub(super) const fn with_copies(mut self, collapsed: bool, in_copies: usize) -> Self {
        (self.collapsed, self.in_copies) = (collapsed, in_copies);
        self
    }

    /// How many claims stand in copies: of those that are here, or, where the copies are left out, besides.
    #[must_use]
    pub const fn in_copies(&self) -> usize {
        self.in_copies
    }

    /// Makes the claims of the next article whole.
    fn article(&mut self) -> Result<()> {
        let mut group = Vec::new();
        group.extend(self.next.take());
        for address in self.addresses.by_ref() {
            let kept: StoredClaim<'static> = json(self.store, address)?;
            if group.first().is_some_and(|(_, first): &(_, StoredClaim<'_>)| first.article != kept.article) {
                self.next = Some((address, kept));
                break;
            }
            group.push((address, kept));
        }
        let Some((_, first)) = group.first() else { return Ok(()) };
        let articles = self.store.articles_of_claims(&group, &first.article)?;
        // One run, unless the same article under the same name is from two folders.
        let mut claims = articles.into_iter().zip(group).peekable();
        while let Some(&(at, _)) = claims.peek() {
            let (known, text) = article_and_text(self.store, at)?;
            let mut article = known.article;
            self.store.mark(&mut article, self.collapsed)?;
            let article = Arc::new(article);
            let offsets = Offsets::new(&text);
            let run = std::iter::from_fn(|| claims.next_if(|(next, _)| *next == at));
            self.ready.extend(run.map(|(_, (_, kept))| kept.whole(&article, &text, &offsets)));
        }
        Ok(())
    }
}

impl Iterator for Claims<'_> {
    type Item = Result<ClaimRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty()
            && let Err(error) = self.article()
        {
            return Some(Err(error));
        }
        self.ready.pop_front().map(Ok)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.ready.len() + usize::from(self.next.is_some()) + self.addresses.len();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Claims<'_> {}

impl Store {
    /// For each of these claims its article, which has this id and came from the same place.
    fn articles_of_claims(&self, claims: &[(DocAddress, StoredClaim<'_>)], id: &str) -> Result<Vec<DocAddress>> {
        if let [(first, _), ..] = claims
            && let Some(only) = self.known_article(*first)?
        {
            return Ok(vec![only; claims.len()]);
        }
        let found = self.matching(&*self.term(self.fields.id, id), All)?;
        if let [only] = found[..] {
            return Ok(vec![only; claims.len()]);
        }
        let addresses: Vec<DocAddress> = claims.iter().map(|(address, _)| *address).collect();
        let articles = self.places(&found)?;
        let articles: BTreeMap<_, _> = articles.iter().map(Place::article).zip(found).collect();
        let own = |claim: &Place| articles.get(&claim.article()).copied();
        self.places(&addresses)?.iter().map(own).collect::<Option<_>>().ok_or_else(|| {
            Error::new(format!("the index has a claim of article {id}, but not the article"))
                .at(self.folder())
                .hint("remove the folder and run `whosaid index` again")
        })
    }
}
