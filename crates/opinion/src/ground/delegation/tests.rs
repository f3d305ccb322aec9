//! Who authorizes whom, for how long, and what row it leaves.

use super::Delegation;
use crate::testing::{Seat, World};
use engine::{
    access::{Hat, Role, entrusted},
    procedure::{AuthorizationEntry, Entry, Kind, Procedure},
    words::MatterId,
};
use serde_json::{Value, json};

fn office() -> World {
    let mut world = World::new("2026-05-05T09:00");
    world.unit("云亭镇", "township", None).unit("县委", "county", None);
    world
        .post("县长", "县委", "县长", Seat::Member)
        .post("副县长", "县委", "副县长", Seat::Member)
        .post("翟明远", "云亭镇", "副镇长", Seat::Member)
        .role("县长", Role::CountyHead, None)
        .role("经办", Role::SectionClerk, None);
    world
}

fn give(from: &str, until: &str) -> Value {
    json!({"verb": "give", "delegate": "副县长", "from": from, "until": until, "kinds": ["leave"], "reason": "赴省委党校学习"})
}

fn given(world: &mut World) -> MatterId {
    world.act::<Delegation>("县长", None, give("2026-05-06", "2026-05-20")).expect("given")
}

fn rows(world: &World, id: &MatterId) -> Vec<AuthorizationEntry> {
    let registry = world.matters[id].effects.registry.clone();
    let entry = |entry| match entry {
        Entry::Authorization(entry) => Some(entry),
        _ => None,
    };
    registry.into_iter().filter_map(entry).collect()
}

#[test]
fn who_holds_an_office_lets_another_sign_for_named_days_and_kinds() {
    let mut world = office();
    let id = given(&mut world);
    assert_eq!(world.stage(&id), "已授权");
    let row = rows(&world, &id).remove(0);
    assert_eq!((row.principal.as_str(), row.delegate.as_str()), ("县长", "副县长"));
    assert_eq!((row.from.to_string(), row.until.to_string()), ("2026-05-06".to_owned(), "2026-05-20".to_owned()));
    assert_eq!(row.kinds, ["leave"]);
    assert!(world.matters[&id].told[0].line.text.contains("请销假"), "{:?}", world.matters[&id].told[0].line);
}

#[test]
fn what_cannot_be_given_is_refused_with_its_field() {
    let mut world = office();
    for (change, value, code) in [
        ("delegate", json!("县长"), "delegate_self"),
        ("delegate", json!("无此人"), "unknown_person"),
        ("until", json!("2026-05-05"), "bad_period"),
        ("from", json!("2026-05-04"), "delegated_back"),
        ("kinds", json!(["account"]), "unknown_term"),
        ("reason", json!(" "), "field_missing"),
    ] {
        let mut action = give("2026-05-06", "2026-05-20");
        action[change] = value;
        let refusal = world.refused::<Delegation>("县长", None, action);
        assert_eq!(refusal.code, code);
        assert!(refusal.at.is_some_and(|at| at.starts_with(&format!("/{change}"))), "{code}");
    }
}

#[test]
fn it_is_taken_back_by_the_principal_or_the_section_and_by_nobody_else() {
    let mut world = office();
    let end = || json!({"verb": "end", "reason": "已返回"});
    for who in ["县长", "经办"] {
        let id = given(&mut world);
        assert_eq!(world.refused::<Delegation>("副县长", Some(&id), end()).code, "not_yours");
        assert_eq!(world.refused::<Delegation>("翟明远", Some(&id), end()).code, "not_yours");
        world.act::<Delegation>(who, Some(&id), end()).expect("ended");
        assert_eq!((world.stage(&id), rows(&world, &id).len()), ("已终止", 0));
        assert_eq!(world.refused::<Delegation>(who, Some(&id), end()).code, "not_now");
    }
}

#[test]
fn it_covers_its_days_and_kinds_for_its_delegate_alone_and_nothing_veiled() {
    let mut world = office();
    let id = given(&mut world);
    let row = rows(&world, &id).remove(0);
    let leave = crate::CATALOGUE.get("leave").expect("leave").kind();
    let handover = crate::CATALOGUE.get("handover").expect("handover").kind();
    let day = |text: &str| engine::days::Day::of(text).expect("a day");
    let code = |row: &AuthorizationEntry, who: &str, kind: &Kind, on: &str| {
        entrusted(row, &world.actor(who), kind, day(on)).err().map(|refusal| refusal.code)
    };
    assert_eq!(code(&row, "副县长", leave, "2026-05-06"), None);
    assert_eq!(code(&row, "副县长", leave, "2026-05-20"), None);
    assert_eq!(code(&row, "副县长", leave, "2026-05-05"), Some("authorization_time"));
    assert_eq!(code(&row, "副县长", leave, "2026-05-21"), Some("authorization_time"));
    assert_eq!(code(&row, "副县长", handover, "2026-05-06"), Some("authorization_kind"));
    assert_eq!(code(&row, "翟明远", leave, "2026-05-06"), Some("not_authorized"));
    let open = AuthorizationEntry { kinds: Vec::new(), ..row };
    assert_eq!(code(&open, "副县长", handover, "2026-05-06"), None);
    let veiled = Kind { veiled: true, ..Delegation::KIND };
    assert_eq!(code(&open, "副县长", &veiled, "2026-05-06"), Some("authorization_kind"));
    let account = crate::CATALOGUE.get("account").expect("account").kind();
    assert_eq!(code(&open, "副县长", account, "2026-05-06"), Some("authorization_kind"));
    let mut administrator = world.actor("副县长");
    administrator.hats = vec![Hat::Role(Role::SystemAdmin)];
    assert_eq!(entrusted(&open, &administrator, leave, day("2026-05-06")).unwrap_err().code, "not_authorized");
}
