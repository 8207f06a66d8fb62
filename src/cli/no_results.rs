//! Nothing was found: why that may be, and what to try.

use super::exit::Exit;
use super::terminal::Terminal;
use crate::error::Result;
use crate::model::Wanted;
use crate::store::{Filter, Store, names};

/// Says that there is nothing of `what`, with a hint where one can be given.
///
/// # Errors
/// When the index is damaged.
pub fn found(what: &str, store: &Store, filter: &Filter, terminal: &Terminal) -> Result<Exit> {
    terminal.note(&format!("no {what} found"));
    if let Some(hint) = hint(store, filter)? {
        terminal.hint(&hint);
    }
    Ok(Exit::Nothing)
}

fn hint(store: &Store, filter: &Filter) -> Result<Option<String>> {
    if let Some(typed) = &filter.speaker {
        let known = store.speaker_names()?;
        let everybody = Filter { speaker: filter.speaker.clone(), called: filter.called.clone(), ..all() };
        if store.count_claims(&everybody)? == 0 {
            return Ok(Some(names::nearest(&known, typed).map_or_else(
                || format!("nobody in the index is called `{typed}`; `whosaid speakers` lists everybody"),
                |name| format!("nobody in the index is called `{typed}`; did you mean `{name}`?"),
            )));
        }
    }
    if filter.members.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Some("no cluster has this id; `whosaid clusters` lists them".to_owned()));
    }
    if let Some(typed) = &filter.source {
        let known = store.source_names()?;
        if names::sources(&known, typed).is_empty() {
            return Ok(Some(names::nearest(&known, typed).map_or_else(
                || format!("no article in the index is from `{typed}`; `whosaid status` lists the outlets"),
                |name| format!("no article in the index is from `{typed}`; did you mean `{name}`?"),
            )));
        }
    }
    if let Some(typed) = &filter.language {
        let known = store.languages()?;
        if !known.contains(typed) {
            return Ok(Some(format!("the index holds articles in {}; there is none in `{typed}`", known.join(", "))));
        }
    }
    if *filter != Filter::default() {
        return Ok(Some("leave out a filter, or widen it".to_owned()));
    }
    Ok(None)
}

fn all() -> Filter {
    Filter { wanted: Wanted::ALL, ..Filter::default() }
}
