//! Prints what the pair model sees, for training: `pairs INDEX GOLD > PAIRS.jsonl`, a line for each pair of claims that are held against one another;
//! GOLD is `tests/clusters/gold.json`.

use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufWriter, Write};
use std::path::Path;
use whosaid::compare::Identities;
use whosaid::compare::candidates;
use whosaid::compare::pair::{FEATURES, Judge};
use whosaid::compare::ready::Ready;
use whosaid::compare::sketch::Sketcher;
use whosaid::compare::wording::words;
use whosaid::model::record::ClaimRecord;
use whosaid::seeds::Seeds;
use whosaid::store::{Filter, Store};

/// Part of the words that a claim and its gold share.
const SHARED: f64 = 0.5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [index, gold] = &args[..] else { return Err("usage: pairs INDEX GOLD".into()) };
    let gold: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(gold)?)?;
    let seeds = Seeds::built_in();
    let store = Store::open(Path::new(index))?;
    let identities = Identities::of(&store, seeds)?;
    let (judge, mut sketcher) = (Judge::new(seeds), Sketcher::new(seeds));
    let mut speakers: BTreeMap<String, Vec<(ClaimRecord, Ready)>> = BTreeMap::new();
    let mut everybody = Vec::new();
    let mut articles = HashMap::new();
    for claim in store.claims(&Filter::default())? {
        let mut claim = claim?;
        identities.identify(&mut claim);
        let next = u32::try_from(articles.len())?;
        let article = *articles.entry(claim.article.id.clone()).or_insert(next);
        if let (Some(sketch), Some(id)) = (sketcher.sketch(&claim), claim.speaker.id.clone()) {
            let ready = judge.ready(sketch, article);
            everybody.push((claim.clone(), ready.clone()));
            speakers.entry(id).or_default().push((claim, ready));
        }
    }
    // What others say of the same matter is not the same statement either: the pairs that are hard to tell.
    let all = speakers.into_values().chain([everybody]);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for mut claims in all {
        let of_one = claims.iter().all(|(claim, _)| claim.speaker.id == claims[0].0.speaker.id);
        claims.sort_by_key(|(_, ready)| (ready.sketch.published, ready.sketch.claim));
        let ready: Vec<Ready> = claims.iter().map(|(_, ready)| ready.clone()).collect();
        for (a, b) in candidates::pairs(&ready) {
            let (x, y) = (&claims[a].0, &claims[b].0);
            if !of_one && x.speaker.id == y.speaker.id {
                continue;
            }
            let features = judge.features(&ready[a], &ready[b]);
            let line = serde_json::json!({
                "a": {"path": x.article.path, "text": x.text, "cluster": cluster(&gold, x)},
                "b": {"path": y.article.path, "text": y.text, "cluster": cluster(&gold, y)},
                "of_one": of_one,
                "odds": judge.judge(&ready[a], &ready[b]).odds,
                "features": FEATURES.iter().zip(features).map(|(n, x)| ((*n).to_owned(), x)).collect::<HashMap<_, _>>(),
            });
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(())
}

/// The gold cluster of a claim; null where its words are nobody's there.
fn cluster(gold: &[Value], claim: &ClaimRecord) -> Value {
    let own: Vec<String> = words(&claim.text).iter().map(|word| word.to_lowercase()).collect();
    let share = |entry: &&Value| {
        let theirs: Vec<String> =
            words(entry["text"].as_str().unwrap_or_default()).iter().map(|word| word.to_lowercase()).collect();
        let both = own.iter().filter(|word| theirs.contains(word)).count();
        #[allow(clippy::cast_precision_loss)]
        let part = both as f64 / own.len().min(theirs.len()).max(1) as f64;
        part
    };
    let here = gold.iter().filter(|entry| entry["path"] == claim.article.path.as_str());
    let best = here.map(|entry| (share(&entry), entry)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(part, _)| *part >= SHARED).map_or(Value::Null, |(_, entry)| entry["cluster"].clone())
}
