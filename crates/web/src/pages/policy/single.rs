//! One thing of a pack by itself: a clause with its wording, a limit with all versions and sources, a dictionary with all terms, a table
//! with all rows, a year with its days.

use super::{Heads, Panel, Put, Tag, Tone, Used, link, lists, panels, status, text, way, words};
use crate::view::parts::{Head, Row, TableCell, TableRow};
use engine::{
    days::{Day, DayKind},
    policy::{Clause, Dictionary, Limit, Policy, Table},
};

/// Its panels; nothing where the pack has no such thing.
pub fn panels(policy: &Policy, used: &Used, show: &str, id: &str, today: Day) -> Option<Vec<Panel>> {
    match show {
        "clauses" => policy.clause(id).map(|found| vec![clause(policy, used, found)]),
        "dictionaries" => policy.dictionary(id).map(|found| vec![dictionary(policy, found)]),
        "tables" => {
            let versions: Vec<Panel> =
                policy.tables().filter(|table| table.id == id).map(|t| table(policy, t)).collect();
            (!versions.is_empty()).then_some(versions)
        }
        "calendar" => {
            id.parse().ok().filter(|year| policy.calendar().is_published(*year)).map(|y| vec![year(policy, y)])
        }
        "limits" => policy.limit_of_id(id).map(|found| vec![limit(policy, used, found, today)]),
        _ => None,
    }
}

fn fact(title: &str, words: impl Into<String>) -> Row {
    Row::new(title, "", words)
}

fn clause(policy: &Policy, used: &Used, clause: &Clause) -> Panel {
    let id = clause.id.as_str();
    let titles = |found: Vec<&str>| if found.is_empty() { "无".to_owned() } else { found.join("、") };
    let limits = policy.limits().filter(|limit| limit.versions.iter().any(|version| version.clause == id));
    let dictionaries = policy.dictionaries().filter(|dictionary| dictionary.clause == id);
    let tables = policy.tables().filter(|table| table.clause == id);
    let by = used.by(|kind| kind.clauses.contains(&id));
    let lines = match &clause.full_text {
        Some(full) => full.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        None => vec!["原文没有录入。在“更换政策包”里改clauses.toml，给这一条写上full_text。".to_owned()],
    };
    Panel {
        facts: vec![
            fact("标题", clause.title.clone()),
            fact("出处", clause.document.clone()),
            fact("原文", if clause.full_text.is_some() { "已录入" } else { "未录入" }),
            fact("用在", if by.is_empty() { "无".to_owned() } else { by }),
            fact("限额", titles(limits.map(|limit| limit.title.as_str()).collect())),
            fact("字典", titles(dictionaries.map(|dictionary| dictionary.title.as_str()).collect())),
            fact("查表", titles(tables.map(|table| table.title.as_str()).collect())),
            fact("编号", id),
        ],
        lines,
        ..Panel::new(clause.label.clone(), "原文与用处")
    }
}

fn limit(policy: &Policy, used: &Used, limit: &Limit, today: Day) -> Panel {
    const HEADS: Heads =
        &[("施行", "fix"), ("数值", "fix"), ("起算", ""), ("条款", ""), ("状态", "fix"), ("出处说明", "")];
    let row = |version: &engine::policy::LimitVersion| {
        panels::row(
            HEADS,
            vec![
                text(lists::since(version.from, version.to, limit.on(today) == Some(version))),
                text(version.words()),
                text(lists::reckoning(version)),
                link(words::clause(&version.clause, policy), way("clauses", &version.clause)),
                status(version.status),
                text(version.source.clone()),
            ],
        )
    };
    let by = used.by(|kind| policy.asks(kind, &limit.id));
    Panel {
        columns: panels::heads(HEADS),
        rows: limit.versions.iter().map(row).collect(),
        facts: vec![fact("用在", if by.is_empty() { "程序".to_owned() } else { by }), fact("编号", limit.id.clone())],
        ..Panel::new(limit.title.clone(), "全部版本")
    }
}

fn dictionary(policy: &Policy, dictionary: &Dictionary) -> Panel {
    const HEADS: Heads = &[("词", "name"), ("分类", ""), ("代码", "less")];
    let row = |term: &engine::policy::Term| {
        panels::row(HEADS, vec![text(term.title.clone()), text(term.group.clone()), text(term.code.clone())])
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: dictionary.terms.iter().map(row).collect(),
        empty: Some(("还没有录入。".into(), "由本县按自存文件在“更换政策包”里改dictionaries.toml补上。".into())),
        facts: vec![
            fact("条款", words::clause(&dictionary.clause, policy)),
            fact("出处说明", dictionary.source.clone()),
            fact("编号", dictionary.id.clone()),
        ],
        ..Panel::new(dictionary.title.clone(), "全部词条")
    }
}

fn table(policy: &Policy, table: &Table) -> Panel {
    // A table without named columns has as many as its longest row.
    let widest = table.rows.iter().map(|row| row.values.len()).max().unwrap_or_default();
    let named = |at: usize| table.columns.get(at).cloned().unwrap_or_else(|| format!("值{}", at + 1));
    let keys = table.keys.iter().map(|key| (key.clone(), "name"));
    let heads: Vec<(String, &'static str)> = keys.chain((0..widest).map(|at| (named(at), ""))).collect();
    let row = |row: &engine::policy::TableRow| {
        let cell = |((label, class), words): (&(String, &'static str), &String)| TableCell {
            text: words.clone(),
            class,
            label: label.clone(),
            ..TableCell::default()
        };
        TableRow { tone: "", cells: heads.iter().zip(row.key.iter().chain(&row.values)).map(cell).collect() }
    };
    Panel {
        rows: table.rows.iter().map(row).collect(),
        columns: heads.iter().map(|(title, class)| Head { title: title.clone(), class }).collect(),
        empty: Some(("还没有录入。".into(), "由本县在“更换政策包”里改tables.toml补上。".into())),
        facts: vec![
            fact("施行", lists::since(table.from, table.to, true)),
            fact("条款", words::clause(&table.clause, policy)),
            fact("出处说明", table.source.clone()),
            fact("编号", table.id.clone()),
        ],
        ..Panel::new(table.title.clone(), "全部行")
    }
}

fn year(policy: &Policy, year: i16) -> Panel {
    const HEADS: Heads = &[("日期", "name"), ("星期", "fix"), ("安排", "fix"), ("节日", "")];
    let row = |(day, kind): &(Day, DayKind)| {
        let (mark, name) = match kind {
            DayKind::MakeUp(name) => (Tag::new(Tone::Soon, "上班"), name.as_str()),
            DayKind::Holiday(name) => (Tag::new(Tone::Done, "放假"), name.as_str()),
            _ => (Tag::default(), ""),
        };
        let words = vec![text(day.sentence()), text(day.weekday_word()), Put::Mark(mark), text(name)];
        panels::row(HEADS, words)
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: lists::marked(policy, year).iter().map(row).collect(),
        ..Panel::new(format!("{year}年放假安排"), "其余周一至周五上班，周六、周日休息")
    }
}
