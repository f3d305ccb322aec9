//! Committed text: what each action asks for. One line a field: place, label, type, and whether it must be filled in.

use super::golden::compare;
use crate::CATALOGUE;
use engine::form::{Shape, core, flag, hint, shape, slots, title};
use serde_json::Value;
use std::fmt::Write;

fn word(shape: &Shape<'_>) -> String {
    match shape {
        Shape::Text => "文字".to_owned(),
        Shape::Prose => "长文字".to_owned(),
        Shape::Phone => "电话".to_owned(),
        Shape::IdNumber => "身份证号".to_owned(),
        Shape::Integer => "整数".to_owned(),
        Shape::Decimal => "小数".to_owned(),
        Shape::Money => "元".to_owned(),
        Shape::Yes => "是否".to_owned(),
        Shape::Day => "日期".to_owned(),
        Shape::Moment => "时间".to_owned(),
        Shape::HalfDay => "半日".to_owned(),
        Shape::Period => "起止半日".to_owned(),
        Shape::Pick(pick) => format!("选{}", pick.noun()),
        Shape::File => "文件".to_owned(),
        Shape::Term(dictionary) => format!("字典{dictionary}"),
        Shape::Choice(variants) => {
            format!("选一：{}", variants.iter().map(|variant| variant.title).collect::<Vec<_>>().join("、"))
        }
        Shape::Branches(_) => "选一，各有内容".to_owned(),
        Shape::Group(_) => "一组".to_owned(),
        Shape::List(item) => format!("多项：{}", word(&self::shape(item))),
        Shape::Any => "任意".to_owned(),
    }
}

fn fields(schema: &Value, at: &str, text: &mut String) {
    match shape(schema) {
        Shape::Group(_) => {
            for slot in slots(core(schema).0) {
                let place = if at.is_empty() { slot.key.to_owned() } else { format!("{at}.{}", slot.key) };
                let label = title(slot.schema).unwrap_or("（无标题）");
                let mut marks = vec![if slot.required { "必填" } else { "可空" }];
                marks.extend(flag(slot.schema, "x-sealed").then_some("封存"));
                marks.extend(flag(slot.schema, "x-hidden").then_some("不显示"));
                let hint = hint(slot.schema).map_or_else(String::new, |hint| format!(" （{hint}）"));
                writeln!(text, "  {place}  {label}  {}  {}{hint}", word(&shape(slot.schema)), marks.join("，"))
                    .expect("a string");
                fields(slot.schema, &place, text);
            }
        }
        Shape::List(item) => fields(item, &format!("{at}[]"), text),
        Shape::Branches(variants) => {
            for variant in variants {
                writeln!(text, "  {at}={}  {}", variant.tag, variant.title).expect("a string");
                variant.schema.into_iter().for_each(|inner| fields(inner, &format!("{at}={}", variant.tag), text));
            }
        }
        _ => {}
    }
}

#[test]
fn golden_what_each_form_asks_for() {
    let mut text = String::new();
    for mechanism in CATALOGUE.iter() {
        let kind = mechanism.kind();
        for action in mechanism.schemas().actions {
            writeln!(text, "{} {}  {} {}", kind.id, action.verb, kind.title, action.title).expect("a string");
            fields(&action.schema, "", &mut text);
        }
        text.push('\n');
    }
    compare("forms.txt", &text);
}
