//! Lists: `{items, next}`, cut to what the asker may see.

use super::sent::Asked;
use crate::{
    app::App,
    door::Who,
    fault::Problem,
    statistics::{COUNTED, NONE, OF},
};
use axum::{Json, extract::State};
use engine::{
    access::{Actor, Scope},
    procedure::Cell,
    statistic::Counted,
    words::{PersonId, UnitId},
};
use serde::Serialize;
use serde_json::{Value, json};
use store::{
    DutyFilter, Filter,
    reader::{Held, PersonRow},
};

/// The parameter that narrows a list to what stands in a column.
const CELL: &str = "cell";
/// Rows of a page at most, and unless asked otherwise.
const LIMIT: (i64, i64) = (200, 50);

fn limit(asked: &mut Asked) -> Result<i64, Problem> {
    Ok(asked.whole("limit", 1, LIMIT.0)?.unwrap_or(LIMIT.1))
}

fn yes(asked: &mut Asked, name: &str) -> Result<Option<bool>, Problem> {
    match asked.text(name)?.as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => {
            Err(Problem::malformed(format!("查询参数{name}应为true或false，请改正后重发。")).at(format!("/{name}")))
        }
    }
}

/// Behind a number of the statistics: `late,2026-07-01,2026-09-30`.
fn counted(asked: &mut Asked) -> Result<Option<Counted>, Problem> {
    let Some(code) = asked.text(COUNTED)? else { return Ok(None) };
    let wrong = || Problem::malformed("查询参数counted应如late,2026-07-01,2026-09-30，请改正后重发。").at("/counted");
    Counted::of(&code).map(Some).ok_or_else(wrong)
}

/// What must stand in columns of the kind's own: `type:因私`, or `type:-` for nothing.
fn cells(app: &App, kind: Option<&str>, asked: &mut Asked) -> Result<Vec<(String, String)>, Problem> {
    let wrong = |sentence: String| Problem::malformed(sentence).at(format!("/{CELL}"));
    let given = asked.all(CELL);
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let kind = kind.ok_or_else(|| wrong(format!("按{CELL}筛选须同时写明kind，请补上后重发。")))?;
    let columns = app.county.catalogue().get(kind).map_or(&[][..], |found| found.kind().columns);
    let one = |text: String| {
        let (key, value) = text
            .split_once(':')
            .filter(|(key, _)| columns.iter().any(|column| column.key == *key && matches!(column.cell, Cell::Choice)))
            .ok_or_else(|| {
                let choices = columns.iter().filter(|column| matches!(column.cell, Cell::Choice));
                let keys: Vec<&str> = choices.map(|column| column.key).collect();
                wrong(format!("{CELL}应写成“栏目:值”，这类事项可用的栏目：{}，请改正后重发。", keys.join("、")))
            })?;
        Ok((key.to_owned(), if value == NONE { String::new() } else { value.to_owned() }))
    };
    given.into_iter().map(one).collect()
}

/// GET /matters
pub(super) async fn matters(State(app): State<App>, who: Who, mut asked: Asked) -> Result<Json<Value>, Problem> {
    let kind = asked.text("kind")?;
    let filter = Filter {
        cells: cells(&app, kind.as_deref(), &mut asked)?,
        kind,
        stage: asked.text("stage")?,
        unit: asked.text("unit")?.map(UnitId),
        person: asked.text("person")?.map(PersonId),
        from: asked.day("from")?,
        to: asked.day("to")?,
        open: yes(&mut asked, "open")?,
        counted: counted(&mut asked)?,
        first_unit: asked.text(OF)?.map(|unit| UnitId(if unit == NONE { String::new() } else { unit })),
        q: asked.text("q")?,
        cursor: asked.text("cursor")?,
        limit: limit(&mut asked)?,
        ..Filter::default()
    };
    asked.end()?;
    let (scope, now) = (who.scope(), app.half_day());
    let page = app.read(move |reader| reader.matters(&filter, &scope, now)).await?;
    Ok(Json(json!(page)))
}

/// GET /duties
pub(super) async fn duties(State(app): State<App>, who: Who, mut asked: Asked) -> Result<Json<Value>, Problem> {
    let mine = yes(&mut asked, "mine")?.unwrap_or_default();
    let filter = DutyFilter {
        kind: asked.text("kind")?,
        unit: asked.text("unit")?.map(UnitId),
        by: asked.day("by")?,
        cursor: asked.text("cursor")?,
        limit: limit(&mut asked)?,
    };
    asked.end()?;
    let today = app.today();
    let (rows, next) = app
        .read(move |reader| {
            if mine {
                // What one person owes is read whole; it fits a page.
                return Ok((reader.duties_of(&who.actor, filter.limit)?, None));
            }
            reader.duties(&filter, &who.scope())
        })
        .await?;
    let item = |row: &store::DutyRow| {
        let mut item = json!(row);
        if let Some(fields) = item.as_object_mut() {
            fields.insert("overdue".to_owned(), row.is_overdue(today).into());
        }
        item
    };
    Ok(Json(json!({"items": rows.iter().map(item).collect::<Vec<_>>(), "next": next})))
}

/// GET /notices
pub(super) async fn notices(State(app): State<App>, who: Who, mut asked: Asked) -> Result<Json<Value>, Problem> {
    let unread = yes(&mut asked, "unread")?.unwrap_or_default();
    let limit = limit(&mut asked)?;
    asked.end()?;
    let (upto, rows) = app
        .read(move |reader| {
            let upto = reader.read_upto(&who.session.account)?;
            Ok((upto, reader.notices_for(&who.actor, if unread { upto } else { 0 }, LIMIT.0)?))
        })
        .await?;
    let item = |row: &store::notices::NoticeRow| {
        let mut item = json!(row);
        if let Some(fields) = item.as_object_mut() {
            fields.insert("unread".to_owned(), (row.seq > upto).into());
        }
        item
    };
    let most = usize::try_from(limit).unwrap_or_default();
    Ok(Json(json!({"items": rows.iter().take(most).map(item).collect::<Vec<_>>(), "next": null})))
}

/// GET /people
pub(super) async fn people(State(app): State<App>, who: Who, mut asked: Asked) -> Result<Json<Value>, Problem> {
    let name = asked.text("q")?.unwrap_or_default();
    let unit = asked.text("unit")?.map(UnitId);
    let (offset, limit) = (offset(&mut asked)?, limit(&mut asked)?);
    asked.end()?;
    if who.actor.is_administrator() {
        return Ok(paged(Vec::<Value>::new(), offset, limit));
    }
    let (scope, today) = (who.scope(), app.today());
    let people = app
        .read(move |reader| {
            let pages = (offset, (limit + 1).min(LIMIT.0));
            if scope.county {
                let people = reader.people(&name, unit.as_ref(), &scope, today, pages)?;
                return Ok(people.iter().map(|person| json!(person)).collect());
            }
            // Anyone may name anyone as stand-in or receiver; more than name and post is for those who see the person's unit.
            let everyone = Scope::of(&Actor::system());
            let searched = if name.is_empty() && unit.is_none() { &scope } else { &everyone };
            let own = reader.people(&name, None, &scope, today, (0, LIMIT.0))?;
            let is_own = |person: &PersonRow| {
                scope.person.as_ref() == Some(&person.id) || own.iter().any(|seen| seen.id == person.id)
            };
            let people = reader.people(&name, unit.as_ref(), searched, today, pages)?;
            Ok(people.iter().map(|person| if is_own(person) { json!(person) } else { named(person) }).collect())
        })
        .await?;
    Ok(paged::<Value>(people, offset, limit))
}

/// Name and posts of a person, and no more.
fn named(person: &PersonRow) -> Value {
    let post = |held: &Held| json!({"unit": held.unit, "unit_name": held.unit_name, "title": held.title});
    json!({"id": person.id, "name": person.name, "posts": person.posts.iter().map(post).collect::<Vec<_>>()})
}

/// GET /units
pub(super) async fn units(State(app): State<App>, who: Who, mut asked: Asked) -> Result<Json<Value>, Problem> {
    let name = asked.text("q")?.unwrap_or_default();
    let (offset, limit) = (offset(&mut asked)?, limit(&mut asked)?);
    asked.end()?;
    if who.actor.is_administrator() {
        return Ok(paged(Vec::<Value>::new(), offset, limit));
    }
    let units = app.read(|reader| reader.units()).await?;
    let named = |unit: &store::reader::UnitRow| {
        unit.name.contains(&name) || unit.aliases.iter().any(|alias| alias.contains(&name))
    };
    let skip = usize::try_from(offset).unwrap_or(usize::MAX);
    let take = usize::try_from(limit + 1).unwrap_or_default();
    let units: Vec<_> = units.into_iter().filter(named).skip(skip).take(take).collect();
    Ok(paged(units, offset, limit))
}

/// The cursor of a list in official order is the number of rows before the page.
fn offset(asked: &mut Asked) -> Result<i64, Problem> {
    Ok(asked.whole("cursor", 0, 1_000_000)?.unwrap_or_default())
}

/// A page of rows of which one more than asked for was read, to know whether there are more.
fn paged<T: Serialize>(mut rows: Vec<T>, offset: i64, limit: i64) -> Json<Value> {
    let most = usize::try_from(limit).unwrap_or_default();
    let next = (rows.len() > most).then(|| (offset + limit).to_string());
    rows.truncate(most);
    Json(json!({"items": rows, "next": next}))
}
