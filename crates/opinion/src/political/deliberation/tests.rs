//! A meeting by the rules, and every way in which one leaves them.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{access::Role, words::MatterId};
use serde_json::{Value, json};

mod bad;

const TOWN: &str = "云亭镇";
/// Eleven members; the last in the list is the head.
pub(crate) const BODY: [&str; 11] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "书记"];

/// A township whose body has eleven members; the candidate is a nephew of one of them.
pub(crate) fn county() -> World {
    let mut world = World::new("2026-09-24T09:00");
    world.unit(TOWN, "township", None).unit("县财政局", "government_department", None).unit(
        "县委组织部",
        "party_department",
        None,
    );
    world.post("书记", TOWN, "党委书记", Seat::Chief(Some(engine::procedure::Side::Party)));
    for (person, title) in BODY.iter().zip([
        "镇长",
        "人大主席",
        "副书记",
        "委员一",
        "委员二",
        "委员三",
        "委员四",
        "委员五",
        "委员六",
        "委员七",
    ]) {
        world.post(person, TOWN, title, Seat::Member);
    }
    world
        .post("镇经办", TOWN, "党政办主任", Seat::Staff)
        .post("人选", TOWN, "农业站站长", Seat::Staff)
        .post("人选二", TOWN, "财政所所长", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("财政经办", "县财政局", "办公室主任", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some(TOWN))
        .role("财政经办", Role::UnitClerk, Some("县财政局"))
        .role("经办", Role::SectionClerk, None);
    world.relatives.push(("人选".into(), "乙".into()));
    world
}

pub(crate) fn convening() -> Value {
    let members: Vec<Value> = BODY.iter().map(|person| json!({"person": person})).collect();
    json!({"verb": "convene", "unit": TOWN, "body": "party_committee", "form": "on_site", "at": {"day": "2026-09-25", "half": "上午"},
    "place": "三楼会议室", "chief": "书记", "recorder": "镇经办", "members": members,
    "items": [
        {"title": "提名人选任农业服务中心主任", "topic": "personnel", "subject": "人选"},
        {"title": "提名人选二任财政分局局长", "topic": "personnel", "subject": "人选二"},
        {"title": "集镇供水改造", "topic": "project", "presenter": "甲"},
    ]})
}

/// 开会: those named are not there.
pub(crate) fn sitting(away: &[&str]) -> Value {
    let row = |person: &&str| {
        if away.contains(person) {
            json!({"person": person, "presence": "excused", "reason": "住院"})
        } else {
            json!({"person": person, "presence": "present"})
        }
    };
    let rows: Vec<Value> = BODY.iter().map(row).collect();
    json!({"verb": "start", "chair": "书记", "attendance": rows})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Deliberation>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<Deliberation>(who, Some(id), action)
}

/// The meeting of scenario S10 as it begins: eight of eleven are there.
pub(crate) fn begun() -> (World, MatterId) {
    let mut world = county();
    let id = world.act::<Deliberation>("镇经办", None, convening()).expect("called");
    world.at("2026-09-25T09:00");
    act(&mut world, "镇经办", &id, sitting(&["辛", "壬", "癸"]));
    (world, id)
}

/// Votes of those there, in the order of speaking: the first `agree` of them agree, the others want to wait.
pub(crate) fn speak(item: u32, people: &[&str], agree: usize) -> Value {
    let stance = |place: usize| if place < agree { "agree" } else { "defer" };
    let rows: Vec<Value> =
        people.iter().enumerate().map(|(place, person)| json!({"person": person, "stance": stance(place)})).collect();
    json!({"verb": "speak", "item": item, "speeches": rows})
}

pub(crate) fn resolve(item: u32, result: &str) -> Value {
    json!({"verb": "resolve", "item": item, "result": result, "words": "按表决结果办理"})
}

/// Up to the end, with tasks.
pub(crate) fn closed() -> (World, MatterId) {
    let (mut world, id) = begun();
    act(&mut world, "镇经办", &id, json!({"verb": "recuse", "item": 1, "person": "乙", "reason": "叔侄关系"}));
    act(&mut world, "镇经办", &id, json!({"verb": "write", "item": 1, "person": "辛", "words": "同意"}));
    act(&mut world, "镇经办", &id, speak(1, &["庚", "己", "戊", "丁", "丙", "甲", "书记"], 5));
    act(&mut world, "镇经办", &id, resolve(1, "deferred"));
    act(&mut world, "镇经办", &id, speak(2, &["庚", "己", "戊", "丁", "丙", "乙", "甲", "书记"], 6));
    act(&mut world, "镇经办", &id, resolve(2, "passed"));
    let keep = json!({"verb": "reserve", "item": 2, "person": "甲", "words": "任职年限偏短"});
    act(&mut world, "镇经办", &id, keep);
    act(&mut world, "镇经办", &id, speak(3, &["庚", "己", "戊", "丁", "丙", "乙", "甲", "书记"], 8));
    let mut passed = resolve(3, "passed");
    passed["tasks"] = json!([
        {"what": "编制工程预算", "unit": TOWN, "by": "2026-10-15"},
        {"what": "征求村民意见", "person": "丙", "by": "2026-10-20"},
    ]);
    act(&mut world, "镇经办", &id, passed);
    act(&mut world, "镇经办", &id, json!({"verb": "close"}));
    (world, id)
}

fn item(world: &World, id: &MatterId, number: u32) -> Item {
    world.state::<Deliberation>(id).item(number).expect("an item").clone()
}

#[test]
fn a_meeting_runs_from_its_notice_to_its_last_task() {
    let (mut world, id) = closed();
    let first = item(&world, &id, 1).resolved.expect("decided");
    assert_eq!(first.basis, "应到11人，同意5票，不同意0票，缓议2票；通过须6票同意");
    let second = item(&world, &id, 2).resolved.expect("decided");
    assert_eq!((second.result, second.tally.agree), (Verdict::Passed, 6));
    assert_eq!((world.stage(&id), world.duty(&id, "sign").due), ("待签发纪要", Some(day("2026-10-09"))));
    assert_eq!(world.matters[&id].outline.cells["attended"], json!("8/11"));
    act(&mut world, "书记", &id, json!({"verb": "sign"}));
    assert_eq!(world.stage(&id), "落实中");
    let task = world.duty(&id, "finish:1");
    assert_eq!((task.what.as_str(), task.due), ("落实会议决定：编制工程预算", Some(day("2026-10-15"))));
    let moved = json!({"verb": "move", "task": 2, "by": "2026-10-30", "reason": "汛期"});
    act(&mut world, "书记", &id, moved);
    assert_eq!(world.duty(&id, "finish:2").due, Some(day("2026-10-30")));
    world.at("2026-10-16T09:00");
    let done = |task: u32| json!({"verb": "finish", "task": task, "day": "2026-10-14", "words": "已完成"});
    assert_eq!(no(&mut world, "丙", &id, done(1)).code, "not_yours");
    act(&mut world, "丙", &id, done(2));
    act(&mut world, "镇经办", &id, done(1));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn the_head_speaks_last_and_nobody_after_him() {
    let (mut world, id) = begun();
    let early = no(&mut world, "镇经办", &id, speak(2, &["庚", "书记"], 2));
    assert_eq!((early.code, early.at.as_deref()), ("last_too_early", Some("/speeches/1/person")));
    assert_eq!(early.sentence, "书记须末位表态，甲还没有表态，请调整先后。");
    act(&mut world, "镇经办", &id, speak(2, &["庚", "己", "戊", "丁", "丙", "乙", "甲"], 7));
    act(&mut world, "镇经办", &id, speak(2, &["书记"], 1));
    let after = no(&mut world, "镇经办", &id, speak(2, &["甲"], 1));
    assert_eq!(after.code, "spoken_already");
    // Whoever comes only when the meeting goes on is too late for what the head has spoken on.
    let pause = json!({"verb": "adjourn", "at": {"day": "2026-09-25", "half": "下午"}, "reason": "午休"});
    act(&mut world, "镇经办", &id, pause);
    let mut resit = sitting(&["辛", "壬"]);
    resit["verb"] = json!("resit");
    act(&mut world, "镇经办", &id, resit);
    let late = no(&mut world, "镇经办", &id, speak(2, &["癸"], 1));
    assert_eq!((late.code, late.clause.as_str()), ("after_the_last", "1.3.2"));
    let (mut world, id) = begun();
    let rows = ["庚", "己", "戊", "丁", "丙", "乙", "甲", "书记", "癸"];
    assert_eq!(no(&mut world, "镇经办", &id, speak(3, &rows, 9)).code, "not_present");
}

#[test]
fn whoever_is_concerned_leaves_and_stays_among_those_entitled() {
    let (mut world, id) = begun();
    let missing = no(&mut world, "镇经办", &id, speak(1, &["庚"], 1));
    assert_eq!(
        (missing.code, missing.sentence.as_str()),
        ("recusal_missing", "议题1涉及乙本人或者亲属，请先登记回避。")
    );
    act(&mut world, "镇经办", &id, json!({"verb": "recuse", "item": 1, "person": "乙", "reason": "叔侄关系"}));
    assert_eq!(no(&mut world, "镇经办", &id, speak(1, &["乙"], 1)).code, "is_recused");
    act(&mut world, "镇经办", &id, speak(1, &["庚", "己", "戊", "丁", "丙", "甲", "书记"], 6));
    act(&mut world, "镇经办", &id, resolve(1, "passed"));
    assert!(item(&world, &id, 1).resolved.expect("decided").basis.starts_with("应到11人"));
}

#[test]
fn two_thirds_have_to_be_there_for_personnel_and_half_for_anything() {
    let mut world = county();
    let id = world.act::<Deliberation>("镇经办", None, convening()).expect("called");
    world.at("2026-09-25T09:00");
    let few = no(&mut world, "镇经办", &id, sitting(&["己", "庚", "辛", "壬", "癸", "戊"]));
    assert_eq!(few.sentence, "应到11人，到会5人，至少须6人到会才能开会，请改期。");
    act(&mut world, "镇经办", &id, sitting(&["庚", "辛", "壬", "癸"]));
    let seven = no(&mut world, "镇经办", &id, speak(2, &["己"], 1));
    assert_eq!(seven.sentence, "应到11人，到会7人，讨论人事任免至少须8人到会，请暂缓这个议题。");
    act(&mut world, "镇经办", &id, speak(3, &["己", "戊", "丁", "丙", "乙", "甲", "书记"], 7));
    act(&mut world, "镇经办", &id, resolve(3, "passed"));
}

#[test]
fn a_secret_ballot_is_counted_and_never_exceeds_the_voters() {
    let mut world = county();
    let mut convening = convening();
    convening["items"][1]["method"] = json!("secret");
    let id = world.act::<Deliberation>("镇经办", None, convening).expect("called");
    world.at("2026-09-25T09:00");
    act(&mut world, "镇经办", &id, sitting(&["辛", "壬", "癸"]));
    assert_eq!(no(&mut world, "镇经办", &id, speak(2, &["庚"], 1)).code, "secret_ballot");
    let rows: Vec<Value> = ["庚", "己", "戊", "丁", "丙", "乙", "甲", "书记"]
        .map(|person| json!({"person": person, "words": "已阅考察材料"}))
        .into();
    act(&mut world, "镇经办", &id, json!({"verb": "speak", "item": 2, "speeches": rows}));
    let mut passed = resolve(2, "passed");
    assert_eq!(no(&mut world, "镇经办", &id, passed.clone()).code, "field_missing");
    passed["tally"] = json!({"agree": 8, "against": 1, "defer": 0});
    let exceed = no(&mut world, "镇经办", &id, passed.clone());
    assert_eq!(exceed.sentence, "同意8票，不同意1票，缓议0票，合计9票，多于参加表决的8人，请重新计票。");
    passed["tally"] = json!({"agree": 7, "against": 1, "defer": 0});
    act(&mut world, "镇经办", &id, passed);
}

#[test]
fn what_was_decided_is_decided_again_only_with_more_than_half_and_the_first_meeting_says_so() {
    let (mut world, first) = closed();
    let again = revisiting(&first);
    let second = world.act::<Deliberation>("镇经办", None, again).expect("called");
    world.at("2026-09-28T09:00");
    act(&mut world, "镇经办", &second, sitting(&[]));
    let support = |people: &[&str]| {
        let rows: Vec<Value> = people.iter().map(|person| json!({"person": person})).collect();
        json!({"verb": "support", "item": 1, "supporters": rows})
    };
    assert_eq!(no(&mut world, "镇经办", &second, speak(1, &["癸"], 1)).code, "revisit_unsupported");
    let few = no(&mut world, "镇经办", &second, support(&BODY[..5]));
    assert_eq!(few.sentence, "应到11人，同意复议5人，至少须6人同意才能复议，请撤回这个议题。");
    act(&mut world, "镇经办", &second, support(&BODY[..6]));
    act(&mut world, "镇经办", &second, speak(1, &BODY, 3));
    let mut rejected = resolve(1, "rejected");
    rejected["words"] = json!("不再提名");
    act(&mut world, "镇经办", &second, rejected);
    let told = world.told(&second);
    world.follow(&told);
    assert_eq!(item(&world, &first, 2).superseded.expect("decided again").meeting, second);
}

/// A meeting that is to decide again on the second item.
pub(crate) fn revisiting(first: &MatterId) -> Value {
    let mut again = convening();
    again["items"] = json!([]);
    again["at"] = json!({"day": "2026-09-28", "half": "上午"});
    again["revisits"] = json!([{"meeting": first, "item": 2, "reason": "公示期间收到反映"}]);
    again
}

#[test]
fn a_meeting_pauses_and_goes_on_with_whoever_is_there_then() {
    let (mut world, id) = begun();
    let until = json!({"verb": "adjourn", "at": {"day": "2026-09-28", "half": "下午"}, "reason": "补充材料"});
    act(&mut world, "镇经办", &id, until);
    assert_eq!((world.stage(&id), world.duty(&id, "resit").due), ("休会中", Some(day("2026-09-28"))));
    world.at("2026-09-28T15:00");
    let mut resit = sitting(&[]);
    resit["verb"] = json!("resit");
    act(&mut world, "镇经办", &id, resit);
    assert_eq!(world.state::<Deliberation>(&id).sat_on.len(), 2);
    act(&mut world, "镇经办", &id, json!({"verb": "withdraw", "item": 3, "reason": "情况不清"}));
    assert_eq!(world.verbs::<Deliberation>("镇经办", &id)[0], "speak");
}

#[test]
fn where_the_head_is_away_the_one_who_presides_speaks_last() {
    let mut world = county();
    let id = world.act::<Deliberation>("镇经办", None, convening()).expect("called");
    world.at("2026-09-25T09:00");
    let mut away = sitting(&["书记"]);
    assert_eq!(no(&mut world, "镇经办", &id, away.clone()).code, "chair_absent");
    away["chair"] = json!("丙");
    act(&mut world, "镇经办", &id, away);
    assert_eq!(no(&mut world, "镇经办", &id, speak(3, &["丙"], 1)).code, "last_too_early");
    act(&mut world, "镇经办", &id, speak(3, &["癸", "壬", "辛", "庚", "己", "戊", "丁", "乙", "甲", "丙"], 10));
    act(&mut world, "镇经办", &id, resolve(3, "passed"));
}

#[test]
fn others_ask_for_a_decision_and_get_it_only_once_the_meeting_is_over() {
    let (world, id) = begun();
    let ask = |world: &World, item: u32| {
        world.within(&world.actor("经办"), &"x".into(), |cx| decided(&id, item, "/meeting", cx))
    };
    assert_eq!(ask(&world, 2).expect_err("not over").sentence, "会议还没有散会，或已作废，请选择已散会的会议。");
    let (world, id) = closed();
    let ask = |item: u32| world.within(&world.actor("经办"), &"x".into(), |cx| decided(&id, item, "/meeting", cx));
    let decision = ask(2).expect("decided");
    assert_eq!((decision.passed, decision.body.as_str()), (true, "云亭镇党委会会议"));
    assert!(!ask(1).expect("decided").passed);
    assert_eq!(ask(9).expect_err("no such item").code, "meeting_wanted");
}
