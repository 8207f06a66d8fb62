//! A quotation and who signed it: `“We won.”`, and behind it, often in a paragraph of its own, `― Ilse Brand, mayor`.
//!
//! The form is rare in what the network has read, and certain: a rule sees it.

use crate::model::{Attribution, Rule, Span};
use crate::text::{Document, WordKind};

/// Longer signatures are sentences.
const WORDS: usize = 12;
/// Words of a name, at most.
const NAME: usize = 5;
/// How often the form is a signature: in 7 of 8 cases on PolNeAR's training articles, and in all of 22 on the article of its dev set that is made of them.
const CONFIDENCE: f64 = 0.9;

/// Gives a quotation without cue and source the name that signs it.
pub fn sign(document: &Document<'_>, attribution: &mut Attribution) {
    if !attribution.cue.is_empty() || attribution.source.is_some() {
        return;
    }
    let Some(&last) = attribution.content.last() else { return };
    let dash = document.words.partition_point(|w| w.span.start < last.end);
    if dash >= document.words.len() || !matches!(document.word(dash), "―" | "—" | "–" | "-" | "--") {
        return;
    }
    let sentence = document.sentence_of_word(dash);
    let end = document.words_of(sentence).end;
    if !document.words.get(dash + 1).is_some_and(|w| w.span.of(document.text).starts_with(char::is_uppercase)) {
        return;
    }
    let name = (dash + 1..end).take(NAME + 1).take_while(|&w| is_name(document, w, end)).count();
    if name == 0 || name > NAME || end - dash > WORDS {
        return;
    }
    let (first, last) = (document.words[dash + 1].span, document.words[dash + name].span);
    attribution.cue.push(document.words[dash].span);
    attribution.source = Some(Span::new(first.start, last.end));
    attribution.found_by = Rule::Signature;
    attribution.confidence = CONFIDENCE;
}

fn is_name(document: &Document<'_>, word: usize, end: usize) -> bool {
    let text = document.word(word);
    let begins = document.words[word].kind == WordKind::Letters && text.starts_with(char::is_uppercase);
    // A particle, or an initial's full stop, inside a name that goes on.
    let goes_on = word + 1 < end && document.word(word + 1).starts_with(char::is_uppercase);
    begins || (text == "." || (text.len() <= 3 && text.chars().all(char::is_lowercase))) && goes_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stance;
    use crate::text::Abbreviations;

    fn signed(text: &str, end: usize) -> Option<&str> {
        let document = Document::new(text, &Abbreviations::default());
        let mut attribution = Attribution {
            source: None,
            cue: Vec::new(),
            content: vec![Span::new(0, end)],
            stance: Stance::default(),
            found_by: Rule::Model,
            confidence: 0.2,
            continues: None,
        };
        sign(&document, &mut attribution);
        attribution.source.map(|s| s.of(text))
    }

    #[test]
    fn a_dash_and_a_name() {
        assert_eq!(signed("“We won.”\n\n― Ilse Van Brand, mayor of Oudermeer", 13), Some("Ilse Van Brand"));
        assert_eq!(signed("“We won” — Brand", 12), Some("Brand"));
        assert_eq!(signed("“We won.”\n\nIlse Brand left.", 13), None);
        assert_eq!(signed("“We won.”", 13), None);
        assert_eq!(signed("“We won” — and then they lost.", 12), None);
    }
}
