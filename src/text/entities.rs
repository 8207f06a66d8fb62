//! HTML entities that were left in a plain text.

use crate::text::meant::Meant;

/// Bytes of the longest entity that is known, `&` and `;` included: what goes on longer is none.
const LONGEST: usize = 16;
/// `&amp;amp;` and deeper: no text was escaped more often.
const ESCAPED: usize = 4;
/// Marks and spaces.
const NAMED: &[(&str, char)] = &[
    ("quot", '"'),
    ("apos", '\''),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("shy", '\u{ad}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("euro", '€'),
    ("pound", '£'),
    ("szlig", 'ß'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
];
/// Endings that put something on the letter before them: the letters, and what becomes of each.
const ACCENTS: &[(&str, &str, &str)] = &[
    ("acute", "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
    ("grave", "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ("circ", "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ("uml", "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
    ("tilde", "anoANO", "ãñõÃÑÕ"),
    ("cedil", "cC", "çÇ"),
    ("ring", "aA", "åÅ"),
    ("caron", "szSZ", "šžŠŽ"),
];

/// The entity at the begin of `text`, which begins with `&`.
pub(super) fn at(text: &str) -> Option<Meant> {
    // What was escaped twice has "amp;" before its name.
    let mut from = 1;
    let mut escaped = 0;
    while escaped < ESCAPED && text[from..].starts_with("amp;") {
        from += "amp;".len();
        escaped += 1;
    }
    let name = name(&text[from..]);
    let meant = name.and_then(|name| Some((char(name)?, from + name.len() + 1)));
    let (char, length) = match meant {
        Some(meant) => meant,
        None if escaped > 0 => ('&', from),
        None => return None,
    };
    Some(Meant { char, length })
}

/// What stands before the semicolon.
fn name(text: &str) -> Option<&str> {
    let end = text.bytes().take(LONGEST).position(|b| b == b';')?;
    Some(&text[..end])
}

fn char(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        let char = char::from_u32(code)?;
        return Some(if char.is_whitespace() { ' ' } else { char }).filter(|c| !c.is_control());
    }
    if let Some(&(_, char)) = NAMED.iter().find(|(n, _)| *n == name) {
        return Some(char);
    }
    let (letter, accent) = name.split_at_checked(1)?;
    let &(_, plain, accented) = ACCENTS.iter().find(|(ending, ..)| *ending == accent)?;
    accented.chars().nth(plain.find(letter)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_or_not_at_all() {
        let read = |text| at(text).map(|m| (m.char, m.length));
        assert_eq!(read("&rdquo; he"), Some(('”', 7)));
        assert_eq!(read("&amp;rdquo;"), Some(('”', 11)));
        assert_eq!(read("&amp;D"), Some(('&', 5)));
        assert_eq!(read("&Euml;"), Some(('Ë', 6)));
        for none in ["&", "&;", "& rdquo;", "&rdquo he", "&#;", "&#xZ;", "&#7;", "&#99999999999;", "&ééé;", "&xuml;"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
