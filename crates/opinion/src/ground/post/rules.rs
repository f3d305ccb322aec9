//! Who keeps posts, and what is refused.

use super::facts::{Action, Close, Confirm, Event, Opened, PostFields, State};
use crate::checks;
use engine::{
    access::Offer,
    procedure::{Context, Misfit, Refusal},
    words::PostId,
};

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("open", "登记职务", checks::office()).main()] };
    if state.closed.is_some() {
        return Vec::new();
    }
    let mut offers = Vec::new();
    if state.fields.chief_proposed {
        offers.push(Offer::new("confirm_chief", "确认正职", checks::office()).main());
    }
    offers.push(Offer::new("change", "更新职务信息", checks::office()));
    offers.push(Offer::new("close", "撤销职务", checks::office()).grave());
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
    }
}
