//! Which attributions stand in an article: source, cue and content.
//!
//! [`strip`] folds a sentence's quotations, [`cues`] finds reporting expressions, [`phrases`] the noun phrases beside them, [`frames`] puts
//! the three together by named rules, [`loose`] accounts for quotations without a cue, [`join`] decides where finders overlap.
//!
//! `“We stay,” Brand said.` → cue `said`, source `Brand`, content `“We stay,”` by rule `quote-before`.

mod clause;
mod contents;
pub(crate) mod cues;
mod direct;
pub(crate) mod frames;
mod hearing;
pub(crate) mod join;
mod kind;
pub(crate) mod loose;
mod near;
pub(crate) mod phrases;
pub(crate) mod refine;
mod sources;
pub(crate) mod stance;
pub(crate) mod strip;
pub(crate) mod unsaid;

use crate::model::{Article, Attribution, Rule, Span};
use crate::seeds::{Lexicon, Seeds};
use crate::text::Document;

use phrases::Phrases;

pub use kind::kind;

/// The attributions of a text, in the order of their content: what the rules find, joined with what the trained layer found (`model`), and
/// every quotation that neither accounts for.
#[must_use]
pub fn attributions(
    article: &Article,
    doc: &Document<'_>,
    lexicon: &Lexicon,
    seeds: &Seeds,
    model: Vec<Attribution>,
) -> Vec<Attribution> {
    let strips = strip::strips(doc, lexicon, &article.boilerplate);
    let phrases = Phrases { lexicon, names: &seeds.names };
    let mut found: Vec<Attribution> = Vec::new();
    // Where those begin that were found in the strip before: none of an earlier one reaches into this one or the one before.
    let mut here = 0;
    for (n, strip) in strips.iter().enumerate() {
        let before = std::mem::replace(&mut here, found.len());
        if let Some(opening) = cues::pointer(strip, lexicon)
            && let Some(attribution) = pointing_back(&strips, n, opening, phrases, &found[before..])
        {
            found.push(attribution);
            continue;
        }
        found.extend(frames::frames(strip, phrases).into_iter().map(|f| f.attribution));
        found.extend(cue_sentence(&strips, n, phrases, &found[before..]));
        found.extend(led_in(&strips, n, phrases, &found[before..]));
    }
    loose::sort(&mut found);
    let rules = join::settle(found);
    let model = refine::refine(article, doc, lexicon, model);
    let mut found = join::merge(
        model,
        rules,
        |a| stance::of(doc, lexicon, &a.cue).is_some(),
        |near, far| is_farther(doc, lexicon, near, far),
    );
    found.retain(|a| !refine::says_nothing(doc, lexicon, a));
    for attribution in &mut found {
        refine::unnamed(doc, lexicon, attribution);
        refine::hearer(doc, lexicon, attribution);
        refine::relayed(doc, lexicon, attribution);
        refine::touching(doc, phrases, attribution);
        attribution.source = attribution.source.filter(|&s| !refine::is_nobody(doc, lexicon, s, &attribution.cue));
    }
    loose::sort(&mut found);
    loose::add(doc, &strips, phrases, &mut found);
    found
}

/// “…”, snapped Brand. “…”, | aldus Quill: another quotation or sentence stands between the two cues; “…,” Brand said, | according to the Post: the other one
/// passes on what the first one says.
fn is_farther(doc: &Document<'_>, lexicon: &Lexicon, near: &Attribution, far: &Attribution) -> bool {
    let (Some(here), Some(there)) = (near.cue.first(), far.cue.first()) else { return false };
    let other_sentence = doc.sentence_at(here.start) != doc.sentence_at(there.start);
    let first = doc.words_in(*there).start;
    let phrase = lexicon.cues.phrases_from(&strip::lower(doc.word(first))).next().is_some();
    let verb = stance::of(doc, lexicon, &near.cue).is_some();
    other_sentence || doc.quotes_in(Span::new(here.start, there.start)).next().is_some() || phrase && verb
}

/// "Dat zegt Brand in de krant.": the sentence before is what is said, unless somebody said it already.
fn pointing_back(
    strips: &[strip::Strip<'_>],
    n: usize,
    opening: usize,
    phrases: Phrases<'_>,
    found: &[Attribution],
) -> Option<Attribution> {
    let (strip, before) = (&strips[n], strips.get(n.checked_sub(1)?)?);
    if found.iter().any(|a| a.content.iter().any(|c| c.overlaps(before.span))) {
        return None;
    }
    let source = phrases.starting(strip, opening, false)?;
    let source = phrases.with_apposition(strip, source);
    let mut end = before.items.len();
    while end > 0 && before.items[end - 1].mark {
        end -= 1;
    }
    Some(Attribution {
        source: strip.span_of(source.start, source.end),
        cue: strip.span_of(1.min(opening - 1), opening).into_iter().collect(),
        content: vec![before.span_of(0, end)?],
        stance: crate::model::Stance::Asserts,
        found_by: Rule::PointingBack,
        confidence: 0.85,
        continues: None,
    })
}

/// `“Will it?” Brand asked.`: the quotation ended its sentence, the cue stands in one of its own.
fn cue_sentence(
    strips: &[strip::Strip<'_>],
    n: usize,
    phrases: Phrases<'_>,
    found: &[Attribution],
) -> Option<Attribution> {
    let (strip, before) = (&strips[n], strips.get(n.checked_sub(1)?)?);
    let quote = before.items.last().filter(|i| i.quote.is_some())?;
    if before.paragraph != strip.paragraph
        || strip.words(0, strip.items.len()) > 8
        || strip.items.iter().any(|i| i.quote.is_some())
    {
        return None;
    }
    if found.iter().any(|a| a.content.iter().any(|c| c.overlaps(strip.span) || c.overlaps(quote.span))) {
        return None;
    }
    let verb = cues::verbs(strip, phrases.lexicon).into_iter().find(|f| f.takes.any(crate::seeds::Takes::QUOTE))?;
    let source = match verb.start {
        0 => phrases.starting(strip, verb.end, false)?,
        at => phrases.ending(strip, at - 1).filter(|p| p.start == 0)?,
    };
    let quotes: Vec<Span> = before.items.iter().filter(|i| i.quote.is_some()).map(|i| i.span).collect();
    Some(Attribution {
        source: strip.span_of(source.start, source.end),
        cue: verb.spans(strip),
        content: if before.only_quotes() { quotes } else { vec![quote.span] },
        stance: verb.stance,
        found_by: Rule::QuoteBefore,
        confidence: 0.85,
        continues: None,
    })
}

/// "He put it so:", and the quotation in a paragraph of its own.
fn led_in(strips: &[strip::Strip<'_>], n: usize, phrases: Phrases<'_>, found: &[Attribution]) -> Option<Attribution> {
    let (strip, before) = (&strips[n], strips.get(n.checked_sub(1)?)?);
    if before.paragraph + 1 != strip.paragraph || !strip.only_quotes() {
        return None;
    }
    let (source, cue, stance) = frames::lead_in(before, phrases)?;
    let content: Vec<Span> = strip.items.iter().filter(|i| i.quote.is_some()).map(|i| i.span).collect();
    if found.iter().any(|a| join::shared(&a.cue, &cue) > 0 || join::shared(&a.content, &content) > 0) {
        return None;
    }
    Some(Attribution { source, cue, content, stance, found_by: Rule::LeadIn, confidence: 0.9, continues: None })
}
