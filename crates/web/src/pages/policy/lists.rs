//! What a pack holds, sort by sort.

use super::{Heads, Panel, Put, Tag, Tone, Used, link, panels, status, text, way, words};
use engine::{
    days::{Day, DayKind},
    policy::{Clause, Dictionary, LimitVersion, MonthEnd, Policy, Roll, Start, Table},
};

/// Terms of a dictionary that are named; the rest is counted.
const TERMS: usize = 12;

/// From when it counts and how it ends, in words.
pub fn reckoning(version: &LimitVersion) -> String {
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

/// From when to when, and whether today is not within.
pub fn since(from: Day, to: Option<Day>, now: bool) -> String {
    let until = to.map(|to| format!("至{}", to.sentence_with_year())).unwrap_or_default();
    format!("{}起{until}{}", from.sentence_with_year(), if now { "" } else { "，今日不适用" })
}

/// Every limit with all its dated versions.
pub fn limits(policy: &Policy, used: &Used, today: Day) -> Panel {
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
        let by = used.by(|kind| policy.asks(kind, &limit.id));
        for version in &limit.versions {
            panel.rows.push(panels::row(
                HEADS,
                vec![
                    link(limit.title.clone(), way("limits", &limit.id)),
                    text(version.words()),
                    text(reckoning(version)),
                    link(words::clause(&version.clause, policy), way("clauses", &version.clause)),
                    status(version.status),
                    text(since(version.from, version.to, limit.on(today) == Some(version))),
                    text(if by.is_empty() { "程序".to_owned() } else { by.clone() }),
                    text(limit.id.clone()),
                ],
            ));
        }
    }
    panel
}

/// Whether the county's wording of a clause stands in the pack.
pub fn wording(clause: &Clause) -> Put {
    Put::Mark(match clause.full_text {
        Some(_) => Tag::new(Tone::Done, "已录入"),
        None => Tag::new(Tone::Soon, "未录入"),
    })
}

/// Every clause, whether its wording is there, and where it is used.
pub fn clauses(policy: &Policy, used: &Used) -> Panel {
    const HEADS: Heads =
        &[("条款", "name"), ("内容", ""), ("出处", ""), ("原文", "fix"), ("用在", ""), ("限额", "number")];
    let row = |clause: &Clause| {
        let limits = policy.limits().filter(|limit| limit.versions.iter().any(|v| v.clause == clause.id)).count();
        panels::row(
            HEADS,
            vec![
                link(clause.label.clone(), way("clauses", &clause.id)),
                text(clause.title.clone()),
                text(clause.document.clone()),
                wording(clause),
                text(used.by(|kind| kind.clauses.contains(&clause.id.as_str()))),
                text(if limits == 0 { String::new() } else { limits.to_string() }),
            ],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.clauses().map(row).collect(),
        ..Panel::new("条款", "标题为简写；原文由本县按自存文件录入，点条款看全文和用处")
    }
}

/// Every dictionary with its first terms.
pub fn dictionaries(policy: &Policy, used: &Used) -> Panel {
    const HEADS: Heads = &[("字典", "name"), ("词", ""), ("条款", ""), ("状态", "fix"), ("用在", "")];
    let row = |dictionary: &Dictionary| {
        let terms: Vec<&str> = dictionary.terms.iter().take(TERMS).map(|term| term.title.as_str()).collect();
        let count = dictionary.terms.len();
        let more = if count > TERMS { format!("……共{count}个") } else { String::new() };
        panels::row(
            HEADS,
            vec![
                link(dictionary.title.clone(), way("dictionaries", &dictionary.id)),
                text(format!("{}{more}", terms.join("、"))),
                link(words::clause(&dictionary.clause, policy), way("clauses", &dictionary.clause)),
                status(dictionary.status),
                text(used.by(|kind| kind.dictionaries.contains(&dictionary.id.as_str()))),
            ],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.dictionaries().map(row).collect(),
        ..Panel::new("字典", "本县自己的词表；待录入的在“更换政策包”里改dictionaries.toml补上")
    }
}

/// Every version of every table.
pub fn tables(policy: &Policy, used: &Used, today: Day) -> Panel {
    const HEADS: Heads =
        &[("表", "name"), ("行数", "number"), ("条款", ""), ("状态", "fix"), ("施行", "fix"), ("用在", "")];
    let row = |table: &Table| {
        panels::row(
            HEADS,
            vec![
                link(table.title.clone(), way("tables", &table.id)),
                text(table.rows.len().to_string()),
                link(words::clause(&table.clause, policy), way("clauses", &table.clause)),
                status(table.status),
                text(since(table.from, table.to, table.covers(today))),
                text(used.by(|kind| kind.tables.contains(&table.id.as_str()))),
            ],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.tables().map(row).collect(),
        ..Panel::new("查表", "按条件取值的表，点表名看每一行")
    }
}

/// The days of a year that are not as the week has them: off, or made up for.
pub fn marked(policy: &Policy, year: i16) -> Vec<(Day, DayKind)> {
    let first = Day::new(year, 1, 1);
    let days = std::iter::successors(first, |day| Some(day.plus(1))).take_while(|day| day.year() == year);
    let kinds = days.map(|day| (day, policy.calendar().day_kind(day)));
    kinds.filter(|(_, kind)| matches!(kind, DayKind::Holiday(_) | DayKind::MakeUp(_))).collect()
}

/// The years that are published.
pub fn calendar(policy: &Policy) -> Panel {
    const HEADS: Heads = &[("年", "name"), ("放假", "number"), ("调休上班", "number"), ("状态", "fix")];
    let row = |year: i16| {
        let days = marked(policy, year);
        let off = days.iter().filter(|(_, kind)| matches!(kind, DayKind::Holiday(_))).count();
        panels::row(
            HEADS,
            vec![
                link(format!("{year}年"), way("calendar", &year.to_string())),
                text(format!("{off}天")),
                text(format!("{}天", days.len() - off)),
                Put::Mark(Tag::new(Tone::Done, "已公布")),
            ],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: policy.calendar().years().map(row).collect(),
        ..Panel::new("放假安排", "点年份看每一天；未列出的年份未公布，按工作日算的期限空着")
    }
}
