//! The leading body that a secretary answers for: who sits in it by his days, with whom he has talked, and the superior's talk with all of it.

use super::{
    facts::{
        AbsentRow, Action, BodyTalked, Join, Joined, Member, MemberTalked, Part, Parted, Sitting, State, TalkBody,
        TalkMember, Undone,
    },
    hearing::{of_year_naming, rests},
    rules::{CLAUSE, COLLECTIVE, within},
    stage,
};
use crate::{
    checks::{self, filled, written},
    focus::secretaries,
    owed::reaction,
};
use engine::{
    days::Day,
    policy::Policy,
    procedure::{Context, Refusal},
    trigger::Reaction,
    words::{MatterId, PersonId, PostId, UnitId},
};

impl Sitting {
    fn covers(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl State {
    /// Whether the superior still owes the talk with the whole body.
    #[must_use]
    pub fn owes_body_talk(&self, policy: &Policy) -> bool {
        let needed = policy.number(COLLECTIVE, self.opened.day).and_then(|count| usize::try_from(count).ok());
        !self.body.is_empty() && self.body_talks.len() < needed.unwrap_or_default()
    }

    /// Whether nothing is to be said to a member any more: he was talked with, or it was said why not.
    fn is_done_with(&self, person: &PersonId) -> bool {
        self.member_talks.iter().any(|one| one.talk.member == *person)
            || self.skipped.iter().any(|one| one.skip.member == *person)
    }

    /// Whoever comes into the body, or goes on in it by another post.
    pub(super) fn join(&mut self, joined: Joined) {
        let Joined { member, day, decision } = joined;
        let his = self.body.iter_mut().rev().find(|sitting| sitting.person == member.person);
        match his.filter(|sitting| sitting.until.is_none_or(|until| until == day)) {
            Some(sitting) => (sitting.until, sitting.parted) = (None, None),
            None => {
                let (person, name) = (member.person.clone(), member.name.clone());
                let joined = Some(decision);
                self.body.push(Sitting { person, name, from: Some(day), until: None, joined, parted: None });
            }
        }
        self.owe(member);
    }

    fn owe(&mut self, member: Member) {
        let known = self.untalked.iter().any(|one| one.person == member.person);
        if !known && !self.is_done_with(&member.person) {
            self.untalked.push(member);
        }
    }

    pub(super) fn part(&mut self, parted: Parted) {
        let Parted { member, day, decision } = parted;
        let mut his = self.body.iter_mut().rev().filter(|sitting| sitting.person == member.person);
        if let Some(sitting) = his.find(|sitting| sitting.until.is_none()) {
            (sitting.until, sitting.parted) = (Some(day), Some(decision));
        }
        self.untalked.retain(|one| one.person != member.person);
    }

    /// Members whom the register knows and no decision told of, as a talk found them.
    pub(super) fn meet(&mut self, talked: &MemberTalked) {
        let new = |member: &&Member| !self.body.iter().any(|sitting| sitting.person == member.person);
        let new: Vec<Member> = talked.left.iter().filter(new).cloned().collect();
        self.body.extend(new.into_iter().map(Sitting::from));
    }

    /// Whoever came by that decision never did, and whoever left by it has not.
    pub(super) fn undo(&mut self, undone: &Undone) {
        let decision = Some(&undone.decision);
        let came: Vec<PersonId> = {
            let by_it = self.body.iter().filter(|sitting| sitting.joined.as_ref() == decision);
            by_it.map(|sitting| sitting.person.clone()).collect()
        };
        self.body.retain(|sitting| sitting.joined.as_ref() != decision);
        self.untalked.retain(|one| !came.contains(&one.person));
        let mut back = Vec::new();
        for sitting in self.body.iter_mut().filter(|sitting| sitting.parted.as_ref() == decision) {
            (sitting.until, sitting.parted) = (None, None);
            back.push(Member { person: sitting.person.clone(), name: sitting.name.clone() });
        }
        back.into_iter().for_each(|member| self.owe(member));
    }
}

impl From<Member> for Sitting {
    fn from(member: Member) -> Self {
        Self { person: member.person, name: member.name, from: None, until: None, joined: None, parted: None }
    }
}

/// Members of the body with whom its secretary talks: everybody in it but himself, each once.
pub(super) fn body(unit: &UnitId, head: &PersonId, on: Day, cx: &Context) -> Vec<Member> {
    let mut found: Vec<Member> = Vec::new();
    for seat in cx.facts.members(unit, on) {
        if seat.person != *head && !found.iter().any(|known| known.person == seat.person) {
            found.push(Member { name: cx.facts.name(&seat.person), person: seat.person });
        }
    }
    found
}

/// Whether somebody sat in the body on a day: by the days told of him, else by the register.
fn sat(state: &State, person: &PersonId, day: Day, cx: &Context) -> Option<String> {
    let mut his = state.body.iter().filter(|sitting| sitting.person == *person).peekable();
    if his.peek().is_some() {
        return his.find(|sitting| sitting.covers(day)).map(|sitting| sitting.name.clone());
    }
    let then = body(&state.opened.unit, &state.opened.person, day, cx);
    then.into_iter().find(|member| member.person == *person).map(|member| member.name)
}

fn member(state: &State, person: &PersonId, day: Day, at: &str, cx: &Context) -> Result<String, Refusal> {
    let absent = || {
        let sentence = format!("{}{}不是本单位班子成员，请另选或核对日期。", cx.facts.name(person), day.sentence());
        Refusal::new("not_member", CLAUSE, sentence).at(at)
    };
    sat(state, person, day, cx).ok_or_else(absent)
}

pub(super) fn talking_with(state: &State, talk: TalkMember, cx: &Context) -> Result<MemberTalked, Refusal> {
    within(state, talk.day, "谈话日期", cx)?;
    written(&talk.gist, "/gist", "谈话要点", cx)?;
    let opened = &state.opened;
    let name = member(state, &talk.member, talk.day, "/member", cx)?;
    let now = body(&opened.unit, &opened.person, cx.day, cx);
    // Whoever is to come on a later day is not in the body yet, and is talked with all the same.
    let later = |member: &&Member| {
        state
            .body
            .iter()
            .any(|sitting| sitting.person == member.person && sitting.from.is_some_and(|from| cx.day < from))
    };
    let later = state.untalked.iter().filter(later).filter(|one| !now.iter().any(|known| known.person == one.person));
    let all = now.iter().chain(later);
    let owed = all.filter(|one| one.person != talk.member && !state.is_done_with(&one.person));
    let left = owed.cloned().collect();
    Ok(MemberTalked { talk, name, left })
}

/// The superior's talk with the whole body: whoever of it was not there is named with a reason.
pub(super) fn talking(state: &State, talk: TalkBody, cx: &Context) -> Result<BodyTalked, Refusal> {
    within(state, talk.day, "谈话日期", cx)?;
    let opened = &state.opened;
    let all = body(&opened.unit, &opened.person, talk.day, cx);
    for (row, AbsentRow { member: who, reason }) in talk.absent.iter().enumerate() {
        let at = format!("/absent/{row}/member");
        if *who != opened.person {
            member(state, who, talk.day, &at, cx)?;
        }
        if talk.absent.iter().take(row).any(|before| before.member == *who) {
            let sentence = format!("{}填了两行，请删去一行。", cx.facts.name(who));
            return Err(Refusal::new("row_twice", "", sentence).at(&at));
        }
        filled(reason, &format!("/absent/{row}/reason"), "缺席原因")?;
    }
    written(&talk.gist, "/gist", "谈话要点", cx)?;
    let head = Member { person: opened.person.clone(), name: opened.name.clone() };
    let away = |one: &Member| talk.absent.iter().any(|row| row.member == one.person);
    let there: Vec<Member> = std::iter::once(head).chain(all).filter(|one| !away(one)).collect();
    if there.len() < 2 {
        let sentence = "到场不足两人，不是班子集体谈话；单独谈话的登记“上级谈话”。";
        return Err(Refusal::new("nobody_there", CLAUSE, sentence).at("/absent"));
    }
    Ok(BodyTalked { talk, there, by: checks::decider(cx) })
}

/// Whoever is in the body by another post has not left it.
pub(super) fn parting(state: &State, part: Part, cx: &Context) -> super::Event {
    let Part { person, day, decision } = part;
    let stays = cx.facts.members(&state.opened.unit, day).iter().any(|seat| seat.person == person);
    let member = Member { name: cx.facts.name(&person), person };
    if stays {
        return super::Event::Joined(Joined { member, day, decision });
    }
    super::Event::Parted(Parted { member, day, decision })
}

pub(super) fn joining(join: Join, cx: &Context) -> Joined {
    let member = Member { name: cx.facts.name(&join.person), person: join.person };
    Joined { member, day: join.day, decision: join.decision }
}

/// Years of a unit's secretaries that are not over.
fn of_secretaries(unit: &UnitId, day: Day, cx: &Context) -> impl Iterator<Item = (MatterId, State)> + use<> {
    let heads = secretaries(unit, day, cx);
    let runs = |state: &State| {
        let over = matches!(state.stage(), stage::DONE | stage::LEFT) || state.left.is_some();
        state.opened.unit == *unit
            && !over
            && (!state.body.is_empty() || heads.iter().any(|head| head.person == state.opened.person))
    };
    let found: Vec<_> =
        of_year_naming(day.year(), unit.as_str(), cx).into_iter().filter(|(_, state)| runs(state)).collect();
    found.into_iter()
}

/// Somebody takes a post of the body.
pub(super) fn begun(
    person: &PersonId,
    post: &PostId,
    day: Day,
    decision: &MatterId,
    cx: &Context,
) -> Vec<Reaction<Action>> {
    let Some(card) = cx.facts.post(post).filter(|card| card.leading) else { return Vec::new() };
    let join = |(id, _): (MatterId, State)| {
        let join = Join { person: person.clone(), day, decision: decision.clone() };
        let about = format!("{id}/{person}/{post}/{decision}");
        reaction("chief_supervision/join", &about, Some(id), Action::Join(join), cx)
    };
    of_secretaries(&card.unit, day, cx).filter(|(_, state)| state.opened.person != *person).map(join).collect()
}

/// A member leaves a post of the body.
pub(super) fn ended(
    person: &PersonId,
    post: &PostId,
    day: Day,
    decision: &MatterId,
    cx: &Context,
) -> Vec<Reaction<Action>> {
    let Some(card) = cx.facts.post(post).filter(|card| card.leading) else { return Vec::new() };
    let sits = |state: &State| state.body.iter().any(|sitting| sitting.person == *person && sitting.until.is_none());
    let part = |(id, _): (MatterId, State)| {
        let part = Part { person: person.clone(), day, decision: decision.clone() };
        let about = format!("{id}/{person}/{post}/{decision}");
        reaction("chief_supervision/part", &about, Some(id), Action::Part(part), cx)
    };
    of_secretaries(&card.unit, day, cx).filter(|(_, state)| sits(state)).map(part).collect()
}

/// Years in which somebody came into the body or left it by a decision, other than those that rest on it anyway.
pub(super) fn resting(decision: &MatterId, cx: &Context) -> Vec<(MatterId, State)> {
    let by_it = |sitting: &Sitting| [&sitting.joined, &sitting.parted].into_iter().flatten().any(|one| one == decision);
    let year = cx.day.year();
    let mut found = of_year_naming(year - 1, decision.as_str(), cx);
    found.extend(of_year_naming(year, decision.as_str(), cx));
    found.retain(|(_, state)| !rests(state, decision) && state.body.iter().any(by_it));
    found
}
