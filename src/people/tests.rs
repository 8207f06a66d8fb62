//! Pairs of names in two articles: one person, or two.

use super::*;
use crate::seeds::Seeds;
use proptest::prelude::*;

fn sighting(name: &str, article: &str) -> Sighting {
    Sighting { name: name.into(), article: article.into(), person: true, claims: 1 }
}

fn people(sightings: &[Sighting]) -> People {
    let seeds = Seeds::built_in();
    People::new(sightings, &seeds.speakers)
}

fn id(people: &People, name: &str, article: &str) -> String {
    people.of(name, article).expect("somebody").id.clone()
}

const ONE: &[(&str, &str)] = &[
    ("Dmitry Peskov", "Dmitri Peskov"),
    ("Dmitrij Peskow", "Dmitry Peskov"),
    ("Dmitriy Velkov", "Dmitri Velkow"),
    ("Vladimir Putin", "Vladimir Poetin"),
    ("Wladimir Putin", "Vladimir Putin"),
    ("Владимир Путин", "Vladimir Putin"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelensky", "Volodimir Zelenski"),
    ("Wolodymyr Selenskyj", "Volodymyr Zelenskiy"),
    ("Володимир Зеленський", "Volodymyr Zelensky"),
    ("Bashar al-Assad", "Bashar el-Assad"),
    ("Bashar al-Assad", "Bashar Assad"),
    ("Abdel Fattah el-Sisi", "Abdul Fattah al-Sissi"),
    ("Mohammed al-Hussaini", "Mohamed el-Hoessaini"),
    ("Jan van der Meer", "Meer, J. van der"),
    ("Jan van der Meer", "J. van der Meer"),
    ("Jan van der Meer", "JAN VAN DER MEER"),
    ("Meer, Jan van der", "Jan van der Meer"),
    ("Craig Murray", "Craig John Murray"),
    ("Dr. Dorothea Quill", "Dorothea Quill"),
    ("Zoë Müller", "Zoe Mueller"),
    ("Zoë Müller", "Zoe\u{308} Mu\u{308}ller"),
    ("Robert Tindall", "Bob Tindall"),
    ("Robert “Bob” Tindall", "Bob Tindall"),
    ("Anna Smit-Bakker", "Anna Bakker"),
    ("Jean-Claude Roux", "Jean Claude Roux"),
    ("Viktor Orban", "Orbán Viktor"),
    ("Martin L. Hale Jr.", "Hale, Martin L., Jr"),
    ("Quill", "Dorothea Quill"),
    ("Sergei Lavrov", "Sergej Lawrow"),
    ("Mikhail Chodorkovski", "Michail Khodorkovsky"),
    ("Boris Yeltsin", "Boris Jeltsin"),
    ("Yulia Timosjenko", "Joelia Timoshenko"),
    ("Kees O’Neil", "Kees O'Neil"),
    ("Alexei Nawalny", "Aleksej Navalny"),
    ("Алексей Навальный", "Alexei Navalny"),
    ("Muammar Gaddafi", "Muammar Kadhafi"),
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("Mr. Teun van den Berg", "Van den Berg, Teun"),
    ("Senator Edward Marlow", "Ted Marlow"),
    ("P. E. Harrell", "Peter E. Harrell"),
    ("José García", "Jose Garcia"),
    ("François Lefèvre", "Francois Lefevre"),
    ("Dorothea Quill-Strand", "Dorothea Quill"),
    ("Jevgenij Orlov", "Evgeny Orlov"),
    ("Yevhen Orlov", "Jevhen Orlow"),
    ("Nikita Gorbachev", "Nikita Gorbatsjov"),
    ("Pyotr Solovyov", "Pjotr Solovjov"),
    ("Sergei Bubkine", "Sergej Bubkin"),
    ("Nadia el Amrani", "El Amrani"),
    ("Khalid al-Hamdi", "Chaled El Hamdi"),
    ("Ailsa MacLeod", "Ailsa McLeod"),
    ("Pieter de Boer", "Piet de Boer"),
    ("Carmen García Moreno", "Carmen Garcia"),
    ("Carmen García Moreno", "García"),
    ("Catherine Vos", "Kathryn Vos"),
];

const TWO: &[(&str, &str)] = &[
    ("Craig Murray", "Jim Murray"),
    ("Craig Murray", "Craig Murphy"),
    ("John Hale", "John Hale Jr."),
    ("John Hale Sr.", "John Hale Jr."),
    ("Michael Brand", "Michelle Brand"),
    ("Mikhail Brand", "Michelle Brand"),
    ("George H. W. Bush", "George W. Bush"),
    ("Jan van der Meer", "Jan de Meer"),
    ("Jan van der Meer", "Jan Meer"),
    ("Ann Marsh", "Ann Mars"),
    ("Angela Merkel", "Meghan Markle"),
    ("Dmitry Peskov", "Dmitry Medvedev"),
    ("Sergei Ivanov", "Sergei Ivanova"),
    ("John Quill", "Joan Quill"),
    ("Paul Brand", "Paula Brand"),
    ("Anna Smit-Bakker", "Bakker, Eva"),
    ("J. Murray", "Craig Murray"),
    ("Ivan Petrov", "Igor Petrov"),
    ("Erik Vos", "Erika Vos"),
    ("Nash", "Nas"),
    ("Al Gore", "Ali Gore"),
    ("Henry VIII", "Henry VII"),
    ("Daniel Vos", "Danielle Vos"),
    ("Jan Jansen", "Jan Janssens"),
    ("P. Harrell", "Mary Harrell"),
    ("Muhammad Hassan", "Ahmed Hassan"),
    ("Omar al-Bashir", "Omar al-Shabir"),
    ("Alexander Vos", "Alexandra Vos"),
    ("William Strand", "Wilma Strand"),
    ("Ivanov, A.", "Boris Ivanov"),
    ("Martin Vos", "Martine Vos"),
    ("Paulin Gorin", "Pauline Gorin"),
    ("Craig John", "Craig John Murray"),
    ("Carmen García Moreno", "Lucía García"),
    ("Maxim Vos", "Maxime Vos"),
    ("Martin Quill", "Martine Quill"),
    ("Piet de Boer", "Petra de Boer"),
];

#[test]
fn spellings_of_one_and_names_of_two() {
    let mut wrong = Vec::new();
    for (pairs, one) in [(ONE, true), (TWO, false)] {
        for (a, b) in pairs {
            let people = people(&[sighting(a, "a"), sighting(b, "b")]);
            if (id(&people, a, "a") == id(&people, b, "b")) != one {
                wrong.push(format!("{a} / {b}: {}", if one { "one person" } else { "two people" }));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), ONE.len() + TWO.len(), wrong.join("\n"));
}

#[test]
fn a_surname_joins_whom_the_article_names_or_the_only_one() {
    let seen = [
        sighting("Craig Murray", "a"),
        sighting("Murray", "a"),
        sighting("Jim Murray", "b"),
        sighting("Murray", "b"),
        sighting("Murray", "c"),
    ];
    let people = people(&seen);
    assert_eq!(id(&people, "Murray", "a"), id(&people, "Craig Murray", "a"));
    assert_eq!(id(&people, "Murray", "b"), id(&people, "Jim Murray", "b"));
    let open = people.of("Murray", "c").expect("somebody");
    assert_eq!(open.candidates.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["Craig Murray", "Jim Murray"]);
    let craig = people.of("Craig Murray", "a").expect("somebody");
    assert_eq!(people.surnames_of(craig), [("Murray".into(), "a".into())]);
}

#[test]
fn what_may_be_two_is_neither() {
    let names = ["George Bush", "George H. W. Bush", "George W. Bush", "Bush"];
    let seen: Vec<Sighting> = names.iter().map(|name| sighting(name, name)).collect();
    let people = people(&seen);
    let ids: BTreeSet<String> = names.iter().map(|name| id(&people, name, name)).collect();
    assert_eq!(ids.len(), 4);
}

#[test]
fn bodies_are_nobody_s_spelling() {
    let body = |name: &str| Sighting { person: false, ..sighting(name, name) };
    let people =
        people(&[body("Ministry of Trade"), body("Ministry of Health"), body("Murray"), sighting("Craig Murray", "a")]);
    assert_eq!(people.all().len(), 4);
}

#[test]
fn common_given_names_make_no_family_of_a_large_collection() {
    let letters = |n: usize| ["ba", "do", "fu", "ge", "hi", "lo", "mu", "na", "pe", "ri"][n % 10];
    let surname = |n: usize| format!("T{}{}{}nt", letters(n), letters(n / 10), letters(n / 100));
    let mut seen = Vec::new();
    for n in 0..1000 {
        seen.push(sighting(&format!("Dmitry {}", surname(n)), "a"));
        seen.push(sighting(&format!("Dmitrij {}", surname(n)), "b"));
        seen.push(sighting(&format!("Anna {}", surname(n)), "c"));
        seen.push(sighting(&surname(n), "d"));
    }
    let people = people(&seen);
    assert_eq!(people.all().len(), 3000);
    assert!(people.all().iter().filter(|person| person.candidates.len() == 2).count() == 1000);
}

proptest! {
    #[test]
    fn the_order_of_the_articles_is_nothing(order in Just((0..ONE.len() + TWO.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let all: Vec<_> = ONE.iter().chain(TWO).collect();
        let seen = |order: &[usize]| -> Vec<Sighting> {
            order.iter().flat_map(|&n| [sighting(all[n].0, "a"), sighting(all[n].1, if n % 2 == 0 { "a" } else { "b" })]).collect()
        };
        let sorted: Vec<usize> = (0..all.len()).collect();
        let (one, other) = (people(&seen(&sorted)), people(&seen(&order)));
        prop_assert_eq!(one.all(), other.all());
        prop_assert_eq!(one.in_article, other.in_article);
    }
}

#[test]
fn a_whole_name_asks_for_its_own_and_not_for_what_is_called_after_it() {
    let body = |name: &str| Sighting { person: false, ..sighting(name, name) };
    let after = "Ann J. Brandt Foundation";
    let seen = [
        sighting("Ann Brandt", "a"),
        sighting("Ann J. Brandt", "b"),
        sighting(after, "c"),
        body("Cole and Ann Brandt"),
        body("CAB"),
    ];
    let people = people(&seen);
    assert_ne!(id(&people, after, "c"), id(&people, "Ann J. Brandt", "b"));
    assert_eq!(id(&people, "CAB", "CAB"), id(&people, "Cole and Ann Brandt", "x"), "a short form of it");
    let asked = people.called("Ann Brandt", &[], &Seeds::built_in().speakers);
    let persons = asked.persons.iter().flat_map(|person| &person.spellings).chain(&asked.names);
    let mut names: Vec<&str> = persons.map(|name| &**name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!((names, asked.whole), (vec!["Ann Brandt", "Ann J. Brandt", "Cole and Ann Brandt"], true));
}
