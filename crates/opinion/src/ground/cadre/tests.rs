//! Cadres: entry, posts by decision, relatives, departure, two records of one person.

use super::*;
use crate::ground::account::Account;
use crate::{
    ground::post_change::PostChange,
    testing::{Seat as Place, World, day},
};
use engine::{
    access::Role,
    procedure::Side,
    words::{MatterId, PersonId, PostId},
};
use serde_json::{Value, json};

fn office() -> World {
    let mut world = World::new("2026-05-05T09:00");
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world
        .post("旧人", "云亭镇", "副镇长", Place::Member)
        .post("旧人", "县财政局", "局长", Place::Chief(Some(Side::Government)))
        .post("经办", "县委组织部", "干部监督股副股长", Place::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Place::Staff)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world.held.retain(|held| held.person != PersonId::from("旧人"));
    world
}

fn card(name: &str) -> Value {
    json!({"name": name, "sex": "男", "birth": "1979-06", "politics": "中共党员", "works_since": "2001-08-01",
        "level": "副科", "authority": "县管"})
}

fn entry(name: &str) -> Value {
    json!({"verb": "enter", "card": card(name), "posts": [{"post": "云亭镇副镇长", "since": "2021-03-01"}]})
}

fn enter(world: &mut World, name: &str) -> MatterId {
    world.act::<Cadre>("经办", None, entry(name)).expect("entered")
}

fn decide(world: &mut World, decision: Value) -> MatterId {
    let id = world.act::<PostChange>("经办", None, decision).expect("registered");
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&id);
    world.follow(&told);
    id
}

fn moves(person: &MatterId, reason: &str, takes: Value) -> Value {
    json!({"verb": "register", "person": person, "authority": "县委", "document": "青任〔2026〕5号", "decided_on": "2026-05-05",
        "leaves": [{"post": "云亭镇副镇长", "day": "2026-05-06", "reason": reason}], "takes": takes})
}

#[test]
fn a_cadre_is_entered_with_card_and_posts() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let matter = &world.matters[&id];
    assert_eq!((matter.outline.title.as_str(), matter.outline.post.as_str()), ("翟明远", "云亭镇副镇长"));
    assert_eq!(matter.effects.tenures[0].from, day("2021-03-01"));
    let person = &world.people[&PersonId::from(&id)];
    assert!(person.active && person.party);
    assert_eq!(person.works_since, Some(day("2001-08-01")));
}

#[test]
fn a_register_does_not_say_of_a_post_left_what_the_county_keeps_to_the_section() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let decision = decide(&mut world, moves(&id, "detention", json!([])));
    assert!(world.matters[&decision].state.contains("留置"), "the decision says it");
    assert!(world.matters[&decision].outline.units.is_empty(), "and is not shown to the unit");
    let matter = &world.matters[&id];
    let told: String = matter.told.iter().map(|told| format!("{}{}", told.payload, told.line.text)).collect();
    assert!(told.contains("其他") && !told.contains("留置") && !told.contains("detention"), "{told}");
    assert!(!matter.state.contains("detention"), "{}", matter.state);
}

#[test]
fn a_wrong_month_and_an_unknown_post_are_refused_at_their_fields() {
    let mut world = office();
    let mut wrong = entry("翟明远");
    wrong["card"]["birth"] = json!("1979.6");
    let refusal = world.refused::<Cadre>("经办", None, wrong);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("month_wrong", Some("/card/birth")));
    let mut unknown = entry("翟明远");
    unknown["posts"][0]["post"] = json!("无此职务");
    assert_eq!(world.refused::<Cadre>("经办", None, unknown).at.as_deref(), Some("/posts/0/post"));
}

#[test]
fn an_id_number_with_a_wrong_check_digit_or_of_somebody_else_is_refused() {
    let mut world = office();
    let sealed = |entry: &mut Value| entry["id_number"] = json!({"seal": "s1", "commitment": "c1"});
    let mut new = entry("翟明远");
    sealed(&mut new);
    world.sealed.insert("s1".into(), json!("341899197906010012"));
    let refusal = world.refused::<Cadre>("经办", None, new.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("id_number_wrong", Some("/id_number")));
    assert!(!refusal.sentence.contains("3418"), "{}", refusal.sentence);
    let body = "34189919790601001";
    let right = format!("{body}{}", engine::people::id_number::check_digit(body));
    world.sealed.insert("s1".into(), json!(right.to_lowercase()));
    let first = world.act::<Cadre>("经办", None, new.clone()).expect("entered");
    assert!(!world.matters[&first].state.contains(&right), "the clear number is nowhere");
    world.id_numbers.insert(right, PersonId::from(&first));
    assert_eq!(world.refused::<Cadre>("经办", None, new).code, "id_number_taken");
}

#[test]
fn what_a_new_card_changes_is_said_field_by_field() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let mut new = card("翟明远");
    new["verb"] = json!("change");
    assert_eq!(world.refused::<Cadre>("经办", Some(&id), new.clone()).code, "nothing_changed");
    new["level"] = json!("正科");
    new["rank"] = json!("三级主任科员");
    world.act::<Cadre>("经办", Some(&id), new).expect("changed");
    let line = &world.matters[&id].told.last().expect("a line").line;
    assert_eq!(line.text, "级别：副科→正科；职级：无→三级主任科员");
}

#[test]
fn a_decision_ends_one_tenure_and_begins_another() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    decide(&mut world, moves(&id, "transfer", json!([{"post": "县财政局局长", "day": "2026-05-06"}])));
    let tenures = &world.matters[&id].effects.tenures;
    assert_eq!(tenures[0].until, Some(day("2026-05-06")));
    assert_eq!((tenures[1].post.clone(), tenures[1].until), (PostId::from("县财政局局长"), None));
    assert_eq!(world.matters[&id].outline.post, "县财政局局长");
}

#[test]
fn holding_the_unit_together_begins_and_ends_within_one_post() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    for (acting, on) in [(true, "2026-05-06"), (false, "2026-06-01")] {
        let mut decision = moves(&id, "transfer", json!([{"post": "云亭镇副镇长", "day": on, "acting": acting}]));
        decision["leaves"] = json!([]);
        world.at(if acting { "2026-05-05T10:00" } else { "2026-06-01T10:00" });
        decide(&mut world, decision);
    }
    let tenures = &world.matters[&id].effects.tenures;
    let read: Vec<_> = tenures.iter().map(|held| (held.from, held.until, held.acting)).collect();
    let (may, june) = (day("2026-05-06"), day("2026-06-01"));
    assert_eq!(read, [(day("2021-03-01"), Some(may), false), (may, Some(june), true), (june, None, false)]);
}

#[test]
fn retirement_ends_management_and_its_withdrawal_brings_everything_back() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let decision = decide(&mut world, moves(&id, "retirement", json!([])));
    assert_eq!(world.stage(&id), "已退出管理");
    assert!(!world.people[&PersonId::from(&id)].active);
    let before = world.state::<PostChange>(&decision);
    world.at("2026-05-05T11:00");
    world.follow(&PostChange::retells(&before, None));
    assert_eq!(world.stage(&id), "在管");
    assert_eq!(world.matters[&id].effects.tenures[0].until, None);
}

#[test]
fn a_correction_of_the_day_reaches_the_tenures() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let decision = decide(&mut world, moves(&id, "transfer", json!([{"post": "县财政局局长", "day": "2026-05-06"}])));
    let before = world.state::<PostChange>(&decision);
    let mut after = before.clone();
    after.sheet.note = Some("补注".into());
    assert!(PostChange::retells(&before, Some(&after)).is_empty(), "a remark is nobody else's business");
    after.sheet.leaves[0].day = day("2026-05-11");
    after.sheet.takes[0].day = day("2026-05-11");
    world.at("2026-05-05T11:00");
    world.follow(&PostChange::retells(&before, Some(&after)));
    let tenures = &world.matters[&id].effects.tenures;
    assert_eq!((tenures.len(), tenures[0].until, tenures[1].from), (2, Some(day("2026-05-11")), day("2026-05-11")));
}

#[test]
fn nobody_leaves_management_in_office_and_who_left_can_come_back() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let depart = json!({"verb": "depart", "day": "2026-05-06", "reason": "other", "note": "调出本县"});
    assert_eq!(world.refused::<Cadre>("经办", Some(&id), depart.clone()).code, "still_in_post");
    decide(&mut world, moves(&id, "transfer", json!([])));
    world.act::<Cadre>("经办", Some(&id), depart).expect("departed");
    assert_eq!(world.verbs::<Cadre>("经办", &id), ["restore"]);
    world
        .act::<Cadre>("经办", Some(&id), json!({"verb": "restore", "day": "2026-05-07", "reason": "调回"}))
        .expect("back");
    assert_eq!(world.stage(&id), "在管");
}

#[test]
fn relatives_are_entered_once_and_can_be_ended() {
    let mut world = office();
    let (id, wife) = (enter(&mut world, "翟明远"), enter(&mut world, "方敏"));
    let add = json!({"verb": "add_relation", "other": wife, "relation": "妻子"});
    world.act::<Cadre>("经办", Some(&id), add.clone()).expect("entered");
    assert_eq!(world.refused::<Cadre>("经办", Some(&id), add).code, "relation_known");
    let back = json!({"verb": "add_relation", "other": id, "relation": "丈夫"});
    assert_eq!(world.refused::<Cadre>("经办", Some(&wife), back).code, "relation_known");
    let end = json!({"verb": "end_relation", "other": wife, "reason": "离婚"});
    world.act::<Cadre>("经办", Some(&id), end.clone()).expect("ended");
    assert_eq!(world.matters[&id].effects.registry.len(), 1);
    assert_eq!(world.refused::<Cadre>("经办", Some(&id), end).code, "not_now");
}

#[test]
fn two_records_of_one_person_become_one() {
    let mut world = office();
    let (id, other) = (enter(&mut world, "翟明远"), enter(&mut world, "翟明元"));
    let merge = json!({"verb": "merge_into", "into": id, "reason": "经查同一人，名册误写"});
    world.act::<Cadre>("经办", Some(&other), merge).expect("merged");
    let told = world.told(&other);
    assert_eq!(world.follow(&told), std::slice::from_ref(&id));
    assert_eq!((world.stage(&other), world.matters[&other].effects.tenures.len()), ("已并入", 0));
    assert!(!world.people[&PersonId::from(&other)].active);
    assert_eq!(world.matters[&id].effects.tenures.len(), 1, "the same post from the same day is one");
    assert!(world.verbs::<Cadre>("经办", &other).is_empty());
}

#[test]
fn a_record_with_open_business_is_not_merged_away() {
    let mut world = office();
    let (id, other) = (enter(&mut world, "翟明远"), enter(&mut world, "翟明元"));
    world.act::<PostChange>("经办", None, moves(&other, "removal", json!([]))).expect("registered");
    let merge = json!({"verb": "merge_into", "into": id, "reason": "同一人"});
    assert_eq!(world.refused::<Cadre>("经办", Some(&other), merge).code, "still_used");
}

#[test]
fn tenures_are_not_corrected_behind_the_decision() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let state = world.state::<Cadre>(&id);
    let taken = Event::PostTaken(state.tenures[0].clone());
    let actor = world.actor("经办");
    let refused = world.within(&actor, &id, |cx| Cadre::amend(&state, &taken, &taken, cx)).expect_err("refused");
    assert_eq!(refused.code, "amend_decision");
}

#[test]
fn two_people_of_one_name_are_not_merged_and_the_account_follows_those_who_are() {
    let mut world = office();
    world.role("系统", Role::SystemAdmin, None);
    let (id, other) = (enter(&mut world, "翟明远"), enter(&mut world, "翟明元"));
    let mut card = json!(world.state::<Cadre>(&other).card);
    card["birth"] = json!("1990-01");
    let mut change = card.clone();
    change["verb"] = json!("change");
    world.act::<Cadre>("经办", Some(&other), change).expect("changed");
    let merge = || json!({"verb": "merge_into", "into": id, "reason": "经查同一人"});
    assert_eq!(world.refused::<Cadre>("经办", Some(&other), merge()).code, "merge_differs");
    let itself = json!({"verb": "merge_into", "into": other, "reason": "经查同一人"});
    assert_eq!(world.refused::<Cadre>("经办", Some(&other), itself).code, "merge_itself");
    card["birth"] = json!(world.state::<Cadre>(&id).card.birth);
    card["verb"] = json!("change");
    world.act::<Cadre>("经办", Some(&other), card).expect("mended");
    let open = json!({"verb": "open", "login": "zhai", "name": "翟明元", "person": other});
    let account = world.act::<Account>("系统", None, open).expect("opened");
    world.act::<Cadre>("经办", Some(&other), merge()).expect("merged");
    let told = world.told(&other);
    world.follow(&told);
    assert_eq!(world.state::<Account>(&account).holder.person, Some(PersonId::from(&id)));
}

#[test]
fn what_the_form_says_is_kept_beside_the_card_and_only_what_changed_is_told() {
    let mut world = office();
    let id = enter(&mut world, "翟明远");
    let family =
        json!([{"relation": "妻子", "name": "程晓岚", "birth": "198006", "politics": "群众", "work": "云亭中学教师"}]);
    let form = json!({"verb": "keep_file", "resume": "2001.08--         云亭镇干部", "family": family});
    world.act::<Cadre>("经办", Some(&id), form.clone()).expect("kept");
    let file = state_of(&world, &id);
    assert_eq!(file.family[0].name, "程晓岚");
    assert_eq!(file.resume.unwrap().0, "2001.08--         云亭镇干部", "the blanks of a 简历 are its columns");
    assert_eq!(world.refused::<Cadre>("经办", Some(&id), form.clone()).code, "nothing_changed");
    let before = state_of(&world, &id);
    let after = PersonFile { rewards: Some("无".into()), ..before.clone() };
    assert_eq!(view::changed_titles(&before, &after), ["奖惩情况"]);
}

fn state_of(world: &World, id: &MatterId) -> PersonFile {
    serde_json::from_str::<State>(&world.matters[id].state).unwrap().file.unwrap()
}
