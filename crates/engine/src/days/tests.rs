use super::*;
use serde_json::json;

const HOLIDAYS: &str = include_str!("../../../../policy/jingxian/holidays.csv");

fn day(text: &str) -> Day {
    Day::of(text).unwrap()
}

fn half(text: &str) -> HalfDay {
    let (date, word) = text.split_at(10);
    HalfDay { day: day(date), half: if word == "上午" { Half::Morning } else { Half::Afternoon } }
}

fn period(from: &str, to: &str) -> Period {
    Period::new(half(from), half(to)).unwrap()
}

fn calendar() -> Calendar {
    Calendar::parse(HOLIDAYS).unwrap()
}

fn all_days(from: &str, to: &str) -> impl Iterator<Item = Day> {
    (day(from).number()..=day(to).number()).map(Day::from_number)
}

/// The naive answer: read the rows of the file again for every question.
fn naively_worked(on: Day) -> bool {
    let written = on.to_string();
    match HOLIDAYS.lines().find(|row| row.starts_with(&written)) {
        Some(row) => row.ends_with("work"),
        None => !on.is_weekend(),
    }
}

#[test]
fn a_day_is_read_in_every_way_people_write_it() {
    let today = day("2026-05-05");
    let october = day("2026-10-19");
    for text in [
        "2026-10-19",
        "20261019",
        "1019",
        "10.19",
        "10-19",
        "10/19",
        "2026年10月19日",
        "10月19日",
        "2026.10.19",
        " 10月19号 ",
        "2026-10-9".replace("-9", "-19").as_str(),
        "２０２６－１０－１９",
    ] {
        assert_eq!(Day::parse(text, today), Ok(october), "{text}");
    }
    assert_eq!(Day::parse("今天", today), Ok(today));
    assert_eq!(Day::parse("明天", today), Ok(day("2026-05-06")));
    assert_eq!(Day::parse("3月5日", today), Ok(day("2026-03-05")));
}

#[test]
fn a_day_that_does_not_exist_is_quoted_with_the_reason() {
    let today = day("2026-05-05");
    assert_eq!(Day::parse("2026-02-30", today).unwrap_err(), "2026-02-30不是有效日期，2月只有28天");
    assert_eq!(Day::parse("2024年2月30日", today).unwrap_err(), "2024年2月30日不是有效日期，2月只有29天");
    assert_eq!(Day::parse("0431", today).unwrap_err(), "0431不是有效日期，4月只有30天");
    assert_eq!(Day::parse("2026-13-01", today).unwrap_err(), "2026-13-01不是有效日期，没有13月");
    assert_eq!(Day::parse("0226-10-19", today).unwrap_err(), "0226-10-19不是有效日期，年份须在1900至2199之间");
    assert_eq!(Day::parse("下周三", today).unwrap_err(), "下周三不是日期，请写成2026-10-19或10月19日");
    assert_eq!(Day::parse("", today).unwrap_err(), "没有填写日期");
    assert!(Day::parse("99999999999999999999-1-1", today).is_err());
    assert!(Day::parse("10-19-", today).is_err());
}

#[test]
fn the_serial_form_of_a_day_is_iso_and_nothing_else() {
    assert_eq!(serde_json::to_value(day("2026-05-06")).unwrap(), json!("2026-05-06"));
    assert_eq!(serde_json::from_value::<Day>(json!("2026-05-06")).unwrap(), day("2026-05-06"));
    for wrong in [json!("2026-5-6"), json!("20260506"), json!("2026-05-06T00:00"), json!(20_260_506)] {
        assert!(serde_json::from_value::<Day>(wrong).is_err());
    }
    let said = serde_json::from_value::<Day>(json!("2026-02-30")).unwrap_err().to_string();
    assert_eq!(said, "2026-02-30不是有效日期，2月只有28天");
}

#[test]
fn days_are_numbered_without_a_gap_from_1890_to_2210() {
    let mut expected = day("1970-01-01").number() - Day::new(1890, 1, 1).unwrap().days_until(day("1970-01-01"));
    let mut date = Day::new(1890, 1, 1).unwrap();
    assert_eq!(day("1970-01-01").number(), 0);
    while date.year() < 2210 {
        assert_eq!(date.number(), expected, "{date}");
        assert_eq!(Day::from_number(expected), date);
        date = Day(date.0.tomorrow().unwrap());
        expected += 1;
    }
}

#[test]
fn months_end_where_the_shorter_month_ends() {
    assert_eq!(day("2026-01-31").plus_months(1, true), day("2026-02-28"));
    assert_eq!(day("2024-01-31").plus_months(1, true), day("2024-02-29"));
    assert_eq!(day("2026-01-31").plus_months(1, false), day("2026-03-01"));
    assert_eq!(day("2026-12-31").plus_months(2, true), day("2027-02-28"));
    assert_eq!(day("2026-09-25").plus_months(1, true), day("2026-10-25"));
    assert_eq!(day("2026-03-31").plus_months(-1, true), day("2026-02-28"));
}

#[test]
fn the_office_day_turns_at_midnight_and_its_half_at_noon() {
    let at = |text: &str| HalfDay::at(text.parse().unwrap());
    assert_eq!(at("2026-05-05T15:59:59Z"), half("2026-05-05下午"));
    assert_eq!(at("2026-05-05T16:00:00Z"), half("2026-05-06上午"));
    assert_eq!(at("2026-05-06T03:59:59Z"), half("2026-05-06上午"));
    assert_eq!(at("2026-05-06T04:00:00Z"), half("2026-05-06下午"));
    assert_eq!(day("2026-05-06").begins().to_string(), "2026-05-05T16:00:00Z");
}

#[test]
fn half_days_are_numbered_in_order() {
    assert_eq!(half("1970-01-01上午").index(), 0);
    for index in -3..60_000 {
        let half = HalfDay::from_index(index);
        assert_eq!(half.index(), index);
        assert!(half < half.plus(1));
    }
}

#[test]
fn periods_include_both_ends() {
    let secretary = period("2026-05-06下午", "2026-05-08上午");
    assert_eq!(secretary.half_days(), 4);
    assert_eq!(secretary.days_word(), "2");
    assert_eq!(period("2026-05-06上午", "2026-05-08上午").days_word(), "2.5");
    assert!(!secretary.overlaps(&period("2026-05-08下午", "2026-05-09下午")));
    assert!(secretary.overlaps(&period("2026-05-08上午", "2026-05-09下午")));
    assert!(secretary.contains(half("2026-05-08上午")) && !secretary.contains(half("2026-05-08下午")));
    assert!(Period::new(half("2026-05-08下午"), half("2026-05-08上午")).is_none());
    let reversed = Period { from: half("2026-05-08下午"), to: half("2026-05-08上午") };
    assert_eq!(reversed.check().unwrap_err(), "起止颠倒：5月8日下午晚于5月8日上午");
}

#[test]
fn periods_say_month_and_year_only_where_they_change() {
    assert_eq!(period("2026-10-19上午", "2026-10-21下午").words(), "10月19日上午至21日下午");
    assert_eq!(period("2026-09-30下午", "2026-10-02上午").words(), "9月30日下午至10月2日上午");
    assert_eq!(period("2026-12-30上午", "2027-01-02下午").words(), "2026年12月30日上午至2027年1月2日下午");
    assert_eq!(period("2026-10-19上午", "2026-10-19下午").words(), "10月19日全天");
    assert_eq!(period("2026-10-19下午", "2026-10-19下午").words(), "10月19日下午");
}

#[test]
fn schemas_carry_their_widgets_and_chinese_titles() {
    let schema = serde_json::to_value(schemars::schema_for!(Period)).unwrap();
    assert_eq!(schema["x-widget"], "period");
    let from = &schema["properties"]["from"];
    assert_eq!((&from["title"], &from["x-widget"]), (&json!("自"), &json!("half-day")));
    let parts = &from["properties"];
    assert_eq!(parts["day"], json!({"type": "string", "format": "date", "title": "日期"}));
    assert_eq!(parts["half"], json!({"type": "string", "enum": ["上午", "下午"], "title": "时段"}));
    let text = schema.to_string();
    assert!(!text.contains("\"description\""), "{text}");
    let given = json!({"from": {"day": "2026-05-06", "half": "下午"}, "to": {"day": "2026-05-08", "half": "上午"}});
    let read: Period = serde_json::from_value(given.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), given);
}

#[test]
fn every_day_of_four_years_is_worked_or_not_as_published() {
    let calendar = calendar();
    for day in all_days("2023-01-01", "2026-12-31") {
        assert_eq!(calendar.is_working(day), Ok(naively_worked(day)), "{day}");
    }
    assert_eq!(calendar.is_working(day("2027-01-04")), Err(Unpublished { year: 2027 }));
    assert_eq!(calendar.is_working(day("2022-12-30")), Err(Unpublished { year: 2022 }));
    assert_eq!(calendar.day_kind(day("2026-02-14")), DayKind::MakeUp("春节".into()));
    assert_eq!(calendar.day_kind(day("2026-02-15")), DayKind::Holiday("春节".into()));
    assert_eq!(calendar.day_kind(day("2026-03-01")), DayKind::Weekend);
    assert_eq!(calendar.day_kind(day("2026-03-02")), DayKind::Working);
}

#[test]
fn counting_working_days_agrees_with_a_naive_count_for_every_day_of_four_years() {
    let calendar = calendar();
    let worked: Vec<Day> = all_days("2023-01-01", "2026-12-31").filter(|&day| naively_worked(day)).collect();
    for first in all_days("2023-01-01", "2026-12-31") {
        let ahead = worked.partition_point(|&day| day < first);
        for count in 1..=30_usize {
            let expected = worked.get(ahead + count - 1).copied().ok_or(Unpublished { year: 2027 });
            assert_eq!(calendar.nth_working(first, count.try_into().unwrap(), |_| false), expected, "{first} {count}");
        }
        let before = ahead.checked_sub(5).map(|place| worked[place]).ok_or(Unpublished { year: 2022 });
        assert_eq!(calendar.nth_working_before(first, 5), before, "{first}");
    }
}

#[test]
fn working_half_days_agree_with_a_naive_count_for_every_half_day_of_four_years() {
    let calendar = calendar();
    let (first, last) = (half("2023-01-01上午").index(), half("2026-12-31下午").index());
    let counts: Vec<i64> =
        (first..=last).map(|index| i64::from(naively_worked(HalfDay::from_index(index).day))).collect();
    for from in (first..=last - 40).step_by(1) {
        let length = 1 + from.rem_euclid(37);
        let span = calendar
            .working_span(Period { from: HalfDay::from_index(from), to: HalfDay::from_index(from + length - 1) });
        let place = usize::try_from(from - first).unwrap();
        let expected: i64 = counts[place..place + usize::try_from(length).unwrap()].iter().sum();
        assert_eq!((span.half_days, span.published), (expected, true), "{}", span.words);
    }
}

#[test]
fn a_span_says_what_it_skips_and_what_it_includes() {
    let span = calendar().working_span(period("2026-05-06下午", "2026-05-09下午"));
    assert_eq!(span.words, "5月6日下午至9日下午，计3.5个工作日，含调休上班5/9");
    let none = calendar().working_span(period("2026-10-01上午", "2026-10-07下午"));
    assert_eq!((none.half_days, none.words.as_str()), (0, "10月1日上午至7日下午，计0.0个工作日，跳过国庆节10/1—10/7"));
}

#[test]
fn every_day_of_an_unpublished_year_counts_as_worked_and_the_words_say_so() {
    let span = calendar().working_span(period("2026-12-31上午", "2027-01-03下午"));
    assert_eq!((span.half_days, span.published), (8, false));
    assert!(span.words.ends_with("，2027年放假安排未公布，该年每天均按工作日计"), "{}", span.words);
}

#[test]
fn two_absences_with_no_working_half_between_them_are_one() {
    let calendar = calendar();
    assert!(!calendar.gap_has_working_half(half("2026-05-15下午"), half("2026-05-18上午")), "a plain weekend");
    assert!(calendar.gap_has_working_half(half("2026-05-08下午"), half("2026-05-11上午")), "05-09 is worked");
    assert!(
        calendar.gap_has_working_half(half("2026-05-15上午"), half("2026-05-18上午")),
        "Friday afternoon is worked"
    );
    assert!(!calendar.gap_has_working_half(half("2026-05-15上午"), half("2026-05-15下午")), "touching");
    assert!(!calendar.gap_has_working_half(half("2026-09-30下午"), half("2026-10-08上午")), "National Day");
    assert!(calendar.gap_has_working_half(half("2027-01-01上午"), half("2027-01-04上午")), "unpublished days count");
}

#[test]
fn each_broken_row_of_a_calendar_is_named_by_its_line() {
    let text = HOLIDAYS.to_owned()
        + "2026-02-30,春节,off\n2026-05-06,劳动节,work\n2026-10-01,国庆节,off\n2026-11-01,,off\n2026-11-02,某节,rest\nx\n";
    let broken = Calendar::parse(&text).unwrap_err();
    let said: Vec<(usize, &str)> = broken.iter().map(|b| (b.line, b.sentence.as_str())).collect();
    assert_eq!(
        said,
        [
            (145, "2026-02-30不是有效日期，2月只有28天"),
            (146, "2026-05-06是星期三，本来就上班，不能写成调休上班"),
            (147, "2026-10-01重复，第137行已经写过"),
            (148, "2026-11-01没有写节日名称"),
            (149, "rest不是off（放假）或work（调休上班）"),
            (150, "应有3格（日期、名称、off或work），这一行有1格"),
        ]
    );
}

#[test]
fn a_year_that_lacks_a_holiday_is_not_a_published_year() {
    let text = format!("{HOLIDAYS}2027-01-01,元旦,off\n");
    let broken = Calendar::parse(&text).unwrap_err();
    assert_eq!(broken.len(), 6);
    assert_eq!(broken[0].sentence, "2027年缺少春节的放假日；一年的安排须一次写全");
    assert_eq!((broken[0].line, broken[0].key.as_str()), (145, "2027"));
}
