//! 成批办理: one verb of one kind on several matters, each with its own form in a row. Each goes through the desk by itself.

use super::{
    forms,
    frame::frame,
    paper::{Paper, Sent},
    visit::{Visit, see_other, shown},
};
use crate::{
    fault::Problem,
    view::{
        field::{Control, Field},
        frame::Crumb,
        office::{BulkPage, BulkRow},
        parts::RefusalBox,
    },
};
use axum::{http::StatusCode, response::Response};
use engine::words::MatterId;
use store::{Detail, Target};

/// Rows on one page.
const ROWS: usize = 40;

/// What a row sends beside its form.
const TAKE: &str = "_take";

/// The page.
pub fn form(visit: &Visit) -> Result<Response, Problem> {
    let mut page = page(visit, &[])?;
    let done = visit.asked("done").and_then(|count| count.parse::<usize>().ok());
    page.frame.message = done.map(|count| format!("已办理{count}件。"));
    shown(StatusCode::OK, &page)
}

/// Matters in which this verb is owed by whoever visits, the first of them.
fn owed(visit: &Visit) -> Result<(Vec<Detail>, usize), Problem> {
    let (kind, verb) = (visit.param("kind"), visit.param("verb"));
    let reader = visit.reader();
    let mut ids: Vec<String> = Vec::new();
    for duty in reader.duties_of(visit.actor(), super::frame::DUTIES)? {
        if duty.kind == kind && duty.verb.as_deref() == Some(verb) && !ids.contains(&duty.matter) {
            ids.push(duty.matter);
        }
    }
    let count = ids.len();
    let mut found = Vec::new();
    for id in ids.into_iter().take(ROWS) {
        found.extend(reader.detail(&MatterId(id), visit.actor(), visit.now)?);
    }
    Ok((found, count))
}

fn page(visit: &Visit, refused: &[(String, String)]) -> Result<BulkPage, Problem> {
    let (kind, verb) = (visit.param("kind"), visit.param("verb"));
    let mechanism = visit.app.county.catalogue().get(kind).ok_or_else(Problem::not_found)?;
    let title = visit.app.action(kind, verb).map(|verb| verb.title.clone()).ok_or_else(Problem::not_found)?;
    let (details, count) = owed(visit)?;
    let mut rows = Vec::new();
    for (place, detail) in details.iter().enumerate() {
        let Some(paper) = Paper::of(visit, kind, Some(detail), verb)? else { continue };
        let mut fields = forms::drawn(&paper.fields(visit, None));
        if !fields.iter().all(is_plain) {
            return Err(Problem::not_found());
        }
        fields.iter_mut().for_each(|field| prefixed(field, place));
        let basis = detail.effects.duties.iter().find(|duty| duty.verb.as_deref() == Some(verb));
        rows.push(BulkRow {
            prefix: format!("r{place}."),
            matter: detail.row.id.clone(),
            after: detail.row.n,
            title: detail.row.title.clone(),
            href: format!("/matters/{}", detail.row.id),
            meta: basis.map(|duty| duty.basis.words.clone()).unwrap_or_default(),
            error: refused.iter().find(|(id, _)| *id == detail.row.id).map(|(_, why)| why.clone()).unwrap_or_default(),
            fields,
        });
    }
    let crumbs = vec![Crumb::to("干部与单位", super::registers::HERE), Crumb::here(title.clone())];
    Ok(BulkPage {
        frame: frame(visit, &title, super::registers::HERE, crumbs)?,
        heading: format!("成批办理：{title}"),
        meta: format!("{}，共{count}件，本页{}件", mechanism.kind().title, rows.len()),
        refusal: (!refused.is_empty()).then(|| RefusalBox {
            title: format!("有{}件没有办理", refused.len()),
            sentence: "其余已办理。原因写在各行。".into(),
            ..RefusalBox::default()
        }),
        action: format!("/bulk/{kind}/{verb}"),
        key: visit.app.county.new_id(visit.now).0,
        heads: rows.first().map(|row| row.fields.iter().map(|field| field.label.clone()).collect()).unwrap_or_default(),
        button: title,
        rows,
    })
}

/// Only controls that fit into a row.
fn is_plain(field: &Field) -> bool {
    matches!(
        field.control,
        Control::Text(_)
            | Control::Prose(_)
            | Control::Tick(_)
            | Control::Radios(_)
            | Control::Select(_)
            | Control::Hidden(_)
    )
}

fn prefixed(field: &mut Field, place: usize) {
    field.name = format!("r{place}.{}", field.name);
    field.id = forms::id_of(&field.name);
    field.told_by = String::new();
}

/// The rows came back: those that were ticked are done.
pub fn submit(visit: &Visit) -> Result<Response, Problem> {
    let (kind, verb) = (visit.param("kind"), visit.param("verb"));
    let reader = visit.reader();
    let (mut done, mut refused) = (0_usize, Vec::new());
    for place in 0..ROWS {
        let prefix = format!("r{place}.");
        let own: Vec<(String, String)> = visit
            .pairs
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?.to_owned(), value.clone())))
            .collect();
        let of = |name: &str| own.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let (Some(_), Some(matter)) = (of(TAKE), of("_matter")) else { continue };
        let after = of("_after").and_then(|after| after.parse().ok()).unwrap_or_default();
        let id = MatterId(matter.clone());
        let Some(detail) = reader.detail(&id, visit.actor(), visit.now)?.filter(|detail| detail.row.kind == kind)
        else {
            refused.push((matter, "没有找到这一件。".to_owned()));
            continue;
        };
        let Some(paper) = Paper::of(visit, kind, Some(&detail), verb)? else { return Err(Problem::not_found()) };
        let pairs = own.into_iter().filter(|(name, _)| !name.starts_with('_')).collect();
        let key = format!("{}-{place}", visit.sent("_key").unwrap_or_default());
        match paper.handed(visit, Target::Existing { id, after }, &key, pairs) {
            Sent::Through(_) => done += 1,
            Sent::Kept(_) => {}
            Sent::Back(filled, problem) => {
                let wrong = filled.wrong.into_iter().map(|(_, sentence)| sentence).next();
                let why = problem.map(|problem| problem.sentence).or(wrong);
                refused.push((matter, why.unwrap_or_else(|| "内容不完整。".to_owned())));
            }
        }
    }
    if refused.is_empty() {
        return Ok(see_other(&format!("/bulk/{kind}/{verb}?done={done}")));
    }
    shown(StatusCode::UNPROCESSABLE_ENTITY, &page(visit, &refused)?)
}
