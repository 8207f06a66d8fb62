//! The trained layer: words to labels and links.
//!
//! `document → features (rows of a table) → network (a vector a word) → crf (labels) → links → candidates → filter (how sure)`,
//! and beside it `→ mentions (names, role nouns, pronouns) → antecedents`, and whether what a cue reports was said at all.
//! The weights are one file for all languages, `models/tagger.bin`, compiled in; `models/tagger.md` tells where they come from and what they can do,
//! `training/README.md` how to train them again.

pub(crate) mod confidence;
pub(crate) mod crf;
pub(crate) mod decode;
pub mod features;
pub(crate) mod kernels;
pub(crate) mod links;
pub(crate) mod mentions;
pub(crate) mod network;
pub(crate) mod output;
pub(crate) mod signature;
pub(crate) mod weights;

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::model::{Attribution, Rule, Span, Stance};
use crate::seeds::{Lexicon, Seeds};
use crate::text::{Abbreviations, Document};
use decode::Candidate;
use features::{Bits, Window};
use mentions::{Antecedents, Mention};
use network::Scratch;
use output::{Output, Words};
use weights::Weights;

/// The model file.
pub static MODEL: &[u8] = &ALIGNED.0;

/// Begins where a line of the processor's memory does, so that a row of the table lies in as few of them as it can.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static ALIGNED: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/tagger.bin"));

/// The weights compiled in.
///
/// # Panics
/// Never in a build whose tests pass: a test reads them.
#[must_use]
pub fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| match Weights::read(MODEL) {
        Ok(weights) => weights,
        Err(error) => panic!("models/tagger.bin: {error}"),
    })
}

/// The name of the kernel that the network's arithmetic runs on: the fastest that the processor has, or what the variable `WHOSAID_KERNEL` names.
///
/// # Errors
/// When the variable names none (`portable`, `avx2`, `avx512`, `amx`), or one that this machine cannot run.
pub fn kernel() -> crate::Result<&'static str> {
    kernels::choice::kernel().map(kernels::choice::Choice::name)
}

/// What the network sees in a document.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Whether the network was taught the document's language: where not, nothing else is told.
    pub taught: bool,
    /// The attributions, in the order of their contents' first words, the unlikely ones too: the dial between precision and recall is the caller's.
    ///
    /// Spans run from the first byte of a word to the last of another. `found_by` is [`Rule::Model`] (or [`Rule::Signature`] where a rule named the
    /// source), `confidence` the probability that content and source are right, calibrated on held-out news. `stance` is for the cue's seed to tell.
    pub attributions: Vec<Attribution>,
    /// Names, role nouns and pronouns, in the order of the text; names may stand inside role nouns.
    pub mentions: Vec<Mention>,
    /// What mentions say of each other.
    antecedents: Antecedents,
    /// For each word of the document, the log-odds that what it reports was said.
    said: Vec<f32>,
}

impl Reading {
    /// The earlier mentions that a mention may mean, the nearest first, each with its probability; the first is that of none.
    #[must_use]
    pub fn antecedents(&self, mention: usize) -> Vec<(Option<usize>, f64)> {
        let weights = weights();
        let mut scores = self.antecedents.of(&weights.meanings, mention);
        let scale = weights.curves.antecedents;
        let top = scores.iter().fold(f64::MIN, |a, s| a.max(s.1));
        for (_, score) in &mut scores {
            *score = (scale * (*score - top)).exp();
        }
        let total: f64 = scores.iter().map(|s| s.1).sum();
        for (_, score) in &mut scores {
            *score /= total;
        }
        scores
    }

    /// How probable it is that what a cue reports was said, rather than denied, asked, announced or imagined; `None` without a word to go by.
    #[must_use]
    pub fn said(&self, document: &Document<'_>, cue: &[Span]) -> Option<f64> {
        let words: Vec<f64> = cue
            .iter()
            .flat_map(|&c| document.words_in(c))
            .filter_map(|w| self.said.get(w).map(|&s| f64::from(s)))
            .collect();
        let mean = words.iter().sum::<f64>() / words.len() as f64;
        (!words.is_empty()).then(|| weights().curves.said.probability(mean))
    }
}

/// Reads a document; `language` is an ISO 639-1 code. Nothing is seen in a language that the network was not taught.
/// Linear in the length of the text; no text makes it fail.
#[must_use]
pub fn read(document: &Document<'_>, language: &str) -> Reading {
    let weights = weights();
    if !weights.languages.iter().any(|l| l == language) {
        return Reading::default();
    }
    let windows = windows(document, language);
    let mut reading = Reading { taught: true, said: vec![0.0; document.words.len()], ..Reading::default() };
    run(&windows, |window, output| {
        for candidate in decode::candidates(weights, window, &output, weights.filter.bias) {
            let mut attribution = attribution(document, window, &candidate);
            signature::sign(document, &mut attribution);
            reading.attributions.push(attribution);
        }
        for (word, scores) in output.words.iter().enumerate() {
            reading.said[window.first + word] = scores.said;
        }
        for (words, form, kind, odds) in mentions::find(output.words) {
            let last = words.end - 1;
            reading.antecedents.push(
                window.first + last,
                &output.meanings[last * output.meaning_stride..][..2 * weights.meanings.rank],
            );
            let words = window.first + words.start..window.first + words.end;
            let span = Span::new(document.words[words.start].span.start, document.words[words.end - 1].span.end);
            let curve = if form == mentions::Form::Name { weights.curves.names } else { weights.curves.nominals };
            reading.mentions.push(Mention { span, words, form, kind, probability: curve.probability(odds) });
        }
    });
    let mut order: Vec<usize> = (0..reading.mentions.len()).collect();
    order.sort_by_key(|&i| (reading.mentions[i].words.start, std::cmp::Reverse(reading.mentions[i].words.end)));
    reading.antecedents.reorder(&order);
    reading.mentions = order.iter().map(|&i| reading.mentions[i].clone()).collect();
    reading
}

/// A candidate of a window as an attribution.
#[must_use]
pub fn attribution(document: &Document<'_>, window: &Window, candidate: &Candidate) -> Attribution {
    let span = |words: &Words| {
        let (first, last) = (window.first + words.start, window.first + words.end - 1);
        Span::new(document.words[first].span.start, document.words[last].span.end)
    };
    Attribution {
        source: candidate.source.as_ref().map(span),
        cue: candidate.cue.iter().map(span).collect(),
        content: candidate.content.iter().map(span).collect(),
        stance: Stance::default(),
        found_by: Rule::Model,
        confidence: weights().filter.probability(&candidate.evidence),
        continues: None,
    }
}

/// The windows of a document and what the network finds in each. `bias` is taken from the score of "outside".
#[must_use]
pub fn candidates(document: &Document<'_>, language: &str, bias: f32) -> Vec<(Window, Vec<Candidate>)> {
    let weights = weights();
    let windows = windows(document, language);
    let mut found = Vec::with_capacity(windows.len());
    run(&windows, |window, output| found.push(decode::candidates(weights, window, &output, bias)));
    windows.into_iter().zip(found).collect()
}

/// Calls `with` for what the network says of each window. The buffers are the thread's, for the next document too.
fn run(windows: &[Window], mut with: impl FnMut(&Window, Output<'_>)) {
    thread_local!(static SCRATCH: RefCell<Scratch> = RefCell::default());
    SCRATCH.with_borrow_mut(|scratch| {
        for batch in network::batches(windows) {
            batch.iter().zip(weights().run(batch, scratch)).for_each(|(window, output)| with(window, output));
        }
    });
}

/// Bytes of the longest small word inside names.
const LONGEST_PARTICLE: usize = 6;

/// The lexicon of a language, or of English where there is none.
fn lexicon(language: &str) -> Option<&'static Lexicon> {
    let languages = &Seeds::built_in().languages;
    languages.get(language).or_else(|| languages.get("en"))
}

/// The abbreviations that the network was trained with.
#[must_use]
pub fn abbreviations(language: &str) -> &'static Abbreviations {
    static NONE: OnceLock<Abbreviations> = OnceLock::new();
    lexicon(language).map_or_else(|| NONE.get_or_init(Abbreviations::default), |l| &l.abbreviations)
}

/// The windows of a document, as the network sees them.
#[must_use]
pub fn windows(document: &Document<'_>, language: &str) -> Vec<Window> {
    let lexicon = lexicon(language);
    let names = &Seeds::built_in().names;
    features::windows(document, language, |word, small| {
        let Some(lexicon) = lexicon else { return 0 };
        let bit = |holds: bool, bit: u32| if holds { bit } else { 0 };
        let class = lexicon.class(small).0 & 0xFFFF;
        if !word.starts_with(char::is_uppercase) {
            return class | bit(word.len() <= LONGEST_PARTICLE && names.is_particle(small), Bits::PARTICLE);
        }
        class
            | bit(names.is_given(small), Bits::GIVEN)
            | bit(names.begins_place(word), Bits::PLACE)
            | bit(word.len() <= LONGEST_PARTICLE && names.is_particle(small), Bits::PARTICLE)
            | bit(lexicon.people.is_demonym(small), Bits::DEMONYM)
    })
}

#[cfg(test)]
mod tests;
