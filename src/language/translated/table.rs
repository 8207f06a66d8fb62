//! Numbers found by numbers: one array, a slot of eight bytes each, no more than half of it taken. A look-up mostly touches one line of the cache.

/// No entry has this slot: its key is out of bounds.
const EMPTY: u64 = u64::MAX;
/// Bits of a value.
const VALUE: u32 = 16;
/// The golden ratio: spreads keys that lie side by side.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Keys of 48 bits, values of 16.
#[derive(Debug)]
pub(super) struct Table {
    /// Key and value, at the place that the key spreads to or the next free one.
    slots: Vec<u64>,
    shift: u32,
}

impl Table {
    /// Of entries with keys that differ; `None` where a key has more than 48 bits.
    pub(super) fn new(entries: impl ExactSizeIterator<Item = (u64, u16)>) -> Option<Self> {
        let size = (entries.len() * 2).next_power_of_two().max(2);
        let mut table = Self { slots: vec![EMPTY; size], shift: u64::BITS - size.trailing_zeros() };
        for (key, value) in entries {
            if key >= EMPTY >> VALUE {
                return None;
            }
            let mut at = table.place(key);
            while table.slots[at] != EMPTY {
                at = (at + 1) & (size - 1);
            }
            table.slots[at] = key << VALUE | u64::from(value);
        }
        Some(table)
    }

    #[inline]
    const fn place(&self, key: u64) -> usize {
        (key.wrapping_mul(SPREAD) >> self.shift) as usize
    }

    /// The first slot in which a key may stand: to be fetched for many keys before any of them is looked at, so that memory is waited for once.
    #[inline]
    pub(super) fn first(&self, key: u64) -> u64 {
        self.slots[self.place(key)]
    }

    /// The value of a key.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<u16> {
        self.get_from(key, self.first(key))
    }

    /// The value of a key of which [`Self::first`] is known.
    #[inline]
    pub(super) fn get_from(&self, key: u64, first: u64) -> Option<u16> {
        let (mut at, mut slot) = (self.place(key), first);
        loop {
            if slot >> VALUE == key {
                return Some(slot as u16);
            }
            if slot == EMPTY {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
            slot = self.slots[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        let entries: Vec<(u64, u16)> = (0..5000_u64).map(|n| (n * n * 7, n as u16)).collect();
        let table = Table::new(entries.iter().copied()).expect("small keys");
        assert!(entries.iter().all(|(key, value)| table.get(*key) == Some(*value)));
        assert!((0..5000_u64).all(|n| table.get(n * n * 7 + 3).is_none()));
        assert_eq!(Table::new(std::iter::empty()).map(|empty| empty.get(0)), Some(None));
        assert!(Table::new([(u64::MAX, 0)].into_iter()).is_none());
    }
}
