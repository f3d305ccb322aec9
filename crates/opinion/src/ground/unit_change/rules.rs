//! Who enters, confirms and carries out decisions about units.

use super::{
    facts::{
        Action, Begun, Confirmed, Decision, Effected, Event, MatterRow, NewUnit, Part, PostRow, Registered, Sheet,
        Stage, State,
    },
    survey,
};
use crate::{checks, owed::section};
use engine::{
    access::{Hat, Offer, Role},
    procedure::{Context, Misfit, Refusal, roles},
};

pub(super) const CONFIRMS: [Role; 3] = [Role::SectionHead, Role::DeputyMinister, Role::Minister];

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let revise = || Offer::new("revise", "补正登记", section());
    let cancel = || Offer::new("cancel", "撤回登记", section()).grave();
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    match state.map(|state| state.stage) {
        None => vec![Offer::new("register", "登记机构变动", section()).main()],
        Some(Stage::Registered) => vec![
            Offer::new("confirm", "确认机构变动", roles(&CONFIRMS)).main(),
            Offer::new("send_back", "退回补正", roles(&CONFIRMS)),
            revise(),
            cancel(),
        ],
        Some(Stage::SentBack) => vec![revise().main(), cancel()],
        Some(Stage::Confirmed) => {
            let by = section().into_iter().chain([Hat::System]).collect();
            vec![
                Offer::new("begin", "办理生效", by).main(),
                Offer::new("send_back", "退回补正", roles(&CONFIRMS)),
                cancel(),
            ]
        }
        Some(Stage::Begun) => vec![system("note_unit", "记入新设单位"), system("finish", "完成生效")],
        Some(Stage::Effected | Stage::Cancelled) => Vec::new(),
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let one = |event| Ok(vec![event]);
    match (state, action) {
        (None, Action::Register(decision)) => registered(&decision, cx).map(Event::Registered).and_then(one),
        (Some(_), Action::Revise(decision)) => registered(&decision, cx).map(Event::Revised).and_then(one),
        (Some(state), Action::Confirm(vow)) => {
            if cx.actor.account == state.entered_by {
                return Err(Refusal::new("same_hand", "", "登记和确认须由两人办理，请由另一人确认。"));
            }
            let plan = planned(&state.sheet, cx)?;
            let due = state.sheet.effective_on <= cx.day;
            let begun = due.then(|| Event::Begun(Begun { day: cx.day, plan: plan.clone() }));
            let confirmed = Event::Confirmed(Confirmed { day: cx.day, note: vow.note, plan });
            Ok(std::iter::once(confirmed).chain(begun).collect())
        }
        (Some(_), Action::SendBack(because)) => {
            checks::filled(&because.reason.0, "/reason", "理由")?;
            one(Event::SentBack(because))
        }
        (Some(_), Action::Cancel(because)) => {
            checks::filled(&because.reason.0, "/reason", "理由")?;
            one(Event::Cancelled(because))
        }
        (Some(state), Action::Begin(_)) => {
            let day = state.sheet.effective_on;
            if cx.day < day {
                let sentence = format!("生效日期是{}，到期自动生效，现在不能办理。", day.sentence());
                return Err(Refusal::new("too_early", "", sentence));
            }
            let plan = planned(&state.sheet, cx)?;
            one(Event::Begun(Begun { day: cx.day, plan }))
        }
        (Some(_), Action::NoteUnit(noted)) => one(Event::UnitNoted(noted)),
        (Some(_), Action::Finish(_)) => one(Event::Effected(Effected { day: cx.day })),
        _ => Err(Refusal::not_now()),
    }
}

/// What a kept decision moves as the registers stand now; refused where they have moved on since it was entered.
pub(super) fn planned(sheet: &Sheet, cx: &Context) -> Result<super::facts::Plan, Refusal> {
    let sheet = survey::frozen(&entered(sheet), cx)?;
    survey::plan(&sheet, cx)
}

fn registered(decision: &Decision, cx: &Context) -> Result<Registered, Refusal> {
    let sheet = survey::frozen(decision, cx)?;
    survey::plan(&sheet, cx)?;
    Ok(Registered { id: cx.matter.clone(), entered_by: cx.actor.account.clone(), sheet })
}

/// A kept decision as the form would have it.
pub(super) fn entered(sheet: &Sheet) -> Decision {
    let both = |heir: Option<&super::facts::Heir>| match heir {
        Some(heir) if heir.unit.is_some() => (heir.unit.clone(), None),
        Some(heir) => (None, Some(heir.name.clone())),
        None => (None, None),
    };
    let parts = sheet.parts.iter().map(|part| {
        let (heir, new_heir) = both(part.heir.as_ref());
        Part { unit: part.unit.clone(), stays: part.stays, heir, new_heir }
    });
    let posts = sheet.posts.iter().map(|way| {
        let (heir, new_heir) = both(way.heir.as_ref());
        PostRow { post: way.post.clone(), ends: way.heir.is_none(), heir, new_heir, title: way.title.clone() }
    });
    let matters = sheet.matters.iter().map(|way| {
        let (heir, new_heir) = both(Some(&way.heir));
        MatterRow { matter: way.matter.clone(), heir, new_heir }
    });
    let begins: Vec<NewUnit> = sheet.begins.clone();
    Decision {
        change: sheet.change,
        authority: sheet.authority.clone(),
        document: sheet.document.clone(),
        decided_on: sheet.decided_on,
        effective_on: sheet.effective_on,
        parts: parts.collect(),
        begins,
        new_name: sheet.new_name.clone(),
        new_level: sheet.new_level.clone(),
        posts: posts.collect(),
        matters: matters.collect(),
        paper: sheet.paper.clone(),
        note: sheet.note.clone(),
    }
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Registered(Registered { id, entered_by, sheet }) = event else {
            return Err(Misfit("a decision is registered before anything else"));
        };
        let (confirmed_on, sent_back, plan, effected_on) = (None, None, None, None);
        let (stage, begun) = (Stage::Registered, Vec::new());
        return Ok(State { id, entered_by, sheet, stage, confirmed_on, sent_back, plan, begun, effected_on });
    };
    match event {
        Event::Registered(_) => return Err(Misfit("a decision is registered once")),
        Event::Revised(Registered { entered_by, sheet, .. }) => {
            (state.entered_by, state.sheet, state.stage, state.sent_back) =
                (entered_by, sheet, Stage::Registered, None);
        }
        Event::Confirmed(confirmed) => {
            (state.stage, state.confirmed_on, state.plan) =
                (Stage::Confirmed, Some(confirmed.day), Some(confirmed.plan));
        }
        Event::SentBack(because) => {
            (state.stage, state.sent_back, state.confirmed_on, state.plan) =
                (Stage::SentBack, Some(because.reason), None, None);
        }
        Event::Cancelled(_) => state.stage = Stage::Cancelled,
        Event::Begun(begun) => (state.stage, state.plan) = (Stage::Begun, Some(begun.plan)),
        Event::UnitNoted(noted) => state.begun.push(noted),
        Event::Effected(effected) => (state.stage, state.effected_on) = (Stage::Effected, Some(effected.day)),
    }
    Ok(state)
}

/// What was confirmed by two hands is corrected in its words only; what it moved is taken back whole.
pub(super) fn amend(state: &State, now: &Event, cx: &Context) -> Result<(), Refusal> {
    let (Event::Registered(Registered { id, sheet, .. }) | Event::Revised(Registered { id, sheet, .. })) = now else {
        return match now {
            Event::Confirmed(_) | Event::Begun(_) | Event::UnitNoted(_) | Event::Effected(_) => {
                Err(Refusal::new("not_correctable", "", "变动清单由程序记入，不能更正；方案有误的，撤销后重新办理。"))
            }
            _ => Ok(()),
        };
    };
    if *id != state.id {
        return Err(Refusal::new("id_fixed", "", "更正不能改变登记编号。").at("/payload/id"));
    }
    if state.confirmed_on.is_none() {
        let sentence = "尚未确认的机构变动请用“补正登记”办理，不用更正。";
        return Err(Refusal::new("not_correctable", "", sentence));
    }
    if !roles(&CONFIRMS).iter().any(|hat| cx.actor.wears(hat)) {
        return Err(Refusal::new("not_yours", "", "已确认的机构变动须由股长或部领导更正，请转交办理。"));
    }
    let words = Sheet {
        authority: state.sheet.authority.clone(),
        document: state.sheet.document.clone(),
        decided_on: state.sheet.decided_on,
        paper: state.sheet.paper.clone(),
        note: state.sheet.note.clone(),
        ..sheet.clone()
    };
    if words != state.sheet {
        let sentence = "已确认的机构变动只能更正决定机关、文号、决定日期、文件和备注；方案有误的，撤销后重新办理。";
        return Err(Refusal::new("not_correctable", "", sentence).at("/payload/sheet"));
    }
    checks::filled(&sheet.authority, "/payload/sheet/authority", "决定机关")?;
    checks::filled(&sheet.document, "/payload/sheet/document", "文号")?;
    survey::days(sheet.decided_on, sheet.effective_on, cx)
}
