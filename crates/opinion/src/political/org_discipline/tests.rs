//! A fact verified, told, heard and decided; what is not found, withdrawn or revoked stands against nobody.

use super::*;
use crate::{
    political::shown::shown,
    testing::{Seat, World, day},
};
use engine::{access::Role, words::MatterId};
use serde_json::{Value, json};

pub(crate) fn county() -> World {
    let mut world = World::new("2026-05-06T09:00");
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(None))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("弟弟", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("核实人", "县委组织部", "干部一股股长", Seat::Staff)
        .post("副部长", "县委组织部", "副部长", Seat::Member)
        .post("部长", "县委组织部", "部长", Seat::Chief(None))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("副部长", Role::DeputyMinister, None)
        .role("部长", Role::Minister, None);
    world.relatives.push(("副镇长".into(), "弟弟".into()));
    world.sealed.insert("s1".into(), json!("书记"));
    world
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<OrgDiscipline>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<OrgDiscipline>(who, Some(id), action)
}

pub(crate) fn fact() -> Value {
    json!({"verb": "register", "person": "副镇长", "breach": "refuses_post", "occurred": "2026-04-20",
        "facts": "4月20日谈话后未按调令到岗", "source": "report", "brought_by": {"seal": "s1", "commitment": "c1"}, "verifier": "核实人"})
}

pub(crate) fn verify(found: bool) -> Value {
    json!({"verb": "verify", "found": found, "finding": "查阅调令和谈话记录"})
}

pub(crate) fn decide(measure: &str, on: &str) -> Value {
    json!({"verb": "decide", "measure": measure, "authority": "部务会", "decided_on": on, "reason": "陈述部分采纳"})
}

pub(crate) fn registered() -> (World, MatterId) {
    let mut world = county();
    let id = world.act::<OrgDiscipline>("经办", None, fact()).expect("registered");
    (world, id)
}

/// Found, told and heard.
pub(crate) fn heard() -> (World, MatterId) {
    let (mut world, id) = registered();
    act(&mut world, "核实人", &id, verify(true));
    let tell = json!({"verb": "tell", "gist": "未按调令到岗", "ground": "公务员法关于交流的规定"});
    act(&mut world, "经办", &id, tell);
    act(&mut world, "副镇长", &id, json!({"verb": "hear", "statement": "家人住院，已书面说明"}));
    (world, id)
}

/// Decided by the vice minister and served.
pub(crate) fn served() -> (World, MatterId) {
    let (mut world, id) = heard();
    act(&mut world, "副部长", &id, decide("inquiry", "2026-05-06"));
    act(&mut world, "经办", &id, json!({"verb": "serve", "day": "2026-05-06", "way": "直接送达"}));
    (world, id)
}

pub(crate) fn review(outcome: &str, measure: Option<&str>) -> Value {
    json!({"verb": "review", "outcome": outcome, "measure": measure, "authority": "部务会", "reason": "情有可原"})
}

#[test]
fn a_fact_is_verified_told_heard_decided_served_and_carried_out() {
    let (mut world, id) = registered();
    let owner = |world: &World, key: &str| world.duty(&id, key).owner;
    assert_eq!(owner(&world, "verify"), [engine::access::Hat::Person("核实人".into())]);
    let sees = |world: &World| world.finds::<OrgDiscipline>("副镇长", &id);
    act(&mut world, "核实人", &id, verify(true));
    assert!(!sees(&world), "before he is told he does not see it");
    act(&mut world, "经办", &id, json!({"verb": "tell", "gist": "未按调令到岗", "ground": "有关规定"}));
    assert!(sees(&world));
    let opening = engine::seal::opening(&OrgDiscipline::KIND, &world.matters[&id].outline, &[]);
    let himself = engine::access::Hat::Person("副镇长".into());
    assert!(!opening.by.contains(&himself), "who brought it never opens to him");
    assert_eq!(world.duty(&id, "hear").due, Some(day("2026-05-09")), "the Saturday is worked");
    let unheard = no(&mut world, "部长", &id, decide("inquiry", "2026-05-06"));
    assert_eq!(unheard.code, "not_now", "nobody decides before he is heard");
    let bare = no(&mut world, "经办", &id, json!({"verb": "hear", "statement": "本人表示不陈述"}));
    assert_eq!(bare.at.as_deref(), Some("/witness"));
    act(&mut world, "经办", &id, json!({"verb": "hear", "statement": "本人表示不陈述", "witness": "方敏、程立"}));
    act(&mut world, "部长", &id, decide("inquiry", "2026-05-06"));
    act(&mut world, "经办", &id, json!({"verb": "serve", "day": "2026-05-06", "way": "直接送达"}));
    assert_eq!(world.matters[&id].outline.cells["remedy"], "2026-06-05");
    act(&mut world, "经办", &id, json!({"verb": "carry_out", "day": "2026-05-06", "how": "已谈话"}));
    assert_eq!((world.stage(&id), world.duty(&id, "ask_review").due), ("复核期内", Some(day("2026-06-05"))));
    world.at("2026-06-05T09:00");
    assert_eq!(world.tick::<OrgDiscipline>(), 0);
    world.at("2026-06-06T09:00");
    assert_eq!(world.tick::<OrgDiscipline>(), 1);
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn whoever_brought_it_or_is_near_does_not_verify_and_nobody_decides_twice() {
    let mut world = county();
    let mut told = |who: &str, change: &dyn Fn(&mut Value)| {
        let mut action = fact();
        change(&mut action);
        let refusal = world.refused::<OrgDiscipline>(who, None, action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let at = |code: &'static str, at: &str| (code, at.to_owned());
    assert_eq!(told("经办", &|action| action["verifier"] = json!("书记")), at("verifier_is_source", "/verifier"));
    assert_eq!(told("经办", &|action| action["verifier"] = json!("弟弟")), at("recused", "/verifier"));
    assert_eq!(told("经办", &|action| action["verifier"] = json!("副镇长")), at("recused", "/verifier"));
    assert_eq!(told("经办", &|action| action["person"] = json!("经办")).0, "recused", "not about himself");
    assert_eq!(told("经办", &|action| action["breach"] = json!("bad_man")), at("unknown_term", "/breach"));
    assert_eq!(told("经办", &|action| action["facts"] = json!("")), at("field_missing", "/facts"));
    assert_eq!(told("经办", &|action| action["occurred"] = json!("2026-05-07")), at("day_ahead", "/occurred"));
    let (mut world, id) = heard();
    assert_eq!(no(&mut world, "副部长", &id, decide("inquiry", "2026-05-05")).at.as_deref(), Some("/decided_on"));
    world.role("核实人", Role::DeputyMinister, None);
    assert_eq!(no(&mut world, "核实人", &id, decide("inquiry", "2026-05-06")).code, "verifier_decides");
}

#[test]
fn what_is_not_found_or_withdrawn_stands_against_nobody() {
    let (mut world, id) = registered();
    act(&mut world, "核实人", &id, verify(false));
    let outline = &world.matters[&id].outline;
    assert_eq!((world.stage(&id), outline.done, &outline.cells["name"]), ("不属实了结", true, &json!("")));
    assert!(!outline.title.contains("副镇长") && !world.finds::<OrgDiscipline>("副镇长", &id));
    let (mut world, id) = heard();
    let withdraw = json!({"verb": "withdraw", "reason": "本人去世"});
    assert_eq!(no(&mut world, "经办", &id, withdraw.clone()).code, "not_yours");
    act(&mut world, "股长", &id, withdraw);
    assert_eq!((world.stage(&id), world.finds::<OrgDiscipline>("副镇长", &id)), ("已撤回", true), "he was told of it");
}

#[test]
fn a_review_is_somebody_elses_and_never_heavier() {
    let (mut world, id) = served();
    act(&mut world, "副镇长", &id, json!({"verb": "ask_review", "text": "理由未采纳"}));
    assert_eq!(world.duty(&id, "review").due, Some(day("2026-06-05")));
    assert_eq!(no(&mut world, "副部长", &id, review("upheld", None)).code, "own_decision");
    assert_eq!(no(&mut world, "部长", &id, review("changed", None)).at.as_deref(), Some("/measure"));
    let heavier = no(&mut world, "部长", &id, review("changed", Some("adjustment")));
    assert_eq!(heavier.code, "heavier");
    assert!(heavier.sentence.contains("请改选") && heavier.sentence.contains("批评教育"), "{}", heavier.sentence);
    assert_eq!(no(&mut world, "部长", &id, review("upheld", Some("criticism"))).code, "not_changed");
    act(&mut world, "部长", &id, review("changed", Some("criticism")));
    assert_eq!((world.stage(&id), &world.matters[&id].outline.cells["measure"]), ("待落实", &json!("批评教育")));
    act(&mut world, "经办", &id, json!({"verb": "carry_out", "day": "2026-05-06", "how": "已批评教育"}));
    assert_eq!(world.stage(&id), "已办结");
    let (mut world, id) = served();
    act(&mut world, "副镇长", &id, json!({"verb": "ask_review", "text": "理由未采纳"}));
    act(&mut world, "部长", &id, review("revoked", None));
    let outline = &world.matters[&id].outline;
    assert_eq!((world.stage(&id), &outline.cells["measure"], outline.units.len()), ("复核撤销", &json!(""), 0));
    let under = outline.persons.iter().find(|(_, who)| who.as_str() == "副镇长").map(|(role, _)| role.is_listed());
    assert_eq!(
        (under, world.finds::<OrgDiscipline>("副镇长", &id)),
        (Some(false), true),
        "he alone finds how it ended"
    );
}

#[test]
fn after_its_last_day_the_remedy_is_over_and_no_measure_needs_no_carrying_out() {
    let (mut world, id) = served();
    world.at("2026-06-06T09:00");
    let late = no(&mut world, "副镇长", &id, json!({"verb": "ask_review", "text": "理由未采纳"}));
    assert_eq!(late.code, "remedy_over");
    let (mut world, id) = heard();
    act(&mut world, "副部长", &id, decide("none", "2026-05-06"));
    act(&mut world, "经办", &id, json!({"verb": "serve", "day": "2026-05-06", "way": "直接送达"}));
    assert_eq!(world.stage(&id), "复核期内");
    let early = json!({"verb": "serve", "day": "2026-05-05", "way": "直接送达"});
    let (mut world, id) = heard();
    act(&mut world, "副部长", &id, decide("none", "2026-05-06"));
    assert_eq!(no(&mut world, "经办", &id, early).code, "day_before");
}

#[test]
fn once_told_he_sees_what_he_was_told_and_not_who_brought_what_when_or_how_it_was_found() {
    let (mut world, id) = heard();
    world.relatives.push(("副镇长".into(), "股长".into()));
    for who in ["副镇长", "书记", "弟弟", "股长"] {
        let seen = shown::<OrgDiscipline>(&world, who, &id);
        for word in ["谈话后未按调令到岗", "source", "report", "brought_by", "s1", "finding", "查阅调令"] {
            let word = if word == "report" { "\"source\":\"report\"" } else { word };
            assert!(!seen.contains(word), "{word} is shown to {who}: {seen}");
        }
        assert!(seen.contains("未按调令到岗") && seen.contains("家人住院"), "{seen}");
    }
    let seen = shown::<OrgDiscipline>(&world, "核实人", &id);
    assert!(seen.contains("brought_by") && seen.contains("查阅调令"), "who works on it sees it: {seen}");
    let actor = world.actor("经办");
    let state = world.state::<OrgDiscipline>(&id);
    let aid = world.within(&actor, &id, |cx| OrgDiscipline::aid(Some(&state), "tell", cx));
    assert!(!aid.prefill.to_string().contains("查阅调令"), "what is told is written for him");
}

#[test]
fn whether_somebody_brought_it_shows_nowhere_to_whom_it_is_about() {
    let mut world = county();
    let mut quiet = fact();
    quiet["brought_by"] = Value::Null;
    let seen = [fact(), quiet].map(|action| {
        let id = world.act::<OrgDiscipline>("经办", None, action).expect("registered");
        act(&mut world, "核实人", &id, verify(true));
        act(&mut world, "经办", &id, json!({"verb": "tell", "gist": "未按调令到岗", "ground": "有关规定"}));
        shown::<OrgDiscipline>(&world, "副镇长", &id)
    });
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn a_service_entered_with_a_wrong_day_is_corrected_and_the_remedy_moves_with_it() {
    let (mut world, id) = heard();
    act(&mut world, "副部长", &id, decide("none", "2026-05-06"));
    world.at("2026-05-20T09:00");
    act(&mut world, "经办", &id, json!({"verb": "serve", "day": "2026-05-08", "way": "直接送达"}));
    let state = world.state::<OrgDiscipline>(&id);
    let actor = world.actor("经办");
    let judge = |on: &str| {
        let mut served = state.served.clone().expect("served");
        served.serve.day = day(on);
        world.within(&actor, &id, |cx| {
            let event = OrgDiscipline::relearn(Event::Served(served), cx);
            OrgDiscipline::amend(&state, &event, &event, cx).map(|()| event)
        })
    };
    let Event::Served(moved) = judge("2026-05-18").expect("corrected") else { panic!("of the same kind") };
    assert_eq!(moved.remedy, Some(day("2026-06-17")), "worked out again");
    assert_eq!(judge("2026-05-05").expect_err("before the decision").code, "day_before");
    assert_eq!(judge("2026-05-21").expect_err("to come").code, "day_ahead");
    // What the clock had closed by the wrong day is open again.
    let closed = State { closed: Some(day("2026-06-08")), served: Some(moved), ..state.clone() };
    assert_eq!(closed.stage(), stage::OPEN_TO_REVIEW);
    world.at("2026-05-20T10:00");
    act(&mut world, "副镇长", &id, json!({"verb": "ask_review", "text": "理由未采纳"}));
    let state = world.state::<OrgDiscipline>(&id);
    let mut served = state.served.clone().expect("served");
    served.serve.day = day("2026-05-20");
    let asked =
        State { asked: Some(ReviewAsked { day: day("2026-05-19"), ..state.asked.clone().expect("asked") }), ..state };
    let after = world.within(&actor, &id, |cx| {
        OrgDiscipline::amend(&asked, &Event::Served(served.clone()), &Event::Served(served), cx)
    });
    assert_eq!(after.expect_err("after the appeal").code, "day_after");
}
