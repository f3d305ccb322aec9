//! What is owed in a handover, by whom, by which day, and how the day came about.

use super::{
    decide::{ANSWER, AUDIT, COMPLETE, DISPUTE, FILING, RELATIONS},
    facts::{Annex, Form, Stage, State},
    rules,
};
use engine::{
    access::Hat,
    policy::{Basis, Clock, Due},
    procedure::{Duty, Effects},
};

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let mut duties = Vec::new();
    if !state.undone {
        if state.completion.is_none() {
            completing(state, clock, &mut duties);
        } else {
            carrying(state, clock, &mut duties);
        }
        disputed(state, clock, &mut duties);
        moving(state, clock, &mut duties);
        if state.owes_audit() {
            let due = clock.due(AUDIT, state.left.day, "离岗");
            duties.push(duty("request_audit".into(), "提请离任审计".into(), rules::auditing(), due, "request_audit"));
        }
    }
    Effects { duties, ..Effects::default() }
}

fn duty(key: String, what: String, owner: Vec<Hat>, due: Due, verb: &str) -> Duty {
    Duty { key, what, owner, due: due.day, basis: due.basis, verb: Some(verb.into()), with_post: false }
}

/// The seven working days; none where they stand still from the beginning.
fn complete_by(state: &State, clock: &Clock) -> Due {
    match state.left.clock {
        Some(from) => clock.due(COMPLETE, from, "离岗"),
        None => {
            let words = match &state.stopped {
                Some(reason) => format!("已停止计时：{reason}，批准开始计时后重新计算"),
                None => "移交人不能到场办理，由单位代办，时限自始挂起，批准开始计时后计算".to_owned(),
            };
            Due { day: None, basis: Basis { limit: COMPLETE.into(), clause: "3.2.2".into(), words } }
        }
    }
}

fn completing(state: &State, clock: &Clock, duties: &mut Vec<Duty>) {
    let due = complete_by(state, clock);
    let left = state.unfilled().count();
    if left > 0 {
        let (what, verb) = match state.left.form {
            Form::Full => (format!("填写交接内容（还有{left}项）"), "fill"),
            Form::Short => ("填写交接短表".to_owned(), "fill_short"),
        };
        duties.push(duty("fill".into(), what, state_writers(state), due.clone(), verb));
    }
    for verb in ["fill_staffing", "fill_economy", "fill_custody"] {
        let missing: Vec<&str> =
            state.missing_annexes().filter(|annex| annex.verb() == verb).map(Annex::title).collect();
        if !missing.is_empty() {
            let what = format!("填写附表：{}", missing.join("、"));
            duties.push(duty(verb.into(), what, state_writers(state), due.clone(), verb));
        }
    }
    if state.receiver.is_none() {
        let what = "确定接收人".to_owned();
        duties.push(duty("name_receiver".into(), what, rules::namers(&state.left), due.clone(), "name_receiver"));
    }
    if state.stage() == Stage::Signing {
        for missing in state.signatures.missing() {
            let verb = format!("sign_{}", missing.key);
            let what = format!("离任交接{}签字", missing.word);
            duties.push(duty(verb.clone(), what, missing.by.clone(), due.clone(), &verb));
        }
    }
}

/// The head of the unit may write, but it is the leaver's and the clerk's to do.
fn state_writers(state: &State) -> Vec<Hat> {
    let clerk = rules::clerk(&state.left.unit);
    let mut hats = state.leaver_hats();
    if !hats.contains(&clerk) {
        hats.push(clerk);
    }
    hats
}

/// What waits for an answer, and for whoever decides; before the signatures and after them.
fn disputed(state: &State, clock: &Clock, duties: &mut Vec<Duty>) {
    for dispute in state.open_disputes() {
        let due = |limit: &str| match dispute.raised {
            Some(day) => clock.due(limit, day, "提出争议"),
            None => complete_by(state, clock),
        };
        let about = format!("{}：{}", dispute.about, dispute.text);
        if dispute.answer.is_none() {
            let what = format!("答复交接争议，{about}");
            let key = format!("answer.{}", dispute.no);
            duties.push(duty(key, what, state.leaver_hats(), due(ANSWER), "answer_dispute"));
        }
        let what = format!("处理交接争议，{about}");
        duties.push(duty(dispute.key(), what, rules::settlers(state), due(DISPUTE), "settle_dispute"));
    }
}

/// Open rows, each with the successor until struck off; the row's own day is the due day. Whoever follows one who received for the
/// time being signs.
fn carrying(state: &State, clock: &Clock, duties: &mut Vec<Duty>) {
    for open in state.open_items() {
        let from = format!("{}离任{}交接书，{}", state.left.name, state.left.label, open.heading);
        let words = open.due.map_or_else(|| format!("{from}，未定期限"), |day| format!("{from}，原定期限{day}"));
        duties.push(Duty {
            key: format!("item.{}", open.key),
            what: format!("续办：{}", open.matter),
            owner: rules::carriers(state),
            due: open.due,
            basis: Basis { limit: String::new(), clause: "3.2.1".into(), words },
            verb: Some("strike_off".into()),
            with_post: true,
        });
    }
    if let Some(takeover) = state.takeover.as_ref().filter(|takeover| takeover.signed.is_none()) {
        let due = clock.due(COMPLETE, takeover.day, "到任");
        let what = "接任人补签交接书".to_owned();
        duties.push(duty("successor".into(), what, rules::follower(state), due, "sign_successor"));
    }
}

/// Three ticks within a month, each a duty of its own, then the filing.
fn moving(state: &State, clock: &Clock, duties: &mut Vec<Duty>) {
    let left = &state.left;
    for relation in state.missing_relations() {
        let key = format!("relation.{}", relation.code());
        let due = clock.due(RELATIONS, left.day, "离岗");
        duties.push(duty(key, format!("转{}", relation.title()), rules::movers(left), due, "tick"));
    }
    let all_moved = state.missing_relations().next().is_none();
    let last = state.ticks.iter().map(|tick| tick.day).max();
    if let Some(last) = last.filter(|_| all_moved && state.filed.is_none() && !left.relations.is_empty()) {
        let due = clock.due(FILING, last, "关系转齐");
        duties.push(duty("filing".into(), "转接备案".into(), rules::filers(left), due, "file_transfer"));
    }
}
