//! Finding the heading: below titles, in one row or two, merged or not.

use std::collections::BTreeMap;

use engine::people::text;

use super::field::{Field, Headings};
use crate::workbook::{Line, Merge};

/// Rows a title and a heading may take before the first person.
pub(super) const SEARCHED_ROWS: usize = 40;

/// A found heading.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// First and last row of the heading, from 1.
    pub(super) top: u32,
    pub(super) bottom: u32,
    /// Field by column.
    pub(super) columns: BTreeMap<u32, Field>,
    /// Heading words by column, read top to bottom, of every column that has any.
    pub(super) words: BTreeMap<u32, String>,
    /// Pairs of columns that claim one field: the first is read.
    pub(super) twice: Vec<(u32, u32)>,
}

impl Heading {
    pub(super) fn column_of(&self, field: Field) -> Option<u32> {
        self.columns.iter().find(|(_, found)| **found == field).map(|(column, _)| *column)
    }

    /// Columns whose heading nobody knows, with their words.
    pub(super) fn unknown(&self) -> Vec<(u32, &str)> {
        self.words
            .iter()
            .filter(|(column, _)| {
                !self.columns.contains_key(column) && !self.twice.iter().any(|(_, second)| second == *column)
            })
            .map(|(column, words)| (*column, words.as_str()))
            .collect()
    }

    /// The rightmost column with a heading; what lies beyond are helper columns.
    pub(super) fn last_column(&self) -> u32 {
        self.words.keys().next_back().copied().unwrap_or(0)
    }
}

/// Looks for the heading among the first lines: a cell 姓名 and at least two more known columns.
pub(super) fn find(lines: &[Line], merges: &[Merge], headings: &Headings) -> Option<Heading> {
    lines.iter().enumerate().find_map(|(place, line)| {
        let name = line.cells.iter().find(|(_, value)| headings.one(&value.shown()) == Some(Field::Name))?;
        let (top, bottom) = extent(lines, place, name.0, merges, headings);
        let heading = assemble(lines, top, bottom, merges, headings);
        let known = heading.columns.values().filter(|field| **field != Field::Ignored).count();
        (known >= 3 && heading.column_of(Field::Name).is_some()).then_some(heading)
    })
}

/// First and last row of the heading whose name cell stands in `lines[place]`.
fn extent(lines: &[Line], place: usize, name: u32, merges: &[Merge], headings: &Headings) -> (u32, u32) {
    let Some(line) = lines.get(place) else { return (0, 0) };
    let zero_based = line.row - 1;
    let (mut top, mut bottom) = (line.row, line.row);
    for merge in merges.iter().filter(|merge| merge.top == zero_based) {
        let within =
            line.cells.iter().any(|(column, value)| merge.left == *column && headings.one(&value.shown()).is_some());
        if within && merge.bottom > merge.top && merge.bottom - merge.top <= 3 {
            bottom = bottom.max(merge.bottom + 1);
        }
    }
    if bottom == top
        && let Some(next) = lines.get(place + 1).filter(|next| next.row == line.row + 1)
        && next.at(name).is_none()
        && is_lower_row(next, headings)
    {
        bottom = next.row;
    }
    if bottom == top
        && let Some(above) = place.checked_sub(1).and_then(|above| lines.get(above))
        && above.row + 1 == line.row
        && above.cells.len() >= 2
        && above.cells.iter().any(|(_, value)| is_group(&value.shown()) || headings.one(&value.shown()).is_some())
    {
        top = above.row;
    }
    (top, bottom)
}

/// A second heading row that is not merged: every cell is a known heading.
fn is_lower_row(line: &Line, headings: &Headings) -> bool {
    !line.cells.is_empty() && line.cells.iter().all(|(_, value)| headings.one(&value.shown()).is_some())
}

fn is_group(words: &str) -> bool {
    let bare = text::squash(words);
    bare.contains("全日制")
        || bare.contains("在职教育")
        || matches!(bare.as_str(), "现状" | "基本情况" | "学历学位" | "任职情况")
}

fn assemble(lines: &[Line], top: u32, bottom: u32, merges: &[Merge], headings: &Headings) -> Heading {
    let mut paths: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let rows: Vec<&Line> = lines.iter().filter(|line| (top..=bottom).contains(&line.row)).collect();
    for (place, line) in rows.iter().enumerate() {
        for (column, value) in &line.cells {
            let words = text::one_line(&value.shown());
            let merge = merges.iter().find(|merge| merge.top + 1 == line.row && merge.left == *column);
            let right = merge.map_or(*column, |merge| merge.right);
            for covered in *column..=right {
                paths.entry(covered).or_default().push(words.clone());
            }
        }
        spread_unmerged_groups(line, rows.get(place + 1).copied(), merges, &mut paths);
    }
    let mut heading = Heading { top, bottom, columns: BTreeMap::new(), words: BTreeMap::new(), twice: Vec::new() };
    for (column, path) in paths {
        heading.words.insert(column, path.join("/"));
        if let Some(field) = headings.column(&path) {
            match heading.column_of(field).filter(|_| field != Field::Ignored) {
                Some(first) => heading.twice.push((first, column)),
                None => {
                    heading.columns.insert(column, field);
                }
            }
        }
    }
    heading
}

/// A group word over several columns without a merge: it counts for the empty columns to its right that have a lower heading.
fn spread_unmerged_groups(line: &Line, below: Option<&Line>, merges: &[Merge], paths: &mut BTreeMap<u32, Vec<String>>) {
    let Some(below) = below else { return };
    for (column, value) in &line.cells {
        let words = value.shown();
        let merged = merges.iter().any(|merge| merge.top + 1 == line.row && merge.left == *column);
        if merged || !is_group(&words) {
            continue;
        }
        let mut next = column + 1;
        while line.at(next).is_none() && below.at(next).is_some() {
            paths.entry(next).or_default().push(text::one_line(&words));
            next += 1;
        }
    }
}
