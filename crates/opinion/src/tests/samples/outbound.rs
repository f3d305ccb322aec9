//! Matters about going abroad, in every state through which they passed.

use super::county;
use crate::{
    daily::{
        abroad::Abroad, border_record::BorderRecord, certificate::Certificate, certificate_check::CertificateCheck,
        registered_person::RegisteredPerson,
    },
    testing::{Matter, Seat, World},
};
use engine::{access::Role, procedure::Procedure, words::MatterId};
use serde_json::{Value, json};

/// An action that must go through.
fn act<P: Procedure>(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> MatterId {
    world.act::<P>(who, id, action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"))
}

pub fn registered() -> World {
    let mut world = county();
    let receipt = |verb: &str| json!({"verb": verb, "day": "2026-09-24", "number": "备1"});
    let enter = |who: &str| json!({"verb": "enter", "person": who, "category": "leading_cadre", "since": "2026-09-01"});
    let mut act =
        |who: &str, id: Option<&MatterId>, action: Value| act::<RegisteredPerson>(&mut world, who, id, action);
    let first = act("经办", None, enter("书记"));
    let first = Some(&first);
    act("经办", first, receipt("file"));
    act("经办", first, json!({"verb": "note_change", "day": "2026-09-24", "content": "户口迁入县城"}));
    act("经办", first, receipt("report_change"));
    act("经办", first, json!({"verb": "set_secrecy", "level": "general", "day": "2026-09-24"}));
    act("经办", first, json!({"verb": "depart", "day": "2026-09-24", "reason": "转出"}));
    act("经办", first, receipt("remove"));
    let second = act("经办", None, enter("镇长"));
    act("股长", Some(&second), json!({"verb": "decline", "reason": "已在别处登记"}));
    let third = act("经办", None, enter("副书记"));
    act("经办", Some(&third), receipt("file"));
    act("经办", Some(&third), json!({"verb": "set_secrecy", "level": "general", "day": "2026-09-24"}));
    act("经办", Some(&third), json!({"verb": "leave_secret_post", "day": "2026-09-24"}));
    let new = json!({"post": "云亭镇党委副书记", "day": "2026-09-24", "decision": "任1"});
    world.by_system::<RegisteredPerson>(&third, "move", new);
    world
}

fn office() -> World {
    let mut world = county();
    world.post("部长", "县委组织部", "部长", Seat::Member).role("部长", Role::Minister, None);
    for seal in ["s1", "s2"] {
        world.sealed.insert(seal.into(), json!("E12345678"));
    }
    world
}

fn trip(verb: &str, from: &str, to: &str) -> Value {
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    json!({"verb": verb, "purpose": {"private": {"kind": "tourism", "leave": "annual"}},
        "period": {"from": half(from, "上午"), "to": half(to, "下午")},
        "stops": [{"place": "新加坡", "region": "foreign", "from": from, "to": to}],
        "reason": "旅游", "funding": "own", "wanted": [{"kind": "passport", "new": true}], "phone": "13900000000",
        "stand_in": "副书记", "urgent": "航班调整"})
}

/// Signed by all, with the leave that follows.
fn approved(world: &mut World, from: &str, to: &str) -> MatterId {
    let id = act::<Abroad>(world, "副镇长", None, trip("apply", from, to));
    signed(world, &id);
    id
}

fn signed(world: &mut World, id: &MatterId) {
    for who in ["镇长", "股长", "部长"] {
        act::<Abroad>(world, who, Some(id), json!({"verb": "agree"}));
    }
    let told = world.told(id);
    world.follow(&told);
}

pub fn trips() -> World {
    let mut world = office();
    let because = |verb: &str| json!({"verb": verb, "reason": "行程不详"});
    let id = act::<Abroad>(&mut world, "副镇长", None, trip("apply", "2026-09-25", "2026-09-27"));
    let first = Some(&id);
    act::<Abroad>(&mut world, "镇长", first, because("return"));
    act::<Abroad>(&mut world, "副镇长", first, trip("resubmit", "2026-09-25", "2026-09-27"));
    signed(&mut world, &id);
    let mut change =
        json!({"verb": "change", "reason": "航班", "period": trip("", "2026-09-25", "2026-09-28")["period"]});
    change["stops"] = trip("", "2026-09-25", "2026-09-28")["stops"].clone();
    act::<Abroad>(&mut world, "副镇长", first, change);
    world.at("2026-09-24T10:00");
    signed(&mut world, &id);
    world.at("2026-09-28T18:00");
    let crossed = json!({"verb": "record_crossing", "day": "2026-09-25", "direction": "exit", "port": "浦东机场"});
    act::<Abroad>(&mut world, "经办", first, crossed);
    let report = json!({"verb": "report_return", "exited": "2026-09-25", "entered": "2026-09-28", "account": "无"});
    act::<Abroad>(&mut world, "副镇长", first, report);
    let told = world.told(&id);
    world.follow(&told);
    let refused = act::<Abroad>(&mut world, "副镇长", None, trip("apply", "2026-10-09", "2026-10-11"));
    act::<Abroad>(&mut world, "镇长", Some(&refused), because("refuse"));
    let withdrawn = act::<Abroad>(&mut world, "副镇长", None, trip("apply", "2026-10-09", "2026-10-11"));
    act::<Abroad>(&mut world, "副镇长", Some(&withdrawn), because("withdraw"));
    let cancelled = approved(&mut world, "2026-10-09", "2026-10-11");
    act::<Abroad>(&mut world, "副镇长", Some(&cancelled), because("cancel"));
    let told = world.told(&cancelled);
    world.at("2026-10-09T18:00");
    world.follow(&told);
    world
}

pub fn records() -> World {
    let mut world = office();
    approved(&mut world, "2026-09-24", "2026-09-27");
    let record = |day: &str| {
        json!({"verb": "receive", "person": "副镇长", "direction": "exit", "day": day, "port": "浦东机场",
            "source": "名单"})
    };
    act::<BorderRecord>(&mut world, "经办", None, record("2026-09-24"));
    let id = act::<BorderRecord>(&mut world, "经办", None, record("2026-09-20"));
    act::<BorderRecord>(&mut world, "副镇长", Some(&id), json!({"verb": "explain", "text": "送亲属"}));
    let judge = json!({"verb": "judge", "finding": "not_his", "opinion": "已核对"});
    act::<BorderRecord>(&mut world, "股长", Some(&id), judge);
    world
}

pub fn certificates() -> World {
    let mut own = office();
    let day = "2026-09-24";
    let handle = |seal: &str| json!({"seal": seal, "commitment": "c"});
    let trip = approved(&mut own, "2026-09-24", "2026-09-27");
    let enter = |who: &str, held: &str| {
        json!({"verb": "enter", "person": who, "kind": "hkmo", "number": handle("s1"), "issued": "2020-03-01",
            "expires": "2030-02-28", "held": held, "place": "1柜", "keeper": "云亭镇"})
    };
    let passing = |verb: &str| json!({"verb": verb, "day": day, "place": "1柜", "receipt": "收1"});
    let world = &mut own;
    let act =
        |world: &mut World, who: &str, id: Option<&MatterId>, action: Value| act::<Certificate>(world, who, id, action);
    let plan = json!({"verb": "plan", "person": "副镇长", "kind": "passport", "reason": "新办", "keeper": "云亭镇"});
    let first = act(world, "经办", None, plan);
    let first = Some(&first);
    act(world, "经办", first, json!({"verb": "issue", "number": handle("s1"), "issued": day, "expires": "2036-09-23"}));
    act(world, "镇经办", first, json!({"verb": "dun", "note": "电话催交，答复本周交来"}));
    act(world, "镇经办", first, passing("hand_in"));
    act(world, "镇经办", first, json!({"verb": "lend", "trip": trip, "day": day, "receipt": "借1"}));
    if let Some(first) = first {
        world.by_system::<Certificate>(first, "trip_over", json!({"day": day}));
    }
    act(world, "镇经办", first, passing("give_back"));
    let moved = json!({"verb": "relocate", "day": day, "keeper": "云亭镇", "place": "2柜", "reason": "换柜"});
    act(world, "镇经办", first, moved);
    act(world, "镇经办", first, json!({"verb": "lend_renewal", "day": day, "reason": "换发", "receipt": "借2"}));
    let mut renewed = passing("replace");
    (renewed["number"], renewed["issued"], renewed["expires"]) = (handle("s2"), json!(day), json!("2036-09-23"));
    act(world, "镇经办", first, renewed);
    act(world, "副镇长", first, json!({"verb": "report_loss", "day": day, "account": "途中遗失"}));
    act(world, "经办", first, json!({"verb": "cancel", "day": day, "receipt": "销1"}));
    act(world, "经办", None, enter("书记", "personal"));
    let old = act(world, "经办", None, enter("镇长", "kept"));
    let left = act(world, "经办", None, enter("副书记", "kept"));
    let system = [
        (old.clone(), "post_begun", json!({"post": "云亭镇镇长", "day": day})),
        (old, "expire", json!({"expires": "2030-02-28"})),
        (left.clone(), "post_ended", json!({"post": "云亭镇党委副书记", "day": day, "reason": "retirement"})),
    ];
    for (id, verb, payload) in system {
        world.by_system::<Certificate>(&id, verb, payload);
    }
    act(world, "镇经办", Some(&left), json!({"verb": "release", "day": day, "receipt": "领1"}));
    own
}

pub fn checks() -> World {
    let mut world = office();
    let enter = json!({"verb": "enter", "person": "书记", "kind": "passport",
        "number": {"seal": "s1", "commitment": "c"}, "issued": "2020-03-01", "expires": "2030-02-28", "held": "kept",
        "place": "1柜", "keeper": "云亭镇"});
    act::<Certificate>(&mut world, "经办", None, enter);
    world.tick::<CertificateCheck>();
    let own = |matter: &Matter| matter.kind == "certificate_check" && !matter.outline.units.is_empty();
    let id = world.matters.iter().find(|(_, matter)| own(matter)).expect("a check").0.clone();
    let mut act = |action: Value| act::<CertificateCheck>(&mut world, "镇经办", Some(&id), action);
    act(json!({"verb": "begin", "by": "两人"}));
    let custody = ["cabinet", "keys", "ledger", "receipts", "cleared"].map(|item| json!({"item": item, "good": true}));
    let missing = json!([{"number": 1, "found": "missing", "remark": "柜中未见"}]);
    act(json!({"verb": "tick", "rows": missing, "custody": custody}));
    act(json!({"verb": "list", "source": "名单", "rows": [{"name": "书记", "kind": "passport", "tail": "5678"}]}));
    act(json!({"verb": "finish", "conclusion": "缺失1本"}));
    act(json!({"verb": "settle", "number": 1, "result": "已找回"}));
    world
}
