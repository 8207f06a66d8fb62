//! What the trained layer found, tidied by what the lexicon knows: its labels are decided word by word, and some words cannot be right.

mod contents;
mod cues;
mod dropped;
mod relayed;
mod sources;
mod touching;

use crate::model::{Article, Attribution, Kind};
use crate::seeds::Lexicon;
use crate::text::Document;

pub use relayed::relayed;
pub use sources::{hearer, is_nobody, unnamed};
pub use touching::touching;

/// True where nobody's words stand, whoever found them: a reference, a picture, another verb, a title, a plea.
#[must_use]
pub fn says_nothing(doc: &Document<'_>, lexicon: &Lexicon, attribution: &Attribution) -> bool {
    dropped::is_reference(doc, lexicon, attribution)
        || dropped::is_picture(doc, lexicon, attribution)
        || dropped::is_other_verb(doc, lexicon, attribution)
        || dropped::is_title(doc, lexicon, attribution)
        || dropped::is_plea(doc, lexicon, attribution)
}

/// The model's attributions without what cannot stand: those in boilerplate, those without a cue that are no
/// quotation (for one that is, [`crate::extract::loose`] knows who has the floor), pieces of a cue that belong to no verb of it, days and adverbs behind a source.
#[must_use]
pub fn refine(article: &Article, doc: &Document<'_>, lexicon: &Lexicon, model: Vec<Attribution>) -> Vec<Attribution> {
    model
        .into_iter()
        .filter(|a| {
            (!a.cue.is_empty() || a.source.is_none() && super::kind(doc, a) != Kind::Indirect)
                && !dropped::in_boilerplate(article, a)
                && !dropped::is_quoted_name(doc, a)
                && !dropped::is_before_colon(doc, a)
                && !dropped::is_dateline(doc, a)
                && !dropped::is_line_up(doc, a)
                && !dropped::is_label(doc, lexicon, a)
                && !dropped::is_naming(doc, lexicon, a)
                && !dropped::is_heading(doc, a)
        })
        .map(|mut a| {
            if a.cue.len() > 1 && !cues::is_split_verb(doc, lexicon, &a.cue) {
                cues::drop_second_verb(&mut a);
            }
            a.source = a.source.filter(|&s| !sources::is_quoted_words(doc, lexicon, s, &a.cue));
            a.source = a
                .source
                .and_then(|s| sources::trimmed(doc, lexicon, s, &a.cue))
                .map(|s| sources::survey(doc, lexicon, s));
            contents::with_cue(doc, &mut a);
            contents::another_inquit(doc, &mut a);
            contents::relative(doc, lexicon, &mut a);
            contents::another_speaker(doc, lexicon, &mut a);
            contents::apposed(doc, lexicon, &mut a);
            contents::addressee(doc, lexicon, &mut a);
            if let [content] = a.content[..] {
                let content = if contents::ends_in(doc, content) {
                    contents::one_paragraph(doc, content, &a.cue)
                } else {
                    content
                };
                a.content[0] = contents::trim_time(doc, lexicon, contents::first_quotation(doc, content));
                contents::author(doc, lexicon, &mut a);
                contents::interrupted(doc, lexicon, &mut a);
                sources::inverted(doc, lexicon, &mut a);
                if contents::has_own_sentence(doc, lexicon, &a) {
                    (a.source, a.cue) = (None, Vec::new());
                }
            }
            a.stance = super::stance::of(doc, lexicon, &a.cue).unwrap_or(a.stance);
            a
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sources::is_nobody;
    use super::*;
    use crate::model::{Rule, Span, Stance};
    use crate::seeds::Seeds;

    /// What is left of an attribution that the trained layer may have found: its parts as words of the text.
    fn refined(text: &str, source: &str, cue: &str, content: &str) -> Option<(Option<String>, String)> {
        let lexicon = &Seeds::built_in().languages["en"];
        let doc = Document::new(text, &lexicon.abbreviations);
        let span = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).expect("a part of the text");
        let found = Attribution {
            source: (!source.is_empty()).then(|| span(source)),
            cue: vec![span(cue)],
            content: vec![span(content)],
            stance: Stance::Asserts,
            found_by: Rule::Model,
            confidence: 0.9,
            continues: None,
        };
        let left = refine(&Article::default(), &doc, lexicon, vec![found]).pop()?;
        let show = |s: Span| text[s.start..s.end].to_owned();
        Some((left.source.map(show), show(left.content[0])))
    }

    #[test]
    fn the_name_of_a_paper_is_not_what_it_writes() {
        let left = |text, content| refined(text, "", "writes", content).is_some();
        assert!(!left("The dam is safe, \"The Harbour Post\" writes.", "\"The Harbour Post\""));
        assert!(left("\"No More Boats,\" writes Ann Brand.", "\"No More Boats,\""));
        assert!(left("\"Enough of this\" writes Ann Brand.", "\"Enough of this\""));
    }

    #[test]
    fn an_article_without_its_noun_is_no_source() {
        let text = "According to a count of the port, ten boats sank.";
        let source = |source| refined(text, source, "According to", "ten boats sank").expect("it stays").0;
        assert_eq!(source("a"), None);
        assert_eq!(source("a count of the port").as_deref(), Some("a count of the port"));
        let some = refined("Some say that ten boats sank, and some deny it.", "some", "deny", "it");
        assert_eq!(some.expect("it stays").0.as_deref(), Some("some"));
    }

    #[test]
    fn it_may_stand_for_nobody() {
        let nobody = |text: &str, cue: &str| {
            let lexicon = &Seeds::built_in().languages["en"];
            let doc = Document::new(text, &lexicon.abbreviations);
            let at = text.find(cue).expect("the cue");
            is_nobody(&doc, lexicon, Span::new(0, 2), &[Span::new(at, at + cue.len())])
        };
        assert!(nobody("It was also noted that the dam is safe.", "was also noted"));
        assert!(!nobody("It has noted that the dam is safe.", "has noted"));
        assert!(!nobody("It was asked whether the dam is safe.", "was asked"));
    }
}
