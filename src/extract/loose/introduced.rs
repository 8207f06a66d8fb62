//! A sentence that says who is quoted next.

use super::pool::Pool;
use crate::extract::phrases::Phrases;
use crate::extract::strip::Strip;
use crate::model::{Attribution, Rule};
use crate::seeds::Class;

/// `Her deputy, Ann Brand, disagrees. “…”`: who agrees or not is quoted next; after `Not everyone agrees.` somebody is who has no name.
pub(super) fn add(strips: &[Strip<'_>], phrases: Phrases<'_>, found: &mut Pool) {
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
            // "Daar is | Ann Brand het niet mee eens": the verb stands second, whatever stands first.
            let second = phrases.lexicon.compounds
                && !items[0].class.any(Class::PRONOUN.or(Class::DETERMINER))
                && !items[0].is_noun()
                && items.get(1).is_some_and(|i| i.class.any(Class::AUXILIARY));
            let from = if second { 2 } else { 0 };
            let source = phrases.starting(before, from, true)?;
            let mut end = phrases.with_apposition(before, source).end.min(v);
            // "Her deputy, | Ann Brand, | disagrees"
            let named = source.end + 1 < v
                && items[source.end].is(",")
                && items[v - 1].is(",")
                && items[source.end + 1..v - 1].iter().all(|i| i.is_name() || phrases.names.is_particle(&i.lower));
            if named {
                end = v - 1;
            }
            (source.start == from && source.end <= v).then(|| before.span_of(from, end))?
        });
        // Somebody's already, or a cue of other words: "She agrees that it is late."
        let verb_span = verb.and_then(|v| before.span_of(v, v + 1));
        let told = |a: &Attribution| {
            !a.cue.is_empty() && a.content.iter().any(|c| c.overlaps(quote))
                || verb_span.is_some_and(|v| a.cue.iter().any(|c| c.overlaps(v)))
        };
        if found.any(told) {
            continue;
        }
        match (others, source, verb) {
            (true, ..) => found.claim_quote(None, Vec::new(), vec![quote], Rule::Unnamed),
            (false, Some(source), Some(v)) => {
                found.claim_quote(
                    Some(source),
                    before.span_of(v, v + 1).into_iter().collect(),
                    vec![quote],
                    Rule::Agreeing,
                );
            }
            _ => {}
        }
    }
}
