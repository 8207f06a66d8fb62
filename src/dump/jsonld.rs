//! Claims as linked data: schema.org `Claim` and `Quotation`, and where each stands as a W3C Web Annotation. The context is inside: no processor has to
//! fetch anything.

use super::plain;
use crate::model::SpeakerType;
use crate::model::record::{ArticleRecord, ClaimRecord};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Identifiers that are nobody's address.
const URN: &str = "urn:whosaid:";

/// The terms, as schema.org and the Web Annotation vocabulary name them.
fn context() -> Value {
    json!({
        "@vocab": "https://schema.org/",
        "oa": "http://www.w3.org/ns/oa#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "Annotation": "oa:Annotation",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector",
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": "oa:hasTarget",
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": "oa:hasSelector",
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
        "datePublished": {"@type": "xsd:date"},
        "appearance": {"@type": "@id"},
        "firstAppearance": {"@type": "@id"},
        "hasPart": {"@type": "@id"},
    })
}

/// Writes one document, node by node; at its end each cluster as the one claim that its wordings are.
#[derive(Debug, Default)]
pub struct Graph {
    written: bool,
    articles: BTreeSet<String>,
    clusters: BTreeMap<String, Cluster>,
}

#[derive(Debug, Default)]
struct Cluster {
    creator: Option<Value>,
    /// Day and id of the articles.
    articles: BTreeSet<(String, String)>,
    parts: Vec<String>,
    /// In order of what tells most: own words, the earliest.
    text: Option<(bool, String, String)>,
}

impl Graph {
    /// Writes a claim, and its article where it is the first of it.
    pub(super) fn claim(&mut self, out: &mut impl Write, claim: &ClaimRecord) -> io::Result<()> {
        let article = &claim.article;
        if self.articles.insert(article.id.clone()) {
            self.node(out, &article_node(article))?;
        }
        self.node(out, &claim_node(claim))?;
        self.node(out, &annotation(claim))?;
        if let Some(id) = &claim.cluster {
            let cluster = self.clusters.entry(id.clone()).or_default();
            let day = article.date.clone().unwrap_or_else(|| "9999".to_owned());
            let text = (!claim.verbatim, day.clone(), claim.text.clone());
            if cluster.text.as_ref().is_none_or(|known| text < *known) {
                cluster.text = Some(text);
            }
            cluster.articles.insert((day, urn(&article.id)));
            cluster.parts.push(urn(&claim.id));
            if cluster.creator.is_none() {
                cluster.creator = creator(claim);
            }
        }
        Ok(())
    }

    /// Closes the document.
    pub(super) fn finish(&mut self, out: &mut impl Write) -> io::Result<()> {
        for (id, cluster) in std::mem::take(&mut self.clusters) {
            let articles: Vec<&String> = cluster.articles.iter().map(|(_, article)| article).collect();
            let mut node = Map::new();
            node.insert("@id".into(), urn(&id).into());
            node.insert("@type".into(), "Claim".into());
            node.insert("text".into(), cluster.text.map(|(_, _, text)| text).into());
            node.insert("firstAppearance".into(), json!(articles.first()));
            node.insert("appearance".into(), json!(articles));
            node.insert("hasPart".into(), json!(cluster.parts));
            if let Some(creator) = cluster.creator {
                node.insert("creator".into(), creator);
            }
            self.node(out, &Value::Object(node))?;
        }
        if !self.written {
            self.open(out)?;
        }
        out.write_all(b"\n]}\n")
    }

    fn node(&mut self, out: &mut impl Write, node: &Value) -> io::Result<()> {
        if self.written {
            out.write_all(b",\n")?;
        } else {
            self.open(out)?;
        }
        serde_json::to_writer(plain::SafeJson::new(&mut *out), node).map_err(Into::into)
    }

    fn open(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.written = true;
        writeln!(out, "{{\"@context\": {},\n\"@graph\": [", context())
    }
}

fn urn(id: &str) -> String {
    format!("{URN}{id}")
}

/// An object without what is not known.
fn known(fields: Value) -> Value {
    match fields {
        Value::Object(map) => Value::Object(map.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        other => other,
    }
}

pub(super) fn creator(claim: &ClaimRecord) -> Option<Value> {
    let speaker = &claim.speaker;
    let name = speaker.name.as_ref()?;
    let kind = if speaker.kind == SpeakerType::Person { "Person" } else { "Organization" };
    Some(known(json!({"@id": speaker.id.as_deref().map(urn), "@type": kind, "name": name})))
}

pub(super) fn article_node(article: &ArticleRecord) -> Value {
    known(json!({
        "@id": urn(&article.id),
        "@type": "NewsArticle",
        "headline": article.title,
        "identifier": article.path,
        "datePublished": article.date,
        "inLanguage": article.language,
        "publisher": article.source.as_ref().map(|name| json!({"@type": "Organization", "name": name})),
        "author": article.author.as_ref().map(|name| json!({"@type": "Person", "name": name})),
    }))
}

fn claim_node(claim: &ClaimRecord) -> Value {
    // The speaker's own words are a quotation as well.
    let kind = if claim.verbatim { json!(["Claim", "Quotation"]) } else { json!("Claim") };
    known(json!({
        "@id": urn(&claim.id),
        "@type": kind,
        "text": claim.text,
        "inLanguage": claim.article.language,
        "creator": creator(claim),
        "dateCreated": claim.said_on.as_ref().filter(|when| when.from == when.to).map(|when| &when.from),
        "appearance": urn(&claim.article.id),
        "isPartOf": claim.cluster.as_ref().map(|id| json!({"@id": urn(id)})),
    }))
}

/// Where the claim stands: for each of its pieces the words with what is around them, and code points.
fn annotation(claim: &ClaimRecord) -> Value {
    let pieces: Vec<&str> = claim.text.split(" … ").collect();
    let last = claim.spans.len().saturating_sub(1);
    let targets = claim.spans.iter().enumerate().map(|(number, [start, end])| {
        // Where the claim's own words have such a gap, its pieces cannot be told from the text alone.
        let exact = if pieces.len() == claim.spans.len() { pieces.get(number).copied() } else { None };
        let quote = known(json!({
            "@type": "TextQuoteSelector",
            "exact": exact,
            "prefix": (number == 0).then_some(&claim.prefix),
            "suffix": (number == last).then_some(&claim.suffix),
        }));
        let position = json!({"@type": "TextPositionSelector", "start": start, "end": end});
        let selectors = if exact.is_some() { json!([quote, position]) } else { json!([position]) };
        json!({"source": urn(&claim.article.id), "selector": selectors})
    });
    json!({"@type": "Annotation", "body": urn(&claim.id), "target": targets.collect::<Vec<_>>()})
}

/// A `ClaimReview` to paste and finish: what only a fact-checker can say is empty.
#[must_use]
pub fn review(claim: &ClaimRecord) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "",
        "datePublished": "",
        "author": {"@type": "Organization", "name": "", "url": ""},
        "claimReviewed": claim.text,
        "reviewRating": {"@type": "Rating", "ratingValue": "", "bestRating": "", "worstRating": "", "alternateName": ""},
        "itemReviewed": known(json!({
            "@type": "Claim",
            "author": creator(claim),
            "datePublished": claim.article.date,
            "appearance": article_node(&claim.article),
        })),
    })
}
