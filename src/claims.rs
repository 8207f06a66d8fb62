//! From an article to its claims: what rules and model find, joined; who is meant; when it was said.

use crate::extract;
use crate::model::{Article, Attribution, Claim, Kind, Span, Speaker, Stance};
use crate::resolve;
use crate::seeds::{Class, Lexicon, Seeds};
use crate::tagging::{self, Reading};
use crate::text::{Document, small};
use rustc_hash::FxHashMap;

/// Probability from which a content with quotation marks is kept: every quotation should be accounted for, so far below what words without marks
/// need (polnear/dev: 92.7 % of quotations found instead of 86.6 % at 0.3, for 0.1 points of attribution F1).
const QUOTED_ENOUGH: f64 = 0.1;

/// Content with quotation marks in it stays with nobody's name from this probability on: the words in marks were said by somebody.
const PARTLY_QUOTED: f64 = 0.24;

/// Below this probability a saying is none.
const SAID: f64 = 0.5;

/// What is less probable is more likely wrong than right.
const LIKELY: f64 = 0.5;

/// A speaker as probable as that keeps the name where the words are what is doubted.
const NAME_SURE: f64 = 0.9;

/// Bytes of a sentence that are shown before what a claim is made of, and behind it. Sentences are shorter; what is longer is a list or a broken file,
/// and every claim of it would repeat all of it.
const SENTENCE_AROUND: usize = 2_000;

/// The claims of an article, in the order of their first span; none for an article in a language without seeds.
#[must_use]
pub fn claims(article: &Article, seeds: &Seeds) -> Vec<Claim> {
    let Some(lexicon) = article.language.as_ref().and_then(|code| seeds.languages.get(code)) else {
        return Vec::new();
    };
    let doc = Document::new(&article.text, &lexicon.abbreviations);
    let reading = tagging::read(&doc, &lexicon.code);
    let attributions = attributions(article, &doc, lexicon, seeds, &reading);
    let speakers = resolve::speakers(article, &doc, lexicon, seeds, &attributions, &reading);
    let together = attributions.into_iter().zip(speakers);
    let mut claims: Vec<Claim> =
        together.map(|(attribution, speaker)| claim(article, &doc, lexicon, &reading, attribution, speaker)).collect();
    one_speaker_a_quotation(&doc, &mut claims);
    claims
}

/// Of direct claims that share a quotation and have different speakers, the surest one stays: nobody says another's own words.
fn one_speaker_a_quotation(doc: &Document<'_>, claims: &mut Vec<Claim>) {
    let mut order: Vec<usize> = (0..claims.len()).filter(|&c| claims[c].kind == Kind::Direct).collect();
    order.sort_by(|&a, &b| claims[b].confidence.total_cmp(&claims[a].confidence).then(a.cmp(&b)));
    let mut owners: FxHashMap<usize, usize> = FxHashMap::default();
    let mut keep = vec![true; claims.len()];
    for c in order {
        let quotes: Vec<usize> = claims[c].attribution.content.iter().flat_map(|&p| doc.quotes_in(p)).collect();
        let name = |c: usize| &claims[c].speaker.name;
        if quotes.iter().filter_map(|q| owners.get(q)).any(|&o| name(o) != name(c)) {
            keep[c] = false;
            continue;
        }
        owners.extend(quotes.into_iter().map(|q| (q, c)));
    }
    let mut keep = keep.into_iter();
    claims.retain(|_| keep.next().unwrap_or(true));
}

/// The attributions of an article, in the order of their content.
#[must_use]
pub fn attributions(
    article: &Article,
    doc: &Document<'_>,
    lexicon: &Lexicon,
    seeds: &Seeds,
    reading: &Reading,
) -> Vec<Attribution> {
    let mut model = reading.attributions.clone();
    let enough = f64::from(tagging::weights().filter.threshold);
    model.retain(|a| match extract::kind(doc, a) {
        Kind::Indirect => a.confidence >= enough,
        _ => a.confidence >= QUOTED_ENOUGH || a.cue.is_empty(),
    });
    let mut found = extract::attributions(article, doc, lexicon, seeds, model);
    for attribution in &mut found {
        attribution.source = attribution.source.or_else(|| surname_before(doc, lexicon, seeds, attribution));
        // "May said": to the trained layer a name that is an auxiliary makes a possibility of the saying.
        let modal = |source: Span| {
            doc.words_in(source).next_back().is_some_and(|w| lexicon.class(&small(doc.word(w))).any(Class::AUXILIARY))
        };
        let unlikely = reading.said(doc, &attribution.cue).is_some_and(|said| said < SAID)
            && !attribution.source.is_some_and(modal);
        if extract::unsaid::unsaid(doc, lexicon, attribution) || unlikely {
            attribution.stance = Stance::Unsaid;
        }
    }
    found
}

/// "May told them": a surname that is an auxiliary as well, right before the cue; somebody in the text has it behind a given name.
fn surname_before(doc: &Document<'_>, lexicon: &Lexicon, seeds: &Seeds, attribution: &Attribution) -> Option<Span> {
    let cue = doc.words_in(*attribution.cue.first()?).start;
    let word = |w: usize| doc.word(w);
    let at = cue
        .checked_sub(1)
        .filter(|&w| word(w).starts_with(char::is_uppercase) && lexicon.class(&small(word(w))).any(Class::AUXILIARY))?;
    let named = |w: usize| {
        word(w) == word(at) && seeds.names.is_given(word(w - 1)) && word(w - 1).starts_with(char::is_uppercase)
    };
    (1..doc.words.len()).any(named).then(|| doc.words[at].span)
}

fn claim(
    article: &Article,
    doc: &Document<'_>,
    lexicon: &Lexicon,
    reading: &Reading,
    attribution: Attribution,
    mut speaker: Speaker,
) -> Claim {
    let kind = extract::kind(doc, &attribution);
    let mut confidence = resolve::who::scorer().whole(&attribution, kind, &speaker);
    // A quotation stays whoever said it; other words stay where they are likely. What is doubted then is the name, unless that is sure.
    let content = match kind {
        Kind::Direct => true,
        Kind::Mixed => attribution.confidence >= PARTLY_QUOTED,
        Kind::Indirect => attribution.confidence >= LIKELY,
    };
    if confidence < LIKELY && content && speaker.name.is_some() && speaker.confidence < NAME_SURE {
        speaker.doubt();
        confidence = resolve::who::scorer().whole(&attribution, kind, &speaker);
    }
    let likely = confidence >= LIKELY || content;
    let sentence = sentence(doc, &attribution);
    let said_on = resolve::said_on(article, doc, lexicon, sentence, &attribution);
    let verbatim = kind == Kind::Direct && !article.translated;
    let said = reading.said(doc, &attribution.cue);
    Claim { kind, said_on, speaker, sentence, verbatim, confidence, said, likely, attribution }
}

/// The sentences that hold cue and content, at most those of one paragraph around the content's first piece; of endless ones what stands near.
fn sentence(doc: &Document<'_>, attribution: &Attribution) -> Span {
    let parts = attribution.content.iter().chain(&attribution.cue);
    let mut out: Option<Span> = None;
    for part in parts {
        let first = doc.sentence_at(part.start);
        let last = doc.sentence_at(part.end.saturating_sub(1));
        for s in first.into_iter().chain(last) {
            out = Some(out.map_or(doc.sentences[s], |o| o.cover(doc.sentences[s])));
        }
    }
    let Some(sentence) = out else { return attribution.content[0] };
    let parts = attribution.content.iter().chain(&attribution.cue).chain(&attribution.source);
    let needed = parts.copied().reduce(Span::cover).unwrap_or(sentence);
    let near = Span::new(needed.start.saturating_sub(SENTENCE_AROUND), needed.end + SENTENCE_AROUND);
    if near.contains(sentence) || !sentence.overlaps(needed) {
        return sentence;
    }
    let words = doc.words_in(near);
    if words.is_empty() {
        return needed;
    }
    let whole = doc.words[words.start].span.cover(doc.words[words.end - 1].span);
    Span::new(sentence.start.max(whole.start), sentence.end.min(whole.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_claim_repeats_has_a_longest_length() {
        let list = "a boat, ".repeat(5_000);
        let name = format!("Ada B{}", "rand".repeat(1_000));
        let text = format!(
            "{list}and “we stay here for as long as it takes,” said {name}, {list}as it was.\n\nShe said that it was closed.\n"
        );
        let article = Article { text, language: Some("en".to_owned()), ..Article::default() };
        let found = claims(&article, Seeds::built_in());
        let claim = found.iter().find(|c| c.kind != Kind::Indirect).expect("the quotation is found");
        let parts = claim.attribution.content.iter().chain(&claim.attribution.cue);
        assert!(parts.copied().all(|p| claim.sentence.contains(p)));
        assert!(claim.sentence.len() < 3 * SENTENCE_AROUND + 5_000, "{}", claim.sentence.len());
        assert!(found.iter().all(|c| c.speaker.name.as_ref().is_none_or(|n| n.len() < 1_000)));
    }
}
