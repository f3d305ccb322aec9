//! Numbers, dates, names, posts.

use super::*;
use crate::roster::split_posts;

/// A one-person sheet whose 出生年月 cell is written by hand.
fn birth(extra: &[(&str, &str)], fill: impl FnOnce(&mut Worksheet)) -> (Option<String>, Vec<String>) {
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务"]);
        write(sheet, 1, &["云亭镇", "测甲", "男", "", "书记"]);
        for (column, (heading, words)) in (5_u16..).zip(extra) {
            sheet.write_string(0, column, *heading).unwrap();
            sheet.write_string(1, column, *words).unwrap();
        }
        fill(sheet);
    }));
    (read.rows[0].birth.map(|month| month.printed()), sentences(&read.findings))
}

#[test]
fn a_right_number_is_kept_in_plain_and_completed_from_fifteen() {
    let id = number("19800515", "123");
    let (row, findings) = person(&[("身份证号码", &format!("'{} {}", &id[..6], &id[6..]))]);
    assert_eq!(row.id_number.unwrap().plain(), id);
    assert_eq!(findings, []);
    let (row, _) = person(&[("身份证", "341899800515123")]);
    assert_eq!(row.id_number.unwrap().plain(), id);
}

#[test]
fn a_wrong_check_digit_is_an_error_at_its_cell() {
    let id = number("19800515", "123");
    let wrong = if id.ends_with('4') { "5" } else { "4" };
    let (row, findings) = person(&[("身份证号", &format!("{}{wrong}", &id[..17]))]);
    assert_eq!(row.id_number, None);
    assert_eq!(sentences(&findings), ["F2 错误 身份证号校验位不符"]);
}

#[test]
fn a_number_stored_as_a_number_is_refused_and_fifteen_digits_survive() {
    for (value, whole) in [(341_899_198_005_151_200.0, false), (341_899_800_515_123.0, true)] {
        let read = roster(&book(|sheet| {
            write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务", "身份证号"]);
            write(sheet, 1, &["云亭镇", "测甲", "男", "1980.05", "书记"]);
            sheet.write_number(1, 5, value).unwrap();
        }));
        assert_eq!(read.rows[0].id_number.is_some(), whole);
        let expected: &[&str] =
            if whole { &[] } else { &["F2 错误 身份证号被表格软件当作数字保存，末几位已丢失"] };
        assert_eq!(sentences(&read.findings), expected);
    }
}

#[test]
fn birth_and_sex_that_differ_from_the_number_only_warn() {
    let id = number("19790115", "124");
    let (row, findings) = person(&[("身份证号", &id)]);
    assert_eq!(row.birth.unwrap().printed(), "1980.05");
    assert_eq!(
        sentences(&findings),
        ["C2 提醒 性别男与身份证号不符", "D2 提醒 出生年月1980.05与身份证号中的1979.01不同"]
    );
}

#[test]
fn a_missing_birth_and_sex_are_taken_from_the_number() {
    let (row, findings) = person(&[("身份证号", &number("19790115", "124")), ("出生年月", ""), ("性别", "")]);
    assert_eq!(row.birth.unwrap().printed(), "1979.01");
    assert_eq!(row.sex.unwrap().word(), "女");
    assert_eq!(errors(&findings), 0);
}

#[test]
fn no_report_shows_a_whole_number() {
    let id = number("19790230", "124");
    let (_, findings) = person(&[("身份证号", &id)]);
    assert_eq!(sentences(&findings), ["F2 错误 身份证号中的出生日期不存在"]);
    assert!(!format!("{findings:?}").contains(&id));
}

#[test]
fn dates_as_text_number_and_serial_are_read() {
    for words in ["1970.01", "70.01", "1970年1月", "1970/1/1", "197001", "19700101", "1970-01"] {
        assert_eq!(birth(&[], |sheet| write(sheet, 1, &["", "", "", words])).0.as_deref(), Some("1970.01"), "{words}");
    }
    let (read, _) = birth(&[], |sheet| {
        sheet.write_number(1, 3, 197_001.0).unwrap();
    });
    assert_eq!(read.as_deref(), Some("1970.01"));
    let dated = Format::new().set_num_format("yyyy\"年\"m\"月\"");
    let (read, found) = birth(&[], |sheet| {
        sheet.write_number_with_format(1, 3, 25_569.0, &dated).unwrap();
    });
    assert_eq!((read.as_deref(), found), (Some("1970.01"), vec![]));
    let (read, _) = birth(&[], |sheet| {
        sheet.write_number(1, 3, 25_600.0).unwrap();
    });
    assert_eq!(read.as_deref(), Some("1970.02"));
}

#[test]
fn the_number_1970_1_is_undecidable_unless_its_format_or_the_id_number_says_so() {
    let (read, found) = birth(&[], |sheet| {
        sheet.write_number(1, 3, 1970.1).unwrap();
    });
    assert_eq!((read, found), (None, vec!["D2 错误 数字1970.1分不清是1970年1月还是10月".to_owned()]));
    let two = Format::new().set_num_format("0.00");
    let (read, found) = birth(&[], |sheet| {
        sheet.write_number_with_format(1, 3, 1970.1, &two).unwrap();
    });
    assert_eq!((read.as_deref(), found), (Some("1970.10"), vec![]));
    let id = number("19701005", "123");
    let (read, found) = birth(&[("身份证号", &id)], |sheet| {
        sheet.write_number(1, 3, 1970.1).unwrap();
    });
    assert_eq!((read.as_deref(), found.len()), (Some("1970.10"), 1));
    assert!(found[0].contains("按身份证号读作1970年10月"));
    let (read, _) = birth(&[], |sheet| {
        sheet.write_number(1, 3, 1970.12).unwrap();
    });
    assert_eq!(read.as_deref(), Some("1970.12"));
}

#[test]
fn a_text_1970_1_is_january_with_a_warning() {
    let (read, found) = birth(&[], |sheet| write(sheet, 1, &["", "", "", "1970.1"]));
    assert_eq!((read.as_deref(), found), (Some("1970.01"), vec!["D2 提醒 读作1970年1月".to_owned()]));
}

#[test]
fn the_thirtieth_of_february_is_a_sentence_at_its_cell() {
    let (_, findings) = person(&[("参加工作时间", "2003年2月30日")]);
    assert_eq!(sentences(&findings), ["F2 错误 “参加工作时间”：2003年2月没有30日"]);
    let (row, findings) = person(&[("出生年月", "1980.02.30")]);
    assert_eq!(row.birth, None);
    assert_eq!(sentences(&findings), ["D2 错误 出生年月：1980年2月没有30日"]);
}

#[test]
fn a_birth_in_the_future_or_in_the_nineteenth_century_is_refused() {
    for words in ["2030.01", "1901.01", "2020.01"] {
        let (_, findings) = person(&[("出生年月", words)]);
        assert!(sentences(&findings)[0].contains("不合情理"), "{words}");
    }
}

#[test]
fn formulas_count_by_their_stored_result_and_a_fault_is_named() {
    let read = roster(&book(|sheet| {
        write(sheet, 0, &["单位", "姓名", "性别", "出生年月", "职务", "民族"]);
        write(sheet, 1, &["", "测甲", "男", "1980.05", "书记"]);
        sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=Z1").set_result("云亭镇")).unwrap();
        sheet.write_formula(1, 5, rust_xlsxwriter::Formula::new("=VLOOKUP(1,A:B,2,0)").set_result("#N/A")).unwrap();
    }));
    assert_eq!(names(&read), ["云亭镇/测甲"]);
    assert_eq!(sentences(&read.findings), ["F2 错误 “民族”的公式结果是#N/A"]);
}

#[test]
fn names_lose_their_padding_and_marks_and_keep_rare_characters() {
    let (row, findings) = person(&[("姓名", "测\u{3000}乙（女，回族）"), ("性别", "")]);
    assert_eq!((row.name.as_str(), row.sex.unwrap().word(), row.name_marks), ("测乙", "女", vec!["回族".to_owned()]));
    assert_eq!(findings, []);
    let (row, findings) = person(&[("姓名", "测\u{E815}")]);
    assert_eq!(row.name, "测\u{E815}");
    assert_eq!(sentences(&findings), ["B2 提醒 姓名含自造字，换一台电脑可能显示不出"]);
    let (row, _) = person(&[("姓名", "阿不都・热合曼")]);
    assert_eq!(row.name, "阿不都·热合曼");
}

#[test]
fn two_people_in_one_name_cell_are_an_error() {
    let (_, findings) = person(&[("姓名", "测甲、测乙")]);
    assert_eq!(sentences(&findings), ["B2 错误 姓名过长，可能不止一人"]);
}

#[test]
fn invisible_characters_never_reach_a_field() {
    let (row, _) =
        person(&[("单位", "云亭\u{200B}镇 "), ("现任职务", "云亭镇党委\u{00A0}副书记、_x000D_\n镇长"), ("民族", "汉")]);
    assert_eq!(row.unit, "云亭镇");
    assert_eq!(row.post.as_deref(), Some("云亭镇党委 副书记、镇长"));
    assert_eq!(row.nation.as_deref(), Some("汉族"));
}

#[test]
fn party_dates_keep_their_words_and_give_their_month() {
    for (words, month) in [
        ("1998.06", Some("1998-06")),
        ("199806", Some("1998-06")),
        ("民建", None),
        ("无党派", None),
        ("民建2001.08", Some("2001-08")),
        ("200108；民建", Some("2001-08")),
        ("九三；民建；民盟", None),
        ("(民建、民盟)", None),
    ] {
        let (row, findings) = person(&[("入党时间", words)]);
        assert_eq!(row.party_text.as_deref(), Some(words));
        assert_eq!(row.party_since.map(|when| when.to_string()).as_deref(), month, "{words}");
        assert_eq!(findings, []);
    }
}

#[test]
fn several_dates_in_one_cell_give_the_first_with_a_warning() {
    let (row, findings) = person(&[("任现职时间", "2019.05\n2021.07")]);
    assert_eq!(row.since.unwrap().to_string(), "2019-05");
    assert!(sentences(&findings)[0].contains("有2个日期"));
}

#[test]
fn strokes_stand_for_nothing() {
    let (row, findings) = person(&[("任现职级时间", "——"), ("职称", "/"), ("备注", "无")]);
    assert_eq!((row.level_since, row.technical_title, row.remarks), (None, None, None));
    assert_eq!(findings, []);
}

#[test]
fn a_post_text_is_kept_verbatim_and_can_be_taken_apart() {
    let written = "云亭镇党委副书记、镇长（试用期一年），县委党校校长（兼）；四级调研员（正科级）";
    let (row, _) = person(&[("现任职务", written)]);
    assert_eq!(row.post.as_deref(), Some(written));
    let posts = split_posts(written);
    let words: Vec<&str> = posts.iter().map(|post| post.words.as_str()).collect();
    assert_eq!(words, ["云亭镇党委副书记", "镇长", "县委党校校长", "四级调研员"]);
    assert_eq!(posts.iter().map(|post| post.same_body).collect::<Vec<_>>(), [false, true, false, false]);
    assert!(posts[1].is_on_probation() && posts[2].is_concurrent() && posts[3].is_rank);
    assert_eq!(posts[3].level(), Some("正科级"));
    assert!(split_posts("县财政局副局长（主持工作）")[0].is_acting());
    assert!(split_posts("副镇长（挂职）")[0].is_seconded());
    assert_eq!(split_posts("副镇长（负责农业、林业）").len(), 1);
}

#[test]
fn a_row_without_a_name_is_an_error_at_its_row() {
    let read = roster(&table(&[
        &["单位", "姓名", "性别", "出生年月", "职务"],
        &["云亭镇", "", "男", "1980.05", "书记"],
        &["云亭镇", "测乙", "男", "1980.05", "镇长"],
    ]));
    assert_eq!(names(&read), ["云亭镇/测乙"]);
    assert_eq!((read.findings[0].row, read.findings[0].sentence.as_str()), (2, "缺姓名"));
}
