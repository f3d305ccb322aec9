//! The heads of the Party and of the government of a unit are not away together.

use super::*;

const MAY: (&str, &str) = ("2026-05-18上午", "2026-05-19下午");

fn asks(world: &mut World, who: &str, stand_in: &str) -> Result<MatterId, Stop> {
    world.act::<Leave>(who, None, trip(MAY.0, MAY.1, stand_in))
}

#[test]
fn the_two_heads_of_a_bureau_are_bound_too() {
    let mut world = county("2026-05-05T09:00");
    asks(&mut world, "党委书记", "教体副局长").expect("the first");
    let refusal = no(&mut world, "教体局长", None, trip(MAY.0, MAY.1, "教体副局长"));
    assert_eq!(refusal.code, "chiefs_overlap");
    assert!(refusal.sentence.contains("县教育体育局党委书记党委书记"), "{}", refusal.sentence);
}

#[test]
fn a_deputy_who_leads_counts_as_a_chief() {
    let mut world = county("2026-05-05T09:00");
    asks(&mut world, "主持", "城管副局长").expect("the first");
    assert_eq!(no(&mut world, "城管书记", None, trip(MAY.0, MAY.1, "城管副局长")).code, "chiefs_overlap");
    let mut world = county("2026-05-05T09:00");
    asks(&mut world, "城管书记", "城管副局长").expect("the first");
    assert_eq!(no(&mut world, "主持", None, trip(MAY.0, MAY.1, "城管副局长")).code, "chiefs_overlap");
}

#[test]
fn one_person_in_both_posts_has_nobody_beside_him() {
    let mut world = county("2026-05-05T09:00");
    let id = asks(&mut world, "一肩挑", "财政副局长").expect("nobody is in the way");
    assert!(world.state::<Leave>(&id).applied.survey.clashes.is_empty());
}

#[test]
fn a_deputy_is_not_bound() {
    let mut world = county("2026-05-05T09:00");
    asks(&mut world, "书记", "副书记").expect("the chief");
    asks(&mut world, "副镇长", "副书记").expect("a deputy");
}

#[test]
fn heads_of_different_units_do_not_know_each_other() {
    let mut world = county("2026-05-05T09:00");
    asks(&mut world, "书记", "副书记").expect("one");
    asks(&mut world, "教体局长", "教体副局长").expect("another");
}

#[test]
fn a_refused_or_withdrawn_application_does_not_block() {
    let mut world = county("2026-05-05T09:00");
    let id = asks(&mut world, "书记", "副书记").expect("the first");
    act(&mut world, "书记", &id, json!({ "verb": "withdraw", "reason": "行程取消" }));
    let id = asks(&mut world, "镇长", "副镇长").expect("free again");
    act(&mut world, "股长", &id, json!({ "verb": "refuse", "reason": "近期任务重" }));
    asks(&mut world, "书记", "副书记").expect("free again");
}

#[test]
fn a_reason_of_the_applicant_goes_to_the_highest_approver_who_needs_his_own() {
    let mut world = county("2026-05-05T09:00");
    let first = approved(&mut world, "书记", trip(MAY.0, MAY.1, "副书记"));
    let second = ask(&mut world, "镇长", with(trip(MAY.0, MAY.1, "副镇长"), "exception", json!("省厅点名参会")));
    assert_eq!(path(&world, &second), ["组织部审核", "县长审批"], "the top tier, although only two days");
    let outline = &world.matters[&second].outline;
    assert_eq!(outline.cells["special"], json!("正职同时外出"));
    assert_eq!(outline.links, [("重叠的外出", first)]);
    act(&mut world, "股长", &second, json!({ "verb": "agree" }));
    let refusal = no(&mut world, "县长", Some(&second), json!({ "verb": "agree", "opinion": "同意" }));
    assert_eq!((refusal.code, refusal.clause.as_str()), ("chiefs_overlap", "3.1.2"));
    assert!(refusal.sentence.contains("批准人的理由"), "{}", refusal.sentence);
    let blank = json!({ "verb": "agree", "exception": "  " });
    assert_eq!(no(&mut world, "县长", Some(&second), blank).code, "chiefs_overlap");
    act(&mut world, "县长", &second, json!({ "verb": "agree", "exception": "会议指名，书记当晚返回" }));
    let state = world.state::<Leave>(&second);
    assert_eq!(state.exception.expect("kept").0, "会议指名，书记当晚返回");
}

#[test]
fn what_arises_after_the_application_is_found_at_the_last_signature() {
    let mut world = county("2026-05-05T09:00");
    approved(&mut world, "书记", trip(MAY.0, MAY.1, "副书记"));
    // The deputy is no chief when he asks, and leads the township when it is signed.
    let deputy = ask(&mut world, "副镇长", trip(MAY.0, MAY.1, "副书记"));
    let post = world.held.iter().position(|held| held.person.0 == "副镇长").expect("his post");
    world.held[post].acting = true;
    let head = world.held.iter().position(|held| held.person.0 == "镇长").expect("the mayor");
    world.held.remove(head);
    let refusal = no(&mut world, "书记", Some(&deputy), json!({ "verb": "agree" }));
    assert_eq!(refusal.code, "chiefs_overlap");
    assert!(refusal.sentence.contains("退回申请人"), "{}", refusal.sentence);
}

#[test]
fn who_has_not_reported_back_still_blocks() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "书记", trip("2026-05-06上午", "2026-05-06下午", "副书记"));
    world.at("2026-05-07T15:00");
    let refusal = no(&mut world, "镇长", None, trip("2026-05-07下午", "2026-05-07下午", "副镇长"));
    assert!(refusal.sentence.contains("至今未销假"), "{}", refusal.sentence);
    act(&mut world, "书记", &id, json!({ "verb": "report_back", "returned": at("2026-05-06下午") }));
    ask(&mut world, "镇长", trip("2026-05-07下午", "2026-05-07下午", "副镇长"));
}

#[test]
fn coming_back_late_records_what_it_touched() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "书记", trip("2026-05-06上午", "2026-05-07上午", "副书记"));
    approved(&mut world, "镇长", trip("2026-05-07下午", "2026-05-07下午", "副镇长"));
    world.at("2026-05-08T09:00");
    act(&mut world, "书记", &id, json!({ "verb": "report_back", "returned": at("2026-05-07下午") }));
    let returned = world.state::<Leave>(&id).returned.expect("back");
    assert_eq!(returned.clashes.len(), 1);
    assert!(returned.clashes[0].words.contains("镇长"), "{}", returned.clashes[0].words);
    assert_eq!(world.stage(&id), "待说明");
}

#[test]
fn a_chief_who_left_on_a_word_is_asked_whether_he_is_back_too() {
    let mut world = county("2026-05-06T09:00");
    let word =
        json!({ "emergency": { "reported_to": "县委副书记", "reported_on": at("2026-05-06上午"), "answer": "同意" } });
    let urgent = ask(&mut world, "书记", with(trip("2026-05-06上午", "2026-05-06下午", "副书记"), "manner", word));
    approved(&mut world, "镇长", trip("2026-05-07上午", "2026-05-07下午", "副镇长"));
    world.at("2026-05-07T08:00");
    assert_eq!(world.tick::<Leave>(), 1);
    assert_eq!(world.state::<Leave>(&urgent).presence.len(), 1);
    act(&mut world, "书记", &urgent, json!({ "verb": "confirm_present", "present": "first", "note": "昨晚已回" }));
    assert!(world.state::<Leave>(&urgent).presence[0].answer.is_some());
    let next = ask(&mut world, "书记", trip("2026-06-01上午", "2026-06-01下午", "副书记"));
    let notes = world.state::<Leave>(&next).summary.notes.join("；");
    assert!(notes.contains("5月6日全天的外出还没有销假"), "{notes}");
}

#[test]
fn a_leader_managed_above_the_county_blocks_and_is_refused_nothing() {
    let mut world = county("2026-05-05T09:00");
    world.people.get_mut(&"教体局长".into()).expect("he").authority = "上级管".into();
    asks(&mut world, "党委书记", "教体副局长").expect("the first");
    asks(&mut world, "教体局长", "教体副局长").expect("his leave is decided elsewhere");
    let mut world = county("2026-05-05T09:00");
    world.people.get_mut(&"教体局长".into()).expect("he").authority = "上级管".into();
    asks(&mut world, "教体局长", "教体副局长").expect("his leave is decided elsewhere");
    assert_eq!(no(&mut world, "党委书记", None, trip(MAY.0, MAY.1, "教体副局长")).code, "chiefs_overlap");
}

#[test]
fn an_extension_into_a_long_absence_hands_over_in_writing() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "书记", trip("2026-05-11上午", "2026-05-22下午", "副书记"));
    let longer = json!({ "verb": "extend", "to": at("2026-05-29下午"), "reason": "住院治疗" });
    let refusal = no(&mut world, "书记", Some(&id), longer.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("field_missing", Some("/delegation")));
    act(&mut world, "书记", &id, with(longer, "delegation", json!("云委〔2026〕11号")));
    assert_eq!(world.stage(&id), "续假待审批");
}

#[test]
fn a_chief_away_for_long_hands_over_in_writing_and_then_his_delegate_counts() {
    let mut world = county("2026-05-05T09:00");
    let long = trip("2026-06-01上午", "2026-06-26下午", "副书记");
    let refusal = no(&mut world, "书记", None, long.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("field_missing", Some("/delegation")));
    let school = approved(&mut world, "书记", with(long, "delegation", json!("云委〔2026〕9号，副书记主持")));
    ask(&mut world, "镇长", trip("2026-06-10上午", "2026-06-10下午", "副镇长"));
    // The delegate stands in for the secretary: he himself cannot leave without saying why.
    let delegate = trip("2026-06-15上午", "2026-06-15下午", "副镇长");
    assert_eq!(no(&mut world, "副书记", None, delegate.clone()).code, "stand_in_elsewhere");
    ask(&mut world, "副书记", with(delegate, "exception", json!("家中急事")));
    let refusal = no(&mut world, "镇长", None, trip("2026-06-15上午", "2026-06-15下午", "副镇长"));
    assert_eq!(refusal.code, "chiefs_overlap");
    assert!(refusal.sentence.contains("受托主持工作"), "{}", refusal.sentence);
    assert_eq!(world.stage(&school), "已批准");
}

#[test]
fn a_correction_that_would_make_an_overlap_is_refused() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "书记", trip("2026-05-06上午", "2026-05-06下午", "副书记"));
    approved(&mut world, "镇长", trip("2026-05-07上午", "2026-05-07下午", "副镇长"));
    let amended = |to: &str, working: i64| {
        let mut payload: Value = serde_json::from_str(&world.matters[&id].told[0].payload).expect("json");
        payload["application"]["period"]["to"] = at(to);
        payload["working"] = json!(working);
        payload
    };
    let (overlapping, wrong, right) =
        (amended("2026-05-07上午", 3), amended("2026-05-06上午", 2), amended("2026-05-06上午", 1));
    assert_eq!(correct(&world, &id, overlapping).expect_err("overlap").code, "chiefs_overlap");
    assert_eq!(correct(&world, &id, wrong).expect_err("count").code, "not_correctable");
    correct(&world, &id, right).expect("a shorter one is fine");
}

fn correct(world: &World, id: &MatterId, payload: Value) -> Result<String, Refusal> {
    use engine::erased::{Kept, Mechanism, Of};
    let was = &world.matters[id].told[0];
    let kept = Kept { n: 1, version: was.version, verb: was.verb.clone(), payload: was.payload.clone() };
    let actor = world.actor("股长");
    let answer = world.within(&actor, id, |cx| Of::<Leave>::new().amend(&world.matters[id].state, &kept, payload, cx));
    answer.map_err(|stop| match stop {
        Stop::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    })
}
