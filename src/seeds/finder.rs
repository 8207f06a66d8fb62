//! Many strings looked for in one pass, the case of a to z ignored.
//!
//! Each string has four bytes in a row that few texts have: where these stand in a text, and only there, the string itself is held against it.

/// Bits that are looked at of a byte: the case of a letter is none of them.
const BITS: u32 = 5;
/// Bytes in a row.
const ROW: usize = 4;
/// Rows there are.
const ROWS: usize = 1 << (BITS as usize * ROW);

/// Strings, known by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Finder {
    strings: Vec<Vec<u8>>,
    /// A bit for each row that tells.
    telling: Vec<u64>,
    /// By row: the number of a string, and at which of its bytes the row begins.
    rows: Vec<(usize, usize, usize)>,
    /// Strings that are shorter than a row.
    short: Vec<usize>,
}

impl Finder {
    /// For strings none of which is empty.
    pub(super) fn new(strings: Vec<Vec<u8>>) -> Self {
        // What is common among the strings is taken to be common in texts.
        let mut common = [0_usize; 1 << BITS];
        strings.iter().flatten().for_each(|byte| common[low(*byte)] += 1);
        let weight = |row: &[u8]| row.iter().map(|byte| common[low(*byte)]).sum::<usize>();
        let mut finder = Self { telling: vec![0; ROWS / 64], ..Self::default() };
        for (number, string) in strings.iter().enumerate() {
            let rarest = string.windows(ROW).enumerate().min_by_key(|(_, row)| weight(row));
            let (at, known) = rarest.unwrap_or((0, string));
            let row = known.iter().fold(0, |row, byte| row << BITS | low(*byte));
            // Of a short string, with whatever stands before it.
            let step = 1 << (BITS as usize * known.len());
            (row..ROWS).step_by(step).for_each(|row| finder.telling[row / 64] |= 1 << (row % 64));
            if rarest.is_some() {
                finder.rows.push((row, number, at));
            } else {
                finder.short.push(number);
            }
        }
        finder.rows.sort_unstable();
        finder.strings = strings;
        finder
    }

    /// Calls `with` for each string in `text`, as often as it stands there.
    pub(super) fn each(&self, text: &[u8], mut with: impl FnMut(usize)) {
        let mut row = 0;
        for (at, byte) in text.iter().enumerate() {
            row = (row << BITS | low(*byte)) % ROWS;
            if self.telling[row / 64] >> (row % 64) & 1 != 0 {
                self.check(text, at + 1, row, &mut with);
            }
        }
    }

    /// Holds the strings of a row that ends at byte `end` against the text.
    #[cold]
    fn check(&self, text: &[u8], end: usize, row: usize, with: &mut impl FnMut(usize)) {
        let first = self.rows.partition_point(|known| known.0 < row);
        let whole = self.rows[first..].iter().take_while(|known| known.0 == row);
        let whole = whole.filter_map(|&(_, number, at)| Some((number, end.checked_sub(ROW + at)?)));
        let short =
            self.short.iter().filter_map(|&number| Some((number, end.checked_sub(self.strings[number].len())?)));
        for (number, start) in whole.chain(short) {
            let string = &self.strings[number];
            if text[start..].get(..string.len()).is_some_and(|part| part.eq_ignore_ascii_case(string)) {
                with(number);
            }
        }
    }
}

#[inline]
const fn low(byte: u8) -> usize {
    (byte & ((1 << BITS) - 1)) as usize
}

#[cfg(test)]
mod tests {
    use super::Finder;

    const STRINGS: [&str; 9] = ["click here", "photo", "at", "x", "here", "©", "photo by", "don’t", "aaaaa"];

    fn found(text: &str) -> Vec<&'static str> {
        let finder = Finder::new(STRINGS.iter().map(|string| string.as_bytes().to_vec()).collect());
        let mut found = Vec::new();
        finder.each(text.as_bytes(), |number| found.push(STRINGS[number]));
        found.sort_unstable();
        found
    }

    #[test]
    fn finds_each_whatever_its_case() {
        assert_eq!(found("to CLICK Here"), ["click here", "here"]);
        assert_eq!(found("Photo by X"), ["photo", "photo by", "x"]);
        assert_eq!(found("at"), ["at"]);
        assert_eq!(found("©"), ["©"]);
        assert_eq!(found("Phot"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
    }

    proptest::proptest! {
        #[test]
        fn finds_what_is_there(text in "(click |Here|PHOTO| by|at|[a-cx ]{1,3}|©|don’T|a{3,9}|\\PC){0,12}") {
            let mut there = Vec::new();
            for string in STRINGS {
                let bytes = text.as_bytes();
                let places = bytes.windows(string.len()).filter(|part| part.eq_ignore_ascii_case(string.as_bytes()));
                there.extend(std::iter::repeat_n(string, places.count()));
            }
            there.sort_unstable();
            proptest::prop_assert_eq!(found(&text), there);
        }
    }
}
