//! The cases beside the straight one: short form, dispute, illness, another receiver, several posts.

use super::*;
use crate::daily::handover::facts::Form;
use engine::erased::{Kept, Mechanism, Of};

/// The deputy leaves; he is a cadre of this management authority.
fn deputy_leaves(authority: &str, reason: &str) -> (World, Vec<MatterId>) {
    let mut world = county("2026-09-24T16:00");
    world.people.get_mut(&PersonId::from("副镇长")).expect("the deputy").authority = authority.into();
    let decision = json!({
        "verb": "register", "person": "副镇长", "authority": "县政府", "document": "青政任〔2026〕8号",
        "decided_on": "2026-09-24", "leaves": [{"post": "云亭镇副镇长", "day": "2026-09-25", "reason": reason}],
    });
    let (_, acted) = decided(&mut world, decision);
    end_tenure(&mut world, "副镇长", "2026-09-25");
    (world, acted)
}

fn short_row(content: &str) -> Value {
    json!({"content": content, "matter": "防汛物资", "progress": "已盘点", "due": "2026-11-30", "open": true})
}

#[test]
fn whom_his_own_unit_manages_hands_over_on_one_sheet_and_the_seven_days_run() {
    let (mut world, acted) = deputy_leaves("单位管", "resignation");
    let id = &acted[0];
    assert_eq!(world.state::<Handover>(id).left.form, Form::Short);
    assert_eq!(world.matters[id].outline.cells["form"], "短表");
    let fill = world.duty(id, "fill");
    assert_eq!((fill.what.as_str(), fill.due), ("填写交接短表", Some(day("2026-10-12"))));
    assert_eq!(no(&mut world, "副镇长", id, json!({"verb": "fill", "content": "work", "none": true})), "not_now");
    let unsaid =
        world.refused::<Handover>("副镇长", Some(id), json!({"verb": "fill_short", "rows": [short_row("work")]}));
    assert_eq!(unsaid.code, "table_empty");
    assert!(unsaid.sentence.starts_with("经济事项、干部人事事项"), "{}", unsaid.sentence);
    act(&mut world, "副镇长", id, json!({"verb": "fill_short", "rows": [short_row("work")], "rest_none": true}));
    act(&mut world, "书记", id, json!({"verb": "name_receiver", "person": "副书记"}));
    world.at("2026-09-28T09:00");
    for (who, verb) in [("副镇长", "sign_leaver"), ("副书记", "sign_receiver"), ("镇长", "sign_supervisor")] {
        act(&mut world, who, id, json!({"verb": verb}));
    }
    assert_eq!(world.stage(id), "续办中");
    assert_eq!(world.duty(id, "item.work.1").what, "续办：防汛物资");
}

#[test]
fn whom_the_county_manages_hands_over_on_five_tables_and_a_deputy_may_be_allowed_the_short_form() {
    let (mut world, acted) = deputy_leaves("县管", "removal");
    let id = &acted[0];
    assert_eq!(world.state::<Handover>(id).left.form, Form::Full);
    let because = json!({"verb": "use_short_form", "reason": "未分管财务、人事"});
    assert_eq!(no(&mut world, "副镇长", id, because.clone()), "not_yours");
    act(&mut world, "书记", id, because);
    assert_eq!(world.duty(id, "fill").verb.as_deref(), Some("fill_short"));
    let (world, id) = opened();
    assert!(!world.verbs::<Handover>("分管", &id).contains(&"use_short_form"), "a head writes five tables");
}

#[test]
fn where_the_countys_table_says_none_no_handover_opens() {
    let mut world = county("2026-09-24T16:00");
    world.people.get_mut(&PersonId::from("副镇长")).expect("the deputy").authority = "单位管".into();
    let mut files = engine::pack!();
    for (_, text) in files.iter_mut().filter(|(name, _)| name.ends_with("tables.toml")) {
        *text = text.replace(
            r#"["section", "retirement"], values = ["short"]"#,
            r#"["section", "retirement"], values = ["none"]"#,
        );
    }
    world.policy = engine::policy::Policy::parse(&files).expect("a pack");
    let decision = json!({
        "verb": "register", "person": "副镇长", "authority": "县政府", "document": "青政任〔2026〕8号",
        "decided_on": "2026-09-24", "leaves": [{"post": "云亭镇副镇长", "day": "2026-09-25", "reason": "retirement"}],
    });
    assert!(decided(&mut world, decision).1.is_empty());
}

#[test]
fn a_dispute_is_settled_by_whoever_stands_above_before_the_supervisor_signs() {
    let (mut world, id) = ready();
    act(&mut world, "副书记", &id, json!({"verb": "remark", "dispute": "工程款余额对不上"}));
    let duty = world.duty(&id, "dispute");
    assert_eq!(duty.what, "协调交接争议：工程款余额对不上");
    assert_eq!(duty.owner[0], Hat::RoleAt(Role::LeaderInCharge, TOWN.into()));
    let why = world.refused::<Handover>("分管", Some(&id), json!({"verb": "sign_supervisor"}));
    assert_eq!((why.code, why.clause.as_str()), ("dispute_open", "3.2.1"));
    assert_eq!(why.sentence, "交接双方有争议：工程款余额对不上。请先协调并登记处理意见，再监交签字。");
    let settle = json!({"verb": "settle_dispute", "outcome": "以审计结论为准，差额列入续办"});
    assert_eq!(no(&mut world, "副书记", &id, settle.clone()), "not_yours");
    act(&mut world, "分管", &id, settle.clone());
    assert_eq!(no(&mut world, "分管", &id, settle), "not_now");
    assert_eq!(world.state::<Handover>(&id).settled.len(), 1);
    act(&mut world, "分管", &id, json!({"verb": "sign_supervisor"}));
}

#[test]
fn a_leaver_who_falls_ill_is_stood_for_by_his_unit_and_the_clock_stands_still_until_it_is_started_again() {
    let (mut world, id) = ready();
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    world.at("2026-09-29T09:00");
    assert_eq!(no(&mut world, "股长", &id, json!({"verb": "represent", "reason": "住院"})), "not_now");
    act(&mut world, "镇经办", &id, json!({"verb": "add_items", "content": "work", "rows": [row("路灯维护")]}));
    act(&mut world, "股长", &id, json!({"verb": "represent", "reason": "移交人住院手术"}));
    assert_eq!(no(&mut world, "镇经办", &id, json!({"verb": "stop_clock", "reason": "住院"})), "not_yours");
    act(&mut world, "股长", &id, json!({"verb": "stop_clock", "reason": "移交人住院手术"}));
    let duty = world.duty(&id, "sign_leaver");
    assert_eq!((duty.due, duty.owner), (None, vec![Hat::RoleAt(Role::UnitClerk, TOWN.into())]));
    assert!(duty.basis.words.starts_with("已停止计时：移交人住院手术"), "{}", duty.basis.words);
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "sign_leaver"})), "not_yours");
    world.at("2026-11-02T09:00");
    act(&mut world, "股长", &id, json!({"verb": "run_clock", "from": "2026-11-02", "reason": "县领导批准"}));
    assert_eq!(world.duty(&id, "sign_leaver").due, Some(day("2026-11-11")));
    for (who, verb) in [("镇经办", "sign_leaver"), ("副书记", "sign_receiver"), ("分管", "sign_supervisor")] {
        act(&mut world, who, &id, json!({"verb": verb}));
    }
    assert_eq!(world.state::<Handover>(&id).completion.expect("completed").days_late, 0);
}

#[test]
fn a_dead_leavers_unit_hands_over_and_nothing_of_his_relations_is_asked() {
    let (mut world, acted) = deputy_leaves("县管", "death");
    let id = &acted[0];
    let state = world.state::<Handover>(id);
    assert_eq!(state.by_unit.expect("a reason").0, "去世，由单位代办");
    assert!(state.left.relations.is_empty());
    assert_eq!(world.duty(id, "fill").due, None);
    act(&mut world, "镇经办", id, json!({"verb": "fill", "content": "other", "none": true}));
    assert_eq!(
        world.refused::<Handover>("副镇长", Some(id), json!({"verb": "fill", "content": "work", "none": true})).code,
        "not_yours"
    );
}

#[test]
fn another_receiver_midway_signs_for_himself_and_one_who_has_signed_stays() {
    let (mut world, id) = ready();
    act(&mut world, "副书记", &id, json!({"verb": "sign_receiver"}));
    act(&mut world, "分管", &id, json!({"verb": "name_receiver", "person": "镇长", "reason": "副书记另有任用"}));
    let duty = world.duty(&id, "sign_receiver");
    assert_eq!(duty.owner, [Hat::Person("镇长".into())]);
    assert_eq!(no(&mut world, "副书记", &id, json!({"verb": "sign_receiver"})), "not_yours");
    act(&mut world, "镇长", &id, json!({"verb": "sign_receiver"}));
    let follows = json!({
        "verb": "register", "person": "副镇长", "authority": "县委", "document": "青任〔2026〕33号",
        "decided_on": "2026-09-24", "takes": [{"post": "云亭镇党委书记", "day": "2026-09-28"}],
    });
    decided(&mut world, follows);
    assert_eq!(world.state::<Handover>(&id).receiver.expect("he who signed").person.as_str(), "镇长");
}

#[test]
fn a_handover_opened_before_there_was_a_short_form_is_read_as_a_full_one() {
    let (world, id) = opened();
    let told = &world.matters[&id].told[0];
    let mut payload: Value = serde_json::from_str(&told.payload).expect("JSON");
    assert!(payload["left"].as_object_mut().expect("an object").remove("form").is_some());
    let kept = Kept { n: 1, version: 1, verb: told.verb.clone(), payload: payload.to_string() };
    let state = Of::<Handover>::new().replay(&[kept]).expect("it is read");
    let state: State = serde_json::from_str(&state).expect("its own state");
    assert_eq!(state.left.form, Form::Full);
}
