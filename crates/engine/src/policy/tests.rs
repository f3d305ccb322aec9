use super::*;
use crate::days::{Half, HalfDay};

fn pack() -> Policy {
    Policy::parse(&crate::pack!()).unwrap_or_else(|found| panic!("{}", lines(&found)))
}

fn lines(found: &[Finding]) -> String {
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn day(text: &str) -> Day {
    Day::of(text).unwrap()
}

fn due(limit: &str, from: &str, event: &str) -> Due {
    pack().due(limit, day(from), event, &[])
}

#[test]
fn an_inquiry_over_spring_festival_is_due_as_worked_out_by_hand() {
    let served = due("admonition.inquiry_reply", "2026-02-10", "送达");
    assert_eq!(served.day, Some(day("2026-03-09")));
    assert_eq!(
        served.basis.words,
        "2026-02-10送达，次日起算，加15个工作日，跳过春节2/15—2/23和其余周末，含调休上班2/14、2/28，到期2026-03-09"
    );
    assert_eq!(due("admonition.inquiry_reply", "2026-02-13", "送达").day, Some(day("2026-03-12")));
}

#[test]
fn a_handover_over_mid_autumn_and_national_day_is_due_after_seven_worked_days() {
    assert_eq!(due("handover.complete", "2026-09-25", "离岗").day, Some(day("2026-10-12")));
    assert_eq!(due("handover.complete", "2026-09-24", "离岗").day, Some(day("2026-10-12")));
    let relations = due("handover.relations", "2026-09-25", "离岗");
    assert_eq!(relations.day, Some(day("2026-10-26")));
    assert_eq!(
        relations.basis.words,
        "2026-09-25离岗，次日起算，满1个月，2026-10-25（星期日）不上班，顺延，到期2026-10-26"
    );
    assert_eq!(due("handover.relations", "2026-09-24", "离岗").day, Some(day("2026-10-26")));
}

#[test]
fn publicity_across_national_day_closes_on_the_make_up_saturday() {
    assert_eq!(due("selection.publicity", "2026-09-28", "发布").day, Some(day("2026-10-10")));
}

#[test]
fn both_spans_of_the_secretary_reach_the_tiers_the_calendar_gives() {
    let policy = pack();
    let span = |to: &str, half| {
        let from = HalfDay::afternoon(day("2026-05-06"));
        policy.working_span(Period::new(from, HalfDay { day: day(to), half }).unwrap()).half_days
    };
    assert_eq!(span("2026-05-08", Half::Morning), 4);
    assert_eq!(span("2026-05-09", Half::Afternoon), 7);
    assert_eq!(span("2026-05-08", Half::Afternoon), 5);
}
