//! The clusters of an index as bytes, for being kept beside it, and what they depend on besides its claims.

use super::clusters::{Cluster, Clusters};
use super::pair::MODEL;
use super::sketch::{read_varint, varint};
use super::table::WORDS;
use crate::error::Result;
use crate::people::People;
use crate::seeds::Seeds;
use crate::store::Store;
use tantivy::DocAddress;

/// The file beside the index.
const NAME: &str = "clusters.bin";

/// The clusters of an index whose speakers are `people`: those that are kept beside it, else found out, and kept.
///
/// # Errors
/// When the index is damaged.
pub fn clusters(store: &Store, people: &People, seeds: &Seeds) -> Result<Clusters> {
    let makers = makers(people, seeds);
    if let Some(kept) = store.derived(NAME, &makers).and_then(|bytes| from_bytes(&bytes)) {
        return Ok(kept);
    }
    let clusters = Clusters::of(store, people, seeds)?;
    store.keep_derived(NAME, &makers, &to_bytes(&clusters));
    Ok(clusters)
}

/// What clusters are made of besides the claims: the program, its model and words, what the seeds say of words, who is who.
fn makers(people: &People, seeds: &Seeds) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    [env!("CARGO_PKG_VERSION").as_bytes(), MODEL.as_bytes(), WORDS].into_iter().for_each(&mut add);
    for word in seeds.languages.values().flat_map(|lexicon| &lexicon.wording.apart).flatten() {
        add(word.as_bytes());
    }
    for person in people.all() {
        add(person.id.as_bytes());
        person.spellings.iter().chain(&person.candidates).for_each(|name| add(name.as_bytes()));
    }
    for (name, article, number) in people.in_articles() {
        [name.as_bytes(), article.as_bytes(), &number.to_le_bytes()].into_iter().for_each(&mut add);
    }
    hasher.finalize().as_bytes().to_vec()
}

/// Clusters as bytes.
fn to_bytes(clusters: &Clusters) -> Vec<u8> {
    let mut bytes = Vec::new();
    let count = |count: usize, bytes: &mut Vec<u8>| varint(count as u64, bytes);
    count(clusters.all.len(), &mut bytes);
    for cluster in &clusters.all {
        bytes.extend(cluster.number.to_be_bytes());
        count(cluster.articles, &mut bytes);
        count(cluster.addresses.len(), &mut bytes);
        for (claim, address) in cluster.claims.iter().zip(&cluster.addresses) {
            bytes.extend(claim.to_be_bytes());
            varint(u64::from(address.segment_ord), &mut bytes);
            varint(u64::from(address.doc_id), &mut bytes);
        }
    }
    bytes
}

/// Clusters of such bytes; `None` where they are none.
fn from_bytes(mut bytes: &[u8]) -> Option<Clusters> {
    fn number(bytes: &mut &[u8]) -> Option<u64> {
        let (head, rest) = bytes.split_at_checked(8)?;
        *bytes = rest;
        Some(u64::from_be_bytes(head.try_into().ok()?))
    }
    let count = |bytes: &mut &[u8]| usize::try_from(read_varint(bytes)?).ok();
    let place = |bytes: &mut &[u8]| u32::try_from(read_varint(bytes)?).ok();
    let bytes = &mut bytes;
    let mut clusters = Clusters::default();
    for _ in 0..count(bytes)? {
        let mut cluster = Cluster { number: number(bytes)?, articles: count(bytes)?, ..Cluster::default() };
        for _ in 0..count(bytes)? {
            cluster.claims.push(number(bytes)?);
            cluster.addresses.push(DocAddress::new(place(bytes)?, place(bytes)?));
        }
        clusters.add(cluster);
    }
    bytes.is_empty().then_some(clusters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_were() {
        let mut clusters = Clusters::default();
        for number in 0..3_u64 {
            let claims = vec![number << 40, u64::MAX - number];
            let addresses = vec![DocAddress::new(0, 300), DocAddress::new(7, u32::MAX)];
            clusters.add(Cluster { number, articles: 2, claims, addresses });
        }
        let bytes = to_bytes(&clusters);
        let back = from_bytes(&bytes).expect("clusters");
        assert_eq!(back.all(), clusters.all());
        assert_eq!(back.of_claim("c-ffffffffffffffff"), Some(&clusters.all()[0]));
        assert!(from_bytes(&bytes[..bytes.len() - 1]).is_none() && from_bytes(&[bytes, vec![0]].concat()).is_none());
    }
}
