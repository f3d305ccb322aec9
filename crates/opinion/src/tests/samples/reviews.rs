//! Yearly reviews of Party members, in every state through which they passed.

use crate::{
    political::{
        member_review::{
            MemberReview,
            tests::{
                account, act, comment, conclude, count, enter, held, merge, of, order, ordering, recheck, review, told,
                twins, withdraw,
            },
        },
        party_branch,
    },
    testing::World,
};
use engine::trigger::Trigger;
use serde_json::json;

/// All of them.
pub fn reviews() -> [World; 6] {
    [objected(), mended(), disposed(), sessions(), people(), merged()]
}

/// One objected to and reviewed, one not accounted for and with few ballots.
fn objected() -> World {
    let (mut world, _, id) = told("basic");
    act(&mut world, "镇长", &id, json!({"verb": "answer", "words": "下村记录齐全"}));
    act(&mut world, "镇长", &id, json!({"verb": "object", "grounds": "下村记录齐全"}));
    let review = json!({"verb": "review", "by": "branch", "body": "支部党员大会", "day": "2026-04-20", "grade": "qualified",
        "words": "查阅下村记录", "told": "2026-04-20"});
    act(&mut world, "镇经办", &id, review);
    let away = of(&world, "副镇长");
    act(&mut world, "镇经办", &away, json!({"verb": "no_account", "reason": "长期病休"}));
    act(&mut world, "镇经办", &away, comment(6));
    act(&mut world, "镇经办", &away, count(4));
    act(&mut world, "镇经办", &away, conclude("qualified", "2026-04-20"));
    world
}

fn mended() -> World {
    let (mut world, id) = ordering();
    act(&mut world, "镇经办", &id, order("2026-07-31"));
    act(&mut world, "镇经办", &id, recheck(true, "2026-05-08"));
    world
}

fn disposed() -> World {
    let (mut world, id) = ordering();
    act(&mut world, "镇经办", &id, order("2026-05-09"));
    world.at("2026-05-11T09:00");
    act(&mut world, "镇经办", &id, recheck(false, "2026-05-11"));
    let dispose = json!({"verb": "dispose", "day": "2026-05-11", "organ": "镇党委", "words": "延长改正期限"});
    act(&mut world, "镇经办", &id, dispose);
    world
}

/// A session withdrawn, entered again, withdrawn again and held on another day.
fn sessions() -> World {
    let (mut world, town, _) = told("qualified");
    enter(&mut world, &town, withdraw(1));
    enter(&mut world, &town, review("2026-04-15"));
    enter(&mut world, &town, withdraw(2));
    enter(&mut world, &town, review("2026-04-17"));
    world
}

/// One who died and did not, one who was no member and was.
fn people() -> World {
    let (mut world, _) = held();
    party_branch::tests::leave(&mut world, "镇长", "云亭镇镇长", "death", None);
    world.follow(&[Trigger::PostChangeUndone { person: "镇长".into(), matter: "任9".into() }]);
    let id = of(&world, "书记");
    world.people.get_mut(&"书记".into()).expect("a person").party = false;
    world.tick::<MemberReview>();
    world.people.get_mut(&"书记".into()).expect("a person").party = true;
    act(&mut world, "股长", &id, json!({"verb": "reopen", "reason": "政治面貌登记有误"}));
    world
}

/// Two records of one person, the second with the opinion.
fn merged() -> World {
    let (mut world, records, reviews) = twins();
    for action in [account(), comment(6), count(9), conclude("qualified", "2026-04-20")] {
        act(&mut world, "镇经办", &reviews[1], action);
    }
    merge(&mut world, &records);
    world
}
