//! Statistics of a kind.

use super::sent::{Asked, Id};
use crate::{app::App, door::Who, fault::Problem, pages::may_see_opinion, statistics::Wanted};
use axum::{Json, extract::State};
use engine::{
    kind::Kind,
    statistic::{self, Sheet, Sums, Total},
    words::UnitId,
};
use serde_json::{Map, Value, json};
use store::Reader;

/// GET /statistics/{id}
pub(super) async fn show(
    State(app): State<App>,
    who: Who,
    Id(kind): Id,
    mut asked: Asked,
) -> Result<Json<Value>, Problem> {
    let (scope, now, today) = (who.scope(), app.half_day(), app.today());
    let found = app.county.catalogue().get(kind.as_str()).map(|found| found.kind());
    let kind = found.filter(|kind| statistic::has(kind) && may_see_opinion(&scope)).ok_or_else(Problem::not_found)?;
    let (code, by, unit) = (asked.text("period")?, asked.text("by")?, asked.text("unit")?.map(UnitId));
    let days = (asked.day("from")?, asked.day("to")?);
    asked.end()?;
    if code.is_some() && days != (None, None) {
        return Err(Problem::malformed("period与from、to只能写一样，请删去其一后重发。"));
    }
    let period = Wanted::period(code.as_deref(), days, today);
    let wanted = period.and_then(|period| Wanted::new(kind, period, (unit, by.as_deref())));
    let wanted = wanted.map_err(Problem::malformed)?;
    let counted = wanted.clone();
    let read = move |reader: &Reader| Ok((counted.sheet(reader, &scope, now)?, counted.sums(reader, &scope, now)?));
    let (sheet, sums) = app.read(read).await?;
    Ok(Json(said(&wanted, &sheet, &sums)))
}

/// What is not shown is null.
fn said(wanted: &Wanted, sheet: &Sheet, sums: &Sums) -> Value {
    let (kind, period) = (wanted.kind, &wanted.period);
    let span = |span: statistic::Span| json!({"from": span.from, "to": span.until});
    let total = |total: &Total| {
        json!({"figure": total.figure.code(), "title": total.figure.title(kind.shape), "now": total.now,
            "before": total.before, "year_ago": total.year_ago.flatten()})
    };
    let unit = |line: &statistic::Line| {
        let each = sheet.figures.iter().zip(&line.numbers);
        let counts: Map<String, Value> =
            each.map(|(figure, count)| (figure.code().to_owned(), Value::from(*count))).collect();
        json!({"unit": line.unit, "unit_name": line.name, "counts": counts,
            "sums": added(kind, sums.now.get(&line.unit).map_or(&[], Vec::as_slice))})
    };
    let bucket = |(bucket, count): &(statistic::Bucket, i64)| json!({"title": bucket.words, "from": bucket.span.from, "to": bucket.span.until, "opened": count});
    let value = |line: &statistic::ValueLine| json!({"value": line.value, "count": line.now});
    json!({
        "kind": kind.id,
        "period": {"title": period.words, "now": span(period.now), "before": span(period.before),
            "year_ago": period.year_ago.map(span)},
        "finding": sheet.says(kind, period, statistic::leading(kind)),
        "totals": sheet.totals.iter().map(total).collect::<Vec<_>>(),
        "sums": {"figure": statistic::summed(kind).code(), "titles": kind.sums.iter().map(|sum| sum.title).collect::<Vec<_>>(),
            "now": added(kind, &statistic::together(&sums.now)), "before": added(kind, &statistic::together(&sums.before))},
        "items": sheet.units.iter().map(unit).collect::<Vec<_>>(),
        "other_units": sheet.other_units,
        "by_time": sheet.buckets.iter().map(bucket).collect::<Vec<_>>(),
        "by": wanted.column.map(|column| json!({
            "column": column.key, "title": column.title, "figure": statistic::main(kind).code(),
            "values": sheet.values.iter().map(value).collect::<Vec<_>>(), "other": sheet.other_values,
        })),
        "next": null,
    })
}

/// What is added up, in the order of the titles; null where a part has no whole.
fn added(kind: &Kind, halves: &[i64]) -> Vec<Option<String>> {
    let sums = kind.sums.iter().filter(|_| !kind.few);
    sums.map(|sum| statistic::worth(kind, sum, halves)).collect()
}
