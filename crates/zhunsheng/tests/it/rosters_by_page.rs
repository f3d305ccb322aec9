//! A roster through the pages: brought, looked at, refused by row and cell, confirmed, undone.

use crate::server::{Folder, Person, Server, databases};
use rust_xlsxwriter::Workbook;

const HEADINGS: [&str; 5] = ["单位", "姓名", "性别", "出生年月", "职务"];

pub fn book(rows: &[[&str; 5]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("花名册").unwrap();
    for (row, cells) in (0_u32..).zip(std::iter::once(&HEADINGS).chain(rows)) {
        for (column, words) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, *words).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The value of the first hidden control of this name.
pub fn hidden(page: &str, name: &str) -> String {
    let head = format!("name=\"{name}\" value=\"");
    let at = page.find(&head).unwrap_or_else(|| panic!("{name}: {page}")) + head.len();
    page[at..].split('"').next().unwrap().to_owned()
}

/// Brings a file: status, where it leads, text.
pub fn bring(person: &Person, name: &str, bytes: &[u8]) -> (u16, String, String) {
    let (status, _, page) = person.page("/imports", None);
    assert_eq!(status, 200, "{page}");
    let csrf = hidden(&page, "_csrf");
    let mut body = format!("--b\r\ncontent-disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
    if !name.is_empty() {
        let head = format!("--b\r\ncontent-disposition: form-data; name=\"paper\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--b--\r\n");
    person.upload_bytes("/imports", body)
}

/// The page of a paper once it is no longer under way.
pub fn settled(person: &Person, path: &str) -> String {
    for _ in 0..60 {
        let (status, _, page) = person.page(path, None);
        assert!(matches!(status, 200 | 422), "{path} {status}: {page}");
        if !page.contains("正在检查") && !page.contains("正在导入") {
            return page;
        }
        // As long as a browser waits before it looks again.
        let (_keep, never) = std::sync::mpsc::channel::<()>();
        let _ = never.recv_timeout(std::time::Duration::from_millis(500));
    }
    panic!("{path} does not settle");
}

pub fn press(person: &Person, path: &str) -> (u16, String, String) {
    let csrf = hidden(&person.page("/imports", None).2, "_csrf");
    person.page(path, Some(format!("_csrf={csrf}")))
}

const GOOD: [[&str; 5]; 3] = [
    ["新桥镇", "测甲", "男", "1980.05", "党委书记"],
    ["新桥镇", "测乙", "女", "1981.06", "党委副书记、镇长"],
    // One name twice, told apart by the month of birth.
    ["新桥镇", "测甲", "男", "1984.02", "副镇长"],
];

#[test]
fn a_roster_is_previewed_confirmed_and_undone_by_page() {
    let folder = Folder::new("roster-page");
    for database in databases(&folder) {
        let folder = Folder::new("roster-page");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        let (status, to, text) = bring(&clerk, "花名册.xlsx", &book(&GOOD));
        assert_eq!(status, 303, "{text}");
        let page = settled(&clerk, &to);
        for said in ["新增单位1个", "干部3人", "测甲", "新增干部", "确认导入", "推定", "第4行"] {
            assert!(
                page.contains(said) || clerk.page(&format!("{to}?show=posts"), None).2.contains(said),
                "{said}: {page}"
            );
        }
        assert!(!clerk.page("/units?q=%E6%96%B0%E6%A1%A5%E9%95%87", None).2.contains("href=\"/units/"), "nothing yet");
        // Others do not see it, and may not confirm it.
        assert_eq!(server.sign_in("jiandu-guzhang").page(&to, None).0, 404);
        assert_eq!(server.sign_in("yunting-shuji").page("/imports", None).0, 403);
        // An office that goes on with other business does not disturb it.
        let before = clerk.page("/imports", None).2;
        assert!(before.contains("检查通过，待确认"));
        assert_eq!(press(&clerk, &format!("{to}/confirm")).0, 303);
        let page = settled(&clerk, &to);
        assert!(page.contains("已导入。") && page.contains("干部3人"), "{page}");
        assert_eq!(press(&clerk, &format!("{to}/confirm")).0, 303, "twice is once");
        assert!(clerk.page("/units?q=%E6%96%B0%E6%A1%A5%E9%95%87", None).2.contains("新桥镇"));
        // The same file again changes nothing.
        let (_, again, _) = bring(&clerk, "花名册.xlsx", &book(&GOOD));
        assert!(settled(&clerk, &again).contains("3人没有变化"));
        let list = clerk.page("/imports", None).2;
        let run = list.split("href=\"/imports/runs/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (status, to, text) = press(&clerk, &format!("/imports/runs/{run}/undo"));
        assert_eq!(status, 303, "{text}");
        assert!(clerk.page(&to, None).2.contains("这次导入已撤销。"));
        assert_eq!(press(&clerk, &format!("/imports/runs/{run}/undo")).0, 422, "once only");
    }
}

#[test]
fn errors_stand_by_row_and_cell_and_the_failed_rows_can_be_fetched() {
    let folder = Folder::new("roster-errors");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let wrong =
        book(&[["新桥镇", "测甲", "男", "1980.05", "党委书记"], ["新桥镇", "测<b>乙", "男", "1980.02.30", "镇长"]]);
    let (status, to, _) = bring(&clerk, "花名册.xlsx", &wrong);
    assert_eq!(status, 303);
    let page = settled(&clerk, &to);
    assert!(page.contains("D3") && page.contains("1980年2月没有30日") && page.contains("下载有错的行"), "{page}");
    assert!(!page.contains("确认导入") && !page.contains("<b>乙"));
    press(&clerk, &format!("{to}/confirm"));
    assert!(settled(&clerk, &to).contains("没有导入任何内容"), "what has errors is not carried out");
    let (status, bytes) = clerk.download(&format!("{to}/failed.xlsx"));
    assert!(status == 200 && bytes.starts_with(b"PK"));
    let (status, bytes) = clerk.download("/imports/sample.xlsx");
    assert!(status == 200 && bytes.starts_with(b"PK"));
    assert_eq!(press(&clerk, &format!("{to}/discard")).0, 303);
    assert_eq!(clerk.page(&to, None).0, 404);
    let good = book(&GOOD);
    for (name, bytes, said) in [
        ("花名册.pdf", b"%PDF-1.7".as_slice(), "PDF"),
        ("花名册.xlsx", &good[..good.len() / 2], "读不出这个文件"),
        ("空.xlsx", b"".as_slice(), "空"),
        ("../../etc/x.xls", b"<html><table></table></html>".as_slice(), "网页"),
    ] {
        let (status, to, text) = bring(&clerk, name, bytes);
        assert_eq!(status, 303, "{text}");
        let page = settled(&clerk, &to);
        assert!(page.contains(said) && !page.contains("etc/"), "{name}: {page}");
        press(&clerk, &format!("{to}/discard"));
    }
    assert_eq!(bring(&clerk, "", b"").0, 422, "no file chosen");
}

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    let folder = Folder::new("roster-old");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let old = include_bytes!("../../../papers/samples/roster-tricky.xls");
    let (status, to, _) = bring(&clerk, "花名册.xls", old);
    assert_eq!(status, 303);
    let page = settled(&clerk, &to);
    assert!(page.contains("检查结果") && page.contains("新增"), "{page}");
}

#[test]
fn who_is_not_told_apart_is_chosen_on_the_page() {
    let folder = Folder::new("roster-chosen");
    let database = databases(&folder).remove(0);
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let (_, to, _) = bring(&clerk, "花名册.xlsx", &book(&GOOD));
    settled(&clerk, &to);
    press(&clerk, &format!("{to}/confirm"));
    settled(&clerk, &to);
    let text = "单位,姓名,性别,出生年月,职务\r\n新桥镇,测甲,女,1980.05,党委书记\r\n";
    let (status, to, text) = bring(&clerk, "花名册.csv", text.as_bytes());
    assert_eq!(status, 303, "{text}");
    let page = settled(&clerk, &to);
    assert!(page.contains("有1处错误") && page.contains("待选") && page.contains("是新人"), "{page}");
    let (before, _) = page.split_once("登记簿中的测甲").unwrap_or_else(|| panic!("{page}"));
    let id = before.rsplit("value=\"").next().unwrap().split('"').next().unwrap();
    let csrf = hidden(&page, "_csrf");
    let (status, again, text) = clerk.page(&format!("{to}/choose"), Some(format!("_csrf={csrf}&who.0={id}")));
    assert_eq!(status, 303, "{text}");
    assert_ne!(again, to, "checked anew");
    let page = settled(&clerk, &again);
    assert!(page.contains("更新1人") && page.contains("确认导入") && !page.contains("待选"), "{page}");
    let (_, _, page) = clerk.page(&format!("{again}?show=changed"), None);
    assert!(page.contains("性别：男→女"), "{page}");
    let (status, ..) = clerk.page(&to, None);
    assert_eq!(status, 404, "the paper before it is gone");
}
