//! Probabilities and their log-odds: what every confidence is made of.

/// The probability of such log-odds.
#[must_use]
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The log-odds of a probability; neither it nor what is left to 1 counts as less than `least`, so that they are finite.
#[must_use]
pub fn log_odds(p: f64, least: f64) -> f64 {
    (p.max(least) / (1.0 - p).max(least)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_undoes_the_other() {
        for p in [0.001, 0.2, 0.5, 0.9, 0.999] {
            assert!((logistic(log_odds(p, 1e-12)) - p).abs() < 1e-12, "{p}");
        }
        assert_eq!(logistic(0.0), 0.5);
    }

    #[test]
    fn certainty_is_finite() {
        for (p, least) in [(0.0, 1e-4), (1.0, 1e-4), (0.0, 1e-12), (1.0, 1e-12)] {
            assert!(log_odds(p, least).is_finite(), "{p}");
        }
        assert!((log_odds(1.0, 1e-4) - 1e4_f64.ln()).abs() < 1e-12);
        assert!((log_odds(0.0, 1e-4) + 1e4_f64.ln()).abs() < 1e-12);
    }
}
