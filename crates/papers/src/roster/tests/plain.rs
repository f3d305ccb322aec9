//! Rosters as plain text.

use super::*;

const TEXT: &str = "云亭镇干部花名册,,,,\r\n单位,姓 名,性别,出生年月,现任职务,身份证号\r\n\
    云亭镇,测甲,男,1980.05,\"镇党委书记,\n一级主任科员\",\r\n\r\n云亭镇,测乙,女,1981.06,副镇长,\r\n";

fn people(bytes: &[u8]) -> Vec<(String, u32)> {
    let roster = read(bytes, "花名册.csv", &options()).unwrap();
    assert!(!roster.has_errors(), "{:?}", roster.findings);
    roster.rows.iter().map(|row| (row.name.clone(), row.source.row)).collect()
}

#[test]
fn a_csv_is_read_in_every_encoding_and_with_the_rows_a_spreadsheet_shows() {
    let expected = [("测甲".to_owned(), 3), ("测乙".to_owned(), 5)];
    assert_eq!(people(TEXT.as_bytes()), expected);
    assert_eq!(people(&encoding_rs::GBK.encode(TEXT).0), expected);
    assert_eq!(people(format!("\u{FEFF}{TEXT}").as_bytes()), expected);
    assert_eq!(people(TEXT.replace(',', "\t").as_bytes()), expected);
    assert_eq!(people(TEXT.replace("\r\n", "\n").as_bytes()), expected);
    assert_eq!(people(TEXT.trim_end().as_bytes()), expected);
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(people(&wide), expected);
}

#[test]
fn digits_dressed_as_text_are_digits_and_digits_lost_are_an_error() {
    let body = "34189919800512001";
    let number = format!("{body}{}", check_digit(body));
    let table = |cell: &str| format!("单位,姓名,性别,出生年月,职务,身份证号\n云亭镇,测甲,男,1980.05,镇长,{cell}\n");
    let roster = read(table(&format!("\"=\"\"{number}\"\"\"")).as_bytes(), "a.csv", &options()).unwrap();
    assert!(roster.rows[0].id_number.is_some(), "{:?}", roster.findings);
    let lost = read(table("3.41899E+17").as_bytes(), "a.csv", &options()).unwrap();
    assert!(lost.findings.iter().any(|finding| finding.cell == "F2" && finding.level == Level::Error));
}

#[test]
fn a_quote_that_is_never_closed_ends_nothing_and_its_row_has_a_number() {
    for line in ["单位,姓名,性别,出生年月,\"职务\n", "单位,姓名,\"\",\"\",\"\",\"0.05,镇长\n\n", "\"\n", "\"\n\n\n"]
    {
        assert!(read(line.as_bytes(), "a.csv", &options()).is_err(), "{line}");
    }
    let open = "单位,姓名,性别,出生年月,职务\n云亭镇,测甲,男,1980.05,镇长\n云亭镇,测乙,女,1981.06,\"副镇长\n";
    let roster = read(open.as_bytes(), "a.csv", &options()).unwrap();
    assert_eq!(roster.rows.iter().map(|row| row.source.row).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn what_is_no_text_is_refused() {
    let sentence = |bytes: &[u8]| read(bytes, "a.csv", &options()).unwrap_err().sentence;
    assert!(sentence(b"\0\0\0\0").contains("不是文本表格"));
    assert!(sentence(b"a,b\xFF\xFF\xFF").contains("字符编码"));
    assert!(sentence("甲,乙\n丙,丁\n".as_bytes()).contains("没有找到表头"));
}
