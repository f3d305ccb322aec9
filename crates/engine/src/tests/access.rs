use super::toy::{Loan, actor, day, within};
use crate::{
    access::{Behalf, Hat, Offer, Role, Scope, Signed, may, recusal},
    erased::{Mechanism, Of},
    procedure::{As, Procedure},
    words::{PersonId, UnitId},
};
use serde_json::json;

fn lent() -> (String, crate::procedure::Outline) {
    let clerk = actor(vec![Hat::Role(Role::SectionClerk)]);
    within(&clerk, |cx| {
        let clock = crate::policy::Clock { policy: cx.policy, pauses: &[] };
        let lend = json!({"book": "史记", "reader": "p1", "on": "2026-05-06", "phone": null});
        let done = Of::<Loan>::new().step(None, "lend", lend, cx, &clock).unwrap();
        (done.state, done.outline)
    })
}

#[test]
fn a_role_for_the_county_answers_for_each_unit_but_not_the_other_way_round() {
    let (county, unit) = (Hat::Role(Role::LeaderInCharge), Hat::RoleAt(Role::LeaderInCharge, UnitId::from("u1")));
    assert!(county.answers(&unit));
    assert!(!unit.answers(&county));
    assert!(!unit.answers(&Hat::RoleAt(Role::LeaderInCharge, UnitId::from("u2"))));
}

#[test]
fn a_verb_off_the_list_is_not_now_and_a_verb_of_others_is_not_yours() {
    let offers = [Offer::new("sign", "签字", vec![Hat::Role(Role::Minister)])];
    let clerk = actor(vec![Hat::Role(Role::SectionClerk)]);
    assert_eq!(may(&offers, "burn", &clerk).unwrap_err().code, "not_now");
    assert_eq!(may(&offers, "sign", &clerk).unwrap_err().code, "not_yours");
    assert!(may(&offers, "sign", &actor(vec![Hat::Role(Role::Minister)])).is_ok());
}

#[test]
fn nobody_decides_in_office_on_his_own_matter_or_a_relatives() {
    let (state, outline) = lent();
    let mut clerk = actor(vec![Hat::Role(Role::SectionClerk)]);
    let offers = within(&clerk, |cx| Of::<Loan>::new().offers(Some(&state), cx).unwrap());
    let judge = |actor: &crate::access::Actor| recusal(&Loan::KIND, Some(&outline), &offers, "back", actor);
    assert!(judge(&clerk).is_ok());
    clerk.person = Some(PersonId::from("p1"));
    assert!(judge(&clerk).is_ok(), "what he does as the person concerned stays open");
    let comment = recusal(&Loan::KIND, Some(&outline), &[], "void", &clerk);
    assert_eq!(comment.unwrap_err().code, "recused");
    let mut wife = actor(vec![Hat::Role(Role::SectionClerk)]);
    wife.person = Some(PersonId::from("p2"));
    wife.untouchables = vec![PersonId::from("p2"), PersonId::from("p1")];
    assert_eq!(judge(&wife).unwrap_err().code, "recused");
}

#[test]
fn on_behalf_it_is_the_principal_who_decides() {
    let (_, outline) = lent();
    let mut clerk = actor(vec![Hat::Role(Role::SectionHead)]);
    clerk.behalf =
        Some(Behalf::Paper(Signed { person: PersonId::from("p1"), paper: "f".into(), signed_on: day("2026-05-05") }));
    assert_eq!(recusal(&Loan::KIND, Some(&outline), &[], "void", &clerk).unwrap_err().code, "recused");
}

#[test]
fn administrators_see_accounts_and_nothing_else_and_others_see_no_accounts() {
    let (_, outline) = lent();
    let within = |unit: &UnitId, of: &[UnitId]| of.contains(unit);
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
        let scope = Scope::of(&actor(vec![Hat::Role(role)]));
        assert!(!scope.sees(&Loan::KIND, &outline, &within), "{role:?}");
        assert_eq!(scope.kinds, ["account"]);
    }
    let clerk = Scope::of(&actor(vec![Hat::Role(Role::SectionClerk)]));
    assert!(clerk.sees(&Loan::KIND, &outline, &within));
}

#[test]
fn a_unit_clerk_sees_his_unit_and_a_person_his_own() {
    let (_, mut outline) = lent();
    outline.units = vec![UnitId::from("u1")];
    let within = |unit: &UnitId, of: &[UnitId]| of.contains(unit);
    let at = |unit: &str| Scope::of(&actor(vec![Hat::RoleAt(Role::UnitClerk, UnitId::from(unit))]));
    assert!(at("u1").sees(&Loan::KIND, &outline, &within));
    assert!(!at("u2").sees(&Loan::KIND, &outline, &within));
    let mut reader = actor(vec![Hat::Person(PersonId::from("p1"))]);
    reader.person = Some(PersonId::from("p1"));
    assert!(Scope::of(&reader).sees(&Loan::KIND, &outline, &within));
    outline.persons = vec![(As::Subject, PersonId::from("p9"))];
    assert!(!Scope::of(&reader).sees(&Loan::KIND, &outline, &within));
}

#[test]
fn each_role_is_found_again_by_its_code() {
    for role in Role::ALL {
        assert_eq!(Role::from_code(role.code()), Some(role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.code());
    }
}
