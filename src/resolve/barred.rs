//! Who cannot be meant, whatever speaks for them: what grammar and layout rule out.

use std::ops::Range;

use super::evidence::Case;
use super::pronouns;
use super::state::{Head, Ref};
use super::who::Choice;
use crate::seeds::{Class, Gender, Number};
use crate::text::WordKind;

/// Words of a line of its own that heads what follows, at most.
const LONGEST_HEADING: usize = 8;
/// Paragraphs that are looked back for a heading.
const PARAGRAPHS: usize = 6;

impl Case<'_, '_, '_> {
    /// True where the one chosen cannot be who speaks.
    pub fn is_barred(&self, choice: &Choice) -> bool {
        let Some(chosen) = choice.entity else { return false };
        match self.head() {
            Head::Noun => self.is_fronted(chosen),
            Head::Pronoun => {
                self.is_above_heading(chosen)
                    || self.is_before_unnamed(chosen)
                    || self.is_outside(chosen)
                    || self.is_before_subject(chosen)
            }
            Head::Name => self.is_other_title(chosen),
            Head::None => false,
        }
    }

    /// "Mr | Brand": no woman of that name, where the text has another Brand.
    fn is_other_title(&self, chosen: usize) -> bool {
        let Some(source) = self.attribution().source else { return false };
        let known = |g: &Gender| matches!(g, Gender::Male | Gender::Female);
        let mut tokens = self.view.within(source);
        let Some(first) = tokens.next() else { return false };
        let title = self.view.is(first, Class::TITLE).then(|| &*self.view.tokens[first].lower);
        let told = title.and_then(|t| self.view.lexicon.people.gender(t)).filter(known);
        let entities = &self.state.entities;
        let another = |(n, e): (usize, &super::entity::Entity)| {
            n != chosen && e.named && e.is_person() && e.words.last() == entities[chosen].words.last()
        };
        told.is_some_and(|g| entities[chosen].gender.filter(known).is_some_and(|own| own != g))
            && !tokens.any(|t| self.view.genitive(t))
            && entities.iter().enumerate().any(another)
    }

    /// "After lunch with president Holm, | the minister said": a noun with an article is not whom the phrase before it, in the same sentence, names.
    fn is_fronted(&self, chosen: usize) -> bool {
        let Some(source) = self.attribution().source else { return false };
        let here = self.view.within(source);
        let Some(first) = self.view.tokens.get(here.start) else { return false };
        let sentence = self.view.sentence(first.sentence);
        let led = self.view.is(sentence.start, Class::PREPOSITION)
            && here.start > sentence.start
            && self.view.reads(here.start - 1, ",")
            && first.class.any(Class::DETERMINER);
        let opening = self.view.span(&(sentence.start..here.start.max(sentence.start + 1)));
        let named = |at: usize| self.view.doc.text[at..].starts_with(char::is_uppercase) && at > opening.start;
        led && self.refs(opening.start..opening.end).iter().any(|r| r.entity == chosen && named(r.at))
    }

    /// A line of its own begins something else: a pronoun below it means whom the text names below it, where somebody is named there.
    fn is_above_heading(&self, chosen: usize) -> bool {
        let Some((at, want)) = self.asking() else { return false };
        let Some(heading) = self.heading_above(at) else { return false };
        let below = self.refs(heading..at);
        !below.iter().any(|r| r.entity == chosen && !self.is_pronoun(r))
            && below.iter().any(|r| self.is_another(r, want))
    }

    /// "A spokeswoman for the port said no. “…”, | she | added": who is told without a name right before, in the sentence before at most, means neither
    /// of those named earlier.
    fn is_before_unnamed(&self, chosen: usize) -> bool {
        let Some((at, want)) = self.asking() else { return false };
        let here = self.view.token_at(at);
        let sentence = self.view.tokens[here].sentence;
        let before = self.attributions[..self.number].iter().enumerate().rev();
        let Some((number, source)) =
            before.filter_map(|(n, a)| Some((n, a.source?))).find(|(_, source)| source.end <= at)
        else {
            return false;
        };
        let first = self.view.within(source).start;
        let (token, found) = (&self.view.tokens[first], &self.found[number]);
        let near = token.sentence + 1 >= sentence && self.view.paragraph(first) == self.view.paragraph(here);
        let one = found.head == Head::Noun
            && token.class.any(Class::DETERMINER)
            && self.view.lexicon.people.is_indefinite(&token.lower)
            && !self.view.lexicon.people.is_counting(&token.lower);
        let unnamed = self.picks[number].is_none_or(|e| !self.state.entities[e].named);
        let person = found.at.is_some_and(|n| self.view.is(n, Class::PERSON.or(Class::TITLE)));
        let fits = match found.entity {
            Some(e) => pronouns::fits(self.state, e, want).is_some(),
            None => person,
        };
        near && one && unnamed && person && fits && !self.refs(source.end..at).iter().any(|r| r.entity == chosen)
    }

    /// "Iemke Brand did not laugh. | She | recalled …": the only one whom the sentence before names, its subject, comes before those named earlier, also
    /// where nothing tells the gender.
    fn is_before_subject(&self, chosen: usize) -> bool {
        let Some((at, want)) = self.asking() else { return false };
        let here = self.view.token_at(at);
        let sentence = self.view.tokens[here].sentence;
        let Some(before) = sentence.checked_sub(1) else { return false };
        let first = self.view.sentence(before).start;
        if self.view.paragraph(first) != self.view.paragraph(here) || first >= here {
            return false;
        }
        let near = self.refs(self.view.tokens[first].span.start..at);
        let mut people = near.iter().filter(|r| {
            let entity = &self.state.entities[r.entity];
            !r.speech && (entity.is_person() || !entity.named)
        });
        let subject = people.next().filter(|r| r.subject && r.sentence == before && !r.inner);
        subject.is_some_and(|r| r.entity != chosen && self.is_another(r, want))
            && !near.iter().any(|r| r.entity == chosen)
            && people.all(|r| subject.is_some_and(|s| s.entity == r.entity))
    }

    /// "the interview with Brand in which | he | says": in a clause that a preposition opens, a pronoun means somebody of the same sentence, where one fits.
    fn is_outside(&self, chosen: usize) -> bool {
        let Some((at, want)) = self.asking() else { return false };
        let here = self.view.token_at(at);
        let start = self.view.sentence(self.view.tokens[here].sentence).start;
        let opens = here.checked_sub(1).filter(|&w| w > start).is_some_and(|w| {
            let word = &self.view.tokens[w];
            word.class.any(Class::RELATIVE)
                && !word.class.any(Class::DETERMINER)
                && (self.view.lexicon.compounds || self.view.is(w - 1, Class::PREPOSITION))
        });
        let inside = self.refs(self.view.tokens[start].span.start..at);
        opens && !inside.iter().any(|r| r.entity == chosen) && inside.iter().any(|r| self.is_another(r, want))
    }

    /// Where the source's pronoun stands, and what it asks for: one person.
    fn asking(&self) -> Option<(usize, pronouns::Want)> {
        let source = self.attribution().source?;
        let want = self.want()?;
        let one = want.number == Number::One && matches!(want.gender, Gender::Male | Gender::Female);
        one.then_some((source.start, want))
    }

    /// Another person with a name whom the pronoun may mean.
    fn is_another(&self, r: &Ref, want: pronouns::Want) -> bool {
        let entity = &self.state.entities[r.entity];
        let fits = || pronouns::fits(self.state, r.entity, want).is_some();
        entity.named && entity.is_person() && !r.speech && !self.is_pronoun(r) && fits()
    }

    /// Whom a pronoun means is a guess of the walk.
    fn is_pronoun(&self, r: &Ref) -> bool {
        let token = self.view.token_at(r.at);
        self.view.tokens.get(token).is_some_and(|t| self.view.lexicon.pronoun(&t.lower).is_some() && !t.acronym)
    }

    /// The mentions that begin in a range of bytes.
    fn refs(&self, bytes: Range<usize>) -> &[Ref] {
        let refs = &self.state.refs;
        let from = refs.partition_point(|r| r.at < bytes.start);
        let to = refs.partition_point(|r| r.at < bytes.end);
        &refs[from..to.max(from)]
    }

    /// The end of the last line of its own above the paragraph of byte `at`.
    fn heading_above(&self, at: usize) -> Option<usize> {
        let doc = self.view.doc;
        let here = doc.paragraph_of(doc.sentence_at(at)?);
        let heads = |p: &usize| {
            let words = doc.words_in(doc.paragraphs[*p]);
            let ends = words.clone().next_back().is_some_and(|w| doc.words[w].kind == WordKind::Mark);
            (1..=LONGEST_HEADING).contains(&words.len()) && !ends && !words.clone().any(|w| doc.is_quoted(w))
        };
        (here.saturating_sub(PARAGRAPHS)..here).rev().find(heads).map(|p| doc.paragraphs[p].end)
    }
}
