//! Whole rosters: a large one, and the reports about a bad one.

use super::*;
use crate::report::{report_json, report_xlsx};

#[test]
fn five_thousand_people_of_eighty_units_are_read_whole() {
    let mut expected = 0;
    let bytes = book(|sheet| {
        write(sheet, 0, &["序号", "姓名", "性别", "出生年月", "身份证号", "职务"]);
        let mut row = 1;
        for unit in 0..80 {
            merge(sheet, (row, 0), (row, 5), &format!("第{unit}中心"));
            row += 1;
            for place in 0..63 {
                let id = number("19800515", &format!("{:03}", place * 2 + 1));
                write(sheet, row, &["1", "测甲", "男", "1980.05", &id, "委员"]);
                row += 1;
                expected += 1;
            }
        }
    });
    let read = roster(&bytes);
    assert_eq!(read.rows.len(), expected);
    assert_eq!(read.findings, []);
    assert_eq!(read.rows.last().unwrap().unit, "第79中心");
}

#[test]
fn the_reports_name_sheet_row_column_and_way_out() {
    let (_, findings) = person(&[("身份证号", "123"), ("民族", "=1+1族")]);
    let json = report_json(&findings);
    assert_eq!((json["errors"].as_u64(), json["warnings"].as_u64()), (Some(1), Some(1)));
    assert_eq!(json["findings"][0]["sheet"], "花名册");
    assert_eq!(json["findings"][0]["cell"], "F2");
    assert_eq!(json["findings"][0]["level"], "错误");
    let lines = crate::ledger::read_back(&report_xlsx("云亭镇.xlsx", &findings).unwrap());
    assert_eq!(lines[0], ["导入检查结果"]);
    assert_eq!(lines[1], ["云亭镇.xlsx"]);
    assert_eq!(lines[2], ["表", "行", "列", "级别", "问题", "怎么办"]);
    assert_eq!(lines[3][..5], ["花名册", "2", "F", "错误", "身份证号应为18位，这里是3位"]);
}
