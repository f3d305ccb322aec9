//! Acting on a matter: the one path that pages and API share, from a checked shape to the desk's answer.

use crate::{app::App, door::Who, entrust, fault::Problem};
use engine::{
    access::{Actor, Authorized, Behalf},
    days::Day,
    form,
    procedure::Refusal,
    words::FileId,
};
use serde_json::Value;
use store::{Answer, Reader, Request, Target};

/// What somebody wants done.
pub struct Deed {
    /// On what.
    pub target: Target,
    /// The action: flat, `{"verb": …, fields}`.
    pub action: Value,
    /// Whose signed paper is entered, or by whose authorization it is done, if anyone's.
    pub on_behalf: Option<Behalf>,
    /// Idempotency key.
    pub key: String,
}

/// Does it, and waits until it is durable.
///
/// # Errors
/// See [`Problem`]; in every case nothing of it was kept, except after a time limit.
pub async fn act(app: &App, who: &Who, deed: Deed) -> Result<Answer, Problem> {
    let moment = app.moment();
    // By an authorization one sees what one decides for one's principal, and nothing more.
    let trusted = match deed.on_behalf.as_ref().and_then(Behalf::authorized) {
        Some(by) => Some(trusted(app, who, &deed, by.clone(), moment).await?),
        None => None,
    };
    let answered = shaped(app, trusted.as_ref().unwrap_or(&who.actor), &deed).await?;
    let signed = deed.on_behalf.as_ref().and_then(Behalf::signed).cloned();
    let actor = match (trusted, signed) {
        (Some(actor), _) => actor,
        (None, None) => who.actor.clone(),
        (None, Some(signed)) => {
            let actor = who.actor.clone();
            let other = app.read(move |reader| reader.on_behalf(&actor, &signed)).await?;
            other.map_err(Problem::forbidden)?
        }
    };
    if !answered {
        files(app, who, &deed).await?;
    }
    let Deed { target, action, key, .. } = deed;
    let request = Request { actor, moment, day: None, target, action, key: Some(key) };
    let (give, take) = tokio::sync::oneshot::channel();
    // Whoever asked may be gone by then; what was done stays done.
    app.county.act_then(request, move |answer| drop(give.send(answer)));
    let answer = take.await.map_err(|_| Problem::unavailable("服务正在停止，没有保存，请稍后重试。"))?;
    Ok(answer?)
}

/// The actor whom an authorization makes. What is asked about a matter that he could not see even so is answered as to anybody.
async fn trusted(app: &App, who: &Who, deed: &Deed, by: Authorized, moment: jiff::Timestamp) -> Result<Actor, Problem> {
    let (actor, target, today) = (who.actor.clone(), deed.target.clone(), Day::at(moment));
    let catalogue = app.county.catalogue();
    let found = app
        .read(move |reader| {
            let kind = match &target {
                Target::New { kind, .. } => Some(kind.clone()),
                Target::Existing { id, .. } => match reader.kind_of(id, &actor)? {
                    Some(kind) => Some(kind),
                    None => entrust::kind_of(reader, &actor, &by, id, today)?,
                },
            };
            let Some(kind) = kind.and_then(|kind| catalogue.get(&kind)) else { return Ok(None) };
            reader.authorized(&actor, &by, kind.kind(), today).map(Some)
        })
        .await?;
    found.ok_or_else(Problem::not_found)?.map_err(Problem::forbidden)
}

/// Whether the action has the shape of its schema. Who may not see the matter learns no more than that there is none, at the same
/// cost. Returns whether this very request may have been answered before: then the answer is all there is to say.
async fn shaped(app: &App, eyes: &Actor, deed: &Deed) -> Result<bool, Problem> {
    let kind = match &deed.target {
        Target::New { kind, .. } => kind.clone(),
        Target::Existing { id, .. } => {
            let (id, actor, key) = (id.clone(), eyes.clone(), deed.key.clone());
            let look =
                move |reader: &Reader| Ok((reader.kind_of(&id, &actor)?, reader.is_answered(&actor.account, &key)?));
            let (kind, answered) = app.read(look).await?;
            if answered {
                return Ok(true);
            }
            kind.ok_or_else(Problem::not_found)?
        }
    };
    fits(app, &kind, &deed.action)?;
    corrects(app, &kind, deed).await.map(|()| false)
}

/// Whether a correction has the shape of the event that it corrects. Handles of sealed content that are sent back stand for «as it was».
async fn corrects(app: &App, kind: &str, deed: &Deed) -> Result<(), Problem> {
    let Target::Existing { id, .. } = &deed.target else { return Ok(()) };
    let number = deed
        .action
        .get("n")
        .and_then(Value::as_i64)
        .filter(|_| deed.action.get("verb").is_some_and(|verb| verb == "amend"));
    let (Some(n), id) = (number, id.clone()) else { return Ok(()) };
    let verb = app.read(move |reader| reader.verb_of(&id, n)).await?;
    // What is no event, or none of the mechanism's own, is refused by the rules.
    let event = verb.and_then(|verb| app.schemas(kind)?.event(&verb));
    let Some(event) = event else { return Ok(()) };
    let mut payload = deed.action.clone();
    payload.as_object_mut().and_then(|fields| fields.shift_remove("verb"));
    if let Some(now) = payload.get_mut("payload") {
        engine::seal::drop_handles(now);
    }
    let correction = form::correcting(&event.schema);
    form::check(&correction, &payload).map_err(|sentence| Problem::malformed_at("/action", &sentence))
}

/// Whether every file that is named is there and may be read by the one who names it: nobody carries off what he may not see by
/// naming it in a matter of his own.
async fn files(app: &App, who: &Who, deed: &Deed) -> Result<(), Problem> {
    let mut named = Vec::new();
    digests(&deed.action, "/action", &mut named);
    if let Some(signed) = deed.on_behalf.as_ref().and_then(Behalf::signed) {
        named.push(("/on_behalf/paper".to_owned(), signed.paper.clone()));
    }
    if named.is_empty() {
        return Ok(());
    }
    let actor = who.actor.clone();
    let look = move |reader: &Reader| {
        for (at, id) in named {
            if reader.file(&id, &actor)?.is_none() {
                return Ok(Some(at));
            }
        }
        Ok(None)
    };
    let Some(at) = app.read(look).await? else { return Ok(()) };
    // A refusal points into the action itself.
    Err(Problem::refused(match at.strip_prefix("/action") {
        Some(field) => {
            let sentence = "没有找到这个附件，或不在可以查看的范围内，没有保存，请重新上传后再提交。";
            Refusal::new("file_missing", "", sentence).at(field)
        }
        None => Refusal::new("paper_missing", "", "没有找到签字件，请先上传扫描件，再代为录入。").at(&at),
    }))
}

/// Whatever in an action is the digest of a file, with its place.
fn digests(value: &Value, at: &str, found: &mut Vec<(String, FileId)>) {
    match value {
        Value::String(text) if engine::words::is_digest(text) => {
            found.push((at.to_owned(), FileId::from(text.as_str())))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| digests(item, &format!("{at}/{n}"), found))
        }
        Value::Object(fields) => fields.iter().for_each(|(name, value)| digests(value, &format!("{at}/{name}"), found)),
        _ => {}
    }
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
