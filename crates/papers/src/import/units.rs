//! Units of roster and register: found by name or short name, proposed where there is none.

use std::collections::{BTreeMap, BTreeSet};

use engine::people::text;
use engine::words::UnitId;

use super::{KnownUnit, NewUnit, Ref, Register, Rules, at};
use crate::finding::Findings;
use crate::roster::Row;

/// Units by every name they go by; new ones join as rows name them.
pub(super) struct UnitIndex<'a> {
    known: BTreeMap<&'a UnitId, &'a KnownUnit>,
    names: BTreeMap<String, BTreeSet<Ref<UnitId>>>,
    new: Vec<NewUnit>,
    titles: BTreeMap<String, String>,
}

impl<'a> UnitIndex<'a> {
    pub(super) fn of(register: &'a Register, rules: &Rules<'_>) -> Self {
        let mut names: BTreeMap<String, BTreeSet<Ref<UnitId>>> = BTreeMap::new();
        for unit in &register.units {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                names.entry(text::squash(name)).or_default().insert(Ref::Known(unit.id.clone()));
            }
        }
        // A full name decides against another unit's short name.
        for unit in &register.units {
            names.insert(text::squash(&unit.name), BTreeSet::from([Ref::Known(unit.id.clone())]));
        }
        let terms = rules.policy.dictionary("unit_kinds").map(|kinds| kinds.terms.as_slice()).unwrap_or_default();
        let titles = terms.iter().map(|term| (term.code.clone(), term.title.clone())).collect();
        Self { known: register.units.iter().map(|unit| (&unit.id, unit)).collect(), names, new: Vec::new(), titles }
    }

    /// The unit of a row, entered as new where nobody knows it. Nothing when the row names none or the name is shared.
    pub(super) fn home(&mut self, row: &Row, findings: &mut Findings) -> Option<Ref<UnitId>> {
        let name = text::squash(&row.unit);
        if name.is_empty() {
            return None;
        }
        match self.names.get(&name).map(|units| units.iter().cloned().collect::<Vec<_>>()).as_deref() {
            Some([unit]) => return Some(unit.clone()),
            Some([_, ..]) => {
                findings.error(at(row), format!("“{name}”对应几个单位"), "写单位全称");
                return None;
            }
            _ => {}
        }
        let place = self.new.len();
        let parent = self.beginning(&name).map(|(unit, _)| unit);
        let kind = if parent.is_some() { "subordinate" } else { kind_of(&name) };
        let title = self.titles.get(kind).map_or(kind, String::as_str);
        let similar = self.similar(&name);
        let sentence = match similar {
            Some(known) => format!("新单位“{name}”，与已有的“{known}”只差一字，类别读作{title}"),
            None => format!("新单位“{name}”，类别读作{title}"),
        };
        let advice = if similar.is_some() {
            "是同一单位的，改为已有的名称"
        } else {
            "类别不对的，导入后在单位信息中更正"
        };
        findings.warn(at(row), sentence, advice);
        let order = i64::try_from(self.known.len() + place + 1).unwrap_or(i64::MAX);
        self.new.push(NewUnit { name: name.clone(), kind: kind.to_owned(), parent, order, source: row.source.clone() });
        let unit = Ref::New(place);
        self.names.insert(name, BTreeSet::from([unit.clone()]));
        Some(unit)
    }

    /// The unit with the longest name this text begins with, and the rest of the text; a name shared by several is none.
    pub(super) fn beginning(&self, words: &str) -> Option<(Ref<UnitId>, String)> {
        let ends: Vec<usize> = words.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter().rev().filter(|end| *end < words.len()).find_map(|end| {
            let (head, rest) = words.split_at_checked(end)?;
            let units = self.names.get(head)?;
            let only = units.first().filter(|_| units.len() == 1)?;
            Some((only.clone(), rest.to_owned()))
        })
    }

    /// The full name.
    pub(super) fn name(&self, unit: &Ref<UnitId>) -> &str {
        match unit {
            Ref::Known(id) => self.known.get(id).map_or("", |known| known.name.as_str()),
            Ref::New(place) => self.new.get(*place).map_or("", |new| new.name.as_str()),
        }
    }

    /// Code of its kind.
    pub(super) fn kind(&self, unit: &Ref<UnitId>) -> &str {
        match unit {
            Ref::Known(id) => self.known.get(id).map_or("", |known| known.kind.as_str()),
            Ref::New(place) => self.new.get(*place).map_or("", |new| new.kind.as_str()),
        }
    }

    pub(super) fn into_new(self) -> Vec<NewUnit> {
        self.new
    }

    /// A known name of the same length that differs in one character.
    fn similar(&self, name: &str) -> Option<&str> {
        let length = name.chars().count();
        let off_by_one = |known: &&&KnownUnit| {
            known.name.chars().count() == length
                && length >= 3
                && known.name.chars().zip(name.chars()).filter(|(one, other)| one != other).count() == 1
        };
        self.known.values().find(off_by_one).map(|known| known.name.as_str())
    }
}

/// Words in a name that tell the kind of unit, tried in this order: at the end (`true`) or anywhere.
const KINDS: &[(&str, bool, &[&str])] = &[
    (
        "township",
        true,
        &["镇", "乡", "街道", "街道办事处", "镇党委", "乡党委", "镇人民政府", "乡人民政府", "镇政府", "乡政府"],
    ),
    ("zone", true, &["开发区", "园区", "管委会", "工业园", "管理委员会", "度假区"]),
    (
        "mass_organization",
        false,
        &[
            "工会",
            "团县委",
            "共青团",
            "妇联",
            "妇女联合会",
            "工商联",
            "工商业联合会",
            "科协",
            "文联",
            "残联",
            "侨联",
            "红十字会",
            "科学技术协会",
            "贸促会",
            "计生协",
        ],
    ),
    ("organ", false, &["人大", "政协", "法院", "检察院"]),
    ("county", true, &["县委", "县政府", "县人民政府", "县委常委会", "县领导"]),
    ("vertical", false, &["税务局", "气象局", "烟草", "供电", "邮政", "人民银行", "金融监管", "生态环境分局", "消防"]),
    (
        "party_department",
        false,
        &[
            "组织部",
            "宣传部",
            "统战部",
            "政法委",
            "县委办",
            "纪委",
            "监委",
            "编办",
            "机构编制",
            "巡察",
            "直属机关工委",
            "社会工作部",
            "老干部局",
            "信访局",
            "县委",
        ],
    ),
    ("enterprise", true, &["公司", "集团", "厂"]),
    (
        "institution",
        true,
        &["中心", "馆", "医院", "学校", "中学", "小学", "党校", "学院", "台", "院", "供销社", "事务局", "志室"],
    ),
    ("subordinate", true, &["所", "站", "中队"]),
];

fn kind_of(name: &str) -> &'static str {
    let fits = |(_, at_end, words): &&(&str, bool, &[&str])| {
        words.iter().any(|word| if *at_end { name.ends_with(word) } else { name.contains(word) })
    };
    KINDS.iter().find(fits).map_or("government_department", |(kind, ..)| kind)
}
