//! A matter on paper, and its place in the journal.

use super::{page, seen};
use crate::{
    fault::Problem,
    pages::{
        frame::frame,
        panels::{Heads, heads, row, text},
        visit::{Visit, shown},
        words,
    },
    view::{
        frame::Crumb,
        ledger::MatterSheet,
        office::{OfficePage, Panel},
    },
};
use axum::{http::StatusCode, response::Response};

/// Digits of a hash that are shown: enough to compare by eye.
const PREFIX: usize = 16;

/// 打印: the whole matter on A4, for the file.
pub fn print(visit: &Visit) -> Result<Response, Problem> {
    let detail = seen(visit)?;
    let page = page(visit, &detail, (&[], &[]), "")?;
    let sheet = MatterSheet {
        title: detail.row.title.clone(),
        large: visit.habits.large,
        version: crate::assets::VERSION,
        printed: format!(
            "{}打印，日志已存证至第{}条",
            visit.today().sentence_with_year(),
            visit.reader().last_event()?
        ),
        back: format!("/matters/{}", detail.row.id),
        page,
    };
    shown(StatusCode::OK, &sheet)
}

/// 校验存证: where each line lies in the journal, and how far that is signed.
pub fn proof(visit: &Visit) -> Result<Response, Problem> {
    const HEADS: Heads = &[
        ("条", "fix"),
        ("经过", "wrap"),
        ("何人", "fix"),
        ("记录时间", "fix"),
        ("日志序号", "number"),
        ("存证摘要", "fix"),
    ];
    let detail = seen(visit)?;
    let proof = visit.reader().proof(&visit.matter(), visit.actor())?.ok_or_else(Problem::not_found)?;
    let today = visit.today();
    let cut = |hash: &str| hash.get(..PREFIX).unwrap_or(hash).to_owned();
    let line = |link: &store::reader::Link| {
        let said = detail.stream.iter().find(|line| line.n == link.n);
        let who = said.map(|line| line.who.clone()).unwrap_or_default();
        row(
            HEADS,
            vec![
                text(link.n.to_string()),
                text(said.map(|line| line.act.clone()).unwrap_or_default()),
                text(who),
                text(words::moment(link.moment, today)),
                text(link.seq.to_string()),
                text(cut(&link.hash)),
            ],
        )
    };
    let sealed = proof.links.iter().all(|link| link.seq <= proof.sealed);
    let until = proof.moment.map(|moment| words::moment(moment, today)).unwrap_or_default();
    let state = if sealed {
        "本事项各条均已存证。"
    } else {
        "本事项最后几条还没有存证，请稍后再看。"
    };
    let name = detail.row.number.clone().unwrap_or_else(|| detail.row.title.clone());
    let crumbs = vec![Crumb::to(name, format!("/matters/{}", detail.row.id)), Crumb::here("校验存证")];
    let page = OfficePage {
        frame: frame(visit, "校验存证", &format!("/ledger/{}", detail.row.kind), crumbs)?,
        heading: "校验存证".into(),
        meta: detail.row.title.clone(),
        panels: vec![Panel {
            lines: vec![
                format!("日志已存证至第{}条（{until}），签名处摘要{}。{state}", proof.sealed, cut(&proof.hash)),
                "每一条的摘要由前一条的摘要和本条全部内容算出，改动任何一条，其后各条都对不上。逐条重算由系统管理员运行校验命令。"
                    .to_owned(),
            ],
            columns: heads(HEADS),
            rows: proof.links.iter().map(line).collect(),
            ..Panel::new("在日志中的位置", format!("{}条，只增不改", proof.links.len()))
        }],
        ..OfficePage::default()
    };
    shown(StatusCode::OK, &page)
}
