//! A name in its parts: given names, particles, surname, generation; without titles, marks and accents.

use crate::seeds::Speakers;
use any_ascii::any_ascii;

/// A person's name in small ASCII letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Given names in order; an initial is one letter.
    pub given: Vec<String>,
    /// Names in brackets or marks between given name and surname.
    pub nicknames: Vec<String>,
    /// Small words before the surname, those of Arabic names aside.
    pub particles: Vec<String>,
    /// An Arabic article stands before the surname.
    pub arabic: bool,
    /// The surname; a double one has several words.
    pub surname: Vec<String>,
    /// "jr", "sr", "ii": whatever tells father from son.
    pub generation: Option<String>,
}

impl Name {
    /// Reads a name as news print it, or turned round as a register does ("Meer, J. van der").
    pub fn parse(printed: &str, known: &Speakers) -> Self {
        let mut name = Self::default();
        let plain = name.without_nicknames(known.spellings.without_honorific(printed.trim()));
        let mut words = match plain.split_once(',') {
            Some((left, right)) => {
                let behind = pieces(right);
                let generation = |word: &String| known.spellings.generation(word).is_some();
                if behind.iter().all(generation) {
                    [pieces(left), behind].concat()
                } else {
                    // "King, Martin L., Jr."
                    let (ends, given): (Vec<_>, Vec<_>) = behind.into_iter().partition(generation);
                    [given, pieces(left), ends].concat()
                }
            }
            None => pieces(&plain),
        };
        while words.len() > 1 && known.spellings.is_title(&words[0]) {
            words.remove(0);
        }
        while words.len() > 1
            && let Some(generation) = words.last().and_then(|word| known.spellings.generation(word))
        {
            name.generation = Some(generation.to_owned());
            words.pop();
        }
        let Some(last) = words.pop() else { return name };
        let mut words: Vec<String> = words.iter().flat_map(|word| double(word)).collect();
        // Of "al-Assad" and of "Jan-Peter" the hyphen says nothing; of "Smit-Bakker" it makes one surname.
        match last.split_once('-') {
            Some((article, rest)) if known.spellings.is_article(article) => {
                name.arabic = true;
                words.push(article.to_owned());
                words.push(rest.to_owned());
            }
            _ => words.push(last),
        }
        name.divide(&words, known);
        name
    }

    /// What comes before the small words, they themselves, and what is behind them.
    fn divide(&mut self, words: &[String], known: &Speakers) {
        let Some(last) = words.len().checked_sub(1) else { return };
        let small = |at: usize| {
            let word = &words[at];
            let article = known.spellings.is_article(word);
            // "Al Gore" is no Arabic name, "al-Assad" is one.
            word.len() > 1
                && (article && (at > 0 || self.arabic || known.spellings.may_lead(word))
                    || !article && known.spellings.is_particle(word))
        };
        let Some(first) = (0..last).find(|&at| small(at)) else {
            self.given = words[..last].to_vec();
            self.surname = double(&words[last]);
            return;
        };
        let end = (first..last).take_while(|&at| small(at)).count() + first;
        self.given = words[..first].to_vec();
        let arabic = words[first..end].iter().any(|word| known.spellings.is_article(word));
        self.arabic = arabic;
        self.particles = words[first..end].iter().filter(|w| !known.spellings.is_article(w)).cloned().collect();
        self.surname = words[end..].iter().flat_map(|word| double(word)).collect();
    }

    /// True for a surname alone.
    pub fn is_bare(&self) -> bool {
        self.given.is_empty()
    }

    /// Of "José García Moreno" the surname by which he is called, "García": where the surname has a second one behind it, and the word is no given name.
    pub fn father_s(&self, known: &Speakers) -> Option<&str> {
        let last =
            self.given.last().filter(|word| self.given.len() > 1 && self.particles.is_empty() && word.len() > 1)?;
        (!known.spellings.is_given(last) && known.spellings.is_given(&self.given[0])).then_some(last.as_str())
    }

    /// How much of a name it is: a surname, with an initial, with a given name, with more of them.
    pub fn fullness(&self) -> (usize, usize) {
        let first = self.given.first().map_or(0, |first| 1 + usize::from(first.len() > 1));
        (first, self.given.len())
    }

    /// Takes out what stands in brackets or double marks.
    fn without_nicknames(&mut self, printed: &str) -> String {
        let mut out = String::new();
        let mut inside: Option<String> = None;
        for c in printed.chars() {
            match (c, &mut inside) {
                ('(' | '"' | '“' | '„', None) => inside = Some(String::new()),
                (')' | '"' | '”', Some(nickname)) => {
                    self.nicknames.extend(pieces(nickname));
                    inside = None;
                }
                (_, Some(nickname)) => nickname.push(c),
                (_, None) => out.push(c),
            }
        }
        out
    }
}

/// The words of a name, each with its hyphens. Initials are one letter each.
fn pieces(text: &str) -> Vec<String> {
    let flat = any_ascii(text).to_lowercase();
    let letters = |word: &str| word.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>();
    let words = flat.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'));
    words.map(letters).filter(|word| !word.trim_matches('-').is_empty()).collect()
}

/// The parts of a double surname.
fn double(word: &str) -> Vec<String> {
    word.split('-').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
