//! What there is: kinds, their actions with schemas, and the whole API described.

use crate::{app::App, door::Who, fault::Problem, openapi};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use engine::{form, procedure::Kind, tagged::VerbSchema};
use serde_json::{Value, json};

/// GET /kinds
pub(super) async fn list(State(app): State<App>, who: Who) -> Result<Json<Value>, Problem> {
    let (now, scope) = (app.moment(), who.scope());
    let kinds: Vec<&'static Kind> = app.county.catalogue().iter().map(|mechanism| mechanism.kind()).collect();
    let seen: Vec<_> =
        kinds.into_iter().filter(|kind| scope.kinds.is_empty() || scope.kinds.contains(&kind.id)).collect();
    let openings = {
        let seen = seen.clone();
        app.read(move |reader| {
            seen.iter().map(|kind| reader.openings(kind.id, &who.actor, now)).collect::<Result<Vec<_>, _>>()
        })
        .await?
    };
    let items: Vec<Value> = seen
        .into_iter()
        .zip(openings)
        .map(|(kind, offers)| {
            let mut item = described(&app, kind);
            if let (Some(item), Ok(offers)) = (item.as_object_mut(), serde_json::to_value(offers)) {
                item.insert("offers".to_owned(), offers);
            }
            item
        })
        .collect();
    let common: Vec<Value> = app.common_actions().iter().map(action).collect();
    let terms = dictionaries(&app);
    Ok(Json(json!({"items": items, "next": null, "common_actions": common, "dictionaries": terms})))
}

/// The terms of the policy pack, by the name under which schemas ask for them (`x-dictionary`).
fn dictionaries(app: &App) -> Value {
    let policy = app.county.policy();
    let term = |term: &engine::policy::Term| json!({"code": term.code, "title": term.title});
    let each = policy.dictionaries().map(|dictionary| {
        let terms: Vec<Value> = dictionary.terms.iter().map(term).collect();
        (dictionary.id.clone(), Value::from(terms))
    });
    Value::Object(each.collect())
}

/// GET /openapi.json
pub(super) async fn openapi(State(app): State<App>) -> Response {
    let text = app.openapi.get_or_init(|| openapi::document(&app).to_string()).clone();
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// Chinese title of a kind.
pub(super) fn title(app: &App, kind: &str) -> &'static str {
    app.county.catalogue().get(kind).map_or("", |mechanism| mechanism.kind().title)
}

fn described(app: &App, kind: &'static Kind) -> Value {
    let policy = app.county.policy();
    let clause = |id: &&str| {
        let title = policy.clause(id).map_or("", |clause| clause.title.as_str());
        json!({"id": id, "label": policy.clause_label(id), "title": title})
    };
    let actions = app.schemas(kind.id).map(|schemas| schemas.actions.iter().map(action).collect::<Vec<_>>());
    let corrections = app.schemas(kind.id).map(|schemas| schemas.events.iter().map(correction).collect::<Vec<_>>());
    let column =
        |column: &engine::procedure::Column| json!({"key": column.key, "title": column.title, "cell": column.cell});
    json!({
        "kind": kind.id,
        "title": kind.title,
        "chapter": kind.chapter,
        "clauses": kind.clauses.iter().map(clause).collect::<Vec<_>>(),
        "shape": kind.shape,
        "stages": kind.stages,
        "clock_stages": kind.clock_stages.iter().map(|stage| json!({"within": stage.within, "word": stage.word})).collect::<Vec<_>>(),
        "columns": kind.columns.iter().map(column).collect::<Vec<_>>(),
        "actions": actions,
        "corrections": corrections,
    })
}

fn action(schema: &VerbSchema) -> Value {
    json!({"verb": schema.verb, "title": schema.title, "schema": schema.schema})
}

/// The action `amend` for one event.
fn correction(event: &VerbSchema) -> Value {
    json!({"event": event.verb, "title": event.title, "schema": form::correcting(&event.schema)})
}
