//! When a check opens, who ticks, what does not agree, and how history becomes state.

use super::{
    CertificateCheck,
    facts::{
        Action, Authority, Begin, Begun, CustodyRow, Difference, Event, Figures, Finish, Finished, Found, Listed, Open,
        Opened, Row, Settle, Settled, State, Tick, Ticked,
    },
    stage,
};
use crate::{
    checks::{filled, term},
    daily::certificate::{self, keepers},
};
use engine::{
    access::{Hat, Offer},
    days::{Day, Period},
    facts::{PAGE, Query},
    procedure::{Context, Misfit, Procedure, Refusal},
    trigger::Reaction,
    words::{MatterId, UnitId},
};

/// How long a check may take.
pub(super) const COMPLETE: &str = "certificate.check_complete";
/// How long a difference may stay open.
pub(super) const RECTIFY: &str = "certificate.check_rectify";
/// The table that says on which day the checks open.
pub(super) const OPENS: &str = "certificate.check";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.begun, &self.finished) {
            (None, _) => stage::OPENED,
            (Some(_), None) => stage::BEGUN,
            (Some(_), Some(_)) if self.open().next().is_some() => stage::DIFFERING,
            (Some(_), Some(_)) => stage::DONE,
        }
    }

    /// Differences that are not settled.
    pub fn open(&self) -> impl Iterator<Item = &Difference> {
        let all = self.finished.iter().flat_map(|finished| &finished.differences);
        all.filter(|difference| difference.settled.is_none())
    }

    /// Who keeps, and so who checks.
    #[must_use]
    pub fn keepers(&self) -> Vec<Hat> {
        keepers(self.opened.keeper.as_ref())
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("open", "开启年度检查", vec![Hat::System])] };
    let by = || state.keepers();
    match state.stage() {
        stage::OPENED => vec![Offer::new("begin", "开始检查", by()).main()],
        stage::BEGUN => vec![
            Offer::new("tick", "核对", by()).main(),
            Offer::new("list", "录入出入境部门名单", by()),
            Offer::new("finish", "完成检查", by()),
        ],
        stage::DIFFERING => vec![Offer::new("settle", "整改销号", by()).main()],
        _ => Vec::new(),
    }
}

/// One check for the department and one for each unit that keeps its own, once the day of the year has come.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let (day, year) = (cx.day, cx.day.year());
    let table = cx.policy.table(OPENS, day);
    let opens = table.and_then(|table| table.value(&["yearly"], "opens"));
    if opens.and_then(|opens| Day::of(&format!("{year}-{opens}"))).is_none_or(|opens| day < opens) {
        return Vec::new();
    }
    // The certificates are read through once a year, when the first check opens.
    let overlaps = Some(Period::days(day, day));
    let query = Query { kind: CertificateCheck::KIND.id, overlaps, ..Query::default() };
    if !cx.facts.matters(&query).is_empty() {
        return Vec::new();
    }
    let all = certificates(None, cx);
    if all.is_empty() {
        return Vec::new();
    }
    let mut units: Vec<UnitId> = all.into_iter().filter_map(|(_, state)| state.entry.keeper).collect();
    units.sort();
    units.dedup();
    let open = |keeper: Option<UnitId>| Reaction {
        key: format!("certificate_check/{year}/{}", keeper.as_ref().map_or("", UnitId::as_str)),
        to: None,
        action: Action::Open(Open { year, keeper }),
    };
    std::iter::once(None).chain(units.into_iter().map(Some)).map(open).collect()
}

/// Certificates that are not done with, page by page; of one unit where it is given.
fn certificates(unit: Option<&UnitId>, cx: &Context) -> Vec<(MatterId, certificate::State)> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let kind = certificate::Certificate::KIND.id;
        let query = Query { kind, unit: unit.cloned(), open: Some(true), after, ..Query::default() };
        let page = cx.facts.matters(&query);
        let (full, last) = (page.len() >= PAGE, page.last().map(|brief| brief.id.clone()));
        let read = page.into_iter().filter_map(|brief| Some((brief.id, serde_json::from_str(&brief.state).ok()?)));
        found.extend(read);
        if !full {
            return found;
        }
        after = last;
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(open)) => {
            let keeper = open.keeper.as_ref();
            let keeper_word = keeper.map_or_else(|| "组织部".to_owned(), |unit| cx.facts.unit_name(unit));
            Ok(Event::Opened(Opened { year: open.year, keeper: open.keeper, keeper_word, day: cx.day }))
        }
        (Some(state), Action::Begin(begin)) => beginning(state, begin, cx).map(|begun| Event::Begun(Box::new(begun))),
        (Some(state), Action::Tick(tick)) => ticking(state, tick, cx).map(Event::Ticked),
        (Some(_), Action::List(list)) => listing(list, cx).map(Event::Listed),
        (Some(state), Action::Finish(finish)) => {
            finishing(state, finish, cx).map(|finished| Event::Finished(Box::new(finished)))
        }
        (Some(state), Action::Settle(settle)) => settling(state, settle, cx).map(Event::Settled),
        _ => Err(Refusal::not_now()),
    }
}

/// What ought to be there as of today.
fn beginning(state: &State, begin: Begin, cx: &Context) -> Result<Begun, Refusal> {
    filled(&begin.by, "/by", "检查人员")?;
    let keeper = state.opened.keeper.as_ref();
    let mine = |held: &certificate::State| held.entry.keeper.as_ref() == keeper && (held.is_kept() || held.is_lent());
    let mut held: Vec<_> = certificates(keeper, cx).into_iter().filter(|(_, held)| mine(held)).collect();
    held.sort_by(|(_, one), (_, other)| {
        let key = |of: &certificate::State| (of.entry.place.clone(), of.entry.name.clone(), of.entry.kind.0.clone());
        key(one).cmp(&key(other))
    });
    let rows = (1..).zip(held).map(|(number, (id, held))| Row {
        number,
        certificate: id,
        lent: held.is_lent(),
        tail: held.tail().to_owned(),
        name: held.entry.name,
        kind: held.entry.kind_word,
        code: held.entry.kind.0,
        place: held.entry.place,
        found: None,
        remark: None,
    });
    let items = cx.policy.dictionary("custody_items").map(|items| items.terms.clone()).unwrap_or_default();
    let custody =
        items.into_iter().map(|item| CustodyRow { code: item.code, word: item.title, good: None, remark: None });
    Ok(Begun { by: begin.by, as_of: cx.day, rows: rows.collect(), custody: custody.collect() })
}

fn ticking(state: &State, tick: Tick, cx: &Context) -> Result<Ticked, Refusal> {
    let begun = state.begun.as_ref().ok_or_else(Refusal::not_now)?;
    if tick.rows.is_empty() && tick.custody.is_empty() {
        return Err(Refusal::new("table_empty", "", "没有填写核对结果，请至少填一行。").at("/rows"));
    }
    for (at, row) in tick.rows.iter().enumerate() {
        if !begun.rows.iter().any(|known| known.number == row.number) {
            let sentence = format!("清单里没有序号{}，请照清单填写。", row.number);
            return Err(Refusal::new("unknown_item", "", sentence).at(&format!("/rows/{at}/number")));
        }
        if row.found == Found::Missing && row.remark.as_deref().is_none_or(|remark| remark.trim().is_empty()) {
            let sentence = format!("序号{}缺失，须写明情况。", row.number);
            return Err(Refusal::new("field_missing", "3.1.4", sentence).at(&format!("/rows/{at}/remark")));
        }
    }
    for (at, row) in tick.custody.iter().enumerate() {
        term(&row.item, &format!("/custody/{at}/item"), cx)?;
        if !row.good && row.remark.as_deref().is_none_or(|remark| remark.trim().is_empty()) {
            let sentence = "不符合要求的，须写明情况。";
            return Err(Refusal::new("field_missing", "3.1.4", sentence).at(&format!("/custody/{at}/remark")));
        }
    }
    Ok(Ticked { tick, day: cx.day })
}

fn listing(list: Authority, cx: &Context) -> Result<Listed, Refusal> {
    filled(&list.source, "/source", "名单来源")?;
    if list.rows.is_empty() {
        return Err(Refusal::new("table_empty", "", "名单没有内容，请逐行录入。").at("/rows"));
    }
    for (at, row) in list.rows.iter().enumerate() {
        filled(&row.name, &format!("/rows/{at}/name"), "姓名")?;
        term(&row.kind, &format!("/rows/{at}/kind"), cx)?;
        if row.tail.chars().count() != 4 || !row.tail.chars().all(|c| c.is_ascii_alphanumeric()) {
            let sentence = format!("第{}行的证件号码后四位应为四位字母或数字，请核对名单。", at + 1);
            return Err(Refusal::new("number_wrong", "", sentence).at(&format!("/rows/{at}/tail")));
        }
    }
    Ok(Listed { list, day: cx.day })
}

fn finishing(state: &State, finish: Finish, cx: &Context) -> Result<Finished, Refusal> {
    filled(&finish.conclusion.0, "/conclusion", "检查结论")?;
    let begun = state.begun.as_ref().ok_or_else(Refusal::not_now)?;
    let unticked = begun.rows.iter().filter(|row| row.found.is_none()).count();
    let unasked = begun.custody.iter().filter(|row| row.good.is_none()).count();
    if unticked + unasked > 0 {
        let sentence = format!("还有{unticked}本证件、{unasked}项保管情况没有核对，核对完再办。");
        return Err(Refusal::new("rows_open", "3.1.4", sentence));
    }
    let count = |found: Found| begun.rows.iter().filter(|row| row.found == Some(found)).count();
    let figures = Figures {
        should: begun.rows.len(),
        present: count(Found::Present),
        lent: count(Found::Lent),
        missing: count(Found::Missing),
    };
    Ok(Finished { finish, figures, differences: differences(state, begun, cx), day: cx.day })
}

/// What does not agree: cabinet and register, keeping and rule, register and the authority's list.
fn differences(state: &State, begun: &Begun, cx: &Context) -> Vec<Difference> {
    let mut found: Vec<(String, Option<MatterId>)> = Vec::new();
    let label = |row: &Row| format!("{}{}（尾号{}）", row.name, row.kind, row.tail);
    let said = |remark: &Option<String>| remark.as_ref().map_or_else(String::new, |remark| format!("：{remark}"));
    for row in &begun.rows {
        let words = match (row.found, row.lent) {
            (Some(Found::Missing), _) => format!("{}缺失{}", label(row), said(&row.remark)),
            (Some(Found::Lent), false) => format!("{}已借出，台账没有登记", label(row)),
            (Some(Found::Present), true) => format!("{}在柜，台账仍为借出", label(row)),
            _ => continue,
        };
        found.push((words, Some(row.certificate.clone())));
    }
    for row in begun.custody.iter().filter(|row| row.good == Some(false)) {
        found.push((format!("{}不符合要求{}", row.word, said(&row.remark)), None));
    }
    if let Some(listed) = &state.listed {
        let kinds = cx.policy.dictionary("certificate_kinds");
        let same = |row: &Row, line: &super::facts::ListRow| {
            row.name == line.name && row.code == line.kind.0 && row.tail == line.tail
        };
        for line in listed.list.rows.iter().filter(|line| !begun.rows.iter().any(|row| same(row, line))) {
            let kind = kinds.map_or(line.kind.0.as_str(), |kinds| kinds.title_of(&line.kind.0));
            found.push((format!("名单有、台账没有：{}{kind}（尾号{}）", line.name, line.tail), None));
        }
        for row in begun.rows.iter().filter(|row| !listed.list.rows.iter().any(|line| same(row, line))) {
            found.push((format!("台账有、名单没有：{}", label(row)), Some(row.certificate.clone())));
        }
    }
    let difference = |(number, (words, certificate))| Difference { number, words, certificate, settled: None };
    (1..).zip(found).map(difference).collect()
}

fn settling(state: &State, settle: Settle, cx: &Context) -> Result<Settled, Refusal> {
    filled(&settle.result.0, "/result", "处理结果")?;
    if !state.open().any(|difference| difference.number == settle.number) {
        let sentence = format!("没有未整改的差异{}，请照清单填写。", settle.number);
        return Err(Refusal::new("unknown_item", "", sentence).at("/number"));
    }
    Ok(Settled { settle, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Opened(opened) => Ok(State { opened, begun: None, listed: None, finished: None }),
            _ => Err(Misfit("a check begins with its opening")),
        };
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a check is opened once")),
        Event::Begun(begun) => state.begun = Some(*begun),
        Event::Ticked(ticked) => {
            let begun = state.begun.as_mut().ok_or(Misfit("ticked before it was begun"))?;
            for tick in ticked.tick.rows {
                let row = begun.rows.iter_mut().find(|row| row.number == tick.number);
                let row = row.ok_or(Misfit("a tick for no row"))?;
                (row.found, row.remark) = (Some(tick.found), tick.remark);
            }
            for tick in ticked.tick.custody {
                if let Some(row) = begun.custody.iter_mut().find(|row| row.code == tick.item.0) {
                    (row.good, row.remark) = (Some(tick.good), tick.remark);
                }
            }
        }
        Event::Listed(listed) => state.listed = Some(listed),
        Event::Finished(finished) => state.finished = Some(*finished),
        Event::Settled(settled) => {
            let finished = state.finished.as_mut().ok_or(Misfit("settled before it was finished"))?;
            let number = settled.settle.number;
            let open = finished.differences.iter_mut().find(|difference| difference.number == number);
            open.ok_or(Misfit("no such difference"))?.settled = Some(settled.settle.result);
        }
    }
    Ok(state)
}

/// Ticks are corrected by ticking again; what was taken down or concluded is not rewritten.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Opened(_) | Event::Begun(_) | Event::Finished(_) => {
            Err(Refusal::new("not_correctable", "", "清单和检查结果不能更正，核对有误的请重新核对或作废后重办。"))
        }
        _ => Ok(()),
    }
}
