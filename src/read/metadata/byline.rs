//! Lines that hold nothing but a date, an author, an outlet and their labels.

use std::borrow::Cow;

use super::Words;
use crate::read::dates::Day;
use crate::read::lines::is_name;
use crate::seeds::metadata::MetadataWords;
use crate::seeds::outlets::OutletKind;

/// Bytes of the longest line of this kind: three names, two dates and their labels.
const MAX_BYTES: usize = 200;
/// What stands between the parts of such a line.
const SEPARATORS: [char; 14] = ['|', '−', '–', '—', '•', '·', ';', '/', '\t', ',', '(', ')', '[', ']'];

/// What such a line tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub day: Option<Day>,
    /// A later day: "last updated".
    pub update: Option<Day>,
    pub author: Option<String>,
    pub source: Option<String>,
    /// The author is the newsroom: words that stand alone in no other meaning, as a name does.
    newsroom: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Label {
    Author,
    Source,
    Date,
    Update,
}

/// Reads `line` when it is nothing else; `head` allows an unlabelled date.
pub(super) fn read(line: &str, head: bool, words: &Words) -> Option<Told> {
    if line.len() > MAX_BYTES {
        return None;
    }
    let mut told = Told::default();
    let mut pending = None;
    let mut time = None;
    let mut labelled = false;
    let mut rest = line;
    loop {
        let day = words.dates.find(rest);
        let before = day.map_or(rest, |d| &rest[..d.span.start]);
        let apart = apart(before);
        for part in apart.split(SEPARATORS) {
            let (label, of) = segment(part, pending, &mut told, &mut time, words)?;
            labelled |= label.is_some() && of;
            // A label holds for what follows it, past commas.
            if label.is_some() {
                pending = label;
            }
        }
        let Some(day) = day else { break };
        if pending == Some(Label::Update) {
            told.update = told.update.or(Some(day));
        } else {
            told.day = told.day.or(Some(day));
        }
        labelled |= matches!(pending, Some(Label::Update | Label::Date));
        pending = None;
        rest = &rest[day.span.end..];
    }
    told.day = told.day.map(|d| d.or_time(time));
    let dated = told.day.is_some() || told.update.is_some();
    if !head {
        // At the end an outlet behind a name is a photographer's ("Jane Doe / Reuters"), and one alone is the article's when it is an agency.
        let known = told.source.as_deref().and_then(|name| words.seeds.outlets.named(name));
        let alone = told.author.is_none() && known.is_some_and(|o| o.kind == OutletKind::Agency);
        if !labelled && !alone {
            told.source = None;
            return (known.is_some() && told.author.take().is_some()).then_some(told);
        }
        if known.is_none() {
            told.source = None;
        }
        return (labelled || alone).then_some(told).filter(|t| dated || t.author.is_some() || t.source.is_some());
    }
    (labelled || told.source.is_some() || dated || told.newsroom).then_some(told)
}

/// `text` with a separator where a dash or a gap stands between words.
fn apart(text: &str) -> Cow<'_, str> {
    if text.as_bytes().windows(2).any(|two| two[0] == b' ' && matches!(two[1], b' ' | b'-')) {
        text.replace(" - ", "|").replace("  ", "|").replace(" -- ", "|").into()
    } else {
        text.into()
    }
}

/// One part between separators: what it labels, and whether that label has its value. `None`: these are words of a text.
fn segment(
    part: &str,
    pending: Option<Label>,
    told: &mut Told,
    time: &mut Option<(u8, u8)>,
    words: &Words,
) -> Option<(Option<Label>, bool)> {
    let part = part.trim_matches(|c: char| c.is_whitespace() || ":.,'\"“”*_-".contains(c));
    if part.is_empty() || part.split_whitespace().all(|w| words.dates.is_filler(w)) {
        return Some((None, false));
    }
    if let Some(found) = words.dates.time_alone(part) {
        *time = time.or(Some(found));
        return Some((None, false));
    }
    if let Some((label, rest)) = labels(part, words) {
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || ":.,".contains(c));
        let bare: Vec<&str> = rest.split_whitespace().collect();
        // "Posted by Jane Doe on" — the words behind the name belong to the date.
        let keep = bare.iter().rposition(|w| !words.dates.is_filler(w)).map_or(0, |i| i + 1);
        let rest = bare[..keep].join(" ");
        if rest.is_empty() {
            return Some((Some(label), false));
        }
        if let Some(found) = words.dates.time_alone(&rest) {
            *time = time.or(Some(found));
            return Some((Some(label), true));
        }
        return match label {
            Label::Author => author(&rest, told, words).then_some((Some(label), true)),
            Label::Source => source(&rest, true, told, words).then_some((Some(label), true)),
            // "Published by Jane Doe" is a label of its own; anything else behind a date's label is a text.
            Label::Date | Label::Update => source(&rest, false, told, words).then_some((Some(label), true)),
        };
    }
    let known = match pending {
        Some(Label::Source) => source(part, true, told, words),
        Some(Label::Author) => source(part, false, told, words) || author(part, told, words),
        _ => {
            source(part, false, told, words)
                || words.has(|w| &w.sections, part)
                || newsroom(part, told, words)
                || (part.split_whitespace().count() > 1
                    && is_name(part, &words.list(|w| &w.particles))
                    && author(part, told, words))
        }
    };
    let role = || told.author.is_some() && part.split_whitespace().any(|w| words.has(|t| &t.author_roles, w));
    (known || role()).then_some((None, false))
}

/// The longest label that begins `part`, and what stands behind it.
fn labels<'t>(part: &'t str, words: &Words) -> Option<(Label, &'t str)> {
    type Pick = fn(&MetadataWords) -> &Vec<String>;
    let kinds: [(Label, Pick); 4] = [
        (Label::Author, |w| &w.author_labels),
        (Label::Source, |w| &w.source_labels),
        (Label::Date, |w| &w.date_labels),
        (Label::Update, |w| &w.update_labels),
    ];
    let mut best: Option<(usize, Label, &str)> = None;
    for (label, pick) in kinds {
        for known in words.each(pick) {
            let Some(rest) = strip_words(part, known) else { continue };
            if best.is_none_or(|(length, ..)| known.len() > length) {
                best = Some((known.len(), label, rest));
            }
        }
    }
    best.map(|(_, label, rest)| (label, rest))
}

/// `text` without `prefix` (lower case) at its start, where a word ends there.
pub(super) fn strip_words<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    // Most texts begin with another letter.
    let (first, wanted) = (*text.as_bytes().first()?, *prefix.as_bytes().first()?);
    if first.is_ascii() && first.to_ascii_lowercase() != wanted {
        return None;
    }
    let head = text.get(..prefix.len())?;
    let rest = &text[prefix.len()..];
    (head.to_lowercase() == prefix && !rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

fn author(text: &str, told: &mut Told, words: &Words) -> bool {
    if newsroom(text, told, words) {
        return true;
    }
    let particles = words.list(|w| &w.particles);
    let text = text.trim_start_matches(['@', '#']);
    if !is_name(text, &particles) {
        return false;
    }
    told.author = Some(told.author.take().map_or_else(|| text.to_owned(), |known| format!("{known}, {text}")));
    true
}

fn newsroom(text: &str, told: &mut Told, words: &Words) -> bool {
    let bare = words.each(|w| &w.determiners).find_map(|d| strip_words(text, d)).unwrap_or(text).trim();
    let known = words.has(|w| &w.newsroom, text) || words.has(|w| &w.newsroom, bare);
    if known {
        told.author.get_or_insert_with(|| bare.to_owned());
        told.newsroom = true;
    }
    known
}

/// An outlet that is known, or (with `any`) whatever a label calls one.
fn source(text: &str, any: bool, told: &mut Told, words: &Words) -> bool {
    let outlets = &words.seeds.outlets;
    let address = || (text.contains('.') && !text.contains(' ')).then(|| outlets.of_url(text)).flatten();
    let known = outlets.named(text).or_else(address);
    let name = match known {
        Some(outlet) if any || !outlet.common => outlet.name.clone(),
        _ if any && text.split_whitespace().count() <= 5 && text.starts_with(char::is_uppercase) => text.to_owned(),
        _ => return false,
    };
    told.source.get_or_insert(name);
    true
}
