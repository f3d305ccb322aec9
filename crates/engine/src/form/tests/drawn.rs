//! What is drawn: order, titles, kinds.

use super::*;

fn drawn() -> Vec<Field> {
    with(&Aid::default(), |ask| fields(&schema(), ask))
}

fn one(name: &str) -> Field {
    drawn().into_iter().find(|field| field.name == name).unwrap()
}

#[test]
fn fields_stand_in_the_order_of_the_source_with_their_chinese_titles() {
    let titles: Vec<String> = drawn().into_iter().map(|field| field.title).collect();
    let expected = "申请人 起止时间 事由 原因 联系电话 接替单位 出发日 随行人数 交接事项 途经地 附件 证件号码 已当面告知 方式 例外";
    assert_eq!(titles.join(" "), expected);
}

#[test]
fn required_is_what_the_type_demands_and_an_option_does_not() {
    let required: Vec<String> = drawn().into_iter().filter(|field| field.required).map(|field| field.name).collect();
    assert_eq!(required, ["person", "period", "purpose", "reason"]);
}

#[test]
fn comments_of_the_code_are_not_hints() {
    assert_eq!(one("person").hint, None);
    assert_eq!(one("period").hint.as_deref(), Some("以半日计，周末不计入"));
    let hint = |text: &str| hint(&json!({"description": text}));
    for comment in [
        "学历.",
        "Level: 正科, 副科, 股级 …",
        "中共党员, 群众 …",
        "Who decided: 县委, 县人大常委会",
        "单位经办人: enters",
    ] {
        assert_eq!(hint(comment), None, "{comment}");
    }
    for meant in ["只收PDF、图片、版式文件", "写到市、县", "2026-10-19或10月19日"] {
        assert_eq!(hint(meant).as_deref(), Some(meant));
    }
}

#[test]
fn marks_of_the_schema_reach_the_field() {
    assert!(one("phone").together && !one("person").together);
    assert!(one("number").sealed && !one("person").sealed);
    assert_eq!(one("number").kind, FieldKind::IdNumber);
    assert_eq!(one("company").kind, FieldKind::Integer { min: Some(0), max: Some(20) });
}

#[test]
fn a_period_is_four_controls_of_one_field() {
    let FieldKind::Period(from, to) = one("period").kind else { panic!("a period") };
    assert_eq!((from.title.as_str(), from.day_name.as_str()), ("自", "period.from.day"));
    assert_eq!((to.title.as_str(), to.half_name.as_str()), ("至", "period.to.half"));
}

#[test]
fn an_enum_with_data_is_radio_buttons_and_branches_whose_names_carry_the_branch() {
    let FieldKind::Branches(branches) = one("purpose").kind else { panic!("branches") };
    let words: Vec<&str> = branches.iter().map(|branch| branch.word.as_str()).collect();
    assert_eq!(words, ["因公", "因私", "其他"]);
    let names: Vec<Vec<&str>> =
        branches.iter().map(|branch| branch.fields.iter().map(|field| field.name.as_str()).collect()).collect();
    assert_eq!(names, [vec![], vec!["purpose.private.kind", "purpose.private.with"], vec!["purpose.other"]]);
    assert!(branches.iter().all(|branch| !branch.chosen));
}

#[test]
fn terms_and_unit_enums_are_choices_with_words() {
    let FieldKind::Choice(choices) = one("reason").kind else { panic!("a choice") };
    assert_eq!(
        choices.iter().map(|one| (one.value.as_str(), one.word.as_str())).collect::<Vec<_>>(),
        [("family", "家庭原因"), ("study", "学习")]
    );
    let FieldKind::Choices(choices) = one("ways").kind else { panic!("ticks") };
    assert_eq!(choices.iter().map(|one| one.word.as_str()).collect::<Vec<_>>(), ["火车", "汽车"]);
}

#[test]
fn a_table_has_heads_and_at_least_one_row() {
    let FieldKind::Table { heads, rows } = one("items").kind else { panic!("a table") };
    let heads: Vec<(&str, bool)> = heads.iter().map(|head| (head.title.as_str(), head.required)).collect();
    assert_eq!(heads, [("事项", true), ("完成日期", false), ("已办", false)]);
    assert_eq!((rows.len(), rows[0].name.as_str(), rows[0].number), (1, "items.0", 1));
    let FieldKind::Table { heads, rows } = one("places").kind else { panic!("a table") };
    assert_eq!((heads[0].title.as_str(), rows[0].fields[0].name.as_str()), ("途经地", "places.0"));
}

#[test]
fn what_the_mechanism_offers_stands_in_the_form_with_names_for_ids() {
    let aid =
        Aid { prefill: json!({"person": "p1", "purpose": {"private": {"kind": "car"}}, "n": 3}), ..Aid::default() };
    let drawn = with(&aid, |ask| fields(&schema(), ask));
    assert_eq!(drawn[0].value, "翟明远");
    let FieldKind::Branches(branches) = &drawn[2].kind else { panic!("branches") };
    assert!(branches[1].chosen);
    let FieldKind::Choice(choices) = &branches[1].fields[0].kind else { panic!("a choice") };
    assert_eq!(choices.iter().map(|one| one.chosen).collect::<Vec<_>>(), [false, true]);
    let hidden = drawn.last().unwrap();
    assert_eq!((hidden.kind.clone(), hidden.value.as_str()), (FieldKind::Hidden, "3"));
}

#[test]
fn a_struct_with_one_field_is_not_mistaken_for_an_alternative() {
    let schema = tagged::schema::<crate::history::Comment>();
    let drawn = with(&Aid::default(), |ask| fields(&schema, ask));
    assert_eq!(drawn.iter().map(|field| field.title.as_str()).collect::<Vec<_>>(), ["附言"]);
}

#[test]
fn every_engine_verb_has_a_form() {
    for verb in tagged::verbs::<crate::history::EngineAction>() {
        // What a correction says is asked for by the event's own form.
        for field in with(&Aid::default(), |ask| fields(&verb.schema, ask)) {
            assert!(field.title.chars().any(is_han), "{}: {}", verb.verb, field.name);
            assert!(field.kind != FieldKind::Unknown || field.name == "payload", "{}: {}", verb.verb, field.name);
        }
    }
}
