//! 政策包: every clause, limit, dictionary, table and calendar year in force, how sure it is, and which kinds of matter rest on it.

use super::{
    frame::frame,
    panels::{self, Heads, Put, text},
    visit::{Visit, shown},
    words,
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        office::{Note, OfficePage, Panel},
        parts::{Tab, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    days::Day,
    policy::{LimitVersion, MonthEnd, Policy, Roll, Start, Status},
    procedure::Kind,
};

/// Where it is shown.
pub const HERE: &str = "/policy";

/// Terms of a dictionary that are named; the rest is counted.
const TERMS: usize = 12;

/// The pack.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let policy = visit.app.county.policy();
    let kinds: Vec<&'static Kind> = visit.app.county.catalogue().iter().map(|mechanism| mechanism.kind()).collect();
    let used = |fits: &dyn Fn(&Kind) -> bool| {
        let titles: Vec<&str> = kinds.iter().filter(|kind| fits(kind)).map(|kind| kind.title).collect();
        titles.join("、")
    };
    let today = visit.today();
    let mut panel = match visit.asked("show") {
        Some("clauses") => clauses(&policy, &used),
        Some("dictionaries") => dictionaries(&policy, &used),
        Some("tables") => tables(&policy, &used, today),
        Some("calendar") => calendar(&policy),
        _ => limits(&policy, &used, today),
    };
    let here = visit.asked("show").unwrap_or("limits");
    let counted = [
        ("limits", "限额", policy.limits().count()),
        ("clauses", "条款", policy.clauses().count()),
        ("dictionaries", "字典", policy.dictionaries().count()),
        ("tables", "查表", policy.tables().count()),
        ("calendar", "放假安排", policy.calendar().years().count()),
    ];
    panel.tabs = counted
        .into_iter()
        .map(|(key, title, count)| Tab {
            title: title.into(),
            href: format!("{HERE}?show={key}"),
            here: key == here,
            count: count.to_string(),
            late: false,
        })
        .collect();
    let mut page = OfficePage {
        frame: frame(visit, "政策包", HERE, vec![Crumb::here("政策包")])?,
        heading: "政策包".into(),
        meta: format!("{} {}版", policy.name(), policy.version()),
        ..OfficePage::default()
    };
    let open =
        policy.limits().filter(|limit| limit.on(today).is_some_and(|now| now.status == Status::ToBeEntered)).count();
    if open > 0 {
        page.notes.push(Note {
            mind: true,
            title: format!("{open}项限额待本县录入。"),
            text: "有默认值的先按默认值算，没有的期限空着，补录后自动计算。".into(),
        });
    }
    page.panels.push(panel);
    page.panels.push(Panel {
        lines: vec![
            "政策包是几个文本文件，由组织部定稿，系统管理员在服务器上装入；本页只看不改。".into(),
            "policy check 文件夹：检查；policy load 文件夹 --preview：预览哪些期限会变；policy load 文件夹：装入，变动记入日志。".into(),
            "次年放假安排公布后，把新的holidays.csv放进文件夹装入，空着的到期日自动算出。".into(),
        ],
        ..Panel::new("怎样更换", "")
    });
    shown(StatusCode::OK, &page)
}

type Used<'a> = &'a dyn Fn(&dyn Fn(&Kind) -> bool) -> String;

fn status(status: Status) -> Put {
    Put::Mark(match status {
        Status::Verified => Tag::new(Tone::Done, "已核原文"),
        Status::Practice => Tag::new(Tone::Wait, "外地做法"),
        Status::Unverified => Tag::new(Tone::Soon, "未核实"),
        Status::ToBeEntered => Tag::new(Tone::Soon, "待录入"),
    })
}

/// From when it counts and how it ends, in words.
fn reckoning(version: &LimitVersion) -> String {
    let start = match version.start {
        Start::SameDay => "当日起算",
        Start::NextDay => "次日起算",
        Start::Before => "事前",
    };
    let roll = match version.roll {
        Roll::None => "",
        Roll::NextWorkingDay => "，末日休息则顺延",
    };
    let month = match version.month_end {
        MonthEnd::Clamp => "",
        MonthEnd::NextMonth => "，小月顺到次月1日",
    };
    format!("{start}{roll}{month}")
}

fn limits(policy: &Policy, used: Used<'_>, today: Day) -> Panel {
    const HEADS: Heads = &[
        ("限额", "strong"),
        ("数值", "fix"),
        ("起算", ""),
        ("条款", ""),
        ("状态", "fix"),
        ("施行", "fix"),
        ("用在", "fix"),
        ("编号", "less"),
    ];
    let mut panel = Panel {
        columns: panels::heads(HEADS),
        ..Panel::new("限额", "有日期的数：改了自何日起，以前的仍按以前算")
    };
    for limit in policy.limits() {
        let by = used(&|kind| kind.limits.contains(&limit.id.as_str()));
        for version in &limit.versions {
            let now = limit.on(today) == Some(version);
            let until = version.to.map(|to| format!("至{}", to.sentence_with_year())).unwrap_or_default();
            let since =
                format!("{}起{until}{}", version.from.sentence_with_year(), if now { "" } else { "，今日不适用" });
            panel.rows.push(panels::row(
                HEADS,
                vec![
                    text(limit.title.clone()),
                    text(version.words()),
                    text(reckoning(version)),
                    text(words::clause(&version.clause, policy)),
                    status(version.status),
                    text(since),
                    text(if by.is_empty() { "程序".to_owned() } else { by.clone() }),
                    text(limit.id.clone()),
                ],
            ));
        }
    }
    panel
}

fn clauses(policy: &Policy, used: Used<'_>) -> Panel {
    const HEADS: Heads = &[("条款", "name"), ("内容", ""), ("出处", ""), ("原文", "fix"), ("用在", "")];
    let row = |clause: &engine::policy::Clause| {
        let words = if clause.full_text.is_some() { "已录入" } else { "未录入" };
        panels::row(
            HEADS,
            vec![
                text(clause.label.clone()),
                text(clause.title.clone()),
                text(clause.document.clone()),
                text(words),
                text(used(&|kind| kind.clauses.contains(&clause.id.as_str()))),
            ],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.clauses().map(row).collect(),
        ..Panel::new("条款", "标题为简写；原文由本县按自存文件录入")
    }
}

fn dictionaries(policy: &Policy, used: Used<'_>) -> Panel {
    const HEADS: Heads = &[("字典", "name"), ("词", ""), ("条款", ""), ("状态", "fix"), ("用在", "")];
    let row = |dictionary: &engine::policy::Dictionary| {
        let terms: Vec<&str> = dictionary.terms.iter().take(TERMS).map(|term| term.title.as_str()).collect();
        let count = dictionary.terms.len();
        let more = if count > TERMS { format!("……共{count}个") } else { String::new() };
        panels::row(
            HEADS,
            vec![
                text(dictionary.title.clone()),
                text(format!("{}{more}", terms.join("、"))),
                text(words::clause(&dictionary.clause, policy)),
                status(dictionary.status),
                text(used(&|kind| kind.dictionaries.contains(&dictionary.id.as_str()))),
            ],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.dictionaries().map(row).collect(),
        ..Panel::new("字典", "本县自己的词表")
    }
}

fn tables(policy: &Policy, used: Used<'_>, today: Day) -> Panel {
    const HEADS: Heads =
        &[("表", "name"), ("行数", "number"), ("条款", ""), ("状态", "fix"), ("施行", "fix"), ("用在", "")];
    let row = |table: &engine::policy::Table| {
        let now = if table.covers(today) { "" } else { "，今日不适用" };
        panels::row(
            HEADS,
            vec![
                text(table.title.clone()),
                text(table.rows.len().to_string()),
                text(words::clause(&table.clause, policy)),
                status(table.status),
                text(format!("{}起{now}", table.from.sentence_with_year())),
                text(used(&|kind| kind.tables.contains(&table.id.as_str()))),
            ],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.tables().map(row).collect(),
        ..Panel::new("查表", "按条件取值的表")
    }
}

fn calendar(policy: &Policy) -> Panel {
    const HEADS: Heads = &[("年", "name"), ("放假", "number"), ("调休上班", "number"), ("状态", "fix")];
    let row = |year: i16| {
        let (mut off, mut worked) = (0, 0);
        let mut day = Day::new(year, 1, 1);
        while let Some(at) = day.filter(|day| day.year() == year) {
            match policy.calendar().day_kind(at) {
                engine::days::DayKind::Holiday(_) => off += 1,
                engine::days::DayKind::MakeUp(_) => worked += 1,
                _ => {}
            }
            day = Some(at.plus(1));
        }
        let known = Put::Mark(Tag::new(Tone::Done, "已公布"));
        panels::row(
            HEADS,
            vec![text(format!("{year}年")), text(format!("{off}天")), text(format!("{worked}天")), known],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.calendar().years().map(row).collect(),
        ..Panel::new("放假安排", "未列出的年份未公布，按工作日算的期限空着")
    }
}
