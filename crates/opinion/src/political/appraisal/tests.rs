//! Evidence, hearing, conclusion, review, veto and putting in order; and what none of them may be.

use super::*;
use crate::{
    political::{deliberation::Deliberation, shown::shown},
    testing::{Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    procedure::{Bar, Side},
    words::MatterId,
};
use serde_json::{Value, json};

const TOWN: &str = "云亭镇";
/// The department's own leaders, who decide in its meetings.
const MINISTRY: [&str; 3] = ["副部长一", "副部长二", "部长"];
const COUNTY: &str = "中共青弋县委员会";

pub(crate) fn county() -> World {
    let mut world = World::new("2026-09-01T09:00");
    world
        .unit(TOWN, "township", None)
        .unit("县委组织部", "party_department", None)
        .unit(COUNTY, "county", None)
        .post("书记", TOWN, "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", TOWN, "镇长", Seat::Member)
        .post("部长", "县委组织部", "部长", Seat::Chief(Some(Side::Party)))
        .post("副部长一", "县委组织部", "常务副部长", Seat::Member)
        .post("副部长二", "县委组织部", "副部长", Seat::Member)
        .post("干事甲", "县委组织部", "干部股科员", Seat::Staff)
        .post("干事乙", "县委组织部", "干部股科员二", Seat::Staff)
        .post("部经办", "县委组织部", "办公室主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("县书记", COUNTY, "县委书记", Seat::Chief(Some(Side::Party)))
        .role("部经办", Role::UnitClerk, Some("县委组织部"))
        .role("县办", Role::CountyOffice, None)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    for seal in ["s1", "s2"] {
        world.sealed.insert(seal.into(), json!("按期参加学习，观点鲜明"));
    }
    world
}

fn sealed(seal: &str) -> Value {
    json!({"seal": seal, "commitment": "c"})
}

pub(crate) fn start(about: Value) -> Value {
    json!({"verb": "start", "about": about, "occasion": "appointment", "team": [{"person": "干事甲"}, {"person": "干事乙"}]})
}

fn person() -> Value {
    json!({"person": {"person": "镇长"}})
}

fn body() -> Value {
    json!({"body": {"unit": TOWN}})
}

/// A talk that the first of the team entered, the second with him.
fn record() -> Value {
    json!({"verb": "record", "method": "talk", "day": "2026-09-01", "source": "first_hand", "words": sealed("s1"),
        "with": [{"person": "干事乙"}]})
}

fn submit(proposed: &str, gist: Option<&str>) -> Value {
    json!({"verb": "submit", "summary": sealed("s2"), "proposed": proposed, "gist": gist})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Appraisal>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<Appraisal>(who, Some(id), action)
}

/// Evidence gathered and handed in.
pub(crate) fn submitted(about: Value, proposed: &str, gist: Option<&str>) -> (World, MatterId) {
    let mut world = county();
    let id = world.act::<Appraisal>("经办", None, start(about)).expect("begun");
    act(&mut world, "干事甲", &id, record());
    act(&mut world, "经办", &id, submit(proposed, gist));
    (world, id)
}

/// A meeting of the department on this appraisal, held to its end: how many of three agree.
pub(crate) fn meeting(world: &mut World, about: &MatterId, body: &str, at: &str, agree: usize) -> MatterId {
    let members: Vec<Value> = MINISTRY.iter().map(|person| json!({"person": person})).collect();
    let convene = json!({"verb": "convene", "unit": "县委组织部", "body": body, "form": "on_site",
        "at": {"day": at, "half": "上午"}, "place": "五楼会议室", "chief": "部长", "recorder": "部经办", "members": members,
        "items": [{"title": "研究考察结论", "topic": "conclusion", "about": about}]});
    let id = world.act::<Deliberation>("部经办", None, convene).expect("called");
    hold(world, &id, agree);
    id
}

/// From its beginning to its end: how many of three agree.
fn hold(world: &mut World, id: &MatterId, agree: usize) {
    let mut run = |action: Value| {
        world
            .act::<Deliberation>("部经办", Some(id), action.clone())
            .unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
    };
    let there: Vec<Value> = MINISTRY.iter().map(|person| json!({"person": person, "presence": "present"})).collect();
    run(json!({"verb": "start", "chair": "部长", "attendance": there}));
    let stance = |place: usize| if place < agree { "agree" } else { "against" };
    let said: Vec<Value> =
        MINISTRY.iter().enumerate().map(|(at, person)| json!({"person": person, "stance": stance(at)})).collect();
    run(json!({"verb": "speak", "item": 1, "speeches": said}));
    let result = if agree >= 2 { "passed" } else { "rejected" };
    run(json!({"verb": "resolve", "item": 1, "result": result, "words": "按考察情况办理"}));
    run(json!({"verb": "close"}));
}

pub(crate) fn conclude(verb: &str, meeting: &MatterId, conclusion: &str) -> Value {
    json!({"verb": verb, "meeting": meeting, "item": 1, "conclusion": conclusion, "words": "拒不执行组织决定，经查属实"})
}

const TELL: fn(&str) -> Value = |on| json!({"verb": "tell", "day": on, "how": "当面告知，本人签收"});

/// A veto, told and no longer to be reviewed.
pub(crate) fn barred() -> (World, MatterId) {
    let (mut world, id) = submitted(person(), "failed", Some("2026年8月拒不执行县委决定"));
    act(&mut world, "镇长", &id, json!({"verb": "state", "words": "当时在防汛一线，没有收到通知"}));
    world.at("2026-09-03T09:00");
    let held = meeting(&mut world, &id, "department", "2026-09-03", 3);
    act(&mut world, "股长", &id, conclude("conclude", &held, "failed"));
    act(&mut world, "经办", &id, TELL("2026-09-03"));
    world.at("2026-10-05T09:00");
    world.tick::<Appraisal>();
    (world, id)
}

#[test]
fn whoever_a_bar_threatens_is_heard_before_the_meeting_and_knows_nothing_of_who_spoke() {
    let (mut world, id) = submitted(person(), "failed", Some("2026年8月拒不执行县委决定"));
    assert_eq!((world.stage(&id), world.duty(&id, "state").due), ("待陈述", Some(day("2026-09-08"))));
    assert_eq!(world.verbs::<Appraisal>("镇长", &id), ["state"]);
    let opening = engine::seal::opening(&Appraisal::KIND, &world.matters[&id].outline, &[]);
    assert!(!opening.by.contains(&Hat::Person("镇长".into())), "what others said never opens to him");
    world.relatives.push(("镇长".into(), "股长".into()));
    for who in ["镇长", "书记", "股长"] {
        let seen = shown::<Appraisal>(&world, who, &id);
        for word in ["recorded", "谈心谈话", "first_hand", "recorder", "summary", "s1", "s2"] {
            assert!(!seen.contains(word), "{word} is shown to {who}: {seen}");
        }
        assert!(seen.contains("2026年8月拒不执行县委决定"), "what he is told: {seen}");
    }
    let seen = shown::<Appraisal>(&world, "经办", &id);
    assert!(seen.contains("谈心谈话") && seen.contains("first_hand") && seen.contains("recorded"), "{seen}");
    act(&mut world, "镇长", &id, json!({"verb": "state", "words": "当时在防汛一线"}));
    assert_eq!(world.stage(&id), "待结论");
    let (mut world, id) = submitted(person(), "failed", Some("2026年8月拒不执行县委决定"));
    world.at("2026-09-09T09:00");
    assert_eq!((world.tick::<Appraisal>(), world.stage(&id)), (1, "待结论"), "he let his time pass");
}

#[test]
fn until_he_is_heard_or_told_neither_he_nor_his_unit_sees_it() {
    let (mut world, id) = submitted(person(), "good", None);
    let outline = world.matters[&id].outline.clone();
    assert!(
        outline.units.is_empty() && !world.finds::<Appraisal>("镇长", &id) && world.finds::<Appraisal>("书记", &id)
    );
    let held = meeting(&mut world, &id, "department", "2026-09-01", 3);
    act(&mut world, "股长", &id, conclude("conclude", &held, "good"));
    act(&mut world, "经办", &id, TELL("2026-09-01"));
    assert!(world.finds::<Appraisal>("镇长", &id));
    world.at("2026-10-02T09:00");
    world.tick::<Appraisal>();
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn a_veto_bars_until_the_body_that_made_it_lifts_it_and_another_cannot() {
    let (mut world, id) = barred();
    assert_eq!(world.stage(&id), "否决期内");
    let hold = world.matters[&id].effects.holds[0].clone();
    assert_eq!(
        (hold.name.as_str(), hold.bars.as_slice(), hold.until),
        ("一票否决", &[Bar::Promotion, Bar::Award][..], None)
    );
    let other = meeting(&mut world, &id, "executive", "2026-10-05", 3);
    let lift =
        |meeting: &MatterId| json!({"verb": "lift", "meeting": meeting, "item": 1, "reason": "已改正，经考察合格"});
    let refusal = no(&mut world, "股长", &id, lift(&other));
    assert_eq!((refusal.code, refusal.clause.as_str()), ("another_body", "1.1.2"));
    assert_eq!(
        refusal.sentence,
        "否决由县委组织部部务会议作出，只能由同一机关解除，县委组织部行政办公会议的决定不算，请提请县委组织部部务会议研究解除。"
    );
    let first = world.state::<Appraisal>(&id).concluded.expect("concluded").meeting;
    assert_eq!(no(&mut world, "股长", &id, lift(&first)).code, "same_meeting");
    let same = meeting(&mut world, &id, "department", "2026-10-05", 3);
    act(&mut world, "股长", &id, lift(&same));
    assert_eq!(world.stage(&id), "已办结");
    assert_eq!(world.matters[&id].effects.holds[0].until, Some(day("2026-10-05")));
}

/// Concluded on the first of September, told, and a review asked for.
pub(crate) fn appealed(proposed: &str, conclusion: &str) -> (World, MatterId, MatterId) {
    let heard = proposed == "failed";
    let (mut world, id) = submitted(person(), proposed, heard.then_some("2026年8月拒不执行县委决定"));
    if heard {
        act(&mut world, "镇长", &id, json!({"verb": "state", "words": "没有收到通知"}));
    }
    let first = meeting(&mut world, &id, "department", "2026-09-01", 3);
    act(&mut world, "股长", &id, conclude("conclude", &first, conclusion));
    act(&mut world, "经办", &id, TELL("2026-09-01"));
    act(&mut world, "镇长", &id, json!({"verb": "appeal", "grounds": "通知送错单位，有收文簿为证"}));
    assert_eq!(world.stage(&id), "复核中");
    (world, id, first)
}

#[test]
fn a_review_is_another_and_later_meeting_and_never_makes_it_heavier() {
    let (mut world, id, first) = appealed("failed", "failed");
    let mut again = conclude("review", &first, "good");
    assert_eq!(no(&mut world, "股长", &id, again.clone()).code, "same_meeting");
    again["item"] = json!(2);
    assert_eq!(no(&mut world, "股长", &id, again).code, "same_meeting", "nor another item of it");
    let same_day = meeting(&mut world, &id, "department", "2026-09-01", 3);
    assert_eq!(no(&mut world, "股长", &id, conclude("review", &same_day, "good")).code, "review_before");
    world.at("2026-09-02T09:00");
    let second = meeting(&mut world, &id, "department", "2026-09-02", 3);
    act(&mut world, "股长", &id, conclude("review", &second, "ordinary"));
    assert_eq!((world.stage(&id), world.matters[&id].effects.holds.len()), ("已办结", 0));
    let (mut world, id, _) = appealed("good", "ordinary");
    world.at("2026-09-02T09:00");
    let second = meeting(&mut world, &id, "department", "2026-09-02", 3);
    let heavier = no(&mut world, "股长", &id, conclude("review", &second, "failed"));
    assert_eq!(heavier.code, "heavier");
    assert!(heavier.sentence.ends_with("或者更轻的结论。"), "{}", heavier.sentence);
}

#[test]
fn nobody_starts_records_or_concludes_on_himself_a_relative_or_his_own_body() {
    let mut world = county();
    world.relatives.push(("镇长".into(), "经办".into()));
    let own = |world: &mut World, who: &str, about: Value| world.refused::<Appraisal>(who, None, start(about)).code;
    assert_eq!(own(&mut world, "经办", person()), "recused");
    assert_eq!(own(&mut world, "经办", json!({"person": {"person": "经办"}})), "recused");
    world.role("部长", Role::SectionHead, None);
    assert_eq!(own(&mut world, "部长", json!({"body": {"unit": "县委组织部"}})), "recused");
    let id = world.act::<Appraisal>("股长", None, start(person())).expect("begun");
    world.relatives.push(("镇长".into(), "干事甲".into()));
    assert_eq!(no(&mut world, "干事甲", &id, record()).code, "recused", "a relative by now");
    let mut other = record();
    other["with"] = json!([{"person": "副部长一"}]);
    act(&mut world, "干事乙", &id, other);
    assert_eq!(no(&mut world, "经办", &id, submit("good", None)).code, "recused");
    let mut world = county();
    let id = world.act::<Appraisal>("经办", None, start(body())).expect("begun");
    world.post("干事甲", TOWN, "副镇长", Seat::Member);
    assert_eq!(no(&mut world, "干事甲", &id, record()).code, "recused", "of the body by now");
}

#[test]
fn a_conclusion_rests_on_a_meeting_on_this_matter_that_passed_it_after_he_was_heard() {
    let (mut world, id) = submitted(person(), "good", None);
    let none = no(&mut world, "股长", &id, conclude("conclude", &"m9999".into(), "good"));
    assert_eq!((none.code, none.clause.as_str()), ("meeting_wanted", "1.3.1"));
    let rejected = meeting(&mut world, &id, "department", "2026-09-01", 1);
    let not_passed = no(&mut world, "股长", &id, conclude("conclude", &rejected, "good"));
    assert_eq!(not_passed.code, "not_passed");
    assert!(not_passed.sentence.contains("请再次提请会议研究"), "{}", not_passed.sentence);
    let other = world.act::<Appraisal>("经办", None, start(body())).expect("begun");
    let elsewhere = meeting(&mut world, &other, "department", "2026-09-01", 3);
    assert_eq!(no(&mut world, "股长", &id, conclude("conclude", &elsewhere, "good")).code, "meeting_other");
    // Nor does what was decided on the same person for another reason.
    let members: Vec<Value> = MINISTRY.iter().map(|person| json!({"person": person})).collect();
    let convene = json!({"verb": "convene", "unit": "县委组织部", "body": "department", "form": "on_site",
        "at": {"day": "2026-09-01", "half": "上午"}, "place": "五楼会议室", "chief": "部长", "recorder": "部经办", "members": members,
        "items": [{"title": "镇长任职", "topic": "conclusion", "subject": "镇长"}]});
    let appointing = world.act::<Deliberation>("部经办", None, convene).expect("called");
    hold(&mut world, &appointing, 3);
    assert_eq!(no(&mut world, "股长", &id, conclude("conclude", &appointing, "good")).code, "meeting_other");
    let held = meeting(&mut world, &id, "department", "2026-09-01", 3);
    let unheard = no(&mut world, "股长", &id, conclude("conclude", &held, "failed"));
    assert_eq!((unheard.code, unheard.clause.as_str()), ("not_heard", "1.1.2"));
    assert_eq!(no(&mut world, "股长", &id, conclude("conclude", &held, "weak")).code, "conclusion_unfit");
    assert_eq!(no(&mut world, "经办", &id, conclude("conclude", &held, "good")).code, "not_yours");
}

/// A weak body with two measures.
pub(crate) fn mending() -> (World, MatterId) {
    let (mut world, id) = submitted(body(), "weak", Some("全年未集中学习，民主生活会流于形式"));
    act(&mut world, "书记", &id, json!({"verb": "state", "words": "同意，立即整改"}));
    let held = meeting(&mut world, &id, "department", "2026-09-01", 3);
    act(&mut world, "股长", &id, conclude("conclude", &held, "weak"));
    act(&mut world, "经办", &id, TELL("2026-09-01"));
    world.at("2026-10-02T09:00");
    world.tick::<Appraisal>();
    (world, id)
}

#[test]
fn a_weak_body_plans_reports_and_is_struck_off_measure_by_measure() {
    let (mut world, id) = mending();
    assert_eq!(world.stage(&id), "整顿中");
    let row = |problem: &str| json!({"problem": problem, "measure": "每月集中学习一次", "by": "2026-12-31"});
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "plan", "measures": []})).code, "table_empty");
    act(&mut world, "书记", &id, json!({"verb": "plan", "measures": [row("学习不正常"), row("批评不深入")]}));
    assert_eq!(world.duty(&id, "mend:1").due, Some(day("2026-12-31")));
    let mend = |at: u32| json!({"verb": "mend", "measure": at, "words": "已集中学习3次"});
    let accept =
        |at: u32, passed: bool| json!({"verb": "accept", "measure": at, "passed": passed, "words": "查阅记录属实"});
    act(&mut world, "书记", &id, mend(1));
    act(&mut world, "书记", &id, mend(2));
    act(&mut world, "股长", &id, accept(1, true));
    act(&mut world, "股长", &id, accept(2, false));
    assert_eq!(no(&mut world, "书记", &id, mend(1)).code, "unknown_measure");
    act(&mut world, "书记", &id, mend(2));
    act(&mut world, "股长", &id, accept(2, true));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn hearsay_a_day_to_come_ballots_that_do_not_add_up_and_a_team_too_near_are_refused() {
    let mut world = county();
    let id = world.act::<Appraisal>("经办", None, start(person())).expect("begun");
    let mut refused = |change: fn(&mut Value)| {
        let mut action = record();
        change(&mut action);
        let refusal = world.refused::<Appraisal>("干事甲", Some(&id), action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let is = |code, place: &str| (code, place.to_owned());
    assert_eq!(refused(|action| action["source"] = json!("hearsay")), is("hearsay", "/source"));
    assert_eq!(refused(|action| action["day"] = json!("2026-09-02")), is("day_ahead", "/day"));
    let ballot = |issued: u32, returned: u32, valid: u32, good: u32| json!({"issued": issued, "returned": returned, "valid": valid, "good": good, "fair": 1, "poor": 0});
    for counts in [ballot(20, 21, 20, 19), ballot(20, 19, 20, 19), ballot(20, 19, 18, 18)] {
        let mut action = record();
        (action["method"], action["ballot"], action["with"]) = (json!("ballot"), counts, json!([]));
        assert_eq!(world.refused::<Appraisal>("干事甲", Some(&id), action).code, "ballots_differ");
    }
    assert_eq!(no(&mut world, "经办", &id, submit("good", None)).code, "no_evidence");
    act(&mut world, "干事甲", &id, record());
    assert_eq!(no(&mut world, "经办", &id, submit("failed", None)).at.as_deref(), Some("/gist"));
    let mut near = start(person());
    near["team"] = json!([{"person": "干事甲"}, {"person": "书记"}]);
    assert_eq!(world.refused::<Appraisal>("经办", None, near).code, "recused");
    let mut alone = start(person());
    alone["team"] = json!([{"person": "干事甲"}]);
    assert_eq!(world.refused::<Appraisal>("经办", None, alone).code, "team_small");
}

/// The meeting is voided: what rested on it is gone.
pub(crate) fn taken_back() -> (World, MatterId) {
    let (mut world, id) = barred();
    let first = world.state::<Appraisal>(&id).concluded.expect("concluded").meeting;
    let state = world.state::<Deliberation>(&first);
    let undone = <Deliberation as Procedure>::retells(&state, None);
    world.follow(&undone);
    (world, id)
}

/// The meeting that lifted the veto, or reviewed the conclusion, is taken back.
fn undo(world: &mut World, meeting: &MatterId) {
    let state = world.state::<Deliberation>(meeting);
    let undone = <Deliberation as Procedure>::retells(&state, None);
    world.follow(&undone);
}

#[test]
fn a_lifting_taken_back_bars_again_and_leaves_the_conclusion() {
    let (mut world, id) = barred();
    let held = meeting(&mut world, &id, "department", "2026-10-05", 3);
    act(&mut world, "股长", &id, json!({"verb": "lift", "meeting": held, "item": 1, "reason": "已改正"}));
    let lifted = world.state::<Appraisal>(&id).lifted.expect("lifted");
    assert_eq!((lifted.meeting, lifted.item), (Some(held.clone()), Some(1)));
    undo(&mut world, &held);
    assert_eq!((world.stage(&id), world.matters[&id].effects.holds[0].until), ("否决期内", None));
}

#[test]
fn a_review_taken_back_waits_for_another_and_only_its_item_is_taken_back() {
    let (mut world, id, _) = appealed("failed", "failed");
    world.at("2026-09-02T09:00");
    let second = meeting(&mut world, &id, "department", "2026-09-02", 3);
    act(&mut world, "股长", &id, conclude("review", &second, "ordinary"));
    let back = TakeBack { meeting: second.clone(), item: Some(2), day: day("2026-09-02") };
    assert!(!back.undoes(&second, 1), "another item of the same meeting");
    undo(&mut world, &second);
    assert_eq!((world.stage(&id), world.matters[&id].effects.holds.len()), ("复核中", 1));
}

#[test]
fn a_meeting_taken_back_takes_its_conclusion_and_its_bar_with_it() {
    let (world, id) = taken_back();
    assert_eq!((world.stage(&id), world.matters[&id].effects.holds.len()), ("待结论", 0));
}

#[test]
fn nobody_talks_alone_with_himself_or_with_a_relative_of_whom_it_is_about() {
    let mut world = county();
    let id = world.act::<Appraisal>("经办", None, start(person())).expect("begun");
    world.relatives.push(("镇长".into(), "部经办".into()));
    let with = |method: &str, who: &[&str]| {
        let rows: Vec<Value> = who.iter().map(|person| json!({"person": person})).collect();
        let mut action = record();
        (action["method"], action["with"]) = (json!(method), json!(rows));
        action
    };
    for (method, who, code, place) in [
        ("talk", &[][..], "talkers_few", "/with"),
        ("talk", &["干事甲"], "same_person", "/with/0/person"),
        ("talk", &["干事乙", "干事乙"], "same_person", "/with/1/person"),
        ("talk", &["镇长"], "recused", "/with/0/person"),
        ("talk", &["部经办"], "recused", "/with/0/person"),
        ("talk", &["书记"], "recused", "/with/0/person"),
        ("talk", &["无"], "unknown_person", "/with/0/person"),
        ("close", &["干事乙"], "talkers_needless", "/with"),
    ] {
        let refusal = no(&mut world, "干事甲", &id, with(method, who));
        assert_eq!((refusal.code, refusal.at.as_deref()), (code, Some(place)), "{who:?}");
    }
    let alone = no(&mut world, "干事甲", &id, with("talk", &[]));
    assert_eq!(alone.sentence, "谈话由不少于2人进行，请填写共同谈话人。");
    act(&mut world, "干事甲", &id, with("talk", &["干事乙"]));
    act(&mut world, "干事甲", &id, with("close", &[]));
    assert_eq!(world.state::<Appraisal>(&id).evidence[0].with_names, ["干事乙"]);
    // Who talked is kept from whom it is about, as who spoke is.
    act(&mut world, "经办", &id, submit("failed", Some("2026年8月拒不执行县委决定")));
    assert!(!shown::<Appraisal>(&world, "镇长", &id).contains("with_names"));
}

#[test]
fn a_lifting_counts_from_the_meeting_and_not_from_the_day_of_entry() {
    let (mut world, id) = barred();
    let held = meeting(&mut world, &id, "department", "2026-10-05", 3);
    world.at("2026-10-12T09:00");
    act(&mut world, "股长", &id, json!({"verb": "lift", "meeting": held, "item": 1, "reason": "已改正"}));
    assert_eq!(world.matters[&id].effects.holds[0].until, Some(day("2026-10-05")));
}
