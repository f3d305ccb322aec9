//! Who plans, names, records and confirms; what is checked and what is refused.

use super::{
    facts::{
        Action, Approved, Check, Confirmed, Done, Draft, Drafted, Drop, Dropped, Event, Nominate, Nominee, Owner,
        Postpone, Reply, Scheme, Settled, State, Step,
    },
    result, stage,
};
use crate::{
    checks::{self, filled, term},
    ground::cadre::Cadre,
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::{Day, Period},
    procedure::{Context, Misfit, Refusal, roles},
    words::{MatterId, PersonId},
};
use std::collections::BTreeSet;

/// How long a term is.
pub(super) const LENGTH: &str = "term_change.length";
/// How long somebody holds one post.
pub(super) const SAME_POST: &str = "term_change.same_post";
/// Up to which age somebody is named.
pub(super) const AGE: &str = "term_change.age";
/// The county's steps, each with owner and limit.
pub(super) const STEPS: &str = "term_change.steps";
/// Times in which no leave is given.
pub(super) const BLACKOUTS: &str = "leave.blackouts";
/// Clause of the plan.
pub(super) const CLAUSE: &str = "rule.term_change";
/// Clause of recusal in office.
pub(super) const RECUSAL: &str = "law.recusal";

pub(super) const CONFIRMS: [Role; 3] = [Role::SectionHead, Role::DeputyMinister, Role::Minister];

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.cancelled.is_some() {
            return stage::CANCELLED;
        }
        match (&self.approved, &self.tally, &self.confirmed) {
            (None, ..) => stage::DRAFTED,
            (_, _, Some(_)) if self.missing().next().is_none() => stage::DONE,
            (_, _, Some(_)) => stage::CLOSING,
            (_, Some(_), None) => stage::RECORDED,
            (_, None, None) => stage::RUNNING,
        }
    }

    /// Steps that are not over.
    pub fn missing(&self) -> impl Iterator<Item = &Step> {
        self.scheme.steps.iter().filter(|step| !self.settled.iter().any(|settled| settled.code == step.code))
    }

    /// The day of the election as it stands: held, put off, or planned.
    #[must_use]
    pub fn election_on(&self) -> Day {
        let put_off = self.postponed.last().map_or(self.scheme.election_on, |postponed| postponed.election_on);
        self.tally.as_ref().map_or(put_off, |tally| tally.day)
    }
}

impl Owner {
    /// Who that is.
    pub(super) fn hats(self) -> Vec<Hat> {
        match self {
            Self::Section => section(),
            Self::Leaders => roles(&[Role::DeputyMinister, Role::Minister]),
        }
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("draft", "登记换届方案", section()).main()] };
    let everyone: Vec<Hat> = Owner::Section.hats().into_iter().chain(Owner::Leaders.hats()).collect();
    let mut offers = Vec::new();
    let at = state.stage();
    match at {
        stage::DRAFTED => offers.extend([
            Offer::new("approve", "登记请示和批复", section()).main(),
            Offer::new("revise", "修改换届方案", section()),
        ]),
        stage::RUNNING => offers.extend([
            Offer::new("record_result", "登记选举结果", section()).main(),
            Offer::new("postpone", "延期换届", section()),
        ]),
        stage::RECORDED => offers.extend([
            Offer::new("confirm_result", "确认选举结果", roles(&CONFIRMS)).main(),
            Offer::new("return_result", "退回选举结果", roles(&CONFIRMS)),
        ]),
        stage::CLOSING => {}
        _ => return offers,
    }
    if state.missing().next().is_some() {
        offers.push(Offer::new("done_step", "完成步骤", everyone));
        offers.push(Offer::new("waive_step", "免去步骤", roles(&CONFIRMS)));
    }
    if matches!(at, stage::DRAFTED | stage::RUNNING) {
        offers.push(Offer::new("nominate", "登记人选", section()));
        if !state.nominees.is_empty() {
            offers.push(Offer::new("drop", "取消人选", section()));
        }
        offers.push(Offer::new("cancel", "取消换届", roles(&CONFIRMS)).grave());
    }
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        let Action::Draft(draft) = action else { return Err(Refusal::not_now()) };
        return scheme(draft, cx).map(|scheme| Event::Drafted(Drafted { id: cx.matter.clone(), scheme }));
    };
    match action {
        Action::Draft(_) => Err(Refusal::not_now()),
        Action::Revise(draft) => {
            scheme(draft, cx).map(|scheme| Event::Revised(Drafted { id: cx.matter.clone(), scheme }))
        }
        Action::Approve(reply) => approved(state, reply, cx).map(Event::Approved),
        Action::DoneStep(done) => stepped(state, done, cx).map(Event::StepDone),
        Action::WaiveStep(waive) => {
            filled(&waive.reason.0, "/reason", "理由")?;
            let step = open_step(state, &waive.step.0)?;
            let (code, title) = (step.code.clone(), step.title.clone());
            Ok(Event::StepWaived(Settled { code, title, day: cx.day, note: Some(waive.reason), paper: None }))
        }
        Action::Nominate(nominate) => nominated(state, nominate, cx).map(Event::Nominated),
        Action::Drop(Drop { person, reason }) => {
            filled(&reason.0, "/reason", "理由")?;
            let named = state.nominees.iter().find(|nominee| nominee.person == person);
            let unknown = || Refusal::new("unknown_person", "", "人选里没有这名干部，请核对。").at("/person");
            let name = named.ok_or_else(unknown)?.name.clone();
            Ok(Event::Dropped(Dropped { person, name, reason }))
        }
        Action::Postpone(postpone) => postponed(state, postpone, cx).map(Event::Postponed),
        Action::RecordResult(outcome) => result::tally(state, outcome, cx).map(Event::ResultRecorded),
        Action::ReturnResult(because) => {
            filled(&because.reason.0, "/reason", "理由")?;
            Ok(Event::ResultReturned(because))
        }
        Action::ConfirmResult(vow) => {
            let tally = state.tally.as_ref().ok_or_else(Refusal::not_now)?;
            result::confirmable(state, tally, cx)?;
            let ends = cx.policy.due(LENGTH, tally.day, "当选", &[]);
            let (ends_on, basis) = (ends.day, ends.basis.words);
            Ok(Event::ResultConfirmed(Confirmed { day: cx.day, note: vow.note, ends_on, basis }))
        }
        Action::Cancel(because) => {
            filled(&because.reason.0, "/reason", "理由")?;
            Ok(Event::Cancelled(because))
        }
    }
}

/// The plan with the words of today and the steps of the county's table.
fn scheme(draft: Draft, cx: &Context) -> Result<Scheme, Refusal> {
    let card = checks::unit(&draft.body, "/body", cx)?;
    let organ_word = term(&draft.organ, "/organ", cx)?;
    filled(&draft.session, "/session", "届次")?;
    for (row, seat) in draft.seats.iter().enumerate() {
        filled(&seat.what, &format!("/seats/{row}/what"), "结构要求")?;
        filled(&seat.document, &format!("/seats/{row}/document"), "依据文件")?;
    }
    let steps = steps(&draft, cx)?;
    Ok(Scheme {
        body: draft.body,
        body_name: card.name,
        organ: draft.organ,
        organ_word,
        session: draft.session,
        election_on: draft.election_on,
        seats: draft.seats,
        steps,
        paper: draft.paper,
        note: draft.note,
    })
}

fn steps(draft: &Draft, cx: &Context) -> Result<Vec<Step>, Refusal> {
    let mut seen = BTreeSet::new();
    for (row, own) in draft.steps.iter().enumerate() {
        let at = format!("/steps/{row}/step");
        let title = term(&own.step, &at, cx)?;
        if !seen.insert(&own.step.0) {
            return Err(Refusal::new("row_twice", "", format!("{title}填了两次，请删去一行。")).at(&at));
        }
    }
    let rows = cx.policy.table(STEPS, cx.day).map(|table| (table, table.rows.as_slice()));
    let Some((table, rows)) = rows else { return Ok(Vec::new()) };
    let step = |row: &engine::policy::TableRow| {
        let code = row.key.first()?;
        let owner = table.value(&[code.as_str()], "owner");
        let limit = table.value(&[code.as_str()], "limit").unwrap_or_default();
        Some(Step {
            code: code.clone(),
            title: cx.policy.dictionary("term_steps")?.term(code)?.title.clone(),
            owner: if owner == Some("leaders") { Owner::Leaders } else { Owner::Section },
            limit: limit.to_owned(),
            by: draft.steps.iter().find(|own| own.step.0 == *code).map(|own| own.by),
        })
    };
    Ok(rows.iter().filter_map(step).collect())
}

fn approved(state: &State, reply: Reply, cx: &Context) -> Result<Approved, Refusal> {
    filled(&reply.request, "/request", "请示文号")?;
    filled(&reply.authority, "/authority", "批复机关")?;
    filled(&reply.document, "/document", "批复文号")?;
    replied(&reply, "", cx)?;
    Ok(Approved { blackouts: blackouts(state, cx), reply })
}

fn replied(reply: &Reply, at: &str, cx: &Context) -> Result<(), Refusal> {
    if reply.day > cx.day {
        return Err(Refusal::new("day_ahead", "", "批复日期晚于今天，请核对文件后重填。").at(&format!("{at}/day")));
    }
    if reply.day < reply.requested_on {
        let sentence = "批复日期早于请示日期，请核对文件后重填。";
        return Err(Refusal::new("reply_before", "", sentence).at(&format!("{at}/day")));
    }
    Ok(())
}

/// Times before the election in which no leave is given, as the county has announced them (换届纪律).
pub(super) fn blackouts(state: &State, cx: &Context) -> Vec<String> {
    let until = state.election_on().max(cx.day);
    let Some(table) = cx.policy.table(BLACKOUTS, cx.day) else { return Vec::new() };
    let words = |row: &engine::policy::TableRow| {
        let name = row.key.first().map_or("", String::as_str);
        let day = |column| table.value(&[name], column).unwrap_or_default();
        format!("{name}（{}至{}）", day("from"), day("to"))
    };
    table.rows_touching(Period::days(cx.day, until)).map(words).collect()
}

fn open_step<'a>(state: &'a State, code: &str) -> Result<&'a Step, Refusal> {
    let unknown = || Refusal::new("unknown_step", "", "没有这个未完成的步骤，请照方案选择。").at("/step");
    state.missing().find(|step| step.code == code).ok_or_else(unknown)
}

fn stepped(state: &State, done: Done, cx: &Context) -> Result<Settled, Refusal> {
    let step = open_step(state, &done.step.0)?;
    if done.day > cx.day {
        return Err(Refusal::new("day_ahead", "", "完成日期晚于今天，请核对后重填。").at("/day"));
    }
    if !step.owner.hats().iter().chain(&section()).any(|hat| cx.actor.wears(hat)) {
        let sentence = format!("“{}”由干部监督股办理，请转交。", step.title);
        return Err(Refusal::new("not_yours", "", sentence).at("/step"));
    }
    let (code, title) = (step.code.clone(), step.title.clone());
    Ok(Settled { code, title, day: done.day, note: done.note, paper: done.paper })
}

fn postponed(state: &State, postpone: Postpone, cx: &Context) -> Result<Postpone, Refusal> {
    filled(&postpone.document, "/document", "批复文号")?;
    filled(&postpone.reason.0, "/reason", "理由")?;
    if postpone.election_on <= state.election_on() || postpone.election_on < cx.day {
        let sentence = format!("新的选举日应晚于原定的{}，且不早于今天，请重填。", state.election_on().sentence());
        return Err(Refusal::new("not_later", "", sentence).at("/election_on"));
    }
    Ok(postpone)
}

fn nominated(state: &State, nominate: Nominate, cx: &Context) -> Result<Nominee, Refusal> {
    let Nominate { person, post, note } = nominate;
    let card = checks::person(&person, "/person", cx)?;
    if state.nominees.iter().any(|nominee| nominee.person == person) {
        let sentence = format!("{}已是人选；改变拟任职务的，先取消再登记。", card.name);
        return Err(Refusal::new("row_twice", "", sentence).at("/person"));
    }
    let label = seat(state, &post, "/post", cx)?;
    let checks = vec![relatives(state, &person, cx), years(state, &person, &post, cx), age(state, &person, cx)];
    let now = cx.facts.post_text(&person, cx.day);
    Ok(Nominee { person, name: card.name, now, post, label, checks, note })
}

/// The label of a post of this body.
pub(super) fn seat(state: &State, post: &engine::words::PostId, at: &str, cx: &Context) -> Result<String, Refusal> {
    let card = checks::post(post, at, cx)?;
    let label = checks::post_label(&card, cx);
    if card.unit != state.scheme.body {
        let sentence = format!("{label}不是{}的职务，请重新选择。", state.scheme.body_name);
        return Err(Refusal::new("post_elsewhere", "", sentence).at(at));
    }
    Ok(label)
}

/// 任职回避: relatives in the body or among those named. The finding decides nothing.
fn relatives(state: &State, person: &PersonId, cx: &Context) -> Check {
    let mut near: Vec<PersonId> =
        cx.facts.members(&state.scheme.body, state.election_on()).into_iter().map(|at| at.person).collect();
    near.extend(state.nominees.iter().map(|nominee| nominee.person.clone()));
    let mut names: Vec<String> = Vec::new();
    for relative in cx.facts.relatives(person).iter().filter(|relative| near.contains(relative)) {
        let name = cx.facts.name(relative);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let finding = if names.is_empty() {
        "登记的亲属中没有本班子成员和其他人选".to_owned()
    } else {
        format!("与{}有亲属关系，须按任职回避的规定研究", names.join("、"))
    };
    Check { what: "任职回避".into(), finding, clause: RECUSAL.into() }
}

fn bound(limit: &str, unit: &str, on: Day, cx: &Context) -> String {
    let known = cx.policy.number(limit, on);
    known.map_or_else(|| "限额待录入，没有比对".to_owned(), |number| format!("限额{number}{unit}"))
}

/// Years in the post for which he is named again.
fn years(state: &State, person: &PersonId, post: &engine::words::PostId, cx: &Context) -> Check {
    let on = state.election_on();
    let held = cx.facts.posts(person, cx.day).into_iter().find(|at| at.post == *post);
    let finding = match held {
        Some(at) => {
            let full = full_years(at.since, on);
            format!("自{}起任现职，到选举日满{full}年；{}", at.since, bound(SAME_POST, "年", on, cx))
        }
        None => "现不任拟任职务".to_owned(),
    };
    Check { what: "任职年限".into(), finding, clause: CLAUSE.into() }
}

fn age(state: &State, person: &PersonId, cx: &Context) -> Check {
    let on = state.election_on();
    let birth = cx.facts.read::<Cadre>(&MatterId::from(person)).map(|cadre| cadre.card.birth);
    let born = birth.as_ref().and_then(|month| Day::of(&format!("{month}-01")));
    let finding = match (birth, born) {
        (Some(month), Some(born)) => {
            format!("{month}出生，到选举日{}岁；{}", full_years(born, on), bound(AGE, "岁", on, cx))
        }
        _ => "登记簿没有出生年月，没有比对".to_owned(),
    };
    Check { what: "年龄".into(), finding, clause: CLAUSE.into() }
}

/// Whole years between two days.
fn full_years(from: Day, to: Day) -> i64 {
    let years = i64::from(to.year()) - i64::from(from.year());
    let reached = (to.month(), to.day()) >= (from.month(), from.day());
    years - i64::from(!reached)
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Drafted(Drafted { id, scheme }) = event else {
            return Err(Misfit("a plan is entered before anything else"));
        };
        return Ok(State {
            id,
            scheme,
            approved: None,
            postponed: Vec::new(),
            settled: Vec::new(),
            nominees: Vec::new(),
            tally: None,
            returned: None,
            confirmed: None,
            cancelled: None,
        });
    };
    match event {
        Event::Drafted(_) => return Err(Misfit("a plan is entered once")),
        Event::Revised(drafted) => state.scheme = drafted.scheme,
        Event::Approved(approved) => state.approved = Some(approved),
        Event::StepDone(settled) | Event::StepWaived(settled) => state.settled.push(settled),
        Event::Nominated(nominee) => state.nominees.push(nominee),
        Event::Dropped(dropped) => state.nominees.retain(|nominee| nominee.person != dropped.person),
        Event::Postponed(postponed) => state.postponed.push(postponed),
        Event::ResultRecorded(tally) => (state.tally, state.returned) = (Some(tally), None),
        Event::ResultReturned(because) => (state.tally, state.returned) = (None, Some(because.reason)),
        Event::ResultConfirmed(confirmed) => state.confirmed = Some(confirmed),
        Event::Cancelled(because) => state.cancelled = Some(because.reason),
    }
    Ok(state)
}

/// Numbers and days of papers are corrected; a plan is changed, a result entered anew or the whole revoked.
pub(super) fn amend(now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Approved(approved) => replied(&approved.reply, "/payload/reply", cx),
        Event::StepDone(_) | Event::StepWaived(_) | Event::Postponed(_) => Ok(()),
        _ => Err(Refusal::new(
            "not_correctable",
            "",
            "只能更正请示批复、步骤和延期的记录：方案用“修改换届方案”，结果退回后重新登记，已确认的撤销后重新办理。",
        )),
    }
}
