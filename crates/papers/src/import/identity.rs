//! Who is who: within the file, and between file and register.

use std::collections::BTreeMap;

use engine::people::id_number::CheckedId;
use engine::words::{PersonId, UnitId};

use super::seats::PostIndex;
use super::{KnownPerson, Ref, Register, Rules, at, card};
use crate::finding::Findings;
use crate::roster::Row;

/// Rows by person, in the order of their first row. A person listed in two units is one person with two posts;
/// whoever is listed twice in one unit, or cannot be told from a namesake, is an error.
pub(super) fn persons(rows: &[Row], findings: &mut Findings) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_number: BTreeMap<&CheckedId, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let twin = row.id_number.as_ref().and_then(|number| by_number.get(number)).copied();
        if let Some(group) = twin {
            let first = groups.get(group).and_then(|group| group.first()).and_then(|first| rows.get(*first));
            let Some(first) = first else { continue };
            let where_first = format!("第{}行（{}）", first.source.row, first.source.sheet);
            if first.name != row.name {
                findings.error(at(row), format!("身份证号与{where_first}{}的相同", first.name), "按身份证原件核对两人");
            } else if first.unit == row.unit {
                findings.error(at(row), format!("{}与{where_first}重复", row.name), "删去其中一行");
            } else {
                findings.warn(
                    at(row),
                    format!("{}已在{where_first}，本行作为兼任职务读入", row.name),
                    "不是兼任的，删去这一行",
                );
                if let Some(group) = groups.get_mut(group) {
                    group.push(place);
                }
            }
            continue;
        }
        let birth = row.birth.map(|month| month.to_string()).unwrap_or_default();
        let key = (row.unit.as_str(), row.name.as_str(), birth);
        if let Some(first) = by_name.get(&key).and_then(|first| rows.get(*first)) {
            let both_numbered = row.id_number.is_some() && first.id_number.is_some();
            let line = first.source.row;
            if both_numbered {
                let sentence = format!("与第{line}行同单位、同名、同出生年月，身份证号不同，按两人读入");
                findings.warn(at(row), sentence, "核对是否一人两号");
            } else {
                let sentence = format!("{}与第{line}行同单位、同名、同出生年月，分不清是不是一人", row.name);
                findings.error(at(row), sentence, "重复的删去，确是两人的都补上身份证号");
                continue;
            }
        } else {
            by_name.insert(key, place);
        }
        if let Some(number) = &row.id_number {
            by_number.insert(number, groups.len());
        }
        groups.push(vec![place]);
    }
    groups
}

/// What the register says to a row.
pub(super) enum Verdict<'a> {
    New,
    Known(&'a KnownPerson),
}

/// The people of the register by digest and by name.
pub(super) struct Known<'a> {
    by_id: BTreeMap<&'a PersonId, &'a KnownPerson>,
    by_name: BTreeMap<&'a str, Vec<&'a KnownPerson>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(register: &'a Register) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&KnownPerson>> = BTreeMap::new();
        for person in &register.people {
            by_name.entry(person.name.as_str()).or_default().push(person);
        }
        let by_id = register.people.iter().map(|person| (&person.id, person)).collect();
        Self { by_id, by_name }
    }

    /// New, known, or nothing: then the row has its error.
    pub(super) fn find(
        &self,
        row: &Row,
        home: &Ref<UnitId>,
        posts: &PostIndex<'_>,
        rules: &Rules<'_>,
        findings: &mut Findings,
    ) -> Option<Verdict<'a>> {
        if let Some(owner) = row.id_number.as_ref().and_then(|number| (rules.owner)(number)) {
            return self.owner(row, &owner, findings);
        }
        let birth = row.birth.map(|month| month.to_string()).unwrap_or_default();
        if birth.is_empty() {
            // Without birth and number the reader has already refused the row.
            return None;
        }
        let namesakes = self.by_name.get(row.name.as_str()).into_iter().flatten().copied();
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            namesakes.filter(|person| person.birth == birth).partition(|person| posts.works_in(person, home));
        if row.id_number.is_some() {
            self.with_number(row, &here, findings)
        } else {
            Self::without_number(row, &here, &elsewhere, findings)
        }
    }

    /// The row of somebody whose number is known.
    fn owner(&self, row: &Row, owner: &PersonId, findings: &mut Findings) -> Option<Verdict<'a>> {
        let Some(person) = self.by_id.get(owner).copied() else {
            findings.error(
                at(row),
                format!("{}的身份证号已登记在另一份档案里", row.name),
                "先在登记簿核对并合并两份档案",
            );
            return None;
        };
        if person.name != row.name {
            let sentence = format!("身份证号已登记在{}名下，与本行姓名{}不同", person.name, row.name);
            findings.error(at(row), sentence, "按身份证原件核对；改过名的先在登记簿更正");
            return None;
        }
        if person.departed {
            findings.error(at(row), format!("{}已退出管理", row.name), "先在登记簿恢复管理，或删去这一行");
            return None;
        }
        Some(Verdict::Known(person))
    }

    fn with_number(&self, row: &Row, here: &[&'a KnownPerson], findings: &mut Findings) -> Option<Verdict<'a>> {
        let unnumbered: Vec<&KnownPerson> = here.iter().copied().filter(|person| !person.has_id_number).collect();
        match unnumbered.as_slice() {
            [] if here.is_empty() => Some(Verdict::New),
            [] => {
                let sentence = format!("本单位已有同名、同出生年月的{}，身份证号不同，按新人读入", row.name);
                findings.warn(at(row), sentence, "核对是否一人两号");
                Some(Verdict::New)
            }
            [person] => {
                findings.warn(at(row), format!("为登记簿中的{}补录身份证号", row.name), "确是同一人才导入");
                Some(Verdict::Known(person))
            }
            _ => {
                findings.error(
                    at(row),
                    format!("登记簿中本单位有几名{}都没有身份证号", row.name),
                    "先在登记簿为他们补录身份证号",
                );
                None
            }
        }
    }

    /// The rule of the house: new if there is no namesake of that birth month in the unit, else an error; but a row
    /// that says nothing new about the one namesake changes nothing, so that the same file may come twice.
    fn without_number(
        row: &Row,
        here: &[&'a KnownPerson],
        elsewhere: &[&'a KnownPerson],
        findings: &mut Findings,
    ) -> Option<Verdict<'a>> {
        match here {
            [] => {
                if !elsewhere.is_empty() {
                    let sentence = format!("县内另有同名、同出生年月的{}，按新人读入", row.name);
                    findings.warn(at(row), sentence, "是同一人的，补上身份证号");
                }
                Some(Verdict::New)
            }
            [person] if card::updated(row, person).1.is_empty() => Some(Verdict::Known(person)),
            _ => {
                let sentence = format!("本单位已有同名、同出生年月的{}，没有身份证号分不清是不是一人", row.name);
                findings.error(at(row), sentence, "补上身份证号");
                None
            }
        }
    }
}
