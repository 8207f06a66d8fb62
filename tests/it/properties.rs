//! What holds for any text at all.

use proptest::prelude::*;
use whosaid::claims::claims;
use whosaid::dump::claim_records;
use whosaid::model::Article;
use whosaid::seeds::Seeds;

/// Words and marks that make claims likely, in any order.
const PIECES: &[&str] = &[
    "said",
    "told",
    "according to",
    "zegt",
    "volgens",
    "hield",
    "vol",
    "that",
    "dat",
    "He",
    "Zij",
    "Ann Brand",
    "the mayor",
    "de woordvoerder",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    ",,",
    "''",
    "«",
    "»",
    ",",
    ".",
    ":",
    "—",
    "(",
    ")",
    "\n\n",
    "\n",
    "Dr.",
    "U.S.",
    "van der",
    "één",
    "😀",
    "\u{200b}",
    "denied",
    "was announced by",
    "Dat zegt",
    "who",
    "die",
    "TRAM:",
    "’s",
    "1,000",
    "maandag",
    "on Friday",
];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..60).prop_map(|parts| {
        parts.into_iter().map(|(i, space)| format!("{}{}", PIECES[i], if space { " " } else { "" })).collect()
    })
}

fn holds(text: &str) {
    for language in ["en", "nl"] {
        let article = Article { text: text.to_owned(), language: Some(language.to_owned()), ..Article::default() };
        let points: Vec<char> = text.chars().collect();
        let slice = |[from, to]: [usize; 2]| points[from..to].iter().collect::<String>();
        let records = claim_records(&article, &claims(&article, Seeds::built_in()));
        for claim in &records {
            assert!(!claim.spans.is_empty());
            assert!(claim.spans.iter().all(|s| s[0] < s[1] && s[1] <= points.len()), "{:?} in {text:?}", claim.spans);
            let pieces: Vec<String> = claim.spans.iter().map(|s| slice(*s)).collect();
            assert_eq!(pieces.join(" … "), claim.text);
            if let Some(cue) = &claim.cue {
                assert_eq!(cue.spans.iter().map(|s| slice(*s)).collect::<Vec<_>>().join(" … "), cue.text);
            }
            assert_eq!(claim.speaker.span.map(slice), claim.speaker.mention);
            assert_eq!(slice(claim.sentence.span), claim.sentence.text);
            assert!((0.0..=1.0).contains(&claim.confidence));
        }
        assert!(records.is_sorted_by(|a, b| a.spans[0] <= b.spans[0]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_news_like_text(text in soup()) {
        holds(&text);
    }
}
