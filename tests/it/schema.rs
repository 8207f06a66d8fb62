//! `schema/claim.schema.json` against what the program prints.

use super::place::Place;
use jsonschema::Validator;
use serde_json::Value;

/// The schema of a claim, compiled.
pub fn claim() -> Validator {
    let text = include_str!("../../schema/claim.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema")
}

/// Everything that is wrong with some claims.
pub fn errors(validator: &Validator, claims: &[Value]) -> Vec<String> {
    let of = |claim| validator.iter_errors(claim).map(move |error| format!("{}: {error}", error.instance_path()));
    claims.iter().flat_map(of).collect()
}

#[test]
fn every_claim_is_as_the_schema_says() {
    let place = Place::indexed();
    let validator = claim();
    for command in [
        &["claims"][..],
        &["claims", "--explain", "--attitudes"],
        &["extract", "news"],
        &["extract", "--explain", "--attitudes", "news"],
    ] {
        let claims = place.run(command).done().lines();
        assert!(claims.len() >= 5);
        assert_eq!(errors(&validator, &claims), [""; 0], "{command:?}");
    }
}

#[test]
fn the_schema_is_not_content_with_anything() {
    let place = Place::indexed();
    let validator = claim();
    let good = place.run(&["claims"]).done().lines().remove(0);
    for (pointer, value) in [
        ("/kind", "spoken".into()),
        ("/spans", serde_json::json!([])),
        ("/spans/0", serde_json::json!([1, 2, 3])),
        ("/confidence", 1.5.into()),
        ("/article/translated", true.into()),
        ("/speaker/resolved", "guessed".into()),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("a place") = value;
        bad["verbatim"] = true.into();
        assert!(!errors(&validator, &[bad]).is_empty(), "{pointer}");
    }
}
