//! What leaves the house, on each database: a calendar, the daily digest, the webhook; and who holds a duty while its owner is away.

mod feed;
mod hook;
mod mail;
mod smtp;
mod stand_in;
mod tls;
mod wire;

use crate::server::{Person, Server};
use serde_json::{Value, json};

const SECRETARY: &str = "yunting-shuji";
const MAYOR: &str = "yunting-zhenzhang";
const DEPUTY: &str = "yunting-fuzhenzhang";
const SECTION_HEAD: &str = "jiandu-guzhang";

/// Words that stand in matters and must not be found outside.
const WITHIN: [&str; 4] = ["合肥", "参加会议", "酒后", "八小时"];

/// A leave of one day: id and number.
fn leave(server: &Server, who: &str, stand_in: &str, day: &str) -> (String, String) {
    let half = |half: &str| json!({"day": day, "half": half});
    let stand_in = server.sign_in(stand_in).id().to_owned();
    let application = json!({"verb": "apply", "stand_in": stand_in, "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": half("上午"), "to": half("下午")}, "destination": "合肥市", "reach": "beyond_city",
        "reason": "参加会议", "phone": "13900000000"});
    let (status, leave) = server.sign_in(who).open("leave", application);
    assert_eq!(status, 201, "{leave}");
    (leave["id"].as_str().unwrap().to_owned(), leave["number"].as_str().unwrap().to_owned())
}

/// Something withheld about the deputy, which his secretary owes: its id.
fn withheld(server: &Server) -> String {
    let about = server.sign_in(DEPUTY).id().to_owned();
    let record =
        json!({"verb": "record", "person": about, "source": "police", "reference": "通报1号", "facts": "夜间酒后驾驶"});
    let (status, opened) = server.sign_in(SECRETARY).open("off_duty", record);
    assert_eq!(status, 201, "{opened}");
    opened["id"].as_str().unwrap().to_owned()
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Sends a form of the page of one's own ways: status and text.
fn sends(who: &Person, act: &str, fields: &str) -> (u16, String) {
    let (_, _, page) = who.page("/notices/ways", None);
    let form = format!("_csrf={}{fields}", hidden(&page, "_csrf"));
    let (status, _, text) = who.page(&format!("/notices/{act}"), Some(form));
    (status, text)
}

/// A number of `/metrics`.
fn metric(server: &Server, name: &str) -> f64 {
    let text = server.page("", "/metrics", None).2;
    let line = text.lines().find(|line| line.split_once(' ').is_some_and(|(key, _)| key == name));
    line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("{name} in {text}"))
}

/// Waits until something is so.
fn soon(what: &str, mut so: impl FnMut() -> bool) {
    let (_keep, never) = std::sync::mpsc::channel::<()>();
    for _ in 0..400 {
        if so() {
            return;
        }
        let _ = never.recv_timeout(std::time::Duration::from_millis(100));
    }
    panic!("{what} did not come");
}

/// Names of everybody in the demo's list.
fn names(server: &Server) -> Vec<String> {
    let list: Value =
        serde_json::from_str(&std::fs::read_to_string(server.folder.join("accounts.json")).unwrap()).unwrap();
    list.as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap().to_owned()).collect()
}
