//! Those whom the text speaks of without a name: pairs, documents, people by their role.

use super::entity::{Entity, Role};
use super::names::LONGEST_NAME;
use super::phrase::Noun;
use super::roles;
use super::state::State;
use super::tokens::{FUNCTION, View};
use crate::model::SpeakerType;
use crate::seeds::{Class, Gender, Number};

/// "two officials": a number belongs to what they are called.
fn people_count(view: &View, determiner: usize) -> bool {
    view.lexicon.people.is_counting(&view.tokens[determiner].lower)
}

impl State {
    /// The entity of several named together.
    pub fn pair(&mut self, view: &View, members: &[usize]) -> usize {
        /// Entities among which the same pair is looked for.
        const LOOKED_AT: usize = 300;
        if let Some(e) = self.entities.iter().rev().take(LOOKED_AT).position(|e| e.members == members) {
            return self.entities.len() - 1 - e;
        }
        let and = view.lexicon.people.and();
        let mut name = String::new();
        for (i, &m) in members.iter().enumerate() {
            if name.len() + self.entities[m].name.len() > 2 * LONGEST_NAME {
                name.push_str(", …");
                break;
            }
            if i > 0 {
                name.push_str(if i + 1 == members.len() { and } else { ", " });
            }
            name.push_str(&self.entities[m].name);
        }
        let kind = SpeakerType::Group;
        let mut entity = Entity::new(name, kind);
        entity.number = Number::Many;
        entity.members = members.to_vec();
        self.entities.push(entity);
        self.entities.len() - 1
    }

    /// A document spoken of.
    pub fn add_document(&mut self, view: &View, noun: &Noun, by: Option<usize>) -> usize {
        let name = Some(view.text(&noun.words)).filter(|n| n.len() <= 2 * LONGEST_NAME).unwrap_or_default();
        let mut entity = Entity::new(name.to_owned(), SpeakerType::Document);
        entity.named = false;
        entity.of = by;
        entity.roles.extend(roles::role_of(view, &noun.words));
        self.entities.push(entity);
        let token = noun.noun.unwrap_or(noun.words.start);
        self.push(view, self.entities.len() - 1, token, false, true);
        self.entities.len() - 1
    }

    /// Somebody new, or the one whose phrase is the same.
    pub fn add_noun(&mut self, view: &View, noun: &Noun, token: usize) -> Option<usize> {
        if noun.words.is_empty() {
            return None;
        }
        let counted =
            noun.determiner.filter(|&d| d + 1 == noun.words.start && people_count(view, d)).unwrap_or(noun.words.start);
        let name = view.text(&(counted..noun.words.end)).split_whitespace().collect::<Vec<_>>().join(" ");
        if name.len() > 2 * LONGEST_NAME {
            return None; // no phrase for anybody
        }
        let people = &view.lexicon.people;
        let class = view.tokens[token].class;
        let kind = if class.any(Class::GROUP) {
            SpeakerType::Group
        } else if class.any(Class::PERSON) || people.age(&view.tokens[token].lower).is_some() {
            SpeakerType::Person
        } else if class.any(Class::BODY) {
            SpeakerType::Organization
        } else {
            SpeakerType::Unknown
        };
        let mut entity = Entity::new(name, kind);
        entity.named = false;
        let gender = people.gender(&view.tokens[token].lower);
        entity.gender = gender.filter(|_| matches!(kind, SpeakerType::Person | SpeakerType::Unknown));
        if kind == SpeakerType::Unknown && matches!(entity.gender, Some(Gender::Male | Gender::Female)) {
            entity.kind = SpeakerType::Person; // "brother"
        }
        entity.age = noun.words.clone().find_map(|i| people.age(&view.tokens[i].lower));
        let coordinated = noun.words.clone().any(|i| view.is(i, Class::COORDINATOR));
        if kind == SpeakerType::Group || coordinated {
            entity.number = Number::Many;
            if kind == SpeakerType::Unknown || coordinated {
                entity.kind = SpeakerType::Group;
            }
        }
        let words = noun
            .words
            .clone()
            .filter(|&i| i != token && view.tokens[i].letters && !view.is(i, FUNCTION))
            .map(|i| view.tokens[i].lower.to_string())
            .collect();
        entity.roles.push(Role { head: view.tokens[token].lower.to_string(), words, span: None });
        self.entities.push(entity);
        Some(self.entities.len() - 1)
    }
}
