//! FIELD.md's second scenario through the API, on each database: both chiefs of a township, half-days, an extension over a make-up
//! Saturday, and a secretary who simply stays away.

use crate::server::{Folder, Person, Server, databases};
use serde_json::{Value, json};

const BEFORE: &str = "2026-05-05T09:00";

pub fn half(day: &str, half: &str) -> Value {
    json!({"day": day, "half": half})
}

pub fn application(from: Value, to: Value, stand_in: &str) -> Value {
    json!({
        "stand_in": stand_in, "verb": "apply", "purpose": {"business": {"kind": "meeting"}}, "period": {"from": from, "to": to},
        "destination": "合肥市", "reach": "beyond_city", "reason": "参加全省乡村振兴工作会议", "phone": "13900000000",
    })
}

/// Signs at every station that is open to one of the office's accounts, until nobody has anything to sign.
fn approve(server: &Server, id: &str, reason: Option<&str>) {
    let offices = ["jiandu-guzhang", "xianwei-fushuji", "changwu-fuxianzhang", "xianwei-shuji", "xianzhang"];
    let people: Vec<Person> = offices.iter().map(|account| server.sign_in(account)).collect();
    for _ in 0..4 {
        for person in &people {
            let (status, matter) = person.get(&format!("/api/v1/matters/{id}"));
            let open =
                matter["offers"].as_array().is_some_and(|offers| offers.iter().any(|offer| offer["verb"] == "agree"));
            if status == 200 && open {
                person.does(id, json!({"verb": "agree", "opinion": "同意", "exception": reason}));
            }
        }
    }
}

fn stage(person: &Person, id: &str) -> String {
    person.get(&format!("/api/v1/matters/{id}")).1["stage"].as_str().unwrap_or_default().to_owned()
}

fn signers(person: &Person, id: &str) -> String {
    person.get(&format!("/api/v1/matters/{id}")).1["duties"].to_string()
}

#[test]
fn both_chiefs_half_days_extension_and_overstay() {
    let databases_folder = Folder::new("s2-db");
    for database in databases(&databases_folder) {
        scenario(&database);
    }
}

fn scenario(database: &str) {
    let folder = Folder::new("s2");
    let server = Server::demo(&folder, database, BEFORE);
    let (secretary, mayor) = (server.sign_in("yunting-shuji"), server.sign_in("yunting-zhenzhang"));

    // Wednesday afternoon to Friday morning: 0.5 + 1 + 0.5 working days, the lower tier.
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let trip = application(half("2026-05-06", "下午"), half("2026-05-08", "上午"), &deputy);
    let (status, first) = secretary.open("leave", trip);
    assert_eq!(status, 201, "{first}");
    assert_eq!(first["number"], "请〔2026〕1号");
    let first = first["id"].as_str().unwrap().to_owned();
    assert!(!signers(&secretary, &first).contains("county_secretary"), "2.0 working days stay in the lower tier");

    // The mayor from Friday morning: refused with the clause; from Friday afternoon: touching is no overlap.
    let (status, no) =
        mayor.open("leave", application(half("2026-05-08", "上午"), half("2026-05-08", "下午"), &deputy));
    assert_eq!(status, 422, "{no}");
    assert_eq!(no["refusal"]["code"], "chiefs_overlap");
    assert!(no["refusal"]["clause"].as_str().unwrap().starts_with("3.1"), "{no}");
    assert!(no["refusal"]["sentence"].as_str().unwrap().contains("8日上午"), "{no}");
    approve(&server, &first, None);
    let (_, no) = mayor.open("leave", application(half("2026-05-08", "上午"), half("2026-05-08", "下午"), &deputy));
    assert_eq!(no["refusal"]["code"], "chiefs_overlap", "also against an approved absence");
    let (status, second) =
        mayor.open("leave", application(half("2026-05-08", "下午"), half("2026-05-08", "下午"), &deputy));
    assert_eq!(status, 201, "{second}");
    let second = second["id"].as_str().unwrap().to_owned();
    approve(&server, &second, None);

    // Through Saturday 9 May, which is worked: 3.5 working days, and into the mayor's afternoon.
    let longer = json!({"verb": "extend", "to": half("2026-05-09", "下午"), "reason": "会议延长"});
    assert_eq!(secretary.is_refused(&first, longer), (422, "chiefs_overlap".to_owned()));
    let because =
        json!({"verb": "extend", "to": half("2026-05-09", "下午"), "reason": "会议延长", "exception": "省里点名参加"});
    secretary.does(&first, because);
    assert!(signers(&secretary, &first).contains("section_head"), "{}", signers(&secretary, &first));
    server.sign_in("jiandu-guzhang").does(&first, json!({"verb": "agree", "opinion": "同意上报"}));
    let top = server.sign_in("xianwei-shuji");
    let bare = json!({"verb": "agree", "opinion": "同意"});
    assert_eq!(top.is_refused(&first, bare).0, 422, "an exception needs the approver's own reason");
    top.does(&first, json!({"verb": "refuse", "reason": "工作需要，按期返回"}));
    drop(server);

    // He simply stays away at Friday noon: both see a duty that minute, and the mayor's trip stands.
    let server = Server::start(&folder, &["demo", "--database", database, "--today", "2026-05-08T12:00"]);
    let (secretary, mayor) = (server.sign_in("yunting-shuji"), server.sign_in("yunting-zhenzhang"));
    for person in [&secretary, &mayor] {
        let (status, duties) = person.get("/api/v1/duties");
        assert_eq!(status, 200, "{duties}");
        assert!(duties.to_string().contains("确认返岗"), "{duties}");
    }
    assert_eq!(stage(&mayor, &second), "在外", "the mayor's trip is not silently revoked");
    assert_eq!(stage(&secretary, &first), "待销假");
    drop(server);

    // The day after the limit he is overdue and owes an explanation within the same matter.
    let server = Server::start(&folder, &["demo", "--database", database, "--today", "2026-05-10T08:00"]);
    let secretary = server.sign_in("yunting-shuji");
    assert_eq!(stage(&secretary, &first), "待说明");
    secretary.does(&first, json!({"verb": "report_back", "returned": half("2026-05-09", "上午")}));
    secretary.does(&first, json!({"verb": "explain", "text": "返程车辆故障，未及时报告。"}));
}

#[test]
fn of_64_racing_requests_for_the_same_half_day_exactly_one_chief_passes() {
    let databases_folder = Folder::new("race-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("race");
        let server = Server::demo(&folder, &database, BEFORE);
        let people = [server.sign_in("yunting-shuji"), server.sign_in("yunting-zhenzhang")];
        let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
        let trip = || application(half("2026-05-07", "上午"), half("2026-05-07", "下午"), &deputy);
        let passed: Vec<usize> = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..64)
                .map(|number| {
                    let person = &people[number % 2];
                    scope.spawn(move || (number % 2, person.open("leave", trip()).0))
                })
                .collect();
            racers
                .into_iter()
                .map(|racer| racer.join().unwrap())
                .filter(|(_, status)| *status == 201)
                .map(|(who, _)| who)
                .collect()
        });
        assert_eq!(passed.len(), 1, "exactly one passes, once: {passed:?}");
    }
}
