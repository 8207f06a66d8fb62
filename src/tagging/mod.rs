//! The trained layer: words to labels and links.
//!
//! `document → features (rows of a table) → network (a vector a word) → crf (labels) → links → candidates → filter (how sure)`.
//! The weights are one file for all languages, `models/tagger.bin`, compiled in; `models/tagger.md` tells where they come from and what they can do,
//! `training/README.md` how to train them again.

pub mod confidence;
pub mod crf;
pub mod decode;
pub mod features;
pub mod kernels;
pub mod links;
pub mod network;
pub mod signature;
pub mod weights;

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::model::{Attribution, Span, Stance};
use crate::seeds::{Lexicon, Seeds};
use crate::text::{Abbreviations, Document};
use decode::{Candidate, Words};
use features::Window;
use network::{Output, Scratch};
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

/// The attributions that the network finds, in the order of their contents' first words; `language` is an ISO 639-1 code.
///
/// Spans run from the first byte of a word to the last of another. `found_by` is `"model"` (or [`signature::SIGNED`] where a rule named the source), `confidence` the probability that content and source
/// are right, calibrated on held-out news; those that are more likely wrong than worth keeping are left out. `stance` is for the cue's seed to tell.
/// Linear in the length of the text; no text makes it fail.
#[must_use]
pub fn attributions(document: &Document<'_>, language: &str) -> Vec<Attribution> {
    let filter = &weights().filter;
    found(document, language, |candidate, probability| filter.keeps(&candidate.evidence, probability))
}

/// [`attributions`] with the unlikely ones: the dial between precision and recall is the caller's, on `confidence`.
#[must_use]
pub fn all_attributions(document: &Document<'_>, language: &str) -> Vec<Attribution> {
    found(document, language, |_, _| true)
}

fn found(document: &Document<'_>, language: &str, keep: impl Fn(&Candidate, f64) -> bool) -> Vec<Attribution> {
    let mut out = Vec::new();
    for (window, candidates) in candidates(document, language, weights().filter.bias) {
        for candidate in &candidates {
            let mut attribution = attribution(document, &window, candidate);
            if keep(candidate, attribution.confidence) {
                signature::sign(document, &mut attribution);
                out.push(attribution);
            }
        }
    }
    out
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
        found_by: "model",
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
    features::windows(document, language, |word| lexicon.map_or(0, |l| (l.class(word).0 & 0xFFFF) as u16))
}

#[cfg(test)]
mod tests;
