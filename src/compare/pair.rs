//! Are two claims of one speaker the same statement? Named features of the pair, weighed by a small trained model (`models/pairs.json`).

use super::align::{Alignment, NEAR, Same};
use super::polarity;
use super::ready::Ready;
use super::sketch::{Sketch, Sketcher, Token};
use super::table::Table;
use crate::model::Kind;
use crate::seeds::Seeds;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The model, as `training/pairs.py` makes it.
pub const MODEL: &str = include_str!("../../models/pairs.json");

/// Cosine below which two words have nothing to do with each other.
const UNRELATED: f32 = 0.35;
/// What the model sees, in the order of its weights.
pub const FEATURES: [&str; 26] = [
    "contained",
    "covered",
    "exact",
    "exact_back",
    "order",
    "run",
    "shared",
    "missing",
    "missing_back",
    "numbers_same",
    "numbers_apart",
    "numbers_one",
    "negation",
    "apart",
    "gap",
    "far",
    "undated",
    "languages",
    "languages_contained",
    "languages_missing",
    "translated",
    "quoted_otherwise",
    "short",
    "same_article",
    "meaning",
    "both_direct",
];

/// What the model sees of a pair.
pub type Features = [f32; FEATURES.len()];

/// How far from one statement two claims may be as wholes to be compared by their parts, and how sure as wholes not to be.
const PARTS_REACH: f32 = 4.0;
const PARTS_SURE: f32 = 2.0;
/// Days within which they are.
const PARTS_DAYS: i32 = 3;
/// How much the words of a part tell that is compared.
const PARTS_TELL: f32 = 1.5;
/// How much surer parts have to be one statement than wholes.
const PARTS_SURER: f32 = 0.5;

/// Words of the table have numbers below it.
const KNOWN: u32 = 0x1_0000;
/// How much in order two claims are that have one word in common, or none.
const ONE_WORD: f32 = 0.5;
/// More than what adding up in another order may change.
const ROUNDING: f32 = 0.001;

/// Places of some features.
const NUMBERS_APART: usize = 10;
const NEGATION: usize = 12;
const APART: usize = 13;
const GAP: usize = 14;
const FAR: usize = 15;
const UNDATED: usize = 16;

#[derive(Deserialize)]
struct Weights {
    bias: f32,
    threshold: f32,
    weights: BTreeMap<String, f32>,
}

/// Compares claims.
pub struct Judge {
    table: &'static Table,
    /// The rows of words that exclude one another, by word.
    rows: FxHashMap<u32, Vec<usize>>,
    /// Of each word of the table, whether it has such a row.
    has_rows: Vec<bool>,
    weights: Vec<f32>,
    bias: f32,
    threshold: f32,
}

/// What a pair of claims comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// The logarithm of the odds that both are one statement.
    pub odds: f32,
    /// Something in the one excludes the other: another figure, a negation, a word and its opposite.
    pub conflict: bool,
}

impl Judge {
    /// The model compiled in, with the words of these seeds that exclude one another.
    ///
    /// # Panics
    /// Never in a build whose tests pass: a test reads the model.
    #[must_use]
    #[allow(clippy::expect_used)]
    pub fn new(seeds: &Seeds) -> Self {
        let model: Weights = serde_json::from_str(MODEL).expect("models/pairs.json is JSON of its shape");
        let weights = FEATURES.iter().map(|name| model.weights.get(*name).copied().unwrap_or(0.0)).collect();
        let mut rows: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let mut sketcher = Sketcher::new(seeds);
        let all =
            seeds.languages.iter().flat_map(|(code, lexicon)| lexicon.wording.apart.iter().map(move |row| (code, row)));
        for (number, (code, row)) in all.enumerate() {
            for word in row {
                for token in sketcher.tokens(code, word).0 {
                    rows.entry(token.code).or_default().push(number);
                }
            }
        }
        let has_rows = (0..KNOWN).map(|code| rows.contains_key(&code)).collect();
        Self { table: Table::built_in(), rows, has_rows, weights, bias: model.bias, threshold: model.threshold }
    }

    /// Makes a claim ready.
    #[must_use]
    pub fn ready(&self, sketch: Sketch, article: u32) -> Ready {
        Ready::new(sketch, article, self.table)
    }

    /// The odds of two claims that are one statement; `None` where they are none, or exclude one another. Most pairs are given up before their words are
    /// held against one another.
    #[must_use]
    pub fn one(&self, a: &Ready, b: &Ready) -> Option<f32> {
        let reach = if self.has_parts(a, b) { PARTS_REACH } else { 0.0 };
        let verdict = self.from(a, b, self.threshold - reach)?;
        (verdict.odds >= self.threshold && !verdict.conflict).then_some(verdict.odds)
    }

    /// Whether two claims are one statement: as wholes, or one of them, or a part of it, is a part of the other.
    #[must_use]
    pub fn judge(&self, a: &Ready, b: &Ready) -> Verdict {
        self.from(a, b, f32::NEG_INFINITY).unwrap_or(Verdict { odds: f32::NEG_INFINITY, conflict: false })
    }

    /// The same; `None` where it is plain that the odds of the wholes are lower than `floor`.
    fn from(&self, a: &Ready, b: &Ready, floor: f32) -> Option<Verdict> {
        let whole = self.wholes(a, b, floor)?;
        let open = self.threshold - PARTS_REACH..self.threshold + PARTS_SURE;
        if whole.conflict || !open.contains(&whole.odds) || !self.has_parts(a, b) {
            return Some(whole);
        }
        let (x, y) = (a.parts(self.table), b.parts(self.table));
        let enough = |part: &&Ready| part.total >= PARTS_TELL;
        let mut best = whole.odds;
        for x in [a].into_iter().chain(x).filter(enough) {
            for y in [b].into_iter().chain(y).filter(enough) {
                if let Some(parts) = self.wholes(x, y, best + PARTS_SURER)
                    && !parts.conflict
                {
                    best = best.max(parts.odds - PARTS_SURER);
                }
            }
        }
        Some(Verdict { odds: best, ..whole })
    }

    /// Near enough in time to be compared by their parts.
    fn has_parts(&self, a: &Ready, b: &Ready) -> bool {
        a.gap(b).is_some_and(|days| days <= PARTS_DAYS)
    }

    fn wholes(&self, a: &Ready, b: &Ready, floor: f32) -> Option<Verdict> {
        let features = self.features_from(a, b, floor)?;
        let conflict = [NUMBERS_APART, NEGATION, APART].into_iter().any(|feature| features[feature] > 0.0);
        Some(Verdict { odds: self.odds(&features), conflict })
    }

    fn odds(&self, features: &Features) -> f32 {
        self.bias + features.iter().zip(&self.weights).map(|(x, w)| x * w).sum::<f32>()
    }

    /// The odds of two claims that would be one statement, were it not that one denies, negates or turns round what the other says.
    #[must_use]
    pub fn opposed(&self, a: &Ready, b: &Ready) -> Option<f32> {
        let mut features = self.features(a, b);
        let opposed = features[NEGATION] > 0.0 || features[APART] > 0.0;
        // Contradictions are not of one day.
        [NEGATION, APART, GAP, FAR, UNDATED].into_iter().for_each(|feature| features[feature] = 0.0);
        let odds = self.odds(&features);
        (opposed && features[NUMBERS_APART] == 0.0 && odds >= self.threshold).then_some(odds)
    }

    /// Odds from which two claims are one statement.
    #[must_use]
    pub const fn threshold(&self) -> f32 {
        self.threshold
    }

    /// What the model sees of a pair ([`FEATURES`]); the same for both orders.
    #[must_use]
    pub fn features(&self, a: &Ready, b: &Ready) -> Features {
        self.features_from(a, b, f32::NEG_INFINITY).unwrap_or_default()
    }

    /// The same; `None` where it is plain that the odds are lower than `floor`.
    fn features_from(&self, a: &Ready, b: &Ready, floor: f32) -> Option<Features> {
        let smaller = (a.total, a.sketch.claim) <= (b.total, b.sketch.claim);
        let (a, b) = if smaller { (a, b) } else { (b, a) };
        let (there, back) = (Same::of(a, b), Same::of(b, a));
        let order = if there.common < 2 { ONE_WORD } else { 1.0 };
        let ((low, high), (low_back, high_back)) = (there.bounds(), back.bounds());
        if self.most(a, b, order, (low, low_back), (high, high_back)) < floor - ROUNDING {
            return None;
        }
        let (alike, alike_back) = self.most_alike(a, b, &there, &back);
        let (there, back) = (there.with(a, &alike), back.with(b, &alike_back));
        if self.most(a, b, order, (there, back), (there, back)) < floor - ROUNDING {
            return None;
        }
        let words = Words {
            there,
            back,
            sequence: sequence(&a.sketch.tokens, &b.sketch.tokens),
            negation: flag(polarity::contradict(a, b, |x, y| self.near(x, y))),
            apart: flag(self.exclude(a, b)),
        };
        Some(features(a, b, &words))
    }

    /// The most that the odds of two claims may come to, whose words stand in each other at least and at most so far, and in order.
    fn most(&self, a: &Ready, b: &Ready, order: f32, low: (Alignment, Alignment), high: (Alignment, Alignment)) -> f32 {
        let low = Words { there: low.0, back: low.1, sequence: (0.0, 0.0), negation: 0.0, apart: 0.0 };
        let high = Words { there: high.0, back: high.1, sequence: (order, 1.0), negation: 1.0, apart: 1.0 };
        let (low, high) = (features(a, b, &low), features(a, b, &high));
        let best = low.iter().zip(&high).zip(&self.weights).map(|((low, high), w)| (low * w).max(high * w));
        self.bias + best.sum::<f32>()
    }

    /// Of each word that does not stand in the other claim, how much the word there counts that is most like it. Each two words are held against one another
    /// once.
    fn most_alike(&self, a: &Ready, b: &Ready, there: &Same, back: &Same) -> (Vec<f32>, Vec<f32>) {
        let (mut alike, mut alike_back) = (vec![0.0_f32; there.there.len()], vec![0.0_f32; back.there.len()]);
        for ((x, is_there), best) in a.sketch.tokens.iter().zip(&there.there).zip(&mut alike) {
            for ((y, is_back), best_back) in b.sketch.tokens.iter().zip(&back.there).zip(&mut alike_back) {
                if (!is_there || !is_back) && x.has_vector() && y.has_vector() {
                    let near = self.near(*x, *y);
                    if !is_there {
                        *best = best.max(near);
                    }
                    if !is_back {
                        *best_back = best_back.max(near);
                    }
                }
            }
        }
        (alike, alike_back)
    }

    #[inline]
    fn near(&self, a: Token, b: Token) -> f32 {
        if self.apart(a.code, b.code) {
            return 0.0;
        }
        let first = self.table.alike(a.code, b.code);
        let only = a.code == a.other && b.code == b.other;
        let best = if only { first } else { first.max(self.table.alike(a.other, b.other)) };
        ((best - UNRELATED) / (1.0 - UNRELATED)).clamp(0.0, 1.0) * NEAR
    }

    #[inline]
    fn apart(&self, a: u32, b: u32) -> bool {
        if !self.has_rows(a) || !self.has_rows(b) {
            return false;
        }
        let (Some(x), Some(y)) = (self.rows.get(&a), self.rows.get(&b)) else { return false };
        a != b && x.iter().any(|row| y.contains(row))
    }

    /// True for a word that others exclude.
    #[inline]
    fn has_rows(&self, code: u32) -> bool {
        self.has_rows.get(code as usize).copied().unwrap_or_else(|| self.rows.contains_key(&code))
    }

    /// A word of the one and its opposite in the other, neither of which has both.
    fn exclude(&self, a: &Ready, b: &Ready) -> bool {
        let has = |x: &Ready, token: Token| x.sketch.tokens.iter().any(|other| other.meets(token));
        let only = |x: &'_ Ready, y: &Ready| -> Vec<Token> {
            let marked = x.sketch.tokens.iter().filter(|token| self.has_rows(token.code));
            marked.filter(|token| !has(y, **token)).copied().collect()
        };
        let (here, there) = (only(a, b), only(b, a));
        here.iter().any(|x| there.iter().any(|y| self.apart(x.code, y.code)))
    }
}

/// What is found of a pair by holding its words against one another.
struct Words {
    there: Alignment,
    back: Alignment,
    /// Order and run.
    sequence: (f32, f32),
    negation: f32,
    apart: f32,
}

const fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

fn features(a: &Ready, b: &Ready, words: &Words) -> Features {
    let Words { there, back, sequence: (order, run), negation, apart } = *words;
    let both = !a.numbers.is_empty() && !b.numbers.is_empty();
    let lacks = |x: &Ready, y: &Ready| x.numbers.iter().any(|number| !y.numbers.contains(number));
    let gap = a.gap(b);
    #[allow(clippy::cast_precision_loss)]
    let days = gap.unwrap_or(0) as f32;
    let languages = flag(a.sketch.language != b.sketch.language);
    let quoted = |x: &Ready| x.sketch.kind == Kind::Direct && !x.sketch.translated;
    let both_direct = flag(quoted(a) && quoted(b) && a.sketch.language == b.sketch.language);
    [
        there.soft,
        back.soft,
        there.exact,
        back.exact,
        order,
        run,
        (1.0 + there.shared).ln(),
        there.missing,
        back.missing,
        flag(both && !lacks(a, b)),
        flag(both && lacks(a, b)),
        flag(a.numbers.is_empty() != b.numbers.is_empty()),
        negation,
        apart,
        (1.0 + days).ln(),
        flag(days > 3.0),
        flag(gap.is_none()),
        languages,
        languages * there.soft,
        languages * there.missing,
        flag(a.sketch.translated != b.sketch.translated),
        both_direct * (1.0 - there.exact),
        1.0 / a.total.max(0.5),
        flag(a.article == b.article),
        a.alike(b),
        both_direct,
    ]
}

/// Part of the common words that stand in the same order, and the longest run of common words, of twelve.
fn sequence(a: &[Token], b: &[Token]) -> (f32, f32) {
    let mut longest = vec![0_u16; b.len() + 1];
    let mut runs = vec![0_u16; b.len() + 1];
    let (mut run, mut common) = (0, 0_u16);
    for x in a {
        let (mut corner, mut run_corner) = (0, 0);
        let mut met = false;
        for (at, y) in b.iter().enumerate() {
            let (above, run_above) = (longest[at + 1], runs[at + 1]);
            let meets = x.meets(*y);
            met |= meets;
            longest[at + 1] = if meets { corner + 1 } else { above.max(longest[at]) };
            runs[at + 1] = if meets { run_corner + 1 } else { 0 };
            run = run.max(runs[at + 1]);
            (corner, run_corner) = (above, run_above);
        }
        common += u16::from(met);
    }
    let order = if common < 2 { ONE_WORD } else { f32::from(longest[b.len()]) / f32::from(common) };
    (order, f32::from(run.min(12)) / 12.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(judge: &Judge, language: &str, text: &str, claim: u64) -> Ready {
        let (tokens, clauses) = Sketcher::new(Seeds::built_in()).tokens(language, text);
        let bytes = language.as_bytes();
        let sketch = Sketch {
            claim,
            said: None,
            published: Some(18_690),
            language: [bytes[0], bytes[1]],
            kind: Kind::Indirect,
            translated: false,
            denies: false,
            tokens,
            clauses,
        };
        judge.ready(sketch, u32::try_from(claim).expect("small"))
    }

    #[test]
    fn a_paraphrase_and_a_translation_are_the_statement_and_another_figure_is_not() {
        let judge = Judge::new(Seeds::built_in());
        let of = |a: (&str, &str), b: (&str, &str)| {
            let (a, b) = (ready(&judge, a.0, a.1, 1), ready(&judge, b.0, b.1, 2));
            assert_eq!(judge.features(&a, &b), judge.features(&b, &a));
            judge.judge(&a, &b)
        };
        let said = ("en", "The harbour will stay closed until the north wall has been repaired");
        for same in [
            ("en", "the port would remain closed until repairs to the north wall are done"),
            ("nl", "De haven blijft gesloten tot de noordelijke muur is hersteld"),
        ] {
            let verdict = of(said, same);
            assert!(verdict.odds >= judge.threshold() && !verdict.conflict, "{same:?}: {verdict:?}");
        }
        for other in [
            ("en", "The harbour will stay open until the north wall has been repaired"),
            ("en", "The harbour will not stay closed until the north wall has been repaired"),
            ("en", "The harbour will stay closed until the south wall has been repaired"),
            ("en", "Nobody has asked the fishermen what they think of the new ferry"),
        ] {
            let verdict = of(said, other);
            assert!(verdict.odds < judge.threshold() || verdict.conflict, "{other:?}: {verdict:?}");
        }
        assert!(of(("en", "We lost 40 boats"), ("nl", "We verloren 50 boten")).conflict);
    }

    #[test]
    fn a_negation_counts_where_it_stands() {
        let judge = Judge::new(Seeds::built_in());
        let of = |a: &str, b: &str| judge.judge(&ready(&judge, "en", a, 1), &ready(&judge, "en", b, 2));
        let same = [
            // In a part that the other leaves out.
            (
                "it is the usual yearly inspection",
                "the visit was the usual yearly inspection, not a raid on the brewery",
            ),
            (
                "one should first read what the report is about, before answering in public",
                "We have to read what the report is all about. If you look at the ferry contracts, the islands never signed a bad one.",
            ),
            // Of two, the other has one.
            (
                "this is no fine and does not close the brewery",
                "the letter is a warning and does not close the brewery",
            ),
        ];
        for (a, b) in same {
            let verdict = of(a, b);
            assert!(verdict.odds >= judge.threshold() && !verdict.conflict, "{a} | {b}: {verdict:?}");
        }
        let other = [
            (
                "the brewery will close, and nobody gets a refund",
                "the brewery will not close, and nobody gets a refund",
            ),
            ("it is the usual yearly inspection", "it is not the usual yearly inspection"),
            ("there is no proof that the dam leaks", "the dam leaks"),
            ("No boats, nets or ropes were lost in the storm", "boats and nets were lost in the storm"),
        ];
        for (a, b) in other {
            let verdict = of(a, b);
            assert!(verdict.odds < judge.threshold() || verdict.conflict, "{a} | {b}: {verdict:?}");
        }
    }

    #[test]
    fn pairs_that_are_given_up_early_are_those_that_are_no_statement() {
        let judge = Judge::new(Seeds::built_in());
        let texts = [
            ("en", "The harbour reopens in April for twelve ships"),
            ("nl", "De haven heropent in april voor twaalf schepen"),
            ("en", "The harbour will not reopen in April"),
            ("en", "The port is to open again this spring, and nobody has to leave the quay"),
            ("en", "The harbour reopens in April for ninety ships"),
            ("en", "Nobody has to leave the quay"),
            ("en", "Taxes on fuel should go up before winter"),
            ("nl", "Niemand hoeft de kade te verlaten, en de haven gaat dicht"),
        ];
        let claims: Vec<Ready> =
            (1..).zip(texts).map(|(claim, (code, text))| ready(&judge, code, text, claim)).collect();
        let mut both = [0, 0];
        for (at, a) in claims.iter().enumerate() {
            for b in &claims[..at] {
                let verdict = judge.judge(a, b);
                let is_one = verdict.odds >= judge.threshold() && !verdict.conflict;
                assert_eq!(judge.one(a, b), is_one.then_some(verdict.odds));
                both[usize::from(is_one)] += 1;
            }
        }
        assert!(both[0] > 9 && both[1] > 1, "{both:?}");
    }
}
