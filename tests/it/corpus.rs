//! The sample articles of the repository.

use super::place::Place;
use super::schema;
use std::path::Path;

#[test]
fn every_claim_of_the_corpus_is_as_the_schema_says() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    assert!(corpus.is_dir(), "help: corpus/ is part of the repository");
    let corpus = corpus.to_str().expect("UTF-8");
    let place = Place::new();
    let run = place.run(&["extract", "--attitudes", "--explain", corpus]).done();
    let claims = run.lines();
    assert!(!claims.is_empty());
    assert_eq!(schema::errors(&schema::claim(), &claims), [""; 0]);
}
