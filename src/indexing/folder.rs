//! A folder of articles that others add to: what is new or changed in it is read, and added to the index in one commit.

use super::{Intake, Plan, SyncOptions};
use crate::error::Result;
use crate::pipeline::{self, Outcome, Settings};
use crate::read::{self, Endings, WalkOptions};
use crate::store::{Limits, Writer};
use std::path::PathBuf;
use std::sync::Arc;

/// Which folder goes where.
pub struct Addition<'a> {
    /// The index.
    pub index: PathBuf,
    /// The folder.
    pub folder: PathBuf,
    /// How files are read and analysed.
    pub settings: Settings<'a>,
    /// What an extraction depends on besides the text.
    pub stamp: Arc<str>,
    /// What the writer may take.
    pub limits: Limits,
}

impl Addition<'_> {
    /// Reads what is new; `told` hears how many files there are and what came of each. Gives what was found and is of no format that is read.
    ///
    /// # Errors
    /// When the index cannot be written: it is then as of the last commit.
    pub fn run(&self, mut told: impl FnMut(usize, &Outcome) + Send) -> Result<Endings> {
        let paths = [self.folder.clone()];
        let options = SyncOptions { paths: &paths, prune: false, force: false, with_claims: true, stamp: &self.stamp };
        let walk = read::walk(&paths, &WalkOptions { no_ignore: true, ..WalkOptions::default() });
        let mut writer = Writer::open(&self.index, self.limits)?;
        let known = writer.store()?.files()?;
        let plan = Plan::new(&walk, &known, &options);
        for row in &plan.unwalked {
            writer.remove(&row.absolute);
            writer.file(row)?;
        }
        let mut intake = Intake::new(writer, known, self.settings.seeds, options);
        let done = pipeline::run(&plan.read, &self.settings, &|| false, |entry, outcome| {
            intake.add(entry, &outcome)?;
            told(plan.read.len(), &outcome);
            Ok::<_, crate::Error>(())
        });
        match done.and_then(|()| intake.leave_out_what_is_not_whole()) {
            Ok(()) => intake.writer.finish()?,
            Err(error) => {
                intake.writer.abandon();
                return Err(error);
            }
        }
        let mut unread = Endings::default();
        walk.unread.values().for_each(|endings| unread.add(endings));
        Ok(unread)
    }
}
