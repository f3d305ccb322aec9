//! Who holds a duty while its owner is away: on the page of the matter, in the list of duties and on the workbench; and 待阅.

use super::{DEPUTY, MAYOR, SECRETARY, SECTION_HEAD, hidden, leave};
use crate::server::{Folder, Person, Server, databases};
use serde_json::{Value, json};

fn name(server: &Server, account: &str) -> String {
    server.sign_in(account).entry["name"].as_str().unwrap().to_owned()
}

/// Signs a leave as long as somebody of these can.
fn approved(server: &Server, id: &str, by: &[&str]) {
    for account in by {
        server.sign_in(account).does(id, json!({"verb": "agree", "opinion": "同意"}));
    }
}

#[test]
fn a_duty_whose_owner_is_away_says_who_stands_in_and_of_whom_one_may_not_see_no_day() {
    let databases_folder = Folder::new("stand-in-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("stand-in");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        // The executive deputy decides on the mayor's leave; the minister's deputy secretary decides on his. He lets the deputy sign.
        let (own, _) = leave(&server, MAYOR, DEPUTY, "2026-05-06");
        approved(&server, &own, &[SECTION_HEAD, "changwu-fuxianzhang"]);
        let (status, other) = apply(&server, "2026-05-11");
        assert_eq!(status, 201, "{other}");
        let waiting = other["id"].as_str().unwrap().to_owned();
        assert_eq!(server.stop(), Some(0));
        drop(server);
        let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-06T09:00"]);
        let (mayor, deputy) = (name(&server, MAYOR), name(&server, DEPUTY));
        let told = format!("{mayor}请假至5月6日，期间由{deputy}代为办理");
        let owned = json!({"verb": "reassign", "duty": duty_of(&server, &waiting), "to": server.sign_in(MAYOR).id(), "reason": "由其办理"});
        let head = server.sign_in(SECTION_HEAD);
        head.does(&waiting, owned);
        let (status, _, page) = head.page(&format!("/matters/{waiting}"), None);
        assert!(status == 200 && page.contains(&told), "{page}");
        let (_, _, list) = head.page("/duties?state=all", None);
        assert!(list.contains(&told), "{list}");
        let (_, _, bench) = server.sign_in(MAYOR).page("/", None);
        assert!(bench.contains(&told), "{bench}");
        // His own leave waits for him: that he is away is what it is about.
        assert!(!head.page(&format!("/matters/{own}"), None).2.contains("代为办理"));
    }
}

fn apply(server: &Server, day: &str) -> (u16, Value) {
    let half = |half: &str| json!({"day": day, "half": half});
    let application = json!({"verb": "apply", "stand_in": server.sign_in(MAYOR).id(), "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": half("上午"), "to": half("下午")}, "destination": "合肥市", "reach": "beyond_city",
        "reason": "参加会议", "phone": "13900000000"});
    server.sign_in(DEPUTY).open("leave", application)
}

fn duty_of(server: &Server, id: &str) -> String {
    let (_, matter) = server.sign_in(SECTION_HEAD).get(&format!("/api/v1/matters/{id}"));
    matter["duties"][0]["key"].as_str().unwrap_or_else(|| panic!("{matter}")).to_owned()
}

fn unread(who: &Person) -> (String, usize) {
    let (status, _, page) = who.page("/notices", None);
    assert_eq!(status, 200);
    let count = page.matches("未阅</span>").count().max(page.matches(">未阅<").count());
    (page, count)
}

#[test]
fn what_came_up_is_listed_until_it_is_read_and_whom_a_matter_is_about_hears_of_each_step() {
    let databases_folder = Folder::new("notices-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("notices");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (id, number) = leave(&server, DEPUTY, MAYOR, "2026-05-08");
        let (secretary, deputy) = (server.sign_in(SECRETARY), server.sign_in(DEPUTY));
        let (page, _) = unread(&secretary);
        assert!(page.contains(&number) && page.contains(&format!("/matters/{id}")) && page.contains("未阅"), "{page}");
        assert!(!unread(&deputy).0.contains(&number), "his own doing is no news");
        assert!(secretary.page("/", None).2.contains("查看待阅"));
        secretary.does(&id, json!({"verb": "agree", "opinion": "同意"}));
        let (page, _) = unread(&deputy);
        assert!(page.contains(&number), "{page}");
        // Reading a page marks nothing; saying so does, up to what was shown.
        let form = |page: &str, upto: &str| format!("_csrf={}&upto={upto}", hidden(page, "_csrf"));
        let (page, _) = unread(&secretary);
        let upto = hidden(&page, "upto");
        assert_eq!(secretary.page("/notices/read", Some(form(&page, &upto))).0, 303);
        let (page, _) = unread(&secretary);
        assert!(!page.contains(&number) && page.contains("没有待阅"), "{page}");
        let (_, _, all) = secretary.page("/notices?state=all", None);
        assert!(all.contains(&number) && all.contains("已阅"), "{all}");
        // Nobody reads ahead.
        assert_eq!(secretary.page("/notices/read", Some(form(&page, "9223372036854775807"))).0, 303);
        let (_, second) = leave(&server, MAYOR, DEPUTY, "2026-05-13");
        let told = unread(&secretary).0;
        assert!(!told.is_empty() && !second.is_empty());
    }
}
