//! Headings, groups, totals, merges, sheets.

use super::*;
use crate::roster::{Field, Headings};

#[test]
fn titles_stand_above_the_heading_and_headings_are_padded_and_broken() {
    let read = roster(&book(|sheet| {
        merge(sheet, (0, 0), (0, 5), "青弋县干部花名册");
        write(sheet, 1, &["", "", "", "截至2026年4月"]);
        write(sheet, 2, &["序号", "单位 ", "姓\u{3000} 名", "性别 ", "出生\n年月", "现任职务（全称）"]);
        write(sheet, 3, &["1", "云亭镇", "测甲", "男", "1980.05", "云亭镇党委书记"]);
    }));
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    assert_eq!(read.findings, []);
    assert_eq!(read.sheets[0].heading_row, 3);
    assert_eq!(read.rows[0].source.row, 4);
}

#[test]
fn a_merged_two_row_heading_tells_full_time_from_in_service_schooling() {
    let read = roster(&book(|sheet| {
        merge(sheet, (0, 0), (0, 8), "干部花名册");
        for (column, words) in [(0, "单位"), (1, "姓  名"), (2, "性别"), (3, "出生\n年月"), (8, "现任职务")]
        {
            merge(sheet, (1, column), (2, column), words);
        }
        merge(sheet, (1, 4), (1, 5), "全日制教育");
        merge(sheet, (1, 6), (1, 7), "在职教育");
        write(sheet, 2, &["", "", "", "", "学历\n学位", "毕业院校及专业", "学历", "毕业院校系及专业"]);
        write(
            sheet,
            3,
            &["云亭镇", "测甲", "女", "1980.05", "大专", "青弋师专", "省委党校大学\n文学学士", "省委党校法律", "镇长"],
        );
    }));
    assert_eq!(sentences(&read.findings), Vec::<String>::new());
    let education = &read.rows[0].education;
    assert_eq!(education.full_time.education.as_deref(), Some("大专"));
    assert_eq!(education.full_time.school.as_deref(), Some("青弋师专"));
    assert_eq!(education.in_service.education.as_deref(), Some("省委党校大学\n文学学士"));
    assert_eq!(education.in_service.school.as_deref(), Some("省委党校法律"));
}

#[test]
fn a_two_row_heading_without_merges_is_understood_too() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "全日制教育", "", "在职教育", "", "现任职务"],
        &["", "", "", "", "学历", "院校专业", "学历", "院校专业", ""],
        &["云亭镇", "测甲", "女", "1980.05", "大专", "青弋师专", "大学", "省委党校", "镇长"],
    ]));
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    assert_eq!(read.rows[0].education.full_time.school.as_deref(), Some("青弋师专"));
    assert_eq!(read.rows[0].education.in_service.school.as_deref(), Some("省委党校"));
}

#[test]
fn planned_posts_of_a_transfer_table_are_not_taken_for_present_ones() {
    let read = roster(&book(|sheet| {
        merge(sheet, (0, 0), (1, 0), "单位");
        merge(sheet, (0, 1), (0, 4), "现状");
        merge(sheet, (0, 5), (0, 6), "拟任");
        write(sheet, 1, &["", "姓名", "性别", "出生年月", "现任工作单位及职务", "姓名", "任现职务"]);
        write(sheet, 2, &["云亭镇", "测甲", "男", "1980.05", "云亭镇镇长", "测乙", "云亭镇党委书记"]);
    }));
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    assert_eq!(read.rows[0].post.as_deref(), Some("云亭镇镇长"));
}

#[test]
fn group_rows_name_the_unit_and_totals_notes_and_blank_rows_name_nobody() {
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["序号", "姓名", "性别", "出生年月", "现任职务", "备注"]);
        merge(sheet, (1, 0), (1, 5), "一、乡镇");
        merge(sheet, (2, 0), (2, 5), "（一）云亭镇（2人）");
        write(sheet, 3, &["1", "测甲", "男", "1980.05", "党委书记"]);
        write(sheet, 4, &["2", "测乙", "女", "1981.06", "镇长"]);
        write(sheet, 5, &["", "小  计", "", "", "2人"]);
        write(sheet, 7, &["", "县财政局", "", "1人"]);
        write(sheet, 8, &["3", "测丙", "男", "1979.01", "局长"]);
        write(sheet, 9, &["4"]);
        write(sheet, 10, &["合计", "3"]);
        write(sheet, 11, &["注：截至4月底。"]);
        write(sheet, 12, &["填表人：测丁", "", "", "审核人：测戊"]);
    }));
    assert_eq!(names(&read), ["云亭镇/测甲", "云亭镇/测乙", "县财政局/测丙"]);
    assert_eq!(sentences(&read.findings), Vec::<String>::new());
}

#[test]
fn a_merged_unit_cell_counts_for_every_row_it_covers() {
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务"]);
        merge(sheet, (1, 0), (3, 0), "云亭镇");
        write(sheet, 1, &["", "测甲", "男", "1980.05", "书记"]);
        sheet.write_string(1, 0, "云亭镇").unwrap();
        write(sheet, 2, &["", "测乙", "女", "1981.06", "镇长"]);
        write(sheet, 3, &["", "测丙", "男", "1982.06", "副镇长"]);
        write(sheet, 4, &["县财政局", "测丁", "男", "1982.07", "局长"]);
    }));
    assert_eq!(names(&read), ["云亭镇/测甲", "云亭镇/测乙", "云亭镇/测丙", "县财政局/测丁"]);
    assert_eq!(read.findings, []);
}

#[test]
fn a_unit_written_once_without_a_merge_is_carried_on_with_a_warning() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "职务"],
        &["云亭镇", "测甲", "男", "1980.05", "书记"],
        &["", "测乙", "女", "1981.06", "镇长"],
    ]));
    assert_eq!(names(&read), ["云亭镇/测甲", "云亭镇/测乙"]);
    assert_eq!(sentences(&read.findings), [" 提醒 单位空白，按上一行“云亭镇”读入"]);
}

#[test]
fn the_unit_may_stand_above_the_heading_or_begin_the_post() {
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["填报单位（盖章）：云亭镇"]);
        write(sheet, 1, &["姓名", "性别", "出生年月", "职务"]);
        write(sheet, 2, &["测甲", "男", "1980.05", "书记"]);
    }));
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    let bytes = table(&[&["姓名", "性别", "出生年月", "单位及职务"], &["测甲", "男", "1980.05", "云亭镇党委书记"]]);
    assert_eq!(errors(&roster(&bytes).findings), 1, "an unknown unit is asked for");
    let known = Options { units: vec!["云亭".into(), "云亭镇".into()], ..options() };
    assert_eq!(names(&read_with(&bytes, &known)), ["云亭镇/测甲"]);
}

fn read_with(bytes: &[u8], options: &Options) -> Roster {
    read(bytes, "花名册.xlsx", options).unwrap()
}

#[test]
fn a_lone_name_is_a_person_and_not_a_group() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "职务"],
        &["云亭镇", "测甲", "男", "1980.05", "书记"],
        &["", "测乙"],
    ]));
    assert_eq!(errors(&read.findings), 2, "sex and birth are missing, and are asked for");
    assert_eq!(read.rows.len(), 2);
}

#[test]
fn several_sheets_are_read_in_order_and_hidden_or_headless_ones_are_told() {
    let mut book = Workbook::new();
    for (name, hidden, heading) in
        [("干部名册 ", false, true), ("县直", false, true), ("字典", true, false), ("说明", false, false)]
    {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.set_hidden(hidden);
        if heading {
            write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务"]);
            write(sheet, 1, &[name.trim(), "测甲", "男", "1980.05", "书记"]);
        } else {
            write(sheet, 0, &["汉族", "回族"]);
        }
    }
    let read = roster(&book.save_to_buffer().unwrap());
    assert_eq!(names(&read), ["干部名册/测甲", "县直/测甲"]);
    assert_eq!(read.rows[0].source.sheet, "干部名册");
    assert_eq!(sentences(&read.findings), [" 提醒 工作表“字典”已隐藏，未读", " 提醒 工作表“说明”没有表头，未读"]);
}

#[test]
fn hidden_columns_are_read_and_hidden_rows_are_read_and_told() {
    let id = number("19800515", "123");
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务", "身份证号"]);
        write(sheet, 1, &["云亭镇", "测甲", "男", "1980.05", "书记", &id]);
        write(sheet, 2, &["云亭镇", "测乙", "男", "1981.05", "镇长"]);
        sheet.set_column_hidden(5).unwrap();
        sheet.set_row_hidden(2).unwrap();
    }));
    assert_eq!(read.rows[0].id_number.as_ref().unwrap().plain(), id);
    assert_eq!(read.rows.len(), 2);
    assert_eq!(sentences(&read.findings), [" 提醒 有1行被隐藏或筛去，已一并读入"]);
}

#[test]
fn helper_columns_without_a_heading_are_passed_over_and_unknown_ones_told() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "职务", "家乡特产"],
        &["云亭镇", "测甲", "男", "1980.05", "书记", "茶", "", "7"],
        &["云亭镇", "测乙", "男", "1980.06", "镇长", "", "", "8"],
        &["", "", "", "", "", "", "", "9"],
    ]));
    assert_eq!(names(&read), ["云亭镇/测甲", "云亭镇/测乙"]);
    assert_eq!(sentences(&read.findings), ["F1 提醒 不认识列“家乡特产”，未读"]);
}

#[test]
fn a_county_may_add_headings_of_its_own() {
    let bytes = table(&[&["归属", "姓名", "性别", "生辰", "职务"], &["云亭镇", "测甲", "男", "1980.05", "书记"]]);
    let own = [("归属".to_owned(), Field::Unit), ("生 辰".to_owned(), Field::Birth)];
    let read = read_with(&bytes, &Options { headings: Headings::with(own), ..options() });
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    assert_eq!(read.findings, []);
}

#[test]
fn a_heading_repeated_amid_the_people_is_no_person() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "职务"],
        &["云亭镇", "测甲", "男", "1980.05", "书记"],
        &["单位", "姓 名", "性别", "出生年月", "职务"],
        &["云亭镇", "测乙", "男", "1981.05", "镇长"],
    ]));
    assert_eq!(names(&read), ["云亭镇/测甲", "云亭镇/测乙"]);
    assert_eq!(read.findings, []);
}

#[test]
fn a_second_table_with_other_columns_on_one_sheet_is_an_error() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "职务"],
        &["云亭镇", "测甲", "男", "1980.05", "书记"],
        &["姓名", "单位", "出生年月", "性别", "职务"],
        &["测乙", "云亭镇", "1981.05", "男", "镇长"],
    ]));
    assert!(sentences(&read.findings)[0].contains("中间又有一行表头"));
}

#[test]
fn one_name_over_several_rows_is_asked_to_be_one_row() {
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务"]);
        write(sheet, 1, &["云亭镇", "", "男", "1980.05", "书记"]);
        merge(sheet, (1, 1), (2, 1), "测甲");
        write(sheet, 2, &["云亭镇", "", "", "", "四级调研员"]);
    }));
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    assert_eq!(sentences(&read.findings), [" 错误 一个姓名占了几行"]);
}

#[test]
fn the_order_of_the_roster_is_kept() {
    let people: Vec<String> =
        (0..50).map(|place| format!("测{}", char::from_u32(0x4E00 + place * 7).unwrap())).collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["单位", "姓名", "性别", "出生年月", "职务"]];
    rows.extend(people.iter().map(|name| vec!["云亭镇", name.as_str(), "男", "1980.05", "委员"]));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let read = roster(&table(&rows));
    let found: Vec<&str> = read.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(found, people.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn two_columns_for_one_thing_are_told_and_the_first_is_read() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "职务", "出生日期"],
        &["云亭镇", "测甲", "男", "1980.05", "书记", "1990.05"],
    ]));
    assert_eq!(read.rows[0].birth.unwrap().printed(), "1980.05");
    assert_eq!(sentences(&read.findings), ["F1 提醒 有两列“出生年月”，只读了D列"]);
}

#[test]
fn other_tables_about_the_same_people_beside_the_roster_are_left_out() {
    let mut book = Workbook::new();
    let id = number("19800515", "123");
    let sheets: [(&str, Vec<Vec<&str>>); 3] = [
        (
            "人员",
            vec![
                vec!["单位", "姓名", "身份证号", "性别", "出生年月", "职务"],
                vec!["云亭镇", "测甲", &id, "男", "1980.05", "书记"],
            ],
        ),
        ("职务", vec![vec!["姓名", "身份证号", "任职机构名称", "职务名称"], vec!["测甲", &id, "云亭镇", "书记"]]),
        ("家庭", vec![vec!["姓名", "称谓", "出生日期", "政治面貌"], vec!["测乙", "妻子", "1982.01", "群众"]]),
    ];
    for (name, rows) in &sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0_u32..).zip(rows) {
            write(sheet, row, cells);
        }
    }
    let read = roster(&book.save_to_buffer().unwrap());
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    assert_eq!(sentences(&read.findings), [" 提醒 工作表“职务”不是花名册，未读", " 提醒 工作表“家庭”不是花名册，未读"]);
}

#[test]
fn a_missing_column_is_told_once_and_not_for_every_row() {
    let read =
        roster(&table(&[&["姓名", "出生年月", "职务"], &["测甲", "1980.05", "书记"], &["测乙", "1981.05", "镇长"]]));
    assert_eq!(sentences(&read.findings), [" 错误 表头缺“性别”列", " 错误 从这一行起，不知道是哪个单位"]);
}
