//! A module uses only those above its own in the table of `lib.rs`.

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

#[test]
fn no_module_uses_one_below_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let header = std::fs::read_to_string(root.join("lib.rs")).expect("lib.rs");
    let rows: Vec<&str> = header.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split('`').next()).collect();
    assert!(rows.len() > 10, "the table of modules; help: each row begins with `//! | [`module`]`");
    let row = |module: &str| rows.iter().position(|name| *name == module);
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).expect("a file of src");
        let module = inside.iter().next().and_then(|part| part.to_str()).expect("a module").trim_end_matches(".rs");
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let own = row(module).unwrap_or_else(|| panic!("{module} is in no row; help: add it to the table of lib.rs"));
        let text = std::fs::read_to_string(&file).expect("a source");
        for (number, line) in text.lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if row(&used).is_some_and(|other| other > own) {
                    wrong.push(format!("{}:{}: {module} uses {used}", inside.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\nhelp: move what both need up, or pass it in", wrong.join("\n"));
}
