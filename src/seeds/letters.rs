//! Letters that stand for the same sound: each word comes down to one way of writing it.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Where in a word letters stand for a sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Anywhere,
    Beginning,
    End,
}

/// Letters, and how they are written instead.
#[derive(Debug)]
struct Sound {
    letters: String,
    at: At,
    instead: String,
}

/// A list of letters that stand for the same.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// By their first letter, the longest first.
    sounds: FxHashMap<char, Vec<Sound>>,
}

impl Letters {
    /// Reads pairs `from=to`, where `^` stands before letters at the beginning of a word and `$` behind those at its end; `wrong` hears of what is no pair.
    pub fn read(pairs: &str, mut wrong: impl FnMut(&str)) -> Self {
        let mut same = BTreeMap::new();
        for pair in pairs.split_whitespace() {
            match pair.split_once('=') {
                Some((from, to)) if !from.trim_matches(['^', '$']).is_empty() => drop(same.insert(from, to)),
                _ => wrong(pair),
            }
        }
        let mut same: Vec<(&str, &str)> = same.into_iter().collect();
        same.sort_by_key(|(from, _)| Reverse(from.len()));
        let mut sounds = FxHashMap::<char, Vec<Sound>>::default();
        for (from, to) in same {
            let at = match (from.starts_with('^'), from.ends_with('$')) {
                (true, _) => At::Beginning,
                (false, true) => At::End,
                (false, false) => At::Anywhere,
            };
            let letters = from.trim_matches(['^', '$']).to_owned();
            if let Some(first) = letters.chars().next() {
                sounds.entry(first).or_default().push(Sound { letters, at, instead: to.to_owned() });
            }
        }
        Self { sounds }
    }

    /// A word with each of its sounds written in one way, and no letter twice in a row.
    pub fn spell(&self, word: &str) -> String {
        let mut out = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(letter) = rest.chars().next() {
            let fits = |sound: &&Sound| match sound.at {
                At::Beginning => rest.len() == word.len() && rest.starts_with(&sound.letters),
                At::End => rest == sound.letters,
                At::Anywhere => rest.starts_with(&sound.letters),
            };
            let found = self.sounds.get(&letter).and_then(|sounds| sounds.iter().find(fits));
            let as_it_is = (letter.len_utf8(), &rest[..letter.len_utf8()]);
            let (taken, put) = found.map_or(as_it_is, |sound| (sound.letters.len(), sound.instead.as_str()));
            for c in put.chars() {
                if !out.ends_with(c) {
                    out.push(c);
                }
            }
            rest = &rest[taken..];
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_letters_first_and_only_where_they_stand() {
        let letters = Letters::read("sch=s ch=h c=k ^y=i y$=i ij=i", |pair| panic!("{pair}"));
        for (word, spelled) in
            [("schacht", "saht"), ("cock", "kok"), ("yay", "iai"), ("ayya", "aya"), ("ijs", "is"), ("é", "é"), ("", "")]
        {
            assert_eq!(letters.spell(word), spelled, "{word}");
        }
    }

    #[test]
    fn letters_that_are_none_are_told() {
        let mut wrong = Vec::new();
        let letters = Letters::read("^=a $=b =c x a=b", |pair| wrong.push(pair.to_owned()));
        assert_eq!(wrong, ["^=a", "$=b", "=c", "x"]);
        assert_eq!(letters.spell("aa"), "b");
    }
}
