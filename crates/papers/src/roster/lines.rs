//! The body of a sheet: which rows are people, which are groups, totals, notes or nothing.

use std::collections::BTreeMap;

use engine::people::text;

use super::field::Field;
use super::heading::Heading;
use super::person::{self, Cells};
use super::unit::{self, Group, KnownUnits};
use super::{Options, Row};
use crate::finding::{Findings, Place};
use crate::workbook::{Line, Merge, Value};

/// Reads line after line below the heading.
pub(super) struct Body<'a> {
    sheet: &'a str,
    options: &'a Options,
    units: &'a KnownUnits,
    heading: Heading,
    /// Merges below the heading that cover more than one row, by top row.
    down: Vec<Merge>,
    /// Merges below the heading that cover more than one column, by their corner.
    across: BTreeMap<(u32, u32), u32>,
    /// The values of merges that reach further down.
    carried: Vec<(Merge, Value)>,
    next_merge: usize,
    group: Option<String>,
    title_unit: Option<String>,
    last_unit: Option<String>,
    skip_until: u32,
    told_no_unit: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        sheet: &'a str,
        options: &'a Options,
        units: &'a KnownUnits,
        merges: &'a [Merge],
        heading: Heading,
        title_unit: Option<String>,
    ) -> Self {
        let below = || merges.iter().filter(|merge| merge.top >= heading.bottom);
        let down = below().filter(|merge| merge.bottom > merge.top).copied().collect();
        let across = below()
            .filter(|merge| merge.right > merge.left)
            .map(|merge| ((merge.top, merge.left), merge.right))
            .collect();
        Self {
            sheet,
            options,
            units,
            down,
            across,
            carried: Vec::new(),
            next_merge: 0,
            group: None,
            title_unit,
            last_unit: None,
            skip_until: 0,
            told_no_unit: false,
            heading,
        }
    }

    pub(super) fn heading(&self) -> &Heading {
        &self.heading
    }

    /// Takes a line; gives the person it describes, if any.
    pub(super) fn take(&mut self, line: &Line, findings: &mut Findings) -> Option<Row> {
        let row = line.row - 1;
        self.carry(line, row);
        if line.row <= self.skip_until || self.repeats_heading(line, findings) {
            return None;
        }
        let own: Vec<(u32, String)> = line
            .cells
            .iter()
            .filter(|(column, _)| *column <= self.heading.last_column())
            .map(|(column, value)| (*column, text::one_line(&value.shown())))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        if own.is_empty() || is_total(&own, &self.heading) || is_note(&own, &self.heading) {
            return None;
        }
        if let Some(group) = self.group_of(&own, row) {
            match group {
                Group::Unit(name) => self.group = Some(name),
                Group::Gathering | Group::Neither => self.group = None,
            }
            self.last_unit = None;
            return None;
        }
        self.person(line, row, findings)
    }

    /// Keeps the values of merges that begin here and forgets those that ended.
    fn carry(&mut self, line: &Line, row: u32) {
        self.carried.retain(|(merge, _)| merge.bottom >= row);
        while let Some(merge) = self.down.get(self.next_merge).filter(|merge| merge.top <= row) {
            if merge.top == row
                && let Some(value) = line.at(merge.left)
            {
                self.carried.push((*merge, value.clone()));
            }
            self.next_merge += 1;
        }
    }

    /// A heading printed again amid the people. One with other columns would be read wrongly, so it is an error.
    fn repeats_heading(&mut self, line: &Line, findings: &mut Findings) -> bool {
        let is_name = |value: &Value| self.options.headings.one(&value.shown()) == Some(Field::Name);
        let Some((column, _)) = line.cells.iter().find(|(_, value)| is_name(value)) else { return false };
        let known = line.cells.iter().filter(|(_, value)| self.options.headings.one(&value.shown()).is_some()).count();
        if known < 3 {
            return false;
        }
        let same = self.heading.column_of(Field::Name) == Some(*column)
            && line.cells.iter().all(|(column, value)| {
                let field = self.options.headings.one(&value.shown());
                field.is_none()
                    || self.heading.columns.get(column).copied() == field
                    || self.heading.words.contains_key(column)
            });
        if !same {
            let place = Place { sheet: self.sheet, row: line.row, column: None };
            findings.error(place, "中间又有一行表头，列的次序不同", "分成两张工作表，各用一个表头");
        }
        self.skip_until = line.row + (self.heading.bottom - self.heading.top);
        true
    }

    /// A row with one text and at most a head count beside it.
    fn group_of(&self, own: &[(u32, String)], row: u32) -> Option<Group> {
        let index = self.heading.column_of(Field::Index);
        let texts: Vec<&(u32, String)> = own
            .iter()
            .filter(|(column, words)| {
                !(unit::is_count(words) || Some(*column) == index && words.chars().all(|c| c.is_ascii_digit()))
            })
            .collect();
        let [(column, words)] = texts.as_slice() else { return None };
        let covered_name = |column: u32| {
            let name = self.heading.column_of(Field::Name);
            name.is_some_and(|name| {
                self.carried.iter().any(|(merge, _)| merge.holds(row, name) && merge.top < row && name != column)
            })
        };
        if covered_name(*column) {
            return None;
        }
        let merged = self.across.contains_key(&(row, *column));
        let sits_with_units = Some(*column) == self.heading.column_of(Field::Unit) || Some(*column) == index;
        match unit::group(words, merged || sits_with_units, self.units) {
            Group::Neither => None,
            found => Some(found),
        }
    }

    fn person(&mut self, line: &Line, row: u32, findings: &mut Findings) -> Option<Row> {
        let name_column = self.heading.column_of(Field::Name)?;
        let mut values: BTreeMap<Field, (u32, &Value)> = BTreeMap::new();
        for (column, field) in &self.heading.columns {
            let carried = || self.carried.iter().find(|(merge, _)| merge.holds(row, *column)).map(|(_, value)| value);
            if let Some(value) = line.at(*column).or_else(carried) {
                values.insert(*field, (*column, value));
            }
        }
        let place = Place { sheet: self.sheet, row: line.row, column: None };
        let below_a_name = line.at(name_column).is_none()
            && self.carried.iter().any(|(merge, _)| merge.holds(row, name_column) && merge.top < row);
        if below_a_name {
            findings.error(place, "一个姓名占了几行", "一人一行：把几个职务写在同一格，用分号隔开");
            return None;
        }
        let unit = self.unit_of(&values, place, findings);
        let columns = &self.heading.columns;
        let cells = Cells { sheet: self.sheet, row: line.row, values, columns, today: self.options.today };
        if !cells.has_anybody() {
            return None;
        }
        if unit.is_empty() && !std::mem::replace(&mut self.told_no_unit, true) {
            findings.error(place, "从这一行起，不知道是哪个单位", "补上“单位”列，或在这些人上面加一行单位名称");
        }
        let found = person::read(&cells, unit, findings);
        if let Some(row) = &found {
            self.last_unit = Some(row.unit.clone()).filter(|unit| !unit.is_empty());
        }
        found
    }

    fn unit_of(&self, values: &BTreeMap<Field, (u32, &Value)>, place: Place<'_>, findings: &mut Findings) -> String {
        let shown = |field| values.get(&field).map(|(_, value): &(u32, &Value)| text::squash(&value.shown()));
        if let Some(unit) = shown(Field::Unit).filter(|unit| !unit.is_empty()) {
            return unit;
        }
        if let Some(group) = self.group.clone() {
            return group;
        }
        let has_column = self.heading.column_of(Field::Unit).is_some();
        if let Some(last) = self.last_unit.clone().filter(|_| has_column) {
            findings.warn(place, format!("单位空白，按上一行“{last}”读入"), "不是同一单位的，补上单位");
            return last;
        }
        if let Some(title) = self.title_unit.clone() {
            return title;
        }
        shown(Field::Post).and_then(|post| self.units.beginning(&post).map(str::to_owned)).unwrap_or_default()
    }
}

/// 小计, 合计 and their like at the head of a row or in its name cell.
fn is_total(own: &[(u32, String)], heading: &Heading) -> bool {
    let totals = ["小计", "合计", "总计", "共计", "累计", "总人数", "合 计"];
    let name = heading.column_of(Field::Name);
    own.iter().enumerate().any(|(place, (column, words))| {
        let bare = text::squash(words);
        let leads = place == 0 || Some(*column) == name;
        let counts = bare.starts_with('共') && unit::is_count(&bare) && own.len() <= 2;
        leads && (totals.iter().any(|word| bare.starts_with(word) || bare.ends_with(word)) || counts)
    })
}

/// Notes and signatures below the people.
fn is_note(own: &[(u32, String)], heading: &Heading) -> bool {
    let openings = [
        "注：",
        "注:",
        "备注：",
        "备注:",
        "说明：",
        "说明:",
        "填表",
        "制表",
        "审核人",
        "负责人",
        "联系人",
        "填报",
        "单位负责人",
        "（盖章）",
        "此表",
    ];
    let Some((column, words)) = own.first() else { return true };
    let bare = text::squash(words);
    let named =
        heading.column_of(Field::Name).is_some_and(|name| name != *column && own.iter().any(|(at, _)| *at == name));
    let lone_remark = own.len() == 1 && heading.column_of(Field::Remarks) == Some(*column);
    !named && (lone_remark || openings.iter().any(|opening| bare.starts_with(opening)))
}
