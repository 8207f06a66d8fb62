//! Killed, interrupted, out of room: whatever happens to a run, the index is whole, and the next run goes on.
#![expect(clippy::print_stdout, reason = "the seed of a test that failed, and why one was skipped")]

use super::place::{Place, Run, SPICKETT};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Kills in one test; `WHOSAID_KILLS=200 cargo test killed` tries harder.
const KILLS: usize = 16;

/// Random numbers that can be had again: `WHOSAID_SEED`.
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_nanos();
        let seed = std::env::var("WHOSAID_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(now as u64 | 1);
        println!("WHOSAID_SEED={seed}");
        Self(seed)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }
}

/// The program in a place, started and not waited for.
fn start(place: &Place, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.args(arguments).current_dir(place.path()).env_remove("WHOSAID_INDEX");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// Waits until something holds, and for a minute at most.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !holds() {
        assert!(begin.elapsed() < Duration::from_secs(60), "{what}: it never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let done = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().expect("kill runs");
    assert!(done.success());
}

/// Articles of several sorts: many small files, and one of many records that is read piece by piece.
fn collection(place: &Place, files: usize, records: usize) {
    for number in 0..files {
        let text = SPICKETT.replace("Sean Spickett", ["Ann Lee", "Bob Ray", "Cleo Day"][number % 3]);
        place.write(
            &format!("news/{:02}/{number:03}.md", number % 7),
            text.replace("US eases", &format!("No {number} eases")),
        );
    }
    let filler = "It was a long and quiet day in the harbour. ".repeat(60);
    let record = |n: usize| {
        let said = format!("“The talks in Geneva go on, part {n},” said Ann Lee on Monday.");
        serde_json::json!({"title": format!("Part {n}"), "text": format!("{said}\n\n{filler}")}).to_string() + "\n"
    };
    place.write("news/all.jsonl", (0..records).map(record).collect::<String>());
}

/// Checks that an index holds whole files alone: each row with as many articles and claims as it says, and nothing without a row.
#[track_caller]
fn whole(folder: &Path, when: &str) -> usize {
    let store = match whosaid::store::Store::open(folder) {
        Ok(store) => store,
        // Killed before there was one.
        Err(error) if error.to_string().contains("there is no index here") => return 0,
        Err(error) => panic!("{when}: {error}"),
    };
    let files = store.files().expect("rows");
    let all = whosaid::store::Filter { wanted: whosaid::model::Wanted::ALL, ..whosaid::store::Filter::default() };
    let known = &whosaid::seeds::Seeds::built_in().speakers;
    let (mut articles, mut claims) = (BTreeMap::<String, usize>::new(), BTreeMap::<String, usize>::new());
    let file = |path: &str| path.split('#').next().unwrap_or(path).to_owned();
    for hit in store.search_articles("*", &whosaid::store::Filter::default(), known, 0).expect("articles").hits {
        *articles.entry(file(&hit.article.article.path)).or_default() += 1;
    }
    for claim in store.claims(&all).expect("claims") {
        *claims.entry(file(&claim.expect("a claim").article.path)).or_default() += 1;
    }
    for row in files.values() {
        assert_eq!(articles.remove(&row.path).unwrap_or(0), row.articles, "{when}: articles of {}", row.path);
        assert_eq!(claims.remove(&row.path).unwrap_or(0), row.claims, "{when}: claims of {}", row.path);
    }
    assert!(articles.is_empty() && claims.is_empty(), "{when}: {articles:?} {claims:?} without a row");
    files.len()
}

fn answers(place: &Place, index: &str) -> [String; 3] {
    let ask = |command: &[&str]| place.run(&[command, &["--index", index]].concat()).stdout;
    [
        ask(&["claims", "--attitudes"]),
        ask(&["search", "geneva OR sanctions", "--json", "--limit", "0"]),
        ask(&["speakers"]),
    ]
}

/// Kills runs at random moments until one comes through; what comes out is what an uninterrupted run gives.
fn killed(flags: &[&str], files: usize, records: usize) {
    let kills = std::env::var("WHOSAID_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let place = Place::in_memory();
    collection(&place, files, records);
    let command = |index: &'static str| [&["index", "news", "--index", index, "-q"], flags].concat();
    let begin = Instant::now();
    place.run(&command("whole")).done();
    let long = begin.elapsed();
    let wanted = answers(&place, "whole");
    assert!(wanted[1].lines().count() == files + records, "{}", wanted[1].lines().count());
    let mut dice = Dice::new();
    let (mut through, mut done, mut partly) = (0, 0, 0);
    for kill in 0..kills {
        if through > 0 {
            // Again from the beginning: the creation of the index is to be hit as well.
            std::fs::remove_dir_all(place.at("killed")).expect("removed");
            through = 0;
        }
        let mut child = start(&place, &command("killed"));
        // Half of them early on, where the index is made and the first commits fall.
        let most = if kill % 2 == 0 { long } else { long / 8 };
        std::thread::sleep(Duration::from_micros(dice.below(most.as_micros() as u64)));
        if child.try_wait().expect("a state").is_some_and(|status| status.success()) {
            through += 1;
        }
        child.kill().ok();
        child.wait().expect("an end");
        let held = whole(&place.at("killed"), &format!("kill {kill}"));
        done += through;
        partly += usize::from(held > 0 && held < files + 1);
    }
    println!("{kills} kills, {done} runs came through before theirs, {partly} left a part");
    place.run(&command("killed")).done();
    assert_eq!(whole(&place.at("killed"), "at the end"), files + 1);
    assert_eq!(answers(&place, "killed"), wanted);
    assert!(
        place.run(&["index", "news", "--index", "killed"]).done().stderr.contains("nothing to do")
            || flags.contains(&"--no-claims")
    );
}

#[test]
fn killed_at_any_moment_without_claims() {
    killed(&["--no-claims", "--commit-bytes", "1"], 40, 60);
}

#[test]
fn killed_at_any_moment_with_claims() {
    killed(&["--commit-bytes", "1"], 16, 8);
}

#[test]
fn killed_while_the_folder_is_made() {
    let place = Place::with_news();
    // What a kill leaves between two steps of making the folder.
    std::fs::create_dir(place.at(".whosaid")).expect("a folder");
    place.write(".whosaid/.whosaid-x1y2z3", "{\"lay");
    place.run(&["index", "news"]).done();
    assert!(!place.at(".whosaid/.whosaid-x1y2z3").exists());
    assert!(place.at(".whosaid/.gitignore").is_file());
    std::fs::remove_dir_all(place.at(".whosaid/tantivy")).expect("removed");
    std::fs::create_dir(place.at(".whosaid/tantivy")).expect("a folder");
    place.write(".whosaid/tantivy/.managed.json", "[]");
    place.run(&["index", "news"]).done();
    assert_eq!(whole(&place.at(".whosaid"), "made again"), 3);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_what_it_did() {
    let place = Place::in_memory();
    collection(&place, 60, 10);
    place.run(&["index", "news", "--index", "whole", "-q"]).done();
    for name in ["INT", "TERM"] {
        let child = start(&place, &["index", "news", "--threads", "1", "--commit-bytes", "1"]);
        until("the first commit", || whole(&place.at(".whosaid"), "meanwhile") > 0);
        signal(&child, name);
        let output = child.wait_with_output().expect("an end");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(130), "{said}");
        let held = whole(&place.at(".whosaid"), "interrupted");
        assert!(held > 0 && held < 61, "{held}");
        let last = said.lines().last().expect("a line");
        assert!(last.starts_with("warning: interrupted: "), "{said}");
        assert!(last.ends_with(" in the index; run the same command again to continue"), "{said}");
        let articles = place.run(&["status", "--json"]).done().json()["articles"].as_u64().expect("a number");
        assert!(last.contains(&format!(": {articles} article")), "{said}");
        place.run(&["index", "news", "-q"]).done();
        assert_eq!(answers(&place, ".whosaid"), answers(&place, "whole"));
        std::fs::remove_dir_all(place.at(".whosaid")).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn an_output_file_that_is_interrupted_is_not_there() {
    let place = Place::in_memory();
    collection(&place, 300, 10);
    let begun = || {
        let names = std::fs::read_dir(place.path()).expect("a folder");
        names.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(".whosaid-")).count()
    };
    let child = start(&place, &["extract", "news", "-o", "out.jsonl", "--threads", "1"]);
    until("the first claims", || begun() > 0);
    signal(&child, "INT");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr).lines().last(),
        Some("warning: interrupted: out.jsonl was not written")
    );
    assert!(begun() == 0 && !place.at("out.jsonl").exists());
}

#[cfg(unix)]
#[test]
fn a_large_file_that_is_interrupted_stays_as_it_was() {
    let place = Place::in_memory();
    collection(&place, 3, 55);
    place.run(&["index", "news", "-q"]).done();
    let before = answers(&place, ".whosaid");
    let more = std::fs::read_to_string(place.at("news/all.jsonl")).expect("a file").replace("Ann Lee", "Eve Moss");
    place.write("news/all.jsonl", more.repeat(40));
    let child = start(&place, &["index", "news", "--threads", "1", "--commit-bytes", "1"]);
    // The commit before the file is replaced would be the moment; there is none to see, so it is somewhere in the middle.
    std::thread::sleep(Duration::from_millis(1500));
    signal(&child, "INT");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stderr));
    whole(&place.at(".whosaid"), "interrupted");
    assert_eq!(answers(&place, ".whosaid"), before);
}

#[cfg(unix)]
#[test]
fn the_second_ctrl_c_ends_at_once() {
    let place = Place::in_memory();
    // One article that takes long: the first Ctrl-C waits for it.
    place.write("news/long.txt", "“We are not easing sanctions,” said Sean Spickett on Monday. ".repeat(30_000));
    let child = start(&place, &["index", "news"]);
    until("the start", || place.at(".whosaid/writer.pid").exists());
    let begin = Instant::now();
    let mut child = child;
    let ended = loop {
        signal(&child, "INT");
        std::thread::sleep(Duration::from_millis(50));
        if let Some(status) = child.try_wait().expect("a state") {
            break status;
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "it does not end");
    };
    assert_eq!(ended.code(), Some(130));
    assert_eq!(whole(&place.at(".whosaid"), "ended"), 0);
}

#[test]
fn two_writers_at_once() {
    let place = Place::in_memory();
    collection(&place, 200, 100);
    // What a process that was killed has left names nobody.
    place.run(&["index", "news/00", "-q", "--no-claims"]).done();
    place.write(".whosaid/writer.pid", "999999");
    let mut first = start(&place, &["index", "news", "--threads", "1"]);
    let pid = first.id().to_string();
    until("the lock", || std::fs::read_to_string(place.at(".whosaid/writer.pid")).is_ok_and(|held| held == pid));
    let second = place.run(&["index", "news", "--force"]);
    let ended = first.try_wait().expect("a state").is_some();
    assert!(!ended, "the first one was too quick for this test");
    assert_eq!(second.status, 2, "{}", second.stderr);
    let message = format!("error: .whosaid: another whosaid (process {pid}) is writing to this index\n");
    assert!(second.stderr.starts_with(&message), "{}", second.stderr);
    first.kill().expect("killed");
    first.wait().expect("an end");
    place.run(&["index", "news", "-q", "--no-claims"]).done();
    assert!(whole(&place.at(".whosaid"), "after the kill") > 200);
}

/// A file system of its own below a place; `None`, with the reason printed, where the test may not make one.
struct Mounted<'a> {
    place: &'a Place,
    name: &'static str,
}

impl<'a> Mounted<'a> {
    fn new(place: &'a Place, name: &'static str, size: &str) -> Option<Self> {
        if !cfg!(target_os = "linux") {
            println!("skipped: only where there is tmpfs");
            return None;
        }
        std::fs::create_dir_all(place.at(name)).expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "none"]).arg(place.at(name));
        match mount.output() {
            Ok(output) if output.status.success() => Some(Self { place, name }),
            Ok(output) => {
                println!("skipped: no file system can be mounted: {}", String::from_utf8_lossy(&output.stderr).trim());
                None
            }
            Err(error) => {
                println!("skipped: no `mount`: {error}");
                None
            }
        }
    }

    fn again(&self, options: &str) {
        let mut mount = Command::new("mount");
        let done = mount.args(["-o", &format!("remount,{options}")]).arg(self.place.at(self.name)).status();
        assert!(done.expect("mount runs").success(), "{options}");
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.place.at(self.name)).status();
    }
}

fn out_of_room(run: &Run) {
    assert_eq!(run.status, 2, "{}", run.stderr);
    let message = "error: disk/index: the disk is full\n\
                   hint: make room and run the same command again: what was committed before is still there\n";
    assert!(run.stderr.ends_with(message), "{}", run.stderr);
}

#[test]
fn a_full_disk() {
    let place = Place::in_memory();
    let Some(disk) = Mounted::new(&place, "disk", "400k") else { return };
    let mut dice = Dice::new();
    let words: Vec<String> = (0..9000).map(|_| format!("{:x}", dice.below(1 << 40))).collect();
    for number in 0..90 {
        let words = words[number * 100..][..100].join(" ");
        place.write(&format!("news/{number:03}.txt"), format!("{words}\n\n“The talks in Geneva go on,” said Ann Lee."));
    }
    let index: &[&str] = &["index", "news", "-q", "--index"];
    place.run(&[index, &["whole"]].concat()).done();
    let into_disk = [index, &["disk/index", "--commit-bytes", "8000"]].concat();
    out_of_room(&place.run(&into_disk));
    let held = whole(&place.at("disk/index"), "full");
    assert!(held > 0 && held < 90, "{held} files fit");
    out_of_room(&place.run(&into_disk));
    assert!(whole(&place.at("disk/index"), "full again") >= held);
    assert_eq!(place.run(&["search", "geneva", "--index", "disk/index"]).status, 0);
    disk.again("size=50m");
    place.run(&into_disk).done();
    assert_eq!(answers(&place, "disk/index"), answers(&place, "whole"));
}

#[test]
fn a_disk_without_any_room() {
    let place = Place::with_news();
    let Some(_disk) = Mounted::new(&place, "disk", "4k") else { return };
    place.write("disk/index/.gitkeep", "");
    std::fs::remove_file(place.at("disk/index/.gitkeep")).expect("removed");
    let _ = std::fs::write(place.at("disk/stuff"), [0; 8192]);
    out_of_room(&place.run(&["index", "news", "--index", "disk/index", "-q"]));
}

#[test]
fn a_read_only_file_system() {
    let place = Place::with_news();
    let Some(disk) = Mounted::new(&place, "disk", "50m") else { return };
    place.run(&["index", "news", "--index", "disk/index"]).done();
    let wanted = answers(&place, "disk/index");
    let _ = std::fs::remove_file(place.at("disk/index/tantivy/.tantivy-meta.lock"));
    disk.again("ro");
    assert_eq!(answers(&place, "disk/index"), wanted);
    assert!(wanted.iter().all(|answer| !answer.is_empty()));
    place.run(&["status", "--index", "disk/index"]).done();
    assert!(place.run(&["index", "news", "--index", "disk/index"]).done().stderr.starts_with("nothing to do"));
    for (folder, flags) in [("disk/index", &["--force"][..]), ("disk/new", &[])] {
        let run = place.run(&[&["index", "news", "--index", folder], flags].concat());
        assert_eq!(run.status, 2);
        assert_eq!(
            run.stderr,
            format!(
                "error: {folder}: the index cannot be written: the file system is read-only\n\
                 hint: name another folder with --index\n"
            )
        );
    }
}

#[test]
fn commits_fall_by_the_clock_too() {
    let place = Place::in_memory();
    collection(&place, 60, 10);
    let mut child = start(&place, &["index", "news", "--threads", "1", "--commit-seconds", "0"]);
    until("a commit", || whole(&place.at(".whosaid"), "meanwhile") > 0);
    child.kill().expect("killed");
    child.wait().expect("an end");
    let held = whole(&place.at(".whosaid"), "killed");
    assert!(held > 0, "{held}");
    let status: Value = place.run(&["status", "--json"]).done().json();
    assert_eq!(status["files"].as_u64(), Some(held as u64));
}
