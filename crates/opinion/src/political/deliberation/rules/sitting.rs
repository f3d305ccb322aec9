//! Who is there, who leaves, whose paper is read out, and whether that is enough.

use super::{MEETING, PERSONNEL, QUORUM, REVISIT, RULES, unknown_item};
use crate::{
    checks::filled,
    political::deliberation::facts::{
        Attended, Item, Presence, ReadOut, Recuse, Recused, Sat, Sitting, State, Support, Supported, Written,
    },
};
use engine::{
    procedure::{Context, Lead, Refusal, Way},
    words::PersonId,
};

/// The smallest number that is at least this part of those entitled. Without the limit nobody is asked for.
fn at_least(limit: &str, entitled: u32, cx: &Context) -> u32 {
    let part = cx.policy.limit(limit, cx.day).and_then(engine::policy::LimitVersion::fraction);
    let needs = part.map_or(0, |(over, under)| (i64::from(entitled) * over + under - 1) / under);
    u32::try_from(needs).unwrap_or(u32::MAX)
}

/// The smallest number that is more than this part of those entitled.
pub(super) fn more_than(limit: &str, entitled: u32, cx: &Context) -> u32 {
    let part = cx.policy.limit(limit, cx.day).and_then(engine::policy::LimitVersion::fraction);
    let needs = part.map_or(0, |(over, under)| i64::from(entitled) * over / under + 1);
    u32::try_from(needs).unwrap_or(u32::MAX)
}

/// Begins, or goes on. Each member is there, excused or absent; too few end it before it began.
pub(super) fn sat(state: &State, sitting: Sitting, cx: &Context) -> Result<Sat, Refusal> {
    let attended = attended(state, &sitting)?;
    let present = attended.iter().filter(|one| one.presence == Presence::Present);
    let count = u32::try_from(present.clone().count()).unwrap_or(u32::MAX);
    let entitled = state.entitled();
    let needs = at_least(QUORUM, entitled, cx);
    if count < needs {
        let sentence = format!("应到{entitled}人，到会{count}人，至少须{needs}人到会才能开会，请改期。");
        return Err(Refusal::new("quorum", RULES, sentence).at("/attendance"));
    }
    if !present.clone().any(|one| one.person == sitting.chair) {
        let sentence = "主持人须是到会的班子成员，请另选。";
        return Err(Refusal::new("chair_absent", RULES, sentence).at("/chair"));
    }
    let mut in_chair = present.filter(|one| one.person == state.chief);
    if in_chair.next().is_some() && sitting.chair != state.chief {
        let sentence = format!("{}到会，由其主持会议。", state.chief_name);
        let way = Way::new(format!("改由{}主持", state.chief_name), Lead::Field("/chair".into()));
        return Err(Refusal::new("chief_presides", RULES, sentence).at("/chair").ways([way]));
    }
    let personnel_needs = at_least(PERSONNEL, entitled, cx);
    let quorum = format!("应到{entitled}人，到会{count}人；开会须{needs}人，讨论人事任免须{personnel_needs}人");
    let chair_name = state.name(&sitting.chair);
    Ok(Sat { chair: sitting.chair, chair_name, attended, quorum, personnel_needs, day: cx.day })
}

fn attended(state: &State, sitting: &Sitting) -> Result<Vec<Attended>, Refusal> {
    let mut attended: Vec<Attended> = Vec::new();
    for (row, one) in sitting.attendance.iter().enumerate() {
        let at = format!("/attendance/{row}/person");
        let name = state.name(&one.person);
        if !state.members.iter().any(|member| member.person == one.person) {
            let sentence = format!("{name}不是应到人员，列席的不登记到会，请删去这一行。");
            return Err(Refusal::new("not_entitled", "", sentence).at(&at));
        }
        if attended.iter().any(|known| known.person == one.person) {
            return Err(Refusal::new("row_twice", "", format!("{name}填了两次，请删去一行。")).at(&at));
        }
        let reason = one.reason.clone().filter(|reason| !reason.trim().is_empty());
        if one.presence != Presence::Present && reason.is_none() {
            let sentence = format!("{name}没有到会，请写明原因。");
            return Err(Refusal::new("field_missing", "", sentence).at(&format!("/attendance/{row}/reason")));
        }
        attended.push(Attended { person: one.person.clone(), name, presence: one.presence, reason });
    }
    let missing = |member: &&super::super::facts::Member| !attended.iter().any(|one| one.person == member.person);
    if let Some(member) = state.members.iter().find(missing) {
        let sentence = format!("没有登记{}是否到会，请补填。", member.name);
        return Err(Refusal::new("attendance_missing", "", sentence).at("/attendance"));
    }
    Ok(attended)
}

/// An item that waits for something, by its number.
pub(super) fn open_item(state: &State, number: u32) -> Result<&Item, Refusal> {
    let item = state.item(number).ok_or_else(unknown_item)?;
    if item.is_settled() {
        let sentence = format!("议题{number}已有结果，不能再办；要改变的由下次会议复议。");
        return Err(Refusal::new("item_settled", MEETING, sentence).at("/item"));
    }
    Ok(item)
}

/// A member who is there.
pub(super) fn present(state: &State, person: &PersonId, at: &str) -> Result<String, Refusal> {
    let name = state.name(person);
    if state.present().any(|there| there == person) {
        return Ok(name);
    }
    let sentence = format!("{name}没有到会，请另选到会人员；其书面意见用“登记书面意见”登记，不计票。");
    Err(Refusal::new("not_present", RULES, sentence).at(at))
}

pub(super) fn recused(state: &State, recuse: Recuse) -> Result<Recused, Refusal> {
    let item = open_item(state, recuse.item)?;
    filled(&recuse.reason, "/reason", "回避事由")?;
    let name = present(state, &recuse.person, "/person")?;
    if item.is_recused(&recuse.person) {
        return Err(Refusal::new("recused_already", "", format!("{name}已登记回避，不用再登记。")).at("/person"));
    }
    if item.has_spoken(&recuse.person) {
        let sentence = format!("{name}已经对这个议题发言，不能再登记回避；请先暂缓表决，下次会议再议。");
        return Err(Refusal::new("spoken_already", RULES, sentence).at("/person"));
    }
    Ok(Recused { item: recuse.item, person: recuse.person, name, reason: recuse.reason })
}

pub(super) fn read_out(state: &State, written: Written) -> Result<ReadOut, Refusal> {
    open_item(state, written.item)?;
    filled(&written.words.0, "/words", "书面意见")?;
    let name = state.name(&written.person);
    if !state.members.iter().any(|member| member.person == written.person) {
        return Err(
            Refusal::new("not_entitled", "", format!("{name}不是应到人员，请另选应到而没有到会的人员。")).at("/person")
        );
    }
    if state.present().any(|there| there == &written.person) {
        let sentence = format!("{name}到会，请当场发言表态。");
        return Err(Refusal::new("is_present", RULES, sentence).at("/person"));
    }
    Ok(ReadOut { written, name })
}

/// An item is decided again only when more than the county's part of all members agree to it.
pub(super) fn supported(state: &State, support: Support, cx: &Context) -> Result<Supported, Refusal> {
    let item = open_item(state, support.item)?;
    if !item.waits_for_support() {
        return Err(Refusal::new("not_revisited", "", "这个议题不是复议的议题，不用登记。").at("/item"));
    }
    let mut people: Vec<&PersonId> = Vec::new();
    for (row, one) in support.supporters.iter().enumerate() {
        let at = format!("/supporters/{row}/person");
        present(state, &one.person, &at)?;
        if people.contains(&&one.person) {
            let sentence = format!("{}填了两次，请删去一行。", state.name(&one.person));
            return Err(Refusal::new("row_twice", "", sentence).at(&at));
        }
        people.push(&one.person);
    }
    let (entitled, needs) = (state.entitled(), more_than(REVISIT, state.entitled(), cx));
    if u32::try_from(people.len()).is_ok_and(|count| count < needs) {
        let sentence =
            format!("应到{entitled}人，同意复议{}人，至少须{needs}人同意才能复议，请撤回这个议题。", people.len());
        return Err(Refusal::new("revisit_unsupported", RULES, sentence).at("/supporters"));
    }
    Ok(Supported { item: support.item, names: people.into_iter().map(|person| state.name(person)).collect() })
}
