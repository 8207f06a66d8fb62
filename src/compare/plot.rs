//! A timeline as an SVG picture: a row an outlet, a dot a day, the larger the more claims.

use super::page::escaped;
use super::sketch::day;
use super::timeline::Timeline;
use std::fmt::Write as _;

/// Outlets that have a row of their own; the others share the last one.
const ROWS: usize = 12;
const WIDTH: f64 = 900.0;
const LEFT: f64 = 190.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 60.0;
const ROW: f64 = 34.0;

/// The picture.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn svg(timeline: &Timeline) -> String {
    let rows = timeline.by_outlet(10);
    let days: Vec<i32> = rows.iter().flat_map(|(_, counts)| counts.keys().filter_map(|date| day(date))).collect();
    let (first, last) = (days.iter().min().copied().unwrap_or(0), days.iter().max().copied().unwrap_or(0));
    let place = |date: &str| {
        let part = f64::from(day(date).unwrap_or(first) - first) / f64::from((last - first).max(1));
        LEFT + part * (WIDTH - LEFT - RIGHT)
    };
    let shown = rows.len().min(ROWS);
    let height = TOP + ROW * shown as f64 + 40.0;
    let title = escaped(&format!("{}: {} claims over time", timeline.speaker, timeline.claims.len()));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\">\n\
        <title>{title}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"16\" y=\"30\" font-size=\"18\">{title}</text>\n"
    );
    for (number, (outlet, counts)) in rows.iter().enumerate() {
        let y = TOP + ROW * (number.min(ROWS - 1) as f64 + 0.5);
        if number < ROWS {
            let name = if number + 1 == ROWS && rows.len() > ROWS { "others" } else { outlet };
            let short: String = name.chars().take(24).collect();
            let _ = writeln!(out, "<text x=\"16\" y=\"{:.1}\">{}</text>", y + 4.0, escaped(&short));
            let _ = writeln!(
                out,
                "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ddd\"/>",
                WIDTH - RIGHT
            );
        }
        for (date, count) in counts {
            let radius = 3.0 + 2.5 * (*count as f64).sqrt().min(5.0);
            let told = escaped(&format!("{date}, {outlet}: {count}"));
            let x = place(date);
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"#1f6f8b\" fill-opacity=\"0.7\"><title>{told}</title></circle>"
            );
        }
    }
    let dates = rows.iter().flat_map(|(_, counts)| counts.keys());
    let (from, to) = (dates.clone().min(), dates.max());
    for (date, anchor) in [(from, "start"), (to.filter(|_| first != last), "end")] {
        if let Some(date) = date {
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{date}</text>",
                place(date),
                height - 14.0
            );
        }
    }
    out.push_str("</svg>\n");
    out
}
