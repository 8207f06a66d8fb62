//! Whether a machine translated an English article.
//!
//! Today's systems write fluent English; what gives them away is a sum of small things. The model weighs, in pieces of about 300 words:
//! rates of function words and their neighbours (content words are masked to classes of endings, so that topics don't count), how predictable
//! the text is to a small language model of native news, repetition, sentence lengths, contractions, slips of spacing ([`features`]); turns of
//! phrase too rare to be learned so add what their counts tell (`seeds/en/translated.toml`). `training/translated.py` makes the weights; `models/translated.md` gives data, figures and limits.
//!
//! The answer is shy: a false accusation is worse than a miss.

#[doc(hidden)]
pub mod features;
#[doc(hidden)]
pub mod model;
mod piece;
mod stream;
mod symbols;
mod table;
mod words;

use std::sync::LazyLock;

use crate::model::probability::logistic;
use crate::model::{Meta, Span};
use crate::seeds::Seeds;
use crate::seeds::translated::Phrases;
use model::{Model, Signal};

/// What [`score`] found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translated {
    /// True where we dare to say it.
    pub translated: bool,
    /// Probability that a machine translated the article, in 0..=1, at even odds beforehand.
    pub score: f64,
    /// Why: named signals with their weight (log-odds; positive speaks for a translation), the strongest first.
    pub signals: Vec<(String, f64)>,
}

/// Articles shorter than this (in words) are never called translated: on so few words the score is noise.
const WORDS_ENOUGH: usize = 80;

/// An article that reads so little like a translation (mean log-odds of its pieces so far: 27 %) is not read on. Of 3,191 articles the same 27 were
/// flagged with and without this; half of the words of news are read with it.
const SETTLED: f64 = -1.0;

/// Signals that weigh less, in log-odds, are not worth telling.
const WEIGHTY: f64 = 0.01;

/// Signals that are told.
const SIGNALS: usize = 8;

/// The model file.
pub static MODEL_FILE: &[u8] = include_bytes!("../../../models/translated.bin");

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::parse(MODEL_FILE));

/// How much the English article `text` (without `boilerplate`) reads like a machine's translation.
///
/// What the article says of itself ([`Meta::translated`]) wins. At most the first 2,400 words or so are looked at, and as soon as it reads like a native
/// text, no more.
/// There is no model for other languages: don't ask.
///
/// ```
/// use whosaid::language::translated::score;
/// use whosaid::model::Meta;
///
/// let declared = Meta { translated: Some(true), ..Meta::default() };
/// assert!(score("Any text.", &[], &declared).translated);
/// assert!(!score("Any text.", &[], &Meta::default()).translated);
/// ```
#[must_use]
pub fn score(text: &str, boilerplate: &[Span], meta: &Meta) -> Translated {
    score_with(text, boilerplate, meta, Seeds::built_in())
}

/// [`score`] with seeds of one's own.
fn score_with(text: &str, boilerplate: &[Span], meta: &Meta, seeds: &Seeds) -> Translated {
    if let Some(translated) = meta.translated {
        let score = f64::from(u8::from(translated));
        return Translated {
            translated,
            score,
            signals: vec![("declared".to_owned(), if translated { 1.0 } else { -1.0 })],
        };
    }
    match &*MODEL {
        Some(model) => match seeds.languages.get(LANGUAGE) {
            Some(lexicon) => judge(model, &lexicon.translated, text, boilerplate),
            None => judge(model, &Phrases::default(), text, boilerplate),
        },
        None => Translated::default(),
    }
}

/// The language that the model knows (ISO 639-1).
pub const LANGUAGE: &str = "en";

/// [`score`] for an article in any language: where there is no model, only what the article says of itself counts.
#[must_use]
pub fn of_article(language: Option<&str>, text: &str, boilerplate: &[Span], meta: &Meta, seeds: &Seeds) -> Translated {
    if language == Some(LANGUAGE) || meta.translated.is_some() {
        score_with(text, boilerplate, meta, seeds)
    } else {
        Translated::default()
    }
}

/// The model's answer: the mean log-odds of the pieces, and what the phrases add.
#[doc(hidden)]
#[must_use]
pub fn judge(model: &Model, phrases: &Phrases, text: &str, boilerplate: &[Span]) -> Translated {
    let parts = super::parts::without_boilerplate(text, boilerplate);
    let phrases = phrases.found(&parts);
    let (mut words, mut sum) = (0, 0.0);
    let mut parts_of_sum: Vec<(Signal, f64)> = Vec::new();
    for piece in features::pieces(model, &parts) {
        let weight = piece.words as f64;
        words += piece.words;
        sum += weight * model.odds(&piece, |signal, part| parts_of_sum.push((signal, part * weight)));
        if phrases.is_empty() && sum / words as f64 <= SETTLED {
            break;
        }
    }
    if words == 0 {
        return Translated::default();
    }
    let mut odds = sum / words as f64;
    parts_of_sum.iter_mut().for_each(|part| part.1 /= words as f64);
    let mut signals = strongest(model, parts_of_sum);
    for phrase in phrases {
        odds += phrase.weight;
        signals.push((phrase.name.clone(), phrase.weight));
    }
    // On few words the odds are drawn towards "don't know".
    let odds = odds * (words as f64 / WORDS_ENOUGH as f64).min(1.0);
    let score = logistic(odds);
    signals.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
    signals.truncate(SIGNALS);
    Translated { translated: words >= WORDS_ENOUGH && score >= model.threshold, score, signals }
}

/// The parts of the pieces' sums added up, those that weigh most, with their names.
fn strongest(model: &Model, mut parts: Vec<(Signal, f64)>) -> Vec<(String, f64)> {
    // Stable: the pieces are added in their order.
    parts.sort_by_key(|part| part.0);
    let mut sums: Vec<(Signal, f64)> =
        parts.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|part| part.1).sum())).collect();
    sums.retain(|sum| sum.1.abs() >= WEIGHTY);
    let stronger = |a: &(Signal, f64), b: &(Signal, f64)| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0));
    if sums.len() > SIGNALS {
        sums.select_nth_unstable_by(SIGNALS, stronger);
        sums.truncate(SIGNALS);
    }
    sums.sort_by(stronger);
    sums.into_iter().map(|(signal, weight)| (model.told(signal), weight)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts written for this project, with the log-odds that the trainer calculated from its own, unrounded weights.
    fn samples() -> Vec<(String, f64)> {
        let line = |l: &str| {
            let value: serde_json::Value = serde_json::from_str(l).expect("a JSON object");
            (value["text"].as_str().expect("text").to_owned(), value["odds"].as_f64().expect("odds"))
        };
        include_str!("../../../models/translated.samples.jsonl").lines().map(line).collect()
    }

    fn of(text: &str) -> Translated {
        score(text, &[], &Meta::default())
    }

    #[test]
    fn the_program_weighs_as_the_trainer_did() {
        let model = MODEL.as_ref().expect("the model file is one");
        let mut compared = 0;
        for (text, odds) in samples() {
            let pieces: Vec<_> = features::pieces(model, &[&text]).collect();
            if let [piece] = &pieces[..] {
                let ours = model.odds(piece, |_, _| ());
                assert!(
                    (ours - odds).abs() < 0.01,
                    "{ours} is not {odds}: {text}\nhelp: run training/translated.py again"
                );
                compared += 1;
            }
        }
        assert!(compared >= 4);
    }

    #[test]
    fn plain_cases() {
        let samples = samples();
        let judged: Vec<_> = samples.iter().map(|(text, _)| of(text)).collect();
        assert!(!judged[0].translated && judged[0].score < 0.2, "native style: {:?}", judged[0]);
        assert!(judged[1].translated, "copied translation: {:?}", judged[1]);
        assert!(judged[1].signals.iter().any(|s| s.0.contains("Recall that")), "{:?}", judged[1]);
        assert!(!judged[2].translated, "too short to tell: {:?}", judged[2]);
        assert!(judged[3].translated, "translated from Japanese in style: {:?}", judged[3]);
        assert!(!judged[5].translated, "native style, long: {:?}", judged[5]);
        assert_eq!(judged, samples.iter().map(|(text, _)| of(text)).collect::<Vec<_>>(), "twice the same");
    }

    #[test]
    fn what_the_article_says_of_itself_wins() {
        let samples = samples();
        let declared = |t| Meta { translated: Some(t), ..Meta::default() };
        assert_eq!(score(&samples[0].0, &[], &declared(true)).score, 1.0);
        assert!(!score(&samples[1].0, &[], &declared(false)).translated);
        assert!(score("", &[], &declared(true)).translated);
    }

    #[test]
    fn boilerplate_is_not_weighed() {
        let samples = samples();
        let text = format!("{}\n\n{}", samples[1].0, samples[0].0);
        let menu = Span::new(0, samples[1].0.len());
        assert_eq!(score(&text, &[menu], &Meta::default()).score, of(&samples[0].0).score);
    }

    #[test]
    fn nothing_panics() {
        let odd = [
            "",
            " ",
            "\n\n",
            "a",
            "’",
            "“",
            "1st",
            "1s",
            "3,",
            "é’é",
            "x’",
            "9.9.9:",
            "漢字",
            "\u{0}\u{feff}",
            "İstanbul’da",
            "１２",
            "a\u{301}-b",
        ];
        for text in odd {
            let judged = of(text);
            assert!(!judged.translated && (0.0..=1.0).contains(&judged.score), "{text:?}: {judged:?}");
            let _ = of(&format!("{text} ").repeat(700));
            let _ = of(&text.repeat(700));
        }
    }

    #[test]
    fn a_model_file_that_is_cut_short_is_refused() {
        let bytes = include_bytes!("../../../models/translated.bin");
        assert!(Model::parse(bytes).is_some());
        for end in [0, 3, 6, 9, 100, 5000, bytes.len() / 2, bytes.len() - 1] {
            assert!(Model::parse(&bytes[..end]).is_none(), "{end}");
        }
    }
}
