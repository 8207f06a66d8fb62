//! The names that a part of a source phrase is about.

use std::ops::Range;

use super::phrase::{BRACKET, Reader};
use super::roles::head_of;
use super::tokens::{FUNCTION, NOUN};
use crate::model::SpeakerType;
use crate::seeds::Class;

impl Reader<'_, '_> {
    /// The names that a segment is about, when it is about names.
    pub fn named(&self, segment: &Range<usize>) -> Option<Vec<usize>> {
        let view = self.view;
        let from = self.mentions.partition_point(|m| m.tokens.start < segment.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < segment.end);
        let inner = from..to;
        let link = segment
            .clone()
            .find(|&i| {
                // "Alderman Van Brand": a name may begin so.
                let begins = || inner.clone().any(|m| self.mentions[m].tokens.start == i);
                i > segment.start && view.is(i, Class::LINKER.or(Class::PREPOSITION)) && !self.inside(i) && !begins()
            })
            .unwrap_or(segment.end);
        let ends = |i: usize| {
            let mut i = i;
            while i < segment.end
                && (view.is(i, Class::ADVERB) || !view.tokens[i].letters || view.is(i, Class::CUE) && !view.is(i, NOUN))
            {
                i += 1;
            }
            i >= link || view.is(i, Class::COORDINATOR)
        };
        // "Brand (Greens)": what stands in brackets behind a name is passed over.
        let bracket = |end: usize| {
            let close = (end + 1..segment.end.min(end + BRACKET)).find(|&i| view.reads(i, ")"));
            close.filter(|_| view.reads(end, "(")).map_or(end, |close| close + 1)
        };
        let ends = |i: usize| ends(bracket(i));
        let head = inner.clone().find(|&m| {
            let mention = &self.mentions[m];
            mention.tokens.start < link.max(segment.start + 1) && !mention.genitive && ends(mention.tokens.end)
        });
        if let Some(head) = head {
            if view.is(self.mentions[head].tokens.end, Class::LINKER)
                && self.last_person(segment, &inner).is_some_and(|l| l != head)
                && self.kind(head) != SpeakerType::Person
            {
                return self.last_person(segment, &inner).map(|l| vec![l]);
            }
            let mut all = vec![head];
            let first = self.mentions[head].tokens.start;
            let one_body =
                first > segment.start && view.is(first - 1, Class::BODY) && !view.is(first - 1, Class::PERSON)
                    || self.mentions[head].role.is_empty() && view.is(first, Class::BODY);
            if one_body
                && view.is(self.mentions[head].tokens.end, Class::COORDINATOR.or(Class::LINKER))
                && self.mentions[head].tokens.end < segment.end
                && !self.mentions[head].marked
            {
                return None; // "seniors' union Grey and Wise": one name
            }
            let mut end = self.mentions[head].tokens.end;
            while let Some(next) = inner.clone().find(|&m| self.mentions[m].tokens.start >= bracket(end).max(end + 1)) {
                let between = bracket(end)..self.mentions[next].tokens.start;
                let coordinated = between.clone().take(3).any(|i| view.is(i, Class::COORDINATOR));
                if !coordinated
                    || between.clone().any(|i| view.is(i, Class::LINKER))
                    || self.mentions[next].genitive
                    || !ends(self.mentions[next].tokens.end)
                {
                    break;
                }
                all.push(next);
                end = self.mentions[next].tokens.end;
            }
            // "Ms Brand and her colleagues", "U.N. and European officials": no name means all of them.
            let joint = bracket(end);
            if all.len() == 1 && joint + 1 < segment.end && view.is(joint, Class::COORDINATOR) {
                let rest = joint + 1..segment.end;
                let named = inner.clone().any(|m| self.mentions[m].tokens.start == rest.start);
                let noun = head_of(view, &self.strip(&rest).1).is_some_and(|n| !view.tokens[n].capital);
                if noun && !named {
                    return None;
                }
            }
            return Some(all);
        }
        self.last_person(segment, &inner).map(|l| vec![l])
    }

    /// "The head of the ministry Jan Smit": the person whose name ends a segment that begins with a noun for a person.
    fn last_person(&self, segment: &Range<usize>, inner: &Range<usize>) -> Option<usize> {
        let view = self.view;
        let last = inner.clone().next_back()?;
        let mention = &self.mentions[last];
        if mention.tokens.end < segment.end || mention.genitive || mention.marked {
            return None;
        }
        let place = self.meant[last].first().is_some_and(|&e| self.entities[e].place);
        let person = self.kind(last) == SpeakerType::Person && !place && mention.tokens.len() > 1;
        let honorific = !mention.role.is_empty()
            && view.is(mention.role.end - 1, Class::TITLE)
            && !view.is(mention.role.end - 1, Class::PERSON);
        let start = if honorific { mention.role.start } else { mention.tokens.start };
        let before = &view.tokens[start.checked_sub(1)?];
        let own = honorific
            || mention.role.is_empty()
            || !view.is(mention.role.end - 1, Class::PERSON.or(Class::TITLE))
            || mention.role.start == segment.start;
        let free = !before.class.any(FUNCTION)
            && (!before.class.any(Class::PERSON.or(Class::TITLE)) || before.class.any(Class::GROUP.or(Class::BODY)));
        let head = head_of(view, &self.strip(segment).1)?;
        (person && own && free && view.is(head, Class::PERSON.or(Class::TITLE)) && head < mention.tokens.start)
            .then_some(last)
    }
}
