//! A change of posts while a leave is under way: who signs is asked anew, a chief's absence is looked at in his new unit, and where
//! the stand-in leaves the body another one is named.

use super::{
    super::{
        Leave,
        facts::{
            Action, ClashKind, Diagnosis, DiagnosisKept, Event, NameStandIn, NewPost, PostNoted, PresenceAsked,
            Rerouted, StandInLeaves, StandInLost, StandInNamed, State,
        },
    },
    applicant::Applicant,
    checks, clashes, route,
    survey::{Occasion, World},
    ways,
};
use engine::{
    days::{Day, Period},
    facts::Query,
    parts::Chain,
    procedure::{Context, Procedure, Refusal},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, UnitId},
};

/// What leaves overhear of decisions about posts.
pub(in super::super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostBegun { person, post, day, matter, .. } => {
            let mine = under_way(person, cx).into_iter().filter(|(_, state)| state.applicant() == person);
            let new = NewPost { day: *day, decision: matter.clone() };
            mine.map(|(id, _)| react("post", &format!("{matter}/{post}"), id, Action::NewPost(new.clone()), cx))
                .collect()
        }
        Trigger::PostEnded { person, post, day, to_unit, matter, .. } => {
            let stands = |state: &State| {
                state.applied.application.stand_in.as_ref() == Some(person)
                    && state.stand_in_lost.is_none()
                    && state.allowed().to.day >= *day
                    && to_unit.as_ref() != Some(&state.applied.survey.unit)
                    && !stays(person, post, &state.applied.survey.unit, *day, cx)
            };
            let theirs = under_way(person, cx).into_iter().filter(|(_, state)| stands(state));
            let leaves = StandInLeaves { person: person.clone(), day: *day };
            let about = format!("{matter}/{post}");
            theirs.map(|(id, _)| react("stand_in", &about, id, Action::StandInLeaves(leaves.clone()), cx)).collect()
        }
        _ => Vec::new(),
    }
}

fn react(what: &str, about: &str, to: MatterId, action: Action, cx: &Context) -> Reaction<Action> {
    let key = format!("leave/{what}/{to}/{about}/{}", cx.now.as_microsecond());
    Reaction { key, to: Some(to), action }
}

/// Leaves that concern a person and are not over; those voided or revoked hear nothing.
pub(super) fn under_way(person: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let query = Query { kind: Leave::KIND.id, person: Some(person.clone()), open: Some(true), ..Query::default() };
    let alive = cx.facts.matters(&query).into_iter().filter(|brief| !brief.done);
    let states = alive.filter_map(|brief| Some((brief.id, serde_json::from_str::<State>(&brief.state).ok()?)));
    states.filter(|(_, state)| !state.is_back() && state.ended.is_none()).collect()
}

/// Whether he holds another post of the unit's body.
fn stays(person: &PersonId, ended: &PostId, unit: &UnitId, on: Day, cx: &Context) -> bool {
    cx.facts.posts(person, on).iter().any(|at| &at.post != ended && &at.unit == unit && at.leading)
}

/// The chain that still waits for signatures, the application's or the proposal's; nothing where it lies with the applicant.
fn waiting(state: &State) -> Option<&Chain> {
    match &state.proposal {
        Some(proposal) => proposal.sent_back.is_none().then_some(&proposal.chain),
        None => (state.sent_back.is_none() && !state.is_decided()).then_some(&state.chain),
    }
}

/// The person has another post: the signatures that are still missing are those of his new superiors, and a chief's absence is
/// compared with the other chief's of his new unit. Nothing of it can refuse the decision about the post.
pub(super) fn new_post(state: &State, new: &NewPost, cx: &Context) -> Vec<Event> {
    let on = state.applied.application.period.from.day.max(new.day);
    let applicant = Applicant::find(state.applicant(), on, cx).ok();
    let mut events: Vec<Event> = Vec::new();
    if let Some(applicant) = &applicant {
        events.extend(rerouted(state, applicant, on, cx));
        if state.may_be_away() && !applicant.is_above() {
            events.extend(asked(state, new, cx));
        }
    }
    if events.is_empty() {
        let post = applicant.map_or_else(|| cx.facts.post_text(state.applicant(), on), |applicant| applicant.post);
        events.push(Event::PostNoted(PostNoted { day: cx.day, post }));
    }
    events
}

fn rerouted(state: &State, applicant: &Applicant, on: Day, cx: &Context) -> Option<Event> {
    let chain = waiting(state)?;
    let applied = state.proposal.as_ref().map_or(&state.applied, |proposal| &proposal.proposed.applied);
    let stations = route::stations(applicant, applied.survey.upper, on, cx).ok()?;
    if stations.is_empty() || stations == chain.stations {
        return None;
    }
    let path: Vec<&str> = stations.iter().map(|station| station.word.as_str()).collect();
    let words = format!("现任{}，审批环节改为{}", applicant.post, path.join(" → "));
    Some(Event::Rerouted(Rerouted {
        day: cx.day,
        post: applicant.post.clone(),
        unit: applicant.unit.id.clone(),
        unit_name: applicant.unit.name.clone(),
        heads: applicant.heads.clone(),
        stations,
        words,
    }))
}

/// The other chief of the new unit is away at the same time: both are asked who is at his post.
fn asked(state: &State, new: &NewPost, cx: &Context) -> Vec<Event> {
    let application = &state.applied.application;
    let allowed = state.allowed();
    let start = engine::days::HalfDay::morning(new.day).max(allowed.from);
    let Some(window) = Period::new(start, allowed.to) else { return Vec::new() };
    let Ok(world) = World::read_on(state.applicant(), application, window.from.day, cx) else { return Vec::new() };
    let found = world.clashes(application, window, cx);
    let chiefs = found.into_iter().filter(|clash| clash.kind == ClashKind::Chiefs);
    let known = |matter: &MatterId| state.presence.iter().any(|presence| &presence.asked.matter == matter);
    let ask = |clash: super::super::facts::Clash| {
        let (other, matter) = (clash.person?, clash.matter?);
        let other_name = cx.facts.name(&other);
        let words = format!("{}任职后，{}", state.applied.survey.name, clash.words);
        let since = clash.period.from;
        (!known(&matter)).then_some(Event::PresenceAsked(PresenceAsked {
            other,
            other_name,
            matter,
            since,
            words,
            day: cx.day,
        }))
    };
    chiefs.filter_map(ask).collect()
}

/// 代行职责人离岗
pub(super) fn stand_in_leaves(leaves: StandInLeaves, cx: &Context) -> Vec<Event> {
    let name = cx.facts.name(&leaves.person);
    vec![Event::StandInLost(StandInLost { person: leaves.person, name, day: leaves.day })]
}

/// 改定代行职责人: the same questions as at the application, for the days that are left.
pub(super) fn name_stand_in(state: &State, name: NameStandIn, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let mut application = state.applied.application.clone();
    application.stand_in = Some(name.stand_in.clone());
    application.second_stand_in = application.second_stand_in.filter(|second| second != &name.stand_in);
    let lost = state.stand_in_lost.as_ref().ok_or_else(Refusal::not_now)?;
    if lost.person == name.stand_in {
        let sentence = format!("{}自{}起离岗，不能代行职责，请另选。", lost.name, lost.day.sentence());
        return Err(Refusal::new("not_a_member", clashes::ANNEX, sentence).at("/stand_in"));
    }
    let allowed = state.allowed();
    let from = allowed.from.max(engine::days::HalfDay::morning(lost.day)).min(allowed.to);
    let world = World::read_on(state.applicant(), &application, from.day, cx)?;
    let occasion = Occasion { window: Period { from, to: allowed.to }, at: "/stand_in", timed: false };
    checks::stand_in(&world, &application, &occasion, cx)
        .map_err(|refusal| ways::of_stand_in(refusal, &world, &application, &occasion, cx))?;
    let named =
        StandInNamed { name: cx.facts.name(&name.stand_in), stand_in: name.stand_in, phone: name.phone, day: cx.day };
    Ok(vec![Event::StandInNamed(named)])
}

/// 补交诊断
pub(super) fn diagnosis(kept: Diagnosis, cx: &Context) -> Vec<Event> {
    vec![Event::DiagnosisKept(DiagnosisKept { diagnosis: kept.diagnosis, day: cx.day })]
}
