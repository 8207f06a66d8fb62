//! How one name is spelled in several ways: letters that stand for one sound, forms of a given name, what around a name does not count.

use rustc_hash::{FxHashMap, FxHashSet};

use serde::Deserialize;

use super::letters::Letters;
use super::{Names, Problems};

/// What is known of spellings.
#[derive(Debug, Default)]
pub struct Spellings {
    titles: FxHashSet<String>,
    articles: FxHashSet<String>,
    leading: FxHashSet<String>,
    particles: FxHashSet<String>,
    first_names: FxHashSet<String>,
    honorifics: Vec<String>,
    generations: FxHashMap<String, String>,
    /// The forms' numbers; a short form may stand for several names.
    given: FxHashMap<String, Vec<usize>>,
    nicknames: FxHashMap<String, Vec<usize>>,
    surnames: FxHashMap<String, Vec<usize>>,
    lists: Vec<(Only, Letters)>,
    groups: usize,
}

/// Which names a list of letters is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Only {
    /// Given names and surnames.
    All,
    /// Surnames: what is one surname in two spellings may be two given names ("Martin", "Martine").
    Surnames,
    /// Those of which one has an Arabic article.
    Arabic,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpellingsFile {
    #[serde(default)]
    titles: String,
    #[serde(default)]
    generations: Vec<String>,
    #[serde(default)]
    articles: String,
    #[serde(default)]
    leading: String,
    #[serde(default)]
    given: Vec<String>,
    #[serde(default)]
    nicknames: Vec<String>,
    #[serde(default)]
    surnames: Vec<String>,
    #[serde(default)]
    letters: Vec<LettersFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LettersFile {
    #[serde(rename = "name")]
    _name: String,
    #[serde(default)]
    only: String,
    same: String,
}

impl Spellings {
    /// True for what stands in front of a name and is no part of it: "Dr".
    #[must_use]
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// True for the article of an Arabic name: "al".
    #[must_use]
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// True for such an article where a name begins with it: "El Khattabi", but "Al Gore" and "Ad Vos".
    #[must_use]
    pub fn may_lead(&self, word: &str) -> bool {
        self.leading.contains(word)
    }

    /// True for the small words inside names: "van", "der".
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// The name without an ending of courtesy ("Tanaka-san").
    #[must_use]
    pub fn without_honorific<'a>(&self, name: &'a str) -> &'a str {
        self.honorifics.iter().find_map(|h| name.strip_suffix(h.as_str())).unwrap_or(name)
    }

    /// True for a word that is known as a given name.
    #[must_use]
    pub fn is_given(&self, word: &str) -> bool {
        self.first_names.contains(word) || self.given.contains_key(word) || self.nicknames.contains_key(word)
    }

    /// What a word behind a name says of the generation, in one form: "junior" is "jr".
    #[must_use]
    pub fn generation(&self, word: &str) -> Option<&str> {
        self.generations.get(word).map(String::as_str)
    }

    /// True for two forms of one given name: "Dmitry" and "Dmitrij".
    #[must_use]
    pub fn one_given(&self, a: &str, b: &str) -> bool {
        share(&self.given, a, b) || share(&self.given, &self.plain(a), &self.plain(b))
    }

    /// True where one of two given names may be short for the other, or both for a third.
    #[must_use]
    pub fn one_nickname(&self, a: &str, b: &str) -> bool {
        share(&self.nicknames, a, b)
    }

    /// True for two forms of a surname that no letters make one.
    #[must_use]
    pub fn one_surname(&self, a: &str, b: &str) -> bool {
        share(&self.surnames, a, b) || share(&self.surnames, &self.plain(a), &self.plain(b))
    }

    /// True where some list of letters makes two given names one.
    #[must_use]
    pub fn alike(&self, a: &str, b: &str) -> bool {
        self.spelled(a, b, |only| only == Only::All)
    }

    /// True where some list of letters makes two surnames one; `arabic` asks for those of Arabic names as well.
    #[must_use]
    pub fn alike_surnames(&self, a: &str, b: &str, arabic: bool) -> bool {
        self.spelled(a, b, |only| arabic || only != Only::Arabic)
    }

    fn spelled(&self, a: &str, b: &str, counts: impl Fn(Only) -> bool) -> bool {
        a == b || self.lists.iter().any(|(only, letters)| counts(*only) && letters.spell(a) == letters.spell(b))
    }

    /// Everything under which a surname may be looked for: two spellings of one surname have one of these in common.
    #[must_use]
    pub fn keys(&self, surname: &str) -> Vec<String> {
        let mut keys: Vec<String> =
            self.lists.iter().enumerate().map(|(n, (_, letters))| format!("{n} {}", letters.spell(surname))).collect();
        for form in [surname, &self.plain(surname)] {
            keys.extend(self.surnames.get(form).into_iter().flatten().map(|group| format!("g {group}")));
        }
        keys
    }

    /// The plainest form of a word by the first list: the same for most of its spellings.
    #[must_use]
    pub fn plain(&self, word: &str) -> String {
        self.lists.first().map_or_else(|| word.to_owned(), |(_, letters)| letters.spell(word))
    }

    /// What stands with the given names serves here too.
    pub(super) fn take_names(&mut self, names: &Names) {
        (self.particles, self.honorifics) = names.around_names();
        self.first_names = names.all_given().collect();
    }

    pub(super) fn read(&mut self, name: &str, text: &str, problems: &mut Problems) {
        let Some(file) = problems.read::<SpellingsFile>(name, text) else { return };
        self.titles.extend(file.titles.split_whitespace().map(str::to_owned));
        self.articles.extend(file.articles.split_whitespace().map(str::to_owned));
        self.leading.extend(file.leading.split_whitespace().map(str::to_owned));
        for line in &file.generations {
            let mut words = line.split_whitespace();
            if let Some(first) = words.next() {
                self.generations.insert(first.to_owned(), first.to_owned());
                self.generations.extend(words.map(|word| (word.to_owned(), first.to_owned())));
            }
        }
        for (lines, forms) in [
            (&file.given, &mut self.given),
            (&file.nicknames, &mut self.nicknames),
            (&file.surnames, &mut self.surnames),
        ] {
            for line in lines {
                for word in line.split_whitespace() {
                    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
                        problems.note(name, text, word, format!("\"{word}\" is not in small ASCII letters"));
                    }
                    forms.entry(word.to_owned()).or_default().push(self.groups);
                }
                self.groups += 1;
            }
        }
        for letters in file.letters {
            let only = match letters.only.as_str() {
                "surnames" => Only::Surnames,
                "articles" => Only::Arabic,
                other => {
                    if !other.is_empty() {
                        problems.note(name, text, "only", "`only` is `articles`, `surnames`, or left out");
                    }
                    Only::All
                }
            };
            let wrong =
                |pair: &str| problems.note(name, text, pair, format!("\"{pair}\" is not of the form `from=to`"));
            self.lists.push((only, Letters::read(&letters.same, wrong)));
        }
        // "Jevhen" is on no line, and is spelled as "Yevhen" is.
        let plain: Vec<(String, Vec<usize>)> =
            self.given.iter().map(|(form, groups)| (self.plain(form), groups.clone())).collect();
        for (form, groups) in plain {
            self.given.entry(form).or_default().extend(groups);
        }
    }
}

fn share(forms: &FxHashMap<String, Vec<usize>>, a: &str, b: &str) -> bool {
    matches!((forms.get(a), forms.get(b)), (Some(x), Some(y)) if x.iter().any(|group| y.contains(group)))
}
