//! What a branch owes by what it is, who was there, and what is missing when the quarter is over.

use super::*;
use crate::{
    political::party_branch::{
        self,
        tests::{county, open, organ, small},
    },
    testing::{World, day},
};
use engine::words::MatterId;
use serde_json::{Value, json};

/// The organ's branch and the small one with their terms of the second quarter.
pub(crate) fn running() -> (World, MatterId, MatterId) {
    let mut world = county();
    let (town, office) = (open(&mut world, "镇经办", organ()), open(&mut world, "财政经办", small()));
    assert_eq!((world.tick::<PartyLife>(), world.tick::<PartyLife>()), (2, 0));
    let of = |world: &World, branch: &MatterId| term(world, branch, "2026年二季度");
    let (town, office) = (of(&world, &town), of(&world, &office));
    (world, town, office)
}

/// The term of a branch.
pub(crate) fn term(world: &World, branch: &MatterId, quarter: &str) -> MatterId {
    let own = |id: &&MatterId| {
        let matter = &world.matters[*id];
        matter.kind == "party_life"
            && matter.outline.cells["quarter"] == quarter
            && matter.outline.links[0].1 == *branch
    };
    world.matters.keys().find(own).expect("a term").clone()
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<PartyLife>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

/// A session of the organ's branch with all three leading cadres.
pub(crate) fn session(kind: &str, day: &str) -> Value {
    let row = |who: &str| json!({"person": who, "present": true});
    json!({"verb": "enter", "kind": kind, "day": day, "theme": "学习条例", "others": 8,
        "leaders": [row("书记"), row("镇长"), row("副镇长")]})
}

#[test]
fn what_a_branch_owes_follows_from_what_it_is_on_the_first_day() {
    let (world, town, office) = running();
    let words = |id: &MatterId| world.state::<PartyLife>(id).items.iter().map(Item::words).collect::<Vec<_>>();
    assert_eq!(words(&town).len(), 1 + 3 + 6 + 1 + 3);
    let few = ["二季度支部党员大会", "二季度党课", "4月主题党日", "5月主题党日", "6月主题党日"];
    assert_eq!(words(&office), few, "no committee, no groups");
    let duties = &world.matters[&office].effects.duties;
    let due: Vec<_> = duties.iter().map(|duty| (duty.what.as_str(), duty.due)).collect();
    assert_eq!(due[0], ("开展4月主题党日", Some(day("2026-04-30"))));
    assert_eq!(due[3], ("开展支部党员大会（二季度）", None), "what is asked in general breaches nothing");
    assert_eq!(due.len(), 5);
    let committee = world.duty(&town, "enter:committee:");
    assert_eq!((committee.what.as_str(), committee.due), ("开展支委会（4月、5月、6月）", None));
}

#[test]
fn a_session_is_entered_by_name_and_number_and_adds_up_for_each_leading_cadre() {
    let (mut world, town, _) = running();
    world.at("2026-04-20T09:00");
    let mut theme = session("theme_day", "2026-04-15");
    theme["leaders"][1] = json!({"person": "镇长", "reason": "business"});
    act(&mut world, "镇经办", &town, theme);
    let group = json!({"verb": "enter", "kind": "group", "day": "2026-04-16", "group": "第一党小组", "theme": "讨论",
        "others": 4, "leaders": [{"person": "书记", "present": true}, {"person": "副镇长", "present": true}]});
    act(&mut world, "镇经办", &town, group);
    let committee = json!({"verb": "enter", "kind": "committee", "day": "2026-04-17", "theme": "研究发展党员",
        "others": 0, "leaders": [{"person": "副镇长", "present": true}]});
    act(&mut world, "书记", &town, committee);
    let state = world.state::<PartyLife>(&town);
    assert_eq!((state.sessions[0].entitled, state.sessions[0].present), (13, 10));
    assert_eq!(state.sessions[2].notes, ["应到3人，到会不足1/2，不能进行表决"]);
    assert_eq!(state.items.iter().filter(|item| item.is_met()).count(), 3);
    let made = json!({"verb": "make_up", "session": 1, "person": "镇长", "day": "2026-04-20", "how": "自学并交流"});
    let mut there = made.clone();
    there["person"] = json!("书记");
    assert_eq!(world.refused::<PartyLife>("镇经办", Some(&town), there).code, "not_absent");
    act(&mut world, "镇经办", &town, made.clone());
    assert_eq!(world.refused::<PartyLife>("镇经办", Some(&town), made).code, "not_now", "nobody owes any more");
    let actor = world.actor("经办");
    let total = |who: &str| world.within(&actor, &town, |cx| PartyLife::yearly(&who.into(), 2026, cx))[0].clone();
    assert_eq!((total("书记").sum, total("书记").note), ("2次".into(), "应参加2次，缺席0次；其中党小组活动1次".into()));
    assert_eq!(
        (total("镇长").sum, total("镇长").note),
        ("0次".into(), "应参加1次，缺席1次，补课1次；其中党小组活动0次".into())
    );
    let cells = &world.matters[&town].outline.cells;
    assert_eq!((&cells["entitled"], &cells["present"], &cells["made_up"]), (&json!(6), &json!(5), &json!(1)));
}

#[test]
fn a_session_that_does_not_fit_is_refused_with_its_place() {
    let (mut world, town, _) = running();
    world.at("2026-04-20T09:00");
    let mut told = |kind: &str, change: &dyn Fn(&mut Value)| {
        let mut action = session(kind, "2026-04-15");
        change(&mut action);
        let refusal = world.refused::<PartyLife>("镇经办", Some(&town), action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let at = |code: &'static str, at: &str| (code, at.to_owned());
    assert_eq!(told("theme_day", &|action| action["day"] = json!("2026-04-21")), at("day_ahead", "/day"));
    assert_eq!(told("theme_day", &|action| action["day"] = json!("2026-03-31")), at("outside_term", "/day"));
    assert_eq!(told("theme_day", &|action| action["others"] = json!(11)), at("too_many", "/others"));
    assert_eq!(told("theme_day", &|action| action["theme"] = json!("")), at("field_missing", "/theme"));
    let non_party = |action: &mut Value| action["leaders"][2]["person"] = json!("党外");
    assert_eq!(told("theme_day", &non_party), at("not_party_member", "/leaders/2/person"));
    let other = |action: &mut Value| action["leaders"][2]["person"] = json!("局长");
    assert_eq!(told("theme_day", &other), at("not_of_the_branch", "/leaders/2/person"));
    let twice = |action: &mut Value| action["leaders"][2]["person"] = json!("书记");
    assert_eq!(told("theme_day", &twice), at("row_twice", "/leaders/2/person"));
    let silent = |action: &mut Value| action["leaders"][2]["present"] = json!(false);
    assert_eq!(told("theme_day", &silent), at("field_missing", "/leaders/2/reason"));
    let short = |action: &mut Value| action["leaders"].as_array_mut().expect("rows").truncate(2);
    assert_eq!(told("theme_day", &short), at("rows_open", "/leaders"));
    assert_eq!(told("group", &|_| {}), at("field_missing", "/group"));
    assert_eq!(told("theme_day", &|action| action["group"] = json!("第三党小组")), at("unknown_group", "/group"));
    assert_eq!(told("committee", &|_| {}), at("not_of_the_branch", "/leaders/0/person"));
    assert_eq!(told("theme_day", &|action| action["month"] = json!(7)), at("outside_term", "/month"));
    assert_eq!(told("theme_day", &|action| action["month"] = json!(4)), at("not_made_up", "/month"));
    act(&mut world, "镇经办", &town, session("theme_day", "2026-04-15"));
    let again = world.refused::<PartyLife>("镇经办", Some(&town), session("theme_day", "2026-04-15"));
    assert_eq!((again.code, again.at.as_deref()), ("session_twice", Some("/day")));
    let undo = |session: u32| json!({"verb": "withdraw", "session": session, "reason": "日期写错"});
    assert_eq!(world.refused::<PartyLife>("镇经办", Some(&town), undo(2)).code, "unknown_item");
    act(&mut world, "镇经办", &town, undo(1));
    assert_eq!(world.matters[&town].outline.cells["held"], 0);
}

#[test]
fn nobody_there_and_no_committee_are_said_so() {
    let (mut world, _, office) = running();
    let action = |kind: &str| {
        json!({"verb": "enter", "kind": kind, "day": "2026-04-01", "theme": "学习", "others": 0,
        "leaders": [{"person": "局长", "reason": "sick"}]})
    };
    assert_eq!(world.refused::<PartyLife>("财政经办", Some(&office), action("lecture")).code, "nobody_there");
    assert_eq!(world.refused::<PartyLife>("财政经办", Some(&office), action("committee")).code, "no_committee");
}

/// The office's quarter over, with the days of May and June missing.
pub(crate) fn over() -> (World, MatterId) {
    let (mut world, _, office) = running();
    let action = |kind: &str, month: Option<u8>, day: &str| {
        json!({"verb": "enter", "kind": kind, "day": day,
        "theme": "学习", "others": 3, "month": month, "leaders": [{"person": "局长", "present": true}]})
    };
    world.at("2026-06-30T09:00");
    act(&mut world, "财政经办", &office, action("theme_day", Some(4), "2026-06-29"));
    world.at("2026-07-10T09:00");
    world.tick::<PartyLife>();
    assert_eq!(world.stage(&office), "进行中", "ten days for entering");
    world.at("2026-07-11T09:00");
    world.tick::<PartyLife>();
    act(&mut world, "财政经办", &office, action("theme_day", Some(5), "2026-07-11"));
    (world, office)
}

#[test]
fn what_is_missing_when_the_quarter_is_over_is_made_up_for_or_explained() {
    let (mut world, office) = over();
    assert_eq!(world.stage(&office), "待说明");
    let missing: Vec<String> = world.state::<PartyLife>(&office).missing().map(Item::words).collect();
    assert_eq!(missing, ["6月主题党日"], "April was held late in June, May in July");
    assert_eq!(world.duty(&office, "explain:5").due, Some(day("2026-07-14")));
    let explain = |item: u32| json!({"verb": "explain", "item": item, "reason": "防汛，7月补"});
    assert_eq!(world.refused::<PartyLife>("财政经办", Some(&office), explain(1)).code, "unknown_item");
    act(&mut world, "财政经办", &office, explain(5));
    assert_eq!((world.stage(&office), world.matters[&office].outline.done), ("已办结", true));
    assert_eq!(world.matters[&office].outline.cells["warned"], 2, "no assembly and no lecture: shown");
}

#[test]
fn what_is_yearly_is_owed_in_the_last_quarter_unless_it_was_held_before() {
    let (mut world, _, office) = running();
    let action = json!({"verb": "enter", "kind": "organization_life", "day": "2026-04-01", "theme": "专题",
        "others": 4, "leaders": [{"person": "局长", "present": true}]});
    act(&mut world, "财政经办", &office, action);
    world.at("2026-10-08T09:00");
    world.tick::<PartyLife>();
    let branch = world.matters[&office].outline.links[0].1.clone();
    let last = term(&world, &branch, "2026年四季度");
    let state = world.state::<PartyLife>(&last);
    let yearly: Vec<_> = state.items.iter().filter(|item| item.span == "2026年").collect();
    assert_eq!(
        yearly.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(),
        ["组织生活会", "民主评议党员", "谈心谈话"]
    );
    assert_eq!((yearly[0].before.as_deref(), yearly[1].before.as_deref()), (Some("4月1日"), None));
    assert_eq!(world.duty(&last, &format!("enter:{}", yearly[1].number)).due, Some(day("2026-12-31")));
}

#[test]
fn whoever_moves_is_counted_where_he_belonged_on_the_day() {
    let (mut world, town, office) = running();
    world.at("2026-04-20T09:00");
    let branch = |id: &MatterId| world.matters[id].outline.links[0].1.clone();
    let (one, other) = (branch(&town), branch(&office));
    world.post("副镇长", "县财政局", "副局长", crate::testing::Seat::Member);
    let out = json!({"verb": "dismiss", "person": "副镇长", "day": "2026-04-16", "to": "财政局支部"});
    party_branch::tests::act(&mut world, "镇经办", &one, out);
    let into = json!({"verb": "admit", "leader": {"person": "副镇长"}, "day": "2026-04-16"});
    party_branch::tests::act(&mut world, "财政经办", &other, into);
    act(&mut world, "镇经办", &town, session("theme_day", "2026-04-15"));
    let late = world.refused::<PartyLife>("镇经办", Some(&town), session("lecture", "2026-04-16"));
    assert_eq!(late.sentence, "副镇长那天不在“云亭镇机关支部”，不在应到之列，请删去或先办理转入。");
    let there = json!({"verb": "enter", "kind": "theme_day", "day": "2026-04-17", "theme": "学习", "others": 3,
        "leaders": [{"person": "局长", "present": true}, {"person": "副镇长", "present": true}]});
    act(&mut world, "财政经办", &office, there);
    let actor = world.actor("经办");
    let total = world.within(&actor, &town, |cx| PartyLife::yearly(&"副镇长".into(), 2026, cx));
    assert_eq!(total[0].sum, "2次");
}

#[test]
fn a_branch_that_ends_owes_what_was_due_before() {
    let (mut world, _, office) = running();
    world.at("2026-06-05T09:00");
    let branch = world.matters[&office].outline.links[0].1.clone();
    let out = json!({"verb": "dismiss", "person": "局长", "day": "2026-06-05", "to": "机关二支部"});
    party_branch::tests::act(&mut world, "财政经办", &branch, out);
    let close = json!({"verb": "close", "day": "2026-06-05", "reason": "并入机关支部"});
    party_branch::tests::act(&mut world, "财政经办", &branch, close);
    assert_eq!(world.tick::<PartyLife>(), 1);
    let missing: Vec<String> = world.state::<PartyLife>(&office).missing().map(Item::words).collect();
    assert_eq!((world.stage(&office), missing), ("待说明", vec!["4月主题党日".to_owned(), "5月主题党日".to_owned()]));
}
