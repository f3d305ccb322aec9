//! Papers as they come: each trap a sentence.

use super::id_number::{CheckedId, IdFault, check_digit};
use super::month::{self, Month, MonthFault};
use super::name::{self, NameDoubt};
use super::{Sex, text};

/// A made-up number of the unassigned area 341899.
fn number(birth: &str, sequence: &str) -> String {
    let body = format!("341899{birth}{sequence}");
    let check = check_digit(&body);
    format!("{body}{check}")
}

fn read_month(words: &str) -> Result<String, MonthFault> {
    month::read(words, 2026).map(|reading| reading.when.to_string())
}

#[test]
fn an_id_number_tells_birth_and_sex_and_hides_its_middle() {
    let read = CheckedId::read(&number("19700315", "123")).unwrap();
    assert_eq!(read.birth_month().printed(), "1970.03");
    assert_eq!(read.sex(), Sex::Male);
    assert_eq!(CheckedId::read(&number("19700315", "124")).unwrap().sex(), Sex::Female);
    assert!(!format!("{read:?}").contains("19700315"));
    assert!(read.masked().starts_with("341899********12"));
}

#[test]
fn the_example_of_the_standard_has_the_check_digit_x() {
    assert_eq!(check_digit("11010519491231002"), 'X');
}

#[test]
fn blanks_apostrophe_full_width_digits_and_a_small_x_are_accepted() {
    let plain = (1..999).map(|n| number("19810102", &format!("{n:03}"))).find(|whole| whole.ends_with('X')).unwrap();
    let spoilt = plain.replace('X', "x");
    let wide: String = plain.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
    for written in
        [spoilt.clone(), format!("'{plain}"), wide, format!(" {} {}\u{200B}\u{00A0}", &plain[..6], &plain[6..])]
    {
        assert_eq!(CheckedId::read(&written).unwrap().plain(), plain, "{written}");
    }
}

#[test]
fn fifteen_digits_become_eighteen_in_the_last_century() {
    let read = CheckedId::read("341899700315123").unwrap();
    assert_eq!(read.plain(), number("19700315", "123"));
}

#[test]
fn a_wrong_check_digit_is_told_without_the_right_one() {
    let whole = number("19700315", "123");
    let wrong = if whole.ends_with('1') { '2' } else { '1' };
    let fault = CheckedId::read(&format!("{}{wrong}", &whole[..17])).unwrap_err();
    assert_eq!(fault, IdFault::CheckDigit);
    assert_eq!(fault.sentence(), "身份证号校验位不符");
}

#[test]
fn a_number_spoilt_by_a_spreadsheet_is_refused_and_not_repaired() {
    for spoilt in ["3.41899E+17", "341899197003151000.0", "3.41899197003151e+17"] {
        assert_eq!(CheckedId::read(spoilt).unwrap_err(), IdFault::NumberDamage, "{spoilt}");
    }
    let zeros =
        (1..29).map(|day| format!("341899197003{day:02}1000")).find(|zeros| check_digit(&zeros[..17]) != '0').unwrap();
    assert_eq!(CheckedId::read(&zeros).unwrap_err(), IdFault::NumberDamage);
}

#[test]
fn length_letters_and_impossible_births_are_named() {
    assert_eq!(CheckedId::read("").unwrap_err(), IdFault::Empty);
    assert_eq!(CheckedId::read("34189919700315123").unwrap_err(), IdFault::Length(17));
    assert_eq!(CheckedId::read("34189919700A151234").unwrap_err(), IdFault::Character(12));
    assert_eq!(CheckedId::read(&number("19700230", "123")).unwrap_err(), IdFault::Birth);
}

#[test]
fn an_unknown_area_code_is_no_reason_to_refuse() {
    let body = "99999919700315123";
    assert!(CheckedId::read(&format!("{body}{}", check_digit(body))).is_ok());
}

#[test]
fn months_are_read_in_every_usual_dress() {
    for words in [
        "1970.03",
        "1970.3",
        "1970-03",
        "1970/3",
        "1970年3月",
        "1970年03月",
        "197003",
        "70.3",
        "70.03",
        "１９７０．０３",
        "1970. 03",
        "1970.03.",
        "1970.03（56岁）",
        "197003.0",
        "'1970.03",
        "1970。03",
        "1970年3月生",
        "19 70.03\u{200B}",
    ] {
        assert_eq!(read_month(words).as_deref(), Ok("1970-03"), "{words}");
    }
}

#[test]
fn days_are_kept_where_they_are_written() {
    for words in ["1970.03.15", "1970/3/15", "1970-03-15", "19700315", "1970年3月15日", "1970-03-15 00:00:00", "25642"]
    {
        assert_eq!(read_month(words).as_deref(), Ok("1970-03-15"), "{words}");
    }
}

#[test]
fn two_digit_years_take_the_latest_century_not_after_this_year() {
    assert_eq!(read_month("26.05").as_deref(), Ok("2026-05"));
    assert_eq!(read_month("27.05").as_deref(), Ok("1927-05"));
    assert!(month::read("70.03", 2026).unwrap().short_year);
}

#[test]
fn a_text_ending_in_point_one_is_january_with_a_doubt() {
    let read = month::read("1970.1", 2026).unwrap();
    assert_eq!(read.when.to_string(), "1970-01");
    assert!(read.cut_october);
    assert!(!month::read("1970年1月", 2026).unwrap().cut_october);
    assert!(!month::read("1970.10", 2026).unwrap().cut_october);
}

#[test]
fn the_thirtieth_of_february_is_a_sentence() {
    let fault = read_month("1970.2.30").unwrap_err();
    assert_eq!(fault.sentence(), "1970年2月没有30日");
    assert_eq!(read_month("1970.13").unwrap_err().sentence(), "1970年没有13月");
    assert_eq!(read_month("1970").unwrap_err(), MonthFault::YearOnly(1970));
    assert_eq!(read_month("不详").unwrap_err().sentence(), "“不详”不是日期");
    assert_eq!(read_month("999999999999999999").unwrap_err().sentence(), "“999999999999999999”不是日期");
}

#[test]
fn age_counts_the_birth_month_as_full() {
    let birth = Month::new(1970, 5).unwrap();
    assert_eq!(birth.age_in(Month::new(2026, 5).unwrap()), 56);
    assert_eq!(birth.age_in(Month::new(2026, 4).unwrap()), 55);
}

#[test]
fn a_month_is_serialised_as_sorting_text() {
    let month = Month::new(1970, 3).unwrap();
    assert_eq!(serde_json::to_string(&month).unwrap(), "\"1970-03\"");
    assert_eq!(serde_json::from_str::<Month>("\"1970-03\"").unwrap(), month);
    assert!(serde_json::from_str::<Month>("\"1970-13\"").is_err());
}

#[test]
fn padding_inside_a_name_is_closed_up() {
    for words in ["张  三", "张\u{3000}三", " 张\u{00A0}三 ", "张\n三", "张\u{200B}三_x000D_"] {
        assert_eq!(name::read(words).name, "张三", "{words}");
    }
    assert_eq!(name::read("John  Smith").name, "John Smith");
}

#[test]
fn marks_beside_a_name_are_taken_off_and_kept() {
    let read = name::read("王  芳（女，回族）*");
    assert_eq!((read.name.as_str(), read.sex), ("王芳", Some(Sex::Female)));
    assert_eq!(read.marks, ["回族"]);
    let read = name::read("李四（挂职）");
    assert_eq!((read.name.as_str(), read.sex, read.marks.as_slice()), ("李四", None, ["挂职".to_owned()].as_slice()));
    assert_eq!(name::read("王丽 女").sex, Some(Sex::Female));
    assert_eq!(name::read("张  女").name, "张女", "a padded name is not a mark");
}

#[test]
fn every_dot_becomes_the_same_dot() {
    for words in
        ["买买提·艾力", "买买提・艾力", "买买提‧艾力", "买买提．艾力", "买买提 • 艾力", "买买提.艾力", "买买提?艾力"]
    {
        assert_eq!(name::read(words).name, "买买提·艾力", "{words}");
    }
    assert!(name::read("买买提?艾力").doubts.contains(&NameDoubt::DotSupplied));
}

#[test]
fn rare_and_private_characters_are_flagged_and_kept() {
    let read = name::read("张\u{E123}");
    assert_eq!(read.name, "张\u{E123}");
    assert_eq!(read.doubts, [NameDoubt::Private]);
    let read = name::read("李\u{20BB7}");
    assert_eq!(read.name, "李\u{20BB7}");
    assert_eq!(read.doubts, [NameDoubt::Rare]);
    assert_eq!(name::read("王?").doubts, [NameDoubt::Lost]);
}

#[test]
fn four_characters_are_a_name_and_two_people_in_a_cell_are_doubtful() {
    assert_eq!(name::read("欧阳青云").doubts, []);
    assert_eq!(name::read("张三、李四").doubts, [NameDoubt::TooLong]);
    assert_eq!(name::read("张").doubts, [NameDoubt::TooShort]);
    assert_eq!(name::read("（女）").name, "");
}

#[test]
fn invisible_characters_go_and_line_breaks_stay_until_asked() {
    assert_eq!(text::clean(" 大学_x000D_\n\n 文学\u{00A0}\u{3000}学士\u{FEFF}"), "大学\n文学 学士");
    assert_eq!(text::one_line("云亭镇党委\n书记"), "云亭镇党委书记");
    assert_eq!(text::squash("姓\u{3000} \n名"), "姓名");
    assert_eq!(text::half_width("ＡＢ１２（）"), "AB12()");
}
