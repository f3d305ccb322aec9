//! One matter: opened, acted on, looked at.

use super::{
    kinds,
    sent::{Id, Sent},
};
use crate::{
    app::App,
    deed::{self, Deed},
    door::{self, Who},
    entrust,
    fault::Problem,
    names::Named,
    unseal,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use engine::{
    access::{Authorized, Behalf, Signed},
    days::Day,
    form,
    procedure::{Duty, Step},
    sheet::{Entry, Shown, sheet},
    tagged,
};
use serde_json::{Value, json};
use store::{Detail, Fault, Reader, Target};

/// POST /matters
pub(super) async fn open(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let key = door::key(&headers)?;
    let (kind, action, on_behalf) = (sent.text("kind")?, sent.must("action")?, behalf(&mut sent)?);
    sent.end()?;
    let deed = Deed { target: Target::new(&kind), action, on_behalf, key };
    let answer = deed::act(&app, &who, deed).await?;
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// POST /matters/{id}/actions
pub(super) async fn act(
    State(app): State<App>,
    who: Who,
    Id(id): Id,
    headers: HeaderMap,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let key = door::key(&headers)?;
    let (after, action, on_behalf) = (sent.whole("after")?, sent.must("action")?, behalf(&mut sent)?);
    sent.end()?;
    let deed = Deed { target: Target::existing(id, after), action, on_behalf, key };
    Ok(Json(deed::act(&app, &who, deed).await?).into_response())
}

fn behalf(sent: &mut Sent) -> Result<Option<Behalf>, Problem> {
    let Some(value) = sent.maybe("on_behalf") else { return Ok(None) };
    // Which of the two it is, so that what is wrong is said of that one.
    let authorized = value.get("authorization").is_some();
    let schema = if authorized { tagged::schema::<Authorized>() } else { tagged::schema::<Signed>() };
    form::check(&schema, &value).map_err(|sentence| Problem::malformed_at("/on_behalf", &sentence))?;
    let wrong = |_| Problem::malformed("on_behalf不符合格式，没有保存，请改正后重发。").at("/on_behalf");
    serde_json::from_value(value).map(Some).map_err(wrong)
}

/// GET /matters/{id}
pub(super) async fn show(State(app): State<App>, who: Who, Id(id): Id) -> Result<Json<Value>, Problem> {
    let (now, state) = (app.moment(), app.clone());
    let shown = app
        .read(move |reader| {
            let Some(detail) = entrust::detail(reader, &who.actor, &id, now)? else { return Ok(None) };
            let names = Named::new(reader, &who.actor, now);
            let mut body = body(&state, &who, &detail, &names);
            let trusted = trusted(reader, &who, &detail, now)?;
            if let (Some(body), false) = (body.as_object_mut(), trusted.is_empty()) {
                body.insert("by_authorization".to_owned(), trusted.into());
            }
            Ok(Some(body))
        })
        .await?;
    shown.map(Json).ok_or_else(Problem::not_found)
}

/// GET /matters/{id}/events
pub(super) async fn events(State(app): State<App>, who: Who, Id(id): Id) -> Result<Json<Value>, Problem> {
    let now = app.moment();
    let events = app
        .read(move |reader| match reader.events(&id, &who.actor, 0)? {
            Some(events) => Ok(Some(events)),
            None => Ok(entrust::seen(reader, &who.actor, &id, now)?.map(|(detail, _)| detail.stream)),
        })
        .await?;
    let events = events.ok_or_else(Problem::not_found)?;
    Ok(Json(json!({"items": events})))
}

fn body(app: &App, who: &Who, detail: &Detail, names: &dyn form::Names) -> Value {
    let state: Value = serde_json::from_str(&detail.state).unwrap_or_default();
    let schema = app.schemas(&detail.row.kind).map(|schemas| &schemas.state);
    let policy = app.county.policy();
    let entries = schema.map(|schema| sheet(schema, &state, names, policy.as_ref())).unwrap_or_default();
    let mut body = serde_json::to_value(&detail.row).unwrap_or_default();
    let more = json!({
        "kind_title": kinds::title(app, &detail.row.kind),
        "life": detail.frame.life,
        "suspended": detail.frame.is_suspended(),
        "files": detail.frame.files,
        "persons": detail.outline.persons.iter().map(|(role, person)| json!({"as": role, "person": person})).collect::<Vec<_>>(),
        "units": detail.outline.units,
        "sheet": entries.iter().map(entry).collect::<Vec<_>>(),
        "state": state,
        "seals": unseal::open_to(app, who, detail).iter().map(|one| json!({"seal": one.seal, "title": one.words()})).collect::<Vec<_>>(),
        "offers": detail.mine,
        "not_yet": detail.not_yet.iter().map(|(label, why)| json!({"label": label, "why": why})).collect::<Vec<_>>(),
        "duties": detail.effects.duties.iter().map(|one| duty(one, app.today())).collect::<Vec<_>>(),
        "steps": detail.steps.iter().map(step).collect::<Vec<_>>(),
        "links": detail.outline.links.iter().map(|(relation, id)| json!({"relation": relation, "id": id})).collect::<Vec<_>>(),
        "linked": detail.linked,
        // What was issued, as it stood then.
        "paper": app.county.catalogue().get(&detail.row.kind).and_then(|one| one.issued(detail.whole.for_the_mechanism()).ok().flatten()),
    });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    body
}

/// What is open by authorizations, each with what a request must name.
fn trusted(reader: &Reader, who: &Who, detail: &Detail, now: jiff::Timestamp) -> Result<Vec<Value>, Fault> {
    let Some(mechanism) = reader.catalogue().get(&detail.row.kind) else { return Ok(Vec::new()) };
    let kind = mechanism.kind();
    let mut found = Vec::new();
    for trust in entrust::of_kind(reader, &who.actor, kind, now)? {
        let offers = entrust::open(kind, detail, &trust);
        let offers: Vec<Value> = offers.iter().map(|one| json!({"verb": one.verb, "label": one.label})).collect();
        if !offers.is_empty() {
            found.push(json!({"on_behalf": trust.by, "name": trust.name, "offers": offers}));
        }
    }
    Ok(found)
}

fn duty(duty: &Duty, today: Day) -> Value {
    json!({
        "key": duty.key,
        "what": duty.what,
        "owner": duty.owner,
        "due": duty.due,
        "overdue": duty.due.is_some_and(|due| due < today),
        "basis": duty.basis,
        "verb": duty.verb,
    })
}

fn step(step: &Step) -> Value {
    json!({"word": step.word, "pace": step.pace, "day": step.day, "who": step.who})
}

fn entry(entry: &Entry) -> Value {
    let mut value = json!({
        "title": entry.title,
        "path": entry.path,
        "pointer": entry.pointer,
        "text": entry.shown.words(),
    });
    if let (Shown::Names(_, named), Some(fields)) = (&entry.shown, value.as_object_mut()) {
        fields.insert("ids".to_owned(), named.iter().map(|one| one.id.clone()).collect());
    }
    value
}
