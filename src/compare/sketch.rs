//! A claim as it is compared with others: its words as numbers that are the same in every language, its figures, whether it denies, and when it was said.
//! Some sixty bytes, kept with the claim in the index.

use super::clauses::{Clause, Cutter};
use super::table::Table;
use super::wording::{Break, broken};
use crate::model::record::ClaimRecord;
use crate::model::{Kind, Stance};
use crate::seeds::{Seeds, Wording};
use crate::store::analyze;
use rustc_hash::FxHashMap;
use tantivy::tokenizer::{TextAnalyzer, TokenStream as _};

/// Words of a claim that are kept; few claims have more.
const LONGEST: usize = 96;
/// Letters of the shortest half of a Dutch compound.
const SHORTEST_PART: usize = 3;
/// A number in digits or words.
const NUMBER: u32 = 0x4000_0000;
/// A word that the table does not have.
const UNKNOWN: u32 = 0x8000_0000;
/// The bits of a hash that are kept of it.
const HASH: u32 = 0x1FFF_FFFF;
/// Stands behind a clause; the table has fewer words.
const CUT: u32 = 0x1_0000;
/// Bytes before the words.
const HEAD: usize = 26;
/// No day.
const NEVER: i32 = i32::MIN;

/// One word: the number of what it means, and of what else it may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// A number of the table, or of a word that it does not have.
    pub code: u32,
    /// Another meaning; the same where there is none.
    pub other: u32,
}

impl Token {
    /// True for a figure.
    #[must_use]
    pub const fn is_number(self) -> bool {
        self.code & NUMBER != 0
    }

    /// True for a word that the table has.
    #[must_use]
    pub const fn is_known(self) -> bool {
        self.code & (NUMBER | UNKNOWN) == 0
    }

    /// True for a word that may be like another one: the table has it.
    #[must_use]
    pub const fn has_vector(self) -> bool {
        self.is_known() || self.other & (NUMBER | UNKNOWN) == 0
    }

    /// True when two may mean the same.
    #[inline]
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.code == other.code || self.code == other.other || self.other == other.code
    }

    /// How much it tells.
    #[must_use]
    pub fn weight(self, table: &Table) -> f32 {
        table.weight(self.code).max(table.weight(self.other))
    }
}

/// A claim, in what counts when it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The claim's id as a number.
    pub claim: u64,
    /// First and last day on which it may have been said, counted from 1970.
    pub said: Option<(i32, i32)>,
    /// Day of publication, counted from 1970.
    pub published: Option<i32>,
    /// The language, two letters.
    pub language: [u8; 2],
    /// How much of it stands in quotation marks.
    pub kind: Kind,
    /// Whether a machine translated it.
    pub translated: bool,
    /// Whether the speaker denies it.
    pub denies: bool,
    /// Its words, in order, negations aside.
    pub tokens: Vec<Token>,
    /// Its clauses, with what is negated.
    pub clauses: Vec<Clause>,
}

impl Sketch {
    /// The sketch as the index keeps it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + 3 * self.tokens.len());
        bytes.extend(self.claim.to_be_bytes());
        let (from, to) = self.said.unwrap_or((NEVER, NEVER));
        for day in [from, to, self.published.unwrap_or(NEVER)] {
            bytes.extend(day.to_le_bytes());
        }
        bytes.extend(self.language);
        let kind = match self.kind {
            Kind::Direct => 0,
            Kind::Mixed => 1,
            Kind::Indirect => 2,
        };
        let negated = matches!(self.clauses[..], [only] if only.negated);
        bytes.extend([kind, u8::from(self.translated), u8::from(self.denies), u8::from(negated)]);
        let mut from = 0;
        for clause in &self.clauses {
            for token in &self.tokens[from.min(clause.end)..clause.end.min(self.tokens.len())] {
                let has_other = token.other != token.code;
                varint(u64::from(token.code) << 1 | u64::from(has_other), &mut bytes);
                if has_other {
                    varint(u64::from(token.other), &mut bytes);
                }
            }
            from = clause.end;
            if self.clauses.len() > 1 {
                varint(u64::from(CUT) << 1 | 1, &mut bytes);
                bytes.push(u8::from(clause.negated) | u8::from(clause.ends_sentence) << 1);
            }
        }
        bytes
    }

    /// The sketch that the index kept; `None` where the bytes are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, mut rest) = bytes.split_at_checked(HEAD)?;
        let day = |at: usize| head[at..at + 4].try_into().ok().map(i32::from_le_bytes).filter(|day| *day != NEVER);
        let kind = match head[22] {
            0 => Kind::Direct,
            1 => Kind::Mixed,
            _ => Kind::Indirect,
        };
        let (mut tokens, mut clauses) = (Vec::new(), Vec::new());
        while !rest.is_empty() {
            let value = read_varint(&mut rest)?;
            let code = u32::try_from(value >> 1).ok()?;
            let other = if value & 1 == 1 { u32::try_from(read_varint(&mut rest)?).ok()? } else { code };
            if code == CUT {
                clauses.push(Clause { end: tokens.len(), negated: other & 1 == 1, ends_sentence: other & 2 == 2 });
            } else {
                tokens.push(Token { code, other });
            }
        }
        if clauses.is_empty() {
            // An odd number: the layout without places counted negations.
            clauses.push(Clause { end: tokens.len(), negated: head[25] % 2 == 1, ends_sentence: true });
        }
        Some(Self {
            claim: u64::from_be_bytes(head[..8].try_into().ok()?),
            said: day(8).zip(day(12)),
            published: day(16),
            language: [head[20], head[21]],
            kind,
            translated: head[23] != 0,
            denies: head[24] != 0,
            tokens,
            clauses,
        })
    }

    /// The claim's id as a number; `None` for an id of another form.
    #[must_use]
    pub fn number(id: &str) -> Option<u64> {
        u64::from_str_radix(id.strip_prefix("c-")?, 16).ok()
    }

    /// First and last day on which it may have been said: what the text tells, else the day of publication.
    #[must_use]
    pub fn days(&self) -> Option<(i32, i32)> {
        self.said.or_else(|| self.published.map(|day| (day, day)))
    }
}

pub(super) fn varint(mut value: u64, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push((value & 0x7F) as u8);
}

pub(super) fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let (&first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7F) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Makes sketches; keeps the stemmers.
pub struct Sketcher<'a> {
    seeds: &'a Seeds,
    table: &'static Table,
    stemmers: FxHashMap<&'static str, TextAnalyzer>,
}

impl<'a> Sketcher<'a> {
    /// One for articles in the languages of these seeds.
    #[must_use]
    pub fn new(seeds: &'a Seeds) -> Self {
        let stemmers = ["en", "nl"].into_iter().map(|code| (code, analyze::analyzer(code))).collect();
        Self { seeds, table: Table::built_in(), stemmers }
    }

    /// The sketch of a claim; `None` for what says nothing that could stand elsewhere: attitudes, what was not said, what is more likely wrong.
    pub fn sketch(&mut self, claim: &ClaimRecord) -> Option<Sketch> {
        if !claim.likely || matches!(claim.stance, Stance::Attitude | Stance::Unsaid) {
            return None;
        }
        let code = claim.article.language.as_deref().unwrap_or_default();
        let (tokens, clauses) = self.tokens(code, &claim.text);
        let mut language = [0; 2];
        language.iter_mut().zip(code.bytes()).for_each(|(to, from)| *to = from);
        let said = claim.said_on.as_ref().and_then(|when| Some((day(&when.from)?, day(&when.to)?)));
        (!tokens.is_empty()).then(|| Sketch {
            claim: Sketch::number(&claim.id).unwrap_or_default(),
            said,
            published: claim.article.date.as_deref().and_then(day),
            language,
            kind: claim.kind,
            translated: claim.article.translated,
            denies: claim.stance == Stance::Denies,
            tokens,
            clauses,
        })
    }

    /// The words of a text as numbers, and its clauses.
    pub fn tokens(&mut self, language: &str, text: &str) -> (Vec<Token>, Vec<Clause>) {
        let seeds = self.seeds;
        let nothing = Wording::default();
        let wording = seeds.languages.get(language).map_or(&nothing, |lexicon| &lexicon.wording);
        let (mut tokens, mut cutter) = (Vec::new(), Cutter::default());
        let words: Vec<(String, Break)> =
            broken(text).into_iter().map(|(word, then)| (word.to_lowercase(), then)).collect();
        let mut rest = words.iter().peekable();
        while let Some((word, then)) = rest.next() {
            if tokens.len() >= LONGEST {
                break;
            }
            let mut then = *then;
            if wording.negations.contains(word) {
                // "Not less than six" is six, and denies nothing.
                match rest.next_if(|(next, _)| wording.bounds.contains(next)) {
                    Some((_, after)) => then = *after,
                    None => cutter.negation(tokens.len()),
                }
            } else if let Some((value, percent)) = number(word, language, wording) {
                let mut value = value;
                while let Some((times, after)) =
                    rest.peek().and_then(|(next, after)| Some((wording.multiplier(next)?, *after)))
                {
                    #[allow(clippy::cast_precision_loss)]
                    let times = times as f64;
                    value *= times;
                    then = after;
                    rest.next();
                }
                let code = NUMBER | hash(&format!("{value}"));
                tokens.push(Token { code, other: code });
                if percent {
                    tokens.extend(self.table.english("percent").map(|code| Token { code, other: code }));
                }
            } else {
                if wording.subordinators.contains(word) {
                    cutter.cut(tokens.len(), false);
                } else if wording.coordinators.contains(word) {
                    cutter.coordinator(tokens.len());
                }
                self.word(language, word, &mut tokens);
            }
            if then != Break::None {
                cutter.cut(tokens.len(), then == Break::Sentence);
            }
        }
        let clauses = cutter.finish(tokens.len());
        (tokens, clauses)
    }

    fn word(&mut self, language: &str, word: &str, tokens: &mut Vec<Token>) {
        if language == "nl" {
            // "foto's" is in the table as it is.
            let whole = self.stem("nl", word);
            for part in if whole.len() == 1 { whole } else { self.stem("nl", before_apostrophe(word)) } {
                match self.dutch(&part) {
                    Some(found) => tokens.extend(found),
                    None => match self.cognate(word) {
                        Some(code) => tokens.push(Token { code, other: code }),
                        None => self.english(word, tokens),
                    },
                }
            }
        } else {
            self.english(before_apostrophe(word), tokens);
        }
    }

    /// What a Dutch stem means; a compound means what its halves do.
    fn dutch(&self, stem: &str) -> Option<Vec<Token>> {
        let token = |means: &[u32]| Token { code: means[0], other: means.get(1).copied().unwrap_or(means[0]) };
        if let Some(means) = self.table.dutch(stem) {
            return Some(vec![token(means)]);
        }
        // The longest second half is the noun that carries the meaning.
        let cuts = stem.char_indices().map(|(at, _)| at).filter(|at| *at >= SHORTEST_PART);
        cuts.filter(|at| stem.len() - at > SHORTEST_PART).find_map(|at| {
            let (first, second) = stem.split_at(at);
            let second = self.table.dutch(second)?;
            let whole = [first, first.strip_suffix('s').unwrap_or(first), first.strip_suffix("en").unwrap_or(first)];
            let first = whole.iter().find_map(|first| self.table.dutch(first))?;
            Some(vec![token(first), token(second)])
        })
    }

    /// The English word of the same origin: "delegatie", "delegation".
    fn cognate(&mut self, word: &str) -> Option<u32> {
        let seeds = self.seeds;
        let endings = &seeds.languages.get("nl")?.wording.cognates;
        endings.iter().find_map(|(own, english)| {
            let stems = self.stem("en", &format!("{}{english}", word.strip_suffix(own.as_str())?));
            stems.first().and_then(|stem| self.table.english(stem))
        })
    }

    fn english(&mut self, word: &str, tokens: &mut Vec<Token>) {
        for stem in self.stem("en", word) {
            let code = self.table.english(&stem).unwrap_or_else(|| UNKNOWN | hash(&stem));
            if stem.chars().count() > 1 {
                tokens.push(Token { code, other: code });
            }
        }
    }

    fn stem(&mut self, language: &str, word: &str) -> Vec<String> {
        let Some(analyzer) = self.stemmers.get_mut(language) else { return vec![word.to_owned()] };
        let mut stream = analyzer.token_stream(word);
        let mut stems = Vec::new();
        while stream.advance() {
            stems.push(stream.token().text.clone());
        }
        stems
    }
}

fn before_apostrophe(word: &str) -> &str {
    word.split('\'').find(|part| part.len() > 1).unwrap_or(word)
}

/// The value of a number in digits or words, and whether it is one of percent.
fn number(word: &str, language: &str, wording: &Wording) -> Option<(f64, bool)> {
    #[allow(clippy::cast_precision_loss)]
    if let Some(value) = wording.number(word) {
        return Some((value as f64, false));
    }
    let digits = word.trim_start_matches(['$', '€', '£']);
    let (digits, percent) = digits.strip_suffix('%').map_or((digits, false), |digits| (digits, true));
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (thousands, decimal) = if language == "nl" { ('.', ',') } else { (',', '.') };
    let plain: String = digits.chars().filter(|c| *c != thousands).collect();
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != decimal).unwrap_or(plain.len());
    let value: f64 = plain[..end].replace(decimal, ".").parse().ok()?;
    let times = wording.multiplier(&plain[end..]).unwrap_or(1);
    #[allow(clippy::cast_precision_loss)]
    Some((value * times as f64, percent))
}

fn hash(word: &str) -> u32 {
    let bytes = blake3::hash(word.as_bytes());
    let [a, b, c, d, ..] = *bytes.as_bytes();
    u32::from_le_bytes([a, b, c, d]) & HASH
}

/// A date as the number of days since 1970.
#[must_use]
pub fn day(date: &str) -> Option<i32> {
    let date: jiff::civil::Date = date.get(..10)?.parse().ok()?;
    let since = date.since(jiff::civil::Date::new(1970, 1, 1).ok()?).ok()?;
    Some(since.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(language: &str, text: &str) -> (Vec<Token>, Vec<Clause>) {
        Sketcher::new(Seeds::built_in()).tokens(language, text)
    }

    /// Of each clause, whether it is negated.
    fn negated(language: &str, text: &str) -> Vec<bool> {
        tokens(language, text).1.iter().map(|clause| clause.negated).collect()
    }

    #[test]
    fn words_of_both_languages_meet() {
        let (english, _) = tokens("en", "The harbour reopens in April for 12,000 ships");
        let (dutch, _) = tokens("nl", "De haven heropent in april voor twaalf duizend schepen");
        let met = dutch.iter().filter(|token| english.iter().any(|other| token.meets(*other))).count();
        assert!(met >= dutch.len() - 1, "{english:?} {dutch:?}");
        assert!(english.iter().any(|token| token.is_number()));
    }

    #[test]
    fn compounds_mean_what_their_halves_do() {
        let (compound, _) = tokens("nl", "havenschepen");
        let (english, _) = tokens("en", "port ships");
        assert!(compound.len() == 2 && compound.iter().zip(&english).all(|(a, b)| a.meets(*b)), "{compound:?}");
    }

    #[test]
    fn numbers_and_negations_are_what_they_are_in_each_language() {
        assert_eq!(tokens("en", "3.5 million").0, tokens("nl", "3,5 miljoen").0);
        assert_eq!(tokens("en", "5% more").0.len(), 3);
        assert_eq!(negated("en", "not less than forty boats"), [false]);
        assert_eq!(negated("nl", "niet minder dan veertig boten"), [false]);
    }

    #[test]
    fn a_negation_reaches_as_far_as_its_clause() {
        assert_eq!(negated("en", "The quay is safe, not a ruin"), [false, true]);
        assert_eq!(negated("en", "It is no secret and was never hidden"), [true, true]);
        assert_eq!(negated("en", "The quay is safe and nobody has to leave"), [false, true]);
        assert_eq!(negated("en", "No boats and nets were lost. It was calm."), [true, false]);
        assert_eq!(negated("en", "Nobody says that the ferry will not sail"), [false]);
        assert_eq!(negated("en", "If the wind turns, we sail, and we sail far"), [false]);
        assert_eq!(negated("nl", "De kade is veilig en de veerboot vaart niet"), [false, true]);
        assert_eq!(negated("nl", "De haven gaat niet dicht omdat het stormt"), [true, false]);
    }

    #[test]
    fn a_sketch_of_one_clause_counts_its_negations_in_its_head() {
        let (tokens, clauses) = tokens("en", "The quay is not a ruin");
        assert_eq!(clauses, [Clause { end: tokens.len(), negated: true, ends_sentence: true }]);
    }

    #[test]
    fn bytes_come_back_as_they_were() {
        let (tokens, clauses) = tokens("nl", "Er is niet één bewijs van Velkovs schuld. Zij is vrij, en blijft hier.");
        let sketch = Sketch {
            claim: 7,
            said: None,
            published: day("2021-03-04"),
            language: *b"nl",
            kind: Kind::Mixed,
            translated: false,
            denies: true,
            tokens,
            clauses,
        };
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        assert_eq!(Sketch::from_bytes(b"short"), None);
    }
}
