//! A table of three articles in columns, and changes to its bytes: what is made up from nothing would hardly ever be one.

use whosaid::dump::{Dumper, Format, Layout, claim_records};
use whosaid::model::Article;
use whosaid::seeds::Seeds;

const TEXT: &str =
    "“We stay,” Ada Brand said. “Nobody moves,” Bo Quill said. The mayor told the council that the plan was dropped.";
/// Bytes that make one change: where (two of them), and what to write there.
const CHANGE: usize = 3;

/// The table as it should be.
///
/// # Panics
/// When the claims of an ordinary text cannot be written.
#[must_use]
pub fn whole(format: Format) -> Vec<u8> {
    let article = Article { text: TEXT.to_owned(), language: Some("en".to_owned()), ..Article::default() };
    let found = whosaid::claims::claims(&article, Seeds::built_in());
    let layout = Layout { width: 80, explain: false, on_terminal: false, bom: false };
    let mut bytes = Vec::new();
    let mut dumper = Dumper::new(&mut bytes, format, layout);
    for claim in claim_records(&article, &found) {
        dumper.write(claim).expect("in memory");
    }
    dumper.finish().expect("in memory");
    assert!(!bytes.is_empty(), "there are claims in it");
    bytes
}

/// `table` with the changes that `bytes` tells; what is left of them is put at its end.
#[must_use]
pub fn changed(table: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut table = table.to_vec();
    let mut changes = bytes.chunks_exact(CHANGE);
    for change in &mut changes {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % table.len();
        table[at] = change[2];
    }
    match changes.remainder() {
        [cut] => table.truncate(table.len() * usize::from(*cut) / 256),
        more => table.extend_from_slice(more),
    }
    table
}
