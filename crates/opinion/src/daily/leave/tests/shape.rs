//! What holds for every verb and every stage.

use super::{stages::at_every_stage, *};
use engine::{
    access::Actor,
    erased::{Kept, Mechanism, Of},
    history::is_engine_verb,
    procedure::Procedure,
};

/// Fields without a Chinese title, by pointer.
fn untitled(schema: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
        for (key, field) in fields {
            let here = format!("{at}/{key}");
            let titles = [Some(field), field.get("anyOf").and_then(|any| any.get(0))];
            let title = titles.into_iter().flatten().find_map(|one| one.get("title")?.as_str());
            let chinese = title.is_some_and(|title| title.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
            let tag = schema.get("title").is_some() && fields.len() == 1;
            if !chinese && !tag {
                found.push(here.clone());
            }
            untitled(field, &here, found);
        }
    }
    for key in ["oneOf", "anyOf"] {
        for branch in schema.get(key).and_then(Value::as_array).into_iter().flatten() {
            untitled(branch, at, found);
        }
    }
    if let Some(items) = schema.get("items") {
        untitled(items, at, found);
    }
}

#[test]
fn every_field_of_a_form_has_a_chinese_title() {
    let schemas = Of::<Leave>::new().schemas();
    let mut found = Vec::new();
    for action in &schemas.actions {
        untitled(&action.schema, &action.verb, &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_verb_is_the_engines() {
    let schemas = Of::<Leave>::new().schemas();
    for verb in schemas.actions.iter().chain(&schemas.events) {
        assert!(!is_engine_verb(&verb.verb), "{}", verb.verb);
        assert_ne!(verb.title, verb.verb, "a verb has its words");
    }
}

#[test]
fn an_unknown_field_is_malformed() {
    let mut world = county("2026-05-05T09:00");
    let action = with(trip("2026-05-06上午", "2026-05-06下午", "副书记"), "extra", json!(1));
    assert!(is_malformed(world.act::<Leave>("书记", None, action)));
}

#[test]
fn bad_fields_are_refused_at_their_place() {
    let good = || trip("2026-05-06上午", "2026-05-06下午", "副书记");
    let backwards = json!({ "from": at("2026-05-07上午"), "to": at("2026-05-06上午") });
    let table = [
        (with(good(), "period", backwards), "bad_period", "/period"),
        (with(good(), "destination", json!(" ")), "field_missing", "/destination"),
        (with(good(), "reason", json!("")), "field_missing", "/reason"),
        (with(good(), "phone", json!("")), "field_missing", "/phone"),
        (with(good(), "reach", json!("moon")), "unknown_term", "/reach"),
        (with(good(), "transport", json!("horse")), "unknown_term", "/transport"),
        (with(good(), "reach", json!("abroad")), "field_missing", "/abroad_paper"),
        (with(good(), "purpose", json!({ "private": { "kind": "trip" } })), "unknown_term", "/purpose/private/kind"),
    ];
    for (action, code, pointer) in table {
        let mut world = county("2026-05-05T09:00");
        let refusal = no(&mut world, "书记", None, action);
        assert_eq!((refusal.code, refusal.at.as_deref()), (code, Some(pointer)));
        assert!(refusal.sentence.ends_with('。'), "{}", refusal.sentence);
    }
}

#[test]
fn every_unfinished_stage_has_a_duty_with_an_owner_and_words() {
    let (world, found) = at_every_stage();
    let mut stages: Vec<&str> = found.iter().map(|id| world.stage(id)).collect();
    stages.sort_unstable();
    stages.dedup();
    assert_eq!(stages.len(), 8, "{stages:?}");
    for id in &found {
        let matter = &world.matters[id];
        assert!(Leave::KIND.stages.contains(&matter.outline.stage), "{}", matter.outline.stage);
        assert!(!matter.effects.duties.is_empty(), "{}", matter.outline.stage);
        for duty in &matter.effects.duties {
            assert!(!duty.owner.is_empty() && !duty.basis.words.is_empty(), "{duty:?}");
            assert!(!duty.basis.clause.is_empty(), "{duty:?}");
        }
        assert!(matter.outline.cells.as_object().expect("cells").len() <= 12);
    }
}

#[test]
fn every_duty_names_a_verb_that_its_owner_may_do() {
    let (world, found) = at_every_stage();
    let mechanism = Of::<Leave>::new();
    for id in &found {
        let system = Actor::system();
        let offers =
            world.within(&system, id, |cx| mechanism.offers(Some(&world.matters[id].state), cx)).expect("offers");
        for duty in &world.matters[id].effects.duties {
            let Some(verb) = &duty.verb else { continue };
            let offered =
                offers.iter().any(|offer| offer.verb == verb && duty.owner.iter().all(|hat| offer.by.contains(hat)));
            // 销假 is owed from the approval on and can be done once he has left.
            assert!(offered || duty.key == "report_back", "{} owes {verb} at {}", duty.key, world.stage(id));
        }
    }
}

#[test]
fn every_column_has_its_cell_and_the_steps_are_few() {
    let (world, found) = at_every_stage();
    for id in &found {
        let matter = &world.matters[id];
        for column in Leave::KIND.columns {
            assert!(matter.outline.cells.get(column.key).is_some(), "{}", column.key);
        }
        let steps = Leave::steps(&world.state::<Leave>(id));
        assert!(steps.len() <= 8 && steps.len() >= 3, "{steps:?}");
    }
}

#[test]
fn history_replays_to_the_same_state() {
    let (world, found) = at_every_stage();
    for id in &found {
        let matter = &world.matters[id];
        let kept = matter.told.iter().zip(1..).map(|(told, n)| Kept {
            n,
            version: told.version,
            verb: told.verb.clone(),
            payload: told.payload.clone(),
        });
        let again = Of::<Leave>::new().replay(&kept.collect::<Vec<_>>()).expect("it fits");
        assert_eq!(again, matter.state);
    }
}

#[test]
fn verbs_of_the_clock_are_the_programs_alone() {
    let (world, found) = at_every_stage();
    for id in &found {
        for who in world.people.keys() {
            for verb in world.verbs::<Leave>(&who.0, id) {
                assert!(!matches!(verb, "overdue" | "ask_presence" | "lapse_filing"), "{who} {verb}");
            }
        }
    }
}

#[test]
fn the_form_knows_the_path_the_stand_ins_and_the_next_day() {
    let mut world = county("2026-05-05T09:00");
    ask(&mut world, "副书记", trip("2026-05-06上午", "2026-05-07下午", "副镇长"));
    let actor = world.actor("书记");
    let aid = world.within(&actor, &MatterId::from("new"), |cx| Leave::aid(None, "apply", cx));
    let path = [
        "不超过3.0天：组织部审核 → 县委副书记审批",
        "超过3.0天：组织部审核 → 县委书记审批",
        "2026年年休假10天，已请0天",
    ];
    assert_eq!(aid.path, path);
    let (pointer, choices) = &aid.choices[0];
    assert_eq!(*pointer, "/stand_in");
    let words: Vec<&str> = choices.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words, ["镇长 镇长", "副书记 党委副书记（5月6日上午至7日下午外出）", "副镇长 副镇长"]);
    assert!(aid.note.expect("what happens next").contains("5月6日"));
    assert!(aid.require.contains(&"/stand_in"));
}

#[test]
fn the_approver_is_asked_for_his_reason_only_where_it_is_needed() {
    let mut world = county("2026-05-05T09:00");
    approved(&mut world, "书记", trip("2026-05-18上午", "2026-05-19下午", "副书记"));
    let plain = ask(&mut world, "副镇长", trip("2026-05-18上午", "2026-05-19下午", "副书记"));
    let special = with(trip("2026-05-18上午", "2026-05-19下午", "副镇长"), "exception", json!("省厅点名"));
    world.act::<Leave>("副镇长", Some(&plain), json!({ "verb": "withdraw", "reason": "不去了" })).expect("withdrawn");
    let special = ask(&mut world, "镇长", special);
    act(&mut world, "股长", &special, json!({ "verb": "agree" }));
    let actor = world.actor("县长");
    let state = world.state::<Leave>(&special);
    let aid = world.within(&actor, &special, |cx| Leave::aid(Some(&state), "agree", cx));
    assert_eq!(aid.require, ["/exception"]);
    assert!(aid.path.iter().any(|line| line.contains("书记")), "{:?}", aid.path);
}
