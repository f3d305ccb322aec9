//! What others ask of a meeting: whether this body decided on this item, and that it decides anew.

use super::{
    Deliberation,
    facts::{Action, Event, Item, Origin, State, Supersede, Verdict},
    stage,
};
use crate::owed::reaction;
use engine::{
    days::Day,
    procedure::{Context, Refusal},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, UnitId},
};

/// A decision that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The unit whose body decided.
    pub unit: UnitId,
    /// The body, in words: 云亭镇党委会.
    pub body: String,
    /// What it decided on.
    pub title: String,
    /// The cadre it is about.
    pub subject: Option<PersonId>,
    /// The matter it decides.
    pub about: Option<MatterId>,
    /// Whether it passed.
    pub passed: bool,
    /// The votes, in words.
    pub basis: String,
    /// When.
    pub day: Day,
}

/// The decision of a meeting on one of its items, as it stands after the meeting is over.
///
/// # Errors
/// `meeting_wanted`, where there is no such meeting, item or result, or it was decided again later.
pub fn decided(meeting: &MatterId, item: u32, at: &str, cx: &Context) -> Result<Decided, Refusal> {
    let no = |sentence: &str| Refusal::new("meeting_wanted", super::rules::MEETING, sentence).at(at);
    let state = cx.facts.read::<Deliberation>(meeting).ok_or_else(|| no("没有这次会议，请重新选择。"))?;
    let found = state.item(item).ok_or_else(|| no("会议没有这个议题，请照纪要的序号填写。"))?;
    if state.closed.is_none() || !is_standing(meeting, cx) {
        return Err(no("会议还没有散会，或已作废，请选择已散会的会议。"));
    }
    let resolved = found.resolved.as_ref().ok_or_else(|| no("会议没有表决这个议题，请先召开会议集体讨论决定。"))?;
    if found.superseded.is_some() {
        return Err(no("这个议题后来复议过，请填写复议的会议。"));
    }
    Ok(Decided {
        unit: state.unit.clone(),
        body: format!("{}{}", state.unit_name, state.body),
        title: found.title.clone(),
        subject: found.subject.clone(),
        about: found.about.clone(),
        passed: resolved.result == Verdict::Passed,
        basis: resolved.basis.clone(),
        day: resolved.day,
    })
}

/// Neither voided nor revoked.
fn is_standing(meeting: &MatterId, cx: &Context) -> bool {
    let over = [stage::CLOSED, stage::CARRYING, stage::DONE];
    cx.facts.brief(meeting).is_some_and(|brief| over.contains(&brief.stage.as_str()))
}

/// A decision is told to whatever it decides, and to the meeting whose decision it replaces.
pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let Event::Resolved(resolved) = event else { return Vec::new() };
    after.item(resolved.item).map(|item| told(after, item)).into_iter().flatten().collect()
}

/// A meeting that is voided or revoked takes its decisions back.
pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    if after.is_some() {
        return Vec::new();
    }
    let back = |item: &Item| Trigger::DecisionUndone {
        meeting: before.id.clone(),
        item: item.number,
        about: item.about.clone(),
    };
    before.items.iter().filter(|item| item.resolved.is_some()).map(back).collect()
}

fn told(state: &State, item: &Item) -> Option<Trigger> {
    let resolved = item.resolved.as_ref()?;
    Some(Trigger::DecisionMade {
        meeting: state.id.clone(),
        item: item.number,
        about: item.about.clone(),
        passed: resolved.result == Verdict::Passed,
        day: resolved.day,
    })
}

/// A decision made again: the earlier meeting's item says so.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let Trigger::DecisionMade { meeting, item, day, .. } = trigger else { return Vec::new() };
    let state = cx.facts.read::<Deliberation>(meeting);
    let origin = state.as_ref().and_then(|state| state.item(*item)).and_then(|item| item.origin.as_ref());
    let Some(Origin::Revisit(before)) = origin else { return Vec::new() };
    let supersede = Supersede { item: before.item, meeting: meeting.clone(), day: *day };
    let about = format!("{meeting}/{item}");
    vec![reaction("deliberation/supersede", &about, Some(before.meeting.clone()), Action::Supersede(supersede), cx)]
}
