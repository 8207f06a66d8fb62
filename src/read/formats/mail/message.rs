//! One mail: its text, and the files of formats that are read among those attached to it.

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::parsed;
use crate::error::{Error, Result};
use crate::model::{Meta, Origins};
use crate::read::compressed::too_large;
use crate::read::formats::html;
use crate::read::{Loaded, RawArticle, ReadOptions, Skipped, fields, reader, walk};

/// Mails attached to each other.
const DEEPEST: usize = 4;
/// Lines that a mail program broke have at most so many characters, and at least so many.
const BROKEN: std::ops::RangeInclusive<usize> = 50..=80;

/// The article of a mail, and those attached to it.
///
/// # Errors
/// When it holds no text at all.
pub fn read(path: &str, record: Option<usize>, content: &[u8], options: &ReadOptions) -> Result<Loaded> {
    let mail = parsed(content)?;
    let shown = record.map_or_else(|| path.to_owned(), |number| format!("{path}#{number}"));
    let mut loaded = Loaded::default();
    whole(&shown, record, &mail, options, 1, &mut loaded)?;
    if is_cut(&mail, content) && !loaded.articles.is_empty() {
        let error = Error::new("the mail is cut off: only its first part was read");
        loaded.skipped.push(Skipped::of(&shown, &error));
    }
    Ok(loaded)
}

fn whole(
    path: &str,
    record: Option<usize>,
    mail: &Message<'_>,
    options: &ReadOptions,
    depth: usize,
    loaded: &mut Loaded,
) -> Result<()> {
    let kind = mail.content_type().map(|kind| (kind.ctype(), kind.subtype().unwrap_or_default()));
    if let Some(("multipart", "encrypted") | ("application", "pkcs7-mime" | "x-pkcs7-mime")) = kind {
        return Err(Error::new("it is encrypted").hint("save it from the mail program, decrypted"));
    }
    let before = loaded.articles.len() + loaded.skipped.len();
    if let Some((text, own)) = body(path, mail, options) {
        if text.len() as u64 > options.max_bytes {
            return Err(too_large(Some(text.len() as u64), options.max_bytes));
        }
        let meta = meta(mail, own, options);
        loaded.articles.push(RawArticle {
            path: path.to_owned(),
            record,
            text,
            meta,
            text_is_file: false,
            ..RawArticle::default()
        });
    }
    for part in mail.attachments() {
        attached(path, part, options, depth, loaded);
    }
    if loaded.articles.len() + loaded.skipped.len() == before {
        return Err(Error::new("no text in this mail"));
    }
    Ok(())
}

/// The text of a mail and what its page declares: the page, or the plain text where that says more.
fn body(path: &str, mail: &Message<'_>, options: &ReadOptions) -> Option<(String, Meta)> {
    let (mut pages, mut plain) = (String::new(), String::new());
    for part in mail.html_bodies() {
        if let PartType::Html(page) = &part.body {
            pages.push_str(page);
        }
    }
    for part in mail.text_bodies() {
        if let PartType::Text(text) = &part.body {
            let flowed = part.content_type().and_then(|kind| kind.attribute("format")) == Some("flowed");
            plain.push_str(&unbroken(text, flowed));
            plain.push_str("\n\n");
        }
    }
    let plain = plain.trim().to_owned();
    if !pages.trim().is_empty() {
        let article = html::read(path, &pages, options).ok().and_then(|mut read| read.articles.pop());
        let (mut text, meta) = article.map_or_else(Default::default, |article| (article.text, article.meta));
        let all = html::plain(&pages);
        // A newsletter is many pieces, of which the reader of pages may take one for the article.
        if text.len() * 2 < all.len() {
            text = all;
        }
        if text.len() * 2 >= plain.len() && !text.trim().is_empty() {
            return Some((text, meta));
        }
    }
    (!plain.is_empty()).then(|| (plain, Meta::default()))
}

/// Subject, sender and day; what the page itself declares counts more, but for the day.
fn meta(mail: &Message<'_>, own: Meta, options: &ReadOptions) -> Meta {
    let sender = mail.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name()).map(tidy).filter(|name| !name.is_empty());
    let domain = sender.and_then(|sender| sender.address()).and_then(|address| address.rsplit_once('@'));
    let source = name.or_else(|| domain.map(|(_, domain)| fields::outlet(domain.to_owned(), options.seeds)));
    let day = mail.date().filter(|day| day.is_valid() && day.year > 1970);
    let subject = mail.subject().map(tidy).filter(|title| !title.is_empty());
    let from = Origins {
        title: own.from.title.filter(|_| subject.is_none()),
        date: own.from.date.filter(|_| day.is_none()),
        ..own.from
    };
    Meta {
        title: subject.or(own.title),
        from,
        source: own.source.or(source),
        date: day.map(|day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)).or(own.date),
        published: day
            .map(|d| format!("{:04}-{:02}-{:02}T{:02}:{:02}", d.year, d.month, d.day, d.hour, d.minute))
            .or(own.published),
        ..own
    }
}

fn attached(path: &str, part: &MessagePart<'_>, options: &ReadOptions, depth: usize, loaded: &mut Loaded) {
    let name = part.attachment_name().map(walk::escaped).unwrap_or_default();
    let bytes = match &part.body {
        PartType::Message(mail) => {
            let inner = format!("{path}!/{}", if name.is_empty() { "mail.eml" } else { &name });
            let done = if depth < DEEPEST {
                whole(&inner, None, mail, options, depth + 1, loaded)
            } else {
                Err(Error::new(format!("mails attached to each other, more than {DEEPEST} deep")))
            };
            if let Err(error) = done {
                loaded.skipped.push(Skipped::of(&inner, &error));
            }
            return;
        }
        PartType::Text(text) | PartType::Html(text) => text.as_bytes(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.as_ref(),
        PartType::Multipart(_) => return,
    };
    if reader::of_name(&name).is_none_or(|reader| reader.container().is_some()) {
        return;
    }
    let inner = format!("{path}!/{}", name.replace(['/', '\\'], "_"));
    match crate::read::articles_from_bytes(&inner, bytes, options) {
        Ok(read) => {
            loaded.articles.extend(read.articles);
            loaded.skipped.extend(read.skipped);
        }
        Err(error) => loaded.skipped.push(Skipped::of(&inner, &error)),
    }
}

/// True when the last part has no end.
fn is_cut(mail: &Message<'_>, content: &[u8]) -> bool {
    let boundary = mail.content_type().filter(|kind| kind.ctype() == "multipart").and_then(|k| k.attribute("boundary"));
    boundary.is_some_and(|boundary| memchr::memmem::find(content, format!("--{boundary}--").as_bytes()).is_none())
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paragraphs without the line breaks that the mail program made.
fn unbroken(text: &str, flowed: bool) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let broken = lines.iter().filter(|line| BROKEN.contains(&line.trim_end().chars().count())).count();
    let longest = lines.iter().map(|line| line.trim_end().chars().count()).max().unwrap_or(0);
    let hard = longest <= *BROKEN.end() && broken > 1;
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        out.push_str(line.trim_end());
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let joins = !next.trim().is_empty() && !next.starts_with(['>', ' ', '\t', '-', '*', '#', '=']);
        let soft = if flowed {
            line.ends_with(' ') && *line != "-- "
        } else {
            hard && line.trim_end().chars().count() >= *BROKEN.start()
        };
        out.push(if joins && soft && !line.starts_with('>') { ' ' } else { '\n' });
    }
    out
}
