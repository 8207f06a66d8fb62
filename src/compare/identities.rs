//! Who speaks in a claim, and where else does it stand: what a whole index tells of each of its claims.

use super::clusters::{Cluster, Clusters};
use super::saved;
use crate::error::{Error, Result};
use crate::model::record::ClaimRecord;
use crate::people::People;
use crate::seeds::Seeds;
use crate::store::{Member, Store};
use std::sync::Arc;

/// The speakers of an index and the clusters of their claims.
#[derive(Debug)]
pub struct Identities {
    /// Who is who.
    pub people: Arc<People>,
    /// The same statement elsewhere.
    pub clusters: Clusters,
}

impl Identities {
    /// Finds both out, by every claim of the index, whatever a filter leaves out.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn of(store: &Store, seeds: &Seeds) -> Result<Self> {
        Self::with(store, store.people(&seeds.speakers)?, seeds)
    }

    /// The same where the speakers are known.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn with(store: &Store, people: Arc<People>, seeds: &Seeds) -> Result<Self> {
        let clusters = saved::clusters(store, &people, seeds)?;
        Ok(Self { people, clusters })
    }

    /// Tells in a claim of the index who its speaker is and which cluster it belongs to.
    pub fn identify(&self, claim: &mut ClaimRecord) {
        self.people.identify(claim);
        self.clusters.identify(claim);
    }

    /// The claims of the cluster whose id begins so; none where there is no such cluster.
    ///
    /// # Errors
    /// When several clusters are meant, or the index is damaged.
    pub fn members(&self, store: &Store, id: &str) -> Result<Vec<Member>> {
        self.cluster(id)?.map_or_else(|| Ok(Vec::new()), |cluster| self.clusters.members(store, cluster))
    }

    /// The cluster whose id begins so, or that of a claim; `None` where there is none.
    ///
    /// # Errors
    /// When several are meant.
    pub fn cluster(&self, id: &str) -> Result<Option<&Cluster>> {
        if let Some(cluster) = self.clusters.of_claim(id) {
            return Ok(Some(cluster));
        }
        match self.clusters.called(id)[..] {
            [] => Ok(None),
            [cluster] => Ok(Some(cluster)),
            ref several => Err(Error::new(format!("`{id}` fits {} clusters", several.len()))
                .hint("give more of the id; `whosaid clusters` lists them in full")),
        }
    }
}
