//! The tables beneath the five contents: rows by number and amount, totals by the program, and which of them must be filled.

use super::{cases::table_changed, *};

fn economy() -> Value {
    json!({"verb": "fill_economy", "rest_none": true, "economy": {
        "accounts": [
            {"name": "基本账户", "bank": "农商行 0021", "balance": 125_050_033, "as_of": "2026-09-25"},
            {"name": "工会账户", "balance": 1_200_000},
        ],
        "debts": [
            {"direction": "claim", "party": "某建材公司", "cause": "预付材料款", "amount": 3_000_000},
            {"direction": "liability", "party": "某施工队", "amount": 45_000_010, "since": "2025-12-01"},
            {"direction": "liability", "party": "供电所", "amount": 90},
        ],
        "works": [{"name": "集镇排水改造", "contract": 300_000_000, "paid": 173_500_000, "progress": "主体完工"}],
    }})
}

fn custody() -> Value {
    json!({"verb": "fill_custody", "custody": {
        "articles": [
            {"sort": "loan", "name": "差旅借款", "amount": 500_000},
            {"sort": "loan", "name": "培训借款", "amount": 80_000, "returned": true},
            {"sort": "thing", "name": "笔记本电脑", "quantity": 1},
        ],
        "seals": [{"name": "党委公章", "quantity": 1, "keeper": "镇经办"}, {"name": "法人证书", "quantity": 2}],
        "carriers": [{"register": "登记簿第3至9号", "quantity": 7, "given_to": "镇保密室"}],
    }})
}

#[test]
fn totals_are_made_by_the_program_in_cents_and_by_number() {
    let (mut world, id) = opened();
    act(&mut world, "镇经办", &id, economy());
    act(&mut world, "镇经办", &id, custody());
    let staff =
        json!([{"sort": "行政编制", "quota": 32, "actual": 29}, {"sort": "事业编制", "quota": 40, "actual": 41}]);
    act(&mut world, "书记", &id, json!({"verb": "fill_staffing", "staffing": staff}));
    act(
        &mut world,
        "书记",
        &id,
        json!({"verb": "fill", "content": "work", "rows": [
        {"matter": "排水改造工程款", "amount": "126.5"}, {"matter": "专项结余", "amount": "0.000001"}, {"matter": "公务借款"}]}),
    );
    let totals = world.state::<Handover>(&id).totals;
    assert_eq!(totals.accounts, Some(126_250_033));
    assert_eq!((totals.claims, totals.liabilities), (Some(3_000_000), Some(45_000_100)));
    assert_eq!(
        (totals.contracts, totals.paid, totals.unpaid),
        (Some(300_000_000), Some(173_500_000), Some(126_500_000))
    );
    assert_eq!((totals.loans, totals.things), (Some(500_000), Some(1)), "what was given back does not count");
    assert_eq!((totals.seals, totals.carriers), (Some(3), Some(7)));
    assert_eq!((totals.quota, totals.actual), (Some(72), Some(70)));
    assert_eq!(totals.items.as_deref(), Some("126.500001"));
    assert_eq!((totals.assets, totals.assets_value), (None, None), "a table without rows has no total");
    let line = &world.matters[&id].told[1].line;
    assert_eq!(line.text, "经费账户2行，债权债务3行，在建工程和项目1行，固定资产无");
}

#[test]
fn a_table_written_anew_replaces_the_old_rows_and_takes_signatures_back() {
    let (mut world, id) = ready();
    act(&mut world, "镇经办", &id, economy());
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    assert_eq!(no(&mut world, "镇经办", &id, economy()), "nothing_changed");
    let anew = json!({"verb": "fill_economy", "economy": {"accounts": [{"name": "基本账户", "balance": 100}]}});
    act(&mut world, "镇经办", &id, anew);
    let state = world.state::<Handover>(&id);
    assert_eq!((state.totals.accounts, state.totals.liabilities), (Some(100), None));
    assert!(state.annex_none.is_empty(), "what is not ticked again is not said any more");
    let line = &world.matters[&id].told.last().expect("a line").line;
    assert!(line.text.ends_with("移交人已签字作废，须重新签字"), "{}", line.text);
    assert!(!state.is_signed_by_any());
}

#[test]
fn a_content_with_rows_beneath_it_is_filled_and_cannot_be_without() {
    let (mut world, id) = opened();
    assert_eq!(world.state::<Handover>(&id).unfilled().count(), 5);
    act(&mut world, "镇经办", &id, economy());
    act(&mut world, "镇经办", &id, custody());
    let unfilled: Vec<&str> =
        world.state::<Handover>(&id).unfilled().map(|table| table.content.title()).collect::<Vec<_>>();
    assert_eq!(unfilled, ["重要工作事项", "干部人事事项", "重大信访和社会稳定事项"]);
    let none = json!({"verb": "fill", "content": "economic", "none": true});
    let refusal = world.refused::<Handover>("书记", Some(&id), none);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("none_with_rows", Some("/none")));
    assert!(refusal.sentence.starts_with("经费账户、债权债务、在建工程和项目已填有内容"), "{}", refusal.sentence);
    act(&mut world, "书记", &id, json!({"verb": "fill", "content": "personnel", "none": true}));
    act(
        &mut world,
        "书记",
        &id,
        json!({"verb": "fill_staffing", "staffing": [{"sort": "编外", "quota": 0, "actual": 3}]}),
    );
    assert!(!world.state::<Handover>(&id).tables[2].none, "there is something after all");
}

#[test]
fn a_row_without_a_name_an_empty_form_and_an_amount_of_less_than_a_cent_are_refused() {
    let (mut world, id) = opened();
    let nameless = json!({"verb": "fill_custody", "custody": {"seals": [{"name": " ", "quantity": 1}]}});
    let refusal = world.refused::<Handover>("镇经办", Some(&id), nameless);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("field_missing", Some("/custody/seals/0/name")));
    for empty in [json!({"verb": "fill_economy", "economy": {}}), json!({"verb": "fill_staffing"})] {
        assert_eq!(no(&mut world, "镇经办", &id, empty), "table_empty");
    }
    for amount in ["1.0000001", "-3", "1e3", "", "1.", ".5"] {
        let row = json!({"verb": "fill", "content": "economic", "rows": [{"matter": "借款", "amount": amount}]});
        let refusal = world.refused::<Handover>("书记", Some(&id), row);
        assert_eq!((refusal.code, refusal.at.as_deref()), ("amount_wrong", Some("/rows/0/amount")), "{amount}");
    }
}

#[test]
fn tables_that_the_county_requires_are_owed_and_wait_for_nobody_when_said_to_be_empty() {
    let mut world = county("2026-09-24T16:00");
    for annex in ["accounts", "seals"] {
        let row = |value: &str| format!("key = [\"{annex}\"], values = [\"{value}\", ");
        table_changed_too(&mut world, &row("offered"), &row("required"));
    }
    let (_, acted) = decided(&mut world, transfer());
    end_tenure(&mut world, "书记", "2026-09-25");
    let id = acted.first().expect("opened").clone();
    let what = |world: &World, key: &str| world.duty(&id, key).what;
    assert_eq!(what(&world, "fill_economy"), "填写附表：经费账户");
    assert_eq!(what(&world, "fill_custody"), "填写附表：印章证照");
    act(&mut world, "分管", &id, json!({"verb": "name_receiver", "person": "镇长"}));
    act(&mut world, "镇经办", &id, json!({"verb": "fill", "content": "economic", "rows": [{"matter": "往来款清理"}]}));
    for content in ["work", "personnel", "petitions", "other"] {
        act(&mut world, "书记", &id, json!({"verb": "fill", "content": content, "none": true}));
    }
    assert_eq!(world.stage(&id), "填写中");
    assert!(!keys(&world, &id).contains(&"fill_custody".to_owned()), "其他 has nothing, so there are no seals");
    assert!(
        world.matters[&id].outline.cells["missing"].as_str().is_some_and(|text| text.starts_with("附表1项、转接3项"))
    );
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "sign_leaver"})), "not_now");
    act(&mut world, "镇经办", &id, json!({"verb": "fill_economy", "economy": {}, "rest_none": true}));
    assert_eq!(world.stage(&id), "待签字");
}

/// One more row of a pack that was changed already.
fn table_changed_too(world: &mut World, was: &str, now: &str) {
    let files: Vec<(String, String)> =
        world.policy.files().iter().map(|(name, text)| (name.clone(), text.replace(was, now))).collect();
    assert!(files != world.policy.files(), "the pack has {was}");
    world.policy = engine::policy::Policy::parse(&files).expect("a pack");
}

#[test]
fn a_deputy_who_may_write_the_sheet_owes_no_tables_beneath_it() {
    let (mut world, acted) = {
        let mut world = county("2026-09-24T16:00");
        table_changed(
            &mut world,
            r#"key = ["seals"], values = ["offered", "offered", "offered", "#,
            r#"key = ["seals"], values = ["offered", "offered", "required", "#,
        );
        let decision = json!({
            "verb": "register", "person": "副镇长", "authority": "县政府", "document": "青政任〔2026〕8号", "decided_on": "2026-09-24",
            "leaves": [{"post": "云亭镇副镇长", "day": "2026-09-25", "reason": "removal"}],
        });
        let acted = decided(&mut world, decision).1;
        (world, acted)
    };
    let id = &acted[0];
    assert_eq!(world.duty(id, "fill_custody").what, "填写附表：印章证照");
    act(&mut world, "书记", id, json!({"verb": "use_short_form", "reason": "未分管财务、人事"}));
    assert!(!keys(&world, id).contains(&"fill_custody".to_owned()));
    assert!(!world.verbs::<Handover>("副镇长", id).contains(&"fill_custody"));
}
