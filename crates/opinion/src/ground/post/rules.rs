//! Who keeps posts, and what is refused.

use super::facts::{Action, Close, Confirm, Event, Move, Moved, Opened, PostFields, Reopen, State};
use crate::{checks, owed::reaction};
use engine::{
    access::{Hat, Offer},
    procedure::{Context, Misfit, Refusal},
    succession::UnitOrder,
    trigger::{Reaction, Trigger},
    words::{MatterId, PostId, Prose},
};

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("open", "登记职务", checks::office()).main()] };
    if state.closed.is_some() {
        return vec![Offer::new("reopen", "恢复职务", vec![Hat::System])];
    }
    let mut offers = Vec::new();
    if state.fields.chief_proposed {
        offers.push(Offer::new("confirm_chief", "确认正职", checks::office()).main());
    }
    offers.push(Offer::new("change", "更新职务信息", checks::office()));
    offers.push(Offer::new("close", "撤销职务", checks::office()).grave());
    offers.push(Offer::new("move", "随机构变动划转", vec![Hat::System]));
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(fields)) => {
            check(&fields)?;
            let unit = checks::unit(&fields.unit, "/unit", cx)?;
            Ok(Event::Opened(Opened { id: PostId::from(cx.matter.as_str()), unit_name: unit.name, fields }))
        }
        (Some(state), Action::Change(fields)) => {
            check(&fields)?;
            same_unit(state, &fields)?;
            Ok(Event::Changed(fields))
        }
        (Some(_), Action::ConfirmChief(confirm)) => {
            sided(confirm.chief, confirm.side.is_some())?;
            Ok(Event::ChiefConfirmed(confirm))
        }
        (Some(state), Action::Close(close)) => closing(state, close, cx),
        (Some(state), Action::Move(to)) => {
            let unit_name = checks::unit(&to.unit, "/unit", cx)?.name;
            Ok(Event::Moved(Moved { was: cx.facts.unit_name(&state.fields.unit), unit_name, to }))
        }
        (Some(state), Action::Reopen(reopen)) => {
            checks::unit(&state.fields.unit, "", cx)?;
            Ok(Event::Reopened(reopen))
        }
        _ => Err(Refusal::not_now()),
    }
}

fn check(fields: &PostFields) -> Result<(), Refusal> {
    checks::filled(&fields.title, "/title", "职务名称")?;
    // An import that knows the title only may leave the side open until the section confirms.
    sided(fields.chief && !fields.chief_proposed, fields.side.is_some())
}

/// Both chiefs of a unit are told apart by their side.
fn sided(chief: bool, side: bool) -> Result<(), Refusal> {
    if chief && !side {
        return Err(Refusal::new("side_missing", "3.1.2", "正职须注明党或政，请选择党政属性。").at("/side"));
    }
    Ok(())
}

fn same_unit(state: &State, fields: &PostFields) -> Result<(), Refusal> {
    if fields.unit != state.fields.unit {
        return Err(Refusal::new("unit_fixed", "", "职务不能改到别的单位，请在该单位另行登记。").at("/unit"));
    }
    Ok(())
}

fn closing(state: &State, close: Close, cx: &Context) -> Result<Event, Refusal> {
    if !cx.facts.seated(&state.id, close.day).is_empty() {
        return Err(Refusal::new("still_used", "", "该职务仍有人任职，请先登记免职或调动。"));
    }
    Ok(Event::Closed(close))
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    match (state, event) {
        (None, Event::Opened(Opened { id, unit_name, fields })) => Ok(State { id, unit_name, fields, closed: None }),
        (Some(state), Event::Changed(fields)) => Ok(State { fields, ..state }),
        (Some(mut state), Event::ChiefConfirmed(Confirm { chief, side })) => {
            (state.fields.chief, state.fields.side, state.fields.chief_proposed) = (chief, side, false);
            Ok(state)
        }
        (Some(state), Event::Closed(close)) => Ok(State { closed: Some(close.day), ..state }),
        (Some(mut state), Event::Moved(Moved { unit_name, to, .. })) => {
            (state.fields.unit, state.fields.title, state.unit_name) = (to.unit, to.title, unit_name);
            Ok(state)
        }
        (Some(state), Event::Reopened(_)) => Ok(State { closed: None, ..state }),
        _ => Err(Misfit("a post is entered once, and before anything else")),
    }
}

pub(super) fn amend(state: &State, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Opened(opened) => {
            if opened.id != state.id {
                return Err(Refusal::new("id_fixed", "", "更正不能改变登记编号。").at("/payload/id"));
            }
            checks::unit(&opened.fields.unit, "/payload/fields/unit", cx)?;
            check(&opened.fields)
        }
        Event::Changed(fields) => check(fields).and_then(|()| same_unit(state, fields)),
        Event::ChiefConfirmed(confirm) => sided(confirm.chief, confirm.side.is_some()),
        Event::Closed(_) => Ok(()),
        Event::Moved(_) | Event::Reopened(_) => {
            Err(Refusal::new("amend_decision", "", "随机构变动划转或恢复的职务，请在机构变动事项里更正或撤销。"))
        }
    }
}

/// What posts overhear of decisions about units.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let Trigger::UnitsOrdered { order, day, document, matter } = trigger else { return Vec::new() };
    let (post, action) = match order {
        UnitOrder::MovePost { post, unit, title } => {
            let to = Move { unit: unit.clone(), title: title.clone(), day: *day, decision: matter.clone() };
            (post, Action::Move(to))
        }
        UnitOrder::EndPost(post) => (post, Action::Close(Close { day: *day, reason: Prose(document.clone()) })),
        UnitOrder::ReopenPost(post) => (post, Action::Reopen(Reopen { decision: matter.clone() })),
        _ => return Vec::new(),
    };
    vec![reaction("post/ordered", &format!("{matter}/{post}"), Some(MatterId::from(post)), action, cx)]
}
