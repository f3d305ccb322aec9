//! Ledgers of a year, with what proves a closed one.

use super::sent::Asked;
use crate::{app::App, door::Who, fault::Problem, pages::may_see_years};
use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};
use store::Closing;

fn closing(closing: Option<&Closing>) -> Value {
    closing.map_or(Value::Null, |closing| {
        json!({
            "matter": closing.matter, "day": closing.day, "rows": closing.rows, "left": closing.left,
            "digest": closing.digest,
        })
    })
}

/// GET /ledgers
pub(super) async fn list(State(app): State<App>, who: Who, asked: Asked) -> Result<Json<Value>, Problem> {
    asked.end()?;
    if !may_see_years(&who.scope()) {
        return Ok(Json(json!({"items": [], "next": null})));
    }
    let until = app.today().year();
    let states = app.read(move |reader| reader.annual_ledgers(until)).await?;
    let item = |state: &store::AnnualState| {
        json!({
            "kind": state.kind, "year": state.year, "numbers": state.numbers,
            "closing": closing(state.closing.as_ref()),
        })
    };
    Ok(Json(json!({"items": states.iter().map(item).collect::<Vec<_>>(), "next": null})))
}

/// GET /ledgers/{kind}/{year}
pub(super) async fn show(
    State(app): State<App>,
    who: Who,
    Path((kind, year)): Path<(String, String)>,
    asked: Asked,
) -> Result<Json<Value>, Problem> {
    asked.end()?;
    let year = year.parse().ok().filter(|year| (1..=app.today().year()).contains(year));
    let year = year.filter(|_| may_see_years(&who.scope())).ok_or_else(Problem::not_found)?;
    let found = app.read(move |reader| reader.annual_ledger(&kind, year)).await?.ok_or_else(Problem::not_found)?;
    let row = |row: &engine::annual::Row| {
        json!({
            "part": row.part, "matter": row.matter, "number": row.number, "open": row.open, "texts": row.texts,
            "notes": found.notes.get(&row.matter).cloned().unwrap_or_default(),
        })
    };
    Ok(Json(json!({
        "kind": found.kind,
        "year": found.year,
        "heads": found.heads,
        "rows": found.rows.iter().map(row).collect::<Vec<_>>(),
        "own": found.totals.own,
        "carried": found.totals.carried,
        "corrections": found.totals.corrections,
        "left": found.totals.left,
        "digest": found.totals.digest,
        "closing": closing(found.closing.as_ref()),
        "proved": found.is_proved(),
    })))
}
