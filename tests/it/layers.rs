//! A module uses only those above its own in the table of `lib.rs`, and no two files use each other, by whatever way round.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files that may stand in a circle: an archive or a mail holds files of every format that is read, archives and mails among them.
const RECURSIVE: &str = "read";

/// A module's path below the crate; none for the crate itself.
type Module = Vec<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

/// What a file uses: the paths of its `use`, and whatever else has `::` in it. Tests inside of it are left out.
#[derive(Default)]
struct Source {
    /// With the name that each has here, and whether it is given on (`pub use`).
    uses: Vec<(Vec<String>, String, bool)>,
    paths: Vec<Vec<String>>,
    words: BTreeSet<String>,
}

impl Source {
    fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).expect("a source");
        let tokens: TokenStream = text.parse().expect("Rust");
        let mut source = Self::default();
        source.walk(&tokens.into_iter().collect::<Vec<_>>());
        source
    }

    fn walk(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Ident(word) if word == "use" && starts_use(tokens, at) => {
                    let end = (at..tokens.len()).find(|&i| is(&tokens[i], ';')).unwrap_or(tokens.len());
                    let given = at > 0 && matches!(&tokens[at - 1], TokenTree::Ident(word) if word == "pub")
                        || at > 1 && matches!(&tokens[at - 2], TokenTree::Ident(word) if word == "pub");
                    self.tree(&tokens[at + 1..end], &[], given);
                    at = end + 1;
                }
                TokenTree::Ident(word) if word == "mod" && is_word(tokens.get(at + 1), "tests") => at += 3,
                TokenTree::Ident(_) => {
                    let mut path = Vec::new();
                    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
                        path.push(word.to_string());
                        at += 1;
                        let colons = |i: usize| tokens.get(i).is_some_and(|token| is(token, ':'));
                        if !(colons(at) && colons(at + 1) && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_)))) {
                            break;
                        }
                        at += 2;
                    }
                    self.words.insert(path[0].clone());
                    if path.len() > 1 {
                        self.paths.push(path);
                    }
                }
                TokenTree::Group(group) => {
                    self.walk(&group.stream().into_iter().collect::<Vec<_>>());
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// The paths of one `use`, braces opened.
    fn tree(&mut self, tokens: &[TokenTree], before: &[String], given: bool) {
        for part in tokens.split(|token| is(token, ',')) {
            let mut path = before.to_vec();
            let mut name = None;
            for (at, token) in part.iter().enumerate() {
                match token {
                    TokenTree::Ident(word) if word == "as" => {
                        name = part.get(at + 1).map(ToString::to_string);
                        break;
                    }
                    TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                    TokenTree::Ident(word) => path.push(word.to_string()),
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                        let inner: Vec<_> = group.stream().into_iter().collect();
                        self.tree(&inner, &path, given);
                        path.clear();
                    }
                    _ => {}
                }
            }
            if let Some(last) = path.last().cloned() {
                self.uses.push((path, name.unwrap_or(last), given));
            }
        }
    }
}

/// True for the keyword of an item, not for the one in `impl Trait + use<'_>`.
fn starts_use(tokens: &[TokenTree], at: usize) -> bool {
    !tokens.get(at + 1).is_some_and(|token| is(token, '<'))
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

/// All modules, with what they use.
struct House {
    modules: BTreeMap<Module, Source>,
}

impl House {
    fn read() -> Self {
        let mut files = Vec::new();
        sources(&root(), &mut files);
        let mut modules = BTreeMap::new();
        for file in files {
            let inside = file.strip_prefix(root()).expect("a file of src").with_extension("");
            let mut module: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|last| last == "mod") {
                module.pop();
            }
            if module == ["lib"] {
                module.clear();
            }
            if module != ["main"] && module.last().is_none_or(|last| last != "tests") {
                modules.insert(module, Source::read(&file));
            }
        }
        Self { modules }
    }

    /// The file that a path leads to, through whatever gives it on; `None` for what is not of this crate.
    fn target(&self, from: &Module, path: &[String], depth: usize) -> Option<Module> {
        let child = |module: &Module, name: &String| {
            let mut child = module.clone();
            child.push(name.clone());
            self.modules.contains_key(&child).then_some(child)
        };
        let mut at = from.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => (at, rest) = (Module::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                if child(&at, &rest[0]).is_none() {
                    let (known, ..) = self.modules.get(&at)?.uses.iter().find(|(_, name, _)| name == first)?;
                    let whole: Vec<String> = known.iter().chain(&rest[1..]).cloned().collect();
                    return (depth > 0 && rest.len() > 1).then(|| self.target(from, &whole, depth - 1)).flatten();
                }
            }
        }
        while let Some(deeper) = rest.first().and_then(|name| child(&at, name)) {
            (at, rest) = (deeper, &rest[1..]);
        }
        if let (Some(name), true) = (rest.first(), depth > 0) {
            let given = self.modules.get(&at).and_then(|source| source.uses.iter().find(|(_, known, _)| known == name));
            if let Some((known, ..)) = given
                && (&at, known.as_slice()) != (from, path)
            {
                return self.target(&at, known, depth - 1).or(Some(at));
            }
        }
        Some(at)
    }

    /// The files that each uses. What a module only gives on, it does not use.
    fn edges(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let edges = self.modules.iter().map(|(module, source)| {
            let taken = source.uses.iter().filter(|(_, name, given)| !given || source.words.contains(name));
            let paths = taken.map(|(path, ..)| path).chain(&source.paths);
            let used = paths.filter_map(|path| self.target(module, path, 8));
            (module, used.filter(|used| used != module && !used.is_empty()).collect())
        });
        edges.collect()
    }
}

#[test]
fn no_module_uses_one_below_its_own() {
    let header = std::fs::read_to_string(root().join("lib.rs")).expect("lib.rs");
    let rows: Vec<&str> = header.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split('`').next()).collect();
    assert!(rows.len() > 10, "the table of modules; help: each row begins with `//! | [`module`]`");
    let house = House::read();
    let row = |module: &Module| {
        let name = &module[0];
        let row = rows.iter().position(|row| row == name);
        row.unwrap_or_else(|| panic!("{name} is in no row; help: add it to the table of lib.rs"))
    };
    let mut wrong = Vec::new();
    for (module, used) in house.edges().into_iter().filter(|(module, _)| !module.is_empty()) {
        for used in used.into_iter().filter(|used| row(used) > row(module)) {
            wrong.push(format!("{} uses {}", module.join("::"), used.join("::")));
        }
    }
    assert!(wrong.is_empty(), "{}\nhelp: move what both need up, or pass it in", wrong.join("\n"));
}

#[test]
fn no_files_use_each_other() {
    let house = House::read();
    let edges = house.edges();
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 500, "the files use one another, but no use was found");
    let mut reach: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for module in edges.keys() {
        let (mut seen, mut open) = (BTreeSet::new(), vec![*module]);
        while let Some(next) = open.pop() {
            for used in edges.get(next).into_iter().flatten() {
                if seen.insert(used) {
                    open.push(used);
                }
            }
        }
        reach.insert(module, seen);
    }
    let mut circles = BTreeSet::new();
    for (module, reached) in &reach {
        if reached.contains(module) {
            let both = reached.iter().filter(|other| reach.get(**other).is_some_and(|back| back.contains(module)));
            circles.insert(both.map(|module| module.join("::")).collect::<Vec<_>>());
        }
    }
    let known = |circle: &Vec<String>| circle.iter().all(|module| module.split("::").next() == Some(RECURSIVE));
    let new: Vec<String> = circles.iter().filter(|circle| !known(circle)).map(|circle| circle.join(", ")).collect();
    assert!(new.is_empty(), "circles:\n{}\nhelp: a file of its own for what both sides need", new.join("\n"));
    assert!(circles.len() <= 1, "more circles among readers:\n{circles:#?}");
}
