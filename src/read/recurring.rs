//! The outlet by recurrence: a name that stands in the heads of several texts of one folder, and that no list and no word of its own tells.
//!
//! Sections, towns and authors recur as well. So the name has two words with capitals at least, which the folder's texts never write small; no place is called so,
//! and where somebody might be, others have signed the texts; the texts themselves hardly speak of it; and no other name recurs as often beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::lines::{Line, lines};
use super::metadata::{HeadLine, HeadReader};
use super::{decode, front_matter};
use crate::seeds::Seeds;

/// Texts of a folder with the same name in their heads that make it an outlet.
const LEAST: usize = 3;
/// Texts of a folder that are looked at, by name: more tell no more.
const MOST: usize = 64;
/// Bytes of a text that are looked at.
const BEGIN: u64 = 2 << 10;
/// Lines of a head; a line that is longer than a headline, or a sentence, is a paragraph, and ends it.
const HEAD_LINES: usize = 6;
/// See [`HEAD_LINES`]: in bytes.
const HEADLINE: usize = 160;
/// Words of a sentence, at least.
const SENTENCE: usize = 8;
/// Of so many texts with the name in their heads, one may speak of it.
const SPOKEN_OF: usize = 3;
/// Texts with a name that might be somebody's in which somebody else is the author.
const SIGNED: usize = 2;
/// Endings of the texts that are looked at.
const ENDINGS: [&str; 3] = ["txt", "text", "md"];

/// What recurs in the heads of the folders that were looked at.
#[derive(Debug, Default)]
pub struct Recurring {
    folders: Mutex<BTreeMap<PathBuf, Arc<[String]>>>,
}

impl Recurring {
    /// The outlets that recur in the folder of the file at `path`.
    pub fn beside(&self, path: &Path, seeds: &Seeds) -> Arc<[String]> {
        let Some(folder) = path.parent() else { return Arc::default() };
        let folders = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outlets) = folders().get(folder) {
            return Arc::clone(outlets);
        }
        // Two threads may look at once: they see the same.
        let outlets: Arc<[String]> = outlets(&texts(folder), seeds).into();
        folders().insert(folder.to_owned(), Arc::clone(&outlets));
        outlets
    }
}

/// How the texts of a folder begin, by their names.
fn texts(folder: &Path) -> Vec<String> {
    let ending = |path: &Path| path.extension().and_then(|e| e.to_str()).is_some_and(|e| ENDINGS.contains(&e));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| ending(path)).collect();
    paths.sort_unstable();
    let begin = |path: &PathBuf| {
        let mut bytes = Vec::new();
        File::open(path).and_then(|file| file.take(BEGIN).read_to_end(&mut bytes)).ok()?;
        Some(decode::decode(&bytes, false).ok()?.text)
    };
    paths.iter().filter_map(begin).take(MOST).collect()
}

/// The head of a text, and what stands below it.
fn parted<'t>(text: &'t str, reader: &HeadReader) -> (Vec<HeadLine<'t>>, &'t str) {
    let from = front_matter::split(text).map_or(0, |(_, at)| at);
    let lines = lines(text, from);
    let prose = |line: &Line| line.span.len() > HEADLINE || line.stop().is_some() && line.words() >= SENTENCE;
    let head = lines.iter().take(HEAD_LINES).take_while(|line| !prose(line)).count();
    let body = lines.get(head).map_or("", |line| &text[line.span.start..]);
    (lines[..head].iter().map(|line| reader.line(line.text)).collect(), body)
}

/// The names that recur in the heads of `texts` as an outlet's does.
fn outlets(texts: &[String], seeds: &Seeds) -> Vec<String> {
    if texts.len() < LEAST {
        return Vec::new();
    }
    let reader = HeadReader::new(seeds);
    let parted: Vec<(Vec<HeadLine>, &str)> = texts.iter().map(|text| parted(text, &reader)).collect();
    // In which texts each name stands in the head.
    let mut names: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (n, (head, _)) in parted.iter().enumerate() {
        for name in head.iter().flat_map(|line| &line.names) {
            names.entry(*name).or_default().insert(n);
        }
    }
    let small: BTreeSet<&str> = parted.iter().flat_map(|(_, body)| words(body)).filter(|w| is_small(w)).collect();
    let fits = |name: &str, texts: &BTreeSet<usize>| {
        let own = words(name).filter(|w| !is_small(w)).all(|word| !small.contains(word.to_lowercase().as_str()));
        let spoken_of = texts.iter().filter(|&&n| parted[n].1.contains(name)).count();
        let signed = |&&n: &&usize| parted[n].0.iter().any(|line| line.author.as_ref().is_some_and(|by| by != name));
        let nobody = || !reader.is_persons(name) || texts.iter().filter(signed).count() >= SIGNED;
        own && spoken_of * SPOKEN_OF <= texts.len() && nobody()
    };
    names.retain(|name, texts| texts.len() >= LEAST && fits(name, texts));
    let rivals = |name: &str, texts: &BTreeSet<usize>| {
        names.iter().any(|(other, others)| *other != name && others.len() >= texts.len() && !others.is_disjoint(texts))
    };
    names.iter().filter(|(name, texts)| !rivals(name, texts)).map(|(name, _)| (*name).to_owned()).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_small(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Residents of the quarter say they learned of the decision from a notice on a lamp post. Nobody had rung a bell, and the council is silent about the road.\n\n\
        A spokesman for the authority said that letters had gone out in time, whatever the real estate market does.";

    fn told(heads: &[&str]) -> Vec<String> {
        let texts: Vec<String> = heads.iter().map(|head| format!("{head}\n\n{BODY}\n")).collect();
        outlets(&texts, Seeds::built_in())
    }

    #[test]
    fn a_name_that_recurs_in_heads_is_an_outlet() {
        let heads = [
            "Harbour shut until spring\nSkarv & Umland\nBy Odette Farrow\n7 June 2021",
            "Skarv & Umland | 8 June 2021\nNo second bus station\nMartin Okeke",
            "Nurses end walkout\n\nSkarv & Umland, 9 June 2021",
        ];
        assert_eq!(told(&heads), ["Skarv & Umland"]);
        assert!(told(&heads[..2]).is_empty(), "twice is chance");
    }

    #[test]
    fn a_name_like_a_persons_needs_authors_beside_it() {
        let signed =
            |by: [&str; 3]| by.map(|by| format!("Harbour shut until spring\nOever Lantaarn\n{by}\n7 June 2021"));
        let texts = signed(["By Odette Farrow", "By Martin Okeke", "By Ann Brand"]);
        assert_eq!(told(&texts.each_ref().map(String::as_str)), ["Oever Lantaarn"]);
        let texts = signed(["", "", ""]);
        assert!(told(&texts.each_ref().map(String::as_str)).is_empty());
    }

    #[test]
    fn sections_authors_and_places_are_none() {
        for line in [
            "Real Estate",
            "Ann Quill",
            "New Zealand",
            "The Council",
            "Climate",
            "Read more",
            "Real People",
            "7 June 2021",
        ] {
            let heads =
                ["By Ann Brand", "By Martin Okeke", "By Ilse Quill"].map(|by| format!("{line}\nHarbour shut\n{by}"));
            assert!(told(&heads.each_ref().map(String::as_str)).is_empty(), "{line}");
        }
        // Both recur: which is it?
        let heads = ["a", "b", "c"].map(|n| format!("Skarv & Umland\nGroot-Oever & Om\nHarbour shut {n}"));
        assert!(told(&heads.each_ref().map(String::as_str)).is_empty());
    }
}
