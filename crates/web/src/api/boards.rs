//! Boards: what stands where, unit by unit.

use super::sent::{Asked, Id};
use crate::{app::App, door::Who, fault::Problem};
use axum::{Json, extract::State};
use engine::{
    board::{Board, Heap},
    words::UnitId,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use store::{Filter, Heaped};

/// GET /boards/{id}
pub(super) async fn show(
    State(app): State<App>,
    who: Who,
    Id(kind): Id,
    mut asked: Asked,
) -> Result<Json<Value>, Problem> {
    let found = app.county.catalogue().get(kind.as_str()).filter(|found| !found.kind().veiled);
    let board = found.and_then(|found| found.board()).filter(|_| !who.actor.is_administrator());
    let (Some(found), Some(board)) = (found, board) else { return Err(Problem::not_found()) };
    let mut cells = Vec::new();
    for key in board.filters {
        cells.extend(asked.text(key)?.map(|value| ((*key).to_owned(), value)));
    }
    let filter = Filter {
        unit: asked.text("unit")?.map(UnitId),
        said: board.stages(&[]).map(str::to_owned).collect(),
        cells,
        mark: board.mark.map(str::to_owned),
        ..Filter::of(found.kind().id)
    };
    asked.end()?;
    let (scope, now) = (who.scope(), app.half_day());
    let (heaped, units) = app.read(move |reader| Ok((reader.heaped(&filter, &scope, now)?, reader.units()?))).await?;
    let mut by_unit: BTreeMap<&str, Vec<&Heaped>> = BTreeMap::new();
    for one in &heaped {
        by_unit.entry(one.unit.as_str()).or_default().push(one);
    }
    let named = units.iter().map(|unit| (unit.id.as_str(), unit.name.as_str())).chain([("", "")]);
    let items = named.filter_map(|(id, name)| Some(line(board, (id, name), by_unit.get(id)?)));
    let heap =
        |heap: &Heap| json!({"title": heap.title, "stages": heap.stages, "late": heap.late, "marked": heap.marked});
    Ok(Json(json!({
        "kind": found.kind().id,
        "title": board.title,
        "heaps": board.heaps.iter().map(heap).collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
        "next": null,
    })))
}

fn line(board: &Board, (id, name): (&str, &str), heaps: &[&Heaped]) -> Value {
    let count = |heap: &Heap| {
        let number: i64 =
            heaps.iter().filter(|one| heap.holds(one.stage, one.late, one.marked)).map(|one| one.number).sum();
        (heap.title.to_owned(), Value::from(number))
    };
    let counts: Map<String, Value> = board.heaps.iter().map(count).collect();
    json!({
        "unit": id,
        "unit_name": name,
        "counts": counts,
        "next_due": heaps.iter().filter_map(|one| one.next_due).min(),
    })
}
