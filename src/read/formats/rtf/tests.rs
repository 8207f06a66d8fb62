use super::*;

fn read(content: &str) -> String {
    text(content.as_bytes()).expect("a document")
}

#[test]
fn paragraphs_and_signs() {
    let head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS Mincho;}}{\colortbl;\red0;}{\info{\title Gone}}";
    let body = r"{\header Page 3\par}{\*\generator Some Writer}\pard\b Mayor stays\b0\par
\pard \ldblquote I stay,\rdblquote  she\~said {\v hidden}{\deleted gone}at the caf\'e9\emdash twice.\line So.\par\par
\u8220?No\u8221\'94 {\f1 \'cf\'f0\'e8} {\f2\'93\'fa} \u-10179?\u-8704? \{x\} a\_b\-c{\footnote note}{\field{\*\fldinst HYPERLINK}{\fldrslt link}}\par}";
    assert_eq!(
        read(&format!("{head}{body}\0")),
        "Mayor stays\n\n“I stay,” she\u{a0}said at the café—twice.\nSo.\n\n“No” При 日 😀 {x} a-bclink"
    );
}

#[test]
fn other_code_pages_and_tables() {
    assert_eq!(read(r"{\rtf1\mac Caf\'8e}"), "Café");
    assert_eq!(read(r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\par}"), "При");
    assert_eq!(read(r"{\rtf1{\uc2\u8364 EU}\uc0\u8364 5 \trowd a\cell b\cell\row c}"), "€€5 a\tb\n\nc");
    assert_eq!(read("{\\rtf1 {\\pict\\bin3 }}}}a}"), "a", "three bytes are no braces");
}

#[test]
fn made_documents_are_errors() {
    let deep = format!("{{\\rtf1 {}", "{".repeat(2000));
    for (content, cause) in [
        ("", "not RTF"),
        ("He said so.", "not RTF"),
        ("{\\rtf1 He said", "ends too early"),
        ("{\\rtf1 {\\b He said}", "ends too early"),
        (deep.as_str(), "nested deeper than 1000"),
    ] {
        let error = text(content.as_bytes()).expect_err(content).to_string();
        assert!(error.contains(cause), "{content}: {error}");
    }
    let none = Rtf.read("a.rtf", b"{\\rtf1\\par}", &ReadOptions::default()).expect_err("no text");
    assert_eq!(none.cause(), "no text in this document");
}

proptest::proptest! {
    #[test]
    fn never_panics(content in "\\{\\\\rtf1(\\{|\\}|\\\\[a-z]{1,4}-?[0-9]{0,11} ?|\\\\'[0-9a-f]{0,2}|\\\\u-?[0-9]{1,6}\\?|\\\\bin[0-9]{1,3}|\\\\\\*|\\\\f[0-9]|[a-zé ]{1,4}){0,60}\\}?") {
        let _ = text(content.as_bytes());
    }

    #[test]
    fn never_panics_on_bytes(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = text(&[MAGIC, &bytes].concat());
    }
}
