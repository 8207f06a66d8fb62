//! Who has the floor: the body or the person that a noun without any other link can mean.

use super::entity::Entity;
use super::state::{Ref, State};
use super::tokens::View;
use crate::model::SpeakerType;
use crate::seeds::Class;

/// Mentions that a noun looks back: keeps the work linear.
pub(super) const MENTIONS: usize = 300;
/// Paragraphs that a noun for any body ("the agency") looks back.
pub(super) const PARAGRAPHS: usize = 1;

/// The mentions of this paragraph and those close before it, the last one first.
fn near(state: &State, paragraph: usize) -> impl Iterator<Item = &Ref> {
    state.latest(MENTIONS).take_while(move |r| paragraph.saturating_sub(r.paragraph) <= PARAGRAPHS)
}

/// For a noun that may stand for any body: the last one of whom no other noun is known.
pub(super) fn any_body(view: &View, state: &State, token: usize) -> Option<usize> {
    let word = &view.tokens[token].lower;
    if !view.lexicon.people.is_any_body(word) {
        return None;
    }
    let paragraph = view.paragraph(token);
    let plain = |e: &Entity| {
        e.named
            && !e.place
            && (e.kind == SpeakerType::Organization
                || e.assumed && e.gender.is_none() && e.roles.is_empty() && e.words.len() > 1)
            && e.roles.iter().all(|r| !view.lexicon.class(&r.head).any(Class::BODY))
            && !e.words.iter().any(|w| view.lexicon.class(w).any(Class::BODY.or(Class::DOCUMENT)))
    };
    let near = || near(state, paragraph).filter(|r| plain(&state.entities[r.entity]));
    near().find(|r| r.speaker).or_else(|| near().find(|r| !r.inner)).map(|r| r.entity)
}

/// The person who spoke last, when the text calls them nothing that this noun would contradict.
pub(super) fn floor(view: &View, state: &State, token: usize) -> Option<usize> {
    let paragraph = view.paragraph(token);
    let last = near(state, paragraph).find(|r| r.speaker)?;
    let e = &state.entities[last.entity];
    let gender = view.lexicon.people.gender(&view.tokens[token].lower);
    (e.named
        && e.is_person()
        && !view.lexicon.people.is_office(&view.tokens[token].lower)
        && (gender.is_none() || e.gender.is_none() || gender == e.gender))
        .then_some(last.entity)
}
