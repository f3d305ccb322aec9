//! From the application to the report, and everything that may come between.

use super::*;
use crate::testing::half;

fn mayor(world: &mut World) -> MatterId {
    approved(world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副镇长"))
}

#[test]
fn the_whole_line_ends_with_the_report() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    assert_eq!(world.duty(&id, "file").what, "签收请假备案（县委办、政府办）");
    act(&mut world, "干事", &id, json!({ "verb": "file" }));
    assert!(world.matters[&id].effects.duties.iter().all(|duty| duty.key != "file"));
    world.at("2026-05-08T18:00");
    act(&mut world, "镇长", &id, json!({ "verb": "report_back", "returned": at("2026-05-08下午") }));
    assert_eq!(world.stage(&id), "已办结");
    assert!(world.matters[&id].effects.duties.is_empty());
    assert!(world.verbs::<Leave>("镇长", &id).is_empty());
}

#[test]
fn coming_back_early_gives_days_back() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    world.at("2026-05-07T14:00");
    act(&mut world, "镇长", &id, json!({ "verb": "report_back", "returned": at("2026-05-07上午") }));
    let outline = &world.matters[&id].outline;
    assert_eq!((outline.cells["days"].clone(), outline.cells["working"].clone()), (json!(1.5), json!(1.5)));
    assert_eq!(world.matters[&id].effects.absences[0].period.to, half("2026-05-07上午"));
    ask(&mut world, "书记", trip("2026-05-08上午", "2026-05-08下午", "副书记"));
}

#[test]
fn a_report_from_the_future_or_from_before_is_refused() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    world.at("2026-05-07T09:00");
    let refusal = no(&mut world, "镇长", Some(&id), json!({ "verb": "report_back", "returned": at("2026-05-07下午") }));
    assert_eq!(refusal.code, "in_future");
    let refusal = no(&mut world, "镇长", Some(&id), json!({ "verb": "report_back", "returned": at("2026-05-05上午") }));
    assert_eq!(refusal.code, "bad_period");
}

#[test]
fn sent_back_to_the_applicant_it_is_changed_and_asked_again() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副镇长"));
    act(&mut world, "股长", &id, json!({ "verb": "return", "reason": "请附会议通知" }));
    assert_eq!(world.stage(&id), "退回修改");
    assert_eq!(world.duty(&id, "revise").verb.as_deref(), Some("resubmit"));
    let again = with(
        with(trip("2026-05-06上午", "2026-05-07下午", "副镇长"), "files", json!(["digest"])),
        "verb",
        json!("resubmit"),
    );
    act(&mut world, "镇长", &id, again);
    assert_eq!(world.stage(&id), "待审批");
    approve(&mut world, &id);
    assert_eq!(world.stage(&id), "已批准");
    assert_eq!(world.state::<Leave>(&id).applied.working, 4);
}

#[test]
fn sent_back_to_a_station_it_is_signed_there_again() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副镇长"));
    let own = json!({ "verb": "return", "to": 1, "reason": "本环节还没签" });
    assert_eq!(no(&mut world, "股长", Some(&id), own).code, "no_such_station");
    act(&mut world, "股长", &id, json!({ "verb": "agree" }));
    act(&mut world, "常务", &id, json!({ "verb": "return", "to": 1, "reason": "请核实事由" }));
    assert_eq!(world.stage(&id), "待审批");
    assert_eq!(world.state::<Leave>(&id).chain.at, 0);
    approve(&mut world, &id);
    assert_eq!(world.stage(&id), "已批准");
}

#[test]
fn refusing_and_withdrawing_need_words() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副镇长"));
    assert_eq!(no(&mut world, "股长", Some(&id), json!({ "verb": "refuse", "reason": " " })).code, "field_missing");
    assert_eq!(no(&mut world, "镇长", Some(&id), json!({ "verb": "withdraw", "reason": "" })).code, "field_missing");
    act(&mut world, "股长", &id, json!({ "verb": "refuse", "reason": "防汛值班" }));
    assert_eq!(world.stage(&id), "不同意");
}

#[test]
fn nobody_signs_his_own_leave() {
    let mut world = county("2026-05-05T09:00");
    world.role("镇长", Role::SectionHead, None);
    let id = ask(&mut world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副镇长"));
    assert_eq!(no(&mut world, "镇长", Some(&id), json!({ "verb": "agree" })).code, "recused");
    assert_eq!(no(&mut world, "书记", Some(&id), json!({ "verb": "agree" })).code, "not_yours");
}

#[test]
fn a_clerk_enters_what_was_signed_on_paper() {
    let mut world = county("2026-05-07T09:00");
    world.signed_on = Some(day("2026-05-05"));
    let id = ask(&mut world, "镇长", trip("2026-05-06上午", "2026-05-08下午", "副镇长"));
    let state = world.state::<Leave>(&id);
    assert_eq!((state.applicant().0.as_str(), state.applied.day), ("镇长", day("2026-05-05")));
}

#[test]
fn an_account_without_a_cadre_cannot_ask_for_itself() {
    let mut world = county("2026-05-05T09:00");
    assert_eq!(
        no(&mut world, "无此人", None, trip("2026-05-06上午", "2026-05-08下午", "副镇长")).code,
        "unknown_person"
    );
}

#[test]
fn a_shorter_change_takes_effect_at_once_and_a_longer_one_is_signed() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    let period = |from: &str, to: &str| json!({ "from": at(from), "to": at(to) });
    let change = |period: Value| json!({ "verb": "change", "period": period, "reason": "会期调整" });
    act(&mut world, "镇长", &id, change(period("2026-05-07上午", "2026-05-08上午")));
    assert_eq!(world.stage(&id), "已批准");
    assert_eq!(world.state::<Leave>(&id).allowed(), crate::testing::period("2026-05-07上午", "2026-05-08上午"));
    act(&mut world, "镇长", &id, change(period("2026-05-12上午", "2026-05-15下午")));
    assert_eq!(world.stage(&id), "改期待审批");
    assert_eq!(world.matters[&id].effects.absences.len(), 2, "the old days stand until the new ones are approved");
    approve(&mut world, &id);
    assert_eq!(world.state::<Leave>(&id).allowed().from, half("2026-05-12上午"));
    assert_eq!(world.matters[&id].outline.cells["tier"], json!("高档"));
}

#[test]
fn a_refused_extension_leaves_the_leave_as_it_was() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    world.at("2026-05-07T09:00");
    let extend = json!({ "verb": "extend", "to": at("2026-05-12下午"), "reason": "项目未谈完" });
    act(&mut world, "镇长", &id, extend.clone());
    assert_eq!(world.stage(&id), "续假待审批");
    act(&mut world, "股长", &id, json!({ "verb": "return", "reason": "写明行程" }));
    assert_eq!(world.duty(&id, "revise").verb.as_deref(), Some("extend"));
    act(&mut world, "镇长", &id, extend);
    act(&mut world, "股长", &id, json!({ "verb": "refuse", "reason": "按时返回" }));
    assert_eq!(world.stage(&id), "已批准");
    assert_eq!(world.state::<Leave>(&id).allowed().to, half("2026-05-08下午"));
    let early = json!({ "verb": "extend", "to": at("2026-05-08上午"), "reason": "无" });
    assert_eq!(no(&mut world, "镇长", Some(&id), early).code, "bad_period");
}

#[test]
fn called_back_he_owes_the_report_a_day_after_the_new_end() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    world.at("2026-05-06T09:00");
    let order = |by: &str| json!({ "verb": "recall", "by": at(by), "reason": "防汛应急" });
    assert_eq!(no(&mut world, "常务", Some(&id), order("2026-05-08下午")).code, "bad_period");
    act(&mut world, "常务", &id, order("2026-05-06下午"));
    assert_eq!(world.duty(&id, "report_back").due, Some(day("2026-05-07")));
    ask(&mut world, "书记", trip("2026-05-07上午", "2026-05-07下午", "副书记"));
}

#[test]
fn a_trip_that_did_not_take_place_is_cancelled() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    act(&mut world, "镇长", &id, json!({ "verb": "cancel", "reason": "会议取消" }));
    assert_eq!(world.stage(&id), "已取消");
    assert!(world.matters[&id].effects.absences.is_empty());
}

#[test]
fn leaving_on_a_word_the_papers_follow() {
    let mut world = county("2026-05-06T20:00");
    let word =
        json!({ "emergency": { "reported_to": "常务", "reported_on": at("2026-05-06下午"), "answer": "同意先去" } });
    let sick = with(private("bereavement", "2026-05-06下午", "2026-05-08下午", "副镇长"), "manner", word);
    let id = ask(&mut world, "镇长", sick);
    assert_eq!(world.stage(&id), "待补手续");
    assert!(world.matters[&id].effects.absences[0].firm, "he is away");
    assert_eq!(world.duty(&id, "papers").due, Some(day("2026-05-09")), "three working days, the Saturday among them");
    world.at("2026-05-08T18:00");
    act(&mut world, "镇长", &id, json!({ "verb": "report_back", "returned": at("2026-05-08下午") }));
    assert_eq!(world.stage(&id), "待补手续", "back, and the papers still owed");
    act(&mut world, "镇长", &id, json!({ "verb": "complete", "note": "补交证明", "files": ["digest"] }));
    approve(&mut world, &id);
    assert_eq!(world.stage(&id), "已办结");
}

#[test]
fn asking_after_the_fact_ends_with_the_last_signature() {
    let mut world = county("2026-05-08T09:00");
    let leave = trip("2026-05-06上午", "2026-05-06下午", "副镇长");
    let refusal = no(&mut world, "镇长", None, leave.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("wrong_manner", Some("/manner")));
    let id = ask(&mut world, "镇长", with(leave, "manner", json!({ "made_up": { "reason": "临时通知，来不及" } })));
    approve(&mut world, &id);
    assert_eq!(world.stage(&id), "已办结");
    assert!(!world.matters[&id].effects.absences[0].until_reported);
}

#[test]
fn what_is_refused_after_the_fact_has_to_be_explained() {
    let mut world = county("2026-05-08T09:00");
    let manner = json!({ "made_up": { "reason": "忘记" } });
    let id = ask(&mut world, "镇长", with(trip("2026-05-06上午", "2026-05-06下午", "副镇长"), "manner", manner));
    act(&mut world, "股长", &id, json!({ "verb": "refuse", "reason": "未报告" }));
    assert_eq!(world.stage(&id), "待说明");
    act(&mut world, "镇长", &id, json!({ "verb": "explain", "text": "手机没电" }));
    act(
        &mut world,
        "股长",
        &id,
        json!({ "verb": "accept_explanation", "finding": "unjustified", "opinion": "批评教育" }),
    );
    assert_eq!(world.stage(&id), "已办结");
}

#[test]
fn not_reporting_back_is_found_once_explained_and_judged() {
    let mut world = county("2026-05-05T09:00");
    let id = approved(&mut world, "镇长", trip("2026-05-06上午", "2026-05-06下午", "副镇长"));
    act(&mut world, "干事", &id, json!({ "verb": "file" }));
    world.at("2026-05-07T23:59");
    assert_eq!(world.tick::<Leave>(), 0, "the next day is in time");
    world.at("2026-05-08T00:01");
    assert_eq!(world.tick::<Leave>(), 1);
    assert_eq!(world.tick::<Leave>(), 0);
    assert_eq!(world.stage(&id), "待说明");
    assert_eq!(world.duty(&id, "explain").due, Some(day("2026-05-12")), "8th is the day late; 9 (worked), 11, 12");
    assert_eq!(world.duty(&id, "long_overstay").due, Some(day("2026-05-22")), "the sixteenth day after the end");
    act(&mut world, "镇长", &id, json!({ "verb": "explain", "text": "高铁停运" }));
    assert_eq!(world.stage(&id), "待说明", "he is not back");
    act(&mut world, "镇长", &id, json!({ "verb": "report_back", "returned": at("2026-05-08上午") }));
    assert_eq!(world.stage(&id), "待认定");
    let late = world.matters[&id].told.iter().flat_map(|told| told.triggers.clone()).collect::<Vec<_>>();
    assert_eq!(late, [engine::trigger::Trigger::ReturnedLate { person: "镇长".into(), day: day("2026-05-07") }]);
    act(&mut world, "股长", &id, json!({ "verb": "accept_explanation", "finding": "unclear", "opinion": "附车票" }));
    assert_eq!(world.stage(&id), "待说明");
    act(&mut world, "镇长", &id, json!({ "verb": "explain", "text": "已附车票", "files": ["digest"] }));
    act(&mut world, "股长", &id, json!({ "verb": "accept_explanation", "finding": "justified", "opinion": "属实" }));
    assert_eq!(world.stage(&id), "已办结");
}

/// The secretary's leave of one day, from which he comes back so many days late.
fn late(world: &mut World, on: &str, days: i64) -> Vec<String> {
    let (from, to) = (format!("{on}上午"), format!("{on}下午"));
    let id = approved(world, "书记", trip(&from, &to, "副书记"));
    let back = day(on).plus(days);
    world.at(&format!("{back}T18:00"));
    act(world, "书记", &id, json!({ "verb": "report_back", "returned": at(&format!("{back}下午")) }));
    world.state::<Leave>(&id).returned.expect("back").notes
}

#[test]
fn staying_away_fifteen_days_is_counted_and_the_sixteenth_passes_the_limit_of_the_law() {
    let mut world = county("2026-03-02T09:00");
    let notes = late(&mut world, "2026-03-03", 15);
    assert_eq!(notes[0], "超假15天，本年累计15日");
    assert!(notes.iter().all(|note| !note.contains("公务员法")), "{notes:?}");
    let mut world = county("2026-03-02T09:00");
    let notes = late(&mut world, "2026-03-03", 16);
    assert_eq!(notes[1], "连续超过15日，按公务员法研究处理");
    assert!(notes.iter().all(|note| !note.contains("一年内累计")), "{notes:?}");
}

#[test]
fn thirty_days_of_one_year_are_counted_over_several_leaves_and_begin_anew_with_the_next_year() {
    let mut world = county("2026-03-02T09:00");
    late(&mut world, "2026-03-03", 15);
    world.at("2026-04-06T09:00");
    let notes = late(&mut world, "2026-04-07", 15);
    assert_eq!(notes[0], "超假15天，本年累计30日");
    assert!(notes.iter().all(|note| !note.contains("公务员法")), "{notes:?}");
    world.at("2026-05-05T09:00");
    let notes = late(&mut world, "2026-05-06", 1);
    assert_eq!(notes[..2], ["超假1天，本年累计31日", "一年内累计超过30日，按公务员法研究处理"]);
    world.at("2027-01-04T09:00");
    assert_eq!(late(&mut world, "2027-01-05", 1)[0], "超假1天，本年累计1日");
}

#[test]
fn half_a_day_late_counts_as_a_day_there_and_in_the_sum_of_the_year() {
    let mut world = county("2026-03-02T09:00");
    let id = approved(&mut world, "书记", trip("2026-03-03上午", "2026-03-03上午", "副书记"));
    world.at("2026-03-03T18:00");
    act(&mut world, "书记", &id, json!({ "verb": "report_back", "returned": at("2026-03-03下午") }));
    assert_eq!(world.state::<Leave>(&id).returned.expect("back").notes[0], "超假0.5天，本年累计1日");
    world.at("2026-03-09T09:00");
    assert_eq!(late(&mut world, "2026-03-10", 1)[0], "超假1天，本年累计2日");
}

#[test]
fn beginning_five_days_later_is_declared_anew_and_four_days_later_is_not() {
    for (from, stage) in [("2026-05-15上午", "已批准"), ("2026-05-16上午", "改期待审批")] {
        let mut world = county("2026-05-05T09:00");
        let id = approved(&mut world, "镇长", trip("2026-05-11上午", "2026-05-17下午", "副镇长"));
        let period = json!({ "from": at(from), "to": at("2026-05-17下午") });
        act(&mut world, "镇长", &id, json!({ "verb": "change", "period": period, "reason": "会期调整" }));
        assert_eq!(world.stage(&id), stage, "{from}");
    }
}

#[test]
fn asking_less_than_three_days_ahead_is_noted_for_the_approver_and_refused_nobody() {
    for (from, noted) in [("2026-05-07", true), ("2026-05-08", false)] {
        let mut world = county("2026-05-05T09:00");
        let id = ask(&mut world, "镇长", trip(&format!("{from}上午"), &format!("{from}下午"), "副镇长"));
        let notes = world.state::<Leave>(&id).applied.survey.notes;
        assert_eq!(notes.iter().any(|note| note == "未提前3日请假"), noted, "{from}: {notes:?}");
    }
}

#[test]
fn asking_after_the_fact_later_than_three_working_days_is_noted_with_the_arithmetic() {
    let manner = json!({ "made_up": { "reason": "临时通知，来不及" } });
    // Back on Wednesday 6 May; 7 and 8 May and the worked Saturday 9 May are the three days.
    for (moment, noted) in [("2026-05-09T09:00", false), ("2026-05-10T09:00", true)] {
        let mut world = county(moment);
        let action = with(trip("2026-05-06上午", "2026-05-06下午", "副镇长"), "manner", manner.clone());
        let id = ask(&mut world, "镇长", action);
        let notes = world.state::<Leave>(&id).applied.survey.notes;
        let late = notes.iter().any(|note| note.starts_with("补假已过期限：2026-05-06返回"));
        assert_eq!(late, noted, "{moment}: {notes:?}");
    }
}

#[test]
fn a_filing_nobody_signed_for_lapses_when_the_leave_is_over() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    world.at("2026-05-09T00:01");
    assert_eq!(world.tick::<Leave>(), 1);
    assert!(world.state::<Leave>(&id).filed.expect("filing").lapsed);
    assert_eq!(world.stage(&id), "已批准");
}

#[test]
fn who_asked_in_time_for_more_is_not_overdue_while_it_waits() {
    let mut world = county("2026-05-05T09:00");
    let id = mayor(&mut world);
    act(&mut world, "干事", &id, json!({ "verb": "file" }));
    act(&mut world, "镇长", &id, json!({ "verb": "extend", "to": at("2026-05-12下午"), "reason": "项目未谈完" }));
    world.at("2026-05-11T09:00");
    assert_eq!(world.tick::<Leave>(), 0);
    act(&mut world, "股长", &id, json!({ "verb": "refuse", "reason": "按时返回" }));
    assert_eq!(world.tick::<Leave>(), 1);
    assert_eq!(world.stage(&id), "待说明");
}
