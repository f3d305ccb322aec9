//! Who may do what with a visit, and where each rule stands.

mod course;
mod fold;
mod visit;

pub(super) use fold::apply;

use super::{
    Inspection,
    facts::{Action, Event, Finding, Lapse, Publication, Record, Reply, Scope, Signed, State},
    stage,
};
use crate::owed::{self, section};
use engine::{
    access::{Hat, Offer, Role},
    facts::Query,
    parts::RectificationStage,
    policy::{Clock, Due},
    procedure::{Context, Procedure, Refusal, roles},
    trigger::Reaction,
    words::PersonId,
};

/// How many a team has at least.
pub(super) const TEAM: &str = "inspection.team";
/// Until when the team has signed.
pub(super) const SIGNING: &str = "inspection.signing";
/// Until when the unit is told.
pub(super) const NOTICE: &str = "inspection.notice";
/// Until when the unit and the persons concerned may reply.
pub(super) const REPLY: &str = "inspection.reply";
/// Until when the findings are assessed.
pub(super) const ASSESSMENT: &str = "inspection.assessment";
/// Until when the unit says what it will do.
pub(super) const MEASURES: &str = "inspection.measures";
/// Until when it is done.
pub(super) const RECTIFY: &str = "inspection.rectify";
/// Until when it is checked.
pub(super) const RECHECK: &str = "inspection.recheck";
/// Until when a publication is decided on.
pub(super) const PUBLICATION: &str = "inspection.publication";
/// Clause of the rectification.
pub(super) const CLAUSE: &str = "3.3.2";

impl State {
    /// The sheet.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.registered.record
    }

    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.signed.is_none() {
            stage::SIGNING
        } else if self.record().visit.findings.is_empty() {
            stage::DONE
        } else if self.notified.is_none() {
            stage::NOTICE
        } else if self.assessed.is_none() {
            if self.is_heard() { stage::ASSESSMENT } else { stage::REPLY }
        } else if self.open().next().is_some() {
            stage::RECTIFYING
        } else if self.pending().is_some() {
            stage::PUBLISHING
        } else {
            stage::DONE
        }
    }

    /// Whether all who may reply have done so, or their time has passed.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.lapsed.is_some() || (self.replied.is_some() && self.silent().next().is_none())
    }

    /// Persons concerned who have said nothing.
    pub fn silent(&self) -> impl Iterator<Item = &PersonId> {
        let said = |person: &PersonId| self.statements.iter().any(|one| &one.person == person);
        let mut seen: Vec<&PersonId> = Vec::new();
        self.record().concerned.iter().map(|one| &one.person).filter(move |person| {
            let first = !seen.contains(person);
            seen.push(person);
            first && !said(person)
        })
    }

    /// Findings that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.verdict.stands())
    }

    /// Findings that are not struck off.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.at(|stage| stage != RectificationStage::Struck)
    }

    /// Findings whose rectification is at such a stage.
    pub(super) fn at(&self, fits: impl Fn(RectificationStage) -> bool) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.rectification.as_ref().is_some_and(|one| fits(one.stage)))
    }

    /// The publication that waits for a decision.
    #[must_use]
    pub fn pending(&self) -> Option<&Publication> {
        self.publications.last().filter(|one| one.approved.is_none() && one.rejected.is_none())
    }

    /// The publication that stands.
    #[must_use]
    pub fn published(&self) -> Option<&Publication> {
        self.publications.last().filter(|one| one.approved.is_some() && one.withdrawn.is_none())
    }

    /// The day until which a reply is in time.
    pub(super) fn reply_due(&self, clock: &Clock) -> Option<Due> {
        self.clock.as_ref().map(|reply| reply.due(clock, "送达"))
    }

    /// The unit that was visited, through its head and its clerk.
    pub(super) fn unit_hats(&self) -> Vec<Hat> {
        owed::unit(&self.record().visit.unit)
    }

    /// Members of the team who have not signed.
    pub(super) fn unsigned(&self) -> Vec<Hat> {
        self.signatures.missing().flat_map(|signature| signature.by.iter().cloned()).collect()
    }
}

/// Who assesses and re-checks.
pub(super) fn assessors() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

/// Who approves a publication: the wider it goes, the higher.
pub(super) fn approvers(scope: Scope) -> Vec<Hat> {
    match scope {
        Scope::Unit | Scope::System => roles(&[Role::DeputyMinister, Role::Minister]),
        Scope::County | Scope::Public => roles(&[Role::Minister]),
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("register", "登记督查", section()).main()] };
    let mut offers = match state.stage() {
        stage::SIGNING => {
            vec![Offer::new("sign", "签字", state.unsigned()).main(), Offer::new("revise", "修改督查记录", section())]
        }
        stage::NOTICE => vec![
            Offer::new("notify", "通知被督查单位", section()).main(),
            Offer::new("revise", "修改督查记录", section()),
        ],
        stage::REPLY | stage::ASSESSMENT => hearing(state),
        stage::RECTIFYING => rectifying(state),
        _ => Vec::new(),
    };
    offers.extend(publishing(state));
    offers
}

/// Until the findings are assessed, whoever has not replied still may, late as it is.
fn hearing(state: &State) -> Vec<Offer> {
    let mut offers = Vec::new();
    if state.replied.is_none() {
        offers.push(Offer::new("reply", "答复", state.unit_hats()).main());
    }
    let silent: Vec<Hat> = state.silent().cloned().map(Hat::Person).collect();
    if !silent.is_empty() {
        offers.push(Offer::new("state", "本人陈述", silent).main());
    }
    if state.is_heard() {
        offers.push(Offer::new("assess", "逐条认定", assessors()).main());
    } else {
        offers.push(Offer::new("extend_reply", "准予延期答复", assessors()));
        offers.push(Offer::new("lapse", "逾期未答复", vec![Hat::System]));
    }
    offers
}

fn rectifying(state: &State) -> Vec<Offer> {
    let mut offers = Vec::new();
    let open = |finding: &&Finding| finding.rectification.as_ref().is_some_and(|one| one.measure.is_some());
    let is_open = |stage| stage == RectificationStage::Open;
    if state.at(is_open).next().is_some() {
        offers.push(Offer::new("measure", "提出整改措施", state.unit_hats()));
    }
    if state.at(is_open).any(|finding| open(&finding)) {
        offers.push(Offer::new("report", "报告整改情况", state.unit_hats()).main());
    }
    if state.at(|stage| stage == RectificationStage::Reported).next().is_some() {
        offers.push(Offer::new("recheck", "复查销号", section_and_assessors()).main());
    }
    offers
}

pub(super) fn section_and_assessors() -> Vec<Hat> {
    roles(&[Role::SectionClerk, Role::SectionHead, Role::DeputyMinister])
}

/// Only what stands is published, and only by approval.
fn publishing(state: &State) -> Vec<Offer> {
    if state.assessed.is_none() || state.standing().next().is_none() {
        return Vec::new();
    }
    if let Some(pending) = state.pending() {
        let by = || approvers(pending.proposal.scope);
        return vec![Offer::new("approve", "批准通报", by()).main(), Offer::new("reject", "不予通报", by()).grave()];
    }
    match state.published() {
        Some(published) => {
            vec![Offer::new("withdraw", "撤回通报", approvers(published.proposal.scope)).grave()]
        }
        None => vec![Offer::new("propose", "提请通报", section())],
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Register(visit)) => visit::registered(visit, cx).map(|one| Event::Registered(Box::new(one))),
        (Some(_), Action::Revise(visit)) => visit::revised(visit, cx).map(|one| Event::Revised(Box::new(one))),
        (Some(state), Action::Sign(sign)) => {
            let person = cx.actor.decider().ok_or_else(Refusal::not_now)?;
            if !state.signatures.missing().any(|one| one.key == person.0) {
                return Err(Refusal::not_now());
            }
            Ok(Event::Signed(Signed { person: person.clone(), paper: sign.paper, day: cx.day }))
        }
        (Some(state), Action::Notify(notice)) => course::notified(state, notice, cx).map(Event::Notified),
        (Some(_), Action::Reply(reply)) => course::replied(reply, cx).map(Event::Replied),
        (Some(state), Action::State(reply)) => stated(state, reply, cx),
        (Some(state), Action::ExtendReply(asked)) => course::extended(state, asked, cx).map(Event::Extended),
        (Some(_), Action::Lapse(lapse)) => course::lapsed(&lapse, cx).map(Event::Lapsed),
        (Some(state), Action::Assess(all)) => course::assessed(state, all, cx).map(Event::Assessed),
        (Some(state), Action::Measure(one)) => course::measured(state, one, cx).map(Event::Measured),
        (Some(state), Action::Report(one)) => course::reported(state, one, cx).map(Event::Reported),
        (Some(state), Action::Recheck(one)) => course::rechecked(state, one, cx).map(Event::Rechecked),
        (Some(_), Action::Propose(one)) => course::proposed(one, cx).map(Event::Proposed),
        (Some(_), Action::Approve(one)) => Ok(Event::Approved(course::approved(one, cx))),
        (Some(_), Action::Reject(one)) => course::rejected(one, cx).map(Event::Rejected),
        (Some(_), Action::Withdraw(one)) => course::withdrawn(one, cx).map(Event::Withdrawn),
        _ => Err(Refusal::not_now()),
    }
}

fn stated(state: &State, reply: Reply, cx: &Context) -> Result<Event, Refusal> {
    let person = cx.actor.decider().ok_or_else(Refusal::not_now)?;
    if !state.silent().any(|one| one == person) {
        return Err(Refusal::not_now());
    }
    course::stated(person, reply, cx).map(Event::Stated)
}

/// A reply that did not come in time is taken for none.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: Inspection::KIND.id, stage: Some(stage::REPLY), ..Query::default() };
    let lapse = |brief: engine::facts::Brief| {
        let state: State = serde_json::from_str(&brief.state).ok()?;
        let pauses = cx.facts.pauses(&brief.id);
        let due = state.reply_due(&Clock { policy: cx.policy, pauses: &pauses })?.day?;
        (due < cx.day).then(|| Reaction {
            key: format!("inspection/lapse/{}/{due}", brief.id),
            to: Some(brief.id),
            action: Action::Lapse(Lapse { due }),
        })
    };
    cx.facts.matters(&query).into_iter().filter_map(lapse).collect()
}

/// The sheet is revised until the unit is told; what was served, assessed or published is answered, not rewritten.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    let fixed = matches!(
        now,
        Event::Registered(_)
            | Event::Revised(_)
            | Event::Signed(_)
            | Event::Notified(_)
            | Event::Extended(_)
            | Event::Lapsed(_)
            | Event::Assessed(_)
            | Event::Measured(_)
            | Event::Rechecked(_)
            | Event::Proposed(_)
    );
    if fixed {
        let sentence =
            "督查记录、通知、认定和通报不能更正：通知前用“修改督查记录”，通报后用“撤回通报”，其他的作废后重办。";
        return Err(Refusal::new("not_correctable", CLAUSE, sentence));
    }
    Ok(())
}
