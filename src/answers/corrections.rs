//! What readers say of claims: right, somebody else's, no claim. Kept as JSON Lines beside the index, where no run of `index` touches them.
//!
//! A line is added for every correction and never changed: the last one of a claim counts, those before it are its history.

use crate::error::{Error, Result};
use crate::model::Kind;
use crate::model::record::{ClaimRecord, CodePoints, CorrectionRecord, Judgement};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// The schema's name, in every line.
const SCHEMA: &str = "whosaid/correction/1";
/// Characters of a note or a name.
pub const LONGEST: usize = 2_000;

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Always `whosaid/correction/1`.
    pub schema: String,
    /// The id of the claim.
    pub claim: String,
    /// The id of its article.
    pub article: String,
    /// The article's path, as gold annotations name it.
    pub doc: String,
    /// What the claim said.
    pub text: String,
    /// What the reader says.
    #[serde(flatten)]
    pub correction: CorrectionRecord,
    /// The claim as a gold annotation, as it should have been; null for what is no claim.
    pub gold: Option<GoldLine>,
}

/// An attribution as gold has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoldLine {
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// The words that name the source.
    pub source: Vec<CodePoints>,
    /// The reporting expression.
    pub cue: Vec<CodePoints>,
    /// What is said.
    pub content: Vec<CodePoints>,
    /// Who said it.
    pub speaker: Option<String>,
}

impl GoldLine {
    /// A claim, said by `speaker`.
    #[must_use]
    pub fn of(claim: &ClaimRecord, speaker: Option<String>) -> Self {
        Self {
            kind: claim.kind,
            source: claim.speaker.span.into_iter().collect(),
            cue: claim.cue.as_ref().map(|cue| cue.spans.clone()).unwrap_or_default(),
            content: claim.spans.clone(),
            speaker,
        }
    }
}

impl Correction {
    /// What a reader says of a claim now.
    ///
    /// # Errors
    /// When a name or a note is too long.
    pub fn new(claim: &ClaimRecord, says: Judgement, speaker: Option<&str>, note: Option<&str>) -> Result<Self> {
        let given = |text: Option<&str>| -> Result<Option<String>> {
            let text = text.map(str::trim).filter(|text| !text.is_empty());
            match text.filter(|text| text.chars().nth(LONGEST).is_some()) {
                None => Ok(text.map(ToOwned::to_owned)),
                Some(_) => Err(Error::new(format!("a note or a name has at most {LONGEST} characters"))),
            }
        };
        let speaker = if says == Judgement::WrongSpeaker { given(speaker)? } else { None };
        let gold = match says {
            Judgement::Right => Some(GoldLine::of(claim, claim.speaker.name.clone())),
            // Where nobody says who it was, the annotation does not either.
            Judgement::WrongSpeaker => Some(GoldLine::of(claim, speaker.clone())),
            Judgement::NotAClaim => None,
        };
        Ok(Self {
            schema: SCHEMA.to_owned(),
            claim: claim.id.clone(),
            article: claim.article.id.clone(),
            doc: claim.article.path.clone(),
            text: claim.text.clone(),
            correction: CorrectionRecord { says, speaker, note: given(note)?, at: now() },
            gold,
        })
    }
}

/// Now, to the second.
fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

/// All corrections of an index.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    by_claim: BTreeMap<String, Vec<Correction>>,
    /// Lines that are none: written by another program, or cut short.
    pub unread: usize,
}

/// Where the corrections of the index in `index` lie.
#[must_use]
pub fn beside(index: &Path) -> PathBuf {
    with_ending(index, ".corrections.jsonl")
}

/// Where articles lie that were added on a page of the index in `index`.
#[must_use]
pub fn added(index: &Path) -> PathBuf {
    with_ending(index, ".added")
}

/// A neighbour of an index: its path with something at the end.
fn with_ending(index: &Path, ending: &str) -> PathBuf {
    let absolute = std::path::absolute(index).unwrap_or_else(|_| index.to_path_buf());
    let mut path: PathBuf = absolute.components().collect();
    path.as_mut_os_string().push(ending);
    path
}

impl Corrections {
    /// Reads those of the index in `index`; there need not be any.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(index: &Path) -> Result<Self> {
        let path = beside(index);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Error::from(error).at(&path)),
        };
        let mut all = Self::default();
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
            match serde_json::from_slice::<Correction>(line) {
                Ok(correction) => all.by_claim.entry(correction.claim.clone()).or_default().push(correction),
                Err(_) => all.unread += 1,
            }
        }
        Ok(all)
    }

    /// Those of a claim, in the order in which they were made.
    #[must_use]
    pub fn of(&self, claim: &str) -> &[Correction] {
        self.by_claim.get(claim).map_or(&[], Vec::as_slice)
    }

    /// The last one of each claim, by claim.
    pub fn last(&self) -> impl Iterator<Item = &Correction> {
        self.by_claim.values().filter_map(|all| all.last())
    }

    /// Tells in a claim what readers say of it.
    pub fn tell(&self, claim: &mut ClaimRecord) {
        claim.correction = self.of(&claim.id).last().map(|last| last.correction.clone());
    }
}

/// Adds a correction to those of the index in `index`.
///
/// # Errors
/// When the file cannot be written.
pub fn add(index: &Path, correction: &Correction) -> Result<()> {
    let path = beside(index);
    append(&path, correction).map_err(|error| Error::from(error).at(&path))
}

fn append(path: &Path, correction: &Correction) -> std::io::Result<()> {
    let mut file = File::options().read(true).append(true).create(true).open(path)?;
    let mut line = serde_json::to_vec(correction)?;
    line.push(b'\n');
    // A line that was cut short stays a line of its own.
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            line.insert(0, b'\n');
        }
    }
    file.write_all(&line)?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim() -> ClaimRecord {
        serde_json::from_value(serde_json::json!({
            "schema": "whosaid/claim/1", "id": "c-0123456789abcdef", "kind": "direct", "text": "“We wait.”", "spans": [[0, 10]],
            "cue": {"text": "said", "spans": [[12, 16]]}, "stance": "asserts",
            "speaker": {"name": "Ann Lee", "label": null, "mention": "Lee", "span": [17, 20], "role": null, "type": "person",
                "resolved": "alias", "confidence": 0.9, "candidates": []},
            "said_on": null, "sentence": {"text": "“We wait,” said Lee.", "span": [0, 21]}, "prefix": "", "suffix": "",
            "verbatim": true, "confidence": 0.9,
            "article": {"id": "a-0123456789abcdef", "path": "x.txt", "title": null, "source": null, "author": null, "date": null,
                "published": null, "language": "en", "translated": false, "translated_score": 0.0}
        }))
        .expect("a claim")
    }

    #[test]
    fn the_last_word_counts_and_nothing_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let index = folder.path().join("idx");
        let mut claim = claim();
        assert!(Corrections::read(&index).expect("none").by_claim.is_empty());
        let say = |says, speaker, note| {
            let correction = Correction::new(&claim, says, speaker, note).expect("a correction");
            add(&index, &correction).expect("written");
        };
        say(Judgement::Right, Some("ignored"), Some("  "));
        // Somebody's editor, or a crash, left half a line.
        let mut file = File::options().append(true).open(beside(&index)).expect("the file");
        file.write_all(b"{\"schema\": \"whosaid").expect("written");
        say(Judgement::WrongSpeaker, Some(" Bob Orr "), Some("see\nbelow"));
        let all = Corrections::read(&index).expect("read");
        assert_eq!((all.of(&claim.id).len(), all.unread), (2, 1));
        assert_eq!(all.of(&claim.id)[0].gold.as_ref().and_then(|gold| gold.speaker.as_deref()), Some("Ann Lee"));
        all.tell(&mut claim);
        let told = claim.correction.expect("a correction");
        assert_eq!((told.says, told.speaker.as_deref()), (Judgement::WrongSpeaker, Some("Bob Orr")));
        assert_eq!(told.note.as_deref(), Some("see\nbelow"));
    }

    #[test]
    fn a_note_has_an_end() {
        let long = "x".repeat(LONGEST + 1);
        assert!(Correction::new(&claim(), Judgement::Right, None, Some(&long)).is_err());
        assert!(Correction::new(&claim(), Judgement::NotAClaim, None, Some(&long[1..])).is_ok());
    }

    #[test]
    fn the_file_lies_beside_the_index() {
        assert_eq!(beside(Path::new("/a/.whosaid")), Path::new("/a/.whosaid.corrections.jsonl"));
        assert_eq!(beside(Path::new("/a/idx/")), Path::new("/a/idx.corrections.jsonl"));
    }
}
