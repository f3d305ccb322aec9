//! Who may do what with a tour's list, what is refused, and how history becomes state.

use super::{
    TourFindings,
    facts::{
        Action, Clear, Cleared, Deliver, Event, Feedback, Lapse, Person, Plan, Planned, Progress, Progressed,
        Registered, State, Stated, Statement, Withdraw, Withdrawn, Words,
    },
    stage,
};
use crate::{
    checks::{self, apart, filled, not_ahead, term},
    mending::{self, Course, Item},
    owed::{self, section},
};
use engine::{
    access::{Hat, Offer, Role},
    days::Day,
    facts::{Brief, Query},
    policy::Clock,
    procedure::{Context, Misfit, Procedure, Refusal, roles},
    trigger::Reaction,
    words::PersonId,
};

/// By when the unit gets the list.
pub(super) const DELIVER: &str = "tour_findings.deliver";
/// By when its plan is handed in.
pub(super) const PLAN: &str = "tour_findings.plan";
/// By when it says what it will do about each problem.
pub(super) const MEASURES: &str = "tour_findings.measures";
/// By when a problem is put right, where the tour says nothing.
pub(super) const RECTIFY: &str = "tour_findings.rectify";
/// By when its progress is reported.
pub(super) const PROGRESS: &str = "tour_findings.progress";
/// By when whom it concerns may speak.
pub(super) const STATEMENT: &str = "tour_findings.statement";
/// By when what was reported is looked at.
pub(super) const CHECK: &str = "tour_findings.check";
/// Clause of the rectification.
pub(super) const CLAUSE: &str = "rule.tour_rectification";

/// How what was found is put right.
pub(super) static COURSE: Course = Course { measures: MEASURES, check: CHECK, clause: CLAUSE, checkers, heads };

fn heads() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

fn checkers() -> Vec<Hat> {
    roles(&[Role::SectionClerk, Role::SectionHead, Role::DeputyMinister])
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.withdrawn.is_some() {
            stage::WITHDRAWN
        } else if self.delivered.is_none() {
            stage::DELIVERY
        } else if self.planned.is_none() {
            stage::PLANNING
        } else if self.open().next().is_some() || self.progress.is_empty() {
            stage::MENDING
        } else {
            stage::DONE
        }
    }

    /// Problems that are not struck off.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.is_open())
    }

    /// Whom the problems concern.
    pub fn concerned(&self) -> impl Iterator<Item = &Person> {
        self.persons.iter().filter(|one| one.cleared.is_none())
    }

    /// Whom it concerns and who has said nothing, each once, while there is time.
    pub fn silent(&self) -> Vec<&PersonId> {
        let mut found: Vec<&PersonId> = Vec::new();
        for one in self.concerned().filter(|_| self.delivered.is_some() && self.lapsed.is_none()) {
            let said = self.statements.iter().any(|said| said.person == one.person);
            if !said && !found.contains(&&one.person) {
                found.push(&one.person);
            }
        }
        found
    }

    /// The unit, through its head and its clerk.
    pub(super) fn unit(&self) -> Vec<Hat> {
        owed::unit(&self.registered.feedback.unit)
    }

    /// The unit, and the section where it has neither.
    fn reporters(&self) -> Vec<Hat> {
        self.unit().into_iter().chain(section()).collect()
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("register", "登记反馈清单", section()).main()] };
    let mut offers = match state.stage() {
        stage::DELIVERY => {
            return vec![
                Offer::new("deliver", "登记送达", section()).main(),
                Offer::new("revise", "修改反馈清单", section()),
                Offer::new("withdraw", "撤回清单", heads()).grave(),
            ];
        }
        stage::PLANNING => vec![Offer::new("plan", "报整改方案", state.reporters()).main()],
        stage::MENDING => vec![Offer::new("progress", "报集中整改进展", state.reporters())],
        _ => return Vec::new(),
    };
    offers.extend(mending::offers(&state.items, &state.registered.feedback.unit, &COURSE));
    // Whoever is late is heard all the same, as long as anything is open.
    let concerned: Vec<Hat> = state.concerned().map(|one| Hat::Person(one.person.clone())).collect();
    if !concerned.is_empty() {
        offers.push(Offer::new("state", "本人说明", concerned));
        offers.push(Offer::new("clear", "认定不涉及本人", heads()));
    }
    if !state.silent().is_empty() {
        offers.push(Offer::new("lapse", "逾期未说明", vec![Hat::System]));
    }
    offers
}

/// What persons concerned did not say in time is not waited for any longer.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let lapse = |brief: Brief| {
        let state: State = serde_json::from_str(&brief.state).ok()?;
        let delivered = state.delivered.as_ref().filter(|_| !state.silent().is_empty())?.day;
        let pauses = cx.facts.pauses(&brief.id);
        let due = Clock { policy: cx.policy, pauses: &pauses }.due(STATEMENT, delivered, "送达").day?;
        let key = format!("tour_findings/lapse/{}/{due}", brief.id);
        (due < cx.day).then_some(Reaction { key, to: Some(brief.id), action: Action::Lapse(Lapse { due }) })
    };
    let at = |stage| Query { kind: TourFindings::KIND.id, stage: Some(stage), ..Query::default() };
    let open = [stage::PLANNING, stage::MENDING].into_iter().flat_map(|stage| cx.facts.matters(&at(stage)));
    open.filter_map(lapse).collect()
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        let Action::Register(feedback) = action else { return Err(Refusal::not_now()) };
        return registered(feedback, cx).map(|one| Event::Registered(Box::new(one)));
    };
    let items = &state.items;
    // Until it is delivered the outline names nobody: his own and his relatives' hands are kept off here.
    if state.delivered.is_none() {
        state.persons.iter().try_for_each(|one| apart(&one.person, cx))?;
    }
    match action {
        Action::Register(_) => Err(Refusal::not_now()),
        Action::Revise(feedback) => registered(feedback, cx).map(|one| Event::Revised(Box::new(one))),
        Action::Deliver(deliver) => delivered(state, deliver, cx).map(Event::Delivered),
        Action::Plan(plan) => planned(state, plan, cx).map(Event::Planned),
        Action::Progress(progress) => progressed(state, progress, cx).map(Event::Progressed),
        Action::State(statement) => stated(state, statement, cx).map(Event::Stated),
        Action::Lapse(lapse) if lapse.due < cx.day => Ok(Event::Lapsed(lapse)),
        Action::Lapse(_) => Err(Refusal::not_now()),
        Action::Clear(clear) => cleared(state, clear, cx).map(Event::Cleared),
        Action::Measure(one) => mending::measured(items, one, CLAUSE, cx).map(Event::Measured),
        Action::ReportItem(one) => mending::reported(items, one, CLAUSE, cx).map(Event::ItemReported),
        Action::Check(one) => mending::checked(items, one, CLAUSE, cx).map(Event::Checked),
        Action::Extend(one) => mending::extended(items, one, CLAUSE, cx).map(Event::Extended),
        Action::Drop(one) => mending::dropped(items, one, cx).map(Event::Dropped),
        Action::Withdraw(Withdraw { reason }) => {
            filled(&reason.0, "/reason", "撤回理由")?;
            Ok(Event::Withdrawn(Withdrawn { withdraw: Withdraw { reason }, day: cx.day }))
        }
    }
}

fn registered(feedback: Feedback, cx: &Context) -> Result<Registered, Refusal> {
    filled(&feedback.tour, "/tour", "巡视巡察或检查名称")?;
    let kind = term(&feedback.kind, "/kind", cx)?;
    let unit = checks::unit(&feedback.unit, "/unit", cx)?.name;
    not_ahead(feedback.day, "/day", "反馈日期", cx)?;
    if feedback.rows.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "问题清单是空的，请至少填一条。").at("/rows"));
    }
    let (mut words, mut persons) = (Vec::new(), Vec::new());
    for (at, (number, row)) in (1..).zip(&feedback.rows).enumerate() {
        let field = |name: &str| format!("/rows/{at}/{name}");
        filled(&row.problem.0, &field("problem"), "反馈问题")?;
        let kind = term(&row.kind, &field("kind"), cx)?;
        if let Some(by) = row.by.filter(|by| *by < feedback.day) {
            let sentence = format!("整改期限{}早于反馈日期，请核对。", by.sentence_with_year());
            return Err(Refusal::new("day_before", "", sentence).at(&field("by")));
        }
        let last = row.by.or_else(|| cx.policy.due(RECTIFY, feedback.day, "反馈", &[]).day);
        words.push(Words { kind, last });
        for (place, person) in row.persons.iter().enumerate() {
            let here = format!("/rows/{at}/persons/{place}");
            let card = checks::person(person, &here, cx)?;
            apart(person, cx)?;
            if row.persons.iter().take(place).any(|other| other == person) {
                let sentence = format!("问题{number}中{}填了两次，请删去一个。", card.name);
                return Err(Refusal::new("row_twice", "", sentence).at(&here));
            }
            let post = cx.facts.post_text(person, feedback.day);
            persons.push(Person { person: person.clone(), name: card.name, post, item: number, cleared: None });
        }
    }
    Ok(Registered { feedback, unit, kind, words, persons, day: cx.day })
}

fn before(day: Day, earliest: Day, at: &str, what: &str) -> Result<(), Refusal> {
    if day >= earliest {
        return Ok(());
    }
    let sentence = format!("日期早于{what}的{}，请核对。", earliest.sentence_with_year());
    Err(Refusal::new("day_before", "", sentence).at(at))
}

fn delivered(state: &State, deliver: Deliver, cx: &Context) -> Result<Deliver, Refusal> {
    not_ahead(deliver.day, "/day", "送达日期", cx)?;
    before(deliver.day, state.registered.feedback.day, "/day", "反馈")?;
    filled(&deliver.received_by, "/received_by", "签收人")?;
    Ok(deliver)
}

fn planned(state: &State, plan: Plan, cx: &Context) -> Result<Planned, Refusal> {
    not_ahead(plan.agreed_on, "/agreed_on", "方案审议日期", cx)?;
    before(plan.agreed_on, state.registered.feedback.day, "/agreed_on", "反馈")?;
    filled(&plan.text.0, "/text", "整改方案要点")?;
    // The plan is one with its measures: a problem without one has been passed over.
    let bare = state.open().find(|item| item.one.measure.is_none());
    if let Some(bare) = bare {
        let sentence = format!("问题{}还没有整改措施，请逐条提出措施后再报方案。", bare.number);
        return Err(Refusal::new("no_measure", CLAUSE, sentence).at("/text"));
    }
    Ok(Planned { plan, day: cx.day })
}

fn progressed(state: &State, progress: Progress, cx: &Context) -> Result<Progressed, Refusal> {
    not_ahead(progress.day, "/day", "情况截止日期", cx)?;
    before(progress.day, state.registered.feedback.day, "/day", "反馈")?;
    filled(&progress.text.0, "/text", "进展情况")?;
    let struck = state.items.iter().filter(|item| !item.is_open()).count();
    Ok(Progressed { progress, struck: u32::try_from(struck).unwrap_or(u32::MAX), day: cx.day })
}

/// Whether an open entry names this person for this problem.
fn names(state: &State, person: &PersonId, item: u32) -> bool {
    state.concerned().any(|one| one.person == *person && one.item == item)
}

fn stated(state: &State, statement: Statement, cx: &Context) -> Result<Stated, Refusal> {
    let person = cx.actor.decider().ok_or_else(Refusal::not_now)?;
    if !names(state, person, statement.item) {
        let sentence = format!("问题{}不涉及你，请照清单填写序号。", statement.item);
        return Err(Refusal::new("unknown_item", "", sentence).at("/item"));
    }
    filled(&statement.text.0, "/text", "本人说明")?;
    Ok(Stated { person: person.clone(), name: cx.facts.name(person), statement, day: cx.day })
}

fn cleared(state: &State, clear: Clear, cx: &Context) -> Result<Cleared, Refusal> {
    if !names(state, &clear.person, clear.item) {
        let sentence = format!("问题{}没有涉及{}，请照清单填写。", clear.item, cx.facts.name(&clear.person));
        return Err(Refusal::new("unknown_item", "", sentence).at("/person"));
    }
    filled(&clear.reason.0, "/reason", "理由")?;
    Ok(Cleared { clear, day: cx.day })
}

fn begun(registered: Registered) -> State {
    State {
        persons: registered.persons.clone(),
        registered,
        delivered: None,
        items: Vec::new(),
        planned: None,
        progress: Vec::new(),
        statements: Vec::new(),
        lapsed: None,
        withdrawn: None,
    }
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Registered(registered) = event else { return Err(Misfit("a list begins with its registration")) };
        return Ok(begun(*registered));
    };
    match event {
        Event::Registered(_) => return Err(Misfit("a list is registered once")),
        Event::Revised(registered) => return Ok(begun(*registered)),
        Event::Delivered(one) => deliver(&mut state, one)?,
        Event::Planned(one) => state.planned = Some(one),
        Event::Progressed(one) => state.progress.push(one),
        Event::Stated(one) => state.statements.push(one),
        Event::Lapsed(one) => state.lapsed = Some(one),
        Event::Cleared(one) => {
            let clear = one.clear;
            let person = state.persons.iter_mut().find(|of| of.person == clear.person && of.item == clear.item);
            person.ok_or(Misfit("it did not concern him"))?.cleared = Some(clear.reason);
        }
        Event::Measured(one) => mending::measure(&mut state.items, one)?,
        Event::ItemReported(one) => mending::report(&mut state.items, one)?,
        Event::Checked(one) => mending::check(&mut state.items, one)?,
        Event::Extended(one) => mending::extend(&mut state.items, one)?,
        Event::Dropped(one) => mending::drop_item(&mut state.items, one)?,
        Event::Withdrawn(one) => state.withdrawn = Some(one),
    }
    Ok(state)
}

/// What the tour gave back becomes the list of what is put right.
fn deliver(state: &mut State, deliver: Deliver) -> Result<(), Misfit> {
    let Registered { feedback, words, .. } = &state.registered;
    if words.len() != feedback.rows.len() {
        return Err(Misfit("words for other problems"));
    }
    let item = |(number, (row, words)): (u32, (&super::facts::ProblemRow, &Words))| {
        Item::new(number, words.kind.clone(), row.problem.clone(), words.last, deliver.day)
    };
    state.items = (1..).zip(feedback.rows.iter().zip(words)).map(item).collect();
    state.delivered = Some(deliver);
    Ok(())
}

/// The list is revised until it is delivered; what was planned, said, done or decided afterwards is answered, not rewritten.
pub(super) fn amend(now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Planned(now) => {
            not_ahead(now.plan.agreed_on, "/payload/plan/agreed_on", "方案审议日期", cx)?;
            filled(&now.plan.text.0, "/payload/plan/text", "整改方案要点")
        }
        Event::Progressed(now) => filled(&now.progress.text.0, "/payload/progress/text", "进展情况"),
        _ => {
            let sentence = "可以更正整改方案和进展报告；清单送达前用“修改反馈清单”，送达后写错的作废后重办，整改情况按清单继续办理。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}
