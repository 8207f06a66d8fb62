//! Gender by the article's own pronouns: what "she" means in the text outweighs what a list says of a given name.

use super::entity::Entity;
use super::meaning::Meaning;
use super::pronouns;
use super::tokens::View;
use crate::seeds::{Class, Gender};
use crate::tagging::mentions::Form;

/// Probabilities of pronouns that together outweigh a list of given names.
const OUTWEIGH: f64 = 1.5;
/// The same where the list says the other.
const CONTRADICT: f64 = 2.5;
/// How many times as much must speak for a gender as against it.
const TIMES: f64 = 3.0;

/// Settles the gender of people by the pronouns that the trained layer takes for them. What the text says of somebody ("actress", "Mr") stands.
pub(super) fn by_pronouns(view: &View, meaning: &Meaning, entities: &mut [Entity]) {
    let mut votes = vec![[0.0_f64; 2]; entities.len()];
    for (span, form, means) in meaning.mentions() {
        if form != Form::Pronoun {
            continue;
        }
        let token = view.within(span).start;
        // "Dit | zijn | muggen": a verb.
        if view.is(token, Class::AUXILIARY) {
            continue;
        }
        let known = view.tokens.get(token).and_then(|t| view.lexicon.pronoun(&t.lower));
        let gender = match known.and_then(|_| pronouns::want(view, token, std::iter::empty())).map(|w| w.gender) {
            Some(Gender::Male) => 0,
            Some(Gender::Female) if known.is_some_and(|p| p.gender == Gender::Female) => 1,
            _ => continue,
        };
        for &(entity, p) in means {
            votes[entity][gender] += p;
        }
    }
    for (entity, [male, female]) in entities.iter_mut().zip(votes) {
        // Who wrote the article is nobody's "she".
        if view.is_author(&entity.name) {
            continue;
        }
        let (most, least, gender) =
            if male > female { (male, female, Gender::Male) } else { (female, male, Gender::Female) };
        let other = entity.gender.is_some_and(|g| g != gender && matches!(g, Gender::Male | Gender::Female));
        if most >= if other { CONTRADICT } else { OUTWEIGH }
            && most >= TIMES * least
            && entity.is_person()
            && !entity.gender_told
        {
            entity.gender = Some(gender);
        }
    }
}
