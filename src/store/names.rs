//! Names that a user types against names that stand in the index: case, accents and the order of words do not matter, and a part will do.

use super::Store;
use super::called::Called;
use super::hits::one_of;
use crate::model::Resolved;
use crate::model::record::SpeakerRecord;
use crate::seeds::Speakers;
use any_ascii::any_ascii;
use std::collections::BTreeSet;
use tantivy::query::{BooleanQuery, Occur, Query};

/// Names less similar than this (Jaro-Winkler, 0..=1) are no suggestion, and no spellings of each other. "Putin" and "Poetin" have 0.82,
/// "Merkel" and "Markle" 0.84.
const NEAR: f64 = 0.8;
/// Letters of a word that another may be a spelling of: of shorter ones, too many are alike.
const SHORTEST: usize = 4;

/// The words of a name in lower-case ASCII.
#[must_use]
pub fn words(name: &str) -> BTreeSet<String> {
    any_ascii(name)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// The words by which the speaker of a claim can be asked for: those of the name, and those of the claim's own mention that are the name in
/// another spelling. A mention may hold others' names as well ("Ann Lee, who met Bob Orr"), and these are nobody's who speaks here.
#[must_use]
pub fn of_claim(speaker: &SpeakerRecord) -> BTreeSet<String> {
    let Some(name) = speaker.known_as() else { return BTreeSet::new() };
    let mut all = words(name);
    if let (Some(mention), Resolved::Named | Resolved::Alias) = (&speaker.mention, speaker.resolved) {
        all.extend(head(mention, name));
    }
    all
}

/// The words of a mention that are the name: spellings of its words, or initials. Where there is none, the one run of capitalised words that
/// the mention has ("the Iron Lady"); where it has several, nobody knows which is the name.
fn head(mention: &str, name: &str) -> BTreeSet<String> {
    let known = words(name);
    let flat = any_ascii(name);
    let initials: String = flat.split(' ').filter_map(|word| word.chars().find(char::is_ascii_alphabetic)).collect();
    let initials = initials.to_ascii_lowercase();
    let is_name = |word: &String| {
        known.contains(word)
            || (initials.len() > 1 && *word == initials)
            || known.iter().any(|own| {
                let spelling = own.len().min(word.len()) >= SHORTEST && strsim::jaro_winkler(own, word) >= NEAR;
                spelling || (word.len() == 1 && own.starts_with(word.as_str()))
            })
    };
    let own: BTreeSet<String> = words(mention).into_iter().filter(is_name).collect();
    if !own.is_empty() {
        return own;
    }
    let capitalised = |word: &&str| word.starts_with(char::is_uppercase);
    let ends_run = |word: &str| word.ends_with([',', ';', ':', ')']);
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for word in mention.split_whitespace() {
        if capitalised(&word)
            && let Some(run) = runs.last_mut()
        {
            run.push(word);
        }
        if !capitalised(&word) || ends_run(word) {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    match &runs[..] {
        [only] => words(&only.join(" ")),
        _ => BTreeSet::new(),
    }
}

/// Every name of the known speakers one of whose names has all the words that were typed.
#[must_use]
pub fn known(speakers: &Speakers, typed: &str) -> Vec<String> {
    let wanted = words(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let all = speakers.all().iter().map(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases));
    let fits = |name: &String| wanted.is_subset(&words(name));
    all.filter(|names| names.clone().any(fits)).flatten().cloned().collect()
}

/// The outlets that are named so; where there is none, those whose names have all the words that were typed.
#[must_use]
pub fn sources(known: &[String], typed: &str) -> Vec<String> {
    let wanted = words(typed);
    let pick = |fits: &dyn Fn(&BTreeSet<String>) -> bool| -> Vec<String> {
        known.iter().filter(|name| fits(&words(name))).cloned().collect()
    };
    let same = pick(&|words| *words == wanted);
    if same.is_empty() && !wanted.is_empty() { pick(&|words| wanted.is_subset(words)) } else { same }
}

/// The known name that is most like the one typed, where one is near.
#[must_use]
pub fn nearest(known: &[String], typed: &str) -> Option<String> {
    let flat = |name: &str| words(name).into_iter().collect::<Vec<_>>().join(" ");
    let wanted = flat(typed);
    let likeness = |name: &String| {
        let whole = strsim::jaro_winkler(&flat(name), &wanted);
        words(name).iter().map(|word| strsim::jaro_winkler(word, &wanted)).fold(whole, f64::max)
    };
    known
        .iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name.clone())
}

impl Store {
    /// The claims whose own speaker is called as was typed, or is `called` so.
    pub(super) fn said_by(&self, typed: &str, called: &Called) -> Box<dyn Query> {
        let own = words(typed).iter().map(|word| (Occur::Must, self.term(self.fields.who, word))).collect();
        let mut ways = vec![one_of(self.fields.speaker, &called.names)];
        if !called.whole {
            ways.push(Box::new(BooleanQuery::new(own)));
        }
        for pairs in called.in_article.chunk_by(|a, b| a.0 == b.0) {
            let articles: Vec<String> = pairs.iter().map(|(_, article)| article.clone()).collect();
            let there = one_of(self.fields.article, &articles);
            ways.push(Box::new(BooleanQuery::intersection(vec![self.term(self.fields.speaker, &pairs[0].0), there])));
        }
        Box::new(BooleanQuery::union(ways))
    }

    /// Every canonical name of a speaker.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn speaker_names(&self) -> crate::Result<Vec<String>> {
        self.terms(self.fields.speaker)
    }

    /// Every outlet.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn source_names(&self) -> crate::Result<Vec<String>> {
        self.terms(self.fields.source)
    }

    /// Every language.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn languages(&self) -> crate::Result<Vec<String>> {
        self.terms(self.fields.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_has_the_names_of_its_own_speaker() {
        for (mention, name, expected) in [
            ("Sean Spicer", "Sean Spicer", "sean spicer"),
            ("President Barnaby Okoro, who had met Nora Feldman", "Barnaby Okoro", "barnaby okoro"),
            ("Feldman ally Barnaby Okoro", "Barnaby Okoro", "barnaby okoro"),
            ("Okoro of the Feldman group", "Barnaby Okoro", "barnaby okoro"),
            ("premier Medvedjev", "Dmitry Medvedev", "dmitry medvedev medvedjev"),
            ("D. Medwedew", "Dmitry Medvedev", "d dmitry medvedev medwedew"),
            ("Велков", "Dmitry Velkov", "dmitry velkov"),
            ("ZOE Mueller", "Zoë Müller", "mueller muller zoe"),
            ("the EC in Brussels", "European Commission", "commission ec european"),
            ("the Iron Lady", "Jana Nowakova", "iron jana lady nowakova"),
            ("Ray", "Rachel Chandler", "chandler rachel ray"),
            ("the Minister, Ms F., of Velmar", "Rachel Chandler", "chandler rachel"),
            ("the Lady and the Lord", "Rachel Chandler", "chandler rachel"),
        ] {
            let speaker = SpeakerRecord {
                id: None,
                name: Some(name.to_owned()),
                mention: Some(mention.to_owned()),
                span: None,
                role: None,
                kind: crate::model::SpeakerType::Person,
                resolved: Resolved::Named,
                label: None,
                confidence: 1.0,
                candidates: Vec::new(),
            };
            let found = of_claim(&speaker).into_iter().collect::<Vec<_>>().join(" ");
            assert_eq!(found, expected, "{mention} is {name}");
            let pronoun = of_claim(&SpeakerRecord { resolved: Resolved::Pronoun, ..speaker });
            assert_eq!(pronoun, words(name), "only a name is a spelling of a name");
        }
    }

    #[test]
    fn known_speakers_have_all_their_names() {
        let speakers = &crate::seeds::Seeds::built_in().speakers;
        for typed in ["Dmitri Peskov", "PESKOW", "peskov, dmytro", "Песков"] {
            let names = known(speakers, typed);
            assert!(names.iter().any(|name| name == "Dmitry Peskov"), "{typed}: {names:?}");
            assert!(names.iter().any(|name| name == "Dmitri Peskow"), "{typed}: {names:?}");
        }
        assert_eq!(known(speakers, "Nobody At All"), [""; 0]);
        assert_eq!(known(speakers, "…"), [""; 0]);
    }

    #[test]
    fn an_outlet_by_its_whole_name_first() {
        let known = ["RT".to_owned(), "RT Deutsch".to_owned(), "The Guardian".to_owned()];
        assert_eq!(sources(&known, "rt"), ["RT"]);
        assert_eq!(sources(&known, "guardian"), ["The Guardian"]);
    }

    #[test]
    fn a_slip_finds_its_neighbour() {
        let known = ["Sean Spicer".to_owned(), "Dmitry Peskov".to_owned()];
        assert_eq!(nearest(&known, "Spiser").as_deref(), Some("Sean Spicer"));
        assert_eq!(nearest(&known, "Xi"), None);
    }
}
