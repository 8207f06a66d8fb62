//! Paragraphs: what stands between line breaks, or between empty lines where a text is hard-wrapped. Where every line break became a space, as in
//! much that is scraped, an empty line left two of them.

use crate::model::Span;

/// Code points of a line above which a break after it may be a wrap: shorter lines are headlines, verses, list items.
const WRAP_FROM: usize = 45;
/// Code points that a wrapped line hardly ever has more of.
const WRAP_TO: usize = 110;
/// Share of line breaks inside running sentences from which a text counts as hard-wrapped.
const WRAPPED_SHARE: f64 = 0.5;
/// Fewer breaks than this decide nothing, unless all lines are of one width.
const WRAPPED_BREAKS: usize = 4;
/// Code points of lines that are wrapped at about 72 columns.
const NARROW: std::ops::RangeInclusive<usize> = 55..=80;
/// From so many breaks on, lines of that width are evidence: a headline and a byline have one.
const NARROW_BREAKS: usize = 2;

/// Bytes of a line from which it may be several that have lost their breaks.
const JOINED_FROM: usize = 400;
/// Letters of a word that is no abbreviation: the stop behind it ends a sentence.
const WORD: usize = 5;
/// Of so many sentences that end at a wide gap, one ends at a single space, or the writer puts two spaces behind every sentence.
const WIDE_FOR_ONE: usize = 6;

/// The paragraphs of a text, trimmed, in order, none empty.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut lines = lines(text);
    if lines.iter().any(|l| l.len() >= JOINED_FROM && l.of(text).contains("  ")) {
        lines = lines.into_iter().flat_map(|l| at_gaps(text, l)).collect();
    }
    let width = wrapped_at(text, &lines);
    let mut out: Vec<Span> = Vec::new();
    let mut above: Option<Span> = None;
    for line in lines {
        let line = line.trim(text);
        if line.is_empty() {
            above = None;
            continue;
        }
        match out.last_mut() {
            Some(last)
                if above.is_some_and(|a| {
                    leads_on(a.of(text)) || width.is_some_and(|w| goes_on(a.of(text), line.of(text), w))
                }) =>
            {
                *last = last.cover(line);
            }
            _ => out.push(line),
        }
        above = Some(line);
    }
    out
}

/// "“No boats,” ⏎ Brand said.": a quotation that ends with a comma ends no paragraph.
fn leads_on(line: &str) -> bool {
    let inside = line.trim_end_matches(['”', '"', '’', '\'', '»']);
    inside.len() < line.len() && inside.ends_with(',')
}

/// True unless the first line was ended on purpose: it is short, and the next word would have had room.
fn goes_on(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let length = length(line);
    next.starts_with(char::is_lowercase) || length >= WRAP_FROM || length + 1 + self::length(word) > width
}

/// Code points of a line, as far as they are counted.
fn length(line: &str) -> usize {
    line.chars().take(WRAP_TO + 1).count()
}

/// Lines without their breaks (`\n`, `\r`, form feed, U+0085, U+2028, U+2029).
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices() {
        if matches!(c, '\n' | '\r' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            // "\r\n" is one break: no empty line between its two halves.
            if !(c == '\n' && i == start && i > 0 && text.as_bytes()[i - 1] == b'\r') {
                out.push(Span::new(start, i));
            }
            start = i + c.len_utf8();
        }
    }
    out.push(Span::new(start, text.len()));
    out
}

/// The lines that one was, where two spaces are what became of an empty line.
fn at_gaps(text: &str, line: Span) -> Vec<Span> {
    let all = line.of(text);
    let trimmed = line.trim(text);
    if trimmed.len() < JOINED_FROM {
        return vec![line];
    }
    let ends_word = |before: &str| {
        let word = before.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        before[word..].contains(['.', '!', '?'])
            && before[..word].chars().rev().take(WORD).filter(|c| c.is_alphabetic()).count() == WORD
    };
    let (mut wide, mut single, mut gaps) = (0usize, 0usize, Vec::new());
    let mut at = trimmed.start - line.start;
    while let Some(space) = all[at..trimmed.end - line.start].find(' ').map(|n| at + n) {
        let behind = space + all[space..].len() - all[space..].trim_start_matches(' ').len();
        let next = all[behind..].chars().next();
        let begins = next.is_some_and(|c| !c.is_lowercase() && (c.is_alphanumeric() || "\"“‘„«'’".contains(c)));
        let before = &all[..space];
        if begins && ends_word(before) {
            *(if behind - space > 1 { &mut wide } else { &mut single }) += 1;
        }
        if begins && behind - space > 1 && !before.ends_with([',', ';', '-', '–', '—', '(']) {
            gaps.push((line.start + space, line.start + behind));
        }
        at = behind;
    }
    if single * WIDE_FOR_ONE < wide.max(1) {
        return vec![line];
    }
    let mut out = Vec::new();
    let mut start = line.start;
    for (end, next) in gaps {
        // As an empty line it stands between two paragraphs, not between two lines of one.
        out.extend([Span::new(start, end), Span::new(end, end)]);
        start = next;
    }
    out.push(Span::new(start, line.end));
    out
}

/// The width of a hard-wrapped text: most single line breaks stand inside a running sentence, behind a long line that ends in no full stop.
fn wrapped_at(text: &str, lines: &[Span]) -> Option<usize> {
    let (mut breaks, mut running, mut narrow, mut small, mut width) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for pair in lines.windows(2) {
        let (a, b) = (pair[0].of(text).trim(), pair[1].of(text).trim());
        if a.is_empty() || b.is_empty() {
            continue;
        }
        breaks += 1;
        let length = length(a);
        let goes_on = a.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        if (WRAP_FROM..=WRAP_TO).contains(&length) && goes_on {
            running += 1;
            width = width.max(length);
        }
        narrow += usize::from(NARROW.contains(&length));
        small += usize::from(b.starts_with(char::is_lowercase));
    }
    let mostly = running as f64 >= WRAPPED_SHARE * breaks as f64;
    let one_width = breaks >= NARROW_BREAKS && narrow == breaks && 2 * small >= breaks;
    (mostly && (breaks >= WRAPPED_BREAKS || one_width)).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|p| p.of(text)).collect()
    }

    #[test]
    fn lines_are_paragraphs() {
        assert_eq!(parts("Kop\n\n Een alinea.\r\nNog een.\n"), ["Kop", "Een alinea.", "Nog een."]);
        assert_eq!(parts(" \n\n"), Vec::<&str>::new());
    }

    #[test]
    fn a_quotation_that_ends_with_a_comma_goes_on() {
        assert_eq!(
            parts("The quay\n“No boats,”\nBrand said.\nShe left."),
            ["The quay", "“No boats,”\nBrand said.", "She left."]
        );
        assert_eq!(parts("“No boats,”\n\nBrand said.").len(), 2);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The harbour master told the council on Tuesday that\nthe new quay would be open before the winter and\nthat nobody had to fear for the herring market,\nwhich has stood there for more than a century and\na half.\n\nA second paragraph.";
        assert_eq!(parts(text).len(), 2);
        // Three lines are enough, where they are of one width.
        let short = "The harbour master told the council on Tuesday that the new quay would\nbe open before the winter and that nobody had to fear for the herring\nmarket.";
        assert_eq!(parts(&format!("The quay\n\n{short}\n\nHe left.")).len(), 3);
        assert_eq!(parts(&short.replace('\n', "\r\n")).len(), 1);
    }

    #[test]
    fn lines_that_were_ended_stay() {
        // Headline and byline of a wrapped text, and a paragraph without an empty line before it.
        let text = "Quay opens\nBy Ada Brand\nThe harbour master told the council on Tuesday that the new quay would\nbe open before the winter and that nobody had to fear for the herring\nmarket, which has stood there for more than a century and a half, and\nthat is that.\nThe council of the harbour town met again on Wednesday, in the evening,\nto hear what the fishermen had to say.";
        assert_eq!(parts(text).len(), 4);
        let list = "The harbour master told the council that the quay would be open.\nThe council of the harbour town met on Wednesday, in the evening.\nNobody in the harbour had to fear for the herring market at all.\nThe fishermen went home, and the council had another long evening";
        assert_eq!(parts(list).len(), 4);
    }

    #[test]
    fn an_empty_line_that_became_two_spaces() {
        let broken = "Quay opens\n\nThe harbour master told the council on Tuesday that the new quay would be open before winter. Nobody had to fear for the herring market, she added.\n\n“We have waited for this, and so have the fishermen,” she told the Council.\n\nThe market has stood there for more than a century. The fishermen of the town went home. The council met again in the evening, to hear what they had to say about it all.";
        let flat = broken.replace('\n', " ");
        assert!(flat.len() >= JOINED_FROM);
        assert_eq!(parts(&flat), parts(broken));
        // Two spaces by mistake, inside a sentence or before a small letter.
        let slip = flat.replace("  ", " ").replace(" council on", "  council on").replace("Tuesday, ", "Tuesday,  ");
        assert_eq!(parts(&slip).len(), 1);
        // Who puts two spaces behind every sentence makes no paragraphs.
        let typist = flat.replace("  ", " ").replace(". ", ".  ").replace(",” she", ",”  she");
        assert_eq!(parts(&typist).len(), 1);
        // Short lines stay as they are.
        assert_eq!(parts("Quay opens  The harbour master said so.").len(), 1);
    }

    proptest! {
        #[test]
        fn any_text(text in "([a-z]{1,12} |[A-Z. é\n\r\u{85}\u{2028}]|word word word word word word word word word word word word\n|harbour\\. {1,2}Harbour){0,60}") {
            let mut last = 0;
            for p in paragraphs(&text) {
                prop_assert!(p.start >= last && !p.is_empty() && p.of(&text).trim() == p.of(&text));
                prop_assert!(text[last..p.start].trim().is_empty());
                last = p.end;
            }
            prop_assert!(text[last..].trim().is_empty());
        }
    }
}
