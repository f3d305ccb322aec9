//! A ledger as a workbook: what the page shows, all pages of it.

use crate::server::{Folder, Server};
use std::io::{Cursor, Read};

/// A part of a workbook.
pub fn part(book: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_ledger_is_exported_as_it_is_shown_with_its_filters_and_columns() {
    let folder = Folder::new("export");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let head = server.sign_in("jiandu-guzhang");
    let (_, _, page) = head.page("/ledger/post?tab=all", None);
    let total: usize = page.split("共<b>").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
    assert!(total > 1_000, "{total}");
    assert!(page.contains("/ledger/post/export?tab=all"), "{page}");

    let (status, name, book) = head.bytes("/ledger/post/export?tab=all");
    assert_eq!(status, 200);
    assert!(name.starts_with("attachment; filename*=UTF-8''") && name.ends_with("2026-05-05.xlsx"), "{name}");
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    assert_eq!(
        sheet.matches("<row ").count(),
        total + 4,
        "title, period, headings, a row for each post, and who signs"
    );
    let words = part(&book, "xl/sharedStrings.xml");
    assert!(words.contains(&format!("共{total}条")) && words.contains("云亭镇") && !words.contains("操作"), "heads");

    let (_, _, township) = head.page("/ledger/post?tab=all&unit=%E4%BA%91%E4%BA%AD%E9%95%87", None);
    let fewer: usize = township.split("共<b>").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
    assert!(fewer > 0 && fewer < total);
    let (_, _, book) = head.bytes("/ledger/post/export?tab=all&unit=%E4%BA%91%E4%BA%AD%E9%95%87");
    assert_eq!(part(&book, "xl/worksheets/sheet1.xml").matches("<row ").count(), fewer + 4);

    let choice = page.split("name=\"col\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let (_, _, narrow) = head.page(&format!("/ledger/post?tab=all&col={choice}"), None);
    let heads = |page: &str| page.matches("<th scope=\"col\"").count();
    assert!(heads(&narrow) < heads(&page), "one own column is left");
    let (_, _, book) = head.bytes(&format!("/ledger/post/export?tab=all&col={choice}"));
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    let heading = sheet.split("<row r=\"3\"").nth(1).unwrap().split("</row>").next().unwrap();
    assert_eq!(heading.matches("<c ").count(), heads(&narrow) - 1, "all but the acts");

    let (status, _, _) = head.bytes("/ledger/post/export?from=2026-02-30");
    assert_eq!(status, 400);
    let (status, _, _) = head.bytes("/ledger/nothing/export");
    assert_eq!(status, 404);
}

#[test]
fn a_cadres_form_and_the_roster_are_taken_from_the_pages_by_whoever_keeps_the_register() {
    let folder = Folder::new("exchange");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let (clerk, deputy) = (server.sign_in("jiandu-jingban"), server.sign_in("yunting-fuzhenzhang"));
    let name = deputy.entry["name"].as_str().unwrap();
    let card = format!("/people/{}", deputy.id());
    let (_, _, page) = clerk.page(&card, None);
    for (ending, form) in [("docx", "2025"), ("docx", "2024"), ("lrmx", "2025"), ("lrmx", "2024")] {
        let address = format!("{card}/form.{ending}?form={form}");
        assert!(page.contains(&address), "{address}: {page}");
        let (status, file, bytes) = clerk.bytes(&address);
        assert!(status == 200 && file.ends_with(&format!(".{ending}")), "{address}: {status} {file}");
        let text = if ending == "docx" { part(&bytes, "word/document.xml") } else { String::from_utf8(bytes).unwrap() };
        let spaced = name.chars().map(String::from).collect::<Vec<_>>().join("\u{3000}");
        assert!(text.contains(name) || text.contains(&spaced), "{address}: {text}");
    }
    assert_eq!(clerk.bytes(&format!("{card}/form.docx?form=1999")).0, 400);
    assert_eq!(clerk.bytes("/people/nobody/form.docx").0, 404);

    let (_, _, list) = clerk.page("/people", None);
    assert!(list.contains("/people/roster"), "{list}");
    let (status, _, choice) = clerk.page("/people/roster", None);
    assert!(status == 200 && choice.contains("任现职时间") && !choice.contains("value=\"身份证号\""), "{choice}");
    let of = "/people/roster.xlsx?unit=%E4%BA%91%E4%BA%AD%E9%95%87&col=%E5%A7%93%E5%90%8D&col=%E7%BA%A7%E5%88%AB";
    let (status, _, book) = clerk.bytes(of);
    let words = part(&book, "xl/sharedStrings.xml");
    assert!(status == 200 && words.contains(name) && words.contains("级别") && !words.contains("出生年月"), "{words}");
    assert_eq!(clerk.bytes("/people/roster.xlsx?col=%E6%9F%90%E5%88%97").0, 400);

    let (_, _, own) = deputy.page(&card, None);
    assert!(!own.contains("/form.docx"), "{own}");
    for address in [format!("{card}/form.docx"), format!("{card}/form.lrmx"), "/people/roster.xlsx".to_owned()] {
        assert_eq!(deputy.bytes(&address).0, 403, "{address}");
    }
}
