//! Whether two names may be one person's.

use super::name::Name;
use crate::seeds::{Speakers, Spellings};

/// What two names say of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// One name in two spellings.
    Same,
    /// One says less than the other, or says it shorter: one person where nobody else is left.
    Compatible,
    /// Two people.
    Apart,
}

/// Compares two names.
pub(super) fn relation(a: &Name, b: &Name, known: &Speakers) -> Relation {
    let spellings = &known.spellings;
    if a.generation != b.generation {
        return Relation::Apart;
    }
    if turned(a, b, spellings) {
        return Relation::Same;
    }
    if shortened(a, b, known) || shortened(b, a, known) {
        return Relation::Compatible;
    }
    match (surnames(a, b, spellings), given(a, b, spellings)) {
        (Relation::Same, given) => given,
        (Relation::Compatible, Relation::Same | Relation::Compatible) if !a.is_bare() && !b.is_bare() => {
            Relation::Compatible
        }
        _ => Relation::Apart,
    }
}

/// "Orban Viktor" is "Viktor Orban".
fn turned(a: &Name, b: &Name, spellings: &Spellings) -> bool {
    let plain = |name: &Name| name.given.len() == 1 && name.surname.len() == 1 && name.particles.is_empty();
    plain(a)
        && plain(b)
        && a.given[0].len() > 1
        && spellings.alike(&a.given[0], &b.surname[0])
        && spellings.alike(&a.surname[0], &b.given[0])
}

/// "Jose García" is "José García Moreno", whose second surname is left out.
fn shortened(short: &Name, long: &Name, known: &Speakers) -> bool {
    let (Some(surname), [own]) = (long.father_s(known), &short.surname[..]) else { return false };
    let given = &long.given[..long.given.len() - 1];
    let alike = |(x, y): (&String, &String)| word(x, y, &known.spellings) != Relation::Apart;
    short.particles.is_empty()
        && known.spellings.alike_surnames(own, surname, false)
        && short.given.len() <= given.len()
        && short.given.iter().zip(given).all(alike)
}

fn surnames(a: &Name, b: &Name, spellings: &Spellings) -> Relation {
    if a.particles != b.particles {
        return Relation::Apart;
    }
    let arabic = a.arabic || b.arabic;
    let one = |x: &String, y: &String| spellings.alike_surnames(x, y, arabic) || spellings.one_surname(x, y);
    let (short, long) = if a.surname.len() <= b.surname.len() { (a, b) } else { (b, a) };
    if short.surname.len() == long.surname.len() {
        let same = a.surname.iter().zip(&b.surname).all(|(x, y)| one(x, y));
        return if same { Relation::Same } else { Relation::Apart };
    }
    // A married name beside the one before: "Smit-Bakker" and "Bakker".
    let part =
        |x: &String| long.surname.first().is_some_and(|y| one(x, y)) || long.surname.last().is_some_and(|y| one(x, y));
    if matches!(&short.surname[..], [only] if part(only)) { Relation::Compatible } else { Relation::Apart }
}

fn given(a: &Name, b: &Name, spellings: &Spellings) -> Relation {
    if a.is_bare() || b.is_bare() {
        return if a.is_bare() && b.is_bare() { Relation::Same } else { Relation::Compatible };
    }
    let (x, y) = (&a.given, &b.given);
    let first = match word(&x[0], &y[0], spellings) {
        Relation::Apart if called(a, &y[0], spellings) || called(b, &x[0], spellings) => Relation::Compatible,
        first => first,
    };
    let rest: Vec<Relation> = x[1..].iter().zip(&y[1..]).map(|(m, n)| word(m, n, spellings)).collect();
    if first == Relation::Apart || rest.contains(&Relation::Apart) {
        Relation::Apart
    } else if x.len() == y.len() && first == Relation::Same && rest.iter().all(|r| *r == Relation::Same) {
        Relation::Same
    } else {
        Relation::Compatible
    }
}

/// Whether a name has the other's first name as its nickname.
fn called(name: &Name, other: &str, spellings: &Spellings) -> bool {
    name.nicknames.iter().any(|nickname| spellings.alike(nickname, other))
}

/// Two given names, or initials.
fn word(a: &str, b: &str, spellings: &Spellings) -> Relation {
    if a == b || a.len() > 1 && b.len() > 1 && (spellings.alike(a, b) || spellings.one_given(a, b)) {
        return Relation::Same;
    }
    let begins = |word: &str| spellings.plain(word).chars().next();
    let initial = (a.len() == 1 || b.len() == 1) && begins(a) == begins(b);
    if initial || spellings.one_nickname(a, b) { Relation::Compatible } else { Relation::Apart }
}
