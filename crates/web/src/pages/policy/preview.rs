//! What a pack would change and move, before it is loaded.

use super::{HERE, Heads, OfficePage, Panel, Put, Tag, Tone, change::TEXT, link, panels, text};
use crate::{
    fault::Problem,
    pages::visit::Visit,
    view::{
        field::Control,
        office::Ask,
        parts::{RefusalBox, Row},
    },
};
use engine::{
    days::Day,
    policy::{Change, Policy},
};
use std::collections::{BTreeMap, BTreeSet};
use store::Move;

/// Moves that are listed; all are counted.
const LISTED: usize = 200;

/// Matters asked about at a time.
const ASKED: usize = 500;

/// The page: what it comes to and the button, what changes in the pack, what moves.
pub fn page(
    visit: &Visit,
    policy: &Policy,
    newer: &[(String, String)],
    wrong: Option<&Problem>,
) -> Result<OfficePage, Problem> {
    let county = &visit.app.county;
    let (was, base) = (county.policy(), county.policy_digest());
    let mut page = super::page(visit, Some("预览政策包"))?;
    page.meta = format!("现行{}版 → {}版", was.version(), policy.version());
    page.refusal = wrong.map(|problem| RefusalBox {
        title: "没有装入".into(),
        sentence: problem.sentence.clone(),
        ..RefusalBox::default()
    });
    if was.files() == policy.files() {
        page.panels.push(Panel {
            lines: vec!["与现行政策包一字不差，没有要装入的内容。".into()],
            ways: vec![("更换政策包".into(), format!("{HERE}/load"))],
            ..Panel::new("没有变化", "")
        });
        return Ok(page);
    }
    let changes = was.changes(policy, visit.today());
    let moved = county.preview_policy(policy)?;
    let moves = seen(visit, moved.moves)?;
    let mut summary = Panel::new("预览", "尚未装入");
    summary.facts = vec![
        Row::new("改动的文件", "", files(&was, newer).join("、")),
        Row::new(
            "政策包的变动",
            "",
            if changes.is_empty() { "只改了文字说明".into() } else { format!("{}处", changes.len()) },
        ),
        Row::new("期限变动", "", counted(&moves)),
    ];
    if changes.iter().any(|change| change.past) {
        summary.lines.push(
            "有的变动也改了今天以前的算法：已经过去的事会重新推算。如果只想改以后的，请给旧版本写止日、新版本写起日。"
                .into(),
        );
    }
    summary.ask = Some(ask(visit, newer, &was, base, wrong));
    page.panels.push(summary);
    page.panels.push(changed(&changes));
    page.panels.push(moving(&moves));
    Ok(page)
}

/// Files whose text differs.
fn files(was: &Policy, newer: &[(String, String)]) -> Vec<String> {
    let differs = |file: &&(String, String)| !was.files().contains(file);
    newer.iter().filter(differs).map(|(name, _)| name.clone()).collect()
}

fn ask(visit: &Visit, newer: &[(String, String)], was: &Policy, base: String, wrong: Option<&Problem>) -> Ask {
    let differing = files(was, newer);
    let texts = newer.iter().filter(|(name, _)| differing.contains(name));
    let mut kept: Vec<(String, String)> = texts.map(|(name, text)| (format!("{TEXT}{name}"), text.clone())).collect();
    kept.push(("base".into(), base));
    let at_reason = wrong.filter(|problem| problem.at.as_deref() == Some("/reason"));
    let error = at_reason.map(|problem| problem.sentence.clone()).unwrap_or_default();
    let reason = Control::Prose(visit.sent("reason").unwrap_or("").to_owned());
    Ask {
        action: format!("{HERE}/confirm"),
        csrf: visit.who.session.csrf.clone(),
        kept,
        fields: vec![panels::field("reason", "理由", "记入日志，如国务院办公厅公布次年放假安排", &error, reason)],
        button: "装入".into(),
        note: "装入后立即生效，重新计算的期限和经办人记入日志；装入时其他人的办理稍候片刻。".into(),
        other: Some(("不装入".into(), format!("{HERE}/load"))),
        ..Ask::default()
    }
}

/// Moves of matters that whoever looks may see: what he may not is neither listed nor counted.
fn seen(visit: &Visit, moves: Vec<Move>) -> Result<Vec<Move>, Problem> {
    let ids: Vec<&str> = moves.iter().map(|one| one.id.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let mut visible = BTreeSet::new();
    for some in ids.chunks(ASKED) {
        visible.extend(visit.reader().seen_of(some, visit.actor())?);
    }
    Ok(moves.into_iter().filter(|one| visible.contains(&one.id)).collect())
}

fn counted(moves: &[Move]) -> String {
    let matters: BTreeSet<&str> = moves.iter().map(|one| one.id.as_str()).collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for one in moves {
        *kinds.entry(one.what.as_str()).or_default() += 1;
    }
    if kinds.is_empty() {
        return "没有期限会变".to_owned();
    }
    let words: Vec<String> = kinds.iter().map(|(what, count)| format!("{what}{count}项")).collect();
    format!("{}件事项的{}项期限：{}", matters.len(), moves.len(), words.join("、"))
}

fn changed(changes: &[Change]) -> Panel {
    const HEADS: Heads = &[("类别", "fix"), ("变动", "name"), ("影响", "fix"), ("编号", "less")];
    let row = |change: &Change| {
        let past =
            if change.past { Tag::new(Tone::Soon, "也改以前的") } else { Tag::new(Tone::None, "只改以后的") };
        panels::row(
            HEADS,
            vec![text(change.what), text(change.sentence.clone()), Put::Mark(past), text(change.id.clone())],
        )
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: changes.iter().map(row).collect(),
        empty: Some(("条款、限额、字典、查表和放假安排都没有变。".into(), "只改了说明、版本号或排列。".into())),
        ..Panel::new("政策包的变动", "由原来的改为新的")
    }
}

fn moving(moves: &[Move]) -> Panel {
    const HEADS: Heads = &[("事项", "name"), ("应办", ""), ("原到期日", "fix"), ("新到期日", "fix"), ("怎样算出", "")];
    let day = |day: Option<Day>| day.map_or_else(|| "未定".to_owned(), |day| day.to_string());
    let row = |one: &Move| {
        panels::row(
            HEADS,
            vec![
                link(one.matter.clone(), format!("/matters/{}", one.id)),
                text(one.what.clone()),
                text(day(one.was)),
                text(day(one.now)),
                text(one.basis.clone()),
            ],
        )
    };
    let meta = if moves.len() > LISTED {
        format!("共{}项，列出前{LISTED}项", moves.len())
    } else {
        format!("共{}项", moves.len())
    };
    Panel {
        columns: panels::heads(HEADS),
        rows: moves.iter().take(LISTED).map(row).collect(),
        empty: Some(("没有期限会变。".into(), "正在办理的事项不受影响。".into())),
        ..Panel::new("期限变动", meta)
    }
}
