//! What a mechanism costs: its folder, one line of a catalogue, its words in the pack. With that a third kind stands beside leave and
//! handover in a county, and desk, pages, API, export, search and verification have it without a line of their own.

mod talk;

use crate::{
    leave_scenario::{application, half},
    server::{Folder, Person, Server, databases, zhunsheng},
};
use county::{
    build::build,
    made::{COUNTY_CODE, Made, Scale, accounts},
};
use engine::{
    days::Day,
    erased::{Catalogue, Of},
    policy::Policy,
};
use opinion::{
    daily::{handover::Handover, leave::Leave},
    ground::{account::Account, cadre::Cadre, post::Post, post_change::PostChange, unit::Unit},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{Cursor, Read},
    sync::Arc,
};
use store::{County, Database, IdSource, Settings};
use talk::Talk;

static CATALOGUE: Catalogue = Catalogue(&[
    &Of::<Unit>::new(),
    &Of::<Post>::new(),
    &Of::<Cadre>::new(),
    &Of::<PostChange>::new(),
    &Of::<Account>::new(),
    &Of::<Leave>::new(),
    &Of::<Handover>::new(),
    &Of::<Talk>::new(),
]);

/// The county's pack with the third kind's words at the end of its files.
fn pack() -> Vec<(String, String)> {
    let mut files = engine::pack!().to_vec();
    for (name, text) in talk::PACK {
        files.iter_mut().find(|(file, _)| file == name).unwrap().1.push_str(text);
    }
    files
}

#[test]
fn a_pack_without_the_words_of_a_third_kind_is_refused_by_its_name_and_with_them_it_is_good() {
    let bare = Policy::parse(&engine::pack!()).unwrap();
    let missing: Vec<String> =
        CATALOGUE.missing_in(&bare).iter().map(|found| format!("{} {}", found.file, found.sentence)).collect();
    assert_eq!(missing.len(), 3, "{missing:?}");
    for (line, (file, word)) in
        missing.iter().zip([("clauses", "“talk”"), ("limits", "“talk.hold”"), ("dictionaries", "“talk_topics”")])
    {
        assert!(line.starts_with(file) && line.contains("谈话") && line.contains(word), "{line}");
    }
    assert_eq!(CATALOGUE.missing_in(&Policy::parse(&pack()).unwrap()), []);
    let folder = Folder::new("third-pack");
    for (name, text) in pack() {
        fs::write(folder.0.join(name), text).unwrap();
    }
    let check = || zhunsheng().args(["policy", "check"]).arg(&folder.0).output().unwrap();
    assert_eq!(check().status.code(), Some(0), "{}", String::from_utf8_lossy(&check().stderr));
    let limits = folder.0.join("limits.toml");
    let broken = fs::read_to_string(&limits).unwrap().replace("clause = \"talk\"", "clause = \"talks\"");
    fs::write(&limits, broken).unwrap();
    let said = check();
    assert_eq!(said.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said.stderr).contains("talks"), "{}", String::from_utf8_lossy(&said.stderr));
}

/// A small county whose program has a third kind, behind its server in this process.
fn county(folder: &Folder, database: &str) -> (Arc<County>, Server) {
    let settings = Settings {
        database: Database::open(database).unwrap(),
        keys: folder.0.join("keys"),
        data: folder.0.join("data"),
        county: COUNTY_CODE.into(),
        catalogue: &CATALOGUE,
        policy: Policy::parse(&pack()).unwrap(),
        ids: IdSource::seeded(1),
        relaxed: false,
    };
    let county = County::open(settings).unwrap();
    let dawn: Day = Day::of("2026-05-05").unwrap();
    let made = Made::new(1, Scale::SMALL, dawn.0);
    let cast = build(&county, &made, dawn.begins(), &mut |_, _| {}).unwrap();
    let now: jiff::Timestamp = "2026-05-05T09:00:00+08:00".parse().unwrap();
    let mut shown = accounts(&made);
    for account in &mut shown {
        account.person = account.key.map(|key| cast.person(key).0);
        county.set_password(&account.account, &account.password, false, now).unwrap();
    }
    fs::create_dir_all(folder.0.join("data")).unwrap();
    fs::write(folder.0.join("data/accounts.json"), serde_json::to_string(&shown).unwrap()).unwrap();
    let county = Arc::new(county);
    let settings = web::app::Settings {
        county: Arc::clone(&county),
        now: Arc::new(move || now),
        demo: true,
        secure_cookie: false,
        log: false,
    };
    (county, Server::within(web::app::App::new(settings), folder))
}

#[test]
fn a_third_kind_goes_through_desk_pages_api_export_and_verify_beside_leave_and_handover() {
    let databases_folder = Folder::new("third-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("third");
        let (county, server) = county(&folder, &database);
        let clerk = server.sign_in("jiandu-jingban");
        let mayor = server.sign_in("yunting-zhenzhang");
        described(&clerk);
        let id = by_the_api(&server, &clerk, &mayor);
        by_pages(&server, &clerk, &mayor, &id);
        heard(&server, &clerk, &mayor);
        let report = county.verify().unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
        drop(server);
        county.close();
    }
}

fn described(clerk: &Person) {
    let (_, kinds) = clerk.get("/api/v1/kinds");
    let ids: Vec<&str> = kinds["items"]
        .as_array()
        .unwrap_or_else(|| kinds.as_array().unwrap())
        .iter()
        .map(|kind| kind["kind"].as_str().unwrap())
        .collect();
    for kind in ["leave", "handover", "talk"] {
        assert!(ids.contains(&kind), "{ids:?}");
    }
    let (status, openapi) = clerk.get("/api/v1/openapi.json");
    assert!(status == 200 && openapi.to_string().contains("安排谈话"));
}

/// Arranged by the clerk: number, duty with its day and basis; refused for a word that the county's dictionary does not have.
fn by_the_api(server: &Server, clerk: &Person, mayor: &Person) -> String {
    let talk = |topic: &str| json!({"verb": "arrange", "person": mayor.id(), "topic": topic});
    let (status, no) = clerk.open("talk", talk("weather"));
    assert_eq!((status, &no["refusal"]["at"]), (422, &json!("/topic")), "{no}");
    let (status, no) = mayor.open("talk", talk("study"));
    assert_eq!(status, 403, "{no}");
    let (status, opened) = clerk.open("talk", talk("study"));
    assert_eq!(status, 201, "{opened}");
    assert_eq!((&opened["number"], &opened["stage"]), (&json!("谈〔2026〕1号"), &json!("待谈话")));
    // Tuesday 5 May is a holiday, Saturday 9 May is worked: five working days from Wednesday.
    let id = opened["id"].as_str().unwrap().to_owned();
    let matter = clerk.get(&format!("/api/v1/matters/{id}")).1;
    assert_eq!(matter["duties"][0]["due"], "2026-05-11", "{matter}");
    assert!(matter["duties"][0]["basis"].to_string().contains("talk.hold"), "{matter}");
    let head = server.sign_in("jiandu-guzhang");
    assert!(head.get("/api/v1/duties?mine=true").1.to_string().contains(&id), "it waits for the head");
    let (_, events) = clerk.get(&format!("/api/v1/matters/{id}/events"));
    assert!(events.to_string().contains("安排谈话"), "{events}");
    id
}

fn by_pages(server: &Server, clerk: &Person, mayor: &Person, id: &str) {
    let text = |person: &Person, path: &str| {
        let (status, _, text) = person.page(path, None);
        assert_eq!(status, 200, "{path}: {text}");
        text
    };
    assert!(text(clerk, "/new").contains("/new/talk") && !text(mayor, "/new").contains("/new/talk"));
    let form = text(clerk, "/new/talk");
    assert!(
        form.contains("谈话内容") && form.contains("学习") && form.contains("leaving"),
        "words of the pack: {form}"
    );
    let ledger = text(clerk, "/ledger/talk?tab=all");
    assert!(ledger.contains("谈〔2026〕1号") && ledger.contains("谈话内容"), "{ledger}");
    let matter = text(clerk, &format!("/matters/{id}"));
    assert!(matter.contains("谈话办法第一条") || matter.contains("安排后谈话"), "the basis: {matter}");
    assert!(text(clerk, "/policy").contains("安排后谈话"));
    let head = server.sign_in("jiandu-guzhang");
    let matter = text(&head, &format!("/matters/{id}"));
    assert!(matter.contains("记录谈话"), "{matter}");
    head.does(id, json!({"verb": "hold", "note": "谈了学习，状态良好"}));
    assert!(text(clerk, &format!("/matters/{id}")).contains("已谈话"));
    let (_, found) = clerk.get("/api/v1/matters?q=%E7%8A%B6%E6%80%81%E8%89%AF%E5%A5%BD");
    assert_eq!(found["items"][0]["id"], id, "found by what was said: {found}");
    let (status, _, book) = clerk.bytes("/ledger/talk/export?tab=all");
    assert_eq!(status, 200);
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut words = String::new();
    zip.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut words).unwrap();
    assert!(words.contains("谈〔2026〕1号") && words.contains("谈话内容"), "{words}");
}

/// A post that ends opens the real handover and the third kind's talk in one transaction; leave goes on beside them.
fn heard(server: &Server, clerk: &Person, mayor: &Person) {
    let card = clerk.get(&format!("/api/v1/matters/{}", mayor.id())).1;
    let held = card["state"]["tenures"].as_array().unwrap().iter().find(|held| held["until"].is_null()).unwrap();
    let (status, opened) = clerk.open(
        "post_change",
        json!({
            "verb": "register", "person": mayor.id(), "authority": "县人大常委会", "document": "青常〔2026〕9号",
            "decided_on": "2026-05-05", "leaves": [{"post": held["post"], "day": "2026-05-06", "reason": "removal"}],
        }),
    );
    assert_eq!(status, 201, "{opened}");
    server.sign_in("jiandu-guzhang").does(opened["id"].as_str().unwrap(), json!({"verb": "confirm"}));
    for (kind, number) in [("handover", "交〔2026〕1号"), ("talk", "谈〔2026〕2号")] {
        let (_, page) = clerk.get(&format!("/api/v1/matters?kind={kind}"));
        assert!(page.to_string().contains(number), "{page}");
    }
    let secretary = server.sign_in("yunting-shuji");
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let trip = application(half("2026-05-12", "上午"), half("2026-05-12", "下午"), &deputy);
    let (status, leave): (u16, Value) = secretary.open("leave", trip);
    assert_eq!((status, &leave["number"]), (201, &json!("请〔2026〕1号")), "{leave}");
}
