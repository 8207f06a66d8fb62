//! Where a name begins and ends.

use std::ops::Range;

use crate::model::Span;
use crate::resolve::initials;
use crate::resolve::names::particles;
use crate::resolve::tokens::{FUNCTION, View};
use crate::seeds::Class;
use crate::text::small;

/// Capitalised words that a name is widened by, at most, on each side: more are a list or a headline.
const WIDENED: usize = 3;

/// Letters of a position in a team, at most: "QB".
const POSITION: usize = 3;

/// Letters of what follows a hyphen in a given name, at most: "Jong-un", "Min-jae". What is longer makes a noun of the name.
const LONGEST_SYLLABLE: usize = 4;

/// The name's tokens: without titles, genitives and marks at its edges, with the capitals that go on. `None` where nothing is left.
pub(super) fn whole(view: &View, mut tokens: Range<usize>, room: Range<usize>) -> Option<Range<usize>> {
    tokens.start = tokens.start.max(room.start);
    tokens.end = tokens.end.min(room.end);
    let mut tokens = trimmed(view, tokens);
    // "Holm v Brand": two of whom the text tells elsewhere.
    let against = |i: usize| !view.tokens[i].capital && view.lexicon.sets.against.contains(&*view.tokens[i].lower);
    if tokens.clone().any(against) {
        return None;
    }
    // "HOLMBANK Holmbank": a heading, and the text below it.
    if tokens.len() == 2 && view.tokens[tokens.start].lower == view.tokens[tokens.end - 1].lower {
        tokens.start += 1;
    }
    if tokens.is_empty() || is_compound(view, &tokens) || leads_noun(view, &tokens) {
        return None;
    }
    if view.headline[view.tokens[tokens.start].sentence] {
        return Some(tokens);
    }
    if let Some(end) = particles(view, tokens.end).filter(|&end| end < room.end && view.joined(tokens.end - 1))
        && tokens.len() == 1
        && view.seeds.names.is_given(&view.tokens[tokens.start].lower)
    {
        tokens.end = end + 1; // "Gerard | in 't Hout"
    }
    tokens.start = with_particles(view, tokens.start, room.start);
    for _ in 0..WIDENED {
        let after = tokens.end < room.end && view.joined(tokens.end - 1) && belongs(view, tokens.end);
        if !after {
            break;
        }
        tokens.end += 1;
    }
    for _ in 0..WIDENED {
        let Some(before) = tokens.start.checked_sub(1).filter(|&b| b >= room.start && view.joined(b)) else { break };
        let t = &view.tokens[before];
        // "Secretary of State | Michael Smit", "VP of sales at Norvane | Jane Doe": what a linker leads in is no part of a name with a given name.
        let office = before > room.start
            && view.is(before - 1, Class::LINKER.or(Class::PREPOSITION))
            && view.seeds.names.is_given(&view.tokens[tokens.start].lower)
            && !view.seeds.names.is_given(&t.lower);
        // "Jockey | Nina Brand": a given name begins a name, but for "Ren | Guifang", where it stands alone.
        let alone = tokens.len() == 1 && !view.lexicon.compounds && t.class.is_empty() && !view.is_small(before);
        let whole = t.first && view.seeds.names.is_given(&view.tokens[tokens.start].lower) && !alone;
        // "the | Sunday Telegraph", "Scotland's | Sunday Mail"
        let led = before.checked_sub(1).filter(|&b| view.joined(b) || view.genitive(b));
        let day = t.capital
            && t.class.any(Class::TIME)
            && led.is_some_and(|b| view.genitive(b) || view.is(b, Class::DETERMINER))
            && !view.seeds.names.is_given(&view.tokens[tokens.start].lower);
        // "American | Axle": a word of everyday is a name with its origin alone.
        let origin = tokens.len() == 1
            && t.capital
            && !t.first
            && view.lexicon.people.is_demonym(&t.lower)
            && view.is_small(tokens.start)
            && view.tokens[tokens.start].class.is_empty();
        if day || origin {
            tokens.start = before;
            break;
        }
        if !belongs(view, before)
            || office
            || whole
            || t.class.any(Class::TITLE.or(Class::PERSON).or(Class::GROUP))
            || view.lexicon.people.is_demonym(&t.lower)
        {
            break;
        }
        tokens.start -= 1;
    }
    Some(tokens)
}

/// A name without genitives, marks, brackets and small words at its edges.
fn trimmed(view: &View, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1
        && (view.genitive(tokens.end - 1) || !view.tokens[tokens.end - 1].letters && !closes(view, tokens.end - 1))
    {
        tokens.end -= 1;
    }
    // "Olij | vrijdagmiddag": what has no capital ends no name.
    let small_end = |i: usize| {
        let t = &view.tokens[i];
        t.letters && !t.span.of(view.doc.text).contains(char::is_uppercase) && !view.seeds.names.is_generation(&t.lower)
    };
    while tokens.len() > 1 && small_end(tokens.end - 1) && view.tokens[tokens.start].capital {
        tokens.end -= 1;
    }
    // "OM)": a bracket that nothing opened.
    let raw = |i: usize| view.tokens[i].span.of(view.doc.text);
    while tokens.len() > 1 && raw(tokens.end - 1) == ")" && !tokens.clone().any(|i| raw(i) == "(") {
        tokens.end -= 1;
    }
    // "Holm (Transport": an office, not "Robert (Bob) Holm".
    if let Some(open) = (tokens.start + 1..tokens.end).find(|&i| view.reads(i, "("))
        && (open + 1..tokens.end).all(|i| !view.reads(i, ")"))
    {
        tokens.end = open;
    }
    // "Holm (Transport) | and"
    while tokens.len() > 1 && view.is(tokens.end - 1, Class::COORDINATOR) && !view.tokens[tokens.end - 1].capital {
        tokens.end -= 1;
    }
    while tokens.len() > 1 && (!view.tokens[tokens.start].letters && view.tokens[tokens.start].span.len() == 1) {
        tokens.start += 1;
    }
    tokens
}

/// True where the hyphen of a word makes no name of it: "Brand-zaak", "FC Hoorn-Veerdam".
fn is_compound(view: &View, tokens: &Range<usize>) -> bool {
    let compound = |i: usize| with_noun(view, i).is_some_and(|(name, _)| view.capitals.contains(&*small(name)));
    // "FC Hoorn-Veerdam": two who play or talk, both named elsewhere, are not one.
    let two = |i: usize| {
        let (a, b) = view.tokens[i].span.of(view.doc.text).split_once('-').unwrap_or_default();
        let named = |half: &str| half.starts_with(char::is_uppercase) && view.capitals.contains(&*small(half));
        named(a) && named(b)
    };
    tokens.len() == 1 && compound(tokens.start) // "Brand-zaak"
        || two(tokens.end - 1) && !view.seeds.names.is_given(&view.tokens[tokens.start].lower)
}

/// "Formule | 2-piloot", "ESG-criteria": what a noun goes with behind a hyphen, the noun being no body, says of what kind something is.
fn leads_noun(view: &View, tokens: &Range<usize>) -> bool {
    let names = &view.seeds.names;
    let noun = |i: usize| with_noun(view, i).filter(|(_, noun)| !view.lexicon.class(noun).any(Class::BODY));
    let kind = noun(tokens.end - 1).is_some_and(|(name, noun)| {
        crate::language::truecase::is_small(&view.lexicon.code, noun)
            && !names.is_given(noun)
            && !names.is_particle(&small(name))
            && !names.is_given(&view.tokens[tokens.end - 1].lower)
    });
    let next = tokens.end < view.tokens.len() && view.joined(tokens.end - 1);
    let counted = |(name, _): (&str, &str)| name.bytes().all(|b| b.is_ascii_digit());
    view.lexicon.compounds && (kind || next && noun(tokens.end).is_some_and(counted))
}

/// "Haven-directeur": a noun that a hyphen joins to a name says who somebody is. "Jean-pierre" is none.
fn is_role(view: &View, token: usize) -> bool {
    with_noun(view, token).is_some_and(|(name, noun)| {
        name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !view.seeds.names.is_given(noun)
            && !view.seeds.names.is_given(&view.tokens[token].lower)
    })
}

/// The halves of a word whose hyphen joins a noun to what is before it: "Haven-directeur", "Brand-zaak".
fn with_noun<'v>(view: &View<'v>, token: usize) -> Option<(&'v str, &'v str)> {
    let halves = view.tokens[token].span.of(view.doc.text).split_once('-')?;
    let (_, noun) = halves;
    // "Lanka-born", but "Jong-un"
    let long = noun.len() > LONGEST_SYLLABLE
        || noun.len() == LONGEST_SYLLABLE && crate::language::truecase::is_small(&view.lexicon.code, noun);
    (noun.starts_with(char::is_lowercase) && long).then_some(halves)
}

/// Where a name begins whose particles stand before `start`: "Gerard | van der | Veen", "Ter | Brugge".
fn with_particles(view: &View, start: usize, floor: usize) -> usize {
    let names = &view.seeds.names;
    let mut at = start;
    while at > floor && view.joined(at - 1) && names.is_particle(&view.tokens[at - 1].lower) {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|&b| b >= floor && view.joined(b)).map(|b| &view.tokens[b]);
    if before.is_some_and(|t| t.capital && (t.initial || names.is_given(&t.lower))) {
        return at - 1;
    }
    let t = &view.tokens[at];
    let own = at < start
        && t.capital
        && !names.is_weak_particle(&t.lower)
        && (!t.first || view.behind_particle.contains(&view.tokens[start].lower) || !view.is(at, Class::PREPOSITION));
    if own { at } else { start }
}

/// A number or a mark that a name may end with: "Formule 1", "Yahoo!".
fn closes(view: &View, token: usize) -> bool {
    view.tokens[token].span.of(view.doc.text).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '!' | ')'))
}

/// A capitalised word that no function explains.
fn belongs(view: &View, token: usize) -> bool {
    let t = &view.tokens[token];
    // "the Sydney Morning Herald": between capitals, days and hours are names.
    let between = token > 0
        && view.tokens[token - 1].capital
        && !view.tokens[token - 1].first
        && view.tokens.get(token + 1).is_some_and(|n| n.capital)
        && view.joined(token)
        && !t.class.any(Class::DETERMINER.or(Class::PREPOSITION).or(Class::PRONOUN));
    let first = t.first && (!t.class.is_empty() || view.is_small(token));
    t.capital && !first && (t.initial || t.acronym || between || !t.class.any(FUNCTION))
}

/// The capitalised title or role before a name.
pub(super) fn titles(view: &View, name: &Range<usize>, room: usize) -> Range<usize> {
    let mut start = name.start;
    while let Some(before) = start.checked_sub(1).filter(|&b| b >= room && view.joined(b)) {
        if !view.tokens[before].capital || !view.is(before, Class::TITLE.or(Class::PERSON)) {
            break;
        }
        start = before;
    }
    start..name.start
}

/// A body's name without the noun before it: "US magazine | Mobile PC".
pub(super) fn body(view: &View, tokens: Range<usize>) -> Range<usize> {
    let noun = |i: usize| !view.tokens[i].capital && view.is(i, Class::BODY) && view.tokens[i + 1].capital;
    let start = (tokens.start..tokens.end - 1).rfind(|&i| noun(i)).map_or(tokens.start, |i| i + 1);
    start..tokens.end
}

/// A person's name without the title, the role or the origin before it, and without the body behind it ("Ilse Brand van de Waterbond").
pub(super) fn person(view: &View, mut tokens: Range<usize>, alone: impl Fn(usize) -> bool) -> Range<usize> {
    let names = &view.seeds.names;
    let given = |i: usize| view.tokens[i].initial || names.is_given(&view.tokens[i].lower);
    // "… Said Ann Brand": a reporting verb with a sentence's capital, though some are called so.
    if tokens.len() > 2 && view.tokens[tokens.start].first && view.is(tokens.start, Class::CUE) {
        tokens.start += 1;
    }
    // "Harpist Jane Doe": what would be small inside a sentence is no name.
    while tokens.len() > 1
        && view.is_ordinary(tokens.start)
        && !given(tokens.start)
        && view.tokens[tokens.start + 1].capital
    {
        tokens.start += 1;
    }
    while tokens.len() > 1 && !given(tokens.start) {
        let t = &view.tokens[tokens.start];
        let origin = view.lexicon.people.is_demonym(&t.lower);
        let role = t.class.any(Class::TITLE.or(Class::PERSON).or(Class::GROUP));
        if !(role || origin) || !view.tokens[tokens.start + 1].capital {
            break;
        }
        tokens.start += 1;
    }
    // "Ecuador Lenín Moreno", where a word between was lost.
    if tokens.len() > 2 && !given(tokens.start) && names.is_place(view.tokens[tokens.start].span.of(view.doc.text)) {
        tokens.start += 1;
    }
    // The same where the trained layer took both together: "of State Michael Smit", "DL Jane Doe".
    if let Some(first) = (tokens.start + 1..tokens.end - 1).find(|&i| given(i) && !view.tokens[i].initial)
        && !given(tokens.start)
        && view.tokens[first - 1].capital
    {
        let led = tokens.start > 0 && view.is(tokens.start - 1, Class::LINKER.or(Class::PREPOSITION));
        let office = (tokens.start..first).any(|i| {
            let t = &view.tokens[i];
            t.acronym || t.class.any(Class::TITLE.or(Class::PERSON)) || view.lexicon.people.is_demonym(&t.lower)
        });
        // "Justices Jane Doe", "Raadslid Jan Holm": words that running text writes small.
        if led || office || (tokens.start..first).all(|i| view.is_small(i)) {
            tokens.start = first;
        }
    }
    if let Some(noun) = (tokens.start..tokens.end - 1).rfind(|&i| is_role(view, i) && view.tokens[i + 1].capital) {
        tokens.start = noun + 1;
    }
    // "Ravens QB | Tobiah Holm", "San Telmo Hospital | Jane Doe": a position, and a body.
    let names_behind = |i: usize| i + 2 < tokens.end && (i + 1..tokens.end).all(|k| view.tokens[k].capital);
    let position = |i: usize| {
        let t = &view.tokens[i];
        i > tokens.start && t.acronym && !t.initial && t.lower.len() <= POSITION && view.tokens[i - 1].capital
    };
    let body = |i: usize| i > tokens.start && view.is(i, Class::BODY) && given(i + 1);
    let mixed = tokens.clone().any(|i| view.tokens[i].capital && !view.tokens[i].acronym);
    if let Some(cut) = (tokens.start..tokens.end).rfind(|&i| mixed && names_behind(i) && (position(i) || body(i))) {
        tokens.start = cut + 1;
    }
    // "Snel van Financiën", "Ronaldo de Spaanse": who stands alone elsewhere in the text has the name before the linker.
    if tokens.len() > 2
        && !given(tokens.start)
        && !names.is_particle(&view.tokens[tokens.start].lower)
        && view.is(tokens.start + 1, Class::LINKER.or(Class::DETERMINER))
        && !view.tokens[tokens.start + 1].capital
        && alone(tokens.start)
        && !alone(tokens.end - 1)
    {
        tokens.end = tokens.start + 1;
    }
    let particle = |i: usize| !view.tokens[i].capital && names.is_particle(&view.tokens[i].lower);
    // A given name and a surname are a whole name: a linker behind them tells of where they are.
    let surname = (tokens.start + 1..tokens.end).find(|&i| view.tokens[i].capital && !given(i) && !particle(i));
    // "Edward Holm KC", "Ada Brand NSA": what is all capitals behind a whole name is none of it.
    while tokens.len() > 2
        && view.tokens[tokens.end - 1].acronym
        && !view.tokens[tokens.end - 2].acronym
        && !names.is_generation(&view.tokens[tokens.end - 1].lower)
        && !view.headline[view.tokens[tokens.start].sentence]
    {
        tokens.end -= 1;
    }
    let linker = |i: usize| !view.tokens[i].capital && view.is(i, Class::LINKER);
    if let Some(link) = surname.and_then(|surname| (surname + 1..tokens.end).find(|&i| linker(i))) {
        tokens.end = link;
    }
    tokens
}

/// "Wen Tai-lok's": an ending that the cutting of words has left at a name.
pub(super) fn without_genitive(view: &View, span: Span) -> Span {
    let text = span.of(view.doc.text);
    let end = ["'s", "’s"].into_iter().find_map(|s| text.strip_suffix(s)).filter(|name| name.contains('-'));
    end.map_or(span, |name| Span::new(span.start, span.start + name.len()))
}

/// "Jozias van Holm | de Kamer": behind a surname with a particle, an article leads in another.
pub(super) fn one_surname(view: &View, tokens: Range<usize>) -> Range<usize> {
    let names = &view.seeds.names;
    let small = |i: usize| view.tokens[i].letters && !view.tokens[i].capital;
    if !view.lexicon.compounds || tokens.len() < 5 || !names.is_given(&view.tokens[tokens.start].lower) {
        return tokens;
    }
    let surname = (tokens.start + 2..tokens.end).find(|&i| !small(i) && small(i - 1));
    let article = surname.map(|s| s + 1).filter(|&a| a + 1 < tokens.end && small(a) && view.is(a, Class::DETERMINER));
    article.map_or(tokens.clone(), |end| tokens.start..end)
}

/// "JOANNA REOPENS STALL": a headline inside of the text, part of which is somebody's name elsewhere, and part of which is no name.
pub(super) fn is_shouted_line(view: &View, tokens: &Range<usize>) -> bool {
    let word = |i: usize| &*view.tokens[i].lower;
    let known = |i: usize| view.tokens.iter().any(|t| t.lower == word(i) && t.capital && !t.acronym);
    tokens.len() > 1
        && tokens.clone().all(|i| view.tokens[i].acronym && !view.tokens[i].initial)
        && tokens.clone().any(known)
        && !tokens.clone().all(known)
}

/// True for words that say what or from where somebody is, capital or not: "the Union Minister", "de Italiaanse".
pub(super) fn is_noun(view: &View, tokens: &Range<usize>) -> bool {
    let given = |i: usize| initials::is_initial(view, i) || view.seeds.names.is_given(&view.tokens[i].lower);
    let last = &view.tokens[tokens.end - 1];
    let origin = |i: usize| view.lexicon.people.is_demonym(&view.tokens[i].lower) && !view.tokens[i].acronym;
    let determiner = |i: usize| view.is(i, Class::DETERMINER);
    let titled = last.class.any(Class::TITLE.or(Class::PERSON)) && !last.class.any(Class::BODY) && !last.acronym;
    // "Minister of Defense", "Secretary of State": an office and what it is of.
    let first = &view.tokens[tokens.start];
    let office = tokens.len() > 2
        && first.class.any(Class::TITLE.or(Class::PERSON))
        && !first.class.any(Class::BODY)
        && !first.acronym
        && view.is(tokens.start + 1, Class::LINKER)
        && !tokens.clone().any(given);
    // "Officials", "Holm Democrats": several people.
    let group = last.class.any(Class::GROUP) && !last.class.any(Class::BODY) && !last.acronym && !given(tokens.end - 1);
    let people = group && (tokens.len() == 1 || tokens.len() == 2 && !given(tokens.start));
    let before = tokens.start.checked_sub(1).filter(|&i| view.joined(i));
    // "many | Scots", "sommige | Limburgers"
    let people_of = view.lexicon.people.is_counting(before.map_or("", |i| &*view.tokens[i].lower))
        && tokens.len() == 1
        && before.is_some_and(|i| !view.tokens[i].capital || view.tokens[i].first);
    // "the second-ranking | House Democrat"
    let seat = last.acronym && last.class.any(Class::TITLE.or(Class::PERSON));
    let member = tokens.len() > 1
        && (origin(tokens.end - 1) || seat)
        && tokens.clone().all(|i| view.tokens[i].capital && !given(i))
        && before.is_some_and(|i| !view.tokens[i].capital);
    // "Police said", where a sentence begins.
    let body = tokens.len() == 1
        && !last.acronym
        && view.is_ordinary(tokens.start)
        && (last.class.any(Class::BODY) || view.lexicon.compounds);
    // "the President"
    let titled_alone =
        tokens.len() == 1 && titled && tokens.start.checked_sub(1).is_some_and(|i| determiner(i) && view.joined(i));
    office
        || titled_alone
        || people_of
        || member
        || body
        || people
        || tokens.clone().all(|i| origin(i) || determiner(i))
        || tokens.len() > 1 && titled && !tokens.clone().any(given) && tokens.clone().all(|i| view.tokens[i].letters)
}
