//! Who a source phrase is, once it is read: by pronoun, by name, by noun, by document.

use super::discourse::{Walker, choose};
use super::holders;
use super::phrase::{Head, Noun, Phrase};
use super::pronouns;
use super::state::{Found, State};
use crate::model::{Attribution, Resolved, SpeakerType};
use crate::seeds::{Class, Gender, Number};

impl Walker<'_, '_> {
    /// Who a source phrase is.
    pub fn source(&self, state: &mut State, phrase: &Phrase, attribution: &Attribution) -> Found {
        let view = self.view;
        match &phrase.head {
            Head::Pronoun(t) => {
                let verbs: Vec<usize> = attribution.cue.iter().flat_map(|&c| view.within(c)).collect();
                self.pronoun(state, *t, &verbs)
            }
            Head::Names(names) => self.names(state, names, attribution),
            Head::Noun(noun) => {
                let (entity, why) = self.noun(state, noun, true);
                let known = !why.is_empty();
                let resolved = match (entity, known) {
                    (None, _) => Resolved::None,
                    (Some(_), true) => Resolved::Role,
                    (Some(_), false) => Resolved::Named,
                };
                let why = if known { format!("the phrase means {why}") } else { "the phrase itself".to_owned() };
                Found { entity, resolved, why, ..Found::default() }
            }
            Head::Document(noun, by) => self.document(state, noun, by.as_deref(), attribution),
        }
    }

    /// Who speaks when only a cue is there: its own pronoun ("naar haar zeggen"), or the speaker before in the same sentence (", adding that").
    pub fn cue(&self, state: &mut State, attribution: &Attribution, before: Option<(&Attribution, &Found)>) -> Found {
        let view = self.view;
        let tokens = || attribution.cue.iter().flat_map(|&c| view.within(c));
        let own = tokens().find(|&t| view.is(t, Class::PRONOUN) && view.is(t, Class::DETERMINER));
        if let Some(own) = own {
            return self.pronoun(state, own, &[]);
        }
        let sentence = |a: &Attribution| a.cue.first().map(|c| view.doc.sentence_at(c.start));
        match before {
            Some((a, found))
                if found.entity.is_some() && a.source.is_some() && sentence(a) == sentence(attribution) =>
            {
                Found {
                    resolved: Resolved::Continued,
                    why: "the speaker of the same sentence".to_owned(),
                    ..found.clone()
                }
            }
            _ => Found::default(),
        }
    }

    fn pronoun(&self, state: &mut State, t: usize, verbs: &[usize]) -> Found {
        let view = self.view;
        let found = pronouns::want(view, t, verbs.iter().copied()).and_then(|want| {
            let found = pronouns::antecedent(state, view, t, want)?;
            let e = &mut state.entities[found.0];
            if e.gender.is_none() && e.is_person() && want.number == Number::One && !want.pointing {
                e.gender = Some(want.gender).filter(|g| matches!(g, Gender::Male | Gender::Female));
            }
            Some(found)
        });
        match found {
            Some((entity, why)) => Found {
                entity: Some(entity),
                resolved: Resolved::Pronoun,
                why: format!("\"{}\" is {why}", view.tokens[t].span.of(view.doc.text)),
                ..Found::default()
            },
            None => Found { why: "a pronoun for which nobody fits".to_owned(), ..Found::default() },
        }
    }

    fn names(&self, state: &mut State, names: &[usize], attribution: &Attribution) -> Found {
        let view = self.view;
        let all: Vec<usize> = names.iter().filter_map(|&n| choose(view, state, self.mentions, self.meant, n)).collect();
        let entity = match all[..] {
            [] => return Found::default(),
            [one] => one,
            _ => state.pair(view, &all),
        };
        let name = &state.entities[entity].name;
        let whole = attribution.source.is_some_and(|s| s.of(view.doc.text).contains(name.as_str()));
        let resolved = if whole || names.len() > 1 { Resolved::Named } else { Resolved::Alias };
        let why = if whole {
            "the phrase holds the name".to_owned()
        } else {
            "a form of the name elsewhere in the article".to_owned()
        };
        Found { entity: Some(entity), resolved, why, ..Found::default() }
    }

    fn document(&self, state: &mut State, noun: &Noun, by: Option<&Head>, attribution: &Attribution) -> Found {
        let by = match by {
            Some(head) => self.source(state, &Phrase { head: head.clone(), role: None }, attribution).entity,
            None => holders::document(self.view, state, noun),
        };
        state.add_document(self.view, noun, by);
        match by {
            Some(entity) => Found {
                entity: Some(entity),
                resolved: Resolved::Role,
                kind: SpeakerType::Document,
                why: "who issued the document".to_owned(),
                ..Found::default()
            },
            None => Found {
                entity: None,
                resolved: Resolved::None,
                kind: SpeakerType::Document,
                why: "a document whose author is not told".to_owned(),
                ..Found::default()
            },
        }
    }
}
