//! What a line must hold for an expression to match it: a few short strings that one pass finds, so that hardly any line meets the expression itself.
//!
//! Everything here is in lower case and only ever too generous: a line that holds what is required may still not match.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

/// Strings that parts of an expression joined to one another may give; more are cut where they begin to be.
const MAX_JOINED: usize = 64;
/// Strings that one part may give: the longest list of a seed file has some hundred and fifty.
const MAX_STRINGS: usize = 400;
/// Characters of a class that are taken one by one: marks and white space have some forty.
const MAX_CLASS: u32 = 48;
/// Longer strings are no rarer.
const RARE: usize = 6;

/// What a match cannot do without: the line begins with one of these strings, or holds one of those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Required {
    pub begins: Vec<String>,
    pub holds: Vec<String>,
}

impl Required {
    /// What `source` requires of a line, case ignored; `None` where that is nothing in particular.
    pub(super) fn of(source: &str) -> Option<Self> {
        let hir = ParserBuilder::new().build().parse(source).ok()?;
        let anchored = hir.properties().look_set_prefix().contains(Look::Start);
        let mut required = Self::default();
        required.add(&hir, anchored).then_some(required)
    }

    /// Adds what `hir` requires; false where that is nothing.
    fn add(&mut self, hir: &Hir, anchored: bool) -> bool {
        match hir.kind() {
            HirKind::Capture(capture) => return self.add(&capture.sub, anchored),
            HirKind::Alternation(ways) => return ways.iter().all(|way| self.add(way, anchored)),
            HirKind::Concat(parts) => {
                let mut wide = parts.iter().filter(|part| !matches!(part.kind(), HirKind::Look(_)));
                if let (Some(only), None) = (wide.next(), wide.next()) {
                    return self.add(only, anchored);
                }
            }
            _ => {}
        }
        let facts = Facts::of(hir);
        if anchored && sound(&facts.starts) {
            self.begins.extend(facts.starts);
        } else if let Some(needs) = facts.needs {
            self.holds.extend(needs);
        } else {
            return false;
        }
        true
    }
}

/// What is known of all texts that a part of an expression matches.
struct Facts {
    /// All of them, where they are few.
    exact: Option<Vec<String>>,
    /// Each begins with one of these; one of which may be empty.
    starts: Vec<String>,
    /// Each holds one of these, none of which is empty.
    needs: Option<Vec<String>>,
}

impl Facts {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::exact(vec![String::new()]),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Self::joined(text.chars().map(|c| Self::one_of(c, c))),
                Err(_) => Self::nothing(),
            },
            HirKind::Class(Class::Unicode(class)) => Self::class(class),
            HirKind::Class(Class::Bytes(_)) => Self::nothing(),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(parts) => Self::joined(parts.iter().map(Self::of)),
            HirKind::Alternation(ways) => Self::any(ways.iter().map(Self::of)),
            HirKind::Repetition(repetition) => Self::repeated(repetition),
        }
    }

    fn nothing() -> Self {
        Self { exact: None, starts: vec![String::new()], needs: None }
    }

    fn exact(strings: Vec<String>) -> Self {
        Self { starts: strings.clone(), needs: sound(&strings).then(|| strings.clone()), exact: Some(strings) }
    }

    fn one_of(first: char, last: char) -> Self {
        Self::class(&ClassUnicode::new([ClassUnicodeRange::new(first, last)]))
    }

    fn class(class: &ClassUnicode) -> Self {
        let size: u32 = class.ranges().iter().map(|r| u32::from(r.end()) - u32::from(r.start()) + 1).sum();
        if size > MAX_CLASS {
            return Self::nothing();
        }
        let mut strings: Vec<String> = Vec::new();
        for c in class.ranges().iter().flat_map(|r| r.start()..=r.end()) {
            let Some(c) = plain(c) else { return Self::nothing() };
            strings.push(c.to_string());
        }
        Self::exact(unique(strings))
    }

    fn repeated(repetition: &Repetition) -> Self {
        let sub = Self::of(&repetition.sub);
        match (repetition.min, repetition.max) {
            (1, Some(1)) => sub,
            (0, Some(1)) if sub.exact.is_some() => Self::any([Self::exact(vec![String::new()]), sub].into_iter()),
            (0, _) => Self::nothing(),
            _ => Self { exact: None, ..sub },
        }
    }

    fn any(ways: impl Iterator<Item = Self>) -> Self {
        let mut all = Self { exact: Some(Vec::new()), starts: Vec::new(), needs: Some(Vec::new()) };
        for way in ways {
            all.exact = both(all.exact, way.exact);
            all.needs = both(all.needs, way.needs);
            all.starts.extend(way.starts);
        }
        all.starts = unique(all.starts);
        if all.starts.len() > MAX_STRINGS {
            all.starts = vec![String::new()];
        }
        match all.exact {
            Some(exact) => Self::exact(exact),
            None => all,
        }
    }

    fn joined(parts: impl Iterator<Item = Self>) -> Self {
        let mut starts: Option<Vec<String>> = None;
        let mut needs: Option<Vec<String>> = None;
        let mut offer = |strings: &[String]| {
            let worth = |s: &[String]| (s.iter().map(String::len).min().unwrap_or(0).min(RARE), usize::MAX - s.len());
            if sound(strings) && needs.as_deref().is_none_or(|best| worth(strings) > worth(best)) {
                needs = Some(strings.to_vec());
            }
        };
        // What stands in one piece up to here.
        let mut run = vec![String::new()];
        for part in parts {
            if let Some(longer) = part.exact.as_ref().and_then(|exact| cross(&run, exact)) {
                run = longer;
                continue;
            }
            let begun = cross(&run, &part.starts).unwrap_or(run);
            offer(&begun);
            if let Some(needs) = &part.needs {
                offer(needs);
            }
            starts.get_or_insert(begun);
            run = part.exact.unwrap_or_else(|| vec![String::new()]);
        }
        match starts {
            None => Self::exact(run),
            Some(starts) => {
                offer(&run);
                Self { exact: None, starts, needs }
            }
        }
    }
}

/// True where each string tells something.
fn sound(strings: &[String]) -> bool {
    !strings.is_empty() && strings.iter().all(|s| !s.is_empty())
}

fn unique(mut strings: Vec<String>) -> Vec<String> {
    strings.sort_unstable();
    strings.dedup();
    strings
}

fn both(a: Option<Vec<String>>, b: Option<Vec<String>>) -> Option<Vec<String>> {
    let mut all = a?;
    all.extend(b?);
    Some(unique(all)).filter(|all| all.len() <= MAX_STRINGS)
}

/// Every string of `a` with every string of `b` behind it, where these are few.
fn cross(a: &[String], b: &[String]) -> Option<Vec<String>> {
    let few = a.len() * b.len() <= MAX_JOINED || a.len() == 1 && b.len() <= MAX_STRINGS || b.len() == 1;
    few.then(|| unique(a.iter().flat_map(|a| b.iter().map(move |b| format!("{a}{b}"))).collect()))
}

/// Letters of other scripts' making that are, case ignored, the same as one of a to z: a line that holds one tells nothing by its plain letters.
pub(super) const ALIASES: [&str; 2] = ["\u{17f}", "\u{212a}"];

/// The one character that stands for all that are the same, case ignored; `None` where one of a to z does not do.
fn plain(c: char) -> Option<char> {
    let mut same = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
    same.try_case_fold_simple().ok()?;
    let all = || same.ranges().iter().flat_map(|r| r.start()..=r.end());
    match all().find(char::is_ascii) {
        Some(ascii) => Some(ascii.to_ascii_lowercase()),
        None => (all().count() == 1).then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::Required;

    #[test]
    fn tells_what_a_match_cannot_do_without() {
        let of = |source: &str| {
            Required::of(source).map_or_else(
                || "-".to_owned(),
                |required| format!("{} | {}", required.begins.join(","), required.holds.join(",")),
            )
        };
        for (source, expected) in [
            ("^(?:copyright\\b|©|\\(c\\)\\s*(?:19|20)\\d\\d).*$", "(c),copyright,© | "),
            ("^(?:Please )?(?:share|like)(?: this){0,3}$", "like,please like,please share,share | "),
            (
                "^.*\\b(?:he|she) can be (?:reached|found).*$",
                " | he can be found,he can be reached,she can be found,she can be reached",
            ),
            ("^(?:.*?icon){8}.*$", " | icon"),
            ("^(?:[#@]\\w+){2,}$", "#,@ | "),
            ("^(?:photo:.*|.*\\(photo by .*)$", "photo: | (photo by "),
            ("a|b?", "-"),
            ("don['’]t", " | don't,don’t"),
            ("x{0,3}y+", " | y"),
            ("^caf(?:é|e)s$", "caf | "),
            ("(?i)Kiss", " | kiss"),
        ] {
            assert_eq!(of(source), expected, "{source}");
        }
    }
}
