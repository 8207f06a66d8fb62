//! The head of a source phrase: which of its names and nouns is the one who speaks.

use std::ops::Range;

use super::entity::{Entity, Meant};
use super::mention::NameMention;
use super::roles::head_of;
use super::tokens::{NOUN, View};
use crate::model::{Span, SpeakerType};
use crate::seeds::Class;

/// Tokens of the longest bracket behind a name.
pub(super) const BRACKET: usize = 6;

/// Deeper nesting ("the report of the spokesman of the …") is read no further.
const DEEPEST: usize = 3;

/// A noun phrase without a name of its own.
#[derive(Clone, Debug)]
pub(super) struct Noun {
    /// Its noun, where one is known.
    pub noun: Option<usize>,
    /// Its words, without determiner, relative clause and apposition.
    pub words: Range<usize>,
    /// Its determiner.
    pub determiner: Option<usize>,
}

/// Who a phrase is about.
#[derive(Clone, Debug)]
pub(super) enum Head {
    /// A pronoun.
    Pronoun(usize),
    /// One name, or several joined by "and" (numbers of mentions).
    Names(Vec<usize>),
    /// A noun phrase.
    Noun(Noun),
    /// A document, by whom it was issued where the phrase tells.
    Document(Noun, Option<Box<Head>>),
}

/// A phrase read.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Who it is about.
    pub head: Head,
    /// What it says that they are: words beside the name.
    pub role: Option<Range<usize>>,
}

/// The words of a phrase for showing: on one line, without the article before them.
pub(super) fn label(view: &View, span: Span) -> String {
    let mut range = view.within(span);
    if range.len() > 1
        && view.is(range.start, Class::DETERMINER)
        && view.lexicon.pronoun(&view.tokens[range.start].lower).is_none()
        && !view.tokens[range.start + 1].capital
    {
        range.start += 1;
    }
    view.text(&range).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What reading a phrase needs.
pub(super) struct Reader<'v, 'a> {
    /// The text.
    pub view: &'v View<'a>,
    /// Its names.
    pub mentions: &'v [NameMention],
    /// Whom they mean.
    pub meant: &'v [Meant],
    /// Those.
    pub entities: &'v [Entity],
}

impl Reader<'_, '_> {
    /// Reads the phrase at `span`; `None` when it holds no word.
    pub fn read(&self, span: Span) -> Option<Phrase> {
        let view = self.view;
        let mut range = view.within(span);
        let edge = |i: usize| {
            !view.tokens[i].letters
                && !view.tokens[i].span.of(view.doc.text).starts_with(|c: char| c.is_ascii_digit() || c == '@')
        };
        while !range.is_empty() && edge(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && edge(range.end - 1) && !view.reads(range.end - 1, ")") {
            range.end -= 1;
        }
        if range.is_empty() {
            return None;
        }
        Some(self.phrase(&range, 0))
    }

    fn phrase(&self, range: &Range<usize>, depth: usize) -> Phrase {
        let view = self.view;
        let first = &view.tokens[range.start];
        let pronoun = !first.acronym && view.lexicon.pronoun(&first.lower).is_some();
        if pronoun
            && (range.len() == 1
                || range.len() <= 3
                    && !first.class.any(Class::DETERMINER)
                    && !(range.start + 1..range.end)
                        .any(|i| view.is(i, NOUN) || view.tokens[i].capital || view.is(i, Class::LINKER)))
        {
            return Phrase { head: Head::Pronoun(range.start), role: None };
        }
        if !first.acronym
            && range.len() == 1
            && first.class.any(Class::DETERMINER)
            && !first.class.any(NOUN)
            && !view.lexicon.people.is_pair(&first.lower)
            && !view.lexicon.people.is_other(&first.lower)
            && !view.lexicon.people.is_indefinite(&first.lower)
            || !first.acronym && range.len() == 1 && first.class.any(Class::RELATIVE)
        {
            return Phrase { head: Head::Pronoun(range.start), role: None }; // "het", "this"
        }
        let segments = self.segments(range);
        // "Bakers' League (BL) president | Ann Brand": the bracket is the body's, and who speaks stands behind it.
        let behind = segments.iter().skip(1).find(|s| view.reads(s.start - 1, ")"));
        let member = behind.filter(|s| {
            self.named(s).is_some_and(|names| {
                names.len() == 1
                    && self.kind(names[0]) == SpeakerType::Person
                    && self.mentions[names[0]].tokens.end == s.end
                    && self.mentions[names[0]].tokens.start > s.start
            }) && self.named(&segments[0]).is_some_and(|first| self.kind(first[0]) == SpeakerType::Organization)
        });
        let main = member.unwrap_or(&segments[0]).clone();
        // "the market and | Steve": not Steve alone.
        let joint = |names: &[usize]| {
            let start = self.mentions[names[0]].tokens.start;
            names.len() == 1
                && start > main.start + 1
                && view.is(start - 1, Class::COORDINATOR)
                && view.is(main.start, Class::DETERMINER)
        };
        // "The area MCA, | Ann Brand,": an office in capitals behind its article, and who holds it.
        let office = |names: &[usize]| {
            let tokens = &self.mentions[names[0]].tokens;
            let holder = || segments.get(1).and_then(|s| Some((s, self.named(s)?)));
            names.len() == 1
                && tokens.len() == 1
                && view.tokens[tokens.start].acronym
                && tokens.end == main.end
                && tokens.start > main.start
                && view.is(main.start, Class::DETERMINER)
                && holder().is_some_and(|(s, held)| self.bare(s, &held) && self.kind(held[0]) == SpeakerType::Person)
        };
        if let Some(mut names) = self.named(&main).filter(|names| !joint(names) && !office(names)) {
            for segment in &segments[1..] {
                // "A, B and C"
                if let Some(more) = self.named(segment)
                    && more.len() > 1
                    && self.mentions[more[0]].tokens.start == segment.start
                    && main == self.mentions[names[0]].tokens
                {
                    names.extend(more);
                }
            }
            let start = self.mentions[names[0]].tokens.start;
            let words = self.strip(&(main.start..start)).1;
            return Phrase { head: Head::Names(names), role: (!words.is_empty()).then_some(words) };
        }
        let (determiner, words) = self.strip(&main);
        let noun = head_of(view, &words);
        let class = noun.map_or(Class::default(), |n| view.tokens[n].class);
        // "ANN BRAND, HEAD, PORT OF HALM:": all capitals, the name is what stands first, or is not known.
        let shouted = range.len() > 1 && range.clone().all(|i| view.tokens[i].acronym || !view.tokens[i].letters);
        // "the spokesman, Jan Smit,"; "one of them, a welder".
        // "Several guides, from Ann Brand to Jo Holm, ": one name is not who several are.
        let several = determiner.is_some_and(|d| view.lexicon.people.is_counting(&view.tokens[d].lower));
        for (n, segment) in segments.iter().enumerate().skip(1).filter(|_| !shouted) {
            // "The ruler, the Baale of Halm, | Oba Brand": the name behind what somebody is called.
            let later = || segments[n + 1..].iter().any(|s| self.named(s).is_some_and(|names| self.bare(s, &names)));
            if view.is(segment.start, Class::DETERMINER) && later() {
                continue;
            }
            if let Some(names) = self.named(segment)
                && (names.len() > 1 || !several)
                && (names.iter().all(|&n| self.fits(n, class)) || self.bare(segment, &names))
            {
                return Phrase { head: Head::Names(names), role: (!words.is_empty()).then_some(words) };
            }
            if noun.is_none()
                && !self.strip(segment).1.is_empty()
                && head_of(view, &self.strip(segment).1).is_some_and(|n| view.is(n, Class::PERSON))
            {
                return self.phrase(segment, depth + 1);
            }
        }
        let phrase = Noun { noun, words: words.clone(), determiner };
        if class.any(Class::DOCUMENT) && !class.any(Class::PERSON.or(Class::GROUP).or(Class::BODY)) {
            let by = (depth < DEEPEST)
                .then(|| self.issuer(range, &main, noun.unwrap_or(main.start), determiner, depth))
                .flatten();
            return Phrase { head: Head::Document(phrase, by.map(Box::new)), role: None };
        }
        Phrase { head: Head::Noun(phrase), role: None }
    }

    /// Whether a segment between commas is a name and nothing else ("his employer, Hummel Works").
    fn bare(&self, segment: &Range<usize>, names: &[usize]) -> bool {
        let place = |m: usize| self.meant[m].first().is_some_and(|&e| self.entities[e].place);
        names.len() == 1
            && self.mentions[names[0]].tokens == *segment
            && !place(names[0])
            && segment.start > 0
            && self.view.reads(segment.start - 1, ",")
    }

    /// Whether a name can be what an apposition of this class names.
    fn fits(&self, mention: usize, class: Class) -> bool {
        let kind = self.kind(mention);
        let place = self.meant[mention].first().is_some_and(|&e| self.entities[e].place);
        if class.any(Class::PERSON) {
            return !place && (kind != SpeakerType::Organization || class.any(Class::BODY));
        }
        !place
    }

    pub fn kind(&self, mention: usize) -> SpeakerType {
        self.meant[mention].first().map_or(self.mentions[mention].kind, |&e| self.entities[e].kind)
    }

    /// Who issued a document: behind "by", before a genitive, or its possessor.
    fn issuer(
        &self,
        range: &Range<usize>,
        main: &Range<usize>,
        noun: usize,
        determiner: Option<usize>,
        depth: usize,
    ) -> Option<Head> {
        let view = self.view;
        let genitive = (main.start..noun).find(|&i| view.genitive(i));
        if let Some(at) = genitive {
            return Some(self.phrase(&(main.start..at), depth + 1).head);
        }
        if let Some(d) = determiner
            && view.lexicon.pronoun(&view.tokens[d].lower).is_some()
        {
            return Some(Head::Pronoun(d));
        }
        let link = (noun + 1..range.end)
            .rev()
            .find(|&i| view.lexicon.people.is_author_link(&view.tokens[i].lower) && !self.inside(i))?;
        let first = (noun + 1..range.end)
            .find(|&i| view.lexicon.people.is_author_link(&view.tokens[i].lower) && !self.inside(i))?;
        let by = if view.lexicon.people.is_name_link(&view.tokens[first].lower) { first } else { link };
        (by + 1 < range.end).then(|| self.phrase(&(by + 1..range.end), depth + 1).head)
    }

    /// True for a token inside a name.
    pub fn inside(&self, i: usize) -> bool {
        let m = self.mentions.partition_point(|m| m.tokens.end <= i);
        self.mentions.get(m).is_some_and(|m| m.tokens.start < i)
    }

    /// The parts between commas and brackets; a relative clause ends the last one.
    fn segments(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let view = self.view;
        let mut out = Vec::new();
        let mut start = range.start;
        let mut passed = range.start;
        for i in range.clone() {
            let t = &view.tokens[i];
            // "Brand (Greens) and Holm": a bracket between two who are named together parts nothing.
            if view.reads(i, "(") {
                let close = (i + 1..range.end.min(i + BRACKET)).find(|&c| view.reads(c, ")"));
                if let Some(close) = close.filter(|&c| view.is(c + 1, Class::COORDINATOR)) {
                    passed = close + 1;
                }
            }
            if i < passed {
                continue;
            }
            let mark = !t.letters && matches!(&*t.lower, "," | "(" | ")" | "@" | "–" | "—" | ";" | ":")
                || (t.lower == "-" && !self.inside(i));
            let relative = t.class.any(Class::RELATIVE)
                && !t.class.any(NOUN)
                && i > range.start
                && !t.class.any(Class::DETERMINER.or(Class::COORDINATOR))
                || (t.class.any(Class::RELATIVE) && i > range.start && view.reads(i - 1, ","))
                || (t.class.any(Class::RELATIVE)
                    && t.class.any(Class::DETERMINER)
                    && i > range.start
                    && !view.is(i - 1, Class::LINKER.or(Class::PREPOSITION)));
            if mark || relative {
                if i > start {
                    out.push(start..i);
                }
                start = i + 1;
            }
            if relative {
                start = range.end;
                break;
            }
        }
        if start < range.end {
            out.push(start..range.end);
        }
        if out.is_empty() {
            out.push(range.clone());
        }
        out
    }

    /// Determiner and words of a noun phrase.
    pub fn strip(&self, range: &Range<usize>) -> (Option<usize>, Range<usize>) {
        let view = self.view;
        let mut start = range.start;
        let mut end = range.end;
        let mut determiner = None;
        while end > start + 1
            && (view.is(end - 1, Class::ADVERB) || view.lexicon.pronoun(&view.tokens[end - 1].lower).is_some())
            && !view.is(end - 1, NOUN)
            && !view.is(end - 2, Class::LINKER)
            && !view.tokens[end - 1].acronym
        {
            end -= 1; // "the boy himself"
        }
        while start + 1 < end
            && !view.is(start + 1, Class::LINKER)
            && (view.is(start, Class::DETERMINER) && !view.tokens[start].acronym
                || view.tokens[start].class.any(Class::ADVERB) && !view.is(start, NOUN))
        {
            if view.is(start, Class::DETERMINER) {
                determiner = Some(start);
            }
            start += 1;
        }
        (determiner, start..end)
    }
}
