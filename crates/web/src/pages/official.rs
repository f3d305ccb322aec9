//! 文书: papers that the policy pack has for a kind of matter, looked at on a page and taken away as .docx. Both are drawn from the same
//! blocks.

use super::{
    export::download,
    frame::{frame, register_title},
    matter,
    names::Named,
    visit::{Visit, shown},
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        official::{PaperBlock, PaperPage, PaperTable},
        parts::Row,
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    form::{Names, Pick},
    paper::{Block, COURSE, Filling, Gate, LIMIT, Paper, Template},
    procedure::Refusal,
    sheet::Words,
};
use serde_json::Value;
use store::Detail;

/// What a browser is told the file is.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The papers of a matter's kind, as links; those whose time has not come say so.
pub fn offered(visit: &Visit, detail: &Detail) -> Vec<Row> {
    let policy = visit.app.county.policy();
    let mine: Vec<&Template> = policy.papers().filter(|template| template.kind == detail.row.kind).collect();
    let gated = mine.iter().any(|template| template.gate != Gate::Open);
    let filling = gated.then(|| filling(visit, detail).ok()).flatten();
    let early = |template: &Template| filling.as_ref().is_some_and(|filling| template.gate(filling) != Gate::Open);
    let meta = |template: &Template| {
        let wait = if early(template) { format!("，{}", waiting(template)) } else { String::new() };
        format!("一式{}份{wait}", template.copies)
    };
    mine.iter().map(|template| Row::new(&template.title, address(detail, template), meta(template))).collect()
}

/// What a paper waits for: 待签字齐备日期.
fn waiting(template: &Template) -> String {
    let field = template.after.as_deref().unwrap_or_default();
    format!("待“{}”", field.rsplit('.').next().unwrap_or(field))
}

fn address(detail: &Detail, template: &Template) -> String {
    format!("/matters/{}/papers/{}", detail.row.id, template.id)
}

/// The paper on a page.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let detail = matter::seen(visit)?;
    let (template, paper, gate) = filled(visit, &detail)?;
    let kind = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?.kind();
    let number = detail.row.number.clone().unwrap_or_else(|| detail.row.title.clone());
    let ledger = format!("/ledger/{}", kind.id);
    let crumbs = vec![
        Crumb::to(register_title(kind), ledger.clone()),
        Crumb::to(number, format!("/matters/{}", detail.row.id)),
        Crumb::here(&template.title),
    ];
    let policy = visit.app.county.policy();
    let page = PaperPage {
        frame: frame(visit, &template.title, &ledger, crumbs)?,
        heading: format!("{}：{}", template.title, detail.row.title),
        copies: format!("一式{}份", template.copies),
        early: if gate == Gate::Warn {
            format!("{}，按县里规定应在其后开具。", waiting(&template))
        } else {
            String::new()
        },
        basis: policy.clause_label(&template.clause),
        source: format!("{}。{}", template.status.title(), template.source),
        download: format!("{}/docx", address(&detail, &template)),
        form: match paper.form {
            engine::paper::Form::Sheet => "as-form",
            engine::paper::Form::Letter => "as-letter",
            engine::paper::Form::Document => "as-document",
        },
        blocks: paper.blocks.into_iter().map(drawn).collect(),
    };
    shown(StatusCode::OK, &page)
}

/// The paper as a file.
pub fn send(visit: &Visit) -> Result<Response, Problem> {
    let detail = matter::seen(visit)?;
    let (template, paper, _) = filled(visit, &detail)?;
    let bytes = papers::official::docx(&paper).map_err(Problem::malformed)?;
    let number = detail.row.number.clone().unwrap_or_default();
    Ok(download(&format!("{}{number}.docx", template.title), DOCX, bytes))
}

/// The template that the path names, filled from the matter as it stands, where the county makes it out already.
fn filled(visit: &Visit, detail: &Detail) -> Result<(Template, Paper, Gate), Problem> {
    let policy = visit.app.county.policy();
    let template = policy.paper(visit.param("paper")).filter(|template| template.kind == detail.row.kind);
    let template = template.ok_or_else(Problem::not_found)?.clone();
    let filling = filling(visit, detail)?;
    let gate = template.gate(&filling);
    if gate == Gate::Refuse {
        let sentence = format!("{}，按县里规定暂不开具{}，请先办结。", waiting(&template), template.title);
        return Err(Problem::refused(Refusal::new("paper_early", template.clause.clone(), sentence)));
    }
    let mut paper = template.filled(&filling);
    if visit.app.demo {
        paper.blocks.push(Block::Foot("演示数据，人物均为虚构".into()));
    }
    Ok((template, paper, gate))
}

fn filling(visit: &Visit, detail: &Detail) -> Result<Filling, Problem> {
    let reader = visit.reader();
    let names = Named::new(&reader, visit.actor(), visit.now);
    let policy = visit.app.county.policy();
    let schemas = visit.app.schemas(&detail.row.kind).ok_or_else(Problem::not_found)?;
    let state: Value = serde_json::from_str(&detail.state).unwrap_or_default();
    let unit = detail.outline.units.first().and_then(|unit| names.name(Pick::Unit, unit.as_str()));
    let due = detail.effects.duties.iter().filter_map(|duty| duty.due).min();
    let fields = [
        ("本件.编号", detail.row.number.clone().unwrap_or_default()),
        ("本件.事项", detail.row.title.clone()),
        ("本件.环节", detail.row.stage.clone()),
        ("本件.时任职务", detail.row.post.clone()),
        ("本件.单位", unit.map(|unit| unit.name).unwrap_or_default()),
        ("本件.县名", visit.app.county_name.to_string()),
        ("本件.日期", visit.today().sentence_with_year()),
        ("本件.应办日期", due.map(|due| due.sentence_with_year()).unwrap_or_default()),
    ];
    let filling = Filling::of(&schemas.state, &state, Words { names: &names, terms: &*policy });
    let filling = fields.into_iter().fold(filling, |filling, (field, words)| filling.with(field, words));
    let limits = policy.limits().filter_map(|limit| Some((limit.id.clone(), limit.on(visit.today())?.words())));
    let filling = limits.fold(filling, |filling, (id, words)| filling.with(&format!("{LIMIT}{id}"), words));
    Ok(filling.with_table("本件.经过", &COURSE, course(detail)))
}

/// What has happened so far, corrections and remarks of the program left out.
fn course(detail: &Detail) -> Vec<Vec<String>> {
    let said = detail.stream.iter().filter(|line| !engine::history::is_engine_verb(&line.verb));
    let day = |line: &store::StreamLine| {
        engine::days::Day::of(&line.day).map_or_else(|| line.day.clone(), |day| day.sentence_with_year())
    };
    let row = |line: &store::StreamLine| {
        let who = line.on_behalf_name.clone().unwrap_or_else(|| line.who.clone());
        vec![line.act.clone(), line.text.clone(), who, day(line)]
    };
    said.map(row).collect()
}

fn drawn(block: Block) -> PaperBlock {
    let line = |class: &'static str, words: String| PaperBlock { class, words, table: None };
    match block {
        Block::Head(words) => line("red-head", words),
        Block::Number(words) => line("doc-number", words),
        Block::Title(words) => line("doc-title", words),
        Block::Under(words) => line("under", words),
        Block::To(words) => line("to", words),
        Block::Heading(1, words) => line("first", words),
        Block::Heading(_, words) => line("second", words),
        Block::Body(words) => line("text", words),
        Block::Note(words) => line("note", words),
        Block::Right(words) => line("right", words),
        Block::Foot(words) => line("last", words),
        Block::Table { widths, rows } => {
            PaperBlock { class: "table", words: String::new(), table: Some(PaperTable { widths, rows }) }
        }
    }
}
