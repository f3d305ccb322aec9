//! Trips abroad: who signs, what is refused, and what follows from an approval.

use super::*;
use crate::{
    daily::{leave::Leave, registered_person::RegisteredPerson},
    testing::{Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    policy::Basis,
    procedure::{Bar, Hold, Procedure as _, Side},
    words::MatterId,
};
use serde_json::{Value, json};

fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world.unit("中共青弋县委员会", "county", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副书记", "云亭镇", "党委副书记", Seat::Member)
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Chief(Some(Side::Party)))
        .post("副县长", "中共青弋县委员会", "副县长", Seat::Member)
        .post("县委书记", "中共青弋县委员会", "书记", Seat::Member);
    for person in ["副县长", "县委书记"] {
        world.people.get_mut(&person.into()).expect("just made").authority = "上级管".into();
    }
    world
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("部长", Role::Minister, None)
        .role("县委书记", Role::CountySecretary, None)
        .role("副县长", Role::LeaderInCharge, Some("云亭镇"));
    world
}

fn half(text: &str) -> Value {
    let (day, half) = text.split_at(10);
    json!({"day": day, "half": half})
}

/// A private journey of a few days.
fn journey(from: &str, to: &str, stand_in: &str) -> Value {
    json!({"verb": "apply", "purpose": {"private": {"kind": "tourism", "leave": "annual"}},
        "period": {"from": half(&format!("{from}上午")), "to": half(&format!("{to}下午"))},
        "stops": [{"place": "新加坡", "region": "foreign", "from": from, "to": to}],
        "reason": "休假旅游", "companions": [{"name": "李某", "relation": "配偶"}], "funding": "own",
        "wanted": [{"kind": "passport"}], "phone": "13900000000", "stand_in": stand_in})
}

fn with(mut action: Value, field: &str, value: Value) -> Value {
    action[field] = value;
    action
}

fn ask(world: &mut World, who: &str, action: Value) -> MatterId {
    world.act::<Abroad>(who, None, action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"))
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Abroad>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> Refusal {
    world.refused::<Abroad>(who, id, action)
}

fn sign(world: &mut World, id: &MatterId, signers: &[&str]) {
    for who in signers {
        act(world, who, id, json!({"verb": "agree"}));
    }
}

/// Lets everybody hear of the last event; returns the matters acted on.
fn tell(world: &mut World, id: &MatterId) -> Vec<MatterId> {
    let told = world.told(id);
    world.follow(&told)
}

/// An approved journey of the deputy mayor with the leave that follows.
fn approved(world: &mut World) -> (MatterId, MatterId) {
    let id = ask(world, "副镇长", journey("2026-07-06", "2026-07-12", "副书记"));
    sign(world, &id, &["书记", "股长", "部长"]);
    let leave = tell(world, &id).into_iter().find(|id| world.matters[id].kind == "leave").expect("a leave follows");
    (id, leave)
}

#[test]
fn the_unit_then_the_department_then_the_authority_sign_and_a_leave_follows() {
    let mut world = county("2026-06-01T09:00");
    let (id, leave) = approved(&mut world);
    assert_eq!((world.stage(&id), world.stage(&leave)), ("已批准", "已批准"));
    let state = world.state::<Leave>(&leave);
    assert_eq!((state.trip.as_ref(), state.allowed()), (Some(&id), world.state::<Abroad>(&id).period()));
    assert_eq!(world.matters[&leave].effects.absences[0].stand_in, Some("副书记".into()));
    assert!(world.matters[&id].effects.absences.is_empty(), "one absence, not two");
    assert_eq!(world.matters[&leave].outline.links, [("出国（境）", id.clone())]);
    assert_eq!(world.duty(&leave, "report_back").due, Some(day("2026-07-13")));
    assert!(!world.verbs::<Leave>("副镇长", &leave).contains(&"extend"), "other days are the trip's");
}

#[test]
fn a_restricted_post_takes_the_stricter_route() {
    let mut world = county("2026-06-01T09:00");
    let enter = json!({"verb": "enter", "person": "副镇长", "category": "key_post", "since": "2026-01-01"});
    world.act::<RegisteredPerson>("经办", None, enter).expect("entered");
    let id = ask(&mut world, "副镇长", journey("2026-07-06", "2026-07-12", "副书记"));
    let state = world.state::<Abroad>(&id);
    let words: Vec<&str> = state.chain.stations.iter().map(|station| station.word.as_str()).collect();
    assert_eq!(words, ["单位主要负责人审核", "分管县领导审核", "组织部审核", "部长审批"]);
    assert!(state.applied.survey.strict && state.applied.survey.notes.iter().any(|note| note.contains("从严审批")));
}

fn hold(sealed: bool) -> Hold {
    Hold {
        person: "副镇长".into(),
        name: "立案限制".into(),
        bars: vec![Bar::Trip],
        from: day("2026-05-01"),
        until: None,
        basis: Basis { limit: String::new(), clause: "law.exit.12".into(), words: "立案".into() },
        sealed,
    }
}

#[test]
fn a_sealed_hold_answers_with_the_neutral_sentence_at_the_application_and_at_the_last_signature() {
    let mut world = county("2026-06-01T09:00");
    let id = ask(&mut world, "副镇长", journey("2026-07-06", "2026-07-12", "副书记"));
    sign(&mut world, &id, &["书记", "股长"]);
    world.holds.push(hold(true));
    let last = no(&mut world, "部长", Some(&id), json!({"verb": "agree"}));
    let first = no(&mut world, "副镇长", None, journey("2026-08-03", "2026-08-09", "副书记"));
    assert_eq!((&last, &first), (&Refusal::neutral(), &Refusal::neutral()));
}

#[test]
fn an_open_hold_is_named_with_its_clause() {
    let mut world = county("2026-06-01T09:00");
    world.holds.push(hold(false));
    let refusal = no(&mut world, "副镇长", None, journey("2026-07-06", "2026-07-12", "副书记"));
    assert_eq!((refusal.code, refusal.clause.as_str()), ("held", "law.exit.12"));
}

#[test]
fn both_chiefs_do_not_go_at_once_without_two_reasons() {
    let mut world = county("2026-06-01T09:00");
    ask(&mut world, "书记", journey("2026-07-06", "2026-07-12", "副书记"));
    let other = journey("2026-07-12", "2026-07-18", "副镇长");
    let refusal = no(&mut world, "镇长", None, other.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("chiefs_overlap", Some("/period")));
    let id = ask(&mut world, "镇长", with(other, "exception", json!("子女毕业典礼")));
    sign(&mut world, &id, &["副县长", "股长"]);
    let silent = no(&mut world, "部长", Some(&id), json!({"verb": "agree"}));
    assert_eq!((silent.code, silent.at.as_deref()), ("chiefs_overlap", Some("/exception")));
    act(&mut world, "部长", &id, json!({"verb": "agree", "exception": "副书记主持工作"}));
    assert_eq!(world.stage(&id), "已批准");
}

#[test]
fn whoever_stands_in_must_be_there() {
    let mut world = county("2026-06-01T09:00");
    approved(&mut world);
    let refusal = no(&mut world, "书记", None, journey("2026-07-10", "2026-07-14", "副镇长"));
    assert_eq!(refusal.code, "stand_in_away");
}

#[test]
fn a_third_journey_in_a_year_is_refused_and_one_cancelled_does_not_count() {
    let mut world = county("2026-06-01T09:00");
    ask(&mut world, "副镇长", journey("2026-07-06", "2026-07-12", "副书记"));
    let second = ask(&mut world, "副镇长", journey("2026-08-03", "2026-08-09", "副书记"));
    let third = journey("2026-09-07", "2026-09-13", "副书记");
    let refusal = no(&mut world, "副镇长", None, third.clone());
    assert_eq!(refusal.code, "trips_used");
    assert!(refusal.sentence.starts_with("2026年因私出国（境）不超过2次"), "{}", refusal.sentence);
    act(&mut world, "副镇长", &second, json!({"verb": "withdraw", "reason": "不去了"}));
    ask(&mut world, "副镇长", third);
}

#[test]
fn a_journey_is_not_longer_than_its_purpose_allows() {
    let mut world = county("2026-06-01T09:00");
    let long = journey("2026-07-01", "2026-07-16", "副书记");
    let refusal = no(&mut world, "副镇长", None, long.clone());
    assert_eq!(refusal.sentence, "旅游一次不超过15日，本次16日，请缩短行程。");
    let mut family = long;
    family["purpose"]["private"]["kind"] = json!("family");
    ask(&mut world, "副镇长", family);
    let mut near = journey("2026-08-03", "2026-08-10", "副书记");
    near["stops"][0]["region"] = json!("hkmo");
    assert_eq!(no(&mut world, "副镇长", None, near).code, "trip_too_long");
}

#[test]
fn it_is_asked_for_in_time_or_with_an_urgent_reason() {
    let mut world = county("2026-06-26T09:00");
    let late = journey("2026-07-06", "2026-07-12", "副书记");
    let refusal = no(&mut world, "副镇长", None, late.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("too_late", Some("/urgent")));
    ask(&mut world, "副镇长", with(late, "urgent", json!("探望病危亲属")));
    let past = journey("2026-06-25", "2026-06-28", "副书记");
    assert_eq!(no(&mut world, "副镇长", None, with(past, "urgent", json!("急"))).at.as_deref(), Some("/period/from"));
}

#[test]
fn a_route_without_places_out_of_order_or_outside_the_days_is_refused_at_its_row() {
    let mut world = county("2026-06-01T09:00");
    let base = journey("2026-07-06", "2026-07-12", "副书记");
    let stop = |from: &str, to: &str| json!({"place": "马来西亚", "region": "foreign", "from": from, "to": to});
    assert_eq!(no(&mut world, "副镇长", None, with(base.clone(), "stops", json!([]))).code, "route_empty");
    let crossed = json!([stop("2026-07-08", "2026-07-10"), stop("2026-07-07", "2026-07-09")]);
    let refusal = no(&mut world, "副镇长", None, with(base.clone(), "stops", crossed));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("route_order", Some("/stops/1/from")));
    let outside = json!([stop("2026-07-06", "2026-07-13")]);
    assert_eq!(no(&mut world, "副镇长", None, with(base.clone(), "stops", outside)).code, "route_outside");
    let mut nowhere = base.clone();
    nowhere["stops"][0]["place"] = json!(" ");
    assert_eq!(no(&mut world, "副镇长", None, nowhere).at.as_deref(), Some("/stops/0/place"));
    let reversed = with(base, "period", json!({"from": half("2026-07-12上午"), "to": half("2026-07-06下午")}));
    assert_eq!(no(&mut world, "副镇长", None, reversed).code, "bad_period");
}

#[test]
fn certificates_are_asked_for_privately_and_never_on_duty() {
    let mut world = county("2026-06-01T09:00");
    let base = journey("2026-07-06", "2026-07-12", "副书记");
    assert_eq!(no(&mut world, "副镇长", None, with(base.clone(), "wanted", json!([]))).at.as_deref(), Some("/wanted"));
    let duty = with(base, "purpose", json!({"business": {"kind": "investment", "task": "外办〔2026〕3号"}}));
    assert_eq!(no(&mut world, "副镇长", None, duty).code, "wrong_certificate");
}

#[test]
fn whoever_is_managed_above_is_not_decided_here() {
    let mut world = county("2026-06-01T09:00");
    let mut own = journey("2026-07-06", "2026-07-12", "");
    own.as_object_mut().expect("an object").remove("stand_in");
    assert_eq!(no(&mut world, "副县长", None, own).code, "managed_above");
}

#[test]
fn it_goes_back_comes_again_is_refused_or_taken_back() {
    let mut world = county("2026-06-01T09:00");
    let id = ask(&mut world, "副镇长", journey("2026-07-06", "2026-07-12", "副书记"));
    assert_eq!(no(&mut world, "书记", Some(&id), json!({"verb": "return", "reason": ""})).code, "field_missing");
    act(&mut world, "书记", &id, json!({"verb": "return", "reason": "行程不详"}));
    assert_eq!((world.stage(&id), world.duty(&id, "resubmit").owner), ("退回修改", vec![Hat::Person("副镇长".into())]));
    let again = with(journey("2026-07-07", "2026-07-12", "副书记"), "verb", json!("resubmit"));
    act(&mut world, "副镇长", &id, again);
    sign(&mut world, &id, &["书记"]);
    act(&mut world, "股长", &id, json!({"verb": "refuse", "reason": "在办重要工作"}));
    assert_eq!((world.stage(&id), world.matters[&id].effects.absences.len()), ("不同意", 0));
}

#[test]
fn other_days_are_signed_again_and_the_leave_moves_with_them() {
    let mut world = county("2026-06-01T09:00");
    let (id, leave) = approved(&mut world);
    let change = json!({"verb": "change", "reason": "航班调整",
        "period": {"from": half("2026-07-07上午"), "to": half("2026-07-14下午")},
        "stops": [{"place": "新加坡", "region": "foreign", "from": "2026-07-07", "to": "2026-07-14"}]});
    act(&mut world, "副镇长", &id, change.clone());
    assert_eq!(world.stage(&id), "变更待审批");
    act(&mut world, "书记", &id, json!({"verb": "refuse", "reason": "不同意延长"}));
    assert_eq!((world.stage(&id), world.state::<Leave>(&leave).allowed().to.day), ("已批准", day("2026-07-12")));
    act(&mut world, "副镇长", &id, change);
    world.at("2026-06-01T10:00");
    sign(&mut world, &id, &["书记", "股长", "部长"]);
    assert_eq!(tell(&mut world, &id), std::slice::from_ref(&leave));
    assert_eq!((world.stage(&id), world.state::<Leave>(&leave).allowed().to.day), ("已批准", day("2026-07-14")));
}

#[test]
fn whoever_has_left_does_not_change_the_day_on_which_he_left() {
    let mut world = county("2026-06-01T09:00");
    let (id, _) = approved(&mut world);
    world.at("2026-07-08T09:00");
    let change = json!({"verb": "change", "reason": "延期",
        "period": {"from": half("2026-07-07上午"), "to": half("2026-07-14下午")},
        "stops": [{"place": "新加坡", "region": "foreign", "from": "2026-07-07", "to": "2026-07-14"}]});
    assert_eq!(no(&mut world, "副镇长", Some(&id), change).at.as_deref(), Some("/period/from"));
}

#[test]
fn the_leave_of_a_trip_is_not_voided_for_itself_while_the_trip_stands() {
    let mut world = county("2026-06-01T09:00");
    let (id, leave) = approved(&mut world);
    let tied = |world: &World| {
        let state = world.state::<Leave>(&leave);
        world.within(&world.actor("经办"), &leave, |cx| <Leave as Procedure>::tied(&state, cx))
    };
    let refusal = tied(&world).expect("it ends with the trip");
    assert!(refusal.sentence.contains("请更正、取消或作废该事项"), "{refusal:?}");
    assert_eq!(refusal.ways[0].lead, engine::procedure::Lead::Matter(id.clone()), "the way out is the trip");
    act(&mut world, "副镇长", &id, json!({"verb": "cancel", "reason": "会议冲突"}));
    tell(&mut world, &id);
    assert_eq!(tied(&world), None, "what was cancelled with it may be voided");
}

#[test]
fn a_trip_given_up_or_revoked_takes_its_leave_with_it() {
    let mut world = county("2026-06-01T09:00");
    let (id, leave) = approved(&mut world);
    let state = world.state::<Abroad>(&id);
    assert!(matches!(Abroad::retells(&state, None)[..], [Trigger::TripCancelled { .. }]));
    act(&mut world, "副镇长", &id, json!({"verb": "cancel", "reason": "会议冲突"}));
    tell(&mut world, &id);
    assert_eq!((world.stage(&id), world.stage(&leave)), ("已取消", "已取消"));
    assert!(Abroad::retells(&world.state::<Abroad>(&id), None).is_empty());
}

#[test]
fn the_report_of_coming_back_ends_trip_and_leave_and_says_what_does_not_fit() {
    let mut world = county("2026-06-01T09:00");
    let (id, leave) = approved(&mut world);
    world.at("2026-07-12T18:00");
    act(
        &mut world,
        "经办",
        &id,
        json!({"verb": "record_crossing", "day": "2026-07-06", "direction": "exit", "port": "浦东"}),
    );
    let twice = json!({"verb": "record_crossing", "day": "2026-07-06", "direction": "exit", "port": "浦东"});
    assert_eq!(no(&mut world, "经办", Some(&id), twice).code, "row_twice");
    let report = |exited: &str, entered: &str| json!({"verb": "report_return", "exited": exited, "entered": entered, "account": "无异常"});
    assert_eq!(no(&mut world, "副镇长", Some(&id), report("2026-07-12", "2026-07-11")).at.as_deref(), Some("/entered"));
    assert_eq!(no(&mut world, "副镇长", Some(&id), report("2026-07-05", "2026-07-11")).at.as_deref(), Some("/exited"));
    assert_eq!(no(&mut world, "副镇长", Some(&id), report("2026-07-06", "2026-07-13")).code, "day_ahead");
    act(&mut world, "副镇长", &id, report("2026-07-07", "2026-07-12"));
    let state = world.state::<Abroad>(&id);
    assert_eq!(state.returned.expect("reported").notes, ["报告出境7月7日，出入境记录为7月6日"]);
    tell(&mut world, &id);
    assert_eq!((world.stage(&id), world.stage(&leave)), ("已办结", "已办结"));
}

#[test]
fn coming_back_late_is_explained_in_the_leave() {
    let mut world = county("2026-06-01T09:00");
    let (id, leave) = approved(&mut world);
    world.at("2026-07-14T09:00");
    let report =
        json!({"verb": "report_return", "exited": "2026-07-06", "entered": "2026-07-13", "account": "航班取消"});
    act(&mut world, "副镇长", &id, report);
    tell(&mut world, &id);
    assert_eq!((world.stage(&id), world.stage(&leave)), ("已办结", "待说明"));
}

#[test]
fn a_correction_changes_neither_days_nor_signers() {
    let mut world = county("2026-06-01T09:00");
    let (id, _) = approved(&mut world);
    let state = world.state::<Abroad>(&id);
    let was = Event::Applied(Box::new(state.applied.clone()));
    let mut moved = state.applied.clone();
    moved.application.period.to = moved.application.period.to.plus(2);
    let mut worded = state.applied.clone();
    worded.application.reason = "探望亲友".into();
    world.within(&world.actor("股长"), &id, |cx| {
        let now = Event::Applied(Box::new(moved));
        assert_eq!(Abroad::amend(&state, &was, &now, cx).expect_err("refused").code, "not_correctable");
        assert_eq!(Abroad::amend(&state, &was, &Event::Applied(Box::new(worded)), cx), Ok(()));
    });
}

#[test]
fn nobody_has_two_trips_at_once_whatever_became_of_the_leave() {
    let mut world = county("2026-05-06T09:00");
    let id = ask(&mut world, "副镇长", journey("2026-06-08", "2026-06-12", "副书记"));
    sign(&mut world, &id, &["镇长", "股长", "部长"]);
    // Nobody is told: no leave follows, as if it had been voided.
    let again = no(&mut world, "副镇长", None, journey("2026-06-12", "2026-06-15", "副书记"));
    assert_eq!((again.code, again.at.as_deref()), ("own_overlap", Some("/period")));
    ask(&mut world, "副镇长", journey("2026-06-15", "2026-06-17", "副书记"));
}
