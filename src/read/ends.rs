//! Where a record of JSON ends. Nothing else is looked at: a record that is no JSON costs itself alone.

/// Where a record ends: a line at its line break, an element of an array before the comma or bracket that follows it.
#[derive(Default)]
pub struct End {
    array: bool,
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl End {
    /// The end of an element of an array, or of a line.
    #[must_use]
    pub fn of(array: bool) -> Self {
        Self { array, ..Self::default() }
    }

    /// True where `byte`, the next one, is the first behind the record.
    pub fn is_at(&mut self, byte: u8) -> bool {
        if !self.array {
            return byte == b'\n';
        }
        if self.escaped {
            self.escaped = false;
            return false;
        }
        match byte {
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            b'{' | b'[' if !self.quoted => self.depth += 1,
            b'}' | b']' if !self.quoted && self.depth > 0 => self.depth -= 1,
            b',' | b']' if !self.quoted => return self.depth == 0,
            _ => {}
        }
        false
    }
}
