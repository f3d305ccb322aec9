//! Who acts: an account with its grants, and what follows from the posts of the person behind it.

use super::Reader;
use crate::sql::{Connection, Fault, Row, text::read as sql, value::params};
use engine::{
    access::{self, Actor, Behalf, Hat, Role},
    days::Day,
    facts::Facts,
    procedure::{AccountEntry, Refusal},
    words::{MatterId, PersonId, UnitId},
};
use std::collections::BTreeSet;

pub(super) fn account(row: &Row<'_>) -> Result<AccountEntry, Fault> {
    Ok(AccountEntry {
        id: MatterId(row.string(0)?),
        login: row.string(1)?,
        name: row.string(2)?,
        person: row.maybe_string(3)?.map(PersonId),
        active: row.flag(4)?,
    })
}

fn granted(link: &mut Connection, county: &str, account: &MatterId) -> Result<Vec<Hat>, Fault> {
    let rows = link.rows(&sql::GRANTS, &params![county, &account.0], |row| Ok((row.string(0)?, row.string(1)?)))?;
    let hat = |(role, unit): (String, String)| {
        let role = Role::from_code(&role)?;
        Some(if unit.is_empty() { Hat::Role(role) } else { Hat::RoleAt(role, UnitId(unit)) })
    };
    Ok(rows.into_iter().filter_map(hat).collect())
}

impl Reader {
    /// Codes of the roles that somebody holds who may sign in.
    ///
    /// # Errors
    /// What the database says.
    pub fn roles_held(&self) -> Result<BTreeSet<String>, Fault> {
        let rows = self.read(|link| link.rows(&sql::ROLES_HELD, &params![self.county()], |row| row.string(0)))?;
        Ok(rows.into_iter().collect())
    }

    /// The account with this sign-in name.
    ///
    /// # Errors
    /// What the database says.
    pub fn account(&self, login: &str) -> Result<Option<AccountEntry>, Fault> {
        self.read(|link| link.first(&sql::ACCOUNT, &params![self.county(), login], account))
    }

    /// Accounts in the order of their sign-in names, those after `after`.
    ///
    /// # Errors
    /// What the database says.
    pub fn accounts(&self, after: &str, limit: i64) -> Result<Vec<AccountEntry>, Fault> {
        self.read(|link| link.rows(&sql::ACCOUNTS, &params![self.county(), after, limit], account))
    }

    /// The actor behind an active account on a day: granted hats, hats that follow from posts, and whose matters are not his to decide.
    ///
    /// # Errors
    /// What the database says.
    pub fn actor(&self, login: &str, on: Day) -> Result<Option<Actor>, Fault> {
        self.read(|link| {
            let found = link.first(&sql::ACCOUNT, &params![self.county(), login], account)?;
            let Some(account) = found.filter(|account| account.active) else { return Ok(None) };
            let granted = granted(link, self.county(), &account.id)?;
            let (hats, untouchables) =
                self.asking(link, |asked| Ok(worn(account.person.as_ref(), granted.clone(), on, asked)))?;
            Ok(Some(Actor { account: account.login, person: account.person, hats, behalf: None, untouchables }))
        })
    }

    /// 代录: the same account, with the hats of the person whose signed paper is entered. A clerk of that person's unit, or the
    /// section's, may do so.
    ///
    /// # Errors
    /// The outer one is the database's; the inner one a refusal for whoever may not enter for this person.
    pub fn on_behalf(&self, actor: &Actor, behalf: &Behalf) -> Result<Result<Actor, Refusal>, Fault> {
        let principal = &behalf.person;
        self.read(|link| {
            let accounts = link.rows(&sql::ACCOUNTS_OF, &params![self.county(), &principal.0], account)?;
            let mut hats = Vec::new();
            for account in &accounts {
                hats.extend(granted(link, self.county(), &account.id)?);
            }
            let (hats, untouchables, unit) = self.asking(link, |asked| {
                let facts: &dyn Facts = asked;
                let unit = facts.unit_of(principal, behalf.signed_on);
                let (hats, untouchables) = worn(Some(principal), hats.clone(), behalf.signed_on, asked);
                Ok((hats, untouchables, unit))
            })?;
            let clerk = unit.is_some_and(|unit| actor.wears(&Hat::RoleAt(Role::UnitClerk, unit)));
            let section = [Role::SectionClerk, Role::SectionHead].iter().any(|role| actor.wears(&Hat::Role(*role)));
            if !clerk && !section {
                let sentence = "只有本单位经办人或干部监督股可以代为录入，请转交其办理。";
                return Ok(Err(Refusal::new("not_yours", "", sentence).at("/on_behalf/person")));
            }
            let (account, person) = (actor.account.clone(), actor.person.clone());
            Ok(Ok(Actor { account, person, hats, behalf: Some(behalf.clone()), untouchables }))
        })
    }
}

/// Hats and untouchables of a person with these grants. Administrators wear nothing but their grant.
fn worn(person: Option<&PersonId>, granted: Vec<Hat>, on: Day, facts: &dyn Facts) -> (Vec<Hat>, Vec<PersonId>) {
    let administrator = granted.iter().any(|hat| matches!(hat, Hat::Role(role) if role.is_administrator()));
    let Some(person) = person.filter(|_| !administrator) else { return (granted, Vec::new()) };
    let mut hats = access::hats_by_tenure(person, on, facts);
    hats.extend(granted);
    let mut untouchables = vec![person.clone()];
    untouchables.extend(facts.relatives(person));
    (hats, untouchables)
}
