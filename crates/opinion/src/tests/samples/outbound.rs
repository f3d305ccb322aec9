//! Matters about going abroad, in every state through which they passed.

use super::county;
use crate::{daily::registered_person::RegisteredPerson, testing::World};
use engine::{procedure::Procedure, words::MatterId};
use serde_json::{Value, json};

/// An action that must go through.
fn act<P: Procedure>(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> MatterId {
    world.act::<P>(who, id, action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"))
}

pub fn registered() -> World {
    let mut world = county();
    let receipt = |verb: &str| json!({"verb": verb, "day": "2026-09-24", "number": "备1"});
    let enter = |who: &str| json!({"verb": "enter", "person": who, "category": "leading_cadre", "since": "2026-09-01"});
    let mut act =
        |who: &str, id: Option<&MatterId>, action: Value| act::<RegisteredPerson>(&mut world, who, id, action);
    let first = act("经办", None, enter("书记"));
    let first = Some(&first);
    act("经办", first, receipt("file"));
    act("经办", first, json!({"verb": "note_change", "day": "2026-09-24", "content": "户口迁入县城"}));
    act("经办", first, receipt("report_change"));
    act("经办", first, json!({"verb": "set_secrecy", "level": "general", "day": "2026-09-24"}));
    act("经办", first, json!({"verb": "depart", "day": "2026-09-24", "reason": "转出"}));
    act("经办", first, receipt("remove"));
    let second = act("经办", None, enter("镇长"));
    act("股长", Some(&second), json!({"verb": "decline", "reason": "已在别处登记"}));
    let third = act("经办", None, enter("副书记"));
    act("经办", Some(&third), receipt("file"));
    act("经办", Some(&third), json!({"verb": "set_secrecy", "level": "general", "day": "2026-09-24"}));
    act("经办", Some(&third), json!({"verb": "leave_secret_post", "day": "2026-09-24"}));
    world
}
