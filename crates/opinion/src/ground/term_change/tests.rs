//! A term's change from the scheme to the last paper.

use super::*;
use crate::testing::{Seat as Place, World, day};
use engine::{access::Role, procedure::Side, words::MatterId};
use serde_json::{Value, json};

pub(crate) fn county() -> World {
    let mut world = World::new("2026-03-02T09:00");
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world.unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Place::Chief(Some(Side::Party)))
        .post("副书记", "云亭镇", "党委副书记", Place::Member)
        .post("委员", "云亭镇", "党委委员", Place::Member)
        .post("局长", "县财政局", "局长", Place::Chief(Some(Side::Government)))
        .post("经办", "县委组织部", "干部监督股副股长", Place::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Place::Staff)
        .post("副部长", "县委组织部", "副部长", Place::Member)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("副部长", Role::DeputyMinister, None);
    world
}

pub(crate) fn scheme(verb: &str) -> Value {
    json!({"verb": verb, "body": "云亭镇", "organ": "township_committee", "session": "第十届", "election_on": "2026-04-20",
        "seats": [{"what": "女干部", "number": 1, "document": "青组〔2026〕3号"}],
        "steps": [{"step": "examine", "by": "2026-03-31"}]})
}

pub(crate) fn reply() -> Value {
    json!({"verb": "approve", "request": "云党〔2026〕5号", "requested_on": "2026-03-02", "authority": "县委",
        "document": "青委〔2026〕9号", "day": "2026-03-02"})
}

pub(crate) fn outcome() -> Value {
    json!({"verb": "record_result", "day": "2026-04-20", "authority": "县委", "document": "青委〔2026〕21号",
        "elected": [{"person": "局长", "post": "云亭镇党委书记"}, {"person": "委员", "post": "云亭镇党委委员"}],
        "leaving": [{"person": "书记", "post": "云亭镇党委书记", "reason": "term_end"},
            {"person": "局长", "post": "县财政局局长", "reason": "transfer"}]})
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<TermChange>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn running() -> (World, MatterId) {
    let mut world = county();
    let id = world.act::<TermChange>("经办", None, scheme("draft")).expect("drafted");
    act(&mut world, "经办", &id, reply());
    (world, id)
}

fn elected() -> (World, MatterId) {
    let (mut world, id) = running();
    world.at("2026-04-21T09:00");
    act(&mut world, "经办", &id, outcome());
    act(&mut world, "股长", &id, json!({"verb": "confirm_result"}));
    (world, id)
}

#[test]
fn steps_come_from_the_countys_table_and_a_day_nobody_entered_says_so() {
    let (world, id) = running();
    assert_eq!(world.stage(&id), "实施中");
    let state = world.state::<TermChange>(&id);
    let codes: Vec<&str> = state.scheme.steps.iter().map(|step| step.code.as_str()).collect();
    assert_eq!(codes.len(), 8);
    assert_eq!(world.duty(&id, "step.examine").due, Some(day("2026-03-31")));
    let request = world.duty(&id, "step.request");
    assert_eq!((request.due, request.owner.len()), (None, 2));
    assert!(request.basis.words.contains("待录入"), "{}", request.basis.words);
    assert_eq!(world.duty(&id, "record_result").due, Some(day("2026-04-20")));
}

#[test]
fn whoever_is_named_is_checked_against_the_registers_and_not_judged() {
    let (mut world, id) = running();
    world.relatives.push(("局长".into(), "副书记".into()));
    act(&mut world, "经办", &id, json!({"verb": "nominate", "person": "局长", "post": "云亭镇党委书记"}));
    act(&mut world, "经办", &id, json!({"verb": "nominate", "person": "委员", "post": "云亭镇党委委员"}));
    let state = world.state::<TermChange>(&id);
    let finding = |who: usize, what: &str| {
        let checks = &state.nominees[who].checks;
        checks.iter().find(|check| check.what == what).expect(what).finding.clone()
    };
    assert_eq!(finding(0, "任职回避"), "与副书记有亲属关系，须按任职回避的规定研究");
    assert_eq!(finding(1, "任职回避"), "登记的亲属中没有本班子成员和其他人选");
    assert_eq!(finding(1, "任职年限"), "自2020-01-01起任现职，到选举日满6年；限额待录入，没有比对");
    assert_eq!(finding(0, "年龄"), "登记簿没有出生年月，没有比对");
    // Nobody outside of the department learns who was named.
    let outline = &world.matters[&id].outline;
    assert!(outline.persons.is_empty() && outline.units.is_empty());
    let twice = json!({"verb": "nominate", "person": "局长", "post": "云亭镇党委书记"});
    assert_eq!(world.refused::<TermChange>("经办", Some(&id), twice).code, "row_twice");
    let elsewhere = json!({"verb": "nominate", "person": "书记", "post": "县财政局局长"});
    assert_eq!(world.refused::<TermChange>("经办", Some(&id), elsewhere).code, "post_elsewhere");
}

#[test]
fn the_result_becomes_one_change_of_posts_for_each_person() {
    let (mut world, id) = elected();
    let told = world.told(&id);
    world.follow(&told);
    let changes: Vec<_> = world
        .matters
        .values()
        .filter(|matter| matter.kind == "post_change")
        .map(|matter| &*matter.outline.title)
        .collect();
    // The member goes on in his post: nothing changes for him.
    assert_eq!(
        changes,
        ["任免：书记，届满，离任云亭镇党委书记", "任免：局长，调动，离任县财政局局长；任云亭镇党委书记"]
    );
    assert_eq!(world.matters.values().filter(|matter| matter.kind == "handover").count(), 2);
    assert_eq!(world.stage(&id), "收尾中");
    for code in ["scheme", "discipline", "recommend", "examine", "archive"] {
        act(&mut world, "经办", &id, json!({"verb": "done_step", "step": code, "day": "2026-04-21"}));
    }
    for code in ["candidates", "report"] {
        act(&mut world, "副部长", &id, json!({"verb": "done_step", "step": code, "day": "2026-04-21"}));
    }
    act(&mut world, "股长", &id, json!({"verb": "waive_step", "step": "request", "reason": "合并请示"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已完成", true));
}

#[test]
fn a_revoked_result_takes_the_changes_of_posts_back() {
    let (mut world, id) = elected();
    let told = world.told(&id);
    world.follow(&told);
    world.at("2026-04-22T09:00");
    let state = world.state::<TermChange>(&id);
    world.follow(&<TermChange as Procedure>::retells(&state, None));
    let stages: Vec<_> = world
        .matters
        .values()
        .filter(|matter| matter.kind == "post_change")
        .map(|matter| matter.outline.stage)
        .collect();
    assert_eq!(stages, ["已撤回", "已撤回"]);
}

#[test]
fn whoever_is_concerned_does_not_confirm() {
    let (mut world, id) = running();
    world.at("2026-04-21T09:00");
    act(&mut world, "经办", &id, outcome());
    world.relatives.push(("股长".into(), "书记".into()));
    assert_eq!(world.refused::<TermChange>("股长", Some(&id), json!({"verb": "confirm_result"})).code, "recused");
    act(&mut world, "副部长", &id, json!({"verb": "confirm_result"}));
}

#[test]
fn an_election_that_is_put_off_moves_the_days() {
    let (mut world, id) = running();
    let earlier =
        json!({"verb": "postpone", "election_on": "2026-04-01", "document": "青委〔2026〕11号", "reason": "防汛"});
    assert_eq!(world.refused::<TermChange>("经办", Some(&id), earlier.clone()).code, "not_later");
    let mut later = earlier;
    later["election_on"] = json!("2026-06-10");
    act(&mut world, "经办", &id, later);
    assert_eq!(world.duty(&id, "record_result").due, Some(day("2026-06-10")));
}

#[test]
fn nonsense_is_refused_at_its_field() {
    let (mut world, id) = running();
    world.at("2026-04-21T09:00");
    let mut refused = |change: &dyn Fn(&mut Value), code: &str, at: &str| {
        let mut action = outcome();
        change(&mut action);
        let refusal = world.refused::<TermChange>("经办", Some(&id), action);
        assert_eq!((refusal.code, refusal.at.as_deref()), (code, Some(at)), "{}", refusal.sentence);
    };
    refused(&|a| a["elected"] = json!([]), "table_empty", "/elected");
    refused(&|a| a["elected"][0]["person"] = json!("无此人"), "unknown_person", "/elected/0/person");
    refused(&|a| a["elected"][0]["post"] = json!("县财政局局长"), "post_elsewhere", "/elected/0/post");
    refused(&|a| a["elected"][1] = a["elected"][0].clone(), "row_twice", "/elected/1/post");
    refused(&|a| a["leaving"] = json!([]), "post_taken", "/elected/0/post");
    refused(&|a| a["leaving"][0]["post"] = json!("云亭镇党委委员"), "post_not_held", "/leaving/0/post");
    refused(&|a| a["day"] = json!("2026-04-22"), "day_ahead", "/day");
    refused(&|a| a["day"] = json!("2026-02-01"), "before_reply", "/day");
    let mut world = county();
    let mut nowhere = scheme("draft");
    nowhere["body"] = json!("无此镇");
    assert_eq!(world.refused::<TermChange>("经办", None, nowhere).code, "unknown_unit");
}

#[test]
fn a_time_without_leave_that_the_county_announced_is_noted_with_the_reply() {
    let mut world = county();
    let pack: Vec<(String, String)> = engine::pack!()
        .into_iter()
        .map(|(name, text)| {
            let empty = "keys = [\"name\"]\ncolumns = [\"from\", \"to\"]";
            let filled = format!("{empty}\nrow = [{{ key = [\"换届\"], values = [\"2026-04-10\", \"2026-04-20\"] }}]");
            (name, text.replace(empty, &filled))
        })
        .collect();
    world.policy = engine::policy::Policy::parse(&pack).expect("a sound pack");
    let id = world.act::<TermChange>("经办", None, scheme("draft")).expect("drafted");
    act(&mut world, "经办", &id, reply());
    let approved = world.state::<TermChange>(&id).approved.expect("approved");
    assert_eq!(approved.blackouts, ["换届（2026-04-10至2026-04-20）"]);
}
