//! Units merged, split, renamed and ended: what moves, in which order, and what is refused.

use super::*;
use crate::{
    ground::{cadre::Cadre, post::Post, post_change::PostChange, unit::Unit},
    testing::{Matter, Seat, World, day},
};
use engine::access::Role;
use engine::words::{MatterId, PostId, UnitId};
use serde_json::{Value, json};

/// 县林业局 with a farm below it and 县农机局; a chief and a clerk in each.
pub(crate) struct County {
    pub world: World,
    pub forestry: MatterId,
    pub machinery: MatterId,
    pub farm: MatterId,
}

fn enter<P: Procedure>(world: &mut World, action: Value) -> MatterId {
    world.act::<P>("经办", None, action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"))
}

fn unit(world: &mut World, name: &str, parent: Option<&MatterId>) -> MatterId {
    let open = json!({"verb": "open", "name": name, "kind": "government_department", "parent": parent, "order": 10});
    enter::<Unit>(world, open)
}

fn post(world: &mut World, unit: &MatterId, title: &str, body: bool) -> MatterId {
    let side = body.then_some("government");
    let open =
        json!({"verb": "open", "unit": unit, "title": title, "chief": body, "side": side, "leading": body, "order": 1});
    enter::<Post>(world, open)
}

fn cadre(world: &mut World, name: &str, post: &MatterId) -> MatterId {
    let card = json!({"name": name, "sex": "女", "birth": "1980-02", "level": "正科", "authority": "县管"});
    enter::<Cadre>(world, json!({"verb": "enter", "card": card, "posts": [{"post": post, "since": "2022-01-04"}]}))
}

pub(crate) fn county() -> County {
    let mut world = World::new("2026-05-05T09:00");
    world.unit("县委组织部", "party_department", None);
    world
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    let forestry = unit(&mut world, "县林业局", None);
    let machinery = unit(&mut world, "县农机局", None);
    let farm = unit(&mut world, "县林场", Some(&forestry));
    for (unit, chief, clerk) in [(&forestry, "方敏", "吴越"), (&machinery, "周正", "郑和平")] {
        let head = post(&mut world, unit, "局长", true);
        cadre(&mut world, chief, &head);
        let office = post(&mut world, unit, "办公室主任", false);
        cadre(&mut world, clerk, &office);
    }
    County { world, forestry, machinery, farm }
}

pub(crate) fn merger(county: &County) -> Value {
    json!({"verb": "register", "change": "merge", "authority": "县委、县政府", "document": "青发〔2026〕6号",
        "decided_on": "2026-05-04", "effective_on": "2026-05-06",
        "parts": [{"unit": county.forestry}, {"unit": county.machinery}],
        "begins": [{"name": "县林业农机局", "kind": "government_department", "order": 12}]})
}

fn confirmed(county: &mut County, action: Value) -> MatterId {
    let id = county.world.act::<UnitChange>("经办", None, action).expect("registered");
    county.world.act::<UnitChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    id
}

/// What the last step tells is followed to its end.
fn followed(county: &mut County, id: &MatterId) {
    let told = county.world.told(id);
    county.world.follow(&told);
}

fn merged(county: &mut County) -> MatterId {
    let id = confirmed(county, merger(county));
    assert_eq!(county.world.stage(&id), "待生效");
    county.world.at("2026-05-06T00:10");
    assert_eq!(county.world.tick::<UnitChange>(), 1);
    followed(county, &id);
    id
}

fn of_kind<'a>(world: &'a World, kind: &'a str) -> impl Iterator<Item = (&'a MatterId, &'a Matter)> {
    world.matters.iter().filter(move |(_, matter)| matter.kind == kind)
}

fn named(world: &World, name: &str) -> UnitId {
    world.units.values().find(|unit| unit.name == name && unit.active).map(|unit| unit.id.clone()).expect(name)
}

fn posts_of(world: &World, person: &str) -> String {
    use engine::facts::Facts;
    let id = world.people.values().find(|card| card.name == person).map(|card| card.id.clone()).expect(person);
    let facts: &dyn Facts = world;
    facts.post_text(&id, day("2026-05-06"))
}

#[test]
fn a_merger_takes_effect_on_its_day_and_moves_everything() {
    let mut county = county();
    let id = merged(&mut county);
    let world = &county.world;
    assert_eq!(world.stage(&id), "已生效");
    let new = named(world, "县林业农机局");
    assert_eq!((world.stage(&county.forestry), world.stage(&county.machinery)), ("已撤销", "已撤销"));
    // Posts of the body end with a departure and its handover, the others go along.
    assert_eq!(
        (posts_of(world, "方敏"), posts_of(world, "吴越")),
        (String::new(), "县林业农机局办公室主任".to_owned())
    );
    let changes: Vec<_> = of_kind(world, "post_change").map(|(_, matter)| matter.outline.title.as_str()).collect();
    assert_eq!(changes, ["任免：方敏，机构变动，离任县林业局局长", "任免：周正，机构变动，离任县农机局局长"]);
    assert_eq!(of_kind(world, "handover").count(), 2);
    assert_eq!(world.units[&UnitId::from(county.farm.as_str())].parent, Some(new.clone()));
    // The old name stays findable, and leads on.
    let old = &world.matters[&county.forestry].outline;
    assert_eq!((old.title.as_str(), old.links[0].clone()), ("县林业局", ("承接单位", MatterId::from(&new))));
    assert_eq!(world.matters[&id].outline.units.len(), 3);
}

#[test]
fn a_tenure_that_moves_ends_under_the_old_name_and_goes_on_under_the_new_one() {
    let mut county = county();
    merged(&mut county);
    let who = county.world.people.values().find(|card| card.name == "吴越").expect("吴越").id.clone();
    let state = county.world.state::<Cadre>(&MatterId::from(&who));
    let held: Vec<_> =
        state.tenures.iter().map(|held| (held.label.as_str(), held.from.to_string(), held.until)).collect();
    let turn = day("2026-05-06");
    assert_eq!(held[0], ("县林业局办公室主任", "2022-01-04".to_owned(), Some(turn)));
    assert_eq!(held[1], ("县林业农机局办公室主任", "2026-05-06".to_owned(), None));
}

#[test]
fn revoked_it_leaves_the_registers_as_they_were() {
    let mut county = county();
    let id = merged(&mut county);
    let state = county.world.state::<UnitChange>(&id);
    county.world.at("2026-05-07T09:00");
    let back = <UnitChange as Procedure>::retells(&state, None);
    county.world.follow(&back);
    let world = &county.world;
    assert_eq!((world.stage(&county.forestry), world.stage(&county.machinery)), ("在设", "在设"));
    assert!(!world.units.values().any(|unit| unit.name == "县林业农机局" && unit.active));
    assert_eq!(
        (posts_of(world, "方敏").as_str(), posts_of(world, "吴越").as_str()),
        ("县林业局局长", "县林业局办公室主任")
    );
    assert!(of_kind(world, "post_change").all(|(_, matter)| matter.outline.stage == "已撤回"));
    assert_eq!(world.units[&UnitId::from(county.farm.as_str())].parent, Some(UnitId::from(county.forestry.as_str())));
}

#[test]
fn a_renaming_changes_nothing_but_the_name() {
    let mut county = county();
    let rename = json!({"verb": "register", "change": "rename", "authority": "县委编委", "document": "青编〔2026〕2号",
        "decided_on": "2026-05-05", "effective_on": "2026-05-05", "parts": [{"unit": county.forestry}],
        "new_name": "县林业和草原局"});
    let id = confirmed(&mut county, rename);
    followed(&mut county, &id);
    assert_eq!(county.world.stage(&id), "已生效");
    let outline = &county.world.matters[&county.forestry].outline;
    assert_eq!((outline.title.as_str(), outline.text.as_str()), ("县林业和草原局", "县林业局"));
    assert_eq!(posts_of(&county.world, "方敏"), "县林业和草原局局长");
    assert_eq!(of_kind(&county.world, "post_change").count(), 0);
}

#[test]
fn another_level_is_all_that_changes_and_the_old_one_stays_known() {
    let mut county = county();
    let relevel = |level: &str| {
        json!({"verb": "register", "change": "relevel", "authority": "县委编委", "document": "青编〔2026〕3号",
            "decided_on": "2026-05-05", "effective_on": "2026-05-05", "parts": [{"unit": county.forestry}],
            "new_level": level})
    };
    let (first, second) = (relevel("副科级"), relevel("正科级"));
    let blank = county.world.refused::<UnitChange>("经办", None, relevel(" "));
    assert_eq!((blank.code, blank.at.as_deref()), ("field_missing", Some("/new_level")));
    let id = confirmed(&mut county, first.clone());
    followed(&mut county, &id);
    let again = county.world.refused::<UnitChange>("经办", None, first);
    assert_eq!((again.code, again.at.as_deref()), ("nothing_changed", Some("/new_level")));
    county.world.at("2026-05-05T10:00");
    let id = confirmed(&mut county, second);
    followed(&mut county, &id);
    assert_eq!(county.world.stage(&id), "已生效");
    assert_eq!(county.world.matters[&id].outline.cells["units"], "县林业局机构规格由副科级调整为正科级");
    let unit = county.world.state::<Unit>(&county.forestry);
    assert_eq!(unit.card.level.as_deref(), Some("正科级"));
    assert_eq!((unit.levels[0].level.as_str(), unit.levels[0].until), ("副科级", day("2026-05-05")));
    assert_eq!((of_kind(&county.world, "post_change").count(), unit.card.name.as_str()), (0, "县林业局"));
    let state = county.world.state::<UnitChange>(&id);
    county.world.at("2026-05-06T09:00");
    county.world.follow(&<UnitChange as Procedure>::retells(&state, None));
    assert_eq!(county.world.state::<Unit>(&county.forestry).card.level.as_deref(), Some("副科级"));
}

#[test]
fn a_unit_that_gives_part_of_itself_away_goes_on_without_it() {
    let mut county = county();
    let query = |post: &engine::facts::PostCard| post.unit.as_str() == county.forestry.as_str() && !post.chief;
    let office: PostId = county.world.posts.values().find(|(card, _)| query(card)).expect("a post").0.id.clone();
    let split = json!({"verb": "register", "change": "split", "authority": "县委", "document": "青发〔2026〕7号",
        "decided_on": "2026-05-05", "effective_on": "2026-05-05",
        "parts": [{"unit": county.forestry, "stays": true}],
        "begins": [{"name": "县湿地中心", "kind": "institution", "order": 13}],
        "posts": [{"post": office, "new_heir": "县湿地中心", "title": "综合科科长"}]});
    let id = confirmed(&mut county, split);
    followed(&mut county, &id);
    let world = &county.world;
    assert_eq!((world.stage(&id), world.stage(&county.forestry)), ("已生效", "在设"));
    assert_eq!(
        (posts_of(world, "吴越"), posts_of(world, "方敏")),
        ("县湿地中心综合科科长".into(), "县林业局局长".into())
    );
}

#[test]
fn what_nobody_takes_over_is_listed_in_the_refusal() {
    let mut county = county();
    let abolish = json!({"verb": "register", "change": "abolish", "authority": "县委", "document": "青发〔2026〕8号",
        "decided_on": "2026-05-05", "effective_on": "2026-05-05", "parts": [{"unit": county.forestry}]});
    let refusal = county.world.refused::<UnitChange>("经办", None, abolish.clone());
    assert_eq!((refusal.code, refusal.at.as_deref()), ("still_used", Some("/parts/0/heir")));
    for left in ["县林业局局长方敏", "县林业局办公室主任吴越", "下级单位县林场"] {
        assert!(refusal.sentence.contains(left), "{}", refusal.sentence);
    }
    let mut with_heir = abolish;
    with_heir["parts"][0]["heir"] = json!(county.machinery);
    let id = confirmed(&mut county, with_heir);
    followed(&mut county, &id);
    assert_eq!((county.world.stage(&id), county.world.stage(&county.forestry)), ("已生效", "已撤销"));
}

#[test]
fn nonsense_is_refused_at_its_field() {
    let mut county = county();
    let good = merger(&county);
    let mut refused = |change: &dyn Fn(&mut Value), code: &str, at: &str| {
        let mut action = good.clone();
        change(&mut action);
        let refusal = county.world.refused::<UnitChange>("经办", None, action);
        assert_eq!((refusal.code, refusal.at.as_deref()), (code, Some(at)), "{}", refusal.sentence);
    };
    let (forestry, machinery) = (good["parts"][0]["unit"].clone(), good["parts"][1]["unit"].clone());
    refused(&|a| a["parts"][0]["unit"] = json!("无此局"), "unknown_unit", "/parts/0/unit");
    refused(&|a| a["parts"][1]["unit"] = forestry.clone(), "row_twice", "/parts/1/unit");
    refused(&|a| a["effective_on"] = json!("2026-05-03"), "effective_before", "/effective_on");
    refused(&|a| a["decided_on"] = json!("2026-05-06"), "day_ahead", "/decided_on");
    refused(&|a| a["parts"][0]["heir"] = forestry.clone(), "heir_itself", "/parts/0/heir");
    refused(&|a| a["parts"][0]["heir"] = machinery.clone(), "heir_ends", "/parts/0/heir");
    refused(&|a| a["parts"][0]["new_heir"] = json!("县林业厅"), "unknown_unit", "/parts/0/new_heir");
    refused(&|a| a["begins"] = json!([]), "heir_missing", "/parts/0/heir");
    refused(&|a| a["begins"][0]["name"] = json!("县林业局"), "name_taken", "/begins/0/name");
    refused(&|a| a["begins"][0]["parent"] = forestry.clone(), "heir_ends", "/begins/0/parent");
    refused(&|a| a["parts"] = json!([{"unit": forestry}]), "change_incomplete", "/parts");
    refused(&|a| a["parts"] = json!([]), "table_empty", "/parts");
    refused(&|a| a["parts"][0]["stays"] = json!(true), "part_stays", "/parts/0/stays");
    refused(&|a| a["matters"] = json!([{"matter": "m9999"}]), "unknown_matter", "/matters/0/matter");
    refused(&|a| a["change"] = json!("rename"), "change_incomplete", "/parts");
    refused(&|a| a["document"] = json!(" "), "field_missing", "/document");
}

#[test]
fn two_hands_are_needed_and_its_day_has_to_come() {
    let mut county = county();
    let action = merger(&county);
    let id = county.world.act::<UnitChange>("股长", None, action).expect("registered");
    assert_eq!(county.world.refused::<UnitChange>("股长", Some(&id), json!({"verb": "confirm"})).code, "same_hand");
    county.world.roles.push(("经办".into(), engine::access::Hat::Role(Role::Minister)));
    county.world.act::<UnitChange>("经办", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    assert_eq!(county.world.duty(&id, "begin").due, Some(day("2026-05-06")));
    assert_eq!(county.world.refused::<UnitChange>("经办", Some(&id), json!({"verb": "begin"})).code, "too_early");
    assert_eq!(county.world.tick::<UnitChange>(), 0);
}

#[test]
fn whoever_confirms_sees_before_what_moves() {
    let mut county = county();
    let action = merger(&county);
    let id = county.world.act::<UnitChange>("经办", None, action).expect("registered");
    let state = county.world.state::<UnitChange>(&id);
    let head = county.world.actor("股长");
    let aid = county.world.within(&head, &id, |cx| <UnitChange as Procedure>::aid(Some(&state), "confirm", cx));
    assert_eq!(
        aid.path,
        [
            "职务撤销、开办离任交接（2）：县林业局局长（方敏）、县农机局局长（周正）",
            "职务随同划转（2）：县林业局办公室主任（吴越）→县林业农机局、县农机局办公室主任（郑和平）→县林业农机局",
            "下级单位改隶（1）：县林场→县林业农机局",
        ]
    );
}

#[test]
fn a_departure_that_follows_names_the_decision_and_is_nobodys_to_change() {
    let mut county = county();
    merged(&mut county);
    let (id, _) = of_kind(&county.world, "post_change").next().expect("a change of posts");
    let id = id.clone();
    let state = county.world.state::<PostChange>(&id);
    assert!(state.by.is_some() && state.entered_by.is_empty());
    assert_eq!(county.world.matters[&id].outline.links.len(), 1);
    assert!(county.world.verbs::<PostChange>("股长", &id).is_empty());
}
