//! Title, outlet, author, date and time from an article's own head and foot. What the article does not carry is null.

mod byline;
mod outlet;
mod title;

use super::lines::lines;
use super::{boilerplate, dates::DateReader, front_matter};
use crate::model::{Meta, Span};
use crate::seeds::Seeds;
use crate::seeds::metadata::MetadataWords;

/// Lines at the top in which a date, an author or the headline is looked for: the longest heads of scraped pages have nine.
pub const HEAD_LINES: usize = 12;
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

/// The words of the hinted language, then those of the others.
pub(crate) struct Words<'a> {
    tables: Vec<&'a MetadataWords>,
    seeds: &'a Seeds,
    dates: DateReader<'a>,
}

impl<'a> Words<'a> {
    fn new(hint: Option<&str>, seeds: &'a Seeds) -> Self {
        let own = hint.and_then(|code| seeds.languages.get(code));
        let tables =
            own.map_or_else(|| seeds.languages.values().map(|l| &l.metadata).collect(), |own| vec![&own.metadata]);
        Self { tables, seeds, dates: DateReader::new(hint, seeds) }
    }

    fn each(&self, pick: fn(&MetadataWords) -> &Vec<String>) -> impl Iterator<Item = &'a String> {
        self.tables.iter().flat_map(move |t| pick(t))
    }

    fn list(&self, pick: fn(&MetadataWords) -> &Vec<String>) -> Vec<&'a String> {
        self.each(pick).collect()
    }

    fn has(&self, pick: fn(&MetadataWords) -> &Vec<String>, word: &str) -> bool {
        let word = word.to_lowercase();
        self.tables.iter().any(|t| pick(t).contains(&word))
    }
}

/// Reads the head and the foot of `text`; `hint` is the article's language, where it is known.
///
/// Titles, dates and authors found here are what the text itself prints; nothing is guessed from outside of it.
#[must_use]
pub fn find(text: &str, hint: Option<&str>, seeds: &Seeds) -> Found {
    let words = Words::new(hint, seeds);
    let front = front_matter::split(text).map_or(0, |(_, at)| at);
    let lines = lines(text, front);
    let mut marked = boilerplate::find(&lines, hint, seeds);
    if front > 0 {
        marked.push(Span::new(0, front).trim(text));
    }
    let mut meta = Meta::default();

    // Head, then foot: the first that tells something is believed.
    let foot = lines.len().saturating_sub(FOOT_LINES).max(HEAD_LINES.min(lines.len()));
    let mut is_meta = vec![false; lines.len()];
    let mut update = None;
    for at in (0..lines.len().min(HEAD_LINES)).chain(foot..lines.len()) {
        let Some(told) = byline::read(lines[at].text, at < HEAD_LINES, &words) else { continue };
        is_meta[at] = true;
        marked.push(lines[at].span);
        update = update.or(told.update);
        if let Some(day) = told.day
            && meta.date.is_none()
        {
            (meta.date, meta.published) = (Some(day.date()), day.published());
        }
        meta.author = meta.author.or(told.author);
        meta.source = meta.source.or(told.source);
    }
    if let Some(day) = update
        && meta.date.is_none()
    {
        (meta.date, meta.published) = (Some(day.date()), day.published());
    }
    let dateline = lines.iter().take(HEAD_LINES).find_map(|line| outlet::dateline(line.text, &words));
    if let Some((source, day)) = dateline {
        meta.source = meta.source.or(Some(source));
        meta.date = meta.date.or_else(|| day.map(|d| d.date()));
    }

    let mut title_span = None;
    if let Some(head) = title::find(text, &lines, &is_meta, &marked, &words) {
        marked.extend(head.marked);
        title_span = head.title;
        meta.title = head.title.map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
        meta.source = meta.source.or_else(|| outlet::behind_title(head.title?.of(text), &words));
    }
    meta.source = meta.source.or_else(|| outlet::told(text, &words));
    let boilerplate = boilerplate::disjoint(marked, title_span);
    Found { meta, title_span, boilerplate }
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
    Meta {
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
        let mut end = LONGEST;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests;
