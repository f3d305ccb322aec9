//! FIELD.md's fourth scenario through the API, on each database: a chief moves over Mid-Autumn and National Day, the acting head
//! receives and disputes a balance, a county leader settles and supervises, and one of three relations stays behind; the auditors are
//! asked. Beside it the mayor retires.

use crate::server::{Folder, Person, Server, databases};
use serde_json::{Value, json};

const SECRETARY: &str = "yunting-shuji";
const MAYOR: &str = "yunting-zhenzhang";
const ACTING: &str = "yunting-fuzhenzhang";
const CLERK: &str = "yunting-jingban";
const SECTION_CLERK: &str = "jiandu-jingban";
const SECTION_HEAD: &str = "jiandu-guzhang";
const LEADER: &str = "fuxianzhang";

#[test]
fn a_chief_moves_over_national_day_and_one_of_three_relations_stays_behind() {
    let databases_folder = Folder::new("s4-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("s4");
        scenario(&folder, &database);
    }
}

fn scenario(folder: &Folder, database: &str) {
    let on = |today: &str| Server::start(folder, &["demo", "--database", database, "--today", today]);
    let server = Server::demo(folder, database, "2026-09-24T15:00");
    let transfer = decided_on_thursday(&server);
    drop(server);
    let server = on("2026-09-28T09:00");
    first_tables(&server, &transfer);
    let retirement = the_mayor_retires(&server);
    drop(server);
    let server = on("2026-10-09T10:00");
    rest_and_signatures(&server, &transfer);
    stands_still(&server, &retirement);
    drop(server);
    let server = on("2026-10-12T09:00");
    runs_on(&server, &retirement);
    drop(server);
    let server = on("2026-10-27T09:00");
    one_tick_overdue(&server, &transfer);
}

pub fn seen(person: &Person, id: &str) -> Value {
    let (status, matter) = person.get(&format!("/api/v1/matters/{id}"));
    assert_eq!(status, 200, "{matter}");
    matter
}

pub fn duty(matter: &Value, key: &str) -> Value {
    let duties = matter["duties"].as_array().unwrap();
    duties.iter().find(|duty| duty["key"] == key).unwrap_or_else(|| panic!("{key}: {duties:?}")).clone()
}

fn keys(matter: &Value) -> Vec<&str> {
    matter["duties"].as_array().unwrap().iter().map(|duty| duty["key"].as_str().unwrap()).collect()
}

/// The post that somebody holds in 云亭镇, as his card tells it.
pub fn post_of(reader: &Person, person: &str) -> String {
    let card = seen(reader, person);
    let held = card["state"]["tenures"].as_array().unwrap();
    let here = held.iter().find(|held| held["until"].is_null() && held["label"].as_str().unwrap().contains("云亭镇"));
    here.unwrap_or_else(|| panic!("{held:?}"))["post"].as_str().unwrap().to_owned()
}

pub fn unit_of(reader: &Person, name: &str) -> String {
    let (_, units) = reader.get(&format!("/api/v1/units?q={}", escaped(name)));
    units["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{units}")).to_owned()
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Registered by the clerk, confirmed by the head, never by one hand; returns the decision.
pub fn decided(server: &Server, decision: Value) -> String {
    let clerk = server.sign_in(SECTION_CLERK);
    let (status, opened) = clerk.open("post_change", decision);
    assert_eq!(status, 201, "{opened}");
    let id = opened["id"].as_str().unwrap().to_owned();
    assert_eq!(clerk.is_refused(&id, json!({"verb": "confirm"})).0, 403, "the clerk does not confirm his own entry");
    let confirmed = server.sign_in(SECTION_HEAD).does(&id, json!({"verb": "confirm"}));
    assert_eq!(confirmed["stage"], "已生效");
    id
}

/// The one handover that rests on a decision.
pub fn handover_of(reader: &Person, decision: &str) -> Value {
    let (_, page) = reader.get("/api/v1/matters?kind=handover");
    let each = page["items"].as_array().unwrap().iter().map(|row| seen(reader, row["id"].as_str().unwrap()));
    let of: Vec<Value> = each.filter(|matter| matter["state"]["left"]["decision"] == decision).collect();
    assert_eq!(of.len(), 1, "a handover opens by itself, once: {page}");
    of.into_iter().next().unwrap()
}

/// Thursday 24 September: transferred from Friday, a holiday; nobody follows him yet, a deputy holds the town together.
fn decided_on_thursday(server: &Server) -> String {
    let clerk = server.sign_in(SECTION_CLERK);
    let (secretary, acting) = (server.sign_in(SECRETARY), server.sign_in(ACTING));
    let post = post_of(&clerk, secretary.id());
    let decision = decided(
        server,
        json!({
            "verb": "register", "person": secretary.id(), "authority": "县委", "document": "青任〔2026〕31号",
            "decided_on": "2026-09-24", "to_unit": unit_of(&clerk, "财政局"),
            "leaves": [{"post": post, "day": "2026-09-25", "reason": "transfer"}],
        }),
    );
    let matter = handover_of(&clerk, &decision);
    assert_eq!((&matter["number"], &matter["stage"]), (&json!("交〔2026〕1号"), &json!("待交接")));
    let fill = duty(&matter, "fill");
    assert_eq!(fill["due"], "2026-10-12");
    let words = fill["basis"]["words"].as_str().unwrap();
    assert!(words.contains("2026-09-25离岗") && words.contains("含调休上班10/10"), "{words}");
    for relation in ["administrative", "salary", "party"] {
        let moves = duty(&matter, &format!("relation.{relation}"));
        assert_eq!(moves["due"], "2026-10-26", "{relation}");
        assert!(moves["basis"]["words"].as_str().unwrap().contains("顺延"), "the roll over Sunday is said: {moves}");
    }
    assert!(keys(&matter).contains(&"name_receiver"), "no successor, nobody acting: {:?}", keys(&matter));
    decided(
        server,
        json!({
            "verb": "register", "person": acting.id(), "authority": "县委", "document": "青任〔2026〕32号",
            "decided_on": "2026-09-24",
            "takes": [{"post": post_of(&clerk, acting.id()), "day": "2026-09-25", "acting": true}],
        }),
    );
    let matter = handover_of(&clerk, &decision);
    assert_eq!(matter["state"]["receiver"]["person"], acting.id());
    assert_eq!(matter["state"]["receiver"]["acting"], true, "{}", matter["state"]["receiver"]);
    matter["id"].as_str().unwrap().to_owned()
}

/// Monday 28 September: the leaver and the clerk write two of five tables; nobody signs what is not full.
fn first_tables(server: &Server, id: &str) {
    let (secretary, clerk) = (server.sign_in(SECRETARY), server.sign_in(CLERK));
    let work = json!({"verb": "fill", "content": "work", "rows": [
        {"matter": "集镇排水改造", "progress": "主体工程已完工", "next": "组织验收", "due": "2026-11-30", "open": true},
        {"matter": "换届后班子分工", "progress": "已完成"},
    ]});
    secretary.does(id, work);
    clerk.does(
        id,
        json!({"verb": "fill", "content": "economic", "rows": [{"matter": "排水改造工程款", "amount": "126.5"}]}),
    );
    assert_eq!(secretary.is_refused(id, json!({"verb": "sign_leaver"})), (422, "not_now".to_owned()));
    let empty = json!({"verb": "fill", "content": "other", "rows": []});
    assert_eq!(clerk.is_refused(id, empty), (422, "table_empty".to_owned()));
    let (status, _) = server.sign_in("chayue").get(&format!("/api/v1/matters/{id}"));
    assert_eq!(status, 200, "a leader with reading rights sees it");
    let matter = seen(&clerk, id);
    assert_eq!(matter["stage"], "填写中");
    assert!(duty(&matter, "fill")["what"].as_str().unwrap().contains("还有3项"), "{}", duty(&matter, "fill"));
}

/// Friday 9 October: the acting head and the clerk write the rest; three signatures, in any order; two relations move.
fn rest_and_signatures(server: &Server, id: &str) {
    let (secretary, acting) = (server.sign_in(SECRETARY), server.sign_in(ACTING));
    let (clerk, leader) = (server.sign_in(CLERK), server.sign_in(LEADER));
    acting.does(id, json!({"verb": "fill", "content": "personnel", "none": true}));
    clerk.does(id, json!({"verb": "fill", "content": "petitions", "none": true}));
    secretary.does(id, json!({"verb": "fill", "content": "other", "none": true}));
    let owner = duty(&seen(&clerk, id), "sign_supervisor")["owner"].to_string();
    assert!(owner.contains("leader_in_charge"), "the county leader in charge supervises: {owner}");
    server
        .sign_in(SECTION_CLERK)
        .does(id, json!({"verb": "name_supervisor", "person": leader.id(), "reason": "分管县领导"}));
    assert_eq!(clerk.is_refused(id, json!({"verb": "sign_supervisor"})).0, 403);
    assert_eq!(acting.is_refused(id, json!({"verb": "sign_leaver"})).0, 403);
    amounts(&clerk, id);
    disputed((&secretary, &acting, &leader), id);
    leader.does(id, json!({"verb": "sign_supervisor"}));
    let matter = secretary.does(id, json!({"verb": "sign_leaver"}));
    assert_eq!(matter["stage"], "待签字", "two of three are not enough");
    // A row more takes the signatures back: what was signed is what stands there.
    clerk
        .does(id, json!({"verb": "add_items", "content": "economic", "rows": [{"matter": "公务用车", "amount": "0"}]}));
    for (person, verb) in [(&acting, "sign_receiver"), (&secretary, "sign_leaver"), (&leader, "sign_supervisor")] {
        person.does(id, json!({"verb": verb}));
    }
    let matter = seen(&clerk, id);
    assert_eq!(matter["stage"], "转接中");
    assert_eq!(matter["state"]["completion"]["days_late"], 0);
    let (_, mine) = acting.get("/api/v1/duties?mine=true");
    assert!(mine.to_string().contains("续办：集镇排水改造"), "open rows are the successor's: {mine}");
    let (_, mine) = secretary.get("/api/v1/duties?mine=true");
    assert!(!mine.to_string().contains("续办：集镇排水改造"), "and no longer the leaver's: {mine}");
    for (relation, number) in [("salary", "工转2026-118"), ("administrative", "行介2026-77")] {
        secretary.does(id, json!({"verb": "tick", "relation": relation, "day": "2026-10-09", "number": number}));
    }
    let again = json!({"verb": "tick", "relation": "salary", "day": "2026-10-09", "number": "工转2026-118"});
    assert_eq!(secretary.is_refused(id, again), (422, "relation_known".to_owned()));
}

/// The tables beneath 经济事项 and 其他: rows by the clerk, totals by the program.
fn amounts(clerk: &Person, id: &str) {
    let economy = json!({
        "accounts": [{"name": "基本账户", "balance": 125_050_033}, {"name": "工会账户", "balance": 1_200_000}],
        "works": [{"name": "排水改造", "contract": 300_000_000, "paid": 173_500_000}],
    });
    let wrong = json!({"verb": "fill_economy", "economy": {"accounts": [{"name": "基本账户", "balance": -1}]}});
    assert_eq!(clerk.is_refused(id, wrong).0, 400, "an amount is not less than nothing");
    clerk.does(id, json!({"verb": "fill_economy", "economy": economy, "rest_none": true}));
    let seals = json!([{"name": "党委公章", "quantity": 1}]);
    clerk.does(id, json!({"verb": "fill_custody", "custody": {"seals": seals}}));
    let state = &seen(clerk, id)["state"];
    assert_eq!(state["totals"]["accounts"], 126_250_033);
    assert_eq!(state["totals"]["unpaid"], 126_500_000);
    assert_eq!(state["totals"]["items"], "126.5");
    assert_eq!(state["annex_none"], json!(["debts", "assets"]));
}

/// The receiver does not agree with a balance: nobody but the leaver signs without a reservation until the leader has settled it.
fn disputed((secretary, acting, leader): (&Person, &Person, &Person), id: &str) {
    let dispute = json!({"verb": "raise_dispute", "item": "accounts", "text": "余额与对账单不符"});
    assert_eq!(secretary.is_refused(id, dispute.clone()).0, 403);
    acting.does(id, dispute);
    assert_eq!(leader.is_refused(id, json!({"verb": "sign_supervisor"})), (422, "dispute_open".to_owned()));
    secretary.does(id, json!({"verb": "answer_dispute", "answer": "有一笔在途"}));
    let settle = json!({"verb": "settle_dispute", "outcome": "到账后核对", "carried": true, "due": "2026-12-31"});
    assert_eq!(acting.is_refused(id, settle.clone()).0, 403);
    leader.does(id, settle);
    let (_, _, early) = acting.page(&format!("/matters/{id}/papers/handover.salary"), None);
    assert!(early.contains("待“签字齐备日期”，按县里规定应在其后开具"), "{early}");
}

/// Tuesday 27 October: of all that is owed only 组织关系 is late.
fn one_tick_overdue(server: &Server, id: &str) {
    let (clerk, acting) = (server.sign_in(SECTION_CLERK), server.sign_in(ACTING));
    let matter = seen(&clerk, id);
    let duties = matter["duties"].as_array().unwrap();
    let late: Vec<&str> =
        duties.iter().filter(|duty| duty["overdue"] == true).map(|duty| duty["key"].as_str().unwrap()).collect();
    assert_eq!(late, ["relation.party"]);
    let (_, page) = clerk.get("/api/v1/duties?kind=handover&by=2026-10-26");
    assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page}");
    let tick = json!({"verb": "tick", "relation": "party", "day": "2026-10-27"});
    assert_eq!(clerk.is_refused(id, tick), (422, "evidence_missing".to_owned()));
    clerk.does(id, json!({"verb": "tick", "relation": "party", "day": "2026-10-27", "number": "组介2026-9"}));
    assert!(keys(&seen(&clerk, id)).contains(&"filing"));
    clerk.does(id, json!({"verb": "file_transfer", "day": "2026-10-27", "document": "青组报2026-40"}));
    let strike = |item: &str| json!({"verb": "strike_off", "item": item, "day": "2026-10-27", "result": "验收合格"});
    assert_eq!(acting.does(id, strike("work.1"))["stage"], "续办中");
    assert_eq!(acting.does(id, strike("dispute.1"))["stage"], "待提请审计");
    let audit = duty(&seen(&clerk, id), "request_audit");
    assert_eq!((&audit["due"], audit["basis"]["clause"].as_str()), (&Value::Null, Some("rule.economic_audit")));
    let (_, _, letter) = clerk.page(&format!("/matters/{id}/papers/handover.salary"), None);
    assert!(letter.contains("10月9日") && !letter.contains("待“签字齐备日期”"), "{letter}");
    let asked =
        json!({"verb": "request_audit", "day": "2026-10-27", "number": "青组函〔2026〕6号", "organ": "县审计局"});
    assert_eq!(clerk.does(id, asked)["stage"], "已办结");
    let done = seen(&clerk, id);
    assert_eq!(done["duties"], json!([]));
    // The decision is revoked: the tenure is back, and the handover of it is ended.
    let decision = done["state"]["left"]["decision"].as_str().unwrap();
    server.sign_in(SECTION_HEAD).does(decision, json!({"verb": "revoke", "reason": "县委撤销任免决定"}));
    assert_eq!(seen(&clerk, id)["stage"], "已终止");
    let leaver = done["state"]["left"]["leaver"].as_str().unwrap();
    assert_eq!(seen(&clerk, leaver)["state"]["tenures"][0]["until"], Value::Null);
}

/// The mayor retires the same day: the same seven working days, no second clock.
fn the_mayor_retires(server: &Server) -> String {
    let (clerk, mayor) = (server.sign_in(SECTION_CLERK), server.sign_in(MAYOR));
    let decision = decided(
        server,
        json!({
            "verb": "register", "person": mayor.id(), "authority": "县人大常委会", "document": "青常〔2026〕9号",
            "decided_on": "2026-09-24",
            "leaves": [{"post": post_of(&clerk, mayor.id()), "day": "2026-09-25", "reason": "retirement"}],
        }),
    );
    let matter = handover_of(&clerk, &decision);
    assert_eq!(matter["number"], "交〔2026〕2号");
    assert_eq!(duty(&matter, "fill")["due"], "2026-10-12");
    assert!(!keys(&matter).iter().any(|key| key.starts_with("relation.")), "no second clock: {:?}", keys(&matter));
    matter["id"].as_str().unwrap().to_owned()
}

/// From Friday 9 October the clock stands still, by the section head with a reason; the unit hands over in the mayor's stead.
fn stands_still(server: &Server, id: &str) {
    let head = server.sign_in(SECTION_HEAD);
    let stop = json!({"verb": "suspend", "from": "2026-10-09", "reason": "移交人住院"});
    assert_eq!(server.sign_in(CLERK).is_refused(id, stop.clone()).0, 403);
    head.does(id, json!({"verb": "represent", "reason": "移交人住院，由单位代办"}));
    head.does(id, stop);
    let matter = seen(&head, id);
    assert_eq!(matter["suspended"], true);
    assert_eq!(duty(&matter, "fill")["due"], Value::Null, "nothing is due while the clock stands still");
}

/// From Monday it counts again: 9 and 10 October, two working days, do not count.
fn runs_on(server: &Server, id: &str) {
    let (head, clerk) = (server.sign_in(SECTION_HEAD), server.sign_in(CLERK));
    head.does(id, json!({"verb": "resume", "on": "2026-10-12", "reason": "已委托单位代办"}));
    let fill = duty(&seen(&clerk, id), "fill");
    assert_eq!(fill["due"], "2026-10-14", "{fill}");
    for content in ["work", "economic", "personnel", "petitions", "other"] {
        clerk.does(id, json!({"verb": "fill", "content": content, "none": true}));
    }
    clerk.does(id, json!({"verb": "sign_leaver"}));
    server.sign_in(ACTING).does(id, json!({"verb": "sign_receiver"}));
    let leader = server.sign_in(LEADER);
    server
        .sign_in(SECTION_CLERK)
        .does(id, json!({"verb": "name_supervisor", "person": leader.id(), "reason": "分管县领导"}));
    assert_eq!(leader.does(id, json!({"verb": "sign_supervisor"}))["stage"], "待提请审计");
    let waived = json!({"verb": "waive_audit", "reason": "今年已作任中审计", "basis": "青审报〔2026〕3号"});
    assert_eq!(clerk.is_refused(id, waived.clone()).0, 403);
    assert_eq!(head.does(id, waived)["stage"], "已办结");
    assert_eq!(seen(&clerk, id)["state"]["completion"]["due"], "2026-10-14");
}
