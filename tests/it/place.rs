//! A folder of its own for each test, with a few articles and the program.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// An English article with its metadata in front matter.
pub const SPICKETT: &str = "---
title: US eases some restrictions
source: RT
date: 2017-02-02
---

“We are not easing sanctions,” said Sean Spickett.

“Nothing has changed in our policy towards Moscow, and nothing will,” said Dmitry Velkov.
";

/// Another one, a year later.
pub const TARIFFS: &str = "---
title: Tariffs & trade war
source: The Guardian
date: 2018-03-10
---

“A trade war helps nobody in the world,” said Zoë Müller.

“The sanctions work as they were meant to,” said Sean Spickett.
";

/// A Dutch one.
pub const SANCTIES: &str = "---
title: Geen nieuwe sancties
source: ANP
date: 2017-02-03
---

“De sancties blijven gewoon van kracht en dat weet iedereen in Moskou”, zei Dmitry Velkov.

Het was een rustige dag in de stad, met veel regen en weinig verkeer op de wegen.
";

/// How a run of the program ended.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Standard output as JSON Lines.
    pub fn lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// Standard output as one JSON value.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect("JSON")
    }

    /// Expects success, and gives itself back.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.status, 0, "stderr: {}\nstdout: {}", self.stderr, self.stdout);
        self
    }
}

/// A temporary folder.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// An empty one in memory, where the system has such a place: for tests that make the program wait for the disk again and again.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self { folder: folder.or_else(|_| tempfile::tempdir()).expect("a temporary folder") }
    }

    /// One with the three articles in `news/`.
    pub fn with_news() -> Self {
        let place = Self::new();
        place.write("news/rt.md", SPICKETT);
        place.write("news/guardian.md", TARIFFS);
        place.write("news/nl/anp.md", SANCTIES);
        place
    }

    /// One whose articles are indexed.
    pub fn indexed() -> Self {
        let place = Self::with_news();
        place.run(&["index", "news"]).done();
        place
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// The program, ready to run here, untouched by the environment of the tests.
    pub fn program(&self) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.current_dir(self.path());
        for name in ["WHOSAID_INDEX", "RAYON_NUM_THREADS", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Self::ended(self.program().args(arguments))
    }

    pub fn run_with_input(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
        Self::ended(self.program().args(arguments).write_stdin(input))
    }

    pub fn ended(command: &mut assert_cmd::Command) -> Run {
        let output = command.output().expect("the program runs");
        Run {
            status: output.status.code().expect("an exit status"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// A field of each value, as text.
pub fn each<'a>(values: &'a [Value], pointer: &str) -> Vec<&'a str> {
    values.iter().map(|value| value.pointer(pointer).and_then(Value::as_str).unwrap_or("-")).collect()
}

/// A text whose middle word is another one.
pub fn altered(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let middle = words.len() / 2;
    words[middle] = "marzipan";
    words.join(" ")
}
