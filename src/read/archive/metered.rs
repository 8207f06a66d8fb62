//! How much an archive may grow while it is read.

use std::cell::Cell;
use std::io::{Error, Read};
use std::rc::Rc;

/// Counts what is unpacked, of an archive and of all in it.
#[derive(Clone)]
pub struct Meter(Rc<Left>);

struct Left {
    bytes: Cell<u64>,
    over: Cell<bool>,
}

impl Meter {
    /// One that lets so many bytes pass.
    pub fn new(bytes: u64) -> Self {
        Self(Rc::new(Left { bytes: Cell::new(bytes), over: Cell::new(false) }))
    }

    /// True when more was wanted.
    pub fn is_over(&self) -> bool {
        self.0.over.get()
    }
}

/// A stream that ends with an error where the meter has nothing left.
pub struct Metered<R> {
    content: R,
    meter: Meter,
}

impl<R> Metered<R> {
    /// Counts what is read of `content`.
    pub fn new(content: R, meter: &Meter) -> Self {
        Self { content, meter: meter.clone() }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.content.read(buffer)?;
        let left = &self.meter.0;
        match left.bytes.get().checked_sub(read as u64) {
            Some(fewer) => {
                left.bytes.set(fewer);
                Ok(read)
            }
            None => {
                left.over.set(true);
                Err(Error::other("more than the archive may grow to"))
            }
        }
    }
}
