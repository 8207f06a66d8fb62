//! Lines that hold nothing but a date, an author, an outlet and their labels.

use std::borrow::Cow;

use super::form::{self, Form};
use super::words::Words;
use crate::read::dates::Day;
use crate::read::lines::is_name;
use crate::seeds::metadata::MetadataWords;
use crate::seeds::outlets::OutletKind;

/// Bytes of the longest line of this kind: three names, two dates and their labels.
const MAX_BYTES: usize = 200;
/// What stands between the parts of such a line.
const SEPARATORS: [char; 14] = ['|', '−', '–', '—', '•', '·', ';', '/', '\t', ',', '(', ')', '[', ']'];

/// Words of a part of a dated line that may be anything: a section, an edition.
const UNKNOWN_WORDS: usize = 2;

/// Words of what an author is: "chief political correspondent".
const ROLE_WORDS: usize = 4;

/// What such a line tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub day: Option<Day>,
    /// A later day: "last updated".
    pub update: Option<Day>,
    pub author: Option<String>,
    pub source: Option<String>,
    /// The headline, behind its label: how many bytes stand before it.
    pub title_at: Option<usize>,
    /// The outlet is alone on its line and known by its form only: the line may be a headline.
    pub by_form: bool,
    /// And by its article or its place on the list alone: a date stands on a line beside it.
    pub weak: bool,
    /// What the author is stands behind the name.
    role: bool,
    /// An outlet that is one only where a date or an author stands beside it.
    perhaps: Option<String>,
    /// Single words with a capital beside it: towns.
    places: usize,
    /// Parts that tell nothing known.
    unknown: usize,
    /// The author is the newsroom: words that stand alone in no other meaning, as a name does.
    newsroom: bool,
    /// Names that nothing labels.
    names: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Label {
    Author,
    Source,
    Date,
    Update,
    Other,
}

/// Reads `line` when it is nothing else; `head` allows an unlabelled date.
pub(super) fn read(line: &str, head: bool, words: &Words) -> Option<Told> {
    if line.len() > MAX_BYTES {
        return None;
    }
    let mut told = Told::default();
    if head
        && let Some(rest) =
            words.each(|w| &w.title_labels).find_map(|label| strip_words(line, label)?.trim_start().strip_prefix(':'))
    {
        told.title_at = Some(line.len() - rest.trim_start().len());
        return (!rest.trim().is_empty()).then_some(told);
    }
    // A copyright line tells the outlet where it tells the day too; else it is a picture's.
    let owned = head.then(|| line.strip_prefix('©')).flatten().filter(|rest| words.dates.find(rest).is_some());
    let line = owned.unwrap_or(line);
    let mut pending = owned.map(|_| Label::Source);
    let mut time = None;
    let mut labelled = false;
    // A day that reads two ways ("06/08/2019") is no date, but its line is what lines with a date are.
    let mut undecided = false;
    let mut rest = line;
    loop {
        let place = words.dates.place(rest);
        let day = words.dates.find(rest).filter(|day| place.is_some_and(|place| place.start == day.span.start));
        let before = place.map_or(rest, |place| &rest[..place.start]);
        let apart = apart(before);
        for part in apart.split(SEPARATORS) {
            let known = segment(part, pending, head, &mut told, &mut time, words);
            let (label, of) = known.or_else(|| unknown(part, line, &mut told))?;
            labelled |= label.is_some() && of;
            // A label holds for what follows it, past commas.
            if label.is_some() {
                pending = label;
            }
        }
        let Some(place) = place else { break };
        if pending == Some(Label::Update) {
            told.update = told.update.or(day);
        } else {
            told.day = told.day.or(day);
        }
        undecided |= day.is_none();
        labelled |= matches!(pending, Some(Label::Update | Label::Date));
        pending = None;
        rest = &rest[place.end..];
    }
    told.day = told.day.map(|d| d.or_time(time));
    let dated = told.day.is_some() || told.update.is_some() || undecided;
    if head && dated {
        beside_author(line, &mut told, words);
    }
    // "Example Post | Region | 26 July 2021": what is left may be anything, where the rest leaves no doubt.
    if told.unknown > 0 && !(head && told.unknown == 1 && told.day.is_some() && told.source.is_some()) {
        return None;
    }
    if let Some(name) = told.perhaps.take()
        && told.source.is_none()
    {
        told.weak = !dated && told.author.is_none();
        told.by_form = true;
        told.source = Some(name);
    }
    if told.by_form && !labelled && !dated && told.author.is_some() {
        // "Jane Doe, Skarv Observer"; more parts between commas are a headline in capitals.
        let sure = told.source.as_deref().is_some_and(|name| form::outlet(name, words) == Some(Form::Sure));
        if line.matches(',').count() > 1 || !sure {
            return None;
        }
    }
    told.by_form &= !labelled && !dated && told.author.is_none();
    if told.places > 0 && !dated && !told.by_form || told.by_form && line.ends_with('.') {
        return None;
    }
    if !head {
        return of_foot(told, labelled, dated, words);
    }
    (labelled || told.source.is_some() || dated || told.newsroom || told.role).then_some(told)
}

/// What such a line tells at the end of an article. There an outlet behind a name is a photographer's ("Jane Doe / Reuters"), and one alone is the
/// article's when it is an agency.
fn of_foot(mut told: Told, labelled: bool, dated: bool, words: &Words) -> Option<Told> {
    let known = told.source.as_deref().and_then(|name| words.seeds.outlets.named(name));
    let alone = told.author.is_none() && known.is_some_and(|o| o.kind == OutletKind::Agency);
    if !labelled && !alone {
        told.source = None;
        return (known.is_some() && told.author.take().is_some()).then_some(told);
    }
    if known.is_none() {
        told.source = None;
    }
    Some(told).filter(|t| dated || t.author.is_some() || t.source.is_some())
}

/// A part between bars that tells nothing known: one or two words that are not at the beginning.
fn unknown(part: &str, line: &str, told: &mut Told) -> Option<(Option<Label>, bool)> {
    let part = part.trim();
    let short = part.split_whitespace().count() <= UNKNOWN_WORDS && part.chars().all(|c| c.is_alphabetic() || c == ' ');
    let barred = line.contains(['|', '•', '·', '/']) && !line.starts_with(part);
    told.unknown += 1;
    (short && barred).then_some((None, false))
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
    head: bool,
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
    // "Van onze verslaggever" is who wrote it, and before a name it is a label.
    if words.has(|w| &w.newsroom, part) && newsroom(part, told, words) {
        return Some((None, false));
    }
    if let Some((label, rest)) = labels(part, words).or_else(|| in_section(part, words)) {
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
            Label::Author => signed(&rest, told, words).then_some((Some(label), true)),
            Label::Other => Some((Some(label), true)),
            Label::Source => source(capitals(&rest), true, told, words).then_some((Some(label), true)),
            // "Published by Jane Doe" is a label of its own; anything else behind a date's label is a text.
            Label::Date | Label::Update => source(&rest, false, told, words).then_some((Some(label), true)),
        };
    }
    let known = match pending {
        Some(Label::Source) => source(part, true, told, words),
        Some(Label::Other) => true,
        Some(Label::Author) => {
            (told.author.is_some() && role(part, head, told, words))
                || source(part, false, told, words)
                || by_form(part, told, words)
                || signed(part, told, words)
        }
        _ => {
            source(part, false, told, words)
                || words.has(|w| &w.sections, part)
                || measure(part, words)
                || newsroom(part, told, words)
                || (head && (from(part, told, words) || written_for(part, told, words) || by_form(part, told, words)))
                || (part.split_whitespace().count() > 1 && unlabelled(part, told, words))
        }
    };
    let known = known || role(part, head, told, words) || (head && town(part, told));
    known.then_some((None, false))
}

/// A name with nothing to say whose it is: mostly the author's.
fn unlabelled(part: &str, told: &mut Told, words: &Words) -> bool {
    let named = is_name(part, &words.list(|w| &w.particles)) && author(part, told, words);
    if named {
        told.names.push(part.to_owned());
    }
    named
}

/// "Skarv Nu - 3 juli 2019 - Karin van den Berg": of two names apart on a line with a day, the one that does not begin as a person's is the outlet's.
fn beside_author(line: &str, told: &mut Told, words: &Words) {
    let [one, other] = told.names.as_slice() else { return };
    let apart = apart(line);
    let alone = |name: &str| apart.split(['|', '–', '—', '•', '·', '/', ';', '\t']).any(|part| part.trim() == name);
    if told.source.is_some() || !alone(one) || !alone(other) {
        return;
    }
    let person = |name: &str| name.split_whitespace().next().is_some_and(|first| words.seeds.names.is_given(first));
    let (author, outlet) = match (person(one), person(other)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        _ => return,
    };
    if told.author.as_deref() == Some(format!("{one}, {other}").as_str()) && form::is_name(outlet, words) {
        (told.source, told.author) = (Some(outlet.clone()), Some(author.clone()));
    }
}

/// "Political Correspondent", "redacteur Oeverpost": what the author is, perhaps with the outlet.
fn role(part: &str, head: bool, told: &mut Told, words: &Words) -> bool {
    let is_role = |w: &str| words.has(|t| &t.author_roles, w);
    let all: Vec<&str> = part.split_whitespace().collect();
    let Some(from) = all.iter().position(|w| is_role(w)) else { return false };
    let to = all.iter().rposition(|w| is_role(w)).unwrap_or(from);
    let rest = match (from, to + 1 == all.len()) {
        (0, _) => all[to + 1..].join(" "),
        (_, true) => all[..from].join(" "),
        _ => String::new(),
    };
    let outlet = head && !rest.is_empty() && (source(&rest, false, told, words) || by_form(&rest, told, words));
    told.role |= told.author.is_some() && all.len() <= ROLE_WORDS;
    outlet || told.author.is_some()
}

/// An outlet by the form of its name.
fn by_form(part: &str, told: &mut Told, words: &Words) -> bool {
    if let Some(outlet) = words.seeds.outlets.named(part) {
        // Its name is a word like others, but here it stands where an outlet does.
        told.perhaps.get_or_insert_with(|| outlet.name.clone());
        return true;
    }
    match form::outlet(part, words) {
        Some(Form::Sure) => {
            told.by_form |= told.source.is_none();
            told.source.get_or_insert_with(|| part.to_owned());
            true
        }
        Some(Form::Perhaps) => {
            told.perhaps.get_or_insert_with(|| part.to_owned());
            true
        }
        None => false,
    }
}

/// `text` without the small words at its end: "the Example Post of", before a day.
fn capitals(text: &str) -> &str {
    let small = |word: &str| word.chars().all(char::is_lowercase) && word.len() <= 3;
    let mut rest = text.trim_end();
    while let Some((before, last)) = rest.rsplit_once(' ')
        && small(last)
    {
        rest = before.trim_end();
    }
    rest
}

/// "From the Example Post".
fn from(part: &str, told: &mut Told, words: &Words) -> bool {
    let Some(rest) = words.each(|w| &w.from).find_map(|word| strip_words(part, word)) else { return false };
    let rest = rest.trim();
    let article = words.each(|w| &w.determiners).find_map(|word| rest.strip_prefix(word.as_str())?.strip_prefix(' '));
    // "From the Example Post of Saturday", before a day.
    let all: Vec<&str> = article.unwrap_or(rest).split_whitespace().collect();
    let keep = all.iter().rposition(|word| !words.dates.is_filler(word)).map_or(0, |last| last + 1);
    let name = all[..keep].join(" ");
    let name = capitals(&name);
    let known = words.seeds.outlets.named(name).map(|outlet| outlet.name.as_str());
    let Some(name) = known.or_else(|| (form::outlet(name, words) == Some(Form::Sure)).then_some(name)) else {
        return false;
    };
    // A line of its own may begin a text: "From Reuters:". A day beside it leaves no doubt.
    told.perhaps.get_or_insert_with(|| name.to_owned());
    true
}

/// "Jane Doe in the Example Post", with no label before it.
fn written_for(part: &str, told: &mut Told, words: &Words) -> bool {
    let all: Vec<&str> = part.split_whitespace().collect();
    let Some(at) = (2..all.len().saturating_sub(1)).find(|at| words.has(|w| &w.joiners, all[*at])) else {
        return false;
    };
    let (name, behind) = (all[..at].join(" "), all[at + 1..].join(" "));
    let outlet = || words.seeds.outlets.named(&behind).is_some() || form::outlet(&behind, words) == Some(Form::Sure);
    is_name(&name, &words.list(|w| &w.particles))
        && !words.has(|w| &w.determiners, all[0])
        && outlet()
        && author(&name, told, words)
        && (source(&behind, false, told, words) || by_form(&behind, told, words))
}

/// "Oddense", before a date or behind an outlet.
fn town(part: &str, told: &mut Told) -> bool {
    let town = part.starts_with(char::is_uppercase) && part.chars().all(|c| c.is_alphabetic() || c == '-');
    told.places += usize::from(town);
    town && told.places == 1
}

/// "page 4", "3 min read".
fn measure(part: &str, words: &Words) -> bool {
    let mut figures = 0;
    let all = part.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).all(|w| {
        let figure = w.bytes().all(|b| b.is_ascii_digit());
        figures += usize::from(figure);
        figure || words.has(|t| &t.measures, w)
    });
    all && figures == 1
}

/// An author, and what stands behind a joining word: "Jane Doe for Skarv Daily News", "Jane Doe in Oddense".
fn signed(text: &str, told: &mut Told, words: &Words) -> bool {
    let all: Vec<&str> = text.split_whitespace().collect();
    let joined = (1..all.len().saturating_sub(1)).find(|at| words.has(|w| &w.joiners, all[*at]));
    if let Some(at) = joined {
        let (before, behind) = (all[..at].join(" "), all[at + 1..].join(" "));
        if author(&before, told, words) {
            let outlet = source(&behind, false, told, words) || by_form(&behind, told, words);
            return outlet || is_name(&behind, &words.list(|w| &w.particles));
        }
    }
    author(text, told, words)
}

/// "Analysis by Jane Doe": an author's label behind a section.
fn in_section<'t>(part: &'t str, words: &Words) -> Option<(Label, &'t str)> {
    let (section, rest) = part.split_once(' ')?;
    let section = words.has(|w| &w.sections, section);
    labels(rest, words).filter(|(label, _)| section && *label == Label::Author)
}

/// The longest label that begins `part`, and what stands behind it.
fn labels<'t>(part: &'t str, words: &Words) -> Option<(Label, &'t str)> {
    type Pick = fn(&MetadataWords) -> &Vec<String>;
    let kinds: [(Label, Pick); 5] = [
        (Label::Other, |w| &w.other_labels),
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
    let text = without_role(text, words);
    let particles = words.list(|w| &w.particles);
    let text = text.trim_start_matches(['@', '#']);
    if !is_name(text, &particles) {
        return false;
    }
    told.author = Some(told.author.take().map_or_else(|| text.to_owned(), |known| format!("{known}, {text}")));
    true
}

/// `text` without what the author is in front of the name: "our political correspondent Jane Doe".
fn without_role<'t>(text: &'t str, words: &Words) -> &'t str {
    let Some(at) = text.find(char::is_uppercase) else { return text };
    let role = text[..at].split_whitespace().next_back().is_some_and(|word| words.has(|w| &w.author_roles, word));
    if role { &text[at..] } else { text }
}

fn newsroom(text: &str, told: &mut Told, words: &Words) -> bool {
    let bare = words.each(|w| &w.determiners).find_map(|d| strip_words(text, d)).unwrap_or(text).trim();
    // "Redactie economie", "business desk": the newsroom of a section.
    let mut desk = false;
    let all = bare.split_whitespace().all(|word| {
        let own = words.has(|w| &w.newsroom, word);
        desk |= own;
        own || words.has(|w| &w.sections, word)
    });
    let known = words.has(|w| &w.newsroom, text) || words.has(|w| &w.newsroom, bare) || (all && desk);
    // "Redactie Oeverpost"
    let of = || {
        let (first, rest) = bare.split_once(' ')?;
        (words.has(|w| &w.newsroom, first) && form::outlet(rest, words) == Some(Form::Sure)).then(|| rest.to_owned())
    };
    let of = if known { None } else { of() };
    if known || of.is_some() {
        told.author.get_or_insert_with(|| bare.to_owned());
        told.newsroom = true;
    }
    if told.source.is_none() && of.is_some() {
        told.source.clone_from(&of);
    }
    known || of.is_some()
}

/// An outlet that is known, or (with `any`) whatever a label calls one.
fn source(text: &str, any: bool, told: &mut Told, words: &Words) -> bool {
    let outlets = &words.seeds.outlets;
    let address = || (text.contains('.') && !text.contains(' ')).then(|| outlets.of_url(text)).flatten();
    let known = outlets.named(text).or_else(address);
    let name = match known {
        Some(outlet) if any || !outlet.common => outlet.name.clone(),
        _ if any
            && text.split_whitespace().count() <= 5
            && !text.contains(". ")
            && text.starts_with(char::is_uppercase) =>
        {
            text.to_owned()
        }
        _ => return false,
    };
    told.source.get_or_insert(name);
    true
}
