//! Which role comes in at which address: a golden table of every address there is, so that a new one shows who it is open to before
//! anybody stands behind it.

use crate::{
    rosters_by_page::{book, bring, hidden, settled},
    server::Folder,
    walk::{ask, demo, everybody},
};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};
use web::routes::{self, Method};

const NOBODYS: &str = "019e0000-0000-7000-8000-000000000000";
/// They end the session or answer whoever asks, signed in or not.
const LEFT_OUT: [&str; 3] = ["/sign-out", "/api/v1/session", "/sign-in"];

/// An address with the ids of nobody, the kind and verb that everybody has to do with.
fn filled(path: &str) -> String {
    let known = [("{kind}", "leave"), ("{verb}", "agree"), ("{what}", "unit"), ("{n}", "1"), ("{name}", "limits.toml")];
    let path = known.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
    path.split('/').map(|part| if part.starts_with('{') { NOBODYS } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn who_comes_in_at_which_address_is_written_down() {
    let folder = Folder::new("doors");
    let server = demo(&folder);
    let people: Vec<_> = everybody(&server)
        .into_iter()
        .map(|person| {
            (person.entry["role"].as_str().unwrap().to_owned(), hidden(&person.page("/", None).2, "_csrf"), person)
        })
        .collect();
    let mut text = String::from("# What every address answers to whom, with the ids of nobody and an empty form.\n");
    let mut all: Vec<_> = routes::all().filter(|route| !LEFT_OUT.contains(&route.path)).collect();
    all.sort_by_key(|route| (route.path, route.method.word()));
    for route in all {
        let mut answers: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
        for (role, csrf, person) in &people {
            let form = if route.is_api() { "{}".to_owned() } else { format!("_csrf={csrf}") };
            let seen = ask(&server, route, &filled(route.path), &person.token, &form);
            answers.entry(seen.status).or_default().push(role);
        }
        // What most are answered needs no names.
        let most = answers.iter().max_by_key(|(_, roles)| roles.len()).map(|(status, _)| *status).unwrap();
        writeln!(text, "{:<6} {}: {most}", route.method.word(), route.path).unwrap();
        for (status, roles) in answers.into_iter().filter(|(status, _)| *status != most) {
            writeln!(text, "       {status}: {}", roles.join(", ")).unwrap();
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/doors.txt");
    if crate::server::setting("ZHUNSHENG_GOLDEN").is_some_and(|word| word == "write") {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "golden/doors.txt differs; run with ZHUNSHENG_GOLDEN=write and read the difference");
}

#[test]
fn a_paper_on_its_way_in_is_there_for_the_account_that_brought_it_and_for_nobody_else() {
    let folder = Folder::new("others-paper");
    let server = demo(&folder);
    let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
    let (status, to, text) = bring(&clerk, "花名册.xlsx", &book(&[["新桥镇", "测甲", "男", "1980.05", "镇长"]]));
    assert_eq!(status, 303, "{text}");
    settled(&clerk, &to);
    let id = to.rsplit('/').next().unwrap();
    let csrf = hidden(&head.page("/", None).2, "_csrf");
    let mut tried = 0;
    for route in routes::all().filter(|route| route.path.starts_with("/imports/{id}")) {
        let answer = |id: &str| {
            let seen = ask(&server, route, &route.path.replace("{id}", id), &head.token, &format!("_csrf={csrf}"));
            (seen.status, seen.text.replace(id, NOBODYS))
        };
        let (theirs, nobodys) = (answer(id), answer(NOBODYS));
        assert_eq!(theirs, nobodys, "{} {}", route.method.word(), route.path);
        assert!(theirs.0 == 404 && !theirs.1.contains("测甲"), "{} {}", route.method.word(), route.path);
        tried += usize::from(route.method == Method::Get || route.method == Method::Post);
    }
    assert!(tried >= 6, "{tried}");
    let page = settled(&clerk, &to);
    assert!(page.contains("测甲"), "and it is still there for whoever brought it");
}
