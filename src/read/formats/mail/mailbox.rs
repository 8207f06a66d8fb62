//! Mailboxes: mail behind mail, each after a line `From …` with the time at which it came.

use std::io::{BufRead, BufReader, Read};

use super::message;
use crate::error::{Error, Result};
use crate::read::compressed::too_large;
use crate::read::{Loaded, ReadOptions, Skipped};

/// Bytes of the longest line that may begin a mail.
const LINE: u64 = 1000;

/// True for content that begins with a mail of a mailbox.
#[must_use]
pub fn is(content: &[u8]) -> bool {
    let head = &content[..content.len().min(16 << 10)];
    let Some(end) = memchr::memchr(b'\n', head) else { return false };
    begins(&head[..end]) && super::fields(&head[end + 1..]).is_some()
}

/// The articles of one mail of a mailbox, or why there are none; no bytes where it is too large.
#[must_use]
pub fn load(path: &str, number: usize, bytes: Result<Vec<u8>>, options: &ReadOptions) -> Loaded {
    let read = bytes.and_then(|bytes| message(path, Some(number), &bytes, options));
    read.unwrap_or_else(|error| Loaded {
        skipped: vec![Skipped::of(&format!("{path}#{number}"), &error)],
        ..Loaded::default()
    })
}

/// The mails of a mailbox, numbered from 1; in place of one that is too large, an error.
pub struct Mails<R> {
    from: BufReader<R>,
    limit: u64,
    number: usize,
    started: bool,
    done: bool,
}

impl<R: Read> Mails<R> {
    /// Those in `from`, each of at most `limit` bytes.
    pub fn new(from: R, limit: u64) -> Self {
        Self { from: BufReader::new(from), limit, number: 0, started: false, done: false }
    }

    /// The lines up to the next mail.
    fn mail(&mut self) -> std::io::Result<Option<Result<Vec<u8>>>> {
        let (mut mail, mut size, mut any) = (Vec::new(), 0_u64, false);
        let (mut line, mut whole, mut after_empty) = (Vec::new(), true, true);
        loop {
            line.clear();
            if self.from.by_ref().take(LINE).read_until(b'\n', &mut line)? == 0 {
                self.done = true;
                break;
            }
            let at_start = std::mem::replace(&mut whole, line.ends_with(b"\n"));
            if at_start && after_empty && begins(&line) {
                if std::mem::replace(&mut self.started, true) || any {
                    break;
                }
                continue;
            }
            after_empty = at_start && line.iter().all(u8::is_ascii_whitespace);
            any |= !after_empty;
            size += line.len() as u64;
            if size <= self.limit {
                mail.extend_from_slice(if at_start && is_marked(&line) { &line[1..] } else { &line });
            } else {
                mail = Vec::new();
            }
        }
        Ok(any.then(|| if size > self.limit { Err(too_large(Some(size), self.limit)) } else { Ok(mail) }))
    }
}

impl<R: Read> Iterator for Mails<R> {
    type Item = Result<(usize, Result<Vec<u8>>)>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.mail() {
                Ok(None) => {}
                Ok(Some(mail)) => {
                    self.number += 1;
                    return Some(Ok((self.number, mail)));
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(Error::from(error)));
                }
            }
        }
        None
    }
}

/// True for `From ann@example.org Fri Feb  3 09:15:00 2017`: "From the desk of" has no time.
fn begins(line: &[u8]) -> bool {
    let time = |at: &[u8]| matches!(at, [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()));
    line.starts_with(b"From ") && line.windows(5).any(time)
}

/// True for a line `>From …`, as mailboxes write a line of a mail that would begin another.
fn is_marked(line: &[u8]) -> bool {
    line.starts_with(b">") && line[line.iter().position(|byte| *byte != b'>').unwrap_or(0)..].starts_with(b"From ")
}
