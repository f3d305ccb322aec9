//! Both chiefs, half-days: the field's scenario, end to end.

use super::*;
use crate::testing::{day, half};

fn secretary_approved(world: &mut World) -> MatterId {
    approved(world, "书记", trip("2026-05-06下午", "2026-05-08上午", "副书记"))
}

#[test]
fn the_secretarys_two_days_take_the_lower_tier() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "书记", trip("2026-05-06下午", "2026-05-08上午", "副书记"));
    assert_eq!(world.state::<Leave>(&id).applied.working, 4);
    assert_eq!(world.state::<Leave>(&id).applied.survey.tier_half_days, 4);
    assert_eq!(path(&world, &id), ["组织部审核", "县委副书记审批"]);
    assert_eq!(world.matters[&id].outline.cells["working"], json!(2));
    act(&mut world, "股长", &id, json!({ "verb": "agree" }));
    act(&mut world, "县委副书记", &id, json!({ "verb": "agree", "opinion": "同意" }));
    assert_eq!(world.stage(&id), "已批准");
    let due = world.duty(&id, "report_back");
    assert_eq!(due.due, Some(day("2026-05-09")), "the next day, although it might be a rest");
}

#[test]
fn the_mayor_may_leave_in_the_afternoon_in_which_the_secretary_is_back() {
    let mut world = county("2026-05-05T09:00");
    secretary_approved(&mut world);
    ask(&mut world, "镇长", trip("2026-05-08下午", "2026-05-08下午", "副镇长"));
}

#[test]
fn the_mayor_may_not_leave_in_the_last_morning_of_the_secretary() {
    let mut world = county("2026-05-05T09:00");
    secretary_approved(&mut world);
    let refusal = no(&mut world, "镇长", None, trip("2026-05-08上午", "2026-05-08下午", "副镇长"));
    assert_eq!(refusal.code, "chiefs_overlap");
    assert_eq!(refusal.clause, "3.1.2");
    assert_eq!(refusal.at.as_deref(), Some("/period"));
    for word in ["书记", "5月6日下午至8日上午", "0.5天（1个半日）", "请〔2026〕1号"] {
        assert!(refusal.sentence.contains(word), "{word} in {}", refusal.sentence);
    }
    assert_eq!(world.matters.len(), 1, "a refusal leaves nothing");
}

#[test]
fn of_two_who_ask_for_one_half_day_exactly_one_passes() {
    for (first, second) in [("书记", "镇长"), ("镇长", "书记")] {
        let mut world = county("2026-05-05T09:00");
        ask(&mut world, first, trip("2026-05-08上午", "2026-05-08上午", "副书记"));
        let refusal = no(&mut world, second, None, trip("2026-05-08上午", "2026-05-08上午", "副镇长"));
        assert_eq!(refusal.code, "chiefs_overlap");
        assert!(refusal.sentence.contains("已申请外出"), "{}", refusal.sentence);
    }
}

#[test]
fn extending_through_the_make_up_saturday_is_of_the_higher_tier_and_collides() {
    let mut world = county("2026-05-05T09:00");
    let id = secretary_approved(&mut world);
    let mayor = approved(&mut world, "镇长", trip("2026-05-08下午", "2026-05-08下午", "副镇长"));
    let longer = json!({ "verb": "extend", "to": at("2026-05-09下午"), "reason": "会议延期" });
    let refusal = no(&mut world, "书记", Some(&id), longer.clone());
    assert_eq!(refusal.code, "chiefs_overlap");
    assert_eq!(refusal.at.as_deref(), Some("/to"));

    act(&mut world, "书记", &id, with(longer, "exception", json!("省里临时通知")));
    assert_eq!(world.stage(&id), "续假待审批");
    let state = world.state::<Leave>(&id);
    let proposal = state.proposal.expect("an extension");
    assert_eq!(proposal.proposed.applied.survey.tier_half_days, 7, "3.5 working days: the Saturday counts");
    let words: Vec<String> = proposal.chain.stations.iter().map(|station| station.word.clone()).collect();
    assert_eq!(words, ["组织部审核", "县委书记审批"]);

    act(&mut world, "股长", &id, json!({ "verb": "agree" }));
    let refusal = no(&mut world, "县委书记", Some(&id), json!({ "verb": "agree" }));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("chiefs_overlap", Some("/exception")));
    act(&mut world, "县委书记", &id, json!({ "verb": "agree", "exception": "工作确需，由副书记主持" }));
    let state = world.state::<Leave>(&id);
    assert_eq!(world.stage(&id), "已批准");
    assert_eq!(state.allowed().to, half("2026-05-09下午"));
    assert_eq!(state.extensions, 1);
    assert_eq!(world.stage(&mayor), "已批准", "the mayor's trip is not touched");
}

#[test]
fn without_a_collision_the_extension_still_goes_to_the_county_secretary() {
    let mut world = county("2026-05-05T09:00");
    let id = secretary_approved(&mut world);
    act(&mut world, "书记", &id, json!({ "verb": "extend", "to": at("2026-05-09下午"), "reason": "会议延期" }));
    let proposal = world.state::<Leave>(&id).proposal.expect("an extension");
    assert!(proposal.proposed.applied.survey.upper);
    assert!(proposal.proposed.applied.survey.clashes.is_empty());
}

#[test]
fn staying_away_at_noon_both_see_a_duty_and_the_mayors_trip_stands() {
    let mut world = county("2026-05-05T09:00");
    let secretary = secretary_approved(&mut world);
    let mayor = approved(&mut world, "镇长", trip("2026-05-08下午", "2026-05-08下午", "副镇长"));
    world.at("2026-05-08T11:59");
    assert_eq!(world.tick::<Leave>(), 0, "in the morning nobody is late");
    world.at("2026-05-08T12:00");
    assert!(world.tick::<Leave>() >= 1);
    assert_eq!(world.stage(&secretary), "已批准", "the limit of reporting back is tomorrow");
    let first = world.duty(&secretary, &format!("presence:{mayor}:first"));
    let second = world.duty(&secretary, &format!("presence:{mayor}:second"));
    assert_eq!(first.owner, [engine::access::Hat::Person("书记".into())]);
    assert_eq!(second.owner, [engine::access::Hat::Person("镇长".into())]);
    assert_eq!(first.due, Some(day("2026-05-09")));
    assert_eq!(world.stage(&mayor), "已批准");
    assert_eq!(world.tick::<Leave>(), 0, "asked once");

    act(&mut world, "镇长", &secretary, json!({ "verb": "confirm_present", "present": "first" }));
    assert!(world.matters[&secretary].effects.duties.iter().all(|duty| !duty.key.starts_with("presence")));

    world.at("2026-05-10T00:01");
    world.tick::<Leave>();
    assert_eq!(world.stage(&secretary), "待说明");
}
