//! Who holds a key post and since when, what is owed of him, and how history becomes state.

use super::{
    facts::{
        Action, Check, Checked, Defer, Deferred, Enter, Entered, Event, Former, Holder, Leave, Left, PutOver,
        PutOverTo, Recused, Relation, Removed, State, Talk, Talked, Undone,
    },
    hearing, stage,
};
use crate::{
    checks::{self, filled, post_label, term},
    focus::{apart, secretaries},
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::Day,
    facts::PostCard,
    procedure::{Context, Misfit, Refusal, roles},
    words::{MatterId, PersonId, PostId},
};

/// How long one holds a key post before rotation.
pub(super) const TERM: &str = "key_post.term";
/// How often the holder is talked with.
pub(super) const TALK: &str = "key_post.talk";
/// How often the section looks at a post.
pub(super) const CHECK: &str = "key_post.check";
/// How soon it is said what follows from a relative in the unit.
pub(super) const RECUSE: &str = "key_post.recuse";
/// Clause.
pub(super) const CLAUSE: &str = "4.1.3";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.removed, &self.holder) {
            (Some(_), _) => stage::REMOVED,
            (None, None) => stage::VACANT,
            (None, Some(holder)) if !holder.relations.is_empty() && self.recused.is_none() => stage::RECUSING,
            (None, Some(_)) => stage::HELD,
        }
    }

    /// Who talks with the holder: the head of the unit, or, where the holder heads it, the leader in charge of it.
    #[must_use]
    pub fn talkers(&self) -> Vec<Hat> {
        let unit = self.entered.unit.clone();
        let heads = self.holder.as_ref().is_some_and(|holder| holder.heads);
        vec![if heads { Hat::RoleAt(Role::LeaderInCharge, unit) } else { Hat::Head(unit) }]
    }

    /// Talks and checks are of the present holder; with another they begin anew.
    fn seat(&mut self, holder: Option<Holder>) {
        self.holder = holder;
        self.talks.clear();
        self.deferred = None;
        self.recused = None;
    }
}

pub(super) fn leaders() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister])
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("enter", "列入关键岗位", section()).main()] };
    if state.removed.is_some() {
        return Vec::new();
    }
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let mut offers = Vec::new();
    if state.holder.is_some() {
        if state.stage() == stage::RECUSING {
            offers.push(Offer::new("recuse", "认定回避", section()).main());
        }
        offers.push(Offer::new("talk", "谈话", state.talkers()));
        offers.push(Offer::new("defer", "缓轮", leaders()));
        offers.push(system("leave", "离任"));
    } else {
        offers.push(system("take", "任职"));
    }
    offers.push(Offer::new("check", "检查", section()));
    offers.push(Offer::new("put_over", "转到新岗位", section()));
    offers.push(system("undo", "任免决定撤回"));
    offers.push(Offer::new("remove", "调出", section()).grave());
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Enter(enter) => entering(&enter, cx).map(|entered| vec![Event::Entered(Box::new(entered))]),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Leave(leave) => leaving(state, leave, cx),
        other => by_one(state, other, cx).map(|event| vec![event]),
    }
}

/// He leaves. Whoever was appointed before he was dismissed is in the seat already.
fn leaving(state: &State, leave: Leave, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let (left, post) = (held(state)?, &state.entered.post);
    let gone = Event::Left(Left { day: leave.day, name: left.name.clone(), leave: leave.clone() });
    let known: Vec<PersonId> = hearing::of_post(post, cx).filter_map(|(_, state)| Some(state.holder?.person)).collect();
    let after = cx.facts.seated(post, leave.day).into_iter().find(|person| !known.contains(person));
    let since = |person: PersonId| {
        let at = cx.facts.posts(&person, leave.day.max(cx.day)).into_iter().find(|at| at.post == *post)?;
        Some((person, at.since))
    };
    let taken = after
        .and_then(since)
        .and_then(|(person, since)| Some(Event::Taken(holder(&person, &cx.facts.post(post)?, since, None, cx))));
    Ok(std::iter::once(gone).chain(taken).collect())
}

fn by_one(state: &State, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match action {
        Action::Enter(_) | Action::Leave(_) => Err(Refusal::not_now()),
        Action::Take(take) => {
            let card = checks::post(&state.entered.post, "/post", cx)?;
            Ok(Event::Taken(holder(&take.person, &card, take.day, Some(take.decision), cx)))
        }
        Action::Undo(cause) => Ok(Event::Undone(Undone { decision: cause.decision, day: cx.day })),
        Action::Talk(talk) => talking(state, talk, cx).map(Event::Talked),
        Action::Check(check) => checking(check, cx).map(Event::Checked),
        Action::Defer(defer) => deferring(state, defer, cx).map(Event::Deferred),
        Action::Recuse(recuse) => {
            apart(&held(state)?.person, cx)?;
            filled(&recuse.text.0, "/text", "处理和理由")?;
            Ok(Event::Recused(Recused { recuse, day: cx.day }))
        }
        Action::PutOver(over) => putting_over(state, over, cx).map(|over| Event::PutOver(Box::new(over))),
        Action::Remove(remove) => {
            filled(&remove.reason.0, "/reason", "调出理由")?;
            Ok(Event::Removed(Removed { remove, day: cx.day }))
        }
    }
}

fn held(state: &State) -> Result<&Holder, Refusal> {
    state.holder.as_ref().ok_or_else(Refusal::not_now)
}

/// Whoever holds the post, with relatives in its unit.
fn holder(person: &PersonId, card: &PostCard, since: Day, decision: Option<MatterId>, cx: &Context) -> Holder {
    let same = |other: &PersonId| cx.facts.posts(other, cx.day).iter().any(|at| at.unit == card.unit);
    let relation = |other: PersonId| Relation {
        words: format!("{}（{}）", cx.facts.name(&other), cx.facts.post_text(&other, cx.day)),
        person: other,
    };
    let relations = cx.facts.relatives(person).into_iter().filter(same).map(relation).collect();
    let heads = secretaries(&card.unit, cx.day.max(since), cx).iter().any(|head| head.person == *person);
    Holder { name: cx.facts.name(person), person: person.clone(), since, noted: cx.day, heads, relations, decision }
}

/// Who sits in a post today, with the first day: of several the one asked for.
fn seated(post: &PostId, asked: Option<&PersonId>, cx: &Context) -> Result<Option<(PersonId, Day)>, Refusal> {
    let since = |person: PersonId| {
        let at = cx.facts.posts(&person, cx.day).into_iter().find(|at| at.post == *post)?;
        Some((person, at.since))
    };
    let all: Vec<(PersonId, Day)> = cx.facts.seated(post, cx.day).into_iter().filter_map(since).collect();
    match (asked, all.len()) {
        (Some(asked), _) => {
            let found = all.into_iter().find(|(person, _)| person == asked);
            let absent = || {
                let sentence = format!("{}不在这个岗位，请核对任职人。", cx.facts.name(asked));
                Refusal::new("not_seated", CLAUSE, sentence).at("/person")
            };
            found.map(Some).ok_or_else(absent)
        }
        (None, 0 | 1) => Ok(all.into_iter().next()),
        (None, count) => {
            let sentence = format!("这个岗位有{count}人任职，请选择任职人，每人单独列入。");
            Err(Refusal::new("holder_unclear", CLAUSE, sentence).at("/person"))
        }
    }
}

fn entering(enter: &Enter, cx: &Context) -> Result<Entered, Refusal> {
    let card = checks::post(&enter.post, "/post", cx)?;
    checks::unit(&card.unit, "/post", cx)?;
    let category = term(&enter.category, "/category", cx)?;
    let seated = seated(&enter.post, enter.person.as_ref(), cx)?;
    let label = post_label(&card, cx);
    let who = seated.as_ref().map(|(person, _)| person);
    if hearing::of_post(&enter.post, cx).any(|(_, state)| state.holder.as_ref().map(|holder| &holder.person) == who) {
        let sentence = format!("{label}已列入关键岗位，请在原事项办理。");
        return Err(Refusal::new("post_known", CLAUSE, sentence).at("/post"));
    }
    let holder = seated.map(|(person, since)| holder(&person, &card, since, None, cx));
    Ok(Entered { post: enter.post.clone(), unit: card.unit, label, category, holder, day: cx.day })
}

/// What has not happened yet, or was before he held the post, is not entered.
fn past(day: Day, first: Option<Day>, what: &str, cx: &Context) -> Result<(), Refusal> {
    if day > cx.day {
        let sentence = format!("{what}{}还没有到，请核对日期。", day.sentence());
        return Err(Refusal::new("in_future", "", sentence).at("/day"));
    }
    if let Some(first) = first.filter(|first| day < *first) {
        let sentence = format!("{what}不能早于任职日期{}，请核对。", first.sentence_with_year());
        return Err(Refusal::new("day_before", "", sentence).at("/day"));
    }
    Ok(())
}

fn talking(state: &State, talk: Talk, cx: &Context) -> Result<Talked, Refusal> {
    let holder = held(state)?;
    apart(&holder.person, cx)?;
    let me = cx.actor.decider();
    let heads = secretaries(&state.entered.unit, cx.day, cx);
    if let (false, Some(head)) = (holder.heads, heads.first())
        && !heads.iter().any(|one| Some(&one.person) == me)
    {
        let name = cx.facts.name(&head.person);
        let sentence = format!("谈话由党组织主要负责人{name}进行，请由其办理。");
        return Err(Refusal::new("secretary_talks", CLAUSE, sentence));
    }
    past(talk.day, Some(holder.since), "谈话日期", cx)?;
    filled(&talk.text.0, "/text", "谈话要点")?;
    let by = me.map_or_else(|| cx.actor.account.clone(), |me| cx.facts.name(me));
    Ok(Talked { talk, name: holder.name.clone(), by })
}

fn checking(check: Check, cx: &Context) -> Result<Checked, Refusal> {
    past(check.day, None, "检查日期", cx)?;
    filled(&check.by, "/by", "检查人员")?;
    filled(&check.text.0, "/text", "检查情况")?;
    Ok(Checked { check })
}

fn deferring(state: &State, defer: Defer, cx: &Context) -> Result<Deferred, Refusal> {
    let holder = held(state)?;
    apart(&holder.person, cx)?;
    filled(&defer.reason.0, "/reason", "暂缓轮岗的理由")?;
    let due = cx.policy.due(TERM, holder.since, "任职", &[]).day;
    let first = due.map_or(cx.day, |due| due.max(cx.day));
    if defer.until <= first {
        let sentence = format!("缓至的日期须晚于{}，请重新填写。", first.sentence_with_year());
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/until"));
    }
    let by = cx.actor.decider().map_or_else(|| cx.actor.account.clone(), |me| cx.facts.name(me));
    Ok(Deferred { defer, by, day: cx.day })
}

/// The same person in the successor of the post goes on with the days that he has served.
fn putting_over(state: &State, over: PutOver, cx: &Context) -> Result<PutOverTo, Refusal> {
    filled(&over.reason.0, "/reason", "依据")?;
    let card = checks::post(&over.post, "/post", cx)?;
    if over.post == state.entered.post || hearing::of_post(&over.post, cx).next().is_some() {
        let sentence = format!("{}已列入关键岗位，请核对更名后的岗位。", post_label(&card, cx));
        return Err(Refusal::new("post_known", CLAUSE, sentence).at("/post"));
    }
    let before = state.holder.as_ref().or_else(|| state.former.last().map(|former| &former.holder));
    let seated = seated(&over.post, None, cx)?;
    let holder = seated.map(|(person, since)| {
        let since = before.filter(|before| before.person == person).map_or(since, |before| before.since);
        holder(&person, &card, since, None, cx)
    });
    let label = post_label(&card, cx);
    Ok(PutOverTo { post: over.post, unit: card.unit, label, holder, reason: over.reason, day: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Entered(entered) = event else { return Err(Misfit("a key post begins with its entry")) };
        return Ok(State {
            holder: entered.holder.clone(),
            entered: *entered,
            former: Vec::new(),
            talks: Vec::new(),
            checks: Vec::new(),
            deferred: None,
            recused: None,
            removed: None,
        });
    };
    match event {
        Event::Entered(_) => return Err(Misfit("entered twice")),
        Event::Taken(holder) => state.seat(Some(holder)),
        Event::Left(left) => {
            let holder = state.holder.take().ok_or(Misfit("left by nobody"))?;
            state.former.push(Former { holder, leave: left.leave });
            state.seat(None);
        }
        Event::Undone(undone) => {
            let begun = state.holder.as_ref().is_some_and(|holder| holder.decision.as_ref() == Some(&undone.decision));
            if begun {
                state.seat(None);
            }
            if state.holder.is_none()
                && state.former.last().is_some_and(|former| former.leave.decision == undone.decision)
            {
                let holder = state.former.pop().map(|former| former.holder);
                state.seat(holder);
            }
        }
        Event::Talked(talked) => state.talks.push(talked),
        Event::Checked(checked) => state.checks.push(checked),
        Event::Deferred(deferred) => state.deferred = Some(deferred),
        Event::Recused(recused) => state.recused = Some(recused),
        Event::PutOver(over) => {
            let PutOverTo { post, unit, label, holder, .. } = *over;
            let same = holder.as_ref().map(|one| &one.person) == state.holder.as_ref().map(|one| &one.person);
            (state.entered.post, state.entered.unit, state.entered.label) = (post, unit, label);
            if same {
                state.holder = holder;
            } else {
                state.seat(holder);
            }
        }
        Event::Removed(removed) => state.removed = Some(removed),
    }
    Ok(state)
}

/// What was said may be put right; who holds the post follows the decisions about posts.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Talked(_) | Event::Checked(_) | Event::Recused(_) => Ok(()),
        _ => {
            let sentence = "这一记录不能更正：任职随任免决定变动，列入有误的调出后重新列入。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}
