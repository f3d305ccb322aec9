//! 授权代签 through API and pages, on each database: the executive deputy lets a deputy head sign leaves for him.

use crate::server::{Folder, Person, Server, databases, zhunsheng};
use serde_json::{Value, json};

const PRINCIPAL: &str = "changwu-fuxianzhang";
const DELEGATE: &str = "fuxianzhang";

/// The mayor's leave of one day, seen by the section: it waits for the executive deputy.
fn waiting(server: &Server, day: &str) -> String {
    let half = |half: &str| json!({"day": day, "half": half});
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let application = json!({"verb": "apply", "stand_in": deputy, "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": half("上午"), "to": half("下午")}, "destination": "合肥市", "reach": "beyond_city",
        "reason": "参加会议", "phone": "13900000000"});
    let (status, leave) = server.sign_in("yunting-zhenzhang").open("leave", application);
    assert_eq!(status, 201, "{leave}");
    let id = leave["id"].as_str().unwrap().to_owned();
    server.sign_in("jiandu-guzhang").does(&id, json!({"verb": "agree", "opinion": "同意上报"}));
    id
}

fn gives(principal: &Person, delegate: &str, (from, until): (&str, &str), kinds: Value) -> Value {
    let action = json!({"verb": "give", "delegate": delegate, "from": from, "until": until, "kinds": kinds, "reason": "外出学习"});
    let (status, given) = principal.open("delegation", action);
    assert_eq!(status, 201, "{given}");
    json!({"person": principal.id(), "authorization": given["id"]})
}

/// Agrees for another: status, code and answer.
fn agree(who: &Person, id: &str, on_behalf: &Value) -> (u16, String, Value) {
    let after = {
        let (status, matter) = who.get(&format!("/api/v1/matters/{id}"));
        if status == 200 { matter["n"].as_i64().unwrap() } else { 2 }
    };
    let action = json!({"verb": "agree", "opinion": "同意"});
    let body = json!({"after": after, "action": action, "on_behalf": on_behalf});
    let (status, answer) = who.post(&format!("/api/v1/matters/{id}/actions"), &body);
    (status, answer["refusal"]["code"].as_str().unwrap_or_default().to_owned(), answer)
}

/// The code with which it is refused.
fn refused(who: &Person, id: &str, on_behalf: &Value) -> String {
    let (status, code, answer) = agree(who, id, on_behalf);
    assert!(matches!(status, 403 | 404), "{answer}");
    code
}

/// Whether the delegate is in charge of the unit and so sees its matters himself: then he is told why not, else that there is nothing.
fn otherwise(sees: bool, code: &'static str) -> &'static str {
    if sees { code } else { "not_found" }
}

#[test]
fn a_leader_lets_another_sign_for_named_days_and_kinds_on_record() {
    let databases_folder = Folder::new("delegation-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("delegation");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (first, second, third) =
            (waiting(&server, "2026-05-06"), waiting(&server, "2026-05-07"), waiting(&server, "2026-05-08"));
        let sees = server.sign_in(DELEGATE).get(&format!("/api/v1/matters/{first}")).0 == 200;
        let given = signs(&server, (&first, &second), sees);
        not_his(&server, &third, &given);
        let (principal, delegate) = (server.sign_in(PRINCIPAL), server.sign_in(DELEGATE));
        let id = given["authorization"].as_str().unwrap();
        principal.does(id, json!({"verb": "end", "reason": "提前返回"}));
        assert_eq!(refused(&delegate, &third, &given), otherwise(sees, "not_authorized"), "a revoked one");
        let last = gives(&principal, delegate.id(), ("2026-05-05", "2026-05-06"), json!([]));
        relatives(&server, &third, &last, sees);
        assert_eq!(server.stop(), Some(0));
        drop(server);
        let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-07T09:00"]);
        let run_out = refused(&server.sign_in(DELEGATE), &third, &last);
        assert_eq!(run_out, otherwise(sees, "authorization_time"));
        // Where he sees the matter himself, he is told why.
        assert_eq!(refused(&server.sign_in(DELEGATE), id, &last), "authorization_time");
        verified(server, &folder, &database);
    }
}

fn verified(mut server: Server, folder: &Folder, database: &str) {
    assert_eq!(server.stop(), Some(0));
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let mut verify = zhunsheng();
    verify.args(["verify", "--database", database, "--data"]).arg(data).arg("--keys").arg(keys);
    let verified = verify.output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

/// The happy path, by API and by page; returns the authorization.
fn signs(server: &Server, (first, second): (&str, &str), sees: bool) -> Value {
    let (principal, delegate) = (server.sign_in(PRINCIPAL), server.sign_in(DELEGATE));
    let path = format!("/api/v1/matters/{first}");
    let none = json!({"person": principal.id(), "authorization": "none"});
    assert_eq!(refused(&delegate, first, &none), otherwise(sees, "not_authorized"));
    let later = gives(&principal, delegate.id(), ("2026-05-06", "2026-05-09"), json!(["leave"]));
    assert_eq!(refused(&delegate, first, &later), otherwise(sees, "authorization_time"), "not yet begun");
    let other = gives(&principal, delegate.id(), ("2026-05-05", "2026-05-09"), json!(["handover"]));
    assert_eq!(refused(&delegate, first, &other), otherwise(sees, "authorization_kind"), "another kind");
    let given = gives(&principal, delegate.id(), ("2026-05-05", "2026-05-09"), json!(["leave"]));
    let (status, seen) = delegate.get(&path);
    assert!(status == 200 && !seen["offers"].to_string().contains("agree"), "nothing to sign is his own: {seen}");
    assert_eq!(seen["by_authorization"][0]["on_behalf"], given);
    assert!(seen["by_authorization"][0]["offers"].to_string().contains("agree"), "{seen}");
    // A double click: one signature, one answer.
    let action = json!({"verb": "agree", "opinion": "同意"});
    let body = json!({"after": seen["n"], "action": action, "on_behalf": given});
    let twice =
        |key: &str| server.send("POST", &format!("{path}/actions"), Some(&delegate.token), Some(key), Some(&body));
    let (once, again) = (twice("double"), twice("double"));
    assert_eq!((once.0, again.0), (200, 200), "{} {}", once.1, again.1);
    assert_eq!((&once.1["n"], &again.1["replayed"]), (&again.1["n"], &json!(true)));
    let events = principal.get(&format!("{path}/events")).1;
    assert!(events.to_string().contains(given["authorization"].as_str().unwrap()), "{events}");
    let (_, _, page) = principal.page(&format!("/matters/{first}"), None);
    assert!(page.contains("代签〕") && page.contains("授权"), "{page}");
    by_page(&delegate, second, given["authorization"].as_str().unwrap());
    given
}

fn by_page(delegate: &Person, id: &str, authorization: &str) {
    let (_, _, bench) = delegate.page("/", None);
    assert!(bench.contains("受托代办") && bench.contains(&format!("/matters/{id}?do=agree&#38;by=")), "{bench}");
    let (status, _, page) = delegate.page(&format!("/matters/{id}?do=agree&by={authorization}"), None);
    assert!(status == 200 && page.contains("办理</small>") && page.contains("代"), "{page}");
    let hidden = |name: &str| {
        let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
        rest.split('"').next().unwrap().to_owned()
    };
    let form = format!(
        "_csrf={}&_key={}&_after={}&opinion=%E5%90%8C%E6%84%8F",
        hidden("_csrf"),
        hidden("_key"),
        hidden("_after")
    );
    let way = format!("/matters/{id}/actions/agree?by={authorization}");
    let (status, to, text) = delegate.page(&way, Some(form.clone()));
    assert!(status == 303 && (to == "/" || to == format!("/matters/{id}")), "{to} {text}");
    assert_eq!(delegate.page(&way, Some(form)).0, 303, "a double click");
}

/// Nobody else's, no chain, nobody's own matter, no relative's.
fn not_his(server: &Server, third: &str, given: &Value) {
    let (principal, delegate) = (server.sign_in(PRINCIPAL), server.sign_in(DELEGATE));
    let stranger = server.sign_in("xianwei-fushuji");
    assert_eq!(refused(&stranger, third, given), "not_authorized", "it was given to somebody else");
    let chained = gives(&delegate, stranger.id(), ("2026-05-05", "2026-05-09"), json!([]));
    let chain = refused(&stranger, third, &chained);
    assert!(matches!(chain.as_str(), "not_yours" | "not_found"), "what was lent to him he does not lend on: {chain}");
    let mayor = server.sign_in("yunting-zhenzhang");
    let own = gives(&principal, mayor.id(), ("2026-05-05", "2026-05-09"), json!(["leave"]));
    assert_eq!(refused(&mayor, third, &own), "recused", "his own leave");
    for administrator in ["xitong", "anquan", "shenji"] {
        let administrator = server.sign_in(administrator);
        assert!(matches!(agree(&administrator, third, given).0, 403 | 404));
        let action = json!({"verb": "give", "delegate": delegate.id(), "from": "2026-05-05", "until": "2026-05-06", "kinds": [], "reason": "外出"});
        assert_eq!(administrator.open("delegation", action).0, 403, "an administrator gives none");
    }
    let void = json!({"after": 2, "action": {"verb": "void", "reason": "错"}, "on_behalf": given});
    let void = delegate.post(&format!("/api/v1/matters/{third}/actions"), &void);
    assert_eq!((void.0, void.1["refusal"]["code"].as_str()), (403, Some("not_yours")), "{}", void.1);
}

/// A relative's matter is not his either; in the same words as by himself.
fn relatives(server: &Server, third: &str, given: &Value, sees: bool) {
    let (delegate, mayor) = (server.sign_in(DELEGATE), server.sign_in("yunting-zhenzhang"));
    let path = format!("/api/v1/matters/{third}");
    assert!(delegate.get(&path).1["by_authorization"][0]["name"].is_string(), "open to him before");
    let relation = json!({"verb": "add_relation", "other": delegate.id(), "relation": "弟弟"});
    server.sign_in("jiandu-jingban").does(mayor.id(), relation);
    assert_eq!(refused(&delegate, third, given), "recused");
    let (status, matter) = delegate.get(&path);
    assert_eq!(status, if sees { 200 } else { 404 });
    assert!(matter["by_authorization"].is_null(), "nothing is open to him there any more: {matter}");
}
