//! Numbers as people read them.

use indicatif::HumanCount;

/// A number of things, the plural where it is not one.
#[must_use]
pub fn counted(number: usize, thing: &str) -> String {
    format!("{} {thing}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// A number with commas between thousands.
#[must_use]
pub fn thousands(number: usize) -> String {
    HumanCount(number as u64).to_string()
}

/// Bytes in the unit that suits them.
#[must_use]
pub fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(megabytes(999), "999 bytes");
        assert_eq!(megabytes(2_500_000), "2.5 MB");
    }
}
