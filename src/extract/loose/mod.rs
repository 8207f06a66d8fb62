//! Quotations without a cue: those that go on after an attributed one, pull quotes, headlines and speaker tags.

mod answers;
mod continued;
mod introduced;
mod pool;
mod pull_quotes;
mod signatures;
mod tags;

use super::phrases::Phrases;
use super::strip::Strip;
use crate::model::Attribution;
use crate::text::Document;
use pool::Pool;

pub use pool::sort;

/// Adds what no cue introduces. `found` is in the order of the text and stays so.
pub fn add(doc: &Document<'_>, strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Vec<Attribution>) {
    let mut pool = Pool::new(std::mem::take(found));
    tags::quotations(strips, phrases, &mut pool);
    tags::speeches(strips, phrases, &mut pool);
    introduced::add(strips, phrases, &mut pool);
    answers::add(strips, phrases, &mut pool);
    signatures::behind(strips, phrases, &mut pool);
    signatures::below(strips, phrases, &mut pool);
    *found = pool.all();
    pull_quotes::add(doc, strips, phrases, found);
    sort(found);
    continued::add(doc, strips, found);
    sort(found);
    continued::carried_back(doc, found);
}
