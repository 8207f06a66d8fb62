//! What an outlet's name looks like: a few capitals with a word that newspapers and stations are called by, or an address.

use super::words::Words;

/// Bytes of the longest outlet's name.
const MAX_BYTES: usize = 50;
/// Its words.
const MAX_WORDS: usize = 5;

/// How surely a part of a head is an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By one of its words, or as an address.
    Sure,
    /// Only by its article: an outlet where a date or an author stands beside it.
    Perhaps,
}

/// The form of `part`; `None` where it looks like no outlet.
pub(super) fn outlet(part: &str, words: &Words) -> Option<Form> {
    if is_domain(part) || words.recurring.iter().any(|name| name == part) {
        return Some(Form::Sure);
    }
    if !is_name(part, words) {
        return None;
    }
    let all: Vec<&str> = part.split_whitespace().collect();
    let article = all.len() > 1 && capital(all[0]) && words.has(|w| &w.determiners, all[0]);
    let own = &all[usize::from(article)..];
    let tells = |word: &&&str| words.has(|w| &w.outlet_words, word);
    let by_word = own.first().filter(tells).is_some() || own.last().filter(tells).is_some();
    let by_ending = own.iter().any(|word| ends(word, words));
    // "Business News" is a section: something must be left that names this one.
    let rest = own
        .iter()
        .filter(|word| !words.has(|w| &w.outlet_words, word) && !small(word) && !words.has(|w| &w.sections, word));
    // "Daily Beacon" has no other word, and none of a section.
    let whole = own.len() > 1 && !own.iter().any(|word| words.has(|w| &w.sections, word));
    if by_ending || (by_word && (rest.count() > 0 || article || whole)) {
        return Some(Form::Sure);
    }
    (article && own.len() <= 3 && own.iter().all(|word| capital(word))).then_some(Form::Perhaps)
}

/// True for a few words with capitals that are no section: an outlet may be called so, and much else.
pub(super) fn is_name(part: &str, words: &Words) -> bool {
    if part.is_empty() || part.len() > MAX_BYTES || part.contains([':', '?', '!', '@', '"', '“', '/']) {
        return false;
    }
    let all: Vec<&str> = part.split_whitespace().collect();
    let named = all.iter().all(|word| capital(word) || *word == "&" || small(word));
    all.len() <= MAX_WORDS
        && named
        && all.iter().any(|word| word.starts_with(char::is_uppercase))
        && !all.iter().any(|word| word.ends_with(['.', ',', ';']))
        && !words.has(|w| &w.sections, part)
}

/// "of", "van".
fn small(word: &str) -> bool {
    word.chars().all(char::is_lowercase) && word.chars().count() <= 4
}

fn capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// True for a word that ends names of outlets: "Courier", "Oeverpost".
pub(super) fn names_outlets(word: &str, words: &Words) -> bool {
    words.has(|w| &w.outlet_words, word) || ends(word, words)
}

/// True for "Oeverpost": a word that ends as names of outlets do.
fn ends(word: &str, words: &Words) -> bool {
    let lower = word.to_lowercase();
    words.each(|w| &w.outlet_endings).any(|ending| lower.len() > ending.len() + 2 && lower.ends_with(ending.as_str()))
}

/// "skarvtoday.example": letters, full stops, and nothing else.
fn is_domain(part: &str) -> bool {
    let bare = part.strip_prefix("www.").unwrap_or(part);
    let Some((name, top)) = bare.rsplit_once('.') else { return false };
    let letters = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
    name.len() > 2 && (2..=8).contains(&top.len()) && top.chars().all(|c| c.is_ascii_lowercase()) && letters(name)
}
