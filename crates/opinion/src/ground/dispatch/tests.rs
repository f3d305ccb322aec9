//! Papers issued: numbers without gaps, words that stay, receipts.

use super::*;
use crate::{
    daily::inspection::Inspection,
    testing::{Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    paper::Block,
    procedure::{Entry, Side},
    words::MatterId,
};
use serde_json::{Value, json};

fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("新桥镇", "township", None);
    world.unit("县委组织部", "party_department", None).unit("县纪委监委", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("两镇经办", "云亭镇", "干事", Seat::Staff)
        .post("新桥书记", "新桥镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Chief(Some(Side::Party)))
        .post("纪检员", "县纪委监委", "党风室主任", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("两镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("两镇经办", Role::UnitClerk, Some("新桥镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("部长", Role::Minister, None);
    world
}

/// A visit whose findings are to be told.
fn visit(world: &mut World) -> MatterId {
    let register = json!({"verb": "register", "form": "covert", "unit": "云亭镇", "day": "2026-05-06",
        "unannounced": true, "course": "查看服务大厅",
        "team": [{"owner": "organization", "person": "经办"}, {"owner": "discipline", "person": "纪检员"}],
        "findings": [{"category": "窗口脱岗", "facts": "9时10分窗口无人"}, {"category": "值班不实", "facts": "值班表不符"}]});
    let id = world.act::<Inspection>("经办", None, register).expect("registered");
    for who in ["经办", "纪检员"] {
        world.act::<Inspection>(who, Some(&id), json!({"verb": "sign"})).expect("signed");
    }
    id
}

fn draft(verb: &str, matter: &MatterId) -> Value {
    json!({"verb": verb, "matter": matter, "paper": "inspection.notice", "code": "supervision",
        "title": "关于反馈问题的通知", "main": ["云亭镇"], "copies_to": ["新桥镇"], "others": "县直机关工委", "copies": 3})
}

fn open(world: &mut World, action: Value) -> MatterId {
    world.act::<Dispatch>("经办", None, action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"))
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Dispatch>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> Refusal {
    world.refused::<Dispatch>(who, id, action)
}

fn issue(world: &mut World, id: &MatterId) -> String {
    act(world, "部长", id, json!({"verb": "issue"}));
    world.state::<Dispatch>(id).issued.expect("issued").document
}

fn issued(world: &mut World) -> MatterId {
    let visit = visit(world);
    let id = open(world, draft("draft", &visit));
    issue(world, &id);
    id
}

fn printed(world: &World, id: &MatterId) -> String {
    let paper = Dispatch::issued(&world.state::<Dispatch>(id)).expect("a paper");
    let words = |block: &Block| match block {
        Block::Number(words) | Block::Body(words) | Block::Right(words) | Block::Foot(words) | Block::To(words) => {
            words.clone()
        }
        Block::Mark(words) => format!("密级{words}"),
        _ => String::new(),
    };
    paper.blocks.iter().map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_number_is_given_at_the_signature_without_gaps_in_its_code_and_year() {
    let mut world = county("2026-05-06T09:00");
    let visit = visit(&mut world);
    let (one, two, three) = (
        open(&mut world, draft("draft", &visit)),
        open(&mut world, draft("draft", &visit)),
        open(&mut world, draft("draft", &visit)),
    );
    let mut other = draft("draft", &visit);
    other["code"] = json!("letter");
    let letter = open(&mut world, other);
    assert_eq!(issue(&mut world, &two), "组干监〔2026〕1号", "the first signed, not the first drafted");
    assert_eq!(issue(&mut world, &one), "组干监〔2026〕2号");
    assert_eq!(issue(&mut world, &letter), "组干监函〔2026〕1号");
    world.at("2027-01-04T09:00");
    assert_eq!(issue(&mut world, &three), "组干监〔2027〕1号");
    let registry = &world.matters[&one].effects.registry;
    assert!(matches!(registry.as_slice(), [Entry::Document(given)] if given.number == 2 && given.year == 2026));
}

#[test]
fn the_words_are_those_of_the_signature_whatever_becomes_of_the_matter() {
    let mut world = county("2026-05-06T09:00");
    let visit = visit(&mut world);
    let mut marked = draft("draft", &visit);
    marked["mark"] = json!("work");
    let id = open(&mut world, marked);
    assert_eq!(Dispatch::issued(&world.state::<Dispatch>(&id)), None, "nothing is fixed before");
    world.at("2026-05-08T09:00");
    issue(&mut world, &id);
    let before = printed(&world, &id);
    for words in [
        "密级工作秘密",
        "组干监〔2026〕1号",
        "云亭镇：",
        "1．窗口脱岗：9时10分窗口无人",
        "2．值班不实：值班表不符",
        "5个工作日",
        "中共青弋县委组织部\n2026年5月8日",
        "抄送：新桥镇、县直机关工委",
        "2026年5月8日印发",
    ] {
        assert!(before.contains(words), "{words} in {before}");
    }
    world.act::<Inspection>("经办", Some(&visit), json!({"verb": "notify", "text": "另行说明"})).expect("notified");
    world.at("2026-06-01T09:00");
    assert_eq!(printed(&world, &id), before);
}

#[test]
fn each_unit_signs_for_itself_within_its_days_and_the_last_one_ends_it() {
    let mut world = county("2026-05-06T09:00");
    let id = issued(&mut world);
    let due = |world: &World, unit: &str| world.duty(&id, &format!("receive:{unit}:0"));
    assert_eq!((world.stage(&id), due(&world, "云亭镇").due), ("待签收", Some(day("2026-05-08"))));
    let clerk = Hat::RoleAt(Role::UnitClerk, "云亭镇".into());
    assert_eq!(due(&world, "云亭镇").owner, [clerk, Hat::Head("云亭镇".into())]);
    assert_eq!(no(&mut world, "两镇经办", Some(&id), json!({"verb": "receive"})).code, "which_receiver");
    act(&mut world, "镇经办", &id, json!({"verb": "receive", "note": "已传阅"}));
    assert_eq!(no(&mut world, "镇经办", Some(&id), json!({"verb": "receive"})).code, "not_yours");
    assert_eq!(world.matters[&id].outline.cells["outstanding"], "新桥镇");
    act(&mut world, "两镇经办", &id, json!({"verb": "receive"}));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("已办结", 0));
    assert!(matches!(world.matters[&id].effects.registry.as_slice(), [Entry::Document(_)]), "the number stays given");
}

#[test]
fn whoever_has_not_signed_in_time_is_seen_by_the_issuer_and_told_again() {
    let mut world = county("2026-05-06T09:00");
    let id = issued(&mut world);
    act(&mut world, "书记", &id, json!({"verb": "receive"}));
    world.at("2026-05-08T18:00");
    assert_eq!(world.tick::<Dispatch>(), 0, "its last day is not over");
    world.at("2026-05-09T00:30");
    assert_eq!((world.tick::<Dispatch>(), world.tick::<Dispatch>()), (1, 0));
    let dun = world.duty(&id, "dun");
    assert_eq!((dun.owner, dun.what.as_str()), (crate::owed::section(), "催办签收：新桥镇"));
    act(&mut world, "经办", &id, json!({"verb": "dun", "note": "电话催办"}));
    let again = world.duty(&id, "receive:新桥镇:1");
    assert!(again.what.contains("已催办1次"), "{}", again.what);
    assert!(world.matters[&id].effects.duties.iter().all(|duty| duty.key != "dun"));
    act(&mut world, "新桥书记", &id, json!({"verb": "receive"}));
    assert_eq!(world.stage(&id), "已办结");
}

#[test]
fn a_paper_to_a_person_is_signed_for_by_himself_and_seen_by_nobody_before_it_is_issued() {
    let mut world = county("2026-05-06T09:00");
    let visit = visit(&mut world);
    let mut to_person = draft("draft", &visit);
    (to_person["main"], to_person["copies_to"]) = (json!([]), json!([]));
    to_person["persons"] = json!(["副镇长"]);
    let id = open(&mut world, to_person);
    let outline = &world.matters[&id].outline;
    assert!(outline.persons.is_empty() && outline.units.is_empty());
    issue(&mut world, &id);
    assert_eq!(world.matters[&id].outline.persons.len(), 1);
    assert!(world.verbs::<Dispatch>("书记", &id).is_empty());
    act(&mut world, "副镇长", &id, json!({"verb": "receive"}));
    assert_eq!(world.stage(&id), "已办结");
}

#[test]
fn nobody_signs_a_paper_that_is_addressed_to_himself() {
    let mut world = county("2026-05-06T09:00");
    let visit = visit(&mut world);
    let mut to_minister = draft("draft", &visit);
    to_minister["persons"] = json!(["部长"]);
    let id = open(&mut world, to_minister);
    assert_eq!(no(&mut world, "部长", Some(&id), json!({"verb": "issue"})).code, "recused");
}

#[test]
fn a_draft_sent_back_is_revised_and_takes_no_number() {
    let mut world = county("2026-05-06T09:00");
    let visit = visit(&mut world);
    let id = open(&mut world, draft("draft", &visit));
    assert_eq!(world.duty(&id, "issue").due, Some(day("2026-05-09")), "9 May is worked");
    act(&mut world, "部长", &id, json!({"verb": "send_back", "reason": "补写抄送"}));
    assert_eq!((world.stage(&id), world.duty(&id, "revise").owner), ("待修改", crate::owed::section()));
    act(&mut world, "经办", &id, draft("revise", &visit));
    assert_eq!(world.verbs::<Dispatch>("股长", &id), ["revise"], "the section drafts and does not sign");
    assert_eq!(issue(&mut world, &id), "组干监〔2026〕1号");
}

#[test]
fn what_is_no_paper_of_the_matter_and_goes_to_nobody_is_refused() {
    let mut world = county("2026-05-06T09:00");
    let visit = visit(&mut world);
    let with = |field: &str, value: Value| {
        let mut action = draft("draft", &visit);
        action[field] = value;
        action
    };
    assert_eq!(no(&mut world, "经办", None, with("matter", json!("m0099"))).code, "unknown_matter");
    for paper in ["leave.form", "inspection.rectification", "none"] {
        assert_eq!(no(&mut world, "经办", None, with("paper", json!(paper))).code, "unknown_paper", "{paper}");
    }
    assert_eq!(no(&mut world, "经办", None, with("code", json!("none"))).code, "unknown_term");
    assert_eq!(no(&mut world, "经办", None, with("main", json!([]))).at.as_deref(), Some("/main"));
    assert_eq!(no(&mut world, "经办", None, with("main", json!(["云亭镇", "云亭镇"]))).code, "row_twice");
    assert_eq!(no(&mut world, "经办", None, with("title", json!(" "))).code, "field_missing");
}

#[test]
fn what_was_issued_is_not_corrected_but_voided() {
    let mut world = county("2026-05-06T09:00");
    let id = issued(&mut world);
    let issued = world.state::<Dispatch>(&id).issued.expect("issued");
    let refused = rules::amend(&Event::Issued(Box::new(issued))).expect_err("fixed");
    assert!(refused.sentence.contains("作废的文号不再使用"), "{}", refused.sentence);
}
