//! Pieces of an article as numbers: named rates, and counts of symbols and pairs of symbols.
//!
//! The trainer reads these numbers from here (`examples/translated_features.rs`): there is no second implementation.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::model::Model;
pub use super::piece::{DENSE, Piece};
use super::stream::{Ending, Kind, Token, Tokens};
use super::symbols::first_word;

/// Words a piece: the texts that the model learned from have 150 to 420.
const PIECE: usize = 300;

/// The last piece has fewer words than this.
const LAST: usize = PIECE + PIECE / 2;

/// Pieces that are looked at.
const PIECES: usize = 8;

/// Upper bounds of the log-probabilities whose shares are the "surprise" rates.
const SURPRISE: [f64; 9] = [-9.0, -7.5, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0, -0.5];

/// A long sentence has more words than this.
const LONG_SENTENCE: usize = 30;

/// A long word has more characters than this.
const LONG_WORD: u16 = 9;

/// The article in pieces of about 300 words, eight at most; what nobody asks for is not read.
pub fn pieces<'a>(model: &'a Model, parts: &'a [&'a str]) -> impl Iterator<Item = Piece> + use<'a> {
    let mut stream = Tokens::new(model, parts);
    let mut tokens = Vec::with_capacity(LAST * 5 / 4);
    let (mut words, mut count) = (0, 0);
    std::iter::from_fn(move || {
        count += 1;
        words += stream.read(LAST - words, &mut tokens);
        if words == 0 || count > PIECES {
            return None;
        }
        if words < LAST {
            return Some(piece(model, &tokens, std::mem::take(&mut words)));
        }
        // There may be more: a whole piece, and the words behind it wait.
        let mut places =
            tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word).map(|(place, _)| place);
        let end = places.nth(PIECE).unwrap_or(tokens.len());
        let piece = piece(model, &tokens[..end], PIECE);
        tokens.drain(..end);
        words -= PIECE;
        Some(piece)
    })
}

/// The numbers of one piece that has `words` words.
fn piece(model: &Model, tokens: &[Token], words: usize) -> Piece {
    let mut dense = Vec::with_capacity(DENSE.len());
    repetition(tokens, words, &mut dense);
    sentences(tokens, &mut dense);
    style(tokens, words, &mut dense);
    predictability(model, tokens, &mut dense);
    Piece { words, symbols: tokens.iter().map(|t| t.symbol).collect(), dense }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// How much a piece says again: machines repeat a name or noun where writers vary it.
fn repetition(tokens: &[Token], words: usize, dense: &mut Vec<f64>) {
    // Where each word stood last.
    let mut last = FxHashMap::with_capacity_and_hasher(words, FxBuildHasher);
    let (mut near, mut middle, mut ever, mut doubled) = (0, 0, 0, 0);
    let mut runs = [0; 3];
    // How many words up to this one stood in the same order before, and where.
    let (mut run, mut previous) = (0, None);
    for (at, token) in tokens.iter().filter(|t| t.kind == Kind::Word).enumerate() {
        let before = last.insert(token.number, at);
        if let Some(before) = before {
            ever += 1;
            near += usize::from(at - before <= 50);
            middle += usize::from(at - before <= 100);
            doubled += usize::from(at - before == 1);
        }
        run = match (before, previous) {
            (Some(b), Some(p)) if b == p + 1 => run + 1,
            (Some(_), _) => 1,
            (None, _) => 0,
        };
        previous = before;
        for (n, least) in [2, 3, 5].into_iter().enumerate() {
            runs[n] += usize::from(run >= least);
        }
    }
    dense.extend([near, middle, ever, runs[0], runs[1], runs[2], doubled].map(|n| share(n, words)));
}

/// Lengths of sentences, in words: mean, standard deviation, their ratio, and the share of long ones.
fn sentences(tokens: &[Token], dense: &mut Vec<f64>) {
    let mut lengths = Vec::new();
    let mut length = 0_usize;
    let mut stop = false;
    for token in tokens {
        let quote = matches!(token.mark, '"' | '\'' | ')') && !token.spaced;
        if length > 0 && (token.new_line || (stop && token.spaced)) {
            lengths.push(length);
            length = 0;
        }
        stop = matches!(token.mark, '.' | '!' | '?') || (stop && quote);
        length += usize::from(token.kind != Kind::Mark);
    }
    if length > 0 {
        lengths.push(length);
    }
    let count = lengths.len().max(1) as f64;
    let mean = lengths.iter().sum::<usize>() as f64 / count;
    let deviation = (lengths.iter().map(|&l| (l as f64 - mean).powi(2)).sum::<f64>() / count).sqrt();
    let long = lengths.iter().filter(|&&l| l > LONG_SENTENCE).count();
    dense.extend([mean, deviation, deviation / mean.max(1.0), long as f64 / count]);
}

/// Contractions, slips, punctuation, capitals: rates a word.
fn style(tokens: &[Token], words: usize, dense: &mut Vec<f64>) {
    let [mut contractions, mut possessives, mut slips, mut small, mut capitals, mut numbers] = [0_usize; 6];
    let [mut commas, mut parentheses, mut dashes, mut hyphens, mut colons, mut semicolons] = [0_usize; 6];
    let (mut letters, mut long) = (0_usize, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|b| &tokens[b]);
        let next = tokens.get(at + 1);
        let next_spaced = next.is_none_or(|n| n.spaced);
        match token.kind {
            Kind::Word => {
                contractions += usize::from(token.ending == Ending::Contraction);
                possessives += usize::from(token.ending == Ending::S);
                capitals += usize::from(token.capital);
                letters += usize::from(token.length);
                long += usize::from(token.length > LONG_WORD);
                let stop = before.is_some_and(|b| matches!(b.mark, '.' | '!' | '?'));
                small += usize::from(stop && token.spaced && !token.capital);
                // "end.Begin", "one,two"
                slips += usize::from(
                    !token.spaced && before.is_some_and(|b| matches!(b.mark, '.' | ',')) && token.length > 2,
                );
            }
            Kind::Number => numbers += 1,
            Kind::Mark => match token.mark {
                ',' => {
                    commas += 1;
                    slips += usize::from(token.spaced);
                }
                '.' | '!' | '?' => slips += usize::from(token.spaced),
                ':' => {
                    colons += 1;
                    slips += usize::from(token.spaced);
                }
                ';' => semicolons += 1,
                '(' => {
                    parentheses += 1;
                    slips += usize::from(next_spaced);
                }
                ')' => slips += usize::from(token.spaced),
                '-' => {
                    hyphens += usize::from(!token.spaced && !next_spaced);
                    slips += usize::from(token.spaced != next_spaced);
                    dashes += usize::from(token.spaced && next_spaced);
                }
                '—' => dashes += usize::from(token.spaced && next_spaced),
                _ => {}
            },
        }
    }
    let counts = [
        contractions,
        possessives,
        slips,
        small,
        capitals,
        numbers,
        commas,
        parentheses,
        dashes,
        hyphens,
        colons,
        semicolons,
    ];
    dense.extend(counts.map(|n| share(n, words)));
    dense.extend([share(letters, words), share(long, words)]);
}

/// How well a small language model of native news foresees the symbols.
fn predictability(model: &Model, tokens: &[Token], dense: &mut Vec<f64>) {
    // Spaces before marks are no matter of language.
    let symbol = |t: &Token| if t.kind == Kind::Mark { t.symbol & !1 } else { t.symbol };
    let common = |s: u16| usize::from(s) >= first_word();
    let (mut sum, mut squares, mut frequency) = (0.0, 0.0, 0.0);
    let (mut never, mut triples, mut count, mut known) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut shares = [0_usize; SURPRISE.len() + 1];
    // Word after word, and class after class: how many, how many never seen, the sum of log-probabilities.
    let (mut pairs, mut pairs_never, mut pairs_sum) = (0_usize, 0_usize, 0.0);
    let (mut classes, mut classes_sum) = (0_usize, 0.0);
    let symbols: Vec<u16> = tokens.iter().map(symbol).collect();
    for (three, (log, order)) in symbols.windows(3).zip(model.log_probabilities(&symbols)) {
        let (b, c) = (three[1], three[2]);
        count += 1;
        sum += log;
        squares += log * log;
        frequency += model.log_frequency(c);
        never += usize::from(order == 1);
        triples += usize::from(order == 3);
        // How many bounds it reaches, without a branch.
        shares[SURPRISE.iter().map(|&most| usize::from(log >= most)).sum::<usize>()] += 1;
        known += usize::from(common(c));
        if common(b) && common(c) {
            pairs += 1;
            pairs_never += usize::from(order == 1);
            pairs_sum += log;
        } else if !common(b) && !common(c) {
            classes += 1;
            classes_sum += log;
        }
    }
    let n = count.max(1) as f64;
    let mean = sum / n;
    dense.extend([
        mean,
        (squares / n - mean * mean).max(0.0).sqrt(),
        frequency / n,
        share(never, count),
        share(triples, count),
    ]);
    dense.extend(shares.map(|s| share(s, count)));
    dense.extend([
        share(pairs_never, pairs),
        pairs_sum / pairs.max(1) as f64,
        classes_sum / classes.max(1) as f64,
        share(known, count),
    ]);
}
