//! Reports of personal matters and their draw, in every state through which they passed.

use crate::{
    focus::{
        declaration::{
            Declaration,
            tests::{
                act, confirm, explain, file, find, opened, report, report_of, review, sealed, selected, send_back,
                supplement, tell, twins, verify,
            },
        },
        declaration_check::{self, DeclarationCheck},
    },
    testing::World,
};
use engine::trigger::Trigger;
use serde_json::json;

/// One sent back, mended, filed and added to; one that happened; one whose owner left management.
pub fn reports() -> World {
    let (mut world, id) = opened();
    act(&mut world, "副镇长", &id, file());
    act(&mut world, "经办", &id, send_back());
    act(&mut world, "副镇长", &id, file());
    act(&mut world, "经办", &id, json!({"verb": "accept", "opinion": "齐全"}));
    act(&mut world, "副镇长", &id, supplement());
    world.act::<Declaration>("副镇长", None, report("2026-01-04")).expect("reported");
    world.people.get_mut(&"镇长".into()).expect("a person").active = false;
    world.tick::<Declaration>();
    world
}

/// One whose omission was confirmed and reviewed, one found anew.
pub fn checks() -> World {
    let (mut world, id) = selected();
    act(&mut world, "经办", &id, verify(false));
    act(&mut world, "副镇长", &id, explain());
    act(&mut world, "经办", &id, find("omitted"));
    act(&mut world, "股长", &id, confirm(false));
    act(&mut world, "经办", &id, find("omitted"));
    act(&mut world, "股长", &id, confirm(true));
    act(&mut world, "经办", &id, tell("2026-01-05"));
    act(&mut world, "副镇长", &id, json!({"verb": "ask_review", "reason": sealed("s1")}));
    act(&mut world, "部长", &id, review("truthful"));
    world
}

/// A person whose two records became one.
pub fn merged() -> World {
    let (mut world, records, reports) = twins();
    act(&mut world, &records[1], &reports[1], file());
    world.people.get_mut(&records[1].as_str().into()).expect("a person").active = false;
    world.follow(&[Trigger::PersonMerged { from: records[1].as_str().into(), into: records[0].as_str().into() }]);
    assert_eq!(report_of(&world, &records[0]), reports[1]);
    world
}

/// A draw that was held and taken back, and one that is not held.
pub fn draws() -> World {
    use declaration_check::tests::{act, draw_now, opened, prepare};
    use engine::procedure::Procedure;
    let (mut world, id) = opened();
    act(&mut world, "经办", &id, prepare("2026-03-05"));
    world.at("2026-03-05T22:00");
    act(&mut world, "经办", &id, draw_now("审计"));
    let told = world.told(&id);
    world.follow(&told);
    let state = world.state::<DeclarationCheck>(&id);
    world.follow(&DeclarationCheck::retells(&state, None));
    let other = world.act::<DeclarationCheck>("经办", None, json!({"verb": "open", "year": 2024})).expect("opened");
    act(&mut world, "股长", &other, json!({"verb": "skip", "reason": "当年没有开展报告"}));
    world
}
