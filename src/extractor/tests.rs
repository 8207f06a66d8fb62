//! From a text to its claims, and from a folder.

use super::*;

const TEXT: &str =
    "Zoë’s 😀 harbour\n\n“We stay open,” harbour master Zoë Brand said on Monday. She added that nobody would leave.\n";

#[test]
fn bytes_and_code_points_mean_the_same_words() {
    let found =
        Extractor::new().article(TEXT).language("en").date(Date::constant(2026, 11, 25)).extract().expect("claims");
    assert_eq!(found.claims().len(), 2, "{:?}", found.claims());
    let points: Vec<char> = TEXT.chars().collect();
    for claim in found.claims() {
        for (bytes, [start, end]) in claim.spans().iter().zip(claim.code_points()) {
            assert_eq!(bytes.of(TEXT), points[*start..*end].iter().collect::<String>());
            assert!(claim.text().contains(bytes.of(TEXT)));
        }
        let (words, span) = claim.mention().expect("a mention");
        assert_eq!(span.of(TEXT), words);
        assert_eq!(claim.speaker_name(), Some("Zoë Brand"));
    }
    let monday = Date::constant(2026, 11, 23);
    assert_eq!(found.claims()[0].said_on(), Some((monday, monday)));
    assert_eq!(found.claims()[0].cue(), Some("said"));
}

#[test]
fn what_cannot_be_done_has_a_kind() {
    let extractor = Extractor::new();
    let unknown = extractor.article(TEXT).language("xx").extract().expect_err("no seeds");
    assert_eq!(unknown.kind(), ErrorKind::Language);
    let missing = extractor.folder("no/such/folder", |_| {}).expect_err("nothing there");
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    let german = "Der Hafen bleibt geschlossen, sagte die Bürgermeisterin am Montag. Niemand wollte ihr widersprechen, und alle gingen nach Hause.";
    let found = extractor.article(german).extract().expect("no error");
    assert!(found.language().is_none() && found.claims().is_empty());
}

#[test]
fn a_folder_gives_what_its_texts_give() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), TEXT).expect("a file");
    std::fs::write(folder.path().join("b.json"), "{").expect("a file");
    let extractor = Extractor::new();
    let mut texts = Vec::new();
    let unread = extractor
        .folder(folder.path(), |found| texts.extend(found.claims().iter().map(|c| c.text().to_owned())))
        .expect("a folder");
    let alone = extractor.article(TEXT).extract().expect("claims");
    assert_eq!(texts, alone.claims().iter().map(Claim::text).collect::<Vec<_>>());
    assert_eq!(unread.len(), 1);
    let mut seen = 0;
    let once = |_| {
        seen += 1;
        ControlFlow::Break(())
    };
    extractor.try_folder(folder.path(), once).expect("a folder");
    assert_eq!(seen, 1);
}
