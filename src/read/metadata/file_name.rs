//! The outlet in the name of a file, where the name has parts and one of them is a figure: `nos_2021-06-07.txt`, `Harbour shut - Skarv Courier - 12.html`.

use super::form::{self, Form};
use super::words::Words;

/// Words of the longest outlet in a name: more are a headline.
const MAX_WORDS: usize = 4;
/// Letters of the longest name that is written in capitals elsewhere ("nos").
const MAX_INITIALS: usize = 5;

/// The outlet that the last part of `path` names.
pub(super) fn outlet(path: &str, words: &Words) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?;
    let name = name.split_once('#').map_or(name, |(name, _)| name);
    let (stem, _) = name.rsplit_once('.')?;
    let parts: Vec<&str> = stem.split('_').flat_map(|part| part.split(" - ")).map(str::trim).collect();
    let figures = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
    if parts.len() < 2 || !parts.iter().any(figures) {
        return None;
    }
    parts.iter().filter(|part| !figures(part)).find_map(|part| named(part, words))
}

fn named(part: &str, words: &Words) -> Option<String> {
    let spaced = part.replace('-', " ");
    let count = spaced.split_whitespace().count();
    if count == 0 || count > MAX_WORDS {
        return None;
    }
    let titled: Vec<String> = spaced.split_whitespace().map(capital).collect();
    let titled = titled.join(" ");
    let initials = (part.len() <= MAX_INITIALS).then(|| part.to_uppercase());
    let outlets = &words.seeds.outlets;
    let mut spelled = [Some(part.to_owned()), Some(titled.clone()), initials].into_iter().flatten();
    let known = spelled.find_map(|name| outlets.named(&name)).filter(|outlet| !outlet.common);
    let known = known.or_else(|| part.contains('.').then(|| outlets.of_url(part)).flatten());
    if let Some(outlet) = known {
        return Some(outlet.name.clone());
    }
    // "mail-comes-late" is a headline: here every word gets its capital from us.
    let last = titled.rsplit(' ').next().is_some_and(|last| form::names_outlets(last, words));
    (count > 1 && last && form::outlet(&titled, words) == Some(Form::Sure)).then_some(titled)
}

fn capital(word: &str) -> String {
    word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use crate::read::metadata::of_file_name;
    use crate::seeds::Seeds;

    #[test]
    fn a_name_with_parts_and_a_figure_tells() {
        let told = |path: &str| of_file_name(path, Some("en"), Seeds::built_in());
        for (path, outlet) in [
            ("a/nos_2021-06-07.txt", "NOS"),
            ("2021-06-07_reuters_harbour-shut.txt", "Reuters"),
            ("nu.nl_0123.html", "NU.nl"),
            ("skarv-courier_2021-06-07.txt", "Skarv Courier"),
            ("x.zip!/Harbour shut - Skarv Courier - 12.html#1", "Skarv Courier"),
        ] {
            assert_eq!(told(path).as_deref(), Some(outlet), "{path}");
        }
        for path in [
            "bbc_licence_fee_frozen.txt",
            "harbour.txt",
            "reuters.txt",
            "2021-06-07.txt",
            "a_1.txt",
            "the-mail-is-late_3.txt",
        ] {
            assert_eq!(told(path), None, "{path}");
        }
    }
}
