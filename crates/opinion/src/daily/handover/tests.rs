//! A post is left, and what hangs on it passes on.

mod annexes;
mod audit;
mod cases;
mod disputes;
mod posts;
mod successors;

use super::*;
use crate::{
    ground::post_change::PostChange,
    testing::{Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    policy::Pause,
    procedure::Side,
    words::{MatterId, PersonId},
};
use serde_json::{Value, json};

const TOWN: &str = "云亭镇";

fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit(TOWN, "township", None).unit("县财政局", "government_department", None).unit(
        "县委组织部",
        "party_department",
        None,
    );
    world
        .post("书记", TOWN, "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", TOWN, "镇长", Seat::Chief(Some(Side::Government)))
        .post("副书记", TOWN, "党委副书记", Seat::Member)
        .post("副镇长", TOWN, "副镇长", Seat::Member)
        .post("镇经办", TOWN, "党政办主任", Seat::Staff)
        .post("前局长", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("财政经办", "县财政局", "办公室主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("分管", "县委组织部", "副县长", Seat::Staff);
    world
        .role("镇经办", Role::UnitClerk, Some(TOWN))
        .role("财政经办", Role::UnitClerk, Some("县财政局"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("分管", Role::LeaderInCharge, Some(TOWN));
    world.held.retain(|held| held.person != PersonId::from("前局长"));
    world
}

/// Registers and confirms a decision, lets everybody hear of it, and returns it with what was acted on.
fn decided(world: &mut World, decision: Value) -> (MatterId, Vec<MatterId>) {
    let id = world.act::<PostChange>("经办", None, decision).expect("registered");
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&id);
    let acted = world.follow(&told);
    (id, acted)
}

fn leaving(reason: &str, on: &str) -> Value {
    json!({
        "verb": "register", "person": "书记", "authority": "县委", "document": "青任〔2026〕31号",
        "decided_on": "2026-09-24", "leaves": [{"post": "云亭镇党委书记", "day": on, "reason": reason}],
    })
}

fn transfer() -> Value {
    let mut decision = leaving("transfer", "2026-09-25");
    decision["takes"] = json!([{"post": "县财政局局长", "day": "2026-09-25"}]);
    decision
}

/// The tenure of the one who left ends in the world too: no register of his is kept here.
fn end_tenure(world: &mut World, person: &str, on: &str) {
    for held in world.held.iter_mut().filter(|held| held.person == PersonId::from(person)) {
        held.until = Some(day(on));
    }
}

/// The handover of the town's secretary, transferred on the holiday of 25 September 2026.
fn opened() -> (World, MatterId) {
    let mut world = county("2026-09-24T16:00");
    let (_, acted) = decided(&mut world, transfer());
    end_tenure(&mut world, "书记", "2026-09-25");
    let id = acted.first().expect("a handover opens by itself").clone();
    (world, id)
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Handover>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> &'static str {
    world.refused::<Handover>(who, Some(id), action).code
}

fn row(matter: &str) -> Value {
    json!({"matter": matter, "progress": "已完成主体工程", "next": "组织验收", "responsible": "副镇长", "due": "2026-11-30", "open": true})
}

fn fill_all(world: &mut World, id: &MatterId) {
    act(world, "书记", id, json!({"verb": "fill", "content": "work", "rows": [row("集镇排水改造")]}));
    act(
        world,
        "镇经办",
        id,
        json!({"verb": "fill", "content": "economic", "rows": [
        {"matter": "排水改造工程款", "amount": "126.5", "open": true}, {"matter": "公务借款", "amount": "0"}]}),
    );
    act(world, "镇长", id, json!({"verb": "fill", "content": "personnel", "none": true}));
    act(world, "书记", id, json!({"verb": "fill", "content": "petitions", "none": true}));
    act(world, "镇经办", id, json!({"verb": "fill", "content": "other", "none": true}));
}

/// Filled, with the deputy secretary holding the town together and receiving.
fn ready() -> (World, MatterId) {
    let (mut world, id) = opened();
    world.at("2026-09-28T09:00");
    let acting = json!({
        "verb": "register", "person": "副书记", "authority": "县委", "document": "青任〔2026〕32号",
        "decided_on": "2026-09-24", "takes": [{"post": "云亭镇党委副书记", "day": "2026-09-25", "acting": true}],
    });
    decided(&mut world, acting);
    fill_all(&mut world, &id);
    (world, id)
}

fn signed() -> (World, MatterId) {
    let (mut world, id) = ready();
    world.at("2026-10-09T15:00");
    act(&mut world, "分管", &id, json!({"verb": "sign_supervisor"}));
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    act(&mut world, "副书记", &id, json!({"verb": "sign_receiver"}));
    (world, id)
}

fn keys(world: &World, id: &MatterId) -> Vec<String> {
    world.matters[id].effects.duties.iter().map(|duty| duty.key.clone()).collect()
}

#[test]
fn a_chief_who_moves_over_mid_autumn_hands_over_by_12_october_and_moves_by_26_october() {
    let (world, id) = opened();
    assert_eq!(world.stage(&id), "待交接");
    let fill = world.duty(&id, "fill");
    assert_eq!(fill.due, Some(day("2026-10-12")));
    assert!(fill.basis.words.contains("2026-09-25离岗，次日起算"), "{}", fill.basis.words);
    assert_eq!(fill.basis.clause, "3.2.2");
    for relation in ["relation.administrative", "relation.salary", "relation.party"] {
        assert_eq!(world.duty(&id, relation).due, Some(day("2026-10-26")), "{relation}");
    }
    assert!(world.duty(&id, "relation.salary").basis.words.contains("2026-10-25（星期日）不上班，顺延"));
}

#[test]
fn the_count_from_24_september_ends_on_the_same_working_day() {
    let mut world = county("2026-09-24T16:00");
    let mut decision = transfer();
    decision["leaves"][0]["day"] = json!("2026-09-24");
    let (_, acted) = decided(&mut world, decision);
    assert_eq!(world.duty(&acted[0], "fill").due, Some(day("2026-10-12")));
    assert_eq!(world.duty(&acted[0], "relation.salary").due, Some(day("2026-10-26")));
}

#[test]
fn with_no_successor_the_acting_head_receives_and_the_leader_in_charge_supervises() {
    let (world, id) = ready();
    let state = world.state::<Handover>(&id);
    let receiver = state.receiver.clone().expect("the acting head");
    assert_eq!((receiver.person.as_str(), receiver.acting), ("副书记", true));
    assert_eq!(world.stage(&id), "待签字");
    assert_eq!(world.duty(&id, "sign_supervisor").owner, [Hat::RoleAt(Role::LeaderInCharge, TOWN.into())]);
    assert_eq!(world.duty(&id, "sign_receiver").owner, [Hat::Person("副书记".into())]);
    assert_eq!(world.duty(&id, "sign_leaver").due, Some(day("2026-10-12")));
}

#[test]
fn only_the_missing_relation_is_overdue_on_27_october() {
    let (mut world, id) = signed();
    assert_eq!(world.stage(&id), "转接中");
    act(
        &mut world,
        "书记",
        &id,
        json!({"verb": "tick", "relation": "salary", "day": "2026-10-09", "number": "工转2026-118"}),
    );
    act(
        &mut world,
        "财政经办",
        &id,
        json!({"verb": "tick", "relation": "administrative", "day": "2026-10-09", "number": "行介2026-77"}),
    );
    let today = day("2026-10-27");
    let late = world.matters[&id].effects.duties.iter().filter(|duty| duty.due.is_some_and(|due| due < today));
    assert_eq!(late.map(|duty| duty.key.as_str()).collect::<Vec<_>>(), ["relation.party"]);
    assert_eq!(world.matters[&id].outline.cells["missing"], "转接1项、提请审计");
    world.at("2026-10-28T10:00");
    act(
        &mut world,
        "财政经办",
        &id,
        json!({"verb": "tick", "relation": "party", "day": "2026-10-28", "number": "组介2026-9"}),
    );
    assert_eq!(world.duty(&id, "filing").owner[0], Hat::RoleAt(Role::UnitClerk, "县财政局".into()));
    act(&mut world, "财政经办", &id, json!({"verb": "file_transfer", "day": "2026-10-28"}));
    assert_eq!(world.stage(&id), "续办中");
}

#[test]
fn a_tick_without_evidence_or_twice_or_ahead_of_its_day_is_refused() {
    let (mut world, id) = signed();
    assert_eq!(
        no(&mut world, "书记", &id, json!({"verb": "tick", "relation": "salary", "day": "2026-10-09"})),
        "evidence_missing"
    );
    assert_eq!(
        no(&mut world, "书记", &id, json!({"verb": "tick", "relation": "salary", "day": "2026-10-10", "number": "1"})),
        "day_ahead"
    );
    act(&mut world, "书记", &id, json!({"verb": "tick", "relation": "salary", "day": "2026-10-09", "number": "1"}));
    assert_eq!(
        no(&mut world, "书记", &id, json!({"verb": "tick", "relation": "salary", "day": "2026-10-09", "number": "1"})),
        "relation_known"
    );
}

#[test]
fn retirement_has_no_second_clock() {
    let mut world = county("2026-09-24T16:00");
    let (_, acted) = decided(&mut world, leaving("retirement", "2026-09-25"));
    assert_eq!(keys(&world, &acted[0]), ["fill", "name_receiver", "request_audit"]);
    assert_eq!(world.duty(&acted[0], "fill").due, Some(day("2026-10-12")));
}

#[test]
fn a_move_within_the_unit_and_a_cadre_outside_the_party_have_fewer_relations() {
    let mut world = county("2026-09-24T16:00");
    let mut within = transfer();
    within["takes"] = json!([]);
    within["to_unit"] = json!(TOWN);
    let (_, acted) = decided(&mut world, within);
    assert!(world.state::<Handover>(&acted[0]).left.relations.is_empty());
    let mut world = county("2026-09-24T16:00");
    world.people.get_mut(&PersonId::from("书记")).expect("he").party = false;
    let (_, acted) = decided(&mut world, transfer());
    assert_eq!(world.state::<Handover>(&acted[0]).left.relations, [Relation::Administrative, Relation::Salary]);
}

#[test]
fn after_a_detention_the_unit_hands_over_and_no_day_is_due_until_the_clock_is_started() {
    let mut world = county("2026-09-29T16:00");
    let (_, acted) = decided(&mut world, leaving("detention", "2026-09-29"));
    let id = &acted[0];
    let fill = world.duty(id, "fill");
    assert_eq!((fill.due, fill.owner), (None, vec![Hat::RoleAt(Role::UnitClerk, TOWN.into())]));
    assert!(fill.basis.words.starts_with("移交人不能到场办理，由单位代办"), "{}", fill.basis.words);
    act(&mut world, "股长", id, json!({"verb": "run_clock", "from": "2026-09-29", "reason": "县领导批准"}));
    assert_eq!(world.duty(id, "fill").due, Some(day("2026-10-14")));
    let why = world.refused::<Handover>(
        "镇经办",
        Some(id),
        json!({"verb": "run_clock", "from": "2026-09-29", "reason": "再来"}),
    );
    assert_eq!(why.code, "not_now");
}

#[test]
fn a_suspension_stops_both_clocks() {
    let (mut world, id) = opened();
    world.pauses = vec![Pause { from: day("2026-09-29"), to: None }];
    act(&mut world, "镇经办", &id, json!({"verb": "fill", "content": "other", "none": true}));
    assert_eq!(world.duty(&id, "fill").due, None);
    world.pauses = vec![Pause { from: day("2026-09-29"), to: Some(day("2026-10-09")) }];
    act(&mut world, "镇经办", &id, json!({"verb": "fill", "content": "personnel", "none": true}));
    assert_eq!(world.duty(&id, "fill").due, Some(day("2026-10-15")));
}

#[test]
fn nobody_signs_before_five_tables_are_filled_and_a_receiver_is_there() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "sign_leaver"})), "not_now");
    fill_all(&mut world, &id);
    assert_eq!(world.stage(&id), "填写中");
    assert_eq!(keys(&world, &id)[0], "name_receiver");
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "sign_leaver"})), "not_now");
    act(&mut world, "分管", &id, json!({"verb": "name_receiver", "person": "镇长"}));
    assert_eq!(world.stage(&id), "待签字");
    assert_eq!(world.verbs::<Handover>("镇长", &id).iter().filter(|verb| verb.starts_with("sign")).count(), 1);
}

#[test]
fn a_table_is_filled_or_says_none_but_not_both_and_not_neither() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "fill", "content": "work"})), "table_empty");
    let both = json!({"verb": "fill", "content": "work", "none": true, "rows": [row("一")]});
    assert_eq!(no(&mut world, "书记", &id, both), "none_with_rows");
    let amount = json!({"verb": "fill", "content": "economic", "rows": [{"matter": "借款", "amount": "十万"}]});
    assert_eq!(no(&mut world, "书记", &id, amount), "amount_wrong");
    act(&mut world, "书记", &id, json!({"verb": "fill", "content": "work", "none": true}));
    act(&mut world, "镇经办", &id, json!({"verb": "add_items", "content": "work", "rows": [row("补一项")]}));
    let state = world.state::<Handover>(&id);
    assert_eq!((state.tables[0].none, state.tables[0].rows.len()), (false, 1));
}

#[test]
fn a_change_after_a_signature_takes_the_signatures_back_and_says_so() {
    let (mut world, id) = ready();
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    act(&mut world, "镇经办", &id, json!({"verb": "add_items", "content": "work", "rows": [row("路灯维护")]}));
    let line = &world.matters[&id].told.last().expect("a line").line;
    assert!(line.text.ends_with("移交人已签字作废，须重新签字"), "{}", line.text);
    assert_eq!(keys(&world, &id).iter().filter(|key| key.starts_with("sign")).count(), 3);
}

#[test]
fn three_people_sign_and_nobody_twice() {
    let (mut world, id) = ready();
    world.role("副书记", Role::LeaderInCharge, Some(TOWN));
    assert_eq!(no(&mut world, "副书记", &id, json!({"verb": "sign_supervisor"})), "same_signer");
    assert_eq!(no(&mut world, "分管", &id, json!({"verb": "name_supervisor", "person": "副书记"})), "same_signer");
    act(&mut world, "分管", &id, json!({"verb": "name_supervisor", "person": "股长", "reason": "分管领导出差"}));
    act(&mut world, "股长", &id, json!({"verb": "sign_supervisor"}));
    assert_eq!(world.state::<Handover>(&id).signatures.missing().count(), 2);
}

#[test]
fn in_time_no_reason_is_asked_and_a_late_last_signature_needs_one() {
    let (world, id) = signed();
    let completion = world.state::<Handover>(&id).completion.expect("completed");
    assert_eq!((completion.day, completion.due, completion.days_late), (day("2026-10-09"), Some(day("2026-10-12")), 0));
    let (mut world, id) = ready();
    world.at("2026-10-14T09:00");
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    act(&mut world, "副书记", &id, json!({"verb": "sign_receiver"}));
    let why = world.refused::<Handover>("分管", Some(&id), json!({"verb": "sign_supervisor"}));
    assert_eq!((why.code, why.clause.as_str()), ("late_reason_missing", "3.2.2"));
    assert_eq!(why.sentence, "应在10月12日前办结，已逾期2天，请填写逾期原因。");
    act(&mut world, "分管", &id, json!({"verb": "sign_supervisor", "late_reason": "移交人住院"}));
    assert_eq!(world.matters[&id].outline.cells["days_late"], 2);
}

#[test]
fn a_suspended_time_does_not_make_it_late() {
    let (mut world, id) = ready();
    world.pauses = vec![Pause { from: day("2026-09-29"), to: Some(day("2026-10-09")) }];
    world.at("2026-10-14T09:00");
    for (who, verb) in [("书记", "sign_leaver"), ("副书记", "sign_receiver"), ("分管", "sign_supervisor")] {
        act(&mut world, who, &id, json!({"verb": verb}));
    }
    assert_eq!(world.state::<Handover>(&id).completion.expect("completed").days_late, 0);
}

#[test]
fn open_rows_become_duties_of_the_office_and_are_struck_off_one_by_one() {
    let (mut world, id) = signed();
    let duty = world.duty(&id, "item.work.1");
    assert_eq!((duty.due, duty.with_post), (Some(day("2026-11-30")), true));
    assert_eq!(duty.owner, [Hat::Head(TOWN.into())]);
    assert_eq!(duty.what, "续办：集镇排水改造");
    assert_eq!(world.duty(&id, "item.economic.1").due, None);
    let strike = |item: &str| json!({"verb": "strike_off", "item": item, "day": "2026-10-09", "result": "已验收"});
    assert_eq!(no(&mut world, "镇长", &id, strike("economic.2")), "unknown_item");
    act(&mut world, "镇长", &id, strike("work.1"));
    act(&mut world, "镇经办", &id, strike("economic.1"));
    for (relation, number) in [("administrative", "1"), ("salary", "2"), ("party", "3")] {
        act(
            &mut world,
            "书记",
            &id,
            json!({"verb": "tick", "relation": relation, "day": "2026-10-09", "number": number}),
        );
    }
    act(&mut world, "财政经办", &id, json!({"verb": "file_transfer", "day": "2026-10-09"}));
    assert_eq!(world.stage(&id), "待提请审计");
    act(&mut world, "经办", &id, json!({"verb": "request_audit", "day": "2026-10-09", "number": "青组函〔2026〕6号"}));
    assert_eq!(world.stage(&id), "已办结");
    assert!(world.matters[&id].outline.done && keys(&world, &id).is_empty());
}

#[test]
fn a_deputy_hands_over_under_his_head_and_the_rows_go_to_whoever_follows_in_the_post() {
    let mut world = county("2026-09-24T16:00");
    let decision = json!({
        "verb": "register", "person": "副镇长", "authority": "县政府", "document": "青政任〔2026〕8号",
        "decided_on": "2026-09-24", "leaves": [{"post": "云亭镇副镇长", "day": "2026-09-25", "reason": "resignation"}],
    });
    let (_, acted) = decided(&mut world, decision);
    end_tenure(&mut world, "副镇长", "2026-09-25");
    let id = acted[0].clone();
    act(&mut world, "书记", &id, json!({"verb": "name_receiver", "person": "副书记"}));
    act(&mut world, "副镇长", &id, json!({"verb": "fill", "content": "work", "rows": [row("防汛物资")]}));
    for content in ["economic", "personnel", "petitions", "other"] {
        act(&mut world, "镇经办", &id, json!({"verb": "fill", "content": content, "none": true}));
    }
    world.at("2026-09-28T09:00");
    for (who, verb) in [("副镇长", "sign_leaver"), ("副书记", "sign_receiver"), ("镇长", "sign_supervisor")] {
        act(&mut world, who, &id, json!({"verb": verb}));
    }
    assert_eq!(world.stage(&id), "续办中");
    assert_eq!(world.duty(&id, "item.work.1").owner, [Hat::Person("副书记".into())]);
    let follows = json!({
        "verb": "register", "person": "镇经办", "authority": "县政府", "document": "青政任〔2026〕9号",
        "decided_on": "2026-09-24", "takes": [{"post": "云亭镇副镇长", "day": "2026-09-28"}],
    });
    decided(&mut world, follows);
    assert_eq!(world.duty(&id, "item.work.1").owner, [Hat::Person("镇经办".into())]);
}

#[test]
fn a_successor_takes_the_acting_heads_place_until_the_receiver_has_signed() {
    let (mut world, id) = ready();
    let follows = json!({
        "verb": "register", "person": "镇长", "authority": "县委", "document": "青任〔2026〕33号",
        "decided_on": "2026-09-24", "takes": [{"post": "云亭镇党委书记", "day": "2026-09-28"}],
    });
    decided(&mut world, follows);
    let receiver = world.state::<Handover>(&id).receiver.expect("the successor");
    assert_eq!((receiver.person.as_str(), receiver.acting), ("镇长", false));
}

#[test]
fn a_decision_taken_back_ends_the_handover_and_a_corrected_one_moves_its_day() {
    let (mut world, id) = opened();
    act(&mut world, "镇经办", &id, json!({"verb": "fill", "content": "other", "none": true}));
    let decision = world.state::<Handover>(&id).left.decision.expect("a decision");
    let before = world.state::<PostChange>(&decision);
    world.at("2026-09-24T17:00");
    world.follow(&PostChange::retells(&before, None));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已终止", true));
    assert!(keys(&world, &id).is_empty());
    let mut after = before.clone();
    after.sheet.leaves[0].day = day("2026-09-28");
    world.at("2026-09-24T18:00");
    world.follow(&PostChange::retells(&before, Some(&after))[1..]);
    assert_eq!(world.stage(&id), "填写中");
    assert_eq!(world.duty(&id, "fill").due, Some(day("2026-10-13")));
    assert_eq!(world.matters.values().filter(|matter| matter.kind == "handover").count(), 1);
}
