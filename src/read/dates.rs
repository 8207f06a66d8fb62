//! Days and times as articles print them: "2 Feb, 2017 19:09", "Friday, February 03, 2017", "02/02/17, 22:32", ISO 8601.

use crate::model::Span;
use crate::seeds::Seeds;
use crate::seeds::dates::{Dates, NumericOrder};

/// Years that a news article may carry; a number outside of them is no year.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2100;
/// Two-digit years from here on are of the last century: news before 1970 is printed with four.
const CENTURY: i16 = 70;
/// Tokens of a line that are looked at: a line with a date in it is short.
const MAX_TOKENS: usize = 120;

/// A day, perhaps with its time, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
    time: Option<(u8, u8)>,
    /// The bytes that tell it.
    pub span: Span,
}

impl Day {
    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `YYYY-MM-DDTHH:MM`, where a time stands beside the day.
    #[must_use]
    pub fn published(&self) -> Option<String> {
        self.time.map(|(h, m)| format!("{}T{h:02}:{m:02}", self.date()))
    }

    /// The day of these numbers, where a calendar has it and news may carry it.
    #[must_use]
    pub fn of(year: i16, month: u8, day: u8) -> Option<Self> {
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()
            .filter(|_| YEARS.contains(&year))?;
        Some(Self { year, month, day, time: None, span: Span::new(0, 0) })
    }

    /// The day on a calendar.
    #[must_use]
    pub fn civil(&self) -> jiff::civil::Date {
        // Every way to make a day has asked the calendar.
        jiff::civil::Date::new(self.year, self.month.cast_signed(), self.day.cast_signed()).unwrap_or_default()
    }

    /// The same day with a time, if it has none yet.
    #[must_use]
    pub fn or_time(mut self, time: Option<(u8, u8)>) -> Self {
        self.time = self.time.or(time);
        self
    }
}

/// Reads dates with the month names of all languages, and the order of figures of one.
#[derive(Clone, Debug)]
pub struct DateReader<'a> {
    tables: Vec<&'a Dates>,
    numeric: NumericOrder,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Number(u32, usize),
    Word,
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// A line in tokens.
struct Line<'t> {
    line: &'t str,
    tokens: &'t [Token],
}

/// What a date's tokens say, not looked up in a calendar yet, and the token behind them.
struct Figures {
    year: u32,
    month: u32,
    day: u32,
    next: usize,
}

impl<'t> Line<'t> {
    fn word(&self, at: usize) -> Option<&'t str> {
        self.tokens.get(at).filter(|t| t.kind == Kind::Word).map(|t| &self.line[t.start..t.end])
    }

    /// A number, and how many digits it has.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.tokens.get(at)?.kind {
            Kind::Number(number, digits) => Some((number, digits)),
            _ => None,
        }
    }

    fn is(&self, at: usize, marks: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Mark(c) if marks.contains(c)))
    }

    /// The bytes of a number, a mark, a number, a mark and a number.
    fn bytes(&self, at: usize) -> usize {
        self.tokens[at + 4].end - self.tokens[at].start
    }

    /// 2017-02-03
    fn year_first(&self, at: usize) -> Option<Figures> {
        let ((year, _), (month, a), (day, b)) = (self.number(at)?, self.number(at + 2)?, self.number(at + 4)?);
        let whole = self.is(at + 3, "-/.") && a <= 2 && b <= 2 && self.bytes(at) == 6 + a + b;
        whole.then_some(Figures { year, month, day, next: at + 5 })
    }
}

impl<'a> DateReader<'a> {
    /// For a text of the language `hint`; without one, figures that read two ways are no date.
    #[must_use]
    pub fn new(hint: Option<&str>, seeds: &'a Seeds) -> Self {
        let own = hint.and_then(|code| seeds.languages.get(code)).map(|l| &l.dates);
        let others = seeds.languages.values().map(|l| &l.dates).filter(|d| own.is_none_or(|o| !std::ptr::eq(o, *d)));
        Self {
            tables: own.into_iter().chain(others).collect(),
            numeric: own.map_or(NumericOrder::Unclear, |d| d.numeric),
        }
    }

    /// The same, for web pages: with the month names of other languages, and `order` where the text's own language leaves the order open.
    #[must_use]
    pub fn of_page(hint: Option<&str>, order: NumericOrder, seeds: &'a Seeds) -> Self {
        let mut reader = Self::new(hint, seeds);
        reader.tables.push(&seeds.dates);
        if reader.numeric == NumericOrder::Unclear {
            reader.numeric = order;
        }
        reader
    }

    /// The first day in `line`.
    #[must_use]
    pub fn find(&self, line: &str) -> Option<Day> {
        // There is no date without figures, and few lines have any.
        if !line.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let tokens = tokens(line);
        (0..tokens.len()).find_map(|at| self.at(line, &tokens, at))
    }

    /// Where the first day in `line` stands, also one whose figures read two ways.
    #[must_use]
    pub fn place(&self, line: &str) -> Option<Span> {
        let either = if self.numeric == NumericOrder::Unclear { NumericOrder::DayFirst } else { self.numeric };
        Self { numeric: either, ..self.clone() }.find(line).map(|day| day.span)
    }

    /// True for words that stand around a date or a time: weekdays, "at", "GMT".
    #[must_use]
    pub fn is_filler(&self, word: &str) -> bool {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).replace('.', "").to_lowercase();
        word.is_empty()
            || self
                .tables
                .iter()
                .any(|t| t.weekdays.contains_key(&word) || t.fillers.contains(&word) || t.clock.contains(&word))
    }

    /// A time, where `text` is nothing else.
    #[must_use]
    pub fn time_alone(&self, text: &str) -> Option<(u8, u8)> {
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let tokens = tokens(text);
        let from = tokens.iter().position(|t| matches!(t.kind, Kind::Number(..)))?;
        let (time, next) = self.time(text, &tokens, from)?;
        let rest = tokens[..from].iter().chain(&tokens[next..]);
        rest.into_iter()
            .all(|t| {
                t.kind != Kind::Word && !matches!(t.kind, Kind::Number(..)) || self.is_filler(&text[t.start..t.end])
            })
            .then_some(time)
    }

    fn month(&self, word: &str) -> Option<u8> {
        let word = word.to_lowercase();
        self.tables.iter().find_map(|t| t.months.get(&word).copied())
    }

    fn at(&self, line: &str, tokens: &[Token], at: usize) -> Option<Day> {
        let read = Line { line, tokens };
        // A number that goes on ("1.2.3.4", "10/20/30/40") is no date.
        if at > 1
            && read.is(at - 1, "/.-")
            && read.number(at - 2).is_some()
            && tokens[at - 2].end + 1 == tokens[at].start
        {
            return None;
        }
        let Figures { year, month, day, next } = match read.number(at) {
            None => self.month_first(&read, at)?,
            Some((_, 4)) if read.is(at + 1, "-/.") => read.year_first(at)?,
            Some((_, 1 | 2)) if read.is(at + 1, "-/.") && read.number(at + 2).is_some() => self.figures(&read, at)?,
            Some(_) => self.day_first(&read, at)?,
        };
        let (year, month, day) = (i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()
            .filter(|_| YEARS.contains(&year))?;
        let (time, next) = self.time_after(line, tokens, next);
        Some(Day { year, month, day, time, span: Span::new(tokens[at].start, tokens[next - 1].end) })
    }

    /// February 3, 2017
    fn month_first(&self, line: &Line, at: usize) -> Option<Figures> {
        let mut i = at + 1 + usize::from(line.is(at + 1, "."));
        let (day, digits) = line.number(i)?;
        let month = self.month(line.word(at)?)?;
        i += 1;
        i += usize::from(self.is_ordinal(line, i));
        i += usize::from(line.is(i, ",."));
        let (year, four) = line.number(i)?;
        (digits <= 2 && four == 4).then_some(Figures { year, month: u32::from(month), day, next: i + 1 })
    }

    /// 03/02/2017
    fn figures(&self, line: &Line, at: usize) -> Option<Figures> {
        let (first, digits) = line.number(at)?;
        let (second, a) = line.number(at + 2)?;
        let (year, b) = line.number(at + 4)?;
        let same = line.tokens.get(at + 3).is_some_and(|t| t.kind == line.tokens[at + 1].kind);
        if !same || a > 2 || !matches!(b, 2 | 4) || line.bytes(at) != 2 + digits + a + b {
            return None;
        }
        // With full stops the day always comes first.
        let numeric = if line.is(at + 1, ".") { NumericOrder::DayFirst } else { self.numeric };
        let (day, month) = match numeric {
            // What reads one way alone is that, whatever the language.
            NumericOrder::DayFirst if second > 12 && first <= 12 => (second, first),
            NumericOrder::MonthFirst if first > 12 && second <= 12 => (first, second),
            NumericOrder::DayFirst => (first, second),
            NumericOrder::MonthFirst => (second, first),
            NumericOrder::Unclear if first > 12 || first == second => (first, second),
            NumericOrder::Unclear if second > 12 => (second, first),
            NumericOrder::Unclear => return None,
        };
        Some(Figures { year: long(year, b), month, day, next: at + 5 })
    }

    /// 3 February 2017, 3rd of February, 2017, 03-Feb-17
    fn day_first(&self, line: &Line, at: usize) -> Option<Figures> {
        let (day, digits) = line.number(at)?;
        let mut i = at + 1 + usize::from(self.is_ordinal(line, at + 1));
        let dashed = line.is(i, "-/");
        i += usize::from(line.is(i, "-/."));
        if line.word(i).is_some_and(|w| self.month(w).is_none() && self.is_filler(w)) {
            i += 1;
        }
        let month = self.month(line.word(i)?)?;
        i += 1;
        i += usize::from(line.is(i, ".,-/"));
        let (year, b) = line.number(i)?;
        (digits <= 2 && (b == 4 || (b == 2 && dashed))).then(|| Figures {
            year: long(year, b),
            month: u32::from(month),
            day,
            next: i + 1,
        })
    }

    /// "3rd"
    fn is_ordinal(&self, line: &Line, at: usize) -> bool {
        let ending = |word: &str| self.tables.iter().any(|t| t.ordinals.iter().any(|o| *o == word.to_lowercase()));
        line.word(at).is_some_and(ending)
    }

    /// The time behind a date that ends before token `next`.
    fn time_after(&self, line: &str, tokens: &[Token], next: usize) -> (Option<(u8, u8)>, usize) {
        let mut i = next;
        // At most a comma, a dash, a weekday and "at" stand between.
        while i < tokens.len() && i < next + 4 {
            let token = tokens[i];
            let skip = match token.kind {
                Kind::Mark(c) => ",-–—−|@·•".contains(c),
                Kind::Word => {
                    matches!(&line[token.start..token.end], "T") || self.is_filler(&line[token.start..token.end])
                }
                Kind::Number(..) => false,
            };
            if !skip {
                break;
            }
            i += 1;
        }
        self.time(line, tokens, i).map_or((None, next), |(time, end)| (Some(time), end))
    }

    /// A time from token `at` on, and the token behind it.
    fn time(&self, line: &str, tokens: &[Token], at: usize) -> Option<((u8, u8), usize)> {
        let number = |i: usize| match tokens.get(i)?.kind {
            Kind::Number(n, digits) => Some((n, digits)),
            _ => None,
        };
        let lower = |i: usize| tokens.get(i).map(|t| line[t.start..t.end].to_lowercase()).unwrap_or_default();
        let joined = |i: usize| tokens.get(i).is_some_and(|t| t.start == tokens[i - 1].end);
        let (mut hour, digits) = number(at)?;
        if digits > 2 {
            return None;
        }
        let mut i = at + 1;
        let mut minute = 0;
        let separator = lower(i);
        let colon = matches!(separator.as_str(), ":" | "u" | "h");
        if (colon || separator == ".") && joined(i) && joined(i + 1) && number(i + 1).is_some_and(|(_, d)| d == 2) {
            minute = number(i + 1)?.0;
            i += 2;
            if lower(i) == ":" && number(i + 1).is_some_and(|(_, d)| d == 2) {
                i += 2;
            }
        }
        // "p.m." comes as p . m .
        let half: String = (i..i + 3).map(lower).collect::<String>().replace('.', "");
        let half = ["am", "pm"].into_iter().find(|h| half.starts_with(h) && lower(i).len() <= 2);
        if let Some(half) = half {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if half == "pm" { 12 } else { 0 };
            i += if lower(i).len() == 2 { 1 } else { 3 };
        } else if i == at + 1 || (separator == "." && !self.tables.iter().any(|t| t.clock.contains(&lower(i)))) {
            return None;
        }
        (hour < 24 && minute < 60)
            .then_some(((u8::try_from(hour).ok()?, u8::try_from(minute).ok()?), i.min(tokens.len())))
    }
}

fn long(year: u32, digits: usize) -> u32 {
    match digits {
        2 if year >= u32::from(CENTURY.unsigned_abs()) => 1900 + year,
        2 => 2000 + year,
        _ => year,
    }
}

fn tokens(line: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let digit = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        if digit || c.is_alphabetic() {
            while let Some((at, c)) = chars.peek().copied() {
                if (digit && !c.is_ascii_digit()) || (!digit && !c.is_alphabetic()) {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
        }
        let kind = if digit {
            // A number that does not fit is no part of a date.
            line[start..end].parse().map_or(Kind::Mark('#'), |n| Kind::Number(n, end - start))
        } else if c.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Mark(c)
        };
        tokens.push(Token { kind, start, end });
        if tokens.len() == MAX_TOKENS {
            break;
        }
    }
    tokens
}

/// A day that a field declares: in any form that [`DateReader`] reads, as `YYYYMMDD`, or in seconds or milliseconds since 1970 (UTC).
#[must_use]
pub fn declared(text: &str, hint: Option<&str>, seeds: &Seeds) -> Option<Day> {
    let text = text.trim();
    if text.len() > 100 {
        return None;
    }
    let whole = Span::new(0, text.len());
    if text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
        if text.len() == 8 {
            let (year, month, day) = (text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
            jiff::civil::Date::new(year, month, day).ok().filter(|_| YEARS.contains(&year))?;
            return Some(Day { year, month: month.unsigned_abs(), day: day.unsigned_abs(), time: None, span: whole });
        }
        let number: i64 = text.parse().ok()?;
        // Ten digits are seconds (since 2001), thirteen milliseconds.
        let seconds = match text.len() {
            9 | 10 => number,
            12 | 13 => number / 1000,
            _ => return None,
        };
        let at = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
        let small = |n: i8| n.unsigned_abs();
        let time = Some((small(at.hour()), small(at.minute())));
        return Some(Day { year: at.year(), month: small(at.month()), day: small(at.day()), time, span: whole });
    }
    DateReader::new(hint, seeds).find(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, hint: Option<&str>) -> String {
        let day = DateReader::new(hint, Seeds::built_in()).find(line);
        day.map_or_else(|| "-".to_owned(), |d| d.published().unwrap_or_else(|| d.date()))
    }

    #[test]
    fn forms() {
        for (line, hint, expected) in [
            ("5 Mar, 2016 18:40", Some("en"), "2016-03-05T18:40"),
            ("Monday, March 07, 2016", Some("en"), "2016-03-07"),
            ("Monday 7 March 2016", Some("en"), "2016-03-07"),
            ("March 7th, 2016 at 7:05 p.m. EST", Some("en"), "2016-03-07T19:05"),
            ("7th of March 2016, 12am", Some("en"), "2016-03-07T00:00"),
            ("Sept. 26, 2016", Some("en"), "2016-09-26"),
            ("2016-03-07T08:09:10+01:00", None, "2016-03-07T08:09"),
            ("2016-03-07 08:09", None, "2016-03-07T08:09"),
            ("Redactie − 04/03/16, 22:32 − bron: ANP", Some("nl"), "2016-03-04T22:32"),
            ("04/03/16", Some("en"), "-"),
            ("03/03/16", Some("en"), "2016-03-03"),
            ("03/25/2016", Some("en"), "2016-03-25"),
            ("25-03-2016", None, "2016-03-25"),
            ("za 7 mrt. 2015 om 9.05 uur", Some("nl"), "2015-03-07T09:05"),
            ("7 maart 2015, 19u09", Some("nl"), "2015-03-07T19:09"),
            ("12 April 15", Some("en"), "-"),
            ("12-Apr-15", Some("en"), "2015-04-12"),
            ("31 February 2016", Some("en"), "-"),
            ("10.0.0.1", None, "-"),
            ("May 2016", Some("en"), "-"),
            ("99999999999999999999 May 2016", Some("en"), "-"),
        ] {
            assert_eq!(read(line, hint), expected, "{line}");
        }
    }

    #[test]
    fn declared_forms() {
        for (text, expected) in [
            ("20170202", "2017-02-02"),
            ("1486062540", "2017-02-02T19:09"),
            ("1486062540000", "2017-02-02T19:09"),
            ("Thu, 02 Feb 2017 19:09:00 GMT", "2017-02-02T19:09"),
        ] {
            let day = declared(text, None, Seeds::built_in()).expect(text);
            assert_eq!(day.published().unwrap_or_else(|| day.date()), expected);
        }
        assert_eq!(declared("yesterday", None, Seeds::built_in()), None);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(line in "([0-9]{1,5}|[/.:, -]|Mar|maart|pm|a\\.m\\.|T|uur|\\PC){0,40}", nl: bool) {
            let reader = DateReader::new(Some(if nl { "nl" } else { "en" }), Seeds::built_in());
            if let Some(day) = reader.find(&line) { let _ = day.span.of(&line); }
            let _ = reader.time_alone(&line);
            let _ = declared(&line, None, Seeds::built_in());
        }
    }
}
