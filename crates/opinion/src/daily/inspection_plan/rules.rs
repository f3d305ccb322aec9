//! When a plan opens, what carries it out, what is missing when the year is over.

use super::{
    InspectionPlan,
    facts::{
        Action, Added, Carried, CloseYear, Confirm, Confirmed, Draft, Drafted, Event, Explain, Explained, Item,
        ItemRow, NoteVisit, Open, Opened, Quarter, State, VisitNoted, YearClosed,
    },
    stage,
};
use crate::{
    checks::{self, filled, term},
    daily::inspection::{self, Inspection},
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::{Day, Period},
    facts::{Brief, Query},
    procedure::{Context, Misfit, Procedure, Refusal, roles},
    trigger::Reaction,
    words::MatterId,
};

/// How long drafting and agreeing may take.
pub(super) const DRAFT: &str = "inspection.plan_draft";
/// How many visits an owner makes in a quarter at least.
pub(super) const VISITS: &str = "inspection.plan_visits";
/// How long the explanation of what is missing may take.
pub(super) const EXPLAIN: &str = "inspection.plan_explain";
/// The table that says on which day the plan opens.
pub(super) const OPENS: &str = "inspection.plan";
/// Clause of the plan.
pub(super) const CLAUSE: &str = "3.3.1";

impl Item {
    /// Whether as many visits were made as planned.
    #[must_use]
    pub fn is_carried_out(&self) -> bool {
        u32::try_from(self.carried.len()).is_ok_and(|made| made >= self.row.visits)
    }
    /// Where, in words.
    #[must_use]
    pub fn unit_words(&self) -> &str {
        self.unit.as_deref().unwrap_or("随机确定的单位")
    }
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.confirmed, self.closed) {
            (_, Some(_)) if self.missing().next().is_some() => stage::MISSING,
            (_, Some(_)) => stage::DONE,
            (Some(_), None) => stage::RUNNING,
            (None, None) if self.items.is_empty() => stage::OPENED,
            (None, None) => stage::DRAFTED,
        }
    }

    /// Items that are neither carried out nor explained.
    pub fn missing(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.is_carried_out() && item.explained.is_none())
    }
}

pub(super) fn heads() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("open", "开启年度计划", vec![Hat::System])] };
    match state.stage() {
        stage::OPENED => vec![Offer::new("draft", "编制计划", section()).main()],
        stage::DRAFTED => {
            vec![Offer::new("confirm", "印发计划", heads()).main(), Offer::new("draft", "重新编制", section())]
        }
        stage::RUNNING => vec![
            Offer::new("add", "增加安排", section()),
            Offer::new("note_visit", "记入督查", vec![Hat::System]),
            Offer::new("close_year", "年度结束", vec![Hat::System]),
        ],
        stage::MISSING => vec![Offer::new("explain", "说明未完成", section()).main()],
        _ => Vec::new(),
    }
}

/// The plan of the year opens on the county's day; visits that name a plan are noted in it; a year that is over is closed. A plan that
/// was never sent out stays owed.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let mut called: Vec<Reaction<Action>> = opening(cx).into_iter().collect();
    let query = Query { kind: InspectionPlan::KIND.id, stage: Some(stage::RUNNING), ..Query::default() };
    for brief in cx.facts.matters(&query) {
        let Ok(state) = serde_json::from_str::<State>(&brief.state) else { continue };
        let Some(last) = Day::new(state.opened.year, 12, 31) else { continue };
        let visits = noting(&brief, &state, cx);
        // What was seen only now counts before the year is closed.
        let over = last < cx.day && visits.is_empty();
        called.extend(visits);
        if over {
            let key = format!("inspection_plan/close/{}", brief.id);
            called.push(Reaction { key, to: Some(brief.id), action: Action::CloseYear(CloseYear { day: last }) });
        }
    }
    called
}

fn opening(cx: &Context) -> Option<Reaction<Action>> {
    let year = cx.day.year();
    let opens = cx.policy.table(OPENS, cx.day)?.value(&["yearly"], "opens")?;
    let opens = Day::of(&format!("{year}-{opens}"))?;
    let open = Action::Open(Open { year });
    (cx.day >= opens).then(|| Reaction { key: format!("inspection_plan/{year}"), to: None, action: open })
}

/// Signed visits that name this plan and are not yet noted in it.
fn noting(brief: &Brief, plan: &State, cx: &Context) -> Vec<Reaction<Action>> {
    let known = |id: &MatterId| plan.items.iter().any(|item| item.carried.iter().any(|one| &one.visit == id));
    let note = |visit: Brief| {
        let state = serde_json::from_str::<inspection::State>(&visit.state).ok()?;
        let made = &state.record().visit;
        let mine = made.plan.as_ref() == Some(&brief.id) && state.signed.is_some() && !known(&visit.id);
        let item = made.item.filter(|_| mine && is_standing(&visit))?;
        let key = format!("inspection_plan/visit/{}", visit.id);
        let action = Action::NoteVisit(NoteVisit { visit: visit.id, item, day: made.day });
        Some(Reaction { key, to: Some(brief.id.clone()), action })
    };
    visits(plan.opened.year, cx).into_iter().filter_map(note).collect()
}

/// The visits of a year.
fn visits(year: i16, cx: &Context) -> Vec<Brief> {
    let whole = Day::new(year, 1, 1).zip(Day::new(year, 12, 31)).map(|(first, last)| Period::days(first, last));
    let query = Query { kind: Inspection::KIND.id, overlaps: whole, ..Query::default() };
    if whole.is_some() { cx.facts.matters(&query) } else { Vec::new() }
}

/// Neither voided nor revoked.
fn is_standing(brief: &Brief) -> bool {
    Inspection::KIND.stages.contains(&brief.stage.as_str())
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(open)) => Ok(Event::Opened(Opened { year: open.year, day: cx.day })),
        (Some(_), Action::Draft(draft)) => drafted(draft, cx).map(Event::Drafted),
        (Some(state), Action::Confirm(confirm)) => confirmed(state, confirm, cx).map(Event::Confirmed),
        (Some(state), Action::Add(add)) => {
            filled(&add.reason.0, "/reason", "增加理由")?;
            let number = state.items.iter().map(|item| item.number).max().unwrap_or_default().saturating_add(1);
            let item = item(number, add.row, "/row", cx)?;
            Ok(Event::Added(Added { item, reason: add.reason, day: cx.day }))
        }
        (Some(state), Action::NoteVisit(note)) => {
            known(state, note.item)?;
            let carried = Carried { visit: note.visit, day: note.day };
            Ok(Event::VisitNoted(VisitNoted { item: note.item, carried }))
        }
        (Some(state), Action::CloseYear(close)) => closed(state, &close, cx).map(Event::YearClosed),
        (Some(state), Action::Explain(explain)) => explained(state, explain, cx).map(Event::Explained),
        _ => Err(Refusal::not_now()),
    }
}

fn known(state: &State, number: u32) -> Result<&Item, Refusal> {
    state
        .items
        .iter()
        .find(|item| item.number == number)
        .ok_or_else(|| Refusal::new("unknown_item", "", format!("计划里没有项目{number}，请照计划填写。")).at("/item"))
}

fn drafted(draft: Draft, cx: &Context) -> Result<Drafted, Refusal> {
    if draft.rows.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "计划没有内容，请至少填一行督查安排。").at("/rows"));
    }
    let numbered = (1..).zip(draft.rows).enumerate();
    let items = numbered.map(|(at, (number, row))| item(number, row, &format!("/rows/{at}"), cx));
    Ok(Drafted { items: items.collect::<Result<_, _>>()?, day: cx.day })
}

fn item(number: u32, row: ItemRow, at: &str, cx: &Context) -> Result<Item, Refusal> {
    let owner = term(&row.owner, &format!("{at}/owner"), cx)?;
    if row.visits == 0 {
        let sentence = "督查次数至少为1，请重新填写。";
        return Err(Refusal::new("count_wrong", CLAUSE, sentence).at(&format!("{at}/visits")));
    }
    let unit = match &row.unit {
        Some(unit) => Some(checks::unit(unit, &format!("{at}/unit"), cx)?.name),
        None => None,
    };
    if let Some(node) = &row.node {
        term(node, &format!("{at}/node"), cx)?;
    }
    Ok(Item { number, row, owner, unit, carried: Vec::new(), explained: None })
}

/// The plan gives every owner what the county asks of him in a quarter, where that is entered.
fn confirmed(state: &State, confirm: Confirm, cx: &Context) -> Result<Confirmed, Refusal> {
    filled(&confirm.agreed.0, "/agreed", "会商情况")?;
    let Some(least) = cx.policy.number(VISITS, cx.day) else {
        let frequency = "督查频次限额待录入，没有核对".to_owned();
        return Ok(Confirmed { confirm, frequency, day: cx.day });
    };
    let owners = cx.policy.dictionary("inspection_owners").map(|owners| owners.terms.clone()).unwrap_or_default();
    for owner in owners {
        for quarter in Quarter::ALL {
            let mine = |item: &&Item| item.row.owner.0 == owner.code && item.row.quarter == quarter;
            let planned: i64 = state.items.iter().filter(mine).map(|item| i64::from(item.row.visits)).sum();
            if planned < least {
                let (owner, quarter) = (&owner.title, quarter.word());
                let sentence = format!("{owner}{quarter}安排{planned}次，应不少于{least}次，请重新编制。");
                return Err(Refusal::new("plan_below", CLAUSE, sentence));
            }
        }
    }
    let frequency = format!("各牵头单位每季度不少于{least}次");
    Ok(Confirmed { confirm, frequency, day: cx.day })
}

/// A visit that was voided after it was noted carries nothing out.
fn closed(state: &State, close: &CloseYear, cx: &Context) -> Result<YearClosed, Refusal> {
    if close.day >= cx.day {
        return Err(Refusal::not_now());
    }
    let standing: Vec<MatterId> =
        visits(state.opened.year, cx).into_iter().filter(is_standing).map(|brief| brief.id).collect();
    let counts = |carried: &&Carried| standing.contains(&carried.visit);
    let short = |item: &&Item| {
        let made = item.carried.iter().filter(counts).count();
        u32::try_from(made).is_ok_and(|made| made < item.row.visits)
    };
    let missing = state.items.iter().filter(short).map(|item| item.number).collect();
    let noted = state.items.iter().flat_map(|item| &item.carried);
    let dropped = noted.filter(|carried| !counts(carried)).map(|carried| carried.visit.clone()).collect();
    Ok(YearClosed { missing, dropped, day: close.day })
}

fn explained(state: &State, explain: Explain, cx: &Context) -> Result<Explained, Refusal> {
    filled(&explain.reason.0, "/reason", "未完成原因和处理")?;
    if !state.missing().any(|item| item.number == explain.item) {
        let sentence = format!("没有未完成的项目{}，请照清单填写。", explain.item);
        return Err(Refusal::new("unknown_item", "", sentence).at("/item"));
    }
    Ok(Explained { explain, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Opened(opened) => Ok(State { opened, items: Vec::new(), confirmed: None, closed: None }),
            _ => Err(Misfit("a plan begins with its opening")),
        };
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a plan is opened once")),
        Event::Drafted(drafted) => state.items = drafted.items,
        Event::Confirmed(confirmed) => state.confirmed = Some(confirmed),
        Event::Added(added) => state.items.push(added.item),
        Event::VisitNoted(noted) => item_mut(&mut state, noted.item)?.carried.push(noted.carried),
        Event::YearClosed(closed) => {
            for item in &mut state.items {
                item.carried.retain(|carried| !closed.dropped.contains(&carried.visit));
            }
            state.closed = Some(closed.day);
        }
        Event::Explained(explained) => {
            item_mut(&mut state, explained.explain.item)?.explained = Some(explained.explain.reason);
        }
    }
    Ok(state)
}

fn item_mut(state: &mut State, number: u32) -> Result<&mut Item, Misfit> {
    state.items.iter_mut().find(|item| item.number == number).ok_or(Misfit("no such item"))
}

/// A draft is replaced by drafting again; what was sent out is added to, not rewritten.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Explained(_) => Ok(()),
        _ => Err(Refusal::new("not_correctable", "", "计划不能更正：印发前重新编制，印发后增加安排。")),
    }
}
