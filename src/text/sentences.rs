//! Sentences by Unicode's rules (UAX 29), joined where an abbreviation ended none, and kept whole with their closing quotation mark.

use rustc_hash::FxHashSet;

use crate::model::Span;
use crate::text::boundary::ceil;
use crate::text::quotes::Quote;
use crate::text::{bounds, small};

/// Words with a full stop that ends no sentence, in small letters and without the full stop. The seeds fill it.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    /// Never the end of a sentence ("mr", "gov").
    pub always: FxHashSet<String>,
    /// The end of a sentence only when one of `starters` follows ("u.s", "inc").
    pub sometimes: FxHashSet<String>,
    /// Words in small letters that begin a sentence more often than they follow an abbreviation ("the", "he").
    pub starters: FxHashSet<String>,
}

/// Bytes in which an abbreviation or a row of initials before a full stop is looked for: no word of a language is as long.
const LONGEST_ABBREVIATION: usize = 64;
/// Marks and spaces behind a full stop that Unicode's rules are asked about: for each of them they look at all that follow. News has two or three.
const LONGEST_PAUSE: usize = 512;

/// The sentences of a paragraph, trimmed, in order, appended to `out`. `quotes` are the paragraph's, in order; `seams` are bytes at which one
/// sentence is glued to the next.
pub fn sentences(
    text: &str,
    paragraph: Span,
    quotes: &[Quote],
    seams: &[usize],
    abbreviations: &Abbreviations,
    out: &mut Vec<Span>,
) {
    let mut start = paragraph.start;
    let mut closing = quotes.iter().filter_map(|q| q.close).collect::<Vec<_>>();
    closing.sort_unstable();
    let mut seams = seams.iter().copied().skip_while(|&s| s <= paragraph.start).peekable();
    let mut bounds = may_end(paragraph.of(text)).map(|(bound, within)| (paragraph.start + bound, within)).peekable();
    loop {
        let glued = seams.next_if(|&s| s < paragraph.end && bounds.peek().is_none_or(|&(b, _)| s < b));
        let Some((mut end, within)) = glued.map(|s| (s, false)).or_else(|| bounds.next()) else { break };
        if end <= start || within && text[end..].starts_with(char::is_whitespace) {
            continue; // moved behind it already, or asked at the begin of these spaces
        }
        if glued.is_none() && end < paragraph.end {
            if let Some(mark) = closing_mark_at(text, end, &closing) {
                end = mark.end;
            } else {
                end = before_opening_marks(text, Span::new(start, end), quotes);
            }
            let rest = text[end..paragraph.end].trim_start();
            if !rest.is_empty() && (!ends(text, Span::new(start, end), rest, abbreviations)) {
                continue;
            }
        }
        let span = Span::new(start, end).trim(text);
        if !span.is_empty() {
            out.push(span);
        }
        start = end;
    }
    let rest = Span::new(start.min(paragraph.end), paragraph.end).trim(text);
    if !rest.is_empty() {
        out.push(rest);
    }
}

/// Where a sentence may end, by Unicode's rules; true for all but the first place in a long pause.
fn may_end(text: &str) -> impl Iterator<Item = (usize, bool)> {
    let mut from = 0;
    pauses(text).into_iter().flat_map(move |(to, within)| {
        let start = std::mem::replace(&mut from, to);
        bounds::sentence_ends(&text[start..to]).map(move |at| (start + at, start + at == to && within))
    })
}

/// The ends of the parts that are cut one by one: all of the text at once, but for pauses longer than [`LONGEST_PAUSE`]; true for the second
/// and later places in one pause.
fn pauses(text: &str) -> Vec<(usize, bool)> {
    if text.len() < LONGEST_PAUSE {
        return vec![(text.len(), false)];
    }
    let mut found = Vec::new();
    let mut length = None;
    let mut within = false;
    for (at, c) in text.char_indices() {
        within &= length.is_some() && c != '.';
        length = match c {
            '.' | '\u{2024}' | '\u{fe52}' | '\u{ff0e}' => Some(0),
            c if c.is_alphanumeric() => None,
            _ => length.map(|l| l + 1),
        };
        if length == Some(LONGEST_PAUSE) {
            found.push((at, within));
            (length, within) = (Some(0), true);
        }
    }
    found.push((text.len(), false));
    found
}

/// The closing mark that stands at `at`, white space aside (`point. "`).
fn closing_mark_at(text: &str, at: usize, closing: &[Span]) -> Option<Span> {
    let next = closing.get(closing.partition_point(|m| m.start < at))?;
    text[at..next.start].chars().all(char::is_whitespace).then_some(*next)
}

/// Where a sentence ends that opening marks or brackets are glued to (`end.“Next`): before them. The end of `span` where there are none.
fn before_opening_marks(text: &str, span: Span, quotes: &[Quote]) -> usize {
    if text.as_bytes()[span.end - 1] == b' ' {
        return span.end; // nothing is glued, as nearly always
    }
    let brackets = |end: usize| text[span.start..end].trim_end_matches(['(', '[']).len() + span.start;
    let mut end = brackets(span.end);
    for quote in quotes[..quotes.partition_point(|q| q.span.start < end)].iter().rev() {
        if quote.inner.start < end || quote.span.start <= span.start {
            break;
        }
        end = brackets(quote.span.start);
    }
    // What stands behind a space opens nothing that is glued, and a sentence is more than brackets.
    if end == span.start || text[..end].ends_with(char::is_whitespace) { span.end } else { end }
}

/// True when the words of `span` end a sentence, given what follows.
fn ends(text: &str, span: Span, rest: &str, abbreviations: &Abbreviations) -> bool {
    let body = span.of(text).trim_end();
    if rest.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')')) {
        return false;
    }
    let Some(body) = body.strip_suffix('.') else { return true };
    let near = &body[ceil(body, body.len().saturating_sub(LONGEST_ABBREVIATION))..];
    let from = near
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘'))
        .map(|i| i + near[i..].chars().next().map_or(1, char::len_utf8));
    if from.is_none() && near.len() < body.len() {
        return true; // no word at all
    }
    let last = &near[from.unwrap_or(0)..];
    let mut letters = last.chars();
    if letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && last != "I" {
        return false; // an initial
    }
    let folded = small(last);
    if abbreviations.always.contains(&*folded) {
        return false;
    }
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initials = last.contains('.') && last.split('.').all(|p| p.chars().count() == 1);
    if abbreviations.sometimes.contains(&*folded) || initials {
        return next.is_empty() || abbreviations.starters.contains(&*small(next));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{quotes, seams};

    fn cut(text: &str) -> Vec<&str> {
        let abbreviations = Abbreviations {
            always: ["mr", "dr"].map(str::to_owned).into_iter().collect(),
            sometimes: std::iter::once("inc".to_owned()).collect(),
            starters: ["the", "he"].map(str::to_owned).into_iter().collect(),
        };
        let whole = Span::new(0, text.len());
        let mut found = Vec::new();
        quotes::quotes(text, &[whole], &mut found);
        let mut out = Vec::new();
        sentences(text, whole, &found, &seams::seams(text, &abbreviations), &abbreviations, &mut out);
        out.into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn abbreviations_and_initials_go_on() {
        assert_eq!(cut("Mr. Brand left. The U.S. Army stayed."), ["Mr. Brand left.", "The U.S. Army stayed."]);
        assert_eq!(cut("He lives in the U.S. He works."), ["He lives in the U.S.", "He works."]);
        assert_eq!(cut("J. Brand and R.V. Smit left."), ["J. Brand and R.V. Smit left."]);
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        assert_eq!(
            cut("It ended \"at some point. \" According to him."),
            ["It ended \"at some point. \"", "According to him."]
        );
        assert_eq!(cut("“Will it?” asked Brand. “No.”"), ["“Will it?” asked Brand.", "“No.”"]);
    }

    #[test]
    fn glued_sentences_are_two() {
        for (text, two) in [
            ("It was this year.The council met.", ["It was this year.", "The council met."]),
            ("It was said.“We stay,” said Brand.", ["It was said.", "“We stay,” said Brand."]),
            ("Het is gezegd.\"Dat klopt\", zei Brand.", ["Het is gezegd.", "\"Dat klopt\", zei Brand."]),
            ("“We stay.”The council met.", ["“We stay.”", "The council met."]),
            ("\"We blijven.\"De raad bleef.", ["\"We blijven.\"", "De raad bleef."]),
            ("Will they?“‘No’ it is,” said Brand.", ["Will they?", "“‘No’ it is,” said Brand."]),
            ("Dat was in 2019.De raad bleef.", ["Dat was in 2019.", "De raad bleef."]),
            ("They “stay”.The council met.", ["They “stay”.", "The council met."]),
            ("In 2019!(The council met.)", ["In 2019!", "(The council met.)"]),
        ] {
            assert_eq!(cut(text), two);
        }
    }

    #[test]
    fn pauses_without_end_are_none() {
        for pause in [" ", ")", "” ", "\u{301}", ". "] {
            let text = format!("It ended.{}He left.", pause.repeat(LONGEST_PAUSE));
            let cut = cut(&text);
            assert!(cut[0].starts_with("It ended.") && cut[cut.len() - 1].ends_with("He left."), "{pause:?}");
        }
        assert_eq!(cut(&format!("It ended.{}He left.", " ".repeat(3 * LONGEST_PAUSE))), ["It ended.", "He left."]);
        assert_eq!(cut(&format!("It ended.{}he left.", " ".repeat(3 * LONGEST_PAUSE))).len(), 1);
    }
}
