//! `index --watch`: what happens in a folder is in the index soon after.
#![cfg(unix)]

use super::crash::until;
use super::place::{Place, SPICKETT, TARIFFS};
use std::io::Write as _;
use std::process::{Child, Command, Stdio};

/// A run that watches; it is ended with the test.
struct Watching(Option<Child>);

impl Watching {
    fn new(place: &Place, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.args(["index", "--watch"]).args(arguments).current_dir(place.path()).env_remove("WHOSAID_INDEX");
        let child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        Self(Some(child))
    }

    /// Ends it as a user does; gives what it said.
    fn end(mut self) -> String {
        let child = self.0.take().expect("a process");
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
        assert!(killed.success());
        let output = child.wait_with_output().expect("an end");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0), "{said}");
        said
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn hits(place: &Place, query: &str) -> usize {
    place.run(&["search", query, "--json", "--limit", "0"]).stdout.lines().count()
}

#[test]
fn what_changes_is_in_the_index_soon() {
    let place = Place::with_news();
    let watching = Watching::new(&place, &["--prune", "news"]);
    until("the first look", || hits(&place, "*") == 3);
    place.write("news/deep/down/new.md", SPICKETT.replace("easing", "teasing"));
    until("a new file in a new folder", || hits(&place, "teasing") == 1);
    place.write("news/rt.md", SPICKETT.replace("easing", "freezing"));
    until("a changed file", || hits(&place, "freezing") == 1 && hits(&place, "\"not easing\"") == 0);
    std::fs::rename(place.at("news/rt.md"), place.at("news/deep/moved.md")).expect("moved");
    let paths = || place.run(&["search", "freezing", "--json"]).stdout;
    until("a moved file", || paths().contains("deep/moved.md") && hits(&place, "freezing") == 1);
    std::fs::remove_file(place.at("news/guardian.md")).expect("removed");
    until("a removed file", || hits(&place, "tariffs") == 0);
    std::fs::remove_dir_all(place.at("news/deep")).expect("removed");
    until("a removed folder", || hits(&place, "*") == 1);
    // The lock is free between two looks.
    place.write("more/a.md", TARIFFS);
    until("the lock", || place.run(&["index", "more"]).status == 0);
    assert_eq!(hits(&place, "tariffs"), 1);
    let said = watching.end();
    assert!(said.contains("watching for changes; Ctrl-C stops\n"), "{said}");
    assert!(said.ends_with("stopped: 2 articles are in the index\n"), "{said}");
}

#[test]
fn a_half_written_file_is_not_left_so() {
    let place = Place::with_news();
    let watching = Watching::new(&place, &["news"]);
    until("the first look", || hits(&place, "*") == 3);
    let mut file = std::fs::File::create(place.at("news/slow.txt")).expect("a file");
    for part in 0..12 {
        writeln!(file, "Part {part} of the slowwork is here.").expect("written");
        std::thread::sleep(std::time::Duration::from_millis(150));
    }
    writeln!(file, "The lastword.").expect("written");
    drop(file);
    until("the whole file", || hits(&place, "slowwork AND lastword") == 1);
    assert_eq!(hits(&place, "slowwork"), 1);
    watching.end();
}

#[test]
fn a_folder_may_be_replaced_and_a_named_file_too() {
    let place = Place::with_news();
    place.write("one/single.md", SPICKETT.replace("easing", "teasing"));
    let watching = Watching::new(&place, &["news", "one/single.md"]);
    until("the first look", || hits(&place, "*") == 4);
    std::fs::rename(place.at("news"), place.at("old")).expect("moved");
    place.write("news/first.md", TARIFFS.replace("helps nobody", "helps pancakes"));
    until("a file in the new folder", || hits(&place, "pancakes") == 1);
    place.write("news/second.md", TARIFFS.replace("helps nobody", "helps waffles"));
    until("another one in it", || hits(&place, "waffles") == 1);
    place.write("one/beside.tmp", SPICKETT.replace("easing", "freezing"));
    std::fs::rename(place.at("one/beside.tmp"), place.at("one/single.md")).expect("replaced");
    until("the file that was named", || hits(&place, "freezing") == 1 && hits(&place, "teasing") == 0);
    watching.end();
}

#[test]
fn looking_by_the_clock() {
    let place = Place::with_news();
    let watching = Watching::new(&place, &["news", "--poll", "1"]);
    until("the first look", || hits(&place, "*") == 3);
    place.write("news/new.md", SPICKETT.replace("easing", "teasing"));
    until("a new file", || hits(&place, "teasing") == 1);
    watching.end();
}

#[test]
fn a_lock_held_by_another_is_waited_for() {
    let place = Place::with_news();
    let watching = Watching::new(&place, &["news"]);
    until("the first look", || hits(&place, "*") == 3);
    let mut other = None;
    until("the lock, which is free between two looks", || {
        other = whosaid::store::Writer::open(&place.at(".whosaid"), whosaid::store::Limits::default()).ok();
        other.is_some()
    });
    place.write("news/new.md", SPICKETT.replace("easing", "teasing"));
    std::thread::sleep(std::time::Duration::from_secs(3));
    drop(other);
    until("a look after that", || hits(&place, "teasing") == 1);
    let said = watching.end();
    assert!(said.contains(" is writing to this index\n"), "{said}");
}
