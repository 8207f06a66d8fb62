//! The characters of a page, each with its place.

use std::time::{Duration, Instant};

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// A character.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its left edge, from left to right as the page is read.
    pub x: f64,
    /// Its right edge.
    pub end: f64,
    /// Its line, from top to bottom.
    pub y: f64,
    /// The size of its font.
    pub size: f64,
    /// What it stands for: a ligature stands for several.
    pub text: String,
}

/// Collects the characters of one page after the other.
pub struct Glyphs {
    /// By the direction in which they are read: to the right, up, to the left, down.
    by_direction: [Vec<Glyph>; 4],
    count: usize,
    most: usize,
    until: Instant,
}

impl Glyphs {
    /// Collects so many, and for so long.
    pub fn new(most: usize, time: Duration) -> Self {
        Self { by_direction: Default::default(), count: 0, most, until: Instant::now() + time }
    }

    /// Those of the page: in the direction of most of them, so that what runs up its edge is left out.
    pub fn take(&mut self) -> Vec<Glyph> {
        let all = std::mem::take(&mut self.by_direction);
        all.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
    }

    /// True when there are too many of them.
    pub fn is_over(&self) -> bool {
        self.count > self.most
    }
}

impl OutputDev for Glyphs {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.count += 1;
        if self.count > self.most || self.count.is_multiple_of(1024) && Instant::now() > self.until {
            return Err(OutputError::IoError(std::io::Error::other("a bound")));
        }
        let size = font.abs() * place.m21.hypot(place.m22);
        let wide = width * font.abs() * place.m11.hypot(place.m12);
        let (direction, x, y) = match (place.m11, place.m12) {
            (a, b) if a.abs() >= b.abs() && a >= 0.0 => (0, place.m31, -place.m32),
            (a, b) if b.abs() > a.abs() && b > 0.0 => (1, place.m32, place.m31),
            (a, b) if a.abs() >= b.abs() => (2, -place.m31, place.m32),
            _ => (3, -place.m32, -place.m31),
        };
        if [x, y, size, wide].into_iter().all(|n| n.is_finite() && n.abs() < 1e6) && size > 0.1 && !text.is_empty() {
            let glyph = Glyph { x, end: x + wide.max(0.0), y, size, text: text.to_owned() };
            self.by_direction[direction].push(glyph);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
