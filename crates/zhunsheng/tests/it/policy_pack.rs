//! The policy pack by page, and another one loaded with a preview of what moves: into a county that stands still, and into one that works.

use crate::{
    handover_scenario::{decided, duty, handover_of, post_of, seen, unit_of},
    pages_scenario::{resends, sends, text},
    rosters_by_page::hidden,
    server::{Folder, Person, Server, databases, zhunsheng},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
    process::Output,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

pub fn pack(to: &Path, change: impl Fn(&str, String) -> String) {
    fs::create_dir_all(to).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy/jingxian");
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = change(&name, fs::read_to_string(&path).unwrap());
        fs::write(to.join(name), text).unwrap();
    }
}

pub fn load(folder: &Folder, database: &str, pack: &Path, more: &[&str]) -> (i32, String) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let mut command = zhunsheng();
    command.args(["policy", "load"]).arg(pack).args(["--database", database]);
    let Output { status, stdout, stderr, .. } =
        command.arg("--data").arg(data).arg("--keys").arg(keys).args(more).output().unwrap();
    (status.code().unwrap(), [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat())
}

#[test]
fn every_limit_clause_dictionary_table_and_year_is_shown_with_its_status_and_use() {
    let folder = Folder::new("policy-page");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    for account in ["jiandu-guzhang", "yunting-shuji", "xitong"] {
        let person = server.sign_in(account);
        for (show, said) in [
            ("limits", vec!["外地做法", "次日起算", "请销假", "意见三（一）", "leave."]),
            ("clauses", vec!["意见三（一）", "未录入", "请销假"]),
            ("dictionaries", vec!["镇"]),
            ("tables", vec!["起"]),
            ("calendar", vec!["2026年", "已公布", "调休上班"]),
            ("nothing", vec!["限额"]),
            ("loads", vec!["没有装入过", "随程序的政策包"]),
            ("clauses&id=3.3.2", vec!["原文没有录入", "六不作风", "八个摒弃"]),
            ("dictionaries&id=six_nots", vec!["还没有录入", "意见未列出六不的内容"]),
            ("tables&id=leave.routes", vec!["全部行", "top", "出处说明"]),
            ("calendar&id=2026", vec!["10月10日", "国庆节", "放假", "上班", "星期六"]),
            ("limits&id=calendar.statutory_days", vec!["全部版本", "至2024年12月31日，今日不适用", "与2023至2026年"]),
        ] {
            let (status, _, page) = person.page(&format!("/policy?show={show}"), None);
            assert_eq!(status, 200);
            for word in said {
                assert!(page.contains(word), "{account} {show} {word}: {page}");
            }
        }
        for nothing in ["clauses&id=no", "tables&id=no", "calendar&id=2031", "loads&id=1", "limits&id=no"] {
            assert_eq!(person.page(&format!("/policy?show={nothing}"), None).0, 404, "{nothing}");
        }
        let may = account == "jiandu-guzhang";
        assert_eq!(text(&person, "/policy").contains("更换政策包</a>"), may, "{account}");
        for path in ["/policy/load", "/policy/edit?file=limits.toml", "/policy/files/limits.toml"] {
            assert_eq!(person.page(path, None).0, if may { 200 } else { 403 }, "{account} {path}");
        }
        let csrf = hidden(&text(&person, "/password"), "_csrf");
        let form = format!("_csrf={csrf}&text.pack.toml=x&reason=y");
        for path in ["/policy/load", "/policy/confirm"] {
            assert_eq!(person.page(path, Some(form.clone())).0, if may { 422 } else { 403 }, "{account} {path}");
        }
    }
}

#[test]
fn another_pack_is_previewed_then_loaded_whole_and_journalled() {
    let folder = Folder::new("policy-load");
    for database in databases(&folder) {
        let folder = Folder::new("policy-load");
        // An invented county on the file; on the server the one that the command itself makes.
        if database.starts_with("sqlite") {
            drop(Server::demo(&folder, &database, "2026-05-05T09:00"));
        }
        let newer = folder.0.join("newer");
        pack(&newer, |name, text| match name {
            "holidays.csv" => {
                text.lines().filter(|line| !line.contains("2026-")).map(|line| format!("{line}\n")).collect()
            }
            _ => text,
        });
        let (code, words) = load(&folder, &database, &newer, &["--preview"]);
        assert!(code == 0 && words.contains("以上为预览，尚未装入") && words.contains("2026"), "{code} {words}");
        let (code, words) = load(&folder, &database, &newer, &[]);
        assert!(code == 0 && words.contains("已装入"), "{code} {words}");
        assert!(!folder.0.join("data/policy").exists(), "the pack lies in the journal");
        is_sound(&folder, &database);
        let (code, words) = load(&folder, &database, &newer, &["--preview"]);
        assert!(code == 0 && words.contains("共0项"), "{code} {words}");
        let broken = folder.0.join("broken");
        pack(&broken, |name, text| if name == "limits.toml" { text.replacen("from =", "form =", 1) } else { text });
        let (code, words) = load(&folder, &database, &broken, &[]);
        assert!(code == 1 && words.contains("limits.toml"), "{code} {words}");
        if !database.starts_with("sqlite") {
            continue;
        }
        // The load was recorded now, so the county's time goes on from now.
        let server = Server::start(&folder, &["demo", "--database", &database]);
        let page = server.sign_in("jiandu-guzhang").page("/policy?show=calendar", None).2;
        assert!(!page.contains("2026年</td>"), "{page}");
    }
}

fn is_sound(folder: &Folder, database: &str) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let mut command = zhunsheng();
    command.args(["verify", "--database", database]).arg("--data").arg(data).arg("--keys").arg(keys);
    let Output { status, stdout, .. } = command.output().unwrap();
    assert_eq!(status.code(), Some(0), "{}", String::from_utf8_lossy(&stdout));
}

pub fn own(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy/jingxian").join(name)).unwrap()
}

/// A calendar with an invented 2027: thirteen weekdays off, as many as the law has.
fn with_2027() -> String {
    let days = [
        ("2027-01-01", "元旦"),
        ("2027-01-04", "元旦"),
        ("2027-02-08", "春节"),
        ("2027-02-09", "春节"),
        ("2027-02-10", "春节"),
        ("2027-02-11", "春节"),
        ("2027-04-05", "清明"),
        ("2027-05-03", "劳动节"),
        ("2027-05-04", "劳动节"),
        ("2027-06-09", "端午"),
        ("2027-09-15", "中秋"),
        ("2027-10-01", "国庆节"),
        ("2027-10-04", "国庆节"),
    ];
    let lines: String = days.iter().map(|(day, name)| format!("{day},{name},off\n")).collect();
    format!("{}{lines}", own("holidays.csv"))
}

/// Brings files to the page: status and text.
fn bring(person: &Person, files: &[(&str, &[u8])]) -> (u16, String) {
    let csrf = hidden(&text(person, "/policy/load"), "_csrf");
    let mut body = format!("--b\r\ncontent-disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
    for (name, bytes) in files {
        let head = format!("--b\r\ncontent-disposition: form-data; name=\"pack\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend_from_slice(b"--b--\r\n");
    let (status, _, page) = person.upload_bytes("/policy/load", body);
    (status, page)
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A deputy is transferred two days before the year ends: his handover is due in a year whose holidays nobody knows yet.
fn handover_over_the_year(server: &Server) -> Value {
    let clerk = server.sign_in("jiandu-jingban");
    let leaver = server.sign_in("yunting-fuzhenzhang");
    let decision = decided(
        server,
        json!({
            "verb": "register", "person": leaver.id(), "authority": "县委", "document": "青任〔2026〕77号",
            "decided_on": "2026-12-29", "to_unit": unit_of(&clerk, "财政局"),
            "leaves": [{"post": post_of(&clerk, leaver.id()), "day": "2026-12-30", "reason": "transfer"}],
        }),
    );
    handover_of(&clerk, &decision)
}

#[test]
fn next_years_holidays_are_loaded_into_a_working_county_and_what_was_open_is_reckoned() {
    let folder = Folder::new("policy-2027");
    for database in databases(&folder) {
        let folder = Folder::new("policy-2027");
        let mut server = Server::demo(&folder, &database, "2026-12-30T09:00");
        let head = server.sign_in("jiandu-guzhang");
        let handover = handover_over_the_year(&server);
        let id = handover["id"].as_str().unwrap().to_owned();
        let fill = duty(&handover, "fill");
        assert!(fill["due"].is_null(), "{fill}");
        assert!(fill["basis"]["words"].as_str().unwrap().contains("2027年放假安排未公布"), "{fill}");
        let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
        let page = std::thread::scope(|scope| {
            scope.spawn(|| works(&server, &stop, &done));
            let _ended = Ended(&stop);
            let (status, page) = bring(&head, &[("holidays.csv", with_2027().as_bytes())]);
            assert_eq!(status, 200, "{page}");
            for said in ["新增2027年放假安排", "只改以后的", "未定", "2027-01-", "holidays.csv", "尚未装入"]
            {
                assert!(page.contains(said), "{said}: {page}");
            }
            assert!(duty(&seen(&head, &id), "fill")["due"].is_null(), "a preview moves nothing");
            let (status, _, again) = resends(&head, &page, &[("reason", " ")]);
            assert!(status == 422 && again.contains("装入政策包须写明理由"), "{again}");
            let (status, to, again) = resends(&head, &again, &[("reason", "国务院办公厅公布2027年放假安排")]);
            assert_eq!(status, 303, "{again}");
            // The button pressed twice: it is in force, and once.
            assert_eq!(resends(&head, &page, &[("reason", "又按一次")]).0, 303);
            text(&head, &to)
        });
        assert!(done.load(Ordering::Relaxed) > 0, "others worked meanwhile");
        let name = head.entry["name"].as_str().unwrap();
        for said in ["已装入。", name, "国务院办公厅公布2027年放假安排", "holidays.csv"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("又按一次"), "{page}");
        // Seven working days from 31 December, over New Year, two days off and two weekends.
        assert_eq!(duty(&seen(&head, &id), "fill")["due"], "2027-01-12");
        assert!(text(&head, "/policy?show=calendar&id=2027").contains("1月4日"));
        assert_eq!(server.stop(), Some(0));
        is_sound(&folder, &database);
        let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-12-30T18:00"]);
        let head = server.sign_in("jiandu-guzhang");
        assert_eq!(duty(&seen(&head, &id), "fill")["due"], "2027-01-12");
        assert!(text(&head, "/policy?show=loads").contains("国务院办公厅公布2027年放假安排"), "after a restart too");
    }
}

/// Tells the one who works beside to stop, also when a check fails.
struct Ended<'a>(&'a AtomicBool);
impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Somebody enters units while a pack is loaded: every one is answered.
fn works(server: &Server, stop: &AtomicBool, done: &AtomicUsize) {
    let clerk = server.sign_in("jiandu-jingban");
    while !stop.load(Ordering::Relaxed) {
        let n = done.fetch_add(1, Ordering::Relaxed);
        let unit = json!({"verb": "open", "name": format!("第{n}测试单位"), "kind": "institution", "order": 500 + n});
        let (status, answer) = clerk.open("unit", unit);
        assert_eq!(status, 201, "{answer}");
    }
}

#[test]
fn a_broken_pack_is_refused_with_file_line_and_key_and_the_text_comes_back() {
    let folder = Folder::new("policy-broken");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let head = server.sign_in("jiandu-guzhang");
    let before = text(&head, "/policy?show=loads");
    let refused = |files: &[(&str, &[u8])], said: &[&str]| {
        let (status, page) = bring(&head, files);
        assert_eq!(status, 422, "{page}");
        said.iter().for_each(|said| assert!(page.contains(said), "{said}: {page}"));
    };
    refused(&[], &["没有选择文件"]);
    refused(&[("放假.xlsx", b"PK")], &["不是政策包的文件"]);
    refused(&[("limits.toml", &[0xC4, 0xE3])], &["不是UTF-8"]);
    let limits = own("limits.toml");
    let misspelt = limits.replacen("unit =", "unti =", 1);
    refused(&[("limits.toml", misspelt.as_bytes())], &["limits.toml", "unti", "没有装入任何内容"]);
    // Two versions of one limit that overlap in time.
    let overlap = limits.replacen("to = \"2024-12-31\"", "to = \"2025-06-30\"", 1);
    refused(&[("limits.toml", overlap.as_bytes())], &["重叠", "calendar.statutory_days", "2025-06-30才止"]);
    // What a mechanism needs is not left out, and a year with a day too few is noticed.
    let without = limits.replacen("id = \"file.size\"", "id = \"file.length\"", 1);
    refused(&[("limits.toml", without.as_bytes())], &["缺少附件需要的时限", "file.size"]);
    let short: String =
        with_2027().lines().filter(|line| !line.contains("2027-10-04")).map(|line| format!("{line}\n")).collect();
    refused(&[("holidays.csv", short.as_bytes())], &["holidays.csv", "法定假日是13天"]);
    let two = zipped(&[("a/limits.toml", &limits), ("b/limits.toml", &limits)]);
    refused(&[("pack.zip", &two)], &["两个limits.toml"]);
    refused(&[("pack.zip", &zipped(&[("readme.txt", "x")]))], &["没有政策包的文件"]);
    refused(&[("limits.toml", limits.as_bytes()), ("limits.toml", limits.as_bytes())], &["上传了两份"]);
    // The same by changing the text on the page: it comes back as it was typed, with the finding at it.
    let (status, _, page) = sends(&head, "/policy/edit?file=limits.toml", &[("text.limits.toml", &misspelt)]);
    assert!(
        status == 422 && page.contains("unti = ") && page.contains("limit[calendar.statutory_days].unti"),
        "{status} {page}"
    );
    // Nothing has changed, and the whole pack as a zip is what it was.
    assert_eq!(text(&head, "/policy?show=loads"), before);
    let names = ["pack.toml", "clauses.toml", "limits.toml", "dictionaries.toml", "tables.toml", "holidays.csv"];
    let texts = names.map(|name| (name, own(name)));
    let whole: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (status, page) = bring(&head, &[("政策包.zip", &zipped(&whole))]);
    assert!(status == 200 && page.contains("一字不差"), "{page}");
    let (_, _, file) = head.bytes("/policy/files/holidays.csv");
    assert_eq!(String::from_utf8(file).unwrap(), own("holidays.csv"));
    assert_eq!(head.page("/policy/files/../limits.toml", None).0, 404);
    assert_eq!(head.page("/policy/files/secret", None).0, 404);
}

#[test]
fn a_template_with_a_field_that_nobody_knows_is_not_loaded_into_a_working_county_and_is_named_with_its_line() {
    let folder = Folder::new("policy-papers");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let head = server.sign_in("jiandu-guzhang");
    let before = text(&head, "/policy?show=loads");
    let wrong = own("papers.toml").replacen("{{借用.借用单编号}}", "{{借用.借条编号}}", 1);
    let line = wrong.lines().position(|line| line.contains("借条编号")).unwrap() + 1;
    let (status, page) = bring(&head, &[("papers.toml", wrong.as_bytes())]);
    assert_eq!(status, 422, "{page}");
    let place = format!("papers.toml</td><td class=\"number\" data-label=\"行\">{line}</td>");
    assert!(page.contains(&place) && page.contains("借用.借条编号") && page.contains("没有装入任何内容"), "{page}");
    assert_eq!(text(&head, "/policy?show=loads"), before, "nothing was loaded");
    let starred = own("papers.toml").replacen("* {{督查.督查记录.督查情况.发现的问题.序号}}", "* {{督查.序号}}", 1);
    assert_eq!(bring(&head, &[("papers.toml", starred.as_bytes())]).0, 422, "two tables in one line");
    let (status, page) =
        bring(&head, &[("papers.toml", own("papers.toml").replace("证件借用单", "证件借条").as_bytes())]);
    assert!(status == 200 && page.contains("证件借条"), "{status} {page}");
}

#[test]
fn words_still_to_be_entered_and_a_clauses_wording_are_entered_as_text_on_the_page() {
    let folder = Folder::new("policy-words");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let head = server.sign_in("jiandu-guzhang");
    // Invented terms: what the document means stands in the county's own copy.
    let words = own("dictionaries.toml").replacen(
        "source = \"意见未列出六不的内容，由县里录入\"",
        "source = \"测试\"\nterm = [{ code = \"one\", title = \"试录一\" }]",
        1,
    );
    let (status, _, page) = sends(&head, "/policy/edit?file=dictionaries.toml", &[("text.dictionaries.toml", &words)]);
    assert!(status == 200 && page.contains("六不作风：新增试录一"), "{page}");
    assert_eq!(resends(&head, &page, &[("reason", "按县里文件录入")]).0, 303);
    assert!(text(&head, "/policy?show=dictionaries&id=six_nots").contains("试录一"));
    let clauses =
        own("clauses.toml").replacen("id = \"3.3.2\"", "id = \"3.3.2\"\nfull_text = \"\"\"第一段。\n第二段。\"\"\"", 1);
    let (_, _, page) = sends(&head, "/policy/edit?file=clauses.toml", &[("text.clauses.toml", &clauses)]);
    assert!(page.contains("录入原文") && !page.contains("试录一"), "{page}");
    assert_eq!(resends(&head, &page, &[("reason", "录入原文")]).0, 303);
    let page = text(&head, "/policy?show=clauses&id=3.3.2");
    assert!(page.contains("<p>第一段。</p>") && page.contains("<p>第二段。</p>"), "{page}");
    assert!(text(&head, "/policy?show=dictionaries&id=six_nots").contains("试录一"), "the first change stays");
}

#[test]
fn of_two_who_load_at_once_the_second_is_shown_the_first_ones_pack_before_his_own() {
    let folder = Folder::new("policy-race");
    for database in databases(&folder) {
        let folder = Folder::new("policy-race");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let head = server.sign_in("jiandu-guzhang");
        let version = |to: &str| own("pack.toml").replace("2026.1", to);
        let preview = |to: &str| {
            let (status, page) = bring(&head, &[("pack.toml", version(to).as_bytes())]);
            assert_eq!(status, 200, "{page}");
            page
        };
        let pages = [preview("2026.甲"), preview("2026.乙")];
        let answers = std::thread::scope(|scope| {
            let sent = pages.each_ref().map(|page| scope.spawn(|| resends(&head, page, &[("reason", "同时装入")])));
            sent.map(|sent| sent.join().unwrap())
        });
        let mut through: Vec<u16> = answers.iter().map(|(status, ..)| *status).collect();
        through.sort_unstable();
        assert_eq!(through, [303, 422], "one of them");
        let again = &answers.iter().find(|(status, ..)| *status == 422).unwrap().2;
        assert!(again.contains("政策包刚被他人更换") && again.contains("没有装入"), "{again}");
        assert_eq!(resends(&head, again, &[("reason", "看过再装")]).0, 303, "having seen it, he may");
        let loads = text(&head, "/policy?show=loads");
        assert!(loads.contains("2026.甲版") && loads.contains("2026.乙版"), "{loads}");
        assert_eq!(server.stop(), Some(0));
        is_sound(&folder, &database);
    }
}

#[test]
fn a_kill_amid_loads_leaves_each_wholly_in_force_or_wholly_absent() {
    let folder = Folder::new("policy-kill");
    for database in databases(&folder) {
        let folder = Folder::new("policy-kill");
        drop(Server::demo(&folder, &database, "2026-05-05T09:00"));
        let mut answered: Vec<String> = Vec::new();
        for round in 0..4_usize {
            // Time only goes on: each start a little later.
            let today = format!("2026-05-05T1{round}:00");
            let mut server = Server::start(&folder, &["demo", "--database", &database, "--today", &today]);
            let head = server.sign_in("jiandu-guzhang");
            let csrf = hidden(&text(&head, "/policy/load"), "_csrf");
            let form = |version: &str| {
                let base = hidden(
                    &bring(&head, &[("pack.toml", own("pack.toml").replace("2026.1", version).as_bytes())]).1,
                    "base",
                );
                let code = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
                let text = code(&own("pack.toml").replace("2026.1", version));
                format!("_csrf={csrf}&base={base}&text.pack.toml={text}&reason={}", code(version))
            };
            for n in 0..round {
                let version = format!("第{round}轮{n}");
                assert_eq!(head.page("/policy/confirm", Some(form(&version))).0, 303);
                answered.push(version);
            }
            // One more is on its way when the process ends: it is not known whether it came through.
            let last = form(&format!("第{round}轮末"));
            let (address, token) = (server.address.clone(), head.token.clone());
            let sent = std::thread::spawn(move || post_and_leave(&address, &token, &last));
            sent.join().unwrap();
            server.kill();
            is_sound(&folder, &database);
        }
        let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-05T18:00"]);
        let head = server.sign_in("jiandu-guzhang");
        let loads = text(&head, "/policy?show=loads");
        for version in &answered {
            assert!(loads.contains(&format!("{version}版")), "{version} was answered: {loads}");
        }
        // The pack in force is the one that the journal has last.
        let newest = loads.split("data-label=\"版本\">").nth(1).unwrap().split('<').next().unwrap();
        assert!(text(&head, "/policy").contains(&format!("泾县 {newest}")), "{newest}");
    }
}

/// Sends a form and does not wait for what comes of it.
fn post_and_leave(address: &str, token: &str, form: &str) {
    let host = address.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    let head = format!(
        "POST /policy/confirm HTTP/1.1\r\nhost: {host}\r\ncookie: zhunsheng={token}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        form.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(form.as_bytes()).unwrap();
}
