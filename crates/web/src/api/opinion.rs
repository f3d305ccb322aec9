//! The demands of the Opinion, each with what came of it.

use super::sent::Asked;
use crate::{app::App, door::Who, fault::Problem, pages::may_see_opinion};
use axum::{Json, extract::State};
use engine::{days::Day, obligation::is_demand, words::UnitId};
use serde_json::{Value, json};
use store::{Asking, Tally};

/// GET /opinion
pub(super) async fn show(State(app): State<App>, who: Who, mut asked: Asked) -> Result<Json<Value>, Problem> {
    let scope = who.scope();
    if !may_see_opinion(&scope) {
        return Err(Problem::not_found());
    }
    let today = app.today();
    let until = asked.day("to")?.unwrap_or(today).min(today);
    let first = Day::new(until.year(), 1, 1).unwrap_or(until);
    let from = asked.day("from")?.unwrap_or(first);
    if until < from {
        return Err(Problem::malformed("起始日期晚于截止日期，请改正后重新查询。"));
    }
    let asking = Asking { from, until, unit: asked.text("unit")?.map(UnitId), demand: None };
    asked.end()?;
    let (tallies, trends) =
        app.read(move |reader| Ok((reader.demands(&asking, &scope)?, reader.trend(&asking, &scope)?))).await?;
    let policy = app.county.policy();
    let none = Tally::default();
    let items = policy.clauses().filter(|clause| is_demand(&clause.id)).map(|clause| {
        let tally = tallies.get(&clause.id).unwrap_or(&none);
        json!({
            "clause": clause.id, "label": clause.label, "title": clause.title, "due": tally.due(), "done": tally.done,
            "done_late": tally.done_late, "open": tally.open, "late": tally.late,
            "late_by_month": trends.get(&clause.id).copied().unwrap_or_default(),
        })
    });
    Ok(Json(json!({"from": from, "to": until, "items": items.collect::<Vec<_>>(), "next": null})))
}
