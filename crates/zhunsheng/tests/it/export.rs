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
