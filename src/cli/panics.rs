//! What is said when the program itself fails: a message as any other. `RUST_BACKTRACE=1` shows Rust's own as well.

use super::terminal::Terminal;
use crate::dump::plain;
use crate::error;
use std::panic::PanicHookInfo;

/// From here on a failure of the program is told in its own words; what [`error::guarded`] catches is told by its caller.
pub fn tell(terminal: Terminal) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |failure| {
        if wants_trace() {
            usual(failure);
        }
        if !error::is_guarded() {
            terminal.error(&anyhow::Error::msg(message(failure)));
        }
    }));
}

fn wants_trace() -> bool {
    std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0")
}

fn message(failure: &PanicHookInfo<'_>) -> String {
    let place = failure.location().map_or_else(String::new, |l| format!(" ({}:{})", l.file(), l.line()));
    let payload = failure.payload();
    let cause =
        payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let cause = cause.map_or_else(String::new, |c| format!(": {}", plain::line(c)));
    format!(
        "the program failed{place}{cause}\nhint: this is a bug: please report it, with RUST_BACKTRACE=1 and the article if you can share it"
    )
}
