//! What may be seen, as a condition of SQL: the lists', and the one of a single matter. What is not let through here is not there, and
//! finding that out costs as much for a matter that is hidden as for one that never was.

use super::{
    Reader,
    list::{ACCOUNT, Where, with_subordinates},
};
use crate::{
    facts::list,
    rows::hat_text,
    sql::{
        Connection, Fault, Statement,
        text::{desk as desk_sql, read as sql},
        value::params,
    },
};
use engine::{
    access::{Actor, Hat, Scope},
    procedure::{As, Kind},
    words::{MatterId, PersonId},
};

/// Whose matters a narrow scope sees: its units with all below, and its person.
fn circle(link: &mut Connection, county: &str, scope: &Scope) -> Result<String, Fault> {
    let units = with_subordinates(link, county, &scope.units)?;
    Ok(list(units.iter().map(String::as_str).chain(scope.person.as_ref().map(PersonId::as_str))))
}

/// The condition that a matter concerns one of those.
const CONCERNS: &str = "m.key IN (SELECT c.matter FROM concern c WHERE c.county = $1 AND c.who {in:$$})";

/// The condition that the actor owes something in the matter.
fn owing(actor: &Actor, find: &mut Where<'_>) -> String {
    find.values.push(list(actor.hats.iter().map(hat_text)).into());
    let mut owes = format!("o.hat {{in:${}}}", find.values.len());
    for hat in &actor.hats {
        // A role for the county answers for each of its units.
        let Hat::Role(role) = hat else { continue };
        find.values.extend([format!("role_at:{}:", role.code()).into(), format!("role_at:{};", role.code()).into()]);
        let to = find.values.len();
        owes.push_str(&format!(" OR o.hat >= ${} AND o.hat < ${to}", to - 1));
    }
    format!(" OR EXISTS (SELECT 1 FROM duty_owner o WHERE o.county = $1 AND o.matter = m.key AND ({owes}))")
}

impl Reader {
    pub(crate) fn kinds(&self, wanted: fn(&Kind) -> bool) -> Vec<&'static str> {
        let all = self.catalogue().iter().map(|mechanism| mechanism.kind());
        all.filter(|kind| wanted(kind)).map(|kind| kind.id).collect()
    }

    /// Adds what a list may show in this scope; a list of one kind with what that kind alone needs, so that it is read by an index.
    pub(super) fn scoped(
        &self,
        link: &mut Connection,
        scope: &Scope,
        kind: Option<&str>,
        find: &mut Where<'_>,
    ) -> Result<(), Fault> {
        let kind = kind.and_then(|kind| self.catalogue().get(kind)).map(|mechanism| mechanism.kind());
        let Some(kind) = kind.filter(|kind| scope.kinds.is_empty() && !kind.is_guarded() && kind.id != ACCOUNT) else {
            return self.sighted(link, scope, None, find);
        };
        if !scope.county && !kind.common {
            find.add(CONCERNS, circle(link, self.county(), scope)?);
        }
        Ok(())
    }

    /// Leaves out the veiled matters that concern the one who looks, his relatives or his body, and what he or a relative is not told yet.
    pub(super) fn unbarred(&self, scope: &Scope, find: &mut Where<'_>) {
        let guarded = self.kinds(Kind::is_guarded);
        if guarded.is_empty() {
            return;
        }
        let persons = scope.untouchables.iter().chain(&scope.person).map(PersonId::as_str);
        let who = list(persons.chain(scope.body.iter().map(engine::words::UnitId::as_str)));
        let concerned = As::ALL.iter().filter(|role| role.is_concerned()).map(|role| role.code());
        find.values.push(list(&guarded).into());
        let guarded = find.values.len();
        find.values.push(list(self.kinds(|kind| kind.veiled)).into());
        let veiled = find.values.len();
        find.values.push(list(concerned.chain(["unit"])).into());
        let capacities = find.values.len();
        let untold = As::Untold.code();
        find.add(
            &format!(
                "(m.kind {{not_in:${guarded}}} OR NOT EXISTS (SELECT 1 FROM concern v WHERE v.county = $1
                 AND v.matter = m.key AND v.who {{in:$$}}
                 AND (v.capacity = '{untold}' OR (m.kind {{in:${veiled}}} AND v.capacity {{in:${capacities}}}))))"
            ),
            who,
        );
    }

    /// Adds what may be seen; beyond a narrow scope also what the actor, if given, owes something in.
    fn sighted(
        &self,
        link: &mut Connection,
        scope: &Scope,
        actor: Option<&Actor>,
        find: &mut Where<'_>,
    ) -> Result<(), Fault> {
        if !scope.kinds.is_empty() {
            find.add("m.kind {in:$$}", list(&scope.kinds));
            return Ok(());
        }
        find.add("m.kind <> $$", ACCOUNT);
        self.unbarred(scope, find);
        if !scope.county {
            find.values.push(list(self.kinds(|kind| kind.common)).into());
            let common = find.values.len();
            find.values.push(list(self.kinds(|kind| kind.veiled)).into());
            let veiled = find.values.len();
            let or = actor.map(|actor| owing(actor, find)).unwrap_or_default();
            find.add(
                &format!("(({CONCERNS} AND m.kind {{not_in:${veiled}}}) OR m.kind {{in:${common}}}{or})"),
                circle(link, self.county(), scope)?,
            );
        }
        Ok(())
    }

    /// Adds what this actor may see when he asks for it by its id: what his lists show, and what he owes something in.
    pub(crate) fn seen(&self, link: &mut Connection, actor: &Actor, find: &mut Where<'_>) -> Result<(), Fault> {
        self.sighted(link, &Scope::of(actor), Some(actor), find)
    }

    /// The kind of a matter, if it exists and this actor may see it.
    ///
    /// # Errors
    /// What the database says.
    pub fn kind_of(&self, id: &MatterId, actor: &Actor) -> Result<Option<String>, Fault> {
        self.read(|link| {
            let mut find = Where::new(self.county());
            find.add("m.id = $$", &id.0);
            self.seen(link, actor, &mut find)?;
            let text = format!("{}{}", sql::MATTER_KIND, find.text);
            link.first(&Statement::composed("matter.kind", text), &find.values, |row| row.string(0))
        })
    }

    /// The verb of an event of a matter that may be seen.
    ///
    /// # Errors
    /// What the database says.
    pub fn verb_of(&self, id: &MatterId, n: i64) -> Result<Option<String>, Fault> {
        self.read(|link| link.first(&sql::VERB, &params![self.county(), &id.0, n], |row| row.string(0)))
    }

    /// Those of these matters that the actor may see.
    pub(crate) fn visible(&self, link: &mut Connection, ids: &[&str], actor: &Actor) -> Result<Vec<String>, Fault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut find = Where::new(self.county());
        find.add("m.id {in:$$}", list(ids));
        self.seen(link, actor, &mut find)?;
        let text = format!("{}{}", sql::MATTER_ID, find.text);
        link.rows(&Statement::composed("matter.visible", text), &find.values, |row| row.string(0))
    }

    /// Whether an answer is kept under this account's idempotency key: a double click is answered even where the first one ended
    /// what could be seen.
    ///
    /// # Errors
    /// What the database says.
    pub fn is_answered(&self, account: &str, key: &str) -> Result<bool, Fault> {
        self.read(|link| {
            let found = link.first(&desk_sql::ANSWER, &params![self.county(), account, key], |row| row.bytes(0))?;
            Ok(found.is_some())
        })
    }
}
