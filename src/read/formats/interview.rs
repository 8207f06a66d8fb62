//! Interviews that tell questions from answers by their print alone (bold question, plain answer): both get the letter that other interviews have.

use crate::seeds::{Gender, Lexicon, Seeds};

/// Questions of the shortest interview.
const LEAST: usize = 3;
/// The same where whoever answers speaks of himself each time.
const FEWEST: usize = 2;
/// Bytes of the longest question.
pub(super) const QUESTION_BYTES: usize = 600;

/// What stands in front of questions and answers.
pub(super) struct Letters {
    pub question: String,
    pub answer: String,
}

/// A question, and what stands below it up to the next.
pub(super) struct Turn {
    pub question: String,
    pub answer: Vec<String>,
}

/// The letters, where the turns are an interview: most of what is asked are questions, and most of what is answered speaks of itself.
/// An article that explains something by questions does not ("What has been decided?").
pub(super) fn letters(turns: &[Turn], seeds: &Seeds) -> Option<Letters> {
    let asked = turns.iter().filter(|turn| asks(&turn.question)).count();
    if asked < FEWEST || asked * 3 < turns.len() * 2 {
        return None;
    }
    let own = |lexicon: &&Lexicon| turns.iter().filter(|turn| turn.answer.iter().any(|a| own(a, lexicon))).count();
    let (most, lexicon) =
        seeds.languages.values().map(|lexicon| (own(&lexicon), lexicon)).max_by_key(|(most, _)| *most)?;
    if most * 2 < turns.len() || asked < LEAST && most < turns.len() || turns.iter().any(|turn| tagged(&turn.question))
    {
        return None;
    }
    let letter = |words: &rustc_hash::FxHashSet<String>| {
        words.iter().min_by_key(|word| (word.len(), word.as_str())).map(|word| format!("{}: ", word.to_uppercase()))
    };
    Some(Letters { question: letter(&lexicon.sets.questions)?, answer: letter(&lexicon.sets.answers)? })
}

/// True for a question.
pub(super) fn asks(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ' ']).ends_with('?')
}

/// True for what goes on answering: a paragraph with quotation marks is told by somebody else.
pub(super) fn goes_on(paragraph: &str) -> bool {
    !paragraph.contains(['“', '”', '"', '„', '«']) && !tagged(paragraph)
}

/// True where the words themselves tell who speaks: "Jane Doe: I do."
fn tagged(text: &str) -> bool {
    text.split_whitespace().take(4).any(|word| word.ends_with(':'))
}

/// True where somebody speaks of himself, outside of quotation marks.
fn own(text: &str, lexicon: &Lexicon) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').take(200);
    goes_on(text)
        && words.any(|word| {
            let word = word.split(['\'', '’']).next().unwrap_or(word);
            lexicon.pronoun(&word.to_lowercase()).is_some_and(|pronoun| pronoun.gender == Gender::Speaker)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(all: &[(&str, &str)]) -> Vec<Turn> {
        let turn = |(q, a): &(&str, &str)| Turn { question: (*q).into(), answer: vec![(*a).into()] };
        all.iter().map(turn).collect()
    }

    #[test]
    fn who_answers_speaks_of_himself() {
        let told = |all: &[(&str, &str)]| {
            letters(&turns(all), Seeds::built_in()).map(|letters| letters.question + &letters.answer)
        };
        let english =
            [("Why?", "I had no choice."), ("And the council?", "They did not ask me."), ("When?", "In May.")];
        assert_eq!(told(&english).as_deref(), Some("Q: A: "));
        assert_eq!(told(&english[..2]).as_deref(), Some("Q: A: "), "both answers speak of themselves");
        assert_eq!(told(&english[1..]), None, "one of two answers tells nothing");
        let dutch =
            [("Waarom?", "Ik had geen keus."), ("En de raad?", "Die vroeg mij niets."), ("Wanneer?", "In mei.")];
        assert_eq!(told(&dutch).as_deref(), Some("V: A: "));
        let explained = [
            ("What is decided?", "The pier closes."),
            ("Why?", "The piles rot."),
            ("When?", "The mayor said: “I hope in May.”"),
        ];
        assert_eq!(told(&explained), None);
        let tagged =
            [("Post: Why?", "I had no choice."), ("Post: And now?", "I wait."), ("Post: When?", "I hope in May.")];
        assert_eq!(told(&tagged), None);
    }
}
