//! Whom a pronoun means: by gender and number, who has the floor, and how long ago it was.

use super::state::{Ref, State};
use super::tokens::View;
use crate::model::SpeakerType;
use crate::seeds::{Class, Gender, Number};

/// Sentences that a pronoun looks back.
const SENTENCES: usize = 8;
/// Paragraphs that a pronoun looks back.
const PARAGRAPHS: usize = 3;
/// Mentions that a pronoun looks back: keeps the work linear.
const MENTIONS: usize = 60;

// What speaks for a mention and against it. The scale is free: only differences count, and a sum below zero is nobody. Found by random search
// over the pronouns of the sample corpora (some 550); none of them is sharp: moving one by a half changes less than one pronoun in a hundred.

/// What every mention begins with.
const START: f64 = 20.0;
/// For each sentence between.
const SENTENCE: f64 = 1.7;
/// For each paragraph between, on top.
const PARAGRAPH: f64 = 2.5;
/// The subject of its sentence.
const SUBJECT: f64 = 0.5;
/// The source of an attribution: has the floor.
const SPEAKER: f64 = 2.5;
/// Has a name.
const NAMED: f64 = 3.0;
/// Behind a preposition.
const OBLIQUE: f64 = -1.0;
/// Inside a quotation.
const SPEECH: f64 = -5.0;
/// Inside another's phrase.
const INNER: f64 = -2.5;
/// Nothing tells the gender.
const UNKNOWN_GENDER: f64 = -2.0;
/// Nothing tells that it is a person.
const UNKNOWN_KIND: f64 = -3.0;

/// Whose mother, brother or neighbour of another gender stands in the same sentence.
const POSSESSOR: f64 = 8.0;

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Want {
    /// Its gender.
    pub gender: Gender,
    /// Its number.
    pub number: Number,
    /// Points to the last one rather than to the subject ("die").
    pub pointing: bool,
}

/// What the pronoun at `token` asks for; `verbs` are the words that may tell its number.
pub(super) fn want(view: &View, token: usize, verbs: impl Iterator<Item = usize>) -> Option<Want> {
    let t = view.tokens.get(token)?;
    let pronoun = match view.lexicon.pronoun(&t.lower) {
        Some(pronoun) => pronoun,
        None if t.class.any(Class::RELATIVE) && !t.class.any(Class::DETERMINER) => {
            return Some(Want { gender: Gender::Any, number: Number::Any, pointing: true });
        }
        None if t.class.any(Class::DETERMINER) => crate::seeds::Pronoun { gender: Gender::Thing, number: Number::One },
        None => return None,
    };
    if pronoun.gender == Gender::Speaker {
        return None;
    }
    let (mut gender, mut number) = (pronoun.gender, pronoun.number);
    let people = &view.lexicon.people;
    let pointing = t.class.any(Class::RELATIVE.or(Class::DETERMINER)) && gender == Gender::Any && number == Number::Any;
    if people.verbs_tell_number()
        && (number == Number::Any || gender == Gender::Female)
        && let Some(verb) = verbs.into_iter().find(|&v| view.is(v, Class::CUE.or(Class::AUXILIARY)))
    {
        if people.is_plural_verb(&view.tokens[verb].lower) {
            (gender, number) = (Gender::Any, Number::Many);
        } else {
            number = Number::One;
            if gender == Gender::Any && !pointing {
                gender = Gender::Female;
            }
        }
    }
    if number == Number::Any && !pointing {
        (gender, number) = (Gender::Female, Number::One);
    }
    Some(Want { gender, number, pointing })
}

/// The entity that fits best, and why.
pub(super) fn antecedent(state: &State, view: &View, token: usize, want: Want) -> Option<(usize, &'static str)> {
    let here = view.tokens.get(token)?;
    let paragraph = view.paragraph(token);
    let mut best: Option<(f64, usize, &'static str)> = None;
    for r in state.latest(MENTIONS) {
        let far = here.sentence.saturating_sub(r.sentence);
        let over = paragraph.saturating_sub(r.paragraph);
        if far > SENTENCES || over > PARAGRAPHS {
            break;
        }
        let Some(fit) = fits(state, r.entity, want) else { continue };
        let (mut score, why) = weigh(r, far, over, fit, want, state.entities[r.entity].named);
        // "Brand's mother begged him, but he …": of two in one phrase, the one whom the pronoun fits.
        if far == 0 && r.inner && possessed_by(state, r, want) {
            score += POSSESSOR;
        }
        if best.is_none_or(|(b, _, _)| score > b) {
            best = Some((score, r.entity, why));
        }
    }
    best.filter(|b| b.0 > 0.0).map(|(_, e, why)| (e, why))
}

/// True where somebody of the same sentence belongs to this one, and is of another gender than the pronoun's.
fn possessed_by(state: &State, of: &Ref, want: Want) -> bool {
    let near = state.latest(MENTIONS).take_while(|r| r.sentence == of.sentence);
    let other = |g: Gender| matches!(g, Gender::Male | Gender::Female) && g != want.gender;
    near.map(|r| &state.entities[r.entity]).any(|e| e.of == Some(of.entity) && e.gender.is_some_and(other))
}

/// How well an entity fits what a pronoun asks for, 0 being well; `None` when it does not.
pub(super) fn fits(state: &State, entity: usize, want: Want) -> Option<f64> {
    let e = &state.entities[entity];
    let many = e.number == Number::Many || e.kind == SpeakerType::Group || !e.members.is_empty();
    if e.kind == SpeakerType::Document {
        return None;
    }
    if want.number == Number::Many {
        return match (many, e.kind) {
            (true, _) => Some(0.0),
            (false, SpeakerType::Organization) if !e.place => Some(-2.0),
            _ => None,
        };
    }
    if want.number == Number::Any && want.gender == Gender::Any {
        return Some(0.0);
    }
    if want.gender == Gender::Thing {
        return match e.kind {
            SpeakerType::Organization => Some(if e.place { -1.0 } else { 0.0 }),
            SpeakerType::Unknown if !many => Some(-2.0),
            _ => None,
        };
    }
    if many || e.kind == SpeakerType::Organization || e.place {
        return None;
    }
    let known = e.gender.filter(|g| matches!(g, Gender::Male | Gender::Female));
    let unknown = if e.kind == SpeakerType::Unknown { UNKNOWN_KIND } else { UNKNOWN_GENDER };
    match (want.gender, known) {
        (Gender::Male | Gender::Female, Some(g)) => (g == want.gender).then_some(0.0),
        (Gender::Male | Gender::Female, None) => Some(unknown),
        _ => Some(0.0),
    }
}

/// How well a mention suits a pronoun, and the reason that counts most.
fn weigh(r: &Ref, far: usize, over: usize, fit: f64, want: Want, named: bool) -> (f64, &'static str) {
    let far = far as f64;
    if want.pointing {
        // "die": the last one, whatever it was in its sentence.
        return (START + fit - 4.0 * far + r.at as f64 * 1e-9, "the last one who fits");
    }
    let mut score = START + fit - SENTENCE * far - PARAGRAPH * over as f64;
    let mut why = "the last one who fits";
    for (holds, weight, reason) in [
        (r.subject, SUBJECT, Some("the subject before")),
        (r.speaker, SPEAKER, Some("the last speaker who fits")),
        (named, NAMED, None),
        (r.oblique, OBLIQUE, None),
        (r.speech, SPEECH, None),
        (r.inner, INNER, None),
    ] {
        if holds {
            score += weight;
            why = reason.unwrap_or(why);
        }
    }
    (score, why)
}
