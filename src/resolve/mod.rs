//! Who is meant, and when it was said.
//!
//! Names are found (`names`) and put together (`entities`), with what the text says they are (`roles`); source phrases are read (`phrase`).
//! Then one walk through the text (`discourse`) remembers who was spoken of, and settles pronouns (`pronouns`) and nouns (`holders`) on the way:
//! in "Jan Smit, a doctor, objected. “No,” he said. The doctor left." both "he" and "The doctor" are Jan Smit.

mod alike;
mod anaphora;
mod barred;
mod brackets;
mod columns;
mod dates;
mod discourse;
mod entities;
mod entity;
pub(crate) mod evidence;
mod fits;
mod floor;
mod genders;
mod holders;
mod initials;
mod learned;
mod meaning;
mod mention;
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
mod state;
#[cfg(test)]
mod tests;
mod tokens;
mod units;
pub mod who;

pub use dates::said_on;

use crate::model::{Article, Attribution, Resolved, Rule, Span, Speaker, SpeakerType};
use crate::seeds::{Class, Lexicon, Seeds};
use crate::tagging::Reading;
use crate::text::Document;
use state::Found;
use tokens::View;

/// How probable it is that nobody with a name speaks where the text says that others do.
const UNNAMED: f64 = 0.8;
/// The same of an answer whose interview names one person before it.
const ASKED: f64 = 0.85;

/// The speaker of each attribution, in the same order.
///
/// `attributions` are in the order of the text; their spans are bytes of `doc.text`. The name is `None` where the text does not tell:
/// a name is never guessed. `reading` is what the trained layer saw in the document. Linear in the length of the text.
#[must_use]
pub fn speakers(
    article: &Article,
    doc: &Document,
    lexicon: &Lexicon,
    seeds: &Seeds,
    attributions: &[Attribution],
    reading: &Reading,
) -> Vec<Speaker> {
    resolve(article, doc, lexicon, seeds, attributions, reading, |_, _| {})
}

/// For each attribution its candidates, by name, with what speaks for each; nobody, without a name, is the last. What the scorer is fitted on.
/// Nothing in a language that the trained layer does not know.
#[must_use]
pub fn evidence(
    article: &Article,
    doc: &Document,
    lexicon: &Lexicon,
    seeds: &Seeds,
    attributions: &[Attribution],
    reading: &Reading,
) -> Vec<Vec<(Option<String>, columns::Evidence)>> {
    let mut out = Vec::with_capacity(attributions.len());
    resolve(article, doc, lexicon, seeds, attributions, reading, |state, candidates| {
        let name = |e: Option<usize>| e.map(|e| state.entities[e].name.clone());
        out.push(candidates.iter().map(|c| (name(c.entity), c.evidence)).collect());
    });
    out
}

/// [`speakers`], with a look at the candidates of each attribution.
fn resolve(
    article: &Article,
    doc: &Document,
    lexicon: &Lexicon,
    seeds: &Seeds,
    attributions: &[Attribution],
    reading: &Reading,
    mut look: impl FnMut(&state::State, &[who::Candidate]),
) -> Vec<Speaker> {
    let view = View::new(article, doc, lexicon, seeds);
    let sources: Vec<_> = attributions.iter().filter_map(|a| a.source).collect();
    let explained = brackets::explained(&view);
    let mentions =
        if reading.taught { learned::names(&view, reading, &explained) } else { names::find(&view, &sources) };
    let short_for = brackets::pairs(&view, &mentions, &explained);
    let (mut entities, meant) = entities::cluster(&view, &mentions, &short_for);
    roles::collect(&view, &mentions, &meant, &mut entities);
    let nominals = nominals::find(&view, &mentions);
    let meaning = meaning::Meaning::new(reading, &mentions, &meant);
    genders::by_pronouns(&view, &meaning, &mut entities);
    let (state, found) = discourse::walk(&view, &mentions, &meant, &nominals, entities, attributions);
    let counts = evidence::Counts::new(&view, &state);
    let mut picks: Vec<Option<usize>> = found.iter().map(|f| f.entity).collect();
    let silent = |a: &Attribution| a.source.is_none() && a.cue.is_empty() && a.continues.is_none();
    let repeats = attributions.iter().any(silent).then(|| repeats::Repeats::new(doc.text, attributions));
    let mut out: Vec<Speaker> = Vec::with_capacity(attributions.len());
    let asked = attributions.iter().find(|a| is_answer(a)).and_then(|first| interviewed(&view, &state, first));
    for (i, attribution) in attributions.iter().enumerate() {
        let before = attribution.continues.filter(|&b| {
            attribution.source.is_none() && b < i && !state.other_between(&attributions[b], attribution, picks[b])
        });
        let same = repeats.as_ref().filter(|_| silent(attribution)).and_then(|r| r.of(i));
        let (goes_on, why) = match (before, same) {
            (Some(before), _) => (Some(before), "the quotation goes on"),
            (None, Some(other)) => (Some(other), "the same words, attributed elsewhere in the article"),
            (None, None) => (None, ""),
        };
        if let Some(other) = goes_on {
            picks[i] = picks[other];
        }
        let case = evidence::Case {
            view: &view,
            state: &state,
            meaning: &meaning,
            counts: &counts,
            attributions,
            found: &found,
            picks: &picks,
            number: i,
        };
        let choice = if attribution.found_by == Rule::Unnamed {
            look(&state, &case.candidates());
            who::Choice { entity: None, probability: UNNAMED, doubted: Vec::new() }
        } else if let Some(entity) = asked.filter(|_| is_answer(attribution)) {
            who::Choice { entity: Some(entity), probability: ASKED, doubted: Vec::new() }
        } else if reading.taught {
            let candidates = case.candidates();
            look(&state, &candidates);
            who::choice(&candidates)
        } else {
            case.untaught()
        };
        let choice = if case.is_barred(&choice) { choice.doubted() } else { choice };
        let mut speaker = speaker(&view, &state, attribution, &found[i], picks[i], &choice);
        if goes_on.is_some() && speaker.name.is_some() {
            speaker.why = format!("{}: {why}", speaker.name.as_deref().unwrap_or_default());
        }
        picks[i] = choice.entity.or(picks[i].filter(|&e| !state.entities[e].named));
        out.push(speaker);
    }
    out
}

/// True for what stands behind the letter of an answer.
fn is_answer(attribution: &Attribution) -> bool {
    attribution.source.is_none() && attribution.found_by == Rule::SpeakerTag
}

/// Who is asked in an interview: the only person whom its headline names, or its headline and introduction.
fn interviewed(view: &View, state: &state::State, first: &Attribution) -> Option<usize> {
    let at = first.cue.first().map_or(first.content[0].start, |c| c.start);
    let person = |e: &usize| state.entities[*e].named && state.entities[*e].is_person();
    let only = |on_top: bool| {
        let told = state.refs.iter().take_while(|r| r.at < at);
        let mut told =
            told.filter(|r| !on_top || view.is_headline(view.token_at(r.at))).map(|r| r.entity).filter(person);
        let one = told.next()?;
        told.all(|other| other == one).then_some(one)
    };
    only(true).or_else(|| only(false))
}

/// Without the soft hyphens of the layout.
fn seen(words: String) -> String {
    match crate::text::seen(&words) {
        std::borrow::Cow::Borrowed(_) => words,
        std::borrow::Cow::Owned(seen) => seen,
    }
}

/// "a poll | of 900 voters": of a source that is a survey, what comes before those who were asked.
fn survey(view: &View, source: Span) -> Option<Span> {
    let mut words = view.within(source);
    let noun = words.find(|&t| view.lexicon.sets.surveys.contains(&*view.tokens[t].lower))?;
    let asked = words.next().filter(|&t| view.is(t, Class::PREPOSITION));
    Some(if asked.is_some() { Span::new(source.start, view.tokens[noun].span.end) } else { source })
}

/// The speaker of an attribution: whom the scorer chose, or the words for who has no name.
fn speaker(
    view: &View,
    state: &state::State,
    attribution: &Attribution,
    found: &Found,
    pick: Option<usize>,
    choice: &who::Choice,
) -> Speaker {
    let known = Speaker {
        mention: attribution.source,
        confidence: choice.probability,
        candidates: choice.doubted.iter().map(|&(e, p)| (seen(state.entities[e].name.clone()), p)).collect(),
        ..Speaker::default()
    };
    let Some(chosen) = choice.entity else {
        let unnamed = pick.map(|e| &state.entities[e]).filter(|e| !e.named);
        let why = match (attribution.source, known.candidates.is_empty()) {
            (None, _) => "no source is named".to_owned(),
            (Some(_), true) => found.why.clone(),
            (Some(_), false) => "nobody is likely enough".to_owned(),
        };
        // What stands there, rather than what it is short for, and without who was asked: "A poll of 900 voters" is no voters.
        let survey = attribution.source.and_then(|source| survey(view, source));
        let phrase = || {
            let source = attribution.source.filter(|_| found.head != state::Head::Pronoun)?;
            Some(phrase::label(view, survey.unwrap_or(source)))
        };
        let label = unnamed.filter(|_| survey.is_none()).map(|e| e.name.clone()).or_else(phrase);
        let label = label.map(seen);
        return Speaker { label, kind: unnamed.map_or(found.kind, |e| e.kind), why, ..known };
    };
    let entity = &state.entities[chosen];
    let date = view.article.meta.date.as_deref();
    let told = || {
        entity
            .roles
            .iter()
            .find_map(|r| r.span)
            .map(|s| s.of(view.doc.text).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let listed = || {
        let role = entity.known(&view.seeds.speakers)?.role_on(&view.lexicon.code, date)?;
        Some(role.role.clone())
    };
    let (resolved, why) = match found.head {
        _ if found.entity == Some(chosen) && attribution.source.is_some() => (found.resolved, found.why.as_str()),
        state::Head::Name => (Resolved::Alias, "the likeliest bearer of the name"),
        state::Head::Noun => (Resolved::Role, "the likeliest one whom the noun means"),
        state::Head::Pronoun => (Resolved::Pronoun, "the likeliest one whom the pronoun means"),
        state::Head::None => (Resolved::Continued, "the likeliest one who goes on speaking"),
    };
    Speaker {
        name: Some(seen(entity.name.clone())),
        role: told().map(seen).or_else(listed),
        kind: if entity.kind == SpeakerType::Document { SpeakerType::Unknown } else { entity.kind },
        resolved,
        why: format!("{}: {why}", entity.name),
        ..known
    }
}
