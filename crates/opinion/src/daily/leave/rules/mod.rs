//! The law of leave: who may do what, what follows, and how history becomes state.

mod applicant;
mod checks;
mod clashes;
mod clock;
mod correct;
mod course;
mod fold;
mod moved;
mod nodes;
mod opening;
mod route;
mod sign;
mod survey;
mod trip;
mod ways;
mod year;

pub(super) use clock::{calls, tells};
pub(super) use correct::amend;
pub(super) use fold::apply;
pub(super) use opening::preview;
pub(super) use trip::tied;
pub(in crate::daily) use trip::{Asked, ask};
pub(super) use year::{days as days_word, standing as annual_standing, totals};

use super::{
    facts::{Action, Event, Purpose, State},
    stage,
};
use engine::{
    access::{Hat, Offer, Role},
    procedure::{Context, Refusal, roles},
    trigger::{Reaction, Trigger},
};

/// Who judges an explanation: the section head and his superior.
pub(super) fn judges() -> Vec<Hat> {
    roles(&[Role::SectionHead, Role::DeputyMinister])
}

/// Who may call somebody back: whoever approved, and the county's heads.
fn recallers(state: &State) -> Vec<Hat> {
    let mut hats = state.chain.stations.last().map(|station| station.by.clone()).unwrap_or_default();
    for hat in roles(&[Role::CountySecretary, Role::CountyHead, Role::Minister]) {
        if !hats.contains(&hat) {
            hats.push(hat);
        }
    }
    hats
}

/// What leaves overhear: decisions about posts, and what becomes of trips abroad.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let mut heard = moved::hears(trigger, cx);
    heard.extend(trip::hears(trigger, cx));
    heard
}

/// The table of verbs, stages and hats.
pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else {
        let me = cx.actor.decider().map(|person| Hat::Person(person.clone()));
        return vec![
            Offer::new("apply", "提交申请", me.into_iter().collect()).main(),
            Offer::new("follow_trip", "随出国（境）登记外出", vec![Hat::System]),
        ];
    };
    let own = || vec![Hat::Person(state.applicant().clone())];
    let now = cx.half_now();
    let mut offers = Vec::new();
    match state.stage() {
        stage::PENDING => {
            offers.extend(signing(&state.chain));
            if state.is_emergency() || state.is_made_up() {
                offers.extend(report(state, own()));
            } else {
                offers.push(Offer::new("withdraw", "撤回", own()).grave());
            }
        }
        stage::SENT_BACK => {
            offers.push(Offer::new("resubmit", "修改后再报", own()).main());
            if state.is_emergency() {
                offers.extend(report(state, own()));
            } else {
                offers.push(Offer::new("withdraw", "撤回", own()).grave());
            }
        }
        stage::PAPERS => {
            offers.push(Offer::new("complete", "补齐手续", own()).main());
            offers.extend(report(state, own()));
        }
        stage::APPROVED => offers.extend(approved(state, now)),
        stage::EXTENDING | stage::CHANGING => offers.extend(proposing(state)),
        stage::EXPLAINING => {
            if state.delay.as_ref().is_some_and(|delay| delay.explanation.is_none()) {
                offers.push(Offer::new("explain", "说明情况", own()).main());
            }
            offers.extend(report(state, own()));
        }
        stage::JUDGING => offers.push(Offer::new("accept_explanation", "认定说明", judges()).main()),
        _ => return Vec::new(),
    }
    offers.extend(standing(state));
    offers
}

fn signing(chain: &engine::parts::Chain) -> Vec<Offer> {
    let Some(station) = chain.current() else { return Vec::new() };
    vec![
        Offer::new("agree", "同意", station.by.clone()).main().note(station.word.clone()),
        Offer::new("return", "退回", station.by.clone()),
        Offer::new("refuse", "不同意", station.by.clone()).grave(),
    ]
}

fn report(state: &State, mut own: Vec<Hat>) -> Option<Offer> {
    own.extend(state.trip.iter().map(|_| Hat::System));
    (!state.is_back()).then(|| Offer::new("report_back", "销假", own))
}

/// Approved: before leaving it can be changed or given up, after leaving it ends with the report.
fn approved(state: &State, now: engine::days::HalfDay) -> Vec<Offer> {
    let own = || vec![Hat::Person(state.applicant().clone())];
    let allowed = state.allowed();
    let mut offers = Vec::new();
    if now >= allowed.from {
        offers.extend(report(state, own()).map(Offer::main));
    }
    if state.trip.is_some() {
        // Other days and giving it up are matters of the trip.
        offers.push(Offer::new("overdue", "逾期未归", vec![Hat::System]));
        return offers;
    }
    if now <= allowed.to {
        offers.push(Offer::new("extend", "续假", own()));
    }
    if now < allowed.from {
        offers.push(Offer::new("change", "改期", own()));
    }
    if now <= allowed.to {
        offers.push(Offer::new("cancel", "取消外出", own()).grave());
        offers.push(Offer::new("recall", "召回", recallers(state)).grave());
    }
    offers.push(Offer::new("overdue", "逾期未归", vec![Hat::System]));
    offers
}

fn proposing(state: &State) -> Vec<Offer> {
    let own = || vec![Hat::Person(state.applicant().clone())];
    let Some(proposal) = &state.proposal else { return Vec::new() };
    let mut offers = Vec::new();
    if proposal.sent_back.is_some() {
        let (verb, label) = match proposal.proposed.kind {
            super::facts::ProposalKind::Extension => ("extend", "修改后再报续假"),
            super::facts::ProposalKind::Change => ("change", "修改后再报改期"),
        };
        offers.push(Offer::new(verb, label, own()).main());
    } else {
        offers.extend(signing(&proposal.chain));
    }
    offers.push(Offer::new("withdraw", "撤回", own()).grave());
    offers.extend(report(state, own()));
    offers.push(Offer::new("recall", "召回", recallers(state)).grave());
    offers
}

/// What stays open beside the stage: filing, and the question whether a chief is back.
fn standing(state: &State) -> Vec<Offer> {
    let mut offers = Vec::new();
    if state.trip.is_some() && !state.is_back() {
        offers.push(Offer::new("follow_trip", "随出国（境）登记外出", vec![Hat::System]));
        offers.push(Offer::new("cancel_trip", "出国（境）取消", vec![Hat::System]));
    }
    if let Some(filed) = state.filed.as_ref().filter(|filed| filed.is_open()) {
        offers.push(Offer::new("file", "备案签收", filed.by.clone()));
        offers.push(Offer::new("lapse_filing", "备案逾期", vec![Hat::System]));
    }
    if !state.is_back() {
        let own = || Hat::Person(state.applicant().clone());
        if state.stand_in_lost.is_some() {
            let by = vec![own(), Hat::Head(state.applied.survey.unit.clone()), Hat::Role(Role::SectionHead)];
            offers.push(Offer::new("name_stand_in", "改定代行职责人", by).main());
        }
        if is_sick(state) {
            offers.push(Offer::new("keep_diagnosis", "补交诊断", vec![own()]));
        }
        offers.push(Offer::new("new_post", "任职变动", vec![Hat::System]));
        offers.push(Offer::new("stand_in_leaves", "代行职责人离岗", vec![Hat::System]));
    }
    if state.may_be_away() && !state.is_back() {
        offers.push(Offer::new("ask_presence", "询问返岗", vec![Hat::System]));
        let asked = state.presence.iter().filter(|presence| presence.answer.is_none());
        let mut hats: Vec<Hat> = asked.map(|presence| Hat::Person(presence.asked.other.clone())).collect();
        if !hats.is_empty() {
            hats.push(Hat::Person(state.applicant().clone()));
            offers.push(Offer::new("confirm_present", "确认返岗", hats).main());
        }
    }
    offers
}

/// 病假, for which a diagnosis is kept.
fn is_sick(state: &State) -> bool {
    matches!(&state.applied.application.purpose, Purpose::Private(private) if private.kind.0 == "sick")
}

/// One action, judged.
pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Apply(application) => opening::apply(*application, cx),
            Action::FollowTrip(plan) => trip::follow(*plan, cx),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Apply(_) => Err(Refusal::not_now()),
        Action::Agree(agreement) => sign::agree(state, agreement, cx),
        Action::Return(back) => sign::turn_back(state, &back, cx),
        Action::Refuse(reason) => sign::refuse(state, reason, cx),
        Action::Withdraw(reason) => course::ended(reason, cx).map(|ended| vec![Event::Withdrawn(ended)]),
        Action::Resubmit(application) => opening::resubmit(state, *application, cx),
        Action::Complete(papers) => course::complete(papers, cx),
        Action::Extend(extension) => opening::extend(state, extension, cx),
        Action::Change(change) => opening::change(state, change, cx),
        Action::Cancel(reason) => course::ended(reason, cx).map(|ended| vec![Event::Cancelled(ended)]),
        Action::Recall(order) => course::recall(state, order, cx),
        Action::ReportBack(report) => course::report_back(state, report, cx),
        Action::Explain(explanation) => course::explain(explanation, cx),
        Action::AcceptExplanation(judgement) => course::judge(judgement, cx),
        Action::ConfirmPresent(confirmation) => course::confirm(confirmation, cx),
        Action::File(filing) => course::file(state, filing, cx),
        Action::NameStandIn(name) => moved::name_stand_in(state, name, cx),
        Action::KeepDiagnosis(kept) => Ok(moved::diagnosis(kept, cx)),
        Action::NewPost(new) => Ok(moved::new_post(state, &new, cx)),
        Action::StandInLeaves(leaves) => Ok(moved::stand_in_leaves(leaves, cx)),
        Action::Overdue(overdue) => clock::overdue(state, &overdue, cx),
        Action::AskPresence(asked) => clock::ask_presence(state, asked, cx),
        Action::LapseFiling(lapse) => Ok(vec![Event::FilingLapsed(lapse)]),
        Action::FollowTrip(plan) => trip::follow(*plan, cx),
        Action::CancelTrip(cancel) => Ok(trip::cancel(&cancel)),
    }
}
