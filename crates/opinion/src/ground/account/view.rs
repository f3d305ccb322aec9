//! How an account looks from outside; outside means the three administrators.

use super::facts::{Event, Holder, Right, State};
use engine::{
    access::Role,
    policy::Basis,
    procedure::{AccountEntry, Aid, Duty, Effects, Entry, GrantEntry, Line, Outline, Secrecy, roles},
};
use serde_json::json;

/// The holder of a cadre's account acts by his posts; others have nothing to do here without a role.
fn waits(state: &State) -> bool {
    state.active && state.rights.is_empty() && state.holder.person.is_none()
}

pub(super) fn outline(state: &State) -> Outline {
    let roles: Vec<&str> = state.rights.iter().map(|right| right.role.title()).collect();
    Outline {
        title: format!("{}（{}）", state.holder.name, state.login),
        stage: match (state.active, waits(state)) {
            (false, _) => "停用",
            (true, true) => "待授权",
            (true, false) => "启用",
        },
        done: !state.active,
        persons: Vec::new(),
        units: Vec::new(),
        post: String::new(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({"login": state.login, "roles": roles.join("、")}),
        links: Vec::new(),
        text: state.login.clone(),
    }
}

pub(super) fn effects(state: &State) -> Effects {
    let account = AccountEntry {
        id: state.id.clone(),
        login: state.login.clone(),
        name: state.holder.name.clone(),
        person: state.holder.person.clone(),
        active: state.active,
    };
    let grants = state.rights.iter().filter(|_| state.active).map(|right| {
        Entry::Grant(GrantEntry { account: state.id.clone(), role: right.role, unit: right.unit.clone() })
    });
    let grant = Duty {
        key: "grant".into(),
        what: "授予角色".into(),
        owner: roles(&[Role::SecurityAdmin]),
        due: None,
        basis: Basis {
            limit: String::new(), clause: String::new(), words: "账号已开通，尚未授予角色".into()
        },
        verb: Some("grant".into()),
        with_post: true,
    };
    Effects {
        duties: if waits(state) { vec![grant] } else { Vec::new() },
        registry: std::iter::once(Entry::Account(account)).chain(grants).collect(),
        ..Effects::default()
    }
}

pub(super) fn narrate(event: &Event) -> Line {
    let right = |right: &Right| {
        let unit = if right.unit.is_some() { "（限一个单位）" } else { "" };
        format!("{}{unit}", right.role.title())
    };
    match event {
        Event::Opened(opened) => Line::new("开通账号", format!("{} {}", opened.login, opened.holder.name)),
        Event::Changed(Holder { name, .. }) => Line::new("更新账号信息", name.clone()),
        Event::Disabled(remark) => Line::new("停用账号", remark.reason.0.clone()).grave(),
        Event::Enabled(remark) => Line::new("启用账号", remark.reason.0.clone()),
        Event::Granted(granted) => Line::new("授予角色", right(granted)),
        Event::PasswordReset(remark) => Line::new("重置口令", remark.reason.0.clone()).grave(),
        Event::Withdrawn(withdrawn) => Line::new("收回角色", right(withdrawn)).grave(),
        Event::Inherited(_) => Line::new("承接单位角色", "因机构变动，在原单位的角色同时用于承接单位"),
        Event::Disinherited(_) => Line::new("收回承接的角色", "机构变动已撤销").grave(),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str) -> Aid {
    match (state, verb) {
        (Some(state), "change") => Aid { prefill: json!(state.holder), ..Aid::default() },
        (Some(state), "withdraw") => {
            Aid { prefill: state.rights.first().map_or(json!({}), |right| json!(right)), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}
