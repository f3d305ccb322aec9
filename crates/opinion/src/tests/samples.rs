//! Matters of every kind, in every state through which they passed.

mod appraisals;
mod audits;
mod bodies;
mod chiefs;
mod declarations;
mod dossiers;
mod handovers;
mod interventions;
mod key_posts;
mod meetings;
mod off_duty;
mod outbound;
mod papers;
mod political;
mod reports;
mod reviews;
mod visits;
mod young;

use crate::{
    CATALOGUE,
    daily::{
        leave,
        watch_roster::{self, WatchRoster},
    },
    ground::{
        account::Account, cadre::Cadre, delegation::Delegation, ledger_year::LedgerYear, post::Post,
        post_change::PostChange, unit::Unit,
    },
    testing::{Seat, World},
};
use engine::{
    access::{Hat, Offer, Role},
    annual::{Numbered, Totals},
    days::{Day, HalfDay},
    erased::Kept,
    history::{Frame, Life, Passed, Standing, engine_offers},
    policy::{Clock, Pause},
    procedure::{Effects, Kind, Line, Outline, Side},
    trigger::Trigger,
    words::{MatterId, PersonId, PostId, UnitId},
};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// A matter after one of its events, or, without an outline worth the name, before the first.
pub struct Sample {
    pub kind: &'static Kind,
    /// What the engine's own verbs have made of it, in a word; nothing where they were not used.
    pub frame: &'static str,
    pub outline: Outline,
    pub effects: Effects,
    /// The mechanism's and the engine's, as the desk would match them.
    pub offers: Vec<Offer>,
    pub line: Option<Line>,
    /// Its units and those above them, whose heads see it too.
    pub units: Vec<UnitId>,
    /// Its period had not begun at the moment of asking: what ends it is owed already and cannot be done yet.
    pub ahead: bool,
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
pub fn samples() -> &'static [Sample] {
    static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        worlds().iter().flat_map(|world| states(world, &|_, _, _| vec![("", Frame::default())])).collect()
    });
    &SAMPLES
}

/// All samples as the engine's verbs leave them: suspended, each of its duties passed to a person named [`PASSED_TO`], voided, revoked.
pub fn framed() -> &'static [Sample] {
    static FRAMED: LazyLock<Vec<Sample>> =
        LazyLock::new(|| worlds().iter().flat_map(|world| states(world, &frames)).collect());
    &FRAMED
}

/// The person to whom duties are passed.
pub const PASSED_TO: &str = "受转办人";

/// Everything from which samples are taken; made once.
pub fn worlds() -> &'static [World] {
    static WORLDS: LazyLock<Vec<World>> = LazyLock::new(made);
    &WORLDS
}

fn made() -> Vec<World> {
    let outbound = [outbound::registered(), outbound::trips(), outbound::records()];
    let keeping = [outbound::certificates(), outbound::checks()];
    let own =
        [registers(), decisions(), handovers::chief(), handovers::others()].into_iter().chain(leave::tests::counties());
    own.chain(outbound)
        .chain(keeping)
        .chain(appraisals::appraisals())
        .chain(meetings::meetings())
        .chain(reviews::reviews())
        .chain([dossiers::reviews()])
        .chain([
            reports::reports(),
            reports::of_merged(),
            chiefs::years(),
            chiefs::changes(),
            interventions::interventions(),
            interventions::decided_today(),
            declarations::reports(),
            declarations::checks(),
            declarations::merged(),
            declarations::draws(),
            young::young(),
            young::lessons(),
            off_duty::off_duty(),
            off_duty::proved_today(),
            key_posts::key_posts(),
            key_posts::departments(),
            audits::audits(),
            audits::leavings(),
            audits::tours(),
        ])
        .chain([visits::visits(), years(), watches(), papers::issued(), bodies::mergers(), bodies::elections()])
        .chain([
            political::portfolios(),
            political::branches(),
            political::quarters(),
            political::sessions(),
            political::facts(),
        ])
        .collect()
}

/// A roster swapped, one whose clash is gone, and one that is over.
fn watches() -> World {
    let (mut world, roster, leave) = watch_roster::tests::clashing();
    let cancel = json!({"verb": "cancel", "reason": "不去了"});
    world.act::<leave::Leave>("副镇长", Some(&leave), cancel).expect("cancelled");
    world.tick::<WatchRoster>();
    let swap =
        json!({"verb": "swap", "day": "2026-10-03", "part": "day", "seat": "leader", "to": "镇长", "reason": "会议"});
    world.act::<WatchRoster>("镇经办", Some(&roster), swap).expect("swapped");
    world.at("2026-10-04T09:00");
    world.tick::<WatchRoster>();
    world
}

/// The ledgers of a year, closed in two steps.
fn years() -> World {
    let mut world = county();
    let numbered =
        |kind: &str, title: &str| Numbered { kind: kind.into(), title: title.into(), first: 2025, closed: Vec::new() };
    world.numbered = vec![numbered("leave", "请销假"), numbered("handover", "离任交接")];
    world.totals = Totals { own: 7, carried: 2, corrections: 1, left: 3, digest: "d1".into() };
    world.tick::<LedgerYear>();
    let year = world.matters.iter().find(|(_, matter)| matter.kind == "ledger_year").expect("opened").0.clone();
    for ledger in [json!("leave"), Value::Null] {
        let close = json!({"verb": "close", "ledger": ledger, "checked": "与纸质台账一致"});
        world.act::<LedgerYear>("股长", Some(&year), close).expect("closed");
    }
    world
}

/// What the engine's verbs may make of a matter: those that are open on it.
fn frames(kind: &Kind, outline: &Outline, effects: &Effects) -> Vec<(&'static str, Frame)> {
    let offers = engine_offers(kind, &Frame::default(), outline);
    let open = |verb: &str| offers.iter().any(|offer| offer.verb == verb);
    let pauses = vec![Pause { from: Day::of("2026-05-01").expect("a day"), to: None }];
    let life = |life| Frame { life, ..Frame::default() };
    let whole = [
        ("suspend", "挂起", Frame { pauses, ..Frame::default() }),
        ("link", "关联", Frame { links: vec!["m2".into()], ..Frame::default() }),
        ("void", "作废", life(Life::Void)),
        ("revoke", "撤销", life(Life::Revoked)),
    ];
    let mut frames: Vec<_> =
        whole.into_iter().filter(|(verb, ..)| open(verb)).map(|(_, word, frame)| (word, frame)).collect();
    for duty in effects.duties.iter().filter(|_| open("reassign")) {
        let passed = Passed { duty: duty.key.clone(), from: duty.owner.clone(), to: PASSED_TO.into() };
        frames.push(("转办", Frame { passed: vec![passed], ..Frame::default() }));
    }
    frames
}

/// How the engine's verbs leave a matter: in which ways, each with its word.
type Frames = dyn Fn(&Kind, &Outline, &Effects) -> Vec<(&'static str, Frame)>;

fn states(world: &World, frames: &Frames) -> Vec<Sample> {
    let actor = world.actor("经办");
    let clock = Clock { policy: &world.policy, pauses: &[] };
    let mut found = Vec::new();
    for (id, matter) in &world.matters {
        let mechanism = CATALOGUE.get(matter.kind).expect("in the catalogue");
        let kind = mechanism.kind();
        let kept: Vec<Kept> = (1..)
            .zip(&matter.told)
            .map(|(n, told)| Kept { n, version: told.version, verb: told.verb.clone(), payload: told.payload.clone() })
            .collect();
        for (length, told) in (1..=kept.len()).zip(&matter.told) {
            let state = mechanism.replay(&kept[..length]).expect("it was so");
            let (plain, effects) = mechanism.standing(&state, &clock).expect("its own state");
            let own = world.within(&actor, id, |cx| mechanism.offers(Some(&state), cx)).expect("offers");
            for (word, frame) in frames(kind, &plain, &effects) {
                let mut offers = frame.offers(own.clone());
                offers.extend(engine_offers(kind, &frame, &plain));
                let standing = Standing { state: state.clone(), frame };
                let (outline, effects) = standing.present(mechanism, &world.policy).expect("its own state");
                let line = Some(told.line.clone());
                let ahead = outline.period.is_some_and(|period| HalfDay::at(world.now) < period.from);
                let units = with_parents(world, &outline.units);
                found.push(Sample { kind, frame: word, outline, effects, offers, line, units, ahead });
            }
        }
    }
    found
}

fn with_parents(world: &World, units: &[UnitId]) -> Vec<UnitId> {
    let mut found = units.to_vec();
    let mut at = 0;
    while let Some(unit) = found.get(at) {
        let parent = world.units.get(unit).and_then(|card| card.parent.clone());
        found.extend(parent.filter(|parent| !found.contains(parent)));
        at += 1;
    }
    found
}

/// Whether this is the person to whom a duty was passed.
pub fn is_passed_to(hat: &Hat) -> bool {
    matches!(hat, Hat::Person(person) if person.as_str() == PASSED_TO)
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
    world.roles.push(("准绳".into(), Hat::System));
    let unit = offices(&mut world);
    cadres(&mut world, &unit);
    let account = |world: &mut World, who: &str, id: &MatterId, action: Value| {
        world.act::<Account>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
    };
    let open = json!({"verb": "open", "login": "jingban", "name": "方敏"});
    let id = world.act::<Account>("系统", None, open).expect("an account");
    account(&mut world, "安全", &id, json!({"verb": "grant", "role": "section_clerk"}));
    account(&mut world, "系统", &id, json!({"verb": "change", "name": "方敏", "unit": "云亭镇"}));
    account(&mut world, "准绳", &id, json!({"verb": "reset_password", "reason": "本人忘记密码"}));
    account(&mut world, "安全", &id, json!({"verb": "withdraw", "role": "section_clerk"}));
    account(&mut world, "安全", &id, json!({"verb": "grant", "role": "unit_clerk", "unit": "云亭镇"}));
    account(&mut world, "系统", &id, json!({"verb": "disable", "reason": "离岗"}));
    account(&mut world, "系统", &id, json!({"verb": "enable", "reason": "返岗"}));
    let give =
        json!({"verb": "give", "delegate": "常务", "from": "2026-09-25", "until": "2026-10-08", "reason": "外出学习"});
    let given = world.act::<Delegation>("县长", None, give).expect("given");
    world.act::<Delegation>("县长", Some(&given), json!({"verb": "end", "reason": "提前返回"})).expect("ended");
    world
}

/// A unit and its head's post, entered, changed, closed; the unit as it was.
fn offices(world: &mut World) -> MatterId {
    let unit = json!({"verb": "open", "name": "县档案馆", "kind": "institution", "order": 60});
    let unit = world.act::<Unit>("经办", None, unit).expect("a unit");
    let change = json!({"verb": "change", "name": "县档案馆", "kind": "institution", "order": 61});
    world.act::<Unit>("经办", Some(&unit), change).expect("changed");
    let rename = json!({"verb": "rename", "name": "县档案史志馆", "day": "2026-09-24", "reason": "机构改革"});
    world.act::<Unit>("经办", Some(&unit), rename).expect("renamed");
    let fields = |verb: &str, order: i64| {
        json!({"verb": verb, "unit": unit, "title": "馆长", "chief": true, "chief_proposed": true, "leading": true,
            "order": order})
    };
    let post = world.act::<Post>("经办", None, fields("open", 1)).expect("a post");
    world.act::<Post>("经办", Some(&post), fields("change", 2)).expect("changed");
    let confirm = json!({"verb": "confirm_chief", "chief": true, "side": "government"});
    world.act::<Post>("经办", Some(&post), confirm).expect("confirmed");
    let close = json!({"verb": "close", "day": "2026-09-24", "reason": "机构改革"});
    world.act::<Post>("经办", Some(&post), close.clone()).expect("closed");
    world.act::<Unit>("经办", Some(&unit), close).expect("closed");
    unit
}

/// Cadres entered, completed, related, appointed, departed, merged.
fn cadres(world: &mut World, unit: &MatterId) {
    let body = "34189919800203002";
    let number = format!("{body}{}", engine::people::id_number::check_digit(body));
    world.sealed.insert("s1".into(), json!(number));
    let card =
        |level: &str| json!({"name": "方敏", "sex": "女", "birth": "1980-02", "level": level, "authority": "县管"});
    let cadre = |world: &mut World, id: Option<&MatterId>, action: Value| {
        world.act::<Cadre>("经办", id, action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"))
    };
    let enter = json!({"verb": "enter", "card": card("副科")});
    let one = cadre(world, None, enter.clone());
    let two = cadre(world, None, enter.clone());
    let gone = cadre(world, None, enter);
    let mut change = card("正科");
    change["verb"] = json!("change");
    cadre(world, Some(&one), change);
    let number = json!({"verb": "set_id_number", "id_number": {"seal": "s1", "commitment": "c1"}, "reason": "补录"});
    cadre(world, Some(&one), number);
    let file = json!({"verb": "keep_file", "health": "健康", "family": [{"relation": "父亲", "name": "方有年"}]});
    cadre(world, Some(&one), file);
    cadre(world, Some(&one), json!({"verb": "add_relation", "other": gone, "relation": "姐姐"}));
    cadre(world, Some(&one), json!({"verb": "end_relation", "other": gone, "reason": "登记有误"}));
    let (person, post, day) =
        (PersonId::from(&one), PostId::from("县财政局局长"), Day::of("2026-09-24").expect("a day"));
    let matter = MatterId::from("任1");
    let begun =
        Trigger::PostBegun { person: person.clone(), post: post.clone(), day, acting: false, matter: matter.clone() };
    let (reason, to_unit) = ("transfer".to_owned(), None);
    let ended = Trigger::PostEnded { person: person.clone(), post, day, reason, to_unit, matter: matter.clone() };
    for heard in [begun, ended, Trigger::PostChangeUndone { person, matter }] {
        world.follow(&[heard]);
    }
    cadre(world, Some(&two), json!({"verb": "merge_into", "into": one, "reason": "同一人"}));
    let told = world.told(&two);
    world.follow(&told);
    let depart = json!({"verb": "depart", "day": "2026-09-24", "reason": "other"});
    cadre(world, Some(&gone), depart.clone());
    cadre(world, Some(&gone), json!({"verb": "restore", "day": "2026-09-24", "reason": "登记有误"}));
    cadre(world, Some(&gone), depart);
    assert_eq!(world.stage(unit), "已撤销");
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
