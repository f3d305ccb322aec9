//! Forms filled in badly: a sentence at the field, and everything typed comes back.

use super::{good as filled_well, *};

fn wrong_with(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs = good();
    pairs.extend(more.iter().map(|(name, text)| pair(name, text)));
    with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err().wrong
}

#[test]
fn an_empty_form_names_what_is_missing_in_the_order_of_the_form() {
    let filled = with(&Aid::default(), |ask| parse(&schema(), &[], ask)).unwrap_err();
    let expected = [
        pair("/person", "未写申请人"),
        pair("/period/from/day", "未写起止时间的起始日期"),
        pair("/period/to/day", "未写起止时间的截止日期"),
        pair("/purpose", "未选事由"),
        pair("/reason", "未选原因"),
    ];
    assert_eq!(filled.wrong, expected);
}

#[test]
fn the_30th_of_february_is_quoted_and_comes_back_as_typed() {
    let mut pairs = good();
    pairs.extend([pair("leaves_on", "2026-02-30"), pair("period.to.day", "２月３０日")]);
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    let expected = [
        pair("/period/to/day", "起止时间：２月３０日不是有效日期，2月只有28天"),
        pair("/leaves_on", "出发日：2026-02-30不是有效日期，2月只有28天"),
    ];
    assert_eq!(filled.wrong, expected);
    let drawn = with(&Aid::default(), |ask| fields_filled(&schema(), ask, &filled));
    let day = drawn.iter().find(|field| field.name == "leaves_on").unwrap();
    assert_eq!((day.value.as_str(), day.error.as_deref()), ("2026-02-30", Some(expected[1].1.as_str())));
    let period = drawn.iter().find(|field| field.name == "period").unwrap();
    assert_eq!(period.error.as_deref(), Some(expected[0].1.as_str()));
    let FieldKind::Period(_, to) = &period.kind else { panic!("a period") };
    assert_eq!(to.day, "２月３０日");
}

#[test]
fn a_period_upside_down_is_told_with_both_ends() {
    let wrong = wrong_with(&[("period.to.day", "10.18")]);
    assert_eq!(wrong, [pair("/period", "起止时间：起止颠倒：10月19日上午晚于10月18日下午")]);
}

#[test]
fn a_day_without_its_half_is_asked_for_the_half() {
    let wrong = wrong_with(&[("period.to.half", "")]);
    assert_eq!(wrong, [pair("/period/to/half", "未选起止时间的截止日期的上午或下午")]);
}

#[test]
fn namesakes_become_a_choice_with_unit_and_post_and_the_chosen_one_is_taken() {
    let mut pairs = good();
    pairs.push(pair("person", "汪砚"));
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("/person", "有2名干部叫“汪砚”，请选定其中一名")]);
    let drawn = with(&Aid::default(), |ask| fields_filled(&schema(), ask, &filled));
    let FieldKind::Pick { among, chosen, .. } = &drawn[0].kind else { panic!("a picker") };
    assert_eq!(among.iter().map(Found::label).collect::<Vec<_>>(), ["汪砚（榔溪镇 镇长）", "汪砚（县水务局 局长）"]);
    assert_eq!(*chosen, None);

    // The select sends the id; the form stays a select when it comes back for another reason.
    pairs.extend([pair("person", "p3"), pair("reason", "")]);
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("/reason", "未选原因")]);
    let drawn = with(&Aid::default(), |ask| fields_filled(&schema(), ask, &filled));
    let FieldKind::Pick { among, chosen, .. } = &drawn[0].kind else { panic!("a picker") };
    assert_eq!((among.len(), chosen.as_ref().map(|one| one.id.as_str())), (2, Some("p3")));

    // A suggestion taken over whole tells them apart as well.
    pairs.extend([pair("person", "汪砚（县水务局 局长）"), pair("reason", "study")]);
    let value = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!(value["person"], "p3");
}

#[test]
fn a_name_nobody_bears_is_told_with_its_kind() {
    let wrong = wrong_with(&[("person", "查无此人"), ("unit", "县火箭局")]);
    assert_eq!(
        wrong,
        [pair("/person", "没有找到干部“查无此人”，请核对姓名"), pair("/unit", "没有找到单位“县火箭局”，请核对名称")]
    );
}

#[test]
fn sparse_rows_are_counted_as_seen_and_blank_ones_dropped() {
    let wrong = wrong_with(&[
        ("items.3.what", ""),
        ("items.3.by", ""),
        ("items.7.by", "2月30日"),
        ("items.12.what", "第三件"),
        ("places.4", ""),
        ("places.9", "宣城"),
    ]);
    assert_eq!(
        wrong,
        [
            pair("/items/1/what", "第2行未写事项"),
            pair("/items/1/by", "第2行完成日期：2月30日不是有效日期，2月只有28天")
        ]
    );
    let mut pairs = good();
    pairs.extend([pair("items.7.by", "10.30"), pair("items.7.what", "第二件"), pair("places.9", "宣城")]);
    let value = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap();
    assert_eq!(value["items"][1], json!({"what": "第二件", "by": "2026-10-30", "done": false}));
    assert_eq!(value["places"], json!(["宣城"]));
}

#[test]
fn rows_are_added_and_taken_away_without_complaint_and_without_loss() {
    let press = |pairs: &[(String, String)], button: (&str, &str)| {
        let mut pairs = pairs.to_vec();
        pairs.push(pair(button.0, button.1));
        let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
        assert_eq!(filled.wrong, []);
        filled
    };
    let rows = |filled: &Filled| {
        let drawn = with(&Aid::default(), |ask| fields_filled(&schema(), ask, filled));
        let field = drawn.into_iter().find(|field| field.name == "items").unwrap();
        let FieldKind::Table { rows, .. } = field.kind else { panic!("a table") };
        rows.into_iter().map(|row| row.fields[0].value.clone()).collect::<Vec<_>>()
    };
    let once = press(&good(), ("_add", "items"));
    assert_eq!(rows(&once), ["第一件", ""]);
    let mut typed = once.pairs.clone();
    typed.push(pair("items.1.what", "第二件"));
    let twice = press(&typed, ("_add", "items"));
    assert_eq!(rows(&twice), ["第一件", "第二件", ""]);
    let fewer = press(&twice.pairs, ("_del", "items.0"));
    assert_eq!(rows(&fewer), ["第二件", ""]);
    assert_eq!(rows(&press(&[], ("_add", "items"))), ["", ""]);
    press(&good(), ("_add", "nothing.of.the.sort"));
}

#[test]
fn a_full_table_takes_no_more_rows() {
    let mut pairs = good();
    pairs.extend((0..200).map(|row| pair(&format!("items.{row}.what"), "一件")));
    assert!(with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).is_ok());
    let mut pressed = pairs.clone();
    pressed.push(pair("_add", "items"));
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pressed, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("/items", "最多200行，更多的请用表格文件上传")]);
    pairs.push(pair("items.200.what", "一件"));
    let filled = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("/items", "交接事项最多200行，现有201行，请分次填报")]);
}

#[test]
fn a_refusal_is_placed_at_the_field_and_row_it_is_about() {
    let mut pairs = good();
    pairs.extend([pair("items.0.what", ""), pair("items.5.what", "公章"), pair("items.6.what", "账目")]);
    let refuse = |at: &str| {
        let refusal = Refusal::new("twice", "", "这一项已经交接过。").at(at);
        let filled = Filled::refused(&schema(), &pairs, &refusal);
        with(&Aid::default(), |ask| fields_filled(&schema(), ask, &filled))
    };
    let drawn = refuse("/items/1/what");
    let items = drawn.iter().find(|field| field.name == "items").unwrap();
    let FieldKind::Table { rows, .. } = &items.kind else { panic!("a table") };
    assert_eq!(
        (rows[1].fields[0].value.as_str(), rows[1].fields[0].error.as_deref()),
        ("账目", Some("这一项已经交接过。"))
    );
    assert_eq!(rows[0].fields[0].error, None);

    let drawn = refuse("/items/0");
    let items = drawn.iter().find(|field| field.name == "items").unwrap();
    let FieldKind::Table { rows, .. } = &items.kind else { panic!("a table") };
    assert_eq!((rows[0].error.as_deref(), items.error.as_deref()), (Some("这一项已经交接过。"), None));

    let drawn = refuse("/purpose/private/with");
    let purpose = drawn.iter().find(|field| field.name == "purpose").unwrap();
    let FieldKind::Branches(branches) = &purpose.kind else { panic!("branches") };
    assert_eq!(branches[1].fields[1].error.as_deref(), Some("这一项已经交接过。"));
    let drawn = refuse("/period/to");
    assert_eq!(
        drawn.iter().filter(|field| field.error.is_some()).map(|field| field.name.as_str()).collect::<Vec<_>>(),
        ["period"]
    );
}

#[test]
fn numbers_telephones_terms_and_files_are_told_what_they_should_be() {
    let wrong = wrong_with(&[
        ("company", "三"),
        ("phone", "不详"),
        ("reason", "holiday"),
        ("files.0", "../../etc/passwd"),
        ("purpose.private.kind", "飞机"),
    ]);
    assert_eq!(
        wrong,
        [
            pair("/purpose/private/kind", "假别没有“飞机”这一项，请在所列各项中选择"),
            pair("/reason", "原因没有“holiday”这一项，请在所列各项中选择"),
            pair("/phone", "联系电话应为电话号码，填的是“不详”"),
            pair("/company", "随行人数应为整数，填的是“三”"),
            pair("/files", "附件没有传上来，请重新选择文件"),
        ]
    );
    assert_eq!(wrong_with(&[("company", "21")]), [pair("/company", "随行人数须在0至20之间，填的是21")]);
    assert_eq!(wrong_with(&[("company", "99999999999999999999")])[0].0, "/company");
    assert_eq!(wrong_with(&[("purpose", "flight")])[0].0, "/purpose");
}

#[test]
fn an_id_number_is_checked_and_never_repeated() {
    // 341899 is not a real area code; the number is of nobody.
    assert_eq!(id_number("341899198001010017").err(), Some("校验位不对，请按证件核对".into()));
    let right = ('0'..='9')
        .chain(['X'])
        .filter_map(|last| id_number(&format!("34189919800101001{last}")).ok())
        .collect::<Vec<_>>();
    assert_eq!(right.len(), 1);
    assert_eq!(id_number(&format!("'{}", right[0].to_lowercase())), Ok(right[0].clone()));
    assert_eq!(id_number("34189919800101001").err(), Some("应为18位，现有17位，请核对".into()));
    assert_eq!(id_number("341899198001010000").err(), Some("末尾几位都是0，可能被电子表格改过，请按证件重填".into()));
    assert_eq!(id_number("341899198002300017").err(), Some("中的出生日期不是有效日期，请核对".into()));
    assert_eq!(id_number("3418991980010100一X").err(), Some("只能有数字，末位可以是X，请核对".into()));
    let wrong = wrong_with(&[("number", "341899198001010017")]);
    assert_eq!(wrong, [pair("/number", "证件号码校验位不对，请按证件核对")]);
}

#[test]
fn a_column_the_form_does_not_have_is_not_passed_over_in_silence() {
    let wrong = wrong_with(&[("salary", "1"), ("_key", "k"), ("items.0._row", "")]);
    assert_eq!(wrong, [pair("", "表单中有不认识的栏目“salary”，请刷新页面后重填")]);
}

#[test]
fn hostile_forms_are_answered_with_a_sentence() {
    let huge = "长".repeat(3_000_000);
    let wrong = wrong_with(&[("places.0", &huge), ("exception.reason", &huge)]);
    assert_eq!(wrong[0], pair("/places/0", "第1行途经地最多500字，现有3000000字，请删减"));
    assert_eq!(wrong[1], pair("/exception/reason", "理由最多10000字，现有3000000字，请删减"));

    let many: Vec<_> = (0..10_000).map(|row| pair(&format!("items.{row}.what"), "x")).collect();
    let filled = with(&Aid::default(), |ask| parse(&schema(), &many, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("", "表单内容过多：最多6000项，现有10000项，请分次填报")]);
    assert_eq!(filled.pairs.len(), 10_000);

    let deep = vec!["items.0"; 50_000].join(".");
    let wrong =
        wrong_with(&[(&deep, "x"), ("items.99999999999999999999.what", "x"), (".", "x"), ("", "x"), ("..items", "x")]);
    assert!(wrong.iter().any(|(at, sentence)| at.is_empty() && sentence.starts_with("表单中有不认识的栏目")));
    let names =
        ["period", "period.from", "items", "items.0", "purpose.duty", "exception", "person.x", "_add", "_del.x"];
    for name in names {
        let mut pairs = good();
        pairs.push(pair(name, "x"));
        let answer = with(&Aid::default(), |ask| parse(&schema(), &pairs, ask));
        if let Err(filled) = answer {
            with(&Aid::default(), |ask| fields_filled(&schema(), ask, &filled));
        }
    }
}

#[test]
fn the_interface_is_told_what_is_wrong_in_chinese_with_the_pointer() {
    let good = || with(&Aid::default(), |ask| parse(&schema(), &filled_well(), ask)).unwrap();
    assert_eq!(check(&schema(), &good()), Ok(()));
    let told = |change: &dyn Fn(&mut Value)| {
        let mut value = good();
        change(&mut value);
        check(&schema(), &value).unwrap_err()
    };
    assert_eq!(told(&|v| v["salary"] = json!(1)), "不认识/salary这一项，请对照接口说明删去或改名");
    assert_eq!(
        told(&|v| v["items"][0]["what"] = json!(3)),
        "/items/0/what（事项）应为文字，收到的是数字，请改正后重发"
    );
    assert_eq!(told(&|v| v["items"][0] = json!({"done": true})), "缺少/items/0/what（事项），请补上");
    assert_eq!(told(&|v| v["items"][0]["x"] = json!(1)), "不认识/items/0/x这一项，请对照接口说明删去或改名");
    assert_eq!(
        told(&|v| v["period"]["from"]["day"] = json!("2026-02-30")),
        "/period/from/day（日期）：2026-02-30不是有效日期，2月只有28天"
    );
    assert_eq!(
        told(&|v| v["period"]["to"]["day"] = json!("2026-10-01")),
        "/period（起止时间）：起止颠倒：10月19日上午晚于10月1日下午"
    );
    assert_eq!(
        told(&|v| v["purpose"] = json!("flight")),
        "/purpose（事由）没有“flight”这一项，可用的有：duty、private、other"
    );
    assert_eq!(told(&|v| v["purpose"] = json!("private")), "/purpose（事由）选private时须写成对象，并带上它的各项");
    assert_eq!(told(&|v| v["purpose"] = json!({"duty": 1})), "/purpose（事由）选duty时只写文字，不带内容");
    assert_eq!(
        told(&|v| v["purpose"]["private"]["kind"] = json!("bus")),
        "/purpose/private/kind（假别）没有“bus”这一项，可用的有：train、car"
    );
    assert_eq!(told(&|v| v["company"] = json!(21)), "/company（随行人数）超出范围，收到的是21");
    assert_eq!(told(&|v| v["company"] = json!(1.5)), "/company（随行人数）应为整数，收到的是数字，请改正后重发");
    assert_eq!(told(&|v| v["told"] = Value::Null), "/told（已当面告知）应为true或false，收到的是null，请改正后重发");
    assert_eq!(check(&schema(), &json!([])).unwrap_err(), "请求内容应为对象，收到的是数组，请改正后重发");
    let mut null = good();
    null["phone"] = Value::Null;
    assert_eq!(check(&schema(), &null), Ok(()));
}

#[test]
fn a_value_of_open_shape_may_be_nested_but_not_endlessly() {
    let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    assert_eq!(check(&json!(true), &nested(30)), Ok(()));
    assert_eq!(check(&json!(true), &nested(100)), Err("请求内容嵌套过深，最多32层".into()));
}
