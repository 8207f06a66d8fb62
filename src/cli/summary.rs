//! What `index` says at its end.

use super::numbers::{counted, megabytes, thousands};
use super::terminal::Terminal;
use super::unread;
use crate::model::wanted::Aside;
use crate::pipeline::Outcome;
use crate::read::Endings;
use crate::seeds::Speakers;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// What a run did.
#[derive(Debug, Default)]
pub struct Summary {
    /// Files that needed nothing.
    pub unchanged: usize,
    /// Files and articles that gave nothing.
    pub skipped: usize,
    /// Files that were found and not read.
    pub unread: Endings,
    /// Articles that were removed because their files are gone.
    pub removed: usize,
    /// No file was found at all.
    pub nothing_found: bool,
    /// How long it took.
    pub seconds: f64,
    /// Articles that were read.
    pub articles: usize,
    files: usize,
    bytes: u64,
    translated: usize,
    claims: usize,
    aside: Aside,
    /// As the articles have them.
    names: HashMap<String, usize>,
    languages: BTreeMap<String, usize>,
    unseeded: usize,
}

impl Summary {
    /// Counts what came of a file, or of a piece of one.
    pub fn count(&mut self, outcome: &Outcome) {
        self.files += usize::from(!outcome.more);
        // What gave nothing was not read, or not for long.
        self.bytes += if outcome.articles.is_empty() && !outcome.failures.is_empty() { 0 } else { outcome.bytes };
        self.skipped += outcome.failures.len();
        self.articles += outcome.articles.len();
        for new in &outcome.articles {
            let language = new.article.language_found.clone().or_else(|| new.article.language.clone());
            *self.languages.entry(language.unwrap_or_else(|| "?".to_owned())).or_default() += 1;
            self.unseeded += usize::from(new.article.language.is_none());
            self.translated += usize::from(new.article.translated);
            for claim in &new.claims {
                if self.aside.takes(claim) {
                    continue;
                }
                self.claims += 1;
                let Some(name) = &claim.speaker.name else { continue };
                match self.names.get_mut(name) {
                    Some(claims) => *claims += 1,
                    None => _ = self.names.insert(name.clone(), 1),
                }
            }
        }
    }

    /// Who was found, and how many claims of each; a speaker whom `known` lists is one person. Other spellings come together in the index alone.
    fn speakers<'s>(&'s self, known: &'s Speakers) -> BTreeMap<&'s str, usize> {
        let mut speakers = BTreeMap::new();
        self.names.iter().for_each(|(name, claims)| {
            let name = known.find(name).map_or(name.as_str(), |speaker| &speaker.name);
            *speakers.entry(name).or_default() += claims;
        });
        speakers
    }

    /// Says it, in lines of less than 80 columns; `known` are the speakers of the seeds.
    pub fn print(&self, no_claims: bool, known: &Speakers, terminal: &Terminal) {
        if self.nothing_found {
            terminal.warning(&"no articles found");
            terminal.hint("`whosaid formats` lists what is read: text, web pages, JSON, tables, documents");
            unread::tell(&self.unread, terminal);
            return;
        }
        let speakers = self.speakers(known);
        let mut lines = vec![format!("articles   {}{}", thousands(self.articles), self.besides())];
        if !no_claims {
            let speakers = counted(speakers.len(), "speaker");
            lines.push(format!("claims     {} by {speakers}{}", thousands(self.claims), self.aside.listed()));
        }
        if !self.languages.is_empty() {
            lines.push(format!("languages  {}", self.language_list()));
        }
        if self.unseeded > 0 && !no_claims {
            let count = thousands(self.unseeded);
            lines.push(format!("           {count} in languages without seeds: searchable, but without claims"));
        }
        if self.skipped > 0 {
            lines.push(format!("skipped    {}: `whosaid status` says why", thousands(self.skipped)));
        }
        if !self.unread.is_empty() {
            lines.push(format!("{}{}", unread::HEAD, unread::list(&self.unread)));
        }
        let speed = self.bytes as f64 / 1e6 / self.seconds.max(1e-3);
        lines.push(format!("took       {:.1} s for {}: {speed:.1} MB/s", self.seconds, megabytes(self.bytes)));
        lines.extend(self.next(&speakers));
        terminal.note(&lines.join("\n"));
        if !self.unread.is_empty() {
            terminal.advice(&unread::hint(&self.unread));
        }
    }

    /// The same in one line.
    #[must_use]
    pub fn line(&self, no_claims: bool) -> String {
        let claims = if no_claims { String::new() } else { format!(", {}", counted(self.claims, "claim")) };
        let read =
            some(self.files, |n| format!("{}{claims} in {}", counted(self.articles, "article"), counted(n, "file")));
        let removed = some(self.removed, |n| format!("{} removed", counted(n, "article")));
        let skipped = some(self.skipped, |n| format!("{} skipped", thousands(n)));
        let unread = some(self.unread.files(), |n| format!("{} not read", counted(n, "file")));
        [read, removed, skipped, unread].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    fn besides(&self) -> String {
        let parts: Vec<String> = [
            some(self.translated, |n| format!("{} machine-translated", thousands(n))),
            some(self.unchanged, |n| format!("{} more files unchanged", thousands(n))),
            some(self.removed, |n| format!("{} removed", thousands(n))),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    fn language_list(&self) -> String {
        const MOST: usize = 6;
        let mut counts: Vec<(&String, &usize)> = self.languages.iter().collect();
        counts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let shown: Vec<String> =
            counts.iter().take(MOST).map(|(language, n)| format!("{language} {}", thousands(**n))).collect();
        shown.join(", ") + &some(counts.len().saturating_sub(MOST), |n| format!(" and {n} more"))
    }

    /// Commands to try next.
    fn next(&self, speakers: &BTreeMap<&str, usize>) -> Vec<String> {
        let mut lines = Vec::new();
        let most = speakers.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)));
        if let Some((name, _)) = most {
            let name = crate::dump::plain::cut(&name.replace('\'', "’"), 40);
            lines.push(format!("try next   whosaid claims --speaker '{name}'"));
            lines.push("           whosaid speakers".to_owned());
        } else if self.articles > 0 {
            lines.push("try next   whosaid search '*'".to_owned());
        }
        lines
    }
}

fn some(count: usize, text: impl FnOnce(usize) -> String) -> String {
    if count > 0 { text(count) } else { String::new() }
}
