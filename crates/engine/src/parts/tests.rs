//! The parts by themselves, where a mechanism's tests reach only some of their turns.

use super::*;
use crate::{
    access::{Hat, Role},
    days::Day,
    policy::{Clock, Policy},
    procedure::Pace,
    words::{FileId, PersonId, Prose},
};

fn day(text: &str) -> Day {
    Day::of(text).expect(text)
}

fn station(word: &str, role: Role) -> Station {
    Station { word: word.to_owned(), by: vec![Hat::Role(role)], clause: "3.1.1".to_owned() }
}

fn chain() -> Chain {
    Chain::new(vec![
        station("组织部审核", Role::SectionHead),
        station("常务副县长审核", Role::ExecutiveDeputy),
        station("县长审批", Role::CountyHead),
    ])
}

fn signed(chain: &Chain, on: &str, verdict: Verdict) -> Opinion {
    chain.opinion(Some("某人".into()), day(on), verdict, None).expect("a station waits")
}

fn agree(chain: &mut Chain, on: &str) {
    let opinion = signed(chain, on, Verdict::Agreed);
    assert!(chain.agree(opinion));
}

#[test]
fn a_chain_is_signed_one_after_the_other_and_then_complete() {
    let mut chain = chain();
    for (place, on) in ["2026-05-05", "2026-05-06", "2026-05-07"].into_iter().enumerate() {
        assert_eq!((chain.at, chain.is_last(), chain.is_complete()), (place, place == 2, false));
        agree(&mut chain, on);
    }
    assert!(chain.is_complete() && chain.current().is_none());
    assert_eq!(chain.opinion(None, day("2026-05-08"), Verdict::Agreed, None), None, "nobody is left to sign");
}

#[test]
fn an_opinion_of_another_station_is_not_entered() {
    let mut chain = chain();
    let early = signed(&chain, "2026-05-05", Verdict::Agreed);
    agree(&mut chain, "2026-05-05");
    let before = chain.clone();
    assert!(!chain.agree(early.clone()), "signed already");
    assert!(!chain.turn_back(early, 0));
    assert_eq!(chain, before, "nothing of it is kept");
}

#[test]
fn a_chain_is_turned_back_only_to_a_station_already_passed() {
    let mut chain = chain();
    agree(&mut chain, "2026-05-05");
    for to in [1, 2] {
        let back = signed(&chain, "2026-05-06", Verdict::Returned);
        assert!(!chain.turn_back(back, to), "{to} has not signed");
    }
    let back = signed(&chain, "2026-05-06", Verdict::Returned);
    assert!(chain.turn_back(back, 0));
    assert_eq!((chain.at, chain.opinions.len()), (0, 2));
}

#[test]
fn signed_again_after_a_return_the_round_is_counted_and_shown_on_the_step() {
    let mut chain = chain();
    assert_eq!(chain.round(), 0);
    agree(&mut chain, "2026-05-05");
    let back = signed(&chain, "2026-05-06", Verdict::Returned);
    assert!(chain.turn_back(back, 0));
    assert_eq!(chain.round(), 1);
    let steps = chain.steps();
    assert_eq!((steps[0].word.as_str(), steps[0].pace, steps[0].day), ("组织部审核（第2次）", Pace::Current, None));
    assert_eq!(steps[1].pace, Pace::Later);
    agree(&mut chain, "2026-05-07");
    let steps = chain.steps();
    assert_eq!((steps[0].pace, steps[0].day), (Pace::Done, Some(day("2026-05-07"))), "the later signature counts");
    assert_eq!(steps[1].word, "常务副县长审核（第2次）");
}

#[test]
fn restarted_a_chain_has_other_stations_and_keeps_what_was_said() {
    let mut chain = chain();
    agree(&mut chain, "2026-05-05");
    chain.restart(vec![station("组织部审核", Role::SectionHead), station("县委书记审批", Role::CountySecretary)]);
    assert_eq!((chain.at, chain.stations.len(), chain.opinions.len(), chain.round()), (0, 2, 1, 1));
    agree(&mut chain, "2026-05-06");
    assert!(chain.is_last());
    agree(&mut chain, "2026-05-06");
    assert!(chain.is_complete());
    assert!(chain.steps().iter().all(|step| step.pace == Pace::Done && step.day == Some(day("2026-05-06"))));
}

const REPLY: &str = "admonition.inquiry_reply";

#[test]
fn a_reply_over_spring_festival_comes_a_day_late() {
    let policy = Policy::parse(&crate::pack!()).expect("the pack is sound");
    let clock = Clock { policy: &policy, pauses: &[] };
    let mut reply = ReplyClock::new(REPLY, day("2026-02-10"));
    assert_eq!(reply.due(&clock, "送达").day, Some(day("2026-03-09")));
    assert_eq!(reply.days_late(&clock, "送达"), None, "not answered");
    reply.answered = Some(day("2026-03-09"));
    assert_eq!(reply.days_late(&clock, "送达"), Some(0));
    reply.answered = Some(day("2026-03-10"));
    assert_eq!(reply.days_late(&clock, "送达"), Some(1));
    assert_eq!(ReplyClock::new(REPLY, day("2026-02-13")).due(&clock, "送达").day, Some(day("2026-03-12")));
}

#[test]
fn a_reason_stated_in_time_brings_a_new_day_and_the_old_one_stays_computable() {
    let policy = Policy::parse(&crate::pack!()).expect("the pack is sound");
    let clock = Clock { policy: &policy, pauses: &[] };
    let mut reply = ReplyClock::new(REPLY, day("2026-02-10"));
    assert!(reply.may_extend(day("2026-03-06"), day("2026-03-16"), &clock, "送达"));
    assert!(reply.may_extend(day("2026-03-09"), day("2026-03-16"), &clock, "送达"), "the last day is in time");
    assert!(!reply.may_extend(day("2026-03-10"), day("2026-03-16"), &clock, "送达"), "stated too late");
    assert!(!reply.may_extend(day("2026-03-06"), day("2026-03-09"), &clock, "送达"), "no later than it was");
    reply.extend(day("2026-03-16"), Prose::from("外地住院"));
    reply.answered = Some(day("2026-03-10"));
    let due = reply.due(&clock, "送达");
    assert_eq!((due.day, reply.days_late(&clock, "送达")), (Some(day("2026-03-16")), Some(0)));
    assert!(due.basis.words.ends_with("到期2026-03-09；准予延至2026-03-16"), "{}", due.basis.words);
    assert_eq!(reply.first_due(&clock, "送达").day, Some(day("2026-03-09")));
    assert!(!reply.may_extend(day("2026-03-12"), day("2026-03-20"), &clock, "送达"), "it is answered");
}

#[test]
fn a_problem_is_reported_checked_and_struck_off_and_opens_again_where_it_was_not_put_right() {
    let mut problem = Rectification::new(Prose::from("台账不全"));
    assert!(!problem.check(None, Passed::Yes), "nothing was reported");
    assert!(problem.report(Prose::from("已补齐")));
    assert!(!problem.report(Prose::from("再报")), "it waits for the check");
    assert!(problem.check(Some("复查人".into()), Passed::No));
    assert_eq!((problem.stage, problem.done.as_ref()), (RectificationStage::Open, Some(&Prose::from("已补齐"))));
    assert!(problem.report(Prose::from("全部补齐")) && problem.check(Some("复查人".into()), Passed::Yes));
    assert_eq!((problem.stage, problem.checker), (RectificationStage::Struck, Some(PersonId::from("复查人"))));
}

#[test]
fn what_is_struck_off_is_neither_reported_nor_checked_again() {
    let mut problem = Rectification::new(Prose::from("台账不全"));
    assert!(problem.report(Prose::from("已补齐")) && problem.check(None, Passed::Yes));
    let before = problem.clone();
    assert!(!problem.report(Prose::from("再报")) && !problem.check(None, Passed::No));
    assert_eq!(problem, before);
}

#[test]
fn signatures_come_in_any_order_each_once_and_are_taken_back_together() {
    let by = |person: &str| vec![Hat::Person(person.into())];
    let mut paper = Signatures::default().ask("leaver", "移交人", by("甲")).ask("receiver", "接收人", by("乙")).ask(
        "supervisor",
        "监交人",
        by("丙"),
    );
    let (on, scan) = (day("2026-10-09"), Some(FileId::from("d1")));
    assert!(paper.sign("supervisor", Some("丙".into()), on, None));
    assert!(paper.sign("leaver", Some("甲".into()), on, scan.clone()));
    let missing: Vec<&str> = paper.missing().map(|signature| signature.word.as_str()).collect();
    assert_eq!(missing, ["接收人"]);
    assert!(!paper.sign("leaver", Some("丁".into()), on, None), "signed already");
    assert!(!paper.sign("witness", Some("丁".into()), on, None), "nobody asked for it");
    let leaver = paper.get("leaver").expect("asked for");
    assert_eq!((leaver.signer.as_ref(), &leaver.paper), (Some(&PersonId::from("甲")), &scan));
    assert!(paper.sign("receiver", None, on, None) && paper.is_complete(), "a paper may be signed by nobody on record");
    paper.clear();
    assert_eq!(paper.missing().count(), 3);
    assert_eq!(paper.get("leaver").expect("still asked for").paper, None);
    assert!(paper.sign("leaver", Some("甲".into()), on, None));
}

#[test]
fn a_paper_that_asks_for_no_signature_is_complete() {
    assert!(Signatures::default().is_complete());
}
