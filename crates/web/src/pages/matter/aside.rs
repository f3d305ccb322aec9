//! Beside a matter: whom it concerns, what follows from it, papers, linked matters, and who can see it.

use crate::{
    fault::Problem,
    pages::{names::Named, visit::Visit, words},
    view::parts::Row,
};
use engine::{
    access::{Hat, Role},
    days::Day,
    form::{Names, Pick},
    procedure::{As, Kind, Shape},
    words::UnitId,
};
use store::Detail;

/// Units above one another that are looked through for who can see a matter of the lowest.
const DEEP: usize = 4;

pub(super) fn people(detail: &Detail, names: &Named<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (role, person) in &detail.outline.persons {
        let href = format!("/people/{person}");
        match rows.iter_mut().find(|row| row.href == href) {
            Some(row) => {
                if !row.meta.contains(words::capacity(*role)) {
                    row.meta = format!("{}、{}", row.meta, words::capacity(*role));
                }
            }
            None => {
                let name = names.name(Pick::Person, person.as_str()).map(|found| found.name).unwrap_or_default();
                rows.push(Row::new(name, href, words::capacity(*role)));
            }
        }
    }
    for unit in &detail.outline.units {
        let name = names.name(Pick::Unit, unit.as_str()).map(|found| found.name).unwrap_or_default();
        rows.push(Row::new(name, format!("/units/{unit}"), "单位"));
    }
    rows
}

/// What follows for people: who is away, what is barred.
pub(super) fn effects(detail: &Detail, names: &Named<'_>, today: Day) -> Vec<Row> {
    let name = |id: &str| names.name(Pick::Person, id).map(|found| found.name).unwrap_or_default();
    let away = detail.effects.absences.iter().map(|absence| {
        let state = if absence.firm { "已批准外出" } else { "申请外出，待批准" };
        Row::new(format!("{}{}", name(absence.person.as_str()), absence.period.words()), "", state)
    });
    let holds = detail.effects.holds.iter().filter(|hold| !hold.sealed).map(|hold| {
        let until = hold
            .until
            .map_or_else(|| "至解除为止".to_owned(), |until| format!("至{}", words::day(until.plus(-1), today)));
        Row::new(
            format!("{}：{}", name(hold.person.as_str()), hold.name),
            "",
            format!("自{}{until}", words::day(hold.from, today)),
        )
    });
    away.chain(holds).collect()
}

pub(super) fn papers(visit: &Visit, detail: &Detail) -> Result<Vec<Row>, Problem> {
    let reader = visit.reader();
    let mut rows = Vec::new();
    for id in &detail.frame.files {
        if let Some(file) = reader.file(id, visit.actor())? {
            rows.push(Row::new(file.name, format!("/files/{id}"), size(file.size)));
        }
    }
    Ok(rows)
}

/// 312 KB, 1.8 MB.
fn size(bytes: i64) -> String {
    if bytes < 1024 * 1024 {
        return format!("{} KB", (bytes + 1023) / 1024);
    }
    let tenths = bytes * 10 / (1024 * 1024);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// Linked matters, each once, with all relations to it.
pub(super) fn links(visit: &Visit, detail: &Detail, names: &Named<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (relation, id) in &detail.outline.links {
        if let Some(found) = names.name(Pick::Matter, id.as_str()) {
            put(&mut rows, format!("/matters/{id}"), found.name, relation, &found.note);
        }
    }
    for linked in &detail.linked {
        let title = linked.number.clone().unwrap_or_else(|| linked.title.clone());
        // The relation is what this matter is to that one, not the other way round.
        let kind = visit.app.county.catalogue().get(&linked.kind).map_or("", |mechanism| mechanism.kind().title);
        let relation = format!("{kind}，本事项为其{}", linked.relation);
        put(&mut rows, format!("/matters/{}", linked.id), title, &relation, &linked.title);
    }
    rows
}

fn put(rows: &mut Vec<Row>, href: String, title: String, relation: &str, note: &str) {
    match rows.iter_mut().find(|row| row.href == href) {
        Some(row) if row.meta.contains(relation) => {}
        Some(row) => row.meta = format!("{relation}、{}", row.meta),
        None if note == title => rows.push(Row::new(title, href, relation)),
        None => rows.push(Row::new(title, href, format!("{relation} · {note}"))),
    }
}

/// 谁能看: of this very matter, by name where that is somebody's own right, else by role.
pub(super) fn readers(visit: &Visit, detail: &Detail, kind: &Kind, names: &Named<'_>) -> Result<Vec<Row>, Problem> {
    if kind.common {
        return Ok(vec![Row::new("登录的工作人员均可查看", "", "")]);
    }
    let mut rows = Vec::new();
    let line = |people: Vec<String>, meta: &str| (!people.is_empty()).then(|| Row::new(people.join("、"), "", meta));
    let county: Vec<Role> = Role::ALL.into_iter().filter(|role| role.sees_county()).collect();
    if kind.veiled {
        rows.push(Row::new("有关人员本人、亲属和所在单位的人不可见", "", ""));
    } else {
        let named = |untold: bool| {
            let persons = detail.outline.persons.iter().filter(|(role, _)| (*role == As::Untold) == untold);
            let mut known: Vec<String> = Vec::new();
            for found in persons.filter_map(|(_, person)| names.name(Pick::Person, person.as_str())) {
                if !known.contains(&found.name) {
                    known.push(found.name);
                }
            }
            known
        };
        rows.extend(line(named(false), "有关人员"));
        rows.extend(line(named(true), "及其亲属，现在不可见"));
        let units = with_superiors(visit, &detail.outline.units)?;
        rows.extend(heads(visit, &units)?);
        let granted = visit.reader().granted_at(units.iter().map(UnitId::as_str))?;
        for role in [Role::UnitClerk, Role::LeaderInCharge] {
            let of_role = granted.iter().filter(|granted| granted.role == role && granted.unit.is_some());
            let mut people: Vec<String> = of_role.map(|granted| granted.name.clone()).collect();
            people.dedup();
            rows.extend(line(people, role.title()));
        }
    }
    let held = visit.reader().granted_at([])?;
    let filled: Vec<String> = county
        .into_iter()
        .filter(|role| held.iter().any(|granted| granted.role == *role && granted.unit.is_none()))
        .map(|role| role.title().to_owned())
        .collect();
    rows.extend(line(filled, "按角色"));
    if kind.shape != Shape::Register {
        rows.push(Row::new("轮到办理本事项的人", "", "办理期间"));
    }
    Ok(rows)
}

/// The units and those above them: their heads see what is below.
fn with_superiors(visit: &Visit, units: &[UnitId]) -> Result<Vec<UnitId>, Problem> {
    let found = visit.reader().ask(|facts| {
        let mut all: Vec<UnitId> = Vec::new();
        for unit in units {
            let mut next = Some(unit.clone());
            for _ in 0..DEEP {
                let Some(unit) = next.take().filter(|unit| !all.contains(unit)) else { break };
                next = facts.unit(&unit).and_then(|card| card.parent);
                all.push(unit);
            }
        }
        all
    })?;
    Ok(found)
}

fn heads(visit: &Visit, units: &[UnitId]) -> Result<Vec<Row>, Problem> {
    let today = visit.today();
    let found = visit.reader().ask(|facts| {
        let of = |unit: &UnitId| {
            let people = facts.holders(&Hat::Head(unit.clone()), today);
            let mut names: Vec<String> =
                people.iter().filter_map(|id| facts.person(id)).map(|card| card.name).collect();
            names.dedup();
            (facts.unit(unit).map(|card| card.name).unwrap_or_default(), names)
        };
        units.iter().map(of).collect::<Vec<_>>()
    })?;
    let row = |(unit, names): (String, Vec<String>)| {
        (!names.is_empty()).then(|| Row::new(names.join("、"), "", format!("{unit}主要负责人")))
    };
    Ok(found.into_iter().filter_map(row).collect())
}
