//! Who receives where nobody follows yet, and what becomes of it when somebody does.

use super::*;
use engine::trigger::Trigger;

fn takes_the_post(world: &mut World, person: &str, on: &str) {
    let begun = Trigger::PostBegun {
        person: person.into(),
        post: "云亭镇党委书记".into(),
        day: day(on),
        acting: false,
        matter: MatterId(format!("任{on}{person}")),
    };
    world.follow(&[begun]);
}

#[test]
fn another_receiver_midway_signs_for_himself_and_one_who_has_signed_stays() {
    let (mut world, id) = ready();
    act(&mut world, "副书记", &id, json!({"verb": "sign_receiver"}));
    act(&mut world, "分管", &id, json!({"verb": "name_receiver", "person": "镇长", "reason": "副书记另有任用"}));
    let duty = world.duty(&id, "sign_receiver");
    assert_eq!(duty.owner, [Hat::Person("镇长".into())]);
    assert_eq!(no(&mut world, "副书记", &id, json!({"verb": "sign_receiver"})), "not_yours");
    act(&mut world, "镇长", &id, json!({"verb": "sign_receiver"}));
    let follows = json!({
        "verb": "register", "person": "副镇长", "authority": "县委", "document": "青任〔2026〕33号",
        "decided_on": "2026-09-24", "takes": [{"post": "云亭镇党委书记", "day": "2026-09-28"}],
    });
    decided(&mut world, follows);
    assert_eq!(world.state::<Handover>(&id).receiver.expect("he who signed").person.as_str(), "镇长");
}

#[test]
fn whoever_received_for_the_time_being_gives_way_even_after_he_has_signed_and_only_his_signature_is_asked_again() {
    let (mut world, id) = opened();
    world.at("2026-09-28T09:00");
    fill_all(&mut world, &id);
    act(
        &mut world,
        "分管",
        &id,
        json!({"verb": "name_receiver", "person": "镇经办", "provisional": true, "reason": "继任未定"}),
    );
    let state = world.state::<Handover>(&id);
    assert!(state.receiver.is_some_and(|party| party.provisional && !party.acting));
    act(&mut world, "书记", &id, json!({"verb": "sign_leaver"}));
    act(&mut world, "镇经办", &id, json!({"verb": "sign_receiver"}));
    takes_the_post(&mut world, "副书记", "2026-09-29");
    let missing: Vec<String> =
        world.state::<Handover>(&id).signatures.missing().map(|signature| signature.word.clone()).collect();
    assert_eq!(missing, ["接收人", "监交人"]);
    assert_eq!(world.duty(&id, "sign_receiver").owner, [Hat::Person("副书记".into())]);
}

#[test]
fn whoever_follows_after_the_signatures_signs_for_what_has_changed_since() {
    let (mut world, id) = signed();
    act(
        &mut world,
        "镇长",
        &id,
        json!({"verb": "strike_off", "item": "work.1", "day": "2026-10-09", "result": "已验收"}),
    );
    world.at("2026-10-20T09:00");
    takes_the_post(&mut world, "镇长", "2026-10-20");
    let takeover = world.state::<Handover>(&id).takeover.expect("the acting head received for the time being");
    assert_eq!((takeover.party.name.as_str(), takeover.signed), ("镇长", None));
    assert_eq!(takeover.changed, ["2026-10-09销号：集镇排水改造，已验收"]);
    let duty = world.duty(&id, "successor");
    assert_eq!((duty.owner.as_slice(), duty.due), (&[Hat::Person("镇长".into())][..], Some(day("2026-10-29"))));
    assert!(duty.basis.words.contains("2026-10-20到任"), "{}", duty.basis.words);
    assert_eq!(no(&mut world, "副书记", &id, json!({"verb": "sign_successor"})), "not_yours");
    act(&mut world, "镇长", &id, json!({"verb": "sign_successor", "reservation": "余项另行核对"}));
    let takeover = world.state::<Handover>(&id).takeover.expect("it is kept");
    assert_eq!(takeover.signed, Some(day("2026-10-20")));
    assert!(!keys(&world, &id).contains(&"successor".to_owned()));
    takes_the_post(&mut world, "副镇长", "2026-10-20");
    let state = world.state::<Handover>(&id);
    assert_eq!(state.takeover.expect("as it was").party.name, "镇长");
    assert_eq!(state.carrier.expect("who carries the rest on").name, "副镇长");
}

#[test]
fn even_a_handover_that_was_done_is_signed_by_the_one_who_follows() {
    let (mut world, id) = signed();
    for item in ["work.1", "economic.1"] {
        act(
            &mut world,
            "镇经办",
            &id,
            json!({"verb": "strike_off", "item": item, "day": "2026-10-09", "result": "已办结"}),
        );
    }
    for relation in ["administrative", "salary", "party"] {
        act(&mut world, "书记", &id, json!({"verb": "tick", "relation": relation, "day": "2026-10-09", "number": "1"}));
    }
    act(&mut world, "财政经办", &id, json!({"verb": "file_transfer", "day": "2026-10-09"}));
    act(
        &mut world,
        "股长",
        &id,
        json!({"verb": "waive_audit", "reason": "今年已作任中审计", "basis": "青审报〔2026〕3号"}),
    );
    assert_eq!(world.stage(&id), "已办结");
    world.at("2026-10-20T09:00");
    takes_the_post(&mut world, "镇长", "2026-10-20");
    assert_eq!(world.stage(&id), "续办中");
    act(&mut world, "镇长", &id, json!({"verb": "sign_successor"}));
    assert_eq!(world.stage(&id), "已办结");
}

#[test]
fn whoever_received_as_acting_head_and_becomes_head_signs_nothing_again() {
    let (mut world, id) = signed();
    takes_the_post(&mut world, "副书记", "2026-10-20");
    assert!(world.state::<Handover>(&id).takeover.is_none());
}

#[test]
fn a_handover_of_long_ago_does_not_wait_for_whoever_takes_the_post_after_the_next_one() {
    let (mut world, id) = signed();
    let later = json!({
        "verb": "open", "leaver": "镇长", "post": "云亭镇党委书记", "day": "2026-10-09", "reason": "transfer",
    });
    world.act::<Handover>("经办", None, later).expect("the next one has left the post, too");
    world.at("2026-10-20T09:00");
    for item in ["work.1", "economic.1"] {
        act(
            &mut world,
            "镇经办",
            &id,
            json!({"verb": "strike_off", "item": item, "day": "2026-10-09", "result": "已办结"}),
        );
    }
    takes_the_post(&mut world, "副镇长", "2026-10-20");
    assert!(world.state::<Handover>(&id).takeover.is_none());
}
