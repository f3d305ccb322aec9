//! The year's ledgers: closed when the year is over, once, in the order of the years.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{
    access::Role,
    annual::{Numbered, Totals},
    words::MatterId,
};
use serde_json::{Value, json};

/// 请销假 since 2025, 离任交接 since 2026.
pub fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("县委组织部", "party_department", None);
    world
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    let numbered =
        |kind: &str, title: &str, first| Numbered { kind: kind.into(), title: title.into(), first, closed: vec![] };
    world.numbered = vec![numbered("leave", "请销假", 2025), numbered("handover", "离任交接", 2026)];
    world.totals = Totals { own: 7, carried: 2, corrections: 1, left: 3, digest: "d1".into() };
    world
}

fn year(world: &World, year: i16) -> MatterId {
    let title = format!("{year}年度封账");
    world.matters.iter().find(|(_, matter)| matter.outline.title == title).expect("opened").0.clone()
}

fn close(ledger: Option<&str>) -> Value {
    json!({"verb": "close", "ledger": ledger, "checked": "与纸质台账一致"})
}

#[test]
fn the_clock_opens_each_year_that_is_over_and_closing_is_owed_by_the_end_of_january() {
    let mut world = county("2026-12-31T09:00");
    assert_eq!(world.tick::<LedgerYear>(), 1, "2025 only: 2026 still runs");
    world.at("2027-01-01T08:00");
    assert_eq!((world.tick::<LedgerYear>(), world.tick::<LedgerYear>()), (1, 0));
    let id = year(&world, 2026);
    let duty = world.duty(&id, "close");
    assert_eq!((duty.due, duty.what.as_str()), (Some(day("2027-01-31")), "封2026年度台账：请销假、离任交接"));
    assert!(duty.basis.words.contains("次日起算"), "{}", duty.basis.words);
}

#[test]
fn ledgers_are_closed_one_by_one_or_all_at_once_and_then_nothing_is_owed() {
    let mut world = county("2027-01-05T09:00");
    world.tick::<LedgerYear>();
    let (old, new) = (year(&world, 2025), year(&world, 2026));
    world.act::<LedgerYear>("股长", Some(&old), close(None)).expect("closed");
    assert_eq!(world.stage(&old), stage::CLOSED);
    world.act::<LedgerYear>("股长", Some(&new), close(Some("handover"))).expect("closed");
    assert_eq!((world.stage(&new), world.duty(&new, "close").what.as_str()), (stage::PARTLY, "封2026年度台账：请销假"));
    world.act::<LedgerYear>("股长", Some(&new), close(None)).expect("closed");
    assert_eq!(world.stage(&new), stage::CLOSED);
    assert!(world.matters[&new].effects.duties.is_empty());
    let kinds: Vec<_> = world.state::<LedgerYear>(&new).closed().map(|(one, _)| one.kind.clone()).collect();
    assert_eq!(kinds, ["handover", "leave"]);
    assert!(world.verbs::<LedgerYear>("股长", &new).is_empty());
}

#[test]
fn a_ledger_is_not_closed_while_its_year_runs_nor_twice_nor_before_an_earlier_year() {
    let mut world = county("2027-01-05T09:00");
    let refusal = world.refused::<LedgerYear>("股长", None, json!({"verb": "open", "year": 2027}));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("year_running", Some("/year")));
    world.tick::<LedgerYear>();
    let refusal = world.refused::<LedgerYear>("股长", None, json!({"verb": "open", "year": 2026}));
    assert_eq!((refusal.code, refusal.ways.len()), ("ledger_year_opened", 1));
    let refusal = world.refused::<LedgerYear>("股长", None, json!({"verb": "open", "year": 2020}));
    assert_eq!(refusal.code, "ledger_empty");
    let new = year(&world, 2026);
    let refusal = world.refused::<LedgerYear>("股长", Some(&new), close(None));
    assert_eq!((refusal.code, refusal.ways[0].words.as_str()), ("ledger_out_of_order", "先办2025年度封账"));
    assert!(refusal.sentence.contains("请销假2025年度台账还没有封账"), "{}", refusal.sentence);
    world.act::<LedgerYear>("股长", Some(&new), close(Some("handover"))).expect("it had no year before");
    let again = world.refused::<LedgerYear>("股长", Some(&new), close(Some("handover")));
    assert_eq!(again.code, "ledger_closed");
    let unknown = world.refused::<LedgerYear>("股长", Some(&new), close(Some("unit")));
    assert_eq!(unknown.code, "unknown_ledger");
    let unsaid = json!({"verb": "close", "checked": " "});
    assert_eq!(world.refused::<LedgerYear>("股长", Some(&new), unsaid).code, "field_missing");
}

#[test]
fn the_head_of_the_section_closes_and_nobody_corrects_a_closing() {
    let mut world = county("2027-01-05T09:00");
    world.tick::<LedgerYear>();
    let old = year(&world, 2025);
    assert!(world.verbs::<LedgerYear>("经办", &old).is_empty());
    assert_eq!(world.verbs::<LedgerYear>("股长", &old), ["close"]);
    assert_eq!(rules::amend().unwrap_err().code, "not_correctable");
}
