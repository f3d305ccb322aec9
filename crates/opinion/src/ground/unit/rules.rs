//! Who keeps units, and what is refused.

use super::facts::{Action, Close, Event, Former, FormerLevel, Opened, Relevel, State, UnitCard};
use crate::{checks, ground::post};
use engine::{
    access::{Hat, Offer},
    facts::Query,
    procedure::{Context, Misfit, Procedure, Refusal},
    words::UnitId,
};

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    match state {
        None => vec![Offer::new("open", "登记单位", checks::office()).main()],
        Some(state) if state.closed.is_none() => vec![
            Offer::new("change", "更新单位信息", checks::office()),
            Offer::new("rename", "更名", checks::office()),
            Offer::new("relevel", "调整规格", checks::office()),
            Offer::new("close", "撤销单位", checks::office()).grave(),
            Offer::new("dissolve", "因机构变动撤销", vec![Hat::System]),
        ],
        Some(state) if state.dissolved.is_some() => vec![Offer::new("reopen", "恢复单位", vec![Hat::System])],
        Some(_) => Vec::new(),
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(card)) => {
            let id = UnitId::from(cx.matter.as_str());
            check(&id, &card, cx)?;
            Ok(Event::Opened(Opened { id, card }))
        }
        (Some(state), Action::Change(card)) => {
            if card.name != state.card.name {
                return Err(Refusal::new("name_fixed", "", "改变单位名称请用“更名”办理。").at("/name"));
            }
            check(&state.id, &card, cx)?;
            Ok(Event::Changed(card))
        }
        (Some(state), Action::Rename(rename)) => {
            checks::filled(&rename.name, "/name", "新名称")?;
            unused(&state.id, &rename.name, "/name", cx)?;
            Ok(Event::Renamed(rename))
        }
        (Some(state), Action::Relevel(relevel)) => relevelled(state, relevel, cx).map(Event::Relevelled),
        (Some(state), Action::Close(close)) => {
            empty(state, cx)?;
            Ok(Event::Closed(close))
        }
        (Some(state), Action::Dissolve(dissolve)) => {
            empty(state, cx)?;
            Ok(Event::Dissolved(dissolve))
        }
        (Some(state), Action::Reopen(reopen)) => {
            unused(&state.id, &state.card.name, "", cx)?;
            Ok(Event::Reopened(reopen))
        }
        _ => Err(Refusal::not_now()),
    }
}

/// Only a decision that is taken back may leave a unit without a level, as it was.
fn relevelled(state: &State, relevel: Relevel, cx: &Context) -> Result<Relevel, Refusal> {
    let level = relevel.level.as_deref().map(str::trim).filter(|level| !level.is_empty());
    if !cx.actor.wears(&Hat::System) {
        checks::filled(level.unwrap_or_default(), "/level", "新机构规格")?;
    }
    if level == state.card.level.as_deref() {
        let sentence = format!("{}的机构规格已经是{}，请核对。", state.card.name, level.unwrap_or("未定"));
        return Err(Refusal::new("nothing_changed", "", sentence).at("/level"));
    }
    Ok(Relevel { level: level.map(str::to_owned), ..relevel })
}

fn check(id: &UnitId, card: &UnitCard, cx: &Context) -> Result<(), Refusal> {
    checks::filled(&card.name, "/name", "单位名称")?;
    checks::term(&card.kind, "/kind", cx)?;
    if let Some(parent) = &card.parent {
        checks::unit(parent, "/parent", cx)?;
        if under(parent, id, cx) {
            return Err(
                Refusal::new("unit_circle", "", "上级单位不能是本单位或本单位的下级，请重新选择。").at("/parent")
            );
        }
    }
    unused(id, &card.name, "/name", cx)?;
    card.aliases.iter().try_for_each(|alias| unused(id, alias, "/aliases", cx))
}

/// Whether `unit` is `top` or lies below it. Ten levels are more than any county has, and end a circle that is there already.
fn under(unit: &UnitId, top: &UnitId, cx: &Context) -> bool {
    let mut at = Some(unit.clone());
    for _ in 0..10 {
        match at {
            Some(id) if id == *top => return true,
            Some(id) => at = cx.facts.unit(&id).and_then(|card| card.parent),
            None => return false,
        }
    }
    true
}

/// Aliases are compared with full names only: two units may share a short name, an import then asks which is meant.
fn unused(id: &UnitId, name: &str, at: &str, cx: &Context) -> Result<(), Refusal> {
    if cx.facts.units(None).iter().any(|other| other.id != *id && other.name == name) {
        let sentence = format!("已有名为“{name}”的单位，请核对，避免重复登记。");
        return Err(Refusal::new("name_taken", "", sentence).at(at));
    }
    Ok(())
}

fn empty(state: &State, cx: &Context) -> Result<(), Refusal> {
    if !cx.facts.units(Some(&state.id)).is_empty() {
        return Err(Refusal::new("still_used", "", "还有下级单位，请先办理下级单位的撤销或改隶。"));
    }
    let posts = Query { kind: post::Post::KIND.id, unit: Some(state.id.clone()), open: Some(true), ..Query::default() };
    if !cx.facts.matters(&posts).is_empty() {
        return Err(Refusal::new("still_used", "", "单位还有在设职务，请先撤销职务。"));
    }
    Ok(())
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    match (state, event) {
        (None, Event::Opened(Opened { id, card })) => {
            Ok(State { id, card, former: Vec::new(), levels: Vec::new(), closed: None, dissolved: None })
        }
        (Some(state), Event::Changed(card)) => Ok(State { card, ..state }),
        (Some(mut state), Event::Renamed(rename)) => {
            let name = std::mem::replace(&mut state.card.name, rename.name);
            state.former.push(Former { name, until: rename.day });
            Ok(state)
        }
        (Some(mut state), Event::Relevelled(Relevel { level, day, .. })) => {
            let was = std::mem::replace(&mut state.card.level, level);
            state.levels.extend(was.map(|level| FormerLevel { level, until: day }));
            Ok(state)
        }
        (Some(state), Event::Closed(Close { day, .. })) => Ok(State { closed: Some(day), ..state }),
        (Some(state), Event::Dissolved(dissolved)) => {
            Ok(State { closed: Some(dissolved.day), dissolved: Some(dissolved), ..state })
        }
        (Some(state), Event::Reopened(_)) => Ok(State { closed: None, dissolved: None, ..state }),
        _ => Err(Misfit("a unit is entered once, and before anything else")),
    }
}

pub(super) fn amend(state: &State, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Opened(opened) if opened.id != state.id => {
            Err(Refusal::new("id_fixed", "", "更正不能改变登记编号。").at("/payload/id"))
        }
        Event::Opened(Opened { card, .. }) | Event::Changed(card) => check(&state.id, card, cx),
        Event::Renamed(rename) => unused(&state.id, &rename.name, "/payload/name", cx),
        Event::Relevelled(_) | Event::Closed(_) => Ok(()),
        Event::Dissolved(_) | Event::Reopened(_) => {
            Err(Refusal::new("amend_decision", "", "随机构变动撤销或恢复的单位，请在机构变动事项里更正或撤销。"))
        }
    }
}
