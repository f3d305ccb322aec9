//! Acting on a matter: the one path that pages and API share, from a checked shape to the desk's answer.

use crate::{app::App, door::Who, fault::Problem};
use engine::{access::Behalf, form, words::MatterId};
use serde_json::Value;
use store::{Answer, Failure, Request, Target};

/// What somebody wants done.
pub struct Deed {
    /// On what.
    pub target: Target,
    /// The action: flat, `{"verb": …, fields}`.
    pub action: Value,
    /// Whose signed paper is entered, if anyone's.
    pub on_behalf: Option<Behalf>,
    /// Idempotency key.
    pub key: String,
}

/// Does it, and waits until it is durable.
///
/// # Errors
/// See [`Problem`]; in every case nothing of it was kept, except after a time limit.
pub async fn act(app: &App, who: &Who, deed: Deed) -> Result<Answer, Problem> {
    let Deed { target, action, on_behalf, key } = deed;
    shaped(app, who, &target, &action).await?;
    let moment = app.moment();
    let actor = match on_behalf {
        None => who.actor.clone(),
        Some(behalf) => {
            let actor = who.actor.clone();
            let other = app.read(move |reader| reader.on_behalf(&actor, &behalf)).await?;
            other.map_err(Problem::forbidden)?
        }
    };
    let request = Request { actor, moment, day: None, target, action, key: Some(key) };
    let (give, take) = tokio::sync::oneshot::channel();
    // Whoever asked may be gone by then; what was done stays done.
    app.county.act_then(request, move |answer| drop(give.send(answer)));
    let answer = take.await.map_err(|_| Problem::unavailable("服务正在停止，没有保存，请稍后重试。"))?;
    Ok(answer?)
}

/// Whether the action has the shape of its schema. Who may not see the matter learns no more than that there is none.
async fn shaped(app: &App, who: &Who, target: &Target, action: &Value) -> Result<(), Problem> {
    match target {
        Target::New { kind, .. } => fits(app, kind, action),
        Target::Existing { id, .. } => {
            let known = id.clone();
            let state = app.work(move |county| county.state_of(&known)).await?;
            let state = state.map_err(|fault| Problem::unavailable(fault.sentence()))?;
            let Some((kind, _, _)) = state else { return Err(Failure::NotFound.into()) };
            let Err(problem) = fits(app, &kind, action) else { return Ok(()) };
            Err(if is_visible(app, who, id).await? { problem } else { Problem::not_found() })
        }
    }
}

async fn is_visible(app: &App, who: &Who, id: &MatterId) -> Result<bool, Problem> {
    let (id, actor, now) = (id.clone(), who.actor.clone(), app.moment());
    Ok(app.read(move |reader| reader.detail(&id, &actor, now)).await?.is_some())
}

fn fits(app: &App, kind: &str, action: &Value) -> Result<(), Problem> {
    if app.schemas(kind).is_none() {
        return Err(Problem::not_found());
    }
    let Some(fields) = action.as_object() else {
        return Err(Problem::malformed("action应为对象，没有保存，请改正后重发。").at("/action"));
    };
    let Some(verb) = fields.get("verb").and_then(Value::as_str) else {
        return Err(Problem::malformed("action缺少verb，没有保存，请写明要办的动作。").at("/action/verb"));
    };
    let Some(schema) = app.action(kind, verb) else {
        let short: String = verb.chars().take(20).collect();
        let sentence = format!("没有“{short}”这个动作，没有保存，请对照/api/v1/kinds改正。");
        return Err(Problem::malformed(sentence).at("/action/verb"));
    };
    let mut payload = fields.clone();
    payload.shift_remove("verb");
    form::check(&schema.schema, &Value::Object(payload)).map_err(|sentence| Problem::malformed_at("/action", &sentence))
}
