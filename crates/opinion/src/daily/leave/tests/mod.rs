//! Leave, tried out in a small county.

mod chiefs;
mod course;
mod moved;
mod s2;
mod shape;
mod stages;
mod stand_in;
mod tiers;
mod ways;
mod year;

pub(crate) use stages::counties;

use super::Leave;
use crate::testing::{Seat, World, day};
use engine::{
    access::Role,
    erased::Stop,
    procedure::{Refusal, Side},
    words::MatterId,
};
use serde_json::{Value, json};

pub(super) const TOWN: &str = "云亭镇";
pub(super) const PARTY: Option<Side> = Some(Side::Party);
pub(super) const GOVERNMENT: Option<Side> = Some(Side::Government);

/// A township, a bureau with two heads, one with one person in both posts, one led by a deputy, and the county's offices.
pub(super) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("县委组织部", "party_department", None);
    world.unit(TOWN, "township", None);
    world.unit("县教育体育局", "government_department", None);
    world.unit("县财政局", "government_department", None);
    world.unit("县城市管理局", "government_department", None);
    world.unit("云亭镇便民服务中心", "subordinate", Some(TOWN));
    world.post("部长", "县委组织部", "部长", Seat::Chief(PARTY));
    world.post("股长", "县委组织部", "干部监督股股长", Seat::Staff);
    world.post("副部长", "县委组织部", "副部长", Seat::Member);
    world.post("书记", TOWN, "党委书记", Seat::Chief(PARTY));
    world.post("镇长", TOWN, "镇长", Seat::Chief(GOVERNMENT));
    world.post("副书记", TOWN, "党委副书记", Seat::Member);
    world.post("副镇长", TOWN, "副镇长", Seat::Member);
    world.post("干事", TOWN, "党政办干事", Seat::Staff);
    world.post("中心主任", "云亭镇便民服务中心", "主任", Seat::Chief(None));
    world.post("党委书记", "县教育体育局", "党委书记", Seat::Chief(PARTY));
    world.post("教体局长", "县教育体育局", "局长", Seat::Chief(GOVERNMENT));
    world.post("教体副局长", "县教育体育局", "副局长", Seat::Member);
    world.post("一肩挑", "县财政局", "党组书记", Seat::Chief(PARTY));
    world.post("一肩挑", "县财政局", "局长", Seat::Chief(GOVERNMENT));
    world.post("财政副局长", "县财政局", "副局长", Seat::Member);
    world.post("城管书记", "县城市管理局", "党组书记", Seat::Chief(PARTY));
    world.post("主持", "县城市管理局", "副局长（主持工作）", Seat::Acting(None));
    world.post("城管副局长", "县城市管理局", "副局长", Seat::Member);
    world.unit("中共青弋县委员会", "county", None);
    for (person, title) in
        [("县委书记", "书记"), ("县长", "县长"), ("县委副书记", "副书记"), ("常务", "常务副县长"), ("副县长", "副县长")]
    {
        world.post(person, "中共青弋县委员会", title, Seat::Member);
        world.people.get_mut(&person.into()).expect("just made").authority = "上级管".into();
    }
    world.role("股长", Role::SectionHead, None);
    world.role("副部长", Role::DeputyMinister, None);
    world.role("县委书记", Role::CountySecretary, None);
    world.role("县长", Role::CountyHead, None);
    world.role("县委副书记", Role::DeputySecretary, None);
    world.role("常务", Role::ExecutiveDeputy, None);
    for unit in [TOWN, "县教育体育局", "县财政局", "县城市管理局"] {
        world.role("副县长", Role::LeaderInCharge, Some(unit));
    }
    world.role("干事", Role::CountyOffice, None);
    world
}

/// 2026-05-06上午 as the API takes it.
pub(super) fn at(text: &str) -> Value {
    let (day, half) = text.split_at(10);
    json!({ "day": day, "half": half })
}

/// An application for a trip on duty.
pub(super) fn trip(from: &str, to: &str, stand_in: &str) -> Value {
    json!({
        "verb": "apply",
        "purpose": { "business": { "kind": "trip" } },
        "period": { "from": at(from), "to": at(to) },
        "destination": "合肥市",
        "reach": "beyond_city",
        "reason": "到省厅汇报工作",
        "phone": "13900000000",
        "stand_in": stand_in,
    })
}

/// An action with one field more, or another.
pub(super) fn with(mut action: Value, field: &str, value: Value) -> Value {
    action[field] = value;
    action
}

/// A private leave of a kind.
pub(super) fn private(kind: &str, from: &str, to: &str, stand_in: &str) -> Value {
    with(trip(from, to, stand_in), "purpose", json!({ "private": { "kind": kind } }))
}

pub(super) fn ask(world: &mut World, who: &str, action: Value) -> MatterId {
    world.act::<Leave>(who, None, action).unwrap_or_else(|stop| panic!("{who}: {stop:?}"))
}

pub(super) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Leave>(who, Some(id), action).unwrap_or_else(|stop| panic!("{who}: {stop:?}"));
}

pub(super) fn no(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> Refusal {
    world.refused::<Leave>(who, id, action)
}

/// Lets everybody sign whose turn it is.
pub(super) fn approve(world: &mut World, id: &MatterId) {
    let signers =
        ["股长", "书记", "教体局长", "一肩挑", "城管书记", "副县长", "县委副书记", "常务", "县长", "县委书记", "部长"];
    for _ in 0..4 {
        let stage = world.stage(id);
        if !matches!(stage, "待审批" | "续假待审批" | "改期待审批") {
            return;
        }
        let able = signers.into_iter().find(|who| {
            world.verbs::<Leave>(who, id).contains(&"agree") && world.state::<Leave>(id).applicant().0 != *who
        });
        act(world, able.expect("somebody signs"), id, json!({ "verb": "agree" }));
    }
}

/// Applied for and signed by all.
pub(super) fn approved(world: &mut World, who: &str, action: Value) -> MatterId {
    let id = ask(world, who, action);
    approve(world, &id);
    assert_eq!(world.stage(&id), "已批准");
    id
}

/// Words of the stations that sign.
pub(super) fn path(world: &World, id: &MatterId) -> Vec<String> {
    world.state::<Leave>(id).chain.stations.iter().map(|station| station.word.clone()).collect()
}

pub(super) fn is_malformed(stop: Result<MatterId, Stop>) -> bool {
    matches!(stop, Err(Stop::Malformed(_)))
}
