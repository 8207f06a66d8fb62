//! Where a character begins. The standard library has both from Rust 1.91 on, and we ask for less.

/// The last place up to byte `at` where a character begins; the text's end for places behind it.
#[must_use]
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first place from byte `at` on where a character begins; the text's end for places behind it.
#[must_use]
pub fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_and_behind() {
        let text = "aé€";
        let places: Vec<(usize, usize)> = (0..8).map(|at| (floor(text, at), ceil(text, at))).collect();
        assert_eq!(places, [(0, 0), (1, 1), (1, 3), (3, 3), (3, 6), (3, 6), (6, 6), (6, 6)]);
    }
}
