//! The program itself, for the script `whosaid` that the package installs.

use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the program with these arguments, its name first; gives its exit status.
#[pyfunction]
pub fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| whosaid::cli::status(arguments))
}
