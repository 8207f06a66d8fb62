//! Which files: folders walked as ripgrep walks them, in the order of their paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{FileType, Metadata};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::sidecar::{self, Listings};
use super::{Endings, Skipped, reader};

/// The folder of the index: never walked.
const INDEX_FOLDER: &str = ".whosaid";

/// Which files are taken.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Globs as in a `.gitignore`, relative to the folder named: only what matches one of them; empty: everything.
    pub include: Vec<String>,
    /// Globs of what is left out.
    pub exclude: Vec<String>,
    /// Take hidden files and folders too.
    pub hidden: bool,
    /// Don't heed `.gitignore` and `.ignore` files.
    pub no_ignore: bool,
    /// What is never taken: an index that lies elsewhere than in `.whosaid`, and what lies beside it.
    pub never: Vec<PathBuf>,
}

/// A file that may hold articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it lies, absolute.
    pub path: PathBuf,
    /// The path as shown: relative to the folder that was named, with `/`; else as given. What is no UTF-8 is replaced, control characters are escaped.
    pub display: String,
    /// Bytes on disk, those of its sidecars included.
    pub size: u64,
    /// Last change of it or of its sidecars, nanoseconds since 1970; 0 where that is not known.
    pub mtime_ns: i64,
    /// The user named this very file.
    pub named: bool,
}

/// What a walk found, in the order of the paths shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Files to read.
    pub entries: Vec<Entry>,
    /// What could not be walked or is no file.
    pub skipped: Vec<Skipped>,
    /// Files of no format that is read, for each folder (absolute) that has some: hidden ones aside, and what belongs to an article.
    pub unread: BTreeMap<PathBuf, Endings>,
}

/// All files of `paths`: a file itself, a folder with everything below.
///
/// Files of unknown extension below a folder are counted, and are no rows. A path that was named is followed when it is a symbolic link; links below a folder are not.
#[must_use]
pub fn walk(paths: &[PathBuf], options: &WalkOptions) -> Walk {
    let mut walk = Walk::default();
    for path in paths {
        one(path, options, &mut walk);
    }
    walk.entries.sort_by(|a, b| (&a.display, &a.path).cmp(&(&b.display, &b.path)));
    let mut seen = BTreeSet::new();
    walk.entries.retain(|entry| seen.insert(entry.path.clone()));
    walk.skipped.sort_by(|a, b| (&a.path, &a.cause).cmp(&(&b.path, &b.cause)));
    walk.skipped.dedup();
    walk
}

fn one(path: &Path, options: &WalkOptions, walk: &mut Walk) {
    let skip = |cause: String, hint: Option<&str>| Skipped {
        hint: hint.map(Into::into),
        named: true,
        ..Skipped::new(shown(path), cause)
    };
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let hint = "paths are relative to the folder you are in; `-` reads standard input";
            return walk.skipped.push(skip("no such file or folder".into(), Some(hint)));
        }
        Err(error) => return walk.skipped.push(skip(plain(&error), None)),
    };
    if metadata.is_dir() {
        folder(path, options, walk);
    } else if metadata.is_file() {
        let absolute = absolute(path);
        let beside = [sidecar::beside(&absolute), sidecar::of_folder(&absolute).map(|(file, _)| file)];
        walk.entries.push(entry(absolute, shown(path), &metadata, beside, true));
    } else {
        walk.skipped
            .push(skip(kind(metadata.file_type()).into(), Some("name a file or a folder; `-` reads standard input")));
    }
}

fn folder(root: &Path, options: &WalkOptions, walk: &mut Walk) {
    let overrides = match globs(root, options) {
        Ok(overrides) => overrides,
        Err(error) => {
            let hint = Some("globs are written as in a .gitignore: *.txt, 2017/**, {a,b}.md".into());
            return walk.skipped.push(Skipped { hint, named: true, ..Skipped::new(shown(root), error.to_string()) });
        }
    };
    let never: Vec<PathBuf> = options.never.iter().map(|p| absolute(p)).collect();
    // Asked for once: it costs a question to the system.
    let whole_root = absolute(root);
    let whole = {
        let (root, whole_root) = (root.to_path_buf(), whole_root.clone());
        move |path: &Path| path.strip_prefix(&root).map_or_else(|_| absolute(path), |below| whole_root.join(below))
    };
    let within = whole.clone();
    let mut listings = Listings::default();
    if whole_root.components().any(|c| c.as_os_str() == INDEX_FOLDER) {
        return walk
            .skipped
            .push(Skipped { named: true, ..Skipped::new(shown(root), "an index folder holds no articles") });
    }
    let mut builder = WalkBuilder::new(root);
    builder
        .standard_filters(!options.no_ignore)
        .hidden(!options.hidden)
        .require_git(false)
        .follow_links(false)
        .sort_by_file_path(Path::cmp)
        // The globs are asked here, not by the walker: there they would bring hidden and ignored files back.
        .filter_entry(move |e| {
            let folder = e.file_type().is_some_and(|t| t.is_dir());
            e.depth() == 0
                || (e.file_name() != INDEX_FOLDER
                    && !never.contains(&within(e.path()))
                    && !overrides.matched(e.path(), folder).is_ignore())
        });
    for found in builder.build() {
        match found {
            Ok(found) => {
                let display = relative(root, found.path());
                let Some(file_type) = found.file_type() else { continue };
                let known = known(found.path());
                if file_type.is_dir() {
                    continue;
                }
                if file_type.is_file() {
                    let path = whole(found.path());
                    let sidecar = known && listings.is_sidecar(&path);
                    if !known || sidecar {
                        if !(is_hidden(root, found.path()) || sidecar && listings.has_article(&path)) {
                            count(&path, &mut walk.unread);
                        }
                        continue;
                    }
                    match found.metadata() {
                        Ok(metadata) => {
                            let beside = [listings.beside(&path), listings.of_folder(&path)];
                            walk.entries.push(entry(path, display, &metadata, beside, false));
                        }
                        Err(error) => walk.skipped.push(Skipped::new(display, cause(&error))),
                    }
                } else if found.depth() > 0 && (known || !file_type.is_symlink()) {
                    walk.skipped.push(Skipped::new(display, kind(file_type)));
                }
            }
            Err(error) => {
                let path = failed(&error).map_or_else(|| shown(root), |p| relative(root, &p));
                walk.skipped.push(Skipped::new(path, cause(&error)));
            }
        }
    }
}

/// True for a hidden file, and for any below a hidden folder.
fn is_hidden(root: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
}

fn count(path: &Path, unread: &mut BTreeMap<PathBuf, Endings>) {
    if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
        unread.entry(folder.to_path_buf()).or_default().count(&name.to_string_lossy());
    }
}

fn globs(root: &Path, options: &WalkOptions) -> Result<Override, ignore::Error> {
    let mut builder = OverrideBuilder::new(root);
    for glob in &options.include {
        builder.add(glob)?;
    }
    for glob in &options.exclude {
        builder.add(&format!("!{glob}"))?;
    }
    builder.build()
}

fn entry(path: PathBuf, display: String, metadata: &Metadata, beside: [Option<PathBuf>; 2], named: bool) -> Entry {
    let beside: Vec<Metadata> = beside.into_iter().flatten().filter_map(|path| std::fs::metadata(path).ok()).collect();
    let size = metadata.len() + beside.iter().map(Metadata::len).sum::<u64>();
    let mtime_ns = beside.iter().map(modified).fold(modified(metadata), i64::max);
    Entry { path, display, size, mtime_ns, named }
}

fn modified(metadata: &Metadata) -> i64 {
    let since = metadata.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    since.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or(0)
}

fn known(path: &Path) -> bool {
    path.file_name().is_some_and(|name| reader::of_name(&name.to_string_lossy()).is_some())
}

fn kind(file_type: FileType) -> &'static str {
    if file_type.is_symlink() {
        return "a symbolic link, not followed";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return "a named pipe, not a file";
        }
        if file_type.is_socket() {
            return "a socket, not a file";
        }
        if file_type.is_block_device() || file_type.is_char_device() {
            return "a device, not a file";
        }
    }
    "not a file"
}

fn cause(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), plain)
}

/// The system's words without its error number.
fn plain(error: &std::io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or("").to_lowercase()
}

fn failed(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => failed(err),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        _ => None,
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below
        .components()
        .filter(|c| !matches!(c, Component::CurDir))
        .map(|c| escaped(&c.as_os_str().to_string_lossy()))
        .collect();
    if parts.is_empty() { shown(path) } else { parts.join("/") }
}

/// A path as text: what is no UTF-8 replaced, control characters escaped.
pub(super) fn shown(path: &Path) -> String {
    escaped(&path.to_string_lossy())
}

pub(super) fn escaped(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.to_owned();
    }
    text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(walk: &Walk) -> Vec<&str> {
        walk.entries.iter().map(|e| e.display.as_str()).collect()
    }

    fn make(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        dir
    }

    #[test]
    fn takes_articles_in_order_and_leaves_the_rest() {
        let dir = make(&[
            "b/2.txt",
            "a.md",
            "b/1.html",
            "c.jsonl.zst",
            "d.png",
            ".hidden.txt",
            ".whosaid/meta.json",
            "skip.txt",
            ".ignore",
            "a.meta.json",
            "z.txt.json",
            "z.txt",
        ]);
        fs::write(dir.path().join(".ignore"), "skip.txt\n").expect("a file");
        let root = [dir.path().to_path_buf()];
        let found = walk(&root, &WalkOptions { hidden: true, ..WalkOptions::default() });
        assert_eq!(names(&found), [".hidden.txt", "a.md", "b/1.html", "b/2.txt", "c.jsonl.zst", "z.txt"]);
        let options =
            WalkOptions { include: vec!["*.txt".into()], exclude: vec!["b/**".into()], ..WalkOptions::default() };
        assert_eq!(names(&walk(&root, &options)), ["z.txt"]);
        assert!(found.entries.iter().all(|e| e.path.is_absolute() && e.mtime_ns > 0));
        assert_eq!(found.entries[5].size, 2, "a sidecar counts");
        let unread: Vec<_> = found.unread.values().map(Endings::most_first).collect();
        assert_eq!(unread, [[(Some("png"), 1)]]);
        assert!(walk(&root, &options).unread.is_empty(), "what was ruled out is not counted");
    }

    #[test]
    fn a_folder_tells_its_outlet() {
        let dir = make(&["a/1.txt", "a/source.txt", "b/1.txt", "b/source.txt"]);
        fs::write(dir.path().join("a/source.txt"), "Harbour Courier\n").expect("a file");
        fs::write(dir.path().join("b/source.txt"), "A text of that name.\n\nIt has two lines.\n").expect("a file");
        let found = walk(&[dir.path().to_path_buf()], &WalkOptions::default());
        assert_eq!(names(&found), ["a/1.txt", "b/1.txt", "b/source.txt"]);
        assert_eq!(found.entries[0].size, 17, "it counts, so that a change of it is noticed");
        assert!(found.unread.is_empty());
        let source = |at: usize| {
            let loaded =
                crate::read::articles(&found.entries[at], &crate::read::ReadOptions::default()).expect("a text");
            loaded.articles[0].meta.source.clone()
        };
        assert_eq!([source(0).as_deref(), source(1).as_deref()], [Some("Harbour Courier"), None]);
    }

    #[test]
    fn what_cannot_be_walked_is_a_row() {
        let dir = make(&["a.txt"]);
        let found = walk(
            &[dir.path().join("none"), dir.path().join("a.txt"), dir.path().to_path_buf()],
            &WalkOptions::default(),
        );
        assert_eq!(found.entries.len(), 1);
        assert_eq!(found.skipped.len(), 1);
        assert_eq!(found.skipped[0].cause, "no such file or folder");
        let wrong =
            walk(&[dir.path().to_path_buf()], &WalkOptions { include: vec!["[".into()], ..WalkOptions::default() });
        assert!(wrong.skipped[0].hint.is_some());
    }

    #[cfg(unix)]
    #[test]
    fn odd_names_and_links_survive() {
        use std::os::unix::ffi::OsStrExt;
        let dir = make(&["a\nb.txt"]);
        fs::write(dir.path().join(std::ffi::OsStr::from_bytes(b"\xff.txt")), "x").expect("a file");
        std::os::unix::fs::symlink("nowhere", dir.path().join("l.txt")).expect("a link");
        let found = walk(&[dir.path().to_path_buf()], &WalkOptions::default());
        assert_eq!(names(&found), ["a\\nb.txt", "\u{fffd}.txt"]);
        assert_eq!(
            (found.skipped[0].path.as_str(), found.skipped[0].cause.as_str()),
            ("l.txt", "a symbolic link, not followed")
        );
    }
}
