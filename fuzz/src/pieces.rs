//! Texts put together of what makes claims likely: cues, names, nouns, pronouns, marks.

use whosaid::model::{Article, Meta, Span};

#[rustfmt::skip]
const PIECES: [&str; 128] = [
    // Marks
    "“", "”", "\"", "‘", "’", "'", ",,", "''", "«", "»", ",", ".", ":", ";", "—", "–", "-", "(", ")", "?", "!", "…", "\n", "\n\n", "\r\n",
    // Names
    "Ann Brand", "Brand", "Ann", "A.", "J. van der Burg", "Van den Berg", "Mayor Ilse Quill", "Ministry of Trade and Industry", "NATO", "RT", "Moscow", "Ada-Mae O’Dell", "Brand’s",
    // Who else speaks
    "the mayor", "the", "a", "mayor", "spokesman", "spokeswoman for", "the agency", "the report", "doctor", "43", "de burgemeester", "het rapport", 
    // Pronouns
    "He", "she", "they", "I", "it", "who", "his", "that", "this", "hij", "Zij", "ze", "die", "dat", "zijn",
    // Cues
    "said", "told reporters", "says", "according to", "According to", "denied", "asked whether", "added", "adding that", "wants to", "called it", "was announced by", "has been told",
    "zegt", "zei", "volgens", "Volgens", "legt", "uit", "houdt", "vol", "ontkent", "vraagt of", "Dat zegt", "laat weten", "aldus",
    // Small words
    "of", "for", "by", "to", "in", "on Monday", "on 3 February 2017", "last week", "and", "but", "not", "is", "has", "will", "also", "because", "van", "en", "maar", "niet", "maandag", "vorige week",
    // The rest
    "harbour", "closed", "plan", "we go home", "BRAND:", "Dr.", "U.S.", "1,000", "é", "😀", "\u{200b}", "\u{202e}", "e\u{301}", "a", " ",
];

/// The text that bytes stand for: each is a piece, its highest bit glues it to the next.
fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        text.push_str(PIECES[usize::from(byte & 0x7F)]);
        if byte & 0x80 == 0 {
            text.push(' ');
        }
    }
    text
}

/// An article of such a text; the bits of `how` choose the language, and where a headline, boilerplate, date and outlet stand.
#[must_use]
pub fn article(how: u8, bytes: &[u8]) -> Article {
    let text = text(bytes);
    let language = if how & 1 == 0 { "en" } else { "nl" };
    let first =
        text.find('\n').filter(|&at| at > 0 && !text[..at].trim().is_empty()).map(|at| Span::new(0, at).trim(&text));
    let last = text.rfind('\n').map(|at| Span::new(at, text.len()).trim(&text)).filter(|s| !s.is_empty());
    Article {
        language: Some(language.to_owned()),
        title_span: first.filter(|_| how & 4 != 0),
        boilerplate: last.filter(|l| how & 8 != 0 && first.is_none_or(|f| f.end <= l.start)).into_iter().collect(),
        meta: Meta {
            date: (how & 16 != 0).then(|| "2017-02-03".to_owned()),
            source: (how & 32 != 0).then(|| "RT".to_owned()),
            ..Meta::default()
        },
        text,
        ..Article::default()
    }
}
