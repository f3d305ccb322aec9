//! Divisions of work, branches, sessions, in every state through which they passed.

use crate::{
    political::{
        democratic_life::{self, DemocraticLife},
        org_discipline::{self, OrgDiscipline},
        party_branch,
        party_life::{self, PartyLife},
        portfolio::{self, Portfolio},
    },
    testing::{Seat, World, day},
};
use engine::{succession::UnitOrder, trigger::Trigger, words::MatterId};
use serde_json::json;

/// A decision about units, made up.
fn ordered(order: UnitOrder) -> Trigger {
    let (document, matter) = ("青编〔2026〕3号".to_owned(), MatterId::from("机1"));
    Trigger::UnitsOrdered { order, day: day("2026-06-12"), document, matter }
}

/// A body's work divided, filed, divided again after a departure and an arrival taken back, its unit renamed, ended and there again; and
/// one table entered before the clock.
pub fn portfolios() -> World {
    let (mut world, id) = portfolio::tests::divided();
    let file = json!({"verb": "file", "discipline": "2026-05-06", "organization": "2026-05-06", "receiver": "方敏"});
    portfolio::tests::act(&mut world, "镇经办", &id, file);
    portfolio::tests::leaves(&mut world, "副镇长", "云亭镇副镇长", "2026-05-07");
    world.post("新任", "云亭镇", "党委委员", Seat::Member);
    let (person, post, matter) = ("新任".into(), "云亭镇党委委员".into(), MatterId::from("任10"));
    world.follow(&[Trigger::PostBegun { person, post, day: day("2026-05-07"), acting: false, matter: matter.clone() }]);
    world.follow(&[Trigger::PostChangeUndone { person: "新任".into(), matter }]);
    world.follow(&[ordered(UnitOrder::Rename { unit: "云亭镇".into(), name: "云竹镇".into() })]);
    world.at("2026-06-12T00:10");
    world.follow(&[ordered(UnitOrder::Dissolve { unit: "云亭镇".into(), into: None })]);
    world.at("2026-06-13T00:10");
    world.follow(&[ordered(UnitOrder::Reopen("云亭镇".into()))]);
    world.unit("县财政局", "government_department", None).post("局长", "县财政局", "局长", Seat::Chief(None));
    let table = json!({"from": "2026-06-01", "decided_on": "2026-06-01", "document": "党组会议",
        "rows": [portfolio::tests::row("局长", "主持全面工作", &[])]});
    let enter = json!({"verb": "enter", "unit": "县财政局", "table": table});
    world.act::<Portfolio>("经办", None, enter).expect("entered");
    world
}

/// A branch changed, a member transferred, one who stays, one who died and did not, and the branch merged into another.
pub fn branches() -> World {
    let mut world = party_branch::tests::county();
    let id = party_branch::tests::open(&mut world, "镇经办", party_branch::tests::organ());
    let office = party_branch::tests::open(&mut world, "财政经办", party_branch::tests::small());
    party_branch::tests::leave(&mut world, "副镇长", "云亭镇副镇长", "transfer", Some("县财政局"));
    party_branch::tests::take(&mut world, "副镇长", "县财政局", "副局长");
    let mut act = |id: &MatterId, action| party_branch::tests::act(&mut world, "经办", id, action);
    act(&id, json!({"verb": "dismiss", "person": "副镇长", "day": "2026-04-01", "to": "财政局支部"}));
    act(&office, json!({"verb": "admit", "leader": {"person": "副镇长"}, "day": "2026-04-01"}));
    party_branch::tests::leave(&mut world, "镇长", "云亭镇镇长", "retirement", None);
    let mut act = |id: &MatterId, action| party_branch::tests::act(&mut world, "镇经办", id, action);
    act(&id, json!({"verb": "keep", "person": "镇长", "reason": "退休后仍在本支部"}));
    act(
        &id,
        json!({"verb": "change", "name": "云亭镇机关支部", "secretary": "程立", "formal": 9, "committee": 3,
        "groups": [{"name": "第一党小组", "members": 5}, {"name": "第二党小组", "members": 4}]}),
    );
    party_branch::tests::leave(&mut world, "书记", "云亭镇党委书记", "death", None);
    world.follow(&[Trigger::PostChangeUndone { person: "书记".into(), matter: "任9".into() }]);
    for who in ["书记", "镇长"] {
        let out = json!({"verb": "dismiss", "person": who, "day": "2026-04-01", "to": "财政局支部"});
        party_branch::tests::act(&mut world, "镇经办", &id, out);
    }
    let close = json!({"verb": "close", "day": "2026-04-01", "into": office, "reason": "镇党委研究"});
    party_branch::tests::act(&mut world, "镇经办", &id, close);
    world
}

/// Quarters of two branches: one over and explained, one with a session withdrawn and one made up for, one whose branch ended.
pub fn quarters() -> World {
    let (mut world, office) = party_life::tests::over();
    let explain = json!({"verb": "explain", "item": 5, "reason": "防汛，7月补"});
    party_life::tests::act(&mut world, "财政经办", &office, explain);
    let branch = world.matters[&office].outline.links[0].1.clone();
    let town = world.matters.keys().find(|id| world.matters[*id].kind == "party_branch" && **id != branch);
    let town = town.expect("the other branch").clone();
    let running = party_life::tests::term(&world, &town, "2026年三季度");
    let mut day = party_life::tests::session("theme_day", "2026-07-10");
    day["leaders"][1] = json!({"person": "镇长", "reason": "business"});
    for action in [
        day.clone(),
        json!({"verb": "withdraw", "session": 1, "reason": "日期写错"}),
        day,
        json!({"verb": "make_up", "session": 2, "person": "镇长", "day": "2026-07-11", "how": "自学"}),
    ] {
        party_life::tests::act(&mut world, "镇经办", &running, action);
    }
    let out = json!({"verb": "dismiss", "person": "局长", "day": "2026-07-11", "to": "机关二支部"});
    party_branch::tests::act(&mut world, "财政经办", &branch, out);
    let close = json!({"verb": "close", "day": "2026-07-11", "reason": "并入机关支部"});
    party_branch::tests::act(&mut world, "财政经办", &branch, close);
    world.tick::<PartyLife>();
    world
}

/// A session to its end, and a special one that is not held any longer.
pub fn sessions() -> World {
    let (mut world, id) = democratic_life::tests::opened();
    let special = world.act::<DemocraticLife>("镇经办", None, democratic_life::tests::call()).expect("called");
    let waive = json!({"verb": "waive", "reason": "并入年度民主生活会"});
    democratic_life::tests::act(&mut world, "股长", &special, waive);
    let mut act = |who: &str, action| democratic_life::tests::act(&mut world, who, &id, action);
    act("镇经办", democratic_life::tests::plan("2026-10-08", "2026-10-08"));
    act("镇经办", democratic_life::tests::hold("2026-10-08"));
    act("镇经办", json!({"verb": "report", "day": "2026-10-08"}));
    act("镇经办", json!({"verb": "measure", "item": 1, "measure": "每月下沉", "by": "2026-11-30"}));
    act("镇经办", json!({"verb": "report_item", "item": 1, "done": "已下沉6次"}));
    act("经办", json!({"verb": "check", "item": 1, "passed": true, "opinion": "查看记录"}));
    act("股长", json!({"verb": "drop", "item": 2, "reason": "镇长调离，转新单位"}));
    world
}

/// Facts: one to its end, one reviewed and revoked, one not found, one withdrawn.
pub fn facts() -> World {
    let (mut world, id) = org_discipline::tests::served();
    let mut act = |who: &str, id: &MatterId, action| org_discipline::tests::act(&mut world, who, id, action);
    act("副镇长", &id, json!({"verb": "ask_review", "text": "理由未采纳"}));
    act("部长", &id, org_discipline::tests::review("revoked", None));
    let mut more = || {
        let fact = org_discipline::tests::fact();
        world.act::<OrgDiscipline>("经办", None, fact).expect("registered")
    };
    let (unfounded, withdrawn, done) = (more(), more(), more());
    let mut act = |who: &str, id: &MatterId, action| org_discipline::tests::act(&mut world, who, id, action);
    act("核实人", &unfounded, org_discipline::tests::verify(false));
    act("股长", &withdrawn, json!({"verb": "withdraw", "reason": "重复登记"}));
    act("核实人", &done, org_discipline::tests::verify(true));
    act("经办", &done, json!({"verb": "tell", "gist": "未按调令到岗", "ground": "有关规定"}));
    act("副镇长", &done, json!({"verb": "hear", "statement": "无异议"}));
    act("副部长", &done, org_discipline::tests::decide("inquiry", "2026-05-06"));
    act("经办", &done, json!({"verb": "serve", "day": "2026-05-06", "way": "直接送达"}));
    act("经办", &done, json!({"verb": "carry_out", "day": "2026-05-06", "how": "已检查"}));
    world.at("2026-06-06T09:00");
    world.tick::<OrgDiscipline>();
    world
}
