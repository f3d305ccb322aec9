//! Official papers, from a matter to the sheet as an office suite prints it; a template with a field that nobody knows.

use crate::{
    boards::certificate,
    dispatch,
    pages_scenario::{resends, sends},
    policy_pack::own,
    server::{Folder, Person, Server, setting, skipped, zhunsheng},
};
use serde_json::json;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

const LEAVE: &str = "leave.form";

/// What is printed of a document; none without LibreOffice and poppler.
fn printed(folder: &Folder, bytes: &[u8], name: &str) -> Option<String> {
    let path = folder.0.join(name).with_extension("docx");
    fs::write(&path, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.0.join("office").display());
    let office = Command::new("soffice")
        .args([&profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir"])
        .arg(&folder.0)
        .arg(&path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let Ok(status) = office else {
        skipped("LibreOffice");
        return None;
    };
    assert!(status.success(), "{status}");
    let text = Command::new("pdftotext").arg("-layout").arg(path.with_extension("pdf")).arg("-").output();
    let Ok(text) = text else {
        skipped("pdftotext");
        return None;
    };
    Some(String::from_utf8(text.stdout).unwrap().split_whitespace().collect())
}

/// How many pages the paper took that was printed last under this name.
fn pages(folder: &Folder, name: &str) -> Option<u32> {
    let pdf = folder.0.join(name).with_extension("pdf");
    if !pdf.exists() {
        return None;
    }
    if let Some(kept) = setting("ZHUNSHENG_PAPERS") {
        fs::copy(&pdf, Path::new(&kept).join(format!("{name}.pdf"))).unwrap();
    }
    let info = Command::new("pdfinfo").arg(pdf).output().ok()?;
    let said = String::from_utf8_lossy(&info.stdout).into_owned();
    said.lines().find_map(|line| line.strip_prefix("Pages:"))?.trim().parse().ok()
}

fn approved_leave(server: &Server) -> String {
    let secretary = server.sign_in("yunting-shuji");
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    let (status, leave) = secretary.open(
        "leave",
        json!({
            "verb": "apply", "purpose": {"business": {"kind": "meeting"}}, "stand_in": deputy, "phone": "13900000000",
            "period": {"from": half("2026-05-11", "下午"), "to": half("2026-05-13", "上午")}, "destination": "合肥市",
            "reach": "beyond_city", "reason": "参加全省乡村振兴工作会议<b>",
        }),
    );
    assert_eq!(status, 201, "{leave}");
    let id = leave["id"].as_str().unwrap().to_owned();
    for account in ["jiandu-guzhang", "xianwei-fushuji"] {
        server.sign_in(account).does(&id, json!({"verb": "agree", "opinion": "同意，注意途中安全"}));
    }
    id
}

/// A mayor's handover, two of its tables filled in.
pub fn handover(server: &Server, clerk: &Person) -> String {
    let mayor = server.sign_in("yunting-zhenzhang");
    let (_, card) = clerk.get(&format!("/api/v1/matters/{}", mayor.id()));
    let held = card["state"]["tenures"].as_array().unwrap().iter().find(|held| held["until"].is_null()).unwrap();
    let (status, decision) = clerk.open(
        "post_change",
        json!({
            "verb": "register", "person": mayor.id(), "authority": "县委", "document": "青任〔2026〕31号",
            "decided_on": "2026-05-04", "leaves": [{"post": held["post"], "day": "2026-05-05", "reason": "removal"}],
        }),
    );
    assert_eq!(status, 201, "{decision}");
    server.sign_in("jiandu-guzhang").does(decision["id"].as_str().unwrap(), json!({"verb": "confirm"}));
    let (_, found) = clerk.get("/api/v1/matters?kind=handover");
    let id = found["items"][0]["id"].as_str().unwrap().to_owned();
    let rows = json!([{"matter": "某河道整治二期", "progress": "已完成招标", "due": "2026-06-30", "open": true}]);
    mayor.does(&id, json!({"verb": "fill", "content": "work", "rows": rows}));
    let economy = json!({
        "accounts": [{"name": "基本账户", "balance": 125_050_033}, {"name": "工会账户", "balance": 1_200_000}],
        "debts": [{"direction": "liability", "party": "某施工队", "amount": 45_000_010}],
    });
    mayor.does(&id, json!({"verb": "fill_economy", "economy": economy, "rest_none": true}));
    id
}

#[test]
fn a_leave_and_a_handover_are_printed_as_the_pages_show_them() {
    let folder = Folder::new("papers");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let (leave, handover) = (approved_leave(&server), handover(&server, &clerk));
    let (_, _, page) = clerk.page(&format!("/matters/{leave}"), None);
    assert!(page.contains(&format!("/matters/{leave}/papers/{LEAVE}")), "{page}");
    for (id, paper, said) in [
        (&leave, LEAVE, vec!["请〔2026〕1号", "合肥市", "因公会议", "县委副书记审批", "同意，注意途中安全"]),
        (&handover, "handover.notice", vec!["离任交接通知书", "因免职", "7个工作日", "抄送：云亭镇"]),
        (&handover, "handover.book", vec!["离任交接书", "经济事项", "某河道整治", "已完成招标", "2026年6月"]),
        (&handover, "handover.book", vec!["基本账户", "1250500.33元", "1262500.33元", "债务合计", "450000.10元"]),
        (&handover, "handover.book", vec!["固定资产、在建工程和项目", "一式4份"]),
        (&handover, "handover.administrative", vec!["行政关系介绍信", "因免职"]),
        (&handover, "handover.audit_letter", vec!["离任经济责任审计", "县审计局"]),
    ] {
        let address = format!("/matters/{id}/papers/{paper}");
        let (status, _, page) = clerk.page(&address, None);
        assert_eq!(status, 200, "{address}");
        assert!(!page.contains("乡村振兴工作会议<b>"), "what was entered is text");
        let (status, name, bytes) = clerk.bytes(&format!("{address}/docx"));
        assert!(status == 200 && name.contains(".docx"), "{address}: {status} {name}");
        let sheet = printed(&folder, &bytes, paper);
        assert!(pages(&folder, paper).unwrap_or(1) >= 1);
        for word in said.iter().chain(&["演示数据，人物均为虚构"]) {
            assert!(page.contains(word), "{paper} on the page: {word}");
            assert!(sheet.as_ref().is_none_or(|sheet| sheet.contains(word)), "{paper} on paper: {word} {sheet:?}");
        }
    }
}

/// An approved journey of the deputy, for which his passport is lent, and brought back: the trip and the certificate.
fn journey(server: &Server, clerk: &Person) -> (String, String) {
    let deputy = server.sign_in("yunting-fuzhenzhang");
    let stand_in = server.sign_in("yunting-zhenzhang");
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    let passport = certificate(clerk, deputy.id(), "E12345678", "owed", "2030-02-28");
    let receipt = json!({"verb": "hand_in", "day": "2026-05-05", "place": "1柜3格", "receipt": "收2026-1"});
    clerk.does(&passport, receipt);
    let (status, trip) = deputy.open(
        "abroad",
        json!({
            "verb": "apply", "purpose": {"private": {"kind": "tourism", "leave": "annual"}},
            "period": {"from": half("2026-07-06", "上午"), "to": half("2026-07-12", "下午")},
            "stops": [{"place": "新加坡", "region": "foreign", "from": "2026-07-06", "to": "2026-07-12"}],
            "reason": "旅游", "funding": "own", "wanted": [{"kind": "passport"}], "phone": "13900000000",
            "stand_in": stand_in.id(), "companions": [{"name": "测甲", "relation": "配偶"}],
        }),
    );
    assert_eq!(status, 201, "{trip}");
    let trip = trip["id"].as_str().unwrap().to_owned();
    for account in ["yunting-shuji", "jiandu-guzhang", "zuzhibu-buzhang"] {
        server.sign_in(account).does(&trip, json!({"verb": "agree", "opinion": "同意"}));
    }
    clerk.does(&passport, json!({"verb": "lend", "trip": trip, "day": "2026-05-05", "receipt": "借2026-1"}));
    let back = json!({"verb": "give_back", "day": "2026-05-05", "place": "1柜3格", "receipt": "还2026-1"});
    clerk.does(&passport, back);
    (trip, passport)
}

/// The visit with its first finding measured, after the unit replied.
fn rectified(server: &Server, visit: &str) {
    let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
    let town = server.sign_in("yunting-jingban");
    clerk.does(visit, json!({"verb": "notify", "text": "请说明情况"}));
    town.does(visit, json!({"verb": "reply", "text": "窗口人员临时取件"}));
    let rows = json!([{"finding": 1, "verdict": "not_accepted", "reason": "有现场照片"},
        {"finding": 2, "verdict": "accepted", "reason": "有调班记录"}]);
    head.does(visit, json!({"verb": "assess", "rows": rows}));
    town.does(visit, json!({"verb": "measure", "finding": 1, "measure": "落实AB岗制度", "by": "2026-05-29"}));
}

#[test]
fn the_other_papers_of_the_chapter_are_printed_as_the_pages_show_them() {
    let folder = Folder::new("papers-more");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let (trip, passport) = journey(&server, &clerk);
    let visit = dispatch::visit(&server);
    let notice = dispatch::issued(&server, &visit);
    rectified(&server, &visit);
    for (id, paper, red, said) in [
        (&trip, "abroad.form", false, vec!["因私出国（境）审批表", "新加坡", "测甲", "配偶", "普通护照", "同意"]),
        (&passport, "certificate.slip", false, vec!["借2026-1", "5678", "借用人签字", "2026年7月12日下午"]),
        (&passport, "certificate.receipt", false, vec!["收2026-1", "普通护照", "组织部1柜3格"]),
        (&passport, "certificate.return", false, vec!["还2026-1", "借2026-1"]),
        (&passport, "certificate.release", false, vec!["领取人签字"]),
        (&visit, "inspection.rectification", false, vec!["督〔2026〕1号", "落实AB岗制度", "整改中"]),
        (&visit, "inspection.notice", true, vec!["1．窗口脱岗：", "5个工作日", "云亭镇："]),
        (&notice, "issued", true, vec!["组干监〔2026〕1号", "抄送：桑渡镇、县直机关工委", "2026年5月5日印发"]),
    ] {
        let address = format!("/matters/{id}/papers/{paper}");
        let (status, _, page) = clerk.page(&address, None);
        assert_eq!(status, 200, "{address}");
        assert_eq!(page.contains("red-head"), red, "{paper}: red belongs on what is sent out alone");
        let (status, _, bytes) = clerk.bytes(&format!("{address}/docx"));
        assert_eq!(status, 200, "{address}");
        let sheet = printed(&folder, &bytes, paper);
        for word in said {
            assert!(page.contains(word), "{paper} on the page: {word}");
            assert!(sheet.as_ref().is_none_or(|sheet| sheet.contains(word)), "{paper} on paper: {word} {sheet:?}");
        }
        // A form is one sheet; what is sent out may take a second page.
        let most = if red { 2 } else { 1 };
        assert!(pages(&folder, paper).unwrap_or(1) <= most, "{paper} takes more than {most} pages");
    }
    // What does not stand is not put right, and the number of a passport stands nowhere.
    let (_, _, sheet) = clerk.page(&format!("/matters/{visit}/papers/inspection.rectification"), None);
    assert!(!sheet.contains("值班表与实际在岗人员不符"), "{sheet}");
    let (_, _, slip) = clerk.page(&format!("/matters/{passport}/papers/certificate.slip"), None);
    assert!(!slip.contains("E12345678"));
}

/// The entry of a person on the list of the exit authority: the clock's proposal, or one entered now.
pub fn listed(clerk: &Person, person: &str) -> String {
    let (_, known) = clerk.get(&format!("/api/v1/matters?kind=registered_person&person={person}"));
    if let Some(id) = known["items"][0]["id"].as_str() {
        return id.to_owned();
    }
    let enter = json!({"verb": "enter", "person": person, "category": "leading_cadre", "since": "2026-05-04", "contact": "测乙"});
    let (status, entry) = clerk.open("registered_person", enter);
    assert_eq!(status, 201, "{entry}");
    entry["id"].as_str().unwrap().to_owned()
}

/// Looks at a paper on its page and on its sheet.
fn looked_at(folder: &Folder, clerk: &Person, id: &str, paper: &str, said: &[&str]) {
    let address = format!("/matters/{id}/papers/{paper}");
    let (status, _, page) = clerk.page(&address, None);
    assert_eq!(status, 200, "{address}: {page}");
    let (status, _, bytes) = clerk.bytes(&format!("{address}/docx"));
    assert_eq!(status, 200, "{address}");
    let sheet = printed(folder, &bytes, paper);
    for word in said {
        assert!(page.contains(word), "{paper} on the page: {word} {page}");
        assert!(sheet.as_ref().is_none_or(|sheet| sheet.contains(word)), "{paper} on paper: {word} {sheet:?}");
    }
    assert!(pages(folder, paper).unwrap_or(1) <= 1, "{paper} takes more than a page");
}

#[test]
fn whoever_is_registered_is_reported_on_paper_and_a_publication_is_printed_once_it_is_approved() {
    let folder = Folder::new("papers-list");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let deputy = server.sign_in("yunting-fuzhenzhang");
    let name = deputy.entry["name"].as_str().unwrap();
    let entry = listed(&clerk, deputy.id());
    let not_yet = |id: &str, paper: &str| clerk.bytes(&format!("/matters/{id}/papers/{paper}/docx")).0;
    assert_eq!(not_yet(&entry, "registered_person.removal"), 422, "nobody has left the list");
    clerk.does(&entry, json!({"verb": "file", "day": "2026-05-05", "number": "备2026-031"}));
    let form = ["国家工作人员登记备案表", name, "科级领导干部", "云亭镇", "备2026-031", "公民身份号码"];
    looked_at(&folder, &clerk, &entry, "registered_person.form", &form);
    clerk.does(&entry, json!({"verb": "depart", "day": "2026-05-05", "reason": "调离本县"}));
    let removal = ["登记备案人员撤控通知", name, "调离本县", "备2026-031", "县公安局"];
    looked_at(&folder, &clerk, &entry, "registered_person.removal", &removal);

    let visit = dispatch::visit(&server);
    rectified(&server, &visit);
    let text = "5月5日上午，三号窗口无人值守，已责令整改。";
    let propose = json!({"verb": "propose", "scope": "system", "text": text});
    clerk.does(&visit, propose);
    assert_eq!(not_yet(&visit, "inspection.publication"), 422, "before it is approved");
    let minister = server.sign_in("zuzhibu-buzhang");
    minister.does(&visit, json!({"verb": "approve", "document": "青督〔2026〕1号"}));
    let said = ["关于效能督查情况的通报", "三号窗口无人值守", "举一反三"];
    looked_at(&folder, &clerk, &visit, "inspection.publication", &said);
    server.sign_in("zuzhibu-buzhang").does(&visit, json!({"verb": "withdraw", "reason": "事实有出入"}));
    assert_eq!(not_yet(&visit, "inspection.publication"), 422, "taken back");
}

#[test]
fn a_paper_is_seen_by_who_sees_the_matter_and_belongs_to_its_kind() {
    let folder = Folder::new("papers-seen");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let leave = approved_leave(&server);
    let clerk = server.sign_in("jiandu-jingban");
    for (person, paper, expected) in [
        (&clerk, LEAVE, 200),
        (&clerk, "handover.book", 404),
        (&clerk, "nothing", 404),
        (&server.sign_in("yunting-shuji"), LEAVE, 200),
        (&server.sign_in("xitong"), LEAVE, 404),
    ] {
        for address in [format!("/matters/{leave}/papers/{paper}"), format!("/matters/{leave}/papers/{paper}/docx")] {
            assert_eq!(person.bytes(&address).0, expected, "{address}");
        }
    }
}

#[test]
fn a_template_with_a_field_that_nobody_knows_is_named_with_its_line() {
    let folder = Folder::new("papers-check");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy/jingxian");
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.0.join(path.file_name().unwrap())).unwrap();
    }
    let path = folder.0.join("papers.toml");
    let text = fs::read_to_string(&path).unwrap().replacen("{{申请.去往何地}}", "{{申请.去往哪里}}", 1);
    let line = text.lines().position(|line| line.contains("去往哪里")).unwrap() + 1;
    fs::write(&path, text).unwrap();
    let checked = zhunsheng().args(["policy", "check"]).arg(&folder.0).output().unwrap();
    let said = [checked.stdout, checked.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert_eq!(checked.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("papers.toml 第{line}行")) && said.contains("申请.去往哪里"), "{said}");
}

#[test]
fn a_letter_of_transfer_is_made_out_before_the_signatures_with_a_warning_or_not_at_all_as_the_pack_says() {
    let folder = Folder::new("papers-gate");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let id = handover(&server, &clerk);
    let letter = format!("/matters/{id}/papers/handover.salary");
    let (status, _, page) = clerk.page(&letter, None);
    assert!(status == 200 && page.contains("待“签字齐备日期”，按县里规定应在其后开具"), "{status} {page}");
    assert_eq!(clerk.bytes(&format!("{letter}/docx")).0, 200);
    let head = server.sign_in("jiandu-guzhang");
    let strict = own("papers.toml").replace("gate = \"warn\"", "gate = \"refuse\"");
    let (status, _, page) = sends(&head, "/policy/edit?file=papers.toml", &[("text.papers.toml", &strict)]);
    assert_eq!(status, 200, "{page}");
    assert_eq!(resends(&head, &page, &[("reason", "县里规定签字后再开介绍信")]).0, 303);
    for address in [letter.clone(), format!("{letter}/docx")] {
        let (status, _, body) = clerk.bytes(&address);
        let body = String::from_utf8_lossy(&body);
        assert!(status == 422 && body.contains("按县里规定暂不开具工资关系转移介绍信"), "{status} {body}");
    }
    assert_eq!(clerk.bytes(&format!("/matters/{id}/papers/handover.party")).0, 200, "that one waits for nothing");
}
