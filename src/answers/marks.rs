//! An article's text in stretches: who speaks, with which words that is told, and what is said.

use crate::model::record::{ClaimRecord, CodePoints};

/// What a stretch of text is; where spans overlap, the later of these counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nothing of a claim.
    #[default]
    None,
    /// What is said.
    Content,
    /// The reporting expression.
    Cue,
    /// The words that name the speaker.
    Source,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What it is.
    pub role: Role,
    /// The claim it belongs to, by its number among those given: the one that begins last, of several.
    pub claim: Option<usize>,
    /// Its words.
    pub text: String,
}

/// The text in stretches of one role and one claim each.
#[must_use]
pub fn marks(text: &str, claims: &[ClaimRecord]) -> Vec<Stretch> {
    let chars: Vec<char> = text.chars().collect();
    let mut painted: Vec<(Role, Option<usize>)> = vec![(Role::None, None); chars.len()];
    let mut paint = |spans: &[CodePoints], role: Role, number: usize| {
        for [start, end] in spans {
            for place in painted.iter_mut().take(*end).skip(*start) {
                if role >= place.0 {
                    *place = (role, Some(number));
                }
            }
        }
    };
    for (number, claim) in claims.iter().enumerate() {
        paint(&claim.spans, Role::Content, number);
        paint(claim.cue.as_ref().map_or(&[], |cue| &cue.spans), Role::Cue, number);
        paint(claim.speaker.span.as_slice(), Role::Source, number);
    }
    let mut at = 0;
    painted
        .chunk_by(|a, b| a == b)
        .map(|run| {
            let text = chars[at..at + run.len()].iter().collect();
            at += run.len();
            Stretch { role: run[0].0, claim: run[0].1, text }
        })
        .collect()
}
