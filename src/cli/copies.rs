//! How much of an answer stands in articles that are copies of others.

use super::numbers::counted;
use super::terminal::Terminal;

/// Says it, where there is any.
pub fn tell(in_copies: usize, thing: &str, collapsed: bool, terminal: &Terminal) {
    if in_copies == 0 {
        return;
    }
    let (things, stand) = (counted(in_copies, thing), if in_copies == 1 { "stands" } else { "stand" });
    let are = if in_copies == 1 { "is a copy" } else { "are copies" };
    terminal.note(&match (collapsed, thing) {
        (true, "article") => format!("besides, {things} {are} of these"),
        (true, _) => format!("besides, {things} {stand} in copies of these articles"),
        (false, "article") => format!("{things} of these {are} of another; --collapse leaves them out"),
        (false, _) => format!("{things} of these {stand} in copies of other articles; --collapse leaves them out"),
    });
}
