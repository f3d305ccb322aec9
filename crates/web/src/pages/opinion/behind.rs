//! What lies behind a demand: its units, and the matters of each; and the whole board as a workbook.

use super::{
    super::{
        export::{SIGNED, TOO_MANY, XLSX, download},
        frame::frame,
        panels::{self, Heads, Put, link, text},
        visit::{Visit, shown},
    },
    Asked, Demand, HERE, demands, may, units,
};
use crate::{
    fault::Problem,
    view::{
        frame::Crumb,
        office::{OfficePage, Panel},
        pages::HeadAct,
        parts::{Tab, Tag, Tone},
    },
};
use axum::{http::StatusCode, response::Response};
use engine::obligation::is_demand;
use papers::ledger::Ledger;
use store::{Obligation, Share, Tally};

const UNITS: Heads = &[
    ("单位", "name"),
    ("应办", "number"),
    ("已办", "number"),
    ("其中逾期办结", "number"),
    ("在办", "number"),
    ("逾期", "number"),
];
const MATTERS: Heads = &[
    ("编号", "fix"),
    ("事项", "wrap"),
    ("应办", "wrap"),
    ("起", "fix"),
    ("期限", "fix"),
    ("办结", "fix"),
    ("状态", "fix"),
];

const SHARES: [(Share, &str, &str); 4] = [
    (Share::Late, "late", "逾期"),
    (Share::Open, "open", "在办"),
    (Share::Done, "done", "已办"),
    (Share::Due, "due", "应办"),
];

fn code(share: Share) -> &'static str {
    SHARES.iter().find(|(known, ..)| *known == share).map_or("due", |(_, code, _)| code)
}

/// Where a demand is, or one of its numbers.
pub fn address(asked: &Asked, demand: &str, share: Option<Share>) -> String {
    let more: Vec<(&str, &str)> = share.map(|share| ("share", code(share))).into_iter().collect();
    format!("{HERE}/{demand}{}", asked.query(&more))
}

/// A demand: its units, then the matters behind the number that was followed.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let (id, policy) = (visit.param("demand"), visit.app.county.policy());
    let clause = policy.clause(id).filter(|clause| is_demand(&clause.id) && may(&visit.scope()));
    let clause = clause.ok_or_else(Problem::not_found)?;
    let asked = Asked::of(visit);
    let by_unit = units(visit, &asked, id)?;
    let whole: Tally = by_unit.iter().map(|(_, _, tally)| *tally).sum();
    let chosen = visit.asked("share").and_then(|code| SHARES.iter().find(|(_, known, _)| *known == code));
    let share = chosen.map(|(share, ..)| *share).or_else(|| asked.unit.is_some().then_some(Share::Due));
    let mut panels = Vec::new();
    if let Some(share) = share {
        panels.push(matters(visit, &asked, id, share, &whole)?);
    }
    let rows = by_unit.iter().map(|unit| panels::row(UNITS, unit_cells(&asked, id, unit))).collect();
    let empty = by_unit.is_empty().then(|| ("这段时间没有应办事项。".to_owned(), String::new()));
    panels.push(Panel { columns: panels::heads(UNITS), rows, empty, ..Panel::new("按单位", "按单位排序") });
    let page = OfficePage {
        frame: frame(
            visit,
            &clause.title,
            HERE,
            vec![Crumb::to("意见看板", format!("{HERE}{}", asked.query(&[]))), Crumb::here(clause.label.clone())],
        )?,
        heading: clause.title.clone(),
        meta: format!(
            "〔{}〕 · {} · {} · 应办{}件，已办{}件，在办{}件，逾期{}件",
            clause.label,
            asked.whose(visit),
            asked.time(),
            whole.due(),
            whole.done,
            whole.open,
            whole.late
        ),
        acts: vec![HeadAct {
            title: "回看板".into(),
            href: format!("{HERE}{}", asked.query(&[])),
            ..HeadAct::default()
        }],
        panels,
        ..OfficePage::default()
    };
    shown(StatusCode::OK, &page)
}

fn unit_cells(asked: &Asked, demand: &str, (id, name, tally): &(String, String, Tally)) -> Vec<Put> {
    let at = |share: Share| address(&asked.of_unit(id), demand, Some(share));
    let number = |count: i64, share: Share| match count {
        0 => text(""),
        // What belongs to no unit cannot be asked for by one.
        count if id.is_empty() => text(count.to_string()),
        count => link(count.to_string(), at(share)),
    };
    let late_done = if tally.done_late == 0 { String::new() } else { tally.done_late.to_string() };
    vec![
        if id.is_empty() { text(name.clone()) } else { link(name.clone(), at(Share::Due)) },
        number(tally.due(), Share::Due),
        number(tally.done, Share::Done),
        text(late_done),
        number(tally.open, Share::Open),
        number(tally.late, Share::Late),
    ]
}

fn matters(visit: &Visit, asked: &Asked, demand: &str, share: Share, whole: &Tally) -> Result<Panel, Problem> {
    let found = visit.reader().owed_under(&asked.asking(Some(demand)), share, &visit.scope())?;
    let count = |share: Share| match share {
        Share::Due => whole.due(),
        Share::Done => whole.done,
        Share::Open => whole.open,
        Share::Late => whole.late,
    };
    let tab = |(one, _, title): &(Share, &str, &str)| Tab {
        title: (*title).to_owned(),
        href: address(asked, demand, Some(*one)),
        here: *one == share,
        count: count(*one).to_string(),
        late: *one == Share::Late && count(*one) > 0,
    };
    let shown = i64::try_from(found.len()).unwrap_or_default();
    let meta = if shown < count(share) {
        format!("列出前{shown}件，按单位可看其余")
    } else {
        format!("共{shown}件")
    };
    Ok(Panel {
        tabs: SHARES.iter().map(tab).collect(),
        columns: panels::heads(MATTERS),
        rows: found.iter().map(|one| panels::row(MATTERS, matter_cells(one))).collect(),
        empty: found.is_empty().then(|| ("没有这类事项。".to_owned(), String::new())),
        ..Panel::new("事项", meta)
    })
}

fn matter_cells(one: &Obligation) -> Vec<Put> {
    let state = match (one.ended, one.late) {
        (Some(_), false) => Tag::new(Tone::Done, "已办"),
        (Some(_), true) => Tag::new(Tone::Soon, "逾期办结"),
        (None, true) => Tag::new(Tone::Late, "逾期"),
        (None, false) => Tag::new(Tone::Going, "在办"),
    };
    let day = |day: Option<engine::days::Day>| text(day.map_or_else(String::new, |day| day.to_string()));
    vec![
        text(one.number.clone().unwrap_or_default()),
        link(one.title.clone(), format!("/matters/{}", one.id)),
        text(one.what.clone()),
        text(one.since.to_string()),
        day(one.due),
        day(one.ended),
        Put::Mark(state),
    ]
}

/// The board as a workbook.
pub fn export(visit: &Visit) -> Result<Response, Problem> {
    if !may(&visit.scope()) {
        return Err(Problem::not_found());
    }
    let asked = Asked::of(visit);
    let found = demands(visit, &asked)?;
    let titles =
        ["条款", "要求", "应办", "已办", "其中逾期办结", "在办", "逾期", "近12个月逾期", "牵头单位"].map(str::to_owned);
    let line = |demand: &Demand| -> Vec<String> {
        let tally = &demand.tally;
        let counts = [tally.due(), tally.done, tally.done_late, tally.open, tally.late, demand.trend.iter().sum()];
        let counts = counts.map(|count| if demand.carried { count.to_string() } else { "未启用".to_owned() });
        let [due, done, late_done, open, late, trend] = counts;
        let (label, title, lead) = (demand.clause.label.clone(), demand.clause.title.clone(), demand.lead.clone());
        vec![label, title, due, done, late_done, open, late, trend, lead]
    };
    let rows: Vec<Vec<String>> = found.iter().map(line).collect();
    let document = found.first().map_or_else(String::new, |demand| demand.clause.document.clone());
    let ledger = Ledger {
        title: format!("{document}落实情况"),
        period: format!("{}　{}", asked.whose(visit), asked.time()),
        columns: Ledger::fitted(&titles, &rows),
        rows,
    };
    let bytes = ledger.to_xlsx_signed(&SIGNED);
    let bytes = bytes.map_err(|_| Problem::malformed(TOO_MANY.to_owned()))?;
    Ok(download(&format!("意见落实情况{}.xlsx", asked.until), XLSX, bytes))
}
