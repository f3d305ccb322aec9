//! Unit names as rosters write them: in a column, over a group of rows, above the heading, or inside a post.

use std::collections::BTreeMap;

use engine::people::text;

use crate::workbook::Line;

/// Endings that make a lone text a unit rather than a person.
const ENDINGS: &[&str] = &[
    "镇",
    "乡",
    "街道",
    "街道办事处",
    "县委",
    "政府",
    "办",
    "办公室",
    "局",
    "委",
    "委员会",
    "部",
    "院",
    "会",
    "社",
    "中心",
    "校",
    "厅",
    "所",
    "馆",
    "站",
    "公司",
    "集团",
    "委员",
    "队",
    "室",
    "园区",
    "开发区",
    "管委会",
    "机关",
    "组织",
    "支队",
    "大队",
    "银行",
    "医院",
    "学院",
    "党校",
    "中学",
    "团",
];

/// Group words that gather units and are none themselves.
const GATHERINGS: &[&str] =
    &["部门", "系统", "单位", "口", "类", "片", "群团", "企业", "乡镇", "县直", "班子", "干部", "人员", "领导"];

/// Names and short names of known units, compared without blanks.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownUnits {
    names: BTreeMap<String, String>,
}

impl KnownUnits {
    pub(crate) fn of(names: &[String]) -> Self {
        Self { names: names.iter().map(|name| (text::squash(name), name.clone())).collect() }
    }

    pub(crate) fn holds(&self, words: &str) -> bool {
        self.names.contains_key(&text::squash(words))
    }

    /// The longest known name this text begins with.
    pub(crate) fn beginning(&self, words: &str) -> Option<&str> {
        let bare = text::squash(words);
        let ends = bare.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.rev().find_map(|end| self.names.get(bare.get(..end)?)).map(String::as_str)
    }
}

/// What a text standing alone in a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Group {
    /// A unit by this name: the rows below belong to it.
    Unit(String),
    /// A gathering of units; which unit follows is not known yet.
    Gathering,
    /// Neither.
    Neither,
}

/// Reads a text standing alone: ordinals before and head counts after are dropped. `sure`: merged over columns.
pub(super) fn group(words: &str, sure: bool, known: &KnownUnits) -> Group {
    let bare = without_count(&without_ordinal(&text::squash(words)));
    if bare.is_empty() {
        return Group::Neither;
    }
    if known.holds(&bare) {
        return Group::Unit(bare);
    }
    if GATHERINGS.iter().any(|word| bare.ends_with(word)) {
        return Group::Gathering;
    }
    let long_enough = bare.chars().count() >= 3;
    if sure || (long_enough && ENDINGS.iter().any(|ending| bare.ends_with(ending))) {
        return Group::Unit(bare);
    }
    Group::Neither
}

/// The unit that a lone text names, if it names one.
pub(crate) fn name_of(words: &str, known: &KnownUnits) -> Option<String> {
    match group(words, false, known) {
        Group::Unit(name) => Some(name),
        Group::Gathering | Group::Neither => None,
    }
}

/// The unit a sheet is about, where a row above the heading says «单位：…» or the sheet bears a known name.
pub(super) fn of_titles(lines: &[Line], heading_top: u32, sheet: &str, known: &KnownUnits) -> Option<String> {
    let titles = lines.iter().filter(|line| line.row < heading_top);
    for (_, value) in titles.flat_map(|line| line.cells.iter()) {
        let bare = text::squash(&value.shown()).replace(':', "：");
        let Some((label, rest)) = bare.split_once('：') else { continue };
        let label = label.split(['（', '(']).next().unwrap_or(label);
        let name = rest.split(['（', '(']).next().unwrap_or(rest);
        if matches!(label, "单位" | "单位名称" | "填报单位" | "呈报单位" | "报送单位") && !name.is_empty()
        {
            return Some(name.to_owned());
        }
    }
    known.holds(sheet).then(|| text::squash(sheet))
}

fn without_ordinal(bare: &str) -> String {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(c);
    let rest = bare.trim_start_matches(['（', '(']);
    let tail = rest.trim_start_matches(number);
    if tail.len() == rest.len() {
        return bare.to_owned();
    }
    let unmarked = tail.trim_start_matches(['、', '.', '．', '）', ')', '，']);
    if unmarked.len() == tail.len() { bare.to_owned() } else { unmarked.to_owned() }
}

fn without_count(bare: &str) -> String {
    let flat = text::half_width(bare).replace(['（'], "(").replace(['）'], ")").replace('：', ":");
    let name = match flat.rsplit_once('(') {
        Some((name, inside)) if is_count(inside.trim_end_matches(')')) => name,
        _ => match flat.rsplit_once([':', '共']) {
            Some((name, count)) if is_count(count) => name,
            _ => flat.as_str(),
        },
    };
    name.trim_end_matches(':').replace('(', "（").replace(')', "）")
}

/// «12», «12人», «共12名».
pub(super) fn is_count(words: &str) -> bool {
    let bare = text::squash(&text::half_width(words));
    let bare = bare.trim_start_matches(['共', '计']).trim_end_matches(['人', '名', '.', '0']);
    let digits = text::squash(&text::half_width(words)).chars().any(|c| c.is_ascii_digit());
    digits && bare.chars().all(|c| c.is_ascii_digit())
}
