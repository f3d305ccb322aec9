//! Key posts, in every state through which they passed.

use crate::{
    focus::key_post::{
        KeyPost,
        tests::{act, begun, county, ended, enter, undone},
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
