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

/// The committed samples, saved by an office program of another make; the people are invented.
const SAMPLES: [(&str, &[u8]); 2] = [
    ("roster-tricky.xlsx", include_bytes!("../../../samples/roster-tricky.xlsx")),
    ("roster-tricky.xls", include_bytes!("../../../samples/roster-tricky.xls")),
];

#[test]
fn the_sample_is_read_alike_as_a_new_and_as_an_old_workbook() {
    for (name, bytes) in SAMPLES {
        let read = read(bytes, name, &options()).unwrap();
        assert_eq!(names(&read), ["云亭镇/测甲", "云亭镇/测乙", "云亭镇/测·丙", "县财政局/测丁"], "{name}");
        let births: Vec<String> = read.rows.iter().map(|row| row.birth.unwrap().printed()).collect();
        assert_eq!(births, ["1975.05", "1970.10", "1982.07", "1977.08"], "{name}");
        let since: Vec<String> = read.rows.iter().map(|row| row.since.unwrap().to_string()).collect();
        assert_eq!(since, ["2021-03", "2022-05", "2023-01", "2019-11-20"], "{name}");
        let first = &read.rows[0];
        assert_eq!(first.education.full_time.education.as_deref(), Some("大学\n文学学士"), "{name}");
        assert_eq!(first.education.full_time.school.as_deref(), Some("青弋师院中文"), "{name}");
        assert_eq!(read.rows[1].sex.unwrap().word(), "女", "{name}");
        assert_eq!(read.sheets[0].name, "干部名册");
        assert_eq!(errors(&read.findings), 0, "{name}: {:?}", read.findings);
        // The old format does not tell how a number is shown: the ID number decides 1970.1, and that is told.
        let told = sentences(&read.findings);
        let expected: &[&str] =
            if name.ends_with(".xls") { &["D8 提醒 数字1970.1按身份证号读作1970年10月"] } else { &[] };
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn the_collection_workbook_brings_resumes_and_relatives() {
    let body = "34189919770112001";
    let number = format!("{body}{}", check_digit(body));
    let mut book = Workbook::new();
    let people = book.add_worksheet().set_name("A01人员 ").unwrap();
    write(people, 0, &["人员基本信息表"]);
    write(
        people,
        1,
        &[
            "姓名",
            "身份证号",
            "性别 ",
            "出生年月",
            "健康状况",
            "现工作单位及职务全称",
            "统计关系所在单位",
            "简历",
            "奖惩综述",
        ],
    );
    let resume = "1995.09--1999.07  青弋学院学生\n1999.07--         云亭镇干部";
    write(people, 2, &["测甲", &number, "男", "197701", "健康", "云亭镇镇长", "云亭镇", resume, ""]);
    write(people, 3, &["测乙", "", "女", "198002", "", "云亭镇副镇长", "云亭镇", "", ""]);
    let family = book.add_worksheet().set_name("A36家庭及社会关系").unwrap();
    write(family, 0, &["家庭成员及社会关系信息表"]);
    write(family, 1, &["姓名", "身份证号", "家庭成员姓名", "称谓", "出生日期", "政治面貌", "工作单位及职务", "排序"]);
    write(family, 2, &["测甲", &number, "测家", "妻子", "197806", "群众", "云亭中学教师", "1"]);
    write(family, 3, &["测甲", &number, "测子", "儿子", "200511", "", "学生", "2"]);
    write(family, 4, &["测丙", "", "测某", "父亲", "", "", "", "1"]);
    let posts = book.add_worksheet().set_name("A02职务").unwrap();
    write(posts, 1, &["姓名", "身份证号", "任职机构名称", "职务名称"]);
    write(posts, 2, &["测甲", &number, "云亭镇", "镇长"]);
    let read = roster(&book.save_to_buffer().unwrap());
    assert!(!read.has_errors(), "{:?}", read.findings);
    let names: Vec<&str> = read.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["测甲", "测乙"]);
    let kept = read.rows[0].file.as_ref().unwrap().fields();
    assert_eq!((kept["resume"].as_str(), kept["health"].as_str()), (Some(resume), Some("健康")));
    assert_eq!(kept["family"].as_array().map(Vec::len), Some(2));
    assert_eq!(kept["family"][1]["work"], "学生");
    assert!(read.rows[1].file.is_none());
    let told: Vec<&str> = read.findings.iter().map(|finding| finding.sentence.as_str()).collect();
    assert!(told.contains(&"测丙的家庭成员对不上花名册里的人，未读"), "{told:?}");
}
