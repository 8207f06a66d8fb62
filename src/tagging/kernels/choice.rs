//! Which kernel runs: the widest that the processor has, or the one that `WHOSAID_KERNEL` names. All give the same bits; naming one is for tests and
//! for measuring.

use crate::error::{Error, Result};
use std::sync::OnceLock;

/// The variable that names a kernel.
pub const VARIABLE: &str = "WHOSAID_KERNEL";

/// A kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Plain Rust, on every machine.
    Portable,
    /// AVX2 and FMA.
    Avx2,
    /// AVX-512 with VNNI.
    Avx512,
    /// The tiles of newer Xeons, on Linux.
    Amx,
}

impl Choice {
    /// Every kernel, the narrowest first.
    pub const ALL: [Self; 4] = [Self::Portable, Self::Avx2, Self::Avx512, Self::Amx];

    /// What [`VARIABLE`] calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
            Self::Amx => "amx",
        }
    }

    /// Whether this machine can run it.
    #[must_use]
    pub fn is_here(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => super::Avx2::new().is_some(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => super::Avx512::new().is_some(),
            #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
            Self::Amx => super::amx::is_here(),
            #[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
            _ => false,
        }
    }

    /// Those that this machine can run, the narrowest first.
    pub fn here() -> impl DoubleEndedIterator<Item = Self> {
        Self::ALL.into_iter().filter(|choice| choice.is_here())
    }

    fn named(name: &str) -> Result<Self> {
        let list = |choices: &mut dyn Iterator<Item = Self>| choices.map(Self::name).collect::<Vec<_>>().join(", ");
        let Some(choice) = Self::ALL.into_iter().find(|choice| choice.name() == name) else {
            return Err(Error::new(format!("{VARIABLE}={name}: there is no such kernel"))
                .hint(format!("there are {}; without it the fastest is taken", list(&mut Self::ALL.into_iter()))));
        };
        if choice.is_here() {
            return Ok(choice);
        }
        Err(Error::new(format!("{VARIABLE}={name}: this machine cannot run it"))
            .hint(format!("it can run {}; without {VARIABLE} the fastest is taken", list(&mut Self::here()))))
    }
}

/// The kernel that runs in this process, looked up once.
///
/// # Errors
/// When [`VARIABLE`] names none, or one that this machine cannot run.
pub fn kernel() -> Result<Choice> {
    static KERNEL: OnceLock<Choice> = OnceLock::new();
    if let Some(choice) = KERNEL.get() {
        return Ok(*choice);
    }
    let choice = match std::env::var_os(VARIABLE).filter(|name| !name.is_empty()) {
        Some(name) => Choice::named(&name.to_string_lossy())?,
        None => widest(),
    };
    Ok(*KERNEL.get_or_init(|| choice))
}

/// The widest that this machine can run.
#[must_use]
pub fn widest() -> Choice {
    Choice::here().next_back().unwrap_or(Choice::Portable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_has_a_name_and_a_machine_that_runs_it() {
        for choice in Choice::ALL {
            match Choice::named(choice.name()) {
                Ok(named) => assert!(named == choice && choice.is_here()),
                Err(error) => {
                    let told = error.to_string();
                    assert!(
                        !choice.is_here() && told.contains("this machine cannot run it\nhint: it can run portable"),
                        "{told}"
                    );
                }
            }
        }
        let unknown = Choice::named("sse9").expect_err("no kernel").to_string();
        assert!(unknown.contains("no such kernel\nhint: there are portable, avx2, avx512, amx"), "{unknown}");
    }
}
