//! The year's days.

use super::*;
use engine::procedure::{Bar, Hold};

fn hold(sealed: bool) -> Hold {
    Hold {
        person: "书记".into(),
        name: "核查暂缓".into(),
        bars: vec![Bar::Leave],
        from: crate::testing::day("2026-01-01"),
        until: Some(crate::testing::day("2026-08-01")),
        basis: engine::policy::Basis { limit: String::new(), clause: "5.3.2".into(), words: "依据".into() },
        sealed,
    }
}

#[test]
fn annual_leave_runs_out_after_the_days_of_the_band_and_what_was_left_of_the_year_before() {
    let mut world = county("2026-03-02T09:00");
    // 17 years of work: 10 days; nothing was taken in 2025, so 10 more may be carried over.
    let first = ask(&mut world, "书记", private("annual", "2026-03-09上午", "2026-03-20下午", "副书记"));
    let notes = world.state::<Leave>(&first).applied.survey.notes.join("；");
    assert!(notes.contains("2026年年休假10天，已请0天，本次10天"), "{notes}");
    let second = ask(&mut world, "书记", private("annual", "2026-04-07上午", "2026-04-17下午", "副书记"));
    let notes = world.state::<Leave>(&second).applied.survey.notes.join("；");
    assert!(notes.contains("其中9天为上年结转"), "{notes}");
    let refusal = no(&mut world, "书记", None, private("annual", "2026-07-06上午", "2026-07-07下午", "副书记"));
    assert_eq!((refusal.code, refusal.clause.as_str()), ("annual_leave", "law.annual_leave.3"));
    assert!(refusal.sentence.contains("还可休1天"), "{}", refusal.sentence);
}

#[test]
fn rest_days_within_annual_leave_are_not_counted() {
    let mut world = county("2026-04-20T09:00");
    let id = ask(&mut world, "书记", private("annual", "2026-04-30上午", "2026-05-06下午", "副书记"));
    let notes = world.state::<Leave>(&id).applied.survey.notes.join("；");
    assert!(notes.contains("本次2天"), "{notes}");
}

#[test]
fn long_illness_takes_the_annual_leave() {
    let mut world = county("2026-01-05T09:00");
    let ill = private("sick", "2026-01-06上午", "2026-04-06下午", "副书记");
    approved(&mut world, "书记", with(ill, "delegation", json!("云委〔2026〕1号")));
    world.at("2026-07-01T09:00");
    let refusal = no(&mut world, "书记", None, private("annual", "2026-07-06上午", "2026-07-06下午", "副书记"));
    assert_eq!((refusal.code, refusal.clause.as_str()), ("annual_leave", "law.annual_leave.4"));
}

#[test]
fn an_unknown_first_day_of_work_is_said_and_does_not_refuse() {
    let mut world = county("2026-03-02T09:00");
    world.people.get_mut(&"书记".into()).expect("he").works_since = None;
    let id = ask(&mut world, "书记", private("annual", "2026-03-09上午", "2026-03-09下午", "副书记"));
    assert!(world.state::<Leave>(&id).applied.survey.notes.iter().any(|note| note.contains("参加工作时间未录入")));
}

#[test]
fn what_tells_of_health_is_not_in_lists() {
    let mut world = county("2026-03-02T09:00");
    let id = ask(&mut world, "书记", private("sick", "2026-03-09上午", "2026-03-09下午", "副书记"));
    let outline = &world.matters[&id].outline;
    assert_eq!(outline.cells["sort"], json!("因私"));
    assert!(!outline.title.contains("病"), "{}", outline.title);
}

#[test]
fn an_open_hold_is_named_and_a_sealed_one_is_not() {
    let mut world = county("2026-05-05T09:00");
    world.holds = vec![hold(false)];
    let action = trip("2026-05-06上午", "2026-05-06下午", "副书记");
    let refusal = no(&mut world, "书记", None, action.clone());
    assert_eq!((refusal.code, refusal.clause.as_str()), ("held", "5.3.2"));
    world.holds = vec![hold(false), hold(true)];
    assert_eq!(no(&mut world, "书记", None, action), Refusal::neutral());
}
