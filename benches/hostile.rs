//! Whether any text costs more than its share: `cargo bench --bench hostile`, or with `-- NAME…` the kinds whose names hold one of the words.
//! `-- --rules` leaves the network out, whose time is the same for every word: quicker, and what else grows is seen better.
//!
//! Each kind of text that nobody would call news is read and analysed as one article, in growing sizes. Printed are seconds a megabyte, how many
//! times those of ordinary articles that is, and the most memory that the process held. What takes over ten times as long is marked, as is what
//! takes more a megabyte the longer it is; kinds whose next size would take minutes are left there. Time is CPU time where the system tells it.

use std::io::Write;
use std::time::{Duration, Instant};

use whosaid::model::Article;
use whosaid::pipeline::{self, Settings};
use whosaid::read::{self, ReadOptions};
use whosaid::seeds::Seeds;
use whosaid::tagging::Reading;
use whosaid::text::Document;
use whosaid::{extract, resolve};

/// Bytes of a text.
const SIZES: [usize; 3] = [1 << 18, 1 << 20, 1 << 22];
/// A size is left out when the one before says that it would take longer.
const PATIENCE: f64 = 120.0;
/// Times those of ordinary articles that a megabyte may take.
const ALLOWED: f64 = 10.0;
/// Times those of a fourth of the size that a megabyte may take.
const GROWTH: f64 = 2.0;

type Make = fn(usize) -> String;

/// Name, the file name that tells the format, and the text of about so many bytes.
#[rustfmt::skip]
const KINDS: &[(&str, &str, Make)] = &[
    ("ordinary text, one article", "a.txt", |n| repeat(&ordinary(), n)),
    ("ordinary text, one line", "a.txt", |n| repeat(&ordinary().replace('\n', " "), n)),
    ("ordinary text, one sentence", "a.txt", |n| english(&ordinary().replace('\n', " ").replace(['.', '!', '?'], ","), n)),
    ("ordinary text, no spaces", "a.txt", |n| english(&ordinary().replace(char::is_whitespace, ""), n)),
    ("ordinary text, capitals", "a.txt", |n| repeat(&ordinary().to_uppercase(), n)),
    ("ordinary text, every word capital", "a.txt", |n| repeat(&titled(&ordinary()), n)),
    ("ordinary text, in one quotation", "a.txt", |n| repeat(&ordinary(), n).replace('\n', " ").replace(['“', '”', '"'], "").replacen("The", "“The", 1)),
    ("quotation marks, straight", "a.txt", |n| english("\"", n)),
    ("quotation marks, straight, spaced", "a.txt", |n| english("\" ", n)),
    ("quotation marks, curly pairs", "a.txt", |n| english("“”", n)),
    ("quotation marks, opening", "a.txt", |n| english("“", n)),
    ("quotation marks, opening, words", "a.txt", |n| english("“no ", n)),
    ("quotation marks, closing", "a.txt", |n| english("”", n)),
    ("quotation marks, opening, nested", "a.txt", |n| english("“‘", n)),
    ("quotation marks, nested", "a.txt", |n| english("“‘no’” ", n)),
    ("quotation marks, deep", "a.txt", |n| english(&format!("{}{}", "“‘".repeat(n / 12), "’”".repeat(n / 12)), n)),
    ("quotation marks, deep, with words", "a.txt", |n| english(&format!("{}{}", "“a ‘b ".repeat(n / 20), "b’ a” ".repeat(n / 20)), n)),
    ("quotation marks, many in one", "a.txt", |n| english(&format!("“{}”", "‘no’ ".repeat(n / 14)), n)),
    ("apostrophes", "a.txt", |n| english("'", n)),
    ("apostrophes, genitives", "a.txt", |n| english("‘boys’ boys’ ", n)),
    ("low quotation marks", "a.txt", |n| english(",,", n)),
    ("short quotations", "a.txt", |n| english("“No.” ", n)),
    ("short quotations, a paragraph each", "a.txt", |n| english("“No, we are not going there.”\n\n", n)),
    ("quotation with a cue, same paragraph", "a.txt", |n| english("“We stay,” Ada Brand said. ", n)),
    ("quotations left open", "a.txt", |n| english("“No, we are not going there.\n\n", n)),
    ("commas", "a.txt", |n| english(",", n)),
    ("commas, spaced", "a.txt", |n| english(", ", n)),
    ("full stops", "a.txt", |n| english(".", n)),
    ("full stops, spaced", "a.txt", |n| english(". ", n)),
    ("hyphens", "a.txt", |n| english("a-", n)),
    ("dashes", "a.txt", |n| english(" – no", n)),
    ("colons", "a.txt", |n| english("Brand: ", n)),
    ("brackets", "a.txt", |n| english("(", n)),
    ("brackets, words", "a.txt", |n| english("Brand (", n)),
    ("a name and a comma", "a.txt", |n| english("Brand, ", n)),
    ("names in a row", "a.txt", |n| english("Brand ", n)),
    ("names with particles", "a.txt", |n| english("van der ", n)),
    ("names with particles and initials", "a.txt", |n| english("J. van der ", n)),
    ("names with of", "a.txt", |n| english("Ministry of ", n)),
    ("names with and", "a.txt", |n| english("Ada Brand and ", n)),
    ("capitals", "a.txt", |n| english("BRAND ", n)),
    ("capitals, one word", "a.txt", |n| english("B", n)),
    ("one word", "a.txt", |n| english("a", n)),
    ("one word, two bytes a letter", "a.txt", |n| english("é", n)),
    ("one letter words", "a.txt", |n| english("a ", n)),
    ("line feeds", "a.txt", |n| english("\n", n)),
    ("carriage returns", "a.txt", |n| english("\r", n)),
    ("lines of one letter", "a.txt", |n| english("a\n", n)),
    ("paragraphs of one letter", "a.txt", |n| english("A\n\n", n)),
    ("paragraphs of a name", "a.txt", |n| english("Ada Brand\n\n", n)),
    ("spaces", "a.txt", |n| english(" ", n)),
    ("spaces that break nothing", "a.txt", |n| english("\u{a0}\u{200b}", n)),
    ("abbreviations", "a.txt", |n| english("Mr. ", n)),
    ("abbreviations, spaced letters", "a.txt", |n| english("U. S. ", n)),
    ("full stops between letters of no case", "a.txt", |n| english("カ.", n)),
    ("full stop and brackets", "a.txt", |n| english(&format!("no.{}", ")".repeat(n / 2)), n)),
    ("full stop and spaces", "a.txt", |n| english(&format!("no.{}”", " ".repeat(n / 2)), n)),
    ("full stops, then spaces and a mark", "a.txt", |n| english(&format!("{}{}”", "No! ".repeat(n / 16), " ".repeat(n / 4)), n)),
    ("initials", "a.txt", |n| english("A.B.", n)),
    ("small letters behind full stops", "a.txt", |n| english("no. and ", n)),
    ("right to left", "a.txt", |n| english("שלום לכולם ", n)),
    ("marks of direction", "a.txt", |n| english("\u{202e}\u{2066}a\u{200f}", n)),
    ("zero width", "a.txt", |n| english("a\u{200d}", n)),
    ("combining marks", "a.txt", |n| english("\u{301}", n)),
    ("combining marks on letters", "a.txt", |n| english("e\u{301}\u{302} ", n)),
    ("hangul", "a.txt", |n| english("\u{1100}\u{1161}", n)),
    ("flags", "a.txt", |n| english("\u{1f1f3}", n)),
    ("katakana", "a.txt", |n| english("カ", n)),
    ("NULs", "a.txt", |n| english("\0", n)),
    ("digits", "a.txt", |n| english("7", n)),
    ("numbers", "a.txt", |n| english("1,000.5 ", n)),
    ("dates", "a.txt", |n| english("3 February 2017 ", n)),
    ("dates, a line each", "a.txt", |n| english("3 February 2017\n", n)),
    ("times of saying", "a.txt", |n| english("Brand said on Monday ", n)),
    ("cues", "a.txt", |n| english("said ", n)),
    ("cues with names", "a.txt", |n| english("Brand said ", n)),
    ("cues with clauses", "a.txt", |n| english("Brand said that ", n)),
    ("cues with adverbs", "a.txt", |n| english("also ", n)),
    ("cues with auxiliaries", "a.txt", |n| english("has been ", n)),
    ("cues, a sentence each", "a.txt", |n| english("Brand said that he would go home. ", n)),
    ("cues, according to", "a.txt", |n| english("according to Brand, ", n)),
    ("cues, told", "a.txt", |n| english("told RT ", n)),
    ("pronouns", "a.txt", |n| english("he she they ", n)),
    ("pronouns that speak", "a.txt", |n| english("He said that she said no. ", n)),
    ("roles that speak", "a.txt", |n| english("The mayor said no. The agency said so. ", n)),
    ("documents that speak", "a.txt", |n| english("The report said that the harbour is shut. ", n)),
    ("sources in a row", "a.txt", |n| english("the head of the agency of ", n)),
    ("names, distinct", "a.txt", |n| english(&names(n, "{a} {b} said that the harbour is shut. "), n)),
    ("names, distinct, no cue", "a.txt", |n| english(&names(n, "We saw {a} {b} there. "), n)),
    ("names, distinct, one surname", "a.txt", |n| english(&names(n, "{a} Brand said that {b} Brand left. Brand agreed. "), n)),
    ("names, distinct, one given name", "a.txt", |n| english(&names(n, "Ada {a} said that Ada left with Ada {b}. "), n)),
    ("names, distinct, alike", "a.txt", |n| english(&names(n, "Ada Brand{a} met Ada Brant{b}. "), n)),
    ("names, distinct, a line each", "a.txt", |n| english(&names(n, "{a} {b}\n"), n)),
    ("names, distinct, with roles", "a.txt", |n| english(&names(n, "Mayor {a} {b}, a doctor, said so. The doctor agreed. "), n)),
    ("names, long", "a.txt", |n| english(&(0..8).map(|i| format!("Ada B{}{i} said no. ", "rand".repeat(n / 80))).collect::<String>(), n)),
    ("a long name that speaks", "a.txt", |n| english(&format!("Ada B{} said no. {}", "rand".repeat(n / 16), "He said that it was shut. ".repeat(n / 100)), n)),
    ("a long role that speaks", "a.txt", |n| english(&format!("Mayor {} Brand said no. {}", "red".repeat(n / 16), "The mayor said that it was shut. ".repeat(n / 100)), n)),
    ("names, hyphens", "a.txt", |n| english("Ada-", n)),
    ("transcript", "a.txt", |n| english(&names(n, "{a} LABEL: We go home now, all of us.\n"), n)),
    ("transcript, one speaker", "a.txt", |n| english("BRAND: We go home now.\n", n)),
    ("pull quotes", "a.txt", |n| english("“We go home now, all of us, and soon.”\n\nWe go home now, all of us Ada Brand\n\n", n)),
    ("signatures", "a.txt", |n| english("“We go home now.”\n\n– Ada Brand\n\n", n)),
    ("lines that end with a colon", "a.txt", |n| english("Brand said:\n", n)),
    ("Dutch, split verbs", "a.txt", |n| dutch("Brand legt uit en geeft toe en houdt vol ", n)),
    ("Dutch, pointing back", "a.txt", |n| dutch("Dat zegt Brand. ", n)),
    ("Dutch, elided particles", "a.txt", |n| dutch("’s avonds ‘t Hof ’n ", n)),
    ("long addresses", "a.txt", |n| english("https://example.org/a?b=c&d=e%20f/", n)),
    ("long addresses, spaced", "a.txt", |n| english("https://example.org/a?b=c ", n)),
    ("at signs", "a.txt", |n| english("@brand #news ", n)),
    ("icon names", "a.txt", |n| english("Facebook\nTwitter\nEmail\n", n)),
    ("front matter without end", "a.txt", |n| format!("---\n{}", repeat("title: no\n", n))),
    ("front matter, one key", "a.md", |n| format!("---\ntitle: {}\n---\nBrand said no.\n", repeat("no ", n))),
    ("front matter, a list", "a.md", |n| format!("---\ntags:\n{}---\nBrand said no.\n", repeat("  - a\n", n))),
    ("front matter, deep", "a.md", |n| format!("---\na: {}\n---\nBrand said no.\n", repeat("[", n))),
    ("HTML, ordinary", "a.html", |n| format!("<html><body><article><h1>News</h1>{}</article></body></html>", html(n))),
    ("HTML, deep", "a.html", |n| repeat("<div>", n)),
    ("HTML, deep, inline", "a.html", |n| format!("<p>{}{}", repeat("<b>", n), ordinary())),
    ("HTML, unclosed paragraphs", "a.html", |n| repeat("<p>We go home now, all of us, and soon, said Brand. ", n)),
    ("HTML, unclosed angle", "a.html", |n| format!("<p>{}", repeat("<a ", n))),
    ("HTML, angles", "a.html", |n| format!("<p>{}", repeat("<", n))),
    ("HTML, huge attribute", "a.html", |n| format!("<p class=\"{}\">{}</p>", repeat("ad ", n), ordinary())),
    ("HTML, many attributes", "a.html", |n| format!("<p {}>{}</p>", names(n, "{a}{b}=1 "), ordinary())),
    ("HTML, entities", "a.html", |n| format!("<p>{}</p>", repeat("&amp;&lt;&nosuch;&#1234;", n))),
    ("HTML, comments", "a.html", |n| format!("<p>{}{}</p>", ordinary(), repeat("<!--", n))),
    ("HTML, scripts", "a.html", |n| format!("<p>{}</p>{}", ordinary(), repeat("<script>", n))),
    ("HTML, linked data", "a.html", |n| format!("<script type='application/ld+json'>{}</script><p>{}</p>", repeat("[", n), ordinary())),
    ("HTML, list", "a.html", |n| format!("<article><p>{}</p><ul>{}</ul></article>", ordinary(), repeat("<li><a href='/x'>Home</a></li>", n))),
    ("HTML, tables", "a.html", |n| format!("<article>{}</article>", repeat("<table><tr><td>", n.min(4000)) + &html(n))),
    ("HTML, breaks", "a.html", |n| format!("<article><p>{}</p></article>", repeat("We go home, said Brand.<br><br>", n))),
    ("HTML, open emphasis", "a.html", |n| format!("<article>{}{}</article>", (0..300).map(|i| format!("<b id={i}>")).collect::<String>(), repeat("<p>We go", n))),
    ("HTML, misnested", "a.html", |n| format!("<article>{}</article>", repeat("<b><p>We go home</b></p>", n))),
    ("a long title", "a.json", |n| format!("{{\"title\": \"{}\", \"text\": \"{}\"}}", repeat("no ", n / 2), repeat("Brand said that it was shut. ", n / 2))),
    ("JSON, deep", "a.json", |n| repeat("[", n)),
    ("JSON, deep objects", "a.json", |n| repeat("{\"a\":", n)),
    ("JSON, bad records", "a.json", |n| format!("[{}]", repeat("{,", n))),
    ("JSON, empty records", "a.json", |n| format!("[{}]", repeat("{},", n))),
    ("JSON, empty records, a line each", "a.json", |n| format!("[{}]", repeat("{},\n", n))),
    ("JSON, escapes", "a.json", |n| format!("{{\"text\": \"{}\"}}", repeat("\\u00e9\\n", n))),
    ("JSON, wrong lines", "a.jsonl", |n| repeat("[\n", n)),
    ("JSON, wrong fields", "a.jsonl", |n| repeat("{\"text\":1}\n", n)),
    ("JSON, keys", "a.json", |n| format!("{{\"text\": \"We go home.\", {}\"z\": 1}}", names(n, "\"{a}{b}\": 1, "))),
];

fn main() -> std::io::Result<()> {
    let mut wanted: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let rules = wanted.iter().any(|w| w == "--rules");
    wanted.retain(|w| w != "--rules");
    let mut out = std::io::stdout().lock();
    let usual = usual(rules);
    writeln!(out, "ordinary articles of 6 KB: {usual:.4} s/MB, {:.2} MB/s\n", 1.0 / usual)?;
    writeln!(out, "{:38} {:>8} {:>9} {:>7} {:>8} {:>8}", "TEXT", "MB", "s/MB", "TIMES", "PEAK MB", "CLAIMS")?;
    let mut marked = 0;
    for (name, file, make) in
        KINDS.iter().filter(|k| wanted.is_empty() || wanted.iter().any(|w| k.0.contains(w.as_str())))
    {
        let mut last = None;
        for size in SIZES {
            let bytes = make(size).into_bytes();
            let megabytes = bytes.len() as f64 / 1e6;
            if last.is_some_and(|l: f64| 4.0 * l * megabytes > PATIENCE) {
                writeln!(out, "{name:38} {megabytes:8.2}   left out")?;
                break;
            }
            let (seconds, claims, peak) = measured(file, &bytes, rules);
            let rate = seconds / megabytes;
            let slow = rate > ALLOWED * usual;
            let grows = seconds > 0.05 && last.is_some_and(|l| rate > GROWTH * l);
            let mark =
                [(slow, " SLOW"), (grows, " GROWS")].into_iter().filter(|m| m.0).map(|m| m.1).collect::<String>();
            marked += usize::from(!mark.is_empty());
            writeln!(out, "{name:38} {megabytes:8.2} {rate:9.4} {:7.2} {peak:8.0} {claims:8}{mark}", rate / usual)?;
            out.flush()?;
            last = Some(rate);
        }
    }
    writeln!(out, "\n{marked} rows marked")
}

/// Seconds a megabyte of ordinary articles, the best of three.
fn usual(rules: bool) -> f64 {
    let text = ordinary();
    let articles: Vec<String> = (0..60).map(|i| text.chars().cycle().skip(i * 977).take(6000).collect()).collect();
    let bytes: usize = articles.iter().map(String::len).sum();
    let one = || articles.iter().map(|a| measured("a.txt", a.as_bytes(), rules).0).sum::<f64>();
    let best = (0..3).map(|_| one()).fold(f64::MAX, f64::min);
    best / (bytes as f64 / 1e6)
}

/// Seconds to read and analyse a file of this name, its claims, and the most megabytes that the process held meanwhile.
fn measured(file: &str, bytes: &[u8], rules: bool) -> (f64, usize, f64) {
    let settings = Settings { seeds: Seeds::built_in(), read: ReadOptions::default(), claims: !rules };
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (began, before) = (Instant::now(), spent());
    let articles = read::articles_from_bytes(file, bytes, &settings.read).map(|l| l.articles).unwrap_or_default();
    let analysed = articles.into_iter().map(|raw| pipeline::analyse(raw, &settings));
    let claims = analysed.map(|a| if rules { by_rules(&a.article) } else { a.claims.len() }).sum();
    let time = before.zip(spent()).map_or_else(|| began.elapsed(), |(before, now)| now - before);
    (time.as_secs_f64(), claims, peak())
}

/// How many attributions the rules find without the network; their speakers are looked for too.
fn by_rules(article: &Article) -> usize {
    let seeds = Seeds::built_in();
    let Some(lexicon) = article.language.as_ref().and_then(|code| seeds.languages.get(code)) else { return 0 };
    let doc = Document::new(&article.text, &lexicon.abbreviations);
    let found = extract::attributions(article, &doc, lexicon, seeds, Vec::new());
    resolve::speakers(article, &doc, lexicon, seeds, &found, &Reading::default()).len()
}

/// CPU time of this thread.
fn spent() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory since the last look; 0 where the system does not tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1e3
}

/// The paragraphs of the English articles of the corpus, headlines, bylines and rows of buttons left out.
fn ordinary() -> String {
    const SHORTEST: usize = 120;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/en");
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let text = files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect::<Vec<_>>().join("\n");
    text.lines()
        .filter(|l| l.len() > SHORTEST && !l.contains("icon") && !l.contains("ipsum"))
        .map(|l| format!("{}\n\n", l.trim()))
        .collect()
}

/// Paragraphs of HTML.
fn html(size: usize) -> String {
    let text = repeat(&ordinary(), size);
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| format!("<p>{l}</p>\n")).collect()
}

fn titled(text: &str) -> String {
    let capital = |w: &str| w.chars().take(1).flat_map(char::to_uppercase).chain(w.chars().skip(1)).collect::<String>();
    text.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// `piece` again and again, at most `size` bytes.
fn repeat(piece: &str, size: usize) -> String {
    piece.repeat((size / piece.len().max(1)).max(1))
}

const EN: &str = " We have been told that the harbour of the town was shut because of the storm, and that it will be open again when the wind is down. \
    They were not told when that would be, but it is what they are here for, and it is all that we know of it at this time of the day. ";
const NL: &str = " We hebben gehoord dat de haven van de stad dicht was omdat het had gestormd, en dat die weer open gaat als de wind is gaan liggen. \
    Ze weten niet wanneer dat zal zijn, maar daar zijn ze hier voor, en het is alles wat we er op dit moment van de dag van weten. ";

/// `piece` again and again between English where the language is looked for: at the beginning and in the middle.
fn english(piece: &str, size: usize) -> String {
    among(EN, piece, size)
}

/// As [`english`], in Dutch.
fn dutch(piece: &str, size: usize) -> String {
    among(NL, piece, size)
}

fn among(text: &str, piece: &str, size: usize) -> String {
    let half = if piece.len() >= size / 4 { piece.to_owned() } else { repeat(piece, size / 2) };
    format!("{}{half}{}{half}", text.repeat(3), text.repeat(3))
}

/// `pattern` with ever new names for `{a}` and `{b}`, at most `size` bytes.
fn names(size: usize, pattern: &str) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "den", "lo", "mir", "ka", "ves", "tu", "ron", "si", "hel", "po", "gan", "ze", "fir", "wo", "lam"];
    let name = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..5 {
            word.push_str(SYLLABLES[n % 16]);
            n /= 16;
        }
        word[..1].to_uppercase() + &word[1..]
    };
    let mut text = String::new();
    let mut n = 1;
    while text.len() < size / 2 {
        text.push_str(&pattern.replace("{a}", &name(n)).replace("{b}", &name(n * 7919)));
        n += 1;
    }
    text
}
