//! How much of something there is, month by month: bars, drawn here as SVG. What they say stands beside them as text.

use super::words::Language;
use maud::{Markup, html};

/// A row of bars.
pub(super) struct Row {
    /// What it counts.
    pub label: String,
    /// Months `YYYYMM` in order, each with its number.
    pub months: Vec<(u64, usize)>,
}

/// Months from which on a bar is a year.
const LONGEST: u64 = 72;
/// Bars for which there is room at least: a single one is no wall.
const FEWEST: u64 = 12;
/// Width and height of the drawing's own measure; the page decides how large it is.
const STEP: u64 = 10;
const HEIGHT: usize = 100;

/// A month as a number that goes up by one each month.
const fn ordinal(month: u64) -> u64 {
    month / 100 * 12 + (month % 100).saturating_sub(1)
}

const fn month_of(ordinal: u64) -> u64 {
    ordinal / 12 * 100 + ordinal % 12 + 1
}

/// Rows on one axis. `link` gives the address for the months from one to another.
pub(super) fn timeline(rows: &[Row], language: Language, link: &dyn Fn(u64, u64) -> String) -> Markup {
    let all = || rows.iter().flat_map(|row| row.months.iter().map(|(month, _)| ordinal(*month)));
    let (Some(first), Some(last)) = (all().min(), all().max()) else { return html! {} };
    let is_years = last - first >= LONGEST;
    let slot = |at: u64| if is_years { at / 12 } else { at };
    let (first, last) = (slot(first), slot(last));
    // Dates may lie far apart, some of them wrong: the axis then ends where a page does.
    let first = first.max(last.saturating_sub(400)).min((last + 1).saturating_sub(FEWEST));
    let width = (last - first + 1) * STEP;
    let rows: Vec<(&Row, Vec<(u64, usize)>)> = rows.iter().map(|row| (row, slots(row, first, &slot))).collect();
    let most = rows.iter().flat_map(|(_, bars)| bars.iter().map(|(_, count)| *count)).max().unwrap_or(1).max(1);
    let named = |at: u64| if is_years { at.to_string() } else { language.month(month_of(at)) };
    let months = |at: u64| if is_years { (at * 100 + 1, at * 100 + 12) } else { (month_of(at), month_of(at)) };
    html! {
        div.timeline {
            @for (row, bars) in &rows {
                div.row {
                    @if !row.label.is_empty() { span.label { bdi { (row.label) } } }
                    svg.bars viewBox={ "0 0 " (width) " " (HEIGHT) } preserveAspectRatio="none" role="group" aria-label=(row.label) {
                        @for (at, count) in bars {
                            @let height = (count * HEIGHT).div_ceil(most).max(3);
                            a href=(link(months(*at).0, months(*at).1)) aria-label={ (named(*at)) ": " (language.number(*count)) } {
                                title { (named(*at)) ": " (language.number(*count)) }
                                rect.slot x=((at - first) * STEP) y="0" width=(STEP) height=(HEIGHT) {}
                                rect.bar x=((at - first) * STEP + 1) y=(HEIGHT - height) width=(STEP - 2) height=(height) {}
                            }
                        }
                    }
                    @if !row.label.is_empty() {
                        span.count { (language.number(row.months.iter().map(|(_, count)| count).sum())) }
                    }
                }
            }
            div.axis aria-hidden="true" { span { (named(first)) } @if last > first { span { (named(last)) } } }
        }
    }
}

fn slots(row: &Row, first: u64, slot: &dyn Fn(u64) -> u64) -> Vec<(u64, usize)> {
    let mut bars: Vec<(u64, usize)> = Vec::new();
    for (month, count) in &row.months {
        let at = slot(ordinal(*month));
        match bars.last_mut() {
            Some((last, sum)) if *last == at => *sum += count,
            _ if at >= first => bars.push((at, *count)),
            _ => {}
        }
    }
    bars
}

/// `YYYYMM` as a filter has it: `YYYY-MM`.
pub(super) fn typed_month(month: u64) -> String {
    format!("{:04}-{:02}", month / 100, month % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_months_or_years() {
        let draw = |months: Vec<(u64, usize)>| {
            let row = Row { label: "x".into(), months };
            timeline(&[row], Language::English, &|from, to| format!("/{from}-{to}")).into_string()
        };
        let months = draw(vec![(201_711, 2), (201_801, 4)]);
        assert!(months.contains("viewBox=\"0 0 120 100\"") && months.contains("November 2017: 2"), "{months}");
        assert!(months.contains("/201801-201801"), "{months}");
        let years = draw(vec![(199_911, 2), (201_801, 4), (201_802, 1)]);
        assert!(years.contains("2018: 5") && years.contains("/201801-201812"), "{years}");
        assert_eq!(timeline(&[], Language::English, &|_, _| String::new()).into_string(), "");
        // Whatever an article gives as its date.
        let wide = draw(vec![(101, 1), (999_912, 1)]);
        assert!(wide.contains("9999: 1"), "{wide}");
    }
}
