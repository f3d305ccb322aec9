//! 更正: one entry of a matter's history as a filled-in form; what is sent replaces it, and the old content stays in the record.

use super::{
    frame::{chapter_title, frame, register_title},
    matter::seen,
    names::Named,
    paper::{Paper, Sent, Verdict},
    visit::{Visit, see_other, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        pages::{AmendPage, AmendRow},
        parts::{Change, Fact},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{diff, form, history, procedure::Aid, sheet};
use serde_json::json;
use store::{Detail, Recorded, Target};

/// The entries of a matter that can be corrected.
pub fn choose(visit: &Visit) -> Result<Response, Problem> {
    let detail = allowed(visit)?;
    let today = visit.today();
    let own = detail.stream.iter().filter(|line| line.n > 0 && !history::is_engine_verb(&line.verb));
    let row = |line: &store::StreamLine| AmendRow {
        n: line.n,
        act: line.act.clone(),
        text: line.text.clone(),
        who: super::stream::decided(line),
        when: words::moment(line.moment, today),
        href: address(&detail, line.n),
    };
    let rows = own.map(row).collect();
    shown(StatusCode::OK, &AmendPage { rows, ..blank(visit, &detail, None)? })
}

/// The form of a correction.
pub fn form(visit: &Visit) -> Result<Response, Problem> {
    let (detail, recorded, paper) = asked(visit)?;
    let mut page = blank(visit, &detail, Some(&recorded))?;
    page.frame.message = super::drafts::message(visit);
    let fields = paper.fields(visit, None);
    page.form = Some(paper.drawn(visit, address(&detail, recorded.n), Some(detail.row.n), &fields));
    page.was = was(visit, &detail, &recorded);
    shown(StatusCode::OK, &page)
}

/// The form came back.
pub fn submit(visit: &Visit) -> Result<Response, Problem> {
    let (detail, recorded, paper) = asked(visit)?;
    let after: i64 = visit.sent("_after").and_then(|after| after.parse().ok()).unwrap_or_default();
    let verdict = match paper.submitted(visit, Target::existing(visit.matter(), after)) {
        Sent::Through(answer) => {
            return Ok(see_other(&format!("/matters/{}?done={}#n{}", answer.id, answer.n, answer.n)));
        }
        Sent::Kept(id) => return super::drafts::kept(visit, &id),
        Sent::Back(filled, problem) => Verdict::of(visit, &paper, filled, problem),
    };
    let mut page = blank(visit, &detail, Some(&recorded))?;
    let fields = paper.fields(visit, Some(&verdict.filled));
    page.form = Some(paper.drawn(visit, address(&detail, recorded.n), Some(detail.row.n), &fields));
    page.was = was(visit, &detail, &recorded);
    page.stale = verdict.stale(visit, &detail);
    page.refusal = verdict.refusal;
    shown(verdict.status, &page)
}

fn address(detail: &Detail, n: i64) -> String {
    format!("/matters/{}/amend/{n}", detail.row.id)
}

/// The matter, where whoever visits may correct it.
fn allowed(visit: &Visit) -> Result<Detail, Problem> {
    let detail = seen(visit)?;
    if detail.mine.iter().any(|offer| offer.verb == "amend") {
        return Ok(detail);
    }
    let refusal = engine::access::may(&detail.offers, "amend", visit.actor()).err();
    Err(refusal.map_or_else(Problem::not_found, Problem::forbidden))
}

fn asked(visit: &Visit) -> Result<(Detail, Recorded, Paper), Problem> {
    let detail = allowed(visit)?;
    let n: i64 = visit.param("n").parse().map_err(|_| Problem::not_found())?;
    let recorded = visit.reader().recorded(&visit.matter(), n, visit.actor())?.ok_or_else(Problem::not_found)?;
    let event = visit.app.schemas(&detail.row.kind).and_then(|schemas| schemas.event(&recorded.verb));
    let event = event.ok_or_else(Problem::not_found)?;
    let aid = Aid {
        prefill: json!({"n": recorded.n, "payload": recorded.payload}),
        note: Some("更正后原来的记录保留，由此产生的应办事项和影响随之改变。".into()),
        ..Aid::default()
    };
    let paper = Paper::made(&detail.row.kind, Some(&detail.row.id), "amend", form::amending(&event.schema), aid);
    Ok((detail, recorded, paper.button("提交更正")))
}

/// What stands in the record now.
fn was(visit: &Visit, detail: &Detail, recorded: &Recorded) -> Vec<Fact> {
    let event = visit.app.schemas(&detail.row.kind).and_then(|schemas| schemas.event(&recorded.verb));
    let Some(event) = event else { return Vec::new() };
    let reader = visit.reader();
    let names = Named::new(&reader, visit.actor(), visit.now);
    let policy = visit.app.county.policy();
    let entries = sheet::sheet(&event.schema, &recorded.payload, &names, &*policy);
    entries
        .into_iter()
        .map(|entry| Fact { text: entry.shown.words(), title: entry.title, wide: true, ..Fact::default() })
        .filter(|fact| !fact.text.is_empty())
        .collect()
}

fn blank(visit: &Visit, detail: &Detail, recorded: Option<&Recorded>) -> Result<AmendPage, Problem> {
    let mechanism = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?;
    let kind = mechanism.kind();
    let ledger = format!("/ledger/{}", kind.id);
    let last = detail.row.number.clone().unwrap_or_else(|| detail.row.title.clone());
    let heading =
        recorded.map_or_else(|| "更正".to_owned(), |recorded| format!("更正第{}条“{}”", recorded.n, recorded.act));
    let crumbs = vec![
        Crumb::here(chapter_title(kind)),
        Crumb::to(register_title(kind), ledger.clone()),
        Crumb::to(last, format!("/matters/{}", detail.row.id)),
        Crumb::here("更正"),
    ];
    Ok(AmendPage {
        frame: frame(visit, &heading, &ledger, crumbs)?,
        heading,
        meta: detail.row.title.clone(),
        ..AmendPage::default()
    })
}

/// What a correction changed, in words, for the stream.
pub fn changes(visit: &Visit, kind: &str, line: &store::StreamLine, names: &Named<'_>) -> Vec<Change> {
    let Some(corrects) = &line.corrects else { return Vec::new() };
    let Some(event) = visit.app.schemas(kind).and_then(|schemas| schemas.event(&corrects.verb)) else {
        return Vec::new();
    };
    let policy = visit.app.county.policy();
    let found = diff::difference(&event.schema, &corrects.was, &corrects.now, names, &*policy);
    found.into_iter().map(|one| Change { title: one.path.replace('.', " "), was: one.was, now: one.now }).collect()
}
