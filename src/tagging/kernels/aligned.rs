//! Values that begin where a line of the processor's memory does: wide instructions that reach over two lines take twice as long.

use std::ops::{Deref, DerefMut};

/// Bytes of a line.
const LINE: usize = 64;

/// A slice on the heap, its first value at the beginning of a line.
#[derive(Debug, Default)]
pub struct Aligned<T> {
    values: Vec<T>,
    skip: usize,
    len: usize,
}

impl<T: Copy + Default> Aligned<T> {
    /// Makes room for so many values. Which values they have is not said: they are there to be written to.
    pub fn resize(&mut self, len: usize) {
        if self.skip + len > self.values.len() {
            self.values = vec![T::default(); len + LINE / size_of::<T>()];
            // An allocator that cannot tell costs time, nothing else.
            self.skip = self.values.as_ptr().align_offset(LINE).min(LINE / size_of::<T>());
        }
        self.len = len;
    }
}

impl<T: Copy + Default> From<&[T]> for Aligned<T> {
    fn from(values: &[T]) -> Self {
        let mut aligned = Self::default();
        aligned.resize(values.len());
        aligned.copy_from_slice(values);
        aligned
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];

    #[inline(always)]
    fn deref(&self) -> &[T] {
        &self.values[self.skip..][..self.len]
    }
}

impl<T> DerefMut for Aligned<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values[self.skip..][..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_with_a_line() {
        let mut values = Aligned::<f32>::default();
        assert!(values.is_empty());
        for len in [1, 100, 7, 1000] {
            values.resize(len);
            assert_eq!((values.len(), values.as_ptr() as usize % LINE), (len, 0));
        }
        assert_eq!(Aligned::from(&[1_u8, 2, 3][..])[..], [1, 2, 3]);
    }
}
