//! The cases beside the straight one: short form, no handover, illness, death, detention.

use super::*;
use crate::daily::handover::facts::Form;
use engine::erased::{Kept, Mechanism, Of};

/// The deputy leaves; he is a cadre of this management authority.
pub(super) fn deputy_leaves(authority: &str, reason: &str) -> (World, Vec<MatterId>) {
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

/// The county has changed a row of its tables.
pub(super) fn table_changed(world: &mut World, was: &str, now: &str) {
    let mut files = engine::pack!();
    for (_, text) in files.iter_mut().filter(|(name, _)| name.ends_with("tables.toml")) {
        assert!(text.contains(was), "the pack has {was}");
        *text = text.replace(was, now);
    }
    world.policy = engine::policy::Policy::parse(&files).expect("a pack");
}

#[test]
fn the_most_exact_row_of_the_countys_table_decides_between_paper_sheet_and_nothing() {
    let form = |authority: &str, who: &str, post: &str, reason: &str| {
        let mut world = county("2026-09-24T16:00");
        world.people.get_mut(&PersonId::from(who)).expect("in the county").authority = authority.into();
        let opening = json!({"verb": "open", "leaver": who, "post": post, "day": "2026-09-24", "reason": reason});
        let id = world.act::<Handover>("经办", None, opening).expect("opened by hand");
        world.state::<Handover>(&id).left.form
    };
    assert_eq!(form("县管", "副镇长", "云亭镇副镇长", "removal"), Form::Full);
    assert_eq!(form("县管", "镇经办", "云亭镇党政办主任", "transfer"), Form::Short, "no seat in the body");
    assert_eq!(form("单位管", "镇经办", "云亭镇党政办主任", "transfer"), Form::Short);
    assert_eq!(form("上级管", "镇长", "云亭镇镇长", "transfer"), Form::Full);
    let mut world = county("2026-09-24T16:00");
    world.people.get_mut(&PersonId::from("镇经办")).expect("the clerk").authority = "单位管".into();
    let decision = json!({
        "verb": "register", "person": "镇经办", "authority": "县委", "document": "青任〔2026〕9号", "decided_on": "2026-09-24",
        "leaves": [{"post": "云亭镇党政办主任", "day": "2026-09-25", "reason": "secondment_end"}],
    });
    assert!(decided(&mut world, decision).1.is_empty(), "the table says none");
}

#[test]
fn where_the_countys_table_says_none_no_handover_opens() {
    let mut world = county("2026-09-24T16:00");
    world.people.get_mut(&PersonId::from("副镇长")).expect("the deputy").authority = "单位管".into();
    let (was, now) =
        (r#"["section", "any", "any"], values = ["short"]"#, r#"["section", "any", "any"], values = ["none"]"#);
    table_changed(&mut world, was, now);
    let decision = json!({
        "verb": "register", "person": "副镇长", "authority": "县政府", "document": "青政任〔2026〕8号",
        "decided_on": "2026-09-24", "leaves": [{"post": "云亭镇副镇长", "day": "2026-09-25", "reason": "retirement"}],
    });
    assert!(decided(&mut world, decision).1.is_empty());
}

#[test]
fn a_leaver_who_falls_ill_is_stood_for_by_his_unit_and_the_clock_stands_still_until_it_is_started_again() {
    let (mut world, id) = ready();
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    world.at("2026-09-29T09:00");
    assert_eq!(no(&mut world, "股长", &id, json!({"verb": "represent", "reason": "住院"})), "not_now");
    act(&mut world, "镇经办", &id, json!({"verb": "add_items", "content": "work", "rows": [row("路灯维护")]}));
    let stands_in = |person: &str| json!({"verb": "represent", "reason": "移交人住院手术", "representative": person, "basis": "县医院诊断证明"});
    assert_eq!(no(&mut world, "股长", &id, stands_in("副书记")), "same_signer", "he receives");
    act(&mut world, "股长", &id, stands_in("副镇长"));
    assert_eq!(no(&mut world, "镇经办", &id, json!({"verb": "stop_clock", "reason": "住院"})), "not_yours");
    act(&mut world, "股长", &id, json!({"verb": "stop_clock", "reason": "移交人住院手术", "basis": "县委领导批示"}));
    let duty = world.duty(&id, "sign_leaver");
    assert_eq!((duty.due, duty.owner), (None, vec![Hat::Person("副镇长".into())]));
    let line = &world.matters[&id].told.last().expect("a line").line;
    assert_eq!(line.text, "移交人住院手术，依据县委领导批示");
    assert!(duty.basis.words.starts_with("已停止计时：移交人住院手术"), "{}", duty.basis.words);
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "sign_leaver"})), "not_yours");
    world.at("2026-11-02T09:00");
    act(&mut world, "股长", &id, json!({"verb": "run_clock", "from": "2026-11-02", "reason": "县领导批准"}));
    assert_eq!(world.duty(&id, "sign_leaver").due, Some(day("2026-11-11")));
    for (who, verb) in [("副镇长", "sign_leaver"), ("副书记", "sign_receiver"), ("分管", "sign_supervisor")] {
        act(&mut world, who, &id, json!({"verb": verb}));
    }
    assert_eq!(world.state::<Handover>(&id).completion.expect("completed").days_late, 0);
}

#[test]
fn a_dead_leavers_unit_hands_over_and_nothing_of_his_relations_is_asked() {
    let (mut world, acted) = deputy_leaves("县管", "death");
    let id = &acted[0];
    let state = world.state::<Handover>(id);
    assert_eq!(state.by_unit.expect("a reason").0, "移交人不能到场办理，由单位代办");
    assert_eq!((state.left.reason_word.as_str(), state.left.audit), ("去世", false));
    assert!(state.left.relations.is_empty());
    assert_eq!(world.duty(id, "fill").due, None);
    act(&mut world, "镇经办", id, json!({"verb": "fill", "content": "other", "none": true}));
    assert_eq!(
        world.refused::<Handover>("副镇长", Some(id), json!({"verb": "fill", "content": "work", "none": true})).code,
        "not_yours"
    );
}

#[test]
fn of_a_detention_neither_the_handover_nor_the_list_of_the_unit_says_a_word() {
    let mut world = county("2026-09-29T16:00");
    let (decision, acted) = decided(&mut world, leaving("detention", "2026-09-29"));
    assert!(world.matters[&decision].outline.units.is_empty(), "the unit does not see the decision");
    assert!(world.matters[&decision].outline.title.contains("留置"), "the section does");
    let id = acted.first().expect("a handover opens");
    let state = world.state::<Handover>(id);
    assert_eq!((state.left.reason.0.as_str(), state.left.reason_word.as_str()), ("other", "其他"));
    assert_eq!(state.by_unit.expect("a reason").0, "移交人不能到场办理，由单位代办");
    let matter = &world.matters[id];
    let payloads: String = matter.told.iter().map(|told| format!("{}{}", told.payload, told.line.text)).collect();
    for text in [&matter.state, &payloads, &matter.outline.cells.to_string(), &matter.outline.title] {
        assert!(!text.contains("留置") && !text.contains("detention"), "{text}");
    }
}

#[test]
fn why_somebody_cannot_come_may_be_sealed_and_the_handover_says_only_that_the_unit_stands_in() {
    let (mut world, id) = opened();
    world.sealed.insert("s1".into(), json!("组织上另有安排，案号略"));
    let sealed = json!({"seal": "s1", "commitment": "c1"});
    let represent =
        json!({"verb": "represent", "reason": "移交人不能到场", "representative": "副镇长", "ground": sealed});
    act(&mut world, "股长", &id, represent);
    let state = world.state::<Handover>(&id);
    assert_eq!(state.ground.as_ref().map(|ground| ground.seal.as_str()), Some("s1"));
    assert_eq!(state.representative.expect("named").name, "副镇长");
    assert!(!world.matters[&id].state.contains("案号"));
    assert!(world.verbs::<Handover>("副镇长", &id).contains(&"fill"), "he writes in the leaver's stead");
    act(&mut world, "股长", &id, json!({"verb": "represent", "reason": "移交人不能到场", "representative": "镇经办"}));
    assert!(world.state::<Handover>(&id).ground.is_some(), "naming another keeps what was sealed");
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
