//! The layer as a whole: the trainer's numbers, the same bits on every path, and any text at all.

use proptest::prelude::*;
use serde::Deserialize;

use super::kernels::choice::Choice;
use super::*;

const TEXT: &str = include_str!("fixture/harbour.txt");
/// Written by training/export.py beside the weights.
const WANT: &str = include_str!("fixture/harbour.json");

#[derive(Deserialize)]
struct Want {
    rows: Vec<Vec<u32>>,
    scores: Vec<[f32; crf::LABELS]>,
    names: Vec<[f32; output::NAMES]>,
    nominals: Vec<[f32; output::NOMINALS]>,
    said: Vec<f32>,
    to_cue: f32,
    to_source: f32,
    antecedent: f32,
}

/// The window that the trainer saw: its rows, not today's, for the seeds move on.
fn window(rows: &[Vec<u32>]) -> Window {
    let (common, classes): (Vec<_>, Vec<_>) = rows.iter().map(|r| r.split_at(features::COLUMNS)).unzip();
    Window {
        first: 0,
        rows: common.iter().map(|r| std::array::from_fn(|i| r[i])).collect(),
        classes: classes.iter().map(|c| c.iter().map(|r| 1_u32 << (r - features::class_row(0))).sum()).collect(),
        sentences: vec![0; rows.len()],
        quoted: vec![features::Quoted::No; rows.len()],
    }
}

/// Sums of another order round an input to its neighbour now and then, and a recurrence carries that on through a window of hundreds of words: that
/// moves a score by hundredths. Scores go to eighteen and more.
const NEAR: f32 = 0.08;

#[test]
fn scores_are_the_trainers() {
    let want: Vec<Want> = serde_json::from_str(WANT).expect("the fixture reads");
    let mut scratch = network::Scratch::default();
    let windows: Vec<Window> = want.iter().map(|want| window(&want.rows)).collect();
    for (want, got) in want.iter().zip(weights().run(&windows, &mut scratch)) {
        assert_eq!(got.scores.len(), want.scores.len());
        let words = want.names.iter().zip(&want.nominals).zip(&want.said).zip(got.words);
        for (((names, nominals), said), got) in words {
            let pairs = got.names.iter().zip(names).chain(got.nominals.iter().zip(nominals)).chain([(&got.said, said)]);
            for (g, w) in pairs {
                assert!((g - w).abs() < NEAR, "{g} {w}: help: export weights and fixture together");
            }
        }
        let last = got.scores.len() - 1;
        let mut antecedents = mentions::Antecedents::default();
        for word in [0, last] {
            let meanings = &got.meanings[word * got.meaning_stride..];
            antecedents.push(word, &meanings[..2 * weights().meanings.rank]);
        }
        let of = antecedents.of(&weights().meanings, 1);
        assert!((of[1].1 as f32 - want.antecedent).abs() < NEAR);
        for (g, w) in got.scores.iter().flatten().zip(want.scores.iter().flatten()) {
            assert!((g - w).abs() < NEAR, "{g} {w}: help: export weights and fixture together");
        }
        let mut scores = links::Scores::new(&weights().links, &got);
        assert!((scores.cue_of(&(0..1), Some(last)) - want.to_cue).abs() < NEAR);
        assert!((scores.source_of(&(last..last + 1), Some(0)) - want.to_source).abs() < NEAR);
    }
}

/// Hashing is part of the model: these rows must not change without a new training.
#[test]
fn words_keep_their_rows() {
    let want: Vec<Want> = serde_json::from_str(WANT).expect("the fixture reads");
    let document = Document::new(TEXT, abbreviations("en"));
    for (got, want) in windows(&document, "en").iter().zip(&want) {
        for (got, want) in got.rows.iter().zip(&want.rows) {
            assert_eq!(got[..5], want[..5], "help: src/tagging/features.rs changed? train again (training/README.md)");
        }
    }
}

#[test]
fn every_path_gives_the_same_bits() {
    let document = Document::new(TEXT, abbreviations("nl"));
    let windows = windows(&document, "nl");
    let (mut fast, mut plain) = (network::Scratch::default(), network::Scratch::default());
    for choice in Choice::here() {
        for (window, fast) in windows.iter().zip(weights().run_on(choice, &windows, &mut fast)) {
            for plain in weights().run_on(Choice::Portable, std::slice::from_ref(window), &mut plain) {
                assert_eq!((fast.scores, fast.views), (plain.scores, plain.views), "{choice:?}");
                assert_eq!((fast.words, fast.meanings), (plain.words, plain.meanings), "{choice:?}");
            }
        }
    }
}

#[test]
fn finds_who_said_what() {
    let document = Document::new(TEXT, abbreviations("en"));
    let found = read(&document, "en").attributions;
    let texts: Vec<_> = found
        .iter()
        .map(|a| (a.source.map(|s| s.of(TEXT)), a.cue.first().map(|c| c.of(TEXT)), a.content[0].of(TEXT)))
        .collect();
    let want = [
        (Some("Mayor Ilse Brand"), Some("said"), "that the harbour “will not be closed,”"),
        (Some("she"), Some("added"), "“We have read every letter,”"),
        (Some("her spokesman, Piet van Dalen"), Some("According to"), "the plan was never more than a draft"),
    ];
    for w in want {
        assert!(texts.contains(&w), "{w:?} not in {texts:#?}");
    }
    assert!(found.iter().all(|a| a.found_by == Rule::Model && (0.0..=1.0).contains(&a.confidence)));
}

#[test]
fn nothing_in_an_empty_text() {
    for text in ["", " ", "\n\n", "\u{FEFF}"] {
        let reading = read(&Document::new(text, abbreviations("en")), "en");
        assert!(reading.attributions.is_empty() && reading.mentions.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Spans slice the text, in order within an attribution, whatever the text and the language.
    #[test]
    fn any_text(text in "(\\PC{0,40}|“[a-z ]{0,30}”|\"[A-Z][a-z ]{0,30},\" said Brand\\.|\n| zei hij, ){0,24}", dutch: bool) {
        let language = if dutch { "nl" } else { "en" };
        let document = Document::new(&text, abbreviations(language));
        let reading = read(&document, language);
        for (m, mention) in reading.mentions.iter().enumerate() {
            prop_assert!(!mention.span.of(&text).trim().is_empty() && (0.0..=1.0).contains(&mention.probability));
            let antecedents = reading.antecedents(m);
            prop_assert!((antecedents.iter().map(|a| a.1).sum::<f64>() - 1.0).abs() < 1e-6);
            prop_assert!(antecedents.iter().all(|a| a.0.is_none_or(|a| a < m)));
        }
        for a in reading.attributions {
            prop_assert!(!a.content.is_empty());
            prop_assert!(a.content.windows(2).all(|p| p[0].end <= p[1].start));
            for span in a.content.iter().chain(&a.cue).chain(&a.source) {
                prop_assert!(!span.of(&text).trim().is_empty());
            }
        }
    }
}
