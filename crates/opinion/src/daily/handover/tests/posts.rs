//! Several posts of one person: together, one by one, in several units; never owed twice.

use super::{cases::table_changed, *};

/// The secretary is chairman of the town's congress, too.
fn two_posts() -> World {
    let mut world = county("2026-09-24T16:00");
    world.post("书记", TOWN, "人大主席", Seat::Member);
    world
}

fn both() -> Value {
    let mut decision = transfer();
    // The lesser post stands first in the decision.
    let first = json!({"post": "云亭镇人大主席", "day": "2026-09-25", "reason": "transfer"});
    decision["leaves"].as_array_mut().expect("rows").insert(0, first);
    decision
}

fn handovers(world: &World, acted: Vec<MatterId>) -> Vec<MatterId> {
    acted.into_iter().filter(|id| world.matters[id].kind == "handover").collect()
}

#[test]
fn posts_of_one_unit_that_one_decision_ends_are_one_handover_under_the_chiefs_name() {
    let mut world = two_posts();
    let (_, acted) = decided(&mut world, both());
    let acted = handovers(&world, acted);
    assert_eq!(acted.len(), 1);
    let state = world.state::<Handover>(&acted[0]);
    assert_eq!(state.left.label, "云亭镇党委书记");
    assert_eq!(state.left.also.iter().map(|also| also.label.as_str()).collect::<Vec<_>>(), ["云亭镇人大主席"]);
    assert_eq!(world.matters[&acted[0]].outline.post, "云亭镇党委书记、云亭镇人大主席");
    assert_eq!(state.left.relations.len(), 3);
    let again =
        json!({"verb": "open", "leaver": "书记", "post": "云亭镇人大主席", "day": "2026-09-25", "reason": "transfer"});
    assert_eq!(world.refused::<Handover>("经办", None, again).code, "handover_known");
}

#[test]
fn where_the_countys_table_says_each_they_are_two_and_relations_move_once() {
    let mut world = two_posts();
    table_changed(&mut world, r#"["same_unit"], values = ["one"]"#, r#"["same_unit"], values = ["each"]"#);
    let (_, acted) = decided(&mut world, both());
    let acted = handovers(&world, acted);
    assert_eq!(acted.len(), 2);
    let relations: Vec<usize> = acted.iter().map(|id| world.state::<Handover>(id).left.relations.len()).collect();
    assert_eq!(relations, [3, 0], "his relations move once");
}

#[test]
fn posts_left_for_another_reason_or_in_another_unit_have_a_handover_each() {
    for (unit, title, reason) in [(TOWN, "人大主席", "removal"), ("县财政局", "党组成员", "transfer")] {
        let mut world = county("2026-09-24T16:00");
        world.post("书记", unit, title, Seat::Member);
        let mut decision = transfer();
        let second = json!({"post": format!("{unit}{title}"), "day": "2026-09-25", "reason": reason});
        decision["leaves"].as_array_mut().expect("rows").push(second);
        let (_, acted) = decided(&mut world, decision);
        let acted = handovers(&world, acted);
        assert_eq!(acted.len(), 2, "{unit} {reason}");
        let state = world.state::<Handover>(&acted[1]);
        assert!(state.left.also.is_empty() && state.left.relations.is_empty(), "{unit} {reason}");
    }
}

/// A second decision, five days later.
fn later() -> Value {
    json!({
        "verb": "register", "person": "书记", "authority": "县人大常委会", "document": "青常〔2026〕9号",
        "decided_on": "2026-09-29", "to_unit": "县财政局",
        "leaves": [{"post": "云亭镇人大主席", "day": "2026-09-30", "reason": "transfer"}],
    })
}

#[test]
fn posts_left_one_by_one_have_a_handover_each_and_relations_that_move_once() {
    let mut world = two_posts();
    let (_, acted) = decided(&mut world, transfer());
    let first = handovers(&world, acted).remove(0);
    world.at("2026-09-29T16:00");
    let (_, acted) = decided(&mut world, later());
    let second = handovers(&world, acted);
    assert_eq!(second.len(), 1);
    assert_ne!(second[0], first);
    assert!(world.state::<Handover>(&second[0]).left.relations.is_empty());
    assert_eq!(world.duty(&second[0], "fill").due, Some(day("2026-10-15")));
}

#[test]
fn where_the_table_says_so_a_post_left_later_joins_what_is_not_signed_and_leaves_it_when_its_decision_is_taken_back() {
    let mut world = two_posts();
    table_changed(&mut world, r#"["same_unit_later"], values = ["each"]"#, r#"["same_unit_later"], values = ["one"]"#);
    let (_, acted) = decided(&mut world, transfer());
    let id = handovers(&world, acted).remove(0);
    world.at("2026-09-29T16:00");
    let (decision, acted) = decided(&mut world, later());
    assert_eq!(handovers(&world, acted), std::slice::from_ref(&id), "no second handover");
    let state = world.state::<Handover>(&id);
    assert_eq!(state.left.also[0].label, "云亭镇人大主席");
    assert_eq!(world.duty(&id, "fill").due, Some(day("2026-10-15")), "the days count from the later leaving");
    let before = world.state::<PostChange>(&decision);
    world.at("2026-09-29T17:00");
    world.follow(&PostChange::retells(&before, None));
    let state = world.state::<Handover>(&id);
    assert!(state.left.also.is_empty() && !state.undone);
}

#[test]
fn a_correction_that_takes_a_post_out_of_the_decision_takes_it_out_of_the_handover() {
    let mut world = two_posts();
    let (decision, acted) = decided(&mut world, both());
    let id = handovers(&world, acted).remove(0);
    let before = world.state::<PostChange>(&decision);
    let mut after = before.clone();
    after.sheet.leaves.remove(0);
    world.matters.get_mut(&decision).expect("the decision").state = serde_json::to_string(&after).expect("JSON");
    world.at("2026-09-24T17:00");
    world.follow(&PostChange::retells(&before, Some(&after)));
    let state = world.state::<Handover>(&id);
    assert!(state.left.also.is_empty() && !state.undone);
}
