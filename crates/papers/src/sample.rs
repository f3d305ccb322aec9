//! A roster to be filled in: the headings the reader knows, choices where a cell has few words, a hint where it has a form.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::roster::Field;

/// Rows made ready.
const ROWS: u32 = 1_000;

/// The columns in the order of an office's roster, with what the cell says when it is entered, and its choices.
const COLUMNS: [(Field, f64, &str, &[&str]); 18] = [
    (Field::Unit, 22.0, "写单位全称，与登记簿一致；登记簿没有的单位导入时新增", &[]),
    (Field::Name, 10.0, "", &[]),
    (Field::Sex, 7.0, "", &["男", "女"]),
    (Field::Birth, 11.0, "以干部档案为准，如1979.06", &[]),
    (Field::Nation, 8.0, "", &[]),
    (Field::NativePlace, 14.0, "", &[]),
    (Field::IdNumber, 22.0, "以文本填写，不足18位的不能导入；没有的空着", &[]),
    (Field::Politics, 12.0, "", &["中共党员", "中共预备党员", "共青团员", "民主党派", "无党派人士", "群众"]),
    (Field::PartyDate, 11.0, "如2003.07", &[]),
    (Field::WorkStart, 13.0, "如2001.08", &[]),
    (Field::FullTimeEducation, 12.0, "", &[]),
    (Field::InServiceEducation, 12.0, "", &[]),
    (Field::Post, 28.0, "不写单位名称；几个职务用顿号隔开，主持工作的在后面注明", &[]),
    (Field::Since, 12.0, "如2023.05", &[]),
    (Field::Level, 9.0, "如正科、副科、股级", &[]),
    (Field::Rank, 14.0, "如一级主任科员", &[]),
    (Field::Authority, 10.0, "", &["县管", "单位管", "上级管"]),
    (Field::Phone, 14.0, "", &[]),
];

/// The empty roster as a workbook; its headings are the first words under which the reader knows each column.
///
/// # Errors
/// When the workbook cannot be written, which its fixed columns do not bring about.
pub fn roster_xlsx() -> Result<Vec<u8>, XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_background_color("#EFEDE8");
    let text = Format::new().set_num_format("@");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("花名册")?;
    for (place, (field, width, hint, choices)) in (0_u16..).zip(COLUMNS) {
        sheet.write_string_with_format(0, place, field.title(), &heading)?;
        sheet.set_column_width(place, width)?;
        sheet.set_column_format(place, &text)?;
        if hint.is_empty() && choices.is_empty() {
            continue;
        }
        let mut rule = DataValidation::new();
        if !choices.is_empty() {
            rule = rule.allow_list_strings(choices)?;
        }
        if !hint.is_empty() {
            rule = rule.set_input_message(hint)?;
        }
        sheet.add_data_validation(1, place, ROWS, place, &rule)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, roster_xlsx};
    use crate::roster::{Options, read};
    use engine::days::Day;

    #[test]
    fn the_empty_roster_is_known_by_every_heading_and_holds_nobody() {
        let bytes = roster_xlsx().unwrap();
        let options = Options::on(Day::new(2026, 5, 6).unwrap());
        let empty = read(&bytes, "样表.xlsx", &options).unwrap_err();
        assert!(empty.sentence.contains("没有人员"), "{}", empty.sentence);
        let headings = crate::ledger::read_back(&bytes).remove(0);
        assert_eq!(headings, COLUMNS.map(|(field, ..)| field.title()));
    }
}
