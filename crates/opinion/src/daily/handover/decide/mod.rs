//! What is refused in a handover, and what goes into its history.

mod disputes;
mod opening;
mod parties;
mod tables;

pub(super) use disputes::subjects;
pub use opening::{acted_long_enough, leaving_is_audited};
pub(super) use opening::{departure, form, of_person, principal, several, standing};

use super::{
    deeds::{Action, Event, Reason, Restored, Strike, StruckOff, Tick},
    facts::{AuditRequest, LEAVER, RECEIVER, SUPERVISOR, State},
};
use crate::checks;
use engine::{
    days::Day,
    paper::Gate,
    procedure::{Context, Refusal},
    words::Prose,
};

pub(super) const COMPLETE: &str = "handover.complete";
pub(super) const RELATIONS: &str = "handover.relations";
pub(super) const FILING: &str = "handover.filing";
/// By when the leaver answers a dispute.
pub(super) const ANSWER: &str = "handover.answer";
/// By when a dispute is settled.
pub(super) const DISPUTE: &str = "handover.dispute";
/// By when the auditors are asked.
pub(super) const AUDIT: &str = "handover.audit_request";
/// How long whoever 主持工作 has done so, for his leaving to be audited.
pub(super) const AUDIT_ACTING: &str = "handover.audit_acting";
/// Copies of the 交接书.
pub(super) const COPIES: &str = "handover.copies";
pub(super) const FORMS: &str = "handover.forms";
/// One handover or several, where somebody leaves several posts.
pub(super) const SEVERAL: &str = "handover.several";
/// Tables beneath the contents.
pub(super) const ANNEXES: &str = "handover.annexes";
/// Whose leaving is audited.
pub(super) const AUDITED: &str = "handover.audit";
/// Clause of the audit.
pub(super) const AUDIT_CLAUSE: &str = "rule.economic_audit";

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Open(opening) => opening::open(opening, cx),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Open(_) => Err(Refusal::not_now()),
        Action::Fill(fill) => tables::filling(state, fill),
        Action::AddItems(more) => tables::adding(state, more),
        Action::FillShort(fill) => tables::filling_short(state, fill),
        Action::FillStaffing(fill) => tables::staffing(state, fill),
        Action::FillEconomy(fill) => tables::economy(state, fill),
        Action::FillCustody(fill) => tables::custody(state, fill),
        Action::UseShortForm(because) => given(because, Event::ShortFormUsed),
        Action::Remark(note) => tables::remarking(note),
        Action::RaiseDispute(raise) => disputes::raising(state, raise, cx),
        Action::AnswerDispute(answer) => disputes::answering(state, answer, cx),
        Action::SettleDispute(settle) => disputes::settling(state, settle, cx),
        Action::NameReceiver(name) => parties::receiver(state, name, cx).map(Event::ReceiverNamed),
        Action::NameSupervisor(name) => parties::supervisor(state, name, cx).map(Event::SupervisorNamed),
        Action::Represent(represent) => parties::representing(state, represent, cx),
        Action::SignLeaver(sign) => parties::signing(state, LEAVER, sign, cx),
        Action::SignReceiver(sign) => parties::signing(state, RECEIVER, sign, cx),
        Action::SignSupervisor(sign) => parties::signing(state, SUPERVISOR, sign, cx),
        Action::SignSuccessor(sign) => Ok(parties::countersigning(sign, cx)),
        Action::ExplainDelay(because) => given(because, Event::DelayExplained),
        Action::StopClock(stop) => reasoned(&stop.reason).map(|()| Event::ClockStopped(stop)),
        Action::RunClock(start) => {
            past(start.from, "/from", cx)?;
            reasoned(&start.reason).map(|()| Event::ClockStarted(start))
        }
        Action::Tick(tick) => ticking(state, tick, cx),
        Action::FileTransfer(filing) => past(filing.day, "/day", cx).map(|()| Event::TransferFiled(filing)),
        Action::StrikeOff(strike) => striking(state, strike, cx),
        Action::RequestAudit(request) => requesting(state, request, cx),
        Action::WaiveAudit(waiver) => {
            checks::filled(&waiver.basis, "/basis", "依据")?;
            reasoned(&waiver.reason).map(|()| Event::AuditWaived(waiver))
        }
        Action::Receive(successor) => Ok(parties::receiving(state, successor, cx)),
        Action::AlsoLeft(opening) => opening::also_left(opening, cx),
        Action::CauseUndone(cause) => Ok(Event::Ended(cause)),
        Action::CauseRestored(opening) => Ok(Event::Restored(Restored { left: opening::left(opening, cx)? })),
    }
}

fn given(because: Reason, event: fn(Reason) -> Event) -> Result<Event, Refusal> {
    reasoned(&because.reason).map(|()| event(because))
}

fn reasoned(reason: &Prose) -> Result<(), Refusal> {
    checks::filled(&reason.0, "/reason", "理由")
}

fn past(day: Day, at: &str, cx: &Context) -> Result<(), Refusal> {
    if day > cx.day {
        return Err(Refusal::new("day_ahead", "", format!("{}还没有到，请核对日期。", day.sentence())).at(at));
    }
    Ok(())
}

/// Whether a letter about this relation waits for the signatures, by the county's paper for it.
pub(super) fn gate(relation: super::Relation, cx: &Context) -> Gate {
    let paper = cx.policy.paper(&format!("handover.{}", relation.code()));
    paper.map_or(Gate::Open, |paper| paper.gate)
}

fn ticking(state: &State, tick: Tick, cx: &Context) -> Result<Event, Refusal> {
    past(tick.day, "/day", cx)?;
    if !state.missing_relations().any(|relation| relation == tick.relation) {
        let sentence = format!("{}已登记转接，或不需要转接，请核对。", tick.relation.title());
        return Err(Refusal::new("relation_known", "3.2.3", sentence).at("/relation"));
    }
    if state.completion.is_none() && gate(tick.relation, cx) == Gate::Refuse {
        let sentence = format!("交接三方签字还没有齐备，按县里规定暂不转{}，请先办结交接。", tick.relation.title());
        return Err(Refusal::new("handover_first", "3.2.1", sentence).at("/relation"));
    }
    let numbered = tick.number.as_ref().is_some_and(|number| !number.trim().is_empty());
    if !numbered && tick.evidence.is_none() {
        let sentence = "没有转接凭证，请填写编号或上传凭证。";
        return Err(Refusal::new("evidence_missing", "3.2.3", sentence).at("/evidence"));
    }
    Ok(Event::Ticked(tick))
}

fn striking(state: &State, strike: Strike, cx: &Context) -> Result<Event, Refusal> {
    past(strike.day, "/day", cx)?;
    checks::filled(&strike.result.0, "/result", "办理结果")?;
    let found = state.open_items().find(|open| open.key == strike.item);
    let Some(open) = found else {
        return Err(Refusal::new("unknown_item", "", "没有这项续办事项，或已销号，请核对。").at("/item"));
    };
    let (item, matter) = (strike.item, open.matter);
    Ok(Event::StruckOff(StruckOff { item, matter, day: strike.day, result: strike.result }))
}

fn requesting(state: &State, request: AuditRequest, cx: &Context) -> Result<Event, Refusal> {
    past(request.day, "/day", cx)?;
    if request.day < state.left.day && state.left.day <= cx.day {
        let sentence = format!("提请日期早于离岗日期{}，请核对。", state.left.day.sentence());
        return Err(Refusal::new("day_wrong", AUDIT_CLAUSE, sentence).at("/day"));
    }
    checks::filled(&request.number, "/number", "提请函文号")?;
    Ok(Event::AuditRequested(request))
}

/// What was signed is not corrected behind the signatures; what a decision says is corrected there.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Filled(_)
        | Event::FilledShort(_)
        | Event::StaffingFilled(_)
        | Event::EconomyFilled(_)
        | Event::CustodyFilled(_)
        | Event::Signed(_)
        | Event::Countersigned(_) => {
            Err(Refusal::new("not_amended", "", "交接内容和签字不作更正，签字齐备前请重新填写。"))
        }
        Event::Opened(_) | Event::Restored(_) | Event::Ended(_) | Event::AlsoLeft(_) | Event::TookOver(_) => {
            Err(Refusal::new("amend_decision", "", "离任情况随任免事项更正，请在任免事项里更正。"))
        }
        _ => Ok(()),
    }
}
