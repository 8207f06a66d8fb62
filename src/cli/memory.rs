//! How much memory a run may take, and what of it goes where.
//!
//! | share | for |
//! | --- | --- |
//! | 1/2 | the articles in hand: an article takes many times its size while it is analysed |
//! | 1/4 | the index's writer, a quarter of that for documents that wait for it |
//! | 1/4 | the program itself with seeds and models, and the results that wait |
//!
//! The pages of the index that the system keeps in memory are not counted: it takes them back when it needs them.

use crate::error::{Error, Result};

/// Less is not enough for the program, one small article and the smallest index writer.
const LEAST: u64 = 128_000_000;

/// Bytes of memory for a byte of text while its claims are found. Measured: 45 on news, 105 on nothing but quotations of one word.
const WITH_CLAIMS: u64 = 128;
/// The same without claims. Measured: 8 on plain text; the rest is for web pages.
const WITHOUT_CLAIMS: u64 = 24;

/// Reads a size: a number of bytes, or of `kB`, `MB`, `GB`.
///
/// # Errors
/// When it is none, or too little to work with.
pub fn parse(text: &str) -> Result<u64, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "kib" => 1024.0,
        "mib" => 1_048_576.0,
        "gib" => 1_073_741_824.0,
        _ => return Err("a size is a number with a unit: 512MB, 2GB".to_owned()),
    };
    let number: f64 = number.parse().map_err(|_| "a size is a number with a unit: 512MB, 2GB".to_owned())?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size; what is too large is cut")]
    let bytes = (number * factor) as u64;
    if bytes < LEAST {
        return Err(format!("too little memory: at least {} MB are needed", LEAST / 1_000_000));
    }
    Ok(bytes)
}

/// The largest article, in bytes, that can be analysed with so much memory.
#[must_use]
pub const fn largest_article(memory: u64, claims: bool) -> u64 {
    memory / 2 / if claims { WITH_CLAIMS } else { WITHOUT_CLAIMS }
}

/// What the index's writer may take, in bytes.
///
/// # Errors
/// When this machine cannot address so much.
pub fn writer(memory: u64) -> Result<usize> {
    usize::try_from(memory / 4).map_err(|_| Error::new("--memory is larger than this computer can address"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_a_unit() {
        for (text, bytes) in
            [("512MB", 512_000_000), ("2 gb", 2_000_000_000), ("1.5G", 1_500_000_000), ("200000000", 200_000_000)]
        {
            assert_eq!(parse(text), Ok(bytes), "{text}");
        }
        assert_eq!(parse("256MiB"), Ok(256 << 20));
        for text in ["", "much", "12 horses", "1..5GB", "-1GB", "MB"] {
            assert_eq!(parse(text), Err("a size is a number with a unit: 512MB, 2GB".to_owned()), "{text}");
        }
        assert_eq!(parse("64MB"), Err("too little memory: at least 128 MB are needed".to_owned()));
    }
}
