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
    policy::Amount,
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

/// One thing: what, how it stands, whose it is, where it is done.
struct Thing {
    what: &'static str,
    lacks: Option<String>,
    whose: &'static str,
    by: &'static [Role],
    href: String,
}

const SYSTEM: &[Role] = &[Role::SystemAdmin];
const SECURITY: &[Role] = &[Role::SecurityAdmin];
const CLERKS: &[Role] = &[Role::SectionClerk, Role::SectionHead];

/// What is missing, for those who can do something about it; nothing once the county is whole.
///
/// # Errors
/// What the database says.
pub fn panel(visit: &Visit) -> Result<Option<Panel>, Problem> {
    const HEADS: Heads = &[("", "fix"), ("事项", "name"), ("现状", ""), ("由谁办", ""), ("", "act")];
    let wears = |role: &Role| visit.actor().hats.contains(&Hat::Role(*role));
    let administrator = visit.actor().is_administrator();
    let begins = administrator || CLERKS.iter().any(wears) && is_bare(visit)?;
    if !begins {
        return Ok(None);
    }
    let things = things(visit)?;
    if things.iter().all(|thing| thing.lacks.is_none()) {
        return Ok(None);
    }
    let row = |thing: &Thing| {
        let mark = match thing.lacks {
            Some(_) => Tag::new(Tone::Soon, "还差"),
            None => Tag::new(Tone::Done, "已有"),
        };
        let mine = thing.lacks.is_some() && thing.by.iter().any(wears);
        panels::row(
            HEADS,
            vec![
                Put::Mark(mark),
                text(thing.what),
                text(thing.lacks.clone().unwrap_or_default()),
                text(thing.whose),
                if mine { link("去办", thing.href.clone()) } else { text("") },
            ],
        )
    };
    Ok(Some(Panel {
        anchor: "missing",
        columns: panels::heads(HEADS),
        rows: things.iter().map(row).collect(),
        ..Panel::new("还差什么", "办齐后不再显示")
    }))
}

/// A county in which nobody is registered.
fn is_bare(visit: &Visit) -> Result<bool, Problem> {
    let everyone = Scope::of(&Actor::system());
    Ok(visit.reader().people("", None, &everyone, visit.today(), (0, 1))?.is_empty())
}

fn things(visit: &Visit) -> Result<Vec<Thing>, Problem> {
    let (reader, policy, today) = (visit.reader(), visit.app.county.policy(), visit.today());
    let everything = Scope::of(&Actor::system());
    let count = |kind: &str, stage: Option<&str>| {
        let known = visit.app.county.catalogue().get(kind).is_some();
        let filter = Filter {
            kind: Some(kind.to_owned()),
            stage: stage.map(str::to_owned),
            open: Some(true),
            ..Filter::default()
        };
        if known { reader.count(&filter, &everything, visit.half()).map(|count| count.number) } else { Ok(0) }
    };
    let none = |number: i64, words: &str| (number == 0).then(|| words.to_owned());
    let some = |number: i64, words: &str| (number > 0).then(|| format!("{number}{words}"));
    let held = reader.roles_held()?;
    let without: Vec<&str> =
        NEEDED.iter().filter(|role| !held.contains(role.code())).map(|role| role.title()).collect();
    let year = today.year();
    let unset =
        policy.limits().filter(|limit| limit.on(today).is_some_and(|version| version.amount == Amount::Unset)).count();
    let thing = |what, lacks, whose, by, href: &str| Thing { what, lacks, whose, by, href: href.to_owned() };
    Ok(vec![
        thing("单位", none(count("unit", None)?, "还没有登记单位"), "干部监督股", CLERKS, "/registers"),
        thing(
            "职务",
            none(count("post", None)?, "还没有登记职务；导入花名册时一并登记"),
            "干部监督股",
            CLERKS,
            "/registers",
        ),
        thing("干部", none(count("cadre", None)?, "还没有导入花名册"), "干部监督股", CLERKS, "/imports"),
        thing(
            "正职",
            some(count("post", Some("待确认正职"))?, "个按名称推定的正职未确认"),
            "干部监督股",
            CLERKS,
            "/bulk/post/confirm_chief",
        ),
        thing(
            "业务账号",
            (!without.is_empty()).then(|| format!("没有账号的角色：{}", without.join("、"))),
            "系统管理员开通，安全管理员授权",
            if held.len() > NEEDED.len() { SECURITY } else { SYSTEM },
            "/accounts",
        ),
        thing(
            "待授权账号",
            some(count("account", Some("待授权"))?, "个账号已开通，未授角色"),
            "安全管理员",
            SECURITY,
            "/accounts",
        ),
        thing(
            "放假安排",
            (!policy.calendar().is_published(year)).then(|| format!("{year}年放假安排未录入，期限暂不能算")),
            "系统管理员在服务器上装入",
            SYSTEM,
            "/policy",
        ),
        thing(
            "限额",
            some(i64::try_from(unset).unwrap_or(i64::MAX), "项限额待录入"),
            "组织部定，系统管理员装入政策包",
            SYSTEM,
            "/policy",
        ),
    ])
}
