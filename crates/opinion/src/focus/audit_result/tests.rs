//! Audits: the plan, a chief's leaving and its handover, notice, report, opinion, appeal, 销号, filing; who left, who died.

use super::*;
use crate::{
    daily::handover::Handover,
    ground::post_change::PostChange,
    testing::{Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    procedure::Side,
    words::MatterId,
};
use serde_json::{Value, json};

/// A bureau and a township with their heads, and the section.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("县水利局", "government_department", None).unit("云亭镇", "township", None);
    world.unit("县委组织部", "party_department", None);
    world
        .post("局长", "县水利局", "局长", Seat::Chief(Some(Side::Government)))
        .post("副局长", "县水利局", "副局长", Seat::Member)
        .post("局经办", "县水利局", "办公室主任", Seat::Staff)
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("副部长", "县委组织部", "副部长", Seat::Member)
        .role("局经办", Role::UnitClerk, Some("县水利局"))
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("副部长", Role::DeputyMinister, None);
    world
}

pub(crate) fn propose() -> Value {
    json!({"verb": "propose", "person": "局长", "post": "县水利局局长", "occasion": "in_office", "year": 2026,
        "from": "2023-01-01", "to": "2025-12-31", "ground": "联席会议2026年第1次会议"})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<AuditResult>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<AuditResult>(who, Some(id), action)
}

pub(crate) fn entrust(on: &str) -> Value {
    json!({"verb": "entrust", "day": on, "number": "青组函〔2026〕3号", "organ": "县审计局"})
}

pub(crate) fn notify(on: &str) -> Value {
    json!({"verb": "notify", "day": on, "number": "青审通〔2026〕4号", "leader": "方审"})
}

/// Two findings, one of them with somebody named who puts it right.
pub(crate) fn report(on: &str) -> Value {
    json!({"verb": "report", "day": on, "number": "青审经报〔2026〕4号", "findings": [
        {"problem": "水库维修工程未招标", "kind": "project", "responsibility": "direct", "amount": 128_000_050, "by": "2026-09-30"},
        {"problem": "借用镇里车辆未清退", "kind": "assets", "responsibility": "leading", "mender": "办公室，云亭镇配合"}]})
}

pub(crate) fn audited() -> (World, MatterId) {
    let mut world = county("2026-05-06T09:00");
    let id = world.act::<AuditResult>("经办", None, propose()).expect("proposed");
    act(&mut world, "经办", &id, entrust("2026-05-06"));
    act(&mut world, "经办", &id, notify("2026-05-06"));
    (world, id)
}

pub(crate) fn reported() -> (World, MatterId) {
    let (mut world, id) = audited();
    act(&mut world, "经办", &id, report("2026-05-06"));
    (world, id)
}

/// Both findings put right.
pub(crate) fn mended(world: &mut World, id: &MatterId) {
    for item in [1, 2] {
        let measure = json!({"verb": "measure", "item": item, "measure": "清退并追回", "by": "2026-06-30"});
        act(world, "局经办", id, measure);
        let done = json!({"verb": "report_item", "item": item, "done": "已清退", "evidence": "缴款书12号"});
        act(world, "局经办", id, done);
        act(world, "股长", id, json!({"verb": "check", "item": item, "passed": true, "opinion": "核对凭证，属实"}));
    }
}

pub(crate) fn file(on: &str) -> Value {
    json!({"verb": "file", "day": on, "place": "监督档案3盒，18页", "copies": "县纪委监委"})
}

/// A decision by which the head of the bureau leaves; returns what followed.
pub(crate) fn leaves(world: &mut World, reason: &str, on: &str) -> (MatterId, Vec<MatterId>) {
    let decision = json!({"verb": "register", "person": "局长", "authority": "县委", "document": "青任〔2026〕7号",
        "decided_on": "2026-05-06", "leaves": [{"post": "县水利局局长", "day": on, "reason": reason}]});
    let id = world.act::<PostChange>("经办", None, decision).expect("registered");
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&id);
    let acted = world.follow(&told);
    (id, acted)
}

fn kinds(world: &World, kind: &str) -> Vec<MatterId> {
    world.matters.iter().filter(|(_, matter)| matter.kind == kind).map(|(id, _)| id.clone()).collect()
}

#[test]
fn only_chiefs_and_those_who_held_a_unit_together_long_enough_are_audited_and_once_at_a_time() {
    let mut world = county("2026-05-06T09:00");
    let mut refused = |change: &dyn Fn(&mut Value)| {
        let mut action = propose();
        change(&mut action);
        let why = world.refused::<AuditResult>("经办", None, action);
        (why.code, why.at.unwrap_or_default())
    };
    let field = |code, at: &str| (code, at.to_owned());
    let deputy = |one: &mut Value| (one["person"], one["post"]) = (json!("副局长"), json!("县水利局副局长"));
    assert_eq!(refused(&deputy), field("not_chief", "/post"));
    assert_eq!(refused(&|one| one["from"] = json!("2026-05-07")), field("day_ahead", "/from"));
    assert_eq!(refused(&|one| one["to"] = json!("2022-12-31")), field("day_before", "/to"));
    assert_eq!(refused(&|one| one["ground"] = json!(" ")), field("field_missing", "/ground"));
    assert_eq!(refused(&|one| one["person"] = json!("没有")), field("unknown_person", "/person"));
    assert_eq!(refused(&|one| one["post"] = json!("没有")), field("unknown_post", "/post"));
    for held in world.held.iter_mut().filter(|held| held.person.as_str() == "副局长") {
        (held.acting, held.from) = (true, day("2025-10-01"));
    }
    let mut acting = propose();
    (acting["person"], acting["post"], acting["from"]) =
        (json!("副局长"), json!("县水利局副局长"), json!("2025-10-01"));
    assert_eq!(world.refused::<AuditResult>("经办", None, acting).code, "acting_short");
    world.act::<AuditResult>("经办", None, propose()).expect("proposed");
    let twice = world.refused::<AuditResult>("经办", None, propose());
    assert_eq!((twice.code, twice.ways.len()), ("audit_open", 1));
}

#[test]
fn the_letter_the_notice_and_the_report_come_in_this_order() {
    let mut world = county("2026-05-06T09:00");
    let id = world.act::<AuditResult>("经办", None, propose()).expect("proposed");
    assert_eq!(world.duty(&id, "entrust").due, None, "the county enters the limit");
    assert_eq!(no(&mut world, "经办", &id, notify("2026-05-06")).code, "not_now");
    assert_eq!(no(&mut world, "经办", &id, entrust("2026-05-07")).code, "day_ahead");
    let mut bare = entrust("2026-05-06");
    bare["number"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, bare).at.as_deref(), Some("/number"));
    act(&mut world, "经办", &id, entrust("2026-05-06"));
    assert_eq!(no(&mut world, "经办", &id, notify("2026-05-05")).code, "day_before");
    act(&mut world, "经办", &id, notify("2026-05-06"));
    assert_eq!(no(&mut world, "经办", &id, report("2026-05-05")).code, "day_before");
    let mut wrong = report("2026-05-06");
    wrong["findings"][0]["by"] = json!("2026-05-01");
    assert_eq!(no(&mut world, "经办", &id, wrong.clone()).at.as_deref(), Some("/findings/0/by"));
    wrong = report("2026-05-06");
    wrong["findings"][1]["kind"] = json!("其他的");
    assert_eq!(no(&mut world, "经办", &id, wrong.clone()).at.as_deref(), Some("/findings/1/kind"));
    wrong = report("2026-05-06");
    wrong["findings"][1]["problem"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, wrong).at.as_deref(), Some("/findings/1/problem"));
    act(&mut world, "经办", &id, report("2026-05-06"));
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((cells["amount"].as_str(), cells["direct"].as_i64()), (Some("1280000.50元"), Some(1)));
    assert_eq!(world.matters[&id].outline.units, ["县水利局".into()]);
}

#[test]
fn the_person_says_what_he_thinks_of_the_report_or_his_time_passes() {
    let (mut world, id) = reported();
    let duty = world.duty(&id, "state");
    assert_eq!((duty.due, duty.owner), (Some(day("2026-05-19")), vec![Hat::Person("局长".into())]));
    assert_eq!(no(&mut world, "经办", &id, json!({"verb": "state", "agrees": true})).code, "not_yours");
    assert_eq!(no(&mut world, "局长", &id, json!({"verb": "state"})).at.as_deref(), Some("/text"));
    assert_eq!(world.tick::<AuditResult>(), 0);
    world.at("2026-05-20T09:00");
    assert_eq!(world.tick::<AuditResult>(), 1);
    assert_eq!(world.stage(&id), stage::MENDING);
    let (mut world, id) = reported();
    act(&mut world, "局长", &id, json!({"verb": "state", "text": "问题1系前任签订合同"}));
    assert_eq!(world.stage(&id), stage::MENDING);
}

#[test]
fn findings_are_the_units_to_put_right_and_another_hands_to_accept_and_no_other_unit_sees_them() {
    let (mut world, id) = reported();
    act(&mut world, "局长", &id, json!({"verb": "state", "agrees": true}));
    let measure = json!({"verb": "measure", "item": 1, "measure": "清退", "by": "2026-06-30"});
    assert_eq!(no(&mut world, "镇经办", &id, measure.clone()).code, "not_yours");
    assert_eq!(no(&mut world, "局长", &id, measure).code, "recused", "whom it is about decides nothing in office");
    assert_eq!(world.duty(&id, "measure:2").owner, crate::owed::unit(&"县水利局".into()));
    mended(&mut world, &id);
    assert_eq!(world.stage(&id), stage::FILING);
}

#[test]
fn the_result_is_filed_when_all_is_struck_off_and_nobody_can_appeal_any_more() {
    let (mut world, id) = reported();
    act(&mut world, "局长", &id, json!({"verb": "state", "agrees": true}));
    mended(&mut world, &id);
    assert_eq!(no(&mut world, "经办", &id, file("2026-05-06")).code, "appeal_open");
    assert_eq!(world.duty(&id, "file").due, Some(day("2026-06-22")));
    world.at("2026-06-08T09:00");
    assert_eq!(no(&mut world, "经办", &id, file("2026-06-09")).code, "day_ahead");
    let mut bare = file("2026-06-08");
    bare["place"] = json!(" ");
    assert_eq!(no(&mut world, "经办", &id, bare).at.as_deref(), Some("/place"));
    act(&mut world, "经办", &id, file("2026-06-08"));
    assert_eq!(world.stage(&id), stage::FILED);
    let blocks = world.policy.table("dossier.kinds", day("2026-06-08")).expect("in the pack");
    assert_eq!(blocks.value(&["audit_result"], "block"), Some("audit"));
}

#[test]
fn what_a_review_finds_wrong_no_longer_stands_and_need_not_be_put_right() {
    let (mut world, id) = reported();
    act(&mut world, "局长", &id, json!({"verb": "state", "text": "不同意问题2"}));
    let appeal = |on: &str| json!({"verb": "appeal", "day": on, "organ": "县委审计办", "text": "问题2不实"});
    assert_eq!(no(&mut world, "局长", &id, appeal("2026-05-07")).code, "day_ahead");
    assert_eq!(no(&mut world, "局长", &id, appeal("2026-05-05")).code, "day_before");
    let mut bare = appeal("2026-05-06");
    bare["text"] = json!("");
    assert_eq!(no(&mut world, "局长", &id, bare).at.as_deref(), Some("/text"));
    act(&mut world, "局长", &id, appeal("2026-05-06"));
    assert_eq!(world.duty(&id, "review").due, Some(day("2026-08-04")));
    let review =
        |rows: Value| json!({"verb": "review", "day": "2026-05-06", "number": "青审复〔2026〕1号", "rows": rows});
    let row = |item: u32, stands: bool, now: Value| json!({"item": item, "stands": stands, "responsibility": now});
    assert_eq!(no(&mut world, "经办", &id, review(json!([row(7, false, Value::Null)]))).code, "unknown_item");
    assert_eq!(no(&mut world, "经办", &id, review(json!([row(1, true, Value::Null)]))).code, "not_changed");
    let twice = json!([row(2, false, Value::Null), row(2, false, Value::Null)]);
    assert_eq!(no(&mut world, "经办", &id, review(twice)).code, "row_twice");
    act(&mut world, "经办", &id, review(json!([row(2, false, Value::Null), row(1, true, json!("leading"))])));
    let state = world.state::<AuditResult>(&id);
    assert_eq!((state.open().count(), state.findings[0].responsibility), (1, Responsibility::Leading));
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((cells["findings"].as_i64(), cells["direct"].as_i64()), (Some(1), Some(0)));
    let (mut world, id) = reported();
    world.at("2026-06-06T09:00");
    assert_eq!(no(&mut world, "局长", &id, appeal("2026-06-06")).code, "appeal_late");
}

#[test]
fn a_chiefs_leaving_proposes_an_audit_that_his_handover_shows_and_the_letter_is_written_once() {
    let mut world = county("2026-05-06T16:00");
    leaves(&mut world, "transfer", "2026-05-07");
    let (audits, handovers) = (kinds(&world, "audit_result"), kinds(&world, "handover"));
    let (audit, handover) = (&audits[0], &handovers[0]);
    assert_eq!((audits.len(), handovers.len(), world.stage(audit)), (1, 1, stage::PROPOSED));
    assert!(world.matters[audit].outline.links.contains(&("离任交接", handover.clone())));
    let state = world.state::<AuditResult>(audit);
    assert_eq!((state.proposed.from, state.proposed.to), (day("2020-01-01"), day("2026-05-06")));
    act(&mut world, "经办", audit, entrust("2026-05-06"));
    let told = world.told(audit);
    world.follow(&told);
    assert_eq!(world.matters[handover].outline.cells["audit"], "青组函〔2026〕3号");
    // The other way round: the handover's letter entrusts.
    let mut world = county("2026-05-06T16:00");
    leaves(&mut world, "transfer", "2026-05-07");
    let request =
        json!({"verb": "request_audit", "day": "2026-05-06", "number": "青组函〔2026〕9号", "organ": "县审计局"});
    world.act::<Handover>("经办", Some(handover), request).expect("asked");
    let told = world.told(handover);
    world.follow(&told);
    assert_eq!(world.stage(audit), stage::ENTRUSTED);
    assert_eq!(world.matters[audit].outline.cells["letter"], "青组函〔2026〕9号");
}

#[test]
fn an_audit_of_a_leaving_is_given_up_in_one_place_for_both() {
    let mut world = county("2026-05-06T16:00");
    leaves(&mut world, "transfer", "2026-05-07");
    let (audit, handover) = (kinds(&world, "audit_result").remove(0), kinds(&world, "handover").remove(0));
    let waive = json!({"verb": "waive_audit", "reason": "今年已作任中审计", "basis": "青审报〔2026〕3号"});
    world.act::<Handover>("股长", Some(&handover), waive).expect("waived");
    let told = world.told(&handover);
    world.follow(&told);
    assert_eq!(world.stage(&audit), stage::WITHDRAWN);
    let mut world = county("2026-05-06T16:00");
    leaves(&mut world, "transfer", "2026-05-07");
    let withdraw = |basis: &str| json!({"verb": "withdraw", "reason": "今年已作任中审计", "basis": basis});
    assert_eq!(no(&mut world, "股长", &audit, withdraw("")).at.as_deref(), Some("/basis"));
    assert_eq!(no(&mut world, "经办", &audit, withdraw("青审报〔2026〕3号")).code, "not_yours");
    act(&mut world, "股长", &audit, withdraw("青审报〔2026〕3号"));
    let told = world.told(&audit);
    world.follow(&told);
    assert_eq!(world.matters[&handover].outline.cells["audit"], "不提请");
}

#[test]
fn a_deputys_leaving_and_a_death_propose_nothing() {
    let mut world = county("2026-05-06T16:00");
    leaves(&mut world, "death", "2026-05-07");
    assert!(kinds(&world, "audit_result").is_empty());
}

#[test]
fn a_decision_taken_back_takes_the_proposal_back_unless_the_auditors_have_their_letter() {
    let undone = |decision: &MatterId| Trigger::PostChangeUndone { person: "局长".into(), matter: decision.clone() };
    let mut world = county("2026-05-06T16:00");
    let (decision, _) = leaves(&mut world, "transfer", "2026-05-07");
    let audit = kinds(&world, "audit_result").remove(0);
    world.follow(&[undone(&decision)]);
    assert_eq!(world.stage(&audit), stage::WITHDRAWN);
    let mut world = county("2026-05-06T16:00");
    let (decision, _) = leaves(&mut world, "transfer", "2026-05-07");
    act(&mut world, "经办", &audit, entrust("2026-05-06"));
    world.follow(&[undone(&decision)]);
    assert_eq!(world.stage(&audit), stage::ENTRUSTED);
}

#[test]
fn a_corrected_day_of_leaving_moves_the_same_audits_time() {
    let mut world = county("2026-05-06T16:00");
    let (decision, _) = leaves(&mut world, "transfer", "2026-05-07");
    let audit = kinds(&world, "audit_result").remove(0);
    world.follow(&[
        Trigger::PostChangeUndone { person: "局长".into(), matter: decision.clone() },
        Trigger::PostEnded {
            person: "局长".into(),
            post: "县水利局局长".into(),
            day: day("2026-05-06"),
            reason: "transfer".into(),
            to_unit: None,
            matter: decision,
        },
    ]);
    assert_eq!((kinds(&world, "audit_result").len(), world.stage(&audit)), (1, stage::PROPOSED));
    assert_eq!(world.state::<AuditResult>(&audit).proposed.to, day("2026-05-05"));
}

#[test]
fn a_suspended_handover_still_hears_of_the_auditors_letter() {
    let mut world = county("2026-05-06T16:00");
    leaves(&mut world, "transfer", "2026-05-07");
    let handover = kinds(&world, "handover").remove(0);
    let state = world.state::<Handover>(&handover);
    let offers = world.within(&world.actor("经办"), &handover, |cx| Handover::offers(Some(&state), cx));
    for verb in ["request_audit", "waive_audit"] {
        assert!(offers.iter().any(|offer| offer.verb == verb && offer.by == [Hat::System]), "{verb}");
    }
}

#[test]
fn an_audit_under_way_goes_on_when_he_leaves_and_opens_no_second_one() {
    let (mut world, id) = reported();
    leaves(&mut world, "transfer", "2026-05-07");
    assert_eq!(kinds(&world, "audit_result").len(), 1);
    assert_eq!(world.matters[&id].outline.cells["left"], true);
    world.at("2026-05-07T09:00");
    act(&mut world, "局长", &id, json!({"verb": "state", "agrees": true}));
    assert_eq!(world.duty(&id, "measure:1").owner, crate::owed::unit(&"县水利局".into()), "the unit owes it on");
}

#[test]
fn who_died_is_asked_nothing_and_the_unit_owes_on() {
    let (mut world, id) = reported();
    leaves(&mut world, "death", "2026-05-07");
    assert_eq!(world.stage(&id), stage::MENDING);
    assert!(!world.verbs::<AuditResult>("经办", &id).contains(&"appeal"));
    mended(&mut world, &id);
    act(&mut world, "经办", &id, file("2026-05-06"));
}

#[test]
fn an_audit_is_withdrawn_before_there_is_a_report_and_never_after() {
    let (mut world, id) = audited();
    let withdraw = json!({"verb": "withdraw", "reason": "上级已安排审计", "basis": "市审计局通知"});
    act(&mut world, "股长", &id, withdraw.clone());
    assert_eq!(world.stage(&id), stage::WITHDRAWN);
    let (mut world, id) = reported();
    assert_eq!(no(&mut world, "股长", &id, withdraw).code, "not_now");
}

#[test]
fn nothing_found_goes_straight_to_the_dossier() {
    let (mut world, id) = audited();
    let clean = json!({"verb": "report", "day": "2026-05-06", "number": "青审经报〔2026〕4号"});
    act(&mut world, "经办", &id, clean);
    act(&mut world, "局长", &id, json!({"verb": "state", "agrees": true}));
    assert_eq!(world.stage(&id), stage::FILING);
    act(
        &mut world,
        "局长",
        &id,
        json!({"verb": "appeal", "day": "2026-05-06", "organ": "县委审计办", "text": "期间有误"}),
    );
    assert_eq!(world.stage(&id), stage::REVIEWING);
}

#[test]
fn a_report_copied_wrongly_is_put_right_in_its_words_and_not_in_its_days() {
    let (world, id) = reported();
    let state = world.state::<AuditResult>(&id);
    let was = Event::Reported(Box::new(state.reported.clone().expect("reported")));
    let amend = |change: &dyn Fn(&mut ReportedIn)| {
        let mut now = state.reported.clone().expect("reported");
        change(&mut now);
        let now = Event::Reported(Box::new(now));
        world.within(&world.actor("股长"), &id, |cx| AuditResult::amend(&state, &was, &now, cx))
    };
    assert!(amend(&|now| now.report.findings[0].amount = Some(1)).is_ok());
    assert!(amend(&|now| now.report.findings[0].responsibility = Responsibility::Leading).is_ok());
    assert_eq!(amend(&|now| now.report.day = day("2026-05-05")).expect_err("refused").code, "not_correctable");
    assert_eq!(amend(&|now| drop(now.report.findings.pop())).expect_err("refused").code, "not_correctable");
    assert_eq!(amend(&|now| now.report.number.clear()).expect_err("refused").code, "field_missing");
}
