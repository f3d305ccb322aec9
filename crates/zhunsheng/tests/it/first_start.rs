//! From nothing to a county that works, by page alone: three administrators, accounts, grants, registers; resets on record.

use crate::{
    pages_scenario::{text, through},
    rosters_by_page::{book, bring, press, settled},
    server::{Folder, Person, Server, databases},
};
use serde_json::json;

fn encoded(pairs: &[(&str, &str)]) -> String {
    let code = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    pairs.iter().map(|(name, text)| format!("{}={}", code(name), code(text))).collect::<Vec<_>>().join("&")
}

const THREE: [(&str, &str); 6] = [
    ("name0", "测系"),
    ("login0", "xitong"),
    ("name1", "测安"),
    ("login1", "anquan"),
    ("name2", "测审"),
    ("login2", "shenji"),
];

/// The one-time password under a sign-in name on a page that shows it once.
fn shown_once(page: &str, login: &str) -> String {
    let after =
        page.split(&format!("<dd class=\"words\">{login}</dd>")).nth(1).unwrap_or_else(|| panic!("{login}: {page}"));
    let at = after.split("一次性口令</dt><dd class=\"words\">").nth(1).unwrap();
    at.split('<').next().unwrap().to_owned()
}

/// Signs in with a one-time password, is led to its change, and comes back with a password of his own.
fn first_sign_in<'a>(server: &'a Server, login: &str, once: &str) -> Person<'a> {
    let own = "Yongjiu-Ziji-2026".to_owned();
    let token = server.token(login, once);
    assert_eq!(server.page(&token, "/", None).1, "/password", "nothing else before the change");
    let page = server.page(&token, "/password", None).2;
    assert!(page.contains("至少") && page.contains("不含登录名"), "{page}");
    let csrf = crate::rosters_by_page::hidden(&page, "_csrf");
    let change = |new: &str| encoded(&[("_csrf", &csrf), ("old", once), ("new", new), ("again", new)]);
    assert_eq!(server.page(&token, "/password", Some(change("short"))).0, 422);
    assert_eq!(server.page(&token, "/password", Some(change(&own))).0, 303);
    server.person(server.token(login, &own))
}

#[test]
fn an_empty_county_is_set_up_by_page_until_nothing_that_pages_can_give_is_missing() {
    let folder = Folder::new("first-start");
    for database in databases(&folder) {
        let folder = Folder::new("first-start");
        let server =
            Server::start(&folder, &["serve", "--test", "--database", &database, "--today", "2026-05-05T09:00"]);
        let code = server.said("启动码").rsplit('：').next().unwrap().to_owned();
        assert_eq!(server.page("", "/sign-in", None).1, "/setup");
        let send = |code: &str, pairs: &[(&str, &str)]| {
            let mut all = vec![("code", code)];
            all.extend(pairs);
            server.page("", "/setup", Some(encoded(&all)))
        };
        let (status, _, page) = send("Zs-wrong", &THREE);
        assert!(status == 422 && page.contains("启动码不对") && page.contains("value=\"xitong\""), "{page}");
        let mut same = THREE;
        same[4].1 = "测 系";
        assert!(send(&code, &same).2.contains("三员须是三个人"), "the third is the first");
        same = THREE;
        same[5].1 = "xitong";
        assert!(send(&code, &same).2.contains("登录名相同"));
        same = THREE;
        same[3].1 = "An Quan!";
        let (status, _, page) = send(&code, &same);
        assert!(status == 422 && page.contains("登录名应为2至32位"), "{page}");
        let (status, _, page) = send(&code, &THREE);
        assert!(status == 200 && page.contains("三员已设立。"), "{page}");
        assert_eq!(send(&code, &THREE).0, 404, "once");
        assert_eq!(server.page("", "/setup", None).0, 404);
        let system = first_sign_in(&server, "xitong", &shown_once(&page, "xitong"));
        let security = first_sign_in(&server, "anquan", &shown_once(&page, "anquan"));
        let audit = first_sign_in(&server, "shenji", &shown_once(&page, "shenji"));
        for admin in [&system, &security, &audit] {
            let bench = text(admin, "/");
            assert!(bench.contains("还差什么") && bench.contains("还没有导入花名册"), "{bench}");
            assert!(bench.contains("还没有备份过"), "{bench}");
        }
        // A clerk of the section: opened by one, granted by the other, and given a password that is shown once.
        let account = through(&system, "/new/account?verb=open", &[("login", "jingban"), ("name", "测经")]);
        through(&security, &format!("{account}?do=grant"), &[("role", "section_clerk")]);
        let list = text(&system, "/accounts");
        assert!(list.contains("未设，不能登录") && list.contains("干部监督股经办人"), "{list}");
        let id = account.rsplit('/').next().unwrap();
        let once = reset(&system, id, "jingban", "首次登录");
        assert_eq!(security.page(&format!("/accounts/{id}/reset"), None).0, 403);
        let clerk = first_sign_in(&server, "jingban", &once);
        assert_eq!(clerk.page("/accounts", None).0, 403);
        assert!(text(&clerk, "/").contains("还差什么"));
        let (_, to, _) = bring(&clerk, "花名册.xlsx", &book(&[["新桥镇", "测甲", "男", "1980.05", "副镇长"]]));
        settled(&clerk, &to);
        press(&clerk, &format!("{to}/confirm"));
        assert!(settled(&clerk, &to).contains("已导入。"));
        assert!(!text(&clerk, "/").contains("还差什么"), "what is left is not the clerk's");
        a_body_is_missing_until_it_is_entered(&clerk);
        assert!(text(&system, "/").contains("没有账号的角色") && !text(&system, "/").contains("还没有导入花名册"));
        backs_up(&folder, &database);
        assert!(!text(&system, "/").contains("还没有备份过"));
        let record = text(&audit, "/accounts");
        for said in ["开通账号", "授予角色", "重置口令", "xitong", "首次启动"] {
            assert!(record.contains(said), "{said}: {record}");
        }
    }
}

fn reset(system: &Person, id: &str, login: &str, reason: &str) -> String {
    let page = text(system, &format!("/accounts/{id}/reset"));
    let hidden = |name: &str| crate::rosters_by_page::hidden(&page, name);
    let pairs = [("_csrf", hidden("_csrf")), ("_key", hidden("_key")), ("reason", reason.to_owned())];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (status, _, page) = system.page(&format!("/accounts/{id}/reset"), Some(encoded(&pairs)));
    assert_eq!(status, 200, "{page}");
    shown_once(&page, login)
}

#[test]
fn a_reset_wants_a_reason_ends_sessions_and_never_makes_one_administrator_another() {
    let folder = Folder::new("reset");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let (system, clerk) = (server.sign_in("xitong"), server.sign_in("jiandu-jingban"));
    let of = |login: &str| {
        let (_, page) = system.get(&format!("/api/v1/matters?kind=account&limit=200&q={login}"));
        let found = page["items"].as_array().unwrap().iter().find(|row| row["cells"]["login"] == *login);
        found.map(|row| row["id"].as_str().unwrap().to_owned())
    };
    let (mine, other, target) = (of("xitong").unwrap(), of("anquan").unwrap(), of("jiandu-jingban").unwrap());
    let try_reset = |id: &str, reason: &str| {
        let page = text(&system, &format!("/accounts/{id}/reset"));
        let csrf = crate::rosters_by_page::hidden(&page, "_csrf");
        system.page(&format!("/accounts/{id}/reset"), Some(encoded(&[("_csrf", &csrf), ("reason", reason)])))
    };
    let (status, _, page) = try_reset(&target, " ");
    assert!(status == 422 && page.contains("“理由”没有填写"), "{page}");
    assert!(try_reset(&other, "忘记").2.contains("只能在服务器上"), "one administrator is not another");
    assert!(try_reset(&mine, "忘记").2.contains("更换口令"));
    assert_eq!(clerk.page("/", None).0, 200, "nothing has changed yet");
    let csrf = crate::rosters_by_page::hidden(&text(&clerk, "/second-factor"), "_csrf");
    assert_eq!(clerk.page("/second-factor/begin", Some(encoded(&[("_csrf", &csrf)]))).0, 303);
    assert!(text(&clerk, "/second-factor").contains("otpauth://totp/"));
    let once = reset(&system, &target, "jiandu-jingban", "本人忘记口令");
    assert_eq!(clerk.page("/", None).0, 303, "its sessions have ended");
    let token = server.token("jiandu-jingban", &once);
    assert_eq!(server.page(&token, "/", None).1, "/password");
    let own = json!({"now": once, "new": "Yongjiu-Ziji-2026"});
    assert_eq!(server.send("POST", "/api/v1/password", Some(&token), Some("own"), Some(&own)).0, 204);
    let page = server.page(&server.token("jiandu-jingban", "Yongjiu-Ziji-2026"), "/second-factor", None).2;
    assert!(page.contains("未启用") && !page.contains("otpauth"), "a reset takes the second factor away: {page}");
    let refused = system.is_refused(&target, json!({"verb": "reset_password", "reason": "经接口"}));
    assert_eq!(refused, (403, "not_yours".to_owned()), "no password is made there");
}

/// One person does not make a county whole: a unit entered by page whose posts are in no leading body is still told.
fn a_body_is_missing_until_it_is_entered(clerk: &Person) {
    through(clerk, "/new/unit?verb=open", &[("name", "岭下乡"), ("kind", "township"), ("order", "91")]);
    through(clerk, "/new/post?verb=open", &[("unit", "岭下乡"), ("title", "干事"), ("order", "9")]);
    let bench = text(clerk, "/");
    assert!(bench.contains("还差什么") && bench.contains("岭下乡") && bench.contains("/ledger/post"), "{bench}");
    let post = [("unit", "岭下乡"), ("title", "副乡长"), ("leading", "true"), ("order", "1")];
    through(clerk, "/new/post?verb=open", &post);
    assert!(!text(clerk, "/").contains("还差什么"));
}

fn backs_up(folder: &Folder, database: &str) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let mut command = crate::server::zhunsheng();
    command.args(["backup", "--database", database]).arg("--data").arg(data).arg("--keys").arg(keys);
    let output = command.arg("--to").arg(folder.0.join("backup")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
