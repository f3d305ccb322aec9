//! Templates read and filled; what is wrong in one is said with its line.

use super::*;
use crate::{
    form::{Found, Names, Pick, Terms},
    sheet::Words,
};
use serde_json::json;

struct Nobody;
impl Names for Nobody {
    fn name(&self, _: Pick, _: &str) -> Option<Found> {
        None
    }
    fn file(&self, _: &str) -> Option<String> {
        None
    }
}
impl Terms for Nobody {
    fn terms(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
}

fn template(text: &str) -> Result<Template, Vec<(usize, String)>> {
    Template::new("toy.form".into(), "toy".into(), "小表".into(), Form::Sheet).read(text, 10)
}

fn filling() -> Filling {
    let schema = json!({"type": "object", "properties": {
        "who": {"type": "string", "title": "姓名"},
        "note": {"type": ["string", "null"], "title": "备注"},
        "rows": {"type": "array", "title": "意见", "items": {"type": "object", "properties": {
            "step": {"type": "string", "title": "环节"}, "words": {"type": "string", "title": "结论"}}}},
    }});
    let state = json!({"who": "甄有方", "note": null, "rows": [{"step": "审核", "words": "同意"}, {"step": "审批", "words": "不同意"}]});
    Filling::of(&schema, &state, Words { names: &Nobody, terms: &Nobody }).with("本件.编号", "小〔2026〕1号")
}

fn blocks(text: &str) -> Vec<Block> {
    template(text).expect("sound").filled(&filling()).blocks
}

#[test]
fn signs_at_the_beginning_say_what_a_line_is() {
    let text = "^ 工作秘密\n! 县委组织部\n% 青组〔2026〕3号\n# 小表\n## {{本件.编号}}\n@ 县委组织部：\n一、情况\n（一）经过\n{{姓名}}报告如下。\n= 附件：清单\n> 2026年5月6日\n~ 抄送：县纪委监委";
    assert_eq!(
        blocks(text),
        [
            Block::Mark("工作秘密".into()),
            Block::Head("县委组织部".into()),
            Block::Number("青组〔2026〕3号".into()),
            Block::Title("小表".into()),
            Block::Under("小〔2026〕1号".into()),
            Block::To("县委组织部：".into()),
            Block::Heading(1, "一、情况".into()),
            Block::Heading(2, "（一）经过".into()),
            Block::Body("甄有方报告如下。".into()),
            Block::Note("附件：清单".into()),
            Block::Right("2026年5月6日".into()),
            Block::Foot("抄送：县纪委监委".into()),
        ]
    );
}

#[test]
fn a_table_has_a_row_for_each_row_of_the_matter_and_cells_that_span() {
    let found = blocks("|1 2 3|\n| 姓名 | {{姓名}} | < |\n|* {{意见.环节}} | {{意见.结论}} | |");
    let [Block::Table { widths, rows }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((widths.as_slice(), rows.len()), ([1, 2, 3].as_slice(), 3));
    assert_eq!(rows[0][1], Cell { words: "甄有方".into(), span: 2, label: false });
    assert!(rows[0][0].label);
    assert_eq!((rows[1][1].words.as_str(), rows[2][0].words.as_str()), ("同意", "审批"));
}

#[test]
fn a_line_stands_only_where_its_field_is_not_empty() {
    assert_eq!(
        blocks("?{{备注}} 备注：{{备注}}\n?{{意见}} 有意见\n?{{姓名}} 有人"),
        [Block::Body("有意见".into()), Block::Body("有人".into())]
    );
}

#[test]
fn a_table_without_rows_leaves_one_to_be_filled_in_by_hand() {
    let found = blocks("|* {{名单.姓名}} | {{名单.单位}} |");
    assert!(matches!(&found[..], [Block::Table { rows, .. }] if rows.len() == 1 && rows[0][0].words.is_empty()));
}

#[test]
fn a_starred_line_stands_for_each_row_of_the_matter_and_can_number_them() {
    assert_eq!(
        blocks("* {{意见.序号}}．{{意见.环节}}{{意见.结论}}\n* > {{意见.环节}}\n* {{名单.姓名}}"),
        [
            Block::Body("1．审核同意".into()),
            Block::Body("2．审批不同意".into()),
            Block::Right("审核".into()),
            Block::Right("审批".into()),
        ]
    );
    let wrong = template("* 没有字段").expect_err("no table");
    assert_eq!(wrong[0].0, 10);
}

#[test]
fn what_is_known_of_every_matter_can_be_asked_for_and_limits_only_by_who_asks() {
    let policy = crate::policy::Policy::parse(&crate::pack!()).expect("the pack of the house");
    let limit = policy.limits().next().expect("a limit").id.clone();
    let template = template(&format!("{{{{本件.县名}}}}{{{{时限.{limit}}}}}{{{{本件.成文日期}}}}")).expect("sound");
    assert_eq!(template.limits().collect::<Vec<_>>(), [limit.as_str()]);
    let today = Day::new(2026, 5, 6).expect("a day");
    let about = About {
        number: "小〔2026〕1号".into(),
        title: String::new(),
        stage: String::new(),
        post: String::new(),
        unit: String::new(),
        county: "青弋县".into(),
        today,
        due: None,
        course: vec![vec!["办理".into(), "内容".into(), "甄有方".into(), "日期".into()]],
    };
    let filling = filling().about(about).limits(&template, &policy, today);
    let words = policy.limit_of_id(&limit).and_then(|limit| limit.on(today)).map(|on| on.words()).unwrap_or_default();
    assert_eq!(template.filled(&filling).blocks, [Block::Body(format!("青弋县{words}2026年5月6日"))]);
    let issued = filling.with("本件.成文日期", "2026年5月8日");
    assert_eq!(template.filled(&issued).blocks, [Block::Body(format!("青弋县{words}2026年5月8日"))]);
    let numbered = self::template("* {{本件.经过.序号}}{{本件.经过.办理人}}").expect("sound");
    assert_eq!(numbered.filled(&issued).blocks, [Block::Body("1甄有方".into())]);
}

#[test]
fn a_group_within_the_rows_of_a_list_is_a_table_with_the_outer_rows_columns() {
    let group = json!({"type": ["object", "null"], "title": "整改", "properties": {
        "measure": {"type": "string", "title": "措施"}}});
    let schema = json!({"type": "object", "properties": {"all": {"type": "array", "title": "问题", "items": {
        "type": "object", "properties": {"fact": {"type": "string", "title": "事实"}, "put_right": group}}}}});
    let state = json!({"all": [{"fact": "甲", "put_right": {"measure": "改"}}, {"fact": "乙", "put_right": null}]});
    let known = crate::sheet::placeholders(&schema);
    assert!(known.contains(&"问题.整改.事实".to_owned()) && known.contains(&"问题.整改.措施".to_owned()), "{known:?}");
    let words = Words { names: &Nobody, terms: &Nobody };
    let filling = Filling::of(&schema, &state, words);
    let text = "* {{问题.整改.序号}}{{问题.整改.事实}}{{问题.整改.措施}}";
    assert_eq!(template(text).expect("sound").filled(&filling).blocks, [Block::Body("1甲改".into())]);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let wrong =
        template("# 小表\n{{姓名\n| 甲 | 乙\n|* 甲 | 乙 |\n|* {{甲.一}} | {{乙.二}} |\n{{}}").expect_err("five lines");
    assert_eq!(wrong.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [11, 12, 13, 14, 15]);
    assert!(wrong.iter().all(|(_, sentence)| !sentence.is_ascii()));
}

#[test]
fn a_field_nobody_knows_is_named_with_its_line() {
    let template = template("# 小表\n{{姓名}}\n?{{错一}} {{错二}}\n| {{本件.编号}} |").expect("sound");
    assert_eq!(template.unknown(&|field| field == "姓名"), [(12, "错一"), (12, "错二")]);
}

#[test]
fn a_list_within_the_rows_of_a_list_is_a_table_with_the_outer_rows_columns() {
    let rows = |key: &str, title: &str, inner: serde_json::Value| {
        json!({"type": "array", "title": title, "items": {"type": "object", "properties": {
            key: {"type": "string", "title": "名称"}, "rows": inner}}})
    };
    let inner = json!({"type": "array", "title": "事项", "items": {"type": "object", "properties": {
        "what": {"type": "string", "title": "内容"}, "when": {"type": "string", "title": "期限"}}}});
    let schema = json!({"type": "object", "properties": {"tables": rows("name", "交接", inner)}});
    let state = json!({"tables": [{"name": "经济", "rows": [{"what": "账户", "when": "本月"}, {"what": "借款", "when": "下月"}]},
        {"name": "人事", "rows": [{"what": "招考", "when": "年内"}]}]});
    let words = Words { names: &Nobody, terms: &Nobody };
    assert!(crate::sheet::placeholders(&schema).contains(&"交接.事项.名称".to_owned()));
    let text = "|* {{交接.事项.名称}} | {{交接.事项.内容}} | {{交接.事项.期限}} |";
    let blocks = template(text).expect("sound").filled(&Filling::of(&schema, &state, words)).blocks;
    let [Block::Table { rows, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(|cell| cell.words.as_str()).collect()).collect();
    assert_eq!(cells, [["经济", "账户", "本月"], ["经济", "借款", "下月"], ["人事", "招考", "年内"]]);
}

#[test]
fn a_paper_waits_for_a_field_as_the_pack_says_and_no_longer() {
    let mut template = template("# 介绍信\n{{姓名}}").expect("sound");
    let (before, after) = (filling(), filling().with("签字齐备日期", "10月9日"));
    template.after = Some("签字齐备日期".into());
    assert_eq!(template.gate(&before), Gate::Open, "no gate, no waiting");
    for gate in [Gate::Warn, Gate::Refuse] {
        template.gate = gate;
        assert_eq!((template.gate(&before), template.gate(&after)), (gate, Gate::Open));
    }
    assert_eq!(template.unknown(&|field| field == "姓名"), [(10, "签字齐备日期")], "what it waits for has to be known");
}
