//! What a newer pack changes is told before it is loaded.

use super::*;

/// The changes when one text of one file is replaced, as of 2026-05-05.
fn changes(file: &str, was: &str, now: &str) -> Vec<(String, bool)> {
    let files = crate::pack!().map(|(name, text)| {
        if name == file {
            assert!(text.contains(was), "{file} has no {was}");
            (name, text.replacen(was, now, 1))
        } else {
            (name, text)
        }
    });
    let newer = Policy::parse(&files).unwrap_or_else(|found| panic!("{}", lines(&found)));
    let told = pack().changes(&newer, day("2026-05-05"));
    told.into_iter().map(|change| (format!("{} {}", change.what, change.sentence), change.past)).collect()
}

fn told(sentence: &str, past: bool) -> Vec<(String, bool)> {
    vec![(sentence.to_owned(), past)]
}

#[test]
fn the_same_pack_changes_nothing() {
    assert_eq!(pack().changes(&pack(), day("2026-05-05")), []);
}

#[test]
fn a_new_version_changes_the_future_only() {
    let dated = "[[limit.version]]\nto = \"2026-12-31\"\nvalue = \"3.0\"\n[[limit.version]]\nfrom = \"2027-01-01\"\nvalue = \"5.0\"\n";
    let was = "value = \"3.0\"\nunit = \"half_day\"\nclause = \"3.1.1\"\nstatus = \"practice\"\nsource = \"安徽有关实施单位及旬阳、三原：3天以内（含）为低档；按连续外出的工作半日计\"\n";
    let now = format!("{}{dated}", was.replace("value = \"3.0\"\n", ""));
    assert_eq!(changes("limits.toml", was, &now), told("时限 请假审批分档：2027-01-01起由3.0天改为5.0天", false));
}

#[test]
fn a_number_changed_in_place_also_changes_the_past() {
    let changed = changes("limits.toml", "value = \"3.0\"", "value = \"5.0\"");
    assert_eq!(changed, told("时限 请假审批分档：2015-01-01起由3.0天改为5.0天", true));
    let note = changes("limits.toml", "source = \"三原：假满次日销假\"", "source = \"县里核定\"");
    assert_eq!(note, told("时限 销假：有变", false), "a note is no arithmetic");
}

#[test]
fn terms_rows_and_wording_are_compared() {
    let renamed = changes("dictionaries.toml", "title = \"财务\"", "title = \"财务管理\"");
    assert_eq!(renamed, told("字典 主要负责人不直接分管的五项工作：财务改称财务管理", false));
    let removed = changes("dictionaries.toml", "{ code = \"flood\", title = \"汛期\" },", "");
    assert_eq!(removed, told("字典 重要节点：撤掉汛期", true));
    let route = changes(
        "tables.toml",
        "values = [\"unit_head\", \"leader_in_charge\"]",
        "values = [\"unit_head\", \"minister\"]",
    );
    assert_eq!(
        route,
        told("查表 请假审批步骤：member、upper由unit_head、leader_in_charge改为unit_head、minister", true)
    );
    let worded =
        changes("clauses.toml", "label = \"意见三（一）\"", "full_text = \"县里的文本\"\nlabel = \"意见三（一）\"");
    assert_eq!(worded, told("条款 意见三（一）：录入原文", false));
}

#[test]
fn a_new_year_of_the_calendar_is_news_and_a_changed_day_is_named() {
    let (_, csv) = crate::pack!().into_iter().find(|(name, _)| name == HOLIDAYS).unwrap();
    let until_2025: String =
        csv.lines().filter(|row| !row.starts_with("2026")).fold(String::new(), |all, row| all + row + "\n");
    let older = pack().with_calendar(&until_2025).unwrap();
    let new = older.changes(&pack(), day("2025-11-05"));
    assert_eq!((new[0].sentence.as_str(), new[0].past), ("新增2026年放假安排", false));
    let moved = changes("holidays.csv", "2026-09-20,国庆节,work", "2026-09-19,国庆节,work");
    assert_eq!(moved, told("放假安排 2026年放假安排有变：9月19日、9月20日", false));
    let past = changes("holidays.csv", "2026-01-04,元旦,work", "2026-01-10,元旦,work");
    assert_eq!(past, told("放假安排 2026年放假安排有变：1月4日、1月10日", true));
}
