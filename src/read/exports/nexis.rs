//! Nexis Uni and LexisNexis Academic: "Document 1 of 20" or "1 of 20 DOCUMENTS" above, "End of Document" below, labels around the text.

use super::{Document, has, joined, words};
use crate::model::Meta;
use crate::read::dates::{DateReader, Day};
use crate::read::{ReadOptions, metadata};
use crate::seeds::Seeds;
use crate::seeds::exports::Nexis;

/// Bytes of the longest line above the text that is a headline, an outlet or an edition.
const LONGEST: usize = 300;

/// The documents; `None` where the lines are no such export.
pub(super) fn documents(lines: &[&str], options: &ReadOptions) -> Option<Vec<Document>> {
    let nexis = &options.seeds.exports.nexis;
    let parts = parts(lines, nexis)?;
    if !parts.iter().any(|part| part.lines.iter().any(|line| is_mark(line, nexis))) {
        return None;
    }
    Some(parts.into_iter().map(|part| document(&part, options)).collect())
}

/// The lines of one document.
struct Part<'a> {
    /// Its first line in the export, from 1.
    line: usize,
    lines: Vec<&'a str>,
}

/// Cuts the lines where documents begin and end; `None` where they nowhere do.
fn parts<'a>(lines: &[&'a str], nexis: &Nexis) -> Option<Vec<Part<'a>>> {
    let begins = |line: &str| begins(line, nexis);
    let counted = lines.iter().any(|line| begins(line));
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Option<Part> = None;
    let mut marked = false;
    for (n, line) in lines.iter().enumerate() {
        let (begin, end) = (begins(line), has(&nexis.ends, line));
        marked |= begin || end;
        if begin || end {
            parts.extend(open.take());
        }
        if begin {
            open = Some(Part { line: n + 1, lines: Vec::new() });
        } else if end || counts(line, &nexis.pages, &nexis.of) {
            continue;
        } else if let Some(open) = &mut open {
            open.lines.push(line);
        } else if !counted && !line.is_empty() {
            open = Some(Part { line: n + 1, lines: vec![line] });
        }
    }
    parts.extend(open);
    // A list of what was asked for stands before the first document, the service's address behind the last.
    if !counted
        && parts.len() > 1
        && parts.last().is_some_and(|last| !last.lines.iter().any(|line| is_mark(line, nexis)))
    {
        parts.pop();
    }
    (marked && !parts.is_empty()).then_some(parts)
}

/// True for the line above a document.
pub(super) fn begins(line: &str, nexis: &Nexis) -> bool {
    counts(line, &nexis.counted, &nexis.of)
}

/// True for a line such as "3 of 20 DOCUMENTS" or "Document 3 of 20".
fn counts(line: &str, counted: &[String], of: &[String]) -> bool {
    if line.len() > 40 || !line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let [a, b, c, d] = tokens[..] else { return false };
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is = |what: &str, n: &str, between: &str, all: &str| {
        number(n) && number(all) && has(of, between) && has(counted, what.trim_end_matches('.'))
    };
    is(a, b, c, d) || is(d, a, b, c)
}

/// What a label says of its line.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    Title,
    Author,
    Url,
    Other,
}

/// A label and what stands behind it, where `line` begins with one.
struct Labelled<'a> {
    label: Label,
    name: &'a str,
    value: &'a str,
}

impl Labelled<'_> {
    fn capitals(&self) -> bool {
        !self.name.contains(char::is_lowercase)
    }
}

fn label<'a>(line: &'a str, nexis: &Nexis) -> Option<Labelled<'a>> {
    let (name, value) = line.split_once(':')?;
    if !name.starts_with(char::is_uppercase) {
        return None;
    }
    let lists = [(&nexis.title, Label::Title), (&nexis.author, Label::Author), (&nexis.url, Label::Url)];
    let others = [&nexis.above, &nexis.below, &nexis.behind].map(|list| (list, Label::Other));
    let (_, label) = lists.into_iter().chain(others).find(|(list, _)| has(list, name.trim()))?;
    Some(Labelled { label, name, value: value.trim() })
}

/// True for a line that only such an export has.
fn is_mark(line: &str, nexis: &Nexis) -> bool {
    label(line, nexis).is_some() || has(&nexis.body, line)
}

fn document(part: &Part, options: &ReadOptions) -> Document {
    let nexis = &options.seeds.exports.nexis;
    let lines = without_cover(&part.lines, nexis);
    let (head_end, body) = head_and_body(lines, nexis);
    let body_end = body + lines[body..].iter().position(|line| ends(line, nexis)).unwrap_or(lines.len() - body);
    let mut meta = Meta::default();
    let used = labelled(&lines[..body], nexis, options.seeds, &mut meta);
    labelled(&lines[body_end..], nexis, options.seeds, &mut meta);
    let head: Vec<&str> =
        lines[..head_end].iter().zip(&used).map(|(line, used)| if *used { "" } else { *line }).collect();
    read_head(&head, nexis, options.seeds, &mut meta);
    Document { line: part.line, meta, text: joined(without_rights(&lines[body..body_end], nexis)) }
}

fn without_cover<'a, 'b>(lines: &'b [&'a str], nexis: &Nexis) -> &'b [&'a str] {
    let is_cover = |line: &&str| line.split_once(':').is_some_and(|(name, _)| has(&nexis.cover, name.trim()));
    let first = lines.iter().position(|line| is_mark(line, nexis));
    let head = &lines[..first.unwrap_or(0)];
    head.iter().rposition(is_cover).map_or(lines, |last| &lines[last + 1..])
}

/// Where the lines above the labels end, and where the text begins.
fn head_and_body(lines: &[&str], nexis: &Nexis) -> (usize, usize) {
    let first = lines.iter().position(|line| label(line, nexis).is_some());
    let marked = lines.iter().position(|line| has(&nexis.body, line));
    if let Some(body) = marked {
        return (body, body + 1);
    }
    let Some(first) = first else { return (0, 0) };
    let mut at = first;
    let mut body = first;
    // A headline may stand between labels; a paragraph there is the text.
    let mut between = 0;
    while at < lines.len() {
        if let Some(found) = label(lines[at], nexis) {
            at += 1;
            if found.capitals() {
                at += lines[at..].iter().take_while(|line| !line.is_empty() && label(line, nexis).is_none()).count();
            }
            (body, between) = (at, 0);
        } else {
            between += usize::from(!lines[at].is_empty());
            if between > 1 || lines[at].len() > LONGEST || lines[at].ends_with(['.', '”', '"']) {
                break;
            }
            at += 1;
        }
        if at < lines.len() && ends(lines[at], nexis) {
            break;
        }
    }
    (body, body)
}

/// True for the first line behind the text.
fn ends(line: &str, nexis: &Nexis) -> bool {
    let behind = |found: Labelled| has(&nexis.behind, found.name) || found.capitals() && has(&nexis.below, found.name);
    has(&nexis.foot, line) || label(line, nexis).is_some_and(behind)
}

/// Reads the labels into `meta`, and tells which lines are theirs.
fn labelled(lines: &[&str], nexis: &Nexis, seeds: &Seeds, meta: &mut Meta) -> Vec<bool> {
    let mut used = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let Some(found) = label(lines[at], nexis) else {
            at += 1;
            continue;
        };
        let from = at;
        at += 1;
        // In the older form, a value goes on to the next empty line.
        while found.capitals() && at < lines.len() && !lines[at].is_empty() && label(lines[at], nexis).is_none() {
            at += 1;
        }
        used[from..at].fill(true);
        let value = words(&format!("{} {}", found.value, lines[from + 1..at].join(" ")));
        match found.label {
            Label::Title => meta.title = meta.title.take().or(value),
            Label::Author => {
                let author = value.and_then(|value| words(metadata::without_author_label(&value, seeds)));
                meta.author = meta.author.take().or(author);
            }
            Label::Url => meta.url = meta.url.take().or(value),
            Label::Other => {}
        }
    }
    used
}

/// Headline, outlet and day: in Nexis Uni in this order, in LexisNexis Academic outlet, day, edition, headline.
fn read_head(lines: &[&str], nexis: &Nexis, seeds: &Seeds, meta: &mut Meta) {
    let reader = DateReader::new(None, seeds);
    let lines: Vec<&str> = lines.iter().map(|line| if is_rights(line, nexis) { "" } else { *line }).collect();
    let Some((at, day)) = lines.iter().enumerate().find_map(|(at, line)| Some((at, day(line, &reader)?))) else {
        // Without a day, what stands last above the labels is the headline.
        meta.title = meta.title.take().or_else(|| paragraphs(&lines).pop());
        return;
    };
    (meta.date, meta.published) = (Some(day.date()), day.published());
    let mut above: Vec<String> = lines[..at].iter().filter_map(|line| words(line)).collect();
    meta.source = above.pop();
    let mut below = paragraphs(&lines[at + 1..]);
    let title = if above.is_empty() {
        below.retain(|line| line.len() <= LONGEST);
        if below.len() > 1 {
            below.retain(|line| !is_edition(line, nexis));
        }
        below.pop()
    } else {
        words(&above.join(" "))
    };
    meta.title = meta.title.take().or(title);
}

fn paragraphs(lines: &[&str]) -> Vec<String> {
    lines.split(|line| line.is_empty()).filter_map(|lines| words(&lines.join(" "))).collect()
}

/// The day of a line that tells nothing else.
fn day(line: &str, reader: &DateReader) -> Option<Day> {
    if line.len() > 80 {
        return None;
    }
    let day = reader.find(line)?;
    let rest = [&line[..day.span.start], &line[day.span.end..]];
    let only = rest.iter().all(|rest| {
        rest.split_whitespace().all(|word| reader.is_filler(word) || word.starts_with(|c: char| c.is_ascii_digit()))
    });
    only.then_some(day)
}

fn is_rights(line: &str, nexis: &Nexis) -> bool {
    let begin: String = line.chars().take(40).collect::<String>().to_lowercase();
    nexis.rights.iter().any(|rights| begin.starts_with(rights.as_str()))
}

fn is_edition(line: &str, nexis: &Nexis) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| has(&nexis.editions, word))
}

fn without_rights<'a, 'b>(mut lines: &'b [&'a str], nexis: &Nexis) -> &'b [&'a str] {
    let gone = |line: &str| line.is_empty() || is_rights(line, nexis);
    while let [rest @ .., last] = lines
        && gone(last)
    {
        lines = rest;
    }
    while let [first, rest @ ..] = lines
        && gone(first)
    {
        lines = rest;
    }
    lines
}
