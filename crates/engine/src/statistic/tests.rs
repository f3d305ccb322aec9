use super::*;
use crate::kind::{Kind, Shape, Sum};
use std::collections::BTreeMap;

fn day(text: &str) -> Day {
    Day::of(text).expect("a day")
}

fn span(from: &str, until: &str) -> Span {
    Span { from: day(from), until: day(until) }
}

const LEAVE: Kind =
    Kind { id: "leave", title: "请销假", chapter: 3, clauses: &["3.1.1"], dropped: &["已撤回"], ..Kind::PLAIN };

#[test]
fn a_quarter_is_compared_with_the_one_before_and_the_same_of_the_year_before() {
    let period = Period::named("2026Q3", day("2026-10-14")).unwrap();
    assert_eq!((period.words.as_str(), period.now), ("2026年第三季度", span("2026-07-01", "2026-09-30")));
    assert_eq!((period.before_words.as_str(), period.before), ("上季度", span("2026-04-01", "2026-06-30")));
    assert_eq!(period.year_ago, Some(span("2025-07-01", "2025-09-30")));
    let year = Period::named("2025", day("2026-10-14")).unwrap();
    assert_eq!((year.before, year.year_ago), (span("2024-01-01", "2024-12-31"), None));
    let february = Period::named("2027-02", day("2029-01-01")).unwrap();
    assert_eq!(february.before, span("2027-01-01", "2027-01-31"));
    let leap = Period::named("2028-02", day("2029-01-01")).unwrap();
    assert_eq!((leap.now.until, leap.year_ago), (day("2028-02-29"), Some(span("2027-02-01", "2027-02-28"))));
}

#[test]
fn a_period_under_way_is_compared_with_as_much_of_the_others() {
    let period = Period::named("2026Q4", day("2026-10-14")).unwrap();
    assert_eq!(period.words, "2026年第四季度（截至10月14日）");
    assert_eq!((period.before_words.as_str(), period.before), ("上季度同期", span("2026-07-01", "2026-07-14")));
    assert_eq!(period.year_ago, Some(span("2025-10-01", "2025-10-14")));
    let march = Period::named("2026-03", day("2026-03-30")).unwrap();
    assert_eq!(march.before, span("2026-02-01", "2026-02-28"), "a month that has no thirtieth");
}

#[test]
fn days_of_ones_own_choice_are_compared_with_as_many_before_them() {
    let period = Period::between(day("2026-03-11"), day("2026-03-20"), day("2026-10-14")).unwrap();
    assert_eq!((period.before_words.as_str(), period.before), ("此前10天", span("2026-03-01", "2026-03-10")));
    assert_eq!(period.year_ago, Some(span("2025-03-11", "2025-03-20")));
    let cut = Period::between(day("2026-10-01"), day("2026-12-31"), day("2026-10-14")).unwrap();
    assert_eq!(cut.now.until, day("2026-10-14"));
    let long = Period::between(day("2024-10-15"), day("2026-10-14"), day("2026-10-14")).unwrap();
    assert_eq!(long.year_ago, None, "it would lie within the period");
}

#[test]
fn ten_years_a_day_to_come_and_what_is_no_period_are_refused_with_a_sentence() {
    let today = day("2026-10-14");
    let ten = Period::between(day("2016-01-01"), day("2025-12-31"), today).unwrap_err();
    assert_eq!(ten, "一次最多统计3年，2016年1月1日至2025年12月31日超过了，图也画不清楚。请缩短起止日期，或分年统计。");
    assert!(Period::between(day("2023-10-15"), day("2026-10-14"), today).is_ok(), "three years to the day");
    assert!(Period::between(day("2023-10-14"), day("2026-10-14"), today).is_err(), "a day more");
    assert!(Period::between(day("2026-02-01"), day("2026-01-01"), today).unwrap_err().contains("起始日期晚于"));
    assert!(Period::between(day("2026-10-15"), day("2026-10-20"), today).unwrap_err().contains("还没有到"));
    assert_eq!(Period::named("2027", today).unwrap_err(), "2027年还没有开始，请选已经开始的期间。");
    for wrong in ["", "26Q1", "2026Q5", "2026H0", "2026-13", "2026W1", "十月的那一段", "2026Q+1"] {
        assert!(Period::named(wrong, today).unwrap_err().contains("不是统计期间"), "{wrong}");
    }
}

#[test]
fn a_period_is_drawn_by_twelve_months_and_a_long_one_by_its_quarters() {
    let month = Period::named("2026-09", day("2026-10-14")).unwrap();
    let drawn = buckets(&month);
    assert_eq!(drawn.len(), 12);
    assert_eq!((drawn[0].words.as_str(), drawn[0].within), ("2025年10月", false));
    assert_eq!((drawn[11].label.as_str(), drawn[11].within), ("9月", true));
    let year = buckets(&Period::named("2026", day("2026-10-14")).unwrap());
    assert_eq!((year.len(), year.iter().filter(|bucket| bucket.within).count()), (12, 10));
    assert_eq!(year[11].span, span("2026-10-01", "2026-10-14"));
    let long = Period::between(day("2024-02-10"), day("2026-05-20"), day("2026-10-14")).unwrap();
    let quarters = buckets(&long);
    assert_eq!((quarters.len(), quarters[0].span), (10, span("2024-02-10", "2024-03-31")));
    assert_eq!((quarters[9].words.as_str(), quarters[9].span.until), ("2026年第二季度", day("2026-05-20")));
}

#[test]
fn what_can_be_chosen_has_begun_and_has_a_name() {
    let all = choices(day("2026-10-14"));
    assert_eq!(all[0], ("2026".to_owned(), "2026年".to_owned()));
    assert!(all.contains(&("2026Q4".to_owned(), "2026年第四季度".to_owned())));
    assert!(all.iter().all(|(code, words)| code != "2026-11" && !words.is_empty()), "{all:?}");
}

#[test]
fn a_number_says_what_it_is_compared_with_and_where_most_of_it_lies() {
    let towns = [("云亭镇", 3), ("新桥镇", 2), ("县委办", 2)];
    assert_eq!(
        whole("2026年第三季度", "请销假逾期", 12, Some((8, "上季度")), &towns),
        "2026年第三季度请销假逾期12件，比上季度多4件，其中3件在云亭镇"
    );
    assert_eq!(whole("9月", "逾期", 7, Some((9, "上月")), &[]), "9月逾期7件，比上月少2件");
    assert_eq!(
        whole("9月", "逾期", 4, Some((4, "上月")), &[("甲", 2), ("乙", 2)]),
        "9月逾期4件，与上月持平，甲、乙最多，各2件"
    );
    assert_eq!(whole("9月", "新办", 99, None, &[("甲", 9), ("乙", 8)]), "9月新办99件，甲最多，9件");
    assert_eq!(whole("9月", "逾期", 2, None, &[("甲", 2)]), "9月逾期2件，都在甲");
    assert_eq!(whole("9月", "逾期", 3, None, &[("甲", 1), ("乙", 1), ("丙", 1)]), "9月逾期3件", "no unit stands out");
    assert_eq!(whole("9月", "逾期", 0, Some((3, "上月")), &[]), "9月没有逾期，上月3件");
    assert_eq!(whole("9月", "逾期", 0, Some((0, "上月")), &[]), "9月没有逾期");
}

#[test]
fn the_highest_month_and_the_greatest_share_are_named() {
    assert_eq!(peak("新办", &[("4月", 46), ("5月", 52), ("6月", 43)]), "5月新办最多，52件");
    assert_eq!(peak("新办", &[("4月", 46), ("5月", 46), ("6月", 43)]), "4月、5月新办最多，各46件");
    assert_eq!(peak("新办", &[("4月", 2), ("5月", 2)]), "每期新办都是2件");
    assert_eq!(peak("新办", &[("4月", 0)]), "这段时间没有新办");
    assert_eq!(share(&[("因公", 84), ("因私", 337)], 421), "因私最多，337件，占80%");
    assert_eq!(share(&[("因公", 5), ("因私", 5)], 10), "因公、因私最多，各5件");
    assert_eq!(share(&[("因公", 5)], 5), "5件都是因公");
    assert_eq!(share(&[], 0), "没有可以分类的事项");
}

#[test]
fn no_figure_under_five_is_shown_nor_can_one_be_worked_out_from_the_others() {
    let hidden = folded(vec![("甲", 9), ("乙", 2), ("丙", 6), ("丁", 0)]);
    assert_eq!(hidden.shown, [("甲", 9)], "with the second alone the total less the others would be two");
    assert_eq!((hidden.rest, hidden.total), (Some(8), Some(17)));
    let several = folded(vec![("甲", 9), ("乙", 2), ("丙", 3)]);
    assert_eq!((several.shown, several.rest), (vec![("甲", 9)], Some(5)), "together they are enough");
    let few = folded(vec![("甲", 2), ("乙", 2)]);
    assert_eq!((few.shown, few.rest, few.total), (Vec::new(), None, None));
    let none = folded(vec![("甲", 5), ("乙", 7)]);
    assert_eq!((none.shown.len(), none.rest), (2, None));
    // Whatever the numbers: nothing that is said is under five, and neither is any difference of what is said.
    for case in 0..4_096_i64 {
        let rows: Vec<(i64, i64)> = (0..4).map(|at| (i64::from(at), case / 8_i64.pow(at) % 8)).collect();
        let told = folded(rows);
        let sum: i64 = told.shown.iter().map(|(_, count)| count).sum();
        assert!(told.shown.iter().all(|(_, count)| *count >= LEAST) && told.rest.is_none_or(|rest| rest >= LEAST));
        assert_eq!(told.total.unwrap_or_default(), sum + told.rest.unwrap_or_default());
    }
}

fn counts(rows: &[(Figure, &str, &[i64])]) -> Counts {
    let mut counts = Counts::new();
    for (figure, key, numbers) in rows {
        counts.entry(*figure).or_default().insert((*key).to_owned(), numbers.to_vec());
    }
    counts
}

#[test]
fn the_tables_have_units_in_official_order_and_the_sentence_of_the_chart() {
    let period = Period::named("2026Q3", day("2026-10-14")).unwrap();
    let drawn = buckets(&period);
    let opened: Vec<i64> = [20, 18, 9].into_iter().chain((0..12).map(|at| i64::from(at == 10) * 7)).collect();
    let counted = counts(&[
        (Figure::Opened, "u2", &opened),
        (Figure::Late, "u2", &[9, 8, 1]),
        (Figure::Late, "u1", &[3, 0, 0]),
        (Figure::Standing, "", &[1, 1, 1]),
    ]);
    let values = counts(&[
        (Figure::Opened, "因私", &[15, 2]),
        (Figure::Opened, "", &[16, 1]),
        (Figure::Opened, "因公", &[5, 9]),
    ]);
    let units = ["u1", "u2", "u3", ""].map(|id| (id.to_owned(), format!("单位{id}")));
    let sheet = Sheet::of(&LEAVE, (&period, drawn), (&counted, &values), &units);
    assert_eq!(sheet.units.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["单位u1", "单位u2", "单位"]);
    assert_eq!((sheet.units[1].numbers.clone(), sheet.units[1].before), (vec![20, 0, 0, 0, 9], 8));
    assert_eq!(sheet.total(Figure::Late).unwrap().year_ago, Some(Some(1)));
    assert_eq!((sheet.buckets[10].0.words.as_str(), sheet.buckets[10].1), ("2026年8月", 7));
    assert_eq!(sheet.values.iter().map(|line| line.value.as_str()).collect::<Vec<_>>(), ["因私", "因公", ""]);
    assert_eq!(
        sheet.says(&LEAVE, &period, Figure::Late),
        "2026年第三季度请销假逾期12件，比上季度多4件，其中9件在单位u2"
    );
}

#[test]
fn of_kinds_of_which_few_may_tell_only_the_opened_are_counted_and_folded() {
    let kind = Kind { few: true, ..LEAVE };
    assert_eq!((figures(&kind), leading(&kind)), (vec![Figure::Opened], Figure::Opened));
    let period = Period::named("2026", day("2026-10-14")).unwrap();
    let counted =
        counts(&[(Figure::Opened, "u1", &[7, 3]), (Figure::Opened, "u2", &[2, 0]), (Figure::Opened, "u3", &[8, 0])]);
    let values = counts(&[(Figure::Opened, "属实", &[4, 3]), (Figure::Opened, "失实", &[13, 0])]);
    let units = ["u1", "u2", "u3"].map(|id| (id.to_owned(), id.to_owned()));
    let sheet = Sheet::of(&kind, (&period, buckets(&period)), (&counted, &values), &units);
    assert_eq!(sheet.units.iter().map(|line| line.unit.as_str()).collect::<Vec<_>>(), ["u3"]);
    assert_eq!((sheet.other_units, sheet.units[0].before), (Some(9), 0));
    assert_eq!((sheet.values.len(), sheet.other_values), (0, Some(17)));
    assert_eq!(
        (sheet.totals[0].now, sheet.totals[0].before),
        (Some(17), None),
        "three of the year before are not shown"
    );
    assert!(sheet.buckets.is_empty());
    let none = Sheet::of(&kind, (&period, Vec::new()), (&Counts::new(), &Counts::new()), &units);
    assert_eq!(none.says(&kind, &period, Figure::Opened), "2026年（截至10月14日）请销假新办少于5件");
}

#[test]
fn a_kind_says_by_its_shape_and_clauses_what_is_counted_of_it() {
    assert_eq!(figures(&LEAVE), Figure::ALL);
    assert_eq!(leading(&LEAVE), Figure::Late);
    let bare = Kind { clauses: &["law.x"], ..LEAVE };
    assert_eq!((figures(&bare).len(), leading(&bare)), (4, Figure::Opened));
    let register = Kind { shape: Shape::Register, clauses: &[], ..LEAVE };
    assert_eq!((main(&register), Figure::Standing.title(register.shape)), (Figure::Standing, "期末在册"));
    assert!(has(&register) && !has(&Kind { chapter: 0, ..register }) && !has(&Kind { veiled: true, ..LEAVE }));
    assert_eq!(dropped(&LEAVE), ["已撤回", "已作废", "已撤销"]);
}

#[test]
fn what_was_counted_is_said_by_an_address_and_read_from_it() {
    let counted = Counted { figure: Figure::Late, span: span("2026-07-01", "2026-09-30") };
    assert_eq!(counted.code(), "late,2026-07-01,2026-09-30");
    assert_eq!(Counted::of(&counted.code()), Some(counted));
    assert_eq!(counted.words(Shape::Case), "2026年7月1日至9月30日逾期的");
    for wrong in [
        "",
        "late",
        "late,2026-07-01",
        "lost,2026-07-01,2026-09-30",
        "late,x,2026-09-30",
        "late,2026-07-01,2026-09-30,1",
    ] {
        assert_eq!(Counted::of(wrong), None, "{wrong}");
    }
    for figure in Figure::ALL {
        assert_eq!(Figure::of(figure.code()), Some(figure));
    }
}

#[test]
fn sums_of_every_key_are_the_total() {
    let counted = counts(&[(Figure::Opened, "a", &[1, 2, 3]), (Figure::Opened, "b", &[4, 5, 6])]);
    let period = Period::named("2026-09", day("2026-10-14")).unwrap();
    let sheet = Sheet::of(&LEAVE, (&period, Vec::new()), (&counted, &BTreeMap::new()), &[]);
    let total = sheet.total(Figure::Opened).unwrap();
    assert_eq!((total.now, total.before, total.year_ago), (Some(5), Some(7), Some(Some(9))));
}

const SESSIONS: Kind = Kind {
    sums: &[
        Sum::all("present", "实到"),
        Sum::part("present", "entitled", "到会率"),
        Sum::part("held", "needed", "召开率"),
    ],
    ..LEAVE
};

#[test]
fn columns_are_added_up_in_halves_and_a_part_of_nothing_is_no_number() {
    assert_eq!(addends(&SESSIONS), ["present", "entitled", "held", "needed"], "each column once");
    let summed = Summed::from([("u1".to_owned(), vec![3, 8, 0, 0]), (String::new(), vec![2, 4, 0, 0])]);
    let all = together(&summed);
    assert_eq!(all, [5, 12, 0, 0]);
    let words: Vec<_> = SESSIONS.sums.iter().map(|sum| worth(&SESSIONS, sum, &all)).collect();
    assert_eq!(words, [Some("2.5".to_owned()), Some("41.7%".to_owned()), None]);
    assert_eq!(worth(&SESSIONS, &SESSIONS.sums[0], &[]), Some("0".to_owned()), "where nothing was counted");
    assert_eq!(addends(&Kind { few: true, ..SESSIONS }), [""; 0], "a sum over few would be a figure of one");
}

#[test]
fn what_sums_are_made_of_can_be_asked_for_and_is_no_figure_of_a_table() {
    assert_eq!(Figure::of("valid"), Some(Figure::Valid));
    assert!(!figures(&SESSIONS).contains(&Figure::Valid));
    assert_eq!(summed(&SESSIONS), Figure::Valid);
    assert_eq!(summed(&Kind { shape: Shape::Register, ..SESSIONS }), Figure::Standing);
}
