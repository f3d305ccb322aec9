//! Who is who: within the file, and between file and register.

use std::collections::BTreeMap;

use engine::people::id_number::CheckedId;
use engine::words::{PersonId, UnitId};

use super::seats::PostIndex;
use super::{Choice, KnownPerson, Question, Ref, Register, Rules, at, card};
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
            let where_first = whereabouts(first);
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
            let where_first = whereabouts(first);
            if both_numbered {
                let sentence = format!("与{where_first}同单位、同名、同出生年月，身份证号不同，按两人读入");
                findings.warn(at(row), sentence, "核对是否一人两号");
            } else {
                let sentence = format!("{}与{where_first}同单位、同名、同出生年月，分不清是不是一人", row.name);
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

    /// Who a row means without any doubt: by its number, or by a choice.
    pub(super) fn meant(&self, row: &Row, rules: &Rules<'_>) -> Option<&'a KnownPerson> {
        let of_number = row.id_number.as_ref().and_then(|number| (rules.owner)(number));
        let chosen = || match rules.choices.get(&row.source) {
            Some(Choice::Known(person)) => Some(person.clone()),
            _ => None,
        };
        self.by_id.get(&of_number.or_else(chosen)?).copied()
    }

    /// New, known, or nothing: then the row has its error. A namesake without any post, as those of a rank alone are, may be in this
    /// unit as well as in another: where the unit has none of its own, he is asked about.
    pub(super) fn find(&self, row: &Row, home: &Ref<UnitId>, asking: &mut Asking<'_, '_>) -> Option<Verdict<'a>> {
        if let Some(owner) = row.id_number.as_ref().and_then(|number| (asking.rules.owner)(number)) {
            return self.standing(row, &owner, "身份证号", asking.findings);
        }
        let birth = row.birth.map(|month| month.to_string()).unwrap_or_default();
        if birth.is_empty() {
            // Without birth and number the reader has already refused the row.
            return None;
        }
        match asking.rules.choices.get(&row.source) {
            Some(Choice::New) => return Some(Verdict::New),
            Some(Choice::Known(person)) => return self.standing(row, person, "选定的档案", asking.findings),
            None => {}
        }
        let namesakes = self.by_name.get(row.name.as_str()).into_iter().flatten().copied();
        let (mut here, elsewhere): (Vec<_>, Vec<_>) =
            namesakes.filter(|person| person.birth == birth).partition(|person| asking.posts.works_in(person, home));
        if here.is_empty() {
            // Two numbers are two people.
            let other = |person: &KnownPerson| person.has_id_number && row.id_number.is_some();
            let loose = |person: &&KnownPerson| person.posts.is_empty() && !person.departed && !other(person);
            here.extend(elsewhere.iter().copied().filter(loose));
        }
        if row.id_number.is_some() {
            Self::with_number(row, &here, asking)
        } else {
            Self::without_number(row, &here, &elsewhere, asking)
        }
    }

    /// The row of somebody who is known by his number, or was chosen.
    fn standing(&self, row: &Row, id: &PersonId, by: &str, findings: &mut Findings) -> Option<Verdict<'a>> {
        let Some(person) = self.by_id.get(id).copied() else {
            findings.error(at(row), format!("{}的{by}已登记在另一份档案里", row.name), "先在登记簿核对并合并两份档案");
            return None;
        };
        if person.name != row.name {
            let sentence = format!("{by}已登记在{}名下，与本行姓名{}不同", person.name, row.name);
            findings.error(at(row), sentence, "按身份证原件核对；改过名的先在登记簿更正");
            return None;
        }
        if person.departed {
            findings.error(at(row), format!("{}已退出管理", row.name), "先在登记簿恢复管理，或删去这一行");
            return None;
        }
        Some(Verdict::Known(person))
    }

    fn with_number(row: &Row, here: &[&'a KnownPerson], asking: &mut Asking<'_, '_>) -> Option<Verdict<'a>> {
        let unnumbered: Vec<&KnownPerson> = here.iter().copied().filter(|person| !person.has_id_number).collect();
        match unnumbered.as_slice() {
            [] if here.is_empty() => Some(Verdict::New),
            [] => {
                let sentence = format!("本单位已有同名、同出生年月的{}，身份证号不同，按新人读入", row.name);
                asking.findings.warn(at(row), sentence, "核对是否一人两号");
                Some(Verdict::New)
            }
            [person] if !person.posts.is_empty() => {
                asking.findings.warn(at(row), format!("为登记簿中的{}补录身份证号", row.name), "确是同一人才导入");
                Some(Verdict::Known(person))
            }
            several => {
                asking.findings.error(
                    at(row),
                    format!("登记簿中有{}名同名、同出生年月的{}没有身份证号，分不清是哪一人", several.len(), row.name),
                    "选定是哪一人，或先在登记簿为他们补录身份证号",
                );
                asking.ask(row, several);
                None
            }
        }
    }

    /// The rule of the house: new if there is no namesake of that birth month in the unit, else somebody has to choose; but a row
    /// that says nothing new about the one namesake changes nothing, so that the same file may come twice.
    fn without_number(
        row: &Row,
        here: &[&'a KnownPerson],
        elsewhere: &[&'a KnownPerson],
        asking: &mut Asking<'_, '_>,
    ) -> Option<Verdict<'a>> {
        let says_nothing_new = |person: &KnownPerson| {
            let said = (asking.rules.said)(&person.id);
            let beside = row.file.as_ref().map(|kept| kept.over(&said.file).1);
            card::updated(row, said.card).1.is_empty() && beside.is_none_or(|changed| changed.is_empty())
        };
        match here {
            [] => {
                if !elsewhere.is_empty() {
                    let sentence = format!("县内另有同名、同出生年月的{}，按新人读入", row.name);
                    asking.findings.warn(at(row), sentence, "是同一人的，补上身份证号");
                }
                Some(Verdict::New)
            }
            [person] if says_nothing_new(person) => Some(Verdict::Known(person)),
            several => {
                let whose =
                    if several.iter().any(|person| person.posts.is_empty()) { "登记簿中" } else { "本单位" };
                let sentence = format!("{whose}已有同名、同出生年月的{}，没有身份证号分不清是不是一人", row.name);
                asking.findings.error(at(row), sentence, "补上身份证号，或选定是哪一人");
                asking.ask(row, several);
                None
            }
        }
    }
}

/// What telling people apart needs, and where it says what it cannot tell.
pub(super) struct Asking<'a, 'r> {
    pub(super) posts: &'a PostIndex<'r>,
    pub(super) rules: &'a Rules<'a>,
    pub(super) findings: &'a mut Findings,
    pub(super) questions: &'a mut Vec<Question>,
}

impl Asking<'_, '_> {
    fn ask(&mut self, row: &Row, people: &[&KnownPerson]) {
        if self.questions.len() < self.rules.findings {
            let people = people.iter().map(|person| person.id.clone()).collect();
            self.questions.push(Question { source: row.source.clone(), name: row.name.clone(), people });
        }
    }
}

/// A row as sentences name it; the file of one person has none.
fn whereabouts(row: &Row) -> String {
    if row.source.row == 0 {
        format!("文件“{}”", row.source.sheet)
    } else {
        format!("第{}行（{}）", row.source.row, row.source.sheet)
    }
}
