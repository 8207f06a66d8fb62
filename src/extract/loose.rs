//! Quotations without a cue: those that go on after an attributed one, pull quotes, headlines and speaker tags.

use super::near::Near;
use super::phrases::Phrases;
use super::strip::{Item, Strip, lower};
use crate::model::{Attribution, Span, Stance};
use crate::text::{Document, Quote};
use foldhash::HashMap;
use rustc_hash::FxHashSet;

/// Words of the shortest quotation that can stand for itself without a cue: shorter ones are titles and scare quotes.
const SHORTEST_QUOTE: usize = 4;
/// Items of the longest speaker tag before a colon.
const LONGEST_TAG: usize = 7;
/// Items of the longest time in brackets before a tag.
const LONGEST_TIME: usize = 10;
/// Items between a speaker's name and the colon, the comma included.
const LONGEST_ASIDE: usize = 4;
/// Paragraphs of an interview that begin with a tag that comes again.
const LEAST_TURNS: usize = 3;
/// Items of the longest signature behind a dash.
const LONGEST_SIGNATURE: usize = 14;
/// Words of a paragraph among which it names whom the heading above it names.
const HEADED: usize = 4;
/// Words of the shortest pull quote.
const SHORTEST_PULL: usize = 5;
/// Paragraphs that may be pull quotes: an article has a few, and each is looked for in all quotations.
const MOST_PULLS: usize = 200;

/// The rule for a quotation of somebody who is told to have no name.
pub const UNNAMED: &str = "unnamed";

/// Adds what no cue introduces. `found` is in the order of the text and stays so.
pub fn add(doc: &Document<'_>, strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Vec<Attribution>) {
    let mut pool = Pool::new(std::mem::take(found));
    tags(strips, phrases, &mut pool);
    speeches(strips, phrases, &mut pool);
    introduced(strips, phrases, &mut pool);
    answers(strips, phrases, &mut pool);
    signatures(strips, phrases, &mut pool);
    names_below(strips, phrases, &mut pool);
    *found = pool.all();
    pull_quotes(doc, strips, phrases, found);
    sort(found);
    continued(doc, strips, found);
    sort(found);
    carried_back(doc, found);
}

/// By the first byte of the content, then of the cue.
pub fn sort(found: &mut [Attribution]) {
    // `continues` counts places in this list: it is set after the last sort of what it points at.
    found.sort_by_key(|a| (a.content.first().map_or(0, |c| c.start), a.cue.first().map_or(usize::MAX, |c| c.start)));
}

/// `Brand: “I stay”` as a headline, `Brand: “…”` in the text.
fn tags(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    for strip in strips {
        let items = &strip.items;
        let Some(tag) = Tag::of(strip, phrases) else { continue };
        if items[tag.colon + 1].quote.is_none() {
            continue;
        }
        let mut end = tag.colon + 2;
        while items.get(end).is_some_and(|i| i.quote.is_some()) {
            end += 1;
        }
        if let Some(content) = strip.span_of(tag.colon + 1, end) {
            found.claim_quote(Some(tag.source), vec![tag.cue], vec![content], "colon");
        }
    }
}

/// `BRAND: I stay.` in a transcript, and `Brand: I stay.` in an interview, where such tags open one paragraph after another: all of the paragraph
/// behind the tag is said, whatever else was found in it.
fn speeches(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    let mut tags: Vec<(usize, Tag, Vec<&str>)> = Vec::new();
    let mut often: HashMap<Vec<&str>, usize> = HashMap::default();
    for (n, strip) in strips.iter().enumerate().filter(|(_, s)| s.first || behind_time(s) > 0) {
        if let Some(tag) = Tag::of(strip, phrases).filter(|tag| strip.items[tag.colon + 1].quote.is_none()) {
            let name: Vec<&str> = strip.items[tag.from..tag.colon].iter().map(|i| &*i.lower).collect();
            *often.entry(name.clone()).or_default() += 1;
            tags.push((n, tag, name));
        }
    }
    let interview = often.values().filter(|&&times| times > 1).sum::<usize>() >= LEAST_TURNS;
    let timed = tags.iter().filter(|(_, tag, _)| tag.from > 0).count() >= LEAST_TURNS;
    for (k, (n, tag, name)) in tags.iter().enumerate() {
        let strip = &strips[*n];
        let items = &strip.items[tag.from..tag.colon];
        let turn = (interview && often[name] > 1 || timed && tag.from > 0) && items.iter().all(|i| i.capital);
        if !turn && !items.iter().all(|i| i.shouted) {
            continue;
        }
        let next = tags.get(k + 1).map_or(strips.len(), |t| t.0);
        let rest = strips[n + 1..next].iter().take_while(|s| s.paragraph == strip.paragraph).last();
        let Some(content) = strip.span_of(tag.colon + 1, strip.items.len()) else { continue };
        found.replace(Some(tag.source), tag.cue, rest.map_or(content, |last| content.cover(last.span)));
    }
}

/// `Q: …` and `A: …`, where both come in a text: what stands behind the answer's letter is said, by whoever is asked.
fn answers(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    let sets = &phrases.lexicon.sets;
    // "Q." may be an initial: it counts only where questions and answers alternate.
    let opens = |strip: &Strip<'_>, set: &FxHashSet<String>, stop: &str| match &strip.items[..] {
        [letter, mark, _, ..] => {
            strip.first && letter.capital && set.contains(letter.lower.trim_end_matches('.')) && mark.is(stop)
        }
        _ => false,
    };
    let often = |set, stop| strips.iter().filter(|s| opens(s, set, stop)).take(LEAST_TURNS).count();
    let stops: Vec<&str> = [(":", 1), (".", 2)]
        .into_iter()
        .filter(|&(stop, least)| often(&sets.questions, stop) >= least && often(&sets.answers, stop) >= least)
        .map(|s| s.0)
        .collect();
    let mark = |strip: &Strip<'_>, set| stops.iter().any(|stop| opens(strip, set, stop));
    for (n, strip) in strips.iter().enumerate() {
        if mark(strip, &sets.questions) {
            let all = strips[n..].iter().take_while(|s| s.paragraph == strip.paragraph).last().unwrap_or(strip);
            found.clear(strip.span.cover(all.span));
        } else if mark(strip, &sets.answers) {
            let rest = strips[n + 1..].iter().take_while(|s| s.paragraph == strip.paragraph).last();
            let Some(content) = strip.span_of(2, strip.items.len()) else { continue };
            found.replace(None, strip.items[1].span, rest.map_or(content, |last| content.cover(last.span)));
        }
    }
}

/// A speaker's name or noun, and a colon, at the beginning of a strip.
struct Tag {
    /// Where it begins: behind a time in brackets.
    from: usize,
    colon: usize,
    source: Span,
    cue: Span,
}

impl Tag {
    fn of(strip: &Strip<'_>, phrases: Phrases<'_>) -> Option<Self> {
        let items = &strip.items;
        let from = behind_time(strip);
        // "Brand: …", and in a list of answers "Brand, Greens – “…”".
        let mark = |(k, i): (usize, &Item<'_>)| {
            let dash = i.is_dash() && strip.first && items.get(from + k + 1).is_some_and(|q| q.quote.is_some());
            i.is(":") || dash
        };
        let colon = from + items[from..].iter().take(LONGEST_TAG + 1).enumerate().position(mark)?;
        items.get(colon + 1)?;
        let sets = &phrases.lexicon.sets;
        let label = |i: &Item<'_>| {
            let word = i.lower.trim_end_matches('.');
            sets.labels.contains(word) || sets.questions.contains(word) || sets.answers.contains(word)
        };
        if colon == from
            || colon == from + 1 && label(&items[from])
            || items[from..colon].iter().any(|i| i.quote.is_some())
            || !items[from..colon].iter().any(|i| i.is_name() || i.is_noun())
            || items[colon].is(":") && items[colon].span.start != items[colon - 1].span.end
        {
            return None;
        }
        // "OUDERMEER: The lock is shut.": where it was written.
        if items[from..colon].iter().all(|i| i.shouted || i.mark)
            && phrases.names.begins_place(&title_case(&items[from].lower))
        {
            return None;
        }
        // "Brand, laughing: “…”"
        let quoted = items[colon + 1].quote.is_some();
        let aside = |end: usize| quoted && items[end].is(",") && colon - end <= LONGEST_ASIDE;
        let source =
            phrases.starting(strip, from, false).filter(|p| p.end == colon || p.end < colon && aside(p.end))?;
        Some(Self { from, colon, source: strip.span_of(source.start, source.end)?, cue: items[colon].span })
    }
}

/// The item behind a time in brackets at the beginning of a strip: `[00:01:10] Brand: …`; 0 where there is none.
fn behind_time(strip: &Strip<'_>) -> usize {
    let items = &strip.items;
    if !items.first().is_some_and(|i| i.is("[") || i.is("(")) {
        return 0;
    }
    let close = items.iter().take(LONGEST_TIME).position(|i| i.is("]") || i.is(")"));
    let figures =
        |i: &Item<'_>| i.mark || i.lower.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b','));
    close.filter(|&c| items[1..c].iter().all(figures)).map_or(0, |c| c + 1)
}

/// `Her deputy, Ann Brand, disagrees. “…”`: who agrees or not is quoted next; after `Not everyone agrees.` somebody is who has no name.
fn introduced(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    let sets = &phrases.lexicon.sets;
    for pair in strips.windows(2) {
        let [before, strip] = pair else { continue };
        let items = &before.items;
        if before.paragraph != strip.paragraph || !strip.only_quotes() || items.iter().any(|i| i.quote.is_some()) {
            continue;
        }
        let Some(quote) = strip.items.iter().find(|i| i.quote.is_some()).map(|i| i.span) else { continue };
        let others = sets.others.iter().any(|o| {
            o.len() < items.len() && items.iter().zip(o).all(|(item, word)| item.is_word() && *item.lower == **word)
        });
        let verb = items.iter().position(|i| i.is_word() && sets.agreeing.contains(&*i.lower));
        let source = verb.filter(|_| !others).and_then(|v| {
            let source = phrases.starting(before, 0, true)?;
            let whole = phrases.with_apposition(before, source);
            (source.start == 0 && source.end <= v).then(|| before.span_of(0, whole.end.min(v)))?
        });
        // Somebody's already, or a cue of other words: "She agrees that it is late."
        let verb_span = verb.and_then(|v| before.span_of(v, v + 1));
        let told = |a: &Attribution| {
            !a.cue.is_empty() && a.content.iter().any(|c| c.overlaps(quote))
                || verb_span.is_some_and(|v| a.cue.iter().any(|c| c.overlaps(v)))
        };
        if found.found.iter().flatten().any(told) {
            continue;
        }
        match (others, source, verb) {
            (true, ..) => found.claim_quote(None, Vec::new(), vec![quote], UNNAMED),
            (false, Some(source), Some(v)) => {
                found.claim_quote(
                    Some(source),
                    before.span_of(v, v + 1).into_iter().collect(),
                    vec![quote],
                    "agreeing",
                );
            }
            _ => {}
        }
    }
}

/// `“I stay” ― Ann Brand`, behind a quotation or in the paragraph below it.
fn signatures(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    let heading = |s: &Strip<'_>| {
        s.items.len() <= 2
            && s.first
            && s.items.first().is_some_and(|i| phrases.lexicon.sets.references.contains(&*i.lower))
    };
    let listed = strips.iter().position(heading).unwrap_or(strips.len());
    for (n, strip) in strips.iter().enumerate().take(listed) {
        let items = &strip.items;
        let Some(dash) = items.iter().rposition(|i| i.is_dash() || i.lower == "-" && i.mark) else { continue };
        let Some(name) = phrases.starting(strip, dash + 1, false) else { continue };
        let rest_is_name = phrases.with_apposition(strip, name).end == items.len();
        if !rest_is_name || !items[name.start].is_name() || items.len() - dash > LONGEST_SIGNATURE {
            continue;
        }
        let quotes = if dash > 0 && items[dash - 1].quote.is_some() {
            vec![items[dash - 1].span]
        } else if dash == 0
            && strip.first
            && n > 0
            && strips[n - 1].only_quotes()
            && strips[n - 1].paragraph + 1 == strip.paragraph
        {
            strips[n - 1].items.iter().filter(|i| i.quote.is_some()).map(|i| i.span).collect()
        } else {
            continue;
        };
        let cue = strip.span_of(dash, dash + 1).into_iter().collect();
        found.claim_quote(strip.span_of(name.start, items.len()), cue, quotes, "signature");
    }
}

/// A name and what they are, in a paragraph of its own without a full stop, below a paragraph of quotations alone: `Ann Brand, baker`.
fn names_below(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    for (n, pair) in strips.windows(2).enumerate() {
        let [quotes, strip] = pair else { continue };
        let alone = strips.get(n + 2).is_none_or(|next| next.paragraph > strip.paragraph);
        let items = &strip.items;
        if !quotes.only_quotes()
            || quotes.paragraph + 1 != strip.paragraph
            || !alone
            || items.len() > LONGEST_SIGNATURE
            || items.last().is_none_or(|i| i.mark && !i.is(")"))
        {
            continue;
        }
        let Some(name) = phrases.starting(strip, 0, false) else { continue };
        let whole = phrases.with_apposition(strip, name);
        let age = |at: usize| {
            items[at].is(",") && at + 2 == items.len() && items[at + 1].lower.bytes().all(|b| b.is_ascii_digit())
        };
        if name.start != 0 || name.end < 2 || !items[..2].iter().all(|i| i.is_name()) {
            continue;
        }
        if whole.end != items.len() && !(whole.end < items.len() && age(whole.end)) {
            continue;
        }
        // A heading, where the text below it begins with whom it names.
        let surname = &items[name.end - 1].lower;
        let begins = |s: &Strip<'_>| s.items.iter().take(HEADED).any(|i| i.is_name() && i.lower == *surname);
        if strips.get(n + 2).is_some_and(begins) {
            continue;
        }
        let quotes = quotes.items.iter().filter(|i| i.quote.is_some()).map(|i| i.span).collect();
        found.claim_quote(strip.span_of(0, items.len()), Vec::new(), quotes, "signature");
    }
}

/// Paragraphs of one quotation that opens anew in each and is closed in the last: their source is the one told there.
fn carried_back(doc: &Document<'_>, found: &mut [Attribution]) {
    let paragraph = |span: Span| doc.sentence_at(span.start).map(|s| doc.paragraph_of(s));
    for n in (1..found.len()).rev() {
        let Some(source) = found[n].source.filter(|_| !found[n].cue.is_empty() || found[n].found_by == "carried-back")
        else {
            continue;
        };
        let Some(here) = paragraph(found[n].content[0]) else { continue };
        let opens = doc.quote_at(found[n].content[0].start).is_some_and(|q| q.span.start == found[n].content[0].start);
        let before = &mut found[n - 1];
        let open = before.content.last().and_then(|c| doc.quotes_in(*c).last()).map(|q| &doc.quotes[q]);
        let goes_on = open.is_some_and(|q| q.close.is_none())
            && before.content.last().and_then(|&c| paragraph(c)).is_some_and(|p| p + 1 == here);
        if opens && goes_on && before.source.is_none() && before.cue.is_empty() && before.continues.is_none() {
            before.source = Some(source);
            before.found_by = "carried-back";
        }
    }
}

/// A word with a capital in front.
fn title_case(small: &str) -> String {
    let mut chars = small.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Attributions that may give way to others.
struct Pool {
    found: Vec<Option<Attribution>>,
    near: Near,
}

impl Pool {
    fn new(found: Vec<Attribution>) -> Self {
        Self { near: Near::new(&found), found: found.into_iter().map(Some).collect() }
    }

    fn all(self) -> Vec<Attribution> {
        self.found.into_iter().flatten().collect()
    }

    /// Adds what a tag's paragraph says, in place of all that was found in it.
    fn replace(&mut self, source: Option<Span>, cue: Span, content: Span) {
        let new = spoken(source, vec![cue], vec![content], "speaker-tag");
        let paragraph = cue.cover(content);
        for n in self.near.to(&new) {
            self.found[n].take_if(|a| a.content.iter().chain(&a.cue).any(|part| part.overlaps(paragraph)));
        }
        self.add(new);
    }

    /// Takes out all that was found in a paragraph of nobody's.
    fn clear(&mut self, paragraph: Span) {
        let nobody = spoken(None, Vec::new(), vec![paragraph], "speaker-tag");
        for n in self.near.to(&nobody) {
            self.found[n].take_if(|a| a.content.iter().chain(&a.cue).any(|part| part.overlaps(paragraph)));
        }
    }

    /// Adds an attribution of a quotation, unless one with a cue has it already; one without gives way.
    fn claim_quote(&mut self, source: Option<Span>, cue: Vec<Span>, content: Vec<Span>, found_by: &'static str) {
        let new = spoken(source, cue, content, found_by);
        let mut over = self.near.to(&new);
        over.retain(|&n| self.found[n].as_ref().is_some_and(|a| super::join::shared(&a.content, &new.content) > 0));
        if over.iter().any(|&n| self.found[n].as_ref().is_some_and(|a| !a.cue.is_empty())) {
            return;
        }
        for n in over {
            self.found[n] = None;
        }
        self.add(new);
    }

    fn add(&mut self, new: Attribution) {
        self.near.add(self.found.len(), &new);
        self.found.push(Some(new));
    }
}

/// What a tag or a signature gives.
fn spoken(source: Option<Span>, cue: Vec<Span>, content: Vec<Span>, found_by: &'static str) -> Attribution {
    Attribution { source, cue, content, stance: Stance::Asserts, found_by, confidence: 0.85, continues: None }
}

/// A paragraph that repeats words of a quotation and ends with a bare name.
fn pull_quotes(doc: &Document<'_>, strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Vec<Attribution>) {
    let mut quoted: Option<String> = None;
    let mut looked_for = 0;
    for strip in strips.iter().filter(|s| s.first) {
        let items = &strip.items;
        if items.iter().any(|i| i.quote.is_some()) || items.last().is_none_or(|i| i.mark) || items.len() < SHORTEST_PULL
        {
            continue;
        }
        let mut name = items.len();
        while name > 0
            && (items[name - 1].is_name() || phrases.names.is_particle(&items[name - 1].lower) && name < items.len())
        {
            name -= 1;
        }
        while items.get(name).is_some_and(|i| !i.capital) {
            name += 1;
        }
        if name + 2 > items.len() || strip.words(0, name) < SHORTEST_PULL {
            continue;
        }
        looked_for += 1;
        if looked_for > MOST_PULLS {
            break;
        }
        let quoted = quoted.get_or_insert_with(|| {
            doc.quotes
                .iter()
                .filter(|q| q.depth == 0)
                .map(|q| plain(q.inner.of(doc.text)))
                .collect::<Vec<_>>()
                .join(" | ")
        });
        let mut last = name;
        while last > 0 && items[last - 1].mark {
            last -= 1;
        }
        let (Some(content), Some(who)) = (strip.span_of(0, last), strip.span_of(name, items.len())) else { continue };
        if quoted.contains(&plain(content.of(doc.text))) {
            found.push(Attribution {
                source: Some(who),
                cue: Vec::new(),
                content: vec![content],
                stance: Stance::Asserts,
                found_by: "pull-quote",
                confidence: 0.9,
                continues: None,
            });
        }
    }
}

/// Words in small letters, one space between them.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(|w| lower(w).into_owned()).collect::<Vec<_>>().join(" ")
}

/// Quotations that nothing claims yet: a further piece of the attribution before, or one of their own by the same speaker.
fn continued(doc: &Document<'_>, strips: &[Strip<'_>], found: &mut Vec<Attribution>) {
    let mut taken: HashMap<usize, usize> = HashMap::default();
    for (n, a) in found.iter().enumerate() {
        for piece in &a.content {
            for q in quotes_in(doc, *piece) {
                taken.entry(q).or_insert(n);
            }
        }
    }
    let mut extra: Vec<Attribution> = Vec::new();
    // Paragraph and attribution of the speaker who has the floor.
    let mut floor: Option<(usize, usize)> = None;
    // The attribution that was asked last whether it is direct, and the answer: a further quotation changes nothing of it.
    let mut asked: Option<(usize, bool)> = None;
    let mut next = 0;
    for strip in strips {
        while next < found.len() && found[next].content.first().is_some_and(|c| c.start < strip.span.end) {
            let own = found[next].cue.first().map_or(found[next].content[0].start, |c| c.start);
            if found[next].found_by == UNNAMED {
                floor = None;
            } else if found[next].cue.is_empty() && found[next].source.is_none() {
                // A quotation that the model found without a cue.
                found[next].continues = floor.filter(|f| strip.paragraph <= f.0 + 1).map(|f| f.1);
                floor = floor.map(|f| (strip.paragraph, f.1));
            } else if strip.span.holds(own) || strip.span.holds(found[next].content[0].start) {
                floor = Some((strip.paragraph, next));
            }
            next += 1;
        }
        let loose: Vec<usize> = strip.items.iter().filter_map(|i| i.quote).filter(|q| !taken.contains_key(q)).collect();
        if loose.is_empty() || !strip.only_quotes() {
            continue;
        }
        for q in loose {
            let quote = &doc.quotes[q];
            if doc.words_in(quote.inner).len() < SHORTEST_QUOTE && !ends_sentence(doc, quote) {
                continue;
            }
            if is_heading(doc, quote.span) {
                continue;
            }
            let Some((paragraph, speaker)) = floor else {
                // One that the next paragraphs go on with: who says it may be told there.
                if quote.close.is_none() || quote.continued {
                    extra.push(Attribution {
                        source: None,
                        cue: Vec::new(),
                        content: vec![quote.span],
                        stance: Stance::Asserts,
                        found_by: "open-quote",
                        confidence: 0.75,
                        continues: None,
                    });
                }
                continue;
            };
            // In the next paragraph only a whole paragraph of quotation goes on; further off nothing does.
            if strip.paragraph > paragraph + 1 {
                continue;
            }
            let same_paragraph = strip.paragraph == paragraph;
            let direct = match asked {
                Some((of, direct)) if of == speaker => direct,
                _ => is_direct(doc, &found[speaker]),
            };
            asked = Some((speaker, direct));
            if same_paragraph && direct && !found[speaker].cue.is_empty() {
                found[speaker].content.push(quote.span);
                continue;
            }
            extra.push(Attribution {
                source: None,
                cue: Vec::new(),
                content: vec![quote.span],
                stance: Stance::Asserts,
                found_by: "continued-quote",
                confidence: if same_paragraph { 0.85 } else { 0.75 },
                continues: Some(speaker),
            });
            floor = Some((strip.paragraph, speaker));
        }
    }
    // Places move when the list is sorted again: remember what each points at by its first content.
    let keys: Vec<(Span, Option<Span>)> = found.iter().map(|a| (a.content[0], a.cue.first().copied())).collect();
    found.extend(extra);
    sort(found);
    let place: HashMap<(Span, Option<Span>), usize> =
        found.iter().enumerate().map(|(n, a)| ((a.content[0], a.cue.first().copied()), n)).collect();
    for attribution in found.iter_mut() {
        attribution.continues = attribution.continues.and_then(|c| place.get(&keys[c]).copied());
    }
}

/// A quotation in capitals that is all of its paragraph.
pub(super) fn is_heading(doc: &Document<'_>, span: Span) -> bool {
    let text = span.of(doc.text);
    let alone = doc.sentence_at(span.start).map(|s| doc.paragraphs[doc.paragraph_of(s)]).is_some_and(|p| {
        let rest =
            doc.text[p.start..span.start.max(p.start)].trim().len() + doc.text[span.end.min(p.end)..p.end].trim().len();
        rest == 0
    });
    alone && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn ends_sentence(doc: &Document<'_>, quote: &Quote) -> bool {
    quote.inner.of(doc.text).ends_with(['.', '!', '?', '…'])
}

/// The outer quotations that lie in a span, by number.
pub(super) fn quotes_in<'d>(doc: &'d Document<'_>, span: Span) -> impl Iterator<Item = usize> + 'd {
    doc.quotes_in(span)
}

/// True when all of the content stands in quotation marks.
#[must_use]
pub fn is_direct(doc: &Document<'_>, attribution: &Attribution) -> bool {
    attribution.content.iter().all(|&piece| {
        quotes_in(doc, piece)
            .next()
            .is_some_and(|q| doc.quotes[q].span.start == piece.start && doc.quotes[q].span.end + 1 >= piece.end)
    })
}
