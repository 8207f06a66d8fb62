//! The quotations of a draft: what a writer put between quotation marks, and so answers for.

use super::wording::words;
use crate::text::paragraphs::paragraphs;
use crate::text::quotes::quotes;

/// Words from which a quotation is more than a title, a nickname or a word held at arm's length.
const FEWEST: usize = 3;

/// What stands between quotation marks, in order, the marks aside. What is shorter than three words is left out,
/// what goes on in the next paragraph is a quotation of its own, and of a quotation inside another only the one around it is taken.
#[must_use]
pub fn quotations(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    quotes(text, &paragraphs(text), &mut found);
    let mut end = 0;
    let mut out = Vec::new();
    for quote in found {
        if quote.span.start < end {
            continue;
        }
        end = quote.span.end;
        let inner = quote.inner.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        if words(&inner).len() >= FEWEST {
            out.push(inner);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_quotation_once_and_no_single_words() {
        let draft = "Quill said: “He told me ‘the quay is closed’ twice.” The “paper shield” fools nobody, she says.\n\n\
            \"Nobody has to\n\nleave the town\", she added.";
        assert_eq!(quotations(draft), ["He told me ‘the quay is closed’ twice.", "Nobody has to", "leave the town"]);
        assert_eq!(quotations("no marks at all"), [""; 0]);
    }
}
