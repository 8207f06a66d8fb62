//! What `index` has to do: which files are new or changed, which are gone, and which need nothing.

use crate::read::{Entry, Walk};
use crate::store::files::key;
use crate::store::{FileRow, SkippedRow};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What there is to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to read, in order.
    pub read: Vec<Entry>,
    /// Keys of files to forget.
    pub forget: Vec<String>,
    /// Rows of what could not be walked, and of folders with files that are not read, to be added.
    pub unwalked: Vec<FileRow>,
    /// Number of files that need nothing.
    pub unchanged: usize,
}

/// What the user wants of it.
#[derive(Clone, Debug)]
pub struct SyncOptions<'a> {
    /// The paths named.
    pub paths: &'a [PathBuf],
    /// Forget files that are gone.
    pub prune: bool,
    /// Read unchanged files too.
    pub force: bool,
    /// Extract claims.
    pub with_claims: bool,
    /// What the extraction depends on besides the text.
    pub stamp: &'a Arc<str>,
}

impl SyncOptions<'_> {
    /// The row of a file as it is now, before it is read.
    #[must_use]
    pub fn row(&self, entry: &Entry) -> FileRow {
        FileRow {
            absolute: key(&entry.path),
            path: entry.display.clone(),
            size: entry.size,
            modified: (entry.mtime_ns != 0).then_some(entry.mtime_ns),
            stamp: Arc::clone(self.stamp),
            with_claims: self.with_claims,
            ..FileRow::default()
        }
    }
}

impl Plan {
    /// Compares what a walk found with what the index knows.
    #[must_use]
    pub fn new(walk: &Walk, known: &BTreeMap<String, FileRow>, options: &SyncOptions<'_>) -> Self {
        let mut plan = Self::default();
        let mut found = BTreeSet::new();
        for entry in &walk.entries {
            let row = options.row(entry);
            if !options.force && known.get(&row.absolute).is_some_and(|before| before.covers(&row)) {
                plan.unchanged += 1;
            } else {
                plan.read.push(entry.clone());
            }
            found.insert(row.absolute);
        }
        for skipped in &walk.skipped {
            let row = FileRow {
                absolute: unwalked_key(&skipped.path),
                path: skipped.path.clone(),
                skipped: vec![SkippedRow { path: skipped.path.clone(), cause: skipped.cause.clone() }],
                ..FileRow::default()
            };
            found.insert(row.absolute.clone());
            if known.get(&row.absolute) != Some(&row) {
                plan.unwalked.push(row);
            }
        }
        for (folder, endings) in &walk.unread {
            let path = key(folder);
            let row = FileRow { absolute: unread_key(&path), path, unread: endings.clone(), ..FileRow::default() };
            found.insert(row.absolute.clone());
            if known.get(&row.absolute) != Some(&row) {
                plan.unwalked.push(row);
            }
        }
        let roots: Vec<PathBuf> = options.paths.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
        for (absolute, row) in known.iter().filter(|(absolute, _)| !found.contains(*absolute)) {
            let unread = row.absolute == unread_key(&row.path);
            let path = Path::new(if unread { &row.path } else { absolute });
            let walked = roots.iter().any(|root| path.starts_with(root));
            let stale = row.absolute == unwalked_key(&row.path) || (unread && walked);
            let gone = options.prune && (roots.is_empty() || walked) && path.symlink_metadata().is_err();
            if gone || stale {
                plan.forget.push(absolute.clone());
            }
        }
        plan
    }

    /// True when there is nothing to do.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.read.is_empty() && self.forget.is_empty() && self.unwalked.is_empty()
    }
}

/// The key of what a walk could not enter: no absolute path begins so. Such rows last until the next run.
fn unwalked_key(path: &str) -> String {
    format!("unwalked:{path}")
}

/// The key of a folder's files that are not read. Such a row lasts until the folder is walked again.
fn unread_key(folder: &str) -> String {
    format!("unread:{folder}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, size: u64) -> Entry {
        Entry { path: path.into(), display: path.into(), size, mtime_ns: 7, named: false }
    }

    #[test]
    fn only_what_changed_is_read_and_only_what_is_gone_forgotten() {
        let options = SyncOptions {
            paths: &["/nowhere".into()],
            prune: true,
            force: false,
            with_claims: true,
            stamp: &"s".into(),
        };
        let known: BTreeMap<String, FileRow> =
            ["/nowhere/a.txt", "/nowhere/b.txt", "/nowhere/c.txt", "/elsewhere/d.txt"]
                .map(|path| options.row(&entry(path, 1)))
                .map(|row| (row.absolute.clone(), row))
                .into();
        let walk = Walk { entries: vec![entry("/nowhere/a.txt", 1), entry("/nowhere/b.txt", 2)], ..Walk::default() };
        let plan = Plan::new(&walk, &known, &options);
        assert_eq!(plan.read, [entry("/nowhere/b.txt", 2)]);
        assert_eq!(plan.unchanged, 1);
        assert_eq!(plan.forget, ["/nowhere/c.txt"]);
        let keep = Plan::new(&walk, &known, &SyncOptions { prune: false, ..options.clone() });
        assert!(keep.forget.is_empty());
        let everywhere = Plan::new(&walk, &known, &SyncOptions { paths: &[], ..options });
        assert_eq!(everywhere.forget, ["/elsewhere/d.txt", "/nowhere/c.txt"]);
    }
}
