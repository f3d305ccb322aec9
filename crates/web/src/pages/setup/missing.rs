//! 还差什么: what a county lacks before it can work, and whose part each is.

use crate::{
    fault::Problem,
    pages::{
        panels::{self, Heads, Put, link, text},
        visit::Visit,
    },
    view::{
        office::Panel,
        parts::{Tag, Tone},
    },
};
use engine::{
    access::{Actor, Hat, Role, Scope},
    days::Day,
    policy::{Amount, Policy},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use store::Filter;

/// Roles without which leaves and appointments cannot be decided.
const NEEDED: [Role; 7] = [
    Role::SectionClerk,
    Role::SectionHead,
    Role::Minister,
    Role::CountySecretary,
    Role::CountyHead,
    Role::DeputySecretary,
    Role::ExecutiveDeputy,
];

/// 三员.
const THREE: [Role; 3] = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];

/// One thing: what, how it stands, whose it is, where it is done.
struct Thing {
    what: &'static str,
    lacks: Option<String>,
    whose: &'static str,
    by: &'static [Role],
    href: &'static str,
    /// Of itself no reason to show the list to the office: a county works without it.
    can_wait: bool,
}

const SYSTEM: &[Role] = &[Role::SystemAdmin];
const SECURITY: &[Role] = &[Role::SecurityAdmin];
const CLERKS: &[Role] = &[Role::SectionClerk, Role::SectionHead];
const HEADS: &[Role] = &[Role::SectionHead];

/// Days before the year ends from which on next year's holidays are asked after. A reminder, no rule.
const AHEAD: i64 = 45;

/// Names of those that lack something; the rest is counted.
const NAMED: usize = 3;

/// What is missing, for those who can do something about it; nothing once the county is whole.
///
/// # Errors
/// What the database says.
pub fn panel(visit: &Visit) -> Result<Option<Panel>, Problem> {
    const COLUMNS: Heads = &[("", "fix"), ("事项", "name"), ("现状", ""), ("由谁办", ""), ("", "act")];
    let wears = |role: &Role| visit.actor().hats.contains(&Hat::Role(*role));
    let administrator = visit.actor().is_administrator();
    if !administrator && !CLERKS.iter().any(wears) {
        return Ok(None);
    }
    let things = known(visit, administrator)?;
    let asks =
        |thing: &Thing| thing.lacks.is_some() && (administrator || !thing.can_wait && thing.by.iter().any(wears));
    if !things.iter().any(asks) {
        return Ok(None);
    }
    let row = |thing: &Thing| {
        let lacks = thing.lacks.clone()?;
        let way = if thing.by.iter().any(wears) { link("去办", thing.href) } else { text("") };
        let mark = Put::Mark(Tag::new(Tone::Soon, "还差"));
        Some(panels::row(COLUMNS, vec![mark, text(thing.what), text(lacks), text(thing.whose), way]))
    };
    Ok(Some(Panel {
        anchor: "missing",
        columns: panels::heads(COLUMNS),
        rows: things.iter().filter_map(row).collect(),
        ..Panel::new("还差什么", "办齐后不再显示")
    }))
}

/// What a list was made from.
struct Made {
    registers: u64,
    today: Day,
    policy: Arc<Policy>,
    backed: bool,
}

/// A list with what it was made from.
type List = (Made, Arc<Vec<Thing>>);

/// The lists made last, for administrators (true) and for the office.
#[derive(Default)]
pub struct Known(Mutex<BTreeMap<bool, List>>);

/// The list, made anew only where something it rests on has changed: every workbench asks for it.
fn known(visit: &Visit, administrator: bool) -> Result<Arc<Vec<Thing>>, Problem> {
    let county = &visit.app.county;
    let made = Made {
        registers: county.registers_version(),
        today: visit.today(),
        policy: county.policy(),
        backed: visit.reader().last_backup().is_some(),
    };
    let held = || visit.app.missing.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, things)) = held().get(&administrator) {
        let same = of.registers == made.registers && of.today == made.today && of.backed == made.backed;
        if same && Arc::ptr_eq(&of.policy, &made.policy) {
            return Ok(Arc::clone(things));
        }
    }
    let things = Arc::new(things(visit, made.backed)?);
    held().insert(administrator, (made, Arc::clone(&things)));
    Ok(things)
}

fn things(visit: &Visit, backed: bool) -> Result<Vec<Thing>, Problem> {
    let mut things = registers(visit)?;
    things.extend(accounts(visit)?);
    things.extend(rules(visit));
    things.push(thing(
        "备份",
        (!backed).then(|| "还没有备份过".to_owned()),
        "系统管理员在服务器上办",
        SYSTEM,
        "/accounts",
    ));
    Ok(things)
}

const fn thing(
    what: &'static str,
    lacks: Option<String>,
    whose: &'static str,
    by: &'static [Role],
    href: &'static str,
) -> Thing {
    Thing { what, lacks, whose, by, href, can_wait: false }
}

fn none(number: i64, words: &str) -> Option<String> {
    (number == 0).then(|| words.to_owned())
}

fn some(number: i64, words: &str) -> Option<String> {
    (number > 0).then(|| format!("{number}{words}"))
}

/// How many, and the first of them by name.
fn named(names: &[String], words: &str) -> Option<String> {
    let first: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let more = if names.len() > NAMED { "等" } else { "" };
    some(i64::try_from(names.len()).unwrap_or(i64::MAX), words)
        .map(|said| format!("{said}：{}{more}", first.join("、")))
}

/// Open matters of a kind, at a stage.
fn count(visit: &Visit, kind: &str, stage: Option<&str>) -> Result<i64, Problem> {
    if visit.app.county.catalogue().get(kind).is_none() {
        return Ok(0);
    }
    let filter =
        Filter { kind: Some(kind.to_owned()), stage: stage.map(str::to_owned), open: Some(true), ..Filter::default() };
    let everything = Scope::of(&Actor::system());
    Ok(visit.reader().count(&filter, &everything, visit.half())?.number)
}

fn registers(visit: &Visit) -> Result<Vec<Thing>, Problem> {
    const OFFICE: &str = "干部监督股";
    let gaps = visit.reader().register_gaps(visit.today())?;
    // An administrator sees how many, never who.
    let named = |names: &[String], words: &str| {
        let shown = if visit.actor().is_administrator() { None } else { named(names, words) };
        shown.or_else(|| some(i64::try_from(names.len()).unwrap_or(i64::MAX), words))
    };
    let posts = none(count(visit, "post", None)?, "还没有登记职务；导入花名册时一并登记");
    let chiefs = some(count(visit, "post", Some("待确认正职"))?, "个按名称推定的正职未确认");
    Ok(vec![
        thing("单位", none(count(visit, "unit", None)?, "还没有登记单位"), OFFICE, CLERKS, "/registers"),
        thing("职务", posts, OFFICE, CLERKS, "/registers"),
        thing("干部", none(count(visit, "cadre", None)?, "还没有导入花名册"), OFFICE, CLERKS, "/imports"),
        thing("班子", named(&gaps.units, "个单位的职务都没有列为班子成员"), OFFICE, CLERKS, "/ledger/post"),
        thing("正职", chiefs, OFFICE, CLERKS, "/bulk/post/confirm_chief"),
        thing("任职", named(&gaps.people, "名干部没有现任职务"), OFFICE, CLERKS, "/ledger/cadre"),
    ])
}

fn accounts(visit: &Visit) -> Result<Vec<Thing>, Problem> {
    let held = visit.reader().roles_held()?;
    let lacking = |roles: &[Role]| -> Option<String> {
        let without = roles.iter().filter(|role| !held.contains(role.code())).map(|role| role.title());
        let without: Vec<&str> = without.collect();
        (!without.is_empty()).then(|| format!("没有账号的角色：{}", without.join("、")))
    };
    let by = if held.len() > NEEDED.len() { SECURITY } else { SYSTEM };
    let waiting = some(count(visit, "account", Some("待授权"))?, "个账号已开通，未授角色");
    Ok(vec![
        thing("三员", lacking(&THREE), "在服务器上用user add补设", SYSTEM, "/accounts"),
        thing("业务账号", lacking(&NEEDED), "系统管理员开通，安全管理员授权", by, "/accounts"),
        thing("待授权账号", waiting, "安全管理员", SECURITY, "/accounts"),
    ])
}

fn rules(visit: &Visit) -> Vec<Thing> {
    let (policy, today) = (visit.app.county.policy(), visit.today());
    let calendar = policy.calendar();
    let unpublished = [today.year(), today.plus(AHEAD).year()].into_iter().find(|year| !calendar.is_published(*year));
    let lacks = unpublished.map(|year| format!("{year}年放假安排没有装入，按工作日算的期限空着"));
    let unset =
        policy.limits().filter(|limit| limit.on(today).is_some_and(|version| version.amount == Amount::Unset)).count();
    let limits = some(i64::try_from(unset).unwrap_or(i64::MAX), "项限额待录入");
    let whose = "干部监督股股长更换政策包";
    vec![
        thing("放假安排", lacks, whose, HEADS, "/policy/load"),
        Thing { can_wait: true, ..thing("限额", limits, whose, HEADS, "/policy") },
    ]
}
