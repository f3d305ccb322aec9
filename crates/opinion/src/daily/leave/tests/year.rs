//! The year's days.

use super::*;
use engine::procedure::{Bar, Hold};

fn hold(sealed: bool) -> Hold {
    Hold {
        person: "书记".into(),
        name: "核查暂缓".into(),
        bars: vec![Bar::Leave],
        from: day("2026-01-01"),
        until: Some(day("2026-08-01")),
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
    assert!(notes.contains("其中10天为上年结转"), "what lapses first is used first: {notes}");
    let second = ask(&mut world, "书记", private("annual", "2026-04-07上午", "2026-04-17下午", "副书记"));
    let notes = world.state::<Leave>(&second).applied.survey.notes.join("；");
    assert!(!notes.contains("上年结转"), "{notes}");
    let refusal = no(&mut world, "书记", None, private("annual", "2026-07-06上午", "2026-07-07下午", "副书记"));
    assert_eq!((refusal.code, refusal.clause.as_str()), ("annual_leave", "law.annual_leave.3"));
    assert!(refusal.sentence.contains("还可休1天"), "{}", refusal.sentence);
}

fn notes(world: &World, id: &MatterId) -> String {
    world.state::<Leave>(id).applied.survey.notes.join("；")
}

#[test]
fn annual_leave_over_the_new_year_is_charged_to_both_years() {
    let mut world = county("2025-12-01T09:00");
    // 28 December is a Sunday; 29 to 31 are worked; 1 to 3 January are off, the Sunday 4 January is worked, and 5 to 8.
    let id = ask(&mut world, "书记", private("annual", "2025-12-28上午", "2026-01-08下午", "副书记"));
    let words = notes(&world, &id);
    assert!(words.contains("2025年年休假10天，已请0天，本次3天"), "{words}");
    assert!(words.contains("2026年年休假10天，已请0天，本次5天"), "{words}");
    world.at("2026-01-12T09:00");
    let next = ask(&mut world, "书记", private("annual", "2026-03-09上午", "2026-03-09下午", "副书记"));
    assert!(notes(&world, &next).contains("2026年年休假10天，已请5天，本次1天"), "{}", notes(&world, &next));
}

#[test]
fn what_one_year_lacks_cannot_be_taken_from_the_other_half_of_the_same_leave() {
    let mut world = county("2025-01-06T09:00");
    // The year's ten days and ten left over from 2024 are used up but for two.
    ask(&mut world, "书记", private("annual", "2025-03-03上午", "2025-03-14下午", "副书记"));
    ask(&mut world, "书记", private("annual", "2025-06-09上午", "2025-06-18下午", "副书记"));
    let over = private("annual", "2025-12-29上午", "2026-01-04下午", "副书记");
    let refusal = no(&mut world, "书记", None, over);
    assert_eq!(refusal.code, "annual_leave");
    assert!(refusal.sentence.contains("2025年年休假10天，已请18天，本次3天"), "{}", refusal.sentence);
    assert!(refusal.sentence.contains("还可休2天"), "{}", refusal.sentence);
}

#[test]
fn days_left_over_lapse_after_one_year_and_are_used_before_the_years_own() {
    let mut world = county("2024-12-02T09:00");
    // 2024: five of ten days taken, so five go over into 2025.
    for (moment, from, to) in
        [("2024-12-02T09:00", "2024-12-09", "2024-12-13"), ("2025-03-03T09:00", "2025-03-10", "2025-03-14")]
    {
        world.at(moment);
        ask(&mut world, "书记", private("annual", &format!("{from}上午"), &format!("{to}下午"), "副书记"));
    }
    // 2025: the five taken are those of 2024, so all ten of 2025 go over into 2026, and none of 2024.
    world.at("2026-03-02T09:00");
    let id = ask(&mut world, "书记", private("annual", "2026-03-09上午", "2026-03-20下午", "副书记"));
    assert!(notes(&world, &id).contains("其中10天为上年结转"), "{}", notes(&world, &id));
    let all = private("annual", "2026-06-01上午", "2026-06-12下午", "副书记");
    let id = ask(&mut world, "书记", all);
    assert!(!notes(&world, &id).contains("上年结转"), "{}", notes(&world, &id));
    let more = private("annual", "2026-07-06上午", "2026-07-06上午", "副书记");
    assert!(no(&mut world, "书记", None, more).sentence.contains("还可休0天"));
}

#[test]
fn twenty_days_of_personal_leave_are_named_in_it_and_in_the_annual_leave_that_follows() {
    let mut world = county("2026-03-02T09:00");
    let long =
        |from: &str, to: &str| with(private("personal", from, to, "副书记"), "delegation", json!("云委〔2026〕1号"));
    let first = ask(&mut world, "书记", long("2026-03-09上午", "2026-03-27上午"));
    assert!(notes(&world, &first).contains("2026年事假连本次累计14.5天"), "{}", notes(&world, &first));
    assert!(!notes(&world, &first).contains("不享受"), "{}", notes(&world, &first));
    let second = ask(&mut world, "书记", long("2026-04-13上午", "2026-04-20上午"));
    assert!(
        notes(&world, &second).contains("事假累计20.0天且不扣工资的，不享受当年年休假"),
        "{}",
        notes(&world, &second)
    );
    let annual = ask(&mut world, "书记", private("annual", "2026-07-06上午", "2026-07-06下午", "副书记"));
    let words = notes(&world, &annual);
    assert!(words.contains("2026年事假累计20天，未扣工资的不享受当年年休假"), "{words}");
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

fn year_of(world: &World) -> Vec<engine::yearly::Total> {
    world.within(&world.actor("书记"), &"".into(), |cx| {
        <Leave as engine::procedure::Procedure>::yearly(&"书记".into(), 2026, cx)
    })
}

#[test]
fn a_year_adds_up_what_was_approved_and_says_what_is_left() {
    let mut world = county("2026-03-02T09:00");
    let none = year_of(&world);
    assert_eq!(none.len(), 1, "nothing but the balance: {none:?}");
    approved(&mut world, "书记", private("annual", "2026-03-09上午", "2026-03-11下午", "副书记"));
    let totals = year_of(&world);
    let annual = totals.iter().find(|total| total.title == "年休假").expect("taken");
    assert_eq!((annual.sum.as_str(), annual.note.as_str()), ("3天", "其中工作日3天"));
    let left = totals.iter().find(|total| total.title == "年休假余额").expect("a balance");
    assert_eq!((left.sum.as_str(), left.note.as_str()), ("17天", "应休10天，上年结转10天，已请3天"));
    // What waits for a signature is no day away, but is asked of the balance.
    ask(&mut world, "书记", private("annual", "2026-04-07上午", "2026-04-07下午", "副书记"));
    let totals = year_of(&world);
    assert_eq!(totals.iter().find(|total| total.title == "年休假").expect("taken").sum, "3天");
    assert_eq!(totals.iter().find(|total| total.title == "年休假余额").expect("a balance").sum, "16天");
}
