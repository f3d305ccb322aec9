//! 查阅封存内容: a question of its own before anything is shown; what is read stands in that one answer and is not kept.

use super::{
    frame::{chapter_title, frame, register_title},
    matter::seen,
    panels,
    visit::{Visit, shown},
};
use crate::{
    fault::Problem,
    unseal::{self, Opened},
    view::{
        field::Control,
        frame::Crumb,
        office::{Ask, Note, OfficePage, Panel},
        parts::{RefusalBox, Row},
    },
};
use axum::{http::StatusCode, response::Response};
use serde_json::Value;
use store::{Detail, Unsealing};

const HEADING: &str = "查阅封存内容";

/// The question.
pub fn ask(visit: &Visit) -> Result<Response, Problem> {
    let (detail, title) = asked(visit)?;
    shown(StatusCode::OK, &question(visit, &detail, &title, None)?)
}

/// It was answered with a reason.
pub fn open(visit: &Visit) -> Result<Response, Problem> {
    let (detail, title) = asked(visit)?;
    let unsealing = Unsealing::new(&visit.matter(), visit.param("seal"), visit.sent("reason").unwrap_or_default());
    let unsealing = unsealing.under(visit.sent("_key").unwrap_or_default());
    match tokio::runtime::Handle::current().block_on(unseal::open(&visit.app, &visit.who, unsealing)) {
        Ok(opened) => shown(StatusCode::OK, &answer(visit, &detail, opened)?),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => Err(problem),
        Err(problem) => shown(problem.status, &question(visit, &detail, &title, Some(&problem))?),
    }
}

/// The matter, and the title of the field, where whoever visits may open it.
fn asked(visit: &Visit) -> Result<(Detail, String), Problem> {
    let detail = seen(visit)?;
    let kind = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?.kind();
    engine::seal::may_open(kind, &detail.outline, &detail.effects.duties, visit.actor()).map_err(|refusal| {
        match refusal.code {
            "two_persons" => Problem::refused(refusal),
            _ => Problem::forbidden(refusal),
        }
    })?;
    let handles = unseal::handles(&visit.app, &detail);
    let handle = handles.into_iter().find(|handle| handle.seal == visit.param("seal"));
    handle.map(|handle| (detail, handle.words())).ok_or_else(Problem::not_found)
}

fn page(visit: &Visit, detail: &Detail) -> Result<OfficePage, Problem> {
    let kind = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?.kind();
    let ledger = format!("/ledger/{}", kind.id);
    let last = detail.row.number.clone().unwrap_or_else(|| detail.row.title.clone());
    let crumbs = vec![
        Crumb::here(chapter_title(kind)),
        Crumb::to(register_title(kind), ledger.clone()),
        Crumb::to(last, back(detail)),
        Crumb::here(HEADING),
    ];
    Ok(OfficePage {
        frame: frame(visit, HEADING, &ledger, crumbs)?,
        heading: HEADING.into(),
        meta: detail.row.title.clone(),
        ..OfficePage::default()
    })
}

fn back(detail: &Detail) -> String {
    format!("/matters/{}", detail.row.id)
}

fn question(visit: &Visit, detail: &Detail, title: &str, wrong: Option<&Problem>) -> Result<OfficePage, Problem> {
    let mut page = page(visit, detail)?;
    page.refusal = wrong.map(|problem| RefusalBox {
        title: "没有查阅".into(),
        sentence: problem.sentence.clone(),
        ..RefusalBox::default()
    });
    let error = wrong.filter(|problem| problem.at.as_deref() == Some("/reason"));
    let error = error.map(|problem| problem.sentence.clone()).unwrap_or_default();
    let reason = Control::Prose(visit.sent("reason").unwrap_or_default().to_owned());
    page.panels.push(Panel {
        lines: vec![format!(
            "“{title}”属封存内容。写明理由后查阅，何人、何时、因何查阅记入本事项的经过；内容只在下一页显示一次，不留副本。"
        )],
        ask: Some(Ask {
            action: format!("{}/seals/{}", back(detail), visit.param("seal")),
            csrf: visit.who.session.csrf.clone(),
            kept: vec![("_key".into(), visit.app.county.new_id(visit.now).0)],
            fields: vec![panels::field("reason", "查阅理由", "写明因何事须看，如核对证明材料", &error, reason)],
            button: "写明理由并查阅".into(),
            other: Some(("不查阅".into(), back(detail))),
            ..Ask::default()
        }),
        ..Panel::new(title, "封存")
    });
    Ok(page)
}

fn answer(visit: &Visit, detail: &Detail, opened: Opened) -> Result<OfficePage, Problem> {
    let mut page = page(visit, detail)?;
    page.notes.push(Note {
        title: "本次查阅已经记录。".into(),
        text: "内容只显示这一次；离开本页后还要看的，须重新写明理由。".into(),
        ..Note::default()
    });
    let words = match opened.value {
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
        None => "内容已经依规删除，不能再查阅。".to_owned(),
    };
    page.panels.push(Panel {
        facts: vec![Row::new(opened.title.clone(), "", words)],
        ways: vec![("回事项".into(), back(detail))],
        ..Panel::new(opened.title, "封存")
    });
    Ok(page)
}
