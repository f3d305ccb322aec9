//! 文书: papers that the policy pack has for a kind of matter, looked at on a page and taken away as .docx. Both are drawn from the same
//! blocks.

use super::{
    export::download,
    frame::{frame, register_title},
    matter,
    names::Named,
    visit::{Visit, encoded, shown},
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
    history::Life,
    paper::{About, Block, Filling, Gate, Paper, Template},
    procedure::Refusal,
    sheet::Words,
};
use serde_json::Value;
use store::Detail;

/// What a browser is told the file is.
pub(super) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// In an address: the paper that a matter has issued. No template can be called so: theirs begin with a kind.
const ISSUED: &str = "issued";

/// A paper to be shown: of a template, or as it was issued.
struct Shown {
    id: String,
    title: String,
    basis: String,
    source: String,
    paper: Paper,
    /// That its time has not come, where the county says so and makes it out all the same.
    early: String,
    /// Where it is drafted for issue, by whoever may.
    draft: String,
}

/// The papers of a matter: as it was issued, and those of its kind, as links; those whose time has not come say so.
pub fn offered(visit: &Visit, detail: &Detail) -> Vec<Row> {
    let policy = visit.app.county.policy();
    let mine = policy.papers().filter(|template| template.kind == detail.row.kind);
    // The fields of the matter are the same for all of its papers: looked up once, and only where one may have to wait.
    let gated = policy.papers().find(|template| template.kind == detail.row.kind && template.gate != Gate::Open);
    let fields = gated.and_then(|template| filling(visit, detail, template).ok());
    let early = |template: &Template| fields.as_ref().is_some_and(|fields| template.gate(fields) != Gate::Open);
    let meta = |template: &Template| {
        let wait = if early(template) { format!("，{}", waiting(template)) } else { String::new() };
        format!("一式{}份{wait}", template.copies)
    };
    let mine = mine.map(|template| Row::new(&template.title, address(detail, &template.id), meta(template)));
    let issued = as_issued(visit, detail).ok().flatten();
    let issued =
        issued.map(|paper| Row::new(paper.title, address(detail, ISSUED), format!("已印发{}份", paper.copies)));
    issued.into_iter().chain(mine).collect()
}

/// What a paper waits for: 待签字齐备日期.
fn waiting(template: &Template) -> String {
    let field = template.after.as_deref().unwrap_or_default();
    format!("待“{}”", field.rsplit('.').next().unwrap_or(field))
}

fn address(detail: &Detail, paper: &str) -> String {
    format!("/matters/{}/papers/{paper}", detail.row.id)
}

/// The paper that the matter has issued, as it stood then.
fn as_issued(visit: &Visit, detail: &Detail) -> Result<Option<Paper>, Problem> {
    let mechanism = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?;
    mechanism.issued(detail.whole.for_the_mechanism()).map_err(|_| Problem::broken())
}

/// Where a paper that is issued under a number is drafted; nothing for whoever may not, and for what gets no number.
fn drafted_at(visit: &Visit, detail: &Detail, template: &Template, paper: &Paper) -> Result<String, Problem> {
    let issuing = visit.app.county.catalogue().iter().find(|mechanism| mechanism.issues());
    let (Some(issuing), Some(code)) = (issuing.map(|one| one.kind()), &template.code) else { return Ok(String::new()) };
    let openings = visit.reader().openings(issuing.id, visit.actor(), visit.now)?;
    if detail.frame.life != Life::Standing || !openings.iter().any(|offer| offer.verb == "draft") {
        return Ok(String::new());
    }
    let fields = [
        ("matter", detail.row.number.clone().unwrap_or_else(|| detail.row.title.clone())),
        ("paper", template.id.clone()),
        ("title", template.title.clone()),
        ("code", code.clone()),
        ("copies", template.copies.to_string()),
    ];
    let mut query: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    // To whom the paper speaks, where that is a unit by its whole name.
    let spoken_to = paper.blocks.iter().find_map(|block| match block {
        Block::To(words) => Some(words.trim_end_matches('：')),
        _ => None,
    });
    let units = visit.reader().units()?;
    let unit = spoken_to.and_then(|name| units.iter().find(|unit| unit.active && unit.name == name));
    query.extend(unit.map(|unit| format!("main.0={}", encoded(&unit.name))));
    Ok(format!("/new/{}?verb=draft&{}", issuing.id, query.join("&")))
}

/// The paper on a page.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let detail = matter::seen(visit)?;
    let shown_paper = found(visit, &detail)?;
    let Shown { id, title, basis, source, paper, early, draft } = shown_paper;
    let kind = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?.kind();
    let number = detail.row.number.clone().unwrap_or_else(|| detail.row.title.clone());
    let ledger = format!("/ledger/{}", kind.id);
    let crumbs = vec![
        Crumb::to(register_title(kind), ledger.clone()),
        Crumb::to(number, format!("/matters/{}", detail.row.id)),
        Crumb::here(&title),
    ];
    let page = PaperPage {
        frame: frame(visit, &title, &ledger, crumbs)?,
        heading: format!("{title}：{}", detail.row.title),
        copies: format!("一式{}份", paper.copies),
        early,
        basis,
        source,
        draft,
        download: format!("{}/docx", address(&detail, &id)),
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
    let found = found(visit, &detail)?;
    let bytes = papers::official::docx(&found.paper).map_err(Problem::malformed)?;
    let number = detail.row.number.clone().unwrap_or_default();
    Ok(download(&format!("{}{number}.docx", found.title), DOCX, bytes))
}

/// The paper that the path names: as it was issued, or a template filled from the matter as it stands.
fn found(visit: &Visit, detail: &Detail) -> Result<Shown, Problem> {
    let policy = visit.app.county.policy();
    let id = visit.param("paper").to_owned();
    let mut found = if id == ISSUED {
        let mut paper = as_issued(visit, detail)?.ok_or_else(Problem::not_found)?;
        if detail.frame.life != Life::Standing {
            paper.blocks.insert(0, Block::Mark(format!("{}，仅供查阅", detail.row.stage)));
        }
        let kind = visit.app.county.catalogue().get(&detail.row.kind).ok_or_else(Problem::not_found)?.kind();
        let basis = kind.clauses.first().map(|clause| policy.clause_label(clause)).unwrap_or_default();
        let source = "内容为签发时所固定，重印不变。".to_owned();
        Shown { id, title: paper.title.clone(), basis, source, paper, early: String::new(), draft: String::new() }
    } else {
        let template = policy.paper(&id).filter(|template| template.kind == detail.row.kind);
        let template = template.ok_or_else(Problem::not_found)?;
        let filling = filling(visit, detail, template)?;
        let gate = template.gate(&filling);
        if gate == Gate::Refuse {
            let sentence = format!("{}，按县里规定暂不开具{}，请先办结。", waiting(template), template.title);
            return Err(Problem::refused(Refusal::new("paper_early", template.clause.clone(), sentence)));
        }
        let paper = template.filled(&filling);
        Shown {
            id,
            title: template.title.clone(),
            basis: policy.clause_label(&template.clause),
            source: format!("按政策包文书样式生成，内容与下载件相同。{}。{}", template.status.title(), template.source),
            early: match gate {
                Gate::Warn => format!("{}，按县里规定应在其后开具。", waiting(template)),
                _ => String::new(),
            },
            draft: drafted_at(visit, detail, template, &paper)?,
            paper,
        }
    };
    if visit.app.demo {
        found.paper.blocks.push(Block::Foot("演示数据，人物均为虚构".into()));
    }
    Ok(found)
}

fn filling(visit: &Visit, detail: &Detail, template: &Template) -> Result<Filling, Problem> {
    let reader = visit.reader();
    let names = Named::new(&reader, visit.actor(), visit.now);
    let policy = visit.app.county.policy();
    let schemas = visit.app.schemas(&detail.row.kind).ok_or_else(Problem::not_found)?;
    let state: Value = serde_json::from_str(&detail.state).unwrap_or_default();
    let unit = detail.outline.units.first().and_then(|unit| names.name(Pick::Unit, unit.as_str()));
    let about = About {
        number: detail.row.number.clone().unwrap_or_default(),
        title: detail.row.title.clone(),
        stage: detail.row.stage.clone(),
        post: detail.row.post.clone(),
        unit: unit.map(|unit| unit.name).unwrap_or_default(),
        county: visit.app.county_name.to_string(),
        today: visit.today(),
        due: detail.effects.duties.iter().filter_map(|duty| duty.due).min(),
        course: course(detail),
    };
    let filling = Filling::of(&schemas.state, &state, Words { names: &names, terms: &*policy });
    Ok(filling.about(about).limits(template, &policy, visit.today()))
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
    let line = |class: &'static str, words: String| PaperBlock { class, words, ..PaperBlock::default() };
    match block {
        Block::Mark(words) => line("mark", words),
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
        Block::Foot(words) => {
            let (left, right) = words.split_once('|').unwrap_or((&words, ""));
            PaperBlock { right: right.to_owned(), ..line("last", left.to_owned()) }
        }
        Block::Table { widths, rows } => {
            PaperBlock { class: "table", table: Some(PaperTable { widths, rows }), ..PaperBlock::default() }
        }
    }
}
