//! Who is meant by a noun phrase without a name: the holder of a role, a body spoken of before, or somebody new.

use super::discourse::Walker;
use super::entity::Entity;
use super::floor::{MENTIONS, PARAGRAPHS, any_body, floor};
use super::phrase::Noun;
use super::pronouns::{self, Want};
use super::roles::{self, noun_fits};
use super::state::State;
use super::tokens::View;
use crate::model::SpeakerType;
use crate::seeds::{Class, Gender, Number};
use rustc_hash::{FxBuildHasher, FxHashMap};

/// Of them, those that differ in most articles.
const LIKELY: usize = 56;
/// Names of the article that are looked through when nothing before fits.
const NAMES: usize = 500;

impl Walker<'_, '_> {
    /// The entity that a noun phrase means, and why; a new one, and no reason, when none fits. `source` allows what only a speaker may be.
    pub fn noun(&self, state: &mut State, noun: &Noun, source: bool) -> (Option<usize>, &'static str) {
        let view = self.view;
        let Some(token) = noun.noun.or_else(|| noun.words.clone().next()) else { return (None, "") };
        if view.is(token, Class::DOCUMENT) && !view.is(token, Class::PERSON.or(Class::GROUP).or(Class::BODY)) {
            let by = document(view, state, noun);
            return (Some(state.add_document(view, noun, by)), "");
        }
        if let Some((entity, why)) = self.known(state, noun, token, source) {
            let e = &mut state.entities[entity];
            if e.assumed
                && e.kind == SpeakerType::Person
                && view.is(token, Class::BODY)
                && !view.is(token, Class::PERSON)
            {
                e.kind = SpeakerType::Organization; // "the company" tells what its shape did not
            }
            return (Some(entity), why);
        }
        (state.add_noun(view, noun, token), "")
    }

    fn known(&self, state: &State, noun: &Noun, token: usize, source: bool) -> Option<(usize, &'static str)> {
        let view = self.view;
        let people = &view.lexicon.people;
        let determiner = noun.determiner.map(|d| &*view.tokens[d].lower);
        let word = &*view.tokens[token].lower;
        let headline = view.is_headline(token);
        let indefinite = determiner.is_some_and(|d| people.is_indefinite(d));
        if indefinite && !headline {
            return None;
        }
        if people.is_pair(word) || determiner.is_some_and(|_| noun.words.len() == 1 && people.is_pair(word)) {
            return pair_before(state);
        }
        let possessed = determiner.is_some_and(|d| view.lexicon.pronoun(d).is_some());
        let other = noun.words.clone().any(|i| people.is_other(&view.tokens[i].lower));
        if other || (possessed && people.is_kin(word)) {
            return None;
        }
        if let Some(age) = noun.words.clone().find_map(|i| people.age(&view.tokens[i].lower)) {
            return state
                .latest(MENTIONS)
                .find(|r| state.entities[r.entity].age == Some(age) && state.entities[r.entity].is_person())
                .map(|r| (r.entity, "the one of that age"));
        }
        let definite = determiner.is_some();
        if !definite && !headline {
            return None;
        }
        if let Some(entity) = holder(view, state, noun, token, headline) {
            return Some((entity, "the one who was called so"));
        }
        if source && let Some(entity) = subject_called(view, state, token) {
            return Some((entity, "the subject before, whom the noun fits"));
        }
        if people.is_accused(word)
            && noun.words.len() == 1
            && let Some(entity) = by_initial(state)
        {
            return Some((entity, "the only one called by an initial"));
        }
        if view.tokens[token].class.is_empty() && people.is_demonym(word)
            || people.is_demonym(word) && noun.words.len() == 1
        {
            return by_demonym(state, word);
        }
        if people.is_anybody(word) && determiner.is_some() && noun.words.len() == 1 && source {
            let want =
                Want { gender: people.gender(word).unwrap_or(Gender::Any), number: Number::One, pointing: false };
            return pronouns::antecedent(state, view, token, want).map(|(e, _)| (e, "the last one whom the noun fits"));
        }
        if !source || determiner.is_none() || possessed || noun.words.len() != 1 {
            return None;
        }
        if view.is(token, Class::BODY) && !view.is(token, Class::PERSON) {
            return any_body(view, state, token)
                .map(|e| (e, "the body spoken of last"))
                .or_else(|| self.outlet(state, word));
        }
        if view.is(token, Class::PERSON) {
            return floor(view, state, token).map(|e| (e, "the last speaker, of whom nothing else is told"));
        }
        None
    }

    /// "The agency": the outlet of the article itself.
    fn outlet(&self, state: &State, word: &str) -> Option<(usize, &'static str)> {
        let view = self.view;
        if !view.lexicon.people.is_press(word) {
            return None;
        }
        let source = view.article.meta.source.as_deref()?;
        let e = state.entities.iter().take(NAMES).position(|e| e.named && e.name == source)?;
        Some((e, "the outlet of the article"))
    }
}

/// The issuer of a document spoken of before.
pub(super) fn document(view: &View, state: &State, noun: &Noun) -> Option<usize> {
    let token = noun.noun?;
    let determiner = noun.determiner?;
    if view.lexicon.people.is_indefinite(&view.tokens[determiner].lower) {
        return None;
    }
    let word = &view.tokens[token].lower;
    let paragraph = view.paragraph(token);
    let recent = || state.latest(MENTIONS).filter(|r| state.entities[r.entity].kind == SpeakerType::Document);
    let same = recent().find(|r| state.entities[r.entity].roles.iter().any(|x| noun_fits(view, word, &x.head)));
    let found = same.or_else(|| {
        recent().find(|r| paragraph.saturating_sub(r.paragraph) <= PARAGRAPHS && state.entities[r.entity].of.is_some())
    });
    found.and_then(|r| state.entities[r.entity].of)
}

/// The entity that was last called so; for a headline, the first that will be.
fn holder(view: &View, state: &State, noun: &Noun, token: usize, headline: bool) -> Option<usize> {
    let word = &*view.tokens[token].lower;
    let mut wanted = roles::role_of(view, &noun.words).map(|r| r.words).unwrap_or_default();
    if headline {
        wanted.retain(|w| !view.lexicon.people.is_demonym(w));
    }
    let body = view.is(token, Class::BODY) && !view.is(token, Class::PERSON);
    let paragraph = view.paragraph(token);
    let called = |e: &Entity, exact: bool| {
        e.roles.iter().any(|role| {
            (if exact { role.head == word } else { noun_fits(view, word, &role.head) }) && agree(&wanted, &role.words)
        })
    };
    let within = |e: &Entity| {
        body && e.named
            && e.kind == SpeakerType::Organization
            && wanted.is_empty()
            && e.words
                .iter()
                .any(|w| w == word || (view.lexicon.compounds && w.len() > word.len() && w.ends_with(word)))
    };
    let test = |e: &Entity, speaker: bool, close: bool| {
        if e.kind == SpeakerType::Document || e.place {
            return false;
        }
        if called(e, !e.named && !speaker) || within(e) {
            return true;
        }
        body && close
            && e.kind == SpeakerType::Organization
            && wanted.is_empty()
            && e.words.iter().any(|w| noun_fits(view, word, w))
            || wanted.is_empty() && seed_role(view, e, word)
    };
    // Somebody who is spoken of again and again is looked at once in each of the four ways.
    let mut known = FxHashMap::with_capacity_and_hasher(LIKELY, FxBuildHasher);
    let (mut last, mut named) = (None, None);
    for r in state.latest(MENTIONS) {
        let e = &state.entities[r.entity];
        let close = paragraph.saturating_sub(r.paragraph) <= PARAGRAPHS;
        if *known.entry((r.entity, r.speaker, close)).or_insert_with(|| test(e, r.speaker, close)) {
            last = last.or(Some(r));
            if e.named {
                named = Some(r);
                break;
            }
        }
    }
    // Of a name and a mere phrase near each other, the name.
    let found = match (last, named) {
        (Some(a), Some(b)) if a.paragraph.saturating_sub(b.paragraph) > PARAGRAPHS => Some(a),
        (a, b) => b.or(a),
    };
    found.map(|r| r.entity).or_else(|| {
        let ahead = |e: &&Entity| e.named && !e.place && (called(e, false) || headline && within(e));
        if headline && let Some(&one) = state.sources.iter().take(MENTIONS).find(|&&e| ahead(&&state.entities[e])) {
            return Some(one);
        }
        let mut all: Vec<(usize, usize)> = state
            .entities
            .iter()
            .enumerate()
            .take(NAMES)
            .filter(|(_, e)| ahead(e))
            .map(|(i, e)| (e.first, i))
            .collect();
        all.sort_unstable();
        match all[..] {
            [one] => Some(one.1),
            [first, ..] if headline => Some(first.1),
            _ => None,
        }
    })
}

/// The person who is the subject so far, in the same paragraph, when the noun fits what the text calls them.
fn subject_called(view: &View, state: &State, token: usize) -> Option<usize> {
    let paragraph = view.paragraph(token);
    let last = state
        .latest(MENTIONS)
        .take_while(|r| r.paragraph == paragraph)
        .find(|r| r.subject && state.entities[r.entity].is_person())?;
    let e = &state.entities[last.entity];
    let word = &view.tokens[token].lower;
    (e.named && e.roles.iter().any(|r| noun_fits(view, word, &r.head))).then_some(last.entity)
}

/// Whether the other words of two roles can go together: they share one, or one has none.
fn agree(wanted: &[String], known: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|w| known.contains(w))
}

/// Whether the seeds know somebody by this noun on the article's date.
fn seed_role(view: &View, entity: &Entity, word: &str) -> bool {
    let Some(known) = entity.known(&view.seeds.speakers) else { return false };
    let date = view.article.meta.date.as_deref();
    known.role_on(&view.lexicon.code, date).is_some_and(|r| r.words.split_whitespace().any(|w| w == word))
}

/// The only person whose surname the article gives as an initial, as the press does with suspects.
fn by_initial(state: &State) -> Option<usize> {
    let short = |e: &Entity| {
        e.named && e.is_person() && e.words.last().is_some_and(|w| w.chars().count() == 1) && e.members.is_empty()
    };
    let mut all = state.entities.iter().enumerate().take(NAMES).filter(|(_, e)| short(e)).map(|(i, _)| i);
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn pair_before(state: &State) -> Option<(usize, &'static str)> {
    let r = state.latest(MENTIONS).find(|r| !state.entities[r.entity].members.is_empty());
    r.map(|r| r.entity).map(|e| (e, "the two who were named together"))
}

/// "the Italian": the one who was called Italian.
fn by_demonym(state: &State, word: &str) -> Option<(usize, &'static str)> {
    /// Letters that forms of one demonym share.
    const SHARED: usize = 4;
    let start: String = word.chars().take(SHARED).collect();
    let fits = |e: &Entity| {
        e.is_person()
            && (e.demonym.as_deref().is_some_and(|d| d.starts_with(&start))
                || e.roles.iter().any(|r| r.words.iter().any(|w| w.starts_with(&start))))
    };
    state.latest(MENTIONS).find(|r| fits(&state.entities[r.entity])).map(|r| (r.entity, "the one who is from there"))
}
