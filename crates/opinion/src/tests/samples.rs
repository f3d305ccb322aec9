//! Matters of every kind, in every state through which they passed.

mod outbound;

use crate::{
    CATALOGUE,
    daily::{handover::Handover, leave::Leave},
    ground::{account::Account, cadre::Cadre, post::Post, post_change::PostChange, unit::Unit},
    testing::{Seat, World},
};
use engine::{
    access::{Offer, Role},
    erased::Kept,
    history::{Frame, engine_offers},
    policy::Clock,
    procedure::{Effects, Kind, Line, Outline, Side},
    words::MatterId,
};
use serde_json::{Value, json};

/// A matter after one of its events, or, without an outline worth the name, before the first.
pub struct Sample {
    pub kind: &'static Kind,
    pub outline: Outline,
    pub effects: Effects,
    /// The mechanism's and the engine's, as the desk would match them.
    pub offers: Vec<Offer>,
    pub line: Option<Line>,
}

/// What is offered before a matter of this kind exists.
pub fn openings() -> Vec<(&'static Kind, Vec<Offer>)> {
    let world = county();
    let actor = world.actor("经办");
    let offers = |mechanism: &'static dyn engine::erased::Mechanism| {
        let offers = world.within(&actor, &MatterId::from("new"), |cx| mechanism.offers(None, cx)).expect("offers");
        (mechanism.kind(), offers)
    };
    CATALOGUE.iter().map(offers).collect()
}

/// All samples.
pub fn samples() -> Vec<Sample> {
    let ground = [registers(), decisions(), handovers(), leaves()];
    let outbound = [outbound::registered(), outbound::trips(), outbound::records()];
    let keeping = [outbound::certificates(), outbound::checks()];
    ground.iter().chain(&outbound).chain(&keeping).flat_map(states).collect()
}

fn states(world: &World) -> Vec<Sample> {
    let actor = world.actor("经办");
    let clock = Clock { policy: &world.policy, pauses: &[] };
    let mut found = Vec::new();
    for (id, matter) in &world.matters {
        let mechanism = CATALOGUE.get(matter.kind).expect("in the catalogue");
        let kept: Vec<Kept> = (1..)
            .zip(&matter.told)
            .map(|(n, told)| Kept { n, version: told.version, verb: told.verb.clone(), payload: told.payload.clone() })
            .collect();
        for (length, told) in (1..=kept.len()).zip(&matter.told) {
            let state = mechanism.replay(&kept[..length]).expect("it was so");
            let (outline, effects) = mechanism.standing(&state, &clock).expect("its own state");
            let mut offers = world.within(&actor, id, |cx| mechanism.offers(Some(&state), cx)).expect("offers");
            offers.extend(engine_offers(mechanism.kind(), &Frame::default(), &outline));
            found.push(Sample { kind: mechanism.kind(), outline, effects, offers, line: Some(told.line.clone()) });
        }
    }
    found
}

fn county() -> World {
    let mut world = World::new("2026-09-24T09:00");
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world.unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副书记", "云亭镇", "党委副书记", Seat::Member)
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("待任", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("财政经办", "县财政局", "办公室主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("分管", "县委组织部", "副县长", Seat::Staff)
        .post("县长", "县委组织部", "县长", Seat::Staff)
        .post("常务", "县委组织部", "常务副县长", Seat::Staff);
    world.held.retain(|held| held.person.as_str() != "待任");
    world
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("财政经办", Role::UnitClerk, Some("县财政局"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("县长", Role::CountyHead, None)
        .role("常务", Role::ExecutiveDeputy, None)
        .role("分管", Role::LeaderInCharge, Some("云亭镇"))
        .role("系统", Role::SystemAdmin, None)
        .role("安全", Role::SecurityAdmin, None);
    world
}

fn registers() -> World {
    let mut world = county();
    let unit = json!({"verb": "open", "name": "县档案馆", "kind": "institution", "order": 60});
    let unit = world.act::<Unit>("经办", None, unit).expect("a unit");
    let post = |chief: bool| json!({"verb": "open", "unit": unit, "title": "馆长", "chief": chief, "chief_proposed": chief, "leading": true, "order": 1});
    let chief = world.act::<Post>("经办", None, post(true)).expect("a post");
    let confirm = json!({"verb": "confirm_chief", "chief": true, "side": "government"});
    world.act::<Post>("经办", Some(&chief), confirm).expect("confirmed");
    let card = json!({"name": "方敏", "sex": "女", "birth": "1980-02", "level": "副科", "authority": "县管"});
    let enter = json!({"verb": "enter", "card": card});
    let one = world.act::<Cadre>("经办", None, enter.clone()).expect("a cadre");
    let two = world.act::<Cadre>("经办", None, enter.clone()).expect("a second record");
    let gone = world.act::<Cadre>("经办", None, enter).expect("another");
    let relation = json!({"verb": "add_relation", "other": gone, "relation": "姐姐"});
    world.act::<Cadre>("经办", Some(&one), relation).expect("related");
    world
        .act::<Cadre>("经办", Some(&two), json!({"verb": "merge_into", "into": one, "reason": "同一人"}))
        .expect("merged");
    let depart = json!({"verb": "depart", "day": "2026-09-24", "reason": "other"});
    world.act::<Cadre>("经办", Some(&gone), depart).expect("departed");
    let close = json!({"verb": "close", "day": "2026-09-24", "reason": "机构改革"});
    world.act::<Post>("经办", Some(&chief), close.clone()).expect("closed");
    world.act::<Unit>("经办", Some(&unit), close).expect("closed");
    let open = json!({"verb": "open", "login": "jingban", "name": "方敏"});
    let account = world.act::<Account>("系统", None, open).expect("an account");
    world.act::<Account>("安全", Some(&account), json!({"verb": "grant", "role": "section_clerk"})).expect("granted");
    world.act::<Account>("系统", Some(&account), json!({"verb": "disable", "reason": "离岗"})).expect("disabled");
    world
}

fn decision(verb: &str) -> Value {
    json!({"verb": verb, "person": "书记", "authority": "县委", "document": "青任〔2026〕31号", "decided_on": "2026-09-24",
        "leaves": [{"post": "云亭镇党委书记", "day": "2026-09-25", "reason": "transfer"}],
        "takes": [{"post": "县财政局局长", "day": "2026-09-25"}]})
}

fn decisions() -> World {
    let mut world = county();
    let id = world.act::<PostChange>("经办", None, decision("register")).expect("registered");
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "send_back", "reason": "文号"})).expect("back");
    world.act::<PostChange>("经办", Some(&id), decision("revise")).expect("again");
    world.act::<PostChange>("经办", Some(&id), json!({"verb": "cancel", "reason": "重复"})).expect("cancelled");
    world
}

fn handovers() -> World {
    let mut world = county();
    let decided = world.act::<PostChange>("经办", None, decision("register")).expect("registered");
    world.act::<PostChange>("股长", Some(&decided), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&decided);
    let id = world.follow(&told).remove(0);
    let mut act = |who: &str, action: Value| {
        world.act::<Handover>(who, Some(&id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
    };
    act("书记", json!({"verb": "fill", "content": "work", "rows": [{"matter": "排水改造", "open": true}]}));
    for content in ["economic", "personnel", "petitions", "other"] {
        act("镇经办", json!({"verb": "fill", "content": content, "none": true}));
    }
    act("分管", json!({"verb": "name_receiver", "person": "镇长"}));
    act("镇长", json!({"verb": "sign_receiver"}));
    act("书记", json!({"verb": "sign_leaver"}));
    act("分管", json!({"verb": "sign_supervisor"}));
    for relation in ["administrative", "salary", "party"] {
        act("书记", json!({"verb": "tick", "relation": relation, "day": "2026-09-24", "number": "1"}));
    }
    act("财政经办", json!({"verb": "file_transfer", "day": "2026-09-24"}));
    act("镇长", json!({"verb": "strike_off", "item": "work.1", "day": "2026-09-24", "result": "已验收"}));
    let state = world.state::<PostChange>(&decided);
    world.at("2026-09-24T10:00");
    world.follow(&<PostChange as engine::procedure::Procedure>::retells(&state, None));
    let detained =
        json!({"verb": "open", "leaver": "副镇长", "post": "云亭镇副镇长", "day": "2026-09-24", "reason": "detention"});
    let second = world.act::<Handover>("经办", None, detained).expect("opened by hand");
    world
        .act::<Handover>("镇经办", Some(&second), json!({"verb": "fill", "content": "other", "none": true}))
        .expect("filled");
    let mut act = |who: &str, action: Value| {
        world.act::<Handover>(who, Some(&second), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
    };
    act("股长", json!({"verb": "run_clock", "from": "2026-09-24", "reason": "县领导批准"}));
    act("股长", json!({"verb": "stop_clock", "reason": "住院"}));
    act("镇经办", json!({"verb": "remark", "dispute": "账目不清"}));
    act("股长", json!({"verb": "settle_dispute", "outcome": "以审计结论为准"}));
    act("股长", json!({"verb": "use_short_form", "reason": "未分管财务、人事"}));
    act("镇经办", json!({"verb": "fill_short", "rest_none": true}));
    world
}

fn leaves() -> World {
    let mut world = county();
    let ask = |verb: &str, from: &str, to: &str| {
        let half = |day: &str, half: &str| json!({"day": day, "half": half});
        json!({"verb": verb, "purpose": {"business": {"kind": "trip"}},
            "period": {"from": half(from, "上午"), "to": half(to, "下午")}, "destination": "合肥市", "reach": "beyond_city",
            "reason": "到省厅汇报工作", "phone": "13900000000", "stand_in": "副书记"})
    };
    let mut act = |moment: &str, who: &str, id: Option<&MatterId>, action: Value| {
        world.at(moment);
        world.act::<Leave>(who, id, action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"))
    };
    let first = act("2026-10-12T09:00", "镇长", None, ask("apply", "2026-10-13", "2026-10-14"));
    let first = Some(&first);
    act("2026-10-12T09:10", "股长", first, json!({"verb": "return", "reason": "请附会议通知"}));
    act("2026-10-12T09:20", "镇长", first, ask("resubmit", "2026-10-13", "2026-10-14"));
    act("2026-10-12T09:30", "股长", first, json!({"verb": "agree"}));
    act("2026-10-12T09:40", "常务", first, json!({"verb": "agree"}));
    let returned = json!({"verb": "report_back", "returned": {"day": "2026-10-14", "half": "下午"}});
    act("2026-10-14T18:00", "镇长", first, returned);
    let second = act("2026-10-15T09:00", "镇长", None, ask("apply", "2026-10-16", "2026-10-17"));
    act("2026-10-15T09:10", "镇长", Some(&second), json!({"verb": "withdraw", "reason": "会议改期"}));
    let third = act("2026-10-15T10:00", "镇长", None, ask("apply", "2026-10-16", "2026-10-16"));
    act("2026-10-15T10:10", "股长", Some(&third), json!({"verb": "refuse", "reason": "县里有会"}));
    let late = act("2026-10-15T11:00", "镇长", None, ask("apply", "2026-10-16", "2026-10-16"));
    act("2026-10-15T11:10", "股长", Some(&late), json!({"verb": "agree"}));
    act("2026-10-15T11:20", "常务", Some(&late), json!({"verb": "agree"}));
    world.at("2026-10-20T09:00");
    world.tick::<Leave>();
    world
}
