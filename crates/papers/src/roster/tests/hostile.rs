//! Files that are broken, locked, swollen or not what they say.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::Limits;

/// A package with these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A good workbook with one part replaced or added.
fn tampered(part: &str, change: impl FnOnce(&str) -> Vec<u8>) -> Vec<u8> {
    use std::io::Read;
    let good = table(&[&["单位", "姓名", "性别", "出生年月", "职务"], &["云亭镇", "测甲", "男", "1980.05", "书记"]]);
    let mut archive = zip::ZipArchive::new(Cursor::new(good)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.push((entry.name().unwrap().into_owned(), bytes));
    }
    let old = parts.iter().find(|(name, _)| name == part).map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap());
    let new = change(old.as_deref().unwrap_or_default());
    parts.retain(|(name, _)| name != part);
    parts.push((part.to_owned(), new));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    package(&parts)
}

/// The signature of a compound file followed by the name of one stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend([0; 600]);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.extend([0; 600]);
    bytes
}

#[test]
fn what_is_no_workbook_is_named_for_what_it_is() {
    assert!(refusal(b"").contains("空的"));
    assert!(refusal(b"hello").contains("不是.xlsx、.xls或.csv表格"));
    assert!(refusal("单位,姓名\n云亭镇,测甲".as_bytes()).contains("不是.xlsx"));
    assert!(refusal(b"%PDF-1.7").contains("PDF"));
    assert!(refusal(b"<html><table></table></html>").contains("网页"));
    assert!(refusal(&package(&[("a.txt", b"a")])).contains("压缩包"));
    assert!(refusal(&package(&[("word/document.xml", b"<w/>")])).contains("Word"));
    assert!(refusal(&package(&[("xl/workbook.bin", b"")])).contains(".xlsb"));
    assert!(refusal(&compound("WordDocument")).contains("不是工作簿"));
}

#[test]
fn a_password_is_asked_to_be_removed() {
    assert!(refusal(&compound("EncryptedPackage")).contains("密码"));
}

#[test]
fn macros_are_refused_by_name_and_by_content() {
    let good = table(&[&["单位", "姓名", "性别", "出生年月", "职务"]]);
    let sentence = read(&good, "花名册.XLSM", &options()).unwrap_err().sentence;
    assert!(sentence.contains("宏"));
    assert!(refusal(&tampered("xl/vbaProject.bin", |_| vec![1, 2, 3])).contains("宏"));
    assert!(refusal(&compound("_VBA_PROJECT_CUR")).contains("宏"));
}

#[test]
fn a_truncated_or_garbled_workbook_is_a_sentence_at_every_length() {
    let good = table(&[&["单位", "姓名", "性别", "出生年月", "职务"], &["云亭镇", "测甲", "男", "1980.05", "书记"]]);
    for end in (0..good.len()).step_by(97) {
        assert!(read(&good[..end], "花名册.xlsx", &options()).is_err(), "cut at {end}");
    }
    for place in (0..good.len()).step_by(13) {
        let mut garbled = good.clone();
        garbled[place] ^= 0x5A;
        let _either = read(&garbled, "花名册.xlsx", &options());
    }
}

#[test]
fn an_old_workbook_of_garbage_is_a_sentence() {
    assert!(refusal(&compound("Workbook")).contains("损坏"));
}

#[test]
fn a_zip_bomb_is_stopped_before_it_is_parsed() {
    let swollen = tampered("xl/worksheets/sheet1.xml", |_| vec![b' '; 80 << 20]);
    assert!(swollen.len() < 1 << 20, "it is small when packed: {}", swollen.len());
    assert!(refusal(&swollen).contains("大得不合常理"));
}

#[test]
fn a_bomb_of_many_parts_is_stopped_too() {
    let names: Vec<String> = (0..40).map(|number| format!("xl/media/{number}.xml")).collect();
    let blank = vec![b' '; 1 << 20];
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), blank.as_slice())).collect();
    assert!(refusal(&package(&parts)).contains("大得不合常理"));
}

#[test]
fn external_entities_are_refused_unread() {
    let hostile = tampered("xl/sharedStrings.xml", |xml| {
        xml.replacen("<sst", "<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst", 1).into_bytes()
    });
    assert!(refusal(&hostile).contains("外部定义"));
}

#[test]
fn broken_xml_inside_is_a_sentence() {
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"] {
        assert!(!refusal(&tampered(part, |_| b"<a><b".to_vec())).is_empty(), "{part}");
    }
    assert!(refusal(&tampered("xl/worksheets/sheet1.xml", |_| vec![0xFF, 0xFE, 0x00])).contains("损坏"));
}

#[test]
fn a_cell_that_points_beyond_the_shared_texts_does_not_panic() {
    let odd = tampered("xl/worksheets/sheet1.xml", |xml| xml.replace("<v>0</v>", "<v>999999</v>").into_bytes());
    let _either = read(&odd, "花名册.xlsx", &options());
    let odd =
        tampered("xl/worksheets/sheet1.xml", |xml| xml.replace("r=\"A1\"", "r=\"ZZZZZZZZ99999999999\"").into_bytes());
    assert!(!refusal(&odd).is_empty());
}

#[test]
fn too_many_rows_columns_bytes_and_sheets_are_refused_with_a_way_out() {
    let far = |row: u32, column: u16| {
        book(|sheet| {
            write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务"]);
            sheet.write_string(row, column, "远").unwrap();
        })
    };
    assert!(refusal(&far(1_000_000, 0)).contains("超过100000行"));
    assert!(refusal(&far(3, 16_000)).contains("超过512列"));
    let small = Options { limits: Limits { bytes: 100, ..Limits::default() }, ..options() };
    assert!(read(&far(3, 3), "花名册.xlsx", &small).unwrap_err().sentence.contains("兆字节"));
    let mut many = Workbook::new();
    for _ in 0..101 {
        many.add_worksheet();
    }
    assert!(refusal(&many.save_to_buffer().unwrap()).contains("超过100张"));
}

#[test]
fn formatted_blank_cells_far_away_are_nothing() {
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务"]);
        write(sheet, 1, &["云亭镇", "测甲", "男", "1980.05", "书记"]);
        sheet.write_blank(1_000_000, 16_000, &Format::new().set_bold()).unwrap();
    }));
    assert_eq!((read.rows.len(), read.findings.len()), (1, 0));
}

#[test]
fn a_workbook_without_a_heading_or_without_people_is_a_sentence() {
    assert!(refusal(&table(&[&["甲", "乙"]])).contains("没有找到表头"));
    assert!(refusal(&table(&[&["单位", "姓名", "性别", "出生年月", "职务"]])).contains("没有人员"));
    assert!(refusal(&book(|_| ())).contains("没有找到表头"));
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let mut rows: Vec<&[&str]> = vec![&["单位", "姓名", "性别", "出生年月", "职务"]];
    rows.extend(std::iter::repeat_n::<&[&str]>(&["云亭镇", "测甲", "不", "1980.05", "书记"], 30));
    let few = Options { limits: Limits { findings: 10, ..Limits::default() }, ..options() };
    let read = read(&table(&rows), "花名册.xlsx", &few).unwrap();
    assert_eq!(read.findings.len(), 11);
    assert_eq!(read.findings[10].sentence, "另有20条问题未列出");
    assert!(read.has_errors());
}

#[test]
fn an_old_workbook_with_cells_far_apart_is_stopped_before_it_takes_all_memory() {
    let far = include_bytes!("../../../samples/roster-far.xls");
    let refused = read(far, "名册.xls", &options()).unwrap_err();
    assert!(refused.sentence.contains("大得不合常理"), "{refused}");
    // Found by chance changes to a workbook; the same, at every place of it.
    let tricky = include_bytes!("../../../samples/roster-tricky.xls");
    assert!(read(tricky, "名册.xls", &options()).is_ok());
    for at in (512..tricky.len()).step_by(31) {
        let mut bytes = tricky.to_vec();
        bytes[at] ^= 0xFF;
        if let Err(refused) = read(&bytes, "名册.xls", &options()) {
            assert!(refused.sentence.ends_with('。'), "{refused}");
        }
    }
}
