//! What all pages share: the index as it is now, who may ask, what is being added, what readers say.

use super::adding::Adding;
use super::guard::Guard;
use super::problem::Problem;
use crate::answers::{Correction, Corrections, Current, View, corrections};
use crate::compare::Identities;
use crate::error::Result;
use crate::seeds::Seeds;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Answers that are looked for at once, for each core: more take longer each, and the last of them longest.
const TURNS: usize = 2;
/// How long a page that shows other things as well waits for what takes a look at every claim.
const PATIENCE: Duration = Duration::from_millis(400);
/// How long an answer waits that is nothing without it.
const LONG_PATIENCE: Duration = Duration::from_secs(3);

/// What to show, and to whom.
#[derive(Clone)]
pub struct Setup {
    /// The index's folder.
    pub index: PathBuf,
    /// What is known of languages and names.
    pub seeds: &'static Seeds,
    /// Where to listen. Anything but a loopback address is reached by others, who then need a token.
    pub address: IpAddr,
    /// Where to listen; 0 for any port that is free.
    pub port: u16,
    /// Nothing may be written.
    pub read_only: bool,
    /// What an extraction depends on besides the text, for articles that are added.
    pub stamp: Arc<str>,
    /// Bytes of the largest article that is read.
    pub largest_article: u64,
    /// Bytes of memory that the index's writer may take.
    pub writer_memory: usize,
}

/// What all pages share.
pub(super) struct Site {
    pub(super) setup: Setup,
    pub(super) current: Current,
    pub(super) guard: Guard,
    pub(super) adding: Adding,
    /// With the length of their file, which only grows.
    corrections: Mutex<Option<(u64, Arc<Corrections>)>>,
    turns: Semaphore,
}

impl Site {
    pub(super) fn new(setup: Setup) -> Result<Self> {
        let guard = Guard::new(setup.address)?;
        let current = Current::new(setup.index.clone());
        let cores = std::thread::available_parallelism().map_or(2, NonZero::get);
        let turns = Semaphore::new(TURNS * cores);
        Ok(Self { current, guard, setup, adding: Adding::default(), corrections: Mutex::default(), turns })
    }

    /// The turn of one who looks for an answer, first come, first served: it ends when it is dropped.
    pub(super) fn turn(&self) -> Option<SemaphorePermit<'_>> {
        Handle::try_current().ok()?.block_on(self.turns.acquire()).ok()
    }

    /// The address to open in a browser.
    pub(super) fn url(&self, address: SocketAddr) -> String {
        let token = self.guard.token.as_deref().map_or_else(String::new, |token| format!("?token={token}"));
        format!("http://{address}/{token}")
    }

    /// What readers say of claims, read again when there are more.
    pub(super) fn corrections(&self) -> Result<Arc<Corrections>, Problem> {
        let length = std::fs::metadata(corrections::beside(&self.setup.index)).map_or(0, |data| data.len());
        let mut kept = self.corrections.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, kept)) = &*kept
            && *known == length
        {
            return Ok(Arc::clone(kept));
        }
        let read = Arc::new(Corrections::read(&self.setup.index)?);
        *kept = Some((length, Arc::clone(&read)));
        Ok(read)
    }

    /// Writes a correction down; the next question sees it.
    pub(super) fn correct(&self, correction: &Correction) -> Result<(), Problem> {
        let _one_at_a_time = self.corrections.lock().unwrap_or_else(PoisonError::into_inner);
        corrections::add(&self.setup.index, correction).map_err(|_| Problem::cannot_write())
    }

    /// Who is who and what is told elsewhere, where that is known already, or in a moment.
    pub(super) fn identities(&self, view: &Arc<View>) -> Result<Option<Arc<Identities>>, Problem> {
        Ok(view.identities(self.setup.seeds, PATIENCE)?)
    }

    /// The same for answers that are wrong without it.
    pub(super) fn all_identities(&self, view: &Arc<View>) -> Result<Arc<Identities>, Problem> {
        view.identities(self.setup.seeds, LONG_PATIENCE)?.ok_or_else(Problem::late)
    }

    pub(super) fn view(&self) -> Result<Arc<View>, Problem> {
        Ok(self.current.view(&self.setup.seeds.speakers)?)
    }
}
