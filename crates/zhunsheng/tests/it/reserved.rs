//! Whoever a fact is about sees what he was told, by page, print, API, ledger and file alike, and never who brought what or how it was found.

use crate::{
    export::part,
    server::{Folder, Person, Server, databases},
};
use serde_json::{Value, json};

/// The fact as it was brought, what was found, a remark of the section: words that only those who work on it read.
const BROUGHT: &str = "据镇政府同志当面反映";
const FOUND: &str = "查阅值班电话记录";
const REMARK: &str = "与前次来信所述一致";
/// What he is told.
const GIST: &str = "4月20日未按调令到岗";

/// A paper of the verifier: its id.
fn paper(server: &Server, person: &Person) -> String {
    let mut sent = ureq::post(format!("{}/api/v1/files?name=record.pdf", server.address))
        .header("authorization", format!("Bearer {}", person.token))
        .header("idempotency-key", "record")
        .send(b"%PDF-record".as_slice())
        .unwrap();
    let kept: Value = serde_json::from_str(&sent.body_mut().read_to_string().unwrap()).unwrap();
    kept["id"].as_str().unwrap().to_owned()
}

/// A fact about the deputy, brought by the secretary, verified by the clerk of the section and told: its id and the paper.
fn told(server: &Server) -> (String, String) {
    let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let fact = json!({"verb": "register", "person": deputy, "breach": "refuses_post", "facts": BROUGHT,
        "occurred": "2026-04-20", "source": "letters", "brought_by": server.sign_in("yunting-zhenzhang").id(),
        "verifier": clerk.id()});
    let (status, answer) = head.open("org_discipline", fact);
    assert_eq!(status, 201, "{answer}");
    let id = answer["id"].as_str().unwrap().to_owned();
    let paper = paper(server, &clerk);
    clerk.does(&id, json!({"verb": "verify", "found": true, "finding": FOUND, "file": paper}));
    clerk.does(&id, json!({"verb": "comment", "text": REMARK}));
    head.does(&id, json!({"verb": "tell", "gist": GIST, "ground": "公务员法关于交流的规定"}));
    (id, paper)
}

/// Everything a person can read of it.
fn all_of(person: &Person, about: &str, (id, paper): (&str, &str)) -> String {
    let mut all = String::new();
    for path in [format!("matters/{id}"), format!("matters/{id}/events"), "matters?kind=org_discipline".to_owned()] {
        let (status, answer) = person.get(&format!("/api/v1/{path}"));
        assert_eq!(status, 200, "{path}: {answer}");
        all += &answer.to_string();
    }
    let (_, stale) = person.act(id, 1, json!({"verb": "hear", "statement": "说明"}));
    all += &stale.to_string();
    let pages = [format!("/matters/{id}"), "/ledger/org_discipline".to_owned(), format!("/matters/{id}/amend/2")];
    let dossier = ["", "?block=sanction", "?block=political"].map(|query| format!("/people/{about}{query}"));
    for path in pages.into_iter().chain(dossier) {
        all += &person.page(&path, None).2;
    }
    let (status, _, bytes) = person.bytes(&format!("/people/{about}/dossier"));
    if status == 200 {
        all += &part(&bytes, "word/document.xml");
    }
    for path in [format!("/files/{paper}"), format!("/api/v1/files/{paper}")] {
        all += &String::from_utf8_lossy(&person.bytes(&path).2);
    }
    all
}

#[test]
fn whom_a_fact_is_about_reads_what_he_was_told_and_nothing_of_who_brought_it_by_any_way() {
    let folder = Folder::new("reserved-db");
    for database in databases(&folder) {
        let folder = Folder::new("reserved");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (id, paper) = told(&server);
        let deputy = server.sign_in("yunting-fuzhenzhang");
        let seen = all_of(&deputy, deputy.id(), (&id, &paper));
        for word in
            [BROUGHT, FOUND, REMARK, "letters", "来信来访", "brought_by", "提供情况", "%PDF-record", paper.as_str()]
        {
            assert!(!seen.contains(word), "{word}: {seen}");
        }
        assert!(seen.contains(GIST), "{seen}");
        deputy.does(&id, json!({"verb": "hear", "statement": "家人住院，已书面说明"}));
        let seen = all_of(&server.sign_in("jiandu-jingban"), deputy.id(), (&id, &paper));
        for word in [BROUGHT, FOUND, REMARK, "来信来访", "brought_by", "%PDF-record"] {
            assert!(seen.contains(word), "{word} is hidden from who works on it: {seen}");
        }
        assert_eq!(server.stop(), Some(0));
    }
}
