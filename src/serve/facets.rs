//! How an answer divides: groups of values, each with its number and the way to it.
//!
//! The numbers of a group that is narrowed down are those without it, so that another value can be chosen.

use super::ask::Ask;
use super::parts::line;
use super::problem::Problem;
use super::query::Search;
use super::site::Site;
use super::timeline::{Row, timeline, typed_month};
use crate::answers::{Typed, View};
use crate::model::record::term;
use crate::model::{Kind, Stance};
use crate::store::facets::Facets;
use maud::{Markup, html};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Values of a group that are shown at once.
const SHOWN: usize = 6;
/// Values that are shown at all.
const MOST: usize = 40;

/// The parameters that groups set.
pub(super) const KEYS: [&str; 6] = ["speaker", "source", "language", "translated", "kind", "stance"];

/// A group of values.
pub(super) struct Group {
    /// The parameter that it sets.
    pub key: &'static str,
    title: &'static str,
    /// What is chosen: the value, what to show for it.
    chosen: Option<(String, String)>,
    values: Vec<Value>,
    /// Months, drawn rather than listed.
    months: Vec<(u64, usize)>,
}

struct Value {
    value: String,
    label: String,
    count: usize,
}

impl Group {
    /// What is chosen, to be shown.
    pub fn active(&self) -> Option<String> {
        self.chosen.as_ref().map(|(_, label)| label.clone())
    }

    /// What is chosen is called as its value is, though nothing has it.
    fn named(mut self, label: &dyn Fn(&str) -> String) -> Self {
        self.chosen = self.chosen.map(|(value, _)| {
            let shown = label(&value);
            (value, shown)
        });
        self
    }

    /// The group on the page.
    pub fn html(&self, ask: &Ask) -> Markup {
        let words = ask.language.words();
        if !self.months.is_empty() {
            let base = ask.params.without(&["since", "until", "page", "part"]);
            let link =
                |from: u64, to: u64| base.with("since", &typed_month(from)).with("until", &typed_month(to)).link("/");
            let row = Row { label: String::new(), months: self.months.clone() };
            return html! { section.group { h2 { (self.title) } (timeline(&[row], ask.language, &link)) } };
        }
        let (shown, rest) = self.values.split_at(self.values.len().min(SHOWN));
        html! {
            @if !self.values.is_empty() {
                section.group {
                    h2 { (self.title) }
                    (self.list(ask, shown))
                    @if !rest.is_empty() {
                        details { summary { (ask.language.number(rest.len())) " " (words.more) } (self.list(ask, rest)) }
                    }
                }
            }
        }
    }

    fn list(&self, ask: &Ask, values: &[Value]) -> Markup {
        let base = ask.params.without(&[self.key, "page", "part"]);
        let is_chosen = |value: &Value| self.chosen.as_ref().is_some_and(|(chosen, _)| *chosen == value.value);
        html! {
            ul {
                @for value in values {
                    @let link = if is_chosen(value) { base.link("/") } else { base.with(self.key, &value.value).link("/") };
                    li {
                        a href=(link) aria-current=[is_chosen(value).then_some("true")] {
                            span.value { (line(&value.label)) }
                            span.count { (ask.language.number(value.count)) }
                        }
                    }
                }
            }
        }
    }
}

/// All groups of an answer.
pub(super) fn groups(
    site: &Site,
    ask: &Ask,
    view: &View,
    search: &Search,
    whole: &Arc<Facets>,
) -> Result<Vec<Group>, Problem> {
    let words = ask.language.words();
    let typed = &search.typed;
    // The numbers of a group: those of the whole answer, or without its own filter.
    let without = |narrowed: bool, without: Typed| -> Result<Arc<Facets>, Problem> {
        if narrowed { Ok(view.facets(&*search.counted(site, view, &without)?)?) } else { Ok(Arc::clone(whole)) }
    };
    let mut groups = Vec::new();
    if search.claims {
        let facets = without(typed.speaker.is_some(), Typed { speaker: None, ..typed.clone() })?;
        groups.push(speakers(view, words.speaker, typed, &facets));
    }
    let outlets = without(typed.source.is_some(), Typed { source: None, ..typed.clone() })?;
    let outlets = outlets.sources.iter().take(MOST);
    let values = outlets.map(|(name, count)| Value { label: name.clone(), value: name.clone(), count: *count });
    groups.push(group("source", words.outlet, typed.source.as_ref(), values.collect()));
    if search.claims {
        let kinds = without(typed.kind.is_some(), Typed { kind: None, ..typed.clone() })?;
        let label = |kind: &str| named(kind).map_or(kind.to_owned(), |kind: Kind| words.kind(kind).to_owned());
        groups.push(group("kind", words.kind, typed.kind.as_ref(), labelled(&kinds.kinds, &label)).named(&label));
        let stances = stances(site, view, search, whole)?;
        let label = |stance: &str| named(stance).map_or(stance.to_owned(), |s: Stance| words.stance(s).to_owned());
        groups.push(group("stance", words.stance, typed.stance.as_ref(), labelled(&stances, &label)).named(&label));
    }
    let languages = without(typed.lang.is_some(), Typed { lang: None, ..typed.clone() })?;
    let label = |code: &str| ask.language.language(code).to_owned();
    groups.push(
        group("language", words.language, typed.lang.as_ref(), labelled(&languages.languages, &label)).named(&label),
    );
    let counts = without(typed.translated.is_some(), Typed { translated: None, ..typed.clone() })?;
    let values = [("no", counts.total - counts.translated), ("yes", counts.translated)];
    let values = values.map(|(value, count)| (value.to_owned(), count)).into_iter().filter(|(_, count)| *count > 0);
    let values: Vec<(String, usize)> = values.collect();
    let label = |value: &str| if value == "yes" { words.machine_translated } else { words.not_translated }.to_owned();
    let values = labelled(&values, &label);
    groups.push(group("translated", words.translation, typed.translated.as_ref(), values).named(&label));
    let dated = typed.since.is_some() || typed.until.is_some();
    let months = without(dated, Typed { since: None, until: None, ..typed.clone() })?.months.clone();
    groups.push(Group { key: "month", title: words.month, chosen: None, values: Vec::new(), months });
    Ok(groups)
}

/// What speakers do with the claims, with what is left out by default: here is where it is found. That is little, so it is asked for by itself.
fn stances(site: &Site, view: &View, search: &Search, whole: &Facets) -> Result<Vec<(String, usize)>, Problem> {
    let typed = &search.typed;
    if typed.stance.is_some() {
        let all = Typed { stance: None, attitudes: true, unsaid: true, ..typed.clone() };
        return Ok(view.stances(&*search.counted(site, view, &all)?)?);
    }
    let mut stances = whole.stances.clone();
    for (is_in, stance) in [(typed.attitudes, Stance::Attitude), (typed.unsaid, Stance::Unsaid)] {
        if !is_in {
            let own = Typed { stance: Some(term(&stance)), ..typed.clone() };
            let count = search.counted(site, view, &own)?.selection.total();
            stances.extend((count > 0).then(|| (term(&stance), count)));
        }
    }
    stances.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(stances)
}

fn named<T: DeserializeOwned>(term: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(term.to_owned())).ok()
}

fn labelled(counts: &[(String, usize)], label: &dyn Fn(&str) -> String) -> Vec<Value> {
    let value = |(value, count): &(String, usize)| Value { label: label(value), value: value.clone(), count: *count };
    counts.iter().take(MOST).map(value).collect()
}

fn group(key: &'static str, title: &'static str, chosen: Option<&String>, values: Vec<Value>) -> Group {
    let shown = |value: &String| {
        let known = values.iter().find(|known| known.value == *value);
        (value.clone(), known.map_or_else(|| value.clone(), |known| known.label.clone()))
    };
    let chosen = chosen.map(shown);
    Group { key, title, chosen, values, months: Vec::new() }
}

fn speakers(view: &View, title: &'static str, typed: &Typed, facets: &Facets) -> Group {
    let values = facets.speakers.iter().take(MOST).map(|(number, count)| {
        let person = &view.people.all()[*number];
        Value { value: person.id.clone(), label: person.name.to_string(), count: *count }
    });
    let mut group = group("speaker", title, typed.speaker.as_ref(), values.collect());
    if let Some((id, label)) = &mut group.chosen
        && let Some(person) = view.people.by_id(id)
    {
        *label = person.name.to_string();
    }
    group
}
