//! Who enters and confirms decisions, what is refused, and what others overhear.

use super::{
    PostChange,
    facts::{
        Action, Appointment, Confirmed, Decision, Departure, Event, Follow, Followed, Left, Registered, Sheet, Stage,
        State, Taken, Withdraw,
    },
};
use crate::{checks, ground, owed::reaction};
use engine::{
    access::{Hat, Offer, Role},
    facts::{Brief, Query},
    procedure::{Context, Misfit, Procedure, Refusal, roles},
    trigger::{PostRuling, Reaction, Trigger},
    words::{MatterId, PersonId, Term},
};
use std::collections::BTreeSet;

pub(super) const ENTERS: [Role; 2] = [Role::SectionClerk, Role::SectionHead];
pub(super) const CONFIRMS: [Role; 3] = [Role::SectionHead, Role::DeputyMinister, Role::Minister];

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let revise = || Offer::new("revise", "补正登记", roles(&ENTERS));
    let cancel = || Offer::new("cancel", "撤回登记", roles(&ENTERS)).grave();
    match state.map(|state| state.stage) {
        None => vec![
            Offer::new("register", "登记任免决定", roles(&ENTERS)).main(),
            Offer::new("follow", "随批登记任免", vec![Hat::System]),
        ],
        Some(Stage::Registered) => vec![
            Offer::new("confirm", "确认生效", roles(&CONFIRMS)).main(),
            Offer::new("send_back", "退回补正", roles(&CONFIRMS)),
            revise(),
            cancel(),
        ],
        Some(Stage::SentBack) => vec![revise().main(), cancel()],
        Some(Stage::Confirmed) => vec![Offer::new("withdraw", "随批撤回任免", vec![Hat::System])],
        Some(Stage::Cancelled) => Vec::new(),
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Register(decision)) => registered(decision, cx).map(Event::Registered),
        (Some(_), Action::Revise(decision)) => registered(decision, cx).map(Event::Revised),
        (Some(state), Action::Confirm(vow)) => {
            if cx.actor.account == state.entered_by {
                return Err(Refusal::new("same_hand", "", "登记和确认须由两人办理，请由另一人确认。"));
            }
            standing(&state.sheet, cx)?;
            Ok(Event::Confirmed(Confirmed { day: cx.day, note: vow.note }))
        }
        (Some(_), Action::SendBack(because)) => {
            checks::filled(&because.reason.0, "/reason", "理由")?;
            Ok(Event::SentBack(because))
        }
        (Some(_), Action::Cancel(because)) => {
            checks::filled(&because.reason.0, "/reason", "理由")?;
            Ok(Event::Cancelled(because))
        }
        (None, Action::Follow(Follow { decision, by })) => {
            let sheet = frozen(decision, cx)?;
            complete(&sheet)?;
            leaving(&sheet, cx)?;
            Ok(Event::Followed(Followed { id: cx.matter.clone(), by, day: cx.day, sheet }))
        }
        (Some(_), Action::Withdraw(withdraw)) => Ok(Event::Withdrawn(withdraw)),
        _ => Err(Refusal::not_now()),
    }
}

fn registered(decision: Decision, cx: &Context) -> Result<Registered, Refusal> {
    let sheet = frozen(decision, cx)?;
    standing(&sheet, cx)?;
    Ok(Registered { id: cx.matter.clone(), entered_by: cx.actor.account.clone(), sheet })
}

/// The decision with the words of today: names, titles, reasons.
fn frozen(decision: Decision, cx: &Context) -> Result<Sheet, Refusal> {
    checks::filled(&decision.authority, "/authority", "决定机关")?;
    checks::filled(&decision.document, "/document", "文号")?;
    if decision.decided_on > cx.day {
        return Err(Refusal::new("day_ahead", "", "决定日期晚于今天，请核对文件后重填。").at("/decided_on"));
    }
    let person = checks::person(&decision.person, "/person", cx)?;
    let leaves = decision.leaves.into_iter().enumerate().map(|(row, leave)| left(row, leave, cx));
    let leaves: Vec<Left> = leaves.collect::<Result<_, _>>()?;
    let takes = decision.takes.into_iter().enumerate().map(|(row, take)| taken(row, take, cx));
    let takes: Vec<Taken> = takes.collect::<Result<_, _>>()?;
    Ok(Sheet {
        post: cx.facts.post_text(&decision.person, decision.decided_on),
        person: decision.person,
        name: person.name,
        authority: decision.authority,
        document: decision.document,
        decided_on: decision.decided_on,
        to_unit: decision.to_unit.or_else(|| takes.first().map(|take| take.unit.clone())),
        leaves,
        takes,
        paper: decision.paper,
        note: decision.note,
    })
}

fn left(row: usize, leave: Departure, cx: &Context) -> Result<Left, Refusal> {
    let card = checks::post(&leave.post, &format!("/leaves/{row}/post"), cx)?;
    let reason_word = checks::term(&leave.reason, &format!("/leaves/{row}/reason"), cx)?;
    let label = checks::post_label(&card, cx);
    let discreet = ground::told_reason(&leave.reason, leave.day, cx) != leave.reason;
    let Departure { post, day, reason } = leave;
    Ok(Left { post, unit: card.unit, label, day, reason, reason_word, discreet })
}

fn taken(row: usize, take: Appointment, cx: &Context) -> Result<Taken, Refusal> {
    let card = checks::post(&take.post, &format!("/takes/{row}/post"), cx)?;
    let label = checks::post_label(&card, cx);
    let Appointment { post, day, acting, seconded } = take;
    Ok(Taken { post, unit: card.unit, label, day, acting, seconded })
}

/// What needs no facts: rows there, none twice.
fn complete(sheet: &Sheet) -> Result<(), Refusal> {
    if sheet.leaves.is_empty() && sheet.takes.is_empty() {
        return Err(Refusal::new("no_change", "", "没有填写离任或任职的职务，请至少填写一项。").at("/leaves"));
    }
    let mut seen = BTreeSet::new();
    for (row, left) in sheet.leaves.iter().enumerate() {
        if !seen.insert(&left.post) {
            let sentence = format!("{}填了两次，请删去一行。", left.label);
            return Err(Refusal::new("row_twice", "", sentence).at(&format!("/leaves/{row}/post")));
        }
    }
    Ok(())
}

/// What the registers say: he holds what he leaves, and nobody else heads what he takes.
fn standing(sheet: &Sheet, cx: &Context) -> Result<(), Refusal> {
    complete(sheet)?;
    leaving(sheet, cx)?;
    for (row, taken) in sheet.takes.iter().enumerate() {
        let chiefs = cx.facts.chiefs(&taken.unit, taken.day);
        let other = |at: &engine::facts::PostAt| at.chief && at.post == taken.post && at.person != sheet.person;
        if let Some(holder) = chiefs.into_iter().find(other) {
            let name = cx.facts.name(&holder.person);
            let sentence = format!("{}{}仍由{name}担任，请先登记其离任。", taken.day.sentence(), taken.label);
            return Err(Refusal::new("post_taken", "", sentence).at(&format!("/takes/{row}/post")));
        }
    }
    Ok(())
}

/// He holds what he leaves. A decision about many has found out itself whether what it gives is free by then.
fn leaving(sheet: &Sheet, cx: &Context) -> Result<(), Refusal> {
    for (row, left) in sheet.leaves.iter().enumerate() {
        let held = cx.facts.posts(&sheet.person, left.day.plus(-1));
        if !held.iter().any(|at| at.post == left.post) {
            let sentence = format!("{}在{}前不任{}，请核对职务和日期。", sheet.name, left.day.sentence(), left.label);
            return Err(Refusal::new("post_not_held", "", sentence).at(&format!("/leaves/{row}/post")));
        }
    }
    Ok(())
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    match (state, event) {
        (None, Event::Registered(Registered { id, entered_by, sheet })) => {
            let (confirmed_on, sent_back, by) = (None, None, None);
            Ok(State { id, entered_by, sheet, stage: Stage::Registered, confirmed_on, sent_back, by })
        }
        (None, Event::Followed(Followed { id, by, day, sheet })) => Ok(State {
            id,
            entered_by: String::new(),
            sheet,
            stage: Stage::Confirmed,
            confirmed_on: Some(day),
            sent_back: None,
            by: Some(by),
        }),
        (Some(state), Event::Revised(Registered { entered_by, sheet, .. })) => {
            Ok(State { entered_by, sheet, stage: Stage::Registered, sent_back: None, ..state })
        }
        (Some(state), Event::Confirmed(confirmed)) => {
            Ok(State { stage: Stage::Confirmed, confirmed_on: Some(confirmed.day), ..state })
        }
        (Some(state), Event::SentBack(because)) => {
            Ok(State { stage: Stage::SentBack, sent_back: Some(because.reason), ..state })
        }
        (Some(state), Event::Cancelled(_) | Event::Withdrawn(_)) => Ok(State { stage: Stage::Cancelled, ..state }),
        _ => Err(Misfit("a decision is registered once, and before anything else")),
    }
}

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    match event {
        Event::Confirmed(_) | Event::Followed(_) => heard(after),
        Event::Withdrawn(_) => vec![undone(after)],
        _ => Vec::new(),
    }
}

fn undone(state: &State) -> Trigger {
    Trigger::PostChangeUndone { person: state.sheet.person.clone(), matter: state.id.clone() }
}

/// What follows for one person from a decision about many, or is taken back with it.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostsDecided { ruling, matter } => {
            let decision = decision(ruling);
            let about = format!("{matter}/{}", ruling.person);
            vec![reaction(
                "post_change/follow",
                &about,
                None,
                Action::Follow(Follow { decision, by: matter.clone() }),
                cx,
            )]
        }
        Trigger::PostsUndecided { persons, matter } => {
            let mine = |person: &PersonId| {
                let query = Query { kind: PostChange::KIND.id, person: Some(person.clone()), ..Query::default() };
                cx.facts.matters(&query).into_iter().filter(|brief| follows(brief, matter))
            };
            let back = |brief: Brief| {
                let action = Action::Withdraw(Withdraw { by: matter.clone() });
                reaction("post_change/withdraw", &brief.id.0.clone(), Some(brief.id), action, cx)
            };
            persons.iter().flat_map(mine).map(back).collect()
        }
        _ => Vec::new(),
    }
}

/// In effect, and by this decision about many.
fn follows(brief: &Brief, by: &MatterId) -> bool {
    let state = serde_json::from_str::<State>(&brief.state).ok();
    let stands = brief.stage == Stage::Confirmed.word();
    stands && state.is_some_and(|state| state.by.as_ref() == Some(by))
}

fn decision(ruling: &PostRuling) -> Decision {
    let leaves = ruling.leaves.iter().map(|(post, reason)| Departure {
        post: post.clone(),
        day: ruling.day,
        reason: Term::new(reason),
    });
    let takes = ruling.takes.iter().map(|(post, acting)| Appointment {
        post: post.clone(),
        day: ruling.day,
        acting: *acting,
        seconded: false,
    });
    Decision {
        person: ruling.person.clone(),
        authority: ruling.authority.clone(),
        document: ruling.document.clone(),
        decided_on: ruling.decided_on,
        leaves: leaves.collect(),
        takes: takes.collect(),
        to_unit: None,
        paper: None,
        note: None,
    }
}

fn heard(state: &State) -> Vec<Trigger> {
    let sheet = &state.sheet;
    let ended = sheet.leaves.iter().map(|left| Trigger::PostEnded {
        person: sheet.person.clone(),
        post: left.post.clone(),
        day: left.day,
        reason: left.reason.0.clone(),
        to_unit: sheet.to_unit.clone(),
        matter: state.id.clone(),
    });
    let begun = sheet.takes.iter().map(|taken| Trigger::PostBegun {
        person: sheet.person.clone(),
        post: taken.post.clone(),
        day: taken.day,
        acting: taken.acting,
        matter: state.id.clone(),
    });
    ended.chain(begun).collect()
}

/// A correction that leaves posts and days as they are is nobody else's business.
pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    if before.stage != Stage::Confirmed {
        return Vec::new();
    }
    let anew = after.map(heard).unwrap_or_default();
    if anew == heard(before) {
        return Vec::new();
    }
    std::iter::once(undone(before)).chain(anew).collect()
}

pub(super) fn amend(state: &State, now: &Event, cx: &Context) -> Result<(), Refusal> {
    let (Event::Registered(Registered { id, sheet, .. })
    | Event::Revised(Registered { id, sheet, .. })
    | Event::Followed(Followed { id, sheet, .. })) = now
    else {
        return Ok(());
    };
    if *id != state.id {
        return Err(Refusal::new("id_fixed", "", "更正不能改变登记编号。").at("/payload/id"));
    }
    // What two hands put into effect is not changed by the first of them alone.
    if state.stage == Stage::Confirmed && !roles(&CONFIRMS).iter().any(|hat| cx.actor.wears(hat)) {
        return Err(Refusal::new("not_yours", "", "已生效的任免决定须由股长或部领导更正，请转交办理。"));
    }
    complete(sheet)?;
    checks::person(&sheet.person, "/payload/sheet/person", cx)?;
    sheet.leaves.iter().try_for_each(|left| checks::post(&left.post, "/payload/sheet/leaves", cx).map(|_| ()))?;
    sheet.takes.iter().try_for_each(|taken| checks::post(&taken.post, "/payload/sheet/takes", cx).map(|_| ()))
}
