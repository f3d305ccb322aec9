//! What people answer to what they owe in a leave: agree, send back, refuse, file, complete, explain, judge, report back after all.

use engine::{days::Day, words::PersonId};
use serde_json::{Value, json};
use store::Owed;

use crate::chance::Chance;

use super::cast::Cast;
use super::trips::Trip;
use super::wish::Course;

/// An answer.
pub enum Answer {
    /// This action.
    Now(Value),
    /// The application once more.
    Resubmit,
}

/// The answer to something owed in a leave, or nothing: he does not get to it in this wave, or it is not his turn to move.
pub fn leave(chance: &mut Chance, owed: &Owed, trip: &Trip, today: Day) -> Option<Answer> {
    let verb = owed.verb.as_deref()?;
    if verb == "report_back" {
        return forgotten(chance, owed, trip, today).map(Answer::Now);
    }
    if !chance.percent(patience(verb)) {
        return None;
    }
    let action = match verb {
        "agree" => Some(decision(chance, trip)),
        "resubmit" => return Some(Answer::Resubmit),
        "file" => Some(json!({"verb": "file"})),
        "complete" => Some(json!({"verb": "complete", "note": "补交请假审批手续和有关材料。"})),
        "explain" => Some(json!({"verb": "explain", "text": explanation(chance)})),
        "accept_explanation" => {
            let justified = chance.percent(85);
            let finding = if justified { "justified" } else { "unjustified" };
            let opinion =
                if justified { "情况属实，理由成立。" } else { "应当事先报告，提醒今后注意。" };
            Some(json!({"verb": "accept_explanation", "finding": finding, "opinion": opinion}))
        }
        "confirm_present" => Some(json!({"verb": "confirm_present", "present": "first", "note": "已返岗，随后销假。"})),
        _ => None,
    };
    action.map(Answer::Now)
}

/// Days after which whoever is back and forgot to say so is reminded.
const REMINDED: i64 = 4;

/// Coming back is planned for each leave; who forgot is reminded some days after the limit, and most then report at once.
fn forgotten(chance: &mut Chance, owed: &Owed, trip: &Trip, today: Day) -> Option<Value> {
    let late = owed.due?.days_until(today);
    if late <= REMINDED || !chance.percent(8) {
        return None;
    }
    let note = "已按时返岗，未及时登记销假。";
    Some(json!({"verb": "report_back", "returned": trip.period.to, "note": note}))
}

/// What is done where the first answer was refused: who may not agree refuses, who may not ask again withdraws.
#[must_use]
pub fn instead(owed: &Owed) -> Option<Value> {
    match owed.verb.as_deref()? {
        "agree" => Some(json!({"verb": "refuse", "reason": "与另一正职外出时间重叠，请错开安排后再报。"})),
        "resubmit" => Some(json!({"verb": "withdraw", "reason": "外出时间已过，撤回申请。"})),
        _ => None,
    }
}

/// In how many of a hundred waves somebody gets to it.
fn patience(verb: &str) -> u64 {
    match verb {
        "agree" => 78,
        "file" => 60,
        "resubmit" => 70,
        _ => 35,
    }
}

fn decision(chance: &mut Chance, trip: &Trip) -> Value {
    match trip.wish.course {
        Course::Returned if !trip.sent_back => {
            json!({"verb": "return", "reason": "请补充会议通知或写明去往何地、由谁代行职责。"})
        }
        Course::Refused => json!({"verb": "refuse", "reason": "近期重点工作集中，请另行安排时间。"}),
        _ if trip.exception => json!({
            "verb": "agree",
            "opinion": "同意。",
            "exception": "两项公务均不能改期，已指定副职在岗值守。",
        }),
        _ if chance.percent(35) => json!({"verb": "agree", "opinion": opinion(chance)}),
        _ => json!({"verb": "agree"}),
    }
}

fn opinion(chance: &mut Chance) -> &'static str {
    const OPINIONS: [&str; 5] =
        ["同意。", "同意，请做好工作衔接。", "同意，按时返岗。", "情况属实，拟同意。", "同意，保持通讯畅通。"];
    chance.pick(&OPINIONS).copied().unwrap_or("同意。")
}

fn explanation(chance: &mut Chance) -> &'static str {
    const WORDS: [&str; 4] = [
        "返程列车停运，当晚改签次日车次，已电话向单位主要负责人报告。",
        "家人手术时间推迟，未能按时返回，已口头报告，未及时办理续假。",
        "会议延长半天，返岗后忙于防汛值班，销假登记迟了。",
        "已按时返岗，因下村工作未及时登记销假。",
    ];
    chance.pick(&WORDS).copied().unwrap_or("已按时返岗，未及时登记销假。")
}

/// Who agreed by word of mouth to a leave that could not wait.
#[must_use]
pub fn emergency(cast: &Cast, told: usize, period_from: engine::days::HalfDay) -> Value {
    let told: PersonId = cast.person(told);
    json!({"emergency": {"reported_to": told, "reported_on": period_from, "answer": "同意先行离开，返岗后补办手续。"}})
}
