//! What speaks for each candidate of a claim, in numbers: how near, how it agrees, who had the floor, what the trained layer takes a pronoun or a role
//! noun for, what the walk through the text would say.

use rustc_hash::{FxHashMap, FxHashSet};

use super::anaphora;
use super::columns::{EVIDENCE, Evidence, column};
use super::fits::Fits;
use super::meaning::Meaning;
use super::pronouns;
use super::state::{Found, Head, State};
use super::tokens::View;
use super::who::{Candidate, Choice, odds};
use crate::model::{Attribution, Rule, Span, SpeakerType};
use crate::seeds::{Class, Gender};
use crate::tagging::mentions::Kind;

/// Candidates of one claim: the nearest ones.
const CANDIDATES: usize = 24;
/// Mentions that are looked back for them: keeps the work linear.
const MENTIONS: usize = 200;
/// How often the walk alone was right on Dutch and English texts that nobody had looked at.
const UNTAUGHT: f64 = 0.75;
/// Attributions before and behind that are looked at for who speaks there.
const NEAR: usize = 4;
/// The least probability whose logarithm is looked at.
const LEAST: f64 = 1e-3;

/// What is counted once for a whole text.
pub(super) struct Counts {
    /// How many sources name each entity.
    sources: FxHashMap<usize, usize>,
    /// How many named entities end with a word.
    last_words: FxHashMap<String, usize>,
    /// Entities that a headline names.
    headline: FxHashSet<usize>,
    /// Named persons and other named entities that are no places.
    named: (usize, usize),
}

impl Counts {
    /// Counts.
    pub fn new(view: &View, state: &State) -> Self {
        let mut counts = Self {
            sources: FxHashMap::default(),
            last_words: FxHashMap::default(),
            headline: FxHashSet::default(),
            named: (0, 0),
        };
        for entity in state.entities.iter().filter(|e| e.named && !e.place) {
            *(if entity.is_person() { &mut counts.named.0 } else { &mut counts.named.1 }) += 1;
        }
        for &source in &state.sources {
            *counts.sources.entry(source).or_default() += 1;
        }
        for word in state.entities.iter().filter(|e| e.named).filter_map(|e| e.words.last()) {
            *counts.last_words.entry(word.clone()).or_default() += 1;
        }
        // A headline stands on top: what follows the first mention outside of it is none.
        let on_top = state.refs.iter().take_while(|r| view.is_headline(view.token_at(r.at)));
        counts.headline.extend(on_top.map(|r| r.entity));
        counts
    }
}

/// One claim whose speaker is asked for.
pub(super) struct Case<'c, 'v, 'a> {
    pub view: &'v View<'a>,
    pub state: &'c State,
    pub meaning: &'c Meaning,
    pub counts: &'c Counts,
    pub attributions: &'c [Attribution],
    /// What the walk says of each attribution.
    pub found: &'c [Found],
    /// For each attribution, its entity of the walk, those that go on with the one they go on from.
    pub picks: &'c [Option<usize>],
    /// Which attribution.
    pub number: usize,
}

/// What is known of a candidate's mentions before the claim.
#[derive(Clone, Copy, Default)]
struct Past {
    /// Place of its last mention among the mentions looked at, the nearest being 0.
    rank: usize,
    /// Other named entities that were spoken of since.
    between: usize,
    /// Number of the last mention.
    last: usize,
    /// How often it was mentioned.
    times: usize,
}

/// What is the same for all candidates of a claim.
struct Asked<'t> {
    /// What the source is about.
    head: Head,
    /// Its words.
    source: &'t str,
    /// Its noun, where it has no name, in small letters; and the gender that this tells.
    role_noun: Option<&'t str>,
    noun_fits: Option<Fits<'t>>,
    noun_gender: Option<Gender>,
    /// Of a quotation without a source, its sentence, where another stands before it in the paragraph.
    silent_behind: Option<usize>,
    /// Log-odds of the content.
    content: f64,
    /// Who speaks next and who spoke before, and how many paragraphs off.
    next: Option<(usize, usize)>,
    before: Option<(usize, usize)>,
    /// What the source's pronoun asks for.
    want: Option<pronouns::Want>,
    /// The mention that the source is about, and the first "I" of the content.
    mention: Option<usize>,
    own: Option<usize>,
    /// Tokens of the source.
    words: usize,
    /// What holds for all candidates ([`column::CLAIM`]).
    claim: [f64; 8],
    /// Whether its noun takes up somebody told ([`column::NOUNS`]).
    noun: [f64; anaphora::NUMBERS],
    /// What its noun stands for, and that as numbers ([`column::MORE`]).
    noun_kind: Option<Kind>,
    same: [f64; column::MORE_SAME],
    /// The person, and the other one that is no place, spoken of last.
    last: (Option<usize>, Option<usize>),
    /// The most mentions and the most sources that a candidate has.
    most: (usize, usize),
    /// Where it is asked.
    sentence: usize,
    paragraph: usize,
}

impl Case<'_, '_, '_> {
    /// What the walk through the text says, in a language that the trained layer does not know.
    pub fn untaught(&self) -> Choice {
        let entity = self.picks[self.number].filter(|&e| self.state.entities[e].named);
        Choice { entity, probability: UNTAUGHT, doubted: Vec::new() }
    }

    /// The candidates with their evidence, nobody last.
    pub fn candidates(&self) -> Vec<Candidate> {
        let past = self.past(self.place());
        let asked = self.asked(&past);
        let mut entities: Vec<usize> = past.iter().map(|p| p.0).collect();
        for more in [self.picks[self.number], asked.next.map(|n| n.0)].into_iter().flatten() {
            if !entities.contains(&more) && self.state.entities[more].named {
                entities.push(more);
            }
        }
        // "She" is no man: what is known of gender rules out.
        let gender = asked.want.map(|w| w.gender).filter(|g| matches!(g, Gender::Male | Gender::Female));
        // Nor is it who wrote the article, named above it and nowhere else.
        let wrote = |e: usize| {
            let once = past.iter().any(|p| p.0 == e && p.1.times == 1);
            once && self.view.is_author(&self.state.entities[e].name)
        };
        let fits = |e: &usize| match (gender, self.state.entities[*e].gender) {
            (Some(wanted), Some(known @ (Gender::Male | Gender::Female))) => wanted == known,
            _ => true,
        } && !(self.head() == Head::Pronoun && wrote(*e));
        let mut out: Vec<Candidate> = entities
            .into_iter()
            .filter(fits)
            .map(|e| {
                let past = past.iter().find(|p| p.0 == e).map(|p| p.1);
                Candidate { entity: Some(e), evidence: self.evidence(&asked, e, past) }
            })
            .collect();
        out.push(Candidate { entity: None, evidence: self.nobody(&asked, out.len()) });
        out
    }

    fn asked(&self, past: &[(usize, Past)]) -> Asked<'_> {
        let a = self.attribution();
        let silent_behind = self.silent_behind();
        let role_noun = self.role_noun();
        let sources = |e: usize| self.counts.sources.get(&e).copied().unwrap_or(0);
        let most = past.iter().fold((1, 1), |m, (e, p)| (m.0.max(p.times), m.1.max(sources(*e))));
        let here = self.view.within(a.source.unwrap_or(a.content[0])).start;
        let claim = self.claim(past, silent_behind);
        let noun = self.found[self.number].at.filter(|_| self.head() == Head::Noun);
        let noun = noun.map_or([0.0; anaphora::NUMBERS], |noun| {
            anaphora::evidence(self.view, noun, claim[column::DEFINITE] > 0.0)
        });
        let mention = a.source.and_then(|s| self.meaning.of(s));
        let noun_kind = mention.filter(|_| self.head() == Head::Noun).and_then(|m| self.meaning.kind(m));
        let is = |kind| if noun_kind == Some(kind) { 1.0 } else { 0.0 };
        let length = ((1 + self.view.doc.sentences.len()) as f64).ln();
        let last = |person: bool| {
            let of = |e: &usize| !self.state.entities[*e].place && self.state.entities[*e].is_person() == person;
            past.iter().map(|p| p.0).find(of)
        };
        Asked {
            head: self.head(),
            source: a.source.map_or("", |s| s.of(self.view.doc.text)),
            role_noun,
            noun_fits: role_noun.map(|n| Fits::new(self.view, n)),
            noun_gender: role_noun.and_then(|n| self.view.lexicon.people.gender(n)),
            silent_behind,
            content: odds(a.confidence),
            next: self.next(),
            before: self.before(),
            want: self.want(),
            mention,
            own: a.content.iter().find_map(|&c| self.meaning.first_person(self.view, c)),
            words: a.source.map_or(0, |s| self.view.within(s).len()),
            claim,
            noun,
            noun_kind,
            last: (last(true), last(false)),
            same: [is(Kind::Person), is(Kind::Organization), is(Kind::Group), length],
            most,
            sentence: self.view.tokens.get(here).map_or(0, |t| t.sentence),
            paragraph: self.view.paragraph(here),
        }
    }

    /// What is the same for all candidates: how many persons there are; how the source begins; what its noun is.
    fn claim(&self, past: &[(usize, Past)], silent: Option<usize>) -> [f64; 8] {
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        let persons = past.iter().filter(|p| self.state.entities[p.0].is_person()).count();
        let noun = self.found[self.number].at.filter(|_| self.head() == Head::Noun);
        let first = self.attribution().source.map(|s| self.view.within(s).start).filter(|_| noun.is_some());
        let word = first.and_then(|f| self.view.tokens.get(f));
        let determiner = word.filter(|t| t.class.any(Class::DETERMINER));
        let indefinite = determiner.is_some_and(|t| self.view.lexicon.people.is_indefinite(&t.lower));
        let possessed = determiner.is_some_and(|t| self.view.lexicon.pronoun(&t.lower).is_some());
        let body = noun.is_some_and(|n| self.view.is(n, Class::BODY));
        let person = noun.is_some_and(|n| self.view.is(n, Class::PERSON.or(Class::TITLE)));
        [
            ((1 + persons) as f64).ln(),
            is(determiner.is_some() && !indefinite && !possessed),
            is(indefinite),
            is(possessed),
            is(body),
            is(person),
            is(silent.is_some()),
            is(silent.is_some_and(|s| past.iter().any(|p| self.state.refs[p.1.last].sentence + 1 == s))),
        ]
    }

    /// Of a quotation without a source, its sentence, where another stands before it in the paragraph.
    fn silent_behind(&self) -> Option<usize> {
        let a = self.attribution();
        if self.head() != Head::None || a.source.is_some() {
            return None;
        }
        let sentence = self.view.tokens.get(self.view.within(a.content[0]).start)?.sentence;
        let before = sentence.checked_sub(1)?;
        (self.view.doc.paragraph_of(before) == self.view.doc.paragraph_of(sentence)).then_some(sentence)
    }

    /// Where a candidate stands among all, and how a noun fits it ([`column::PLACE`]).
    fn standing(&self, asked: &Asked, e: usize, past: Option<Past>) -> [f64; column::NOUNS - column::PLACE] {
        let entity = &self.state.entities[e];
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        let sources = self.counts.sources.get(&e).copied().unwrap_or(0);
        let times = past.map_or(0, |p| p.times);
        let noun = asked.role_noun;
        let fit = asked.noun_fits.as_ref().is_some_and(|noun| {
            entity.roles.iter().any(|r| noun.fits(&r.head))
                || !entity.is_person() && entity.words.iter().any(|w| noun.fits(w))
        });
        let gender = match (asked.noun_gender, entity.gender) {
            (Some(a @ (Gender::Male | Gender::Female)), Some(b @ (Gender::Male | Gender::Female))) => {
                is(a == b) - is(a != b)
            }
            _ => 0.0,
        };
        let [_, _, _, _, body, person, ..] = asked.claim;
        let last = past.map(|p| self.state.refs[p.last]);
        let right_before = asked.silent_behind.is_some_and(|s| last.is_some_and(|r| r.sentence + 1 == s));
        let organization = entity.kind == SpeakerType::Organization;
        [
            is(times > 0 && times == asked.most.0),
            times as f64 / asked.most.0 as f64,
            is(sources > 0 && sources == asked.most.1),
            sources as f64 / asked.most.1 as f64,
            is(self.counts.headline.contains(&e)),
            is(fit),
            is(noun.is_some() && !fit && !entity.roles.is_empty()),
            gender,
            is(body > 0.0 && organization || person > 0.0 && body == 0.0 && entity.is_person()),
            is(body > 0.0 && person == 0.0 && entity.is_person() || person > 0.0 && body == 0.0 && organization),
            is(right_before),
            is(right_before && last.is_some_and(|r| r.subject)),
        ]
    }

    /// What the trained layer takes a noun for, and whether the candidate is that ([`column::MORE`]).
    fn more(&self, asked: &Asked, e: usize) -> [f64; column::MORE_NUMBERS] {
        let entity = &self.state.entities[e];
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        let person = entity.is_person();
        let organization = entity.kind == SpeakerType::Organization;
        let (agrees, differs) = match asked.noun_kind {
            Some(Kind::Person) => (person, organization),
            Some(Kind::Organization) => (organization, person),
            _ => (false, false),
        };
        let (only, last) = if person {
            (self.counts.named.0 == 1, asked.last.0 == Some(e))
        } else {
            (self.counts.named.1 == 1, asked.last.1 == Some(e))
        };
        let [a, b, c, d] = asked.same;
        [a, b, c, d, is(agrees), is(differs), is(agrees && only), is(agrees && last)]
    }

    pub(super) fn attribution(&self) -> &Attribution {
        &self.attributions[self.number]
    }

    /// The byte up to which mentions count: the source's, else the content's.
    fn place(&self) -> usize {
        let a = self.attribution();
        a.source.map_or(a.content[0].start, |s| s.start)
    }

    /// The named entities spoken of before `at` or inside the source, the last one first.
    fn past(&self, at: usize) -> Vec<(usize, Past)> {
        let refs = &self.state.refs;
        let until = refs.partition_point(|r| r.at < at.max(self.attribution().source.map_or(0, |s| s.end)));
        let mut out: Vec<(usize, Past)> = Vec::new();
        for (rank, number) in (0..until).rev().take(MENTIONS).enumerate() {
            let entity = refs[number].entity;
            if !self.state.entities[entity].named {
                continue;
            }
            let between = out.len();
            match out.iter_mut().find(|p| p.0 == entity) {
                Some((_, past)) => past.times += 1,
                None if between < CANDIDATES => {
                    out.push((entity, Past { rank, between, last: number, times: 1 }));
                }
                None => {}
            }
        }
        out
    }

    /// The entity of the next attribution with a source, and how many paragraphs off it is.
    fn next(&self) -> Option<(usize, usize)> {
        let here = self.paragraph(self.attribution().content[0]);
        let behind = self.attributions.iter().enumerate().skip(self.number + 1).take(NEAR);
        let next = behind.into_iter().find(|(_, a)| a.source.is_some())?;
        Some((self.picks[next.0]?, self.paragraph(next.1.content[0]).saturating_sub(here)))
    }

    fn paragraph(&self, span: Span) -> usize {
        self.view.paragraph(self.view.within(span).start)
    }

    /// The attribution before with a speaker: who, and how many paragraphs off.
    fn before(&self) -> Option<(usize, usize)> {
        let here = self.paragraph(self.attribution().content[0]);
        let n = (0..self.number).rev().take(NEAR).find(|&n| self.picks[n].is_some())?;
        let last = self.attributions[n].content.last().copied()?;
        Some((self.picks[n]?, here.saturating_sub(self.paragraph(last))))
    }

    pub(super) fn head(&self) -> Head {
        self.found[self.number].head
    }

    fn evidence(&self, asked: &Asked, e: usize, past: Option<Past>) -> Evidence {
        let entity = &self.state.entities[e];
        let a = self.attribution();
        let head = asked.head;
        let pick = self.picks[self.number] == Some(e);
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        let ln = |p: f64| (p.max(LEAST)).ln();
        let Asked { want, mention, own, sentence, paragraph, .. } = *asked;
        let last = past.map(|p| self.state.refs[p.last]);
        let (sentences, paragraphs) =
            last.map_or((20, 10), |r| (sentence.saturating_sub(r.sentence), paragraph.saturating_sub(r.paragraph)));
        let silent = head == Head::None;
        let floor = asked.before.filter(|f| f.0 == e);
        let next = asked.next.filter(|n| n.0 == e);
        let fit = want.map(|w| pronouns::fits(self.state, e, w));
        let known = matches!(entity.gender, Some(Gender::Male | Gender::Female));
        let gendered = want.is_some_and(|w| matches!(w.gender, Gender::Male | Gender::Female));
        let shared = entity.words.last().and_then(|w| self.counts.last_words.get(w)).is_some_and(|&n| n > 1);
        let role = asked.role_noun.is_some_and(|noun| entity.roles.iter().any(|r| r.head == noun));
        let values: [f64; column::CLAIM] = [
            is(pick),
            is(pick && head == Head::Name),
            is(pick && head == Head::Noun),
            is(pick && head == Head::Pronoun),
            is(pick && silent),
            mention.map_or(ln(0.0), |m| ln(self.meaning.probability(m, Some(e)))),
            is(mention.is_some()),
            ((1 + sentences) as f64).ln(),
            is(sentences == 0),
            (paragraphs as f64).min(5.0) / 5.0,
            past.map_or(0.0, |p| 1.0 / (1 + p.rank) as f64),
            is(last.is_some_and(|r| r.subject)),
            is(last.is_some_and(|r| r.speaker)),
            is(last.is_some_and(|r| r.oblique)),
            is(last.is_some_and(|r| r.speech)),
            is(last.is_some_and(|r| r.inner)),
            is(floor.is_some()),
            is(floor.is_some() && silent),
            is(floor.is_some_and(|f| f.1 == 0)),
            is(next.is_some_and(|n| n.1 <= 1)),
            is(next.is_some_and(|n| n.1 == 0) && silent),
            ((1 + self.counts.sources.get(&e).copied().unwrap_or(0)) as f64).ln(),
            past.map_or(0.0, |p| ((1 + p.times) as f64).ln()),
            is(gendered && known && fit.is_some_and(|f| f.is_some())),
            is(gendered && !known),
            is(fit.is_some_and(|f| f.is_none())),
            is(entity.is_person()),
            is(entity.kind == SpeakerType::Organization),
            is(entity.place),
            is(role),
            is(shared),
            entity.probability,
            is(head == Head::Name && asked.source.contains(entity.name.as_str())),
            past.map_or(3.0, |p| ((1 + p.between) as f64).ln()),
            own.map_or(ln(0.0), |m| ln(self.meaning.probability(m, Some(e)))),
            is(own.is_some()),
            is(head == Head::Pronoun),
            is(head == Head::Noun),
            is(silent),
            0.0,
            is(entity.is_person() && entity.words.len() > 1),
            ((1 + asked.words.saturating_sub(entity.words.len())) as f64).ln(),
            asked.content,
            is(a.found_by == Rule::Model),
        ];
        let mut out = [0.0; EVIDENCE];
        let standing = self.standing(asked, e, past);
        let more = self.more(asked, e);
        let nobodys = [0.0; anaphora::NUMBERS];
        let parts = [&values[..], &asked.claim, &standing, &asked.noun, &nobodys, &more];
        for (to, v) in out.iter_mut().zip(parts.into_iter().flatten()) {
            *to = *v as f32;
        }
        out
    }

    /// The evidence for nobody who has a name.
    fn nobody(&self, asked: &Asked, others: usize) -> Evidence {
        let mut out = [0.0; EVIDENCE];
        let mut put = |column: usize, v: f64| out[column] = v as f32;
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        let a = self.attribution();
        let head = asked.head;
        let none = self.picks[self.number].is_none_or(|e| !self.state.entities[e].named);
        put(column::PICK, is(none));
        for (k, wanted) in [Head::Name, Head::Noun, Head::Pronoun, Head::None].into_iter().enumerate() {
            put(column::PICK + 1 + k, is(none && head == wanted));
        }
        put(column::MEANING, asked.mention.map_or(LEAST, |m| self.meaning.probability(m, None).max(LEAST)).ln());
        put(column::MEANING + 1, is(asked.mention.is_some()));
        put(column::BETWEEN, ((1 + others) as f64).ln());
        put(column::PRONOUN, is(head == Head::Pronoun));
        put(column::NOUN, is(head == Head::Noun));
        put(column::SILENT, is(head == Head::None));
        put(column::NOBODY, 1.0);
        put(column::WORDS, ((1 + asked.words) as f64).ln());
        put(column::CONTENT, asked.content);
        put(column::CONTENT + 1, is(a.found_by == Rule::Model));
        for (k, v) in asked.claim.into_iter().enumerate() {
            put(column::CLAIM + k, v);
        }
        for (k, v) in asked.noun.into_iter().enumerate() {
            put(column::NOUNS + k, v);
            put(column::NOUNS + anaphora::NUMBERS + k, v);
        }
        for (k, v) in asked.same.into_iter().enumerate() {
            put(column::MORE + k, v);
        }
        out
    }

    /// What the source's pronoun asks for.
    pub(super) fn want(&self) -> Option<pronouns::Want> {
        let a = self.attribution();
        let token = self.found[self.number].at.filter(|_| self.head() == Head::Pronoun)?;
        let verbs: Vec<usize> = a.cue.iter().flat_map(|&c| self.view.within(c)).collect();
        pronouns::want(self.view, token, verbs.into_iter())
    }

    /// The noun of a source without a name, in small letters.
    fn role_noun(&self) -> Option<&str> {
        let token = self.found[self.number].at.filter(|_| self.head() == Head::Noun)?;
        self.view.tokens.get(token).map(|t| &*t.lower)
    }
}
