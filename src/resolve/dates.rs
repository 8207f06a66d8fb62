//! When it was said: expressions of time in the clause of the cue, counted from the article's date.

use std::borrow::Cow;
use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::model::{Article, Attribution, SaidOn, Span};
use crate::seeds::times::{TimePhrase, Times, Unit};
use crate::seeds::{Class, Lexicon};
use crate::text::{Document, small};

/// Words between a cue and its time, at most: farther ones belong to something else.
const FAR: usize = 12;
/// Years that an expression "in 2014" may name.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2999;

/// A time found: the words that tell it, first and last day.
struct Time {
    words: Range<usize>,
    from: Date,
    to: Date,
}

/// When it was said, as far as the text tells: an expression of time near the cue, in its sentence, outside of content and source.
///
/// `sentence` is the attribution's sentence. Relative expressions ("on Thursday", "gisteren") are counted from the article's date;
/// in an article without one only those with a year count.
#[must_use]
pub fn said_on(
    article: &Article,
    doc: &Document,
    lexicon: &Lexicon,
    sentence: Span,
    attribution: &Attribution,
) -> Option<SaidOn> {
    let cue = doc.words_in(*attribution.cue.first()?);
    let range = doc.words_in(sentence);
    let clause = Clause { doc, lexicon, attribution, range: range.clone() };
    let today = article.meta.date.as_deref().and_then(|d| d.parse::<Date>().ok());
    let mut best: Option<(usize, Time)> = None;
    let mut i = range.start.max(cue.start.saturating_sub(FAR + 4));
    while i < range.end && i < cue.end + FAR + 4 {
        let Some(time) = clause.time(i, today) else {
            i += 1;
            continue;
        };
        i = time.words.end.max(i + 1);
        if let Some(far) = clause.distance(&time.words, &cue)
            && best.as_ref().is_none_or(|(b, _)| far < *b)
        {
            best = Some((far, time));
        }
    }
    let (_, time) = best?;
    let span = doc.words[time.words.start].span.cover(doc.words[time.words.end - 1].span);
    Some(SaidOn { from: time.from.to_string(), to: time.to.to_string(), span })
}

struct Clause<'a> {
    doc: &'a Document<'a>,
    lexicon: &'a Lexicon,
    attribution: &'a Attribution,
    range: Range<usize>,
}

impl Clause<'_> {
    /// The word in small letters, without full stop; empty outside of the clause.
    fn word(&self, i: usize) -> Cow<'_, str> {
        if !self.range.contains(&i) {
            return Cow::Borrowed("");
        }
        let word = self.doc.word(i);
        let span = self.doc.words[i].span;
        let said = self.attribution.content.iter().any(|c| c.overlaps(span));
        if said || self.attribution.source.is_some_and(|s| s.overlaps(span)) {
            return Cow::Borrowed("");
        }
        small(word.trim_end_matches('.'))
    }

    /// Words between a time and the cue; `None` when they are too many or another clause lies between.
    fn distance(&self, time: &Range<usize>, cue: &Range<usize>) -> Option<usize> {
        let between = if time.end <= cue.start { time.end..cue.start } else { cue.end..time.start.max(cue.end) };
        let outside = |i: &usize| !self.word(*i).is_empty();
        let other = between.clone().filter(outside).any(|i| {
            let class = self.lexicon.class(&self.word(i));
            class.any(Class::RELATIVE.or(Class::SUBORDINATOR)) && !class.any(Class::DETERMINER.or(Class::ADVERB))
        });
        // "Pell, who left on Monday, said": the time of a relative clause between commas.
        let floor = time.start.saturating_sub(FAR).max(self.range.start);
        let comma = (floor..time.start).rev().find(|&i| self.word(i) == "," || cue.contains(&i));
        let relative =
            comma.is_some_and(|c| !cue.contains(&c) && self.lexicon.class(&self.word(c + 1)).any(Class::RELATIVE));
        if relative {
            return None;
        }
        let far = between.filter(outside).count();
        (far <= FAR && !other).then_some(far)
    }

    /// The time that begins at word `i`.
    fn time(&self, i: usize, today: Option<Date>) -> Option<Time> {
        let times = &self.lexicon.times;
        let first = self.word(i);
        if first.is_empty() {
            return None;
        }
        // "Mr. May", "maart" in a name: a month alone needs its preposition or its day.
        let lead = times.is_lead(&first);
        if let Some(time) = self.phrase(i, &first, today) {
            return Some(time);
        }
        if times.is_coming(&first) {
            return None;
        }
        let at = if lead || times.is_previous(&first) { i + 1 } else { i };
        let at = if at > i && times.is_previous(&self.word(at)) { at + 1 } else { at };
        // "on the 2nd"
        let at = if lead && times.is_inside(&self.word(at)) { at + 1 } else { at };
        if i > 0 && times.is_coming(&self.word(i.wrapping_sub(1))) {
            return None;
        }
        self.weekday(i, at, today).or_else(|| self.date(i, at, today, at > i)).or_else(|| self.ago(at, today))
    }

    /// "last week", "gisteren", also with a weekday behind: "vorige week vrijdag".
    fn phrase(&self, i: usize, first: &str, today: Option<Date>) -> Option<Time> {
        let today = today?;
        let times = &self.lexicon.times;
        let fits = |words: &Vec<String>| words.iter().enumerate().all(|(k, w)| self.word(i + k) == *w);
        let TimePhrase { words, unit, away } = times.phrases_from(first).find(|p| fits(&p.words))?.clone();
        let mut end = i + words.len();
        let (mut from, mut to) = period(today, unit, away)?;
        if unit == Unit::Week
            && let Some(day) = times.weekday(&self.word(end))
        {
            from = from.checked_add(i64::from(day - 1).days()).ok()?;
            to = from;
            end += 1;
        }
        // "vorig jaar mei", "last year in May"
        let month = end + usize::from(times.is_lead(&self.word(end)));
        if unit == Unit::Year
            && let Some(number) = times.month(&self.word(month))
        {
            from = Date::new(from.year(), number, 1).ok()?;
            to = from.last_of_month();
            end = month + 1;
        }
        (from <= today).then(|| Time { words: i..end, from, to: to.min(today) })
    }

    /// "on Thursday", "last Friday morning", "zaterdag 4 februari".
    fn weekday(&self, start: usize, at: usize, today: Option<Date>) -> Option<Time> {
        let times = &self.lexicon.times;
        let day = times.weekday(&self.word(at))?;
        let mut end = at + 1;
        if matches!(&*self.word(end), "'s" | "’s") {
            return None; // "Wednesday's ruling"
        }
        while times.is_part(&self.word(end)) {
            end += 1;
        }
        let comma = usize::from(self.word(end) == ",");
        if let Some(time) = self.date(start, end + comma, today, true).filter(|t| t.words.end > end + comma + 1) {
            return Some(Time { words: start..time.words.end, ..time });
        }
        let today = today?;
        let strictly = (start..at).any(|i| times.is_previous(&self.word(i)));
        let weekday = Weekday::from_monday_one_offset(day).ok()?;
        let date = if today.weekday() == weekday && !strictly { today } else { today.nth_weekday(-1, weekday).ok()? };
        Some(Time { words: start..end, from: date, to: date })
    }

    /// "February 26, 2015", "26 februari", "the 2nd of May", "in 2014", "in March 2016", "last May".
    fn date(&self, start: usize, at: usize, today: Option<Date>, lead: bool) -> Option<Time> {
        let times = &self.lexicon.times;
        let a = self.word(at);
        let of = at + 1 + usize::from(times.is_inside(&self.word(at + 1)));
        let b = self.word(of);
        let year_at =
            |i: usize| Some(self.word(i)).filter(|w| w.len() == 4)?.parse::<i16>().ok().filter(|y| YEARS.contains(y));
        if lead && let Some(year) = year_at(at) {
            return whole(
                Time { words: start..at + 1, from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()? },
                today,
            );
        }
        let day_of = |w: &str| {
            w.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i8>().ok().filter(|d| (1..=31).contains(d))
        };
        let (day, month, mut end) = match (times.month(&a), times.month(&b)) {
            (Some(month), _) if of == at + 1 && day_of(&b).is_some() => (day_of(&b), month, at + 2),
            (_, Some(month)) if day_of(&a).is_some() => (day_of(&a), month, of + 1),
            (Some(month), _) if lead => (None, month, at + 1),
            _ => return None,
        };
        let comma = usize::from(self.word(end) == ",");
        let year = year_at(end + comma);
        if year.is_some() {
            end += comma + 1;
        }
        // "3 May last year"
        let behind = (year.is_none())
            .then(|| {
                times
                    .phrases_from(&self.word(end))
                    .find(|p| p.unit == Unit::Year && p.words.iter().enumerate().all(|(k, w)| self.word(end + k) == *w))
            })
            .flatten();
        let year = match (behind, today) {
            (Some(phrase), Some(today)) => {
                end += phrase.words.len();
                Some(today.year() + i16::try_from(phrase.away).ok()?)
            }
            _ => year,
        };
        let make = |year: i16| -> Option<(Date, Date)> {
            let first = Date::new(year, month, day.unwrap_or(1)).ok()?;
            Some((first, if day.is_some() { first } else { first.last_of_month() }))
        };
        let (from, to) = match (year, today) {
            (Some(year), _) => make(year)?,
            (None, Some(today)) => {
                // "Last May", in May, is that of the year before.
                let last = (start..at).any(|i| times.is_previous(&self.word(i)));
                let over = |(first, end): &(Date, Date)| *first <= today && !(last && *end >= today);
                make(today.year()).filter(over).or_else(|| make(today.year() - 1))?
            }
            (None, None) => return None,
        };
        whole(Time { words: start..end, from, to }, today)
    }

    /// "two days ago", "drie weken geleden".
    fn ago(&self, at: usize, today: Option<Date>) -> Option<Time> {
        let times: &Times = &self.lexicon.times;
        let number = times.number(&self.word(at))?;
        let unit = times.unit(&self.word(at + 1))?;
        let ago = self.word(at + 2);
        if !times.is_ago(&ago) || times.is_before_that(&ago) {
            return None;
        }
        let (from, to) = period(today?, unit, -number)?;
        Some(Time { words: at..at + 3, from, to })
    }
}

/// A time that has come: what lies behind the article's date was not said yet.
fn whole(time: Time, today: Option<Date>) -> Option<Time> {
    match today {
        Some(today) if time.from > today => None,
        Some(today) => Some(Time { to: time.to.min(today), ..time }),
        None => Some(time),
    }
}

/// First and last day of the unit that lies `away` units from today's.
fn period(today: Date, unit: Unit, away: i32) -> Option<(Date, Date)> {
    let away = i64::from(away);
    Some(match unit {
        Unit::Day => {
            let day = today.checked_add(away.days()).ok()?;
            (day, day)
        }
        Unit::Week => {
            let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            let first = monday.checked_add(away.weeks()).ok()?;
            (first, first.checked_add(6.days()).ok()?)
        }
        Unit::Weekend => {
            // The latest that has begun; away from it: the latest that is over.
            let since = i64::from(today.weekday().to_monday_zero_offset() + 2) % 7;
            let back = if away < 0 && since < 2 { since + 7 } else { since };
            let saturday = today.checked_sub(back.days()).ok()?;
            (saturday, saturday.checked_add(1.days()).ok()?)
        }
        Unit::Month => {
            let first = today.first_of_month().checked_add(away.months()).ok()?;
            (first, first.last_of_month())
        }
        Unit::Year => {
            let first = today.first_of_year().checked_add(away.years()).ok()?;
            (first, first.last_of_year())
        }
    })
}
