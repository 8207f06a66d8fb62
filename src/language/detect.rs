//! The language of an article.
//!
//! whatlang compares letters and trigrams: right on whole articles, often wrong on three short Dutch sentences. So the commonest words of the
//! languages that are close to one another have a say as well (`common_words.txt`): they decide where they cover enough of the text.

use whatlang::{Detector, Lang};

use super::common_words::shares;
use super::parts::without_boilerplate;
use crate::model::Span;
use crate::text::boundary::floor;

/// What [`detect`] found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detected {
    /// The language (ISO 639-1), where it is one of those allowed; else `None`.
    pub language: Option<String>,
    /// The likeliest of all languages that we can tell (ISO 639-1, else 639-3); `None` where the text has too few letters.
    pub found: Option<String>,
    /// How sure `found` is, in 0..=1.
    pub confidence: f64,
}

/// Bytes of the article that are looked at, in two stretches. With 500 characters 19,998 of 20,000 English articles got the answer of the
/// whole text, ten times faster; twice as many leave room for a foreign quotation or a list of names.
const SAMPLE: usize = 1200;

/// Below this confidence of whatlang among all languages a short text may yet be the likeliest of those allowed: of 718 single Dutch
/// sentences 93 % came out as Dutch without this, 97 % with it.
const LETTERS_SURE: f64 = 0.6;

/// Fewer letters than this tell no language ("15:30", "AP").
const LETTERS: usize = 12;

/// The commonest words cover about 40 % of a running text in their own language, and under 20 % in the nearest other one.
const WORDS_DECIDE: f64 = 0.20;

/// How far the best language by words has to be ahead of the next (Dutch and Afrikaans share half of their commonest words).
const WORDS_AHEAD: f64 = 1.15;

/// Below this many words their shares are noise.
const WORDS_ENOUGH: usize = 6;

/// From so many words on, with such a share, and so far ahead, the commonest words alone decide ([`clear`]).
const CLEAR_WORDS: usize = 100;
/// See [`CLEAR_WORDS`].
const CLEAR_SHARE: f64 = 0.30;
/// See [`CLEAR_WORDS`].
const CLEAR_AHEAD: f64 = 1.5;

/// A language without enough of its commonest words in a text this long is not believed.
const WORDS_AT_LEAST: f64 = 0.12;

/// Which language the article is in: the likeliest of all languages, and whether it is among `allowed` (ISO 639-1).
///
/// The headline and about a thousand characters of the body are looked at, without `boilerplate` (spans of `text`, in order).
/// Time does not grow with the length of `text`.
#[must_use]
pub fn detect(title: Option<&str>, text: &str, boilerplate: &[Span], allowed: &[&str]) -> Detected {
    let sample = sample(title, text, boilerplate);
    if sample.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count() < LETTERS {
        return Detected::default();
    }
    let (words, shares) = shares(&sample);
    if let Some(clear) = clear(words, &shares, allowed) {
        return clear;
    }
    let letters = Detector::new().detect(&sample);
    let by_letters = letters.as_ref().map(|info| code(info.lang()));
    let letters_sure = letters.as_ref().map_or(0.0, whatlang::Info::confidence);
    let by_words = decided(words, &shares);

    let (found, confidence) = match (by_words, by_letters) {
        (Some((code, sure)), Some(other)) if code == other => (code, sure.max(letters_sure)),
        // Letters and words disagree: the words are right, but a doubt stays.
        (Some((code, sure)), _) => (code, sure * 0.9),
        (None, Some(code)) => match nearest_allowed(&sample, &shares, allowed) {
            Some(near) if near != code && letters_sure < LETTERS_SURE => (near, 0.5),
            _ => (code, letters_sure),
        },
        (None, None) => return Detected::default(),
    };
    let believed =
        by_words.is_some() || words < WORDS_ENOUGH || share_of(&shares, found).is_none_or(|s| s >= WORDS_AT_LEAST);
    let language = (believed && allowed.contains(&found)).then(|| found.to_owned());
    let confidence = if believed { confidence } else { confidence * 0.5 };
    Detected { language, found: Some(found.to_owned()), confidence: confidence.clamp(0.0, 1.0) }
}

/// The answer where the commonest words leave no doubt: comparing letters would take longer than everything else that is done to find the language,
/// and never changes it.
fn clear(words: usize, shares: &[(&'static str, f64)], allowed: &[&str]) -> Option<Detected> {
    let [(code, best), (_, second), ..] = shares else { return None };
    if words < CLEAR_WORDS || *best < CLEAR_SHARE || *best < second * CLEAR_AHEAD {
        return None;
    }
    let language = allowed.contains(code).then(|| (*code).to_owned());
    Some(Detected { language, found: Some((*code).to_owned()), confidence: 1.0 })
}

/// A first look at a text of which nothing is known yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The likeliest language, as in [`Detected::found`].
    pub likeliest: Option<String>,
    /// What [`detect`] would answer, where the commonest words leave no doubt.
    clear: Option<Detected>,
}

/// What [`detect`] of `text` alone would find, without how sure it is: letters are compared only where words don't tell.
#[must_use]
pub fn look(text: &str, allowed: &[&str]) -> Look {
    let (words, shares) = shares(&sample(None, text, &[]));
    let likeliest = match decided(words, &shares) {
        Some((code, _)) => Some(code.to_owned()),
        None => detect(None, text, &[], allowed).found,
    };
    Look { likeliest, clear: clear(words, &shares, allowed) }
}

impl Look {
    /// [`detect`], once headline and boilerplate are known. Where the first look left no doubt, and hardly anything of what it saw is boilerplate, it
    /// is the answer.
    #[must_use]
    pub fn again(self, title: Option<&str>, text: &str, boilerplate: &[Span], allowed: &[&str]) -> Detected {
        let beside: usize = boilerplate.iter().map(|span| span.len()).sum();
        match self.clear {
            Some(clear) if beside * 10 <= SAMPLE.min(text.len()) => clear,
            _ => detect(title, text, boilerplate, allowed),
        }
    }
}

/// The likeliest allowed language by its letters, where no other language has more of its commonest words in the sample:
/// what a text too short for either measure alone is taken for.
fn nearest_allowed(sample: &str, shares: &[(&'static str, f64)], allowed: &[&str]) -> Option<&'static str> {
    let list = Lang::all().iter().copied().filter(|&l| allowed.contains(&code(l))).collect();
    let near = code(Detector::with_allowlist(list).detect_lang(sample)?);
    let (_, best) = shares.first()?;
    (*best >= WORDS_AT_LEAST && share_of(shares, near)? >= *best).then_some(near)
}

/// The headline and two stretches of the body: its beginning, and its middle, where fewer bylines and captions stand.
fn sample(title: Option<&str>, text: &str, boilerplate: &[Span]) -> String {
    let mut sample = String::with_capacity(SAMPLE * 2);
    if let Some(title) = title {
        sample.push_str(&title[..floor(title, 300)]);
        sample.push_str(".\n");
    }
    let parts = without_boilerplate(text, boilerplate);
    let length: usize = parts.iter().map(|p| p.len()).sum();
    if length <= SAMPLE {
        for part in parts {
            sample.push_str(part);
            sample.push('\n');
        }
    } else {
        stretch(&mut sample, &parts, 0);
        stretch(&mut sample, &parts, (length / 2).max(SAMPLE / 2));
    }
    sample
}

/// Adds half of [`SAMPLE`], from byte `from` of the joined parts on.
fn stretch(sample: &mut String, parts: &[&str], from: usize) {
    let (mut skip, mut want) = (from, SAMPLE / 2);
    for part in parts {
        if skip >= part.len() {
            skip -= part.len();
            continue;
        }
        let (start, end) = (floor(part, skip), floor(part, skip + want));
        sample.push_str(&part[start..end]);
        sample.push('\n');
        want = want.saturating_sub(end - start);
        skip = 0;
        if want == 0 {
            break;
        }
    }
}

/// The language that the commonest words agree on, with a confidence; `None` where they are too few or two languages too close.
fn decided(words: usize, shares: &[(&'static str, f64)]) -> Option<(&'static str, f64)> {
    let [(code, best), (_, second), ..] = shares else { return None };
    if words < WORDS_ENOUGH || *best < WORDS_DECIDE || *best < second * WORDS_AHEAD {
        return None;
    }
    // From 0.5 where the two are as good as level to 1 where the second has nothing, and less sure on few words.
    let margin = best / (best + second);
    let seen = words as f64 / (words as f64 + 3.0);
    Some((code, (0.5 + (margin - 0.5) * 2.0 * 0.5 + 0.25).min(1.0) * seen))
}

fn share_of(shares: &[(&'static str, f64)], code: &str) -> Option<f64> {
    shares.iter().find(|(c, _)| *c == code).map(|s| s.1)
}

/// ISO 639-1, else 639-3.
fn code(language: Lang) -> &'static str {
    let three = language.code();
    TWO_LETTERS.iter().find(|(long, _)| *long == three).map_or(three, |(_, two)| two)
}

/// ISO 639-3 → 639-1 for the languages that whatlang knows, sorted.
#[rustfmt::skip]
const TWO_LETTERS: &[(&str, &str)] = &[
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"), ("ben", "bn"), ("bul", "bg"), ("cat", "ca"),
    ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"), ("dan", "da"), ("deu", "de"), ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"),
    ("fin", "fi"), ("fra", "fr"), ("guj", "gu"), ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ind", "id"),
    ("ita", "it"), ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("khm", "km"), ("kor", "ko"), ("lat", "la"), ("lav", "lv"),
    ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mya", "my"), ("nep", "ne"), ("nld", "nl"), ("nob", "nb"), ("ori", "or"),
    ("pan", "pa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"), ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"),
    ("sna", "sn"), ("spa", "es"), ("srp", "sr"), ("swe", "sv"), ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"),
    ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWED: &[&str] = &["en", "nl"];

    /// Text → (language among en and nl, found).
    #[rustfmt::skip]
    const CASES: &[(&str, Option<&str>, Option<&str>)] = &[
        ("", None, None),
        ("12 345, 15:30 – 18.00 (2017) 99%", None, None),
        ("AP", None, None),
        // English
        ("The minister said on Thursday that the sanctions would stay in place until the talks are over.", Some("en"), Some("en")),
        ("She denied it. He did not answer.", Some("en"), Some("en")),
        ("Police arrested two men after the robbery in Ghent, a spokesman for the prosecutor told reporters.", Some("en"), Some("en")),
        ("Spicer: \"This is a regular course of action.\"", Some("en"), Some("en")),
        // Dutch
        ("De minister zei donderdag dat de sancties blijven tot de gesprekken voorbij zijn.", Some("nl"), Some("nl")),
        ("Hij ontkende dat. Zij zei niets.", Some("nl"), Some("nl")),
        ("Dat is niet waar, zegt de burgemeester. Hij wil er geen woord meer over horen.", Some("nl"), Some("nl")),
        ("Volgens het OM is er te weinig bewijs. De rechter doet over twee weken uitspraak.", Some("nl"), Some("nl")),
        ("Politie pakt drie mannen op na steekpartij. Een van hen ligt nog in het ziekenhuis.", Some("nl"), Some("nl")),
        ("‘Ik heb het nooit gezegd,’ zegt ze. ‘En ik zal het ook nooit zeggen.’", Some("nl"), Some("nl")),
        // Neighbours of Dutch
        ("Die minister het Donderdag gesê dat die sanksies van krag bly totdat die gesprekke verby is. Hy wou nie meer sê nie.", None, Some("af")),
        ("’n Woordvoerder van die polisie sê hulle weet nog nie wat die oorsaak van die brand was nie.", None, Some("af")),
        ("De minister sei tongersdei dat de sanksjes bliuwe oant de petearen foarby binne. Hy woe der fierder neat oer sizze, en it is net dúdlik wat der no bart mei de plannen fan it kabinet.", None, Some("fy")),
        ("Der Minister sagte am Donnerstag, dass die Sanktionen in Kraft bleiben, bis die Gespräche vorbei sind.", None, Some("de")),
        ("Das ist nicht wahr. Er sagte nichts dazu.", None, Some("de")),
        // Others
        ("Le ministre a déclaré jeudi que les sanctions resteront en vigueur jusqu'à la fin des discussions.", None, Some("fr")),
        ("El ministro dijo el jueves que las sanciones seguirán en vigor hasta que terminen las conversaciones.", None, Some("es")),
        ("Ministeren sagde torsdag, at sanktionerne bliver, indtil samtalerne er forbi. Han ville ikke sige mere om sagen.", None, Some("da")),
        ("В четверг министр сказал, что санкции останутся в силе до окончания переговоров.", None, Some("ru")),
        ("У четвер міністр сказав, що санкції залишаться чинними до завершення переговорів, і більше нічого не пояснив.", None, Some("uk")),
        ("木曜日、大臣は協議が終わるまで制裁は続くと述べた。", None, Some("ja")),
    ];

    #[test]
    fn short_texts() {
        let wrong: Vec<String> = CASES
            .iter()
            .filter_map(|(text, language, found)| {
                let got = detect(None, text, &[], ALLOWED);
                ((got.language.as_deref(), got.found.as_deref()) != (*language, *found))
                    .then(|| format!("{text}\n  {got:?}"))
            })
            .collect();
        assert!(
            wrong.is_empty(),
            "{}\nhelp: a close language needs more of its commonest words in common_words.txt",
            wrong.join("\n")
        );
    }

    #[test]
    fn only_allowed_languages_are_answered() {
        let dutch = "De minister zei donderdag dat de sancties blijven tot de gesprekken voorbij zijn.";
        assert_eq!(detect(None, dutch, &[], &["en"]).language, None);
        assert_eq!(detect(None, dutch, &[], &["en"]).found.as_deref(), Some("nl"));
        assert_eq!(look(dutch, &["en"]).likeliest.as_deref(), Some("nl"));
        assert_eq!(look("15:30 AP", ALLOWED), Look::default());
        let german = "Der Minister sagte am Donnerstag, dass die Sanktionen in Kraft bleiben.";
        assert_eq!(detect(None, german, &[], &["de", "en"]).language.as_deref(), Some("de"));
        assert_eq!(detect(None, german, &[], &[]).language, None);
    }

    #[test]
    fn boilerplate_does_not_count_and_the_headline_does() {
        let menu = "Startseite Nachrichten und Meinungen, die man nicht verpassen sollte, für alle Leser. ".repeat(12);
        let body = "Hij wilde er niets over zeggen, maar het is niet waar.";
        let text = format!("{menu}{body}");
        assert_eq!(detect(None, &text, &[], ALLOWED).language, None);
        assert_eq!(detect(None, &text, &[Span::new(0, menu.len())], ALLOWED).language.as_deref(), Some("nl"));
        let headline = "Minister: de sancties blijven tot de gesprekken voorbij zijn";
        assert_eq!(detect(Some(headline), "Brussel, 3/2.", &[], ALLOWED).language.as_deref(), Some("nl"));
    }

    #[test]
    fn a_first_look_that_is_clear_is_the_answer() {
        let dutch = "De minister zei donderdag dat de sancties blijven tot de gesprekken voorbij zijn. ".repeat(10);
        let first = look(&dutch, ALLOWED);
        assert_eq!(first.clone().again(None, &dutch, &[], ALLOWED), detect(None, &dutch, &[], ALLOWED));
        // A headline is a small part of what is seen; boilerplate may be most of it.
        assert_eq!(first.clone().again(Some("The weather"), &dutch, &[], ALLOWED).language.as_deref(), Some("nl"));
        let german = "Der Minister sagte am Donnerstag, dass die Sanktionen in Kraft bleiben.";
        let both = format!("{dutch}{german}");
        let after = look(&both, ALLOWED).again(None, &both, &[Span::new(0, dutch.len())], ALLOWED);
        assert_eq!(after.found.as_deref(), Some("de"));
    }

    #[test]
    fn a_long_article_with_foreign_quotations_keeps_its_language() {
        let english =
            "The minister said on Thursday that the sanctions would stay in place until the talks were over. ";
        let quotation = "“Die Sanktionen bleiben in Kraft, bis die Gespräche vorbei sind.” ";
        let text = format!("{}{quotation}{}", english.repeat(5), english.repeat(20));
        let got = detect(None, &text, &[], ALLOWED);
        assert_eq!(got.language.as_deref(), Some("en"));
        assert!(got.confidence > 0.8, "{got:?}");
    }

    #[test]
    fn tables_are_in_order() {
        assert!(TWO_LETTERS.is_sorted());
        assert!(Lang::all().iter().all(|&l| code(l).len() == 2), "every language of whatlang has a two-letter code");
    }
}
