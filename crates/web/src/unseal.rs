//! Opening what is sealed: the one path that pages and API share. The clear value is in that one answer and nowhere else.

use crate::{app::App, door::Who, fault::Problem};
use engine::{form, history::Because, seal::Handle, tagged};
use serde_json::{Value, json};
use store::{Detail, Unsealing};

/// A sealed value in clear.
pub struct Opened {
    /// Title of its field.
    pub title: String,
    /// The value; none where it was erased.
    pub value: Option<Value>,
}

/// Opens it with the reason on record.
///
/// # Errors
/// 404, 403, 422 without a reason, of a veiled kind or when it was given under this key before, 400, 503.
pub async fn open(app: &App, who: &Who, asked: Unsealing) -> Result<Opened, Problem> {
    let (id, actor, now) = (asked.matter.clone(), who.actor.clone(), app.moment());
    // Who may not see the matter learns no more than that there is none, whatever else is wrong.
    let seen = app.read(move |reader| reader.detail(&id, &actor, now)).await?;
    let detail = seen.ok_or_else(Problem::not_found)?;
    form::check(&tagged::schema::<Because>(), &json!({"reason": asked.reason}))
        .map_err(|sentence| Problem::malformed_at("", &sentence))?;
    let title = handles(app, &detail).into_iter().find(|handle| handle.seal == asked.seal).map(|handle| handle.words());
    let (actor, seal) = (who.actor.clone(), asked);
    let opened = app.work(move |county| county.open_sealed(seal, &actor, now)).await?;
    Ok(Opened { title: title.unwrap_or_default(), value: opened? })
}

/// What is sealed in a matter as it stands.
#[must_use]
pub fn handles(app: &App, detail: &Detail) -> Vec<Handle> {
    let state: Value = serde_json::from_str(&detail.state).unwrap_or_default();
    app.schemas(&detail.row.kind).map(|schemas| engine::seal::handles(&schemas.state, &state)).unwrap_or_default()
}

/// What of it whoever looks may open.
#[must_use]
pub fn open_to(app: &App, who: &Who, detail: &Detail) -> Vec<Handle> {
    let kind = app.county.catalogue().get(&detail.row.kind).map(|mechanism| mechanism.kind());
    let may = |kind| engine::seal::may_open(kind, &detail.outline, &detail.effects.duties, &who.actor).is_ok();
    if kind.is_some_and(may) { handles(app, detail) } else { Vec::new() }
}
