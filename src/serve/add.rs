//! Adding articles: files that are dropped on the page go into a folder beside the index, and from there into it, by the code that `index` runs.

use super::adding::{Failed, Progress};
use super::ask::Ask;
use super::layout::{Frame, Place, frame};
use super::parts::line;
use super::problem::Problem;
use super::reply;
use super::site::Site;
use super::words::Language;
use crate::answers::corrections;
use crate::error::ErrorKind;
use crate::indexing::folder::Addition;
use crate::pipeline::Settings;
use crate::read::{Fields, ReadOptions, reader};
use crate::store::Limits;
use crate::text::boundary::ceil;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartRejection};
use axum::response::Response;
use maud::{Markup, html};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Bytes of one upload, all its files together.
pub(super) const LARGEST: usize = 64 << 20;
/// Files of one upload.
const MOST: usize = 1_000;
/// Bytes of a file's name.
const LONGEST_NAME: usize = 120;
/// How often, and how long, to wait for another process that writes to the index.
const TRIES: usize = 60;
const PAUSE: Duration = Duration::from_secs(1);

/// `/add`
pub(super) fn page(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    if site.setup.read_only {
        return Err(Problem::read_only());
    }
    let words = ask.language.words();
    let progress = site.adding.progress();
    let content = html! {
        h1 { (words.nav_add) }
        p.lead { (words.add_lead) }
        form.drop #drop action="/add" method="post" enctype="multipart/form-data" {
            label for="files" { (words.add_drop) }
            input #files type="file" name="files" multiple required;
            button.button { (words.add_button) }
            p.hint { (words.add_formats) }
        }
        div #progress role="status" data-running=[progress.running.then_some("")] { (shown(&progress, ask.language)) }
    };
    let again = progress.running.then_some(3);
    Ok(frame(site, &Frame::at(ask, words.nav_add, Place::Add).again(again), &content))
}

fn shown(progress: &Progress, language: Language) -> Markup {
    let words = language.words();
    html! {
        @if progress.running {
            section {
                h2 { (words.reading) }
                progress value=(progress.done) max=(progress.files.max(1)) { (progress.done) "/" (progress.files) }
                p.about { (language.number(progress.done)) " / " (language.count(progress.files, (words.file_one, words.file_many))) }
            }
        } @else if progress.done > 0 || progress.error.is_some() || !progress.failures.is_empty() {
            section {
                h2 { (words.read) }
                p {
                    (language.count(progress.done, (words.file_one, words.file_many))) ", "
                    (language.count(progress.articles, (words.article_one, words.article_many))) ", "
                    (language.count(progress.claims, (words.claim_one, words.claim_many))) ". "
                    a href="/" { (words.nav_search) }
                }
                @if let Some(error) = &progress.error { ul.warnings { li { (error) } } }
                @if !progress.failures.is_empty() {
                    table { tbody { @for failed in &progress.failures { tr { th scope="row" { (line(&failed.path)) } td { (line(&failed.cause)) } } } } }
                }
            }
        }
    }
}

/// Takes the files of a form; what is of no format that is read is refused by name.
pub(super) async fn take(site: Arc<Site>, form: Result<Multipart, MultipartRejection>) -> Result<Response, Problem> {
    if site.setup.read_only {
        return Err(Problem::read_only());
    }
    let mut form = form.map_err(|_| Problem::wrong("no files were sent", None))?;
    let folder = corrections::added(&site.setup.index);
    std::fs::create_dir_all(&folder).map_err(|_| Problem::cannot_write())?;
    let mut refused = Vec::new();
    let mut kept = 0;
    while let Some(field) = form.next_field().await.map_err(|error| bounds(&error))? {
        let Some(name) = field.file_name().and_then(plain_name) else { continue };
        if reader::of_name(&name).is_none() {
            refused.push(Failed { path: name, cause: "not of a format that is read".to_owned() });
        } else if kept == MOST {
            return Err(Problem::too_long());
        } else {
            keep(&folder, &name, field).await?;
            kept += 1;
        }
    }
    if kept > 0 && site.adding.begins() {
        let site = Arc::clone(&site);
        std::thread::spawn(move || work(&site, &folder));
    }
    site.adding.lock().failures.extend(refused);
    Ok(reply::see("/add"))
}

fn bounds(error: &axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::too_long();
    }
    Problem::wrong("the upload broke off", None)
}

/// The name alone of what a browser calls a file: no folder, nothing hidden, nothing that a file system or a terminal acts upon.
fn plain_name(sent: &str) -> Option<String> {
    let name = sent.rsplit(['/', '\\']).next()?;
    let name: String = crate::dump::plain::line(name)
        .chars()
        .map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{fffd}') { '_' } else { c })
        .collect();
    let name = name.trim_start_matches(['.', ' ']).trim_end();
    // The ending says how to read it, and stays.
    let name = name[ceil(name, name.len().saturating_sub(LONGEST_NAME))..].trim_start_matches(['.', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Writes a file wholly or not at all; another one of the same name stays.
async fn keep(folder: &Path, name: &str, mut field: Field<'_>) -> Result<(), Problem> {
    let mut file =
        tempfile::Builder::new().prefix(".upload-").tempfile_in(folder).map_err(|_| Problem::cannot_write())?;
    let mut hasher = blake3::Hasher::new();
    while let Some(bytes) = field.chunk().await.map_err(|error| bounds(&error))? {
        hasher.update(&bytes);
        file.write_all(&bytes).map_err(|_| Problem::cannot_write())?;
    }
    let mut path = folder.join(name);
    let same = |path: &Path| std::fs::read(path).is_ok_and(|there| blake3::hash(&there) == hasher.finalize());
    for number in 2.. {
        if same(&path) {
            return Ok(());
        }
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(()),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => file = error.file,
            Err(_) => return Err(Problem::cannot_write()),
        }
        path = numbered(folder, name, number);
    }
    Ok(())
}

/// `a.tar.txt`, the second: `a (2).tar.txt`.
fn numbered(folder: &Path, name: &str, number: usize) -> PathBuf {
    let (stem, ending) = name.split_once('.').map_or((name, String::new()), |(stem, rest)| (stem, format!(".{rest}")));
    folder.join(format!("{stem} ({number}){ending}"))
}

/// Reads what is new in the folder, until nothing more comes.
fn work(site: &Site, folder: &Path) {
    loop {
        let told = crate::error::guarded(|| index(site, folder));
        let mut progress = site.adding.lock();
        progress.error = match told {
            Some(Ok(())) => None,
            Some(Err(error)) if error.kind() == ErrorKind::Busy => {
                Some("another process writes to this index: upload something again when it has ended".to_owned())
            }
            // Causes may name places of this machine.
            Some(Err(_)) | None => Some("the index could not be written".to_owned()),
        };
        progress.running = std::mem::take(&mut progress.again);
        if !progress.running {
            return;
        }
    }
}

fn index(site: &Site, folder: &Path) -> crate::Result<()> {
    let setup = &site.setup;
    let read = ReadOptions {
        seeds: setup.seeds,
        fields: Fields::usual(),
        max_bytes: setup.largest_article,
        ..ReadOptions::default()
    };
    let addition = Addition {
        index: setup.index.clone(),
        folder: folder.to_path_buf(),
        settings: Settings { seeds: setup.seeds, read, claims: true },
        stamp: Arc::clone(&setup.stamp),
        limits: Limits { memory: setup.writer_memory, ..Limits::default() },
    };
    let mut tries = 0;
    loop {
        match addition.run(|files, outcome| site.adding.count(files, outcome)) {
            Err(error) if error.kind() == ErrorKind::Busy && tries < TRIES => {
                tries += 1;
                std::thread::sleep(PAUSE);
            }
            done => return done.map(|_| ()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_the_folder() {
        for (sent, name) in [
            ("a.txt", Some("a.txt")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\x\\b.html", Some("b.html")),
            (".htaccess", Some("htaccess")),
            ("..", None),
            ("", None),
            ("a\u{202e}txt.exe", Some("a_txt.exe")),
            ("x\u{0}y?.md", Some("x_y_.md")),
        ] {
            assert_eq!(plain_name(sent).as_deref(), name, "{sent:?}");
        }
        let long = plain_name(&format!("{}é.jsonl", "é".repeat(200))).expect("a name");
        assert!(long.len() <= LONGEST_NAME && long.ends_with("é.jsonl"), "{long}");
        assert_eq!(numbered(Path::new("/f"), "a.jsonl.gz", 2), Path::new("/f/a (2).jsonl.gz"));
    }
}
