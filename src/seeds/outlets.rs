//! Outlets and agencies: how a text names them (`outlets.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Problems, file};

/// What an outlet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletKind {
    /// It delivers to other outlets.
    Agency,
    /// Radio or television: others report what was said there.
    Broadcaster,
    /// A newspaper.
    Newspaper,
    /// A magazine or a site.
    Site,
}

/// One outlet.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// The name that leaves the program.
    pub name: String,
    /// What it is.
    pub kind: OutletKind,
    /// The language it appears in (ISO 639-1).
    pub language: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its domains, without `www.`.
    #[serde(default)]
    pub domains: Vec<String>,
    /// The name is also an ordinary word: it counts only where the text marks an outlet.
    #[serde(default)]
    pub common: bool,
}

/// All outlets, found by name, alias or domain.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    /// In the order of the file.
    pub all: Vec<Outlet>,
    names: BTreeMap<String, usize>,
    domains: BTreeMap<String, usize>,
    /// Words of the longest name.
    longest: usize,
    /// Bytes of the longest name.
    longest_bytes: usize,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    outlet: Vec<toml::Spanned<Outlet>>,
}

impl Outlets {
    /// Reads `name` with the content `text`.
    #[must_use]
    pub fn parse(name: &str, text: &str, problems: &mut Problems) -> Self {
        let raw: Raw = file::read(name, text, problems);
        let mut outlets = Self::default();
        for spanned in raw.outlet {
            let at = spanned.span().start;
            let outlet = spanned.into_inner();
            let index = outlets.all.len();
            for known in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                outlets.longest = outlets.longest.max(known.split_whitespace().count());
                outlets.longest_bytes = outlets.longest_bytes.max(known.len());
                if let Some(other) = outlets.names.insert(known.clone(), index) {
                    let other = if other == index { "itself" } else { outlets.all[other].name.as_str() };
                    file::report(
                        name,
                        text,
                        at,
                        &format!("“{known}” ({}) is also a name of {other}", outlet.name),
                        problems,
                    );
                }
            }
            for domain in &outlet.domains {
                if outlets.domains.insert(domain.clone(), index).is_some() {
                    file::report(name, text, at, &format!("the domain {domain} is listed twice"), problems);
                }
            }
            outlets.all.push(outlet);
        }
        outlets
    }

    /// The outlet of this name or alias, written exactly so.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Outlet> {
        let name = name.trim();
        if name.len() > self.longest_bytes + "the ".len() {
            return None;
        }
        self.names.get(name).or_else(|| self.names.get(name.strip_prefix("the ")?)).map(|i| &self.all[*i])
    }

    /// The outlet whose name or alias begins `text` and ends at a word's end, the longest one, with the name's length in bytes.
    #[must_use]
    pub fn leading(&self, text: &str) -> Option<(&Outlet, usize)> {
        let skip = if text.starts_with("the ") { "the ".len() } else { 0 };
        let text = &text[skip..];
        let mut ends = Vec::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            // A name may hold full stops and slashes ("NU.nl", "RFE/RL"): every change from letter to other is a possible end.
            let letter = c.is_alphanumeric();
            if inside && !letter {
                ends.push(at);
            }
            inside = letter;
            if ends.len() > 2 * self.longest.max(1) {
                break;
            }
        }
        if inside {
            ends.push(text.len());
        }
        ends.iter().rev().find_map(|end| Some((&self.all[*self.names.get(&text[..*end])?], skip + end)))
    }

    /// The outlet of a web address or a bare domain.
    #[must_use]
    pub fn of_url(&self, url: &str) -> Option<&Outlet> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let mut host = rest.split(['/', '?', '#', ':']).next().unwrap_or("").to_ascii_lowercase();
        loop {
            if let Some(index) = self.domains.get(&host) {
                return Some(&self.all[*index]);
            }
            let (_, parent) = host.split_once('.')?;
            host = parent.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {

    use crate::seeds::Seeds;

    #[test]
    fn finds_by_name_alias_and_domain() {
        let outlets = &Seeds::built_in().outlets;
        assert_eq!(outlets.named("Agence France-Presse").map(|o| o.name.as_str()), Some("AFP"));
        assert_eq!(outlets.named("reporters").map(|o| o.name.as_str()), None);
        assert_eq!(outlets.of_url("https://www.nu.nl/x?y").map(|o| o.name.as_str()), Some("NU.nl"));
        assert_eq!(outlets.of_url("nowhere.example").map(|o| o.name.as_str()), None);
        assert_eq!(outlets.leading("the BBC's reporter").map(|(o, n)| (o.name.as_str(), n)), Some(("BBC", 7)));
        assert_eq!(outlets.leading("NU.nl, dat").map(|(o, n)| (o.name.as_str(), n)), Some(("NU.nl", 5)));
        assert!(outlets.leading("RTx").is_none());
    }

    #[test]
    fn the_list_is_sorted() {
        let names: Vec<String> = Seeds::built_in().outlets.all.iter().map(|o| o.name.to_lowercase()).collect();
        assert!(
            names.is_sorted(),
            "help: sort seeds/outlets.toml by name: {:?}",
            names.windows(2).find(|w| w[0] > w[1])
        );
        assert!(names.len() >= 150);
    }
}
