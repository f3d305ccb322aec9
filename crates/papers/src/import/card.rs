//! A roster row as the card of a cadre, and what it would change on a card already there.

use engine::people::month::When;
use serde_json::{Map, Value, json};

use super::{Difference, Rules, at};
use crate::finding::Findings;
use crate::roster::{Row, Schooling, split_posts};

/// The card's values a roster may bring, with their Chinese names. The order is not among them: a partial roster
/// would shuffle people who did not move.
const TITLES: &[(&str, &str)] = &[
    ("name", "姓名"),
    ("sex", "性别"),
    ("birth", "出生年月"),
    ("nation", "民族"),
    ("native", "籍贯"),
    ("birthplace", "出生地"),
    ("politics", "政治面貌"),
    ("joined", "入党时间"),
    ("works_since", "参加工作时间"),
    ("full_time", "全日制教育"),
    ("in_service", "在职教育"),
    ("profession", "专业技术职务"),
    ("level", "级别"),
    ("level_since", "任现职级时间"),
    ("rank", "职级"),
    ("authority", "管理权限"),
    ("phone", "联系电话"),
    ("note", "备注"),
];

/// The card of a person to be entered.
pub(super) fn of(row: &Row, order: i64, rules: &Rules<'_>, findings: &mut Findings) -> Map<String, Value> {
    let mut card = stated(row);
    let level = level(row).unwrap_or_else(|| {
        let (level, ground) = guessed_level(row);
        findings.warn(at(row), format!("缺级别，按{ground}读作{level}"), "不对的补上“级别”列");
        level.to_owned()
    });
    if !card.contains_key("authority") {
        let authority = if level.contains('股') {
            "单位管"
        } else if level.contains('县') || level.contains('厅') {
            "上级管"
        } else {
            "县管"
        };
        card.insert("authority".into(), authority.into());
    }
    card.insert("level".into(), level.into());
    card.insert("order".into(), order.into());
    if row.since.is_some_and(|since| since.first_day().is_some_and(|day| day > rules.today)) {
        findings.warn(at(row), "任现职时间晚于今天", "核对任现职时间");
    }
    card
}

/// The card as it will be, and what is different. What the roster leaves blank stays.
pub(super) fn updated(row: &Row, mut card: Map<String, Value>) -> (Map<String, Value>, Vec<Difference>) {
    let mut stated = stated(row);
    if let Some(level) = level(row) {
        stated.insert("level".into(), level.into());
    }
    let mut differences = Vec::new();
    for (key, title) in TITLES {
        let Some(after) = stated.get(*key) else { continue };
        let before = card.get(*key).cloned().unwrap_or(Value::Null);
        let after = overlaid(&before, after);
        if !same(&before, &after) {
            differences.push(Difference { title, before: words(&before), after: words(&after) });
            card.insert((*key).to_owned(), after);
        }
    }
    (card, differences)
}

/// What the row says, nothing more.
fn stated(row: &Row) -> Map<String, Value> {
    let mut card = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            card.insert(key.to_owned(), value);
        }
    };
    let text = |words: &Option<String>| words.clone().map(Value::from);
    let month = |when: Option<When>| when.map(|when| Value::from(when.month.to_string()));
    put("name", Some(row.name.clone().into()));
    put("sex", row.sex.map(|sex| sex.word().into()));
    put("birth", row.birth.map(|month| month.to_string().into()));
    put("nation", text(&row.nation));
    put("native", text(&row.native_place));
    put("birthplace", text(&row.birth_place));
    put("politics", text(&row.politics));
    put("joined", month(row.party_since));
    let first_of = |month| When { month, day: None }.first_day();
    put("works_since", row.work_start.and_then(first_of).map(|day| day.to_string().into()));
    put("full_time", schooling(&row.education.full_time));
    put("in_service", schooling(&row.education.in_service));
    put("profession", text(&row.technical_title));
    put("level_since", month(row.level_since));
    put("rank", text(&row.rank).or_else(|| rank_of_post(row).map(Value::from)));
    put("authority", row.authority.as_deref().and_then(authority).map(Value::from));
    put("phone", text(&row.phone));
    put("note", note(row).map(Value::from));
    card
}

fn schooling(way: &Schooling) -> Option<Value> {
    if *way == Schooling::default() {
        return None;
    }
    Some(json!({
        "level": way.education.clone().unwrap_or_default(),
        "degree": way.degree,
        "school": way.school,
    }))
}

/// 四级调研员 of «副镇长，四级调研员».
fn rank_of_post(row: &Row) -> Option<String> {
    split_posts(row.post.as_deref()?).into_iter().find(|part| part.is_rank).map(|part| part.words)
}

/// What the card has no place for, kept in words.
fn note(row: &Row) -> Option<String> {
    let mut lines = Vec::new();
    let highest = &row.education.highest;
    for (title, words) in [("学历", &highest.education), ("学位", &highest.degree), ("毕业院校及专业", &highest.school)]
    {
        lines.extend(words.as_ref().map(|words| format!("{title}：{}", words.replace('\n', "，"))));
    }
    if row.party_since.is_none() {
        lines.extend(row.party_text.as_ref().map(|words| format!("入党时间：{words}")));
    }
    lines.extend(row.category.as_ref().map(|words| format!("人员类别：{words}")));
    lines.extend(row.rank_since.map(|when| format!("任职级时间：{}", when.month.printed())));
    if !row.name_marks.is_empty() {
        lines.push(format!("姓名旁注：{}", row.name_marks.join("、")));
    }
    lines.extend(row.remarks.clone());
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn authority(words: &str) -> Option<&'static str> {
    if words.contains("上级") || words.contains("市管") || words.contains("省管") || words.contains("中管") {
        Some("上级管")
    } else if words.contains("县管") || words.contains("区管") {
        Some("县管")
    } else if words.contains("单位") || words.contains("自管") || words.contains("镇管") {
        Some("单位管")
    } else {
        None
    }
}

/// The level the row states: its column, or a mark beside the post.
fn level(row: &Row) -> Option<String> {
    let marked = || {
        let parts = split_posts(row.post.as_deref().unwrap_or_default());
        parts.iter().find_map(|part| part.level().map(str::to_owned))
    };
    row.level.clone().or_else(marked).map(|words| plain_level(&words))
}

/// 正科级, 乡科级正职 and 正科长级 as 正科; other words as they stand.
fn plain_level(words: &str) -> String {
    let known = [
        ("乡科级正职", "正科"),
        ("乡科级副职", "副科"),
        ("县处级正职", "正县"),
        ("县处级副职", "副县"),
        ("正科", "正科"),
        ("副科", "副科"),
        ("正处", "正县"),
        ("副处", "副县"),
        ("正县", "正县"),
        ("副县", "副县"),
        ("股", "股级"),
    ];
    known
        .iter()
        .find(|(written, _)| words.contains(written))
        .map_or_else(|| words.to_owned(), |(_, plain)| (*plain).to_owned())
}

/// The usual level of a title in a county, and what it was read off.
fn guessed_level(row: &Row) -> (&'static str, &'static str) {
    let post = row.post.as_deref().unwrap_or_default();
    let rank = row.rank.as_deref().unwrap_or_default();
    let says = |words: &str| post.contains(words) || rank.contains(words);
    if says("调研员") {
        return ("正科", "职级");
    }
    if says("一级主任科员") || says("二级主任科员") {
        return ("正科", "职级");
    }
    if says("主任科员") {
        return ("副科", "职级");
    }
    let parts = split_posts(post);
    let main = parts.first().map(|part| part.words.as_str()).unwrap_or_default();
    if main.ends_with("股长") || main.ends_with("所长") || main.ends_with("站长") || main.contains("股") {
        ("股级", "职务")
    } else if main.contains('副')
        || main.contains("委员")
        || main.contains("成员")
        || main.contains("组长")
        || main.contains("部长")
    {
        ("副科", "职务")
    } else if post.is_empty() {
        ("股级", "没有职务")
    } else {
        ("正科", "职务")
    }
}

/// A value of several parts keeps those that the roster leaves blank: 学位 where there is only a column of 学历.
fn overlaid(before: &Value, after: &Value) -> Value {
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return after.clone() };
    let mut whole = before.clone();
    let stated = after.iter().filter(|(_, value)| !value.is_null() && value.as_str() != Some(""));
    whole.extend(stated.map(|(key, value)| (key.clone(), value.clone())));
    Value::Object(whole)
}

/// Equal in what they say: nothing and an empty text are the same.
fn same(before: &Value, after: &Value) -> bool {
    let empty = |value: &Value| value.is_null() || value.as_str() == Some("");
    if empty(before) && empty(after) {
        return true;
    }
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let keys = ["level", "degree", "school"];
            keys.iter()
                .all(|key| same(before.get(*key).unwrap_or(&Value::Null), after.get(*key).unwrap_or(&Value::Null)))
        }
        _ => before == after,
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        Value::Object(parts) => {
            let parts = ["level", "degree", "school"].iter().filter_map(|key| parts.get(*key)?.as_str());
            parts.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("，")
        }
        other => other.to_string(),
    }
}
