//! 三员 through the API: none sees content, none can be another, and no account gets two of the three roles.

use crate::server::{Folder, Server, databases};
use serde_json::json;

#[test]
fn the_three_administrators_are_apart_and_see_no_content() {
    let folder = Folder::new("administrators");
    for database in databases(&folder) {
        let folder = Folder::new("administrators");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (system, security, audit) = (server.sign_in("xitong"), server.sign_in("anquan"), server.sign_in("shenji"));
        let minister = server.sign_in("yunting-shuji");
        let (status, people) = minister.get("/api/v1/people?q=");
        assert_eq!(status, 200, "{people}");
        let person = minister.id().to_owned();
        for admin in [&system, &security, &audit] {
            for path in [
                "people",
                "units",
                "duties?mine=true",
                "matters?kind=leave",
                "matters?kind=cadre",
                "matters?kind=post_change",
            ] {
                let (status, list) = admin.get(&format!("/api/v1/{path}"));
                assert_eq!((status, list["items"].as_array().map(Vec::len)), (200, Some(0)), "{path}: {list}");
            }
            assert_eq!(admin.get(&format!("/api/v1/matters/{person}")).0, 404, "no cadre's card");
            let (_, kinds) = admin.get("/api/v1/kinds");
            assert!(kinds["items"].as_array().unwrap().iter().all(|kind| kind["kind"] == "account"), "{kinds}");
        }
        let opened = system.open("account", json!({"verb": "open", "login": "xinren", "name": "新人"}));
        assert_eq!(opened.0, 201, "{}", opened.1);
        let id = opened.1["id"].as_str().unwrap().to_owned();
        let grant = |role: &str| json!({"verb": "grant", "role": role});
        assert_eq!(system.is_refused(&id, grant("audit_admin")).0, 403, "who opens does not grant");
        assert_eq!(audit.is_refused(&id, grant("audit_admin")).0, 403, "who audits does not grant");
        security.does(&id, grant("audit_admin"));
        for other in ["system_admin", "security_admin", "section_head", "reader"] {
            assert_eq!(security.is_refused(&id, grant(other)), (422, "administrators_apart".to_owned()), "{other}");
        }
        // Nor do they raise each other or themselves.
        let of = |login: &str| -> String {
            let mut cursor = String::new();
            loop {
                let (_, page) = security.get(&format!("/api/v1/matters?kind=account&limit=200{cursor}"));
                let found = page["items"].as_array().unwrap().iter().find(|row| row["cells"]["login"] == *login);
                if let Some(row) = found {
                    return row["id"].as_str().unwrap().to_owned();
                }
                cursor = format!("&cursor={}", page["next"].as_str().expect("the account is listed"));
            }
        };
        for (login, role) in [("xitong", "security_admin"), ("anquan", "system_admin"), ("shenji", "system_admin")] {
            let (status, code) = security.is_refused(&of(login), grant(role));
            assert!(matches!(status, 403 | 422), "{login} {role}: {code}");
        }
        assert!(matches!(security.open("account", json!({"verb": "open", "login": "zaiyi", "name": "再一"})).0, 403));
    }
}
