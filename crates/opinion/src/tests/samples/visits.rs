//! Visits and the yearly plan, in every state through which they passed.

use super::county;
use crate::{
    daily::{inspection::Inspection, inspection_plan::InspectionPlan},
    testing::{Matter, Seat, World},
};
use engine::{access::Role, procedure::Procedure, words::MatterId};
use serde_json::{Value, json};

fn act<P: Procedure>(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<P>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

/// The plan of 2026, running, with two items.
fn planned() -> (World, MatterId) {
    let mut world = county();
    world.unit("县纪委监委", "party_department", None);
    world
        .post("纪检员", "县纪委监委", "党风室主任", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Member)
        .role("部长", Role::Minister, None);
    world.tick::<InspectionPlan>();
    let is_plan = |matter: &Matter| matter.kind == "inspection_plan";
    let id = world.matters.iter().find(|(_, matter)| is_plan(matter)).expect("a plan").0.clone();
    let row = json!({"owner": "organization", "quarter": "third", "visits": 1});
    act::<InspectionPlan>(&mut world, "经办", &id, json!({"verb": "draft", "rows": [row]}));
    act::<InspectionPlan>(&mut world, "股长", &id, json!({"verb": "confirm", "agreed": "三家会商一致"}));
    let more = json!({"owner": "discipline", "quarter": "fourth", "visits": 1, "unit": "县财政局"});
    act::<InspectionPlan>(&mut world, "经办", &id, json!({"verb": "add", "row": more, "reason": "国庆期间增加"}));
    (world, id)
}

fn visit(verb: &str, plan: &MatterId) -> Value {
    json!({"verb": verb, "form": "covert", "unit": "云亭镇", "day": "2026-09-24", "unannounced": true,
        "node": "mid_autumn", "plan": plan, "item": 1, "course": "查看服务大厅",
        "team": [{"owner": "organization", "person": "经办"}, {"owner": "discipline", "person": "纪检员"}],
        "findings": [{"category": "窗口脱岗", "facts": "9时10分窗口无人"}, {"category": "值班不实", "facts": "值班表不符"}],
        "concerned": [{"finding": 2, "person": "副镇长"}]})
}

/// A visit of which the unit is told.
pub fn told() -> (World, MatterId) {
    let (mut world, plan) = planned();
    let id = told_of(&mut world, &plan);
    (world, id)
}

fn told_of(world: &mut World, plan: &MatterId) -> MatterId {
    let id = world.act::<Inspection>("经办", None, visit("register", plan)).expect("registered");
    act::<Inspection>(world, "经办", &id, visit("revise", plan));
    for who in ["经办", "纪检员"] {
        act::<Inspection>(world, who, &id, json!({"verb": "sign"}));
    }
    act::<Inspection>(world, "经办", &id, json!({"verb": "notify", "text": "请说明情况"}));
    id
}

/// One visit to its end, one that nobody answers, and a year that is over.
pub fn visits() -> World {
    let (mut world, plan) = planned();
    let id = told_of(&mut world, &plan);
    ended(&mut world, &id);
    let silent = told_of(&mut world, &plan);
    let until = json!({"verb": "extend_reply", "until": "2026-10-15", "reason": "汛期值守"});
    act::<Inspection>(&mut world, "股长", &silent, until);
    world.at("2026-10-16T09:00");
    world.tick::<Inspection>();
    world.tick::<InspectionPlan>();
    world.at("2027-01-04T09:00");
    world.tick::<InspectionPlan>();
    let explain = json!({"verb": "explain", "item": 2, "reason": "转入2027年一季度"});
    act::<InspectionPlan>(&mut world, "经办", &plan, explain);
    world
}

fn ended(world: &mut World, id: &MatterId) {
    let propose = |scope: &str| json!({"verb": "propose", "scope": scope, "text": "窗口脱岗"});
    for (who, action) in [
        ("镇经办", json!({"verb": "reply", "text": "窗口人员取件"})),
        ("副镇长", json!({"verb": "state", "text": "当日调班"})),
        (
            "股长",
            json!({"verb": "assess", "rows": [{"finding": 1, "verdict": "not_accepted", "reason": "现场照片"},
            {"finding": 2, "verdict": "accepted", "reason": "有调班记录"}]}),
        ),
        ("镇经办", json!({"verb": "measure", "finding": 1, "measure": "落实AB岗", "by": "2026-10-10"})),
        ("经办", propose("public")),
        ("部长", json!({"verb": "reject", "reason": "范围过大"})),
        ("镇经办", json!({"verb": "report", "finding": 1, "done": "已落实"})),
        ("经办", json!({"verb": "recheck", "finding": 1, "opinion": "仍有空岗"})),
        ("镇经办", json!({"verb": "report", "finding": 1, "done": "已补齐"})),
        ("经办", propose("county")),
        ("经办", json!({"verb": "recheck", "finding": 1, "passed": true, "opinion": "在岗"})),
        ("部长", json!({"verb": "approve", "document": "青督〔2026〕3号"})),
        ("部长", json!({"verb": "withdraw", "reason": "更正一处"})),
    ] {
        act::<Inspection>(world, who, id, action);
    }
}
