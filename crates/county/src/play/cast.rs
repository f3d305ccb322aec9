//! From the people of the made county to the actors the desk knows: who wears which hat today.

use std::collections::BTreeMap;

use engine::{
    access::{Actor, Hat, Role},
    words::{PersonId, PostId, UnitId},
};

use crate::made::Made;

use super::world::World;

/// Ids of everything built, by key of the made county.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// Of units.
    pub units: Vec<UnitId>,
    /// Of posts.
    pub posts: Vec<PostId>,
    /// Of people.
    pub people: Vec<PersonId>,
}

/// The people as actors.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Ids of everything.
    pub ids: Ids,
    unit_keys: BTreeMap<UnitId, usize>,
    person_keys: BTreeMap<PersonId, usize>,
    accounts: BTreeMap<usize, String>,
    grants: BTreeMap<usize, Vec<Hat>>,
    kin: BTreeMap<usize, Vec<usize>>,
}

impl Cast {
    /// The cast of a made county once its ids are known.
    #[must_use]
    pub fn new(made: &Made, ids: Ids) -> Self {
        let unit_keys = ids.units.iter().cloned().enumerate().map(|(key, id)| (id, key)).collect();
        let person_keys = ids.people.iter().cloned().enumerate().map(|(key, id)| (id, key)).collect();
        let mut accounts = BTreeMap::new();
        let mut grants: BTreeMap<usize, Vec<Hat>> = BTreeMap::new();
        for account in &made.accounts {
            let Some(person) = account.person else { continue };
            accounts.insert(person, account.name.clone());
            let hats = account.roles.iter().filter_map(|(role, unit)| match unit {
                Some(unit) => ids.units.get(*unit).map(|id| Hat::RoleAt(*role, id.clone())),
                None => Some(Hat::Role(*role)),
            });
            grants.entry(person).or_default().extend(hats);
        }
        let mut kin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for pair in &made.kin {
            kin.entry(pair.one).or_default().push(pair.other);
            kin.entry(pair.other).or_default().push(pair.one);
        }
        Self { ids, unit_keys, person_keys, accounts, grants, kin }
    }

    /// Id of a person.
    #[must_use]
    pub fn person(&self, key: usize) -> PersonId {
        self.ids.people.get(key).cloned().unwrap_or_default()
    }

    /// Key of a person.
    #[must_use]
    pub fn person_key(&self, id: &PersonId) -> Option<usize> {
        self.person_keys.get(id).copied()
    }

    /// Id of a unit.
    #[must_use]
    pub fn unit(&self, key: usize) -> UnitId {
        self.ids.units.get(key).cloned().unwrap_or_default()
    }

    /// Id of a post.
    #[must_use]
    pub fn post(&self, key: usize) -> PostId {
        self.ids.posts.get(key).cloned().unwrap_or_default()
    }

    /// A person as an actor: his own hat, the units he heads today, the roles granted to him.
    #[must_use]
    pub fn actor(&self, world: &World<'_>, key: usize) -> Actor {
        let person = self.person(key);
        let mut hats = vec![Hat::Person(person.clone())];
        hats.extend(world.headed(key).into_iter().map(|unit| Hat::Head(self.unit(unit))));
        hats.extend(self.grants.get(&key).into_iter().flatten().cloned());
        let own = self.kin.get(&key).into_iter().flatten().map(|other| self.person(*other));
        Actor {
            account: self.accounts.get(&key).cloned().unwrap_or_else(|| format!("gb{:04}", key + 1)),
            untouchables: std::iter::once(person.clone()).chain(own).collect(),
            person: Some(person),
            hats,
            behalf: None,
        }
    }

    /// Whoever wears one of these hats today and is none of the people to be avoided; hats in their order.
    #[must_use]
    pub fn wearer(&self, world: &World<'_>, hats: &[Hat], avoid: &[usize]) -> Option<usize> {
        hats.iter().find_map(|hat| self.wearers(world, hat).into_iter().find(|key| !avoid.contains(key)))
    }

    fn wearers(&self, world: &World<'_>, asked: &Hat) -> Vec<usize> {
        match asked {
            Hat::Person(id) => self.person_key(id).into_iter().collect(),
            Hat::Head(unit) => self.unit_keys.get(unit).map_or_else(Vec::new, |unit| world.heads_of(*unit)),
            Hat::Role(_) | Hat::RoleAt(..) => {
                let wears = |(_, hats): &(&usize, &Vec<Hat>)| hats.iter().any(|worn| worn.answers(asked));
                self.grants.iter().filter(wears).map(|(key, _)| *key).collect()
            }
            Hat::System => Vec::new(),
        }
    }

    /// The person and his relatives: who does not decide on his matters.
    #[must_use]
    pub fn family(&self, key: usize) -> Vec<usize> {
        std::iter::once(key).chain(self.kin.get(&key).into_iter().flatten().copied()).collect()
    }

    /// The first person with a role for the whole county.
    #[must_use]
    pub fn with_role(&self, role: Role) -> Option<usize> {
        self.grants.iter().find(|(_, hats)| hats.contains(&Hat::Role(role))).map(|(key, _)| *key)
    }
}
