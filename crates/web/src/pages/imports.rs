//! 导入花名册: a paper is brought, looked at, carried out or given up; what was carried out can be undone. Whoever may open all that an
//! import opens may import.

mod choosing;
mod preview;
mod runs;

pub use runs::{run, undo};

use super::{
    frame::frame,
    panels::{self, link, text},
    visit::{Visit, see_other, shown},
    words,
};
use crate::{
    door,
    fault::Problem,
    intake::jobs::{Job, State},
    view::{
        field::Control,
        frame::Crumb,
        office::{Ask, Note, OfficePage, Panel},
        parts::RefusalBox,
    },
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use engine::procedure::Refusal;
use papers::{
    Limits,
    import::KINDS,
    report::{failed_rows, report_xlsx},
    sample::roster_xlsx,
};
use std::sync::Arc;

/// Where imports live.
pub const HERE: &str = "/imports";

/// Whether whoever visits may open all that an import opens.
pub fn may(visit: &Visit) -> Result<bool, Problem> {
    let reader = visit.reader();
    for kind in KINDS {
        let known = visit.app.county.catalogue().get(kind).is_some();
        if !known || reader.openings(kind, visit.actor(), visit.now)?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn allowed(visit: &Visit) -> Result<(), Problem> {
    if may(visit)? {
        return Ok(());
    }
    let sentence = "花名册由干部监督股导入，你没有这项权限。";
    Err(Problem::forbidden(Refusal::new("not_yours", "", sentence)))
}

fn page(visit: &Visit, heading: &str, last: Option<&str>) -> Result<OfficePage, Problem> {
    let mut crumbs = vec![Crumb::to("干部与单位", "/registers")];
    match last {
        None => crumbs.push(Crumb::here(heading)),
        Some(last) => crumbs.extend([Crumb::to("导入花名册", HERE), Crumb::here(last)]),
    }
    Ok(OfficePage {
        frame: frame(visit, heading, super::registers::HERE, crumbs)?,
        heading: heading.to_owned(),
        ..OfficePage::default()
    })
}

/// The list of imports, with the form to bring another.
pub fn list(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    shown(StatusCode::OK, &listed(visit, None)?)
}

fn listed(visit: &Visit, wrong: Option<&str>) -> Result<OfficePage, Problem> {
    let mut page = page(visit, "导入花名册", None)?;
    page.meta = "先检查、再预览、确认后才导入；要么全部导入，要么一行不导".into();
    page.notes.extend(
        visit.asked("gone").map(|_| Note { text: "已放弃，没有导入任何内容。".into(), ..Note::default() }),
    );
    if let Some(run) = visit.reader().unfinished_import()? {
        page.notes.push(Note {
            mind: true,
            title: format!("“{}”没有导入完：", run.source),
            text: format!(
                "已存入{}项，共{}项，登记簿没有变化。重新上传同一文件，即从断处接着办。",
                run.staged, run.steps
            ),
        });
    }
    page.refusal = wrong.map(|sentence| RefusalBox {
        title: "没有上传".into(),
        sentence: sentence.to_owned(),
        ..RefusalBox::default()
    });
    let limits = Limits::of(&visit.app.county.policy(), visit.today());
    let hint = format!(
        "收花名册.xlsx、.xls、.csv和任免审批表.lrmx、.lrm及其压缩包.zip，不超过{}MB、{}行。花名册表头须有“姓名”“性别”“出生年月”等列。",
        limits.bytes >> 20,
        limits.rows
    );
    let mut bring = Panel::new("上传", "列名、顺序不限，多张表一并读入");
    bring.ways.push(("下载空白样表".into(), format!("{HERE}/sample.xlsx")));
    bring.ask = Some(Ask {
        action: HERE.into(),
        csrf: visit.who.session.csrf.clone(),
        files: true,
        fields: vec![panels::field(
            "paper",
            "花名册或任免审批表",
            &hint,
            wrong.unwrap_or(""),
            Control::File(Vec::new()),
        )],
        button: "上传并检查".into(),
        note: "此时只检查，不导入。".into(),
        ..Ask::default()
    });
    page.panels.push(bring);
    page.panels.extend(waiting(visit));
    page.panels.push(runs::panel(visit)?);
    Ok(page)
}

/// Papers of this account that wait for it.
fn waiting(visit: &Visit) -> Option<Panel> {
    const HEADS: panels::Heads = &[("文件", "name"), ("状态", "fix"), ("上传", "fix")];
    let jobs = visit.app.intake.all_of(&visit.who.session.account);
    let row = |job: &Arc<Job>| {
        let state = match job.state() {
            State::Checking => "正在检查",
            State::Checked(checked, _) if checked.plan.is_ready() => "检查通过，待确认",
            State::Checked(..) => "有错误，须改后重新上传",
            State::Unreadable(_) => "读不出来",
            State::Carrying(_) => "正在导入",
            State::Done(_) => "已导入",
            State::Refused(..) => "没有导入",
        };
        let brought = words::moment(job.paper.now, visit.today());
        panels::row(HEADS, vec![link(job.paper.name.clone(), format!("{HERE}/{}", job.id)), text(state), text(brought)])
    };
    let rows: Vec<_> = jobs.iter().map(row).collect();
    (!rows.is_empty()).then(|| Panel {
        columns: panels::heads(HEADS),
        rows,
        ..Panel::new("正在办理的", "只有本人看得到，一小时后或重启后须重新上传")
    })
}

/// A paper came.
pub fn bring(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    let Some(file) = visit.files.iter().find(|file| file.control == "paper") else {
        return shown(StatusCode::UNPROCESSABLE_ENTITY, &listed(visit, Some("没有选择文件，请选好花名册再上传。"))?);
    };
    // The name is shown and journalled; a path or a control character of the sender's machine has no place in it.
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default().replace(char::is_control, "");
    let name: String = name.chars().take(120).collect();
    let account = &visit.who.session.account;
    match visit.app.intake.bring(&visit.app.county, (name, file.bytes.clone()), account, visit.now) {
        Some(job) => Ok(see_other(&format!("{HERE}/{}", job.id))),
        None => {
            let sentence = "正在导入的花名册太多，请等其中一份办完再上传。";
            shown(StatusCode::SERVICE_UNAVAILABLE, &listed(visit, Some(sentence))?)
        }
    }
}

fn job(visit: &Visit) -> Result<Arc<Job>, Problem> {
    allowed(visit)?;
    visit.app.intake.of(visit.param("id"), &visit.who.session.account).ok_or_else(|| {
        let sentence = "这份花名册已不在办理中：放得过久，或程序重新启动过。请重新上传。";
        Problem::new(StatusCode::NOT_FOUND, "not_found", sentence)
    })
}

/// Where a paper stands.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let job = job(visit)?;
    let mut page = page(visit, "导入花名册", Some(&job.paper.name))?;
    page.meta = job.paper.name.clone();
    let (status, refresh) = preview::fill(visit, &job, &mut page);
    let mut response = shown(status, &page)?;
    if refresh {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

/// What was shown is to be carried out.
pub fn confirm(visit: &Visit) -> Result<Response, Problem> {
    let job = job(visit)?;
    job.confirm(&visit.app.county);
    Ok(see_other(&format!("{HERE}/{}", job.id)))
}

/// Who is meant where the paper does not tell: it is checked anew with what was chosen.
pub fn choose(visit: &Visit) -> Result<Response, Problem> {
    let job = job(visit)?;
    let State::Checked(checked, _) = job.state() else {
        return Ok(see_other(&format!("{HERE}/{}", job.id)));
    };
    let settled = choosing::settled(visit, &checked.plan);
    if settled.is_empty() {
        return Ok(see_other(&format!("{HERE}/{}", job.id)));
    }
    let again = visit.app.intake.settle(&visit.app.county, &job, settled, visit.now);
    let place = again.map_or_else(|| HERE.to_owned(), |again| format!("{HERE}/{}", again.id));
    Ok(see_other(&place))
}

/// A paper is given up.
pub fn discard(visit: &Visit) -> Result<Response, Problem> {
    let job = job(visit)?;
    visit.app.intake.forget(&job.id, &visit.who.session.account);
    Ok(see_other(&format!("{HERE}?gone=1")))
}

/// The rows with errors, to be mended.
pub fn failed(visit: &Visit) -> Result<Response, Problem> {
    let job = job(visit)?;
    let State::Checked(checked, _) = job.state() else { return Err(Problem::not_found()) };
    let book = failed_rows(job.paper.content.bytes(), &job.paper.name, &checked.plan.findings, &checked.sheets);
    let book = book.map_err(|error| Problem::unavailable(format!("{}。", error.sentence)))?;
    Ok(sheet(&format!("{}-有错的行.xlsx", stem(&job)), book))
}

/// Everything that was found.
pub fn findings(visit: &Visit) -> Result<Response, Problem> {
    let job = job(visit)?;
    let State::Checked(checked, _) = job.state() else { return Err(Problem::not_found()) };
    let book = report_xlsx(&job.paper.name, &checked.plan.findings).map_err(|_| Problem::broken())?;
    Ok(sheet(&format!("{}-检查结果.xlsx", stem(&job)), book))
}

/// The empty roster.
pub fn sample(visit: &Visit) -> Result<Response, Problem> {
    allowed(visit)?;
    Ok(sheet("干部花名册样表.xlsx", roster_xlsx().map_err(|_| Problem::broken())?))
}

fn stem(job: &Job) -> &str {
    job.paper.name.rsplit_once('.').map_or(job.paper.name.as_str(), |(stem, _)| stem)
}

/// A workbook as a download.
fn sheet(name: &str, bytes: Vec<u8>) -> Response {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
    let disposition = format!("attachment; filename*=UTF-8''{}", door::escaped(name));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
