//! Sets that grow together: which of many are one.

/// Numbers in disjoint sets; a set's name is its least number, whatever the order in which it came together.
#[derive(Clone, Debug)]
pub(super) struct Sets(Vec<usize>);

impl Sets {
    /// Each number by itself.
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The set of a number.
    pub fn of(&self, mut number: usize) -> usize {
        while self.0[number] != number {
            number = self.0[number];
        }
        number
    }

    /// Makes the sets of two numbers one.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
        for number in [a, b] {
            self.0[number] = a.min(b);
        }
    }

    /// The sets of some numbers, each in the order given, by their least number.
    pub fn groups(&self, numbers: &[usize]) -> Vec<Vec<usize>> {
        let mut groups = std::collections::BTreeMap::<usize, Vec<usize>>::new();
        for &number in numbers {
            groups.entry(self.of(number)).or_default().push(number);
        }
        groups.into_values().collect()
    }
}
