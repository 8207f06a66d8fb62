//! What the targets share: the way from bytes to claims without the guard that keeps a run alive, and what holds for all that comes out.

pub mod book;
pub mod export;
pub mod package;
pub mod pieces;
pub mod table;

use whosaid::model::{Article, Attribution, Claim, Span};
use whosaid::pipeline::{self, Analysed, Settings};
use whosaid::read::{self, ReadOptions};
use whosaid::seeds::{Lexicon, Seeds};
use whosaid::text::{Document, Offsets};
use whosaid::{claims, dump, extract, resolve};

/// As the program runs without flags.
#[must_use]
pub fn settings() -> Settings<'static> {
    Settings { seeds: Seeds::built_in(), read: ReadOptions::default(), claims: true }
}

/// A panic in another crate, where the program catches it, is no finding: it costs that file, and a row says so. Ours are findings, wherever.
pub fn others_may_panic() {
    let found = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let ours = panic.location().is_none_or(|at| !at.file().contains("/registry/src/"));
        if ours || !whosaid::error::is_guarded() {
            found(panic);
        }
    }));
}

/// Reads and analyses `bytes` as a file of this name; everything that comes out is checked.
pub fn file(name: &str, bytes: &[u8]) {
    let Ok(loaded) = read::articles_from_bytes(name, bytes, &settings().read) else { return };
    for skipped in &loaded.skipped {
        let _ = skipped.error().to_string();
        if let Some((line, column)) = skipped.place {
            assert!(line > 0 && column > 0, "lines and columns count from 1: {skipped:?}");
        }
    }
    for raw in loaded.articles {
        let analysed = pipeline::analyse(raw, &settings());
        article(&analysed.article);
        records(&analysed);
        // What the detector takes for no language that we know is read by the rules all the same.
        if analysed.article.language.is_none() {
            by_rules(&Article { language: Some("en".to_owned()), ..analysed.article });
        }
    }
}

/// The claims of an article that the rules alone find: many times as quick as with the network, which no text can surprise.
pub fn by_rules(whole: &Article) {
    let seeds = Seeds::built_in();
    let lexicon = lexicon(whole);
    let doc = Document::new(&whole.text, &lexicon.abbreviations);
    document(&doc);
    let found = extract::attributions(whole, &doc, lexicon, seeds, Vec::new());
    attributions(&whole.text, &found);
    let speakers = resolve::speakers(whole, &doc, lexicon, seeds, &found);
    assert_eq!(speakers.len(), found.len(), "a speaker an attribution");
    for (attribution, speaker) in found.iter().zip(&speakers) {
        inside(&whole.text, speaker.mention);
        let sentence = doc.sentence_at(attribution.content[0].start).map(|s| doc.sentences[s]);
        let when = resolve::said_on(whole, &doc, lexicon, sentence.unwrap_or(attribution.content[0]), attribution);
        if let Some(when) = when {
            inside(&whole.text, Some(when.span));
            assert!(when.from <= when.to, "{when:?}");
        }
    }
}

/// The claims of an article with everything the program has.
pub fn with_model(whole: Article) {
    let found: Vec<Claim> = claims::claims(&whole, Seeds::built_in());
    attributions(&whole.text, &found.iter().map(|c| c.attribution.clone()).collect::<Vec<_>>());
    let claims = dump::claim_records(&whole, &found);
    records(&Analysed { article: whole, claims });
}

fn lexicon(article: &Article) -> &'static Lexicon {
    &Seeds::built_in().languages[article.language.as_deref().unwrap_or("en")]
}

/// Spans slice, and lie in the text.
fn inside(text: &str, span: impl IntoIterator<Item = Span>) {
    for span in span {
        assert!(span.start < span.end && text.get(span.start..span.end).is_some(), "{span:?} in {} bytes", text.len());
    }
}

fn ordered(spans: &[Span], what: &str) {
    assert!(spans.windows(2).all(|w| w[0].end <= w[1].start), "{what} overlap or are out of order: {spans:?}");
}

/// What holds for an article before anybody looks for claims.
fn article(article: &Article) {
    let text = &article.text;
    inside(text, article.title_span);
    inside(text, article.boilerplate.iter().copied());
    ordered(&article.boilerplate, "pieces of boilerplate");
    if let Some(date) = &article.meta.date {
        assert!(date.len() == 10 && date.is_ascii(), "{date:?} is no date");
    }
    assert!((0.0..=1.0).contains(&article.translated_score) && (0.0..=1.0).contains(&article.language_confidence));
}

/// What holds for a text that was cut.
fn document(doc: &Document<'_>) {
    let text = doc.text;
    for (spans, what) in [(&doc.paragraphs, "paragraphs"), (&doc.sentences, "sentences")] {
        inside(text, spans.iter().copied());
        ordered(spans, what);
    }
    let words: Vec<Span> = doc.words.iter().map(|w| w.span).collect();
    inside(text, words.iter().copied());
    ordered(&words, "words");
    for s in 0..doc.sentences.len() {
        assert!(doc.paragraphs[doc.paragraph_of(s)].contains(doc.sentences[s]), "a sentence lies in its paragraph");
        assert!(doc.words_of(s).all(|w| doc.sentences[s].contains(words[w])), "a word lies in its sentence");
    }
    inside(text, doc.quotes.iter().map(|q| q.span));
    assert!(doc.quotes.is_sorted_by_key(|q| q.span.start), "quotations are in order");
    for q in &doc.quotes {
        assert!(text.get(q.inner.start..q.inner.end).is_some() && (q.inner.is_empty() || q.span.contains(q.inner)));
    }
    let offsets = Offsets::new(text);
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        assert_eq!(offsets.byte(offsets.code_point(at)), at, "bytes to code points and back");
    }
}

/// What holds for attributions.
fn attributions(text: &str, found: &[Attribution]) {
    for (n, a) in found.iter().enumerate() {
        assert!(!a.content.is_empty(), "something is said: {a:?}");
        inside(text, a.content.iter().chain(&a.cue).copied().chain(a.source));
        assert!((0.0..=1.0).contains(&a.confidence), "{a:?}");
        assert!(a.continues.is_none_or(|c| c < found.len() && c != n), "{n} continues {:?}", a.continues);
    }
    let first: Vec<usize> = found.iter().map(|a| a.content[0].start).collect();
    assert!(first.is_sorted(), "attributions are in the order of the text: {first:?}");
}

/// What holds for claims as they leave the program.
fn records(analysed: &Analysed) {
    let points: Vec<char> = analysed.article.text.chars().collect();
    let slice = |[from, to]: [usize; 2]| points[from..to].iter().collect::<String>();
    let joined = |spans: &[[usize; 2]]| spans.iter().map(|s| slice(*s)).collect::<Vec<_>>().join(" … ");
    for claim in &analysed.claims {
        assert!(!claim.spans.is_empty() && claim.spans.iter().all(|s| s[0] < s[1]), "{:?}", claim.spans);
        assert_eq!(joined(&claim.spans), claim.text);
        if let Some(cue) = &claim.cue {
            assert_eq!(joined(&cue.spans), cue.text);
        }
        assert_eq!(claim.speaker.span.map(slice), claim.speaker.mention);
        assert_eq!(slice(claim.sentence.span), claim.sentence.text);
        assert!((0.0..=1.0).contains(&claim.confidence));
    }
    assert!(analysed.claims.is_sorted_by(|a, b| a.spans[0] <= b.spans[0]), "claims are in order");
    let ids: std::collections::BTreeSet<&str> = analysed.claims.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids.len(), analysed.claims.len(), "every claim has an id of its own");
}
