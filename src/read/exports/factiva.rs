//! Factiva: each document ends with its number ("Document LBA0000020210607eh6700001"); its parts have codes ("HD", "LP"), or stand in a fixed order.

use super::{Document, has, joined, words};
use crate::model::Meta;
use crate::read::dates::DateReader;
use crate::read::{ReadOptions, metadata};
use crate::seeds::Seeds;
use crate::seeds::exports::Factiva;

/// Letters of a document's number.
const NUMBER: std::ops::RangeInclusive<usize> = 18..=32;
/// Lines behind the number of words in which day, outlet and the like stand.
const HEAD: usize = 14;

/// The documents; `None` where the lines are no such export.
pub(super) fn documents(lines: &[&str], options: &ReadOptions) -> Option<Vec<Document>> {
    let factiva = &options.seeds.exports.factiva;
    let mut documents = Vec::new();
    let mut begin = 0;
    for (n, line) in lines.iter().enumerate() {
        if is_number(line, factiva) {
            documents.extend(document(begin, &lines[begin..n], options));
            begin = n + 1;
        }
    }
    if documents.is_empty() {
        return None;
    }
    // What follows the last number is a summary of the search, or a document that was cut.
    documents.extend(document(begin, &lines[begin..], options));
    Some(documents)
}

/// True for the line that ends a document.
pub(super) fn is_number(line: &str, factiva: &Factiva) -> bool {
    let mut tokens = line.split_whitespace();
    let (Some(word), Some(number), None) = (tokens.next(), tokens.next(), tokens.next()) else { return false };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    has(&factiva.document, word)
        && NUMBER.contains(&number.len())
        && digits >= 8
        && number.starts_with(|c: char| c.is_ascii_uppercase())
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The document in these lines; `None` where they are none.
fn document(before: usize, lines: &[&str], options: &ReadOptions) -> Option<Document> {
    let factiva = &options.seeds.exports.factiva;
    let skipped = lines.iter().take_while(|line| line.is_empty()).count();
    let lines = &lines[skipped..];
    let (meta, text) = coded(lines, factiva, options.seeds).or_else(|| in_order(lines, factiva, options.seeds))?;
    Some(Document { line: before + skipped + 1, meta, text })
}

/// The code at the beginning of a line, and what stands behind it.
fn code<'a>(line: &'a str, factiva: &Factiva, in_text: bool) -> Option<(&'a str, &'a str)> {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (code, rest) = line.split_at(end);
    let Factiva { title, author, date, time, source, text, other, .. } = factiva;
    let known = code.bytes().all(|b| b.is_ascii_uppercase())
        && [title, author, date, time, source, text, other].into_iter().any(|list| has(list, code));
    // "IN", "RE" and the like begin sentences too.
    let apart = rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ");
    (known && (apart || !in_text)).then(|| (code, rest.trim()))
}

fn coded(lines: &[&str], factiva: &Factiva, seeds: &Seeds) -> Option<(Meta, String)> {
    let begin = lines.iter().position(|line| code(line, factiva, true).is_some_and(|(c, _)| has(&factiva.title, c)))?;
    let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in &lines[begin..] {
        let in_text = fields.last().is_some_and(|(code, _)| has(&factiva.text, code));
        match code(line, factiva, in_text) {
            Some((code, rest)) => fields.push((code, vec![rest])),
            None => fields.last_mut()?.1.push(line),
        }
    }
    let value = |list: &[String]| {
        let mut found = fields.iter().filter(|(code, _)| has(list, code));
        found.find_map(|(_, lines)| words(&lines.join(" ")))
    };
    let mut meta = Meta { title: value(&factiva.title), source: value(&factiva.source), ..Meta::default() };
    meta.author = value(&factiva.author).and_then(|by| words(metadata::without_author_label(&by, seeds)));
    read_day(value(&factiva.date).as_deref(), value(&factiva.time).as_deref(), seeds, &mut meta);
    let texts: Vec<String> =
        fields.iter().filter(|(code, _)| has(&factiva.text, code)).map(|(_, l)| joined(l)).collect();
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    Some((meta, texts.join("\n\n")))
}

/// Headline, author, number of words, day, time, outlet and the like, an empty line, the text.
fn in_order(lines: &[&str], factiva: &Factiva, seeds: &Seeds) -> Option<(Meta, String)> {
    let counted = lines.iter().position(|line| is_length(line, factiva))?;
    let mut meta = Meta::default();
    let mut above: Vec<&str> = lines[..counted].to_vec();
    while above.last().is_some_and(|line| line.is_empty()) {
        above.pop();
    }
    if let Some(by) = above.last()
        && let author = metadata::without_author_label(by, seeds)
        && author.len() < by.len()
    {
        meta.author = words(author);
        above.pop();
    }
    let mut paragraphs = above.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
    meta.title = paragraphs.next_back().and_then(|lines| words(&lines.join(" ")));
    let behind = &lines[counted + 1..];
    let head_end = behind.iter().take(HEAD).position(|line| line.is_empty()).unwrap_or(behind.len().min(HEAD));
    let mut head = behind[..head_end].iter();
    let day = head.next().copied();
    let reader = DateReader::new(None, seeds);
    let next = head.next().copied();
    let time = next.filter(|line| reader.time_alone(line).is_some());
    meta.source = if time.is_some() { head.next().copied() } else { next }.and_then(words);
    read_day(day, time, seeds, &mut meta);
    Some((meta, joined(&behind[head_end..])))
}

fn read_day(day: Option<&str>, time: Option<&str>, seeds: &Seeds, meta: &mut Meta) {
    let reader = DateReader::new(None, seeds);
    if let Some(day) = day.and_then(|day| reader.find(day)) {
        let day = day.or_time(time.and_then(|time| reader.time_alone(time)));
        (meta.date, meta.published) = (Some(day.date()), day.published());
    }
}

/// True for "912 words".
fn is_length(line: &str, factiva: &Factiva) -> bool {
    let mut tokens = line.split_whitespace();
    let (Some(number), Some(word), None) = (tokens.next(), tokens.next(), tokens.next()) else { return false };
    number.bytes().all(|b| b.is_ascii_digit() || b",.".contains(&b)) && has(&factiva.words, word)
}
