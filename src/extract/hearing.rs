//! Sayings told from the side of who hears them: "The council was told by Brand that …", "Residents heard from Brand that …", "De raad kreeg van Brand te
//! horen dat …". The subject says nothing; who does stands behind "by" or "from", or is not told.

use super::clause::{Finder, Frame, SHORTEST_CLAUSE};
use super::phrases::Phrase;
use crate::model::{Attribution, Rule, Stance};
use crate::seeds::Class;

/// Items from a verb that hears to "from", and from there to "that", at most.
const NEAR: usize = 12;
/// Confidence of these rules: verb, "by" and "that" stand together by chance nowhere.
const SURE: f64 = 0.85;

impl Finder<'_, '_> {
    /// The sayings of a sentence whose subject hears.
    pub(super) fn hearings(&self) -> Vec<Frame> {
        let hears = |i: usize| self.items[i].is_word() && self.items[i].class.any(Class::HEARS);
        let told = |i: usize| self.items[i].is_word() && self.items[i].class.any(Class::TOLD);
        let passive = |i: usize| self.items[i].is_word() && self.items[i].class.any(Class::PASSIVE);
        (0..self.items.len())
            .filter_map(|i| {
                if hears(i) {
                    self.heard(i)
                } else if told(i) && (i.saturating_sub(NEAR)..i).any(passive) {
                    self.told(i, (i.saturating_sub(NEAR)..i).rev().find(|&p| passive(p))?)
                } else {
                    None
                }
            })
            .collect()
    }

    /// "heard from Brand that …": "from" stands behind the verb.
    fn heard(&self, verb: usize) -> Option<Frame> {
        let (source, end) = self.agent(verb + 1..(verb + 1 + NEAR).min(self.items.len()))?;
        // "te horen": between the source and "that".
        let that = (end..self.items.len().min(end + NEAR)).find(|&i| self.items[i].class.any(Class::COMPLEMENTIZER))?;
        let between = end..that;
        let is = |i: usize, class: Class| self.items[i].is_word() && self.items[i].class.any(class);
        let infinitive = between.len() == 2 && is(end, Class::INFINITIVE) && self.items[end + 1].is_word();
        if !infinitive && !between.clone().all(|i| is(i, Class::TIME.or(Class::PREPOSITION))) {
            return None;
        }
        self.told_frame((verb, verb + 1), between, source, that)
    }

    /// "was told by Brand that …", "werd door Brand verteld dat …".
    fn told(&self, verb: usize, passive: usize) -> Option<Frame> {
        let behind = self.agent(verb + 1..(verb + 1 + NEAR).min(self.items.len()));
        let (source, end) = behind.or_else(|| self.agent(passive + 1..verb).map(|(source, _)| (source, verb + 1)))?;
        let that = self.items.get(end).filter(|i| i.class.any(Class::COMPLEMENTIZER)).map(|_| end)?;
        self.told_frame((passive, passive + 1), verb..verb + 1, source, that)
    }

    /// Who stands behind the first "by" or "from" of these items, and where that ends.
    fn agent(&self, items: std::ops::Range<usize>) -> Option<(Phrase, usize)> {
        let people = &self.phrases.lexicon.people;
        let by = items.clone().find(|&i| self.items[i].is_word() && people.is_author_link(&self.items[i].lower))?;
        let before = (items.start..by).all(|i| self.items[i].is_word() && !self.items[i].class.any(Class::CUE));
        let source = self.phrases.starting(self.strip, by + 1, false).filter(|p| before && p.start == by + 1)?;
        let source = self.phrases.with_apposition(self.strip, source);
        let somebody = |i: usize| {
            let item = &self.items[i];
            item.is_name() || item.is_noun() || item.class.any(Class::PRONOUN.or(Class::DETERMINER))
        };
        let end = source.end;
        (source.start..end).any(somebody).then_some((source, end))
    }

    fn told_frame(
        &self,
        first: (usize, usize),
        more: std::ops::Range<usize>,
        source: Phrase,
        that: usize,
    ) -> Option<Frame> {
        let content = self.piece(that, self.clause_end(that + 1))?;
        if self.strip.words(content.0, content.1) < SHORTEST_CLAUSE {
            return None;
        }
        let mut cue: Vec<_> = self.strip.span_of(first.0, first.1).into_iter().collect();
        cue.extend(self.strip.span_of(more.start, more.end).filter(|_| !more.is_empty()));
        Some(Frame {
            core: (first.0.min(source.start), more.end.max(source.end)),
            content: vec![content],
            attribution: Attribution {
                source: self.strip.span_of(source.start, source.end),
                cue,
                content: self.strip.span_of(content.0, content.1).into_iter().collect(),
                stance: Stance::Asserts,
                found_by: Rule::Hearer,
                confidence: SURE,
                continues: None,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::frames::frames;
    use crate::extract::phrases::Phrases;
    use crate::extract::strip::strips;
    use crate::model::Rule;
    use crate::seeds::Seeds;
    use crate::text::Document;

    /// Source and content of the first frame by this rule.
    fn heard(language: &str, text: &str) -> Option<(String, String)> {
        let seeds = Seeds::built_in();
        let lexicon = &seeds.languages[language];
        let doc = Document::new(text, &lexicon.abbreviations);
        let phrases = Phrases { lexicon, names: &seeds.names };
        let all = strips(&doc, lexicon, &[]);
        let frame = all.iter().flat_map(|s| frames(s, phrases)).find(|f| f.attribution.found_by == Rule::Hearer)?;
        let show = |s: crate::model::Span| text[s.start..s.end].to_owned();
        Some((frame.attribution.source.map(show)?, show(frame.attribution.content[0])))
    }

    #[test]
    fn who_is_told_says_nothing() {
        let pair = |source: &str, content: &str| Some((source.to_owned(), content.to_owned()));
        assert_eq!(
            heard("en", "Mayor Ada Brand was told by the keepers that the lock was shut."),
            pair("the keepers", "that the lock was shut")
        );
        assert_eq!(
            heard("nl", "De raad kreeg van de sluiswachter te horen dat de sluis dicht is."),
            pair("de sluiswachter", "dat de sluis dicht is")
        );
        assert_eq!(
            heard("nl", "De raad werd maandag door Ada Brand verteld dat de sluis dicht is."),
            pair("Ada Brand", "dat de sluis dicht is")
        );
        assert_eq!(heard("en", "The boat was told by its owner to be his pride."), None);
        assert_eq!(heard("nl", "Hij kreeg van de wachter een boek dat hij niet las."), None);
    }
}
