//! A branch as it is, who belongs to it, and what a change of posts means for it.

use super::*;
use crate::{
    ground::post_change::PostChange,
    testing::{Seat, World, day},
};
use engine::{access::Role, days::Day, procedure::Side, words::MatterId};
use serde_json::{Value, json};

pub(crate) fn county() -> World {
    let mut world = World::new("2026-04-01T09:00");
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world.unit("镇农业站", "subordinate", Some("云亭镇")).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("党外", "云亭镇", "科技副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("站长", "镇农业站", "站长", Seat::Chief(None))
        .post("局长", "县财政局", "局长", Seat::Chief(None))
        .post("财政经办", "县财政局", "办公室主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("财政经办", Role::UnitClerk, Some("县财政局"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world.people.get_mut(&"党外".into()).expect("a person").party = false;
    world
}

/// Twelve formal members in two groups with a committee of three; three leading cadres.
pub(crate) fn organ() -> Value {
    json!({"verb": "open", "unit": "云亭镇", "since": "2020-01-01",
        "branch": {"name": "云亭镇机关支部", "secretary": "方敏", "formal": 12, "probationary": 1, "committee": 3,
            "groups": [{"name": "第一党小组", "members": 7}, {"name": "第二党小组", "members": 6}]},
        "leaders": [
            {"person": "书记", "group": "第一党小组"},
            {"person": "镇长", "group": "第二党小组"},
            {"person": "副镇长", "group": "第一党小组", "committee": true}]})
}

/// Five members, no committee, no groups.
pub(crate) fn small() -> Value {
    json!({"verb": "open", "unit": "县财政局", "since": "2020-01-01",
        "branch": {"name": "财政局支部", "secretary": "局长", "formal": 5, "groups": []},
        "leaders": [{"person": "局长"}]})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<PartyBranch>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

pub(crate) fn open(world: &mut World, who: &str, action: Value) -> MatterId {
    world.act::<PartyBranch>(who, None, action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"))
}

/// The person out of his post by the registers, and what is told of it.
pub(crate) fn leave(world: &mut World, person: &str, post: &str, reason: &str, to: Option<&str>) {
    let today = Day::at(world.now);
    for held in world.held.iter_mut().filter(|held| held.post.as_str() == post) {
        held.until = Some(today);
    }
    world.follow(&[Trigger::PostEnded {
        person: person.into(),
        post: post.into(),
        day: today,
        reason: reason.into(),
        to_unit: to.map(Into::into),
        matter: "任9".into(),
    }]);
}

pub(crate) fn take(world: &mut World, person: &str, unit: &str, title: &str) {
    world.post(person, unit, title, Seat::Member);
    world.follow(&[Trigger::PostBegun {
        person: person.into(),
        post: format!("{unit}{title}").into(),
        day: Day::at(world.now),
        acting: false,
        matter: "任9".into(),
    }]);
}

#[test]
fn a_branch_is_entered_with_its_committee_groups_and_leading_cadres() {
    let mut world = county();
    let id = open(&mut world, "镇经办", organ());
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((world.stage(&id), &cells["leaders"], &cells["groups"]), ("在设", &json!(3), &json!(2)));
    let five = open(&mut world, "财政经办", small());
    assert!(world.state::<PartyBranch>(&five).card.notes.is_empty());
    let mut bare = small();
    bare["branch"]["name"] = json!("二支部");
    bare["branch"]["formal"] = json!(8);
    bare["leaders"] = json!([]);
    let bare = open(&mut world, "财政经办", bare);
    assert_eq!(world.state::<PartyBranch>(&bare).card.notes, ["正式党员满7人，应设支部委员会"]);
}

#[test]
fn a_non_party_cadre_is_exempt_and_cannot_be_entered() {
    let mut world = county();
    let mut action = organ();
    action["leaders"][2]["person"] = json!("党外");
    let refusal = world.refused::<PartyBranch>("镇经办", None, action);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("not_party_member", Some("/leaders/2/person")));
    assert_eq!(refusal.sentence, "党外不是中共党员，不编入支部，请删去。");
    let id = open(&mut world, "镇经办", organ());
    take(&mut world, "党外", "云亭镇", "副主任");
    assert_eq!(world.stage(&id), "在设", "and is not expected either");
}

#[test]
fn a_member_of_another_branch_is_dismissed_there_first() {
    let mut world = county();
    open(&mut world, "财政经办", small());
    let id = open(&mut world, "镇经办", organ());
    world.post("局长", "云亭镇", "党委委员", Seat::Member);
    let admit = json!({"verb": "admit", "leader": {"person": "局长", "group": "第一党小组"}, "day": "2026-04-01"});
    let refusal = world.refused::<PartyBranch>("镇经办", Some(&id), admit);
    assert_eq!((refusal.code, refusal.ways.len()), ("other_branch", 1));
    assert_eq!(refusal.sentence, "局长在“财政局支部”，请先由该支部办理转出。");
}

#[test]
fn what_the_structure_does_not_have_is_refused_with_its_place() {
    let mut world = county();
    let mut told = |change: &dyn Fn(&mut Value)| {
        let mut action = organ();
        change(&mut action);
        let refusal = world.refused::<PartyBranch>("镇经办", None, action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let at = |code: &'static str, at: &str| (code, at.to_owned());
    assert_eq!(told(&|action| action["branch"]["formal"] = json!(6)), at("no_committee", "/branch/committee"));
    assert_eq!(told(&|action| action["branch"]["committee"] = json!(13)), at("count_wrong", "/branch/committee"));
    assert_eq!(told(&|action| action["branch"]["committee"] = Value::Null), at("no_committee", "/leaders/2/committee"));
    let groups = |action: &mut Value| action["branch"]["groups"][1]["members"] = json!(9);
    assert_eq!(told(&groups), at("count_wrong", "/branch/groups/1/members"));
    let same = |action: &mut Value| action["branch"]["groups"][1]["name"] = json!("第一党小组");
    assert_eq!(told(&same), at("row_twice", "/branch/groups/1/name"));
    assert_eq!(
        told(&|action| action["leaders"][0]["group"] = json!("第三党小组")),
        at("unknown_group", "/leaders/0/group")
    );
    assert_eq!(told(&|action| action["leaders"][0]["group"] = Value::Null), at("field_missing", "/leaders/0/group"));
    assert_eq!(told(&|action| action["leaders"][1]["person"] = json!("书记")), at("row_twice", "/leaders/1/person"));
    assert_eq!(
        told(&|action| action["leaders"][1]["person"] = json!("局长")),
        at("not_of_the_unit", "/leaders/1/person")
    );
    assert_eq!(told(&|action| action["branch"]["secretary"] = json!("")), at("field_missing", "/branch/secretary"));
    assert_eq!(told(&|action| action["since"] = json!("2026-04-02")), at("day_ahead", "/since"));
    assert_eq!(told(&|action| action["unit"] = json!("县财政局")), at("not_your_unit", "/unit"));
    let station = |action: &mut Value| action["leaders"][1]["person"] = json!("站长");
    let mut action = organ();
    station(&mut action);
    open(&mut world, "镇经办", action.clone());
    assert_eq!(world.refused::<PartyBranch>("镇经办", None, action).code, "already_open");
}

#[test]
fn a_member_who_moves_is_transferred_within_a_month_on_both_sides() {
    let mut world = county();
    let (town, office) = (open(&mut world, "镇经办", organ()), open(&mut world, "财政经办", small()));
    leave(&mut world, "副镇长", "云亭镇副镇长", "transfer", Some("县财政局"));
    take(&mut world, "副镇长", "县财政局", "副局长");
    let duty = world.duty(&town, "dismiss:副镇长");
    assert_eq!((duty.what.as_str(), duty.due), ("副镇长4月1日起离任副镇长，办理组织关系转出", Some(day("2026-05-06"))));
    assert_eq!(world.duty(&office, "admit:副镇长").due, Some(day("2026-05-06")), "5月1日至5日放假，顺延");
    let dismiss = json!({"verb": "dismiss", "person": "副镇长", "day": "2026-04-01", "to": "财政局支部"});
    act(&mut world, "镇经办", &town, dismiss.clone());
    let twice = world.refused::<PartyBranch>("镇经办", Some(&town), dismiss);
    assert_eq!((twice.code, twice.at.as_deref()), ("not_of_the_branch", Some("/person")));
    act(&mut world, "财政经办", &office, json!({"verb": "admit", "leader": {"person": "副镇长"}, "day": "2026-04-01"}));
    assert_eq!((world.stage(&town), world.stage(&office)), ("在设", "在设"));
    let state = world.state::<PartyBranch>(&town);
    assert_eq!((state.on(day("2026-03-31")).count(), state.on(day("2026-04-01")).count()), (3, 2));
}

#[test]
fn who_stays_in_the_unit_stays_in_the_branch_and_a_death_ends_it() {
    let mut world = county();
    let id = open(&mut world, "镇经办", organ());
    world.post("镇长", "云亭镇", "二级主任科员", Seat::Staff);
    leave(&mut world, "镇长", "云亭镇镇长", "removal", None);
    assert_eq!(world.stage(&id), "在设");
    leave(&mut world, "书记", "云亭镇党委书记", "death", None);
    assert_eq!((world.stage(&id), world.state::<PartyBranch>(&id).on(day("2026-04-01")).count()), ("在设", 2));
    world.follow(&[Trigger::PostChangeUndone { person: "书记".into(), matter: "任9".into() }]);
    assert_eq!(world.state::<PartyBranch>(&id).on(day("2026-04-01")).count(), 3, "entered by mistake");
    leave(&mut world, "副镇长", "云亭镇副镇长", "retirement", None);
    let keep = |who: &str| json!({"verb": "keep", "person": who, "reason": "退休后仍在本支部"});
    assert_eq!(world.refused::<PartyBranch>("镇经办", Some(&id), keep("书记")).code, "unknown_item");
    act(&mut world, "镇经办", &id, keep("副镇长"));
    assert_eq!(world.stage(&id), "在设");
}

#[test]
fn another_post_in_the_same_unit_by_the_same_decision_is_no_transfer() {
    let mut world = county();
    let id = open(&mut world, "镇经办", organ());
    world.post("前任", "云亭镇", "党委副书记", Seat::Member);
    world.held.retain(|held| held.person.as_str() != "前任");
    let decision = json!({"verb": "register", "person": "副镇长", "authority": "县委", "document": "青任〔2026〕9号",
        "decided_on": "2026-04-01",
        "leaves": [{"post": "云亭镇副镇长", "day": "2026-04-01", "reason": "transfer"}],
        "takes": [{"post": "云亭镇党委副书记", "day": "2026-04-01"}]});
    let change = world.act::<PostChange>("经办", None, decision).expect("registered");
    world.act::<PostChange>("股长", Some(&change), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&change);
    world.follow(&told);
    assert_eq!(world.stage(&id), "在设");
}

#[test]
fn a_branch_is_merged_once_nobody_is_left_in_it() {
    let mut world = county();
    let id = open(&mut world, "镇经办", organ());
    let mut second = organ();
    second["branch"]["name"] = json!("云亭镇二支部");
    second["leaders"] = json!([]);
    let heir = open(&mut world, "镇经办", second);
    let close = json!({"verb": "close", "day": "2026-04-01", "into": heir, "reason": "镇党委研究"});
    let refusal = world.refused::<PartyBranch>("镇经办", Some(&id), close.clone());
    assert_eq!(refusal.sentence, "书记、镇长、副镇长还在本支部，请先办理转出再撤并。");
    for who in ["书记", "镇长", "副镇长"] {
        let out = json!({"verb": "dismiss", "person": who, "day": "2026-04-01", "to": "云亭镇二支部"});
        act(&mut world, "镇经办", &id, out);
    }
    let mut nowhere = close.clone();
    nowhere["into"] = json!(id);
    assert_eq!(world.refused::<PartyBranch>("镇经办", Some(&id), nowhere).code, "unknown_branch");
    act(&mut world, "镇经办", &id, close);
    assert_eq!((world.stage(&id), world.matters[&id].outline.links.len()), ("已撤并", 1));
    let admit = json!({"verb": "admit", "leader": {"person": "书记", "group": "第一党小组"}, "day": "2026-04-01"});
    act(&mut world, "镇经办", &heir, admit);
}

#[test]
fn another_group_is_an_entry_of_its_own_and_a_group_with_people_in_it_stays() {
    let mut world = county();
    let id = open(&mut world, "镇经办", organ());
    let change = |groups: Value, committee: Value| {
        json!({"verb": "change", "name": "云亭镇机关支部", "secretary": "程立", "formal": 12, "committee": committee,
            "groups": groups})
    };
    let gone = world.refused::<PartyBranch>("镇经办", Some(&id), change(json!([]), json!(3)));
    assert_eq!((gone.code, gone.at.as_deref()), ("still_there", Some("/groups")));
    world.at("2026-04-20T09:00");
    let admit = |day: &str| json!({"verb": "admit", "leader": {"person": "镇长", "group": "第一党小组"}, "day": day});
    let early = world.refused::<PartyBranch>("镇经办", Some(&id), admit("2019-12-31"));
    assert_eq!((early.code, early.at.as_deref()), ("day_before", Some("/day")));
    act(&mut world, "镇经办", &id, admit("2026-04-20"));
    let state = world.state::<PartyBranch>(&id);
    let group = |on: &str| state.on(day(on)).find(|one| one.name == "镇长").and_then(|one| one.group.clone());
    assert_eq!(group("2026-04-19").as_deref(), Some("第二党小组"));
    assert_eq!(group("2026-04-20").as_deref(), Some("第一党小组"));
    let one = json!([{"name": "第一党小组", "members": 12}]);
    let lost = world.refused::<PartyBranch>("镇经办", Some(&id), change(one.clone(), Value::Null));
    assert_eq!(lost.at.as_deref(), Some("/committee"));
    act(&mut world, "镇经办", &id, change(one, json!(3)));
}
