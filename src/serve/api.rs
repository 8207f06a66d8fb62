//! The same data as JSON, for scripts: `/api/v1/…`, described in `openapi.json`.

use super::ask::{Ask, Params};
use super::problem::Problem;
use super::query::{Search, filter};
use super::site::Site;
use super::{article, check, correct, elsewhere, parts, reply};
use crate::answers::shapes::{FoundArticle, Whole};
use crate::compare::Checker;
use crate::model::Wanted;
use crate::store::selection::Order;
use axum::response::Response;
use serde_json::{Value, json};

/// The description of all this.
const OPENAPI: &str = include_str!("assets/openapi.json");

/// Things in an answer, unless it is asked for more or fewer.
const USUAL: usize = 100;
/// Things in an answer at most.
const MOST: usize = 1_000;

/// The search of an interface: `lang` is a language of articles here, as it is for commands.
fn search(ask: &Ask) -> Search {
    let params = match ask.params.get("lang") {
        Some(code) => ask.params.with("language", code),
        None => ask.params.clone(),
    };
    let mut search = Search::of(&params);
    if params.get("sort").is_none() {
        search.order = Order::Relevance;
    }
    search
}

/// The same in an order, which has to be one of those that there are.
fn ordered(ask: &Ask) -> Result<Search, Problem> {
    match ask.params.get("sort") {
        None | Some("relevance" | "newest" | "oldest") => Ok(search(ask)),
        Some(other) => {
            let cause = format!("sort: there is no `{other}`");
            Err(Problem::wrong(cause, Some("there are relevance, newest and oldest")))
        }
    }
}

/// From which thing on, and how many.
fn range(params: &Params) -> Result<(usize, usize), Problem> {
    let number = |key: &str, or: usize, allowed: &str| match params.get(key) {
        None if params.is_empty(key) => Err(Problem::wrong(format!("{key}: a number is missing"), Some(allowed))),
        None => Ok(or),
        Some(text) => {
            let wrong = |_| Problem::wrong(format!("{key}: `{text}` is no number that it can be"), Some(allowed));
            text.trim().parse::<usize>().map_err(wrong)
        }
    };
    let allowed = format!("a number from 0 to {MOST}; `offset` gives what comes after them");
    let limit = number("limit", USUAL, &allowed)?;
    if limit > MOST {
        return Err(Problem::wrong(format!("limit: {limit} is too many"), Some(&allowed)));
    }
    Ok((number("offset", 0, "a number from 0 on")?, limit))
}

/// `/api/v1/claims`
pub(super) fn claims(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let (from, limit) = range(&ask.params)?;
    let mut search = ordered(ask)?;
    search.claims = true;
    let view = site.view()?;
    let identities = site.all_identities(&view)?;
    let corrections = site.corrections()?;
    let _turn = site.turn();
    let answer = search.answer(site, &view, &search.typed)?;
    let selection = &answer.selection;
    let mut found = Vec::new();
    for hit in view.store.claims_of(selection, search.order, from, limit)? {
        let mut claim = hit.claim;
        identities.identify(&mut claim);
        corrections.tell(&mut claim);
        parts::outside(&mut claim);
        claim.explain = None;
        found.push(claim);
    }
    Ok(reply::json(&json!({"claims": found, "total": selection.total()})))
}

/// `/api/v1/articles`
pub(super) fn articles(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let (from, limit) = range(&ask.params)?;
    let mut search = ordered(ask)?;
    search.claims = false;
    let view = site.view()?;
    let _turn = site.turn();
    let answer = search.answer(site, &view, &search.typed)?;
    let selection = &answer.selection;
    let mut hits = view.store.articles_page(selection, search.order, from, limit)?;
    hits.iter_mut().for_each(|hit| parts::outside_article(&mut hit.article.article));
    let found: Vec<FoundArticle<'_>> = hits.iter().map(FoundArticle::of).collect();
    Ok(reply::json(&json!({"articles": found, "total": selection.total()})))
}

/// `/api/v1/articles/{id}`
pub(super) fn whole(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let mut whole = article::whole(site, ask.part(3))?;
    let wanted = if ask.params.get("all").is_some() {
        Wanted::ALL
    } else {
        search(ask).typed.wanted().map_err(super::query::wrong_field)?
    };
    whole.claims.retain(|claim| wanted.keeps(claim));
    parts::outside_article(&mut whole.stored.article);
    let identities = site.all_identities(&site.view()?)?;
    for claim in &mut whole.claims {
        identities.clusters.identify(claim);
        parts::outside(claim);
        claim.explain = None;
    }
    Ok(reply::json(&Whole::of(&whole)))
}

/// `/api/v1/claims/{article}/{claim}`
pub(super) fn one(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let mut claim = article::named(site, ask.part(3), ask.part(4))?;
    site.all_identities(&site.view()?)?.clusters.identify(&mut claim);
    parts::outside(&mut claim);
    claim.explain = None;
    Ok(reply::json(&claim))
}

/// `/api/v1/clusters/{id}`
pub(super) fn cluster(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let view = site.view()?;
    let identities = site.all_identities(&view)?;
    Ok(reply::json(&elsewhere::comparison(site, &view, ask.part(3), &identities)?))
}

/// `/api/v1/speakers`
pub(super) fn speakers(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let (from, limit) = range(&ask.params)?;
    let view = site.view()?;
    let found = view.store.speakers_of(&filter(site, &view, &search(ask).typed)?, &view.people)?;
    let shown: Vec<_> = found.rows.iter().skip(from).take(limit).collect();
    Ok(reply::json(&json!({"speakers": shown, "total": found.rows.len(), "unnamed": found.unnamed})))
}

/// `/api/v1/facets`
pub(super) fn facets(site: &Site, ask: &Ask) -> Result<Response, Problem> {
    let mut search = search(ask);
    search.claims = true;
    let view = site.view()?;
    let _turn = site.turn();
    let answer = search.counted(site, &view, &search.typed)?;
    let facets = view.facets(&answer)?;
    let counts = |all: &[(String, usize)]| -> Vec<Value> {
        all.iter().map(|(value, count)| json!({"value": value, "claims": count})).collect()
    };
    let months: Vec<(String, usize)> =
        facets.months.iter().map(|(month, count)| (super::timeline::typed_month(*month), *count)).collect();
    let speakers = facets.speakers.iter().take(MOST).map(|(number, count)| {
        let person = &view.people.all()[*number];
        json!({"id": person.id, "name": &*person.name, "claims": count})
    });
    Ok(reply::json(&json!({
        "total": facets.total, "speakers": speakers.collect::<Vec<_>>(), "unnamed": facets.unnamed,
        "sources": counts(&facets.sources), "languages": counts(&facets.languages), "kinds": counts(&facets.kinds),
        "stances": counts(&facets.stances), "months": counts(&months), "translated": facets.translated,
    })))
}

/// `/api/v1/check`
pub(super) fn check(site: &Site, ask: &Ask, form: &Params) -> Result<Response, Problem> {
    let get = |key: &str| form.get(key).or_else(|| ask.params.get(key)).map(str::trim);
    let text = get("text")
        .ok_or_else(|| Problem::wrong("`text` is missing", Some("it is a quotation, or a draft with quotations")))?;
    let view = site.view()?;
    let checker = Checker::new(&view.store, &site.setup.seeds.speakers, get("by").map(ToOwned::to_owned))?;
    let identities = site.all_identities(&view)?;
    let mut answers = Vec::new();
    for quotation in check::quotations(text).iter().take(check::MOST) {
        let mut answer = checker.check(quotation)?;
        if let Some(claim) = &mut answer.claim {
            identities.identify(claim);
            parts::outside(claim);
            claim.explain = None;
        }
        answer.unattributed.iter_mut().for_each(|passage| parts::outside_article(&mut passage.article));
        answers.push(answer);
    }
    Ok(reply::json(&json!({"answers": answers})))
}

/// `/api/v1/status`
pub(super) fn status(site: &Site, _: &Ask) -> Result<Response, Problem> {
    let view = site.view()?;
    let mut status = serde_json::to_value(view.status(&site.setup.seeds.speakers)?).map_err(|_| Problem::broken())?;
    if let Some(fields) = status.as_object_mut() {
        // Where it lies is this machine's business.
        fields.shift_remove("index");
        let rows = fields.get_mut("skipped").and_then(Value::as_array_mut);
        for path in rows.into_iter().flatten().filter_map(|row| row.get_mut("path")) {
            *path = Value::String(parts::inner_path(path.as_str().unwrap_or_default()));
        }
    }
    Ok(reply::json(&status))
}

/// `/api/v1/corrections`
pub(super) fn corrections(site: &Site, _: &Ask) -> Result<Response, Problem> {
    let all = site.corrections()?;
    let all: Vec<_> = all
        .last()
        .cloned()
        .map(|mut entry| {
            entry.doc = parts::inner_path(&entry.doc);
            entry
        })
        .collect();
    Ok(reply::json(&json!({"corrections": all, "total": all.len()})))
}

/// `/api/v1/claims/{article}/{claim}/corrections`
pub(super) fn correct(site: &Site, ask: &Ask, form: &Params) -> Result<Response, Problem> {
    let mut kept = correct::keep(site, ask.part(3), ask.part(4), form)?;
    kept.doc = parts::inner_path(&kept.doc);
    Ok(reply::json(&kept))
}

/// `/api/v1/adding`
pub(super) fn adding(site: &Site, _: &Ask) -> Result<Response, Problem> {
    Ok(reply::json(&site.adding.progress()))
}

/// `/api/v1/openapi.json`
pub(super) fn openapi(_: &Site, _: &Ask) -> Result<Response, Problem> {
    Ok(reply::bytes("application/json", OPENAPI))
}
