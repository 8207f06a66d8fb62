//! The marks of RTF: control words, bytes, braces; and what some of the words stand for.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// Letters of the longest control word; what is longer is none.
const LONGEST: usize = 32;

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\*`: who does not know the word behind it is to leave out the group.
    Star,
    /// A control word, or a control sign, and the number behind it.
    Word(&'a str, Option<i32>),
    /// A byte of text.
    Byte(u8),
}

/// The pieces of a document, in order.
pub fn tokens(content: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *content.get(at)?;
            at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\r' | b'\n' => {}
                b'\\' => {
                    let (token, used) = control(&content[at..])?;
                    at += used;
                    // Pictures and the like: so many bytes that mean nothing here.
                    if let Token::Word("bin", Some(bytes)) = token {
                        at = at.saturating_add(usize::try_from(bytes).unwrap_or(0));
                    }
                    return Some(token);
                }
                byte => return Some(Token::Byte(byte)),
            }
        }
    })
}

/// What stands behind a backslash, and how many bytes it takes.
fn control(content: &[u8]) -> Option<(Token<'_>, usize)> {
    let letters = content.iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphabetic()).count();
    if letters == 0 {
        let sign = *content.first()?;
        return Some(match sign {
            b'\'' => {
                let digits = content.get(1..3).and_then(|hex| std::str::from_utf8(hex).ok());
                match digits.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    Some(byte) => (Token::Byte(byte), 3),
                    None => (Token::Word("'", None), 1),
                }
            }
            b'*' => (Token::Star, 1),
            b'{' | b'}' | b'\\' => (Token::Byte(sign), 1),
            b'\r' | b'\n' => (Token::Word("par", None), 1),
            b'~' => (Token::Word("~", None), 1),
            b'_' => (Token::Word("_", None), 1),
            _ => (Token::Word("", None), 1),
        });
    }
    let word = std::str::from_utf8(&content[..letters]).ok()?;
    let minus = usize::from(content.get(letters) == Some(&b'-'));
    let digits = content[letters + minus..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let (mut end, mut number) = (letters, None);
    if digits > 0 {
        end = letters + minus + digits;
        number = std::str::from_utf8(&content[letters..end]).ok().and_then(|digits| digits.parse().ok());
    }
    Some((Token::Word(word, number), end + usize::from(content.get(end) == Some(&b' '))))
}

/// The characters that a control word stands for.
pub fn stands_for(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" | "cell" | "nestcell" => "\t",
        "line" | "lbr" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        "~" => "\u{a0}",
        "_" => "-",
        _ => return None,
    })
}

/// A Windows code page by its number.
pub fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10_000 => MACINTOSH,
        65_001 => UTF_8,
        _ => return None,
    })
}

/// The code page of a font, by the number of its character set; `None` for that of the document.
pub fn charset(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
