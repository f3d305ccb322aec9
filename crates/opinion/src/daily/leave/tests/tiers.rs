//! Tiers and routes.

use super::*;

#[test]
fn everybody_has_his_own_route_in_either_tier() {
    // 2026-05-11 to 13 are three working days; the 14th makes it more.
    let table: [(&str, &str, &[&str], &[&str]); 8] = [
        ("书记", "副书记", &["组织部审核", "县委副书记审批"], &["组织部审核", "县委书记审批"]),
        ("镇长", "副书记", &["组织部审核", "常务副县长审批"], &["组织部审核", "县长审批"]),
        ("党委书记", "教体副局长", &["组织部审核", "分管县领导审批"], &["组织部审核", "县委书记审批"]),
        ("教体局长", "教体副局长", &["组织部审核", "分管县领导审批"], &["组织部审核", "县长审批"]),
        ("主持", "城管副局长", &["组织部审核", "分管县领导审批"], &["组织部审核", "县长审批"]),
        ("一肩挑", "财政副局长", &["组织部审核", "分管县领导审批"], &["组织部审核", "县长审批"]),
        ("副书记", "副镇长", &["单位主要负责人审批"], &["单位主要负责人审核", "分管县领导审批"]),
        ("中心主任", "", &["单位主要负责人审批"], &["单位主要负责人审核", "分管县领导审批"]),
    ];
    for (who, stand_in, lower, upper) in table {
        for (to, expected) in [("2026-05-13下午", lower), ("2026-05-14上午", upper)] {
            let mut world = county("2026-05-05T09:00");
            let action = trip("2026-05-11上午", to, stand_in);
            let action = if stand_in.is_empty() { with(action, "stand_in", Value::Null) } else { action };
            let id = ask(&mut world, who, action);
            assert_eq!(path(&world, &id), expected, "{who} until {to}");
        }
    }
}

#[test]
fn a_weekend_alone_is_of_the_lower_tier() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "书记", trip("2026-05-16上午", "2026-05-17下午", "副书记"));
    let state = world.state::<Leave>(&id);
    assert_eq!((state.applied.working, state.applied.survey.tier_half_days), (0, 0));
    assert!(!state.applied.survey.upper);
    assert_eq!(world.matters[&id].outline.cells["days"], json!(2));
}

#[test]
fn two_leaves_with_no_working_half_day_between_are_one() {
    let mut world = county("2026-05-05T09:00");
    approved(&mut world, "书记", trip("2026-05-14上午", "2026-05-15下午", "副书记"));
    let id = ask(&mut world, "书记", trip("2026-05-18上午", "2026-05-19上午", "副书记"));
    let survey = world.state::<Leave>(&id).applied.survey;
    assert_eq!(survey.tier_half_days, 7, "two days, a weekend, a day and a half");
    assert!(survey.upper);
    assert!(survey.tier_words.contains("与请〔2026〕1号相连"), "{}", survey.tier_words);
}

#[test]
fn two_leaves_with_a_working_half_day_between_are_two() {
    let mut world = county("2026-05-05T09:00");
    approved(&mut world, "书记", trip("2026-05-14上午", "2026-05-15上午", "副书记"));
    let id = ask(&mut world, "书记", trip("2026-05-18上午", "2026-05-19上午", "副书记"));
    let survey = world.state::<Leave>(&id).applied.survey;
    assert_eq!(survey.tier_half_days, 3);
    assert!(!survey.upper);
}

#[test]
fn in_an_unpublished_year_every_day_counts_and_nothing_is_refused_for_it() {
    let mut world = county("2026-12-20T09:00");
    let id = ask(&mut world, "书记", trip("2027-05-08上午", "2027-05-11上午", "副书记"));
    let state = world.state::<Leave>(&id);
    assert_eq!(state.applied.working, 7, "a Saturday, a Sunday, a Monday and a morning");
    assert!(state.applied.survey.upper);
    assert!(state.applied.survey.tier_words.contains("2027年放假安排未公布"), "{}", state.applied.survey.tier_words);
}

#[test]
fn nobody_is_away_twice_at_once() {
    let mut world = county("2026-05-05T09:00");
    ask(&mut world, "书记", trip("2026-05-14上午", "2026-05-15下午", "副书记"));
    let refusal = no(&mut world, "书记", None, trip("2026-05-15下午", "2026-05-16下午", "副书记"));
    assert_eq!(refusal.code, "own_overlap");
}

#[test]
fn those_managed_above_the_county_are_shown_and_not_decided() {
    let mut world = county("2026-05-05T09:00");
    let id = ask(&mut world, "县长", with(trip("2026-05-06上午", "2026-05-06下午", ""), "stand_in", Value::Null));
    assert_eq!(world.stage(&id), "已批准");
    assert!(path(&world, &id).is_empty());
}

#[test]
fn a_township_without_a_head_asks_its_leader_in_charge() {
    let mut world = county("2026-05-05T09:00");
    world.held.retain(|held| !matches!(held.person.0.as_str(), "书记" | "镇长"));
    let id = ask(&mut world, "副书记", trip("2026-05-06上午", "2026-05-06下午", "副镇长"));
    assert_eq!(path(&world, &id), ["分管县领导审批"]);
}

/// The pack with rows in the table of nodes.
fn with_nodes(rows: &str) -> engine::policy::Policy {
    let empty = "columns = [\"node\", \"from\", \"to\", \"scope\", \"measure\"]";
    let filled = format!("{empty}\nrow = [{rows}]");
    let pack: Vec<(String, String)> =
        engine::pack!().into_iter().map(|(name, text)| (name, text.replace(empty, &filled))).collect();
    engine::policy::Policy::parse(&pack).expect("a sound pack")
}

#[test]
fn at_an_important_node_a_leave_needs_a_reason_or_the_highest_approver_as_the_pack_says() {
    let mut world = county("2026-06-20T09:00");
    let flood =
        "{ key = [\"2026年汛期\"], values = [\"flood\", \"2026-06-25\", \"2026-09-30\", \"private\", \"reason\"] }";
    let sessions =
        "{ key = [\"县两会\"], values = [\"two_sessions\", \"2026-12-20\", \"2026-12-24\", \"all\", \"upper\"] }";
    world.policy = with_nodes(&format!("{flood}, {sessions}"));
    let leave = private("personal", "2026-07-20下午", "2026-07-21上午", "副书记");
    let refusal = no(&mut world, "书记", None, leave.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("node_reason", Some("/exception")));
    assert!(refusal.sentence.contains("2026年汛期（汛期，6月25日至9月30日）"), "{}", refusal.sentence);
    let id = ask(&mut world, "书记", with(leave, "exception", json!("父亲手术")));
    assert_eq!(path(&world, &id), ["组织部审核", "县委副书记审批"], "a reason does not raise the tier");
    ask(&mut world, "镇长", trip("2026-08-10上午", "2026-08-10下午", "副镇长"));
    let id = ask(&mut world, "镇长", trip("2026-12-21上午", "2026-12-21下午", "副镇长"));
    assert_eq!(path(&world, &id), ["组织部审核", "县长审批"]);
    let tier = world.state::<Leave>(&id).applied.survey.tier_words;
    assert!(tier.contains("重要节点，报最高一级审批"), "{tier}");
}

#[test]
fn in_a_time_when_nobody_leaves_private_leave_needs_a_reason_and_the_highest_approver() {
    let mut world = county("2026-06-20T09:00");
    let pack: Vec<(String, String)> = engine::pack!()
        .into_iter()
        .map(|(name, text)| {
            let empty = "keys = [\"name\"]\ncolumns = [\"from\", \"to\"]";
            let filled = format!("{empty}\nrow = [{{ key = [\"防汛\"], values = [\"2026-07-01\", \"2026-07-20\"] }}]");
            (name, text.replace(empty, &filled))
        })
        .collect();
    world.policy = engine::policy::Policy::parse(&pack).expect("a sound pack");
    let leave = private("personal", "2026-07-20下午", "2026-07-21上午", "副书记");
    let refusal = no(&mut world, "书记", None, leave.clone());
    assert_eq!(refusal.code, "blackout");
    assert!(refusal.sentence.contains("防汛"), "{}", refusal.sentence);
    let id = ask(&mut world, "书记", with(leave, "exception", json!("父亲手术")));
    assert_eq!(path(&world, &id), ["组织部审核", "县委书记审批"]);
    ask(&mut world, "镇长", trip("2026-07-10上午", "2026-07-10下午", "副镇长"));
}
