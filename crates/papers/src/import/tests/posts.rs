//! Posts, chiefs, levels, actions.

use super::*;

/// `unit title chief side` of the posts that one person of this unit and post text brings.
fn posts_of(unit: &str, post: &str) -> Vec<String> {
    let plan = planned(&[[unit, "测甲", "男", "1975.05", post, "2021.03", "正科级", ""]], &County::default());
    assert!(plan.is_ready(), "{:?}", errors(&plan));
    plan.posts
        .iter()
        .map(|post| {
            let side = match (post.chief, post.side) {
                (true, Some(Side::Party)) => " chief of Party",
                (true, Some(Side::Government)) => " chief of government",
                (true, None) => " chief",
                (false, _) => "",
            };
            format!("{}{side}", post.title)
        })
        .collect()
}

#[test]
fn chiefs_of_a_township_are_told_by_title_and_deputies_are_none() {
    assert_eq!(posts_of("云亭镇", "云亭镇党委书记"), ["党委书记 chief of Party"]);
    assert_eq!(posts_of("云亭镇", "镇党委副书记、镇长"), ["党委副书记", "镇长 chief of government"]);
    assert_eq!(posts_of("云亭镇", "党委副书记、政法委员"), ["党委副书记、政法委员"]);
    assert_eq!(posts_of("云亭镇", "人大主席"), ["人大主席"]);
    assert_eq!(posts_of("云亭镇", "纪委书记"), ["纪委书记"]);
    assert_eq!(posts_of("云亭镇", "党委委员、副镇长，四级调研员"), ["党委委员、副镇长"]);
}

#[test]
fn chiefs_of_departments_take_their_side_from_title_and_kind() {
    assert_eq!(posts_of("县财政局", "县财政局党组书记、局长"), ["党组书记 chief of Party", "局长 chief of government"]);
    assert_eq!(posts_of("县委组织部", "县委组织部部长"), ["部长 chief of Party"]);
    assert_eq!(posts_of("县财政局", "局党组成员、副局长"), ["党组成员、副局长"]);
    assert_eq!(posts_of("县财政局", "办公室主任"), ["办公室主任"]);
}

#[test]
fn a_post_in_another_body_goes_to_that_body() {
    let rows = [
        ["县委组织部", "测甲", "男", "1975.05", "县委组织部副部长，县委党校副校长（兼）", "2021.03", "正科级", ""],
        ["县委党校", "测乙", "男", "1976.05", "常务副校长", "2020.01", "正科级", ""],
    ];
    let plan = planned(&rows, &County::default());
    let labels = |place: usize| match &plan.people[place].fate {
        Fate::New { seats } => seats.iter().map(|seat| seat.label.clone()).collect::<Vec<_>>(),
        _ => panic!(),
    };
    assert_eq!(labels(0), ["县委组织部副部长", "县委党校副校长"]);
    assert_eq!(labels(1), ["县委党校常务副校长"]);
}

#[test]
fn acting_without_being_chief_is_kept_with_the_seat() {
    let row = ["县财政局", "测甲", "男", "1975.05", "县财政局副局长（主持工作）", "2021.03.15", "正科级", ""];
    let plan = planned(&[row], &County::default());
    let Fate::New { seats } = &plan.people[0].fate else { panic!() };
    assert!(seats[0].acting && !plan.posts[0].chief);
    assert_eq!(seats[0].since.to_string(), "2021-03-15");
}

#[test]
fn several_holders_of_one_title_get_a_post_each() {
    let row = |name| ["云亭镇", name, "男", "1975.05", "副镇长", "2021.03", "副科级", ""];
    let plan = planned(&[row("测甲"), row("测乙")], &County::default());
    assert_eq!(plan.posts.len(), 2);
}

#[test]
fn a_vacant_post_of_the_register_is_filled_before_a_new_one_is_made() {
    let unit = KnownUnit { id: "u1".into(), name: "云亭镇".into(), aliases: vec![], kind: "township".into() };
    let post = KnownPost { id: "p1".into(), unit: "u1".into(), title: "副镇长".into() };
    let register = Register { units: vec![unit], posts: vec![post], people: vec![] }.into();
    let row = |name| ["云亭镇", name, "男", "1975.05", "副镇长", "2021.03", "副科级", ""];
    let plan = planned(&[row("测甲"), row("测乙")], &register);
    let Fate::New { seats } = &plan.people[0].fate else { panic!() };
    assert_eq!(seats[0].post, Ref::Known(PostId::from("p1")));
    assert_eq!(plan.posts.len(), 1);
}

#[test]
fn a_changed_post_is_told_and_left_to_a_decision() {
    let id = number("19750515", "123");
    let row = |post| ["云亭镇", "测甲", "男", "1975.05", post, "2021.03", "副科级", id.as_str()];
    let empty = County::default();
    let register = carried_out(&planned(&[row("副镇长")], &empty), &empty);
    let plan = planned(&[row("党委副书记")], &register);
    assert_eq!(fates(&plan), ["测甲 unchanged"]);
    assert_eq!(warnings(&plan), ["2 登记簿里测甲没有任“云亭镇党委副书记”，本次不改动任职"]);
}

#[test]
fn a_missing_level_is_read_off_the_post_with_a_warning() {
    let level = |post: &str| {
        let plan = planned(&[["云亭镇", "测甲", "男", "1975.05", post, "2021.03", "", ""]], &County::default());
        (
            plan.people[0].card.fields()["level"].as_str().unwrap().to_owned(),
            warnings(&plan).iter().any(|line| line.contains("缺级别")),
        )
    };
    assert_eq!(level("党委书记"), ("正科".to_owned(), true));
    assert_eq!(level("副镇长"), ("副科".to_owned(), true));
    assert_eq!(level("财政所所长"), ("股级".to_owned(), true));
    assert_eq!(level("副镇长（正科级）"), ("正科".to_owned(), false));
}

#[test]
fn a_station_belongs_to_the_township_whose_name_it_bears() {
    let rows = [
        ["云亭镇", "测甲", "男", "1975.05", "党委书记", "2021.03", "正科级", ""],
        ["云亭镇财政所", "测乙", "男", "1976.05", "所长", "2021.03", "股级", ""],
    ];
    let plan = planned(&rows, &County::default());
    assert_eq!((plan.units[1].kind.as_str(), plan.units[1].parent.clone()), ("subordinate", Some(Ref::New(0))));
    assert_eq!(plan.people[1].card.fields()["authority"], "单位管");
}

#[test]
fn steps_come_units_first_and_name_each_other_by_id() {
    let id = number("19750515", "123");
    let row = ["云亭镇", "测甲", "男", "1975.05", "云亭镇党委书记", "2021.03", "正科级", id.as_str()];
    let plan = planned(&[row], &County::default());
    let steps: Vec<Step> = plan.steps(&mut fresh()).collect();
    assert_eq!(steps.iter().map(|step| step.kind).collect::<Vec<_>>(), ["unit", "post", "cadre"]);
    assert_eq!(
        steps[1].action,
        json!({"verb": "open", "unit": "id-1", "title": "党委书记", "chief": true, "chief_proposed": true, "side": "party",
            "leading": true, "order": 1, "level": "正科"})
    );
    assert_eq!(steps[2].target, Target::New(MatterId::from("id-3")));
    assert_eq!(steps[2].action["verb"], "enter");
    assert_eq!(steps[2].action["posts"], json!([{"post": "id-2", "since": "2021-03-01", "acting": false}]));
    assert_eq!(steps[2].action["id_number"], id.as_str());
    assert_eq!(steps[2].source.as_ref().unwrap().row, 2);
}
