//! Slips and turns of phrase that native news hardly ever has. They are too rare to be learned from a few hundred texts, so their weights are
//! set by hand, and each says how often it was seen: texts of 335 translations / texts of 1,012 native or human ones of the training data.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

/// What to look for, its name, its weight in log-odds a hit, and the most that it may add.
#[rustfmt::skip]
const RULES: &[(&str, &str, f64, f64)] = &[
    // "full -scale": 1 / 1; in text copied from translated web pages again and again.
    (r"[a-z] -[a-z]", "space before a hyphen (“full -scale”)", 1.0, 2.0),
    // 'point. "' where the mark closes: 9 / 0
    (r#"[a-z]\. "(?:\s|$)"#, "space before a closing quotation mark", 2.0, 3.0),
    // 8 / 0
    (r"(?-u:\b)(?:Recall that|Recall,|We will remind)", "“Recall that …”", 2.0, 2.0),
    // 2 / 0
    (r"(?-u:\b)(?:with)?in the framework of(?-u:\b)", "“in the framework of”", 1.0, 1.0),
    // 8 / 4
    (r"(?-u:\b)on the territory of(?-u:\b)", "“on the territory of”", 0.7, 0.7),
    // 4 / 1
    (r"(?-u:\b)(?:This|It|The news) (?:was|is) reported by(?-u:\b)|(?-u:\b)reports with reference to(?-u:\b)", "“This was reported by …”", 1.0, 1.0),
    (r"(?-u:\b)(?:It is noted|It should be recalled|As it became known|we remind you) that(?-u:\b)", "“It is noted that …”", 1.0, 1.5),
    // 1 / 0
    (r"[。、「」]", "a mark of Japanese or Chinese", 2.0, 2.0),
];

static PATTERNS: LazyLock<Vec<Option<Regex>>> = LazyLock::new(|| RULES.iter().map(|r| Regex::new(r.0).ok()).collect());

/// All of them at once, to leave most articles after one pass.
static ANY: LazyLock<Option<RegexSet>> = LazyLock::new(|| RegexSet::new(RULES.iter().map(|r| r.0)).ok());

/// The rules that found something, with the weight that they add.
pub(super) fn slips(parts: &[&str]) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    if ANY.as_ref().is_some_and(|any| !parts.iter().any(|p| any.is_match(p))) {
        return found;
    }
    for ((_, name, weight, most), pattern) in RULES.iter().zip(&*PATTERNS) {
        let Some(pattern) = pattern else { continue };
        let enough = (most / weight).ceil() as usize;
        let hits: usize = parts.iter().map(|p| pattern.find_iter(p).take(enough).count()).sum();
        if hits > 0 {
            found.push(((*name).to_owned(), (weight * hits as f64).min(*most)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, slips};

    #[test]
    fn slips_of_copied_translations_are_found() {
        assert!(PATTERNS.iter().all(Option::is_some), "a pattern doesn't compile");
        let names = |text: &str| slips(&[text]).into_iter().map(|(n, w)| format!("{n} {w}")).collect::<Vec<_>>();
        assert_eq!(
            names("the full -scale war and the so -called republic, this long -term plan"),
            ["space before a hyphen (“full -scale”) 2"]
        );
        assert_eq!(names("he will answer \"at some point. \" Then"), ["space before a closing quotation mark 2"]);
        assert_eq!(names("Recall that the plan was made in the framework of the talks.").len(), 2);
        assert_eq!(names("He said. \"We will go.\" A full-scale war - so they say."), [""; 0]);
    }
}
