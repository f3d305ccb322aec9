//! The draw: the same for everybody who does it again, from a seed that nobody could choose.

use super::{draw::*, *};
use crate::{
    focus::declaration::{
        self, Declaration,
        tests::{county as ground, file, report_of},
    },
    testing::{World, day},
};
use engine::words::MatterId;
use serde_json::{Value, json};

const CODES: [&str; 5] = ["m0001", "m0002", "m0003", "m0004", "m0005"];
const SEED: &str = "09 17 21 25 26 31 + 08";

#[test]
fn the_same_list_and_seed_give_the_same_draw_whatever_the_order_of_the_list() {
    let drawn = draw(CODES, SEED, 2);
    // Done again with another tool: printf '%s\n%s\n%s' SEED DIGEST CODE | sha256sum
    assert_eq!(digest(CODES), "58b0995c79e885336e1108381cde51c2086f04b1f7f7c57fb07a178b63391efc");
    assert_eq!(drawn[0], ("3243ad54923a88154ffd340859e00bffce3bb332bd97dbae92d5a02658e7e690".to_owned(), "m0005"));
    assert_eq!(drawn[1].1, "m0002");
    let mut other = CODES;
    for turn in 0..CODES.len() {
        other.rotate_left(1);
        other.swap(0, turn);
        assert_eq!((draw(other, SEED, 2), digest(other)), (drawn.clone(), digest(CODES)));
    }
    assert_eq!(draw(CODES.into_iter().chain(CODES), SEED, 2), drawn, "a code written twice is one");
}

#[test]
fn another_seed_or_another_list_gives_another_draw() {
    let whole = |seed: &str| draw(CODES, seed, 5).into_iter().map(|(_, code)| code).collect::<Vec<_>>();
    assert_ne!(whole(SEED), whole("09 17 21 25 26 31 + 09"));
    assert_ne!(digest(CODES), digest(["m0001", "m0002", "m0003", "m0004"]));
    assert_ne!(digest(["m1", "m2"]), digest(["m1m2"]));
    assert_ne!(rank(SEED, &digest(CODES), "m0001"), rank(SEED, &digest(["m0001"]), "m0001"));
}

#[test]
fn a_share_is_rounded_up_and_never_more_than_all() {
    let counts = [(0, 10), (1, 10), (9, 10), (10, 10), (11, 10), (600, 10), (5, 0), (5, 100), (5, 400)];
    let expected = [0, 1, 1, 1, 2, 60, 0, 5, 5];
    assert_eq!(counts.map(|(listed, percent)| count(listed, percent)), expected);
    assert_eq!(draw(CODES, SEED, 9).len(), 5);
}

#[test]
fn over_many_seeds_everybody_is_drawn_about_as_often() {
    let mut drawn = [0_u32; 5];
    for seed in 0..1000 {
        for (_, code) in draw(CODES, &seed.to_string(), 1) {
            drawn[CODES.iter().position(|known| *known == code).expect("of the list")] += 1;
        }
    }
    assert!(drawn.iter().all(|times| (150..250).contains(times)), "{drawn:?}");
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world
        .act::<DeclarationCheck>(who, Some(id), action.clone())
        .unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<DeclarationCheck>(who, Some(id), action)
}

pub(crate) fn check_of(world: &World) -> MatterId {
    let of = |matter: &crate::testing::Matter| matter.kind == "declaration_check";
    world.matters.iter().rev().find(|(_, matter)| of(matter)).expect("a check").0.clone()
}

pub(crate) fn prepare(known_on: &str) -> Value {
    json!({"verb": "prepare", "source": "2026年3月5日双色球开奖号码", "known_on": known_on})
}

pub(crate) fn draw_now(witness: &str) -> Value {
    json!({"verb": "draw", "seed": SEED, "witness": witness})
}

/// Three reports on 2025, two of them filed, and the check opened on 2 March 2026.
pub(crate) fn opened() -> (World, MatterId) {
    let mut world = ground("2026-01-05T09:00");
    world.tick::<Declaration>();
    for person in ["副镇长", "镇长"] {
        let id = report_of(&world, person);
        declaration::tests::act(&mut world, person, &id, file());
    }
    world.at("2026-03-02T09:00");
    world.tick::<DeclarationCheck>();
    let id = check_of(&world);
    (world, id)
}

#[test]
fn the_clock_opens_one_check_a_year_once_there_are_reports() {
    let (mut world, id) = opened();
    assert_eq!((world.tick::<DeclarationCheck>(), world.stage(&id)), (0, "待备名单"));
    assert_eq!(world.duty(&id, "prepare").basis.clause, "4.3.1");
    let mut early = ground("2026-02-28T09:00");
    assert_eq!(early.tick::<DeclarationCheck>(), 0);
    early.at("2026-03-02T09:00");
    assert_eq!(early.tick::<DeclarationCheck>(), 0, "nothing was reported");
    let open = |year: i16| json!({"verb": "open", "year": year});
    assert_eq!(world.refused::<DeclarationCheck>("经办", None, open(2025)).code, "already_open");
    assert_eq!(world.refused::<DeclarationCheck>("经办", None, open(2026)).code, "day_ahead");
    let id = early.act::<DeclarationCheck>("经办", None, open(2025)).expect("opened");
    assert_eq!(no(&mut early, "经办", &id, prepare("2026-03-05")).code, "list_empty");
    assert_eq!(no(&mut early, "股长", &id, json!({"verb": "skip", "reason": ""})).at.as_deref(), Some("/reason"));
}

#[test]
fn list_and_source_are_fixed_before_anybody_can_know_the_seed() {
    let (mut world, id) = opened();
    let mut nowhere = prepare("2026-03-05");
    nowhere["source"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, nowhere).at.as_deref(), Some("/source"));
    for known in ["2026-03-01", "2026-03-02"] {
        assert_eq!(no(&mut world, "经办", &id, prepare(known)).code, "seed_known", "{known}");
    }
    act(&mut world, "经办", &id, prepare("2026-03-05"));
    let prepared = world.state::<DeclarationCheck>(&id).prepared.expect("prepared");
    assert_eq!((prepared.listed, prepared.share, prepared.count), (2, 10, 1));
    assert_eq!(prepared.digest, digest(prepared.list.iter().map(|entry| entry.code.as_str())));
    assert_eq!(world.duty(&id, "draw").due, Some(day("2026-03-05")));
    assert_eq!(no(&mut world, "经办", &id, draw_now("审计")).code, "day_ahead");
}

#[test]
fn somebody_of_another_unit_watches() {
    let (mut world, id) = opened();
    act(&mut world, "经办", &id, prepare("2026-03-05"));
    world.at("2026-03-05T22:00");
    assert_eq!(no(&mut world, "经办", &id, draw_now("股长")).code, "witness_own");
    assert_eq!(no(&mut world, "经办", &id, draw_now("无")).code, "unknown_person");
    let mut blank = draw_now("审计");
    blank["seed"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, blank).at.as_deref(), Some("/seed"));
    act(&mut world, "经办", &id, draw_now("审计"));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已抽取", true));
}

#[test]
fn reports_drawn_are_checked_each_in_its_own_matter_and_a_draw_taken_back_frees_them() {
    let (mut world, id) = opened();
    act(&mut world, "经办", &id, prepare("2026-03-05"));
    world.at("2026-03-05T22:00");
    act(&mut world, "经办", &id, draw_now("审计"));
    let told = world.told(&id);
    world.follow(&told);
    let state = world.state::<DeclarationCheck>(&id);
    let hit = MatterId::from(state.drawn.as_ref().expect("drawn").hits[0].code.as_str());
    assert_eq!(world.matters[&hit].outline.cells["check"], "随机抽查");
    let others = [report_of(&world, "副镇长"), report_of(&world, "镇长"), report_of(&world, "书记")];
    assert_eq!(others.iter().filter(|id| world.stage(id) == "待核实").count(), 1);
    assert!(world.matters[&id].outline.persons.is_empty(), "nobody drawn reads who else was");
    // Anybody with the printed record can do the sum.
    let prepared = state.prepared.as_ref().expect("prepared");
    let again = draw(prepared.list.iter().map(|entry| entry.code.as_str()), SEED, prepared.count);
    assert_eq!(again[0].1, hit.as_str());
    world.follow(&DeclarationCheck::retells(&state, None));
    assert_eq!(world.stage(&hit), "待审核");
}
