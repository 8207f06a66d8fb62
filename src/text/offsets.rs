//! Bytes to code points and to line and column, in constant time after one pass.

/// Bytes between two remembered counts: memory is a 16th of the text's, a look-up walks at most this many bytes.
const STRIDE: usize = 128;

/// Offsets of one text.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// Code points before byte `i * STRIDE`; empty for ASCII text.
    counts: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// Counts the code points of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                counts.push(before);
                before += starts(chunk);
            }
            counts.push(before);
        }
        Self { text, counts }
    }

    /// The number of code points before byte `byte`. A byte inside a character counts as the character's end, one behind the text as the text's.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.counts.is_empty() {
            return byte;
        }
        let block = byte / STRIDE;
        self.counts[block] + starts(&self.text.as_bytes()[block * STRIDE..byte])
    }

    /// The byte at which code point `point` starts; the text's length for points behind it.
    #[must_use]
    pub fn byte(&self, point: usize) -> usize {
        if self.counts.is_empty() {
            return point.min(self.text.len());
        }
        let block = self.counts.partition_point(|&c| c <= point).saturating_sub(1);
        let from = (block * STRIDE).min(self.text.len());
        let mut left = point - self.counts[block].min(point);
        for (i, b) in self.text.as_bytes()[from..].iter().enumerate() {
            if is_start(*b) {
                if left == 0 {
                    return from + i;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// Line and column of a byte, both from 1; the column counts code points.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        (line, starts(&before[start..]) + 1)
    }
}

const fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| is_start(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        let text = "één “quote”\nnaïef 😀 ".repeat(100);
        let offsets = Offsets::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.code_point(byte), point);
            assert_eq!(offsets.byte(point), byte);
        }
        assert_eq!(offsets.code_point(text.len()), text.chars().count());
        assert_eq!(offsets.byte(usize::MAX), text.len());
        assert_eq!(offsets.line_column(text.find("naïef").unwrap_or(0)), (2, 1));
    }
}
