//! A change of posts while a leave is under way.

use super::*;
use engine::{
    trigger::Trigger,
    words::{PersonId, PostId},
};

/// The person sits in the post from that day on, and everybody hears of it.
pub(super) fn takes(world: &mut World, person: &str, unit: &str, title: &str, on: &str, seat: Seat) {
    world.post(person, unit, title, seat);
    let post = PostId::from(&*format!("{unit}{title}"));
    for held in world.held.iter_mut().filter(|held| held.person == PersonId::from(person) && held.post == post) {
        held.from = day(on);
    }
    let trigger =
        Trigger::PostBegun { person: person.into(), post, day: day(on), acting: false, matter: "任1".into() };
    world.follow(&[trigger]);
}

/// The person is out of the post from that day on, and everybody hears of it.
pub(super) fn leaves(world: &mut World, person: &str, post: &str, on: &str) {
    let post = PostId::from(post);
    for held in world.held.iter_mut().filter(|held| held.person == PersonId::from(person) && held.post == post) {
        held.until = Some(day(on));
    }
    let trigger = Trigger::PostEnded {
        person: person.into(),
        post,
        day: day(on),
        reason: "transfer".into(),
        to_unit: None,
        matter: "任1".into(),
    };
    world.follow(&[trigger]);
}

#[test]
fn who_moves_while_his_leave_waits_is_signed_for_by_his_new_head() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "副镇长", trip("2026-05-07上午", "2026-05-07下午", "副书记"));
    assert_eq!(world.duty(&id, "sign:0").owner, [engine::access::Hat::Head(TOWN.into())]);
    leaves(&mut world, "副镇长", "云亭镇副镇长", "2026-05-06");
    takes(&mut world, "副镇长", "县教育体育局", "党委委员", "2026-05-06", Seat::Member);
    assert_eq!(world.duty(&id, "sign:0").owner, [engine::access::Hat::Head("县教育体育局".into())]);
    let line = &world.matters[&id].told.last().expect("a line").line;
    assert_eq!(line.act, "改变审批环节");
    assert!(line.text.starts_with("现任县教育体育局党委委员，审批环节改为"), "{}", line.text);
    assert_eq!(world.matters[&id].outline.units, ["县教育体育局".into()]);
    act(&mut world, "教体局长", &id, json!({"verb": "agree"}));
    assert_eq!(world.stage(&id), "已批准");
}

#[test]
fn who_becomes_chief_while_away_is_asked_together_with_the_other_chief_who_is_away_too() {
    let mut world = county("2026-05-05T09:00");
    let one = approved(&mut world, "教体副局长", trip("2026-05-06上午", "2026-05-08下午", "教体局长"));
    approved(&mut world, "书记", trip("2026-05-07上午", "2026-05-08下午", "副书记"));
    world.at("2026-05-06T10:00");
    leaves(&mut world, "镇长", "云亭镇镇长", "2026-05-07");
    leaves(&mut world, "教体副局长", "县教育体育局副局长", "2026-05-07");
    takes(&mut world, "教体副局长", TOWN, "镇长", "2026-05-07", Seat::Chief(GOVERNMENT));
    let state = world.state::<Leave>(&one);
    assert_eq!(state.presence.len(), 1, "both chiefs are away and nobody could refuse it");
    assert!(
        state.presence[0].asked.words.starts_with("教体副局长任职后，云亭镇党委书记书记"),
        "{}",
        state.presence[0].asked.words
    );
    let owed = world.matters[&one].effects.duties.iter().filter(|duty| duty.what == "确认返岗").count();
    assert_eq!(owed, 2);
}

#[test]
fn when_the_stand_in_leaves_the_body_another_is_named_by_the_day_he_leaves() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副书记"));
    assert_eq!(
        no(&mut world, "镇长", Some(&id), json!({"verb": "name_stand_in", "stand_in": "副镇长"})).code,
        "not_now"
    );
    world.at("2026-05-06T10:00");
    leaves(&mut world, "副书记", "云亭镇党委副书记", "2026-05-07");
    let duty = world.duty(&id, "stand_in");
    assert_eq!((duty.what.as_str(), duty.due), ("另定代行职责人", Some(day("2026-05-07"))));
    assert_eq!(duty.basis.words, "代行职责人副书记自2026-05-07起离岗");
    let same = no(&mut world, "镇长", Some(&id), json!({"verb": "name_stand_in", "stand_in": "副书记"}));
    assert_eq!(same.sentence, "副书记自5月7日起离岗，不能代行职责，请另选。");
    let stranger = no(&mut world, "镇长", Some(&id), json!({"verb": "name_stand_in", "stand_in": "教体副局长"}));
    assert_eq!(stranger.code, "not_a_member");
    act(&mut world, "镇长", &id, json!({"verb": "name_stand_in", "stand_in": "副镇长", "phone": "13900000001"}));
    assert_eq!(world.matters[&id].outline.cells["stand_in"], "副镇长");
    assert_eq!(world.matters[&id].effects.absences[0].stand_in, Some("副镇长".into()));
    assert!(world.matters[&id].effects.duties.iter().all(|duty| duty.key != "stand_in"));
}

#[test]
fn a_leave_that_is_over_hears_nothing() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "镇长", trip("2026-05-06上午", "2026-05-06下午", "副书记"));
    world.at("2026-05-06T17:00");
    act(&mut world, "镇长", &id, json!({"verb": "report_back", "returned": at("2026-05-06下午")}));
    let told = world.matters[&id].told.len();
    leaves(&mut world, "副书记", "云亭镇党委副书记", "2026-05-07");
    takes(&mut world, "镇长", "县财政局", "党组成员", "2026-05-07", Seat::Member);
    assert_eq!(world.matters[&id].told.len(), told);
}

#[test]
fn a_diagnosis_is_forgotten_after_the_year_in_which_the_leave_ended_and_not_while_it_is_open() {
    use engine::procedure::Procedure;
    let mut world = county("2026-05-05T09:00");
    let ill = approved(&mut world, "副镇长", private("sick", "2026-05-06上午", "2026-05-07下午", "副书记"));
    act(&mut world, "副镇长", &ill, json!({"verb": "keep_diagnosis", "diagnosis": {"seal": "s1", "commitment": "c1"}}));
    assert_eq!(Leave::forgotten_from(&world.state::<Leave>(&ill)), None, "not over");
    world.at("2026-05-07T18:00");
    act(&mut world, "副镇长", &ill, json!({"verb": "report_back", "returned": at("2026-05-07下午")}));
    assert_eq!(Leave::forgotten_from(&world.state::<Leave>(&ill)), Some(day("2027-01-01")));
    let without = approved(&mut world, "镇长", trip("2026-05-08上午", "2026-05-08下午", "副书记"));
    world.at("2026-05-08T18:00");
    act(&mut world, "镇长", &without, json!({"verb": "report_back", "returned": at("2026-05-08下午")}));
    assert_eq!(Leave::forgotten_from(&world.state::<Leave>(&without)), None, "nothing was sealed");
}

#[test]
fn a_diagnosis_is_kept_as_a_handle_and_asked_only_of_whoever_is_ill() {
    let mut world = county("2026-05-05T09:00");
    let sealed = json!({"verb": "keep_diagnosis", "diagnosis": {"seal": "s1", "commitment": "c1"}});
    let duty_trip = approved(&mut world, "镇长", trip("2026-05-06上午", "2026-05-06下午", "副书记"));
    assert_eq!(no(&mut world, "镇长", Some(&duty_trip), sealed.clone()).code, "not_now");
    let ill = ask(&mut world, "副镇长", private("sick", "2026-05-07上午", "2026-05-07下午", "副书记"));
    assert_eq!(no(&mut world, "书记", Some(&ill), sealed.clone()).code, "not_yours");
    act(&mut world, "副镇长", &ill, sealed);
    let line = &world.matters[&ill].told.last().expect("a line").line;
    assert_eq!((line.act.as_str(), line.text.as_str()), ("补交诊断", "已封存"));
    assert!(!world.matters[&ill].outline.text.contains("s1"));
}
