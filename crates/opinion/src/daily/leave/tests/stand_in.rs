//! Who stands in: of the body, present throughout, and not away himself.

use super::*;

#[test]
fn a_member_must_name_somebody() {
    let mut world = county("2026-05-05T09:00");
    let refusal =
        no(&mut world, "书记", None, with(trip("2026-05-06上午", "2026-05-06下午", ""), "stand_in", Value::Null));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("field_missing", Some("/stand_in")));
}

#[test]
fn he_must_be_of_the_body() {
    let mut world = county("2026-05-05T09:00");
    for stranger in ["教体局长", "干事", "书记"] {
        let refusal = no(&mut world, "书记", None, trip("2026-05-06上午", "2026-05-06下午", stranger));
        assert_eq!((refusal.code, refusal.at.as_deref()), ("not_a_member", Some("/stand_in")), "{stranger}");
    }
}

#[test]
fn he_must_be_present_throughout() {
    let mut world = county("2026-05-05T09:00");
    ask(&mut world, "副书记", trip("2026-05-07下午", "2026-05-07下午", "副镇长"));
    let refusal = no(&mut world, "书记", None, trip("2026-05-06上午", "2026-05-08下午", "副书记"));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("stand_in_away", Some("/stand_in")));
    assert!(refusal.sentence.contains("0.5天（1个半日）"), "{}", refusal.sentence);
    ask(&mut world, "书记", trip("2026-05-06上午", "2026-05-07上午", "副书记"));
}

#[test]
fn while_he_is_away_a_second_one_may_be_in_charge() {
    let mut world = county("2026-05-05T09:00");
    ask(&mut world, "副书记", trip("2026-05-07下午", "2026-05-07下午", "副镇长"));
    let trip = trip("2026-05-06上午", "2026-05-08下午", "副书记");
    let same = with(trip.clone(), "second_stand_in", json!("副书记"));
    assert_eq!(no(&mut world, "书记", None, same).code, "not_a_member");
    let id = ask(&mut world, "书记", with(trip, "second_stand_in", json!("副镇长")));
    assert_eq!(world.state::<Leave>(&id).applied.survey.second_stand_in.as_deref(), Some("副镇长"));
}

#[test]
fn who_stands_in_leaves_only_with_a_reason() {
    let mut world = county("2026-05-05T09:00");
    ask(&mut world, "书记", trip("2026-05-06上午", "2026-05-08下午", "副书记"));
    let own = trip("2026-05-08下午", "2026-05-09下午", "副镇长");
    let refusal = no(&mut world, "副书记", None, own.clone());
    assert_eq!(refusal.code, "stand_in_elsewhere");
    assert!(refusal.sentence.contains("请〔2026〕1号"), "{}", refusal.sentence);
    let id = ask(&mut world, "副书记", with(own, "exception", json!("父亲住院")));
    assert_eq!(path(&world, &id), ["单位主要负责人审核", "分管县领导审批"], "the highest tier of a member");
    act(&mut world, "镇长", &id, json!({ "verb": "agree" }));
    assert_eq!(no(&mut world, "副县长", Some(&id), json!({ "verb": "agree" })).code, "stand_in_elsewhere");
    act(&mut world, "副县长", &id, json!({ "verb": "agree", "exception": "同意，由副镇长代行" }));
    assert_eq!(world.stage(&id), "已批准");
}

#[test]
fn a_clerk_of_no_body_needs_nobody() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "干事", with(trip("2026-05-06上午", "2026-05-06下午", ""), "stand_in", Value::Null));
    assert_eq!(path(&world, &id), ["单位主要负责人审批"]);
}
