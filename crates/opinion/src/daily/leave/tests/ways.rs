//! What a refusal offers instead.

use super::*;
use crate::testing::period;
use engine::procedure::{Lead, Way};

fn fills(refusal: &Refusal) -> Vec<(&str, &Value)> {
    let ways = refusal.ways.iter();
    ways.filter_map(|way| if let Lead::Fill(value) = &way.lead { Some((way.words.as_str(), value)) } else { None })
        .collect()
}

fn leads_to(refusal: &Refusal, field: &str) -> bool {
    refusal.ways.iter().any(|way| way.lead == Lead::Field(field.to_owned()))
}

#[test]
fn the_other_chief_is_offered_the_first_time_that_is_free_and_it_is_accepted() {
    let mut world = county("2026-05-05T09:00");
    let first = approved(&mut world, "书记", trip("2026-05-06下午", "2026-05-08上午", "副书记"));
    let action = trip("2026-05-07上午", "2026-05-08下午", "副镇长");
    let refusal = no(&mut world, "镇长", None, action.clone());
    let free = json!({ "period": period("2026-05-08下午", "2026-05-10上午") });
    assert_eq!(fills(&refusal), [("改为5月8日下午起", &free)], "of the same length: four half-days");
    assert!(refusal.sentence.contains("可以改为5月8日下午起"), "{}", refusal.sentence);
    assert!(leads_to(&refusal, "/exception"));
    let number = world.matters[&first].number.clone();
    assert!(refusal.ways.contains(&Way::new(number, Lead::Matter(first.clone()))));
    assert!(refusal.ways.contains(&Way::new("书记", Lead::Person("书记".into()))));
    assert!(refusal.ways.contains(&Way::new("商书记变更外出时间", Lead::Matter(first))));
    ask(&mut world, "镇长", with(action, "period", free["period"].clone()));
}

#[test]
fn a_time_in_which_the_stand_in_or_oneself_is_away_is_passed_over() {
    let mut world = county("2026-05-05T09:00");
    approved(&mut world, "书记", trip("2026-05-06上午", "2026-05-08下午", "副书记"));
    ask(&mut world, "副镇长", trip("2026-05-09上午", "2026-05-11上午", "镇长"));
    let mine = trip("2026-05-12上午", "2026-05-12下午", "副书记");
    approved(&mut world, "镇长", mine);
    let refusal = no(&mut world, "镇长", None, trip("2026-05-07上午", "2026-05-08下午", "副镇长"));
    // The deputy is away until the morning of 11 May, and what is left before the 12th is too short.
    assert_eq!(fills(&refusal)[0].0, "改为5月13日上午起");
}

#[test]
fn an_extension_that_meets_the_other_chief_is_moved_nowhere() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "镇长", trip("2026-05-06上午", "2026-05-06下午", "副镇长"));
    approved(&mut world, "书记", trip("2026-05-07上午", "2026-05-08下午", "副书记"));
    let extend = json!({ "verb": "extend", "to": at("2026-05-07下午"), "reason": "项目未谈完" });
    let refusal = no(&mut world, "镇长", Some(&id), extend);
    assert_eq!(refusal.code, "chiefs_overlap");
    assert!(fills(&refusal).is_empty() && leads_to(&refusal, "/exception"), "{refusal:?}");
    assert!(!refusal.sentence.contains("可以改为"), "{}", refusal.sentence);
}

#[test]
fn for_a_stand_in_who_is_away_others_are_offered_and_the_time_when_he_is_back() {
    let mut world = county("2026-05-05T09:00");
    approved(&mut world, "副书记", trip("2026-05-07上午", "2026-05-07下午", "副镇长"));
    let action = trip("2026-05-06上午", "2026-05-07下午", "副书记");
    let refusal = no(&mut world, "书记", None, action.clone());
    assert_eq!(refusal.code, "stand_in_away");
    let words: Vec<&str> = fills(&refusal).iter().map(|(words, _)| *words).collect();
    assert_eq!(words, ["改由镇长代行", "改由副镇长代行", "改为5月8日上午起"]);
    assert!(leads_to(&refusal, "/second_stand_in"));
    ask(&mut world, "书记", with(action, "stand_in", json!("镇长")));
}

#[test]
fn who_names_nobody_is_offered_the_members_of_the_body_who_are_there() {
    let mut world = county("2026-05-05T09:00");
    approved(&mut world, "副书记", trip("2026-05-07上午", "2026-05-07下午", "副镇长"));
    let action = with(trip("2026-05-06上午", "2026-05-07下午", ""), "stand_in", Value::Null);
    let refusal = no(&mut world, "书记", None, action);
    let words: Vec<&str> = fills(&refusal).iter().map(|(words, _)| *words).collect();
    assert_eq!(words, ["改由镇长代行", "改由副镇长代行"]);
}

#[test]
fn what_is_sealed_offers_no_way() {
    assert!(Refusal::neutral().ways.is_empty());
}
