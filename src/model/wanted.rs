//! Which claims a user wants to see at all.

use super::Stance;
use super::record::ClaimRecord;
use serde::Serialize;

/// What counts as a claim. The default leaves out attitudes, what was not said, and what is more likely wrong than right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Also what reports no statement but a wish, an endorsement or an opinion.
    pub attitudes: bool,
    /// Also what was not said, or only asked about, expected or imagined.
    pub unsaid: bool,
    /// Least probability that content and speaker are right, in 0..=1; `None` for those that are likely ([`ClaimRecord::likely`]).
    pub min_confidence: Option<f64>,
}

impl Wanted {
    /// Everything, however unlikely.
    pub const ALL: Self = Self { attitudes: true, unsaid: true, min_confidence: Some(0.0) };

    /// True for a claim that counts.
    #[must_use]
    pub fn keeps(&self, claim: &ClaimRecord) -> bool {
        (self.attitudes || claim.stance != Stance::Attitude)
            && (self.unsaid || claim.stance != Stance::Unsaid)
            && self.min_confidence.map_or(claim.likely, |least| claim.confidence >= least)
    }
}

/// How many claims are left out by default, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "store"), allow(dead_code, reason = "only the index asks for it"))]
pub struct Aside {
    /// Wishes, endorsements, opinions.
    pub attitudes: usize,
    /// What was not said.
    pub unsaid: usize,
    /// What is more likely wrong than right.
    pub unlikely: usize,
}

#[cfg_attr(not(feature = "store"), allow(dead_code, reason = "only the index asks for it"))]
impl Aside {
    /// Counts a claim if it is left out by default; true if so.
    pub fn takes(&mut self, claim: &ClaimRecord) -> bool {
        let count = match claim.stance {
            Stance::Attitude => &mut self.attitudes,
            Stance::Unsaid => &mut self.unsaid,
            _ if !claim.likely => &mut self.unlikely,
            _ => return false,
        };
        *count += 1;
        true
    }

    /// `; left out: 2 attitudes, 1 unsaid, 40 unlikely`, or nothing.
    #[must_use]
    pub fn listed(&self) -> String {
        let attitudes = if self.attitudes == 1 { "attitude" } else { "attitudes" };
        let parts = [(self.attitudes, attitudes), (self.unsaid, "unsaid"), (self.unlikely, "unlikely")];
        let parts: Vec<String> = parts.iter().filter(|p| p.0 > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if parts.is_empty() { String::new() } else { format!("; left out: {}", parts.join(", ")) }
    }
}
