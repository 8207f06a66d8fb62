use std::fmt::Write as _;
use std::io::Write as _;

use super::*;

/// A document with these objects, from the second on; the first is its root, the second its page tree, the third its page.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj", at + 1);
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    let mut list = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(list, "{place:010} 00000 n ");
    }
    let _ = write!(list, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", places.len() + 1);
    out.extend_from_slice(list.as_bytes());
    out
}

fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dict}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend_from_slice(content);
    object.extend_from_slice(b"\nendstream");
    object
}

/// Pages of these contents, and more objects behind them, from the number 100 on.
fn pages(contents: &[String], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|n| format!("{} 0 R ", 4 + 2 * n)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 600 800]>>", contents.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (n, content) in contents.iter().enumerate() {
        let own = 5 + 2 * n;
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/Contents {own} 0 R/Resources<</Font<</F 3 0 R>>{resources}>>>>")
                .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    objects.resize(99.max(objects.len()), b"null".to_vec());
    objects.extend_from_slice(more);
    pdf(&objects)
}

/// Lines of text, each at its place.
fn lines(lines: &[(u32, u32, &str)]) -> String {
    let each = lines.iter().map(|(x, y, text)| format!("BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"));
    each.collect()
}

fn read(content: &[u8]) -> Result<Loaded> {
    Pdf.read("a.pdf", content, &ReadOptions { max_bytes: 1_000_000, ..ReadOptions::default() })
}

fn text(content: &[u8]) -> String {
    read(content).expect("a document").articles[0].text.clone()
}

#[test]
fn columns_paragraphs_and_hyphens() {
    let mut page = vec![(50, 700, "A headline that goes over both of the columns of this page")];
    let left = [
        "The first column of this page be-",
        "gins here, and it has a long-term",
        "view. It ends.",
        "A second para-",
        "graph of it goes on in the long-",
        "term, and ends in the",
    ];
    let right = [
        "next column, which it does not",
        "fill, and it ends there.",
        "\\223We stay,\\224 said Ann Brand.",
        "So it goes on for a while,",
        "and on, and on, and on, and",
        "it ends.",
    ];
    for (n, (left, right)) in (0..).zip(left.iter().zip(right)) {
        page.push((50, 660 - 12 * n, left));
        page.push((320, 660 - 12 * n, right));
    }
    assert_eq!(
        text(&pages(&[lines(&page)], "", &[])),
        "A headline that goes over both of the columns of this page\n\nThe first column of this page begins here, and it has a long-term view. It ends.\n\nA second paragraph of it goes on in the long-term, and ends in the next column, which it does not fill, and it ends there.\n\n“We stay,” said Ann Brand. So it goes on for a while, and on, and on, and on, and it ends."
    );
}

#[test]
fn running_heads_and_numbers_go() {
    let page = |n: u32| {
        let (number, own) = (format!("Page {n} of 4"), ["One.", "Two.", "Three.", "Four."][n as usize - 1]);
        let body = [(50, 700, own), (50, 600, "Said again."), (50, 500, own)];
        lines(&[&[(50, 780, "HARBOUR COURIER")], &body[..], &[(300, 20, number.as_str())]].concat())
    };
    let text = text(&pages(&[page(1), page(2), page(3), page(4)], "", &[]));
    let wanted = ["One.", "Two.", "Three.", "Four."].map(|own| format!("{own}\n\nSaid again.\n\n{own}"));
    assert_eq!(text, wanted.join("\n\n"));
}

#[test]
fn pages_that_are_pictures_say_so() {
    let picture = stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"x");
    let scan = pages(&["/I Do".to_owned()], "/XObject<</I 100 0 R>>", &[picture]);
    assert!(read(&scan).expect_err("no text").cause().ends_with("its pages are images"));
    assert_eq!(read(&pages(&[String::new()], "", &[])).expect_err("no text").cause(), "no text in this PDF");
}

#[test]
fn forms_that_hold_themselves_are_left_out() {
    let form = |name: &str, resources: &str| {
        stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources}"), format!("/{name} Do").as_bytes())
    };
    let said = lines(&[(50, 700, "He said so.")]);
    let itself = form("I", "/Resources<</XObject<</I 100 0 R>>>>");
    assert_eq!(text(&pages(&[format!("{said}/I Do")], "/XObject<</I 100 0 R>>", &[itself])), "He said so.");
    let as_its_page = form("I", "");
    let loaded = read(&pages(&[format!("{said}/I Do")], "/XObject<</I 100 0 R>>", &[as_its_page]));
    assert!(loaded.is_ok_and(|loaded| loaded.skipped[0].cause == "1 of 1 pages could not be read"));
    let chain: Vec<Vec<u8>> =
        (0..500).map(|n| form("I", &format!("/Resources<</XObject<</I {} 0 R>>>>", 101 + n))).collect();
    assert_eq!(text(&pages(&[format!("{said}/I Do")], "/XObject<</I 100 0 R>>", &chain)), "He said so.");
}

#[test]
fn made_documents_are_errors() {
    let whole = pages(&[lines(&[(50, 700, "He said so.")])], "", &[]);
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..80 {
        packed.write_all(&[b' '; 1 << 20]).expect("in memory");
    }
    let packed = packed.finish().expect("in memory");
    let bomb = |dict: &str| pages(&[String::new()], "", &[stream(&format!("{dict}/Filter/FlateDecode"), &packed)]);
    let circle = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R>>".to_vec(),
    ]);
    for (what, content, cause) in [
        ("empty", Vec::new(), "the PDF is damaged"),
        ("a text", b"He said so.".to_vec(), "the PDF is damaged"),
        ("cut", whole[..whole.len() / 3].to_vec(), "the PDF is damaged"),
        ("a bomb", bomb(""), "unpacks to more than 64 MiB"),
        ("a bomb that is opened at once", bomb("/Type/ObjStm/N 1/First 1"), "unpacks to more than 64 MiB"),
        ("a bomb in disguise", bomb("/Type/Obj#53tm/Subtype/Image"), "unpacks to more than 64 MiB"),
        ("a circle", circle, "its pages contain each other"),
    ] {
        let error = read(&content).expect_err(what).to_string();
        assert!(error.contains(cause), "{what}: {error}");
    }
    assert!(Pdf.is(&whole) && Pdf.is(b"\xef\xbb\xbf%PDF-1.7") && !Pdf.is(b"What is %PDF-1.7?"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn never_panics(flips in proptest::collection::vec((0_usize..5000, proptest::num::u8::ANY), 0..8), cut in 0_usize..6000) {
        let mut content = pages(&[lines(&[(50, 700, "He said so.")])], "", &[]);
        for (at, to) in flips {
            if let Some(byte) = content.get_mut(at) {
                *byte = to;
            }
        }
        content.truncate(cut.max(content.len() / 2));
        let _ = read(&content);
    }
}
