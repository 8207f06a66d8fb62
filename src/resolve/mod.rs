//! Who is meant, and when it was said.
//!
//! Names are found (`names`) and put together (`entities`), with what the text says they are (`roles`); source phrases are read (`phrase`).
//! Then one walk through the text (`discourse`) remembers who was spoken of, and settles pronouns (`pronouns`) and nouns (`holders`) on the way:
//! in "Jan Smit, a doctor, objected. “No,” he said. The doctor left." both "he" and "The doctor" are Jan Smit.

mod alike;
mod dates;
mod discourse;
mod entities;
mod floor;
mod holders;
mod names;
mod newcomers;
mod nominals;
mod phrase;
mod pronouns;
mod repeats;
mod roles;
mod runs;
mod segments;
mod sources;
#[cfg(test)]
mod tests;
mod tokens;

pub use dates::said_on;

use crate::model::{Article, Attribution, Resolved, Speaker, SpeakerType};
use crate::seeds::{Lexicon, Seeds};
use crate::text::Document;
use discourse::Found;
use tokens::View;

/// The speaker of each attribution, in the same order.
///
/// `attributions` are in the order of the text; their spans are bytes of `doc.text`. The name is `None` where the text does not tell:
/// a name is never guessed. Linear in the length of the text.
#[must_use]
pub fn speakers(
    article: &Article,
    doc: &Document,
    lexicon: &Lexicon,
    seeds: &Seeds,
    attributions: &[Attribution],
) -> Vec<Speaker> {
    let view = View::new(article, doc, lexicon, seeds);
    let sources: Vec<_> = attributions.iter().filter_map(|a| a.source).collect();
    let mentions = names::find(&view, &sources);
    let (mut entities, meant) = entities::cluster(&view, &mentions);
    roles::collect(&view, &mentions, &meant, &mut entities);
    let nominals = nominals::find(&view, &mentions);
    let (state, found) = discourse::walk(&view, &mentions, &meant, &nominals, entities, attributions);
    let mut out: Vec<Speaker> = Vec::with_capacity(attributions.len());
    for (i, (attribution, found)) in attributions.iter().zip(&found).enumerate() {
        let speaker = match attribution.continues {
            Some(before) if attribution.source.is_none() && before < i => continued(&out[before]),
            _ => speaker(&view, &state, attribution, found),
        };
        out.push(speaker);
    }
    let silent = |a: &Attribution| a.source.is_none() && a.cue.is_empty() && a.continues.is_none();
    let repeats = attributions.iter().any(silent).then(|| repeats::Repeats::new(doc.text, attributions));
    for i in 0..out.len() {
        if silent(&attributions[i])
            && let Some(other) = repeats.as_ref().and_then(|r| r.of(i))
            && out[other].name.is_some()
        {
            out[i] = Speaker {
                why: "the same words, attributed elsewhere in the article".to_owned(),
                ..continued(&out[other])
            };
        }
    }
    out
}

fn continued(before: &Speaker) -> Speaker {
    let resolved = if before.name.is_some() { Resolved::Continued } else { Resolved::None };
    Speaker { mention: None, resolved, why: "the quotation goes on".to_owned(), ..before.clone() }
}

fn speaker(view: &View, state: &discourse::State, attribution: &Attribution, found: &Found) -> Speaker {
    let Some(entity) = found.entity.map(|e| &state.entities[e]) else {
        let why = if attribution.source.is_none() { "no source is named".to_owned() } else { found.why.clone() };
        return Speaker { mention: attribution.source, kind: found.kind, why, ..Speaker::default() };
    };
    let date = view.article.meta.date.as_deref();
    let told = || {
        entity
            .roles
            .iter()
            .find_map(|r| r.span)
            .map(|s| s.of(view.doc.text).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let known = || {
        let role = entity.known(&view.seeds.speakers)?.role_on(&view.lexicon.code, date)?;
        Some(role.role.clone())
    };
    Speaker {
        name: Some(entity.name.clone()),
        mention: attribution.source,
        role: told().or_else(known),
        kind: if entity.kind == SpeakerType::Document { SpeakerType::Unknown } else { entity.kind },
        resolved: found.resolved,
        why: format!("{}: {}", entity.name, found.why),
    }
}
