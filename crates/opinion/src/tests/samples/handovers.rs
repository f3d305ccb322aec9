//! Handovers: a chief's from the decision to the auditors' letter and the decision taken back; others that go round about.

use super::{county, decision};
use crate::{daily::handover::Handover, ground::post_change::PostChange, testing::World};
use engine::{days::Day, procedure::Procedure, trigger::Trigger, words::MatterId};
use serde_json::{Value, json};

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Handover>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn begun(person: &str, post: &str, matter: &str) -> Trigger {
    let day = Day::of("2026-09-24").expect("a day");
    Trigger::PostBegun { person: person.into(), post: post.into(), day, acting: false, matter: matter.into() }
}

/// A chief's.
pub fn chief() -> World {
    let mut world = county();
    let decided = world.act::<PostChange>("经办", None, decision("register")).expect("registered");
    world.act::<PostChange>("股长", Some(&decided), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&decided);
    let id = world.follow(&told).remove(0);
    course(&mut world, &id);
    let state = world.state::<PostChange>(&decided);
    for (moment, undone) in [("2026-09-24T10:00", true), ("2026-09-24T11:00", false), ("2026-09-24T12:00", true)] {
        world.at(moment);
        let again = if undone { PostChange::retells(&state, None) } else { told.clone() };
        world.follow(&again);
    }
    world
}

fn course(world: &mut World, id: &MatterId) {
    written(world, id);
    act(world, "分管", id, json!({"verb": "name_receiver", "person": "镇长"}));
    act(world, "镇长", id, json!({"verb": "raise_dispute", "item": "accounts", "text": "余额与对账单不符"}));
    act(world, "书记", id, json!({"verb": "answer_dispute", "answer": "有一笔在途"}));
    act(world, "镇长", id, json!({"verb": "sign_receiver", "reservation": "余额以对账单为准"}));
    act(world, "书记", id, json!({"verb": "sign_leaver"}));
    act(world, "分管", id, json!({"verb": "sign_supervisor", "reservation": "余额以对账单为准"}));
    for relation in ["administrative", "salary", "party"] {
        act(world, "书记", id, json!({"verb": "tick", "relation": relation, "day": "2026-09-24", "number": "1"}));
    }
    act(world, "财政经办", id, json!({"verb": "file_transfer", "day": "2026-09-24"}));
    let settle = json!({"verb": "settle_dispute", "outcome": "到账后核对", "carried": true, "due": "2026-10-31"});
    act(world, "分管", id, settle);
    world.follow(&[begun("副书记", "云亭镇党委书记", "任2")]);
    for item in ["work.1", "dispute.1"] {
        act(world, "镇长", id, json!({"verb": "strike_off", "item": item, "day": "2026-09-24", "result": "已验收"}));
    }
    let letter =
        json!({"verb": "request_audit", "day": "2026-09-24", "number": "青组函〔2026〕6号", "organ": "县审计局"});
    act(world, "经办", id, letter);
}

/// The five contents and the tables beneath them.
fn written(world: &mut World, id: &MatterId) {
    act(world, "书记", id, json!({"verb": "fill", "content": "work", "rows": [{"matter": "排水改造", "open": true}]}));
    let staffing = json!([{"sort": "行政编制", "quota": 32, "actual": 29}]);
    act(world, "镇经办", id, json!({"verb": "fill_staffing", "staffing": staffing}));
    let economy = json!({
        "accounts": [{"name": "基本账户", "bank": "农商行 0021", "balance": 125_050_033, "as_of": "2026-09-24"}],
        "debts": [{"direction": "liability", "party": "某施工队", "cause": "工程款", "amount": 45_000_000}],
        "assets": [{"name": "公务用车", "quantity": 2, "value": 32_000_000, "place": "镇机关"}],
        "works": [{"name": "排水改造", "contract": 300_000_000, "paid": 173_500_000, "progress": "主体完工"}],
    });
    act(world, "镇经办", id, json!({"verb": "fill_economy", "economy": economy}));
    let custody = json!({
        "articles": [{"sort": "thing", "name": "笔记本电脑", "quantity": 1, "returned": true}],
        "seals": [{"name": "党委公章", "quantity": 1, "keeper": "党政办主任"}],
    });
    act(world, "镇经办", id, json!({"verb": "fill_custody", "custody": custody, "rest_none": true}));
    act(world, "镇经办", id, json!({"verb": "remark", "notes": "附清单三份"}));
    act(world, "镇经办", id, json!({"verb": "fill", "content": "petitions", "none": true}));
}

/// Opened by hand: of a deputy, after a detention, and of a head for whom somebody received for the time being.
pub fn others() -> World {
    let mut world = county();
    of_a_deputy(&mut world);
    by_the_unit(&mut world);
    for_the_time_being(&mut world);
    world
}

/// With everything that is settled along the way.
fn of_a_deputy(world: &mut World) {
    let removed = json!({"verb": "open", "leaver": "副书记", "post": "云亭镇党委副书记", "day": "2026-09-24", "reason": "removal"});
    let id = world.act::<Handover>("经办", None, removed).expect("opened by hand");
    world.sealed.insert("s1".into(), json!("病历从略"));
    let ground = json!({"seal": "s1", "commitment": "c1"});
    for (who, action) in [
        ("镇经办", json!({"verb": "add_items", "content": "work", "rows": [{"matter": "路灯维护", "open": true}]})),
        ("经办", json!({"verb": "name_supervisor", "person": "镇长", "reason": "书记出差"})),
        (
            "股长",
            json!({"verb": "represent", "reason": "移交人住院", "representative": "副镇长", "basis": "诊断证明", "ground": ground}),
        ),
        ("镇经办", json!({"verb": "explain_delay", "reason": "等待审计"})),
    ] {
        act(world, who, &id, action);
    }
    let other = json!({"leaver": "副书记", "post": "云亭镇副镇长", "day": "2026-09-24", "reason": "removal", "decision": "任3"});
    world.by_system::<Handover>(&id, "also_left", other);
}

/// After a detention: the unit hands over, the clock waits.
fn by_the_unit(world: &mut World) {
    let detained =
        json!({"verb": "open", "leaver": "副镇长", "post": "云亭镇副镇长", "day": "2026-09-24", "reason": "detention"});
    let id = world.act::<Handover>("经办", None, detained).expect("opened by hand");
    act(world, "镇经办", &id, json!({"verb": "fill", "content": "other", "none": true}));
    act(world, "股长", &id, json!({"verb": "run_clock", "from": "2026-09-24", "reason": "县领导批准"}));
    act(world, "股长", &id, json!({"verb": "stop_clock", "reason": "住院", "basis": "诊断证明"}));
    act(world, "书记", &id, json!({"verb": "raise_dispute", "text": "账目不清"}));
    act(world, "股长", &id, json!({"verb": "settle_dispute", "outcome": "以审计结论为准"}));
    act(world, "股长", &id, json!({"verb": "use_short_form", "reason": "未分管财务、人事"}));
    act(world, "镇经办", &id, json!({"verb": "fill_short", "rest_none": true}));
}

/// The head's, received by a deputy until somebody follows; the auditors need not be asked.
fn for_the_time_being(world: &mut World) {
    let retired =
        json!({"verb": "open", "leaver": "镇长", "post": "云亭镇镇长", "day": "2026-09-24", "reason": "retirement"});
    let id = world.act::<Handover>("经办", None, retired).expect("opened by hand");
    act(world, "分管", &id, json!({"verb": "name_receiver", "person": "副书记", "provisional": true}));
    for content in ["work", "economic", "personnel", "petitions", "other"] {
        act(world, "镇经办", &id, json!({"verb": "fill", "content": content, "none": true}));
    }
    for (who, verb) in [("镇长", "sign_leaver"), ("副书记", "sign_receiver"), ("分管", "sign_supervisor")] {
        act(world, who, &id, json!({"verb": verb}));
    }
    act(world, "股长", &id, json!({"verb": "waive_audit", "reason": "今年已作任中审计", "basis": "青审报〔2026〕3号"}));
    world.follow(&[begun("副镇长", "云亭镇镇长", "任4")]);
    act(world, "副镇长", &id, json!({"verb": "sign_successor"}));
}
