//! Tricks with what lies in cabinets, on sheets and under numbers: to lend without a trip, to be away twice, to sign again. Each must be
//! refused and leave nothing.

use engine::{
    access::Role,
    days::Period,
    facts::{Brief, Query},
    words::{MatterId, PersonId},
};
use serde_json::{Value, json};
use store::Target;

use super::mischief::Mischief;
use crate::chance::Chance;
use crate::play::office::request;
use crate::play::run::Play;

/// Days of a hundred on which one of them is tried.
const SHARE: u64 = 45;

/// One trick: whether there was anything to try it on.
type Trick = fn(&mut Mischief, &mut Chance, &Play<'_>, jiff::Timestamp) -> Result<bool, String>;

const TRICKS: [Trick; 8] = [
    lend_without_trip,
    lend_again,
    apply_twice,
    report_before_leaving,
    sign_twice,
    strike_off_again,
    issue_twice,
    swap_with_himself,
];

/// Tries one of them now and then.
///
/// # Errors
/// What must not be, in words.
pub(super) fn tried(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<(), String> {
    if !chance.percent(SHARE) {
        return Ok(());
    }
    // Where there is nothing to try the one on, the next is tried.
    let first = chance.index(TRICKS.len());
    for trick in TRICKS.iter().cycle().skip(first).take(TRICKS.len()) {
        if trick(mischief, chance, play, moment)? {
            break;
        }
    }
    Ok(())
}

/// One of the matters that answer a query, with its state and the number of its last event.
fn one(
    chance: &mut Chance,
    play: &Play<'_>,
    kind: &'static str,
    stages: &[&'static str],
) -> Option<(MatterId, i64, Value)> {
    let all = |stage| {
        let query = Query { kind, stage: Some(stage), ..Query::default() };
        play.county.reader().ask(|facts| facts.matters(&query)).unwrap_or_default()
    };
    let briefs: Vec<Brief> = stages.iter().flat_map(|stage| all(*stage)).collect();
    let id = chance.pick(&briefs)?.id.clone();
    let (_, last, state) = play.county.state_of(&id).ok()??;
    Some((id, last, serde_json::from_str(&state).ok()?))
}

fn person(play: &Play<'_>, state: &Value, at: &str) -> Option<usize> {
    play.cast.person_key(&PersonId::from(state.pointer(at)?.as_str()?))
}

/// Sends what must be refused.
fn refused(
    mischief: &mut Mischief,
    what: &str,
    play: &Play<'_>,
    (who, target, action, moment): (Option<usize>, Target, Value, jiff::Timestamp),
) -> Result<bool, String> {
    let Some(who) = who else { return Ok(false) };
    mischief.refused(what, play, request(play.cast.actor(&play.world, who), moment, target, action))?;
    Ok(true)
}

/// On a trip that does not exist, or is somebody else's.
fn lend_without_trip(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let Some((id, last, state)) = one(chance, play, "certificate", &["在管"]) else { return Ok(false) };
    let owner = person(play, &state, "/entry/person");
    let other = one(chance, play, "abroad", &["已批准", "待审批"]);
    let other = other.filter(|(_, _, trip)| person(play, trip, "/applied/survey/applicant") != owner);
    let trip = other.map_or_else(|| MatterId::from("none"), |(trip, _, _)| trip);
    let day = engine::days::Day::at(moment);
    let action = json!({"verb": "lend", "trip": trip, "day": day, "receipt": "借〔0000〕1号"});
    let sent = (play.cast.with_role(Role::SectionClerk), Target::existing(id, last), action, moment);
    refused(mischief, "a certificate lent without a trip", play, sent)
}

/// While it is out on its trip.
fn lend_again(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let Some((id, last, state)) = one(chance, play, "certificate", &["借出"]) else { return Ok(false) };
    let trip = state.pointer("/at/lent/trip").cloned();
    let day = engine::days::Day::at(moment);
    let action = json!({"verb": "lend", "trip": trip, "day": day, "receipt": "借〔0000〕2号"});
    let sent = (play.cast.with_role(Role::SectionClerk), Target::existing(id, last), action, moment);
    refused(mischief, "a certificate lent twice", play, sent)
}

/// For days on which he is to be abroad already.
fn apply_twice(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let Some((_, _, state)) = one(chance, play, "abroad", &["已批准", "待审批"]) else { return Ok(false) };
    let who = person(play, &state, "/applied/survey/applicant").filter(|who| !play.world.is_gone(*who));
    let Some(mut action) = state.pointer("/applied/application").cloned() else { return Ok(false) };
    let period = action.get("period").cloned().and_then(|period| serde_json::from_value::<Period>(period).ok());
    let Some(period) = period else { return Ok(false) };
    // The same days, or the last of them and two more.
    let period = if chance.percent(50) { period } else { Period { from: period.to, to: period.to.plus(4) } };
    let stop = json!({"place": "新加坡", "region": "foreign", "from": period.from.day, "to": period.to.day});
    if let Some(fields) = action.as_object_mut() {
        fields.extend([
            ("verb".to_owned(), json!("apply")),
            ("period".to_owned(), json!(period)),
            ("stops".to_owned(), json!([stop])),
        ]);
    }
    refused(mischief, "a second trip at the same time", play, (who, Target::new("abroad"), action, moment))
}

/// Of a trip that has not begun.
fn report_before_leaving(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let Some((id, last, state)) = one(chance, play, "abroad", &["已批准"]) else { return Ok(false) };
    let from =
        state.pointer("/applied/application/period/from/day").and_then(Value::as_str).and_then(engine::days::Day::of);
    let today = engine::days::Day::at(moment);
    if from.is_none_or(|from| from <= today) {
        return Ok(false);
    }
    let who = person(play, &state, "/applied/survey/applicant");
    let action = json!({"verb": "report_return", "exited": today, "entered": today, "account": "没有去。"});
    refused(mischief, "a return before leaving", play, (who, Target::existing(id, last), action, moment))
}

/// By a member of the team whose name is on the sheet already.
fn sign_twice(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let stages = ["待签字", "待通知", "待答复", "已办结"];
    let Some((id, last, state)) = one(chance, play, "inspection", &stages) else { return Ok(false) };
    let signatures = state.get("signatures").and_then(Value::as_array).cloned().unwrap_or_default();
    let signed = signatures.iter().find(|signature| signature.get("day").is_some_and(|day| !day.is_null()));
    let who = signed.and_then(|signature| person(play, signature, "/key"));
    refused(mischief, "a second signature", play, (who, Target::existing(id, last), json!({"verb": "sign"}), moment))
}

/// What has been struck off, or what nobody has reported.
fn strike_off_again(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let Some((id, last, _)) = one(chance, play, "inspection", &["已办结", "待答复", "待认定"]) else {
        return Ok(false);
    };
    let action = json!({"verb": "recheck", "finding": 1, "passed": true, "opinion": "到位。"});
    let sent = (play.cast.with_role(Role::SectionHead), Target::existing(id, last), action, moment);
    refused(mischief, "a finding struck off again", play, sent)
}

/// Under a second number.
fn issue_twice(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let Some((id, last, _)) = one(chance, play, "dispatch", &["待签收", "已办结"]) else { return Ok(false) };
    let sent =
        (play.cast.with_role(Role::DeputyMinister), Target::existing(id, last), json!({"verb": "issue"}), moment);
    refused(mischief, "a paper issued twice", play, sent)
}

/// Whoever is on the watch already takes it over.
fn swap_with_himself(
    mischief: &mut Mischief,
    chance: &mut Chance,
    play: &Play<'_>,
    moment: jiff::Timestamp,
) -> Result<bool, String> {
    let Some((id, last, state)) = one(chance, play, "watch_roster", &["已排定", "待调班"]) else {
        return Ok(false);
    };
    let Some(shift) = state.pointer("/shifts/0") else { return Ok(false) };
    let (day, part, keeper) = (shift.get("day"), shift.get("part"), shift.get("keeper"));
    let action = json!({"verb": "swap", "day": day, "part": part, "seat": "leader", "to": keeper, "reason": "换人"});
    let sent = (play.cast.with_role(Role::SectionClerk), Target::existing(id, last), action, moment);
    refused(mischief, "a watch swapped with whoever is on it", play, sent)
}
