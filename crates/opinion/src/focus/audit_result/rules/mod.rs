//! Who may do what with an audit, and where each rule stands.

mod course;
mod fold;
mod opening;

pub(super) use fold::apply;
pub(super) use opening::open_of;

use super::{
    facts::{Action, Event, State, Undone, Withdrawn},
    stage,
};
use crate::{
    checks::filled,
    mending::{self, Course, Item},
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    procedure::{Context, Refusal, roles},
};

/// By when the auditors are entrusted.
pub(super) const ENTRUST: &str = "audit_result.entrust";
/// By when the report is looked for.
pub(super) const REPORT: &str = "audit_result.report";
/// By when the person gives his opinion.
pub(super) const STATEMENT: &str = "audit_result.statement";
/// Until when he may appeal.
pub(super) const APPEAL: &str = "audit_result.appeal";
/// By when an appeal is decided on.
pub(super) const REVIEW: &str = "audit_result.review";
/// By when the unit says what it will do.
pub(super) const MEASURES: &str = "audit_result.measures";
/// By when it is done, where the report says nothing.
pub(super) const RECTIFY: &str = "audit_result.rectify";
/// By when it is accepted.
pub(super) const CHECK: &str = "audit_result.check";
/// By when the result is filed.
pub(super) const FILE: &str = "audit_result.file";
/// Clause of the audit.
pub(super) const CLAUSE: &str = "rule.economic_audit";
/// Clause of the dossier.
pub(super) const DOSSIER: &str = "4.3.1";

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
        if self.withdrawn.is_some() || self.undone.is_some() {
            stage::WITHDRAWN
        } else if self.entrusted.is_none() {
            stage::PROPOSED
        } else if self.notified.is_none() {
            stage::ENTRUSTED
        } else if self.reported.is_none() {
            stage::AUDITING
        } else if self.filed.is_some() {
            stage::FILED
        } else if !self.is_heard() {
            stage::STATEMENT
        } else if self.open().next().is_some() {
            stage::MENDING
        } else if self.is_appealed() {
            stage::REVIEWING
        } else {
            stage::FILING
        }
    }

    /// He has spoken, or his time has passed, or he has died.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.stated.is_some() || self.lapsed.is_some() || self.has_died()
    }

    /// Whether the one who was audited has died.
    #[must_use]
    pub fn has_died(&self) -> bool {
        self.left.as_ref().is_some_and(|left| left.died)
    }

    /// An appeal waits for its decision.
    #[must_use]
    pub const fn is_appealed(&self) -> bool {
        self.appealed.is_some() && self.reviewed.is_none()
    }

    /// Problems that are not struck off.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.is_open())
    }

    /// The person himself.
    fn own(&self) -> Vec<Hat> {
        vec![Hat::Person(self.proposed.person.clone())]
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let heard = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let Some(state) = state else {
        return vec![Offer::new("propose", "列入审计计划", section()).main(), heard("propose_leaving", "提议离任审计")];
    };
    let withdraw = || Offer::new("withdraw", "撤回审计", heads()).grave();
    let mut offers = match state.stage() {
        stage::PROPOSED => vec![
            Offer::new("entrust", "登记委托审计", section()).main(),
            withdraw(),
            // The letter may be written in the handover, and the audit given up there.
            heard("entrust", "登记委托审计"),
            heard("withdraw", "撤回审计"),
        ],
        stage::ENTRUSTED => vec![Offer::new("notify", "登记审计通知", section()).main(), withdraw()],
        stage::AUDITING => vec![Offer::new("report", "登记审计报告", section()).main(), withdraw()],
        stage::STATEMENT => {
            vec![Offer::new("state", "对审计报告提出意见", state.own()).main(), heard("lapse", "逾期未提意见")]
        }
        stage::MENDING => mending::offers(&state.items, &state.proposed.unit, &COURSE),
        stage::FILING => vec![Offer::new("file", "归入监督信息档案", section()).main()],
        stage::REVIEWING => Vec::new(),
        // A decision that is corrected is taken back and told anew.
        _ if state.undone.is_some() => return vec![heard("leave", "任免更正")],
        _ => return Vec::new(),
    };
    if state.reported.is_some() && state.appealed.is_none() && !state.has_died() {
        let by = state.own().into_iter().chain(section()).collect();
        offers.push(Offer::new("appeal", "登记申诉", by));
    }
    if state.is_appealed() {
        offers.push(Offer::new("review", "登记复查决定", section()).main());
    }
    offers.extend([heard("leave", "记入离任"), heard("undo", "任免决定撤回")]);
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Propose(one) => opening::proposed(one, cx).map(|one| Event::Proposed(Box::new(one))),
            Action::ProposeLeaving(one) => opening::leaving(one, cx).map(|one| Event::Proposed(Box::new(one))),
            _ => Err(Refusal::not_now()),
        };
    };
    let items = &state.items;
    match action {
        Action::Propose(_) | Action::ProposeLeaving(_) => Err(Refusal::not_now()),
        Action::Entrust(one) => course::entrusted(state, one, cx).map(Event::Entrusted),
        Action::Notify(one) => course::notified(state, one, cx).map(Event::Notified),
        Action::Report(one) => course::reported(state, one, cx).map(|one| Event::Reported(Box::new(one))),
        Action::State(one) => course::stated(one, cx).map(Event::Stated),
        Action::Lapse(one) if one.due < cx.day => Ok(Event::Lapsed(one)),
        Action::Lapse(_) => Err(Refusal::not_now()),
        Action::Appeal(one) => course::appealed(state, one, cx).map(Event::Appealed),
        Action::Review(one) => course::reviewed(state, one, cx).map(Event::Reviewed),
        Action::Measure(one) => mending::measured(items, one, CLAUSE, cx).map(Event::Measured),
        Action::ReportItem(one) => mending::reported(items, one, CLAUSE, cx).map(Event::ItemReported),
        Action::Check(one) => mending::checked(items, one, CLAUSE, cx).map(Event::Checked),
        Action::Extend(one) => mending::extended(items, one, CLAUSE, cx).map(Event::Extended),
        Action::Drop(one) => mending::dropped(items, one, cx).map(Event::Dropped),
        Action::File(one) => course::filed(state, one, cx).map(Event::Filed),
        Action::Withdraw(withdraw) => {
            filled(&withdraw.reason.0, "/reason", "撤回理由")?;
            filled(&withdraw.basis, "/basis", "依据")?;
            Ok(Event::Withdrawn(Withdrawn { withdraw, day: cx.day }))
        }
        Action::Leave(one) => Ok(Event::Left(one)),
        Action::Undo(cause) => Ok(Event::Undone(Undone { cause, day: cx.day })),
    }
}

/// Papers of the auditors may have been copied wrongly; what somebody said, did or decided is not rewritten, nor whom a finding is put
/// right by and until when.
pub(super) fn amend(was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match (was, now) {
        (Event::Notified(_), Event::Notified(now)) => course::noticed(now, cx),
        (Event::Filed(_), Event::Filed(now)) => course::placed(&now.file, cx),
        (Event::Reported(was), Event::Reported(now)) if is_same_list(was, now) => course::sheet(&now.report, cx),
        _ => {
            let sentence = "可以更正审计通知、归档和审计报告的文号、问题文字、责任、金额；送达日期、类别、责任部门和期限写错的作废后重办，其他的按事项继续办理。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}

fn is_same_list(was: &super::facts::ReportedIn, now: &super::facts::ReportedIn) -> bool {
    let (before, after) = (&was.report.findings, &now.report.findings);
    let same = before.len() == after.len()
        && before
            .iter()
            .zip(after)
            .all(|(one, other)| (&one.kind, &one.mender, one.by) == (&other.kind, &other.mender, other.by));
    same && was.words == now.words && was.report.day == now.report.day && was.appeal_until == now.appeal_until
}
