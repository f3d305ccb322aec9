use std::collections::BTreeMap;

use engine::access::Role;
use engine::days::{Calendar, Day};
use serde_json::{Value, json};
use store::{Answer, County, Target};

use super::cast::Cast;
use super::office::request;
use super::world::World;
use super::{moves, season, wish};
use crate::chance::Chance;
use crate::made::{Made, Scale, Sex};

fn calendar() -> Calendar {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policy/jingxian/holidays.csv"));
    Calendar::parse(&text.expect("the pack's calendar")).expect("a calendar without a broken row")
}

fn day(text: &str) -> Day {
    Day::of(text).unwrap()
}

#[test]
fn the_days_around_a_holiday_are_the_busy_ones_and_nobody_asks_on_a_day_off() {
    let calendar = calendar();
    let weight = |text| season::weight(&calendar, day(text));
    assert_eq!(weight("2025-10-03"), 0);
    assert_eq!(weight("2025-09-27"), 0);
    // 2025-09-28 is a Sunday that is worked.
    assert!(weight("2025-09-28") > 0);
    assert!(weight("2025-10-09") > 2 * weight("2025-11-19"));
    assert!(weight("2025-09-30") > weight("2025-11-19"));
    assert_eq!(weight("2025-11-17"), weight("2025-11-19"), "a weekend is not a long rest");
}

#[test]
fn wishes_have_a_length_a_place_and_a_course_and_come_again_from_the_same_seed() {
    let calendar = calendar();
    let draw = |seed| {
        let mut chance = Chance::new(seed);
        let all = (0..2000).map(|_| wish::draw(&mut chance, &calendar, day("2025-03-04"), Sex::Man, 45));
        all.flatten().collect::<Vec<_>>()
    };
    let wishes = draw(4);
    assert_eq!(wishes, draw(4));
    let duty = wishes.iter().filter(|w| w.sort.on_duty()).count() * 100 / wishes.len();
    assert!((38..=52).contains(&duty), "{duty} of 100 on duty");
    assert!(wishes.iter().all(|w| w.period.half_days() >= 1 && w.period.from.day >= day("2025-03-04")));
    assert!(wishes.iter().all(|w| !w.emergency || matches!(w.sort, wish::Sort::Sick | wish::Sort::Funeral)));
}

#[test]
fn two_years_of_moves_keep_every_post_with_one_holder_and_most_of_them_filled() {
    let made = Made::new(3, Scale::COUNTY, day("2024-05-06").0);
    let (mut world, mut chance) = (World::new(&made), Chance::new(3));
    let meetings = moves::meetings(&mut chance, &calendar(), day("2024-05-06"), day("2026-05-05"));
    let mut moved = 0;
    for (on, size) in meetings {
        let batch = moves::batch(&mut chance, &mut world, on, size);
        for one in &batch {
            assert!(!one.leaves.is_empty() || one.takes.len() == 1);
            assert!(one.takes.iter().all(|post| world.holder(*post).is_some()));
        }
        moved += batch.len();
    }
    assert!((200..=480).contains(&moved), "{moved} moves in two years");
    assert!(world.vacancies().len() < 40, "{} empty posts", world.vacancies().len());
    assert!(world.managed().count() > 540, "{}", world.managed().count());
}

#[test]
fn three_months_of_a_small_county_leave_a_sound_journal_and_the_same_one_for_the_same_seed() {
    let once = |name: &str| {
        let (county, folder) = crate::build::tests::empty(name, 5);
        let (from, to) = (day("2025-03-03"), day("2025-05-30"));
        let made = Made::new(5, Scale::SMALL, from.0);
        let cast = crate::build::build(&county, &made, from.begins(), &mut |_, _| {}).unwrap();
        let mut days = 0;
        let tally =
            super::run::play(&county, &made, cast, (from, to), 5, &mut |progress| days = progress.days).unwrap();
        assert_eq!(days, 89);
        let report = county.verify().unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
        drop(county);
        std::fs::remove_dir_all(folder).unwrap();
        (tally, report.events)
    };
    let (tally, events) = once("play-one");
    assert_eq!((tally.clone(), events), once("play-two"));
    for verb in ["leave.apply", "leave.agree", "leave.report_back", "post_change.confirm", "handover.fill"] {
        assert!(tally.count(&format!("{verb} accepted")) > 0, "{verb}: {:?}", tally.outcomes);
    }
    assert_eq!(tally.outcomes.keys().filter(|name| name.ends_with("malformed")).count(), 0, "{:?}", tally.words);
}

/// What a workbench shows of one sort of duty.
#[derive(Debug, Default)]
struct Pile {
    open: usize,
    overdue: usize,
    /// Days by which the oldest is overdue.
    oldest: i64,
}

/// What a year brings beside leaves and posts.
const THEMES: [&str; 35] = [
    "registered_person.report_change",
    "registered_person.remove",
    "abroad.return",
    "abroad.refuse",
    "abroad.report_return",
    "certificate.lend",
    "certificate.give_back",
    "certificate.dun",
    "certificate.report_loss",
    "certificate.replace",
    "certificate_check.settle",
    "border_record.judge",
    "inspection_plan.confirm",
    "inspection.state",
    "inspection.recheck",
    "inspection.approve",
    "watch_roster.swap",
    "term_change.confirm_result",
    "term_change.done_step",
    "dispatch.issue",
    "dispatch.dun",
    "dispatch.receive",
    "audit_result.report",
    "audit_result.file",
    "tour_findings.plan",
    "tour_findings.check",
    "chief_supervision.list",
    "intervention.decide",
    "declaration.file",
    "declaration.accept",
    "appraisal.tell",
    "appraisal.lift",
    "party_life.enter",
    "member_review.tell",
    "member_review.answer",
];

#[test]
fn a_played_county_ends_with_a_handful_of_overdue_duties_and_none_of_them_old() {
    let (county, folder) = crate::build::tests::empty("played", 2);
    let (from, today) = (day("2025-02-03"), day("2026-02-02"));
    let made = Made::new(2, Scale { townships: 3, bodies: 16, managed: 130, sections: 110 }, from.0);
    let cast = crate::build::build(&county, &made, from.begins(), &mut |_, _| {}).unwrap();
    let tally = super::run::play(&county, &made, cast, (from, today), 2, &mut |_| {}).unwrap();
    assert!(tally.stuck.is_empty(), "the clock was refused: {:?}", tally.stuck);
    let mut piles: BTreeMap<String, Pile> = BTreeMap::new();
    for owed in county.all_owed().unwrap() {
        let sort = owed.key.split(['.', ':']).next().unwrap_or_default();
        let pile = piles.entry(format!("{}.{sort}", owed.kind)).or_default();
        pile.open += 1;
        let late = owed.due.map_or(0, |due| due.days_until(today));
        pile.overdue += usize::from(late > 0);
        pile.oldest = pile.oldest.max(late);
    }
    for (sort, pile) in &piles {
        eprintln!("{sort}: {} open, {} overdue, the oldest by {} days", pile.open, pile.overdue, pile.oldest);
        assert!(pile.overdue <= 8, "{sort}: {pile:?}");
        assert!(pile.oldest <= 45, "{sort}: {pile:?}");
    }
    assert!(piles.values().any(|pile| pile.overdue > 0), "nobody is ever late: {piles:?}");
    let open = |sort: &str| piles.get(sort).map_or(0, |pile| pile.open);
    let strange = open("border_record.explain") + open("border_record.judge");
    assert!(strange == 1 && open("dispatch.receive") > 0, "what is left open on purpose: {piles:?}");
    for verb in THEMES {
        assert!(tally.count(&format!("{verb} accepted")) > 0, "{verb}: {:?}", tally.outcomes);
    }
    let on_behalf = county.logged_since(0).unwrap().iter().filter(|event| event.actor.contains("signed_on")).count();
    assert!(on_behalf > 0, "nothing was entered on behalf");
    drop(county);
    std::fs::remove_dir_all(folder).unwrap();
}

/// A county in which one deputy has been relieved of his post, and his handover.
fn relieved(county: &County, made: &Made, cast: &Cast, on: Day) -> (Answer, store::Owed) {
    let world = World::new(made);
    let deputy = |key: &usize| {
        let post = world.main(*key);
        !world.heads(*key) && world.posts(*key).len() == 1 && post.is_some_and(|post| post.leading)
    };
    let person = world.managed().map(|(key, _)| key).find(deputy).unwrap();
    let act = |role: Role, target: Target, action: Value| {
        let actor = cast.actor(&world, cast.with_role(role).unwrap());
        county.act(request(actor, on.begins(), target, action)).unwrap()
    };
    let leaves = json!([{"post": cast.post(world.posts(person)[0]), "day": on, "reason": "removal"}]);
    let decision = json!({"verb": "register", "person": cast.person(person), "authority": "县委", "document": "青任〔2025〕9号", "decided_on": on, "leaves": leaves});
    let registered = act(Role::SectionClerk, Target::new("post_change"), decision);
    let target = Target::existing(registered.id.as_str(), registered.n);
    let confirmed = act(Role::SectionHead, target, json!({"verb": "confirm"}));
    let owed = county.all_owed().unwrap().into_iter().find(|owed| owed.kind == "handover").unwrap();
    (confirmed, owed)
}

#[test]
fn a_suspended_handover_still_hears_that_the_decision_was_revoked() {
    let (county, folder) = crate::build::tests::empty("suspended", 5);
    let on = day("2025-03-03");
    let made = Made::new(5, Scale::SMALL, on.0);
    let cast = crate::build::build(&county, &made, on.begins(), &mut |_, _| {}).unwrap();
    let (decision, handover) = relieved(&county, &made, &cast, on);
    let world = World::new(&made);
    let head = cast.actor(&world, cast.with_role(Role::SectionHead).unwrap());
    let act = |target: Target, action: Value| county.act(request(head.clone(), on.begins(), target, action));
    let suspend = json!({"verb": "suspend", "from": on, "reason": "移交人住院"});
    let held = act(Target::existing(handover.matter.clone(), handover.n), suspend).unwrap();
    assert!(held.offers.iter().all(|offer| offer.verb != "fill"), "{:?}", held.offers);
    let fill = json!({"verb": "fill", "content": "work", "none": true});
    assert!(act(Target::existing(handover.matter.clone(), held.n), fill).is_err());
    let revoke = json!({"verb": "revoke", "reason": "县委决定撤回任免"});
    act(Target::existing(decision.id.as_str(), decision.n), revoke).unwrap();
    let (_, _, state) = county.state_of(&handover.matter).unwrap().unwrap();
    assert!(state.contains("\"undone\":true"), "{state}");
    assert!(county.all_owed().unwrap().iter().all(|owed| owed.matter != handover.matter));
    assert!(county.verify().unwrap().is_sound());
    drop(county);
    std::fs::remove_dir_all(folder).unwrap();
}
