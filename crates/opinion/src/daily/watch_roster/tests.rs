//! Rosters: who may be on watch, and what a leave means for it.

use super::*;
use crate::{
    daily::leave::Leave,
    testing::{Seat as Post, World, day},
};
use engine::{
    access::{Hat, Role},
    procedure::{Lead, Side},
    words::MatterId,
};
use serde_json::{Value, json};

const TOWN: &str = "云亭镇";

pub fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("县委组织部", "party_department", None).unit(TOWN, "township", None);
    world.unit("县财政局", "government_department", None);
    world
        .post("书记", TOWN, "党委书记", Post::Chief(Some(Side::Party)))
        .post("镇长", TOWN, "镇长", Post::Chief(Some(Side::Government)))
        .post("副书记", TOWN, "党委副书记", Post::Member)
        .post("副镇长", TOWN, "副镇长", Post::Member)
        .post("干事", TOWN, "党政办干事", Post::Staff)
        .post("镇经办", TOWN, "党政办主任", Post::Staff)
        .post("局长", "县财政局", "局长", Post::Chief(None))
        .post("经办", "县委组织部", "干部监督股副股长", Post::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Post::Staff)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("县委副书记", Role::DeputySecretary, None)
        .role("镇经办", Role::UnitClerk, Some(TOWN));
    world
}

pub fn row(day: &str, part: &str, leader: &str, keeper: &str) -> Value {
    json!({"day": day, "part": part, "leader": leader, "keeper": keeper})
}

pub fn enter(unit: &str, rows: &[Value]) -> Value {
    json!({"verb": "enter", "unit": unit, "rows": rows})
}

pub fn leave(from: &str, to: &str) -> Value {
    let half = |text: &str| json!({"day": &text[..10], "half": &text[10..]});
    json!({"verb": "apply", "purpose": {"private": {"kind": "personal"}},
        "period": {"from": half(from), "to": half(to)}, "destination": "芜湖市", "reach": "beyond_county",
        "reason": "家事", "phone": "13955500000", "stand_in": "副书记"})
}

/// The roster of two October days.
fn entered() -> (World, MatterId) {
    let mut world = county("2026-09-28T09:00");
    let rows = [row("2026-10-03", "day", "副镇长", "干事"), row("2026-10-03", "night", "副书记", "干事")];
    let id = world.act::<WatchRoster>("镇经办", None, enter(TOWN, &rows)).expect("entered");
    (world, id)
}

/// A leave of the deputy head, approved by the secretary.
fn approved(world: &mut World, from: &str, to: &str) -> MatterId {
    let id = world.act::<Leave>("副镇长", None, leave(from, to)).expect("asked");
    world.act::<Leave>("书记", Some(&id), json!({"verb": "agree"})).expect("signed");
    id
}

#[test]
fn the_units_clerk_enters_the_roster_and_everybody_on_it_is_on_watch() {
    let (world, id) = entered();
    let watches = &world.matters[&id].effects.watches;
    assert_eq!(watches.len(), 4);
    let night: Vec<_> =
        watches.iter().filter(|watch| watch.label == "夜班").map(|watch| watch.period.words()).collect();
    assert!(night[0] == "10月3日下午至4日上午", "{night:?}");
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), (stage::SET, 0));
    assert!(world.verbs_before::<WatchRoster>("干事").is_empty());
}

#[test]
fn who_is_not_of_the_unit_or_of_its_body_is_refused_at_his_cell() {
    let mut world = county("2026-09-28T09:00");
    let mut no = |who: &str, unit: &str, rows: &[Value]| {
        let refusal = world.refused::<WatchRoster>(who, None, enter(unit, rows));
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let good = row("2026-10-03", "day", "副镇长", "干事");
    assert_eq!(
        no("镇经办", "县财政局", &[row("2026-10-03", "day", "局长", "局长")]),
        ("not_your_unit", "/unit".into())
    );
    let second = |row: Value| [good.clone(), row];
    let rows = second(row("2026-10-04", "day", "干事", "镇经办"));
    assert_eq!(no("镇经办", TOWN, &rows), ("not_of_the_unit", "/rows/1/leader".into()));
    let rows = second(row("2026-10-04", "day", "副镇长", "局长"));
    assert_eq!(no("镇经办", TOWN, &rows), ("not_of_the_unit", "/rows/1/keeper".into()));
    let rows = second(row("2026-10-04", "day", "副镇长", "副镇长"));
    assert_eq!(no("镇经办", TOWN, &rows), ("watch_alone", "/rows/1/keeper".into()));
    assert_eq!(no("镇经办", TOWN, &second(good.clone())), ("watch_twice", "/rows/1/day".into()));
    assert_eq!(no("经办", TOWN, &[]), ("table_empty", "/rows".into()));
}

#[test]
fn nobody_is_put_on_watch_for_a_time_in_which_he_is_away_with_approval() {
    let mut world = county("2026-09-21T09:00");
    approved(&mut world, "2026-10-03上午", "2026-10-04下午");
    let rows = [row("2026-10-03", "day", "副镇长", "干事")];
    let refusal = world.refused::<WatchRoster>("镇经办", None, enter(TOWN, &rows));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("watch_while_away", Some("/rows/0/leader")));
    assert!(refusal.sentence.contains("已获批准"), "{}", refusal.sentence);
}

#[test]
fn a_leave_during_a_watch_is_refused_and_names_with_whom_to_swap() {
    let (mut world, roster) = entered();
    let refusal = world.refused::<Leave>("副镇长", None, leave("2026-10-02上午", "2026-10-03上午"));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("on_watch", Some("/period")));
    assert!(refusal.sentence.contains("带班") && refusal.sentence.contains("可换书记、镇长"), "{}", refusal.sentence);
    assert_eq!(refusal.ways[0].lead, Lead::Matter(roster.clone()));
    let swap = |to: &str| json!({"verb": "swap", "day": "2026-10-03", "part": "day", "seat": "leader", "to": to, "reason": "家事"});
    assert_eq!(world.refused::<WatchRoster>("镇经办", Some(&roster), swap("干事")).code, "watch_alone");
    let unknown =
        json!({"verb": "swap", "day": "2026-10-09", "part": "day", "seat": "leader", "to": "镇长", "reason": "家事"});
    assert_eq!(world.refused::<WatchRoster>("镇经办", Some(&roster), unknown).code, "unknown_watch");
    world.act::<WatchRoster>("镇经办", Some(&roster), swap("镇长")).expect("swapped");
    world.act::<Leave>("副镇长", None, leave("2026-10-02上午", "2026-10-03上午")).expect("asked");
    assert_eq!(world.state::<WatchRoster>(&roster).swapped, 1);
}

/// A leave that was asked for before the roster and approved after it with a reason: the clock has seen it.
pub fn clashing() -> (World, MatterId, MatterId) {
    let mut world = county("2026-09-21T09:00");
    let asked = world.act::<Leave>("副镇长", None, leave("2026-10-03上午", "2026-10-04下午")).expect("asked");
    let rows = [row("2026-10-03", "day", "副镇长", "干事")];
    let roster = world.act::<WatchRoster>("镇经办", None, enter(TOWN, &rows)).expect("entered");
    let notes = world.state::<WatchRoster>(&roster).entered.notes;
    assert!(notes[0].contains("待审批，批准后须调班"), "{notes:?}");
    assert_eq!(world.tick::<WatchRoster>(), 0, "not approved yet");
    let refusal = world.refused::<Leave>("书记", Some(&asked), json!({"verb": "agree"}));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("on_watch", Some("/exception")));
    assert!(refusal.sentence.contains("请先调班") && refusal.sentence.contains("准予例外的"), "{}", refusal.sentence);
    let allowed = json!({"verb": "agree", "exception": "家中急事，批准后调班"});
    world.act::<Leave>("书记", Some(&asked), allowed).expect("signed");
    assert_eq!((world.tick::<WatchRoster>(), world.tick::<WatchRoster>()), (1, 0));
    (world, roster, asked)
}

#[test]
fn a_leave_approved_on_somebodys_watch_opens_a_duty_which_a_swap_ends() {
    let (mut world, roster, _) = clashing();
    let duty = world.duty(&roster, "swap:2026-10-03:白班:带班");
    assert_eq!((world.stage(&roster), duty.due), (stage::SWAPPING, Some(day("2026-10-02"))));
    assert!(duty.owner.contains(&Hat::RoleAt(Role::UnitClerk, TOWN.into())));
    let swap =
        json!({"verb": "swap", "day": "2026-10-03", "part": "day", "seat": "leader", "to": "镇长", "reason": "外出"});
    world.act::<WatchRoster>("镇经办", Some(&roster), swap).expect("swapped");
    assert_eq!((world.stage(&roster), world.tick::<WatchRoster>()), (stage::SET, 0));
    world.at("2026-10-04T09:00");
    world.tick::<WatchRoster>();
    assert_eq!(world.stage(&roster), stage::OVER);
    assert!(world.matters[&roster].effects.watches.is_empty());
}

#[test]
fn a_leave_given_up_ends_the_duty_to_swap() {
    let (mut world, roster, asked) = clashing();
    world.act::<Leave>("副镇长", Some(&asked), json!({"verb": "cancel", "reason": "不去了"})).expect("cancelled");
    world.at("2026-09-22T09:00");
    assert_eq!((world.tick::<WatchRoster>(), world.tick::<WatchRoster>()), (1, 0));
    assert_eq!((world.stage(&roster), world.matters[&roster].effects.duties.len()), (stage::SET, 0));
}
