//! A corpus of any size, made of the sample corpus: paragraphs recombined, names and dates varied. The same for the same seed on every machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

/// Bytes of an article, about.
const ARTICLE: usize = 6_000;
/// Articles of a folder.
const FOLDER: usize = 1_000;
/// Bytes of the shortest paragraph that is taken: shorter lines are bylines, dates and icons.
const PARAGRAPH: usize = 100;

const FIRST: &[&str] = &[
    "Al", "Ber", "Cor", "Dar", "El", "Fen", "Gil", "Har", "Is", "Jor", "Kal", "Lor", "Mar", "Nol", "Os", "Per", "Rem",
    "Sel", "Tor", "Wil",
];
const MIDDLE: &[&str] = &["a", "be", "di", "en", "go", "i", "la", "mo", "ne", "o", "ra", "vi"];
const LAST: &[&str] =
    &["den", "feld", "gar", "ker", "lin", "man", "nis", "rick", "son", "stra", "ta", "vel", "win", "x"];

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MAANDEN: &[&str] = &[
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// Names, and numbers of two digits and more.
static NAMES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Lu}\p{Ll}{2,}|\d{2,}").expect("a pattern"));

/// Numbers that look random: SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// One of them.
    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// The paragraphs of a language.
struct Stock {
    dutch: bool,
    paragraphs: Vec<String>,
    titles: Vec<String>,
    /// Words that also stand in small letters: no names.
    common: BTreeSet<String>,
}

impl Stock {
    fn read(folder: &Path, dutch: bool) -> io::Result<Self> {
        let mut stock = Self { dutch, paragraphs: Vec::new(), titles: Vec::new(), common: BTreeSet::new() };
        let mut paths: Vec<_> = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        paths.sort();
        for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
            let text = fs::read_to_string(path)?;
            stock.common.extend(
                text.split(|c: char| !c.is_alphabetic())
                    .filter(|w| w.starts_with(char::is_lowercase))
                    .map(str::to_owned),
            );
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            stock.titles.extend(lines.iter().find(|l| (25..90).contains(&l.len())).map(|l| (*l).to_owned()));
            stock.paragraphs.extend(lines.into_iter().filter(|l| l.len() >= PARAGRAPH).map(str::to_owned));
        }
        Ok(stock)
    }

    fn article(&self, dice: &mut Dice) -> String {
        let mut names = BTreeMap::new();
        let mut text = self.varied(&self.titles[dice.below(self.titles.len())], &mut names, dice);
        let (day, month, year) = (dice.below(28) + 1, dice.below(12), 2000 + dice.below(25));
        let months = if self.dutch { MAANDEN } else { MONTHS };
        text.push_str(&format!("\n\n{day} {} {year}\n\n", months[month]));
        while text.len() < ARTICLE - 300 {
            let paragraph = &self.paragraphs[dice.below(self.paragraphs.len())];
            text.push_str(&self.varied(paragraph, &mut names, dice));
            text.push_str("\n\n");
        }
        text
    }

    /// The text with other names, the same for the same name in one article, and other numbers.
    fn varied(&self, text: &str, names: &mut BTreeMap<String, String>, dice: &mut Dice) -> String {
        NAMES
            .replace_all(text, |found: &regex::Captures<'_>| {
                let word = &found[0];
                if word.starts_with(|c: char| c.is_ascii_digit()) {
                    let least = 10_usize.pow(word.len().min(6) as u32 - 1);
                    return (least + dice.below(9 * least)).to_string();
                }
                if self.common.contains(&word.to_lowercase()) {
                    return word.to_owned();
                }
                names.entry(word.to_owned()).or_insert_with(|| name(dice)).clone()
            })
            .into_owned()
    }
}

fn name(dice: &mut Dice) -> String {
    let more = if dice.below(2) == 0 { "" } else { dice.one(MIDDLE) };
    format!("{}{}{more}{}", dice.one(FIRST), dice.one(MIDDLE), dice.one(LAST))
}

/// The language of an article by its number: four in five are English, the rest Dutch.
#[must_use]
pub fn language(article: usize) -> &'static str {
    if article % 5 == 4 { "nl" } else { "en" }
}

/// Writes `articles` files below `folder`, a thousand a folder. Returns their bytes.
///
/// # Errors
/// When the sample corpus cannot be read, or `folder` not be written.
pub fn write(folder: &Path, articles: usize) -> io::Result<u64> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let stocks = [Stock::read(&corpus.join("en"), false)?, Stock::read(&corpus.join("nl"), true)?];
    let mut bytes = 0;
    for n in 0..articles {
        let mut dice = Dice(n as u64);
        let stock = &stocks[usize::from(language(n) == "nl")];
        let text = stock.article(&mut dice);
        let below = folder.join(format!("{:04}", n / FOLDER));
        if n % FOLDER == 0 {
            fs::create_dir_all(&below)?;
        }
        fs::write(below.join(format!("{n:07}.txt")), &text)?;
        bytes += text.len() as u64;
    }
    Ok(bytes)
}
