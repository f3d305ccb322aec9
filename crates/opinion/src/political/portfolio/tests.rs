//! A body's work divided, a chief kept out of the five, and what a departure leaves.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{access::Role, days::Day, procedure::Side, succession::UnitOrder, words::MatterId};
use serde_json::{Value, json};

pub(crate) fn county() -> World {
    let mut world = World::new("2026-05-06T09:00");
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None).unit(
        "镇农业站",
        "subordinate",
        None,
    );
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副书记", "云亭镇", "党委副书记", Seat::Member)
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("站长", "镇农业站", "站长", Seat::Chief(None))
        .post("副站长", "镇农业站", "副站长", Seat::Member)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None);
    world
}

pub(crate) fn row(member: &str, charge: &str, five: &[&str]) -> Value {
    json!({"member": member, "charge": charge, "five": five})
}

pub(crate) fn rows() -> Vec<Value> {
    let mut deputy = row("副书记", "党建、组织人事", &["personnel", "approval"]);
    deputy["partner"] = json!("副镇长");
    vec![
        row("书记", "主持镇党委全面工作", &[]),
        row("镇长", "主持镇政府全面工作", &[]),
        deputy,
        row("副镇长", "财政、建设、采购", &["finance", "works", "purchase"]),
    ]
}

pub(crate) fn divide(from: &str, rows: &[Value]) -> Value {
    json!({"verb": "divide", "from": from, "decided_on": "2026-05-06", "document": "云委〔2026〕8号", "rows": rows})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Portfolio>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, id: &MatterId, action: Value) -> Refusal {
    world.refused::<Portfolio>("镇经办", Some(id), action)
}

fn opened() -> (World, MatterId) {
    let mut world = county();
    assert_eq!((world.tick::<Portfolio>(), world.tick::<Portfolio>()), (1, 0));
    let id = world.matters.keys().next().expect("a register").clone();
    (world, id)
}

pub(crate) fn divided() -> (World, MatterId) {
    let (mut world, id) = opened();
    act(&mut world, "镇经办", &id, divide("2026-05-06", &rows()));
    (world, id)
}

fn ended(person: &str, post: &str, on: &str) -> Trigger {
    Trigger::PostEnded {
        person: person.into(),
        post: post.into(),
        day: day(on),
        reason: "transfer".into(),
        to_unit: None,
        matter: "任9".into(),
    }
}

pub(crate) fn leaves(world: &mut World, person: &str, post: &str, on: &str) {
    for held in world.held.iter_mut().filter(|held| held.post.as_str() == post) {
        held.until = Some(day(on));
    }
    world.follow(&[ended(person, post, on)]);
}

#[test]
fn the_clock_opens_one_register_for_each_body_that_divides_its_work() {
    let (world, id) = opened();
    assert_eq!(world.matters[&id].outline.title, "云亭镇班子分工", "the station below does not divide");
    let duty = world.duty(&id, "divide");
    assert_eq!((world.stage(&id), duty.due), ("待分工", Some(day("2026-06-02"))));
    assert!(world.matters[&id].outline.persons.is_empty(), "an import can still be taken back");
}

#[test]
fn a_table_is_entered_filed_and_read_for_a_day() {
    let (mut world, id) = divided();
    assert_eq!(world.stage(&id), "待备案");
    assert_eq!(world.duty(&id, "file").due, Some(day("2026-05-19")));
    act(&mut world, "镇经办", &id, json!({"verb": "file", "discipline": "2026-05-06", "organization": "2026-05-06"}));
    assert_eq!(world.stage(&id), "已备案");
    world.at("2026-06-10T09:00");
    let mut later = rows();
    later[3]["five"] = json!(["finance", "works"]);
    later[2]["five"] = json!(["personnel", "approval", "purchase"]);
    act(&mut world, "书记", &id, divide("2026-06-08", &later));
    let state = world.state::<Portfolio>(&id);
    let held = |on: &str| state.on(day(on)).map(|edition| edition.entries[3].five_words.clone());
    assert_eq!(held("2026-05-05"), None);
    assert_eq!(held("2026-06-07").as_deref(), Some("财务、工程建设、物资采购"));
    assert_eq!(held("2026-06-08").as_deref(), Some("财务、工程建设"));
    assert_eq!(state.earlier[0].to, Some(day("2026-06-07")));
    assert_eq!(world.stage(&id), "待备案", "the new table is filed too");
}

#[test]
fn neither_chief_is_in_direct_charge_of_one_of_the_five() {
    let (mut world, id) = opened();
    for (place, name) in ["书记", "镇长"].into_iter().enumerate() {
        let mut wrong = rows();
        wrong[place]["five"] = json!(["finance"]);
        let refusal = no(&mut world, &id, divide("2026-05-06", &wrong));
        assert_eq!((refusal.code, refusal.clause.as_str()), ("chief_in_charge", "1.3.2"));
        assert_eq!(refusal.at, Some(format!("/rows/{place}/five")));
        assert_eq!(refusal.sentence, format!("{name}是正职或主持工作，不直接分管财务，请改由副职分管。"));
    }
    for held in world.held.iter_mut().filter(|held| held.person.as_str() == "副书记") {
        held.acting = true;
    }
    assert_eq!(no(&mut world, &id, divide("2026-05-06", &rows())).code, "chief_in_charge", "主持工作 counts");
}

#[test]
fn a_vacancy_is_an_exception_with_a_reason_and_an_end_and_is_owed_when_it_runs_out() {
    let (mut world, id) = opened();
    let mut table = rows();
    table[0]["five"] = json!(["finance"]);
    table[3]["five"] = json!(["works", "purchase"]);
    table[0]["temporary"] = json!("常务副镇长空缺");
    let endless = no(&mut world, &id, divide("2026-05-06", &table));
    assert_eq!((endless.code, endless.at.as_deref()), ("field_missing", Some("/rows/0/until")));
    table[0]["until"] = json!("2026-05-05");
    assert_eq!(no(&mut world, &id, divide("2026-05-06", &table)).code, "day_past");
    table[0]["until"] = json!("2026-08-31");
    let mut silent = table.clone();
    silent[0]["temporary"] = Value::Null;
    assert_eq!(no(&mut world, &id, divide("2026-05-06", &silent)).code, "chief_in_charge");
    act(&mut world, "镇经办", &id, divide("2026-05-06", &table));
    assert_eq!(world.matters[&id].outline.cells["temporary"], "2026-08-31");
    world.at("2026-08-31T09:00");
    assert_eq!(world.tick::<Portfolio>(), 0);
    world.at("2026-09-01T09:00");
    assert_eq!((world.tick::<Portfolio>(), world.tick::<Portfolio>()), (1, 0));
    assert_eq!(world.stage(&id), "待重新分工");
    let duty = world.duty(&id, "divide:1");
    assert_eq!((duty.what.as_str(), duty.due), ("重新分工：书记临时分管财务到8月31日期满", Some(day("2026-09-14"))));
    act(&mut world, "镇经办", &id, divide("2026-09-01", &rows()));
    assert_eq!(world.stage(&id), "待备案");
}

#[test]
fn one_deputy_who_holds_all_five_is_shown_and_not_refused() {
    let (mut world, id) = opened();
    let mut table = rows();
    table[2]["five"] = json!([]);
    table[3]["five"] = json!(["finance", "personnel", "works", "purchase", "approval"]);
    act(&mut world, "镇经办", &id, divide("2026-05-06", &table));
    let notes = world.state::<Portfolio>(&id).current.expect("a table").notes;
    assert_eq!(notes, ["副镇长一人分管全部5项，宜由多名副职分别分管"]);
    act(&mut world, "镇经办", &id, divide("2026-05-06", &table[..3]));
    let notes = world.state::<Portfolio>(&id).current.expect("a table").notes;
    assert_eq!(notes.len(), 6, "five without anybody, one member left out: {notes:?}");
    assert!(world.state::<Portfolio>(&id).earlier.is_empty(), "a table of the same day takes the place of the last");
}

#[test]
fn whoever_leaves_or_joins_leaves_a_table_to_be_divided_again() {
    let (mut world, id) = divided();
    leaves(&mut world, "副镇长", "云亭镇副镇长", "2026-05-20");
    assert_eq!(world.stage(&id), "待重新分工");
    let duty = world.duty(&id, "divide:1");
    assert_eq!(duty.what, "重新分工：副镇长5月20日起离任，其分管工作（含财务、工程建设、物资采购）须重新分工");
    assert_eq!(duty.due, Some(day("2026-06-03")));
    act(&mut world, "镇经办", &id, divide("2026-05-08", &rows()));
    assert_eq!(world.stage(&id), "待重新分工", "he leaves only later");
    world.at("2026-05-21T09:00");
    let refusal = no(&mut world, &id, divide("2026-05-20", &rows()));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("not_of_the_body", Some("/rows/2/partner")));
    let mut table = rows();
    table.truncate(3);
    table[2]["partner"] = Value::Null;
    act(&mut world, "镇经办", &id, divide("2026-05-20", &table));
    world.post("新任", "云亭镇", "党委委员", Seat::Member);
    let begun = Trigger::PostBegun {
        person: "新任".into(),
        post: "云亭镇党委委员".into(),
        day: day("2026-05-22"),
        acting: false,
        matter: "任10".into(),
    };
    world.follow(&[begun]);
    assert_eq!(world.duty(&id, "divide:1").what, "重新分工：新任5月22日起任党委委员，尚未分工");
    world.follow(&[Trigger::PostChangeUndone { person: "新任".into(), matter: "任10".into() }]);
    assert_eq!(world.stage(&id), "待备案");
}

#[test]
fn a_deputy_who_takes_over_the_unit_gives_up_the_five() {
    let (mut world, id) = divided();
    let begun = |post: &str, acting: bool| Trigger::PostBegun {
        person: "副书记".into(),
        post: post.into(),
        day: day("2026-05-11"),
        acting,
        matter: "任11".into(),
    };
    world.follow(&[begun("云亭镇党委副书记", false)]);
    assert_eq!(world.stage(&id), "待备案", "another seat of the body changes nothing");
    world.follow(&[begun("云亭镇党委书记", true)]);
    let words = &world.state::<Portfolio>(&id).gaps[0].words;
    assert_eq!(words, "副书记5月11日起任党委书记，不再直接分管人事、行政审批，须重新分工");
}

#[test]
fn a_departure_taken_back_leaves_the_table_as_it_was() {
    let (mut world, id) = divided();
    leaves(&mut world, "副镇长", "云亭镇副镇长", "2026-05-20");
    world.follow(&[Trigger::PostChangeUndone { person: "副镇长".into(), matter: "任9".into() }]);
    let state = world.state::<Portfolio>(&id);
    assert!(state.gaps.is_empty() && state.current.expect("a table").entries[3].left.is_none());
}

#[test]
fn a_unit_that_ends_takes_its_table_with_it_and_a_new_name_goes_on() {
    let (mut world, id) = divided();
    let order = |order: UnitOrder| Trigger::UnitsOrdered {
        order,
        day: day("2026-06-12"),
        document: "青编〔2026〕3号".into(),
        matter: "机1".into(),
    };
    world.follow(&[order(UnitOrder::Rename { unit: "云亭镇".into(), name: "云竹镇".into() })]);
    assert_eq!(world.matters[&id].outline.title, "云竹镇班子分工");
    world.at("2026-06-12T00:10");
    world.follow(&[order(UnitOrder::Dissolve { unit: "云亭镇".into(), into: None })]);
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已停用", true));
    assert_eq!(world.tick::<Portfolio>(), 0);
    world.at("2026-06-13T00:10");
    world.follow(&[order(UnitOrder::Reopen("云亭镇".into()))]);
    assert_eq!(world.stage(&id), "待备案");
}

#[test]
fn a_unit_enters_its_table_once_and_only_its_own() {
    let mut world = county();
    let enter = |unit: &str, rows: Vec<Value>| {
        let mut table = divide("2026-05-06", &rows);
        table.as_object_mut().expect("a table").remove("verb");
        json!({"verb": "enter", "unit": unit, "table": table})
    };
    let other = world.refused::<Portfolio>("镇经办", None, enter("县委组织部", rows()));
    assert_eq!((other.code, other.at.as_deref()), ("not_your_unit", Some("/unit")));
    let id = world.act::<Portfolio>("镇经办", None, enter("云亭镇", rows())).expect("entered");
    assert_eq!((world.stage(&id), world.tick::<Portfolio>()), ("待备案", 0));
    let twice = world.refused::<Portfolio>("经办", None, enter("云亭镇", rows()));
    assert_eq!((twice.code, twice.ways.len()), ("already_open", 1));
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let (mut world, id) = opened();
    let mut told = |change: &dyn Fn(&mut Vec<Value>, &mut Value)| {
        let (mut rows, mut action) = (rows(), Value::Null);
        change(&mut rows, &mut action);
        let mut table = divide("2026-05-06", &rows);
        for (key, value) in action.as_object().into_iter().flatten() {
            table[key] = value.clone();
        }
        let refusal = world.refused::<Portfolio>("镇经办", Some(&id), table);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let at = |code: &'static str, at: &str| (code, at.to_owned());
    assert_eq!(told(&|rows, _| rows.clear()), at("table_empty", "/rows"));
    assert_eq!(told(&|rows, _| rows[1]["member"] = json!("书记")), at("row_twice", "/rows/1/member"));
    assert_eq!(told(&|rows, _| rows[0]["member"] = json!("镇经办")), at("not_of_the_body", "/rows/0/member"));
    assert_eq!(told(&|rows, _| rows[0]["charge"] = json!(" ")), at("field_missing", "/rows/0/charge"));
    assert_eq!(told(&|rows, _| rows[2]["five"] = json!(["fun"])), at("unknown_term", "/rows/2/five/0"));
    assert_eq!(told(&|rows, _| rows[2]["partner"] = json!("副书记")), at("own_partner", "/rows/2/partner"));
    assert_eq!(told(&|rows, _| rows[3]["until"] = json!("2026-08-31")), at("field_missing", "/rows/3/temporary"));
    assert_eq!(told(&|_, action| *action = json!({"decided_on": "2026-05-07"})), at("day_ahead", "/decided_on"));
    assert_eq!(told(&|_, action| *action = json!({"document": ""})), at("field_missing", "/document"));
    act(&mut world, "镇经办", &id, divide("2026-05-06", &rows()));
    assert_eq!(no(&mut world, &id, divide("2026-05-05", &rows())).code, "day_before");
    let early = json!({"verb": "file", "discipline": "2026-05-05", "organization": "2026-05-06"});
    assert_eq!(no(&mut world, &id, early).at.as_deref(), Some("/discipline"));
    let ahead = json!({"verb": "file", "discipline": "2026-05-06", "organization": "2026-05-07"});
    assert_eq!(no(&mut world, &id, ahead).code, "day_ahead");
    assert!(Day::of("2026-05-06").is_some_and(|on| world.state::<Portfolio>(&id).on(on).is_some()));
}
