//! What takes a look at every claim, kept beside the index for as long as the index and its makers stay as they are.
//!
//! A file in the index's folder: what it was made of (the segments, and what the asker names), a checksum, the bytes. It is replaced as a whole, and
//! whatever is stale, torn or damaged is as good as none: it is made again.

use super::Store;
use std::fs;

const MAGIC: &[u8; 8] = b"WSKEPT01";
const HASH: usize = blake3::OUT_LEN;

impl Store {
    /// The bytes that were kept under this name, if they were made of this commit and of `makers`.
    #[must_use]
    pub fn derived(&self, name: &str, makers: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder.join(name)).ok()?;
        let (head, kept) = bytes.split_at_checked(MAGIC.len() + 2 * HASH)?;
        let (magic, hashes) = head.split_at(MAGIC.len());
        let is_whole = magic == MAGIC
            && hashes[..HASH] == *self.stamp(makers).as_bytes()
            && hashes[HASH..] == *blake3::hash(kept).as_bytes();
        is_whole.then(|| bytes.split_off(MAGIC.len() + 2 * HASH))
    }

    /// Keeps bytes for the next who asks. Where the folder takes nothing, nothing is kept.
    pub fn keep_derived(&self, name: &str, makers: &[u8], bytes: &[u8]) {
        let (stamp, sum) = (self.stamp(makers), blake3::hash(bytes));
        let parts: [&[u8]; 4] = [MAGIC, stamp.as_bytes(), sum.as_bytes(), bytes];
        // Always the same name, so that a run that is killed leaves one at most; two writers at once make a mixture, which the checksum tells.
        let new = self.folder.join(format!("{name}.new"));
        if fs::write(&new, parts.concat()).and_then(|()| fs::rename(&new, self.folder.join(name))).is_err() {
            let _ = fs::remove_file(&new);
        }
    }

    /// The commit that this store shows, place by place, and who makes something of it.
    fn stamp(&self, makers: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let deleted = self.searcher.generation().segments();
        for segment in self.searcher.segment_readers() {
            let id = segment.segment_id();
            hasher.update(id.uuid_string().as_bytes());
            hasher.update(&deleted.get(&id).copied().flatten().unwrap_or_default().to_le_bytes());
            hasher.update(&segment.num_docs().to_le_bytes());
        }
        hasher.update(makers);
        hasher.finalize()
    }
}
