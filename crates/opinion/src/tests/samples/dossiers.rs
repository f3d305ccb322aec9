//! A review of dossiers: opened, joined, gone through with something missing, left, done.

use crate::{
    focus::dossier_review::{
        DossierReview,
        tests::{act, check, opened},
    },
    testing::{Seat, World},
};
use serde_json::json;

pub fn reviews() -> World {
    let (mut world, id) = opened();
    world.post("副镇长", "云亭镇", "副镇长", Seat::Member);
    world.tick::<DossierReview>();
    act(&mut world, &id, json!({"verb": "leave_out", "person": "副镇长", "reason": "已调离"}));
    act(&mut world, &id, check(None, &[]));
    act(&mut world, &id, check(Some("书记"), &["declaration"]));
    act(&mut world, &id, check(Some("镇长"), &[]));
    act(&mut world, &id, check(Some("书记"), &[]));
    world
}
