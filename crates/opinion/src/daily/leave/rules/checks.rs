//! The single questions asked of an application, each with its refusal.

use super::{
    super::facts::{Application, Manner, Purpose},
    clashes::{self, ANNEX, CHIEFS},
    survey::{Occasion, World, moment},
};
use crate::{
    checks::{filled, term},
    daily::watch_roster::on_watch,
};
use engine::{
    days::{HalfDay, Period},
    procedure::{Bar, Context, Refusal},
    words::{PersonId, Prose},
};

/// Clause of leaving the county.
pub(super) const LEAVING: &str = "3.1.1";

/// Half-days of a leave that nobody asks for: two years.
const LONGEST: i64 = 2 * 731;

/// Words of the dictionaries, frozen into the event.
pub(super) struct Titles {
    pub group: &'static str,
    pub sort: String,
    pub consecutive: bool,
    /// Code of the proof asked for: `none`, `notice`, `diagnosis`, `certificate`.
    pub proof: String,
}

/// Whether a text field holds nothing.
pub(super) fn is_blank(text: Option<&Prose>) -> bool {
    text.is_none_or(|text| text.0.trim().is_empty())
}

/// The fields by themselves.
pub(super) fn form(application: &Application, cx: &Context) -> Result<Titles, Refusal> {
    period(application.period, "/period")?;
    filled(&application.destination, "/destination", "去往何地")?;
    filled(&application.reason.0, "/reason", "事由")?;
    filled(&application.phone.0, "/phone", "本人联系电话")?;
    term(&application.reach, "/reach", cx)?;
    if let Some(transport) = &application.transport {
        term(transport, "/transport", cx)?;
    }
    let abroad = application.reach.0 == "abroad";
    if abroad && application.abroad_paper.as_deref().is_none_or(|paper| paper.trim().is_empty()) {
        let sentence = "去往境外的，先按出国（境）规定报批，再填批件文号。";
        return Err(Refusal::new("field_missing", "3.1.3", sentence).at("/abroad_paper"));
    }
    let (group, sort) = match &application.purpose {
        Purpose::Business(business) => ("因公", term(&business.kind, "/purpose/business/kind", cx)?),
        Purpose::Private(private) => ("因私", term(&private.kind, "/purpose/private/kind", cx)?),
    };
    let table = cx.policy.table("leave.kinds", application.period.from.day);
    let cell = |column| table.and_then(|table| table.value(&[application.purpose.code()], column)).unwrap_or_default();
    Ok(Titles { group, sort, consecutive: cell("counted") == "calendar", proof: cell("proof").to_owned() })
}

/// A period that begins before it ends and is not absurdly long.
pub(super) fn period(period: Period, at: &str) -> Result<(), Refusal> {
    period.check().map_err(|sentence| Refusal::new("bad_period", "", format!("{sentence}，请核对起止。")).at(at))?;
    if period.half_days() > LONGEST {
        return Err(Refusal::new("bad_period", "", "一次外出不能超过两年，请核对起止。").at(at));
    }
    Ok(())
}

/// Past and future.
pub(super) fn time(application: &Application, cx: &Context) -> Result<(), Refusal> {
    let (period, at) = (application.period, moment(cx));
    match &application.manner {
        Manner::Ahead if period.to < at => {
            let sentence = format!("{}的外出已经结束，请改选“事后补假”。", period.words());
            Err(Refusal::new("wrong_manner", LEAVING, sentence).at("/manner"))
        }
        Manner::Ahead if period.from.day < at.day => {
            let sentence = format!("{}已经离开，请改选“紧急外出”，写明向谁口头报告。", period.from.sentence());
            Err(Refusal::new("wrong_manner", LEAVING, sentence).at("/manner"))
        }
        Manner::Emergency(emergency) => {
            filled(&emergency.answer.0, "/manner/emergency/answer", "答复")?;
            if emergency.reported_on > cx.half_now() {
                let sentence = format!("口头报告的时间{}还没有到，请核对。", emergency.reported_on.sentence());
                return Err(Refusal::new("in_future", "", sentence).at("/manner/emergency/reported_on"));
            }
            let known = cx.facts.person(&emergency.reported_to).is_some_and(|card| card.active);
            if known && Some(&emergency.reported_to) != cx.actor.decider() {
                return Ok(());
            }
            let sentence = "口头报告的对象须是本人以外的在职领导，请重新选择。";
            Err(Refusal::new("unknown_person", "", sentence).at("/manner/emergency/reported_to"))
        }
        Manner::MadeUp(made_up) => {
            filled(&made_up.reason.0, "/manner/made_up/reason", "事先未请假的原因")?;
            if period.to <= cx.half_now() {
                return Ok(());
            }
            let sentence = format!("外出到{}才结束，还不能补假，请改选“事先请假”或“紧急外出”。", period.to.sentence());
            Err(Refusal::new("wrong_manner", LEAVING, sentence).at("/period/to"))
        }
        Manner::Ahead => Ok(()),
    }
}

/// What a person may not get. What is sealed answers with the neutral sentence.
pub(super) fn holds(who: &PersonId, application: &Application, cx: &Context) -> Result<(), Refusal> {
    let holds = cx.facts.holds(who, Bar::Leave, application.period.from.day);
    if holds.iter().any(|hold| hold.sealed) {
        return Err(Refusal::neutral());
    }
    match holds.first() {
        Some(hold) => {
            let until = hold.until.map_or_else(String::new, |day| format!("，{}起可办", day.sentence()));
            let sentence = format!("{}期间不得请假外出{until}。{}。", hold.name, hold.basis.words);
            Err(Refusal::new("held", hold.basis.clause.clone(), sentence))
        }
        None => Ok(()),
    }
}

/// Whoever is on watch swaps first. Who has already left, or is managed above the county, cannot be held back: it is noted.
pub(super) fn watch(
    world: &World,
    application: &Application,
    occasion: &Occasion,
    cx: &Context,
) -> Result<(), Refusal> {
    if is_let_go(world, application) {
        return Ok(());
    }
    on_watch(&world.applicant.card.id, occasion.window, cx).map_or(Ok(()), |refusal| Err(refusal.at(occasion.at)))
}

/// The watch that such a person leaves behind, in words.
pub(super) fn watch_left(
    world: &World,
    application: &Application,
    occasion: &Occasion,
    cx: &Context,
) -> Option<String> {
    let met = is_let_go(world, application).then(|| on_watch(&world.applicant.card.id, occasion.window, cx));
    met.flatten().map(|refusal| format!("外出与值班重叠，须调班：{}", refusal.sentence))
}

fn is_let_go(world: &World, application: &Application) -> bool {
    world.applicant.is_above() || !matches!(application.manner, Manner::Ahead)
}

/// Who stands in is of the body and present throughout.
pub(super) fn stand_in(
    world: &World,
    application: &Application,
    occasion: &Occasion,
    cx: &Context,
) -> Result<(), Refusal> {
    if world.applicant.is_above() {
        return Ok(());
    }
    let Some(stand_in) = &application.stand_in else {
        if world.colleagues.is_empty() {
            return Ok(());
        }
        let sentence = "须写明外出期间的代行职责人，从本单位在岗的班子成员中选。";
        return Err(Refusal::new("field_missing", ANNEX, sentence).at("/stand_in"));
    };
    of_the_body(world, stand_in, "/stand_in", cx)?;
    if let Some(second) = &application.second_stand_in {
        of_the_body(world, second, "/second_stand_in", cx)?;
        if second == stand_in {
            let sentence = "代行职责人和其外出时负责的人不能是同一人，请另选。";
            return Err(Refusal::new("not_a_member", ANNEX, sentence).at("/second_stand_in"));
        }
    }
    for absence in world.absences.iter().filter(|absence| &absence.person == stand_in) {
        let Some(gap) = clashes::overlap(absence, occasion.window, cx) else { continue };
        let covered = application.second_stand_in.as_ref().is_some_and(|second| {
            let of_second = world.absences.iter().filter(|absence| &absence.person == second);
            of_second.filter_map(|absence| clashes::overlap(absence, gap, cx)).next().is_none()
        });
        if !covered {
            let number = absence.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
            let sentence = format!(
                "{}{}外出{number}，与本次重叠{}，不能代行职责。请改选全程在岗的班子成员，或写明其外出时由谁负责。",
                cx.facts.name(stand_in),
                absence.period.words(),
                clashes::length(gap),
            );
            return Err(Refusal::new("stand_in_away", ANNEX, sentence).at("/stand_in"));
        }
    }
    Ok(())
}

fn of_the_body(world: &World, who: &PersonId, at: &str, cx: &Context) -> Result<(), Refusal> {
    let unit = &world.applicant.unit;
    let member = world.colleagues.iter().any(|colleague| &colleague.person == who);
    // Who is no member himself may be stood in for by anybody of his unit.
    let fellow = || {
        !world.applicant.is_member()
            && who != &world.applicant.card.id
            && cx.facts.posts(who, cx.day).iter().any(|post| post.unit == unit.id)
    };
    if member || fellow() {
        return Ok(());
    }
    let sentence = format!("{}不是{}的班子成员，不能代行职责，请重新选择。", cx.facts.name(who), unit.name);
    Err(Refusal::new("not_a_member", ANNEX, sentence).at(at))
}

/// A chief away for long hands over in writing, else the other chief could never leave.
pub(super) fn delegation(world: &World, application: &Application, cx: &Context) -> Result<(), Refusal> {
    let on = application.period.from.day;
    let Some(limit) = cx.policy.limit("leave.delegation", on) else { return Ok(()) };
    let long = limit.number().is_some_and(|number| application.period.half_days() > number);
    if !long || world.others.is_empty() || world.applicant.is_above() || !is_blank(application.delegation.as_ref()) {
        return Ok(());
    }
    let sentence = format!(
        "正职外出{}天，超过{}，须书面委托主持工作，请填文号和日期。",
        application.period.days_word(),
        limit.words()
    );
    Err(Refusal::new("field_missing", CHIEFS, sentence).at("/delegation"))
}

/// What the approver should know and nothing is refused for.
pub(super) fn notes(application: &Application, titles: &Titles, occasion: &Occasion, cx: &Context) -> Vec<String> {
    let mut notes = Vec::new();
    let from = application.period.from;
    if occasion.timed {
        match application.manner {
            Manner::Ahead => {
                let due = cx.policy.number("leave.advance", cx.day);
                if let Some(days) = due.filter(|days| cx.day.days_until(from.day) < *days) {
                    notes.push(format!("未提前{days}日请假"));
                }
            }
            Manner::MadeUp(_) => {
                let due = cx.policy.due("leave.make_up", application.period.to.day, "返回", &[]);
                if due.day.is_some_and(|day| day < cx.day) {
                    notes.push(format!("补假已过期限：{}", due.basis.words));
                }
            }
            Manner::Emergency(_) => notes.push("紧急外出，须后补手续".to_owned()),
        }
    }
    let proof = match titles.proof.as_str() {
        "notice" => "会议或出差通知",
        "diagnosis" => "病历或诊断证明",
        "certificate" => "有关证明",
        _ => "",
    };
    if !proof.is_empty() && application.files.is_empty() {
        notes.push(format!("未附{proof}"));
    }
    let span = cx.policy.working_span(application.period);
    if !span.published {
        notes.push(span.words);
    }
    notes
}

/// A half-day that must not lie ahead.
pub(super) fn not_ahead(half: HalfDay, at: &str, what: &str, cx: &Context) -> Result<(), Refusal> {
    if half <= cx.half_now() {
        return Ok(());
    }
    Err(Refusal::new("in_future", "", format!("{what}{}还没有到，请核对。", half.sentence())).at(at))
}
