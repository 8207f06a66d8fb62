//! Files that were found and not read: which, and what would help.

use super::numbers::thousands;
use super::terminal::Terminal;
use crate::read::{Endings, Walk};

/// Columns of the line that lists them.
const WIDTH: usize = 80;
/// What begins that line, in a summary.
pub const HEAD: &str = "not read   ";

/// Documents, and what makes text of them; `{}` is the file's ending.
const TOOLS: [(&[&str], &str); 3] = [
    (&["pdf"], "`pdftotext a.{}`"),
    (&["fb2", "tex", "rst", "org"], "`pandoc a.{} -o a.txt`"),
    (&["doc", "wps", "wpd", "pages"], "`soffice --convert-to txt a.{}`"),
];

/// All files that a walk found and that are not read.
#[must_use]
pub fn of(walk: &Walk) -> Endings {
    let mut all = Endings::default();
    walk.unread.values().for_each(|endings| all.add(endings));
    all
}

/// Says how many there are, where there are any.
pub fn tell(endings: &Endings, terminal: &Terminal) {
    if !endings.is_empty() {
        terminal.note(&format!("{HEAD}{}", list(endings)));
        terminal.advice(&hint(endings));
    }
}

/// How many of which ending, on one line.
#[must_use]
pub fn list(endings: &Endings) -> String {
    let all = endings.most_first();
    let mut line = String::new();
    let mut left = endings.files();
    for (ending, files) in all {
        let name = ending.map_or_else(|| "without an ending".to_owned(), |ending| format!(".{ending}"));
        let comma = if line.is_empty() { "" } else { ", " };
        let next = format!("{comma}{} {name}", thousands(files));
        let more = format!(", {} more", thousands(left));
        let room = WIDTH - HEAD.len() - if left > files { more.len() } else { 0 };
        if line.chars().count() + next.chars().count() > room {
            return line + &more;
        }
        line.push_str(&next);
        left -= files;
    }
    line
}

/// What to do about them.
#[must_use]
pub fn hint(endings: &Endings) -> String {
    let all = endings.most_first();
    let tools: Vec<String> = TOOLS
        .iter()
        .filter_map(|(known, tool)| {
            let ending = all.iter().find_map(|(ending, _)| ending.filter(|ending| known.contains(ending)))?;
            Some(tool.replace("{}", ending))
        })
        .collect();
    if !tools.is_empty() {
        return format!("convert documents to text: {}", tools.join(", "));
    }
    match all.iter().find_map(|(ending, _)| *ending) {
        Some(ending) => format!("--exclude '*.{ending}' leaves such files out of the count"),
        None => "--exclude leaves files out of the count".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endings(names: &[&str]) -> Endings {
        let mut endings = Endings::default();
        names.iter().for_each(|name| endings.count(name));
        endings
    }

    #[test]
    fn a_line_is_not_too_long() {
        assert_eq!(list(&endings(&["a.pdf", "b.pdf", "c"])), "2 .pdf, 1 without an ending");
        let names: Vec<String> = (100..200).map(|n| format!("a.ending{n}")).collect();
        let many = endings(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let line = list(&many);
        assert_eq!(line, "1 .ending100, 1 .ending101, 1 .ending102, 1 .ending103, 96 more");
        assert!(HEAD.len() + line.len() <= WIDTH, "{line}");
    }

    #[test]
    fn the_hint_is_about_what_is_there() {
        for (names, expected) in [
            (&["a.pdf", "a.png"][..], "convert documents to text: `pdftotext a.pdf`"),
            (&["a.pdf", "b.tex"], "convert documents to text: `pdftotext a.pdf`, `pandoc a.tex -o a.txt`"),
            (&["a.png", "b"], "--exclude '*.png' leaves such files out of the count"),
            (&["b"], "--exclude leaves files out of the count"),
        ] {
            assert_eq!(hint(&endings(names)), expected, "{names:?}");
        }
    }
}
