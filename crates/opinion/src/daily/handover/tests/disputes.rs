//! What receiver and supervisor do not agree with: raised, answered, settled, signed with a reservation, and never lost from sight.

use super::*;

fn raise(item: Option<&str>, text: &str) -> Value {
    json!({"verb": "raise_dispute", "item": item, "text": text})
}

#[test]
fn a_dispute_names_its_row_its_author_and_whose_answer_and_decision_it_waits_for() {
    let (mut world, id) = ready();
    world.at("2026-09-28T10:00");
    act(&mut world, "副书记", &id, raise(Some("economic.1"), "工程款余额对不上"));
    let dispute = world.state::<Handover>(&id).disputes.remove(0);
    assert_eq!((dispute.no, dispute.about.as_str()), (1, "经济事项第1项：排水改造工程款"));
    assert_eq!(dispute.by, "接收人副书记");
    let (answer, settle) = (world.duty(&id, "answer.1"), world.duty(&id, "dispute.1"));
    assert_eq!((answer.due, settle.due), (Some(day("2026-10-08")), Some(day("2026-10-16"))));
    assert_eq!(answer.owner, [Hat::Person("书记".into())]);
    assert_eq!(settle.owner[0], Hat::RoleAt(Role::LeaderInCharge, TOWN.into()));
    assert!(settle.basis.words.contains("2026-09-28提出争议"), "{}", settle.basis.words);
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((&cells["open_items"], &cells["disputes"]), (&json!(3), &json!(1)), "two rows and a dispute");
}

#[test]
fn who_may_dispute_and_about_what() {
    let (mut world, id) = ready();
    assert_eq!(no(&mut world, "镇经办", &id, raise(None, "不属实")), "not_yours");
    assert_eq!(no(&mut world, "书记", &id, raise(None, "不属实")), "not_yours");
    assert_eq!(no(&mut world, "副书记", &id, raise(Some("economic.9"), "不属实")), "unknown_item");
    assert_eq!(no(&mut world, "副书记", &id, raise(None, " ")), "field_missing");
    act(&mut world, "分管", &id, raise(None, "缺少项目清单"));
    assert_eq!(world.state::<Handover>(&id).disputes[0].by, "监交人分管");
    act(
        &mut world,
        "镇经办",
        &id,
        json!({"verb": "fill_custody", "custody": {"seals": [{"name": "公章", "quantity": 1}]}}),
    );
    act(&mut world, "副书记", &id, raise(Some("seals"), "公章未见"));
    let disputes = world.state::<Handover>(&id).disputes;
    assert_eq!((disputes[1].no, disputes[1].about.as_str()), (2, "附表：印章证照"));
}

#[test]
fn it_is_answered_by_the_leaver_and_settled_by_whoever_stands_above() {
    let (mut world, id) = ready();
    act(&mut world, "副书记", &id, raise(Some("economic.1"), "工程款余额对不上"));
    let settle = json!({"verb": "settle_dispute", "outcome": "以审计结论为准"});
    assert_eq!(no(&mut world, "副书记", &id, settle.clone()), "not_yours");
    act(&mut world, "书记", &id, json!({"verb": "answer_dispute", "answer": "差额为质保金"}));
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "answer_dispute", "answer": "再答"})), "not_now");
    let dated = json!({"verb": "settle_dispute", "outcome": "以审计结论为准", "due": "2026-12-31"});
    assert_eq!(no(&mut world, "分管", &id, dated), "field_missing");
    act(&mut world, "分管", &id, settle.clone());
    assert_eq!(world.matters[&id].outline.cells["disputes"], 0);
    assert_eq!(no(&mut world, "分管", &id, settle), "not_now");
    let dispute = world.state::<Handover>(&id).disputes.remove(0);
    assert_eq!(dispute.answer.map(|answer| answer.0).as_deref(), Some("差额为质保金"));
    assert_eq!(dispute.outcome.map(|outcome| outcome.0).as_deref(), Some("以审计结论为准"));
    act(&mut world, "分管", &id, json!({"verb": "sign_supervisor"}));
}

#[test]
fn of_two_disputes_the_one_meant_is_named() {
    let (mut world, id) = ready();
    act(&mut world, "副书记", &id, raise(Some("work.1"), "进度不实"));
    act(&mut world, "副书记", &id, raise(None, "缺少合同"));
    let settle = |no: Option<u32>| json!({"verb": "settle_dispute", "dispute": no, "outcome": "已核实"});
    let refusal = world.refused::<Handover>("分管", Some(&id), settle(None));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("field_missing", Some("/dispute")));
    assert_eq!(no(&mut world, "分管", &id, settle(Some(3))), "unknown_item");
    act(&mut world, "分管", &id, settle(Some(2)));
    let open: Vec<u32> = world.state::<Handover>(&id).open_disputes().map(|dispute| dispute.no).collect();
    assert_eq!(open, [1]);
}

#[test]
fn while_it_is_open_receiver_and_supervisor_sign_with_what_they_reserve_and_it_stays_owed_after_the_signatures() {
    let (mut world, id) = ready();
    act(&mut world, "副书记", &id, raise(Some("economic.1"), "工程款余额对不上"));
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    let why = world.refused::<Handover>("分管", Some(&id), json!({"verb": "sign_supervisor"}));
    assert_eq!((why.code, why.clause.as_str(), why.at.as_deref()), ("dispute_open", "3.2.1", Some("/reservation")));
    assert_eq!(why.sentence, "第1项争议还没有处理：工程款余额对不上。请先协调并登记处理意见，或写明保留意见后签字。");
    assert_eq!(no(&mut world, "副书记", &id, json!({"verb": "sign_receiver", "reservation": " "})), "dispute_open");
    for (who, verb) in [("副书记", "sign_receiver"), ("分管", "sign_supervisor")] {
        act(&mut world, who, &id, json!({"verb": verb, "reservation": "余额以审计为准"}));
    }
    let state = world.state::<Handover>(&id);
    assert!(state.completion.is_some());
    assert_eq!(state.reservations.iter().map(|one| one.word.as_str()).collect::<Vec<_>>(), ["接收人", "监交人"]);
    assert_eq!(world.duty(&id, "dispute.1").owner[0], Hat::RoleAt(Role::LeaderInCharge, TOWN.into()));
    act(&mut world, "书记", &id, json!({"verb": "answer_dispute", "answer": "差额为质保金"}));
    let carried = json!({"verb": "settle_dispute", "outcome": "由继任者核对", "carried": true, "due": "2026-12-31"});
    act(&mut world, "分管", &id, carried);
    let duty = world.duty(&id, "item.dispute.1");
    assert_eq!((duty.due, duty.owner), (Some(day("2026-12-31")), vec![Hat::Head(TOWN.into())]));
    assert_eq!(duty.what, "续办：经济事项第1项：排水改造工程款：由继任者核对");
    act(
        &mut world,
        "镇长",
        &id,
        json!({"verb": "strike_off", "item": "dispute.1", "day": "2026-09-28", "result": "已核对"}),
    );
    assert_eq!(world.state::<Handover>(&id).disputes.len(), 1, "it stays in sight");
}

#[test]
fn a_change_of_what_is_handed_over_takes_reservations_back_with_the_signatures() {
    let (mut world, id) = ready();
    act(&mut world, "副书记", &id, json!({"verb": "sign_receiver", "reservation": "车辆里程未核"}));
    assert_eq!(world.state::<Handover>(&id).reservations.len(), 1);
    act(&mut world, "镇经办", &id, json!({"verb": "add_items", "content": "work", "rows": [row("路灯维护")]}));
    assert!(world.state::<Handover>(&id).reservations.is_empty());
}

#[test]
fn a_dispute_noted_before_disputes_had_numbers_is_the_one_about_the_whole_and_is_settled_as_it_was() {
    let (world, id) = ready();
    let version = 2;
    let mut events: Vec<engine::erased::Kept> = (1..)
        .zip(&world.matters[&id].told)
        .map(|(n, told)| engine::erased::Kept { n, version, verb: told.verb.clone(), payload: told.payload.clone() })
        .collect();
    let mut then = |verb: &str, payload: Value| {
        let n = i64::try_from(events.len()).expect("few") + 1;
        events.push(engine::erased::Kept { n, version, verb: verb.into(), payload: payload.to_string() });
    };
    then("remarked", json!({"notes": "附清单", "dispute": "账目不清"}));
    then("dispute_settled", json!({"dispute": "账目不清", "outcome": "以审计为准", "day": "2026-09-28"}));
    then("remarked", json!({"notes": null, "dispute": "车辆未见"}));
    let state = engine::erased::Mechanism::replay(&engine::erased::Of::<Handover>::new(), &events).expect("it is read");
    let state: State = serde_json::from_str(&state).expect("its own state");
    let told: Vec<_> = state.disputes.iter().map(|dispute| (dispute.text.as_str(), dispute.is_open())).collect();
    assert_eq!(told, [("账目不清", false), ("车辆未见", true)]);
}
