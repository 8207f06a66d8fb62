//! Quotations of which one mark was lost: `We stay. Nobody moves us,” said Bos.`
//!
//! They begin and end where sentences do.

use crate::model::Span;
use crate::text::quotes::{Quote, set_depths};

/// Bytes of the longest run of sentences that is taken for one quotation: what goes on longer began later, and nobody can tell where.
const LONGEST: usize = 800;
/// Behind a mark, or before it, when it ends what somebody said.
const PAUSES: &str = ",.;:!?…";

/// Adds the quotations of a paragraph that only their closing mark tells of: from the paragraph's begin, or from the first sentence behind the
/// quotation before it. `quotes` are the paragraph's from number `first` on; `sentences` are the paragraph's. Says whether there are any.
pub(super) fn open(
    text: &str,
    paragraph: Span,
    sentences: &[Span],
    lost: &[Span],
    first: usize,
    quotes: &mut Vec<Quote>,
) -> bool {
    let mut doubles = first;
    let known = quotes.len();
    let mut behind = paragraph.start;
    let mut before = None;
    for &mark in lost {
        // The last quotation with marks like these that begins before the mark.
        while doubles < known && quotes[doubles].span.start < mark.start {
            if !quotes[doubles].single {
                behind = behind.max(quotes[doubles].span.end);
                before = Some(behind);
            }
            doubles += 1;
        }
        if behind <= mark.start && closes(text, paragraph, mark) {
            let from = before.unwrap_or(paragraph.start).max(mark.start.saturating_sub(LONGEST));
            let start = sentences.get(sentences.partition_point(|s| s.start < from)).map(|s| s.start);
            if let Some(start) = start.filter(|&s| s < mark.start) {
                let inner = Span::new(start, mark.start).trim(text);
                let span = Span::new(start, mark.end);
                quotes.push(Quote { span, inner, close: Some(mark), depth: 0, single: false, continued: false });
            }
        }
        behind = behind.max(mark.end);
        before = Some(behind);
    }
    if quotes.len() > known {
        quotes[first..].sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
        set_depths(&mut quotes[first..]);
    }
    quotes.len() > known
}

/// True for a mark that ends what somebody said, and no mark of inches or of a single word.
fn closes(text: &str, paragraph: Span, mark: Span) -> bool {
    let before = text[paragraph.start..mark.start].chars().next_back();
    let after = text[mark.end..paragraph.end].chars().next();
    before.is_some_and(|b| PAUSES.contains(b))
        || before.is_some_and(char::is_alphabetic) && after.is_none_or(|a| PAUSES.contains(a))
}

/// Ends quotations that nothing closes before the next one that something does, if a sentence ends between them. `quotes` are the paragraph's.
/// Says whether one still reaches the paragraph's end.
pub(super) fn close(text: &str, paragraph: Span, sentences: &[Span], quotes: &mut [Quote]) -> bool {
    // Where the next paragraph takes the quotation up, nothing was lost.
    let goes_on = text[paragraph.end..].trim_start().starts_with(['“', '„', '«', '"']);
    let mut next: Option<usize> = None;
    let mut stays_open = false;
    let mut changed = false;
    for quote in quotes.iter_mut().rev().filter(|q| !q.single) {
        if quote.close.is_some() {
            next = Some(quote.span.start);
            continue;
        }
        let end = next.filter(|_| !goes_on && quote.span.end == paragraph.end).and_then(|next| {
            let sentence = sentences.partition_point(|s| s.end <= next).checked_sub(1)?;
            Some(sentences[sentence].end).filter(|&end| end > quote.inner.start)
        });
        match end {
            Some(end) => {
                quote.inner = Span::new(quote.inner.start, end);
                quote.span.end = end;
                next = Some(quote.span.start);
                changed = true;
            }
            None => stays_open |= quote.span.end == paragraph.end,
        }
    }
    if changed {
        quotes.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
        set_depths(quotes);
    }
    stays_open
}

#[cfg(test)]
mod tests {
    use crate::text::{Abbreviations, Document};

    /// The quotations of depth 0.
    fn cut(text: &str) -> Vec<&str> {
        let doc = Document::new(text, &Abbreviations::default());
        doc.quotes.iter().filter(|q| q.depth == 0).map(|q| q.span.of(text)).collect()
    }

    #[test]
    fn an_opening_mark_was_lost() {
        for (text, quotes) in [
            ("We blijven hier”, zegt Bos.", &["We blijven hier”"][..]),
            ("We blijven hier\", zegt Bos.", &["We blijven hier\""]),
            ("We stay. Nobody moves us,” said Bos.", &["We stay. Nobody moves us,”"]),
            ("“Yes,” said Bos. We stay. For ever,” he said.", &["“Yes,”", "We stay. For ever,”"]),
            ("\"Yes,\" said Bos. We stay,\" he said.", &["\"Yes,\"", "We stay,\""]),
            ("We stay,\" said Bos. Nobody moves us,\" he said.", &["We stay,\"", "Nobody moves us,\""]),
            ("We ‘never’ move. Not us,” said Bos. “No.”", &["We ‘never’ move. Not us,”", "“No.”"]),
            ("One.\n\nWe stay.”\n\nThree.", &["We stay.”"]),
            ("We stay,&rdquo; said Bos.", &["We stay,&rdquo;"]),
        ] {
            assert_eq!(cut(text), quotes, "{text}");
        }
    }

    #[test]
    fn no_mark_was_lost() {
        for text in [
            "A pipe of 6\" and one of 8\".",
            "The so-called reform” of Bos failed.",
            "It is 5'2\" long.",
            "“Yes,” said Bos, no,” he said.",
        ] {
            assert!(cut(text).len() <= 1, "{text}");
        }
        let long = format!("{} It ends.” Bos left.", "It goes on. ".repeat(100));
        assert!(cut(&long).iter().all(|q| q.len() < 1000));
    }

    #[test]
    fn a_closing_mark_was_lost() {
        for (text, quotes) in [
            ("“We stay, said Bos. “No,” he said.", &["“We stay, said Bos.", "“No,”"][..]),
            ("“We stay. So he said. “No,” he said. “Never", &["“We stay. So he said.", "“No,”", "“Never"]),
            ("“We stay, said Bos.", &["“We stay, said Bos."]),
            ("“We stay. He said “no” to me.\n\n“I said “yes.”", &["“We stay. He said “no” to me.", "“I said “yes.”"]),
        ] {
            assert_eq!(cut(text), quotes, "{text}");
        }
    }
}
