//! Imports that were carried out, and their undoing.

use super::{HERE, allowed, page};
use crate::{
    fault::Problem,
    intake::outcome,
    pages::{
        panels::{self, Heads, Put, link, text},
        visit::{Visit, see_other, shown},
        words,
    },
    view::{
        office::{Ask, Note, OfficePage, Panel},
        parts::{RefusalBox, Row, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use store::ImportRun;

const HEADS: Heads = &[("文件", "name"), ("结果", ""), ("导入", "fix"), ("经办", "fix"), ("状态", "fix")];

fn moment(visit: &Visit, micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).map(|moment| words::moment(moment, visit.today())).unwrap_or_default()
}

/// All that were carried out, the newest first.
pub fn panel(visit: &Visit) -> Result<Panel, Problem> {
    let reader = visit.reader();
    let mut rows = Vec::new();
    for run in reader.imports()? {
        let who = reader.account(&run.account)?.map_or_else(|| run.account.clone(), |account| account.name);
        let state =
            if run.undone.is_some() { Tag::new(Tone::None, "已撤销") } else { Tag::new(Tone::Done, "已导入") };
        rows.push(panels::row(
            HEADS,
            vec![
                link(run.source.clone(), format!("{HERE}/runs/{}", run.id)),
                text(outcome(&run.report)),
                text(moment(visit, run.moment)),
                text(who),
                Put::Mark(state),
            ],
        ));
    }
    Ok(Panel {
        columns: panels::heads(HEADS),
        rows,
        empty: Some(("还没有导入过。".into(), "首次可用县里现有的干部花名册，不必改列名。".into())),
        ..Panel::new("导入记录", "新的在前")
    })
}

fn asked(visit: &Visit) -> Result<ImportRun, Problem> {
    allowed(visit)?;
    let id = visit.param("run");
    visit.reader().imports()?.into_iter().find(|run| run.id == id).ok_or_else(Problem::not_found)
}

/// One of them.
pub fn run(visit: &Visit) -> Result<Response, Problem> {
    let run = asked(visit)?;
    shown(StatusCode::OK, &drawn(visit, &run, None)?)
}

fn drawn(visit: &Visit, run: &ImportRun, wrong: Option<String>) -> Result<OfficePage, Problem> {
    let mut page = page(visit, "导入记录", Some(&run.source))?;
    page.meta = run.source.clone();
    if visit.asked("done").is_some() && run.undone.is_some() {
        let text = "新增的已作废，更新的已恢复原样，记录保留。".into();
        page.notes.push(Note { title: "这次导入已撤销。".into(), text, ..Note::default() });
    }
    page.refusal = wrong.map(|sentence| RefusalBox { title: "没有撤销".into(), sentence, ..RefusalBox::default() });
    let who = visit.reader().account(&run.account)?.map_or_else(|| run.account.clone(), |account| account.name);
    let undone = run.undone.map_or_else(|| "否".to_owned(), |at| format!("{}撤销", moment(visit, at)));
    let mut panel = Panel::new("这次导入", "");
    panel.facts = vec![
        Row::new("文件", "", run.source.clone()),
        Row::new("经办", "", who),
        Row::new("导入时间", "", moment(visit, run.moment)),
        Row::new("结果", "", outcome(&run.report)),
        Row::new("是否撤销", "", undone),
        Row::new("编号", "", run.id.clone()),
    ];
    if run.undone.is_none() {
        panel.ask = Some(Ask {
            action: format!("{HERE}/runs/{}/undo", run.id),
            csrf: visit.who.session.csrf.clone(),
            button: "整个撤销这次导入".into(),
            grave: true,
            note: "新增的单位、职务、干部作废，更新的恢复原样；已有事项以它为依据的不能撤销。".into(),
            ..Ask::default()
        });
    }
    page.panels.push(panel);
    Ok(page)
}

/// It is undone.
pub fn undo(visit: &Visit) -> Result<Response, Problem> {
    let run = asked(visit)?;
    match visit.app.county.undo_import(&run.id, &visit.who.session.account, visit.now) {
        Ok(run) => Ok(see_other(&format!("{HERE}/runs/{}?done=1", run.id))),
        Err(failure) => {
            let problem = Problem::from(failure);
            shown(problem.status, &drawn(visit, &run, Some(problem.sentence))?)
        }
    }
}
