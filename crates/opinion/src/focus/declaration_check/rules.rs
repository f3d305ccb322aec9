//! When a check opens, how its list is fixed and drawn from, and how history becomes state.

use super::{
    DeclarationCheck, draw,
    facts::{Action, DrawNow, Drawn, Entry, Event, Hit, Open, Opened, Prepare, Prepared, Skip, Skipped, State},
    stage,
};
use crate::{
    checks::{self, filled},
    focus::declaration,
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::Period,
    facts::{Brief, Query},
    procedure::{Context, Misfit, Procedure, Refusal, roles},
    trigger::{Reaction, Trigger},
    words::MatterId,
};

/// The share of a year's reports that is drawn.
pub(super) const SHARE: &str = "declaration.share";
/// How soon the list is fixed.
pub(super) const PREPARE: &str = "declaration.prepare";
/// The table that says on which day the check opens.
pub(super) const OPENS: &str = "declaration.opens";
/// 班子和干部监督信息档案，定期更新
pub(super) const CLAUSE: &str = "4.3.1";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.prepared, &self.drawn, &self.skipped) {
            (.., Some(_)) => stage::SKIPPED,
            (_, Some(_), None) => stage::DRAWN,
            (Some(_), None, None) => stage::DRAWING,
            (None, None, None) => stage::LISTING,
        }
    }

    /// The reports drawn.
    fn hits(&self) -> Vec<MatterId> {
        let hits = self.drawn.iter().flat_map(|drawn| &drawn.hits);
        hits.map(|hit| MatterId::from(hit.code.as_str())).collect()
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else {
        return vec![Offer::new("open", "开启抽查", section().into_iter().chain([Hat::System]).collect())];
    };
    let skip = || Offer::new("skip", "不抽查", roles(&[Role::SectionHead])).grave();
    match state.stage() {
        stage::LISTING => vec![Offer::new("prepare", "备名单", section()).main(), skip()],
        // The list may be fixed anew, with its own source and day, as long as nothing was drawn from it.
        stage::DRAWING => {
            vec![Offer::new("draw", "抽取", section()).main(), Offer::new("prepare", "重备名单", section()), skip()]
        }
        _ => Vec::new(),
    }
}

/// One a year, from the county's day until the year is over.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let year = cx.day.year() - 1;
    let opens = checks::opening_day(OPENS, "check", cx.day.year(), cx);
    if opens.is_none_or(|opens| cx.day < opens) || known(year, cx) || list(year, cx).is_empty() {
        return Vec::new();
    }
    vec![Reaction { key: format!("declaration_check/{year}"), to: None, action: Action::Open(Open { year }) }]
}

/// Whether the reports of a year have a check.
fn known(year: i16, cx: &Context) -> bool {
    let overlaps = declaration::year(year);
    let query = Query { kind: DeclarationCheck::KIND.id, overlaps, ..Query::default() };
    let of = |brief: Brief| serde_json::from_str::<State>(&brief.state).is_ok_and(|state| state.opened.year == year);
    cx.facts.matters(&query).into_iter().any(of)
}

/// Reports of a year that may be drawn, by code.
fn list(year: i16, cx: &Context) -> Vec<Entry> {
    let reports = declaration::of_year(year, cx).into_iter().filter(|(_, report)| report.may_be_drawn());
    let entry = |(id, report): (MatterId, declaration::State)| Entry {
        code: id.0,
        name: report.opened.name,
        unit: report.opened.unit_name,
    };
    let mut list: Vec<Entry> = reports.map(entry).collect();
    list.sort_by(|one, other| one.code.cmp(&other.code));
    list
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let day = cx.day;
    let Some(state) = state else {
        return match action {
            Action::Open(open) => opening(&open, cx).map(Event::Opened),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Open(_) => Err(Refusal::not_now()),
        Action::Prepare(prepare) => preparing(state, prepare, cx).map(|one| Event::Prepared(Box::new(one))),
        Action::Draw(now) => drawing(state, now, cx).map(|one| Event::Drawn(Box::new(one))),
        Action::Skip(Skip { reason }) => {
            filled(&reason.0, "/reason", "不抽查的理由")?;
            Ok(Event::Skipped(Skipped { reason, day }))
        }
    }
}

fn opening(open: &Open, cx: &Context) -> Result<Opened, Refusal> {
    let year = open.year;
    let period: Option<Period> = declaration::year(year);
    if period.is_none_or(|period| cx.day <= period.to.day) {
        let sentence = format!("{year}年还没有结束，报告收齐后再抽查。");
        return Err(Refusal::new("day_ahead", CLAUSE, sentence).at("/year"));
    }
    if known(year, cx) {
        let sentence = format!("{year}年度报告的抽查已经开启，请在原事项办理。");
        return Err(Refusal::new("already_open", CLAUSE, sentence).at("/year"));
    }
    Ok(Opened { id: cx.matter.clone(), year, day: cx.day })
}

/// The seed must be unknown to everybody when its source is named.
fn preparing(state: &State, prepare: Prepare, cx: &Context) -> Result<Prepared, Refusal> {
    filled(&prepare.source, "/source", "种子来源")?;
    if prepare.known_on <= cx.day {
        let sentence = "种子公布日期须在今天以后：名单和种子来源先定，种子后知，才没有人能挑选。请另选。";
        return Err(Refusal::new("seed_known", CLAUSE, sentence).at("/known_on"));
    }
    let list = list(state.opened.year, cx);
    if list.is_empty() {
        let sentence = format!("{}年度还没有可以抽取的报告，请等报告收齐后再备名单。", state.opened.year);
        return Err(Refusal::new("list_empty", CLAUSE, sentence));
    }
    let share = cx.policy.number(SHARE, cx.day).unwrap_or_default();
    Ok(Prepared {
        listed: list.len(),
        digest: draw::digest(list.iter().map(|entry| entry.code.as_str())),
        share,
        count: draw::count(list.len(), share),
        list,
        source: prepare.source,
        known_on: prepare.known_on,
        account: cx.actor.account.clone(),
        day: cx.day,
    })
}

fn drawing(state: &State, now: DrawNow, cx: &Context) -> Result<Drawn, Refusal> {
    let prepared = state.prepared.as_ref().ok_or_else(Refusal::not_now)?;
    if cx.day < prepared.known_on {
        let sentence = format!("种子{}才公布，请到时再抽取。", prepared.known_on.sentence());
        return Err(Refusal::new("day_ahead", CLAUSE, sentence).at("/seed"));
    }
    filled(&now.seed, "/seed", "种子")?;
    let witness = checks::person(&now.witness, "/witness", cx)?;
    let own = cx.actor.decider().and_then(|me| cx.facts.unit_of(me, cx.day));
    if cx.actor.decider() == Some(&now.witness) || (own.is_some() && own == cx.facts.unit_of(&now.witness, cx.day)) {
        let sentence = format!("{}是本单位的人，监督人须是其他单位的人，请另选。", witness.name);
        return Err(Refusal::new("witness_own", CLAUSE, sentence).at("/witness"));
    }
    let entry = |code: &str| prepared.list.iter().find(|entry| entry.code == code);
    let seed = now.seed.trim().to_owned();
    let ranked = draw::draw(prepared.list.iter().map(|entry| entry.code.as_str()), &seed, prepared.count);
    let hit = |(rank, code): (String, &str)| {
        let Entry { code, name, unit } = entry(code)?.clone();
        Some(Hit { code, name, unit, rank })
    };
    let hits = ranked.into_iter().filter_map(hit).collect();
    Ok(Drawn { seed, person: now.witness, witness: witness.name, hits, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(opened) = event else { return Err(Misfit("a check begins with its opening")) };
        return Ok(State { opened, prepared: None, drawn: None, skipped: None });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a check is opened once")),
        Event::Prepared(one) => state.prepared = Some(*one),
        Event::Drawn(one) => state.drawn = Some(*one),
        Event::Skipped(one) => state.skipped = Some(one),
    }
    Ok(state)
}

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    match event {
        Event::Drawn(_) => vec![Trigger::Drawn { matters: after.hits(), matter: after.opened.id.clone() }],
        _ => Vec::new(),
    }
}

/// Voided or revoked, a draw takes along what nobody has verified yet.
pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    if after.is_some() || before.drawn.is_none() {
        return Vec::new();
    }
    vec![Trigger::Undrawn { matters: before.hits(), matter: before.opened.id.clone() }]
}

/// A list with its digest, and a seed as it became known, are not put right: the list is fixed anew, the draw is voided as a whole.
pub(super) fn amend() -> Result<(), Refusal> {
    let sentence = "抽查的名单、种子和结果不能更正：没有抽取的重备名单，已经抽取有误的整件作废后重新开启。";
    Err(Refusal::new("not_correctable", CLAUSE, sentence))
}
