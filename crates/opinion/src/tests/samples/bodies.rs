//! Decisions about units and changes of a body's term, in every state through which they passed.

use crate::{
    ground::{
        account::Account,
        post::Post,
        term_change::{self, TermChange},
        unit::Unit,
        unit_change::{self, UnitChange},
    },
    testing::World,
};
use engine::{access::Role, procedure::Procedure, words::MatterId};
use serde_json::{Value, json};

fn act<P: Procedure>(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> MatterId {
    world.act::<P>(who, id, action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"))
}

/// One merger carried out, with the accounts that go along, and taken back in the registers; one entry that is taken back.
pub fn mergers() -> World {
    let mut county = unit_change::tests::county();
    let action = unit_change::tests::merger(&county);
    let mut revise = action.clone();
    revise["verb"] = json!("revise");
    let world = &mut county.world;
    world.role("系统", Role::SystemAdmin, None).role("安全", Role::SecurityAdmin, None);
    let open = json!({"verb": "open", "login": "linye", "name": "吴越", "unit": county.forestry});
    let clerk = act::<Account>(world, "系统", None, open);
    let grant = json!({"verb": "grant", "role": "unit_clerk", "unit": county.forestry});
    act::<Account>(world, "安全", Some(&clerk), grant);
    let id = act::<UnitChange>(world, "经办", None, action.clone());
    act::<UnitChange>(world, "股长", Some(&id), json!({"verb": "send_back", "reason": "附件"}));
    act::<UnitChange>(world, "经办", Some(&id), revise);
    act::<UnitChange>(world, "股长", Some(&id), json!({"verb": "confirm"}));
    world.at("2026-05-06T00:10");
    world.tick::<UnitChange>();
    let told = world.told(&id);
    world.follow(&told);
    let state = world.state::<UnitChange>(&id);
    world.at("2026-05-07T09:00");
    world.follow(&<UnitChange as Procedure>::retells(&state, None));
    let dropped = act::<UnitChange>(world, "经办", None, abolition(&county.machinery, &county.forestry));
    act::<UnitChange>(world, "经办", Some(&dropped), json!({"verb": "cancel", "reason": "文件收回"}));
    let lifted = json!({"verb": "relevel", "level": "副科级", "day": "2026-05-07", "reason": "青编〔2026〕3号"});
    act::<Unit>(world, "经办", Some(&county.farm), lifted);
    // What a decision ended and gave back is there as it was.
    assert_eq!((world.stage(&county.forestry), world.stage(&clerk)), ("在设", "启用"));
    let own = world.matters.values().filter(|matter| matter.kind == Post::KIND.id || matter.kind == Unit::KIND.id);
    assert_eq!(own.filter(|matter| matter.outline.done).count(), 1);
    county.world
}

fn abolition(unit: &MatterId, heir: &MatterId) -> Value {
    json!({"verb": "register", "change": "abolish", "authority": "县委", "document": "青发〔2026〕9号",
        "decided_on": "2026-05-06", "effective_on": "2026-05-08", "parts": [{"unit": unit, "heir": heir}]})
}

/// One election held, its result returned once and confirmed; one put off and called off.
pub fn elections() -> World {
    let mut world = term_change::tests::county();
    let mut step = |who: &str, id: Option<&MatterId>, action: Value| act::<TermChange>(&mut world, who, id, action);
    let id = step("经办", None, term_change::tests::scheme("draft"));
    let first = Some(&id);
    step("经办", first, term_change::tests::scheme("revise"));
    step("经办", first, json!({"verb": "nominate", "person": "局长", "post": "云亭镇党委书记"}));
    step("经办", first, json!({"verb": "nominate", "person": "副书记", "post": "云亭镇党委委员"}));
    step("经办", first, json!({"verb": "drop", "person": "副书记", "reason": "另有安排"}));
    step("经办", first, term_change::tests::reply());
    step("经办", first, json!({"verb": "done_step", "step": "scheme", "day": "2026-03-02", "note": "已印发"}));
    let second = step("经办", None, term_change::tests::scheme("draft"));
    step("经办", Some(&second), term_change::tests::reply());
    let later =
        json!({"verb": "postpone", "election_on": "2026-06-10", "document": "青委〔2026〕11号", "reason": "防汛"});
    step("经办", Some(&second), later);
    step("股长", Some(&second), json!({"verb": "cancel", "reason": "并入县直机关党组织换届"}));
    world.at("2026-04-21T09:00");
    let mut step = |who: &str, action: Value| act::<TermChange>(&mut world, who, first, action);
    step("经办", term_change::tests::outcome());
    step("股长", json!({"verb": "return_result", "reason": "文号不符"}));
    step("经办", term_change::tests::outcome());
    step("股长", json!({"verb": "confirm_result", "note": "与文件一致"}));
    for code in ["request", "discipline", "recommend", "examine", "candidates", "report", "archive"] {
        step("股长", json!({"verb": "waive_step", "step": code, "reason": "合并办理"}));
    }
    let told: Vec<_> = world.matters[&id].told.iter().flat_map(|told| told.triggers.clone()).collect();
    world.follow(&told);
    world.at("2026-04-22T09:00");
    let state = world.state::<TermChange>(&id);
    world.follow(&<TermChange as Procedure>::retells(&state, None));
    world
}
