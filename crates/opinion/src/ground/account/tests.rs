//! Three administrators who are apart.

use super::*;
use crate::testing::{Seat, World};
use engine::{
    access::{Actor, Role, Scope},
    succession::UnitOrder,
    words::{MatterId, Prose},
};
use serde_json::{Value, json};

fn office() -> World {
    let mut world = World::new("2026-05-05T09:00");
    world.unit("云亭镇", "township", None);
    world.post("翟明远", "云亭镇", "副镇长", Seat::Member);
    for (who, role) in [("系统", Role::SystemAdmin), ("安全", Role::SecurityAdmin), ("审计", Role::AuditAdmin)] {
        world.role(who, role, None);
    }
    world
}

fn open(world: &mut World, login: &str, person: Option<&str>) -> MatterId {
    let new = json!({"verb": "open", "login": login, "name": "某某", "person": person});
    world.act::<Account>("系统", None, new).expect("opened")
}

fn grant(role: &str, unit: Option<&str>) -> Value {
    json!({"verb": "grant", "role": role, "unit": unit})
}

fn refused(world: &mut World, who: &str, id: &MatterId, action: Value) -> &'static str {
    world.refused::<Account>(who, Some(id), action).code
}

#[test]
fn one_opens_another_grants_and_the_third_only_reads() {
    let mut world = office();
    let id = open(&mut world, "jingban", None);
    assert_eq!(world.stage(&id), "待授权");
    assert_eq!(world.duty(&id, "grant").what, "授予角色");
    assert_eq!(refused(&mut world, "系统", &id, grant("section_clerk", None)), "not_yours");
    world.act::<Account>("安全", Some(&id), grant("section_clerk", None)).expect("granted");
    assert_eq!(world.stage(&id), "启用");
    assert_eq!(refused(&mut world, "安全", &id, json!({"verb": "disable", "reason": "离岗"})), "not_yours");
    assert!(world.verbs::<Account>("审计", &id).is_empty());
    assert!(Scope::of(&world.actor("审计")).kinds.contains(&"account"));
}

#[test]
fn no_administrator_is_another_or_holds_a_role_of_content_both_ways() {
    let mut world = office();
    let id = open(&mut world, "guanli", None);
    world.act::<Account>("安全", Some(&id), grant("system_admin", None)).expect("granted");
    for other in ["security_admin", "audit_admin", "section_head", "reader"] {
        assert_eq!(refused(&mut world, "安全", &id, grant(other, None)), "administrators_apart", "{other}");
    }
    let clerk = open(&mut world, "jingban", None);
    world.act::<Account>("安全", Some(&clerk), grant("section_clerk", None)).expect("granted");
    assert_eq!(refused(&mut world, "安全", &clerk, grant("audit_admin", None)), "administrators_apart");
    let cadre = open(&mut world, "zhai", Some("翟明远"));
    assert_eq!(refused(&mut world, "安全", &cadre, grant("audit_admin", None)), "administrators_apart");
    let holder = json!({"verb": "change", "name": "翟明远", "person": "翟明远"});
    assert_eq!(refused(&mut world, "系统", &id, holder), "administrators_apart");
}

#[test]
fn nobody_grants_to_himself_or_disables_himself() {
    let mut world = office();
    let id = open(&mut world, "an-quan", None);
    let own = |world: &World, who: &str, verb: &str, payload: Value| {
        let mut actor = world.actor(who);
        actor.account = "an-quan".into();
        let state = world.state::<Account>(&id);
        let action = engine::tagged::read_value(verb, payload).expect("an action");
        world.within(&actor, &id, |cx| Account::decide(Some(&state), action, cx)).expect_err("refused").code
    };
    assert_eq!(own(&world, "安全", "grant", json!({"role": "section_head"})), "own_account");
    assert_eq!(own(&world, "系统", "disable", json!({"reason": "离岗"})), "own_account");
}

#[test]
fn a_sign_in_name_is_well_formed_and_used_once() {
    let mut world = office();
    open(&mut world, "jingban", None);
    let again = json!({"verb": "open", "login": "jingban", "name": "乙"});
    assert_eq!(world.refused::<Account>("系统", None, again).code, "login_taken");
    for wrong in ["a", "Jingban", "经办", "a b"] {
        let new = json!({"verb": "open", "login": wrong, "name": "乙"});
        assert_eq!(world.refused::<Account>("系统", None, new).code, "login_wrong", "{wrong}");
    }
}

#[test]
fn a_unit_clerk_is_for_one_unit_and_a_section_head_for_none() {
    let mut world = office();
    let id = open(&mut world, "jingban", None);
    assert_eq!(refused(&mut world, "安全", &id, grant("unit_clerk", None)), "right_unit");
    assert_eq!(refused(&mut world, "安全", &id, grant("section_head", Some("云亭镇"))), "right_unit");
    world.act::<Account>("安全", Some(&id), grant("unit_clerk", Some("云亭镇"))).expect("granted");
    assert_eq!(refused(&mut world, "安全", &id, grant("unit_clerk", Some("云亭镇"))), "right_known");
}

#[test]
fn a_disabled_account_has_no_rows_of_grants_and_a_withdrawn_role_is_gone() {
    let mut world = office();
    let id = open(&mut world, "jingban", None);
    world.act::<Account>("安全", Some(&id), grant("section_clerk", None)).expect("granted");
    assert_eq!(world.matters[&id].effects.registry.len(), 2);
    world.act::<Account>("系统", Some(&id), json!({"verb": "disable", "reason": "离岗"})).expect("disabled");
    assert_eq!((world.stage(&id), world.matters[&id].effects.registry.len()), ("停用", 1));
    world.act::<Account>("系统", Some(&id), json!({"verb": "enable", "reason": "返岗"})).expect("enabled");
    world.act::<Account>("安全", Some(&id), json!({"verb": "withdraw", "role": "section_clerk"})).expect("withdrawn");
    assert_eq!(world.stage(&id), "待授权");
}

#[test]
fn in_a_new_county_the_program_opens_the_first_three() {
    let mut world = office();
    let system = Actor::system();
    let offers = world.within(&system, &MatterId::from("a1"), |cx| Account::offers(None, cx));
    assert!(offers.iter().all(|offer| offer.is_open_to(&system)));
    let id = open(&mut world, "guanli", None);
    let state = world.state::<Account>(&id);
    let offers = world.within(&system, &id, |cx| Account::offers(Some(&state), cx));
    assert!(offers.iter().any(|offer| offer.verb == "grant" && offer.is_open_to(&system)));
}

#[test]
fn a_password_is_reset_on_record_and_an_administrators_only_at_the_machine() {
    let mut world = office();
    let clerk = open(&mut world, "jingban", None);
    let reset = || json!({"verb": "reset_password", "reason": "本人忘记口令"});
    assert_eq!(refused(&mut world, "系统", &clerk, reset()), "not_yours", "no form of its own makes a password");
    let by = |login: &str| Actor { account: login.into(), ..Actor::system() };
    let acts = |world: &World, actor: &Actor, id: &MatterId| {
        let state = world.state::<Account>(id);
        let action = Action::ResetPassword(Remark { reason: Prose("本人忘记口令".into()) });
        world.within(actor, id, |cx| Account::decide(Some(&state), action, cx))
    };
    assert!(acts(&world, &by("xitong"), &clerk).is_ok());
    assert_eq!(acts(&world, &by("jingban"), &clerk).expect_err("own").code, "own_account");
    let other = open(&mut world, "anquan", None);
    world.act::<Account>("安全", Some(&other), grant("security_admin", None)).expect("granted");
    assert_eq!(acts(&world, &by("xitong"), &other).expect_err("apart").code, "administrators_apart");
    assert!(acts(&world, &Actor::system(), &other).is_ok());
}

#[test]
fn whoever_works_for_a_unit_that_ends_works_for_its_successor_too_until_that_is_taken_back() {
    let mut world = office();
    world.unit("云竹镇", "township", None);
    let id = open(&mut world, "jingban", None);
    world.act::<Account>("安全", Some(&id), grant("unit_clerk", Some("云亭镇"))).expect("granted");
    let other = open(&mut world, "bieren", None);
    world.act::<Account>("安全", Some(&other), grant("section_clerk", None)).expect("granted");
    let ordered = |order| Trigger::UnitsOrdered {
        order,
        day: crate::testing::day("2026-05-05"),
        document: "青发〔2026〕6号".into(),
        matter: "机1".into(),
    };
    let (from, into) = ("云亭镇".into(), Some("云竹镇".into()));
    let acted = world.follow(&[ordered(UnitOrder::Succeed { from, into, others: Vec::new() })]);
    assert_eq!(acted, std::slice::from_ref(&id));
    let at = |world: &World| -> Vec<String> {
        let rights = world.state::<Account>(&id).rights.into_iter();
        rights.filter_map(|right| right.unit.map(|unit| unit.0)).collect()
    };
    assert_eq!(at(&world), ["云亭镇", "云竹镇"]);
    world.follow(&[ordered(UnitOrder::Unsucceed(vec!["云竹镇".into()]))]);
    assert_eq!(at(&world), ["云亭镇"]);
}
