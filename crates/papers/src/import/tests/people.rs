//! New, known, changed, doubtful.

use super::*;

const PLAIN: [&str; 8] = ["云亭镇", "测甲", "男", "1980.05", "云亭镇党委委员、副镇长", "2021.03", "副科级", ""];

fn with<const N: usize>(changes: [(usize, &'static str); N]) -> [&'static str; 8] {
    let mut row = PLAIN;
    for (place, words) in changes {
        row[place] = words;
    }
    row
}

fn text(words: String) -> &'static str {
    Box::leak(words.into_boxed_str())
}

#[test]
fn an_empty_county_gets_units_posts_and_people() {
    let plan = planned(&[PLAIN, with([(1, "测乙"), (2, "女")])], &County::default());
    assert!(plan.is_ready(), "{:?}", errors(&plan));
    assert_eq!(plan.counts(), (2, 0, 0));
    assert_eq!(
        plan.units.iter().map(|unit| (unit.name.as_str(), unit.kind.as_str())).collect::<Vec<_>>(),
        [("云亭镇", "township")]
    );
    assert_eq!(plan.people[0].card.fields()["level"], "副科");
    assert_eq!(plan.people[0].card.fields()["birth"], "1980-05");
    assert_eq!(plan.people[0].card.fields()["authority"], "县管");
    assert_eq!(
        (&plan.people[0].card.fields()["order"], &plan.people[1].card.fields()["order"]),
        (&json!(1), &json!(2))
    );
}

#[test]
fn the_same_file_twice_changes_nothing_with_numbers_and_without() {
    let numbered = text(number("19810606", "124"));
    let rows = [PLAIN, with([(1, "测乙"), (2, "女"), (3, "1981.06"), (7, numbered)])];
    let empty = County::default();
    let register = carried_out(&planned(&rows, &empty), &empty);
    let again = planned(&rows, &register);
    assert_eq!(fates(&again), ["测甲 unchanged", "测乙 unchanged"]);
    assert_eq!((again.units.len(), again.posts.len(), again.findings.len()), (0, 0, 0));
    assert_eq!((again.step_count(), again.steps(&mut fresh()).count()), (0, 0));
}

#[test]
fn a_known_number_with_other_particulars_is_a_change_shown_with_before_and_after() {
    let numbered = text(number("19800515", "123"));
    let empty = County::default();
    let register = carried_out(&planned(&[with([(7, numbered)])], &empty), &empty);
    let plan = planned(&[with([(7, numbered), (3, "1980.06"), (6, "正科级")])], &register);
    let Fate::Changed { differences, .. } = &plan.people[0].fate else { panic!("{:?}", plan.people[0]) };
    let told: Vec<String> =
        differences.iter().map(|one| format!("{} {}→{}", one.title, one.before, one.after)).collect();
    assert_eq!(told, ["出生年月 1980-05→1980-06", "级别 副科→正科"]);
    let steps: Vec<Step> = plan.steps(&mut fresh()).collect();
    assert_eq!(steps.len(), plan.step_count());
    assert_eq!(steps.len(), 1);
    assert_eq!((steps[0].action["verb"].as_str(), steps[0].action["level"].as_str()), (Some("change"), Some("正科")));
    assert!(steps[0].action.get("id_number").is_none(), "a known number does not travel again");
}

#[test]
fn without_a_number_a_namesake_of_that_month_in_the_unit_is_an_error() {
    let empty = County::default();
    let register = carried_out(&planned(&[PLAIN], &empty), &empty);
    let plan = planned(&[with([(6, "正科级")])], &register);
    assert_eq!(errors(&plan), ["2 本单位已有同名、同出生年月的测甲，没有身份证号分不清是不是一人"]);
    assert_eq!((plan.step_count(), plan.steps(&mut fresh()).count()), (0, 0), "nothing of a refused file is done");
    let plan = planned(&[with([(3, "1981.05")])], &register);
    assert_eq!(fates(&plan), ["测甲 new"], "another month is another person");
    let plan = planned(&[with([(0, "县财政局"), (4, "副局长")])], &register);
    assert_eq!(fates(&plan), ["测甲 new"], "another unit is another person, with a warning");
    assert!(warnings(&plan).iter().any(|line| line.contains("县内另有同名")));
}

#[test]
fn a_cadre_of_a_rank_alone_is_known_again_and_asked_about_where_he_may_be_another() {
    let empty = County::default();
    let plain = with([(4, "科员")]);
    let county = carried_out(&planned(&[plain], &empty), &empty);
    assert!(county.register.people[0].posts.is_empty(), "a rank is no post");
    assert_eq!(fates(&planned(&[plain], &county)), ["测甲 unchanged"], "the same file may come twice");
    let several = "2 登记簿中已有同名、同出生年月的测甲，没有身份证号分不清是不是一人";
    assert_eq!(errors(&planned(&[with([(4, "科员"), (6, "正科级")])], &county)), [several]);
    let numbered = text(number("19800515", "123"));
    let which = "2 登记簿中有1名同名、同出生年月的测甲没有身份证号，分不清是哪一人";
    assert_eq!(errors(&planned(&[with([(4, "科员"), (7, numbered)])], &county)), [which]);
    let county = carried_out(&planned(&[with([(4, "科员"), (7, numbered)])], &empty), &empty);
    let other = text(number("19800516", "124"));
    assert_eq!(
        fates(&planned(&[with([(4, "科员"), (7, other)])], &county)),
        ["测甲 new"],
        "two numbers are two people"
    );
}

#[test]
fn a_number_is_added_to_the_one_namesake_who_has_none() {
    let empty = County::default();
    let register = carried_out(&planned(&[PLAIN], &empty), &empty);
    let numbered = text(number("19800515", "123"));
    let plan = planned(&[with([(7, numbered)])], &register);
    assert_eq!(fates(&plan), ["测甲 changed"]);
    let steps: Vec<Step> = plan.steps(&mut fresh()).collect();
    assert_eq!(steps.len(), plan.step_count());
    assert_eq!(steps.iter().map(|step| step.action["verb"].as_str().unwrap()).collect::<Vec<_>>(), ["set_id_number"]);
    assert_eq!(steps[0].action["id_number"], numbered);
}

#[test]
fn one_number_under_two_names_is_an_error() {
    let numbered = text(number("19800515", "123"));
    let empty = County::default();
    let register = carried_out(&planned(&[with([(7, numbered)])], &empty), &empty);
    let plan = planned(&[with([(7, numbered), (1, "测乙")])], &register);
    assert_eq!(errors(&plan), ["2 身份证号已登记在测甲名下，与本行姓名测乙不同"]);
    let plan = planned(&[with([(7, numbered)]), with([(7, numbered), (1, "测乙")])], &empty);
    assert_eq!(errors(&plan), ["3 身份证号与第2行（Sheet1）测甲的相同"]);
}

#[test]
fn a_person_twice_in_one_unit_is_an_error_and_in_two_units_a_second_post() {
    let numbered = text(number("19800515", "123"));
    let row = with([(7, numbered)]);
    assert_eq!(errors(&planned(&[row, row], &County::default())), ["3 测甲与第2行（Sheet1）重复"]);
    let elsewhere = with([(7, numbered), (0, "县财政局"), (4, "县财政局副局长（兼）")]);
    let plan = planned(&[row, elsewhere], &County::default());
    assert!(plan.is_ready());
    let Fate::New { seats } = &plan.people[0].fate else { panic!() };
    assert_eq!(plan.people.len(), 1);
    assert_eq!(
        seats.iter().map(|seat| seat.label.as_str()).collect::<Vec<_>>(),
        ["云亭镇党委委员、副镇长", "县财政局副局长"]
    );
}

#[test]
fn two_people_with_one_name_are_two_unless_unit_and_month_are_one_too() {
    let other_month = with([(3, "1982.01")]);
    assert_eq!(planned(&[PLAIN, other_month], &County::default()).counts(), (2, 0, 0));
    let other_unit = with([(0, "县财政局"), (4, "副局长")]);
    assert_eq!(planned(&[PLAIN, other_unit], &County::default()).counts(), (2, 0, 0));
    assert_eq!(
        errors(&planned(&[PLAIN, PLAIN], &County::default())),
        ["3 测甲与第2行（Sheet1）同单位、同名、同出生年月，分不清是不是一人"]
    );
    let (one, other) = (text(number("19800515", "123")), text(number("19800516", "125")));
    let plan = planned(&[with([(7, one)]), with([(7, other)])], &County::default());
    assert_eq!((plan.counts(), errors(&plan).len()), ((2, 0, 0), 0));
}

#[test]
fn a_unit_is_found_by_its_short_name_and_a_shared_short_name_is_asked_about() {
    let unit = |id: &str, name: &str| KnownUnit {
        id: id.into(),
        name: name.into(),
        aliases: vec!["财政局".into()],
        kind: "government_department".into(),
    };
    let one = Register { units: vec![unit("u1", "青弋县财政局")], ..Register::default() }.into();
    let row = with([(0, "财政局"), (4, "财政局局长")]);
    let plan = planned(&[row], &one);
    assert_eq!((plan.units.len(), plan.posts[0].unit.clone()), (0, Ref::Known(UnitId::from("u1"))));
    let two = Register {
        units: vec![unit("u1", "青弋县财政局"), unit("u2", "云亭镇财政局")], ..Register::default()
    }
    .into();
    assert_eq!(errors(&planned(&[row], &two)), ["2 “财政局”对应几个单位"]);
}

#[test]
fn a_unit_one_character_off_a_known_one_is_doubted() {
    let known = KnownUnit { id: "u1".into(), name: "云亭镇".into(), aliases: vec![], kind: "township".into() };
    let plan = planned(
        &[with([(0, "云停镇"), (4, "副镇长")])],
        &Register { units: vec![known], ..Register::default() }.into(),
    );
    assert!(warnings(&plan)[0].contains("与已有的“云亭镇”只差一字"));
}

#[test]
fn errors_of_the_roster_stop_the_plan_too() {
    let mut roster = roster(&[PLAIN]);
    roster.findings.push(Finding {
        sheet: "Sheet1".into(),
        row: 2,
        cell: "D2".into(),
        level: Level::Error,
        sentence: "某处有错".into(),
        advice: String::new(),
    });
    let policy = policy();
    let nobody = County::default();
    let owner = numbers(&nobody);
    let rules = Rules {
        today: Day::new(2026, 5, 6).unwrap(),
        policy: &policy,
        owner: &owner,
        said: &|_| Said::default(),
        choices: &Choices::new(),
        findings: 100,
    };
    assert!(!plan(&roster, &Register::default(), &rules).is_ready());
}

#[test]
fn whoever_has_left_management_is_restored_first() {
    let numbered = text(number("19800515", "123"));
    let empty = County::default();
    let mut register = carried_out(&planned(&[with([(7, numbered)])], &empty), &empty);
    register.register.people[0].departed = true;
    assert_eq!(errors(&planned(&[with([(7, numbered)])], &register)), ["2 测甲已退出管理"]);
    register.register.people[0].departed = false;
    register.register.people[0].has_id_number = true;
    register.cards.values_mut().for_each(|card| drop(card.remove("test_number")));
    let card = json!({"name": "测甲", "birth": "1980-05", "test_number": numbered});
    register.add(person("merged", card.as_object().unwrap().clone(), Vec::new()));
    let plan = planned(&[with([(7, numbered)])], &register);
    let Fate::Changed { person, .. } = &plan.people[0].fate else { panic!("{:?}", plan.people[0]) };
    assert_eq!(person.as_str(), "merged", "the number decides, not name and unit");
}
