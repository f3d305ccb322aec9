//! Rows copied from a spreadsheet: into a cell of a table with the script, into the text below it without.

use super::{
    driver::Browser,
    morning::{DESK, Morning},
    window::Window,
};

const CLERK: &str = "yunting-jingban";
const DEPUTY: &str = "yunting-fuzhenzhang";
const MONDAY: &str = "2026-09-21T09:00";

/// Two watches, as a spreadsheet copies them with their heads.
fn rows(morning: &Morning) -> String {
    let (leader, keeper) = (morning.name(DEPUTY), morning.name(CLERK));
    let row = |day: &str, part: &str| format!("{day}\t{part}\t{leader}\t{keeper}\r\n");
    format!("日期\t班次\t带班领导\t值班人员\r\n{}{}", row("2026-10-03", "白班"), row("2026-10-04", "夜班"))
}

/// The rows stand in the form, and it goes through.
fn entered(window: &Window, morning: &Morning) {
    assert_eq!(window.rows(), 2, "{}", window.text());
    assert_eq!(window.row_value(2, "日期"), "2026-10-04");
    assert!(window.row_value(1, "带班领导").starts_with(&morning.name(DEPUTY)));
    window.submit("登记值班表");
    window.must_show(&["待值班", "10月3日白班", "10月4日夜班"]);
    window.must_be_quiet();
}

#[test]
fn rows_copied_from_a_spreadsheet_fill_a_table_when_they_are_pasted_into_one_of_its_cells() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("pasting", MONDAY);
    let window = morning.person(&browser, CLERK, DESK, true);
    window.open("/new/watch_roster");
    window.fill("单位", "云亭镇");
    window.fill_row(1, "日期", "");
    window.paste(&rows(&morning));
    assert!(window.value("单位").starts_with("云亭镇"), "what was filled in is kept");
    entered(&window, &morning);
    // Too many columns: nothing is lost, and the sentence says which row.
    window.open("/new/watch_roster");
    window.fill_row(1, "日期", "");
    window.paste("2026-10-03\t白班\t甲\t乙\t丙");
    window.must_show(&["粘贴的第1行有5列，表中只有4列"]);
    assert!(window.look("document.querySelector('.paste textarea').value").as_str().unwrap().contains("丙"));
}

#[test]
fn a_workbook_laid_into_the_form_fills_a_table_too() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("pasting-book", MONDAY);
    let (leader, keeper) = (morning.name(DEPUTY), morning.name(CLERK));
    let rows = format!(
        "云亭镇国庆值班表\n序号,日期,班次,带班领导,值班人员\n1,2026-10-03,白班,{leader},{keeper}\n2,2026-10-04,夜班,{leader},{keeper}\n"
    );
    let book = morning.paper("值班表.csv", &rows);
    let window = morning.person(&browser, CLERK, DESK, true);
    window.open("/new/watch_roster");
    window.fill("单位", "云亭镇");
    window.tick("粘贴多行");
    window.attach("或者选表格文件（.xlsx、.xls、.csv），取第一张工作表", &book);
    window.submit("填入表中");
    assert!(window.value("单位").starts_with("云亭镇"), "what was filled in is kept");
    entered(&window, &morning);
    // What cannot be read is said at the table, and nothing is lost.
    window.open("/new/watch_roster");
    window.fill("单位", "云亭镇");
    window.tick("粘贴多行");
    let broken = morning.paper("值班表.xlsx", "PK");
    window.attach("或者选表格文件（.xlsx、.xls、.csv），取第一张工作表", &broken);
    window.submit("填入表中");
    window.must_show(&["另存为"]);
    assert!(window.value("单位").starts_with("云亭镇"));
}

#[test]
fn without_scripts_rows_are_pasted_into_the_text_below_the_table() {
    let Some(browser) = Browser::start() else { return };
    let morning = Morning::new("pasting-plain", MONDAY);
    let window = morning.person(&browser, CLERK, DESK, false);
    window.open("/new/watch_roster");
    window.fill("单位", "云亭镇");
    window.tick("粘贴多行");
    window.fill("从表格复制的行，每行一条，各列依次为：日期、班次、带班领导、值班人员", &rows(&morning));
    window.submit("填入表中");
    entered(&window, &morning);
}
