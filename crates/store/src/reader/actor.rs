//! Who acts: an account with its grants, and what follows from the posts of the person behind it.

use super::Reader;
use crate::sql::{Connection, Fault, Row, text::read as sql, value::params};
use engine::{
    access::{self, Actor, Authorized, Behalf, Hat, Role, Signed},
    days::Day,
    facts::Facts,
    procedure::{AccountEntry, AuthorizationEntry, Kind, Refusal},
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
    pub fn on_behalf(&self, actor: &Actor, behalf: &Signed) -> Result<Result<Actor, Refusal>, Fault> {
        let principal = &behalf.person;
        self.read(|link| {
            let (hats, untouchables) = self.worn_by(link, principal, behalf.signed_on)?;
            let unit = self.asking(link, |asked| {
                let facts: &dyn Facts = asked;
                Ok(facts.unit_of(principal, behalf.signed_on))
            })?;
            let clerk = unit.is_some_and(|unit| actor.wears(&Hat::RoleAt(Role::UnitClerk, unit)));
            let section = [Role::SectionClerk, Role::SectionHead].iter().any(|role| actor.wears(&Hat::Role(*role)));
            if !clerk && !section {
                let sentence = "只有本单位经办人或干部监督股可以代为录入，请转交其办理。";
                return Ok(Err(Refusal::new("not_yours", "", sentence).at("/on_behalf/person")));
            }
            let (account, person) = (actor.account.clone(), actor.person.clone());
            Ok(Ok(Actor { account, person, hats, behalf: Some(Behalf::Paper(behalf.clone())), untouchables }))
        })
    }

    /// The authorizations by which this actor may decide for others on a day.
    ///
    /// # Errors
    /// What the database says.
    pub fn authorizations(&self, actor: &Actor, on: Day) -> Result<Vec<AuthorizationEntry>, Fault> {
        let Some(person) = actor.person.as_ref().filter(|_| !actor.is_administrator()) else { return Ok(Vec::new()) };
        self.read(|link| {
            link.rows(&sql::AUTHORIZATIONS, &params![self.county(), &person.0, on.to_string()], authorization)
        })
    }

    /// 授权代签: the same account, with the hats of the principal's offices and without his own, in a matter of this kind. Whose
    /// matters are not his to decide are both men's.
    ///
    /// # Errors
    /// The outer one is the database's; the inner one a refusal, where the authorization is none, over, or not for this.
    pub fn authorized(
        &self,
        actor: &Actor,
        behalf: &Authorized,
        kind: &Kind,
        on: Day,
    ) -> Result<Result<Actor, Refusal>, Fault> {
        self.read(|link| {
            let values = params![self.county(), &behalf.authorization.0];
            let given = link.first(&sql::AUTHORIZATION, &values, authorization)?;
            let Some(given) = given.filter(|given| given.principal == behalf.person) else {
                return Ok(Err(access::not_authorized()));
            };
            if let Err(refusal) = access::entrusted(&given, actor, kind, on) {
                return Ok(Err(refusal));
            }
            let (mut hats, mut untouchables) = self.worn_by(link, &given.principal, on)?;
            hats.retain(|hat| !matches!(hat, Hat::Person(_)));
            if hats.iter().any(|hat| matches!(hat, Hat::Role(role) if role.is_administrator())) {
                return Ok(Err(access::not_authorized()));
            }
            untouchables.extend(actor.untouchables.iter().cloned());
            let (account, person) = (actor.account.clone(), actor.person.clone());
            Ok(Ok(Actor { account, person, hats, behalf: Some(Behalf::Authorized(behalf.clone())), untouchables }))
        })
    }

    /// Hats and untouchables of a person on a day, with the grants of all his accounts.
    fn worn_by(&self, link: &mut Connection, who: &PersonId, on: Day) -> Result<(Vec<Hat>, Vec<PersonId>), Fault> {
        let accounts = link.rows(&sql::ACCOUNTS_OF, &params![self.county(), &who.0], account)?;
        let mut hats = Vec::new();
        for account in &accounts {
            hats.extend(granted(link, self.county(), &account.id)?);
        }
        self.asking(link, |asked| Ok(worn(Some(who), hats.clone(), on, asked)))
    }
}

fn authorization(row: &Row<'_>) -> Result<AuthorizationEntry, Fault> {
    Ok(AuthorizationEntry {
        id: MatterId(row.string(0)?),
        principal: PersonId(row.string(1)?),
        delegate: PersonId(row.string(2)?),
        kinds: crate::facts::json(&row.text(3)?)?,
        from: crate::facts::day(&row.text(4)?)?,
        until: crate::facts::day(&row.text(5)?)?,
    })
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
