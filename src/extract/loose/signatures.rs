//! Who said it, behind a quotation or below it.

use super::pool::Pool;
use crate::extract::phrases::Phrases;
use crate::extract::strip::Strip;
use crate::model::Rule;

/// Items of the longest signature behind a dash.
const LONGEST_SIGNATURE: usize = 14;

/// Words of what somebody is, below a quotation, at most: "Ann Brand, | keeper of the old lock".
const LONGEST_ROLE: usize = 6;

/// Words of a paragraph among which it names whom the heading above it names.
const HEADED: usize = 4;

/// `“I stay” ― Ann Brand`, behind a quotation or in the paragraph below it.
pub(super) fn behind(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
    let heading = |s: &Strip<'_>| {
        s.items.len() <= 2
            && s.first
            && s.items.first().is_some_and(|i| phrases.lexicon.sets.references.contains(&*i.lower))
    };
    let listed = strips.iter().position(heading).unwrap_or(strips.len());
    for (n, strip) in strips.iter().enumerate().take(listed) {
        let items = &strip.items;
        let dash = items.iter().rposition(|i| i.is_dash() || i.lower == "-" && i.mark);
        // "‘It never ends’: Ann Brand", all of a paragraph.
        let heading = || {
            let alone = strip.first && strips.get(n + 1).is_none_or(|next| next.paragraph > strip.paragraph);
            (alone && items.len() > 2 && items[0].quote.is_some() && items[1].is(":")).then_some(1)
        };
        let Some(dash) = dash.or_else(heading) else { continue };
        let Some(name) = phrases.starting(strip, dash + 1, false) else { continue };
        let rest_is_name = phrases.with_apposition(strip, name).end == items.len();
        // "“Bridge closed” — Evening Post, 3 May 2019": where an article stands, nobody's words.
        let dated = items[name.end..].iter().any(|i| phrases.lexicon.times.month(&i.lower).is_some());
        if !rest_is_name || dated || !items[name.start].is_name() || items.len() - dash > LONGEST_SIGNATURE {
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
        found.claim_quote(strip.span_of(name.start, items.len()), cue, quotes, Rule::Signature);
    }
}

/// A name and what they are, in a paragraph of its own without a full stop, below a paragraph of quotations alone: `Ann Brand, baker`.
pub(super) fn below(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
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
        // "Ann Brand, fisherwoman": what somebody is, in small letters, to the end.
        let is_what = |at: usize| {
            let rest = &items[at + 1..];
            items[at].is(",")
                && (1..=LONGEST_ROLE).contains(&rest.len())
                && rest.iter().all(|i| i.is_word() && !i.capital)
        };
        if whole.end != items.len() && !(whole.end < items.len() && (age(whole.end) || is_what(whole.end))) {
            continue;
        }
        // A heading, where the text below it begins with whom it names.
        let surname = &items[name.end - 1].lower;
        let begins = |s: &Strip<'_>| s.items.iter().take(HEADED).any(|i| i.is_name() && i.lower == *surname);
        if strips.get(n + 2).is_some_and(begins) {
            continue;
        }
        let quotes = quotes.items.iter().filter(|i| i.quote.is_some()).map(|i| i.span).collect();
        found.claim_quote(strip.span_of(0, items.len()), Vec::new(), quotes, Rule::Signature);
    }
}
