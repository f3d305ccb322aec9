//! Key posts, in every state through which they passed.

use crate::{
    focus::{
        key_department::{self, KeyDepartment},
        key_post::{
            KeyPost,
            tests::{act, begun, county, ended, enter, undone},
        },
    },
    testing::World,
};
use serde_json::json;

/// One held by somebody with a relative in the unit, left, taken, taken back, put over and removed; one whose holder heads the unit.
pub fn key_posts() -> World {
    let mut world = county("2026-05-05T09:00");
    world.relatives.push(("采购股长".into(), "国库股长".into()));
    let id = world.act::<KeyPost>("经办", None, enter("采购股股长")).expect("entered");
    act(&mut world, "经办", &id, json!({"verb": "recuse", "needed": true, "text": "不办理国库支付业务"}));
    let settle = json!({"verb": "settle", "way": "work", "day": "2026-05-05", "text": "支付复核由办公室接办"});
    act(&mut world, "局长", &id, settle);
    act(&mut world, "局长", &id, json!({"verb": "talk", "day": "2026-05-05", "text": "提醒采购回避"}));
    let check = json!({"verb": "check", "day": "2026-05-05", "by": "经办、股长", "text": "抽查三个项目，没有问题"});
    act(&mut world, "经办", &id, check);
    act(&mut world, "部长", &id, json!({"verb": "defer", "until": "2026-12-31", "reason": "预算一体化上线"}));
    act(&mut world, "部长", &id, json!({"verb": "end_deferral", "reason": "系统已经上线"}));
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-05")]);
    world.follow(&[begun("候任", "采购股股长", "2026-05-05")]);
    world.at("2026-05-05T09:30");
    world.follow(&[begun("国库股长", "采购股股长", "2026-05-05")]);
    world.at("2026-05-05T10:00");
    world.follow(&[undone("候任", "任2")]);
    act(&mut world, "经办", &id, json!({"verb": "reseat"}));
    world.relatives.push(("采购股长".into(), "候任".into()));
    world.at("2026-05-05T11:00");
    world.follow(&[begun("候任", "科员", "2026-05-05")]);
    let over = json!({"verb": "put_over", "post": "县财政局政府采购中心主任", "reason": "青编〔2026〕3号更名"});
    act(&mut world, "经办", &id, over);
    act(&mut world, "经办", &id, json!({"verb": "remove", "reason": "职能划出"}));
    world.act::<KeyPost>("经办", None, enter("局长")).expect("entered");
    world
}

/// A key department with a post in it, whose leader left, came back, left again and was followed; it is taken out in the end.
pub fn departments() -> World {
    let mut world = key_department::tests::county("2026-05-05T09:00");
    let enter_it = key_department::tests::enter("采购股", Some("总会计师"));
    let id = world.act::<KeyDepartment>("经办", None, enter_it).expect("entered");
    let mut post = enter("采购股股长");
    post["department"] = json!(id);
    let key = world.act::<KeyPost>("经办", None, post).expect("entered");
    act(&mut world, "经办", &key, json!({"verb": "assign", "department": null}));
    let on = "2026-05-05";
    key_department::tests::leave(&mut world, "总会计师", "总会计师", on);
    world.at("2026-05-05T10:00");
    world.follow(&[undone("总会计师", "任1")]);
    world.at("2026-05-05T11:00");
    key_department::tests::leave(&mut world, "总会计师", "总会计师", on);
    let then = |world: &mut World, action| key_department::tests::act(world, "经办", &id, action);
    then(&mut world, json!({"verb": "lead", "leader": "副局长", "day": on}));
    let card = json!({"name": "政府采购股", "category": "procurement", "reason": "全县政府采购审批"});
    then(&mut world, json!({"verb": "change", "card": card}));
    then(&mut world, json!({"verb": "remove", "reason": "职能划出"}));
    world
}
