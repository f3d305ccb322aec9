//! `user add | reset | lock`: from the machine itself, for the first account and for the day when nobody can sign in.

use crate::{
    args::User,
    clock::Clock,
    open::{How, open},
    out::{Fault, say, words},
    settings::Whereabouts,
};
use engine::access::{Actor, Role};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{County, Request, Target};

/// Carries out a `user` command.
///
/// # Errors
/// What the desk refuses (1), unreadable arguments (2), county in use (3).
pub fn run(command: &User) -> Result<(), Fault> {
    let now = Clock::of_the_machine().now();
    match command {
        User::Add { login, name, role, place } => {
            let county = open(&Whereabouts::of(place)?, How::default())?;
            add(&county, login, name, role.as_deref(), now)
        }
        User::Reset { login, place } => {
            let county = open(&Whereabouts::of(place)?, How::default())?;
            noted(&county, login, json!({"verb": "reset_password", "reason": "由命令行重置"}), now)?;
            // Whoever lost his device comes in again with the new password alone, and sets up another.
            county.drop_second_factor(login).map_err(|fault| Fault::finding(fault.sentence()))?;
            reset(&county, login, now)
        }
        User::Lock { login, place } => lock(&open(&Whereabouts::of(place)?, How::default())?, login, now),
    }
}

fn act(county: &County, target: Target, action: Value, moment: Timestamp) -> Result<store::Answer, Fault> {
    let request = Request { actor: Actor::system(), moment, day: None, target, action, key: None };
    county.act(request).map_err(|failure| Fault::finding(words(&failure)))
}

fn add(county: &County, login: &str, name: &str, role: Option<&str>, now: Timestamp) -> Result<(), Fault> {
    let known = || Role::ALL.map(Role::code).join("、");
    let role = role
        .map(|code| Role::from_code(code).ok_or_else(|| Fault::usage(format!("没有角色 {code}。可用：{}。", known()))));
    let role = role.transpose()?;
    let opened = act(county, Target::new("account"), json!({"verb": "open", "login": login, "name": name}), now)?;
    if let Some(role) = role {
        let target = Target::existing(opened.id.as_str(), opened.n);
        act(county, target, json!({"verb": "grant", "role": role.code()}), now)?;
    }
    reset(county, login, now)
}

/// A password that is shown once; it must be changed at the first sign-in.
fn reset(county: &County, login: &str, now: Timestamp) -> Result<(), Fault> {
    let password = store::accounts::fresh_password().map_err(|fault| Fault::finding(fault.sentence()))?;
    county.set_password(login, &password, true, now).map_err(|error| Fault::finding(error.to_string()))?;
    say(format!("账号 {login} 的口令（只显示这一次，首次登录须修改）：{password}"));
    Ok(())
}

/// Acts on an account as it stands.
fn noted(county: &County, login: &str, action: Value, now: Timestamp) -> Result<(), Fault> {
    let found = county.reader().account(login).map_err(|fault| Fault::finding(fault.sentence()))?;
    let account = found.ok_or_else(|| Fault::finding(format!("没有账号 {login}。")))?;
    let seen =
        county.reader().detail(&account.id, &Actor::system(), now).map_err(|fault| Fault::finding(fault.sentence()))?;
    let after = seen.map_or(0, |detail| detail.row.n);
    act(county, Target::Existing { id: account.id, after }, action, now).map(drop)
}

fn lock(county: &County, login: &str, now: Timestamp) -> Result<(), Fault> {
    noted(county, login, json!({"verb": "disable", "reason": "由命令行停用"}), now)?;
    say(format!("账号 {login} 已停用。"));
    Ok(())
}
