//! Threads. A process that was forked has none of its parent's, so each process makes its own.

use crate::errors::Error;
use pyo3::prelude::*;
use rayon::ThreadPool;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);
static READER: AtomicU32 = AtomicU32::new(0);

/// A pool with so many threads, made for this call; or this process's own, with one a core (`RAYON_NUM_THREADS` says otherwise).
pub fn pool(threads: Option<usize>) -> PyResult<Arc<ThreadPool>> {
    if let Some(threads) = threads {
        return build(threads);
    }
    let process = std::process::id();
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((owner, pool)) = &*pool
        && *owner == process
    {
        return Ok(Arc::clone(pool));
    }
    let new = build(0)?;
    // A parent's pool is never dropped: that would wait for threads that are not here.
    std::mem::forget(pool.replace((process, Arc::clone(&new))));
    Ok(new)
}

fn build(threads: usize) -> PyResult<Arc<ThreadPool>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map(Arc::new).map_err(|error| Error::new_err(format!("the threads cannot be started: {error}")))
}

/// Reading files uses threads that live as long as the process: a process that was forked after they began would wait for them forever.
pub fn may_read() -> PyResult<()> {
    let process = std::process::id();
    match READER.compare_exchange(0, process, Ordering::Relaxed, Ordering::Relaxed) {
        Err(owner) if owner != process => Err(Error::new_err(
            "this process was forked from one that has read files already, and its threads are not here\nhint: start processes \
             with multiprocessing's \"spawn\" or \"forkserver\", or read files in the children only",
        )),
        _ => Ok(()),
    }
}
