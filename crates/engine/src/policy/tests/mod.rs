mod broken;
mod compare;
mod golden;

use super::*;
use crate::access::Role;
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

#[test]
fn the_embedded_pack_holds_the_listed_files() {
    assert_eq!(crate::pack!().map(|(name, _)| name).as_slice(), FILES);
    let policy = pack();
    assert_eq!((policy.county(), policy.name()), ("341823", "泾县"));
    assert_eq!(policy.clause_label("3.1.2"), "意见三（一）");
    assert_eq!(policy.clause_label("9.9"), "9.9");
    assert!(policy.clauses().all(|clause| clause.full_text.is_none()), "no wording is shipped");
}

#[test]
fn each_limit_has_exactly_one_version_on_every_day_of_2024_to_2026() {
    let policy = pack();
    for limit in policy.limits() {
        for number in day("2024-01-01").number()..=day("2026-12-31").number() {
            let day = Day::from_number(number);
            let covering = limit.versions.iter().filter(|v| v.from <= day && v.to.is_none_or(|to| day <= to)).count();
            assert_eq!(covering, 1, "{} {day}", limit.id);
        }
    }
}

#[test]
fn the_past_keeps_its_own_answer() {
    let policy = pack();
    assert_eq!(policy.number("calendar.statutory_days", day("2024-12-31")), Some(11));
    assert_eq!(policy.number("calendar.statutory_days", day("2025-01-01")), Some(13));
    assert_eq!(policy.number("leave.tier", day("2026-05-06")), Some(6), "half-days");
    assert_eq!(policy.limit("leave.tier", day("2026-05-06")).unwrap().words(), "3.0天");
    assert_eq!(policy.number("leave.tier", day("2014-12-31")), None);
    assert_eq!(policy.limit_named("函询答复").unwrap().id, "admonition.inquiry_reply");
}

#[test]
fn an_unpublished_year_gives_no_day_and_says_so() {
    let reply = due("admonition.inquiry_reply", "2026-12-21", "送达");
    assert_eq!(reply.day, None);
    assert_eq!(reply.basis.words, "2027年放假安排未公布，公布后自动计算");
    assert_eq!(reply.basis.clause, "rule.inquiry");
    assert_eq!(due("handover.complete", "2026-12-22", "离岗").day, Some(day("2026-12-31")));
    assert_eq!(due("handover.complete", "2026-12-23", "离岗").day, None);
    assert_eq!(due("leave.report_back", "2026-12-31", "返回").day, Some(day("2027-01-01")), "needs no calendar");
    assert_eq!(due("handover.relations", "2026-12-25", "离岗").day, None, "the roll needs the calendar");
}

#[test]
fn a_published_calendar_fills_the_empty_day() {
    let year = "2027-01-01,元旦,off\n2027-02-05,春节,off\n2027-02-06,春节,off\n2027-02-08,春节,off\n2027-02-09,春节,off\n\
                2027-02-10,春节,off\n2027-02-11,春节,off\n2027-04-05,清明,off\n2027-05-03,劳动节,off\n2027-05-04,劳动节,off\n\
                2027-06-09,端午,off\n2027-09-15,中秋,off\n2027-10-01,国庆节,off\n2027-10-04,国庆节,off\n";
    let (_, csv) = crate::pack!().into_iter().find(|(name, _)| name == HOLIDAYS).unwrap();
    let policy = pack().with_calendar(&format!("{csv}{year}")).unwrap_or_else(|found| panic!("{}", lines(&found)));
    assert_eq!(policy.due("handover.complete", day("2026-12-23"), "离岗", &[]).day, Some(day("2027-01-04")));
    assert_eq!(policy.calendar().differences(pack().calendar()).len(), 14);
}

#[test]
fn report_back_is_due_the_next_calendar_day_without_a_roll() {
    let back = due("leave.report_back", "2026-10-02", "外出结束");
    assert_eq!(back.day, Some(day("2026-10-03")));
    assert_eq!(back.basis.words, "2026-10-02外出结束，次日起算，加1日，到期2026-10-03");
}

#[test]
fn a_month_is_clamped_to_a_short_one() {
    let relations = due("handover.relations", "2025-01-31", "离岗");
    assert_eq!(relations.day, Some(day("2025-02-28")));
    assert_eq!(relations.basis.words, "2025-01-31离岗，次日起算，满1个月（月末无对应日），到期2025-02-28");
    assert_eq!(due("handover.relations", "2026-01-31", "离岗").day, Some(day("2026-02-28")), "a worked Saturday");
}

#[test]
fn an_open_pause_stops_the_clock_and_a_closed_one_shifts_it() {
    let policy = pack();
    let left = day("2026-09-24");
    let due = |limit: &str, pauses: &[Pause]| Clock { policy: &policy, pauses }.due(limit, left, "离岗");
    let open = Pause { from: day("2026-09-29"), to: None };
    let stopped = due("handover.complete", &[open]);
    assert_eq!(stopped.day, None);
    assert_eq!(stopped.basis.words, "2026-09-24离岗，次日起算，自2026-09-29起挂起，恢复后重新计算");
    // Counted: 9/28 = 1, then 10/9 10 12 13 14 15 = 7.
    let closed = Pause { from: day("2026-09-29"), to: Some(day("2026-10-09")) };
    let shifted = due("handover.complete", &[closed]);
    assert_eq!(shifted.day, Some(day("2026-10-15")));
    assert!(
        shifted.basis.words.contains("，其间2026-09-29至2026-10-08挂起不计，到期2026-10-15"),
        "{}",
        shifted.basis.words
    );
    assert_eq!(due("handover.relations", &[closed]).day, Some(day("2026-11-03")), "ten calendar days later");
    let after = Pause { from: day("2026-10-13"), to: None };
    assert_eq!(due("handover.complete", &[after]).day, Some(day("2026-10-12")), "begins after the end");
    let none = Pause { from: day("2026-09-29"), to: Some(day("2026-09-29")) };
    assert_eq!(due("handover.complete", &[none]), due("handover.complete", &[]), "resumed the same day");
}

#[test]
fn pauses_agree_with_a_naive_count_for_every_day_of_2026() {
    let policy = pack();
    let pause = Pause { from: day("2026-04-10"), to: Some(day("2026-05-20")) };
    for number in day("2026-01-01").number()..=day("2026-10-31").number() {
        let from = Day::from_number(number);
        let mut expected = from;
        let mut left = 15;
        while left > 0 {
            expected = expected.plus(1);
            let paused = pause.from <= expected && expected < day("2026-05-20");
            left -= i64::from(!paused && policy.calendar().is_working(expected).unwrap());
        }
        assert_eq!(policy.due("admonition.inquiry_reply", from, "送达", &[pause]).day, Some(expected), "{from}");
    }
}

#[test]
fn a_limit_the_pack_lacks_or_cannot_count_is_a_sentence() {
    let unknown = due("leave.mood", "2026-05-06", "申请");
    assert_eq!((unknown.day, unknown.basis.clause.as_str()), (None, ""));
    assert_eq!(unknown.basis.words, "政策包没有2026-05-06适用的时限“leave.mood”，补录后自动计算");
    assert_eq!(due("sign_in.lockout", "2026-05-06", "锁定").basis.words, "“30分钟”不是按日计的时限");
}

#[test]
fn notice_is_counted_backwards() {
    let notice = due("leave.advance", "2026-05-06", "出发");
    assert_eq!(notice.day, Some(day("2026-05-03")));
    assert_eq!(notice.basis.words, "2026-05-06出发，提前3日，不晚于2026-05-03");
}

#[test]
fn routes_follow_the_table_of_who_and_how_long() {
    let policy = pack();
    let table = policy.table("leave.routes", day("2026-05-06")).unwrap();
    let route = |who: &str, tier: &str| table.row(&[who, tier]).unwrap().join(" ");
    assert_eq!(route("township_secretary", "lower"), "section_head deputy_secretary");
    assert_eq!(route("township_secretary", "upper"), "section_head county_secretary");
    assert_eq!(route("township_head", "lower"), "section_head executive_deputy");
    assert_eq!(route("township_head", "upper"), "section_head county_head");
    assert_eq!(route("unit_chief_government", "upper"), "section_head county_head");
    assert_eq!(route("member", "upper"), "unit_head leader_in_charge");
    assert!(table.row(&["mayor", "lower"]).is_none());
    for role in table.rows.iter().flat_map(|row| &row.values) {
        assert!(role == "unit_head" || Role::from_code(role).is_some(), "{role}");
    }
}

#[test]
fn roles_are_called_in_the_pack_as_in_the_engine() {
    let policy = pack();
    for term in policy.dictionary("roles").unwrap().terms.iter().filter(|term| term.code != "unit_head") {
        assert_eq!(Role::from_code(&term.code).map(Role::title), Some(term.title.as_str()), "{}", term.code);
    }
}

#[test]
fn departures_say_whether_a_handover_opens_and_which_clocks_run() {
    let policy = pack();
    let table = policy.table("handover.departures", day("2026-09-24")).unwrap();
    let reasons = &policy.dictionary("departure_reasons").unwrap().terms;
    assert!(reasons.iter().all(|reason| table.row(&[&reason.code]).is_some()), "every reason has a row");
    assert_eq!(table.value(&["transfer"], "relations"), Some("yes"));
    assert_eq!(table.value(&["retirement"], "relations"), Some("no"));
    assert_eq!(table.value(&["death"], "opens"), Some("by_unit"));
    assert_eq!(table.value(&["detention"], "clock"), Some("suspended"));
}

#[test]
fn every_kind_of_leave_has_a_row() {
    let policy = pack();
    let table = policy.table("leave.kinds", day("2026-05-06")).unwrap();
    for (dictionary, group) in [("leave_business", "business"), ("leave_private", "private")] {
        for term in &policy.dictionary(dictionary).unwrap().terms {
            assert_eq!(table.value(&[&term.code], "group"), Some(group), "{}", term.code);
        }
    }
}

#[test]
fn every_kind_of_unit_says_whether_its_chiefs_exclude_each_other() {
    let policy = pack();
    let table = policy.table("leave.exclusive", day("2026-05-06")).unwrap();
    let kinds = policy.dictionary("unit_kinds").unwrap();
    for kind in &kinds.terms {
        assert!(matches!(table.value(&[&kind.code], "exclusive"), Some("yes" | "no")), "{}", kind.code);
        assert!(matches!(kind.group.as_str(), "party" | "government"), "{}", kind.code);
    }
    assert_eq!(table.rows.len(), kinds.terms.len());
}

#[test]
fn chiefs_are_proposed_by_the_end_of_a_title() {
    let policy = pack();
    let titles = policy.dictionary("chief_titles").unwrap();
    let group = |written: &str| titles.ending(written).map_or("", |term| term.group.as_str());
    assert_eq!(group("云亭镇党委书记"), "party");
    assert_eq!(group("云亭镇镇长"), "government");
    assert_eq!(group("县财政局局长"), "head");
    assert_eq!(group("云亭镇副镇长"), "");
    assert_eq!(group("党委副书记"), "");
    assert_eq!(group("云亭镇纪委书记"), "none");
    assert_eq!(group("云亭镇人大主席"), "none");
    assert_eq!(group("云亭镇党委委员"), "");
}

#[test]
fn rows_with_days_are_found_by_the_period_they_touch() {
    let files = crate::pack!().map(|(name, text)| {
        let row = "keys = [\"name\"]\nrow = [{ key = [\"汛期\"], values = [\"2026-06-20\", \"2026-07-20\"] }]";
        let text = if name == "tables.toml" { text.replacen("keys = [\"name\"]", row, 1) } else { text };
        (name, text)
    });
    let policy = Policy::parse(&files).unwrap_or_else(|found| panic!("{}", lines(&found)));
    let table = policy.table("leave.blackouts", day("2026-07-01")).unwrap();
    let touching = |from: &str, to: &str| table.rows_touching(Period::days(day(from), day(to))).count();
    assert_eq!(touching("2026-07-20", "2026-07-25"), 1);
    assert_eq!(touching("2026-07-21", "2026-07-25"), 0);
    assert_eq!(touching("2026-06-01", "2026-08-01"), 1);
}

#[test]
fn the_version_of_the_day_of_the_event_decides_whatever_came_later() {
    let now =
        "[[limit.version]]\nto = \"2026-09-30\"\nvalue = 7\n[[limit.version]]\nfrom = \"2026-10-01\"\nvalue = 5\n";
    let files = crate::pack!().map(|(name, text)| {
        if name != "limits.toml" {
            return (name, text);
        }
        let (before, after) = text.split_once("id = \"handover.complete\"\n").unwrap();
        let (own, rest) = after.split_once("\n\n").unwrap();
        let own = own.replace("value = 7\n", "");
        (name, format!("{before}id = \"handover.complete\"\n{own}\n{now}\n{rest}"))
    });
    let policy = Policy::parse(&files).unwrap_or_else(|found| panic!("{}", lines(&found)));
    let due = |from: &str| policy.due("handover.complete", day(from), "离岗", &[]).day;
    assert_eq!(due("2026-09-30"), Some(day("2026-10-15")), "seven days, begun under the old version");
    assert_eq!(due("2026-10-01"), Some(day("2026-10-13")), "five days");
}
