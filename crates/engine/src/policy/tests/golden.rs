//! Committed text that a county can read: every limit with a worked example, every clause with what rests on it.
//! `ZHUNSHENG_GOLDEN=write cargo test -p engine golden` writes it anew.

use super::*;
use std::fmt::Write;
use std::path::Path;

fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden").join(name);
    if std::env::var_os("ZHUNSHENG_GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "golden/{name} differs from the pack; run with ZHUNSHENG_GOLDEN=write and read the difference"
    );
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Verified => "已核对原文",
        Status::Practice => "参照外地做法",
        Status::Unverified => "未核实",
        Status::ToBeEntered => "待县里录入",
    }
}

fn rules(version: &LimitVersion) -> &'static str {
    let counted = matches!(version.unit, Unit::WorkingDay | Unit::CalendarDay | Unit::Month | Unit::Year);
    match (counted, version.start, version.roll) {
        (false, _, _) => "",
        (true, Start::Before, _) => "，往前数",
        (true, Start::NextDay, Roll::None) => "，次日起算，不顺延",
        (true, Start::NextDay, Roll::NextWorkingDay) => "，次日起算，顺延到工作日",
        (true, Start::SameDay, Roll::None) => "，当日起算，不顺延",
        (true, Start::SameDay, Roll::NextWorkingDay) => "，当日起算，顺延到工作日",
    }
}

#[test]
fn limits_are_as_committed() {
    let policy = pack();
    let mut text = format!("{} {} {}：时限和限额\n", policy.county(), policy.name(), policy.version());
    for limit in policy.limits() {
        let _ = write!(text, "\n{} {}\n", limit.id, limit.title);
        for version in &limit.versions {
            let to = version.to.map_or_else(|| "今".to_owned(), |to| to.to_string());
            let label = policy.clause_label(&version.clause);
            let _ = writeln!(text, "  {}至{to}：{}{}", version.from, version.words(), rules(version));
            let _ =
                writeln!(text, "  依据 {label} [{}]；{}：{}", version.clause, status(version.status), version.source);
            let example = policy.due(
                &limit.id,
                day("2026-09-25").min(version.to.unwrap_or(Day(jiff::civil::Date::MAX))),
                "发生",
                &[],
            );
            if example.day.is_some() {
                let _ = writeln!(text, "  例 {}", example.basis.words);
            }
        }
    }
    compare("limits.txt", &text);
}

#[test]
fn clauses_are_as_committed() {
    let policy = pack();
    let mut text = format!("{} {} {}：条款和所依的内容\n", policy.county(), policy.name(), policy.version());
    for clause in policy.clauses() {
        let _ = write!(text, "\n{} {} {}\n  {}\n", clause.id, clause.label, clause.title, clause.document);
        let rests = |limit: &&Limit| limit.versions.iter().any(|version| version.clause == clause.id);
        for limit in policy.limits().filter(rests) {
            let _ = writeln!(text, "  时限 {} {}", limit.id, limit.title);
        }
        for dictionary in policy.dictionaries().filter(|dictionary| dictionary.clause == clause.id) {
            let _ = writeln!(
                text,
                "  字典 {} {}（{}条，{}）",
                dictionary.id,
                dictionary.title,
                dictionary.terms.len(),
                status(dictionary.status)
            );
        }
        for table in policy.tables().filter(|table| table.clause == clause.id) {
            let _ = writeln!(
                text,
                "  查表 {} {}（{}行，{}）",
                table.id,
                table.title,
                table.rows.len(),
                status(table.status)
            );
        }
    }
    compare("clauses.txt", &text);
}
