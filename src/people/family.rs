//! Names with one surname: which of them are one person's, and which leave it open.

use super::alike::{Relation, relation};
use super::name::Name;
use super::sets::Sets;
use crate::seeds::Speakers;

/// A name as it comes in.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its parts.
    pub name: Name,
    /// The number of the known speaker who is called so.
    pub known: Option<usize>,
}

/// Names of one surname, however it is spelled, held against one another.
pub(super) struct Family<'a> {
    members: &'a [usize],
    entries: &'a [Entry],
    relations: Vec<Relation>,
}

impl<'a> Family<'a> {
    /// Compares every two of some entries.
    pub fn new(members: &'a [usize], entries: &'a [Entry], known: &Speakers) -> Self {
        let compare = |&a: &usize, &b: &usize| match (entries[a].known, entries[b].known) {
            (Some(x), Some(y)) if x == y => Relation::Same,
            (Some(_), Some(_)) => Relation::Apart,
            _ => relation(&entries[a].name, &entries[b].name, known),
        };
        let mut relations = vec![Relation::Same; members.len() * members.len()];
        for a in 0..members.len() {
            for b in 0..a {
                let relation = compare(&members[a], &members[b]);
                relations[a * members.len() + b] = relation;
                relations[b * members.len() + a] = relation;
            }
        }
        Self { members, entries, relations }
    }

    fn name(&self, at: usize) -> &Name {
        &self.entries[self.members[at]].name
    }

    /// Places in the family that are surnames alone, unless it is known whose.
    fn is_bare(&self, at: usize) -> bool {
        let entry = &self.entries[self.members[at]];
        entry.name.is_bare() && entry.known.is_none()
    }

    fn relation(&self, a: usize, b: usize) -> Relation {
        self.relations[a * self.members.len() + b]
    }

    /// What two groups of names say of each other: all of one against all of the other.
    fn between(&self, a: &[usize], b: &[usize]) -> Relation {
        let mut all = a.iter().flat_map(|&x| b.iter().map(move |&y| self.relation(x, y)));
        if all.any(|relation| relation == Relation::Apart) { Relation::Apart } else { Relation::Compatible }
    }

    /// Who is who among the whole names: joins what is one name, then what is left one candidate. Bare surnames stay with their own spellings.
    pub fn join(&self, sets: &mut Sets) {
        let places: Vec<usize> = (0..self.members.len()).collect();
        let mut own = Sets::new(places.len());
        for &a in &places {
            for &b in &places[..a] {
                if self.relation(a, b) == Relation::Same && self.is_bare(a) == self.is_bare(b) {
                    own.join(a, b);
                }
            }
        }
        let (bare, whole): (Vec<_>, Vec<_>) = places.into_iter().partition(|&at| self.is_bare(at));
        let groups = self.consistent(own.groups(&whole));
        let mut joined = Sets::new(groups.len());
        let fullness = |group: &[usize]| group.iter().map(|&at| self.name(at).fullness()).max();
        for (n, group) in groups.iter().enumerate() {
            let as_full = |other: &Vec<usize>| fullness(other) >= fullness(group);
            let candidates: Vec<usize> = (0..groups.len())
                .filter(|&o| o != n && as_full(&groups[o]) && self.between(group, &groups[o]) != Relation::Apart)
                .collect();
            if self.are_one(&candidates.iter().map(|&o| &groups[o]).collect::<Vec<_>>()) {
                candidates.into_iter().for_each(|other| joined.join(n, other));
            }
        }
        // What came together by way of a third and does not fit is taken apart again.
        let numbers: Vec<usize> = (0..groups.len()).collect();
        for together in joined.groups(&numbers) {
            let parts: Vec<&Vec<usize>> = together.iter().map(|&n| &groups[n]).collect();
            if self.are_one(&parts) {
                self.mark(sets, &parts.into_iter().flatten().copied().collect::<Vec<_>>());
            } else {
                parts.into_iter().for_each(|part| self.mark(sets, part));
            }
        }
        own.groups(&bare).iter().for_each(|group| self.mark(sets, group));
    }

    /// Groups in which no two names are of two people; the names of any other one stand alone.
    fn consistent(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let apart = |group: &[usize]| self.between(group, group) == Relation::Apart;
        groups
            .into_iter()
            .flat_map(|group| if apart(&group) { group.into_iter().map(|at| vec![at]).collect() } else { vec![group] })
            .collect()
    }

    fn are_one(&self, groups: &[&Vec<usize>]) -> bool {
        (0..groups.len()).all(|a| (0..a).all(|b| self.between(groups[a], groups[b]) != Relation::Apart))
    }

    fn mark(&self, sets: &mut Sets, places: &[usize]) {
        places.windows(2).for_each(|pair| sets.join(self.members[pair[0]], self.members[pair[1]]));
    }

    /// For each bare surname the whole names that it may stand for.
    pub fn candidates(&self) -> Vec<(usize, Vec<usize>)> {
        let places = || 0..self.members.len();
        let fits = |at: usize, other: &usize| !self.is_bare(*other) && self.relation(at, *other) != Relation::Apart;
        places()
            .filter(|&at| self.is_bare(at))
            .map(|at| {
                let found = places().filter(|other| fits(at, other)).map(|other| self.members[other]).collect();
                (self.members[at], found)
            })
            .collect()
    }
}
