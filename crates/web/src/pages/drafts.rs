//! 草稿: forms begun and not sent. A form that was refused becomes one by itself, so that nothing typed is lost.

use super::{
    frame::frame,
    visit::{Visit, encoded, see_other, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        pages::{DraftRow, DraftsPage},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::words::MatterId;
use serde_json::{Value, json};
use store::beside::Draft;

/// Longest id of a draft that is taken from a form.
const ID_MAX: usize = 64;

/// The id under which the form that is being sent is kept: that of the draft it came from, else the key made with its page.
pub fn id(visit: &Visit) -> Option<String> {
    let given = visit.sent("_draft").or_else(|| visit.asked("draft")).filter(|id| !id.is_empty());
    given.or_else(|| visit.sent("_key")).filter(|id| !id.is_empty() && id.len() <= ID_MAX).map(str::to_owned)
}

/// Keeps a form as it was filled in: its id, or nothing where it asks for something sealed.
///
/// # Errors
/// What the database says.
pub fn keep(
    visit: &Visit,
    kind: &str,
    verb: &str,
    matter: Option<&str>,
    pairs: &[(String, String)],
) -> Result<Option<String>, Problem> {
    let id = id(visit).unwrap_or_else(|| visit.app.county.new_id(visit.now).0);
    let draft = Draft {
        id: id.clone(),
        kind: kind.to_owned(),
        verb: verb.to_owned(),
        matter: matter.map(str::to_owned),
        pairs: pairs.iter().map(|(name, text)| json!([name, text])).collect(),
        saved: visit.now.as_microsecond(),
    };
    let kept = visit.app.county.keep_draft(&visit.who.session.account, draft)?;
    Ok(kept.then_some(id))
}

/// Takes the draft away from which a form came that went through.
pub fn done(visit: &Visit) {
    if let Some(id) = visit.sent("_draft").filter(|id| !id.is_empty()) {
        // What could not be taken away stays in the list, where it can be discarded.
        drop(visit.app.county.drop_draft(&visit.who.session.account, id));
    }
}

/// The pairs of the draft that is asked for, if it is one of this very form.
pub fn asked(visit: &Visit, kind: &str, verb: &str, matter: Option<&str>) -> Option<Vec<(String, String)>> {
    let draft = visit.reader().draft(&visit.who.session.account, visit.asked("draft")?).ok().flatten()?;
    let fits = draft.kind == kind && draft.verb == verb && draft.matter.as_deref() == matter;
    fits.then(|| pairs(&draft.pairs))
}

fn pairs(kept: &Value) -> Vec<(String, String)> {
    let pair = |pair: &Value| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
    kept.as_array().into_iter().flatten().filter_map(pair).collect()
}

/// Where the draft of this form is opened with some of its fields filled in otherwise.
pub fn refilled(id: &str, form: (&str, &str, Option<&str>), pairs: &[(String, String)]) -> String {
    let (kind, verb, matter) = form;
    let more: String = pairs.iter().map(|(name, text)| format!("&{}={}", encoded(name), encoded(text))).collect();
    let id = encoded(id);
    match matter {
        None => format!("/new/{kind}?verb={verb}&draft={id}{more}"),
        Some(matter) => format!("/matters/{matter}?do={verb}&draft={id}{more}#do"),
    }
}

/// Where a draft is opened.
pub fn address(draft: &Draft) -> String {
    match draft.matter.as_deref() {
        Some(matter) if draft.verb == "amend" => {
            let n = pairs(&draft.pairs).into_iter().find(|(name, _)| name == "n").map(|(_, n)| n).unwrap_or_default();
            format!("/matters/{matter}/amend/{n}?draft={}", encoded(&draft.id))
        }
        matter => refilled(&draft.id, (&draft.kind, &draft.verb, matter), &[]),
    }
}

/// The page of a form that has just been kept.
pub fn kept(visit: &Visit, id: &str) -> Result<Response, Problem> {
    let draft = visit.reader().draft(&visit.who.session.account, id)?.ok_or_else(Problem::not_found)?;
    let address = address(&draft);
    let (path, anchor) = address.split_once('#').unwrap_or((address.as_str(), ""));
    let hash = if anchor.is_empty() { "" } else { "#" };
    Ok(see_other(&format!("{path}&kept=1{hash}{anchor}")))
}

/// The line over a form that has just been kept.
pub fn message(visit: &Visit) -> Option<String> {
    visit.asked("kept")?;
    Some("已存为草稿，可以接着填写，也可以从“草稿”中再打开。".to_owned())
}

/// Drafts of whoever visits, as lists show them.
///
/// # Errors
/// What the database says.
pub fn rows(visit: &Visit) -> Result<Vec<DraftRow>, Problem> {
    let reader = visit.reader();
    let mut rows = Vec::new();
    for draft in reader.drafts(&visit.who.session.account)? {
        let Some(mechanism) = visit.app.county.catalogue().get(&draft.kind) else { continue };
        let verb = visit.app.action(&draft.kind, &draft.verb).map(|verb| verb.title.clone()).unwrap_or_default();
        let about = match &draft.matter {
            None => "新办".to_owned(),
            Some(matter) => {
                let detail = reader.detail(&MatterId::from(matter.as_str()), visit.actor(), visit.now)?;
                let title = |row: store::MatterRow| {
                    row.number.map_or(row.title.clone(), |number| format!("{number} {}", row.title))
                };
                detail.map_or_else(|| "事项已不在可以查看的范围内".to_owned(), |detail| title(detail.row))
            }
        };
        let saved = jiff::Timestamp::from_microsecond(draft.saved).unwrap_or(visit.now);
        rows.push(DraftRow {
            title: format!("{}：{verb}", mechanism.kind().title),
            href: address(&draft),
            about,
            saved: words::moment(saved, visit.today()),
            discard: format!("/drafts/{}/discard", encoded(&draft.id)),
        });
    }
    Ok(rows)
}

/// The list.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    let mut frame = frame(visit, "草稿", "/drafts", vec![Crumb::to("工作台", "/"), Crumb::here("草稿")])?;
    frame.message = visit.asked("gone").map(|_| "草稿已删除。".to_owned());
    shown(StatusCode::OK, &DraftsPage { frame, rows: rows(visit)? })
}

/// One is thrown away.
pub fn discard(visit: &Visit) -> Result<Response, Problem> {
    visit.app.county.drop_draft(&visit.who.session.account, visit.param("id"))?;
    Ok(see_other("/drafts?gone=1"))
}
