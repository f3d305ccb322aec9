//! What a newer pack changes, told before it is loaded.

use super::Policy;
use super::kinds::{Clause, Limit, LimitVersion, Table, Term};
use crate::days::Day;
use serde::Serialize;
use std::collections::BTreeSet;

/// One difference between two packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// 时限, 字典, 查表, 条款, 文书 or 放假安排.
    pub what: &'static str,
    /// Id, or the year of a calendar.
    pub id: String,
    /// What changes, for the person who loads it.
    pub sentence: String,
    /// It also changes the answer for days before the one given: matters already settled would be reckoned anew.
    pub past: bool,
}

impl Policy {
    /// What `newer` changes, in the order of limits, dictionaries, tables, clauses, papers, calendar. `today` parts past from future.
    pub fn changes(&self, newer: &Self, today: Day) -> Vec<Change> {
        let mut changes = Vec::new();
        for (id, was, now) in pairs(&self.limits, &newer.limits, |limit| &limit.id) {
            changes.extend(limit(id, was, now, today));
        }
        for (id, was, now) in pairs(&self.dictionaries, &newer.dictionaries, |dictionary| &dictionary.id) {
            let terms = |d: Option<&super::Dictionary>| d.map(|d| d.terms.clone()).unwrap_or_default();
            let title = now.or(was).map(|d| d.title.clone()).unwrap_or_default();
            changes.extend(dictionary(id, &title, &terms(was), &terms(now)));
        }
        changes.extend(self.table_changes(newer, today));
        for (id, was, now) in pairs(&self.clauses, &newer.clauses, |clause| &clause.id) {
            if was != now {
                changes.push(change("条款", id, clause(was, now), false));
            }
        }
        for (id, was, now) in pairs(&self.papers, &newer.papers, |paper| &paper.id) {
            if was != now {
                let title = now.or(was).map(|paper| paper.title.clone()).unwrap_or_default();
                changes.push(change("文书", id, format!("{title}{}", verb(was.is_some(), now.is_some())), false));
            }
        }
        changes.extend(self.calendar_changes(newer, today));
        changes
    }

    fn table_changes(&self, newer: &Self, today: Day) -> Vec<Change> {
        let ids: BTreeSet<&String> = self.tables.iter().chain(&newer.tables).map(|table| &table.id).collect();
        let of =
            |policy: &Self, id: &str| -> Vec<Table> { policy.tables.iter().filter(|t| t.id == id).cloned().collect() };
        let mut changes = Vec::new();
        for id in ids {
            let (was, now) = (of(self, id), of(newer, id));
            if was != now {
                let title = now.first().or(was.first()).map(|table| table.title.clone()).unwrap_or_default();
                let rows = |tables: &[Table], day: Day| tables.iter().find(|t| t.covers(day)).map(|t| t.rows.clone());
                let past = turns(was.iter().chain(&now).flat_map(|t| [Some(t.from), t.to.map(|to| to.plus(1))]), today)
                    .into_iter()
                    .any(|day| rows(&was, day) != rows(&now, day));
                let sentence = if was.is_empty() || now.is_empty() {
                    format!("{title}{}", verb(!was.is_empty(), !now.is_empty()))
                } else {
                    format!("{title}：{}", rows_changed(&was, &now))
                };
                changes.push(change("查表", id, sentence, past));
            }
        }
        changes
    }

    fn calendar_changes(&self, newer: &Self, today: Day) -> Vec<Change> {
        let (was, now) = (self.calendar(), newer.calendar());
        let years: BTreeSet<i16> = was.years().chain(now.years()).collect();
        let differing = was.differences(now);
        let mut changes = Vec::new();
        for year in years {
            let days: Vec<Day> = differing.iter().copied().filter(|day| day.year() == year).collect();
            let sentence = match (was.is_published(year), now.is_published(year)) {
                (false, true) => format!("新增{year}年放假安排"),
                (true, false) => format!("撤掉{year}年放假安排"),
                _ if days.is_empty() => continue,
                _ => {
                    let days: Vec<String> = days.iter().map(|day| day.sentence()).collect();
                    format!("{year}年放假安排有变：{}", days.join("、"))
                }
            };
            let past = was.is_published(year) && days.iter().any(|&day| day < today);
            changes.push(change("放假安排", &year.to_string(), sentence, past));
        }
        changes
    }
}

fn change(what: &'static str, id: &str, sentence: String, past: bool) -> Change {
    Change { what, id: id.to_owned(), sentence, past }
}

/// What of a clause changes. A wording is long, so it is only said that it does.
fn clause(was: Option<&Clause>, now: Option<&Clause>) -> String {
    let (Some(was), Some(now)) = (was, now) else {
        let label = now.or(was).map(|clause| clause.label.clone()).unwrap_or_default();
        return format!("{label}{}", verb(was.is_some(), now.is_some()));
    };
    let mut parts = Vec::new();
    for (what, before, after) in
        [("称谓", &was.label, &now.label), ("标题", &was.title, &now.title), ("出处", &was.document, &now.document)]
    {
        if before != after {
            parts.push(format!("{what}由“{before}”改为“{after}”"));
        }
    }
    match (&was.full_text, &now.full_text) {
        (before, after) if before == after => {}
        (None, _) => parts.push("录入原文".to_owned()),
        (_, None) => parts.push("撤掉原文".to_owned()),
        _ => parts.push("原文有变".to_owned()),
    }
    format!("{}：{}", was.label, parts.join("，"))
}

/// Rows that come, go and change between the last versions of a table.
fn rows_changed(was: &[Table], now: &[Table]) -> String {
    let rows = |tables: &[Table]| tables.last().map(|table| table.rows.clone()).unwrap_or_default();
    let (before, after) = (rows(was), rows(now));
    let cells = |cells: &[String]| cells.join("、");
    let mut parts = Vec::new();
    for row in &after {
        match before.iter().find(|old| old.key == row.key) {
            None => parts.push(format!("新增{}（{}）", cells(&row.key), cells(&row.values))),
            Some(old) if old.values != row.values => {
                parts.push(format!("{}由{}改为{}", cells(&row.key), cells(&old.values), cells(&row.values)));
            }
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|old| !after.iter().any(|row| row.key == old.key));
    parts.extend(gone.map(|row| format!("撤掉{}", cells(&row.key))));
    if was.len() != now.len() {
        parts.push(format!("由{}版改为{}版", was.len(), now.len()));
    }
    if parts.is_empty() { "说明或起止日有变".to_owned() } else { parts.join("；") }
}

const fn verb(before: bool, after: bool) -> &'static str {
    match (before, after) {
        (false, _) => "：新增",
        (true, false) => "：撤掉",
        (true, true) => "：有变",
    }
}

/// The two packs' things side by side, by id, in order of id.
fn pairs<'a, T>(was: &'a [T], now: &'a [T], id: fn(&T) -> &String) -> Vec<(&'a str, Option<&'a T>, Option<&'a T>)> {
    let ids: BTreeSet<&String> = was.iter().chain(now).map(id).collect();
    let of = |list: &'a [T], wanted: &str| list.iter().find(|thing| id(thing) == wanted);
    ids.into_iter().map(|wanted| (wanted.as_str(), of(was, wanted), of(now, wanted))).collect()
}

/// The days before `today` on which an answer can begin to differ, and the last day before it.
fn turns(starts: impl Iterator<Item = Option<Day>>, today: Day) -> BTreeSet<Day> {
    starts.flatten().filter(|&day| day < today).chain([today.plus(-1)]).collect()
}

fn limit(id: &str, was: Option<&Limit>, now: Option<&Limit>, today: Day) -> Option<Change> {
    if was == now {
        return None;
    }
    let on = |limit: Option<&Limit>, day: Day| limit.and_then(|limit| limit.on(day)).cloned();
    let versions = was.into_iter().chain(now).flat_map(|limit| &limit.versions);
    let starts = versions.flat_map(|version| [Some(version.from), version.to.map(|to| to.plus(1))]);
    let past = turns(starts, today).into_iter().any(|day| counted(on(was, day)) != counted(on(now, day)));
    let last = |limit: Option<&Limit>| limit.and_then(|limit| limit.versions.last()).cloned();
    let title = now.or(was).map(|limit| limit.title.clone()).unwrap_or_default();
    let sentence = match (last(was), last(now)) {
        (Some(before), Some(after)) if before.words() != after.words() => {
            format!("{title}：{}起由{}改为{}", after.from, before.words(), after.words())
        }
        (None, Some(after)) => format!("{title}：新增，{}", after.words()),
        (Some(before), None) => format!("{title}：撤掉，原为{}", before.words()),
        _ => format!("{title}：有变"),
    };
    Some(change("时限", id, sentence, past))
}

/// What of a version enters the arithmetic; a corrected source note does not.
fn counted(version: Option<LimitVersion>) -> Option<impl PartialEq> {
    version.map(|v| (v.amount, v.unit, v.start, v.roll, v.month_end))
}

fn dictionary(id: &str, title: &str, was: &[Term], now: &[Term]) -> Option<Change> {
    let codes = |terms: &[Term]| -> BTreeSet<String> { terms.iter().map(|term| term.code.clone()).collect() };
    let (before, after) = (codes(was), codes(now));
    let titles = |terms: &[Term], codes: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        let only: BTreeSet<&String> = codes.difference(other).collect();
        terms.iter().filter(|term| only.contains(&term.code)).map(|term| term.title.clone()).collect()
    };
    let (added, removed) = (titles(now, &after, &before), titles(was, &before, &after));
    let renamed = now.iter().filter_map(|term| {
        let old = was.iter().find(|old| old.code == term.code && old.title != term.title)?;
        Some(format!("{}改称{}", old.title, term.title))
    });
    let mut parts: Vec<String> = renamed.collect();
    if !added.is_empty() {
        parts.push(format!("新增{}", added.join("、")));
    }
    if !removed.is_empty() {
        parts.push(format!("撤掉{}", removed.join("、")));
    }
    if parts.is_empty() && was != now {
        parts.push("顺序或分类有变".to_owned());
    }
    (!parts.is_empty()).then(|| change("字典", id, format!("{title}：{}", parts.join("，")), !removed.is_empty()))
}
