//! The program: arguments in, exit status out.

use std::process::ExitCode;

/// Claims are many small strings, made on one thread and freed on another: the system's allocator takes a tenth more of the time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    whosaid::cli::run(std::env::args_os())
}
