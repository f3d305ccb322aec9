//! 登记备案: who leads a unit when the county begins to keep the register is entered in one list; whoever takes a post afterwards is
//! proposed by the program. Two people hold secret posts, and one of them leaves his.

use engine::{days::Day, facts::Query, words::PersonId};
use serde_json::json;
use store::Target;

use super::run::{Play, Sent};
use super::trips::{Wave, phone};
use crate::made::{Authority, Sort};

/// Days after the beginning on which the list is entered, the secret posts are noted, and one of them is left.
const LISTED: i64 = 1;
const NOTED: i64 = 40;
const LEFT: i64 = 250;
/// Units in which somebody holds a secret post.
const SECRET: [&str; 2] = ["县委办", "县府办"];

impl Play<'_> {
    /// What the section enters in the register on this day.
    pub(crate) fn register(&mut self, day: Day) -> Vec<Sent> {
        let at = Wave::of(day, 0);
        let Some(clerk) = self.clerk() else { return Vec::new() };
        if self.comes(LISTED, day) {
            let enter = |(person, category): (usize, &str)| {
                let unit = self.world.unit(person)?;
                let contact = self.unit_clerk(unit)?;
                let name = self.world.made.cadre(contact).map(|cadre| cadre.name.clone());
                let action = json!({"verb": "enter", "person": self.cast.person(person), "category": category,
                    "since": day, "contact": name, "phone": phone(contact)});
                Some(self.opens("registered_person", clerk, at, action).1)
            };
            return self.listed().into_iter().filter_map(enter).collect();
        }
        if self.comes(NOTED, day) {
            let deputy = |short: &&str| self.world.body(self.unit_named(short)?).into_iter().next_back();
            let people: Vec<usize> = SECRET.iter().filter_map(deputy).collect();
            self.affairs.cabinet.secret.clone_from(&people);
            let note =
                |person| self.noted(clerk, person, at, json!({"verb": "set_secrecy", "level": "general", "day": day}));
            return people.into_iter().filter_map(note).collect();
        }
        if self.comes(LEFT, day) {
            let action = json!({"verb": "leave_secret_post", "day": day});
            let first = self.affairs.cabinet.secret.first().copied();
            return first.and_then(|person| self.noted(clerk, person, at, action)).into_iter().collect();
        }
        Vec::new()
    }

    /// Members of leading bodies whom the county manages, with their category.
    pub(crate) fn listed(&self) -> Vec<(usize, &'static str)> {
        let category = |key: usize| {
            let post = self.world.main(key)?;
            let sort = self.world.made.unit(post.unit)?.sort;
            let category = if sort == Sort::Enterprise { "enterprise_head" } else { "leading_cadre" };
            (post.leading && !matches!(sort, Sort::County | Sort::Subordinate)).then_some((key, category))
        };
        let managed = self.world.managed().filter(|(_, cadre)| cadre.authority == Authority::County);
        managed.filter_map(|(key, _)| category(key)).collect()
    }

    fn noted(&self, clerk: usize, person: usize, at: Wave, action: serde_json::Value) -> Option<Sent> {
        let person: PersonId = self.cast.person(person);
        let query = Query { kind: "registered_person", person: Some(person), open: Some(true), ..Query::default() };
        let entry = self.found(&query).into_iter().next()?;
        let (_, last, _) = self.county.state_of(&entry.id).ok()??;
        Some(self.acts("registered_person", clerk, at, Target::existing(entry.id, last), action))
    }
}
