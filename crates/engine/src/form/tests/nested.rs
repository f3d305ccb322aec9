//! Tables within tables, yes-or-no questions that may stay open, and rows pasted from a spreadsheet.

use super::*;
use crate::days::HalfDay;

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Handing {
    #[schemars(title = "类别清单")]
    groups: Vec<Part>,
    #[schemars(title = "已核对")]
    checked: Option<bool>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Part {
    #[schemars(title = "类别")]
    name: String,
    #[schemars(title = "明细", length(min = 1))]
    items: Vec<Line>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Line {
    #[schemars(title = "事项")]
    what: String,
    #[schemars(title = "时间")]
    when: Option<HalfDay>,
    #[schemars(title = "方式")]
    way: Option<Purpose>,
    #[schemars(title = "办结")]
    done: bool,
    #[schemars(title = "接手人")]
    to: Option<PersonId>,
}

fn read(pairs: &[(&str, &str)]) -> Result<Value, Filled> {
    let pairs: Vec<_> = pairs.iter().map(|(name, text)| pair(name, text)).collect();
    with(&Aid::default(), |ask| parse(&tagged::schema::<Handing>(), &pairs, ask))
}

#[test]
fn rows_within_rows_name_both() {
    let wrong =
        read(&[("groups.0.name", "文件"), ("groups.4.name", "财物"), ("groups.4.items.3.to", "查无此人")]).unwrap_err();
    assert_eq!(
        wrong.wrong,
        [
            pair("/groups/0/items", "第1行未写明细"),
            pair("/groups/1/items/0/what", "第2行明细第1行未写事项"),
            pair("/groups/1/items/0/to", "第2行明细第1行没有找到干部“查无此人”，请核对姓名"),
        ]
    );
}

#[test]
fn an_open_question_may_be_answered_no() {
    assert_eq!(read(&[("checked", "false")]), Ok(json!({"groups": [], "checked": false})));
    assert_eq!(read(&[("checked", "是")]), Ok(json!({"groups": [], "checked": true})));
    assert_eq!(read(&[("checked", "")]), Ok(json!({"groups": []})));
}

#[test]
fn rows_of_an_inner_table_are_added_and_taken_away() {
    let filled =
        read(&[("groups.0.name", "文件"), ("groups.0.items.0.what", "一"), ("_add", "groups.0.items")]).unwrap_err();
    let pairs: Vec<(&str, &str)> = filled.pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(pairs.contains(&("groups.0.items.1._row", "")));
    let filled = read(&[pairs.as_slice(), &[("_del", "groups.0.items.0")]].concat()).unwrap_err();
    assert!(filled.pairs.iter().all(|(_, text)| text != "一"));
}

#[test]
fn rows_pasted_from_a_spreadsheet_follow_those_already_filled_in() {
    let text =
        "事项\t时间\t方式\t办结\t接手人\r\n公章\t10月19日上午\t因公\t是\t翟明远\r\n\r\n\"账目\n两册\"\t\t\t√\r\n";
    let value = read(&[
        ("groups.0.name", "财物"),
        ("groups.0.items.0.what", ""),
        ("groups.0.items.1.what", "钥匙"),
        ("groups.0.items._paste", text),
    ])
    .unwrap();
    let expected = json!([
        {"what": "钥匙", "done": false},
        {"what": "公章", "when": {"day": "2026-10-19", "half": "上午"}, "way": "duty", "done": true, "to": "p1"},
        {"what": "账目 两册", "done": true},
    ]);
    assert_eq!(value["groups"][0]["items"], expected);
}

#[test]
fn the_button_beside_a_pasted_text_shows_the_rows_and_asks_nothing_yet() {
    let filled = read(&[("groups.0.items._paste", "公章\n账目"), ("_add", "groups.0.items")]).unwrap_err();
    assert_eq!(filled.wrong, []);
    assert_eq!(filled.pairs, [pair("groups.0.items.0.what", "公章"), pair("groups.0.items.1.what", "账目")]);
}

#[test]
fn a_pasted_text_that_does_not_fit_stays_and_is_explained() {
    let filled = read(&[("groups._paste", "文件\t一\t二")]).unwrap_err();
    assert_eq!(filled.wrong, [pair("/groups", "粘贴的第1行有3列，表中只有2列，请核对后重新粘贴")]);
    let drawn = with(&Aid::default(), |ask| fields_filled(&tagged::schema::<Handing>(), ask, &filled));
    assert_eq!(drawn[0].value, "文件\t一\t二");
    let long = "文件\n".repeat(201);
    let filled = read(&[("groups._paste", &long)]).unwrap_err();
    assert_eq!(filled.wrong, [pair("/groups", "一次最多粘贴200行，现有201行，请分次粘贴")]);
    assert!(read(&[("nothing._paste", "x")]).is_err());
    assert!(read(&[("_paste", "x")]).is_ok());
}
