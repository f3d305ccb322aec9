//! What is owed at each stage, by whom and by when.

use super::super::{facts::State, rules::judges, stage};
use engine::{
    access::{Hat, Role},
    days::Day,
    parts::Chain,
    policy::{Basis, Clock, Due},
    procedure::Duty,
};

fn duty(key: &str, what: &str, owner: Vec<Hat>, due: Due, verb: &str) -> Duty {
    Duty {
        key: key.to_owned(),
        what: what.to_owned(),
        owner,
        due: due.day,
        basis: due.basis,
        verb: (!verb.is_empty()).then(|| verb.to_owned()),
        with_post: false,
    }
}

/// Of several who may, the first owes it; the others can.
fn first(hats: &[Hat]) -> Vec<Hat> {
    hats.iter().take(1).cloned().collect()
}

/// A duty that waits without a limit.
fn open(words: String, clause: &str) -> Due {
    Due { day: None, basis: Basis { limit: String::new(), clause: clause.to_owned(), words } }
}

/// All duties of a leave; an unfinished stage has at least one.
pub(super) fn of(state: &State, clock: &Clock) -> Vec<Duty> {
    let own = || vec![Hat::Person(state.applicant().clone())];
    let mut duties = Vec::new();
    match state.stage() {
        stage::PENDING => {
            duties.extend(signature(&state.chain, state.since, "", clock));
            duties.extend(returning(state, clock));
        }
        stage::SENT_BACK => {
            let words = format!("退回：{}", state.sent_back.clone().unwrap_or_default());
            duties.push(duty("revise", "修改后再报", own(), open(words, "3.1.1"), "resubmit"));
            duties.extend(returning(state, clock));
        }
        stage::PAPERS => {
            let due = clock.due("leave.emergency_papers", state.applied.day, "口头报告");
            duties.push(duty("papers", "补齐紧急外出手续", own(), due, "complete"));
            duties.extend(returning(state, clock));
        }
        stage::APPROVED => duties.extend(returning(state, clock)),
        stage::EXTENDING | stage::CHANGING => duties.extend(proposed(state, clock)),
        stage::EXPLAINING => {
            if let Some(delay) = state.delay.as_ref().filter(|delay| delay.explanation.is_none()) {
                let due = clock.due("leave.explanation", delay.since, "逾期");
                duties.push(duty("explain", "说明逾期未归情况", own(), due, "explain"));
            }
            duties.extend(returning(state, clock));
        }
        stage::JUDGING => {
            let due = clock.due("leave.review", state.explained.unwrap_or(state.since), "收到说明");
            duties.push(Duty {
                with_post: true,
                ..duty("judge", "认定逾期未归说明", first(&judges()), due, "accept_explanation")
            });
        }
        _ => return Vec::new(),
    }
    duties.extend(beside(state, clock));
    duties
}

fn signature(chain: &Chain, since: Day, what: &str, clock: &Clock) -> Option<Duty> {
    let station = chain.current()?;
    let event = if chain.at == 0 && chain.opinions.is_empty() { "提交" } else { "送达本环节" };
    let due = clock.due("leave.review", since, event);
    let what = format!("{}{what}", station.word);
    Some(Duty { with_post: true, ..duty(&format!("sign:{}", chain.at), &what, first(&station.by), due, "agree") })
}

/// 销假, as soon as he may be away.
fn returning(state: &State, clock: &Clock) -> Option<Duty> {
    if state.is_back() || !state.may_be_away() {
        return None;
    }
    let event = if state.recalled.is_some() { "召回返回" } else { "假满" };
    let due = clock.due("leave.report_back", state.allowed().to.day, event);
    Some(duty("report_back", "销假", vec![Hat::Person(state.applicant().clone())], due, "report_back"))
}

fn proposed(state: &State, clock: &Clock) -> Vec<Duty> {
    let Some(proposal) = &state.proposal else { return Vec::new() };
    let kind = proposal.proposed.kind;
    let mut duties = Vec::new();
    match &proposal.sent_back {
        Some(reason) => {
            let verb = if kind == super::super::facts::ProposalKind::Extension { "extend" } else { "change" };
            let due = open(format!("退回：{reason}"), "3.1.1");
            let own = vec![Hat::Person(state.applicant().clone())];
            duties.push(duty("revise", &format!("修改后再报{}", kind.word()), own, due, verb));
        }
        None => {
            let what = format!("（{}）", kind.word());
            duties.extend(signature(&proposal.chain, proposal.since, &what, clock));
        }
    }
    // Until it is decided the approved end stands, but nobody is overdue who asked in time.
    let due = open(format!("{}待审批，批准前仍按{}返回", kind.word(), state.allowed().to.sentence()), "3.1.1");
    duties.push(duty("report_back", "销假", vec![Hat::Person(state.applicant().clone())], due, "report_back"));
    duties
}

/// Filing, the question whether a chief is back, and a long overstay.
fn beside(state: &State, clock: &Clock) -> Vec<Duty> {
    let mut duties = Vec::new();
    if let Some(filed) = state.filed.as_ref().filter(|filed| filed.is_open()) {
        let due = clock.due("leave.filing", state.since, "批准");
        let what = format!("签收请假备案（{}）", filed.waiting.join("、"));
        duties.push(Duty { with_post: true, ..duty("file", &what, filed.by.clone(), due, "file") });
    }
    if let Some(lost) = state.stand_in_lost.as_ref().filter(|_| !state.is_back()) {
        let words = format!("代行职责人{}自{}起离岗", lost.name, lost.day);
        let own = vec![Hat::Person(state.applicant().clone())];
        let due = Due { day: Some(lost.day), ..open(words, "annex.leave") };
        duties.push(duty("stand_in", "另定代行职责人", own, due, "name_stand_in"));
    }
    if state.may_be_away() && !state.is_back() {
        for presence in state.presence.iter().filter(|presence| presence.answer.is_none()) {
            let asked = &presence.asked;
            let limit = clock.due("leave.report_back", asked.day, "询问返岗");
            let words = format!("{}；{}", asked.words, limit.basis.words);
            let basis = Basis { clause: "3.1.2".to_owned(), words, ..limit.basis };
            let due = || Due { day: limit.day, basis: basis.clone() };
            let own = vec![Hat::Person(state.applicant().clone())];
            let other = vec![Hat::Person(asked.other.clone())];
            duties.push(duty(&format!("presence:{}:first", asked.matter), "确认返岗", own, due(), "confirm_present"));
            duties.push(duty(
                &format!("presence:{}:second", asked.matter),
                "确认返岗",
                other,
                due(),
                "confirm_present",
            ));
        }
        if let Some(day) = state.delay.as_ref().and_then(|delay| delay.grave_on) {
            let words = format!("应于{}前销假，至{day}仍未归的连续逾期超过法定界限", state.allowed().to.day.plus(1));
            let basis =
                Basis { limit: "leave.overstay_run".to_owned(), clause: "law.civil_servant.88".to_owned(), words };
            let owner = vec![Hat::Role(Role::SectionHead), Hat::Role(Role::SectionClerk)];
            duties.push(duty("long_overstay", "研究处理长期逾期未归", owner, Due { day: Some(day), basis }, ""));
        }
    }
    duties
}
