//! Title, outlet, author, date and time from an article's own head and foot. What the article does not carry is null.

mod byline;
mod file_name;
mod form;
mod head_line;
mod outlet;
mod title;

use super::lines::{Line, lines};
use super::{boilerplate, front_matter};
use crate::model::{Meta, Origin, Origins, Span};
use crate::seeds::Seeds;
use crate::text::boundary::floor;
use words::{HEAD_LINES, Words};

pub(crate) use head_line::{HeadLine, HeadReader};

/// Lines at the end in which a date or an author is looked for.
pub const FOOT_LINES: usize = 4;

/// What an article's own text tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Title, outlet, author, date, time.
    pub meta: Meta,
    /// The headline's place.
    pub title_span: Option<Span>,
    /// What is no part of the article, in order, disjoint.
    pub boilerplate: Vec<Span>,
}

/// Reads the head and the foot of `text`; `hint` is the article's language, where it is known.
///
/// Titles, dates and authors found here are what the text itself prints; nothing is guessed from outside of it.
#[must_use]
pub fn find(text: &str, hint: Option<&str>, seeds: &Seeds) -> Found {
    find_beside(text, hint, seeds, &[])
}

/// The same, of an article in whose folder the outlets `recurring` stand in the heads of other texts.
#[must_use]
pub fn find_beside(text: &str, hint: Option<&str>, seeds: &Seeds, recurring: &[String]) -> Found {
    let words = Words { recurring, ..Words::new(hint, seeds) };
    let front = front_matter::split(text).map_or(0, |(_, at)| at);
    let lines = lines(text, front);
    let mut marked = boilerplate::find(&lines, hint, seeds);
    if front > 0 {
        marked.push(Span::new(0, front).trim(text));
    }
    let mut head = Head { is_meta: vec![false; lines.len()], ..Head::default() };
    read_lines(&lines, &words, &mut head, &mut marked);
    let mut meta = std::mem::take(&mut head.meta);
    let dateline = lines.iter().take(HEAD_LINES).find_map(|line| outlet::dateline(line.text, &words));
    if let Some((source, day)) = dateline {
        meta.source = meta.source.or(Some(source));
        meta.date = meta.date.or_else(|| day.map(|d| d.date()));
    }

    let mut found = title::find(text, &lines, &head.is_meta, &marked, &words);
    if let Some((at, name)) = head.alone {
        // A line that only looks like an outlet is the headline where nothing else is.
        if found.as_ref().is_some_and(|found| found.title.is_some()) || head.title.is_some() {
            meta.source = meta.source.or(Some(name));
            marked.push(lines[at].span);
        } else {
            head.is_meta[at] = false;
            found = title::find(text, &lines, &head.is_meta, &marked, &words);
        }
    }
    let mut title_span = head.title;
    if let Some(found) = found {
        marked.extend(found.marked);
        title_span = title_span.or(found.title);
        if meta.author.is_none()
            && let Some(at) = title::signature(text, &lines, &head.is_meta, title_span, found.body, &words)
        {
            meta.author = Some(lines[at].text.to_owned());
            marked.push(lines[at].span);
        }
    }
    if let Some(span) = title_span {
        if let Some(parted) = outlet::in_title(span.of(text), &words) {
            meta.source = meta.source.or(Some(parted.outlet));
            if let Some(day) = parted.day
                && meta.date.is_none()
            {
                (meta.date, meta.published) = (Some(day.date()), day.published());
            }
            let own = Span::new(span.start + parted.headline.start, span.start + parted.headline.end);
            marked.extend([Span::new(span.start, own.start).trim(text), Span::new(own.end, span.end).trim(text)]);
            title_span = Some(own);
        }
        if let Some(own) = title_span {
            let start = own.start + title::section_before(own.of(text), &words);
            if start > own.start {
                marked.push(Span::new(own.start, start).trim(text));
                title_span = Some(Span::new(start, own.end));
            }
        }
        meta.title = title_span.map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
    }
    meta.source = meta.source.or_else(|| outlet::told(text, &words));
    if meta.source.as_ref().is_some_and(|source| recurring.contains(source)) {
        meta.from.source = Some(Origin::Recurring);
    }
    let meta = meta.taken_from(Origin::Text);
    let boilerplate = boilerplate::disjoint(marked, title_span);
    Found { meta, title_span, boilerplate }
}

/// The outlet in the name of the file at `path`, for an article that tells none itself.
#[must_use]
pub fn of_file_name(path: &str, hint: Option<&str>, seeds: &Seeds) -> Option<String> {
    file_name::outlet(path, &Words::new(hint, seeds))
}

/// What the lines of head and foot tell.
#[derive(Default)]
struct Head {
    meta: Meta,
    /// Lines that hold nothing but metadata.
    is_meta: Vec<bool>,
    /// An outlet alone on its line, known by its form only.
    alone: Option<(usize, String)>,
    /// A headline behind its label.
    title: Option<Span>,
}

/// Head, then foot: the first that tells something is believed.
fn read_lines(lines: &[Line], words: &Words, head: &mut Head, marked: &mut Vec<Span>) {
    let foot = lines.len().saturating_sub(FOOT_LINES).max(HEAD_LINES.min(lines.len()));
    let meta = &mut head.meta;
    let (mut update, mut weak) = (None, false);
    for at in (0..lines.len().min(HEAD_LINES)).chain(foot..lines.len()) {
        let Some(told) = byline::read(lines[at].text, at < HEAD_LINES, words) else { continue };
        if told.by_form && head.alone.is_some() {
            continue;
        }
        head.is_meta[at] = true;
        let line = lines[at].span;
        if let Some(before) = told.title_at {
            head.title = head.title.or(Some(Span::new(line.start + before, line.end)));
            marked.push(Span::new(line.start, line.start + before));
            continue;
        }
        if told.by_form {
            head.alone = told.source.map(|name| (at, name));
            weak = told.weak;
            continue;
        }
        marked.push(line);
        update = update.or(told.update);
        if let Some(day) = told.day
            && meta.date.is_none()
        {
            (meta.date, meta.published) = (Some(day.date()), day.published());
        }
        meta.author = meta.author.take().or(told.author);
        meta.source = meta.source.take().or(told.source);
    }
    if let Some((at, _)) = head.alone
        && weak
    {
        let beside =
            at.checked_sub(1).is_some_and(|before| head.is_meta[before]) || head.is_meta.get(at + 1) == Some(&true);
        if !beside {
            head.is_meta[at] = false;
            head.alone = None;
        }
    }
    if let Some(day) = update
        && meta.date.is_none()
    {
        (meta.date, meta.published) = (Some(day.date()), day.published());
    }
}

/// `text` without the label of an author at its start ("By", "Door"), in any language.
#[must_use]
pub(crate) fn without_author_label<'t>(text: &'t str, seeds: &Seeds) -> &'t str {
    let labels = seeds.languages.values().flat_map(|l| &l.metadata.author_labels);
    let rest = labels.filter_map(|label| byline::strip_words(text, label)).min_by_key(|rest| rest.len());
    rest.map_or(text, |rest| rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':'))
}

/// True for what an author is ("political correspondent"), in any language.
#[must_use]
pub(crate) fn is_author_role(text: &str, seeds: &Seeds) -> bool {
    let roles = |word: &str| {
        let word = word.to_lowercase();
        seeds.languages.values().any(|l| l.metadata.author_roles.contains(&word))
    };
    text.split_whitespace().any(roles)
}

/// True where the label of a later day ("last updated") stands in `text`, in any language.
#[must_use]
pub(crate) fn is_update(text: &str, seeds: &Seeds) -> bool {
    let text = text.to_lowercase();
    let mut labels = seeds.languages.values().flat_map(|l| &l.metadata.update_labels);
    labels.any(|label| text.contains(label.as_str()))
}

/// Bytes of the longest title, author line, outlet or address: every claim of the article repeats them.
const LONGEST: usize = 2_000;

/// `declared`, and `found` where it declares nothing. A time is taken only with its own day. What is too long for a headline or a name is cut.
#[must_use]
pub fn merge(declared: Meta, found: Meta) -> Meta {
    let own_day = declared.date.is_some() && declared.date != found.date;
    let (own, other) = (declared.from, found.from);
    let from = Origins {
        title: if declared.title.is_some() { own.title } else { other.title },
        source: if declared.source.is_some() { own.source } else { other.source },
        author: if declared.author.is_some() { own.author } else { other.author },
        date: if declared.date.is_some() { own.date } else { other.date },
    };
    Meta {
        from,
        title: declared.title.or(found.title).map(short),
        source: declared.source.or(found.source).map(short),
        author: declared.author.or(found.author).map(short),
        date: declared.date.or(found.date),
        published: declared.published.or(if own_day { None } else { found.published }),
        language: declared.language.or(found.language),
        url: declared.url.or(found.url).filter(|url| url.len() <= LONGEST),
        translated: declared.translated.or(found.translated),
    }
}

fn short(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(floor(&text, LONGEST));
        text.push('…');
    }
    text
}

#[cfg(test)]
mod heads;
#[cfg(test)]
mod tests;
mod words;
