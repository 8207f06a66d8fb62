//! Where each word stood last: the numbers of words in one array, no more than half of it taken.

/// Where words stood last.
pub(super) struct Last {
    /// A word's number and its place from 1 on; 0 is free.
    slots: Vec<(u64, usize)>,
    shift: u32,
}

impl Last {
    /// Room for `words` words.
    pub(super) fn new(words: usize) -> Self {
        let size = ((words + 1) * 2).next_power_of_two();
        Self { slots: vec![(0, 0); size], shift: u64::BITS - size.trailing_zeros() }
    }

    /// Notes that a word stands at `at`; where it stood before.
    #[inline]
    pub(super) fn insert(&mut self, number: u64, at: usize) -> Option<usize> {
        let mask = self.slots.len() - 1;
        // The upper bits of a word's number are its best.
        let mut place = (number >> self.shift) as usize & mask;
        loop {
            let slot = &mut self.slots[place];
            if slot.1 == 0 {
                *slot = (number, at + 1);
                return None;
            }
            if slot.0 == number {
                return Some(std::mem::replace(&mut slot.1, at + 1) - 1);
            }
            place = (place + 1) & mask;
        }
    }
}
