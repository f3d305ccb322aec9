//! What hangs on a handover beside it: the letters about relations, and the auditors.

use super::{cases::deputy_leaves, *};

#[test]
fn a_chiefs_leaving_waits_for_the_letter_to_the_auditors_with_its_number_and_day() {
    let (mut world, id) = opened();
    let duty = world.duty(&id, "request_audit");
    assert_eq!((duty.due, duty.basis.clause.as_str()), (None, "rule.economic_audit"));
    assert!(duty.basis.words.contains("时限待录入"), "the county says how many days: {}", duty.basis.words);
    assert_eq!(duty.owner, [Hat::Role(Role::SectionClerk), Hat::Role(Role::SectionHead)]);
    let ask = |on: &str, number: &str| json!({"verb": "request_audit", "day": on, "number": number});
    assert_eq!(no(&mut world, "镇经办", &id, ask("2026-09-24", "1")), "not_yours");
    assert_eq!(no(&mut world, "经办", &id, ask("2026-09-30", "1")), "day_ahead");
    assert_eq!(no(&mut world, "经办", &id, ask("2026-09-24", " ")), "field_missing");
    world.at("2026-09-28T09:00");
    assert_eq!(no(&mut world, "经办", &id, ask("2026-09-24", "1")), "day_wrong");
    act(&mut world, "经办", &id, ask("2026-09-28", "青组函〔2026〕6号"));
    assert_eq!(world.matters[&id].outline.cells["audit"], "青组函〔2026〕6号");
    assert!(!keys(&world, &id).contains(&"request_audit".to_owned()));
    assert_eq!(no(&mut world, "经办", &id, ask("2026-09-28", "2")), "not_now");
}

#[test]
fn not_to_ask_the_auditors_is_the_heads_decision_with_its_basis() {
    let (mut world, id) = opened();
    let waive = |basis: &str| json!({"verb": "waive_audit", "reason": "今年已作任中审计", "basis": basis});
    assert_eq!(no(&mut world, "经办", &id, waive("青审报〔2026〕3号")), "not_yours");
    assert_eq!(no(&mut world, "股长", &id, waive(" ")), "field_missing");
    act(&mut world, "股长", &id, waive("青审报〔2026〕3号"));
    assert_eq!(world.matters[&id].outline.cells["audit"], "不提请");
}

#[test]
fn a_deputy_is_audited_only_after_a_year_at_the_head_and_a_member_never() {
    let (world, acted) = deputy_leaves("县管", "removal");
    assert!(!world.state::<Handover>(&acted[0]).left.audit);
    for (since, audited) in [("2025-09-20", true), ("2025-10-20", false)] {
        let mut world = county("2026-09-24T16:00");
        for held in world.held.iter_mut().filter(|held| held.person == PersonId::from("副书记")) {
            (held.acting, held.from) = (true, day(since));
        }
        let decision = json!({
            "verb": "register", "person": "副书记", "authority": "县委", "document": "青任〔2026〕7号", "decided_on": "2026-09-24",
            "leaves": [{"post": "云亭镇党委副书记", "day": "2026-09-25", "reason": "transfer"}],
        });
        let (_, acted) = decided(&mut world, decision);
        assert_eq!(world.state::<Handover>(&acted[0]).left.audit, audited, "{since}");
    }
}

#[test]
fn before_the_signatures_a_relation_is_moved_with_a_warning_or_not_at_all_as_the_pack_says() {
    let tick = json!({"verb": "tick", "relation": "salary", "day": "2026-09-24", "number": "工转1"});
    let aid = |world: &World, id: &MatterId| {
        let state = world.state::<Handover>(id);
        world.within(&world.actor("书记"), id, |cx| Handover::aid(Some(&state), "tick", cx)).note
    };
    let (mut world, id) = opened();
    assert_eq!(aid(&world, &id).as_deref(), Some("交接三方签字还没有齐备，按县里规定应先办结交接"));
    act(&mut world, "书记", &id, tick.clone());
    let (mut world, id) = opened();
    let files: Vec<(String, String)> = world
        .policy
        .files()
        .iter()
        .map(|(name, text)| (name.clone(), text.replace("gate = \"warn\"", "gate = \"refuse\"")))
        .collect();
    world.policy = engine::policy::Policy::parse(&files).expect("a pack");
    let why = world.refused::<Handover>("书记", Some(&id), tick.clone());
    assert_eq!((why.code, why.at.as_deref()), ("handover_first", Some("/relation")));
    let free = json!({"verb": "tick", "relation": "party", "day": "2026-09-24", "number": "组介1"});
    act(&mut world, "书记", &id, free);
    let (mut done, id) = signed();
    done.policy = world.policy;
    act(&mut done, "书记", &id, tick);
    assert_eq!(aid(&done, &id), None);
}
