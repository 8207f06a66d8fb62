//! Large files of many records, read record by record: JSON Lines, JSON arrays and archives of the web, compressed or not. Memory holds one record.
//!
//! The encoding is what the file's beginning looks like. Small files are read whole ([`super::articles`]), with the same outcome.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};

use super::ends::End;
#[cfg(feature = "arrow")]
use super::formats::columns;
use super::formats::json;
use super::reader::{self, Separation};
use super::{Entry, Loaded, ReadOptions, Skipped, compressed, decode, web_archive};
use crate::error::{Error, Result};

/// Files up to this size are read whole; of larger ones so much tells the encoding.
const HEAD: usize = 1 << 17;

/// The records of an open file, one after another.
pub struct Records {
    input: Box<dyn BufRead + Send>,
    array: bool,
    pages: bool,
    limit: u64,
    number: usize,
    place: (usize, usize),
    /// There was a record, or it is no fault that there is none.
    found: bool,
    done: bool,
}

/// A record as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Line and column of its beginning, from 1.
    pub place: (usize, usize),
    /// Its bytes; none where it is too large.
    pub bytes: Vec<u8>,
    /// How many bytes it has.
    pub size: u64,
    /// It is a web page in an archive of the web, with its heads.
    pub page: bool,
}

impl Records {
    /// Opens a file that is better read record by record; `None` for any other, and for one that gives no records at all.
    #[must_use]
    pub fn open(entry: &Entry, options: &ReadOptions) -> Option<Self> {
        let separation = reader::of_name(&entry.display)?.separation()?;
        // A small file may hold much, where it is compressed or in columns.
        let grows =
            compressed::is_compressed(&entry.path) || !matches!(separation, Separation::Lines | Separation::Array);
        if !grows && entry.size <= HEAD as u64 {
            return None;
        }
        let open = || Ok(File::open(&entry.path)?);
        let content = match separation {
            Separation::Wacz => web_archive::contents(open).ok()?,
            #[cfg(feature = "arrow")]
            Separation::Rows => columns::lines(open().ok()?).ok()?,
            _ => compressed::reader(&entry.path, open().ok()?).ok()?,
        };
        Self::of_content(content, separation, options.max_bytes)
    }

    /// The records of a file out of an archive, under the same conditions.
    #[must_use]
    pub fn of_file(file: File, separation: Separation, limit: u64) -> Option<Self> {
        match separation {
            #[cfg(feature = "arrow")]
            Separation::Rows => Self::of_content(columns::lines(file).ok()?, separation, limit),
            _ => Self::of_content(Box::new(file), separation, limit),
        }
    }

    /// The records of content that is large enough; `None` for any other, and for what gives no records at all.
    fn of_content(mut content: Box<dyn Read + Send>, separation: Separation, limit: u64) -> Option<Self> {
        let mut head = Vec::new();
        content.by_ref().take(HEAD as u64 + 1).read_to_end(&mut head).ok()?;
        if head.len() <= HEAD {
            return None;
        }
        Self::of(head, content, separation, limit)
    }

    fn of(head: Vec<u8>, rest: Box<dyn Read + Send>, separation: Separation, limit: u64) -> Option<Self> {
        if matches!(separation, Separation::Warc | Separation::Wacz) {
            let input = Box::new(BufReader::with_capacity(1 << 16, Cursor::new(head).chain(rest)));
            return Some(Self {
                input,
                array: false,
                pages: true,
                limit,
                number: 0,
                place: (1, 1),
                found: false,
                done: false,
            });
        }
        let (encoding, mark) = encoding(&head)?;
        let mut whole = Cursor::new(head).chain(rest);
        std::io::copy(&mut whole.by_ref().take(mark as u64), &mut std::io::sink()).ok()?;
        let mut input: Box<dyn BufRead + Send> = if encoding == UTF_8 {
            Box::new(BufReader::with_capacity(1 << 16, whole))
        } else {
            Box::new(BufReader::with_capacity(1 << 16, Transcoded::new(whole, encoding)))
        };
        let mut place = (1, 1);
        let array = separation == Separation::Array;
        if array {
            // One record is one article, however large.
            let begins = skip(&mut input, &mut place, |byte| byte.is_ascii_whitespace()).ok()??;
            if begins != b'[' {
                return None;
            }
            input.consume(1);
            place.1 += 1;
        }
        Some(Self { input, array, pages: false, limit, number: 0, place, found: true, done: false })
    }

    fn record(&mut self) -> std::io::Result<Option<Record>> {
        loop {
            let between = |byte: u8| byte.is_ascii_whitespace() || (self.array && byte == b',');
            let Some(first) = skip(&mut self.input, &mut self.place, between)? else { return Ok(None) };
            if self.array && first == b']' {
                return Ok(None);
            }
            let place = self.place;
            let (bytes, size) = self.piece()?;
            if size > self.limit || !String::from_utf8_lossy(&bytes).trim().is_empty() {
                self.number += 1;
                return Ok(Some(Record { number: self.number, place, bytes, size, page: false }));
            }
        }
    }

    /// The bytes up to the record's end, or none of them where they are too many; and how many there are.
    fn piece(&mut self) -> std::io::Result<(Vec<u8>, u64)> {
        let mut end = End::of(self.array);
        let (mut bytes, mut size) = (Vec::new(), 0);
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok((bytes, size));
            }
            let found = chunk.iter().position(|byte| end.is_at(*byte));
            let used = found.unwrap_or(chunk.len());
            size += used as u64;
            if size <= self.limit {
                bytes.extend_from_slice(&chunk[..used]);
            } else {
                bytes = Vec::new();
            }
            go_on(&mut self.place, &chunk[..used]);
            self.input.consume(used);
            if found.is_some() {
                return Ok((bytes, size));
            }
        }
    }
}

impl Iterator for Records {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next =
            if self.pages { web_archive::next(&mut self.input, self.limit, &mut self.number) } else { self.record() };
        let mut record = next.map_err(Error::from).transpose();
        if record.is_none() && !self.found {
            record = Some(Err(web_archive::no_pages()));
        }
        self.found = true;
        self.done = !matches!(record, Some(Ok(_)));
        record
    }
}

/// The article in a record, or why there is none.
#[must_use]
pub fn load(path: &str, record: &Record, options: &ReadOptions) -> Loaded {
    if record.page {
        return web_archive::load(path, record, options);
    }
    let mut loaded = Loaded::default();
    let mut skip = |error: &Error| {
        loaded.skipped.push(Skipped { place: Some(record.place), ..Skipped::new(path, error.cause()) });
    };
    if record.size > options.max_bytes {
        skip(&compressed::too_large(Some(record.size), options.max_bytes));
        return loaded;
    }
    match decode::decode(&record.bytes, false) {
        Ok(decoded) => {
            json::record_at(path, Some(record.number), record.place, decoded.text.trim(), options, &mut loaded);
        }
        Err(error) => skip(&error),
    }
    loaded
}

/// Goes past the bytes that are `between` records; gives the first one that is not, without taking it.
fn skip(
    input: &mut impl BufRead,
    place: &mut (usize, usize),
    between: impl Fn(u8) -> bool,
) -> std::io::Result<Option<u8>> {
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            return Ok(None);
        }
        let used = chunk.iter().position(|byte| !between(*byte));
        let first = used.map(|at| chunk[at]);
        let used = used.unwrap_or(chunk.len());
        go_on(place, &chunk[..used]);
        input.consume(used);
        if first.is_some() {
            return Ok(first);
        }
    }
}

/// Counts lines, and the code points of the last one.
fn go_on((line, column): &mut (usize, usize), bytes: &[u8]) {
    let points = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
    match bytes.iter().rposition(|byte| *byte == b'\n') {
        Some(last) => {
            *line += bytes.iter().filter(|byte| **byte == b'\n').count();
            *column = 1 + points(&bytes[last + 1..]);
        }
        None => *column += points(bytes),
    }
}

/// The encoding of a file that begins so, and the length of its byte-order mark; `None` where it is no text.
fn encoding(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(marked) = Encoding::for_bom(head) {
        return Some(marked);
    }
    // The last character may be cut.
    let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    if is_utf8 && !head.contains(&0) {
        return Some((UTF_8, 0));
    }
    let cut = head.len() / 2 * 2;
    let decoded =
        decode::decode(&head[..cut], false).or_else(|_| decode::decode(&head[..cut.saturating_sub(2)], false));
    Some((Encoding::for_label(decoded.ok()?.encoding.as_bytes())?, 0))
}

/// Bytes of another encoding as UTF-8.
struct Transcoded<R> {
    input: R,
    decoder: Decoder,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    fn new(input: R, encoding: &'static Encoding) -> Self {
        Self { input, decoder: encoding.new_decoder_without_bom_handling(), text: Vec::new(), at: 0, ended: false }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            let mut bytes = [0; 1 << 14];
            let read = self.input.read(&mut bytes)?;
            self.ended = read == 0;
            let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(8 * bytes.len());
            self.text.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(&bytes[..read], &mut self.text, self.ended);
            self.text.truncate(written);
            self.at = 0;
        }
        let count = buffer.len().min(self.text.len() - self.at);
        buffer[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(bytes: &[u8], separation: Separation, limit: u64) -> Vec<Record> {
        let (head, rest) = bytes.split_at(bytes.len() / 2);
        let rest: Box<dyn Read + Send> = Box::new(Cursor::new(rest.to_vec()));
        let records = Records::of(head.to_vec(), rest, separation, limit).expect("records");
        records.collect::<Result<_>>().expect("in memory")
    }

    /// What `load` makes of each record, together.
    fn loaded(bytes: &[u8], separation: Separation) -> Loaded {
        let options = ReadOptions::default();
        let mut all = Loaded::default();
        for record in records(bytes, separation, 4000) {
            let one = load("x", &record, &options);
            all.articles.extend(one.articles);
            all.skipped.extend(one.skipped);
        }
        all
    }

    const LINES: &str = "{\"text\": \"Één.\"}\r\n\n  {\"text\": 3}\n[]\n{\"text\": \n{\"text\": \"B, [c] \\\"d\\\".\", \"title\": \"T\"}";
    const ARRAY: &str =
        " [\n {\"text\": \"A, [é].\\\"\"},{\"text\": {}},\n {\"text\": [\"x\", 1]}, {\"text\": \"C.\"}\n] ";

    #[test]
    fn record_by_record_gives_what_the_whole_gives() {
        let options = ReadOptions::default();
        assert_eq!(loaded(LINES.as_bytes(), Separation::Lines), json::read_lines("x", LINES, &options));
        assert_eq!(loaded(ARRAY.as_bytes(), Separation::Array), json::read("x", ARRAY, &options));
        assert_eq!(loaded(ARRAY.as_bytes(), Separation::Array).articles.len(), 2);
    }

    #[test]
    fn other_encodings_are_read_too() {
        let wanted = loaded(LINES.as_bytes(), Separation::Lines);
        let wide: Vec<u8> = LINES.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(loaded(&wide, Separation::Lines), wanted);
        assert_eq!(loaded(&[b"\xef\xbb\xbf", LINES.as_bytes()].concat(), Separation::Lines), wanted);
        let narrow = encoding_rs::WINDOWS_1252.encode(LINES).0;
        assert_eq!(loaded(&narrow, Separation::Lines), wanted);
    }

    #[test]
    fn a_record_that_is_too_large_costs_itself() {
        let long = format!("{{\"text\": \"{}\"}}", "x".repeat(5000));
        let text = format!("{{\"text\": \"A.\"}}\n{long}\n{{\"text\": \"B.\"}}\n");
        let all = loaded(text.as_bytes(), Separation::Lines);
        assert_eq!(all.articles.iter().map(|a| a.path.as_str()).collect::<Vec<_>>(), ["x#1", "x#3"]);
        assert_eq!(all.skipped[0].place, Some((2, 1)));
        assert!(records(text.as_bytes(), Separation::Lines, 1000)[1].bytes.is_empty());
        assert_eq!(records(text.as_bytes(), Separation::Lines, 1000)[1].size, long.len() as u64);
    }

    proptest::proptest! {
        #[test]
        fn any_lines_give_what_the_whole_gives(text in "([\\[\\]{}\",:\\\\ é\n]|\\{\"text\": \"[a-zé,]{0,9}\"\\}\r?\n){1,40}") {
            let options = ReadOptions::default();
            proptest::prop_assert_eq!(loaded(text.as_bytes(), Separation::Lines), json::read_lines("x", &text, &options));
            let array = format!("[{text}");
            proptest::prop_assert_eq!(loaded(array.as_bytes(), Separation::Array), json::read("x", &array, &options));
        }
    }
}
