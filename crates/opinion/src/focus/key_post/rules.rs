//! What may be done with a key post and by whom, and what is read from the registers.

use super::{
    facts::{
        Action, Assigned, Belonging, Check, Checked, Defer, DeferralEnded, Deferred, Enter, Entered, Event, Expected,
        Holder, Leave, Left, PutOver, PutOverTo, Related, Relation, Removed, Reseat, State, Talk, Talked, Undone,
    },
    hearing, recusal, stage,
};
use crate::{
    checks::{self, apart, decider, filled, leaders, not_ahead, not_before, post_label, term},
    focus::{
        is_above,
        key_department::{self, KeyDepartment},
        may_talk, talker,
    },
    owed::section,
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    facts::PostCard,
    procedure::{Context, Refusal},
    words::{MatterId, PersonId, PostId, UnitId},
};

/// How long one holds a key post before rotation.
pub(super) const TERM: &str = "key_post.term";
/// How often the holder is talked with.
pub(super) const TALK: &str = "key_post.talk";
/// How often the section looks at a post.
pub(super) const CHECK: &str = "key_post.check";
/// How soon it is said what follows from a relative in the unit.
pub(super) const RECUSE: &str = "key_post.recuse";
/// How soon a recusal is carried out.
pub(super) const SETTLE: &str = "key_post.settle";
/// Clause.
pub(super) const CLAUSE: &str = "4.1.3";

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("enter", "列入关键岗位", section()).main()] };
    if state.removed.is_some() {
        return Vec::new();
    }
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let mut offers = Vec::new();
    if let Some(seat) = &state.seat {
        if state.stage() == stage::RECUSING {
            offers.push(Offer::new("recuse", "认定回避", section()).main());
        }
        if state.stage() == stage::SETTLING {
            let by = may_talk(&state.entered.unit, seat.holder.heads).into_iter().chain(section());
            offers.push(Offer::new("settle", "落实回避", by.collect()).main());
        }
        offers.push(Offer::new("talk", "谈话", may_talk(&state.entered.unit, seat.holder.heads)));
        offers.push(Offer::new("defer", "缓轮", leaders()));
        if seat.deferred.is_some() {
            offers.push(Offer::new("end_deferral", "取消缓轮", leaders()));
        }
        offers.push(system("leave", "离任"));
        offers.push(system("expect", "拟接任"));
        offers.push(system("relate", "亲属到本单位任职"));
    } else {
        offers.push(Offer::new("reseat", "核对任职人", section()));
        offers.push(system("take", "任职"));
    }
    offers.push(Offer::new("check", "检查", section()));
    offers.push(Offer::new("assign", "归入重点部门", section()));
    offers.push(Offer::new("put_over", "转到新岗位", section()));
    offers.push(system("undo", "任免决定撤回"));
    offers.push(Offer::new("remove", "调出", section()).grave());
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Enter(enter) => {
                let entered = entering(&enter, cx)?;
                let department = belonging(enter.department, &entered.unit, cx)?;
                let assigned = department.map(|one| Assigned { department: Some(one), day: cx.day });
                let entered = Event::Entered(Box::new(entered));
                Ok(std::iter::once(entered).chain(assigned.map(Event::Assigned)).collect())
            }
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Leave(leave) => leaving(state, leave, cx),
        other => by_one(state, other, cx).map(|event| vec![event]),
    }
}

/// He leaves. Whoever was given the post before he left it is in the seat already, as far as the register still says so.
fn leaving(state: &State, leave: Leave, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let (left, post) = (held(state)?, &state.entered.post);
    let gone = Event::Left(Left { day: leave.day, name: left.name.clone(), leave: leave.clone() });
    if state.former.iter().any(|former| former.back) {
        return Ok(vec![gone]);
    }
    let stays = cx.facts.seated(post, leave.day);
    let next = state.next.iter().find(|next| stays.contains(&next.expect.person));
    let taken = next.map(|next| (next.expect.person.clone(), next.day, Some(next.expect.decision.clone())));
    let taken = taken.or_else(|| unknown(&stays, post, leave.day, cx));
    let card = cx.facts.post(post);
    let taken = taken.zip(card).map(|((who, since, by), card)| Event::Taken(holder(&who, &card, since, by, cx)));
    Ok(std::iter::once(gone).chain(taken).collect())
}

/// Somebody in the post whom no entry has, with the first day of his tenure.
fn unknown(stays: &[PersonId], post: &PostId, left: Day, cx: &Context) -> Option<(PersonId, Day, Option<MatterId>)> {
    let holder = |(_, state): (MatterId, State)| Some(state.holder()?.person.clone());
    let known: Vec<PersonId> = hearing::of_post(post, cx).filter_map(holder).collect();
    let person = stays.iter().find(|person| !known.contains(person))?;
    let at = cx.facts.posts(person, left.max(cx.day)).into_iter().find(|at| at.post == *post)?;
    Some((person.clone(), at.since, None))
}

fn by_one(state: &State, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match action {
        Action::Enter(_) | Action::Leave(_) => Err(Refusal::not_now()),
        Action::Take(take) => {
            let card = checks::post(&state.entered.post, "/post", cx)?;
            Ok(Event::Taken(holder(&take.person, &card, take.day, Some(take.decision), cx)))
        }
        Action::Expect(expect) => {
            let (name, day) = (cx.facts.name(&expect.person), expect.day);
            Ok(Event::Expected(Expected { expect, name, day }))
        }
        Action::Relate(one) => {
            let relation = relation(one.person, cx.day.max(one.day), cx);
            Ok(Event::Related(Related { relation, day: cx.day }))
        }
        Action::Reseat(reseat) => reseating(state, &reseat, cx).map(Event::Taken),
        Action::Undo(cause) => Ok(Event::Undone(Undone { decision: cause.decision, day: cx.day })),
        Action::Talk(talk) => talking(state, talk, cx).map(Event::Talked),
        Action::Check(check) => checking(check, "", cx).map(Event::Checked),
        Action::Defer(defer) => deferring(state, defer, cx).map(Event::Deferred),
        Action::EndDeferral(end) => {
            apart(&held(state)?.person, cx)?;
            filled(&end.reason.0, "/reason", "取消缓轮的理由")?;
            Ok(Event::DeferralEnded(DeferralEnded { reason: end.reason, by: decider(cx), day: cx.day }))
        }
        Action::Recuse(recuse) => recusal::recusing(state, recuse, cx).map(Event::Recused),
        Action::Settle(settle) => recusal::settling(state, settle, cx).map(Event::Settled),
        Action::Assign(assign) => {
            let department = belonging(assign.department, &checks::heir(&state.entered.unit, cx), cx)?;
            if department == state.department {
                return Err(
                    Refusal::new("department_same", CLAUSE, "所属重点部门没有变化，请重新选择。").at("/department")
                );
            }
            Ok(Event::Assigned(Assigned { department, day: cx.day }))
        }
        Action::PutOver(over) => putting_over(state, over, cx).map(|over| Event::PutOver(Box::new(over))),
        Action::Remove(remove) => {
            filled(&remove.reason.0, "/reason", "调出理由")?;
            Ok(Event::Removed(Removed { remove, day: cx.day }))
        }
    }
}

/// A key department of the post's own unit.
fn belonging(department: Option<MatterId>, unit: &UnitId, cx: &Context) -> Result<Option<Belonging>, Refusal> {
    let Some(matter) = department else { return Ok(None) };
    let known = cx.facts.read::<KeyDepartment>(&matter).filter(|known| known.removed.is_none());
    let Some(known) = known.filter(|_| key_department::of_unit(unit, cx).iter().any(|(id, _)| *id == matter)) else {
        let sentence = "这不是本单位列入的重点部门，请从列出的部门中选择，没有的先列入重点部门。";
        return Err(Refusal::new("unknown_department", CLAUSE, sentence).at("/department"));
    };
    Ok(Some(Belonging { matter, name: known.entered.card.name }))
}

pub(super) fn held(state: &State) -> Result<&Holder, Refusal> {
    state.holder().ok_or_else(Refusal::not_now)
}

fn relation(person: PersonId, on: Day, cx: &Context) -> Relation {
    let words = format!("{}（{}）", cx.facts.name(&person), cx.facts.post_text(&person, on));
    Relation { person, words }
}

/// Whoever holds the post, with relatives in its unit.
fn holder(person: &PersonId, card: &PostCard, since: Day, decision: Option<MatterId>, cx: &Context) -> Holder {
    let same = |other: &PersonId| cx.facts.posts(other, cx.day).iter().any(|at| at.unit == card.unit);
    let relations = cx.facts.relatives(person).into_iter().filter(same);
    let relations = relations.map(|other| relation(other, cx.day, cx)).collect();
    let noted = cx.day.max(since);
    let heads = is_above(person, &card.unit, noted, cx);
    Holder { name: cx.facts.name(person), person: person.clone(), since, noted, heads, relations, decision }
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
    known(&enter.post, who, &label, "请在原事项办理", cx)?;
    let holder = seated.map(|(person, since)| holder(&person, &card, since, None, cx));
    Ok(Entered { post: enter.post.clone(), unit: card.unit, label, category, holder, day: cx.day })
}

/// A post has one entry for each who holds it.
fn known(post: &PostId, who: Option<&PersonId>, label: &str, way: &str, cx: &Context) -> Result<(), Refusal> {
    if !hearing::of_post(post, cx).any(|(_, state)| state.holder().map(|holder| &holder.person) == who) {
        return Ok(());
    }
    let sentence = format!("{label}已列入关键岗位，{way}。");
    Err(Refusal::new("post_known", CLAUSE, sentence).at("/post"))
}

/// Whoever the register has in a post that stands empty here.
fn reseating(state: &State, reseat: &Reseat, cx: &Context) -> Result<Holder, Refusal> {
    let post = &state.entered.post;
    let card = checks::post(post, "/person", cx)?;
    let Some((person, since)) = seated(post, reseat.person.as_ref(), cx)? else {
        let sentence = format!("任职登记里{}也没有任职人，不用核对。", state.entered.label);
        return Err(Refusal::new("not_seated", CLAUSE, sentence).at("/person"));
    };
    known(post, Some(&person), &state.entered.label, "请在原事项办理", cx)?;
    Ok(holder(&person, &card, since, None, cx))
}

fn talking(state: &State, talk: Talk, cx: &Context) -> Result<Talked, Refusal> {
    let holder = held(state)?;
    let by = talker(&holder.person, &checks::heir(&state.entered.unit, cx), holder.heads, CLAUSE, cx)?;
    talked(&talk, holder, "", cx)?;
    Ok(Talked { talk, name: holder.name.clone(), by })
}

fn talked(talk: &Talk, holder: &Holder, at: &str, cx: &Context) -> Result<(), Refusal> {
    not_ahead(talk.day, &format!("{at}/day"), "谈话日期", cx)?;
    not_before(talk.day, holder.since, &format!("{at}/day"), "谈话日期", "任职日期")?;
    filled(&talk.text.0, &format!("{at}/text"), "谈话要点")
}

fn checking(check: Check, at: &str, cx: &Context) -> Result<Checked, Refusal> {
    not_ahead(check.day, &format!("{at}/day"), "检查日期", cx)?;
    filled(&check.by, &format!("{at}/by"), "检查人员")?;
    filled(&check.text.0, &format!("{at}/text"), "检查情况")?;
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
    Ok(Deferred { defer, by: decider(cx), day: cx.day })
}

/// The same person in the successor of the post goes on with the days that he has served, and what is owed of him goes on from the days
/// on which it was done.
fn putting_over(state: &State, over: PutOver, cx: &Context) -> Result<PutOverTo, Refusal> {
    filled(&over.reason.0, "/reason", "依据")?;
    let card = checks::post(&over.post, "/post", cx)?;
    checks::unit(&card.unit, "/post", cx)?;
    let label = post_label(&card, cx);
    if over.post == state.entered.post {
        let sentence = format!("{label}就是本岗位，请选择更名后的岗位。");
        return Err(Refusal::new("post_same", CLAUSE, sentence).at("/post"));
    }
    // Of several in the successor whoever held the post before is the one.
    let held = |person: &PersonId| state.served(person).is_some();
    let mine = cx.facts.seated(&over.post, cx.day).into_iter().find(held);
    let seated = seated(&over.post, over.person.as_ref().or(mine.as_ref()), cx)?;
    let who = seated.as_ref().map(|(person, _)| person);
    known(&over.post, who, &label, "列重了的，先在那一事项调出，再转到新岗位", cx)?;
    let holder = seated.map(|(person, since)| {
        let now = holder(&person, &card, since, None, cx);
        match state.served(&person) {
            Some(before) => Holder { since: before.since, noted: before.noted, ..now },
            None => now,
        }
    });
    Ok(PutOverTo { post: over.post, unit: card.unit, label, holder, reason: over.reason, day: cx.day })
}

/// What was said may be put right; who holds the post follows the decisions about posts.
pub(super) fn amend(state: &State, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Talked(now) => match state.holder().filter(|holder| holder.name == now.name) {
            Some(holder) => talked(&now.talk, holder, "/payload/talk", cx),
            None => not_ahead(now.talk.day, "/payload/talk/day", "谈话日期", cx),
        },
        Event::Checked(now) => checking(now.check.clone(), "/payload/check", cx).map(drop),
        Event::Settled(now) => recusal::amended(state, now, cx),
        Event::Recused(now) => filled(&now.recuse.text.0, "/payload/recuse/text", "处理和理由"),
        _ => {
            let sentence = "这一记录不能更正：任职随任免决定变动，缓轮有误的取消后重新批准，列入有误的调出后重新列入。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}
