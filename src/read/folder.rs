//! The outlet by the name of its folder, where the user says that folders are outlets: `nrc/2021/06/a.txt` is of "nrc", or of the outlet that is known by it.

use std::path::Path;

use super::Entry;
use crate::seeds::Seeds;

/// The outlet whose folder the file lies in: the nearest one with a letter in its name, up to the folder that the user named.
pub(super) fn outlet(entry: &Entry, seeds: &Seeds) -> Option<String> {
    let depth = Path::new(&entry.display).components().count().max(1);
    let folders = entry.path.ancestors().skip(1).take(depth).filter_map(|folder| folder.file_name()?.to_str());
    let name = folders.map(str::trim).find(|name| name.contains(char::is_alphabetic))?;
    let known = seeds.outlets.named(name).or_else(|| seeds.outlets.of_url(name));
    Some(known.map_or_else(|| name.to_owned(), |outlet| outlet.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months_are_no_outlets() {
        let told = |path: &str, display: &str| {
            let entry = Entry { path: path.into(), display: display.into(), size: 0, mtime_ns: 0, named: false };
            outlet(&entry, Seeds::built_in())
        };
        assert_eq!(told("/data/Courier/2021/06/a.txt", "Courier/2021/06/a.txt").as_deref(), Some("Courier"));
        assert_eq!(told("/data/nu.nl/a.txt", "a.txt").as_deref(), Some("NU.nl"));
        assert_eq!(told("/data/2021/a.txt", "2021/a.txt").as_deref(), Some("data"));
        assert_eq!(
            told("/x/data/2021/a.txt", "a.txt"),
            None,
            "what lies above the folder that was named does not count"
        );
    }
}
