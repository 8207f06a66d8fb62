//! An expression of a seed file, compiled when a line is first held against it.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

/// A compiled expression may take this many bytes.
const SIZE_LIMIT: usize = 64 << 20;

/// Case never matters.
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    regex: OnceLock<Option<Regex>>,
    /// The same without word boundaries, where it has some: on a line that is not plain ASCII these are ten times slower, and most have a curly
    /// quotation mark.
    wide: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Of a regular expression.
    #[must_use]
    pub const fn new(source: String) -> Self {
        Self { source, regex: OnceLock::new(), wide: OnceLock::new() }
    }

    /// Compiles it, to see whether it is one.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), regex::Error> {
        let regex = compiled(&self.source)?;
        self.regex.get_or_init(|| Some(regex));
        Ok(())
    }

    /// The expression as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// True where it matches somewhere in `line`.
    #[must_use]
    pub fn is_match(&self, line: &str) -> bool {
        let wide = self.wide.get_or_init(|| widened(&self.source));
        wide.as_ref().is_none_or(|wide| wide.is_match(line)) && self.regex().is_some_and(|regex| regex.is_match(line))
    }

    /// All places in `line` that it matches, none over another.
    pub fn find_iter<'t>(&self, line: &'t str) -> impl Iterator<Item = regex::Match<'t>> {
        self.regex().into_iter().flat_map(move |regex| regex.find_iter(line))
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compiled(&self.source).ok()).as_ref()
    }
}

fn compiled(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).case_insensitive(true).size_limit(SIZE_LIMIT).build()
}

/// An expression that matches wherever `source` does, case ignored, without its word boundaries; `None` where it has none.
fn widened(source: &str) -> Option<Regex> {
    let hir = ParserBuilder::new().case_insensitive(true).build().parse(source).ok()?;
    if !hir.properties().look_set().contains_word() {
        return None;
    }
    // Both cases of each letter are in it by now; to look for them again takes longer than all the rest.
    RegexBuilder::new(&without_boundaries(&hir).to_string()).size_limit(SIZE_LIMIT).build().ok()
}

fn without_boundaries(hir: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(without_boundaries).collect();
    match hir.kind() {
        HirKind::Look(Look::WordUnicode | Look::WordAscii) => Hir::empty(),
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(without_boundaries(&repetition.sub)), ..repetition.clone() })
        }
        HirKind::Capture(capture) => without_boundaries(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
        _ => hir.clone(),
    }
}
