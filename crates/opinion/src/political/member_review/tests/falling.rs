//! What falls with the session or the person, and what does not.

use super::*;

#[test]
fn a_session_withdrawn_ends_the_review_and_the_same_one_entered_again_goes_on_with_it() {
    let (mut world, town, id) = told("qualified");
    enter(&mut world, &town, withdraw(1));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("已终止", 0));
    assert_eq!(world.matters[&id].outline.persons[0].0, As::Cleared, "he keeps that it ended");
    let count = world.matters.len();
    enter(&mut world, &town, review("2026-04-15"));
    assert_eq!((world.matters.len(), world.stage(&id)), (count, "已告知"), "no second one");
    assert_eq!(world.state::<MemberReview>(&id).session.number, 2);
    // Another day's session is another review: what was said stays, ballots and opinion are made anew.
    enter(&mut world, &town, withdraw(2));
    enter(&mut world, &town, review("2026-04-17"));
    let state = world.state::<MemberReview>(&id);
    assert_eq!((state.stage(), state.account.is_some(), state.told.is_some()), ("待测评", true, false));
    assert_eq!(world.matters[&id].outline.persons[0].0, As::Untold);
    // So is one at which fewer were than ballots came back.
    let (mut world, town, id) = told("qualified");
    enter(&mut world, &town, withdraw(1));
    let mut fewer = review("2026-04-15");
    fewer["others"] = json!(6);
    enter(&mut world, &town, fewer);
    assert_eq!(world.stage(&id), "待测评");
}

#[test]
fn another_session_of_the_year_takes_the_place_of_one_that_was_none() {
    let (mut world, town) = held();
    let id = of(&world, "镇长");
    act(&mut world, "镇长", &id, account());
    enter(&mut world, &town, review("2026-04-18"));
    enter(&mut world, &town, withdraw(1));
    let state = world.state::<MemberReview>(&id);
    assert_eq!((state.stage(), state.session.number, state.session.day), ("待互评", 2, day("2026-04-18")));
}

#[test]
fn a_quarter_that_is_voided_takes_its_reviews_with_it() {
    let (mut world, town) = held();
    let state = world.state::<PartyLife>(&town);
    let same = <PartyLife as Procedure>::retells(&state, Some(&state));
    assert_eq!(same, Vec::new(), "a correction that leaves the sessions");
    let gone = <PartyLife as Procedure>::retells(&state, None);
    world.matters.remove(&town);
    world.follow(&gone);
    for who in ["书记", "镇长", "副镇长"] {
        assert_eq!(world.stage(&of(&world, who)), "已终止", "{who}");
    }
}

#[test]
fn whoever_moved_is_reviewed_once_where_he_belonged_on_the_day() {
    let (mut world, town, office) = running();
    world.at("2026-04-20T09:00");
    let branch = |world: &World, id: &MatterId| world.matters[id].outline.links[0].1.clone();
    let (one, other) = (branch(&world, &town), branch(&world, &office));
    world.post("副镇长", "县财政局", "副局长", Seat::Member);
    let out = json!({"verb": "dismiss", "person": "副镇长", "day": "2026-04-16", "to": "财政局支部"});
    party_branch::tests::act(&mut world, "镇经办", &one, out);
    let into = json!({"verb": "admit", "leader": {"person": "副镇长"}, "day": "2026-04-16"});
    party_branch::tests::act(&mut world, "财政经办", &other, into);
    let there = json!({"verb": "enter", "kind": "appraisal", "day": "2026-04-17", "theme": "民主评议", "others": 3,
        "leaders": [{"person": "局长", "present": true}, {"person": "副镇长", "present": true}]});
    party_life::tests::act(&mut world, "财政经办", &office, there);
    let triggers = world.told(&office);
    world.follow(&triggers);
    let id = of(&world, "副镇长");
    assert_eq!(world.state::<MemberReview>(&id).opened.branch.name, "财政局支部");
    enter(&mut world, &town, review("2026-04-15"));
    assert_eq!(world.matters.values().filter(|matter| matter.kind == "member_review").count(), 4);
    // The new branch's session was none: the one before he moved counts.
    party_life::tests::act(&mut world, "财政经办", &office, withdraw(1));
    let triggers = world.told(&office);
    world.follow(&triggers);
    let state = world.state::<MemberReview>(&id);
    assert_eq!((state.opened.branch.unit.as_str(), state.session.day), ("云亭镇", day("2026-04-15")));
    assert_eq!(world.matters[&id].outline.units, ["云亭镇".into()]);
}

#[test]
fn a_death_ends_it_and_a_death_taken_back_does_not() {
    let (mut world, _, id) = told("qualified");
    party_branch::tests::leave(&mut world, "镇长", "云亭镇镇长", "retirement", None);
    assert_eq!(world.stage(&id), "已告知", "whoever retires is still answered");
    let (mut world, _, id) = told("qualified");
    party_branch::tests::leave(&mut world, "镇长", "云亭镇镇长", "death", None);
    assert_eq!((world.stage(&id), world.tick::<MemberReview>()), ("已终止", 0));
    world.follow(&[Trigger::PostChangeUndone { person: "镇长".into(), matter: "任9".into() }]);
    assert_eq!(world.stage(&id), "已告知");
}

#[test]
fn whoever_is_no_member_or_not_managed_here_is_not_reviewed_unless_that_was_wrong() {
    let (mut world, town) = held();
    let (id, other) = (of(&world, "镇长"), of(&world, "书记"));
    let resume = json!({"verb": "reopen", "reason": "登记有误"});
    world.people.get_mut(&"镇长".into()).expect("a person").party = false;
    world.people.get_mut(&"书记".into()).expect("a person").active = false;
    assert_eq!(world.tick::<MemberReview>(), 2);
    assert_eq!((world.stage(&id), world.stage(&other)), ("已终止", "已终止"));
    assert_eq!(no(&mut world, "股长", &id, resume.clone()).code, "not_party_member");
    assert_eq!(no(&mut world, "股长", &other, resume.clone()).code, "unknown_person");
    world.people.get_mut(&"镇长".into()).expect("a person").party = true;
    act(&mut world, "股长", &id, resume.clone());
    assert_eq!(world.stage(&id), "待自评");
    // What was withdrawn in between is not resumed.
    world.people.get_mut(&"书记".into()).expect("a person").active = true;
    enter(&mut world, &town, withdraw(1));
    assert_eq!(no(&mut world, "股长", &other, resume).code, "unknown_session");
    // Whoever was decided on is told, though he is gone.
    let (mut world, _, id) = told("basic");
    world.people.get_mut(&"镇长".into()).expect("a person").active = false;
    assert_eq!((world.tick::<MemberReview>(), world.stage(&id)), (0, "已告知"));
    world.at("2026-05-08T09:00");
    world.tick::<MemberReview>();
    world.at("2026-05-09T09:00");
    assert_eq!((world.tick::<MemberReview>(), world.stage(&id)), (1, "已终止"), "and puts nothing right here");
}

#[test]
fn of_a_person_with_two_records_one_review_remains() {
    let (mut world, records, reviews) = twins();
    merge(&mut world, &records);
    assert_eq!((world.stage(&reviews[0]), world.stage(&reviews[1])), ("待自评", "已终止"));
    assert_eq!(world.tick::<MemberReview>(), 0);
    // What was decided under the record that is closed passes to the one that stays.
    let (mut world, records, reviews) = twins();
    for action in [account(), comment(6), count(9), conclude("qualified", "2026-04-20")] {
        act(&mut world, "镇经办", &reviews[1], action);
    }
    merge(&mut world, &records);
    assert_eq!((world.stage(&reviews[0]), world.stage(&reviews[1])), ("已终止", "待告知"));
    assert_eq!(world.matters[&reviews[1]].outline.persons[0].1.as_str(), records[0]);
}
