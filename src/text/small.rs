//! Small letters. Most words are in them already, and nearly all are ASCII: neither needs the tables of Unicode, nor memory of its own.

use std::borrow::Cow;

/// The same as [`str::to_lowercase`], borrowed where the text is so.
#[must_use]
pub fn small(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        Cow::Owned(text.to_lowercase())
    } else if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_unicode_has_it(text in "[a-zA-ZÀ-ÿΑ-ΩΣİ'’ ]{0,12}") {
            prop_assert_eq!(small(&text), text.to_lowercase());
        }
    }
}
