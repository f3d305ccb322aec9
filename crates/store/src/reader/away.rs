//! Who holds a duty while its owner is away: whoever wears the hats that owe it, which of them are absent today, and who was named to stand
//! in or authorized to sign. A few statements for a whole list, none of them per row.

use super::{DutyRow, Reader};
use crate::{
    facts::{json, list},
    rows::hat_text,
    sql::{Connection, Fault, text::read as sql, value::params},
};
use engine::{
    access::{Actor, Hat},
    days::{Day, HalfDay},
    words::PersonId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody is away today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// His name.
    pub name: String,
    /// The last day of his absence, as approved.
    pub until: Day,
    /// Whoever looks may see the absence itself.
    pub seen: bool,
    /// Who stands in.
    pub stand_in: Option<String>,
    /// Whom he let sign for him today: kinds (none means all) and name.
    delegates: Vec<(Vec<String>, String)>,
    /// The matter that owns the absence.
    matter: String,
}

impl Away {
    /// Who acts for him in a matter of this kind: whoever may sign for him, else who stands in.
    #[must_use]
    pub fn holder(&self, kind: &str) -> Option<&str> {
        let covers = |kinds: &[String]| kinds.is_empty() || kinds.iter().any(|one| one == kind);
        let signs = self.delegates.iter().find(|(kinds, _)| covers(kinds)).map(|(_, name)| name.as_str());
        signs.or(self.stand_in.as_deref())
    }
}

/// Who is away among those who owe something in a list.
#[derive(Clone, Debug, Default)]
pub struct Absentees {
    holders: BTreeMap<String, BTreeSet<PersonId>>,
    away: BTreeMap<PersonId, Away>,
}

impl Absentees {
    /// The absentees behind a duty of these owners, if nobody who owes it is there. His own absence keeps nobody from its matter.
    #[must_use]
    pub fn of<'a>(&'a self, owners: &[Hat], matter: &str) -> Vec<&'a Away> {
        let mut found: Vec<&Away> = Vec::new();
        for person in owners.iter().filter_map(|hat| self.holders.get(&hat_text(hat))).flatten() {
            match self.away.get(person) {
                Some(away) if away.matter == matter => return Vec::new(),
                Some(away) if found.iter().any(|known| known.matter == away.matter) => {}
                Some(away) => found.push(away),
                None => return Vec::new(),
            }
        }
        found
    }

    /// The same for a duty in a list.
    #[must_use]
    pub fn of_row<'a>(&'a self, duty: &DutyRow) -> Vec<&'a Away> {
        self.of(&duty.owner, &duty.matter)
    }
}

impl Reader {
    /// Who is away on a day among the wearers of these hats, for whoever looks.
    ///
    /// # Errors
    /// What the database says.
    pub fn absentees<'a>(
        &self,
        hats: impl Iterator<Item = &'a Hat>,
        actor: &Actor,
        today: Day,
    ) -> Result<Absentees, Fault> {
        let hats: BTreeSet<&Hat> = hats.collect();
        if hats.is_empty() {
            return Ok(Absentees::default());
        }
        self.read(|link| {
            let holders = holders(link, self.county(), &hats, today)?;
            let away = self.away(link, &holders, actor, today)?;
            Ok(Absentees { holders: holders.clone(), away })
        })
    }

    fn away(
        &self,
        link: &mut Connection,
        holders: &BTreeMap<String, BTreeSet<PersonId>>,
        actor: &Actor,
        today: Day,
    ) -> Result<BTreeMap<PersonId, Away>, Fault> {
        let people = list(holders.values().flatten().map(PersonId::as_str));
        // Of what is withheld from somebody not even the dates are told to others.
        let guarded = self.catalogue().iter().map(|mechanism| mechanism.kind()).filter(|kind| kind.is_guarded());
        let guarded = list(guarded.map(|kind| kind.id));
        let (first, last) = (HalfDay::morning(today).index(), HalfDay::afternoon(today).index());
        let mut away = BTreeMap::new();
        link.each(&sql::AWAY, &params![self.county(), &people, first, last, &guarded], |row| {
            let absence = Away {
                name: row.string(1)?,
                until: HalfDay::from_index(row.int(2)?).day,
                stand_in: row.maybe_string(3)?,
                matter: row.string(4)?,
                seen: false,
                delegates: Vec::new(),
            };
            away.insert(PersonId(row.string(0)?), absence);
            Ok(())
        })?;
        if away.is_empty() {
            return Ok(away);
        }
        let matters: Vec<String> = away.values().map(|absence| absence.matter.clone()).collect();
        let ids: Vec<&str> = matters.iter().map(String::as_str).collect();
        let visible = self.visible(link, &ids, actor)?;
        let absent = list(away.keys().map(PersonId::as_str));
        let mut signing = Vec::new();
        link.each(&sql::SIGNING_FOR, &params![self.county(), &absent, today.to_string()], |row| {
            signing.push((PersonId(row.string(0)?), json::<Vec<String>>(&row.text(1)?)?, row.string(2)?));
            Ok(())
        })?;
        for (principal, kinds, name) in signing {
            if let Some(absence) = away.get_mut(&principal) {
                absence.delegates.push((kinds, name));
            }
        }
        away.values_mut().for_each(|absence| absence.seen = visible.contains(&absence.matter));
        Ok(away)
    }
}

/// Who wears each of these hats on a day. A role for the county answers for each of its units.
fn holders(
    link: &mut Connection,
    county: &str,
    hats: &BTreeSet<&Hat>,
    today: Day,
) -> Result<BTreeMap<String, BTreeSet<PersonId>>, Fault> {
    let mut found: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
    let (mut heads, mut roles, mut at) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::from([""]));
    for hat in hats {
        match hat {
            Hat::Person(person) => {
                found.entry(hat_text(hat)).or_default().insert(person.clone());
            }
            Hat::Head(unit) => {
                heads.insert(unit.as_str());
            }
            Hat::Role(role) => {
                roles.insert(role.code());
            }
            Hat::RoleAt(role, unit) => {
                roles.insert(role.code());
                at.insert(unit.as_str());
            }
            Hat::System => {}
        }
    }
    if heads.is_empty() && roles.is_empty() {
        return Ok(found);
    }
    let values = params![county, list(heads), today.to_string(), list(roles), list(at)];
    let worn = link.rows(&sql::WORN, &values, |row| Ok((row.string(0)?, row.string(1)?, row.string(2)?)))?;
    for hat in hats {
        let worn = worn.iter().filter(|(role, unit, _)| match hat {
            Hat::Head(of) => role.is_empty() && unit == of.as_str(),
            Hat::Role(of) => role == of.code() && unit.is_empty(),
            Hat::RoleAt(of, place) => role == of.code() && (unit.is_empty() || unit == place.as_str()),
            Hat::Person(_) | Hat::System => false,
        });
        for (.., person) in worn {
            found.entry(hat_text(hat)).or_default().insert(PersonId(person.clone()));
        }
    }
    Ok(found)
}
