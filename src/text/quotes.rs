//! Quotation marks, paired. A missing mark never costs the article: what it opened or closed ends with its paragraph.
//!
//! Marks come in two families that do not pair with each other: double (“ ” „ « » " ,, '' ``) and single (‘ ’ ‚ ‹ › '). Within a family
//! any opening mark may be closed by any closing one: news mixes them.

use crate::model::Span;
use crate::text::mend;

/// One quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// From the first byte of its opening mark to the last of its closing one.
    pub span: Span,
    /// The same without the marks.
    pub inner: Span,
    /// The closing mark; `None` where the paragraph ended first.
    pub close: Option<Span>,
    /// How many quotations stand around it.
    pub depth: usize,
    /// True for single marks.
    pub single: bool,
    /// True when it takes up a quotation that the paragraph before left open.
    pub continued: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    /// Either, as far as mark and neighbours tell.
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    single: bool,
    role: Role,
    /// A mark that looks the same on both sides.
    neutral: bool,
    /// It can open nothing: a pause is on its other side.
    closes: bool,
}

/// Letters that stand alone behind an apostrophe in Dutch ('s, 't, 'n, 'm, 'k, 'r) and English ('s, 't).
const ELIDED: &str = "stnmkr";
/// Bytes that are marks, or half of one.
const MARKS: [u8; 4] = *b"\"'`,";
/// Deeper nesting is no news text; marks beyond it are left alone.
const DEEPEST: usize = 16;

/// The quotations of all paragraphs, by their start, appended to `out`.
#[cfg_attr(not(feature = "store"), allow(dead_code, reason = "only the index asks for it"))]
pub fn quotes(text: &str, paragraphs: &[Span], out: &mut Vec<Quote>) {
    let mut pairing = Pairing::default();
    for &paragraph in paragraphs {
        pairing.paragraph(text, paragraph, out);
    }
}

/// What one paragraph leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// A double quotation is open.
    pub left_open: bool,
    /// The closing double marks of the last paragraph that nothing opened.
    pub lost: Vec<Span>,
    marks: Vec<Mark>,
}

impl Pairing {
    /// The quotations of the next paragraph, by their start, appended to `out`.
    pub fn paragraph(&mut self, text: &str, paragraph: Span, out: &mut Vec<Quote>) {
        self.marks.clear();
        self.lost.clear();
        find(text, paragraph, &mut self.marks);
        settle_single(text, &mut self.marks);
        settle_double(&mut self.marks);
        self.left_open = pair(text, paragraph, &self.marks, self.left_open, out, &mut self.lost);
    }
}

/// Every mark of the paragraph, with the role that mark and neighbours suggest. Apostrophes are left out.
fn find(text: &str, paragraph: Span, marks: &mut Vec<Mark>) {
    let body = paragraph.of(text);
    let mut before: Option<char> = None;
    let mut at = 0;
    while at < body.len() {
        // No marks, and nearly all of the text.
        let plain = body.as_bytes()[at..].iter().take_while(|&&b| b.is_ascii() && !MARKS.contains(&b)).count();
        at += plain;
        if plain > 0 {
            before = Some(char::from(body.as_bytes()[at - 1]));
        }
        let Some(c) = body[at..].chars().next() else { break };
        let (i, mut end) = (at, at + c.len_utf8());
        at = end;
        if mend::unseen(c) {
            continue;
        }
        let mut doubled = false;
        if matches!(c, ',' | '\'' | '`' | '’' | '‘') && body[end..].starts_with(c) {
            // ",," opens only before a word; two commas elsewhere are a slip.
            let after = body[end + c.len_utf8()..].chars().next();
            if c != ',' || after.is_some_and(|a| a.is_alphanumeric() || matches!(a, '(' | '[' | '\'' | '‘' | '.')) {
                doubled = true;
                end += c.len_utf8();
            }
        }
        if !doubled && !"\"＂“”„‟«»'‘’‚‛‹›".contains(c) {
            before = Some(c);
            continue;
        }
        end = body.len() - body[end..].trim_start_matches(mend::fills).len();
        at = end;
        let after = body[end..].chars().find(|&a| !mend::unseen(a));
        let open_left = before.is_none_or(|b| b.is_whitespace() || "([{-–—/\"“„«‘'>".contains(b));
        let word_right = after.is_some_and(|a| !a.is_whitespace() && !",.;:!?)]}".contains(a));
        let by_place = match (open_left, word_right) {
            (true, true) => Role::Open,
            (false, false) => Role::Close,
            _ if before.is_some_and(|b| b.is_whitespace()) && after.is_none_or(|a| ",.;:!?)]}".contains(a)) => {
                Role::Close
            }
            _ => Role::Either,
        };
        let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let found = match c {
            _ if doubled => Some((false, if matches!(c, ',' | '`') { Role::Open } else { by_place }, c != ',')),
            '“' => Some((false, if by_place == Role::Close { Role::Either } else { Role::Open }, false)),
            '”' => Some((false, if by_place == Role::Open { Role::Either } else { Role::Close }, false)),
            '„' | '‟' => Some((false, Role::Open, false)),
            '«' => Some((false, if by_place == Role::Close { Role::Either } else { Role::Open }, false)),
            '»' => Some((false, if by_place == Role::Open { Role::Either } else { Role::Close }, false)),
            '"' | '＂' => Some((false, by_place, true)),
            '‚' | '‹' => Some((true, Role::Open, false)),
            '›' => Some((true, Role::Close, false)),
            '‘' | '‛' if !before.is_some_and(char::is_alphanumeric) && !elided(&body[end..]) => {
                Some((true, if word_right { Role::Open } else { Role::Either }, false))
            }
            '’' | '\'' if !inside_word => match by_place {
                Role::Open if elided(&body[end..]) => None,
                role => Some((true, role, true)),
            },
            _ => None,
        };
        if let Some((single, role, neutral)) = found {
            let span = Span::new(paragraph.start + i, paragraph.start + end);
            let goes_on = || body[end..].trim_start().starts_with(char::is_lowercase);
            let closes = by_place == Role::Close
                && (before.is_some_and(char::is_alphabetic) && after.is_some_and(|a| ",.;:!?".contains(a))
                    || before.is_some_and(|b| ",.!?".contains(b)) && goes_on());
            marks.push(Mark { span, single, role, neutral, closes });
        }
        before = Some(c);
    }
}

/// True when what follows an apostrophe is an elided word ('s avonds, 't Hof) or a decade ('90s).
fn elided(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(c) if ELIDED.contains(c) => !chars.next().is_some_and(char::is_alphanumeric),
        Some(c) => {
            c.is_ascii_digit()
                && chars.next().is_some_and(|d| d.is_ascii_digit())
                && !chars.next().is_some_and(|d| d.is_ascii_digit())
        }
        None => false,
    }
}

/// Neutral single marks are apostrophes unless an opening one meets a closing one.
fn settle_single(text: &str, marks: &mut Vec<Mark>) {
    let mut keep = vec![true; marks.len()];
    let mut open: Option<usize> = None;
    // For each mark: does a closing single mark that cannot be a plural's genitive follow it?
    let mut certain_close_after = vec![false; marks.len()];
    let mut seen = false;
    for i in (0..marks.len()).rev() {
        certain_close_after[i] = seen;
        let m = &marks[i];
        if m.single && m.role == Role::Open {
            seen = false;
        } else if m.single && m.role == Role::Close && !plural_genitive(text, m.span) {
            seen = true;
        }
    }
    for i in 0..marks.len() {
        if !marks[i].single {
            continue;
        }
        match (marks[i].role, open) {
            (Role::Open, None) => open = Some(i),
            (Role::Open, Some(o)) => {
                // The one before was never closed: an apostrophe, if it could be one.
                if marks[o].neutral {
                    keep[o] = false;
                }
                open = Some(i);
            }
            (Role::Close, Some(_)) if plural_genitive(text, marks[i].span) && certain_close_after[i] => keep[i] = false,
            (Role::Close | Role::Either, Some(_)) => {
                marks[i].role = Role::Close;
                open = None;
            }
            (Role::Close | Role::Either, None) => keep[i] = !marks[i].neutral && marks[i].role == Role::Close,
        }
    }
    if let Some(o) = open
        && marks[o].neutral
    {
        keep[o] = false;
    }
    let mut k = keep.into_iter();
    marks.retain(|_| k.next().unwrap_or(true));
}

/// "the diplomats’ families": an s before, a small letter after.
fn plural_genitive(text: &str, mark: Span) -> bool {
    text[..mark.start].ends_with('s')
        && text[mark.end..].strip_prefix(' ').is_some_and(|r| r.starts_with(char::is_lowercase))
}

/// Neutral double marks: by their neighbours where that comes out even, else in turn where their number is even.
fn settle_double(marks: &mut [Mark]) {
    let doubles: Vec<usize> = (0..marks.len()).filter(|&i| !marks[i].single).collect();
    if doubles.is_empty() || !doubles.iter().all(|&i| marks[i].neutral) {
        return;
    }
    let mut depth = 0i32;
    let balanced = doubles.iter().all(|&i| {
        depth += match marks[i].role {
            Role::Open => 1,
            Role::Close => -1,
            Role::Either => return false,
        };
        (0..=2).contains(&depth)
    }) && depth == 0;
    // Something was lost where a mark would open that cannot.
    let in_turn = doubles.len().is_multiple_of(2) && doubles.iter().step_by(2).all(|&i| !marks[i].closes);
    if !balanced && in_turn {
        for (n, &i) in doubles.iter().enumerate() {
            marks[i].role = if n.is_multiple_of(2) { Role::Open } else { Role::Close };
        }
    }
}

/// Pairs the marks of one paragraph; says whether a double quotation stayed open at its end.
fn pair(
    text: &str,
    paragraph: Span,
    marks: &[Mark],
    left_open: bool,
    out: &mut Vec<Quote>,
    lost: &mut Vec<Span>,
) -> bool {
    let first = out.len();
    let mut stack: Vec<(Mark, bool)> = Vec::new();
    let mut open_doubles = 0usize;
    for (n, &mark) in marks.iter().enumerate() {
        let opening = match mark.role {
            Role::Open => true,
            Role::Close => false,
            Role::Either => !stack.iter().any(|(m, _)| m.single == mark.single),
        };
        if opening {
            if stack.len() < DEEPEST {
                let takes_up = n == 0 && left_open && !mark.single && mark.span.start == paragraph.start;
                open_doubles += usize::from(!mark.single);
                stack.push((mark, takes_up));
            }
            continue;
        }
        let Some(at) = stack.iter().rposition(|(m, _)| m.single == mark.single) else {
            // The closing mark of a quotation that the paragraph before left open, without a new opening mark here.
            if left_open && out.len() == first && stack.is_empty() && !mark.single {
                let span = Span::new(paragraph.start, mark.span.end);
                let inner = Span::new(paragraph.start, mark.span.start).trim(text);
                out.push(Quote { span, inner, close: Some(mark.span), depth: 0, single: false, continued: true });
            } else if !mark.single {
                lost.push(mark.span);
            }
            continue;
        };
        // Single marks left open inside were apostrophes; double ones end here too.
        for (inner, _) in stack.drain(at + 1..).rev().collect::<Vec<_>>() {
            open_doubles -= usize::from(!inner.single);
            if !inner.single {
                out.push(quote(text, inner, Span::new(mark.span.start, mark.span.start), at + 1, None, false));
            }
        }
        if let Some((open, takes_up)) = stack.pop() {
            open_doubles -= usize::from(!open.single);
            out.push(quote(text, open, mark.span, at, Some(mark.span), takes_up));
        }
    }
    let stays_open = open_doubles > 0;
    let end = Span::new(paragraph.end, paragraph.end);
    let mut depth = 0;
    for (open, takes_up) in stack {
        if !open.single {
            out.push(quote(text, open, end, depth, None, takes_up));
            depth += 1;
        }
    }
    out[first..].sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    set_depths(&mut out[first..]);
    stays_open
}

/// Depths, counted anew once every quotation's end is known. `quotes` are sorted by start.
pub(super) fn set_depths(quotes: &mut [Quote]) {
    let mut around: Vec<usize> = Vec::new();
    for q in quotes {
        while around.last().is_some_and(|&end| end <= q.span.start) {
            around.pop();
        }
        q.depth = around.len();
        around.push(q.span.end);
    }
}

fn quote(text: &str, open: Mark, close: Span, depth: usize, mark: Option<Span>, continued: bool) -> Quote {
    let inner = Span::new(open.span.end, close.start.max(open.span.end)).trim(text);
    let span = Span::new(open.span.start, if mark.is_some() { close.end } else { inner.end });
    Quote { span, inner, close: mark, depth, single: open.single, continued }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::paragraphs::paragraphs;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<(&str, usize)> {
        let mut out = Vec::new();
        quotes(text, &paragraphs(text), &mut out);
        out.into_iter().map(|q| (q.span.of(text), q.depth)).collect()
    }

    #[test]
    fn every_style() {
        for text in [
            "“Nee.”",
            "\"Nee.\"",
            "‘Nee.’",
            "'Nee.'",
            "«Nee.»",
            "„Nee.“",
            "„Nee.”",
            ",,Nee.''",
            "``Nee.''",
            "“Nee.\"",
            "»Nee.«",
        ] {
            assert_eq!(cut(&format!("Ze zei: {text}")), [(text, 0)], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_none() {
        for text in [
            "Auto's van de Smits' zijn 's avonds weg.",
            "The diplomats' families don't know.",
            "In the '90s ‘t Hof was Ma’s.",
            "J. van 't Hof uit 's-Gravenhage",
        ] {
            assert_eq!(cut(text), [], "{text}");
        }
        assert_eq!(cut("Hij noemt 'Jan's auto' mooi."), [("'Jan's auto'", 0)]);
        assert_eq!(cut("‘The diplomats’ families left,’ he said."), [("‘The diplomats’ families left,’", 0)]);
    }

    #[test]
    fn nested_and_unbalanced() {
        assert_eq!(cut("\"He said \"no\" to me,\" she said."), [("\"He said \"no\" to me,\"", 0), ("\"no\"", 1)]);
        assert_eq!(cut("“A ‘b’ c”"), [("“A ‘b’ c”", 0), ("‘b’", 1)]);
        assert_eq!(cut("the move “a course, not “a(n) end.”"), [("“a course, not “a(n) end.”", 0), ("“a(n) end.”", 1)]);
        assert_eq!(cut("Het is \"nooit af"), [("\"nooit af", 0)]);
    }

    #[test]
    fn stray_spaces_of_machines() {
        assert_eq!(
            cut("Brand's\" angry words \"and\" long growls \" failed."),
            [("\" angry words \"", 0), ("\" long growls \"", 0)]
        );
        assert_eq!(cut("softened \"at some point. \" He left."), [("\"at some point. \"", 0)]);
    }

    #[test]
    fn over_paragraphs() {
        let text = "“One.\n\n“Two.\n\n“Three,” he said.";
        let mut out = Vec::new();
        quotes(text, &paragraphs(text), &mut out);
        assert_eq!(out.iter().map(|q| q.continued).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!(out.iter().map(|q| q.close.is_some()).collect::<Vec<_>>(), [false, false, true]);
    }

    proptest! {
        #[test]
        fn any_text(text in "[a-z“”\"'‘’„«» ,.\n]{0,80}") {
            let mut out = Vec::new();
            quotes(&text, &paragraphs(&text), &mut out);
            for q in out {
                prop_assert!(q.span.contains(q.inner) || q.inner.is_empty());
                prop_assert!(text.get(q.span.start..q.span.end).is_some());
            }
        }
    }
}
