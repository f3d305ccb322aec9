//! The sheet of relatives beside a roster, as the official collection workbook (2017) has it: each line names the cadre by name and number.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use engine::people::id_number::CheckedId;
use engine::people::{name, text};

use super::Row;
use crate::finding::{Findings, Place, Unreadable};
use crate::person_file::{Kept, Relative};
use crate::workbook::{Book, Line};

/// What a column of such a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Cadre,
    Number,
    Relation,
    Name,
    Birth,
    Politics,
    Work,
}

const HEADINGS: [(Column, &[&str]); 7] = [
    (Column::Cadre, &["姓名", "干部姓名"]),
    (Column::Number, &["身份证号", "身份证号码", "公民身份号码"]),
    (Column::Relation, &["称谓", "关系", "与本人关系"]),
    (Column::Name, &["家庭成员姓名", "人员姓名", "成员姓名", "家属姓名"]),
    (Column::Birth, &["出生日期", "出生年月"]),
    (Column::Politics, &["政治面貌"]),
    (Column::Work, &["工作单位及职务", "单位及职务"]),
];

/// Relatives of one cadre, with the first row that speaks of them.
struct Family {
    row: u32,
    name: String,
    number: Option<CheckedId>,
    members: Vec<Relative>,
}

/// Reads the sheet and puts each cadre's relatives beside his row.
pub(super) fn read(
    book: &mut Book<'_>,
    tab: &str,
    rows: &mut [Row],
    findings: &mut Findings,
) -> Result<(), Unreadable> {
    let mut columns: Option<BTreeMap<Column, u32>> = None;
    let mut families: Vec<Family> = Vec::new();
    let mut places: BTreeMap<(String, Option<CheckedId>), usize> = BTreeMap::new();
    book.lines(tab, &mut |line| {
        match &columns {
            None => columns = heading(&line),
            Some(columns) => take(&line, columns, &mut families, &mut places),
        }
        ControlFlow::Continue(())
    })?;
    let sheet = text::one_line(tab);
    if columns.is_none() {
        let place = Place { sheet: &sheet, row: 0, column: None };
        findings.warn(place, format!("工作表“{sheet}”不是花名册，未读"), "是家庭成员的，补上“家庭成员姓名”和“称谓”列");
    }
    attach(&sheet, families, rows, findings);
    Ok(())
}

fn heading(line: &Line) -> Option<BTreeMap<Column, u32>> {
    let mut columns = BTreeMap::new();
    for (place, value) in &line.cells {
        let words = text::squash(&value.shown());
        if let Some((column, _)) = HEADINGS.iter().find(|(_, known)| known.contains(&words.as_str())) {
            columns.entry(*column).or_insert(*place);
        }
    }
    [Column::Cadre, Column::Relation, Column::Name].iter().all(|column| columns.contains_key(column)).then_some(columns)
}

fn take(
    line: &Line,
    columns: &BTreeMap<Column, u32>,
    families: &mut Vec<Family>,
    places: &mut BTreeMap<(String, Option<CheckedId>), usize>,
) {
    let words = |column| {
        let value = columns.get(&column).and_then(|place| line.at(*place));
        value.map(|value| text::one_line(&value.shown())).unwrap_or_default()
    };
    let cadre = name::read(&words(Column::Cadre)).name;
    let relative = Relative {
        relation: words(Column::Relation),
        name: words(Column::Name),
        birth: words(Column::Birth),
        politics: words(Column::Politics),
        work: words(Column::Work),
    };
    if cadre.is_empty() || relative.relation.is_empty() && relative.name.is_empty() {
        return;
    }
    let number = CheckedId::read(&words(Column::Number)).ok();
    let key = (cadre.clone(), number.clone());
    let place = *places.entry(key).or_insert_with(|| {
        families.push(Family { row: line.row, name: cadre, number, members: Vec::new() });
        families.len() - 1
    });
    if let Some(family) = families.get_mut(place) {
        family.members.push(relative);
    }
}

/// By the number; without one by the name, where only one bears it.
fn attach(sheet: &str, families: Vec<Family>, rows: &mut [Row], findings: &mut Findings) {
    let mut by_number: BTreeMap<CheckedId, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        if let Some(number) = &row.id_number {
            by_number.entry(number.clone()).or_insert(place);
        }
        by_name.entry(row.name.clone()).or_default().push(place);
    }
    for family in families {
        let numbered = family.number.as_ref().map(|number| by_number.get(number).copied());
        let found = numbered.unwrap_or_else(|| match by_name.get(&family.name).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        });
        match found.and_then(|place| rows.get_mut(place)).filter(|row| row.name == family.name) {
            Some(row) => row.file = Some(Kept::with_family(row.file.take(), family.members)),
            None => {
                let place = Place { sheet, row: family.row, column: None };
                let sentence = format!("{}的家庭成员对不上花名册里的人，未读", family.name);
                findings.warn(place, sentence, "姓名和身份证号写成与花名册一致");
            }
        }
    }
}
