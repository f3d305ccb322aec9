//! The rows that follow from a matter's history: a function of what the engine says about it, so that `verify` can make them again.

use crate::sql::{
    Fault, Value,
    table::{TABLES, at},
};
use engine::{
    access::Hat,
    days::Day,
    history::Frame,
    procedure::{
        AuthorizationEntry, ClosedLedgerEntry, DocumentEntry, Effects, Entry, Outline, PostEntry, ReviewedEntry,
        Secrecy, Side,
    },
    words::{PersonId, UnitId},
};

/// What a matter is, beside what its mechanism says: fixed at its opening or moved by each event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Identity {
    /// Place of its first event in the journal.
    pub(crate) key: i64,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    /// Number of its last event.
    pub(crate) n: i64,
    /// Place of its last event in the journal.
    pub(crate) last: i64,
    pub(crate) version: u32,
    pub(crate) opened_on: String,
    pub(crate) closed_on: Option<String>,
}

/// One derived row: place of its table in [`TABLES`], then its columns.
pub(crate) type Derived = (usize, Vec<Value<'static>>);

/// Text of a hat in the table of owners.
pub(crate) fn hat_text(hat: &Hat) -> String {
    match hat {
        Hat::Person(person) => format!("person:{person}"),
        Hat::Head(unit) => format!("head:{unit}"),
        Hat::Role(role) => format!("role:{}", role.code()),
        Hat::RoleAt(role, unit) => format!("role_at:{}:{unit}", role.code()),
        Hat::System => "system".to_owned(),
    }
}

/// A due day that sorts behind all others.
const NO_DAY: &str = "9999-99-99";

/// First of the rank of a matter with duties; its due day follows.
pub(crate) const DUE: &str = "1";
/// First of the rank of an ended matter.
pub(crate) const ENDED: &str = "3";

/// The place of a matter in its ledger, as one text that sorts: matters with duties first, by due day (so what is overdue comes
/// first), then the unit's official order, then as opened; then open matters without duties, newest event first; then ended ones.
pub(crate) fn rank(identity: &Identity, outline: &Outline, next_due: Option<Option<Day>>, place: i64) -> String {
    let newest_first = 999_999_999_999_i64.saturating_sub(identity.last);
    if outline.done {
        return format!("{ENDED}{newest_first:012}");
    }
    match next_due {
        None => format!("2{newest_first:012}"),
        Some(due) => {
            let due = due.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
            format!("{DUE}{due}{:06}{:012}", place.clamp(0, 999_999), identity.key)
        }
    }
}

/// The next day on which something of the matter is due: none without duties, `Some(None)` when no duty has a day.
pub(crate) fn next_due(effects: &Effects) -> Option<Option<Day>> {
    let days = effects.duties.iter().filter_map(|duty| duty.due).min();
    (!effects.duties.is_empty()).then_some(days)
}

/// The row of `matter`, without county and key. `place` is the official order of its unit.
pub(crate) fn matter(
    identity: &Identity,
    outline: &Outline,
    effects: &Effects,
    state: &str,
    frame: &Frame,
    place: i64,
) -> Result<Vec<Value<'static>>, Fault> {
    let next = next_due(effects);
    Ok(vec![
        identity.id.clone().into(),
        identity.kind.clone().into(),
        identity.number.clone().into(),
        outline.title.clone().into(),
        outline.stage.into(),
        outline.done.into(),
        outline.subject().map(|person| person.0.clone()).into(),
        outline.post.clone().into(),
        outline.units.first().map(|unit| unit.0.clone()).into(),
        outline.period.map(|period| period.from.index()).into(),
        outline.period.map(|period| period.to.index()).into(),
        next.flatten().map(|day| day.to_string()).into(),
        rank(identity, outline, next, place).into(),
        identity.opened_on.clone().into(),
        identity.closed_on.clone().into(),
        secrecy(outline.secrecy).into(),
        text(&outline.cells)?.into(),
        identity.n.into(),
        identity.last.into(),
        identity.version.into(),
        state.to_owned().into(),
        text(frame)?.into(),
    ])
}

/// The first subject: whom lists show.
pub(crate) trait Shown {
    /// The first person who is the subject or object of the matter.
    fn subject(&self) -> Option<&PersonId>;
}
impl Shown for Outline {
    fn subject(&self) -> Option<&PersonId> {
        use engine::procedure::As;
        let about = |(role, _): &&(As, PersonId)| matches!(role, As::Subject | As::Object);
        self.persons.iter().find(about).map(|(_, person)| person)
    }
}

pub(crate) const fn secrecy(secrecy: Secrecy) -> i64 {
    match secrecy {
        Secrecy::Open => 0,
        Secrecy::Inner => 1,
        Secrecy::Work => 2,
        Secrecy::Sealed => 3,
    }
}

fn text<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::broken(error.to_string()))
}

/// All rows a matter owns in the derived tables, in table order, sorted by their keys, each key once.
pub(crate) fn derived(outline: &Outline, effects: &Effects) -> Result<Vec<Derived>, Fault> {
    let mut rows: Vec<Derived> = Vec::new();
    for (role, person) in &outline.persons {
        rows.push((at::CONCERN, vec![person.0.clone().into(), role.code().into()]));
    }
    for UnitId(unit) in &outline.units {
        rows.push((at::CONCERN, vec![unit.clone().into(), "unit".into()]));
    }
    for (relation, other) in &outline.links {
        rows.push((at::LINK, vec![(*relation).into(), other.0.clone().into()]));
    }
    duties(effects, &mut rows)?;
    spans(effects, &mut rows)?;
    for entry in &effects.registry {
        rows.push(registry(entry)?);
    }
    rows.sort_by(|a, b| (a.0, keys(a)).cmp(&(b.0, keys(b))));
    rows.dedup_by(|later, earlier| later.0 == earlier.0 && keys(later) == keys(earlier));
    Ok(rows)
}

/// What tells a row apart from the others of its table and matter.
pub(crate) fn keys(row: &Derived) -> Vec<&str> {
    let count = TABLES.get(row.0).map_or(0, |table| table.keys);
    row.1.iter().take(count).map(key_word).collect()
}

fn key_word<'a>(value: &'a Value<'static>) -> &'a str {
    if let Value::Text(text) = value { text.as_ref() } else { "" }
}

fn duties(effects: &Effects, rows: &mut Vec<Derived>) -> Result<(), Fault> {
    for duty in &effects.duties {
        let due = duty.due.map(|day| day.to_string());
        for hat in &duty.owner {
            let sorted = due.clone().unwrap_or_else(|| NO_DAY.to_owned());
            rows.push((at::DUTY_OWNER, vec![hat_text(hat).into(), sorted.into(), duty.key.clone().into()]));
        }
        let row = vec![
            duty.key.clone().into(),
            duty.what.clone().into(),
            text(&duty.owner)?.into(),
            due.into(),
            text(&duty.basis)?.into(),
            duty.verb.clone().into(),
            duty.with_post.into(),
        ];
        rows.push((at::DUTY, row));
    }
    Ok(())
}

fn spans(effects: &Effects, rows: &mut Vec<Derived>) -> Result<(), Fault> {
    let days = |day: Option<Day>| Value::from(day.map(|day| day.to_string()));
    for (place, hold) in effects.holds.iter().enumerate() {
        let row = vec![
            format!("{place:04}").into(),
            hold.person.0.clone().into(),
            hold.name.clone().into(),
            text(&hold.bars)?.into(),
            hold.from.to_string().into(),
            days(hold.until),
            text(&hold.basis)?.into(),
            hold.sealed.into(),
        ];
        rows.push((at::HOLD, row));
    }
    for (place, absence) in effects.absences.iter().enumerate() {
        let row = vec![
            format!("{place:04}").into(),
            absence.person.0.clone().into(),
            absence.period.from.index().into(),
            absence.period.to.index().into(),
            absence.firm.into(),
            absence.until_reported.into(),
            absence.stand_in.as_ref().map(|person| person.0.clone()).into(),
            absence.label.clone().into(),
        ];
        rows.push((at::ABSENCE, row));
    }
    for (place, watch) in effects.watches.iter().enumerate() {
        let row = vec![
            format!("{place:04}").into(),
            watch.unit.0.clone().into(),
            watch.person.0.clone().into(),
            watch.period.from.index().into(),
            watch.period.to.index().into(),
            watch.leading.into(),
            watch.label.clone().into(),
        ];
        rows.push((at::WATCH, row));
    }
    for (place, tenure) in effects.tenures.iter().enumerate() {
        let row = vec![
            format!("{place:04}").into(),
            tenure.person.0.clone().into(),
            tenure.post.0.clone().into(),
            tenure.from.to_string().into(),
            days(tenure.until),
            tenure.acting.into(),
        ];
        rows.push((at::TENURE, row));
    }
    Ok(())
}

const fn side_code(side: Side) -> &'static str {
    match side {
        Side::Party => "party",
        Side::Government => "government",
    }
}

fn authorization(given: &AuthorizationEntry) -> Result<Derived, Fault> {
    let row = vec![
        given.id.0.clone().into(),
        given.principal.0.clone().into(),
        given.delegate.0.clone().into(),
        text(&given.kinds)?.into(),
        given.from.to_string().into(),
        given.until.to_string().into(),
    ];
    Ok((at::AUTHORIZATION, row))
}

fn closed_ledger(closed: &ClosedLedgerEntry) -> Derived {
    let row = vec![
        closed.kind.clone().into(),
        closed.year.to_string().into(),
        closed.day.to_string().into(),
        closed.rows.into(),
        closed.left.into(),
        closed.digest.clone().into(),
    ];
    (at::CLOSED_LEDGER, row)
}

fn document(given: &DocumentEntry) -> Derived {
    (at::DOCUMENT, vec![given.series.clone().into(), i64::from(given.year).into(), given.number.into()])
}

fn reviewed_row(reviewed: &ReviewedEntry) -> Derived {
    let row = vec![
        reviewed.of.clone().into(),
        reviewed.block.clone().into(),
        reviewed.day.to_string().into(),
        reviewed.none.into(),
        reviewed.missing.clone().into(),
    ];
    (at::REVIEWED, row)
}

fn post_row(post: &PostEntry) -> Derived {
    let row = vec![
        post.id.0.clone().into(),
        post.unit.0.clone().into(),
        post.title.clone().into(),
        post.chief.into(),
        post.side.map(side_code).into(),
        post.leading.into(),
        post.order.into(),
        post.active.into(),
    ];
    (at::POST, row)
}

fn registry(entry: &Entry) -> Result<Derived, Fault> {
    Ok(match entry {
        Entry::Person(person) => (
            at::PERSON,
            vec![
                person.id.0.clone().into(),
                person.name.clone().into(),
                person.sex.clone().into(),
                person.birth.clone().into(),
                person.level.clone().into(),
                person.rank.clone().into(),
                person.authority.clone().into(),
                person.party.into(),
                person.works_since.map(|day| day.to_string()).into(),
                person.active.into(),
                person.order.into(),
                person.id_digest.clone().into(),
            ],
        ),
        Entry::Unit(unit) => (
            at::UNIT,
            vec![
                unit.id.0.clone().into(),
                unit.name.clone().into(),
                text(&unit.aliases)?.into(),
                unit.kind.clone().into(),
                unit.parent.as_ref().map(|parent| parent.0.clone()).into(),
                unit.order.into(),
                unit.active.into(),
                text(&unit.former)?.into(),
            ],
        ),
        Entry::Post(post) => post_row(post),
        Entry::Relation(relation) => (
            at::RELATION,
            vec![relation.person.0.clone().into(), relation.other.0.clone().into(), relation.relation.clone().into()],
        ),
        Entry::Account(account) => (
            at::ACCOUNT,
            vec![
                account.id.0.clone().into(),
                account.login.clone().into(),
                account.name.clone().into(),
                account.person.as_ref().map(|person| person.0.clone()).into(),
                account.active.into(),
            ],
        ),
        Entry::Grant(grant) => (
            at::GRANT,
            vec![
                grant.account.0.clone().into(),
                grant.role.code().into(),
                grant.unit.as_ref().map_or_else(String::new, |unit| unit.0.clone()).into(),
            ],
        ),
        Entry::Authorization(given) => return authorization(given),
        Entry::ClosedLedger(closed) => closed_ledger(closed),
        Entry::Document(given) => document(given),
        Entry::Reviewed(reviewed) => reviewed_row(reviewed),
    })
}
