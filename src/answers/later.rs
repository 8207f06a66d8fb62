//! What takes a while is found out once, in a thread of its own; who asks for it waits as long as he wants to.

use crate::error::{Error, ErrorKind, Result, guarded};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Something that is known later.
#[derive(Debug)]
pub(super) struct Later<T>(Arc<Cell<T>>);

#[derive(Debug)]
struct Cell<T> {
    state: Mutex<State<T>>,
    known: Condvar,
}

#[derive(Debug)]
enum State<T> {
    Unasked,
    Asked,
    Known(Arc<T>),
    /// Why it will not be known.
    Failed(String),
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self(Arc::new(Cell { state: Mutex::new(State::Unasked), known: Condvar::new() }))
    }
}

impl<T: Send + Sync + 'static> Later<T> {
    /// The thing, when it is known within that time. The first who asks has it found out.
    pub fn get(&self, patience: Duration, find: impl FnOnce() -> Result<T> + Send + 'static) -> Result<Option<Arc<T>>> {
        let cell = &*self.0;
        let mut state = cell.state.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Unasked) {
            *state = State::Asked;
            let cell = Arc::clone(&self.0);
            std::thread::spawn(move || {
                let found = match guarded(find) {
                    Some(Ok(found)) => State::Known(Arc::new(found)),
                    Some(Err(error)) => State::Failed(error.cause().to_owned()),
                    None => State::Failed("a bug in whosaid: it fails on this index".to_owned()),
                };
                *cell.state.lock().unwrap_or_else(PoisonError::into_inner) = found;
                cell.known.notify_all();
            });
        }
        let waiting = |state: &mut State<T>| matches!(state, State::Asked);
        let (state, _) =
            cell.known.wait_timeout_while(state, patience, waiting).unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Known(found) => Ok(Some(Arc::clone(found))),
            State::Failed(cause) => Err(Error::new(cause.clone()).kind_of(ErrorKind::Io)),
            State::Unasked | State::Asked => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn found_once_however_many_ask() {
        let (later, times) = (Later::default(), Arc::new(AtomicUsize::new(0)));
        let ask = |patience| {
            let times = Arc::clone(&times);
            later.get(patience, move || {
                std::thread::sleep(Duration::from_millis(50));
                Ok(times.fetch_add(1, Ordering::SeqCst))
            })
        };
        assert_eq!(ask(Duration::ZERO).expect("no error"), None);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(ask(LONG).expect("no error").as_deref(), Some(&0)));
            }
        });
        assert_eq!(times.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn a_failure_is_told_to_everybody() {
        let later = Later::<()>::default();
        for _ in 0..2 {
            assert!(later.get(LONG, || Err(Error::new("torn"))).is_err());
        }
        let later = Later::<()>::default();
        assert!(later.get(LONG, || panic!("a bug")).is_err());
    }
}
