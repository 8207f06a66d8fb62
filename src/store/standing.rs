//! Sets of documents that are known already: the articles that some claims stand in, found by number without reading an id; what every question of a page
//! lets through.

use super::Store;
use super::hits::{All, one_of};
use super::schema::What;
use super::sets::{Articles, These};
use super::strings::in_order;
use crate::error::Result;
use rustc_hash::FxHashMap;
use tantivy::DocAddress;
use tantivy::query::Query;

impl Store {
    /// The articles that the claims of a query stand in.
    pub(super) fn articles_with(&self, claims: &dyn Query) -> Result<These> {
        let articles = self.articles()?;
        let mut wanted = vec![false; articles.ids];
        for address in self.matching(claims, All)? {
            if let Some(number) = self.number_of_article(&articles.numbers, address)? {
                wanted[number as usize] = true;
            }
        }
        let these = articles.documents.iter().filter(|(_, number)| wanted[*number as usize]);
        Ok(self.these(these.map(|(address, _)| *address)))
    }

    /// What stands in articles of any of these languages; where many questions are asked, found once.
    pub(super) fn in_any_of(&self, languages: &[String]) -> Result<Box<dyn Query>> {
        let query = one_of(self.fields.language, languages);
        if self.rows.get().is_none() {
            return Ok(query);
        }
        Ok(Box::new(self.sets.of(&format!("in {languages:?}"), || self.set_of(&*query))?))
    }

    /// The documents of a query, as a set.
    pub(super) fn set_of(&self, query: &dyn Query) -> Result<These> {
        Ok(self.these(self.matching(query, All)?.into_iter()))
    }

    fn these(&self, addresses: impl Iterator<Item = DocAddress>) -> These {
        let readers = self.searcher.segment_readers().iter();
        These::of(readers.map(|reader| (reader.segment_id(), reader.max_doc())), addresses)
    }

    fn articles(&self) -> Result<&Articles> {
        if let Some(known) = self.articles.get() {
            return Ok(known);
        }
        let found = self.find_articles()?;
        Ok(self.articles.get_or_init(|| found))
    }

    fn find_articles(&self) -> Result<Articles> {
        let mut ids: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut articles = Articles::default();
        for segment in 0..self.searcher.segment_readers().len() {
            let mut numbers = Vec::new();
            if let Some(column) = &self.columns(segment as u32)?.article {
                let number = |_, id: &str| {
                    let next = ids.len() as u32;
                    numbers.push(*ids.entry(id.into()).or_insert(next));
                };
                in_order(column, number).map_err(|error| self.damaged(&error.into()))?;
            }
            articles.numbers.push(numbers);
        }
        articles.ids = ids.len();
        let mut found = vec![0_u32; articles.ids];
        articles.places = vec![None; articles.ids];
        for address in self.matching(&*self.is(What::Article), All)? {
            let Some(number) = self.number_of_article(&articles.numbers, address)? else { continue };
            articles.documents.push((address, number));
            found[number as usize] += 1;
            articles.places[number as usize] = (found[number as usize] == 1).then_some(address);
        }
        Ok(articles)
    }

    /// Where the article of a claim is, as far as that is known without a search.
    pub(super) fn known_article(&self, claim: DocAddress) -> Result<Option<DocAddress>> {
        // Numbering all articles pays where many questions are asked.
        if self.rows.get().is_none() {
            return Ok(None);
        }
        let articles = self.articles()?;
        let number = self.number_of_article(&articles.numbers, claim)?;
        Ok(number.and_then(|number| articles.places[number as usize]))
    }

    fn number_of_article(&self, numbers: &[Vec<u32>], address: DocAddress) -> Result<Option<u32>> {
        let own = self.article_number(address)?.and_then(|own| usize::try_from(own).ok());
        Ok(own.and_then(|own| numbers.get(address.segment_ord as usize)?.get(own).copied()))
    }
}
