//! 年度合计: what adds up for a cadre within a year, by each mechanism's own description; for one, and for the people of a unit.

use super::{
    export::{XLSX, download},
    frame::frame,
    visit::{Visit, shown},
};
use crate::{
    fault::Problem,
    view::{
        card::Block,
        frame::Crumb,
        office::{OfficePage, Panel},
        pages::HeadAct,
        parts::{Head, Row, TableCell, TableRow},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    access::Scope,
    procedure::{Context, Kind, NoVault},
    words::{MatterId, PersonId, UnitId},
    yearly::Total,
};
use papers::ledger::Ledger;

/// People of one unit's table at most.
const MOST: usize = 100;

/// Whether the year of somebody who holds a post in these units may be seen.
fn sees(scope: &Scope, person: Option<&PersonId>, units: &[&UnitId]) -> bool {
    scope.kinds.is_empty()
        && (scope.county
            || person.is_some_and(|person| scope.person.as_ref() == Some(person))
            || units.iter().any(|unit| scope.units.contains(unit)))
}

/// Whether the year of a unit's people may be seen by whoever visits.
pub fn is_open(visit: &Visit, unit: &str) -> bool {
    sees(&visit.scope(), None, &[&UnitId::from(unit)])
}

/// The year asked for, this one where none is.
fn asked(visit: &Visit) -> i16 {
    let this = visit.today().year();
    let asked = visit.asked("year").and_then(|year| year.parse::<i16>().ok());
    asked.filter(|year| (this - 10..=this).contains(year)).unwrap_or(this)
}

/// The totals of people of one kind of matter, in their order.
type OfKind = (&'static Kind, Vec<Vec<Total>>);

/// The totals of these people, by kind.
fn totals(visit: &Visit, people: &[PersonId], year: i16) -> Result<Vec<OfKind>, Problem> {
    let (policy, nowhere) = (visit.app.county.policy(), MatterId::from(""));
    let found = visit.reader().ask(|facts| {
        let cx = Context {
            now: visit.now,
            day: visit.today(),
            actor: visit.actor(),
            matter: &nowhere,
            policy: &policy,
            facts,
            vault: &NoVault,
        };
        let of_kind = |mechanism: &'static dyn engine::erased::Mechanism| {
            let lines: Vec<Vec<Total>> = people.iter().map(|person| mechanism.yearly(person, year, &cx)).collect();
            (mechanism.kind(), lines)
        };
        visit.app.county.catalogue().iter().map(of_kind).collect::<Vec<_>>()
    })?;
    Ok(found.into_iter().filter(|(_, lines)| lines.iter().any(|line| !line.is_empty())).collect())
}

/// The blocks on a cadre's page: one for each kind of which something adds up.
pub fn blocks(visit: &Visit, person: &PersonId, units: &[&UnitId], year: i16) -> Result<Vec<Block>, Problem> {
    if !sees(&visit.scope(), Some(person), units) {
        return Ok(Vec::new());
    }
    let block = |(kind, lines): (&'static Kind, Vec<Vec<Total>>)| {
        let ledger = format!("/ledger/{}?tab=all&person={person}&from={year}-01-01&to={year}-12-31", kind.id);
        let row = |total: Total| {
            let note = if total.note.is_empty() { String::new() } else { format!("，{}", total.note) };
            Row::new(total.title, ledger.clone(), format!("{}{note}", total.sum))
        };
        Block {
            title: format!("{year}年{}合计", kind.title),
            meta: String::new(),
            rows: lines.into_iter().flatten().map(row).collect(),
            empty: String::new(),
        }
    };
    Ok(totals(visit, std::slice::from_ref(person), year)?.into_iter().map(block).collect())
}

/// The people of a unit, each once, with the title of the first post.
fn members(visit: &Visit, unit: &UnitId) -> Result<Vec<(PersonId, String, String)>, Problem> {
    let mut members: Vec<(PersonId, String, String)> = Vec::new();
    for post in visit.reader().posts(unit, visit.today())?.into_iter().filter(|post| post.active) {
        if let (Some(person), Some(name)) = (post.holder, post.holder_name)
            && members.iter().all(|(known, ..)| *known != person)
            && members.len() < MOST
        {
            members.push((person, name, post.title));
        }
    }
    Ok(members)
}

/// The table of a unit: heads, and a line for each of its people.
struct Table {
    kind: &'static Kind,
    heads: Vec<String>,
    lines: Vec<Vec<String>>,
    people: Vec<PersonId>,
}

fn tables(visit: &Visit, unit: &UnitId, year: i16) -> Result<Vec<Table>, Problem> {
    let members = members(visit, unit)?;
    let people: Vec<PersonId> = members.iter().map(|(person, ..)| person.clone()).collect();
    let table = |(kind, of_people): (&'static Kind, Vec<Vec<Total>>)| {
        let mut titles: Vec<String> = Vec::new();
        for total in of_people.iter().flatten() {
            if !titles.contains(&total.title) {
                titles.push(total.title.clone());
            }
        }
        let line = |((_, name, post), totals): (&(PersonId, String, String), &Vec<Total>)| {
            let sum = |title: &String| {
                let total = totals.iter().find(|total| total.title == *title);
                total
                    .map(|total| [total.sum.as_str(), total.note.as_str()].join(" ").trim().to_owned())
                    .unwrap_or_default()
            };
            [name.clone(), post.clone()].into_iter().chain(titles.iter().map(sum)).collect()
        };
        let lines = members.iter().zip(&of_people).map(line).collect();
        let heads = ["姓名".to_owned(), "职务".to_owned()].into_iter().chain(titles.iter().cloned()).collect();
        Table { kind, heads, lines, people: people.clone() }
    };
    Ok(totals(visit, &people, year)?.into_iter().map(table).collect())
}

/// The unit in the path, by name, where its people's year may be seen.
fn unit(visit: &Visit) -> Result<(UnitId, String), Problem> {
    let id = visit.unit();
    let card = visit.reader().ask(|facts| facts.unit(&id))?.ok_or_else(Problem::not_found)?;
    if sees(&visit.scope(), None, &[&id]) { Ok((id, card.name)) } else { Err(Problem::not_found()) }
}

/// The page of a unit.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let (id, name) = unit(visit)?;
    let (year, this) = (asked(visit), visit.today().year());
    let panel = |table: Table| Panel {
        columns: table.heads.iter().map(|title| Head { title: title.clone(), class: "" }).collect(),
        rows: table
            .lines
            .iter()
            .zip(&table.people)
            .map(|(line, person)| {
                let cell = |(at, (text, title)): (usize, (&String, &String))| TableCell {
                    text: text.clone(),
                    class: if at == 0 { "name" } else { "" },
                    label: title.clone(),
                    href: if at == 0 { format!("/people/{person}") } else { String::new() },
                    ..TableCell::default()
                };
                TableRow { tone: "", cells: line.iter().zip(&table.heads).enumerate().map(cell).collect() }
            })
            .collect(),
        ..Panel::new(table.kind.title, format!("{year}年，{}人", table.lines.len()))
    };
    let act = |title: String, href: String| HeadAct { title, href, main: false, grave: false };
    let mut acts = vec![act(format!("{}年", year - 1), format!("/units/{id}/year?year={}", year - 1))];
    if year < this {
        acts.push(act(format!("{}年", year + 1), format!("/units/{id}/year?year={}", year + 1)));
    }
    acts.push(act("导出".into(), format!("/units/{id}/year.xlsx?year={year}")));
    let mut panels: Vec<Panel> = tables(visit, &id, year)?.into_iter().map(panel).collect();
    if panels.is_empty() {
        panels
            .push(Panel {
                empty: Some(("这一年没有可合计的。".into(), String::new())), ..Panel::new("年度合计", "")
            });
    }
    let crumbs = vec![
        Crumb::to("单位与班子", "/units"),
        Crumb::to(name.clone(), format!("/units/{id}")),
        Crumb::here("年度合计"),
    ];
    let page = OfficePage {
        frame: frame(visit, &format!("{name}年度合计"), "/units", crumbs)?,
        heading: format!("{name}{year}年合计"),
        meta: "跨年的按当年的部分计".into(),
        acts,
        panels,
        ..OfficePage::default()
    };
    shown(StatusCode::OK, &page)
}

/// The same as a workbook: the first kind of which something adds up, or the one asked for.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    let (id, name) = unit(visit)?;
    let year = asked(visit);
    let tables = tables(visit, &id, year)?;
    let wanted = visit.asked("kind");
    let table = tables.into_iter().find(|table| wanted.is_none_or(|kind| table.kind.id == kind));
    let Table { kind, heads, lines, .. } = table.ok_or_else(Problem::not_found)?;
    let columns = Ledger::fitted(&heads, &lines);
    let title = format!("{name}{year}年{}合计", kind.title);
    let period = format!("共{}人　导出日期：{}", lines.len(), visit.today().sentence_with_year());
    let ledger = Ledger { title: title.clone(), period, columns, rows: lines };
    let bytes = ledger
        .to_xlsx_signed(&super::export::SIGNED)
        .map_err(|error| Problem::malformed(format!("不能导出：{error}。")))?;
    Ok(download(&format!("{title}.xlsx"), XLSX, bytes))
}
