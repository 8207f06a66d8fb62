//! Names that mean the same person or body, put together.

use std::rc::Rc;

use super::alike::{Index, Relation, glued, keys, related, same_letters, turned};
use super::entity::{Entity, Meant};
use super::mention::NameMention;
use super::tokens::View;
use crate::model::SpeakerType;
use crate::seeds::Class;
use crate::seeds::speakers::fold;
use foldhash::{HashMap, HashSet};

/// The entities of all names, and for each mention those it can mean. `short_for`: names of which the text says that they are one.
pub(super) fn cluster(
    view: &View,
    mentions: &[NameMention],
    short_for: &HashSet<(String, String)>,
) -> (Vec<Entity>, Vec<Meant>) {
    let mut groups: Vec<(Entity, Vec<usize>)> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::default();
    for (m, mention) in mentions.iter().enumerate() {
        let key = fold(mention.span.of(view.doc.text));
        if let Some(&g) = by_name.get(&key) {
            groups[g].1.push(m);
        } else {
            by_name.insert(key, groups.len());
            groups.push((Entity::new(name_of(view, mention), SpeakerType::Unknown), vec![m]));
        }
    }
    for (entity, members) in &mut groups {
        describe(view, entity, members.iter().map(|&m| &mentions[m]));
    }
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&g| (std::cmp::Reverse(rank(&groups[g].0)), groups[g].1[0]));
    let mut entities: Vec<Entity> = Vec::new();
    let nobody: Meant = Rc::new([]);
    let mut meant = vec![nobody; mentions.len()];
    let mut index = Index::default();
    for g in order {
        let (entity, members) = &groups[g];
        let mut found = Vec::new();
        let keys = keys(entity);
        let (exact, alike) = index.candidates(entity, &keys);
        for test in [Relation::Same, Relation::Part, Relation::Near] {
            let candidates = if test == Relation::Near { &alike } else { &exact };
            found = candidates.iter().copied().filter(|&e| related(view, entity, &entities[e], test)).collect();
            if found.is_empty() && test == Relation::Part && !short_for.is_empty() {
                let told = |e: &Entity| short_for.contains(&(entity.name.to_lowercase(), e.name.to_lowercase()));
                found = (0..entities.len()).filter(|&e| told(&entities[e])).collect();
            }
            if !found.is_empty() {
                break;
            }
        }
        // "Schiphol" is not the "visitor centre of Schiphol" that is named once.
        if let [one] = found[..]
            && entity.kind == SpeakerType::Organization
            && entity.seen > 1
            && entities[one].seen == 1
            && is_owner(view, entity, &entities[one])
        {
            found.clear();
        }
        if let [one] = found[..]
            && entities[one].words.len() >= entity.words.len()
            && !same_letters(&entities[one].words, &entity.words)
            && turned(&entities[one].words, &entity.words)
            && entity.seen > entities[one].seen
        {
            entities[one].name.clone_from(&entity.name); // the form that the article prefers
        }
        if let [one] = found[..]
            && glued(entity, &entities[one])
        {
            entities[one].name.clone_from(&entity.name);
            entities[one].words.clone_from(&entity.words);
        }
        if let [one] = found[..]
            && entities[one].words.len() == entity.words.len() + 1
            && view.lexicon.people.is_demonym(&entities[one].name.split(' ').next().unwrap_or_default().to_lowercase())
            && entities[one].words.ends_with(&entity.words)
        {
            entities[one].name.clone_from(&entity.name); // "Zwitserse Helvax" is Helvax
        }
        match found[..] {
            [] => {
                found = vec![entities.len()];
                index.add(entity, keys, entities.len());
                entities.push(entity.clone());
            }
            [one] => merge(&mut entities[one], entity),
            _ => {}
        }
        let found: Meant = found.into();
        for &m in members {
            meant[m] = Rc::clone(&found);
        }
    }
    (entities, meant)
}

/// True where the longer name ends with a linker and the shorter one: "visitor centre | of | Schiphol".
fn is_owner(view: &View, short: &Entity, long: &Entity) -> bool {
    let link = long.words.len().checked_sub(short.words.len() + 1);
    link.is_some_and(|l| {
        l > 0 && long.words.ends_with(&short.words) && view.lexicon.class(&long.words[l]).any(Class::LINKER)
    })
}

/// Longer names first; initials alone count less than a given name.
fn rank(entity: &Entity) -> (usize, usize) {
    (entity.words.len(), entity.words.iter().filter(|w| w.len() > 1).count())
}

/// The name as the article writes it, on one line and without courtesy.
fn name_of(view: &View, mention: &NameMention) -> String {
    let raw = mention.span.of(view.doc.text);
    let plain = view.seeds.names.plain(raw);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What shape and neighbours of all its mentions tell of an entity.
fn describe<'m>(view: &View, entity: &mut Entity, mentions: impl Iterator<Item = &'m NameMention>) {
    let names = &view.seeds.names;
    let people = &view.lexicon.people;
    let (mut person, mut body, mut determined, mut placed, mut towns, mut all) = (0, 0, 0, 0, 0, 0);
    for mention in mentions {
        all += 1;
        entity.first = entity.first.min(mention.span.start);
        match mention.kind {
            SpeakerType::Person => person += 1,
            SpeakerType::Organization => body += 1,
            _ => {}
        }
        let before = mention.tokens.start.checked_sub(1).map(|i| &view.tokens[i]);
        let bare = mention.role.is_empty();
        towns += usize::from(mention.place);
        entity.probability = entity.probability.max(mention.probability);
        if bare && before.is_some_and(|b| b.class.any(Class::DETERMINER) && (!b.capital || b.first)) {
            determined += 1;
        }
        placed += usize::from(bare && before.is_some_and(|b| people.is_place_link(&b.lower)));
        let nouns = mention.role.clone().chain((bare && before.is_some()).then(|| mention.tokens.start - 1));
        for i in nouns {
            entity.gender = entity
                .gender
                .or(people.gender(&view.tokens[i].lower).filter(|_| view.is(i, Class::PERSON.or(Class::TITLE))));
            if people.is_demonym(&view.tokens[i].lower) {
                entity.demonym.get_or_insert_with(|| view.tokens[i].lower.to_string());
            }
        }
        if entity.age.is_none() {
            entity.age = age_near(view, mention);
        }
    }
    entity.gender_told = entity.gender.is_some();
    entity.determined = determined == all;
    entity.seen = all;
    entity.body = body > 0;
    entity.assumed = person == 0;
    let from = people.is_demonym(&entity.name.to_lowercase()); // "US"
    let said_of_places = person == 0 && body == 0 && 2 * placed > all && names.gender(&entity.name).is_none();
    entity.place =
        names.is_place(&entity.name) || names.is_seat(&entity.name) || from || said_of_places || 2 * towns > all;
    entity.kind = if entity.place || (body > 0 && body >= person) {
        SpeakerType::Organization
    } else if person > 0 {
        SpeakerType::Person
    } else if determined * 2 > all || (determined > 0 && entity.words.len() > 1) {
        SpeakerType::Organization
    } else if entity.words.len() >= 2 && entity.words.len() <= 4 {
        SpeakerType::Person
    } else {
        SpeakerType::Unknown
    };
    let given = entity.name.split([' ', '-']).next().unwrap_or_default();
    entity.gender = entity.gender.or(names.gender(given)).or_else(|| {
        (entity.kind == SpeakerType::Person || entity.kind == SpeakerType::Unknown)
            .then(|| entity.name.rsplit([' ']).next().and_then(|s| names.surname_gender(s)))?
    });
    entity.gender = entity.gender.or(view.seeds.speakers.find(&entity.name).and_then(|s| s.gender));
    if entity.kind == SpeakerType::Organization {
        entity.gender = None;
    }
}

/// The age beside a name: "(43)", ", 43,", "43-jarige".
fn age_near(view: &View, mention: &NameMention) -> Option<u32> {
    let end = mention.tokens.end;
    let digits = |i: usize| view.tokens.get(i).and_then(|t| t.span.of(view.doc.text).parse::<u32>().ok());
    if (view.reads(end, "(") || view.reads(end, ",")) && (view.reads(end + 2, ")") || view.reads(end + 2, ",")) {
        return digits(end + 1).filter(|a| (5..120).contains(a));
    }
    let from = mention.role.start.min(mention.tokens.start).saturating_sub(3);
    (from..mention.tokens.start).find_map(|i| view.lexicon.people.age(&view.tokens[i].lower))
}

fn merge(into: &mut Entity, other: &Entity) {
    if into.kind == SpeakerType::Unknown
        || (into.kind == SpeakerType::Person && into.gender.is_none() && other.kind == SpeakerType::Organization)
    {
        into.kind = other.kind;
    }
    into.gender = into.gender.or(other.gender);
    into.gender_told |= other.gender_told && into.gender == other.gender;
    into.body |= other.body;
    into.assumed &= other.assumed;
    into.first = into.first.min(other.first);
    into.age = into.age.or(other.age);
    if into.demonym.is_none() {
        into.demonym.clone_from(&other.demonym);
    }
}
