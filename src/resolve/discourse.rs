//! The pass through the text: names, nouns, pronouns and sources in order, each remembered for those that come after.

use std::ops::Range;

use super::entity::{Entity, Meant};
use super::mention::NameMention;
use super::nominals::Nominal;
use super::phrase::{Head as PhraseHead, Noun, Phrase, Reader};
use super::pronouns;
use super::roles;
use super::state::{Found, Head, State};
use super::tokens::View;
use crate::model::{Attribution, SpeakerType};
use crate::seeds::Class;

/// Mentions that a name borne by several looks back: keeps the work linear.
const MENTIONS: usize = 1_000;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Source(usize),
    Cue(usize),
    Name(usize),
    Nominal(usize),
    Pronoun(usize),
}

/// Who is named as a source, in the order of the text.
fn named_sources(meant: &[Meant], attributions: &[Attribution], phrases: &[Option<Phrase>]) -> Vec<usize> {
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (phrase, attribution) in phrases.iter().zip(attributions) {
        if let (Some(Phrase { head: PhraseHead::Names(names), .. }), Some(span)) = (phrase, attribution.source)
            && let [one] = meant[names[0]][..]
        {
            named.push((span.start, one));
        }
    }
    named.sort_unstable();
    named.into_iter().map(|(_, e)| e).collect()
}

/// What the walk comes by, in the order of the text.
fn events(
    view: &View,
    mentions: &[NameMention],
    nominals: &[Nominal],
    attributions: &[Attribution],
    phrases: &[Option<Phrase>],
) -> Vec<(usize, Event)> {
    let mut events: Vec<(usize, Event)> = Vec::new();
    for (a, attribution) in attributions.iter().enumerate() {
        match (attribution.source, &phrases[a]) {
            (Some(span), Some(_)) => events.push((view.within(span).start, Event::Source(a))),
            (None, _) if attribution.continues.is_none() => {
                if let Some(cue) = attribution.cue.first() {
                    events.push((view.within(*cue).start, Event::Cue(a)));
                }
            }
            _ => {}
        }
    }
    events.extend(mentions.iter().enumerate().map(|(m, n)| (n.tokens.start, Event::Name(m))));
    events.extend(nominals.iter().enumerate().map(|(n, x)| (x.words.start, Event::Nominal(n))));
    events.extend((0..view.tokens.len()).filter(|&t| plain_pronoun(view, t)).map(|t| (t, Event::Pronoun(t))));
    events.sort_unstable();
    events
}

/// Goes through the text; the result has one entry an attribution.
pub(super) fn walk(
    view: &View,
    mentions: &[NameMention],
    meant: &[Meant],
    nominals: &[Nominal],
    entities: Vec<Entity>,
    attributions: &[Attribution],
) -> (State, Vec<Found>) {
    let phrases: Vec<Option<Phrase>> = {
        let reader = Reader { view, mentions, meant, entities: &entities };
        attributions.iter().map(|a| a.source.and_then(|s| reader.read(s))).collect()
    };
    let mut state = State { entities, ..State::default() };
    state.sources = named_sources(meant, attributions, &phrases);
    for phrase in phrases.iter().flatten() {
        note_role(view, &mut state, meant, phrase);
    }
    let events = events(view, mentions, nominals, attributions, &phrases);
    let mut found = vec![Found::default(); attributions.len()];
    // Where the source phrase ends that the walk is in, and the words of its head.
    let (mut until, mut head) = (0, 0..0);
    let mut speaking = None;
    for (token, event) in events {
        let inner = token < until;
        match event {
            Event::Source(a) => {
                let (Some(phrase), Some(span)) = (&phrases[a], attributions[a].source) else { continue };
                let range = view.within(span);
                let walker = Walker { view, mentions, meant };
                found[a] = walker.source(&mut state, phrase, &attributions[a]);
                (found[a].head, found[a].at) = about(view, phrase);
                head = head_tokens(mentions, phrase);
                speaking = found[a].entity.filter(|&e| !state.entities[e].named);
                if let Some(entity) = found[a].entity {
                    state.push(view, entity, head.start, true, false);
                }
                until = range.end;
            }
            Event::Cue(a) => {
                let walker = Walker { view, mentions, meant };
                found[a] =
                    walker.cue(&mut state, &attributions[a], a.checked_sub(1).map(|b| (&attributions[b], &found[b])));
            }
            Event::Name(m) => {
                // "Brand's | mother": whose she is was told before.
                let owner = mentions[m].genitive && speaking.is_some();
                let head_again = inner && head.contains(&mentions[m].tokens.start);
                if !head_again || owner {
                    name(view, &mut state, mentions, meant, m, inner);
                }
                if head_again && let Some(speaker) = speaking.filter(|_| owner) {
                    state.entities[speaker].of = choose(view, &state, mentions, meant, m);
                }
            }
            Event::Nominal(n) => {
                let nominal = &nominals[n];
                if !(inner && (head.contains(&nominal.noun) || head.contains(&nominal.words.start)))
                    && !view.tokens[nominal.noun].speech
                {
                    let walker = Walker { view, mentions, meant };
                    let noun =
                        Noun { noun: Some(nominal.noun), words: nominal.words.clone(), determiner: nominal.determiner };
                    let entity = walker.noun(&mut state, &noun, false).0;
                    if let Some(entity) = entity {
                        state.push(view, entity, nominal.noun, false, inner);
                    }
                }
            }
            Event::Pronoun(t) => {
                if !inner && !view.tokens[t].speech {
                    let near = [t + 1, t.saturating_sub(1)];
                    if let Some(want) = pronouns::want(view, t, near.into_iter())
                        && let Some((entity, _)) = pronouns::antecedent(&state, view, t, want)
                    {
                        state.push(view, entity, t, false, false);
                    }
                }
            }
        }
    }
    (state, found)
}

/// Somebody is named, perhaps as the second of two.
fn name(view: &View, state: &mut State, mentions: &[NameMention], meant: &[Meant], m: usize, inner: bool) {
    let Some(entity) = choose(view, state, mentions, meant, m) else { return };
    state.push(view, entity, mentions[m].tokens.start, false, inner || mentions[m].genitive);
    if let Some(before) = m.checked_sub(1).filter(|&b| coordinated(view, &mentions[b], &mentions[m]))
        && let Some(other) = choose(view, state, mentions, meant, before)
        && other != entity
        && [other, entity].iter().all(|&e| state.entities[e].is_person())
    {
        let pair = state.pair(view, &[other, entity]);
        state.push(view, pair, mentions[m].tokens.start, false, inner);
    }
}

/// "Jan Smit (43) and Piet Bos".
fn coordinated(view: &View, a: &NameMention, b: &NameMention) -> bool {
    let mut i = a.tokens.end;
    if view.reads(i, "(") && view.reads(i + 2, ")") {
        i += 3;
    }
    let start = if b.role.is_empty() { b.tokens.start } else { b.role.start };
    view.is(i, Class::COORDINATOR)
        && i < start
        && start - i <= 3
        && (i + 1..start).all(|k| {
            view.is(k, Class::PERSON.or(Class::TITLE)) || view.lexicon.people.is_modifier(&view.tokens[k].lower)
        })
}

/// A personal pronoun that is no determiner ("his") and not "it".
fn plain_pronoun(view: &View, t: usize) -> bool {
    let token = &view.tokens[t];
    token.class.any(Class::PRONOUN)
        && !token.class.any(Class::DETERMINER.or(Class::RELATIVE).or(Class::AUXILIARY))
        && view
            .lexicon
            .pronoun(&token.lower)
            .is_some_and(|p| !matches!(p.gender, crate::seeds::Gender::Thing | crate::seeds::Gender::Speaker))
}

fn about(view: &View, phrase: &Phrase) -> (Head, Option<usize>) {
    match &phrase.head {
        PhraseHead::Pronoun(t) => (Head::Pronoun, Some(*t)),
        PhraseHead::Names(_) => (Head::Name, None),
        PhraseHead::Noun(noun) | PhraseHead::Document(noun, _) => {
            // A noun that no list has, "the 19-year-old", "de lampenmaker": the last word before "of", "from", "in".
            let linker = |&i: &usize| view.is(i, Class::LINKER.or(Class::PREPOSITION));
            let end = noun.words.clone().skip(1).find(linker).unwrap_or(noun.words.end);
            let last = end.checked_sub(1).filter(|i| noun.words.contains(i) && !view.is(*i, Class::DETERMINER));
            (Head::Noun, noun.noun.or(last))
        }
    }
}

fn head_tokens(mentions: &[NameMention], phrase: &Phrase) -> Range<usize> {
    match &phrase.head {
        PhraseHead::Pronoun(t) => *t..*t + 1,
        PhraseHead::Names(names) => mentions[names[0]].tokens.start..mentions[names[names.len() - 1]].tokens.end,
        PhraseHead::Noun(noun) | PhraseHead::Document(noun, _) => noun.words.clone(),
    }
}

/// Gives a name the role that its source phrase puts before it.
fn note_role(view: &View, state: &mut State, meant: &[Meant], phrase: &Phrase) {
    if let (PhraseHead::Names(names), Some(role)) = (&phrase.head, &phrase.role)
        && let [name] = names[..]
        && let [entity] = meant[name][..]
        && let Some(role) = roles::role_of(view, role)
    {
        let e = &mut state.entities[entity];
        e.gender = e.gender.or(view.lexicon.people.gender(&role.head));
        if view.lexicon.class(&role.head).any(Class::PERSON) && e.kind == SpeakerType::Unknown {
            e.kind = SpeakerType::Person;
        }
        roles::add(e, role);
    }
}

/// Whom a name means here: of several the one spoken of last.
pub(super) fn choose(view: &View, state: &State, mentions: &[NameMention], meant: &[Meant], m: usize) -> Option<usize> {
    let all = &meant[m];
    if let [one] = all[..] {
        return Some(one);
    }
    let gender = mentions[m]
        .role
        .clone()
        .chain(mentions[m].tokens.start.checked_sub(1))
        .find_map(|i| view.lexicon.people.gender(&view.tokens[i].lower));
    let fits =
        |e: &usize| gender.is_none() || state.entities[*e].gender.is_none() || state.entities[*e].gender == gender;
    state
        .latest(MENTIONS)
        .map(|r| r.entity)
        .find(|e| all.binary_search(e).is_ok() && fits(e))
        .or_else(|| all.iter().copied().find(fits))
}

/// Reads phrases against the state.
pub(super) struct Walker<'v, 'a> {
    /// The text.
    pub view: &'v View<'a>,
    /// Its names.
    pub mentions: &'v [NameMention],
    /// Whom they mean.
    pub meant: &'v [Meant],
}
