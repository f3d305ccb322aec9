//! The three administrators are apart: here is where that is enforced.

use super::{
    Account,
    facts::{Action, Disinherit, Event, Holder, Inherit, Inherited, NewAccount, Opened, Remark, Right, State},
};
use crate::{checks, owed::reaction};
use engine::{
    access::{Actor, Hat, Offer, Role},
    facts::Query,
    procedure::{Context, Misfit, Procedure, Refusal},
    succession::UnitOrder,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, UnitId},
};

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let system = || vec![Hat::Role(Role::SystemAdmin), Hat::System];
    let security = || vec![Hat::Role(Role::SecurityAdmin), Hat::System];
    let Some(state) = state else { return vec![Offer::new("open", "开通账号", system()).main()] };
    let mut offers = vec![Offer::new("change", "更新账号信息", system())];
    if state.active {
        offers.push(Offer::new("grant", "授予角色", security()).main());
        // The page of accounts asks for it in the administrator's name, since the password is made where it is shown.
        offers.push(Offer::new("reset_password", "重置口令", vec![Hat::System]));
        offers.push(Offer::new("disable", "停用账号", system()).grave());
    } else {
        offers.push(Offer::new("enable", "启用账号", system()).main());
    }
    offers.push(Offer::new("inherit", "承接单位角色", vec![Hat::System]));
    if !state.inherited.is_empty() {
        offers.push(Offer::new("disinherit", "收回承接的角色", vec![Hat::System]));
    }
    if !state.rights.is_empty() {
        offers.push(Offer::new("withdraw", "收回角色", security()).grave());
    }
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(new)) => opening(new, cx),
        (Some(state), Action::Change(holder)) => {
            held_by(&holder, cx)?;
            if holder.person.is_some() && state.rights.iter().any(|right| right.role.is_administrator()) {
                return Err(apart("三员账号不能对应干部，请另开账号。").at("/person"));
            }
            Ok(Event::Changed(holder))
        }
        (Some(state), Action::Disable(remark)) => {
            checks::filled(&remark.reason.0, "/reason", "理由")?;
            if own(state, cx) {
                return Err(Refusal::new("own_account", "", "不能停用自己的账号，请由另一名系统管理员办理。"));
            }
            Ok(Event::Disabled(remark))
        }
        (Some(_), Action::Enable(remark)) => {
            checks::filled(&remark.reason.0, "/reason", "理由")?;
            Ok(Event::Enabled(remark))
        }
        (Some(state), Action::ResetPassword(remark)) => resetting(state, remark, cx),
        (Some(state), Action::Grant(right)) => granting(state, right, cx),
        (Some(state), Action::Withdraw(right)) => {
            if own(state, cx) {
                return Err(Refusal::new("own_account", "", "不能收回自己的角色，请由另一名安全管理员办理。"));
            }
            if !state.rights.contains(&right) {
                return Err(Refusal::new("unknown_right", "", "该账号没有这个角色，请核对。").at("/role"));
            }
            Ok(Event::Withdrawn(right))
        }
        (Some(_), Action::Inherit(inherit)) => Ok(Event::Inherited(inherit)),
        (Some(_), Action::Disinherit(disinherit)) => Ok(Event::Disinherited(disinherit)),
        _ => Err(Refusal::not_now()),
    }
}

fn own(state: &State, cx: &Context) -> bool {
    cx.actor.account == state.login || cx.actor.person.is_some() && cx.actor.person == state.holder.person
}

fn apart(sentence: &str) -> Refusal {
    Refusal::new("administrators_apart", "", sentence)
}

fn opening(new: NewAccount, cx: &Context) -> Result<Event, Refusal> {
    let NewAccount { login, name, person, unit } = new;
    let letters = login.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'));
    if !letters || !(2..=32).contains(&login.len()) {
        let sentence = "登录名应为2至32位小写字母、数字、点、下划线或连字符，请重新填写。";
        return Err(Refusal::new("login_wrong", "", sentence).at("/login"));
    }
    if cx.facts.account(&login).is_some() {
        return Err(Refusal::new("login_taken", "", format!("登录名{login}已被使用，请换一个。")).at("/login"));
    }
    let holder = Holder { name, person, unit };
    held_by(&holder, cx)?;
    Ok(Event::Opened(Opened { id: cx.matter.clone(), login, holder }))
}

fn held_by(holder: &Holder, cx: &Context) -> Result<(), Refusal> {
    checks::filled(&holder.name, "/name", "姓名")?;
    holder.person.as_ref().map_or(Ok(()), |person| checks::person(person, "/person", cx).map(|_| ()))?;
    holder.unit.as_ref().map_or(Ok(()), |unit| checks::unit(unit, "/unit", cx).map(|_| ()))
}

/// Whoever gives another administrator a password could be him: that is done at the machine itself, where others see it.
fn resetting(state: &State, remark: Remark, cx: &Context) -> Result<Event, Refusal> {
    checks::filled(&remark.reason.0, "/reason", "理由")?;
    if own(state, cx) {
        return Err(Refusal::new("own_account", "", "自己的口令用“更换口令”办理，不能重置。"));
    }
    let administrator = state.rights.iter().any(|right| right.role.is_administrator());
    if administrator && cx.actor.account != Actor::system().account {
        return Err(apart("三员账号的口令只能在服务器上用 user reset 重置，须有两名三员在场。"));
    }
    Ok(Event::PasswordReset(remark))
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PersonMerged { from, into } => merged(from, into, cx),
        Trigger::UnitsOrdered { order, matter, .. } => ordered(order, matter, cx),
        _ => Vec::new(),
    }
}

/// The accounts of which this holds.
fn accounts(cx: &Context, holds: impl Fn(&State) -> bool) -> Vec<(MatterId, State)> {
    let query = Query { kind: Account::KIND.id, ..Query::default() };
    let states = cx.facts.matters(&query).into_iter().filter_map(|brief| {
        let state: State = serde_json::from_str(&brief.state).ok()?;
        holds(&state).then_some((brief.id, state))
    });
    states.collect()
}

/// Whoever worked for a unit that ended goes on for the one that takes over; what he has at the old one stays, for its past.
fn ordered(order: &UnitOrder, decision: &MatterId, cx: &Context) -> Vec<Reaction<Action>> {
    match order {
        UnitOrder::Succeed { from, into: Some(into), .. } => {
            let touched = |state: &State| {
                let at = |unit: &Option<UnitId>| unit.as_ref() == Some(from);
                at(&state.holder.unit) || state.rights.iter().any(|right| at(&right.unit))
            };
            let inherit = || Inherit { from: from.clone(), into: into.clone(), decision: decision.clone() };
            let act = |(id, _): (MatterId, State)| {
                let about = format!("{decision}/{from}/{id}");
                reaction("account/inherit", &about, Some(id), Action::Inherit(inherit()), cx)
            };
            accounts(cx, touched).into_iter().map(act).collect()
        }
        UnitOrder::Unsucceed(_) => {
            let touched = |state: &State| state.inherited.iter().any(|known| known.decision == *decision);
            let act = |(id, _): (MatterId, State)| {
                let about = format!("{decision}/{id}");
                let action = Action::Disinherit(Disinherit { decision: decision.clone() });
                reaction("account/disinherit", &about, Some(id), action, cx)
            };
            accounts(cx, touched).into_iter().map(act).collect()
        }
        _ => Vec::new(),
    }
}

/// The account of a record that was merged away goes on under the record that stays.
fn merged(from: &PersonId, into: &PersonId, cx: &Context) -> Vec<Reaction<Action>> {
    let states = accounts(cx, |state| state.holder.person.as_ref() == Some(from));
    let states = states.into_iter().map(|(id, state)| (id, state.holder));
    let reaction = |(id, holder): (MatterId, Holder)| Reaction {
        key: format!("account/merged/{id}/{from}"),
        to: Some(id),
        action: Action::Change(Holder { person: Some(into.clone()), ..holder }),
    };
    states.map(reaction).collect()
}

fn granting(state: &State, right: Right, cx: &Context) -> Result<Event, Refusal> {
    if own(state, cx) {
        return Err(Refusal::new("own_account", "", "不能给自己授权，请由另一名安全管理员办理。"));
    }
    if state.rights.contains(&right) {
        return Err(Refusal::new("right_known", "", "该账号已有这个角色，不需要重复授予。").at("/role"));
    }
    let for_unit = matches!(right.role, Role::UnitClerk | Role::LeaderInCharge);
    if for_unit != right.unit.is_some() {
        let what = if for_unit { "须注明适用单位" } else { "不分单位，请清空适用单位" };
        return Err(Refusal::new("right_unit", "", format!("“{}”{what}。", right.role.title())).at("/unit"));
    }
    if let Some(unit) = &right.unit {
        checks::unit(unit, "/unit", cx)?;
    }
    let administrator = state.rights.iter().any(|held| held.role.is_administrator());
    if administrator {
        return Err(apart("该账号是三员账号，不能再授其他角色，请另开账号。").at("/role"));
    }
    if right.role.is_administrator() {
        if !state.rights.is_empty() {
            return Err(apart("该账号已有业务角色，不能兼任三员，请另开账号。").at("/role"));
        }
        if state.holder.person.is_some() {
            return Err(apart("该账号对应干部，不能担任三员，请另开账号。").at("/role"));
        }
    }
    Ok(Event::Granted(right))
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(Opened { id, login, holder }) = event else {
            return Err(Misfit("an account is opened before anything else"));
        };
        return Ok(State { id, login, holder, rights: Vec::new(), active: true, inherited: Vec::new() });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("an account is opened once")),
        Event::Changed(holder) => state.holder = holder,
        Event::Disabled(_) => state.active = false,
        Event::Enabled(_) => state.active = true,
        Event::Granted(right) => state.rights.push(right),
        Event::PasswordReset(_) => {}
        Event::Withdrawn(right) => state.rights.retain(|held| *held != right),
        Event::Inherited(inherit) => inherited(&mut state, inherit),
        Event::Disinherited(Disinherit { decision }) => {
            let (back, kept) =
                std::mem::take(&mut state.inherited).into_iter().partition(|one| one.decision == decision);
            state.inherited = kept;
            for Inherited { rights, unit, .. } in back {
                state.rights.retain(|held| !rights.contains(held));
                state.holder.unit = unit.or(state.holder.unit);
            }
        }
    }
    Ok(state)
}

fn inherited(state: &mut State, Inherit { from, into, decision }: Inherit) {
    let at = |right: &&Right| right.unit.as_ref() == Some(&from);
    let there = |right: &Right| Right { role: right.role, unit: Some(into.clone()) };
    let mut rights: Vec<Right> = state.rights.iter().filter(at).map(there).collect();
    rights.retain(|right| !state.rights.contains(right));
    state.rights.extend(rights.iter().cloned());
    let moved = state.holder.unit.as_ref() == Some(&from);
    let unit = if moved { state.holder.unit.replace(into) } else { None };
    state.inherited.push(Inherited { decision, rights, unit });
}

/// A correction would be a way around the separation.
pub(super) fn amend() -> Result<(), Refusal> {
    Err(Refusal::new("not_amended", "", "账号和授权的记录不作更正，请用停用、授予、收回办理。"))
}
