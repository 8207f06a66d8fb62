//! Two wordings, word by word: the longest common subsequence (Hunt & McIlroy 1976), within a limit of length.

use super::wording::same_but_case;
use serde::Serialize;

/// Words of a wording that are compared: a quotation is shorter, and the work grows with the product of both.
pub const LONGEST: usize = 400;

/// A run of words that both have, or one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", content = "words", rename_all = "lowercase")]
pub enum Run {
    /// Both have it.
    Same(String),
    /// Only the first has it.
    Added(String),
    /// Only the second has it.
    Dropped(String),
}

/// What `ours` adds to and drops from `theirs`, and how many words both share. Words beyond [`LONGEST`] are not compared.
#[must_use]
pub fn difference(ours: &[String], theirs: &[String]) -> (Vec<Run>, usize) {
    let (ours, theirs) = (&ours[..ours.len().min(LONGEST)], &theirs[..theirs.len().min(LONGEST)]);
    let equal = |i: usize, j: usize| ours[i] == theirs[j] || i == 0 && same_but_case(&ours[i], &theirs[j]);
    let mut longest = vec![vec![0_usize; theirs.len() + 1]; ours.len() + 1];
    for i in (0..ours.len()).rev() {
        for j in (0..theirs.len()).rev() {
            longest[i][j] =
                if equal(i, j) { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let mut runs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < ours.len() || j < theirs.len() {
        if i < ours.len() && j < theirs.len() && equal(i, j) {
            push(&mut runs, Run::Same(ours[i].clone()));
            (i, j) = (i + 1, j + 1);
        } else if j < theirs.len() && (i == ours.len() || longest[i][j + 1] >= longest[i + 1][j]) {
            push(&mut runs, Run::Dropped(theirs[j].clone()));
            j += 1;
        } else {
            push(&mut runs, Run::Added(ours[i].clone()));
            i += 1;
        }
    }
    (runs, longest[0][0])
}

fn push(runs: &mut Vec<Run>, next: Run) {
    match (runs.last_mut(), &next) {
        (Some(Run::Same(words)), Run::Same(word))
        | (Some(Run::Added(words)), Run::Added(word))
        | (Some(Run::Dropped(words)), Run::Dropped(word)) => {
            words.push(' ');
            words.push_str(word);
        }
        _ => runs.push(next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::wording::words;

    #[test]
    fn each_change_is_told() {
        let (runs, shared) = difference(&words("we will close the quay"), &words("we may not close the quay"));
        assert_eq!(shared, 4);
        let told = [
            Run::Same("we".into()),
            Run::Dropped("may not".into()),
            Run::Added("will".into()),
            Run::Same("close the quay".into()),
        ];
        assert_eq!(runs, told);
    }
}
