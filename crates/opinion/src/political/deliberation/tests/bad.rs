//! What is not a meeting, and what cannot happen in one.

use super::*;

fn refused(change: impl FnOnce(&mut Value)) -> Refusal {
    let mut world = county();
    let mut action = convening();
    change(&mut action);
    world.refused::<Deliberation>("镇经办", None, action)
}

#[test]
fn papers_passed_round_are_no_meeting() {
    for (form, word) in [("circulation", "传阅"), ("countersign", "会签"), ("one_by_one", "个别征求意见")] {
        let refusal = refused(|action| action["form"] = json!(form));
        assert_eq!((refusal.code, refusal.clause.as_str()), ("meeting_replaced", "1.3.1"));
        assert!(refusal.sentence.starts_with(&format!("不得以{word}代替集体议事和会议表决")), "{}", refusal.sentence);
    }
}

#[test]
fn an_agenda_that_lacks_something_is_refused_at_the_field() {
    let at = |change: fn(&mut Value)| {
        let refusal = refused(change);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let is = |code, place: &str| (code, place.to_owned());
    assert_eq!(at(|action| action["items"] = json!([])), is("table_empty", "/items"));
    assert_eq!(at(|action| action["items"][0]["subject"] = json!(null)), is("field_missing", "/items/0/subject"));
    assert_eq!(at(|action| action["items"][2]["topic"] = json!("weather")), is("unknown_term", "/items/2/topic"));
    assert_eq!(at(|action| action["items"][2]["about"] = json!("m9999")), is("unknown_matter", "/items/2/about"));
    assert_eq!(at(|action| action["members"][1]["person"] = json!("甲")), is("row_twice", "/members/1/person"));
    assert_eq!(at(|action| action["chief"] = json!("镇经办")), is("chief_missing", "/chief"));
    assert_eq!(at(|action| action["body"] = json!("standing")), is("body_wrong", "/body"), "the county's own body");
    assert_eq!(at(|action| action["unit"] = json!("县财政局")), is("not_your_unit", "/unit"));
    assert_eq!(at(|action| action["place"] = json!(" ")), is("field_missing", "/place"));
    assert_eq!(
        at(|action| action["guests"] = json!([{"name": "", "capacity": "所长"}])),
        is("field_missing", "/guests/0/name")
    );
    assert_eq!(
        at(|action| action["revisits"] = json!([{"meeting": "m1", "item": 1, "reason": "再议"}])),
        is("unknown_meeting", "/revisits/0/meeting")
    );
}

#[test]
fn an_emergency_is_reported_afterwards_and_never_about_personnel() {
    let row = |topic: &str, on: &str| json!([{"title": "抢修河堤", "topic": topic, "decided_by": "甲", "decided_on": on, "reason": "汛情紧急"}]);
    let ahead = refused(|action| action["emergencies"] = row("project", "2026-09-30"));
    assert_eq!((ahead.code, ahead.at.as_deref()), ("day_ahead", Some("/emergencies/0/decided_on")));
    let personnel = refused(|action| action["emergencies"] = row("personnel", "2026-09-20"));
    assert_eq!(personnel.code, "never_an_emergency");
    let mut world = county();
    let mut action = convening();
    action["emergencies"] = row("project", "2026-09-20");
    let id = world.act::<Deliberation>("镇经办", None, action).expect("called");
    assert!(matches!(item(&world, &id, 4).origin, Some(Origin::Emergency(_))));
}

#[test]
fn attendance_names_each_member_once_and_says_why_one_is_away() {
    let mut world = county();
    let id = world.act::<Deliberation>("镇经办", None, convening()).expect("called");
    let mut none = sitting(&[]);
    none["attendance"].as_array_mut().expect("rows").pop();
    assert_eq!(no(&mut world, "镇经办", &id, none).sentence, "没有登记书记是否到会，请补填。");
    let mut silent = sitting(&["癸"]);
    silent["attendance"][9]["reason"] = json!("");
    assert_eq!(no(&mut world, "镇经办", &id, silent).at.as_deref(), Some("/attendance/9/reason"));
    let mut guest = sitting(&[]);
    guest["attendance"][0]["person"] = json!("人选");
    assert_eq!(no(&mut world, "镇经办", &id, guest).code, "not_entitled");
    let mut other = sitting(&[]);
    other["chair"] = json!("甲");
    assert_eq!(no(&mut world, "镇经办", &id, other).code, "chief_presides");
}

#[test]
fn the_chair_cannot_announce_what_the_votes_do_not_say() {
    let (mut world, id) = begun();
    act(&mut world, "镇经办", &id, speak(2, &["庚", "己", "戊", "丁", "丙", "乙", "甲", "书记"], 5));
    let short = no(&mut world, "镇经办", &id, resolve(2, "passed"));
    assert_eq!(
        short.sentence,
        "应到11人，同意5票，不同意0票，缓议3票；通过须6票同意，没有超过应到人数的半数，请宣布不通过或者缓议。"
    );
    let mut counted = resolve(2, "deferred");
    counted["tally"] = json!({"agree": 5, "against": 0, "defer": 3});
    assert_eq!(no(&mut world, "镇经办", &id, counted).code, "counted_already");
    act(&mut world, "镇经办", &id, resolve(2, "deferred"));
    assert_eq!(no(&mut world, "镇经办", &id, resolve(2, "deferred")).code, "item_settled");
    act(&mut world, "镇经办", &id, speak(3, &["庚", "己", "戊", "丁", "丙", "乙", "甲", "书记"], 6));
    assert_eq!(no(&mut world, "镇经办", &id, resolve(3, "rejected")).code, "result_differs");
    let mut task = resolve(3, "passed");
    task["tasks"] = json!([{"what": "预算", "by": "2026-10-15"}]);
    assert_eq!(no(&mut world, "镇经办", &id, task.clone()).code, "one_owner");
    task["tasks"] = json!([{"what": "预算", "unit": TOWN, "by": "2026-09-01"}]);
    assert_eq!(no(&mut world, "镇经办", &id, task).code, "day_past");
}

#[test]
fn a_meeting_is_closed_once_and_not_before_its_items_are_settled() {
    let (mut world, id) = begun();
    assert_eq!(no(&mut world, "镇经办", &id, json!({"verb": "close"})).code, "not_now");
    let (mut world, id) = closed();
    assert_eq!(no(&mut world, "镇经办", &id, json!({"verb": "close"})).code, "not_now");
    assert_eq!(no(&mut world, "镇经办", &id, json!({"verb": "sign"})).code, "not_yours");
    let past = json!({"verb": "postpone", "at": {"day": "2026-09-01", "half": "上午"}, "reason": "下乡"});
    let mut world = county();
    let id = world.act::<Deliberation>("镇经办", None, convening()).expect("called");
    assert_eq!(no(&mut world, "镇经办", &id, past).code, "time_past");
}
