//! Chapter 4 of the Opinion: 突出监督重点.

pub mod audit_result;
pub mod chief_supervision;
pub mod declaration;
pub mod declaration_check;
pub mod dossier_review;
pub mod half_year_report;
pub mod integrity_lesson;
pub mod intervention;
pub mod key_department;
pub mod key_post;
pub mod off_duty;
pub mod young_cadre;

use crate::{
    checks::{apart, decider},
    ground::post_change::PostChange,
};
use engine::{
    access::{Hat, Role},
    days::Day,
    facts::PostAt,
    procedure::{Context, Refusal, Side},
    words::{MatterId, PersonId, PostId, UnitId},
};

/// The secretaries of a unit's Party organization on a day: its chiefs of the Party side or of no side; in a unit where the county does not
/// part Party and government, whoever heads it.
#[must_use]
pub fn secretaries(unit: &UnitId, on: Day, cx: &Context) -> Vec<PostAt> {
    let chiefs = cx.facts.chiefs(unit, on);
    let party: Vec<PostAt> = chiefs.iter().filter(|chief| chief.side != Some(Side::Government)).cloned().collect();
    let kinds = cx.policy.dictionary("unit_kinds");
    let kind = cx.facts.unit(unit).and_then(|card| kinds?.term(&card.kind));
    let one_head = kind.is_some_and(|kind| kind.group == "government");
    if party.is_empty() && one_head { chiefs } else { party }
}

/// The secretaries of a unit who may deal with what concerns somebody: neither he himself nor his relatives.
#[must_use]
pub fn able(person: &PersonId, unit: &UnitId, on: Day, cx: &Context) -> Vec<PostAt> {
    let kin = cx.facts.relatives(person);
    let mut heads = secretaries(unit, on, cx);
    heads.retain(|head| head.person != *person && !kin.contains(&head.person));
    heads
}

/// Whether the leader in charge of a unit talks with somebody there: he heads it himself, or only relatives of his do.
#[must_use]
pub fn is_above(person: &PersonId, unit: &UnitId, on: Day, cx: &Context) -> bool {
    let heads = secretaries(unit, on, cx);
    // Where nobody is secretary the talk would fall to whoever else heads the unit; nobody talks with himself.
    let alone = heads.is_empty() && cx.facts.chiefs(unit, on).iter().any(|chief| chief.person == *person);
    alone
        || heads.iter().any(|head| head.person == *person)
        || !heads.is_empty() && able(person, unit, on, cx).is_empty()
}

/// Who owes the talk with somebody in a unit: its head, or the leader in charge of it.
#[must_use]
pub fn talkers(unit: &UnitId, above: bool) -> Vec<Hat> {
    vec![if above { Hat::RoleAt(Role::LeaderInCharge, unit.clone()) } else { Hat::Head(unit.clone()) }]
}

/// To whom it is offered: also to the leader in charge, should nobody who heads the unit be able to.
#[must_use]
pub fn may_talk(unit: &UnitId, above: bool) -> Vec<Hat> {
    let mut by = talkers(unit, above);
    by.extend(talkers(unit, true).into_iter().filter(|_| !above));
    by
}

/// The name of whoever talks with somebody: the secretary himself, where there is one who can; nobody else does in his stead.
///
/// # Errors
/// `recused`, `secretary_talks`.
pub fn talker(person: &PersonId, unit: &UnitId, above: bool, clause: &str, cx: &Context) -> Result<String, Refusal> {
    apart(person, cx)?;
    let able = able(person, unit, cx.day, cx);
    if let (false, Some(first)) = (above, able.first())
        && !able.iter().any(|one| Some(&one.person) == cx.actor.decider())
    {
        let sentence = format!("谈话由党组织主要负责人{}进行，请由其办理。", cx.facts.name(&first.person));
        return Err(Refusal::new("secretary_talks", clause, sentence));
    }
    Ok(decider(cx))
}

/// The posts of which a decision speaks.
#[must_use]
pub fn posts_of(decision: &MatterId, cx: &Context) -> Vec<PostId> {
    let Some(state) = cx.facts.read::<PostChange>(decision) else { return Vec::new() };
    let (left, taken) = (state.sheet.leaves.into_iter(), state.sheet.takes.into_iter());
    left.map(|one| one.post).chain(taken.map(|one| one.post)).collect()
}

/// The time within which somebody may answer what was said against him.
pub struct Answering<'a> {
    /// The limit of the policy pack, and the clause it rests on.
    pub limit: (&'a str, &'a str),
    /// The day from which it runs, and what happened then.
    pub from: (Day, &'a str),
    /// Its last day, as it was counted then.
    pub until: Option<Day>,
}

/// Nothing is concluded over his head: he has answered, or the time for his answer is over. A time that could not be counted then, for
/// want of a calendar, is counted now; as long as it cannot be, his answer is waited for.
///
/// # Errors
/// `answer_time`.
pub fn heard(answered: bool, time: &Answering<'_>, cx: &Context) -> Result<(), Refusal> {
    if answered {
        return Ok(());
    }
    let (limit, clause) = time.limit;
    let pauses = cx.facts.pauses(cx.matter);
    let until = time.until.or_else(|| cx.policy.due(limit, time.from.0, time.from.1, &pauses).day);
    let sentence = match until {
        Some(until) if until < cx.day => return Ok(()),
        Some(until) => {
            format!("本人说明期到{}为止，尚未说明，请收到说明或期满后再办。", until.sentence())
        }
        None => "本人说明期还不能计算（放假安排未公布），请收到本人说明后再办；本人不作说明的，由其书面写明后代录。"
            .to_owned(),
    };
    Err(Refusal::new("answer_time", clause, sentence))
}
