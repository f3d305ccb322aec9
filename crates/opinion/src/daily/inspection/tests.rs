//! A visit from the sheet to the last finding struck off.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{
    access::Role,
    policy::Policy,
    procedure::As,
    words::{MatterId, PersonId},
};
use serde_json::{Value, json};

fn county() -> World {
    let mut world = World::new("2026-09-24T09:00");
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world.unit("县纪委监委", "party_department", None).unit("县直机关工委", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(engine::procedure::Side::Party)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("分管", "县委组织部", "副部长", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Staff)
        .post("纪检员", "县纪委监委", "党风室主任", Seat::Staff)
        .post("工委员", "县直机关工委", "副书记", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("分管", Role::DeputyMinister, None)
        .role("部长", Role::Minister, None);
    world
}

fn visit(verb: &str) -> Value {
    json!({"verb": verb, "form": "covert", "unit": "云亭镇", "day": "2026-09-24", "unannounced": true,
        "node": "mid_autumn", "course": "查看便民服务大厅和值班室",
        "team": [{"owner": "discipline", "person": "纪检员"}, {"owner": "organization", "person": "经办"},
            {"owner": "work_committee", "person": "工委员"}],
        "findings": [{"category": "窗口脱岗", "facts": "9时10分民政窗口无人"},
            {"category": "值班不实", "facts": "值班表与在岗人员不符"}],
        "concerned": [{"finding": 2, "person": "副镇长"}], "files": ["d1"]})
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Inspection>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> Refusal {
    world.refused::<Inspection>(who, id, action)
}

fn sign(world: &mut World, id: &MatterId) {
    for who in ["纪检员", "经办", "工委员"] {
        act(world, who, id, json!({"verb": "sign"}));
    }
}

const NOTICE: &str = "请对照问题说明情况";

fn told(world: &mut World, action: Value) -> MatterId {
    let id = world.act::<Inspection>("经办", None, action).expect("registered");
    sign(world, &id);
    act(world, "经办", &id, json!({"verb": "notify", "text": NOTICE}));
    id
}

fn reply(text: &str) -> Value {
    json!({"verb": "reply", "text": text})
}

fn assess(first: &str, second: &str) -> Value {
    json!({"verb": "assess", "rows": [{"finding": 1, "verdict": first, "reason": "现场照片"},
        {"finding": 2, "verdict": second, "reason": "值班记录"}]})
}

/// Told and answered by all.
fn heard(world: &mut World) -> MatterId {
    let id = told(world, visit("register"));
    act(world, "镇经办", &id, reply("窗口人员取件"));
    act(world, "副镇长", &id, json!({"verb": "state", "text": "当日调班"}));
    id
}

fn measure(finding: u32, by: &str) -> Value {
    json!({"verb": "measure", "finding": finding, "measure": "落实AB岗", "by": by})
}

fn report(finding: u32) -> Value {
    json!({"verb": "report", "finding": finding, "done": "已落实"})
}

fn recheck(finding: u32, passed: bool) -> Value {
    json!({"verb": "recheck", "finding": finding, "passed": passed, "opinion": "现场查看"})
}

fn propose(scope: &str) -> Value {
    json!({"verb": "propose", "scope": scope, "text": "云亭镇窗口脱岗"})
}

#[test]
fn every_member_of_the_joint_team_signs_and_a_revised_sheet_is_signed_anew() {
    let mut world = county();
    let id = world.act::<Inspection>("经办", None, visit("register")).expect("registered");
    assert_eq!(world.matters[&id].outline.cells["owners"], "纪检监察机关、组织部、直属机关工委");
    assert_eq!((world.stage(&id), world.duty(&id, "sign").owner.len()), ("待签字", 3));
    assert_eq!(no(&mut world, "股长", Some(&id), json!({"verb": "sign"})).code, "not_yours");
    act(&mut world, "纪检员", &id, json!({"verb": "sign"}));
    assert_eq!(no(&mut world, "纪检员", Some(&id), json!({"verb": "sign"})).code, "not_yours");
    act(&mut world, "经办", &id, visit("revise"));
    sign(&mut world, &id);
    assert_eq!((world.stage(&id), world.duty(&id, "notify").due), ("待通知", Some(day("2026-10-09"))));
}

#[test]
fn until_it_is_told_the_unit_sees_nothing_and_without_findings_it_is_done() {
    let mut world = county();
    let id = world.act::<Inspection>("经办", None, visit("register")).expect("registered");
    sign(&mut world, &id);
    let outline = &world.matters[&id].outline;
    assert!(outline.units.is_empty());
    assert!(outline.persons.iter().all(|(role, _)| *role == As::Signer));
    act(&mut world, "经办", &id, json!({"verb": "notify", "text": NOTICE}));
    let outline = &world.matters[&id].outline;
    assert_eq!(outline.units, ["云亭镇".into()]);
    assert!(outline.persons.contains(&(As::Subject, "副镇长".into())));
    let mut nothing = visit("register");
    (nothing["findings"], nothing["concerned"]) = (json!([]), json!([]));
    let id = world.act::<Inspection>("经办", None, nothing).expect("registered");
    sign(&mut world, &id);
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn findings_are_assessed_only_when_the_unit_and_the_person_have_spoken_or_their_time_has_passed() {
    let mut world = county();
    let id = told(&mut world, visit("register"));
    assert_eq!(world.duty(&id, "reply").due, Some(day("2026-10-09")));
    assert_eq!(world.duty(&id, "state:副镇长").due, Some(day("2026-10-09")));
    act(&mut world, "书记", &id, reply("窗口人员取件"));
    assert_eq!(no(&mut world, "股长", Some(&id), assess("accepted", "not_accepted")).code, "not_now");
    assert_eq!(no(&mut world, "经办", Some(&id), propose("unit")).code, "not_now");
    assert_eq!(no(&mut world, "书记", Some(&id), json!({"verb": "state", "text": "代说"})).code, "not_yours");
    world.at("2026-10-09T09:00");
    assert_eq!(world.tick::<Inspection>(), 0, "the last day is in time");
    world.at("2026-10-10T09:00");
    assert_eq!((world.tick::<Inspection>(), world.tick::<Inspection>()), (1, 0));
    assert_eq!((world.stage(&id), world.duty(&id, "assess").due), ("待认定", Some(day("2026-10-15"))));
    act(&mut world, "副镇长", &id, json!({"verb": "state", "text": "迟说"}));
    act(&mut world, "股长", &id, assess("accepted", "not_accepted"));
    assert_eq!(world.stage(&id), "整改中");
}

#[test]
fn a_later_day_is_granted_for_a_reason_stated_in_time() {
    let mut world = county();
    let id = told(&mut world, visit("register"));
    let extend = |until: &str, reason: &str| json!({"verb": "extend_reply", "until": until, "reason": reason});
    assert_eq!(no(&mut world, "股长", Some(&id), extend("2026-10-08", "汛期值守")).code, "extension_late");
    assert_eq!(no(&mut world, "股长", Some(&id), extend("2026-10-15", "")).at.as_deref(), Some("/reason"));
    act(&mut world, "股长", &id, extend("2026-10-15", "汛期值守"));
    assert_eq!(world.duty(&id, "reply").due, Some(day("2026-10-15")));
    world.at("2026-10-15T09:00");
    assert_eq!(world.tick::<Inspection>(), 0);
    world.at("2026-10-16T09:00");
    assert_eq!(world.tick::<Inspection>(), 1);
}

#[test]
fn what_does_not_stand_leaves_the_record_of_the_person() {
    let mut world = county();
    let id = heard(&mut world);
    act(&mut world, "股长", &id, assess("not_accepted", "accepted"));
    let outline = &world.matters[&id].outline;
    assert!(!outline.persons.iter().any(|(_, person)| *person == PersonId::from("副镇长")));
    assert_eq!((&outline.cells["findings"], &outline.cells["standing"]), (&json!(2), &json!(1)));
    let id = heard(&mut world);
    act(&mut world, "股长", &id, assess("accepted", "accepted"));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
    assert_eq!(no(&mut world, "经办", Some(&id), propose("unit")).code, "not_now", "nothing stands");
}

#[test]
fn what_stands_is_put_right_checked_and_struck_off_and_opens_again_where_it_was_not() {
    let mut world = county();
    let id = heard(&mut world);
    act(&mut world, "股长", &id, assess("not_accepted", "uncontested"));
    assert_eq!(world.duty(&id, "measure:1").due, Some(day("2026-10-09")));
    assert_eq!(no(&mut world, "镇经办", Some(&id), measure(1, "2026-09-23")).code, "day_past");
    let late = no(&mut world, "镇经办", Some(&id), measure(1, "2026-10-25"));
    assert_eq!((late.code, late.at.as_deref()), ("day_late", Some("/by")));
    act(&mut world, "镇经办", &id, measure(2, "2026-10-10"));
    assert_eq!(no(&mut world, "镇经办", Some(&id), report(1)).code, "no_measure");
    act(&mut world, "镇经办", &id, measure(1, "2026-10-10"));
    assert_eq!(world.duty(&id, "report:1").due, Some(day("2026-10-10")));
    act(&mut world, "镇经办", &id, report(1));
    assert_eq!(no(&mut world, "镇经办", Some(&id), report(1)).code, "unknown_item");
    world.at("2026-10-12T09:00");
    act(&mut world, "经办", &id, recheck(1, false));
    assert_eq!(world.duty(&id, "report:1").due, Some(day("2026-11-11")), "the promised day is behind");
    assert_eq!(no(&mut world, "经办", Some(&id), recheck(1, true)).code, "not_now");
    for finding in [1, 2] {
        act(&mut world, "镇经办", &id, report(finding));
        act(&mut world, "经办", &id, recheck(finding, true));
    }
    assert_eq!((world.stage(&id), &world.matters[&id].outline.cells["open"]), ("已办结", &json!(0)));
}

#[test]
fn a_publication_needs_approval_the_wider_the_higher_and_can_be_taken_back() {
    let mut world = county();
    let id = heard(&mut world);
    act(&mut world, "股长", &id, assess("not_accepted", "accepted"));
    act(&mut world, "经办", &id, propose("county"));
    assert_eq!(no(&mut world, "分管", Some(&id), json!({"verb": "approve"})).code, "not_yours");
    act(&mut world, "部长", &id, json!({"verb": "reject", "reason": "范围过大"}));
    act(&mut world, "经办", &id, propose("system"));
    assert_eq!(no(&mut world, "经办", Some(&id), propose("unit")).code, "not_now", "one waits");
    for action in [measure(1, "2026-09-30"), report(1)] {
        act(&mut world, "镇经办", &id, action);
    }
    act(&mut world, "经办", &id, recheck(1, true));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("待审批通报", false));
    assert_eq!(world.matters[&id].outline.cells["scope"], "");
    act(&mut world, "分管", &id, json!({"verb": "approve", "document": "青督〔2026〕3号"}));
    assert_eq!((world.stage(&id), &world.matters[&id].outline.cells["scope"]), ("已办结", &json!("本系统")));
    assert_eq!(no(&mut world, "部长", Some(&id), json!({"verb": "withdraw", "reason": ""})).code, "field_missing");
    act(&mut world, "部长", &id, json!({"verb": "withdraw", "reason": "事实有出入"}));
    assert_eq!(world.matters[&id].outline.cells["scope"], "");
    assert_eq!(world.state::<Inspection>(&id).publications.len(), 2);
}

#[test]
fn the_same_found_twice_at_one_unit_is_noted_where_it_stood() {
    let mut world = county();
    let first = heard(&mut world);
    act(&mut world, "股长", &first, assess("not_accepted", "accepted"));
    let second = told(&mut world, visit("register"));
    let repeats = world.state::<Inspection>(&second).repeats;
    let number = world.matters[&first].number.clone();
    assert_eq!(repeats, [Repeat { finding: 1, visit: first.clone(), number }]);
    assert_eq!(world.matters[&second].outline.cells["repeats"], 1);
    assert!(world.matters[&second].told.last().expect("told").line.text.contains("中已经发现"));
    world.matters.get_mut(&first).expect("a visit").outline.stage = "已作废";
    let third = told(&mut world, visit("register"));
    assert!(world.state::<Inspection>(&third).repeats.is_empty(), "neither the voided nor the unassessed counts");
}

#[test]
fn without_the_countys_lists_a_category_is_said_in_words_and_marked() {
    let mut world = county();
    let id = world.act::<Inspection>("经办", None, visit("register")).expect("registered");
    let state = world.state::<Inspection>(&id);
    assert_eq!(state.record().categories[0], "窗口脱岗（字典待录入）");
    let mut files = engine::pack!();
    for (_, text) in files.iter_mut().filter(|(name, _)| name.ends_with("dictionaries.toml")) {
        for (source, code) in [
            ("由县里录入\"\n\n[[dictionary]]\nid = \"eight", "甲"),
            ("由县里录入\"\n\n[[dictionary]]\nid = \"important", "乙"),
        ] {
            let term = format!("由县里录入\"\nterm = [{{ code = \"entered\", title = \"{code}\" }}]");
            *text = text.replacen(source, &source.replacen("由县里录入\"", &term, 1), 1);
        }
    }
    world.policy = Policy::parse(&files).expect("a pack");
    let mut listed = visit("register");
    listed["findings"][0] = json!({"six_not": "entered", "rejection": "entered", "facts": "窗口无人"});
    let id = world.act::<Inspection>("经办", None, listed).expect("registered");
    assert_eq!(world.state::<Inspection>(&id).record().categories, ["甲、乙", "值班不实"]);
}

#[test]
fn a_team_too_small_of_the_unit_itself_or_related_to_the_person_is_refused() {
    let mut world = county();
    let no = |world: &mut World, team: Value| {
        let mut action = visit("register");
        action["team"] = team;
        let refusal = no(world, "经办", None, action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let member = |person: &str| json!({"owner": "organization", "person": person});
    let at = |place: &str| place.to_owned();
    assert_eq!(no(&mut world, json!([member("经办")])), ("team_small", at("/team")));
    assert_eq!(no(&mut world, json!([member("经办"), member("经办")])), ("row_twice", at("/team/1/person")));
    assert_eq!(no(&mut world, json!([member("经办"), member("镇经办")])), ("recused", at("/team/1/person")));
    assert_eq!(no(&mut world, json!([member("经办"), member("生人")])), ("unknown_person", at("/team/1/person")));
    let other = json!({"owner": "press", "person": "纪检员"});
    assert_eq!(no(&mut world, json!([member("经办"), other])), ("unknown_term", at("/team/1/owner")));
    world.relatives.push(("纪检员".into(), "副镇长".into()));
    assert_eq!(no(&mut world, json!([member("经办"), member("纪检员")])), ("recused", at("/team/1/person")));
}

#[test]
fn a_visit_of_tomorrow_or_nowhere_and_a_finding_without_facts_category_or_number_are_refused() {
    let mut world = county();
    let mut no = |place: &str, value: Value| {
        let mut action = visit("register");
        *action.pointer_mut(place).expect("a field") = value;
        let refusal = no(&mut world, "经办", None, action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let at = |place: &str| place.to_owned();
    assert_eq!(no("/day", json!("2026-09-25")), ("day_ahead", at("/day")));
    assert_eq!(no("/unit", json!("无此单位")), ("unknown_unit", at("/unit")));
    assert_eq!(no("/course", json!(" ")), ("field_missing", at("/course")));
    assert_eq!(no("/node", json!("midsummer")), ("unknown_term", at("/node")));
    assert_eq!(no("/findings/0/facts", json!("")), ("field_missing", at("/findings/0/facts")));
    assert_eq!(no("/findings/1/category", json!(" ")), ("field_missing", at("/findings/1/category")));
    let again = json!({"category": "窗口脱岗", "facts": "9时10分民政窗口无人"});
    assert_eq!(no("/findings/1", again), ("row_twice", at("/findings/1/facts")));
    let invented = json!({"six_not": "first", "facts": "窗口无人"});
    assert_eq!(no("/findings/0", invented), ("unknown_term", at("/findings/0/six_not")));
    assert_eq!(no("/concerned/0/finding", json!(3)), ("unknown_item", at("/concerned/0/finding")));
    assert_eq!(no("/concerned/0/finding", json!(0)), ("unknown_item", at("/concerned/0/finding")));
    assert_eq!(no("/concerned/0/person", json!("生人")), ("unknown_person", at("/concerned/0/person")));
    let twice = json!([{"finding": 2, "person": "副镇长"}, {"finding": 2, "person": "副镇长"}]);
    assert_eq!(no("/concerned", twice), ("row_twice", at("/concerned/1/person")));
}

#[test]
fn an_assessment_that_leaves_one_out_names_one_twice_or_gives_no_reason_is_refused() {
    let mut world = county();
    let id = heard(&mut world);
    let row = |finding: u32, reason: &str| json!({"finding": finding, "verdict": "uncontested", "reason": reason});
    let mut no = |rows: Value| no(&mut world, "股长", Some(&id), json!({"verb": "assess", "rows": rows})).code;
    assert_eq!(no(json!([row(1, "照片")])), "rows_open");
    assert_eq!(no(json!([row(1, "照片"), row(1, "照片")])), "row_twice");
    assert_eq!(no(json!([row(1, "照片"), row(3, "照片")])), "unknown_item");
    assert_eq!(no(json!([row(1, "照片"), row(2, "")])), "field_missing");
    assert_eq!(no(json!([])), "rows_open");
}
