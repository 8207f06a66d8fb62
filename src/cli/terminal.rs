//! The places a command speaks to: results to standard output, everything else to standard error.

use super::args::{Color, Global};
use crate::dump::plain;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{self, BufWriter, IsTerminal as _, Write};

/// The width of output that goes to no terminal, and of a terminal that does not tell its own.
const WIDTH: usize = 80;
/// Wider lines are hard to read.
const WIDEST: usize = 160;

/// What stands for itself.
pub const BOLD: Style = Style::new().bold();
/// What stands back.
pub const DIM: Style = Style::new().dimmed();
/// The words that name a source.
pub const SOURCE: Style = AnsiColor::Cyan.on_default().bold();
/// A reporting expression.
pub const CUE: Style = AnsiColor::Yellow.on_default();
/// What is said.
pub const CONTENT: Style = AnsiColor::Green.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// Where results and messages go, and whether with colours.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    choice: ColorChoice,
    quiet: bool,
}

impl Terminal {
    /// As the flags of every command say.
    #[must_use]
    pub const fn new(global: &Global) -> Self {
        let choice = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { choice, quiet: global.quiet }
    }

    /// Standard output for text with styles; they are taken out where no colours are wanted.
    #[must_use]
    pub fn results(&self) -> impl Write + use<> {
        BufWriter::new(AutoStream::new(io::stdout(), self.choice).lock())
    }

    /// Standard output for bytes as they are.
    #[must_use]
    pub fn plain_results(&self) -> impl Write + use<> {
        BufWriter::new(io::stdout().lock())
    }

    /// Whether results are styled.
    #[must_use]
    pub fn styles_results(&self) -> bool {
        !matches!(AutoStream::new(io::stdout(), self.choice).current_choice(), ColorChoice::Never)
    }

    /// Whether a person reads the results.
    #[must_use]
    pub fn stdout_is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether a person reads the messages and wants to see progress.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Columns for results.
    #[must_use]
    pub fn width(&self) -> usize {
        terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDEST))
    }

    /// Says what went wrong, and what to do.
    pub fn error(&self, error: &anyhow::Error) {
        self.message("error", ERROR, &format!("{error:#}"));
    }

    /// Says what did not work, but did not stop the run.
    pub fn warning(&self, text: &dyn std::fmt::Display) {
        self.message("warning", WARNING, &text.to_string());
    }

    /// Says what the user might do.
    pub fn hint(&self, text: &str) {
        let _ = writeln!(self.messages(), "{HINT}hint:{HINT:#} {}", plain::lines(text));
    }

    /// Says what the user might do, besides what is needed; `--quiet` leaves it out.
    pub fn advice(&self, text: &str) {
        if !self.quiet {
            self.hint(text);
        }
    }

    /// Says something that is not needed; `--quiet` leaves it out.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(self.messages(), "{}", plain::lines(text));
        }
    }

    fn message(&self, name: &str, style: Style, text: &str) {
        let text = plain::lines(text);
        let (cause, hint) = text.split_once("\nhint: ").map_or((&*text, None), |(cause, hint)| (cause, Some(hint)));
        let _ = writeln!(self.messages(), "{style}{name}:{style:#} {cause}");
        if let Some(hint) = hint {
            self.hint(hint);
        }
    }

    fn messages(&self) -> impl Write + use<> {
        AutoStream::new(io::stderr(), self.choice)
    }
}
