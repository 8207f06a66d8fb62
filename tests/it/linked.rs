//! What is exported as JSON-LD, read by a processor of RDF; and the stubs of `ClaimReview`.

use super::place::Place;
use oxjsonld::JsonLdParser;
use std::collections::BTreeSet;

const SCHEMA: &str = "https://schema.org/";
const OA: &str = "http://www.w3.org/ns/oa#";

/// Subject, predicate, object, as they are printed.
fn triples(document: &str) -> Vec<(String, String, String)> {
    JsonLdParser::new()
        .for_slice(document.as_bytes())
        .map(|quad| quad.expect("JSON-LD"))
        .map(|quad| (quad.subject.to_string(), quad.predicate.as_str().to_owned(), quad.object.to_string()))
        .collect()
}

fn quoted_twice() -> Place {
    let place = Place::with_news();
    let again =
        "---\ntitle: Again\nsource: ANP\ndate: 2017-02-03\n---\n\nSean Spickett said: “We are not easing sanctions.”\n";
    place.write("news/again.md", again);
    place.run(&["index", "news"]).done();
    place
}

#[test]
fn a_processor_reads_claims_articles_and_where_each_stands() {
    let place = quoted_twice();
    let document = place.run(&["claims", "--format", "jsonld"]).done().stdout;
    let triples = triples(&document);
    let claims = place.run(&["claims"]).done().lines();
    let objects = |predicate: &str| -> Vec<&str> {
        triples.iter().filter(|(_, p, _)| p == predicate).map(|(_, _, object)| object.as_str()).collect()
    };
    let types = objects("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    let count = |name: &str| types.iter().filter(|found| **found == format!("<{name}>")).count();
    let clusters: BTreeSet<&str> = claims.iter().filter_map(|claim| claim["cluster"].as_str()).collect();
    assert_eq!(clusters.len(), 1);
    assert_eq!(count(&format!("{SCHEMA}Claim")), claims.len() + clusters.len());
    assert_eq!(count(&format!("{OA}Annotation")), claims.len());
    assert_eq!(
        count(&format!("{OA}TextPositionSelector")),
        claims.iter().map(|c| c["spans"].as_array().map_or(0, Vec::len)).sum::<usize>()
    );
    assert_eq!(count(&format!("{SCHEMA}NewsArticle")), 4);
    let verbatim = claims.iter().filter(|claim| claim["verbatim"] == true).count();
    assert_eq!(count(&format!("{SCHEMA}Quotation")), verbatim);
    let exact = objects(&format!("{OA}exact"));
    for claim in &claims {
        let text = claim["text"].as_str().expect("text");
        assert!(exact.iter().any(|found| found.contains(text)), "{text}: {exact:?}");
    }
    let first = objects(&format!("{SCHEMA}firstAppearance"));
    let earliest = claims.iter().find(|c| c["article"]["path"] == "rt.md").expect("a claim")["article"]["id"].as_str();
    assert_eq!(first, [format!("<urn:whosaid:{}>", earliest.expect("an id"))]);
    let creators: BTreeSet<&str> = objects(&format!("{SCHEMA}creator")).into_iter().collect();
    assert!(creators.iter().all(|creator| creator.starts_with("<urn:whosaid:s-")), "{creators:?}");
    let none = place.run(&["claims", "--format", "jsonld", "--since", "2030"]);
    assert_eq!(none.status, 1);
    assert!(serde_json::from_str::<serde_json::Value>(&none.stdout).is_ok(), "{}", none.stdout);
}

#[test]
fn an_article_of_which_nothing_is_known_is_linked_data_as_well() {
    let document =
        Place::new().run_with_input(&["extract", "-", "--format", "jsonld"], "Ada Quill said that the quay is safe.\n");
    let triples = triples(&document.done().stdout);
    let has = |predicate: &str, object: &str| triples.iter().any(|(_, p, o)| p == predicate && o == object);
    assert!(has(&format!("{SCHEMA}name"), "\"Ada Quill\""), "{triples:?}");
    // No address, no outlet, no day: nothing is said of them, and nothing is left relative to where the file lies.
    for (subject, predicate, object) in &triples {
        assert!(subject.starts_with("<urn:whosaid:") || subject.starts_with("_:"), "{subject}");
        assert!(!object.starts_with('<') || object.contains(':'), "{predicate} {object}");
        assert!(!predicate.ends_with("/url") && !predicate.ends_with("/datePublished"), "{predicate} {object}");
    }
}

#[test]
fn a_claim_review_is_a_stub_to_finish() {
    let place = quoted_twice();
    let reviews = place.run(&["claims", "--format", "claimreview", "--speaker", "Spickett"]).done().json();
    let review = &reviews[0];
    assert_eq!((&review["@type"], &review["reviewRating"]["ratingValue"]), (&"ClaimReview".into(), &"".into()));
    assert_eq!(review["itemReviewed"]["author"]["name"], "Sean Spickett");
    assert!(review["claimReviewed"].as_str().is_some_and(|text| !text.is_empty()));
    assert_eq!(review["itemReviewed"]["appearance"]["@type"], "NewsArticle");
}
