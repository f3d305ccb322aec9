//! The half-year's report: who owes it and who makes it, what is frozen, what is mended, and what a merger makes of it.

use super::*;
use crate::{
    daily::{certificate::Certificate, leave::Leave},
    focus::{
        off_duty::{OffDuty, tests as off_duty},
        young_cadre::YoungCadre,
    },
    ground::{cadre::Cadre, post::Post, unit::Unit, unit_change},
    testing::{Seat, World, day},
};
use engine::{
    access::Role,
    procedure::Side,
    trigger::Trigger,
    words::{MatterId, UnitId},
};
use serde_json::{Value, json};

/// A township with both chiefs, a member, a clerk and a station below it; a bureau with one head.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("财政所", "subordinate", Some("云亭镇"));
    world.unit("县财政局", "government_department", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("所长", "财政所", "所长", Seat::Chief(None))
        .post("局长", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("财政经办", "县财政局", "办公室主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("部长", "县委组织部", "干事", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("财政经办", Role::UnitClerk, Some("县财政局"))
        .role("部长", Role::Minister, None)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world
}

pub(crate) fn report_of(world: &World, unit: &str) -> MatterId {
    let of =
        |matter: &crate::testing::Matter| matter.kind == "half_year_report" && matter.outline.cells["unit"] == unit;
    world.matters.iter().rev().find(|(_, matter)| of(matter)).expect("a report").0.clone()
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world
        .act::<HalfYearReport>(who, Some(id), action.clone())
        .unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<HalfYearReport>(who, Some(id), action)
}

pub(crate) fn content() -> Value {
    json!({"daily": "按月研判", "talks": "谈心谈话12人次", "off_duty": "没有发现问题", "problems": "个别干部销假不及时",
        "plans": "完善销假提醒"})
}

pub(crate) fn submit() -> Value {
    json!({"verb": "submit", "content": content()})
}

/// The township's report on the first half of 2026, opened on 1 July.
fn opened() -> (World, MatterId) {
    let mut world = county("2026-07-01T09:00");
    world.tick::<HalfYearReport>();
    let id = report_of(&world, "云亭镇");
    (world, id)
}

#[test]
fn the_clock_opens_one_for_each_unit_that_reports_until_the_day_by_which_it_is_owed() {
    let mut world = county("2026-06-30T09:00");
    assert_eq!(world.tick::<HalfYearReport>(), 0);
    world.at("2026-07-01T00:10");
    // The station reports with its township, the department without a body has nobody who could.
    assert_eq!((world.tick::<HalfYearReport>(), world.tick::<HalfYearReport>()), (2, 0));
    let id = report_of(&world, "云亭镇");
    let duty = world.duty(&id, "submit");
    assert_eq!((duty.due, duty.basis.clause.as_str()), (Some(day("2026-07-15")), "4.1.2"));
    assert_eq!(world.matters[&id].outline.title, "云亭镇2026年上半年干部日常管理监督情况报告");
    assert_eq!(county("2026-07-16T09:00").tick::<HalfYearReport>(), 0);
    world.at("2027-01-01T00:10");
    assert_eq!(world.tick::<HalfYearReport>(), 2);
}

#[test]
fn the_secretary_reports_and_nobody_else_while_he_is_there() {
    let (mut world, id) = opened();
    act(&mut world, "镇经办", &id, json!({"verb": "draft", "content": {"daily": "按月研判"}}));
    for who in ["镇经办", "镇长"] {
        let refusal = no(&mut world, who, &id, submit());
        assert_eq!(refusal.code, "secretary_reports");
        assert!(refusal.sentence.starts_with("书记在岗，须由其本人报告"), "{}", refusal.sentence);
    }
    act(&mut world, "书记", &id, submit());
    assert_eq!((world.stage(&id), world.duty(&id, "accept").due), ("待审阅", Some(day("2026-07-15"))));
    let made = world.state::<HalfYearReport>(&id).submitted.expect("made");
    assert_eq!((made.name.as_str(), made.post.as_str(), made.days_late), ("书记", "云亭镇党委书记", 0));
    // Where the county does not part Party and government, whoever heads the unit is its secretary.
    let bureau = report_of(&world, "县财政局");
    act(&mut world, "局长", &bureau, submit());
}

#[test]
fn what_is_left_out_and_what_is_not_needed_is_answered_at_its_field() {
    let (mut world, id) = opened();
    let empty = no(&mut world, "镇经办", &id, json!({"verb": "draft", "content": {}}));
    assert_eq!(empty.at.as_deref(), Some("/content/daily"));
    let mut short = submit();
    short["content"]["plans"] = json!(" ");
    assert_eq!(no(&mut world, "书记", &id, short).at.as_deref(), Some("/content/plans"));
    let mut needless = submit();
    needless["in_stead"] = json!({"person": "副镇长", "reason": "外出"});
    assert_eq!(no(&mut world, "书记", &id, needless).code, "in_stead_needless");
}

#[test]
fn three_working_days_late_are_counted_and_explained() {
    let (mut world, id) = opened();
    world.at("2026-07-20T09:00");
    let silent = no(&mut world, "书记", &id, submit());
    assert_eq!((silent.code, silent.at.as_deref()), ("late_reason_missing", Some("/late_reason")));
    assert_eq!(silent.sentence, "应于2026年7月15日前报告，已逾期3个工作日，请填写逾期原因。");
    let mut late = submit();
    late["late_reason"] = json!("防汛值守");
    act(&mut world, "书记", &id, late);
    assert_eq!(world.matters[&id].outline.cells["days_late"], 3);
    // Mended, it stays as late as it was, with the reason given then.
    act(&mut world, "经办", &id, json!({"verb": "send_back", "items": [{"problem": "补时限"}]}));
    let mut mended = submit();
    mended["mended"] = json!([{"item": 1, "how": "已补"}]);
    act(&mut world, "书记", &id, mended);
    let made = world.state::<HalfYearReport>(&id).submitted.expect("made");
    assert_eq!((made.days_late, made.submit.late_reason.map(|reason| reason.0)), (3, Some("防汛值守".to_owned())));
}

#[test]
fn without_a_secretary_a_member_of_the_body_reports_in_his_stead() {
    let (mut world, id) = opened();
    world.held.retain(|held| held.person.as_str() != "书记");
    assert_eq!(no(&mut world, "镇经办", &id, submit()).at.as_deref(), Some("/in_stead/person"));
    let stead = |person: &str, reason: &str| {
        let mut action = submit();
        action["in_stead"] = json!({"person": person, "reason": reason});
        action
    };
    assert_eq!(no(&mut world, "镇经办", &id, stead("副镇长", "")).at.as_deref(), Some("/in_stead/reason"));
    assert_eq!(no(&mut world, "镇经办", &id, stead("经办", "书记空缺")).code, "not_member");
    act(&mut world, "镇经办", &id, stead("镇长", "书记空缺"));
    let outline = &world.matters[&id].outline;
    assert_eq!((outline.cells["reporter"].as_str(), outline.cells["in_stead"].as_bool()), (Some("镇长"), Some(true)));
}

#[test]
fn what_is_returned_is_mended_item_by_item() {
    let (mut world, id) = opened();
    act(&mut world, "书记", &id, submit());
    act(&mut world, "部长", &id, json!({"verb": "read", "remark": "请股里逐项核实"}));
    assert_eq!(no(&mut world, "经办", &id, json!({"verb": "send_back", "items": []})).code, "table_empty");
    let blank = json!({"verb": "send_back", "items": [{"problem": ""}]});
    assert_eq!(no(&mut world, "经办", &id, blank).at.as_deref(), Some("/items/0/problem"));
    let items = json!([{"problem": "谈话次数与台账不符"}, {"problem": "下步打算没有时限"}]);
    act(&mut world, "经办", &id, json!({"verb": "send_back", "items": items}));
    assert_eq!((world.stage(&id), world.duty(&id, "submit").what.as_str()), ("待补正", "补正半年报告（2项）"));
    let mend = |rows: Value| {
        let mut action = submit();
        action["mended"] = rows;
        action
    };
    let part = mend(json!([{"item": 1, "how": "已核对改正"}]));
    let open = no(&mut world, "书记", &id, part);
    assert_eq!((open.code, open.sentence.as_str()), ("items_open", "补正清单第2项没有写补正情况，请逐项填写。"));
    assert_eq!(no(&mut world, "书记", &id, mend(json!([{"item": 7, "how": "改"}]))).code, "unknown_item");
    let silent = no(&mut world, "书记", &id, mend(json!([{"item": 1, "how": ""}])));
    assert_eq!(silent.at.as_deref(), Some("/mended/0/how"));
    // Mending is late by its own day, not by the report's.
    world.at("2026-07-22T09:00");
    act(&mut world, "书记", &id, mend(json!([{"item": 1, "how": "已核对改正"}, {"item": 2, "how": "已补时限"}])));
    assert_eq!(world.matters[&id].outline.cells["days_late"], 0);
    act(&mut world, "经办", &id, json!({"verb": "accept", "opinion": "情况属实"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn figures_are_counted_once_and_frozen_with_the_report() {
    let (mut world, id) = opened();
    let ended = Trigger::PostEnded {
        person: "副镇长".into(),
        post: "云亭镇副镇长".into(),
        day: day("2026-05-20"),
        reason: "removal".into(),
        to_unit: None,
        matter: "任1".into(),
    };
    world.follow(&[ended]);
    let actor = world.actor("书记");
    let aid = |world: &World| {
        let state = world.state::<HalfYearReport>(&id);
        world.within(&actor, &id, |cx| HalfYearReport::aid(Some(&state), "submit", cx))
    };
    assert!(aid(&world).path.contains(&"离任交接（件）1".to_owned()), "{:?}", aid(&world).path);
    act(&mut world, "书记", &id, submit());
    world.at("2027-01-02T09:00");
    world.tick::<HalfYearReport>();
    let next = report_of(&world, "云亭镇");
    act(&mut world, "书记", &next, submit());
    let figures = world.state::<HalfYearReport>(&next).submitted.expect("made").figures;
    let row = figures.iter().find(|row| row.key == "handovers").expect("counted");
    assert_eq!((row.own, row.below, row.last, row.year_ago), (0, 0, Some(1), None));
}

#[test]
fn the_section_opens_what_is_missing_and_is_told_what_cannot_be() {
    let mut world = county("2026-07-20T09:00");
    let open = |unit: &str, year: i16, half: &str| json!({"verb": "open", "unit": unit, "year": year, "half": half});
    let mut refused = |action: Value| world.refused::<HalfYearReport>("经办", None, action);
    assert_eq!(refused(open("云亭镇", 2026, "second")).code, "day_ahead");
    assert_eq!(refused(open("没有", 2026, "first")).sentence, "没有这个单位，请重新选择。");
    world.act::<HalfYearReport>("经办", None, open("云亭镇", 2026, "first")).expect("opened");
    assert_eq!(world.refused::<HalfYearReport>("经办", None, open("云亭镇", 2026, "first")).code, "report_known");
    let id = report_of(&world, "云亭镇");
    assert_eq!(no(&mut world, "股长", &id, json!({"verb": "drop", "reason": "误开"})).code, "unit_stands");
    world.units.get_mut(&UnitId::from("云亭镇")).expect("a unit").active = false;
    let gone = world.refused::<HalfYearReport>("经办", None, open("云亭镇", 2025, "second"));
    assert_eq!(gone.sentence, "云亭镇已撤销，不再报告，请核对报告单位。");
    assert_eq!(no(&mut world, "股长", &id, json!({"verb": "drop", "reason": ""})).at.as_deref(), Some("/reason"));
    act(&mut world, "股长", &id, json!({"verb": "drop", "reason": "单位撤销，没有承接单位"}));
    assert_eq!(world.stage(&id), "不再报告");
}

/// Two bureaus that reported on 2025 become one on 6 May 2026; its head is appointed on the 25th. Its clerk comes along.
pub(crate) fn merged() -> (World, [MatterId; 2], UnitId) {
    let mut county = unit_change::tests::county();
    for (unit, head) in [(&county.forestry, "方敏"), (&county.machinery, "周正")] {
        let open = json!({"verb": "open", "unit": unit, "year": 2025, "half": "second"});
        let id = county.world.act::<HalfYearReport>("经办", None, open).expect("opened");
        let mut late = submit();
        late["late_reason"] = json!("补报");
        let head = person(&county.world, head);
        act(&mut county.world, &head, &id, late);
        act(&mut county.world, "经办", &id, json!({"verb": "accept"}));
    }
    let action = unit_change::tests::merger(&county);
    let world = &mut county.world;
    let id = world.act::<unit_change::UnitChange>("经办", None, action).expect("registered");
    world.act::<unit_change::UnitChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    world.at("2026-05-06T00:10");
    world.tick::<unit_change::UnitChange>();
    let told = world.told(&id);
    world.follow(&told);
    let new = world.units.values().find(|unit| unit.name == "县林业农机局").expect("begun").id.clone();
    world.at("2026-05-25T09:00");
    let open = json!({"verb": "open", "unit": new, "title": "局长", "chief": true, "side": "government", "leading": true,
        "order": 1});
    let post = world.act::<Post>("经办", None, open).expect("a post");
    let card = json!({"name": "林致远", "sex": "男", "birth": "1978-03", "level": "正科", "authority": "县管"});
    let enter = json!({"verb": "enter", "card": card, "posts": [{"post": post, "since": "2026-05-25"}]});
    world.act::<Cadre>("经办", None, enter).expect("entered");
    let units = [county.forestry.clone(), county.machinery.clone()];
    (county.world, units, new)
}

pub(crate) fn person(world: &World, name: &str) -> String {
    let found = world.people.values().find(|card| card.name == name);
    found.map(|card| card.id.0.clone()).unwrap_or_else(|| name.to_owned())
}

#[test]
fn units_that_merged_owe_one_report_of_three_sections() {
    let (mut world, [forestry, _], new) = merged();
    let gone = json!({"verb": "open", "unit": forestry, "year": 2025, "half": "first"});
    let refusal = world.refused::<HalfYearReport>("经办", None, gone);
    assert_eq!(refusal.sentence, "县林业局已于2026年5月6日撤销，由县林业农机局合并报告，请选择县林业农机局。");
    world.at("2026-07-01T09:00");
    world.tick::<HalfYearReport>();
    let id = report_of(&world, "县林业农机局");
    let opened = world.state::<HalfYearReport>(&id).opened;
    let parts: Vec<_> = opened
        .parts
        .iter()
        .map(|part| {
            let period = part.period;
            (part.name.as_str(), period.from.day, period.to.day, part.head_name.as_deref())
        })
        .collect();
    let (first, last, turn) = (day("2026-01-01"), day("2026-05-05"), day("2026-05-06"));
    assert_eq!(parts[0], ("县林业局", first, last, Some("方敏")));
    assert_eq!(parts[1], ("县农机局", first, last, Some("周正")));
    assert_eq!(parts[2], ("县林业农机局", turn, day("2026-06-30"), None));
    // Nothing is owed by the units that ended, and their heads sign for them.
    assert!(!world.matters.values().any(|matter| matter.kind == "half_year_report"
        && !matter.outline.done
        && matter.outline.units.first() != Some(&new)));
    let head = person(&world, "林致远");
    world.at("2026-07-20T09:00");
    let mut late = submit();
    late["late_reason"] = json!("机构合并");
    let unsigned = no(&mut world, &head, &id, late.clone());
    assert_eq!((unsigned.code, unsigned.at.as_deref()), ("part_unsigned", Some("/unsigned")));
    let former = person(&world, "方敏");
    act(&mut world, &former, &id, json!({"verb": "sign_part"}));
    late["unsigned"] = json!("周正已退休外出");
    act(&mut world, &head, &id, late);
    let made = world.state::<HalfYearReport>(&id).submitted.expect("made");
    // Each handover of the merger is counted once, in the section of its day, and compared with what both had reported.
    let handovers = made.figures.iter().find(|row| row.key == "handovers").expect("counted");
    assert_eq!((made.days_late, handovers.own, handovers.last), (3, 2, Some(0)));
    assert_eq!(made.tallies.len(), 3);
    assert_eq!(made.compared.as_deref(), Some("上期：县林业局、县农机局2025年下半年报告合计"));
    assert_eq!(world.state::<Unit>(&forestry).card.name, "县林业局");
}

/// A figure of the unit's own as a report made on a day would count it.
fn counted(world: &mut World, unit: &str, on: &str, key: &str) -> u32 {
    world.at(on);
    world.tick::<HalfYearReport>();
    let id = report_of(world, unit);
    let state = world.state::<HalfYearReport>(&id);
    let actor = world.actor("书记");
    let tallies = world.within(&actor, &id, |cx| figures::tallies(&state.opened.parts, cx));
    tallies[0].rows.iter().find(|row| row.key == key).expect("counted").own
}

#[test]
fn off_duty_life_is_counted_in_the_half_year_in_which_it_was_found_proved() {
    let mut world = county("2026-06-29T09:00");
    world.sealed.insert("s1".into(), json!("夜间酒后驾驶"));
    let id = world.act::<OffDuty>("书记", None, off_duty::record("副镇长", "police")).expect("recorded");
    off_duty::act(&mut world, "书记", &id, off_duty::tell("2026-06-29"));
    off_duty::act(&mut world, "副镇长", &id, json!({"verb": "answer", "text": off_duty::sealed("s1")}));
    world.at("2026-07-01T08:00");
    off_duty::act(&mut world, "书记", &id, off_duty::proved());
    assert_eq!(counted(&mut world, "云亭镇", "2026-07-01T09:00", "off_duty"), 0);
    assert_eq!(counted(&mut world, "云亭镇", "2027-01-04T09:00", "off_duty"), 1);
}

#[test]
fn a_young_cadre_whose_age_is_not_known_is_counted_too() {
    let mut world = county("2026-06-29T09:00");
    let list = json!({"verb": "list", "person": "副镇长", "ground": "joined_party", "day": "2026-06-01"});
    world.act::<YoungCadre>("镇经办", None, list).expect("listed");
    assert_eq!(counted(&mut world, "云亭镇", "2026-07-01T09:00", "young"), 1);
}

#[test]
fn a_handover_is_the_unit_s_that_was_left_and_one_taken_back_is_none() {
    let mut world = county("2026-05-20T09:00");
    let ended = |decision: &str| Trigger::PostEnded {
        person: "副镇长".into(),
        post: "云亭镇副镇长".into(),
        day: day("2026-05-20"),
        reason: "transfer".into(),
        to_unit: Some("县财政局".into()),
        matter: decision.into(),
    };
    world.follow(&[ended("任1")]);
    assert_eq!(counted(&mut world, "县财政局", "2026-07-01T09:00", "handovers"), 0);
    assert_eq!(counted(&mut world, "云亭镇", "2026-07-01T09:00", "handovers"), 1);
    world.follow(&[Trigger::PostChangeUndone { person: "副镇长".into(), matter: "任1".into() }]);
    assert_eq!(counted(&mut world, "云亭镇", "2026-07-01T09:00", "handovers_open"), 0);
}

#[test]
fn a_leave_is_counted_once_in_the_half_year_in_which_it_begins() {
    let mut world = county("2026-06-24T09:00");
    world.at("2026-06-24T09:00").role("部长", Role::LeaderInCharge, Some("云亭镇"));
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    let apply = json!({"verb": "apply", "purpose": {"business": {"kind": "trip"}},
        "period": {"from": half("2026-06-29", "上午"), "to": half("2026-07-02", "上午")}, "destination": "合肥市",
        "reach": "beyond_city", "reason": "到省厅汇报工作", "phone": "13900000000", "stand_in": "镇长"});
    let id = world.act::<Leave>("副镇长", None, apply).expect("applied");
    for who in ["书记", "部长", "股长"] {
        if world.verbs::<Leave>(who, &id).contains(&"agree") {
            world.act::<Leave>(who, Some(&id), json!({"verb": "agree"})).expect("signed");
        }
    }
    assert_eq!(world.stage(&id), "已批准");
    assert_eq!(counted(&mut world, "云亭镇", "2026-07-01T09:00", "leaves"), 1);
    // He has not reported back by the day after, and the clock has seen it.
    world.at("2026-07-06T09:00");
    world.tick::<Leave>();
    assert_eq!(counted(&mut world, "云亭镇", "2027-01-04T09:00", "leaves"), 0);
    assert_eq!(counted(&mut world, "云亭镇", "2027-01-04T09:00", "overstays"), 1);
}

#[test]
fn a_certificate_not_brought_is_counted_for_the_unit_of_its_holder_and_not_for_whoever_keeps_it() {
    let mut world = county("2026-06-01T09:00");
    world.post("组织部长", "县委组织部", "部长", Seat::Chief(Some(Side::Party)));
    world.sealed.insert("s1".into(), json!("E12345678"));
    let enter = json!({"verb": "enter", "person": "副镇长", "kind": "passport", "number": off_duty::sealed("s1"),
        "issued": "2020-03-01", "expires": "2030-02-28", "held": "owed", "place": "1柜3格",
        "keeper": "县委组织部"});
    let id = world.act::<Certificate>("经办", None, enter).expect("entered");
    assert!(world.matters[&id].outline.units.contains(&"县委组织部".into()));
    assert_eq!(counted(&mut world, "云亭镇", "2026-07-01T09:00", "certificates"), 1);
    assert_eq!(counted(&mut world, "县委组织部", "2026-07-01T09:00", "certificates"), 0);
}
