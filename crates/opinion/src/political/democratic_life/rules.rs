//! When a session is owed, who may sit in it, what comes of it, and how history becomes state.

use super::{
    DemocraticLife,
    facts::{
        Action, Attendance, Call, Check, Checked, CriticismRow, Done, Drop, Dropped, Event, Held, Hold, ItemReported,
        Listed, Measure, Measured, Open, Opened, Plan, Planned, Problem, Report, Reported, State, Waive, Waived,
    },
    stage,
};
use crate::{
    checks::{self, Called, Roll, filled, not_ahead, term, unit_and_section},
    owed::{self, entrants, section},
};
use engine::{
    access::{Hat, Offer, Role},
    days::{Day, Period},
    facts::Query,
    parts::{Passed, Rectification, RectificationStage},
    procedure::{Context, Misfit, Refusal, roles},
    trigger::Reaction,
    words::{PersonId, UnitId},
};

/// How long the scheme of a special session may take.
pub(super) const PLAN: &str = "democratic_life.plan";
/// How long before the session its scheme is sent.
pub(super) const SCHEME: &str = "democratic_life.scheme";
/// The part of the members who must be there.
pub(super) const QUORUM: &str = "democratic_life.quorum";
/// How long after the session its report is sent.
pub(super) const REPORT: &str = "democratic_life.report";
/// How long finding measures may take.
pub(super) const MEASURES: &str = "democratic_life.measures";
/// How long a re-check may take.
pub(super) const CHECK: &str = "democratic_life.check";
/// When in the year it is usually held.
pub(super) const YEAR: &str = "democratic_life.year";
/// Which kinds of units hold it.
pub(super) const UNITS: &str = "democratic_life.units";
/// Clause of the session.
pub(super) const CLAUSE: &str = "rule.democratic_life";
/// Sessions opened at one stroke of the clock at most.
const AT_ONCE: usize = 50;
/// Members from whom on there is a body.
pub(super) const BODY: &str = "democratic_life.body";

impl Problem {
    /// Whether something is still to be done about it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.dropped.is_none() && self.rectification.stage != RectificationStage::Struck
    }
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.planned, &self.held) {
            _ if self.waived.is_some() => stage::WAIVED,
            (None, _) => stage::OPENED,
            (Some(_), None) => stage::PLANNED,
            (Some(_), Some(_)) if self.reported.is_none() || self.open().next().is_some() => stage::RECTIFYING,
            _ => stage::DONE,
        }
    }

    /// Problems about which something is still to be done.
    pub fn open(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.is_open())
    }

    /// Problems at such a place of their rectification.
    pub(super) fn at(&self, at: RectificationStage) -> impl Iterator<Item = &Problem> {
        self.open().filter(move |problem| problem.rectification.stage == at)
    }

    /// The unit, through its head and its clerk.
    pub(super) fn unit(&self) -> Vec<Hat> {
        owed::unit(&self.opened.unit)
    }

    /// Who owes the scheme of the year's own session. The head is not among them: what a head owes keeps an import of his unit from being
    /// taken back.
    pub(super) fn planners(&self) -> Vec<Hat> {
        match self.opened.occasion {
            Some(_) => self.unit(),
            None => vec![Hat::RoleAt(Role::UnitClerk, self.opened.unit.clone())],
        }
    }

    fn hats(&self) -> Vec<Hat> {
        unit_and_section(&self.opened.unit)
    }
}

fn heads() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else {
        return vec![
            Offer::new("call", "召开专题民主生活会", entrants(cx)).main(),
            Offer::new("open", "开启年度民主生活会", vec![Hat::System]),
        ];
    };
    let waive = || Offer::new("waive", "不再召开", heads()).grave();
    match state.stage() {
        stage::OPENED => vec![Offer::new("plan", "登记方案报送", state.hats()).main(), waive()],
        stage::PLANNED => vec![
            Offer::new("hold", "登记召开情况", state.hats()).main(),
            Offer::new("plan", "改期", state.hats()),
            waive(),
        ],
        stage::RECTIFYING => rectifying(state),
        _ => Vec::new(),
    }
}

fn rectifying(state: &State) -> Vec<Offer> {
    let mut offers = Vec::new();
    if state.reported.is_none() {
        offers.push(Offer::new("report", "登记报告报送", state.hats()).main());
    }
    if state.at(RectificationStage::Open).next().is_some() {
        offers.push(Offer::new("measure", "提出整改措施", state.hats()));
    }
    if state.at(RectificationStage::Open).any(|problem| problem.rectification.measure.is_some()) {
        offers.push(Offer::new("report_item", "报告整改情况", state.hats()).main());
    }
    if state.at(RectificationStage::Reported).next().is_some() {
        offers.push(Offer::new("check", "复查销号", section()).main());
    }
    if state.open().next().is_some() {
        offers.push(Offer::new("drop", "不再整改", heads()).grave());
    }
    offers
}

/// First and last day of the time of the year in which it is usually held.
fn window(year: i16, cx: &Context) -> Option<(Day, Day)> {
    let table = cx.policy.table(YEAR, cx.day)?;
    let day = |column: &str| Day::of(&format!("{year}-{}", table.value(&["yearly"], column)?));
    Some((day("opens")?, day("closes")?))
}

/// The year's session of each body, once the county's day has come.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let year = cx.day.year();
    let inside = window(year, cx).is_some_and(|(opens, closes)| opens <= cx.day && cx.day <= closes);
    let Some(table) = cx.policy.table(UNITS, cx.day).filter(|_| inside) else { return Vec::new() };
    let today = Some(Period::days(cx.day, cx.day));
    let sessions = cx.facts.all::<DemocraticLife>(&Query { overlaps: today, ..Query::default() });
    let yearly = sessions.into_iter().map(|(_, state)| state.opened).filter(|opened| opened.occasion.is_none());
    let known: Vec<UnitId> = yearly.map(|opened| opened.unit).collect();
    let least = cx.policy.number(BODY, cx.day).unwrap_or_default();
    let is_body = |unit: &UnitId| i64::try_from(entitled(unit, cx.day, cx).len()).is_ok_and(|count| count >= least);
    let missing = cx.facts.units(None).into_iter().filter(|card| !known.contains(&card.id));
    missing
        .filter(|card| table.value(&[&card.kind], "holds") == Some("yes") && is_body(&card.id))
        .take(AT_ONCE)
        .map(|card| Reaction {
            key: format!("democratic_life/{year}/{}", card.id),
            to: None,
            action: Action::Open(Open { unit: card.id, year }),
        })
        .collect()
}

/// Members of a body who are Party members, in official order.
pub(super) fn entitled(unit: &UnitId, on: Day, cx: &Context) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for seat in cx.facts.members(unit, on) {
        if !people.contains(&seat.person) && cx.facts.person(&seat.person).is_some_and(|card| card.party) {
            people.push(seat.person);
        }
    }
    people
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(open)) => Ok(Event::Opened(opened(open, cx))),
        (None, Action::Call(call)) => called(call, cx).map(Event::Opened),
        (Some(state), Action::Plan(plan)) => planned(state, plan, cx).map(Event::Planned),
        (Some(state), Action::Hold(hold)) => held(state, hold, cx).map(|held| Event::Held(Box::new(held))),
        (Some(state), Action::Report(report)) => reported(state, report, cx).map(Event::Reported),
        (Some(state), Action::Measure(measure)) => measured(state, measure, cx).map(Event::Measured),
        (Some(state), Action::ReportItem(done)) => item_reported(state, done, cx).map(Event::ItemReported),
        (Some(state), Action::Check(check)) => checked(state, check, cx).map(Event::Checked),
        (Some(state), Action::Drop(drop)) => dropped(state, drop, cx).map(Event::Dropped),
        (Some(_), Action::Waive(Waive { reason })) => {
            filled(&reason.0, "/reason", "理由")?;
            Ok(Event::Waived(Waived { reason, day: cx.day }))
        }
        _ => Err(Refusal::not_now()),
    }
}

fn opened(open: Open, cx: &Context) -> Opened {
    let (from, to) = window(open.year, cx).unzip();
    let unit_name = cx.facts.unit_name(&open.unit);
    Opened { unit: open.unit, unit_name, year: open.year, occasion: None, reason: None, from, to, day: cx.day }
}

fn called(call: Call, cx: &Context) -> Result<Opened, Refusal> {
    let unit = checks::unit(&call.unit, "/unit", cx)?;
    checks::own_unit(&unit, "/unit", cx)?;
    let occasion = Some(term(&call.occasion, "/occasion", cx)?);
    filled(&call.reason.0, "/reason", "情况说明")?;
    Ok(Opened {
        unit: call.unit,
        unit_name: unit.name,
        year: cx.day.year(),
        occasion,
        reason: Some(call.reason),
        from: None,
        to: None,
        day: cx.day,
    })
}

/// Early or late only by consent.
fn in_time(state: &State, day: Day, consent: Option<&str>, at: &str) -> Result<(), Refusal> {
    let (Some(from), Some(to)) = (state.opened.from, state.opened.to) else { return Ok(()) };
    if (from <= day && day <= to) || consent.is_some_and(|consent| !consent.trim().is_empty()) {
        return Ok(());
    }
    let sentence = format!(
        "民主生活会通常在{}至{}召开，{}召开须经上级党组织同意，请填写同意依据。",
        from.sentence(),
        to.sentence(),
        day.sentence()
    );
    Err(Refusal::new("consent_missing", CLAUSE, sentence).at(at))
}

fn planned(state: &State, plan: Plan, cx: &Context) -> Result<Planned, Refusal> {
    filled(&plan.theme, "/theme", "主题")?;
    filled(&plan.superior, "/superior", "报送的上级党组织")?;
    not_ahead(plan.filed_on, "/filed_on", "方案报送日期", cx)?;
    if plan.planned_on < plan.filed_on {
        let sentence = "拟召开日期早于方案报送日期，方案应先报送，请核对。";
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/planned_on"));
    }
    in_time(state, plan.planned_on, plan.consent.as_deref(), "/consent")?;
    let due = cx.policy.due(SCHEME, plan.planned_on, "拟召开", &[]);
    let late = due.day.filter(|day| plan.filed_on > *day);
    let notes = late.map(|day| format!("方案应不晚于{}报送（{}）", day.sentence(), due.basis.words));
    Ok(Planned { plan, notes: notes.into_iter().collect() })
}

fn held(state: &State, hold: Hold, cx: &Context) -> Result<Held, Refusal> {
    let plan = &state.planned.as_ref().ok_or_else(Refusal::not_now)?.plan;
    not_ahead(hold.day, "/day", "召开日期", cx)?;
    if hold.day < plan.filed_on {
        let sentence = format!("召开日期早于方案报送日期{}，请核对。", plan.filed_on.sentence());
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/day"));
    }
    in_time(state, hold.day, plan.consent.as_deref(), "/day")?;
    let members = entitled(&state.opened.unit, hold.day, cx);
    let attendance = attendance(&members, &hold, cx)?;
    let present = attendance.iter().filter(|one| one.present).count();
    let part = cx.policy.limit(QUORUM, hold.day).and_then(engine::policy::LimitVersion::fraction);
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    if let Some((n, d)) = part.filter(|(n, d)| count(present) * d < count(members.len()) * n) {
        let sentence = format!(
            "应到{}人，到会{present}人，不足{n}/{d}，不作为民主生活会登记，请改期，到会人数足够后再登记。",
            members.len()
        );
        return Err(Refusal::new("no_quorum", CLAUSE, sentence).at("/rows"));
    }
    if hold.criticism.is_empty() {
        let sentence = "问题清单没有内容，请把会上查摆的问题逐条填写。";
        return Err(Refusal::new("table_empty", CLAUSE, sentence).at("/criticism"));
    }
    let listed = |(place, row): (usize, CriticismRow)| listed(row, &attendance, &format!("/criticism/{place}"), cx);
    let problems = hold.criticism.into_iter().enumerate().map(listed).collect::<Result<Vec<_>, _>>()?;
    Ok(Held { day: hold.day, observers: hold.observers, problems, attendance })
}

/// Each member who is entitled, once, present or with a reason; nobody else.
fn attendance(members: &[PersonId], hold: &Hold, cx: &Context) -> Result<Vec<Attendance>, Refusal> {
    let named = |who: &PersonId, at: &str| {
        let card = checks::person(who, at, cx)?;
        if !card.party {
            let sentence = format!("{}不是中共党员，不计入应到，列席的写入列席人员。", card.name);
            return Err(Refusal::new("not_party_member", CLAUSE, sentence).at(at));
        }
        if !members.contains(who) {
            let sentence = format!("{}在{}不是本单位班子成员，请删去。", card.name, hold.day.sentence());
            return Err(Refusal::new("not_of_the_body", CLAUSE, sentence).at(at));
        }
        Ok(card.name)
    };
    let rows =
        hold.rows.iter().map(|row| Roll { person: &row.person, present: row.present, reason: row.reason.as_ref() });
    let found = checks::roll(rows, ("/rows", CLAUSE), named, members, cx)?;
    let one = |Called { person, name, present, reason }| Attendance { person, name, present, reason };
    Ok(found.into_iter().map(one).collect())
}

fn listed(row: CriticismRow, members: &[Attendance], at: &str, cx: &Context) -> Result<Listed, Refusal> {
    filled(&row.problem.0, &format!("{at}/problem"), "问题")?;
    let about_name = match &row.about {
        None => "班子".to_owned(),
        Some(person) => {
            let Some(member) = members.iter().find(|member| &member.person == person) else {
                let sentence = format!("{}不是参加会议的班子成员，请核对对象。", cx.facts.name(person));
                return Err(Refusal::new("not_of_the_body", CLAUSE, sentence).at(&format!("{at}/about")));
            };
            member.name.clone()
        }
    };
    Ok(Listed { about: row.about, about_name, how: row.how, problem: row.problem })
}

fn reported(state: &State, report: Report, cx: &Context) -> Result<Reported, Refusal> {
    not_ahead(report.day, "/day", "报告报送日期", cx)?;
    if let Some(held) = state.held.as_ref().filter(|held| report.day < held.day) {
        let sentence = format!("报告报送日期早于召开日期{}，请核对。", held.day.sentence());
        return Err(Refusal::new("day_before", "", sentence).at("/day"));
    }
    Ok(Reported { report, day: cx.day })
}

/// A problem at this place of its rectification.
fn problem(state: &State, number: u32, at: RectificationStage) -> Result<&Problem, Refusal> {
    state.at(at).find(|problem| problem.number == number).ok_or_else(|| {
        let what = if at == RectificationStage::Open { "整改中" } else { "待复查" };
        Refusal::new("unknown_item", "", format!("没有{what}的问题{number}，请照清单填写。")).at("/item")
    })
}

fn measured(state: &State, measure: Measure, cx: &Context) -> Result<Measured, Refusal> {
    problem(state, measure.item, RectificationStage::Open)?;
    filled(&measure.measure.0, "/measure", "整改措施")?;
    if measure.by < cx.day {
        let sentence = format!("{}已经过了，请填写今天或以后的完成期限。", measure.by.sentence_with_year());
        return Err(Refusal::new("day_past", "", sentence).at("/by"));
    }
    Ok(Measured { measure, day: cx.day })
}

fn item_reported(state: &State, done: Done, cx: &Context) -> Result<ItemReported, Refusal> {
    if problem(state, done.item, RectificationStage::Open)?.rectification.measure.is_none() {
        let sentence = format!("问题{}还没有整改措施，请先提出措施。", done.item);
        return Err(Refusal::new("no_measure", CLAUSE, sentence).at("/item"));
    }
    filled(&done.done.0, "/done", "整改情况")?;
    Ok(ItemReported { done, day: cx.day })
}

fn checked(state: &State, check: Check, cx: &Context) -> Result<Checked, Refusal> {
    problem(state, check.item, RectificationStage::Reported)?;
    filled(&check.opinion.0, "/opinion", "复查意见")?;
    Ok(Checked { check, by: cx.actor.decider().cloned(), day: cx.day })
}

fn dropped(state: &State, drop: Drop, cx: &Context) -> Result<Dropped, Refusal> {
    filled(&drop.reason.0, "/reason", "理由")?;
    if !state.open().any(|problem| problem.number == drop.item) {
        let sentence = format!("没有未销号的问题{}，请照清单填写。", drop.item);
        return Err(Refusal::new("unknown_item", "", sentence).at("/item"));
    }
    Ok(Dropped { drop, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(opened) = event else { return Err(Misfit("a session begins with its opening")) };
        let (planned, held, reported, waived) = (None, None, None, None);
        return Ok(State { opened, planned, held, problems: Vec::new(), reported, waived });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a session is opened once")),
        Event::Planned(planned) => state.planned = Some(planned),
        Event::Held(held) => hold(&mut state, *held),
        Event::Reported(reported) => state.reported = Some(reported),
        Event::Measured(one) => {
            let problem = problem_mut(&mut state, one.measure.item)?;
            problem.rectification.measure = Some(one.measure.measure);
            problem.rectification.by = Some(one.measure.by);
        }
        Event::ItemReported(one) => {
            let problem = problem_mut(&mut state, one.done.item)?;
            if !problem.rectification.report(one.done.done) {
                return Err(Misfit("reported twice"));
            }
            problem.since = one.day;
        }
        Event::Checked(one) => {
            let problem = problem_mut(&mut state, one.check.item)?;
            let passed = if one.check.passed { Passed::Yes } else { Passed::No };
            if !problem.rectification.check(one.by, passed) {
                return Err(Misfit("nothing was reported"));
            }
            (problem.since, problem.opinion) = (one.day, Some(one.check.opinion));
        }
        Event::Dropped(one) => problem_mut(&mut state, one.drop.item)?.dropped = Some(one.drop.reason),
        Event::Waived(waived) => state.waived = Some(waived),
    }
    Ok(state)
}

/// What was said becomes the list of what is put right.
fn hold(state: &mut State, mut held: Held) {
    let problem = |(number, listed): (u32, Listed)| Problem {
        number,
        about: listed.about_name,
        how: listed.how,
        rectification: Rectification::new(listed.problem),
        since: held.day,
        opinion: None,
        dropped: None,
    };
    state.problems = (1..).zip(std::mem::take(&mut held.problems)).map(problem).collect();
    state.held = Some(held);
}

fn problem_mut(state: &mut State, number: u32) -> Result<&mut Problem, Misfit> {
    state.problems.iter_mut().find(|problem| problem.number == number).ok_or(Misfit("no such problem"))
}

/// What was said and decided in the session is not rewritten; days and words of papers are.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Reported(_) | Event::Measured(_) | Event::ItemReported(_) => Ok(()),
        _ => {
            let sentence = "方案、召开情况和复查不能更正：改期的重新登记方案，其他写错的作废后重办。";
            Err(Refusal::new("not_correctable", "", sentence))
        }
    }
}
